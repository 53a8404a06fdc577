# %% [markdown]
# # The best few of millions
#
# *50 minutes. You need: lecture 1, k-means (unit 1), dot products; no TensorFlow here.*
#
# You open a video service. It has ten million films, and a tenth of a second to fill your screen. A dot product with each
# of them is ten million times some hundred multiplications, and there are other people waiting. How do you find the best ten
# without looking at all the others?

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds
from sklearn.cluster import KMeans

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

ratings = datasets.movielens_ratings()
members, u = np.unique(ratings["userId"], return_inverse=True)
films, v = np.unique(ratings["movieId"], return_inverse=True)
titles = datasets.movielens_movies().set_index("movieId").loc[films, "title"].to_numpy()
y = ratings["rating"].to_numpy()
print(len(members), "members,", len(films), "films")

# %% [markdown]
# This time we take all 9,066 films of MovieLens (GroupLens, Harper and Konstan 2015): the largest catalog at hand, and small enough to know the
# right answer. Any vectors will do, from towers or from factors. Here they are factors as in unit 4, found in a second by an SVD (unit 2) of what the biases
# leave. The film's bias is one more number in its vector, and meets a 1 in every member's:
#
# $$s_i = a \cdot f_i, \qquad a = (a_1, \dots, a_{20}, 1), \quad f_i = (f_{i1}, \dots, f_{i,20}, b_i)$$
#
# $s_i$ is the score of film $i$ for the member with the vector $a$, in stars beyond the mean and the member's own bias, which changes no order.

# %%
mu, b_user, b_film = y.mean(), np.zeros(len(members)), np.zeros(len(films))
for _ in range(10):
    b_film = np.bincount(v, y - mu - b_user[u]) / (np.bincount(v) + 5)
    b_user = np.bincount(u, y - mu - b_film[v]) / (np.bincount(u) + 5)
rest = csr_matrix((y - mu - b_user[u] - b_film[v], (u, v)))
left, sizes, right = svds(rest, k=20, v0=np.ones(len(members)))
A = np.column_stack([left * np.sqrt(sizes), np.ones(len(members))])  # a member a row
F = np.column_stack([right.T * np.sqrt(sizes), b_film])  # a film a row

# %%
scores = A @ F.T
exact = np.argsort(-scores, axis=1, kind="stable")[:, :10]
print("member 100:", " · ".join(titles[exact[99, :5]]))
print("comparisons for one member:", len(films))

# %% [markdown]
# That is the exact answer, found by brute force: one dot product, a **comparison**, for each film. We will count comparisons, not seconds, because
# seconds belong to a machine and counts belong to the idea.
#
# ## Cells
#
# If you look for a book on whales, you do not walk along all the shelves. Somebody has sorted the books before you came. Sort the films by k-means
# into $k$ cells; each has a center. For a member, compare $a$ with the centers first, and then only with the films in the $p$ best cells:
#
# $$\text{comparisons} = k + \sum_{j \in \text{the } p \text{ best cells}} m_j$$
#
# with $m_j$ films in cell $j$. The lists of films by cell are called an **inverted file**: from the cell to its films. Whoever is in a cell that is not
# looked at is missed: the search is **approximate**.

# %%
cells = KMeans(60, n_init=1, random_state=0).fit(F)
centers, cell = cells.cluster_centers_, cells.labels_
held = np.bincount(cell)
plt.bar(range(60), np.sort(held)[::-1], color=plots.DATA)
plt.xlabel("cells, the largest first")
plt.ylabel("films")
plt.show()
print("largest cell", held.max(), "films, median", int(np.median(held)))
rated = np.bincount(v)  # ratings of each film
print("median ratings of a film in the largest cell:", np.median(rated[cell == held.argmax()]))
print("in the smaller half of the cells:", np.median(rated[held[cell] < np.median(held)]))

# %% [markdown]
# The cells are very unequal. The largest ones hold films with a rating or two: their vectors are all close to
# zero, and so to each other. The small cells hold films with many ratings, whose vectors have been pulled apart.
#
# ## Your turn: look into a few cells


# %% exercise="candidates"
def candidates(a, centers, cell, p):
    """Return the films in the p cells whose centers fit a member best.

    Parameters
    ----------
    a : numpy.ndarray, shape (n,)
        The member's vector.
    centers : numpy.ndarray, shape (k, n)
    cell : numpy.ndarray of int, shape (m,)
        The cell of each film, from 0 to k - 1.
    p : int
        How many cells to look into, from 1 to k.

    Returns
    -------
    numpy.ndarray of int
        The rows of the films in these cells, in rising order.
    """
    ### BEGIN SOLUTION
    best = np.argsort(-(centers @ a), kind="stable")[:p]
    return np.flatnonzero(np.isin(cell, best))
    ### END SOLUTION


# %% [markdown] hint="candidates"
# Which center fits best: the nearest one, or the one with the largest dot product? What is a score here?

# %% [markdown] hint="candidates"
# For a = (1, 2) and the centers (3, 0), (0, 1), (2, 2) the products are 3, 2 and 6. With p = 2 the cells are 2 and 0; of films in the cells 1, 0, 2, 1, 0
# those are the rows 1, 2 and 4.

# %% [markdown] hint="candidates"
# Sort `-(centers @ a)` and keep p cells. `np.isin(cell, best)` says of each film whether its cell is among them; `np.flatnonzero` makes …

# %% checks="candidates"
three = np.array([[3.0, 0.0], [0.0, 1.0], [2.0, 2.0]])
where = np.array([1, 0, 2, 1, 0])
expect(
    candidates(np.array([1.0, 2.0]), three, where, 2),
    np.array([1, 2, 4]),
    "products 3, 2 and 6: cells 2 and 0",
)
expect(
    candidates(np.array([-1.0, 0.5]), three, where, 1),
    np.array([0, 3]),
    "products -3, 0.5 and -1: cell 1 alone",
)
expect(
    candidates(np.array([2.0, 0.1]), three, where, 1),
    np.array([1, 4]),
    "products 6, 0.1 and 4.2: cell 0",
)
expect(
    candidates(
        np.array([0.5, 1.0]),
        np.array([[1.0, 1.0], [4.0, 0.2], [-2.0, 3.5], [0.0, 5.0]]),
        np.array([3, 3, 0, 2, 1, 0, 1]),
        3,
    ),
    np.array([0, 1, 3, 4, 6]),
    "four cells, with the products 1.5, 2.2, 2.5 and 5: all but cell 0",
)

# %% [markdown] equivalent="candidates"
# - `np.argsort(-(centers @ a), kind='stable') → np.argsort(-(centers @ a))`: a few centers keep their order, and equal products are not asked for

# %% mistake="candidates" replace="-(centers @ a)" says="the cells that fit worst are taken" with="(centers @ a)"

# %% mistake="candidates" replace="-(centers @ a)" says="the nearest centers are taken, not those with the largest product" with="((centers - a) ** 2).sum(axis=1)"

# %% mistake="candidates" replace="return np.flatnonzero(np.isin(cell, best))" says="the numbers of the cells are returned, not the films in them" with="return best"

# %% mistake="candidates" replace="[:p]" says="only the best cell is looked into, whatever p is" with="[:1]"

# %% mistake="candidates" replace="return np.flatnonzero(np.isin(cell, best))" says="it is a mask, not the rows of the films" with="return np.isin(cell, best)"


# %% alternative="candidates"
def candidates(a, centers, cell, p):
    fits = [float(sum(c * x for c, x in zip(center, a))) for center in centers]
    order = sorted(range(len(fits)), key=lambda j: -fits[j])[:p]
    return np.array([i for i in range(len(cell)) if cell[i] in order])


# %% [markdown]
# ## What is lost?
#
# Of the ten films that brute force finds, how many does the search find? That share is the **recall at 10**. For $k$ results,
#
# $$\text{recall@}k = \frac{|\,\text{found} \cap \text{exact}\,|}{k}$$
#
# where $|\cdot|$ counts the films, and $\cap$ are those in both lists. The order within the ten does not count.
#
# ## Your turn: recall


# %% exercise="recall"
def recall(found, exact):
    """Return which share of the exact answers has been found.

    Parameters
    ----------
    found : sequence of int
        Films that the search found, each once; may be shorter or longer than `exact`.
    exact : sequence of int
        The right answers, each once, at least one.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return len(set(found) & set(exact)) / len(exact)
    ### END SOLUTION


# %% [markdown] hint="recall"
# By which number do you divide: by those found, or by those that there are to be found?

# %% [markdown] hint="recall"
# Found 7, 3, 12 and exact 12, 5, 7, 9, 1: two of five, 0.4. A `set` knows no order, and `&` of two sets holds what is in both.

# %% checks="recall"
expect(recall([7, 3, 12], [12, 5, 7, 9, 1]), 0.4, "7 and 12 are in both, of five right answers")
expect(recall([4, 2, 8, 6, 9, 30], [9, 4, 5]), 2 / 3, "more may be found than was asked for")
expect(recall([], [3, 8]), 0.0, "nothing found")

# %% mistake="recall" replace="/ len(exact)" says="it is divided by the number found: that is the precision" with="/ max(len(found), 1)"

# %% mistake="recall" replace="len(set(found) & set(exact)) / len(exact)" says="the lists are compared place by place, though order does not count" with="sum(a == b for a, b in zip(found, exact)) / len(exact)"

# %% mistake="recall" replace=" / len(exact)" says="the films in both are counted, not their share" with=""

# %% mistake="recall" replace="set(found) & set(exact)" says="films in either of the lists are counted, not those in both" with="set(found) | set(exact)"


# %% alternative="recall"
def recall(found, exact):
    return sum(film in list(found) for film in exact) / len(exact)


# %% [markdown]
# Now measure, for all 671 members. The best ten *among the candidates* are what the search finds. So one of the exact ten is found just if its cell is looked
# into, that is, if the cell's place in the member's order is below $p$. Sorting twice gives these places: `argsort` of scores lists the cells, the best first;
# `argsort` of that list says for each cell at which place it stands.
#
# **Predict.** With 4 of 60 cells, how many of 9,066 films are compared, and what share of the best ten is found?

# %%
prediction = "about ... comparisons, recall ..."  # write yours

# %%
order = np.argsort(-(A @ centers.T), axis=1, kind="stable")  # a member's cells, the best first
place_of_cell = np.argsort(order, axis=1, kind="stable")
needed = np.take_along_axis(place_of_cell, cell[exact], axis=1)  # the place of each answer's cell


def measure(p):
    comparisons = len(centers) + held[order[:, :p]].sum(axis=1)
    return np.mean(needed < p), comparisons.mean()


for p in [1, 2, 4, 8, 16, 60]:
    print("{:2} cells: recall {:.2f}, {:5.0f} comparisons".format(p, *measure(p)))


# %%
@interact(p=(1, 40))
def trade(p=8):
    found, paid = np.transpose([measure(k) for k in range(1, 41)])
    plt.semilogx(paid, found, color=plots.MODEL)
    plt.plot(paid[p - 1], found[p - 1], "o", ms=10, color=plots.HIGHLIGHT)
    plt.axvline(len(films), color=plots.ERROR, ls="--", lw=1.2, label="brute force")
    plt.gca().set(xlabel="comparisons", ylabel="recall at 10", ylim=(0, 1.05))
    plt.title(f"{p} of 60 cells: recall {found[p - 1]:.2f}, {paid[p - 1]:.0f} comparisons")
    plt.legend(loc="lower right")


# %% [markdown]
# Eight cells find nine in ten of the right films with about 350 comparisons, 4% of brute force (the red line). Sixteen cells miss hardly anything, but the
# price jumps: the first eight cells hold about 36 films each, (346 − 60) / 8, the next eight about 92. What fits best lies in small cells. With all 60 it costs more than brute force: the centers come on top.
#
# ## How many cells?
#
# Few cells are large, many cells are many centers. With $N$ films in $k$ cells of equal size and $p$ of them looked into, the cost and its lowest point (where the slope
# for $k$ is zero) are
#
# $$C(k) = k + p\,\frac{N}{k}, \qquad C'(k) = 1 - \frac{pN}{k^2} = 0 \ \Rightarrow\ k = \sqrt{pN}, \quad C = 2\sqrt{pN}$$
#
# For $N = 10$ million and $p = 8$ that is about 9,000 cells and 18,000 comparisons: the 560th part of brute force. The gain grows with the catalog.
#
# ## Hyperplanes by chance
#
# Cells need k-means, and k-means needs time. Another idea needs none. Draw a few planes through the origin at random. Each film lies on one side of each plane; write 1
# or 0. Twelve planes give a **code** of twelve bits. Vectors in like directions have like codes: if the angle between two vectors is $\theta$ (in radians), then
#
# $$\Pr(\text{same bit}) = 1 - \frac{\theta}{\pi}$$
#
# because a random plane parts them just if it falls into the angle between them. Comparing codes means counting differing bits, which a computer does for 64 bits in one step.


# %%
def code(V, planes):
    return (V @ planes.T > 0).astype(int)


rng = np.random.default_rng(0)
angles = np.linspace(0, np.pi, 25)
pairs = np.column_stack([np.cos(angles), np.sin(angles)])
planes = rng.normal(size=(400, 2))
same = np.mean(code(pairs, planes) == code(np.array([[1.0, 0.0]]), planes), axis=1)
plt.plot(np.degrees(angles), 1 - angles / np.pi, color=plots.MODEL, label="1 − θ/π")
plt.plot(np.degrees(angles), same, "o", color=plots.DATA, label="400 random planes")
plt.xlabel("angle θ (degrees)")
plt.ylabel("share of equal bits")
plt.legend()
plt.show()

# %% [markdown]
# The dots follow the line. So counting equal bits measures angles, roughly. Does it find films? Bits know directions only, not lengths. That would punish us here, where a
# film's length says much: so each film gets one more number that makes all of them equally long, and each member a 0 in that place. No product changes. (A film of length 3 where the longest has 5
# gets a 4, as $3^2 + 4^2 = 5^2$.)
#
# To count differing bits for all pairs at once: with a film's bit $c$ and a member's bit $q$, $c + q\,(1 - 2c)$ is 1 if they differ and 0 if not; summed over the bits it is a matrix product. Sorting twice gives each
# film its place, as above. We keep 100 films, then 345, which is the price of eight cells, then 1,000.

# %%
length = np.linalg.norm(F, axis=1)
F_long = np.column_stack([F, np.sqrt(np.maximum(length.max() ** 2 - length**2, 0))])
A_long = np.column_stack([A, np.zeros(len(A))])
planes = rng.normal(size=(128, F_long.shape[1]))
film_bits, member_bits = code(F_long, planes), code(A_long, planes)
differ = film_bits.sum(axis=1) + (member_bits @ (1 - 2 * film_bits.T))  # bits that differ
by_code = np.argsort(differ, axis=1, kind="stable")
place = np.argsort(by_code, axis=1, kind="stable")
for kept in [100, 345, 1000]:
    inside = np.mean(np.take_along_axis(place, exact, axis=1) < kept)
    print(f"the {kept:4} films with the most equal bits hold {inside:.2f} of the best ten")

# %% [markdown]
# Of 9,066 films the 100 with the most equal bits hold more than nine in ten of the right ones (the planes are drawn by chance, so another draw differs a little), and a few hundred hold practically all. Every film is still looked at, but a code of
# 128 bits is two machine words, where the vector is 22 numbers. Large services combine both: cells to look at few, codes to look quickly.
#
# ## Retrieval, then ranking
#
# A service does it in two stages. **Retrieval** is fast and coarse: some hundred candidates by vectors, cells or codes. **Ranking** is slow and careful: a large model that looks at each
# candidate with everything it knows, the hour, the device, what was watched last. Ranking can't bring back what retrieval has lost, so retrieval is judged by recall, and ranking by the order on
# top (precision, unit 4).

# %% [markdown]
# ## Three sentences to remember
#
# 1. A catalog is sorted in advance, into cells by k-means or by codes of random planes; a query looks at a small part.
# 2. The price of an approximate search is counted in comparisons, its quality in recall; with $k = \sqrt{pN}$ cells the price grows like $\sqrt N$.
# 3. Retrieval brings some hundred candidates, ranking orders them, and what retrieval loses no ranking brings back.
#
# **Where it leads.** The machine learns from what millions do with its advice. The next lecture plays that through.
