"""Mail that nobody may get twice: rather none than two.

One row stands for one mail: `at`, when it was last handed to the workers; `orders`, how often;
`sent_at`, claimed just before the mail server is given it. Whoever hands it over looks again for
rows that were not sent; whoever writes it claims the row first. So a process that dies before the
claim loses nothing, and one that dies between the claim and the server's answer that mail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, Final

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from consult.accounts.mail import Undeliverable, raise_if_refused

log = structlog.get_logger(__name__)

LOST_AFTER: Final = timedelta(minutes=20)
"""A task that sends mail is tried for a quarter of an hour; what is not sent by then was lost."""
ORDERS: Final = 4
"""How often one mail is handed to the workers by itself."""
REFUSED: Final = (SMTPResponseException, SMTPRecipientsRefused)
"""The mail server answered that it does not take the mail."""


def lost(now: datetime, prefix: str = "") -> Q:
    """Return the condition under which a row is to be handed over once more."""
    named = {"sent_at": None, "at__lt": now - LOST_AFTER, "orders__lt": ORDERS}
    return Q(**{f"{prefix}{name}": value for name, value in named.items()})


def take_up(row: QuerySet[Any], now: datetime) -> bool:
    """Claim the handing over of a lost row; False where another run was first."""
    return bool(row.filter(lost(now)).update(at=now, orders=F("orders") + 1))


def send_once(write: Callable[[], EmailMessage | None], row: QuerySet[Any]) -> None:
    """Send what `write` returns, if anything, and if the row is not claimed yet.

    Raises SMTPException or OSError: the mail server has not got it, another attempt is worth it;
    Undeliverable: none is, and only an operator orders one.
    """
    # What cannot be reached has claimed nothing.
    with get_connection() as server:
        message = write()
        if message and row.filter(sent_at=None).update(sent_at=timezone.now()):
            message.connection = server
            _send(message, row)


def _send(message: EmailMessage, row: QuerySet[Any]) -> None:
    try:
        with raise_if_refused():
            message.send()
    except Undeliverable:
        row.update(sent_at=None, orders=ORDERS)
        raise
    except REFUSED:
        row.update(sent_at=None)
        raise
    except (SMTPException, OSError) as error:
        # It went away before it answered, and may have the mail: rather none than two.
        log.warning("mail_unanswered", error=type(error).__name__)
