"""A measurement in a few lines, for whoever stands beside it; the JSON has all of it. Pure."""

from __future__ import annotations

from typing import Any


def lines(result: dict[str, Any]) -> list[str]:
    """Return what a result says, of a ramp or of a nuisance step by step."""
    said = [line for step in result.get("steps", [result]) for line in _measured(step)]
    if "largest" in result:
        said.append(f"{result['largest']} streams is the most that holds")
    if "moved" in result:
        said.append(f"p95 moved by {result['moved']}, {result['served']} of the frames stored")
    return said


def _measured(step: dict[str, Any]) -> list[str]:
    took = step["capture_to_answer_ms"]
    said = [
        f"{step['streams']} streams at {step['fps']}/s: {step['stored_per_s']}/s stored,"
        f" {100 * step['lost_share']:.1f} % lost, p95 {took['p95']} ms,"
        f" {'balanced' if step['balances'] else 'NOT balanced'}",
        f"p95 by tenth of the time, ms: {', '.join(map(str, step['p95_by_tenth_ms']))}",
    ]
    if "soak" in step:
        guests, left = step["company"], step["soak"]
        said.append(
            f"{guests['came']} guests, {guests['refused']} refused, {guests['went_before']} gone"
            f" before they were let in, {guests['stored']} of their"
            f" {guests['sent']} frames stored, {guests['questions_failed']} of their"
            f" {guests['questions']} questions failed"
        )
        said += [
            f"{one['kind']} ({one['pid']}): {one['memory_start_mb']} to {one['memory_end_mb']} MB"
            for one in left["processes"]
        ]
    return said
