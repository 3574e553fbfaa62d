"""A moving average of a network's weights: smoother than the last step, at no cost to serve."""

import keras
import tensorflow as tf


class Average(keras.callbacks.Callback):  # type: ignore[misc]  # keras ships no types
    """Keeps `model` at the moving average of the network in training.

    Polyak and Juditsky 1992, "Acceleration of Stochastic Approximation by Averaging". The
    statistics of batch normalisation are averaged too: they belong to the weights they were
    measured with. Early on the momentum is smaller, so that the start is forgotten.
    """

    def __init__(self, model: keras.Model, momentum: float) -> None:
        super().__init__()
        self.average = model
        self._momentum = momentum

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:
        """Move the average towards the weights of the step that just ended."""
        steps = float(self.model.optimizer.iterations.numpy())
        momentum = min(self._momentum, (1 + steps) / (10 + steps))
        _follow(
            [weight.value for weight in self.average.weights],
            # Read here: of mirrored weights the function would keep those of its first call.
            [tf.convert_to_tensor(weight.value) for weight in self.model.weights],
            tf.constant(momentum, tf.float32),
        )


@tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
def _follow(averages: list[tf.Variable], weights: list[tf.Tensor], momentum: tf.Tensor) -> None:
    for average, weight in zip(averages, weights, strict=True):
        average.assign_add((weight - average) * (1 - momentum))
