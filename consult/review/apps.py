"""The review app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Ratings of consultations."""

    name = "consult.review"

    def ready(self) -> None:
        """Listen for clients who are erased, or who ask what is held of them."""
        from consult.review import receivers

        receivers.connect()
