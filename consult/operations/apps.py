"""The operations app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Listens to Celery, so that no failed task is lost sight of."""

    name = "consult.operations"

    def ready(self) -> None:
        """Listen to what becomes of tasks."""
        from consult.operations import receivers

        receivers.connect()
