# %% [markdown]
# # Ten answers that add up to one
#
# *45 minutes. You need: lecture 1, log loss, the slope of a product of functions (chain rule).*
#
# A house number may contain any of ten digits. "Is it a 9, yes or no?" is not enough: the office wants
# a probability for each digit, and they must add up to one. What should the last layer look like, what
# should a wrong answer cost, and why do hidden layers now bend with ReLU instead of tanh?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

images, y = datasets.mnist()
X = images.reshape(-1, 784) / np.float32(255)
X_train, y_train, X_val, y_val = X[:4000], y[:4000], X[4000:], y[4000:]
plots.pictures(images[:10], titles=y[:10], columns=10)
plt.show()

# %% [markdown]
# We learn from 4000 pictures and judge on 1000 others, 100 of each digit. For each picture the network
# shall say ten numbers.
#
# ## From scores to probabilities
#
# Give the last layer ten neurons, one a digit, without a bend. Their weighted sums $z_0, \dots, z_9$
# are scores from $-\infty$ to $\infty$: the **logits**. To make probabilities of $K$ logits, make them
# positive with $e^z$ and divide by their sum. That is **softmax**:
#
# $$p_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}$$
#
# The largest logit gets the largest share, and a lead of 1 over another one means $e \approx 2.7$ times
# its probability. **Your turn.**


# %% exercise="softmax"
def softmax(z):
    """Return the probabilities of one example.

    Parameters
    ----------
    z : numpy.ndarray, shape (K,)
        Logits.

    Returns
    -------
    numpy.ndarray, shape (K,)
        Positive, with sum 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(z)
    return e / e.sum()
    ### END SOLUTION


# %% [markdown] hint="softmax"
# `np.exp(z)` takes the exponential of each entry. What do you divide by?

# %% [markdown] hint="softmax"
# Keep the exponentials, `e = np.exp(z)`, and return them divided by their sum.

# %% checks="softmax"
expect(
    softmax(np.log(np.array([1.0, 3.0, 4.0]))),
    np.array([0.125, 0.375, 0.5]),
    "the exponentials are 1, 3 and 4: eighths",
)
expect(softmax(np.zeros(5)), np.full(5, 0.2), "equal logits share equally")
expect(
    softmax(np.array([2.0, 0.0, -1.0]))[0] / softmax(np.array([2.0, 0.0, -1.0]))[1],
    np.exp(2.0),
    "a lead of 2 means e² times the probability",
)


# %% mistake="softmax" says="the logits themselves are divided by their sum, without exponentials"
def softmax(z):
    return z / (z.sum() or 1.0)


# %% mistake="softmax" says="the exponentials are not divided by their sum"
def softmax(z):
    return np.exp(z)


# %% mistake="softmax" says="each logit goes through a sigmoid of its own: the results do not add up to 1"
def softmax(z):
    return 1 / (1 + np.exp(-z))


# %% [markdown]
# Before you drag: in the still picture the logits of three digits are 2, 1 and 0. Move one, and watch
# all three bars: a probability grows only at the cost of the others. Then move all three by the same
# amount.


# %%
def probabilities(z):
    e = np.exp(z - np.max(z))  # why "- max" comes in a moment
    return e / e.sum()


@interact(a=(-5.0, 5.0, 0.5), b=(-5.0, 5.0, 0.5), c=(-5.0, 5.0, 0.5))
def drag_logits(a=2.0, b=1.0, c=0.0):
    ax = plots.probability_bars(probabilities(np.array([a, b, c])), names=["4", "7", "9"])
    ax.set(title=f"logits {a}, {b}, {c}", xlabel="digit")


# %% [markdown]
# Only differences count. Add any constant $s$ to all logits: every exponential is multiplied by $e^s$,
# and so is the sum, and $e^s$ cancels.
#
# **Predict.** So what will the two lines print for logits of 1, 2, 3 and of 1001, 1002, 1003?

# %%
prediction = "..."  # write yours

# %%
with np.errstate(all="ignore"):
    for z in (np.array([1.0, 2.0, 3.0]), np.array([1001.0, 1002.0, 1003.0])):
        print(np.exp(z) / np.exp(z).sum())

# %% [markdown]
# In mathematics they are equal; in the computer the second line is `nan`, "not a number". $e^{1001}$ has
# 435 digits, more than a 64-bit number can hold, becomes infinite, and infinite by infinite has no
# value. The cure is the property you just saw: subtract the largest logit first.
#
# $$p_k = \frac{e^{z_k - \max_j z_j}}{\sum_j e^{z_j - \max_j z_j}}$$
#
# Now the largest exponent is 0. Nothing overflows, and nothing else changes.

# %%
print(probabilities(np.array([1001.0, 1002.0, 1003.0])))

# %% [markdown]
# ## What a wrong answer costs
#
# The log loss of Course 1 charged $-\log$ of the probability that was given to what happened. Do the
# same with ten classes: this is **cross-entropy**. With $p_{i,k}$ for the probability that example $i$
# gives to class $k$, and the true class $y_i$,
#
# $$J = -\frac{1}{m} \sum_{i=1}^{m} \log p_{i,\,y_i}$$
#
# Only the probability of the *true* class counts; the others matter because they take from it. The
# classes stay whole numbers 0 to 9. (Keras calls that *sparse*: the alternative writes each class as a
# row of ten zeros and ones.)
#
# **Your turn.** `P[np.arange(m), y]` picks from row $i$ the entry in column $y_i$.


# %% exercise="mean_price"
def mean_price(P, y):
    """Return the cross-entropy of predicted probabilities.

    Parameters
    ----------
    P : numpy.ndarray, shape (m, K)
        Probabilities, one example a row.
    y : numpy.ndarray of int, shape (m,)
        True classes from 0 to K - 1.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return -np.mean(np.log(P[np.arange(len(y)), y]))
    ### END SOLUTION


# %% [markdown] hint="mean_price"
# Three steps: pick each row's probability of the true class, take the logarithm, take the mean with a
# minus sign.

# %% checks="mean_price"
P = np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]])
expect(
    mean_price(P, np.array([0, 2, 1])),
    -(np.log(0.5) + np.log(0.1) + np.log(0.25)) / 3,
    "the true classes got 0.5, 0.1 and 0.25",
)
expect(
    mean_price(np.full((4, 10), 0.1), np.array([3, 1, 4, 1])),
    np.log(10),
    "who gives all ten digits the same chance pays log 10 = 2.303",
)


# %% mistake="mean_price" says="the minus sign is missing"
def mean_price(P, y):
    return np.mean(np.log(P[np.arange(len(y)), y]))


# %% mistake="mean_price" says="the largest probability is taken, not that of the true class"
def mean_price(P, y):
    return -np.mean(np.log(P.max(axis=1)))


# %% mistake="mean_price" says="the losses are added up, not averaged"
def mean_price(P, y):
    return -np.sum(np.log(P[np.arange(len(y)), y]))


# %% mistake="mean_price" says="the logarithm is taken of the mean probability, not of each one"
def mean_price(P, y):
    return -np.log(np.mean(P[np.arange(len(y)), y]))


# %% [markdown]
# Remember **2.30**: a network for ten classes that has learned nothing yet pays about $\log 10$. A much
# higher first loss says that it starts out sure and wrong; a loss that stays at 2.30 says that it learns
# nothing.

# %% [markdown]
# ## Give the loss the logits
#
# Take logits of $-200$ and $0$ where the first class is true. Softmax gives $e^{-200}$ to the truth,
# about $10^{-87}$: in 32 bits that is 0, and $\log 0$ is infinite. But the loss can be had without the
# detour. Put softmax into the loss and simplify:
#
# $$-\log p_y = -\log \frac{e^{z_y}}{\sum_j e^{z_j}} = \log \sum_j e^{z_j} - z_y$$
#
# With the largest logit taken out of the sum first, every number stays of moderate size. The loss here
# is 200, plainly. In Keras: leave the last layer without softmax and say `from_logits=True`.

# %%
import keras
from keras.layers import Dense

Z, truth = np.array([[-200.0, 0.0]], dtype="float32"), np.array([0])
by_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
by_probabilities = keras.losses.SparseCategoricalCrossentropy()
print("from logits:       ", float(by_logits(truth, Z)))
print("from probabilities:", float(by_probabilities(truth, np.array([probabilities(Z[0])]))))

# %% [markdown]
# From probabilities Keras says 16.1 rather than 200: it cuts probabilities off at $10^{-7}$ to avoid
# $\log 0$, and where it cuts, the slope is zero. So exactly the worst mistake would teach nothing. We
# always train from logits, and call softmax only when somebody wants to read probabilities.

# %% [markdown]
# ## Why ReLU
#
# The network for ten digits may get more layers. On the way back, the blame is multiplied by the slope
# of every bend it passes: at most $\frac14$ in a sigmoid. Through six layers that is $\frac{1}{4^6}$, one
# four-thousandth, and weights can hardly make up for it. **ReLU**, $\max(0, z)$, has the slope 1 wherever
# it is on.
#
# **Predict.** Two networks with six hidden layers of 64, fresh from the start, one with sigmoids and
# one with ReLU. In which layer will the sigmoid network's slopes be smallest, and how much smaller than
# in its last layer: 10, 100 or 1000 times?

# %%
import tensorflow as tf


def slope_lengths(activation):
    keras.utils.set_random_seed(1)
    hidden = [Dense(64, activation=activation) for _ in range(6)]
    model = keras.Sequential([keras.Input((784,)), *hidden, Dense(10)])
    with tf.GradientTape() as tape:  # records the way forward; lecture 3 explains it
        loss = by_logits(y_train[:500], model(X_train[:500]))
    slopes = tape.gradient(loss, model.trainable_variables)
    return [np.linalg.norm(slope) for slope in slopes[::2]]  # of the weights, not the biases


# %%
for activation, style in [("sigmoid", "s--"), ("relu", "o-")]:
    lengths = slope_lengths(activation)
    plt.semilogy(range(1, 8), lengths, style, color=plots.ERROR, label=activation)
    print(activation, [f"{length:.1e}" for length in lengths])
plt.gca().set(xlabel="layer, from the pictures to the logits", ylabel="length of its slopes")
plt.legend()
plt.show()

# %% [markdown]
# Read it from the right, the way the blame travels. With sigmoids the slopes shrink about fourfold at
# each layer, and arrive at the pictures more than a thousand times smaller than they started: the first
# layers stand still while the last one learns. These are **vanishing gradients**. With ReLU the
# curve is almost level.

# %% [markdown]
# ReLU has a price: a unit whose sum is negative for *every* picture has slope 0 for all of them and never
# learns again. It is **dead**. You meet such units in the clinic of lecture 4.
#
# ## The network for ten digits
#
# One hidden layer of 64 ReLU units, ten logits, and `"adam"`, an optimizer that lecture 3 takes apart.
# Ten epochs take a few seconds.


# %%
def build(hidden=64):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((784,)), Dense(hidden, activation="relu"), Dense(10)])
    model.compile("adam", by_logits, metrics=["accuracy"])
    return model


model = build()
options = {"batch_size": 32, "epochs": 10, "validation_data": (X_val, y_val), "verbose": 0}
history = model.fit(X_train, y_train, **options).history
plots.training_curves(history)
plt.show()

# %% [markdown]
# Both losses fall; from epoch 3 on the training loss leaves the held-out loss behind, which comes to
# rest near 0.27. On the right: 98% of the training pictures, 93% of the others. The gap says that
# part of what the network knows are these 4000 pictures and not digits.

# %% [markdown]
# ## Against the simplest reader
#
# How good is that? The simplest reader has no parameters at all: it looks for the most similar training
# picture (the smallest sum of squared differences of pixels) and says what that one was. And one layer without a hidden one, ten
# neurons side by side, is logistic regression for ten classes.

# %%
from sklearn.neighbors import KNeighborsClassifier

neighbor = KNeighborsClassifier(1).fit(X_train, y_train).predict(X_val) == y_val
network = model.predict(X_val, verbose=0).argmax(axis=1) == y_val
single = keras.Sequential([keras.Input((784,)), Dense(10)])
single.compile("adam", by_logits)
single.fit(X_train, y_train, batch_size=32, epochs=10, verbose=0)
line = single.predict(X_val, verbose=0).argmax(axis=1) == y_val
for name, right in [("one layer", line), ("nearest picture", neighbor), ("network", network)]:
    print(f"{name:>15}: {right.mean():.3f} right")
print(
    f"network against nearest picture: {np.sum(network & ~neighbor)} : {np.sum(neighbor & ~network)}"
)

# %% [markdown]
# The hidden layer is worth three pictures in a hundred against ten neurons side by side: here, unlike
# for 4 against 9, bending pays. But against a reader that looks up the most similar picture it is only a
# draw: the two disagree on about 70 pictures, half of them for each. What speaks for the network is its
# cost in use. The neighbor carries all 4000 pictures along and compares with each; the network carries
# 51 thousand numbers. Unit 2 brings networks that know what a picture is.

# %% [markdown]
# ## Open the box
#
# What did the hidden units learn? To see it, train a network with only 16 of them. Each reads 784 pixels,
# so its weights form a picture: blue where ink excites the unit, orange where ink silences it.

# %%
small = build(16)
small.fit(X_train, y_train, **options)
W1, b1, W2, b2 = small.get_weights()
plots.weight_pictures(W1, titles=range(16))
plt.show()

# %% [markdown]
# Mostly you see patches and arcs: ink here, none there. No unit looks for a whole digit, and the speckled
# rim is noise from the start, in places where there is hardly ever any ink.
#
# Now silence one unit: set its ten outgoing weights to zero, and nothing it says is heard any more.
#
# **Predict.** One of sixteen units is gone. How many of the thousand held-out pictures will the network
# lose: about 0, 60, or 900? All digits alike, or some in particular?


# %%
def right_without(unit):
    muted = W2.copy()
    muted[unit] = 0
    Z = np.maximum(X_val @ W1 + b1, 0) @ muted + b2
    return [np.mean(Z[y_val == k].argmax(axis=1) == k) for k in range(10)]


shares = np.array([right_without(unit) for unit in range(16)])
overall = np.mean(small.predict(X_val, verbose=0).argmax(axis=1) == y_val)
unit, k = np.unravel_index(shares.argmin(), shares.shape)
print(f"with all units: {overall:.3f} right; with one silent: {np.round(shares.mean(axis=1), 2)}")
print(f"hardest hit: without unit {unit}, {shares[unit, k]:.2f} of the digit {k} are read")


# %%
@interact(unit=(0, 15))
def silence(unit=0):
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), width_ratios=[1, 2.2])
    reach = np.abs(W1).max()
    left.imshow(W1[:, unit].reshape(28, 28), cmap=plots.SIGNED, vmin=-reach, vmax=reach)
    left.axis("off")
    right.bar(range(10), shares[unit], color=plots.MODEL)
    right.set(xticks=range(10), xlabel="digit", ylabel="share right", ylim=(0, 1))
    right.set_title(f"without unit {unit}: {shares[unit].mean():.3f} right")


# %% [markdown]
# A typical unit costs 60 of the thousand pictures, the most important one about 200, and the loss is not
# spread evenly: some units leave nine digits almost as they were and one nearly unreadable. Drag to the
# unit named above and to two others, and look for the patch that this digit needs. We did the same with 64 units: there a
# typical unit costs five pictures or fewer, since many share each job. A network with room to spare does not depend
# on any one of them.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Logits become probabilities by softmax, in which only differences count; subtract the largest before
#    taking exponentials.
# 2. Cross-entropy charges $-\log$ of the probability of the true class, $\log 10 = 2.30$ for knowing
#    nothing, and is computed from logits.
# 3. ReLU lets the blame pass through many layers; what a hidden unit is good for you see by silencing it.
#
# **Where it leads.** `"adam"` was a word in quotes so far. The next lecture walks down the same valley
# with three optimizers and shows what each of them remembers.
