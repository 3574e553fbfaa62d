"""Nobody asks or writes without end, and nobody is held back by whoever shares their address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.accounts.throttles import WriteThrottle
from consult.consultations.api import throttles
from consult.consultations.api.throttles import (
    AddressThrottle,
    AnonymousThrottle,
    BrowserThrottle,
    BrowserWriteThrottle,
)
from consult.consultations.invites import invite_token
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join

SCHEMA = "/api/v1/schema/"


@pytest.fixture
def two_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    of_a_client = ("decision", "rating", "export", "invite")
    few = dict.fromkeys(("without_account", "mail", *of_a_client), "2/min")
    for throttle in (
        AnonymousThrottle,
        BrowserWriteThrottle,
        WriteThrottle,
        BrowserThrottle,
        AddressThrottle,
    ):
        monkeypatch.setattr(throttle, "THROTTLE_RATES", {**throttle.THROTTLE_RATES, **few})


@pytest.fixture
def own_part(api: APIClient, opened: Consultation) -> str:
    """The address of Erin's part, joined in `api`."""
    return f"/api/v1/participations/{join(api, opened).json()['id']}/"


@pytest.fixture
def another_part(alice: User) -> tuple[APIClient, str]:
    """The browser of another client, at the same address, and the address of their part."""
    browser, hers = APIClient(), cast.schedule(alice)
    scheduling.open_consultation(hers)
    return browser, f"/api/v1/participations/{join(browser, hers).json()['id']}/"


def statuses(ask: Any, times: int = 3) -> list[int]:
    return [ask().status_code for _ in range(times)]


@pytest.mark.usefixtures("two_a_minute")
def test_a_stranger_asks_so_many_times_a_minute(api: APIClient, db: None) -> None:
    assert statuses(lambda: api.get(SCHEMA)) == [200, 200, 429]
    answer = api.get(SCHEMA, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_a_made_up_session_does_not_begin_the_count_anew(api: APIClient, db: None) -> None:
    def ask() -> Any:
        api.cookies["sessionid"] = f"made-up-{len(asked)}"
        asked.append(1)
        return api.get(SCHEMA)

    asked: list[int] = []
    assert statuses(ask) == [200, 200, 429]


@pytest.mark.usefixtures("two_a_minute")
def test_a_client_is_not_held_back_by_a_stranger_at_the_same_address(
    api: APIClient, own_part: str
) -> None:
    statuses(lambda: APIClient().get(SCHEMA))
    assert statuses(lambda: api.get(own_part)) == [200, 200, 429]


@pytest.mark.usefixtures("two_a_minute")
@pytest.mark.parametrize("what", ["rating/", "export.json"])
def test_clients_at_one_address_rate_and_export_beside_each_other(
    api: APIClient, own_part: str, another_part: tuple[APIClient, str], what: str
) -> None:
    other, others_part = another_part
    for browser, part in ((api, own_part), (other, others_part)):
        asked = statuses(lambda browser=browser, part=part: browser.get(part + what))
        assert [code == 429 for code in asked] == [False, False, True]


@pytest.mark.usefixtures("two_a_minute")
@pytest.mark.parametrize("what", ["", "consultation.ics"])
def test_clients_at_one_address_open_their_links_beside_each_other(
    api: APIClient, alice: User, what: str
) -> None:
    for planned in (cast.schedule(alice), cast.schedule(alice)):
        path = f"/api/v1/invites/{invite_token(planned)}/{what}"
        assert statuses(lambda path=path: api.get(path)) == [200, 200, 429]


@pytest.mark.usefixtures("two_a_minute")
def test_a_forged_link_is_counted_by_its_address(api: APIClient, db: None) -> None:
    names = iter(range(9))
    assert statuses(lambda: api.get(f"/api/v1/invites/forged-{next(names)}/")) == [404, 404, 429]


@pytest.mark.usefixtures("two_a_minute")
def test_a_link_that_was_replaced_does_not_hold_back_the_new_one(
    api: APIClient, opened: Consultation
) -> None:
    old = f"/api/v1/invites/{invite_token(opened)}/"
    assert statuses(lambda: api.get(old)) == [200, 200, 429]
    renewed = scheduling.renew_invite(opened)
    assert api.get(f"/api/v1/invites/{invite_token(renewed)}/").status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_whoever_joins_in_many_browsers_is_held_back_by_the_address(
    own_part: str, opened: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "AT_ONE_ADDRESS", 3)
    for throttle in (AddressThrottle, BrowserThrottle):
        monkeypatch.setitem(throttle.THROTTLE_RATES, "invite", "60/min")
    asked: list[int] = []
    for browser in [APIClient() for _ in range(4)]:
        join(browser, opened)
        asked += statuses(lambda browser=browser: browser.get(f"{own_part}rating/"), 2)
    assert asked == [200] * 6 + [429] * 2


@pytest.mark.usefixtures("two_a_minute")
def test_people_who_signed_in_are_not_counted_as_visitors(alice: User) -> None:
    assert statuses(lambda: signed_in(alice).get("/api/v1/me/")) == [200, 200, 200]
    assert statuses(lambda: signed_in(alice).get(SCHEMA)) == [200, 200, 200]


@pytest.mark.usefixtures("two_a_minute")
@pytest.mark.parametrize(
    ("what", "wish"), [("pause", {"paused": True}), ("consent", {"decision": "withdrawn"})]
)
def test_a_client_decides_so_many_times_a_minute(
    api: APIClient, own_part: str, what: str, wish: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AnonymousThrottle.THROTTLE_RATES, "without_account", "600/min")
    assert statuses(lambda: api.post(f"{own_part}{what}/", wish, format="json")) == [200, 200, 429]
    assert api.get(own_part).status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_whoever_invites_colleagues_sends_so_many_mails(carol: User) -> None:
    browser, path = signed_in(carol), "/api/v1/practice/invitations/"

    def invite() -> Any:
        asked.append(1)
        new = {"email": f"colleague-{len(asked)}@example.org", "role": "counsellor"}
        return browser.post(path, new, format="json")

    asked: list[int] = []
    assert statuses(invite) == [201, 201, 429]
    [first, *_] = browser.get(path).json()
    assert browser.post(f"{path}{first['id']}/link/").status_code == 429


@pytest.mark.usefixtures("two_a_minute")
def test_an_appointment_is_moved_so_many_times_a_minute(
    alice: User, consultation: Consultation
) -> None:
    browser, path = signed_in(alice), f"/api/v1/consultations/{consultation.pk}/reschedule/"
    days = iter(range(2, 9))

    def move() -> Any:
        at = timezone.now() + timedelta(days=next(days))
        return browser.post(path, {"scheduled_at": at}, format="json")

    assert statuses(move) == [200, 200, 429]


def test_a_decision_that_stands_is_recorded_once(api: APIClient, own_part: str) -> None:
    def decide() -> Any:
        return api.post(f"{own_part}consent/", {"decision": "withdrawn"}, format="json")

    before = len(api.get(own_part).json()["consents"])
    assert statuses(decide) == [200, 200, 200]
    assert len(api.get(own_part).json()["consents"]) == before + 1


def test_joining_again_by_the_same_answer_is_recorded_once(
    api: APIClient, opened: Consultation, own_part: str
) -> None:
    person = cast.client_of(opened)
    before = person.consents.count()
    assert join(api, opened).status_code == 201
    assert person.consents.count() == before


def test_a_no_of_another_browser_is_recorded_beside_the_first(
    api: APIClient, opened: Consultation, own_part: str
) -> None:
    other = APIClient()
    api.post(f"{own_part}consent/", {"decision": "refused"}, format="json")
    before = cast.client_of(opened).consents.count()
    join(other, opened, decision="refused")
    assert cast.client_of(opened).consents.count() == before + 1


def test_a_yes_said_again_ends_her_own_pause(
    api: APIClient, opened: Consultation, own_part: str
) -> None:
    api.post(f"{own_part}pause/", {"paused": True}, format="json")
    assert join(api, opened).json()["paused"] is False


def test_the_latest_decisions_are_shown_in_order(
    api: APIClient, own_part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.consultations.client_serializers.SHOWN", 2)
    for decision in ("withdrawn", "refused"):
        api.post(f"{own_part}consent/", {"decision": decision}, format="json")
    shown = [one["decision"] for one in api.get(own_part).json()["consents"]]
    assert shown == ["withdrawn", "refused"]
