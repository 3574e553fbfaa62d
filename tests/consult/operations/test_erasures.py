"""What was erased does not come back with a copy that is older than its erasure."""

from __future__ import annotations

import json
import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation, Erasure, Message, Reading
from consult.consultations.services import chat, clients, participation, scheduling
from consult.operations import erasures
from consult.review.models import Rating
from consult.review.services import rating
from tests import cast
from tests.consult.operations.test_backup import lose_everything, say_something
from tests.consult.review.test_rating_model import rate
from tests.postgres_programs import programs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the version that the tests' server has."""
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")


@pytest.fixture
def copy(opened: Consultation, tmp_path: Path) -> Path:
    """A copy made while Erin is in the call: a reading, a message, a rating are in it."""
    erin = cast.grant(opened)
    chat.say(erin, "The lamp hums", uuid4())
    say_something(opened)
    rate(opened, scale="csat", csat=2)
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    return file


def everything(consultation: Consultation) -> None:
    """Erin takes her rating back and erases; then her counsellor erases the file."""
    erin = cast.client_of(consultation)
    rating.take_back(erin)
    chat.erase_messages(erin)
    participation.erase_readings(erin)
    scheduling.end_consultation(consultation)
    clients.erase(Client.objects.get(), by=consultation.counsellor)


def held() -> tuple[bool, ...]:
    """Tell of what there is any."""
    kinds = (Reading, Message, Rating, Client)
    return tuple(kind._base_manager.exists() for kind in kinds)


def test_what_the_replaced_database_knew_is_erased_again(opened: Consultation, copy: Path) -> None:
    assert held() == (True, True, True, True)  # The negative control: all of it is in the copy.
    everything(opened)
    call_command("restore", str(copy), "--replace")
    assert held() == (False, False, False, False)
    assert cast.client_of(opened).name == ""


def test_each_kind_is_erased_again_by_itself(opened: Consultation, copy: Path) -> None:
    erin = cast.client_of(opened)
    rating.take_back(erin)
    call_command("restore", str(copy), "--replace")
    assert held() == (True, True, False, True)
    chat.erase_messages(erin)
    call_command("restore", str(copy), "--replace")
    assert held() == (True, False, False, True)
    participation.erase_readings(erin)
    call_command("restore", str(copy), "--replace")
    assert held() == (False, False, False, True)


def test_a_list_brings_them_to_where_everything_was_lost(
    opened: Consultation, copy: Path, tmp_path: Path
) -> None:
    everything(opened)
    told = tmp_path / "erasures.jsonl"
    call_command("erasures", str(told))
    lose_everything()
    call_command("restore", str(copy), "--erasures", str(told))
    assert held() == (False, False, False, False)


def test_what_both_know_is_erased_once(opened: Consultation, copy: Path, tmp_path: Path) -> None:
    everything(opened)
    told = tmp_path / "erasures.jsonl"
    call_command("erasures", str(told))
    call_command("restore", str(copy), "--replace", "--erasures", str(told))
    assert held() == (False, False, False, False)


def test_a_list_that_is_found_later_is_made_again_once(
    opened: Consultation, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything(opened)
    told = tmp_path / "erasures.jsonl"
    call_command("erasures", str(told))
    lose_everything()
    call_command("restore", str(copy))
    assert held() == (True, True, True, True)
    call_command("erase_again", str(told))
    assert held() == (False, False, False, False)
    capsys.readouterr()
    call_command("erase_again", str(told))
    assert capsys.readouterr().out == "Made again: 0.\n"


def test_nobody_is_written_to_again(
    opened: Consultation, alice: User, tmp_path: Path, mailoutbox: list[EmailMessage]
) -> None:
    file = clients.make(alice, name="Heidi", email="heidi@example.org")
    planned = cast.schedule(alice, client=file)
    Consultation.objects.filter(pk=planned.pk).update(emailed_at=timezone.now())
    copy = tmp_path / "monday.backup"
    call_command("backup", str(copy))
    clients.erase(file, by=alice)
    assert len(mailoutbox) == 1
    call_command("restore", str(copy), "--replace")
    assert not Client.objects.filter(pk=file.pk).exists()
    assert len(mailoutbox) == 1


def test_the_list_tells_of_nobody(opened: Consultation, tmp_path: Path) -> None:
    everything(opened)
    file = tmp_path / "erasures.jsonl"
    call_command("erasures", str(file))
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert {row["kind"] for row in rows} == set(Erasure.Kind.values)
    assert {tuple(sorted(row)) for row in rows} == {("at", "id", "kind", "subject")}


def test_only_later_ones_are_told_where_only_those_are_wished(
    opened: Consultation, capsys: pytest.CaptureFixture[str]
) -> None:
    chat.erase_messages(cast.client_of(opened))
    between = timezone.now()
    participation.erase_readings(cast.client_of(opened))
    call_command("erasures", "-", "--since", between.isoformat())
    assert [one.kind for one in erasures.read(capsys.readouterr().out.splitlines())] == ["readings"]


@pytest.mark.parametrize("line", ["not json", "[]", '{"id": "1"}', '{"kind": "everything"}'])
def test_a_list_with_a_mistake_in_it_changes_nothing(
    opened: Consultation, copy: Path, tmp_path: Path, line: str
) -> None:
    chat.erase_messages(cast.client_of(opened))
    told = tmp_path / "erasures.jsonl"
    call_command("erasures", str(told))
    call_command("restore", str(copy), "--replace")
    told.write_text(f"{told.read_text()}{line}\n")
    before = Erasure.objects.count()
    with pytest.raises(CommandError, match="Line 2 is no erasure"):
        call_command("erase_again", str(told))
    with pytest.raises(CommandError, match="Line 2 is no erasure"):
        call_command("restore", str(copy), "--replace", "--erasures", str(told))
    assert Erasure.objects.count() == before


def test_an_erasure_is_never_changed_or_deleted(opened: Consultation) -> None:
    chat.erase_messages(cast.client_of(opened))
    row = Erasure.objects.get()
    for act in (row.save, row.delete, Erasure.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
