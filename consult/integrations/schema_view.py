"""`/api/v1/schema/`: the API's schema, built once for a process.

Building it takes most of a second, and whoever asks needs no account.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

_building = Lock()
"""Many who ask at once wait for one build."""


class SchemaView(SpectacularAPIView):
    """The same for everybody, in English; as YAML, or as JSON where that is asked for."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it."""
        as_json = request.accepted_renderer.format == OpenApiJsonRenderer.format
        with _building:
            said = _rendered(as_json=as_json)
        return HttpResponse(said, content_type=request.accepted_media_type)


@lru_cache(maxsize=2)
def _rendered(*, as_json: bool) -> bytes:
    renderer = OpenApiJsonRenderer if as_json else OpenApiYamlRenderer
    return bytes(renderer().render(_schema()))


@lru_cache(maxsize=1)
def _schema() -> Any:
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
