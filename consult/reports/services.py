"""Building reports: the only writer of `Report`.

Every step is a conditional update, so two workers with the same task, a task that comes twice
and a sweep that runs beside a build end in the same single row.
"""

from __future__ import annotations

import contextlib
import uuid
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from consult.consultations import selectors
from consult.consultations.models import Consultation, TenSeconds
from consult.consultations.served_model import model_behind
from consult.consultations.services.scheduling import note_report, tell_of_report
from consult.reports import rollups
from consult.reports.contents import model_versions, report_contents
from consult.reports.dispatch import send_to_workers
from consult.reports.errors import WORTH_ANOTHER, GaveUp, NotEnded
from consult.reports.models import Report
from consult.reports.signals import report_failed

log = structlog.get_logger(__name__)

State = Report.State
GRACE: Final = timedelta(seconds=15)
"""How long the first task has before the sweep looks after the report."""
LONGEST_WAIT: Final = timedelta(minutes=10)
MAX_ATTEMPTS: Final = 6
SWEPT_AT_ONCE: Final = 200

CANNOT_BUILD: Final = "The report could not be built."
GAVE_UP: Final = "The report could not be built in several attempts."


def build_report(consultation_id: uuid.UUID) -> Report:
    """Return the consultation's report, built now unless it is there already.

    Raises:
        Consultation.DoesNotExist: the consultation was erased meanwhile.
        Report.DoesNotExist: readings were; whoever erased them has sent for another report.
        NotEnded: it still goes on, or never began.
        WORTH_ANOTHER: another attempt may do; the report stays `building`. Any other error is a
            fault of ours that a retry would repeat: the report is `failed`.
    """
    consultation = Consultation.objects.get(pk=consultation_id)
    if consultation.state != Consultation.State.ENDED:
        raise NotEnded
    kept = _kept(consultation)
    if kept is not None:
        return kept
    held = selectors.held_readings(consultation)
    row = _row(consultation)
    if row.attempts >= MAX_ATTEMPTS and row.state == State.BUILDING:
        # Each attempt is counted before it is made: this report ended its workers every time.
        return _fail(row, GAVE_UP, GaveUp())
    report = _begin(row)
    if report.state == State.READY:
        return report
    try:
        data = report_contents(consultation)
        recall = model_behind(report.model_version).recall
        folded = rollups.folded(selectors.timelines(consultation), recall)
    except WORTH_ANOTHER:
        raise
    except Exception as error:
        log.exception("report_failed", consultation=str(consultation_id))
        return _fail(report, CANNOT_BUILD, error)
    return _finish(report, held, data, folded)


@transaction.atomic
def rebuild(consultation: Consultation) -> None:
    """Have a failed report built anew; one that is ready or on its way is left alone.

    A row that says "building" while its consultation says "failed" is on no way: no sweep finds it.

    Raises:
        NotEnded: there is nothing to report on yet.
    """
    if consultation.state != Consultation.State.ENDED:
        raise NotEnded
    _hold(consultation.pk)
    stranded = Q(state=State.BUILDING, consultation__report_state=State.FAILED)
    failed = Report.objects.filter(Q(state=State.FAILED) | stranded, consultation=consultation)
    if failed.update(state=State.BUILDING, attempts=0, error="", tried_at=timezone.now()):
        note_report(consultation.pk, State.BUILDING)
        transaction.on_commit(lambda: send_to_workers(consultation.pk))


@transaction.atomic
def forget_reports(consultation: Consultation) -> None:
    """Delete an ended consultation's reports and have one built of what is still held."""
    if consultation.state != Consultation.State.ENDED:
        return
    Report.objects.filter(consultation=consultation).delete()
    rollups.forget(consultation)
    note_report(consultation.pk, State.BUILDING)
    transaction.on_commit(lambda: send_to_workers(consultation.pk))


def sweep() -> int:
    """Send again what the broker or a worker lost; return how many reports were sent.

    A report is tried `MAX_ATTEMPTS` times, each time after twice the wait, then it is failed.
    """
    return sum(_take_up(consultation) for consultation in waiting()[:SWEPT_AT_ONCE])


def waiting() -> QuerySet[Consultation]:
    """Return the ended consultations without a report, none of them younger than `GRACE`."""
    states = Consultation.ReportState
    return Consultation.objects.filter(
        state=Consultation.State.ENDED,
        ended_at__lt=timezone.now() - GRACE,
        report_state__in=(states.NONE, states.BUILDING),
    )


def _take_up(consultation: Consultation) -> bool:
    """Send one waiting report unless it was tried a moment ago; True when it was sent."""
    report = _row(consultation)
    if report.tried_at and timezone.now() < report.tried_at + _wait(report.attempts):
        return False  # Perhaps a worker is at it, in the last attempt, too.
    if report.attempts >= MAX_ATTEMPTS:
        _fail(report, GAVE_UP, GaveUp())
        return False
    mine = Report.objects.filter(pk=report.pk, tried_at=report.tried_at)
    if not mine.update(tried_at=timezone.now()):
        return False  # Another sweep took it up in between.
    return send_to_workers(consultation.pk)


def _hold(consultation_id: uuid.UUID) -> bool:
    """Take turns with an erasure, in its order: the consultation first, then its reports.

    A report is begun of what is left, or was there to be deleted: nothing erased comes back. False
    where the consultation is gone.
    """
    return bool(Consultation.objects.select_for_update(no_key=True).filter(pk=consultation_id))


def _wait(attempts: int) -> timedelta:
    return min(GRACE * 2.0 ** max(attempts - 1, 0), LONGEST_WAIT)


def _kept(consultation: Consultation) -> Report | None:
    """Return the report that outlived its readings: a task that comes late must not replace it.

    Only while the consultation calls its report ready: one that was taken back is built anew.
    """
    if consultation.report_state != Consultation.ReportState.READY:
        return None
    reports = Report.objects.filter(consultation=consultation, state=State.READY)
    return reports.filter(readings_deleted_at__isnull=False).first()


@transaction.atomic
def _row(consultation: Consultation) -> Report:
    """Return the row for what is stored now; an ended consultation gets no more readings."""
    _hold(consultation.pk)
    row, _ = Report.objects.get_or_create(
        consultation=consultation,
        kind=Report.Kind.CONSULTATION,
        model_version=model_versions(consultation),
        last_reading=selectors.last_reading_id(consultation),
    )
    return row


@transaction.atomic
def _begin(report: Report) -> Report:
    """Count an attempt before it is made, and tell of it: one that kills its worker must count.

    A consultation whose report had failed says `building` from here on, so that the sweep finds an
    attempt that is lost. Its attempts are counted on: a task that kills its workers and comes twice
    would begin anew for ever.
    """
    _hold(report.consultation_id)
    Report.objects.filter(pk=report.pk).exclude(state=State.READY).update(
        state=State.BUILDING, attempts=F("attempts") + 1, tried_at=timezone.now()
    )
    report.refresh_from_db()
    if report.state == State.BUILDING:
        failed = Consultation.objects.filter(
            pk=report.consultation_id, report_state=Consultation.ReportState.FAILED
        )
        tell = note_report if failed.exists() else tell_of_report
        tell(report.consultation_id, report.state, report.attempts)
    return report


@transaction.atomic
def _finish(
    report: Report, held: selectors.Held, data: dict[str, Any], folded: list[TenSeconds]
) -> Report:
    """Store figures and roll-ups and make it known, together; who comes second changes nothing.

    Figures of readings that were erased, or whose time was over, while they were counted are
    thrown away: the report stays as it is, and the sweep has it built of what is left.
    """
    if not _hold(report.consultation_id) or selectors.held_readings(report.consultation) != held:
        log.info("report_outdated", consultation=str(report.consultation_id))
        return report
    if _close(report, State.READY, data=data, built_at=timezone.now(), error=""):
        rollups.store(report.consultation, data, folded)
    # Reports of readings that were erased since must not outlive them.
    Report.objects.filter(consultation=report.consultation_id, kind=report.kind).exclude(
        pk=report.pk
    ).delete()
    return report


@transaction.atomic
def _fail(report: Report, words: str, error: Exception) -> Report:
    """End the attempts, and tell: what nobody is told of nobody repairs."""
    _hold(report.consultation_id)
    if _close(report, State.FAILED, error=words):
        told = {"consultation_id": report.consultation_id, "attempts": report.attempts}
        transaction.on_commit(lambda: report_failed.send(Report, error=error, **told))
    return report


def _close(report: Report, state: State, **changes: str | datetime | dict[str, Any]) -> bool:
    """Change a report that is being built and make it known; False where it no longer is."""
    open_report = Report.objects.filter(pk=report.pk, state=State.BUILDING)
    closed = bool(open_report.update(state=state, **changes))
    if closed:
        note_report(report.consultation_id, state, report.attempts)
    with contextlib.suppress(Report.DoesNotExist):
        report.refresh_from_db()  # Taken back meanwhile: there is no row to read.
    return closed
