"""The networks: one builder each, all from (48, 48, 1) grey values 0..255 to seven probabilities.

Scaling is the first layer of every network. The published live script of mini-Xception scaled
its input otherwise than its training did and lost 11.6 points by it; inside the model it cannot
be forgotten.
"""

from collections.abc import Callable

import keras
from keras import layers

from analyzer.results import EXPRESSIONS
from analyzer.training.data import SIDE


def mini_xception() -> keras.Model:
    """Build mini-Xception: 58,423 parameters.

    Arriaga, Valdenegro-Toro and Plöger 2017, "Real-time Convolutional Neural Networks for
    Emotion and Gender Classification"; the thesis's final network, 66 % there on FER2013.
    Input scaled to [-1, 1]. L2 0.01 rests on the two plain convolutions, as in the published
    network: its depthwise-separable layers were given the same argument and ignored it.
    """
    picture = keras.Input((SIDE, SIDE, 1), name="grey")
    maps = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    for _ in range(2):
        decay = keras.regularizers.L2(0.01)
        maps = layers.Conv2D(8, 3, use_bias=False, kernel_regularizer=decay)(maps)
        maps = layers.ReLU()(layers.BatchNormalization()(maps))
    for filters in (16, 32, 64, 128):
        maps = _xception_module(maps, filters)
    maps = layers.Conv2D(len(EXPRESSIONS), 3, padding="same")(maps)
    scores = layers.GlobalAveragePooling2D()(maps)
    return keras.Model(picture, layers.Softmax(name="probabilities")(scores), name="mini-xception")


def _xception_module(maps: keras.KerasTensor, filters: int) -> keras.KerasTensor:
    """Two separable convolutions and a pool, beside a 1x1 shortcut; halves height and width."""
    shortcut = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(maps)
    shortcut = layers.BatchNormalization()(shortcut)
    maps = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(maps)
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    maps = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(maps)
    maps = layers.BatchNormalization()(maps)
    maps = layers.MaxPooling2D(3, strides=2, padding="same")(maps)
    return layers.Add()([maps, shortcut])


ARCHITECTURES: dict[str, Callable[[], keras.Model]] = {"mini-xception": mini_xception}
"""Builders by the name that the command line and the manifest use."""
