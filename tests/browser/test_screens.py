"""Every page of the product has its picture: a new one cannot be forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = {
    "/": "agenda",
    "/account": "account",
    "/account/looks": "looks",
    "/call/:id": "call",
    "/call/:id/report": "shared-report",
    "/clients": "clients",
    "/clients/:id": "client",
    "/consultations/:id": "room",
    "/consultations/:id/report": "report",
    "/forgot-password": "forgot-password",
    "/integrations": "integrations",
    "/join/:token": "invite",
    "/model": "model",
    "/practice": "practice",
    "/rate": "rate",
    "/reset-password": "reset-password",
    "/review": "review",
    "/review/consultations": "review-list",
    "/review/queue": "queue",
    "/sign-in": "sign-in",
    "/team": "team",
    "/welcome": "welcome",
}
"""A picture of each address that the pages know."""
OF_DEVELOPERS: Final = {"/design"}


def routes() -> set[str]:
    """Return every address in the pages' own table of them."""
    text = (ROOT / "frontend/src/App.tsx").read_text(encoding="utf-8")
    return set(re.findall(r'(?:path=|^  )"(/[^"]*)"', text, re.MULTILINE))


def taken() -> set[str]:
    """Return every name that the walk through the product gives a picture."""
    walk = "".join(path.read_text() for path in Path(__file__).parent.glob("screens*.py"))
    return set(re.findall(r'"([a-z][a-z-]*)"', walk))


def test_every_address_has_a_picture() -> None:
    assert routes() - OF_DEVELOPERS == set(PICTURES)


def test_every_picture_is_taken_on_the_walk_and_kept() -> None:
    names = set(PICTURES.values())
    assert sorted(names - taken()) == []
    kept = {path.name for path in (ROOT / "docs/screens").glob("*.png")}
    wanted = {f"{name}-{width}.png" for name in names for width in (1440, 390)}
    assert sorted(wanted - kept) == []
