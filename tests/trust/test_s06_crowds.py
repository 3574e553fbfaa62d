"""A crowd of requests finds an end of threads; a camera and an account beside it go on (S6)."""

from __future__ import annotations

import socket as socket_module
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlsplit

import psutil
from websockets.sync.client import ClientConnection

from consult.request_places import long_ones, share_of
from tests.camera import Call, jpeg, message, received, socket
from tests.service import Served, wait_until

CROWD = 250
PLACES = 32
"""The default of REQUESTS_AT_ONCE."""
OTHERS = 24
"""Threads that are not requests': the sockets', those that files are read in, metrics, hashing."""


def asked(service: Served, ready: threading.Barrier) -> int:
    """Ask for a page that looks into the database, together with all the others."""
    line = HTTPConnection(urlsplit(service.url).netloc, timeout=60)
    line.connect()
    ready.wait(60)
    line.request("GET", "/api/v1/invites/nothing/")
    status = line.getresponse().status
    line.close()
    return status


def hold_back(service: Served, length: int) -> socket_module.socket:
    """Begin a request of somebody without an account, and keep the end of its body."""
    address = urlsplit(service.url)
    line = socket_module.create_connection((address.hostname, address.port), timeout=30)
    head = f"POST /api/v1/invites/nothing/join/ HTTP/1.1\r\nHost: {address.netloc}\r\n"
    line.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode() + b" " * (length - 1))
    return line


def answer_to(camera: ClientConnection, seq: int) -> str:
    """Return what becomes of a frame."""
    camera.send(message(seq, jpeg()))
    answer = received(camera, "answer", 30)
    return f"{answer['status']}: {answer.get('reason', '')}"


def test_a_crowd_takes_no_more_than_its_places(call: Call) -> None:
    [web] = call.service.processes("consult.asgi")
    ready = threading.Barrier(CROWD)
    most, over = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.01):
            most = max(most, web.num_threads())

    watching = threading.Thread(target=watch)
    with socket(call.service, call.camera_ticket()) as camera, ThreadPoolExecutor(CROWD) as crowd:
        received(camera, "policy")
        watching.start()
        answers = [crowd.submit(asked, call.service, ready) for _ in range(CROWD)]
        during = [answer_to(camera, seq) for seq in range(1, 4)]
        # Its address may be hers, too: the crowd holds the places of strangers, not an account's.
        assert call.alice.call("GET", call.path)["id"]
        statuses = Counter(one.result() for one in answers)
        seqs = count(4)
        wait_until(lambda: answer_to(camera, next(seqs)) == "reading: ")
    over.set()
    watching.join()
    # On a machine that does much else a frame may grow old on its way; none is without a store.
    assert set(during) <= {"reading: ", "dropped: stale"}
    assert psutil.pid_exists(web.pid)
    # 404, and 429 from the sixtieth on; whoever found neither a place nor room to wait: 503.
    assert set(statuses) <= {404, 429, 503}, statuses
    assert statuses[404] + statuses[429] >= share_of(PLACES)
    assert most <= share_of(PLACES) + 1 + long_ones(PLACES) + OTHERS


def test_bodies_that_one_holds_back_keep_nobody_else_out(call: Call) -> None:
    [web] = call.service.processes("consult.asgi")
    before = web.memory_info().rss
    note = {"note": "x" * 3000 + " " * 100_000}
    with ExitStack() as held:
        for length, times in ((990_000, 40), (60_000, 600)):
            for _ in range(times):
                with suppress(ConnectionError):
                    held.enter_context(hold_back(call.service, length))
        assert call.alice.call("GET", call.path)["id"]
        assert call.alice.call("PUT", f"{call.path}note/", note)["note"].startswith("xxx")
        # One address brings a quarter of what bodies may take, and as much again in small ones.
        assert web.memory_info().rss - before < 40 * 2**20
