"""How often the model behind the report errs: an excerpt of its card on paper (R9)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, KeepTogether, Spacer

from consult.reports import formatting
from consult.reports.data_types import ReportData
from consult.reports.model_cards import ClassFigures, Evaluation, card_of
from consult.reports.renderers.page_layout import WIDTH, heading, paragraph, ruled_table


def error_rates(data: ReportData) -> Iterator[Flowable]:
    """Yield for each model behind the readings what was found of each expression.

    Of a model that is not known here it says so; nothing where there were no readings.
    """
    versions = [version for version in data["model_version"].split(", ") if version]
    for version in versions:
        title = heading(_("How often the software errs"), "section", 1)
        if len(versions) > 1:
            whose = _("How often the model %(model)s errs") % {"model": escape(version)}
            title = heading(whose, "section", 1)
        yield KeepTogether([title, *_found_of(version), Spacer(1, 14)])


def _found_of(version: str) -> list[Flowable]:
    card = card_of(version)
    if card is None or card["evaluation"] is None:
        unknown = _("The readings are of the model %(model)s, whose figures are not held here.")
        return [paragraph(unknown % {"model": escape(version)})]
    evaluation = card["evaluation"]
    head = [
        _("Expression"),
        _("Found, as most people said"),
        _("Found, by the data's labels"),
        _("Test pictures"),
    ]
    rows = [_row(one) for one in evaluation["classes"]]
    table = ruled_table(head, rows, [WIDTH / 4] * 4)
    return [table, Spacer(1, 4), paragraph(_calibration(evaluation), "small")]


def _row(one: ClassFigures) -> list[Flowable]:
    votes = one["recall_votes"]
    cells = (
        formatting.label(one["name"]),
        "–" if votes is None else formatting.percent(votes),
        formatting.percent(one["recall"]),
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
    ) % {"points": formatting.number(100 * error, 1)}
