"""A client that floods, in a process of its own.

In the test's process its thread would hold the interpreter while an answer to somebody else waits
to be read: the test would then measure itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import Cookie
from multiprocessing.synchronize import Event
from typing import Any, Final
from urllib.error import HTTPError

from websockets.exceptions import ConnectionClosed

from tests.camera import Call, jpeg, message, socket
from tests.service import Browser

FLOOD: Final = 1000
HURRY_S: Final = 0.5
"""A flooder does not stay for a farewell, which would stand behind its own messages."""
PAUSE_S: Final = 0.2


@dataclass(frozen=True)
class Site:
    """All that a browser needs to know of a service; another process can be told it."""

    url: str


def flood(site: Site, participation: str, cookies: list[Cookie], began: Event) -> None:
    """Send frames as fast as they go, and come back whenever the client is shut out, for ever."""
    erin = Browser(site)
    for cookie in cookies:
        erin.jar.set_cookie(cookie)
    picture = jpeg()
    began.set()
    while True:
        # Refused tickets and closed sockets are what an attacker lives with.
        with contextlib.suppress(OSError, ConnectionClosed):
            _flood_once(lambda: erin.call("POST", f"{participation}tickets/"), site, picture)
        time.sleep(PAUSE_S)


def _flood_once(ticket: Callable[[], dict[str, Any]], site: Site, picture: bytes) -> None:
    try:
        offered = ticket()
    except HTTPError as refused:
        refused.close()
        return
    with socket(site, offered) as camera:
        camera.close_timeout = HURRY_S
        for number in range(1, FLOOD + 1):
            camera.send(message(number, picture))


@contextmanager
def flood_of(call: Call) -> Iterator[None]:
    """Have the client of a call flood for as long as the context lasts."""
    spawn = multiprocessing.get_context("spawn")
    began = spawn.Event()
    given = (Site(call.service.url), call.participation, list(call.erin.jar), began)
    attacker = spawn.Process(target=flood, args=given, daemon=True)
    attacker.start()
    try:
        assert began.wait(30)
        yield
    finally:
        attacker.kill()
        attacker.join()
