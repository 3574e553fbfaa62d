"""What the review refuses, in terms of the domain; `api` turns each into an HTTP answer."""

from __future__ import annotations


class NotEnded(Exception):
    """The consultation has not taken place or still goes on: there is nothing to rate yet."""


class TooLate(Exception):
    """The days in which a rating can be given or changed are over."""


class OtherScale(Exception):
    """The answer is not one on the scale that is asked for."""


class PersonErased(Exception):
    """What was held of the client was erased: nothing new may be held of them."""


class UnknownLink(Exception):
    """The link of a reminder was never made here, or its consultation is gone."""
