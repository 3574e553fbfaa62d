"""`/api/v1/models/`: the model cards, for everybody: also for a client who is asked to agree."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analyzer.results import EXPRESSIONS
from consult.reports.model_cards import model_cards

_Share = serializers.FloatField


class EvaluationSerializer(serializers.Serializer[Any]):
    """What was measured on test pictures; shares are 0..1."""

    pictures = serializers.IntegerField()
    accuracy = _Share(help_text="against the data's own labels")
    accuracy_low = _Share()
    accuracy_high = _Share()
    accuracy_votes = _Share(allow_null=True, help_text="against the majority of ten people")
    unlearned = inline_serializer(
        "ModelUnlearned",
        {
            "left_out": serializers.IntegerField(
                help_text="pictures that lie among those learned from, too, pixel by pixel"
            ),
            "accuracy": _Share(help_text="of the others, against the data's own labels"),
            "accuracy_votes": _Share(allow_null=True),
        },
        allow_null=True,
    )
    calibration_error = _Share(
        allow_null=True, help_text="against the shares of ten people's votes"
    )
    calibration_error_labels = _Share()
    classes = inline_serializer(
        "ModelClass",
        {
            "name": serializers.ChoiceField(choices=EXPRESSIONS),
            "pictures": serializers.IntegerField(),
            "recall": _Share(),
            "precision": _Share(),
            "recall_votes": _Share(allow_null=True),
        },
        many=True,
    )
    thresholds = inline_serializer(
        "ModelThreshold",
        {"threshold": _Share(), "named": _Share(), "right": _Share()},
        many=True,
    )
    conditions = inline_serializer(
        "ModelCondition",
        {
            "name": serializers.CharField(),
            "accuracy": _Share(help_text="against the data's own labels"),
            "accuracy_votes": _Share(
                allow_null=True, help_text="of what pages show, against the majority of ten people"
            ),
        },
        many=True,
    )
    distances = inline_serializer(
        "ModelDistance",
        {
            "face_px": serializers.IntegerField(help_text="height of the picture, of 480"),
            "read": _Share(help_text="found, and let through by the quality gate"),
            "accuracy": _Share(allow_null=True, help_text="of those read"),
        },
        many=True,
    )


class ModelCardSerializer(serializers.Serializer[Any]):
    """One model."""

    name = serializers.CharField()
    version = serializers.CharField()
    serving = serializers.BooleanField(help_text="the one that reads faces now")
    uncertain_below = _Share(help_text="below this probability no expression is named")
    evaluation = EvaluationSerializer(allow_null=True)


class ModelsView(APIView):
    """The model cards."""

    permission_classes = (AllowAny,)

    @extend_schema(responses=ModelCardSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return the models of this service, the one that serves first."""
        return Response(model_cards())
