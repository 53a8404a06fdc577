# %% [markdown]
# # Thaw with care
#
# *55 minutes. You need: lecture 1 of this unit, Adam and mini-batches (unit 1).*
#
# The swap shop's head names about half of the snapshots, on features that were made for dogs and trucks. Nobody has told the front
# that clothes matter here. May it learn from the two hundred snapshots, too, without forgetting what it learned from a million? You
# thaw its last blocks, once too fast, once too early, and once with a plan.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots, pretrained, snapshots
from utils.checks import expect
from utils.widgets import interact

X, y, X_test, y_test = snapshots.clothes(train=400, test=300)
pictures, pictures_test = ((A.astype(np.float32) - 127) / 128 for A in (X, X_test))

# %% [markdown]
# ## What stays the same is computed once
#
# Early blocks see what every picture has: leave them as they are, **frozen**. Only the last three blocks and the head shall learn, or
# **thaw**. Then the maps that come out of block 8 never change during the whole training, however long it takes. So let every picture
# pass the lower eight blocks once, and keep its maps.

# %%
lower = pretrained.front(size=64, blocks=8)
maps, maps_test = (lower.predict(A, batch_size=50, verbose=0) for A in (pictures, pictures_test))
blocks, weights = pretrained.last_blocks(3)
print("maps:", maps.shape, " blocks 9 to 11:", [tuple(block) for block in blocks])

# %% [markdown]
# From now on a picture is 4 × 4 places with 80 numbers each, and the network that we train starts there: `tower` builds the three blocks
# on the maps, with their pretrained weights, and the means at the end. The four numbers of a block are the side of its depthwise filters, their stride, the expansion, and the
# channels that come out.
#
# ## The head first
#
# On frozen features a head is found as in lecture 1. There a scaler stood before it; here the head has to fit the features *as they are*, for these are what the tower gives.
# `pretrained.fitted_head` finds such a head, $W$ (112 × 10) and $b$, with the very same logits. How a scaler is folded into a head you work out in the assignment.


# %%
def draw(per_class, seed):
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(y == k) for k in range(10)]
    return np.concatenate([rng.choice(places, per_class, replace=False) for places in members])


# %%
import keras

frozen = pretrained.tower(maps.shape[1:], blocks, weights)
F, F_test = (frozen.predict(A, batch_size=100, verbose=0) for A in (maps, maps_test))
few = draw(20, seed=0)
W, b = pretrained.fitted_head(F[few], y[few])
print(f"head on frozen features: {np.mean((F_test @ W + b).argmax(axis=1) == y_test):.3f} right")

# %% [markdown]
# ## Two switches
#
# In Keras a layer learns if its `trainable` is True; set it *before* `compile`. **Batch normalization** has a second trap: its running means
# move in training even where nothing else learns, and two hundred pictures would replace what a million left there. With
# `trainable = False` it uses its running means and leaves them alone, and its scales and shifts as well. So those layers stay frozen when blocks thaw. And switch layer by layer: setting
# `trainable` of a whole model sets all layers within, whatever was set before.
#
# (The class `Plan` is only a handle: it looks up the rate of each step in a table, so that one compiled model serves all our runs.)


# %%
class Plan(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate for each of 40 steps, held in a table that can be changed."""

    def __init__(self, rates):
        self.table = keras.Variable(rates, dtype="float32", trainable=False)

    def __call__(self, step):
        return keras.ops.take(self.table, keras.ops.cast(step, "int32"))


model = keras.Sequential(
    [pretrained.tower(maps.shape[1:], blocks, weights), keras.layers.Dense(10)]
)
for layer in model.layers[0].layers:
    layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
plan = Plan(np.zeros(40))
model.compile(keras.optimizers.Adam(plan), loss)
learn = sum(int(np.prod(part.shape)) for part in model.trainable_weights)
print(f"{learn} of {model.count_params()} parameters learn, from {len(few)} snapshots")
spreads = [np.std(part) for part in weights if part.ndim > 1]
print(f"spread of the weights in a filter layer: {min(spreads):.2f} to {max(spreads):.2f}")

# %% [markdown]
# Hundreds of thousands of parameters, two hundred snapshots: what keeps this from ending badly is that they do not start anywhere, but where
# a million photos left them, and that we do not let them go far.
#
# One training: 40 steps of 25 snapshots, with a learning rate for each step. So that runs can be compared, each begins with
# the same weights, the same order of the snapshots, and an Adam without memory (everything that it has stored is set to 0).


# %%
def tune(rates, head, rows=few):
    """Train 40 steps and return the share of right test snapshots."""
    keras.utils.set_random_seed(0)
    model.set_weights([*weights, *head])
    for part in model.optimizer.variables:
        part.assign(0 * part)
    plan.table.assign(rates)
    rng = np.random.default_rng(0)
    turns = np.concatenate([rng.permutation(rows) for _ in range(5)])
    model.fit(maps[turns], y[turns], batch_size=25, shuffle=False, verbose=0)
    return np.mean(np.asarray(model(maps_test)).argmax(axis=1) == y_test)


# %% [markdown]
# ## Too fast
#
# **Predict.** The same rate in all 40 steps: 0.00001, 0.03 or 0.001. The head alone got about half right. What do the three get?

# %%
prediction = "..."  # three shares

# %%
for rate in (0.00001, 0.03, 0.001):
    print(f"rate {rate:<7g}: {tune(np.full(40, rate), (W, b)):.3f} right")

# %% [markdown]
# At the smallest rate hardly anything happens; with a middle one the blocks learn something that the head alone could not have; and at the largest all that was borrowed
# is lost within 40 steps. This is **catastrophic forgetting**. Remember what Adam does: *each* of the hundreds of thousands of parameters steps by about the rate. Compare 40 steps of 0.03 with
# the spreads printed above: next to nothing stays where it was.
#
# ## Which weights moved?
#
# **Your turn.** Frozen or not is nothing to believe, but to measure. Given all weights before and after a training, count for each array how many of its numbers moved.


# %% exercise="moved"
def moved(before, after):
    """Return how many numbers of each array have changed.

    Parameters
    ----------
    before, after : list of numpy.ndarray
        As from ``model.get_weights()``: arrays of any shapes, pair by pair of the same shape.

    Returns
    -------
    list of int
        One count an array.
    """
    ### BEGIN SOLUTION
    return [int(np.sum(old != new)) for old, new in zip(before, after)]
    ### END SOLUTION


# %% [markdown] hint="moved"
# The arrays differ in shape, so go through the pairs: `zip(before, after)`. What does `old != new` give for two arrays?

# %% [markdown] hint="moved"
# `np.sum(old != new)` counts the places where they differ. Collect one count for each pair in a list.

# %% checks="moved"
was = [np.array([[1.0, -2.0, 3.0], [0.5, 0.0, 4.0]]), np.array([7.0, 8.0]), np.zeros((2, 2, 1))]
now = [np.array([[1.0, -2.5, 3.0], [0.9, 0.1, 4.0]]), np.array([7.0, 8.0]), np.ones((2, 2, 1))]
expect(moved(was, now), [3, 0, 4], "three of six, none of two, all four")
expect(
    moved(was[:2], [now[0][::-1], np.array([8.0, 7.0])]),
    [6, 2],
    "an increase in one place and the same decrease in another are two numbers that moved",
)


# %% [markdown] equivalent="moved"
# - `after[i] - before[i] → before[i] - after[i]`: it only counts where the difference is not 0


# %% mistake="moved" replace="int(np.sum(old != new))" says="the changes are added up, so that an increase and a decrease cancel" with="float(np.sum(new - old))"

# %% mistake="moved" replace="int(np.sum(old != new))" says="it says whether an array moved, not how many of its numbers did" with="bool(np.any(old != new))"

# %% mistake="moved" replace="old != new" says="the numbers that stayed are counted" with="old == new"

# %% mistake="moved" replace="[int(np.sum(old != new)) for old, new in zip(before, after)]" says="all arrays are counted together" with="sum(int(np.sum(old != new)) for old, new in zip(before, after))"


# %% alternative="moved"
def moved(before, after):
    counts = []
    for i in range(len(before)):
        counts.append(np.count_nonzero(after[i] - before[i]))
    return counts


# %%
changed = [np.sum(old != new) for old, new in zip(weights, model.get_weights())]
norms = [count for old, count in zip(weights, changed) if old.ndim == 1]
filters = sum(old.size for old in weights if old.ndim > 1)
print(f"{sum(changed) - sum(norms)} of {filters} numbers of the filters moved")
print(f"and {sum(norms)} of batch normalization")

# %% [markdown]
# That was the last training, the one at 0.001. Nearly all filters moved and no batch normalization did: both switches are as they should be. (A filter
# whose map is cut off everywhere gets no slope, and stays.)
#
# ## Too early
#
# What if the blocks thaw while the head is still random? The slope that reaches the blocks is the error times the head's weights: a random head sends
# noise down. The blocks are pulled about before the head knows what it wants.

# %%
rng = np.random.default_rng(0)
random_head = 0.1 * rng.normal(size=W.shape), np.zeros(10)
print(f"random head, 40 steps at 0.001: {tune(np.full(40, 0.001), random_head):.3f} right")

# %% [markdown]
# With the fitted head the same steps brought more: compare with the 0.001 of the loop above. A head is found in a moment, so find it first; then thaw.
#
# ## A plan for the rate
#
# One rate for all steps is a compromise: large enough to get somewhere, small enough not to spoil the end. A **schedule** gives each step its own.
# The commonest one follows half a wave of the **cosine**, from the peak down to zero:
#
# $$\alpha(t) = \tfrac12\, \alpha_{\max} \left(1 + \cos \frac{\pi\, t}{T}\right) \quad \text{for } t \le T, \qquad \alpha(t) = 0 \text{ afterward}$$
#
# where $t$ is the number of steps already taken, $T$ the number of steps planned, and $\alpha_{\max}$ the peak.
#
# **Your turn.** Write it, for a whole array of steps at once.


# %% exercise="cosine_rate"
def cosine_rate(t, peak, T):
    """Return the learning rate at each step.

    Parameters
    ----------
    t : numpy.ndarray of int
        Steps already taken, from 0; may go beyond T.
    peak : float
        The rate at the first step.
    T : int
        Steps planned; from there on the rate is 0.

    Returns
    -------
    numpy.ndarray of float, shape of t
    """
    ### BEGIN SOLUTION
    return 0.5 * peak * (1 + np.cos(np.pi * np.minimum(t, T) / T))
    ### END SOLUTION


# %% [markdown] hint="cosine_rate"
# The cosine would rise again after $T$. What happens if every $t$ above $T$ is replaced by $T$?

# %% [markdown] hint="cosine_rate"
# `np.minimum(t, T)` cuts the steps off. Then the formula, with `np.pi` and `np.cos`.

# %% checks="cosine_rate"
expect(
    cosine_rate(np.array([0, 2, 3, 4, 6]), 0.8, 6),
    np.array([0.8, 0.6, 0.4, 0.2, 0.0]),
    "the cosines are 1, 0.5, 0, -0.5 and -1",
)
expect(
    cosine_rate(np.array([5, 10, 15, 23]), 0.3, 10),
    np.array([0.15, 0.0, 0.0, 0.0]),
    "half of the peak in the middle, and nothing after the end",
)


# %% [markdown] equivalent="cosine_rate"
# - `t < T → t <= T`: at the end the cosine is 0 as well


# %% mistake="cosine_rate" replace="np.minimum(t, T)" says="after the end the rate rises again" with="t"

# %% mistake="cosine_rate" replace="0.5 * peak" says="the factor one half is missing: the first rate is twice the peak" with="peak"

# %% mistake="cosine_rate" replace="np.pi * np.minimum(t, T)" says="a whole wave is used, not half of one" with="2 * np.pi * np.minimum(t, T)"

# %% mistake="cosine_rate" replace="0.5 * peak * (1 + np.cos(np.pi * np.minimum(t, T) / T))" says="the rate falls along a straight line" with="peak * (1 - np.minimum(t, T) / T)"

# %% mistake="cosine_rate" replace="1 + np.cos" says="the wave is upside down: the rate begins at 0 and rises" with="1 - np.cos"


# %% alternative="cosine_rate"
def cosine_rate(t, peak, T):
    return np.where(t < T, peak * np.cos(np.pi * t / (2 * T)) ** 2, 0.0)


# %% [markdown]
# Keras has it as `CosineDecay`, and can put a **warm-up** before it: some steps in which the rate climbs from 0 to the peak, because Adam's first steps
# trust slopes of which it has seen only one or two. You will write both together in the assignment. Drag the plan:


# %%
@interact(peak=(0.0005, 0.004, 0.0005), warm_up=(0, 30, 5), steps=(40, 120, 20))
def draw_plan(peak=0.002, warm_up=10, steps=60):
    keras_plan = keras.optimizers.schedules.CosineDecay(
        0.0 if warm_up else peak,
        steps - warm_up,
        warmup_target=peak if warm_up else None,
        warmup_steps=warm_up,
    )
    t = np.arange(steps + 20)
    plt.plot(
        t, [float(keras_plan(step)) for step in t], color=plots.MODEL, label="warm-up and cosine"
    )
    plt.plot(
        t,
        0.5 * peak * (1 + np.cos(np.pi * np.minimum(t, steps) / steps)),
        "--",
        color=plots.DATA,
        label="cosine alone",
    )
    plt.gca().set(xlabel="steps taken", ylabel="learning rate", ylim=(0, 0.0045))
    plt.legend()


# %% [markdown]
# Both curves end flat: the last steps are tiny, so that the weights settle instead of jumping around the bottom. A plan has to know its end. If training is stopped
# before it, the small steps never come.
#
# ## Is it worth it?
#
# Three draws of 200 snapshots; for each one the head alone, a constant rate of 0.001, the cosine from a peak of 0.002, and the same cosine after a
# warm-up of 10 steps. The draws differ, so the picture shows the *differences* to the head alone, one line a draw.

# %%
t = np.arange(40)
wave = 0.001 * (1 + np.cos(np.pi * t / 40))  # from 0.002 to 0
plans = {"constant": np.full(40, 0.001), "cosine": wave, "warm": wave * np.minimum(t / 10, 1)}
table = []
for seed in range(3):
    rows = draw(20, seed)
    start = pretrained.fitted_head(F[rows], y[rows])
    alone = np.mean((F_test @ start[0] + start[1]).argmax(axis=1) == y_test)
    table.append([alone, *[tune(rates, start, rows) for rates in plans.values()]])
    print(f"draw {seed}: head alone {alone:.3f},", end=" ")
    print(", ".join(f"{name} {share:.3f}" for name, share in zip(plans, table[-1][1:])))

# %%
gains = np.array(table)[:, 1:] - np.array(table)[:, :1]
plt.plot([0, 1, 2], gains.T, "o-", color=plots.DATA, alpha=0.6)
plt.plot([0, 1, 2], gains.mean(axis=0), "s", ms=10, color=plots.MODEL, label="mean of three draws")
plt.axhline(0, ls="--", color=plots.ERROR, label="head alone")
plt.xticks([0, 1, 2], ["constant 0.001", "cosine from 0.002", "warm-up, then cosine"])
plt.gca().set(ylabel="gain in share right", xlim=(-0.4, 2.4), ylim=(-0.05, 0.15))
plt.legend(loc="lower right")
plt.show()
print("mean gains:", dict(zip(plans, gains.mean(axis=0).round(3).tolist())))

# %% [markdown]
# Thawing is worth it: with the constant rate and with the warm-up several snapshots in a hundred more, in each of the draws. The cosine that starts at its peak gained
# least *on average*: little in two draws, as much as the others in one. After a warm-up the same peak did no harm. The constant rate, half as high, comes close to the
# best. Forty steps and three draws show no more than that.
#
# ## Three sentences to remember
#
# 1. Find the head first, keep the early blocks and all batch normalization frozen, and thaw the last blocks at a small rate.
# 2. Adam moves every thawed parameter by about the rate: a rate that is right for a fresh network wipes out a borrowed one.
# 3. A schedule spends large steps where they help and small ones at the end; whether it helped is seen in paired differences.
#
# **Where it leads.** Keeping the maps made a training of minutes one of seconds. The next lecture is about finding such savings.
