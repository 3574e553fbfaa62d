"""Logging by structlog: one line an event, no personal data, JSON in production."""

from __future__ import annotations

import re
from typing import Any

import structlog
from structlog.typing import EventDict

_INVITE = re.compile(r"(/(?:join|invites)/)[^/\s?'\"]+")
"""An invite link is a key: whoever reads it in a log could join."""


_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
"""An e-mail address; a mail server's refusal repeats those it was given."""


def without_persons(logger: Any, method: str, event: EventDict) -> EventDict:
    """Take invite links' tokens and e-mail addresses out of every text of a log line."""
    return {
        name: _ADDRESS.sub("***@***", _INVITE.sub(r"\1***", value))
        if isinstance(value, str)
        else value
        for name, value in event.items()
    }


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_config(*, json: bool, level: str) -> dict[str, Any]:
    """Return Django's LOGGING and configure structlog to end in the same handler."""
    structlog.configure(
        processors=[
            *_SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=28)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_persons,
                    renderer,
                ],
                "foreign_pre_chain": [*_SHARED, structlog.processors.format_exc_info],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # The request middleware's own lines say more than Django's; warnings still come.
            "django.server": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "django_structlog": {"level": "WARNING"},
            # Whoever asks /readyz/ reads in the answer what failed; here it would be a trace each.
            "health_check": {"level": "ERROR"},
        },
    }
