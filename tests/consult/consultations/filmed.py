"""A consultation in which the client was filmed and heard."""

from __future__ import annotations

from rest_framework.test import APIClient

from consult.consultations.models import Consultation, Message
from consult.consultations.services import scheduling
from tests import cast
from tests.consult.consultations.test_client_api import join
from tests.consult.reports import made_up


def meet(api: APIClient, consultation: Consultation, said: str) -> None:
    """Open it and let Erin join in `api`, be filmed for 5 s and write one message."""
    scheduling.open_consultation(consultation)
    join(api, consultation)
    made_up.film(consultation, seconds=5)
    Message.objects.create(
        consultation=consultation,
        author=cast.client_of(consultation),
        at=consultation.scheduled_at,
        text=said,
    )
