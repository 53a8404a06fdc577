# %% [markdown]
# # Neurons and layers
#
# *45 minutes. You need: logistic regression (unit 3) and the matrix product (unit 0).*
#
# When is a power grid busy? In Victoria, Australia, heaters run on cold days and air conditioners
# on hot ones; in between, nobody needs either. Ask logistic regression whether warmth makes the
# grid busy and it can answer "yes" or "no". The truth is "it depends". How can sums of such answers
# say "cold **or** hot"?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## A U that no S can follow
#
# We keep the office hours (9 to 18 o'clock) of the working days of 2014: 4518 half-hours, each with
# a temperature and the demand in gigawatts (GW). We call a half-hour *busy* when demand is above
# 5.6 GW, which happens in about a quarter of them. Then we ask for each step of 2 °C: which share
# of its half-hours was busy?

# %%
demand = datasets.electricity_demand()
office = demand[demand["workday"] & (demand.index.hour >= 9) & (demand.index.hour < 18)]
T = office["temperature_c"].to_numpy()
busy = (office["demand_gw"] > 5.6).to_numpy().astype(int)
steps = np.arange(4, 44, 2)
middle = steps + 1
share = np.array([busy[(low <= T) & (low + 2 > T)].mean() for low in steps])
print(f"{len(T)} half-hours, {busy.mean():.0%} of them busy")
print("busy from 8, 18 and 32 °C on:", share[[2, 7, 14]].round(2))


# %%
def plot_shares():
    plots.scatter(middle, share, "temperature (°C)", "share of busy half-hours", "measured")
    plt.ylim(-0.05, 1.05)
    return plt.gca()


plot_shares()
plt.show()

# %% [markdown]
# Below 10 °C nine half-hours in ten are busy. At 18 °C it is one in a hundred. From 32 °C on,
# nearly all are busy again. The shares draw a U, and its two arms have different reasons: heating
# on the left, cooling on the right.

# %% [markdown]
# ## One neuron is one opinion
#
# A **neuron** takes numbers $x_1, \dots, x_n$, makes a weighted sum of them, and sends the sum
# through an **activation function** $g$:
#
# $$z = w_1 x_1 + \dots + w_n x_n + b, \qquad a = g(z)$$
#
# The weights $w_j$ say how much each input counts, the **bias** $b$ shifts the sum, $z$ is the
# weighted sum and $a$ the neuron's *activation*, its output. With the sigmoid
# $g(z) = \sigma(z) = 1/(1 + e^{-z})$ you have met this before: logistic regression is a single
# neuron.
#
# **Your turn.** Write a neuron with the sigmoid. It reads one example `x`, an array with $n$
# numbers.


# %% exercise="neuron"
def neuron(x, w, b):
    """Return the activation of one sigmoid neuron.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
        The inputs.
    w : numpy.ndarray, shape (n,)
        A weight for each input.
    b : float
        The bias.

    Returns
    -------
    float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    z = x @ w + b
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% [markdown] hint="neuron"
# Two steps: the weighted sum `z`, then the sigmoid of `z`.

# %% [markdown] hint="neuron"
# `x @ w` multiplies pairs and adds them up. Then add `b`, and return `1 / (1 + np.exp(-z))`.

# %% checks="neuron"
expect(
    neuron(np.array([2.0, 1.0, 3.0]), np.array([1.0, -2.0, 0.5]), -1.5),
    0.5,
    "2·1 - 1·2 + 3·0.5 - 1.5 is 0, and the sigmoid of 0 is a half",
)
expect(
    neuron(np.array([2.0, 1.0, 3.0]), np.array([1.0, -2.0, 0.5]), 0.5),
    0.880797,
    "the bias belongs into the sum: σ(2)",
    rtol=1e-5,
)


# %% mistake="neuron" says="the bias is added after the sigmoid instead of before"
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w))) + b


# %% mistake="neuron" says="the weighted sum is returned without the sigmoid"
def neuron(x, w, b):
    return x @ w + b


# %% mistake="neuron" says="the exponent has the wrong sign"
def neuron(x, w, b):
    return 1 / (1 + np.exp(x @ w + b))


# %% mistake="neuron" says="the bias is left out"
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w)))


# %% mistake="neuron" says="the bias is subtracted, not added"
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w - b)))


# %% mistake="neuron" says="tanh bends the sum, not the sigmoid"
def neuron(x, w, b):
    return np.tanh(x @ w + b)


# %% mistake="neuron" says="inputs and weights are multiplied one by one, and never added up"
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x * w + b)))


# %% [markdown] equivalent="neuron"
# - `x @ w → w @ x`: a sum of products in either order

# %% [markdown]
# ## What a single neuron can say
#
# Let scikit-learn find the best single neuron for the grid: temperature in, chance of a busy
# half-hour out.
#
# **Predict.** Its curve has to be an S, rising or falling. The data are a U. What will the best S
# look like: steep and rising, steep and falling, or nearly flat? Write your answer down, then run
# the cell after it.

# %%
prediction = "..."  # write yours: "rising", "falling" or "flat"


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


best = LogisticRegression().fit(T[:, np.newaxis], busy)
w, b = best.coef_[0, 0], best.intercept_[0]
print(f"w = {w:.3f} per °C, b = {b:.2f}")
print("chance of busy at 5 and 40 °C:", sigmoid(w * np.array([5, 40]) + b).round(2))
plot_shares()
plots.curve(lambda t: sigmoid(w * t + b), label="one neuron")
plt.show()

# %% [markdown]
# Nearly flat. It rises from about 0.14 at 5 °C to 0.46 at 40 °C, because heat is the stronger of
# the two reasons, and it misses every cold morning. More data would not help, and neither would a
# longer training: an S has one turn, and the world has two.

# %% [markdown]
# ## Where a neuron switches
#
# The sum $z = wT + b$ is zero at $T = -b/w$. There the neuron is undecided, $a = 0.5$: it
# *switches*. The sign of $w$ says to which side, its size how abruptly. Drag $w$ and the switching
# temperature. First make a neuron that says "it is hot" (it follows the right arm), then one that
# says "it is cold".


# %%
@interact(w=(-2.0, 2.0, 0.1), switch_at=(5, 40, 1))
def one_neuron(w=0.5, switch_at=26):
    plot_shares()
    plots.curve(lambda t: sigmoid(w * (t - switch_at)), over=(4, 44), label="one neuron")
    plt.title(f"w = {w:.1f}, b = {0 - w * switch_at:.1f}")


# %% [markdown]
# With $w = 0.5$ and a switch at 26 °C the neuron follows the right arm: that is
# $b = -0.5 \cdot 26 = -13$. With $w = -1$ and a switch at 12 °C it follows the left arm, with
# $b = 12$. Neither is a good model of the grid. Each is a good *opinion*.


# %%
def cold(t):
    return sigmoid(-1.0 * t + 12)


def hot(t):
    return sigmoid(0.5 * t - 13)


plot_shares()
plots.curve(cold, label="it is cold", color=plots.shades(2)[0])
plots.curve(hot, label="it is hot", color=plots.shades(2)[1])
plt.show()

# %% [markdown]
# Two S-curves, one falling, one rising, each right about one arm. Between 14 and 22 °C both stay
# near zero: neither cold nor hot. What is missing is somebody who listens to both.
#
# ## A neuron that listens to neurons
#
# Nothing says that a neuron must read measurements. Let a third one read the two opinions, $a_c$
# (cold) and $a_h$ (hot):
#
# $$\hat y = \sigma(8\, a_c + 8\, a_h - 4)$$
#
# If neither neuron is on, $\hat y = \sigma(-4) \approx 0.02$. If one is fully on,
# $\hat y = \sigma(4) \approx 0.98$. If one is undecided at 0.5, so is the result. In words: busy
# when it is cold *or* hot.


# %%
def two_opinions(t, w_cold=8, w_hot=8, b=-4):
    return sigmoid(w_cold * cold(t) + w_hot * hot(t) + b)


plot_shares()
plots.curve(two_opinions, label="three neurons")
plt.show()

# %% [markdown]
# The U is there: 0.98 at 5 °C, 0.02 at 18 °C, 0.98 at 36 °C. Three neurons, each as simple as
# logistic regression, say together what none of them can say alone. The flanks are steeper than the
# data, because the last neuron weighs the opinions by 8: at $-4 + 8 \cdot 0.5 = 0$ its own slope is 1/4,
# and $8 \cdot 1/4 = 2$ doubles theirs. (Up to a weight of 4 nothing gets steeper.) Training will choose
# gentler ones. The two in
# the middle form a **hidden layer**: "cold" and "hot" are no columns of the data, they are steps on
# the way.
#
# Drag the weights of the last neuron. What does it say when both are negative and the bias is 4?
# When only one is zero?


# %%
@interact(w_cold=(-10, 10, 1), w_hot=(-10, 10, 1), b=(-8, 8, 1))
def verdict(w_cold=8, w_hot=8, b=-4):
    plot_shares()
    plots.curve(lambda t: two_opinions(t, w_cold, w_hot, b), over=(4, 44), label="three neurons")
    plt.title(f"ŷ = σ({w_cold} cold {w_hot:+d} hot {b:+d})")


# %% [markdown]
# With −8, −8 and +4 the U turns over: the network now says "comfortable". With `w_cold` = 0 it is
# deaf to the cold, and only the right arm remains. The hidden neurons have not changed at all; only
# what the last one makes of them.

# %% [markdown]
# ## A layer is a matrix
#
# Several neurons that read the same inputs form a **layer**. Put the weights of each neuron into a
# column of a matrix $W$, and the biases into a vector $b$. Then a single product computes all
# neurons for all examples:
#
# $$A = g(X W + b), \qquad X: (m \times n),\quad W: (n \times h),\quad b: (h),\quad A: (m \times h)$$
#
# Here $m$ is the number of examples (rows), $n$ of inputs, $h$ of neurons. Row $i$ of $A$ holds
# what the $h$ neurons say about example $i$. NumPy adds $b$ to every row by broadcasting.

# %%
X = np.array([[5.0], [18.0], [36.0]])  # three temperatures, one a row
W1 = np.array([[-1.0, 0.5]])  # one input; columns: cold, hot
b1 = np.array([12.0, -13.0])
A1 = sigmoid(X @ W1 + b1)
print("shapes:", X.shape, "@", W1.shape, "->", A1.shape)
print(A1.round(3))

# %% [markdown]
# Read it by rows. At 5 °C: cold 0.999, hot 0. At 18 °C: neither. At 36 °C: hot 0.993. The same
# three lines of code serve a thousand examples, sixty-four inputs or thirty neurons; only the
# shapes change. A layer in which each neuron reads every input is called **dense**.

# %% [markdown]
# ## Your turn: a layer
#
# Write a layer for any activation. `g` is a function, such as `sigmoid`, that you call on the whole
# array.


# %% exercise="layer"
def layer(X, W, b, g):
    """Return the activations of a dense layer.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One example a row.
    W : numpy.ndarray, shape (n, h)
        One neuron a column.
    b : numpy.ndarray, shape (h,)
        A bias for each neuron.
    g : callable
        The activation function; takes and returns an array.

    Returns
    -------
    numpy.ndarray, shape (m, h)
    """
    ### BEGIN SOLUTION
    return g(X @ W + b)
    ### END SOLUTION


# %% [markdown] hint="layer"
# The weighted sums of all examples and neurons are `X @ W + b`. What remains to be done with them?

# %% checks="layer"
inputs = np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 2.0]])
weights, bias = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, -1.0]]), np.array([0.5, -2.0])
expect(
    layer(inputs, weights, bias, lambda z: z),
    np.array([[3.5, -4.0], [1.5, -5.0]]),
    "two examples and two neurons; top left: 1·1 + 2·0 + 4·0.5 + 0.5",
)
expect(
    layer(inputs, weights, bias, np.abs),
    np.array([[3.5, 4.0], [1.5, 5.0]]),
    "g is applied to each sum",
)


# %% mistake="layer" says="the biases are left out"
def layer(X, W, b, g):
    return g(X @ W)


# %% mistake="layer" says="the biases are added after the activation function"
def layer(X, W, b, g):
    return g(X @ W) + b


# %% mistake="layer" says="the activation function is not applied"
def layer(X, W, b, g):
    return X @ W + b


# %% mistake="layer" says="b is added along the examples, not along the neurons"
def layer(X, W, b, g):
    return g(X @ W + b[:, np.newaxis])


# %% mistake="layer" says="g is applied before the weights: to the inputs"
def layer(X, W, b, g):
    return g(X) @ W + b


# %% [markdown]
# ## Forward propagation
#
# A network is layers in a row: what one gives, the next one reads. Computing them in order, from
# the inputs to the prediction, is **forward propagation**. For one hidden layer:
#
# $$A_1 = g(X W_1 + b_1), \qquad \hat y = \sigma(A_1 W_2 + b_2)$$
#
# $A_1$ holds the $h$ hidden activations of each example, $\hat y$ the predicted probability (unit 3 wrote $p$,
# and kept $\hat y$ for the class). Look at the drawing: a circle is a number, a line is a weight.

# %%
plots.network([1, 2, 1], [["T"], ["cold", "hot"], ["ŷ"]], ["input", "hidden layer", "output"])
plt.show()


# %%
def forward(X, W1, b1, W2, b2, g=sigmoid):
    A1 = g(X @ W1 + b1)
    return sigmoid(A1 @ W2 + b2)


W2 = np.array([[8.0], [8.0]])  # two hidden neurons; one output
b2 = np.array([-4.0])
print(forward(X, W1, b1, W2, b2).round(3))

# %% [markdown]
# A column of three probabilities: 0.982 at 5 °C, 0.021 at 18 °C, 0.981 at 36 °C. They are the same
# numbers as in the U above, now from two matrix products.
#
# ## Your turn: how many numbers can be turned?
#
# All weights and biases together are the network's **parameters**. Each neuron has one weight for
# each value it reads, and one bias. The grid network has $2 + 2$ (hidden weights and biases)
# $+\; 2 + 1$ (output) $= 7$. Count them for any layer sizes.


# %% exercise="count_parameters"
def count_parameters(sizes):
    """Return how many weights and biases a network of dense layers has.

    Parameters
    ----------
    sizes : list of int
        Numbers per layer, inputs first: ``[1, 2, 1]`` is the grid network.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))
    ### END SOLUTION


# %% [markdown] hint="count_parameters"
# A layer of $h$ neurons that reads $n$ values has $n \cdot h$ weights and $h$ biases.

# %% [markdown] hint="count_parameters"
# Walk over neighbors: with `i` from 0 to `len(sizes) - 2`, the layer reads `sizes[i]` values and
# has `sizes[i + 1]` neurons. The inputs themselves have no bias.

# %% checks="count_parameters"
expect(count_parameters([1, 2, 1]), 7, "the grid network has 4 weights and 3 biases")
expect(count_parameters([64, 8, 1]), 529, "64·8 + 8 in the hidden layer, 8 + 1 at the output")
expect(count_parameters([5, 4, 3, 2]), 47, "three layers with 5·4 + 4, 4·3 + 3 and 3·2 + 2")


# %% mistake="count_parameters" says="the biases are not counted"
def count_parameters(sizes):
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


# %% mistake="count_parameters" says="the inputs get a bias too"
def count_parameters(sizes):
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1)) + sum(sizes)


# %% mistake="count_parameters" says="circles are counted, not lines and biases"
def count_parameters(sizes):
    return sum(sizes)


# %% mistake="count_parameters" says="each layer gets a bias for every value that it reads, not for every neuron"
def count_parameters(sizes):
    return sum(sizes[i] * sizes[i + 1] + sizes[i] for i in range(len(sizes) - 1))


# %% mistake="count_parameters" says="only the first layer is counted"
def count_parameters(sizes):
    return (sizes[0] + 1) * sizes[1]


# %% mistake="count_parameters" says="the last layer is not counted: the loop ends too early"
def count_parameters(sizes):
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 2))


# %% [markdown] equivalent="count_parameters"
# - `return sum(((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))) → return round(sum(((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))), 2`: a count is a whole number
# - `return sum(((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))) → return int(sum(((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))))`: a count is a whole number

# %% [markdown]
# ## Three sentences to remember
#
# 1. A neuron is a weighted sum with a bend; logistic regression is one neuron.
# 2. A layer is $g(XW + b)$, one column of $W$ for each neuron, and a network is layers in a row.
# 3. The hidden layer turns inputs into opinions; the output weighs the opinions.
#
# **Where it leads.** The next lecture takes the sigmoids out of the hidden layer, to see what they are good for, and
# gives the network a task with two inputs.
