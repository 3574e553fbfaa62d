"""A call whose two sides cannot reach each other: all of it goes through the TURN server."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.calls import meet, see_each_other
from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, sign_in
from tests.browser.coturn import SECRET, TurnServer, find_turnserver
from tests.service import RunningService

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_turnserver() is None,
        reason="no turnserver on this machine: python -m tests.browser.coturn installs it",
    ),
]

ONLY_RELAYED = """
window.peers = [];
const relayed = (given) => ({ ...given, iceTransportPolicy: "relay" });
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(given) { super(relayed(given)); peers.push(this); }
  setConfiguration(given) { super.setConfiguration(relayed(given)); }
};
"""
WAY = """async () => {
  const all = [...(await peers.at(-1).getStats()).values()];
  const transport = all.find(({ type }) => type === "transport");
  const pair = all.find(({ id }) => id === transport.selectedCandidatePairId);
  return all.find(({ id }) => id === pair.localCandidateId).candidateType;
}"""


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnServer]:
    with TurnServer(tmp_path_factory.mktemp("turn")) as turn:
        yield turn


@pytest.fixture(scope="module")
def service(
    tmp_path_factory: pytest.TempPathFactory, relay: TurnServer
) -> Iterator[RunningService]:
    """A service that knows a TURN server."""
    own = {"TURN_URL": relay.url, "TURN_SECRET": SECRET}
    with RunningService(tmp_path_factory.mktemp("relayed"), **own) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, camera_file: Path) -> Iterator[Browser]:
    """A Chromium that may call over loopback: the TURN server is nowhere else."""
    given = [*flags(camera_file), "--allow-loopback-in-peer-connection"]
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=given)
    yield browser
    browser.close()


@pytest.fixture
def pages(chromium: Browser, service: RunningService) -> Iterator[tuple[Page, Page]]:
    """Alice and Erin, whose networks let nothing through but the relay."""
    profiles = [context(chromium, service) for _ in range(2)]
    for profile in profiles:
        profile.add_init_script(ONLY_RELAYED)
    yield profiles[0].new_page(), profiles[1].new_page()
    for profile in profiles:
        profile.close()


def test_the_picture_moves_through_the_relay_and_comes_back_after_a_break(
    pages: tuple[Page, Page], relay: TurnServer
) -> None:
    alice, erin = pages
    sign_in(alice)
    meet(alice, erin, "Erin Relayed")
    assert [page.evaluate(WAY) for page in pages] == ["relay", "relay"]

    relay.process.send_signal(signal.SIGSTOP)
    try:
        # Said by both, of a network that lets nothing through: no page has closed anything.
        expect(alice.get_by_text("The connection to Erin Relayed broke.")).to_be_visible()
        expect(erin.get_by_text("The connection to Alice broke.")).to_be_visible()
    finally:
        relay.process.send_signal(signal.SIGCONT)
    see_each_other(alice, erin, "Erin Relayed")
    assert [page.evaluate(WAY) for page in pages] == ["relay", "relay"]
