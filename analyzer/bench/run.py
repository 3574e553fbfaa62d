"""Time the contenders, which take turns over all frames, and tell ratios of their medians."""

import logging
import resource
import shlex
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from analyzer import weights
from analyzer.bench.contenders import (
    AnsweringLoop,
    Loop,
    kernels,
    our_loop,
    read_frames,
    thesis_loop,
)
from analyzer.bench.machine import OtherLoad, description, one_core
from analyzer.expressions import LiteRTClassifier
from analyzer.faces import BUILDERS
from analyzer.frame import FrameRejected, decode
from analyzer.output import keep_apart, prepare
from analyzer.pipeline import DETECTOR, Analyzer

logger = logging.getLogger(__name__)

ASKED = ("trimmed", "followed")
"""How the pipeline asks a detector for less than all: `detect_trimmed` is told beside `detect`."""
STAGES = ("decode", "detect", *(f"detect_{how}" for how in ASKED), "classify")
WARM_UP = 2
"""Rounds over all frames before anything is timed."""


@dataclass(frozen=True)
class Bench:
    """What to time: a model of the manifest (None: its default), a detector, frames and rounds.

    `thesis` leaves the thesis's loop out where it is False: that one needs TensorFlow. Raises
    ValueError for rounds that are none.
    """

    model: str | None = None
    detector: str = DETECTOR
    frames: Path | None = None
    rounds: int = 20
    thesis: bool = True
    json: Path | None = None


def bench(order: Bench) -> dict[str, Any]:
    """Return frames a second, ratios and milliseconds by stage.

    All of it on one core. What is to be written to `json` the caller writes: here it is only seen
    that it can be. Raises WeightsError, ValueError where there are no frames, one is not let in
    or the figures would overwrite one, or OSError.
    """
    keep_apart(order.frames, order.json)
    prepare(order.json)
    cv2.setNumThreads(1)
    frames = read_frames(order.frames)
    _let_in(frames, order.frames)
    # Before anything is loaded: threads that a library starts stay where they were started.
    with one_core() as core:
        return _measured(order, frames, core)


def _let_in(frames: Sequence[bytes], path: Path | None) -> None:
    for number, data in enumerate(frames, 1):
        try:
            decode(data)
        except FrameRejected as rejected:
            reason = rejected.reason.replace("_", " ")
            raise ValueError(f"{path}: frame {number} of {len(frames)}: {reason}") from rejected


def _measured(order: Bench, frames: Sequence[bytes], core: int | None) -> dict[str, Any]:
    entry = weights.model(order.model)
    classifier, steps = LiteRTClassifier(entry.read()), Steps()
    detector = BUILDERS[order.detector]()
    ours = our_loop(Analyzer(detector, classifier, entry.version, on_step=steps.note))
    memory, answers = memory_of(ours, frames), answers_of(ours, frames)
    loops: dict[str, Loop] = {"ours": ours, **kernels(entry, order.detector)}
    if order.thesis:
        loops["thesis"] = thesis_loop(weights.model("mini-xception"))
    steps.seconds.clear()
    others = OtherLoad()
    times = timed(loops, frames, order.rounds)
    return {
        "command": shlex.join(["python", "-m", "analyzer", *sys.argv[1:]]),
        "machine": {**description(), "measured_on_core": core, "other_load_cores": others.cores()},
        "model": entry.version,
        "detector": order.detector,
        "frames": len(frames),
        "rounds": order.rounds,
        "answers": answers,
        **ratios(times),
        "ours_stage_ms": steps.milliseconds(len(frames), times["ours"]),
        "memory_mb": round(memory),
    }


def answers_of(loop: AnsweringLoop, frames: Sequence[bytes]) -> dict[str, int]:
    """Return how often each status is the answer to one pass, the most frequent first.

    A frame without a reading is quick, and its speed says nothing: that is warned of.
    """
    found: Counter[str] = Counter(answer.status for answer in loop(frames))
    if unread := len(frames) - found["reading"]:
        logger.warning(
            "%d of %d frames gave no reading: those were not classified", unread, len(frames)
        )
    return {status: count for status, count in found.most_common() if count}


def memory_of(loop: Loop, frames: Sequence[bytes]) -> float:
    """Return the most memory that this process has held so far, MB, once the loop has run.

    An interpreter takes what it computes in when it first runs. The other contenders, and
    TensorFlow with one of them, must not be there yet.
    """
    for _ in range(WARM_UP):
        loop(frames)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Steps:
    """What our own pipeline takes step by step, with everything around the kernels."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    def note(self, step: str, seconds: float) -> None:
        """Take down a step of one pass over all frames."""
        self.seconds.setdefault(step, []).append(seconds)

    def milliseconds(self, frames: int, whole: float) -> dict[str, float]:
        """Return each step's median a frame, and as `rest` what they leave of `whole` seconds.

        That is cropping, the quality gate and putting answers together.
        """
        found = {
            step: float(np.median(seconds[WARM_UP:])) / frames
            for step, seconds in self.seconds.items()
        }
        found["rest"] = whole - sum(found.values())
        return {step: round(value * 1e3, 3) for step, value in found.items()}


def timed(loops: Mapping[str, Loop], frames: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Return each contender's median seconds a frame, of passes over all frames.

    A pass is a micro-batch, as a worker takes it. They take turns, in an order drawn anew each
    time, so that a machine that slows down slows all of them.
    """
    random = np.random.default_rng(1)
    names = list(loops)
    times: dict[str, list[float]] = {name: [] for name in loops}
    for number in range(WARM_UP + rounds):
        for name in random.permutation(names).tolist():
            began = time.perf_counter()
            loops[name](frames)
            took = time.perf_counter() - began
            if number >= WARM_UP:
                times[name].append(took / len(frames))
    return {name: float(np.median(values)) for name, values in times.items()}


def ratios(times: Mapping[str, float]) -> dict[str, Any]:
    """Return what the medians say of each other.

    The kernel's figures are of detectors as their makers ship them; `efficiency_trimmed` and
    `efficiency_followed` are against one that, like ours, leaves margins out or follows a face.
    """
    stages = {name: times[name] for name in STAGES if name in times}
    read = times["decode"] + times["classify"]
    kernel = read + times["detect"]
    asked = {how: stages[f"detect_{how}"] for how in ASKED if f"detect_{how}" in stages}
    thesis = times.get("thesis")
    return {
        "ours_fps": round(1 / times["ours"], 1),
        "thesis_fps": round(1 / thesis, 2) if thesis else None,
        "ratio_vs_thesis": round(thesis / times["ours"], 1) if thesis else None,
        "kernel_fps": round(1 / kernel, 1),
        "efficiency": round(kernel / times["ours"], 3),
        **{
            f"efficiency_{how}": round((read + time) / times["ours"], 3)
            for how, time in asked.items()
        },
        "ours_ms": round(times["ours"] * 1e3, 3),
        "kernel_ms": {name: round(value * 1e3, 3) for name, value in stages.items()},
    }
