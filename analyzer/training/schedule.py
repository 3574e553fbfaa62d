"""When to lower the learning rate and when to stop: the thesis's rules as a frozen value."""

from dataclasses import dataclass, replace

LOWER_AFTER = 12
"""Epochs without progress in validation loss before the rate is lowered."""
LOWER_BY = 0.1
"""Factor of the learning rate."""
STOP_AFTER = 50
"""Epochs without progress before training ends."""


@dataclass(frozen=True)
class Schedule:
    """Where a training run stands after an epoch; kept beside the checkpoint, so it resumes.

    `epoch` counts finished epochs, `best_loss` is the lowest validation loss so far, at
    `best_epoch`; `waited` counts epochs since the last progress or the last lower rate.
    """

    learning_rate: float
    epoch: int = 0
    best_loss: float = float("inf")
    best_epoch: int = 0
    waited: int = 0

    @property
    def improved(self) -> bool:
        """Whether the last epoch was the best one."""
        return self.epoch > 0 and self.best_epoch == self.epoch

    @property
    def exhausted(self) -> bool:
        """Whether progress has been missing for long enough to stop."""
        return self.epoch - self.best_epoch >= STOP_AFTER

    def after(self, validation_loss: float) -> "Schedule":
        """Return the schedule one epoch later."""
        later = replace(self, epoch=self.epoch + 1)
        if validation_loss < self.best_loss:
            return replace(later, best_loss=validation_loss, best_epoch=later.epoch, waited=0)
        if self.waited + 1 < LOWER_AFTER:
            return replace(later, waited=self.waited + 1)
        return replace(later, learning_rate=self.learning_rate * LOWER_BY, waited=0)
