"""`make_practice` and `make_user`: from an empty database to somebody who signs in."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from consult.accounts.models import Practice, User
from tests import cast
from tests.consult.accounts.test_sign_in import sign_in

CAROL = ("--role", "administrator", "--email", "carol@example.org", "--name", "Carol")
ALICE = ("--role", "counsellor", "--email", "Alice@Example.org", "--name", "Alice")


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good password in the environment."""
    monkeypatch.setenv("CONSULT_PASSWORD", cast.PASSWORD)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which somebody types these answers."""
    answers: list[str] = []
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: answers.pop(0))
    return answers


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def make_practice(*arguments: str) -> str:
    said = io.StringIO()
    call_command("make_practice", *arguments, stdout=said)
    return said.getvalue()


def make_user(practice: str, *arguments: str) -> str:
    said = io.StringIO()
    call_command("make_user", "--practice", practice, *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.usefixtures("db", "password")
def test_from_an_empty_database_to_somebody_who_signs_in(client: Client) -> None:
    make_practice("North Practice", "--preset", "eu", "--retention-days", "14")
    said = make_user("North Practice", *ALICE)
    assert said == "Made counsellor Alice (alice@example.org) in North Practice.\n"
    assert sign_in(client) == 200
    me = client.get("/api/v1/me/").json()
    assert (me["role"], me["practice"]["name"]) == ("counsellor", "North Practice")
    made = Practice.objects.get()
    assert (made.preset, made.retention_days) == ("eu", 14)


@pytest.mark.usefixtures("password")
def test_a_practice_is_found_however_its_name_is_capitalised(north: Practice) -> None:
    make_user("north practice", *CAROL)
    assert User.objects.get().practice == north


def test_the_terminal_asks_twice(north: Practice, terminal: list[str]) -> None:
    terminal += [cast.PASSWORD, cast.PASSWORD]
    make_user("North Practice", *ALICE)
    assert User.objects.get().check_password(cast.PASSWORD)


def test_two_different_passwords_make_nobody(north: Practice, terminal: list[str]) -> None:
    terminal += [cast.PASSWORD, "a-slip-of-the-hand"]
    with pytest.raises(CommandError, match="differ"):
        make_user("North Practice", *ALICE)
    assert not User.objects.exists()


def test_a_script_sends_the_password_as_the_first_line(
    north: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{cast.PASSWORD}\r\nand more\n"))
    make_user("North Practice", *ALICE)
    assert User.objects.get().check_password(cast.PASSWORD)


def test_without_a_password_it_says_how_to_give_one(
    north: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="CONSULT_PASSWORD"):
        make_user("North Practice", *ALICE)


@pytest.mark.parametrize("weak", ["short", "12345678901", "password123", "alice@example.org"])
def test_a_weak_password_is_refused(
    north: Practice, monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    monkeypatch.setenv("CONSULT_PASSWORD", weak)
    with pytest.raises(CommandError, match="password: "):
        make_user("North Practice", *ALICE)
    assert not User.objects.exists()


@pytest.mark.usefixtures("password")
def test_an_unknown_practice_is_answered_with_those_there_are(
    north: Practice, south: Practice
) -> None:
    with pytest.raises(CommandError, match=r"There is: North Practice, South Practice\."):
        make_user("West Practice", *ALICE)


@pytest.mark.usefixtures("db", "password")
def test_before_the_first_practice_it_says_what_to_do_first() -> None:
    with pytest.raises(CommandError, match="make_practice"):
        make_user("North Practice", *ALICE)


@pytest.mark.usefixtures("password", "alice")
def test_a_taken_address_is_named() -> None:
    with pytest.raises(CommandError, match=r"email: .*already exists"):
        make_user("North Practice", *ALICE)


@pytest.mark.usefixtures("password")
@pytest.mark.parametrize(
    ("field", "value"), [("email", "nowhere"), ("email", ""), ("name", " "), ("name", "x" * 121)]
)
def test_a_mistake_is_named_by_field(north: Practice, field: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"{field}: "):
        make_user("North Practice", *ALICE, f"--{field}", value)


@pytest.mark.usefixtures("password")
def test_a_role_that_does_not_exist_is_refused(north: Practice) -> None:
    with pytest.raises(CommandError, match="invalid choice: 'client'"):
        make_user("North Practice", *ALICE, "--role", "client")


@pytest.mark.parametrize(
    ("arguments", "mistake"),
    [
        (("North practice",), "name: .*already"),
        (("",), "name: "),
        (("East Practice", "--retention-days", "0"), "retention_days: "),
        (("East Practice", "--retention-days", "3651"), "retention_days: "),
        (("East Practice", "--preset", "loose"), "invalid choice: 'loose'"),
    ],
)
def test_a_practice_that_cannot_be_is_refused(
    north: Practice, arguments: tuple[str, ...], mistake: str
) -> None:
    with pytest.raises(CommandError, match=mistake):
        make_practice(*arguments)
    assert Practice.objects.count() == 1
