"""What a page may say on the call's socket is read strictly."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.live import signalling
from tests.consult.live.callers import ALICES, ERINS, offer

CANDIDATE = {"candidate": "c", "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": None}
SIGNAL = {"type": "signal", "sender": ALICES, "to": ERINS}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "join", "peer": ALICES},
        {"type": "leave"},
        {"type": "media", "audio": True, "video": False, "screen": False},
        offer(),
        {**SIGNAL, "candidate": CANDIDATE},
        {**SIGNAL, "candidate": {**CANDIDATE, "sdpMid": None, "sdpMLineIndex": None}},
    ],
)
def test_what_pages_say_is_taken_as_it_is(message: dict[str, Any]) -> None:
    assert signalling.read(json.dumps(message)) == message


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("{", "not_json"),
        ("[" * 100_000, "not_json"),
        ([], "unknown_type"),
        ({"type": {"a": 1}}, "unknown_type"),
        ({"type": "join", "peer": "<script>"}, "bad_peer"),
        ({"type": "join"}, "bad_peer"),
        ({"type": "media", "audio": 1, "video": False, "screen": False}, "bad_media"),
        (SIGNAL, "bad_signal"),
        ({**offer(), "candidate": CANDIDATE}, "bad_signal"),
        ({**SIGNAL, "to": 5, "candidate": CANDIDATE}, "bad_peer"),
        (offer(sdp="x" * (signalling.LONGEST_SDP + 1)), "bad_description"),
        ({**SIGNAL, "description": {"type": "rollback", "sdp": ""}}, "bad_description"),
        ({**SIGNAL, "description": "v=0"}, "bad_description"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "candidate": "c" * 1025}}, "bad_candidate"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "sdpMLineIndex": True}}, "bad_candidate"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "sdpMLineIndex": -1}}, "bad_candidate"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "sdpMid": "m" * 257}}, "bad_candidate"),
        ({**SIGNAL, "candidate": None}, "bad_candidate"),
    ],
)
def test_anything_else_is_refused_with_its_reason(message: Any, reason: str) -> None:
    text = message if isinstance(message, str) else json.dumps(message)
    with pytest.raises(signalling.BadMessage) as refused:
        signalling.read(text)
    assert refused.value.reason == reason


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(signalling.BadMessage):
        assert signalling.read(text)["type"]
