"""Augmentation, targets, balance and the rules of rate and stop, without TensorFlow."""

import numpy as np
import pytest

from analyzer.training.augment import augment, mixed
from analyzer.training.data import Faces
from analyzer.training.recipes import Balance, Target, Views
from analyzer.training.schedule import Schedule
from analyzer.training.targets import class_weights, drawn, steps, targets

THESIS = Views()
EVERYTHING = Views(contrast=0.3, brightness=30, erase=0.5, soften=0.5)
STILL = Views(rotation=0, shift=0, zoom=0)


def noise(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(0, 256, (count, 48, 48), np.uint8)


@pytest.mark.parametrize("views", [THESIS, EVERYTHING])
def test_views_differ_and_are_drawn_by_seed(views: Views) -> None:
    images = noise(8)
    one = augment(images, np.random.default_rng(1), views, 48)
    assert one.shape == images.shape
    assert one.dtype == np.uint8
    assert not np.array_equal(one, images)
    assert np.array_equal(one, augment(images, np.random.default_rng(1), views, 48))
    assert not np.array_equal(one, augment(images, np.random.default_rng(2), views, 48))


def test_views_keep_the_light_unless_asked() -> None:
    images = np.full((4, 48, 48), 77, np.uint8)
    assert np.array_equal(augment(images, np.random.default_rng(0), THESIS, 48), images)
    relit = augment(images, np.random.default_rng(0), Views(brightness=30), 48)
    assert len(np.unique(relit)) == 4


def test_about_half_the_views_are_mirrored() -> None:
    images = np.zeros((400, 48, 48), np.uint8)
    images[:, :, :24] = 255
    views = augment(images, np.random.default_rng(0), THESIS, 48)
    mirrored = views[:, :, 24:].mean((1, 2)) > views[:, :, :24].mean((1, 2))
    assert 0.4 < mirrored.mean() < 0.6


def test_a_smaller_view_shows_the_whole_picture() -> None:
    image = np.zeros((1, 48, 48), np.uint8)
    image[0, 12:36, 12:36] = 200
    view = augment(image, np.random.default_rng(0), STILL, 32)[0]
    assert view.shape == (32, 32)
    assert view[16, 16] == 200
    assert (view > 100).sum() == pytest.approx(16 * 16, rel=0.1)


def test_a_softened_view_has_less_detail() -> None:
    images = noise(20)
    soft = augment(images, np.random.default_rng(0), Views(0, 0, 0, soften=1.0), 48)
    assert np.diff(soft.astype(int)).std() < 0.6 * np.diff(images.astype(int)).std()


def test_mixed_pictures_and_targets_keep_the_same_shares() -> None:
    images = np.stack([np.full((48, 48), grey, np.uint8) for grey in (0, 200)])
    wanted = np.eye(7, dtype=np.float32)[:2]
    seen = set()
    for seed in range(20):
        views, shares = mixed(images, wanted, np.random.default_rng(seed), 1.0)
        assert shares.sum(1) == pytest.approx(1)
        assert views.mean((1, 2)) == pytest.approx(200 * shares[:, 1], abs=1)
        seen.add(round(float(shares[0, 1]), 3))
    assert len(seen) > 5
    assert mixed(images, wanted, np.random.default_rng(0), 0.0)[0] is images


def faces(labels: list[int], votes: list[list[int]] | None = None) -> Faces:
    count = len(labels)
    return Faces(
        np.zeros((count, 48, 48), np.uint8),
        np.array(labels, np.uint8),
        np.zeros(count, np.uint8),
        None if votes is None else np.array(votes, np.uint8),
        "",
    )


# Columns of the votes: neutral, happiness, surprise, sadness, anger, …
HALF_HAPPY = [5, 5, 0, 0, 0, 0, 0, 0, 0, 0]
NONE_OF_OURS = [0, 0, 0, 0, 0, 0, 0, 10, 0, 0]


def test_labels_and_votes_are_mixed_in_one_head() -> None:
    [row] = targets(faces([3], [HALF_HAPPY]), Target(votes=0.5), 1)
    assert row == pytest.approx([0, 0, 0, 0.75, 0, 0, 0.25])


def test_each_of_two_heads_is_told_its_own() -> None:
    [(label, share)] = targets(faces([0], [HALF_HAPPY]), Target(smoothing=0.07), 2)
    assert label == pytest.approx([0.94, *[0.01] * 6])
    assert share == pytest.approx([0, 0, 0, 0.5, 0, 0, 0.5])


@pytest.mark.parametrize("votes", [None, [NONE_OF_OURS]])
def test_a_face_without_usable_votes_is_told_its_label(votes: list[list[int]] | None) -> None:
    [row] = targets(faces([4], votes), Target(votes=1.0), 1)
    assert row.tolist() == [0, 0, 0, 0, 1, 0, 0]


def test_small_classes_are_filled_up_with_further_views() -> None:
    labels = np.array([3] * 100 + [1] * 4, np.uint8)
    order = drawn(labels, Balance(generated=0.5), np.random.default_rng(0))
    assert np.bincount(labels[order]).tolist() == [0, 50, 0, 100]
    assert set(range(104)) == set(order.tolist())
    assert steps(labels, Balance(generated=0.5), 16) == len(order) // 16 == 9
    assert steps(labels, Balance(), 16) == 6
    assert steps(labels, Balance(), 999) == 1


def test_without_balance_each_picture_comes_once() -> None:
    order = drawn(np.array([0, 0, 1], np.uint8), Balance(), np.random.default_rng(0))
    assert sorted(order.tolist()) == [0, 1, 2]


def test_class_weights_give_every_class_the_same_say() -> None:
    labels = np.array([0] * 9 + [1], np.uint8)
    weights = class_weights(labels, 1.0)
    assert weights is not None
    assert weights[:9].sum() == pytest.approx(weights[9])
    assert weights.mean() == pytest.approx(1)
    assert class_weights(labels, 0.0) is None


def run(*losses: float) -> Schedule:
    schedule = Schedule(0.001)
    for loss in losses:
        schedule = schedule.after(loss)
    return schedule


def test_progress_is_the_lowest_validation_loss() -> None:
    schedule = run(1.5, 1.2, 1.3)
    assert (schedule.best_loss, schedule.best_epoch, schedule.improved) == (1.2, 2, False)
    assert schedule.after(1.1).improved


def test_the_rate_falls_after_twelve_epochs_without_progress() -> None:
    assert run(1.0, *[2.0] * 11).learning_rate == 0.001
    assert np.isclose(run(1.0, *[2.0] * 12).learning_rate, 0.0001)
    assert np.isclose(run(1.0, *[2.0] * 23).learning_rate, 0.0001)
    assert np.isclose(run(1.0, *[2.0] * 24).learning_rate, 0.00001)


def test_training_ends_after_fifty() -> None:
    assert not run(1.0, *[2.0] * 49).exhausted
    assert run(1.0, *[2.0] * 50).exhausted
