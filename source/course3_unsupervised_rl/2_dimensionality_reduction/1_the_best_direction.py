# %% [markdown]
# # The best direction
#
# *40 minutes. You need: means and variances, the dot product, standardizing a column.*
#
# The ring on a penguin's flipper has room for one number. A biologist has measured four: the length
# and depth of the bill, the length of the flipper, the weight. Which single number, made of the
# four, tells most about the bird? You turn a line until you find it, and then let algebra turn it.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
X = penguins[["flipper_length_mm", "bill_length_mm"]].to_numpy()
mean = X.mean(axis=0)
print(X.shape, "mean:", mean.round(1), "mm")

# %% [markdown]
# ## One number instead of two
#
# We begin with two measurements, flipper and bill, both in millimeters. Draw a line through the
# mean of all penguins and let each penguin drop onto it at a right angle. Where it lands is one
# number: how far along the line. What is lost is the way to the line.
#
# A direction is a vector $w$ of length 1. For a penguin $x$ and the mean $\mu$, the place $z$ on
# the line (in mm) and the foot $\hat x$ are
#
# $$z = w \cdot (x - \mu), \qquad \hat x = \mu + z\,w$$


# %%
def direction(degrees):
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])


w = direction(60)
z = (X - mean) @ w
print("the first penguin:", X[0], "lands at", z[0].round(1), "mm, foot", (mean + z[0] * w).round(1))
plt.figure(figsize=(5, 5))
plots.projections(X, w, "flipper length (mm)", "bill length (mm)")
plt.show()

# %% [markdown]
# The line rises at 60 degrees. The green feet crowd together in the middle, and the red ways are
# long: half of what makes penguins different is lost on this line.
#
# **Predict.** At which angle, from 0° (flipper only) to 90° (bill only) and on to 180°, would the
# feet spread most? And where would the red ways be shortest: at the same angle or at another?

# %%
prediction = "the feet spread most at …°, the red ways are shortest at …°"  # write yours

# %% [markdown]
# Turn the line. The title gives the variance of $z$ and the mean squared length of the red ways,
# both in mm² and both divided by $m - 1$.


# %%
@interact(degrees=(0, 180, 1))
def turn(degrees=60):
    w = direction(degrees)
    z = (X - mean) @ w
    lost = np.sum((X - mean - np.outer(z, w)) ** 2) / (len(X) - 1)
    plt.figure(figsize=(5, 5))
    plots.projections(X, w, "flipper length (mm)", "bill length (mm)")
    plt.title(
        f"{degrees}°: spread {z.var(ddof=1):.1f}, lost {lost:.1f}, sum {z.var(ddof=1) + lost:.1f}"
    )


# %% [markdown]
# Around 15° the feet spread most, and the red ways are shortest at the very same angle. Look at the
# sum in the title: it never changes. That is Pythagoras. For each penguin the squared distance
# from the mean is the squared place on the line plus the squared way to it; the distance is fixed,
# so what one part gains the other loses.
#
# $$\lVert x - \mu \rVert^2 = z^2 + \lVert x - \hat x \rVert^2$$

# %%
angles = np.arange(0, 181)
spread = np.array([((X - mean) @ direction(a)).var(ddof=1) for a in angles])
total = X.var(axis=0, ddof=1).sum()
plt.plot(angles, spread, color=plots.HIGHLIGHT, label="spread of the feet")
plt.plot(angles, total - spread, "--", color=plots.ERROR, label="lost")
plt.axvline(angles[spread.argmax()], color=plots.MODEL, ls="--")
plt.xlabel("angle of the line (degrees)")
plt.ylabel("mm²")
plt.legend(loc=(0.45, 0.4))
plt.show()
print(f"largest spread {spread.max():.1f} of {total:.1f} mm² at {angles[spread.argmax()]}°")

# %% [markdown]
# The curves are mirror images. Keeping as much variance as possible and losing as little distance
# as possible are one wish. At 15° the line keeps 211.7 of 227.5 mm², or 93%: one number instead of
# two costs 7% of the variance. This direction is the **first principal component**; finding such
# directions is **principal component analysis**, PCA.
#
# ## Your turn: the variance along a direction
#
# Somebody hands you any arrow, not of length 1. Scale it first, then project, then take the
# variance (divided by $m - 1$, so `ddof=1`). It must work for any number of columns.


# %% exercise="variance_along"
def variance_along(X, arrow):
    """Return the variance of the rows along the direction of an arrow.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Not centered.
    arrow : numpy.ndarray, shape (n,)
        Of any length but 0.

    Returns
    -------
    float
        The sum of squares divided by m - 1.
    """
    ### BEGIN SOLUTION
    w = arrow / np.linalg.norm(arrow)
    return (X @ w).var(ddof=1)
    ### END SOLUTION


# %% [markdown] hint="variance_along"
# Why must twice the arrow give the same answer, and what has to be done for that?

# %% [markdown] hint="variance_along"
# The arrow (3, 4) has the length 5, so $w$ = (0.6, 0.8). The row (5, 0) lands at 3, the row (0, 5)
# at 4.

# %% [markdown] hint="variance_along"
# `w = arrow / np.linalg.norm(arrow)`. Then `X @ w` gives a place for each row; how do these vary?

# %% checks="variance_along"
triangle = np.array([[5.0, 0.0], [0.0, 5.0], [10.0, 15.0], [0.0, 0.0]])
arrow = np.array([3.0, 4.0])
expect(
    variance_along(triangle, arrow),
    64.25,
    "the places are 3, 4, 18 and 0: squares of 192.75 around their mean, divided by 3",
)
expect(
    variance_along(triangle, np.array([0.0, 7.0])),
    50.0,
    "along the second axis it is the variance of the second column",
)
expect(
    variance_along(np.array([[1.0, 2.0, 7.0], [3.0, 0.0, 1.0], [8.0, 5.0, 4.0]]), np.ones(3)),
    127 / 9,
    "three columns: the sums of the rows are 10, 4 and 17, each divided by the root of 3",
)
expect(arrow, np.array([3.0, 4.0]), "the arrow that comes in keeps its length")


# %% mistake="variance_along" says="the arrow is not scaled to length 1"
def variance_along(X, arrow):
    return (X @ arrow).var(ddof=1)


# %% mistake="variance_along" says="the sum of squares is divided by m, not m - 1"
def variance_along(X, arrow):
    return (X @ arrow / np.linalg.norm(arrow)).var()


# %% mistake="variance_along" says="the squares are taken around 0, not around the mean"
def variance_along(X, arrow):
    z = X @ arrow / np.linalg.norm(arrow)
    return np.sum(z**2) / (len(X) - 1)


# %% mistake="variance_along" says="it is the standard deviation, not the variance"
def variance_along(X, arrow):
    return (X @ arrow / np.linalg.norm(arrow)).std(ddof=1)


# %% mistake="variance_along" says="the arrow is divided by its squared length"
def variance_along(X, arrow):
    return (X @ arrow / (arrow @ arrow)).var(ddof=1)


# %% mistake="variance_along" says="the arrow is divided by the sum of its entries"
def variance_along(X, arrow):
    return (X @ arrow / arrow.sum()).var(ddof=1)


# %% [markdown]
# ## All variances in one table
#
# To turn the line we projected 342 penguins at each of 181 angles. There is a shorter way. The
# **covariance matrix** $C$ has the variance of column $j$ at place $(j, j)$ and the covariance of
# columns $j$ and $k$ at $(j, k)$: the sum of the products of their distances from the means,
# divided by $m - 1$ (here in mm²). It knows the variance in *every* direction:
#
# $$\operatorname{var}(z) = w^\top C\, w$$

# %%
C = np.cov(X, rowvar=False)
print(C.round(1))
for degrees in [0, 15, 60]:
    w = direction(degrees)
    print(
        f"{degrees:2}°: w C w = {w @ C @ w:.1f}, projected {((X - mean) @ w).var(ddof=1):.1f} mm²"
    )

# %% [markdown]
# The flipper varies by 197.7 mm², the bill by 29.8, and 50.4 says that long flippers come with long
# bills. For any $w$ we get the variance from these three numbers.
#
# ## The direction that algebra finds
#
# At the top of the green curve a small turn changes nothing. Turn $w$ a little, by $\epsilon u$ with $u$ at a right
# angle to it: the variance changes by $2 \epsilon\, u^\top C w$. At the top that is 0 for every such $u$. So no part of
# $C w$ is at a right angle to $w$: it points the same way as $w$ itself.
#
# $$C\, w = \lambda\, w$$
#
# Such a $w$ is an **eigenvector** of $C$, and $\lambda$ (in mm²) its **eigenvalue**. It is also the
# variance along $w$, as $w^\top C w = \lambda\, w^\top w = \lambda$. So the best direction is the
# eigenvector with the largest eigenvalue. Watch where $C$ sends arrows of length 1.

# %%
plt.figure(figsize=(8, 3.6))
around = np.array([direction(a) for a in range(0, 360, 15)])
for w, sent in zip(around, around @ C / 200):
    plt.plot(*zip(w, sent), color=plots.MODEL, lw=0.7)
plt.plot(*around.T, "o", color=plots.DATA, label="w, of length 1")
plt.plot(*(around @ C / 200).T, "o", color=plots.HIGHLIGHT, label="C w (divided by 200)")
plt.axis("equal")
plt.legend(loc="upper left")
plt.show()

# %% [markdown]
# The circle of blue arrows' tips becomes a flat green ellipse. Most points move sideways, toward
# the long axis; only those on the two axes of the ellipse move straight out or in. The long axis
# lies at about 15°, the short one at right angles to it: these are the two eigenvectors. A
# symmetric matrix with $n$ rows has $n$ of them, each at right angles to all others.

# %%
values, vectors = np.linalg.eigh(C)
print("eigenvalues:", values.round(1), "mm²")
print("eigenvectors, one a COLUMN:")
print(vectors.round(3))

# %% [markdown]
# Two traps in one output. `eigh` (h for symmetric) sorts the eigenvalues from small to *large*, so
# the first component is the *last* column. And eigenvectors stand in columns, not rows. The last
# column is (−0.964, −0.267) here or (0.964, 0.267) on another machine: both are the same line at
# 15.5°. **The sign of a component means nothing**, and no check in this unit depends on it.
#
# ## Your turn: the best direction
#
# Return the best direction for a covariance matrix of any size, and the share of all variance that
# lies along it. All variance is the sum of the eigenvalues.


# %% exercise="best_direction"
def best_direction(C):
    """Return the first principal component and its share of the variance.

    Parameters
    ----------
    C : numpy.ndarray, shape (n, n)
        A covariance matrix.

    Returns
    -------
    w : numpy.ndarray, shape (n,)
        Of length 1; either sign is right.
    share : float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    values, vectors = np.linalg.eigh(C)
    return vectors[:, -1], values[-1] / values.sum()
    ### END SOLUTION


# %% [markdown] hint="best_direction"
# Which eigenvalue is the largest in what `eigh` returns, and which part of `vectors` belongs to it?

# %% [markdown] hint="best_direction"
# For the diagonal matrix with 5, 2 and 9 the eigenvalues come as 2, 5, 9. The best direction is the
# third axis, and its share 9/16.

# %% [markdown] hint="best_direction"
# `values, vectors = np.linalg.eigh(C)`; the direction is `vectors[:, …]`, the share one of `values`
# divided by …

# %% [markdown]
# The checks look at $w w^\top$, the table of all products of two entries of $w$ (`np.outer`). It is
# the same for $w$ and $-w$.

# %% checks="best_direction"
table = np.array([[6.0, 2.0], [2.0, 3.0]])
expect(
    np.outer(best_direction(table)[0], best_direction(table)[0]),
    np.array([[0.8, 0.4], [0.4, 0.2]]),
    "C sends (2, 1) to (14, 7), seven times itself; so w is (2, 1) divided by the root of 5",
)
expect(best_direction(table)[1], 7 / 9, "the eigenvalues are 7 and 2")
three = np.array([[97.0, 30.0, 18.0], [30.0, 80.0, 48.0], [18.0, 48.0, 166.0]])
expect(
    np.outer(best_direction(three)[0], best_direction(three)[0]) * 49,
    np.array([[4.0, 6.0, 12.0], [6.0, 9.0, 18.0], [12.0, 18.0, 36.0]]),
    "C sends (2, 3, 6), which has the length 7, to 196 times itself",
)
expect(best_direction(three)[1], 4 / 7, "196 of 97 + 80 + 166")


# %% mistake="best_direction" says="eigh sorts from small to large: this is the worst direction"
def best_direction(C):
    values, vectors = np.linalg.eigh(C)
    return vectors[:, 0], values[0] / values.sum()


# %% mistake="best_direction" says="a row of the eigenvectors is taken, not a column"
def best_direction(C):
    values, vectors = np.linalg.eigh(C)
    return vectors[-1], values[-1] / values.sum()


# %% mistake="best_direction" says="the second value is the variance, not its share"
def best_direction(C):
    values, vectors = np.linalg.eigh(C)
    return vectors[:, -1], values[-1]


# %% mistake="best_direction" says="the share is that of the smallest eigenvalue"
def best_direction(C):
    values, vectors = np.linalg.eigh(C)
    return vectors[:, -1], values[0] / values.sum()


# %% mistake="best_direction" says="the direction is right, its eigenvalues are counted as standard deviations"
def best_direction(C):
    values, vectors = np.linalg.eigh(C)
    return vectors[:, -1], np.sqrt(values[-1]) / np.sqrt(values).sum()


# %% [markdown]
# ## It is not the regression line
#
# Course 1 drew lines through clouds, too. Regression asks "which bill for this flipper?" and
# measures misses straight up. PCA asks "which line loses least?" and measures them at right angles.
# Neither column is the target; turn the picture by 90° and PCA's line turns with it.

# %%
w = vectors[:, -1]
slopes = {
    "PCA": w[1] / w[0],
    "bill from flipper": C[0, 1] / C[0, 0],
    "flipper from bill": C[1, 1] / C[0, 1],
}
plt.figure(figsize=(6, 4))
plots.scatter(X[:, 0], X[:, 1], "flipper length (mm)", "bill length (mm)", label="penguins")
for (name, slope), color in zip(slopes.items(), [plots.MODEL, plots.ERROR, plots.HIGHLIGHT]):
    plt.plot(
        [170, 233], mean[1] + slope * (np.array([170, 233]) - mean[0]), color=color, label=name
    )
    print(f"{name}: {np.degrees(np.arctan(slope)):.1f}°")
plt.legend()
plt.show()

# %% [markdown]
# Three lines through the same mean: 15.5° for PCA, 14.3° for the bill from the flipper, 30.6° for
# the flipper from the bill. (The axes have different scales here.) PCA's lies between the other
# two. If you want to predict one column, take regression; if you want to describe all of them with
# fewer numbers, take PCA.
#
# ## Four measurements, and a trap
#
# Now all four: three in millimeters, and the weight in grams.
#
# **Predict.** The best direction is an arrow with four entries. Which of them will be large: all
# four, or only some? Think of the variances, and of the units.

# %%
prediction = "the large entries belong to …, because …"  # write yours

# %%
X4 = penguins[columns].to_numpy()
values, vectors = np.linalg.eigh(np.cov(X4, rowvar=False))
print("variances:", X4.var(axis=0, ddof=1).round(1).tolist())
print("share of the first component:", (values[-1] / values.sum()).round(5))
print("its entries:", dict(zip(columns, np.abs(vectors[:, -1]).round(3).tolist())))

# %% [markdown]
# 99.99% of "all variance" lies along the weight alone. That is no discovery about penguins: a gram
# is a small unit, so its numbers vary most. In kilograms the weight would hardly count. PCA listens
# to whoever speaks in the largest numbers. Where the units differ, **standardize** the columns
# first: subtract the mean, divide by the standard deviation. Then each has variance 1 and the same
# voice.

# %%
S = (X4 - X4.mean(axis=0)) / X4.std(axis=0, ddof=1)
values, vectors = np.linalg.eigh(np.cov(S, rowvar=False))
order = values.argsort()[::-1]
values, components = values[order], vectors[:, order].T  # from large to small, one a row
components *= np.sign(components[:, [3]])  # our choice of sign: heavy is positive
print("variances:", values.round(3), "sum", values.sum().round(3))
print("shares:   ", (values / values.sum()).round(3))

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 2.4), sharey=True)
for k, ax in enumerate(axes):
    names = ["bill length", "bill depth", "flipper length", "body mass"]
    plots.bars(dict(zip(names, components[k])), f"entry of component {k + 1}", ax=ax)
plt.show()

# %% [markdown]
# Four columns of variance 1 make a total of 4, and the first component takes 2.75 of it, 69%. Its
# entries say: heavy, with long flippers and a long bill that is *not* deep. That is size, seen
# across species. The second component (19%) is the bill: long and deep, whatever the size. Together
# they keep 88%.
#
# ## Penguins in two numbers
#
# `S @ components[:2].T` gives each penguin its two places. PCA was told nothing about species; we
# color the picture by it afterward.

# %%
Z = S @ components[:2].T
species = penguins["species"].to_numpy()
plt.figure(figsize=(6.5, 4))
letters = np.array([name[0] for name in species])  # A, C and G
plots.label_map(Z, letters, "component 1: size", "component 2: bill")
plt.show()
print("correlation of the two:", abs(np.corrcoef(Z.T)[0, 1]).round(6))

# %% [markdown]
# The Gentoos (G) stand apart on the right. Adelies (A) and Chinstraps (C) differ in the second
# number. And the two numbers are uncorrelated: what the first one tells, the second does not
# repeat. But directions of large variance need not be those that tell groups apart. Here they do,
# by good luck.
#
# A library does all of it. `PCA` centers, but it does not standardize. Its components are rows, from
# large to small, and their signs are its own.

# %%
library = PCA(n_components=2).fit(S)
print("shares by scikit-learn:", library.explained_variance_ratio_.round(3))
same = np.abs(np.sum(library.components_ * components[:2], axis=1))
print("dot products with ours, without sign:", same.round(6))

# %% [markdown]
# Two arrows of length 1 have the dot product 1 or −1 only if they lie on the same line. So these
# are our components.
#
# ## The number on the ring
#
# Which penguins lie at the ends of component 1, and whom does it describe badly? A penguin's loss
# is what is left of its squared length after the first place is known.

# %%
lost = np.sum(S**2, axis=1) - Z[:, 0] ** 2
ring = penguins[["species", *columns]].assign(ring=Z[:, 0].round(2), lost=lost.round(2))
ring.iloc[[Z[:, 0].argmin(), Z[:, 0].argmax(), lost.argmin(), lost.argmax()]]

# %% [markdown]
# The smallest number, −2.70, belongs to an Adelie of 3.15 kg, the largest, 3.79, to a Gentoo of
# 6.05 kg. The last row is the penguin that the ring describes worst: a Chinstrap with a bill of 58
# mm, longer than its size suggests. So the answer to the opening question: write component 1 of the
# standardized measurements on the ring, and know that it keeps 69% of the variance.
#
# ## Three sentences to remember
#
# 1. The first principal component is the direction along which the centered data vary most, and on
#    whose line they lose least.
# 2. It is the eigenvector of the covariance matrix with the largest eigenvalue; the eigenvalue is
#    the variance along it. The sign of the component means nothing.
# 3. PCA follows the largest numbers, so columns with different units are standardized first.
#
# **Where it leads.** With 784 columns instead of 4 the same arithmetic squeezes pictures, and a
# second road, the SVD, gets there without a covariance matrix.
