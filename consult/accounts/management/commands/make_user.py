"""`manage.py make_user`: a counsellor or an administrator of a practice."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser

from consult.accounts import services
from consult.accounts.management.error_messages import error_lines
from consult.accounts.models import Practice, User

PASSWORD_VARIABLE: Final = "CONSULT_PASSWORD"  # noqa: S105  (the name of a variable)


class Command(BaseCommand):
    """Make a user who can sign in at once."""

    help = (
        "Makes a user of a practice. The password is asked on the terminal; where there is none "
        f"it is read from {PASSWORD_VARIABLE} or from the first line of the input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add who it is. The password is no option: it would stand in the list of processes."""
        parser.add_argument("--practice", required=True, help="its name, in quotes")
        parser.add_argument("--role", required=True, choices=User.Role.values)
        parser.add_argument("--email", required=True, help="to sign in with")
        parser.add_argument("--name", required=True, help="as clients and colleagues see it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the user, or say what is wrong."""
        practice = known_practice(options["practice"])
        wanted = {field: options[field] for field in ("role", "email", "name")}
        try:
            user = services.make_user(practice, password=password(), **wanted)
        except ValidationError as error:
            raise CommandError(error_lines(error)) from error
        self.stdout.write(f"Made {user.role} {user.name} ({user.email}) in {practice.name}.")


def known_practice(name: str) -> Practice:
    """Return the practice of this name, or stop with the names there are."""
    found = services.practice_called(name)
    if found is None:
        names = ", ".join(Practice.objects.order_by("name").values_list("name", flat=True))
        there_is = f"There is: {names}." if names else "There is none yet: manage.py make_practice."
        raise CommandError(f"No practice is called {name!r}. {there_is}")
    return found


def password() -> str:
    """Return the password: from the environment, the terminal (asked twice) or the input."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is None:
        given = asked() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise CommandError(
            f"No password: type one, set {PASSWORD_VARIABLE}, or send it as the input's first line."
        )
    return given


def asked() -> str:
    """Ask on the terminal, unseen, twice."""
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Password again: "):
        raise CommandError("The two passwords differ. Nobody was made.")
    return first
