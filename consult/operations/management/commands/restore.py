"""`manage.py restore FILE`: a database made of a copy."""

from __future__ import annotations

import sys
from typing import IO, Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from django.utils import timezone

from consult.operations import backup
from consult.reports import retention


class Command(BaseCommand):
    """Replace the database, bring its tables up to date, and delete what is overdue."""

    help = "Replaces the whole database by a copy that `backup` wrote. Stop the service before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and the word that a database with people in it may go."""
        parser.add_argument("file")
        parser.add_argument(
            "--replace", action="store_true", help="also where the database holds practices"
        )

    def handle(self, *args: Any, file: str, replace: bool, **options: Any) -> None:
        """Restore, migrate, purge."""
        if not replace and not backup.is_empty():
            raise CommandError("The database holds practices or people: say --replace.")
        try:
            with _opened(file) as source:
                backup.read(source)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        connection.close()
        call_command("migrate", verbosity=0, interactive=False)
        # Days went by since the copy was made: what they have ended must not come back.
        # One run takes a hundred consultations.
        while retention.purge(timezone.now()) != retention.Purged():
            continue
        self.stdout.write("Restored. Erasures made after the copy must be made again.")


def _opened(file: str) -> IO[bytes]:
    return sys.stdin.buffer if file == "-" else open(file, "rb")  # noqa: PTH123
