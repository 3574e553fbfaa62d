"""`manage.py restore FILE`: a database made of a copy, without what was erased since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from django.utils import timezone

from consult.consultations.models import Erasure
from consult.operations import backup, erasures
from consult.reports import retention


class Command(BaseCommand):
    """Replace the database, bring its tables up to date, and delete what was erased or is over."""

    help = "Replaces the whole database by a copy that `backup` wrote. Stop the service before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, a list, and the word that a database with people in it may go."""
        parser.add_argument("file")
        parser.add_argument(
            "--replace", action="store_true", help="also where the database holds practices"
        )
        parser.add_argument(
            "--erasures", metavar="LIST", help="what was erased since, as `erasures` wrote it"
        )

    def handle(self, *args: Any, file: str, replace: bool, **options: Any) -> None:
        """Restore, migrate, erase again, purge."""
        if not replace and not backup.is_empty():
            raise CommandError("The database holds practices or people: say --replace.")
        # Both are read before anything changes: what is replaced knows of erasures, too.
        newer = [*_listed(options["erasures"]), *erasures.kept()]
        try:
            with _opened(file) as source:
                backup.read(source)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        connection.close()
        call_command("migrate", verbosity=0, interactive=False)
        made = erasures.make_again(newer)
        # Days went by since the copy was made: what they have ended must not come back.
        # One run takes a hundred consultations.
        while retention.purge(timezone.now()) != retention.Purged():
            continue
        self.stdout.write(f"Restored. Erasures made again: {made}.")
        if not newer:
            self.stdout.write("None was known. What was erased since: see `erase_again`.")


def _listed(file: str | None) -> list[Erasure]:
    if file is None:
        return []
    try:
        return erasures.read(Path(file).read_text(encoding="utf-8").splitlines())
    except (erasures.ListError, OSError) as error:
        raise CommandError(str(error)) from error


def _opened(file: str) -> IO[bytes]:
    return sys.stdin.buffer if file == "-" else open(file, "rb")  # noqa: PTH123
