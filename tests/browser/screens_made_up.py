"""Pictures of what only the demo's made-up months hold: a report with pauses, a rating by mail."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

from playwright.sync_api import Page

from tests.browser.screenshots import Album
from tests.service import ROOT

FIND: Final = """
import json
from consult.consultations.models import Consultation
from consult.review.links import rating_url
from consult.review.selectors import asked
latest = Consultation.objects.filter(state="ended").order_by("-ended_at")
paused = latest.filter(participants__pauses__isnull=False).first()
silent = asked(latest.filter(rating=None)).first()
link = rating_url(silent.participants.get(role="client"))
print(json.dumps([str(paused.pk), link.split("#")[1]]))
"""
"""A link is signed by the service's own key, which its environment leads to."""


def made_up_months(album: Album, alice: Page) -> None:
    """The report of a consultation with pauses, and the page behind the link of a reminder."""
    consultation, key = found(album.service.environment)
    album.visit(alice, "report-paused", f"/consultations/{consultation}/report")
    album.visit(album.page(), "rate", f"/rate#{key}")


def found(environment: dict[str, str]) -> tuple[str, str]:
    """Return the id of the last consultation with a pause, and the key of a rating's link."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", FIND]
    done = subprocess.run(
        command, cwd=ROOT, env={"DEMO": "1", **environment}, check=True, capture_output=True
    )
    consultation, key = json.loads(done.stdout.splitlines()[-1])
    return str(consultation), str(key)
