"""The JSON forms of ratings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from consult.accounts.models import Practice
from consult.consultations.serializers import NameSerializer
from consult.review.models import LONGEST_COMMENT, Rating
from consult.review.services.rating import answer_fields


class ScaleField(serializers.DecimalField):
    """One of the four scales, 0.0 to 10.0."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_digits=3,
            decimal_places=1,
            min_value=0,
            max_value=10,
            coerce_to_string=False,
            allow_null=True,
            **more,
        )


class AnswerSerializer(serializers.Serializer[Any]):
    """A client's answer; `context["scale"]` says which of the fields are asked for."""

    csat = serializers.IntegerField(
        min_value=1, max_value=5, allow_null=True, default=None, help_text="1 to 5; scale csat"
    )
    relationship = ScaleField(default=None, help_text="0 to 10; scale srs, as the next three")
    goals = ScaleField(default=None)
    approach = ScaleField(default=None)
    overall = ScaleField(default=None)
    comment = serializers.CharField(max_length=LONGEST_COMMENT, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for every value of the scale, and for no other."""
        wanted = answer_fields(self.context["scale"])
        missing = {name for name in wanted if attrs[name] is None}
        too_many = {name for name, value in attrs.items() if value is not None} - wanted
        wrong = {name: [_("Choose a value.")] for name in missing}
        wrong |= {name: [_("This is not asked for here.")] for name in too_many}
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """What the client said."""

    relationship = serializers.FloatField(allow_null=True)
    goals = serializers.FloatField(allow_null=True)
    approach = serializers.FloatField(allow_null=True)
    overall = serializers.FloatField(allow_null=True)
    sum = serializers.FloatField(
        allow_null=True, read_only=True, help_text="of the four scales, 0 to 40"
    )

    class Meta:
        model = Rating
        fields = (
            "scale",
            "csat",
            "relationship",
            "goals",
            "approach",
            "overall",
            "sum",
            "comment",
            "given_at",
            "changed_at",
        )
        read_only_fields = fields


class RatingFormSerializer(serializers.Serializer[Any]):
    """What is asked of the client, and what they said."""

    scale = serializers.ChoiceField(choices=Practice.RatingScale.choices)
    open = serializers.BooleanField(help_text="can be given or changed now")
    until = serializers.DateTimeField(allow_null=True, help_text="null before the end")
    counsellor = NameSerializer()
    ended_at = serializers.DateTimeField(allow_null=True)
    rating = RatingSerializer(allow_null=True)


class SaidSerializer(RatingSerializer):
    """A rating for the counsellor and the administrator."""

    consultation = serializers.UUIDField(source="consultation_id", read_only=True)
    low = serializers.SerializerMethodField(help_text="the four scales sum up to less than 36")

    class Meta(RatingSerializer.Meta):
        fields = (*RatingSerializer.Meta.fields, "consultation", "low")  # type: ignore[assignment]

    def get_low(self, rating: Rating) -> bool:
        """Whether the sum of the four scales is worth a talk."""
        return rating.is_low


class SaidOfOneSerializer(serializers.Serializer[Any]):
    """Whether the client of a consultation is asked for a rating, and what they said."""

    asked = serializers.BooleanField(help_text="the client joined, and it has ended")
    until = serializers.DateTimeField(allow_null=True, help_text="null before the end")
    rating = SaidSerializer(allow_null=True)


class LinkSerializer(serializers.Serializer[Any]):
    """The key that stands behind `#` in a reminder's link."""

    key = serializers.CharField(max_length=200)


class LinkedSerializer(serializers.Serializer[Any]):
    """Whose rating a link opens."""

    participation = serializers.UUIDField()
