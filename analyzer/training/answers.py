"""What a model says of many faces, however it runs."""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

BATCH: Final = 256


class Answering(Protocol):
    """Anything that is asked about crops: LiteRT, which serves, or the TensorFlow reference."""

    def answers(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return what every head says, (n, heads, 7), of grey crops uint8 (n, 48, 48)."""
        ...


def answers_of(model: Answering, images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return what every head says of uint8 (n, 48, 48), (n, heads, 7), batch by batch."""
    batches = [model.answers(images[at : at + BATCH]) for at in range(0, len(images), BATCH)]
    return np.concatenate(batches).astype(np.float64)
