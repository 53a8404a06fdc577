# %% [markdown]
# # Borrowed eyes
#
# *50 minutes. You need: unit 2 of this course, logistic regression with a penalty (Course 1, unit 5).*
#
# A swap shop wants its app to name the garment on a customer's snapshot, in any color and in front of anything. It has twenty labeled
# snapshots of each of ten kinds. Your networks so far learned from thousands. Can eyes that were trained on *other* pictures, by
# somebody else, help to learn from two hundred?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils import datasets, plots, pretrained, snapshots
from utils.checks import expect
from utils.widgets import interact

X, y, X_test, y_test = snapshots.clothes(train=400, test=300)
names = ["T-shirt", *datasets.FASHION_NAMES[1:]]
plots.pictures(X[:14], titles=[names[k] for k in y[:14]], columns=7)
plt.show()

# %% [markdown]
# The snapshots are made up: garments of Fashion-MNIST, tinted by chance and pasted on crops of two photos, 64 × 64 pixels in three
# colors. The test snapshots have their backgrounds from the other half of each photo. Color says nothing here, and the background says
# nothing; only the shape does.
#
# ## From scratch
#
# First the honest rival: a network for pictures that starts from random weights. Twenty of each kind are drawn for training.


# %%
def draw(per_class, seed):
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(y == k) for k in range(10)]
    return np.concatenate([rng.choice(places, per_class, replace=False) for places in members])


few = draw(20, seed=0)
print(len(few), "snapshots to learn from,", len(y_test), "to be judged by")

# %%
import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten

keras.utils.set_random_seed(0)
eyes = [Conv2D(k, 3, strides=2, padding="same", activation="relu") for k in (16, 32, 64)]
scratch = keras.Sequential([keras.Input((64, 64, 3)), *eyes, Flatten(), Dropout(0.3), Dense(10)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
scratch.compile(keras.optimizers.Adam(0.002), loss, metrics=["accuracy"])
scratch.fit(X[few] / 255, y[few], epochs=15, batch_size=20, verbose=0)
for kind, pictures, labels in [("training", X[few], y[few]), ("test", X_test, y_test)]:
    guesses = scratch.predict(pictures / 255, verbose=0).argmax(axis=1)
    print(f"from scratch, {kind}: {np.mean(guesses == labels):.3f} right")

# %% [markdown]
# Nearly all of the training snapshots, and about a third of the new ones; a blind guess gets 0.1. The network has learned its two hundred
# snapshots by heart, roofs and leaves and all. Two hundred pictures do not say what a garment is and what is a wall behind it.
#
# ## What somebody else has learned
#
# **EfficientNet-Lite0** was trained to tell a thousand things apart, dogs, trucks, bananas, on more than a million photos (ImageNet).
# That took many hours on many processors. Its last layer names those thousand things, which we do not need. What comes before turns
# a photo into numbers that proved useful for telling things apart: **features**. To use them for another task is **transfer
# learning**. We have its front: a stem and eleven blocks.

# %%
front = pretrained.front(size=64)
print(f"{front.count_params()} parameters, from {front.input_shape[1:]} to {front.output_shape[1]}")


# %% [markdown]
# The last block gives 112 maps, and **global average pooling** keeps the mean of each: 112 features a picture. The front wants its
# pixels as it had them in training, scaled by
#
# $$x' = \frac{x - 127}{128}$$
#
# where $x$ is a pixel from 0 to 255, so that $x'$ lies between −1 and 1. Nothing is trained in the next cell; the pictures only pass
# through once.


# %%
def features(pictures):
    return front.predict((pictures.astype(np.float32) - 127) / 128, batch_size=50, verbose=0)


F, F_test = features(X), features(X_test)
print(F.shape, F_test.shape)

# %% [markdown]
# ## Near in pixels, near in features
#
# What has the front kept? Ask for neighbors. Two pictures are alike if their vectors point in the same direction. The **cosine
# similarity** of $u$ and $v$ is
#
# $$\cos(u, v) = \frac{\sum_j u_j v_j}{\sqrt{\sum_j u_j^2}\, \sqrt{\sum_j v_j^2}}$$
#
# It is 1 for the same direction and 0 for a right angle; the lengths of $u$ and $v$ do not count.
#
# **Your turn.** Find the most similar rows for a vector.


# %% exercise="nearest"
def nearest(F, f, k):
    """Return which rows are most similar to a vector, by the cosine.

    Parameters
    ----------
    F : numpy.ndarray, shape (m, n)
        No row is all zeros, and no two have the same similarity.
    f : numpy.ndarray, shape (n,)
        Not all zeros.
    k : int
        How many rows, from 1 to m.

    Returns
    -------
    numpy.ndarray of int, shape (k,)
        Positions in F, the most similar first.
    """
    ### BEGIN SOLUTION
    cosines = F @ f / (np.linalg.norm(F, axis=1) * np.linalg.norm(f))
    return np.argsort(-cosines)[:k]
    ### END SOLUTION


# %% [markdown] hint="nearest"
# `F @ f` gives the sum of products for every row. By what does each row have to be divided, so that a long row has no advantage?

# %% [markdown] hint="nearest"
# `np.linalg.norm(F, axis=1)` is the length of each row. `np.argsort` gives positions, the smallest value first: how do you turn that round?

# %% checks="nearest"
rows = np.array([[3.0, 4.0, 0.0], [0.1, 0.0, 0.2], [10.0, 2.0, 1.0], [-5.0, 1.0, 0.5]])
expect(
    nearest(rows, np.array([1.0, 0.0, 2.0]), 3),
    np.array([1, 2, 0]),
    "the short second row has the same direction: cosine 1; then 0.52 for the third and 0.27 for the first",
)
expect(
    nearest(rows, np.array([2.0, 2.0, 0.0]), 4),
    np.array([0, 2, 1, 3]),
    "cosines of 0.99, 0.83, 0.32 and -0.55",
)
expect(nearest(rows, np.array([2.0, 2.0, 0.0]), 1), np.array([0]), "the most similar one")
expect(
    nearest(rows, np.array([0.1, 0.05, 0.3]), 2),
    np.array([1, 2]),
    "cosines of 0.98 and 0.43; the length of the vector does not count",
)


# %% mistake="nearest" replace=" / (np.linalg.norm(F, axis=1) * np.linalg.norm(f))" says="the rows are not divided by their lengths, so long rows win" with=""

# %% mistake="nearest" replace="np.argsort(-cosines)" says="the least similar come first" with="np.argsort(cosines)"


# %% mistake="nearest" says="the distance between the vectors is used, and it depends on their lengths"
def nearest(F, f, k):
    return np.argsort(np.linalg.norm(F - f, axis=1))[:k]


# %% mistake="nearest" replace="np.argsort(-cosines)[:k]" says="the similarities are returned, not the positions" with="np.sort(-cosines)[:k]"


# %% alternative="nearest"
def nearest(F, f, k):
    likeness = [row @ f / np.linalg.norm(row) for row in F]  # the length of f is the same for all
    return np.array(sorted(range(len(F)), key=lambda i: likeness[i], reverse=True)[:k])


# %% [markdown] equivalent="nearest"
# - `np.linalg.norm(F, axis=1) * np.linalg.norm(f) → np.linalg.norm(F, axis=1) / np.linalg.norm(f)`: the length of f is the same for all rows
# - `F @ f / (np.linalg.norm(F, axis=1) * np.linalg.norm(f)) → F @ f / np.linalg.norm(F, axis=1) * np.linalg.norm(f)`: likewise
# - `np.linalg.norm(F, axis=1) * np.linalg.norm(f) → np.linalg.norm(F, axis=1)`: likewise
# - `row @ f → f @ row`: the same sum of products


# %% [markdown]
# Drag through the test snapshots. The first picture is the question; the upper row shows the five snapshots nearest in pixels, the lower row the
# five nearest in features. (The cell does without your function, so that it always runs.)


# %%
def units(A):
    A = A.reshape(len(A), -1).astype(float)
    return A / np.linalg.norm(A, axis=1, keepdims=True)


views = {"pixels": (units(X), units(X_test)), "features": (units(F), units(F_test))}


@interact(question=(0, 29))
def ask(question=9):
    order = [np.argsort(-base @ new[question])[:5] for base, new in views.values()]
    shown = [X_test[question], *X[order[0]], X_test[question], *X[order[1]]]
    labels = [y_test[question], *y[order[0]], y_test[question], *y[order[1]]]
    axes = plots.pictures(shown, titles=[names[k] for k in labels], columns=6)
    axes[0].figure.set_size_inches(7.5, 3.2)


# %%
for view, (base, new) in views.items():
    hits = y[np.argsort(-new @ base.T, axis=1)[:, :5]] == y_test[:, None]
    print(f"{view}: {hits.mean():.2f} of the five nearest are of the same kind")

# %% [markdown]
# Near in pixels means the same wall, the same light: for question 9 all five stand in front of a bright sky. Near in features means more often, though far from always,
# the same kind of thing, for question 9 in other colors and mostly in front of something else. Drag on, and you will find rows where the wall still wins. Nobody told the front
# what a pullover is; something of what it learned about outlines and sleeves from a million photos is in those 112 numbers.
#
# ## A head of your own
#
# On these features we train only a **head**: multinomial logistic regression, a line for each kind. With 200 rows and 112 columns it
# needs a strong penalty ($C = 0.05$ is a large λ), and columns on one scale. **Predict.** The network from scratch got about a
# third right. What will a straight line on borrowed features get?

# %%
prediction = "..."  # a share


# %%
def head(A, labels):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=500))
    return model.fit(A, labels)


line = head(F[few], y[few])
print(f"head on features, test: {line.score(F_test, y_test):.3f} right")
pixels = head(X[few, ::4, ::4].reshape(200, -1), y[few])
print(f"head on pixels,   test: {pixels.score(X_test[:, ::4, ::4].reshape(300, -1), y_test):.3f}")

# %% [markdown]
# A line on features gets about half of the snapshots right, clearly more than the network that learned everything by itself, and it trains in a moment. The
# same line on pixels (every fourth, to save time) gets about a fifth: it is not the head that is clever here.
#
# How does it go on with more snapshots, and how much hangs on which ones were drawn? The curve shows five draws for each size.

# %%
sizes = [1, 2, 5, 10, 20, 30]
shares = np.array(
    [[head(F[i := draw(n, s)], y[i]).score(F_test, y_test) for n in sizes] for s in range(5)]
)
plt.plot(sizes, shares.T, "o", color=plots.DATA, alpha=0.5)
plt.plot(sizes, shares.mean(axis=0), color=plots.MODEL, label="mean of five draws")
plt.axhline(0.1, ls="--", color=plots.ERROR, label="blind guess")
plt.gca().set(xlabel="snapshots of each kind", ylabel="share right", ylim=(0, 1))
plt.legend()
plt.show()
print(dict(zip(sizes, shares.mean(axis=0).round(2).tolist())))

# %% [markdown]
# The curve rises steeply at first and then ever more slowly. And the dots of one size differ, by a tenth and more where few are drawn: that is the luck of the draw. (At 20 and 30
# they lie closer than luck allows, for there are only 40 of each kind, and the draws share most of them.) Whoever compares two methods gives both the *same* draws, or compares luck.
#
# ## As it was trained, or not at all
#
# **Predict.** The head stays as it is. Somebody forgets the scaling in the app and feeds pixels from 0 to 1, or from 0 to 255. What is left of
# the accuracy?

# %%
prediction = "..."  # two shares

# %%
raw = X_test.astype(np.float32)
for how, pictures in [("(x - 127) / 128", (raw - 127) / 128), ("x / 255", raw / 255), ("x", raw)]:
    wrong = front.predict(pictures, batch_size=50, verbose=0)
    print(f"pixels as {how:<15}: {line.score(wrong, y_test):.3f} right")

# %% [markdown]
# No error, no warning, only worse answers. The filters expect what they were trained with: which scale, which order of the
# colors, which size. It is the commonest slip in transfer learning; look it up in the description of every network that you borrow.
#
# ## Why it fits into a phone
#
# A plain layer of $D$ filters of $k \times k$ on $C$ channels has $k^2\, C\, D$ weights. A **depthwise** layer has one $k \times k$ filter *for each
# channel*, which looks around in that channel only: $k^2\, C$ weights. A 1 × 1 layer behind it mixes the channels: $C\, D$. With $k = 5$ and
# $C = D = 112$ that is

# %%
print("plain:", 5 * 5 * 112 * 112, " depthwise and mixing:", 5 * 5 * 112 + 112 * 112)

# %% [markdown]
# Twenty times fewer for a similar job: looking around and mixing are done one after the other. As looking around is so cheap, a block affords more channels
# for it. It **expands** $C$ channels to $e\,C$ by a 1 × 1 layer, looks around in each, and mixes them down to $D$.
#
# **Your turn.** Count the weights of the filters of such a block; there are no biases. With $e = 1$ the expanding layer is left out.


# %% exercise="block_weights"
def block_weights(C, D, k, e):
    """Return how many weights the filters of a block have.

    Parameters
    ----------
    C, D : int
        Channels that come in, and that go out.
    k : int
        Rows and columns of the depthwise filters.
    e : int
        Expansion; with 1 there is no expanding layer.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    inside = e * C
    expand = C * inside if e > 1 else 0
    return expand + k * k * inside + inside * D
    ### END SOLUTION


# %% [markdown] hint="block_weights"
# Three layers: from $C$ to $eC$ channels with 1 × 1, one $k \times k$ filter for each of the $eC$, and from $eC$ to $D$ with 1 × 1.

# %% [markdown] hint="block_weights"
# Let `inside = e * C`, and count the layers one by one: the mixing part is `inside * D`. Over how many channels do the depthwise filters look? When is the expanding part 0?

# %% checks="block_weights"
expect(block_weights(10, 7, 3, 4), 1040, "400 to expand, 360 to look around, 280 to mix")
expect(block_weights(8, 5, 3, 1), 112, "without expansion: 72 to look around and 40 to mix")
expect(block_weights(10, 7, 3, 2), 520, "an expansion by 2 has its layer, too: 200 + 180 + 140")
expect(block_weights(80, 112, 5, 6), 104160, "the ninth block: 38400 + 12000 + 53760")


# %% mistake="block_weights" replace="C * inside if e > 1 else 0" says="the expanding layer is counted although there is none with e = 1" with="C * inside"

# %% mistake="block_weights" replace="k * k * inside + inside * D" says="the depthwise filters run over the channels before the expansion" with="k * k * C + inside * D"

# %% mistake="block_weights" replace="k * k * inside + inside * D" says="the filters are plain ones, over all channels" with="k * k * inside * D"

# %% mistake="block_weights" replace="inside * D" says="the mixing layer starts from the channels before the expansion" with="C * D"

# %% mistake="block_weights" replace="expand + " says="the expanding layer is left out" with=""


# %% alternative="block_weights"
def block_weights(C, D, k, e):
    layers = [(1, C, e * C)] * (e != 1) + [(k, 1, e * C), (1, e * C, D)]
    return sum(size**2 * into * out for size, into, out in layers)


# %% [markdown]
# ## Open the box
#
# Which blocks make the features what they are? Destroy one and see. We shuffle the weights inside each filter layer of one block: the same
# numbers in other places, so that their scale stays and what was learned is gone. Then a *new* head is trained on what comes out.
#
# **Predict.** Block 1 sees edges and colors, block 11 what we use in the end. Which one costs most when it is shuffled: 1, 2, 6 or 11?

# %%
prediction = "..."  # a number


# %%
def shuffled(block, rng):
    other = pretrained.front(size=64)
    for layer in other.layers:
        parts = layer.get_weights()
        if layer.name.startswith(f"block{block}_") and len(parts) == 1:  # filters, no norms
            layer.set_weights([rng.permutation(parts[0].ravel()).reshape(parts[0].shape)])
    return other


print([layer.name for layer in front.layers if layer.name.startswith("block11_")])

# %%
scaled = [(A.astype(np.float32) - 127) / 128 for A in (X[few], X_test)]
broken = {"none": line.score(F_test, y_test)}
for block in (1, 2, 6, 11):
    other = shuffled(block, np.random.default_rng(block))
    A, A_test = (other.predict(pictures, batch_size=50, verbose=0) for pictures in scaled)
    broken[f"block {block}"] = head(A, y[few]).score(A_test, y_test)
bars = plt.bar(list(broken), list(broken.values()), color=plots.MODEL)
plt.bar_label(bars, fmt="%.2f")
plt.gca().set(
    ylabel="share right", ylim=(0, 0.8), title="a new head on a front with one block shuffled"
)
plt.show()

# %% [markdown]
# The early and middle blocks are needed: without block 2 about half of what the head got right is gone, and blocks 1 and 6 cost nearly as
# much. Block 11, shuffled, costs next to nothing!
# Its result is *added* to what came in (`block11_add` does it), so what the earlier blocks found still gets through. And what
# it knew was made for telling a thousand other things apart. (One shuffle of each block: a few hundredths are luck.) Early blocks see what every picture has; late ones serve a task.
#
# ## Three sentences to remember
#
# 1. A network trained on many pictures of other things gives features on which a penalized line learns from few.
# 2. Feed it pixels exactly as it had them in training; nothing will warn you.
# 3. It is cheap because it looks around in each channel and mixes the channels one after the other.
#
# **Where it leads.** Nobody has told the front that clothes matter to us. The next lecture lets its last blocks learn, too, carefully.
