"""JSON on which Python's reader gives up is a fault of who sent it, no failure of the service."""

from __future__ import annotations

from typing import Final

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from consult.accounts.models import User
from tests.consult.live.sockets import browser_of

pytestmark = pytest.mark.django_db

DEEP: Final = [b"[" * 100_000, b'{"a":' * 30_000, b'{"text": ' + b"[" * 900_000]
LONG: Final = b'{"email": ' + b"9" * 5000 + b"}"


@pytest.mark.parametrize("body", [*DEEP, LONG])
@pytest.mark.parametrize(
    "address", ["/api/v1/consultations/", "/_allauth/browser/v1/auth/password/request"]
)
def test_it_is_refused_by_the_api_and_by_the_accounts_pages(
    alice: User, address: str, body: bytes
) -> None:
    client = browser_of(alice)
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 400


def test_the_words_are_the_apis(alice: User) -> None:
    answer = browser_of(alice).post("/api/v1/consultations/", DEEP[0], "application/json")
    assert answer.json() == {"detail": "This is no JSON that can be read.", "code": "parse_error"}


def recursion(request: HttpRequest) -> HttpResponse:
    return recursion(request)


def value(request: HttpRequest) -> HttpResponse:
    return HttpResponse(int("none"))


OWN: Final = [("recursion", RecursionError), ("value", ValueError)]


urlpatterns = [path("recursion/", recursion), path("value/", value)]


@pytest.mark.parametrize(
    ("address", "error"), [("recursion", RecursionError), ("value", ValueError)]
)
@override_settings(ROOT_URLCONF=__name__)
def test_an_error_of_our_own_stays_one(
    client: Client, address: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        client.get(f"/{address}/")
