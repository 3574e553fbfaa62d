"""The report's JSON for the OpenAPI schema, from which the frontend's types are made."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from analyzer.results import EXPRESSIONS, UNCERTAIN
from consult.accounts.models import Practice
from consult.consultations.models import Consultation, Participant, Reading
from consult.reports.trend_serializers import TrendSerializer


class ReportMarkerSerializer(serializers.Serializer[Any]):
    """A moment the counsellor marked."""

    at = serializers.IntegerField(help_text="Unix milliseconds")
    text = serializers.CharField(allow_blank=True)


class ReportIndexSerializer(serializers.Serializer[Any]):
    """The expression index 0..100, the 95 % interval of its mean part, its parts and the effective
    sample size: how far the most extreme 10 s and the end vary is not in the interval."""

    value = serializers.FloatField()
    low = serializers.FloatField(help_text="of the interval of the mean part")
    high = serializers.FloatField()
    mean = serializers.FloatField()
    peak = serializers.FloatField()
    end = serializers.FloatField()
    n_eff = serializers.FloatField()


class ReportCurveSerializer(serializers.Serializer[Any]):
    """The valence -1..1 with its band, null at a gap; `series_of` says what it is made of."""

    t = serializers.ListField(child=serializers.FloatField(), help_text="seconds after the opening")
    valence = serializers.ListField(child=serializers.FloatField(allow_null=True))
    low = serializers.ListField(child=serializers.FloatField(allow_null=True))
    high = serializers.ListField(child=serializers.FloatField(allow_null=True))
    label = serializers.ListField(  # type: ignore[assignment]  # a field of that name
        child=serializers.CharField(allow_null=True)
    )


class ReportTurningPointSerializer(serializers.Serializer[Any]):
    """A lasting change of the valence's level."""

    t = serializers.FloatField(help_text="seconds after the opening")
    until = serializers.FloatField(help_text="the next one, or the last reading")
    before = serializers.FloatField(help_text="mean valence of the readings before, -1..1")
    after = serializers.FloatField()
    marker = ReportMarkerSerializer(allow_null=True, help_text="the nearest within two minutes")


class ReportSynchronySerializer(serializers.Serializer[Any]):
    """Lagged correlation of both smiles; low and high hold what chance gives in 95 of 100."""

    value = serializers.FloatField(help_text="-1..1")
    lag_s = serializers.IntegerField(help_text="above zero: the counsellor follows the client")
    low = serializers.FloatField()
    high = serializers.FloatField()
    seconds = serializers.IntegerField(help_text="in which both faces were read")


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "array",
            "items": {"oneOf": [{"type": "number"}, {"type": "string"}]},
            "minItems": 3,
            "maxItems": 3,
        },
    }
)
class PiecesField(serializers.ListField):
    """[from, to, name] of each stretch, in seconds after the opening."""


class ReportParticipantSerializer(serializers.Serializer[Any]):
    """What was measured of one person's camera."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Participant.Role.choices)
    name = serializers.CharField()
    coverage = serializers.FloatField(help_text="0..1")
    camera_on_s = serializers.FloatField()
    valid_s = serializers.FloatField()
    statuses = inline_serializer(
        "ReportStatuses", {status: serializers.IntegerField() for status in Reading.Status.values}
    )
    gaps = PiecesField(
        help_text="[from, to, kind] in seconds after the opening; no_face: frames came without a "
        "readable face; no_camera: no frames came (not joined, or the camera was off); "
        "paused_by_client, paused_by_counsellor, paused_by_both: the analysis was paused; "
        "no_consent: it was refused, or withdrawn. In reports of measures before 2.4 the last four "
        "are no_camera, too"
    )
    shares = inline_serializer(
        "ReportShares",
        {name: serializers.FloatField() for name in (*EXPRESSIONS, UNCERTAIN)},
        allow_null=True,
        help_text="of the time with a readable face; the eight sum to 1",
    )
    index = ReportIndexSerializer(allow_null=True)
    withheld = serializers.ChoiceField(
        choices=["coverage", "readings", "no_readings"],
        allow_null=True,
        help_text="no_readings: none are held of this camera, so coverage says nothing either",
    )
    baseline = serializers.FloatField(allow_null=True)
    baseline_shift = serializers.FloatField(
        allow_null=True, help_text="series.valence less this is the baseline-corrected line"
    )
    series = ReportCurveSerializer()
    series_of = serializers.ChoiceField(
        choices=["readings", "ten_seconds"],
        help_text="readings: smoothed, with its 95 % band; ten_seconds: the mean of every ten "
        "seconds with the least and the most of its readings, once those are deleted",
    )
    strip = PiecesField(help_text="[from, to, label] in seconds after the opening")
    turning_points = ReportTurningPointSerializer(
        many=True, allow_null=True, help_text="null where there is too little to tell"
    )


class ReportRatingSerializer(serializers.Serializer[Any]):
    """What the client said of the consultation."""

    scale = serializers.ChoiceField(choices=Practice.RatingScale.choices)
    value = serializers.FloatField(help_text="1..5, or the sum 0..40 of the four scales")
    most = serializers.IntegerField()
    low = serializers.BooleanField(help_text="the four scales sum up to less than 36")
    comment = serializers.CharField(allow_blank=True)


class ReportDataSerializer(serializers.Serializer[Any]):
    """The report."""

    measures_version = serializers.CharField()
    model_version = serializers.CharField(allow_blank=True)
    recall = serializers.DictField(
        child=serializers.FloatField(),
        allow_null=True,
        help_text="0..1, what fear and sadness were weighted by; null where nothing is known of "
        "the model, and in reports of measures before 2.2",
    )
    threshold = serializers.FloatField(
        allow_null=True,
        help_text="probability under which an expression is uncertain; null before measures 2.2",
    )
    started_at = serializers.IntegerField(help_text="Unix milliseconds")
    ended_at = serializers.IntegerField(help_text="Unix milliseconds")
    duration_s = serializers.FloatField()
    readings_deleted_at = serializers.IntegerField(
        allow_null=True,
        help_text="Unix milliseconds, null while readings are held; then strip and labels are "
        "empty, the line is of ten-second means, and the figures remain",
    )
    sentence = serializers.CharField(help_text="in the language of the request")
    markers = ReportMarkerSerializer(many=True)
    participants = ReportParticipantSerializer(many=True)
    synchrony = ReportSynchronySerializer(
        allow_null=True, help_text="null unless both faces were analysed"
    )
    synchrony_withheld = serializers.ChoiceField(
        choices=["seconds", "unchanging", "chance"],
        allow_null=True,
        help_text="seconds: under three minutes with both; unchanging: one smile never changed; "
        "chance: too few other seconds with both to tell it from chance",
    )
    rating = ReportRatingSerializer(allow_null=True)
    earlier = TrendSerializer(
        allow_null=True,
        help_text="the same client's consultations up to this one; null without a client file",
    )


class ReportSerializer(serializers.Serializer[Any]):
    """How far the report is, and the report once it is ready."""

    state = serializers.ChoiceField(choices=Consultation.ReportState.choices)
    attempt = serializers.IntegerField(help_text="attempts begun; 0 before the first")
    built_at = serializers.DateTimeField(allow_null=True)
    data = ReportDataSerializer(allow_null=True)  # type: ignore[assignment]  # a field
