"""Requests as the API's schema describes them, filled in so that they are taken."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from consult.clock import now_ms

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """What one address takes by one method."""

    method: str
    path: str
    """As the schema writes it: `/api/v1/consultations/{id}/markers/`."""
    fields: dict[str, Schema]
    """Its fields' schemas, by name."""


def described() -> Schema:
    """Return the API's schema, made of the code."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    return dict(generator.get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


def forms(schema: Schema) -> Iterator[Form]:
    """Yield every request that has a body."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method in ("post", "put", "patch"):
                content = operation.get("requestBody", {}).get("content", {})
                body = resolved(content.get("application/json", {}).get("schema", {}), schema)
                yield Form(method, path, body.get("properties", {}))


def resolved(part: Schema, schema: Schema) -> Schema:
    """Return a part of the schema itself, where it refers to another or offers several."""
    if "$ref" in part:
        return resolved(schema["components"]["schemas"][part["$ref"].rpartition("/")[2]], schema)
    for offer in ("allOf", "oneOf"):
        if offer in part:
            return resolved(part[offer][0], schema)
    return part


def filled(form: Form, schema: Schema) -> dict[str, Any]:
    """Return a body with every field, each the simplest that fits."""
    by_name = {"time_zone": "Europe/Kyiv", "language": "en", "at": now_ms()}
    return {
        name: by_name.get(name) or _value(resolved(part, schema), schema)
        for name, part in form.fields.items()
    }


def _value(part: Schema, schema: Schema) -> Any:
    by_format = {
        "date-time": (timezone.now() + timedelta(days=3)).isoformat(),
        "email": "gina@example.org",
        "uri": "https://93.184.215.14/hook",
        "uuid": str(uuid.uuid4()),
    }
    if "enum" in part:
        return part["enum"][0]
    if part.get("format") in by_format:
        return by_format[part["format"]]
    if part.get("type") == "array":
        return [_value(resolved(part["items"], schema), schema)]
    simple = {"integer": part.get("minimum", 1), "number": part.get("minimum", 1)}
    return {**simple, "boolean": True, "object": {}}.get(part.get("type", ""), "Something new")
