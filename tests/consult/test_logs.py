"""Logs hold no key: an invite link's token never lands in one."""

from __future__ import annotations

import logging
from logging.config import DictConfigurator

import pytest

from consult.logs import logging_config

TOKEN = "0123456789abcdef.1~signature"


@pytest.fixture
def formatter() -> logging.Formatter:
    """The formatter every line of the service goes through."""
    # The configurator takes entries out of what it is given.
    line = dict(logging_config(json=True, level="INFO")["formatters"]["line"])
    made = DictConfigurator({"version": 1}).configure_formatter(line)
    assert isinstance(made, logging.Formatter)
    return made


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Gone: /api/v1/invites/%s/", "/api/v1/invites/***/"),
        ("Not Found: /join/%s", "/join/***"),
        ("request='GET /api/v1/invites/%s/join/'", "/api/v1/invites/***/join/"),
    ],
)
def test_an_invites_token_is_taken_out_of_a_log_line(
    formatter: logging.Formatter, text: str, kept: str
) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, text, (TOKEN,), None)
    written = formatter.format(record)
    assert kept in written
    assert TOKEN not in written
