"""Pictures of pages: each at 1440 and 390 pixels, in one language and one colour scheme."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from babel.messages.pofile import read_po
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import context, sign_in
from tests.service import RunningService

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCALES = {"en": "en-GB", "uk": "uk-UA"}
CATALOGUE = Path(__file__).resolve().parents[2] / "consult/locale/uk/LC_MESSAGES/djangojs.po"
TOKENS = Path(__file__).resolve().parents[2] / "frontend/src/design/tokens.css"
LARGEST = 250_000
"""Bytes of a picture."""
TALLEST = 3200
"""Px of a picture: a list that goes on shows nothing new below."""

Say = Callable[[str], str]
"""A text of the pages in the album's language."""


@dataclass(frozen=True)
class Album:
    """Where pictures go, and how the pages in them look and speak."""

    chromium: Browser
    service: RunningService
    out: Path
    language: str = "en"
    scheme: str = "light"

    @property
    def say(self) -> Say:
        """Say an English text in the album's language."""
        return speaker(self.language)

    def page(self, email: str = "") -> Page:
        """Return a page in a fresh profile, signed in where an address is given."""
        profile = context(
            self.chromium,
            self.service,
            viewport=WIDE,
            locale=LOCALES[self.language],
            color_scheme=self.scheme,
        )
        page = profile.new_page()
        if email:
            sign_in(page, email, self.say)
        return page

    def visit(self, page: Page, name: str, path: str) -> None:
        """Open an address and take it once it has its heading and nothing is on its way."""
        page.goto(path)
        self.settled(page, name)

    def settled(self, page: Page, name: str) -> None:
        """Take a page once it has its heading, and nothing on it is on its way any more."""
        page.wait_for_function(
            "() => document.querySelector('main h1') && !document.querySelector('main .spinner')"
        )
        self.shoot(page, name)

    def shoot(self, page: Page, name: str, whole: bool = True) -> None:
        """Take a page wide and on a phone; not `whole`: only what the window shows of it."""
        for width, size in (("1440", WIDE), ("390", PHONE)):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.wait_for_timeout(700)
            # What lies behind an open dialog is covered only as far as the window goes.
            long = whole and page.get_by_role("dialog").count() == 0
            keep(page.screenshot(full_page=long), self.out / f"{name}-{width}.png")
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]

    def dialog(self, page: Page, name: str, button: str) -> None:
        """Take the dialog behind the first button of a name, and close it."""
        page.get_by_role("button", name=self.say(button)).first.click()
        page.get_by_role("dialog").wait_for()
        self.shoot(page, name)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")


def speaker(language: str) -> Say:
    """Return what says a text in a language: English is in the source."""
    if language == "en":
        return lambda text: text
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return lambda text: str(catalogue[text].string)


def keep(picture: bytes, path: Path) -> None:
    """Write a picture in 256 colours, or in fewer until it is small enough for a repository."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    for colours in (256, 192, 128, 64):
        small = io.BytesIO()
        in_colours(image, colours).save(small, "PNG", optimize=True)
        if len(small.getvalue()) <= LARGEST:
            break
    path.write_bytes(small.getvalue())


def tokens() -> NDArray[np.int32]:
    """Return the colours of the design, light and dark, as 0xRRGGBB."""
    found = re.findall(r"#([0-9a-f]{6})\b", TOKENS.read_text(encoding="utf-8"))
    return np.array([int(value, 16) for value in found], np.int32)


def in_colours(image: Image.Image, colours: int) -> Image.Image:
    """Return the picture in so many colours: the design's own and those of flat areas as they are,
    means of the rest.

    Means alone would give the dots of a legend the colours of their neighbours, a dot is too small
    to count among flat areas beside a photograph, and Pillow's own way to a palette's nearest
    colour is too coarse to leave white white.
    """
    pixels = np.asarray(image, np.int32)
    keys = pixels @ np.array([1 << 16, 1 << 8, 1], np.int32)
    flat = keys[:-1, :-1][(keys[:-1, :-1] == keys[1:, :-1]) & (keys[:-1, :-1] == keys[:-1, 1:])]
    values, counts = np.unique(flat, return_counts=True)
    named = np.intersect1d(tokens(), keys)
    frequent = values[np.argsort(counts)[::-1]]
    exact = [*named, *(value for value in frequent if value not in named)][: colours * 5 // 8]
    means = image.quantize(colours - len(exact)).getpalette() or []
    palette = [channel for value in exact for channel in int(value).to_bytes(3, "big")] + means
    few = np.reshape(palette[: colours * 3], (-1, 3)).astype(np.int32)
    found, places = np.unique(keys, return_inverse=True)
    shades = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    nearest = np.concatenate(
        [
            ((part[:, None] - few) ** 2).sum(axis=2).argmin(axis=1)
            for part in np.array_split(shades, 1 + len(shades) // 4096)
        ]
    )
    made = Image.fromarray(nearest[places].reshape(keys.shape).astype(np.uint8), "P")
    made.putpalette(few.astype(np.uint8).tobytes())
    return made
