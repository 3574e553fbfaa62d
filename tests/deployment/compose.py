"""docker-compose.yml as a container would have it: variables filled in, words split."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
OWN = ("web", "analyzer", "reports", "beat")
"""The services that are processes of the product, and go on."""


@lru_cache(maxsize=1)
def compose() -> dict[str, Any]:
    """Return the whole file."""
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


def services() -> dict[str, Any]:
    return dict(compose()["services"])


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Return a text of the file with `${NAME:?}` filled in, as Compose does."""
    return re.sub(r"\$\{(\w+):\?\}", lambda found: variables[found.group(1)], text)


def command(name: str, variables: Mapping[str, str]) -> list[str]:
    """Return the words of a service's command."""
    return shlex.split(filled(services()[name]["command"], variables))


def database_options() -> dict[str, str]:
    """Return the options that PostgreSQL is started with."""
    found = re.findall(r"-c (\w+)=(\S+)", services()["database"]["command"])
    return dict(found)


def example() -> dict[str, str]:
    """Return what .env.example sets; what it only mentions has its `#` before it."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line)]
    return dict(pairs)


def mentioned() -> list[str]:
    """Return every variable of .env.example, set or only mentioned."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^#?([A-Z_]+)=", text, flags=re.MULTILINE)
