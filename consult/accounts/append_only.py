"""Tables that tell what happened: rows are added, and neither changed nor deleted by themselves."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(models.QuerySet[Row], Generic[Row]):
    """Only reads and adds. What a row belongs to still takes it along when it is deleted."""

    def update(self, **fields: Any) -> NoReturn:
        """Refuse."""
        raise _refusal(self.model)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise _refusal(self.model)

    def forget(self) -> int:
        """Delete what goes with data that is erased or overdue; return how many rows.

        Raises TypeError for every other table.
        """
        if not getattr(self.model, "forgotten_with_data", False):
            raise _refusal(self.model)
        return super().delete()[0]


class Record(models.Model):
    """A row of such a table. The database refuses the same (`operations.append_only_triggers`)."""

    forgotten_with_data: ClassVar[bool] = False
    """Whether rows may go with what they tell of (`AppendOnly.forget`)."""

    objects = models.Manager.from_queryset(AppendOnly)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that stands already."""
        if not self._state.adding:
            raise _refusal(type(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise _refusal(type(self))


def _refusal(model: type[models.Model]) -> TypeError:
    return TypeError(f"{model.__name__} is append-only")
