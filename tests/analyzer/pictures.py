"""Pictures for the analyzer's tests: a public-domain portrait and what is made of it."""

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data


def portrait(width: int = 320, height: int = 240) -> NDArray[np.uint8]:
    """Return NASA's picture of Eileen Collins (public domain), smiling at the camera; BGR."""
    astronaut = data.astronaut()  # type: ignore[no-untyped-call]
    picture = cv2.cvtColor(astronaut, cv2.COLOR_RGB2BGR)
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def jpeg(picture: NDArray[np.uint8], *options: int) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 70, *options])[1])


def png(picture: NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".png", picture)[1])


def empty_room() -> bytes:
    """Return a frame without a face: a soft gradient."""
    rows = np.linspace(60, 180, 240, dtype=np.uint8)[:, None]
    return jpeg(np.repeat(rows, 320, axis=1))


def two_people() -> bytes:
    """Return a frame with the same head twice, side by side and equally large."""
    head = portrait(512, 512)[0:320, 70:370]
    return jpeg(np.asarray(cv2.resize(np.hstack([head, head]), (480, 256)), np.uint8))
