"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Made-up consultations. It has no tables of its own."""

    name = "consult.demo"
