"""The one HTML page: it loads the built frontend, which draws every page of the product."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie

from consult.demo.history_progress import is_coming
from consult.frontend_build import ENTRY, MANIFEST


@never_cache
@ensure_csrf_cookie
def shell(request: HttpRequest, status: int = 200) -> HttpResponse:
    """Return the shell page for any page's URL; `status` other than 200: why it is no page's."""
    entry = _entry()
    if entry is None:
        return HttpResponse("The frontend is not built yet: run `make setup`.", status=503)
    page = {
        "script": entry["file"],
        "styles": entry.get("css", []),
        # The design system's own page is for those who work on it.
        "gallery": settings.DEBUG or settings.DEMO,
        "months_coming": status == 200 and is_coming(),
        "refused": status if status != 200 else None,
    }
    return render(request, "shell.html", page, status=status)


@lru_cache(maxsize=1)
def _read(path: Path, changed_at: float) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _entry() -> dict[str, Any] | None:
    """Return the build's entry; read again only when the build has changed."""
    if not MANIFEST.exists():
        return None
    manifest = _read(MANIFEST, MANIFEST.stat().st_mtime)
    return dict(manifest[ENTRY])
