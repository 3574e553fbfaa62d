"""What a mail server refuses for good is not tried again; what it refuses for now is."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings

from consult.accounts import mail, tasks

ADDRESS = "frank@example.org"


class Refusing(EmailBackend):
    """Answers as a mail server does to RCPT TO."""

    code = 550

    def send_messages(self, messages: object) -> int:
        raise SMTPRecipientsRefused({ADDRESS: (self.code, b"5.1.1 no such user")})


class Greylisting(Refusing):
    """It takes strangers' mail at the second attempt."""

    code = 451


@pytest.mark.parametrize(
    ("backend", "error"), [(Refusing, mail.Undeliverable), (Greylisting, SMTPRecipientsRefused)]
)
def test_only_a_refusal_for_good_ends_the_attempts(backend: type, error: type[Exception]) -> None:
    refusing = override_settings(EMAIL_BACKEND=f"{__name__}.{backend.__name__}")
    with refusing, pytest.raises(error) as raised:
        mail.send(ADDRESS, "Subject", "Body")
    tried_again = issubclass(error, tasks.PERSISTENT["autoretry_for"])
    assert tried_again is (backend is Greylisting)
    assert tried_again or ADDRESS not in str(raised.value)
