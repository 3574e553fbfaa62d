"""The readings as CSV: every reading, nobody's name, no formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import AsyncClient

from analyzer.results import EXPRESSIONS
from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.reports.renderers import csv as csv_renderer
from consult.reports.renderers.csv import (
    HEADER,
    reading_row,
    readings_csv,
)
from consult.spreadsheet import csv_text, safe_cell
from tests.conftest import signed_in

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_looks_like_a_formula_gets_a_quote(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", [-0.5, 3, None, "neutral", "a=b"])
def test_numbers_and_plain_words_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == value


def test_a_formula_in_a_stored_field_is_harmless_in_the_file() -> None:
    [[cell]] = csv.reader([csv_text([["=1+1"]], UTC).strip()])
    assert cell == "'=1+1"


@pytest.mark.parametrize("before", [";", "\t", "\n", "\r\n"])
def test_nor_does_one_begin_where_a_spreadsheet_parts_cells_elsewhere(before: str) -> None:
    """Excel in Ukrainian parts at semicolons, and a quote within a line opens nothing to it."""
    text = csv_text([["csat", f"fine{before}=1+1"]], UTC)
    [[_scale, cell]] = csv.reader(io.StringIO(text, newline=""))
    assert cell == f"fine{before}'=1+1"


def test_a_smile_behind_a_semicolon_is_no_formula() -> None:
    assert csv_text([["thanks ;-) and =)"]], UTC).strip() == "thanks ;-) and =)"


def test_a_row_counts_seconds_from_the_opening(ended: Consultation) -> None:
    assert ended.opened_at is not None
    at = ended.opened_at + timedelta(seconds=2.5)
    row = reading_row((at, "client", 0.123456789), ended.opened_at)
    assert row == (at, 2.5, "client", 0.12346)


def test_the_file_is_named_by_the_day_and_by_no_person(ended: Consultation, alice: User) -> None:
    answer = signed_in(alice).get(f"/api/v1/consultations/{ended.pk}/readings.csv")
    day = f"{ended.opened_at:%Y-%m-%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="consultation-{day}.csv"'


@pytest.mark.django_db(transaction=True)
async def test_an_asgi_server_streams_every_reading(ended: Consultation, alice: User) -> None:
    browser = AsyncClient()
    await browser.aforce_login(alice)
    answer: Any = await browser.get(f"/api/v1/consultations/{ended.pk}/readings.csv")
    pieces = [piece.decode() async for piece in answer]
    assert pieces[0].strip() == ",".join(HEADER)
    rows = list(csv.DictReader("".join(pieces).splitlines()))
    assert [row["label"] for row in rows] == ["happiness"] * 120 + [""] * 60 + ["neutral"] * 300
    assert (rows[0]["participant"], rows[130]["status"]) == ("client", "no_face")
    assert sum(float(rows[0][name]) for name in EXPRESSIONS) == pytest.approx(1, abs=1e-3)


@pytest.mark.django_db(transaction=True)
async def test_times_are_those_of_the_readers_zone_with_its_offset(
    ended: Consultation, alice: User
) -> None:
    await User.objects.filter(pk=alice.pk).aupdate(time_zone="Asia/Kathmandu")
    first = await ended.readings.order_by("pk").afirst()
    assert first is not None
    browser = AsyncClient()
    await browser.aforce_login(alice)
    answer: Any = await browser.get(f"/api/v1/consultations/{ended.pk}/readings.csv")
    text = "".join([piece.decode() async for piece in answer])
    told = next(csv.DictReader(text.splitlines()))["time"]
    assert told.endswith("+05:45")
    assert datetime.fromisoformat(told) == first.captured_at


async def test_more_than_a_page_is_read_page_by_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = [(pk, NOW, "client") for pk in range(1, 6)]
    monkeypatch.setattr(
        csv_renderer, "_page_after", lambda consultation, last: stored[last : last + 2]
    )
    monkeypatch.setattr(csv_renderer, "_stop_rows", lambda consultation, origin: [])
    consultation = Consultation(scheduled_at=NOW)
    pieces = [piece async for piece in readings_csv(consultation, UTC)]
    assert [piece.count("client") for piece in pieces[1:]] == [2, 2, 1]
