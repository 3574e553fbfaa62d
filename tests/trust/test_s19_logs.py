"""Logs tell of every refusal, and of no token, picture, address or name (S19)."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.error import HTTPError

import pytest

from tests.camera import Call, jpeg, message, received, socket, soon
from tests.service import PASSWORD, Browser, RunningService, wait_until

CLIENT: Final = "Erin Quillfeather"
ADDRESS: Final = "erin.quillfeather@example.net"
WORDS: Final = "The heron by the window"


def logs(service: RunningService) -> str:
    files = sorted((service.folder / "log").glob("*.log*"))
    return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


def refused(browser: Browser, method: str, path: str, body: Any = None) -> tuple[int, str]:
    """Return the status of a refusal, and what it says."""
    with pytest.raises(HTTPError) as error:
        browser.call(method, path, body)
    with error.value as answer:
        return answer.code, answer.read().decode()


def run(service: RunningService) -> dict[str, str]:
    """Live through a consultation; return what no log may say, by what it is."""
    call = Call(service)
    secrets = {"invite": call.alice.call("GET", call.path)["invite_url"].rsplit("/", 1)[1]}
    client = {"name": CLIENT, "email": ADDRESS, "language": "en"}
    call.alice.call("POST", "/api/v1/clients/", client)
    plan = {"client_name": CLIENT, "kind": "service", "scheduled_at": soon()}
    planned = call.alice.call("POST", "/api/v1/consultations/", plan)
    path = f"/api/v1/consultations/{planned['id']}/"
    call.alice.call("POST", f"{path}invitation/", {"email": ADDRESS, "language": "en"})
    secrets["another invite"] = planned["invite_url"].rsplit("/", 1)[1]
    ticket = call.camera_ticket()
    with socket(service, ticket) as camera:
        received(camera, "policy")
        camera.send(message(1, jpeg()))
        received(camera, "answer")
    said = {"text": WORDS, "key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    call.erin.call("POST", f"{call.participation}messages/", said)
    call.alice.call("PUT", f"{call.path}note/", {"note": WORDS})
    stranger = Browser(service)
    refused(stranger, "GET", call.path)
    refused(stranger, "GET", call.participation)
    wrong = {"email": "alice@example.org", "password": "wrong-" + PASSWORD}
    refused(stranger, "POST", "/_allauth/browser/v1/auth/login", wrong)
    call.end()
    assert wait_until(lambda: call.report()["state"] == "ready", within=60)
    for browser, whose in ((call.alice, "Alice's"), (call.erin, "Erin's")):
        for cookie in browser.jar:
            secrets[f"{whose} {cookie.name}"] = cookie.value or ""
    return {
        **secrets,
        "ticket": ticket["ticket"],
        "password": PASSWORD,
        "client": "Quillfeather",
        "words": WORDS,
        "client's address": ADDRESS,
        "counsellor's address": "alice@example.org",
    }


def test_a_run_leaves_no_secret_and_no_person_in_a_log(service: RunningService) -> None:
    secrets = run(service)
    said = logs(service)
    assert {"Alice's sessionid", "Erin's sessionid", "Alice's csrftoken"} <= set(secrets)
    assert [what for what, secret in secrets.items() if secret in said] == []


def test_refusals_are_logged_with_who_and_what(service: RunningService) -> None:
    call = Call(service)
    bob = Browser(service)
    bob.sign_in("bob@example.org")
    assert refused(bob, "GET", call.path)[0] == 404
    with socket(service, {"ticket": "made-up", "path": "/ws/camera/"}) as camera:
        assert received(camera, "closed")["reason"] == "ticket"
    consultation = call.path.split("/")[-2]
    lines = [json.loads(line) for line in logs(service).splitlines() if line.startswith("{")]
    about = [line for line in lines if consultation in line.get("request", "")]
    [one] = [line for line in about if line["event"] == "request_finished" and line["code"] == 404]
    assert (one["code"], one["level"]) == (404, "warning")
    assert {"request_id", "user_id", "timestamp"} <= set(one)
    closed = [line for line in lines if line["event"] == "camera_closed"]
    assert closed[-1]["code"] == 4401
    call.end()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/consultations/not-an-id/", None),
        ("GET", "/api/v1/consultations/?view=%00", None),
        ("POST", "/api/v1/consultations/", "no object"),
        ("POST", "/api/v1/invites/%F0%9F%92%A5/join/", {"name": "\x00"}),
        ("GET", "/api/v1/clients/?search=%00", None),
    ],
)
def test_errors_say_nothing_of_the_inside(
    service: RunningService, method: str, path: str, body: Any
) -> None:
    alice = Browser(service)
    alice.sign_in()
    status, said = refused(alice, method, path, body)
    assert 400 <= status < 500
    for inside in (
        "Traceback",
        'File "',
        "django",
        "consult.",
        "SELECT",
        "sqlite",
        "/work",
        "site-",
    ):
        assert inside.lower() not in said.lower()
