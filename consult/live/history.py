"""What running summaries read from the database: all that is stored, or the newest of it."""

from __future__ import annotations

import operator
import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from typing import Final, NamedTuple

import numpy as np
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.timeline import FORGOTTEN, RunningSummary
from analyzer.timeline.affect import Floats, valence_weights
from consult.clock import from_ms
from consult.consultations.models import Participant, Reading
from consult.consultations.selectors import timeline_origin
from consult.consultations.served_model import served_model
from consult.live.ordered_summary import TAIL, OrderedSummary, Row

_WHERE: Final = ("pk", "in_stream", "position", "captured_at", "status")


class Stored(NamedTuple):
    """A stored reading and where in its stream it stands."""

    stream: str
    position: int
    row: Row


def read_all(consultation_id: uuid.UUID, participant_id: uuid.UUID) -> OrderedSummary:
    """Return a participant's running summary of everything stored.

    An hour is some thousand rows: of most of them only time, status and valence are read, and no
    step of the filter is taken for what is FORGOTTEN.
    """
    person = Participant.objects.select_related("consultation").get(
        pk=participant_id, consultation=consultation_id
    )
    origin = timeline_origin(person.consultation).timestamp()
    model = served_model()
    whole = _in_time(participant_id).annotate(seen=_valence(model.recall))
    found = list(whole.values_list(*_WHERE, "seen"))
    t = np.array([at.timestamp() for *_, at, _, _ in found], np.float64) - origin
    seen = np.array(
        [value if status == Reading.Status.READING else None for *_, status, value in found],
        np.float64,
    )
    settled = max(0, len(found) - TAIL)
    first = _first_remembered(t[:settled], ~np.isnan(seen[:settled]))
    values = _values(participant_id, found[first][3]) if found else {}
    rows = [
        Row(float(t[n]), found[n][0], values.get(found[n][0])) for n in range(first, len(found))
    ]
    past, tail = rows[: settled - first], rows[settled - first :]
    base = RunningSummary.resumed(
        t[:settled],
        seen[:settled],
        [(row.t, row.probabilities) for row in past if row.probabilities is not None],
        model.recall,
        model.threshold,
    )
    running = OrderedSummary(base, past[-1] if past else None, tail, origin)
    newest: dict[str, int] = {}
    for _, stream, position, *_ in found:
        newest[stream] = max(newest.get(stream, 0), position)
    running.positions = {str(uuid.UUID(stream)): position for stream, position in newest.items()}
    return running


def _valence(recall: Mapping[str, float] | None) -> Combinable:
    """Return the valence of a row as the database counts it: term by term, as `project` does."""
    weights = valence_weights(recall).tolist()
    terms = [F(name) * Value(weight) for name, weight in zip(EXPRESSIONS, weights, strict=True)]
    return reduce(operator.add, terms)


def _first_remembered(t: Floats, valid: NDArray[np.bool_]) -> int:
    """Return the row from which on probabilities still count, at most the last row."""
    if not valid.any():
        return max(0, len(t) - 1)
    return int(np.searchsorted(t, t[valid][-1] - FORGOTTEN))


def read_newest(participant_id: uuid.UUID, running: OrderedSummary) -> list[Stored]:
    """Return what is stored since a running summary was settled, in the report's order."""
    rows = _in_time(participant_id)
    if running.settled_until is not None:
        since = int(1000 * (running.origin + running.settled_until)) - 1
        rows = rows.filter(captured_at__gte=from_ms(since))
    return [
        Stored(
            str(uuid.UUID(stream)),
            position,
            Row(
                at.timestamp() - running.origin,
                pk,
                values if status == Reading.Status.READING else None,
            ),
        )
        for pk, stream, position, at, status, *values in rows.values_list(*_WHERE, *EXPRESSIONS)
    ]


def _in_time(participant_id: uuid.UUID) -> QuerySet[Reading]:
    # As text: making thousands of UUIDs of it takes longer than all the rest of a row.
    rows = Reading.objects.annotate(in_stream=Cast("stream_id", TextField()))
    return rows.filter(participant=participant_id).order_by("captured_at", "pk")


def _values(participant_id: uuid.UUID, since: datetime) -> dict[int, list[float]]:
    """Return the probabilities of the valid readings from a moment on, by id."""
    rows = Reading.objects.filter(
        participant=participant_id, captured_at__gte=since, status=Reading.Status.READING
    )
    return {pk: values for pk, *values in rows.values_list("pk", *EXPRESSIONS)}
