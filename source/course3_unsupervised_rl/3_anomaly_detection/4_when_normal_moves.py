# %% [markdown]
# # When normal moves
#
# *40 minutes. You need: lectures 1 and 2 of this unit.*
#
# In April you install a guard on the power meter of a suburb. It knows what normal is, and it
# stays silent for weeks. In June it begins to ring every day, and nothing is wrong with the
# meter. In July somebody switches it off. What happened, and what would you have done? In this
# lecture you run the year as a simulation and try your rules on it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

power = datasets.electricity_demand().loc["2014-03-01":]
hours = (("01:00", "04:30"), ("10:00", "14:30"))  # night and noon
state = [power.between_time(*h) for h in hours]
state = np.column_stack([p["demand_gw"].groupby(p.index.normalize()).mean() for p in state])
workday = power["workday"].groupby(power.index.normalize()).first()
state, days = state[workday], workday.index[workday]
noise = np.random.default_rng(6).normal(1, 0.015, state.shape)
X = 20 * state * noise
print(f"{len(X)} working days, {days[0]:%d %B} to {days[-1]:%d %B}")

# %% [markdown]
# The demand of the state of Victoria is real: its mean by night and at noon, on the working days
# from March on, autumn and winter in the south. The suburb is synthetic: it takes 2% of the
# state's demand, give or take 1.5% by chance, in megawatts. `X` is what its meter reads, `(night,
# noon)`.
#
# ## A rule from the first thirty days
#
# The first 30 days are normal. We ring at a squared Mahalanobis distance of 9.2 or more: for a
# bell with two columns, that happens with probability $e^{-9.2/2}$, once in a hundred days.


# %%
def distance(x, rows):
    """Return the squared Mahalanobis distance of a row from other rows."""
    away = x - rows.mean(axis=0)
    return away @ np.linalg.solve(np.cov(rows.T, bias=True), away)


T = 2 * np.log(100)
AXIS = {"xlabel": "working day", "ylabel": "squared distance"}

# %% [markdown]
# **Predict.** On how many of the 180 days from mid-April to December will it ring, and in which
# months? The meter works perfectly.

# %%
prediction = "it rings on about … of 180 days, mostly in …"  # write yours

# %%
fixed = np.array([distance(x, X[:30]) for x in X[30:]])
fig, axes = plt.subplots(1, 2, figsize=(12, 4.2))
plots.alarms(fixed, T, time=np.arange(30, len(X)), ax=axes[0], **AXIS)
for month, color in zip((3, 7, 11), (plots.DATA, plots.SECOND, plots.HIGHLIGHT)):
    rows = X[days.month == month]
    axes[1].plot(*rows.T, "o", color=color, label=f"{days[days.month == month][0]:%B}")
axes[1].set(xlabel="night (MW)", ylabel="noon (MW)")
axes[1].legend()
plt.show()
print(f"{np.sum(fixed >= T)} alarms in {len(fixed)} days")

# %% [markdown]
# On the left are the days in order; red circles are alarms. The autumn is quiet; the winter rings
# for weeks, and then it stops by itself. The right picture shows why: in July people heat, by
# night as well, and the whole cloud has moved away from March. In November it is roughly back. This is
# **drift**: what is normal has changed. The guard is right that July is unlike March; it is only
# not what you wanted to know.
#
# ## Learn anew every day
#
# The usual remedy: **refit**. Each day is judged by the bell of the days just before, a
# **window** that moves along.
#
# ## Your turn: a window that moves


# %% exercise="rolling_scores"
def rolling_scores(X, window):
    """Return how far each day is from the days just before it.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One day a row, in order.
    window : int
        How many days before it a day is compared with; less than m.

    Returns
    -------
    numpy.ndarray, shape (m - window,)
        ``distance`` of each day from the `window` days before it, without the day itself; the first
        value is that of row `window`.
    """
    ### BEGIN SOLUTION
    return np.array([distance(X[t], X[t - window : t]) for t in range(window, len(X))])
    ### END SOLUTION


# %% [markdown] hint="rolling_scores"
# Which rows are the window of day `t`? Is day `t` among them?

# %% [markdown] hint="rolling_scores"
# With a window of 4 the first day to be judged is row 4, by rows 0 to 3; then row 5 by rows 1
# to 4.

# %% [markdown] hint="rolling_scores"
# For every `t` in `range(window, len(X))` take `distance(X[t], X[… : t])`, and make an array of
# the list.

# %% checks="rolling_scores"
week = np.array([[1.0, 2.0], [2.0, 6.0], [4.0, 5.0], [9.0, 7.0], [6.0, 9.0], [3.0, 1.0]])
expect(
    rolling_scores(week, 4),
    np.array([98 / 15.1875, 49 / 3]),
    "row 4 from rows 0 to 3, then row 5 from rows 1 to 4",
)
expect(
    rolling_scores(week, 5),
    np.array([distance(week[5], week[:5])]),
    "only the last day has five days before it",
)
five = np.array([[1, 0, 2], [4, 1, 0], [2, 5, 1], [0, 3, 6], [7, 2, 9.0]])
expect(
    rolling_scores(five, 4),
    np.array([distance(five[4], five[:4])]),
    "three columns: all of them count",
)
expect(
    rolling_scores(X, 30)[:2],
    np.array([distance(X[30], X[:30]), distance(X[31], X[1:31])]),
    "mid-April",
)

# %% mistake="rolling_scores" replace="X[t - window : t]" says="the day itself is in its window" with="X[t - window + 1 : t + 1]"

# %% mistake="rolling_scores" replace="X[t - window : t]" says="the window grows: it always begins with the first day" with="X[:t]"

# %% mistake="rolling_scores" replace="X[t - window : t]" says="the window does not move" with="X[:window]"

# %% mistake="rolling_scores" replace="X[t - window : t]" says="the window is one day too long" with="X[max(t - window - 1, 0) : t]"

# %% mistake="rolling_scores" replace="range(window, len(X))" says="the last day is left out" with="range(window, len(X) - 1)"

# %% mistake="rolling_scores" replace="range(window, len(X))" says="the first day after the window is left out" with="range(window + 1, len(X))"


# %%
def judged(X, window=30):  # the first 30 days are never judged
    return np.array([distance(X[t], X[t - window : t]) for t in range(30, len(X))])


refit = judged(X)
plots.alarms(refit, T, time=np.arange(30, len(X)), **AXIS)
plt.show()
print(f"{np.sum(refit >= T)} alarms in {len(refit)} days")

# %% [markdown]
# The flood is gone: the bell walks along with the seasons. A few alarms remain, more than the
# promised one in a hundred, because a bell from 30 days is itself uncertain. It looks like the
# solution.
#
# ## A meter that goes wrong
#
# Now let the meter fail, from working day 120 on (end of August). In one story it suddenly reads
# 25% too much. In another it *creeps*: 0.3% more each day, for months, until it is off by a
# quarter, too.
#
# **Predict.** Which of the two will the refitting guard notice, and which the fixed one?

# %%
prediction = "sudden: …; creeping: …"  # write yours


# %%
START = 120


def faulty(X, sudden=0.0, creep=0.0):
    late = np.maximum(np.arange(len(X)) - START + 1, 0)
    factor = 1 + sudden * (late > 0) + creep * late
    return X * factor[:, None]


stories = {"sudden": {"sudden": 0.25}, "creeping": {"creep": 0.003}}
fig, axes = plt.subplots(1, 2, figsize=(12, 4), sharey=True)
for ax, (name, fault) in zip(axes, stories.items()):
    scores = judged(faulty(X, **fault))
    plots.alarms(scores, T, time=np.arange(30, len(X)), ax=ax, **AXIS)
    ax.axvline(START, color=plots.HIGHLIGHT)
    ax.set_title(f"{name}: {np.sum(scores[START - 30 :] >= T)} alarms after day {START}")
plt.show()

# %% [markdown]
# (The green line is where the fault begins.) The sudden fault rings at once, for two days; then
# the window has swallowed the wrong readings, and the guard believes that this is normal. The
# creeping fault rings hardly more often than a healthy meter. Each day is like the days before.
# Whoever refits teaches the guard whatever happens, slow faults and patient thieves included. An
# intruder who raises the traffic by a little each day uses just that.
#
# ## Your turn: what a rule is worth
#
# Two numbers judge a rule: how often it rings in vain before the fault, and how long it takes to
# notice. Write them for any row of alarms.


# %% exercise="notice"
def notice(ring, start):
    """Return how often a rule rings in vain, and how soon it notices.

    Parameters
    ----------
    ring : numpy.ndarray of bool, shape (m,)
        Whether it rings, day by day.
    start : int
        The first day of the fault; at least 1, less than m.

    Returns
    -------
    vain : float
        The share of the days before `start` on which it rings.
    delay : int or None
        Days from `start` to the first alarm, 0 if it rings at once; None if it never rings.
    """
    ### BEGIN SOLUTION
    after = np.flatnonzero(ring[start:])
    return float(np.mean(ring[:start])), int(after[0]) if len(after) else None
    ### END SOLUTION


# %% [markdown] hint="notice"
# Split the alarms at `start`. What is the mean of an array of True and False?

# %% [markdown] hint="notice"
# Alarms no, yes, no, no, no, yes with the start at day 3: one of three days in vain; then no, no,
# yes: a delay of 2.

# %% [markdown] hint="notice"
# `np.flatnonzero(ring[start:])` are the places of the alarms, counted from `start`. The first of
# them is the delay, if …

# %% checks="notice"
six_days = np.array([False, True, False, False, False, True])
expect(notice(six_days, 3), (1 / 3, 2), "one of three days in vain; then no, no, yes")
expect(notice(six_days, 1), (0.0, 0), "day 1 rings at once, and day 0 does not ring")
expect(notice(np.array([True, True, False, True, False, False]), 4), (0.75, None), "never noticed")

# %% mistake="notice" replace="np.mean(ring[:start])" says="the alarms in vain are counted, not divided by the days" with="np.sum(ring[:start])"

# %% mistake="notice" replace="np.mean(ring[:start])" says="the alarms of all days count as in vain" with="np.mean(ring)"

# %% mistake="notice" replace="int(after[0]) if" says="the delay is counted from the first day, not from the start of the fault" with="int(after[0]) + start if"

# %% mistake="notice" replace="int(after[0]) if" says="a rule that rings at once has a delay of 1" with="int(after[0]) + 1 if"

# %% mistake="notice" replace="int(after[0]) if" says="it is the last alarm, not the first" with="int(after[-1]) if"

# %% mistake="notice" replace="ring[start:]" says="alarms before the fault are taken for its discovery" with="ring"

# %% mistake="notice" replace="if len(after) else None" says="a fault that is never noticed has the delay 0" with="if len(after) else 0"


# %% [markdown]
# ## Run the year yourself
#
# Choose a rule and a fault. "Quiet days" refits, too, but takes only days that did not ring into
# its window. Try to find a rule that is silent in winter *and* hears the creeping meter.


# %%
def quiet_days(X, window):
    kept, scores = list(range(30)), []
    for t in range(30, len(X)):
        scores.append(distance(X[t], X[kept[-window:]]))
        if scores[-1] < T:
            kept.append(t)
    return np.array(scores)


# %%
@interact(
    rule=["fixed", "refit", "quiet days"],
    window=(10, 30, 5),
    sudden=(0, 40, 5),
    creep=(0.0, 1.0, 0.1),
)
def run(rule="quiet days", window=30, sudden=0, creep=0.3):
    meter = faulty(X, sudden / 100, creep / 100)
    if rule == "fixed":
        scores = np.array([distance(x, X[:30]) for x in meter[30:]])
    else:
        scores = (judged if rule == "refit" else quiet_days)(meter, window)
    ax = plots.alarms(np.minimum(scores, 60), T, time=np.arange(30, len(X)), **AXIS)
    ax.axvline(START, color=plots.HIGHLIGHT)
    before, after = np.split(scores >= T, [START - 30])
    ax.set_title(
        f"in vain {before.mean():.0%}, first alarm after {after.argmax() if after.any() else '…'} days"
    )


# %%
for name, guard in (("refit", judged), ("quiet days", quiet_days)):
    for window in (10, 20, 30):
        before, after = np.split(guard(X, window) >= T, [START - 30])  # a healthy meter
        slow = guard(faulty(X, creep=0.003), window)[START - 30 :] >= T
        print(
            f"{name:10} window {window}: in vain {before.mean():3.0%} before day {START}, "
            f"{after.sum():2} alarms after it; with the creep {slow.sum():2}"
        )


# %% [markdown]
# A fixed rule hears every fault and drowns in winter alarms. Refitting is quiet and deaf for slow
# faults: the table has about as many alarms with the creep as without. Keeping alarms out of the
# window makes a guard that goes on ringing once normal has moved for a good reason: with a healthy
# meter it rings after day 120, too, for the spring. The shortest window is more nervous and no wiser.
# No choice of the window is right, because the question is wrong.
#

# %% [markdown]
# ## Look at something that does not drift
#
# The season moves the suburb *and* the state, alike. The meter's fault moves only the suburb. So
# don't watch the readings; watch the share of the state's demand that the suburb takes:
#
# $$q = \frac{\text{reading of the suburb}}{\text{demand of the state}}$$
#
# A thief who takes little by little changes it; winter does not. Fix the rule on the shares of
# the first 30 days and never refit.

# %%
share = X / (1000 * state)
for name, fault in {"none": {}, **stories}.items():
    meter = faulty(X, **fault)
    q = meter / (1000 * state)
    rules = {
        "fixed": [distance(x, X[:30]) for x in meter[30:]],
        "refit": judged(meter),
        "share, fixed": [distance(x, share[:30]) for x in q[30:]],
    }
    for rule, scores in rules.items():
        before, after = np.split(np.array(scores) >= T, [START - 30])
        first = f"{after.argmax()} days" if after.any() else "never"
        print(
            f"{name:9} {rule:13} in vain {before.mean():4.0%}, then {after.sum():2} alarms, first after {first}"
        )

# %% [markdown]
# Read the last line of each block. Without a fault the share rings about as rarely as the
# refitting rule. It hears the sudden fault at once and goes on ringing until it is mended. It
# notices the creeping one within two or three weeks of work, when the meter is off by a few
# percent. The refitting rule rings a few times in every story, about as often as with a healthy
# meter: its first alarm in the creeping story is no discovery.
#
# It is the lesson of lecture 1 again. Air and process temperature, speed and torque, suburb and
# state: what two numbers do *together* is more stable than either. Where you find no such
# partner, refit, but only on rows that a person has checked; keep a few old anomalies and test
# every new fit on them; and watch the alarm *rate* itself, since a guard that suddenly rings
# often, or not at all, tells you that something moved.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Normal drifts, and a fixed rule then rings for the season, until somebody switches it off.
# 2. A rule that refits follows every drift, also the slow fault and the patient thief.
# 3. Best of all is a quantity that stays put when the world moves: a share, a difference, a reading beside its neighbor.
#
# **Where it leads.** In the assignment you guard a space shuttle, with a price for each wrong and
# a budget for alarms.
