import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training import intervals
from analyzer.training.metrics import (
    expected_calibration_error,
    majority_accuracy,
    majority_labels,
    negative_log_likelihood,
    reliability,
    risk_coverage,
    scores,
    vote_calibration_error,
    vote_shares,
)

LABELS = np.array([0, 0, 3, 3, 6, 6])
CALLED = np.array([0, 3, 3, 3, 6, 4])


def test_agreement_is_counted_by_class() -> None:
    found = scores(LABELS, CALLED)
    assert found.accuracy == pytest.approx(4 / 6)
    assert found.recall["anger"] == 0.5
    assert found.recall["happiness"] == 1.0
    assert found.precision["happiness"] == pytest.approx(2 / 3)
    assert found.confusion[6][4] == 1
    assert list(found.recall) == list(EXPRESSIONS)


def test_classes_that_do_not_occur_are_left_out_of_the_means() -> None:
    found = scores(LABELS, CALLED)
    assert found.recall["fear"] is None
    assert found.macro_recall == pytest.approx((0.5 + 1 + 0.5) / 3)
    assert found.macro_f1 == pytest.approx((2 / 3 + 4 / 5 + 2 / 3) / 3)


def test_scikit_learn_agrees() -> None:
    f1_score = pytest.importorskip("sklearn.metrics").f1_score
    random = np.random.default_rng(0)
    labels, called = random.integers(0, 7, 500), random.integers(0, 7, 500)
    assert scores(labels, called).macro_f1 == pytest.approx(
        f1_score(labels, called, average="macro")
    )


def test_the_sure_and_wrong_are_miscalibrated() -> None:
    sure = np.eye(7)[CALLED]
    assert expected_calibration_error(LABELS, sure) == pytest.approx(2 / 6)
    assert expected_calibration_error(CALLED, sure) == 0


def test_likelihood_is_the_labelled_class_in_nats() -> None:
    even = np.full((6, 7), 1 / 7)
    assert negative_log_likelihood(LABELS, even) == pytest.approx(np.log(7))


VOTES = np.array(
    [
        [0, 9, 1, 0, 0, 0, 0, 0, 0, 0],  # happiness
        [5, 5, 0, 0, 0, 0, 0, 0, 0, 0],  # nobody wins
        [0, 0, 0, 0, 0, 0, 1, 9, 0, 0],  # contempt: none of ours
        [0, 0, 0, 2, 6, 0, 0, 0, 2, 0],  # anger
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 10],  # no face
    ],
    np.uint8,
)


def test_the_majority_needs_more_than_five_votes_for_one_of_ours() -> None:
    rows, labels = majority_labels(VOTES)
    assert rows.tolist() == [0, 3]
    assert [EXPRESSIONS[k] for k in labels] == ["happiness", "anger"]


def test_shares_are_of_the_votes_for_our_classes() -> None:
    shares = vote_shares(VOTES)
    assert shares[3, EXPRESSIONS.index("anger")] == pytest.approx(0.75)
    assert np.isnan(shares[4]).all()


def test_predicting_the_shares_is_calibrated() -> None:
    shares = np.nan_to_num(vote_shares(VOTES), nan=1 / 7)
    assert vote_calibration_error(VOTES, shares) == pytest.approx(0)
    off = vote_calibration_error(VOTES, np.roll(shares, 1, axis=1))
    assert off is not None
    assert off > 0.1


def test_where_nobody_chose_one_of_ours_there_is_no_calibration_error() -> None:
    assert vote_calibration_error(VOTES[[2, 4]], np.full((2, 7), 1 / 7)) is not None
    assert vote_calibration_error(VOTES[4:], np.full((1, 7), 1 / 7)) is None
    assert vote_calibration_error(None, np.full((1, 7), 1 / 7)) is None


def test_a_threshold_keeps_the_sure_ones() -> None:
    labels = np.array([0, 0, 1])
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4], [0.7, 0.3]]) @ np.eye(2, 7)
    rows = {row["threshold"]: row for row in risk_coverage(labels, probabilities)}
    assert rows[0.0] == {"threshold": 0.0, "coverage": 1.0, "accuracy": pytest.approx(2 / 3)}
    assert rows[0.7]["coverage"] == pytest.approx(2 / 3)
    assert rows[0.8] == {"threshold": 0.8, "coverage": pytest.approx(1 / 3), "accuracy": 1.0}


def test_an_interval_holds_its_figure_and_shrinks_with_more_pictures() -> None:
    random = np.random.default_rng(0)
    widths = []
    for count in (200, 5000):
        labels = random.integers(0, 7, count)
        predicted = np.where(random.random(count) < 0.7, labels, (labels + 1) % 7)
        low, high = intervals.of_labels(labels, predicted)["accuracy"]
        assert low < (labels == predicted).mean() < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 3


def test_reliability_compares_means_bin_by_bin() -> None:
    predicted, actual = np.array([0.1, 0.1, 0.95]), np.array([0.0, 1.0, 1.0])
    rows = reliability(predicted, actual)
    assert rows == [(pytest.approx(0.1), 0.5, 2), (0.95, 1.0, 1)]


def test_agreement_with_the_majority_needs_one() -> None:
    votes = np.array([[9, 1, 0, 0, 0, 0, 0, 0, 0, 0], [5, 5, 0, 0, 0, 0, 0, 0, 0, 0]], np.uint8)
    assert majority_accuracy(votes, np.array([6, 0])) == 1.0
    assert majority_accuracy(votes, np.array([3, 6])) == 0.0
    assert majority_accuracy(votes[1:], np.array([6])) is None
    assert majority_accuracy(None, np.array([6])) is None


def crowd(count: int) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return votes (n, 10) of which most agree, and probabilities (n, 7) that are nearly right."""
    random = np.random.default_rng(0)
    chosen = random.integers(0, 7, count)
    votes = np.zeros((count, 10), np.uint8)
    votes[np.arange(count), np.array([4, 5, 6, 1, 3, 2, 0])[chosen]] = random.integers(5, 11, count)
    told = np.where(random.random(count) < 0.8, chosen, (chosen + 1) % 7)
    return votes, 0.6 * np.eye(7)[told] + 0.4 / 7


def test_intervals_of_the_votes_hold_their_figures_and_shrink_with_more_pictures() -> None:
    widths = []
    for count in (200, 5000):
        votes, probabilities = crowd(count)
        found = intervals.of_votes(votes, probabilities)
        low, high = found["accuracy"]
        accuracy = majority_accuracy(votes, probabilities.argmax(1))
        assert accuracy is not None
        assert low < accuracy < high
        least, most = found["vote_ece"]
        error = vote_calibration_error(votes, probabilities)
        assert error is not None
        assert least < error < most
        widths.append((high - low, most - least))
    assert widths[1][0] < widths[0][0] / 3
    assert widths[1][1] < widths[0][1] / 3


def test_noise_of_the_draws_does_not_raise_a_small_calibration_error() -> None:
    votes, _ = crowd(500)
    shares = vote_shares(votes)
    found = intervals.of_votes(votes, shares)["vote_ece"]
    assert found == pytest.approx((0, 0), abs=1e-9)


def test_wilsons_interval_is_that_of_the_books() -> None:
    # Agresti and Coull 1998: 0 of 10 give 0 to 0.278, 5 of 10 give 0.237 to 0.763.
    assert intervals.wilson(0, 10) == pytest.approx((0, 0.278), abs=0.001)
    assert intervals.wilson(5, 10) == pytest.approx((0.237, 0.763), abs=0.001)
    assert intervals.wilson(10, 10) == pytest.approx((0.722, 1), abs=0.001)
    assert intervals.wilson(0, 0) is None


def test_a_recall_has_its_interval_and_a_class_that_does_not_occur_has_none() -> None:
    found = intervals.of_recall(scores(LABELS, CALLED).confusion)
    assert found["fear"] is None
    assert found["anger"] == intervals.wilson(1, 2)
    assert found["happiness"] == intervals.wilson(2, 2)


def test_intervals_of_calibration_hold_their_figures() -> None:
    random = np.random.default_rng(0)
    probabilities = random.dirichlet([0.5] * 7, 2000)
    labels = np.array([random.choice(7, p=row) for row in probabilities])
    sure = probabilities**2 / (probabilities**2).sum(1, keepdims=True)
    found = intervals.of_calibration(labels, sure)
    few = intervals.of_calibration(labels[:100], sure[:100])
    low, high = found["ece"]
    assert low < expected_calibration_error(labels, sure) < high
    assert high - low < (few["ece"][1] - few["ece"][0]) / 2
    low, high = found["negative_log_likelihood"]
    assert low < negative_log_likelihood(labels, sure) < high
