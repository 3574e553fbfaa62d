"""Roll-ups: the report's figures in one row, and the readings in rows of ten seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from analyzer.results import EXPRESSIONS
from consult.consultations import selectors
from consult.consultations.models import Consultation, ConsultationSummary, TenSeconds
from consult.consultations.served_model import served_model
from consult.consultations.services import clients, participation, scheduling
from consult.error_isolation import PartialFailure
from consult.reports import rollups, services, tasks
from consult.reports.models import Report
from consult.reports.retention import purge
from tests import cast
from tests.consult.reports import made_up


def rows() -> tuple[list[object], list[object]]:
    fields = [f.attname for f in TenSeconds._meta.fields if f.name != "id"]
    return list(ConsultationSummary.objects.values()), list(TenSeconds.objects.values(*fields))


def test_the_summary_says_what_the_report_says(report: Report) -> None:
    summary, [erin] = report.consultation.summary, (report.data or {})["participants"]
    assert (summary.index, summary.coverage) == (erin["index"]["value"], erin["coverage"])
    assert summary.shares == erin["shares"]
    assert (summary.valence_start, summary.valence_end) == (erin["baseline"], erin["index"]["end"])
    assert (summary.readings, summary.no_face) == (420, 60)
    assert summary.model_version == report.model_version


def test_the_summary_knows_the_largest_fall(report: Report) -> None:
    summary, [erin] = report.consultation.summary, (report.data or {})["participants"]
    falls = {p["t"]: p["after"] - p["before"] for p in erin["turning_points"]}
    assert summary.fall == pytest.approx(min(falls.values()), abs=0.001)
    assert summary.fall is not None
    assert summary.fall < -0.25  # From a smile to neutral.
    assert falls[summary.fall_at_s] == pytest.approx(summary.fall, abs=0.001)


def test_the_summary_is_found_by_practice_counsellor_and_client(report: Report) -> None:
    consultation = report.consultation
    found = ConsultationSummary.objects.get(
        practice=consultation.practice_id, counsellor=consultation.counsellor_id
    )
    assert (found.client_id, found.ended_at) == (consultation.client_id, consultation.ended_at)


def test_ten_seconds_hold_twenty_readings(report: Report) -> None:
    row = TenSeconds.objects.get(number=2)
    assert (row.readings, row.no_face, row.camera_on_s) == (20, 0, 10.0)
    assert sum(getattr(row, name) for name in EXPRESSIONS) == pytest.approx(row.valid_s, abs=0.01)
    assert row.valence_mean is not None
    assert row.valence_mean > 0.3  # A smile.


def test_where_no_face_was_seen_nothing_is_said(report: Report) -> None:
    row = TenSeconds.objects.get(number=7)
    assert (row.readings, row.no_face, row.valid_s, row.valence_mean) == (0, 20, 0.0, None)


def test_the_rows_of_ten_seconds_add_up_to_the_summary(report: Report) -> None:
    summary = report.consultation.summary
    total = TenSeconds.objects.aggregate(on=Sum("camera_on_s"), seen=Sum("readings"))
    assert total == {"on": pytest.approx(summary.camera_on_s), "seen": summary.readings}


def test_a_consultation_without_a_camera_has_a_summary_too(empty: Consultation) -> None:
    services.build_report(empty.pk)
    summary = ConsultationSummary.objects.get()
    assert (summary.index, summary.withheld, summary.coverage) == (None, "no_readings", None)


def test_storing_again_changes_nothing(report: Report) -> None:
    before = rows()
    lines = selectors.timelines(report.consultation)
    rollups.store(
        report.consultation, report.data or {}, rollups.folded(lines, served_model().recall)
    )
    assert rows() == before


def test_what_a_report_of_before_lacks_is_caught_up_once(report: Report) -> None:
    before = rows()
    rollups.forget(report.consultation)
    assert rollups.catch_up() == 1
    assert rows() == before
    assert rollups.catch_up() == 0


def test_a_report_that_is_not_there_holds_up_no_other(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    rollups.forget(report.consultation)
    lost = made_up.ended(
        scheduling.open_consultation(cast.schedule(report.consultation.counsellor))
    )
    Consultation.objects.filter(pk=lost.pk).update(
        report_state="ready", ended_at=timezone.now() - timedelta(days=9)
    )
    monkeypatch.setattr(rollups, "CAUGHT_UP_AT_ONCE", 1)
    assert rollups.catch_up() == 1
    assert ConsultationSummary.objects.get().consultation_id == report.consultation_id


def test_a_report_of_which_none_can_be_made_holds_up_no_other(report: Report) -> None:
    rollups.forget(report.consultation)
    other = made_up.ended(
        scheduling.open_consultation(cast.schedule(report.consultation.counsellor))
    )
    services.build_report(other.pk)
    rollups.forget(other)
    Report.objects.filter(consultation=other).update(data={})
    Consultation.objects.filter(pk=other.pk).update(ended_at=timezone.now() - timedelta(days=9))
    with pytest.raises(PartialFailure):
        rollups.catch_up()
    assert ConsultationSummary.objects.get().consultation_id == report.consultation_id


def test_the_summary_can_be_made_when_the_readings_are_gone(report: Report) -> None:
    summary = rows()[0]
    rollups.forget(report.consultation)
    purge(timezone.now() + timedelta(days=365))
    tasks.roll_up()
    assert rows() == (summary, [])


def test_when_the_days_are_over_the_labels_go_and_the_figures_stay(report: Report) -> None:
    summary, before = rows()[0], TenSeconds.objects.get(number=2)
    purge(timezone.now() + timedelta(days=365))
    after = TenSeconds.objects.get(number=2)
    assert {getattr(after, name) for name in EXPRESSIONS} == {None}
    assert (after.valence_mean, after.readings) == (before.valence_mean, before.readings)
    assert rows()[0] == summary


def test_erasing_takes_the_roll_ups_in_the_same_transaction(report: Report) -> None:
    participation.erase_readings(cast.client_of(report.consultation))
    assert rows() == ([], [])


def test_an_erasure_that_nobody_heard_of_is_swept_and_not_caught_up(
    report: Report, sent: list[object]
) -> None:
    participation.erase_readings(cast.client_of(report.consultation))
    assert rollups.catch_up() == 0
    Consultation.objects.update(ended_at=timezone.now() - timedelta(hours=1))
    assert services.sweep() == 1
    services.build_report(report.consultation_id)
    assert ConsultationSummary.objects.get().withheld == "no_readings"


def test_an_erased_client_leaves_a_summary_of_nobody(report: Report) -> None:
    file = report.consultation.client
    assert file is not None
    clients.erase(file, by=report.consultation.counsellor)
    services.build_report(report.consultation_id)
    summary = ConsultationSummary.objects.get()
    assert (summary.client_id, summary.withheld) == (None, "no_readings")
