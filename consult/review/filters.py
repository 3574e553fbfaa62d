"""Which consultations the review looks at: the same words in the page's address, in the API and in
a saved view.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final, TypedDict, cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from consult.consultations.models import Consultation
from consult.review.models import Outcome, Rules
from consult.review.models.rating import LOW_SUM
from consult.review.quarter_hours import before, first_quarter, since
from consult.review.rules import RULES, RuleName, flagged
from consult.review.selectors import OPEN_FOR

PERIODS: Final = {"7d": 7, "30d": 30, "90d": 90, "365d": 365, "all": None}
"""Days up to today; None: without a beginning."""
USUAL: Final = "90d"
ANSWERED: Final = Q(asked=True) & ~Q(scale="")
UNANSWERED: Final = Q(asked=True, scale="")
"""With those who can still answer: see `over` and `still_open`."""
SATISFIED: Final = Q(csat__gte=4)
RATINGS: Final = {
    **{str(points): Q(csat=points) for points in range(1, 6)},
    "satisfied": SATISFIED,
    "srs_low": Q(srs__lt=float(LOW_SUM)),
    "srs_fine": Q(srs__gte=float(LOW_SUM)),
    "any": ANSWERED,
    "none": UNANSWERED,
    "open": UNANSWERED,
}
"""`none`: asked and not answered in the week they had; `open`: not yet."""
COVERAGES: Final = {
    "half": Q(coverage__gte=0.5),
    "little": Q(coverage__lt=0.5),
    "none": Q(coverage=None),
}
"""`none`: the client's camera was not analysed."""
_MOST: Final = 2**31 - 1


class Filters(TypedDict, total=False):
    """What was asked for; whatever is missing does not matter, but for the period."""

    period: str
    first: date
    last: date
    counsellor: int
    kind: str
    rating: str
    coverage: str
    flagged: str


class FiltersSerializer(serializers.Serializer[Any]):
    """The filters as they stand in the address. Days are those of the reader's time zone."""

    period = serializers.ChoiceField(
        choices=list(PERIODS), required=False, help_text=f"days up to today; else {USUAL}"
    )
    first = serializers.DateField(required=False, help_text="ended on this day or later")
    last = serializers.DateField(required=False, help_text="ended on this day or earlier")
    counsellor = serializers.IntegerField(required=False, min_value=1, max_value=_MOST)
    kind = serializers.ChoiceField(choices=Consultation.Kind.choices, required=False)
    rating = serializers.ChoiceField(
        choices=list(RATINGS),
        required=False,
        help_text="none: asked and not answered; open: can still answer",
    )
    coverage = serializers.ChoiceField(
        choices=list(COVERAGES), required=False, help_text="half: 50 % and more"
    )
    flagged = serializers.ChoiceField(
        choices=["any", *RULES], required=False, help_text="worth a look by any rule, or by one"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a period beside days of one's own, and days in the wrong order."""
        first, last = attrs.get("first"), attrs.get("last")
        if attrs.get("period") and (first or last):
            raise serializers.ValidationError(
                {"period": [_("Choose a period, or a first and a last day, not both.")]}
            )
        if first and last and first > last:
            raise serializers.ValidationError({"last": [_("The end lies before the beginning.")]})
        return attrs


class FoldSerializer(FiltersSerializer):
    """The filters, and how time is folded."""

    by = serializers.ChoiceField(
        choices=["week", "month"], required=False, help_text="else by the length of the time"
    )


class SavedFiltersSerializer(FoldSerializer):
    """What a saved view may hold."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what is no filter: in an address it does no harm, kept it would mislead."""
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError(
                {name: [_("There is no such filter.")] for name in unknown}
            )
        return super().validate(attrs)


def filters_in(query: Any) -> Filters:
    """Return the filters in a query or a saved view. Raises ValidationError by field."""
    form = FiltersSerializer(data=query)
    form.is_valid(raise_exception=True)
    return cast("Filters", form.validated_data)


def days_of(filters: Filters, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant; None where there is no such end."""
    if "first" in filters or "last" in filters:
        return filters.get("first"), filters.get("last")
    days = PERIODS[filters.get("period", USUAL)]
    return (None if days is None else today - timedelta(days=days - 1)), None


def narrowed(
    rows: QuerySet[Outcome], filters: Filters, rules: Rules, zone: tzinfo, now: datetime
) -> QuerySet[Outcome]:
    """Return those of `rows` that were asked for."""
    first, last = days_of(filters, now.astimezone(zone).date())
    if first is not None:
        rows = rows.filter(since(first_quarter(first, zone)))
    if last is not None:
        end = min(last, date.max - timedelta(2)) + timedelta(1)
        rows = rows.filter(before(first_quarter(end, zone)))
    if counsellor := filters.get("counsellor"):
        rows = rows.filter(counsellor=counsellor)
    if kind := filters.get("kind"):
        rows = rows.filter(kind=kind)
    if rating := filters.get("rating"):
        rows = rows.filter(RATINGS[rating], *_in_time(rating, now))
    if coverage := filters.get("coverage"):
        rows = rows.filter(COVERAGES[coverage])
    if by := filters.get("flagged"):
        rows = rows.filter(flagged(rules, None if by == "any" else cast("RuleName", by)))
    return rows


def over(now: datetime) -> Q:
    """Return the condition under which the week to answer is over, to the hour: who did not answer
    by then did not, and only those tell how many do.
    """
    return Q(hour__lt=_open_from(now))


def still_open(now: datetime) -> Q:
    """Return the condition under which the client can still answer; the opposite of `over`."""
    return Q(hour__gte=_open_from(now))


def _open_from(now: datetime) -> int:
    # By the hour, which the statistics' indices hold, and not by the moment, which they do not.
    return int((now - OPEN_FOR).timestamp()) // 3600


def _in_time(rating: str, now: datetime) -> list[Q]:
    if rating == "none":
        return [over(now)]
    return [still_open(now)] if rating == "open" else []
