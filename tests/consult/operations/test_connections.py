"""PostgreSQL must let in as many as the processes may be."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks
from django.db import connection

from consult.operations import connections


def found() -> list[str | None]:
    asked = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [one.id for one in asked if one.id == "consult.W003"]


def test_what_is_needed_follows_from_the_setting(settings: Any) -> None:
    settings.REQUESTS_AT_ONCE = 32
    assert connections.of_a_web_process() == 32 + 8 + 4
    assert connections.needed() == 2 * 44 + 24


@pytest.mark.django_db
@pytest.mark.parametrize(("requests", "too_few"), [(4, False), (4000, True)])
def test_the_database_is_asked(settings: Any, requests: int, too_few: bool) -> None:
    settings.REQUESTS_AT_ONCE = requests
    on_postgres = connection.vendor == "postgresql"
    assert found() == (["consult.W003"] if too_few and on_postgres else [])
