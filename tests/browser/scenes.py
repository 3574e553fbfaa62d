"""Camera files for Chromium: a 640x480 scene with a known face, as uncompressed Y4M.

The public-domain portrait that scikit-image ships, unless `FER2013` names the research data: then
training faces on whose label at least nine of ten people agreed.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.fer2013 import NAMED

WIDTH, HEIGHT, FPS = 640, 480, 10
HAPPINESS = 3
_FER_PLUS_HAPPINESS = 1

Picture = NDArray[np.uint8]


def agreed_faces(count: int) -> list[Picture]:
    """Return `count` happy 48x48 faces of Training with nine of ten votes, or none."""
    if NAMED is None:
        return []
    data = np.load(NAMED)
    agreed = (
        (data["split"] == 0)
        & (data["labels"] == HAPPINESS)
        & (data["votes"][:, _FER_PLUS_HAPPINESS] >= 9)
    )
    return list(data["images"][np.flatnonzero(agreed)[:count]])


def portrait() -> Picture:
    """Return the astronaut's portrait (NASA, public domain), 512x512 RGB: a smile."""
    from skimage.data import astronaut

    return np.asarray(astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]


def scene(face: Picture | None, side: int = 230, across: float = 0.5) -> Picture:
    """Return a BGR scene with a face of `side` pixels in it, or an empty room.

    `across` says where, from 0 at the left edge to 1 at the right one.
    """
    column = np.linspace(150, 205, HEIGHT)[:, None, None]
    room = np.repeat(np.repeat(column, WIDTH, axis=1), 3, axis=2).astype(np.uint8)
    if face is None:
        return room
    large = cv2.resize(face, (side, side), interpolation=cv2.INTER_CUBIC)
    if large.ndim == 2:
        large = cv2.cvtColor(large, cv2.COLOR_GRAY2BGR)
    top, left = (HEIGHT - side) // 2, round((WIDTH - side) * across)
    room[top : top + side, left : left + side] = large
    return room


def portrait_scene() -> Picture:
    """Return the portrait in the scene."""
    room = scene(None)
    picture = cv2.cvtColor(cv2.resize(portrait(), (HEIGHT, HEIGHT)), cv2.COLOR_RGB2BGR)
    room[:, (WIDTH - HEIGHT) // 2 : (WIDTH + HEIGHT) // 2] = picture
    return room


def write_camera_file(path: Path, scenes: list[tuple[Picture, float]]) -> Path:
    """Write scenes of so many seconds each as the .y4m that plays as a webcam, in a loop."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for picture, seconds in scenes:
            planes = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420).tobytes()
            for _ in range(round(seconds * FPS)):
                file.write(b"FRAME\n" + planes)
    return path


def happy_camera(path: Path, seconds: float = 3.0) -> Path:
    """Write a camera file of happy faces."""
    faces = agreed_faces(4)
    shown = [scene(face) for face in faces] or [portrait_scene()]
    return write_camera_file(path, [(picture, seconds) for picture in shown])


MARK = (0, 255, 0)
"""Colour (BGR) of the line above a face that moves: nothing else is green."""


def moving_camera(path: Path, side: int = 120, seconds: float = 12.0) -> Path:
    """Write a camera file of a face of `side` pixels that goes from edge to edge and back.

    A green line lies along the top of its picture, so that a test can see where the face is.
    """
    happy = [np.asarray(cv2.cvtColor(face, cv2.COLOR_GRAY2BGR)) for face in agreed_faces(1)]
    head = np.asarray(cv2.cvtColor(portrait()[44:184, 152:292], cv2.COLOR_RGB2BGR))
    face = np.asarray((happy or [head])[0], np.uint8)
    steps = round(seconds * FPS)
    shown = []
    for step in [*range(steps), *reversed(range(steps))]:
        across = step / (steps - 1)
        picture = scene(face, side, across)
        left, top = round((WIDTH - side) * across), (HEIGHT - side) // 2
        picture[top - 6 : top, left : left + side] = MARK
        shown.append((picture, 1 / FPS))
    return write_camera_file(path, shown)


def empty_camera(path: Path, seconds: float = 3.0) -> Path:
    """Write a camera file of an empty room."""
    return write_camera_file(path, [(scene(None), seconds)])
