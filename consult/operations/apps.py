"""The operations app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class OperationsConfig(AppConfig):
    """Listens to Celery, so that no failed task is lost sight of, and knows weak settings."""

    name = "consult.operations"

    def ready(self) -> None:
        """Listen to what becomes of tasks, and make the checks known."""
        from django_structlog.signals import bind_extra_request_metadata

        from consult.logs import bind_request
        from consult.operations import (
            checks,
            connections,
            guards,
            migrating,
            receivers,
            redis_disk,
        )

        bind_extra_request_metadata.connect(bind_request, dispatch_uid="consultation-in-log")
        receivers.connect()
        checks.connect()
        redis_disk.connect()
        connections.connect()
        pre_migrate.connect(migrating.take_time, sender=self)
        pre_migrate.connect(guards.take_down, sender=self)
        post_migrate.connect(guards.put_up, sender=self)
