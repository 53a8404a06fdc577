# %% [markdown]
# # Three ways downhill
#
# *45 minutes. You need: lectures 1 and 2, gradient descent and contour maps (Course 1, unit 1).*
#
# Training is what a network costs: a company that halves the number of steps halves the bill. `"adam"`
# in the last lecture learned ten digits in ten epochs. Would plain steps have done it? What does an
# optimizer do with the slopes that gradient descent does not? You will send three walkers down one
# valley and read their traces.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

images, y = datasets.mnist()
X = images.reshape(-1, 784) / np.float32(255)

# %% [markdown]
# ## Slopes on request
#
# In Course 1 you derived slopes on paper. TensorFlow derives them by itself: a `GradientTape`
# records every step of a computation on variables (`tf.Variable`), and `gradient` walks the record
# backward with the chain rule. It is the computation graph of Course 1, drawn while you compute.
# For $f(v) = v^3$ at $v = 2$ the slope is $3 v^2 = 12$:

# %%
import keras
import tensorflow as tf

v = tf.Variable(2.0)
with tf.GradientTape() as tape:
    f = v**3
print(float(tape.gradient(f, v)))

# %% [markdown]
# **Your turn.** Return the slope of any function of an array. The function is made of TensorFlow's
# operations; `tf.Variable(at)` makes an array traceable, and `.numpy()` turns a result back into an
# ordinary array.


# %% exercise="slope_of"
def slope_of(f, at):
    """Return the slopes of a function at a point, by a tape.

    Parameters
    ----------
    f : callable
        Takes a tf.Variable of shape (n,) and returns one number.
    at : numpy.ndarray, shape (n,)

    Returns
    -------
    numpy.ndarray, shape (n,)
    """
    ### BEGIN SOLUTION
    point = tf.Variable(at)
    with tf.GradientTape() as tape:
        value = f(point)
    return tape.gradient(value, point).numpy()
    ### END SOLUTION


# %% [markdown] hint="slope_of"
# The tape must see the call: `f(point)` belongs inside the `with` block, `tape.gradient` after it.

# %% [markdown] hint="slope_of"
# `point = tf.Variable(at)`, then `value = f(point)` inside the block. Ask for the gradient of `value` by
# `point`, and turn it into an array.

# %% checks="slope_of"
expect(
    slope_of(lambda p: 3 * p[0] ** 2 + p[0] * p[1], np.array([2.0, -5.0])),
    np.array([7.0, 2.0]),
    "the slopes of 3a² + ab are 6a + b and a",
)
expect(
    slope_of(lambda p: tf.reduce_sum(tf.exp(p)), np.array([0.0, 1.0, -2.0])),
    np.exp(np.array([0.0, 1.0, -2.0])),
    "the exponential is its own slope",
)


# %% mistake="slope_of" says="the value of the function is returned, not its slopes"
def slope_of(f, at):
    return f(tf.Variable(at)).numpy()


# %% mistake="slope_of" says="only the first slope is returned"
def slope_of(f, at):
    point = tf.Variable(at)
    with tf.GradientTape() as tape:
        value = f(point)
    return tape.gradient(value, point).numpy()[0]


# %% mistake="slope_of" says="the sign is turned: these are the directions downhill"
def slope_of(f, at):
    point = tf.Variable(at)
    with tf.GradientTape() as tape:
        value = f(point)
    return -tape.gradient(value, point).numpy()


# %% [markdown]
# ## A valley
#
# Networks have thousands of parameters. To see anything, take two, $w$ and $b$, and a cost with the
# trouble of large networks in it (made up, no units): it is 25 times steeper across than along.
#
# $$J(w, b) = \tfrac12 \left(w^2 + 25\, b^2\right), \qquad \frac{\partial J}{\partial w} = w, \qquad \frac{\partial J}{\partial b} = 25\, b$$
#
# Each walker starts at $(-8, 1.5)$ and takes 30 steps. The first is plain gradient descent,
# $\theta \leftarrow \theta - \alpha\, g$, with $\theta = (w, b)$ and its slopes $g$. In Keras it is
# `SGD`, here without any mini-batches. We let Keras' own optimizers walk.


# %%
def cost(w, b):
    return 0.5 * (w**2 + 25 * b**2)


def walk(optimizer, steps=30, factor=1.0):
    w, b = tf.Variable(-8.0), tf.Variable(1.5)
    path = [(-8.0, 1.5)]
    for _ in range(steps):
        optimizer.apply_gradients([(factor * w, w), (factor * 25 * b, b)])  # pairs: slope, variable
        path.append((float(w), float(b)))
    return path


# %%
paths = {f"α = {alpha}": walk(keras.optimizers.SGD(alpha)) for alpha in (0.01, 0.04, 0.078)}
plt.figure(figsize=(8, 3.6))
plots.walks(cost, paths, w=(-9, 3), b=(-2, 2))
plt.show()
for name, path in paths.items():
    print(f"{name}: cost {cost(*path[-1]):.2f} after 30 steps")

# %% [markdown]
# The steepness across the valley limits the rate: each step multiplies $b$ by $1 - 25\alpha$, so beyond
# $\alpha = 0.08$ it would grow from step to step. With 0.01 the walker finds the valley floor and crawls
# along it; with 0.078 it is far along, but spends its steps leaping from wall to wall. One rate for all
# directions is too large for one and too small for the other.

# %% [markdown]
# ## Momentum: remember where you were going
#
# **Momentum** keeps a velocity $u$, a memory of former slopes that fades by the factor $\beta$ at each
# step, usually 0.9:
#
# $$u \leftarrow \beta\, u - \alpha\, g, \qquad \theta \leftarrow \theta + u$$
#
# Slopes that change their sign cancel in the memory; slopes that agree add up, to at most
# $1 + \beta + \beta^2 + \dots = \frac{1}{1 - \beta} = 10$ times a single step.
#
# **Your turn.** One step of it.


# %% exercise="momentum_step"
def momentum_step(theta, u, g, alpha=0.01, beta=0.9):
    """Take one step with momentum.

    Parameters
    ----------
    theta, u, g : numpy.ndarray, shape (n,)
        Parameters, velocity so far and slopes; leave them as they are.
    alpha, beta : float
        Learning rate, and the share of the velocity that is kept.

    Returns
    -------
    theta, u : numpy.ndarray, shape (n,)
        The new parameters and the new velocity.
    """
    ### BEGIN SOLUTION
    u = beta * u - alpha * g
    return theta + u, u
    ### END SOLUTION


# %% [markdown] hint="momentum_step"
# The new velocity first. The parameters move by the *new* velocity.

# %% [markdown] hint="momentum_step"
# `u = beta * u - alpha * g`, and then a tuple of `theta + u` and `u`.

# %% checks="momentum_step"
here, speed, slope = np.array([3.0, -7.0]), np.array([0.5, 2.0]), np.array([10.0, -4.0])
expect(
    momentum_step(here, speed, slope, alpha=0.1, beta=0.6)[1],
    np.array([-0.7, 1.6]),
    "0.6 · 0.5 - 0.1 · 10 = -0.7, and 0.6 · 2 + 0.1 · 4 = 1.6",
)
expect(
    momentum_step(here, speed, slope, alpha=0.1, beta=0.6)[0],
    np.array([2.3, -5.4]),
    "the parameters move by the new velocity",
)
expect(
    momentum_step(here, speed, slope, alpha=0.2, beta=0.0)[0],
    np.array([1.0, -6.2]),
    "without memory it is gradient descent",
)


# %% mistake="momentum_step" says="the parameters move by the old velocity"
def momentum_step(theta, u, g, alpha=0.01, beta=0.9):
    return theta + u, beta * u - alpha * g


# %% mistake="momentum_step" says="the slope is added: this walks uphill"
def momentum_step(theta, u, g, alpha=0.01, beta=0.9):
    u = beta * u + alpha * g
    return theta + u, u


# %% mistake="momentum_step" says="velocity and parameters come in the other order"
def momentum_step(theta, u, g, alpha=0.01, beta=0.9):
    u = beta * u - alpha * g
    return u, theta + u


# %% mistake="momentum_step" says="the slope is weighted by 1 - beta, which is another convention"
def momentum_step(theta, u, g, alpha=0.01, beta=0.9):
    u = beta * u - (1 - beta) * alpha * g
    return theta + u, u


# %% [markdown]
# ## Adam: a step length for each parameter
#
# **Adam** keeps two fading means for each parameter: $m$ of its slopes, as momentum does, and $s$ of
# their *squares*. (The names are the usual ones for Adam; this $m$ is not the number of examples.) It walks by their ratio:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\, g^2, \qquad \theta \leftarrow \theta - \alpha\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}$$
#
# with $\beta_1 = 0.9$, $\beta_2 = 0.999$ and a tiny $\varepsilon$ against dividing by zero. Where slopes
# keep their sign, the ratio is near $\pm 1$: a step of about $\alpha$, however steep it is. Where they
# alternate, $m$ shrinks and $\sqrt s$ does not: a short step.

# %% [markdown]
# ## The hats
#
# Both means start at 0, so in the beginning they are far too small. Say every slope is 5. After one
# step $m = 0.1 \cdot 5 = 0.5$. How much is missing is known: after $t$ steps the weights of all slopes
# so far add up to $1 - \beta^t$ only. **Bias correction** divides by that:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat s = \frac{s}{1 - \beta_2^t}$$
#
# **Your turn.** Write the fading mean of a series, corrected at each time $t = 1, 2, \dots$


# %% exercise="fading_means"
def fading_means(values, beta):
    """Return the bias-corrected fading mean after each value.

    Parameters
    ----------
    values : numpy.ndarray, shape (n,)
    beta : float
        The share of the old mean that is kept, from 0 to below 1.

    Returns
    -------
    numpy.ndarray, shape (n,)
        At place t - 1 the corrected mean after t values.
    """
    ### BEGIN SOLUTION
    mean, means = 0.0, []
    for t, value in enumerate(values, start=1):
        mean = beta * mean + (1 - beta) * value
        means.append(mean / (1 - beta**t))
    return np.array(means)
    ### END SOLUTION


# %% [markdown] hint="fading_means"
# Carry the *uncorrected* mean from step to step and note the corrected one. `enumerate(values, start=1)`
# counts $t$ from 1.

# %% [markdown] hint="fading_means"
# In the loop: `mean = beta * mean + (1 - beta) * value`, then append `mean / (1 - beta**t)`.

# %% checks="fading_means"
expect(
    fading_means(np.array([5.0, 5.0, 5.0, 5.0]), 0.9),
    np.full(4, 5.0),
    "the corrected mean of a constant is that constant, from the first step on",
)
expect(
    fading_means(np.array([4.0, 1.0, 8.0]), 0.75),
    np.array([4.0, 1.0 / 0.4375, 2.75 / 0.578125]),
    "the uncorrected means are 1, 1 and 2.75; the weights given out so far are 0.25, 0.4375 and 0.578125",
)
expect(
    fading_means(np.array([4.0, 1.0, 8.0]), 0.0),
    np.array([4.0, 1.0, 8.0]),
    "without memory each value stands for itself",
)


# %% mistake="fading_means" says="the correction is missing"
def fading_means(values, beta):
    mean, means = 0.0, []
    for value in values:
        mean = beta * mean + (1 - beta) * value
        means.append(mean)
    return np.array(means)


# %% mistake="fading_means" says="the corrected mean is carried on, so that it is corrected again and again"
def fading_means(values, beta):
    mean, means = 0.0, []
    for t, value in enumerate(values, start=1):
        mean = (beta * mean + (1 - beta) * value) / (1 - beta**t)
        means.append(mean)
    return np.array(means)


# %% mistake="fading_means" says="beta and 1 - beta are swapped"
def fading_means(values, beta):
    mean, means = 0.0, []
    for t, value in enumerate(values, start=1):
        mean = (1 - beta) * mean + beta * value
        means.append(mean / (1 - (1 - beta) ** t))
    return np.array(means)


# %% [markdown]
# ## Three walkers, one valley
#
# Now all three. The still picture has $\alpha = 0.03$ for SGD and momentum, and 0.5 for Adam, whose rate
# means something else: about the length of a step.


# %%
@interact(
    sgd=(0.01, 0.08, 0.01), momentum=(0.005, 0.06, 0.005), adam=(0.1, 2.0, 0.1), steps=(1, 60)
)
def race(sgd=0.03, momentum=0.03, adam=0.5, steps=30):
    walkers = {
        "SGD": keras.optimizers.SGD(sgd),
        "momentum": keras.optimizers.SGD(momentum, momentum=0.9),
        "Adam": keras.optimizers.Adam(adam),
    }
    paths = {name: walk(optimizer, steps) for name, optimizer in walkers.items()}
    plt.figure(figsize=(8, 3.6))
    ax = plots.walks(cost, paths, w=(-9, 9), b=(-2.2, 2.2))
    left = ", ".join(f"{name} {cost(*path[-1]):.2g}" for name, path in paths.items())
    ax.set_title(f"cost after {steps} steps: {left}", size=10)


# %% [markdown]
# SGD finds the floor and creeps, 5.1 left. Momentum gathers speed along the valley, swings past the
# lowest point and comes back: 1.3. Adam heads diagonally from the first step, as if the valley were as
# wide as long: 1.2. Now drag SGD to 0.07 and take 60 steps: it beats the other two as they
# stand. Then try Adam with 0.6: it is ahead again. Compare optimizers only when each has had its rate
# tuned; none is best everywhere.
#
# ## When the unit changes
#
# **Predict.** Somebody adds up the losses of ten examples instead of averaging them: $J$ and all slopes
# become 10 times as large. Same learning rates, same start. What becomes of the path of SGD, of momentum
# and of Adam?

# %%
prediction = "..."  # write yours

# %%
makers = {
    "SGD": lambda: keras.optimizers.SGD(0.03),
    "momentum": lambda: keras.optimizers.SGD(0.03, momentum=0.9),
    "Adam": lambda: keras.optimizers.Adam(0.5),
}
for name, make in makers.items():
    (w, b), (w10, b10) = [walk(make(), factor=factor)[-1] for factor in (1.0, 10.0)]
    print(f"{name:>8} ends at ({w:.2f}, {b:.2f}), with tenfold slopes at ({w10:.2g}, {b10:.2g})")

# %% [markdown]
# Adam's path is the same: a factor in front of the slopes cancels in $\hat m / \sqrt{\hat s}$. The other
# two are thrown out of the valley, to numbers with twenty digits and more. That is what you buy with
# Adam: not that it is always fastest, but that its rate needs little tuning, for any loss and any layer.
#
# ## On the digits
#
# The same three on the network of lecture 2, with rates from far too small to far too large, three
# epochs each. The loss on the held-out pictures decides.


# %%
by_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def loss_after(optimizer, epochs=3):
    keras.utils.set_random_seed(0)
    hidden = keras.layers.Dense(64, activation="relu")
    model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(10)])
    model.compile(optimizer, by_logits)
    model.fit(X[:4000], y[:4000], batch_size=64, epochs=epochs, verbose=0)
    return model.evaluate(X[4000:], y[4000:], batch_size=500, verbose=0)


# %%
trials = {
    "SGD": (keras.optimizers.SGD, [0.001, 0.01, 0.1, 0.5, 2.0]),
    "momentum": (lambda a: keras.optimizers.SGD(a, momentum=0.9), [0.0001, 0.001, 0.01, 0.1, 0.5]),
    "Adam": (keras.optimizers.Adam, [0.0001, 0.001, 0.003, 0.01, 0.1]),
}
for (name, (make, rates)), style in zip(trials.items(), ["o-", "s--", "^:"]):
    losses = [loss_after(make(rate)) for rate in rates]
    plt.semilogx(rates, losses, style, color=plots.ERROR, label=name)
    print(name, dict(zip(rates, np.round(losses, 2).tolist())))
plt.gca().set(xlabel="learning rate", ylabel="held-out loss", ylim=(0, 2.6))
plt.legend()
plt.show()

# %% [markdown]
# Each has its own valley of rates, and the three floors are equally low: about 0.3. Plain SGD is as good as
# Adam, *if* somebody knows that its rate has to be 0.5, five hundred times Adam's usual 0.001. Adam's
# valley is wide and lies near 0.001 to 0.01 for most networks, so it is the first thing to try. (One
# seed and three epochs: differences of 0.01 mean nothing here.)

# %% [markdown]
# ## Three sentences to remember
#
# 1. A tape records a computation and hands out all slopes; you never derive one again, but you can check
#    it.
# 2. Momentum lets slopes that agree add up and slopes that alternate cancel; Adam divides by the size of
#    the slopes, so that each parameter steps by about $\alpha$.
# 3. A well-tuned plain descent can be as good: what Adam saves is the tuning.
#
# **Where it leads.** Your optimizer is sound, and still the network may not learn. The next lecture
# examines sick networks.
