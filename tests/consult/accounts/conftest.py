"""Mail is handed to a worker, and here there is none: it is delivered at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consult.celery import app


@pytest.fixture(autouse=True)
def delivered_at_once() -> Iterator[None]:
    # Orders go by name: whoever is here alone has imported none of the tasks.
    app.loader.import_default_modules()
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False
