"""`manage.py change_preset`: another preset for a practice, also in place of `eu`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from consult.accounts import policy, services
from consult.accounts.models import Practice


class Command(BaseCommand):
    """Give a practice another preset."""

    help = "Gives a practice another preset. Administrators can choose eu, but not take it back."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the name and the preset."""
        parser.add_argument("name", help='such as "North Practice"')
        parser.add_argument("preset", choices=Practice.Preset.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Change it, or say that there is no such practice."""
        practice = services.practice_called(options["name"])
        if practice is None:
            raise CommandError(f"There is no practice called {options['name']!r}.")
        practice = policy.change_preset(practice, options["preset"])
        self.stdout.write(f"{practice.name} now has the preset {practice.preset}.")
