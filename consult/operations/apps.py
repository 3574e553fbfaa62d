"""The operations app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Listens to Celery, so that no failed task is lost sight of, and knows weak settings."""

    name = "consult.operations"

    def ready(self) -> None:
        """Listen to what becomes of tasks, and make the checks known."""
        from consult.operations import checks, receivers, redis_disk

        receivers.connect()
        checks.connect()
        redis_disk.connect()
