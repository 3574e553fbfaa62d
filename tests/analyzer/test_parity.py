"""LiteRT says what TensorFlow says, to 1e-5; and evaluation scores what serves."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras

from analyzer import weights
from analyzer.crops import crop
from analyzer.expressions import LABELS_HEAD, VOTES_HEAD, LiteRTClassifier
from analyzer.faces import BUILDERS
from analyzer.frame import decode
from analyzer.pipeline import DETECTOR, Analyzer
from analyzer.training import metrics, serving
from analyzer.training.answers import answers_of
from analyzer.training.augment import sized
from analyzer.training.data import load
from analyzer.training.duplicates import unseen
from analyzer.training.evaluate import Request, evaluate
from analyzer.training.export import to_tflite
from analyzer.training.manifest import record
from analyzer.training.reference import TensorFlowClassifier
from analyzer.training.scoring import figures_of
from analyzer.training.serving import Calibration
from tests.analyzer.networks import tiny, tiny_pair
from tests.analyzer.pictures import jpeg, portrait
from tests.fer2013 import FER2013

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

CROPS = np.random.default_rng(5).integers(0, 256, (9, 48, 48), np.uint8)


def test_a_new_network_answers_alike_after_export() -> None:
    model = tiny()
    served = LiteRTClassifier(to_tflite(model)).classify(CROPS)
    np.testing.assert_allclose(served, TensorFlowClassifier(model).classify(CROPS), atol=1e-5)


@pytest.mark.parametrize(("temperature", "side"), [(0.7, 48), (1.0, 32), (1.6, 40)])
def test_size_and_calibration_inside_the_model_are_those_of_training(
    temperature: float, side: int
) -> None:
    offsets = (0.3, 0.9, 0.0, -0.6, -0.1, 0.2, -0.7)
    model, calibration = tiny_pair(side), Calibration(temperature, 0.8, offsets)
    small = np.stack([sized(face.astype(np.float32), side) for face in CROPS])
    answers = np.asarray(model(small[..., None]), np.float64)
    inside = LiteRTClassifier(to_tflite(serving.served(model, calibration, side))).answers(CROPS)
    np.testing.assert_allclose(inside, calibration.applied(answers), atol=1e-5)


@pytest.mark.parametrize(("light", "lifted"), [(0.1, True), (0.5, True), (1.0, False)])
def test_a_dark_face_is_lifted_before_it_is_read(light: float, lifted: bool) -> None:
    model, dark = tiny(), (CROPS * light).astype(np.uint8)
    seen = dark.astype(np.float64)
    gain = np.maximum(110 / seen.mean((1, 2), keepdims=True), 1)
    assert bool((gain > 1).all()) == lifted
    expected = TensorFlowClassifier(model).classify(np.minimum(seen * gain, 255))
    served = serving.served(model, Calibration())
    found = LiteRTClassifier(to_tflite(served)).classify(dark)
    np.testing.assert_allclose(found, expected, atol=1e-5)


NAMES = sorted(weights.manifest(weights.MODELS / weights.MANIFEST)["models"])


def tolerance(entry: weights.Model) -> float:
    """Return how far LiteRT may be from TensorFlow: eight-bit kernels round."""
    return 0.05 if entry.quantised else 1e-5


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_model_answers_alike(name: str) -> None:
    entry = weights.model(name)
    served = LiteRTClassifier(entry.read()).classify(CROPS)
    reference = TensorFlowClassifier.of(entry).classify(CROPS)
    np.testing.assert_allclose(served, reference, atol=tolerance(entry))


def test_the_whole_path_answers_alike() -> None:
    entry, frame = weights.model(), jpeg(portrait())
    [answer] = Analyzer.default().analyze([frame])
    grey = decode(frame)
    detector = BUILDERS[DETECTOR]()
    face = crop(grey, detector.detect(grey)[0], detector.framing)
    assert answer.expression is not None
    expected = TensorFlowClassifier.of(entry).classify(face[None])[0]
    found = answer.expression.probabilities
    np.testing.assert_allclose(found, expected, atol=tolerance(entry))


@pytest.mark.parametrize("name", NAMES)
def test_evaluation_takes_the_serving_path(name: str) -> None:
    classifier = LiteRTClassifier(weights.model(name).read())
    alone = np.concatenate([classifier.classify(face[None]) for face in CROPS])
    np.testing.assert_allclose(answers_of(classifier, CROPS)[:, 0], alone, atol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_scored_is_what_the_worker_reads_with(
    small_data: Path, tmp_path: Path, name: str
) -> None:
    models = Path(shutil.copytree(weights.MODELS, tmp_path / "models"))
    record(weights.model(name, models), default=True)
    worker = Analyzer.default(models)
    assert worker.model_version == weights.model(name).version
    # The worker's own classifier, asked one face at a time as a lone camera does.
    classifier = worker._classifier
    assert isinstance(classifier, LiteRTClassifier)
    faces = load(small_data).part("public")
    answers = np.concatenate([classifier.answers(face[None]) for face in faces.images])
    found = evaluate(Request(name, small_data))
    labels = faces.labels.astype(np.intp)
    told = metrics.scores(labels, answers[:, LABELS_HEAD].argmax(1))
    assert found["confusion"] == told.confusion
    assert (
        found["shown"]["recall"] == metrics.scores(labels, answers[:, VOTES_HEAD].argmax(1)).recall
    )
    for name_of, figure in (
        ("ece", metrics.expected_calibration_error),
        ("negative_log_likelihood", metrics.negative_log_likelihood),
    ):
        assert found[name_of] == pytest.approx(figure(labels, answers[:, LABELS_HEAD]), abs=1e-5)
    error = metrics.vote_calibration_error(faces.votes, answers[:, VOTES_HEAD])
    assert found["fer_plus"]["vote_ece"] == pytest.approx(error, abs=1e-5)


@pytest.mark.skipif(not FER2013.is_file(), reason="FER2013 is not at hand")
@pytest.mark.parametrize("name", NAMES)
def test_the_committed_figures_are_those_of_the_committed_model(name: str) -> None:
    entry = weights.model(name)
    committed = json.loads((weights.MODELS / f"{name}.json").read_text())
    data = load(FER2013)
    faces, learned = data.part("public"), data.part("training")
    answers = answers_of(LiteRTClassifier(entry.read()), faces.images)
    found = figures_of(faces, answers)
    rest = unseen(faces.images, learned.images)
    assert data.sha256 == committed["data_sha256"]
    assert len(rest) == committed["without_duplicates"]["n"]
    # Eight-bit kernels round a little otherwise from processor to processor.
    assert found["accuracy"] == pytest.approx(committed["accuracy"], abs=1e-3)
    assert found["recall"] == pytest.approx(committed["recall"], abs=0.02)
    votes, told = found["fer_plus"], committed["fer_plus"]
    assert votes["recall"] == pytest.approx(told["recall"], abs=0.03)
    assert votes["vote_ece"] == pytest.approx(told["vote_ece"], abs=2e-4)


def test_kernels_of_eight_bits_round_and_no_more() -> None:
    model = tiny()
    small = LiteRTClassifier(to_tflite(model, quantised=True)).classify(CROPS)
    np.testing.assert_allclose(small, TensorFlowClassifier(model).classify(CROPS), atol=0.05)


def test_an_empty_batch_has_no_rows() -> None:
    assert LiteRTClassifier(weights.model().read()).classify(CROPS[:0]).shape == (0, 7)


@pytest.mark.parametrize("network", [tiny, tiny_pair])
def test_a_mirrored_model_answers_with_the_mean_of_both_views(
    network: Callable[[], keras.Model],
) -> None:
    model = network()
    one = LiteRTClassifier(to_tflite(serving.served(model, Calibration())))
    both = LiteRTClassifier(to_tflite(serving.served(model, Calibration(mirrored=True))))
    expected = (one.answers(CROPS) + one.answers(CROPS[:, :, ::-1])) / 2
    np.testing.assert_allclose(both.answers(CROPS), expected, atol=1e-5)
    np.testing.assert_allclose(both.answers(CROPS[:1]), expected[:1], atol=1e-5)
