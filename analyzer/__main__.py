"""The analyzer's command line: python -m analyzer train | evaluate | export | inspect-data."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from analyzer.weights import MODELS, WeightsError

# The commands import TensorFlow themselves: `--help` and a mistyped option answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is one line on stderr and exit code 2."""
    options = _parser().parse_args(arguments)
    command, run = options.command, options.run
    del options.command, options.run
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        run(options)
    except (ValueError, WeightsError) as error:
        print(f"analyzer {command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            f"analyzer {command}: interrupted; a training run goes on with --resume",
            file=sys.stderr,
        )
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analyzer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_train(commands.add_parser("train", help="train one architecture"))
    _add_evaluate(commands.add_parser("evaluate", help="score a model as it serves"))
    _add_export(commands.add_parser("export", help="make a trained run a model to serve"))
    _add_inspect(commands.add_parser("inspect-data", help="count a data file's classes"))
    return parser


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--arch", required=True, help="architecture, e.g. mini-xception")
    parser.add_argument("--data", required=True, type=Path, help="faces, .npz or .csv")
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.add_argument("--epochs", type=int, default=150)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=0.0, help="0: as scheduled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="use only so many pictures")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> None:
    from analyzer.training.train import Plan, train

    print(train(Plan(**vars(options))))


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, help="name in the manifest, or a .tflite file")
    parser.add_argument("--data", required=True, type=Path, help="faces, .npz or .csv")
    splits = ("training", "public", "private", "all")
    parser.add_argument("--split", default="public", choices=splits)
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--figures", type=Path, help="draw the charts into this folder")
    parser.add_argument("--record", action="store_true", help="put recall into the manifest")
    parser.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> None:
    from analyzer.training.evaluate import Request, evaluate, summary

    print(summary(evaluate(Request(**vars(options)))))


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", required=True, type=Path, dest="folder", help="folder of the run")
    parser.add_argument("--name", required=True, help="name in the manifest and of the files")
    parser.add_argument("--version", required=True, help="stored with every reading")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.add_argument("--uncertain-below", type=float, default=0.4)
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> None:
    from analyzer.training.export import Order, export

    print(export(Order(**vars(options))))


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, help="faces, .npz or .csv")
    parser.add_argument("--figures", type=Path, help="draw the histogram into this folder")
    parser.set_defaults(run=_inspect)


def _inspect(options: argparse.Namespace) -> None:
    from analyzer.training.overview import overview

    print(overview(options.data, options.figures))


if __name__ == "__main__":
    sys.exit(main())
