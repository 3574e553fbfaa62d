"""A picture of a page keeps the colours that mean something, however few points they cover."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tests.browser.screenshots import in_colours, tokens


def test_small_dots_keep_the_colours_of_the_design_beside_a_photograph() -> None:
    # Its own small flat areas are many more.
    shades = np.random.default_rng(1).integers(0, 256, (50, 50, 3), np.uint8)
    photograph = shades.repeat(4, 0).repeat(4, 1)
    dots = {}
    for number, colour in enumerate(tokens()):
        place = (4 * (number // 40), 5 * (number % 40))
        dots[place] = tuple(int(colour).to_bytes(3, "big"))
        photograph[place[0] : place[0] + 2, place[1] : place[1] + 2] = dots[place]
    few = in_colours(Image.fromarray(photograph), 128).convert("RGB")
    assert len(dots) > 40
    assert {place: few.getpixel(place[::-1]) for place in dots} == dots
