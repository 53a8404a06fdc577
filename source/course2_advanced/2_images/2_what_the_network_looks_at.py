# %% [markdown]
# # What the network looks at
#
# *45 minutes. You need: lecture 1 of this unit.*
#
# A hospital's network found pneumonia on X-ray pictures better than expected, until somebody looked at *where* it looked: at a
# metal letter that one of the hospitals laid beside its patients. A network that is right for the wrong reason fails on the day
# the reason changes. So open the box: look at its filters, at its maps, at the places that decided, and switch parts off.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

images, y = datasets.mnist()
X = images[..., np.newaxis] / np.float32(255)
X_train, y_train, X_val, y_val = X[:3000], y[:3000], X[4000:], y[4000:]

# %% [markdown]
# ## A head that forgets places
#
# The network of lecture 1 ended in `Flatten` and a dense layer with a weight for every place. This one ends in **global average
# pooling**: of each of its 32 last maps only the mean over the whole picture remains, *how much* of a pattern there is, not where.
# A dense layer turns these 32 means into ten logits:
#
# $$z_c = b_c + \sum_{f=1}^{32} W_{fc}\, \bar A_f, \qquad \bar A_f = \frac{1}{49} \sum_{i,j} A_{ijf}$$
#
# $A_{ijf}$ is map $f$ at row $i$ and column $j$, on a grid of 7 × 7 after two poolings. Training takes about ten seconds.

# %%
import keras
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D

keras.utils.set_random_seed(0)
options = {"padding": "same", "activation": "relu"}
body = [Conv2D(8, 5, **options), MaxPooling2D(), Conv2D(16, 3, **options), MaxPooling2D()]
body.append(Conv2D(32, 3, **options))
model = keras.Sequential([keras.Input((28, 28, 1)), *body, GlobalAveragePooling2D(), Dense(10)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(0.005), loss, metrics=["accuracy"])
history = model.fit(X_train, y_train, epochs=12, batch_size=32, verbose=0)


# %% [markdown]
# Lecture 1 ended with digits that moved to the right, and a network that lost them. **Predict.** How many of the digits does this
# one still read when they move by five pixels?

# %%
prediction = "..."  # write yours


# %%
def accuracy(pictures):
    return np.mean(model.predict(pictures, verbose=0).argmax(axis=1) == y_val)


for pixels in (0, 1, 3, 5):
    print(f"{pixels} to the right: {accuracy(np.roll(X_val, pixels, axis=2)):.3f} are read")

# %% [markdown]
# Hardly any are lost. With the places gone from the head, it does not matter where the digit lies. The price: it learns more slowly
# (twelve epochs instead of eight, at a higher rate), because a mean over 49 places passes only a small slope to each of them.
#
# ## Filters and maps
#
# The eight kernels of the first layer are pictures themselves, and each gives a map of the digit. Blue weights want ink, orange ones
# want paper.

# %%
K = model.get_weights()[0]
plots.signed_maps(np.moveaxis(K[:, :, 0], 2, 0), titles=range(8))
plt.show()
maps = np.asarray(body[0](X_val[7:8]))[0]
plots.signed_maps(np.moveaxis(maps, 2, 0), titles=range(8))
plt.show()

# %% [markdown]
# Some kernels have a blue and an orange side: they look for rims in that direction, as the ones you made by hand. Others are blots
# that answer to ink in general. After ReLU a map has no negative values, so it marks where its pattern was found.
#
# Move through the digits, and through the layers. The deeper the maps, the coarser, and the fewer places are lit:

# %%
after = [body[0], body[2], body[4]]


@interact(digit=(0, 9), layer=[1, 2, 3])
def look(digit=4, layer=2):
    A = X_val[digit : digit + 1]
    for part in body:
        A = part(A)
        if part is after[layer - 1]:
            break
    plots.signed_maps(np.moveaxis(np.asarray(A)[0], 2, 0)[:16])


# %% [markdown]
# ## The places that decided
#
# The logit is a mean over places of weighted maps. So leave the mean out: what does each place contribute?
#
# $$M_{ij} = \sum_{f} A_{ijf}\, W_{fc}$$
#
# This is the **class activation map** of class $c$. Its mean over all places, plus $b_c$, *is* the logit: nothing is guessed. Often
# the question is not "why a 9" but "why a 9 *and not a 4*": then take the difference of the two columns of $W$.
#
# **Your turn.** Return the map for a class, or against a rival if there is one.


# %% exercise="activation_map"
def activation_map(A, W, c, rival=None):
    """Return which places speak for a class.

    Parameters
    ----------
    A : numpy.ndarray, shape (rows, columns, F)
        The last maps of one picture.
    W : numpy.ndarray, shape (F, classes)
        Weights of the last layer.
    c : int
        The class.
    rival : int, optional
        Another class: then the map says which places speak for `c` rather than for it.

    Returns
    -------
    numpy.ndarray, shape (rows, columns)
    """
    ### BEGIN SOLUTION
    weights = W[:, c] if rival is None else W[:, c] - W[:, rival]
    return A @ weights
    ### END SOLUTION


# %% [markdown] hint="activation_map"
# The column `W[:, c]` has a weight for each of the F maps. At one place, `A[i, j]` are the F values of the maps there.

# %% [markdown] hint="activation_map"
# `A @ w` takes the weighted sum over the last axis at every place at once. With a rival, `w` is the difference of two columns.

# %% checks="activation_map"
two_maps = np.array([[[1.0, 0.0], [0.0, 2.0], [5.0, 1.0]], [[0.0, 0.0], [3.0, 1.0], [2.0, 4.0]]])
heads = np.array([[2.0, -1.0, 0.5], [0.25, 3.0, -4.0]])
expect(
    activation_map(two_maps, heads, 1),
    np.array([[-1.0, 6.0, -2.0], [0.0, 0.0, 10.0]]),
    "at the top right: 5·(-1) + 1·3",
)
expect(
    activation_map(two_maps, heads, 0, rival=2),
    np.array([[1.5, 8.5, 11.75], [0.0, 8.75, 20.0]]),
    "against class 2 the weights are 1.5 and 4.25",
)
expect(
    activation_map(two_maps, heads, 2, rival=0),
    -np.array([[1.5, 8.5, 11.75], [0.0, 8.75, 20.0]]),
    "seen from the rival every place changes its sign; class 0 may be a rival, too",
)
expect(
    activation_map(np.array([[[1.0, 2.0, 4.0]]]), np.array([[2.0, -1], [0.5, 3], [-2, 5]]), 1),
    np.array([[25.0]]),
    "three maps of a single place: -1 + 6 + 20",
)


# %% mistake="activation_map" replace="W[:, c] - W[:, rival]" says="the rival is ignored" with="W[:, c]"

# %% mistake="activation_map" replace="W[:, c] - W[:, rival]" says="the rival's weights are added, not subtracted" with="W[:, c] + W[:, rival]"

# %% mistake="activation_map" replace="return A @ weights" says="negative places are set to 0: they speak against, and belong to the map" with="return np.maximum(A @ weights, 0)"

# %% mistake="activation_map" replace="return A @ weights" says="the mean over all places is returned, instead of the map" with="return (A @ weights).mean()"


# %% mistake="activation_map" says="class 0 is taken for no rival: `if rival` is False for 0"
def activation_map(A, W, c, rival=None):
    return A @ (W[:, c] - W[:, rival]) if rival else A @ W[:, c]


# %% alternative="activation_map"
def activation_map(A, W, c, rival=None):
    M = np.zeros(A.shape[:2])
    for f in range(A.shape[2]):
        M += A[:, :, f] * W[f, c]
        if rival is not None:
            M -= A[:, :, f] * W[f, rival]
    return M


# %% [markdown]
# For ten held-out digits: the map of the answer against the runner-up, laid over the picture. Blue places spoke for the answer. (The cell
# uses the formula itself, so that it runs before you have written yours.)

# %%
A = X_val[:10]
for part in body:
    A = part(A)
A, (W, b) = np.asarray(A), model.layers[-1].get_weights()
ranks = np.argsort(-(A.mean(axis=(1, 2)) @ W + b), axis=1)
_, axes = plt.subplots(2, 5, figsize=(9, 4))
for i, ax in enumerate(axes.flat):
    best, second = ranks[i, :2]
    plots.overlay(X_val[i, :, :, 0], A[i] @ (W[:, best] - W[:, second]), ax=ax)
    ax.set_title(f"{best}, not {second}", fontsize=11)
plt.show()

# %% [markdown]
# Look for the place where you would decide yourself: the bar at the top of the 7, the gap in the 4. Often the blue lies there, but not
# always: also paper next to the stroke may speak for a digit, and blots at the rim say that the network uses things you would not.
# A map is 7 × 7 pixels coarse, and it says where, not what. It is a reason to ask, not a proof.
#
# ## Silence a filter
#
# A map shows what goes together with an answer. To learn what *causes* it, intervene: switch one filter of the first layer off (its kernel
# and bias become 0) and read all held-out digits again.
#
# **Your turn.** Return a copy of the weights in which one filter of the first layer is silent. The list that comes in, and its
# arrays, stay as they are.


# %% exercise="silence"
def silence(weights, number):
    """Return a copy of a network's weights with one filter of the first layer set to zero.

    Parameters
    ----------
    weights : list of numpy.ndarray
        The first is the first layer's kernels, shape (k, l, C, F), the second its biases, (F,).
    number : int
        Which filter, from 0 to F - 1.

    Returns
    -------
    list of numpy.ndarray
    """
    ### BEGIN SOLUTION
    changed = [part.copy() for part in weights]
    changed[0][:, :, :, number] = 0
    changed[1][number] = 0
    return changed
    ### END SOLUTION


# %% [markdown] hint="silence"
# `[part.copy() for part in weights]` copies the list with all its arrays. Which axis of the kernels counts the filters?

# %% [markdown] hint="silence"
# `changed[0][..., number] = 0` takes the last axis. The bias of the same filter stands in `changed[1]`.

# %% checks="silence"
parts = [np.arange(1.0, 13.0).reshape(1, 2, 2, 3), np.array([0.5, 0.25, -1.0]), np.array([7.0])]
quiet = silence(parts, 1)
expect(
    quiet[0].reshape(4, 3),
    np.array([[1.0, 0, 3], [4, 0, 6], [7, 0, 9], [10, 0, 12]]),
    "the second filter is the second along the last axis",
)
expect(quiet[1], np.array([0.5, 0.0, -1.0]), "its bias is silent, too")
expect(quiet[2], np.array([7.0]), "other layers stay")
expect(parts[0].reshape(4, 3)[:, 1], np.array([2.0, 5, 8, 11]), "the weights that come in stay")
pair = [np.array([[[[4.0, 6.0]]]]), np.array([-2.0, 9.0])]
expect(silence(pair, 0)[0], np.array([[[[0.0, 6.0]]]]), "two filters, the first is silenced")

# %% [markdown] equivalent="silence"
# - `changed[0][:, :, :, number] = 0 one line later`: the two steps write into different arrays


# %% mistake="silence" replace="    changed[1][number] = 0\n" says="the bias of the filter still speaks" with=""

# %% mistake="silence" replace="part.copy() for part in weights" says="the arrays that came in are changed: a copied list still holds the same arrays" with="part for part in weights"

# %% mistake="silence" replace="changed[0][:, :, :, number]" says="a channel that comes in is silenced, not a filter" with="changed[0][:, :, number]"

# %% mistake="silence" replace="changed[0][:, :, :, number]" says="all filters are silenced" with="changed[0][:]"


# %% alternative="silence"
def silence(weights, number):
    keep = np.ones(len(weights[1]))
    keep[number] = 0
    return [weights[0] * keep, weights[1] * keep, *weights[2:]]


# %% [markdown]
# **Predict.** Look at the eight kernels and their maps once more. Which filter, silenced, costs most of the held-out digits?

# %%
prediction = "..."  # the number of a filter

# %%
kept = model.get_weights()
lost = np.zeros((8, 10))
whole = model.predict(X_val, verbose=0).argmax(axis=1) == y_val
for number in range(8):
    quiet = [part.copy() for part in kept]
    quiet[0][..., number], quiet[1][number] = 0, 0
    model.set_weights(quiet)
    right = model.predict(X_val, verbose=0).argmax(axis=1) == y_val
    lost[number] = [np.sum(whole[y_val == k]) - np.sum(right[y_val == k]) for k in range(10)]
model.set_weights(kept)

# %%
ax = plots.signed_maps([0 - lost], numbers=True)[0]
ax.figure.set_size_inches(7, 5)
ax.axis("on")
ax.grid(False)
ax.set(xticks=range(10), yticks=range(8), xlabel="digit", ylabel="silent filter")
ax.set_title("digits gained or lost, of 100")
plt.show()
print("lost of 1000 without each filter:", lost.sum(axis=1).astype(int))

# %% [markdown]
# Without some filters hundreds of the 1000 digits are lost, without others a few dozen. And each is missed by digits of its own: one digit
# nearly vanishes while its neighbors stay. A positive number is no slip: without a filter that misled it, some digit is read better. Beware of the
# step from here to "this filter *is* the 8": the layers behind were trained with all eight and had no chance to adapt.
#
# ## Three sentences to remember
#
# 1. Global average pooling keeps what was found and forgets where, so digits may move.
# 2. A class activation map splits a logit over the places of the picture, exactly, but coarsely.
# 3. Looking shows what goes together; silencing a part shows what it causes.
#
# **Where it leads.** The network here had 3000 digits. With a few hundred pictures it would learn them by heart; the next lecture is about
# what keeps it from that.
