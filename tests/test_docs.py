"""The docs are held to the code: every setting, command and message is explained."""

from __future__ import annotations

import re
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from analyzer.results import EXPRESSIONS
from analyzer.timeline import AROUSAL, MEASURES_VERSION, VALENCE
from tests.test_trust_table import IDS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WRITTEN: Final = {".py", ".md", ".ts", ".tsx", ".css", ".toml", ".yml", ".html", ".sh", ".mjs"}
"""What people write and read: not data, pictures, catalogues or what a tool generates."""
PAPER: Final = re.compile(
    r"\b(?:MEASURES|DESIGN|CHECKS|STYLE|MODEL)(?:\.md\b|,? (?:[a-z]{3}|[SPR]?\d))"
)
"""A paper cited by its name in capitals, as "NAME 7", "NAME S7" or "NAME asks"."""


def written() -> dict[str, str]:
    """Return the text of every file of the project that somebody wrote, by its path."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        known = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a clone: git says which files are the project's")
    paths = [path for path in known.splitlines() if (ROOT / path).is_file()]
    named = [
        path for path in paths if Path(path).suffix in WRITTEN or Path(path).name == "Makefile"
    ]
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in named}


def constants() -> list[tuple[str, float]]:
    """Return the constants that docs/measures.md names, with their values."""
    text = (DOCS / "measures.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| ([\d.]+) \|$", text, re.MULTILINE)
    return [(name, float(value)) for name, value in rows]


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
    modules = (ROOT / "consult" / "live").glob("wire*.py")
    text = "".join(module.read_text(encoding="utf-8") for module in modules)
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


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_table_is_in_the_data_map() -> None:
    """What is held of people is named; a new table must be thought of."""
    text = (DOCS / "privacy.md").read_text(encoding="utf-8")
    declared = re.compile(r"^class (\w+)\((?:.*Model\w*|Record)\)", re.MULTILINE)
    models = (ROOT / "consult").rglob("models*/*.py"), (ROOT / "consult").rglob("models.py")
    names = {
        name for files in models for file in files for name in declared.findall(file.read_text())
    }
    of_nobody = {"Practice", "Rules", "Endpoint", "Record"}
    assert sorted(name for name in names - of_nobody if f".{name}`" not in text) == []


def test_no_file_cites_a_paper_that_is_not_here() -> None:
    cited = {path: PAPER.findall(text) for path, text in written().items()}
    assert {path: found for path, found in cited.items() if found} == {}


def test_no_file_names_a_folder_beside_the_project() -> None:
    asked = ["git", "grep", "-lI", "-e", "[.]{2}/shared/", "-E"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode > 1:
        pytest.skip("not a clone: git says which files are the project's")
    assert told.stdout.split() == []


def test_every_number_of_a_measure_that_is_cited_is_there() -> None:
    text = (DOCS / "measures.md").read_text(encoding="utf-8")
    there = re.findall(r"^## (\d+)\. ", text, re.MULTILINE)
    assert there == [str(number) for number in range(1, len(there) + 1)]
    cite = re.compile(
        r"(?:docs/measures\.md|\[measures\]\([./]*measures\.md\)), (\d+)(?: and (\d+))?"
    )
    cited = {
        number for text in written().values() for found in cite.findall(text) for number in found
    }
    assert {"2", "7", "11"} <= cited
    assert cited - {""} <= set(there)


def test_every_check_that_is_cited_is_a_row_of_trust() -> None:
    cite = re.compile(r"\(((?:docs/trust\.md, )?[SPR]\d+(?:, [SPR]\d+)*)\)")
    cited = {
        name
        for text in written().values()
        for found in cite.findall(text)
        for name in re.findall(r"\b[SPR]\d+", found)
    }
    assert {"S7", "P4", "R6"} <= cited
    assert cited <= set(IDS)


@pytest.mark.parametrize(("name", "value"), constants())
def test_a_constant_is_what_the_measures_say(name: str, value: float) -> None:
    module, _, constant = name.rpartition(".")
    assert float(getattr(import_module(module), constant)) == value


def test_the_measures_say_the_classes_values_and_the_version() -> None:
    text = (DOCS / "measures.md").read_text(encoding="utf-8").replace("−", "-")
    for name, valence, arousal in zip(EXPRESSIONS, VALENCE, AROUSAL, strict=True):
        row = re.search(rf"^\| {name} \| (\S+) \| (\S+) \|$", text, re.MULTILINE)
        assert row is not None, name
        assert (float(row[1]), float(row[2])) == (valence, arousal)
    assert f"`MEASURES_VERSION` is {MEASURES_VERSION}." in text


def rooms() -> list[tuple[str, str]]:
    """Return every room of the service and of the pages, and the page that must explain it."""
    service = sorted(path.parent.name for path in (ROOT / "consult").glob("*/__init__.py"))
    pages = sorted(path.name for path in (ROOT / "frontend" / "src").iterdir() if path.is_dir())
    return [
        *(("CONTRIBUTING.md", f"consult/{name}/") for name in service),
        *(("frontend/README.md", f"src/{name}/") for name in pages),
    ]


@pytest.mark.parametrize(("page", "room"), rooms())
def test_every_room_is_explained(page: str, room: str) -> None:
    rows = re.findall(
        r"^\| `([\w/]+)` +\| \S", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert room in rows


def test_every_folder_of_tests_is_explained() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    row = re.search(r"^\| `tests/` \| (.+)$", text, re.MULTILINE)
    assert row is not None
    folders = [path.name for path in (ROOT / "tests").iterdir() if any(path.glob("*.py"))]
    assert "faults" in folders
    assert [name for name in folders if f"`{name}/`" not in row[1]] == []


def test_no_room_is_explained_that_is_gone() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text += (
        (ROOT / "frontend" / "README.md")
        .read_text(encoding="utf-8")
        .replace("`src/", "`frontend/src/")
    )
    text += (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([\w/.]+)` +\|", text, re.MULTILINE)
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_guide_names_what_is_on_the_screen() -> None:
    text = " ".join((DOCS / "guide.md").read_text(encoding="utf-8").split())
    # A paragraph's own heading ends with a full stop; M and Alt+M are keys.
    named = {name for name in re.findall(r"\*\*([^*]+)\*\*", text) if not name.endswith(".")}
    sources = [path.read_text("utf-8") for path in (ROOT / "frontend" / "src").rglob("*.ts*")]
    said = set(re.findall(r'\bt\(\s*"([^"]+)"', "".join(sources)))
    assert named - said - {"M", "Alt+M"} == set()
    hints = (ROOT / "frontend" / "src" / "words" / "hints.ts").read_text(encoding="utf-8")
    kinds = re.findall(r't\("([^"]+)"\)', hints.partition("function hintName")[2])
    assert len(kinds) == 5
    assert [kind for kind in kinds if f"*{kind}*" not in text] == []
