"""A report tells pauses and a withdrawn consent from a camera that was off, in every form."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant, Pause
from consult.reports import client_text, formatting, report_text, services
from consult.reports.gap_text import stopped, stopped_s
from consult.reports.models import Report
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up
from tests.trust.answers import heard

SECONDS = 300


@pytest.fixture
def paused(opened: Consultation) -> Report:
    """Five minutes: paused from 60 to 120 s by both in turn, camera off from 180 to 240 s."""
    made_up.film(opened, lambda t: "neutral", seconds=SECONDS)
    began = opened.readings.earliest("captured_at").captured_at
    for start, end in ((60, 120), (180, 240)):
        away = (began + timedelta(seconds=start), began + timedelta(seconds=end))
        opened.readings.filter(captured_at__range=away).delete()
    person = cast.client_of(opened)
    for by, starts, seconds in (("client", True, 60), ("client", False, 90)):
        keep(person, by, starts, began + timedelta(seconds=seconds))
    keep(person, "counsellor", True, began + timedelta(seconds=90))
    keep(person, "counsellor", False, began + timedelta(seconds=119))
    made_up.ended(opened, seconds=SECONDS)
    # To the moment: storing the readings takes as long as the machine pleases.
    Consultation.objects.filter(pk=opened.pk).update(opened_at=began)
    return services.build_report(opened.pk)


def keep(person: Participant, by: str, began: bool, at: Any) -> None:
    Pause.objects.create(participant=person, by=by, began=began, at=at)


def client_of(report: Report) -> Any:
    return (report.data or {})["participants"][0]


def asked(report: Report, alice: User, file: str) -> Any:
    path = f"/api/v1/consultations/{report.consultation_id}/{file}"
    return heard(signed_in(alice), path)


def test_the_gaps_say_who_paused_and_which_was_no_camera(paused: Report) -> None:
    gaps = client_of(paused)["gaps"]
    assert [kind for _start, _end, kind in gaps] == [
        "paused_by_client",
        "paused_by_counsellor",
        "no_camera",
    ]
    assert [start for start, _end, _kind in gaps] == pytest.approx([60, 90, 180], abs=1)


def test_coverage_is_what_it_was(paused: Report) -> None:
    assert client_of(paused)["coverage"] == 1


def test_the_sentences_say_for_how_long_nothing_was_counted(paused: Report) -> None:
    erin = client_of(paused)
    assert stopped_s(erin) == pytest.approx(61, abs=1)
    time = formatting.lasting(stopped_s(erin))
    said = f"For {time} the analysis was paused or not allowed; that time is not counted."
    assert said in report_text.sentence([erin | {"name": "Erin"}], 0)
    assert said in client_text.sentences(erin)


def test_without_a_pause_they_say_nothing_of_it(report: Report) -> None:
    assert list(stopped(client_of(report))) == []


def test_the_workbook_names_them(paused: Report, alice: User) -> None:
    said = asked(paused, alice, "report.xlsx").said.decode()
    for kind in ("paused by the client", "paused by the counsellor", "no pictures from the camera"):
        assert kind in said
    # And beside the readings, from when on there were none.
    assert said.count("paused_by_client") == 2


def test_the_csv_says_when_it_was_stopped_and_went_on(paused: Report, alice: User) -> None:
    rows = [
        line.split(",") for line in asked(paused, alice, "readings.csv").said.decode().splitlines()
    ]
    told = [(row[2], row[3], row[4]) for row in rows if row[3] in ("stopped", "resumed")]
    assert told == [
        ("client", "stopped", "paused_by_client"),
        ("client", "resumed", "paused_by_client"),
        ("client", "stopped", "paused_by_counsellor"),
        ("client", "resumed", "paused_by_counsellor"),
    ]
    assert {len(row) for row in rows} == {len(rows[0])}
    # Where it happened: nobody looks for the reason of a silence below the last reading.
    seconds = [float(row[1]) for row in rows[1:]]
    assert seconds == sorted(seconds)


def test_the_pdf_is_made_with_each_kind(paused: Report, alice: User) -> None:
    for kind in ("paused_by_both", "no_consent"):
        client_of(paused)["gaps"].append([250, 290, kind])
    paused.save()
    assert asked(paused, alice, "report.pdf").said.startswith(b"%PDF")


def test_the_clients_copy_holds_the_pauses(paused: Report, alice: User) -> None:
    path = f"/api/v1/clients/{paused.consultation.client_id}/export.json"
    [held] = json.loads(heard(signed_in(alice), path).said)["consultations"]
    assert [pause["by"] for pause in held["pauses"]] == ["client", "counsellor"]
    assert all(pause["until"] for pause in held["pauses"])
