"""The workbook's rows: everything the report says, in cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from consult.clock import from_ms
from consult.consultations.models import Consultation
from consult.reports import context_text, formatting, report_text
from consult.reports.data_types import ParticipantShown, ReportData
from consult.reports.gap_text import gap, stopped_s
from consult.reports.renderers.csv import HEADER, reading_rows
from consult.reports.trend import TrendPoint

Row = Sequence[Any]


def sheets(
    consultation: Consultation, data: ReportData
) -> Iterator[tuple[str, list[str], Iterable[Row]]]:
    """Yield each sheet's title, header and rows; texts are in the active language."""
    yield _("Report"), [_("Who"), _("Figure"), _("Value")], _figures(consultation, data)
    when = [_("Time"), _("Who"), _("Valence before"), _("Valence after"), _("Held, s"), _("Note")]
    yield _("Turning points"), when, _turned(data)
    yield _("Gaps"), [_("From"), _("To"), _("Length, s"), _("Who"), _("Why")], _gaps(data)
    yield _("Markers"), [_("Time"), _("Note")], _markers(data)
    yield _("Consultations"), _earlier_header(), _earlier(data)
    if any(person["series_of"] == "ten_seconds" for person in data["participants"]):
        names = [_("Middle"), _("Who"), _("Mean valence"), _("Least"), _("Most")]
        yield _("Ten-second means"), names, _means(data)
    else:
        yield _("Readings"), list(HEADER), reading_rows(consultation)


def _figures(consultation: Consultation, data: ReportData) -> Iterator[Row]:
    if consultation.made_up:
        yield "", _("made up"), report_text.made_up()
    yield "", _("Report"), data["sentence"]
    yield "", _("Start"), from_ms(data["started_at"])
    yield "", _("Duration, s"), data["duration_s"]
    yield "", _("Model"), data["model_version"]
    yield "", _("Measures"), data["measures_version"]
    if data["rating"]:
        yield "", _("Client's rating"), data["rating"]["value"]
        yield "", _("Client's rating: of"), data["rating"]["most"]
        yield "", _("Client's rating: what it is"), context_text.rating_note(data["rating"])
        yield "", _("Client's comment"), data["rating"]["comment"]
    for name, value in _together(data):
        yield "", name, value
    for person in data["participants"]:
        who = str(formatting.ROLES[person["role"]])
        for name, value in _of_person(person):
            yield who, name, value


def _together(data: ReportData) -> Iterator[tuple[str, object]]:
    found = data["synchrony"]
    if found:
        yield _("Smiles together"), found["value"]
        yield _("Smiles together: by chance, low"), found["low"]
        yield _("Smiles together: by chance, high"), found["high"]
        yield _("Smiles together: counsellor follows by, s"), found["lag_s"]
        yield _("Smiles together: both faces read, s"), found["seconds"]
    elif data["synchrony_withheld"]:
        yield _("Smiles together"), context_text.together(data)


def _of_person(person: ParticipantShown) -> Iterator[tuple[str, object]]:
    if person["withheld"] == "no_readings":
        yield _("Expression index"), report_text.nothing_held(person)
        return
    yield _("Coverage"), person["coverage"]
    yield _("Camera on, s"), person["camera_on_s"]
    yield _("Analysis paused or not allowed, s"), round(stopped_s(person), 1)
    yield from _index(person)
    yield _("Own baseline"), person["baseline"]
    for name, share in (person["shares"] or {}).items():
        yield _("Share: %(label)s") % {"label": formatting.LABELS[name]}, share
    statuses = person["statuses"]
    yield _("Readings"), statuses["reading"]
    yield _("Frames with no face"), statuses["no_face"]
    yield _("Frames with many faces"), statuses["many_faces"]
    yield _("Frames of poor quality"), statuses["poor_quality"]


def _index(person: ParticipantShown) -> Iterator[tuple[str, object]]:
    index = person["index"]
    if index is None:
        yield _("Expression index"), report_text.insufficient(person)
        return
    yield _("Expression index"), index["value"]
    yield _("Interval of the mean part, low"), index["low"]
    yield _("Interval of the mean part, high"), index["high"]
    yield _("Mean over the time"), index["mean"]
    yield _("Most extreme 10 seconds"), index["peak"]
    yield _("The end (last 15 %)"), index["end"]
    yield _("Independent readings"), index["n_eff"]


def _turned(data: ReportData) -> Iterator[Row]:
    for person in data["participants"]:
        for point in person["turning_points"] or []:
            marker = point["marker"]["text"] if point["marker"] else ""
            yield (
                from_ms(round(data["started_at"] + 1000 * point["t"])),
                str(formatting.ROLES[person["role"]]),
                point["before"],
                point["after"],
                round(point["until"] - point["t"], 1),
                marker,
            )


def _gaps(data: ReportData) -> Iterator[Row]:
    for person in data["participants"]:
        who = str(formatting.ROLES[person["role"]])
        for start, end, kind in person["gaps"]:
            moments = (from_ms(round(data["started_at"] + 1000 * t)) for t in (start, end))
            yield *moments, round(end - start, 1), who, gap(kind)


def _means(data: ReportData) -> Iterator[Row]:
    """Yield what the line is made of once the readings are gone; gaps have no row."""
    for person in data["participants"]:
        who, line = str(formatting.ROLES[person["role"]]), person["series"]
        points = zip(line["t"], line["valence"], line["low"], line["high"], strict=True)
        for t, mean, least, most in points:
            if mean is not None:
                yield from_ms(round(data["started_at"] + 1000 * t)), who, mean, least, most


def _markers(data: ReportData) -> Iterator[Row]:
    for marker in data["markers"]:
        yield from_ms(marker["at"]), marker["text"]


def _earlier_header() -> list[str]:
    return [
        _("Start"),
        _("Expression index"),
        _("Interval of the mean part, low"),
        _("Interval of the mean part, high"),
        _("Why there is none"),
        _("Compared"),
        _("Coverage"),
        _("Client's rating"),
        _("Client's rating: of"),
    ]


def _earlier(data: ReportData) -> Iterator[Row]:
    """Yield the same client's consultations up to this one, this one last."""
    for point in data["earlier"]["points"] if data["earlier"] else []:
        yield from_ms(point["at"]), *_index_cells(point), point["coverage"], *_rating_cells(point)


def _index_cells(point: TrendPoint) -> Row:
    if not point["index"]:
        reason = context_text.WITHHELD[point["withheld"] or "no_readings"]
        return None, None, None, str(reason), _("no")
    compared = _("yes") if point["comparable"] else _("no")
    return *(point["index"][name] for name in ("value", "low", "high")), "", compared


def _rating_cells(point: TrendPoint) -> Row:
    rating = point["rating"]
    return (None, None) if rating is None else (rating["value"], rating["most"])
