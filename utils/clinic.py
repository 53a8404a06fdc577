"""A clinic for networks that do not learn: instruments to examine them, and a budget of tests."""

from dataclasses import dataclass
from functools import cached_property

import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.datasets import mnist

__all__ = ["CAUSES", "Ward"]

INSTRUMENTS = ("curves", "pictures", "units", "slopes", "outputs")
RIGHT, SAVED = 10, 1  # points for a right diagnosis, and for a test that was not needed


@dataclass(frozen=True)
class Case:
    """How a network is set up; the defaults are those of the healthy one."""

    cause: str
    hidden: tuple = (64,)
    activation: str = "relu"
    bias: float = 0.0
    plain_rate: float = 0.0  # of SGD; 0 means Adam at its usual rate
    from_logits: bool = True
    shuffled: bool = False
    negatives: bool = False


HEALTHY = Case("healthy")
CASES = {
    "A": Case("shuffled labels", shuffled=True),
    "B": Case("dead units", bias=-3.0),
    "C": Case("rate too high", activation="tanh", plain_rate=2.0),
    "D": Case("held-out pictures differ", negatives=True),
    "E": Case("loss takes logits for probabilities", from_logits=False),
    "F": Case("vanishing slopes", hidden=(64,) * 6, activation="sigmoid", plain_rate=0.1),
}
CAUSES = tuple(sorted(case.cause for case in CASES.values()))


class Network:
    """A network of a case, trained when it is first examined, and the instruments."""

    def __init__(self, case):
        self.case = case
        images, digits = mnist()
        X = images.reshape(-1, 784) / np.float32(255)
        self.X, self.y, self.X_val, self.y_val = (
            X[:2000],
            digits[:2000],
            X[2000:3000],
            digits[2000:3000],
        )
        if case.shuffled:
            self.y = np.random.default_rng(0).permutation(self.y)
        if case.negatives:
            self.X_val = 1 - self.X_val

    @cached_property
    def trained(self):
        """The Keras model and the history of its training."""
        import keras

        keras.utils.set_random_seed(0)
        case, bias = self.case, keras.initializers.Constant(self.case.bias)
        layers = [
            keras.layers.Dense(units, activation=case.activation, bias_initializer=bias)
            for units in case.hidden
        ]
        model = keras.Sequential([keras.Input((784,)), *layers, keras.layers.Dense(10)])
        rate = case.plain_rate
        optimizer = keras.optimizers.SGD(rate) if rate else keras.optimizers.Adam()
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=case.from_logits)
        model.compile(optimizer, loss, metrics=["accuracy"])
        held_out = self.X_val, self.y_val
        fitted = model.fit(self.X, self.y, epochs=8, validation_data=held_out, verbose=0)
        return model, fitted.history

    def curves(self):
        """Draw loss and accuracy after each epoch."""
        plots.training_curves(self.trained[1])
        plt.show()

    def pictures(self):
        """Show what the network is given: pictures with their labels."""
        for name, X, y in (("training", self.X, self.y), ("held out", self.X_val, self.y_val)):
            print(f"{name}: pixels from {X.min():.0f} to {X.max():.0f}")
            plots.pictures(X[:8].reshape(-1, 28, 28), titles=y[:8], limits=(0, 1))
            plt.show()

    def units(self):
        """Print for each hidden layer which share of its units is zero for every picture."""
        values = self.X
        for number, layer in enumerate(self.trained[0].layers[:-1], start=1):
            values = np.asarray(layer(values))
            dead = np.mean(np.all(values == 0, axis=0))
            print(f"hidden layer {number}: {dead:.2f} of the units are zero for every picture")

    def slopes(self):
        """Print the length of the slopes of each layer's weights, after training."""
        import keras
        import tensorflow as tf

        model = self.trained[0]
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=self.case.from_logits)
        with tf.GradientTape() as tape:
            value = loss(self.y[:500], model(self.X[:500]))
        slopes = tape.gradient(value, model.trainable_variables)[::2]
        for number, slope in enumerate(slopes, start=1):
            print(f"layer {number}: length of the slopes {np.linalg.norm(slope):.1e}")

    def outputs(self):
        """Print what comes out of the last layer for the first training pictures."""
        Z = np.asarray(self.trained[0](self.X))
        print("three pictures:")
        print(Z[:3].round(2))
        print(f"all: from {Z.min():.1f} to {Z.max():.1f}; the loss treats them as", end=" ")
        print("logits" if self.case.from_logits else "probabilities")


class Ward:
    """Six sick networks, A to F, and a healthy one to compare with.

    Parameters
    ----------
    budget : int
        How many tests the patients may cost; those of the healthy network are free.
    """

    network, healthy, cases = Network, HEALTHY, CASES
    instruments, causes = INSTRUMENTS, CAUSES

    def __init__(self, budget=10):
        self.budget = budget
        patients = {**self.cases, "healthy": self.healthy}
        self._networks = {name: self.network(case) for name, case in patients.items()}
        self._closed = False

    def test(self, patient, instrument):
        """Examine a patient with one instrument.

        Parameters
        ----------
        patient : str
            "A" to "F", or "healthy".
        instrument : str
            One of "curves", "pictures", "units", "slopes" and "outputs".
        """
        if patient not in self._networks or instrument not in self.instruments:
            patients, instruments = ", ".join(self._networks), ", ".join(self.instruments)
            print(f"Patients: {patients}. Instruments: {instruments}.")
            return
        if patient in self.cases:
            if self.budget == 0:
                print("The budget is spent: time to diagnose.")
                return
            self.budget -= 1
        print(f"{patient}, {instrument} (tests left: {self.budget})")
        getattr(self._networks[patient], instrument)()

    def diagnose(self, **causes):
        """Say what each patient has; once.

        Parameters
        ----------
        **causes : str
            One of ``clinic.CAUSES`` for each patient: ``A="dead units"``.

        Returns
        -------
        int
            10 points for each right diagnosis, and one for each test left.
        """
        if strangers := [name for name in causes if name not in self.cases]:
            raise ValueError(f"there is no patient {strangers[0]!r} here: {', '.join(self.cases)}")
        if unknown := [cause for cause in causes.values() if cause not in self.causes]:
            raise ValueError(f"{unknown[0]!r} is none of the causes: {', '.join(self.causes)}")
        if self._closed:
            raise RuntimeError("the ward is closed: make a new one, `Ward()`, to play again")
        self._closed = True
        for name, case in self.cases.items():
            verdict = "right" if causes.get(name) == case.cause else f"no: {case.cause}"
            print(f"{name}: {causes.get(name, 'no diagnosis')} – {verdict}")
        right = sum(causes.get(name) == case.cause for name, case in self.cases.items())
        score = RIGHT * right + SAVED * self.budget
        print(f"{right} of {len(self.cases)} right, {self.budget} tests left: {score} points")
        return score
