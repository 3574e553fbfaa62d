"""What every letter's HTML has, whoever it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.environment import ROOT

LETTERS = sorted((ROOT / "consult/templates/mail").glob("*.html"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_a_phone_shows_it_in_its_own_width(letter: Path) -> None:
    assert 'name="viewport" content="width=device-width' in letter.read_text(encoding="utf-8")
