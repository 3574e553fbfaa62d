"""The load test's people: real consultations with consent, and nothing left of them."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from consult.accounts.models import Practice, User
from consult.consultations.models import Consent, Consultation, Participant, Reading, Stream
from consult.consultations.services import streams
from consult.live import admission
from consult.live.load.accounts import balance
from consult.live.load.journal import Journal
from consult.live.load.people import People

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_client_consented_and_each_counsellor_may_watch() -> None:
    people = People()
    for seat in people.seated(2):
        assert Consent.objects.get(participant=seat.participant).decision == "granted"
        assert admission.admit_camera(str(seat.participant)).participant.pk == seat.participant
        watched = admission.admit_dashboard(seat.user, seat.consultation, seat.session)
        assert str(watched.pk) == seat.consultation


def test_a_larger_load_keeps_the_people_of_a_smaller_one() -> None:
    people = People()
    first = list(people.seated(1))
    assert people.seated(3)[:1] == first
    assert Consultation.objects.count() == 3


def test_nothing_is_left_of_them(opened: Consultation) -> None:
    tables = (Practice, User, Consultation, Participant, Consent, Stream, Reading, Session)
    before = [table.objects.count() for table in tables]
    people = People()
    for seat in people.seated(2):
        admission.admit_camera(str(seat.participant))
    people.remove()
    assert [table.objects.count() for table in tables] == before


def test_counters_that_do_not_agree_with_the_camera_are_a_fault() -> None:
    people = People()
    (seat,) = people.seated(1)
    stream = admission.admit_camera(str(seat.participant)).stream
    streams.close_stream(stream.pk, streams.Counters(received=1, dropped={"overload": 1}), [])
    journal = Journal()
    journal.send(1, 0.0, 100)
    journal.answer({"seq": 1, "status": "dropped", "reason": "overload"}, 0.1)
    stream.refresh_from_db()
    assert balance([seat], [journal], [stream]).faults == []
    journal.send(2, 0.5, 100)
    (fault,) = balance([seat], [journal], [stream]).faults
    assert "2 frames sent, 1 received" in fault
