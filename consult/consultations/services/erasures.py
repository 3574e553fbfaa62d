"""Writing down that something was erased, in the erasure's own transaction."""

from __future__ import annotations

import uuid

from consult.consultations.models import Erasure


def record_erasure(kind: Erasure.Kind, subject: uuid.UUID) -> None:
    """Keep what was erased, by the id of a row and nothing else."""
    Erasure.objects.create(kind=kind, subject=subject)
