"""A comparison's milliseconds alone, taken anew: its runs are not needed for that."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.expressions import LiteRTClassifier
from analyzer.output import command_line, keep_apart, prepare, write_json
from analyzer.training import baseline
from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.export import to_tflite
from analyzer.training.figures import draw_comparison
from analyzer.training.file_formats import SIDE
from analyzer.training.serving import Calibration, served
from analyzer.training.timing import Reader, milliseconds, one_by_one


class RetimeError(ValueError):
    """A comparison that cannot be timed anew; the message is one line for the user."""


def retime(path: Path, chart: Path | None = None) -> dict[str, Any]:
    """Time every network of a comparison's JSON, write that and the chart, and return it.

    The chart lies beside the JSON unless a place is given. Raises RetimeError.
    """
    chart = chart or path.with_suffix(".png")
    keep_apart(path, chart)
    prepare(path, chart)
    result = _stored(path)
    for name, took in milliseconds(readers(result["rows"]), _faces()).items():
        result["rows"][name]["milliseconds"] = took
    result["retimed"] = command_line()
    write_json(path, result)
    draw_comparison(chart, result["rows"])
    return result


def readers(names: Iterable[str]) -> dict[str, Reader]:
    """Return what reads one face by each name: networks by fresh weights, as they would serve.

    What a network takes hangs on its layers and not on what it learned. Raises RetimeError.
    """
    return {name: baseline.reader() if name == baseline.NAME else _network(name) for name in names}


def _network(name: str) -> Reader:
    if name not in ARCHITECTURES:
        raise RetimeError(f"unknown architecture {name!r}")
    model = served(ARCHITECTURES[name](SIDE), Calibration())
    return one_by_one(LiteRTClassifier(to_tflite(model)))


def _faces() -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.random.default_rng(1).integers(0, 256, (8, SIDE, SIDE), np.uint8)


def _stored(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RetimeError(f"{path}: no such file") from None
    except ValueError as error:
        raise RetimeError(f"{path}: not a comparison's JSON ({error})") from error
    if not isinstance(result, dict) or "rows" not in result:
        raise RetimeError(f"{path}: not a comparison's JSON")
    return result
