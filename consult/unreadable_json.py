"""Answers 400 to JSON on which Python's own reader fails in a way that nobody above it expects.

Nested some thousand times deep it raises RecursionError, with a number of thousands of digits a
plain ValueError: to the API and to the account's pages both would be failures of the service.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from traceback import walk_tb
from typing import TYPE_CHECKING, Final

from django.http import JsonResponse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READER: Final = json.decoder.__file__
_WORDS: Final = {"detail": "This is no JSON that can be read.", "code": "parse_error"}


class RefuseUnreadable:
    """Synchronous, as the views are: see `consult.accounts.sessions.NoteSeen`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer where the reader of JSON itself raised; None for every other error."""
        if isinstance(error, RecursionError | ValueError) and _raised_by_reader(error):
            return JsonResponse(_WORDS, status=400)
        return None


def _raised_by_reader(error: Exception) -> bool:
    *_, (frame, _) = walk_tb(error.__traceback__)
    return frame.f_code.co_filename == READER
