# %% [markdown]
# # Training that generalizes
#
# *50 minutes. You need: lecture 1 of this unit.*
#
# A small shop has photographed 600 garments and cannot afford 60,000. A network for pictures has tens of thousands of parameters: it
# can learn 600 pictures by heart, and will. Four remedies are sold for this: stopping early, dropout, batch normalization, and
# changed copies. You write two of them, read their curves, and find out which of them this shop should buy.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

X, y, _, _ = datasets.fashion_mnist()
X = X[..., np.newaxis] / np.float32(255)
X_train, y_train, X_val, y_val = X[:600], y[:600], X[2000:2500], y[2000:2500]
names = ["T-shirt", *datasets.FASHION_NAMES[1:]]
plots.pictures(X_train[:14, :, :, 0], titles=[names[k] for k in y_train[:14]], columns=7)
plt.show()

# %% [markdown]
# Fashion-MNIST: ten kinds of clothes, 28 × 28 pixels from 0 to 1. We learn from 600 of them and hold out 500.
#
# ## Reading curves
#
# The network: two layers of filters with pooling, then 64 dense units and ten logits, about 106,000 parameters. A list of further
# layers can be put in at two places.

# %%
import keras
from keras.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
)


def network(norm=None, drop=0.0):
    layers = [keras.Input((28, 28, 1))]
    for filters in (16, 32):
        layers.append(Conv2D(filters, 3, padding="same"))
        layers += [] if norm is None else [BatchNormalization(momentum=norm)]
        layers += [Activation("relu"), MaxPooling2D()]
    layers += [Flatten(), Dropout(drop), Dense(64, activation="relu"), Dropout(drop), Dense(10)]
    return keras.Sequential(layers)


# %% [markdown]
# Every training starts from a seed, so that two runs differ only in what you choose. `fit` returns the record of both losses.


# %%
def fit(epochs=20, seed=0, callbacks=(), **choices):
    keras.utils.set_random_seed(seed)
    model = network(**choices)
    by_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.004), by_logits, metrics=["accuracy"])
    options = {"validation_data": (X_val, y_val), "callbacks": list(callbacks), "verbose": 0}
    return model.fit(X_train, y_train, epochs=epochs, **options).history


# %% [markdown]
# **Predict.** Twenty epochs on 600 pictures. What will the training loss be at the end, near 0.5 or near 0? And where will the
# held-out loss be lowest, at the end or before?

# %%
prediction = "..."  # write yours

# %%
plain = fit()
plots.training_curves(plain)
plt.show()
best = int(np.argmin(plain["val_loss"]))
print(f"held-out loss: lowest {plain['val_loss'][best]:.3f} in epoch {best + 1},", end=" ")
print(f"at the end {plain['val_loss'][-1]:.3f}; training loss at the end {plain['loss'][-1]:.3f}")

# %% [markdown]
# The training loss goes on falling toward 0: the 600 are learned by heart. The held-out loss falls for some epochs and then climbs
# again, in jumps. Yet the held-out *accuracy* on the right hardly suffers: the network is not wrong more often, but ever surer when it is
# wrong, and the loss charges for that. The gap between the curves says how much of what was learned holds for the 600 only.
#
# ## Remedy 1: stop in time
#
# **Early stopping** ends the training when the held-out loss has not reached a new low for some epochs (the **patience**), and brings
# back the weights of the best epoch. Keras has it as a callback, something that `fit` calls after each epoch. It costs no training time, so take it always.

# %%
stop = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
stopped = fit(callbacks=[stop])
print(f"{len(stopped['loss'])} epochs trained; lowest held-out loss {min(stopped['val_loss']):.3f}")

# %% [markdown]
# It stopped after 10 epochs and kept the weights of epoch 6, with 0.646. The full run above had a still lower point, 0.593 in epoch 12,
# behind a bump of five epochs: a patience of 4 does not see over it. Patience is a wager between time and the next valley.
#
# ## Remedy 2: dropout
#
# A unit that can rely on all others may learn a very special combination. **Dropout** takes the reliance away: while training, each number
# in a layer is set to 0 with probability $p$, drawn anew for each picture in each step. So that the sum stays the same on average, the
# others are divided by $1 - p$:
#
# $$a' = \frac{r}{1 - p}\, a, \qquad r = \begin{cases} 0 & \text{with probability } p \\ 1 & \text{otherwise} \end{cases}$$
#
# When the network is *used*, nothing is dropped and nothing divided.
#
# **Your turn.** To make it checkable the random numbers `u`, one for each entry of `A`, from 0 up to 1, come in from outside: an entry is dropped if its
# `u` is below $p$.


# %% exercise="dropout"
def dropout(A, p, u, training):
    """Drop some numbers of a layer.

    Parameters
    ----------
    A : numpy.ndarray
        What the layer gives; any shape, also whole numbers.
    p : float
        Probability to be dropped, from 0 to below 1.
    u : numpy.ndarray, shape of A
        Random numbers from 0 to 1; where they are below p, the entry is dropped.
    training : bool
        False when the network is used: then nothing happens.

    Returns
    -------
    numpy.ndarray, shape of A
        A new array; `A` stays as it is.
    """
    ### BEGIN SOLUTION
    if not training:
        return A.copy()
    return np.where(u < p, 0, A / (1 - p))
    ### END SOLUTION


# %% [markdown] hint="dropout"
# `u >= p` is True for entries that stay. True and False multiply as 1 and 0.

# %% [markdown] hint="dropout"
# While training: `A * (u >= p) / (1 - p)`. Else a copy of `A`.

# %% checks="dropout"
A = np.array([[3.0, -1.5, 6.0], [0.6, 9.0, -12.0]])
u = np.array([[0.2, 0.7, 0.39], [0.95, 0.4, 0.05]])
expect(
    dropout(A, 0.4, u, True),
    np.array([[0.0, -2.5, 0.0], [1.0, 15.0, 0.0]]),
    "three entries have u below 0.4; the others are divided by 0.6",
)
expect(
    dropout(A, 0.25, u, True),
    np.array([[0.0, -2.0, 8.0], [0.8, 12.0, 0.0]]),
    "at p = 0.25 two are dropped and the others divided by 0.75",
)
expect(dropout(A, 0.4, u, False), A, "in use, nothing is dropped")
expect(dropout(A, 0.4, u, False) is A, False, "even then it is a new array")
expect(
    dropout(np.array([4, 3, 7]), 0.2, np.array([0.5, 0.9, 0.1]), True),
    np.array([5.0, 3.75, 0.0]),
    "whole numbers may come in, and others go out",
)
expect(A[0], np.array([3.0, -1.5, 6.0]), "the array that comes in stays as it is")


# %% mistake="dropout" replace="A / (1 - p)" says="what stays is not divided by 1 - p" with="A"

# %% mistake="dropout" replace="A / (1 - p)" says="what stays is divided by p, not by 1 - p" with="A / p"

# %% mistake="dropout" replace="u < p" says="entries with u above p are dropped: a share of 1 - p" with="u >= p"

# %% mistake="dropout" replace="return A.copy()" says="in use the numbers are scaled, though nothing was dropped" with="return A * (1 - p)"

# %% mistake="dropout" replace="if not training" says="training is ignored: numbers are dropped in use, too" with="if p == 0"


# %% alternative="dropout"
def dropout(A, p, u, training):
    B = np.array(A, dtype=float)
    if training:
        for place in np.ndindex(B.shape):
            B[place] = 0 if u[place] < p else B[place] / (1 - p)
    return B


# %%
dropped = fit(drop=0.5)
best = int(np.argmin(dropped["val_loss"]))
print(f"with dropout: lowest {dropped['val_loss'][best]:.3f} in epoch {best + 1},", end=" ")
print(f"at the end {dropped['val_loss'][-1]:.3f}; training loss {dropped['loss'][-1]:.3f}")
plots.training_curves(dropped)
plt.show()

# %% [markdown]
# The curves have changed their character. The held-out loss stays low instead of rising, and in many epochs it lies *below* the training
# loss: training is measured with half of the numbers missing, use with all of them. But compare the lowest points: 0.59 for
# the plain network, 0.55 with dropout, and 0.65 for the plain one as early stopping kept it. Dropout makes training forgiving; it is no miracle.
#
# ## Remedy 3: batch normalization
#
# Layers learn faster when what they receive has a steady scale. **Batch normalization** standardizes each unit with mean $\mu$ and
# variance $v$ of the *mini-batch*, and lets two learned numbers $\gamma, \beta$ set the scale again:
#
# $$a' = \gamma\, \frac{a - \mu}{\sqrt{v + \varepsilon}} + \beta$$
#
# A single garment in use has no batch. So during training the layer keeps **running means** of $\mu$ and $v$, with momentum $q$, and uses
# those later: $\mu_{run} \leftarrow q\, \mu_{run} + (1 - q)\, \mu$, likewise for $v$.
#
# **Your turn.** One training step for a dense layer, with $\gamma = 1$, $\beta = 0$. The running values begin at 0 and 1 in Keras.


# %% exercise="batch_norm"
def batch_norm(A, running_mean, running_var, q=0.99, epsilon=1e-3):
    """Standardize a mini-batch and renew the running values.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, h)
        One example a row, one unit a column.
    running_mean, running_var : numpy.ndarray, shape (h,)
        Before this step; they stay as they are.
    q : float
        Share of the old running values that is kept.
    epsilon : float
        Added to the variance, which is divided by m.

    Returns
    -------
    B : numpy.ndarray, shape (m, h)
    running_mean, running_var : numpy.ndarray, shape (h,)
        After this step.
    """
    ### BEGIN SOLUTION
    mean, var = A.mean(axis=0), A.var(axis=0)
    B = (A - mean) / np.sqrt(var + epsilon)
    return B, q * running_mean + (1 - q) * mean, q * running_var + (1 - q) * var
    ### END SOLUTION


# %% [markdown] hint="batch_norm"
# A unit is a column: mean and variance run over the rows, `axis=0`.

# %% [markdown] hint="batch_norm"
# The batch is standardized with its *own* mean and variance. The running values only remember:
# `q * running_mean + (1 - q) * mean`.

# %% checks="batch_norm"
batch = np.array([[1.0, 10.0], [3.0, 10.0], [8.0, 40.0], [8.0, 62.0]])
step = batch_norm(batch, np.array([2.0, -10.0]), np.array([4.0, 5.0]), q=0.75, epsilon=0.5)
expect(
    step[0],
    np.array([[-4.0, -20.5], [-2.0, -20.5], [3.0, 9.5], [3.0, 31.5]]) / np.sqrt([10.0, 481.25]),
    "the means are 5 and 30.5, the variances 9.5 and 480.75",
)
expect(
    step[1], np.array([2.75, 0.125]), "three quarters of the old mean and one quarter of the new"
)
expect(step[2], np.array([5.375, 123.9375]), "likewise for the variance")


# %% mistake="batch_norm" replace="(1 - q) * mean" says="the new mean is added in full" with="mean"

# %% mistake="batch_norm" replace="A.mean(axis=0), A.var(axis=0)" says="mean and variance run over the units, not over the examples" with="A.mean(axis=1)[:, None], A.var(axis=1)[:, None]"

# %% mistake="batch_norm" replace="(A - mean) / np.sqrt(var + epsilon)" says="the batch is standardized with the running values, not with its own" with="(A - running_mean) / np.sqrt(running_var + epsilon)"

# %% mistake="batch_norm" replace="np.sqrt(var + epsilon)" says="the root is missing: the batch is divided by its variance" with="(var + epsilon)"

# %% mistake="batch_norm" replace="q * running_mean + (1 - q) * mean" says="q and 1 - q have changed places in the mean" with="(1 - q) * running_mean + q * mean"


# %% alternative="batch_norm"
def batch_norm(A, running_mean, running_var, q=0.99, epsilon=1e-3):
    m = len(A)
    mean = sum(A) / m
    var = sum((row - mean) ** 2 for row in A) / m
    B = np.array([(row - mean) / (var + epsilon) ** 0.5 for row in A])
    return (
        B,
        running_mean + (1 - q) * (mean - running_mean),
        running_var + (1 - q) * (var - running_var),
    )


# %% [markdown]
# Keras keeps $q = 0.99$ of the running values at each step. **Predict.** Our 600 pictures make 19 steps an epoch. What happens to the
# held-out loss in the first epochs: the running values began at 0 and 1?

# %%
prediction = "..."  # write yours

# %%
usual, quick = fit(epochs=12, norm=0.99), fit(epochs=12, norm=0.8)
for q, history in ((0.99, usual), (0.8, quick)):
    plt.plot(range(1, 13), history["val_loss"], "o-", label=f"held out, q = {q}")
plt.plot(range(1, 13), usual["loss"], "--", color=plots.MODEL, label="training, q = 0.99")
plt.gca().set(xlabel="epoch", ylabel="loss", ylim=(0, None))
plt.legend()
plt.show()

# %% [markdown]
# With the usual $q$ the training loss falls quickly, while the held-out loss stays near 1.9 for six epochs, where a guess pays 2.3. Nothing is
# wrong with what was learned; it is *used* with running values that have not arrived yet. With q = 0.8 they arrive in the first epoch: the
# loss falls to 0.7, and then it rises, as without batch normalization. That trains faster; it is no remedy against learning 600 pictures by
# heart. Drag $q$ and count how many epochs of 19 steps it takes until 95% of the way is done:


# %%
@interact(q=(0.5, 0.995, 0.005))
def arrive(q=0.99):
    steps = np.arange(640)
    plt.plot(steps / 19, 1 - q**steps, color=plots.MODEL)
    plt.axhline(0.95, ls="--", color=plots.HIGHLIGHT)
    plt.gca().set(xlabel="epoch of 19 steps", ylabel="share of the way", ylim=(0, 1.05))
    plt.title(f"q = {q}")


# %% [markdown]
# ## Remedy 4: changed copies
#
# **Augmentation** learns from changed copies: a coat stays a coat when it is mirrored or lies a little to the left. It teaches the network
# what does *not* matter, and that is something only you know. A mirrored 2 is no 2; a shoe upside down is none that the shop will meet.

# %%
changes = keras.Sequential(
    [keras.layers.RandomFlip("horizontal", seed=1), keras.layers.RandomRotation(0.1, seed=1)]
)
copies = np.concatenate([changes(X_train[8:9], training=True) for _ in range(7)])
plots.pictures(np.concatenate([X_train[8:9], copies])[:, :, :, 0])
plt.show()

# %% [markdown]
# The first picture is the original. Would you accept all the others as photos that this shop might take? Such layers may stand at the
# front of a network; they act in training only. In our trials mirrored copies did *not* lower the held-out loss here: Fashion-MNIST
# shows every shoe with its toe to the left, so mirrored shoes are a question that no held-out picture asks. In the assignment the garments do
# move, and there it decides everything.
#
# ## What should the shop buy?
#
# One run proves little. Two more seeds, twelve epochs plain and with dropout, judged at their best epoch:

# %%
for seed in (1, 2):
    pair = [fit(epochs=12, seed=seed, drop=drop) for drop in (0.0, 0.5)]
    lowest = [min(history["val_loss"]) for history in pair]
    print(f"seed {seed}: plain {lowest[0]:.3f}, dropout {lowest[1]:.3f}")

# %% [markdown]
# The difference is a few hundredths, and about as large as that between seeds. So: stop early, always; take dropout when training has to run
# unwatched; make sure that batch normalization has enough steps to settle; augment by what the pictures of tomorrow will do. And
# photograph more garments, if you can: no remedy replaces them.
#
# ## Three sentences to remember
#
# 1. A gap between the curves is what holds for the training pictures only; a held-out loss that rises again says stop.
# 2. Dropout and batch normalization behave otherwise in training than in use: when the two disagree, look there first.
# 3. Augmentation states what does not matter; it helps if tomorrow's pictures differ in just that.
#
# **Where it leads.** In the assignment garments lie anywhere on a belt, and you decide by paired differences what copes with it.
