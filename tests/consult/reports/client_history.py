"""A client's ended consultations, and the copy of all that is held of the client."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from consult.consultations.models import Client, Consultation, Participant
from consult.reports.models import Report
from tests import cast


def held(
    erin: Client,
    *,
    weeks_ago: int,
    index: float | None = 50.0,
    read_by: tuple[str, str] = ("1", "net-1"),
    withheld: str | None = None,
) -> Consultation:
    """Return an ended consultation with a ready report of these figures."""
    made = cast.schedule(erin.counsellor, client=erin)
    opened = timezone.now() - timedelta(weeks=weeks_ago)
    Consultation.objects.filter(pk=made.pk).update(
        state="ended", opened_at=opened, ended_at=opened + timedelta(minutes=50)
    )
    Participant.objects.filter(consultation=made, role="client").update(joined_at=opened)
    figures = None if index is None else {"value": index, "low": index - 3, "high": index + 4}
    person = {"role": "client", "index": figures, "withheld": withheld, "coverage": 0.8}
    Report.objects.create(
        consultation=made,
        state="ready",
        data={
            "measures_version": read_by[0],
            "model_version": read_by[1],
            "participants": [person],
        },
    )
    return made


async def copy_of(answer: HttpResponseBase) -> dict[str, Any]:
    assert isinstance(answer, StreamingHttpResponse)
    pieces = [piece async for piece in answer]
    return dict(json.loads(b"".join(pieces)))
