"""The client is told the same reading as the counsellor: label, probabilities, box (R4, R8)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from analyzer.results import UNCERTAIN, Analysis, Box, Expression, Face
from consult.consultations.models import Consultation, Reading
from consult.consultations.services import streams
from consult.live import batch_analysis
from tests import cast
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of

SURE = (0.0, 0.0, 0.0, 0.9, 0.0, 0.0, 0.1)
UNSURE = (0.1, 0.1, 0.1, 0.2, 0.1, 0.2, 0.2)
TOLD = ("status", "label", "probabilities", "box")


class Seen(ToldAnalyzer):
    """Sees one face with these probabilities, of which the best must be a third to be named."""

    def __init__(self, probabilities: tuple[float, ...]) -> None:
        super().__init__()
        self.probabilities = probabilities

    def analyze(self, pictures: Sequence[bytes], *others: Any) -> list[Analysis]:
        expression = Expression(self.probabilities, 1 / 3)
        return [Analysis("reading", "", Face(Box(0.25, 0.25, 0.5, 0.5), 0.9), expression, 1)]


@pytest.mark.parametrize(("probabilities", "label"), [(SURE, "happiness"), (UNSURE, UNCERTAIN)])
def test_both_sides_are_told_the_same(
    opened: Consultation, probabilities: tuple[float, ...], label: str
) -> None:
    stream = streams.open_stream(cast.client_of(opened))
    work = batch_analysis.process_batch(Seen(probabilities), [message_of(stream, 1)])  # type: ignore[arg-type]
    [(*_, text)], [counsellors], stored = work.answers, work.stored, Reading.objects.get()
    clients = json.loads(text)
    assert [clients[name] for name in TOLD] == [dict(counsellors)[name] for name in TOLD]
    assert (clients["reading"], clients["label"]) == (stored.pk, label)
    assert (stored.label, stored.probabilities) == (label, list(probabilities))
