"""What to do in a failure speaks of panels, services, events and settings that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FAILURES: Final = re.findall(
    r"^\| \d+ \|.*$", PAGE.split("## When something fails")[1], re.MULTILINE
)
ADVICE: Final = "\n".join(FAILURES)
CODE: Final = "\n".join(
    file.read_text(encoding="utf-8")
    for file in (ROOT / "consult").rglob("*.py")
    if "migrations" not in file.parts
)


def test_there_are_ten_in_order() -> None:
    assert [int(row.split("|")[1]) for row in FAILURES] == list(range(1, 11))


def test_every_panel_is_on_the_dashboard() -> None:
    board = json.loads((ROOT / "docs" / "grafana.json").read_text(encoding="utf-8"))
    panels = {panel["title"] for panel in board["panels"]}
    named = set(re.findall(r"\[([^\]]+)\](?!\()", ADVICE))
    assert named
    assert named - panels == set()


def test_every_service_is_one_of_composes() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    asked = re.findall(r"docker compose (?:logs|run --rm) ([a-z ]+?)(?: sh\b|`)", ADVICE)
    named = {name for words in asked for name in words.split()}
    named |= set(re.findall(r"--scale (\w+)=", ADVICE))
    assert named >= {"analyzer", "valkey", "live", "reports", "beat"}
    assert named - set(services) == set()


def test_every_event_and_reason_is_one_that_the_code_says() -> None:
    words = {*re.findall(r"`(process_hangs|beat_died|superseded|stale|storage|lost)`", ADVICE)}
    assert words == {"process_hangs", "beat_died", "superseded", "stale", "storage", "lost"}
    assert {word for word in words if f'"{word}' not in CODE} == set()


def test_every_setting_is_one_of_the_table() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    settings = set(re.findall(r"`([A-Z][A-Z_]+[A-Z])`", ADVICE))
    assert settings
    assert {one for one in settings if f"| `{one}` |" not in PAGE and one not in compose} == set()


def test_every_part_is_one_that_readiness_names() -> None:
    parts = set(re.findall(r"`(\w+)`(?: or `(\w+)`)? is 503", ADVICE))
    named = {name for pair in parts for name in pair if name}
    table = PAGE.split("| part | works when")[1].split("\n\n")[0]
    assert named <= set(re.findall(r"`([a-z]+)`(?=[ ,])", table))
    assert named == {"analyzer", "redis", "live", "database", "reports", "tasks", "beat"}
