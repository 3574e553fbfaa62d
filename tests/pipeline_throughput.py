"""`python -m tests.pipeline_throughput`: frames a second of bare pipelines, one and one per core.

What a machine could analyse if everything around the analysis were free: the measure for what
`loadtest` stores. Two do not always do twice as much as one, as cores share caches and more.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from functools import lru_cache
from multiprocessing import get_context

import cv2

from analyzer.bench.contenders import read_frames
from analyzer.pipeline import Analyzer

WARM_S = 1.0


def main() -> None:
    """Measure, and print a line of JSON for each number of processes."""
    arguments = argparse.ArgumentParser(description=__doc__)
    cores = len(os.sched_getaffinity(0))
    arguments.add_argument("--processes", type=int, nargs="+", default=[1, cores])
    arguments.add_argument("--seconds", type=float, default=10.0)
    chosen = arguments.parse_args()
    for count in chosen.processes:
        with get_context("spawn").Pool(count) as pool:
            pool.map(frames_per_second, [WARM_S] * count, chunksize=1)
            each = pool.map(frames_per_second, [chosen.seconds] * count, chunksize=1)
        found = {"processes": count, "fps": round(sum(each), 1)}
        sys.stdout.write(json.dumps(found) + "\n")


def frames_per_second(seconds: float) -> float:
    """Return how many frames this process's pipeline reads in a second, over so many."""
    frames, done, began = read_frames(None), 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        _pipeline().analyze(frames)
        done += len(frames)
    return done / (time.perf_counter() - began)


@lru_cache(maxsize=1)
def _pipeline() -> Analyzer:
    cv2.setNumThreads(1)
    return Analyzer.default()


if __name__ == "__main__":
    main()
