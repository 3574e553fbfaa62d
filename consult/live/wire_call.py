"""Every message of the call's socket, typed: WebRTC negotiation and hints about the chat."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from consult.live.wire import Closed

PeerState = Literal["here", "left", "lost"]


class IceServer(TypedDict):
    """A STUN or TURN server, as RTCPeerConnection takes it."""

    urls: list[str]
    username: NotRequired[str]
    credential: NotRequired[str]


class Ready(TypedDict):
    """First words of the call's socket: who gives way when both offer, and the servers to use."""

    type: Literal["ready"]
    polite: bool
    ice: list[IceServer]


class Ice(TypedDict):
    """The servers once more, their password fresh: a call may last longer than the first one."""

    type: Literal["ice"]
    ice: list[IceServer]


class Join(TypedDict):
    """Sent by a page: it takes part. `peer` names this page's connection; a new one starts over."""

    type: Literal["join"]
    peer: str


class Leave(TypedDict):
    """Sent by a page just before it leaves on purpose."""

    type: Literal["leave"]


class Peer(TypedDict):
    """The other side came, left on purpose, or was lost."""

    type: Literal["peer"]
    peer: str
    state: PeerState


class Description(TypedDict):
    """An offer or answer of WebRTC. Passed on, never logged or stored."""

    type: Literal["offer", "answer"]
    sdp: str


class Candidate(TypedDict):
    """One ICE candidate; an empty `candidate` ends them."""

    candidate: str
    sdpMid: str | None
    sdpMLineIndex: int | None
    usernameFragment: str | None


class Signal(TypedDict):
    """One step of the negotiation, from one page's connection to another's: either of the two."""

    type: Literal["signal"]
    sender: str
    to: str
    description: NotRequired[Description]
    candidate: NotRequired[Candidate]


class Media(TypedDict):
    """What a side sends now: microphone, camera, and whether the picture is its screen."""

    type: Literal["media"]
    audio: bool
    video: bool
    screen: bool


class Chat(TypedDict):
    """The chat has changed: read on by REST. `last` is the newest id, 0 when some were erased."""

    type: Literal["chat"]
    last: int


class Refused(TypedDict):
    """A message of the page was not taken, and why."""

    type: Literal["refused"]
    reason: str


CallMessage = Ready | Ice | Peer | Media | Signal | Chat | Refused | Closed
CallRequest = Join | Leave | Media | Signal
