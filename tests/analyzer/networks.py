"""Networks small enough to train in a test; imported by tests that need TensorFlow anyway."""

import keras
from keras import layers

from analyzer.training.architectures import ARCHITECTURES


def tiny(side: int | None = 48) -> keras.Model:
    """Return a network with every kind of layer of mini-Xception, 200 times smaller."""
    picture, maps = _maps(side)
    maps = layers.Conv2D(7, 3, padding="same")(maps)
    scores = layers.GlobalAveragePooling2D()(maps)
    return keras.Model(picture, layers.Softmax(dtype="float32")(scores), name="tiny")


def tiny_pair(side: int | None = 48) -> keras.Model:
    """Return one with two heads."""
    picture, maps = _maps(side)
    scores = layers.Dense(14)(layers.GlobalAveragePooling2D()(maps))
    answers = layers.Softmax(dtype="float32")(layers.Reshape((2, 7))(scores))
    return keras.Model(picture, answers, name="tiny-pair")


def _maps(side: int | None) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    picture = keras.Input((side, side, 1))
    maps = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    maps = layers.Conv2D(2, 3, strides=4, use_bias=False)(maps)
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    shortcut = layers.Conv2D(4, 1, strides=2, padding="same")(maps)
    maps = layers.SeparableConv2D(4, 3, padding="same", use_bias=False)(maps)
    maps = layers.MaxPooling2D(3, strides=2, padding="same")(maps)
    return picture, layers.Add()([maps, shortcut])


ARCHITECTURES.setdefault("tiny", tiny)
ARCHITECTURES.setdefault("tiny-pair", tiny_pair)
