# %% [markdown]
# # Neurons and layers
#
# *35 minutes. You need: logistic regression (unit 3) and the matrix product (unit 0).*
#
# When is a power grid busy? In Victoria, Australia, heaters run on cold days and air conditioners
# on hot ones; in between, nobody needs either. Ask logistic regression whether warmth makes the
# grid busy and it can answer "yes" or "no". The truth is "it depends". How can sums of such answers
# say "cold **or** hot"?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

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

# %% [markdown]
# ## Your turn: a neuron
#
# Write a neuron with the sigmoid. It reads one example `x`, an array with $n$ numbers.


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
    neuron(np.array([2.0, 1.0]), np.array([1.0, -2.0]), 0.0),
    0.5,
    "2·1 - 1·2 + 0 is 0, and the sigmoid of 0 is a half",
)
expect(
    neuron(np.array([2.0, 1.0]), np.array([1.0, -2.0]), 3.0),
    0.952574,
    "the bias belongs into the sum: σ(3)",
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
    plt.title(f"w = {w:.1f}, b = {-w * switch_at:.1f}")


# %% [markdown]
# With $w = 0.5$ and a switch at 26 °C the neuron follows the right arm: that is
# $b = -0.5 \cdot 26 = -13$. With $w = -1$ and a switch at 12 °C it follows the left arm, with
# $b = 12$. Neither is a good model of the grid. Each is a good
# *opinion*.


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

# %% [markdown]
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
# data, because an S of an S is steeper than either; training will choose gentler ones. The two in
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
two, three = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, -1.0], [0.0, 1.0, 1.0]])
bias = np.array([0.5, 0.0, -2.0])
expect(
    layer(two, three, bias, lambda z: z),
    np.array([[1.5, 2.0, -1.0]]),
    "one example and three neurons give one row of three sums: 1 + 0.5, 2 and -1 + 2 - 2",
)
expect(layer(two, three, bias, np.abs), np.array([[1.5, 2.0, 1.0]]), "g is applied to each sum")


# %% mistake="layer" says="the biases are left out"
def layer(X, W, b, g):
    return g(X @ W)


# %% mistake="layer" says="the biases are added after the activation function"
def layer(X, W, b, g):
    return g(X @ W) + b


# %% mistake="layer" says="the activation function is not applied"
def layer(X, W, b, g):
    return X @ W + b


# %% [markdown]
# ## Forward propagation
#
# A network is layers in a row: what one gives, the next one reads. Computing them in order, from
# the inputs to the prediction, is **forward propagation**. For one hidden layer:
#
# $$A_1 = g(X W_1 + b_1), \qquad \hat y = \sigma(A_1 W_2 + b_2)$$
#
# $A_1$ holds the $h$ hidden activations of each example, $\hat y$ the predicted probability. Look
# at the drawing: a circle is a number, a line is a weight.

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

# %% [markdown]
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


# %% mistake="count_parameters" says="the biases are not counted"
def count_parameters(sizes):
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


# %% mistake="count_parameters" says="the inputs get a bias too"
def count_parameters(sizes):
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1)) + sum(sizes)


# %% mistake="count_parameters" says="circles are counted, not lines and biases"
def count_parameters(sizes):
    return sum(sizes)


# %% [markdown]
# ## Why the bend is needed
#
# Suppose we leave the activation of the hidden layer out. Then the second layer reads plain sums:
#
# $$(X W_1 + b_1) W_2 + b_2 = X \underbrace{(W_1 W_2)}_{W} + \underbrace{(b_1 W_2 + b_2)}_{b}$$
#
# The two layers are one layer, with the weights $W = W_1 W_2$ and the bias $b = b_1 W_2 + b_2$. A
# hundred such layers would be one layer too. Without a bend between them, depth is an illusion.
#
# **Predict.** The grid network without its hidden sigmoid is a single neuron. From
# $W_1 = (-1,\ 0.5)$ and $W_2 = (8,\ 8)$: does its curve rise or fall with the temperature?

# %%
plot_shares()
column = np.linspace(4, 44, 200)[:, np.newaxis]
flat = forward(column, W1, b1, W2, b2, g=lambda z: z)
plt.plot(column, flat, color=plots.MODEL, label="without the hidden sigmoid")
plt.legend()
plt.show()

# %% [markdown]
# It falls: $W = -1 \cdot 8 + 0.5 \cdot 8 = -4$ per °C and $b = 12 \cdot 8 - 13 \cdot 8 - 4 = -12$,
# so it would switch at −3 °C. In the range of the data it is zero everywhere. The U was made by the
# bends, not by the number of neurons.

# %% [markdown]
# ## Your turn: fold two layers into one
#
# Write the identity above as code: given two layers without activation, return the one layer that
# does the same.


# %% exercise="fold"
def fold(W1, b1, W2, b2):
    """Return the weights and biases of one linear layer that equals two in a row.

    Parameters
    ----------
    W1 : numpy.ndarray, shape (n, h)
    b1 : numpy.ndarray, shape (h,)
    W2 : numpy.ndarray, shape (h, k)
    b2 : numpy.ndarray, shape (k,)

    Returns
    -------
    W : numpy.ndarray, shape (n, k)
    b : numpy.ndarray, shape (k,)
    """
    ### BEGIN SOLUTION
    return W1 @ W2, b1 @ W2 + b2
    ### END SOLUTION


# %% [markdown] hint="fold"
# Multiply out $(X W_1 + b_1) W_2 + b_2$. What stands with $X$ is $W$, the rest is $b$. Mind the
# order of a matrix product.

# %% checks="fold"
expect(
    fold(W1, b1, W2, b2)[0],
    np.array([[-4.0]]),
    "-1·8 + 0.5·8 is the weight of the folded grid network",
)
expect(
    fold(W1, b1, W2, b2)[1],
    np.array([-12.0]),
    "the first biases go through the second layer: 12·8 - 13·8 - 4",
)


# %% mistake="fold" says="the first biases skip the second layer's weights"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b1.sum() + b2


# %% mistake="fold" says="the biases of the first layer are forgotten"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b2


# %% [markdown]
# ## Three ways to bend
#
# Any function that is not a straight line will do, but three are common. The sigmoid runs from 0
# to 1. The **hyperbolic tangent** is the same S, stretched to run from −1 to 1 through the origin:
# $\tanh z = 2\sigma(2z) - 1$. **ReLU** (rectified linear unit) is a hinge: $\max(0, z)$.

# %%
for g, name, style in [
    (sigmoid, "sigmoid", ":"),
    (np.tanh, "tanh", "-"),
    (lambda z: np.maximum(0, z), "ReLU", "--"),
]:
    z = np.linspace(-3, 3, 200)
    plt.plot(z, g(z), style, color=plots.MODEL, label=name)
plt.gca().set(xlabel="weighted sum z", ylabel="activation a")
plt.legend()
plt.show()

# %% [markdown]
# Near zero tanh is steepest (slope 1; the sigmoid's is 1/4), and beyond ±2 it is almost flat, or
# *saturated*; the sigmoid takes twice as far. ReLU never saturates on the right and is dead on the
# left. In this unit the hidden layer uses tanh: it is smooth, which makes slopes easy to check, and
# its values are centered on zero. The output stays a sigmoid, because it has to be a probability.
# Course 2 switches to ReLU.

# %% [markdown]
# ## Two moons
#
# With two inputs a neuron's switching point becomes a line: $w_1 x_1 + w_2 x_2 + b = 0$. These 200
# points (synthetic, without unit) lie on two interlocked half circles. One neuron can only cut the
# plane with a straight line.

# %%
moons, side = datasets.two_moons(m=200, noise=0.2)
straight = LogisticRegression().fit(moons, side)
plots.decision_boundary(
    lambda P: straight.predict_proba(P)[:, 1], moons, side, xlabel="$x_1$", ylabel="$x_2$"
)
print(f"one neuron: {straight.score(moons, side):.0%} right")
plt.show()

# %% [markdown]
# The line gets 84 % right. Each moon puts its horn across the line: the lower end of the blue moon
# and the upper end of the orange one are on the wrong side. A better line does not exist in any
# useful sense; what we need is a bend.

# %% [markdown]
# ## Borrowed weights
#
# How to *find* good weights is the matter of the next two lectures. For now we borrow them:
# scikit-learn's `MLPClassifier` (multi-layer perceptron, an old name for our network) trains three
# hidden tanh neurons. It keeps its matrices in `coefs_` and its biases in `intercepts_`, in our
# shapes. (Its `alpha` is no learning rate: it keeps the weights small, as unit 5 explains.)

# %%
library = MLPClassifier((3,), activation="tanh", solver="lbfgs", alpha=0.1, max_iter=5000)
library.set_params(random_state=0).fit(moons, side)
V1, V2 = library.coefs_
c1, c2 = library.intercepts_
print("shapes:", V1.shape, c1.shape, V2.shape, c2.shape)
ours = forward(moons, V1, c1, V2, c2, g=np.tanh)[:, 0]
theirs = library.predict_proba(moons)[:, 1]
print("largest difference:", np.abs(ours - theirs).max().round(12))

# %% [markdown]
# Our two lines of `forward` give the library's probabilities to the last digit. There is no secret
# in the box: two matrix products and two bends. The network has $2 \cdot 3 + 3 + 3 + 1 = 13$
# parameters.


# %%
def bent(P):
    return forward(P, V1, c1, V2, c2, g=np.tanh)


plots.decision_boundary(bent, moons, side, xlabel="$x_1$", ylabel="$x_2$")
plots.hidden_lines(V1, c1).legend(loc="upper right")
print(f"three hidden neurons: {((bent(moons)[:, 0] >= 0.5) == side).mean():.0%} right")
plt.show()

# %% [markdown]
# Now 98 % are right. The green dashed lines are where the three hidden neurons switch. The black
# boundary is made of pieces that run near one line, then turn and follow another: a smooth curve
# from three straight cuts. Each hidden neuron is a straight opinion; the output weighs them.
#
# Silence one of them and see which piece of the boundary was its work.


# %%
@interact(silenced=["none", "neuron 1", "neuron 2", "neuron 3"])
def silence(silenced="none"):
    heard = [silenced != f"neuron {k}" for k in (1, 2, 3)]
    kept = V2 * np.array(heard)[:, np.newaxis]
    plots.decision_boundary(lambda P: forward(P, V1, c1, kept, c2, np.tanh), moons, side)
    plots.hidden_lines(V1[:, heard], c1[heard]).legend(loc="upper right")


# %% [markdown]
# With all three heard you see the picture from above. Take one out and the boundary straightens
# there, or gives up a whole side: the output was tuned to hear all three, and nobody has told it
# that one is missing.

# %% [markdown]
# ## Three sentences to remember
#
# - A neuron is a weighted sum with a bend; logistic regression is one neuron.
# - A layer is $g(XW + b)$, one column of $W$ for each neuron, and a network is layers in a row.
# - Without the bend, layers in a row fold into one; with it, a few straight opinions make a curve.
#
# We have set weights by hand and borrowed them. The next lecture asks the question that makes
# networks learn: if the prediction is wrong, which weight is to blame, and by how much?
