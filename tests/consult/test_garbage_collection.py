"""What is imported at the start is not walked through again and again."""

import gc
import subprocess
import sys

import pytest

from consult.garbage_collection import loading

SERVES = """
import gc, sys
import consult.web, uvicorn
uvicorn.main = lambda: print(gc.isenabled(), gc.get_freeze_count(), "consult.urls" in sys.modules)
sys.argv = ["consult.web", "consult.asgi:application"]
consult.web.main()
"""


def test_nothing_is_collected_while_modules_are_imported_and_nothing_of_them_later() -> None:
    before = gc.get_freeze_count()
    with loading():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(made)


def test_a_fault_while_importing_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()


def test_the_web_process_serves_with_its_pages_imported_and_frozen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVES], capture_output=True, text=True, check=True, timeout=60
    )
    enabled, frozen, pages = done.stdout.split()
    assert (enabled, pages) == ("True", "True")
    assert int(frozen) > 100_000
