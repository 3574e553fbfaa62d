"""`python -m tests.history`: weeks with Erin and others in a running service's database.

Run with the service's environment (`RunningService.environment`). Rows are written without the
signals that go with them: a process beside the service has no way to its Valkey.
"""

from __future__ import annotations

import os
import random
from datetime import timedelta

import django


def main() -> None:
    """Give Alice a few weeks behind her and a few appointments ahead."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    from consult.accounts.models import User
    from consult.consultations.services import clients

    alice = User.objects.get(email="alice@example.org")
    erin, frank = clients.file_of(alice, "Erin"), clients.file_of(alice, "Frank")
    clients.file_of(alice, "Grace")
    for week in range(7, 0, -1):
        past(alice, erin, weeks_ago=week)
    for client, days in ((frank, 0.1), (frank, 7.1), (erin, 1.2), (erin, 8.2)):
        ahead(alice, client, days)
    ahead(alice, frank, -1.3, state="not_held")
    ahead(alice, frank, -15, state="cancelled")


def past(alice: object, client: object, *, weeks_ago: int) -> None:
    """Store one that took place: happier each week, with one that was hardly to be seen."""
    from django.utils import timezone

    from consult.consultations.models import Consultation, Marker, Participant
    from consult.consultations.services import scheduling
    from consult.reports.contents import model_versions, report_contents
    from consult.reports.models import Report
    from tests.consult.reports import made_up

    now = timezone.now()
    made = scheduling.schedule(alice, client=client, scheduled_at=now)  # type: ignore[arg-type]
    rows = Consultation.objects.filter(pk=made.pk)
    Participant.objects.filter(consultation=made, role="client").update(
        consent="granted", joined_at=now
    )
    smiles = 0.2 + 0.1 * (8 - weeks_ago)
    chance = random.Random(weeks_ago)
    hidden = weeks_ago == 3

    def mood(t: float) -> str | None:
        if hidden:
            return None if t % 10 < 8 else "neutral"
        return "happiness" if chance.random() < smiles else "neutral"

    made_up.film(made, mood, seconds=240, rate=1)
    rows.update(state="ended", opened_at=now - timedelta(seconds=240), ended_at=now)
    ended = rows.get()
    Report.objects.create(
        consultation=ended,
        state="ready",
        model_version=model_versions(ended),
        data=report_contents(ended),
        built_at=now,
    )
    began = now - timedelta(weeks=weeks_ago)
    rows.update(
        scheduled_at=began,
        opened_at=began,
        ended_at=began + timedelta(minutes=50),
        report_state="ready",
        note="Slept better; the breathing exercise helps." if weeks_ago % 2 else "",
    )
    Marker.objects.create(
        consultation=ended,
        author=ended.counsellor,
        at=began + timedelta(minutes=9),
        text="breathing exercise" if weeks_ago > 4 else "",
    )


def ahead(alice: object, client: object, days: float, state: str = "scheduled") -> None:
    """Store an appointment so many days from now."""
    from django.utils import timezone

    from consult.consultations.models import Consultation
    from consult.consultations.services import scheduling

    when = (timezone.now() + timedelta(days=days)).replace(minute=30, second=0, microsecond=0)
    made = scheduling.schedule(alice, client=client, scheduled_at=when)  # type: ignore[arg-type]
    Consultation.objects.filter(pk=made.pk).update(state=state)


if __name__ == "__main__":
    main()
