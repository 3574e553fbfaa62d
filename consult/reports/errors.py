"""What the services of reports refuse."""

from __future__ import annotations


class NotEnded(Exception):  # noqa: N818  (says what holds, as its neighbours do)
    """The consultation has not ended, so there is nothing to report on."""
