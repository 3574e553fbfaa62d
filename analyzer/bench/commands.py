"""The command that times: its options, and the call it comes to."""

import argparse
import json
from pathlib import Path
from typing import Any

from analyzer import DETECTORS
from analyzer.options import positive


def add_commands(commands: Any) -> None:
    """Add the command to argparse's subparsers."""
    parser = commands.add_parser("bench", help="time the pipeline against the thesis's loop")
    parser.add_argument("--model", help="name in the manifest; its default unless given")
    parser.add_argument("--detector", default=DETECTORS[0], choices=DETECTORS)
    parser.add_argument("--frames", type=Path, help="a JPEG, or a folder of them")
    parser.add_argument("--rounds", type=positive, default=20, help="times over all frames")
    parser.add_argument("--no-thesis", action="store_false", dest="thesis")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.set_defaults(run=_bench)


def _bench(options: argparse.Namespace) -> None:
    from analyzer.bench.run import Bench, bench
    from analyzer.output import write_json

    figures = bench(Bench(**vars(options)))
    # Said before anything is written: a full disk does not cost them.
    print(json.dumps(figures, indent=1))
    if options.json is not None:
        write_json(options.json, figures)
