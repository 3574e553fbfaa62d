"""The review's consultations as a table to take along. No client is named in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.db.models import Q, QuerySet

from consult.review.cases import with_people
from consult.review.entries import entry
from consult.review.models import SCALES, Outcome, Rules
from consult.spreadsheet import BYTE_ORDER_MARK, csv_text

MOST_IN_XLSX: Final = 20_000
"""Rows of one workbook: more take a minute, and CSV has them at once."""
_ROWS_AT_ONCE: Final = 1000
_SAID: Final = (
    "ended_at",
    "consultation",
    "kind",
    "made_up",
    "counsellor",
    "asked",
    "scale",
    "csat",
    *SCALES,
    "srs_sum",
    "comment",
    "rated_at",
    "coverage",
    "worth_a_look",
    "state",
    "assigned_to",
)
_MEASURED: Final = (
    "largest_fall_of_valence",
    "index",
    "index_low",
    "index_high",
    "index_withheld",
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the policy allows: a table is sorted by one and counted by another in a moment,
    so what was made of faces never stands beside a counsellor's name without its leave.
    """

    with_index: bool
    """What was made of faces, worth a look by such a rule included."""
    with_counsellor: bool
    """False where such a rule chose the rows: each of them says it then, in any column."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        said = tuple(name for name in _SAID if self.with_counsellor or name != "counsellor")
        return (*said, *_MEASURED) if self.with_index else said


Keep = Callable[[list[Outcome]], None]
"""Keeps who takes these along, before they leave: what cannot be written down is not given."""


def rows(
    outcomes: QuerySet[Outcome], rules: Rules, columns: Columns, keep: Keep
) -> Iterator[list[Any]]:
    """Yield the cells of each consultation, the latest first."""
    page = _page(outcomes, None, keep)
    while page:
        yield from (_cells(one, rules, columns) for one in page)
        page = _page(outcomes, page[-1], keep)


async def csv_lines(
    outcomes: QuerySet[Outcome], rules: Rules, columns: Columns, zone: tzinfo, keep: Keep
) -> AsyncIterator[str]:
    """Yield the table as CSV, times in `zone`, page by page: a slow download must not hold a cursor
    open.
    """
    yield BYTE_ORDER_MARK + csv_text([columns.header], zone)
    page = await sync_to_async(_page)(outcomes, None, keep)
    while page:
        yield csv_text((_cells(one, rules, columns) for one in page), zone)
        page = await sync_to_async(_page)(outcomes, page[-1], keep)


def _page(outcomes: QuerySet[Outcome], after: Outcome | None, keep: Keep) -> list[Outcome]:
    found = with_people(outcomes).order_by("-ended_at", "-consultation_id")
    if after is not None:
        same_moment = Q(ended_at=after.ended_at, consultation_id__lt=after.pk)
        found = found.filter(Q(ended_at__lt=after.ended_at) | same_moment)
    page = list(found[:_ROWS_AT_ONCE])
    keep(page)
    return page


def _cells(outcome: Outcome, rules: Rules, columns: Columns) -> list[Any]:
    one = entry(outcome, rules, with_index=columns.with_index)
    spoken = [reason for reason in one["reasons"] if columns.with_index or not reason.measured]
    rating = getattr(outcome.consultation, "rating", None)
    scales = {name: getattr(rating, name, None) for name in SCALES}
    cells: dict[str, Any] = {
        "ended_at": outcome.ended_at,
        "consultation": str(outcome.pk),
        "kind": one["kind"],
        "made_up": "yes" if one["made_up"] else "no",
        "counsellor": one["counsellor"]["name"],
        "asked": "yes" if one["asked"] else "no",
        "scale": one["scale"],
        "csat": one["csat"],
        **{name: None if said is None else float(said) for name, said in scales.items()},
        "srs_sum": one["srs"],
        "comment": one["comment"],
        "rated_at": one["rated_at"],
        "coverage": one["coverage"],
        "worth_a_look": " ".join(dict.fromkeys(reason.rule for reason in spoken)),
        # A state without a reason would tell that there is one that is not told.
        "state": one["state"] if spoken or one["assignee"] else "",
        "assigned_to": one["assignee"]["name"] if one["assignee"] else "",
        "largest_fall_of_valence": outcome.fall,
        "index": outcome.index,
        "index_low": outcome.index_low,
        "index_high": outcome.index_high,
        "index_withheld": outcome.withheld,
    }
    return [cells[name] for name in columns.header]
