"""What the services of reports refuse."""

from __future__ import annotations


class NotEnded(Exception):
    """The consultation has not ended, so there is nothing to report on."""
