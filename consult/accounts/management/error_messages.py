"""A user's mistakes on the command line, as words."""

from __future__ import annotations

from django.core.exceptions import ValidationError


def error_lines(error: ValidationError) -> str:
    """Return one line for each field that is wrong, "email: Enter a valid email address."."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return "\n".join(
        f"{field}: {' '.join(messages)}".removeprefix("__all__: ").removeprefix(": ")
        for field, messages in by_field.items()
    )
