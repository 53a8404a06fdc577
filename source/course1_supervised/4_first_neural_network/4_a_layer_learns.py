# %% [markdown]
# # A layer learns, and is checked
#
# *60 minutes. You need: lectures 1 to 3 of this unit, gradient descent (unit 1).*
#
# You write the backward walk for a network, start the training, and the cost falls. Is your code
# right? Not necessarily: gradient code with a mistake often still goes downhill, only slower, or to
# a worse place. No error message will ever tell you. How can you *know* that all slopes are right?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

X, y = datasets.two_moons(m=200, noise=0.2)  # synthetic: 200 points, no unit
print("X", X.shape, "y", y.shape)

# %% [markdown]
# ## Forward, all examples at once
#
# The walk forward for $m$ examples, $n$ inputs and $h$ hidden neurons, with the shape of each array
# below it:
#
# $$\underset{(m \times h)}{A_1} = \tanh(\underset{(m \times n)}{X}\ \underset{(n \times h)}{W_1} + \underset{(h)}{b_1}), \qquad \underset{(m \times 1)}{Z_2} = A_1 \underset{(h \times 1)}{W_2} + \underset{(1)}{b_2}, \qquad \underset{(m)}{\hat y} = \sigma(Z_2)$$
#
# The cost $J$ is the mean of the log losses of all examples. The parameters live in a dict, so that
# they travel together. More hidden layers would add more of the same.


# %%
def initialize(n, h, rng):
    return {
        "W1": rng.normal(size=(n, h)) / np.sqrt(n),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
    }


def forward(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    z2 = (A1 @ params["W2"] + params["b2"])[:, 0]  # a column becomes a flat array
    return A1, 1 / (1 + np.exp(-z2))


def cost(X, y, params):
    y_hat = forward(X, params)[1]
    return -np.mean(np.log(np.where(y == 1, y_hat, 1 - y_hat)))


# %% [markdown]
# ## A column and a flat array
#
# Why the `[:, 0]`? Because $Z_2$ is a column, shape $(m, 1)$, while `y` is flat, shape $(m,)$.
#
# **Predict.** What shape has the difference of a column of 200 predictions and a flat array of 200
# truths? (200, 1), (200,), (200, 200), or an error?

# %%
prediction = "..."  # write yours

# %%
column = np.full((200, 1), 0.5)
print((column - y).shape)

# %% [markdown]
# (200, 200), and no error: broadcasting pairs every prediction with every truth. A mean over these
# 40,000 differences is a number like any other, the code runs on, and learns nonsense. It is the
# most common silent mistake in hand-written networks. Keep predictions and truths in one shape.

# %% [markdown]
# ## Backward through the output layer
#
# In the last lecture the error signal of one example was $\hat y - y$. The cost is a mean over $m$
# examples, so each contributes its $m$-th part. As a column:
#
# $$\delta_2 = \frac{1}{m}(\hat y - y), \qquad \frac{\partial J}{\partial W_2} = A_1^\top \delta_2, \qquad \frac{\partial J}{\partial b_2} = \sum_{i=1}^m \delta_{2,i}$$
#
# Why the transpose? The weight of hidden neuron $k$ multiplies $a_{ik}$ in every example $i$: $m$
# roads, so we add $\sum_i a_{ik}\, \delta_{2,i}$. That is row $k$ of $A_1^\top$ times $\delta_2$.
# And shapes agree: $(h \times m)(m \times 1) = (h \times 1)$, the shape of $W_2$.
#
# On numbers: two examples (the rows of $A_1$) and two hidden neurons (its columns).
#
# $$A_1 = \begin{pmatrix} 0.8 & 0.1 \\ -0.5 & 0.6 \end{pmatrix},\quad \delta_2 = \begin{pmatrix} -0.2 \\ 0.3 \end{pmatrix}, \qquad A_1^\top \delta_2 = \begin{pmatrix} 0.8 \cdot (-0.2) - 0.5 \cdot 0.3 \\ 0.1 \cdot (-0.2) + 0.6 \cdot 0.3 \end{pmatrix} = \begin{pmatrix} -0.31 \\ 0.16 \end{pmatrix}$$
#
# Each row is the $\delta_2 a_1$ of lecture 3 for one neuron, added over both examples.
#
# **Your turn.** Write the three formulas. A slope always has the shape of the thing it is a slope by.


# %% exercise="output_slopes"
def output_slopes(A1, y_hat, y):
    """Return the slopes of the mean log loss by the output layer's parameters.

    Parameters
    ----------
    A1 : numpy.ndarray, shape (m, h)
        Hidden activations.
    y_hat, y : numpy.ndarray, shape (m,)
        Predicted probabilities and truths (0 or 1).

    Returns
    -------
    dW2 : numpy.ndarray, shape (h, 1)
    db2 : numpy.ndarray, shape (1,)
    """
    ### BEGIN SOLUTION
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    return A1.T @ d2, d2.sum(axis=0)
    ### END SOLUTION


# %% [markdown] hint="output_slopes"
# Which shape has `y_hat - y`, and which shape has to stand to the right of `A1.T`? `[:, np.newaxis]` makes a column of
# a flat array. Where does the $m$-th part come in?

# %% [markdown] hint="output_slopes"
# With a column `d2` the product in the example above adds over the examples by itself. For the bias nothing multiplies:
# of the signals −0.2 and 0.3 it gets 0.1. `axis=0` adds down a column and keeps the shape (1,).

# %% checks="output_slopes"
acts = np.array([[1.0, 0.0], [-1.0, 2.0], [0.5, 4.0]])
sure, truth = np.array([0.4, 0.75, 0.7]), np.array([1, 0, 1])
expect(
    output_slopes(acts, sure, truth)[0],
    np.array([[-0.5], [0.1]]),
    "the signals are -0.2, 0.25 and -0.1; neuron 1 gets -0.2 - 0.25 - 0.05, neuron 2 0.5 - 0.4",
)
expect(
    output_slopes(acts, sure, truth)[1], np.array([-0.05]), "the bias gets the sum of the signals"
)
expect(
    output_slopes(acts[:2], sure[:2], truth[:2])[1],
    np.array([0.075]),
    "with the first two examples alone: (-0.6 + 0.75) / 2",
)


# %% mistake="output_slopes" says="the signals are not divided by m"
def output_slopes(A1, y_hat, y):
    d2 = (y_hat - y)[:, np.newaxis]
    return A1.T @ d2, d2.sum(axis=0)


# %% mistake="output_slopes" says="the signal is truth minus prediction, with the wrong sign"
def output_slopes(A1, y_hat, y):
    d2 = ((y - y_hat) / len(y))[:, np.newaxis]
    return A1.T @ d2, d2.sum(axis=0)


# %% mistake="output_slopes" says="the sum over the examples is divided by m twice"
def output_slopes(A1, y_hat, y):
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    return A1.T @ d2 / len(y), d2.mean(axis=0)


# %% mistake="output_slopes" says="the signals stay flat: W2 is a column, and so are its slopes"
def output_slopes(A1, y_hat, y):
    d2 = (y_hat - y) / len(y)
    return A1.T @ d2, d2.sum()


# %% mistake="output_slopes" says="the slope by the bias is a plain number, not an array of one"
def output_slopes(A1, y_hat, y):
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    return A1.T @ d2, d2.sum()


# %% mistake="output_slopes" says="only the slope by the bias is a mean of means: the signals are divided by m already"
def output_slopes(A1, y_hat, y):
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    return A1.T @ d2, d2.mean(axis=0)


# %% mistake="output_slopes" says="the signal carries an extra slope of the sigmoid, as with the squared cost"
def output_slopes(A1, y_hat, y):
    d2 = ((y_hat - y) * y_hat * (1 - y_hat) / len(y))[:, np.newaxis]
    return A1.T @ d2, d2.sum(axis=0)


# %% [markdown]
# ## Backward through the hidden layer
#
# Now the signals pass on. To hidden neuron $k$ of example $i$ comes $\delta_{2,i}$ times the weight
# $w_{2,k}$: with $\delta_2$ from above and the weights 2 and −1 these are $-0.2 \cdot 2$ and $-0.2 \cdot (-1)$ for the first
# example, a row of $\delta_2 W_2^\top$. Then they pass the tanh, each through its own slope:
#
# $$\delta_1 = (\delta_2 W_2^\top) \circ (1 - A_1^2), \qquad \frac{\partial J}{\partial W_1} = X^\top \delta_1, \qquad \frac{\partial J}{\partial b_1} = \sum_{i=1}^m \delta_{1,i}$$
#
# The circle $\circ$ multiplies entry by entry (`*` in NumPy). $\delta_1$ has the shape of $A_1$,
# $(m \times h)$: one signal per example and neuron. The last two formulas are those of the output
# layer again, with $X$ in the place of $A_1$: *input transposed times signal*.
#
# **Your turn.** Write $\delta_1$. The test has two examples and two neurons, so that you can follow each number.


# %% exercise="hidden_signals"
def hidden_signals(d2, W2, A1):
    """Return the error signals of a hidden tanh layer.

    Parameters
    ----------
    d2 : numpy.ndarray, shape (m, 1)
        Error signals of the output.
    W2 : numpy.ndarray, shape (h, 1)
        Output weights.
    A1 : numpy.ndarray, shape (m, h)
        Hidden activations.

    Returns
    -------
    numpy.ndarray, shape (m, h)
    """
    ### BEGIN SOLUTION
    return (d2 @ W2.T) * (1 - A1**2)
    ### END SOLUTION


# %% [markdown] hint="hidden_signals"
# Which product of `d2`, shape (m, 1), and `W2`, shape (h, 1), has the shape (m, h)? One of them has
# to be transposed.

# %% [markdown] hint="hidden_signals"
# For the signals −0.25 and 0.5 and the weights 2 and −4 the product has the rows (−0.5, 1) and (1, −2). Then each entry
# passes the slope of its own tanh: entry by entry, so is it `*` or `@`?

# %% checks="hidden_signals"
signal, weights = np.array([[-0.25], [0.5]]), np.array([[2.0], [-4.0]])
expect(
    hidden_signals(signal, weights, np.zeros((2, 2))),
    np.array([[-0.5, 1.0], [1.0, -2.0]]),
    "where tanh is steepest, each signal is δ2 times the weight",
)
expect(
    hidden_signals(signal, weights, np.array([[0.5, 0.0], [0.0, 1.0]])),
    np.array([[-0.375, 1.0], [1.0, 0.0]]),
    "a neuron at 0.5 passes three quarters, a saturated one nothing",
)


# %% mistake="hidden_signals" says="the slope of tanh is left out"
def hidden_signals(d2, W2, A1):
    return d2 @ W2.T + 0 * A1


# %% mistake="hidden_signals" says="the slope 1 - a is used, without the square"
def hidden_signals(d2, W2, A1):
    return (d2 @ W2.T) * (1 - A1)


# %% mistake="hidden_signals" says="the slope of the sigmoid, a(1 - a), is used for tanh"
def hidden_signals(d2, W2, A1):
    return (d2 @ W2.T) * A1 * (1 - A1)


# %% mistake="hidden_signals" says="the weights of the output are left out"
def hidden_signals(d2, W2, A1):
    return d2 * (1 - A1**2)


# %% mistake="hidden_signals" says="the slope of tanh has a wrong sign: 1 + a²"
def hidden_signals(d2, W2, A1):
    return (d2 @ W2.T) * (1 + A1**2)


# %% [markdown] equivalent="hidden_signals"
# - `d2 @ W2.T → d2 * W2.T`: a column times a row is the same table either way

# %% [markdown]
# ## The whole walk
#
# One way to write it: a few lines, and every `@` of the way forward has its `@` with a transpose on
# the way back.


# %%
def backward(X, y, params):
    A1, y_hat = forward(X, params)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ params["W2"].T) * (1 - A1**2)
    return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": A1.T @ d2, "b2": d2.sum(axis=0)}


params = initialize(2, 4, np.random.default_rng(3))
grads = backward(X, y, params)
for name in params:
    print(f"{name}: parameters {params[name].shape}, slopes {grads[name].shape}")

# %% [markdown]
# Each gradient has the shape of its parameters. That is a first check, and it finds many mistakes,
# but by far not all: a missing $1 - A_1^2$ changes no shape.

# %% [markdown]
# ## Nudging, now as a witness
#
# In lecture 3 nudging was too slow to learn with. As a witness it is perfect: it uses nothing but
# the cost, so it cannot repeat a mistake of the backward walk. The central difference (unit 0) of a
# function $f$ at $v$, with a small step $\varepsilon$, is
#
# $$f'(v) \approx \frac{f(v + \varepsilon) - f(v - \varepsilon)}{2 \varepsilon}$$
#
# Try it on $f(v) = v^3$, whose slope is $3v^2$. Multiply out $(v \pm \varepsilon)^3$: the centered
# difference is $3v^2 + \varepsilon^2$. A one-sided one,
# $\frac{f(v + \varepsilon) - f(v)}{\varepsilon}$, is $3v^2 + 3v\varepsilon + \varepsilon^2$. To both
# sides, the errors in $\varepsilon$ cancel; the one in $\varepsilon^2$ stays. Other smooth functions
# behave alike.
#
# **Predict.** So a step ten times smaller makes the centered error a hundred times smaller. Is
# $\varepsilon = 10^{-12}$ then the best choice? Decide before you run the next cell, which measures
# the slope of tanh at 0.7.

# %%
steps = 10.0 ** np.arange(-14, 0)
true = 1 - np.tanh(0.7) ** 2
one_sided = np.abs((np.tanh(0.7 + steps) - np.tanh(0.7)) / steps - true)
centered = np.abs((np.tanh(0.7 + steps) - np.tanh(0.7 - steps)) / (2 * steps) - true)
plt.loglog(steps, one_sided, "o--", color=plots.ERROR, label="one-sided")
plt.loglog(steps, centered, "o-", color=plots.ERROR, label="centered")
plt.gca().set(xlabel="step ε", ylabel="error of the slope")
plt.legend()
plt.show()

# %% [markdown]
# Read it from the right. With each step ten times smaller, the centered error falls to a hundredth,
# the one-sided one to a tenth. Then both turn and *rise*: the two function values agree in so many
# digits that their difference consists of rounding (numbers carry about 16 digits). The centered
# difference is best near $\varepsilon = 10^{-5}$, with an error of about $10^{-12}$; at
# $\varepsilon = 10^{-12}$ it is off by more than $10^{-5}$. We take $10^{-5}$ or $10^{-6}$.

# %% [markdown]
# ## Gradient checking
#
# **Gradient checking** measures every slope by nudging, collects all in one long vector $g_{num}$,
# and compares with the vector $g$ of the backward walk by their **relative difference**:
#
# $$r = \frac{\lVert g - g_{num} \rVert}{\lVert g \rVert + \lVert g_{num} \rVert}, \qquad \lVert v \rVert = \sqrt{\textstyle\sum_j v_j^2}$$
#
# It is 0 for equal vectors and at most 1. It has no unit, so the same scale serves every network:
# below $10^{-7}$ is right, above $10^{-4}$ is almost certainly a mistake.
#
# **Your turn.** Write $r$ for two vectors. If both are zero, they agree: return 0.


# %% exercise="relative_difference"
def relative_difference(g, g_num):
    """Return how far two gradients are apart, relative to their lengths.

    Parameters
    ----------
    g, g_num : numpy.ndarray, shape (p,)

    Returns
    -------
    float
        From 0 (equal) to 1.
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return np.linalg.norm(g - g_num) / lengths if lengths > 0 else 0.0
    ### END SOLUTION


# %% [markdown] hint="relative_difference"
# `np.linalg.norm(v)` is the length of a vector. You need it three times.

# %% checks="relative_difference"
expect(
    relative_difference(np.array([3.0, 4.0]), np.array([3.0, 4.0])),
    0.0,
    "equal gradients have no distance",
)
expect(
    relative_difference(np.array([0.3, 0.4]), np.array([0.0, 0.0])),
    1.0,
    "against a zero vector the distance is the whole length, 0.5 / (0.5 + 0)",
)
expect(
    relative_difference(np.array([6.0, 8.0]), np.array([3.0, 4.0])),
    1 / 3,
    "twice too long gives 5 / (10 + 5)",
)
expect(
    relative_difference(np.array([3.0, 4.0]), np.array([-3.0, -4.0])),
    1.0,
    "opposite gradients are as far apart as can be: 10 / (5 + 5)",
)
expect(relative_difference(np.zeros(2), np.zeros(2)), 0.0, "two zero vectors agree")


# %% mistake="relative_difference" says="the distance is divided by one length, not by the sum of both"
def relative_difference(g, g_num):
    return np.linalg.norm(g - g_num) / max(np.linalg.norm(g_num), 1e-300)


# %% mistake="relative_difference" says="the distance is not divided by the lengths"
def relative_difference(g, g_num):
    return np.linalg.norm(g - g_num)


# %% mistake="relative_difference" says="the lengths are subtracted instead of the vectors"
def relative_difference(g, g_num):
    lengths = np.linalg.norm(g) + np.linalg.norm(g_num)
    return abs(np.linalg.norm(g) - np.linalg.norm(g_num)) / (lengths or 1.0)


# %% mistake="relative_difference" says="the sums of squares are compared, without their roots"
def relative_difference(g, g_num):
    lengths = np.sum(g**2) + np.sum(g_num**2)
    return np.sum((g - g_num) ** 2) / lengths if lengths > 0 else 0.0


# %% mistake="relative_difference" says="two zero vectors are not looked after: 0 / 0 is nan"
def relative_difference(g, g_num):
    with np.errstate(all="ignore"):
        return np.linalg.norm(g - g_num) / (np.linalg.norm(g) + np.linalg.norm(g_num))


# %% [markdown] equivalent="relative_difference"
# - `g - g_num → g_num - g`: the length of a difference has no sign

# %% [markdown]
# ## Four suspects
#
# Below are the right gradient and three with a mistake each: one forgets the slope of tanh, one
# forgets to divide by $m$, one takes the mean instead of the sum for the hidden biases.
#
# **Predict.** Which of the three mistakes gives the smallest relative difference, and so would be
# hardest to see in training?

# %%
prediction = "..."  # write yours: "no tanh slope", "no 1/m" or "mean for b1"


# %%
def measured_slopes(cost, params, epsilon=1e-5):
    slopes = []
    for name, values in params.items():
        for place in np.ndindex(values.shape):  # every place of the array, such as (0, 1)
            step = np.zeros(values.shape)
            step[place] = epsilon
            more, less = cost(params | {name: values + step}), cost(params | {name: values - step})
            slopes.append((more - less) / (2 * epsilon))
    return np.array(slopes)


def apart(grads, g_num):  # r, with all arrays of grads in one long vector
    g = np.concatenate([slope.ravel() for slope in grads.values()])
    return np.linalg.norm(g - g_num) / (np.linalg.norm(g) + np.linalg.norm(g_num))


# %%
A1, y_hat = forward(X, params)
unbent = ((y_hat - y) / len(y))[:, np.newaxis] @ params["W2"].T
suspects = {"right": grads}
suspects["no tanh slope"] = grads | {"W1": X.T @ unbent, "b1": unbent.sum(axis=0)}
suspects["no 1/m"] = {name: len(y) * g for name, g in grads.items()}
suspects["mean for b1"] = grads | {"b1": grads["b1"] / len(y)}
witness = measured_slopes(lambda p: cost(X, y, p), params)
for name, suspect in suspects.items():
    print(f"{name:>14}: {apart(suspect, witness):.1e}")

# %% [markdown]
# The right gradient agrees to better than one part in a billion. The missing tanh slope is off by
# almost a half, the missing $1/m$ by 0.99. The wrong biases differ least, by less than two parts in
# a hundred, since only four of seventeen numbers are wrong. Yet that is more than a hundred million
# times as much as the right gradient's: the verdict is clear. That is why this check is so
# trustworthy.
#
# Check on a small network and a few examples, once, after writing the code; then switch it off, for
# it is slow.

# %% [markdown]
# ## Learning
#
# Now gradient descent, as ever: move all parameters against their slopes, with the learning rate
# $\alpha$.
#
# $$W \leftarrow W - \alpha \frac{\partial J}{\partial W} \quad \text{for each of } W_1, b_1, W_2, b_2$$


# %%
def train(X, y, params, alpha=1.0, iterations=2000):
    path, history = [params], [cost(X, y, params)]
    for _ in range(iterations):
        grads = backward(X, y, params)
        params = {name: params[name] - alpha * grads[name] for name in params}
        path.append(params)
        history.append(cost(X, y, params))
    return path, history


path, history = train(X, y, initialize(2, 4, np.random.default_rng(0)))
plots.learning_curves(history)
print(f"cost: {history[0]:.2f} at the start, {history[-1]:.3f} at the end")
plt.show()

# %% [markdown]
# The cost starts near 0.7, about that of a coin toss ($\log 2 \approx 0.69$), and falls in
# *stages*: within 50 iterations to 0.31, then hardly at all until about 600, then again, to below
# 0.1. Who stops at 300 iterations believes that this is all the network can do. We picked this seed
# because it shows the plateau so well. Do others rest as long?

# %%
for seed in range(8):
    costs = train(X, y, initialize(2, 4, np.random.default_rng(seed)), iterations=300)[1]
    print(f"seed {seed}: cost {costs[-1]:.2f} after 300 iterations")

# %% [markdown]
# Only the seeds 0 and 7 are still at 0.30; the others are near 0.2 or below. To see what happens on the plateau, watch the
# boundary.


# %%
@interact(iteration=[0, 20, 100, 500, 650, 700, 800, 1000, 2000])
def during_training(iteration=2000):
    now = path[iteration]
    plots.decision_boundary(lambda P: forward(P, now)[1], X, y, xlabel="$x_1$", ylabel="$x_2$")
    plots.hidden_lines(now["W1"], now["b1"]).legend(loc="upper right")
    right = np.mean((forward(X, now)[1] >= 0.5) == y)
    plt.title(f"iteration {iteration}: cost {history[iteration]:.2f}, {right:.1%} right")


# %% [markdown]
# Go through the iterations. At 20 the boundary has swung into the line that logistic regression
# would find, with about 85% right, and there it stays. Meanwhile, unseen by the cost, the lines of
# the hidden neurons (green) part and turn. At 650 the boundary starts to bend, at 700 it goes
# around both horns, and at the end about 98% of the points are on their side. Nobody told a neuron
# where to stand: the blame did.
#
# ## A wrong gradient learns, too
#
# Back to the opening question. Train from the same start with the gradient of the last suspect,
# which takes the mean of the hidden biases' signals instead of their sum.


# %%
def train_wrongly(params, alpha=1.0, iterations=1500):
    history = [cost(X, y, params)]
    for _ in range(iterations):
        grads = backward(X, y, params)
        grads["b1"] = grads["b1"] / len(y)
        params = {name: params[name] - alpha * grads[name] for name in params}
        history.append(cost(X, y, params))
    return history


wrong = train_wrongly(path[0])
other = train_wrongly(initialize(2, 4, np.random.default_rng(1)))
plots.learning_curves({"right gradient": history[:1501], "wrong gradient": wrong})
print(f"wrong gradient: {wrong[-1]:.2f} at the end; from seed 1: {other[-1]:.2f}")
plt.show()

# %% [markdown]
# The wrong gradient goes downhill as well: from 0.67 to 0.30, a curve as smooth as one could wish.
# Its hidden biases move two hundred times too slowly, and it does not leave the plateau. (From seed
# 1 it does, and ends at 0.16, more than twice the cost of the right one.) Seen
# alone, nothing about this curve is suspicious. You would blame the data, or the number of neurons.
# Only the check tells.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Backward through a layer: slopes are *input transposed times signal*, and the signal moves on by
#    $W^\top$ and the slope of the activation.
# 2. A prediction of shape (m, 1) and a truth of shape (m,) make an m × m table without a word: keep one shape.
# 3. Gradient checking compares the walk with centered differences; trust no gradient code before.
#
# **Where it leads.** Two questions are open: where to start, and how many examples to look at before each step. The next
# lecture answers both.
