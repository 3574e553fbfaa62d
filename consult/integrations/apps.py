"""The integrations app."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """Keys and webhooks of a practice."""

    name = "consult.integrations"

    def ready(self) -> None:
        """Listen for what webhooks tell, and describe keys in the API's schema."""
        from consult.integrations import receivers, schema  # noqa: F401

        receivers.connect()
