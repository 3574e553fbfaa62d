"""The commands that look at pictures: their options, and the call each comes to."""

import argparse
from pathlib import Path
from typing import Any

from analyzer import DETECTORS
from analyzer.operations import OPERATIONS
from analyzer.options import count


def add_commands(commands: Any) -> None:
    """Add the commands to argparse's subparsers."""
    _add_watch(commands.add_parser("watch", help="read a recording, a camera or a stream"))
    _add_enhance(commands.add_parser("enhance", help="show image operations on one sheet"))


def _add_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", help="video file, camera number, or an address such as rtsp://…")
    parser.add_argument("--out", type=Path, help="write the video with box, label and bars here")
    parser.add_argument("--csv", type=Path, help="write one line for each frame here")
    parser.add_argument("--detector", default=DETECTORS[0], choices=DETECTORS)
    parser.add_argument(
        "--frames", type=count, default=0, help="stop after so many (0: at the end)"
    )
    parser.add_argument("--summary", action="store_true", help="print shares, coverage and index")
    parser.set_defaults(run=_watch)


def _watch(options: argparse.Namespace) -> None:
    from analyzer.watch.run import Viewing, watch
    from analyzer.watch.video_writer import check

    seen = watch(Viewing(**vars(options)))
    # Said before the video is looked at: a full disk does not cost what was seen.
    print(seen.as_text())
    if options.out is not None and seen.frames:
        check(options.out, seen.frames)


def _add_enhance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("image", type=Path, help="picture, any form that OpenCV reads")
    parser.add_argument(
        "--op", nargs="*", choices=list(OPERATIONS), help="all unless some are named"
    )
    parser.add_argument("--out", type=Path, required=True, help="write the sheet here, a .png")
    parser.set_defaults(run=_enhance)


def _enhance(options: argparse.Namespace) -> None:
    from analyzer.watch.sheet import write_sheet

    print(write_sheet(options.image, options.op or list(OPERATIONS), options.out))
