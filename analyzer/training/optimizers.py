"""A recipe's optimiser and learning rate as Keras objects."""

from collections.abc import Iterator
from contextlib import contextmanager

import keras

from analyzer.training.recipes import Descent

MOMENTUM = 0.9


def optimizer(rule: Descent, epochs: int, steps: int, model: keras.Model) -> keras.Optimizer:
    """Return the optimiser of a run of `epochs` of `steps` batches; its state resumes the rate."""
    rate: float | keras.optimizers.schedules.CosineDecay = rule.learning_rate
    if rule.schedule == "cosine":
        warm_up = round(rule.warm_up * steps)
        rate = keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=rule.learning_rate / 100 if warm_up else rule.learning_rate,
            decay_steps=max(1, epochs * steps - warm_up),
            warmup_target=rule.learning_rate if warm_up else None,
            warmup_steps=warm_up,
        )
    decay = rule.weight_decay or None
    chosen: keras.Optimizer
    if rule.optimizer == "adam":
        chosen = keras.optimizers.Adam(rate, weight_decay=decay)
    else:
        chosen = keras.optimizers.SGD(rate, momentum=MOMENTUM, nesterov=True, weight_decay=decay)
    if decay is not None:
        # Batch normalisation and biases: decay would only fight their scale.
        free = [weight for weight in model.trainable_weights if weight.name != "kernel"]
        chosen.exclude_from_weight_decay(var_list=free)
    return chosen


@contextmanager
def summed_in(precision: str) -> Iterator[None]:
    """Build what follows to compute in "float32" or "bfloat16"; its weights are float32."""
    keras.config.set_dtype_policy("mixed_bfloat16" if precision == "bfloat16" else "float32")
    try:
        yield
    finally:
        keras.config.set_dtype_policy("float32")
