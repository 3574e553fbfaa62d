"""What was changed between a page's reading and its writing stays changed."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consult.accounts.models import User
from consult.consultations.api import clients as files
from consult.consultations.api import invitations
from consult.consultations.errors import NameTaken, WrongState
from consult.consultations.models import Client, Consultation, Message
from consult.consultations.services import chat, clients, scheduling
from tests import cast
from tests.conftest import signed_in


@pytest.fixture
def erin(alice: User) -> Client:
    return clients.make(alice, name="Erin", email="erin@example.org")


def test_a_file_that_was_erased_does_not_come_back(erin: Client, alice: User) -> None:
    clients.erase(Client.objects.get(), by=alice)
    with pytest.raises(Client.DoesNotExist):
        clients.change(erin, email="erin@example.net")
    assert not Client.objects.exists()


def test_whoever_changes_an_erased_file_is_told(
    erin: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.ClientViewSet, "get_object", lambda view: erin)
    clients.erase(Client.objects.get(), by=alice)
    answer = signed_in(alice).patch(f"/api/v1/clients/{erin.pk}/", {"name": "E."}, format="json")
    assert answer.status_code == 404


def test_nobody_is_invited_whose_file_was_erased(
    consultation: Consultation, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "own_consultation", lambda request, pk: consultation)
    assert consultation.client is not None
    clients.erase(Client.objects.get(), by=alice)
    answer = signed_in(alice).post(
        f"/api/v1/consultations/{consultation.pk}/invitation/",
        {"email": "erin@example.org", "language": "en"},
        format="json",
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "no_client")
    assert not Client.objects.exists()


def test_two_who_change_different_things_undo_neither(erin: Client) -> None:
    other = Client.objects.get()
    clients.change(erin, name="Erin  Q.")
    clients.change(other, email="erin@example.net")
    kept = Client.objects.get()
    assert (kept.name, kept.name_key, kept.email) == ("Erin Q.", "erin q.", "erin@example.net")


def test_a_name_that_another_file_has_changes_nothing(erin: Client, alice: User) -> None:
    frank = clients.make(alice, name="Frank")
    with pytest.raises(NameTaken):
        clients.change(frank, name="ERIN", email="frank@example.org")
    assert (frank.name, Client.objects.get(pk=frank.pk).email) == ("Frank", "")


def test_no_word_of_the_chat_comes_behind_the_end(opened: Consultation) -> None:
    author = cast.client_of(opened)
    scheduling.end_consultation(opened)
    assert author.consultation.state == Consultation.State.OPEN, "as it was when it was read"
    with pytest.raises(WrongState):
        chat.say(author, "Good-bye", uuid.uuid4())
    assert not Message.objects.exists()


def test_words_of_one_chat_are_stored_one_after_the_other(opened: Consultation) -> None:
    """Else a page that has read the later id would never read the earlier one."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    with CaptureQueriesContext(connection) as asked:
        chat.say(cast.client_of(opened), "Hello", uuid.uuid4())
    steps = [one["sql"] for one in asked]
    [locked] = [n for n, sql in enumerate(steps) if "FOR NO KEY UPDATE" in sql]
    [written] = [n for n, sql in enumerate(steps) if sql.startswith("INSERT")]
    assert locked < written


def test_the_second_click_is_told_the_state_that_stands(
    consultation: Consultation, alice: User
) -> None:
    second = Consultation.objects.get()
    scheduling.open_consultation(consultation)
    with pytest.raises(WrongState):
        scheduling.cancel_consultation(second)
    assert second.state == Consultation.State.OPEN
