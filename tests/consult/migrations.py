"""Databases as older versions left them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from consult.operations import append_only_triggers

Target = list[tuple[str, str]]


def migrate(target: Target) -> Any:
    """Bring the tables to a migration; return the models as they are there.

    The loader is made anew afterwards: the old one does not know where the tables are.
    """
    append_only_triggers.drop_triggers(
        connection.alias
    )  # As the command does: the executor sends no signals.
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


def migrate_to_the_newest() -> None:
    """Bring the tables to where every other test expects them."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    append_only_triggers.create_triggers(connection.alias)
