"""Whatever a program sends that fits the published schema, no answer is a 5xx.

Schemathesis draws the requests; the service runs as `make run` starts it. A few for each operation
run here; more by `SCHEMA_EXAMPLES=200 python -m pytest tests/api/test_schema.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.service import Browser, RunningService

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "3"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with RunningService(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("email", ["alice@example.org", "carol@example.org"])
def test_no_request_breaks_the_service(service: RunningService, email: str) -> None:
    headers = signed_in(service, email)
    schema = schemathesis.openapi.from_url(f"{service.url}/api/v1/schema/?format=json")
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 50
    for operation in operations:
        try_out(operation, headers)


def try_out(operation: Any, headers: dict[str, str]) -> None:
    """Send a few requests that fit the operation's schema."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def drawn(case: Any) -> None:
        answer = case.call(headers=headers)
        assert answer.status_code < 500, (operation.label, case.body, answer.text[:500])

    drawn()


def signed_in(service: RunningService, email: str) -> dict[str, str]:
    """Return the headers of a browser that somebody signed in with."""
    browser = Browser(service)
    browser.sign_in(email)
    cookies = {cookie.name: cookie.value or "" for cookie in browser.jar}
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": pairs, "X-CSRFToken": cookies["csrftoken"], "Origin": service.url}
