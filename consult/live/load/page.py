"""What a counsellor's page asks over HTTP beside its socket, as `frontend/src/dashboard` does."""

from __future__ import annotations

import asyncio
import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from consult.live.load.journal import Journal
from consult.live.load.people import Seat

ASK_EVERY_S: Final = 20.0
ON_ITS_WAY_S: Final = 4.0
"""How long a page waits for the hint of a reading before it asks for it."""
TIMEOUT_S: Final = 20.0
AT_FIRST: Final = ("", "participants/", "markers/", "readings/?after_id=0", "summary/")
"""What a page reads when it opens."""


class Page:
    """One open room: it reads all of it once, and then asks by the clock what it has missed."""

    def __init__(self, origin: str, seat: Seat, journal: Journal) -> None:
        self._origin = urlsplit(origin)
        self._where = f"/api/v1/consultations/{seat.consultation}/"
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={seat.session}"
        self._journal = journal
        self._newest = 0
        self.has_read = asyncio.Event()
        """Set when the page stands: what comes after that is what an open room asks."""

    def hear(self, reading: int) -> None:
        """Note the id of a reading that came by the socket."""
        self._newest = max(self._newest, reading)

    async def ask(self, *, asks: bool = True) -> None:
        """Ask until cancelled; a page that does not ask stands at once."""
        if not asks:
            self.has_read.set()
            return
        await asyncio.to_thread(self._read, AT_FIRST)
        self.has_read.set()
        while True:
            await asyncio.sleep(ASK_EVERY_S)
            known = self._newest
            room = await asyncio.to_thread(self._read, ["room/"])
            if room is None or room["readings"]["newest"] <= self._newest:
                continue
            await asyncio.sleep(ON_ITS_WAY_S)
            if room["readings"]["newest"] > self._newest:
                await asyncio.to_thread(self._read, [f"readings/?after_id={known}"])

    def _read(self, paths: tuple[str, ...] | list[str]) -> Any:
        """Return the last of some answers, read by one connection; None where it failed."""
        kind = HTTPSConnection if self._origin.scheme == "https" else HTTPConnection
        connection = kind(str(self._origin.hostname), self._origin.port, timeout=TIMEOUT_S)
        try:
            return [self._answer(connection, path) for path in paths][-1]
        except (OSError, HTTPException, ValueError):
            self._journal.questions_failed += 1
            return None
        finally:
            connection.close()

    def _answer(self, connection: HTTPConnection, path: str) -> Any:
        """Return one answer. Raises ValueError for one that is not 200."""
        self._journal.questions += 1
        connection.request("GET", self._where + path, headers={"Cookie": self._cookie})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ValueError(answer.status)
        return json.loads(body)
