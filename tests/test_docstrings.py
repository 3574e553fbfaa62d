"""Docstrings name errors that there are: a renamed one is renamed in them, too."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for part in ("consult", "analyzer")
    for path in sorted((ROOT / part).rglob("*.py"))
    if "migrations" not in path.parts
}
ERROR = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def known() -> Iterator[str]:
    """Yield every name that the code itself uses."""
    yield from dir(builtins)
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.ClassDef | ast.alias):
                yield node.name


def told(tree: ast.Module) -> Iterator[str]:
    """Yield the errors that a module's docstrings say are raised."""
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED):
            _, raises, words = (ast.get_docstring(node) or "").partition("Raises")
            if raises:
                yield from ERROR.findall(words)


def test_every_error_that_is_told_is_there() -> None:
    there = {*known(), "TensorFlow"}
    lost = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in TREES.items()
        for name in told(tree)
        if name not in there
    }
    assert lost == set()
