"""What a worker serves: the channel of frames. Apart from the web's, which loads no analyzer."""

from __future__ import annotations

from channels.routing import ChannelNameRouter, ProtocolTypeRouter

from consult.live.frames import FrameConsumer

application = ProtocolTypeRouter(
    {"channel": ChannelNameRouter({"frames": FrameConsumer.as_asgi()})}
)
