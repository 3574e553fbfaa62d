"""The fault driver's command: stage, run, verdict. Import only after CONSULT_DATA is set."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import django

from consult.processes import worker_command
from tests.faults.deployment import Stage
from tests.faults.fault_schedule import planned

EARLY = f"{sys.executable} -m tests.faults.early_worker"


def driven(chosen: argparse.Namespace, folder: Path) -> int:
    """Do what the command line asks; return the exit status."""
    worker = EARLY if chosen.broken else worker_command()
    with Stage(folder, postgres=chosen.database == "postgres", worker=worker) as stage:
        os.environ.update(stage.environment())
        django.setup()
        from tests.faults.run import run
        from tests.faults.verdict import result, table

        roles = chosen.roles or stage.roles
        others = chosen.kills // 2 if chosen.others is None else chosen.others
        blows = planned(chosen.seed, chosen.kills, others, roles, stage.links)
        struck, ledger, unreported = run(stage, blows, chosen.hold)
        found = result(chosen, struck, ledger, unreported)
        if found["broken"]:
            sys.stdout.write(stage.logs() + "\n")
    sys.stdout.write(table(found) + "\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if found["broken"] else 0
