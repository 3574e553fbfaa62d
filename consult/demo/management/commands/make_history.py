"""`manage.py make_history`: a made-up practice of any size, to measure pages with."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.demo import history
from consult.demo.management.commands.demo import PASSWORD


class Command(BaseCommand):
    """Make a large practice."""

    help = (
        "Makes a practice with years of made-up consultations: summaries, ratings and roll-ups of "
        "ten seconds, but no readings and no reports (DEMO=1 only)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how much is wanted."""
        parser.add_argument("--consultations", type=int, default=100_000)
        parser.add_argument("--counsellors", type=int, default=40)
        parser.add_argument(
            "--rows",
            type=int,
            default=25,
            help="roll-ups of ten seconds for each consultation, each of 20 readings (25)",
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what was made."""
        if not settings.DEMO:
            raise CommandError("Made-up consultations belong into no real practice: set DEMO=1.")
        size = history.Size(options["consultations"], options["counsellors"], options["rows"])
        if min(size.consultations, size.counsellors, size.rows) < 1:
            raise CommandError("There must be at least one of each.")
        name, began = f"Made-up practice {options['seed']}", time.monotonic()
        try:
            for count in history.make(name, size, options["seed"], timezone.now()):
                self.stderr.write(f"{count} consultations, {time.monotonic() - began:.0f} s")
        except ValueError as error:
            raise CommandError(str(error)) from error
        email = f"administrator-{options['seed']}@example.org"
        practice = Practice.objects.get(name=name)
        User.objects.create_user(
            email, PASSWORD, name="Administrator", role=User.Role.ADMINISTRATOR, practice=practice
        )
        self.stdout.write(
            f"{name}: {size.consultations} consultations with roll-ups of "
            f"{size.consultations * size.rows * 20} readings. Sign in as {email}, {PASSWORD}."
        )
