"""Accounts, keys and files that take a second to make have rates; nobody uses up another's."""

from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.accounts.throttles import AccountThrottle, FailOpen, RenderThrottle
from consult.cache import SharedClient
from consult.consultations.models import Consultation
from consult.integrations.models import Scope
from consult.integrations.services.keys import make_key
from consult.reports import services
from tests.conftest import signed_in
from tests.consult.reports import made_up

ME = "/api/v1/me/"
REVIEW = "/api/v1/review/consultations.csv"


@pytest.fixture(autouse=True)
def two_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FailOpen, "away_until", 0.0)
    few = {"account": "4/min", "rendered": "2/min"}
    for throttle in (AccountThrottle, RenderThrottle):
        monkeypatch.setattr(throttle, "THROTTLE_RATES", {**throttle.THROTTLE_RATES, **few})


def statuses(browser: APIClient, address: str, times: int, **headers: str) -> list[int]:
    return [browser.get(address, **headers).status_code for _ in range(times)]  # type: ignore[arg-type]


def test_an_account_asks_so_many_times_a_minute_in_all_its_browsers(alice: User, bob: User) -> None:
    assert statuses(signed_in(alice), ME, 4) == [200] * 4
    refused = signed_in(alice).get(ME)
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert refused.json()["detail"].startswith("That was too often. Try again in ")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert signed_in(bob).get(ME).status_code == 200


def test_pages_and_files_go_on_while_redis_is_away_and_it_is_not_asked_by_each(
    alice: User, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, asked = signed_in(alice), []

    def away(*what: object) -> None:
        asked.append(what)
        raise RedisConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(SharedClient, "get", away)
        assert statuses(browser, ME, 6) == [200] * 6
        address = f"/api/v1/consultations/{consultation.pk}/report.pdf"
        assert statuses(browser, address, 3) == [404] * 3
    assert len(asked) == 1
    # It is asked again a moment later.
    monkeypatch.setattr(FailOpen, "away_until", 0.0)
    assert statuses(browser, ME, 5) == [200] * 4 + [429]


def test_it_is_said_in_the_readers_language(alice: User) -> None:
    statuses(signed_in(alice), ME, 4)
    words = signed_in(alice).get(ME, headers={"accept-language": "uk"}).json()["detail"]
    assert words.startswith("Забагато запитів. Спробуйте ще раз за ")


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_files_that_are_made_have_a_rate_of_their_own(
    alice: User, consultation: Consultation, ending: str
) -> None:
    address = f"/api/v1/consultations/{consultation.pk}/report.{ending}"
    assert statuses(signed_in(alice), address, 3) == [404, 404, 429]
    assert signed_in(alice).get(ME).status_code == 200


def test_the_reviews_files_too(carol: User) -> None:
    assert statuses(signed_in(carol), REVIEW, 3) == [200, 200, 429]
    workbook = REVIEW.replace(".csv", ".xlsx")
    assert signed_in(carol).get(workbook).status_code == 429


def test_a_keys_files_are_counted_by_the_key(carol: User) -> None:
    headers = [
        {"HTTP_AUTHORIZATION": f"Api-Key {make_key(carol, name, list(Scope.values), None)[1]}"}
        for name in ("nightly", "weekly")
    ]
    assert statuses(APIClient(), REVIEW, 3, **headers[0]) == [200, 200, 429]
    assert APIClient().get(REVIEW, **headers[1]).status_code == 200  # type: ignore[arg-type]
    assert statuses(signed_in(carol), ME, 4) == [200] * 4


def test_figures_for_programs_are_no_made_files(alice: User, opened: Consultation) -> None:
    services.build_report(made_up.ended(opened).pk)
    address = f"/api/v1/consultations/{opened.pk}/report.json"
    assert statuses(signed_in(alice), address, 4) == [200] * 4
