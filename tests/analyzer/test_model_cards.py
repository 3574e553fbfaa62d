"""A card's numbers are the evaluation's, and the evaluation is of the file that serves."""

import json
from typing import Any

import pytest

from analyzer import weights
from analyzer.results import EXPRESSIONS

ENTRY = weights.model()
CARD = (ENTRY.folder / ENTRY.card).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ENTRY.folder / f"{ENTRY.name}.json").read_text())
    return loaded


def test_the_figures_are_of_the_file_that_serves(figures: dict[str, Any]) -> None:
    assert figures["model_sha256"] == ENTRY.sha256
    assert figures["version"] == ENTRY.version
    assert figures["split"] == "public"
    assert figures["accuracy"] >= 0.58


def test_the_manifest_holds_the_measured_recall(figures: dict[str, Any]) -> None:
    assert dict(ENTRY.recall) == {k: round(v, 4) for k, v in figures["recall"].items()}


def test_the_card_quotes_the_figures(figures: dict[str, Any]) -> None:
    assert ENTRY.version in CARD
    assert f"| accuracy, original labels | {figures['accuracy'] * 100:.1f} % " in CARD
    assert f"| macro F1 | {figures['macro_f1']:.3f} |" in CARD
    assert f"| {figures['fer_plus']['vote_ece']:.3f} |" in CARD


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_the_card_quotes_each_class(figures: dict[str, Any], name: str) -> None:
    n = sum(figures["confusion"][EXPRESSIONS.index(name)])
    assert f"| {name} | {n} | {figures['recall'][name]:.3f} |" in CARD


def test_the_card_says_what_was_not_measured() -> None:
    assert "## What was not measured" in CARD
