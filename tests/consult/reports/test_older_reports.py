"""Reports of the first measures are built anew when a server is brought up to date."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps

from analyzer.timeline import MEASURES_VERSION
from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.reports import services
from consult.reports.models import Report
from tests.conftest import signed_in
from tests.consult.reports.test_sweep import grow_older


def migrate() -> None:
    module: Any = import_module("consult.reports.migrations.0002_build_older_reports_anew")
    module.build_anew(apps, None)


def age(report: Report) -> None:
    """Turn a report into what the first version stored."""
    data: Any = report.data
    [erin] = data["participants"]
    erin["gaps"] = [[start, end] for start, end, _kind in erin["gaps"]]
    del erin["shares"]["uncertain"], erin["baseline_shift"]
    data["measures_version"] = "1"
    report.save()


def state_of(consultation: Consultation) -> str:
    return Consultation.objects.get(pk=consultation.pk).report_state


def test_an_older_report_is_swept_up_and_opens_again(
    report: Report, alice: User, sent: list[object]
) -> None:
    age(report)
    consultation = report.consultation
    migrate()
    assert state_of(consultation) == Consultation.ReportState.BUILDING
    grow_older(consultation, 16)
    assert services.sweep() == 1
    services.build_report(consultation.pk)
    url = f"/api/v1/consultations/{consultation.pk}/report"
    shown = signed_in(alice).get(f"{url}/").json()
    assert (shown["state"], shown["data"]["measures_version"]) == ("ready", MEASURES_VERSION)
    assert [kind for _start, _end, kind in shown["data"]["participants"][0]["gaps"]] == ["no_face"]
    assert signed_in(alice).get(f"{url}.pdf").status_code == 200


def test_a_report_of_today_is_left_alone(report: Report) -> None:
    migrate()
    assert Report.objects.filter(pk=report.pk).exists()
    assert state_of(report.consultation) == Consultation.ReportState.READY
