"""The analyzer's command line; `python -m analyzer --help` lists the commands."""

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import NoReturn

from analyzer.bench.commands import add_commands as add_timing
from analyzer.output import error_line
from analyzer.training.commands import add_commands as add_training
from analyzer.watch.commands import add_commands as add_watching
from analyzer.weights import WeightsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is one line on stderr and exit code 2."""
    options = _parser().parse_args(arguments)
    command, run = options.command, options.run
    del options.command, options.run
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        run(options)
    except OSError as error:
        print(f"analyzer {command}: {error_line(error)}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        # What serves has been set up, and neither training nor evaluation.
        print(f"analyzer {command}: {error.name} is not installed: run `make dev`", file=sys.stderr)
        return 2
    except (ValueError, WeightsError) as error:
        print(f"analyzer {command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stopped:
        # A command that can go on says how.
        print("; ".join([f"analyzer {command}: interrupted", *stopped.args]), file=sys.stderr)
        return 2
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say of a mistyped option what is said of any mistake: one line; --help has the usage."""
        self.exit(2, f"{self.prog.removeprefix('python -m ')}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m analyzer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    add_training(commands)
    add_watching(commands)
    add_timing(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
