"""A network small enough to train in a test; imported by tests that need TensorFlow anyway."""

import keras
from keras import layers

from analyzer.training.architectures import ARCHITECTURES


def tiny() -> keras.Model:
    """Return a network with every kind of layer of mini-Xception, 200 times smaller."""
    picture = keras.Input((48, 48, 1))
    maps = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    maps = layers.Conv2D(2, 3, strides=4, use_bias=False)(maps)
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    shortcut = layers.Conv2D(4, 1, strides=2, padding="same")(maps)
    maps = layers.SeparableConv2D(4, 3, padding="same", use_bias=False)(maps)
    maps = layers.MaxPooling2D(3, strides=2, padding="same")(maps)
    maps = layers.Conv2D(7, 3, padding="same")(layers.Add()([maps, shortcut]))
    scores = layers.GlobalAveragePooling2D()(maps)
    return keras.Model(picture, layers.Softmax()(scores), name="tiny")


ARCHITECTURES.setdefault("tiny", tiny)
