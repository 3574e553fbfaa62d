"""Which servers a call may use, and with which credentials."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from consult import environment
from consult.live.call_admission import Caller
from consult.live.ice import ice_servers


def test_without_settings_there_are_none(settings: Settings) -> None:
    assert ice_servers("a", 0) == []


def test_turn_gets_a_password_that_ends(settings: Settings) -> None:
    settings.TURN_URL, settings.TURN_SECRET = ["turn:turn.example.org"], "north"
    settings.TURN_LIFETIME_S = 100
    [server] = ice_servers("abc", 1000.9)
    assert server["username"] == "1100:abc"
    expected = hmac.new(b"north", b"1100:abc", hashlib.sha1).digest()
    assert base64.b64decode(server["credential"]) == expected


def test_given_servers_and_stun_come_first(settings: Settings) -> None:
    settings.ICE_SERVERS = [{"urls": ["stun:a.example.org"]}]
    settings.STUN_URLS = ["stun:b.example.org"]
    assert [server["urls"] for server in ice_servers("a", 0)] == [
        ["stun:a.example.org"],
        ["stun:b.example.org"],
    ]


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "{}",
        "[1]",
        '[{"urls": []}]',
        '[{"urls": ["http://example.org"]}]',
        '[{"urls": ["stun:a"], "password": "x"}]',
        '[{"urls": ["turn:a"], "username": 5}]',
    ],
)
def test_a_wrong_list_stops_the_start_and_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ICE_SERVERS", value)
    with pytest.raises(ImproperlyConfigured, match="ICE_SERVERS"):
        environment.ice_servers("ICE_SERVERS")


def test_a_wrong_address_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUN_URLS", "turn:a.example.org")
    with pytest.raises(ImproperlyConfigured, match="STUN_URLS"):
        environment.ice_urls("STUN_URLS", ("stun:", "stuns:"))


def test_each_side_of_a_call_has_one_name_at_the_relay_that_leads_to_nobody() -> None:
    # coturn counts what one name has open: with a new name each time there would be no limit.
    call = uuid.uuid4()
    sides = [Caller(call, "client", None), Caller(call, "counsellor", 7)]
    names = [side.relay_name for side in sides]
    assert names == [side.relay_name for side in sides]
    assert len({*names, Caller(uuid.uuid4(), "client", None).relay_name}) == 3
    assert not any(name in call.hex or "client" in name for name in names)
