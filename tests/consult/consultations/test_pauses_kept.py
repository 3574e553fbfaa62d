"""When the analysis was stopped, and by whom, is kept: once each, by the server's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.consent_text import consent_text
from consult.consultations.models import Consultation, Participant, Pause
from consult.consultations.services import participation, pauses, scheduling
from consult.consultations.services.retention import delete_overdue_pauses
from consult.consultations.stops import pauses_of, stops_of
from tests import cast
from tests.conftest import signed_in


@pytest.fixture
def erin(opened: Consultation) -> Participant:
    return cast.grant(opened)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the server's clock to so many seconds after now."""
    began = timezone.now()

    def turn(seconds: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: began + timedelta(seconds=seconds))

    turn(0)
    return turn


def withdraw(person: Participant, **how: Any) -> None:
    participation.decide(person, decision="withdrawn", language="en", **how)


def grant(person: Participant) -> None:
    text = consent_text("en", person.consultation.practice.retention_days)
    participation.decide(person, decision="granted", language="en", text_hash=text.text_hash)


def told(person: Participant) -> list[tuple[int, int | None, str]]:
    """Return each stop in seconds after the first, with its kind."""
    found = stops_of(person)
    first = found[0].since

    def seconds(moment: datetime | None) -> int | None:
        return moment and round((moment - first).total_seconds())  # type: ignore[return-value]

    return [(seconds(one.since) or 0, seconds(one.until), one.kind) for one in found]


def test_each_side_and_both_are_told_apart(erin: Participant, at: Callable[[int], None]) -> None:
    at(10)
    pauses.pause(erin, by="client", paused=True)
    at(20)
    pauses.pause(erin, by="counsellor", paused=True)
    at(30)
    pauses.pause(erin, by="client", paused=False)
    at(40)
    pauses.pause(erin, by="counsellor", paused=False)
    assert told(erin) == [
        (0, 10, "paused_by_client"),
        (10, 20, "paused_by_both"),
        (20, 30, "paused_by_counsellor"),
    ]
    assert [pause.by for pause in pauses_of(erin)] == ["client", "counsellor"]


def test_asking_again_for_what_is_so_keeps_nothing(erin: Participant) -> None:
    for paused in (False, True, True, True, False, False):
        pauses.pause(erin, by="client", paused=paused)
    assert list(Pause.objects.values_list("began", flat=True)) == [True, False]


def test_what_nobody_ended_goes_on(erin: Participant) -> None:
    pauses.pause(erin, by="counsellor", paused=True)
    assert told(erin) == [(0, None, "paused_by_counsellor")]


def test_a_withdrawn_consent_comes_before_a_pause_and_ends_the_clients(
    erin: Participant, at: Callable[[int], None]
) -> None:
    at(10)
    pauses.pause(erin, by="client", paused=True)
    at(20)
    withdraw(erin)
    at(30)
    grant(erin)
    assert told(erin) == [(0, 10, "paused_by_client"), (10, 20, "no_consent")]


def test_before_anybody_decided_nothing_was_stopped(opened: Consultation) -> None:
    assert stops_of(cast.client_of(opened)) == []


def test_a_pause_that_fails_leaves_nothing(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**row: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Pause.objects, "create", fail)
    with pytest.raises(RuntimeError):
        pauses.pause(erin, by="client", paused=True)
    erin.refresh_from_db()
    assert not erin.paused_by_client


def test_erasing_takes_them_along_but_for_one_that_goes_on(
    erin: Participant, at: Callable[[int], None]
) -> None:
    pauses.pause(erin, by="client", paused=True)
    pauses.pause(erin, by="counsellor", paused=True)
    at(10)
    withdraw(erin, erase=True)
    [left] = Pause.objects.all()
    assert (left.by, left.began, left.at) == ("counsellor", True, timezone.now())


def test_after_the_end_none_is_kept(erin: Participant) -> None:
    over = scheduling.end_consultation(erin.consultation)
    person = cast.client_of(over)
    pauses.pause(person, by="client", paused=True)
    assert not Pause.objects.exists()


def test_they_go_when_the_readings_would_also_where_there_are_none(erin: Participant) -> None:
    pauses.pause(erin, by="client", paused=True)
    scheduling.end_consultation(erin.consultation)
    practice = erin.consultation.practice
    days = timedelta(days=practice.retention_days)
    assert delete_overdue_pauses(practice, timezone.now() + days - timedelta(minutes=1)) == 0
    assert delete_overdue_pauses(practice, timezone.now() + days + timedelta(minutes=1)) == 1


def test_other_records_are_not_forgotten(erin: Participant) -> None:
    with pytest.raises(TypeError):
        erin.consents.all().forget()


@pytest.mark.parametrize("path", ["participants/", "room/"])
def test_the_counsellors_room_is_told(erin: Participant, alice: User, path: str) -> None:
    pauses.pause(erin, by="client", paused=True)
    answer = signed_in(alice).get(f"/api/v1/consultations/{erin.consultation_id}/{path}").json()
    people = answer["participants"] if path == "room/" else answer
    [stop] = next(one["stops"] for one in people if one["role"] == "client")
    assert (stop["kind"], stop["until"]) == ("paused_by_client", None)
