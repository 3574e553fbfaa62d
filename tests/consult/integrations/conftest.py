"""A receiver on this machine, its endpoint, and a consultation that ended."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.integrations.models import Endpoint
from consult.integrations.services import webhooks
from tests.consult.integrations.receiver import Receiver
from tests.consult.integrations.webhooks import ALL, end


@pytest.fixture(autouse=True)
def own_network(settings: Any) -> None:
    """The receiver stands on this machine, as one in a clinic's own network would."""
    settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.fixture
def receiver(own_network: None) -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def endpoint(carol: User, receiver: Receiver) -> Endpoint:
    return webhooks.add_endpoint(carol, receiver.url, ALL)


@pytest.fixture
def ended(
    opened: Consultation,
    endpoint: Endpoint,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Consultation:
    with django_capture_on_commit_callbacks(execute=True):
        end(opened)
    return Consultation.objects.get(pk=opened.pk)
