# %% [markdown]
# # Threes, eights and negatives
#
# *165 minutes. You need: the five lectures of this unit.*
#
# A sorting office scans handwritten digits with two machines. One delivers black ink on white
# paper; the other, wrongly wired, delivers negatives: white ink on black. Can a network of a few
# neurons tell a 3 from an 8, whichever machine the picture comes from? You will build the network
# from nothing but NumPy, prove that its slopes are right, and read the answer off as a number.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from utils import datasets, plots
from utils.checks import expect

# %% [markdown]
# ## The pictures
#
# 357 pictures of 8×8 pixels, each row of `clean` one picture: 64 numbers from 0 (paper) to 1 (ink).
# Class 1 is "it is an 8", class 0 "it is a 3". The negatives are our own doing: for each picture we
# toss a coin, and if it falls on heads, every pixel $x$ becomes $1 - x$. We train on the first 200
# pictures and test on the other 157.

# %%
pixels, digit = datasets.digits(only=(3, 8))
clean, is_eight = pixels / 16, (digit == 8).astype(int)
heads = np.random.default_rng(0).random(len(clean)) < 0.5
mixed = np.where(heads[:, np.newaxis], 1 - clean, clean)
plots.pictures(mixed[:16].reshape(-1, 8, 8), titles=digit[:16])
plt.show()

# %% [markdown]
# Each 8 is a 3 whose left side is closed. In a negative the same strokes are bright on dark. For
# you this changes nothing. What does it do to logistic regression, our single neuron?

# %%
for name, X in [("clean", clean), ("mixed", mixed)]:
    line = LogisticRegression(max_iter=1000).fit(X[:200], is_eight[:200])
    print(f"one neuron, {name} pictures: {line.score(X[200:], is_eight[200:]):.2f} right")

# %% [markdown]
# On clean pictures one neuron gets about 0.93 right. On the mixed ones it is a coin toss. No
# wonder: a weight that says "ink here speaks for an 8" says the opposite on every negative. What
# ink means depends on the rest of the picture, and a single weighted sum cannot say "depends".
#
# While you build, a simpler problem of the same kind serves for practice: the two moons of the
# lectures (synthetic).

# %%
moons, side = datasets.two_moons(m=200, noise=0.2)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), also for a large z: see the identity for tanh in lecture 2."""
    return 0.5 * (1 + np.tanh(z / 2))


# %% [markdown]
# ## Starting weights
#
# A network starts with random weights. Equal ones would stay equal forever; large ones would
# saturate the neurons. With $n$ inputs and $h$ hidden neurons:
#
# $$W_1 \sim \frac{1}{\sqrt n}\, \mathcal N(0, 1),\quad W_2 \sim \frac{1}{\sqrt h}\, \mathcal N(0, 1),\quad b_1 = 0,\quad b_2 = 0$$
#
# Read $\sim$ as "is drawn from": $\mathcal N(0, 1)$ are normal random numbers with mean 0 and
# standard deviation 1. The weights of each layer are divided by the root of the number of values
# that it reads. All randomness comes from the generator
# `rng` that you are given, so that a run can be repeated.


# %% exercise="initialize"
def initialize(n, h, rng):
    """Return starting parameters for a network with one hidden layer and one output.

    Parameters
    ----------
    n : int
        Number of inputs.
    h : int
        Number of hidden neurons.
    rng : numpy.random.Generator
        The source of all random numbers.

    Returns
    -------
    dict
        ``"W1"`` of shape (n, h), ``"b1"`` of shape (h,), ``"W2"`` of shape (h, 1) and
        ``"b2"`` of shape (1,).
    """
    ### BEGIN SOLUTION
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }
    ### END SOLUTION


# %% [markdown] hint="initialize"
# Four arrays in a dict. Two are made of zeros, two of normal random numbers. Write down the four
# shapes first.

# %% [markdown] hint="initialize"
# `rng.normal(size=(n, h))` gives random numbers of a shape, `np.zeros(h)` gives zeros. Which number
# of inputs does each layer read?

# %% [markdown] hint="initialize"
# `return {"W1": …, "b1": …, "W2": …, "b2": …}`. The second layer reads the hidden neurons: by the root of which number are
# its weights divided?

# %% checks="initialize" points=4
start = initialize(3, 5, np.random.default_rng(0))
shapes = {name: np.shape(array) for name, array in start.items()}
expect(
    shapes,
    {"W1": (3, 5), "b1": (5,), "W2": (5, 1), "b2": (1,)},
    "3 inputs, 5 hidden neurons and 1 output fix the four shapes",
)
expect(start["b1"], np.zeros(5), "the hidden biases start at zero")
expect(start["b2"], np.zeros(1), "the output bias starts at zero")
### BEGIN HIDDEN TESTS
tiny = initialize(1, 1, np.random.default_rng(7))
shapes = {name: np.shape(array) for name, array in tiny.items()}
expect(
    shapes,
    {"W1": (1, 1), "b1": (1,), "W2": (1, 1), "b2": (1,)},
    "the shapes hold for one input and one neuron as well",
)
### END HIDDEN TESTS

# %% checks="initialize" points=4
start = initialize(3, 5, np.random.default_rng(0))
other = initialize(3, 5, np.random.default_rng(1))
both = np.concatenate([start["W1"], other["W1"]])
expect(
    len(np.unique(both)),
    30,
    "two runs with two seeds give 30 different weights in W1: equal neurons would stay equal",
)
wide = initialize(25, 10_000, np.random.default_rng(1))
spread = {name: round(float(np.std(np.asarray(wide[name]))), 3) for name in ("W1", "W2")}
expect(
    spread,
    {"W1": 0.2, "W2": 0.01},
    "weights spread by 1/√n: with n = 25 in W1 and 10,000 in W2",
    rtol=0.04,
)
### BEGIN HIDDEN TESTS
expect(round(float(np.mean(np.asarray(wide["W1"]))), 2), 0.0, "the weights scatter around zero")
outer = np.concatenate([start["W2"], other["W2"]])
expect(len(np.unique(outer)), 10, "two runs give 10 different weights in W2, too")
scaled = {name: np.asarray(wide[name]) / np.std(np.asarray(wide[name])) for name in ("W1", "W2")}
expect(
    {name: float(np.mean(weights**4)) for name, weights in scaled.items()},
    {"W1": 3.0, "W2": 3.0},
    "the weights of both layers are normal: divided by their spread, their fourth powers have the mean 3",
    atol=0.4,
)
again = initialize(3, 5, np.random.default_rng(0))
expect(again["W1"], start["W1"], "the same generator state gives the same weights")
one = np.random.default_rng(2)
pair = np.concatenate([initialize(2, 2, one)["W1"], initialize(2, 2, one)["W1"]])
expect(len(np.unique(pair)), 8, "a second call with the same generator goes on drawing new numbers")
### END HIDDEN TESTS


# %% [markdown] equivalent="initialize"
# - `params[f'W{number}'] = rng.standard_normal((inputs, neurons)) * inputs ** (-0.5) one line later`: the order of the entries of a dict does not matter, and the zeros draw nothing


# %% mistake="initialize" says="all weights start at zero"
def initialize(n, h, rng):
    return {"W1": np.zeros((n, h)), "b1": np.zeros(h), "W2": np.zeros((h, 1)), "b2": np.zeros(1)}


# %% mistake="initialize" says="the weights are not divided by the root of the number of inputs"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="the weights are divided by the number of inputs, not by its root"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / n,
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / h,
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="W2 is divided by √n, but it reads h values"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(n),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="W2 is flat: it needs a column for the one output"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=h) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="W1 has a row for each neuron: its columns should be the neurons"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(h, n)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="a new generator is made inside, so that rng has no say"
def initialize(n, h, rng):
    rng = np.random.default_rng(42)
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="rng.random gives numbers from 0 to 1 only, not normal ones"
def initialize(n, h, rng):
    return {
        "W1": rng.random((n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.random((h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="both weight matrices are transposed: their columns should be the neurons"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(h, n)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(1, h)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="b2 is a plain number: it should be an array of one"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": 0.0,
    }


# %% mistake="initialize" says="each layer is divided by the root of the number of its neurons, not of the values it reads"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(h),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="the weights are multiplied by the root, not divided by it"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) * np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) * np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="the root is the mean of the numbers drawn, not their spread: the first argument of rng.normal is the mean"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(1 / np.sqrt(n), size=(n, h)),
        "b1": np.zeros(h),
        "W2": rng.normal(1 / np.sqrt(h), size=(h, 1)),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="the biases start at one, not at zero"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.ones(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.ones(1),
    }


# %% mistake="initialize" says="the biases are tables of one row: b1 has one axis"
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros((1, h)),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros((1, 1)),
    }


# %% mistake="initialize" says="a single number is drawn for each layer: each weight needs one of its own"
def initialize(n, h, rng):
    return {
        "W1": np.ones((n, h)) * rng.normal() / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": np.ones((h, 1)) * rng.normal() / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="one number is drawn for each neuron: each of its weights needs one of its own"
def initialize(n, h, rng):
    return {
        "W1": np.tile(rng.normal(size=h) / np.sqrt(n), (n, 1)),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% mistake="initialize" says="the hidden neurons are copies of one: each needs random weights of its own"
def initialize(n, h, rng):
    return {
        "W1": np.tile(rng.normal(size=(n, 1)) / np.sqrt(n), (1, h)),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


# %% alternative="initialize"
def initialize(n, h, rng):
    params = {}
    for number, (inputs, neurons) in enumerate([(n, h), (h, 1)], start=1):
        params[f"W{number}"] = rng.standard_normal((inputs, neurons)) * inputs**-0.5
        params[f"b{number}"] = np.zeros(neurons)
    return params


# %% [markdown]
# ## A dense layer
#
# Every neuron of a dense layer reads every value of the layer before. For all $m$ examples at once
# its weighted sums are
#
# $$Z = A W + b$$
#
# with the incoming values $A$ ($m \times n$), one column of $W$ ($n \times h$) and one entry of $b$
# ($h$) for each neuron. $Z$ is $m \times h$. The activation comes later, because the two layers of
# our network bend differently. Training will call this function thousands of times: let the matrix
# product do the loops, or the last exercise takes minutes.


# %% exercise="dense"
def dense(A, W, b):
    """Return the weighted sums of a dense layer.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, n)
        What the layer reads, one example a row.
    W : numpy.ndarray, shape (n, h)
        Weights, one neuron a column.
    b : numpy.ndarray, shape (h,)
        Biases.

    Returns
    -------
    numpy.ndarray, shape (m, h)
    """
    ### BEGIN SOLUTION
    return A @ W + b
    ### END SOLUTION


# %% [markdown] hint="dense"
# Row $i$, column $k$ of $Z$: go along row $i$ of $A$ and down column $k$ of $W$, multiply pairs,
# add up, add $b_k$.

# %% [markdown] hint="dense"
# That is what the matrix product `@` does. `*` would multiply entry by entry.

# %% [markdown] hint="dense"
# `A @ W` has the shape (m, h). Adding `b`, shape (h,), adds it to each row: broadcasting aligns the
# last axes.

# %% checks="dense" points=5
A, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, 3.0], [-1.0, 2.0]])
b = np.array([10.0, 20.0])
expect(
    dense(A, W, b),
    np.array([[9.0, 27.0], [11.0, 18.0]]),
    "top left: 1·1 + 2·(-1) + 10 = 9; top right: 1·3 + 2·2 + 20 = 27",
)
expect(
    dense(np.array([[1, 2, 3]]), np.array([[1], [0], [2]]), np.array([-7])),
    np.array([[0]]),
    "one example and one neuron: 1 + 6 - 7, still with two axes",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
A, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
kept = A.copy(), W.copy(), b.copy()
expect(
    dense(A, W, b),
    np.einsum("ij,jk->ik", A, W) + b,
    "each entry is a sum over the inputs plus the neuron's bias",
)
expect((A, W, b), kept, "the arrays that come in stay as they are")
expect(
    dense(A[::-1], W, b),
    (kept[0] @ kept[1] + kept[2])[::-1],
    "each example is computed on its own: another order of rows changes nothing else",
)
### END HIDDEN TESTS


# %% mistake="dense" says="the biases are left out"
def dense(A, W, b):
    return A @ W


# %% mistake="dense" says="W is transposed"
def dense(A, W, b):
    return A @ W.T + b


# %% mistake="dense" says="entries are multiplied one by one with *, not as a matrix product with @"
def dense(A, W, b):
    return A * W + b


# %% mistake="dense" says="b is added along the examples, not along the neurons"
def dense(A, W, b):
    return A @ W + b[:, np.newaxis]


# %% mistake="dense" says="the activation is applied already: dense returns the weighted sums"
def dense(A, W, b):
    return np.tanh(A @ W + b)


# %% mistake="dense" says="the factors stand in the wrong order, W before A"
def dense(A, W, b):
    return W @ A + b


# %% mistake="dense" says="the biases are subtracted, not added"
def dense(A, W, b):
    return A @ W - b


# %% mistake="dense" says="A is transposed"
def dense(A, W, b):
    return A.T @ W + b


# %% mistake="dense" replace="A @ W + b" says="the bias is added once for each input, not once for each neuron" with="A @ W + A.shape[1] * b"


# %% mistake="dense" replace="A @ W + b" says="every neuron gets the sum of all biases, not its own" with="A @ W + np.sum(b)"


# %% mistake="dense" replace="A @ W + b" says="every neuron gets the first bias, not its own" with="A @ W + b[0]"


# %% mistake="dense" replace="A @ W + b" says="the bias is added to the inputs, before the product" with="(A + b) @ W"


# %% alternative="dense"
def dense(A, W, b):
    rows = []
    for example in A:
        rows.append(example @ W + b)
    return np.array(rows)


# %% alternative="dense"
def dense(A, W, b):
    m, h = len(A), len(b)
    Z = np.empty((m, h))
    for k in range(h):
        Z[:, k] = np.dot(A, W[:, k]) + b[k]
    return Z


# %% [markdown]
# ## Forward
#
# Two layers in a row make the prediction. The hidden layer bends with tanh, the output with the
# sigmoid, because it has to be a probability:
#
# $$A_1 = \tanh(X W_1 + b_1), \qquad \hat y = \sigma(A_1 W_2 + b_2)$$
#
# Return both, since the way back needs $A_1$ again. Mind the shape: $A_1 W_2 + b_2$ is a column,
# $(m \times 1)$, but $\hat y$ is to be flat, $(m)$, like `y`. Otherwise $\hat y - y$ would silently
# become an $m \times m$ table.


# %% exercise="forward"
def forward(X, params):
    """Return what the hidden layer and the output of the network say.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Examples.
    params : dict
        As `initialize` returns it.

    Returns
    -------
    A1 : numpy.ndarray, shape (m, h)
        Hidden activations, from -1 to 1.
    y_hat : numpy.ndarray, shape (m,)
        Probabilities of class 1.
    """
    ### BEGIN SOLUTION
    A1 = np.tanh(dense(X, params["W1"], params["b1"]))
    return A1, sigmoid(dense(A1, params["W2"], params["b2"]))[:, 0]
    ### END SOLUTION


# %% [markdown] hint="forward"
# Call your `dense` twice: first on `X`, then on the hidden activations. Which function bends each
# result?

# %% [markdown] hint="forward"
# Of two examples and three hidden neurons, the first product is 2 × 3, and so is $A_1$; the second is 2 × 1. A function is
# put around each: which one gives values from −1 to 1, which one probabilities?

# %% [markdown] hint="forward"
# `A1 = …(dense(X, …, …))`, then the same once more with `A1` in the place of `X`. `column[:, 0]` turns an array of shape
# (m, 1) into one of shape (m,). Return both.

# %% checks="forward" points=4
params = {
    "W1": np.array([[1.0, -1.0, 2.0], [0.5, -1.0, 0.0]]),
    "b1": np.array([0.5, 1.0, -1.0]),
    "W2": np.array([[2.0], [-1.0], [0.5]]),
    "b2": np.array([-3.5]),
}
expect(
    forward(np.array([[-1.0, 2.0], [2.0, -2.0]]), params)[0],
    np.array([[0.462117, 0.0, -0.995055], [0.905148, 0.761594, 0.995055]]),
    "the weighted sums are 0.5, 0 and -3 in row 1, and 1.5, 1 and 3 in row 2: take tanh of each",
    rtol=1e-4,
)
expect(
    forward(np.array([[100, 0]]), params)[0],
    np.array([[1.0, -1.0, 1.0]]),
    "one row of whole numbers: an input of 100 saturates all three neurons",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
net = {
    "W1": rng.normal(size=(3, 4)),
    "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)),
    "b2": rng.normal(size=1),
}
X = rng.normal(size=(6, 3))
expect(
    forward(X, net)[0],
    np.tanh(X @ net["W1"] + net["b1"]),
    "the hidden layer is tanh of its weighted sums",
)
expect(
    forward(X[:1], net)[0],
    np.tanh(X[:1] @ net["W1"] + net["b1"]),
    "a single example is a table of one row",
)
### END HIDDEN TESTS

# %% checks="forward" points=6
params = {
    "W1": np.array([[1.0, -1.0, 2.0], [0.5, -1.0, 0.0]]),
    "b1": np.array([0.5, 1.0, -1.0]),
    "W2": np.array([[2.0], [-1.0], [0.5]]),
    "b2": np.array([-3.5]),
}
expect(
    forward(np.array([[100.0, 0.0], [0.0, 100.0]]), params)[1],
    np.array([0.5, 0.292995]),
    "row 1: the sum is 2·1 - 1·(-1) + 0.5·1 - 3.5 = 0, and σ(0) = 0.5; row 2: σ(-0.880797)",
    rtol=1e-4,
)
expect(
    forward(np.array([[-1, 2]]), params)[1],
    np.array([0.044226]),
    "one example gives an array of one probability: the hidden layer says 0.462, 0 and -0.995",
    rtol=1e-4,
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
net = {
    "W1": rng.normal(size=(3, 4)),
    "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)),
    "b2": rng.normal(size=1),
}
X = rng.normal(size=(6, 3))
hidden = np.tanh(X @ net["W1"] + net["b1"])
expect(
    forward(X, net)[1],
    1 / (1 + np.exp(-(hidden @ net["W2"] + net["b2"])[:, 0])),
    "the output is the sigmoid of the sums of the hidden activations",
)
expect(
    forward(X[:1], net)[1],
    1 / (1 + np.exp(-(hidden[:1] @ net["W2"] + net["b2"])[:, 0])),
    "one example gives an array of one probability",
)
kept = X.copy()
order = np.array([2, 0, 1, 3])
shuffled = {
    "W1": net["W1"][:, order],
    "b1": net["b1"][order],
    "W2": net["W2"][order],
    "b2": net["b2"],
}
expect(
    forward(X, shuffled)[1],
    1 / (1 + np.exp(-(hidden @ net["W2"] + net["b2"])[:, 0])),
    "the order of the hidden neurons does not matter",
)
expect(X, kept, "the examples stay as they are")
extreme = {"W1": np.eye(1), "b1": np.zeros(1), "W2": np.array([[5000.0]]), "b2": np.zeros(1)}
expect(
    forward(np.array([[50], [-50]]), extreme)[1],
    np.array([1.0, 0.0]),
    "enormous sums give probabilities of 1 and 0, not nan",
)
### END HIDDEN TESTS


# %% mistake="forward" says="the hidden layer bends with the sigmoid instead of tanh"
def forward(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return A1, sigmoid(A1 @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="the hidden layer has no activation: two layers fold into one"
def forward(X, params):
    A1 = X @ params["W1"] + params["b1"]
    return A1, sigmoid(A1 @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="y_hat is still a column of shape (m, 1)"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, sigmoid(A1 @ params["W2"] + params["b2"])


# %% mistake="forward" says="the output has no sigmoid"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, (A1 @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="the output bends with tanh instead of the sigmoid"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, np.tanh(A1 @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="the biases are left out"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"])
    return A1, sigmoid(A1 @ params["W2"])[:, 0]


# %% mistake="forward" says="the two results are returned in the wrong order"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"] + params["b2"])[:, 0], A1


# %% mistake="forward" says="only y_hat is returned, without A1"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="the class is returned, 0 or 1, instead of the probability"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, (sigmoid(A1 @ params["W2"] + params["b2"])[:, 0] >= 0.5).astype(int)


# %% mistake="forward" says="the first example is taken, [0], instead of the first column, [:, 0]"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, sigmoid(A1 @ params["W2"] + params["b2"])[0]


# %% mistake="forward" says="the weighted sums of the hidden layer are returned, before tanh"
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    return Z1, sigmoid(np.tanh(Z1) @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="tanh is applied twice to the hidden layer"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, sigmoid(np.tanh(A1) @ params["W2"] + params["b2"])[:, 0]


# %% mistake="forward" says="the bias of the output is left out"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1, sigmoid(A1 @ params["W2"])[:, 0]


# %% mistake="forward" says="the hidden biases are left out"
def forward(X, params):
    A1 = np.tanh(X @ params["W1"])
    return A1, sigmoid(A1 @ params["W2"] + params["b2"])[:, 0]


# %% alternative="forward"
def forward(X, params):
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    A1 = 2 * sigmoid(2 * (X @ W1 + b1)) - 1
    z2 = (A1 * W2.ravel()).sum(axis=1) + b2[0]
    return A1, sigmoid(z2)


# %% [markdown]
# ## The loss
#
# The log loss charges each example the negative logarithm of the probability that was given to the
# truth, and takes the mean:
#
# $$J = -\frac{1}{m} \sum_{i=1}^m \bigl( y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i) \bigr)$$
#
# $y_i$ is the truth, 0 or 1, and $\hat y_i$ the predicted probability of 1. A prediction of exactly
# 0 or 1 would need $\log 0$. So first move all predictions into the range from $10^{-12}$ to
# $1 - 10^{-12}$.


# %% exercise="log_loss"
def log_loss(y, y_hat):
    """Return the mean log loss of predictions.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        Truths, 0 or 1.
    y_hat : numpy.ndarray, shape (m,)
        Probabilities of class 1, whole numbers as well; they count as at least 1e-12 and at most
        1 - 1e-12. The array itself stays as it is.

    Returns
    -------
    float
        In nats (natural logarithm); 0 for perfect predictions.
    """
    ### BEGIN SOLUTION
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    ### END SOLUTION


# %% [markdown] hint="log_loss"
# One of the two terms is always zero: for $y_i = 1$ only $\log \hat y_i$ counts, for $y_i = 0$ only
# $\log(1 - \hat y_i)$.

# %% [markdown] hint="log_loss"
# `np.clip(y_hat, low, high)` returns a new array with everything moved into a range. `np.log` is
# the natural logarithm.

# %% [markdown] hint="log_loss"
# First `p = np.clip(…)`, then minus the mean of two terms, in which `y` and `1 - y` do the choosing. What stands inside the
# logarithm of the second?

# %% checks="log_loss" points=5
expect(
    log_loss(np.array([1, 0, 0]), np.array([0.5, 0.5, 0.5])),
    np.log(2),
    "a coin toss costs log 2 = 0.693, whatever the truth",
)
expect(
    log_loss(np.array([1, 0, 1, 1]), np.array([0.8, 0.2, 0.5, 0.8])),
    0.340644,
    "the truths got 0.8, 0.8, 0.5 and 0.8: (3 · 0.223144 + 0.693147) / 4",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
y, p = rng.integers(0, 2, 50), rng.uniform(0.01, 0.99, 50)
kept = p.copy()
expect(
    log_loss(y, p),
    -np.log(np.where(y == 1, kept, 1 - kept)).mean(),
    "each example is charged for the probability of its truth",
)
expect(p, kept, "the predictions stay as they are")
expect(
    log_loss(1 - y, 1 - p),
    -np.log(np.where(y == 1, kept, 1 - kept)).mean(),
    "swapping the names of the classes changes nothing",
)
expect(
    log_loss(np.tile(y, 3), np.tile(p, 3)),
    -np.log(np.where(y == 1, kept, 1 - kept)).mean(),
    "it is a mean: the same examples three times cost the same",
)
### END HIDDEN TESTS

# %% checks="log_loss" points=3
expect(log_loss(np.array([1, 0]), np.array([1.0, 0.0])), 0.0, "sure and right costs nothing")
expect(
    log_loss(np.array([1]), np.array([0.0])),
    27.631,
    "sure and wrong costs a lot, but a number: -log of 1e-12",
    rtol=1e-3,
)
### BEGIN HIDDEN TESTS
expect(
    log_loss(np.array([0]), np.array([1.0])),
    27.631,
    "a prediction of 1 for a truth of 0 costs a number, too",
    rtol=1e-3,
)
expect(
    log_loss(np.array([1, 0]), np.array([0, 1])),
    27.631,
    "whole numbers are predictions like others",
    rtol=1e-3,
)
### END HIDDEN TESTS


# %% [markdown] equivalent="log_loss"
# - `float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))) → -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))`: a number of NumPy is a float, too


# %% mistake="log_loss" says="the losses are summed, not averaged"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="the minus sign is missing"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="only the examples of class 1 are charged"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p)))


# %% mistake="log_loss" says="the logarithm has base 10, not e"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)))


# %% mistake="log_loss" says="the mean is halved, as in the squared cost"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) / 2)


# %% mistake="log_loss" says="predictions of exactly 0 and 1 are not clipped"
def log_loss(y, y_hat):
    with np.errstate(all="ignore"):
        return float(-np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))


# %% mistake="log_loss" says="the clipping is too coarse: it starts at 0.001 instead of 1e-12"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-3, 1 - 1e-3)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="the two truths are exchanged: class 1 is charged log(1 - p)"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean((1 - y) * np.log(p) + y * np.log(1 - p)))


# %% mistake="log_loss" says="1e-12 is written into an array of whole numbers, which cannot hold it"
def log_loss(y, y_hat):
    y_hat[y_hat < 1e-12] = 1e-12
    y_hat[y_hat > 1 - 1e-12] = 1 - 1e-12
    with np.errstate(all="ignore"):
        return float(-np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))


# %% mistake="log_loss" says="a minus stands between the two terms: both belong into one sum"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) - (1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="the minus sign reaches only the first of the two terms"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="only the examples of class 0 are charged"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean((1 - y) * np.log(1 - p)))


# %% mistake="log_loss" says="the logarithm is taken of p for both classes: class 0 needs 1 - p"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(p)))


# %% mistake="log_loss" says="the losses are not averaged: an array comes out"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


# %% mistake="log_loss" says="the squared differences are averaged, as for a line"
def log_loss(y, y_hat):
    return float(np.mean((y_hat - y) ** 2))


# %% mistake="log_loss" replace="1 - 1e-12)" says="the upper bound is 1 itself: a prediction of 1 still needs log 0" with="1)"


# %% mistake="log_loss" says="predictions of exactly 0 and 1 cost nothing: they are left out, not moved into the range"
def log_loss(y, y_hat):
    p = np.asarray(y_hat, dtype=float)
    log_p = np.log(np.where(p > 0, p, 1))
    log_q = np.log(np.where(p < 1, 1 - p, 1))
    return float(-np.mean(y * log_p + (1 - y) * log_q))


# %% mistake="log_loss" says="scikit-learn's log_loss moves 0 and 1 by other amounts and refuses a single class"
def log_loss(y, y_hat):
    from sklearn import metrics

    return metrics.log_loss(y, np.asarray(y_hat, dtype=float))


# %% mistake="log_loss" replace="np.log(1 - p)" says="1 - log p stands where the logarithm of 1 - p belongs" with="(1 - np.log(p))"


# %% mistake="log_loss" says="the truths are moved into the range, not the predictions: 0 and 1 still need log 0"
def log_loss(y, y_hat):
    y = np.clip(y, 1e-12, 1 - 1e-12)
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# %% mistake="log_loss" says="examples with a prediction of 0 or 1 are left out: move the prediction into the range"
def log_loss(y, y_hat):
    inside = (y_hat >= 1e-12) & (y_hat <= 1 - 1e-12)
    y, p = y[inside], y_hat[inside]
    with np.errstate(all="ignore"):
        return np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / np.float64(-len(y))


# %% mistake="log_loss" says="the mean is taken before the logarithm: average the logarithms, not the probabilities"
def log_loss(y, y_hat):
    p = np.clip(y_hat, 1e-12, 1 - 1e-12)
    return -np.log(np.mean(y * p + (1 - y) * (1 - p)))


# %% mistake="log_loss" replace="1e-12, 1 - 1e-12" says="the predictions are kept 1e-15 away from 0 and 1, not 1e-12" with="1e-15, 1 - 1e-15"


# %% mistake="log_loss" replace="1e-12, 1 - 1e-12" says="the predictions are kept 1e-7 away from 0 and 1, not 1e-12" with="1e-7, 1 - 1e-7"


# %% alternative="log_loss"
def log_loss(y, y_hat):
    total = 0.0
    for truth, p in zip(y, y_hat):
        given_to_truth = p if truth == 1 else 1 - p
        total -= np.log(max(given_to_truth, 1e-12))
    return total / len(y)


# %% [markdown]
# ## Backward
#
# Now the blame. Walk from the loss back to all parameters, for all examples at once:
#
# $$\delta_2 = \frac{1}{m} (\hat y - y), \qquad \frac{\partial J}{\partial W_2} = A_1^\top \delta_2, \qquad \frac{\partial J}{\partial b_2} = \sum_i \delta_{2,i}$$
#
# $$\delta_1 = (\delta_2 W_2^\top) \circ (1 - A_1^2), \qquad \frac{\partial J}{\partial W_1} = X^\top \delta_1, \qquad \frac{\partial J}{\partial b_1} = \sum_i \delta_{1,i}$$
#
# $\delta_2$ is a column ($m \times 1$) of error signals at the output, $\delta_1$ ($m \times h$)
# those at the hidden neurons, and $\circ$ multiplies entry by entry. Each slope has the shape of
# its parameter. You may use your `forward` for $A_1$ and $\hat y$. Nudging the parameters and looking at the loss would not be exact enough: the
# checks compare twelve digits.


# %% exercise="backward"
def backward(X, y, params):
    """Return the slopes of the mean log loss by all parameters.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Examples.
    y : numpy.ndarray, shape (m,)
        Truths, 0 or 1.
    params : dict
        ``"W1"``, ``"b1"``, ``"W2"`` and ``"b2"``, as `initialize` returns them.

    Returns
    -------
    dict
        The slopes, with the keys and shapes of `params`.
    """
    ### BEGIN SOLUTION
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}
    ### END SOLUTION


# %% [markdown] hint="backward"
# Start with `A1, y_hat = forward(X, params)`. Which shape has each array, and which shape must each slope have?

# %% [markdown] hint="backward"
# With 7 examples, 3 inputs and 4 hidden neurons `d2` is 7 × 1 and `d1` is 7 × 4. The slope by W2 is 4 × 1, so `A1` (7 × 4)
# has to be transposed; the slopes by b2 and b1 add up 7 rows.

# %% [markdown] hint="backward"
# Five lines: forward; the column `d2` (`[:, np.newaxis]` makes one); `d1` from `d2`, W2 and the slope of tanh, written in
# terms of `A1`; the dict of four slopes, in which the hidden ones have `X` and `d1` where the output has `A1` and `d2`.

# %% checks="backward" points=8
half = np.arctanh(0.5)  # a weighted sum at which tanh is a half
params = {
    "W1": np.array([[0.0]]),
    "b1": np.array([half]),
    "W2": np.array([[2.0]]),
    "b2": np.array([-1.0]),
}
one = backward(np.array([[4.0]]), np.array([1]), params)
expect(
    one["b2"],
    np.array([-0.5]),
    "the prediction is σ(2 · 0.5 - 1) = 0.5 and the truth 1: the error signal is -0.5",
)
expect(
    one["W2"], np.array([[-0.25]]), "the hidden activation is 0.5: the slope by W2 is 0.5 · (-0.5)"
)
three = backward(np.array([[4.0], [1.0], [-2.0]]), np.array([1, 1, 0]), params)
expect(
    three["b2"],
    np.array([-1 / 6]),
    "the loss is a mean: each prediction is 0.5, the signals add up to (-0.5 - 0.5 + 0.5) / 3",
)
expect(three["W2"], np.array([[-1 / 12]]), "each hidden activation is 0.5: half of that")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(6)
net = {
    "W1": rng.normal(size=(3, 4)),
    "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)),
    "b2": rng.normal(size=1),
}
X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)


def loss(p):
    z = (np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])[:, 0]
    return np.mean(np.log1p(np.exp(-np.where(y == 1, z, -z))))


def measured(name):
    slopes = np.zeros(net[name].shape)
    for place in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[place] = 1e-5
        slopes[place] = (
            loss(net | {name: net[name] + step}) - loss(net | {name: net[name] - step})
        ) / 2e-5
    return slopes


expect(
    backward(X, y, net)["W2"],
    measured("W2"),
    "the slopes by W2 agree with nudging each weight",
    rtol=1e-5,
    atol=1e-7,
)
expect(
    backward(X, y, net)["b2"],
    measured("b2"),
    "the slope by b2 agrees with nudging it",
    rtol=1e-5,
    atol=1e-7,
)


def signals(X, y):
    """Return A1 and the signals d2 and d1 by the formulas of the text."""
    A1 = np.tanh(X @ net["W1"] + net["b1"])
    d2 = (1 / (1 + np.exp(-(A1 @ net["W2"] + net["b2"]))) - y[:, None]) / len(y)
    return A1, d2, d2 @ net["W2"].T * (1 - A1**2)


A1, d2, _ = signals(X, y)
slopes = backward(X, y, net)
expect(
    {"W2": slopes["W2"], "b2": slopes["b2"]},
    {"W2": A1.T @ d2, "b2": d2.sum(axis=0)},
    "they are those of the formulas to twelve digits, which no nudging gives",
    rtol=1e-12,
    atol=1e-14,
)
expect(
    backward(X[:1], y[:1], net)["W2"].shape, (4, 1), "one example gives slopes of the same shapes"
)
### END HIDDEN TESTS

# %% checks="backward" points=12
half = np.arctanh(0.5)
params = {
    "W1": np.array([[0.0]]),
    "b1": np.array([half]),
    "W2": np.array([[2.0]]),
    "b2": np.array([-1.0]),
}
one = backward(np.array([[4.0]]), np.array([1]), params)
expect(
    one["b1"],
    np.array([-0.75]),
    "the signal -0.5 passes the weight 2 and the slope 1 - 0.5² = 0.75",
)
expect(one["W1"], np.array([[-3.0]]), "the hidden signal -0.75 times the input 4")
params = {
    "W1": np.zeros((2, 3)),
    "b1": np.zeros(3),
    "W2": np.array([[2.0], [-4.0], [6.0]]),
    "b2": np.zeros(1),
}
X = np.array([[2, -1], [0, 3], [4, 1]])
eights = backward(X, np.array([1, 1, 1]), params)
expect(
    eights["b1"],
    np.array([-1.0, 2.0, -3.0]),
    "tanh is at its steepest: each example sends -1/6 · (2, -4, 6), and the three add up",
)
expect(
    eights["W1"],
    np.array([[-2.0, 4.0, -6.0], [-1.0, 2.0, -3.0]]),
    "those signals times the inputs, 2 + 0 + 4 in the first row and -1 + 3 + 1 in the second",
)
both = backward(X, np.array([1, 0, 1]), params)
expect(
    both["W1"],
    np.array([[-2.0, 4.0, -6.0], [1.0, -2.0, 3.0]]),
    "with the truths 1, 0 and 1 the signal of the second example has the opposite sign",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(6)
net = {
    "W1": rng.normal(size=(3, 4)),
    "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)),
    "b2": rng.normal(size=1),
}
X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)


def loss(p):
    z = (np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])[:, 0]
    return np.mean(np.log1p(np.exp(-np.where(y == 1, z, -z))))


def measured(name):
    slopes = np.zeros(net[name].shape)
    for place in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[place] = 1e-5
        slopes[place] = (
            loss(net | {name: net[name] + step}) - loss(net | {name: net[name] - step})
        ) / 2e-5
    return slopes


kept = {name: array.copy() for name, array in net.items()}
expect(
    backward(X, y, net)["W1"],
    measured("W1"),
    "the slopes by W1 agree with nudging each weight",
    rtol=1e-5,
    atol=1e-7,
)
expect(
    backward(X, y, net)["b1"],
    measured("b1"),
    "the slopes by b1 agree with nudging each bias",
    rtol=1e-5,
    atol=1e-7,
)


def signals(X, y):
    """Return A1 and the signals d2 and d1 by the formulas of the text."""
    A1 = np.tanh(X @ net["W1"] + net["b1"])
    d2 = (1 / (1 + np.exp(-(A1 @ net["W2"] + net["b2"]))) - y[:, None]) / len(y)
    return A1, d2, d2 @ net["W2"].T * (1 - A1**2)


_, _, d1 = signals(X, y)
slopes = backward(X, y, net)
expect(
    {"W1": slopes["W1"], "b1": slopes["b1"]},
    {"W1": X.T @ d1, "b1": d1.sum(axis=0)},
    "they are those of the formulas to twelve digits, which no nudging gives",
    rtol=1e-12,
    atol=1e-14,
)
expect(net, kept, "the parameters stay as they are")
order = rng.permutation(7)
expect(
    backward(X[order], y[order], net)["W1"],
    measured("W1"),
    "the order of the examples does not matter",
    rtol=1e-5,
    atol=1e-7,
)
deaf = net | {"W2": np.zeros((4, 1))}
expect(
    backward(X, y, deaf)["W1"],
    np.zeros((3, 4)),
    "an output that does not listen passes no blame back",
)
### END HIDDEN TESTS


# %% [markdown] equivalent="backward"
# - `d2 @ params['W2'].T → d2 * params['W2'].T`: a column times a row is the same table either way
# - `grads['W2'][:, 0] += error * a one line later`: the sums do not depend on each other
# - `grads['b2'] += error one line later`: the sums do not depend on each other
# - `grads['W1'] += np.outer(x, blame) one line later`: the sums do not depend on each other


# %% mistake="backward" says="the slope of tanh, 1 - A1², is left out"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = d2 @ params["W2"].T
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the slope of tanh is taken as 1 - A1, without the square"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the slope of the sigmoid, A1(1 - A1), stands where that of tanh belongs"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * A1 * (1 - A1)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the error signal is truth minus prediction, with the wrong sign"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y - y_hat) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the signals are not divided by m"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = (y_hat - y)[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the error signal carries an extra slope of the sigmoid, as with the squared cost"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) * y_hat * (1 - y_hat) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the output weights are left out on the way to the hidden layer"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = d2 * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the biases' slopes are means over the examples: the signals are divided by m twice"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.mean(axis=0), "W2": A1.T @ d2, "b2": d2.mean(axis=0)}


# %% mistake="backward" says="the biases' slopes are summed over everything, not only over the examples (axis=0)"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(), "W2": A1.T @ d2, "b2": d2.sum()}


# %% mistake="backward" says="the slopes of the two bias arrays have changed places"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d2.sum(axis=0), "W2": A1.T @ d2, "b2": d1.sum(axis=0)}


# %% mistake="backward" says="the slope by W2 is flat, of shape (h,): it needs the shape of W2"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": (A1.T @ d2)[:, 0], "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the hidden signals are divided by m once more"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2) / len(y)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the slope by b2 is a plain number, not an array of one"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": float(d2.sum())}


# %% mistake="backward" says="the slope of tanh is 1 + A1², with the wrong sign"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 + A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" replace="len(y)" says="m is the number of columns of X, not that of its rows" with="X.shape[1]"


# %% mistake="backward" replace="(1 - A1**2)" says="the square is taken of the whole bracket: (1 - A1)² is not 1 - A1²" with="(1 - A1) ** 2"


# %% mistake="backward" replace="/ len(y)" says="`/ 2 * m` stands where a division by m belongs" with="/ 2 * len(y)"


# %% mistake="backward" replace="(1 - A1**2)" says="tanh is applied to A1 once more before its slope is taken" with="(1 - np.tanh(A1) ** 2)"


# %% mistake="backward" replace=": X.T @ d1," says="the slopes by W1 are divided by m once more" with=": X.T @ d1 / len(y),"


# %% mistake="backward" replace="(y_hat - y) / len(y)" says="the error signal has a factor 2, as if it came from squares" with="2 * (y_hat - y) / len(y)"


# %% mistake="backward" says="only the slopes by the weights are divided by m, not those by the biases"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = (y_hat - y)[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    m = len(y)
    return {"W1": X.T @ d1 / m, "b1": d1.sum(axis=0), "W2": A1.T @ d2 / m, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the slopes come in a tuple, not in a dict with the keys of params"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return X.T @ d1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0)


# %% mistake="backward" says="parameters after a step are returned, not the slopes"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    grads = {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}
    return {name: params[name] - grads[name] for name in params}


# %% mistake="backward" says="in the loop the hidden slopes are written over with `=`, not added to with `+=`: only the last example counts"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    grads = {name: np.zeros(array.shape) for name, array in params.items()}
    for x, a, error in zip(X, A1, (y_hat - y) / len(y)):
        blame = error * params["W2"][:, 0] * (1 - a**2)
        grads["W2"][:, 0] += error * a
        grads["b2"] += error
        grads["W1"] = np.outer(x, blame)
        grads["b1"] = blame
    return grads


# %% mistake="backward" says="in the loop the slopes are written over with `=`, not added to with `+=`: only the last example counts"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    grads = {name: np.zeros(array.shape) for name, array in params.items()}
    for x, a, error in zip(X, A1, (y_hat - y) / len(y)):
        blame = error * params["W2"][:, 0] * (1 - a**2)
        grads["W2"][:, 0] = error * a
        grads["b2"][:] = error
        grads["W1"] = np.outer(x, blame)
        grads["b1"] = blame
    return grads


# %% mistake="backward" says="in the loop the output's slopes are written over with `=`, not added to with `+=`: only the last example counts"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    grads = {name: np.zeros(array.shape) for name, array in params.items()}
    for x, a, error in zip(X, A1, (y_hat - y) / len(y)):
        blame = error * params["W2"][:, 0] * (1 - a**2)
        grads["W2"][:, 0] = error * a
        grads["b2"][:] = error
        grads["W1"] += np.outer(x, blame)
        grads["b1"] += blame
    return grads


# %% mistake="backward" says="each slope of a hidden neuron uses the sum of all hidden signals, not its own"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 * params["W2"].sum()) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the hidden slopes are computed from the weighted sums, not from the activations: 1 - Z1² is not the slope of tanh"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - (X @ params["W1"] + params["b1"]) ** 2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the slope by W2 is taken from the predictions, not from the hidden activations"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    W2 = np.full(params["W2"].shape, y_hat @ d2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": W2, "b2": d2.sum(axis=0)}


# %% mistake="backward" says="the output's error stays flat: the slopes by W2 and b2 need the shapes (h, 1) and (1,)"
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = (y_hat - y) / len(y)
    d1 = np.outer(d2, params["W2"]) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum()}


# %% alternative="backward"
def backward(X, y, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    y_hat = sigmoid(A1 @ params["W2"] + params["b2"])[:, 0]
    grads = {name: np.zeros(array.shape) for name, array in params.items()}
    for x, a, error in zip(X, A1, (y_hat - y) / len(y)):
        blame = error * params["W2"][:, 0] * (1 + a) * (1 - a)
        grads["W2"][:, 0] += error * a
        grads["b2"] += error
        grads["W1"] += np.outer(x, blame)
        grads["b1"] += blame
    return grads


# %% [markdown]
# ## Is it right?
#
# Your `backward` passed our checks. In real work nobody hands you checks, so write your own
# witness. Nudge every entry $v$ of every array in `params` to both sides and measure the slope with
# nothing but the cost; then compare all of it with the slopes in `grads`:
#
# $$g_{num} = \frac{J(v + \varepsilon) - J(v - \varepsilon)}{2 \varepsilon}, \qquad r = \frac{\lVert g - g_{num} \rVert}{\lVert g \rVert + \lVert g_{num} \rVert}$$
#
# Here $\varepsilon$ is the step, $g$ holds all slopes from `grads` in one long vector, $g_{num}$
# the measured ones in the same order, and $\lVert v \rVert$ is the root of the sum of squares.
# `cost` is a function that takes such a dict of parameters and returns a number. If both vectors
# are zero, $r$ is 0.


# %% exercise="gradient_check"
def gradient_check(cost, params, grads, epsilon=1e-5):
    """Return the relative difference between given slopes and measured ones.

    Parameters
    ----------
    cost : callable
        Takes a dict like `params` and returns a float.
    params : dict
        Arrays of floats, of any names and shapes. They are the same before and after.
    grads : dict
        The slopes to be checked, with the keys (in any order) and shapes of `params`.
    epsilon : float
        How far each entry is nudged to either side.

    Returns
    -------
    float
        From 0 (equal) to 1, over all entries of all arrays together.
    """
    ### BEGIN SOLUTION
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0
    ### END SOLUTION


# %% [markdown] hint="gradient_check"
# Two loops: over `params.items()`, and for each array over its places,
# `for place in np.ndindex(values.shape)`. Collect the measured slope and `grads[name][place]` in
# two lists.

# %% [markdown] hint="gradient_check"
# To nudge one entry without harming `params`: make a `step` of zeros of the same shape and set one place of it to epsilon.
# `params | {name: values + step}` is a new dict with one array replaced. You need the cost on both sides.

# %% [markdown] hint="gradient_check"
# At the end turn the lists into arrays `g` and `g_num`. Three calls of `np.linalg.norm` make $r$; look after the case in
# which the sum below the line is 0.

# %% checks="gradient_check" points=8
at = {"w": np.array([1.0, 5.0])}


def bowl(p):  # slopes at (1, 5): 2 and 3
    return p["w"][0] ** 2 + 3 * p["w"][1]


expect(
    gradient_check(bowl, at, {"w": np.array([2.0, 3.0])}, epsilon=0.5),
    0.0,
    "w² is a parabola: centered differences are exact for any step",
)
expect(
    gradient_check(bowl, at, {"w": np.array([4.0, 6.0])}, epsilon=0.5),
    1 / 3,
    "slopes twice too long: √13 / (2√13 + √13)",
)
expect(
    gradient_check(bowl, at, {"w": np.array([-2.0, -3.0])}),
    1.0,
    "slopes of the wrong sign are as far off as can be",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
expect(
    gradient_check(bowl, at, {"w": np.array([2.0, 0.0])}),
    3 / (np.sqrt(13) + 2),
    "a slope that is missing shows in the distance",
    rtol=1e-5,
)
expect(
    gradient_check(lambda p: 1.0, at, {"w": np.zeros(2)}),
    0.0,
    "where nothing changes and no slope is claimed, both agree",
)
expect(
    gradient_check(lambda p: 1.0, at, {"w": np.array([0.2, 0.1])}),
    1.0,
    "a slope that is claimed where nothing changes is as far off as can be",
)
expect(
    gradient_check(lambda p: p["w"][0] / 8, at, {"w": np.zeros(2)}, epsilon=0.5),
    1.0,
    "a small slope that is claimed to be zero is as far off as can be",
)
expect(
    gradient_check(
        lambda p: p["w"][0] ** 3, {"w": np.array([1.0])}, {"w": np.array([3.0])}, epsilon=0.1
    ),
    0.01 / 6.01,
    "the step is epsilon: for w³ the centered difference is 3w² + ε²",
)
### END HIDDEN TESTS

# %% checks="gradient_check" points=7
at = {"W": np.array([[1.0, 2.0], [0.0, -1.0]]), "b": np.array([3.0])}


def twist(p):  # every slope depends on the other entries
    return float((p["W"] ** 2).sum() * p["b"][0])


right = {"b": np.array([6.0]), "W": np.array([[6.0, 12.0], [0.0, -6.0]])}
expect(
    gradient_check(twist, at, right, epsilon=0.5),
    0.0,
    "matrices and vectors are checked alike, in whatever order the keys come",
)
expect(
    at,
    {"W": np.array([[1.0, 2.0], [0.0, -1.0]]), "b": np.array([3.0])},
    "after the check the parameters are what they were",
)
### BEGIN HIDDEN TESTS
length = np.sqrt(6**2 + 12**2 + 6**2 + 6**2)
wrong = right | {"b": np.array([0.0])}
expect(
    gradient_check(twist, at, wrong, epsilon=0.5),
    6 / (length + np.sqrt(length**2 - 36)),
    "a mistake in any of the arrays counts",
)
rng = np.random.default_rng(8)
center = rng.normal(size=(3, 2))


def sines(p):
    return float(np.sin(p["A"] * center).sum() + np.cos(p["c"]).sum())


spot = {"A": rng.normal(size=(3, 2)), "c": rng.normal(size=4)}
slopes = {"A": center * np.cos(spot["A"] * center), "c": -np.sin(spot["c"])}
expect(
    gradient_check(sines, spot, slopes) < 1e-8,
    True,
    "right slopes of a curved function differ by less than 1e-8",
)
expect(
    gradient_check(sines, spot, {"A": slopes["A"] * 1.001, "c": slopes["c"]}) > 1e-4,
    True,
    "a mistake of a thousandth is seen",
)
### END HIDDEN TESTS


# %% [markdown] equivalent="gradient_check"
# - `g - g_num → g_num - g`: the length of a difference has no sign
# - `float(np.linalg.norm(g - g_num) / lengths) → np.linalg.norm(g - g_num) / lengths`: a number of NumPy is a float, too
# - `float(apart ** 0.5 / (claimed ** 0.5 + seen ** 0.5)) → apart ** 0.5 / (claimed ** 0.5 + seen ** 0.5)`: a number of NumPy is a float, too
# - `return 0.0 → return round(0.0, 2)`: zero is zero
# - `return 0.0 → return int(0.0)`: zero is zero
# - `values.astype(float) → values`: the arrays hold floats, and every nudge is taken back
# - `flat[j] = kept one line later`: the step between does not look at the parameters


# %% mistake="gradient_check" says="the difference is one-sided: J(v + ε) - J(v), divided by ε"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            measured.append((cost(params | {name: values + step}) - cost(params)) / epsilon)
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="the difference is divided by ε, not by 2ε"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / epsilon)
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="the distance is not divided by the lengths"
def gradient_check(cost, params, grads, epsilon=1e-5):
    squares = 0.0
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            squares += ((more - less) / (2 * epsilon) - grads[name][place]) ** 2
    return float(np.sqrt(squares))


# %% mistake="gradient_check" says="the distance is divided by one length, not by the sum of both"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    return float(np.linalg.norm(g - g_num) / max(np.linalg.norm(g_num), 1e-12))


# %% mistake="gradient_check" says="the lengths are subtracted, not the vectors"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.linalg.norm(given), np.linalg.norm(measured)
    return float(abs(g - g_num) / (g + g_num)) if g + g_num > 0 else 0.0


# %% mistake="gradient_check" says="a nudge is not taken back before the next entry is nudged"
def gradient_check(cost, params, grads, epsilon=1e-5):
    params = {name: values.copy() for name, values in params.items()}
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            values[place] += epsilon
            more = cost(params)
            values[place] -= 2 * epsilon
            less = cost(params)
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="the slopes are lined up in the order of grads, the measured ones in that of params"
def gradient_check(cost, params, grads, epsilon=1e-5):
    measured = []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
    g = np.concatenate([array.ravel() for array in grads.values()])
    g_num = np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="the division lacks its brackets: / 2 * epsilon divides by 2 and multiplies by ε"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / 2 * epsilon)
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="the distance is divided by the length of g alone, not by the sum of both"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="all entries of an array are nudged at once, not one at a time"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            more, less = (
                cost(params | {name: values + epsilon}),
                cost(params | {name: values - epsilon}),
            )
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="epsilon is ignored: the step is always the same"
def gradient_check(cost, params, grads, epsilon=1e-5):
    epsilon = 1e-5
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="sums of squares are compared: the root is missing from the lengths"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.sum(g**2) + np.sum(g_num**2)
    return float(np.sum((g - g_num) ** 2) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="each array gets a relative difference of its own, and these are averaged"
def gradient_check(cost, params, grads, epsilon=1e-5):
    differences = []
    for name, values in params.items():
        g_num = np.zeros(values.shape)
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            g_num[place] = (more - less) / (2 * epsilon)
        lengths = np.linalg.norm(grads[name]) + np.linalg.norm(g_num)
        differences.append(np.linalg.norm(grads[name] - g_num) / lengths if lengths > 0 else 0.0)
    return float(np.mean(differences))


# %% mistake="gradient_check" says="two zero vectors are not looked after: 0 / 0 is nan"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(g - g_num) / (np.linalg.norm(g) + np.linalg.norm(g_num)))


# %% mistake="gradient_check" says="the nudges stay in params: the arrays are changed and not put back"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            values[place] += epsilon
            more = cost(params)
            values[place] -= 2 * epsilon
            less = cost(params)
            measured.append((more - less) / (2 * epsilon))
            given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" says="only the first array of params is checked"
def gradient_check(cost, params, grads, epsilon=1e-5):
    given, measured = [], []
    name, values = next(iter(params.items()))
    for place in np.ndindex(values.shape):
        step = np.zeros(values.shape)
        step[place] = epsilon
        more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
        measured.append((more - less) / (2 * epsilon))
        given.append(grads[name][place])
    g, g_num = np.array(given), np.array(measured)
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% mistake="gradient_check" replace="values - step" says="both costs are taken at the same place: every measured slope is 0" with="values + step"


# %% mistake="gradient_check" replace="values + step" says="one of the two costs is taken at v itself: both sides are to be nudged" with="values"


# %% mistake="gradient_check" replace="(more - less)" says="the two costs are subtracted the wrong way round: the measured slopes have the wrong sign" with="(less - more)"


# %% mistake="gradient_check" replace="if lengths > 0 else" says="0 is returned in every case: look at the condition of the last line" with="if lengths < 0 else"


# %% mistake="gradient_check" replace="lengths > 0" says="lengths below 1 are taken for 0" with="lengths > 1"


# %% mistake="gradient_check" says="each array gets a relative difference of its own, and the largest is returned"
def gradient_check(cost, params, grads, epsilon=1e-5):
    worst = 0.0
    for name, values in params.items():
        g_num = np.zeros(values.shape)
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            g_num[place] = (more - less) / (2 * epsilon)
        lengths = np.linalg.norm(grads[name]) + np.linalg.norm(g_num)
        if lengths > 0:
            worst = max(worst, np.linalg.norm(grads[name] - g_num) / lengths)
    return float(worst)


# %% mistake="gradient_check" says="the length of the sum of both vectors stands below the line, not the sum of their lengths"
def gradient_check(cost, params, grads, epsilon=1e-5):
    g, g_num = [], []
    for name, values in params.items():
        for place in np.ndindex(values.shape):
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            g.append(grads[name][place])
            g_num.append((more - less) / (2 * epsilon))
    g, g_num = np.array(g), np.array(g_num)
    lengths = np.linalg.norm(g + g_num)
    return float(np.linalg.norm(g - g_num) / lengths) if lengths > 0 else 0.0


# %% alternative="gradient_check"
def gradient_check(cost, params, grads, epsilon=1e-5):
    copy = {name: values.astype(float) for name, values in params.items()}
    apart = claimed = seen = 0.0
    for name in copy:
        flat, slopes = copy[name].ravel(), grads[name].ravel()
        for j in range(flat.size):
            kept = flat[j]
            flat[j] = kept + epsilon
            more = cost(copy)
            flat[j] = kept - epsilon
            slope = (more - cost(copy)) / (2 * epsilon)
            flat[j] = kept
            apart += (slopes[j] - slope) ** 2
            claimed += slopes[j] ** 2
            seen += slope**2
    if claimed == 0 and seen == 0:
        return 0.0
    return float(apart**0.5 / (claimed**0.5 + seen**0.5))


# %% [markdown]
# Let your witness look at your own network, on ten moons.

# %%
few, sides = moons[:10], side[:10]
net = initialize(2, 3, np.random.default_rng(1))
own = gradient_check(lambda p: log_loss(sides, forward(few, p)[1]), net, backward(few, sides, net))
print(f"relative difference of your slopes: {own:.1e}")

# %% [markdown]
# Below $10^{-7}$ is right; you should see something like $10^{-10}$. If it is above $10^{-4}$, one
# of `forward`, `log_loss` and `backward` does not fit the others.

# %% [markdown]
# ## Training
#
# Gradient descent, with all parameters at once: take the slopes at the present place, then move every array against its slope.
#
# $$W \leftarrow W - \alpha \frac{\partial J}{\partial W} \qquad \text{for each of } W_1, b_1, W_2, b_2$$
#
# One pass over the examples (an **epoch**) makes one step if `size` is None. Else it makes many, by **mini-batches**: draw
# a new order of the rows with a single call `rng.permutation(m)` at the start of each pass, cut it into batches of `size` rows
# (the last one may be smaller; its rows count, too), and take a step for each batch, with the slopes of its rows alone.
# Keep the loss on *all* examples before the first pass and after each one.


# %% exercise="train"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    """Train the network by gradient descent.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Examples.
    y : numpy.ndarray, shape (m,)
        Truths, 0 or 1.
    params : dict
        Starting parameters; they stay as they are.
    alpha : float
        Learning rate.
    iterations : int
        Number of passes over the examples, 0 or more.
    size : int or None
        Rows in a mini-batch; may be larger than m. None: all rows, in one step a pass.
    rng : numpy.random.Generator or None
        Draws one permutation of the rows a pass; needed if there is a `size`.

    Returns
    -------
    params : dict
        The parameters after the last step.
    history : list of float, length iterations + 1
        The log loss on all examples before the first pass and after each.
    """
    ### BEGIN SOLUTION
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(log_loss(y, forward(X, params)[1]))
    return params, history
    ### END SOLUTION


# %% [markdown] hint="train"
# Leave mini-batches aside at first. What happens once, what in each pass? With two passes the history holds three losses:
# one before the loop, two from inside it.

# %% [markdown] hint="train"
# Seven rows in batches of three begin at 0, 3 and 6: `range(0, 7, 3)`. A slice that reaches beyond the end, such as
# `order[6:9]`, gives what is there. Without `size`, all rows are one batch.

# %% [markdown] hint="train"
# Two loops: over the passes, and inside over the beginnings of the batches. In the inner one: the rows, `backward` with these rows
# of `X` and `y`, and a new dict `{name: … for name in params}`. In which loop is the loss appended?

# %% checks="train" points=5
zeros = {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1)), "b2": np.zeros(1)}
expect(
    train(np.array([[0.0]]), np.array([1]), zeros, 0.5, 1)[0]["b2"],
    np.array([0.25]),
    "the slope by b2 is 0.5 - 1: one step with α = 0.5 leads to +0.25",
)
expect(
    train(np.array([[0.0]]), np.array([1]), zeros, 2.0, 1)[1],
    [0.693147, 0.313262],
    "the loss before and after one step to b2 = 1: log 2, then log(1 + 1/e)",
    rtol=1e-5,
)
expect(
    train(np.array([[0.0]]), np.array([1]), zeros, 1.0, 0)[1],
    [np.log(2)],
    "without a step the history holds the loss at the start, log 2",
)
### BEGIN HIDDEN TESTS
expect(
    zeros,
    {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1)), "b2": np.zeros(1)},
    "the starting parameters stay as they are",
)
expect(
    len(train(np.array([[0.0]]), np.array([1]), zeros, 1.0, 7)[1]),
    8,
    "seven steps leave eight losses",
)
expect(
    train(np.array([[1.0]]), np.array([0]), zeros, 0.0, 3)[1],
    [np.log(2)] * 4,
    "with a learning rate of 0 nothing changes",
)
### END HIDDEN TESTS

# %% checks="train" points=4
small = {
    "W1": np.array([[0.5, -0.3], [0.2, 0.8]]),
    "b1": np.zeros(2),
    "W2": np.array([[0.7], [-0.4]]),
    "b2": np.zeros(1),
}
trained, history = train(moons, side, small, 1.0, 3)
expect(
    history,
    [0.5879253, 0.543988, 0.5067586, 0.4756239],
    "the loss on the moons falls from step to step",
    rtol=1e-4,
)
expect(
    trained["W2"],
    np.array([[0.8290924], [-0.8246239]]),
    "three steps move the output weights",
    rtol=1e-4,
)
### BEGIN HIDDEN TESTS
expect(
    trained["W1"],
    np.array([[0.6478219, -0.4068979], [-0.0905849, 0.94392]]),
    "three steps move the hidden weights",
    rtol=1e-4,
)
expect(
    trained["b1"],
    np.array([-0.0770823, 0.0112635]),
    "three steps move the hidden biases",
    rtol=1e-4,
)
rng = np.random.default_rng(0)
start = {
    "W1": rng.normal(size=(2, 6)) / np.sqrt(2),
    "b1": np.zeros(6),
    "W2": rng.normal(size=(6, 1)) / np.sqrt(6),
    "b2": np.zeros(1),
}
x3, y3 = rng.normal(size=(5, 3)), np.array([1, 0, 0, 1, 1])
net = {
    "W1": rng.normal(size=(3, 2)),
    "b1": np.array([0.3, -0.2]),
    "W2": np.array([[0.7], [-0.4]]),
    "b2": np.array([0.1]),
}
hidden = np.tanh(x3 @ net["W1"] + net["b1"])
signal = (1 / (1 + np.exp(-(hidden @ net["W2"] + net["b2"]))) - y3[:, np.newaxis]) / 5
slope = x3.T @ (signal * net["W2"].T * (1 - hidden**2))
expect(
    train(x3, y3, net, 0.6, 1)[0]["W1"],
    net["W1"] - 0.6 * slope,
    "with three inputs a step moves the weights of all three",
)
kept = {name: array.copy() for name, array in start.items()}
long = train(moons, side, start, 1.0, 1500)[1]
expect(long[-1] < 0.1, True, "1500 steps bring six neurons below a loss of 0.1 on the moons")
expect(max(np.diff(long)) < 1e-6, True, "with this learning rate no step goes uphill")
expect(start, kept, "the starting parameters stay as they are")
### END HIDDEN TESTS

# %% checks="train" points=4
still = {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1)), "b2": np.zeros(1)}
threes = np.zeros((3, 1)), np.array([1, 1, 1])
expect(
    train(*threes, still, 1.0, 1, 2, np.random.default_rng(0))[0]["b2"],
    np.array([0.877541]),
    "a batch of two moves b2 by 0.5; the last batch, of one, by 1 - σ(0.5) = 0.377541",
    rtol=1e-5,
)
expect(
    train(*threes, still, 1.0, 2, 2, np.random.default_rng(0))[1],
    [0.693147, 0.347698, 0.218867],
    "two passes of two steps each leave three losses, on all three examples",
    rtol=1e-5,
)
expect(
    train(*threes, still, 1.0, 1, 50, np.random.default_rng(0))[0]["b2"],
    np.array([0.5]),
    "a size beyond m is one batch of all rows",
)
### BEGIN HIDDEN TESTS
tilted = {
    "W1": np.array([[0.5, -0.3], [0.2, 0.8]]),
    "b1": np.zeros(2),
    "W2": np.array([[0.7], [-0.4]]),
    "b2": np.zeros(1),
}
by_hand, draws = {name: array.copy() for name, array in tilted.items()}, np.random.default_rng(5)
for _ in range(2):
    order = draws.permutation(200)
    for rows in (order[:64], order[64:128], order[128:192], order[192:]):
        a1 = np.tanh(moons[rows] @ by_hand["W1"] + by_hand["b1"])
        says = 1 / (1 + np.exp(-(a1 @ by_hand["W2"] + by_hand["b2"])))
        out = (says - side[rows][:, np.newaxis]) / len(rows)
        inner = out @ by_hand["W2"].T * (1 - a1**2)
        steps = {"W1": moons[rows].T @ inner, "b1": inner.sum(axis=0)}
        steps |= {"W2": a1.T @ out, "b2": out.sum(axis=0)}
        by_hand = {name: by_hand[name] - 0.5 * steps[name] for name in by_hand}
expect(
    train(moons, side, tilted, 0.5, 2, 64, np.random.default_rng(5))[0],
    by_hand,
    "two passes over the moons in batches of 64, 64, 64 and 8, each pass in a new order",
)
says = np.tanh(moons @ by_hand["W1"] + by_hand["b1"]) @ by_hand["W2"] + by_hand["b2"]
expect(
    train(moons, side, tilted, 0.5, 2, 64, np.random.default_rng(5))[1][-1],
    np.mean(np.log1p(np.exp(-np.where(side == 1, says[:, 0], -says[:, 0])))),
    "the last loss is that of all 200 examples, after the last step",
)
### END HIDDEN TESTS


# %% [markdown] equivalent="train"
# - `np.array(array, dtype=float) → np.array(array)`: a step makes new arrays, of floats
# - `range(0, m, size or m) → range(0, m + 1, size or m)`: a batch without rows has slopes of 0
# - `range(size, len(y), size) → range(size, len(y) + 1, size)`: a batch without rows has slopes of 0
# - `range(iterations + 1) → range(0, iterations + 1 + 1)`: the loop ends at `break`
# - `1 → 2`: the loop ends at `break`


# %% mistake="train" replace="params[name] - alpha * grads[name]" says="the step goes uphill: the slopes are added" with="params[name] + alpha * grads[name]"

# %% mistake="train" replace="alpha * grads[name]" says="the learning rate is not used" with="grads[name]"

# %% mistake="train" replace="len(y), [log_loss(y, forward(X, params)[1])]" says="the loss at the start is missing from the history" with="len(y), []"

# %% mistake="train" replace="{name: params[name] - alpha * grads[name] for name in params}" says="only the output layer learns" with="params | {name: params[name] - alpha * grads[name] for name in (\"W2\", \"b2\")}"

# %% mistake="train" replace="{name: params[name] - alpha * grads[name] for name in params}" says="the biases never move" with="params | {name: params[name] - alpha * grads[name] for name in (\"W1\", \"W2\")}"

# %% mistake="train" replace="params[name] - alpha * grads[name]" says="the parameters never move: a step is computed but not kept, or not taken" with="params[name]"

# %% mistake="train" replace="return params, history" says="the two results are returned in the other order" with="return history, params"

# %% mistake="train" replace="return params, history" says="only the parameters are returned, without the history" with="return params"

# %% mistake="train" replace="alpha * grads[name]" says="the slopes are divided by the number of rows once more: they are those of a mean already" with="alpha * grads[name] / len(rows)"

# %% mistake="train" replace="range(0, m, size or m)" says="the last batch is left out where it is smaller than the others" with="range(0, m - min(size or m, m) + 1, size or m)"

# %% mistake="train" replace="rng.permutation(m)" says="the rows keep their order: each pass needs a new permutation" with="np.arange(m)"

# %% mistake="train" replace="alpha * grads[name]" says="the slopes of a batch are divided by all m rows, not by its own number" with="alpha * grads[name] * len(rows) / m"

# %% mistake="train" replace="range(0, m, size or m)" says="each pass takes a single step, with its first batch only" with="range(0, 1)"

# %% mistake="train" replace="rows = order[first : first + (size or m)]" says="every step uses all rows: the batches are cut, but not used" with="rows = order"


# %% mistake="train" says="the loss is taken after each step: the history is to have one loss a pass"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
            history.append(log_loss(y, forward(X, params)[1]))
    return params, history


# %% mistake="train" says="the loss is that of the last batch, not of all examples"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(log_loss(y[rows], forward(X[rows], params)[1]))
    return params, history


# %% mistake="train" says="the order is drawn once, before the first pass: each pass needs a new one"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    order = np.arange(m) if size is None else rng.permutation(m)
    for _ in range(iterations):
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(log_loss(y, forward(X, params)[1]))
    return params, history


# %% mistake="train" says="the loss is taken before each pass, and the last one is missing"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), []
    for _ in range(iterations):
        history.append(log_loss(y, forward(X, params)[1]))
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            params = {name: params[name] - alpha * grads[name] for name in params}
    return params, history


# %% mistake="train" says="each array steps with slopes at which the arrays before it have moved already"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    params = dict(params)
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            for name in params:
                params[name] = params[name] - alpha * backward(X[rows], y[rows], params)[name]
        history.append(log_loss(y, forward(X, params)[1]))
    return params, history


# %% mistake="train" says="every step starts again at the starting parameters"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, now, history = len(y), params, [log_loss(y, forward(X, params)[1])]
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], now)
            now = {name: params[name] - alpha * grads[name] for name in params}
        history.append(log_loss(y, forward(X, now)[1]))
    return now, history


# %% mistake="train" says="the slopes are computed once, before the loop, and never again"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    history = [log_loss(y, forward(X, params)[1])]
    grads = backward(X, y, params)
    for _ in range(iterations):
        params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(log_loss(y, forward(X, params)[1]))
    return params, history


# %% mistake="train" replace="y[rows]" says="the rows of X are shuffled, those of y are not: they no longer belong together" with="y[first : first + (size or m)]"


# %% mistake="train" says="the given params are changed in place (`-=`): the next call starts where this one ended"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    m, history = len(y), [log_loss(y, forward(X, params)[1])]
    for _ in range(iterations):
        order = np.arange(m) if size is None else rng.permutation(m)
        for first in range(0, m, size or m):
            rows = order[first : first + (size or m)]
            grads = backward(X[rows], y[rows], params)
            for name in params:
                params[name] -= alpha * grads[name]
        history.append(log_loss(y, forward(X, params)[1]))
    return params, history


# %% alternative="train"
def train(X, y, params, alpha, iterations, size=None, rng=None):
    now = {name: np.array(array, dtype=float) for name, array in params.items()}
    history = []
    for epoch in range(iterations + 1):
        history.append(log_loss(y, forward(X, now)[1]))
        if epoch == iterations:
            break
        batches = [np.arange(len(y))]
        if size is not None:
            batches = np.split(rng.permutation(len(y)), range(size, len(y), size))
        for rows in batches:
            for name, slope in backward(X[rows], y[rows], now).items():
                now[name] = now[name] - alpha * slope
    return now, history


# %% [markdown]
# Let it learn the moons, and look at the boundary.

# %%
learned, history = train(moons, side, initialize(2, 6, np.random.default_rng(0)), 1.0, 1500)
_, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
plots.learning_curves(history, ax=left)
plots.decision_boundary(lambda P: forward(P, learned)[1], moons, side, ax=right)
plt.show()

# %% [markdown]
# The loss falls to about 0.31 within the first steps, rests there, and falls again, below 0.1. On
# the right the boundary goes around both horns. No line could.

# %%
fast = train(
    moons, side, initialize(2, 6, np.random.default_rng(0)), 1.0, 150, 20, np.random.default_rng(1)
)[1]
print(f"1500 passes of one step: {history[-1]:.3f}; 150 passes of ten steps: {fast[-1]:.3f}")

# %% [markdown]
# As many steps, a tenth of the work, and about the same place, 0.07: a step that looks at 20 rows knows the way well enough. (Other orders of the rows end between 0.07 and 0.10.)
#
# ## Read off the accuracy
#
# Now put everything together: start from a seed, train, and judge on pictures the network has never
# seen. Its **accuracy** is the share of test examples whose class it gets right, where it says
# class 1 if $\hat y \ge 0.5$:
#
# $$\text{accuracy} = \frac{1}{m} \sum_{i=1}^m \bigl[\, [\hat y_i \ge 0.5] = y_i \,\bigr]$$
#
# The bracket is 1 where the statement is true and else 0; $m$ is the number of *test* examples.
# Return also which ones were misread: a number tells how good a classifier is, its mistakes tell
# why.


# %% exercise="train_and_test"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    """Train a network and judge it on examples that it has not seen.

    Parameters
    ----------
    X_train, X_test : numpy.ndarray, shapes (m_train, n) and (m_test, n)
    y_train, y_test : numpy.ndarray, shapes (m_train,) and (m_test,)
        Truths, 0 or 1.
    h : int
        Number of hidden neurons.
    alpha : float
        Learning rate.
    iterations : int
        Number of steps.
    seed : int
        For ``np.random.default_rng``, from which the starting weights come.

    Returns
    -------
    dict
        ``"params"``: the trained parameters; ``"accuracy"``: float, share of test examples
        that are right; ``"misread"``: numpy.ndarray of int, the rows of the test examples
        that are wrong, in ascending order.
    """
    ### BEGIN SOLUTION
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {
        "params": params,
        "accuracy": float(np.mean(~wrong)),
        "misread": np.flatnonzero(wrong),
    }
    ### END SOLUTION


# %% [markdown] hint="train_and_test"
# Four lines: `initialize`, `train`, `forward` on the test examples, compare with the truths. The
# number of inputs is `X_train.shape[1]`.

# %% [markdown] hint="train_and_test"
# `y_hat >= 0.5` gives True and False, and comparing that with `y_test` by `!=` gives True where the
# network is wrong.

# %% [markdown] hint="train_and_test"
# With `wrong` as such a Boolean array, one number and one array of rows are left: `np.mean` of what, and `np.flatnonzero` of
# what?

# %% checks="train_and_test" points=5
line = np.array([[-1.0], [1.0]]), np.array([0, 1])  # learn: negative is 0, positive is 1
trial = train_and_test(
    *line,
    np.array([[-1.0], [-1.0], [1.0], [1.0], [1.0]]),
    np.array([0, 0, 1, 0, 0]),
    h=3,
    alpha=1.0,
    iterations=200,
)
expect(
    trial["accuracy"],
    0.6,
    "the last two test labels contradict what was learned: three of five are right",
)
expect(trial["misread"], np.array([3, 4]), "the misread examples stand in the rows 3 and 4")
expect(trial["params"]["W1"].shape, (1, 3), "h = 3 hidden neurons read one input")
undecided = train_and_test(*line, np.array([[0.0], [0.0]]), np.array([1, 0]), h=4, iterations=0)
expect(
    undecided["misread"],
    np.array([1]),
    "without training an input of 0 gives exactly 0.5, and that counts as class 1",
)
### BEGIN HIDDEN TESTS
reverse = train_and_test(
    *line, np.array([[-1.0], [1.0]]), np.array([1, 0]), h=3, alpha=1.0, iterations=200
)
expect(
    reverse["accuracy"],
    0.0,
    "test labels are for judging only: if they contradict the training, everything is wrong",
)
expect(reverse["misread"], np.array([0, 1]), "if everything is wrong, all rows are misread")
still, start = (
    train_and_test(*line, np.array([[1.0]]), np.array([1]), h=2, alpha=alpha, iterations=steps)
    for alpha, steps in [(0.0, 5), (1.0, 0)]
)
expect(still["params"], start["params"], "with a learning rate of 0 the network stays as it starts")
flawless = train_and_test(*line, np.array([[3.0]]), np.array([1]), h=3, alpha=1.0, iterations=200)
expect(flawless["misread"].size, 0, "if all is right, no row is misread")
expect(flawless["accuracy"], 1.0, "if all is right, the accuracy is 1")
### END HIDDEN TESTS

# %% checks="train_and_test" points=4
post = train_and_test(mixed[:200], is_eight[:200], mixed[200:], is_eight[200:])
expect(
    {name: np.shape(array) for name, array in post["params"].items()},
    {"W1": (64, 8), "b1": (8,), "W2": (8, 1), "b2": (1,)},
    "8 hidden neurons read 64 pixels",
)
expect(
    post["accuracy"],
    0.93,
    "eight hidden neurons read about 93 of 100 mixed pictures, give or take 4",
    rtol=0.045,
)
### BEGIN HIDDEN TESTS
expect(
    round(post["accuracy"] * 157) + len(post["misread"]),
    157,
    "right and misread pictures add up to all 157",
)
hidden = np.tanh(mixed[200:] @ post["params"]["W1"] + post["params"]["b1"])
says_eight = (hidden @ post["params"]["W2"] + post["params"]["b2"])[:, 0] >= 0
expect(
    post["misread"],
    np.flatnonzero(says_eight != is_eight[200:]),
    "the misread rows are those that the returned parameters get wrong",
)
turned = train_and_test(mixed[:200], is_eight[:200], mixed[200:], 1 - is_eight[200:])
expect(
    turned["params"]["W1"],
    post["params"]["W1"],
    "where the test labels are turned around, the same network comes out: it has not seen them",
)
other = train_and_test(
    mixed[:200], is_eight[:200], mixed[200:], is_eight[200:], iterations=1, seed=5
)
same = train_and_test(
    mixed[:200], is_eight[:200], mixed[200:], is_eight[200:], iterations=1, seed=5
)
expect(same["params"]["W1"], other["params"]["W1"], "the same seed gives the same network")
hidden = np.tanh(mixed[200:] @ other["params"]["W1"] + other["params"]["b1"])
says_eight = (hidden @ other["params"]["W2"] + other["params"]["b2"])[:, 0] >= 0
expect(
    other["misread"],
    np.flatnonzero(says_eight != is_eight[200:]),
    "so they are after a single step, when all probabilities are still near 0.5",
)
expect(
    bool(
        np.allclose(
            other["params"]["W1"],
            train_and_test(
                mixed[:200], is_eight[:200], mixed[200:], is_eight[200:], iterations=1, seed=6
            )["params"]["W1"],
        )
    ),
    False,
    "another seed gives another network",
)
### END HIDDEN TESTS


# %% [markdown] equivalent="train_and_test"
# - `float(np.mean(~wrong)) → np.mean(~wrong)`: a number of NumPy is a float, too
# - `np.array(misread, dtype=int) → np.array(misread)`: where no row is misread there is no number whose kind could matter


# %% mistake="train_and_test" says="the accuracy is measured on the training examples"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_train, params)[1] >= 0.5) != y_train
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the network is trained on the test examples: it has seen the answers"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_test, y_test, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the share of wrong examples is returned instead of the right ones"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the rows that are right are returned as misread"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    right = (forward(X_test, params)[1] >= 0.5) == y_test
    return {"params": params, "accuracy": float(np.mean(right)), "misread": np.flatnonzero(right)}


# %% mistake="train_and_test" says="the network is never trained"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    params = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="a probability of exactly 0.5 counts as class 0: > instead of ≥"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] > 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the accuracy is a percentage, not a share"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {
        "params": params,
        "accuracy": float(100 * np.mean(~wrong)),
        "misread": np.flatnonzero(wrong),
    }


# %% mistake="train_and_test" says="misread holds True and False, not the numbers of the rows"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": wrong}


# %% mistake="train_and_test" says="np.where returns a tuple: the rows are its first entry"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.where(wrong)}


# %% mistake="train_and_test" says="the rows are counted from the start of all pictures, not of the test examples"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    misread = 200 + np.flatnonzero(wrong)
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": misread}


# %% mistake="train_and_test" says="h is ignored: there are always 8 hidden neurons"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], 8, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="alpha is ignored: the learning rate is always 0.5"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, 0.5, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="iterations is ignored: there are always 1000 steps"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, 1000)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="seed is ignored: the starting weights are always the same"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(0))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the starting parameters are returned, not the trained ones"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": start, "accuracy": float(np.mean(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" says="the number of right examples is returned, not their share"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    start = initialize(X_train.shape[1], h, np.random.default_rng(seed))
    params, _ = train(X_train, y_train, start, alpha, iterations)
    wrong = (forward(X_test, params)[1] >= 0.5) != y_test
    return {"params": params, "accuracy": float(np.sum(~wrong)), "misread": np.flatnonzero(wrong)}


# %% mistake="train_and_test" replace=">= 0.5" says="every example is said to be of class 0: look at the comparison with 0.5" with=">= 1.0"


# %% mistake="train_and_test" replace=">= 0.5" says="every example is said to be of class 1: look at the comparison with 0.5" with=">= 0.0"


# %% mistake="train_and_test" replace="(forward(X_test, params)[1] >= 0.5)" says="the probabilities themselves are compared with the truths: they have to become classes first" with="forward(X_test, params)[1]"


# %% alternative="train_and_test"
def train_and_test(X_train, y_train, X_test, y_test, h=8, alpha=0.5, iterations=1000, seed=0):
    rng, (_, n) = np.random.default_rng(seed), X_train.shape
    params, _ = train(X_train, y_train, initialize(n, h, rng), alpha, iterations)
    _, y_hat = forward(X_test, params)
    misread = [
        i for i, (p, truth) in enumerate(zip(y_hat, y_test)) if (1 if p >= 0.5 else 0) != truth
    ]
    accuracy = 1 - len(misread) / len(y_test)
    return {"params": params, "accuracy": accuracy, "misread": np.array(misread, dtype=int)}


# %% [markdown]
# ## The answer
#
# The same function reads clean and mixed pictures, with one hidden neuron and with eight. Before
# you run: which of the four will fail?

# %%
for name, X in [("clean", clean), ("mixed", mixed)]:
    for h in (1, 8):
        result = train_and_test(X[:200], is_eight[:200], X[200:], is_eight[200:], h=h)
        print(f"{name} pictures, {h} hidden: {result['accuracy']:.2f} right")
library = MLPClassifier((8,), activation="tanh", solver="lbfgs", max_iter=2000, random_state=0)
library.fit(mixed[:200], is_eight[:200])
print(f"scikit-learn, mixed, 8 hidden: {library.score(mixed[200:], is_eight[200:]):.2f} right")

# %% [markdown]
# On clean pictures one neuron is enough: eight are no better, about 0.93. A network is no
# improvement where a line can do the job. On mixed pictures the logistic line stays near 0.5 and a
# single hidden neuron near 0.7. That is a straight cut as well, but a patient one: where tanh is
# flat, a picture far on the wrong side costs hardly more than one just across, so the cut may give
# up on some pictures to get the others right. Eight hidden neurons are back at about 0.93. scikit-learn's network, with the same
# layers but another way downhill, reads about as many: a few pictures more or less are the luck of
# the start. So the answer is yes: the hidden layer makes up for the wrongly wired machine, at no
# cost in accuracy.

# %% [markdown]
# ## Ask the pixels
#
# How does it do that? Above we said that what ink means depends on the rest of the picture. Now measure it: if a pixel of
# picture $i$ gets darker, does the sum $z_{2,i}$ before the output's sigmoid rise, toward "8", or fall?
#
# $$s_{ij} = \frac{\partial z_{2,i}}{\partial x_{ij}}, \qquad i = 1, \dots, m \text{ pictures}, \quad j = 1, \dots, n \text{ pixels}$$
#
# Training never needs this: its walk ends at $W_1$. Walk one arrow further, to the inputs. It starts at $z_2$, with a signal
# of 1, so there is no truth, no loss and no mean. But every hidden neuron reads the pixel: $h$ roads
# lead from $x_{ij}$ to $z_{2,i}$. Write the slope of one road on paper first, then find the product that adds them up. The checks compare twelve
# digits, more than nudging gives.


# %% exercise="pixel_slopes"
def pixel_slopes(X, params):
    """Return how the output's weighted sum reacts to each input of each example.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Examples; whole numbers as well.
    params : dict
        ``"W1"``, ``"b1"``, ``"W2"`` and ``"b2"``, as `initialize` returns them. They stay as they are.

    Returns
    -------
    numpy.ndarray, shape (m, n)
        The slope of the sum before the output's sigmoid by each input, one example a row.
    """
    ### BEGIN SOLUTION
    A1 = forward(X, params)[0]
    return (params["W2"][:, 0] * (1 - A1**2)) @ params["W1"].T
    ### END SOLUTION


# %% [markdown] hint="pixel_slopes"
# Which arrows lie between one pixel and $z_2$ on the road through hidden neuron $k$? Lecture 3 lists the local slope of each.

# %% [markdown] hint="pixel_slopes"
# Say neuron 1 has the weight 3 for the pixel, the activation 0.5 and the weight 2 to the output: its road brings
# $2 \cdot 0.75 \cdot 3 = 4.5$. Neuron 2, with −1, 0 and 4, brings $4 \cdot 1 \cdot (-1) = -4$. Where the roads meet, the slope is 0.5.

# %% [markdown] hint="pixel_slopes"
# `A1 = forward(X, params)[0]`. From it make a table of shape (m, h): the signal at each hidden sum, of each example. A product
# with `params["W1"]`, shape (n, h), is to add over the $h$ neurons and give (m, n): which one of the two is transposed?

# %% checks="pixel_slopes" points=7
net = {
    "W1": np.array([[1.0, -2.0, 3.0], [0.5, 3.0, -1.0]]),
    "b1": np.arctanh([0.0, 0.5, 0.8]),
    "W2": np.array([[2.0], [4.0], [-5.0]]),
    "b2": np.array([0.7]),
}
expect(
    pixel_slopes(np.array([[0, 0]]), net),
    np.array([[-9.4, 11.8]]),
    "the activations are 0, 0.5 and 0.8, the signals 2 · 1, 4 · 0.75 and -5 · 0.36; left: 2·1 + 3·(-2) - 1.8·3",
)
expect(
    pixel_slopes(np.array([[0.0, 0.0], [100.0, 0.0]]), net),
    np.array([[-9.4, 11.8], [0.0, 0.0]]),
    "an input of 100 saturates all three neurons: nothing passes in the second example",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
net = {
    "W1": rng.normal(size=(3, 4)),
    "b1": rng.normal(size=4),
    "W2": rng.normal(size=(4, 1)),
    "b2": rng.normal(size=1),
}
kept = {name: array.copy() for name, array in net.items()}
X = rng.normal(size=(6, 3))


def z2(X):
    return (np.tanh(X @ net["W1"] + net["b1"]) @ net["W2"] + net["b2"])[:, 0]


nudged = np.array([(z2(X + 1e-5 * one) - z2(X - 1e-5 * one)) / 2e-5 for one in np.eye(3)]).T
expect(
    pixel_slopes(X, net),
    nudged,
    "the slopes agree with nudging each input of each example",
    rtol=1e-5,
    atol=1e-7,
)
signals = net["W2"][:, 0] * (1 - np.tanh(X @ net["W1"] + net["b1"]) ** 2)
expect(
    pixel_slopes(X, net),
    signals @ net["W1"].T,
    "they are the sum over the roads to twelve digits, which no nudging gives",
    rtol=1e-12,
    atol=1e-14,
)
expect(net, kept, "the parameters stay as they are")
### END HIDDEN TESTS

# %% checks="pixel_slopes" points=5
one = {
    "W1": np.array([[3.0], [-2.0], [0.5], [4.0]]),
    "b1": np.arctanh([0.6]),
    "W2": np.array([[2.5]]),
    "b2": np.array([-1.0]),
}
expect(
    pixel_slopes(
        np.array([[0.0, 0.0, 0.0, 0.0], [2.0, 3.0, 0.0, 0.0], [0.0, 0.0, 8.0, -1.0]]), one
    ),
    np.array([[4.8, -3.2, 0.8, 6.4], [4.8, -3.2, 0.8, 6.4], [4.8, -3.2, 0.8, 6.4]]),
    "one neuron, with the activation 0.6 in all three examples: 2.5 · 0.64 is 1.6, times its four weights",
)
expect(
    pixel_slopes(np.array([[2.0, 3.0, 0.0, 0.0]]), one | {"W2": np.array([[-10.0]])}),
    np.array([[-19.2, 12.8, -3.2, -25.6]]),
    "a weight of -10 to the output in the place of 2.5 makes all slopes -4 times as large",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(9)
net = {
    "W1": rng.normal(size=(5, 3)),
    "b1": rng.normal(size=3),
    "W2": rng.normal(size=(3, 1)),
    "b2": rng.normal(size=1),
}
X = rng.normal(size=(4, 5))
signals = net["W2"][:, 0] * (1 - np.tanh(X @ net["W1"] + net["b1"]) ** 2)
expect(
    pixel_slopes(X, net),
    signals @ net["W1"].T,
    "five inputs and three neurons: the sum over the roads to twelve digits",
    rtol=1e-12,
    atol=1e-14,
)
expect(
    pixel_slopes(X[2:3], net),
    pixel_slopes(X, net)[2:3],
    "each example has slopes of its own, whoever stands beside it",
)
straight = net | {"W1": 1e-6 * net["W1"], "b1": np.zeros(3)}
expect(
    pixel_slopes(X, straight) * 1e6,
    np.tile((net["W1"] @ net["W2"])[:, 0], (4, 1)),
    "with tiny sums no neuron bends: two layers are one, with the weights W1 W2",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% [markdown] equivalent="pixel_slopes"
# - `np.ones((len(X), 1)) @ params['W2'].T → np.ones((len(X), 1)) * params['W2'].T`: a column times a row is the same table either way


# %% mistake="pixel_slopes" replace=" * (1 - A1**2)" says="the slope of tanh, 1 - A1², is left out" with=" * np.ones(A1.shape)"

# %% mistake="pixel_slopes" replace="params[\"W2\"][:, 0] * (1 - A1**2)" says="the weights to the output are left out" with="1 - A1**2"

# %% mistake="pixel_slopes" replace="1 - A1**2" says="the slope of tanh is taken as 1 - A1, without the square" with="1 - A1"

# %% mistake="pixel_slopes" replace="1 - A1**2" says="tanh is applied to A1 once more before its slope is taken" with="1 - np.tanh(A1) ** 2"

# %% mistake="pixel_slopes" replace="forward(X, params)[0]" says="the slope is taken from the weighted sums, not from the activations" with="dense(X, params[\"W1\"], params[\"b1\"])"

# %% mistake="pixel_slopes" replace="forward(X, params)[0]" says="the hidden biases are left out of the activations" with="np.tanh(X @ params[\"W1\"])"

# %% mistake="pixel_slopes" replace="params[\"W1\"].T" says="the slopes are divided by m, but nothing here is a mean over the examples" with="params[\"W1\"].T / len(X)"

# %% mistake="pixel_slopes" replace="params[\"W1\"].T" says="the roads are averaged: where they meet, slopes add up" with="params[\"W1\"].T / len(params[\"b1\"])"

# %% mistake="pixel_slopes" replace="params[\"W1\"].T" says="the slopes are multiplied by the inputs" with="params[\"W1\"].T * X"


# %% mistake="pixel_slopes" says="the sigmoid's slope is in it, too: the walk starts at the sum before the sigmoid"
def pixel_slopes(X, params):
    A1, y_hat = forward(X, params)
    start = (y_hat * (1 - y_hat))[:, np.newaxis]
    return (start @ params["W2"].T * (1 - A1**2)) @ params["W1"].T


# %% mistake="pixel_slopes" says="the walk starts with the prediction, not with 1"
def pixel_slopes(X, params):
    A1, y_hat = forward(X, params)
    return (y_hat[:, np.newaxis] @ params["W2"].T * (1 - A1**2)) @ params["W1"].T


# %% mistake="pixel_slopes" says="the examples are added up: each is to have a row of its own"
def pixel_slopes(X, params):
    A1 = forward(X, params)[0]
    return ((params["W2"][:, 0] * (1 - A1**2)) @ params["W1"].T).sum(axis=0)


# %% mistake="pixel_slopes" says="the result is transposed: there is to be one example a row"
def pixel_slopes(X, params):
    A1 = forward(X, params)[0]
    return params["W1"] @ (params["W2"][:, 0] * (1 - A1**2)).T


# %% mistake="pixel_slopes" says="only the first hidden neuron's road is walked"
def pixel_slopes(X, params):
    A1 = forward(X, params)[0]
    signal = params["W2"][0, 0] * (1 - A1[:, 0] ** 2)
    return np.outer(signal, params["W1"][:, 0])


# %% mistake="pixel_slopes" replace="1 - A1**2" says="the slope of the sigmoid, A1(1 - A1), stands where that of tanh belongs" with="A1 * (1 - A1)"


# %% mistake="pixel_slopes" replace="1 - A1**2" says="the square is taken of the whole bracket: (1 - A1)² is not 1 - A1²" with="(1 - A1) ** 2"


# %% mistake="pixel_slopes" replace="1 - A1**2" says="the slope of tanh is 1 + A1², with the wrong sign" with="1 + A1**2"


# %% alternative="pixel_slopes"
def pixel_slopes(X, params):
    slopes = np.zeros(X.shape)
    activations = forward(X, params)[0]
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            for k in range(len(params["b1"])):
                road = params["W2"][k, 0] * (1 - activations[i, k] ** 2) * params["W1"][j, k]
                slopes[i, j] += road
    return slopes


# %% alternative="pixel_slopes"
def pixel_slopes(X, params):
    A1 = forward(X, params)[0]
    signals = np.ones((len(X), 1)) @ params["W2"].T * (1 - A1) * (1 + A1)
    return np.einsum("ik,jk->ij", signals, params["W1"])


# %% [markdown]
# Ask a network of one hidden neuron and one of eight. Each test picture is shown in both ways, as ink on paper and as a
# negative, and the slopes are averaged over the pictures. Dark: ink here speaks for an 8. Light: against it.

# %%
maps = {}
for h in (1, 8):
    asked = train_and_test(mixed[:200], is_eight[:200], mixed[200:], is_eight[200:], h=h)["params"]
    maps[h] = [pixel_slopes(X[200:], asked).mean(axis=0) for X in (clean, 1 - clean)]
    print(f"{h} hidden: correlation of the two maps {np.corrcoef(maps[h])[0, 1]:+.2f}")
most = np.abs(maps[8]).max()
plots.pictures(np.reshape(maps[8], (2, 8, 8)), titles=["ink", "negative"], limits=(-most, most))
plt.show()

# %% [markdown]
# With one neuron the correlation is 1: each slope is a weight of $W_1$ times a number that all pixels share, so what ink means
# cannot depend on anything. With eight neurons it is about −0.8 (other seeds: −0.6 to −0.8), and in the picture dark and light
# change places. The network has learned to ask first which machine it looks at, though nobody told it that there are two.
#
# Here are the pictures it misread; the title is the truth.

# %%
missed = 200 + result["misread"]
print("rows:", missed)
plots.pictures(mixed[missed].reshape(-1, 8, 8), titles=digit[missed])
plt.show()

# %% [markdown]
# All, or all but one or two, are threes that were read as eights, and the rows tell more: nearly
# all lie between 318 and 350. In this collection pictures by one hand stand together, so it looks
# as if the network meets somebody here whose threes it has not learned from. More neurons will not
# help against that; more writers will. Ask of every classifier you build which examples it fails
# on, and what they have in common.
