"""Who looked at a report has also looked at the earlier consultations that stand in it."""

from __future__ import annotations

from consult.accounts.models import User
from consult.consultations.models import Access, Consultation
from consult.consultations.services.access import record_access, record_all_access
from consult.reports.data_types import ReportData


def record_report_view(
    consultation: Consultation, user: User, act: Access.Act, shown: ReportData | None
) -> None:
    """Keep what a member of the practice did, and the index of which others they saw (R7)."""
    record_access(consultation, user, act)
    trend = shown["earlier"] if shown else None
    told = [point["consultation"] for point in trend["points"] if point["index"]] if trend else []
    others = Consultation.objects.filter(pk__in=told).exclude(pk=consultation.pk)
    if told:
        record_all_access(others, user, Access.Act.COMPARED)
