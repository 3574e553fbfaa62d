"""Every route of the API, read from the URL configuration: a new one is there by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver

API: Final = "api/v1/"
METHODS: Final = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Route:
    """One address with the methods that it answers."""

    pattern: str
    """As the configuration writes it: `clients/<uuid:pk>/trend/`."""
    methods: tuple[str, ...]
    view: Any
    """The view's class; None for a function."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of what the address leaves open."""
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))

    def at(self, **values: object) -> str:
        """Return an address with everything filled in."""
        return "/" + API + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m[1]]), self.pattern)


def routes() -> list[Route]:
    """Return every route of the API."""
    return [_route(pattern, leaf) for pattern, leaf in _leaves(get_resolver())]


def _leaves(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        pattern = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _leaves(part, pattern)
        elif pattern.startswith(API):
            yield _plain(pattern.removeprefix(API)), part


def _plain(pattern: str) -> str:
    """Return a router's regular expression in the words of `path`."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern.replace("^", "").replace("$", ""))


def _route(pattern: str, leaf: URLPattern) -> Route:
    view = getattr(leaf.callback, "cls", None)
    actions = getattr(leaf.callback, "actions", None)
    answered = actions or [name for name in METHODS if view is None or hasattr(view, name)]
    allowed = METHODS if view is None else view.http_method_names
    return Route(pattern, tuple(m for m in METHODS if m in answered and m in allowed), view)
