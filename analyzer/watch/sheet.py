"""A contact sheet of image operations."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from analyzer import MAX_PIXELS
from analyzer.operations import contact_sheet
from analyzer.output import keep_apart, prepare


class SheetError(ValueError):
    """A sheet that cannot be made; the message is one line for the user."""


def write_sheet(image: Path, names: Sequence[str], out: Path) -> Path:
    """Write the picture and its operations side by side; return the sheet's path.

    Raises SheetError for what is no picture or no name of a .png, ValueError where the sheet would
    overwrite it, or OSError.
    """
    if not image.is_file():
        raise SheetError(f"{image}: no such file")
    if out.suffix.lower() != ".png":
        raise SheetError(f"{out}: a sheet is a .png")
    keep_apart(image, out)
    prepare(out)
    try:
        grey = cv2.imdecode(np.frombuffer(image.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise SheetError(f"{image}: more than the {MAX_PIXELS:,} pixels that are read") from error
    if grey is None:
        raise SheetError(f"{image}: not a readable picture")
    done, data = cv2.imencode(".png", contact_sheet(np.asarray(grey, np.uint8), list(names)))
    if not done:
        raise SheetError(f"{image}: cannot be drawn")
    out.write_bytes(data.tobytes())
    return out
