"""Opening a report to the client in words, and closing it again (the practice must allow it)."""

from __future__ import annotations

from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from consult.accounts.models import User
from consult.accounts.policy import may_share_reports
from consult.clock import to_ms
from consult.consultations.models import Access, Consultation
from consult.consultations.services.access import record_access
from consult.reports import client_text
from consult.reports.data_types import Figures, GapPiece, Piece
from consult.reports.errors import NoReport, SharingOff
from consult.reports.selectors import ready_report


class SharedReport(TypedDict):
    """What a client sees: their own part, without the index and without anybody's notes."""

    shared_at: int
    started_at: int
    ended_at: int
    duration_s: float
    sentences: list[str]
    coverage: float | None
    shares: dict[str, float] | None
    strip: list[Piece]
    gaps: list[GapPiece]


@transaction.atomic
def share(consultation: Consultation, by: User) -> Consultation:
    """Open the report to its client; doing it twice changes nothing.

    Raises:
        SharingOff: the practice's policy does not allow it.
        NoReport: there is nothing to share yet.
    """
    if not may_share_reports(consultation.practice):
        raise SharingOff
    if ready_report(consultation) is None:
        raise NoReport
    closed = Consultation.objects.filter(pk=consultation.pk, report_shared_at=None)
    if closed.update(report_shared_at=timezone.now()):
        record_access(consultation, by, Access.Act.SHARED)
    consultation.refresh_from_db(fields=["report_shared_at"])
    return consultation


@transaction.atomic
def take_back(consultation: Consultation, by: User) -> Consultation:
    """Close the report to its client again, whatever the policy says meanwhile."""
    shared = Consultation.objects.filter(pk=consultation.pk, report_shared_at__isnull=False)
    if shared.update(report_shared_at=None):
        record_access(consultation, by, Access.Act.TAKEN_BACK)
    consultation.report_shared_at = None
    return consultation


def shared_report(consultation: Consultation) -> SharedReport | None:
    """Return the client's version in the active language; None where it is not shared (now)."""
    shared_at, report = consultation.report_shared_at, ready_report(consultation)
    if shared_at is None or report is None or not may_share_reports(consultation.practice):
        return None
    figures: Figures = report.data  # type: ignore[assignment]  # a ready one has them
    own = next((one for one in figures["participants"] if one["role"] == "client"), None)
    if own is not None and own["withheld"] == "no_readings":
        own = None
    return {
        "shared_at": to_ms(shared_at),
        "started_at": figures["started_at"],
        "ended_at": figures["ended_at"],
        "duration_s": figures["duration_s"],
        "sentences": client_text.sentences(own),
        "coverage": own["coverage"] if own else None,
        "shares": own["shares"] if own else None,
        "strip": own["strip"] if own else [],
        "gaps": own["gaps"] if own else [],
    }
