"""The index beside what clients say: how far the two go together, and when nothing is said."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.isotonic import isotonic_regression

from consult.review.agreement import Agreement, Pair, agreement, isotonic, spearman, unseen_errors

TENTHS = st.integers(0, 400).map(lambda tenths: tenths / 10)
VALUES = st.lists(TENTHS, min_size=2, max_size=40)
WEIGHED = st.lists(st.tuples(TENTHS, st.integers(1, 20)), min_size=1, max_size=40)


def made(clients: int, each: int, noise: float, seed: int = 1) -> list[Pair]:
    """Return pairs in which the rating follows the index, so far as the noise lets it."""
    chance = random.Random(seed)
    return [
        Pair(client, index, min(max(round(index / 20 + chance.gauss(0, noise)), 1), 5))
        for client in range(clients)
        for index in (chance.uniform(20, 90) for _ in range(each))
    ]


def agreed(pairs: list[Pair]) -> Agreement:
    found = agreement(pairs)
    assert isinstance(found, Agreement)
    return found


def test_forty_nine_pairs_say_nothing_and_fifty_do() -> None:
    pairs = made(10, 5, 1.0)
    assert agreement(pairs[:49]) == "pairs"
    assert agreed(pairs).n == 50


def test_many_pairs_of_four_clients_say_nothing() -> None:
    assert agreement(made(4, 30, 1.0)) == "clients"


@pytest.mark.parametrize("unvarying", ["index", "rating"])
def test_ratings_or_indices_that_are_all_the_same_say_nothing(unvarying: str) -> None:
    varying = [float(number) for number in range(60)]
    sides = {"index": varying, "rating": varying, unvarying: [5.0] * 60}
    pairs = [Pair(n, sides["index"][n], sides["rating"][n]) for n in range(60)]
    assert agreement(pairs) == "unvarying"


def test_ratings_that_follow_the_index_are_told_from_those_that_do_not() -> None:
    follows, ignores = agreed(made(60, 3, 0.4)), agreed(made(60, 3, 40.0))
    assert follows.low > 0.5
    assert follows.error < follows.error_without / 2
    assert ignores.low < 0 < ignores.high
    assert ignores.error > ignores.error_without * 0.9


def test_more_of_the_same_clients_make_nothing_surer() -> None:
    few, many = agreed(made(20, 3, 1.0)), agreed(made(20, 3, 1.0) * 5)
    assert many.high - many.low == pytest.approx(few.high - few.low)


@given(VALUES)
def test_rho_of_anything_with_itself_is_one(values: list[float]) -> None:
    assert spearman(values, values) == (None if len(set(values)) == 1 else pytest.approx(1))


@given(VALUES, st.randoms(use_true_random=False))
def test_rho_is_that_of_scipy(values: list[float], chance: random.Random) -> None:
    other = [float(chance.randrange(5)) for _ in values]
    found = spearman(values, other)
    if found is not None:
        assert found == pytest.approx(stats.spearmanr(values, other).statistic, abs=1e-9)


@given(WEIGHED)
def test_the_line_never_falls_and_keeps_the_mean(weighed: list[tuple[float, float]]) -> None:
    values, weights = (list(side) for side in zip(*weighed, strict=True))
    line = isotonic(values, weights)
    assert all(left <= right + 1e-9 for left, right in pairwise(line))
    assert np.dot(line, weights) == pytest.approx(np.dot(values, weights))


@given(WEIGHED)
def test_the_line_is_that_of_scikit_learn(weighed: list[tuple[float, float]]) -> None:
    values, weights = (list(side) for side in zip(*weighed, strict=True))
    assert isotonic(values, weights) == pytest.approx(
        list(isotonic_regression(values, sample_weight=weights)), abs=1e-6
    )


def test_a_client_is_guessed_from_the_others_only() -> None:
    """One who rates against all others does not teach the line that is tried on them."""
    others = [Pair("others", index, 5.0) for index in (20.0, 50.0, 80.0)]
    error, error_without = unseen_errors([*others, Pair("Erin", 50.0, 1.0)])
    # Erin is guessed as 5, and each of the others as Erin's 1.
    assert (error, error_without) == (4.0, 4.0)
