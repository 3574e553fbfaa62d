"""`manage.py demo`: a practice to try the product with. Running it again adds nothing."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.consultations import selectors
from consult.consultations.invites import invite_url
from consult.consultations.models import Consultation
from consult.consultations.services import clients, scheduling
from consult.demo.history_progress import has_history
from consult.demo.practice import make_history
from consult.demo.simulated_verdicts import look_through

PASSWORD = "consult-demo"  # noqa: S105  (printed at the start; only where DEMO is set)
PEOPLE = (
    ("carol@example.org", "Carol", User.Role.ADMINISTRATOR),
    ("alice@example.org", "Alice", User.Role.COUNSELLOR),
    ("bob@example.org", "Bob", User.Role.COUNSELLOR),
)


class Command(BaseCommand):
    """Make the demo practice: people, a consultation to open, three months that never happened."""

    help = (
        "Makes a demo practice with accounts, a consultation ready to open, and three months of "
        "made-up ones behind it (DEMO=1 only)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --bare, --json and --migrate."""
        parser.add_argument("--migrate", action="store_true", help="bring the database up first")
        parser.add_argument("--json", action="store_true", help="print the accounts as JSON")
        parser.add_argument("--bare", action="store_true", help="no made-up consultations")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and print how to get in."""
        if not settings.DEMO:
            raise CommandError("Demo accounts have a known password: set DEMO=1 to allow them.")
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        practice, _ = Practice.objects.get_or_create(name="North Practice")
        carol, alice, bob = (make_user(practice, *person) for person in PEOPLE)
        if not options["bare"] and make_history(alice, bob, timezone.now()):
            look_through(carol)
        consultation = ready_consultation(alice)
        facts = {
            "password": PASSWORD,
            "administrator": carol.email,
            "counsellor": alice.email,
            "second_counsellor": bob.email,
            "client": selectors.client_name(consultation),
            "invite_url": invite_url(consultation),
            "made_up_months": "there" if has_history() else "missing",
        }
        lines = [json.dumps(facts)] if options["json"] else [f"{k}: {v}" for k, v in facts.items()]
        self.stdout.write("\n".join(lines))


def make_user(practice: Practice, email: str, name: str, role: str) -> User:
    """Return the demo user, made on first use."""
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    return User.objects.create_user(email, PASSWORD, name=name, role=role, practice=practice)


def ready_consultation(counsellor: User) -> Consultation:
    """Return a consultation that can still be held, planned anew when the last one is over."""
    waiting = Consultation.objects.filter(
        counsellor=counsellor,
        state__in=("scheduled", "open"),
        invite_expires_at__gt=timezone.now(),
        made_up=False,
    ).order_by("-scheduled_at")
    return waiting.first() or scheduling.schedule(
        counsellor,
        client=clients.file_of(counsellor, "Erin"),
        kind=Consultation.Kind.COUNSELLING,
        scheduled_at=timezone.now().replace(second=0, microsecond=0),
    )
