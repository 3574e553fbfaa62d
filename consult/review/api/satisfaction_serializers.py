"""The JSON forms of the review's figures."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

from consult.accounts.models import Practice
from consult.review.agreement import LEAST_PAIRS
from consult.review.models.rating import LOW_SUM
from consult.review.periods import Bucket
from consult.review.satisfaction import Beside, Estimate, OfCounsellor, Satisfaction
from consult.review.statistics import LEAST_GROUP, Mean, Share


class ShareSerializer(serializers.Serializer[Any]):
    """A share with its 95 % interval."""

    count = serializers.IntegerField()
    of = serializers.IntegerField()
    value = serializers.FloatField(help_text="0..1")
    low = serializers.FloatField()
    high = serializers.FloatField()


class MeanSerializer(serializers.Serializer[Any]):
    """A mean, or a difference of two, with its 95 % interval."""

    n = serializers.IntegerField()
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class RatedSerializer(serializers.Serializer[Any]):
    """What the clients of one group said; null where fewer than five say nothing."""

    asked = serializers.IntegerField(help_text="ended consultations that the client joined")
    answered = serializers.IntegerField()
    open = serializers.IntegerField(help_text="of those asked: have not answered, and still can")
    closed = serializers.IntegerField(help_text="of those asked: their week to answer is over")
    response = ShareSerializer(allow_null=True, help_text="answers of those whose week is over")
    csat = serializers.IntegerField(help_text="answers to the one question")
    score = ShareSerializer(allow_null=True, help_text="4 and 5 of these")
    srs = serializers.IntegerField(help_text="answers on the four scales")
    srs_mean = MeanSerializer(allow_null=True, help_text="sum of the four scales, 0..40")
    srs_low = ShareSerializer(allow_null=True, help_text="sums under 36")


class StretchSerializer(RatedSerializer):
    """One week or month."""

    first = serializers.DateField()


class OfCounsellorSerializer(RatedSerializer):
    """What the clients of one counsellor said."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    held = serializers.IntegerField()
    index = MeanSerializer(
        allow_null=True, help_text="expression index; only where the policy lets it be shown"
    )


class BesideSerializer(serializers.Serializer[Any]):
    """The index beside the ratings on one scale; ρ and errors from enough pairs on."""

    scale = serializers.ChoiceField(choices=Practice.RatingScale.choices)
    pairs = serializers.IntegerField()
    lacking = serializers.ChoiceField(
        choices=["pairs", "clients", "unvarying"],
        allow_null=True,
        help_text="why there are no figures: too few pairs, of too few clients, or one side of "
        "them is all the same",
    )
    clients = serializers.IntegerField(allow_null=True)
    rho = serializers.FloatField(allow_null=True, help_text="Spearman's, −1..1")
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    error = serializers.FloatField(
        allow_null=True, help_text="mean absolute, of an isotonic fit for a client it never saw"
    )
    error_without = serializers.FloatField(
        allow_null=True, help_text="the same without the index: of the others' mean rating"
    )


class SelfReportSerializer(serializers.Serializer[Any]):
    """Estimate against self-report, and non-response bias."""

    needed = serializers.IntegerField(help_text="pairs")
    paired = serializers.IntegerField(
        help_text="consultations with a rating and an index; fewer than needed have no means"
    )
    beside = BesideSerializer(many=True)
    answered = MeanSerializer(allow_null=True, help_text="index of those who answered")
    unanswered = MeanSerializer(allow_null=True, help_text="index of those who did not")
    difference = MeanSerializer(allow_null=True, help_text="the first less the second")


class SatisfactionSerializer(RatedSerializer):
    """Everything on the review's first page. Groups under five are null, never a figure."""

    first = serializers.DateField(allow_null=True, help_text="of the time that was asked for")
    last = serializers.DateField(allow_null=True)
    held = serializers.IntegerField(help_text="consultations that took place")
    commented = serializers.IntegerField()
    distribution = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, help_text="how many said 1, 2, 3, 4, 5"
    )
    least_group = serializers.IntegerField()
    srs_limit = serializers.FloatField()
    by = serializers.ChoiceField(choices=["week", "month"])
    trend = StretchSerializer(many=True)
    counsellors = OfCounsellorSerializer(
        many=True, help_text="by name; empty where the policy forbids it: chosen by a measured fall"
    )
    index_by_counsellor = serializers.BooleanField()
    estimate = SelfReportSerializer(
        allow_null=True,
        help_text="null where the policy forbids it: no two counsellors have enough",
    )


def satisfaction_json(found: Satisfaction) -> dict[str, Any]:
    """Return the page as `SatisfactionSerializer` describes it, but for the days."""
    tally = found.tally
    return {
        **_rated(tally),
        "held": tally.count("held"),
        "commented": tally.count("commented"),
        "distribution": tally.distribution if tally.score else None,
        "least_group": LEAST_GROUP,
        "srs_limit": float(LOW_SUM),
        "by": found.by,
        "trend": [_stretch(one) for one in found.trend],
        "counsellors": [_of_counsellor(one) for one in found.counsellors],
        "index_by_counsellor": found.index_by_counsellor,
        "estimate": _estimate(found.estimate) if found.estimate else None,
    }


_COUNTS: Final = ("asked", "answered", "open", "closed", "csat", "srs")


def _rated(tally: Any) -> dict[str, Any]:
    return {
        **{name: tally.count(name) for name in _COUNTS},
        "response": _share(tally.response),
        "score": _share(tally.score),
        "srs_mean": _mean(tally.srs),
        "srs_low": _share(tally.srs_low),
    }


def _stretch(one: Bucket) -> dict[str, Any]:
    return {"first": one.first, **_rated(one.tally)}


def _of_counsellor(one: OfCounsellor) -> dict[str, Any]:
    who = {"id": one.id, "name": one.name, "held": one.tally.count("held")}
    return {**who, **_rated(one.tally), "index": _mean(one.index)}


def _estimate(found: Estimate) -> dict[str, Any]:
    return {
        "needed": LEAST_PAIRS,
        "paired": found.paired,
        "beside": [_beside(one) for one in found.beside],
        "answered": _mean(found.answered),
        "unanswered": _mean(found.unanswered),
        "difference": _mean(found.difference),
    }


def _beside(one: Beside) -> dict[str, Any]:
    names = ("clients", "rho", "low", "high", "error", "error_without")
    figures = {name: getattr(one.agreement, name, None) for name in names}
    lacking = one.agreement if isinstance(one.agreement, str) else None
    return {"scale": one.scale, "pairs": one.pairs, "lacking": lacking, **figures}


def _share(found: Share | None) -> dict[str, Any] | None:
    return None if found is None else {name: getattr(found, name) for name in Share.__slots__}


def _mean(found: Mean | None) -> dict[str, Any] | None:
    return None if found is None else {name: getattr(found, name) for name in Mean.__slots__}
