"""The JSON forms of one consultation in the review, of verdicts, rules and saved views."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from consult.accounts.models import Practice
from consult.consultations.models import Consultation, ConsultationSummary
from consult.consultations.serializers import CounsellorSerializer
from consult.review.models import Rules, SavedView, Verdict
from consult.review.models.verdict import LONGEST
from consult.review.rules import RULES


class ReasonSerializer(serializers.Serializer[Any]):
    """A rule that speaks for a look."""

    rule = serializers.ChoiceField(choices=list(RULES))
    value = serializers.FloatField(
        allow_null=True,
        help_text="rating: 1..5; srs: the sum; falling: ratings in a row, null: the trend of the "
        "index; fall: of valence, below 0, null where the policy keeps it from counsellors' names",
    )
    limit = serializers.FloatField(allow_null=True, help_text="the practice's threshold")
    at_s = serializers.FloatField(allow_null=True, help_text="fall: seconds after the opening")


class EntrySerializer(serializers.Serializer[Any]):
    """One consultation that took place."""

    consultation = serializers.UUIDField()
    ended_at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=Consultation.Kind.choices)
    made_up = serializers.BooleanField(help_text="part of a demo: nobody met")
    counsellor = CounsellorSerializer()
    client_name = serializers.CharField(help_text="empty: erased")
    asked = serializers.BooleanField()
    can_answer = serializers.BooleanField(help_text="asked, has not answered, and still can")
    scale = serializers.ChoiceField(
        choices=Practice.RatingScale.choices, allow_blank=True, help_text="empty: no rating"
    )
    csat = serializers.IntegerField(allow_null=True)
    srs = serializers.FloatField(allow_null=True, help_text="sum of the four scales")
    comment = serializers.CharField(allow_blank=True)
    rated_at = serializers.DateTimeField(allow_null=True)
    coverage = serializers.FloatField(allow_null=True, help_text="0..1; null: not analysed")
    index = inline_serializer(
        "ReviewIndex",
        {name: serializers.FloatField() for name in ("value", "low", "high")},
        allow_null=True,
        help_text="with the 95 % interval of its mean part; null where it is withheld, or where "
        "the policy does not let it be shown",
    )
    withheld = serializers.ChoiceField(
        choices=ConsultationSummary.Withheld.choices, allow_blank=True
    )
    fall = serializers.FloatField(allow_null=True)
    fall_at_s = serializers.FloatField(allow_null=True)
    reasons = ReasonSerializer(many=True)
    state = serializers.ChoiceField(choices=["open", "resolved"])
    assignee = CounsellorSerializer(allow_null=True)


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """One thing that was said or done; names are those of today, empty for people who are gone."""

    author = serializers.CharField(source="author.name", default="", read_only=True)
    assignee = serializers.CharField(source="assignee.name", default="", read_only=True)

    class Meta:
        model = Verdict
        fields = ("id", "at", "author", "act", "comment", "assignee")
        read_only_fields = fields


class VerdictWishSerializer(serializers.Serializer[Any]):
    """What an administrator says or does."""

    act = serializers.ChoiceField(choices=Verdict.Act.choices)
    comment = serializers.CharField(max_length=LONGEST, allow_blank=True, default="")
    assignee = serializers.IntegerField(
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**31 - 1,
        help_text="only with `assigned`; null takes it back",
    )


class ReviewedSerializer(serializers.Serializer[Any]):
    """One consultation with its verdicts, the latest first."""

    entry = EntrySerializer()
    verdicts = VerdictSerializer(many=True)
    may_judge = serializers.BooleanField(help_text="false for the counsellor, who reads it")


class RulesSerializer(serializers.ModelSerializer[Rules]):
    """What comes into the queue; null switches a rule off."""

    class Meta:
        model = Rules
        fields = ("rating_at_most", "srs_under", "falls_in_a_row", "fall_at_least", "comments")


class QueueCountSerializer(serializers.Serializer[Any]):
    """How many wait for a look."""

    open = serializers.IntegerField(help_text="counted up to 100")
    mine = serializers.IntegerField(help_text="of these, assigned to the signed-in user")


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """Filters under a name, for oneself."""

    filters = serializers.DictField(child=serializers.CharField(), help_text="as in the address")

    class Meta:
        model = SavedView
        fields = ("id", "name", "filters")
        read_only_fields = ("id",)
