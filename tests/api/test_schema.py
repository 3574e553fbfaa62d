"""Whatever a program sends that fits the published schema, no answer is a 5xx.

Schemathesis draws the requests; the service runs as `make run` starts it. A few for each operation
run here; more by `SCHEMA_EXAMPLES=200 python -m pytest tests/api/test_schema.py`. Most of them name
what is not there: that good answers are what the schema says is seen by `test_answers`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.service import Browser, RunningService

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "3"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    # A program's requests come faster than any program's here.
    with RunningService(tmp_path_factory.mktemp("service"), API_KEY_RATE="100000") as running:
        yield running


@pytest.fixture(scope="module")
def operations(service: RunningService) -> list[Any]:
    """Every operation of the schema that the service publishes."""
    schema = schemathesis.openapi.from_url(f"{service.url}/api/v1/schema/?format=json")
    return [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.parametrize("email", ["alice@example.org", "carol@example.org"])
def test_no_request_breaks_the_service(
    service: RunningService, operations: list[Any], email: str
) -> None:
    assert len(operations) > 50
    headers = signed_in(service, email)
    for operation in operations:
        try_out(operation, headers, EXAMPLES)


@pytest.mark.slow
def test_no_request_of_a_program_or_a_visitor_breaks_it(
    service: RunningService, operations: list[Any]
) -> None:
    """Most are refused at the door: one of each is enough."""
    program = {"Authorization": f"Api-Key {made_key(service)}"}
    for operation in operations:
        for headers in (program, {}):
            try_out(operation, headers, max(1, EXAMPLES // 3))


def try_out(operation: Any, headers: dict[str, str], examples: int) -> None:
    """Send a few requests that fit the operation's schema; good answers must fit it, too."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def drawn(case: Any) -> None:
        answer = case.call(headers=headers)
        assert answer.status_code < 500, (operation.label, case.body, answer.text[:500])
        case.validate_response(answer, checks=[response_schema_conformance])

    drawn()


def signed_in(service: RunningService, email: str) -> dict[str, str]:
    """Return the headers of a browser that somebody signed in with."""
    browser = Browser(service)
    browser.sign_in(email)
    cookies = {cookie.name: cookie.value or "" for cookie in browser.jar}
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": pairs, "X-CSRFToken": cookies["csrftoken"], "Origin": service.url}


def made_key(service: RunningService) -> str:
    """Return an API key of the practice that may read all that keys may."""
    carol = Browser(service)
    carol.sign_in("carol@example.org")
    wanted = {"name": "a program", "scopes": ["consultations:read", "reports:read", "review:read"]}
    return str(carol.call("POST", "/api/v1/practice/keys/", wanted)["secret"])
