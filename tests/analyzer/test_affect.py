import numpy as np
import pytest

from analyzer.results import EXPRESSIONS
from analyzer.timeline import AROUSAL, VALENCE, arousal, valence
from tests.analyzer.series import certain

EYE = np.eye(7)


def test_each_class_has_the_published_valence_and_arousal() -> None:
    assert np.array_equal(valence(EYE), VALENCE)
    assert np.array_equal(arousal(EYE), AROUSAL)
    assert VALENCE[EXPRESSIONS.index("happiness")] == 0.81
    assert AROUSAL[EXPRESSIONS.index("sadness")] == -0.27


def test_neutral_is_the_origin() -> None:
    calm = np.array([certain("neutral")])
    assert valence(calm) == 0
    assert arousal(calm) == 0


def test_fear_and_sadness_count_as_far_as_they_are_recognised() -> None:
    recall = {"fear": 0.5, "sadness": 0.25, "anger": 0.1}
    weighted = dict(zip(EXPRESSIONS, valence(EYE, recall), strict=True))
    assert weighted["fear"] == pytest.approx(-0.32)
    assert weighted["sadness"] == pytest.approx(-0.1575)
    assert weighted["anger"] == -0.51


def test_one_row_and_many_rows_agree_to_the_last_bit() -> None:
    rows = np.random.default_rng(0).dirichlet(np.ones(7), 500)
    assert [float(valence(row)) for row in rows] == valence(rows).tolist()
