"""A face that moves: the browser sends the part around it, and the box stays on it everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect

from analyzer.frame import read_header
from consult.live import frame_header
from tests.browser.conftest import join, plan
from tests.browser.scenes import moving_camera

pytestmark = pytest.mark.browser

SAMPLES = 24
NEAR = 0.1
"""Of the picture's width, of which the face goes 0.035 between two frames."""

FACE_AND_BOX = """() => {
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = 160; canvas.height = 120;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 160, 120);
  const { data } = context.getImageData(0, 0, 160, 120);
  let sum = 0, count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 1] > 140 && data[at] < 110 && data[at + 2] < 110) {
      sum += (at / 4) % 160; count++;
    }
  const box = document.querySelector(".face-box")?.getBoundingClientRect();
  const shown = video.getBoundingClientRect();
  const middle = box && (box.left + box.width / 2 - shown.left) / shown.width;
  // People see themselves mirrored.
  return { face: count ? (sum / count + 0.5) / 160 : null, box: box ? 1 - middle : null };
}"""
BOX_ON_STAGE = """() => {
  const box = document.querySelector(".face-box")?.getBoundingClientRect();
  const stage = document.querySelector(".face-box")?.parentElement.getBoundingClientRect();
  return box ? (box.left + box.width / 2 - stage.left) / stage.width : null;
}"""


@dataclass
class Sent:
    """The frames that left a page: regions in 1/65535 and sizes in pixels, no pictures."""

    regions: list[tuple[int, int, int, int]] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)

    def listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._take)

    def _take(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            header, jpeg = frame_header.unpack_frame(payload)
            picture = read_header(jpeg)
            self.regions.append(header.region)
            self.sizes.append((picture.width, picture.height))


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return moving_camera(tmp_path_factory.mktemp("camera") / "moving.y4m")


def test_the_box_stays_on_a_face_of_which_only_the_region_is_sent(
    counsellor: Page, client: Page
) -> None:
    sent = Sent()
    client.on("websocket", sent.listen)
    # Beside another call tool both pages draw the box over nothing but this camera's picture.
    link = plan(counsellor, "Erin Moving", "Beside another call tool")
    counsellor.locator("li", has_text="Erin Moving").get_by_role("button", name="Open room").click()
    join(client, link)
    expect(client.locator(".face-box")).to_be_visible(timeout=30_000)
    expect(counsellor.locator(".face-box")).to_be_visible(timeout=30_000)

    seen = [sample(client, counsellor) for _ in range(SAMPLES)]
    stays_on_the_face([(one["face"], one["box"]) for one in seen])
    stays_on_the_face([(one["face"], one["stage"]) for one in seen])
    the_region_goes_with_the_face(sent)


def sample(client: Page, counsellor: Page) -> dict[str, Any]:
    """Return where the face is now across the camera's picture, and where both pages draw it."""
    client.wait_for_timeout(500)
    here: dict[str, Any] = client.evaluate(FACE_AND_BOX)
    return {**here, "stage": counsellor.evaluate(BOX_ON_STAGE)}


def stays_on_the_face(pairs: list[tuple[float | None, float | None]]) -> None:
    """A box is drawn most of the time, near the face, while the face crosses the picture.

    A busy machine answers late now and then, so the median tells.
    """
    drawn = [(face, box) for face, box in pairs if face is not None and box is not None]
    assert len(drawn) >= 0.6 * SAMPLES, pairs
    for places in zip(*drawn, strict=True):
        assert max(places) - min(places) > 0.3
    assert median(abs(face - box) for face, box in drawn) < NEAR, drawn


def the_region_goes_with_the_face(sent: Sent) -> None:
    """Most frames show a region, square and small, in many places; the whole comes in between."""
    frames = list(zip(sent.regions, sent.sizes, strict=True))
    assert frames[0] == (frame_header.WHOLE_PICTURE, (320, 240))
    around = [(region, size) for region, size in frames if region != frame_header.WHOLE_PICTURE]
    assert 0.5 * len(frames) < len(around) < len(frames) - 2
    assert all(width == height <= 224 for _, (width, height) in around)
    places = [region[0] for region, _ in around]
    assert max(places) - min(places) > 0.3 * 65535
    # A picture of 640x480: as many of its own pixels as are sent.
    assert all(abs(region[2] / 65535 * 640 - size[0]) < 1 for region, size in around)
