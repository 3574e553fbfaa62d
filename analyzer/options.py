"""Numbers on the command line, told apart from what is none before any work begins."""

from argparse import ArgumentTypeError


def count(text: str) -> int:
    """Return a whole number from 0. Raises ArgumentTypeError."""
    return _from(0, text)


def positive(text: str) -> int:
    """Return a whole number from 1. Raises ArgumentTypeError."""
    return _from(1, text)


def _from(least: int, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise ArgumentTypeError(f"a whole number from {least} is needed, found {text!r}")
    return number
