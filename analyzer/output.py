"""Files that a command leaves behind."""

import errno
import json
import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

DATA: Final = ("--data", "--seen")
"""Options that name a data file."""


def prepare(*paths: Path | None) -> None:
    """Make the folders that files are to be written into; None is a file nobody asked for.

    Called before the work begins: that a file cannot be written is told then, and not after hours
    of which nothing is left. Raises OSError.
    """
    for path in paths:
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise _error(errno.ENOTDIR, path.parent) from None
        if path.is_dir():
            raise _error(errno.EISDIR, path)
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise _error(errno.EACCES, path)


def keep_apart(*paths: Path | None) -> None:
    """Refuse two names for one file: what is written would destroy what is read, or each other.

    None is a file nobody asked for. Called before anything is opened. Raises ValueError.
    """
    named = [path for path in paths if path is not None]
    for one, other in combinations(named, 2):
        if _same(one, other):
            raise ValueError(f"{other}: is the same file as {one}")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write figures as JSON that a person can read, too."""
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Return what `write_json` wrote.

    Raises OSError, or ValueError that names a damaged file.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: damaged, no JSON any more ({error})") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path}: damaged, found {type(content).__name__} in it")  # noqa: TRY004
    return content


def write_whole(path: Path, text: str) -> None:
    """Replace a file at once: whoever reads it meanwhile reads the old one or the new one."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def command_line(words: Sequence[str] | None = None) -> str:
    """Return this command as it is told beside its figures: a data file without its folder.

    Where a file lies differs by machine; `words` are those behind `python -m analyzer`, this
    process's own unless given.
    """
    words = list(sys.argv[1:] if words is None else words)
    for place, word in enumerate(words):
        option, given, file = word.partition("=")
        if place and words[place - 1] in DATA:
            words[place] = Path(word).name
        elif option in DATA and given:
            words[place] = f"{option}={Path(file).name}"
    return shlex.join(["python", "-m", "analyzer", *words])


def error_line(error: OSError) -> str:
    """Return what the system refused, and of which file, in one line."""
    if error.filename is None or error.strerror is None:
        return " ".join(str(error).split())
    return f"{error.filename}: {error.strerror}"


def _same(one: Path, other: Path) -> bool:
    # Two names of one file need not look alike: of files that are there the system is asked.
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
