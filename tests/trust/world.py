"""All that North Practice holds: one thing of each kind, with words that stand nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.invitations import invite
from consult.accounts.models import Practice, User
from consult.consultations.invites import invite_token
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import chat, clients, scheduling
from consult.integrations.models import Endpoint, Event, Scope
from consult.integrations.services.keys import make_key
from consult.reports import services
from consult.review.models import SavedView, Verdict
from consult.review.services import rating, verdicts
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up

NAME: Final = "Erin Quillfeather"
EMAIL: Final = "erin.quillfeather@example.net"
SAID: Final = "The lamp by the window hums"
TOLD: Final = "Dear Erin, bring the lantern"
WORDS: Final = (
    *(NAME, "Quillfeather", EMAIL, SAID, TOLD),
    *("heron", "marmalade", "cartwheel", "thimble"),
)
"""Her name and address, and a word each from both sides of the chat, a marker, the rating, a
verdict and a note."""


@dataclass(frozen=True, slots=True)
class World:
    """North Practice, where Alice counsels Erin and Carol administers."""

    alice: User
    carol: User
    consultation: Consultation
    person: Participant
    ids: dict[str, Any]
    """What to fill an address with, by the beginning of its pattern; the longest one counts."""

    def values(self, pattern: str) -> dict[str, Any]:
        """Return what fills the address of a route. Raises KeyError for one nobody thought of."""
        fitting = [start for start in self.ids if pattern.startswith(start)]
        if not fitting:
            raise KeyError(pattern)
        return dict(self.ids[max(fitting, key=len)])


def north(practice: Practice, alice: User, carol: User) -> World:
    """Return the practice with everything in it, made as the product makes it."""
    file = clients.make(alice, name=NAME, email=EMAIL)
    made = cast.schedule(alice, client=file)
    scheduling.open_consultation(made)
    person = cast.grant(made)
    chat.say(person, SAID, uuid4())
    chat.say(made.participants.get(role="counsellor"), TOLD, uuid4())
    marker = scheduling.mark(made, alice, "heron", timezone.now())
    made_up.film(made, seconds=30)
    over = made_up.ended(Consultation.objects.get(pk=made.pk))
    scheduling.write_note(over, "thimble")
    services.build_report(over.pk)
    _rate(person)
    verdicts.give(over, carol, Verdict.Act.LOOKED_AT, comment="cartwheel of Quillfeather")
    planned = cast.schedule(alice, client=file)
    view = SavedView.objects.create(user=carol, name="Mine", filters={})
    invited = invite(carol, email="frank@example.org", role="counsellor")
    key, _ = make_key(carol, "booking", list(Scope.values), None)
    hook = Endpoint.objects.create(
        practice=practice, url="https://hooks.example.org/", events=[Event.RATING_GIVEN]
    )
    ids = {
        "consultations/": {"pk": over.pk, "marker_id": marker.pk},
        "review/consultations/": {"pk": over.pk},
        "review/views/": {"pk": view.pk},
        "clients/": {"pk": file.pk},
        "participations/": {"participation_id": person.pk},
        "invites/": {"token": invite_token(planned)},
        "practice/members/": {"pk": alice.pk},
        "practice/invitations/": {"pk": invited.pk},
        "practice/keys/": {"prefix": key.prefix},
        "practice/webhooks/": {"pk": hook.pk},
    }
    return World(alice, carol, over, person, ids)


def _rate(person: Participant) -> None:
    person.refresh_from_db()
    answer = dict.fromkeys(("relationship", "goals", "approach", "overall"))
    said = {**answer, "csat": 2, "comment": "marmalade"}
    rating.rate(person, said, timezone.now())  # type: ignore[arg-type]


def browser_of_client(person: Participant) -> APIClient:
    """Return the browser in which a client joined and said the first yes."""
    browser = APIClient()
    session = browser.session
    session["participations"] = {str(person.pk): 1}
    session["grants"] = list(person.consents.values_list("pk", flat=True))
    session.save()
    return browser


def strangers(bob: User, dave: User) -> dict[str, APIClient]:
    """Return whoever has no business with what Alice and Carol hold, each in a browser."""
    south = dave.own_practice
    grace = cast.make_user("Grace", south, User.Role.ADMINISTRATOR)
    operator = User.objects.create_superuser("root@example.org", cast.PASSWORD, name="Root")
    hers = cast.schedule(dave, client=clients.make(dave, name="Heidi"))
    scheduling.open_consultation(hers)
    _, secret = make_key(grace, "theirs", list(Scope.values), None)
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {secret}")
    return {
        "nobody": APIClient(),
        "a colleague": signed_in(bob),
        "a counsellor elsewhere": signed_in(dave),
        "an administrator elsewhere": signed_in(grace),
        "a client of another": browser_of_client(cast.grant(hers)),
        "a program elsewhere": program,
        "an operator": signed_in(operator),
    }
