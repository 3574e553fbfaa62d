"""Calibration finds what was done to the probabilities, and doubt begins where labels fail."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.calibrate import (
    CalibrationError,
    Fit,
    best_offsets,
    calibrate,
    doubt,
    fitted,
    shown,
)
from analyzer.training.cross_fit import as_trained, cross_fitted, errors, wanted_shares
from analyzer.training.data import Faces, load
from analyzer.training.file_formats import VOTE_COLUMNS
from analyzer.training.plan import Plan
from analyzer.training.recipes import Recipe
from analyzer.training.serving import Calibration
from analyzer.training.temperature import best_temperature, tempered, untempered
from analyzer.training.train import train
from tests.analyzer import networks

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

Floats = metrics.Floats


def crowd(count: int = 2000) -> tuple[Faces, Floats]:
    """Return faces whose ten votes follow known shares (n, 7), and the shares."""
    random = np.random.default_rng(3)
    shares = random.dirichlet([0.4] * 7, count)
    drawn = np.stack([random.multinomial(10, row) for row in shares])
    votes = np.zeros((count, 10), np.uint8)
    columns = [VOTE_COLUMNS.index(name) for name in EXPRESSIONS]
    votes[:, columns] = drawn
    labels = drawn.argmax(1).astype(np.uint8)
    blank = np.zeros((count, 48, 48), np.uint8)
    return Faces(blank, labels, np.ones(count, np.uint8), votes, ""), shares


@pytest.mark.parametrize("spoiled", [0.6, 1.0, 1.8])
def test_the_temperature_undoes_what_sharpened_or_flattened(spoiled: float) -> None:
    faces, shares = crowd()
    answers = tempered(shares, 1 / spoiled)
    assert best_temperature(wanted_shares(faces), answers) == pytest.approx(spoiled, rel=0.08)


def test_without_votes_the_labels_are_fitted() -> None:
    faces, shares = crowd()
    plain = wanted_shares(replace(faces, votes=None))
    assert best_temperature(plain, shares) < best_temperature(wanted_shares(faces), shares)


def test_the_head_that_was_told_the_votes_serves_first() -> None:
    _, shares = crowd(50)
    labels, votes = tempered(shares, 0.5), shares
    after = Calibration(temperature=1.7, label_temperature=0.8).applied(
        np.stack([labels, votes], 1)
    )
    assert np.allclose(shown(after), tempered(votes, 1.7))
    assert np.allclose(after[:, 1], tempered(labels, 0.8))


def test_calibration_keeps_probabilities_and_their_order() -> None:
    _, shares = crowd(50)
    after = tempered(shares, 1.7)
    assert after.sum(1) == pytest.approx(1)
    assert np.array_equal(after.argmax(1), shares.argmax(1))
    assert (after.max(1) <= shares.max(1) + 1e-9).all()


def test_doubt_ends_where_labels_are_right_more_often_than_not() -> None:
    random = np.random.default_rng(1)
    best = random.uniform(0.2, 1.0, 6000)
    rows = np.repeat(((1 - best) / 6)[:, None], 7, axis=1)
    rows[:, 0] = best
    # Right with the probability that is told: one half at a confidence of one half.
    labels = np.where(random.random(6000) < best, 0, 1).astype(np.intp)
    assert doubt(labels, rows) == pytest.approx(0.5, abs=0.06)


def test_a_run_is_calibrated_where_its_export_finds_it(
    small_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = train(Plan(Recipe("tiny-pair", epochs=1, batch=16), small_data, tmp_path / "pair"))
    part, parts = Faces.part, list[str]()

    def noting(faces: Faces, name: str) -> Faces:
        parts.append(name)
        return part(faces, name)

    monkeypatch.setattr(Faces, "part", noting)
    result = calibrate(Fit(out, small_data))
    # Temperatures and threshold on the one, what is raised for rare classes on the other.
    assert parts == ["public", "training"]
    assert json.loads((out / "calibration.json").read_text()) == result
    assert result["before"].keys() == result["after"].keys() == {"ece", "nll", "vote_ece"}
    assert 0.5 <= result["temperature"] <= 2.5
    assert result["data_sha256"] == load(small_data).sha256
    others = tmp_path / "others.npz"
    with np.load(small_data) as stored:
        np.savez(others, images=stored["images"], labels=stored["labels"], split=stored["split"])
    with pytest.raises(CalibrationError, match=r"trained with other data than .*others\.npz"):
        calibrate(Fit(out, others))
    assert json.loads((out / "calibration.json").read_text()) == result


def test_one_head_is_brought_near_what_it_was_told() -> None:
    faces, shares = crowd()
    certain = np.eye(7)[faces.labels]
    answers = tempered(shares, 1.3)
    told_votes, told_labels = (fitted(faces, answers, votes) for votes in (1.0, 0.0))
    assert told_votes.temperature == pytest.approx(1 / 1.3, rel=0.1)
    assert told_labels.temperature == best_temperature(certain, answers)
    assert told_labels.temperature != told_votes.temperature


def test_rare_classes_are_named_more_often_where_nothing_is_lost() -> None:
    random = np.random.default_rng(2)
    counts = np.array([4000, 400, 4000, 7000, 4800, 3100, 5000])
    labels = random.permutation(np.repeat(np.arange(7), 300)).astype(np.uint8)
    scores = random.normal(0, 1, (len(labels), 7)) + 2 * np.eye(7)[labels]
    # A network that learned how rare disgust is names it too seldom on pictures of all alike.
    taught = np.exp(scores) * counts
    offsets = best_offsets(labels, taught / taught.sum(1, keepdims=True), counts)
    assert offsets[1] == max(offsets) > 1
    assert sum(offsets) == pytest.approx(0, abs=0.01)
    fair = np.exp(scores)
    assert best_offsets(labels, fair / fair.sum(1, keepdims=True), counts)[1] < 0.4


def test_a_folder_without_a_run_is_named(small_data: Path, tmp_path: Path) -> None:
    networks.tiny().save(tmp_path / "best.keras")
    with pytest.raises(CalibrationError, match=r"no result\.json of a run"):
        calibrate(Fit(tmp_path, small_data))


def test_a_temperature_can_be_taken_back() -> None:
    shares = np.random.default_rng(1).dirichlet([1] * 7, 50)
    assert untempered(tempered(shares, 1.7), 1.7) == pytest.approx(shares, abs=1e-6)
    assert tempered(shares, 1.7).max() < shares.max()


def fitted_entry(**calibration: object) -> weights.Model:
    """Return the default model's entry, otherwise calibrated."""
    return replace(weights.model(), **calibration)  # type: ignore[arg-type]


def test_what_a_model_holds_can_be_taken_out_again() -> None:
    _, shares = crowd(60)
    offsets = (0.3, 0.9, 0.0, -0.6, -0.1, 0.2, -0.7)
    entry = fitted_entry(temperature=1.7, label_temperature=0.8, label_offsets=offsets)
    served = Calibration(1.7, 0.8, offsets).applied(np.stack([shares, shares], 1))
    assert as_trained(served, entry) == pytest.approx(np.stack([shares, shares], 1), abs=1e-5)


def test_cross_fitting_finds_the_temperature_on_the_other_half() -> None:
    faces, shares = crowd(3000)
    faces = replace(faces, images=np.random.default_rng(0).integers(0, 9, (3000, 48, 48), np.uint8))
    spoiled = np.stack([tempered(shares, 0.6)] * 2, 1)
    entry = fitted_entry(label_offsets=(0.0,) * 7)
    found = cross_fitted(faces, spoiled, entry)
    votes = [half["votes"] for half in found["temperatures"]]
    assert votes == pytest.approx([1 / 0.6] * 2, rel=0.1)
    assert votes[0] != votes[1]
    before = errors(faces, spoiled)["vote_ece"]
    assert before is not None
    assert found["vote_ece"] < before / 3


def test_one_head_is_cross_fitted_to_the_labels() -> None:
    faces, shares = crowd(500)
    found = cross_fitted(faces, shares[:, None], fitted_entry(label_offsets=(0.0,) * 7))
    assert [list(half) for half in found["temperatures"]] == [["labels"], ["labels"]]
