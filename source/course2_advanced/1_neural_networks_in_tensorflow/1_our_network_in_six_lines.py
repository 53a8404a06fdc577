# %% [markdown]
# # Our network, in six lines
#
# *40 minutes. You need: the network of Course 1 (unit 4), gradient descent, log loss.*
#
# A mail-sorting center reads house numbers. The most expensive confusion is between an open 4 and a 9:
# the parcel ends up five doors away. In Course 1 you wrote a network for such a pair in about forty
# lines, and each new layer would have needed new slopes. In a company you would write six lines.
# Is it the same network? You will find out to the sixth digit.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

images, digit = datasets.mnist()
pair = (digit == 4) | (digit == 9)
X, y = images[pair].reshape(-1, 784) / np.float32(255), (digit[pair] == 9).astype(int)
X_train, y_train, X_val, y_val = X[:800], y[:800], X[800:], y[800:]
print("training", X_train.shape, "held out", X_val.shape)

# %% [markdown]
# The pictures are from MNIST, the best-known collection of handwritten digits: 28 × 28 pixels from
# 0 (paper) to 255 (ink), here one row of 784 numbers from 0 to 1. Class 1 is "a 9", class 0 "a 4".
# We learn from 800 pictures and judge on 200 others. Look at the first sixteen.

# %%
plots.pictures(X_train[:16].reshape(-1, 28, 28), titles=np.where(y_train[:16] == 1, 9, 4))
plt.show()

# %% [markdown]
# Fours and nines take turns. What tells them apart is often a single stroke at the top: closed or
# open. A person hardly hesitates; a weight for each pixel has to cope with all places where that
# stroke may lie.
#
# ## The network you know
#
# Here is Course 1 once more: one hidden layer of $h = 16$ tanh neurons, a sigmoid output, the mean
# log loss $J$, its slopes, and full steps downhill with the learning rate $\alpha$:
#
# $$A_1 = \tanh(X W_1 + b_1), \qquad \hat y = \sigma(A_1 W_2 + b_2), \qquad W \leftarrow W - \alpha\, \frac{\partial J}{\partial W}$$


# %%
def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    return A1, 1 / (1 + np.exp(-(A1 @ W2 + b2)[:, 0]))


def slopes(X, y, W1, b1, W2, b2):
    A1, y_hat = forward(X, W1, b1, W2, b2)
    d2 = ((y_hat - y) / len(y))[:, np.newaxis]
    d1 = (d2 @ W2.T) * (1 - A1**2)
    return [X.T @ d1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0)]


# %% [markdown]
# The four arrays now travel as a list in the order $W_1, b_1, W_2, b_2$; you will soon see why. Thirty
# steps with $\alpha = 0.5$:

# %%
rng = np.random.default_rng(0)
start = [rng.normal(size=(784, 16)) / 28, np.zeros(16), rng.normal(size=(16, 1)) / 4, np.zeros(1)]

params, by_hand = start, []
for _ in range(30):
    y_hat = forward(X_train, *params)[1]
    by_hand.append(-np.mean(np.log(np.where(y_train == 1, y_hat, 1 - y_hat))))
    params = [P - 0.5 * dP for P, dP in zip(params, slopes(X_train, y_train, *params))]
print(f"loss {by_hand[0]:.4f} at the start, {by_hand[-1]:.4f} before the last step")

# %% [markdown]
# ## The same in Keras
#
# **Keras** is the part of TensorFlow in which one describes a network layer by layer. A `Dense` layer
# is our $g(XW + b)$. A `Sequential` model calls its layers in a row, and from the way forward it works
# out the way backward by itself. Importing it takes a few seconds.
#
# `compile` says *how* to learn: by which **optimizer** (`SGD` takes our steps; why it is called so
# comes below) and from which loss. `"binary_crossentropy"` is the log loss under its other name.

# %%
import keras
from keras.layers import Dense


def build():
    model = keras.Sequential(
        [keras.Input((784,)), Dense(16, activation="tanh"), Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy"])
    return model


# %% [markdown]
# A model's parameters are a list of arrays, in our order. `get_weights` copies them out and
# `set_weights` copies ours in: that makes the comparison fair. `fit` trains. One walk through all
# training examples is an **epoch**; with `batch_size=800` an epoch is one step on all of them, just
# like ours.
#
# **Predict.** Same start, same steps, thirty of them. The losses of the two programs will first
# differ in which digit after the point: the first, the third, the sixth or later, or never?

# %%
prediction = "..."  # write yours

# %%
model = build()
model.set_weights(start)
fitted = model.fit(X_train, y_train, batch_size=800, epochs=30, verbose=0)
by_keras = np.array(fitted.history["loss"])
print("by hand ", np.round(by_hand[:5], 6))
print("by Keras", np.round(by_keras[:5], 6))
print(f"largest difference: {np.abs(by_keras - by_hand).max():.0e}")

# %% [markdown]
# The difference is below one part in a hundred thousand. It is not zero, because Keras computes with 32
# bits a number (about 7 digits) and NumPy with 64 (about 16): half the memory, twice the speed, and
# enough for learning. So this *is* your network. `fit` returned a record of what happened, the dict
# `history`. What you have gained: any number of layers, and not one slope to derive.
#
# ## What is inside
#
# `summary` lists the layers with the shape of what they give and their number of parameters. `None`
# stands for the number of examples, which the network does not know.

# %%
model.summary(line_length=70)

# %% [markdown]
# $784 \cdot 16 + 16 = 12{,}560$ numbers in the hidden layer, $16 + 1$ at the output. (The two more
# in the total are the optimizer's own.) With 800 examples that is sixteen numbers to turn for each
# picture; keep an eye on the held-out pictures.
#
# **Your turn.** Leave Keras for a moment: take the list from `get_weights()` and compute the
# predictions yourself. A network is nothing but these arrays.


# %% exercise="predict_by_hand"
def predict_by_hand(weights, X):
    """Return what a network with one tanh layer and one sigmoid output predicts.

    Parameters
    ----------
    weights : list of numpy.ndarray
        W1 of shape (n, h), b1 (h,), W2 (h, 1), b2 (1,): what ``get_weights`` gives.
    X : numpy.ndarray, shape (m, n)

    Returns
    -------
    numpy.ndarray, shape (m,)
        The probability of class 1 for each example: flat, not a column.
    """
    ### BEGIN SOLUTION
    W1, b1, W2, b2 = weights
    z = np.tanh(X @ W1 + b1) @ W2 + b2
    return 1 / (1 + np.exp(-z[:, 0]))
    ### END SOLUTION


# %% [markdown] hint="predict_by_hand"
# Unpack first: `W1, b1, W2, b2 = weights`. Then the two formulas above, one line each.

# %% [markdown] hint="predict_by_hand"
# `np.tanh(X @ W1 + b1) @ W2 + b2` is a column. `[:, 0]` makes it flat.

# %% checks="predict_by_hand"
three = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 1.0]])
tiny = [np.array([[0.3], [-0.5]]), np.array([0.1]), np.array([[2.0]]), np.array([-0.4])]
z = 2 * np.tanh(np.array([0.4, -0.9, 0.5])) - 0.4
expect(
    predict_by_hand(tiny, three),
    1 / (1 + np.exp(-z)),
    "the hidden sums are 0.4, -0.9 and 0.5; the output takes 2·tanh of them, minus 0.4",
)
expect(
    predict_by_hand(model.get_weights(), X_val[:5]),
    model.predict(X_val[:5], verbose=0)[:, 0],
    "Keras and you compute the same probabilities",
    rtol=1e-4,
    atol=1e-5,
)


# %% mistake="predict_by_hand" says="the sigmoid of the output is missing"
def predict_by_hand(weights, X):
    W1, b1, W2, b2 = weights
    return (np.tanh(X @ W1 + b1) @ W2 + b2)[:, 0]


# %% mistake="predict_by_hand" says="the hidden layer bends with the sigmoid, not with tanh"
def predict_by_hand(weights, X):
    W1, b1, W2, b2 = weights
    hidden = 1 / (1 + np.exp(-(X @ W1 + b1)))
    return 1 / (1 + np.exp(-(hidden @ W2 + b2)[:, 0]))


# %% mistake="predict_by_hand" says="the biases are left out"
def predict_by_hand(weights, X):
    W1, _, W2, _ = weights
    return 1 / (1 + np.exp(-(np.tanh(X @ W1) @ W2)[:, 0]))


# %% mistake="predict_by_hand" says="the result is a column, not flat"
def predict_by_hand(weights, X):
    W1, b1, W2, b2 = weights
    return 1 / (1 + np.exp(-(np.tanh(X @ W1 + b1) @ W2 + b2)))


# %% [markdown]
# ## Many small steps
#
# To take one step, we average slopes over 800 pictures. But the first 32 already point roughly
# downhill, at a twenty-fifth of the work. So deal the shuffled examples out into **mini-batches** of
# size $B$, and take a step after each. An epoch of $m$ examples then has
#
# $$\Bigl\lceil \frac{m}{B} \Bigr\rceil \ \text{steps}$$
#
# (rounded up: the last batch may be smaller). The batches are drawn by chance, hence the name
# **stochastic gradient descent**, SGD. After each epoch the examples are shuffled anew.
#
# **Your turn.** Deal out the row numbers. `rng.permutation(m)` gives the numbers $0 \dots m-1$ shuffled.


# %% exercise="mini_batches"
def mini_batches(m, size, rng):
    """Deal shuffled row numbers into batches.

    Parameters
    ----------
    m : int
        Number of examples.
    size : int
        Rows a batch; the last batch may be smaller.
    rng : numpy.random.Generator

    Returns
    -------
    list of numpy.ndarray
        Arrays of row numbers; each of 0 … m - 1 appears once.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(m)
    return [order[i : i + size] for i in range(0, m, size)]
    ### END SOLUTION


# %% [markdown] hint="mini_batches"
# Shuffle once, `order = rng.permutation(m)`. The first batch is `order[0:size]`; where does the next
# one start?

# %% [markdown] hint="mini_batches"
# `range(0, m, size)` counts the starts: 0, size, 2·size, … A slice that runs past the end just stops there.

# %% checks="mini_batches"
expect(
    [len(batch) for batch in mini_batches(11, 4, np.random.default_rng(1))],
    [4, 4, 3],
    "11 rows make batches of 4, 4 and the last 3",
)
expect(
    [len(batch) for batch in mini_batches(7, 3, np.random.default_rng(2))],
    [3, 3, 1],
    "a single row that is left makes a batch, too",
)
expect(
    [len(batch) for batch in mini_batches(8, 2, np.random.default_rng(3))],
    [2, 2, 2, 2],
    "where the batches come out even, there is no empty one",
)
expect(
    [int(i) for i in sorted(np.concatenate(mini_batches(11, 4, np.random.default_rng(1))))],
    list(range(11)),
    "each row is dealt exactly once",
)
expect(
    bool(np.all(np.diff(np.concatenate(mini_batches(11, 4, np.random.default_rng(1)))) > 0)),
    False,
    "the rows come in random order",
)


# %% mistake="mini_batches" says="the last, smaller batch is left out"
def mini_batches(m, size, rng):
    order = rng.permutation(m)
    return [order[i * size : (i + 1) * size] for i in range(m // size)]


# %% mistake="mini_batches" says="the rows are not shuffled"
def mini_batches(m, size, rng):
    return [np.arange(m)[i : i + size] for i in range(0, m, size)]


# %% mistake="mini_batches" says="each batch is drawn anew from all rows, so that some come twice and others never"
def mini_batches(m, size, rng):
    return [rng.permutation(m)[i : i + size] for i in range(0, m, size)]


# %% [markdown]
# ## Does it pay?
#
# Four batch sizes, ten epochs each, from the same start. Every run looks 8000 times at a picture, so
# the arithmetic is the same. Beside the training loss Keras measures the loss on `validation_data`
# after each epoch, on pictures it does not learn from.
#
# **Predict.** Which of 8, 32, 100 and 800 pictures a batch is lowest after ten epochs on the
# training pictures?

# %%
histories = {}
for size in (800, 100, 32, 8):
    keras.utils.set_random_seed(0)  # how the examples are shuffled
    model = build()
    model.set_weights(start)
    options = {"epochs": 10, "validation_data": (X_val, y_val), "verbose": 0}
    histories[size] = model.fit(X_train, y_train, batch_size=size, **options).history

# %%
for size, history in histories.items():
    plt.semilogy(range(1, 11), history["loss"], "o-", label=f"{size} a batch")
    print(f"{size:>3} a batch, {-(-800 // size):>3} steps an epoch: loss {history['loss'][-1]:.4f}")
plt.gca().set(xlabel="epoch", ylabel="training loss")
plt.legend()
plt.show()

# %% [markdown]
# The vertical scale is logarithmic: each line across is a tenth. The smaller the batch, the lower the
# loss for the same work: 0.58 with full steps, 0.026 with 32, below 0.01 with 8. A rough direction
# a hundred times beats an exact one once. (Full steps of 0.5 even climb at times: they are too long
# for this landscape.) Why not always 8, or 1? Computers work through 32 pictures in hardly more time
# than 8, so a large batch is faster by the clock. 32 to 128 is usual.
#
#
# Choose a batch size, and compare training and held-out curves.


# %%
@interact(size=[800, 100, 32, 8])
def compare(size=32):
    left, _ = plots.training_curves(histories[size])
    left.set_title(f"{size} pictures a batch")


# %% [markdown]
# With 32 a batch the training loss (blue) goes on falling, while the held-out loss (red) comes to
# rest near 0.07 from epoch 5 on. With 8 it even turns upward, if you look closely: the network learns
# its 800 pictures by heart. In the first epochs red lies *below* blue. That is no miracle: Keras
# averages the training loss over the epoch, while the network is still learning, and measures the
# held-out loss at its end.
#
#
# ## Was it worth a network?
#
# An honest question at the end: logistic regression, one neuron without a hidden layer, on the same
# pictures.

# %%
from sklearn.linear_model import LogisticRegression

line = LogisticRegression(C=0.1, max_iter=1000).fit(X_train, y_train)
network = model.predict(X_val, verbose=0)[:, 0] >= 0.5
line_right, network_right = line.predict(X_val) == y_val, network == y_val
print(f"one neuron {line_right.mean():.3f}, network {network_right.mean():.3f}")
print("only the network is right:", np.sum(network_right & ~line_right), "pictures")
print("only the line is right:", np.sum(line_right & ~network_right), "pictures")

# %% [markdown]
# A draw: both read 197 of 200 held-out pictures, and they disagree on two. Centered fours and nines
# can almost be told apart by a weight for each pixel, so a hidden layer has little to add. The
# network costs 12,577 parameters against 785. Take the line here, and say so. Where a network pays
# you see in the next lecture.
#
#
# ## Three sentences to remember
#
# 1. A Keras model is the arrays you know in a list, and `fit` takes the steps you know.
# 2. A mini-batch gives a rougher slope for a fraction of the work, so an epoch holds many steps
#    instead of one.
# 3. Measure on held-out pictures after every epoch, and compare with the simplest model.
#
# **Where it leads.** There are ten digits, not two. The next lecture gives the network ten outputs and
# a loss to match.
