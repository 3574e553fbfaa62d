"""A copy is made while people work; the database is lost; the copy brings every reading back."""

from __future__ import annotations

import io
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from consult.accounts.models import Practice
from consult.consultations.models import Consultation, Reading
from consult.consultations.services import streams
from consult.consultations.services.streams import Counters
from tests import cast
from tests.postgres_programs import programs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the version that the tests' server has."""
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")


def say_something(consultation: Consultation, age: timedelta = timedelta()) -> Reading:
    """Store one reading of Erin's camera."""
    erin = cast.client_of(consultation)
    stream = streams.open_stream(erin)
    at = timezone.now() - age
    reading = Reading(
        consultation=consultation,
        participant=erin,
        stream=stream,
        seq=1,
        captured_at=at,
        received_at=at,
        status="no_face",
        reason="",
        model_version="told-1",
    )
    counters = {stream.pk: Counters(received=1)}
    [stored] = streams.store_readings([reading], counters)
    assert stored is not None
    return stored


def lose_everything() -> None:
    """Drop every table, as a lost disk does."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")
        cursor.execute("PRAGMA foreign_keys = ON")


def test_every_reading_is_back_after_everything_was_lost(
    opened: Consultation, tmp_path: Path
) -> None:
    kept = say_something(opened)
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    lose_everything()
    assert connection.introspection.table_names() == []
    call_command("restore", str(file))
    assert Reading.objects.get().pk == kept.pk
    assert Consultation.objects.get() == opened
    # Whole: a copy of the copy's database can be made and taken, too.
    call_command("backup", str(file))
    call_command("restore", str(file), "--replace")
    assert Reading.objects.count() == 1


def test_what_came_after_the_copy_goes_only_when_told(opened: Consultation, tmp_path: Path) -> None:
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    Practice.objects.create(name="Newer Practice")
    with pytest.raises(CommandError, match="say --replace"):
        call_command("restore", str(file))
    assert Practice.objects.filter(name="Newer Practice").exists()
    call_command("restore", str(file), "--replace")
    assert not Practice.objects.filter(name="Newer Practice").exists()


def test_readings_whose_days_went_by_since_do_not_come_back(
    opened: Consultation, tmp_path: Path
) -> None:
    say_something(opened, age=timedelta(days=opened.practice.retention_days + 1))
    file = tmp_path / "long-ago.backup"
    call_command("backup", str(file))
    call_command("restore", str(file), "--replace")
    assert not Reading.objects.exists()


def test_a_copy_is_its_owners_alone(db: None, tmp_path: Path) -> None:
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["monday.backup"]


# pg_dump ends with its table of contents once more: what is cut from that is no loss.
@pytest.mark.parametrize("part", [0.1, 0.4, 0.5])
def test_a_part_of_a_copy_changes_nothing(
    opened: Consultation, tmp_path: Path, part: float
) -> None:
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(CommandError):
        call_command("restore", str(file), "--replace")
    assert Consultation.objects.get() == opened


def test_a_copy_may_come_by_a_pipe(
    opened: Consultation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.backup"
    call_command("backup", str(file))
    lose_everything()
    with file.open("rb") as copy:
        # Neither a file nor anything that could be read twice.
        pipe = io.TextIOWrapper(io.BufferedReader(Once(copy)))
        monkeypatch.setattr(sys, "stdin", pipe)
        call_command("restore", "-")
    assert Consultation.objects.get() == opened


class Once(io.RawIOBase):
    """What can be read once, and is no file to any program."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self.source.read(min(len(buffer), 1000))
        buffer[: len(read)] = read
        return len(read)


@pytest.mark.parametrize("content", [b"", b"not a copy at all", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_copy_changes_nothing(
    opened: Consultation, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "wrong"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"no copy|damaged"):
        call_command("restore", str(file), "--replace")
    assert Consultation.objects.get() == opened
