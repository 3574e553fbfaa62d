"""Files of a run that somebody or something damaged are named, and left as they are."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("tensorflow")

from analyzer import weights
from analyzer.training.card import write_card
from analyzer.training.run import Run, result_of
from analyzer.training.serving import stored_calibration

IDENTITY = {"architecture": "tiny"}


def resumed(folder: Path) -> object:
    return Run(folder, IDENTITY).resumed()


def written(folder: Path) -> object:
    """Write the card of a model whose figures are the damaged ones."""
    (folder / weights.MANIFEST).write_bytes((weights.MODELS / weights.MANIFEST).read_bytes())
    (folder / "mini-xception.md").write_text("<!-- figures: written by `analyzer card` -->\n")
    with (folder / "mini-xception.md").open("a") as card:
        card.write("<!-- /figures -->\n")
    return write_card("mini-xception", folder)


READERS: dict[str, Callable[[Path], object]] = {
    "state.json": resumed,
    "result.json": result_of,
    "calibration.json": stored_calibration,
    "mini-xception.json": written,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ["", '{"architecture": "ti', "[]", "null", "\x00"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ValueError, match=f"{name}: damaged") as error:
        READERS[name](tmp_path)
    assert "\n" not in str(error.value)
    assert path.read_text() == text


@pytest.mark.parametrize("schedule", [None, {}, {"rate": 1.0}, []])
def test_a_state_that_does_not_say_where_the_run_stands_is_named(
    tmp_path: Path, schedule: object
) -> None:
    (tmp_path / "state.json").write_text(json.dumps({**IDENTITY, "schedule": schedule}))
    with pytest.raises(ValueError, match=r"state\.json: damaged, it does not say where"):
        resumed(tmp_path)


def test_a_calibration_without_temperatures_is_named(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text("{}")
    with pytest.raises(ValueError, match=r"calibration\.json: damaged, fit it anew"):
        stored_calibration(tmp_path)
