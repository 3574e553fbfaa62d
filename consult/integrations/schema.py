"""How the API's schema describes keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from consult.integrations.keys import KeyAuthentication

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the header that a program shows."""

    target_class = KeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the OpenAPI security scheme."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Api-Key <key>`; reads what the key's scopes name.",
        }
