"""The networks: one builder each, from grey values 0..255 to seven probabilities.

A builder takes the side of the pictures, in pixels; None leaves it free, where the network ends
in global pooling. The answer is (n, 7), or (n, 2, 7) of a network with two heads: one that was
told the labels and one that was told the shares of the crowd's votes.

Scaling is the first layer of every network. The published live script of mini-Xception scaled
its input otherwise than its training did and lost 11.6 points by it; inside the model it cannot
be forgotten.
"""

import math
from collections.abc import Callable

import keras
from keras import layers

from analyzer.results import EXPRESSIONS
from analyzer.training.file_formats import SIDE

LABELS, VOTES = 0, 1
"""The heads of a network with two; what serves has votes first (`analyzer.expressions.SHOWN`)."""


def mini_xception(side: int | None = SIDE) -> keras.Model:
    """Build mini-Xception: 58,423 parameters, 6 million multiplications.

    Arriaga, Valdenegro-Toro and Plöger 2017, "Real-time Convolutional Neural Networks for
    Emotion and Gender Classification"; the thesis's final network, 66 % there on FER2013.
    Input scaled to [-1, 1]. L2 0.01 rests on the two plain convolutions, as in the published
    network: its depthwise-separable layers were given the same argument and ignored it.
    """
    picture = keras.Input((side, side, 1), name="grey")
    maps = layers.Rescaling(1 / 127.5, offset=-1.0)(picture)
    for _ in range(2):
        decay = keras.regularizers.L2(0.01)
        maps = layers.Conv2D(8, 3, use_bias=False, kernel_regularizer=decay)(maps)
        maps = layers.ReLU()(layers.BatchNormalization()(maps))
    for filters in (16, 32, 64, 128):
        maps = _xception_module(maps, filters)
    maps = layers.Conv2D(len(EXPRESSIONS), 3, padding="same")(maps)
    scores = layers.GlobalAveragePooling2D()(maps)
    return keras.Model(picture, _probabilities(scores), name="mini-xception")


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


def slim_resnet(side: int | None = SIDE) -> keras.Model:
    """Build our default: 1,054,194 parameters, 72 million multiplications, two heads.

    A residual network (He et al. 2016, "Deep Residual Learning for Image Recognition") of plain
    3x3 convolutions, which run near the machine's limit where depthwise ones do not, and which
    narrows early: 20 maps at 48x48, then 40, 80 and 160 at 24, 12 and 6.
    """
    return _slim_resnet(side, "slim-resnet")


def slim_resnet_se(side: int | None = SIDE) -> keras.Model:
    """Build slim-resnet with squeeze and excitation: 1,071,179 parameters, two heads.

    72 million multiplications. Hu et al. 2018, "Squeeze-and-Excitation Networks": in each block a
    vector of the picture's means says how much each map counts.
    """
    return _slim_resnet(side, "slim-resnet-se", excited=True)


def _slim_resnet(side: int | None, name: str, *, excited: bool = False) -> keras.Model:
    picture = keras.Input((side, side, 1), name="grey")
    maps = layers.Rescaling(1 / 63.75, offset=-2.0)(picture)
    maps = _convolved(maps, 20)
    for filters in ((40,), (80, 80), (160, 160)):
        maps = layers.MaxPooling2D(2)(maps)
        for count in filters:
            maps = _residual_block(maps, count, excited=excited)
    features = layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(maps))
    scores = layers.Reshape((2, len(EXPRESSIONS)))(layers.Dense(2 * len(EXPRESSIONS))(features))
    return keras.Model(picture, _probabilities(scores), name=name)


def _convolved(maps: keras.KerasTensor, filters: int, kernel: int = 3) -> keras.KerasTensor:
    """A convolution, batch normalisation and ReLU."""
    maps = layers.Conv2D(filters, kernel, padding="same", use_bias=False)(maps)
    return layers.ReLU()(layers.BatchNormalization()(maps))


def _residual_block(
    maps: keras.KerasTensor, filters: int, *, excited: bool = False
) -> keras.KerasTensor:
    """Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where widths differ."""
    shortcut = maps
    if maps.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, use_bias=False)(maps)
        shortcut = layers.BatchNormalization()(shortcut)
    maps = _convolved(maps, filters)
    maps = layers.Conv2D(filters, 3, padding="same", use_bias=False)(maps)
    maps = layers.BatchNormalization()(maps)
    return layers.ReLU()(layers.Add()([_excited(maps) if excited else maps, shortcut]))


def _excited(maps: keras.KerasTensor) -> keras.KerasTensor:
    """Each map times its weight 0..1, which an eighth as many neurons draw from all means."""
    filters = maps.shape[-1]
    means = layers.GlobalAveragePooling2D(keepdims=True)(maps)
    squeezed = layers.Dense(filters // 8, activation="relu")(means)
    return layers.Multiply()([maps, layers.Dense(filters, activation="sigmoid")(squeezed)])


def nine_convolutions(side: int | None = SIDE) -> keras.Model:
    """Build the thesis's first design: nine convolutions and a fully connected layer.

    2,045,375 parameters, 86 million multiplications: 35 times mini-Xception, which replaced it.
    """
    picture, maps = _scaled(side)
    for filters in (24, 48, 96):
        for _ in range(3):
            maps = _convolved(maps, filters)
        maps = layers.MaxPooling2D(2)(maps)
    features = layers.ReLU()(layers.Dense(512)(layers.Flatten()(maps)))
    return _answering(picture, layers.Dropout(0.5)(features), "nine-convolutions")


def lenet5(side: int | None = SIDE) -> keras.Model:
    """Build LeNet-5 at 48x48: two 5x5 convolutions and three dense layers.

    168,971 parameters, 1 million multiplications.
    LeCun et al. 1998, "Gradient-based learning applied to document recognition".
    """
    picture, maps = _scaled(side)
    for filters in (6, 16):
        maps = layers.Conv2D(filters, 5, activation="tanh")(maps)
        maps = layers.AveragePooling2D(2)(maps)
    features = layers.Flatten()(maps)
    for width in (120, 84):
        features = layers.Dense(width, activation="tanh")(features)
    return _answering(picture, features, "lenet-5")


def alexnet(side: int | None = SIDE) -> keras.Model:
    """Build a small AlexNet: five convolutions, three pools, two dropped-out dense layers.

    1,693,351 parameters, 61 million multiplications. Krizhevsky et al. 2012, "ImageNet
    classification with deep convolutional neural networks", with filters for 48x48 and batch
    normalisation in place of local response normalisation.
    """
    picture, maps = _scaled(side)
    for filters, kernel, pooled in ((32, 5, True), (64, 5, True), (96, 3, False), (96, 3, False)):
        maps = _convolved(maps, filters, kernel)
        maps = layers.MaxPooling2D(3, 2, padding="same")(maps) if pooled else maps
    maps = layers.MaxPooling2D(3, 2, padding="same")(_convolved(maps, 64))
    features = layers.Flatten()(maps)
    for _ in range(2):
        features = layers.Dropout(0.5)(layers.Dense(512, activation="relu")(features))
    return _answering(picture, features, "alexnet")


def vgg(side: int | None = SIDE) -> keras.Model:
    """Build a small VGG: six 3x3 convolutions in three stages, one dense layer.

    1,469,479 parameters, 87 million multiplications. Simonyan and Zisserman 2015, "Very deep
    convolutional networks for large-scale image recognition", with batch normalisation.
    """
    picture, maps = _scaled(side)
    for filters in (32, 64, 128):
        maps = layers.MaxPooling2D(2)(_convolved(_convolved(maps, filters), filters))
    features = layers.Dense(256, activation="relu")(layers.Flatten()(maps))
    return _answering(picture, layers.Dropout(0.5)(features), "vgg")


def _probabilities(scores: keras.KerasTensor) -> keras.KerasTensor:
    # In full precision whatever the network sums in: the loss takes their logarithms.
    return layers.Softmax(dtype="float32", name="probabilities")(scores)


def _scaled(side: int | None) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    picture = keras.Input((side, side, 1), name="grey")
    return picture, layers.Rescaling(1 / 127.5, offset=-1.0)(picture)


def _answering(picture: keras.KerasTensor, features: keras.KerasTensor, name: str) -> keras.Model:
    scores = layers.Dense(len(EXPRESSIONS))(features)
    return keras.Model(picture, _probabilities(scores), name=name)


def multiplications(model: keras.Model) -> int:
    """Return the multiplications of one picture in convolutions and dense layers.

    The model must have a fixed side. Separable convolutions count depthwise and pointwise.
    """
    return sum(_multiplications_of(layer) for layer in model.layers)


def _multiplications_of(layer: keras.layers.Layer) -> int:
    kernels = [
        w for w in layer.weights if w.name in ("kernel", "depthwise_kernel", "pointwise_kernel")
    ]
    places = 1 if isinstance(layer, layers.Dense) else math.prod(layer.output.shape[1:-1])
    return int(places * sum(math.prod(kernel.shape) for kernel in kernels))


ARCHITECTURES: dict[str, Callable[[int | None], keras.Model]] = {
    "alexnet": alexnet,
    "lenet-5": lenet5,
    "mini-xception": mini_xception,
    "nine-convolutions": nine_convolutions,
    "slim-resnet": slim_resnet,
    "slim-resnet-se": slim_resnet_se,
    "vgg": vgg,
}
"""Builders by the name that the command line and the manifest use."""

TWO_HEADED = ("slim-resnet", "slim-resnet-se")
"""Those that learn the votes beside the labels, each by a head of its own."""
