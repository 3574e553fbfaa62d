"""A store that is away is said to be away; every other fault stays a fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import AsyncClient, Client
from redis.exceptions import ConnectionError as RedisAway

from consult.accounts.api import me

PATH = "/api/v1/me/"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise request.param

    monkeypatch.setattr(me.MeView, "initial", fail)


@pytest.mark.parametrize(
    ("failing", "status"),
    [(RedisAway("away"), 503), (OperationalError("away"), 503), (ValueError("wrong"), 500)],
    indirect=["failing"],
)
def test_who_asks_is_told_to_try_again(failing: None, status: int) -> None:
    answer = Client(raise_request_exception=False).get(PATH)
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("2" if status == 503 else None)


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize(
    ("failing", "status"),
    [(RedisAway("away"), 503), (ValueError("wrong"), 500)],
    indirect=["failing"],
)
def test_who_looks_at_it_in_a_browser_sees_a_page(failing: None, status: int) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get(PATH, headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == status
    assert f'data-refused="{status}"' in answer.content.decode()


@pytest.mark.parametrize("failing", [RedisAway("away")], indirect=True)
async def test_it_is_told_by_the_asynchronous_service_too(failing: None) -> None:
    answer = await AsyncClient(raise_request_exception=False).get(PATH)
    assert answer.status_code == 503
    assert answer.json()["detail"].endswith("Try again in a moment.")
