"""`manage.py make_practice`: a practice, the first step on a new server."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser

from consult.accounts import services
from consult.accounts.management.error_messages import error_lines
from consult.accounts.models import Practice


class Command(BaseCommand):
    """Make a practice with its policy."""

    help = "Makes a practice. Then make its users: manage.py make_user."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the name and the policy."""
        parser.add_argument("name", help='such as "North Practice"')
        parser.add_argument(
            "--preset",
            choices=Practice.Preset.values,
            default=Practice.Preset.DEFAULT,
            help="policy; eu never analyses the counsellor's own face",
        )
        parser.add_argument(
            "--retention-days",
            type=int,
            default=30,
            metavar="DAYS",
            help="how long labels are kept after a consultation, 1 to 3650 (30)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say what is wrong."""
        try:
            practice = services.make_practice(
                options["name"],
                preset=options["preset"],
                retention_days=options["retention_days"],
            )
        except ValidationError as error:
            raise CommandError(error_lines(error)) from error
        self.stdout.write(
            f"Made {practice.name} (labels are kept for {practice.retention_days} days)."
        )
