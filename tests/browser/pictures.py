"""Whether a video on a page really moves: by its own clock, and by what can be seen in it."""

from __future__ import annotations

from playwright.sync_api import Page

_SHOWS = """
() => {
  const video = document.querySelector(".remote-video");
  if (!video || video.paused || !video.videoWidth) return false;
  window.seenAt ??= video.currentTime;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [32, 24];
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 32, 24);
  const bytes = context.getImageData(0, 0, 32, 24).data;
  const grey = bytes.filter((_, index) => index % 4 === 1);
  const spread = Math.max(...grey) - Math.min(...grey);
  return video.currentTime - window.seenAt > 0.5 && spread > 40;
}
"""


def wait_for_moving_picture(page: Page) -> None:
    """Wait until the other side's picture plays on for half a second and is not one flat colour."""
    page.evaluate("delete window.seenAt")
    page.wait_for_function(_SHOWS, timeout=30_000)
