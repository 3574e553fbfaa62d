"""`manage.py erase_again FILE`: the erasures of a list, made where this database lacks them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from consult.operations import erasures


class Command(BaseCommand):
    """After a back-up was restored whose list of erasures is older."""

    help = "Makes the erasures of FILE (- is standard input) again that this database lacks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Read the whole list, then erase: a list with a mistake in it changes nothing."""
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            made = erasures.make_again(erasures.read(text.splitlines()))
        except (erasures.ListError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Made again: {made}.")
