"""Redis tells whoever runs it, and writes a log: no key to an account or a call lies in it."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.live import tickets, wire
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join
from tests.trust.test_r06_one_person import in_valkey

ADDRESS = "192.0.2.7"


def test_neither_sessions_nor_tickets_nor_addresses(
    api: APIClient, alice: User, opened: Consultation
) -> None:
    part: dict[str, Any] = join(api, opened).json()
    desk = signed_in(alice)
    asked = [
        api.post(f"/api/v1/participations/{part['id']}/tickets/"),
        desk.post(f"/api/v1/consultations/{opened.pk}/tickets/"),
    ]
    APIClient().get("/api/v1/schema/", REMOTE_ADDR=ADDRESS)
    APIClient().get("/api/v1/invites/unknown/", REMOTE_ADDR=ADDRESS)
    kept = in_valkey()
    given = [one.json()["ticket"] for one in asked]
    secrets = [*given, *(one.cookies["sessionid"].value for one in (api, desk)), ADDRESS]
    assert b"throttle_ticket" in kept  # The negative control: the counters are seen.
    assert [secret for secret in secrets if secret.encode() in kept] == []
    offered = f"{wire.TICKET_PREFIX}{given[1]}"
    claims = tickets.redeem([offered], "dashboard")
    assert claims is not None
    assert claims["session"] == desk.cookies["sessionid"].value
