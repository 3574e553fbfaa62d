"""Augmentation and the rules of rate and stop, without TensorFlow."""

import numpy as np

from analyzer.training.augment import augment
from analyzer.training.schedule import Schedule


def test_views_differ_and_are_drawn_by_seed() -> None:
    images = np.random.default_rng(0).integers(0, 256, (8, 48, 48), np.uint8)
    one = augment(images, np.random.default_rng(1))
    assert one.shape == images.shape
    assert one.dtype == np.uint8
    assert not np.array_equal(one, images)
    assert np.array_equal(one, augment(images, np.random.default_rng(1)))
    assert not np.array_equal(one, augment(images, np.random.default_rng(2)))


def test_views_keep_the_light() -> None:
    images = np.full((4, 48, 48), 77, np.uint8)
    assert np.array_equal(augment(images, np.random.default_rng(0)), images)


def test_about_half_the_views_are_mirrored() -> None:
    images = np.zeros((400, 48, 48), np.uint8)
    images[:, :, :24] = 255
    views = augment(images, np.random.default_rng(0))
    mirrored = views[:, :, 24:].mean((1, 2)) > views[:, :, :24].mean((1, 2))
    assert 0.4 < mirrored.mean() < 0.6


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
