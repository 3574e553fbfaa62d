"""A request's body has a limit under ASGI too, however it comes (S14)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile

import psutil
import pytest

from tests.service import RunningService
from tests.trust.memory import grows_at_most, writes_at_most

MEGABYTES = 50
PATH = "/api/v1/invites/nothing/join/"


def in_chunks(megabytes: int) -> Iterator[bytes]:
    yield b"Transfer-Encoding: chunked\r\n\r\n"
    for _chunk in range(megabytes * 10):
        yield b"186a0\r\n" + bytes(100_000) + b"\r\n"
    yield b"0\r\n\r\n"


def declared(megabytes: int) -> Iterator[bytes]:
    yield f"Content-Length: {megabytes * 1_000_000}\r\n\r\n".encode()
    for _part in range(megabytes * 10):
        yield bytes(100_000)


def status_of(service: RunningService, body: Iterator[bytes]) -> tuple[int, int]:
    """Send a request; return the answer's status and how many bytes the service took of it."""
    taken = 0
    with socket.create_connection(("localhost", service.port), timeout=20) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        line.sendall(head.encode())
        try:
            for part in body:
                line.sendall(part)
                taken += len(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            said = line.recv(65536)
        except ConnectionResetError:
            said = b""
    return int(said.split(b" ", 2)[1]) if said else 0, taken


@pytest.mark.parametrize("body", [in_chunks, declared])
def test_fifty_megabytes_are_refused_without_being_taken(
    service: RunningService, body: Callable[[int], Iterator[bytes]]
) -> None:
    [web] = service.processes("consult.asgi")
    # Django would take it all in first, into a file without a name.
    with grows_at_most(web, mib=10), writes_at_most(web, mib=1):
        status, taken = status_of(service, body(MEGABYTES))
    # Whoever is still sending when the line ends may not hear the answer.
    assert status in (413, 0)
    assert taken < 20_000_000  # What lay in the kernel's buffers of both sides.


@pytest.mark.parametrize("body", [in_chunks, declared])
def test_a_little_too_much_is_told(
    service: RunningService, body: Callable[[int], Iterator[bytes]]
) -> None:
    assert status_of(service, body(2))[0] == 413


def test_what_fits_is_read(service: RunningService) -> None:
    parts = iter([b"Transfer-Encoding: chunked\r\n\r\n", b"2\r\n{}\r\n", b"0\r\n\r\n"])
    assert status_of(service, parts)[0] == 404


def spool(size: int) -> None:
    with SpooledTemporaryFile(max_size=1000) as body:
        body.write(bytes(size))
        body.flush()


def test_a_body_in_a_file_without_a_name_is_seen() -> None:
    """The negative control of what is asked above, with the file that Django uses."""
    own = psutil.Process()
    with pytest.raises(AssertionError, match="MiB written"), writes_at_most(own, mib=1):
        spool(2_000_000)
    near, far = socket.socketpair()
    with near, far, writes_at_most(own, mib=0.01):
        near.sendall(bytes(100_000))
