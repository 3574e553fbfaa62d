"""The figures of one analysed camera on paper, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from consult.reports import context_text, formatting
from consult.reports.data_types import ParticipantShown, ReportData
from consult.reports.rating import RatingShown
from consult.reports.renderers.page_layout import WIDTH, heading, paragraph, ruled_table


def figures(data: ReportData, person: ParticipantShown) -> list[list[Flowable]]:
    """Return the cards at the head; the client's rating is the first where there is one."""
    cards = [_index(person), _coverage(person), _baseline(person), _readings(person)]
    if data["rating"] is not None and person["role"] == "client":
        return [_rating(data["rating"]), *cards]
    return cards


def behind_the_index(person: ParticipantShown) -> Iterator[Flowable]:
    """Yield what the index is made of, so that nobody has to believe it."""
    index = person["index"]
    if index is None:
        return
    head = [
        _("Mean over the time"),
        _("Most extreme 10 seconds"),
        formatting.unbroken(_("The end (last 15 %)")),
        _("Independent readings"),
    ]
    cells = [
        *(formatting.signed(index[part]) for part in ("mean", "peak", "end")),
        formatting.number(index["n_eff"], 0),
    ]
    table = ruled_table(head, [[paragraph(cell) for cell in cells]], [WIDTH / 4] * 4)
    said = _("Valence, −1 to +1. The interval is that of the mean, which is half of the index.")
    title = heading(_("Behind the index"), "section", 2)
    yield KeepTogether([title, table, Spacer(1, 4), paragraph(said, "small"), Spacer(1, 14)])


def _figure(title: str, value: str, note: str, *, style: str = "figure") -> list[Flowable]:
    return [paragraph(title, "small"), paragraph(value, style), paragraph(note, "small")]


def _rating(rating: RatingShown) -> list[Flowable]:
    # A sum of four scales has no room on one line of five cards in the figures' size.
    style = "words" if rating["scale"] == "srs" else "figure"
    note = context_text.rating_note(rating)
    return _figure(_("Client's rating"), context_text.points(rating), note, style=style)


def _index(person: ParticipantShown) -> list[Flowable]:
    title, index = _("Expression index"), person["index"]
    if index is None:
        reason = (
            _("face visible under half of the time")
            if person["withheld"] == "coverage"
            else _("too few readings")
        )
        return _figure(title, _("Insufficient data"), reason, style="words")
    between = {name: formatting.number(index[name], 0) for name in ("low", "high")}
    note = _("interval of its mean part %(low)s to %(high)s") % between
    return _figure(title, formatting.number(index["value"], 0), note)


def _coverage(person: ParticipantShown) -> list[Flowable]:
    """Return the coverage and its gaps; without a camera there was nothing to cover."""
    away = [end - start for start, end, kind in person["gaps"] if kind == "no_face"]
    note = formatting.unbroken(_("no gap over 5 s while the camera was on"))
    if away:
        note = ngettext("%(n)s gap, %(longest)s", "%(n)s gaps, longest %(longest)s", len(away)) % {
            "n": len(away),
            "longest": formatting.lasting(max(away)),
        }
    return _figure(_("Coverage"), formatting.percent(person["coverage"]), note)


def _baseline(person: ParticipantShown) -> list[Flowable]:
    base = person["baseline"]
    value = "–" if base is None else formatting.signed(base)
    return _figure(_("Own baseline"), value, formatting.unbroken(_("valence, first 90 s")))


def _readings(person: ParticipantShown) -> list[Flowable]:
    statuses = person["statuses"]
    of_all = _("of %(n)s frames analysed") % {"n": sum(statuses.values())}
    return _figure(_("Readings"), str(statuses["reading"]), of_all)
