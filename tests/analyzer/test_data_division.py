"""Faces divided into training and validation: by seed, and copies of one picture together."""

from pathlib import Path

import numpy as np
import pytest

from analyzer.training.data import Faces, divide, load
from analyzer.training.duplicates import groups, numbered, together, unseen
from analyzer.training.file_formats import DataError


def test_validation_is_drawn_by_seed_and_apart(small_data: Path) -> None:
    faces = load(small_data).part("training")
    rest, held = divide(faces, 1 / 8, seed=1)
    assert (len(rest), len(held)) == (88, 12)
    assert not {r.tobytes() for r in rest.images} & {h.tobytes() for h in held.images}
    assert np.array_equal(divide(faces, 1 / 8, seed=1)[1].images, held.images)
    assert not np.array_equal(divide(faces, 1 / 8, seed=2)[1].images, held.images)


def with_copies(faces: Faces, times: int) -> Faces:
    """Return the faces with the first ten of them so many times more."""
    rows = np.concatenate([np.arange(len(faces)), *[np.arange(10)] * times])
    return faces.rows(rows)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("share", [1 / 16, 1 / 4, 3 / 4])
def test_the_same_picture_is_never_on_both_sides(small_data: Path, seed: int, share: float) -> None:
    faces = with_copies(load(small_data).part("training"), 4)
    rest, held = divide(faces, share, seed)
    assert not {r.tobytes() for r in rest.images} & {h.tobytes() for h in held.images}
    assert len(rest) + len(held) == len(faces) == 140
    assert 0 <= len(held) - round(140 * share) <= 4


def test_what_has_no_copies_is_divided_as_it_always_was(small_data: Path) -> None:
    faces = load(small_data).part("training")
    order = np.random.default_rng(1).permutation(len(faces))
    _, held = divide(faces, 1 / 8, seed=1)
    assert np.array_equal(held.images, faces.images[np.sort(order[:12])])


def test_copies_of_one_picture_cannot_be_divided(small_data: Path) -> None:
    faces = load(small_data)
    with pytest.raises(DataError, match="too few to hold"):
        divide(faces.rows(np.zeros(9, np.intp)), 1 / 3, seed=1)


def test_copies_are_found_wherever_they_lie(small_data: Path) -> None:
    faces = load(small_data).images[:6]
    images = faces[[0, 1, 0, 2, 1, 0]]
    assert numbered(images).tolist() == [0, 1, 0, 3, 1, 0]
    assert groups(images) == [[0, 2, 5], [1, 4]]
    assert unseen(images, faces[[1, 5]]).tolist() == [0, 2, 3, 5]
    order = np.array([3, 1, 5, 4, 0, 2])
    assert together(images, order).tolist() == [3, 1, 4, 5, 0, 2]


def test_a_limit_is_drawn_and_not_the_first_rows(small_data: Path) -> None:
    faces = load(small_data).part("training")
    faces = faces.rows(np.argsort(faces.labels, kind="stable"))
    some, held = divide(faces, 1 / 8, seed=1, limit=30)
    rest, same = divide(faces, 1 / 8, seed=1)
    assert len(some) == 30
    assert len(set(some.labels.tolist())) == 7
    assert {s.tobytes() for s in some.images} < {r.tobytes() for r in rest.images}
    assert np.array_equal(held.images, same.images)
