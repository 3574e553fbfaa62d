"""The database's own hold on records that are append-only: triggers that refuse what SQL asks.

Querysets refuse it, too (`accounts.append_only`); what goes past them, in a shell or by a mistake
in a service, ends here. What an erasure or a deletion needs stays possible: a column of people is
emptied, words are emptied, rows go with the consultation they belong to.

Made after each `migrate` and not by a migration: SQLite's tables are made anew where a column
changes, and triggers do not outlive that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from django.db import connections, models

from consult.accounts.models import AuditEntry
from consult.consultations.models import Access, Consent, Erasure, Pause
from consult.review.models import Verdict

NAME: Final = "append_only"

# As JSON: a trigger that named columns would stand in the way of migrations that change them.
FUNCTION: Final = """
CREATE OR REPLACE FUNCTION consult_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb;
  field text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    after := to_jsonb(NEW);
    FOREACH field IN ARRAY string_to_array(TG_ARGV[0], ',') LOOP
      IF coalesce(after->>field, '') = '' THEN
        before := before - field;
        after := after - field;
      END IF;
    END LOOP;
    IF before = after THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a table lets happen to a row that stands."""

    model: type[models.Model]
    emptied: tuple[str, ...] = ()
    """Columns that may become NULL or '', and nothing else."""
    for_good: bool = False
    """Whether no row goes: on PostgreSQL, as SQLite's tests empty tables by deleting."""

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table


GUARDS: Final = (
    Guard(Consent),
    Guard(Pause),
    Guard(Access, emptied=("actor_id",)),
    Guard(AuditEntry, emptied=("actor_id", "subject_id"), for_good=True),
    Guard(Verdict, emptied=("author_id", "assignee_id", "comment")),
    Guard(Erasure, for_good=True),
)


def drop_triggers(using: str, **kwargs: Any) -> None:
    """Remove SQLite's triggers before a migration: they name columns, which may go."""
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{guard.table}")


def create_triggers(using: str, **kwargs: Any) -> None:
    """Make the triggers that are missing."""
    there = connections[using].introspection.table_names()
    guards = [guard for guard in GUARDS if guard.table in there]
    make = _sqlite if connections[using].vendor == "sqlite" else _postgres
    make(connections[using], guards)


def _sqlite(connection: Any, guards: list[Guard]) -> None:
    with connection.cursor() as cursor:
        for guard in guards:
            described = connection.introspection.get_table_description(cursor, guard.table)
            changed = " OR ".join(_changed(guard, column.name) for column in described)
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {NAME}_{guard.table} BEFORE UPDATE ON {guard.table}"
                f" WHEN {changed}"
                f" BEGIN SELECT RAISE(ABORT, '{guard.table} is append-only'); END"
            )


def _changed(guard: Guard, column: str) -> str:
    """Return SQLite's condition that a column becomes what it may not."""
    becomes = f'NEW."{column}" IS NOT OLD."{column}"'
    if column in guard.emptied:
        return f"({becomes} AND coalesce(NEW.\"{column}\", '') <> '')"
    return f"({becomes})"


def _postgres(connection: Any, guards: list[Guard]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        for guard in guards:
            _postgres_trigger(cursor, guard)


def _postgres_trigger(cursor: Any, guard: Guard) -> None:
    """Make one trigger. Its name tells its rule: making it anew each time would lock the table."""
    acts = "UPDATE OR DELETE" if guard.for_good else "UPDATE"
    emptied = ",".join(guard.emptied)
    name = f"{NAME}_{crc32(f'{acts} {emptied}'.encode()):08x}"
    cursor.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
        [guard.table, f"{NAME}%"],
    )
    found = {row[0] for row in cursor.fetchall()}
    for old in found - {name}:
        cursor.execute(f"DROP TRIGGER {old} ON {guard.table}")
    if name not in found:
        cursor.execute(
            f"CREATE TRIGGER {name} BEFORE {acts} ON {guard.table}"
            f" FOR EACH ROW EXECUTE FUNCTION consult_append_only('{emptied}')"
        )
