"""Scale and values of a rating hold together, whoever writes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.review.models import SCALES, Rating
from consult.review.selectors import asked
from tests import cast

FOUR: dict[str, Any] = dict.fromkeys(SCALES, 9.5)


def rate(consultation: Consultation, **values: Any) -> Rating:
    now = timezone.now()
    return Rating.objects.create(consultation=consultation, given_at=now, changed_at=now, **values)


@pytest.mark.parametrize("values", [{"scale": "csat", "csat": 5}, {"scale": "srs", **FOUR}])
def test_each_scale_has_its_values(consultation: Consultation, values: dict[str, Any]) -> None:
    rate(consultation, **values)
    assert Rating.objects.get().scale == values["scale"]


@pytest.mark.parametrize(
    "values",
    [
        {"scale": "csat"},
        {"scale": "csat", "csat": 0},
        {"scale": "csat", "csat": 6},
        {"scale": "csat", "csat": 3, "goals": 1},
        {"scale": "srs"},
        {"scale": "srs", **FOUR, "csat": 3},
        {"scale": "srs", **FOUR, "overall": None},
        {"scale": "srs", **FOUR, "overall": 10.1},
        {"scale": "srs", **FOUR, "overall": -0.1},
        {"scale": "none", "csat": 3},
    ],
)
def test_nothing_else_is_stored(consultation: Consultation, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rate(consultation, **values)


def test_a_consultation_has_one_rating(consultation: Consultation) -> None:
    rate(consultation, scale="csat", csat=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        rate(consultation, scale="csat", csat=5)


def test_the_four_scales_have_a_sum(consultation: Consultation) -> None:
    rate(consultation, scale="srs", **FOUR)
    assert Rating.objects.get().sum == 38


def test_who_joined_what_has_ended_is_asked(alice: User, opened: Consultation) -> None:
    scheduling.end_consultation(opened)
    nobody_came = cast.schedule(alice)
    scheduling.open_consultation(nobody_came)
    scheduling.end_consultation(nobody_came)
    assert list(asked(Consultation.objects.all())) == [opened]
