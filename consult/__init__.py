"""Consult: session analytics for online consultations."""

from consult.celery import app as celery_app

__all__ = ["celery_app"]
