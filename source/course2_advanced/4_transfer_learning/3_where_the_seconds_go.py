# %% [markdown]
# # Where the seconds go
#
# *45 minutes. You need: lectures 1 and 2 of this unit.*
#
# The swap shop wants to try twenty settings overnight, but one training takes an hour: eight fit into the night. Buy a faster machine? Use larger
# batches? Before you spend anything, find out *where* the seconds go. Often the answer is a place where nobody looked.

# %%
import time

import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

from utils import plots, pretrained, snapshots
from utils.checks import expect
from utils.widgets import interact

X, y, _, _ = snapshots.clothes(train=200, test=1)

# %% [markdown]
# ## Measure first
#
# **Profiling** means to measure what each part of a program takes. For a start a stopwatch will do. Two rules: run everything once before you measure, since TensorFlow
# builds its program at the first call; and measure several times and take the *smallest* time, since whatever else runs on the machine can only add.


# %%
def seconds(task, times=3):
    task()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


# %% [markdown]
# One epoch of lecture 2, *without* keeping the maps, would do three things with 100 snapshots: scale the pixels, send them through the eight frozen blocks, and train the last three blocks and the
# head. **Predict.** Which share of the time goes into the frozen blocks, which never learn anything?

# %%
prediction = "..."  # a share

# %%
import keras

lower = pretrained.front(size=64, blocks=8)
blocks, weights = pretrained.last_blocks(3)
tower = pretrained.tower((4, 4, 80), blocks, weights)
for layer in tower.layers:
    layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
model = keras.Sequential([tower, keras.layers.Dense(10)])
model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))


# %%
def scale():
    return (X[:100].astype(np.float32) - 127) / 128


pictures = scale()
maps = lower.predict(pictures, batch_size=100, verbose=0)
parts = {
    "scaling": seconds(scale),
    "frozen blocks": seconds(lambda: lower.predict_on_batch(pictures)),
    "training": seconds(lambda: model.train_on_batch(maps, y[:100])),
}
bars = plt.barh(list(parts), list(parts.values()), color=plots.MODEL)
plt.bar_label(bars, labels=[f" {value / sum(parts.values()):.0%}" for value in parts.values()])
plt.gca().set(xlabel="seconds for 100 snapshots", xlim=(0, 1.2 * max(parts.values())))
plt.gca().invert_yaxis()
plt.show()

# %% [markdown]
# Scaling does not matter at all. A large part goes into the frozen blocks, in every epoch, for the same pictures, with the same result. That is what keeping the maps saved in lecture 2: from
# the second epoch on that bar is gone. (Your shares differ from ours, and between two runs: that is what times do.)
#
# ## What a saving can bring
#
# If a part takes a share $p$ of the time and becomes $s$ times faster, the whole becomes faster by the factor
#
# $$A(p, s) = \frac{1}{1 - p + p / s}$$
#
# This is **Amdahl's law**. Even with $s \to \infty$ it is only $1 / (1 - p)$: what is left over decides.
#
# **Your turn.** Several parts may become faster at once, each by its own factor.


# %% exercise="speed_up"
def speed_up(seconds, factors):
    """Return by which factor the whole becomes faster.

    Parameters
    ----------
    seconds : numpy.ndarray, shape (n,)
        What each part takes; none is negative, and they are not all 0.
    factors : numpy.ndarray, shape (n,)
        How many times faster each part becomes; 1 leaves it as it is, np.inf removes it.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return np.sum(seconds) / np.sum(seconds / factors)
    ### END SOLUTION


# %% [markdown] hint="speed_up"
# How long does the whole take before, and how long afterward? No shares are needed.

# %% [markdown] hint="speed_up"
# Each part takes `seconds / factors` afterward. Divide the sum before by the sum afterward.

# %% checks="speed_up"
expect(
    speed_up(np.array([6.0, 2.0, 1.0]), np.array([4.0, 1.0, 1.0])),
    2.0,
    "9 seconds become 1.5 + 2 + 1",
)
expect(
    speed_up(np.array([6.0, 2.0, 1.0]), np.array([1.0, 1.0, np.inf])),
    1.125,
    "without the smallest part 9 become 8",
)
expect(
    speed_up(np.array([4.0, 10.0]), np.array([0.5, 5.0])),
    1.4,
    "one part slower, one faster: 14 become 8 + 2",
)


# %% mistake="speed_up" replace="np.sum(seconds) / np.sum(seconds / factors)" says="it is turned over: the time afterward by the time before" with="np.sum(seconds / factors) / np.sum(seconds)"

# %% mistake="speed_up" replace="np.sum(seconds) / np.sum(seconds / factors)" says="the factors are averaged, whatever the parts take" with="np.mean(factors)"

# %% mistake="speed_up" replace="np.sum(seconds) / np.sum(seconds / factors)" says="the factors are weighted by the times before; times have to be added" with="np.sum(seconds * factors) / np.sum(seconds)"

# %% mistake="speed_up" replace="np.sum(seconds) / np.sum(seconds / factors)" says="the seconds that are saved are returned, not a factor" with="np.sum(seconds) - np.sum(seconds / factors)"


# %% alternative="speed_up"
def speed_up(seconds, factors):
    share = np.array(seconds) / sum(seconds)
    return 1 / sum(p / s for p, s in zip(share, factors))


# %% [markdown]
# ## A line of hands
#
# `tf.data` describes how pictures come to the model, as a chain: take pairs, `map` a function over them, `cache` what came out, `shuffle`, `batch`, `prefetch`. The order decides
# what is done how often. To see it, a source that counts how many pictures it has loaded:


# %%
loaded = []


def load():
    for number in range(6):
        loaded.append(number)
        yield number


def rounds(pipeline, epochs=3):
    loaded.clear()
    for _ in range(epochs):
        print([int(value) for value in pipeline])
    print(f"   {len(loaded)} pictures loaded")


source = tf.data.Dataset.from_generator(load, output_signature=tf.TensorSpec((), tf.int32))
rounds(source)
rounds(source.cache())

# %% [markdown]
# Without `cache` every epoch loads again; with it, only the first. What stands *before* `cache` is done once, what stands behind it in every epoch.
#
# **Predict.** `shuffle` draws a new order in each epoch. What do three epochs look like with `source.shuffle(6).cache()`, and what with `source.cache().shuffle(6)`?

# %%
prediction = "..."  # write yours

# %%
rounds(source.shuffle(6, seed=1).cache())
rounds(source.cache().shuffle(6, seed=1))

# %% [markdown]
# Shuffled before the cache, the first order is kept forever, and nobody says so: training goes on, a little worse. The same happens to random changes of the pictures. So: what is always the same goes before `cache`, what is random behind it,
# and `batch` after `shuffle`, lest the same pictures always come together.
#
# Arrays in memory need no source of ours: `from_tensor_slices` cuts them into rows, a tuple of arrays into tuples of rows. And what is the 6 in `shuffle(6)`? A **buffer**: so many pictures wait in it, one of
# them is drawn, and the next moves up. `repeat()` begins again whenever what stands before it has ended; `take(n)` stops after n.

# %%
numbers = tf.data.Dataset.from_tensor_slices((np.arange(6), np.arange(6) ** 2))
print("pairs:", [(int(a), int(b)) for a, b in numbers])
for buffer in (1, 2, 6):
    shuffled = numbers.shuffle(buffer, seed=3)
    firsts = {next(int(a) for a, _ in shuffled) for _ in range(60)}
    print(f"buffer of {buffer}: sixty epochs began with {sorted(firsts)}")
print("repeated:", [int(a) for a, _ in numbers.repeat().take(15)])

# %% [markdown]
# A small buffer shuffles a little: with 2 only the first two pictures can ever come first. Whole shuffling needs a buffer as large as the set. And an endless chain like the last
# one serves where the number of steps is fixed, not the number of epochs.
#
# ## Loading while training
#
# Without help a model waits while a batch is loaded, and the loader waits while the model trains. `prefetch` lets both work at the same time. Say loading a batch takes $a$ seconds and a
# training step takes $b$; both are always the same. In turn, $n$ steps take
#
# $$T_{\text{in turn}} = n\, (a + b)$$
#
# With prefetching the first batch has to be loaded before anything else can happen. From then on a batch is loaded *beside* each step, and the next step waits for both. Beside the last
# step nothing is left to load.
#
# **Your turn.** Make a formula of these sentences, and write both.


# %% exercise="epoch_seconds"
def epoch_seconds(a, b, n, prefetch):
    """Return how long n steps take.

    Parameters
    ----------
    a, b : float
        Seconds to load a batch, and to train on it.
    n : int
        Steps, at least 1.
    prefetch : bool
        Whether the next batch is loaded during a step.

    Returns
    -------
    float
        Seconds.
    """
    ### BEGIN SOLUTION
    if prefetch:
        return a + (n - 1) * max(a, b) + b
    return n * (a + b)
    ### END SOLUTION


# %% [markdown] hint="epoch_seconds"
# Draw two rows of boxes, loading above and training below, for three batches. When can the second training step begin?

# %% [markdown] hint="epoch_seconds"
# With $a = 2$, $b = 5$ and three batches: load until 2, train until 7 and until 12 (the next batch has long been there), and the last step until 17. With $a = 5$, $b = 2$: load until 5, then
# 10 and 15 are when the next batches are there, and the last step ends at 17. What stands between the first loading and the last step, and how often?

# %% checks="epoch_seconds"
expect(epoch_seconds(2.1375, 5.25, 3, False), 22.1625, "three times 2.1375 + 5.25")
expect(
    epoch_seconds(2.1375, 5.25, 3, True),
    17.8875,
    "2.1375 to load, two waits of 5.25, and the last step of 5.25",
)
expect(
    epoch_seconds(3.0, 0.5, 7, True), 21.5, "if loading is slower the model waits: 3 + 6 · 3 + 0.5"
)
expect(epoch_seconds(3.0, 0.5, 1, True), 3.5, "a single batch gains nothing")


# %% mistake="epoch_seconds" replace="(n - 1) * max(a, b)" says="there is one wait too many: n - 1 of them lie between n steps" with="n * max(a, b)"

# %% mistake="epoch_seconds" replace="max(a, b)" says="the faster of the two is taken: the slower one sets the pace" with="min(a, b)"

# %% mistake="epoch_seconds" replace="a + (n - 1) * max(a, b) + b" says="the first loading is left out" with="(n - 1) * max(a, b) + b"

# %% mistake="epoch_seconds" replace="a + (n - 1) * max(a, b) + b" says="the training is taken to be always the slower part" with="a + n * b"


# %% alternative="epoch_seconds"
def epoch_seconds(a, b, n, prefetch):
    ready, free = 0.0, 0.0
    for _ in range(n):
        ready = (ready if prefetch else free) + a
        free = max(ready, free) + b
    return free


# %% [markdown]
# Drag the two times, and see who waits for whom. Loading is blue, training black; gaps are waiting.


# %%
@interact(load=(1, 8), train=(1, 8), prefetch=True)
def lanes(load=3, train=4, prefetch=True):
    ready, free = 0, 0
    plt.figure(figsize=(8, 2))
    for _ in range(5):
        start = ready if prefetch else free
        ready = start + load
        plt.barh(1, load, left=start, color=plots.DATA, edgecolor="white")
        begin = max(ready, free)
        plt.barh(0, train, left=begin, color=plots.MODEL, edgecolor="white")
        free = begin + train
    plt.yticks([0, 1], ["training", "loading"])
    plt.gca().set(xlabel="seconds", title=f"five batches: {free} seconds")


# %% [markdown]
# The still shows 3 seconds of loading and 4 of training a batch: 23 seconds in place of 35, and the model never waits after the first batch. If loading is the slower part, prefetching helps as well, but then a faster
# processor for training would bring *nothing*.
#
# Does it hold for the real thing? A loader that needs 20 milliseconds a batch, and a step that needs 20. Today `tf.data` prefetches a little even where nobody asked for it. For the
# comparison we switch that off: `inject_prefetch = False`.


# %%
def slow_load():
    for number in range(12):
        time.sleep(0.02)
        yield number


def epoch(pipeline):
    for _ in pipeline:
        time.sleep(0.02)  # in place of a training step


# %%
by_hand = tf.data.Options()
by_hand.experimental_optimization.inject_prefetch = False
slow = tf.data.Dataset.from_generator(slow_load, output_signature=tf.TensorSpec((), tf.int32))
slow = slow.with_options(by_hand)
for name, pipeline in [("in turn", slow), ("with prefetch", slow.prefetch(2))]:
    print(f"{name:<14} {seconds(lambda: epoch(pipeline)):.2f} seconds for 12 batches")

# %% [markdown]
# By your formulas, $12 \cdot 0.04$ and $0.02 + 11 \cdot 0.02 + 0.02$, it should be 0.48 and 0.26 seconds, plus what the pipeline costs, and whatever else your machine is doing. One word in the chain, a good part of the time. Write it, rather than rely on help that you don't see. `cache`, where all fits into memory, brings more: then nothing is loaded at all.
#
# ## How large a batch?
#
# A processor that gets more pictures at once uses its units better, up to a point. Snapshots a second through the frozen blocks:

# %%
batches = [1, 4, 16, 64]
speed = [size / seconds(lambda: lower.predict_on_batch(pictures[:size])) for size in batches]
plt.plot(batches, speed, "o-", color=plots.MODEL)
plt.gca().set(
    xscale="log", xlabel="snapshots in a batch", ylabel="snapshots a second", ylim=(0, None)
)
plt.xticks(batches, batches)
plt.minorticks_off()
plt.show()

# %% [markdown]
# Every call has a price of its own, which the pictures of a batch share: that lifts the curve, until it levels off or even falls (early on small machines, late on a graphics
# card). In *training* there is another side: with batches twice as large an epoch has half as many steps, so the weights move half as often. Whether a larger rate makes up for
# it, the held-out loss has to say.
#
# So, for the swap shop: keep the maps, load while training, batches where the curve levels off; and only then a faster machine, for the part that is left.
#
# ## Three sentences to remember
#
# 1. Measure before you improve: what takes a tenth of the time cannot bring more than a ninth.
# 2. In a pipeline, what is always the same goes before `cache` and what is random behind it; `prefetch` ends it.
# 3. The slower of loading and training sets the pace, and larger batches help only until the curve levels off.
#
# **Where it leads.** In the assignment you build the pipeline and the schedule, and find out what borrowed eyes are worth in labels.
