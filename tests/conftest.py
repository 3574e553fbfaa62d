"""The cast as fixtures, and a real Valkey for whatever needs Redis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_django
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.accounts.throttles import FailOpen
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from tests import cast
from tests.settings import VALKEY_PORT
from tests.valkey import RunningValkey


@pytest.fixture(scope="session", autouse=True)
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A real Valkey for the whole run."""
    with RunningValkey(tmp_path_factory.mktemp("valkey"), VALKEY_PORT):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """On PostgreSQL, end what threads of a test left connected: it would hold the database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No tickets, locks or throttle counts of another test, nor its Redis that was away."""
    cache.clear()
    FailOpen.away_until = 0.0


@pytest.fixture
def midday(settings: Any) -> None:
    """Be where it is noon: what counts by days sees no midnight between two lines of a test."""
    settings.TIME_ZONE = f"Etc/GMT{timezone.now().hour - 12:+d}"


@pytest.fixture
def north(db: None) -> Practice:
    return Practice.objects.create(name="North Practice")


@pytest.fixture
def south(db: None) -> Practice:
    return Practice.objects.create(name="South Practice")


@pytest.fixture
def alice(north: Practice) -> User:
    return cast.make_user("Alice", north)


@pytest.fixture
def bob(north: Practice) -> User:
    return cast.make_user("Bob", north)


@pytest.fixture
def carol(north: Practice) -> User:
    return cast.make_user("Carol", north, User.Role.ADMINISTRATOR)


@pytest.fixture
def dave(south: Practice) -> User:
    return cast.make_user("Dave", south)


@pytest.fixture
def consultation(alice: User) -> Consultation:
    """Alice's scheduled consultation with Erin."""
    return cast.schedule(alice)


@pytest.fixture
def opened(consultation: Consultation) -> Consultation:
    """Alice's consultation, open, and Erin has consented."""
    scheduling.open_consultation(consultation)
    cast.grant(consultation)
    return Consultation.objects.get(pk=consultation.pk)


@pytest.fixture
def api() -> APIClient:
    """A browser that nobody signed in with."""
    return APIClient()


def signed_in(user: User) -> APIClient:
    """Return a browser signed in as `user`."""
    browser = APIClient()
    browser.force_login(user)
    return browser
