"""The demo practice: three months that never happened, and say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
import pytest_django
from django.core.management import call_command
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.consultations.models import (
    Client,
    Consultation,
    ConsultationSummary,
    Marker,
    Message,
    Participant,
    Pause,
    Reading,
    Stream,
    TenSeconds,
)
from consult.consultations.services.retention import delete_overdue_pauses, overdue
from consult.consultations.stops import KINDS, stops_of
from consult.demo.practice import make_history
from consult.reports import rollups, services
from consult.reports.contents import report_contents
from consult.reports.models import Report
from consult.review.models import Rating
from tests import cast
from tests.conftest import signed_in

TABLES = (Consultation, Reading, TenSeconds, ConsultationSummary, Report, Rating, Marker, Message)


@pytest.fixture(scope="module")
def now() -> datetime:
    return timezone.now()


@pytest.fixture(scope="module")
def made(
    now: datetime, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[int]:
    """The months, made once for all tests here: they take seconds."""
    with django_db_blocker.unblock():
        practice = Practice.objects.create(name="North Practice")
        alice, bob = (cast.make_user(name, practice) for name in ("Alice", "Bob"))
        yield make_history(alice, bob, now)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def months(made: int, db: None) -> int:
    return made


@pytest.fixture
def alice(months: int) -> User:
    return User.objects.get(name="Alice")


@pytest.fixture
def bob(months: int) -> User:
    return User.objects.get(name="Bob")


@pytest.fixture
def north(months: int) -> Practice:
    return Practice.objects.get()


def ended() -> list[Consultation]:
    return list(Consultation.objects.filter(state="ended").order_by("ended_at"))


def test_three_months_are_marked_as_made_up(months: int, now: datetime) -> None:
    held = ended()
    assert len(held) == months > 100
    assert now - held[0].scheduled_at > timedelta(days=84)
    assert all(one.made_up for one in Consultation.objects.all())


def test_every_page_has_something_to_show(months: int, now: datetime) -> None:
    assert all(table.objects.exists() for table in TABLES)
    assert Consultation.objects.filter(state="scheduled", scheduled_at__gt=now).count() >= 5
    assert {"not_held", "cancelled"} <= set(Consultation.objects.values_list("state", flat=True))
    withheld = Counter(ConsultationSummary.objects.values_list("withheld", flat=True))
    assert withheld[""] > 80
    assert withheld["coverage"] > 3
    assert withheld["no_readings"] > 3


def test_enough_clients_answered_for_a_comparison(months: int) -> None:
    paired = Rating.objects.filter(scale="csat", consultation__summary__index__isnull=False)
    assert paired.count() >= 50
    assert Rating.objects.filter(scale="srs").count() >= 5
    answers = set(paired.values_list("csat", flat=True))
    assert answers & {1, 2}
    assert answers >= {3, 4, 5}


def test_running_again_adds_nothing(months: int, alice: User, bob: User, now: datetime) -> None:
    before = [table.objects.count() for table in TABLES]
    assert make_history(alice, bob, now + timedelta(days=40)) == 0
    assert [table.objects.count() for table in TABLES] == before


def test_the_figures_are_the_same_on_every_start(
    months: int, alice: User, bob: User, now: datetime
) -> None:
    figures = ConsultationSummary.objects.order_by("started_at", "pk").values_list("index")
    before = list(figures)
    for table in (Report, Rating, Consultation, Client):
        table.objects.all().delete()
    make_history(alice, bob, now)
    assert sorted(figures, key=str) == sorted(before, key=str)


def test_labels_are_there_only_while_their_days_last(
    months: int, north: Practice, now: datetime
) -> None:
    for report in Report.objects.select_related("consultation").order_by("pk"):
        assert report.consultation.ended_at is not None
        age = now - report.consultation.ended_at
        gone = age > timedelta(days=north.retention_days)
        assert bool(report.readings_deleted_at) == gone
    assert not overdue(north, now).exists()


def test_the_readings_give_the_report_that_is_stored(months: int) -> None:
    stream = Stream.objects.order_by("pk")[0]
    [client] = report_contents(stream.consultation)["participants"]
    report = Report.objects.get(consultation=stream.consultation)
    assert report.data is not None
    [stored] = report.data["participants"]
    assert client["coverage"] == stored["coverage"]
    assert client["statuses"] == stored["statuses"]
    assert report.last_reading == stream.readings.latest("pk").pk


def test_nothing_is_left_for_the_sweep_or_the_night(months: int) -> None:
    assert services.sweep() == 0
    assert rollups.catch_up() == 0


def test_the_counsellor_is_told_that_it_is_made_up(months: int, alice: User) -> None:
    answer = signed_in(alice).get("/api/v1/consultations/?view=past")
    assert {one["made_up"] for one in answer.json()["results"]} == {True}


def test_nobody_can_say_that_a_meeting_was_made_up(alice: User, consultation: Consultation) -> None:
    signed_in(alice).patch(
        f"/api/v1/consultations/{consultation.pk}/", {"made_up": True}, format="json"
    )
    consultation.refresh_from_db()
    assert not consultation.made_up


def test_the_command_leaves_one_to_open_that_is_not_made_up(months: int) -> None:
    call_command("demo", stdout=StringIO())
    assert Consultation.objects.get(made_up=False).state == Consultation.State.SCHEDULED


def test_a_newcomer_sees_what_interrupts_an_analysis(months: int, now: datetime) -> None:
    held = Report.objects.filter(readings_deleted_at=None, built_at__gt=now - timedelta(days=14))
    people = [person for report in held for person in (report.data or {})["participants"]]
    kinds = {kind for person in people for *_, kind in person["gaps"]}
    assert kinds >= set(KINDS)
    assert set(Pause.objects.values_list("by", flat=True)) == {"client", "counsellor"}


def test_nothing_was_read_while_the_analysis_was_stopped(months: int) -> None:
    people = Participant.objects.filter(pauses__isnull=False).distinct()
    assert people.exists()
    for person in [*people, *Participant.objects.filter(consents__decision="withdrawn")]:
        for stop in stops_of(person):
            assert not person.readings.filter(captured_at__range=(stop.since, stop.until)).exists()


def test_pauses_are_there_only_while_their_labels_are(months: int, north: Practice) -> None:
    assert delete_overdue_pauses(north, timezone.now()) == 0
