"""The docs are held to the code: every setting, command and message is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def variables() -> list[str]:
    """Return every environment variable the settings read."""
    modules = (ROOT / "consult").glob("settings*.py")
    text = "".join(module.read_text(encoding="utf-8") for module in modules)
    return sorted(set(re.findall(r"""env\.\w+\(\s*["\x27]([A-Z_]+)["\x27]""", text)))


def make_targets() -> list[str]:
    """Return every documented make target."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z]+):.*## ", text, flags=re.MULTILINE)


def messages() -> list[str]:
    """Return the name of every socket message."""
    text = (ROOT / "consult" / "live" / "wire.py").read_text(encoding="utf-8")
    return re.findall(r"^class (\w+)\(TypedDict\)", text, flags=re.MULTILINE)


def close_codes() -> list[str]:
    """Return every close code."""
    text = (ROOT / "consult" / "live" / "wire.py").read_text(encoding="utf-8")
    return re.findall(r"^[A-Z_]+: Final = (44\d\d)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", variables())
def test_every_setting_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["run", "test", "lint", "train"])
def test_every_main_command_is_in_the_readme(target: str) -> None:
    assert target in make_targets()
    assert f"make {target}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*messages(), *close_codes()])
def test_every_message_and_close_code_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "sockets.md").read_text(encoding="utf-8")


def test_every_link_in_the_readme_leads_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", ["privacy.md", "trust.md"])
def test_every_link_in_what_we_promise_leads_somewhere(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    assert targets
    assert [target for target in targets if not (DOCS / target).exists()] == []


def test_every_table_is_in_the_data_map() -> None:
    """What is held of people is named; a new table must be thought of."""
    text = (DOCS / "privacy.md").read_text(encoding="utf-8")
    models = (ROOT / "consult").rglob("models*/*.py"), (ROOT / "consult").rglob("models.py")
    names = {
        name
        for files in models
        for file in files
        for name in re.findall(r"^class (\w+)\(.*Model\w*\)", file.read_text(), re.MULTILINE)
    }
    of_nobody = {"Practice", "Rules", "Case", "Endpoint", "Delivery", "Reminder", "Job"}
    assert sorted(name for name in names - of_nobody if f".{name}`" not in text) == []
