# %% [markdown]
# # The same eyes everywhere
#
# *45 minutes. You need: unit 1 of this course.*
#
# At the end of unit 1 a network that read digits well failed as soon as a digit moved by three pixels. To it, ink on
# another pixel is other ink. Whoever looks for a scratch in the paint of a car does not learn anew for each spot of
# the door: one small window is enough, carried over the whole surface. You write such a window, find edges with it,
# and put sixteen of them into a network that *learns* what to look for.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

images, y = datasets.mnist()
X = images / np.float32(255)
X_train, y_train, X_val, y_val = X[:2000], y[:2000], X[4000:], y[4000:]
plots.pictures(X_train[:8], titles=y_train[:8])
plt.show()

# %% [markdown]
# The digits of unit 1 again: 28 × 28 pixels from 0 (paper) to 1 (ink). We learn from 2000 and judge on 1000 others.
#
# ## One window, one number
#
# A **kernel** is a small table of weights $K$ with $h$ rows and $w$ columns. Lay it on the picture $X$ with its top left
# corner at row $i$ and column $j$, multiply each weight by the pixel below it, and add up:
#
# $$A_{ij} = \sum_{u=0}^{h-1} \sum_{v=0}^{w-1} X_{i + u,\ j + v}\, K_{uv}$$
#
# The sum says how well the window fits the pattern of the kernel. Take this one, and a window of a picture:

# %%
edge = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
window = np.array([[0.0, 0.5, 1.0], [0.0, 0.5, 1.0], [0.0, 0.5, 1.0]])
plots.signed_maps([window, edge, window * edge + 0], ["window", "kernel", "products"], numbers=True)
plt.show()
print("sum of the products:", (window * edge).sum())

# %% [markdown]
# Blue numbers are positive, orange ones negative. Where ink grows from left to right, as here, the right column
# adds more than the left one takes away: 4. On even paper, or in even ink, the two columns cancel to 0. So this kernel
# answers one question: is there a rim here, with ink on its right?
#
# ## Slide it
#
# Carried over all places where it fits completely, the window makes a new picture, the **feature map**. This is called
# **convolution**. A kernel of $h$ rows fits into $n$ rows at $n - h + 1$ places, so the map is a little smaller.
#
# **Your turn.** Write it with two loops.


# %% exercise="convolve"
def convolve(X, K):
    """Return the sums of all windows of a gray picture.

    Parameters
    ----------
    X : numpy.ndarray, shape (height, width)
    K : numpy.ndarray, shape (h, w)
        Rows and columns may differ.

    Returns
    -------
    numpy.ndarray of float, shape (height - h + 1, width - w + 1)
    """
    ### BEGIN SOLUTION
    h, w = K.shape
    A = np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            A[i, j] = np.sum(X[i : i + h, j : j + w] * K)
    return A
    ### END SOLUTION


# %% [markdown] hint="convolve"
# The window at $(i, j)$ is `X[i : i + h, j : j + w]`. It has the shape of `K`, so `*` multiplies weight by pixel.

# %% [markdown] hint="convolve"
# Make the map first: `A = np.zeros((X.shape[0] - h + 1, …))`. Then `for i in range(A.shape[0]):`, the same for `j`, and
# `A[i, j] = np.sum(…)`.

# %% checks="convolve"
small = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 0.0, 5.0, 1.0], [2.0, 6.0, 1.0, 8.0]])
expect(
    convolve(small, np.array([[1.0, 2.0], [0.0, -3.0]])),
    np.array([[5.0, -13.0, 3.0], [-14.0, 7.0, -17.0]]),
    "at the top left: 1·1 + 2·2 + 0·4 - 3·0",
)
expect(
    convolve(small, np.array([[1.0, 0.0, -2.0], [3.0, 0.5, 0.0]])),
    np.array([[13.0, -1.5], [3.0, 16.5]]),
    "2 rows and 3 columns fit twice down and twice across",
)
expect(convolve(small, np.array([[5.0]])), 5 * small, "a kernel of one weight only scales")
expect(convolve(small.T, np.array([[-2.0]])), -2 * small.T, "a tall picture works as well")


# %% mistake="convolve" replace="A.shape[0])" says="the last row of windows stays empty: the loop ends too early" with="A.shape[0] - 1)"

# %% mistake="convolve" replace="* K)" says="the kernel is turned by half a turn, as in mathematics: here it is used as it is" with="* K[::-1, ::-1])"

# %% mistake="convolve" replace="np.sum(" says="the mean of the products is taken, not their sum" with="np.mean("

# %% mistake="convolve" replace="X.shape[0] - h + 1, X.shape[1] - w + 1" says="the map is one row and one column too small: + 1" with="X.shape[0] - h, X.shape[1] - w"


# %% alternative="convolve"
def convolve(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    return np.einsum("ijuv,uv->ij", windows, K)


# %% [markdown] equivalent="convolve"
# - `np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1)) → np.ones((X.shape[0] - h + 1, X.shape[1] - w + 1))`: every entry is written over


# %% [markdown]
# ## What kernels see
#
# Three kernels on one digit: the kernel from above, the same one turned (its transpose), and a mean
# over 3 × 3 pixels. (The next cells use a fast version of yours, so that they run before you have
# written it.)
#
# **Predict.** A 7 has one level bar and one slanted one. Which of the two rim kernels answers more strongly to the level bar?

# %%
prediction = "..."  # write yours


# %%
def slide(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    return np.einsum("ijuv,uv->ij", windows, K)


kernels = {"ink to the right": edge, "ink below": edge.T, "mean": np.ones((3, 3)) / 9}
seven = X_val[7]
maps = [seven[1:-1, 1:-1], *(slide(seven, K) for K in kernels.values())]
plots.signed_maps([m / np.abs(m).max() for m in maps], ["digit", *kernels], columns=4)
plt.show()

# %% [markdown]
# Each map is scaled to its own largest value. *Ink to the right* draws the left rims blue and the right rims orange and is
# blind to the middle of the level bar. *Ink below* answers to that bar: blue along its upper rim, orange along its lower one.
# The mean only blurs.
#
# Now make a kernel yourself. Two sliders set how much it looks for rims from side to side and from top to bottom;
# for which mixture does the slanted stroke stand out?


# %%
@interact(across=(-1.0, 1.0, 0.25), down=(-1.0, 1.0, 0.25))
def mix(across=0.5, down=0.5):
    K = across * edge + down * edge.T
    both = [slide(seven, K), slide(X_val[4], K)]
    plots.signed_maps(both, [f"{across} across, {down} down"] * 2)


# %% [markdown]
# ## When the picture moves
#
# A dense layer has a weight for every place. A kernel has the same weights everywhere, so a digit that moves by three pixels
# gives the same map, moved by three pixels. This is **equivariance**, and here it holds to the last digit:

# %%
at_rest, away = np.zeros((28, 34)), np.zeros((28, 34))
at_rest[:, :28], away[:, 3:31] = seven, seven
A, B = slide(at_rest, edge), slide(away, edge)
print("largest difference of the maps, one moved by three:", np.abs(A[:, :-3] - B[:, 3:]).max())

# %% [markdown]
# Cheap it is, too: nine weights for the whole picture, whatever its size. A dense layer with one unit for each pixel of the map
# would need 784 weights for each of them.
#
# ## Pooling: found, roughly there
#
# Whether a rim lies at column 14 or 15 should not matter. **Max pooling** cuts the map into windows of 2 × 2 and keeps the largest
# value of each: *the pattern was found about here*. The map has half as many rows and columns then.
#
# **Your turn.** Pool windows of 2 × 2 that lie side by side. A row or column that is left over is dropped.


# %% exercise="pool"
def pool(A):
    """Return the largest value of each 2 × 2 window.

    Parameters
    ----------
    A : numpy.ndarray, shape (height, width)
        Values may be negative.

    Returns
    -------
    numpy.ndarray, shape (height // 2, width // 2)
    """
    ### BEGIN SOLUTION
    rows, columns = A.shape[0] // 2, A.shape[1] // 2
    return A[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2).max(axis=(1, 3))
    ### END SOLUTION


# %% [markdown] hint="pool"
# Two loops as before, but over `A.shape[0] // 2` rows and `A.shape[1] // 2` columns. At which row does window number `i` start?

# %% [markdown] hint="pool"
# The window is `A[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]`, and `.max()` gives its largest value.

# %% checks="pool"
cold = np.array(
    [[-5.0, -2, -7, -1, -9], [-3, -8, -4, -6, -10], [3, 11, -12, 2, 14], [6, 1, 7, 9, 4]]
)
expect(pool(cold), np.array([[-2.0, -1.0], [11.0, 9.0]]), "the fifth column is left over")
expect(pool(-cold[:3]), np.array([[8.0, 7.0]]), "and so is a third row")
expect(
    pool(-cold[:, :4]), np.array([[8.0, 7.0], [-1.0, 12.0]]), "each window is looked at by itself"
)


# %% mistake="pool" replace=".max(" says="the mean of each window is kept, not the largest value" with=".mean("


# %% mistake="pool" says="negative values are lost: the windows are compared with 0"
def pool(A):
    rows, columns = A.shape[0] // 2, A.shape[1] // 2
    best = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            best[i, j] = max(0, A[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max())
    return best


# %% mistake="pool" says="the windows overlap: they move by one pixel, not by two"
def pool(A):
    rows, columns = A.shape[0] // 2, A.shape[1] // 2
    return np.array([[A[i : i + 2, j : j + 2].max() for j in range(columns)] for i in range(rows)])


# %% alternative="pool"
def pool(A):
    rows = []
    for i in range(0, A.shape[0] - 1, 2):
        rows.append([A[i : i + 2, j : j + 2].max() for j in range(0, A.shape[1] - 1, 2)])
    return np.array(rows)


# %% [markdown]
# ## A network of windows
#
# Nobody knows the best kernels for digits. So start with random ones and let gradient descent find them: a kernel's weights are
# parameters like all others. In Keras `Conv2D(8, 3)` is a layer of 8 kernels of 3 × 3, each with a bias; together they are
# called **filters**, and each gives a map of its own, a **channel**. A second layer looks at all channels of the first:
# its windows see edges of edges, corners and bends.
#
# `padding="same"` puts zeros around the picture, so that the map stays as large as it. Pictures get a third axis for the channels:
# 28 × 28 × 1 for gray.

# %%
import keras
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

P_train, P_val = X_train[..., np.newaxis], X_val[..., np.newaxis]


def build(layers):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((28, 28, 1)), *layers, Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.003), loss, metrics=["accuracy"])
    model.fit(P_train, y_train, epochs=8, batch_size=32, verbose=0)
    return model


# %% [markdown]
# Beside it stands the dense network of unit 1, with 64 hidden units. Both see the same 2000 digits eight times.
#
# **Predict.** Which of the two has more parameters, and which reads more of the 1000 held-out digits?

# %%
prediction = "..."  # write yours

# %%
dense = build([Flatten(), Dense(64, activation="relu")])
options = {"padding": "same", "activation": "relu"}
eyes = [Conv2D(8, 3, **options), MaxPooling2D(), Conv2D(16, 3, **options), MaxPooling2D()]
cnn = build([*eyes, Flatten()])
for name, model in (("dense", dense), ("windows", cnn)):
    read = np.argmax(model.predict(P_val, verbose=0), axis=1) == y_val
    print(f"{name:<8}{model.count_params():>6} parameters, reads {read.mean():.3f} of the held-out")

# %% [markdown]
# The network of windows reads several digits in a hundred more, with less than a fifth of the parameters. Most of its parameters
# stand in the last, dense layer; the 8 + 16 filters need only 80 + 1168.
#
# ## Have we cured the disease?
#
# The digit that moves was the reason for all this. Push the held-out digits to the right.

# %%
shifts = range(7)
for name, model in (("dense", dense), ("windows", cnn)):
    shares = []
    for pixels in shifts:
        read = model.predict(np.roll(P_val, pixels, axis=2), verbose=0).argmax(axis=1)
        shares.append(np.mean(read == y_val))
    plt.plot(shifts, shares, "o-", label=name)
plt.gca().set(xlabel="pixels to the right", ylabel="share read rightly", ylim=(0, 1))
plt.legend()
plt.show()

# %% [markdown]
# Better than the dense network, but no cure. The maps move along with the digit, and at their end stands `Flatten` with a dense layer
# that has again a weight for every place. Equivariance is not *in*variance: something has to throw the place away. The next
# lecture does that, and the assignment tries the other cure, learning from pictures that move.
#
# ## Three sentences to remember
#
# 1. A kernel is a small table of weights that asks the same question at every place of a picture.
# 2. When the picture moves its map moves along, and pooling forgets the exact place.
# 3. Learned kernels read more than dense layers with fewer parameters, but a dense layer at the end still ties them to places.
#
# **Where it leads.** What have those filters learned to look for? The next lecture opens the box.
