"""Region frames: cut as the browser cuts them, and read better than the whole frame."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analyzer.results import Box
from analyzer.training.regions import Cut, cut_around, in_picture, shown_in

SHARED = Path(__file__).parents[2] / "frontend" / "tests" / "regions.json"
AGREED = json.loads(SHARED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", AGREED["cases"], ids=lambda case: str(case["name"]))
def test_a_region_lies_where_the_browser_puts_it(case: dict[str, Any]) -> None:
    camera = case["camera"]
    cut = cut_around(Box(*case["box"]), camera["width"], camera["height"], AGREED["wholeWidth"])
    assert (asdict(cut) if cut else None) == case["cut"]


def test_a_region_shows_the_cameras_own_pixels() -> None:
    picture = np.arange(480 * 640, dtype=np.uint32).astype(np.uint8).reshape(480, 640)
    assert np.array_equal(shown_in(picture, Cut(100, 50, 96, 96)), picture[50:146, 100:196])
    assert shown_in(picture, Cut(100, 50, 320, 224)).shape == (224, 224)


def test_a_box_goes_back_to_the_place_it_was_found_in() -> None:
    box = in_picture(Box(0.25, 0.5, 0.5, 0.25), Cut(160, 120, 320, 224), 640, 480)
    assert asdict(box) == pytest.approx(asdict(Box(0.375, 280 / 480, 0.25, 80 / 480)))
