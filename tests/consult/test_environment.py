"""Settings fail loudly, by the variable's name, and take secrets as they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from consult import environment as env


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("SOME_SETTING", default=False), "maybe"),
        (lambda: env.whole("SOME_SETTING", 1), "one"),
        (lambda: env.whole("SOME_SETTING", 1, at_least=1), "0"),
        (lambda: env.number("SOME_SETTING", 1.0), "fast"),
        (lambda: env.choice("SOME_SETTING", "one", ("one", "two")), "three"),
        (lambda: env.number("SOME_SETTING", 1.0, at_least=0.2), "0.1"),
        (lambda: env.number("SOME_SETTING", 1.0, at_most=5.0), "5.1"),
        (lambda: env.number("SOME_SETTING", 1.0, at_least=0.2), "nan"),
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
    assert env.listed("SOME_SETTING", []) == ["one", "two"]
