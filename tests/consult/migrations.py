"""Databases as older versions left them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from consult.operations import guards

Target = list[tuple[str, str]]


def migrate(target: Target) -> Any:
    """Bring the tables to a migration; return the models as they are there.

    The loader is made anew afterwards: the old one does not know where the tables are.
    """
    guards.take_down(connection.alias)  # As the command does: the executor sends no signals.
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


def migrate_to_the_newest() -> None:
    """Bring the tables to where every other test expects them."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    guards.put_up(connection.alias)
