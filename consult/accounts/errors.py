"""One shape for every API error: `detail` in words and a `code` a program can test."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext
from rest_framework import status
from rest_framework.exceptions import APIException, Throttled
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Conflict(APIException):
    """The request is well formed but does not fit the present state (409)."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This does not fit the present state."
    default_code = "conflict"


class BadGateway(APIException):
    """Another server that is needed for this did not do its part (502)."""

    status_code = status.HTTP_502_BAD_GATEWAY
    default_detail = "Another server did not do its part."
    default_code = "bad_gateway"


class Gone(APIException):
    """What was asked for existed and is no longer to be had (410)."""

    status_code = status.HTTP_410_GONE
    default_detail = "This is no longer available."
    default_code = "gone"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return DRF's answer with the error's code beside its detail."""
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        if response is not None and isinstance(response.data, dict):
            response.data.setdefault(
                "code", "not_found" if response.status_code == 404 else "error"
            )
        return response
    if isinstance(error, Throttled):
        response.data["detail"] = _too_often(int(response.headers.get("Retry-After", 60)))
    if isinstance(response.data, dict) and set(response.data) == {"detail"}:
        codes = error.get_codes()
        response.data["code"] = codes if isinstance(codes, str) else error.default_code
    return response


def _too_often(seconds: int) -> str:
    """Return how long to wait: DRF's own words are a programmer's."""
    words = ngettext(
        "That was too often. Try again in %(seconds)d second.",
        "That was too often. Try again in %(seconds)d seconds.",
        seconds,
    )
    return words % {"seconds": seconds}
