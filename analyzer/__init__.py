"""Vision and numbers: JPEG bytes to readings, readings to measures. Knows nothing of Django."""

import os

MAX_PIXELS = 1920 * 1080
"""Largest picture that is decoded, pixels."""

# OpenCV reads its own limit once, when it is first imported; every module that imports it lies
# in this package, so it is set here. A second guard: `analyzer.frame` checks the header itself.
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)

DETECTORS = ("blazeface", "haar")
"""Face detectors by name, the one that serves unless another is asked for first."""
