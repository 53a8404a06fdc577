# %% [markdown]
# # A state that is carried
#
# *50 minutes. You need: lecture 1, the chain rule, Keras from unit 1.*
#
# Read this review word by word: "I wanted to love this tea … but the box was open and half of it was gone." Your opinion of the customer's
# opinion changes on the way, and at the end you have forgotten most words, but not what they amounted to. What would a machine have to carry along
# from word to word, and how long does it last?

# %%
import re

import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

vocabulary, vectors = datasets.glove()
number = {word: i for i, word in enumerate(vocabulary)}


def split(text):
    return [word for word in re.findall("[a-z]+", text.lower()) if word in number]


def look_up(words):
    return vectors[[number[word] for word in words]].astype(float)


print(split("My dog LOVES this food!"), look_up(["dog", "food"]).shape)

# %% [markdown]
# We split carelessly: small letters only, and words that GloVe doesn't know are dropped. The assignment does better. A text of $T$ words is now
# a table with $T$ rows of 50 numbers. How should a network read tables of different lengths?
#
# ## One step, again and again
#
# A **recurrent network** keeps a **state** $h$ of $k$ numbers, at first all 0. It reads one word, mixes it with the state, and bends:
#
# $$h_t = \tanh(x_t\, W + h_{t-1}\, R + b)$$
#
# Here $x_t$ is the vector of word $t$, $W$ has the shape $50 \times k$, $R$ is $k \times k$, $b$ has $k$ numbers. The *same* $W$, $R$ and $b$ serve for every word; so
# the network has no more parameters for long texts than for short ones. The last state stands for the whole text.
#
# **Your turn**: read one text and keep all its states.


# %% exercise="read"
def read(X, W, R, b):
    """Return the state of a recurrent network after each word of one text.

    Parameters
    ----------
    X : numpy.ndarray, shape (T, n)
        One word a row.
    W : numpy.ndarray, shape (n, k)
    R : numpy.ndarray, shape (k, k)
    b : numpy.ndarray, shape (k,)

    Returns
    -------
    numpy.ndarray, shape (T, k)
        Row t: the state after word t. Before the first word it is 0.
    """
    ### BEGIN SOLUTION
    h, states = np.zeros(len(b)), []
    for x in X:
        h = np.tanh(x @ W + h @ R + b)
        states.append(h)
    return np.array(states)
    ### END SOLUTION


# %% [markdown] hint="read"
# Start with `h = np.zeros(len(b))` and an empty list. What happens to both for each row `x` of `X`?

# %% [markdown] hint="read"
# In the loop `h = np.tanh(x @ W + h @ R + b)`: the `h` on the right is the state before the word, the one on the left after it.

# %% checks="read"
steps = np.array([[1.0, 0.0], [0.0, 2.0], [0.5, 1.0]])
W2 = np.array([[0.4, -0.3, 0.1], [0.2, 0.5, -0.6]])
R2 = np.array([[0.5, 0.0, 0.3], [-0.2, 0.7, 0.0], [0.1, 0.0, 0.6]])
expect(
    read(steps[:1], W2, R2, np.array([0.0, 0.1, 0.2])),
    np.tanh(np.array([[0.4, -0.2, 0.3]])),
    "the first state comes from the first word and the bias alone",
)
expect(
    read(steps, W2, np.zeros((3, 3)), np.zeros(3)),
    np.tanh(steps @ W2),
    "with R = 0 nothing is carried: each state knows one word",
)
h1 = np.tanh(np.array([0.4, -0.3, 0.1]))
h2 = np.tanh(np.array([0.4, 1.0, -1.2]) + h1 @ R2)
h3 = np.tanh(np.array([0.4, 0.35, -0.55]) + h2 @ R2)
expect(
    read(steps, W2, R2, np.zeros(3)),
    np.array([h1, h2, h3]),
    "each state goes, through R, into the next one",
)
W3, R3 = np.array([[0.4, -0.3], [0.2, 0.5], [0.1, 0.7]]), np.array([[0.5, -0.4], [0.2, 0.3]])
g1 = np.tanh(np.array([0.6, 1.1]))
expect(
    read(np.array([[1.0, 0.0, 2.0], [0.0, 2.0, -1.0]]), W3, R3, np.zeros(2)),
    np.array([g1, np.tanh(np.array([0.3, 0.3]) + g1 @ R3)]),
    "words of three numbers, a state of two",
)


# %% mistake="read" says="only the last state is returned, not all of them"
def read(X, W, R, b):
    h = np.zeros(len(b))
    for x in X:
        h = np.tanh(x @ W + h @ R + b)
    return h


# %% mistake="read" says="the state is never carried: each word meets a state of 0"
def read(X, W, R, b):
    h = np.zeros(len(b))
    return np.array([np.tanh(x @ W + h @ R + b) for x in X])


# %% mistake="read" says="R is transposed"
def read(X, W, R, b):
    h, states = np.zeros(len(b)), []
    for x in X:
        h = np.tanh(x @ W + R @ h + b)
        states.append(h)
    return np.array(states)


# %% mistake="read" says="tanh is missing"
def read(X, W, R, b):
    h, states = np.zeros(len(b)), []
    for x in X:
        h = x @ W + h @ R + b
        states.append(h)
    return np.array(states)


# %% mistake="read" says="the state is kept before the word, not after it"
def read(X, W, R, b):
    h, states = np.zeros(len(b)), []
    for x in X:
        states.append(h)
        h = np.tanh(x @ W + h @ R + b)
    return np.array(states)


# %% [markdown]
# Watch a network that has learned nothing yet: random weights, eight numbers of state. $R$ is a random *turn*, a matrix that leaves lengths
# as they are (keep that in mind). A column is the state after a word.
#
# **Predict.** We read the same sentence twice, the second time with another *first* word. Which columns will differ, and how does the difference go on to the right?

# %%
prediction = "..."  # write yours


# %%
def own_states(X, W, R, b):
    h, states = np.zeros(len(b)), []
    for x in X:
        h = np.tanh(x @ W + h @ R + b)
        states.append(h)
    return np.array(states)


rng = np.random.default_rng(0)
W, R, b = rng.normal(size=(50, 8)) / 10, np.linalg.qr(rng.normal(size=(8, 8)))[0], np.zeros(8)
texts = [f"{first} cheap tea is what my old neighbor wants to buy" for first in ("good", "no")]
H, H_other = [own_states(look_up(split(text)), W, R, b) for text in texts]
_, axes = plt.subplots(1, 2, figsize=(10, 3))
plots.states(H, split(texts[0]), reach=1, ax=axes[0]).set_title("the states")
plots.states(H - H_other, split(texts[0]), reach=1, ax=axes[1]).set_title(
    "minus those after “no …”"
)
plt.show()
print("length of the difference:", np.linalg.norm(H - H_other, axis=1).round(2))

# %% [markdown]
# All columns differ: the first word is still there at the end. But it fades, as the printed lengths
# show: each step covers it with something new, and tanh squeezes it. Write a text of your own; the
# pictures show what becomes of it if its first two words change places.


# %%
@interact(text="not good but very cheap tea")
def swap_first_two(text="not good but very cheap tea"):
    words = split(text)
    if len(words) < 2:
        print("at least two words that GloVe knows, please")
        return
    swapped = [words[1], words[0], *words[2:]]
    A, B = (own_states(look_up(w), W, R, b) for w in (words, swapped))
    _, axes = plt.subplots(1, 2, figsize=(10, 2.8))
    plots.states(A, words, reach=1, ax=axes[0]).set_title("the states")
    gap = np.linalg.norm(A - B, axis=1)
    plots.after_each_word(swapped, gap, "difference", ax=axes[1]).set_ylim(0)
    axes[1].set_title("after swapping two words")


# %% [markdown]
# In the still picture the difference is largest where the two words stand and then declines, without vanishing: unlike a bag of words, this network
# knows an order, though not for long.
#
# ## Why it fades
#
# Training sends the blame the same way back, from the last state to the first words. Take a state of a single number, $h_t = \tanh(w\,h_{t-1} + x_t)$.
# By the chain rule each step multiplies by $w$ and by the slope of tanh, $1 - h_t^2$:
#
# $$\frac{\partial h_T}{\partial h_0} = \prod_{t=1}^{T} w\,(1 - h_t^2)$$
#
# **Your turn.** Walk through the steps, and multiply on the way.


# %% exercise="slope_to_start"
def slope_to_start(w, x, h0):
    """Return by how much the last state changes with the first one.

    Parameters
    ----------
    w : float
        Weight of the state.
    x : sequence of float, length T
        What is added at each step.
    h0 : float
        The state before the first step.

    Returns
    -------
    float
        The slope of h_T by h_0; 1 if there is no step.
    """
    ### BEGIN SOLUTION
    h, slope = h0, 1.0
    for value in x:
        h = np.tanh(w * h + value)
        slope *= w * (1 - h**2)
    return slope
    ### END SOLUTION


# %% [markdown] hint="slope_to_start"
# Carry two numbers through the loop: the state, and the product so far. Which of the two must be renewed first?

# %% [markdown] hint="slope_to_start"
# Start with `h, slope = h0, 1.0`. In the loop, after the new `h`, multiply `slope` by `w` and by the slope of tanh at the *new* state.

# %% checks="slope_to_start"
expect(slope_to_start(0.7, [], 0.4), 1.0, "without a step the last state is the first one")
a1 = np.tanh(0.7 * 0.4 + 0.3)
a2 = np.tanh(0.7 * a1 - 0.5)
expect(
    slope_to_start(0.7, [0.3, -0.5], 0.4),
    0.49 * (1 - a1**2) * (1 - a2**2),
    "two steps: twice 0.7, and tanh's slope at both new states",
)
expect(slope_to_start(-0.5, [0.0, 0.0, 0.0], 0.0), -0.125, "at 0 tanh has the slope 1")


# %% mistake="slope_to_start" says="the slope of tanh is left out"
def slope_to_start(w, x, h0):
    return w ** len(x)


# %% mistake="slope_to_start" says="the slope of tanh is taken at the old state, not at the new one"
def slope_to_start(w, x, h0):
    h, slope = h0, 1.0
    for value in x:
        slope *= w * (1 - h**2)
        h = np.tanh(w * h + value)
    return slope


# %% mistake="slope_to_start" says="w is left out"
def slope_to_start(w, x, h0):
    h, slope = h0, 1.0
    for value in x:
        h = np.tanh(w * h + value)
        slope *= 1 - h**2
    return slope


# %% mistake="slope_to_start" says="the factors are added, not multiplied"
def slope_to_start(w, x, h0):
    h, slope = h0, 0.0
    for value in x:
        h = np.tanh(w * h + value)
        slope += w * (1 - h**2)
    return slope


# %%
noise = np.random.default_rng(1).normal(size=60) * 0.3


@interact(w=(0.3, 3.0, 0.1))
def fade(w=0.9):
    h, slopes = 0.1, [1.0]
    for value in noise:
        h = np.tanh(w * h + value)
        slopes.append(slopes[-1] * w * (1 - h**2))
    plt.semilogy(np.abs(slopes), color=plots.MODEL)
    plt.gca().set(xlabel="steps", ylabel="slope to the start", ylim=(1e-16, 10))
    plt.title(f"w = {w:.1f}: after 40 steps {abs(slopes[40]):.0e}")


# %% [markdown]
# The axis is logarithmic, so the straight fall means: the slope shrinks by about the same factor at every step. At $w = 0.9$ little is left after
# 40 words. Drag: a smaller $w$ forgets faster, but a large one doesn't help either, for then the state runs into the flat ends of tanh. These are the
# **vanishing gradients** of unit 1, with words for layers.
#
# ## A gate
#
# What if the state could also be *left alone*? The **GRU** computes a new proposal $c_t$ as before, and with it, for each number of the state, a **gate** $z_t$
# between 0 and 1 that says how much of the old is kept:
#
# $$z_t = \sigma(x_t W_z + h_{t-1} R_z + b_z), \qquad h_t = z_t \odot h_{t-1} + (1 - z_t) \odot c_t$$
#
# ($\odot$ multiplies number by number.) With $z = 1$ the state passes untouched, and so does the blame: the factor is 1. A second gate $r_t$ decides how much of the
# old state the proposal may see:
#
# $$r_t = \sigma(x_t W_r + h_{t-1} R_r + b_r), \qquad c_t = \tanh\bigl(x_t W_c + b_c + r_t \odot (h_{t-1} R_c + b'_c)\bigr)$$


# %%
def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def gru_step(x, h, W, R, b):
    """One step; W, R, b hold the parts for z, r and c side by side, as in Keras."""
    k = len(h)
    from_x, from_h = x @ W + b[0], h @ R + b[1]
    z, r = sigmoid(from_x + from_h)[: 2 * k].reshape(2, k)
    c = np.tanh(from_x[2 * k :] + r * from_h[2 * k :])
    return z * h + (1 - z) * c


# %% [markdown]
# Is this the GRU of Keras? A random layer, a sentence, twice: by the library and by our eight lines.

# %%
import keras
from keras.layers import GRU, Dense, SimpleRNN

keras.utils.set_random_seed(0)
layer = GRU(4)
X = look_up(split("a cheap tea but not a good one"))
by_keras = np.asarray(layer(X[np.newaxis].astype("float32")))[0]
h = np.zeros(4)
for x in X:
    h = gru_step(x, h, *layer.get_weights())
print("by hand ", h.round(4))
print("by Keras", by_keras.round(4))

# %% [markdown]
# ## A test of memory
#
# A task that asks for nothing but memory (synthetic): the first step brings $+1$ or $-1$, then 39 steps of noise follow on another channel. At the end: which
# was it? Three networks with eight numbers of state each: the plain one, a GRU as Keras makes it, and a GRU whose gate $z$ *starts nearly open to
# the past*, with $b_z = 3$, so that $z \approx 0.95$.
#
# **Predict.** Which of the three learn it within eight epochs?

# %%
prediction = "..."  # write yours

# %%
rng = np.random.default_rng(0)
signal = rng.integers(0, 2, 1500)
series = np.stack([rng.normal(size=(1500, 40)), np.zeros((1500, 40))], axis=2).astype("float32")
series[:, 0, 1] = 2 * signal - 1


def remember(layer, keep_bias=0.0):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((40, 2)), layer, Dense(1, activation="sigmoid")])
    if keep_bias:
        W, R, b, *last = model.get_weights()
        b[0, :8] = keep_bias
        model.set_weights([W, R, b, *last])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    held_out = series[1000:], signal[1000:]
    fitted = model.fit(
        series[:1000], signal[:1000], batch_size=50, epochs=8, validation_data=held_out, verbose=0
    )
    return fitted.history["val_accuracy"]


# %%
networks = {"plain": (SimpleRNN(8), 0), "GRU": (GRU(8), 0), "GRU, gate open": (GRU(8), 3)}
styles = ["o-", "s--", "^:"]
for style, (name, (layer, bias)) in zip(styles, networks.items()):
    accuracy = remember(layer, bias)
    plt.plot(range(1, 9), accuracy, style, label=name)
    print(f"{name:>15}:", np.round(accuracy, 2))
plt.gca().set(xlabel="epoch", ylabel="held-out accuracy", ylim=(0.4, 1.05))
plt.legend()
plt.show()
print(f"0.5 to the power of 40: {0.5**40:.0e}")

# %% [markdown]
# Did you expect that? "GRUs remember, plain networks forget" stands in many books. Here the plain network learns quickly and the usual GRU not at all. Keras starts $R$
# of the plain network as a turn, which keeps lengths: it stands on the very edge between fading and bursting, and this task leaves it there. The usual GRU
# starts with $z = 0.5$: each step halves the memory, and $0.5^{40}$ is nothing. With the gate open at the start the GRU learns too.
#
# So a gate is a *possibility* to remember, not a memory; what training can find depends on where it starts. In texts, which overwrite the state all the time, the
# gates earn their keep.

# %% [markdown]
# ## Read real reviews
#
# Now 2000 reviews, cut after 40 words, and the question: fewer than five stars? Texts of different length become rows of equal length by **padding**, zeros behind
# the text. The layer `Embedding` looks up the vectors (ours, not trained); `mask_zero=True` tells the GRU to leave its state alone at zeros.

# %%
reviews = datasets.fine_foods_reviews()
label = (reviews["score"] == "other").to_numpy().astype(int)
rows = np.zeros((len(reviews), 40), dtype=int)
for i, text in enumerate(reviews["review"]):
    known = [number[word] + 1 for word in split(text)][:40]
    rows[i, : len(known)] = known
table = np.vstack([np.zeros(50), vectors])

keras.utils.set_random_seed(0)
start = keras.initializers.Constant(table)
embedding = keras.layers.Embedding(*table.shape, start, trainable=False, mask_zero=True)
reader = keras.Sequential([keras.Input((40,), dtype="int32"), embedding, GRU(16), Dense(1)])
reader.compile(keras.optimizers.Adam(0.005), keras.losses.BinaryCrossentropy(from_logits=True))
loss = reader.fit(rows[:2000], label[:2000], batch_size=50, epochs=6, verbose=0).history["loss"]
right = (reader.predict(rows[2000:], verbose=0)[:, 0] > 0) == label[2000:]
print("training loss:", np.round(loss, 3))
print(
    f"{right.mean():.3f} of 3000 other reviews right; always “five stars”: {1 - label[2000:].mean():.3f}"
)

# %% [markdown]
# It has learned something, and not very much; what a simpler model makes of the same reviews, the assignment asks. Let us look inside instead. With the weights from Keras and
# our `gru_step` you can ask the network for its opinion *after each word*.

# %%
_, W_gru, R_gru, b_gru, w_last, b_last = reader.get_weights()


def opinions(words):
    h, found = np.zeros(16), []
    for x in look_up(words):
        h = gru_step(x, h, W_gru, R_gru, b_gru)
        found.append((h @ w_last + b_last)[0])
    return found


recorded = [
    "I wanted to love this tea but half of the box was empty",
    "This tea is the best I love it",
]
for text in recorded:
    words = split(text)
    print(", ".join(f"{word} {z:+.1f}" for word, z in zip(words, opinions(words))))


# %%
@interact(text=recorded[0])
def read_yours(text=recorded[0]):
    words = split(text)
    if words:
        plt.figure(figsize=(8, 3.2))
        plots.after_each_word(words, opinions(words), "logit of “not content”")
        plt.axhline(0, color=plots.ERROR, lw=1, ls="--")


# %% [markdown]
# Above the dashed line the network bets on fewer than five stars. Follow your sentence: at which word does it change its mind? Then try to mislead it. Move *but* to
# another place, write *not* before *good* and before *bad*, praise ironically. What you see is a state: an opinion that is carried along, and revised.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A recurrent network applies one step to each word and carries a state; the order counts, and the length is free.
# 2. The blame is multiplied at each step back, so it mostly fades with distance.
# 3. A gate lets the state pass untouched; whether it is used depends on where training starts.
#
# **Where it leads.** Why carry everything, if a word could look up directly what it needs? The next lecture lets words look at each other.
