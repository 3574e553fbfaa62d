"""The people of a load test come and go without a trace."""

from __future__ import annotations

import pytest

from consult.accounts.models import Practice, User
from consult.consultations.models import Client, Consultation
from consult.live.load.people import People


@pytest.mark.django_db
def test_the_people_of_a_load_test_leave_nothing_behind() -> None:
    people = People()
    assert len(people.seated(2)) == 2
    assert Consultation.objects.filter(state="open").count() == 2
    people.remove()
    assert [model.objects.count() for model in (Consultation, Client, User, Practice)] == [0] * 4
