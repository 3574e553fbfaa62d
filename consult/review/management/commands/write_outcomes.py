"""`manage.py write_outcomes`: what the review reads, made anew of what it is made of."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand

from consult.consultations.models import Consultation
from consult.review.services import outcomes


class Command(BaseCommand):
    """Write every outcome anew; running it again changes nothing."""

    help = "Writes the review's outcomes of all consultations, after rows came in bulk."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them and say how many there are."""
        self.stdout.write(f"{outcomes.write_all(Consultation.objects.all())} outcomes")
