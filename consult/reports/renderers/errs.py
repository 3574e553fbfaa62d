"""How often the model behind the report errs: an excerpt of its card on paper (R9)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether, Spacer

from consult.reports import words
from consult.reports.model_cards import ClassFigures, Evaluation, card_of
from consult.reports.renderers.sheet import WIDTH, heading, paragraph, ruled_table
from consult.reports.shapes import ReportData


def how_often_it_errs(data: ReportData) -> Iterator[Flowable]:
    """Yield the table of expressions with what was found of each; nothing for a model unknown."""
    card = card_of(data["model_version"])
    if card is None or card["evaluation"] is None:
        return
    evaluation = card["evaluation"]
    head = [
        _("Expression"),
        _("Found, as most people said"),
        _("Found, by the data's labels"),
        _("Test pictures"),
    ]
    rows = [_row(one) for one in evaluation["classes"]]
    table = ruled_table(head, rows, [WIDTH / 4] * 4)
    title = heading(_("How often the software errs"), "section", 1)
    note = paragraph(_calibration(evaluation), "small")
    yield KeepTogether([title, table, Spacer(1, 4), note, Spacer(1, 14)])


def _row(one: ClassFigures) -> list[Flowable]:
    votes = one["recall_votes"]
    cells = (
        words.label(one["name"]),
        "–" if votes is None else words.percent(votes),
        words.percent(one["recall"]),
        str(one["pictures"]),
    )
    return [paragraph(cell) for cell in cells]


def _calibration(evaluation: Evaluation) -> str:
    error = evaluation["calibration_error"]
    if error is None:
        error = evaluation["calibration_error_labels"]
    return _(
        "Calibration: a probability is off by %(points)s points on average. Tried on pictures from "
        "the web, not on consultations; nobody measured whether it errs more often on some people."
    ) % {"points": number_format(100 * error, 1)}
