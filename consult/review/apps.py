"""The review app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Ratings of consultations."""

    name = "consult.review"
