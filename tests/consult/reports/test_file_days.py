"""A client's file is kept as long as the practice says, and then goes with all that hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from consult.accounts.models import Practice, User
from consult.consultations.models import (
    Client,
    Consent,
    Consultation,
    ConsultationSummary,
    Marker,
    TenSeconds,
)
from consult.consultations.services import scheduling
from consult.reports.models import Report
from consult.reports.retention import purge
from consult.review.models import Rating
from tests import cast
from tests.consult.reports import made_up
from tests.consult.review.test_rating_model import rate

MOMENT = timedelta(microseconds=1)
YEAR = timedelta(days=365)


@pytest.fixture
def erins(report: Report, alice: User) -> Consultation:
    """Erin's consultation with a report, a marker, a note and a rating."""
    scheduling.mark(report.consultation, alice, "breathing", made_up.moment(report, 30))
    scheduling.write_note(report.consultation, "Slept badly")
    over = Consultation.objects.get(pk=report.consultation_id)
    rate(over, scale="csat", csat=4)
    assert over.opened_at is not None
    Consultation.objects.update(scheduled_at=over.opened_at)
    Client.objects.update(created_at=over.opened_at)
    return Consultation.objects.get(pk=over.pk)


@pytest.fixture
def due(erins: Consultation, north: Practice) -> datetime:
    """The moment until which Erin's file is kept: a year after her consultation ended."""
    Practice.objects.filter(pk=north.pk).update(file_days=YEAR.days)
    assert erins.ended_at is not None
    return erins.ended_at + YEAR


def test_a_file_goes_after_its_days_with_all_that_hangs_on_it(
    erins: Consultation, due: datetime
) -> None:
    assert purge(due).files == 0
    assert Rating.objects.exists()
    assert purge(due + MOMENT).files == 1
    for model in (Client, Marker, Rating, ConsultationSummary, TenSeconds):
        assert not model._base_manager.exists(), model
    erins.refresh_from_db()
    assert (erins.note, erins.client, cast.client_of(erins).name) == ("", None, "")


def test_its_report_is_taken_back(
    erins: Consultation, due: datetime, sent: list[object], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        purge(due + MOMENT)
    assert not Report.objects.exists()
    assert sent == [erins.pk]  # To be built of what is left: nothing.


def test_that_she_consented_stays(erins: Consultation, due: datetime) -> None:
    purge(due + MOMENT)
    assert Consent.objects.count() == 1


def test_without_days_it_is_kept_until_somebody_erases_it(erins: Consultation) -> None:
    assert purge(erins.scheduled_at + 30 * YEAR).files == 0
    assert Client.objects.exists()


def test_an_appointment_to_come_keeps_it(erins: Consultation, due: datetime, alice: User) -> None:
    cast.schedule(alice, client=erins.client, scheduled_at=due + timedelta(days=7))
    assert purge(due + MOMENT).files == 0


def test_the_days_count_anew_from_each_appointment(
    erins: Consultation, due: datetime, alice: User
) -> None:
    later = cast.schedule(alice, client=erins.client, scheduled_at=due - timedelta(days=7))
    scheduling.cancel_consultation(later)
    assert purge(due + MOMENT).files == 0
    assert purge(due + YEAR).files == 1


def test_a_consultation_that_nobody_ended_keeps_it(
    erins: Consultation, due: datetime, alice: User
) -> None:
    scheduling.open_consultation(cast.schedule(alice, client=erins.client))
    assert purge(due + YEAR).files == 0


def test_a_file_without_appointments_is_as_old_as_itself(
    erins: Consultation, due: datetime, alice: User, north: Practice
) -> None:
    made = Client.objects.create(practice=north, counsellor=alice, name="Heidi", name_key="heidi")
    purge(made.created_at + YEAR - MOMENT)
    assert Client.objects.filter(pk=made.pk).exists()
    purge(made.created_at + YEAR + MOMENT)
    assert not Client.objects.filter(pk=made.pk).exists()
