"""The state of this web process's cameras, read when Prometheus asks."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from consult.live.frame_intake import IN_FLIGHT_MAX
from consult.live.hub import hubs
from consult.live.pacing import pacings


class CameraGauges(Collector):
    """Asked in the endpoint's thread; it reads what the event loop owns and changes nothing."""

    def collect(self) -> Iterator[Metric]:
        """Yield cameras, frames in flight, credits and the rate."""
        cameras = [camera for hub in hubs() for camera in list(hub.cameras.values())]
        in_flight = sum(camera.in_flight for camera in cameras)
        credit = IN_FLIGHT_MAX * len(cameras) - in_flight
        yield GaugeMetricFamily("consult_cameras", "Cameras here", len(cameras))
        yield GaugeMetricFamily("consult_frames_in_flight", "Frames without an answer", in_flight)
        yield GaugeMetricFamily("consult_frame_credits", "Frames cameras may yet send", credit)
        rates = [pacing.rate for pacing in pacings()]
        if rates:
            yield GaugeMetricFamily("consult_frame_rate", "Frames/s cameras may send", min(rates))
