"""Consent is a record that nobody changes, and without it no picture is decoded (R1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from analyzer.results import Analysis
from consult.accounts.models import Practice
from consult.consultations.consent_text import PURPOSES, VERSION, consent_text
from consult.consultations.models import Access, Consent, Consultation, Participant, Reading
from consult.consultations.services import participation, pauses, scheduling, streams
from consult.live import batch_analysis
from tests import cast
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of


class Noting(ToldAnalyzer):
    """Notes every picture that it is given to decode."""

    def __init__(self) -> None:
        super().__init__()
        self.decoded: list[bytes] = []

    def analyze(self, pictures: Sequence[bytes], *others: Any) -> list[Analysis]:
        self.decoded.extend(pictures)
        return super().analyze(pictures, *others)


def decide(person: Participant, decision: str) -> None:
    participation.decide(person, decision=decision, language="en")


def end(person: Participant) -> None:
    scheduling.end_consultation(Consultation.objects.get(pk=person.consultation_id))


def switch_off(person: Participant) -> None:
    Practice.objects.update(analyse_client=False)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (lambda person: decide(person, "withdrawn"), "no_consent"),
        (lambda person: decide(person, "refused"), "no_consent"),
        (end, "consultation_over"),
        (switch_off, "policy"),
        (lambda person: pauses.pause(person, by="client", paused=True), "paused"),
        (lambda person: pauses.pause(person, by="counsellor", paused=True), "paused"),
    ],
    ids=["withdrawn", "refused", "ended", "policy", "paused", "paused by the counsellor"],
)
def test_a_picture_on_its_way_is_not_decoded_after(
    opened: Consultation, happens: Callable[[Participant], None], reason: str
) -> None:
    person = cast.client_of(opened)
    stream = streams.open_stream(person)
    analyzer = Noting()
    batch_analysis.process_batch(analyzer, [message_of(stream, 1)])  # type: ignore[arg-type]
    assert len(analyzer.decoded) == Reading.objects.count() == 1
    happens(person)
    work = batch_analysis.process_batch(analyzer, [message_of(stream, 2)])  # type: ignore[arg-type]
    assert [answer[2:4] for answer in work.answers] == [("rejected", reason)]
    assert len(analyzer.decoded) == Reading.objects.count() == 1


@pytest.mark.parametrize(("preset", "decoded"), [("eu", 0), ("default", 1)])
def test_under_eu_no_counsellors_picture_is_decoded(
    opened: Consultation, preset: str, decoded: int
) -> None:
    """Whatever stands in the tables: the worker asks the policy itself (R3)."""
    Practice.objects.update(analyse_counsellor=True, preset=preset)
    opened.participants.update(consent="granted")
    stream = streams.open_stream(opened.participants.get(role="counsellor"))
    analyzer = Noting()
    work = batch_analysis.process_batch(analyzer, [message_of(stream, 1)])  # type: ignore[arg-type]
    assert len(analyzer.decoded) == decoded
    assert [answer[3] for answer in work.answers] == ["" if decoded else "policy"]


def test_nobody_who_never_consented_has_a_stream_to_send_on(consultation: Consultation) -> None:
    scheduling.open_consultation(consultation)
    stream = streams.open_stream(cast.client_of(consultation))
    analyzer = Noting()
    batch_analysis.process_batch(analyzer, [message_of(stream, 1)])  # type: ignore[arg-type]
    assert analyzer.decoded == []


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_record_says_which_text_when_for_what_and_by_whom(
    consultation: Consultation, language: str
) -> None:
    scheduling.open_consultation(consultation)
    text = consent_text(language, consultation.practice.retention_days)
    before = timezone.now()
    participation.join(
        consultation,
        name="",
        decision="granted",
        language=language,
        text_hash=sha256(text.text.encode()).hexdigest(),
    )
    record = Consent.objects.get()
    assert (record.version, record.language, record.actor) == (VERSION, language, "client")
    assert (record.text_hash, record.purposes) == (text.text_hash, list(PURPOSES))
    assert before <= record.at <= timezone.now()


@pytest.mark.parametrize("model", [Consent, Access])
def test_records_are_added_and_nothing_else(opened: Consultation, model: Any) -> None:
    if model is Access:
        Access.objects.create(consultation=opened, act="viewed", by="counsellor")
    record = model.objects.get()
    for attempt in (
        record.save,
        record.delete,
        model.objects.all().delete,
        lambda: model.objects.update(at=timezone.now()),
        lambda: model.objects.bulk_update([record], ["at"]),
    ):
        with pytest.raises(TypeError, match="append-only"), transaction.atomic():
            attempt()
    assert model.objects.count() == 1


def test_every_decision_is_another_record(opened: Consultation) -> None:
    person = cast.client_of(opened)
    decide(person, "withdrawn")
    decide(person, "refused")
    decisions = list(Consent.objects.values_list("decision", flat=True))
    assert decisions == ["granted", "withdrawn", "refused"]
    purposes = list(Consent.objects.values_list("purposes", flat=True))
    assert purposes == [list(PURPOSES), [], []], "a no is to all of them"
