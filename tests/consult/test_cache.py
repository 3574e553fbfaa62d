"""Every request and every socket takes its cache's connection from one pool."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from rest_framework.test import APIClient


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


class Acting:
    """An object whose pickle makes a file when it is loaded."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.file,)


def store() -> Any:
    """Return the server itself, past the serializer."""
    own: Any = cache
    return own._cache.get_client(write=True)


@pytest.mark.django_db
def test_a_pickle_under_a_throttles_key_is_not_loaded(api: APIClient, tmp_path: Path) -> None:
    acted = tmp_path / "acted"
    api.get("/api/v1/invites/nothing/")
    counted = list(store().scan_iter("*throttle*"))
    assert counted
    for key in counted:
        store().set(key, pickle.dumps(Acting(acted)))
    assert api.get("/api/v1/invites/nothing/").status_code == 404
    assert not acted.exists()
    # The throttles count on from nothing.
    assert all(len(json.loads(store().get(key))) == 1 for key in counted)
    pickle.loads(pickle.dumps(Acting(acted)))  # noqa: S301
    assert acted.exists(), "the control: this pickle does act"


def test_what_is_no_json_is_not_there() -> None:
    cache.set_many({"one": [1.5, "two"], "three": True, "four": 4})
    store().set(cache.make_key("one"), pickle.dumps([1.5]))
    assert cache.get("one", "nothing") == "nothing"
    assert cache.get_many(["one", "three", "four", "five"]) == {"three": True, "four": 4}
    assert cache.incr("four") == 5
    with pytest.raises(TypeError):
        cache.set("six", Path())
