"""Every message that crosses a socket of the product, typed.

`frontend/src/wire.ts` is generated from this module (`manage.py wire_types`); a test fails when
the two differ. Times are Unix milliseconds, boxes are (x, y, width, height) in 0..1 of the
camera's whole picture, probabilities follow `analyzer.results.EXPRESSIONS`.
"""

from __future__ import annotations

from typing import Final, Literal, NotRequired, TypedDict

VERSION: Final = 1
MAX_MESSAGE_BYTES: Final = 60 * 1024
"""Closed with 4413 above; the server itself closes with 1009 above 64 KiB."""
CREDITS: Final = 2

PROTOCOL: Final = "consult.v1"
"""The WebSocket subprotocol the server answers with."""
TICKET_PREFIX: Final = "ticket."
"""The client offers `consult.v1` and `ticket.<secret>`: a header, so it never lands in a URL."""

TRY_AGAIN: Final = 1012
"""The WebSocket's own code of a service that restarts: the page connects anew by itself."""
NOT_SIGNED_IN: Final = 4401
NOT_ALLOWED: Final = 4403
CONSENT_MISSING: Final = 4409
CONSULTATION_OVER: Final = 4410
TAKEN_OVER: Final = 4412
TOO_LARGE: Final = 4413
TOO_FAST: Final = 4429
TOO_MANY: Final = 4430

Status = Literal["reading", "no_face", "many_faces", "poor_quality", "dropped", "rejected"]
Role = Literal["client", "counsellor"]
PauseActor = Literal["client", "counsellor"]
CallState = Literal["scheduled", "open", "ended", "cancelled", "not_held"]
ParticipantEvent = Literal[
    "joined", "left", "consented", "refused", "withdrew", "paused", "resumed"
]
PeerState = Literal["here", "left", "lost"]
ReportState = Literal["building", "ready", "failed"]


class Answer(TypedDict):
    """What became of one frame: exactly one per frame, with its `seq`."""

    type: Literal["answer"]
    seq: int
    status: Status
    reason: NotRequired[str]
    reading: NotRequired[int]
    box: NotRequired[list[float]]
    probabilities: NotRequired[list[float]]
    label: NotRequired[str]


class Policy(TypedDict):
    """How the camera may send: frames per second, JPEG width in pixels, JPEG quality 0..1."""

    type: Literal["policy"]
    rate: float
    width: int
    quality: float
    credits: int


class Paused(TypedDict):
    """Who holds the analysis now: sent at each change, and at first when somebody does.

    `by` names everyone who does, and is empty when it runs. Frames sent while paused are rejected.
    """

    type: Literal["paused"]
    paused: bool
    by: list[PauseActor]


class Closed(TypedDict):
    """Sent just before the server closes the socket, so that a page can say why."""

    type: Literal["closed"]
    code: int
    reason: str


class Reading(TypedDict):
    """One stored answer. `position` counts 1, 2, 3 within a stream: a hole means a lost hint."""

    type: Literal["reading"]
    id: int
    participant: str
    stream: str
    position: int
    seq: int
    captured_at: int
    received_at: int
    status: Status
    reason: str
    box: list[float] | None
    probabilities: list[float] | None
    label: str | None
    valence: float | None


class Summary(TypedDict):
    """The smoothed state of one participant, by the functions the report uses.

    `insufficient` is what a report of the same readings would withhold its index for.
    """

    type: Literal["summary"]
    participant: str
    at: int
    probabilities: list[float] | None
    valence: float | None
    arousal: float | None
    label: str | None
    coverage: float
    readings: int
    camera_on_s: float
    insufficient: Literal["coverage", "readings"] | None


class Participant(TypedDict):
    """Someone joined, left or changed what may be analysed."""

    type: Literal["participant"]
    participant: str
    role: Role
    event: ParticipantEvent
    at: int


class Marker(TypedDict):
    """A moment the counsellor marked, with an optional note."""

    type: Literal["marker"]
    id: str
    at: int
    text: str


class Unmarked(TypedDict):
    """A marker was taken away."""

    type: Literal["unmarked"]
    id: str


class Call(TypedDict):
    """The consultation changed its state."""

    type: Literal["call"]
    state: CallState
    at: int


class Rate(TypedDict):
    """How many frames a second of a camera are analysed now, and how many without other load."""

    type: Literal["rate"]
    participant: str
    rate: float
    usual: float


class Report(TypedDict):
    """The report's building went on; `attempt` counts from 1, and is 0 before the first."""

    type: Literal["report"]
    state: ReportState
    attempt: int


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
CameraMessage = Answer | Policy | Paused | Closed
DashboardMessage = (
    Reading | Summary | Participant | Marker | Unmarked | Call | Rate | Report | Closed
)
