"""The valence line once the readings are gone: the mean of every ten seconds, from the roll-ups.

The smoothed line is made of single readings and goes with them; what stays is as coarse as what
is stored beside it (docs/decisions/031-ten-second-lines.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final

from consult.consultations.models import Consultation, TenSeconds
from consult.consultations.models.rollup import SECONDS
from consult.reports.data_types import Curve

Row = tuple[int, float | None, float | None, float | None]
"""Number of the stretch, and its valence: mean, least, most; None where nothing could be read."""
_COLUMNS: Final = ("number", "valence_mean", "valence_least", "valence_most")


def folded_people(consultation: Consultation) -> set[str]:
    """Return the ids of the participants whose camera was folded into ten seconds."""
    rows = TenSeconds.objects.filter(participant__consultation=consultation).order_by()
    return {str(pk) for pk in rows.values_list("participant", flat=True).distinct()}


def lines_of_means(consultation: Consultation, duration: float) -> dict[str, Curve]:
    """Return each participant's line of ten-second means, by id.

    `duration` is the consultation's, in seconds.
    """
    rows = TenSeconds.objects.filter(participant__consultation=consultation)
    found = rows.order_by("participant", "number").values_list("participant", *_COLUMNS)
    return {
        str(person): line_of_means((values[1:] for values in of_one), duration)
        for person, of_one in groupby(found, key=itemgetter(0))
    }


def line_of_means(rows: Iterable[Row], duration: float) -> Curve:
    """Return a point for each stretch, at its middle, in the form of a report's curve.

    `low` and `high` are the least and the most of its readings. The line breaks, with one None,
    where nothing was read for a whole stretch. No point lies behind the end.
    """
    line: Curve = {"t": [], "valence": [], "low": [], "high": [], "label": []}
    last: int | None = None
    for number, mean, least, most in rows:
        if mean is None:
            continue
        if last is not None and number > last + 1:
            _add(line, SECONDS * (last + 1 + number) / 2, None, None, None)
        middle = SECONDS * (number + 0.5)
        _add(line, max(min(middle, duration), SECONDS * number), mean, least, most)
        last = number
    return line


def _add(
    line: Curve, t: float, mean: float | None, least: float | None, most: float | None
) -> None:
    line["t"].append(round(t, 2))
    line["valence"].append(mean)
    line["low"].append(least)
    line["high"].append(most)
    line["label"].append(None)
