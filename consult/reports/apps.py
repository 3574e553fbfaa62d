"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Has a report built as soon as a consultation ends."""

    name = "consult.reports"

    def ready(self) -> None:
        """Listen for consultations that end."""
        from consult.reports import receivers

        receivers.connect()
