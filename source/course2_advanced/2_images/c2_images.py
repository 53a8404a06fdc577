# %% [markdown]
# # The garments that do not lie in the middle
#
# *120 minutes. You need: lectures 1 and 3 of this unit.*
#
# A shop for second-hand clothes sorts what comes in with a camera above a conveyor belt. In the catalog
# every garment lies in the middle of its picture; on the belt it lies where it fell, up to four pixels off.
# A network for pictures costs more than a straight line. Is it worth it, on the catalog and on the belt? You
# write the layers, the network and its training, and answer with a difference and its uncertainty.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect

X, y, X_test, y_test = datasets.fashion_mnist()
X, X_test = (pictures[..., np.newaxis] / np.float32(255) for pictures in (X, X_test))
X_train, y_train, X_val, y_val = X[:2500], y[:2500], X[2500:], y[2500:]
names = ["T-shirt", *datasets.FASHION_NAMES[1:]]
plots.pictures(X_train[:20, :, :, 0], titles=[names[k] for k in y_train[:20]], columns=7)
plt.show()

# %% [markdown]
# The pictures are from Fashion-MNIST: 28 × 28 gray values in ten classes, here from 0 (background) to 1. A
# layer for pictures expects a third axis, the **channels**: one for gray, three for color, and after a layer
# with 16 filters, 16. 2500 pictures are for training, 500 held out for decisions (**validation**), 500 for the
# verdict (**test**).
#
# ## A whole layer of filters
#
# In the lecture one kernel slid over one gray picture, a pixel at a time. A layer in a network does more:
# it takes $C$ channels, has $F$ kernels with a bias each, may first put $p$ rings of zeros around the picture
# (**padding**), and may move the window by $s$ pixels at a time (**stride**). With $P$ for the padded picture,
#
# $$A_{ijf} = b_f + \sum_{u=0}^{h-1} \sum_{v=0}^{w-1} \sum_{c=1}^{C} P_{s i + u,\ s j + v,\ c}\; K_{uvcf}$$
#
# for all windows of $h \times w$ pixels that fit into $P$ completely: rows or columns that are left over at the right or
# below are not used. Leave `X` as it is.


# %% exercise="convolve"
def convolve(X, K, b, stride=1, padding=0):
    """Return what a convolutional layer gives for one picture, before the bend.

    Parameters
    ----------
    X : numpy.ndarray, shape (height, width, C)
        A picture with C channels.
    K : numpy.ndarray, shape (h, w, C, F)
        F kernels of h rows, w columns and C channels; h and w may differ.
    b : numpy.ndarray, shape (F,)
        A bias for each kernel.
    stride : int
        By how many pixels the window moves, down and to the right.
    padding : int
        Rings of zeros around the picture; 0 means none.

    Returns
    -------
    numpy.ndarray of float, shape (rows, columns, F)
    """
    ### BEGIN SOLUTION
    h, w, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows = (P.shape[0] - h) // stride + 1
    columns = (P.shape[1] - w) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + h, j * stride : j * stride + w]
            A[i, j] = np.tensordot(window, K, axes=3) + b
    return A
    ### END SOLUTION


# %% [markdown] hint="convolve"
# How many windows of 3 rows fit into 7 rows if each starts 2 rows below the one before? Write that count for
# any height, kernel and stride first.

# %% [markdown] hint="convolve"
# Windows of 3 rows in 7 rows with stride 2 start at rows 0, 2 and 4: that is `(7 - 3) // 2 + 1` of them. A window of
# shape (h, w, C) and the kernel of filter $f$, `K[..., f]`, have equal shapes: multiply, add up all, add `b[f]`.

# %% [markdown] hint="convolve"
# `np.pad(X, [(padding, padding), (padding, padding), (0, 0)])` pads rows and columns, not channels. Then three
# loops, over `i`, `j` and `f`: cut `window = P[i * stride : …, j * stride : …]` and fill `A[i, j, f]` with one sum.

# %% checks="convolve" points=10
gray = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 0.0, 5.0, 1.0], [2.0, 6.0, 1.0, 8.0]])[
    :, :, np.newaxis
]
slant = np.array([[1.0, 2.0], [0.0, -3.0]])[:, :, np.newaxis, np.newaxis]
expect(
    convolve(gray, slant, np.array([0.5]))[:, :, 0],
    np.array([[5.5, -12.5, 3.5], [-13.5, 7.5, -16.5]]),
    "at the top left: 1·1 + 2·2 + 0·4 - 3·0 + 0.5",
)
color = np.array([[[1, 10], [2, 0], [0, 30]], [[4, 20], [0, 50], [5, 0]]])
pair = np.zeros((2, 2, 2, 2))
pair[:, :, :, 0] = [[[1, 0.1], [2, 0]], [[0, 0.2], [-3, 0]]]
pair[:, :, :, 1] = [[[0, 2], [-1, 0]], [[3, 0], [0, 0.5]]]
expect(
    convolve(color, pair, np.array([7.0, -4.0])),
    np.array([[[17.0, 51.0], [4.0, -4.0]]]),
    "two channels are added up, and each of the two kernels gives a channel of its own",
)
wide = np.array([[1.0, 0.0, -2.0], [3.0, 0.5, 0.0]])[:, :, np.newaxis, np.newaxis]
expect(
    convolve(gray, wide, np.array([0.0]))[:, :, 0],
    np.array([[13.0, -1.5], [3.0, 16.5]]),
    "a kernel of 2 rows and 3 columns fits twice down and twice across",
)
### BEGIN HIDDEN TESTS
kept = color.copy()
convolve(color, pair, np.array([7.0, -4.0]))
expect(color, kept, "the picture stays as it is")
expect(
    convolve(np.zeros((4, 3, 2)), np.ones((2, 1, 2, 3)), np.array([2.0, -1.0, 0.25]))[2, 2],
    np.array([2.0, -1.0, 0.25]),
    "on an empty picture each channel is its bias",
)
expect(
    convolve(gray.astype(np.uint8), slant, np.array([0.5]))[0, 1, 0],
    -12.5,
    "pictures of whole numbers work as well",
)
### END HIDDEN TESTS

# %% checks="convolve" points=10
expect(
    convolve(gray, slant, np.array([0.5]), padding=1)[:, :, 0],
    np.array(
        [
            [-2.5, -5.5, 0.5, -8.5, 0.5],
            [-9.5, 5.5, -12.5, 3.5, 3.5],
            [2.5, -13.5, 7.5, -16.5, 1.5],
            [4.5, 14.5, 8.5, 17.5, 8.5],
        ]
    ),
    "a ring of zeros makes 5 × 6 pixels of 3 × 4",
)
expect(
    convolve(gray, slant, np.array([0.5]), stride=2, padding=1)[:, :, 0],
    np.array([[-2.5, 0.5, 0.5], [2.5, 7.5, 1.5]]),
    "stride 2 keeps every other window, and the last row is left over",
)
expect(
    convolve(gray, slant, np.array([0.5]), stride=3)[:, :, 0],
    np.array([[5.5]]),
    "with stride 3 only one window fits",
)
### BEGIN HIDDEN TESTS
expect(
    convolve(gray, wide, np.array([0.0]), stride=2, padding=2)[:, :, 0].shape,
    (3, 3),
    "7 × 8 padded pixels hold 3 × 3 windows of 2 × 3 with stride 2",
)
expect(
    convolve(color, pair, np.array([7.0, -4.0]), padding=1).shape,
    (3, 4, 2),
    "padding adds rows and columns, not channels",
)
### END HIDDEN TESTS


# %% mistake="convolve" replace="np.tensordot(window, K, axes=3) + b" says="the bias is left out" with="np.tensordot(window, K, axes=3)"

# %% mistake="convolve" replace="np.tensordot(window, K, axes=3)" says="the kernel is turned by half a turn, as in mathematics: a layer uses it as it is" with="np.tensordot(window, K[::-1, ::-1], axes=3)"

# %% mistake="convolve" replace="np.tensordot(window, K, axes=3)" says="only the first channel of the picture is used" with="np.tensordot(window[:, :, 0], K[:, :, 0], axes=2)"

# %% mistake="convolve" replace="(P.shape[0] - h) // stride + 1" says="the last row of windows is missing: + 1" with="(P.shape[0] - h) // stride"

# %% mistake="convolve" replace="[i * stride : i * stride + h, j * stride : j * stride + w]" says="the windows start one pixel apart, whatever the stride" with="[i : i + h, j : j + w]"

# %% mistake="convolve" replace="(P.shape[0] - h) // stride" says="the number of windows down is taken from the picture before padding" with="(X.shape[0] - h) // stride"

# %% mistake="convolve" replace="(padding, padding), (padding, padding), (0, 0)" says="only the zeros above and on the left count, not those on the right and below" with="(padding, 0), (padding, 0), (0, 0)"

# %% mistake="convolve" replace="np.pad(X, [(padding, padding), (padding, padding), (0, 0)])" says="the padding repeats the pixels at the rim, instead of putting zeros there" with="np.pad(X, [(padding, padding), (padding, padding), (0, 0)], mode='edge')"

# %% mistake="convolve" replace="np.tensordot(window, K, axes=3) + b" says="the bend is already applied: negative sums became 0" with="np.maximum(np.tensordot(window, K, axes=3) + b, 0)"


# %% mistake="convolve" says="the mean of the products is taken, not their sum"
def convolve(X, K, b, stride=1, padding=0):
    h, w, C, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - h) // stride + 1, (P.shape[1] - w) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + h, j * stride : j * stride + w]
            A[i, j] = np.tensordot(window, K, axes=3) / (h * w * C) + b
    return A


# %% mistake="convolve" says="the stride is used down, but not to the right"
def convolve(X, K, b, stride=1, padding=0):
    h, w, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - h) // stride + 1, P.shape[1] - w + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            A[i, j] = np.tensordot(P[i * stride : i * stride + h, j : j + w], K, axes=3) + b
    return A


# %% mistake="convolve" says="the kernel is taken to be square, h by h"
def convolve(X, K, b, stride=1, padding=0):
    h, _, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - h) // stride + 1, (P.shape[1] - h) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + h, j * stride : j * stride + h]
            A[i, j] = np.tensordot(window, K, axes=3) + b
    return A


# %% mistake="convolve" replace="np.pad(X, [(padding, padding), (padding, padding), (0, 0)])" says="padding is ignored: no zeros are put around the picture" with="X"

# %% mistake="convolve" replace="return A" says="the filters stand first in the result: its shape is (F, rows, columns)" with="return np.moveaxis(A, 2, 0)"


# %% mistake="convolve" says="the bias is added once for each channel, not once for each filter"
def convolve(X, K, b, stride=1, padding=0):
    h, w, C, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - h) // stride + 1, (P.shape[1] - w) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + h, j * stride : j * stride + w]
            for c in range(C):
                A[i, j] += np.tensordot(window[:, :, c], K[:, :, c], axes=2) + b
    return A


# %% mistake="convolve" says="each channel writes over the one before: only the last one is left"
def convolve(X, K, b, stride=1, padding=0):
    h, w, C, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - h) // stride + 1, (P.shape[1] - w) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + h, j * stride : j * stride + w]
            for c in range(C):
                A[i, j] = np.tensordot(window[:, :, c], K[:, :, c], axes=2) + b
    return A


# %% mistake="convolve" says="the last row and the last column of windows are missing"
def convolve(X, K, b, stride=1, padding=0):
    h, w, _, _ = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    tops, lefts = range(0, P.shape[0] - h, stride), range(0, P.shape[1] - w, stride)
    return np.array(
        [[np.tensordot(P[i : i + h, j : j + w], K, axes=3) + b for j in lefts] for i in tops]
    )


# %% mistake="convolve" replace="(P.shape[0] - h) // stride + 1\n    columns = (P.shape[1] - w) // stride + 1" says="the last row and the last column of windows are missing: + 1" with="(P.shape[0] - h) // stride\n    columns = (P.shape[1] - w) // stride"

# %% mistake="convolve" replace="(P.shape[1] - w) // stride + 1" says="the last column of windows is missing: + 1" with="(P.shape[1] - w) // stride"


# %% alternative="convolve"
def convolve(X, K, b, stride=1, padding=0):
    height, width, channels = X.shape
    h, w, _, F = K.shape
    P = np.zeros((height + 2 * padding, width + 2 * padding, channels))
    P[padding : padding + height, padding : padding + width] = X
    planes = []
    for f in range(F):
        plane = []
        for top in range(0, P.shape[0] - h + 1, stride):
            row = []
            for left in range(0, P.shape[1] - w + 1, stride):
                row.append(np.sum(P[top : top + h, left : left + w] * K[..., f]) + b[f])
            plane.append(row)
        planes.append(plane)
    return np.stack(planes, axis=-1)


# %% alternative="convolve"
def convolve(X, K, b, stride=1, padding=0):
    P = np.pad(X, ((padding,) * 2, (padding,) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape[:2], axis=(0, 1))
    return np.einsum("ijcuv,uvcf->ijf", windows[::stride, ::stride], K) + b


# %% [markdown] equivalent="convolve"
# - `np.zeros((rows, columns, F)) → np.ones((rows, columns, F))`: every entry is written over


# %% [markdown]
# ## The strongest of each window
#
# **Max pooling** keeps the largest value of each window, channel by channel. In the lecture the windows lay side
# by side. In general the window has `size` × `size` pixels and moves by a stride, which is `size` if nothing
# else is said. With a smaller stride the windows overlap. Again only complete windows count. Values
# may be negative: the largest of -3 and -8 is -3.


# %% exercise="max_pool"
def max_pool(A, size, stride=None):
    """Return the largest value of each window, channel by channel.

    Parameters
    ----------
    A : numpy.ndarray, shape (height, width, F)
    size : int
        Rows and columns of a window.
    stride : int, optional
        By how many pixels the window moves; `size` if it is None.

    Returns
    -------
    numpy.ndarray, shape (rows, columns, F)
    """
    ### BEGIN SOLUTION
    stride = size if stride is None else stride
    rows = (A.shape[0] - size) // stride + 1
    columns = (A.shape[1] - size) // stride + 1
    pooled = np.zeros((rows, columns, A.shape[2]))
    for i in range(rows):
        for j in range(columns):
            window = A[i * stride : i * stride + size, j * stride : j * stride + size]
            pooled[i, j] = window.max(axis=(0, 1))
    return pooled
    ### END SOLUTION


# %% [markdown] hint="max_pool"
# The windows are found as in `convolve`. What takes the place of the sum of products, and over which of the three
# axes of a window does it run?

# %% [markdown] hint="max_pool"
# A window of shape (2, 2, F) becomes F numbers: the largest over its first two axes. In 5 columns, windows of 2
# with stride 2 start at 0 and 2; the fifth column is left over.

# %% [markdown] hint="max_pool"
# `window.max(axis=(…, …))` with two axes gives one number a channel. Set the stride first: `if stride is None:`.

# %% checks="max_pool" points=10
cold = np.array([[-5, -2, -7, -1, -9], [-3, -8, -4, -6, -10], [3, 11, -12, 2, 14], [6, 1, 7, 9, 4]])
cold = cold[:, :, np.newaxis].astype(float)
expect(
    max_pool(cold, 2)[:, :, 0],
    np.array([[-2.0, -1.0], [11.0, 9.0]]),
    "four windows side by side; the fifth column is left over",
)
expect(
    max_pool(cold, 2, stride=1)[:, :, 0],
    np.array([[-2.0, -2.0, -1.0, -1.0], [11.0, 11.0, 2.0, 14.0], [11.0, 11.0, 9.0, 14.0]]),
    "with stride 1 the windows overlap",
)
expect(
    max_pool(cold, 3, stride=2)[:, :, 0],
    np.array([[11.0, 14.0]]),
    "windows of 3 × 3 start at columns 0 and 2",
)
expect(
    max_pool(cold.swapaxes(0, 1), 2, stride=1).shape,
    (4, 3, 1),
    "5 rows and 4 columns hold 4 × 3 windows of 2 × 2",
)
expect(
    max_pool(np.concatenate([cold, -cold], axis=2), 2),
    np.array([[[-2.0, 8.0], [-1.0, 7.0]], [[11.0, -1.0], [9.0, 12.0]]]),
    "each of two channels has a largest value of its own",
)
### BEGIN HIDDEN TESTS
expect(max_pool(cold, 4)[:, :, 0], np.array([[11.0]]), "a window as high as the picture")
expect(max_pool(cold, 1), cold, "windows of one pixel change nothing")
expect(
    max_pool(cold, 1, stride=3)[:, :, 0],
    np.array([[-5.0, -1.0], [6.0, 9.0]]),
    "a stride larger than the window skips pixels",
)
### END HIDDEN TESTS


# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="the mean of each window is taken, not the largest value" with="window.mean(axis=(0, 1))"

# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="the largest value of all channels together is taken" with="window.max()"

# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="a window is compared with 0, so that negative values are lost" with="np.maximum(window.max(axis=(0, 1)), 0)"

# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="the value with the largest size is taken, without its sign" with="np.abs(window).max(axis=(0, 1))"

# %% mistake="max_pool" replace="size if stride is None else stride" says="the stride is ignored: the windows lie side by side" with="size"

# %% mistake="max_pool" replace="size if stride is None else stride" says="without a given stride the window moves by one pixel, not by its size" with="1 if stride is None else stride"

# %% mistake="max_pool" replace="(A.shape[1] - size) // stride + 1" says="the last window of each row is missing: + 1" with="(A.shape[1] - size) // stride"


# %% mistake="max_pool" says="an incomplete window at the right or below is used, too"
def max_pool(A, size, stride=None):
    stride = size if stride is None else stride
    starts = [range(0, length, stride) for length in A.shape[:2]]
    return np.array(
        [[A[i : i + size, j : j + size].max(axis=(0, 1)) for j in starts[1]] for i in starts[0]]
    )


# %% mistake="max_pool" replace="[i * stride : i * stride + size, j * stride : j * stride + size]" says="the windows start one pixel apart, whatever the stride" with="[i : i + size, j : j + size]"

# %% mistake="max_pool" replace="[i * stride : i * stride + size, j * stride : j * stride + size]" says="a window is as large as the stride, not size by size" with="[i * stride : (i + 1) * stride, j * stride : (j + 1) * stride]"

# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="the place of the largest value is returned, not the value" with="[window[:, :, f].argmax() for f in range(A.shape[2])]"

# %% mistake="max_pool" replace="window.max(axis=(0, 1))" says="only the first channel is looked at" with="window[:, :, 0].max()"

# %% mistake="max_pool" replace="(A.shape[1] - size) // stride + 1" says="the number of columns is taken from the height" with="(A.shape[0] - size) // stride + 1"

# %% mistake="max_pool" replace="return pooled" says="the channels are lost: the result has two axes, not three" with="return pooled[:, :, 0]"


# %% mistake="max_pool" says="the sides are divided by the stride, without a look at the size of the window"
def max_pool(A, size, stride=None):
    step = stride or size
    pooled = np.zeros((A.shape[0] // step, A.shape[1] // step, A.shape[2]))
    for i in range(len(pooled)):
        for j in range(len(pooled[0])):
            window = A[i * step : i * step + size, j * step : j * step + size]
            pooled[i, j] = window.max(axis=(0, 1))
    return pooled


# %% mistake="max_pool" replace="(A.shape[0] - size) // stride + 1\n    columns = (A.shape[1] - size) // stride + 1" says="the last windows of each row and each column are missing: + 1" with="(A.shape[0] - size) // stride\n    columns = (A.shape[1] - size) // stride"

# %% mistake="max_pool" replace="(A.shape[0] - size) // stride + 1" says="the last row of windows is missing: + 1" with="(A.shape[0] - size) // stride"


# %% mistake="max_pool" says="the last complete window is left out: `range` ends before its second number"
def max_pool(A, size, stride=None):
    stride = size if stride is None else stride
    tops, lefts = range(0, A.shape[0] - size, stride), range(0, A.shape[1] - size, stride)
    return np.array([[A[i : i + size, j : j + size].max(axis=(0, 1)) for j in lefts] for i in tops])


# %% alternative="max_pool"
def max_pool(A, size, stride=None):
    if not stride:
        stride = size
    rows = []
    for i in range(0, len(A) - size + 1, stride):
        row = []
        for j in range(0, len(A[0]) - size + 1, stride):
            row.append([A[i : i + size, j : j + size, f].max() for f in range(A.shape[2])])
        rows.append(row)
    return np.array(rows)


# %% alternative="max_pool"
def max_pool(A, size, stride=None):
    step = stride or size
    windows = np.lib.stride_tricks.sliding_window_view(A, (size, size), axis=(0, 1))
    return windows[::step, ::step].max(axis=(-2, -1))


# %% [markdown] equivalent="max_pool"
# - `np.zeros((rows, columns, A.shape[2])) → np.ones((rows, columns, A.shape[2]))`: every entry is written over
# - `0 → 1`: every row has as many columns as the first


# %% [markdown]
# ## What a network costs
#
# Before building, count. Given the shape of a picture and a list of layers, find the shape after each layer and
# its number of parameters:
#
# - `("conv", filters, size, stride, padding)`: square kernels; per filter `size · size · channels` weights and one bias,
# - `("pool", size)`: windows side by side, nothing to learn,
# - `("flatten",)`: all numbers in one row,
# - `("dense", units)`: per unit a weight for each input and one bias; its input is flat.
#
# Shapes follow from the windows, as above. For a conv layer the side $n$ becomes $\lfloor (n + 2p - k) / s \rfloor + 1$,
# where $k$ is the size of the kernel, $s$ the stride and $p$ the padding.


# %% exercise="describe"
def describe(shape, layers):
    """Return the shape after each layer and the parameters of each layer.

    Parameters
    ----------
    shape : tuple of int
        (height, width, channels) of the picture; height and width may differ.
    layers : list of tuple
        In order, each as described above.

    Returns
    -------
    shapes : list of tuple
        One a layer: (height, width, channels), or (units,) once the layer is flat.
    counts : list of int
        Parameters of each layer.
    """
    ### BEGIN SOLUTION
    shapes, counts = [], []
    for kind, *numbers in layers:
        count = 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            count = (size * size * shape[2] + 1) * filters
            sides = [(n + 2 * padding - size) // stride + 1 for n in shape[:2]]
            shape = (*sides, filters)
        elif kind == "pool":
            shape = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            count = (shape[0] + 1) * numbers[0]
            shape = (numbers[0],)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts
    ### END SOLUTION


# %% [markdown] hint="describe"
# Which numbers does the next layer need to know of the one before? Keep exactly that in a variable that you
# renew in every turn of a loop.

# %% [markdown] hint="describe"
# Pictures of 10 × 8 with 3 channels, 6 filters of 5 × 5, stride 1, padding 0: 6 × 4 windows, so (6, 4, 6). Each filter has
# 5·5·3 weights and a bias, all six 6·76 = 456. What the picture's height is does not matter for that.

# %% [markdown] hint="describe"
# `for layer in layers:` with `kind = layer[0]` and an `if … elif … else`. In each branch compute `count` from the *old*
# shape first, then the new `shape`; after the branches append both.

# %% checks="describe" points=14
plan = [("conv", 6, 5, 1, 0), ("pool", 2), ("conv", 7, 3, 2, 1), ("flatten",), ("dense", 9)]
expect(
    describe((17, 12, 3), plan)[0],
    [(13, 8, 6), (6, 4, 6), (3, 2, 7), (42,), (9,)],
    "17 - 5 + 1 = 13 rows, half of them is 6, and (6 + 2 - 3) // 2 + 1 = 3",
)
expect(
    describe((17, 12, 3), plan)[1],
    [456, 0, 385, 0, 387],
    "6·(5·5·3 + 1), then 7·(3·3·6 + 1), then 9·(42 + 1)",
)
expect(
    describe((28, 28, 1), [("conv", 16, 3, 1, 1), ("pool", 3), ("flatten",), ("dense", 10)]),
    ([(28, 28, 16), (9, 9, 16), (1296,), (10,)], [160, 0, 0, 12970]),
    "padding 1 keeps the size with 3 × 3 kernels, and pooling drops what is left over",
)
### BEGIN HIDDEN TESTS
expect(
    describe((9, 20, 2), [("conv", 4, 1, 3, 0), ("conv", 5, 2, 1, 2)]),
    ([(3, 7, 4), (6, 10, 5)], [12, 85]),
    "kernels of one pixel mix channels, and two rings of zeros make a picture larger",
)
expect(
    describe((5, 4, 3), [("flatten",), ("dense", 7), ("dense", 2)]),
    ([(60,), (7,), (2,)], [0, 427, 16]),
    "a dense layer after a dense layer takes its units",
)
expect(describe((5, 4, 3), []), ([], []), "without layers there is nothing to list")
### END HIDDEN TESTS


# %% mistake="describe" replace="(size * size * shape[2] + 1) * filters" says="a kernel has only one channel, whatever comes in" with="(size * size + 1) * filters"

# %% mistake="describe" replace="(size * size * shape[2] + 1) * filters" says="the biases of the filters are not counted" with="size * size * shape[2] * filters"

# %% mistake="describe" replace="(size * size * shape[2] + 1) * filters" says="there is one bias for the whole layer, not one a filter" with="size * size * shape[2] * filters + 1"

# %% mistake="describe" replace="(size * size * shape[2] + 1) * filters" says="each filter has a bias for each channel" with="(size * size + 1) * shape[2] * filters"

# %% mistake="describe" replace="2 * padding" says="the padding is added on one side only" with="padding"

# %% mistake="describe" replace="(n + 2 * padding - size) // stride + 1" says="the last window is missing: + 1" with="(n + 2 * padding - size) // stride"

# %% mistake="describe" replace="(shape[0] + 1) * numbers[0]" says="the biases of the dense layer are not counted" with="shape[0] * numbers[0]"

# %% mistake="describe" replace="(*sides, filters)" says="the number of channels stays that of the picture, instead of the number of filters" with="(*sides, shape[2])"

# %% mistake="describe" replace="(n + 2 * padding - size) // stride + 1 for n in shape[:2]" says="the width is taken from the height: pictures need not be square" with="(shape[0] + 2 * padding - size) // stride + 1 for n in shape[:2]"

# %% mistake="describe" replace="shape[0] // numbers[0], shape[1] // numbers[0]" says="pooling uses windows that are not complete: it rounds up" with="-(-shape[0] // numbers[0]), -(-shape[1] // numbers[0])"

# %% mistake="describe" replace="counts.append(count)" says="layers without parameters are left out of the counts: they have 0" with="counts += [count] if count else []"

# %% mistake="describe" replace="filters, size, stride, padding" says="the numbers of a conv layer are read in another order: filters come first" with="size, filters, stride, padding"

# %% mistake="describe" replace="(shape[0] + 1) * numbers[0]" says="there is one bias for the whole dense layer, not one a unit" with="shape[0] * numbers[0] + 1"

# %% mistake="describe" replace="int(np.prod(shape))" says="the channels are forgotten where everything is put in one row" with="shape[0] * (shape[1] if len(shape) > 1 else 1)"

# %% mistake="describe" replace="- size) // stride + 1" says="the number of windows is not rounded down" with="- size) / stride + 1"


# %% mistake="describe" replace="size * size * shape[2]" says="a kernel has as many channels as come out, not as many as come in" with="size * size * filters"


# %% mistake="describe" says="every kernel has the channels of the picture, also in later layers"
def describe(shape, layers):
    shapes, counts = [], []
    channels = shape[-1]
    for kind, *numbers in layers:
        count = 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            sides = [(n + 2 * padding - size) // stride + 1 for n in shape[:2]]
            shape = (*sides, filters)
            count = (size * size * channels + 1) * filters
        elif kind == "pool":
            shape = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            count = (shape[0] + 1) * numbers[0]
            shape = (numbers[0],)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts


# %% mistake="describe" says="each layer starts from the shape of the picture, not from that of the layer before"
def describe(shape, layers):
    shapes, counts = [], []
    height, width, channels = shape
    for kind, *numbers in layers:
        new, count = (height * width * channels,), 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            count = (size * size * channels + 1) * filters
            sides = [(n + 2 * padding - size) // stride + 1 for n in (height, width)]
            new = (*sides, filters)
        elif kind == "pool":
            new = (height // numbers[0], width // numbers[0], channels)
        elif kind == "dense":
            count = (height * width * channels + 1) * numbers[0]
            new = (numbers[0],)
        shapes.append(new)
        counts.append(count)
    return shapes, counts


# %% mistake="describe" says="each layer starts from the shape of the picture, not from that of the layer before"
def describe(shape, layers):
    shapes, counts = [], []
    for kind, *numbers in layers:
        new, count = (int(np.prod(shape)),), 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            count = (size * size * shape[2] + 1) * filters
            sides = [(n + 2 * padding - size) // stride + 1 for n in shape[:2]]
            new = (*sides, filters)
        elif kind == "pool":
            new = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "dense":
            count = (shape[0] + 1) * numbers[0]
            new = (numbers[0],)
        shapes.append(new)
        counts.append(count)
    return shapes, counts


# %% mistake="describe" says="a layer has a single bias, not one for each filter and each unit"
def describe(shape, layers):
    shapes, counts = [], []
    for kind, *numbers in layers:
        count = 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            count = size * size * shape[2] * filters + 1
            sides = [(n + 2 * padding - size) // stride + 1 for n in shape[:2]]
            shape = (*sides, filters)
        elif kind == "pool":
            shape = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            count = shape[0] * numbers[0] + 1
            shape = (numbers[0],)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts


# %% mistake="describe" says="the biases are not counted, neither those of the filters nor those of the units"
def describe(shape, layers):
    shapes, counts = [], []
    for kind, *numbers in layers:
        count = 0
        if kind == "conv":
            filters, size, stride, padding = numbers
            count = size * size * shape[2] * filters
            sides = [(n + 2 * padding - size) // stride + 1 for n in shape[:2]]
            shape = (*sides, filters)
        elif kind == "pool":
            shape = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            count = shape[0] * numbers[0]
            shape = (numbers[0],)
        shapes.append(shape)
        counts.append(count)
    return shapes, counts


# %% alternative="describe"
def describe(shape, layers):
    shapes, counts = [], []
    for layer in layers:
        if layer[0] == "conv":
            _, filters, k, s, p = layer
            height, width, channels = shape
            counts.append(filters * k * k * channels + filters)
            shape = ((height - k + 2 * p + s) // s, (width - k + 2 * p + s) // s, filters)
        elif layer[0] == "pool":
            height, width, channels = shape
            counts.append(0)
            shape = (height // layer[1], width // layer[1], channels)
        elif layer[0] == "flatten":
            counts.append(0)
            shape = (int(np.prod(shape)),)
        elif layer[0] == "dense":
            counts.append(shape[0] * layer[1] + layer[1])
            shape = (layer[1],)
        shapes.append(shape)
    return shapes, counts


# %% [markdown]
# ## Build it
#
# Now in Keras, for pictures of any shape. For each number in `filters`: a layer with that many 3 × 3 filters that
# keeps the size of the picture (`padding="same"` chooses the zeros for that), ReLU, then max pooling with windows of 2 × 2
# side by side. At the end everything flat into one dense layer that gives the **logits**, without softmax. Compile with
# Adam at the given learning rate, the cross-entropy for whole-number labels *from logits*, and the metric
# `"accuracy"`.

# %%
import keras


# %% exercise="build_cnn"
def build_cnn(shape, filters, classes, rate):
    """Return a compiled convolutional network.

    Parameters
    ----------
    shape : tuple of int
        (height, width, channels) of a picture.
    filters : list of int
        Filters of each convolutional layer, in order; may be empty.
    classes : int
        How many logits there are.
    rate : float
        Learning rate of Adam.

    Returns
    -------
    keras.Model
    """
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input(shape)])
    for number in filters:
        model.add(keras.layers.Conv2D(number, 3, padding="same", activation="relu"))
        model.add(keras.layers.MaxPooling2D(2))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(classes))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% [markdown] hint="build_cnn"
# Which layers come once for each entry of `filters`, and which come once at the end? `model.add(layer)` appends a
# layer to a `Sequential` model.

# %% [markdown] hint="build_cnn"
# For `filters = [8, 16]` the layers are `Conv2D(8, 3, …)`, `MaxPooling2D(2)`, `Conv2D(16, 3, …)`, `MaxPooling2D(2)`,
# `Flatten()`, `Dense(classes)`. `Conv2D` takes the bend as `activation="relu"`.

# %% [markdown] hint="build_cnn"
# Start with `keras.Sequential([keras.Input(shape)])` and add two layers in each turn of a loop. In `compile`, which
# argument of the loss says that logits come in, and where does `rate` go?

# %% checks="build_cnn" points=12
small = build_cnn((4, 4, 1), [1], 2, 0.01)
expect(small.count_params(), 20, "3·3 + 1 for the filter, then 2·2 numbers times 2, and 2 biases")
ends = np.array([[1.0, -1.0], [2.0, 0.0], [0.0, 0.5], [0.0, 0.0]]), np.array([0.25, -0.75])
small.set_weights([np.ones((3, 3, 1, 1)), np.array([0.5]), *ends])
expect(
    small(np.ones((1, 4, 4, 1))),
    np.array([[28.75, -5.5]]),
    "inside, 9 pixels and the bias make 9.5, the largest of each window; the logits are 9.5·3 + 0.25 and -9.5·0.5 - 0.75",
    rtol=1e-4,
)
small.set_weights([-np.ones((3, 3, 1, 1)), np.array([0.5]), *ends])
expect(
    small(np.ones((1, 4, 4, 1))),
    np.array([[0.25, -0.75]]),
    "where all sums are negative ReLU gives 0, and only the last biases remain",
    rtol=1e-4,
)
expect(
    build_cnn((9, 8, 3), [5, 2, 6], 4, 0.01).count_params(),
    374,
    "140 + 92 + 114 for the filters; 1 · 1 · 6 numbers remain, times 4, and 4 biases",
)
rng = np.random.default_rng(1)
deep = build_cnn((6, 5, 2), [4, 3], 2, 0.02)
deep.set_weights([0.5 * rng.normal(size=part.shape) for part in deep.get_weights()])
three = rng.normal(size=(3, 6, 5, 2))
expect(
    deep(three),
    np.array([[2.929415, -0.038266], [0.580566, -2.324396], [2.169569, -3.014873]]),
    "two rounds of filters, ReLU and pooling, then logits",
    rtol=1e-3,
)
result = deep.evaluate(three, np.array([0, 1, 1]), verbose=0, return_dict=True)
expect(result["loss"], 2.732814, "the loss is the cross-entropy from logits", rtol=1e-3)
expect(result["accuracy"], 1 / 3, "accuracy is the share of right classes", rtol=1e-3)
### BEGIN HIDDEN TESTS
expect(
    build_cnn((4, 5, 2), [], 3, 0.01).count_params(), 123, "without filters it is one dense layer"
)
one = build_cnn((2, 2, 1), [], 3, 0.005)
before = [0.1 * rng.normal(size=(4, 3)), np.zeros(3)]
one.set_weights(before)
one.train_on_batch(np.ones((2, 2, 2, 1)), np.array([0, 2]))
expect(
    float(np.abs(one.get_weights()[0] - before[0]).max()),
    0.005,
    "Adam's first step moves a weight by the learning rate",
    rtol=0.01,
)
### END HIDDEN TESTS


# %% mistake="build_cnn" replace="keras.layers.Dense(classes)" says="softmax is applied already: the last layer should give logits" with="keras.layers.Dense(classes, activation='softmax')"

# %% mistake="build_cnn" replace="(from_logits=True)" says="the loss takes the logits for probabilities: from_logits=True is missing" with="()"

# %% mistake="build_cnn" replace="MaxPooling2D(2)" says="the mean of each window is kept, not the largest value" with="AveragePooling2D(2)"

# %% mistake="build_cnn" replace=", activation=\"relu\"" says="the filters do not bend: the activation is missing" with=""

# %% mistake="build_cnn" replace="activation=\"relu\"" says="the filters bend with the sigmoid, not with ReLU" with="activation='sigmoid'"

# %% mistake="build_cnn" replace="keras.layers.Dense(classes)" says="the last layer bends with ReLU, so that no logit is negative" with="keras.layers.Dense(classes, activation='relu')"

# %% mistake="build_cnn" replace="keras.optimizers.Adam(rate)" says="rate is ignored: Adam runs at its usual 0.001" with="'adam'"

# %% mistake="build_cnn" replace="keras.optimizers.Adam(rate)" says="the optimizer is plain SGD, not Adam" with="keras.optimizers.SGD(rate)"


# %% alternative="build_cnn"
def build_cnn(shape, filters, classes, rate):
    start = x = keras.Input(shape=shape)
    for place, number in enumerate(filters):
        x = keras.layers.Conv2D(number, (3, 3), padding="same", name=f"eyes_{place}")(x)
        x = keras.layers.ReLU()(x)
        x = keras.layers.MaxPool2D()(x)
    model = keras.Model(start, keras.layers.Dense(classes)(keras.layers.Flatten()(x)))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


# %% [markdown]
# Your `convolve` and Keras' layer must agree, your `describe` and its counts, too.

# %%
keras.utils.set_random_seed(4)
fresh = build_cnn((28, 28, 1), [16, 32], 10, 0.003)
K, b = fresh.get_weights()[:2]
mine = max_pool(np.maximum(convolve(X_val[0], K, b, padding=1), 0), 2)
theirs = X_val[:1]
for layer in fresh.layers[:2]:
    theirs = layer(theirs)
print(f"largest difference after filters and pooling: {np.abs(mine - theirs[0]).max():.0e}")
plan = [("conv", 16, 3, 1, 1), ("pool", 2), ("conv", 32, 3, 1, 1), ("pool", 2), ("flatten",)]
plan.append(("dense", 10))
print("parameters:", sum(describe((28, 28, 1), plan)[1]), "and", fresh.count_params())

# %% [markdown]
# ## The belt
#
# There are no pictures from the belt, so make them: move each garment by a number of pixels of its own. A positive
# `down` moves it down, a negative one up; a positive `right` moves it to the right. What leaves the frame is lost,
# and what comes in is background, 0. Nothing comes in again on the other side, as it would with `np.roll`. An
# offset may be as large as the picture or larger: then nothing is left of it. The picture that comes in stays as
# it is.


# %% exercise="shift"
def shift(X, down, right):
    """Move each picture by its own offset.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, height, width, C)
        Pictures; height and width may differ.
    down, right : numpy.ndarray of int, shape (m,)
        By how many pixels each picture moves; negative numbers move up and to the left.

    Returns
    -------
    numpy.ndarray, shape of X
    """
    ### BEGIN SOLUTION
    reach = max(np.abs(down).max(), np.abs(right).max())
    room = np.pad(X, [(0, 0), (reach, reach), (reach, reach), (0, 0)])
    height, width = X.shape[1:3]
    corners = zip(room, reach - down, reach - right, strict=True)
    return np.array([P[top : top + height, left : left + width] for P, top, left in corners])
    ### END SOLUTION


# %% [markdown] hint="shift"
# Moving a picture down by 2 is the same as looking through a frame that moves up by 2. What would you have to put around
# the picture so that the frame may move?

# %% [markdown] hint="shift"
# Put 3 rings of zeros around a picture of 28 × 28. Rows 3 to 30 are the picture as it was; rows 1 to 28 show it moved down
# by 2; rows 4 to 31 show it moved up by 1.

# %% [markdown] hint="shift"
# Let `reach` be the largest size of an offset and pad by it, as in `convolve`, with `(0, 0)` for the first axis. The frame
# of picture `i` starts at row `reach - down[i]`; at which column? Collect the cuts in a list, and make it an array.

# %% checks="shift" points=14
tiny = np.arange(1.0, 19.0).reshape(3, 2, 3, 1)
moved = shift(tiny, np.array([1, 0, -1]), np.array([0, 2, -1]))
expect(moved[0, :, :, 0], np.array([[0.0, 0, 0], [1, 2, 3]]), "the first picture moves down by one")
expect(moved[1, :, :, 0], np.array([[0.0, 0, 7], [0, 0, 10]]), "the second one moves right by two")
expect(
    moved[2, :, :, 0],
    np.array([[17.0, 18, 0], [0, 0, 0]]),
    "the third one moves up by one and left by one",
)
tall = np.arange(1.0, 25.0).reshape(2, 4, 3, 1)
expect(
    shift(tall, np.array([-3, 1]), np.array([0, 0]))[:, :, :, 0],
    np.array(
        [
            [[10.0, 11, 12], [0, 0, 0], [0, 0, 0], [0, 0, 0]],
            [[0, 0, 0], [13, 14, 15], [16, 17, 18], [19, 20, 21]],
        ]
    ),
    "of two tall pictures one moves up by three, the other down by one",
)
expect(
    shift(tall, np.array([0, 1]), np.array([-2, 1]))[:, :, :, 0],
    np.array(
        [
            [[3.0, 0, 0], [6, 0, 0], [9, 0, 0], [12, 0, 0]],
            [[0, 0, 0], [0, 13, 14], [0, 16, 17], [0, 19, 20]],
        ]
    ),
    "and then one left by two, the other down and right by one",
)
### BEGIN HIDDEN TESTS
expect(tiny, np.arange(1.0, 19.0).reshape(3, 2, 3, 1), "the pictures that come in stay as they are")
expect(shift(tiny, np.array([0, 0, 0]), np.array([0, 0, 0])), tiny, "offsets of 0 change nothing")
expect(
    shift(tiny, np.array([2, -3, 0]), np.array([1, 0, 4])),
    np.zeros((3, 2, 3, 1)),
    "far enough, nothing is left of a picture",
)
expect(
    shift(tiny[:1], np.array([-5]), np.array([0])),
    np.zeros((1, 2, 3, 1)),
    "nothing is left either if the offset is more than four",
)
two = np.arange(1.0, 9.0).reshape(1, 2, 2, 2)
expect(
    shift(two, np.array([0]), np.array([-1]))[0, :, 0],
    np.array([[3.0, 4.0], [7.0, 8.0]]),
    "all channels of a picture move together",
)
### END HIDDEN TESTS


# %% mistake="shift" says="what leaves the frame comes in again on the other side, as np.roll does it"
def shift(X, down, right):
    return np.array([np.roll(x, (d, r), axis=(0, 1)) for x, d, r in zip(X, down, right)])


# %% mistake="shift" says="all pictures are moved by the offset of the first one"
def shift(X, down, right):
    reach = max(np.abs(down).max(), np.abs(right).max())
    room = np.pad(X, [(0, 0), (reach, reach), (reach, reach), (0, 0)])
    height, width = X.shape[1:3]
    top, left = reach - down[0], reach - right[0]
    return room[:, top : top + height, left : left + width]


# %% mistake="shift" replace="reach - down, reach - right" says="the directions are turned around: a positive number moves up and to the left" with="reach + down, reach + right"

# %% mistake="shift" replace="reach - down, reach - right" says="down and right have changed places" with="reach - right, reach - down"

# %% mistake="shift" replace="reach - down, reach - right" says="the sign is ignored: up and left are taken for down and right" with="reach - np.abs(down), reach - np.abs(right)"

# %% mistake="shift" replace="reach - down, reach - right" says="the pictures are moved down or up only, never to the side" with="reach - down, reach + 0 * right"

# %% mistake="shift" replace="(reach, reach), (reach, reach), (0, 0)])" says="the rim is repeated where background should come in" with="(reach, reach), (reach, reach), (0, 0)], mode='edge')"

# %% mistake="shift" replace="[top : top + height, left : left + width]" says="the pictures keep their padding and grow" with="[top:, left:][: height + reach, : width + reach]"

# %% mistake="shift" replace="(reach, reach), (0, 0)]" says="the channels are padded, too" with="(reach, reach), (reach, reach)]"

# %% mistake="shift" replace="height, width = X.shape[1:3]" says="height and width have changed places" with="width, height = X.shape[1:3]"


# %% mistake="shift" says="the rows and columns to clear are chosen as if every offset were positive"
def shift(X, down, right):
    moved = np.array([np.roll(x, (d, r), axis=(0, 1)) for x, d, r in zip(X, down, right)])
    for i in range(len(X)):
        moved[i, : down[i]] = 0
        moved[i, :, : right[i]] = 0
    return moved


# %% mistake="shift" says="a negative position counts from the end, so the other side comes in again"
def shift(X, down, right):
    moved = np.zeros_like(X)
    _, height, width, _ = X.shape
    for i, row, column in np.ndindex(X.shape[:3]):
        r, c = row - down[i], column - right[i]
        if r < height and c < width:
            moved[i, row, column] = X[i, r, c]
    return moved


# %% mistake="shift" says="row 0 and column 0 never get anything: 0 is a position, too"
def shift(X, down, right):
    moved = np.zeros_like(X)
    _, height, width, _ = X.shape
    for i, row, column in np.ndindex(X.shape[:3]):
        r, c = row + down[i], column + right[i]
        if 0 < r < height and 0 < c < width:
            moved[i, r, c] = X[i, row, column]
    return moved


# %% mistake="shift" says="only the first channel moves"
def shift(X, down, right):
    moved = np.zeros_like(X)
    _, height, width, _ = X.shape
    for i, row, column in np.ndindex(X.shape[:3]):
        r, c = row + down[i], column + right[i]
        if 0 <= r < height and 0 <= c < width:
            moved[i, r, c, 0] = X[i, row, column, 0]
    return moved


# %% mistake="shift" says="only the last picture is returned"
def shift(X, down, right):
    height, width = X.shape[1:3]
    for x, d, r in zip(X, down, right):
        room = np.pad(x, [(9, 9), (9, 9), (0, 0)])
        moved = room[9 - d : 9 - d + height, 9 - r : 9 - r + width]
    return moved


# %% mistake="shift" says="the rings of zeros are always four: an offset of more looks past them"
def shift(X, down, right):
    height, width = X.shape[1:3]
    room = np.pad(X, [(0, 0), (4, 4), (4, 4), (0, 0)])
    corners = zip(room, 4 - down, 4 - right)
    return np.array([P[top : top + height, left : left + width] for P, top, left in corners])


# %% mistake="shift" says="the pictures that came in are moved themselves: the result needs an array of its own"
def shift(X, down, right):
    reach = max(np.abs(down).max(), np.abs(right).max())
    height, width = X.shape[1:3]
    for i in range(len(X)):
        room = np.pad(X[i], [(reach, reach), (reach, reach), (0, 0)])
        top, left = reach - down[i], reach - right[i]
        X[i] = room[top : top + height, left : left + width]
    return X


# %% [markdown] equivalent="shift"
# - `True → False`: there are as many pictures as offsets


# %% alternative="shift"
def shift(X, down, right):
    moved = np.zeros_like(X)
    m, height, width, _ = X.shape
    for i in range(m):
        for row in range(height):
            for column in range(width):
                r, c = row - down[i], column - right[i]
                if 0 <= r < height and 0 <= c < width:
                    moved[i, row, column] = X[i, r, c]
    return moved


# %% alternative="shift"
def shift(X, down, right):
    height, width = X.shape[1:3]
    rows = np.arange(height)[None, :] - down[:, None]
    columns = np.arange(width)[None, :] - right[:, None]
    inside = ((rows >= 0) & (rows < height))[:, :, None] & ((columns >= 0) & (columns < width))[
        :, None, :
    ]
    r, c = np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)
    picked = X[np.arange(len(X))[:, None, None], r[:, :, None], c[:, None, :]]
    return np.where(inside[..., None], picked, 0)


# %% [markdown]
# Ten garments from the belt, each up to four pixels off in both directions. Would you have trouble with any of them
# that you did not have before?


# %%
def belt(X, rng, reach=4):
    down, right = rng.integers(-reach, reach + 1, size=(2, len(X)))
    return shift(X, down, right)


X_val_belt = belt(X_val, np.random.default_rng(1))
X_test_belt = belt(X_test, np.random.default_rng(2))
plots.pictures(X_val_belt[:10, :, :, 0], titles=[names[k] for k in y_val[:10]], columns=5)
plt.show()

# %% [markdown]
# ## Train, and stop in time
#
# The training for the belt shows the network every garment in a new place in every epoch: that is
# **augmentation**. And it should stop by itself: after `patience` epochs *in a row* that did not bring a new lowest
# held-out loss. An epoch as low as the lowest so far is not a new lowest. At the end the model has the weights of the
# epoch where the held-out loss was lowest.
#
# In each epoch: pictures `change(X)` if there is a `change`, else `X` itself; one `model.fit(…, epochs=1, verbose=0)` with
# the given batch size; then the loss from `model.evaluate(X_val, y_val, verbose=0, return_dict=True)["loss"]`. The
# held-out pictures are never changed.


# %% exercise="train"
def train(model, X, y, X_val, y_val, epochs, patience, change=None, batch_size=50):
    """Train with early stopping and leave the model with its best weights.

    Parameters
    ----------
    model : keras.Model
        Compiled; training starts from the weights it has.
    X, y, X_val, y_val : numpy.ndarray
        Training and held-out pictures with their classes.
    epochs : int
        The most epochs to train, at least 1.
    patience : int
        How many epochs in a row without a new lowest loss end the training; at least 1.
    change : callable, optional
        Called as ``change(X)`` once in each epoch; returns the pictures to learn from.
    batch_size : int
        Pictures a step.

    Returns
    -------
    list of float
        The held-out loss after each epoch that was trained.
    """
    ### BEGIN SOLUTION
    losses, best, waited = [], None, 0
    for _ in range(epochs):
        seen = X if change is None else change(X)
        model.fit(seen, y, batch_size=batch_size, epochs=1, verbose=0)
        losses.append(model.evaluate(X_val, y_val, verbose=0, return_dict=True)["loss"])
        if losses[-1] < min(losses[:-1], default=np.inf):
            best, waited = model.get_weights(), 0
        else:
            waited += 1
        if waited == patience:
            break
    model.set_weights(best)
    return losses
    ### END SOLUTION


# %% [markdown] hint="train"
# Besides the list of losses, which two things do you carry from epoch to epoch? What happens to each of them when an epoch
# is the best so far, and what when it is not?

# %% [markdown] hint="train"
# Losses 0.9, 0.7, 0.8, 0.6, 0.65, 0.62 with a patience of 2: after 0.8 one epoch was in vain, but 0.6 sets the count back to
# zero; 0.65 and 0.62 are two in a row, so there is no seventh epoch. The weights are those of the fourth.

# %% [markdown] hint="train"
# In the loop: `seen = X if change is None else change(X)`, fit, measure, append. If the new loss is lower than all before, keep
# `model.get_weights()` and set `waited = 0`, otherwise count up. When do you `break`, and what comes after the loop?

# %% checks="train" points=14
few, few_y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([0, 1, 0])
out, out_y = np.array([[2.0, 1.0], [1.0, 2.0], [0.0, 1.0], [1.0, 0.0]]), np.array([0, 1, 0, 0])
few, out = few.reshape(3, 1, 2, 1), out.reshape(4, 1, 2, 1)
start = [np.array([[-0.5, 0.5], [0.3, -0.3]]), np.zeros(2)]
line = build_cnn((1, 2, 1), [], 2, 0.4)
line.set_weights(start)
factors = iter([-0.5, -0.5, 3, -1, 0.5, -1, 1])
curve = train(line, few, few_y, out, out_y, 7, 2, lambda X: X * next(factors))
expect(
    curve,
    [1.254934, 1.606013, 1.198324, 1.239665, 1.330161],
    "the second epoch is in vain, the third is better; the fourth and fifth are two in a row",
    rtol=1e-3,
)
expect(
    line.evaluate(out, out_y, verbose=0, return_dict=True)["loss"],
    1.198324,
    "the model ends with the weights of the third epoch, the lowest",
    rtol=1e-3,
)
other = build_cnn((1, 2, 1), [], 2, 0.4)
other.set_weights(start)
others = iter([0.5, 2, -1, -2, 3, 3, -2, -0.5])
expect(
    train(other, few, few_y, out, out_y, 8, 3, lambda X: X * next(others)),
    [0.567815, 0.399344, 0.572035, 0.804917, 0.686896],
    "the fifth epoch is better than the fourth, but no new lowest: three in a row",
    rtol=1e-3,
)
plain = build_cnn((1, 2, 1), [], 2, 0.5)
plain.set_weights(start)
expect(
    train(plain, few, few_y, out, out_y, 7, 2),
    [0.496595, 0.355581, 0.332561, 0.420110, 0.556080],
    "without a change the pictures are used as they are",
    rtol=1e-3,
)
short = build_cnn((1, 2, 1), [], 2, 0.3)
short.set_weights(start)
expect(
    len(train(short, few, few_y, out, out_y, 2, 2)), 2, "there are never more epochs than allowed"
)
### BEGIN HIDDEN TESTS
longer = build_cnn((1, 2, 1), [], 2, 0.4)
longer.set_weights(start)
factors = iter([-0.5, -0.5, 3, -1, 0.5, -1, 1])
expect(
    train(longer, few, few_y, out, out_y, 7, 3, lambda X: X * next(factors)),
    [1.254934, 1.606013, 1.198324, 1.239665, 1.330161, 1.466788],
    "with a patience of 3 there is one epoch more",
    rtol=1e-3,
)
still = build_cnn((1, 2, 1), [], 2, 0.0)
still.set_weights(start)
expect(
    len(train(still, few, few_y, out, out_y, 7, 1, batch_size=2)),
    2,
    "an epoch as low as the first is not a new lowest",
)
expect(
    int(still.optimizer.iterations.numpy()), 4, "three pictures, two a step, are two steps an epoch"
)
### END HIDDEN TESTS


# %% mistake="train" replace="model.set_weights(best)" says="the model keeps the weights of the last epoch, not of the best" with="best"

# %% mistake="train" replace="best, waited = model.get_weights(), 0" says="the count of epochs in vain is never set back to zero" with="best = model.get_weights()"

# %% mistake="train" replace="waited == patience" says="training stops one epoch late: the count must exceed the patience" with="waited > patience"

# %% mistake="train" replace="model.evaluate(X_val, y_val" says="the loss is measured on the training pictures" with="model.evaluate(X, y"

# %% mistake="train" replace="losses[-1] < min(losses[:-1], default=np.inf)" says="each epoch is compared with the one before, not with the best" with="losses[-1] < min(losses[-2:-1], default=np.inf)"

# %% mistake="train" replace="losses[-1] < min(losses[:-1], default=np.inf)" says="an epoch as low as the best counts as a new best: ≤ instead of <" with="losses[-1] <= min(losses[:-1], default=np.inf)"

# %% mistake="train" replace="X if change is None else change(X)" says="change is ignored: the pictures are always the same" with="X"

# %% mistake="train" replace="batch_size=batch_size, " says="batch_size is not passed on to fit" with=""

# %% mistake="train" replace="return losses" says="only the lowest loss is returned, not the list of all" with="return [min(losses)]"


# %% mistake="train" says="the pictures are changed once before training, not anew in each epoch"
def train(model, X, y, X_val, y_val, epochs, patience, change=None, batch_size=50):
    losses, best, waited = [], None, 0
    seen = X if change is None else change(X)
    for _ in range(epochs):
        model.fit(seen, y, batch_size=batch_size, epochs=1, verbose=0)
        losses.append(model.evaluate(X_val, y_val, verbose=0, return_dict=True)["loss"])
        if losses[-1] < min(losses[:-1], default=np.inf):
            best, waited = model.get_weights(), 0
        else:
            waited += 1
        if waited == patience:
            break
    model.set_weights(best)
    return losses


# %% mistake="train" says="each change is applied on top of the one before, so that the pictures wander off"
def train(model, X, y, X_val, y_val, epochs, patience, change=None, batch_size=50):
    losses, best, waited = [], None, 0
    for _ in range(epochs):
        X = X if change is None else change(X)
        model.fit(X, y, batch_size=batch_size, epochs=1, verbose=0)
        losses.append(model.evaluate(X_val, y_val, verbose=0, return_dict=True)["loss"])
        if losses[-1] < min(losses[:-1], default=np.inf):
            best, waited = model.get_weights(), 0
        else:
            waited += 1
        if waited == patience:
            break
    model.set_weights(best)
    return losses


# %% alternative="train"
def train(model, X, y, X_val, y_val, epochs, patience, change=None, batch_size=50):
    if change is None:
        change = np.array
    lowest, best_epoch, history, weights = float("inf"), -1, [], None
    for epoch in range(epochs):
        model.fit(change(X), y, batch_size=batch_size, verbose=0)
        loss, _ = model.evaluate(X_val, y_val, verbose=0)
        history.append(loss)
        if loss < lowest:
            lowest, best_epoch, weights = loss, epoch, model.get_weights()
        elif epoch - best_epoch >= patience:
            break
    model.set_weights(weights)
    return history


# %% [markdown]
# Two networks of the same build: one learns from the catalog, the other from garments that lie elsewhere in every
# epoch, and watches held-out garments from the belt. Keras has all of this, too: as the callback `EarlyStopping` and the
# layer `RandomTranslation`. This takes about twenty seconds.

# %%
keras.utils.set_random_seed(0)
catalog = build_cnn((28, 28, 1), [16, 32], 10, 0.003)
losses = train(catalog, X_train, y_train, X_val, y_val, epochs=12, patience=3)
print("catalog:", np.round(losses, 2))
rng = np.random.default_rng(0)
moving = build_cnn((28, 28, 1), [16, 32], 10, 0.003)
data = X_train, y_train, X_val_belt, y_val
losses = train(moving, *data, epochs=20, patience=4, change=lambda X: belt(X, rng))
print("moving: ", np.round(losses, 2))

# %% [markdown]
# Both held-out losses fall. That of the second network stays higher, for it is measured on garments from the belt, and
# each epoch brings pictures that it has not seen in this place before.
#
# Both get a rival that costs a second: logistic regression on the pixels, once on the catalog, and once on
# four belt copies of it. The second is the control: does the *network* cope with the belt, or only the moving?

# %%
from sklearn.linear_model import LogisticRegression

copies = np.concatenate([belt(X_train, rng) for _ in range(4)]).reshape(-1, 784)
lines = {
    "line, catalog": LogisticRegression(C=0.05, max_iter=200).fit(
        X_train.reshape(-1, 784), y_train
    ),
    "line, moving": LogisticRegression(C=0.05, max_iter=100, tol=0.01).fit(
        copies, np.tile(y_train, 4)
    ),
}


def answers(name, X):
    if name in lines:
        return lines[name].predict(X.reshape(-1, 784))
    return (catalog if "catalog" in name else moving).predict(X, verbose=0).argmax(axis=1)


# %% [markdown]
# ## Is it worth it?
#
# Two models have answered the *same* $m$ pictures. Most pictures both get right, or both wrong; they say nothing about who
# is better. So look at the difference picture by picture: $d_i = a_i - b_i$, where $a_i$ is 1 if the first is right
# and 0 if not, and $b_i$ the same for the second. The mean difference and its 95% interval:
#
# $$\bar d \pm 1.96\, \frac{s}{\sqrt m}, \qquad s^2 = \frac{1}{m - 1} \sum_{i=1}^m (d_i - \bar d)^2$$


# %% exercise="compare"
def compare(right_a, right_b):
    """Compare two models on the same pictures.

    Parameters
    ----------
    right_a, right_b : numpy.ndarray of bool, shape (m,)
        Whether each model was right; at least two pictures.

    Returns
    -------
    dict
        ``"difference"``: float, mean of the differences; ``"low"``, ``"high"``: float, its 95 %
        interval; ``"only_a"``, ``"only_b"``: int, pictures that only this model got right.
    """
    ### BEGIN SOLUTION
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    return {
        "difference": d.mean(),
        "low": d.mean() - half,
        "high": d.mean() + half,
        "only_a": np.sum(right_a & ~right_b),
        "only_b": np.sum(right_b & ~right_a),
    }
    ### END SOLUTION


# %% [markdown] hint="compare"
# NumPy refuses to subtract True and False. Which three values can a difference have, once both are numbers?

# %% [markdown] hint="compare"
# Right on pictures 1, 2, 4 against right on 1, 3 of four: the differences are 0, 1, -1, 1. Their mean is 0.25, and `std(ddof=1)`
# divides by $m - 1 = 3$. The first alone is right on two pictures, the second alone on one.

# %% [markdown] hint="compare"
# `d = right_a.astype(float) - right_b`. The half width is 1.96 times `d.std(ddof=1)` over a root. `right_a & ~right_b` marks
# pictures that only the first gets right.

# %% checks="compare" points=16
first = np.array([True, True, False, True, True, False, True])
second = np.array([True, False, False, False, True, True, True])
verdict = compare(first, second)
expect(verdict["difference"], 1 / 7, "the differences are 0, 1, 0, 1, 0, -1, 0")
expect(verdict["only_a"], 2, "the second and the fourth picture")
expect(verdict["only_b"], 1, "the sixth picture")
expect(verdict["low"], -0.368350, "1/7 minus 1.96 times 0.690066 over the root of 7", rtol=1e-4)
expect(verdict["high"], 0.654064, "1/7 plus 1.96 times 0.690066 over the root of 7", rtol=1e-4)
### BEGIN HIDDEN TESTS
swapped = compare(second, first)
expect(swapped["difference"], -1 / 7, "the other way round the difference changes its sign")
expect(swapped["low"], -0.654064, "and the interval is mirrored", rtol=1e-4)
expect(swapped["high"], 0.368350, "and the interval is mirrored", rtol=1e-4)
same = compare(first, first)
expect([same["low"], same["high"]], [0.0, 0.0], "a model does not differ from itself")
long = compare(np.tile(first, 100), np.tile(second, 100))
expect(long["high"], 0.190220, "with 700 pictures the interval is about a tenth as wide", rtol=1e-3)
### END HIDDEN TESTS


# %% mistake="compare" replace="d.std(ddof=1)" says="the two models are treated as if they had seen different pictures: both variances are added" with="np.sqrt(np.var(right_a, ddof=1) + np.var(right_b, ddof=1))"

# %% mistake="compare" replace=" / np.sqrt(len(d))" says="the spread is not divided by the root of m" with=""

# %% mistake="compare" replace="np.sqrt(len(d))" says="the spread is divided by m, not by its root" with="len(d)"

# %% mistake="compare" replace="ddof=1" says="the variance is divided by m, not by m - 1" with="ddof=0"

# %% mistake="compare" replace="1.96 * " says="the factor 1.96 is missing" with=""

# %% mistake="compare" replace="right_a.astype(float) - right_b" says="the difference is the second minus the first" with="right_b.astype(float) - right_a"

# %% mistake="compare" replace="np.sum(right_a & ~right_b)" says="only_a counts all that the first gets right" with="np.sum(right_a)"

# %% mistake="compare" replace="right_a.astype(float) - right_b" says="the differences have lost their sign: where the second alone is right, it should be -1" with="np.abs(right_a.astype(float) - right_b)"

# %% mistake="compare" replace="d.std(ddof=1)" says="the variance is taken instead of its root" with="d.var(ddof=1)"


# %% mistake="compare" says="only_a and only_b have changed places"
def compare(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    only_a, only_b = np.sum(right_b & ~right_a), np.sum(right_a & ~right_b)
    low, high = d.mean() - half, d.mean() + half
    return {"difference": d.mean(), "low": low, "high": high, "only_a": only_a, "only_b": only_b}


# %% mistake="compare" replace="np.sum(right_a & ~right_b)" says="only_a counts the pictures on which both agree" with="np.sum(right_a == right_b)"

# %% mistake="compare" replace="np.sqrt(len(d))" says="m - 1 stands under the root, too: that belongs in the variance alone" with="np.sqrt(len(d) - 1)"

# %% mistake="compare" replace="right_a.astype(float) - right_b" says="pictures without a difference are left out: they count as 0" with="(right_a.astype(float) - right_b)[right_a != right_b]"

# %% mistake="compare" replace="\"difference\": d.mean()" says="the differences are added up, not averaged" with="\"difference\": d.sum()"

# %% mistake="compare" replace="np.sum(right_a & ~right_b)" says="only_a counts the pictures that both get right" with="np.sum(right_a & right_b)"

# %% mistake="compare" replace="1.96" says="the factor is that of a 90 % interval" with="1.645"


# %% mistake="compare" says="low and high have changed places"
def compare(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    only_a, only_b = np.sum(right_a & ~right_b), np.sum(right_b & ~right_a)
    low, high = d.mean() + half, d.mean() - half
    return {"difference": d.mean(), "low": low, "high": high, "only_a": only_a, "only_b": only_b}


# %% mistake="compare" says="the interval lies around 0, not around the mean difference"
def compare(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    only_a, only_b = np.sum(right_a & ~right_b), np.sum(right_b & ~right_a)
    low, high = -half, half
    return {"difference": d.mean(), "low": low, "high": high, "only_a": only_a, "only_b": only_b}


# %% mistake="compare" says="only_a and only_b are shares, not numbers of pictures"
def compare(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    only_a, only_b = np.mean(right_a & ~right_b), np.mean(right_b & ~right_a)
    low, high = d.mean() - half, d.mean() + half
    return {"difference": d.mean(), "low": low, "high": high, "only_a": only_a, "only_b": only_b}


# %% mistake="compare" says="both count every picture on which the two disagree"
def compare(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    only_a, only_b = [np.sum(right_a != right_b)] * 2
    low, high = d.mean() - half, d.mean() + half
    return {"difference": d.mean(), "low": low, "high": high, "only_a": only_a, "only_b": only_b}


# %% alternative="compare"
def compare(right_a, right_b):
    d = [int(a) - int(b) for a, b in zip(right_a, right_b)]
    m = len(d)
    mean = sum(d) / m
    variance = sum((x - mean) ** 2 for x in d) / (m - 1)
    half = 1.96 * (variance / m) ** 0.5
    return {
        "difference": mean,
        "low": mean - half,
        "high": mean + half,
        "only_a": d.count(1),
        "only_b": d.count(-1),
    }


# %% [markdown]
# ## The answer
#
# How many of the 500 test garments does each of the four sort rightly, in the catalog and on the belt?
# **Predict.** Which of the four loses most on the belt, and does learning from moving garments cost anything in the catalog?

# %%
everyone = ["line, catalog", "line, moving", "network, catalog", "network, moving"]
right = {}
for name in everyone:
    right[name] = [answers(name, pictures) == y_test for pictures in (X_test, X_test_belt)]
    print(f"{name:<17} catalog {right[name][0].mean():.3f}   belt {right[name][1].mean():.3f}")
for a, b, place in [(2, 0, 0), (3, 2, 1), (3, 1, 1), (3, 2, 0)]:
    verdict = compare(right[everyone[a]][place], right[everyone[b]][place])
    where = ["catalog", "belt"][place]
    print(
        f"on the {where}, {everyone[a]} minus {everyone[b]}: {verdict['difference']:+.3f}", end=" "
    )
    print(f"({verdict['low']:+.3f} to {verdict['high']:+.3f})")

# %%
styles = ["--", ":", "--", "-"]
colors = [plots.SECOND, plots.SECOND, plots.DATA, plots.DATA]
for name, style, color in zip(everyone, styles, colors):
    shares = []
    for pixels in range(8):
        moved = shift(X_test, np.zeros(500, dtype=int), np.full(500, pixels))
        shares.append(np.mean(answers(name, moved) == y_test))
    plt.plot(range(8), shares, style, color=color, marker="o", label=name)
plt.gca().set(xlabel="pixels to the right", ylabel="share sorted rightly", ylim=(0, 1))
plt.legend()
plt.show()

# %% [markdown]
# In the **catalog** the network sorts about three garments in a hundred more than the line, and the interval reaches down to about 0.
# For garments that lie in the middle a line that trains in a second is nearly as good.
#
# On the **belt** both fall to about half: filters alone do not cope with it, since the dense layer behind them has learned places. Learning
# from moving garments brings about 25 more in a hundred, and costs three or four in the catalog. And it takes both: the line with the same moving garments
# sorts about ten in a hundred fewer, because one weight a pixel cannot say "a sleeve, wherever it is".
#
# So yes, on the belt the network is worth it, if it learns from what the belt does. The curve shows how far: it is nearly level up to the four pixels
# that were taught, and falls behind them.

# %% [markdown]
# ## The ten worst mistakes
#
# At the end look at what went wrong. These are the garments from the belt that the network with moving garments got
# wrong and was surest about.

# %%
Z = moving.predict(X_test_belt, verbose=0)
P = np.exp(Z - Z.max(axis=1, keepdims=True))
P /= P.sum(axis=1, keepdims=True)
wrong = np.flatnonzero(P.argmax(axis=1) != y_test)
worst = wrong[np.argsort(-P[wrong].max(axis=1))][:10]
titles = [f"{names[y_test[i]]}\nas {names[P[i].argmax()]} {P[i].max():.2f}" for i in worst]
axes = plots.pictures(X_test_belt[worst, :, :, 0], titles=titles, columns=5)
axes[0].figure.set_size_inches(9, 4.4)
plt.show()

# %% [markdown]
# In our run: a striped bag for a sandal, boots for sneakers, long shirts for dresses, and a pullover with hanging sleeves for trousers. The outline explains
# most of them. The network gives all ten about 0.9 or more: a threshold on its sureness would not have caught them.
