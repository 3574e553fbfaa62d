"""How many webhooks' messages wait, read when Prometheus asks a web process."""

from __future__ import annotations

from collections.abc import Iterator

import structlog
from django.db import Error as DatabaseError
from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from consult.integrations.models import Delivery

log = structlog.get_logger(__name__)


class WebhookGauges(Collector):
    """A database that is away tells nothing, and no zero."""

    def collect(self) -> Iterator[Metric]:
        """Yield the gauge."""
        try:
            waiting = Delivery.objects.filter(state=Delivery.State.PENDING).count()
        except DatabaseError as error:
            log.warning("not_measured", part="webhooks", error=type(error).__name__)
            return
        finally:
            connection.close()
        words = "Webhooks' messages to be sent"
        yield GaugeMetricFamily("consult_webhooks_waiting", words, waiting)

    def describe(self) -> list[Metric]:
        """Name none: else the database would be asked when the process starts."""
        return []
