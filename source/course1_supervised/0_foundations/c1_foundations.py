# %% [markdown]
# # Bet on a penguin
#
# *150 minutes. You need: the five lectures of this unit, or a good result in its quiz.*
#
# The cook at the station offers you a game. He picks a penguin at random from the book of measurements
# and tells you two of them, the length of its flipper and the depth of its bill. You guess its mass. If you are
# at most 300 g off, you win a coin. If not, you roll a die: a six saves you, any other face costs you a
# coin.
#
# **Should you play?** You will build, piece by piece, a rule that guesses masses, make it better by walking
# down a slope, and then play a hundred thousand rounds on the computer before you risk a coin.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots
from utils.checks import expect

penguins = datasets.penguins()
measured = penguins.dropna(subset=["body_mass_g"])
X = measured[["flipper_length_mm", "bill_depth_mm"]].to_numpy()
y = measured["body_mass_g"].to_numpy()
print(f"{len(penguins)} penguins, {len(measured)} of them weighed: X has the shape {X.shape}")

# %% [markdown]
# ## Select and describe
#
# Before you bet on penguins, know them. Take one column of one species, leave out the gaps (pandas marks
# them `NaN`, "not a number"), and report three numbers: how many values are known, their mean, and their
# standard deviation
#
# $$\mu = \frac{1}{m}\sum_i x_i, \qquad \sigma = \sqrt{\frac{1}{m}\sum_i (x_i - \mu)^2}$$
#
# with the $m$ known values $x_i$. We divide by $m$, as `np.std` does. Beware of a pandas column: its own
# `.std()` divides by $m - 1$, and its `.mean()` skips gaps in silence while `len` counts them.


# %% exercise="describe"
def describe(frame, species, column):
    """Describe the known values of one column for one species.

    Parameters
    ----------
    frame : pandas.DataFrame
        With a column ``species`` and the column to describe. It is not changed.
    species, column : str

    Returns
    -------
    dict
        ``{"count": int, "mean": float, "std": float}``; mean and standard deviation in
        the unit of the column.
    """
    ### BEGIN SOLUTION
    rows = frame[frame["species"] == species]
    values = rows[column].dropna().to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}
    ### END SOLUTION


# %% [markdown] hint="describe"
# Go in three steps: the rows of the species, then the column without its gaps, then the three numbers.

# %% [markdown] hint="describe"
# `frame["species"] == species` is a mask; `frame[mask]` keeps the rows where it is True. A column has
# the method `dropna()`.

# %% [markdown] hint="describe"
# With `values = frame[mask][column]`, cleaned and turned into an array by `to_numpy()`, the skeleton is
# `return {"count": …, "mean": …, "std": …}`. Which length counts the known values: before or after the cleaning?

# %% checks="describe" points=8
tiny = pd.DataFrame(
    {
        "species": ["A", "A", "B", "A", "A", "A", "A"],
        "grams": [1.0, 1.0, 9.0, 1.0, np.nan, 1.0, 6.0],
    }
)
kept = tiny.copy()
expect(
    describe(tiny, "A", "grams"),
    {"count": 5, "mean": 2.0, "std": 2.0},
    "the five known values of A are 1, 1, 1, 1, 6: squares 1, 1, 1, 1, 16 have the mean 4",
)
expect(
    describe(tiny, "B", "grams"),
    {"count": 1, "mean": 9.0, "std": 0.0},
    "a single value has no spread",
)
expect(tiny, kept, "the frame that was passed in stays as it was")
### BEGIN HIDDEN TESTS
other = pd.DataFrame({"species": ["b", "a", "a"], "len": [4, 7, 10]})
expect(
    describe(other, "a", "len"),
    {"count": 2, "mean": 8.5, "std": 1.5},
    "it works for any species and column, and for whole numbers",
)
gaps = pd.DataFrame(
    {
        "species": ["a", "b", "a", "a"],
        "len": [4.0, 7.5, np.nan, 10.0],
        "note": [np.nan, 1.0, 2.0, np.nan],
    }
)
expect(
    describe(gaps, "a", "len"),
    {"count": 2, "mean": 7.0, "std": 3.0},
    "a gap in another column is no reason to leave out a row",
)
### END HIDDEN TESTS

# %% checks="describe" points=6
expect(
    describe(penguins.copy(), "Gentoo", "body_mass_g"),
    {"count": 123, "mean": 5076.0163, "std": 502.0628},
    "123 of the 124 Gentoos were weighed; they weigh 5076 ± 502 g",
)
wings = penguins.loc[penguins["species"] == "Adelie", "flipper_length_mm"]
expect(
    describe(penguins.copy(), "Adelie", "flipper_length_mm"),
    {"count": 151, "mean": np.nanmean(wings), "std": np.nanstd(wings)},
    "the Adélies' flippers are described without their gap",
)
### BEGIN HIDDEN TESTS
bills = penguins.loc[penguins["species"] == "Chinstrap", "bill_depth_mm"]
expect(
    describe(penguins.copy(), "Chinstrap", "bill_depth_mm"),
    {"count": 68, "mean": np.mean(bills), "std": np.std(bills)},
    "a column without a gap is described whole",
)
### END HIDDEN TESTS


# %% mistake="describe" says="the gaps are counted too: drop them before you take the length"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column]
    return {"count": len(values), "mean": values.mean(), "std": values.std(ddof=0)}


# %% mistake="describe" says="the standard deviation is pandas' own, which divides by m - 1"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].dropna()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="the column stays pandas': len counts the gaps too, and .std() divides by m - 1"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column]
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="all species are described together: select the rows first"
def describe(frame, species, column):
    values = frame[column].dropna().to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="the gaps are filled with zeros, as if these penguins weighed nothing"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].fillna(0).to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="the root is missing: this is the variance"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].dropna().to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.var()}


# %% mistake="describe" says="the median stands where the mean belongs"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].dropna().to_numpy()
    return {"count": len(values), "mean": np.median(values), "std": values.std()}


# %% mistake="describe" says="the gaps are still in the array, and one NaN makes every sum NaN"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="the gaps are dropped from the frame that came in (inplace=True): work on a new one"
def describe(frame, species, column):
    frame.dropna(subset=[column], inplace=True)
    values = frame[frame["species"] == species][column].to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="the gaps are filled in the frame that came in: work on a new one, and leave the gaps out"
def describe(frame, species, column):
    frame[column] = frame[column].fillna(0)
    values = frame[frame["species"] == species][column].to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="rows with a gap in any column are left out: only the gaps of the column to describe matter"
def describe(frame, species, column):
    rows = frame.dropna()
    values = rows[rows["species"] == species][column].to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" replace="len(values)" says="all rows of the frame are counted, not the known values" with="len(frame)"


# %% mistake="describe" says="the gaps are filled with the mean of the others: leave them out"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column]
    values = values.fillna(values.mean()).to_numpy()
    return {"count": len(values), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" replace="\"mean\": values.mean(), \"std\": values.std()" says="mean and standard deviation have changed places" with="\"mean\": values.std(), \"std\": values.mean()"

# %% mistake="describe" replace="{\"count\": len(values), \"mean\": values.mean(), \"std\": values.std()}" says="three values are returned, not a dict with the three keys" with="len(values), values.mean(), values.std()"

# %% mistake="describe" replace="\"mean\": values.mean(), \"std\": values.std()" says="the numbers are rounded: return them as they are" with="\"mean\": round(values.mean(), 2), \"std\": round(values.std(), 2)"

# %% [markdown] equivalent="describe"
# - `float(value) → value`: a number is a number


# %% mistake="describe" replace="\"std\": values.std()" says="the mean distance from the mean is taken, without squares and root" with="\"std\": np.mean(np.abs(values - values.mean()))"

# %% mistake="describe" replace="\"std\": values.std()" says="the squares are added up, not averaged, before the root is taken" with="\"std\": np.sqrt(np.sum((values - values.mean()) ** 2))"

# %% mistake="describe" replace="\"count\": len" says="the key for the number of values is not `count`" with="\"n\": len"


# %% mistake="describe" says="the gaps count as zeros in mean and deviation: leave them out there, too"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column].fillna(0).to_numpy()
    count = frame[frame["species"] == species][column].count()
    return {"count": int(count), "mean": values.mean(), "std": values.std()}


# %% mistake="describe" says="sums that skip the gaps are divided by the number of all rows: divide by the known values"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column]
    m = len(values)
    mean = values.sum() / m
    return {"count": m, "mean": mean, "std": np.sqrt(((values - mean) ** 2).sum() / m)}


# %% mistake="describe" says="sums that skip the gaps are divided by the number of all rows: divide by the known values"
def describe(frame, species, column):
    values = frame[frame["species"] == species][column]
    m = len(values)
    mean = values.sum() / m
    std = np.sqrt(((values - mean) ** 2).sum() / m)
    return {"count": int(values.count()), "mean": mean, "std": std}


# %% alternative="describe"
def describe(frame, species, column):
    known = []
    for name, value in zip(frame["species"], frame[column]):
        if name == species and not np.isnan(value):
            known.append(float(value))
    mean = sum(known) / len(known)
    variance = sum((value - mean) ** 2 for value in known) / len(known)
    return {"count": len(known), "mean": mean, "std": variance**0.5}


# %% [markdown]
# ## Put the columns on one scale
#
# A flipper measures about 200 mm and a bill is about 17 mm deep, so 5 mm mean little for the one and much
# for the other. Count instead in standard deviations from the mean, column by column:
#
# $$z_{ij} = \frac{x_{ij} - \mu_j}{\sigma_j}$$
#
# Here $x_{ij}$ is feature $j$ of penguin $i$ in mm, $\mu_j$ and $\sigma_j$ are mean and standard deviation of
# column $j$ in mm, and $z_{ij}$ has no unit. Turning a column into such scores is to **standardize** it. A column that never
# changes has $\sigma_j = 0$; let it become zeros rather than `nan`.


# %% exercise="standardize"
def standardize(X):
    """Return X with each column shifted to mean 0 and scaled to standard deviation 1.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Decimal or whole numbers. It is not changed.

    Returns
    -------
    numpy.ndarray, shape (m, n)
        A column whose values are all equal becomes zeros.
    """
    ### BEGIN SOLUTION
    sigma = X.std(axis=0)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X - X.mean(axis=0)) / sigma
    ### END SOLUTION


# %% [markdown] hint="standardize"
# You need one mean and one standard deviation for each column. Which axis has to disappear?

# %% [markdown] hint="standardize"
# `X.mean(axis=0)` and `X.std(axis=0)` have the shape `(n,)`, and broadcasting fits them to `(m, n)`. First write it
# without caring for constant columns.

# %% [markdown] hint="standardize"
# In a constant column the numerator is 0 already. So divide it by anything but 0: `np.where(mask, a, b)` takes `a` where
# the mask is True. Which mask, which `a`, which `b`?

# %% checks="standardize" points=8
table = np.array([[1.0, 80.0], [1.0, 30.0], [1.0, 30.0], [1.0, 30.0], [6.0, 30.0]])
kept = table.copy()
expect(
    standardize(table),
    np.array([[-0.5, 2.0], [-0.5, -0.5], [-0.5, -0.5], [-0.5, -0.5], [2.0, -0.5]]),
    "column 0 has mean 2 and deviation 2, column 1 has mean 40 and deviation 20",
)
expect(table, kept, "the array that was passed in stays as it was")
### BEGIN HIDDEN TESTS
whole = np.array([[1, 0, 5], [2, 0, 9], [3, 6, 1]])
expect(
    standardize(whole),
    (whole - whole.mean(axis=0)) / whole.std(axis=0),
    "it works for three columns of whole numbers",
)
### END HIDDEN TESTS

# %% checks="standardize" points=3
expect(
    standardize(np.array([[1.0, 5.0], [1.0, 5.0], [1.0, 5.0], [1.0, 5.0], [6.0, 5.0]])),
    np.array([[-0.5, 0.0], [-0.5, 0.0], [-0.5, 0.0], [-0.5, 0.0], [2.0, 0.0]]),
    "a column that never changes becomes zeros, and the other is standardized all the same",
)
expect(standardize(np.array([[4.0, 7.0]])), np.zeros((1, 2)), "a single row becomes zeros")
### BEGIN HIDDEN TESTS
expect(
    standardize(np.array([[2, 0, 3], [2, 6, 9], [2, 3, 3]]))[:, 0],
    np.zeros(3),
    "a column of equal whole numbers becomes zeros, too",
)
### END HIDDEN TESTS

# %% checks="standardize" points=3
expect(
    standardize(X.copy()).mean(axis=0), np.zeros(2), "each column of penguins has mean 0", atol=1e-6
)
expect(standardize(X.copy()).std(axis=0), np.ones(2), "each column of penguins has deviation 1")
### BEGIN HIDDEN TESTS
expect(
    standardize(10 * X + 3),
    (X - X.mean(axis=0)) / X.std(axis=0),
    "another unit or another zero point changes no standard score",
)
### END HIDDEN TESTS


# %% mistake="standardize" says="mean and deviation are taken over the whole table instead of column by column"
def standardize(X):
    return (X - X.mean()) / X.std()


# %% mistake="standardize" says="axis=1 standardizes each row: name the axis that shall disappear, 0"
def standardize(X):
    sigma = X.std(axis=1, keepdims=True)
    return (X - X.mean(axis=1, keepdims=True)) / np.where(sigma == 0, 1.0, sigma)


# %% mistake="standardize" says="axis=1 takes one mean for each row: the axis you name disappears, so name 0"
def standardize(X):
    return (X - X.mean(axis=1)) / X.std(axis=1)


# %% mistake="standardize" says="brackets are missing: only the mean is divided by the deviation"
def standardize(X):
    sigma = X.std(axis=0)
    return X - X.mean(axis=0) / np.where(sigma == 0, 1.0, sigma)


# %% mistake="standardize" says="the function writes into the array it was given: compute a new one"
def standardize(X):
    sigma = X.std(axis=0)
    X -= X.mean(axis=0)
    X /= np.where(sigma == 0, 1.0, sigma)
    return X


# %% mistake="standardize" says="the columns are shifted but not divided by their deviation"
def standardize(X):
    return X - X.mean(axis=0)


# %% mistake="standardize" says="it divides by the variance: the root is missing"
def standardize(X):
    variance = X.var(axis=0)
    return (X - X.mean(axis=0)) / np.where(variance == 0, 1.0, variance)


# %% mistake="standardize" says="the deviation divides by m - 1 instead of m"
def standardize(X):
    sigma = X.std(axis=0, ddof=1) if len(X) > 1 else np.ones(X.shape[1])
    return (X - X.mean(axis=0)) / np.where(sigma == 0, 1.0, sigma)


# %% mistake="standardize" says="a column with deviation 0 is divided by 0"
def standardize(X):
    with np.errstate(invalid="ignore"):
        return (X - X.mean(axis=0)) / X.std(axis=0)


# %% mistake="standardize" says="the columns are scaled to the range from 0 to 1, by their smallest and largest value"
def standardize(X):
    low, high = X.min(axis=0), X.max(axis=0)
    return (X - low) / np.where(high == low, 1.0, high - low)


# %% mistake="standardize" says="as soon as one deviation is 0, no column is divided by its own: replace only the zeros"
def standardize(X):
    sigma = X.std(axis=0)
    if (sigma == 0).any():
        sigma = 1.0
    return (X - X.mean(axis=0)) / sigma


# %% mistake="standardize" says="as soon as one deviation is 0, the whole table becomes zeros: treat each column on its own"
def standardize(X):
    sigma = X.std(axis=0)
    if np.any(sigma == 0):
        return np.zeros(X.shape)
    return (X - X.mean(axis=0)) / sigma


# %% mistake="standardize" replace="(X - X.mean(axis=0)) / sigma" says="the mean is not subtracted: the columns are only divided by their deviation" with="X / sigma"

# %% mistake="standardize" replace="X - X.mean(axis=0)" says="the mean is added, not subtracted" with="X + X.mean(axis=0)"

# %% mistake="standardize" replace="X - X.mean(axis=0)" says="the difference is taken the other way round: the mean minus the value" with="X.mean(axis=0) - X"

# %% mistake="standardize" replace="(X - X.mean(axis=0)) / sigma" says="the product with the deviation is taken, where a division belongs" with="(X - X.mean(axis=0)) * sigma"

# %% mistake="standardize" replace="return (X - X.mean(axis=0)) / sigma" says="the scores are rounded: return them as they are" with="return np.round((X - X.mean(axis=0)) / sigma, 2)"

# %% [markdown] equivalent="standardize"
# - `1.0 → 2.0`: zeros may be divided by any number
# - `1.0 → 0.5`: zeros may be divided by any number
# - `0.0 * distances → distances`: in a column of equal values the distances are zeros


# %% mistake="standardize" says="the scores are stored in an array of whole numbers, which cuts them off: np.zeros_like copies the kind of X"
def standardize(X):
    Z = np.zeros_like(X)
    for j in range(X.shape[1]):
        sigma = X[:, j].std()
        Z[:, j] = (X[:, j] - X[:, j].mean()) / (sigma if sigma > 0 else 1.0)
    return Z


# %% mistake="standardize" replace="X - X.mean(axis=0)" says="the sum of a column is divided by the number of columns, not of rows" with="X - X.sum(axis=0) / X.shape[1]"


# %% mistake="standardize" says="each column is divided by the deviation of the whole table"
def standardize(X):
    sigma = X.std()
    return (X - X.mean(axis=0)) / (sigma if sigma > 0 else 1.0)


# %% mistake="standardize" says="the mean of the whole table is subtracted from every column"
def standardize(X):
    sigma = X.std(axis=0)
    return (X - X.mean()) / np.where(sigma == 0, 1.0, sigma)


# %% mistake="standardize" says="the number of columns is fixed at two"
def standardize(X):
    Z = np.zeros(X.shape)
    for j in range(2):
        sigma = X[:, j].std()
        Z[:, j] = (X[:, j] - X[:, j].mean()) / (sigma if sigma > 0 else 1.0)
    return Z


# %% mistake="standardize" says="the deviation divides by m - 1 instead of m"
def standardize(X):
    with np.errstate(all="ignore"):
        sigma = np.sqrt(((X - X.mean(axis=0)) ** 2).sum(axis=0) / (len(X) - 1))
    return (X - X.mean(axis=0)) / np.where(sigma == 0, 1.0, sigma)


# %% mistake="standardize" replace="(X - X.mean(axis=0)) / sigma" says="the mean is subtracted after the division, when it is no longer the mean of the column" with="X / sigma - X.mean(axis=0)"


# %% mistake="standardize" says="the columns are divided by their largest size, not by their deviation"
def standardize(X):
    largest = np.abs(X).max(axis=0)
    return (X - X.mean(axis=0)) / np.where(largest == 0, 1.0, largest)


# %% mistake="standardize" replace="X.std(axis=0)" says="the spread is that of a sample, `ddof=1`, which a single row does not have: divide by m" with="X.std(axis=0, ddof=1)"


# %% alternative="standardize"
def standardize(X):
    columns = []
    for column in X.T:
        distances = column - np.mean(column)
        sigma = np.sqrt(np.mean(distances**2))
        columns.append(distances / sigma if sigma > 0 else 0.0 * distances)
    return np.array(columns).T


# %% [markdown]
# ## One guess: the dot product, by loop
#
# A rule that guesses gives each measurement a weight and adds up. That is the dot product of the
# penguin's numbers $a$ with the weights $b$:
#
# $$a \cdot b = \sum_{j=1}^{n} a_j b_j$$
#
# where $a_j$ and $b_j$ are the $j$-th of $n$ numbers each. Write it once with a loop, so that you know what the
# sign `@` will do for you from then on.


# %% exercise="dot"
def dot(a, b):
    """Return the dot product of two vectors, by a loop.

    Parameters
    ----------
    a, b : numpy.ndarray or list, shape (n,)

    Returns
    -------
    float
        0 for vectors without numbers.
    """
    ### BEGIN SOLUTION
    total = 0.0
    for j in range(len(a)):
        total += a[j] * b[j]
    return total
    ### END SOLUTION


# %% [markdown] hint="dot"
# It is the loop of lecture 1, with a product where the mass was.

# %% [markdown] hint="dot"
# Start with `total = 0.0`. Let `j` run over `range(len(a))`, and add one product in each step.

# %% [markdown] hint="dot"
# The body of the loop is `total += …`, with one number of each vector at place `j`. Where must `return total` stand, and
# how far is it indented?

# %% checks="dot" points=10
expect(dot(np.array([1, 2, 3]), np.array([4, 5, 6])), 32.0, "4 + 10 + 18 makes 32")
expect(dot([2, 1], [-1, 2]), 0.0, "arrows at a right angle have the dot product 0")
### BEGIN HIDDEN TESTS
many = np.linspace(-1, 2, 50), np.cos(np.arange(50.0))
expect(dot(*many), many[0] @ many[1], "it agrees with @ on 50 numbers")
expect(dot([0.5], [0.5]), 0.25, "one number and fractions will do")
expect(dot([], []), 0.0, "the sum of nothing is 0")
### END HIDDEN TESTS


# %% mistake="dot" says="`return` stands inside the loop, so only the first product counts"
def dot(a, b):
    total = 0.0
    for j in range(len(a)):
        total += a[j] * b[j]
        return total
    return total


# %% mistake="dot" says="each product replaces the total (=) instead of being added to it (+=)"
def dot(a, b):
    total = 0.0
    for j in range(len(a)):
        total = a[j] * b[j]
    return total


# %% mistake="dot" says="the two vectors are summed first and the sums multiplied"
def dot(a, b):
    return float(sum(a) * sum(b))


# %% mistake="dot" says="the loop starts at index 1, but Python counts from 0"
def dot(a, b):
    total = 0.0
    for j in range(1, len(a)):
        total += a[j] * b[j]
    return total


# %% mistake="dot" says="the loop stops one number too early: range(n) already ends before n"
def dot(a, b):
    total = 0.0
    for j in range(len(a) - 1):
        total += a[j] * b[j]
    return total


# %% mistake="dot" says="the numbers are added in pairs instead of multiplied"
def dot(a, b):
    total = 0.0
    for j in range(len(a)):
        total += a[j] + b[j]
    return total


# %% mistake="dot" says="the products are returned without being added up"
def dot(a, b):
    return np.array(a) * np.array(b)


# %% mistake="dot" replace="return total" says="the sum is divided by how many numbers there are: that is a mean of products" with="return total / max(len(a), 1)"

# %% mistake="dot" replace="range(len(a))" says="the length is fixed at 3" with="range(3 if len(a) else 0)"

# %% mistake="dot" replace="a[j] * b[j]" says="the vector a is multiplied with itself" with="a[j] * a[j]"

# %% mistake="dot" replace="b[j]" says="the numbers of b are taken in reverse order" with="b[-1 - j]"


# %% mistake="dot" says="every number is multiplied with every other: one loop over j serves both vectors"
def dot(a, b):
    total = 0.0
    for x in a:
        for y in b:
            total += x * y
    return total


# %% [markdown] equivalent="dot"
# - `float(sum((x * y for x, y in zip(a, b)))) → sum((x * y for x, y in zip(a, b)))`: 0 equals 0.0


# %% mistake="dot" says="all numbers are multiplied to one product: start at 0, and add each product with `+=`"
def dot(a, b):
    total = 1.0
    for j in range(len(a)):
        total *= a[j] * b[j]
    return total


# %% mistake="dot" replace="total += a[j] * b[j]" says="the total stays 0: it is multiplied with `*=`, or no product is ever added to it" with="total *= a[j] * b[j]"


# %% alternative="dot"
def dot(a, b):
    return float(sum(x * y for x, y in zip(a, b)))


# %% [markdown]
# ## All guesses: the dot product, by `@`
#
# Lecture 4 guessed for every penguin at once, $\hat y = Xw + b$: one dot product a row. Now guess by *several rules* at
# once. Put the weights of $k$ rules side by side, a column each, into a table $W$, and their $b$ into a row of $k$ numbers:
#
# $$\hat Y = XW + b$$
#
# $X$ has the shape $m \times n$, $W$ the shape $n \times k$, and $\hat Y$ the shape $m \times k$: row $i$ holds what each rule
# guesses for penguin $i$. A single rule, $w$ of the shape $n$ and one number $b$, must still give $m$ guesses. You will write
# this line in every unit of this course; a layer of a network (unit 4) is nothing else.


# %% exercise="predict"
def predict(X, w, b):
    """Return a guess for each row, by one rule or by several.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One example a row.
    w : numpy.ndarray, shape (n,) or (n, k)
        Weights; a column for each of k rules.
    b : float or numpy.ndarray, shape (k,)
        Added to each guess; a number for each rule.

    Returns
    -------
    numpy.ndarray, shape (m,) or (m, k)
    """
    ### BEGIN SOLUTION
    return X @ w + b
    ### END SOLUTION


# %% [markdown] hint="predict"
# For one row you would write `dot(row, w) + b`. Which sign does that for all rows?

# %% [markdown] hint="predict"
# Look at shapes: $(m \times n)$ times $(n \times k)$ leaves $(m \times k)$: the length in the middle goes. Which of the two comes
# first?

# %% [markdown] hint="predict"
# Broadcasting lines shapes up at the right: `(m, k)` with `(k,)`, and `(m,)` with a single number. What does that leave for
# you to do about `b`?

# %% checks="predict" points=6
two = np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 1.5]])
expect(
    predict(two, np.array([4, 7, 2]), 50),
    np.array([69.0, 93.0]),
    "the rows give 1·4 + 2·7 + 0.5·2 + 50 and 3·4 + 4·7 + 1.5·2 + 50",
)
expect(
    predict(np.array([[1, 0], [0, 1], [2, 2]]), np.array([5, 7]), 1),
    np.array([6.0, 8.0, 25.0]),
    "three rows make three guesses",
)
### BEGIN HIDDEN TESTS
expect(predict(np.zeros((4, 3)), np.ones(3), 2.5), np.full(4, 2.5), "zeros leave b alone")
expect(predict(np.array([[2.0, 3.0, 4.0]]), np.ones(3), 0.0), np.array([9.0]), "one row will do")
expect(
    predict(X, np.array([50.0, 20.0]), -6000.0),
    50.0 * X[:, 0] + 20.0 * X[:, 1] - 6000.0,
    "it weighs all penguins, each measurement with its own weight",
)
### END HIDDEN TESTS

# %% checks="predict" points=4
two = np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 1.5]])
rules = np.array([[4.0, 1.0], [7.0, 0.0], [2.0, -3.0]])
expect(
    predict(two, rules, np.array([50.0, 10.5])),
    np.array([[69.0, 10.0], [93.0, 9.0]]),
    "the second rule gives 1·1 − 3·0.5 + 10.5 and 1·3 − 3·1.5 + 10.5",
)
expect(
    predict(
        two[1:],
        np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0], [4.0, 0.0, 0.0]]),
        np.array([0.5, 20.0, 7.0]),
    ),
    np.array([[9.5, 24.0, 13.0]]),
    "one row and three rules make one row of three guesses: 3 + 6 + 0.5, 4 + 20 and 6 + 7",
)
### BEGIN HIDDEN TESTS
expect(
    predict(X, np.array([[50.0], [20.0]]), np.array([-6000.0])),
    (50.0 * X[:, 0] + 20.0 * X[:, 1] - 6000.0)[:, None],
    "a table with one rule makes a table with one column",
)
### END HIDDEN TESTS


# %% mistake="predict" says="b is forgotten"
def predict(X, w, b):
    return X @ w


# %% mistake="predict" says="`*` multiplies value by value and adds nothing up: use `@`"
def predict(X, w, b):
    return X * w + b


# %% mistake="predict" says="w stands before X, which sums down the columns instead of along the rows"
def predict(X, w, b):
    return w[: len(X)] @ X[: len(w)] + b


# %% mistake="predict" says="b is added to every weight instead of once to each guess"
def predict(X, w, b):
    return X @ (w + b)


# %% mistake="predict" replace="X @ w + b" says="b is added once for each measurement, not once for each row" with="(X * w + b).sum(axis=1)"

# %% mistake="predict" replace="X @ w + b" says="b is subtracted, not added" with="X @ w - b"

# %% mistake="predict" replace="X @ w + b" says="only the guess for the first row is returned" with="X[0] @ w + b"

# %% mistake="predict" replace="return X @ w + b" says="the guesses are rounded: return them as they are" with="return np.round(X @ w + b)"


# %% mistake="predict" says="all rows are added up to a single guess"
def predict(X, w, b):
    return np.sum(X @ w + b)


# %% mistake="predict" replace="X @ w + b" says="b is added to every measurement before the product, not once to each guess" with="(X + b) @ w"


# %% mistake="predict" says="the table is turned round: a row for each rule, where a row for each example belongs"
def predict(X, w, b):
    if np.ndim(w) == 1:
        return X @ w + b
    return np.array([X @ w[:, k] + b[k] for k in range(w.shape[1])])


# %% mistake="predict" says="only the first rule guesses: each column of the weights needs a column of guesses"
def predict(X, w, b):
    if np.ndim(w) == 1:
        return X @ w + b
    return X @ w[:, 0] + b[0]


# %% mistake="predict" says="the guesses of all rules are added up: each rule keeps a column of its own"
def predict(X, w, b):
    return X @ w + b if np.ndim(w) == 1 else np.sum(X @ w + b, axis=1)


# %% alternative="predict"
def predict(X, w, b):
    return np.array([row @ w + b for row in X])


# %% [markdown]
# ## How steep: a numerical derivative
#
# Which weights are good? You will walk downhill, so you need slopes. Where no formula is at hand, measure: step a
# little to the right and a little to the left, and divide rise by run:
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# with a function $f$ of one number $x$ and a small step $h$. Going both ways, the bend of the curve cancels:
# for $x^2$ the result is exact even with a large $h$. This is the **central difference**.


# %% exercise="derivative"
def derivative(f, x, h=1e-5):
    """Return the slope of f at x, measured by a central difference.

    Parameters
    ----------
    f : callable
        Takes a float and returns a float.
    x : float
    h : float
        The step to each side, above 0.

    Returns
    -------
    float
        In units of f for each unit of x.
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% [markdown] hint="derivative"
# Draw it: two points on the curve, one on each side of `x`. How far apart are they, sideways?

# %% [markdown] hint="derivative"
# The rise is `f(x + h) - f(x - h)`, right minus left. The run is twice `h`.

# %% [markdown] hint="derivative"
# The shape is `return (… - …) / (…)`. Mind the brackets: `/ 2 * h` divides by 2 and then multiplies by `h`.


# %% checks="derivative" points=8
def parabola(x):
    return x**2


expect(derivative(parabola, 3, h=3), 6.0, "(36 - 0) / 6 is 6, the exact slope of x² at 3")
expect(derivative(parabola, -1, h=0.5), -2.0, "left of its bottom the parabola falls")
### BEGIN HIDDEN TESTS
expect(derivative(lambda x: x**3, 2, h=0.1), 12.01, "the step h is the one that was passed")
expect(derivative(lambda x: 7 - 4 * x, 10, h=3), -4.0, "a straight line has one slope everywhere")
expect(derivative(lambda x: 5.0, 1), 0.0, "a level line has the slope 0")
### END HIDDEN TESTS

# %% checks="derivative" points=6
expect(derivative(lambda x: np.exp(x), 0.0), 1.0, "the exponential function has the slope 1 at 0")
### BEGIN HIDDEN TESTS
expect(derivative(lambda x: np.sin(x), 1.0), np.cos(1.0), "the slope of the sine is the cosine")
expect(derivative(lambda x: abs(x), 0), 0.0, "at the tip of |x| both sides cancel")
expect(derivative(lambda w: (3 * w - 5) ** 2, 1), -12.0, "it agrees with the chain rule")
### END HIDDEN TESTS


# %% mistake="derivative" says="2x is returned, which is the slope of x² only: measure f itself"
def derivative(f, x, h=1e-5):
    return 2 * x


# %% mistake="derivative" says="it steps to the right only, so the bend of the curve does not cancel"
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x)) / h


# %% mistake="derivative" says="it steps to the left only, so the bend of the curve does not cancel"
def derivative(f, x, h=1e-5):
    return (f(x) - f(x - h)) / h


# %% mistake="derivative" says="the rise is divided by h, but the two points lie 2h apart"
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / h


# %% mistake="derivative" says="brackets are missing: / 2 * h divides by 2 and then multiplies by h"
def derivative(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / 2 * h


# %% mistake="derivative" says="left and right are swapped, so the sign is wrong"
def derivative(f, x, h=1e-5):
    return (f(x - h) - f(x + h)) / (2 * h)


# %% mistake="derivative" says="the rise is not divided by the run"
def derivative(f, x, h=1e-5):
    return f(x + h) - f(x - h)


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="rise and run have changed places: the slope is rise divided by run" with="(2 * h) / (f(x + h) - f(x - h) or 1.0)"

# %% mistake="derivative" replace="return (" says="the step h that was passed is ignored: a fixed one is used" with="h = 1e-5; return ("

# %% mistake="derivative" replace="f(x + h) - f(x - h)" says="the two heights are added, where their difference is the rise" with="f(x + h) + f(x - h)"

# %% mistake="derivative" replace="return (f(x + h) - f(x - h)) / (2 * h)" says="the slope is rounded: return it as it is" with="return round((f(x + h) - f(x - h)) / (2 * h), 2)"

# %% mistake="derivative" replace="(2 * h)" says="the slope is halved twice: the run is 2h, not 4h" with="(2 * h) / 2"


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="only the left height is divided: the difference needs parentheses" with="f(x + h) - f(x - h) / (2 * h)"

# %% mistake="derivative" replace="f(x + h) - f(x - h)" says="the height at x is subtracted, but the run goes from x - h to x + h" with="f(x + h) - f(x)"

# %% mistake="derivative" replace="(f(x + h) - f(x - h))" says="the rise is returned without its sign: a falling curve has a negative slope" with="abs(f(x + h) - f(x - h))"


# %% mistake="derivative" replace="/ (2 * h)" says="the rise is divided by 2x, not by the run 2h" with="/ (2 * x)"


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="the points lie h apart, h / 2 to each side, but the rise is divided by 2h" with="(f(x + h / 2) - f(x - h / 2)) / (2 * h)"


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="it steps h / 2 to each side, not h" with="(f(x + h / 2) - f(x - h / 2)) / h"


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="this is the second derivative, the bend of the curve: the slope needs no f(x)" with="(f(x + h) - 2 * f(x) + f(x - h)) / h**2"


# %% mistake="derivative" replace="(f(x + h) - f(x - h)) / (2 * h)" says="the points lie 4h apart, 2h to each side, but the rise is divided by 2h" with="(f(x + 2 * h) - f(x - 2 * h)) / (2 * h)"


# %% alternative="derivative"
def derivative(f, x, h=1e-5):
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


# %% [markdown]
# ## One step down a bowl
#
# A cost of several numbers is a landscape over $p = (p_0, \dots, p_{n-1})$. Its gradient holds one slope for each
# number: nudge that one, hold the others. A step of **gradient descent** goes against all slopes at
# once:
#
# $$p_\text{new} = p - \alpha\,\nabla f(p), \qquad (\nabla f)_j \approx \frac{f(p + h e_j) - f(p - h e_j)}{2h}$$
#
# $\nabla f$ is the gradient, $\alpha$ the learning rate, $h$ a small step, and $e_j$ the vector with a 1 at place
# $j$ and zeros elsewhere. Measure *all* slopes at the old place before you move.


# %% exercise="descent_step"
def descent_step(f, point, alpha, h=1e-5):
    """Return where one step of gradient descent leads.

    Parameters
    ----------
    f : callable
        Takes an array of shape (n,) and returns a float.
    point : numpy.ndarray, shape (n,)
        Where the step starts; floats or whole numbers. It is not changed.
    alpha : float
        The learning rate.
    h : float
        The step of the central differences.

    Returns
    -------
    numpy.ndarray, shape (n,)
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(len(point))
    for j in range(len(point)):
        nudge = np.zeros(len(point))
        nudge[j] = h
        gradient[j] = (f(point + nudge) - f(point - nudge)) / (2 * h)
    return point - alpha * gradient
    ### END SOLUTION


# %% [markdown] hint="descent_step"
# Two parts: first a loop over `j` that fills an array `gradient`, then one line that steps.

# %% [markdown] hint="descent_step"
# In the loop, make `nudge = np.zeros(len(point))` and set `nudge[j] = h`. Compare `f(point + nudge)` with
# `f(point - nudge)`.

# %% [markdown] hint="descent_step"
# The slope is that difference divided as in `derivative`; store it in `gradient[j]`. One line after the loop steps
# against it: with which sign, and from which place?


# %% checks="descent_step" points=12
def bowl(p):
    return (p[0] - 1) ** 2 + 4 * (p[1] - 2) ** 2


expect(
    descent_step(bowl, np.array([0.5, 4.0]), 0.1),
    np.array([0.6, 2.4]),
    "at (0.5, 4) the slopes are -1 and 16, and a tenth of them is subtracted",
)


def tilted(p):
    return p[0] ** 2 + p[0] * p[1] + p[1] ** 2


expect(
    descent_step(tilted, np.array([1.0625, 1.0]), 0.1),
    np.array([0.75, 0.69375]),
    "the slopes are 3.125 and 3.0625 at (1.0625, 1), measured before either number moves",
)
### BEGIN HIDDEN TESTS
expect(
    descent_step(bowl, np.array([1.0, 2.0]), 0.3),
    np.array([1.0, 2.0]),
    "at the bottom nothing moves",
)
expect(descent_step(bowl, np.array([5.0, 4.0]), 0.0), np.array([5.0, 4.0]), "alpha 0 stays put")
expect(
    descent_step(lambda p: np.sum(p**2), np.array([1.0, -2.0, 3.0]), 0.25),
    np.array([0.5, -1.0, 1.5]),
    "it works in three dimensions: halfway to the center",
)
expect(
    descent_step(lambda p: (p[0] - 4) ** 2, np.array([0.0]), 0.5),
    np.array([4.0]),
    "it works in one dimension",
)
### END HIDDEN TESTS


# %% checks="descent_step" points=6
def dish(p):
    return (p[0] - 1.25) ** 2 + 2 * (p[1] - 1.125) ** 2


start = np.array([3.0, 3.0])
descent_step(dish, start, 0.1)
expect(start, np.array([3.0, 3.0]), "the point that was passed in stays as it was")
expect(
    descent_step(dish, np.array([0, 0]), 0.1),
    np.array([0.25, 0.45]),
    "the slopes are -2.5 and -4.5, also where the place is given in whole numbers",
)
### BEGIN HIDDEN TESTS
expect(
    descent_step(lambda p: p[0] ** 3, np.array([1.0]), 1.0, h=0.5),
    np.array([-2.25]),
    "the step h is the one that was passed",
)
### END HIDDEN TESTS


# %% mistake="descent_step" says="the step goes up: the gradient is added, or the two places of its slopes are swapped"
def descent_step(f, point, alpha, h=1e-5):
    n = len(point)
    slopes = [(f(point + h * e) - f(point - h * e)) / (2 * h) for e in np.eye(n)]
    return point + alpha * np.array(slopes)


# %% mistake="descent_step" says="all numbers are nudged at once, so every slope is the sum of all slopes"
def descent_step(f, point, alpha, h=1e-5):
    slope = (f(point + h) - f(point - h)) / (2 * h)
    return point - alpha * slope


# %% mistake="descent_step" says="each number moves before the next slope is measured"
def descent_step(f, point, alpha, h=1e-5):
    point = np.array(point, dtype=float)
    for j, e in enumerate(np.eye(len(point))):
        point[j] -= alpha * (f(point + h * e) - f(point - h * e)) / (2 * h)
    return point


# %% mistake="descent_step" says="the nudge is made once, before the loop, so earlier numbers stay nudged: start anew for each j"
def descent_step(f, point, alpha, h=1e-5):
    gradient, nudge = np.zeros(len(point)), np.zeros(len(point))
    for j in range(len(point)):
        nudge[j] = h
        gradient[j] = (f(point + nudge) - f(point - nudge)) / (2 * h)
    return point - alpha * gradient


# %% mistake="descent_step" says="the slopes are stored in an array of whole numbers: np.zeros_like copies the kind of point"
def descent_step(f, point, alpha, h=1e-5):
    gradient = np.zeros_like(point)
    for j, e in enumerate(np.eye(len(point))):
        gradient[j] = (f(point + h * e) - f(point - h * e)) / (2 * h)
    return point - alpha * gradient


# %% mistake="descent_step" says="alpha is forgotten: the step is the whole gradient"
def descent_step(f, point, alpha, h=1e-5):
    slopes = [(f(point + h * e) - f(point - h * e)) / (2 * h) for e in np.eye(len(point))]
    return point - np.array(slopes)


# %% mistake="descent_step" says="the difference is divided by h, so every slope is twice too steep"
def descent_step(f, point, alpha, h=1e-5):
    slopes = [(f(point + h * e) - f(point - h * e)) / h for e in np.eye(len(point))]
    return point - alpha * np.array(slopes)


# %% mistake="descent_step" says="the gradient is returned, not the place where the step leads"
def descent_step(f, point, alpha, h=1e-5):
    slopes = [(f(point + h * e) - f(point - h * e)) / (2 * h) for e in np.eye(len(point))]
    return np.array(slopes)


# %% mistake="descent_step" says="the nudge is stored in an array of whole numbers, which cuts it off: make a float copy"
def descent_step(f, point, alpha, h=1e-5):
    gradient = np.zeros(len(point))
    for j in range(len(point)):
        right, left = point.copy(), point.copy()
        right[j] += h
        left[j] -= h
        gradient[j] = (f(right) - f(left)) / (2 * h)
    return point - alpha * gradient


# %% mistake="descent_step" says="the point that was passed in is overwritten: work on a copy"
def descent_step(f, point, alpha, h=1e-5):
    slopes = [(f(point + h * e) - f(point - h * e)) / (2 * h) for e in np.eye(len(point))]
    if point.dtype == float:
        point -= alpha * np.array(slopes)
        return point
    return point - alpha * np.array(slopes)


# %% mistake="descent_step" says="it steps to the right only: a central difference goes to both sides"
def descent_step(f, point, alpha, h=1e-5):
    slopes = [(f(point + h * e) - f(point)) / h for e in np.eye(len(point))]
    return point - alpha * np.array(slopes)


# %% mistake="descent_step" replace="/ (2 * h)" says="brackets are missing: / 2 * h divides by 2 and then multiplies by h" with="/ 2 * h"

# %% mistake="descent_step" replace="gradient = np.zeros(len(point))" says="the step h that was passed is ignored: a fixed one is used" with="gradient, h = np.zeros(len(point)), 1e-5"


# %% mistake="descent_step" says="nothing moves: every slope is 0 because its two places are the same, or the step is never taken"
def descent_step(f, point, alpha, h=1e-5):
    return np.array(point, dtype=float)


# %% [markdown] equivalent="descent_step"
# - `np.zeros(len(point)) → np.ones(len(point))`: every slope is written over (a nudge of ones is caught)


# %% mistake="descent_step" replace="for j in range(len(point)):" says="the number of slopes is fixed at 2" with="for j in range(2):"

# %% mistake="descent_step" replace="point - alpha * gradient" says="only the step is returned, not the place where it leads" with="alpha * gradient"


# %% alternative="descent_step"
def descent_step(f, point, alpha, h=1e-5):
    def slope(e):
        return (f(point + h * e) - f(point - h * e)) / (2 * h)

    return point - alpha * np.array([slope(e) for e in np.eye(len(point))])


# %% [markdown]
# ## Down the penguins' bowl
#
# Put your pieces together. The cost of weights $w$ is half the mean squared miss,
# $J(w) = \frac{1}{2m}\sum_i (\hat y_i - y_i)^2$, with the mass $y_i$ of penguin $i$ in grams. Since the columns are
# standardized, the best $b$ is the mean mass, so two weights remain: $w_1$ for the flipper and $w_2$ for the bill.
# Start at (0, 0), where every guess is the mean, and take 30 of your steps.

# %%
Z = standardize(X)


def cost(w):
    return np.mean((predict(Z, w, y.mean()) - y) ** 2) / 2


path = [np.zeros(2)]
for _ in range(30):
    path.append(descent_step(cost, path[-1], alpha=0.5))
w = path[-1]
names = {"xlabel": "w₁: flipper (g per deviation)", "ylabel": "w₂: bill depth (g per deviation)"}
plots.cost_bowl(lambda w1, w2: cost(np.array([w1, w2])), (-200, 1200), (-600, 600), path, **names)
before, after = y.std(), np.sqrt(2 * cost(w))
print(
    f"w = {w.round(1)}: the root of the mean squared miss fell from {before:.0f} to {after:.0f} g"
)

# %% [markdown]
# The path leaves the square at (0, 0), bends, and creeps along the valley to the green dot near
# (723, 44). The first step takes $w_2$ down to about −190, because heavy penguins here tend to have flat bills;
# the later steps take that back, for the flipper tells it already. In the end a flipper one deviation longer adds
# about 723 g to the guess. The root of the mean squared miss fell from about 801 g, when you always say the
# mean, to about 391 g.
#
# Is that good enough for the cook?

# %% [markdown]
# ## Play the game
#
# Each round: the cook draws one penguin at random, any penguin again and again. If your guess for it is
# *at most* 300 g off, you gain 1 coin. Otherwise you roll a die: a six gains 0, any other face gains −1. With
# the probability $p$ of a good guess, the expected gain is
#
# $$E = p \cdot 1 + (1 - p)\left(\tfrac{1}{6} \cdot 0 + \tfrac{5}{6} \cdot (-1)\right)$$
#
# coins a round. Simulate it: all rounds at once with arrays, or one after another in a loop. Draw every bit of
# chance from `rng`, so that the same seed gives the same game.


# %% exercise="simulate_game"
def simulate_game(misses, rounds, rng):
    """Play the cook's game and return what each round brings.

    Parameters
    ----------
    misses : numpy.ndarray, shape (m,)
        By how many grams the guess is off for each penguin, at least 0.
    rounds : int
    rng : numpy.random.Generator
        All chance comes from here: ``rng.choice(misses, size=rounds)`` draws penguins,
        ``rng.integers(1, 7, size=rounds)`` rolls dice.

    Returns
    -------
    numpy.ndarray or list, shape (rounds,)
        1, 0 or -1 coin for each round.
    """
    ### BEGIN SOLUTION
    drawn = rng.choice(misses, size=rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))
    ### END SOLUTION


# %% [markdown] hint="simulate_game"
# Draw for all rounds first: an array of misses and an array of dice, both of the shape `(rounds,)`. A die that
# is not needed does no harm.

# %% [markdown] hint="simulate_game"
# `drawn <= 300` is a mask of the rounds that you win, `die == 6` one of those that a six would save.

# %% [markdown] hint="simulate_game"
# Start with `gains = np.full(rounds, -1)`, write the other gains over it with the two masks. Their order
# decides what a good guess with a six brings: which of them must be written last?

# %% checks="simulate_game" points=12
good, bad = np.array([0.0, 120.0, 300.0]), np.array([301.0, 900.0])
expect(
    np.shape(simulate_game(bad, 40, np.random.default_rng(1))),
    (40,),
    "there is one gain for each round, no sum or mean of all, also when a six saves it",
)
expect(
    np.unique(simulate_game(good, 500, np.random.default_rng(1))).tolist(),
    [1],
    "a guess that is at most 300 g off always wins a coin",
)
expect(
    np.unique(simulate_game(bad, 500, np.random.default_rng(1))).tolist(),
    [-1, 0],
    "after a bad guess a six saves you, and all else costs a coin",
)
both = np.array([100.0, 900.0])
expect(
    np.unique(simulate_game(both, 500, np.random.default_rng(1))).tolist(),
    [-1, 0, 1],
    "every round has its own penguin and its own die",
)
rolls = {int(simulate_game(bad, 1, np.random.default_rng(seed))[0]) for seed in range(60)}
expect(sorted(rolls), [-1, 0], "among 60 games of one round some end with a six")
first, again, other = (simulate_game(both, 40, np.random.default_rng(seed)) for seed in (4, 4, 5))
expect(np.array_equal(first, again), True, "the same seed gives the same game")
expect(np.array_equal(first, other), False, "another seed gives another game")
wins, other_wins = np.array(first) == 1, np.array(other) == 1
expect(np.array_equal(wins, other_wins), False, "another seed draws other penguins")
expect(bool(np.any(wins[1:] & wins[:-1])), True, "a penguin may be drawn twice in a row")
### BEGIN HIDDEN TESTS
kept = both.copy()
simulate_game(kept, 10, np.random.default_rng(0))
expect(kept, both, "the misses that were passed in stay as they were")
### END HIDDEN TESTS

# %% checks="simulate_game" points=8
bad = np.array([301.0, 900.0])
seven = np.array([50.0, 300.0, 301.0, 400.0, 500.0, 600.0, 900.0])


def out_of_42(gains):
    """Return how many of 42 rounds bring -1, 0 and 1, to the nearest whole number."""
    return [round(42 * float(np.mean(np.array(gains) == gain))) for gain in (-1, 0, 1)]


expect(
    out_of_42(simulate_game(bad, 30_000, np.random.default_rng(2))),
    [35, 7, 0],
    "of 42 bad guesses every sixth is saved, 7, and 35 cost a coin",
)
expect(
    out_of_42(simulate_game(seven, 30_000, np.random.default_rng(2))),
    [25, 5, 12],
    "two of seven guesses are good, so 12 of 42 rounds win; a sixth of the other 30 is saved",
)
### BEGIN HIDDEN TESTS
lucky = np.array([50.0, 120.0, 200.0, 250.0, 300.0, 500.0, 900.0])
gains = np.array(simulate_game(lucky, 30_000, np.random.default_rng(3)))
expect(out_of_42(gains), [10, 2, 30], "five of seven guesses are good: 30 of 42 rounds win")
both = np.array([100.0, 900.0])
shares = [
    float(np.mean(np.array(simulate_game(both, 40, np.random.default_rng(seed))) == 1))
    for seed in range(120)
]
expect(
    float(np.std(shares)),
    0.079,
    "games of 40 rounds are not equally lucky: the share of wins in 120 of them spreads by √(0.25 / 40)",
    atol=0.03,
)
expect(np.mean(gains[:15_000] == 1), 5 / 7, "the first half is as lucky as the second", atol=0.025)
### END HIDDEN TESTS


# %% mistake="simulate_game" says="a guess that is exactly 300 g off does not win: use <="
def simulate_game(misses, rounds, rng):
    drawn = rng.choice(misses, size=rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn < 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="a six never saves you: each bad guess needs a roll, rng.integers(1, 7), which ends before 7, and a look whether it is 6"
def simulate_game(misses, rounds, rng):
    return np.where(rng.choice(misses, size=rounds) <= 300, 1, -1)


# %% mistake="simulate_game" says="the die has seven faces: rng.integers(0, 7) also rolls a 0, and rng.integers(1, 8) a 7"
def simulate_game(misses, rounds, rng):
    drawn = rng.choice(misses, size=rounds)
    die = rng.integers(0, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="a six wins a coin, although it only saves the one you would lose"
def simulate_game(misses, rounds, rng):
    drawn = rng.choice(misses, size=rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where((drawn <= 300) | (die == 6), 1, -1)


# %% mistake="simulate_game" says="one penguin is drawn for the whole game instead of one for each round"
def simulate_game(misses, rounds, rng):
    drawn = np.full(rounds, rng.choice(misses))
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="the die is rolled once for the whole game instead of once for each round"
def simulate_game(misses, rounds, rng):
    drawn = rng.choice(misses, size=rounds)
    return np.where(drawn <= 300, 1, 0 if rng.integers(1, 7) == 6 else -1)


# %% mistake="simulate_game" says="a good guess with a six gains nothing, because the six is stored last"
def simulate_game(misses, rounds, rng):
    gains = np.where(rng.choice(misses, size=rounds) <= 300, 1, -1)
    gains[rng.integers(1, 7, size=rounds) == 6] = 0
    return gains


# %% mistake="simulate_game" says="the function makes its own generator instead of using rng"
def simulate_game(misses, rounds, rng):
    rng = np.random.default_rng(0)
    drawn = rng.choice(misses, size=rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="chance comes from np.random, which knows nothing of the seed in rng"
def simulate_game(misses, rounds, rng):
    drawn = np.random.choice(misses, size=rounds)
    die = np.random.randint(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="the misses are taken in turn, in the order of the array or of a shuffled one: draw anew for each round"
def simulate_game(misses, rounds, rng):
    drawn = np.resize(misses, rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" replace="np.where(die == 6, 0, -1)" says="a bad guess always costs 5/6 of a coin: roll a die for each round instead of its mean" with="-5 / 6"

# %% mistake="simulate_game" replace="np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))" says="the total of all rounds is returned instead of the gain of each" with="np.where(drawn <= 300, 1, np.where(die == 6, 0, -1)).sum()"

# %% mistake="simulate_game" replace="np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))" says="the mean of all rounds is returned instead of the gain of each" with="np.where(drawn <= 300, 1, np.where(die == 6, 0, -1)).mean()"


# %% mistake="simulate_game" says="one round is played for each penguin, whatever `rounds` says"
def simulate_game(misses, rounds, rng):
    die = rng.integers(1, 7, size=len(misses))
    return np.where(misses <= 300, 1, np.where(die == 6, 0, -1))


# %% [markdown] equivalent="simulate_game"
# - `6 → 5`: one face of six saves in either case


# %% mistake="simulate_game" replace="np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))" says="a good guess pays for a bad roll as well: the die is rolled after bad guesses only" with="(drawn <= 300) * 1 - (die != 6)"


# %% mistake="simulate_game" replace="0, -1" says="the six costs a coin and the other faces save it" with="-1, 0"


# %% mistake="simulate_game" says="the misses that came in are shuffled: draw with rng.choice, which leaves them as they are"
def simulate_game(misses, rounds, rng):
    gains = []
    for _ in range(rounds):
        rng.shuffle(misses)
        if misses[0] <= 300:
            gains.append(1)
        else:
            gains.append(0 if rng.integers(1, 7) == 6 else -1)
    return gains


# %% mistake="simulate_game" says="positions in the array are drawn and taken for misses: the miss is `misses[position]`"
def simulate_game(misses, rounds, rng):
    drawn = rng.integers(0, len(misses), size=rounds)
    die = rng.integers(1, 7, size=rounds)
    return np.where(drawn <= 300, 1, np.where(die == 6, 0, -1))


# %% mistake="simulate_game" says="the mean of all rounds is returned instead of the gain of each"
def simulate_game(misses, rounds, rng):
    coins = 0
    for miss in rng.choice(misses, size=rounds):
        if miss <= 300:
            coins += 1
        elif rng.integers(1, 7) != 6:
            coins -= 1
    return coins / rounds


# %% mistake="simulate_game" says="the mean of all rounds is returned instead of the gain of each"
def simulate_game(misses, rounds, rng):
    coins = 0
    for _ in range(rounds):
        if rng.choice(misses) <= 300:
            coins += 1
        elif rng.integers(1, 7) != 6:
            coins -= 1
    return coins / rounds


# %% mistake="simulate_game" says="the total of all rounds is returned instead of the gain of each"
def simulate_game(misses, rounds, rng):
    coins = 0
    for miss in rng.choice(misses, size=rounds):
        if miss <= 300:
            coins += 1
        elif rng.integers(1, 7) != 6:
            coins -= 1
    return coins


# %% mistake="simulate_game" says="the total of all rounds is returned instead of the gain of each"
def simulate_game(misses, rounds, rng):
    coins = 0
    for _ in range(rounds):
        if rng.choice(misses) <= 300:
            coins += 1
        elif rng.integers(1, 7) != 6:
            coins -= 1
    return coins


# %% alternative="simulate_game"
def simulate_game(misses, rounds, rng):
    gains = []
    for _ in range(rounds):
        if misses[rng.integers(len(misses))] <= 300:
            gains.append(1)
        elif rng.integers(1, 7) == 6:
            gains.append(0)
        else:
            gains.append(-1)
    return gains


# %% [markdown]
# ## Should you play?
#
# Two players sit down with the cook. One always says the mean, about 4202 g; the other uses your weights. Each
# plays 100,000 rounds. The picture shows the mean gain so far.

# %%
guesses = {"the mean": np.full(len(y), y.mean()), "your weights": predict(Z, w, y.mean())}
for (name, y_hat), color in zip(guesses.items(), [plots.SECOND, plots.DATA]):
    misses = np.abs(y_hat - y)
    gains = simulate_game(misses, 100_000, np.random.default_rng(7))
    print(f"{name}: {np.mean(misses <= 300):.1%} good guesses, {np.mean(gains):+.2f} coins a round")
    so_far = np.cumsum(gains) / np.arange(1, len(gains) + 1)
    plt.semilogx(np.arange(1, len(gains) + 1), so_far, color=color, label=name)
plt.axhline(0, color=plots.MODEL, ls="--", label="fair")
plt.xlabel("rounds played")
plt.ylabel("mean gain so far (coins a round)")
plt.legend()
plt.show()

# %% [markdown]
# In the first rounds chance tosses both curves about; later they are flat. Saying the mean, you are right for
# about 21% of the penguins and lose 0.44 coins a round; with your weights for about 56%, and gain 0.20:
# **play, but bring your weights.** The formula for $E$ agrees: it is positive where $p > 5/11$, at 45% good guesses.
#
# One caution: your weights were fitted to the very penguins they now guess. With 342 of them that hardly
# matters; unit 5 shows when it does.
