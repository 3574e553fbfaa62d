"""What a training command was asked to do."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer import weights
from analyzer.training.data import Faces
from analyzer.training.recipes import Recipe


@dataclass(frozen=True)
class Plan:
    """A recipe to follow, the data and the run's folder.

    `limit` keeps only so many training pictures (0: all), for a trial of the set-up.
    `distribute` is as in `distribution.joined`. `start` is a checkpoint whose weights a fresh run
    begins with, to finish another run under another recipe; resuming names it again.
    """

    recipe: Recipe
    data: Path
    out: Path
    limit: int = 0
    resume: bool = False
    distribute: str = "none"
    start: Path | None = None

    def identity(self, content: str, held_back: Faces) -> dict[str, Any]:
        """Return what a checkpoint must share with a command to be resumed by it.

        `content` is the data's hash of that name; `held_back` are the pictures that choose the
        checkpoint: a tool that divides otherwise would validate on what the run has learned from.
        Raises OSError where `start` cannot be read.
        """
        recipe = {**self.recipe.identity(), "limit": self.limit}
        found = {"architecture": self.recipe.architecture, "data": content, "recipe": recipe}
        # Another file by a teacher's name is another teacher, and so is one to start with.
        teachers = [weights.model(name).sha256 for name in self.recipe.target.teachers]
        start = self.start and hashlib.sha256(self.start.read_bytes()).hexdigest()
        return {**found, "teachers": teachers, "start": start, "held_back": held_back.digest()}
