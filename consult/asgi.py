"""Everything that is served: HTTP, the three sockets, and the worker's channel."""

from __future__ import annotations

import os
from typing import Any

import django
from channels.routing import ChannelNameRouter, ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.apps import apps
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
# Django must be set up before anything below imports a model; but not twice, as a worker or a
# test has done it already: configuring logging anew closes every handler there is.
if not apps.ready:
    django.setup(set_prefix=False)

from consult.live.call import CallConsumer
from consult.live.camera import CameraConsumer
from consult.live.dashboard import DashboardConsumer
from consult.operations import redis_disk
from consult.operations.checks import refuse_weak_settings

refuse_weak_settings()
redis_disk.warn()


async def _frames(scope: Any, receive: Any, send: Any) -> None:
    """Hand a worker's messages on; the import waits so that web never loads the analyzer."""
    from consult.live.frames import FrameConsumer

    await FrameConsumer.as_asgi()(scope, receive, send)


application = ProtocolTypeRouter(
    {
        "http": ASGIHandler(),
        "websocket": OriginValidator(
            URLRouter(
                [
                    path("ws/call/", CallConsumer.as_asgi()),
                    path("ws/camera/", CameraConsumer.as_asgi()),
                    path("ws/dashboard/", DashboardConsumer.as_asgi()),
                ]
            ),
            settings.ALLOWED_ORIGINS,
        ),
        "channel": ChannelNameRouter({"frames": _frames}),
    }
)
