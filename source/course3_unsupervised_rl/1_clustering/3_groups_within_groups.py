# %% [markdown]
# # Groups within groups
#
# *40 minutes. You need: lectures 1 and 2 of this unit.*
#
# You print a picture dictionary for children, some thirty words, and similar words belong on the same page.
# Is *orange* a fruit or a color? Is *turkey* a bird or a country? And how many pages are there, seven,
# or three large chapters? Today no center moves. Groups merge into larger ones until a tree stands
# there, and you cut it where you like. At the end, groups grow through dense places.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform
from sklearn.cluster import DBSCAN, KMeans
from sklearn.metrics import adjusted_rand_score

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

vocabulary, vectors = datasets.glove()
animals = "dog cat horse cow sheep pig"
countries = "france germany spain italy poland sweden"
food = "bread cheese butter sugar milk rice"
others = "guitar piano drums monday friday sunday red blue green yellow"
words = f"{animals} {countries} {food} {others} apple orange turkey".split()

# %% [markdown]
# Each word comes as a point with 50 coordinates. A program has read six billion words of news and encyclopedia
# and placed words near each other that occur near the same neighbors. Nobody told it what
# anything means. We take the *direction* of each, a vector of length 1, so that distances run from 0
# (the same direction) over $\sqrt 2$ (at right angles) to 2; they have no unit.

# %%
points = np.array([vectors[vocabulary.index(word)] for word in words], dtype=float)
points /= np.linalg.norm(points, axis=1, keepdims=True)
D = squareform(pdist(points))  # distances between all pairs, shape (31, 31)
for pair in [
    "monday friday",
    "dog cat",
    "orange apple",
    "orange red",
    "turkey pig",
    "turkey poland",
]:
    a, b = pair.split()
    print(f"{a:7} {b:7} {D[words.index(a), words.index(b)]:.2f}")

# %% [markdown]
# Weekdays are nearly the same point. Orange is closer to red than to apple, and a turkey closer to
# Poland than to a pig. News is not written for children.
#
# ## Merge the closest
#
# **Hierarchical clustering** begins with each word as a group of its own. Find the two closest
# groups, merge them, and go on until one group is left. Only one thing has to be decided: how far
# apart are two *groups* $A$ and $B$? There are three common answers, called **linkage**:
#
# $$d_\text{single} = \min_{a \in A,\, b \in B} d(a, b), \qquad d_\text{complete} = \max_{a \in A,\,
# b \in B} d(a, b), \qquad d_\text{average} = \frac{1}{|A|\,|B|} \sum_{a \in A} \sum_{b \in B} d(a,
# b)$$
#
# Single linkage looks at the closest pair, complete linkage at the farthest, average linkage at all
# pairs.
#
# ## Your turn: how far apart are two groups?


# %% exercise="group_distance"
def group_distance(D, a, b, rule):
    """Return how far apart two groups are.

    Parameters
    ----------
    D : numpy.ndarray, shape (m, m)
        The distances between all pairs of points.
    a, b : list of int
        The numbers of the points in each group; no point is in both.
    rule : {"single", "complete", "average"}

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    between = D[np.ix_(a, b)]
    if rule == "single":
        return between.min()
    if rule == "complete":
        return between.max()
    return between.mean()
    ### END SOLUTION


# %% [markdown] hint="group_distance"
# Which entries of `D` are distances between a point of `a` and a point of `b`?

# %% [markdown] hint="group_distance"
# For a = [0, 2] and b = [1, 3] they are D[0, 1], D[0, 3], D[2, 1] and D[2, 3]: four numbers.

# %% [markdown] hint="group_distance"
# `D[np.ix_(a, b)]` cuts out the rows of `a` and the columns of `b`. Then `min`, `max` or …

# %% checks="group_distance"
table = np.array(
    [
        [0.0, 4.0, 9.0, 6.375, 2.0],
        [4.0, 0.0, 3.5, 8.0, 7.0],
        [9.0, 3.5, 0.0, 5.0, 1.125],
        [6.375, 8.0, 5.0, 0.0, 2.5],
        [2.0, 7.0, 1.125, 2.5, 0.0],
    ]
)
expect(
    group_distance(table, [0, 2], [1, 3, 4], "single"), 1.125, "points 2 and 4 are the closest pair"
)
expect(
    group_distance(table, [0, 2], [1, 3, 4], "complete"), 6.375, "points 0 and 3 are the farthest"
)
expect(
    group_distance(table, [0, 2], [1, 3, 4], "average"),
    22 / 6,
    "the mean of 4, 6.375, 2, 3.5, 5 and 1.125",
)

# %% mistake="group_distance" replace="D[np.ix_(a, b)]" says="distances within the groups are counted, too" with="D[np.ix_(a + b, a + b)]"

# %% mistake="group_distance" replace="return between.min()" says="single linkage takes the farthest pair" with="return between.max()"

# %% mistake="group_distance" replace="return between.max()" says="complete linkage takes the closest pair" with="return between.min()"

# %% mistake="group_distance" replace="return between.mean()" says="the distances are added up, not averaged" with="return between.sum()"

# %% mistake="group_distance" replace="return between.mean()" says="average linkage takes the median" with="return np.median(between)"

# %% mistake="group_distance" replace="D[np.ix_(a, b)]" says="only the first point of the first group is looked at" with="D[np.ix_(a[:1], b)]"


# %% [markdown] equivalent="group_distance"
# - `np.ix_(a, b) → np.ix_(b, a)`: the same distances


# %% alternative="group_distance"
def group_distance(D, a, b, rule):
    pairs = [D[i, j] for i in a for j in b]
    return {"single": min(pairs), "complete": max(pairs), "average": sum(pairs) / len(pairs)}[rule]


# %% [markdown]
# The whole method is a loop around this. It computes far too much anew, but for 31 words that does
# not matter. Look at the first merges, by average linkage.


# %%
def between(a, b):
    return D[np.ix_(a, b)].mean()


groups, heights = [[i] for i in range(len(words))], []
while len(groups) > 1:
    pairs = [(between(a, b), a, b) for i, a in enumerate(groups) for b in groups[i + 1 :]]
    height, a, b = min(pairs)
    groups = [group for group in groups if group not in (a, b)] + [a + b]
    heights.append(height)
    if len(heights) <= 9:
        print(f"{height:.2f}  {' '.join(words[i] for i in a)} + {' '.join(words[i] for i in b)}")

# %% [markdown]
# Weekdays first, then dog and cat, red and yellow. Each line has the distance at which the merge
# happened, its **height**. Heights only grow: what merges later is less alike. SciPy's `linkage`
# does the same in a table with one row a merge.
#
# **Predict.** Before you see the whole tree: with whom will *orange*, *apple* and *turkey* merge?

# %%
prediction = "orange goes to …, apple to …, turkey to …"  # write yours

# %%
merges = linkage(points, "average")
print("the same heights as SciPy's:", np.allclose(heights, merges[:, 2]))
plt.figure(figsize=(10, 4.2))
plots.dendrogram(merges, words, cut=0.98)
plt.show()

# %% [markdown]
# This picture is a **dendrogram**. Every leaf is a word. Go up from it: where two lines meet, two groups
# have merged, and the height is how far apart they were. The order from left to right means nothing;
# any branch may be turned like a mobile.
#
# Cut at the dashed line, and six pages and one odd word hang below it: days, countries, instruments,
# food, colors, animals. Turkey is a country and orange a color. *Apple* is alone: in the news it is a
# company. Above the cut there are chapters. The days join the countries, with which the news mention
# them; the colors join the animals; the instruments stay by themselves longest.
#
# ## Cut where you like
#
# A tree holds all numbers of groups at once. Drag the cut and read the pages.


# %%
@interact(cut=(0.3, 1.3, 0.02))
def pages(cut=0.86):
    labels = fcluster(merges, cut, "distance")
    plt.figure(figsize=(10, 3.6))
    plots.dendrogram(merges, words, cut=cut)
    plt.title(f"groups: {labels.max()}")


# %% [markdown]
# At 0.86 there are nine groups: rice has left the food, and the countries have fallen into two.
# (With many groups the colors repeat.) Between 1.10 and 1.20 there are three. A long stretch
# without a merge is a number of groups that survives many cuts; that is the tree's own kind of
# stability.
#
# ## Four linkages, four trees
#
# k-means needs a number, a tree needs a linkage. `ward` is a fourth one, kin to k-means: it merges the two
# groups whose merger raises the cost, the sum of the squared distances to the means, the least. Here are seven
# groups by each.

# %%
for rule in ["single", "complete", "average", "ward"]:
    labels = fcluster(linkage(points, rule), 7, "maxclust")
    print(rule)
    for label in np.unique(labels):
        print("    ", " ".join(np.array(words)[labels == label]))

# %% [markdown]
# Single linkage has put animals and food on one page: a chain of close pairs is
# enough, and the ends of a chain may be far apart. Complete linkage wants tight groups and tears the countries apart; some join the
# weekdays. Ward likes groups of equal size and leaves nobody alone, not even apple. Average linkage
# did best here, by *our* taste. There is no general winner.
#
# A tree also has a price: all pairs of distances. For 31 words that is nothing; for 23,570 customers
# it would be 278 million numbers. k-means never needs them.
#
# ## Groups that are no heaps
#
# Everything so far likes heaps. Here are two crescents (synthetic), and some points scattered
# anywhere.

# %%
moons, which = datasets.two_moons(noise=0.06)
stray = np.random.default_rng(0).uniform([-1.5, -1.2], [2.5, 1.7], (30, 2))
P = np.concatenate([moons, stray])
tries = {
    "k-means": KMeans(2, n_init=10, random_state=0).fit_predict(P),
    "single": fcluster(linkage(P, "single"), 2, "maxclust") - 1,
    "ward": fcluster(linkage(P, "ward"), 2, "maxclust") - 1,
}
fig, axes = plt.subplots(1, 3, figsize=(11, 3))
for ax, (name, labels) in zip(axes, tries.items()):
    plots.clusters(P, labels, ax=ax)
    ax.set_title(f"{name}: adjusted Rand {adjusted_rand_score(which, labels[:300]):.2f}")
plt.show()

# %% [markdown]
# k-means and Ward cut through both crescents. Single linkage could follow a bent shape, as it goes
# from neighbor to neighbor; but stray points build bridges, and it splits off two strays instead. (The index is
# taken over the 300 points of the crescents.)
#
# ## Through dense places
#
# **DBSCAN** takes the idea of the chain and makes it robust. Choose a radius $\varepsilon$ and a
# number. A point is a **core point** if at least so many points, itself included, are within
# $\varepsilon$ of it. Core points within $\varepsilon$ of each other are in the same group. A point
# that is no core point, but near one, belongs to its group, too. All others are **noise**: they are
# in no group at all, with the label −1.
#
# ## Your turn: who is a core point?


# %% exercise="core_points"
def core_points(X, radius, least):
    """Return which points have enough neighbors.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
    radius : float
        A neighbor is at most so far away; every point is its own neighbor.
    least : int
        How many neighbors a core point has at least.

    Returns
    -------
    numpy.ndarray, shape (m,), bool
    """
    ### BEGIN SOLUTION
    return np.array([np.sum(np.linalg.norm(X - x, axis=1) <= radius) >= least for x in X])
    ### END SOLUTION


# %% [markdown] hint="core_points"
# For one point `x`: what are its distances to all points, and how many of them are small enough?

# %% [markdown] hint="core_points"
# Points 1, 2, 4 and 9 on a line with radius 2: the neighbors of 1 are 1 and 2; those of 2 are 1, 2
# and 4; those of 4 are 2 and 4; 9 has only itself.

# %% [markdown] hint="core_points"
# `np.linalg.norm(X - x, axis=1)` are the distances from `x`. Count how many are `<= radius`, compare
# the count with `least`, and do so for every `x` in …

# %% checks="core_points"
row = np.array([[1.0], [2.0], [4.0], [9.0], [10.5], [4.5]])
expect(
    core_points(row, 2.0, 3),
    np.array([False, True, True, False, False, False]),
    "2 has the neighbors 1, 2, 4; 4 has 2, 4, 4.5; the others have at most two",
)
expect(
    core_points(row, 2.5, 3),
    np.array([False, True, True, False, False, True]),
    "with a radius of 2.5 the point 4.5 has 2, 4 and itself",
)
expect(
    core_points(np.array([[0.0, 0, 0], [3, 4, 0], [3, 0, 0], [3, 1, 9]]), 4.0, 3),
    np.array([False, False, True, False]),
    "in space: two others are within 4 of (3, 0, 0), but those two are 5 apart",
)
expect(
    core_points(row / 10, 0.21, 3),
    np.array([False, True, True, False, False, False]),
    "in another unit the same points have the same neighbors",
)

# %% mistake="core_points" replace="<= radius" says="a neighbor exactly at the radius is left out" with="< radius"

# %% mistake="core_points" replace=">= least" says="more neighbors than `least` are demanded" with="> least"

# %% mistake="core_points" replace=") >= least" says="the point itself is not counted" with=") - 1 >= least"

# %% mistake="core_points" replace=") >= least" says="the numbers of neighbors are returned, not yes or no" with=")"

# %% mistake="core_points" replace="np.linalg.norm(X - x, axis=1)" says="the distances are squared" with="((X - x) ** 2).sum(axis=1)"


# %% [markdown] equivalent="core_points"
# - `X - x → x - X`: a distance is symmetric
# - `(gaps <= radius).sum(axis=1) → (gaps <= radius).sum(axis=0)`: likewise


# %% alternative="core_points"
def core_points(X, radius, least):
    gaps = np.sqrt(((X[:, None] - X[None]) ** 2).sum(axis=2))
    return (gaps <= radius).sum(axis=1) >= least


# %% [markdown]
# scikit-learn's `DBSCAN` needs no number of groups. **Predict**: what happens to the number of
# groups, and to the noise, if $\varepsilon$ is very small, and if it is large? Then drag.


# %%
@interact(radius=(0.06, 0.32, 0.02))
def grow(radius=0.18):
    labels = DBSCAN(eps=radius, min_samples=5).fit_predict(P)
    plots.clusters(P, labels)
    plt.title(f"ε = {radius:.2f}, groups: {labels.max() + 1}, noise (gray): {np.sum(labels < 0)}")


# %% [markdown]
# At 0.18 both crescents are whole, and 20 stray points are gray. Drag to 0.10 and the
# crescents fall into ten pieces; at 0.22 a bridge holds, and all is one group. The right window is narrow.
# In two dimensions you see it. In four, and with heaps of unequal density, you don't.
#
# How do the penguins look through these eyes?

# %%
columns = ["flipper_length_mm", "bill_length_mm", "bill_depth_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
measured = penguins[columns].to_numpy()
X = (measured - measured.mean(axis=0)) / measured.std(axis=0)
for radius in [0.4, 0.5, 0.6, 0.7, 0.8]:
    labels = DBSCAN(eps=radius, min_samples=5).fit_predict(X)
    sizes = np.bincount(labels[labels >= 0])
    print(f"ε = {radius}: groups of {sizes}, {np.sum(labels < 0)} noise")

# %% [markdown]
# From 0.6 to 0.8 it finds the gap and nothing more: two groups, the same as in the last lecture. It needs
# a valley between groups, and between Adelies and Chinstraps there is none. A smaller radius does not find
# the three species; it crumbles.
#
# | | you choose | finds | and with strays |
# |---|---|---|---|
# | k-means | the number of groups | round heaps, huge data | each gets a group |
# | tree | linkage, then the cut | groups in groups, small data | each gets a group |
# | DBSCAN | radius and number of neighbors | any shape, of one density | they stay noise |

# %% [markdown]
# ## Three sentences to remember
#
# 1. Hierarchical clustering merges the two closest groups again and again; the linkage says what
#    close means, and the dendrogram shows at which distance each merge happened.
# 2. A cut through the tree gives groups, and one tree holds all numbers of groups.
# 3. DBSCAN grows groups through dense places, of any shape, and leaves points in no group; its radius
#    has to be chosen with care.
#
# **Where it leads.** The assignment takes k-means, the silhouette and the merges to 23,570 customers
# of a shop, and to the colors of a photo. The next unit asks which *directions* matter when there are
# many columns.
