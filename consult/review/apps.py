"""The review app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Ratings of consultations, and what an administrator sees over many of them."""

    name = "consult.review"

    def ready(self) -> None:
        """Listen for clients who are erased or ask what is held of them, and for outcomes."""
        from consult.review import outcome_receivers, receivers

        receivers.connect()
        outcome_receivers.connect()
