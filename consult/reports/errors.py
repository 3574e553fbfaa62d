"""What the services of reports refuse."""

from __future__ import annotations


class NotEnded(Exception):
    """The consultation has not ended, so there is nothing to report on."""


class NoReport(Exception):
    """There is no ready report yet."""


class SharingOff(Exception):
    """The practice's policy does not let reports be shared with clients."""
