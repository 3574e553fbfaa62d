"""What an open room asks by the clock: everything small, and of the readings only how many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consult.accounts.models import User
from consult.consultations.models import Consultation, Reading
from consult.consultations.services import participation, scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up


@pytest.fixture
def recorded(opened: Consultation) -> Consultation:
    """Erin was filmed for half a minute: 60 readings, of which the client's are labelled."""
    cast.grant(opened)
    made_up.film(opened, seconds=30)
    return opened


def room(alice: User, consultation: Consultation) -> Any:
    return signed_in(alice).get(f"/api/v1/consultations/{consultation.pk}/room/").json()


def test_it_says_what_the_five_others_say(alice: User, recorded: Consultation) -> None:
    assert recorded.opened_at is not None
    scheduling.mark(recorded, alice, "heron", recorded.opened_at + timedelta(seconds=1))
    browser, where = signed_in(alice), f"/api/v1/consultations/{recorded.pk}/"
    said = room(alice, recorded)
    assert said["consultation"] == browser.get(where).json()
    for name in ("participants", "markers"):
        assert said[name] == browser.get(f"{where}{name}/").json()
    ids = [one["id"] for one in browser.get(f"{where}readings/").json()["results"]]
    assert said["readings"] == {"newest": max(ids), "number": len(ids)}


def test_what_was_erased_is_fewer(alice: User, recorded: Consultation) -> None:
    participation.erase_readings(cast.client_of(recorded))
    assert room(alice, recorded)["readings"] == {"newest": 0, "number": 0}


def test_an_hour_is_not_read_to_count_it(alice: User, recorded: Consultation) -> None:
    with CaptureQueriesContext(connection) as asked:
        room(alice, recorded)
    of_readings = [one["sql"] for one in asked if Reading._meta.db_table in one["sql"]]
    assert len(of_readings) == 1
    assert "COUNT(" in of_readings[0]
    assert "happiness" not in of_readings[0]


def test_it_holds_no_label_and_is_no_look(alice: User, recorded: Consultation) -> None:
    assert "happiness" not in str(room(alice, recorded))
    assert not recorded.accesses.exists()
