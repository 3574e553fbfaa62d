"""Face crops to probabilities: one narrow method around the model.

LiteRT serves. The TensorFlow reference lies with the training code
(`analyzer.training.reference`), so that importing the pipeline never imports TensorFlow: it would
cost every process 580 MB.
"""

from typing import Final, Protocol

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS

VOTES_HEAD: Final = 0
"""The head of an answer (n, heads, 7) that pages show: of two the one trained on the votes."""
LABELS_HEAD: Final = -1
"""The head that was trained on the data's own labels, which evaluation alone asks for.

Of one head both are the same. A network in training has its two the other way round
(`analyzer.training.architectures.VOTES`).
"""

TOGETHER: Final = 4
"""Crops that go through a network at once.

What it computes for them stays in a core's caches: of 32 at once each face costs a twentieth to a
tenth more. No more memory is taken for a larger batch, either.
"""


class ModelError(RuntimeError):
    """A file that is no model, or takes no grey 48x48 crops, or gives no seven probabilities."""


class ExpressionClassifier(Protocol):
    """Reads expressions from face crops."""

    def classify(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return probabilities (n, 7), rows summing to 1, of grey crops uint8 (n, 48, 48)."""
        ...


class LiteRTClassifier:
    """A `.tflite` model in its own interpreter; scaling is inside the model.

    One interpreter per instance and one thread per interpreter: an instance must not be shared
    between threads, since the interpreter's tensors are its scratch memory. Workers scale by
    processes.
    """

    def __init__(self, model: bytes) -> None:
        try:
            self._interpreter = Interpreter(model_content=model, num_threads=1)
        except ValueError as error:
            raise ModelError(f"not a TensorFlow Lite model: {error}") from error
        taken = self._interpreter.get_input_details()[0]
        if taken["dtype"] is not np.float32:
            raise ModelError(f"the model takes {taken['dtype'].__name__}, float32 expected")
        self._input = taken["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]
        self._batch = -1
        self._allocate(1)
        shape = tuple(self._interpreter.get_output_details()[0]["shape"])
        if shape not in ((1, len(EXPRESSIONS)), (1, 2, len(EXPRESSIONS))):
            raise ModelError(f"the model gives {shape}, seven probabilities expected")
        self.heads = 1 if len(shape) == 2 else 2

    def classify(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return probabilities (n, 7), rows summing to 1, of grey crops uint8 (n, 48, 48)."""
        return self.answers(crops)[:, VOTES_HEAD]

    def answers(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return what every head says, (n, heads, 7).

        Of two heads `VOTES_HEAD` gives the shares of people who would choose a label, `LABELS_HEAD`
        the probabilities of the data's own labels.
        """
        found = np.zeros((len(crops), self.heads, len(EXPRESSIONS)), np.float32)
        for start in range(0, len(crops), TOGETHER):
            some = crops[start : start + TOGETHER]
            self._allocate(len(some))
            self._interpreter.set_tensor(self._input, some[..., None].astype(np.float32))
            self._interpreter.invoke()
            answer = self._interpreter.get_tensor(self._output)
            found[start : start + len(some)] = answer.reshape(len(some), *found.shape[1:])
        return found

    def _allocate(self, batch: int) -> None:
        if batch == self._batch:
            return
        try:
            self._interpreter.resize_tensor_input(self._input, (batch, 48, 48, 1), strict=True)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"the model does not take grey 48x48 crops: {error}") from error
        self._batch = batch
