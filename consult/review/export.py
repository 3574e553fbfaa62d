"""The review's consultations as a table to take along. No client is named in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.db.models import Q, QuerySet

from consult.review.cases import with_people
from consult.review.entries import entry
from consult.review.models import SCALES, Outcome, Rules
from consult.spreadsheet import csv_text

MOST_IN_XLSX: Final = 20_000
"""Rows of one workbook: more take a minute, and CSV has them at once."""
_ROWS_AT_ONCE: Final = 1000
_COLUMNS: Final = (
    "ended_at",
    "consultation",
    "kind",
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


def header(*, with_index: bool) -> tuple[str, ...]:
    """Return the names of the columns; what was made of faces only where the index may stand beside
    a counsellor: a table is sorted by both in a moment.
    """
    return (*_COLUMNS, *_MEASURED) if with_index else _COLUMNS


def rows(outcomes: QuerySet[Outcome], rules: Rules, *, with_index: bool) -> Iterator[list[Any]]:
    """Yield the cells of each consultation, the latest first."""
    page = _page(outcomes, None)
    while page:
        yield from (_cells(one, rules, with_index=with_index) for one in page)
        page = _page(outcomes, page[-1])


async def csv_lines(
    outcomes: QuerySet[Outcome], rules: Rules, *, with_index: bool
) -> AsyncIterator[str]:
    """Yield the table as CSV, page by page: a slow download must not hold a cursor open."""
    yield csv_text([header(with_index=with_index)])
    page = await sync_to_async(_page)(outcomes, None)
    while page:
        yield csv_text(_cells(one, rules, with_index=with_index) for one in page)
        page = await sync_to_async(_page)(outcomes, page[-1])


def _page(outcomes: QuerySet[Outcome], after: Outcome | None) -> list[Outcome]:
    found = with_people(outcomes).order_by("-ended_at", "-consultation_id")
    if after is not None:
        same_moment = Q(ended_at=after.ended_at, consultation_id__lt=after.pk)
        found = found.filter(Q(ended_at__lt=after.ended_at) | same_moment)
    return list(found[:_ROWS_AT_ONCE])


def _cells(outcome: Outcome, rules: Rules, *, with_index: bool) -> list[Any]:
    one = entry(outcome, rules, with_index=with_index)
    rating = getattr(outcome.consultation, "rating", None)
    scales = [getattr(rating, name, None) for name in SCALES]
    cells: list[Any] = [
        outcome.ended_at,
        str(outcome.pk),
        one["kind"],
        one["counsellor"]["name"],
        "yes" if one["asked"] else "no",
        one["scale"],
        one["csat"],
        *(None if scale is None else float(scale) for scale in scales),
        one["srs"],
        one["comment"],
        one["rated_at"],
        one["coverage"],
        " ".join(dict.fromkeys(reason.rule for reason in one["reasons"])),
        one["state"] if one["reasons"] or one["assignee"] else "",
        one["assignee"]["name"] if one["assignee"] else "",
    ]
    if with_index:
        cells += [
            outcome.fall,
            outcome.index,
            outcome.index_low,
            outcome.index_high,
            outcome.withheld,
        ]
    return cells
