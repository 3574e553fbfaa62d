"""From faults and accounts to a result: which promises were kept. Pure."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from typing import Any, Final

from tests.faults.fault_injection import Struck
from tests.faults.reconciliation import Ledger

AFTER_KILL_S: Final = {"analyzer": 5.0}
"""How soon a role is back after a kill (docs/trust.md, P4); any other within RESTART_S."""
RESTART_S: Final = 10.0
EXIT_S: Final = 20.0
"""From SIGTERM to the end of the process (P6)."""
HEALED_S: Final = 20.0
"""After a stop, a restart or a broken network: a layer's connection is given up after 15 s."""
REPORT_S: Final = 60.0
SHOWN: Final = 20


def result(
    chosen: argparse.Namespace, struck: Sequence[Struck], ledger: Ledger, unreported: Sequence[str]
) -> dict[str, Any]:
    """Return a run as JSON-ready numbers; `broken` lists what was promised and not kept."""
    return {
        "command": " ".join(["python -m tests.faults", *sys.argv[1:]]),
        "seed": chosen.seed,
        "database": chosen.database,
        "kills": sum(one.blow.kind == "kill" for one in struck),
        "faults": len(struck),
        "readings_journaled": ledger.journaled,
        "readings_stored": ledger.stored,
        "markers_journaled": ledger.markers_journaled,
        "pauses_journaled": ledger.pauses_journaled,
        "missing": len(ledger.missing),
        "duplicates": ledger.duplicates,
        "answered_twice": ledger.answered_twice,
        "streams": ledger.streams,
        "frames_received": ledger.received,
        "frames_dropped": ledger.dropped,
        "unbalanced_streams": len(ledger.unbalanced),
        "answers": dict(sorted(ledger.answers.told.items())),
        "rows": dict(sorted(ledger.answers.stored.items())),
        "stored_all_the_same": dict(sorted(ledger.answers.stored_all_the_same.items())),
        "by_fault": by_fault(struck),
        "broken": broken(struck, ledger, unreported, chosen.slack),
        "slack": chosen.slack,
    }


def by_fault(struck: Sequence[Struck]) -> list[dict[str, Any]]:
    """Return, for each kind and role, how many there were and how long each thing took."""
    groups: dict[tuple[str, str], list[Struck]] = {}
    for one in struck:
        groups.setdefault((one.blow.kind, one.blow.role), []).append(one)
    return [
        {"kind": kind, "role": role, "count": len(group), "seconds": _spread(group)}
        for (kind, role), group in sorted(groups.items())
    ]


def _spread(group: Sequence[Struck]) -> dict[str, dict[str, float | None]]:
    names = dict.fromkeys(name for one in group for name in one.seconds)
    found = {}
    for name in names:
        values = [one.seconds[name] for one in group if name in one.seconds]
        known = [value for value in values if value is not None]
        found[name] = {
            "median": round(statistics.median(known), 2) if known else None,
            "max": round(max(known), 2) if len(known) == len(values) else None,
        }
    return found


def broken(
    struck: Sequence[Struck], ledger: Ledger, unreported: Sequence[str], slack: float
) -> list[str]:
    """Return each promise that was not kept, in words."""
    found = [f"lost: {one}" for one in ledger.missing[:SHOWN]]
    found += [f"not balanced: {one}" for one in ledger.unbalanced[:SHOWN]]
    found += [f"contradicted: {one}" for one in ledger.answers.contradicted[:SHOWN]]
    found += [f"not there: {one}" for one in ledger.answers.untold]
    found += [f"pauses: {one}" for one in ledger.pauses]
    found += [f"no report: {path}" for path in unreported]
    if ledger.duplicates:
        found.append(f"stored twice: {ledger.duplicates}")
    if ledger.answered_twice:
        found.append(f"answered twice: {ledger.answered_twice}")
    for one in struck:
        found += [f"{one.blow}: {fault}" for fault in _faults(one, slack)]
    return found


def _faults(one: Struck, slack: float) -> list[str]:
    found = [f"{stream} overdrawn" for stream in one.overdrawn]
    for name, took in one.seconds.items():
        limit = _limit(one, name) * slack
        if took is None or took > limit:
            found.append(f"{name} {'never' if took is None else f'after {took:.1f} s'}, {limit:g}")
    if one.blow.kind == "term":
        found += [status for status in one.exits if status != "exit status 0"]
        # The other stores are asked by requests; a web process that goes must not show it.
        if one.blow.role in ("web", "analyzer") and one.server_errors:
            found.append(f"{one.server_errors} answers 5xx")
    return found


def _limit(one: Struck, what: str) -> float:
    if what == "report":
        return REPORT_S
    if what == "exit":
        return EXIT_S
    if one.blow.kind == "kill":
        return AFTER_KILL_S.get(one.blow.role, RESTART_S)
    return HEALED_S + (EXIT_S if one.blow.kind == "term" else 0)


def table(found: dict[str, Any]) -> str:
    """Return the result as text."""
    lines = [f"{found['faults']} faults, {found['kills']} of them kill -9, {found['database']}", ""]
    for row in found["by_fault"]:
        times = ", ".join(
            f"{name} {spread['median']}/{spread['max']} s"
            for name, spread in row["seconds"].items()
        )
        lines.append(f"{row['kind']:6} {row['role']:9} {row['count']:4}  {times}")
    lines += [
        "",
        f"readings: {found['readings_journaled']} answered, {found['readings_stored']} stored;"
        f" markers answered: {found['markers_journaled']},"
        f" pauses: {found['pauses_journaled']}; missing: {found['missing']}",
        f"stored twice: {found['duplicates']}; streams: {found['streams']},"
        f" not balanced: {found['unbalanced_streams']}",
        *(["", "BROKEN:", *found["broken"]] if found["broken"] else ["", "Every promise kept."]),
    ]
    return "\n".join(lines)
