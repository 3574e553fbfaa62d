"""From journals, accounts and gauge to the numbers of one measurement. Pure but for the gauge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consult.live.load.accounts import Accounts
from consult.live.load.journal import Journal
from consult.live.load.machine import Gauge, Used
from consult.live.load.plan import Plan

FAULTS_SHOWN: Final = 10
P95_BAR_MS: Final = 1000.0
LOST_BAR: Final = 0.01
MOVED_BAR: Final = 0.2
SERVED_BAR: Final = 0.95


def figures(
    plan: Plan, journals: Sequence[Journal], accounts: Accounts, gauge: Gauge
) -> dict[str, Any]:
    """Return one measurement as JSON-ready numbers."""
    offered = sum(journal.offered for journal in journals)
    sent = sum(len(journal.captured) for journal in journals)
    stored = accounts.stored
    result = {
        "streams": plan.streams,
        "fps": plan.fps,
        "seconds": plan.seconds,
        "pages": "ask" if plan.pages else "none",
        "empty": plan.empty,
        "offered": offered,
        "held_back": offered - sent,
        **outcome(journals),
        "stored": stored,
        "shown": sum(len(journal.shown) for journal in journals),
        "dropped": dict(accounts.dropped),
        "rejected": dict(accounts.rejected),
        "lost_share": round(1 - stored / offered, 4) if offered else 0.0,
        "stored_per_s": round(stored / plan.seconds, 1),
        "capture_to_answer_ms": percentiles(journals, "stored_after"),
        "capture_to_drop_ms": percentiles(journals, "dropped_after"),
        "capture_to_dashboard_ms": percentiles(journals, "shown"),
        "p95_by_tenth_ms": by_tenth(plan, journals),
        "rate_allowed": rates(journals),
        "balances": not accounts.faults,
        "faults": accounts.faults[:FAULTS_SHOWN],
        "bytes_in_per_frame": round(sum(j.bytes_out for j in journals) / max(1, sent)),
        "bytes_out_per_frame": round(sum(j.bytes_in for j in journals) / max(1, sent)),
    }
    return {**result, **spent(plan, gauge, stored)}


def outcome(journals: Sequence[Journal]) -> dict[str, Any]:
    """Return what became of the frames, questions and sockets of some cameras and dashboards."""
    return {
        "sent": sum(len(journal.captured) for journal in journals),
        "answered": sum(journal.answered for journal in journals),
        "unanswered": sum(journal.unanswered for journal in journals),
        "questions": sum(journal.questions for journal in journals),
        "questions_failed": sum(journal.questions_failed for journal in journals),
        "closed_early": sorted({journal.closed for journal in journals if journal.closed}),
    }


def holds(result: dict[str, Any]) -> bool:
    """Tell whether a measurement is within the ramp's bars: p95 < 1 s, < 1 % lost, balanced, and
    every question of the pages answered.

    P95 is of what was stored: a frame that is thrown away at once is no quick answer. Lost is
    everything that was offered and not stored, also what the page held back for want of a credit
    or because the server lowered the rate: a service must not pass by asking for less.
    """
    p95 = result["capture_to_answer_ms"]["p95"]
    fine = p95 is not None and p95 < P95_BAR_MS and result["lost_share"] < LOST_BAR
    broken = result["closed_early"] or result["questions_failed"]
    return bool(fine and result["balances"] and not broken)


def moved(calm: Sequence[dict[str, Any]], disturbed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return how far the median p95 of capture-to-answer moved: 0.1 is ten per cent slower.

    And how much of what was stored without it is stored with it: p95 says nothing of a rate that
    was lowered for everybody.
    """
    before, after = (
        [one["capture_to_answer_ms"]["p95"] for one in half] for half in (calm, disturbed)
    )
    calm_stored, stored = (
        float(np.median([s["stored"] for s in half])) for half in (calm, disturbed)
    )
    served = stored / calm_stored if calm_stored else 0.0
    share = None
    if None not in before + after:
        share = round(float(np.median(after) / np.median(before)) - 1, 3)
    return {
        "calm_p95_ms": before,
        "disturbed_p95_ms": after,
        "moved": share,
        "served": round(served, 3),
        "holds": share is not None and share < MOVED_BAR and served > SERVED_BAR,
    }


def percentiles(journals: Sequence[Journal], which: str) -> dict[str, float | None]:
    """Return p50, p95 and p99 in milliseconds over all streams; None where nothing came.

    `which` is what journals note: `stored_after`, `dropped_after` or `shown`.
    """
    seconds = [value for journal in journals for value in getattr(journal, which).values()]
    if not seconds:
        return {"p50": None, "p95": None, "p99": None}
    found = np.percentile(np.array(seconds) * 1000, (50, 95, 99))
    return dict(zip(("p50", "p95", "p99"), (round(float(v), 1) for v in found), strict=True))


def by_tenth(plan: Plan, journals: Sequence[Journal]) -> list[float | None]:
    """Return p95 of capture-to-answer (ms) for each tenth of the measurement, by capture.

    Of frames that were stored; None where there was none.
    """
    captured = [one.captured[seq] for one in journals for seq in one.stored_after]
    took = np.array([value for one in journals for value in one.stored_after.values()])
    if not captured:
        return [None] * 10
    began = min(at for one in journals for at in one.captured.values())
    tenths = (np.array(captured) - began) / plan.seconds * 10
    return [_p95_ms(took[np.clip(tenths.astype(int), 0, 9) == tenth]) for tenth in range(10)]


def _p95_ms(seconds: NDArray[np.float64]) -> float | None:
    return round(float(np.percentile(1000 * seconds, 95)), 1) if len(seconds) else None


def rates(journals: Sequence[Journal]) -> dict[str, float | int]:
    """Return the least and the last rate (frames per second) that the server allowed."""
    known = [journal.rates for journal in journals if journal.rates]
    return {
        "least": min((min(one) for one in known), default=0.0),
        "last_least": min((one[-1] for one in known), default=0.0),
        "last_most": max((one[-1] for one in known), default=0.0),
        "changes": max((len(one) - 1 for one in known), default=0),
    }


def spent(plan: Plan, gauge: Gauge, stored: int) -> dict[str, Any]:
    """Return CPU and memory of each process, per frame and per stream, and Redis's work."""
    frames = max(1, stored)
    web = [used for used in gauge.processes if used.kind == "web" and not used.came]
    grown = sum(max(used.memory, default=0) - used.memory_before for used in web)
    return {
        "processes": [_process(used, plan, frames) for used in gauge.processes],
        "cpu_ms_per_frame": round(1000 * sum(used.cpu_s for used in gauge.processes) / frames, 2),
        "other_cpu_share": round(gauge.others_s / plan.seconds, 3),
        "web_memory_per_stream_kb": round(grown / plan.streams / 1000) if web else None,
        "redis_commands_per_frame": round(
            gauge.redis.get("total_commands_processed", 0) / frames, 2
        ),
        "redis_bytes_per_frame": round(
            (
                gauge.redis.get("total_net_input_bytes", 0)
                + gauge.redis.get("total_net_output_bytes", 0)
            )
            / frames
        ),
    }


def _process(used: Used, plan: Plan, frames: int) -> dict[str, Any]:
    memory = [round(value / 1e6, 1) for value in used.memory]
    return {
        "kind": used.kind,
        "pid": used.process.pid,
        "came": used.came,
        "went": used.went,
        "cpu_share": round(used.cpu_s / plan.seconds, 3),
        "cpu_ms_per_frame": round(1000 * used.cpu_s / frames, 2),
        "memory_mb": {
            "before": round(used.memory_before / 1e6, 1),
            "first": memory[0] if memory else None,
            "middle": memory[len(memory) // 2] if memory else None,
            "last": memory[-1] if memory else None,
            "most": max(memory, default=None),
        },
    }
