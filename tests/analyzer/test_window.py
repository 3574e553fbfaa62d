"""The window of `watch`, by a toolkit that needs no screen."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from analyzer.__main__ import main
from analyzer.watch import window as windows
from analyzer.watch.window import Window, window
from tests.analyzer.pictures import portrait

FRAME = np.full((4, 6, 3), (10, 20, 30), np.uint8)


class FakeToolkit(ModuleType):
    """What of tkinter is used: one root with a label, which takes events when it is updated."""

    class TclError(Exception):
        """As Tk's."""

    def __init__(self, *events: str, reachable: bool = True) -> None:
        super().__init__("tkinter")
        self.events = list(events)
        self.reachable = reachable
        self.handlers: dict[str, Callable[..., None]] = {}
        self.shown: list[bytes] = []
        self.titles: list[str] = []
        self.destroyed = 0

    def Tk(self) -> "FakeToolkit":  # noqa: N802  tkinter's name
        if not self.reachable:
            raise self.TclError("couldn't connect to display")
        return self

    def Label(self, root: "FakeToolkit") -> "FakeToolkit":  # noqa: N802  tkinter's name
        return root

    def PhotoImage(self, data: bytes, format: str) -> bytes:  # noqa: A002, N802  tkinter's names
        assert format == "ppm"
        return data

    def title(self, text: str) -> None:
        self.titles.append(text)

    def pack(self) -> None:
        """Take the label in."""

    def bind(self, key: str, handler: Callable[..., None]) -> None:
        self.handlers[key] = handler

    protocol = bind

    def configure(self, image: bytes) -> None:
        self._alive()
        self.shown.append(image)

    def update(self) -> None:
        self._alive()
        while self.events:
            self.handlers[self.events.pop(0)]()

    def destroy(self) -> None:
        self._alive()
        self.destroyed += 1

    def _alive(self) -> None:
        if self.destroyed:
            raise self.TclError("application has been destroyed")


@pytest.fixture
def with_screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Return what puts a toolkit in tkinter's place, on a machine with a screen."""
    monkeypatch.setattr(windows, "screen", lambda: True)
    return lambda toolkit: monkeypatch.setitem(sys.modules, "tkinter", toolkit)


def test_a_frame_is_shown_as_it_is() -> None:
    toolkit = FakeToolkit()
    Window("film", toolkit).show(FRAME)
    [shown] = toolkit.shown
    picture = cv2.imdecode(np.frombuffer(shown, np.uint8), cv2.IMREAD_COLOR)
    assert np.array_equal(np.asarray(picture), FRAME)
    assert toolkit.titles == ["film"]


@pytest.mark.parametrize("event", ["q", "WM_DELETE_WINDOW"])
def test_it_is_closed_by_q_and_by_its_button(event: str) -> None:
    toolkit = FakeToolkit(event)
    shown = Window("film", toolkit)
    assert not shown.closed
    shown.show(FRAME)
    assert shown.closed
    shown.show(FRAME)
    assert len(toolkit.shown) == 1


def test_what_is_closed_is_closed_once() -> None:
    toolkit = FakeToolkit("q", "WM_DELETE_WINDOW")
    shown = Window("film", toolkit)
    shown.show(FRAME)
    shown.close()
    shown.close()
    assert toolkit.destroyed == 1


def test_the_end_of_the_watching_takes_the_window_away() -> None:
    toolkit = FakeToolkit()
    Window("film", toolkit).close()
    assert toolkit.destroyed == 1


def test_with_a_screen_every_frame_is_shown_until_q(
    with_screen: Callable[[Any], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(3):
        writer.write(portrait())
    writer.release()
    unhurried, hurried = FakeToolkit(), FakeToolkit("q")
    for toolkit, frames, told in ((unhurried, 3, "3 frames"), (hurried, 1, "1 frame")):
        with_screen(toolkit)
        assert main(["watch", str(path)]) == 0
        assert capsys.readouterr().out == f"{told}\n"
        assert (len(toolkit.shown), toolkit.destroyed) == (frames, 1)
        assert toolkit.titles == [f"{path} (q quits)"]


def test_without_tk_or_where_the_screen_cannot_be_reached_there_is_none(
    with_screen: Callable[[Any], None],
) -> None:
    with_screen(None)  # what the import system does for a module that is not there
    assert window("film") is None
    with_screen(FakeToolkit(reachable=False))
    assert window("film") is None


def test_another_fault_is_not_hidden(with_screen: Callable[[Any], None]) -> None:
    class Broken(FakeToolkit):
        def Tk(self) -> FakeToolkit:  # noqa: N802  tkinter's name
            raise MemoryError

    with_screen(Broken())
    with pytest.raises(MemoryError):
        window("film")


def test_without_a_screen_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setitem(sys.modules, "tkinter", FakeToolkit())
    assert window("film") is None
