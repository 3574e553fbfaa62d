"""The JSON of a client's consultations over time, for the OpenAPI schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from consult.accounts.models import Practice


class PointsSerializer(serializers.Serializer[Any]):
    """A client's rating in points."""

    scale = serializers.ChoiceField(choices=Practice.RatingScale.choices)
    value = serializers.FloatField(help_text="1..5, or the sum 0..40 of the four scales")
    most = serializers.IntegerField()
    low = serializers.BooleanField(help_text="the four scales sum up to less than 36")


class EstimateSerializer(serializers.Serializer[Any]):
    """A figure with its 95 % interval, in points of the expression index.

    The interval is that of the index's mean part, half of it: what the most extreme 10 s and the
    end vary is in none.
    """

    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    clear = serializers.BooleanField(help_text="the interval leaves out zero")


class TrendPointSerializer(serializers.Serializer[Any]):
    """One consultation that took place."""

    consultation = serializers.UUIDField()
    at = serializers.IntegerField(help_text="Unix milliseconds")
    index = EstimateSerializer(allow_null=True)
    withheld = serializers.ChoiceField(
        choices=["coverage", "readings", "no_readings", "no_report"], allow_null=True
    )
    coverage = serializers.FloatField(allow_null=True, help_text="0..1")
    comparable = serializers.BooleanField(
        help_text="has an index, by the model and the formulas of the latest one"
    )
    run = serializers.IntegerField(
        allow_null=True, help_text="which run of one model it is of, from 0; null without an index"
    )
    change = EstimateSerializer(allow_null=True, help_text="from the one before it in its run")
    markers = serializers.IntegerField()
    rating = PointsSerializer(allow_null=True, help_text="what the client said of it")


class RunSerializer(serializers.Serializer[Any]):
    """What changed over consultations that one model read and the same formulas measured."""

    model = serializers.CharField(help_text="empty where none has an index")
    compared = serializers.IntegerField(help_text="how many there are")
    change = EstimateSerializer(allow_null=True, help_text="from the first to the latest")
    trend = EstimateSerializer(allow_null=True, help_text="points per four weeks")


class TrendSerializer(RunSerializer):
    """A client's consultations, oldest first, and what changed over those of the latest run."""

    points = TrendPointSerializer(many=True)
    needed = serializers.IntegerField(help_text="fewer have no trend")
    earlier = RunSerializer(many=True, help_text="the runs before it, oldest first")
