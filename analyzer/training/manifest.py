"""Write `models/manifest.toml`; `analyzer.weights` reads it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analyzer import weights
from analyzer.output import write_whole

HEADER = """\
# Written by `python -m analyzer export`; hashes are checked before a model is loaded.
"""


def record(entry: weights.Model, *, default: bool = False) -> None:
    """Write an entry into its folder's manifest; the others stay.

    It becomes the default one where asked, or where it is the first. The file is replaced at
    once: a worker that starts meanwhile reads the old one or the new one.
    """
    path = entry.folder / weights.MANIFEST
    listed = weights.manifest(path) if path.is_file() else {}
    models: dict[str, Any] = dict(listed.get("models", {}))
    models[entry.name] = {k: v for k, v in asdict(entry).items() if k not in ("folder", "name")}
    chosen = entry.name if default else listed.get("default", entry.name)
    parts = [HEADER, f"default = {_toml(chosen)}\n"]
    parts += [_table("models", name, models[name]) for name in sorted(models)]
    detectors = listed.get("detectors", {})
    parts += [_table("detectors", name, detectors[name]) for name in sorted(detectors)]
    write_whole(path, "\n".join(parts))


def _table(kind: str, name: str, fields: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_toml(value)}\n" for key, value in fields.items()]
    return f"[{kind}.{name}]\n" + "".join(lines)


def _toml(value: object) -> str:
    """Return a string, number, list or flat table in TOML; JSON's spelling of the first three."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
