"""Logging by structlog: one line an event, no personal data, JSON in production."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import EventDict

if TYPE_CHECKING:
    from django.http import HttpRequest

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


_CONSULTATION = re.compile(r"/consultations/([0-9a-f-]{36})/")


def bind_socket(kind: str, consultation: Any) -> None:
    """Let each line that this socket's task writes name the consultation, and the socket apart."""
    structlog.contextvars.bind_contextvars(
        socket=f"{kind}-{uuid.uuid4().hex[:8]}", consultation=str(consultation)
    )


def bind_request(request: HttpRequest, **rest: Any) -> None:
    """Let each line that this request writes name the consultation of its path."""
    found = _CONSULTATION.search(request.path)
    if found:
        structlog.contextvars.bind_contextvars(consultation=found.group(1))


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
            # Its own handler writes no JSON, and its line for each socket names an address.
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.error": {"level": "WARNING"},
        },
    }
