"""The practice's policy: read by members, set by administrators, audited, and `eu` is stronger."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Practice, User
from consult.accounts.policy import change_preset, may_analyse, may_show_index_by_counsellor
from tests.conftest import signed_in

PATH = "/api/v1/practice/"


@pytest.fixture
def desk(carol: User) -> APIClient:
    """Carol's browser."""
    return signed_in(carol)


@pytest.fixture
def eu(north: Practice) -> Practice:
    Practice.objects.filter(pk=north.pk).update(preset="eu")
    return north


def change(browser: APIClient, **changes: Any) -> Any:
    return browser.patch(PATH, changes, format="json")


def audited() -> list[dict[str, Any]]:
    return list(AuditEntry.objects.order_by("pk").values_list("details", flat=True))


def test_members_read_it(alice: User) -> None:
    said = signed_in(alice).get(PATH).json()
    assert (said["name"], said["retention_days"], said["rating_scale"]) == (
        "North Practice",
        30,
        "csat",
    )


def test_carol_changes_it_and_the_audit_says_what(desk: APIClient, carol: User) -> None:
    answer = change(desk, rating_scale="srs", retention_days=14, analyse_client=True)
    assert (answer.json()["rating_scale"], answer.json()["retention_days"]) == ("srs", 14)
    assert audited() == [{"rating_scale": ["csat", "srs"], "retention_days": [30, 14]}]
    [entry] = desk.get("/api/v1/practice/audit/").json()
    assert (entry["act"], entry["actor"]) == ("policy_changed", "Carol")


def test_how_long_files_are_kept_is_hers_to_say_and_to_take_back(desk: APIClient) -> None:
    assert change(desk, file_days=365).json()["file_days"] == 365
    assert change(desk, file_days=None).json()["file_days"] is None
    assert audited() == [{"file_days": [None, 365]}, {"file_days": [365, None]}]


def test_no_change_leaves_no_trace(desk: APIClient) -> None:
    change(desk, retention_days=30)
    assert audited() == []


def test_a_counsellor_changes_nothing(alice: User, north: Practice) -> None:
    assert change(signed_in(alice), retention_days=1).status_code == 403
    assert Practice.objects.get(pk=north.pk).retention_days == 30


def test_a_stranger_sees_nothing(api: APIClient, db: None) -> None:
    assert api.get(PATH).status_code == 401
    assert change(api, retention_days=1).status_code in (401, 403)


def test_only_the_own_practice_changes(desk: APIClient, south: Practice) -> None:
    change(desk, id=south.pk, name="Mine", retention_days=1)
    assert Practice.objects.get(pk=south.pk).retention_days == 30
    assert desk.get(PATH).json()["name"] == "North Practice"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"retention_days": 0}, "retention_days"),
        ({"retention_days": 3651}, "retention_days"),
        ({"file_days": 29}, "file_days"),
        ({"file_days": 10958}, "file_days"),
        ({"retention_days": "soon"}, "retention_days"),
        ({"preset": "none"}, "preset"),
        ({"rating_scale": "stars"}, "rating_scale"),
        ({"analyse_client": "perhaps"}, "analyse_client"),
    ],
)
def test_a_wrong_value_is_named(desk: APIClient, changes: dict[str, Any], field: str) -> None:
    answer = change(desk, **changes)
    assert (answer.status_code, set(answer.json())) == (400, {field})
    assert audited() == []


SWITCHES = ("analyse_counsellor", "index_by_counsellor")
"""Those that `eu` keeps off."""


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("changes", [{}, {"preset": "eu"}])
def test_eu_keeps_the_counsellors_face_off(
    desk: APIClient, eu: Practice, changes: dict[str, Any], switch: str
) -> None:
    answer = change(desk, **{switch: True}, **changes)
    assert (answer.status_code, set(answer.json())) == (400, {switch})
    kept = Practice.objects.get(pk=eu.pk)
    assert not getattr(kept, switch)
    assert not may_analyse(kept, "counsellor")
    assert not may_show_index_by_counsellor(kept)


@pytest.mark.parametrize(("preset", "may"), [("eu", False), ("default", True), ("research", True)])
def test_eu_is_stronger_than_a_switch_that_is_on(preset: str, may: bool) -> None:
    """However it came to be on: by an older version, or past the service."""
    practice = Practice(preset=preset, analyse_counsellor=True, index_by_counsellor=True)
    assert may_analyse(practice, "counsellor") == may
    assert may_show_index_by_counsellor(practice) == may


@pytest.mark.parametrize("switch", SWITCHES)
def test_choosing_eu_switches_the_counsellors_face_off(
    desk: APIClient, north: Practice, switch: str
) -> None:
    change(desk, **{switch: True})
    assert change(desk, preset="eu").json()[switch] is False
    assert audited()[1] == {"preset": ["default", "eu"], switch: [True, False]}


def test_eu_is_not_taken_back_by_the_api(desk: APIClient, eu: Practice) -> None:
    for changes in ({"preset": "default"}, {"preset": "research", "analyse_counsellor": True}):
        answer = change(desk, **changes)
        assert (answer.status_code, set(answer.json())) == (400, {"preset"})
    assert Practice.objects.get(pk=eu.pk).preset == "eu"


def test_whoever_runs_the_service_takes_eu_back(eu: Practice) -> None:
    call_command("change_preset", "north practice", "default")
    assert Practice.objects.get(pk=eu.pk).preset == "default"
    assert audited() == [{"preset": ["eu", "default"]}]
    with pytest.raises(CommandError, match="no practice called"):
        call_command("change_preset", "West Practice", "eu")


def test_the_audit_says_what_else_the_operators_choice_turned_off(north: Practice) -> None:
    Practice.objects.filter(pk=north.pk).update(analyse_counsellor=True)
    call_command("change_preset", "North Practice", "eu")
    assert audited() == [{"preset": ["default", "eu"], "analyse_counsellor": [True, False]}]
    call_command("change_preset", "North Practice", "eu")
    assert len(audited()) == 1


def test_the_operator_changes_nothing_without_an_entry(
    eu: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(AuditEntry.objects, "create", fail)
    with pytest.raises(DatabaseError):
        change_preset(eu, "default")
    assert Practice.objects.get(pk=eu.pk).preset == "eu"
