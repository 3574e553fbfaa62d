"""Every message of the camera's and the dashboard's socket, typed; the call's are in `wire_call`.

`frontend/src/wire.ts` is generated from both modules (`manage.py wire_types`); a test fails when
they differ. Times are Unix milliseconds, boxes are (x, y, width, height) in 0..1 of the
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


CameraMessage = Answer | Policy | Paused | Closed
DashboardMessage = (
    Reading | Summary | Participant | Marker | Unmarked | Call | Rate | Report | Closed
)
