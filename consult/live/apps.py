"""The live app: sockets and the analysis worker."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Listens to what happens in consultations and tells the sockets."""

    name = "consult.live"

    def ready(self) -> None:
        """Connect the announcements."""
        from consult.live import announce

        announce.connect()
