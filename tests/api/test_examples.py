"""The examples in the docs do what they say."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.integrations.http_delivery import secret_of, signature
from consult.integrations.models import Delivery, Endpoint, Event
from tests.consult.review.held import held, rate

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@pytest.fixture
def ended(opened: Consultation) -> Consultation:
    return scheduling.end_consultation(opened)


@pytest.mark.parametrize(
    "command", [[sys.executable, "consultations.py"], ["node", "consultations.mjs"]]
)
def test_a_program_prints_what_clients_said(
    live_server: LiveServer, key: str, ended: Consultation, alice: User, command: list[str]
) -> None:
    """On the one question, on the four scales, and of somebody who has said nothing."""
    rate(held(alice, days_ago=1), csat=4)
    rate(held(alice, days_ago=2), srs=34.4)
    folder = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": folder, "CONSULT_KEY": key, "CONSULT_URL": live_server.url}
    done = subprocess.run(
        command, cwd=EXAMPLES, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert {state for _when, state, _said in lines} == {"ended"}
    assert sorted(said for _when, _state, said in lines) == ["34.4 of 40", "4 of 5", "no answer"]


def test_a_program_tells_our_messages_from_others(db: None) -> None:
    is_ours = runpy.run_path(str(EXAMPLES / "webhook.py"))["is_ours"]

    endpoint = Endpoint(url="https://receiver.example.org/", secret_number=1)
    delivery, now = Delivery(endpoint=endpoint, event=Event.TEST), int(time.time())
    secret, body = secret_of(endpoint), b'{"type":"test"}'

    def headers(stamp: int) -> dict[str, str]:
        signed = signature(secret, str(delivery.pk), stamp, body)
        return {
            "webhook-id": str(delivery.pk),
            "webhook-timestamp": str(stamp),
            "webhook-signature": signed,
        }

    assert is_ours(headers(now), body, secret)
    assert not is_ours(headers(now), body + b" ", secret)
    assert not is_ours(headers(now - 3600), body, secret)
    assert not is_ours(headers(now), body, secret_of(Endpoint(secret_number=1)))
