"""Every column about a client is exported or says why not, and every table about one is erased or
says why it stays (R6).

The tables come from the models themselves: whatever leads to a client's file, to their part in a
consultation or to the consultation. A new table or column must be thought of here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.consultations.models import Access, Client, Consultation, Participant, Pause
from consult.consultations.services import clients
from consult.consultations.services.access import record_access
from consult.review.models import Reminder, Verdict
from consult.review.services import verdicts
from tests import cast
from tests.conftest import signed_in
from tests.trust.answers import heard
from tests.trust.world import World, north

OF_A_CLIENT: Final = (Client, Participant, Consultation)
ONES: Final = "consultations."
OF_PEOPLE: Final = frozenset({"id", "consultation", "participant", "practice", "client", "stream"})
"""Numbers of rows, and what a row belongs to: where it stands in the copy says that."""


@dataclass(frozen=True)
class Held:
    """What becomes of one table."""

    place: str = ""
    """Where its rows stand in the copy; empty: nowhere, and `untold` says why under "*"."""
    called: dict[str, str] = field(default_factory=dict)
    """Columns that stand there under another name."""
    untold: dict[str, str] = field(default_factory=dict)
    """Columns that do not, each with the reason."""
    stays: str = ""
    """Why an erasure leaves the rows; empty: it does not."""
    emptied: tuple[str, ...] = ()
    """Columns of rows that stay which are empty then."""


SAME: Final = "is told by others"
INNER: Final = "how the service keeps order; says nothing of anybody"
OF_THE_WORK: Final = (
    "what an administrator found in the counsellor's work, and about the counsellor"
)
HELD: Final = {
    "consultations.Client": Held(
        "client",
        {"practice": "practice", "counsellor": "counsellor", "created_at": "since"},
        {"name_key": SAME},
    ),
    "consultations.Consultation": Held(
        "consultations",
        untold={
            "counsellor": "the file's counsellor, whom its head names",
            **dict.fromkeys(("invite_number", "invite_expires_at", "report_state"), INNER),
            "made_up": "of the demo, which holds nobody's data",
        },
        stays="an appointment without a person",
        emptied=("client", "note", "report_shared_at"),
    ),
    "consultations.Participant": Held(
        "consultations",
        {"name": "joined_as", "seen_at": "last_seen_waiting"},
        {
            **dict.fromkeys(("role", "consent", "paused_by_client", "paused_by_counsellor"), SAME),
            **dict.fromkeys(("joined_unasked", "others_unasked"), INNER),
        },
        stays="an appointment without a person",
        emptied=("name",),
    ),
    "consultations.Consent": Held(
        f"{ONES}consents", stays="proof that consent was given (GDPR 7(1)), not whose"
    ),
    "consultations.Pause": Held(f"{ONES}pauses", {"began": "since", "at": "until"}),
    "consultations.Message": Held(f"{ONES}messages", untold={"author": SAME, "key": INNER}),
    "consultations.Marker": Held(f"{ONES}markers", untold={"author": SAME, "key": INNER}),
    "consultations.Access": Held(
        f"{ONES}views",
        {"actor": "name"},
        stays="accountability of those who looked; of whom it was nobody can tell",
    ),
    "consultations.Stream": Held(
        f"{ONES}cameras",
        untold=dict.fromkeys(("seen_at", "settled_at"), INNER),
        stays="counters that balance, of a camera that was nobody's any more",
    ),
    "consultations.Reading": Held(
        f"{ONES}readings", untold=dict.fromkeys(("seq", "position"), INNER)
    ),
    "consultations.TenSeconds": Held(f"{ONES}ten_seconds"),
    "consultations.ConsultationSummary": Held(untold={"*": "its figures are the report's own"}),
    "reports.Report": Held(
        f"{ONES}reports",
        untold={
            "data": "its figures stand there themselves, without the counsellor's face",
            "kind": "there is one",
            "model_version": "stands in its figures",
            **dict.fromkeys(("last_reading", "state", "error", "attempts", "created_at"), INNER),
            **dict.fromkeys(("tried_at", "built_at", "readings_deleted_at"), INNER),
        },
    ),
    "review.Rating": Held(f"{ONES}rating"),
    "review.Reminder": Held(
        f"{ONES}rating_reminder", untold={"orders": INNER}, stays="a moment, of nobody"
    ),
    "review.Outcome": Held(
        f"{ONES}review",
        untold={
            **dict.fromkeys(("counsellor", "kind", "ended_at", "hour", "quarter", "asked"), SAME),
            **dict.fromkeys(("scale", "csat", "srs", "commented", "rated_at"), "is the rating's"),
            **dict.fromkeys(("coverage", "index", "index_low", "index_high"), "is the report's"),
            **dict.fromkeys(("withheld", "fall", "fall_at_s"), "is the report's"),
        },
        stays="a consultation that is counted, without rating, figures and person",
        emptied=(
            *("client", "scale", "csat", "srs", "commented", "rated_at", "ratings_falling"),
            *("coverage", "index", "index_low", "index_high", "withheld", "fall", "fall_at_s"),
            *("asked", "index_falling"),
        ),
    ),
    "review.Case": Held(untold={"*": OF_THE_WORK}, stays="as the verdicts"),
    "review.Verdict": Held(
        untold={"*": OF_THE_WORK},
        stays="that somebody looked; the words go, as they may speak of the client",
        emptied=("comment",),
    ),
}


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    """North Practice, with a row in each of these tables."""
    practice: Practice = request.getfixturevalue("north")
    made = north(practice, alice, carol)
    record_access(made.consultation, alice, Access.Act.VIEWED)
    now = timezone.now()
    Pause.objects.create(participant=made.person, by="client", began=True, at=now)
    Reminder.objects.create(consultation=made.consultation, at=now)
    Consultation.objects.update(report_shared_at=now)
    return made


def of_clients() -> dict[str, type[Model]]:
    """Return every model that leads to a client's data, by its label."""
    found: set[type[Model]] = set(OF_A_CLIENT)
    while more := {model for model in apps.get_models() if targets(model) & found} - found:
        found |= more
    return {model._meta.label: model for model in found}


def targets(model: type[Model]) -> set[Any]:
    return {one.related_model for one in model._meta.concrete_fields if one.related_model}


def rows_at(copy: Any, place: str) -> Iterator[dict[str, Any]]:
    """Yield what stands at a place of the copy, in lists and out of them."""
    first, _, rest = place.partition(".")
    found = copy[first]
    for one in found if isinstance(found, list) else [found]:
        if rest:
            yield from rows_at(one, rest)
        elif one is not None:
            yield one


def test_every_table_about_a_client_is_thought_of() -> None:
    assert set(of_clients()) == set(HELD)


@pytest.mark.parametrize("label", sorted(label for label, held in HELD.items() if held.place))
def test_every_column_is_in_the_copy_or_says_why_not(world: World, label: str) -> None:
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/export.json"
    copy = json.loads(heard(signed_in(world.alice), path).said)
    held, model = HELD[label], of_clients()[label]
    told = set.intersection(*(set(one) for one in rows_at(copy, held.place)))
    columns = {one.name for one in model._meta.concrete_fields}
    belongs = OF_PEOPLE - set(held.called)
    wanted = {held.called.get(one, one) for one in columns - belongs - set(held.untold)}
    assert wanted - told == set()
    assert set(held.untold) <= columns, "a column that is gone"


def test_a_table_that_is_not_in_the_copy_says_why() -> None:
    assert [
        label for label, held in HELD.items() if not held.place and "*" not in held.untold
    ] == []


def left_in(model: type[Model], columns: tuple[str, ...]) -> set[str]:
    """Return which of the columns say something in a client's rows."""
    rows = model._base_manager.all()
    # The other part in a consultation is the counsellor's, whose name stays.
    hers = rows.filter(role="client") if model is Participant else rows
    return {name for name in columns if any(hers.values_list(name, flat=True))}


def test_an_erasure_leaves_what_it_says_and_nothing_else(world: World) -> None:
    models = of_clients()
    before = {label: model._base_manager.count() for label, model in models.items()}
    assert 0 not in before.values(), "the control: all of it is there"
    for label in set(HELD) - {"review.Outcome"}:  # It never holds all of its columns at once.
        assert left_in(models[label], HELD[label].emptied) == set(HELD[label].emptied)
    path = f"/api/v1/clients/{world.ids['clients/']['pk']}/"
    assert signed_in(world.alice).delete(path).status_code == 204
    for label, model in models.items():
        held = HELD[label]
        count = model._base_manager.count()
        assert count == (before[label] if held.stays else 0), label
        assert left_in(model, held.emptied) == set(), label


def test_words_of_a_verdict_go_where_nothing_was_counted(
    consultation: Consultation, carol: User, alice: User
) -> None:
    """A call to which nobody came has no outcome; what was said of it may name the client, too."""
    verdicts.give(consultation, carol, Verdict.Act.LOOKED_AT, comment="Erin called")
    file = cast.client_of(consultation).consultation.client
    assert file is not None
    clients.erase(file, by=alice)
    assert Verdict.objects.get().comment == ""
