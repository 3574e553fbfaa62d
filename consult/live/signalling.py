"""What a page may say on the call's socket: read strictly, rebuilt from known fields only. Pure."""

from __future__ import annotations

import json
import re
from typing import Any, Final, TypeGuard, cast

from consult.live import wire_call

LONGEST_SDP: Final = 48 * 1024
"""Characters; Chromium's offer of one audio and one video line has about 6,000."""
LONGEST_CANDIDATE: Final = 1024
_PEER: Final = re.compile(r"[0-9a-f-]{16,36}")


class BadMessage(ValueError):
    """A message that is not taken. `reason` goes back to the page; the message goes nowhere."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(text: str) -> wire_call.CallRequest:
    """Return a page's message.

    Raises:
        BadMessage: `not_json`, `unknown_type`, `bad_peer`, `bad_media`, `bad_description`,
            `bad_candidate` or `bad_signal`.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMessage("not_json") from error
    reader = _READERS.get(str(said.get("type"))) if isinstance(said, dict) else None
    if reader is None:
        raise BadMessage("unknown_type")
    return cast("wire_call.CallRequest", reader(said))


def _join(said: dict[str, Any]) -> wire_call.Join:
    return {"type": "join", "peer": _peer(said.get("peer"))}


def _leave(said: dict[str, Any]) -> wire_call.Leave:
    return {"type": "leave"}


def _media(said: dict[str, Any]) -> wire_call.Media:
    audio, video, screen = (said.get(name) for name in ("audio", "video", "screen"))
    if not (isinstance(audio, bool) and isinstance(video, bool) and isinstance(screen, bool)):
        raise BadMessage("bad_media")
    return {"type": "media", "audio": audio, "video": video, "screen": screen}


def _signal(said: dict[str, Any]) -> wire_call.Signal:
    signal: wire_call.Signal = {
        "type": "signal",
        "sender": _peer(said.get("sender")),
        "to": _peer(said.get("to")),
    }
    if ("description" in said) == ("candidate" in said):
        raise BadMessage("bad_signal")
    if "description" in said:
        signal["description"] = _description(said["description"])
    else:
        signal["candidate"] = _candidate(said["candidate"])
    return signal


def _description(said: Any) -> wire_call.Description:
    kind, sdp = (said.get("type"), said.get("sdp")) if isinstance(said, dict) else (None, None)
    if kind not in ("offer", "answer") or not _is_text(sdp, LONGEST_SDP):
        raise BadMessage("bad_description")
    return {"type": kind, "sdp": sdp}


def _candidate(said: Any) -> wire_call.Candidate:
    fields = said if isinstance(said, dict) else {}
    candidate, line = fields.get("candidate"), fields.get("sdpMLineIndex")
    mid, fragment = fields.get("sdpMid"), fields.get("usernameFragment")
    texts_fit = all(text is None or _is_text(text, 256) for text in (mid, fragment))
    line_fits = line is None or (type(line) is int and 0 <= line < 64)
    if not _is_text(candidate, LONGEST_CANDIDATE) or not texts_fit or not line_fits:
        raise BadMessage("bad_candidate")
    return {
        "candidate": candidate,
        "sdpMid": mid,
        "sdpMLineIndex": line,
        "usernameFragment": fragment,
    }


def _is_text(said: Any, longest: int) -> TypeGuard[str]:
    """Tell whether this is a text that can be passed on.

    JSON can escape half of a surrogate pair, which no encoding takes.
    """
    if not isinstance(said, str) or len(said) > longest:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in said)


def _peer(said: Any) -> str:
    if not isinstance(said, str) or not _PEER.fullmatch(said):
        raise BadMessage("bad_peer")
    return said


_READERS: Final = {"join": _join, "leave": _leave, "media": _media, "signal": _signal}
