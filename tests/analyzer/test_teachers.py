"""What teachers say of a view goes into the targets of the network that is shown it."""

import numpy as np
import pytest

from analyzer import weights
from analyzer.expressions import LiteRTClassifier
from analyzer.training.teachers import Teachers

PAIR, SINGLE = "slim-resnet", "mini-xception"


def views(count: int, side: int = 48) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(0, 256, (count, side, side), np.uint8)


def heads(name: str, pictures: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> object:
    return LiteRTClassifier(weights.model(name).read()).answers(pictures)


def uniform(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.full((*shape, 7), 1 / 7, np.float32)


def test_nobody_corrects_nothing() -> None:
    given = uniform(3)
    assert Teachers(()).corrected(views(3), given, 0.0) is given


def test_two_heads_are_told_each_their_own() -> None:
    pictures = views(5)
    told = Teachers((PAIR,)).corrected(pictures, uniform(5, 2), 1.0)
    votes_first = np.asarray(heads(PAIR, pictures))
    assert told == pytest.approx(votes_first[:, ::-1], abs=1e-4)


def test_one_head_is_told_the_labels() -> None:
    pictures = views(4)
    told = Teachers((PAIR,)).corrected(pictures, uniform(4), 0.5)
    assert told == pytest.approx((np.asarray(heads(PAIR, pictures))[:, 1] + 1 / 7) / 2, abs=1e-4)


def test_several_teachers_are_averaged_and_one_head_speaks_for_both() -> None:
    pictures = views(3)
    told = Teachers((PAIR, SINGLE)).corrected(pictures, uniform(3, 2), 1.0)
    pair, single = np.asarray(heads(PAIR, pictures)), np.asarray(heads(SINGLE, pictures))
    assert told[:, 0] == pytest.approx((pair[:, 1] + single[:, 0]) / 2, abs=1e-4)
    assert told[:, 1] == pytest.approx((pair[:, 0] + single[:, 0]) / 2, abs=1e-4)


def test_smaller_views_are_asked_about_too() -> None:
    told = Teachers((SINGLE,)).corrected(views(3, 32), uniform(3), 1.0)
    assert told.sum(1) == pytest.approx(1, abs=1e-4)


def test_an_unknown_teacher_is_refused() -> None:
    with pytest.raises(weights.WeightsError, match="no model 'nobody'"):
        Teachers(("nobody",))
