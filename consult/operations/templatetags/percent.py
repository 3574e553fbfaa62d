"""Shares in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_percent
from django import template
from django.utils import translation

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Return a share of 0..1 as whole per cent, in the manner of the active language."""
    # Babel takes a half to the even number: of 8 answers the page it leads to would say another.
    # Nor is 0.285, as it is written, a little less than a half.
    shown = (100 * Decimal(str(share))).quantize(Decimal(1), ROUND_HALF_UP)
    return str(format_percent(shown / 100, locale=translation.get_language() or "en"))
