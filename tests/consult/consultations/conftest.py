"""What stories about a client's browsers share."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling


@pytest.fixture
def other() -> APIClient:
    """A browser that holds the link and nothing else."""
    return APIClient()


@pytest.fixture
def off(consultation: Consultation) -> Consultation:
    """Alice's consultation, open, in a practice that analyses no client."""
    Practice.objects.update(analyse_client=False)
    return scheduling.open_consultation(consultation)
