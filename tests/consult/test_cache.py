"""Every request and every socket takes its cache's connection from one pool."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.cache import cache, caches


def pool_of(_: int) -> Any:
    """Return the pool of a cache as a request makes it, after it was used."""
    own: Any = caches.create_connection("default")
    own.set("greeting", "hello")
    return own._cache._get_connection_pool(write=True)


def test_a_hundred_requests_share_one_connection() -> None:
    pools = {id(pool_of(number)) for number in range(100)}
    assert len(pools) == 1
    assert pool_of(0)._created_connections <= 2
    assert cache.get("greeting") == "hello"


def test_threads_share_the_pool_too() -> None:
    with ThreadPoolExecutor(4) as threads:
        pools = list(threads.map(pool_of, range(20)))
    assert len({id(pool) for pool in pools}) == 1
