"""Settings fail loudly, by the variable's name, and take secrets as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from analyzer.timeline.series import LONGEST_READING
from consult import environment as env


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("SOME_SETTING", default=False), "maybe"),
        (lambda: env.integer("SOME_SETTING", 1), "one"),
        (lambda: env.integer("SOME_SETTING", 1, at_least=1), "0"),
        (lambda: env.number("SOME_SETTING", 1.0), "fast"),
        (lambda: env.choice("SOME_SETTING", "one", ("one", "two")), "three"),
        (lambda: env.number("SOME_SETTING", 1.0, at_least=0.2), "0.1"),
        (lambda: env.number("SOME_SETTING", 1.0, at_most=5.0), "5.1"),
        (lambda: env.number("SOME_SETTING", 1.0, at_least=0.2), "nan"),
        (lambda: env.email("SOME_SETTING", "consolemail://"), ""),
    ],
)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any], value: str
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING"):
        read()


def test_a_required_setting_is_asked_for_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING"):
        env.text("SOME_SETTING")


@pytest.mark.parametrize("value", ["$ecret", "a,b", " spaced ", "1=2"])
def test_a_secret_is_taken_as_it_stands(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_SETTING", value)
    assert env.text("SOME_SETTING") == value


def test_a_list_leaves_blanks_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SETTING", "one, ,two,")
    assert env.string_list("SOME_SETTING", []) == ["one", "two"]


@pytest.mark.parametrize("name", ["FRAME_RATE_LEAST", "FRAME_RATE", "FRAME_RATE_MOST"])
def test_no_rate_is_lower_than_the_measures_bear(name: str) -> None:
    """A reading stands for 2 s: fewer than one in that time would leave holes in a whole face."""
    rates = dict.fromkeys(("FRAME_RATE_LEAST", "FRAME_RATE", "FRAME_RATE_MOST"), "0.5")
    least = 1 / LONGEST_READING
    assert "FRAME_RATE" not in loaded(rates | {name: str(least)})
    assert f"{name}: {least - 0.01} is under {least}" in loaded(rates | {name: str(least - 0.01)})


def loaded(variables: dict[str, str]) -> str:
    """Return what a process says that reads the settings with these variables."""
    done = subprocess.run(
        [sys.executable, "-c", "import consult.settings"],
        env={**os.environ, "DEMO": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr
