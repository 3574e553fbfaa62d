"""The web process: HTTP and the three sockets. A worker's channel is `consult.live.channel`."""

from __future__ import annotations

import os
from typing import Any, cast

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.apps import apps
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished
from django.db import connections
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
# Django must be set up before anything below imports a model; but not twice, as a worker or a
# test has done it already: configuring logging anew closes every handler there is.
if not apps.ready:
    django.setup(set_prefix=False)

from consult import metrics
from consult.body_limit import BodyLimit
from consult.client_identity import ClientIdentity
from consult.integrations.gauges import WebhookGauges
from consult.live.call import CallConsumer
from consult.live.camera import CameraConsumer
from consult.live.dashboard import DashboardConsumer
from consult.live.gauges import CameraGauges
from consult.live.socket_limits import SocketLimit
from consult.operations import redis_disk
from consult.operations.checks import refuse_weak_settings
from consult.operations.gauges import ServiceGauges
from consult.request_places import RequestPlaces
from consult.watchdog import WatchedApplication

refuse_weak_settings()
redis_disk.warn()
metrics.serve("web", [CameraGauges(), ServiceGauges(), WebhookGauges()])


def end_connections(**_: Any) -> None:
    """Close what a request opened.

    Its thread is its own and ends with it: nobody could use the connection again (CONN_MAX_AGE is
    for the sockets' thread), and it would stay open until Python's collector of cycles came by.
    """
    connections.close_all()


request_finished.connect(end_connections, sender=ASGIHandler)


async def no_such_socket(scope: Any, receive: Any, send: Any) -> None:
    """Refuse a handshake; Channels would fail, with a trace in the log for each."""
    await receive()
    await send({"type": "websocket.close"})


_sockets = URLRouter(
    [
        path("ws/call/", CallConsumer.as_asgi()),
        path("ws/camera/", CameraConsumer.as_asgi()),
        path("ws/dashboard/", DashboardConsumer.as_asgi()),
        re_path("", cast("Any", no_such_socket)),
    ]
)
# Files, and who asks whether this process lives, must not wait for the others.
_pages = RequestPlaces(
    ASGIHandler(),
    settings.REQUESTS_AT_ONCE,
    beside=("/healthz/", "/readyz/", settings.STATIC_URL),
    identity=ClientIdentity(settings.SESSION_COOKIE_NAME, settings.PROXY_COUNT),
)
_by_protocol = ProtocolTypeRouter(
    {
        "http": BodyLimit(_pages, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        "websocket": OriginValidator(
            SocketLimit(_sockets, settings.SOCKETS_MOST, settings.SOCKETS_PER_PERSON),
            settings.ALLOWED_ORIGINS,
        ),
    }
)
application = WatchedApplication(_by_protocol, settings.HUNG_AFTER_S)
