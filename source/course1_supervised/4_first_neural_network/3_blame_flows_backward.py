# %% [markdown]
# # Blame flows backward
#
# *60 minutes. You need: lectures 1 and 2 of this unit, the chain rule (unit 0) and the log loss (unit 3).*
#
# A network gives a wrong answer. It has 529 weights and biases, and the cost depends on every one
# of them. Which should be turned, in which direction, and how strongly? You could nudge each a
# little up and a little down, run the whole network each time, and see what happens: 1058 runs for
# a single step. There is a way that costs about as much as three. It is the idea on which all
# neural networks run.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## The smallest network
#
# One input, one hidden neuron, one output: small enough to write out every step. From the input $x$
# to the cost $J$ there are five of them:
#
# $$z_1 = w_1 x + b_1,\quad a_1 = \tanh z_1,\quad z_2 = w_2 a_1 + b_2,\quad \hat y = \sigma(z_2),\quad J = -\log \hat y \ \text{ or } -\log(1 - \hat y)$$
#
# The cost is the log loss of this one example: $-\log \hat y$ if the truth $y$ is 1,
# $-\log(1 - \hat y)$ if it is 0.


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(x, y, w1, b1, w2, b2):
    z1 = w1 * x + b1
    a1 = np.tanh(z1)
    z2 = w2 * a1 + b2
    y_hat = sigmoid(z2)
    J = -np.log(y_hat) if y == 1 else -np.log(1 - y_hat)
    return {"z1": z1, "a1": a1, "z2": z2, "ŷ": y_hat, "J": J}


knobs = {"w1": 0.8, "b1": -0.4, "w2": -1.5, "b2": 0.5}
for name, value in forward(2.0, 1, **knobs).items():  # ** hands over w1=0.8, b1=-0.4, ...
    print(f"{name} = {value:.3f}")

# %% [markdown]
# For $x = 2$ the network says $\hat y = 0.321$, but the truth is $y = 1$. That costs
# $-\log 0.321 = 1.137$. A cost of 0 would mean "sure and right".
#
# ## A computation graph
#
# Draw each value as a box and let arrows run from the values that a box needs. This is a
# **computation graph**. Blue boxes are given (the input and the four parameters), dark ones are
# computed, from left to right.

# %%
EDGES = [("x", "z1"), ("w1", "z1"), ("b1", "z1"), ("z1", "a1"), ("a1", "z2")]
EDGES += [("w2", "z2"), ("b2", "z2"), ("z2", "ŷ"), ("ŷ", "J")]


def boxes(x, y, w1, b1, w2, b2):
    given = {"x": (0, 0, x), "w1": (0.5, 1.4, w1), "b1": (1.5, 1.4, b1)}
    given |= {"w2": (2.5, 1.4, w2), "b2": (3.5, 1.4, b2)}
    values = forward(x, y, w1, b1, w2, b2)
    return given | {name: (i + 1, 0, v) for i, (name, v) in enumerate(values.items())}


plots.computation_graph(boxes(2.0, 1, **knobs), EDGES)
plt.show()

# %% [markdown]
# Follow the lower row: $z_1 = 0.8 \cdot 2 - 0.4 = 1.2$, then $\tanh 1.2 = 0.834$, then
# $z_2 = -1.5 \cdot 0.8337 + 0.5 = -0.750$, then $\hat y = 0.321$, then $J = 1.137$. Everything that
# $w_1$ does to the cost it does *through* $z_1$, then $a_1$, then $z_2$, then $\hat y$. There is
# only one road.
#
# ## Nudging, the slow way
#
# The slope $\partial J / \partial w_1$ says how much $J$ changes per unit of $w_1$. Measure it:
# turn $w_1$ a little to both sides and divide. This works for any parameter, at two runs each. (In
# the code `knobs | {...}` is a new dict: `knobs` with one value replaced.)


# %%
def nudge(name, by=1e-5):
    more = forward(2.0, 1, **(knobs | {name: knobs[name] + by}))["J"]
    less = forward(2.0, 1, **(knobs | {name: knobs[name] - by}))["J"]
    return (more - less) / (2 * by)


for name in knobs:
    print(f"slope of J by {name}: {nudge(name):+.4f}")

# %% [markdown]
# Four parameters, eight runs. The slope by $b_2$ is about −0.68: turning $b_2$ up lowers the cost.
# With 529 parameters this would be 1058 runs for one step of gradient descent. We keep these four
# numbers as the truth against which we test the faster way.

# %% [markdown]
# ## One arrow at a time: local slopes
#
# Forget the network and look at a single arrow. How strongly does the box at its tip react to the
# box at its tail? That is a **local slope**, and each can be read off its formula:
#
# | step | local slopes |
# |---|---|
# | $z_1 = w_1 x + b_1$ | $\partial z_1/\partial w_1 = x$, $\ \partial z_1/\partial b_1 = 1$, $\ \partial z_1/\partial x = w_1$ |
# | $a_1 = \tanh z_1$ | $\partial a_1/\partial z_1 = 1 - a_1^2$ |
# | $z_2 = w_2 a_1 + b_2$ | $\partial z_2/\partial w_2 = a_1$, $\ \partial z_2/\partial b_2 = 1$, $\ \partial z_2/\partial a_1 = w_2$ |
#
# In a product each factor's slope is the *other* factor. The larger the input $x$, the more a
# change of its weight matters.

# %% [markdown]
# ## Where $1 - a^2$ comes from
#
# From unit 3 you know the slope of the sigmoid: $\sigma' = \sigma(1 - \sigma)$. And
# $\tanh z = 2\sigma(2z) - 1$, so with $s = \sigma(2z)$:
#
# $$\tanh' z = 2 \cdot s(1 - s) \cdot 2 = (2s)(2 - 2s) = (1 + a)(1 - a) = 1 - a^2, \qquad a = \tanh z = 2s - 1$$
#
# The first 2 stands in front of $\sigma$, the second is the slope of $2z$ (the chain rule). So the
# slope can be computed from the activation alone. At $a = 0$ it is 1, the steepest place; near
# $a = \pm 1$ it is almost 0.
#
# **Your turn.** Return the slope $\tanh' z$ when you are given the activation $a$, not $z$.


# %% exercise="tanh_slope"
def tanh_slope(a):
    """Return the slope of tanh where its value is a.

    Parameters
    ----------
    a : float or numpy.ndarray
        Activations, between -1 and 1.

    Returns
    -------
    float or numpy.ndarray
        As many slopes.
    """
    ### BEGIN SOLUTION
    return 1 - a**2
    ### END SOLUTION


# %% [markdown] hint="tanh_slope"
# The last term of the derivation above is all you need. Don't apply `np.tanh`: `a` has been through
# it already.

# %% checks="tanh_slope"
expect(tanh_slope(0.0), 1.0, "tanh is steepest in the middle, with slope 1")
expect(tanh_slope(0.5), 0.75, "where tanh is a half its slope is 1 - 0.25")
expect(
    tanh_slope(np.array([-0.5, 1.0])),
    np.array([0.75, 0.0]),
    "the slope is the same on both sides, and 0 where tanh is flat",
)


# %% mistake="tanh_slope" says="tanh is applied a second time, to the activation"
def tanh_slope(a):
    return 1 - np.tanh(a) ** 2


# %% mistake="tanh_slope" says="the slope of the sigmoid, a(1 - a), is used for tanh"
def tanh_slope(a):
    return a * (1 - a)


# %% mistake="tanh_slope" says="the square is missing"
def tanh_slope(a):
    return 1 - a


# %% mistake="tanh_slope" says="the root is taken, too: that is the slope of another function"
def tanh_slope(a):
    return np.sqrt(1 - a**2)


# %% mistake="tanh_slope" says="the activation itself comes back squared, without the 1"
def tanh_slope(a):
    return a**2


# %% [markdown]
# ## The chain rule: multiply along the road
#
# If $a_1$ reacts to $z_1$ with slope 0.3, and $z_2$ reacts to $a_1$ with slope −1.5, then $z_2$
# reacts to $z_1$ with slope $-1.5 \cdot 0.3 = -0.45$. Slopes along a road multiply. For $w_1$:
#
# $$\frac{\partial J}{\partial w_1} = \frac{\partial J}{\partial z_2} \cdot \frac{\partial z_2}{\partial a_1} \cdot \frac{\partial a_1}{\partial z_1} \cdot \frac{\partial z_1}{\partial w_1}
# = \frac{\partial J}{\partial z_2} \cdot w_2 \cdot (1 - a_1^2) \cdot x$$
#
# The roads of $w_1$ and $b_1$ share all but their first arrow. Walk *from the cost backward*, and
# each shared product is computed only once. That is **back propagation**: the chain rule, in an
# order that repeats nothing.

# %% [markdown]
# ## The last two steps together
#
# We still need $\partial J / \partial z_2$. For $y = 1$ the cost is $-\log \hat y$ with slope
# $-1/\hat y$, and the sigmoid has slope $\hat y (1 - \hat y)$:
#
# $$\frac{\partial J}{\partial z_2} = -\frac{1}{\hat y} \cdot \hat y (1 - \hat y) = \hat y - 1$$
#
# For $y = 0$ the same way gives $\frac{1}{1 - \hat y} \cdot \hat y (1 - \hat y) = \hat y$. Both are
# one formula, $\hat y - y$: prediction minus truth. We write it $\delta_2$ and call it the **error
# signal** of the output: it is what flows back.

# %% [markdown]
# **Predict.** Here $\hat y = 0.321$ and $y = 1$, so $\delta_2 = -0.679$. The slope by $w_2$ is
# $\delta_2 a_1$, by $w_1$ it is $\delta_2 w_2 (1 - a_1^2)\, x$. With $a_1 = 0.834$, $w_2 = -1.5$
# and $x = 2$: which of the two is larger in size, and which one is positive? Work it out on paper
# first.

# %%
prediction = "..."  # write yours: which is larger, and which is positive?

# %%
v = forward(2.0, 1, **knobs)
slope = {"z2": v["ŷ"] - 1}
slope["w2"] = slope["z2"] * v["a1"]
slope["b2"] = slope["z2"]
slope["a1"] = slope["z2"] * knobs["w2"]
slope["z1"] = slope["a1"] * (1 - v["a1"] ** 2)
slope["w1"] = slope["z1"] * 2.0
slope["b1"] = slope["z1"]
plots.computation_graph(boxes(2.0, 1, **knobs), EDGES, slope)
plt.show()

# %% [markdown]
# Read the red numbers of the lower row from right to left. $\hat y - y = -0.679$ arrives at $z_2$.
# Times $w_2$ it becomes +1.019 at $a_1$; times $1 - 0.834^2 = 0.305$ it shrinks to +0.311 at $z_1$.
# So $w_1$ has slope $0.311 \cdot 2 = +0.622$ and $w_2$ has $-0.679 \cdot 0.834 = -0.566$: close in
# size, opposite in sign. The cost falls when $w_1$ goes *down* and $w_2$ goes *up*.

# %%
for name in knobs:
    print(f"{name}: backward {slope[name]:+.4f}   nudged {nudge(name):+.4f}")

# %% [markdown]
# All four agree. One walk forward, one walk backward, and every slope is known, be it four or five
# million.
#
# ## Your turn: walk backward
#
# Write the whole walk as a function, for either truth. The values of the forward walk come as
# arguments.


# %% exercise="walk_back"
def walk_back(x, y, a1, y_hat, w2):
    """Return the slopes of the log loss by the four parameters of the smallest network.

    Parameters
    ----------
    x, y : float
        The input and the truth, 0 or 1.
    a1, y_hat : float
        The hidden activation and the prediction, from the walk forward.
    w2 : float
        The weight of the output neuron.

    Returns
    -------
    dict
        Slopes with the keys ``"w1"``, ``"b1"``, ``"w2"`` and ``"b2"``.
    """
    ### BEGIN SOLUTION
    d2 = y_hat - y
    d1 = d2 * w2 * (1 - a1**2)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}
    ### END SOLUTION


# %% [markdown] hint="walk_back"
# Start with the error signal at $z_2$: `d2 = y_hat - y`. Two of the four slopes follow from it at
# once.

# %% [markdown] hint="walk_back"
# The signal at $z_1$ is `d2` times the slopes of two arrows: first $z_2$ by $a_1$, then $a_1$ by
# $z_1$.

# %% [markdown] hint="walk_back"
# Call the signal at $z_1$ `d1`. A bias has the slope of its box; a weight has that slope times what it multiplies. Which
# value does $w_1$ multiply, and which $w_2$?

# %% checks="walk_back"
by_hand = {"w1": -1.125, "b1": -0.375, "w2": -0.125, "b2": -0.25}
expect(walk_back(3.0, 1, 0.5, 0.75, 2.0), by_hand, "d2 = 0.75 - 1, and d1 = -0.25 · 2 · (1 - 0.25)")
expect(
    walk_back(3.0, 0, 0.5, 0.75, 2.0)["b2"],
    0.75,
    "if the truth is 0, the error signal is the prediction itself",
)
expect(walk_back(3.0, 1, 1.0, 0.75, 2.0)["w1"], 0.0, "a fully saturated neuron passes nothing back")


# %% mistake="walk_back" says="the slope of tanh is left out of the walk"
def walk_back(x, y, a1, y_hat, w2):
    d2 = y_hat - y
    return {"w1": d2 * w2 * x, "b1": d2 * w2, "w2": d2 * a1, "b2": d2}


# %% mistake="walk_back" says="the error signal is truth minus prediction, with the wrong sign"
def walk_back(x, y, a1, y_hat, w2):
    d2 = y - y_hat
    d1 = d2 * w2 * (1 - a1**2)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}


# %% mistake="walk_back" says="the output weight is left out on the way to the hidden neuron"
def walk_back(x, y, a1, y_hat, w2):
    d2 = y_hat - y
    d1 = d2 * (1 - a1**2)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}


# %% mistake="walk_back" says="the slope of tanh is taken as 1 - a, without the square"
def walk_back(x, y, a1, y_hat, w2):
    d2 = y_hat - y
    d1 = d2 * w2 * (1 - a1)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}


# %% mistake="walk_back" says="the slope of the sigmoid stands where that of tanh belongs"
def walk_back(x, y, a1, y_hat, w2):
    d2 = y_hat - y
    d1 = d2 * w2 * a1 * (1 - a1)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}


# %% mistake="walk_back" says="the error signal carries an extra slope of the sigmoid, as with the squared cost"
def walk_back(x, y, a1, y_hat, w2):
    d2 = (y_hat - y) * y_hat * (1 - y_hat)
    d1 = d2 * w2 * (1 - a1**2)
    return {"w1": d1 * x, "b1": d1, "w2": d2 * a1, "b2": d2}


# %% [markdown]
# ## Watch the blame
#
# One way to write it stands in the next cell. Drag $x$, $w_1$ and $w_2$ and switch the truth. Three
# things to find: when is the signal at $z_2$ almost zero? What happens to the slopes by $w_1$ and
# $b_1$ when $w_1$ is 3? And when $w_2$ is 0?


# %%
def backward(x, y, w1, b1, w2, b2):
    v = forward(x, y, w1, b1, w2, b2)
    d2 = v["ŷ"] - y
    da = d2 * w2
    d1 = da * (1 - v["a1"] ** 2)
    return {"w1": d1 * x, "b1": d1, "z1": d1, "a1": da, "w2": d2 * v["a1"], "b2": d2, "z2": d2}


@interact(x=(-3.0, 3.0, 0.5), y=[1, 0], w1=(-3.0, 3.0, 0.2), w2=(-3.0, 3.0, 0.5))
def watch(x=2.0, y=1, w1=0.8, w2=-1.5):
    settings = (x, y, w1, -0.4, w2, 0.5)
    plots.computation_graph(boxes(*settings), EDGES, backward(*settings))


# %% [markdown]
# The signal at $z_2$ is near zero when the prediction is right: no error, no blame. At $w_1 = 3$
# the hidden neuron is at $\tanh 5.6 \approx 1$. It is **saturated**: its curve is flat there,
# $1 - a_1^2 \approx 0$, and hardly any blame passes. And at $w_2 = 0$ none passes at all: if the
# output does not listen to a neuron, that neuron is not to blame, whatever it said.

# %%
z = np.linspace(-5, 5, 200)
plt.plot(z, np.tanh(z), color=plots.MODEL, label="activation a = tanh z")
plt.plot(z, 1 - np.tanh(z) ** 2, color=plots.ERROR, label="share of blame that passes, 1 - a²")
plt.gca().set(xlabel="weighted sum z", ylabel="value")
plt.legend()
plt.show()

# %% [markdown]
# Blame passes in full only around $z = 0$. At $z = \pm 2$ it is down to 7%, at ±4 to about a
# thousandth. That is why networks should start with small weights: a neuron that begins saturated
# learns too slowly to ever leave its flat place.

# %% [markdown]
# ## Where roads meet, slopes add
#
# In a real network one value feeds several boxes. Let the input $x$ go to two hidden neurons: then
# a nudge of $x$ reaches the cost on two roads, and both changes arrive. So the slopes of the roads
# *add up*:
#
# $$\frac{\partial J}{\partial x} = \delta_a w_a + \delta_b w_b$$
#
# where $\delta_a$ and $\delta_b$ are the error signals at the two hidden neurons, $w_a$ and $w_b$
# their weights for $x$. The same rule makes us sum over examples: a weight that is used for every
# example gets blame from each.

# %%
graph = {"x": (0, 0, 2.0), "hidden 1": (1.2, 0.8, 0.6), "hidden 2": (1.2, -0.8, -0.3)}
graph["J"] = (2.4, 0, 1.1)  # all values are made up
roads = [("x", "hidden 1"), ("x", "hidden 2"), ("hidden 1", "J"), ("hidden 2", "J")]
plots.computation_graph(graph, roads, {"hidden 1": 0.5, "hidden 2": -0.2, "x": 0.5 * 3 - 0.2 * 4})
plt.text(0.58, 0.45, "weight 3", ha="right")
plt.text(0.58, -0.53, "weight 4", ha="right")
plt.show()

# %% [markdown]
# Below the two hidden neurons stand their signals, +0.5 and −0.2; their weights for $x$ are 3 and 4.
# Then the upper road brings $0.5 \cdot 3 = 1.5$, the lower one $-0.2 \cdot 4 = -0.8$, and
# $x$ gets the sum, +0.7. The two roads partly cancel: more $x$ makes one neuron worse and the other
# better.
#
# ## Your turn: blame from many roads
#
# Compute the slope by a value that $h$ neurons read: each neuron $k$ sends back its signal
# $\delta_k$ times its weight $w_k$.


# %% exercise="gather"
def gather(d, w):
    """Return the slope of the cost by a value that several neurons read.

    Parameters
    ----------
    d : numpy.ndarray, shape (h,)
        The error signal at each neuron.
    w : numpy.ndarray, shape (h,)
        Each neuron's weight for the value.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return d @ w
    ### END SOLUTION


# %% [markdown] hint="gather"
# Multiply along each road, add where they meet: a sum of products has a short name in NumPy.

# %% checks="gather"
expect(gather(np.array([0.5, -0.2]), np.array([3.0, 4.0])), 0.7, "the example above: 1.5 - 0.8")
expect(
    gather(np.array([0.125]), np.array([-3.0])),
    -0.375,
    "with a single road there is nothing to add",
)
expect(
    gather(np.array([1.0, -2.0, 0.5]), np.array([3.0, 0.25, -1.5])),
    1.75,
    "three roads: 3 - 0.5 - 0.75",
)


# %% mistake="gather" says="the roads are averaged, not added"
def gather(d, w):
    return np.mean(d * w)


# %% mistake="gather" says="signals and weights are summed before they are multiplied"
def gather(d, w):
    return d.sum() * w.sum()


# %% mistake="gather" says="the products are not added up"
def gather(d, w):
    return d * w


# %% mistake="gather" says="the signals are added without their weights"
def gather(d, w):
    return d.sum()


# %% [markdown] equivalent="gather"
# - `d @ w → w @ d`: a sum of products in either order

# %% [markdown]
# You have met `d @ w` before: it is the product that carried values *forward* into a neuron,
# $x \cdot w$. Backward, the same weights carry blame. This is no accident, and it is the heart of
# the next lecture: where the way forward multiplies by $W$, the way back multiplies by $W^\top$.

# %% [markdown]
# ## Two outputs, by hand
#
# With one output the hidden neuron has one road to the cost. Give it a second listener: output A with
# weight $-1.5$ and bias 0.5, as before, and output B with weight 2 and bias $-1$. A's truth is 1, B's is
# 0, and the cost is the sum of the two log losses. Forward, with the same $x = 2$, $w_1 = 0.8$ and
# $b_1 = -0.4$: $a_1 = 0.834$, then $z_A = -0.750$ and $\hat y_A = 0.321$, $z_B = 2 \cdot 0.8337 - 1 = 0.667$
# and $\hat y_B = 0.661$.
#
# **Predict.** Both outputs are wrong. Will their blame at $a_1$ add up or cancel? Work it out on paper:
# the two signals, times the two weights, added.

# %%
prediction = "..."  # add up or cancel, and to how much?

# %%
listeners = np.array([[-1.5, 2.0]])  # W2: one hidden neuron (row), two outputs (columns)


def two_outputs(w1):
    a = np.tanh(w1 * 2.0 - 0.4)
    y_hat = sigmoid(a * listeners[0] + [0.5, -1.0])
    return a, y_hat, -np.log(y_hat[0]) - np.log(1 - y_hat[1])


a, y_hat, J = two_outputs(0.8)
signals = y_hat - [1, 0]
blame = signals @ listeners.T  # one number for each hidden neuron: here a single one
slope_w1 = blame[0] * (1 - a**2) * 2.0
print("signals", signals.round(3), " blame at a1", blame.round(3), f" slope by w1 {slope_w1:.4f}")
print(f"nudged: {(two_outputs(0.8 + 1e-5)[2] - two_outputs(0.8 - 1e-5)[2]) / 2e-5:.4f}")

# %% [markdown]
# The signals are $\delta_A = 0.321 - 1 = -0.679$ and $\delta_B = 0.661 - 0 = +0.661$. On the road from A
# comes $-0.679 \cdot (-1.5) = 1.019$, on the road from B $0.661 \cdot 2 = 1.322$. They add up to 2.341: A
# wants the hidden neuron lower, and so does B. From here on it is the old walk: times
# $1 - 0.834^2 = 0.305$, times $x = 2$, and the slope by $w_1$ is 1.428, as nudging says.
#
# Now read the same as a product. The signals are a row of two, $(\delta_A, \delta_B)$. $W_2$ has one row
# for each hidden neuron and one column for each output, so $\delta W_2^\top$ is exactly this sum, once for
# every hidden neuron. A hundred outputs change nothing in the formula.

# %% [markdown]
# ## What it costs
#
# Count the multiplications. Forward, each weight is used once: it multiplies a value. Backward,
# each weight is used at most twice: once the signal passes over it, and once its own slope is
# computed. So a backward walk costs about two forward walks, whatever the size. Nudging costs two
# forward walks *for every parameter*.

# %%
for name, parameters in [
    ("smallest network", 4),
    ("digits, 8 hidden", 529),
    ("a small photo network", 1_000_000),
]:
    print(f"{name:>21}: nudging {2 * parameters:>9,} walks, back propagation about 3")

# %% [markdown]
# The last line is why this matters. With a million parameters, and a forward walk of a hundredth of
# a second, nudging takes over five hours for a single step of gradient descent; back propagation
# takes 0.03 seconds.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A computation graph splits a cost into small steps, each with a local slope you can read off
#    its formula.
# 2. Backward from the cost: multiply by local slopes along a road, add where roads meet.
# 3. The walk starts with $\hat y - y$, and a saturated or unheard neuron gets almost no blame.
#
# **Where it leads.** So far it was single numbers. Next you write the walk for all examples at once, learn how to prove
# that your slopes are right, and let the network train itself.
