"""Logs hold no key: an invite link's token never lands in one."""

from __future__ import annotations

import logging
from logging.config import DictConfigurator

import pytest
import structlog

from consult.accounts.models import User
from consult.logs import logging_config
from tests import cast
from tests.conftest import signed_in

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


def test_a_refused_mail_does_not_name_its_reader(formatter: logging.Formatter) -> None:
    refused = "SMTPRecipientsRefused({'erin.k+one@mail.example.org': (550, b'no such user')})"
    record = logging.LogRecord("celery", logging.ERROR, "", 0, refused, (), None)
    written = formatter.format(record)
    assert "example.org" not in written
    assert "erin" not in written
    assert "550" in written


@pytest.mark.django_db
def test_a_requests_lines_name_it_and_its_consultation_but_no_address(alice: User) -> None:
    consultation = cast.schedule(alice)
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        signed_in(alice).get(f"/api/v1/consultations/{consultation.pk}/", REMOTE_ADDR="10.1.2.3")
    [line] = [one for one in lines if one["event"] == "request_finished"]
    assert line["consultation"] == str(consultation.pk)
    assert line["request_id"]
    assert "10.1.2.3" not in str(lines)
