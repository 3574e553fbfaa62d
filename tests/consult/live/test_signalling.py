"""What a page may say on the call's socket is read strictly."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import msgpack
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
        (offer(sdp="half a pair: \ud800"), "bad_description"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "candidate": "\udfff"}}, "bad_candidate"),
        ({**SIGNAL, "candidate": {**CANDIDATE, "sdpMid": "\ud800"}}, "bad_candidate"),
    ],
)
def test_anything_else_is_refused_with_its_reason(message: Any, reason: str) -> None:
    text = message if isinstance(message, str) else json.dumps(message)
    with pytest.raises(signalling.BadMessage) as refused:
        signalling.read(text)
    assert refused.value.reason == reason


WORDS = st.text(st.characters(exclude_categories=()), max_size=40)
SAID = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)
SIGNALS = st.fixed_dictionaries(
    {"type": st.just("signal"), "sender": st.just(ALICES), "to": st.just(ERINS)},
    optional={
        "description": st.fixed_dictionaries({"type": st.just("offer"), "sdp": WORDS}) | SAID,
        "candidate": st.fixed_dictionaries(
            {"candidate": WORDS, "sdpMid": WORDS | SAID, "sdpMLineIndex": st.integers() | SAID}
        ),
    },
)
MESSAGES = SIGNALS | st.fixed_dictionaries(
    {"type": st.sampled_from(["join", "leave", "media", "signal"]) | SAID},
    optional=dict.fromkeys(("peer", "audio", "sender", "to", "description"), SAID),
)


@given(MESSAGES)
def test_whatever_is_taken_can_be_passed_on(message: dict[str, Any]) -> None:
    with contextlib.suppress(signalling.BadMessage):
        # The layer packs it so; nothing that cannot be packed may come that far.
        assert msgpack.packb(signalling.read(json.dumps(message)))


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(signalling.BadMessage):
        assert signalling.read(text)["type"]
