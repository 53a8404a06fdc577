# %% [markdown]
# # Why a network has to bend
#
# *35 minutes. You need: lecture 1 of this unit.*
#
# Each hidden neuron makes a weighted sum and bends it. The sum is the useful part, one might
# think: it holds all the weights. Leave the bend out, then, and stack a hundred layers of plain
# sums. Is that a hundred times as clever as one?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, W1, b1, W2, b2, g=sigmoid):  # g is the bend of the hidden layer
    return sigmoid(g(X @ W1 + b1) @ W2 + b2)


W1, b1 = np.array([[-1.0, 0.5]]), np.array([12.0, -13.0])  # the grid network: cold, hot
W2, b2 = np.array([[8.0], [8.0]]), np.array([-4.0])  # busy if it is cold or hot

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
# **Predict.** The cell above holds the grid network of lecture 1: one input, the temperature, two
# hidden neurons with the weights −1 (cold) and 0.5 (hot), and 8 and 8 at the output. Without its
# hidden sigmoid it is a single neuron. Will its curve rise or fall with the temperature, and where
# will it switch?

# %%
prediction = "..."  # write yours: "rises" or "falls", and a temperature

# %%
column = np.linspace(-10, 44, 200)[:, np.newaxis]  # 200 temperatures
bends = forward(column, W1, b1, W2, b2)
no_bend = forward(column, W1, b1, W2, b2, g=lambda z: z)  # g hands back what it gets
plt.plot(column, bends, ":", color=plots.MODEL, label="with the hidden sigmoid")
plt.plot(column, no_bend, color=plots.MODEL, label="without the hidden sigmoid")
plt.gca().set(xlabel="temperature (°C)", ylabel="predicted chance of busy")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
plt.show()

# %% [markdown]
# It falls: $W = -1 \cdot 8 + 0.5 \cdot 8 = -4$ per °C and $b = 12 \cdot 8 - 13 \cdot 8 - 4 = -12$,
# so it switches at $-b/W = -3$ °C. At the temperatures of the data, 4 to 44 °C, it is zero
# everywhere. The U was made by the bends, not by the number of neurons.

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
wide, b_wide = np.array([[1.0, 2.0, 0.0], [1.0, -1.0, 3.0]]), np.array([3.0, 0.0, -2.0])
narrow, b_narrow = np.array([[2.0, 1.0], [0.0, 1.0], [1.0, -1.0]]), np.array([5.0, -3.0])
expect(
    fold(wide, b_wide, narrow, b_narrow)[0],
    np.array([[2.0, 3.0], [5.0, -3.0]]),
    "two inputs, three hidden neurons, two outputs; top right: 1·1 + 2·1 + 0·(-1)",
)
expect(
    fold(wide, b_wide, narrow, b_narrow)[1],
    np.array([9.0, 2.0]),
    "3·2 - 2·1 + 5, and 3·1 + 2·1 - 3",
)


# %% mistake="fold" says="the first biases skip the second layer's weights"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b1.sum() + b2


# %% mistake="fold" says="the biases of the first layer are forgotten"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b2


# %% mistake="fold" says="the weights are multiplied in the wrong order, W2 before W1"
def fold(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


# %% mistake="fold" says="the biases of the second layer are forgotten"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2


# %% mistake="fold" says="the biases are added as they are: those of the first layer pass no weights"
def fold(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2


# %% mistake="fold" says="the weights are multiplied one by one with *, not as matrices with @"
def fold(W1, b1, W2, b2):
    return W1 * W2, b1 @ W2 + b2


# %% [markdown]
# ## Three ways to bend
#
# A function that is not a straight line is needed. A square bends, too, but sums of squares are parabolas, however many
# neurons a layer has: more neurons would not make more bends. Three functions are common. The sigmoid
# runs from 0 to 1. The **hyperbolic tangent** is the same S, stretched to run from −1 to 1 through the origin:
# $\tanh z = 2\sigma(2z) - 1$. **ReLU** (rectified linear unit) is a hinge: $\max(0, z)$.

# %%
for g, name, style in [
    (sigmoid, "sigmoid", ":"),
    (np.tanh, "tanh", "-"),
    (lambda z: np.maximum(0, z), "ReLU", "--"),
]:
    z = np.linspace(-5, 5, 200)
    plt.plot(z, g(z), style, color=plots.MODEL, label=name)
plt.gca().set(xlabel="weighted sum z", ylabel="activation a", ylim=(-1.2, 3))
plt.legend()
plt.show()

# %% [markdown]
# Near zero tanh is steepest (slope 1; the sigmoid's is 1/4), and beyond ±2 it is almost flat, or
# *saturated*; the sigmoid gets there at ±4. ReLU never saturates on the right (it goes on rising
# beyond the picture) and is dead on the left. In this unit the hidden layer uses tanh: it is smooth, which makes slopes easy to check, and
# its values are centered on zero. The output stays a sigmoid, because it has to be a probability.
# Course 2 switches to ReLU.

# %% [markdown]
# ## Two moons
#
# With two inputs a neuron's switching point becomes a line: $w_1 x_1 + w_2 x_2 + b = 0$. These 200
# points (synthetic, without unit) lie on two interlocked half circles. One neuron can only cut the
# plane with a straight line. How much of the moons can it get right?

# %%
moons, side = datasets.two_moons(m=200, noise=0.2)
straight = LogisticRegression().fit(moons, side)
plots.decision_boundary(
    lambda P: straight.predict_proba(P)[:, 1], moons, side, xlabel="$x_1$", ylabel="$x_2$"
)
print(f"one neuron: {straight.score(moons, side):.0%} right")
plt.show()

# %% [markdown]
# The line gets 84% right. Each moon puts its horn across the line: the lower end of the blue moon
# and the upper end of the orange one are on the wrong side. Turn the line as you like: some horn
# always sticks out. What we need is a bend.
#
# ## Your turn: where a neuron switches
#
# To draw such a line, solve $w_1 x_1 + w_2 x_2 + b = 0$ for $x_2$.


# %% exercise="switch_height"
def switch_height(x1, w, b):
    """Return the x2 at which a neuron with two inputs switches.

    Parameters
    ----------
    x1 : float or numpy.ndarray
        The first input.
    w : numpy.ndarray, shape (2,)
        The weights of the two inputs; the second is not 0.
    b : float
        The bias.

    Returns
    -------
    float or numpy.ndarray
        As many heights.
    """
    ### BEGIN SOLUTION
    return -(w[0] * x1 + b) / w[1]
    ### END SOLUTION


# %% [markdown] hint="switch_height"
# Bring $w_1 x_1$ and $b$ to the other side, then divide by the weight of $x_2$. In Python $w_1$ is
# `w[0]` and $w_2$ is `w[1]`.

# %% checks="switch_height"
expect(switch_height(3.0, np.array([1.0, 2.0]), 2.0), -2.5, "3 + 2·(-2.5) + 2 is 0")
expect(
    switch_height(np.array([0.0, 1.0]), np.array([4.0, -2.0]), 6.0),
    np.array([3.0, 5.0]),
    "6 - 2·3 is 0, and so is 4 - 2·5 + 6",
)


# %% mistake="switch_height" says="the sign is not turned when the terms change sides"
def switch_height(x1, w, b):
    return (w[0] * x1 + b) / w[1]


# %% mistake="switch_height" says="the bias is left out: every line would run through the origin"
def switch_height(x1, w, b):
    return -w[0] * x1 / w[1]


# %% mistake="switch_height" says="the minus sign reaches only the first of the two terms"
def switch_height(x1, w, b):
    return (-w[0] * x1 + b) / w[1]


# %% mistake="switch_height" says="it is divided by the first weight, not by that of x2"
def switch_height(x1, w, b):
    return -(w[0] * x1 + b) / w[0]


# %% mistake="switch_height" says="only the bias is divided by the weight: the numerator needs parentheses"
def switch_height(x1, w, b):
    return -w[0] * x1 - b / w[1]


# %% mistake="switch_height" says="the two weights have changed places"
def switch_height(x1, w, b):
    return -(w[1] * x1 + b) / w[0]


# %% [markdown]
# ## Borrowed weights
#
# How to *find* good weights is the matter of the next two lectures. For now we borrow them:
# scikit-learn's `MLPClassifier` (multi-layer perceptron, an old name for our network) trains three
# hidden tanh neurons. It keeps its matrices in `coefs_` and its biases in `intercepts_`, in our
# shapes. Its `"lbfgs"` is a cleverer way downhill than gradient descent, and its `alpha` is no
# learning rate: it keeps the weights small, as unit 5 explains.

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
# Our short `forward` gives the library's probabilities to the last digit. There is no secret
# in the box: two matrix products and two bends. The network has $2 \cdot 3 + 3 + 3 + 1 = 13$
# parameters.


# %%
def bent(P):
    return forward(P, V1, c1, V2, c2, g=np.tanh)


plots.decision_boundary(bent, moons, side, xlabel="$x_1$", ylabel="$x_2$")
plots.hidden_lines(V1, c1, names=[1, 2, 3]).legend(
    loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4
)
print(f"three hidden neurons: {((bent(moons)[:, 0] >= 0.5) == side).mean():.0%} right")
plt.show()

# %% [markdown]
# Now 98% are right. The numbered green lines are where the three hidden neurons switch. The black
# boundary is made of pieces that run near one line, then turn and follow another: a smooth curve
# from three straight cuts. Each hidden neuron is a straight opinion; the output weighs them.
#
# Silence one of them and see which piece of the boundary was its work.


# %%
@interact(silenced=["none", "neuron 1", "neuron 2", "neuron 3"])
def silence(silenced="none"):
    kept = V2.copy()
    for k in (1, 2, 3):
        if silenced == f"neuron {k}":
            kept[k - 1] = 0  # the output no longer listens to it
    axes = {"xlabel": "$x_1$", "ylabel": "$x_2$"}
    plots.decision_boundary(lambda P: forward(P, V1, c1, kept, c2, np.tanh), moons, side, **axes)
    plots.hidden_lines(V1, c1, names=[1, 2, 3]).legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4
    )


# %% [markdown]
# With all three heard you see the picture from above. Without neuron 1 the slanted middle piece is
# gone: one steep cut is left. Without neuron 2 the left flank is open, and the left half of the blue
# moon is lost; without neuron 3 the right flank is. The output was tuned to hear all three, and
# nobody has told it that one is missing.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Without a bend, layers in a row fold into one layer, however many there are.
# 2. Sigmoid, tanh and ReLU all bend; a neuron far from $z = 0$ can be saturated or dead.
# 3. A hidden neuron cuts the plane along a line; the output makes one curve of a few such cuts.
#
# **Where it leads.** We have set weights by hand and borrowed them. The next lecture asks: if the prediction is wrong, which
# weight is to blame, and by how much?
