"""The analyzer's command line: python -m analyzer train | evaluate | export | inspect-data."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from analyzer.weights import MODELS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is one line on stderr and exit code 2."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        options.run(options)
    except ValueError as error:
        print(f"analyzer {options.command}: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analyzer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_train(commands.add_parser("train", help="train one architecture"))
    _add_export(commands.add_parser("export", help="make a trained run a model to serve"))
    return parser


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--arch", required=True, help="architecture, e.g. mini-xception")
    parser.add_argument("--data", required=True, type=Path, help="faces, .npz or .csv")
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.add_argument("--epochs", type=int, default=150)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="use only so many pictures")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> None:
    from analyzer.training.train import Plan, train

    plan = {name: value for name, value in vars(options).items() if name not in ("command", "run")}
    print(train(Plan(**plan)))


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", required=True, type=Path, dest="folder", help="folder of the run")
    parser.add_argument("--name", required=True, help="name in the manifest and of the files")
    parser.add_argument("--version", required=True, help="stored with every reading")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.add_argument("--uncertain-below", type=float, default=0.4)
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> None:
    from analyzer.training.export import Order, export

    print(
        export(
            Order(
                options.folder,
                options.name,
                options.version,
                options.models,
                options.uncertain_below,
            )
        )
    )


if __name__ == "__main__":
    sys.exit(main())
