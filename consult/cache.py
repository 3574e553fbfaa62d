"""Django's Redis cache with one pool of connections for the whole process.

Django makes a cache for each request and each socket, every one with a pool of its own, whose
connection stays open until Python's collector of cycles comes by: a web process was seen with two
hundred of them at rest, after 150 clients had come and gone.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

_pools: Final[dict[str, Any]] = {}
"""By address. redis-py's pools are made for threads, and begin anew in a forked process."""


class SharedClient(RedisCacheClient):
    """Takes connections from the process's pool."""

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


class SharedCache(RedisCache):
    """Django's Redis cache, whichever request or socket asks."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = SharedClient
