# %% [markdown]
# # How many groups are there?
#
# *40 minutes. You need: lecture 1 of this unit.*
#
# You have a box of colored rings for the legs of your penguins, one color for each kind. How many
# colors should you order? k-means makes three groups when told three, and seven when told seven.
# It would even make three groups of fog. Is there a way to ask the *data* how many there are, and
# does the question always have an answer?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, rand_score, silhouette_samples, silhouette_score

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

columns = ["flipper_length_mm", "bill_length_mm", "bill_depth_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
envelope = penguins.pop("species")  # sealed until the end, as before
measured = penguins[columns].to_numpy()
X = (measured - measured.mean(axis=0)) / measured.std(axis=0)

# %% [markdown]
# This time all four measurements take part, standardized. No plot shows four dimensions, so your eye
# is no help.
#
# ## Fog to compare with
#
# Whatever we measure, we need something to compare with: penguins *without* kinds. Here is a way to
# make them. Shuffle each column by itself. Every single measurement keeps its values, but which
# flipper goes with which bill is left to chance. Whatever groups there were are gone.

# %%
rng = np.random.default_rng(0)
fog = np.column_stack([rng.permutation(column) for column in X.T])
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
for ax, points, title in zip(axes, [X, fog], ["penguins", "fog"]):
    plots.clusters(points[:, [2, 3]], xlabel="bill depth (SD)", ylabel="body mass (SD)", ax=ax)
    ax.set_title(title)
plt.show()

# %% [markdown]
# Two of the four measurements. On the left there are two heaps with a gap between them; on the
# right the same depths and the same masses are one cloud.
#
# ## Does the cost tell?
#
# The first idea: take the $k$ with the lowest cost $J$, the sum of the squared distances to the
# nearest center, in SD².
#
# **Predict.** How does $J$ go on as $k$ grows from 1 to 10, and beyond, up to 342? And how will the curve
# of the fog differ?

# %%
prediction = "for the penguins J …, for the fog J …"  # write yours


# %%
def fits(points, ks):
    return {k: KMeans(k, n_init=10, random_state=0).fit(points) for k in ks}


penguin_fits, fog_fits = fits(X, range(1, 11)), fits(fog, range(1, 11))
looks = {"penguins": ("o-", plots.DATA), "fog": ("s--", plots.ERROR)}
for name, found in [("penguins", penguin_fits), ("fog", fog_fits)]:
    J, (look, color) = np.array([fit.inertia_ for fit in found.values()]), looks[name]
    plt.plot(list(found), J / J[0], look, color=color, label=name)
plt.xlabel("number of groups, k")
plt.ylabel("cost, as a share of that of k = 1")
plt.ylim(bottom=0)
plt.legend()
plt.show()

# %% [markdown]
# The cost always falls, for both: one more center never hurts. At $k = m$ every point is its own
# center and $J = 0$. So the lowest cost chooses nothing. People look for an **elbow**, a bend after
# which it falls slowly. The penguins have one at 2, perhaps another at 3; the fog bends, too, a
# little everywhere. An elbow is a hint, and two people see it in two places.
#
# ## Among its own, or between two?
#
# The second idea asks each point. Let $a$ be its mean distance to the *other* points of its own
# group, and $b$ its mean distance to the points of the nearest other group, both in SD. Its
# **silhouette** is
#
# $$s = \frac{b - a}{\max(a, b)}$$
#
# It has no unit. Near 1 the point is among its own; near 0 it sits between two groups; below 0 it is
# closer to others than to its own.
#
# ## Your turn: one silhouette
#
# All distances of one point have been measured. Work out its silhouette.


# %% exercise="one_silhouette"
def one_silhouette(own, others):
    """Return the silhouette of one point.

    Parameters
    ----------
    own : numpy.ndarray, shape (r,)
        The distances to the other points of its group, at least one; the point itself is not
        among them.
    others : list of numpy.ndarray
        For each other group, at least one, the distances to all of its points.

    Returns
    -------
    float
        From -1 to 1.
    """
    ### BEGIN SOLUTION
    a = own.mean()
    b = min(distances.mean() for distances in others)
    return (b - a) / max(a, b)
    ### END SOLUTION


# %% [markdown] hint="one_silhouette"
# Which of the other groups is the nearest one, if each is judged by its mean distance?

# %% [markdown] hint="one_silhouette"
# Own distances 1 and 3: a = 2. Others: 4 and 6 have the mean 5; 2, 9 and 10 have the mean 7. So b =
# 5 and s = 3/5.

# %% [markdown] hint="one_silhouette"
# `a = own.mean()`; `b` is the `min` of the means of the arrays in `others`; then the formula, with
# `max(a, b)` below.

# %% checks="one_silhouette"
expect(
    one_silhouette(np.array([1.0, 3.0]), [np.array([2.0, 9.0, 10.0]), np.array([4.0, 6.0])]),
    0.6,
    "a = 2, b = 5, the smaller of 7 and 5",
)
expect(
    one_silhouette(np.array([6.0, 7.0, 11.0]), [np.array([5.0, 1.0])]),
    -0.625,
    "a = 8 and b = 3: it would fit better elsewhere",
)
expect(
    one_silhouette(
        np.array([2.5]), [np.array([7.3]), np.array([12.0, 1.0, 9.5]), np.array([40.0])]
    ),
    4.8 / 7.3,
    "three other groups with the means 7.3, 7.5 and 40: b = 7.3",
)

# %% mistake="one_silhouette" replace="max(a, b)" says="it is divided by b, even where a is larger" with="b"

# %% mistake="one_silhouette" replace="(b - a)" says="a and b are exchanged in the difference" with="(a - b)"

# %% mistake="one_silhouette" replace="/ max(a, b)" says="the difference is not divided" with=""

# %% mistake="one_silhouette" replace="min(distances.mean()" says="b is that of the farthest group, not of the nearest" with="max(distances.mean()"

# %% mistake="one_silhouette" replace="min(distances.mean()" says="b is the smallest single distance, not the smallest mean" with="min(distances.min()"

# %% mistake="one_silhouette" replace="max(a, b)" says="it is divided by the smaller of a and b" with="min(a, b)"


# %% mistake="one_silhouette" says="all other groups are thrown together"
def one_silhouette(own, others):
    a, b = own.mean(), np.concatenate(others).mean()
    return (b - a) / max(a, b)


# %% [markdown] equivalent="one_silhouette"
# - `a < b → a <= b`: both sides give 0 where a = b


# %% alternative="one_silhouette"
def one_silhouette(own, others):
    a = sum(own) / len(own)
    means = [sum(group) / len(group) for group in others]
    b = sorted(means)[0]
    return 1 - a / b if a < b else b / a - 1


# %% [markdown]
# scikit-learn's `silhouette_samples` does it for every point. Each bar below is a penguin, sorted
# within its group; the dashed line is the mean of all. Drag $k$, and look for thin groups and for
# bars that point to the left.


# %%
@interact(k=(2, 8), points=["penguins", "fog"])
def look(k=2, points="penguins"):
    data = X if points == "penguins" else fog
    labels = KMeans(k, n_init=5, random_state=0).fit_predict(data)
    values = silhouette_samples(data, labels)
    plots.silhouettes(values, labels)
    plt.xlim(-0.3, 0.8)
    plt.title(f"{points}, k = {k}: mean {values.mean():.2f}, {np.sum(values < 0)} below 0")


# %% [markdown]
# With two groups nearly all bars are long, and none points to the left. With three, one of the
# groups has shorter bars: it has a close neighbor. In the fog the bars are short for every $k$.
# Here are the means.

# %%
ks = range(2, 9)
for name, points in [("penguins", X), ("fog", fog)]:
    found, (look, color) = fits(points, ks), looks[name]
    means = [silhouette_score(points, fit.labels_) for fit in found.values()]
    plt.plot(list(ks), means, look, color=color, label=name)
    print(f"{name:9}", np.round(means, 2))
plt.xlabel("number of groups, k")
plt.ylabel("mean silhouette")
plt.ylim(bottom=0)
plt.legend()
plt.show()

# %% [markdown]
# The penguins say two: 0.53, against 0.45 for three. The fog stays near 0.2 for every $k$. So there
# *are* groups, and the score prefers two. Keep in mind what it measures: how far apart the groups
# are. A kind that has split into two close ones counts as one.
#
# ## Would other penguins say the same?
#
# The third idea is the one that scientists trust most: repeat it. Split the penguins into two
# halves by lot, and cluster each half without looking at the other. Then let both sets of centers
# sort *all* penguins. If the groups are real, both tell the same story. That is called
# **stability**.
#
# How do we compare two stories? Numbers of clusters are arbitrary, so ask about pairs: are two
# penguins together, or apart? The **Rand index** is the share of all pairs about which both agree:
#
# $$R = \frac{\text{pairs together in both} + \text{pairs apart in both}}{m (m - 1) / 2}$$
#
# ## Your turn: agree about pairs


# %% exercise="agreement"
def agreement(a, b):
    """Return the Rand index of two clusterings of the same points.

    Parameters
    ----------
    a, b : numpy.ndarray, shape (m,)
        The labels that each gives: whole numbers or words; m is at least 2.

    Returns
    -------
    float
        The share of the pairs of different points that are together in both or apart in both.
    """
    ### BEGIN SOLUTION
    same = 0
    m = len(a)
    for i in range(m):
        for j in range(i + 1, m):
            same += (a[i] == a[j]) == (b[i] == b[j])
    return same / (m * (m - 1) / 2)
    ### END SOLUTION


# %% [markdown] hint="agreement"
# For the pair of points `i` and `j`: what does `a[i] == a[j]` say? And when do `a` and `b` agree
# about it?

# %% [markdown] hint="agreement"
# For a = 0, 0, 1 and b = 5, 5, 5: the first two are together in both. The other two pairs are apart
# in a and together in b. One of three pairs agrees.

# %% [markdown] hint="agreement"
# Loop over `i`, and over `j` from `i + 1`, so that each pair comes once. Count `(a[i] == a[j]) ==
# (b[i] == b[j])`, and divide by the number of pairs.

# %% checks="agreement"
expect(
    agreement(np.array([0, 0, 1, 1, 2]), np.array([1, 1, 0, 2, 2])),
    0.8,
    "of 10 pairs only two differ: points 2 and 3, points 3 and 4",
)
expect(
    agreement(np.array([0, 0, 1, 2]), np.array(["c", "c", "a", "b"])),
    1.0,
    "the same groups under other names",
)
expect(
    agreement(np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 0, 1, 0, 1])),
    7 / 15,
    "2 pairs together in both, 5 apart in both, of 15",
)


# %% mistake="agreement" says="labels are compared one by one, but their numbers are arbitrary"
def agreement(a, b):
    return np.mean(a == b)


# %% mistake="agreement" replace="same += (a[i] == a[j]) == (b[i] == b[j])" says="pairs that are apart in both are not counted" with="same += (a[i] == a[j]) and (b[i] == b[j])"

# %% mistake="agreement" replace="same += (a[i] == a[j]) == (b[i] == b[j])" says="the pairs are counted about which the two do not agree" with="same += (a[i] == a[j]) != (b[i] == b[j])"

# %% mistake="agreement" replace="m * (m - 1) / 2" says="every pair is counted once, but divided by the number of ordered pairs" with="m * (m - 1)"

# %% mistake="agreement" replace="m * (m - 1) / 2" says="it is divided by the number of points, not of pairs" with="m"

# %% mistake="agreement" replace="range(i + 1, m)" says="each point is also paired with itself" with="range(i, m)"


# %% [markdown] equivalent="agreement"
# - `range(m) → range(0, m - 1)`: the last point has no later one
# - `range(m) → range(0, m + 1)`: no point comes behind the last
# - `m * (m - 1) / 2 → m * (m - 1) // 2`: one of two neighboring numbers is even


# %% alternative="agreement"
def agreement(a, b):
    agree = (a[:, None] == a) == (b[:, None] == b)
    m = len(a)
    return (agree.sum() - m) / (m**2 - m)


# %% [markdown]
# One flaw: two stories made up by chance agree, too. With many small groups most pairs are apart in
# both, and $R$ is near 1 for nothing. The **adjusted Rand index** subtracts what chance would give
# and divides by what is possible beyond it: 1 for the same groups, about 0 for chance. scikit-learn has
# both, `rand_score` and `adjusted_rand_score`.

# %%
rng = np.random.default_rng(1)
for k in [2, 5, 20]:
    one, two = rng.integers(k, size=(2, 342))
    print(
        f"k = {k:2} by dice: Rand {rand_score(one, two):.2f}, adjusted {adjusted_rand_score(one, two):.2f}"
    )

# %% [markdown]
# Now the experiment: ten times two halves, for every $k$, for the penguins and for the fog.
# **Predict**: for which $k$ do the halves of the penguins agree best, and can the halves of the fog
# agree at all?


# %%
def stability(points, k, splits=10):
    agreed = []
    for seed in range(splits):
        mixed = np.random.default_rng(seed).permutation(len(points))
        halves = [KMeans(k, n_init=5, random_state=0).fit(points[h]) for h in np.split(mixed, 2)]
        agreed.append(adjusted_rand_score(*[half.predict(points) for half in halves]))
    return np.mean(agreed)


stable = pd.DataFrame(
    {"penguins": [stability(X, k) for k in ks], "fog": [stability(fog, k) for k in ks]}, index=ks
)
plt.plot(stable.index, stable["penguins"], "o-", color=plots.DATA, label="penguins")
plt.plot(stable.index, stable["fog"], "s--", color=plots.ERROR, label="fog")
plt.xlabel("number of groups, k")
plt.ylabel("adjusted Rand index of two halves")
plt.legend()
plt.show()
stable.round(2).T

# %% [markdown]
# The halves of the penguins agree almost perfectly about two groups: 0.99. At three they agree to
# 0.85, at four to 0.74, and then, a surprise, it goes up again: 0.87 at five. The halves of the fog
# never exceed 0.5. A high peak says that a number is *repeatable*, and there may be more than one
# peak.
#
# ## Open the envelope
#
# Silhouette and stability prefer two, with a second peak at five. Here is what others wrote down
# about the same penguins: the species, and the sex.

# %%
for k in [2, 3, 5]:
    labels = KMeans(k, n_init=10, random_state=0).fit_predict(X)
    print(pd.crosstab([envelope, penguins["sex"]], labels, colnames=[f"k = {k}"]), "\n")

# %% [markdown]
# Read the columns. With $k = 2$ all Gentoos are in one group and everyone else in the other: that
# is the gap, and no score can miss it. With $k = 3$ the groups are nearly the three species, though
# 23 Adelie males are among the Chinstraps. (Penguins whose sex nobody noted are not counted here.)
# And with $k = 5$? The Gentoos fall into males and females, the Adelies mostly, too; the Chinstraps
# stay together.
#
# So two, three and five are *all* right answers, to three questions: where is the gap, which
# species are there, which are large and which small? The data can't know which one you asked. The
# instruments say which numbers are defensible, and warn of those that are not.
#
# ## Ask what it is for
#
# You have one more thing that the data don't have: a purpose. Say each further color of rings
# costs a fixed price, and a penguin with a ring that does not fit it well costs you, too, in
# proportion to its squared distance to the center of its group. Then the whole price is
#
# $$C(k) = J(k) + \lambda k$$
#
# with $\lambda$ the price of a color, in the unit of $J$. Now there *is* a lowest point. Drag the
# price.


# %%
@interact(price=(5, 400, 5))
def spend(price=60):
    J = np.array([fit.inertia_ for fit in penguin_fits.values()])
    counts = np.array(list(penguin_fits))
    whole = J + price * counts
    plt.bar(counts, J, color=plots.ERROR, label="misfit J")
    plt.bar(counts, price * counts, bottom=J, color=plots.SECOND, label="colors")
    best = counts[whole.argmin()]
    plt.bar(best, whole.min(), fill=False, edgecolor=plots.HIGHLIGHT, linewidth=3)
    plt.title(f"a color costs {price}: order {best} colors")
    plt.xlabel("number of groups, k")
    plt.legend()


# %% [markdown]
# At a price of 60 the cheapest order is five colors. At 100 it is three, at 300 two: cheap colors
# make many groups. Who makes shirts asks just so: each further size costs, and so does every customer
# whom no size fits. Where such prices are known, they choose $k$, and the scores are there to warn:
# don't give names to groups that another half of the data would not find.

# %% [markdown]
# ## Three sentences to remember
#
# 1. The cost always falls with $k$; the silhouette says how far apart the groups are; stability says
#    whether other data would give the same groups.
# 2. Compare with data that have no groups, such as shuffled columns, because k-means finds groups in
#    fog, too.
# 3. Several numbers of groups may be right, each for another question, so choose by use among those
#    that are stable.
#
# **Where it leads.** Two, three and five fit into each other like boxes: species within the gap,
# sexes within the species. The next lecture finds all of these at once, as a tree.
