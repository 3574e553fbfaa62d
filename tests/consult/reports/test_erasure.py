"""A report never outlives the readings it was made of."""

from __future__ import annotations

import pytest

from consult.consultations.models import Consultation
from consult.consultations.services import participation
from consult.reports import services
from consult.reports.models import Report
from tests import cast


@pytest.mark.django_db(transaction=True)
def test_erasing_readings_takes_the_report_back_and_builds_it_anew(
    report: Report, sent: list[object]
) -> None:
    consultation = report.consultation
    participation.erase_readings(cast.client_of(consultation))
    assert not Report.objects.filter(pk=report.pk).exists()
    assert sent == [consultation.pk]
    rebuilt = services.build_report(consultation.pk)
    assert rebuilt.last_reading == 0


@pytest.mark.django_db(transaction=True)
def test_erasing_during_the_call_builds_nothing_yet(
    opened: Consultation, sent: list[object]
) -> None:
    participation.erase_readings(cast.client_of(opened))
    assert sent == []
