"""The background work of reports: each task reads its arguments and calls one service.

Beat sends all but `reports.build`; see `consult.celery`.
"""

from __future__ import annotations

import uuid

import structlog
from celery import shared_task
from django.utils import timezone

from consult.consultations.models import Consultation
from consult.consultations.services.streams import settle_silent_streams
from consult.reports import retention, rollups, services
from consult.reports.errors import WORTH_ANOTHER, NotEnded
from consult.reports.models import Report

log = structlog.get_logger(__name__)


@shared_task(
    name="reports.build",
    autoretry_for=WORTH_ANOTHER,
    retry_backoff=1,
    retry_backoff_max=45,
    retry_jitter=True,
    max_retries=services.MAX_ATTEMPTS,
)
def build(consultation_id: str) -> None:
    """Build one consultation's report; safe to run any number of times.

    One that ended `failed` gets one more attempt: so an operator has it built after a repair.
    """
    try:
        services.build_report(uuid.UUID(consultation_id))
    except (Consultation.DoesNotExist, Report.DoesNotExist, NotEnded) as error:
        # Erased, or a task made up by hand: nothing that another attempt could mend.
        log.warning("report_not_wanted", error=type(error).__name__)


@shared_task(name="reports.sweep")
def sweep() -> None:
    """Send again the reports that were lost on their way."""
    sent = services.sweep()
    if sent:
        log.info("reports_swept", sent=sent)


@shared_task(name="reports.settle")
def settle() -> None:
    """Settle the accounts of camera streams whose process died."""
    settled = settle_silent_streams()
    if settled:
        log.info("streams_settled", settled=settled)


@shared_task(name="reports.roll_up")
def roll_up() -> None:
    """Write the roll-ups of reports that have none yet."""
    written = rollups.catch_up()
    if written:
        log.info("rolled_up", consultations=written)


@shared_task(name="reports.purge")
def purge() -> None:
    """Delete the readings, messages and files whose time is over."""
    purged = retention.Purged()
    try:
        retention.purge(timezone.now(), purged)
    finally:
        _tell(purged)


def _tell(purged: retention.Purged) -> None:
    if purged.consultations:
        log.info("readings_purged", consultations=purged.consultations, readings=purged.readings)
    if purged.messages:
        log.info("messages_purged", messages=purged.messages)
    if purged.files:
        log.info("files_purged", files=purged.files)
