# %% [markdown]
# # What twenty pictures are worth
#
# *140 minutes. You need: lectures 1 to 3 of this unit, softmax and cross-entropy (unit 1).*
#
# A charity sorts donated clothes with a camera and pays for every label. A colleague says: "We do not need more labels, we need borrowed eyes. Ten
# pictures of each kind with a pretrained front are worth forty without." Is that so? You prepare the pictures, derive the head, thaw the last blocks with
# a plan, feed them by a pipeline, and answer with a number: how many pictures from scratch does a borrowed front replace?

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from scipy.stats import t as student
from sklearn.linear_model import LogisticRegression

from utils import datasets, plots, pretrained
from utils.checks import expect

X, y, X_test, y_test = datasets.fashion_mnist()
X_test, y_test = X_test[:300], y_test[:300]
pool = np.concatenate([np.flatnonzero(y == k)[:40] for k in range(10)])
X, y = X[pool], y[pool]
names = ["T-shirt", *datasets.FASHION_NAMES[1:]]
plots.pictures(X[::20], titles=[names[k] for k in y[::20]], columns=10)
plt.show()

# %% [markdown]
# Fashion-MNIST: 28 × 28 gray values from 0 to 255. The pool holds 40 of each of ten kinds; from it you will draw small training sets. 300 other pictures are for
# the verdict.
#
# ## As it was trained
#
# The front was trained on color photos, larger than ours, with pixels scaled by $x' = (x - 127) / 128$. Bring pictures into that form:
# enlarge them to `size` × `size` with `tf.image.resize`, without further options; give gray pictures three equal channels; scale. Pictures with three channels keep them.
# Pixels come as whole numbers of 8 bits or as decimals; the enlarged ones are decimals, and nothing is rounded. Pictures may have any height and width, three as well (the enlarged
# ones are square), and your function leaves the arrays that it gets unchanged.

# %%
import keras
import tensorflow as tf


# %% exercise="prepare"
def prepare(pictures, size=64):
    """Bring pictures into the form that the pretrained front expects.

    Parameters
    ----------
    pictures : numpy.ndarray, shape (m, height, width) or (m, height, width, 3)
        Gray or color, from 0 to 255; uint8 or float.
    size : int
        Rows and columns of the result, at least height and width.

    Returns
    -------
    numpy.ndarray of float, shape (m, size, size, 3)
        Scaled to (x - 127) / 128.
    """
    ### BEGIN SOLUTION
    if pictures.ndim == 3:
        pictures = np.repeat(pictures[..., np.newaxis], 3, axis=3)
    large = tf.image.resize(pictures, (size, size)).numpy()
    return (large - 127) / 128
    ### END SOLUTION


# %% [markdown] hint="prepare"
# `tf.image.resize` wants a fourth axis for the channels. How do you tell from the shape alone whether pictures are gray?

# %% [markdown] hint="prepare"
# `np.repeat(pictures[..., np.newaxis], 3, axis=3)` makes (m, height, width, 3) of (m, height, width). Mind 8-bit numbers: `np.uint8(7) - 127` is
# 136, not −120. `tf.image.resize` returns decimals.

# %% [markdown] hint="prepare"
# `if pictures.ndim == 3:` add the channels. Then resize to `(size, size)`, turn the tensor into an array with `.numpy()`, and return it after …

# %% checks="prepare" points=12
pair = np.array([[[7, 208]]], dtype=np.uint8)
expect(
    prepare(pair, 4)[0, :, :, 0],
    np.tile([-0.9375, -0.544921875, 0.240234375, 0.6328125], (4, 1)),
    "7 and 208, stretched to 7, 57.25, 157.75 and 208, minus 127, divided by 128",
    rtol=1e-4,
)
expect(prepare(pair, 4).shape, (1, 4, 4, 3), "gray pictures get three channels")
dot = np.array([[[[191, 63, 31]]], [[[0, 255, 159]]]], dtype=np.uint8)
expect(
    prepare(dot, 2)[:, 1, 0],
    np.array([[0.5, -0.5, -0.75], [-0.9921875, 1.0, 0.25]]),
    "colors keep their three channels, in their order",
    rtol=1e-4,
)
### BEGIN HIDDEN TESTS
expect(
    prepare(np.array([[[7.0, 207.0], [143.0, 63.0]]]), 2)[0, :, :, 2],
    np.array([[-0.9375, 0.625], [0.125, -0.5]]),
    "decimals work as well, and pictures of that size only get scaled",
    rtol=1e-4,
)
expect(prepare(X_test[:2]).shape, (2, 64, 64, 3), "64 is the usual size")
expect(
    prepare(np.array([[[7.0, 207.0, 143.0]]]), 3)[..., 1],
    np.tile([-0.9375, 0.625, 0.125], (1, 3, 1)),
    "a gray picture may be three pixels wide",
    rtol=1e-4,
)
kept, decimals = dot.copy(), dot.astype(float)
prepare(dot, 3)
prepare(decimals, 3)
expect([dot, decimals], [kept, kept.astype(float)], "the pictures that come in stay as they are")
### END HIDDEN TESTS


# %% mistake="prepare" replace="(large - 127) / 128" says="pixels are scaled from 0 to 1, not as the front had them" with="large / 255"

# %% mistake="prepare" replace="(large - 127) / 128" says="the pixels are not scaled" with="large"

# %% mistake="prepare" replace="(large - 127) / 128" says="127 is not taken away" with="large / 128"

# %% mistake="prepare" replace="(large - 127) / 128" says="the division stands before the subtraction: brackets are missing" with="large - 127 / 128"

# %% mistake="prepare" replace="(size, size)).numpy()" says="each pixel is repeated, as with method=\"nearest\"" with="(size, size), method='nearest').numpy().astype(float)"

# %% mistake="prepare" replace="(size, size)" says="size is ignored: the pictures always become 64 × 64" with="(64, 64)"

# %% mistake="prepare" replace="3, axis=3)" says="gray pictures keep a single channel" with="1, axis=3)"

# %% mistake="prepare" replace="(large - 127) / 128" says="the channels come in the other order: blue, green, red" with="((large - 127) / 128)[..., ::-1]"


# %% mistake="prepare" replace="(large - 127) / 128" says="the scaling is that of other networks: 127.5 in both places" with="large / 127.5 - 1"

# %% mistake="prepare" replace="pictures.ndim == 3" says="a gray picture of width 3 is taken for one with three channels" with="pictures.shape[-1] != 3"

# %% mistake="prepare" replace="large - 127" says="the enlarged pixels lose their decimals" with="large.astype(np.uint8).astype(float) - 127"

# %% mistake="prepare" replace="tf.image.resize(pictures, (size, size))" says="the pictures keep their proportions and get a border" with="tf.image.resize_with_pad(pictures, size, size)"


# %% mistake="prepare" says="the pixels are scaled where they stand: np.asarray copies no decimals"
def prepare(pictures, size=64):
    pixels = np.asarray(pictures, dtype=float)
    pixels -= 127
    pixels /= 128
    if pixels.ndim == 3:
        pixels = np.repeat(pixels[..., np.newaxis], 3, axis=3)
    return tf.image.resize(pixels, (size, size)).numpy()


# %% mistake="prepare" says="127 is taken from 8-bit numbers, which start again at 255 below 0"
def prepare(pictures, size=64):
    if pictures.ndim == 3:
        pictures = np.repeat(pictures[..., np.newaxis], 3, axis=3)
    return tf.image.resize((pictures - 127) / 128, (size, size)).numpy()


# %% mistake="prepare" says="the mean and spread of these pictures are used, not 127 and 128"
def prepare(pictures, size=64):
    if pictures.ndim == 3:
        pictures = np.repeat(pictures[..., np.newaxis], 3, axis=3)
    large = tf.image.resize(pictures, (size, size)).numpy()
    return (large - large.mean()) / large.std()


# %% alternative="prepare"
def prepare(pictures, size=64):
    ready = []
    for picture in pictures.astype(np.float32):
        if picture.ndim == 2:
            picture = np.stack([picture, picture, picture], axis=-1)
        ready.append(np.array(tf.image.resize(picture, [size, size])) / 128 - 127 / 128)
    return np.array(ready)


# %% alternative="prepare"
def prepare(pictures, size=64):
    A = tf.cast(pictures, tf.float32)
    if len(A.shape) == 3:
        A = tf.image.grayscale_to_rgb(A[..., tf.newaxis])
    return ((tf.image.resize(A, (size, size)) - 127.0) / 128.0).numpy()


# %% [markdown] equivalent="prepare"
# - `pictures.astype(np.float32) → pictures`: resizing gives decimals in any case


# %% [markdown]
# Every picture passes the lower eight blocks once. What stays frozen is kept as maps of 4 × 4 places with 80 numbers each, as in the lecture; the features come from
# the last three blocks. (If your `prepare` is not there yet, this cell stops; the next exercises do not need it.)

# %%
lower = pretrained.front(size=64, blocks=8)
maps, maps_test = (lower.predict(prepare(A), batch_size=50, verbose=0) for A in (X, X_test))
blocks, weights = pretrained.last_blocks(3)
frozen = pretrained.tower((4, 4, 80), blocks, weights)
F, F_test = (frozen.predict(A, batch_size=100, verbose=0).astype(float) for A in (maps, maps_test))
print("maps:", maps.shape, " features:", F.shape)

# %% [markdown]
# ## The head, by hand
#
# In the lecture scikit-learn found the head. What does it minimize? Logits $Z = F W + b$, probabilities $P = \operatorname{softmax}(Z)$ row by row, and the
# cross-entropy with a penalty on the weights, but not on the biases:
#
# $$J(W, b) = -\frac{1}{m} \sum_{i=1}^m \log P_{i y_i} + \frac{\lambda}{2} \sum_{j,k} W_{jk}^2$$
#
# $F$ holds $m$ rows of $n$ features, $y_i$ is the class of row $i$. The slope of $-\log P_{i y_i}$ by the logit $Z_{ik}$ is $P_{ik} - Y_{ik}$, where $Y_{ik}$ is 1 if
# $k = y_i$ and 0 otherwise. From there it is one step of the chain rule to the slopes by $W$ and $b$: that step is yours. Logits may be as large as 1000: subtract the
# largest of each row first.


# %% exercise="head_cost"
def head_cost(W, b, F, y, lam):
    """Return the cost of a head and its slopes.

    Parameters
    ----------
    W : numpy.ndarray, shape (n, K)
    b : numpy.ndarray, shape (K,)
    F : numpy.ndarray, shape (m, n)
        Features, a row for each picture.
    y : numpy.ndarray of int, shape (m,)
        Classes from 0 to K - 1; not all of them need to occur.
    lam : float
        Weight of the penalty, 0 or more.

    Returns
    -------
    J : float
    dW : numpy.ndarray, shape (n, K)
        Slopes of J by W.
    db : numpy.ndarray, shape (K,)
        Slopes of J by b.
    """
    ### BEGIN SOLUTION
    m = len(y)
    Z = F @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(m), y] -= 1
    J = -log_P[np.arange(m), y].mean() + lam / 2 * np.sum(W**2)
    return J, F.T @ D / m + lam * W, D.mean(axis=0)
    ### END SOLUTION


# %% [markdown] hint="head_cost"
# $W_{jk}$ reaches the cost only through $Z_{ik}$ of all rows $i$. With which factor, and what does that make of the slopes $P_{ik} - Y_{ik}$?

# %% [markdown] hint="head_cost"
# With $D = P - Y$ of shape (m, K), the slope by $W_{jk}$ is $\frac1m \sum_i F_{ij} D_{ik}$ from the cross-entropy and $\lambda W_{jk}$ from the penalty. The sum over $i$ of such products is
# a matrix product. A bias has a factor of 1 in place of $F_{ij}$, and no penalty.

# %% [markdown] hint="head_cost"
# `log_P` is `Z`, after the largest is taken away, minus the logarithm of what each row of `np.exp(Z)` sums up to (`keepdims=True`). `[np.arange(m), y]` picks one entry of each row: for the
# cost, and where $Y$ is 1. What has to stand to the left of `D` in the product, so that its shape is that of `W`?

# %% checks="head_cost" points=16
W3 = np.array([[0.5, -1.0, 0.25], [2.0, 0.0, -0.5]])
b3 = np.array([0.1, 0.3, -0.2])
F4 = np.array([[1.0, 0.0], [0.5, -2.0], [-1.5, 1.0], [2.0, 3.0]])
y4 = np.array([1, 2, 0, 2])
fresh = head_cost(np.zeros((2, 3)), np.zeros(3), F4, y4, 0.3)
expect(fresh[0], np.log(3), "with zeros all three classes have a chance of 1/3")
expect(
    fresh[2], np.array([1, 1, -2]) / 12, "the slopes by b are 1/3 minus the shares 1/4, 1/4 and 2/4"
)
expect(
    fresh[1],
    np.array([[6.5, -1.0, -5.5], [-1.0, 2.0, -1.0]]) / 12,
    "the first entry: the first column sums up to 2, of which 1/3 counts, minus -1.5 for the row of class 0, divided by 4",
)
expect(
    head_cost(np.zeros((2, 3)), np.zeros(3), F4, np.zeros(4, dtype=int), 0.3)[2],
    np.array([-2, 1, 1]) / 3,
    "all pictures are of class 0: 1/3 - 1 for it, and 1/3 for each class that does not occur",
)
expect(head_cost(W3, b3, F4, y4, 0.0)[0], 2.870330925583, "the cross-entropy alone")
expect(
    head_cost(W3, b3, F4, y4, 0.3)[0],
    3.704705925583,
    "0.15 times 5.5625, the sum of the squares of W, is added",
)
expect(
    head_cost(W3, b3, F4, y4, 0.3)[1],
    np.array([[1.019791, -0.704050, -0.390740], [1.189939, 0.026092, -0.766031]]),
    "the slopes by W, with the penalty",
    rtol=1e-4,
)
expect(
    head_cost(W3, b3, F4, y4, 0.3)[2],
    np.array([0.231102, -0.004749, -0.226352]),
    "the biases have no penalty",
    rtol=1e-3,
)
### BEGIN HIDDEN TESTS
step = np.zeros((2, 3))
step[1, 2] = 1e-5
up, down = head_cost(W3 + step, b3, F4, y4, 0.7)[0], head_cost(W3 - step, b3, F4, y4, 0.7)[0]
expect(
    head_cost(W3, b3, F4, y4, 0.7)[1][1, 2],
    (up - down) / 2e-5,
    "the slope is what the cost changes by, for a small step of one weight",
    rtol=1e-4,
)
expect(
    head_cost(400 * W3, b3, F4, y4, 0.0)[0],
    975.075,
    "large logits neither overflow nor lose the cost",
    rtol=1e-4,
)
expect(
    head_cost(400 * W3, b3, F4, y4, 0.0)[2],
    np.array([0.25, 0.0, -0.25]),
    "with large logits the probabilities are 0 or 1, and the slopes are numbers",
)
expect(
    head_cost(
        np.zeros((3, 2)), np.zeros(2), np.arange(12.0).reshape(4, 3), np.array([1, 0, 1, 1]), 0.3
    )[2],
    np.array([0.25, -0.25]),
    "it works for any number of features and classes",
)
kept = W3.copy(), F4.copy()
head_cost(W3, b3, F4, y4, 0.3)
expect([W3, F4], list(kept), "weights and features stay as they are")
### END HIDDEN TESTS


# %% mistake="head_cost" replace="lam / 2 * np.sum(W**2)" says="the penalty is not halved" with="lam * np.sum(W**2)"

# %% mistake="head_cost" replace=" + lam * W" says="the penalty is missing in the slopes" with=""

# %% mistake="head_cost" replace="F.T @ D / m" says="the slopes by W are not divided by m" with="F.T @ D"

# %% mistake="head_cost" replace="D.mean(axis=0)" says="the biases are penalized, too" with="D.mean(axis=0) + lam * b"

# %% mistake="head_cost" replace="F.T @ D / m + lam * W" says="the slope of the penalty is divided by m, too; only the sum over the rows is" with="(F.T @ D + lam * W) / m"

# %% mistake="head_cost" replace="D[np.arange(m), y] -= 1" says="1 is taken from whole columns, not from one entry of each row" with="D[:, y] -= 1"

# %% mistake="head_cost" replace="lam * W, D" says="the penalty's slope is 2 λ W: the half in the cost is forgotten" with="2 * lam * W, D"

# %% mistake="head_cost" replace="    D[np.arange(m), y] -= 1\n" says="Y is not taken away: the slopes are made of the probabilities alone" with=""

# %% mistake="head_cost" replace="D[np.arange(m), y] -= 1" says="the sign is turned: Y minus P" with="D[np.arange(m), y] -= 1\n    D = -D"

# %% mistake="head_cost" replace="    Z = Z - Z.max(axis=1, keepdims=True)\n" says="the largest logit is not taken away, so large ones overflow" with=""

# %% mistake="head_cost" replace="lam / 2 * np.sum(W**2)" says="the penalty is divided by m in the cost; here it is not" with="lam / (2 * m) * np.sum(W**2)"


# %% mistake="head_cost" replace="np.sum(W**2)" says="the penalty takes the norm of W, not its square: the root is too much" with="np.linalg.norm(W)"


# %% mistake="head_cost" says="Y has columns only for classes that occur in y: it needs K, as many as b has entries"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Y = np.eye(len(np.unique(y)))[y]
    Z = F @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    J = -(Y * log_P).sum() / m + lam / 2 * (W**2).sum()
    D = np.exp(log_P) - Y
    dW = F.T @ D / m + lam * W
    db = D.sum(axis=0) / m
    return J, dW, db


# %% mistake="head_cost" replace="F.T @ D / m + lam * W, D.mean(axis=0)" says="neither of the slopes is divided by m" with="F.T @ D + lam * W, D.sum(axis=0)"


# %% mistake="head_cost" says="the whole penalty is divided by m, too; only the sum over the rows is"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(m), y] -= 1
    J = (-log_P[np.arange(m), y].sum() + lam / 2 * np.sum(W**2)) / m
    return J, (F.T @ D + lam * W) / m, D.mean(axis=0)


# %% mistake="head_cost" replace="Z.max(axis=1, keepdims=True)" says="the largest of all logits is taken away, not the largest of each row" with="Z.max()"

# %% mistake="head_cost" replace="log_P[np.arange(m), y].mean()" says="whole columns are averaged, not the one entry of each row" with="log_P[:, y].mean()"


# %% mistake="head_cost" says="np.exp of large logits overflows: nothing is taken away from them before"
def head_cost(W, b, F, y, lam):
    m = len(y)
    P = np.exp(F @ W + b)
    P = P / P.sum(axis=1, keepdims=True)
    J = -np.log(P[np.arange(m), y]).mean() + lam / 2 * np.sum(W**2)
    P[np.arange(m), y] -= 1
    return J, F.T @ P / m + lam * W, P.mean(axis=0)


# %% mistake="head_cost" says="a tiny probability has become 0 before its logarithm is taken"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    J = -np.log(P[np.arange(m), y]).mean() + lam / 2 * np.sum(W**2)
    P[np.arange(m), y] -= 1
    return J, F.T @ P / m + lam * W, P.mean(axis=0)


# %% mistake="head_cost" says="a tiny probability has become 0, and 0 times its logarithm is not a number"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    Y = np.eye(len(b))[y]
    J = -np.sum(Y * np.log(P)) / m + lam / 2 * np.sum(W**2)
    return J, F.T @ (P - Y) / m + lam * W, (P - Y).mean(axis=0)


# %% mistake="head_cost" says="1 is taken from P itself before the cost is computed: D = P is no copy"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    D = P
    D[np.arange(m), y] -= 1
    J = -np.log(P[np.arange(m), y]).mean() + lam / 2 * np.sum(W**2)
    return J, F.T @ D / m + lam * W, D.mean(axis=0)


# %% mistake="head_cost" says="softmax runs down the columns; the classes of one picture stand in a row"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    Z = Z - Z.max(axis=0)
    log_P = Z - np.log(np.exp(Z).sum(axis=0))
    D = np.exp(log_P)
    D[np.arange(m), y] -= 1
    J = -log_P[np.arange(m), y].mean() + lam / 2 * np.sum(W**2)
    return J, F.T @ D / m + lam * W, D.mean(axis=0)


# %% mistake="head_cost" says="the biases are penalized, in the cost and in the slopes"
def head_cost(W, b, F, y, lam):
    m = len(y)
    Z = F @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(m), y] -= 1
    penalty = lam / 2 * (np.sum(W**2) + np.sum(b**2))
    J = -log_P[np.arange(m), y].mean() + penalty
    return J, F.T @ D / m + lam * W, D.mean(axis=0) + lam * b


# %% alternative="head_cost"
def head_cost(W, b, F, y, lam):
    J, dW, db = lam / 2 * (W * W).sum(), lam * W, np.zeros(len(b))
    for f, k in zip(F, y):
        z = f @ W + b
        p = np.exp(z - max(z))
        p = p / p.sum()
        J = J - (z[k] - max(z) - np.log(np.exp(z - max(z)).sum())) / len(y)
        p[k] = p[k] - 1
        dW = dW + np.outer(f, p) / len(y)
        db = db + p / len(y)
    return J, dW, db


# %% alternative="head_cost"
def head_cost(W, b, F, y, lam):
    V, c = tf.Variable(W, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
    with tf.GradientTape() as tape:
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.matmul(F, V) + c)
        J = tf.reduce_mean(losses) + lam / 2 * tf.reduce_sum(V**2)
    dW, db = tape.gradient(J, [V, c])
    return float(J), dW.numpy(), db.numpy()


# %% [markdown] equivalent="head_cost"
# - `Z = Z - Z.max(axis=1, keepdims=True) in place`: Z is the function's own array
# - `log_P = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True)) in place`: likewise
# - `D[np.arange(m), y] -= 1 one line later`: the cost does not use D
# - `tf.Variable(W, dtype=tf.float64) → tf.Variable(W)`: W holds numbers of 64 bits already
# - `tf.Variable(b, dtype=tf.float64) → tf.Variable(b)`: likewise


# %% [markdown]
# A minimizer of SciPy follows your slopes downhill. On 200 standardized rows it should end where scikit-learn ends. scikit-learn minimizes $C$ times the *sum* of the losses plus half the sum of the
# squared weights; divide that by $C m$, and it is your $J$ with $\lambda = \frac{1}{C m}$. So $C = 0.05$ means $\lambda = 0.1$.
# (Course 1 wrote the penalty as $\frac{\lambda}{2m} \sum w^2$, so there it would be $\lambda = 1/C = 20$: ours is that one divided by $m = 200$.)


# %%
def draw(per_class, seed):
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(y == k) for k in range(10)]
    return np.concatenate([rng.choice(places, per_class, replace=False) for places in members])


def fit_head(A, labels, lam=0.1):
    def cost(theta):
        J, dW, db = head_cost(theta[:-10].reshape(-1, 10), theta[-10:], A, labels, lam)
        return J, np.append(dW, db)

    theta = minimize(
        cost, np.zeros((A.shape[1] + 1) * 10), jac=True, options={"gtol": 1e-6}, method="L-BFGS-B"
    ).x
    return theta[:-10].reshape(-1, 10), theta[-10:]


twenty = draw(20, seed=0)
mean, std = F[twenty].mean(axis=0), F[twenty].std(axis=0)
W, b = fit_head((F[twenty] - mean) / std, y[twenty])
theirs = LogisticRegression(C=0.05, max_iter=2000, tol=1e-8).fit(
    (F[twenty] - mean) / std, y[twenty]
)
print(f"largest difference to scikit-learn's weights: {np.abs(W - theirs.coef_.T).max():.4f}")
Z = (F_test - mean) / std @ W + b
print(f"right on the test pictures: {np.mean(Z.argmax(axis=1) == y_test):.3f}")

# %% [markdown]
# The two heads agree, to about the digits that the minimizers were asked for: yours is the head of the lecture. About three in four of the test pictures are named rightly, without a single trained filter.
#
# ## Fold the scaling in
#
# This head wants *standardized* features. The network that you will thaw gives them as they are, and will go on changing them; a scaler in between would be in the way. A line behind
# a line is a line: find $W'$ and $b'$ with
#
# $$f\, W' + b' = \frac{f - \mu}{\sigma}\, W + b \qquad \text{for every } f$$
#
# where $\mu$ and $\sigma$ hold a mean and a standard deviation for each feature; none of the $\sigma$ is 0.


# %% exercise="fold"
def fold(W, b, mean, std):
    """Return the head for raw features that equals a head on standardized ones.

    Parameters
    ----------
    W : numpy.ndarray, shape (n, K)
        Decimals or whole numbers.
    b : numpy.ndarray, shape (K,)
        Likewise.
    mean, std : numpy.ndarray, shape (n,)

    Returns
    -------
    W, b : numpy.ndarray, shapes (n, K) and (K,)
        New arrays; those that come in stay as they are.
    """
    ### BEGIN SOLUTION
    folded = W / std[:, np.newaxis]
    return folded, b - mean @ folded
    ### END SOLUTION


# %% [markdown] hint="fold"
# Multiply the right side out. Which part goes with $f$, and what is left when $f = 0$?

# %% [markdown] hint="fold"
# With one feature and one class: $\frac{f - 4}{2} \cdot 6 + 1 = 3 f - 11$. So the weight is 6 / 2, and from the bias 4 · 3 is taken away.

# %% [markdown] hint="fold"
# Row $j$ of `W` belongs to feature $j$: divide it by `std[j]`, for all rows at once with `std[:, np.newaxis]`. The bias loses the mean's own logits, `mean @ …`.

# %% checks="fold" points=10
W32 = np.array([[6.0, -2.0], [0.5, 1.0], [-3.0, 9.0]])
mean3, std3 = np.array([4.0, -1.0, 2.0]), np.array([2.0, 0.25, 3.0])
expect(
    fold(W32, np.array([1.0, 7.0]), mean3, std3)[0],
    np.array([[3.0, -1.0], [2.0, 4.0], [-1.0, 3.0]]),
    "the rows are divided by 2, 0.25 and 3",
)
expect(
    fold(W32, np.array([1.0, 7.0]), mean3, std3)[1],
    np.array([-7.0, 9.0]),
    "1 - (12 - 2 - 2) and 7 - (-4 - 4 + 6)",
)
expect(
    fold(np.array([[6.0]]), np.array([1.0]), np.array([4.0]), np.array([2.0])),
    (np.array([[3.0]]), np.array([-11.0])),
    "3 f - 11 is (f - 4) / 2 · 6 + 1",
)
### BEGIN HIDDEN TESTS
square = np.array([[1.5, -4.0], [2.0, 8.0]])
raw = np.array([[3.0, -2.0], [0.5, 11.0], [-7.0, 1.0]])
new_W, new_b = fold(square, np.array([2, -3]), np.array([2.0, 5.0]), np.array([4.0, 0.5]))
expect(
    raw @ new_W + new_b,
    (raw - np.array([2.0, 5.0])) / np.array([4.0, 0.5]) @ square + np.array([2, -3]),
    "both heads give the same logits, also with as many classes as features",
)
expect(square, np.array([[1.5, -4.0], [2.0, 8.0]]), "the weights that come in stay as they are")
expect(
    fold(np.array([[3, 7]]), np.array([2, -3]), np.array([5.0]), np.array([2.0])),
    (np.array([[1.5, 3.5]]), np.array([-5.5, -20.5])),
    "weights of whole numbers become decimals: 3 / 2 is 1.5",
)
### END HIDDEN TESTS


# %% mistake="fold" replace="W / std[:, np.newaxis]" says="the rows are multiplied by the standard deviations, not divided" with="W * std[:, np.newaxis]"

# %% mistake="fold" replace="b - mean @ folded" says="the means are added to the bias, not taken away" with="b + mean @ folded"

# %% mistake="fold" replace="mean @ folded" says="the means are not divided by the standard deviations in the bias" with="mean @ W"

# %% mistake="fold" replace="folded, b - mean @ folded" says="the bias stays as it was" with="folded, b"

# %% mistake="fold" replace="W / std[:, np.newaxis]" says="the weights are not divided by the standard deviations" with="W + 0"

# %% mistake="fold" replace="W / std[:, np.newaxis]" says="the variances are used in place of the standard deviations" with="W / std[:, np.newaxis] ** 2"


# %% mistake="fold" says="the means are taken from the weights; they belong to the features"
def fold(W, b, mean, std):
    return (W - mean[:, np.newaxis]) / std[:, np.newaxis], b


# %% mistake="fold" says="np.zeros_like(W) has whole numbers if W has, and cuts the decimals off"
def fold(W, b, mean, std):
    folded = np.zeros_like(W)
    for j in range(len(std)):
        folded[j] = W[j] / std[j]
    return folded, b - mean @ folded


# %% mistake="fold" says="each turn of the loop starts again from b, so only the last feature counts"
def fold(W, b, mean, std):
    folded = W / std[:, np.newaxis]
    for j in range(len(mean)):
        new_b = b - mean[j] * folded[j]
    return folded, new_b


# %% alternative="fold"
def fold(W, b, mean, std):
    new_W, new_b = np.zeros(W.shape), np.array(b, dtype=float)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            new_W[j, k] = W[j, k] / std[j]
            new_b[k] -= W[j, k] * mean[j] / std[j]
    return new_W, new_b


# %% alternative="fold"
def fold(W, b, mean, std):
    A = np.diag(1 / std)
    return A @ W, b - (mean / std) @ W


# %% [markdown] equivalent="fold"
# - `np.zeros(W.shape) → np.ones(W.shape)`: every entry is written over
# - `new_W[j, k] = W[j, k] / std[j] one line later`: the bias does not use it


# %% [markdown]
# ## Thaw the last blocks
#
# `pretrained.tower(shape, blocks, weights)` builds blocks on maps, with the means at the end; a block is given by four numbers, as in lecture 2. The names of its layers begin with their block: `"block1_expand"`, …,
# `"block3_mix"`, counted from 1 within the tower. Put a dense layer with the given head behind it; as the head is in place, training starts from what the frozen features can do.
#
# Who learns: the head always; the *filters* of the last `thaw` blocks; nothing else. Batch normalization stays frozen in all blocks, its scales as well as its
# running means. Compile with Adam at the given rate, the cross-entropy for whole-number labels from logits, and the metric `"accuracy"`.


# %% exercise="thawed"
def thawed(shape, blocks, weights, head, thaw, rate):
    """Return a compiled network whose last blocks and head learn.

    Parameters
    ----------
    shape : (int, int, int)
        Rows, columns and channels of the maps.
    blocks : list of tuple
        As `pretrained.tower` takes them; any number of blocks.
    weights : list of numpy.ndarray
        Of all these blocks, likewise.
    head : (numpy.ndarray, numpy.ndarray)
        W, shape (n, K), and b, shape (K,): the head to start from.
    thaw : int
        How many of the last blocks learn, from 0 to len(blocks).
    rate : float or keras.optimizers.schedules.LearningRateSchedule
        Learning rate of Adam.

    Returns
    -------
    keras.Model
        From maps to K logits.
    """
    ### BEGIN SOLUTION
    tower = pretrained.tower(shape, blocks, weights)
    last = [f"block{number + 1}_" for number in range(len(blocks) - thaw, len(blocks))]
    for layer in tower.layers:
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer.name.startswith(tuple(last)) and not is_norm
    model = keras.Sequential([keras.Input(shape), tower, keras.layers.Dense(len(head[1]))])
    model.layers[-1].set_weights(head)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% [markdown] hint="thawed"
# Which numbers do the last `thaw` of `len(blocks)` blocks have? What has to hold for a layer to be trainable: its block, and what kind of layer it is not?

# %% [markdown] hint="thawed"
# Of 3 blocks with `thaw` = 2 the names begin with `"block2_"` or `"block3_"`. Set `trainable` layer by layer, True or False, and leave `tower.trainable` alone: setting
# it sets all of its layers. `isinstance(layer, keras.layers.BatchNormalization)` tells the norms.

# %% [markdown] hint="thawed"
# `for layer in tower.layers:` set `layer.trainable = …`. Then `keras.Sequential([keras.Input(shape), tower, keras.layers.Dense(…)])`, `set_weights` on its last layer with
# the head, and compile. How many units has the dense layer?

# %% checks="thawed" points=16
plan2 = [(1, 1, 2, 3), (2, 1, 1, 3)]
sizes2 = [*[(1, 1, 2, 4), *[(4,)] * 4], *[(1, 1, 4, 1), *[(4,)] * 4], *[(1, 1, 4, 3), *[(3,)] * 4]]
sizes2 += [*[(2, 2, 3, 1), *[(3,)] * 4], *[(1, 1, 3, 3), *[(3,)] * 4]]
rng = np.random.default_rng(5)
parts2 = [rng.uniform(0.2, 0.9, size=size) for size in sizes2]
maps5, y5 = rng.uniform(size=(5, 2, 2, 2)), np.array([3, 0, 1, 3, 2])
head2 = 0.2 * rng.normal(size=(3, 4)), 0.2 * rng.normal(size=4)


def steps(model, number=2):
    """Return how many numbers move in some steps, by how much at most, and the first results."""
    model.run_eagerly = True  # quicker for a few steps
    before = model.get_weights()
    first, *_ = [model.train_on_batch(maps5, y5, return_dict=True) for _ in range(number)]
    pairs = list(zip(before, model.get_weights()))
    farthest = max(float(np.abs(a - b).max()) for a, b in pairs)
    return sum(int(np.sum(a != b)) for a, b in pairs), farthest, first


one = thawed((2, 2, 2), plan2, parts2, head2, 1, 0.02)
logits5 = np.asarray(pretrained.tower((2, 2, 2), plan2, parts2)(maps5)) @ head2[0] + head2[1]
expect(
    one(maps5),
    logits5,
    "the last layer starts from the given head: before any training the logits are the features times its weights, plus its biases",
    rtol=1e-3,
)
moved, farthest, first = steps(one)
expect(
    moved,
    37,
    "16 numbers of the head, and of block 2 the 12 that look around and the 9 that mix; no norms",
)
log_P5 = logits5 - np.log(np.exp(logits5).sum(axis=1, keepdims=True))
expect(
    first["loss"],
    -float(log_P5[np.arange(5), y5].mean()),
    "the first loss is the cross-entropy from logits",
    rtol=1e-3,
)
expect(
    steps(thawed((2, 2, 2), plan2, parts2, head2, 2, 0.005), 1)[:2],
    (61, 0.005),
    "with 2 the filters of both blocks learn, 8 + 4 + 12 and 12 + 9, and the head; Adam's first step moves a number by the rate",
    rtol=0.01,
)
### BEGIN HIDDEN TESTS
expect(
    steps(thawed((2, 2, 2), plan2, parts2, head2, 0, 0.02))[0], 16, "with 0 only the head learns"
)
expect("accuracy" in first, True, "the accuracy is measured, too")
small = [(1, 1, 1, 2)] * 11
parts11 = [
    np.full(size, 0.5) for size in [(1, 1, 2, 1), *[(2,)] * 4, (1, 1, 2, 2), *[(2,)] * 4] * 11
]
eleven = thawed((2, 2, 2), small, parts11, (head2[0][:2], head2[1]), 2, 0.02)
expect(
    sum(int(np.prod(part.shape)) for part in eleven.trainable_weights),
    24,
    "of eleven blocks the tenth and the eleventh thaw, 6 numbers each, and the head has 12",
)
### END HIDDEN TESTS


# %% mistake="thawed" replace=" and not is_norm" says="batch normalization thaws with its block" with=""

# %% mistake="thawed" replace="range(len(blocks) - thaw, len(blocks))" says="the first blocks thaw, not the last" with="range(thaw)"

# %% mistake="thawed" replace="range(len(blocks) - thaw, len(blocks))" says="one block too many thaws" with="range(max(len(blocks) - thaw - 1, 0), len(blocks))"

# %% mistake="thawed" replace="layer.name.startswith(tuple(last)) and not is_norm" says="all blocks thaw, whatever thaw says" with="not is_norm"

# %% mistake="thawed" replace="    model = keras.Sequential" says="no block thaws: only the head learns. Is the whole tower frozen at the end?" with="    tower.trainable = False\n    model = keras.Sequential"

# %% mistake="thawed" replace="        layer.trainable = layer.name.startswith(tuple(last)) and not is_norm" says="nothing is ever frozen: a layer learns unless its trainable is set to False" with="        if layer.name.startswith(tuple(last)):\n            layer.trainable = not is_norm"

# %% mistake="thawed" replace="range(len(blocks) - thaw, len(blocks))" says="thaw = 0 thaws all blocks: a slice [-0:] holds everything" with="list(range(len(blocks)))[-thaw:]"

# %% mistake="thawed" replace="layer.name.startswith(tuple(last)) and" says="only the first digit of a block's number is read" with="layer.name[5:6].isdigit() and int(layer.name[5]) > len(blocks) - thaw and"

# %% mistake="thawed" replace=", metrics=[\"accuracy\"]" says="the metric is forgotten" with=""

# %% mistake="thawed" replace="keras.optimizers.Adam" says="plain steps down the slope are taken, not Adam's" with="keras.optimizers.SGD"

# %% mistake="thawed" replace="    model.layers[-1].set_weights(head)\n" says="the head starts from random weights, not from the given ones" with="    rng = np.random.default_rng(3)\n    model.layers[-1].set_weights([rng.normal(size=head[0].shape), 0 * head[1]])\n"

# %% mistake="thawed" replace="    model.layers[-1].set_weights(head)\n" says="the head is frozen, too" with="    model.layers[-1].set_weights(head)\n    model.layers[-1].trainable = False\n"

# %% mistake="thawed" replace="(from_logits=True)" says="the loss takes the logits for probabilities: from_logits=True is missing" with="()"

# %% mistake="thawed" replace="keras.optimizers.Adam(rate)" says="rate is ignored: Adam runs at its usual 0.001" with="'adam'"

# %% mistake="thawed" replace="keras.layers.Dense(len(head[1]))" says="softmax is applied already: the last layer should give logits" with="keras.layers.Dense(len(head[1]), activation='softmax')"


# %% alternative="thawed"
def thawed(shape, blocks, weights, head, thaw, rate):
    tower = pretrained.tower(shape, blocks, weights)
    first = len(blocks) - thaw + 1
    for layer in tower.layers:
        layer.trainable = False
        for number in range(first, len(blocks) + 1):
            if f"block{number}_" in layer.name and "norm" not in layer.name:
                layer.trainable = True
    start = keras.Input(shape=shape)
    W, b = head
    end = keras.layers.Dense(W.shape[1], name="kinds")
    model = keras.Model(start, end(tower(start)))
    end.kernel.assign(W)
    end.bias.assign(b)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


# %% [markdown] equivalent="thawed"
# - `range(len(blocks) - thaw, len(blocks)) → range(len(blocks) - thaw, len(blocks) + 1)`: there is no block of that number


# %% [markdown]
# ## Warm up, then slow down
#
# In the lecture the cosine that began at its peak gained least. Write both parts: for the first $w$ steps the rate climbs evenly from 0 toward the
# peak, then it follows half a wave of the cosine down to a floor, which it keeps:
#
# $$\alpha(t) = \alpha_{\max}\, \frac{t}{w} \quad (t < w), \qquad \alpha(t) = \alpha_{\min} + \frac{\alpha_{\max} - \alpha_{\min}}{2} \left(1 + \cos \frac{\pi\, (t - w)}{T - w}\right) \quad (w \le t \le T)$$
#
# $t$ counts the steps already taken, $T$ all steps planned, the warm-up included. For $t > T$ the rate is $\alpha_{\min}$. With $w = 0$ there is no warm-up.


# %% exercise="warmup_cosine"
def warmup_cosine(t, peak, warmup, total, floor=0.0):
    """Return the learning rate of one step.

    Parameters
    ----------
    t : int
        Steps already taken, 0 or more.
    peak : float
        The largest rate.
    warmup : int
        Steps of the climb, 0 or more.
    total : int
        All steps, more than `warmup`.
    floor : float
        The rate at the end and after it, from 0 to `peak`.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    if t < warmup:
        return peak * t / warmup
    share = min((t - warmup) / (total - warmup), 1)
    return floor + (peak - floor) / 2 * (1 + np.cos(np.pi * share))
    ### END SOLUTION


# %% [markdown] hint="warmup_cosine"
# What share of the second part is done after $t$ steps? What should that share be at most?

# %% [markdown] hint="warmup_cosine"
# With `warmup` = 4 and `total` = 10, step 7 is 3 steps into a part of 6: share one half, cosine 0, so the rate lies in the middle between peak and floor.

# %% [markdown] hint="warmup_cosine"
# `if t < warmup: return …` Then `share = min((t - warmup) / (total - warmup), 1)`, and `floor` plus a part of `peak - floor`: which part, for shares of 0 and of 1?

# %% checks="warmup_cosine" points=12
expect(
    [warmup_cosine(t, 0.8, 4, 10) for t in (0, 1, 3, 4)],
    [0.0, 0.2, 0.6, 0.8],
    "a climb of 4 equal parts to the peak",
)
expect(
    [warmup_cosine(t, 0.8, 4, 10) for t in (6, 7, 8, 10)],
    [0.6, 0.4, 0.2, 0.0],
    "the wave of the other 6 steps: cosines of 0.5, 0, -0.5 and -1",
)
expect(
    [warmup_cosine(t, 0.8, 4, 10, floor=0.2) for t in (2, 4, 6, 7, 8, 10)],
    [0.4, 0.8, 0.65, 0.5, 0.35, 0.2],
    "with a floor of 0.2 the climb is the same, and the wave goes from 0.8 to 0.2",
)
expect(
    [warmup_cosine(t, 0.0008, 4, 10, floor=0.0002) for t in (3, 6)],
    [0.0006, 0.00065],
    "rates are often small",
)
### BEGIN HIDDEN TESTS
expect(
    [warmup_cosine(t, 0.6, 0, 9) for t in (0, 3, 9)],
    [0.6, 0.45, 0.0],
    "without warm-up it starts at the peak",
)
expect(
    [warmup_cosine(t, 0.8, 4, 10, floor=0.2) for t in (11, 16, 25)],
    [0.2, 0.2, 0.2],
    "after the end the rate stays at the floor",
)
### END HIDDEN TESTS


# %% mistake="warmup_cosine" replace="min((t - warmup) / (total - warmup), 1)" says="the wave takes all steps, not only those after the warm-up" with="min((t - warmup) / total, 1)"

# %% mistake="warmup_cosine" replace="min((t - warmup) / (total - warmup), 1)" says="the wave begins at step 0, under the warm-up" with="min(t / total, 1)"

# %% mistake="warmup_cosine" replace="min((t - warmup) / (total - warmup), 1)" says="after the end the rate rises again" with="(t - warmup) / (total - warmup)"

# %% mistake="warmup_cosine" replace="peak * t / warmup" says="the climb counts from 1, so it reaches the peak a step early" with="peak * (t + 1) / warmup"

# %% mistake="warmup_cosine" replace="peak * t / warmup" says="the climb begins at the floor" with="floor + (peak - floor) * t / warmup"

# %% mistake="warmup_cosine" replace="floor + (peak - floor) / 2 * (1 + np.cos(np.pi * share))" says="the floor is added on top of the whole wave" with="floor + peak / 2 * (1 + np.cos(np.pi * share))"

# %% mistake="warmup_cosine" replace="floor + (peak - floor) / 2 * (1 + np.cos(np.pi * share))" says="the rate falls along a straight line, not along a wave" with="floor + (peak - floor) * (1 - share)"

# %% mistake="warmup_cosine" replace="floor + (peak - floor) / 2 * (1 + np.cos(np.pi * share))" says="the wave is cut off at the floor, not fitted between peak and floor" with="max(floor, peak / 2 * (1 + np.cos(np.pi * share)))"


# %% mistake="warmup_cosine" replace="(peak - floor) / 2 *" says="the half is forgotten: the wave begins too high" with="(peak - floor) *"

# %% mistake="warmup_cosine" replace="    share = min" says="after the end the rate is 0, not the floor" with="    if t > total:\n        return 0.0\n    share = min"

# %% mistake="warmup_cosine" replace="floor + (peak - floor)" says="the floor is taken for a share of the peak, as in Keras" with="floor * peak + (peak - floor * peak)"

# %% mistake="warmup_cosine" replace="np.pi * share" says="the angle is in degrees; NumPy wants radians" with="180 * share"


# %% mistake="warmup_cosine" says="the climb goes on as a factor of the wave after the warm-up"
def warmup_cosine(t, peak, warmup, total, floor=0.0):
    share = min(max(t - warmup, 0) / (total - warmup), 1)
    wave = floor + (peak - floor) / 2 * (1 + np.cos(np.pi * share))
    return wave * t / warmup if warmup > 0 else wave


# %% mistake="warmup_cosine" says="the wave of all steps is only damped at first, as in the lecture's plan"
def warmup_cosine(t, peak, warmup, total, floor=0.0):
    wave = floor + (peak - floor) / 2 * (1 + np.cos(np.pi * min(t / total, 1)))
    return wave * min(t / warmup, 1) if warmup > 0 else wave


# %% alternative="warmup_cosine"
def warmup_cosine(t, peak, warmup, total, floor=0.0):
    if t >= total:
        return floor
    if t < warmup:
        return t * (peak / warmup)
    weight = np.cos(np.pi / 2 * (t - warmup) / (total - warmup)) ** 2
    return weight * peak + (1 - weight) * floor


# %% [markdown] equivalent="warmup_cosine"
# - `total - warmup → warmup - total`: the square of the cosine is the same on both sides of 0
# - `t - warmup → warmup - t`: likewise
# - `t >= total → t > total`: at the end the wave has arrived at the floor


# %% [markdown]
# Keras has the same plan, if one asks for it in its own words: its `decay_steps` are those after the warm-up, and `alpha` is the floor as a share of the peak. If both agree, its `plan` may stand
# for yours below: an optimizer takes it as it is.

# %%
TOTAL, WARMUP, PEAK = 40, 8, 0.001
rates = [warmup_cosine(t, PEAK, WARMUP, TOTAL) for t in range(60)]
plan = keras.optimizers.schedules.CosineDecay(
    0.0, TOTAL - WARMUP, alpha=0.0, warmup_target=PEAK, warmup_steps=WARMUP
)
apart = max(abs(rate - float(plan(t))) for t, rate in enumerate(rates))
print(f"largest difference to Keras: {apart:.0e}")
plt.plot(range(60), rates, color=plots.MODEL)
plt.gca().set(xlabel="steps taken", ylabel="learning rate")
plt.show()

# %% [markdown]
# ## A pipeline that never runs dry
#
# Training takes a fixed number of steps, whether there are 50 pictures or 200. So its pipeline is *endless*, all its batches are full, and still everything is seen equally often: every
# picture once before any comes again. Each round has a new order, and every order is possible. A full batch may hold the end of one round and the beginning of the next. These demands decide in which order
# `batch`, `repeat` and `shuffle` have to stand. Batches are prepared while the model is busy, as many ahead as `tf.data.AUTOTUNE` finds right: `prefetch` stands last.
#
# The order comes from `seed`: the same seed, the same order.


# %% exercise="stream"
def stream(A, labels, batch, seed):
    """Return an endless pipeline of shuffled full batches.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, ...)
        Pictures, or their maps.
    labels : numpy.ndarray of int, shape (m,)
    batch : int
        Rows of each batch; may be more than m.
    seed : int
        Decides the order.

    Returns
    -------
    tf.data.Dataset
        Of pairs: a batch of A, shape (batch, ...), and its labels, shape (batch,).
    """
    ### BEGIN SOLUTION
    pairs = tf.data.Dataset.from_tensor_slices((A, labels))
    pairs = pairs.shuffle(len(A), seed=seed).repeat()
    return pairs.batch(batch).prefetch(tf.data.AUTOTUNE)
    ### END SOLUTION


# %% [markdown] hint="stream"
# `tf.data.Dataset.from_tensor_slices((A, labels))` gives pairs, one a picture. Write down on paper what comes out for pictures a, b, c and batches of 2, for each order of the
# three operations.

# %% [markdown] hint="stream"
# Batch before repeat: (b, a) (c) (a, c) (b) …, with batches that are not full. Repeat before shuffle: (b, a) (a, c) …, a comes again before c. Batch before shuffle: (c) (a, b) (a, b) …, the same ones always
# together. What is left? And how large has the buffer of `shuffle` to be, so that the last picture can come first?

# %% [markdown] hint="stream"
# `pairs.shuffle(…, seed=seed)` needs the size of its buffer; `.repeat()` without a number never ends; `.batch(…)`; `.prefetch(tf.data.AUTOTUNE)` stands last, as in the lecture. Write all four as one
# chain, in the order that hint 2 leaves over.

# %% checks="stream" points=14
marks = np.array([3, 11, 5, 8, 20, 14, 9])
seven = np.stack([marks, 10 * marks], axis=1) + 0.5


def first_batches(number, batch=4, seed=1):
    """Return the first batches as lists of pictures and of labels."""
    taken = list(stream(seven, marks, batch, seed).take(number))
    return [A.numpy() for A, _ in taken], [labels.numpy() for _, labels in taken]


some, some_labels = first_batches(7)
expect(sorted({len(A) for A in some}), [4], "all of the first seven batches hold 4 pictures")
expect(some[0].shape[1:], (2,), "a batch holds whole pictures")
expect(len(first_batches(100)[0]), 100, "it never ends: 100 batches can be taken")
expect(
    bool(np.all(np.concatenate(some)[:, 0] == np.concatenate(some_labels) + 0.5)),
    True,
    "every picture comes with its own label",
)
rounds = np.concatenate(some_labels)[:21].reshape(-1, 7)
expect(
    bool(np.all(np.sort(rounds, axis=1) == np.sort(marks))),
    True,
    "the first 21 pictures are three rounds, and each round holds every picture once",
)
expect(len({tuple(row) for row in rounds.tolist()}) > 1, True, "the rounds have different orders")
### BEGIN HIDDEN TESTS
long = np.concatenate(first_batches(140)[1]).reshape(-1, 7)
expect(
    len(set(long[:, 0].tolist())),
    7,
    "in eighty rounds each picture comes first at least once, also the last one",
)
again = np.concatenate(first_batches(7)[1])
expect(bool(np.all(again == np.concatenate(some_labels))), True, "the same seed, the same order")
orders = {tuple(np.concatenate(first_batches(2, seed=seed)[1]).tolist()) for seed in range(2, 7)}
expect(len(orders) > 1, True, "five other seeds do not all give the same order")
expect([len(A) for A in first_batches(2, batch=9)[0]], [9, 9], "a batch may be larger than the set")
whole = stream(seven, marks, 4, 1)
expect(int(whole.cardinality()) < 0, True, "no number of rounds is fixed: it has no end at all")
expect("Prefetch" in repr(whole), True, "prefetch stands at the end of the chain")
### END HIDDEN TESTS


# %% mistake="stream" says="the batches are made before repeating, so that the last one of each round is not full"
def stream(A, labels, batch, seed):
    pairs = tf.data.Dataset.from_tensor_slices((A, labels)).shuffle(len(A), seed=seed)
    return pairs.batch(batch).repeat().prefetch(tf.data.AUTOTUNE)


# %% mistake="stream" says="shuffling comes after repeating, which mixes the rounds"
def stream(A, labels, batch, seed):
    pairs = tf.data.Dataset.from_tensor_slices((A, labels)).repeat()
    return pairs.shuffle(len(A), seed=seed).batch(batch).prefetch(tf.data.AUTOTUNE)


# %% mistake="stream" says="whole batches are shuffled: the same pictures always come together"
def stream(A, labels, batch, seed):
    pairs = tf.data.Dataset.from_tensor_slices((A, labels)).batch(batch)
    return pairs.shuffle(len(A), seed=seed).repeat().prefetch(tf.data.AUTOTUNE)


# %% mistake="stream" replace=".repeat()" says="the pipeline ends after one round" with=""

# %% mistake="stream" replace="shuffle(len(A), seed=seed)" says="the order is that of the file in every round" with="take(len(A))"

# %% mistake="stream" replace="seed=seed)" says="all rounds have the same order" with="seed=seed, reshuffle_each_iteration=False)"

# %% mistake="stream" replace="shuffle(len(A)" says="the buffer of shuffle holds one batch: pictures from the end never come first" with="shuffle(batch"

# %% mistake="stream" replace="shuffle(len(A)" says="the buffer of shuffle is one too small: the last picture never comes first" with="shuffle(len(A) - 1"

# %% mistake="stream" replace="shuffle(len(A), seed=seed)" says="seed is ignored: each run has another order" with="shuffle(len(A))"

# %% mistake="stream" replace=".repeat()" says="the pipeline ends after a hundred rounds" with=".repeat(100)"

# %% mistake="stream" replace=".prefetch(tf.data.AUTOTUNE)" says="nothing is prepared ahead: prefetch is missing at the end" with=""

# %% mistake="stream" replace="(A, labels)" says="the labels come first, then the pictures" with="(labels, A)"

# %% mistake="stream" replace="from_tensor_slices" says="the whole set is one element: from_tensors does not cut it into pictures" with="from_tensors"


# %% mistake="stream" says="each round loses the pictures that do not fill a batch"
def stream(A, labels, batch, seed):
    pairs = tf.data.Dataset.from_tensor_slices((A, labels)).shuffle(len(A), seed=seed)
    return pairs.batch(batch, drop_remainder=True).repeat().prefetch(tf.data.AUTOTUNE)


# %% mistake="stream" replace="batch(batch)" says="the batch size is ignored: 32 a batch" with="batch(32)"


# %% mistake="stream" says="pictures and labels are shuffled apart, so that they do not belong together"
def stream(A, labels, batch, seed):
    one = tf.data.Dataset.from_tensor_slices(A).shuffle(len(A), seed=seed)
    two = tf.data.Dataset.from_tensor_slices(labels).shuffle(len(A), seed=seed + 1)
    return tf.data.Dataset.zip((one, two)).repeat().batch(batch).prefetch(tf.data.AUTOTUNE)


# %% mistake="stream" says="the pipeline ends after one round, and drops the pictures that do not fill a batch"
def stream(A, labels, batch, seed):
    pairs = tf.data.Dataset.from_tensor_slices((A, labels)).shuffle(len(A), seed=seed)
    return pairs.batch(batch, drop_remainder=True).prefetch(tf.data.AUTOTUNE)


# %% alternative="stream"
def stream(A, labels, batch, seed):
    rows = tf.data.Dataset.range(len(A)).shuffle(len(A), seed=seed).repeat().batch(batch)
    return rows.map(lambda i: (tf.gather(A, i), tf.gather(labels, i))).prefetch(2)


# %% [markdown] equivalent="stream"
# - `2 → 3`: how many batches are prepared ahead changes none of them
# - `2 → 1`: likewise


# %% [markdown]
# ## The experiment
#
# Three ways to learn from the same few pictures: a network *from scratch*, on the 28 × 28 pixels; the *head* alone on frozen features; and the last two blocks *thawed*, starting from that
# head. Three draws for each size, the same for all three. The network from scratch gets more steps, a larger rate and a cosine of its own; a run begins with fresh weights and an Adam without memory.

# %%
pixels, pixels_test = (A[..., np.newaxis] / np.float32(255) for A in (X, X_test))
keras.utils.set_random_seed(0)
look = {"padding": "same", "activation": "relu"}
body = [keras.layers.Conv2D(16, 3, **look), keras.layers.MaxPooling2D()]
body += [keras.layers.Conv2D(32, 3, strides=2, **look), keras.layers.Flatten()]
scratch = keras.Sequential([keras.Input((28, 28, 1)), *body, keras.layers.Dense(10)])
by_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
LONG = 120  # steps of the network from scratch
wave = keras.optimizers.schedules.CosineDecay(0.003, LONG)
scratch.compile(keras.optimizers.Adam(wave), by_logits)


def trained(model, start, A, rows, number, seed):
    """Train from given weights, and return which of the test pictures are named rightly."""
    model.set_weights(start)
    for part in model.optimizer.variables:
        part.assign(0 * part)
    batches = stream(A[rows], y[rows], 20, seed)
    model.fit(batches, steps_per_epoch=number, shuffle=False, verbose=0)
    A_test = pixels_test if A is pixels else maps_test
    return np.asarray(model(A_test)).argmax(axis=1) == y_test


# %%
def random_start(seed):
    """Return fresh weights of the network from scratch (Glorot's rule)."""
    rng, parts = np.random.default_rng(seed), []
    for part in scratch.get_weights():
        inputs = np.prod(part.shape[:-1])
        reach = (
            np.sqrt(6 / (inputs + inputs / part.shape[-2] * part.shape[-1])) if part.ndim > 1 else 0
        )
        parts.append(rng.uniform(-reach, reach, size=part.shape))
    return parts


SIZES, DRAWS = [5, 10, 20, 40], 3
shares = {
    "from scratch": np.zeros((DRAWS, 4)),
    "head": np.zeros((DRAWS, 3)),
    "thawed": np.zeros((DRAWS, 3)),
}
model = thawed((4, 4, 80), blocks, weights, fold(W, b, mean, std), 2, plan)
for seed in range(DRAWS):
    for place, size in enumerate(SIZES):
        rows = draw(size, seed)
        right = trained(scratch, random_start(seed), pixels, rows, LONG, seed)
        shares["from scratch"][seed, place] = right.mean()
        if size < 40:
            mean, std = F[rows].mean(axis=0), F[rows].std(axis=0)
            head = fold(*fit_head((F[rows] - mean) / std, y[rows]), mean, std)
            shares["head"][seed, place] = np.mean(
                (F_test @ head[0] + head[1]).argmax(axis=1) == y_test
            )
            right = trained(model, [*weights, *head], maps, rows, TOTAL, seed)
            shares["thawed"][seed, place] = right.mean()
for name, table in shares.items():
    print(f"{name:<12}", dict(zip(SIZES, table.mean(axis=0).round(3).tolist())))

# %% [markdown]
# The means lie close together. By how much do they differ, and is it more than the luck of the draw?
#
# ## Differences within the draws
#
# In unit 2 two models were compared picture by picture; now it is training set by training set. Both ways learned from the *same* draws, so take the difference within each draw, and of these $k$
# differences the mean and its 95% interval. With so few draws 1.96 is too small a factor; Student's $t$ gives the right one, 4.30 for $k = 3$:
#
# $$\bar d \pm t_{k-1}\, \frac{s}{\sqrt k}, \qquad s^2 = \frac{1}{k - 1} \sum_{i=1}^k (d_i - \bar d)^2$$
#
# `student.ppf(0.975, k - 1)` is $t_{k-1}$. Do it for each size, a column each.


# %% exercise="gains"
def gains(a, b):
    """Compare two ways to learn, size by size, by differences within the draws.

    Parameters
    ----------
    a, b : numpy.ndarray, shape (k, n)
        Shares right of each way: a row for each of k draws, at least 2, a column for each size.

    Returns
    -------
    numpy.ndarray, shape (3, n)
        Rows: the mean of a minus b, and the lower and upper end of its 95% interval.
    """
    ### BEGIN SOLUTION
    d = a - b
    k = len(d)
    half = student.ppf(0.975, k - 1) * d.std(axis=0, ddof=1) / np.sqrt(k)
    return np.array([d.mean(axis=0), d.mean(axis=0) - half, d.mean(axis=0) + half])
    ### END SOLUTION


# %% [markdown] hint="gains"
# Over which axis run the draws? What are `k`, and the shape of the mean?

# %% [markdown] hint="gains"
# For one size and three draws with differences 0.02, 0.05 and 0.05 the mean is 0.04, $s$ is 0.01732, and $t_2$ is 4.303: 0.04 ± 4.303 · 0.01.

# %% [markdown] hint="gains"
# `d = a - b`; `d.std(axis=0, ddof=1)` divides by $k - 1$. The half width is `student.ppf(0.975, …)` times that, divided by …

# %% checks="gains" points=10
ours = np.array([[0.62, 0.75], [0.70, 0.74], [0.66, 0.80]])
others = np.array([[0.60, 0.72], [0.65, 0.80], [0.61, 0.77]])
expect(gains(ours, others)[0], np.array([0.04, 0.0]), "0.02, 0.05, 0.05 and 0.03, -0.06, 0.03")
expect(
    gains(ours, others)[1:, 0],
    np.array([-0.0030265, 0.0830265]),
    "0.04 minus and plus 4.3027 times 0.01",
    rtol=1e-4,
)
expect(
    gains(ours, others)[1:, 1],
    np.array([-0.1290796, 0.1290796]),
    "the second size has a spread of its own",
    rtol=1e-4,
)
expect(gains(ours, others).shape, (3, 2), "three rows, a column for each size")
### BEGIN HIDDEN TESTS
expect(
    gains(np.array([[0.9], [0.5]]), np.array([[0.7], [0.4]])),
    np.array([[0.15], [-0.4853102], [0.7853102]]),
    "two draws: the factor is 12.7",
    rtol=1e-4,
)
expect(gains(others, ours)[0], np.array([-0.04, 0.0]), "the other way round the sign changes")
### END HIDDEN TESTS


# %% mistake="gains" replace="student.ppf(0.975, k - 1)" says="the factor is 1.96, as for many draws" with="1.96"

# %% mistake="gains" replace="student.ppf(0.975, k - 1)" says="Student's t is taken at 0.95, which leaves out 10% in both tails" with="student.ppf(0.95, k - 1)"

# %% mistake="gains" replace="student.ppf(0.975, k - 1)" says="Student's t has k, not k - 1, degrees of freedom" with="student.ppf(0.975, k)"

# %% mistake="gains" replace="ddof=1" says="the variance is divided by k, not by k - 1" with="ddof=0"

# %% mistake="gains" replace="d.std(axis=0, ddof=1)" says="the draws are treated as if they were not the same: both variances are added" with="np.sqrt(a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1))"

# %% mistake="gains" replace=" / np.sqrt(k)" says="the spread is not divided by the root of k" with=""

# %% mistake="gains" replace="d = a - b" says="the difference is b minus a" with="d = b - a"

# %% mistake="gains" replace="k = len(d)" says="k is the number of all values, not of the draws" with="k = d.size"

# %% mistake="gains" replace="[d.mean(axis=0), d.mean(axis=0) - half, d.mean(axis=0) + half]" says="the lower end stands first, then the mean; the mean comes first" with="[d.mean(axis=0) - half, d.mean(axis=0), d.mean(axis=0) + half]"


# %% mistake="gains" replace="d.mean(axis=0) - half, d.mean(axis=0) + half]" says="the upper end stands before the lower" with="d.mean(axis=0) + half, d.mean(axis=0) - half]"

# %% mistake="gains" replace="d.mean(axis=0) - half, d.mean(axis=0) + half]" says="the half width is returned, not the two ends" with="half, half]"

# %% mistake="gains" replace="d.mean(axis=0) + half])" says="each size has a row; it should have a column" with="d.mean(axis=0) + half]).T"


# %% mistake="gains" says="percentiles of the few differences are taken for the interval of their mean"
def gains(a, b):
    d = a - b
    low, high = np.percentile(d, [2.5, 97.5], axis=0)
    return np.array([d.mean(axis=0), low, high])


# %% mistake="gains" says="the sizes are averaged, not the draws: that is the wrong axis"
def gains(a, b):
    d = a - b
    k = d.shape[1]
    half = student.ppf(0.975, k - 1) * d.std(axis=1, ddof=1) / np.sqrt(k)
    return np.array([d.mean(axis=1), d.mean(axis=1) - half, d.mean(axis=1) + half])


# %% mistake="gains" says="the mean and the spread run over the sizes, not over the draws: that is the wrong axis"
def gains(a, b):
    d = a - b
    k = len(d)
    half = student.ppf(0.975, k - 1) * d.std(axis=1, ddof=1) / np.sqrt(k)
    return np.array([d.mean(axis=1), d.mean(axis=1) - half, d.mean(axis=1) + half])


# %% alternative="gains"
def gains(a, b):
    columns = []
    for first, second in zip(a.T, b.T):
        d = [x - z for x, z in zip(first, second)]
        mean = sum(d) / len(d)
        s2 = sum((x - mean) ** 2 for x in d) / (len(d) - 1)
        half = student.ppf(0.975, len(d) - 1) * (s2 / len(d)) ** 0.5
        columns.append([mean, mean - half, mean + half])
    return np.array(columns).T


# %%
for name, other in [("head", "from scratch"), ("thawed", "from scratch"), ("thawed", "head")]:
    print(f"{name} minus {other}:")
    table = gains(shares[name], shares[other][:, :3])
    for size, (middle, low, high) in zip(SIZES, table.T):
        print(f"   {size:>2} a kind: {middle:+.3f} ({low:+.3f} to {high:+.3f})")

# %% [markdown]
# All differences are a few hundredths at most, and many of the intervals hold 0. On catalog pictures, which a small network learns easily, borrowed eyes are worth
# less than on the snapshots of the lecture, where they brought about twenty hundredths.
#
# ## What is it worth in labels?
#
# A share of right answers is hard to price; labels have a price. So turn the question around: how many pictures of each kind does the network *from scratch* need to be as good? Its curve is known at a few
# sizes. Between two of them take a straight line over the *logarithm* of the size, since each doubling brings about the same:
#
# $$\log n = \log n_1 + \frac{s - s_1}{s_2 - s_1} \left(\log n_2 - \log n_1\right)$$
#
# where $n_1, n_2$ are neighboring sizes with shares $s_1 < s \le s_2$, and $s$ is the share to be reached. Take the *first* pair whose line reaches it; the curve may fall in between. If already the first size reaches $s$, return that
# size; if none does, infinity: `np.inf`.


# %% exercise="worth"
def worth(sizes, shares, target):
    """Return how many pictures a curve needs to reach a share.

    Parameters
    ----------
    sizes : list of int, length n
        Increasing, at least one.
    shares : numpy.ndarray, shape (n,)
        Share right at each size.
    target : float
        The share to be reached.

    Returns
    -------
    float
        A number of pictures, perhaps between two sizes; np.inf if no size reaches it.
    """
    ### BEGIN SOLUTION
    if shares[0] >= target:
        return float(sizes[0])
    for i in range(1, len(sizes)):
        if shares[i] >= target:
            part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
            return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part
    return np.inf
    ### END SOLUTION


# %% [markdown] hint="worth"
# Which is the first size that reaches the target? What do you know about the size before it?

# %% [markdown] hint="worth"
# From 0.6 at 5 pictures to 0.8 at 20, where is 0.7? Half of the way in the shares, so half of the way in the logarithm: a doubling, 10 pictures, not 12.5.

# %% [markdown] hint="worth"
# First `if shares[0] >= target`. Then a loop over `i` from 1: at the first `shares[i] >= target` compute the `part` of the way, and return `np.exp` of a logarithm between
# `np.log(sizes[i - 1])` and …

# %% checks="worth" points=10
expect(worth([5, 20], np.array([0.6, 0.8]), 0.7), 10.0, "half of the way is one of two doublings")
expect(
    worth([3, 12, 96], np.array([0.4, 0.55, 0.85]), 0.65),
    24.0,
    "a third of the way from 12 to 96: one of three doublings",
)
expect(
    worth([4, 10], np.array([0.5, 0.7]), 0.6),
    6.324555,
    "half of the way from 4 to 10: the root of 40, not rounded",
)
expect(worth([3, 12, 96], np.array([0.4, 0.55, 0.85]), 0.9), np.inf, "no size reaches 0.9")
expect(worth([3, 12, 96], np.array([0.4, 0.55, 0.85]), 0.3), 3.0, "the first size does already")
### BEGIN HIDDEN TESTS
expect(
    worth([2, 8, 18, 50, 200], np.array([0.3, 0.7, 0.4, 0.6, 0.9]), 0.5),
    4.0,
    "the curve falls after 8; what counts is where it reaches 0.5 first",
)
expect(
    worth([2, 8, 18], np.array([0.3, 0.7, 0.4]), 0.5),
    4.0,
    "the curve ends below 0.5, but it has reached it before",
)
expect(
    worth([3, 12, 96, 500], np.array([0.4, 0.55, 0.85, 0.9]), 0.65),
    24.0,
    "a further size changes nothing about the pair that reaches it",
)
expect(worth([3, 12, 96], np.array([0.4, 0.55, 0.85]), 0.85), 96.0, "the last size just reaches it")
expect(worth([4, 9], np.array([0.5, 0.3]), 0.5), 4.0, "the first size just reaches it")
expect(worth([7], np.array([0.5]), 0.6), np.inf, "a single size that does not reach it")
### END HIDDEN TESTS


# %% mistake="worth" replace="sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part" says="the line is straight over the size, not over its logarithm" with="sizes[i - 1] + part * (sizes[i] - sizes[i - 1])"

# %% mistake="worth" replace="return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part" says="the next size that reaches it is returned, without going between" with="return float(sizes[i])"

# %% mistake="worth" replace="return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part" says="the logarithm is returned, not the number of pictures" with="return np.log(sizes[i - 1]) + part * np.log(sizes[i] / sizes[i - 1])"

# %% mistake="worth" replace="return np.inf" says="the last size is returned where none reaches the target" with="return float(sizes[-1])"

# %% mistake="worth" replace="(target - shares[i - 1]) /" says="the way is counted back from the larger share" with="(shares[i] - target) /"

# %% mistake="worth" replace="if shares[0] >= target:" says="the line is continued to the left of the first size" with="if shares[0] >= target and len(sizes) > 1:\n        part = (target - shares[0]) / (shares[1] - shares[0])\n        return sizes[0] * (sizes[1] / sizes[0]) ** part\n    if shares[0] >= target:"


# %% mistake="worth" replace="shares[i] >= target" says="a size that just reaches the target does not count" with="shares[i] > target"

# %% mistake="worth" replace="    return np.inf" says="the last line is drawn on beyond the last size" with="    part = (target - shares[-2]) / (shares[-1] - shares[-2])\n    return sizes[-2] * (sizes[-1] / sizes[-2]) ** part"

# %% mistake="worth" replace="    if shares[0] >= target:" says="the last share alone decides whether the target is reached; one before may reach it" with="    if shares[-1] < target:\n        return np.inf\n    if shares[0] >= target:"

# %% mistake="worth" replace="shares[0] >= target:\n        return float(sizes[0])\n    for i in range(1, len(sizes)):\n        if shares[i] >= target" says="a share that equals the target does not count as reached" with="shares[0] > target:\n        return float(sizes[0])\n    for i in range(1, len(sizes)):\n        if shares[i] > target"


# %% mistake="worth" says="the loop starts at 0, and shares[-1] is the last share, not the one before"
def worth(sizes, shares, target):
    for i in range(len(sizes)):
        if shares[i] >= target:
            part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
            return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part
    return np.inf


# %% mistake="worth" says="argmax is 0 also where no share reaches the target"
def worth(sizes, shares, target):
    i = int(np.argmax(shares >= target))
    if i == 0:
        return float(sizes[0])
    part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
    return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part


# %% mistake="worth" says="the line starts at the first size, not at the one before"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    for i in range(1, len(sizes)):
        if shares[i] >= target:
            part = (target - shares[0]) / (shares[i] - shares[0])
            return sizes[0] * (sizes[i] / sizes[0]) ** part
    return np.inf


# %% mistake="worth" says="the logarithm of the shares is taken, too"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    for i in range(1, len(sizes)):
        if shares[i] >= target:
            part = np.log(target / shares[i - 1]) / np.log(shares[i] / shares[i - 1])
            return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part
    return np.inf


# %% mistake="worth" says="two logarithms are mixed: one to the base 2 has to be undone by a power of 2"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    logs = np.log2(sizes)
    for i in range(1, len(sizes)):
        if shares[i] >= target:
            part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
            return np.exp(logs[i - 1] + part * (logs[i] - logs[i - 1]))
    return np.inf


# %% mistake="worth" says="infinity is returned before all sizes have been looked at"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    for i in range(1, len(sizes)):
        if shares[i] >= target:
            part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
            return sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part
        else:
            return np.inf
    return np.inf


# %% mistake="worth" says="np.interp gets the whole curve, but needs shares that only rise; this curve may fall"
def worth(sizes, shares, target):
    if np.max(shares) < target:
        return np.inf
    return float(np.exp(np.interp(target, shares, np.log(sizes))))


# %% mistake="worth" says="np.interp gets the whole curve, but where a curve falls it finds another place, or none"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    if np.max(shares) < target:
        return np.inf
    return float(np.exp(np.interp(target, shares, np.log(sizes))))


# %% mistake="worth" says="the last pair that reaches the target is taken, not the first"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    found = np.inf
    for i in range(1, len(sizes)):
        if shares[i - 1] < target <= shares[i]:
            part = (target - shares[i - 1]) / (shares[i] - shares[i - 1])
            found = sizes[i - 1] * (sizes[i] / sizes[i - 1]) ** part
    return found


# %% mistake="worth" says="the shares are sorted for np.interp, and lose the sizes that they belong to"
def worth(sizes, shares, target):
    if shares[0] >= target:
        return float(sizes[0])
    if np.max(shares) < target:
        return np.inf
    return float(np.exp(np.interp(target, np.sort(shares), np.log(sizes))))


# %% mistake="worth" replace="    if shares[0] >= target:\n        return float(sizes[0])\n" says="the first size is never looked at: the first line is continued to its left" with=""


# %% alternative="worth"
def worth(sizes, shares, target):
    reached = np.flatnonzero(np.asarray(shares) >= target)
    if len(reached) == 0:
        return np.inf
    i = reached[0]
    if i == 0:
        return sizes[0]
    pair = slice(i - 1, i + 1)
    return np.exp(np.interp(target, shares[pair], np.log(sizes[pair])))


# %% [markdown] equivalent="worth"
# - `1 → 0`: the first size has been looked at before


# %% [markdown]
# ## The answer
#
# Ten with borrowed eyes for forty without? **Predict.** How many pictures from scratch are ten thawed ones worth?

# %%
prediction = "about ..."  # pictures of each kind

# %%
curve = shares["from scratch"].mean(axis=0)
for name in ("head", "thawed"):
    for size, share in zip(SIZES, shares[name].mean(axis=0)):
        needed = worth(SIZES, curve, share)
        text = "more than 40" if np.isinf(needed) else f"about {needed:.0f}"
        print(f"{size:>2} a kind, {name:<6}: {share:.3f} right, as from {text} a kind from scratch")

# %%
for (name, table), color, style in zip(
    shares.items(), [plots.ERROR, plots.DATA, plots.HIGHLIGHT], ["s-", "o--", "^-"]
):
    means = table.mean(axis=0)
    plt.plot(SIZES[: len(means)], means, style, color=color, label=name)
    for row in table:
        plt.plot(SIZES[: len(means)], row, style[0], color=color, alpha=0.25, ms=4)
ten = shares["thawed"].mean(axis=0)[1]
same = worth(SIZES, curve, ten)
plt.plot(
    [10, min(same, 40)],
    [ten, ten],
    ":",
    color=plots.MODEL,
    label="10 thawed, and as good from scratch",
)
plt.gca().set(xscale="log", xlabel="pictures of each kind", ylabel="share right", ylim=(0.5, 0.9))
plt.xticks(SIZES, SIZES)
plt.minorticks_off()
plt.legend(loc="lower right")
plt.show()

# %% [markdown]
# **Not four times as much.** In our runs ten thawed pictures of each kind were worth ten to twenty-five from scratch: a factor of about two, and with three draws not even that is certain. A catalog picture shows one gray garment in the middle of nothing: what the
# front knows of colors and backgrounds is not asked for, as it was in the lecture. The charity should measure on pictures from *its* camera.
#
# Now set `LONG = 40` and run all from that cell on again. What are *five* borrowed pictures worth, against a rival that was given no time?
