"""Where it keeps things: the database, the cache, and the layers that sockets and workers share."""

from __future__ import annotations

from typing import Any

from redis.maint_notifications import MaintNotificationsConfig

from consult import environment as env
from consult.environment import LOCAL

# --- Database ----------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", f"sqlite:///{LOCAL / 'consult.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads before it writes would otherwise fail at once when
    # another process writes in between, whatever the timeout says.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Longer than any page and any task's step takes: whoever waits for a lock, or asks what has no
    # end, must not hold a process. DATABASE_URL's own `options` come first.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c lock_timeout=10s -c statement_timeout=60s"
    )
# For the threads that stay, the sockets' and the workers': opening one anew for each question took
# a tenth of the web process's time under load. A request's ends with its thread (`consult.asgi`).
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis -------------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL", env.running_redis())
# Pictures on their way to a worker pass here for moments: a server that writes nothing to disk.
LIVE_REDIS_URL = env.text("LIVE_REDIS_URL", REDIS_URL)
# Notices of maintenance are a paid server's. While redis-py waits for them it hands out connections
# whose server has died as well: the first request or socket after a restart would fail.
_NO_NOTICES = MaintNotificationsConfig(enabled=False)
CACHES = {
    "default": {
        "BACKEND": "consult.cache.SharedCache",
        "LOCATION": REDIS_URL,
        # Not that of before: its entries were pickled, and each would stumble over the other's
        # while both versions serve.
        "KEY_PREFIX": "consult.json",
        # A Redis that hangs must not hold requests: what it counts is let through without it.
        "OPTIONS": {
            "maint_notifications_config": _NO_NOTICES,
            "socket_timeout": 2,
            "socket_connect_timeout": 2,
        },
    }
}

# --- The channel layers ------------------------------------------------------------------------
# No socket_timeout: `consult.live.layer` limits each command, and says why it does so itself.
_LAYER_HOST = {
    "address": LIVE_REDIS_URL,
    "socket_timeout": None,
    "socket_connect_timeout": 5,
    "maint_notifications_config": _NO_NOTICES,
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "consult.live.layer.Layer",
        "CONFIG": {
            "hosts": [_LAYER_HOST],
            "prefix": "consult",
            "capacity": 2000,
            "expiry": 10,
        },
    },
    "frames": {
        "BACKEND": "consult.live.layer.FrameLayer",
        "CONFIG": {
            "hosts": [_LAYER_HOST],
            "prefix": "frames",
            "capacity": 500,
            "expiry": 3,
        },
    },
}
