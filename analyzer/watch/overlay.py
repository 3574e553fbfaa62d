"""What is drawn onto a frame: boxes, the label and seven probability bars."""

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS, Analysis, Box

PANEL = 220
"""Width of the column of bars beside the picture, pixels."""
INK, PAPER, STRONG = (40, 40, 40), (250, 250, 248), (150, 100, 40)
EMPTY, BAR, BEST = (235, 235, 232), (212, 204, 196), (222, 176, 118)
"""BGR; dark text stays readable on each."""
FONT = cv2.FONT_HERSHEY_SIMPLEX

Picture = NDArray[np.uint8]


def drawn(frame: Picture, answer: Analysis) -> Picture:
    """Return the BGR frame (h, w, 3) with its answer, (max(h, 240), w + PANEL, 3).

    The bars are empty where there is no reading; of several faces each has its box.
    """
    height, width = frame.shape[:2]
    canvas = np.full((max(height, 240), width + PANEL, 3), PAPER, np.uint8)
    canvas[:height, :width] = frame
    for box in answer.several:
        _draw_box(canvas, width, height, box)
    if answer.face is not None:
        _draw_label(
            canvas, width, _draw_box(canvas, width, height, answer.face.box), reading_text(answer)
        )
    _draw_panel(canvas, width, answer)
    return canvas


def reading_text(answer: Analysis) -> str:
    """Return the reading in words: "happiness 87 %", or why there is none."""
    if answer.expression is not None:
        return f"{answer.expression.label} {answer.expression.confidence:.0%}"
    words = answer.status.replace("_", " ")
    return f"{words}: {answer.reason.replace('_', ' ')}" if answer.reason else words


def _draw_box(canvas: Picture, width: int, height: int, box: Box) -> tuple[int, int]:
    """Draw a box of the picture (width, height) and return its upper left corner, pixels."""
    left, top = round(box.x * width), round(box.y * height)
    right, bottom = round((box.x + box.width) * width), round((box.y + box.height) * height)
    cv2.rectangle(canvas, (left, top), (right, bottom), STRONG, 2)
    return left, top


def _draw_label(canvas: Picture, width: int, corner: tuple[int, int], text: str) -> None:
    left, top = corner
    (wide, high), _ = cv2.getTextSize(text, FONT, 0.6, 1)
    base = max(top - 6, high + 4)
    start = min(max(left, 0), max(0, width - wide - 6))
    cv2.rectangle(canvas, (start, base - high - 4), (start + wide + 6, base + 5), STRONG, -1)
    cv2.putText(canvas, text, (start + 3, base), FONT, 0.6, (255, 255, 255), 1, cv2.LINE_AA)


def _draw_panel(canvas: Picture, left: int, answer: Analysis) -> None:
    cv2.putText(canvas, reading_text(answer), (left + 12, 24), FONT, 0.5, INK, 1, cv2.LINE_AA)
    read = answer.expression
    length = PANEL - 24
    for row, name in enumerate(EXPRESSIONS):
        top, text = 42 + row * 27, name
        cv2.rectangle(canvas, (left + 12, top), (left + 12 + length, top + 20), EMPTY, -1)
        if read is not None:
            share = read.probabilities[row]
            end, text = left + 12 + round(share * length), f"{name} {share:.0%}"
            colour = BEST if name == read.best else BAR
            cv2.rectangle(canvas, (left + 12, top), (end, top + 20), colour, -1)
        cv2.putText(canvas, text, (left + 17, top + 15), FONT, 0.45, INK, 1, cv2.LINE_AA)
