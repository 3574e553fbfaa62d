"""Tables that tell what happened: rows are added, and neither changed nor deleted by themselves."""

from __future__ import annotations

from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(models.QuerySet[Row], Generic[Row]):
    """Only reads and adds. What a row belongs to still takes it along when it is deleted."""

    def update(self, **fields: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("This record is append-only")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("This record is append-only")
