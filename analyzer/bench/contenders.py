"""The three that are timed: our pipeline, the thesis's loop, and the kernels alone."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import simplejpeg
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from analyzer import weights
from analyzer.crops import CROP_SIDE
from analyzer.faces import HaarDetector
from analyzer.pipeline import Analyzer
from analyzer.results import Analysis
from analyzer.tracking import FaceTracker

Loop = Callable[[Sequence[bytes]], object]
"""Works off a micro-batch of frames."""
AnsweringLoop = Callable[[Sequence[bytes]], Sequence[Analysis]]
Step = Callable[[bytes], object]
FILM = "film"
"""The stream that all frames are of."""


def thesis_loop(model: weights.Model) -> Loop:
    """Return the thesis's live script: each frame grey, width 300, Haar, `model.predict`.

    Imports TensorFlow, which is what it is about.
    """
    from analyzer.training.architectures import ARCHITECTURES
    from analyzer.training.reference import restore

    network = ARCHITECTURES[model.architecture](CROP_SIDE)
    restore(network, model.read_reference())
    haar = HaarDetector()

    def step(data: bytes) -> object:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if picture is None:
            return None
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        faces = haar.detect(grey)
        if not faces:
            return None
        box, (height, width) = faces[0].box, grey.shape
        rows = slice(round(box.y * height), round((box.y + box.height) * height))
        columns = slice(round(box.x * width), round((box.x + box.width) * width))
        face = cv2.resize(grey[rows, columns], (CROP_SIDE, CROP_SIDE)).astype("float32")
        return network.predict(face[None, :, :, None], verbose=0)

    return _each(step)


def our_loop(analyzer: Analyzer) -> AnsweringLoop:
    """Return our pipeline, all checks included, which is told that the frames are of one camera."""
    return lambda frames: analyzer.analyze(frames, streams=[FILM] * len(frames))


def kernels(model: weights.Model, detector: str) -> Mapping[str, Loop]:
    """Return decoder, detector and classifier by stage, each on an input that lies ready.

    Detectors are there twice. BlazeFace on the square that it was made for, and as `detect_trimmed`
    on what a frame of 4:3 leaves of it; the cascade on all of each frame, and as `detect_followed`
    about the face of the frame before: which is what the pipeline asks them for.
    """
    stages: dict[str, Step] = {
        "decode": lambda data: simplejpeg.decode_jpeg(data, "GRAY", strict=True),
        "classify": _invoked(model.read()),
    }
    if detector == "haar":
        stages["detect"] = _cascade(None)
        stages["detect_followed"] = _cascade(FILM)
    else:
        network = weights.detector("blazeface-short-range", model.folder)
        stages["detect"] = _invoked(network)
        stages["detect_trimmed"] = _invoked(network, rows=0.75)
    return {name: _each(step) for name, step in stages.items()}


def _each(step: Step) -> Loop:
    return lambda frames: [step(data) for data in frames]


def _invoked(content: bytes, rows: float = 1.0) -> Step:
    """Return a network alone, on noise of its own shape with that share of its rows."""
    interpreter = Interpreter(model_content=content, num_threads=1)
    entry = interpreter.get_input_details()[0]
    height, *others = (int(side) for side in entry["shape"][1:])
    shape = [1, round(height * rows), *others]
    interpreter.resize_tensor_input(entry["index"], shape)
    interpreter.allocate_tensors()
    ready = np.random.default_rng(1).random(shape, np.float32)
    answer = interpreter.get_output_details()[0]["index"]

    def loop(data: bytes) -> object:
        interpreter.set_tensor(entry["index"], ready)
        interpreter.invoke()
        return interpreter.get_tensor(answer)

    return loop


def _cascade(stream: str | None) -> Step:
    """Return the cascade alone, on the frame as it was decoded before the clock runs."""
    haar, seen = FaceTracker(HaarDetector()), dict[bytes, NDArray[np.uint8]]()

    def loop(data: bytes) -> object:
        if data not in seen:
            seen[data] = simplejpeg.decode_jpeg(data, "GRAY")[:, :, 0]
        return haar.detect(seen[data], stream=stream)

    return loop


def read_frames(path: Path | None) -> list[bytes]:
    """Return the JPEGs to time: a file, a folder's by their names, or a film of a portrait.

    They are taken for one camera's, in that order. Raises ValueError where there are none.
    """
    if path is None:
        return _film()
    files = [path]
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in (".jpg", ".jpeg"))
    found = [file.read_bytes() for file in files if file.is_file()]
    if not found:
        raise ValueError(f"{path}: no JPEG there")
    return found


def _film(count: int = 12) -> list[bytes]:
    """Return frames of 320x240, JPEG of quality 70, of one face that sways and comes nearer.

    The last frame leads to the first again. The portrait is one that scikit-image ships.
    """
    from skimage import data

    astronaut = data.astronaut()  # type: ignore[no-untyped-call]  # NASA, public domain
    frames = []
    for turn in np.linspace(0, 2 * np.pi, count, endpoint=False):
        width = round(446 + 66 * np.sin(turn))
        left, top = round((512 - width) * (1 + np.cos(turn)) / 2), round(10 + 10 * np.cos(turn))
        frames.append(_sent(astronaut[top : top + width * 3 // 4, left : left + width]))
    return frames


def empty_rooms(count: int = 4) -> list[bytes]:
    """Return frames as a camera sends them that nobody sits at: parts of a wall.

    A texture that scikit-image ships (CC0).
    """
    from skimage import data

    wall = cv2.cvtColor(data.brick(), cv2.COLOR_GRAY2RGB)  # type: ignore[no-untyped-call]
    return [_sent(wall[top : top + 384]) for top in np.linspace(0, 128, count, dtype=int)]


def _sent(picture: NDArray[Any]) -> bytes:
    """Return a picture in RGB as a browser sends it: 320x240, JPEG of quality 70."""
    small = cv2.resize(picture, (320, 240), interpolation=cv2.INTER_AREA)
    options = [cv2.IMWRITE_JPEG_QUALITY, 70]
    return cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), options)[1].tobytes()
