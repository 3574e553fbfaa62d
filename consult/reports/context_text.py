"""What stands beside the figures of one camera, in words: rating, both smiles, earlier times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consult.reports.data_types import ReportData, SynchronyFigures
from consult.reports.formatting import number, signed, unbroken
from consult.reports.rating import Points, RatingShown
from consult.reports.trend import EstimateShown, Trend, TrendPoint

WITHHELD: Final = {
    "coverage": gettext_lazy("insufficient data: too little of the time with a readable face"),
    "readings": gettext_lazy("insufficient data: too few independent readings"),
    "no_readings": gettext_lazy("not analysed, or erased"),
    "no_report": gettext_lazy("no report yet"),
}
"""Why a consultation has no index."""
TOGETHER_WITHHELD: Final = {
    "seconds": gettext_lazy(
        "Insufficient data: both faces must be readable together for three minutes."
    ),
    "unchanging": gettext_lazy("Insufficient data: one of the two smiles never changed."),
    "chance": gettext_lazy(
        "Insufficient data: both faces were readable in too few other seconds to tell it from "
        "chance."
    ),
}


def rated(rating: RatingShown) -> str:
    """Say what the client said; whole points without a decimal."""
    return _("The client rated the consultation %(points)s of %(most)s.") % {
        "points": _number(rating["value"]),
        "most": rating["most"],
    }


def points(rating: Points) -> str:
    """Return "5 / 5" or "33.6 / 40", on one line."""
    return f"{_number(rating['value'])}\u00a0/\u00a0{rating['most']}"


def _number(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)


def rating_note(rating: RatingShown) -> str:
    """Say what the points are, and when their sum is worth a talk."""
    if rating["scale"] == "csat":
        return _("as the client gave it")
    if rating["low"]:
        return _("sum of the four scales; under 36, worth a talk")
    return _("sum of the four scales")


def together(data: ReportData) -> str:
    """Say whether both smiles went together; "" unless both faces were analysed."""
    if data["synchrony_withheld"]:
        return str(TOGETHER_WITHHELD[data["synchrony_withheld"]])
    found = data["synchrony"]
    if found is None:
        return ""
    figures = {name: signed(found[name]) for name in ("value", "low", "high")}
    said = (
        _("Lagged correlation %(value)s; chance alone gives %(low)s to %(high)s (95 of 100).")
        % figures
    )
    # Who followed whom in what chance alone gives is nothing to tell.
    beyond = not found["low"] <= found["value"] <= found["high"]
    return f"{said} {_lag(found)}" if beyond else said


def _lag(found: SynchronyFigures) -> str:
    seconds = {"seconds": abs(found["lag_s"])}
    if found["lag_s"] > 0:
        said = _("It is strongest where the counsellor follows by %(seconds)s s.")
        return unbroken(said % seconds)
    if found["lag_s"] < 0:
        said = _("It is strongest where the client follows by %(seconds)s s.")
        return unbroken(said % seconds)
    return _("It is strongest at the same time.")


def beside_earlier(trend: Trend) -> str:
    """Say how the latest consultation stands to the comparable one before it, and the trend.

    An earlier model's trend follows by itself: no figure of one may stand beside another's.
    """
    return " ".join((_before(trend["points"][-1]), _trend(trend), *_of_earlier_runs(trend)))


def _of_earlier_runs(trend: Trend) -> Iterator[str]:
    for run in trend["earlier"]:
        if run["trend"] is None:
            continue
        whose = _("Measured by earlier formulas:")
        if run["model"] != trend["model"]:
            whose = _("Read by another model, %(model)s:") % {"model": run["model"] or "–"}
        yield f"{whose} {_slope(run['trend'], run['compared'])}"


def _before(point: TrendPoint) -> str:
    """Say how a consultation stands to the one before it in its run: after a model that was taken
    back, to the latest that it read, though others, read by the other model, lie in between.
    """
    change = point["change"]
    if not point["index"]:
        reason = WITHHELD[point["withheld"] or "no_readings"]
        return _("No index this time: %(reason)s.") % {"reason": reason}
    if not change:
        return _("No earlier one has an index by the same model.")
    figures = {"figures": _figures(change)}
    if not change["clear"]:
        return _("No clear change since the one before: %(figures)s points.") % figures
    if change["value"] > 0:
        return _("Higher than the one before: %(figures)s points.") % figures
    return _("Lower than the one before: %(figures)s points.") % figures


def _trend(trend: Trend) -> str:
    slope, compared = trend["trend"], trend["compared"]
    if not slope:
        if compared >= trend["needed"]:
            return _("A trend needs consultations on different days.")
        counts = {"needed": trend["needed"], "compared": compared}
        return (
            _("A trend is shown from %(needed)s comparable consultations on; so far %(compared)s.")
            % counts
        )
    return _slope(slope, compared)


def _slope(slope: EstimateShown, compared: int) -> str:
    over = ngettext("Over %(n)s consultation:", "Over %(n)s consultations:", compared) % {
        "n": compared
    }
    figures = {"figures": _figures(slope)}
    if slope["clear"]:
        return f"{over} {_('%(figures)s points per four weeks.') % figures}"
    return f"{over} {_('no clear trend, %(figures)s points per four weeks.') % figures}"


def _figures(found: EstimateShown) -> str:
    """Return "+6.2 (+1.1 to +11.3)"."""
    figures = {name: signed(found[name], 1) for name in ("value", "low", "high")}
    return _("%(value)s (%(low)s to %(high)s)") % figures
