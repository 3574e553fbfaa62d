"""The people of a load test come and go without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session

from consult.accounts.models import Practice, User
from consult.consultations.models import Client, Consultation, Participant
from consult.consultations.services import streams
from consult.live.load.people import People


@pytest.mark.django_db
def test_the_people_of_a_load_test_leave_nothing_behind() -> None:
    people = People()
    assert len(people.seated(2)) == 2
    assert Consultation.objects.filter(state="open").count() == 2
    people.remove()
    assert [model.objects.count() for model in (Consultation, Client, User, Practice)] == [0] * 4


@pytest.mark.django_db(transaction=True)
def test_a_guest_who_is_seated_by_another_thread_leaves_with_the_rest() -> None:
    people = People()
    people.seated(1)
    with ThreadPoolExecutor(1) as thread:
        guest = thread.submit(people.another).result()
    streams.open_stream(Participant.objects.get(pk=guest.participant))
    assert [stream.participant_id for stream in people.streams()] == [guest.participant]
    assert Session.objects.filter(session_key=guest.session).exists()
    people.remove()
    assert [model.objects.count() for model in (Consultation, User, Session)] == [0] * 3
