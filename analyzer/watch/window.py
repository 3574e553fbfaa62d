"""A window for machines with a screen; OpenCV's headless build has none."""

import os
import sys
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray


class Window:
    """Shows frames until `q` is pressed or the window is closed.

    `toolkit` is tkinter, which not every Python has. Raises its TclError where the screen cannot
    be reached.
    """

    def __init__(self, title: str, toolkit: Any) -> None:
        self._toolkit = toolkit
        self._root = toolkit.Tk()
        self._root.title(title)
        self._label = toolkit.Label(self._root)
        self._label.pack()
        self.closed = False
        self._root.bind("q", self._close)
        self._root.protocol("WM_DELETE_WINDOW", self._close)
        self._picture: Any = None

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Put a BGR frame on the screen; nothing where the window has been closed."""
        done, data = cv2.imencode(".ppm", frame)
        if not done or self.closed:
            return
        # Tk keeps no reference of its own: without ours the picture would be collected.
        self._picture = self._toolkit.PhotoImage(data=data.tobytes(), format="ppm")
        self._label.configure(image=self._picture)
        self._root.update()

    def close(self) -> None:
        """Take the window away; nothing where it has been closed."""
        self._close()

    def _close(self, *event: object) -> None:
        # The key and the button may both be pressed before the next frame.
        if not self.closed:
            self.closed = True
            self._root.destroy()


def screen() -> bool:
    """Whether there is a screen to show anything on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY"))


def window(title: str) -> Window | None:
    """Return a window, or None where there is no screen or no Tk."""
    if not screen():
        return None
    try:
        import tkinter
    except ImportError:
        return None
    try:
        return Window(title, tkinter)
    except tkinter.TclError:  # a screen that cannot be reached
        return None
