"""The operations app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy


class OperationsConfig(AppConfig):
    """Listens to Celery, so that no failed task is lost sight of, and knows weak settings."""

    name = "consult.operations"
    verbose_name = gettext_lazy("Operations")

    def ready(self) -> None:
        """Listen to what becomes of tasks, and make the checks known."""
        from django_structlog.signals import bind_extra_request_metadata

        from consult.logs import bind_request
        from consult.operations import (
            append_only_triggers,
            checks,
            connections,
            migration_timeouts,
            receivers,
            redis_disk,
        )

        bind_extra_request_metadata.connect(bind_request, dispatch_uid="consultation-in-log")
        receivers.connect()
        checks.connect()
        redis_disk.connect()
        connections.connect()
        pre_migrate.connect(migration_timeouts.lift_statement_timeout, sender=self)
        pre_migrate.connect(append_only_triggers.drop_triggers, sender=self)
        post_migrate.connect(append_only_triggers.create_triggers, sender=self)
