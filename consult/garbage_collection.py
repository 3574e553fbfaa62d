"""Python's cyclic garbage collector, kept from what lives as long as its process.

A full collection walks every object there is, and nothing else of the process runs meanwhile. Of
the web process's 250,000 objects 200,000 are Django and our own modules: all cameras waited for
100 to 170 ms every few seconds (docs/performance.md, "Pauses for garbage collection").
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Collect nothing while modules are imported, then exempt what they made for good.

    Nothing of it is garbage, and yet it would be walked through four times in each process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
