"""Whether there is enough to say something of: one judgement, live and in the report."""

from __future__ import annotations

from typing import Final, Literal

LEAST_COVERAGE: Final = 0.5
LEAST_READINGS: Final = 20
"""Effective readings below which the index is withheld."""

Lack = Literal["coverage", "readings"]


def lacking(coverage: float, n_eff: float) -> Lack | None:
    """Return what is too little for a figure (docs/measures.md, 7), None where nothing is.

    `coverage` is 0..1, `n_eff` the number of independent readings.
    """
    if coverage < LEAST_COVERAGE:
        return "coverage"
    return "readings" if n_eff < LEAST_READINGS else None
