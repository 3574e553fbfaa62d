"""The API as other programs meet it: over HTTP."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from consult.accounts.models import User
from consult.integrations.models import Scope
from consult.integrations.services.keys import make_key


@pytest.fixture
def key(live_server: LiveServer, carol: User) -> str:
    """A key of Carol's practice that may read everything keys can."""
    return make_key(carol, "a program", list(Scope.values), None)[1]
