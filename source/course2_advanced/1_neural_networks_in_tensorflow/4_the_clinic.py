# %% [markdown]
# # The clinic
#
# *45 minutes. You need: lectures 1 to 3 of this unit.*
#
# A network that does not learn gives no error message. It runs, it prints a loss, and it is useless; a
# team can lose a week over one forgotten argument. Physicians do not guess: they measure, and each
# measurement rules something out. You will build two instruments, read a healthy network, and then take
# over a ward with six sick ones, with ten tests to spend.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import clinic, datasets, drawing, plots
from utils.checks import expect
from utils.widgets import interact

images, y = datasets.mnist()
X = images.reshape(-1, 784) / np.float32(255)
ward = clinic.Ward(budget=10)

# %% [markdown]
# ## The first number
#
# Before any training, look at the loss. A network for ten digits that knows nothing gives each about the
# same probability and pays $\log 10 = 2.30$. A fresh network is never exactly there, but near.
#
# **Predict.** Three fresh networks that differ only in their pixels: from 0 to 1, from 0 to 255, and all 0.
# What are their first losses, roughly?

# %%
prediction = "..."  # write yours

# %%
import keras
import tensorflow as tf
from keras.layers import Dense

by_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
keras.utils.set_random_seed(0)
fresh = keras.Sequential([keras.Input((784,)), Dense(64, activation="relu"), Dense(10)])
for factor in (1, 255, 0):
    print(
        f"pixels up to {factor}: first loss {float(by_logits(y[:1000], fresh(factor * X[:1000]))):.2f}"
    )

# %% [markdown]
# 2.42 is healthy. All zeros make all logits equal, and the loss is exactly $\log 10$. Pixels up to 255 make
# logits in the hundreds: the network starts out sure and wrong. Divide by 255, and nothing else is needed.
# One printed number, before any training, has found a common mistake.
#
# ## Instrument 1: dead units
#
# A ReLU unit whose weighted sum is negative for every picture gives 0 for all of them; its slope is 0
# too, so no step will ever wake it. It is **dead**. One bad step can kill many units, for instance by
# pushing their biases far down.
#
# **Your turn.** From the activations of a hidden layer, one row a picture, return the share of dead units.


# %% exercise="dead_share"
def dead_share(A):
    """Return the share of units that are zero for every picture.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, h)
        ReLU activations, one picture a row, one unit a column.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return np.mean(np.all(A == 0, axis=0))
    ### END SOLUTION


# %% [markdown] hint="dead_share"
# A unit is a column. It is dead if *all* entries of its column are 0.

# %% [markdown] hint="dead_share"
# `np.all(A == 0, axis=0)` gives True for each dead column. The mean of True and False is a share.

# %% checks="dead_share"
A = np.array([[0.0, 1.5, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0], [0.0, 3.0, 0.0, 0.0]])
expect(dead_share(A), 0.5, "the first and the last of four units never fire")
expect(dead_share(A[:, 1:]), 1 / 3, "of the last three units one is dead")
expect(dead_share(A[:1]), 0.75, "for the first picture alone three of four are zero")
expect(dead_share(A[:, 1:3]), 0.0, "a unit that fires for one picture is alive")


# %% mistake="dead_share" says="the share of zeros is returned, not of units that are always zero"
def dead_share(A):
    return np.mean(A == 0)


# %% mistake="dead_share" says="a unit counts as dead if it is zero for any picture"
def dead_share(A):
    return np.mean(np.any(A == 0, axis=0))


# %% mistake="dead_share" says="rows are examined, not columns: these are pictures that excite no unit"
def dead_share(A):
    return np.mean(np.all(A == 0, axis=1))


# %% mistake="dead_share" says="the number of dead units is returned, not their share"
def dead_share(A):
    return np.sum(np.all(A == 0, axis=0))


# %% [markdown]
# ## Instrument 2: slopes, layer by layer
#
# A layer without slopes does not learn; a layer with enormous ones jumps. So measure the length of the
# slopes of each weight matrix, as in lecture 2: a tape records the loss, and
# $\lVert G \rVert = \sqrt{\sum_{ij} G_{ij}^2}$ is the length of the slopes $G$ of one matrix.
#
# **Your turn.** `model.trainable_variables` lists weights and biases in turn; take every other one.


# %% exercise="slope_lengths"
def slope_lengths(model, loss, X, y):
    """Return the length of the slopes of each weight matrix.

    Parameters
    ----------
    model : keras.Model
        Dense layers; its variables are W1, b1, W2, b2, …
    loss : callable
        Called as ``loss(y, model(X))``.
    X, y : numpy.ndarray
        Pictures and classes.

    Returns
    -------
    list of float
        One length a layer, the first layer first.
    """
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        value = loss(y, model(X))
    slopes = tape.gradient(value, model.trainable_variables)
    return [float(np.linalg.norm(slope)) for slope in slopes[::2]]
    ### END SOLUTION


# %% [markdown] hint="slope_lengths"
# Inside the `with` block you compute one number, `loss(y, model(X))`; afterward the tape gives the slopes
# by a whole list of variables as a list.

# %% [markdown] hint="slope_lengths"
# `tape.gradient(value, model.trainable_variables)[::2]` leaves the biases out, and `np.linalg.norm` of a
# matrix is the root of the sum of its squared entries.

# %% checks="slope_lengths"
toy = keras.Sequential([keras.Input((3,)), Dense(1), Dense(1)])
toy.set_weights([np.array([[2.0], [1.0], [-1.0]]), np.zeros(1), np.array([[3.0]]), np.zeros(1)])
one = np.array([[2.0, 3.0, 6.0]]), np.array([0])
expect(
    slope_lengths(toy, lambda y, z: tf.reduce_sum(z), *one),
    [21.0, 1.0],
    "the slopes by the first weights are 3·2, 3·3 and 3·6, by the last one it is 2·2 + 3 - 6",
    rtol=1e-4,
)
two = np.array([[2.0, 3.0, 6.0], [2.0, 1.0, 1.0]]), np.array([0, 1])
expect(
    slope_lengths(toy, lambda y, z: tf.reduce_sum(z), *two),
    [27.0, 5.0],
    "the slopes of two pictures add up: 3·4, 3·4 and 3·7, and 1 + 4",
    rtol=1e-4,
)


# %% mistake="slope_lengths" says="the biases are listed as well"
def slope_lengths(model, loss, X, y):
    with tf.GradientTape() as tape:
        value = loss(y, model(X))
    slopes = tape.gradient(value, model.trainable_variables)
    return [float(np.linalg.norm(slope)) for slope in slopes]


# %% mistake="slope_lengths" says="the lengths are those of the weights, not of their slopes"
def slope_lengths(model, loss, X, y):
    return [float(np.linalg.norm(weights)) for weights in model.get_weights()[::2]]


# %% mistake="slope_lengths" says="the slopes are added up, instead of their squares"
def slope_lengths(model, loss, X, y):
    with tf.GradientTape() as tape:
        value = loss(y, model(X))
    slopes = tape.gradient(value, model.trainable_variables)
    return [float(np.sum(np.asarray(slope))) for slope in slopes[::2]]


# %% [markdown]
# ## A healthy network
#
# The ward has five instruments: `"curves"`, `"pictures"` (what the network is given), `"units"` (yours),
# `"slopes"` (yours, after training) and `"outputs"`. First look at a healthy network, so that you know how
# things should be. Its tests are free.

# %%
ward.test("healthy", "curves")
ward.test("healthy", "units")

# %%
ward.test("healthy", "slopes")
ward.test("healthy", "outputs")

# %% [markdown]
# Both losses fall, and training ends below held-out. Hardly any unit is dead, the slopes of both layers are
# of one size, and in each row of outputs one logit stands out.
#
# ## What may be wrong
#
# | cause | what happens |
# |---|---|
# | `"dead units"` | hidden units are zero for every picture |
# | `"held-out pictures differ"` | it learns, but is judged on pictures of another kind |
# | `"loss takes logits for probabilities"` | `from_logits=True` is missing |
# | `"rate too high"` | steps leap across the valley |
# | `"shuffled labels"` | pictures and labels do not belong together |
# | `"vanishing slopes"` | the blame dies out before it reaches the first layers |
#
# Each of the six patients has one of these; each cause occurs once. Before you test: what would the curves of
# each look like, and which of them would look alike?

# %%
ward.test("A", "curves")

# %% [markdown]
# This test is taken from your budget of ten. What does it rule out? The training loss falls, so slopes arrive
# and steps are sensible. But the held-out loss *rises* from the first epochs on, and the accuracy there stays
# near one in ten. Which two causes remain, and which instrument decides between them?
#
# Now examine. Change the next cell and run it again for each test, or add cells of your own.

# %%
# ward.test("B", "curves")

# %% [markdown]
# **Your diagnosis.** Ten points for each right one, one for each test that you did not need. It counts once,
# and names the truth for all six.

# %%
diagnosis = {}  # such as {"A": "dead units", "B": …}
if diagnosis:
    ward.diagnose(**diagnosis)

# %% [markdown]
# With the curves of all six and four more tests one can be sure of everything: 60 points with nothing left over
# is a sound result. Who reads curves well needs fewer tests. Several patients stay flat near 2.30; for those
# the curves are useless, and `"units"`, `"slopes"` and `"outputs"` decide.

# %% [markdown]
# ## A healthy network meets a stranger
#
# Sometimes nothing is wrong with the network. Train one on 4000 digits, and give it twenty drawings that
# were made for this course. The first ten lie near the middle of the frame, the second ten do not.

# %%
keras.utils.set_random_seed(0)
reader = keras.Sequential([keras.Input((784,)), Dense(64, activation="relu"), Dense(10)])
reader.compile("adam", by_logits, metrics=["accuracy"])
reader.fit(X[:4000], y[:4000], epochs=8, verbose=0)
score = reader.evaluate(X[4000:], y[4000:], verbose=0, return_dict=True)
print(f"held-out MNIST: {score['accuracy']:.3f} are read")

# %%
drawn, truth = drawing.recorded()
read = np.argmax(reader(drawn.reshape(-1, 784)), axis=1)
plots.pictures(drawn, titles=[f"{k} as {r}" for k, r in zip(truth, read)], columns=10)
plt.show()
right = read == truth
print(f"drawings read: {right[:10].sum()} of 10 near the middle, {right[10:].sum()} of 10 off it")

# %% [markdown]
# Seven of the ten near the middle are read, and one of those off it. (It is the same ten drawings, only put
# elsewhere.) For you nothing has changed; for a dense network a shifted digit is ink on other pixels, with
# other weights. How far may a digit move?
#
# Drag MNIST's own held-out pictures across the frame, and watch the share that the network reads.


# %%
@interact(right=(-6, 6), down=(-6, 6))
def shift(right=3, down=0):
    moved = np.roll(X[4000:].reshape(-1, 28, 28), (down, right), axis=(1, 2))
    answers = np.argmax(reader(moved.reshape(-1, 784)), axis=1)
    axes = plots.pictures(moved[:10], titles=answers[:10], columns=10)
    share = np.mean(answers == y[4000:])
    axes[0].figure.suptitle(f"{right} to the right, {down} down: {share:.2f} of 1000 are read")


# %% [markdown]
# At three pixels, a ninth of the width, it reads less than half, though nothing of the digit is lost. Nothing
# in the training ever asked for more: in MNIST all digits lie in the middle.
#
# The cure is not more training but the same preparation: MNIST shifted every picture until its ink balanced
# in the middle. Do that to the drawings, too.

# %%
centered = np.array([drawing.center(picture) for picture in drawn])
read = np.argmax(reader(centered.reshape(-1, 784)), axis=1)
plots.pictures(centered, titles=[f"{k} as {r}" for k, r in zip(truth, read)], columns=10)
plt.show()
print(f"{np.sum(read == truth)} of the 20 centered drawings are read")

# %% [markdown]
# All twenty, without a single new step of training. (The two rows are equal now, as they should be.) Twenty
# drawings by one hand prove little about yours.
#
# ## Your own hand
#
# Now you. Draw a digit with the mouse or a finger: the page computes what the network of this notebook says.
# Try to fool it with digits you would still read yourself: a thin tail, a slanted 7 with a bar, a digit in the
# corner with the centering off. (Where the cell has not been run there is no board; the drawings above stand in for yours.)

# %%
drawing.board(reader.get_weights())

# %% [markdown]
# ## Three sentences to remember
#
# 1. Compare with what should be: a first loss near $\log K$ for $K$ classes, slopes in every layer, hardly any
#    dead units, labels that fit their pictures.
# 2. Each measurement rules causes out; look at the data before you turn knobs.
# 3. A model is good for pictures like those it learned from; prepare new ones in the same way.
#
# **Where it leads.** A network that fails when a digit moves by three pixels has not understood what a
# picture is. Unit 2 builds one that looks with the same eyes everywhere.
