"""The thesis's image operations, each by what it does."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer.__main__ import main
from analyzer.operations import (
    OPERATIONS,
    clahe,
    contact_sheet,
    difference_of_gaussians,
    gaussian_blur,
    otsu,
)
from tests.analyzer.pictures import portrait

GREY = np.asarray(cv2.cvtColor(portrait(), cv2.COLOR_BGR2GRAY), np.uint8)
EDGE = np.repeat(np.where(np.arange(64) < 32, 40, 200).astype(np.uint8)[None], 64, axis=0)
EDGES = ("canny", "sobel", "prewitt", "roberts", "laplace")


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_grey_picture_of_the_same_size_comes_out(name: str) -> None:
    before = GREY.copy()
    result = OPERATIONS[name](GREY)
    assert result.shape == GREY.shape
    assert result.dtype == np.uint8
    assert np.array_equal(GREY, before)


@pytest.mark.parametrize("name", EDGES)
def test_an_edge_operator_answers_at_the_edge_alone(name: str) -> None:
    found = OPERATIONS[name](EDGE)
    assert found[30, 30:34].max() > 100
    assert found[30, :28].max() == found[30, 36:].max() == 0


def test_otsu_parts_the_two_greys() -> None:
    assert np.array_equal(otsu(EDGE), np.where(EDGE > 100, 255, 0))


def test_the_adaptive_threshold_follows_the_light() -> None:
    stripes = np.tile(np.repeat([0, 60], 4), (64, 8)).astype(np.uint8)
    light = np.linspace(0, 150, 64)[:, None].astype(np.uint8)
    found = OPERATIONS["adaptive-threshold"](stripes + light)
    assert 0.3 < (found[10] > 0).mean() < 0.7
    assert 0.3 < (found[50] > 0).mean() < 0.7


def test_blur_takes_detail_and_keeps_the_light() -> None:
    blurred = gaussian_blur(GREY, 3.0)
    assert blurred.mean() == pytest.approx(GREY.mean(), abs=1)
    assert np.diff(blurred.astype(int)).std() < np.diff(GREY.astype(int)).std() / 2


def test_two_blurs_leave_a_band_about_grey() -> None:
    flat = np.full((32, 32), 90, np.uint8)
    assert set(np.unique(difference_of_gaussians(flat))) == {128}


def test_clahe_lifts_the_contrast_of_a_dark_picture() -> None:
    dark = (GREY * 0.2).astype(np.uint8)
    assert clahe(dark).std() > 1.2 * dark.std()


def test_the_sheet_shows_everything(tmp_path: Path) -> None:
    image, out = tmp_path / "portrait.png", tmp_path / "sheet.png"
    cv2.imwrite(str(image), GREY)
    assert main(["enhance", str(image), "--out", str(out)]) == 0
    sheet = cv2.imread(str(out), cv2.IMREAD_GRAYSCALE)
    assert sheet is not None
    # Eleven tiles in rows of four, each with a line for its name.
    assert sheet.shape == (3 * (240 + 24), 4 * 320)
    assert contact_sheet(GREY, ["canny"]).shape == (264, 640)


@pytest.mark.parametrize("name", ["sheet.jpg", "sheet"])
def test_a_sheet_has_no_other_name_than_what_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = tmp_path / "portrait.png"
    cv2.imwrite(str(image), GREY)
    assert main(["enhance", str(image), "--out", str(tmp_path / name)]) == 2
    assert "a sheet is a .png" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_picture_that_is_too_large_is_told_how_large_one_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = tmp_path / "huge.png"
    cv2.imwrite(str(image), np.zeros((1921, 1080), np.uint8))
    assert main(["enhance", str(image), "--out", str(tmp_path / "sheet.png")]) == 2
    assert "more than the 2,073,600 pixels" in capsys.readouterr().err


def test_what_is_no_picture_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, complaint in (("gone.png", "no such file"), ("text.png", "not a readable picture")):
        (tmp_path / "text.png").write_text("no picture")
        assert main(["enhance", str(tmp_path / name), "--out", str(tmp_path / "sheet.png")]) == 2
        assert complaint in capsys.readouterr().err
    assert not (tmp_path / "sheet.png").exists()
