"""Shares in words."""

from __future__ import annotations

from babel.numbers import format_percent
from django import template
from django.utils import translation

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Return a share of 0..1 as whole per cent, in the manner of the active language."""
    return str(format_percent(share, locale=translation.get_language() or "en"))
