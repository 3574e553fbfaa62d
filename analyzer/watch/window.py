"""A window for machines with a screen; OpenCV's headless build has none."""

import os
import sys
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray


class Window:
    """Shows frames until `q` is pressed or the window is closed."""

    def __init__(self, title: str) -> None:
        import tkinter

        self._root = tkinter.Tk()
        self._root.title(title)
        self._label = tkinter.Label(self._root)
        self._label.pack()
        self.closed = False
        self._root.bind("q", self._close)
        self._root.protocol("WM_DELETE_WINDOW", self._close)
        self._picture: Any = None

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Put a BGR frame on the screen."""
        import tkinter

        done, data = cv2.imencode(".ppm", frame)
        if not done or self.closed:
            return
        # Tk keeps no reference of its own: without ours the picture would be collected.
        self._picture = tkinter.PhotoImage(data=data.tobytes(), format="ppm")
        self._label.configure(image=self._picture)
        self._root.update()

    def close(self) -> None:
        """Take the window away."""
        if not self.closed:
            self._close()

    def _close(self, *event: object) -> None:
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
        return Window(title)
    except Exception:  # a screen that cannot be reached, or a Python without Tk
        return None
