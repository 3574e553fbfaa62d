"""What a page's first load brings, by the build's own manifest."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any

from consult.frontend_build import ENTRY, MANIFEST


def chunks() -> dict[str, Any]:
    """Return the manifest, empty where nothing has been built yet."""
    if not MANIFEST.exists():
        return {}
    return dict(json.loads(MANIFEST.read_text(encoding="utf-8")))


def pages() -> list[str]:
    """Return the entries of the pages; the entry of all of them draws some by itself."""
    manifest = chunks()
    return [ENTRY, *manifest[ENTRY].get("dynamicImports", [])] if manifest else []


def script_bytes(page: str) -> int:
    """Return the bytes of compressed script (gzip) that a page needs, the common entry included."""
    files: set[str] = set()
    waiting = [ENTRY, page]
    manifest = chunks()
    while waiting:
        chunk = manifest[waiting.pop()]
        if chunk["file"] not in files:
            files.add(chunk["file"])
            waiting += chunk.get("imports", [])
    return sum(_compressed(file) for file in files if file.endswith(".js"))


@cache
def _compressed(file: str) -> int:
    return len(gzip.compress((MANIFEST.parents[1] / file).read_bytes()))
