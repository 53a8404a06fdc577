"""A ward with three sick networks for pictures, beside a healthy one."""

from dataclasses import dataclass
from functools import cached_property

import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.clinic import Ward
from utils.datasets import FASHION_NAMES, fashion_mnist

__all__ = ["CAUSES", "ImageWard"]


@dataclass(frozen=True)
class Case:
    """How a network is set up; the defaults are those of the healthy one."""

    cause: str
    momentum: float = 0.9  # of the running means of batch normalization
    moved: float = 0.0  # by which share of the frame training pictures are moved at most
    scale: float = 1.0  # of the held-out pixels


CASES = {
    "A": Case("held-out pixels on another scale", scale=255.0),
    "B": Case("running means have not arrived", momentum=0.999),
    "C": Case("augmentation spoils the pictures", moved=0.6),
}
CAUSES = (
    "augmentation spoils the pictures",
    "dead filters",
    "held-out pixels on another scale",
    "overfitting",
    "running means have not arrived",
    "shuffled labels",
)


class Network:
    """A network of a case, trained when it is first examined, and the instruments."""

    def __init__(self, case):
        self.case = case
        X, y, _, _ = fashion_mnist()
        X = X[..., np.newaxis] / np.float32(255)
        self.X, self.y = X[:1000], y[:1000]
        self.X_val, self.y_val = case.scale * X[2500:], y[2500:]

    @cached_property
    def trained(self):
        """The Keras model and the history of its training."""
        import keras
        from keras import layers

        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((28, 28, 1))])
        if self.case.moved:
            reach = self.case.moved
            model.add(layers.RandomTranslation(reach, reach, fill_mode="constant"))
        for filters in (8, 16):
            model.add(layers.Conv2D(filters, 3, padding="same"))
            model.add(layers.BatchNormalization(momentum=self.case.momentum))
            model.add(layers.ReLU())
            model.add(layers.MaxPooling2D())
        model.add(layers.Flatten())
        model.add(layers.Dense(10))
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(0.003), loss, metrics=["accuracy"])
        held_out = self.X_val, self.y_val
        fitted = model.fit(self.X, self.y, epochs=8, validation_data=held_out, verbose=0)
        return model, fitted.history

    def curves(self):
        """Draw loss and accuracy after each epoch."""
        plots.training_curves(self.trained[1])
        plt.show()

    def pictures(self):
        """Show pictures as the first filters get them while training, with their labels."""
        X = self.X[:8]
        if self.case.moved:
            X = np.asarray(self.trained[0].layers[0](X, training=True))
        names = [FASHION_NAMES[k].split("/")[0] for k in self.y[:8]]
        plots.pictures(X[..., 0], titles=names, limits=(0, 1))
        plt.show()
        for name, pixels in (("training", self.X), ("held out", self.X_val)):
            print(f"{name}: pixels from {pixels.min():.0f} to {pixels.max():.0f}")

    def modes(self):
        """Print the accuracy on the same training pictures, as in training and as in use."""
        for name, training in (("as in training", True), ("as in use", False)):
            Z = np.asarray(self.trained[0](self.X, training=training))
            print(f"{name}: {np.mean(Z.argmax(axis=1) == self.y):.2f} of the training pictures")

    def maps(self):
        """Draw the last maps of one picture, and print how many filters never answer."""
        A = self.X[:200]
        for layer in self.trained[0].layers[:-2]:
            A = layer(A)
        A = np.asarray(A)
        plots.signed_maps(np.moveaxis(A[0], 2, 0))
        plt.show()
        dead = np.mean(A.max(axis=(0, 1, 2)) == 0)
        print(f"{dead:.2f} of the last filters are zero for every picture")


class ImageWard(Ward):
    """Three sick networks, A to C, and a healthy one; six causes could explain them.

    Parameters
    ----------
    budget : int
        How many tests the patients may cost; those of the healthy network are free.
    """

    network, healthy, cases = Network, Case("healthy"), CASES
    instruments, causes = ("curves", "pictures", "modes", "maps"), CAUSES
