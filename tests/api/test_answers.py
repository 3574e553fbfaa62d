"""Every address that is read answers somebody, and what it answers is what the schema says."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.integrations.models import Scope
from consult.integrations.services.keys import make_key
from consult.reports.sharing import share
from tests.conftest import signed_in
from tests.trust.answers import body_of
from tests.trust.routes import Route, routes
from tests.trust.world import World, browser_of_client
from tests.trust.world import north as made_north

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "api.yaml"
ASKS = {"consultations/overlapping/": "?scheduled_at=2026-12-01T10:00:00Z"}
"""What an address must be asked with."""


@cache
def published() -> dict[str, Any]:
    """Return the schema, with OpenAPI's `nullable` in the words of JSON Schema."""
    said = yaml.load(SCHEMA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    plain: dict[str, Any] = _plain(said)
    return plain


def _plain(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    said = {name: _plain(one) for name, one in part.items() if name != "nullable"}
    return {"anyOf": [said, {"type": "null"}]} if part.get("nullable") is True else said


@cache
def read() -> list[tuple[Route, dict[str, Any]]]:
    """Return each address that the schema lets be read, and the answers that it names."""
    known = {re.sub(r"<[^>]*>", "{}", f"/api/v1/{one.pattern}"): one for one in routes()}
    return [
        (known[re.sub(r"{[^}]*}", "{}", path)], said["get"]["responses"])
        for path, said in published()["paths"].items()
        if "get" in said
    ]


def faults(named: dict[str, Any], answer: Any) -> list[str]:
    """Return where a good answer is not what the schema says."""
    contents = named[str(answer.status_code)]["content"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    if kind != "application/json":
        return [] if kind in contents else [f"{kind} is not among {list(contents)}"]
    schema = {**contents[kind]["schema"], "components": published()["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found = validator.iter_errors(json.loads(body_of(answer)))
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


@pytest.fixture
def world(north: Practice, alice: User, carol: User) -> World:
    return made_north(north, alice, carol)


@pytest.fixture
def browsers(world: World) -> dict[str, APIClient]:
    """Whoever reads something of North Practice, and a visitor."""
    Practice.objects.update(share_reports=True)
    share(Consultation.objects.get(pk=world.consultation.pk), by=world.alice)
    program = APIClient()
    secret = make_key(world.carol, "a program", list(Scope.values), None)[1]
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {secret}")
    return {
        "Alice": signed_in(world.alice),
        "Carol": signed_in(world.carol),
        "Erin": browser_of_client(world.person),
        "a program": program,
        "a visitor": APIClient(),
    }


def test_whatever_can_be_read_answers_as_the_schema_says(
    world: World, browsers: dict[str, APIClient]
) -> None:
    unanswered, wrong = [], []
    assert len(read()) > 45
    for route, named in read():
        values = world.values(route.pattern) if route.names else {}
        address = route.at(**values) + ASKS.get(route.pattern, "")
        answers = {who: browser.get(address) for who, browser in browsers.items()}
        good = {who: one for who, one in answers.items() if one.status_code // 100 == 2}
        if not good:
            unanswered.append((route.pattern, {who: a.status_code for who, a in answers.items()}))
        wrong += [(route.pattern, who, f) for who, one in good.items() for f in faults(named, one)]
    assert unanswered == []
    assert wrong == [], "\n".join(map(str, wrong))


def test_an_answer_that_is_not_what_the_schema_says_is_noticed(
    world: World, browsers: dict[str, APIClient]
) -> None:
    [(route, named)] = [one for one in read() if one[0].pattern == "me/"]
    answer = browsers["Alice"].get(route.at())
    assert faults(named, answer) == []
    answer.content = answer.content.replace(b'"Alice"', b"7")
    assert faults(named, answer)
