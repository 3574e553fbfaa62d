"""The fault driver's own parts: the same seed strikes the same, and a broken network breaks."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.faults.answers import Answers, LetGo
from tests.faults.fault_schedule import planned
from tests.faults.network import DELAY_S, Network, State
from tests.faults.pausing_client import wrongly_stored

ROLES = ("web", "analyzer", "valkey")
LINKS = (("web", "valkey"), ("analyzer", "live"))


def test_a_seed_says_what_is_struck() -> None:
    assert planned(1, 20, 10, ROLES, LINKS) == planned(1, 20, 10, ROLES, LINKS)
    assert planned(1, 20, 10, ROLES, LINKS) != planned(2, 20, 10, ROLES, LINKS)


LINKS_OF_WEB = (*LINKS, ("web", "live"), ("web", "database"))


def test_every_role_is_killed_as_often() -> None:
    blows = planned(1, 30, 12, ROLES, LINKS)
    killed = Counter(blow.role for blow in blows if blow.kind == "kill")
    assert killed == dict.fromkeys(ROLES, 10)


@pytest.mark.parametrize("seed", range(5))
def test_every_fault_strikes_every_role_as_often_however_many_links_it_has(seed: int) -> None:
    # Stop and term of three roles, three kinds of broken networks of two.
    pairs = 2 * 3 + 3 * 2
    blows = [one for one in planned(seed, 10, 6 * pairs, ROLES, LINKS_OF_WEB) if one.kind != "kill"]
    assert set(Counter((one.kind, one.role) for one in blows).values()) == {6}
    of_web = Counter((one.kind, one.store) for one in blows if one.role == "web" and one.store)
    assert set(of_web.values()) == {2}
    assert len(of_web) == 3 * 3


def test_no_role_that_is_not_asked_for_is_struck() -> None:
    assert {one.role for one in planned(1, 5, 20, ("valkey",), LINKS)} == {"valkey"}


def test_answers_that_nothing_is_stored_are_held_against_the_rows() -> None:
    let_go = [
        LetGo(1, "dropped", "lost"),
        LetGo(2, "dropped", "stale"),
        LetGo(3, "dropped", "storage"),
        LetGo(4, "rejected", "paused"),
        LetGo(5, "dropped", "no_credit"),
    ]
    answers = Answers()
    answers.compare(["reading", "no_face"], let_go, dict.fromkeys((1, 2, 3, 4, 6), "reading"))
    assert answers.stored_all_the_same == {"dropped: lost": 1, "dropped: stale": 1}
    assert answers.contradicted == [
        "frame 3, told dropped: storage, is a reading",
        "frame 4, told rejected: paused, is a reading",
    ]
    assert answers.untold == ["no_face: 1 told, 0 stored"]
    assert answers.told["dropped: no_credit"] == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([True, False, True], []),
        ([True, False, True, False], []),
        ([True, False], ["3 pauses and ends of pauses answered, 2 stored"]),
        ([True, True, False, True], ["3 pauses and ends of pauses answered, 4 stored, the first"]),
        ([True, False, True, False, True], ["3 pauses and ends of pauses answered, 5 stored"]),
    ],
)
def test_pauses_that_were_answered_are_held_against_the_rows(
    rows: list[bool], told: list[str]
) -> None:
    found = wrongly_stored([True, False, True], rows)
    assert len(found) == len(told)
    assert [
        one for one, begins in zip(found, told, strict=True) if not one.startswith(begins)
    ] == []


@pytest.fixture
def echo() -> Iterator[socket.socket]:
    """A store that takes one connection; the test plays it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        yield server


@pytest.fixture
def network() -> Iterator[Network]:
    with Network() as made:
        yield made


def joined(network: Network, store: socket.socket) -> tuple[socket.socket, socket.socket]:
    """Return both ends of a connection through a new link."""
    port = network.lay("web", "valkey", store.getsockname()[1])
    near = socket.create_connection(("127.0.0.1", port), timeout=10)
    far, _ = store.accept()
    far.settimeout(10)
    return near, far


def test_a_whole_link_carries_both_ways(network: Network, echo: socket.socket) -> None:
    near, far = joined(network, echo)
    with near, far:
        near.sendall(b"ping")
        assert far.recv(4) == b"ping"
        far.sendall(b"pong")
        assert near.recv(4) == b"pong"


def test_a_hole_gives_what_it_took_when_it_is_mended(network: Network, echo: socket.socket) -> None:
    near, far = joined(network, echo)
    with near, far:
        network.become("web", "valkey", "hole")
        near.sendall(b"ping")
        far.settimeout(0.2)
        with pytest.raises(TimeoutError):
            far.recv(4)
        network.become("web", "valkey", "whole")
        far.settimeout(10)
        assert far.recv(4) == b"ping"


def test_a_delay_delays(network: Network, echo: socket.socket) -> None:
    near, far = joined(network, echo)
    with near, far:
        network.become("web", "valkey", "delay")
        sent = time.monotonic()
        near.sendall(b"ping")
        assert far.recv(4) == b"ping"
        assert time.monotonic() - sent >= DELAY_S


@pytest.mark.parametrize("mended", ["reset", "whole"])
def test_a_reset_ends_what_is_open_and_refuses_what_comes(
    network: Network, echo: socket.socket, mended: State
) -> None:
    near, far = joined(network, echo)
    with near, far:
        network.become("web", "valkey", "reset")
        with pytest.raises(ConnectionResetError):
            near.recv(1)
        network.become("web", "valkey", mended)
        port = network.links["web", "valkey"].port
        assert heard_through(port, echo) == (mended == "whole")


def heard_through(port: int, store: socket.socket) -> bool:
    """Tell whether the store hears what a new connection says; it may be reset as it opens."""
    address = ("127.0.0.1", port)
    with suppress(ConnectionResetError), socket.create_connection(address, timeout=10) as near:
        return carried(near, store)
    return False


def carried(near: socket.socket, store: socket.socket) -> bool:
    """Tell whether the store hears what is said at the near end."""
    with suppress(ConnectionError):
        near.sendall(b"ping")
        store.settimeout(1)
        with suppress(TimeoutError):
            far, _ = store.accept()
            with far:
                return far.recv(4) == b"ping"
    return False
