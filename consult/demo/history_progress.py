"""Whether the made-up months are still on their way: `make run` adds them while it serves."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings

from consult.consultations.models import Consultation

AWAITED_S: Final = 300.0
"""Seconds after this process's start for which pages say that they come: what takes longer has
failed, and saying so for ever would be a lie."""
_STARTED: Final = time.monotonic()


def has_history() -> bool:
    """Tell whether there are made-up consultations."""
    return Consultation.objects.filter(made_up=True).exists()


def is_coming() -> bool:
    """Tell whether the months are being added just now."""
    if not settings.DEMO_HISTORY or time.monotonic() - _STARTED > AWAITED_S:
        return False
    return not has_history()
