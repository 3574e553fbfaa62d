"""The one page: what it tells the frontend of where it runs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from consult import shell

pytestmark = pytest.mark.usefixtures("build")


@pytest.mark.parametrize(("demo", "debug"), [(True, False), (False, True), (False, False)])
def test_the_gallery_is_only_for_those_who_work_on_it(
    settings: Any, demo: bool, debug: bool
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    page = shell.shell(RequestFactory().get("/design")).content.decode()
    assert ("data-gallery" in page) is (demo or debug)
