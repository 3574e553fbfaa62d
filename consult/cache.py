"""Django's Redis cache with one pool of connections for the whole process.

Django makes a cache for each request and each socket, every one with a pool of its own, whose
connection stays open until Python's collector of cycles comes by: a web process was seen with two
hundred of them at rest, after 150 clients had come and gone.

And it keeps JSON alone. Django pickles, and loading a pickle runs what its writer wants: whoever
can write into Redis would run code in every process that reads a counter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

log = structlog.get_logger(__name__)

_pools: Final[dict[str, Any]] = {}
"""By address. redis-py's pools are made for threads, and begin anew in a forked process."""


class Json:
    """What is kept is JSON; a whole number stands as it is, so that Redis can count with it."""

    def dumps(self, value: Any) -> int | str:
        """Return what Redis is given. Raises TypeError for what JSON has no word for."""
        return value if type(value) is int else json.dumps(value, separators=(",", ":"))

    def loads(self, kept: bytes) -> Any:
        """Return the value. Raises ValueError for what is no JSON."""
        return json.loads(kept)


class SharedClient(RedisCacheClient):
    """Takes connections from the process's pool; what is no JSON is not there for it."""

    # django-stubs knows nothing of these, Django's own.
    _servers: list[str]
    _pool_class: Any
    _pool_options: dict[str, Any]
    _get_connection_pool_index: Any

    def _get_connection_pool(self, write: bool) -> Any:
        address = self._servers[self._get_connection_pool_index(write)]
        if address not in _pools:
            _pools.setdefault(address, self._pool_class.from_url(address, **self._pool_options))
        return _pools[address]

    def get(self, key: Any, default: Any) -> Any:
        """Return what is kept under a key."""
        return self.get_many([key]).get(key, default)

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        """Return what is kept under each key."""
        wanted = list(keys)
        kept: list[Any] = self.get_client(None).mget(wanted)
        found: dict[Any, Any] = {}
        for key, value in zip(wanted, kept, strict=True):
            try:
                if value is not None:
                    found[key] = JSON.loads(value)
            except ValueError:
                # Of a version that pickled, or of a stranger: it goes with its time.
                log.warning("cache_holds_no_json")
        return found


JSON: Final = Json()


class SharedCache(RedisCache):
    """Django's Redis cache, whichever request or socket asks."""

    _options: dict[str, Any]

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = SharedClient
        self._options = {**self._options, "serializer": JSON}
