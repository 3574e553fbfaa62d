"""The commands that make and score models: their options, and the call each comes to.

The commands import TensorFlow themselves: `--help` and a mistyped option answer at once.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from analyzer import DETECTORS
from analyzer.options import count, positive
from analyzer.output import keep_apart, prepare, write_json
from analyzer.training.recipes import RECIPES
from analyzer.weights import MODELS

FACES = "faces: .npz, .csv or a folder"
SPLITS = ("training", "public", "private", "all")


def add_commands(commands: Any) -> None:
    """Add the commands to argparse's subparsers."""
    _add_train(commands.add_parser("train", help="train one architecture"))
    _add_calibrate(commands.add_parser("calibrate", help="fit temperature and threshold"))
    _add_export(commands.add_parser("export", help="make a trained run a model to serve"))
    _add_unpack(commands.add_parser("unpack", help="make a model's weights a run again"))
    _add_average(commands.add_parser("average", help="make several runs' mean weights a run"))
    _add_evaluate(commands.add_parser("evaluate", help="score a model as it serves"))
    _add_card(commands.add_parser("card", help="write the figures of a model card"))
    _add_compare(commands.add_parser("compare", help="train and score all architectures alike"))
    _add_detectors(commands.add_parser("detectors", help="how well faces are found"))
    _add_inspect(commands.add_parser("inspect-data", help="count a data file's classes"))


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--arch", help="architecture, by the recipe of its own name")
    parser.add_argument("--recipe", type=Path, help="by this recipe, a .toml file")
    parser.add_argument("--data", required=True, type=Path, help=FACES)
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.add_argument("--epochs", type=positive, help="instead of the recipe's")
    parser.add_argument("--seed", type=count, help="instead of the recipe's")
    parser.add_argument("--limit", type=count, default=0, help="use only so many pictures")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to begin with")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument(
        "--distribute",
        choices=("none", "mirrored", "multiworker"),
        default="none",
        help="several devices of this machine, or the machines of TF_CONFIG",
    )
    parser.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> None:
    from analyzer.training.recipes import load_recipe, recipe_of

    if not (options.arch or options.recipe):
        raise ValueError("--arch or --recipe is needed")
    changes = {"architecture": options.arch, "epochs": options.epochs, "seed": options.seed}
    recipe = load_recipe(
        options.recipe or recipe_of(options.arch),
        **{name: value for name, value in changes.items() if value is not None},
    )
    # What is wrong with recipe or data is told before TensorFlow has been waited for.
    from analyzer.training.data import load
    from analyzer.training.plan import Plan

    faces = load(options.data)
    faces.part("training")
    from analyzer.training.train import train

    wanted = (options.limit, options.resume, options.distribute, options.start)
    plan = Plan(recipe, options.data, options.out, *wanted)
    try:
        print(train(plan, faces))
    except KeyboardInterrupt as stopped:
        raise KeyboardInterrupt("the run goes on with --resume") from stopped


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, help="name in the manifest, or a .tflite file")
    parser.add_argument("--data", required=True, type=Path, help=FACES)
    parser.add_argument("--split", choices=SPLITS, help="public, or the only one that there is")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--figures", type=Path, help="draw the charts into this folder")
    parser.add_argument("--record", action="store_true", help="put recall into the manifest")
    parser.add_argument("--conditions", action="store_true", help="blur, darkness, size, tilt too")
    parser.add_argument(
        "--through-detector",
        type=count,
        nargs="?",
        const=700,
        default=0,
        metavar="FACES",
        help="paste so many faces into frames, find, crop and score them (700)",
    )
    parser.add_argument("--detector", default=DETECTORS[0], choices=DETECTORS)
    parser.add_argument(
        "--seen",
        type=Path,
        metavar="FILE",
        help="faces whose training split was learned from, where --data has none",
    )
    parser.add_argument(
        "--framing",
        type=float,
        nargs=2,
        metavar=("SCALE", "SHIFT"),
        help="of the crop about the detector's box, instead of its own",
    )
    parser.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> None:
    from analyzer.training.evaluate import Request, evaluate
    from analyzer.training.summary import summary

    print(summary(evaluate(Request(**vars(options)))))


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", required=True, type=Path, dest="folder", help="folder of the run")
    parser.add_argument("--data", required=True, type=Path, help=FACES)
    parser.add_argument(
        "--mirrored", action="store_true", help="read each face as it is and as in a mirror"
    )
    parser.set_defaults(run=_calibrate)


def _calibrate(options: argparse.Namespace) -> None:
    from analyzer.training.calibrate import Fit, calibrate

    print(json.dumps(calibrate(Fit(**vars(options))), indent=1))


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", required=True, type=Path, dest="folder", help="folder of the run")
    parser.add_argument("--name", required=True, help="name in the manifest and of the files")
    parser.add_argument("--version", required=True, help="stored with every reading")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.add_argument("--uncertain-below", type=float, help="instead of the fitted one")
    parser.add_argument("--quantised", action="store_true", help="kernels in eight bits")
    parser.add_argument("--default", action="store_true", help="serve this one from now on")
    parser.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> None:
    from analyzer.training.export import Order, export

    print(export(Order(**vars(options))))


def _add_unpack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, help="name in the manifest")
    parser.add_argument("--recipe", required=True, type=Path, help="recipe it was trained by")
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.set_defaults(run=_unpack)


def _unpack(options: argparse.Namespace) -> None:
    from analyzer.training.recipes import load_recipe

    recipe = load_recipe(options.recipe)
    from analyzer.training.unpack import unpack

    print(unpack(options.model, recipe, options.out, options.models))


def _add_average(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--checkpoints", required=True, type=Path, nargs="+", help="two or more .keras files"
    )
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.set_defaults(run=_average)


def _average(options: argparse.Namespace) -> None:
    from analyzer.training.mean_weights import mean_weights

    print(mean_weights(**vars(options)))


def _add_card(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, help="name in the manifest")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the manifest")
    parser.set_defaults(run=_card)


def _card(options: argparse.Namespace) -> None:
    from analyzer.training.card import write_card

    print(write_card(options.model, options.models))


def _add_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help=FACES)
    parser.add_argument("--out", type=Path, help="folder of the runs, which resume")
    parser.add_argument(
        "--retime",
        type=Path,
        metavar="JSON",
        help="only take the milliseconds of an earlier comparison anew, and draw its chart",
    )
    parser.add_argument(
        "--only", nargs="*", default=(), dest="names", help="architectures, or hog-svm"
    )
    parser.add_argument("--recipe", type=Path, default=RECIPES / "comparison.toml")
    parser.add_argument("--epochs", type=positive, help="instead of the recipe's")
    parser.add_argument("--limit", type=count, default=0, help="use only so many pictures")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to begin with")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--chart", type=Path, help="draw accuracy against milliseconds here")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> None:
    earlier = options.retime
    if earlier is None and (options.data is None or options.out is None):
        raise ValueError("--data and --out are needed, or --retime")
    from analyzer.training.compare import Comparison, compare, table
    from analyzer.training.retime import retime

    if earlier is not None:
        print(table(retime(earlier, options.chart)))
        return
    del options.retime
    try:
        print(table(compare(Comparison(**vars(options)))))
    except KeyboardInterrupt as stopped:
        raise KeyboardInterrupt("the same command goes on with its runs") from stopped


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, help=FACES)
    parser.add_argument("--figures", type=Path, help="draw the histogram into this folder")
    parser.set_defaults(run=_inspect)


def _inspect(options: argparse.Namespace) -> None:
    from analyzer.training.overview import overview

    print(overview(options.data, options.figures))


def _add_detectors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, help=FACES)
    parser.add_argument("--split", default="public", choices=SPLITS)
    parser.add_argument("--count", type=positive, default=200, help="faces for each condition")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.set_defaults(run=_detectors)


def _detectors(options: argparse.Namespace) -> None:
    from analyzer.training.data import load
    from analyzer.training.detection import as_markdown, table

    keep_apart(options.data, options.json)
    prepare(options.json)
    result = table(load(options.data).part(options.split), options.count)
    if options.json is not None:
        write_json(options.json, result)
    print(as_markdown(result))
