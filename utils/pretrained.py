"""A network that has seen a million photos: the front of EfficientNet-Lite0, in Keras.

It is a stem and eleven blocks, each of which gets maps and returns maps. TensorFlow is imported
when a model is built, not before.
"""

from typing import NamedTuple

from utils.datasets import efficientnet_lite0

__all__ = ["BLOCKS", "Block", "fitted_head", "front", "last_blocks", "tower"]


class Block(NamedTuple):
    """How a block is built: it expands the channels, looks around in each, and mixes them."""

    kernel: int  # rows and columns of the depthwise filters
    stride: int
    expansion: int  # by how many times as many channels it works inside; 1: no expansion
    channels: int  # that come out


BLOCKS = (
    Block(3, 1, 1, 16),
    *(Block(3, 2, 6, 24), Block(3, 1, 6, 24)),
    *(Block(5, 2, 6, 40), Block(5, 1, 6, 40)),
    *(Block(3, 2, 6, 80), Block(3, 1, 6, 80), Block(3, 1, 6, 80)),
    *(Block(5, 1, 6, 112), Block(5, 1, 6, 112), Block(5, 1, 6, 112)),
)
_STEM = 32  # channels
_PER_NORM = 5  # arrays of a convolution without bias and its batch normalization


def front(size=96, blocks=11):
    """Return the pretrained stem with the first blocks behind it, as a Keras model.

    Parameters
    ----------
    size : int
        Rows and columns of the pictures; the weights fit any size.
    blocks : int
        How many blocks, from 1 to 11.

    Returns
    -------
    keras.Model
        From pictures (m, size, size, 3), scaled by (x - 127) / 128, to features: the means of
        the last maps, (m, 112), if all blocks are there; otherwise the maps of the last one.
    """
    import keras

    start = keras.Input((size, size, 3))
    x = keras.layers.Conv2D(
        _STEM, 3, strides=2, padding="same", use_bias=False, name="stem_filters"
    )(start)
    x = keras.layers.BatchNormalization(epsilon=1e-3, name="stem_norm")(x)
    x = keras.layers.ReLU(6.0, name="stem_bend")(x)
    for number, block in enumerate(BLOCKS[:blocks], start=1):
        x = _behind(x, block, f"block{number}")
    if blocks == len(BLOCKS):
        x = keras.layers.GlobalAveragePooling2D(name="means")(x)
    model = keras.Model(start, x, name="front")
    model.set_weights(efficientnet_lite0()[: len(model.weights)])
    return model


def tower(shape, blocks, weights):
    """Return blocks on maps, with the means of the last maps at the end, as a Keras model.

    Parameters
    ----------
    shape : (int, int, int)
        Rows, columns and channels of the maps that come in.
    blocks : sequence of Block or tuple
        (kernel, stride, expansion, channels) of each.
    weights : list of numpy.ndarray
        In the order of `model.get_weights()`; they are copied.

    Returns
    -------
    keras.Model
        From maps (m, rows, columns, channels) to features (m, channels of the last block). The
        names of the layers begin with that of their block: "block1_", "block2_" and so on.
    """
    import keras

    start = x = keras.Input(tuple(shape))
    for number, block in enumerate(blocks, start=1):
        x = _behind(x, Block(*block), f"block{number}")
    x = keras.layers.GlobalAveragePooling2D(name="means")(x)
    model = keras.Model(start, x, name="tower")
    model.set_weights(weights)
    return model


def last_blocks(number=3):
    """Return the last blocks of the front as plain data, as `tower` takes them.

    Parameters
    ----------
    number : int
        How many, from 1 to 10.

    Returns
    -------
    blocks : list of Block
    weights : list of numpy.ndarray
    """
    blocks = list(BLOCKS[-number:])
    arrays = sum(_PER_NORM * (3 if block.expansion > 1 else 2) for block in blocks)
    return blocks, efficientnet_lite0()[-arrays:]


def fitted_head(features, labels, C=0.05):
    """Return a head for features as they are, found by a penalized line on standardized ones.

    Parameters
    ----------
    features : numpy.ndarray, shape (m, n)
        None of the columns is constant.
    labels : numpy.ndarray of int, shape (m,)
        At least three classes.
    C : float
        As in scikit-learn's LogisticRegression: the smaller, the stronger the penalty.

    Returns
    -------
    W : numpy.ndarray, shape (n, K)
    b : numpy.ndarray, shape (K,)
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    line = LogisticRegression(C=C, max_iter=500).fit(scaler.transform(features), labels)
    W = line.coef_.T / scaler.scale_[:, None]
    return W, line.intercept_ - scaler.mean_ @ W


def _behind(x, block, name):
    """Put a block behind the tensor `x` and return its output."""
    from keras import layers

    def normed(y, part, bend=True):
        y = layers.BatchNormalization(epsilon=1e-3, name=f"{name}_{part}_norm")(y)
        return layers.ReLU(6.0, name=f"{name}_{part}_bend")(y) if bend else y

    def mixed(y, channels, part, bend=True):
        options = {"use_bias": False, "name": f"{name}_{part}"}
        return normed(layers.Conv2D(channels, 1, **options)(y), part, bend)

    y, channels = x, x.shape[-1]
    if block.expansion > 1:
        y = mixed(y, channels * block.expansion, "expand")
    options = {"strides": block.stride, "padding": "same", "use_bias": False}
    y = layers.DepthwiseConv2D(block.kernel, name=f"{name}_look", **options)(y)
    y = mixed(normed(y, "look"), block.channels, "mix", bend=False)
    if block.stride == 1 and channels == block.channels:
        y = layers.Add(name=f"{name}_add")([x, y])
    return y
