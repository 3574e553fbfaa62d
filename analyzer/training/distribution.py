"""Training on several devices or machines.

A GPU that TensorFlow sees is used without any of this. Keras 3 trains under MirroredStrategy, but
its `fit` refuses MultiWorkerMirroredStrategy (keras-team/keras#20585): workers here keep whole
copies of the network and take every step with the mean of their gradients. A worker is a process
with one device.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from analyzer.training.run import RunError


class Alone:
    """One process, on one device or on all of this machine's."""

    index = 0
    size = 1
    compiled: bool | str = "auto"
    """Whether steps go through XLA, which knows no collective operations."""

    def __init__(self, strategy: tf.distribute.Strategy | None = None) -> None:
        self._strategy = strategy
        if strategy is not None:
            self.compiled = False

    def scope(self) -> AbstractContextManager[object]:
        """Return the context in which the network is built or loaded."""
        return self._strategy.scope() if self._strategy is not None else nullcontext()

    def in_step(self, model: keras.Model) -> keras.Model:
        """Return the network as this process trains it."""
        return model

    def settle(self, model: keras.Model) -> None:
        """Bring what no gradient moves to one state everywhere, after an epoch."""


class Cluster(Alone):
    """One of the machines that TF_CONFIG lists; each runs the same command on a shared folder."""

    compiled = False

    def __init__(self) -> None:
        super().__init__()
        self.index, self.size = place_in(os.environ.get("TF_CONFIG", ""))
        # A second one would take every step with this worker's pictures once more.
        own = len(tf.config.get_visible_devices("GPU"))
        if own > 1:
            raise RunError(
                f"multiworker takes one GPU a process and sees {own}: "
                "list a worker for each, with CUDA_VISIBLE_DEVICES of its own"
            )
        # Joins the cluster: must come before anything is computed.
        self._workers = tf.distribute.MultiWorkerMirroredStrategy()

    def in_step(self, model: keras.Model) -> keras.Model:
        """Return the network with steps in common, its weights those of worker 0's."""
        together = model
        if not isinstance(model, InStep):
            together = InStep(model.inputs, model.outputs, name=model.name)
        together.cluster = self
        self._from_first(together.weights)
        return together

    def settle(self, model: keras.Model) -> None:
        """Average the statistics of batch normalisation: every worker saw its own pictures."""
        moved = [w for w in model.non_trainable_weights if w.dtype.startswith("float")]
        for weight, value in zip(moved, self.mean([w.value for w in moved]), strict=True):
            weight.assign(value)

    def mean(self, values: list[tf.Tensor]) -> list[tf.Tensor]:
        """Return the mean over all workers of each tensor, in one message."""
        if not values:
            return []
        together = tf.concat([tf.reshape(value, [-1]) for value in values], 0)

        def reduce() -> tf.Tensor:
            # `identity` puts it on the worker's device, or there is nowhere to send it to.
            context = tf.distribute.get_replica_context()
            return context.all_reduce("MEAN", tf.identity(together))

        sizes = [int(np.prod(value.shape)) for value in values]
        parts = tf.split(self._workers.run(reduce), sizes)
        return [tf.reshape(part, v.shape) for part, v in zip(parts, values, strict=True)]

    def _from_first(self, weights: list[keras.Variable]) -> None:
        share = float(self.size) if self.index == 0 else 0.0
        moved = [w for w in weights if w.dtype.startswith("float")]
        for weight, value in zip(moved, self.mean([w.value * share for w in moved]), strict=True):
            weight.assign(value)


@keras.saving.register_keras_serializable("analyzer")
class InStep(keras.Model):  # type: ignore[misc]  # keras ships no types
    """A network whose steps are the mean of all workers'."""

    cluster: Cluster | None = None

    def train_step(self, data: Any) -> dict[str, Any]:
        """Take one step on this worker's part of a batch."""
        if self.cluster is None:
            return dict(super().train_step(data))
        x, y, weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            answer = self(x, training=True)
            loss = self.compute_loss(x, y, answer, weight, training=True)
        self._loss_tracker.update_state(loss)
        variables = self.trainable_weights
        gradients = tape.gradient(loss, [variable.value for variable in variables])
        gradients = self.cluster.mean(gradients)
        self.optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return dict(self.compute_metrics(x, y, answer, weight))


def place_in(config: str) -> tuple[int, int]:
    """Return which worker this is, from 0, and of how many, by TF_CONFIG. Raises RunError.

    A chief, where there is one, comes before the workers, as TensorFlow counts them.
    """
    try:
        read = json.loads(config)
        cluster, task = read["cluster"], read["task"]
        places = [(kind, at) for kind in ("chief", "worker") for at in range(_count(cluster, kind))]
        return places.index((task["type"], int(task["index"]))), len(places)
    except (ValueError, KeyError, TypeError) as error:
        told = "as JSON, a cluster of workers and this task, one of them"
        raise RunError(f"multiworker needs TF_CONFIG: {told}") from error


def _count(cluster: Mapping[str, Sequence[str]], kind: str) -> int:
    return len(cluster.get(kind, ()))


def devices() -> list[str]:
    """Return what TensorFlow computes on here: its name of each device, and the maker's."""
    return [
        f"{device.name.removeprefix('/physical_device:')} "
        f"{tf.config.experimental.get_device_details(device).get('device_name', '')}".strip()
        for device in tf.config.get_visible_devices()
    ]


def joined(kind: str) -> Alone:
    """Return this process's place: "none", "mirrored" (this machine's devices) or "multiworker".

    Must be called before anything is computed. Raises RunError.
    """
    if kind == "none":
        return Alone()
    if kind == "mirrored":
        return Alone(tf.distribute.MirroredStrategy())
    if kind == "multiworker":
        return Cluster()
    raise RunError(f"unknown distribution {kind!r}: use none, mirrored or multiworker")
