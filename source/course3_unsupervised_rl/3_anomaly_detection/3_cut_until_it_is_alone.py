# %% [markdown]
# # Cut until it is alone
#
# *55 minutes. You need: lectures 1 and 2; random forests (Course 2, unit 7) for the last part.*
#
# A power company in Melbourne wants to know on which weekdays of 2014 something was odd. Nobody
# has made a list. There is no bell here either: people need power when it is cold *and* when it
# is hot. Can a machine find odd days without being told what shape normal has? And if somebody
# did make a list, would that be better?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.covariance import EmpiricalCovariance
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.metrics import roc_auc_score

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

power = datasets.electricity_demand().between_time("09:00", "18:30")
day = power.groupby(power.index.normalize()).mean()
day = day[day.index.day_of_week < 5]  # Monday to Friday
envelope = day.pop("workday") == 0  # public holidays: sealed for now
X = day[["temperature_c", "demand_gw"]].to_numpy()
print(f"{len(X)} weekdays")

# %% [markdown]
# Each row is a day: the mean temperature in °C and the mean demand in gigawatts, both from 9 a.m.
# to 6:30 p.m. First the bell of lecture 1, with the 15 strangest days outside of the dashed line.

# %%
bell = EmpiricalCovariance().fit(X).mahalanobis  # squared distances from these days
AXES = {"xlabel": "temperature (°C)", "ylabel": "demand (GW)"}
ax = plots.strangeness(bell, X, levels=[1, 3], threshold=np.sort(bell(X))[-15])
ax.set(**AXES)
plt.show()

# %% [markdown]
# The days form a V: heating on the left, cooling on the right, and five days of extreme heat at
# the top. The ellipses don't fit. Their middle is in the hollow of the V, where there is hardly a
# day: a mild day with 6 GW would pass as fairly normal, though nothing like it ever happened. Keep
# that day in mind.
#
# ## Alone after a few cuts
#
# Here is another idea, and it needs no shape. Take one day. Pick a column by chance and a place
# between the smallest and the largest value by chance, and cut there. Throw away the side on
# which the day is *not*. Go on until it is alone. A day in the crowd needs many cuts, one far out
# only a few.


# %%
def isolate(X, point, rng):
    """Cut at random until the point is alone; return the cuts."""
    left, box, made = X, np.array([X.min(axis=0), X.max(axis=0)]).T, []
    while len(left) > 1:
        column = rng.integers(2)
        low, high = left[:, column].min(), left[:, column].max()
        cut = rng.uniform(low, high)
        made.append((column, cut, box.copy()))
        below = point[column] <= cut
        box[column, 1 if below else 0] = cut
        left = left[(left[:, column] <= cut) == below]
    return made


# %%
hot = X[day.index.get_loc("2014-01-16")]
usual = X[day.index.get_loc("2014-05-21")]
fig, axes = plt.subplots(1, 2, figsize=(12, 4.4), sharey=True)
for ax, point, name in zip(axes, (hot, usual), ("16 January", "21 May")):
    made = isolate(X, point, np.random.default_rng(7))
    plots.cuts(X, made, point, **AXES, ax=ax)
    ax.set_title(f"{name}: alone after {len(made)} cuts")
plt.show()

# %% [markdown]
# The numbers on the lines are the order of the first five cuts; each cut only divides the piece
# that is left. The hot day of January is alone very soon. For the usual one in May the box gets
# smaller and smaller.
#
# **Predict.** These were one try each. If you repeat it 200 times with other random numbers, how
# many cuts will each day need on average, and will the two ever overlap?

# %%
prediction = "January needs about … cuts, May about …"  # write yours

# %%
rng = np.random.default_rng(0)
tries = {
    name: [len(isolate(X, point, rng)) for _ in range(200)]
    for name, point in (("16 January", hot), ("21 May", usual))
}
for (name, counts), color in zip(tries.items(), (plots.SECOND, plots.DATA)):
    plt.hist(counts, np.arange(0.5, 30), alpha=0.7, color=color, label=name)
    print(f"{name}: {np.mean(counts):.1f} cuts on average, from {min(counts)} to {max(counts)}")
plt.xlabel("cuts until alone")
plt.ylabel("tries")
plt.legend()
plt.show()

# %% [markdown]
# One try proves little: now and then an unlucky hot day needs as many cuts as a lucky usual one.
# The mean over many tries tells them apart clearly. That is the **isolation forest**: many random
# trees, and the mean **path length**, the number of cuts from the root to where a row ends. Drag:
# choose a month, and a seed for the cuts.


# %%
@interact(month=(1, 12), seed=(0, 20))
def follow(month=7, seed=7):
    rows = np.flatnonzero(day.index.month == month)
    strangest = rows[np.argmax(np.abs(X[rows, 1] - np.median(X[rows, 1])))]
    made = isolate(X, X[strangest], np.random.default_rng(seed))
    ax = plots.cuts(X, made, X[strangest], **AXES)
    ax.set_title(f"{day.index[strangest]:%d %B}: alone after {len(made)} cuts")


# %% [markdown]
# ## Trees that stop early
#
# To cut until everybody is alone is a waste: only short paths matter. So each tree gets a few
# hundred rows by lot and stops after about eight cuts. Where $r$ rows are left together in a
# leaf, we add what it would have taken, on average, to separate $r$ rows:
#
# $$c(r) = 2\,\bigl(\ln(r - 1) + 0.5772\bigr) - \frac{2 (r - 1)}{r}, \qquad c(1) = 0, \quad c(2) = 1$$
#
# (That is about what random cuts need on average to separate one of $r$ rows from the others, somewhat too low
# for few: of three it takes 1.67. For large $r$ it is about twice the logarithm of $r$; 0.5772 is Euler's constant.) The path length $h$ is the
# number of cuts plus $c(r)$.


# %%
def c(r):
    """Return about how many random cuts separate one of r rows, on average."""
    if r <= 2:
        return float(r - 1)
    return float(2 * (np.log(r - 1) + np.euler_gamma) - 2 * (r - 1) / r)


print({r: round(c(r), 2) for r in (1, 2, 3, 10, 40, 256)})

# %% [markdown]
# ## Your turn: the path through one tree
#
# A tree is written as `(column, cut, left, right)`: values at or below the cut go left, others
# right. A leaf is a whole number, the number of rows in it. So `(0, 30.0, 25, (1, 8.0, 2, 1))`
# first asks whether column 0 is at or below 30.


# %% exercise="path_length"
def path_length(x, tree):
    """Return the path length of one row in one tree.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
    tree : tuple or int
        ``(column, cut, left, right)``, or a leaf: the number of rows in it, at least 1.

    Returns
    -------
    float
        The number of cuts on the way, plus ``c(rows in the leaf)``.
    """
    ### BEGIN SOLUTION
    cuts = 0
    while isinstance(tree, tuple):
        column, cut, left, right = tree
        tree = left if x[column] <= cut else right
        cuts += 1
    return cuts + c(tree)
    ### END SOLUTION


# %% [markdown] hint="path_length"
# Go down one step: which two pieces of the tree decide where, and what must be counted? When are
# you at the end?

# %% [markdown] hint="path_length"
# In the tree above the row (35, 7) goes right at 30, then left at 8, to a leaf with 2 rows: two
# cuts and c(2) = 1 make 3.

# %% [markdown] hint="path_length"
# `while isinstance(tree, tuple):` take it apart with `column, cut, left, right = tree`, replace
# `tree` by the side where `x` goes, and add one to the count. At the end …

# %% checks="path_length"
tree = (0, 30.0, (1, 4.2, 3, (0, 14.0, 20, 40)), (1, 8.0, 2, 1))
expect(path_length(np.array([35.0, 8.5]), tree), 2.0, "right at 30, right at 8, and there alone")
expect(path_length(np.array([35.0, 8.0]), tree), 3.0, "at the cut it goes left: two cuts and c(2)")
expect(path_length(np.array([20.0, 5.0]), tree), 3 + 6.531555, "three cuts and c(40)", rtol=1e-5)
expect(path_length(np.array([20.0, 1.0]), tree), 2 + 1.207392, "two cuts and c(3)", rtol=1e-5)
expect(path_length(np.array([1.0, 2.0, 9.0]), (2, 7.5, 6, 1)), 1.0, "one cut on the third column")
expect(path_length(np.array([3.0]), 10), 3.748880, "a tree without cuts: c(10)", rtol=1e-5)

# %% mistake="path_length" replace="x[column] <= cut" says="a value equal to the cut goes right" with="x[column] < cut"

# %% mistake="path_length" replace="left if x[column] <= cut else right" says="the two sides are exchanged" with="right if x[column] <= cut else left"

# %% mistake="path_length" replace="cuts + c(tree)" says="the rows that are left together in the leaf are not counted" with="float(cuts)"

# %% mistake="path_length" replace="cuts + c(tree)" says="the number of rows in the leaf is added, not c of it" with="float(cuts + tree)"

# %% mistake="path_length" replace="cuts = 0" says="the leaf counts as a cut" with="cuts = 1"

# %% mistake="path_length" replace="x[column]" says="always the first column is asked" with="x[0]"


# %% alternative="path_length"
def path_length(x, tree):
    if not isinstance(tree, tuple):
        return c(tree)
    column, cut, left, right = tree
    return 1 + path_length(x, left if x[column] <= cut else right)


# %% [markdown]
# ## From paths to a score
#
# Let $\bar h$ be the mean path length over all trees and $n$ the number of rows that each tree
# was given. The **anomaly score** is
#
# $$s = 2^{-\bar h / c(n)}$$
#
# It lies between 0 and 1. A row that is as deep as the mean has $\bar h = c(n)$ and gets one
# half; a much shorter path comes near 1.
#
# ## Your turn: the score


# %% exercise="forest_score"
def forest_score(paths, n):
    """Return the anomaly score of every row.

    Parameters
    ----------
    paths : numpy.ndarray, shape (m, T)
        The path length of each row in each of T trees.
    n : int
        The number of rows that each tree was given.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return 2.0 ** (-paths.mean(axis=1) / c(n))
    ### END SOLUTION


# %% [markdown] hint="forest_score"
# A row of `paths` belongs to one day. Over which axis do you average?

# %% [markdown] hint="forest_score"
# With n = 2, c is 1. Paths 1, 2, 3 have the mean 2, so the score is 2 to the power of −2, a
# quarter.

# %% [markdown] hint="forest_score"
# `2.0 ** (- … / c(n))`, with the mean of each row above the line.

# %% checks="forest_score"
expect(
    forest_score(np.array([[1.0, 2.0, 3.0], [0.5, 1.0, 0.0]]), 2),
    np.array([0.25, 0.5**0.5]),
    "c(2) = 1; the means are 2 and one half",
)
expect(
    forest_score(np.array([[4.0, 6.5], [12.0, 9.0], [7.0, 3.0]]), 256),
    np.array([0.701028, 0.491440, 0.712986]),
    "means of 5.25, 10.5 and 5, and c(256) = 10.24",
    rtol=1e-4,
)

# %% mistake="forest_score" replace="paths.mean(axis=1)" says="the mean is taken over the rows, not over the trees" with="paths.mean(axis=0)"

# %% mistake="forest_score" replace="-paths.mean(axis=1)" says="the minus is left out" with="paths.mean(axis=1)"

# %% mistake="forest_score" replace=" / c(n)" says="the paths are not divided by c(n)" with=""

# %% mistake="forest_score" replace="c(n)" says="the paths are divided by n, not by c(n)" with="n"

# %% mistake="forest_score" replace="paths.mean(axis=1)" says="the shortest path is taken, not the mean" with="paths.min(axis=1)"

# %% mistake="forest_score" replace="2.0 ** (-paths.mean(axis=1) / c(n))" says="it is e to that power, not 2" with="np.exp(-paths.mean(axis=1) / c(n))"

# %% mistake="forest_score" replace="2.0 ** (-paths.mean(axis=1) / c(n))" says="scores are averaged over the trees, not path lengths" with="(2.0 ** (-paths / c(n))).mean(axis=1)"

# %% [markdown]
# ## The library's forest
#
# scikit-learn's `IsolationForest` does all this, with one trap: its `score_samples` returns
# *minus* the score, so that large is normal. We take one day through its 100 trees by hand and
# compare.

# %%
forest = IsolationForest(n_estimators=100, random_state=0).fit(X)


def as_tuples(t, node=0):
    if t.children_left[node] < 0:
        return int(t.n_node_samples[node])
    sides = [as_tuples(t, side[node]) for side in (t.children_left, t.children_right)]
    return (int(t.feature[node]), float(t.threshold[node]), *sides)


def walk(x, tree, cuts=0):
    if isinstance(tree, int):
        return cuts + c(tree)
    return walk(x, tree[2] if x[tree[0]] <= tree[1] else tree[3], cuts + 1)


# %%
paths = [walk(hot, as_tuples(tree.tree_)) for tree in forest.estimators_]
print(
    f"16 January by hand: mean path {np.mean(paths):.2f}, "
    f"score {2 ** (-np.mean(paths) / c(forest.max_samples_)):.4f}"
)
print(f"scikit-learn: {-forest.score_samples([hot])[0]:.4f}")


# %%
def cut_score(rows):
    return -forest.score_samples(rows)


# %%
score = cut_score(X)
ax = plots.strangeness(
    cut_score,
    X,
    envelope.astype(int),
    levels=[0.42, 0.5],
    threshold=np.sort(score)[-15],
    names=("weekday", "public holiday"),
)
ax.set(**AXES)
ax.legend(loc="upper left")
plt.show()

# %%
top = np.argsort(-score, kind="stable")[:15]
print(
    ", ".join(f"{day.index[i]:%d %b}{'*' if envelope.iloc[i] else ''}" for i in top), "(* holiday)"
)
june = score[day.index.get_loc("2014-06-09")]
print(f"{envelope.sum()} holidays; 9 June is number {np.sum(score >= june)} of {len(score)}")
mild = np.array([[20.0, 6.0]])  # a day in the hollow of the V
for name, rule in (("bell", bell), ("forest", cut_score)):
    stranger = np.mean(rule(X) > rule(mild))
    print(f"{name}: a mild day with 6 GW is less strange than {stranger:.0%} of the real days")

# %% [markdown]
# The innermost line follows the crowd, and nobody told the forest its shape; but look at the hollow
# of the V. The next line runs across it, as one side of a box, and the mild day with 6 GW lies
# inside. The last two lines compare: the forest is less fooled than the bell, but fooled. It cuts
# along the axes, and there are mild days, and days with 6 GW; only *together* they never came.
#
# Now the envelope is open: orange triangles are public holidays. Of the 15 strangest days the first
# five are the heat waves of January, with means from 37 to 40 °C; six of the other ten are holidays,
# starred. The company may have looked for one or the other. The forest can't know: **strange is not
# the same as what you are looking for**. And the cold holiday in June is not in the list: it is
# number 27 of 261, behind more than a dozen working days.
#

# %% [markdown]
# ## Anomaly detection, or a classifier?
#
# If anomalies have been labeled, why not train a classifier on them? Back to the milling machine,
# and to two situations. Three kinds of failure: heat, power, overstrain. A classifier (a random
# forest) learns two of them, with labels. The bell and the isolation forest learn healthy rows
# only. They are tested on later failures of the *same* kinds, and on the third kind, which nobody
# had seen.
#
# **Predict.** Who wins in the first case, and who in the second?

# %%
prediction = "on known kinds …, on the new kind …"  # write yours

# %%
machine = datasets.milling_machine()
columns = ["air_temperature_k", "process_temperature_k", "torque_nm", "tool_wear_min"]
M = np.column_stack([np.log(machine["rotational_speed_rpm"]), machine[columns]])
kinds = ["heat_dissipation_failure", "power_failure", "overstrain_failure"]
F = machine[kinds].to_numpy() == 1
order = np.random.default_rng(0).permutation(len(M))
first, second = order[:5000], order[5000:]


def scores_of(known, new):
    train, healthy = first[~new[first]], first[~F[first].any(axis=1)]
    classifier = RandomForestClassifier(100, min_samples_leaf=3, random_state=0)
    classifier.fit(M[train], known[train])
    tilted = EmpiricalCovariance().fit(M[healthy])
    cuts = IsolationForest(n_estimators=100, random_state=0).fit(M[healthy])
    return classifier.predict_proba(M)[:, 1], tilted.mahalanobis(M), -cuts.score_samples(M)


# %%
table = {}
for kind, name in enumerate(kinds):
    new = F[:, kind]
    known = F.any(axis=1) & ~new
    three = scores_of(known, new)
    for what, bad, away in (("known", known, new), ("new", new, known)):
        rows = second[~away[second]]
        table[(name, what)] = [roc_auc_score(bad[rows], scores[rows]) for scores in three]
table = pd.DataFrame(table, index=["classifier", "bell", "isolation forest"]).T
table.index.names = ["kind kept back", "tested on"]
table.round(2)

# %% [markdown]
# The number is the AUC: the chance that a failure looks stranger than a healthy row. On kinds
# that it has seen the classifier is nearly perfect, and both others are clearly behind. On a kind
# that it has never seen it drops far, and bell and isolation forest, which never saw any failure at
# all, both beat it each time. (The isolation forest is behind the bell here: these sensors *are*
# nearly bells, and cuts along the axes see a slanting band badly.) So:
#
# - **many anomalies, labeled, and tomorrow's will be like yesterday's**: train a classifier. Spam, and most card fraud;
# - **few, or each different, or none yet**: learn what is normal. A new attack on a network, a machine that has never failed;
# - **both**, in most companies: the classifier for what is known, the density behind it for what is not.

# %% [markdown]
# ## Three sentences to remember
#
# 1. An isolation forest cuts at random until a row is alone; strange rows need few cuts, and no shape is assumed.
# 2. Strange is not the same as what you look for, and cuts along the axes see correlated sensors less well than a covariance does.
# 3. A classifier is best at the kinds it has seen; only a model of the normal can be surprised by a new one.
#
# **Where it leads.** All this took for granted that what is normal stays the same. The next
# lecture lets it move.
