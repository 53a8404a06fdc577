# %% [markdown]
# # Which customers should you know by name?
#
# *180 minutes. You need: the three lectures of this unit, and tables in pandas.*
#
# It is New Year's Eve 1997, and you run CDNOW, a shop for CDs on the young Internet. 23,570 people
# bought for the first time between January and March. You can't write to each of them personally,
# but you could to a few kinds of customers. Which kinds are there? And will the best kind still buy
# next year, enough to be worth your time?
#
# You build k-means with your own hands, try it on a photo on the way, and then see what really
# happened in 1998.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.cluster import hierarchy
from sklearn.cluster import KMeans
from sklearn.datasets import load_sample_image
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from utils import datasets, plots
from utils.checks import expect

purchases = datasets.cdnow_purchases()
year = purchases[purchases["date"] < "1998-01-01"].groupby("customer_id")
half = purchases[purchases["date"] >= "1998-01-01"].groupby("customer_id")

# %% [markdown]
# Marketing people boil a customer's year down to three numbers, **RFM**: *recency*, the days since
# the last purchase; *frequency*, on how many days they bought; *monetary value*, the dollars they
# spent. The revenue of January to June 1998 is put aside in `later`. Nothing that sorts customers
# may look at it: on New Year's Eve nobody knows it.

# %%
customers = pd.DataFrame(
    {
        "days": (pd.Timestamp("1997-12-31") - year["date"].max()).dt.days,
        "orders": year["date"].nunique(),
        "dollars": year["dollar_value"].sum(),
    }
)
later = half["dollar_value"].sum().reindex(customers.index, fill_value=0).to_numpy()
print(f"{np.mean(later > 0):.1%} bought in 1998, ${later.mean():.2f} on average over all")
customers.describe().round(1).loc[["min", "25%", "50%", "75%", "max"]]

# %% [markdown]
# The median customer bought once and spent 39.50 dollars; one spent 10,417. Distances between such
# numbers would be about that one. Logarithms tame the two long tails, and standardizing gives each
# column the same say.

# %%
tamed = np.column_stack(
    [customers["days"], np.log(customers["orders"]), np.log1p(customers["dollars"])]
)
Z = (tamed - tamed.mean(axis=0)) / tamed.std(axis=0)
ones = np.ones(len(Z))  # each customer counts once

# %% [markdown]
# ## First you: four bets
#
# Here are twelve customers, drawn at random from those who bought on at least three days. Which
# four will spend most in the first half of 1998? Write their letters into `bets`. Nothing is graded
# here; at the end your segments bet on the same twelve.

# %%
rng = np.random.default_rng(3)
cards = rng.choice(np.flatnonzero(customers["orders"] >= 3), 12, replace=False)
customers.iloc[cards].round(2).set_axis(list("ABCDEFGHIJKL")).T

# %%
bets = "ABCD"  # write yours

# %% [markdown]
# ## Everybody to the nearest center
#
# The lecture asked which center is nearest to one point. You answer for all $m$ points at once, and
# say how far it is. With $x_i$ a point and $c_j$ a center, both of $n$ numbers,
#
# $$\text{label}_i = \arg\min_j \lVert x_i - c_j \rVert^2, \qquad d_i = \min_j \lVert x_i -
# c_j\rVert^2$$
#
# One trap is laid by computers. A photo holds bytes, `uint8`, from 0 to 255, and among bytes 10
# − 17 is 249: they wrap around. Turn both arrays into floating-point numbers first.
#
# Loop over the centers if you like, but not over the points: the photo below asks hundreds of times
# for 9,000 colors, and a loop over these makes minutes of seconds.


# %% exercise="assign"
def assign(X, centers):
    """Send every point to its nearest center.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One point a row; floats, whole numbers or bytes (uint8).
    centers : numpy.ndarray, shape (k, n)
        Likewise.

    Returns
    -------
    labels : numpy.ndarray, shape (m,)
        The number of the nearest center, from 0 to k - 1; of equally near ones the first.
    distances : numpy.ndarray, shape (m,), float
        The *squared* distance to that center.
    """
    ### BEGIN SOLUTION
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    squared = np.column_stack([((X - center) ** 2).sum(axis=1) for center in centers])
    return squared.argmin(axis=1), squared.min(axis=1)
    ### END SOLUTION


# %% [markdown] hint="assign"
# How do you get the squared distances of *all* points to *one* center in one line? And once you
# have a column of these for each center, which axis do you search?

# %% [markdown] hint="assign"
# The points (0, 0), (1, 4) and the centers (3, 3), (0, 5) have the squared distances 18 and 25 in
# the first row, 5 and 2 in the second. The smallest of each row: 18 with label 0, 2 with label 1.

# %% [markdown] hint="assign"
# After `X = np.asarray(X, dtype=float)` and the same for the centers, `((X - center) **
# 2).sum(axis=1)` is one column. `np.column_stack` puts a list of columns side by side. Then take
# `argmin` and `min` over …

# %% checks="assign" points=10
corner = np.array([[0.0, 0.0], [1.0, 4.0], [4.0, 6.0], [7.5, 1.0]])
centers_two = np.array([[3.0, 3.0], [0.0, 5.0]])
expect(
    assign(corner, centers_two),
    (np.array([0, 1, 0, 0]), np.array([18.0, 2.0, 10.0, 24.25])),
    "(0, 0) is 18 from (3, 3) and 25 from (0, 5); (1, 4) is 5 and 2; (4, 6) is 10 and 17",
)
expect(
    assign(
        np.array([[2.0, 0.0, 7.0], [5.0, 1.0, 3.0]]), np.array([[9, 9, 9], [4, 1, 7], [0, 1, 7]])
    ),
    (np.array([1, 1]), np.array([5.0, 17.0])),
    "the first point is 5 from the second and from the third center: the first of the two counts",
)
photo_check = np.array([[250, 3], [10, 200], [90, 90]], dtype=np.uint8)
expect(
    assign(photo_check, np.array([[20, 220], [240, 10]], dtype=np.uint8)),
    (np.array([1, 0, 0]), np.array([149.0, 500.0, 21800.0])),
    "bytes: 250 and 240 differ by 10, 3 and 10 by 7, so 100 + 49",
)
### BEGIN HIDDEN TESTS
expect(
    assign(np.array([[3, 1, 4, 1], [5, 9, 2, 6]]), np.array([[2, 7, 1, 8]])),
    (np.array([0, 0]), np.array([95.0, 18.0])),
    "a single center takes every point",
)
near_check = KMeans(5, n_init=1, random_state=0).fit(Z[:400])
expect(
    assign(Z[400:700], near_check.cluster_centers_)[0],
    near_check.predict(Z[400:700]),
    "300 customers go where scikit-learn sends them",
)
expect(
    assign(corner + 100, centers_two + 100)[1],
    np.array([18.0, 2.0, 10.0, 24.25]),
    "moving everything by the same amount changes no distance",
)
### END HIDDEN TESTS


# %% mistake="assign" replace="X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)" says="bytes are subtracted as bytes, and wrap around" with="X, centers = np.asarray(X), np.asarray(centers)"


# %% mistake="assign" says="the distances are not squared"
def assign(X, centers):
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    away = np.column_stack([np.sqrt(((X - c) ** 2).sum(axis=1)) for c in centers])
    return away.argmin(axis=1), away.min(axis=1)


# %% mistake="assign" says="the differences are taken absolutely, not squared"
def assign(X, centers):
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    away = np.column_stack([np.abs(X - c).sum(axis=1) for c in centers])
    return away.argmin(axis=1), away.min(axis=1)


# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="each center looks for its nearest point, not each point for its nearest center" with="return squared.argmin(axis=0), squared.min(axis=0)"

# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="the farthest center is taken" with="return squared.argmax(axis=1), squared.max(axis=1)"

# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="the distances to all centers are returned" with="return squared.argmin(axis=1), squared"

# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="the labels begin with 1, not 0" with="return squared.argmin(axis=1) + 1, squared.min(axis=1)"

# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="of equally near centers the last is taken" with="return len(centers) - 1 - squared[:, ::-1].argmin(axis=1), squared.min(axis=1)"

# %% mistake="assign" replace=".sum(axis=1)" says="the squares are averaged over the columns, not added" with=".mean(axis=1)"


# %% mistake="assign" says="only the first two columns are looked at"
def assign(X, centers):
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    away = np.column_stack([(X[:, 0] - c[0]) ** 2 + (X[:, 1] - c[1]) ** 2 for c in centers])
    return away.argmin(axis=1), away.min(axis=1)


# %% mistake="assign" says="only the total of the distances is returned"
def assign(X, centers):
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    away = np.column_stack([((X - c) ** 2).sum(axis=1) for c in centers])
    return away.argmin(axis=1), away.min(axis=1).sum()


# %% mistake="assign" says="the search for the smallest does not begin anew for each point"
def assign(X, centers):
    X, centers = np.asarray(X, dtype=float), np.asarray(centers, dtype=float)
    labels, distances, best = [], [], np.inf
    for x in X:
        for j, center in enumerate(centers):
            if ((x - center) ** 2).sum() < best:
                best, label = ((x - center) ** 2).sum(), j
        labels.append(label)
        distances.append(best)
    return np.array(labels), np.array(distances)


# %% mistake="assign" replace="return squared.argmin(axis=1), squared.min(axis=1)" says="the square is expanded, and the squared length of the point is left out" with="return squared.argmin(axis=1), (squared - (X**2).sum(axis=1, keepdims=True)).min(axis=1)"

# %% mistake="assign" replace="squared = np.column_stack([((X - center) ** 2).sum(axis=1) for center in centers])" says="the square is expanded, and the squared length of the center is left out" with="squared = (X**2).sum(axis=1, keepdims=True) - 2 * X @ centers.T"

# %% mistake="assign" replace="squared = np.column_stack([((X - center) ** 2).sum(axis=1) for center in centers])" says="the square is expanded, and the 2 in front of the product is missing" with="squared = (X**2).sum(axis=1, keepdims=True) - X @ centers.T + (centers**2).sum(axis=1)"

# %% mistake="assign" replace="((X - center) ** 2).sum(axis=1)" says="the differences are added up first, and their sum is squared" with="(X - center).sum(axis=1) ** 2"


# %% [markdown] equivalent="assign"
# - `np.asarray(X, dtype=float) → np.asarray(X)`: bytes minus floats are floats
# - `np.asarray(centers, dtype=float) → np.asarray(centers)`: a float minus a byte is a float
# - `X[:, None].astype(float) - centers[None].astype(float) → centers[None].astype(float) - X[:, None].astype(float)`: squared, the sign is gone
# - `X[:, None].astype(float) → X[:, None]`: one float of the two is enough
# - `centers[None].astype(float) → centers[None]`: likewise
# - `np.zeros(len(X), dtype=int) → np.ones(len(X), dtype=int)`: every point finds a center nearer than infinity
# - `X[:, column].astype(float) → X[:, column]`: the other side of the difference is a float
# - `labels[nearer] = j one line later`: the two lines do not touch each other
# - `np.zeros(len(X), dtype=int) → np.zeros(len(X))`: labels are compared by their value


# %% alternative="assign"
def assign(X, centers):
    labels, least = np.zeros(len(X), dtype=int), np.full(len(X), np.inf)
    for j, center in enumerate(centers):
        distances = np.zeros(len(X))
        for column, value in enumerate(center):
            distances += (X[:, column].astype(float) - float(value)) ** 2
        nearer = distances < least
        labels[nearer] = j
        least[nearer] = distances[nearer]
    return labels, least


# %% alternative="assign"
def assign(X, centers):
    gaps = X[:, None].astype(float) - centers[None].astype(float)
    squared = np.sum(gaps**2, axis=2)
    labels = np.argmin(squared, axis=1)
    return labels, squared[np.arange(len(X)), labels]


# %% [markdown]
# ## Centers move, and points have weights
#
# In the lecture a center moved to the mean of its points. Now each point brings a weight $w_i > 0$:
# how often it occurs. A photo of 17,000 pixels has many equal ones; keeping each color once,
# together with its count, saves work and changes nothing. Center $j$ moves to the *weighted* mean
# of its points:
#
# $$c_j = \frac{\sum_{i:\,\text{label}_i = j} w_i\, x_i}{\sum_{i:\,\text{label}_i = j} w_i}$$
#
# A center that nobody chose has no mean. It stays where it is.


# %% exercise="update"
def update(X, labels, centers, weights):
    """Move every center to the weighted mean of its points.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Floats, whole numbers or bytes.
    labels : numpy.ndarray, shape (m,)
        The number of each point's center, from 0 to k - 1.
    centers : numpy.ndarray, shape (k, n)
        Where the centers are now; floats or whole numbers. Stays as it is.
    weights : numpy.ndarray, shape (m,)
        Each above 0.

    Returns
    -------
    numpy.ndarray, shape (k, n), float
        The new centers, in the same order; one without points stays where it was.
    """
    ### BEGIN SOLUTION
    moved = np.array(centers, dtype=float)
    for j in range(len(centers)):
        own = labels == j
        if own.any():
            moved[j] = weights[own] @ X[own] / weights[own].sum()
    return moved
    ### END SOLUTION


# %% [markdown] hint="update"
# Which rows of `X` belong to center `j`, and which of the weights? What does the result have to be
# where there are none?

# %% [markdown] hint="update"
# Points (1, 2) and (4, 8) with the weights 1 and 2: the sum of weighted points is (9, 18), the
# weights add up to 3, so the center is (3, 6), closer to the heavier point.

# %% [markdown] hint="update"
# Begin with `moved = np.array(centers, dtype=float)`, a copy. Loop over `j`; with `own = labels ==
# j`, and if `own.any()`, set `moved[j]` to `weights[own] @ X[own]` divided by …

# %% checks="update" points=12
five = np.array([[1.0, 2.0], [6.0, 5.0], [4.0, 8.0], [2.0, 1.0], [3.0, 7.0]])
labels_five = np.array([0, 2, 0, 2, 2])
weights_five = np.array([1.0, 3.0, 2.0, 1.0, 4.0])
old = np.array([[0.5, 3.0], [9.0, 0.5], [7.0, 7.5]])
expect(
    update(five, labels_five, old, weights_five),
    np.array([[3.0, 6.0], [9.0, 0.5], [4.0, 5.5]]),
    "(1, 2) once and (4, 8) twice have the mean (3, 6); center 1 has no points and stays",
)
expect(
    update(five, labels_five, old, np.full(5, 0.7)),
    np.array([[2.5, 5.0], [9.0, 0.5], [11 / 3, 13 / 3]]),
    "with equal weights it is the plain mean",
)
expect(
    update(five.astype(int), labels_five, old.round().astype(int), weights_five),
    np.array([[3.0, 6.0], [9.0, 0.0], [4.0, 5.5]]),
    "whole numbers go in, 5.5 comes out",
)
### BEGIN HIDDEN TESTS
expect(
    update(
        np.array([[2.0, 7.0, 1.0], [8.0, 2.0, 8.0]]),
        np.array([3, 1]),
        np.zeros((4, 3)) + 0.3,
        np.array([5.0, 0.2]),
    ),
    np.array([[0.3, 0.3, 0.3], [8.0, 2.0, 8.0], [0.3, 0.3, 0.3], [2.0, 7.0, 1.0]]),
    "a center with a single point moves onto it, whatever the weight",
)
expect(
    update(five, np.array([1, 0, 1, 0, 1]), np.full((4, 2), 0.25), np.ones(5)),
    np.array([[4.0, 3.0], [8 / 3, 17 / 3], [0.25, 0.25], [0.25, 0.25]]),
    "the last two of four centers have no points and stay",
)
bytes_check = np.array([[200, 100], [250, 50], [90, 30]], dtype=np.uint8)
expect(
    update(bytes_check, np.array([0, 0, 1]), np.ones((2, 2)), np.array([3, 2, 4])),
    np.array([[220.0, 80.0], [90.0, 30.0]]),
    "three times 200 does not fit into a byte, and has to work all the same",
)
unique_check, counts_check = np.unique(
    np.repeat(five, [3, 1, 2, 5, 4], axis=0), axis=0, return_counts=True
)
expect(
    update(unique_check, np.array([1, 0, 0, 1, 0]), old[:2], counts_check),
    np.array(
        [
            np.repeat(five, [0, 1, 0, 5, 4], axis=0).mean(axis=0),
            np.repeat(five, [3, 0, 2, 0, 0], axis=0).mean(axis=0),
        ]
    ),
    "a point of weight 3 counts like three points",
)
centers_check = old.copy()
moved_check = update(five, labels_five, centers_check, weights_five)
expect(centers_check, old, "the old centers are still there afterward")
### END HIDDEN TESTS


# %% mistake="update" replace="weights[own] @ X[own] / weights[own].sum()" says="the weights are left out" with="X[own].mean(axis=0)"

# %% mistake="update" replace="weights[own] @ X[own] / weights[own].sum()" says="the weighted sum is divided by the number of points, not by their weights" with="weights[own] @ X[own] / own.sum()"

# %% mistake="update" replace="weights[own] @ X[own] / weights[own].sum()" says="the weighted sum is divided by the weights of all points, not of this center's" with="weights[own] @ X[own] / weights.sum()"

# %% mistake="update" replace="weights[own] @ X[own] / weights[own].sum()" says="the weighted sum is not divided" with="weights[own] @ X[own]"


# %% mistake="update" says="a center without points becomes nan"
def update(X, labels, centers, weights):
    moved = np.full(np.shape(centers), np.nan)
    for j in range(len(centers)):
        own = labels == j
        if own.any():
            moved[j] = weights[own] @ X[own] / weights[own].sum()
    return moved


# %% mistake="update" says="a center without points goes to 0"
def update(X, labels, centers, weights):
    moved = np.zeros(np.shape(centers))
    for j in range(len(centers)):
        own = labels == j
        if own.any():
            moved[j] = weights[own] @ X[own] / weights[own].sum()
    return moved


# %% mistake="update" says="a center without points is dropped"
def update(X, labels, centers, weights):
    found = np.unique(labels)
    return np.array(
        [weights[labels == j] @ X[labels == j] / weights[labels == j].sum() for j in found]
    )


# %% mistake="update" says="a center without points goes to the mean of all points"
def update(X, labels, centers, weights):
    moved = np.tile(weights @ X / weights.sum(), (len(centers), 1))
    for j in np.unique(labels):
        moved[j] = weights[labels == j] @ X[labels == j] / weights[labels == j].sum()
    return moved


# %% mistake="update" replace="moved = np.array(centers, dtype=float)" says="the new centers are whole numbers where the old ones were, and lose their decimals" with="moved = np.array(centers)"

# %% mistake="update" replace="moved = np.array(centers, dtype=float)" says="the old centers themselves are changed" with="moved = np.asarray(centers, dtype=float)"


# %% mistake="update" says="it is the median of the points, without the weights"
def update(X, labels, centers, weights):
    moved = np.array(centers, dtype=float)
    for j in np.unique(labels):
        moved[j] = np.median(X[labels == j], axis=0)
    return moved


# %% mistake="update" says="each column is averaged over its own center only: the mean is one number for all columns"
def update(X, labels, centers, weights):
    moved = np.array(centers, dtype=float)
    for j in np.unique(labels):
        own = labels == j
        moved[j] = np.average(X[own].mean(axis=1), weights=weights[own])
    return moved


# %% mistake="update" says="the total of the weights does not begin anew for each center"
def update(X, labels, centers, weights):
    moved, total = np.array(centers, dtype=float), 0
    for j in range(len(centers)):
        total += weights[labels == j].sum()
        moved[j] = weights[labels == j] @ X[labels == j] / total
    return moved


# %% [markdown] equivalent="update"
# - `range(len(centers)) → range(0, len(centers) + 1)`: no point has that label


# %% alternative="update"
def update(X, labels, centers, weights):
    rows = []
    for j, center in enumerate(centers):
        own = labels == j
        rows.append(np.average(X[own], axis=0, weights=weights[own]) if sum(own) else center)
    return np.array(rows)


# %% alternative="update"
def update(X, labels, centers, weights):
    moved = centers.astype(float)
    totals = np.bincount(labels, weights, minlength=len(centers))
    for column in range(X.shape[1]):
        sums = np.bincount(labels, weights * X[:, column], minlength=len(centers))
        moved[totals > 0, column] = sums[totals > 0] / totals[totals > 0]
    return moved


# %% [markdown]
# ## Round by round, and from several starts
#
# Assign, update, assign, update: that is **k-means**. Each round can only lower the cost, the
# weighted sum of the squared distances
#
# $$J = \sum_i w_i\, d_i$$
#
# but it may end in a valley that is not the deepest. So try several starts and keep the best. A
# round is one `assign` and one `update`. Stop when a round moves no center, or after `rounds` of
# them; then assign once more, so that labels and cost belong to the centers that you return.


# %% exercise="k_means"
def k_means(X, weights, starts, rounds=100):
    """Run k-means from several starts and keep the end with the lowest cost.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
    weights : numpy.ndarray, shape (m,)
        Each above 0.
    starts : list of numpy.ndarray, each of shape (k, n)
        The centers to begin with; one start at least. They stay as they are.
    rounds : int
        The most rounds for one start.

    Returns
    -------
    centers : numpy.ndarray, shape (k, n)
        In the order of their start.
    labels : numpy.ndarray, shape (m,)
        The nearest of these centers for each point.
    cost : float
        The weighted sum of the squared distances to these centers.
    """
    ### BEGIN SOLUTION
    best = None
    for centers in starts:
        for _ in range(rounds):
            moved = update(X, assign(X, centers)[0], centers, weights)
            if np.array_equal(moved, centers):
                break
            centers = moved
        labels, distances = assign(X, centers)
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = centers, labels, cost
    return best
    ### END SOLUTION


# %% [markdown] hint="k_means"
# Two loops, one inside the other: what does the outer go through, what the inner? What do you
# remember of each start, and when does a new end replace the best so far?

# %% [markdown] hint="k_means"
# Points at 1, 2, 9 and centers at 1, 2 go: labels 0, 1, 1, centers 1, 5.5; labels 0, 0, 1, centers
# 1.5, 9; the next round moves nothing. The cost is 0.25 + 0.25 + 0. All that needs three rounds.

# %% [markdown] hint="k_means"
# Inner loop: `moved = update(X, assign(X, centers)[0], centers, weights)`; break if
# `np.array_equal(moved, centers)`; else `centers = moved`. After it, assign again, compute the
# cost, and compare with …

# %% checks="k_means" points=16
eight = np.array(
    [[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [7.0, 1.0], [8.0, 3.0], [4.0, 9.0], [5.0, 7.0], [6.5, 9.5]]
)
weights_eight = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 2.0, 1.0, 1.5])
poor = np.array([[5.0, 5.0], [6.0, 9.0], [4.5, 9.5]])
good = np.array([[7.0, 1.0], [0.0, 0.0], [5.0, 8.0]])
expect(
    k_means(eight, weights_eight, [good]),
    (
        np.array([[7.25, 1.5], [1.0, 0.75], [22.75 / 4.5, 39.25 / 4.5]]),
        np.array([1, 1, 1, 0, 0, 2, 2, 2]),
        17.888889,
    ),
    "one good start finds three corners",
    rtol=1e-5,
)
expect(good, np.array([[7.0, 1.0], [0.0, 0.0], [5.0, 8.0]]), "the start is still there afterward")
expect(
    k_means(eight, weights_eight, [poor, eight[[0, 2, 4]], good, eight[[1, 6, 7]]]),
    k_means(eight, weights_eight, [good]),
    "of four starts the third ends at the lowest cost, with its own centers and labels",
    rtol=1e-5,
)
slow = np.array([[10.0, 10.5], [-2.0, 9.0], [11.0, 10.5]])
expect(
    k_means(eight, weights_eight, [slow], rounds=2),
    (
        np.array([[6.0, 31 / 7], [1.0, 0.75], [6.5, 9.5]]),
        np.array([1, 1, 1, 0, 0, 2, 0, 2]),
        69.668367,
    ),
    "after two rounds it has not come to rest; labels and cost belong to the returned centers",
    rtol=1e-5,
)
expect(
    k_means(eight, weights_eight, [slow, np.array([[7.0, 1.0], [0.0, 0.0], [5.0, 8.0]])], rounds=2),
    k_means(eight, weights_eight, [good]),
    "each start may take two rounds, the second as well as the first",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
expect(
    k_means(eight, weights_eight, [poor]),
    k_means(eight, weights_eight, [poor], rounds=9),
    "once no center moves, more rounds change nothing",
)
start_check = np.array([[7.0, 1.0], [0.0, 0.0], [5.0, 8.0]])
ended_check = k_means(eight, weights_eight, [start_check, start_check])
expect(start_check, np.array([[7.0, 1.0], [0.0, 0.0], [5.0, 8.0]]), "no start is moved")
library_check = KMeans(4, init=Z[:4], n_init=1, tol=0, algorithm="lloyd").fit(Z[:500])
expect(
    k_means(Z[:500], ones[:500], [Z[:4].copy()], rounds=300)[2],
    float(library_check.inertia_),
    "from the same start scikit-learn ends at the same cost",
)
expect(
    k_means(Z[:500], ones[:500] * 7, [Z[:4].copy()], rounds=300)[2],
    float(7 * library_check.inertia_),
    "seven times the weight costs seven times as much",
)
expect(
    k_means(eight, weights_eight, [np.array([[5.0, 5.0], [99.0, 99.0]])])[0],
    np.array([weights_eight @ eight / weights_eight.sum(), [99.0, 99.0]]),
    "a center that nobody ever chooses stays where it started",
)
deal_check = np.random.default_rng()
X_any, weights_any = deal_check.normal(0, 2, (30, 3)), deal_check.uniform(0.5, 3, 30)
starts_any = [X_any[:4], X_any[4:8], X_any[8:12]]
centers_any, labels_any, cost_any = k_means(X_any, weights_any, starts_any)
gaps_any = ((X_any[:, None] - np.asarray(centers_any)) ** 2).sum(axis=2)
expect(
    labels_any, gaps_any.argmin(axis=1), "each of 30 random points belongs to its nearest center"
)
expect(cost_any, weights_any @ gaps_any.min(axis=1), "the cost is that of these centers")
alone_any = [k_means(X_any, weights_any, [start])[2] for start in starts_any]
expect(cost_any, min(alone_any), "of the three starts the best end comes back")
used_any = np.unique(gaps_any.argmin(axis=1))
own_any = [weights_any * (gaps_any.argmin(axis=1) == group) for group in used_any]
expect(
    np.asarray(centers_any)[used_any],
    np.array([share @ X_any / share.sum() for share in own_any]),
    "each center is the weighted mean of its points",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="k_means" replace="if best is None or cost < best[2]:" says="the last start is kept, not the best" with="if True:"

# %% mistake="k_means" replace="if best is None or cost < best[2]:" says="the first start is kept, not the best" with="if best is None:"

# %% mistake="k_means" replace="if best is None or cost < best[2]:" says="the start with the highest cost is kept" with="if best is None or cost > best[2]:"

# %% mistake="k_means" replace="cost = np.sum(weights * distances)" says="the weights are missing from the cost" with="cost = np.sum(distances)"

# %% mistake="k_means" replace="cost = np.sum(weights * distances)" says="the cost is a mean, not a sum" with="cost = np.average(distances, weights=weights)"

# %% mistake="k_means" replace="cost = np.sum(weights * distances)" says="the distances are squared once more" with="cost = np.sum(weights * distances**2)"

# %% mistake="k_means" replace="moved = update(X, assign(X, centers)[0], centers, weights)" says="the centers move without the weights" with="moved = update(X, assign(X, centers)[0], centers, np.ones(len(X)))"


# %% mistake="k_means" says="labels and cost are those before the last move, not of the returned centers"
def k_means(X, weights, starts, rounds=100):
    best = None
    for centers in starts:
        for _ in range(rounds):
            labels, distances = assign(X, centers)
            moved = update(X, labels, centers, weights)
            if np.array_equal(moved, centers):
                break
            centers = moved
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = centers, labels, cost
    return best


# %% mistake="k_means" says="only one round is done, however many are allowed"
def k_means(X, weights, starts, rounds=100):
    best = None
    for centers in starts:
        centers = update(X, assign(X, centers)[0], centers, weights)
        labels, distances = assign(X, centers)
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = centers, labels, cost
    return best


# %% mistake="k_means" says="one round too many is done"
def k_means(X, weights, starts, rounds=100):
    best = None
    for centers in starts:
        for _ in range(rounds + 1):
            centers = update(X, assign(X, centers)[0], centers, weights)
        labels, distances = assign(X, centers)
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = centers, labels, cost
    return best


# %% mistake="k_means" says="each start goes on from where the one before has ended"
def k_means(X, weights, starts, rounds=100):
    centers = starts[0]
    for _ in starts:
        for _ in range(rounds):
            centers = update(X, assign(X, centers)[0], centers, weights)
    labels, distances = assign(X, centers)
    return centers, labels, np.sum(weights * distances)


# %% mistake="k_means" says="the labels come first in the result, not the centers"
def k_means(X, weights, starts, rounds=100):
    best = None
    for centers in starts:
        for _ in range(rounds):
            centers = update(X, assign(X, centers)[0], centers, weights)
        labels, distances = assign(X, centers)
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = labels, centers, cost
    return best


# %% mistake="k_means" says="it is returned after the first start"
def k_means(X, weights, starts, rounds=100):
    for centers in starts:
        for _ in range(rounds):
            centers = update(X, assign(X, centers)[0], centers, weights)
        labels, distances = assign(X, centers)
        return centers, labels, np.sum(weights * distances)


# %% mistake="k_means" replace="range(rounds)" says="one round too few is done" with="range(rounds - 1)"

# %% mistake="k_means" replace="range(rounds)" says="the argument `rounds` is ignored" with="range(100)"

# %% mistake="k_means" replace="            centers = moved" says="the moved centers are computed, but the old ones stay" with="            continue"

# %% mistake="k_means" replace="cost = np.sum(weights * distances)" says="the cost adds up distances that are not squared" with="cost = np.sum(weights * np.sqrt(distances))"

# %% mistake="k_means" replace="best = centers, labels, cost\n    return best" says="centers and labels are those of the last start, whichever has the lowest cost" with="best = centers, labels, cost\n    return centers, labels, best[2]"

# %% mistake="k_means" replace="best = centers, labels, cost\n    return best" says="the labels are those of the last start, not of the best" with="best = centers, labels, cost\n    return best[0], labels, best[2]"

# %% mistake="k_means" replace="best = centers, labels, cost\n    return best" says="the centers are those of the last start, not of the best" with="best = centers, labels, cost\n    return centers, best[1], best[2]"

# %% mistake="k_means" replace="best = centers, labels, cost\n    return best" says="the cost is that of the last start, not of the best" with="best = centers, labels, cost\n    return best[0], best[1], cost"

# %% mistake="k_means" replace="            centers = moved" says="the centers move inside the array that was given, and the start is lost" with="            centers[:] = moved"


# %% mistake="k_means" says="the rounds are counted over all starts together, not anew for each"
def k_means(X, weights, starts, rounds=100):
    best, done = None, 0
    for centers in starts:
        while done < rounds:
            done += 1
            moved = update(X, assign(X, centers)[0], centers, weights)
            if np.array_equal(moved, centers):
                break
            centers = moved
        labels, distances = assign(X, centers)
        cost = np.sum(weights * distances)
        if best is None or cost < best[2]:
            best = centers, labels, cost
    return best


# %% [markdown] equivalent="k_means"
# - `cost < best[2] → cost <= best[2]`: of two equal costs either may be kept
# - `np.array_equal(moved, centers) → np.array_equal(centers, moved)`: equality is symmetric
# - `without if np.array_equal(moved, centers): break`: more rounds change nothing
# - `before is not None and np.array_equal(labels, before) → np.array_equal(labels, before)`: no labels equal None
# - `np.array_equal(labels, before) → np.array_equal(before, labels)`: equality is symmetric
# - `weights @ distances → distances @ weights`: the same sum
# - `without if before is not None and np.array_equal(labels, before): break`: more rounds change nothing
# - `np.array(start, dtype=float) → np.array(start)`: `update` returns floats
# - `without before = labels`: more rounds change nothing
# - `cost < lowest → cost <= lowest`: of two equal costs either may be kept


# %% alternative="k_means"
def k_means(X, weights, starts, rounds=100):
    results = []
    for start in starts:
        centers, before = np.array(start, dtype=float), None
        for _ in range(rounds):
            labels, _ = assign(X, centers)
            if before is not None and np.array_equal(labels, before):
                break
            centers = update(X, labels, centers, weights)
            before = labels
        labels, distances = assign(X, centers)
        results.append((centers, labels, float(weights @ distances)))
    return min(results, key=lambda result: result[2])


# %% alternative="k_means"
def k_means(X, weights, starts, rounds=100):
    lowest = np.inf
    for start in starts:
        centers = start
        step = 0
        while step < rounds:
            centers = update(X, assign(X, centers)[0], centers, weights)
            step += 1
        labels, distances = assign(X, centers)
        cost = (weights * distances).sum()
        if cost < lowest:
            lowest, kept = cost, [centers, labels, cost]
    return kept


# %% [markdown]
# Time for the customers. Four kinds are about what you could keep in mind. Start five times from
# four customers drawn at random, and look at every end by itself.

# %%
rng = np.random.default_rng(0)
starts = [Z[rng.choice(len(Z), 4, replace=False)] for _ in range(5)]
for start in starts:
    print(f"cost {k_means(Z, ones, [start])[2]:.1f}")
centers, segments, cost = k_means(Z, ones, starts)
library = KMeans(4, n_init=5, random_state=0).fit(Z)
print(f"the best of yours {cost:.1f}, of scikit-learn's {library.inertia_:.1f}")
print(f"adjusted Rand index between the two {adjusted_rand_score(segments, library.labels_):.3f}")

# %%
view = customers.assign(segment=segments, count=1).groupby("segment")
view.agg({"count": "size", "days": "median", "orders": "mean", "dollars": "median"}).round(1)

# %% [markdown]
# All starts end at the same cost, and so does the library, which stops a little earlier. The numbers of the
# segments are arbitrary; what counts is the rows. One segment
# bought on nearly eight days, half of it within the last six weeks, and left about 250 dollars. Two bought once
# or twice, most of a year ago; they differ in dollars. We come back to them when you can say how many segments are reasonable.
#
# ## A photo that depends on the start
#
# The customers forgive every start. Pictures don't. Each pixel of a photo is a point with $n = 3$
# coordinates: red, green and blue, 0 to 255. The centers of k-means become a **palette** of $k$
# colors. You keep every fourth pixel in each direction, and each color once, with its count.

# %%
photo = load_sample_image("flower.jpg")[::4, ::4]
colors, counts = np.unique(photo.reshape(-1, 3), axis=0, return_counts=True)
print(
    photo.shape, f"{counts.sum()} pixels, {len(colors)} colors, the commonest {counts.max()} times"
)


# %% [markdown]
# Instead of `flower.jpg` you can take `china.jpg`, or a photo of your own:
# `plt.imread("mine.jpg")[::8, ::8, :3]`. What the text says about colors then no longer fits, but
# nothing else changes.
#
# ## Seeds by a wheel of fortune
#
# **k-means++** picks starting centers that lie apart. The first is a point drawn with chances in
# proportion to the weights $w_i$; each further one with chances in proportion to $w_i d_i$, where
# $d_i$ is the squared distance to the nearest center picked so far. To draw, lay the chances side
# by side on a line, as slices of a wheel, and let a pointer $u$ between 0 and 1 stop somewhere: with
#
# $$T_i = \sum_{r \le i} w_r d_r$$
#
# the running total and $T_m$ all of it, the point drawn is the first one with $T_i > u\, T_m$.
# The pointers come as an argument, so that everyone gets the same seeds.


# %% exercise="seed_centers"
def seed_centers(X, weights, u):
    """Pick starting centers as k-means++ does.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Floats or bytes, as for `assign`.
    weights : numpy.ndarray, shape (m,)
        Each above 0.
    u : numpy.ndarray, shape (k,)
        Where the pointer stops in each of k draws: at least 0, below 1. There are at least k
        different points.

    Returns
    -------
    numpy.ndarray, shape (k, n)
        The rows of X that were drawn, in this order. The draw with the pointer u takes the
        first row whose running total of chances exceeds u times the total of all.
    """
    ### BEGIN SOLUTION
    centers, nearest = [], np.ones(len(X))
    for pointer in u:
        running = np.cumsum(weights * nearest)
        row = np.argmax(running > pointer * running[-1])
        centers.append(X[row])
        nearest = assign(X, np.array(centers))[1]
    return np.array(centers)
    ### END SOLUTION


# %% [markdown] hint="seed_centers"
# What stands for $d_i$ in the first draw, when there is no center yet? And which function of yours
# gives $d_i$ afterward?

# %% [markdown] hint="seed_centers"
# Chances 2, 0, 3, 5 have the running totals 2, 2, 5, 10. The pointer 0.2 means 2: the first total
# above it is 5, so row 2. The pointer 0.1 means 1: row 0. Row 1 is never drawn.

# %% [markdown] hint="seed_centers"
# Begin with `centers, nearest = [], np.ones(len(X))`. For each pointer: `running =
# np.cumsum(weights * nearest)`; `np.argmax(running > …)` is the first row that exceeds; append
# `X[row]`; then `nearest` anew from `assign`.

# %% checks="seed_centers" points=14
wheel = np.array([[0.0, 2.0], [1.0, 0.0], [3.0, 3.0], [9.0, 4.0], [7.0, 9.0]])
weights_wheel = np.array([3.0, 1.0, 2.0, 2.5, 1.5])
expect(
    seed_centers(wheel, weights_wheel, np.array([0.37])),
    np.array([[1.0, 0.0]]),
    "the running totals are 3, 4, 6, 8.5, 10, and 3.7 is first exceeded by 4",
)
expect(
    seed_centers(wheel, weights_wheel, np.array([0.25])),
    np.array([[0.0, 2.0]]),
    "2.5 is exceeded by the first total, 3: the first draw goes by the weights",
)
expect(
    seed_centers(wheel, weights_wheel, np.array([0.37, 0.09])),
    np.array([[1.0, 0.0], [3.0, 3.0]]),
    "the second draw has the chances 15, 0, 26, 200, 175.5 and stops at 37.5: the total 41 exceeds it",
)
expect(
    seed_centers(wheel, weights_wheel, np.array([0.7, 0.05, 0.8])),
    np.array([[9.0, 4.0], [0.0, 2.0], [7.0, 9.0]]),
    "the third draw counts the distance to the nearer of the two centers",
)
### BEGIN HIDDEN TESTS
expect(
    seed_centers(wheel, weights_wheel, np.array([0.0, 0.0, 0.0, 0.0])),
    wheel[:4],
    "a point that is a center already has no chance, even if the pointer stops at 0",
)
expect(
    seed_centers(
        np.array([[5.0], [5.0], [8.0], [8.0], [1.0]]), np.ones(5), np.array([0.8, 0.8, 0.01])
    ),
    np.array([[1.0], [8.0], [5.0]]),
    "equal points: three draws find the three different ones",
)
bytes_seeds = np.array([[250, 3, 7], [10, 200, 40], [90, 90, 90], [250, 3, 255]], dtype=np.uint8)
expect(
    seed_centers(bytes_seeds, np.array([4, 1, 2, 1]), np.array([0.3, 0.75])),
    np.array([[250, 3, 7], [250, 3, 255]]),
    "bytes and counted weights; the third column counts like the others",
)
rng_check = np.random.default_rng(5)
firsts_check = [seed_centers(wheel, weights_wheel, rng_check.random(2)) for _ in range(800)]
expect(
    np.mean([np.array_equal(s[0], wheel[0]) for s in firsts_check]),
    0.3,
    "the first point, with a weight of 3 of 10, begins about 30% of the time",
    atol=0.06,
)
expect(
    seed_centers(wheel * 10, weights_wheel, np.array([0.7, 0.05, 0.8])),
    np.array([[90.0, 40.0], [0.0, 20.0], [70.0, 90.0]]),
    "ten times the lengths draw the same points",
)
### END HIDDEN TESTS


# %% mistake="seed_centers" replace="running = np.cumsum(weights * nearest)" says="the weights are left out of the chances" with="running = np.cumsum(nearest)"

# %% mistake="seed_centers" replace="running = np.cumsum(weights * nearest)" says="the chances follow the distances, not their squares" with="running = np.cumsum(weights * np.sqrt(nearest))"

# %% mistake="seed_centers" replace="running = np.cumsum(weights * nearest)" says="every point keeps the same chances, however near to a center it is" with="running = np.cumsum(weights)"

# %% mistake="seed_centers" replace="nearest = assign(X, np.array(centers))[1]" says="only the distance to the last center counts, not to the nearest" with="nearest = assign(X, np.array(centers[-1:]))[1]"

# %% mistake="seed_centers" replace="nearest = assign(X, np.array(centers))[1]" says="only the distance to the first center counts, not to the nearest" with="nearest = assign(X, np.array(centers[:1]))[1]"

# %% mistake="seed_centers" replace="centers.append(X[row])" says="it is the row after the one drawn" with="centers.append(X[(row + 1) % len(X)])"

# %% mistake="seed_centers" replace="row = np.argmax(running > pointer * running[-1])" says="the pointer is not multiplied by the total" with="row = np.argmax(running > pointer)"

# %% mistake="seed_centers" replace="row = np.argmax(running > pointer * running[-1])" says="the farthest point is taken each time, not a drawn one" with="row = np.argmax(weights * nearest)"

# %% mistake="seed_centers" replace="row = np.argmax(running > pointer * running[-1])" says="a running total that equals the pointer counts as exceeding it" with="row = np.argmax(running >= pointer * running[-1])"


# %% mistake="seed_centers" says="the numbers of the rows are returned, not the rows"
def seed_centers(X, weights, u):
    rows, nearest = [], np.ones(len(X))
    for pointer in u:
        running = np.cumsum(weights * nearest)
        rows.append(np.argmax(running > pointer * running[-1]))
        nearest = assign(X, X[rows])[1]
    return np.array(rows)


# %% mistake="seed_centers" says="the distances to all centers are added up"
def seed_centers(X, weights, u):
    centers, nearest = [], np.ones(len(X))
    for pointer in u:
        running = np.cumsum(weights * nearest)
        centers.append(X[np.argmax(running > pointer * running[-1])])
        nearest = sum(assign(X, np.array([center]))[1] for center in centers)
    return np.array(centers)


# %% mistake="seed_centers" says="the first center is always the first point"
def seed_centers(X, weights, u):
    centers = [X[0]]
    for pointer in u[1:]:
        running = np.cumsum(weights * assign(X, np.array(centers))[1])
        centers.append(X[np.argmax(running > pointer * running[-1])])
    return np.array(centers)


# %% mistake="seed_centers" says="the first draw ignores the weights: every point has the same chance"
def seed_centers(X, weights, u):
    centers, chances = [], np.ones(len(X))
    for pointer in u:
        running = np.cumsum(chances)
        row = np.argmax(running > pointer * running[-1])
        centers.append(X[row])
        chances = weights * assign(X, np.array(centers))[1]
    return np.array(centers)


# %% mistake="seed_centers" says="it is the row before the one drawn: the last total that does not exceed the pointer"
def seed_centers(X, weights, u):
    centers, nearest = [], np.ones(len(X))
    for pointer in u:
        running = np.cumsum(weights * nearest)
        row = np.searchsorted(running, pointer * running[-1], side="right") - 1
        centers.append(X[row])
        nearest = assign(X, np.array(centers))[1]
    return np.array(centers)


# %% mistake="seed_centers" says="only the first center is drawn: later ones are the points with the largest chance"
def seed_centers(X, weights, u):
    running = np.cumsum(weights)
    first = np.argmax(running > u[0] * running[-1])
    centers = [X[first]]
    while len(centers) < len(u):
        nearest = assign(X, np.array(centers))[1]
        centers.append(X[np.argmax(weights * nearest)])
    return np.array(centers)


# %% mistake="seed_centers" says="the pointer is multiplied by the sum of the weights in each draw, not by that of the chances of this draw"
def seed_centers(X, weights, u):
    total = weights.sum()
    centers = []
    nearest = np.ones(len(X))
    for k in range(len(u)):
        running = 0.0
        for i in range(len(X)):
            running += weights[i] * nearest[i]
            if running > u[k] * total:
                break
        centers.append(X[i])
        nearest = assign(X, np.array(centers))[1]
    return np.array(centers)


# %% mistake="seed_centers" replace="nearest = assign(X, np.array(centers))[1]" says="`assign` gives labels and distances, and the labels are taken" with="nearest = assign(X, np.array(centers))[0]"

# %% mistake="seed_centers" replace="running = np.cumsum(weights * nearest)" says="the weights count in the first draw only" with="running = np.cumsum(nearest if centers else weights)"


# %% [markdown] equivalent="seed_centers"
# - `np.asarray(weights, dtype=float) → np.asarray(weights)`: running totals of whole numbers are as good


# %% alternative="seed_centers"
def seed_centers(X, weights, u):
    rows = []
    chances = np.asarray(weights, dtype=float)
    for pointer in u:
        running = np.cumsum(chances)
        rows.append(np.searchsorted(running, pointer * running[-1], side="right"))
        chances = weights * assign(X, X[rows])[1]
    return X[rows]


# %% alternative="seed_centers"
def seed_centers(X, weights, u):
    centers = []
    for pointer in u:
        if not centers:
            chances = list(weights)
        else:
            chances = [w * d for w, d in zip(weights, assign(X, np.array(centers))[1])]
        stop, running = pointer * sum(chances), 0.0
        for point, chance in zip(X, chances):
            running += chance
            if running > stop:
                centers.append(point)
                break
    return np.array(centers)


# %% [markdown]
# **Predict.** Four colors for the flower. Of 20 runs that start from four random pixels, how many
# end in the best palette, and of 20 that start from your seeds? The next cell takes some
# seconds.

# %%
prediction = "random: … of 20, seeded: … of 20"  # write yours

# %%
rng = np.random.default_rng(0)
pixels = np.repeat(np.arange(len(colors)), counts)  # the color of each pixel
random_runs = [k_means(colors, counts, [colors[rng.choice(pixels, 4)]]) for _ in range(20)]
seeded_runs = [
    k_means(colors, counts, [seed_centers(colors, counts, rng.random(4))]) for _ in range(20)
]
best = min(random_runs + seeded_runs, key=lambda run: run[2])
for name, runs in [("random", random_runs), ("seeded", seeded_runs)]:
    ratios = np.array([run[2] for run in runs]) / best[2]
    print(f"{name}: {np.sum(ratios < 1.01)} of 20 within 1% of the best, worst {ratios.max():.2f}")

# %%
worst = max(random_runs, key=lambda run: run[2])
fig, axes = plt.subplots(1, 3, figsize=(11, 2.8))
axes[0].imshow(photo)
axes[0].set_title("photo")
for ax, (palette, _, cost), title in zip(axes[1:], [worst, best], ["worst start", "best start"]):
    ax.imshow(palette[assign(photo.reshape(-1, 3), palette)[0]].reshape(photo.shape) / 255)
    ax.set_title(f"{title}: cost {cost / 1e6:.1f} million")
for ax in axes:
    ax.axis("off")
plt.show()

# %% [markdown]
# The worst start spent three of its four colors on dark leaves, and the flower is a flat disk. The
# best gives the flower two colors, and its heart glows. Nothing tells the poor run that it is poor:
# no center wants to move. Seeds that lie apart find the good end more often, not always. So in
# practice both: k-means++ *and* several starts.
#
# ## Squeeze the picture
#
# A palette saves space. Instead of three bytes, 24 bits, each of $p$ pixels stores the number of
# its color, for which $\lceil \log_2 k \rceil$ bits do: 4 for up to 16 colors. The palette itself
# costs 24 bits a color. The picture shrinks by the ratio
#
# $$r = \frac{24\, p}{p\, \lceil \log_2 k \rceil + 24\, k}$$
#
# Paint every pixel in its nearest color and say what it saves. The centers are no whole numbers, and
# pixels must be: round them, and don't cut off the decimals.


# %% exercise="compress"
def compress(photo, centers):
    """Paint a photo with the colors of a palette.

    Parameters
    ----------
    photo : numpy.ndarray, shape (height, width, 3), uint8
    centers : numpy.ndarray, shape (k, 3), float
        From 0 to 255; k is at least 2.

    Returns
    -------
    picture : numpy.ndarray, shape (height, width, 3), uint8
        Each pixel is the center nearest to it, rounded to whole numbers.
    ratio : float
        The bits of the photo divided by those of the picture with its palette.
    """
    ### BEGIN SOLUTION
    pixels = photo.reshape(-1, 3)
    labels, _ = assign(pixels, centers)
    picture = np.rint(centers[labels]).astype(np.uint8).reshape(photo.shape)
    bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)
    return picture, 24 * len(pixels) / bits
    ### END SOLUTION


# %% [markdown] hint="compress"
# `assign` wants a table with one pixel a row. How do you get from a photo to a table, and back? How
# many pixels are in a photo of 4 by 5?

# %% [markdown] hint="compress"
# A photo of 2 by 3 has 6 pixels: 144 bits. With a palette of 5 colors each pixel takes 3 bits: 18
# for the pixels and 120 for the palette, 138 in all. Tiny photos gain next to nothing.

# %% [markdown] hint="compress"
# `pixels = photo.reshape(-1, 3)` is the table; `centers[labels]` paints all its rows at once;
# `np.rint`, `.astype(np.uint8)` and `.reshape(photo.shape)` make a picture of it. The bits of the
# picture are …

# %% checks="compress" points=10
tiny = np.array(
    [[[12, 4, 9], [200, 180, 30], [11, 7, 3]], [[90, 240, 66], [210, 170, 40], [80, 235, 70]]],
    dtype=np.uint8,
)
ink = np.array([[11.6, 5.5, 6.2], [205.4, 174.9, 35.0], [85.2, 237.7, 68.4]])
expect(
    compress(tiny, ink)[0],
    np.array(
        [[[12, 6, 6], [205, 175, 35], [12, 6, 6]], [[85, 238, 68], [205, 175, 35], [85, 238, 68]]],
        dtype=np.uint8,
    ),
    "each pixel has the nearest of three colors, rounded: 11.6 becomes 12",
)
expect(compress(tiny, ink)[1], 144 / 84, "6 pixels of 24 bits; 6 of 2 bits and 3 colors of 24 bits")
expect(
    compress(np.zeros((20, 50, 3), dtype=np.uint8), np.arange(27.0).reshape(9, 3))[1],
    24000 / 4216,
    "1,000 pixels with 9 colors: 4 bits each, and 216 for the palette",
)
### BEGIN HIDDEN TESTS
expect(
    compress(photo[:30, :40], 255 - ink)[0].dtype.name,
    "uint8",
    "the picture consists of bytes, like the photo",
)
expect(
    compress(np.tile(tiny, (3, 1, 1)), ink[::-1])[0],
    np.tile(compress(tiny, ink)[0], (3, 1, 1)),
    "the order of the palette changes nothing; a photo may be taller than wide",
)
expect(
    compress(np.zeros((11, 7, 3), dtype=np.uint8), np.arange(24.0).reshape(8, 3))[1],
    1848 / 423,
    "8 colors take 3 bits",
)
expect(compress(tiny, ink[:2])[1], 144 / 54, "two colors: 1 bit for each pixel")
exact_check = compress(
    photo[:9, :14], np.unique(photo[:9, :14].reshape(-1, 3), axis=0).astype(float)
)
expect(exact_check[0], photo[:9, :14], "with every color in the palette the photo stays as it is")
### END HIDDEN TESTS


# %% mistake="compress" replace="np.rint(centers[labels])" says="the decimals are cut off, not rounded" with="centers[labels]"

# %% mistake="compress" replace="np.ceil(np.log2(len(centers)))" says="the bits of a pixel are not rounded up to whole ones" with="np.log2(len(centers))"

# %% mistake="compress" replace="np.ceil(np.log2(len(centers)))" says="the bits of a pixel are rounded down, so that some colors get no number" with="np.floor(np.log2(len(centers)))"

# %% mistake="compress" replace="np.ceil(np.log2(len(centers)))" says="a pixel takes k bits, not the logarithm of k" with="len(centers)"

# %% mistake="compress" replace="+ 24 * len(centers)" says="the bits of the palette are forgotten" with=""

# %% mistake="compress" replace="return picture, 24 * len(pixels) / bits" says="the ratio is upside down" with="return picture, bits / (24 * len(pixels))"

# %% mistake="compress" replace="return picture, 24 * len(pixels) / bits" says="a pixel of the photo is counted with 8 bits, not three times 8" with="return picture, 8 * len(pixels) / bits"

# %% mistake="compress" replace=".reshape(photo.shape)" says="the picture is still a table of pixels" with=""

# %% mistake="compress" replace=".astype(np.uint8)" says="the picture holds floats, not bytes" with=""

# %% mistake="compress" replace="np.rint(centers[labels])" says="each pixel shows the number of its color, not the color" with="np.repeat(labels, 3)"


# %% mistake="compress" says="height and width are exchanged"
def compress(photo, centers):
    h, w, _ = photo.shape
    pixels = photo.transpose(1, 0, 2).reshape(-1, 3)
    labels, _ = assign(pixels, centers)
    picture = np.rint(centers[labels]).astype(np.uint8).reshape(w, h, 3)
    bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)
    return picture, 24 * len(pixels) / bits


# %% mistake="compress" replace="np.log2" says="the logarithm is the natural one, not that to base 2" with="np.log"

# %% mistake="compress" replace="bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)" says="k is the number of channels, 3, not that of the colors" with="bits = len(pixels) * np.ceil(np.log2(3)) + 24 * 3"

# %% mistake="compress" replace="bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)\n    return picture, 24 * len(pixels) / bits" says="p counts all numbers of the photo, three for each pixel" with="bits = photo.size * np.ceil(np.log2(len(centers))) + 24 * len(centers)\n    return picture, 24 * photo.size / bits"

# %% mistake="compress" replace="np.ceil(np.log2(len(centers)))" says="a power of two gets one bit too many: 8 colors are numbered 0 to 7, in 3 bits" with="len(centers).bit_length()"

# %% mistake="compress" replace="np.rint(centers[labels]).astype(np.uint8)" says="the colors are neither rounded nor turned into bytes" with="centers[labels]"


# %% mistake="compress" says="the table comes from `reshape(3, -1).T`, which mixes the numbers of different pixels"
def compress(photo, centers):
    pixels = photo.reshape(3, -1).T
    labels, _ = assign(pixels, centers)
    picture = np.rint(centers[labels]).astype(np.uint8).T.reshape(photo.shape)
    bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)
    return picture, 24 * len(pixels) / bits


# %% mistake="compress" says="`reshape(3, -1).T` mixes the numbers of different pixels, and nothing turns it back"
def compress(photo, centers):
    pixels = photo.reshape(3, -1).T
    labels, _ = assign(pixels, centers)
    picture = np.rint(centers[labels]).astype(np.uint8).reshape(photo.shape)
    bits = len(pixels) * np.ceil(np.log2(len(centers))) + 24 * len(centers)
    return picture, 24 * len(pixels) / bits


# %% [markdown] equivalent="compress"
# - `np.zeros((height, width, 3), dtype=np.uint8) → np.ones((height, width, 3), dtype=np.uint8)`: every pixel is painted over
# - `1 → 0`: the loop goes up from there
# - `1 → 2`: NumPy takes any negative number for the one that it is to find


# %% alternative="compress"
def compress(photo, centers):
    height, width = photo.shape[0], photo.shape[1]
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    for row in range(height):
        labels = assign(photo[row], centers)[0]
        picture[row] = np.round(centers[labels])
    bits = 1
    while 2**bits < len(centers):
        bits += 1
    return picture, height * width * 24 / (height * width * bits + len(centers) * 3 * 8)


# %% [markdown]
# Sixteen colors now, from one seeded start with at most 30 rounds. How much does the picture shrink,
# and what does the eye miss?

# %%
start = seed_centers(colors, counts, np.random.default_rng(1).random(16))
sixteen = k_means(colors, counts, [start], rounds=30)[0]
picture, ratio = compress(photo, sixteen)
share = np.bincount(assign(photo.reshape(-1, 3), sixteen)[0], minlength=16) / counts.sum()
fig, axes = plt.subplots(1, 3, figsize=(11, 2.6))
axes[0].imshow(photo)
axes[1].imshow(picture)
axes[1].set_title(f"16 colors, {ratio:.2f} times smaller")
plots.palette(sixteen / 255, share, ax=axes[2])
for ax in axes[:2]:
    ax.axis("off")
plt.show()

# %% [markdown]
# The petals keep their shades; what suffers are smooth transitions in the leaves, which break into
# patches. The right bar shows the palette: nearly three quarters of the pixels are black or dark green, and the colors of the flower share the rest. The picture is almost six times smaller.
# Pictures in GIF and PNG with palettes work just so.
#
# ## How well does a customer fit?
#
# Back to the shop. Were four segments reasonable? The **silhouette** of a point compares $a$, its
# mean distance to the *other* points of its own group, with $b$, the smallest of its mean distances
# to the points of each other group:
#
# $$s = \frac{b - a}{\max(a, b)}$$
#
# Near 1 it sits among its own; at 0 between two groups; below 0 it would fit better elsewhere. The
# distances are plain, not squared. The lecture did this for one point and ready-made distances. Do
# it for all. A point that is alone in its group has no $a$: its silhouette is 0.


# %% exercise="silhouette"
def silhouette(X, labels):
    """Return the silhouette of every point.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n), float
        For no point a and b are both 0.
    labels : numpy.ndarray, shape (m,)
        The group of each point: whole numbers, not necessarily 0, 1, 2, …; two different ones
        at least.

    Returns
    -------
    numpy.ndarray, shape (m,)
        From -1 to 1; 0 for a point that is alone in its group.
    """
    ### BEGIN SOLUTION
    values = np.zeros(len(X))
    for i in range(len(X)):
        distances = np.sqrt(((X - X[i]) ** 2).sum(axis=1))
        own = labels == labels[i]
        if own.sum() > 1:
            a = distances[own].sum() / (own.sum() - 1)
            others = np.unique(labels[~own])
            b = min(distances[labels == group].mean() for group in others)
            values[i] = (b - a) / max(a, b)
    return values
    ### END SOLUTION


# %% [markdown] hint="silhouette"
# A point's distance to itself is 0 and should not count. If you add up the distances to all of its
# group, by what do you divide?

# %% [markdown] hint="silhouette"
# On a line: group 0 at 1, 2 and 4, group 1 at 9 and 12. The point 1 has a = (1 + 3) / 2 = 2 and b =
# (8 + 11) / 2 = 9.5, so s = 7.5 / 9.5.

# %% [markdown] hint="silhouette"
# For each `i`: all distances from `X[i]` in one line; `own = labels == labels[i]`; leave the value
# at 0 if `own.sum()` is 1. Else `a` as above, and `b` is the `min` over `np.unique(labels[~own])`
# of …

# %% checks="silhouette" points=14
on_line = np.array([[1.0], [2.0], [4.0], [9.0], [12.0], [30.0]])
expect(
    silhouette(on_line, np.array([0, 0, 0, 1, 1, 2])),
    np.array([7.5 / 9.5, 7 / 8.5, 4 / 6.5, (20 / 3 - 3) / (20 / 3), (29 / 3 - 3) / (29 / 3), 0.0]),
    "the point 1: a = (1 + 3) / 2, b = (8 + 11) / 2; the point 30 is alone",
)
spread = np.array(
    [[0.0, 0.0], [3.0, 4.0], [6.0, 8.0], [1.0, 9.0], [5.0, 1.0], [9.0, 2.0], [2.0, 6.5]]
)
groups_check = np.array([7, 3, 7, 3, 5, 5, 3])
expect(
    silhouette(spread, groups_check),
    silhouette_samples(spread, groups_check),
    "it agrees with scikit-learn's `silhouette_samples`, also for groups named 3, 5 and 7",
)
expect(
    silhouette(spread * 4 - 11, groups_check),
    silhouette_samples(spread, groups_check),
    "another unit and another origin change no silhouette",
)
### BEGIN HIDDEN TESTS
expect(
    silhouette(Z[40:100:3], np.arange(20) % 4),
    silhouette_samples(Z[40:100:3], np.arange(20) % 4),
    "groups at random: many silhouettes are negative",
)
expect(silhouette(on_line[:3], np.array([1, 8, 4])), np.zeros(3), "if all are alone, all have 0")
expect(
    silhouette(on_line[[5, 0, 3, 2, 4, 1]], np.array([2, 0, 1, 0, 1, 0])),
    silhouette(on_line, np.array([0, 0, 0, 1, 1, 2]))[[5, 0, 3, 2, 4, 1]],
    "in another order each point keeps its silhouette",
)
### END HIDDEN TESTS


# %% mistake="silhouette" replace="distances[own].sum() / (own.sum() - 1)" says="the point itself counts among its neighbors with the distance 0" with="distances[own].mean()"

# %% mistake="silhouette" replace="np.sqrt(((X - X[i]) ** 2).sum(axis=1))" says="the distances are squared" with="((X - X[i]) ** 2).sum(axis=1)"

# %% mistake="silhouette" replace="np.sqrt(((X - X[i]) ** 2).sum(axis=1))" says="only the first column is looked at" with="np.abs(X[:, 0] - X[i, 0])"

# %% mistake="silhouette" replace="(b - a) / max(a, b)" says="a and b are exchanged in the difference" with="(a - b) / max(a, b)"

# %% mistake="silhouette" replace="(b - a) / max(a, b)" says="it is divided by b, which is not always the larger" with="(b - a) / b"

# %% mistake="silhouette" replace="(b - a) / max(a, b)" says="it is divided by the smaller of a and b" with="(b - a) / min(a, b)"

# %% mistake="silhouette" replace="(b - a) / max(a, b)" says="it is divided by a + b" with="(b - a) / (a + b)"

# %% mistake="silhouette" replace="(b - a) / max(a, b)" says="the difference is not divided by anything" with="b - a"

# %% mistake="silhouette" replace="b = min(distances[labels == group].mean() for group in others)" says="b is the mean over all points of other groups, not over the nearest group" with="b = distances[~own].mean()"

# %% mistake="silhouette" replace="b = min(distances[labels == group].mean() for group in others)" says="b is the distance to the nearest point of another group, not a mean" with="b = distances[~own].min()"

# %% mistake="silhouette" replace="b = min(distances[labels == group].mean() for group in others)" says="b is that of the farthest other group, not of the nearest" with="b = max(distances[labels == group].mean() for group in others)"

# %% mistake="silhouette" replace="return values" says="only the mean of all silhouettes is returned" with="return values.mean()"


# %% mistake="silhouette" says="a point that is alone gets 1, not 0"
def silhouette(X, labels):
    values = np.ones(len(X))
    for i in range(len(X)):
        distances = np.sqrt(((X - X[i]) ** 2).sum(axis=1))
        own = labels == labels[i]
        if own.sum() > 1:
            a = distances[own].sum() / (own.sum() - 1)
            b = min(distances[labels == group].mean() for group in np.unique(labels[~own]))
            values[i] = (b - a) / max(a, b)
    return values


# %% mistake="silhouette" says="distances are those to the centers of the groups, not mean distances to points"
def silhouette(X, labels):
    names = np.unique(labels)
    middles = np.array([X[labels == name].mean(axis=0) for name in names])
    values = np.zeros(len(X))
    for i in range(len(X)):
        away = np.sqrt(((middles - X[i]) ** 2).sum(axis=1))
        a, b = away[names == labels[i]][0], away[names != labels[i]].min()
        if np.sum(labels == labels[i]) > 1:
            values[i] = (b - a) / max(a, b)
    return values


# %% mistake="silhouette" replace="if own.sum() > 1:" says="a point that is alone in its group is treated like all others" with="if True:"

# %% mistake="silhouette" replace="others = np.unique(labels[~own])" says="the groups are supposed to be numbered 0, 1, 2, …" with="others = [g for g in range(len(np.unique(labels))) if g != labels[i]]"

# %% mistake="silhouette" replace="others = np.unique(labels[~own])" says="the point's own group is among those that b is chosen from" with="others = np.unique(labels)"

# %% mistake="silhouette" replace="distances[own].sum() / (own.sum() - 1)" says="a is the sum of the distances, not their mean" with="distances[own].sum()"


# %% mistake="silhouette" says="the search for the smallest b does not begin anew for each point"
def silhouette(X, labels):
    values, b = np.zeros(len(X)), np.inf
    for i in range(len(X)):
        distances = np.sqrt(((X - X[i]) ** 2).sum(axis=1))
        own = labels == labels[i]
        if own.sum() > 1:
            a = distances[own].sum() / (own.sum() - 1)
            for group in np.unique(labels[~own]):
                b = min(b, distances[labels == group].mean())
            values[i] = (b - a) / max(a, b)
    return values


# %% [markdown] equivalent="silhouette"
# - `((X - X[i]) ** 2).sum(axis=1) → ((X - X[i]) ** 2).mean(axis=1)`: a common factor of all distances cancels
# - `((X[:, None] - X[None]) ** 2).sum(axis=2) → ((X[:, None] - X[None]) ** 2).mean(axis=2)`: likewise
# - `np.unique(labels[~own]) → labels[~own]`: each group is looked at several times
# - `np.unique(labels[~own]) → labels[~own]`: each group is looked at several times
# - `1 → 0`: points that are alone get 0 afterward
# - `point - other → other - point`: a distance is symmetric
# - `a < b → a <= b`: both sides give 0 where a = b


# %% alternative="silhouette"
def silhouette(X, labels):
    D = np.sqrt(((X[:, None] - X[None]) ** 2).sum(axis=2))
    names = np.unique(labels)
    sizes = np.array([np.sum(labels == name) for name in names])
    sums = np.column_stack([D[:, labels == name].sum(axis=1) for name in names])
    own = labels[:, None] == names
    size = sizes[np.argmax(own, axis=1)]
    a = sums[own] / np.maximum(size - 1, 1)
    b = np.where(own, np.inf, sums / sizes).min(axis=1)
    return np.where(size == 1, 0.0, (b - a) / np.maximum(a, b))


# %% alternative="silhouette"
def silhouette(X, labels):
    result = []
    for i, point in enumerate(X):
        groups = {}
        for j, other in enumerate(X):
            if i != j:
                groups.setdefault(labels[j], []).append(np.linalg.norm(point - other))
        own = groups.pop(labels[i], [])
        if not own:
            result.append(0)
            continue
        a = sum(own) / len(own)
        b = min(sum(far) / len(far) for far in groups.values())
        result.append(1 - a / b if a < b else b / a - 1)
    return np.array(result)


# %% [markdown]
# Judge $k$ from two to six by two instruments. The mean silhouette of 1,500 customers; and the
# *stability*: cluster two halves of the customers separately, let both sort all customers, and
# measure by the **adjusted Rand index** how well they agree (1: the same groups; 0: as by chance).
# The library does the clustering, because it is faster.

# %%
rng = np.random.default_rng(0)
some = Z[rng.choice(len(Z), 1500, replace=False)]
for k in range(2, 7):
    fit = KMeans(k, n_init=3, random_state=0).fit(Z)
    values, agreed = silhouette(some, fit.predict(some)), []
    for _ in range(5):
        mixed = rng.permutation(len(Z))
        left, right = (KMeans(k, n_init=3, random_state=0).fit(Z[h]) for h in np.split(mixed, 2))
        agreed.append(adjusted_rand_score(left.predict(Z), right.predict(Z)))
    print(
        f"k = {k}: silhouette {values.mean():.2f}, two halves agree to {np.mean(agreed):.2f}",
        end="",
    )
    print(f" (worst {min(agreed):.2f})")

# %% [markdown]
# The silhouette prefers two, at 0.59: those who came back and those who did not. Nobody needs a
# machine for that. From four on it is flat at 0.40, so customers are a continuum, with no gaps to cut
# at. Up to five segments two halves of the data tell the same story; at six they agree to 0.87 only. So stability allows up to five, and the score can't choose for you. Your
# purpose can.
#
# ## Which kinds are nearly the same?
#
# Turn the question round. Cut the customers finely, into twelve little segments, and merge step by
# step what is most alike, until you have as many as you can write letters for. A step of
# **hierarchical clustering** needs only the table $D$ of distances between groups. Merge the closest
# groups $i$ and $j$; the distance of the new group to any other, $r$, follows from the old ones:
#
# $$D_{\text{new},r} = \min(D_{ir}, D_{jr}), \quad \max(D_{ir}, D_{jr}) \quad\text{or}\quad
# \frac{s_i D_{ir} + s_j D_{jr}}{s_i + s_j}$$
#
# for *single*, *complete* and *average* linkage, where $s_i$ is how many points group $i$ holds. The
# new group takes the place of $i$, the smaller number, and the row and column of $j$ vanish.


# %% exercise="merge_closest"
def merge_closest(D, sizes, linkage):
    """Merge the two closest groups.

    Parameters
    ----------
    D : numpy.ndarray, shape (g, g), float
        Distances between groups: symmetric, 0 on the diagonal, above 0 elsewhere; g is at
        least 2. Stays as it is.
    sizes : numpy.ndarray, shape (g,), int
        How many points each group holds. Stays as it is.
    linkage : {"single", "complete", "average"}

    Returns
    -------
    D_new : numpy.ndarray, shape (g - 1, g - 1)
        The merged group has the place of i, and j is gone. Likewise symmetric.
    sizes_new : numpy.ndarray, shape (g - 1,)
    pair : (int, int)
        i < j, the groups that merged; of equally close pairs the one with the smallest i, and
        of these with the smallest j.
    height : float
        How far apart the two were.
    """
    ### BEGIN SOLUTION
    g = len(D)
    height, i, j = min((D[i, j], i, j) for i in range(g) for j in range(i + 1, g))
    if linkage == "single":
        row = np.minimum(D[i], D[j])
    elif linkage == "complete":
        row = np.maximum(D[i], D[j])
    else:
        row = (sizes[i] * D[i] + sizes[j] * D[j]) / (sizes[i] + sizes[j])
    D_new, sizes_new = D.copy(), sizes.copy()
    D_new[i], D_new[:, i], D_new[i, i] = row, row, 0
    sizes_new[i] += sizes[j]
    D_new = np.delete(np.delete(D_new, j, axis=0), j, axis=1)
    return D_new, np.delete(sizes_new, j), (i, j), height
    ### END SOLUTION


# %% [markdown] hint="merge_closest"
# Where is the smallest entry of `D`, apart from the diagonal? And which entries of the table change
# when two groups become one?

# %% [markdown] hint="merge_closest"
# Groups 0, 1, 2 with distances 5 (0 to 1), 9 (0 to 2) and 7 (1 to 2), sizes 2, 3, 4: 0 and 1 merge
# at height 5. The new group is 7, 9 or (2 · 9 + 3 · 7) / 5 = 7.8 from group 2.

# %% [markdown] hint="merge_closest"
# `min((D[i, j], i, j) for …)` over all `i < j` finds height and pair at once. Compute `row` from `D[i]`
# and `D[j]`, write it into row *and* column `i` of a copy, put 0 on the diagonal, and `np.delete`
# row and column …

# %% checks="merge_closest" points=14
D_four = np.array(
    [[0.0, 5.0, 9.0, 4.0], [5.0, 0.0, 7.0, 2.5], [9.0, 7.0, 0.0, 6.0], [4.0, 2.5, 6.0, 0.0]]
)
sizes_four = np.array([2, 3, 8, 6])
expect(
    merge_closest(D_four, sizes_four, "single"),
    (
        np.array([[0.0, 4.0, 9.0], [4.0, 0.0, 6.0], [9.0, 6.0, 0.0]]),
        np.array([2, 9, 8]),
        (1, 3),
        2.5,
    ),
    "1 and 3 merge at 2.5; the new group is min(5, 4) from group 0 and min(7, 6) from group 2",
)
expect(
    merge_closest(D_four, sizes_four, "complete")[0],
    np.array([[0.0, 5.0, 9.0], [5.0, 0.0, 7.0], [9.0, 7.0, 0.0]]),
    "complete linkage takes max(5, 4) and max(7, 6)",
)
expect(
    merge_closest(D_four, sizes_four, "average")[0],
    np.array([[0.0, 13 / 3, 9.0], [13 / 3, 0.0, 19 / 3], [9.0, 19 / 3, 0.0]]),
    "average linkage: (3 · 5 + 6 · 4) / 9 and (3 · 7 + 6 · 6) / 9",
)
### BEGIN HIDDEN TESTS
D_tied = np.array(
    [[0.0, 6.0, 3.0, 8.0], [6.0, 0.0, 3.0, 7.0], [3.0, 3.0, 0.0, 5.0], [8.0, 7.0, 5.0, 0.0]]
)
expect(
    merge_closest(D_tied, sizes_four, "single")[1:],
    (np.array([10, 3, 6]), (0, 2), 3.0),
    "of equally close pairs the first",
)
expect(
    merge_closest(np.array([[0.0, 0.6], [0.6, 0.0]]), np.array([4, 3]), "average"),
    (np.array([[0.0]]), np.array([7]), (0, 1), 0.6),
    "of two groups one is left",
)
D_copy, sizes_copy = D_four.copy(), sizes_four.copy()
once_check = merge_closest(D_copy, sizes_copy, "average")
expect(D_copy, D_four, "the table is still there afterward")
expect(np.diagonal(D_four), np.zeros(4), "with all of its zeros")
expect(sizes_copy, sizes_four, "the sizes are still there afterward")


def heights_check(points, linkage):
    D = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    sizes, heights = np.ones(len(points), dtype=int), []
    while len(D) > 1:
        D, sizes, _, height = merge_closest(D, sizes, linkage)
        heights.append(float(height))
    return np.array(heights)


expect(
    heights_check(Z[3:90:3], "single"),
    hierarchy.linkage(Z[3:90:3], "single")[:, 2],
    "29 customers merge at the heights that SciPy finds, by single linkage",
)
expect(
    heights_check(Z[3:90:3], "complete"),
    hierarchy.linkage(Z[3:90:3], "complete")[:, 2],
    "likewise by complete linkage",
)
expect(
    heights_check(Z[3:90:3], "average"),
    hierarchy.linkage(Z[3:90:3], "average")[:, 2],
    "likewise by average linkage",
)
deal_check = np.random.default_rng()
D_any = np.triu(deal_check.uniform(1, 9, (6, 6)), 1)
D_any, sizes_any = D_any + D_any.T, deal_check.integers(2, 9, 6)
closest_any = D_any[D_any > 0].min()
i_any, j_any = np.argwhere(D_any == closest_any)[0]
both_any = sizes_any[[i_any, j_any]]
row_any = both_any @ D_any[[i_any, j_any]] / both_any.sum()
rest_any = [r for r in range(6) if r not in (i_any, j_any)]
left_any = [r - (r > j_any) for r in rest_any]
table_any, counts_any, pair_any, height_any = merge_closest(D_any, sizes_any, "average")
expect(
    (tuple(pair_any), height_any),
    ((int(i_any), int(j_any)), closest_any),
    "any closest pair merges",
)
expect(
    table_any[i_any][left_any], row_any[rest_any], "the new distances of six groups dealt by chance"
)
expect(table_any[np.ix_(left_any, left_any)], D_any[np.ix_(rest_any, rest_any)], "the others stay")
expect(counts_any[i_any], both_any.sum(), "the sizes add up")
### END HIDDEN TESTS


# %% mistake="merge_closest" replace="row = np.minimum(D[i], D[j])" says="single linkage takes the larger of the two distances, as complete linkage does" with="row = np.maximum(D[i], D[j])"

# %% mistake="merge_closest" replace="row = np.maximum(D[i], D[j])" says="complete linkage takes the smaller of the two distances, as single linkage does" with="row = np.minimum(D[i], D[j])"

# %% mistake="merge_closest" replace="row = (sizes[i] * D[i] + sizes[j] * D[j]) / (sizes[i] + sizes[j])" says="average linkage forgets the sizes" with="row = (D[i] + D[j]) / 2"

# %% mistake="merge_closest" replace="row = (sizes[i] * D[i] + sizes[j] * D[j]) / (sizes[i] + sizes[j])" says="average linkage exchanges the sizes of the two groups" with="row = (sizes[j] * D[i] + sizes[i] * D[j]) / (sizes[i] + sizes[j])"

# %% mistake="merge_closest" replace="D_new[i], D_new[:, i], D_new[i, i] = row, row, 0" says="the new distances stand in the row of the merged group, but not in its column" with="D_new[i], D_new[i, i] = row, 0"

# %% mistake="merge_closest" replace="D_new[i], D_new[:, i], D_new[i, i] = row, row, 0" says="the merged group is not at distance 0 from itself" with="D_new[i], D_new[:, i], D_new[i, i] = row, row, height"

# %% mistake="merge_closest" replace="D_new[i], D_new[:, i], D_new[i, i] = row, row, 0" says="the merged group keeps the distances of i" with=""

# %% mistake="merge_closest" replace="sizes_new[i] += sizes[j]" says="the size of the merged group is not added up" with=""

# %% mistake="merge_closest" replace="D_new, sizes_new = D.copy(), sizes.copy()" says="the table and the sizes themselves are changed" with="D_new, sizes_new = D, sizes"

# %% mistake="merge_closest" replace="height, i, j = min(" says="the two groups farthest apart merge" with="height, i, j = max("

# %% mistake="merge_closest" replace="(i, j), height" says="the height comes before the pair" with="height, (i, j)"


# %% mistake="merge_closest" says="the merged group is put at the end, not in the place of i"
def merge_closest(D, sizes, linkage):
    g = len(D)
    height, i, j = min((D[i, j], i, j) for i in range(g) for j in range(i + 1, g))
    if linkage == "single":
        row = np.minimum(D[i], D[j])
    elif linkage == "complete":
        row = np.maximum(D[i], D[j])
    else:
        row = (sizes[i] * D[i] + sizes[j] * D[j]) / (sizes[i] + sizes[j])
    rest = np.delete(np.arange(len(D)), [i, j])
    D_new = np.zeros((len(D) - 1, len(D) - 1))
    D_new[:-1, :-1] = D[np.ix_(rest, rest)]
    D_new[-1, :-1] = D_new[:-1, -1] = row[rest]
    return D_new, np.append(sizes[rest], sizes[i] + sizes[j]), (i, j), height


# %% mistake="merge_closest" says="the diagonal, a group and itself, counts as the closest pair"
def merge_closest(D, sizes, linkage):
    i, j = np.unravel_index(np.argmin(D), D.shape)
    return (
        np.delete(np.delete(D, j, axis=0), j, axis=1),
        np.delete(sizes, j),
        (int(i), int(j)),
        D[i, j],
    )


# %% mistake="merge_closest" says="single and complete linkage have changed places"
def merge_closest(D, sizes, linkage):
    g = len(D)
    height, i, j = min((D[i, j], i, j) for i in range(g) for j in range(i + 1, g))
    if linkage == "single":
        row = np.maximum(D[i], D[j])
    elif linkage == "complete":
        row = np.minimum(D[i], D[j])
    else:
        row = (sizes[i] * D[i] + sizes[j] * D[j]) / (sizes[i] + sizes[j])
    D_new, sizes_new = D.copy(), sizes.copy()
    D_new[i], D_new[:, i], D_new[i, i] = row, row, 0
    sizes_new[i] += sizes[j]
    D_new = np.delete(np.delete(D_new, j, axis=0), j, axis=1)
    return D_new, np.delete(sizes_new, j), (i, j), height


# %% mistake="merge_closest" replace="D_new = np.delete(np.delete(D_new, j, axis=0), j, axis=1)" says="the row and column of i vanish from the table, not those of j" with="D_new = np.delete(np.delete(D_new, i, axis=0), i, axis=1)"

# %% mistake="merge_closest" replace="(i, j), height" says="the pair has its larger number first" with="(j, i), height"

# %% mistake="merge_closest" replace="D_new[i], D_new[:, i], D_new[i, i] = row, row, 0" says="the diagonal of the new table is not set back to 0" with="D_new[i], D_new[:, i] = row, row"


# %% [markdown] equivalent="merge_closest"
# - `D_new[i], D_new[:, i], D_new[i, i] = (row, row, 0) one line later`: it does not touch the sizes
# - `range(g) → range(0, g - 1)`: the last group has no later one
# - `range(g) → range(0, g + 1)`: no group comes behind the last
# - `{'single': min, 'complete': max}[linkage](D[i, r], D[j, r]) → {'single': min, 'complete': max}[linkage](D[j, r], D[i, r])`: both are symmetric


# %% alternative="merge_closest"
def merge_closest(D, sizes, linkage):
    g, i, j = len(D), 0, 1
    for a in range(g):
        for b in range(a + 1, g):
            if D[a, b] < D[i, j]:
                i, j = a, b
    kept = [r for r in range(g) if r != j]
    D_new = np.array([[D[a, b] for b in kept] for a in kept])
    for place, r in enumerate(kept):
        if r == i:
            continue
        if linkage == "average":
            value = np.average([D[i, r], D[j, r]], weights=[sizes[i], sizes[j]])
        else:
            value = {"single": min, "complete": max}[linkage](D[i, r], D[j, r])
        D_new[i, place] = D_new[place, i] = value
    sizes_new = [sizes[r] + sizes[j] if r == i else sizes[r] for r in kept]
    return D_new, np.array(sizes_new), (i, j), D[i, j]


# %% [markdown]
# Twelve little segments by your k-means, from a seeded start; then the merges of their centers by
# average linkage. Under each leaf stand the medians of its customers: days since the last purchase,
# orders, dollars.

# %%
seeds = seed_centers(Z, ones, np.random.default_rng(0).random(12))
fine_centers, fine, _ = k_means(Z, ones, [seeds], rounds=50)
gaps = np.sqrt(((fine_centers[:, None] - fine_centers[None]) ** 2).sum(axis=2))
D, sizes, heights = gaps, np.ones(12, dtype=int), []
while len(D) > 1:
    D, sizes, _, height = merge_closest(D, sizes, "average")
    heights.append(height)
merges = hierarchy.linkage(fine_centers, "average")
print("the same heights as SciPy's:", np.allclose(heights, merges[:, 2]))
print("sizes, largest first:", np.sort(np.bincount(fine))[::-1])

# %%
middle = customers.groupby(fine).median().round().astype(int)
names = [f"{row.days} d, {row.orders}×, ${row.dollars}" for row in middle.itertuples()]
plt.figure(figsize=(8, 4.5))
plots.dendrogram(merges, names, cut=1.75)
plt.show()

# %% [markdown]
# Read it from the bottom: segments that join low are so alike that one letter will do. Cut at the
# dashed line and four remain. On the left a curiosity stands alone: customers whose only purchase
# was free, because the logarithm of 1 + 0 dollars is far from everything. In blue those who bought once or twice,
# long ago; in orange the regular ones; and between them, alone, a segment with ten orders and 470 dollars.
# Average linkage spends a group on every outlier, k-means does not. You stay with the four segments
# of k-means, and keep in mind that free offers deserve a letter of their own.
#
# ## What are the segments worth?
#
# New Year's Eve is over, and it is July 1998. Rank the segments by their mean later revenue for each
# customer, the best first. If you look after the best $r$ segments, what share of the customers is
# that, and what share of the revenue do they bring?
#
# $$P_r = \frac{\text{customers in the best } r}{m}, \qquad Q_r = \frac{\text{revenue of the best }
# r}{\text{revenue of all}}$$


# %% exercise="segment_worth"
def segment_worth(labels, later):
    """Rank segments by their mean revenue and add up what they bring.

    Parameters
    ----------
    labels : numpy.ndarray, shape (m,)
        The segment of each customer: whole numbers, not necessarily 0, 1, 2, ….
    later : numpy.ndarray, shape (m,)
        The later revenue of each customer, in dollars; above 0 in all.

    Returns
    -------
    order : numpy.ndarray, shape (k,)
        The segments, the highest mean revenue for each customer first; of equal means the
        smaller number first.
    P : numpy.ndarray, shape (k,)
        The share of the customers in the best 1, 2, …, k segments.
    Q : numpy.ndarray, shape (k,)
        The share of the revenue that these bring.
    """
    ### BEGIN SOLUTION
    found = np.unique(labels)
    sizes = np.array([np.sum(labels == segment) for segment in found])
    revenue = np.array([later[labels == segment].sum() for segment in found])
    rank = np.argsort(-revenue / sizes, kind="stable")
    P = np.cumsum(sizes[rank]) / len(labels)
    Q = np.cumsum(revenue[rank]) / later.sum()
    return found[rank], P, Q
    ### END SOLUTION


# %% [markdown] hint="segment_worth"
# Which two numbers do you need from each segment? And which quotient of them decides about the
# order?

# %% [markdown] hint="segment_worth"
# Segments with 5, 2 and 3 customers that bring 10, 50 and 60 dollars: the means are 2, 25 and 20,
# so the order is 1, 2, 0. The customers add up as 2, 5, 10, the revenue as 50, 110, 120.

# %% [markdown] hint="segment_worth"
# Collect `sizes` and `revenue` in the order of `np.unique(labels)`. `rank = np.argsort(-revenue /
# sizes, kind="stable")` is the order; sort both by it, and `np.cumsum` adds up step by step. Divide
# by …

# %% checks="segment_worth" points=10
labels_ten = np.array([2, 0, 1, 0, 2, 0, 1, 0, 2, 0])
later_ten = np.array([20.0, 0.0, 38.0, 4.0, 0.0, 0.0, 12.0, 6.0, 40.0, 0.0])
expect(
    segment_worth(labels_ten, later_ten),
    (np.array([1, 2, 0]), np.array([0.2, 0.5, 1.0]), np.array([50 / 120, 110 / 120, 1.0])),
    "segment 1: 2 of 10 customers, 50 of 120 dollars, 25 each; segment 2: 20 each; segment 0: 2 each",
)
expect(
    segment_worth(np.array([8, 3, 8, 5, 3, 8, 5]), np.array([7.0, 1.0, 9.0, 2.0, 4.0, 5.0, 3.0])),
    (np.array([8, 3, 5]), np.array([3, 5, 7]) / 7, np.array([21, 26, 31]) / 31),
    "segments 3 and 5 have the same mean, 2.5: the smaller number comes first",
)
### BEGIN HIDDEN TESTS
expect(
    segment_worth(np.array([4, 4, 4]), np.array([0.0, 6.0, 1.0])),
    (np.array([4]), np.array([1.0]), np.array([1.0])),
    "a single segment holds all",
)
expect(
    segment_worth(np.array([1, 0, 0, 1, 0]), np.array([0.0, 3.0, 0.0, 0.0, 8.0])),
    (np.array([0, 1]), np.array([0.6, 1.0]), np.array([1.0, 1.0])),
    "a segment that brings nothing is the last",
)
expect(
    segment_worth(np.array([6, 2, 6, 9]), np.array([5.0, 5.3, 0.2, 5.5]))[0],
    np.array([9, 2, 6]),
    "means of 5.5, 5.3 and 2.6 dollars, none equal to another",
)
known_check = KMeans(4, n_init=1, init=Z[[5, 77, 900, 4000]]).fit_predict(Z)
worth_check = segment_worth(known_check, later)
table_check = (
    pd.Series(later)
    .groupby(known_check)
    .agg(["size", "sum", "mean"])
    .sort_values("mean", ascending=False)
)
expect(
    worth_check[1],
    (table_check["size"].cumsum() / len(later)).to_numpy(),
    "the shares of 23,570 customers",
)
expect(
    worth_check[2],
    (table_check["sum"].cumsum() / later.sum()).to_numpy(),
    "the shares of their revenue",
)
### END HIDDEN TESTS


# %% mistake="segment_worth" replace="np.argsort(-revenue / sizes," says="the segments are ranked by their whole revenue, not by that of each customer" with="np.argsort(-revenue,"

# %% mistake="segment_worth" replace="np.argsort(-revenue / sizes," says="the worst segment comes first" with="np.argsort(revenue / sizes,"

# %% mistake="segment_worth" replace="np.argsort(-revenue / sizes," says="the segments are ranked by their size" with="np.argsort(-sizes,"

# %% mistake="segment_worth" replace="np.argsort(-revenue / sizes, kind=\"stable\")" says="of equal means the larger number comes first" with="np.argsort(revenue / sizes, kind=\"stable\")[::-1]"

# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)" says="the customers are counted, but not divided by all" with="P = np.cumsum(sizes[rank])"

# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)" says="the shares of the customers are not added up" with="P = sizes[rank] / len(labels)"

# %% mistake="segment_worth" replace="Q = np.cumsum(revenue[rank]) / later.sum()" says="the shares of the revenue are not added up" with="Q = revenue[rank] / later.sum()"

# %% mistake="segment_worth" replace="Q = np.cumsum(revenue[rank]) / later.sum()" says="the mean revenues are added up, not the revenues" with="Q = np.cumsum((revenue / sizes)[rank]) / np.sum(revenue / sizes)"

# %% mistake="segment_worth" replace="Q = np.cumsum(revenue[rank]) / later.sum()" says="the revenue is not divided by that of all" with="Q = np.cumsum(revenue[rank])"

# %% mistake="segment_worth" replace="return found[rank], P, Q" says="the segments are numbered anew by their place, and lose their own numbers" with="return np.arange(len(rank)), P, Q"

# %% mistake="segment_worth" replace="return found[rank], P, Q" says="the segments are listed in their old order" with="return found, P, Q"

# %% mistake="segment_worth" replace="return found[rank], P, Q" says="the two shares have changed places" with="return found[rank], Q, P"


# %% mistake="segment_worth" says="the segments are ranked by the median revenue"
def segment_worth(labels, later):
    table = pd.Series(later).groupby(labels).agg(["size", "sum", "median"])
    table = table.sort_values("median", ascending=False, kind="stable")
    P = table["size"].cumsum() / len(labels)
    return table.index.to_numpy(), P.to_numpy(), (table["sum"].cumsum() / later.sum()).to_numpy()


# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)\n    Q = np.cumsum(revenue[rank]) / later.sum()" says="neither share is added up over the segments" with="P = sizes[rank] / len(labels)\n    Q = revenue[rank] / later.sum()"

# %% mistake="segment_worth" replace="return found[rank], P, Q" says="`argsort` gives positions, and these are returned in place of the segments' numbers" with="return rank, P, Q"

# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)" says="P is the share of the segments, not of the customers" with="P = np.arange(1, len(rank) + 1) / len(rank)"

# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)\n    Q = np.cumsum(revenue[rank]) / later.sum()" says="the shares are added up in the old order of the segments" with="P = np.cumsum(sizes) / len(labels)\n    Q = np.cumsum(revenue) / later.sum()"

# %% mistake="segment_worth" replace="found = np.unique(labels)" says="the segments are supposed to be numbered 0, 1, 2, …" with="found = np.arange(len(np.unique(labels)))"

# %% mistake="segment_worth" replace="/ later.sum()" says="the revenue is divided by the number of customers, not by the revenue of all" with="/ len(labels)"

# %% mistake="segment_worth" replace="P = np.cumsum(sizes[rank]) / len(labels)\n    Q = np.cumsum(revenue[rank]) / later.sum()" says="the shares are given in percent" with="P = 100 * np.cumsum(sizes[rank]) / len(labels)\n    Q = 100 * np.cumsum(revenue[rank]) / later.sum()"

# %% mistake="segment_worth" replace="rank = np.argsort(-revenue / sizes, kind=\"stable\")" says="the mean is over those who bought later, not over all of the segment" with="buyers = np.array([np.sum(later[labels == segment] > 0) for segment in found])\n    rank = np.argsort(-revenue / np.maximum(buyers, 1), kind=\"stable\")"


# %% [markdown] equivalent="segment_worth"
# - `np.argsort(-revenue / sizes, kind='stable') → np.argsort(-revenue / sizes)`: a few segments keep their order
# - `table.agg(['size', 'sum', 'mean']).sort_values('mean', ascending=False, kind='stable') → table.agg(['size', 'sum', 'mean']).sort_values('mean', ascending=False)`: likewise
# - `totals[label] = totals.get(label, 0.0) + dollars one line later`: it does not touch the counts


# %% alternative="segment_worth"
def segment_worth(labels, later):
    table = pd.DataFrame({"segment": labels, "later": later}).groupby("segment")["later"]
    table = table.agg(["size", "sum", "mean"]).sort_values("mean", ascending=False, kind="stable")
    P = table["size"].cumsum() / table["size"].sum()
    Q = table["sum"].cumsum() / table["sum"].sum()
    return table.index.to_numpy(), P.to_numpy(), Q.to_numpy()


# %% alternative="segment_worth"
def segment_worth(labels, later):
    totals, counts_of = {}, {}
    for label, dollars in zip(labels.tolist(), later.tolist()):
        totals[label] = totals.get(label, 0.0) + dollars
        counts_of[label] = counts_of.get(label, 0) + 1
    order = sorted(totals, key=lambda label: (-totals[label] / counts_of[label], label))
    P, Q, people, money = [], [], 0, 0.0
    for label in order:
        people += counts_of[label]
        money += totals[label]
        P.append(people / len(labels))
        Q.append(money / sum(later))
    return np.array(order), np.array(P), np.array(Q)


# %% [markdown]
# ## Which customers, then?
#
# The segments were made on New Year's Eve. Here is what they brought until the end of June, one row
# for each segment, the best first. Give them names of your own.

# %%
order, P, Q = segment_worth(segments, later)
table = customers.assign(later=later, back=later > 0, count=1).groupby(segments)
table = table.agg(
    {
        "count": "size",
        "days": "median",
        "orders": "mean",
        "dollars": "median",
        "later": "mean",
        "back": "mean",
    }
)
table.loc[order].round(2).assign(P=P.round(3), Q=Q.round(3))

# %%
names = ["…", "…", "…", "…"]  # the best first, as in "regulars": write yours

# %% [markdown]
# **Predict.** A simple-minded colleague takes no clusters at all: she sorts the customers by the
# dollars of 1997 and keeps as many as your best segment has. Does she find more or less of the
# later revenue than you?

# %%
rival = np.argsort(-customers["dollars"].to_numpy(), kind="stable")
hindsight = np.sort(later)[::-1]
share = np.arange(1, len(later) + 1) / len(later)
plt.plot(
    share, np.cumsum(hindsight) / later.sum(), "-.", color=plots.HIGHLIGHT, label="in hindsight"
)
plt.plot(share, np.cumsum(later[rival]) / later.sum(), color=plots.DATA, label="by dollars of 1997")
plt.plot([0, *P], [0, *Q], "o--", color=plots.MODEL, label="segment by segment")
plt.plot([0, 1], [0, 1], ":", color=plots.ERROR, lw=1, label="at random")
plt.xlabel("share of the customers")
plt.ylabel("share of the later revenue")
plt.legend(loc="lower right")
plt.show()

# %%
first = segments == order[0]
top = np.zeros(len(later), dtype=bool)
top[rival[: first.sum()]] = True
rng, gain = np.random.default_rng(0), []
for _ in range(1000):  # the same customers for both: a paired difference
    drawn = rng.integers(len(later), size=len(later))
    gain.append((later[drawn] @ (first[drawn] * 1.0 - top[drawn])) / later[drawn].sum())
print(
    f"best segment {Q[0]:.1%} of the revenue, as many by dollars {later[top].sum() / later.sum():.1%}"
)
low, high = np.percentile(gain, [2.5, 97.5])
print(
    f"difference {later @ (first * 1.0 - top) / later.sum():.1%}, 95% interval {low:.1%} to {high:.1%}"
)
print(f"{np.mean(first & top) / np.mean(first):.0%} of the two lists are the same people")

# %% [markdown]
# The curve of the segments has only four points, and they lie on or just above the colleague's. The
# difference at the first point is 1.5 points of the revenue; the interval says that it is more than
# luck, and little. Four in five people are on both lists. **For the question "whom?" a sorted column
# does nearly as well.** What the clusters add is "who are they?": a kind of customer that you can
# describe, name and write to. And no list reaches the green curve: most of what people will buy
# isn't written in what they bought.
#
# Now settle the bets. For the segments, sort the twelve by the place of their segment, and within a
# segment by the dollars of 1997.

# %%
place = {segment: i for i, segment in enumerate(order)}
ranked = sorted(cards, key=lambda c: (place[segments[c]], -customers["dollars"].iloc[c]))
yours = [cards["ABCDEFGHIJKL".index(letter)] for letter in bets]
spenders = cards[np.argsort(-customers["dollars"].to_numpy()[cards])]
for name, four in [("you", yours), ("segments", ranked[:4]), ("by dollars", spenders[:4])]:
    letters = "".join("ABCDEFGHIJKL"[np.flatnonzero(cards == c)[0]] for c in four)
    print(f"{name:10} {letters}: ${later[four].sum():.2f}")
print(
    f"the best four possible: ${np.sort(later[cards])[-4:].sum():.2f}, all: ${later[cards].sum():.2f}"
)

# %% [markdown]
# If you left ABCD, you drew four letters at random, and they brought 410 dollars. The segments name
# A, F, H and C, as the plain dollars do, and reach 496 of 927 possible. If you did better, you read
# something in the cards; twelve customers prove little either way.
# One more look at your decision for four segments: what would the best of two, three or six have
# brought?

# %%
for k in [2, 3, 4, 6]:
    few = KMeans(k, n_init=5, random_state=0).fit_predict(Z)
    _, shares, brings = segment_worth(few, later)
    print(f"k = {k}: the best segment holds {shares[0]:.0%} and brings {brings[0]:.0%}")

# %% [markdown]
# ## So which should you know by name?
#
# **2,890 customers, 12% of all: those who bought on about eight days and last in the middle of
# November. They bring 61% of the revenue of the next half year**, 100 dollars each, against 3 dollars in
# the largest segment. That is what *four* segments say. Two would have said 33% and 84%, six 5% and
# 42%: all are true, and which is useful depends on how many letters you can write. Nor does it tell
# whether a letter *earns* anything, as these people come anyway. For that, write to half of them,
# chosen by lot, and compare.
