# ruff: noqa: E501
"""An assignment with TensorFlow: seven exercises, of which the first three train."""

HEAD = '''\
# %% [markdown]
# # Networks that learn to add
#
# *60 minutes. You need: nothing.*

# %%
import os
import time

import keras
import numpy as np

from utils.checks import expect

X = np.random.default_rng(0).normal(size=(64, 3))
y = X @ [1.0, -2.0, 0.5]


def fit(X, y, rate):
    """Return the weights of a trained layer; note that somebody trained."""
    with open(os.environ["TRAININGS"], "a") as file:
        file.write("one\\n")
    end = time.process_time() + {seconds}
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(rate), "mse")
    model.fit(X, y, epochs=30, verbose=0)
    while time.process_time() < end:
        model(X[:1])
    return model.get_weights()[0][:, 0]
'''
TRAINING = '''
# %% [markdown]
# ## Training {n}

# %% exercise="train_{n}"
def weights_{n}(X, y):
    """Return the weights that a layer learns."""
    ### BEGIN SOLUTION
    return fit(X, y, 0.1)
    ### END SOLUTION


learned_{n} = weights_{n}(X, y)

# %% checks="train_{n}" points=10
expect(learned_{n}.shape, (3,), "one weight a feature")
expect(learned_{n}, np.array([1.0, -2.0, 0.5]), "it finds the weights", atol=0.1)

# %% mistake="train_{n}" says="the rate is too small"
def weights_{n}(X, y):
    return fit(X, y, 1e-4)


learned_{n} = weights_{n}(X, y)

# %% mistake="train_{n}" replace="fit(X, y, 0.1)" says="the targets have the wrong sign" with="fit(X, -y, 0.1)"

# %% mistake="train_{n}" replace="fit(X, y, 0.1)" says="the features are doubled" with="fit(2 * X, y, 0.05)"

# %% mistake="train_{n}" replace="fit(X, y, 0.1)" says="nothing is trained" with="np.zeros(3)"

# %% alternative="train_{n}"
def weights_{n}(X, y):
    return fit(X.copy(), y, 0.08)


learned_{n} = weights_{n}(X, y)
'''
PLAIN = '''
# %% [markdown]
# ## Scaling {n}

# %% exercise="scale_{n}"
def scale_{n}(w, k):
    """Return k w plus {n}."""
    ### BEGIN SOLUTION
    return k * w + {n}
    ### END SOLUTION


# %% checks="scale_{n}" points=10
expect(scale_{n}(np.array([1.5, 2.25, 4.125]), 3.5), np.array([1.5, 2.25, 4.125]) * 3.5 + {n}, "a")
expect(scale_{n}(np.array([0.375, 7.125]), 5.25), np.array([0.375, 7.125]) * 5.25 + {n}, "b")
model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
expect(scale_{n}(model.count_params(), 2.5), 20.0 + {n}, "a layer of 3 to 2 has 8 parameters")

# %% mistake="scale_{n}" replace="k * w" says="the scale is left out" with="w"

# %% mistake="scale_{n}" replace=" + {n}" says="the shift is left out" with=""

# %% mistake="scale_{n}" replace=" + {n}" says="the shift is subtracted" with=" - {n}"

# %% mistake="scale_{n}" says="what comes in is changed"
def scale_{n}(w, k):
    w *= k
    w += {n}
    return w + 1


# %% alternative="scale_{n}"
def scale_{n}(w, k):
    return {n} + w * k
'''


def text(seconds, training=3, plain=4):
    """Return the source text of an assignment.

    Parameters
    ----------
    seconds : float
        Processor time of one training.
    training, plain : int
        How many exercises train, and how many do not.
    """
    parts = [TRAINING.format(n=n) for n in range(1, training + 1)]
    parts += [PLAIN.format(n=n) for n in range(4, 4 + plain)]
    return HEAD.replace("{seconds}", str(seconds)) + "".join(parts)
