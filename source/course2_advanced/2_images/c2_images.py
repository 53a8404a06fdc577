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
# $$A_{ijf} = b_f + \sum_{u=0}^{k-1} \sum_{v=0}^{l-1} \sum_{c=1}^{C} P_{s i + u,\ s j + v,\ c}\; K_{uvcf}$$
#
# for all windows of $k \times l$ pixels that fit into $P$ completely: rows or columns that are left over at the right or
# below are not used. Leave `X` as it is.


# %% exercise="convolve"
def convolve(X, K, b, stride=1, padding=0):
    """Return what a convolutional layer gives for one picture, before the bend.

    Parameters
    ----------
    X : numpy.ndarray, shape (height, width, C)
        A picture with C channels.
    K : numpy.ndarray, shape (k, l, C, F)
        F kernels of k rows, l columns and C channels; k and l may differ.
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
    k, l, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows = (P.shape[0] - k) // stride + 1
    columns = (P.shape[1] - l) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + k, j * stride : j * stride + l]
            A[i, j] = np.tensordot(window, K, axes=3) + b
    return A
    ### END SOLUTION


# %% [markdown] hint="convolve"
# How many windows of 3 rows fit into 7 rows if each starts 2 rows below the one before? Write that count for
# any height, kernel and stride first.

# %% [markdown] hint="convolve"
# Windows of 3 rows in 7 rows with stride 2 start at rows 0, 2 and 4: that is `(7 - 3) // 2 + 1` of them. A window of
# shape (k, l, C) and the kernel of filter $f$, `K[..., f]`, have equal shapes: multiply, add up all, add `b[f]`.

# %% [markdown] hint="convolve"
# `np.pad(X, [(padding, padding), (padding, padding), (0, 0)])` pads rows and columns, not channels. Then three
# loops, over `i`, `j` and `f`: cut `window = P[i * stride : …, j * stride : …]` and fill `A[i, j, f]` with one sum.

# %% checks="convolve" points=10
gray = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 0.0, 5.0, 1.0], [2.0, 6.0, 1.0, 8.0]])[:, :, np.newaxis]
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

# %% mistake="convolve" replace="(P.shape[0] - k) // stride + 1" says="the last row of windows is missing: + 1" with="(P.shape[0] - k) // stride"

# %% mistake="convolve" replace="[i * stride : i * stride + k, j * stride : j * stride + l]" says="the windows start one pixel apart, whatever the stride" with="[i : i + k, j : j + l]"

# %% mistake="convolve" replace="(P.shape[0] - k) // stride" says="the number of windows down is taken from the picture before padding" with="(X.shape[0] - k) // stride"

# %% mistake="convolve" replace="(padding, padding), (padding, padding), (0, 0)" says="the zeros stand only above and on the left, not all around" with="(padding, 0), (padding, 0), (0, 0)"

# %% mistake="convolve" replace="np.pad(X, [(padding, padding), (padding, padding), (0, 0)])" says="the padding repeats the pixels at the rim, instead of putting zeros there" with="np.pad(X, [(padding, padding), (padding, padding), (0, 0)], mode='edge')"

# %% mistake="convolve" replace="np.tensordot(window, K, axes=3) + b" says="the bend is already applied: negative sums became 0" with="np.maximum(np.tensordot(window, K, axes=3) + b, 0)"


# %% mistake="convolve" says="the mean of the products is taken, not their sum"
def convolve(X, K, b, stride=1, padding=0):
    k, l, C, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - k) // stride + 1, (P.shape[1] - l) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + k, j * stride : j * stride + l]
            A[i, j] = np.tensordot(window, K, axes=3) / (k * l * C) + b
    return A


# %% mistake="convolve" says="the stride is used down, but not to the right"
def convolve(X, K, b, stride=1, padding=0):
    k, l, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - k) // stride + 1, P.shape[1] - l + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            A[i, j] = np.tensordot(P[i * stride : i * stride + k, j : j + l], K, axes=3) + b
    return A


# %% mistake="convolve" says="the kernel is taken to be square, k by k"
def convolve(X, K, b, stride=1, padding=0):
    k, _, _, F = K.shape
    P = np.pad(X, [(padding, padding), (padding, padding), (0, 0)])
    rows, columns = (P.shape[0] - k) // stride + 1, (P.shape[1] - k) // stride + 1
    A = np.zeros((rows, columns, F))
    for i in range(rows):
        for j in range(columns):
            window = P[i * stride : i * stride + k, j * stride : j * stride + k]
            A[i, j] = np.tensordot(window, K, axes=3) + b
    return A


# %% alternative="convolve"
def convolve(X, K, b, stride=1, padding=0):
    height, width, channels = X.shape
    k, l, _, F = K.shape
    P = np.zeros((height + 2 * padding, width + 2 * padding, channels))
    P[padding : padding + height, padding : padding + width] = X
    planes = []
    for f in range(F):
        plane = []
        for top in range(0, P.shape[0] - k + 1, stride):
            row = []
            for left in range(0, P.shape[1] - l + 1, stride):
                row.append(np.sum(P[top : top + k, left : left + l] * K[..., f]) + b[f])
            plane.append(row)
        planes.append(plane)
    return np.stack(planes, axis=-1)


# %% alternative="convolve"
def convolve(X, K, b, stride=1, padding=0):
    P = np.pad(X, ((padding,) * 2, (padding,) * 2, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape[:2], axis=(0, 1))
    return np.einsum("ijcuv,uvcf->ijf", windows[::stride, ::stride], K) + b


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
    max_pool(np.concatenate([cold, -cold], axis=2), 2)[0],
    np.array([[-2.0, 8.0], [-1.0, 7.0]]),
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
# Shapes follow from the windows, as above. For a conv layer the side $n$ becomes $\lfloor (n + 2p - k) / s \rfloor + 1$.


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
            product = 1
            for n in shape:
                product *= n
            shape = (product,)
        elif layer[0] == "dense":
            counts.append(shape[0] * layer[1] + layer[1])
            shape = (layer[1],)
        shapes.append(shape)
    return shapes, counts
