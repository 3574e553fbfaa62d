"""The served model's card in the product (R9)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rest_framework.test import APIClient

from analyzer import weights
from analyzer.results import EXPRESSIONS
from consult.reports import model_cards as model_cards_module
from consult.reports.model_cards import card_of, model_cards


def test_everybody_may_read_it_and_the_one_that_serves_comes_first(
    db: None, api: APIClient
) -> None:
    answer = api.get("/api/v1/models/")
    assert answer.status_code == 200
    first, *others = answer.json()
    assert (first["version"], first["serving"]) == (weights.model().version, True)
    assert not any(card["serving"] for card in others)


@pytest.mark.parametrize("card", model_cards(), ids=lambda card: card["name"])
def test_its_figures_are_those_of_the_evaluation(card: dict[str, object]) -> None:
    file = weights.MODELS / f"{card['name']}.json"
    measured = json.loads(file.read_text())
    shown = card["evaluation"]
    assert isinstance(shown, dict)
    assert [one["name"] for one in shown["classes"]] == list(EXPRESSIONS)
    assert sum(one["pictures"] for one in shown["classes"]) == measured["n"]
    assert {one["name"]: one["recall"] for one in shown["classes"]} == measured["recall"]
    assert shown["calibration_error"] == measured["fer_plus"]["vote_ece"]
    assert shown["calibration_error_labels"] == measured["ece"]
    bounds = [shown["accuracy_low"], shown["accuracy_high"]]
    assert (shown["accuracy"], bounds) == (measured["accuracy"], measured["intervals"]["accuracy"])
    rest = measured["without_duplicates"]
    assert shown["unlearned"] == {
        **{"left_out": 279, "accuracy": rest["accuracy"]},
        "accuracy_votes": rest["fer_plus"]["accuracy"],
    }
    far = measured["through_detector"][0]["region"]
    told = {"face_px": 60, "read": far["read"], "accuracy": far["through"]["accuracy"]}
    assert shown["distances"][0] == told
    assert (
        shown["conditions"][1]["accuracy"] == measured["conditions"]["blurred by 1 px"]["accuracy"]
    )


def test_figures_of_an_older_model_are_not_shown_as_this_ones(tmp_path: Path) -> None:
    served = weights.model()
    figures = (weights.MODELS / f"{served.name}.json").read_text(encoding="utf-8")
    file = tmp_path / "older.json"
    file.write_text(figures, encoding="utf-8")
    assert model_cards_module._evaluation(file, served.version) is not None
    assert model_cards_module._evaluation(file, f"{served.name}-0") is None
    assert model_cards_module._evaluation(tmp_path / "none.json", served.version) is None


def test_a_report_of_a_model_that_is_gone_has_no_card() -> None:
    assert card_of("another-model-7") is None
    for version in (weights.model().version, f"{weights.model().version}+haar"):
        found = card_of(version)
        assert found is not None
        assert found["serving"]
