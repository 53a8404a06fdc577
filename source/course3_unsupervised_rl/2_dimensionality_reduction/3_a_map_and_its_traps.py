# %% [markdown]
# # A map, and its traps
#
# *40 minutes. You need: lectures 1 and 2, Euclidean distance, probabilities.*
#
# A postal center keeps 600 small pictures of digits, 8 × 8 pixels each, and wants to *see* them:
# which are alike, which are odd, which may be labeled wrongly. A sheet of paper has two directions,
# the pictures have 64. Can a map be drawn, and what may you read off it? You will bet on that.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.neighbors import NearestNeighbors

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

X, y = datasets.digits()
X, y = X[:600], y[:600]  # gray values from 0 to 16
plots.pictures(X[:10].reshape(-1, 8, 8), titles=y[:10], columns=10)
plt.show()

# %% [markdown]
# ## The map that PCA draws
#
# The two directions of largest variance make a map at once. Each picture is drawn as its label; PCA
# has not seen the labels.

# %%
pca = PCA(n_components=2).fit(X)
flat = pca.transform(X)
plt.figure(figsize=(6, 5))
plots.label_map(flat, y, "component 1", "component 2")
plt.show()
print(f"kept: {pca.explained_variance_ratio_.sum():.0%} of the variance")

# %% [markdown]
# Zeros on the left, fours and sixes at the rim, but in the middle everything lies on top of
# everything else. 28% of the variance is not enough: two pictures can be far apart in 64 dimensions
# and share a place here, as two ships at different depths share a place on a sea chart.
#
# ## How good is a map?
#
# Ask every picture: who are your ten nearest neighbors, by distance in 64 dimensions? Who are they
# on the map? The share that stays is a measure of the map.


# %%
def nearest(points, k=10):
    found = NearestNeighbors(n_neighbors=k).fit(points)
    return found.kneighbors(return_distance=False)  # of each point, itself left out


near = nearest(X)
print("neighbors of picture 0 in 64 dimensions:", near[0])
print("                        on PCA's map:   ", nearest(flat)[0])

# %% [markdown]
# ## Your turn: neighbors kept
#
# Each row of the two arrays lists neighbors by number, in any order. What share of the neighbors in
# the first array is also in the same row of the second? `np.isin(a, b)` says of each entry of `a`
# whether it occurs in `b`.


# %% exercise="neighbors_kept"
def neighbors_kept(near, near_map):
    """Return the share of neighbors that a map keeps.

    Parameters
    ----------
    near, near_map : numpy.ndarray of int, shape (m, k)
        The k nearest neighbors of each of m rows, in the data and on the map. No number
        occurs twice in a row; their order does not matter.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return np.mean([np.isin(one, other) for one, other in zip(near, near_map)])
    ### END SOLUTION


# %% [markdown] hint="neighbors_kept"
# Is it enough to compare the arrays place by place with `==`?

# %% [markdown] hint="neighbors_kept"
# The rows (3, 1, 2) and (2, 5, 3) share 3 and 2, so two of three are kept.

# %% [markdown] hint="neighbors_kept"
# Go through both arrays row by row: `for one, other in zip(near, near_map)`. Collect `np.isin(one,
# other)` of each row, and take …

# %% checks="neighbors_kept"
data_near = np.array([[3, 1, 2], [4, 0, 2], [7, 4, 8], [9, 6, 5]])
expect(
    neighbors_kept(data_near, np.array([[2, 5, 3], [6, 7, 4], [5, 3, 1], [6, 7, 1]])),
    4 / 12,
    "2, 1, 0 and 1 of three are kept",
)
expect(neighbors_kept(data_near, data_near[:, ::-1]), 1.0, "the order does not matter")
expect(
    neighbors_kept(data_near[:2], np.array([[4, 0, 1], [3, 1, 2]])),
    2 / 6,
    "a neighbor counts only in its own row: 1 in the first, 2 in the second",
)

# %% [markdown] equivalent="neighbors_kept"
# - `np.isin(one, other) → np.isin(other, one)`: both rows have k numbers, and what they share is the same


# %% mistake="neighbors_kept" says="neighbors count only if they stand at the same place of the row"
def neighbors_kept(near, near_map):
    return np.mean(near == near_map)


# %% mistake="neighbors_kept" says="a neighbor counts wherever it occurs in the second array, not only in its own row"
def neighbors_kept(near, near_map):
    return np.mean(np.isin(near, near_map))


# %% mistake="neighbors_kept" says="it is the number of kept neighbors of a row, not their share"
def neighbors_kept(near, near_map):
    return np.mean([np.isin(one, other).sum() for one, other in zip(near, near_map)])


# %% mistake="neighbors_kept" says="a row counts as kept if a single neighbor is kept"
def neighbors_kept(near, near_map):
    return np.mean([np.isin(one, other).any() for one, other in zip(near, near_map)])


# %% mistake="neighbors_kept" says="it is the share that is lost"
def neighbors_kept(near, near_map):
    return 1 - np.mean([np.isin(one, other) for one, other in zip(near, near_map)])


# %%
def kept(one, other):
    return np.mean([np.isin(a, b) for a, b in zip(one, other)])


scattered = np.random.default_rng(0).normal(size=(600, 2))
print(
    f"PCA's map keeps {kept(near, nearest(flat)):.2f}, a random one {kept(near, nearest(scattered)):.2f}"
)

# %% [markdown]
# One neighbor in four survives on PCA's map. That is much more than by chance, and too little to
# search by.
#
# ## Neighbors as probabilities
#
# **t-SNE** gives up on distances and cares for neighbors only. From picture $i$, let us choose
# another one at random, near ones rather than far ones. With $d_{ij}$ the distance of two pictures
# and $\sigma_i$ the reach of picture $i$ (both in gray values), the probability of $j$ is
#
# $$p_{j|i} = \frac{e^{-d_{ij}^2 / 2\sigma_i^2}}{\sum_{l \ne i} e^{-d_{il}^2 / 2\sigma_i^2}}$$
#
# On the map, neighbors are chosen likewise, but by $1 / (1 + \text{distance}^2)$, which falls off
# more slowly. Then the points are moved, by gradient descent, until the probabilities on the map
# resemble those in the data. Far pictures have a probability of almost 0 in any case, so nothing
# says *how* far from each other they must lie. Keep that in mind.
#
# ## Your turn: how many neighbors is that?
#
# How many neighbors does picture $i$ listen to? Four equally likely ones are 4; a few likely and
# many unlikely ones are somewhere between. The **perplexity** says it, with $H_i$ in bits:
#
# $$\text{perplexity} = 2^{H_i}, \qquad H_i = -\sum_{j \ne i} p_{j|i} \log_2 p_{j|i}$$


# %% exercise="perplexity"
def perplexity(distances, sigma):
    """Return how many neighbors a point listens to.

    Parameters
    ----------
    distances : numpy.ndarray, shape (k,)
        To the other points (not to itself), not squared; of the order of sigma.
    sigma : float
        The reach, greater than 0, in the unit of the distances.

    Returns
    -------
    float
        From 1 to k.
    """
    ### BEGIN SOLUTION
    weights = np.exp(-(distances**2) / (2 * sigma**2))
    p = weights / weights.sum()
    return 2 ** -np.sum(p * np.log2(p))
    ### END SOLUTION


# %% [markdown] hint="perplexity"
# Three steps: weights, shares, entropy. Which of them must add up to 1?

# %% [markdown] hint="perplexity"
# Weights of 4, 2 and 2 give the shares 1/2, 1/4 and 1/4. The entropy is 1/2 · 1 + 1/4 · 2 + 1/4 · 2
# = 1.5 bits, the perplexity 2.83.

# %% [markdown] hint="perplexity"
# `weights = np.exp(-(distances**2) / (2 * sigma**2))`, then `p`, which is `weights` divided by …;
# the last line is 2 to the power of the entropy.

# %% checks="perplexity"
half = np.sqrt(2 * np.log(2))  # at this distance, with sigma = 1, the weight is 1/2
expect(
    perplexity(np.array([0.0, half, half]), 1.0),
    2**1.5,
    "weights 1, 1/2, 1/2: an entropy of 1.5 bits",
)
expect(perplexity(np.array([3.0, 3.0, 3.0, 3.0, 3.0]), 2.0), 5.0, "five equal neighbors are 5")
expect(
    perplexity(np.array([0.0, 3 * half, 3 * half, 0.0]), 3.0),
    2 ** (np.log2(3) + 1 / 3),
    "weights 1, 1/2, 1/2, 1: the shares are 1/3, 1/6, 1/6, 1/3",
)

# %% [markdown] equivalent="perplexity"
# - `p = weights / weights.sum() in place`: the weights were made here


# %% mistake="perplexity" says="the weights are not divided by their sum"
def perplexity(distances, sigma):
    p = np.exp(-(distances**2) / (2 * sigma**2))
    return 2 ** -np.sum(p * np.log2(p))


# %% mistake="perplexity" says="the distances are not squared"
def perplexity(distances, sigma):
    weights = np.exp(-distances / (2 * sigma**2))
    p = weights / weights.sum()
    return 2 ** -np.sum(p * np.log2(p))


# %% mistake="perplexity" says="it is the entropy, not 2 to its power"
def perplexity(distances, sigma):
    weights = np.exp(-(distances**2) / (2 * sigma**2))
    p = weights / weights.sum()
    return -np.sum(p * np.log2(p))


# %% mistake="perplexity" says="the entropy is measured with the logarithm of base e and then 2 is raised to it"
def perplexity(distances, sigma):
    weights = np.exp(-(distances**2) / (2 * sigma**2))
    p = weights / weights.sum()
    return 2 ** -np.sum(p * np.log(p))


# %% mistake="perplexity" says="the 2 in the exponent is forgotten"
def perplexity(distances, sigma):
    weights = np.exp(-(distances**2) / sigma**2)
    p = weights / weights.sum()
    return 2 ** -np.sum(p * np.log2(p))


# %% mistake="perplexity" says="sigma is not squared"
def perplexity(distances, sigma):
    weights = np.exp(-(distances**2) / (2 * sigma))
    p = weights / weights.sum()
    return 2 ** -np.sum(p * np.log2(p))


# %% mistake="perplexity" says="the minus before the sum of the entropy is missing"
def perplexity(distances, sigma):
    weights = np.exp(-(distances**2) / (2 * sigma**2))
    p = weights / weights.sum()
    return 2 ** np.sum(p * np.log2(p))


# %% [markdown]
# You do not choose $\sigma_i$. You choose one perplexity for all, such as 30, and t-SNE finds for
# each picture the reach that gives it: short where pictures are dense, long where they are sparse.
# That, too, has a price. Now the map.

# %%
tsne_map = TSNE(perplexity=30, random_state=0).fit_transform(X)
plt.figure(figsize=(6.5, 6.5))
plots.label_map(tsne_map, y)
plt.show()
print(f"neighbors kept: {kept(near, nearest(tsne_map)):.2f}")

# %% [markdown]
# Clumps, nearly one for each digit, though t-SNE has not seen a label either. It keeps about seven
# of ten neighbors, where PCA kept one in four. The axes bear no numbers because they mean nothing.
#
# ## Your bets
#
# It is tempting to read this map like a city map. Here are six readings. Write down for each the
# **probability that it is true**, from 0 to 1, before you go on. They will be settled by
# measurement at the end of the lecture. With 0.5 each time you get a score of 0.25; lower is better.
#
# 1. Of ten neighbors on this map, at least half are neighbors in 64 dimensions, too.
# 2. Zeros and sevens make clumps of about the same size; so, in 64 dimensions, sevens are no more
#    spread than zeros (at most a tenth more).
# 3. The two digits whose clumps are farthest apart are farthest apart in 64 dimensions.
# 4. If t-SNE starts from other places, at least eight of ten neighbors on the map stay.
# 5. 300 points of pure noise, without any groups, make a map without clumps whatever the perplexity.
# 6. A picture among foreign labels on the map mostly has foreign neighbors in 64 dimensions, too.

# %%
bets = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]  # readings 1 to 6: write yours

# %% [markdown]
# ## Trap 1: sizes and distances
#
# A synthetic example, so that we know the truth: three groups of 60 points in ten dimensions. Groups
# a and c are tight and near each other, b is five times as wide and six times as far away.
#
# **Predict.** How will t-SNE draw the widths of the three groups, and the distances between them?

# %%
prediction = "b will look …, and its distance …"  # write yours

# %%
rng = np.random.default_rng(0)
groups = rng.normal(size=(3, 60, 10)) * np.array([1, 5, 1]).reshape(3, 1, 1)
groups[:, :, 0] += np.array([[0], [60], [-10]])
groups, letters = groups.reshape(180, 10), np.repeat(list("abc"), 60)
drawn = TSNE(perplexity=20, random_state=0).fit_transform(groups)
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
plots.label_map(groups[:, :2], letters, "dimension 1", "dimension 2", ax=left)
plots.label_map(drawn, letters, ax=right)
plt.show()

# %% [markdown]
# On the left two of the ten true dimensions, on the right the map. All three groups look alike, and
# none is farther from the others. Both losses follow from the formula: each point has the same
# perplexity, so a sparse group is drawn as dense as a tight one; and far points have a probability
# near 0, however far they are. **The size of a clump and the distance between clumps say nothing.**
#
# ## Trap 2: clumps out of nothing
#
# 300 points in 20 dimensions, all drawn from one bell curve: no groups at all (synthetic again).
# Choose the perplexity.

# %%
noise = np.random.default_rng(1).normal(size=(300, 20))
noise_maps = {p: TSNE(perplexity=p, random_state=0).fit_transform(noise) for p in (2, 5, 30, 90)}


@interact(perplexity=[2, 5, 30, 90])
def choose(perplexity=2):
    plt.figure(figsize=(4.5, 4.5))
    plt.scatter(*noise_maps[perplexity].T, s=10, color=plots.DATA)
    plt.title(f"pure noise, perplexity {perplexity}")
    plt.xticks([])
    plt.yticks([])


# %% [markdown]
# With a perplexity of 2, each point holds on to two others, and the noise curdles into islands
# and chains. With 30 or 90 it is an even disk. Who looks at the first picture alone will give
# names to the islands. Draw a map with several perplexities, and believe only what all of them show.
#
# ## Trap 3: no way in for newcomers
#
# PCA is a rule: subtract the mean, multiply by the components. It places any new picture. t-SNE
# has moved 600 points until they fitted; there is no rule for the 601st, and a new start gives new
# places. So a map is for eyes: a classifier that needs `transform` for new rows can't use it.

# %%
again = TSNE(perplexity=30, init="random", random_state=2).fit_transform(X)
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 5.5))
plots.label_map(tsne_map, y, size=22, ax=left)
plots.label_map(again, y, size=22, ax=right)
left.set_title("started from PCA's map")
right.set_title("started from random places")
plt.show()
print("transform:", hasattr(PCA, "transform"), "for PCA,", hasattr(TSNE, "transform"), "for t-SNE")

# %% [markdown]
# The same pictures, the same perplexity, another start: hardly a clump lies where it was. Here the map
# has come out nearly as its mirror image; another start, or another computer, draws yet another. Has
# the neighborhood within the clumps changed, too? That was a bet.
#
# ## Settling the bets
#
# Each reading is measured, the fifth by the eye: you have seen the islands at perplexity 2.


# %%
def spread(points):
    return np.sqrt(np.mean(np.sum((points - points.mean(axis=0)) ** 2, axis=1)))


def farthest(points):
    centers = np.array([points[y == digit].mean(axis=0) for digit in range(10)])
    gaps = np.linalg.norm(centers[:, None] - centers, axis=2)
    return sorted(np.argwhere(gaps == gaps.max())[0].tolist())


def foreign(neighbors):
    return np.mean(y[neighbors] != y[:, None], axis=1)


# %%
near_map = nearest(tsne_map)
true_share, stable = kept(near_map, near), kept(near_map, nearest(again))
zeros, sevens = spread(X[y == 0]), spread(X[y == 7])
alone = foreign(near_map) > 0.8
print(f"1: {true_share:.2f} of the neighbors on the map are neighbors in 64 dimensions")
print(f"2: zeros spread by {zeros:.1f}, sevens by {sevens:.1f} gray values")
print(f"3: farthest on the map {farthest(tsne_map)}, in 64 dimensions {farthest(X)}")
print(f"4: {stable:.2f} of the neighbors stay after another start")
print(f"6: {alone.sum()} pictures among foreign labels; of their neighbors in 64 dimensions")
print(
    f"   {foreign(near)[alone].mean():.2f} are foreign, on average of all {foreign(near).mean():.2f}"
)

# %%
truth = np.array([true_share >= 0.5, sevens <= 1.1 * zeros, farthest(tsne_map) == farthest(X)])
truth = np.append(truth, [stable >= 0.8, False, foreign(near)[alone].mean() > 0.5])
print("true readings:", np.flatnonzero(truth) + 1)
print(f"your score: {np.mean((np.array(bets) - truth) ** 2):.3f}")

# %% [markdown]
# Three readings hold: 1, 4 and 6, and all three are about *neighbors*. Those about sizes (2),
# distances (3) and empty space (5) fail. Sevens spread half as much again as zeros, in clumps
# that look alike. If you scored below 0.25, you read the map better than a coin; if not, which trap
# was it?
#
# ## What the map is good for
#
# Reading 6 is work for the postal center: a picture that lives among foreign labels is worth a look.
# It may be badly written, or labeled wrongly.

# %%
titles = [
    f"labeled {y[i]}\namong {np.bincount(y[near_map[i]]).argmax()}s" for i in np.flatnonzero(alone)
]
axes = plots.pictures(X[alone].reshape(-1, 8, 8), columns=8)
for ax, title in zip(axes, titles):
    ax.set_title(title, fontsize=8)
plt.show()

# %% [markdown]
# A handful of 600, found at a glance, and a person would hesitate at some of them, too. The map did
# not decide anything; it said where to look. So the answer to the opening question: yes, a map can be
# drawn; read neighbors off it, and nothing else.
#
# ## Three sentences to remember
#
# 1. t-SNE places rows so that near neighbors stay neighbors; how many count as near is the
#    perplexity.
# 2. Sizes of clumps, distances between them, and the axes say nothing, and a small perplexity makes
#    clumps out of noise.
# 3. PCA is a rule that also places new rows; t-SNE is a drawing of the rows it was given.
#
# **Where it leads.** What is unlike all else, far from its neighbors or badly rebuilt, may be an
# alarm: the next unit sets thresholds for it. And the assignment sends digits over a thin line.
