"""The consultations app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Consultations, participants, consent and readings."""

    name = "consult.consultations"
