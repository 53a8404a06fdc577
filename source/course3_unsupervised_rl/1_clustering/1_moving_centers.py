# %% [markdown]
# # Groups that nobody named
#
# *40 minutes. You need: means, distances, standardized columns (Course 1, unit 2).*
#
# You are the first biologist on an island in Antarctica. 342 penguins let you measure them, and
# none tells you what it is: there are no names yet. How would you find the kinds of penguins before
# anybody has named one? And would your kinds be the right ones?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

measured = ["flipper_length_mm", "bill_length_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=measured)
envelope = penguins.pop("species")  # sealed: nobody looks into it before the end
lengths = penguins[["flipper_length_mm", "bill_length_mm"]].to_numpy()
X = (lengths - lengths.mean(axis=0)) / lengths.std(axis=0)

# %% [markdown]
# So far every data set of this course came with answers: prices, diagnoses, labels. Here there are
# none. That is **unsupervised learning**, and its oldest task is **clustering**: put together what
# is alike. Both lengths are standardized, so that one step means one standard deviation (SD) in
# either direction.

# %%
AXES = {"xlabel": "flipper length (SD)", "ylabel": "bill length (SD)"}
plots.clusters(X, **AXES)
plt.show()

# %% [markdown]
# No colors, no names. Your eye sees a heap at the lower left, one at the right, and something in
# between at the top. A computer has no eye. It needs a rule.
#
# ## Everybody to the nearest center
#
# Suppose somebody puts down $k$ crosses, the **centers** $c_1, \dots, c_k$. Then each penguin $x_i$
# belongs to the center that is nearest:
#
# $$\text{label}_i = \arg\min_j \lVert x_i - c_j \rVert^2 = \arg\min_j \sum_{d=1}^{n} (x_{id} -
# c_{jd})^2$$
#
# $n$ is the number of measurements, here 2, and the squared distance is in SD². All points with the
# same label are a **cluster**. The root may stay away: what is nearest is nearest squared, too.
#
# ## Your turn: which center is nearest?
#
# Write the rule for a single point and any number of centers.


# %% exercise="nearest"
def nearest(x, centers):
    """Return which center is nearest to a point.

    Parameters
    ----------
    x : numpy.ndarray, shape (n,)
        The point.
    centers : numpy.ndarray, shape (k, n)

    Returns
    -------
    int
        The row of the nearest center, from 0 to k - 1.
    """
    ### BEGIN SOLUTION
    return int(((centers - x) ** 2).sum(axis=1).argmin())
    ### END SOLUTION


# %% [markdown] hint="nearest"
# `centers - x` subtracts the point from every row. What do you do with the numbers of a row?

# %% [markdown] hint="nearest"
# From (1, 1) to (4, 1) it is 9 + 0, to (3, 3) it is 4 + 4 = 8: the second is nearer.

# %% [markdown] hint="nearest"
# Square `centers - x`, add up along the columns with `sum(axis=1)`, and `argmin` tells where …

# %% checks="nearest"
expect(
    nearest(np.array([1.0, 1.0]), np.array([[4.0, 1.0], [3.0, 3.0], [5.0, 0.0]])),
    1,
    "squared distances 9, 8 and 17",
)
expect(
    nearest(
        np.array([2.0, 0.0, 7.0]),
        np.array([[9.0, 0.0, 7.0], [2.0, 5.0, 3.0], [0, 0, 0], [2.0, 1.0, 5.5]]),
    ),
    3,
    "three measurements, four centers: 49, 41, 53 and 3.25",
)
expect(nearest(np.array([-3.0]), np.array([[-4.0], [0.5]])), 0, "distances 1 and 3.5, on a line")

# %% [markdown] equivalent="nearest"
# - `((centers - x) ** 2).sum(axis=1) → ((centers - x) ** 2).mean(axis=1)`: what is nearest by the sum is so by the mean


# %% mistake="nearest" replace="argmin" says="the farthest center is taken" with="argmax"

# %% mistake="nearest" replace="((centers - x) ** 2)" says="the differences are neither squared nor made positive" with="(centers - x)"

# %% mistake="nearest" replace="((centers - x) ** 2)" says="the differences are taken absolutely, not squared" with="np.abs(centers - x)"

# %% mistake="nearest" replace=".argmin())" says="it is the squared distance, not the number of the center" with=".min())"


# %% mistake="nearest" says="it returns the center, not its number"
def nearest(x, centers):
    return centers[((centers - x) ** 2).sum(axis=1).argmin()]


# %% mistake="nearest" says="the centers are numbered from 1"
def nearest(x, centers):
    return int(((centers - x) ** 2).sum(axis=1).argmin()) + 1


# %% [markdown]
# ## Every center to its middle
#
# Where should a center be? In the middle of those who chose it, the mean of their measurements:
#
# $$c_j = \frac{1}{m_j} \sum_{i:\, \text{label}_i = j} x_i$$
#
# with $m_j$ the number of points in cluster $j$. But once the centers have moved, some penguins are
# nearer to another one. So assign again, move again, and go on until nobody changes. This is
# **k-means**, and these few lines are all of it. A center that nobody chose stays where it is.


# %%
def labels_of(X, centers):
    return np.array([((centers - x) ** 2).sum(axis=1).argmin() for x in X])


def middles(X, labels, centers):
    rows = [
        X[labels == j].mean(axis=0) if np.any(labels == j) else c for j, c in enumerate(centers)
    ]
    return np.array(rows)


def walk(X, centers, rounds=12):
    history = [np.array(centers, dtype=float)]
    for _ in range(rounds):
        history.append(middles(X, labels_of(X, history[-1]), history[-1]))
    return np.array(history)


# %% [markdown]
# Here is the first round, in two pictures. Three centers start in a bad place: all at the right.

# %%
start = [[1.0, 1.0], [1.5, 1.0], [1.8, 1.2]]
history = walk(X, start)
fig, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
for ax, centers, title in zip(axes, history[:2], ["assigned", "moved"]):
    plots.clusters(X, labels_of(X, history[0]), centers, ax=ax, **AXES)
    ax.set_title(title)
plt.show()

# %% [markdown]
# On the left everyone has the color of the nearest cross, and the blue one gets nearly all. On the
# right each cross stands in the middle of its color. The colors are still those from before the
# move; look at the blue penguins near the orange cross, which will change sides in the next round.
#
# **Predict.** Three centers, all started at the right. Where will they come to rest, and how many
# rounds does it take? Write it down, then drag the slider.

# %%
prediction = "the centers end at …, after about … rounds"  # write yours


# %%
@interact(rounds=(0, 16))
def drag(rounds=16):
    path = walk(X, start, rounds)
    plots.clusters(X, labels_of(X, path[-1]), path[-1], path, **AXES)
    moved = np.abs(np.diff(path[-2:], axis=0)).max(initial=0.0)
    plt.title(f"rounds: {rounds}, largest step of the last: {moved:.4f} SD")


# %% [markdown]
# The blue center is pulled right across the picture to the heap at the lower left, and orange
# climbs to the top. After round 14 nothing moves. The three heaps that your eye found have been
# found by a rule that knows only distances and means, although the start was poor.
#
# ## The price of a grouping
#
# Why does it stop at all? Because both steps lower the same number, the **cost**: the sum of the
# squared distances of all points to their centers, in SD².
#
# $$J = \sum_{i=1}^{m} \lVert x_i - c_{\text{label}_i} \rVert^2$$
#
# Assigning takes the smallest distance for each point. Moving takes the mean, and the mean is the
# place with the smallest sum of squares. So $J$ never rises, and it falls whenever somebody changes.
# A way to label the penguins that was left never comes back, and there are only finitely many of them. Libraries call $J$ the **inertia**.


# %%
def cost(X, centers):
    return sum(((centers - x) ** 2).sum(axis=1).min() for x in X)


costs = [cost(X, centers) for centers in walk(X, start, 16)]
plt.plot(costs, "o-", color=plots.ERROR)
plt.ylim(bottom=0)
plt.xlabel("round")
plt.ylabel("cost J (SD²)")
plt.show()
print(np.round(costs, 1))

# %% [markdown]
# From 1,344 down to 157.8, never up. The first round does most of it; then orange climbs to the top
# in small steps, and after round 14 nothing changes any more.
#
# ## Your turn: the cost of a grouping
#
# Somebody hands you points with labels and no centers. What is the cost? The centers are then the
# means of the groups. Write it for any labels.


# %% exercise="cost_of_groups"
def cost_of_groups(X, labels):
    """Return the sum of the squared distances of all points to the means of their groups.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
    labels : numpy.ndarray, shape (m,)
        Whole numbers or words: equal labels are a group.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    total = 0.0
    for label in np.unique(labels):
        group = X[labels == label]
        total += ((group - group.mean(axis=0)) ** 2).sum()
    return total
    ### END SOLUTION


# %% [markdown] hint="cost_of_groups"
# Take one group. What is its center, and how far are its points from it?

# %% [markdown] hint="cost_of_groups"
# The points (1, 0) and (3, 4) have the mean (2, 2); each is 1 + 4 = 5 from it, so this group costs
# 10.

# %% [markdown] hint="cost_of_groups"
# Loop over `np.unique(labels)`; `group = X[labels == label]`; its mean is taken over the rows, so
# `axis=0`. Add up the squares of …

# %% checks="cost_of_groups"
places = np.array([[1.0, 0.0], [7.0, 2.0], [3.0, 4.0], [8.0, 5.0], [9.0, 2.0]])
expect(
    cost_of_groups(places, np.array([0, 1, 0, 1, 1])),
    18.0,
    "10 for the first and third; the others have the mean (8, 3) and cost 2 + 4 + 2",
)
expect(
    cost_of_groups(places, np.array(["b", "a", "a", "b", "c"])),
    47.0,
    "(1, 0) and (8, 5) cost 37, (7, 2) and (3, 4) cost 10, one alone costs 0",
)
expect(
    cost_of_groups(
        np.array([[0.1, 0.2, 3.0], [0.4, 0.2, 1.03], [5.0, 5.0, 5.0]]), np.array([4, 4, 9])
    ),
    1.98545,
    "three columns: half of 0.3² + 1.97², and one alone costs 0",
)
expect(
    cost_of_groups(X, labels_of(X, walk(X, start, 20)[-1])),
    157.810766,
    "the penguins: the last value of the curve above",
    rtol=1e-3,
)

# %% mistake="cost_of_groups" replace="group.mean(axis=0)" says="all measurements have one mean, instead of one for each column" with="group.mean()"

# %% mistake="cost_of_groups" replace="group.mean(axis=0)" says="the distances are those to the mean of all points, not of the group" with="X.mean(axis=0)"

# %% mistake="cost_of_groups" replace="((group - group.mean(axis=0)) ** 2).sum()" says="the squares are averaged within a group, not added up" with="((group - group.mean(axis=0)) ** 2).sum(axis=1).mean()"

# %% mistake="cost_of_groups" replace="((group - group.mean(axis=0)) ** 2).sum()" says="the distances are not squared" with="np.sqrt(((group - group.mean(axis=0)) ** 2).sum(axis=1)).sum()"

# %% mistake="cost_of_groups" replace="total += (" says="only the last group is counted" with="total = ("

# %% mistake="cost_of_groups" replace="    return total" says="it is returned after the first group" with="        return total"


# %% alternative="cost_of_groups"
def cost_of_groups(X, labels):
    means = pd.DataFrame(X).groupby(labels).transform("mean").to_numpy()
    return np.sum((X - means) ** 2)


# %% [markdown]
# ## Move a center
#
# Does it always end well? Two centers start at (−1, −1) and (1, 0.5). You place the third and k-means
# runs until it rests. **Predict** for the place that the sliders show now, (1, 1): will the
# three heaps be found?


# %%
@interact(x=(-2.0, 2.5, 0.25), y=(-2.0, 2.5, 0.25))
def third(x=1.0, y=1.0):
    path = walk(X, [[-1, -1], [1, 0.5], [x, y]], 35)
    plots.clusters(X, labels_of(X, path[-1]), path[-1], path, **AXES)
    plt.title(f"third center from ({x}, {y}): cost {cost(X, path[-1]):.1f}")


# %% [markdown]
# From (1, 1) it is stuck after a single round. Orange and green share the heap at the right, and
# blue has to serve two heaps: cost 206.1 instead of 157.8. No penguin wants to change and no center
# wants to move. The cost has many valleys, and k-means goes down into the one where it starts. Such
# an end is a **local minimum**. Try (1.5, −2), too: there one cluster stays empty forever.
#
# The remedy is simple: start from several random places and keep the end with the lowest cost. Each
# of 100 starts takes three different penguins as centers.

# %%
rng = np.random.default_rng(0)
ends = [
    KMeans(3, init=X[rng.choice(len(X), 3, replace=False)], n_init=1).fit(X).inertia_
    for _ in range(100)
]
print(
    f"best {min(ends):.1f}, worst {max(ends):.1f}, within 1% of the best {np.mean(np.array(ends) < 1.01 * min(ends)):.0%}"
)

# %% [markdown]
# `KMeans` is scikit-learn's; `init` are the centers to start with, `n_init` the number of starts.
# Penguins are kind: almost every start ends well.
#
# ## Many heaps are harder
#
# Here is a synthetic set that is not kind: 20 little heaps of 20 points each, in ten pairs. If
# three starting centers land in one pair and one in another, none of them gets across the gap.

# %%
rng = np.random.default_rng(0)
corners = [(10 * a + d, 10 * b) for a in range(5) for b in range(2) for d in (0, 3)]
heaps = np.concatenate([rng.normal(corner, 0.6, (20, 2)) for corner in corners])
bad = KMeans(20, init=heaps[rng.choice(len(heaps), 20, replace=False)], n_init=1).fit(heaps)
plots.clusters(heaps, bad.labels_, bad.cluster_centers_, xlabel="x", ylabel="y")
plt.title(f"20 random starting points: cost {bad.inertia_:.0f}")
plt.show()

# %% [markdown]
# Count the crosses: some heaps have two, three or even four, and in some pairs a single cross stands
# in the empty middle. (With 20 groups the colors repeat.)
#
# ## Seeds that lie apart
#
# **k-means++** picks better starting points. The first is any point, by chance. Then each further
# one is drawn with chances in proportion to the squared distance $d_i$ to the nearest center
# so far:
#
# $$p_i = \frac{d_i}{\sum_r d_r}$$
#
# Far points are likely, but nothing is certain: taking the farthest point each time would pick
# every outlier.
#
# ## Your turn: the chances


# %% exercise="chances"
def chances(X, chosen):
    """Return with which probability each point becomes the next starting center.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
    chosen : numpy.ndarray, shape (c, n)
        The centers so far, at least one.

    Returns
    -------
    numpy.ndarray, shape (m,)
        They add up to 1.
    """
    ### BEGIN SOLUTION
    d = np.array([((chosen - x) ** 2).sum(axis=1).min() for x in X])
    return d / d.sum()
    ### END SOLUTION


# %% [markdown] hint="chances"
# What is the squared distance of one point to the nearest of the chosen centers? `cost` above has
# it.

# %% [markdown] hint="chances"
# Points 0, 1, 4, 9 on a line with the centers 0 and 9: squared distances to the nearer one 0, 1,
# 16, 0, so the chances are 0, 1/17, 16/17, 0.

# %% [markdown] hint="chances"
# `d = np.array([((chosen - x) ** 2).sum(axis=1).min() for x in X])`; probabilities add up to 1, so
# …

# %% checks="chances"
line = np.array([[0.0], [1.0], [4.0], [9.0], [7.0]])
expect(
    chances(line, np.array([[0.0]])),
    np.array([0, 1, 16, 81, 49]) / 147,
    "squared distances to 0, divided by their sum",
)
expect(
    chances(line, np.array([[0.0], [9.0]])),
    np.array([0, 1, 16, 0, 4]) / 21,
    "the nearer of two centers counts",
)
expect(
    chances(
        np.array([[1.0, 2.0, 0.0], [4.0, 6.0, 0.0], [2.0, 2.0, 3.0]]), np.array([[1.0, 2.0, 0.0]])
    ),
    np.array([0, 25, 10]) / 35,
    "in space: 3² + 4² = 25 and 1² + 3² = 10",
)

# %% mistake="chances" replace="((chosen - x) ** 2).sum(axis=1).min()" says="the distances are not squared" with="np.sqrt(((chosen - x) ** 2).sum(axis=1)).min()"

# %% mistake="chances" replace=".min()" says="the farther center counts, not the nearer" with=".max()"

# %% mistake="chances" replace=".min()" says="the distances to all centers are added up" with=".sum()"

# %% mistake="chances" replace="d / d.sum()" says="the distances are not divided by their sum" with="d"

# %% mistake="chances" replace="d / d.sum()" says="the distances are divided by the largest, not by their sum" with="d / d.max()"

# %% mistake="chances" replace="d / d.sum()" says="near points are likely, not far ones" with="(d.max() - d) / (d.max() - d).sum()"


# %% [markdown] equivalent="chances"
# - `((chosen - x) ** 2).sum(axis=1) → ((chosen - x) ** 2).mean(axis=1)`: a common factor cancels
# - `((X[:, None] - chosen[None]) ** 2).sum(axis=2) → ((X[:, None] - chosen[None]) ** 2).mean(axis=2)`: likewise


# %% alternative="chances"
def chances(X, chosen):
    gaps = ((X[:, None] - chosen[None]) ** 2).sum(axis=2)
    return gaps.min(axis=1) / np.sum(gaps.min(axis=1))


# %% [markdown]
# Now the race: 100 starts from random points, 100 from seeds drawn with these chances. scikit-learn
# has the seeding ready as `init="k-means++"`; we switch off its extra, which is to try several
# candidates in each draw, to see the bare idea.


# %%
def seeds(X, k, rng):
    found = [X[rng.integers(len(X))]]
    while len(found) < k:
        d = np.min([((X - c) ** 2).sum(axis=1) for c in found], axis=0)
        found.append(X[rng.choice(len(X), p=d / d.sum())])
    return np.array(found)


rng = np.random.default_rng(1)
random_starts = [heaps[rng.choice(len(heaps), 20, replace=False)] for _ in range(100)]
seeded_starts = [seeds(heaps, 20, rng) for _ in range(100)]

# %%
race = {}
for name, starts in [("random", random_starts), ("k-means++", seeded_starts)]:
    race[name] = [KMeans(20, init=s, n_init=1).fit(heaps).inertia_ for s in starts]
ready = [KMeans(20, n_init=1, random_state=s).fit(heaps).inertia_ for s in range(100)]
race["k-means++ with candidates"] = ready
true_cost = KMeans(20, init=np.array(corners, dtype=float), n_init=1).fit(heaps).inertia_

# %%
plt.boxplot([np.array(c) / true_cost for c in race.values()], tick_labels=list(race))
plt.axhline(1, color=plots.HIGHLIGHT, ls="--")
plt.yscale("log")
plt.yticks([1, 2, 5, 10], ["1", "2", "5", "10"])
plt.ylabel("cost / cost of the 20 heaps")
plt.show()
for name, costs in race.items():
    print(
        f"{name}: {np.mean(np.array(costs) < 1.01 * true_cost):.0%} find all, median {np.median(costs) / true_cost:.1f}"
    )

# %% [markdown]
# Not one of 100 random starts finds all 20 heaps, and its median cost is more than twice what it could be
# (the axis is logarithmic). Seeds that lie apart do much better, and scikit-learn's default, which tries
# a few candidates in each draw and keeps the most useful, finds everything in 43 of 100 starts. No
# single start is safe. With `n_init=10` the library takes ten and keeps the best: of ten such starts
# all miss with probability $0.57^{10}$, about 0.4%.
#
# ## What is a distance?
#
# Back to the penguins, and to a question that no center can answer. **Predict**: somebody measures
# the length of the flipper in millimeters and the body mass in grams, and forgets to standardize.
# What will the three clusters look like?

# %%
raw = penguins[["flipper_length_mm", "body_mass_g"]].to_numpy()
careless = KMeans(3, n_init=10, random_state=0).fit(raw)
plots.clusters(raw, careless.labels_, careless.cluster_centers_)
plt.xlabel("flipper length (mm)")
plt.ylabel("body mass (g)")
plt.show()

# %% [markdown]
# Three slices, one above the other: light, medium, heavy. The mass differs by thousands of grams,
# the flippers by tens of millimeters, so in the distance the flippers hardly count. In tons and
# millimeters it would be the other way round. Which columns you choose, and in which units, is the
# real decision in clustering. Standardizing makes them equal, and that is a decision, too.
#
# ## Open the envelope
#
# Others came to the island after you and named the penguins by plumage and voice. Their names were
# in the envelope all the time. Do your clusters, made from two lengths, agree with them?

# %%
found = KMeans(3, n_init=10, random_state=0).fit(X)
together = pd.crosstab(envelope, found.labels_, colnames=["cluster"])
print(together)
print(f"in the largest part of their cluster: {together.max().sum()} of {len(X)}")
print("a new penguin with long flippers goes to cluster", found.predict([[1.5, 1.0]])[0])

# %% [markdown]
# Each species has a cluster nearly to itself, and 327 of 342 penguins are where their kind is,
# though nobody told the machine that there are kinds. The numbers 0, 1 and 2 mean nothing: another run
# may call the same groups 2, 0 and 1. So never compare labels of two runs one by one; compare who is
# *together*. And one thing we did tell it: that there are three.

# %% [markdown]
# ## Three sentences to remember
#
# 1. k-means assigns every point to the nearest center, moves every center to the mean of its
#    points, and repeats; the cost never rises, and it ends in a valley that depends on the start.
# 2. k-means++ draws starting points with chances in proportion to the squared distance to the
#    nearest one so far, and several starts make it safer still.
# 3. Distances decide everything, so choose and scale the columns with care, and remember that the numbers
#    of clusters are arbitrary.
#
# **Where it leads.** Why three? If nobody had seen the plot, how would we know? That is the
# question of the next lecture.
