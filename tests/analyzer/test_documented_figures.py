"""What the docs say of models and detectors is what was measured."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer import weights

DOCS = weights.MODELS.parent / "docs"


def row_of(page: str, start: str) -> list[str]:
    """Return the cells of the first line of a page in docs that begins so."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [cell.strip() for cell in next(x for x in lines if x.startswith(start)).split("|")]


def test_the_docs_tell_of_frames_what_was_measured() -> None:
    slim, haar = weights.MODELS / "slim-resnet.json", DOCS / "through-haar.json"
    for row in json.loads(slim.read_text())["through_detector"]:
        region, through = row["region"], row["region"]["through"]["accuracy"]
        _, _, found, badly, elsewhere, read, both, read_in_region, *rest = row_of(
            "performance.md", f"| {row['face_px']} px | {row['found']:.1%} |"
        )
        assert [badly, elsewhere, read] == [
            f"{row[key]:.1%}" for key in ("badly_placed", "elsewhere", "read")
        ]
        assert [both, read_in_region] == [f"{region[key]:.1%}" for key in ("found", "read")]
        assert rest[1] == f"{through:.1%}", found
    for row in json.loads(haar.read_text())["through_detector"]:
        cells = row_of("analyzer.md", f"| {row['face_px']} px | {row['found']:.1%} |")
        region = row["region"]
        expected = (row["read"], region["found"], region["read"], region["direct"]["accuracy"])
        assert cells[3:7] == [f"{share:.1%}" for share in expected]


def test_the_docs_tell_of_detectors_what_was_measured() -> None:
    for name, row in json.loads((DOCS / "detectors.json").read_text())["faces"].items():
        cells = row_of("analyzer.md", f"| {name} |")
        for detector, place in (("blazeface", 2), ("haar", 5)):
            found = row[detector]
            assert cells[place].startswith(f"{found['recall']:.1%} ("), name
            assert cells[place + 1] == f"{found['badly_placed']:.1%}", name
            assert cells[place + 2] == str(found["extra"]), name


TARGETS = {
    "accuracy, original labels": ("slim-resnet", "accuracy", 0.68),
    "accuracy, FER+ majority": ("slim-resnet", "fer_plus", 0.87),
    "macro recall, original labels": ("slim-resnet", "macro_recall", 0.64),
    "mini-Xception by our trainer, accuracy of the original labels": (
        *("mini-xception", "accuracy", 0.655),
    ),
}


@pytest.mark.parametrize("row", TARGETS)
def test_the_table_of_targets_tells_what_was_measured_and_what_is_under(row: str) -> None:
    name, key, target = TARGETS[row]
    readme = (weights.MODELS / "README.md").read_text(encoding="utf-8")
    found: Any = json.loads((weights.MODELS / f"{name}.json").read_text())
    line = next(line for line in readme.splitlines() if line.startswith(f"| {row} |"))
    _, _, _, one, served, rest, _ = (cell.strip() for cell in line.split("|"))
    told = {one: found["unflipped"][key], rest: found["without_duplicates"][key]}
    if name == "slim-resnet":
        told[served] = found[key]
    for cell, value in told.items():
        share = value["accuracy"] if isinstance(value, dict) else value
        figure = f"{share:.3f}" if key == "macro_recall" else f"{share * 100:.1f} %"
        assert cell == (figure if share >= target else f"{figure}, **under**")


def test_what_is_not_at_hand_is_said_to_be_not_measured() -> None:
    readme = (weights.MODELS / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith("| accuracy on CK+"))
    assert line.count("not measured here") == 3
    assert "**PrivateTest and\nCK+ are not measured here**" in readme


@pytest.mark.parametrize(
    "file", sorted((weights.MODELS / "trials").glob("*.json")), ids=lambda file: file.stem
)
def test_the_table_of_short_runs_tells_what_was_measured(file: Path) -> None:
    lines = (weights.MODELS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = json.loads(file.read_text())["rows"]
    for name, row in rows.items():
        start = f"| [`{file.stem}`]" if name == "slim-resnet" else f"| the same, `{name}` |"
        line = next(line for line in lines if line.startswith(start))
        told = [cell.strip() for cell in line.split("|")[4:-1]]
        recall = f"{row['macro_recall']:.3f}"
        assert told == [f"{row['accuracy']:.1%}", recall, f"{row['fer_plus']:.1%}"]


def test_the_thesis_recipe_is_told_as_it_was_measured() -> None:
    lines = (weights.MODELS / "README.md").read_text(encoding="utf-8").splitlines()
    found: Any = json.loads((weights.MODELS / "thesis" / "mini-xception.json").read_text())
    for start, scores in {
        "| ours, PublicTest ([": found,
        "| ours, PublicTest without": found["without_duplicates"],
    }.items():
        told = next(line for line in lines if line.startswith(start)).split("|")[2:-1]
        assert [told[0].strip(), told[1].strip(), told[3].strip()] == [
            f"{scores['accuracy'] * 100:.1f} %",
            f"{scores['macro_recall']:.3f}",
            f"{scores['fer_plus']['accuracy'] * 100:.1f} %",
        ]


@pytest.mark.parametrize(
    ("start", "file"),
    [("| rare classes filled up", "balanced"), ("| loss weighted by", "weighted")],
)
def test_the_table_of_rare_classes_tells_what_was_measured(start: str, file: str) -> None:
    lines = (weights.MODELS / "README.md").read_text(encoding="utf-8").splitlines()
    row = json.loads((weights.MODELS / f"comparison-{file}.json").read_text())["rows"]
    scores = row["mini-xception"]
    told = next(line for line in lines if line.startswith(start)).split("|")[2:-1]
    assert [cell.strip() for cell in told] == [
        f"{scores['accuracy']:.1%}",
        f"{scores['macro_recall']:.3f}",
        f"{scores['fer_plus']:.1%}",
    ]


@pytest.mark.parametrize(
    ("start", "file"),
    [
        ("| the default model then, `slim-resnet-3` |", "restart/slim-resnet-3"),
        ("| [born again](", "born-again/born-again"),
        ("| [and finished](", "born-again/born-again-finish"),
        ("| [version 3](", "restart/slim-resnet-3"),
        ("| [restarted](", "restart/restart-finish"),
        ("| [the mean of four](", "slim-resnet"),
    ],
)
def test_the_tables_of_later_runs_tell_what_was_measured(start: str, file: str) -> None:
    lines = (weights.MODELS / "README.md").read_text(encoding="utf-8").splitlines()
    found: Any = json.loads((weights.MODELS / f"{file}.json").read_text())
    told = next(line for line in lines if line.startswith(start)).split("|")[2:-1]
    expected = [
        cell
        for scores in (found, found["without_duplicates"])
        for cell in (
            f"{scores['accuracy']:.1%}",
            f"{scores['macro_recall']:.3f}",
            f"{scores['fer_plus']['accuracy']:.1%}",
        )
    ]
    assert [cell.strip() for cell in told] == [*expected, f"{found['unflipped']['accuracy']:.1%}"]
