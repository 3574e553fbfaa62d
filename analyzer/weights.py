"""`models/manifest.toml` to verified models: nothing is loaded whose hash is not the stated one."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from analyzer import DETECTORS
from analyzer.results import EXPRESSIONS

MODELS = Path(__file__).resolve().parent.parent / "models"
MANIFEST = "manifest.toml"
BEHIND = "+"
"""Between a model's version and the detector before it, where that is not the default one."""
NO_OFFSETS = (0.0,) * len(EXPRESSIONS)
"""Of a model whose scores serve as they were trained."""


class WeightsError(RuntimeError):
    """A model that may not be loaded; the message names the file and says why."""


@dataclass(frozen=True)
class Model:
    """One entry of the manifest; `folder` is where the manifest lies.

    `sha256` is that of `file`. Temperatures and `label_offsets` are inside the model already;
    they rebuild the TensorFlow reference (`analyzer.training.serving`). `uncertain_below` is the
    confidence under which a reading is called uncertain, 0..1. `recall` by class on PublicTest,
    0..1, is that of the answer that pages show: of a model with two heads against the FER+
    majority, of one with a single head against the labels. `reference` holds the same weights for
    TensorFlow, `reference_sha256` its hash. A `quantised` file has kernels of eight bits and
    answers a little otherwise; `side` is what the network itself scales the 48 pixels to. A
    `mirrored` one reads each face as it is and as in a mirror. `held_back` is the digest of the
    pictures of Training that it never learned of, empty where that is not known.
    """

    folder: Path
    name: str
    file: str
    sha256: str
    architecture: str
    input: str
    classes: tuple[str, ...]
    temperature: float
    uncertain_below: float
    version: str
    recall: Mapping[str, float]
    card: str
    reference: str
    reference_sha256: str
    label_temperature: float = 1.0
    label_offsets: tuple[float, ...] = NO_OFFSETS
    quantised: bool = False
    side: int = 48
    mirrored: bool = False
    held_back: str = ""

    def read(self) -> bytes:
        """Return the model file's bytes, verified. Raises WeightsError."""
        return _verified(self.folder / self.file, self.sha256)

    def read_reference(self) -> bytes:
        """Return the bytes of the TensorFlow weights, verified. Raises WeightsError."""
        return _verified(self.folder / self.reference, self.reference_sha256)


def model(name: str | None = None, folder: Path = MODELS) -> Model:
    """Return the manifest's entry of that name, or its default one. Raises WeightsError.

    Reads the manifest only: cheap enough for a process that serves pages.
    """
    listed = manifest(folder / MANIFEST)
    models = listed.get("models", {})
    chosen = name or listed.get("default", "")
    if chosen not in models:
        raise WeightsError(f"{MANIFEST} has no model {chosen!r}")
    return _entry(folder, chosen, models[chosen])


def holding(content: bytes, folder: Path = MODELS) -> Model | None:
    """Return the manifest's entry of these very bytes, None where it has none.

    Raises WeightsError where the manifest cannot be read.
    """
    found = hashlib.sha256(content).hexdigest()
    listed = manifest(folder / MANIFEST).get("models", {})
    names = (name for name, fields in listed.items() if fields.get("sha256") == found)
    name = next(names, None)
    return None if name is None else model(name, folder)


def read_by(version: str, detector: str) -> str:
    """Return the version that readings carry of a model behind a detector.

    The model's own behind the default detector, "slim-resnet-4+haar" behind another: each finds
    and frames faces in its own way, and figures of the two are not set beside each other.
    """
    return version if detector == DETECTORS[0] else f"{version}{BEHIND}{detector}"


def network(read_by: str) -> str:
    """Return the version of the model itself, whatever detector stood before it."""
    return read_by.partition(BEHIND)[0]


def model_of(version: str, folder: Path = MODELS) -> Model | None:
    """Return the manifest's entry of that version, None where it has none. Raises WeightsError.

    Of what readings carry, too: a model is the same behind every detector.
    """
    own, listed = network(version), manifest(folder / MANIFEST).get("models", {})
    name = next((name for name, one in listed.items() if one.get("version") == own), None)
    return None if name is None else model(name, folder)


def detector(name: str, folder: Path = MODELS) -> bytes:
    """Return a detector's weights from the installed package, verified. Raises WeightsError.

    The package is not imported: only its file is read.
    """
    listed = manifest(folder / MANIFEST).get("detectors", {})
    if name not in listed:
        raise WeightsError(f"{MANIFEST} has no detector {name!r}")
    package, file = listed[name]["package"], listed[name]["file"]
    try:
        path = Path(str(metadata.distribution(package).locate_file(file)))
    except metadata.PackageNotFoundError as error:
        raise WeightsError(f"the package {package} is not installed: run `make setup`") from error
    return _verified(path, listed[name]["sha256"])


def manifest(path: Path) -> dict[str, Any]:
    """Return the manifest as it stands, unverified. Raises WeightsError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WeightsError(f"{path}: no such file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WeightsError(f"{path}: {error}") from error


def _entry(folder: Path, name: str, fields: Mapping[str, Any]) -> Model:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    fields = {"classes": (), **fields, **lists}
    try:
        entry = Model(folder=folder, name=name, **fields)
    except TypeError as error:
        raise WeightsError(f"{MANIFEST}, model {name!r}: {error}") from error
    if BEHIND in entry.version:
        raise WeightsError(f"{MANIFEST}, model {name!r}: no {BEHIND!r} in a version")
    if entry.classes != EXPRESSIONS:
        raise WeightsError(f"{MANIFEST}, model {name!r}: classes must be {', '.join(EXPRESSIONS)}")
    return entry


def _verified(path: Path, sha256: str) -> bytes:
    # Read once: what is hashed is what is loaded, whatever happens to the file meanwhile.
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror})") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(
            f"{path}: sha256 is {found[:12]}…, the manifest says {sha256[:12]}…: not loaded"
        )
    return content
