"""What a training command was asked to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer import weights
from analyzer.training.recipes import Recipe


@dataclass(frozen=True)
class Plan:
    """A recipe to follow, the data and the run's folder.

    `limit` keeps only so many training pictures (0: all), for a trial of the set-up.
    `distribute` is as in `distribution.joined`. `start` is a checkpoint whose weights a fresh run
    begins with, to finish another run under another recipe.
    """

    recipe: Recipe
    data: Path
    out: Path
    limit: int = 0
    resume: bool = False
    distribute: str = "none"
    start: Path | None = None

    def identity(self, data_sha256: str) -> dict[str, Any]:
        """Return what a checkpoint must share with a command to be resumed by it."""
        recipe = {**self.recipe.identity(), "limit": self.limit}
        found = {"architecture": self.recipe.architecture, "data": data_sha256, "recipe": recipe}
        # Another file by a teacher's name is another teacher.
        return {**found, "teachers": [weights.model(n).sha256 for n in self.recipe.target.teachers]}
