# %% [markdown]
# # What the town hall knows about a house
#
# *100 minutes. You need: lectures 1 to 3 of this unit; least squares from unit 1.*
#
# The tax office of Ames wants to value every house from its records. A line on the living area
# misses the price of a house it has not seen by about 54 thousand dollars. The records hold much
# more: years, basements, neighborhoods, also gaps and words. **How much of that miss can you
# remove by preparing the columns well?** You build each step by hand, then as one pipeline, and
# you stop a colleague from cheating by accident.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

from utils import datasets, plots
from utils.checks import expect

# %%
raw = datasets.ames_housing().query("Gr_Liv_Area < 4000")  # leaves out five giants
homes = pd.DataFrame(
    {
        "area_m2": raw["Gr_Liv_Area"] * 0.0929,
        "basement_m2": raw["Total_Bsmt_SF"] * 0.0929,
        "frontage_m": raw["Lot_Frontage"] * 0.3048,  # the lot's side along the street
        "year_built": raw["Year_Built"],
        "garage_cars": raw["Garage_Cars"],
        "fireplaces": raw["Fireplaces"],
        "neighborhood": raw["Neighborhood"],
        "garage_finish": raw["Garage_Finish"],
        "heating": raw["Heating_QC"],
        "price_kusd": raw["Sale_Price"] / 1000,
    }
)
homes_train, homes_test = train_test_split(homes, random_state=4)
homes_train.head(3)

# %% [markdown]
# There are 2193 houses to learn from (`homes_train`) and 732 to judge by (`homes_test`). Prices
# are in thousands of dollars. The rule for everything that follows: **what is learned, is learned
# from the training houses.** The test houses play the future; they are measured with rulers made
# before.

# %%
NUMBERS = ["area_m2", "basement_m2", "frontage_m", "year_built", "garage_cars", "fireplaces"]
WORDS = ["neighborhood", "garage_finish", "heating"]


def rmse(y, y_hat):
    """Return the root mean squared error, in the unit of y."""
    return float(np.sqrt(np.mean((np.asarray(y) - np.asarray(y_hat)) ** 2)))


plain = LinearRegression().fit(homes_train[["area_m2"]], homes_train["price_kusd"])
line_miss = rmse(homes_test["price_kusd"], plain.predict(homes_test[["area_m2"]]))
print(f"the line on living area misses by {line_miss:.1f} thousand dollars (RMSE)")
print(
    "gaps in the training houses:",
    homes_train.isna().sum()[["frontage_m", "garage_finish"]].to_dict(),
)

# %% [markdown]
# ## 1. One ruler for all
#
# Descent needs features of equal spread, and a new house must be measured like the old ones.
# Standardize two tables with the statistics of **the first one only**:
#
# $$z_{ij} = \frac{x_{ij} - \mu_j}{\sigma_j}, \qquad \mu_j,\ \sigma_j:\ \text{mean and standard deviation of column } j \text{ in } X_{\text{train}}$$
#
# $\sigma_j$ divides by $m$ (NumPy's default). A column that is constant in training has a standard
# deviation of 0; use 1 in its place, so that the column becomes 0 instead of NaN.


# %% exercise="standardize"
def standardize(X_train, X_new):
    """Standardize two tables with the means and standard deviations of the first.

    Parameters
    ----------
    X_train : numpy.ndarray, shape (m, n)
        One house a row, one feature a column. No gaps; perhaps whole numbers.
    X_new : numpy.ndarray, shape (k, n)
        Other houses, the same features. Both tables stay as they are.

    Returns
    -------
    Z_train : numpy.ndarray, shape (m, n)
    Z_new : numpy.ndarray, shape (k, n)
        Both without unit.
    """
    ### BEGIN SOLUTION
    mu = X_train.mean(axis=0)
    sigma = X_train.std(axis=0)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X_train - mu) / sigma, (X_new - mu) / sigma
    ### END SOLUTION


# %% [markdown] hint="standardize"
# Four lines do it: the means, the standard deviations, a repair of the zeros, and the return of
# two tables. Which of these lines mention `X_new`?

# %% [markdown] hint="standardize"
# `X_train.mean(axis=0)` gives one mean for each column. `np.where(condition, a, b)` takes `a`
# where the condition holds and `b` elsewhere.

# %% [markdown] hint="standardize"
# After `mu = X_train.mean(axis=0)` and `sigma = X_train.std(axis=0)`, repair with
# `sigma = np.where(sigma == 0, 1.0, sigma)`. The same `mu` and `sigma` serve both tables.

# %% checks="standardize" points=9
old = np.array([[1.0, 5.0, 50.0], [3.0, 45.0, 110.0], [3.0, 15.0, 110.0], [9.0, 15.0, 130.0]])
new = np.array([[7.0, 50.0, 40.0], [-2.0, 20.0, 145.0]])
expect(
    standardize(old, new)[0],
    np.array([[-3, -3, -5], [-1, 5, 1], [-1, -1, 1], [5, -1, 3]]) / 3,
    "the training columns have means 4, 20 and 100 and standard deviations 3, 15 and 30",
)
expect(
    standardize(old, new)[1],
    np.array([[1.0, 2.0, -2.0], [-2.0, 0.0, 1.5]]),
    "new houses are measured with the training houses' means, 4, 20, 100, and spreads, 3, 15, 30",
)
### BEGIN HIDDEN TESTS
expect(
    standardize(old, new[:1])[1],
    np.array([[1.0, 2.0, -2.0]]),
    "a single new house gets the numbers it gets among others",
)
whole = np.array([[1, 2], [2, 5], [6, 11]])
expect(
    standardize(whole, whole)[1],
    (whole - whole.mean(axis=0)) / whole.std(axis=0),
    "whole numbers are standardized to fractions, in three rows as well as in two",
)
table = homes_train[["area_m2", "year_built"]].to_numpy(dtype=float)
other = homes_test[["area_m2", "year_built"]].to_numpy(dtype=float)
kept = table.copy(), other.copy()
expect(
    standardize(table, other)[1],
    StandardScaler().fit(table).transform(other),
    "the test houses agree with scikit-learn's StandardScaler, fitted on the training houses",
)
expect(
    standardize(table * [10.764, 1], other * [10.764, 1])[0],
    standardize(table, other)[0],
    "square feet or square meters make no difference",
)
expect(table, kept[0], "the training table you were given stays as it was")
expect(other, kept[1], "the new table you were given stays as it was")
### END HIDDEN TESTS

# %% checks="standardize" points=5
flat = np.array([[4.0, 1.0], [4.0, 3.0], [4.0, 3.0], [4.0, 9.0]])
expect(
    standardize(flat, np.array([[6.0, 1.0]]))[0],
    np.array([[0, -3], [0, -1], [0, -1], [0, 5]]) / 3,
    "a column that is constant in training becomes 0, not NaN; the other has mean 4 and spread 3",
)
expect(
    standardize(flat, np.array([[6.0, 1.0]]))[1],
    np.array([[2.0, -1.0]]),
    "a constant column is shifted by its mean and divided by 1, so 6 becomes 2",
)
### BEGIN HIDDEN TESTS
expect(
    standardize(np.array([[5, 7]]), np.array([[6, 7]]))[1],
    np.array([[1.0, 0.0]]),
    "with one training house every spread counts as 1",
)
### END HIDDEN TESTS


# %% mistake="standardize" says="the new houses are measured with their own mean and spread"
def standardize(X_train, X_new):
    def own(X):
        sigma = X.std(axis=0)
        return (X - X.mean(axis=0)) / np.where(sigma == 0, 1.0, sigma)

    return own(X_train), own(X_new)


# %% mistake="standardize" says="mean and spread come from both tables together, so the new houses leak into the ruler"
def standardize(X_train, X_new):
    both = np.vstack([X_train, X_new])
    mu, sigma = both.mean(axis=0), both.std(axis=0)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" says="one mean and one spread are taken over the whole table, not per column"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(), X_train.std()
    return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" says="the columns are divided by the variance, not by its square root"
def standardize(X_train, X_new):
    mu, var = X_train.mean(axis=0), X_train.var(axis=0)
    var = np.where(var == 0, 1.0, var)
    return (X_train - mu) / var, (X_new - mu) / var


# %% mistake="standardize" says="the standard deviation divides by m - 1 instead of m"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(axis=0), X_train.std(axis=0, ddof=1)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" says="a constant column is divided by its spread of 0"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(axis=0), X_train.std(axis=0)
    with np.errstate(all="ignore"):
        return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" says="the columns are divided by the spread without subtracting the mean"
def standardize(X_train, X_new):
    sigma = X_train.std(axis=0)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return X_train / sigma, X_new / sigma


# %% mistake="standardize" says="the means are taken along the rows (axis=1): one for each house, not for each column"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(axis=1), X_train.std(axis=1)
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" replace="(X_train - mu) / sigma, (X_new - mu) / sigma" says="the results are returned in the other order: the training houses come first" with="(X_new - mu) / sigma, (X_train - mu) / sigma"

# %% mistake="standardize" replace="np.where(sigma == 0, 1.0, sigma)" says="all spreads are replaced by 1 as soon as one of them is 0" with="np.where((sigma == 0).any(), 1.0, sigma)"

# %% mistake="standardize" replace="np.where(sigma == 0, 1.0, sigma)" says="a small number is added to every spread: a constant column is then divided by it, not by 1" with="sigma + 1e-8"

# %% mistake="standardize" replace="(X_train - mu) / sigma, (X_new - mu) / sigma" says="the parentheses around the difference are missing: only the mean is divided" with="X_train - mu / sigma, X_new - mu / sigma"

# %% mistake="standardize" replace="(X_train - mu) / sigma, (X_new - mu) / sigma" says="the mean is subtracted, but nothing is divided by the spread" with="X_train - mu, X_new - mu"

# %% mistake="standardize" replace="mu = X_train.mean(axis=0)" says="the means come from the new houses, not from the training houses" with="mu = X_new.mean(axis=0)"


# %% mistake="standardize" says="the tables that come in are changed in place: make new ones"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(axis=0), X_train.std(axis=0)
    sigma[sigma == 0] = 1.0
    if X_train.dtype == float and X_new.dtype == float:
        X_train -= mu
        X_train /= sigma
        X_new -= mu
        X_new /= sigma
        return X_train, X_new
    return (X_train - mu) / sigma, (X_new - mu) / sigma


# %% mistake="standardize" replace="sigma = X_train.std(axis=0)" says="the spreads come from the new houses, not from the training houses" with="sigma = X_new.std(axis=0)"


# %% mistake="standardize" replace="    mu = X_train.mean(axis=0)" says="the smallest value is subtracted, not the mean" with="    mu = X_train.min(axis=0)"


# %% mistake="standardize" says="the columns are scaled by their smallest value and their range, not by mean and standard deviation"
def standardize(X_train, X_new):
    low = X_train.min(axis=0)
    span = X_train.max(axis=0) - low
    span = np.where(span == 0, 1.0, span)
    return (X_train - low) / span, (X_new - low) / span


# %% mistake="standardize" says="the new houses are measured with their own mean and spread, and spreads of 0 are not repaired"
def standardize(X_train, X_new):
    with np.errstate(all="ignore"):
        return tuple((X - X.mean(axis=0)) / X.std(axis=0) for X in (X_train, X_new))


# %% mistake="standardize" says="a constant column is set to 0 in the new table as well, where it may differ"
def standardize(X_train, X_new):
    mu, sigma = X_train.mean(axis=0), X_train.std(axis=0)
    flat = sigma == 0
    sigma = np.where(flat, 1.0, sigma)
    Z_train, Z_new = (X_train - mu) / sigma, (X_new - mu) / sigma
    Z_new[:, flat] = 0
    return Z_train, Z_new


# %% alternative="standardize"
def standardize(X_train, X_new):
    Z_train, Z_new = np.empty(X_train.shape), np.empty(X_new.shape)
    for j in range(X_train.shape[1]):
        column = X_train[:, j]
        middle, spread = np.mean(column), np.sqrt(np.mean((column - np.mean(column)) ** 2)) or 1.0
        for Z, X in ((Z_train, X_train), (Z_new, X_new)):
            Z[:, j] = (X[:, j] - middle) / spread
    return Z_train, Z_new


# %% [markdown]
# ## 2. Squares and products
#
# In new houses a square meter costs more, and price does not rise in a straight line with the
# year. Give the model the columns that let it say so. From $n$ features make the features
# themselves, then every product $x_j x_k$ with $j \le k$; for $j = k$ that is the square:
#
# $$x_1, \dots, x_n,\quad x_1^2,\ x_1x_2,\ \dots,\ x_1x_n,\quad x_2^2,\ x_2x_3,\ \dots,\quad x_n^2$$
#
# Each pair appears once: $x_1x_2$ and $x_2x_1$ are the same column. That makes $n + n(n+1)/2$
# columns.


# %% exercise="quadratic_features"
def quadratic_features(X):
    """Return the features, then all products of two of them, squares included.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        It stays as it is.

    Returns
    -------
    numpy.ndarray, shape (m, n + n * (n + 1) / 2)
        In the order x1, …, xn, x1*x1, x1*x2, …, x1*xn, x2*x2, …, xn*xn.
    """
    ### BEGIN SOLUTION
    n = X.shape[1]
    columns = [X[:, j] for j in range(n)]
    for j in range(n):
        for k in range(j, n):
            columns.append(X[:, j] * X[:, k])
    return np.column_stack(columns)
    ### END SOLUTION


# %% [markdown] hint="quadratic_features"
# Collect columns in a list and join them at the end with `np.column_stack`. `X[:, j]` is column j.

# %% [markdown] hint="quadratic_features"
# Two loops, one inside the other: `j` over all columns, `k` over those from `j` on. Where does `k`
# start so that no pair comes twice?

# %% [markdown] hint="quadratic_features"
# Begin with `columns = [X[:, j] for j in range(n)]`; then, for `j in range(n)` and `k in range(j,
# n)`, append `X[:, j] * X[:, k]`.

# %% checks="quadratic_features" points=12
expect(
    quadratic_features(np.array([[2.0, 3.0], [-1.0, 4.0], [5.0, 10.0]])),
    np.array([[2, 3, 4, 6, 9], [-1, 4, 1, -4, 16], [5, 10, 25, 50, 100]]),
    "2 and 3, then 2*2, 2*3 and 3*3; so for every row",
)
expect(
    quadratic_features(np.array([[2.0, 3.0, 5.0], [7.0, -1.0, 4.0]])),
    np.array([[2, 3, 5, 4, 6, 10, 9, 15, 25], [7, -1, 4, 49, -7, 28, 1, -4, 16]]),
    "all products with the first feature come before those of the second",
)
### BEGIN HIDDEN TESTS
expect(
    quadratic_features(np.array([[3], [-2]])),
    np.array([[3, 9], [-2, 4]]),
    "a single feature gives itself and its square, for every row",
)
small = homes_train[["area_m2", "year_built", "fireplaces", "garage_cars"]].to_numpy(dtype=float)[
    :50
]
kept = small.copy()
expect(
    quadratic_features(small),
    PolynomialFeatures(2, include_bias=False).fit_transform(small),
    "fifty houses agree with scikit-learn's PolynomialFeatures, column by column",
)
expect(small, kept, "the table you were given stays as it was")
expect(
    quadratic_features(2 * small)[:, 4:],
    4 * quadratic_features(small)[:, 4:],
    "features twice as large make products four times as large",
)
### END HIDDEN TESTS


# %% mistake="quadratic_features" says="only squares are added, no products of two different features"
def quadratic_features(X):
    return np.column_stack([X, X**2])


# %% mistake="quadratic_features" says="the squares are left out"
def quadratic_features(X):
    n = X.shape[1]
    pairs = [X[:, j] * X[:, k] for j in range(n) for k in range(j + 1, n)]
    return np.column_stack([X, *pairs])


# %% mistake="quadratic_features" says="every pair comes twice, once in each order"
def quadratic_features(X):
    n = X.shape[1]
    return np.column_stack([X] + [X[:, j] * X[:, k] for j in range(n) for k in range(n)])


# %% mistake="quadratic_features" says="the features themselves are left out"
def quadratic_features(X):
    n = X.shape[1]
    return np.column_stack([X[:, j] * X[:, k] for j in range(n) for k in range(j, n)])


# %% mistake="quadratic_features" says="all squares come before all products: another order than asked for"
def quadratic_features(X):
    n = X.shape[1]
    pairs = [X[:, j] * X[:, k] for j in range(n) for k in range(j + 1, n)]
    return np.column_stack([X, X**2, *pairs])


# %% mistake="quadratic_features" says="the inner loop ends one column too early"
def quadratic_features(X):
    n = X.shape[1]
    pairs = [X[:, j] * X[:, k] for j in range(n) for k in range(j, n - 1)]
    return np.column_stack([X, *pairs])


# %% mistake="quadratic_features" says="each feature is followed by its products, but all features should come first"
def quadratic_features(X):
    columns = []
    for j in range(X.shape[1]):
        columns.append(X[:, j])
        for k in range(j, X.shape[1]):
            columns.append(X[:, j] * X[:, k])
    return np.column_stack(columns)


# %% mistake="quadratic_features" replace="columns = [X[:, j] for j in range(n)]" says="a column of ones comes first: the line has an intercept of its own" with="columns = [np.ones(len(X))] + [X[:, j] for j in range(n)]"

# %% mistake="quadratic_features" replace="np.column_stack(columns)" says="rows and columns are swapped: each feature got a row" with="np.array(columns)"

# %% mistake="quadratic_features" replace="np.column_stack(columns)" says="the list of columns is returned, not a table" with="columns"

# %% mistake="quadratic_features" replace="X[:, j] * X[:, k]" says="two features are added, not multiplied" with="X[:, j] + X[:, k]"

# %% mistake="quadratic_features" replace="X[:, j] * X[:, k]" says="every product is that of a feature with itself" with="X[:, j] ** 2"

# %% [markdown] equivalent="quadratic_features"
# - `range(n) → range(0, n + 1)`: the inner loop has nothing to do after the last column


# %% alternative="quadratic_features"
def quadratic_features(X):
    first, second = np.triu_indices(X.shape[1])
    return np.hstack([X, X[:, first] * X[:, second]])


# %% [markdown]
# ## 3. One column per name
#
# A neighborhood is no number. **One-hot encoding** gives each name a column that is 1 for the
# houses of that name and 0 for the others. Which names get a column is *learned*, so it comes from
# the training houses:
#
# $$e_{ik} = 1 \text{ if house } i \text{ has the } k\text{-th name, else } 0$$
#
# with the training names in alphabetical order. A new house may come with a name never seen
# before, or with a gap. Neither has a column: its row is all zeros.


# %% exercise="one_hot"
def one_hot(train, new):
    """One-hot encode two columns of names with the names of the first.

    Parameters
    ----------
    train : pandas.Series of str, length m
        May hold gaps (NaN).
    new : pandas.Series of str, length k
        May hold gaps, and names that are not in `train`.

    Returns
    -------
    E_train : numpy.ndarray of float, shape (m, number of names in train)
        Columns in alphabetical order.
    E_new : numpy.ndarray of float, shape (k, number of names in train)
    """
    ### BEGIN SOLUTION
    names = sorted(train.dropna().unique())

    def encode(values):
        return np.column_stack([(values == name).to_numpy(dtype=float) for name in names])

    return encode(train), encode(new)
    ### END SOLUTION


# %% [markdown] hint="one_hot"
# First the list of names, from `train` alone. Then do the same to both columns: a small inner
# function saves you from writing it twice.

# %% [markdown] hint="one_hot"
# `sorted(train.dropna().unique())` is the list; with the gaps left in, `sorted` stops with an error.
# `values == name` compares a whole Series with one name; a gap equals no name and gives False.

# %% [markdown] hint="one_hot"
# For a Series `values`, the encoding is
# `np.column_stack([(values == name).to_numpy(dtype=float) for name in names])`.

# %% checks="one_hot" points=9
four = pd.Series(["c", "a", "b", "a"])
expect(
    one_hot(four, pd.Series(["b", "d"]))[0],
    np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
    "column 0 belongs to a, column 1 to b, column 2 to c",
)
expect(
    one_hot(four, pd.Series(["b", "d"]))[1],
    np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),
    "d was not there in training: its row is all zeros",
)
### BEGIN HIDDEN TESTS
expect(
    one_hot(pd.Series(["z", "m", "k", "m"]), pd.Series(["m"]))[1],
    np.array([[0.0, 1.0, 0.0]]),
    "a single new house gets a single row, in the columns k, m, z",
)
expect(
    one_hot(homes_train["neighborhood"], homes_test["neighborhood"])[0].sum(axis=1),
    np.ones(len(homes_train)),
    "every training house lies in exactly one neighborhood",
)
expect(
    one_hot(homes_train["neighborhood"], homes_test["neighborhood"])[1].shape,
    (732, 27),
    "Landmark occurs in the test houses only, so 27 of 28 neighborhoods get a column",
)
expect(
    one_hot(homes_train["heating"], homes_test["heating"])[1],
    (
        homes_test["heating"].to_numpy(dtype=str)[:, None]
        == np.unique(homes_train["heating"].to_numpy(dtype=str))
    ).astype(float),
    "the heating of the test houses is encoded with the names of the training houses",
)
### END HIDDEN TESTS

# %% checks="one_hot" points=5
gappy = pd.Series(["b", np.nan, "a"])
expect(
    one_hot(gappy, pd.Series([np.nan, "b"]))[0],
    np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]),
    "a gap in training gets no column of its own, and its row is all zeros",
)
expect(
    one_hot(gappy, pd.Series([np.nan, "b"]))[1],
    np.array([[0.0, 0.0], [0.0, 1.0]]),
    "a gap in a new house gives a row of zeros as well",
)
### BEGIN HIDDEN TESTS
expect(
    one_hot(homes_train["garage_finish"], homes_test["garage_finish"])[1].sum(),
    float(homes_test["garage_finish"].notna().sum()),
    "the test houses have as many ones as known garages",
)
expect(
    one_hot(pd.Series(["b", "a"], index=[7, 3]), pd.Series(["a"], index=[9]))[0],
    np.array([[0.0, 1.0], [1.0, 0.0]]),
    "rows keep their order, whatever the index of the Series",
)
### END HIDDEN TESTS


# %% mistake="one_hot" says="the names are collected from both columns, so the new houses decide about columns"
def one_hot(train, new):
    names = sorted(pd.concat([train, new]).dropna().unique())

    def encode(values):
        return np.column_stack([(values == n).to_numpy(dtype=float) for n in names])

    return encode(train), encode(new)


# %% mistake="one_hot" says="the new houses are encoded with their own list of names"
def one_hot(train, new):
    def encode(values):
        names = sorted(values.dropna().unique())
        return np.column_stack([(values == n).to_numpy(dtype=float) for n in names])

    return encode(train), encode(new)


# %% mistake="one_hot" says="the columns follow the first appearance of each name, not the alphabet"
def one_hot(train, new):
    names = list(train.dropna().unique())

    def encode(values):
        return np.column_stack([(values == n).to_numpy(dtype=float) for n in names])

    return encode(train), encode(new)


# %% mistake="one_hot" says="an unknown name has the code -1, and index -1 is the last column"
def one_hot(train, new):
    names = sorted(train.dropna().unique())
    code = {name: place for place, name in enumerate(names)}

    def encode(values):
        return np.eye(len(names))[[code.get(v, -1) for v in values]]

    return encode(train), encode(new)


# %% mistake="one_hot" says="a gap is treated as one more name, 'nan', with a column of its own"
def one_hot(train, new):
    texts = [str(value) for value in train]
    names = sorted(set(texts))

    def encode(values):
        return np.array([[float(str(v) == n) for n in names] for v in values])

    return encode(train), encode(new)


# %% mistake="one_hot" says="rows and columns are swapped: each name got a row"
def one_hot(train, new):
    names = sorted(train.dropna().unique())

    def encode(values):
        return np.array([(values == n).to_numpy(dtype=float) for n in names])

    return encode(train), encode(new)


# %% mistake="one_hot" says="the first name gets no column"
def one_hot(train, new):
    names = sorted(train.dropna().unique())[1:]

    def encode(values):
        return np.column_stack([(values == n).to_numpy(dtype=float) for n in names])

    return encode(train), encode(new)


# %% mistake="one_hot" says="each table is given to get_dummies by itself and gets columns for its own names"
def one_hot(train, new):
    return pd.get_dummies(train).to_numpy(), pd.get_dummies(new).to_numpy()


# %% mistake="one_hot" replace="return encode(train), encode(new)" says="the results are returned in the other order: the training houses come first" with="return encode(new), encode(train)"

# %% mistake="one_hot" replace="return encode(train), encode(new)" says="only the new houses are returned" with="return encode(new)"

# %% mistake="one_hot" replace="sorted(train.dropna().unique())" says="the names stand in reverse alphabetical order" with="sorted(train.dropna().unique(), reverse=True)"

# %% mistake="one_hot" replace="sorted(train.dropna().unique())" says="the columns follow the frequency of the names, not the alphabet" with="list(train.value_counts().index)"


# %% mistake="one_hot" says="the gaps get a column of their own: leave out `dummy_na`"
def one_hot(train, new):
    E_train = pd.get_dummies(train, dummy_na=True)
    E_new = pd.get_dummies(new).reindex(columns=E_train.columns, fill_value=0)
    return E_train.to_numpy(dtype=float), E_new.to_numpy(dtype=float)


# %% mistake="one_hot" says="frames are returned, not arrays: `.to_numpy(dtype=float)` turns them into arrays"
def one_hot(train, new):
    E_train = pd.get_dummies(train)
    return E_train, pd.get_dummies(new).reindex(columns=E_train.columns, fill_value=0)


# %% mistake="one_hot" replace="(values == name).to_numpy(dtype=float)" says="the houses with a gap are left out: their rows have to stay, all zeros" with="(values.dropna() == name).to_numpy(dtype=float)"

# %% mistake="one_hot" replace="sorted(train.dropna().unique())" says="the last name gets no column" with="sorted(train.dropna().unique())[:-1]"

# %% mistake="one_hot" replace="sorted(train.dropna().unique())" says="the gaps are still among the names, and text cannot be sorted with NaN: drop them first" with="sorted(train.unique())"


# %% mistake="one_hot" says="each name gets a number, but numbers have an order and a distance: give it a column"
def one_hot(train, new):
    names = sorted(train.dropna().unique())
    code = {name: place for place, name in enumerate(names)}
    return train.map(code).to_numpy(), new.map(code).to_numpy()


# %% [markdown] equivalent="one_hot"
# - `(values == name).to_numpy(dtype=float) → (values == name).to_numpy()`: True and False count as 1 and 0


# %% alternative="one_hot"
def one_hot(train, new):
    place = {name: k for k, name in enumerate(sorted(train.dropna().unique()))}

    def encode(values):
        table = np.zeros((len(values), len(place)))
        for row, value in enumerate(values):
            if value in place:
                table[row, place[value]] = 1.0
        return table

    return encode(train), encode(new)


# %% [markdown]
# ## 4. Fill the gaps, and say so
#
# One house in six has no recorded street front, and one NaN turns every sum into NaN. Fill each
# gap with the **median of the known training values**, which no single giant lot can move. A
# filled value only pretends to be a measurement, so add a second column, the flag $g_i$:
#
# $$f_i = \begin{cases}\operatorname{median}(\text{known training values}) & \text{if } x_i \text{ is missing}\\ x_i & \text{otherwise}\end{cases}
# \qquad g_i = \begin{cases}1 & \text{if } x_i \text{ is missing}\\ 0 & \text{otherwise}\end{cases}$$
#
# $f_i$ has the unit of $x_i$; $g_i$ has none.


# %% exercise="impute"
def impute(train, new):
    """Fill gaps with the median of the known training values, and flag them.

    Parameters
    ----------
    train : numpy.ndarray of float, shape (m,)
        With NaN at the gaps; at least one value is known.
    new : numpy.ndarray of float, shape (k,)
        Any of them may be gaps, even all. Both arrays stay as they are.

    Returns
    -------
    F_train : numpy.ndarray of float, shape (m, 2)
        The filled values, then the flags: 1.0 at a gap, else 0.0.
    F_new : numpy.ndarray of float, shape (k, 2)
    """
    ### BEGIN SOLUTION
    filler = np.nanmedian(train)

    def fill(values):
        gaps = np.isnan(values)
        return np.column_stack([np.where(gaps, filler, values), gaps.astype(float)])

    return fill(train), fill(new)
    ### END SOLUTION


# %% [markdown] hint="impute"
# What is learned here? One number. Compute it once, from `train`, and use it for both.

# %% [markdown] hint="impute"
# `np.median` of an array with a NaN is NaN. Take the median of `train[~np.isnan(train)]`, or use
# `np.nanmedian`.

# %% [markdown] hint="impute"
# For an array `values`: `gaps = np.isnan(values)`, then the two columns `np.where(gaps, filler,
# values)` and `gaps.astype(float)`, joined by `np.column_stack`.

# %% checks="impute" points=14
some = np.array([11.0, np.nan, 1.0, 3.0])
expect(
    impute(some, np.array([np.nan, 6.0]))[0],
    np.array([[11.0, 0.0], [3.0, 1.0], [1.0, 0.0], [3.0, 0.0]]),
    "the known values are 1, 3 and 11, so the gap gets their median, 3, and the flag 1",
)
expect(
    impute(some, np.array([np.nan, 6.0]))[1],
    np.array([[3.0, 1.0], [6.0, 0.0]]),
    "a gap in a new house gets the median of the training houses, 3, and the flag 1",
)
expect(
    impute(np.array([2.0, 10.0, 4.0, 7.0]), np.array([np.nan]))[1],
    np.array([[5.5, 1.0]]),
    "a lone new house can be filled: the median of 2, 4, 7 and 10 is half way between 4 and 7",
)
expect(
    some, np.array([11.0, np.nan, 1.0, 3.0]), "the training values you were given keep their gaps"
)
### BEGIN HIDDEN TESTS
expect(
    impute(np.array([5, 1, 9]), np.array([7.0, np.nan]))[0],
    np.array([[5.0, 0.0], [1.0, 0.0], [9.0, 0.0]]),
    "whole numbers without gaps stay as they are, with flags 0",
)
expect(
    impute(np.array([0.0, np.nan, 0.0, 6.0]), np.array([0.0, np.nan]))[1],
    np.array([[0.0, 0.0], [0.0, 1.0]]),
    "a measured 0 is a value, not a gap, even if the median is 0 as well",
)
fronts = [homes["frontage_m"].to_numpy().copy() for homes in (homes_train, homes_test)]
library = SimpleImputer(strategy="median", add_indicator=True).fit(fronts[0][:, None])
filled = library.transform(fronts[1][:, None])
expect(
    impute(*fronts)[1],
    filled,
    "the test houses' fronts agree with SimpleImputer, fitted on the training houses",
)
### END HIDDEN TESTS


# %% mistake="impute" says="the gaps get the mean, not the median"
def impute(train, new):
    filler = np.nanmean(train)

    def fill(v):
        return np.column_stack([np.where(np.isnan(v), filler, v), np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the median is taken over known and new houses together"
def impute(train, new):
    filler = np.nanmedian(np.concatenate([train, new]))

    def fill(v):
        return np.column_stack([np.where(np.isnan(v), filler, v), np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the new houses are filled with their own median"
def impute(train, new):
    def fill(v):
        known = v[~np.isnan(v)]
        filler = np.median(known) if len(known) else np.nan
        return np.column_stack([np.where(np.isnan(v), filler, v), np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="np.median meets a NaN and gives NaN: take the median of the known values"
def impute(train, new):
    filler = np.median(train)

    def fill(v):
        return np.column_stack([np.where(np.isnan(v), filler, v), np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the gaps are filled with 0"
def impute(train, new):
    def fill(v):
        return np.column_stack([np.where(np.isnan(v), 0.0, v), np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the flags are computed after the gaps have been filled, when none is left"
def impute(train, new):
    def fill(v):
        v = np.where(np.isnan(v), np.nanmedian(train), v)
        return np.column_stack([v, np.isnan(v).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the flag is 1 for known values and 0 for gaps"
def impute(train, new):
    filler = np.nanmedian(train)

    def fill(v):
        return np.column_stack([np.where(np.isnan(v), filler, v), (~np.isnan(v)).astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the gaps are looked for with == np.nan, but NaN equals nothing, not even itself"
def impute(train, new):
    filler = np.nanmedian(train)

    def fill(v):
        gaps = v == np.nan
        return np.column_stack([np.where(gaps, filler, v), gaps.astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" replace="return fill(train), fill(new)" says="the results are returned in the other order: the training houses come first" with="return fill(new), fill(train)"

# %% mistake="impute" replace="[np.where(gaps, filler, values), gaps.astype(float)]" says="the flags come before the values" with="[gaps.astype(float), np.where(gaps, filler, values)]"

# %% mistake="impute" replace="np.column_stack([np.where(gaps, filler, values), gaps.astype(float)])" says="the flags are missing: only the filled values are returned" with="np.where(gaps, filler, values)"

# %% mistake="impute" replace="np.column_stack([np.where(gaps, filler, values), gaps.astype(float)])" says="the table lies on its side: filled values and flags are rows, not columns" with="np.array([np.where(gaps, filler, values), gaps.astype(float)])"

# %% mistake="impute" replace="np.nanmedian(train)" says="a gap counts as 0 in the median" with="np.median(np.nan_to_num(train))"

# %% mistake="impute" replace="np.column_stack(" says="values and flags follow each other in one long row: `np.column_stack` makes two columns" with="np.hstack("

# %% mistake="impute" replace="np.column_stack([np.where(gaps, filler, values), gaps.astype(float)])" says="the houses with a gap are left out, not filled" with="np.column_stack([values[~gaps], np.zeros((~gaps).sum())])"

# %% mistake="impute" replace="np.where(gaps, filler, values)" says="the known values are replaced, and the gaps stay: the two have changed places in `np.where`" with="np.where(gaps, values, filler)"

# %% mistake="impute" replace="np.where(gaps, filler, values)" says="the flags are put beside the values unfilled" with="values"


# %% mistake="impute" says="the arrays that come in are filled in place: work on a copy"
def impute(train, new):
    filler = np.nanmedian(train)

    def fill(v):
        gaps = np.isnan(v)
        v[gaps] = filler
        return np.column_stack([v, gaps.astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="of an even number of values the upper of the two in the middle is taken: the median is half way between them"
def impute(train, new):
    known = np.sort(train[~np.isnan(train)])
    filler = known[len(known) // 2]

    def fill(v):
        gaps = np.isnan(v)
        return np.column_stack([np.where(gaps, filler, v), gaps.astype(float)])

    return fill(train), fill(new)


# %% mistake="impute" says="the value in the middle is taken without sorting: the median is the middle of the sorted values"
def impute(train, new):
    known = train[~np.isnan(train)]
    half = len(known) // 2
    filler = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2

    def fill(v):
        gaps = np.isnan(v)
        return np.column_stack([np.where(gaps, filler, v), gaps.astype(float)])

    return fill(train), fill(new)


# %% [markdown] equivalent="impute"
# - `gaps.astype(float) → gaps`: beside decimal numbers True and False become 1.0 and 0.0


# %% alternative="impute"
def impute(train, new):
    imputer = SimpleImputer(strategy="median").fit(train[:, None])
    return tuple(
        np.column_stack([imputer.transform(values[:, None]), np.isnan(values)])
        for values in (train, new)
    )


# %% alternative="impute"
def impute(train, new):
    known = sorted(value for value in train.tolist() if value == value)
    half = len(known) // 2
    filler = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
    tables = []
    for values in (train, new):
        rows = [[filler, 1.0] if value != value else [value, 0.0] for value in values.tolist()]
        tables.append(np.array(rows))
    return tables[0], tables[1]


# %% [markdown]
# ## 5. One pipeline
#
# You have built the parts. scikit-learn's versions, `SimpleImputer`, `StandardScaler` and
# `OneHotEncoder`, keep what they learn in `fit` and only apply it in `predict`. Chain them into a
# pipeline with two steps:
#
# 1. `"prepare"`, a `ColumnTransformer`: first the numeric columns, whose gaps are filled with the median and which
#    are then standardized; after them the categorical columns, one-hot, where an unknown name gives zeros.
# 2. `"line"`, a `LinearRegression`.
#
# Flags are not needed here. `OneHotEncoder` treats a gap as one more name; leave that. Pass it
# `sparse_output=False`, so that the prepared table is an ordinary array. Return the pipeline
# unfitted.


# %% exercise="build_pipeline"
def build_pipeline(numeric, categorical):
    """Return an unfitted pipeline from raw columns to a price.

    Parameters
    ----------
    numeric : list of str
        Columns of numbers, which may have gaps. They come first after preparation.
    categorical : list of str
        Columns of names. They come after the numbers.

    Returns
    -------
    sklearn.pipeline.Pipeline
        With the steps "prepare" (a ColumnTransformer) and "line" (a LinearRegression).
    """
    ### BEGIN SOLUTION
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, numeric), ("words", words, categorical)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])
    ### END SOLUTION


# %% [markdown] hint="build_pipeline"
# Work from the inside out: first a small pipeline for numbers and an encoder for words, then the
# `ColumnTransformer` that sends columns to them, then the pipeline of both steps. Lecture 3 has
# such a chain.

# %% [markdown] hint="build_pipeline"
# A `ColumnTransformer` takes a list of triples: (name, transformer, list of columns). A `Pipeline`
# takes a list of pairs: (name, step).

# %% [markdown] hint="build_pipeline"
# The numbers: `make_pipeline(SimpleImputer(strategy="median"), StandardScaler())`. The words:
# `OneHotEncoder(handle_unknown="ignore", sparse_output=False)`. The end:
# `Pipeline([("prepare", ColumnTransformer([...])), ("line", LinearRegression())])`.

# %% checks="build_pipeline" points=12
tiny = pd.DataFrame({"size": [1.0, 2.0, 3.0, 10.0], "kind": ["a", "b", "a", "b"]})
cost = np.array([10.0, 120.0, 30.0, 200.0])  # 10 for each unit of size, and 100 more for kind b
asked = pd.DataFrame({"size": [5.0, 5.0, np.nan, 0.0], "kind": ["a", "b", "a", "c"]})
model = build_pipeline(["size"], ["kind"])
model.fit(tiny, cost)
expect(
    np.round(model.predict(asked[:2]), 6),
    np.array([50.0, 150.0]),
    "size 5 costs 50, and 100 more for kind b",
)
expect(
    round(float(model.predict(asked[2:3])[0]), 6),
    25.0,
    "a gap gets the median of the training sizes, 2.5, and an a of size 2.5 costs 25",
)
expect(
    round(float(model.predict(asked[3:])[0]), 6),
    50.0,
    "c is unknown, so neither kind's column is 1, and the price lies half way between an a and a b",
)
### BEGIN HIDDEN TESTS
wide = pd.DataFrame({"kind": ["x", "y", "x", "y", "x"], "u": [0, 1, 2, 3, 5], "v": [1, 0, 4, 2, 2]})
due = 3.0 * wide["u"] - 2.0 * wide["v"] + np.where(wide["kind"] == "x", 7.0, -1.0)
model = build_pipeline(["u", "v"], ["kind"])
model.fit(wide, due)
expect(
    np.round(model.predict(wide), 6),
    due.to_numpy(),
    "columns are found by name, wherever they stand in the frame, and whole numbers will do",
)
model = build_pipeline(["area_m2", "frontage_m", "year_built"], ["neighborhood", "garage_finish"])
model.fit(homes_train, homes_train["price_kusd"])
expect(
    rmse(homes_test["price_kusd"], model.predict(homes_test)),
    35.4,
    "area, front, year, neighborhood and garage miss the test houses by about 35.4",
    atol=0.3,
)
### END HIDDEN TESTS

# %% checks="build_pipeline" points=6
sizes = pd.DataFrame({"size": [1.0, np.nan, 3.0, 9.0], "kind": ["b", "a", "c", "a"]})
model = build_pipeline(["size"], ["kind"])
model.fit(sizes, np.array([10.0, 120.0, 30.0, 200.0]))
expect(
    [name for name, step in model.steps],
    ["prepare", "line"],
    "the two steps bear the names asked for",
)
asked = pd.DataFrame({"size": [4.0, np.nan, 10.0], "kind": ["a", "c", "d"]})
expect(
    np.round(model.steps[0][1].transform(asked), 6),
    np.round([[0.0, 1.0, 0.0, 0.0], [-1 / 3, 0.0, 0.0, 1.0], [2.0, 0.0, 0.0, 0.0]], 6),
    "filled by the median, 3, the sizes have mean 4 and spread 3; then come the columns of a, b, c",
)
model = build_pipeline(["area_m2"], ["neighborhood"])
model.fit(homes_train, homes_train["price_kusd"])
expect(
    type(model.steps[0][1].transform(homes_test)).__name__,
    "ndarray",
    "the prepared table is an ordinary array, even where almost all of it is zeros",
)
### BEGIN HIDDEN TESTS
model = build_pipeline(["area_m2", "year_built"], ["heating"])
model.fit(homes_train, homes_train["price_kusd"])
prepared = np.asarray(model.steps[0][1].transform(homes_train))
expect(
    np.round(prepared[:, :2].std(axis=0), 6),
    np.ones(2),
    "the numeric columns of the training houses have standard deviation 1 after preparation",
)
expect(prepared.shape, (2193, 7), "two numbers and five kinds of heating make seven columns")
### END HIDDEN TESTS


# %% mistake="build_pipeline" says="the gaps are filled with the mean, the default of SimpleImputer"
def build_pipeline(numeric, categorical):
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, numeric), ("words", words, categorical)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" says="the categorical columns never reach the model"
def build_pipeline(numeric, categorical):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    prepare = ColumnTransformer([("numbers", numbers, numeric)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" says="the numbers are not standardized"
def build_pipeline(numeric, categorical):
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer(
        [("numbers", SimpleImputer(strategy="median"), numeric), ("words", words, categorical)]
    )
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" says="the gaps are filled with 0"
def build_pipeline(numeric, categorical):
    filler = SimpleImputer(strategy="constant", fill_value=0.0)
    numbers = make_pipeline(filler, StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, numeric), ("words", words, categorical)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" says="one name is dropped, so that an unknown name passes for it"
def build_pipeline(numeric, categorical):
    import warnings

    warnings.simplefilter("ignore")
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False, drop="first")
    prepare = ColumnTransformer([("numbers", numbers, numeric), ("words", words, categorical)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" says="the categorical columns come before the numbers"
def build_pipeline(numeric, categorical):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("words", words, categorical), ("numbers", numbers, numeric)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="build_pipeline" replace="make_pipeline(SimpleImputer(strategy=\"median\"), StandardScaler())" says="the numbers are standardized before their gaps are filled: mean and spread are then those of the known values only" with="make_pipeline(StandardScaler(), SimpleImputer(strategy=\"median\"))"

# %% mistake="build_pipeline" replace="SimpleImputer(strategy=\"median\")" says="the gaps are filled with the most frequent value, not the median" with="SimpleImputer(strategy=\"most_frequent\")"

# %% mistake="build_pipeline" replace="SimpleImputer(strategy=\"median\")" says="the imputer adds columns of flags, which are not wanted here" with="SimpleImputer(strategy=\"median\", add_indicator=True)"

# %% mistake="build_pipeline" replace="handle_unknown=\"ignore\", sparse_output=False" says="the encoder gives a sparse table: pass it `sparse_output=False`" with="handle_unknown=\"ignore\""

# %% mistake="build_pipeline" replace="handle_unknown=\"ignore\", " says="the encoder is not told what to do with an unknown name, and stops there: `handle_unknown`" with=""

# %% mistake="build_pipeline" replace="make_pipeline(SimpleImputer(strategy=\"median\"), StandardScaler())" says="the gaps are not filled: the line cannot work with NaN" with="StandardScaler()"

# %% mistake="build_pipeline" replace="return Pipeline([(\"prepare\", prepare), (\"line\", LinearRegression())])" says="the steps have other names than \"prepare\" and \"line\"" with="return make_pipeline(prepare, LinearRegression())"

# %% mistake="build_pipeline" replace="Pipeline([(\"prepare\", prepare), (\"line\", LinearRegression())])" says="the line is missing: the pipeline ends with the preparation" with="Pipeline([(\"prepare\", prepare)])"

# %% [markdown] equivalent="build_pipeline"
# - `prepare.transformers.append(('w', words, categorical)) one line later`: the chain holds the same object


# %% alternative="build_pipeline"
def build_pipeline(numeric, categorical):
    numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    prepare = ColumnTransformer([("n", numbers, numeric)])
    words = OneHotEncoder(handle_unknown="infrequent_if_exist", sparse_output=False)
    prepare.transformers.append(("w", words, categorical))
    chain = Pipeline([("prepare", prepare)])
    chain.steps.append(("line", LinearRegression()))
    return chain


# %% [markdown]
# ## 6. Too good to be true
#
# A colleague groups houses by **kind**: neighborhood, year and type of building. The model has two
# features of a house: the mean price of its kind, and its street front. The function
# below is said to miss the test houses by only 30.7 thousand dollars. Look for the lines in which
# houses of `test` take part in the *learning*.

# %%
kind = raw["Neighborhood"] + " " + raw["Year_Built"].astype(str) + " " + raw["MS_SubClass"]
kinds_train = homes_train[["frontage_m", "price_kusd"]].assign(kind=kind)
kinds_test = homes_test[["frontage_m", "price_kusd"]].assign(kind=kind)


def colleagues_predictions(train, test):
    houses = pd.concat([train, test])
    usual = houses.groupby("kind")["price_kusd"].mean()
    middle = houses["frontage_m"].median()

    def features(part):
        return np.column_stack([part["kind"].map(usual), part["frontage_m"].fillna(middle)])

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


leaky_miss = rmse(kinds_test["price_kusd"], colleagues_predictions(kinds_train, kinds_test))
print(f"the colleague's claim: {leaky_miss:.1f} thousand dollars (RMSE)")
print("kinds:", kind.nunique(), "for", len(homes), "houses")

# %% [markdown]
# There are 1200 kinds for 2925 houses, and 706 of them hold a single house. If that house is a
# test house, the "mean price of its kind" *is its own price*: the answer has leaked into the
# feature. Write the honest version: everything learned, the mean prices, the median and the line,
# comes from `train`. A test house whose kind does not occur in training gets the mean price of all
# training houses in place of its kind's. The prices of `test` must not be needed at all.


# %% exercise="honest_predictions"
def honest_predictions(train, test):
    """Predict the prices of the test houses from the prices of the training houses alone.

    Parameters
    ----------
    train : pandas.DataFrame
        With the columns "kind" (str), "frontage_m" (m, with gaps) and "price_kusd" (1000 USD).
    test : pandas.DataFrame
        With the columns "kind" and "frontage_m". Both frames stay as they are.

    Returns
    -------
    numpy.ndarray, shape (len(test),)
        Predicted prices in 1000 USD.
    """
    ### BEGIN SOLUTION
    usual = train.groupby("kind")["price_kusd"].mean()
    middle = train["frontage_m"].median()
    overall = train["price_kusd"].mean()

    def features(part):
        usual_price = part["kind"].map(usual).fillna(overall)
        return np.column_stack([usual_price, part["frontage_m"].fillna(middle)])

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))
    ### END SOLUTION


# %% [markdown] hint="honest_predictions"
# Copy the colleague's function and go through it line by line. For each: does it learn, and from
# whom? The frame `houses` should not survive.

# %% [markdown] hint="honest_predictions"
# Two lines learn from `houses`: the mean prices and the median. Let both use `train`. After that,
# some test houses have a kind that `usual` does not know; `map` gives NaN for them.

# %% [markdown] hint="honest_predictions"
# `part["kind"].map(usual).fillna(train["price_kusd"].mean())` gives unknown kinds the mean price
# of the training houses. The last two lines of the colleague's function are honest.

# %% checks="honest_predictions" points=8
seen = pd.DataFrame(
    {
        "kind": ["a", "a", "b", "a"],
        "frontage_m": [20.0] * 4,
        "price_kusd": [90.0, 104.0, 268.0, 98.0],
    }
)
later = pd.DataFrame(
    {"kind": ["a", "b", "c"], "frontage_m": [20.0] * 3, "price_kusd": [400.0, 10.0, 900.0]}
)
kept = seen.copy(), later.copy()
expect(
    np.round(honest_predictions(seen, later[:2]), 6),
    np.array([97.333333, 268.0]),
    "the three training houses of kind a cost 97.33 on average and the one of kind b 268",
)
expect(
    round(float(honest_predictions(seen, later)[2]), 6),
    140.0,
    "kind c is not in training, so it gets the mean price of the four training houses, 140",
)
expect(later, kept[1], "the frame of test houses you were given stays as it was")
expect(seen, kept[0], "the frame of training houses you were given stays as it was")
### BEGIN HIDDEN TESTS
expect(
    np.round(honest_predictions(seen, later.drop(columns="price_kusd").iloc[[1]]), 6),
    np.array([268.0]),
    "one house is predicted as it is among others, and without any test price",
)
shifted = later.assign(price_kusd=later["price_kusd"] + 1000)
expect(
    honest_predictions(seen, shifted),
    honest_predictions(seen, later),
    "other prices of the test houses change no prediction",
)
expect(
    np.round(honest_predictions(kinds_train, kinds_test.iloc[::-1])[::-1], 6),
    np.round(honest_predictions(kinds_train, kinds_test), 6),
    "the order of the test houses does not matter",
)
### END HIDDEN TESTS

# %% checks="honest_predictions" points=8
fronts = pd.DataFrame(
    {"kind": ["a"] * 3, "frontage_m": [10.0, 20.0, 60.0], "price_kusd": [100.0, 200.0, 600.0]}
)
gaps = pd.DataFrame(
    {"kind": ["a"] * 3, "frontage_m": [np.nan, 40.0, 50.0], "price_kusd": [200.0] * 3}
)
expect(
    np.round(honest_predictions(fronts, gaps), 6),
    np.array([200.0, 400.0, 500.0]),
    "a price is 10 times the front; the gap gets the median of the training fronts, 20",
)
expect(
    round(rmse(kinds_test["price_kusd"], honest_predictions(kinds_train, kinds_test)), 1),
    53.0,
    "without the leak the idea misses by about 53 thousand dollars",
    atol=0.11,
)
### BEGIN HIDDEN TESTS
some_rows = kinds_test.iloc[:40]
expect(
    np.round(honest_predictions(kinds_train, some_rows), 6),
    np.round(honest_predictions(kinds_train, kinds_test), 6)[:40],
    "a prediction does not depend on which other houses are predicted with it",
)
expect(
    honest_predictions(kinds_train, kinds_test.drop(columns="price_kusd")).shape,
    (732,),
    "the test prices are not needed",
)
### END HIDDEN TESTS


# %% mistake="honest_predictions" says="the mean prices of the kinds still count the test houses"
def honest_predictions(train, test):
    test = test.assign(price_kusd=test.get("price_kusd", 0.0))
    usual = pd.concat([train, test]).groupby("kind")["price_kusd"].mean()
    middle, overall = train["frontage_m"].median(), train["price_kusd"].mean()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(overall), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="the median of the fronts still counts the test houses"
def honest_predictions(train, test):
    usual = train.groupby("kind")["price_kusd"].mean()
    middle = pd.concat([train, test])["frontage_m"].median()
    overall = train["price_kusd"].mean()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(overall), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="an unknown kind gets 0 in place of the mean training price"
def honest_predictions(train, test):
    usual = train.groupby("kind")["price_kusd"].mean()
    middle = train["frontage_m"].median()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(0.0), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="the line is fitted on training and test houses together"
def honest_predictions(train, test):
    test = test.assign(price_kusd=test.get("price_kusd", 0.0))
    houses = pd.concat([train, test])
    usual = train.groupby("kind")["price_kusd"].mean()
    middle, overall = train["frontage_m"].median(), train["price_kusd"].mean()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(overall), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(houses), houses["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="an unknown kind gets the mean of the kinds' mean prices, in which a lone house counts as much as a crowd"
def honest_predictions(train, test):
    usual = train.groupby("kind")["price_kusd"].mean()
    middle = train["frontage_m"].median()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(usual.mean()), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="the gaps in the front are filled with 0"
def honest_predictions(train, test):
    usual, overall = train.groupby("kind")["price_kusd"].mean(), train["price_kusd"].mean()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(overall), part["frontage_m"].fillna(0.0)]
        )

    line = LinearRegression().fit(features(train), train["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" says="the line is fitted on the test houses instead of the training houses"
def honest_predictions(train, test):
    test = test.assign(price_kusd=test.get("price_kusd", 0.0))
    usual = train.groupby("kind")["price_kusd"].mean()
    middle, overall = train["frontage_m"].median(), train["price_kusd"].mean()

    def features(part):
        return np.column_stack(
            [part["kind"].map(usual).fillna(overall), part["frontage_m"].fillna(middle)]
        )

    line = LinearRegression().fit(features(test), test["price_kusd"])
    return line.predict(features(test))


# %% mistake="honest_predictions" replace="train[\"frontage_m\"].median()" says="the gaps in the front are filled with the mean, not the median" with="train[\"frontage_m\"].mean()"

# %% mistake="honest_predictions" replace="part[\"frontage_m\"].fillna(middle)" says="the gaps of each table are filled with its own median" with="part[\"frontage_m\"].fillna(part[\"frontage_m\"].median())"

# %% mistake="honest_predictions" replace="train.groupby(\"kind\")[\"price_kusd\"].mean()" says="a kind gets the sum of its prices, not their mean" with="train.groupby(\"kind\")[\"price_kusd\"].sum()"

# %% mistake="honest_predictions" replace="train.groupby(\"kind\")[\"price_kusd\"].mean()" says="a kind gets the median of its prices, not their mean" with="train.groupby(\"kind\")[\"price_kusd\"].median()"

# %% mistake="honest_predictions" replace="part[\"kind\"].map(usual).fillna(overall)" says="an unknown kind keeps its gap, and the line cannot work with NaN" with="part[\"kind\"].map(usual)"

# %% mistake="honest_predictions" replace="line.predict(features(test))" says="the prices of the training houses are predicted, not those of the test houses" with="line.predict(features(train))"

# %% mistake="honest_predictions" replace="np.column_stack([usual_price, part[\"frontage_m\"].fillna(middle)])" says="the street front is left out: only the mean price of the kind is used" with="np.column_stack([usual_price])"


# %% mistake="honest_predictions" says="columns of the frames that came in are overwritten: work on copies"
def honest_predictions(train, test):
    usual, overall = train.groupby("kind")["price_kusd"].mean(), train["price_kusd"].mean()
    middle = train["frontage_m"].median()
    for part in (train, test):
        part["usual"] = part["kind"].map(usual).fillna(overall)
        part["frontage_m"] = part["frontage_m"].fillna(middle)
    columns = ["usual", "frontage_m"]
    line = LinearRegression().fit(train[columns], train["price_kusd"])
    return line.predict(test[columns])


# %% alternative="honest_predictions"
def honest_predictions(train, test):
    prices = {}
    for name, value in zip(train["kind"], train["price_kusd"]):
        prices.setdefault(name, []).append(value)
    overall, middle = train["price_kusd"].mean(), np.nanmedian(train["frontage_m"])

    def table(part):
        usual = [np.mean(prices[name]) if name in prices else overall for name in part["kind"]]
        fronts = [middle if np.isnan(front) else front for front in part["frontage_m"]]
        return np.column_stack([usual, fronts])

    return LinearRegression().fit(table(train), train["price_kusd"]).predict(table(test))


# %% [markdown]
# ## 7. Beat the plain line
#
# Now answer the tax office. Return your own unfitted pipeline; it may use all columns in `NUMBERS`
# and `WORDS`. It is fitted on the training houses and judged on the test houses by
#
# $$\text{RMSE} = \sqrt{\tfrac1k \textstyle\sum_i (\hat y_i - y_i)^2}, \qquad k = 732 \text{ houses}, \quad \text{in 1000 dollars}$$
#
# The plain line stands at 54.4. Get below 36 for the first points; below 30 for all of them. For
# that, the line must bend: squares and products of the numbers (`PolynomialFeatures`), after
# filling and scaling.
#
# One warning. Try twenty pipelines on the same 732 houses and keep the best, and you have *chosen*
# with their prices: a small leak of your own. So choose with a reason, not by trial. The hidden
# checks split the houses another way, and unit 5 shows how to choose without touching the test set.


# %%
def test_miss(model, bar, random_state=4):
    """Say whether a pipeline's RMSE on houses kept aside is below a bar; else what it is."""
    known, asked = train_test_split(homes, random_state=random_state)
    model.fit(known[NUMBERS + WORDS], known["price_kusd"])
    miss = rmse(asked["price_kusd"], model.predict(asked[NUMBERS + WORDS]))
    return f"below {bar}" if miss < bar else f"{miss:.2f}"


# %% exercise="best_pipeline"
def best_pipeline():
    """Return an unfitted pipeline that predicts prices from the columns in NUMBERS and WORDS.

    Returns
    -------
    sklearn.pipeline.Pipeline
        It takes a frame with those columns and predicts prices in 1000 USD.
    """
    ### BEGIN SOLUTION
    numbers = make_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        PolynomialFeatures(degree=2, include_bias=False),
    )
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, NUMBERS), ("words", words, WORDS)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])
    ### END SOLUTION


# %% [markdown] hint="best_pipeline"
# Start from your answer to exercise 5, with all columns: `build_pipeline(NUMBERS, WORDS)`. That
# alone passes the first bar.

# %% [markdown] hint="best_pipeline"
# For the second bar the small pipeline for the numbers needs one more step. You met it in lecture
# 2, and its class is imported above.

# %% [markdown] hint="best_pipeline"
# After `SimpleImputer(strategy="median")` and `StandardScaler()` put
# `PolynomialFeatures(degree=2, include_bias=False)`. Leave the words as they are.

# %% checks="best_pipeline" points=6
expect(
    hasattr(best_pipeline(), "n_features_in_"),
    False,
    "the pipeline is returned unfitted: it has not seen a house so far",
)
expect(
    test_miss(best_pipeline(), 36),
    "below 36",
    "numbers and words together miss the test houses by less than 36 thousand dollars",
)
### BEGIN HIDDEN TESTS
expect(
    test_miss(best_pipeline(), 36, random_state=0),
    "below 36",
    "the pipeline stays below 36 thousand dollars when the houses are split another way",
)
### END HIDDEN TESTS

# %% checks="best_pipeline" points=6
expect(
    test_miss(best_pipeline(), 30),
    "below 30",
    "with squares and products the pipeline misses by less than 30 thousand dollars",
)
expect(
    test_miss(best_pipeline(), 31, random_state=7),
    "below 31",
    "the pipeline stays below 31 thousand dollars when the houses are split another way",
)
### BEGIN HIDDEN TESTS
expect(
    test_miss(best_pipeline(), 31, random_state=1),
    "below 31",
    "the pipeline stays below 31 thousand dollars when the houses are split yet another way",
)
### END HIDDEN TESTS


# %% mistake="best_pipeline" says="only the living area is used: this is the plain line"
def best_pipeline():
    prepare = ColumnTransformer([("area", StandardScaler(), ["area_m2"])])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="best_pipeline" says="the words are left out"
def best_pipeline():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    prepare = ColumnTransformer([("numbers", numbers, NUMBERS)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="best_pipeline" says="the numbers enter without squares and products"
def best_pipeline():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, NUMBERS), ("words", words, WORDS)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="best_pipeline" says="the degree is so high that the curve follows single training houses"
def best_pipeline():
    numbers = make_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        PolynomialFeatures(5, include_bias=False),
    )
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, NUMBERS), ("words", words, WORDS)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% mistake="best_pipeline" says="degree 4 makes so many columns that the curve follows single training houses"
def best_pipeline():
    numbers = make_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        PolynomialFeatures(4, include_bias=False),
    )
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([("numbers", numbers, NUMBERS), ("words", words, WORDS)])
    return Pipeline([("prepare", prepare), ("line", LinearRegression())])


# %% [markdown] equivalent="best_pipeline"
# Any pipeline that misses by less than the bars is right. These do, too:
#
# - `False → True`: a sparse table, or a column of ones beside the intercept, predicts the same
# - `2 → 3`: cubes miss by less than 30 thousand dollars as well
# - `OneHotEncoder(handle_unknown='ignore', sparse_output=False) → OneHotEncoder(handle_unknown='ignore')`: a sparse table predicts the same
# - `SimpleImputer(strategy='median') → SimpleImputer()`: the mean fills the gaps nearly as well
# - `PolynomialFeatures(degree=2, include_bias=False) → PolynomialFeatures(include_bias=False)`: degree 2 is the default
# - `PolynomialFeatures(degree=2, include_bias=False) → PolynomialFeatures(degree=2)`: a column of ones beside the intercept changes nothing
# - `make_pipeline(SimpleImputer(strategy='most_frequent'), OneHotEncoder(handle_unknown='ignore')) → make_pipeline(OneHotEncoder(handle_unknown='ignore'), SimpleImp`: the encoder has a column for gaps


# %% alternative="best_pipeline"
def best_pipeline():
    numbers = Pipeline(
        [
            ("scale", StandardScaler()),
            ("fill", SimpleImputer(strategy="median")),
            ("bend", PolynomialFeatures(2)),
            ("scale_again", StandardScaler()),
        ]
    )
    words = make_pipeline(
        SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")
    )
    return make_pipeline(
        ColumnTransformer([("words", words, WORDS), ("numbers", numbers, NUMBERS)]),
        LinearRegression(),
    )


# %% [markdown]
# ## The answer
#
# Run this cell with your pipeline. On the left the plain line, on the right your model; each dot
# is a test house, and a perfect prediction lies on the dashed diagonal.

# %%
yours = best_pipeline().fit(homes_train[NUMBERS + WORDS], homes_train["price_kusd"])
actual = homes_test["price_kusd"]
said = {
    "line": plain.predict(homes_test[["area_m2"]]),
    "yours": yours.predict(homes_test[NUMBERS + WORDS]),
}
_, axes = plt.subplots(1, 2, figsize=(9.6, 4.8))
for ax, (name, predicted) in zip(axes, said.items()):
    plots.predicted_against_actual(actual, predicted, "price (1000 USD)", ax=ax)
    ax.set(title=f"{name}: RMSE {rmse(actual, predicted):.1f}", xlim=(0, 650), ylim=(0, 650))
removed = 1 - rmse(actual, said["yours"]) / line_miss
print(f"Preparing the columns removes {removed:.0%} of the line's miss.")

# %% [markdown]
# The line's cloud is a fan: for houses sold near 200 thousand dollars it says anything from 150 to
# 270, once even 400, and it values every house above 400 too low. With squares, products and words the
# cloud lies along the diagonal; only above 400 does it still sag a little. The sample solution
# misses by 27.9 thousand dollars instead of 54.4. So careful columns remove about half of the
# miss, with the same least squares as before.
#
# The colleague's idea, counted honestly, removed almost nothing: 53.0. In training, too, the mean
# price of a lone house is its own price, so the line learned to trust a column that knows nothing
# about a new kind.
