"""What is drawn onto a frame: the box, the label and seven probability bars."""

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS, Analysis, Box

PANEL = 220
"""Width of the column of bars beside the picture, pixels."""
INK, PAPER, STRONG = (40, 40, 40), (250, 250, 248), (150, 100, 40)
BAR, BEST = (212, 204, 196), (222, 176, 118)
"""BGR; dark text stays readable on each."""
FONT = cv2.FONT_HERSHEY_SIMPLEX

Picture = NDArray[np.uint8]


def drawn(frame: Picture, answer: Analysis) -> Picture:
    """Return the BGR frame (h, w, 3) with its reading, (max(h, 240), w + PANEL, 3)."""
    height = max(frame.shape[0], 240)
    canvas = np.full((height, frame.shape[1] + PANEL, 3), PAPER, np.uint8)
    canvas[: frame.shape[0], : frame.shape[1]] = frame
    if answer.face is not None:
        _draw_box(canvas, frame.shape[1], frame.shape[0], answer.face.box, told(answer))
    _draw_panel(canvas, frame.shape[1], answer)
    return canvas


def told(answer: Analysis) -> str:
    """Return the reading in words: "happiness 87 %", or why there is none."""
    if answer.expression is not None:
        return f"{answer.expression.label} {answer.expression.confidence:.0%}"
    words = answer.status.replace("_", " ")
    return f"{words}: {answer.reason.replace('_', ' ')}" if answer.reason else words


def _draw_box(canvas: Picture, width: int, height: int, box: Box, text: str) -> None:
    left, top = round(box.x * width), round(box.y * height)
    right, bottom = round((box.x + box.width) * width), round((box.y + box.height) * height)
    cv2.rectangle(canvas, (left, top), (right, bottom), STRONG, 2)
    (wide, high), _ = cv2.getTextSize(text, FONT, 0.6, 1)
    base = max(top - 6, high + 4)
    start = min(max(left, 0), max(0, width - wide - 6))
    cv2.rectangle(canvas, (start, base - high - 4), (start + wide + 6, base + 5), STRONG, -1)
    cv2.putText(canvas, text, (start + 3, base), FONT, 0.6, (255, 255, 255), 1, cv2.LINE_AA)


def _draw_panel(canvas: Picture, left: int, answer: Analysis) -> None:
    cv2.putText(canvas, told(answer), (left + 12, 24), FONT, 0.5, INK, 1, cv2.LINE_AA)
    if answer.expression is None:
        return
    length = PANEL - 24
    for row, name in enumerate(EXPRESSIONS):
        share = answer.expression.probabilities[row]
        top = 42 + row * 27
        colour = BEST if name == answer.expression.best else BAR
        cv2.rectangle(canvas, (left + 12, top), (left + 12 + length, top + 20), (235, 235, 232), -1)
        end = left + 12 + round(share * length)
        cv2.rectangle(canvas, (left + 12, top), (end, top + 20), colour, -1)
        text = f"{name} {share:.0%}"
        cv2.putText(canvas, text, (left + 17, top + 15), FONT, 0.45, INK, 1, cv2.LINE_AA)
