"""Consent: versioned, append-only, and effective at once."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from consult.consultations import consent_text as texts
from consult.consultations import selectors, signals
from consult.consultations.consent_text import PURPOSES, VERSION, consent_text
from consult.consultations.errors import ConsultationOver, StaleConsentText
from consult.consultations.models import Consent, Consultation, Reading
from consult.consultations.services import participation, pauses, scheduling, streams
from tests import cast
from tests.consult.consultations.test_streams import store

WRITTEN = {
    ("2026-11", "en"): "d2d8831685959cf5882437799e5db69e840e8626501854c7040fd62a67629f55",
    ("2026-11", "uk"): "ceb738bf68d22e22896143766af1b6e06d2973adc15bb93a7e089a52bfa593d2",
    ("2026-11-30", "en"): "42c6b3f9429c71df518bd89b7a15ae5bbfda57058855946a03ff9a8ff5c1f6f1",
    ("2026-11-30", "uk"): "919072ecbda826efdb27b379d32b797fe54e6182cbc24b983dd996ca44ad554c",
}
"""SHA-256 of every text that somebody may have agreed to: a new one is added, none is changed."""

TOLD = {
    "en": {
        "live_view": "counsellor sees the labels during the consultation",
        "report": "a report after it",
        "review": "to review how satisfied they are",
        "by whom": "administrator of the practice, and programs that the practice connects",
    },
    "uk": {
        "live_view": "консультант бачить позначки під час консультації",
        "report": "у звіті після неї",
        "review": "щоб оцінити їхню задоволеність",
        "by whom": "адміністратор практики та програми, які вона під’єднала",
    },
}
"""What the text in force says of each purpose, and of who reads besides the counsellor."""


def test_no_text_that_somebody_agreed_to_is_changed_or_lost() -> None:
    held = {key: sha256(text.encode()).hexdigest() for key, text in texts._TEXTS.items()}
    assert held == WRITTEN


def test_the_text_of_an_older_record_is_still_found() -> None:
    older = consent_text("en", 30, "2026-11")
    assert (older.version, older.language) == ("2026-11", "en")
    assert older.text_hash == "2c17fda61660bb6e25a46279034e5a2025384966b519a0ac4035dadaa8dfb3ef"


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_text_names_every_purpose_and_everybody_who_reads(language: str) -> None:
    text = consent_text(language, 30).text
    assert TOLD[language].keys() == {*PURPOSES, "by whom"}
    assert [said for said in TOLD[language].values() if said not in text] == []


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_text_is_read_in_half_a_minute(language: str) -> None:
    """At two hundred words a minute."""
    assert len(consent_text(language, 30).text.split()) <= 100


def test_the_page_has_words_for_every_purpose() -> None:
    page = Path(__file__).parents[3] / "frontend" / "src" / "invite" / "Invitation.tsx"
    assert set(re.findall(r'case "(\w+)":', page.read_text(encoding="utf-8"))) == set(PURPOSES)


def test_granting_records_what_was_shown(opened: Consultation) -> None:
    record = Consent.objects.get()
    text = consent_text("en", opened.practice.retention_days)
    assert (record.decision, record.version, record.text_hash) == (
        "granted",
        VERSION,
        text.text_hash,
    )


def test_the_text_names_the_days_of_the_practice() -> None:
    assert "kept for 14 days" in consent_text("en", 14).text
    assert "14 дн." in consent_text("uk", 14).text


def test_an_unknown_language_gets_the_english_text() -> None:
    assert consent_text("fr", 30).language == "en"


def test_granting_by_another_text_is_refused(consultation: Consultation) -> None:
    with pytest.raises(StaleConsentText):
        participation.join(
            consultation, name="", decision="granted", language="en", text_hash="0" * 64
        )
    assert Consent.objects.count() == 0


def test_refusing_needs_no_text_and_still_joins(consultation: Consultation) -> None:
    erin = participation.join(
        consultation, name="Erin", decision="refused", language="en", text_hash=""
    )
    assert erin.joined_at is not None
    assert erin.consent == "refused"


def test_a_record_cannot_be_changed(opened: Consultation) -> None:
    record = Consent.objects.get()
    with pytest.raises(TypeError):
        record.save()


def test_withdrawing_stops_the_worker_at_its_next_question(opened: Consultation) -> None:
    erin = cast.client_of(opened)
    stream = streams.open_stream(erin)
    assert selectors.refusals([stream.pk]) == {}
    participation.decide(erin, decision="withdrawn", language="en")
    assert selectors.refusals([stream.pk]) == {stream.pk: "no_consent"}


def test_erasing_deletes_readings_and_keeps_the_record(opened: Consultation) -> None:
    erin = cast.client_of(opened)
    store(streams.open_stream(erin), 1, 2)
    participation.decide(erin, decision="withdrawn", language="en")
    assert participation.erase_readings(erin) == 2
    assert Reading.objects.count() == 0
    assert Consent.objects.count() == 2


def test_withdrawing_with_erasure_is_announced_when_the_readings_are_gone(
    opened: Consultation, django_capture_on_commit_callbacks: Any
) -> None:
    erin = cast.client_of(opened)
    store(streams.open_stream(erin), 1)
    left: list[int] = []

    def note(sender: type, event: str, **kwargs: object) -> None:
        left.append(Reading.objects.count())

    signals.participant_changed.connect(note)
    with django_capture_on_commit_callbacks(execute=True):
        participation.decide(erin, decision="withdrawn", language="en", erase=True)
    signals.participant_changed.disconnect(note)
    assert left == [0]


def test_nobody_consents_after_the_end(opened: Consultation) -> None:
    scheduling.end_consultation(opened)
    text = consent_text("en", opened.practice.retention_days)
    with pytest.raises(ConsultationOver):
        participation.decide(
            cast.client_of(opened), decision="granted", language="en", text_hash=text.text_hash
        )


@pytest.mark.parametrize(
    ("change", "reason"),
    [("pause", "paused"), ("end", "consultation_over")],
)
def test_the_worker_learns_why_a_stream_may_not_be_analysed(
    opened: Consultation, change: str, reason: str
) -> None:
    erin = cast.client_of(opened)
    stream = streams.open_stream(erin)
    if change == "pause":
        pauses.pause(erin, by="counsellor", paused=True)
    else:
        scheduling.end_consultation(opened)
    assert selectors.refusals([stream.pk]) == {stream.pk: reason}
