# %% [markdown]
# # How to start, and how to step
#
# *40 minutes. You need: lecture 4 of this unit, standard deviations (unit 0).*
#
# You start four hidden neurons with equal weights, train for an hour, and have one neuron, four times. You have a million
# pictures, and each step of the descent looks at all of them to move by a hair. The first is a bad start, the second a bad
# step. Both are mended by a little chance.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

X, y = datasets.two_moons(m=200, noise=0.2)  # synthetic: 200 points, no unit

# %% [markdown]
# The network of lecture 4, in short.


# %%
def initialize(n, h, rng):
    W1, W2 = rng.normal(size=(n, h)) / np.sqrt(n), rng.normal(size=(h, 1)) / np.sqrt(h)
    return {"W1": W1, "b1": np.zeros(h), "W2": W2, "b2": np.zeros(1)}


def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, 1 / (1 + np.exp(-(A1 @ params["W2"] + params["b2"])[:, 0]))


def cost(X, y, params):
    y_hat = forward(X, params)[1]
    return -np.mean(np.log(np.where(y == 1, y_hat, 1 - y_hat)))


# %%
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


def train(X, y, params, alpha=1.0, iterations=2000):
    path, history = [params], [cost(X, y, params)]
    for _ in range(iterations):
        grads = backward(X, y, params)
        params = {name: params[name] - alpha * grads[name] for name in params}
        path.append(params)
        history.append(cost(X, y, params))
    return path, history


# %% [markdown]
# ## Why not start at zero?
#
# Logistic regression starts at $w = 0$ and all is well. A network must not. If all hidden neurons
# start equal, they compute equal activations, get equal blame, and take equal steps: they stay
# equal forever, and four neurons do the work of one. With zeros it is worse: $W_2 = 0$ passes no
# blame back at all, and $A_1 = 0$ gives $W_2$ no slope either.
#
# **Predict.** Three starts: all weights 0, all weights 0.5, random weights. Which costs will they
# reach?

# %%
starts = {"random": initialize(2, 4, np.random.default_rng(0))}
for value in (0.5, 0.0):
    same = {"W1": np.full((2, 4), value), "b1": np.zeros(4)}
    starts[f"all {value}"] = same | {"W2": np.full((4, 1), value), "b2": np.zeros(1)}
results = {name: train(X, y, start, alpha=0.5, iterations=3000) for name, start in starts.items()}
plots.learning_curves({name: history for name, (_, history) in results.items()})
print(results["all 0.5"][0][-1]["W1"].round(3))
plt.show()

# %% [markdown]
# For over a thousand iterations random and equal weights seem to do the same: both lie on the plateau of lecture 4 (longer
# than there: the rate is half as large). Then random weights leave it and reach about 0.07. Equal weights stay at 0.30,
# about the cost of a single hidden neuron, and the printed matrix shows why: its four columns are the same. Zeros do not
# move at all: 0.693, a coin toss. (Only the output's bias could move, and it has no reason to: half of the moons' points
# belong to each class.) Random weights **break the symmetry**.
#
# How large should they be? A sum of $n$ inputs with random weights grows like $\sqrt n$. Dividing
# by $\sqrt n$ keeps the sums near 1, where tanh is steep and blame passes.

# %%
wide = np.random.default_rng(0).normal(size=(1000, 64))  # 1000 examples, 64 inputs
for scale, name in [(1, "normal"), (1 / np.sqrt(64), "normal / √n")]:
    sums = wide @ (np.random.default_rng(1).normal(size=(64, 8)) * scale)
    passing = np.mean(1 - np.tanh(sums) ** 2)
    print(f"{name:>12}: sums spread by {sums.std():.1f}, {passing:.0%} of the blame passes")

# %% [markdown]
# With 64 inputs and plain normal weights the sums spread by more than 7, most neurons begin
# saturated, and about a tenth of the blame passes. Divided by $\sqrt{64} = 8$ the sums spread by
# about 1, and six tenths pass.
#
# ## Your turn: weights that keep the sums near 1
#
# How large the sums get, you can measure. Return how much the weighted sums of a layer spread: the standard deviation of
# all entries of $X W$, for starting weights that are drawn from `rng` and divided by the root of the number of inputs.


# %% exercise="spread_of_sums"
def spread_of_sums(X, h, rng):
    """Return the standard deviation of a layer's weighted sums at the start.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Inputs.
    h : int
        Number of neurons. The biases are zero.
    rng : numpy.random.Generator
        Asked once, for normal random numbers of shape (n, h).

    Returns
    -------
    float
        Over all examples and neurons.
    """
    ### BEGIN SOLUTION
    n = X.shape[1]
    W = rng.normal(size=(n, h)) / np.sqrt(n)
    return np.std(X @ W)
    ### END SOLUTION


# %% [markdown] hint="spread_of_sums"
# Which number of inputs does a neuron read: m, n or h?

# %% [markdown] hint="spread_of_sums"
# Three steps: draw weights of shape (n, h) and divide them, form the weighted sums of all examples, take one
# standard deviation of all of them.

# %% checks="spread_of_sums"
ones = np.ones((3, 16))
expect(
    spread_of_sums(ones, 2000, np.random.default_rng(0)),
    1.0,
    "sixteen inputs of 1: the sums of 2000 neurons spread by about 1",
    rtol=0.05,
)
expect(
    spread_of_sums(3 * np.ones((2, 50)), 2000, np.random.default_rng(1)),
    3.0,
    "inputs three times as large make sums three times as large, whatever their number",
    rtol=0.05,
)
rng = np.random.default_rng(2)
mixed = rng.normal(size=(7, 5))
expect(
    spread_of_sums(mixed, 3, np.random.default_rng(3)),
    1.036769,
    "seven examples of five inputs, three neurons",
    rtol=1e-5,
)


# %% mistake="spread_of_sums" replace=" / np.sqrt(n)" says="the weights are not divided by the root of the number of inputs" with=""

# %% mistake="spread_of_sums" replace="/ np.sqrt(n)" says="the weights are divided by the number of inputs, not by its root" with="/ n"

# %% mistake="spread_of_sums" replace="/ np.sqrt(n)" says="the weights are divided by the root of the number of neurons, not of inputs" with="/ np.sqrt(h)"

# %% mistake="spread_of_sums" replace="/ np.sqrt(n)" says="the weights are divided by the root of the number of examples" with="/ np.sqrt(len(X))"

# %% mistake="spread_of_sums" replace="np.std(X @ W)" says="the spread is that of the weights, not of the sums" with="np.std(W)"

# %% mistake="spread_of_sums" replace="np.std(X @ W)" says="the variance is returned: the spread is its root" with="np.var(X @ W)"


# %% alternative="spread_of_sums"
def spread_of_sums(X, h, rng):
    sums = X @ rng.standard_normal((X.shape[1], h)) * X.shape[1] ** -0.5
    return float(((sums - sums.mean()) ** 2).mean() ** 0.5)


# %% [markdown]
# ## Look at a few, then step
#
# So far each step looked at all examples. But the slope of the cost is a *mean* over the examples, and a mean can be
# estimated from a sample (unit 0). A **mini-batch** is a small random part of the rows; a step with its slopes alone is
# noisy, but cheap. One pass over all rows, cut into batches, is an **epoch**.
#
# **Predict.** The slope of a batch of 5 differs from the slope of all 200 rows. For batches of 20, four times as large, will
# the difference be a quarter, a half, or hardly smaller?

# %%
at, rng = initialize(2, 4, np.random.default_rng(0)), np.random.default_rng(0)
all_rows = backward(X, y, at)["W1"]
for size in (5, 20, 80):
    off = []
    for _ in range(400):
        rows = rng.permutation(200)[:size]
        off.append(np.linalg.norm(backward(X[rows], y[rows], at)["W1"] - all_rows))
    print(
        f"batches of {size:2}: off by {np.mean(off):.3f}, the slope is {np.linalg.norm(all_rows):.3f} long"
    )

# %% [markdown]
# From 5 rows to 20 it falls from 0.132 to 0.069, about half: like the spread of every mean, it shrinks with the root of the
# number. (From 20 to 80 a little more, since 80 rows are a good part of all 200.) With 20 rows the noise is less than a third as
# long as the slope itself: most batches point downhill, and ten of them cost as much as one look at everything.
#
# ## Your turn: cut an epoch into batches
#
# Given the shuffled rows, return the batches. The last one may be smaller: no row is lost.


# %% exercise="batches"
def batches(order, size):
    """Cut shuffled row numbers into batches.

    Parameters
    ----------
    order : numpy.ndarray, shape (m,)
        Each row number once, shuffled.
    size : int
        Rows in a batch, at least 1, perhaps more than m.

    Returns
    -------
    list of numpy.ndarray
        In the order of `order`; each of `size` rows, but for the last one, which holds what is left.
    """
    ### BEGIN SOLUTION
    return [order[first : first + size] for first in range(0, len(order), size)]
    ### END SOLUTION


# %% [markdown] hint="batches"
# At which places do the batches of 7 rows begin, if each holds 3? `range` has a third argument for that.

# %% [markdown] hint="batches"
# `order[6:9]` of seven rows gives the one that is there, without an error. So a slice from each beginning is enough.

# %% checks="batches"
seven = np.array([4, 0, 6, 2, 5, 1, 3])
expect(
    batches(seven, 3),
    [np.array([4, 0, 6]), np.array([2, 5, 1]), np.array([3])],
    "two batches of three, and the row that is left",
)
expect(batches(seven, 10), [seven], "a size beyond the number of rows gives one batch")
expect(
    batches(seven[:6], 2),
    [np.array([4, 0]), np.array([6, 2]), np.array([5, 1])],
    "six rows in batches of two: nothing is left over, and no empty batch",
)


# %% mistake="batches" replace="range(0, len(order), size)" says="the last, smaller batch is left out" with="range(0, len(order) - size + 1, size)"

# %% mistake="batches" replace="order[first : first + size]" says="each batch has one row too many, which comes again in the next" with="order[first : first + size + 1]"

# %% mistake="batches" replace="range(0, len(order), size)" says="a new batch begins at every row: the beginnings are `size` apart" with="range(len(order))"

# %% mistake="batches" replace="[order[first : first + size] for first in range(0, len(order), size)]" says="there are `size` batches: each batch is to have `size` rows" with="np.array_split(order, size)"

# %% mistake="batches" replace="order[first : first + size]" says="the rows are counted up from 0: their shuffled order is lost" with="np.arange(len(order))[first : first + size]"

# %% mistake="batches" replace="range(0, len(order), size)" says="an empty or doubled batch stands at the end" with="range(0, len(order) + size, size)"


# %% alternative="batches"
def batches(order, size):
    parts, left = [], order
    while len(left):
        parts.append(left[:size])
        left = left[size:]
    return parts


# %% [markdown]
# ## Ten steps for the price of one
#
# An epoch costs the same, however it is cut: every row is looked at once. Drag the size of the batches from all 200 rows
# to a single one. Each curve runs for 100 epochs, from the same start.


# %%
def train_in_batches(size, alpha=0.5, epochs=100):
    params, rng = initialize(2, 4, np.random.default_rng(1)), np.random.default_rng(0)
    history = [cost(X, y, params)]
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), size):
            rows = order[first : first + size]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(cost(X, y, params))
    return history


whole = train_in_batches(200)


@interact(size=[1, 5, 20, 50, 100, 200])
def compare(size=20):
    mine = train_in_batches(size)
    ax = plots.learning_curves({"all 200 rows": whole, f"batches of {size}": mine})
    ax.set(xlabel="epoch", ylim=(0, 0.8))
    low, high = min(mine[51:]), max(mine[51:])  # of the last 50 epochs
    ax.set_title(
        f"{200 // size} steps an epoch; cost {low:.2f} to {high:.2f} in the last 50", size=11
    )


# %% [markdown]
# In 100 epochs the step with all rows has come down to 0.31, the plateau of lecture 4, where it rests. Batches of 20 made ten
# times as many steps and end below 0.1. Batches of 100 gain nothing here: two steps an epoch are too few. Single rows are
# fast at first, then tremble: mostly near 0.1, with jumps to 0.2 and even 0.3. Whoever wants them calm lowers the rate
# toward the end. (Another seed draws other curves; the order of the sizes stays much the same.)

# %% [markdown]
# ## Three sentences to remember
#
# 1. Equal neurons stay equal: start with random weights, divided by $\sqrt n$ so that blame passes.
# 2. A mini-batch estimates the slope from a few rows; four times as many halve its noise.
# 3. An epoch cut into batches makes many steps for the price of one; too small a batch trembles, and needs a lower rate.
#
# **Where it leads.** In the assignment you build the network yourself, batches included. Unit 5 then asks when a network has
# learned too much; course 2 lets TensorFlow walk backward for you.
