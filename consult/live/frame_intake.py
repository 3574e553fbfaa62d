"""What the camera's socket decides about each frame before any work is spent on it. Pure."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import Final

from consult.consultations.services.streams import Counters, LetGo
from consult.live import frame_header, wire
from consult.live.bucket import Bucket
from consult.live.client_clock import ClientClock
from consult.live.vacancy import Vacancy

IN_FLIGHT_MAX: Final = 4
"""Twice the browser's credits: a credit freed after 3 s may overlap a late answer."""
LET_GO_MAX: Final = 64
"""Frames remembered; the two answers to one that was delivered twice come within seconds."""
UNAVAILABLE: Final = "unavailable"
"""Drop reason: the connection broke while Redis took a frame, which a worker may have all the same,
or while the database took its reading, which may be committed all the same. Counted as dropped, and
stored, it would stand in the accounts twice."""
PATIENCE: Final = 100
"""Frames over the rate, without one within it between, before the socket is closed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An admitted frame."""

    seq: int
    captured_at: int
    """Unix ms in the server's time."""
    received_at: int
    region: tuple[int, int, int, int]
    jpeg: bytes
    brief: bool = False
    """Whether it is searched for near faces only."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A frame that is answered at once."""

    seq: int
    status: wire.Status
    reason: str


class TooFast(Exception):
    """The socket floods; it must be closed."""


@dataclass(slots=True)
class FrameIntake:
    """Admission control and counters of one camera socket.

    Only its own consumer touches it: no lock is needed.
    """

    rate: InitVar[float]
    """Frames per second that are taken; `pace` changes it."""
    stream: InitVar[int] = 0
    """A number of the stream's own, for `Vacancy`."""
    paused: bool = False
    counters: Counters = field(default_factory=Counters)
    open_frames: dict[int, int] = field(default_factory=dict)
    """seq → received_at (ms) of frames without an answer."""
    unknown: set[int] = field(default_factory=set)
    """Frames given up, or unavailable: stored or lost, only the database knows."""
    let_go: dict[int, LetGo] = field(default_factory=dict)
    """The last frames that a worker refused or dropped: another may yet say that it stored one."""
    last_seq: int = 0
    _clock: ClientClock = field(default_factory=ClientClock)
    _vacancy: Vacancy = field(init=False)
    bucket: Bucket = field(init=False)
    _over: int = 0

    def __post_init__(self, rate: float, stream: int) -> None:
        self._vacancy = Vacancy(stream)
        self.bucket = Bucket(rate, _at_once(rate))

    def pace(self, rate: float) -> None:
        """Take this many frames per second from now on."""
        self.bucket.rate, self.bucket.capacity = rate, _at_once(rate)

    def admit(self, message: bytes, now: int) -> Frame | Refused:
        """Return the frame to analyse, or why not. `now` in Unix ms.

        Raises:
            TooFast: after `PATIENCE` frames in a row over the rate.
        """
        self.counters.received += 1
        if not self._has_token(now):
            return self._refuse(self._seq_of(message), "dropped", "too_fast")
        try:
            header, jpeg = frame_header.unpack_frame(message)
        except frame_header.BadFrame as error:
            return self._refuse(error.seq, "rejected", error.reason)
        if self.paused:
            return self._refuse(header.seq, "rejected", "paused")
        if header.seq <= self.last_seq:
            return self._refuse(header.seq, "rejected", "replayed")
        self.last_seq = header.seq
        if len(self.open_frames) >= IN_FLIGHT_MAX:
            return self._refuse(header.seq, "dropped", "no_credit")
        self.open_frames[header.seq] = now
        captured_at = self._clock.captured(header.captured_at, now)
        brief = self._vacancy.brief(header.seq, now, header.region == frame_header.WHOLE_PICTURE)
        return Frame(header.seq, captured_at, now, header.region, jpeg, brief)

    def refuse_text(self, now: int) -> Refused:
        """Count and refuse a text message: a camera sends binary frames only.

        Raises:
            TooFast: as `admit`; words are no cheaper than pictures.
        """
        self.counters.received += 1
        if not self._has_token(now):
            return self._refuse(0, "dropped", "too_fast")
        return self._refuse(0, "rejected", "not_binary")

    def settle(self, seq: int, status: wire.Status, reason: str) -> bool:
        """Take an answer into the accounts; False when the frame was answered before."""
        if seq in self.unknown:
            if reason == UNAVAILABLE:
                return False
            # Too late for the client, which was told it is lost, but not for the accounts.
            self.unknown.discard(seq)
            self._note_answer(seq, status, reason)
            return False
        self._vacancy.answered(seq, status)
        if self.open_frames.pop(seq, None) is None:
            self._correct(seq, status)
            return False
        if reason == UNAVAILABLE:
            self.unknown.add(seq)
        else:
            self._note_answer(seq, status, reason)
        return True

    def give_up(self, now: int, limit_ms: int) -> list[int]:
        """Return the frames that have waited longer than `limit_ms` and stop waiting for them.

        They stay open in the accounts: the worker may have stored one and died before it
        answered. `streams.close_stream` looks each of them up.

        Either way: a clock that was set back by an hour would hold a camera's places for as long.
        """
        overdue = [seq for seq, since in self.open_frames.items() if abs(now - since) > limit_ms]
        for seq in overdue:
            del self.open_frames[seq]
        self.unknown.update(overdue)
        return overdue

    @property
    def unanswered(self) -> list[int]:
        """Every frame without a known outcome."""
        return [*self.open_frames, *self.unknown]

    def _refuse(self, seq: int, status: wire.Status, reason: str) -> Refused:
        self.counters.note(status, reason)
        return Refused(seq, status, reason)

    def _note_answer(self, seq: int, status: wire.Status, reason: str) -> None:
        self.counters.note(status, reason)
        if status in ("dropped", "rejected"):
            self.let_go[seq] = (status, reason)
            if len(self.let_go) > LET_GO_MAX:
                del self.let_go[next(iter(self.let_go))]

    def _correct(self, seq: int, status: wire.Status) -> None:
        """Strike a frame out that one worker let go and another had stored."""
        if status in ("dropped", "rejected") or seq not in self.let_go:
            return
        self.counters.strike_out(*self.let_go.pop(seq))

    def _has_token(self, now: int) -> bool:
        if self.bucket.take(now / 1000):
            self._over = 0
            return True
        self._over += 1
        if self._over > PATIENCE:
            self.counters.note("dropped", "too_fast")
            raise TooFast
        return False

    @staticmethod
    def _seq_of(message: bytes) -> int:
        if len(message) < frame_header.HEADER.size:
            return 0
        return int(frame_header.HEADER.unpack_from(message)[6])


def _at_once(rate: float) -> float:
    """Return how many frames may come at once: two seconds' worth, and five at least."""
    return max(5.0, 2 * rate)
