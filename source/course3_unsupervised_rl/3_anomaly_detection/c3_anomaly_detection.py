# %% [markdown]
# # When should ground control be called?
#
# *150 minutes. You need: the lectures of this unit.*
#
# Nine sensors watch the radiators of a space shuttle. Nearly always they report the same mode of
# operation. About one row in fifty belongs to a rare mode that somebody should look at, at once.
# You have 20,000 rows that are known to be normal, and 2,500 that an engineer has labeled, 50 of
# them rare. An alarm for nothing costs an hour of work. A rare mode that nobody notices costs
# forty. And the crew will not look at more than 30 alarms in 1,000 rows. **When should it ring,
# and what will that cost?**
#
# The same questions are asked where payments are watched for fraud and networks for intruders.
# You build the guard from its first mean to its last alarm.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from utils import datasets, plots
from utils.checks import expect

shuttle = datasets.shuttle()
sensors = ["f2", "f3", "f4", "f6", "f7", "f8"]
X = shuttle[sensors].to_numpy(dtype=float)
y = shuttle["anomaly"].to_numpy()

# %% [markdown]
# Six of the nine are enough. The others are nearly sums of these: look at the middle 98% of three
# differences.

# %%
f = shuttle
gaps = {"f3 - f1 - f7": f.f3 - f.f1 - f.f7, "f9 - f8 + f7": f.f9 - f.f8 + f.f7}
gaps["f5 - f1 + f9"] = f.f5 - f.f1 + f.f9
for name, gap in gaps.items():
    print(f"{name}: from {gap.quantile(0.01):.0f} to {gap.quantile(0.99):.0f}")


def split(seed):
    """Return the row numbers for training, validation and test."""
    rng = np.random.default_rng(seed)
    normal, rare = (rng.permutation(np.flatnonzero(y == k)) for k in (0, 1))
    validation = np.concatenate([normal[20000:22450], rare[:50]])
    return normal[:20000], validation, np.concatenate([normal[22450:42050], rare[50:450]])


train, validation, test = split(0)

# %% [markdown]
# $f_3 = f_1 + f_7$ and $f_9 = f_8 - f_7$, but for a rounding. With all nine the covariance matrix
# would have directions in which nearly nothing varies, and its inverse would be made of rounding
# errors. So $f_1$ and $f_9$ stay out, and $f_5$, which is nearly $f_1 - f_9$. The `test` rows are
# for the end: 20,000, with 400 rare ones. They choose nothing.

# %%
fig, axes = plt.subplots(2, 3, figsize=(12, 5.5))
for ax, name, column in zip(axes.flat, sensors, X[train].T):
    low, high = np.percentile(column, [0.5, 99.5])
    ax.hist(column, np.linspace(low - 3, high + 3, 50), color=plots.DATA)
    ax.set_title(f"{name}: {column.min():.0f} to {column.max():.0f}")
    ax.set_yticks([])
plt.show()

# %% [markdown]
# Normal rows only, and only the middle 99% of each sensor; the titles give the whole range.
# $f_2$, $f_4$ and $f_6$ are near zero almost always, and now and then in the thousands, *though
# everything is normal*. $f_3$, $f_7$ and $f_8$ wander. Nothing here is a bell. Keep it in mind.
#
# ## What is normal, with gaps
#
# Telemetry drops out. Where a sensor said nothing the table has a NaN, and one NaN makes a whole
# mean NaN. Estimate each sensor from the values that are there. With $m_j$ of them in column $j$,
#
# $$\mu_j = \frac{1}{m_j}\sum_i x_{ij}, \qquad v_j = \max\Bigl(\frac{1}{m_j}\sum_i (x_{ij} - \mu_j)^2,\ \text{floor}\Bigr)$$
#
# where the sums run over the values that are there. The second part is for a sensor that never
# moves: a variance of 0 would later divide by 0, so it is raised to a small floor.


# %% exercise="estimate_gaussian"
def estimate_gaussian(X, floor):
    """Estimate mean and variance of every sensor from the values that are there.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        NaN where a sensor said nothing; each sensor has at least one value. Stays as it is.
    floor : float
        The smallest variance allowed, above 0.

    Returns
    -------
    mu : numpy.ndarray, shape (n,)
    v : numpy.ndarray, shape (n,)
        Variances, divided by the number of values that are there; none is below `floor`.
    """
    ### BEGIN SOLUTION
    mu = np.nanmean(X, axis=0)
    v = np.nanmean((X - mu) ** 2, axis=0)
    return mu, np.maximum(v, floor)
    ### END SOLUTION


# %% [markdown] hint="estimate_gaussian"
# How many values does each column have? Is that the number of rows?

# %% [markdown] hint="estimate_gaussian"
# A column 3, 5, NaN, 10 has three values: the mean is 6, the squares are 9, 1 and 16, the
# variance 26/3.

# %% [markdown] hint="estimate_gaussian"
# `np.nanmean(X, axis=0)` averages what is there. The variance is the `nanmean` of …, and
# `np.maximum(v, floor)` raises what is too small.

# %% checks="estimate_gaussian" points=8
holes = np.array([[3, 8.5, np.nan], [5, 8.5, 2], [np.nan, 8.5, 6], [10, 8.5, 7]])
expect(
    estimate_gaussian(holes, 0.01),
    (np.array([6.0, 8.5, 5.0]), np.array([26 / 3, 0.01, 14 / 3])),
    "three values, four equal ones and three values; the variance of 0 becomes 0.01",
)
expect(
    estimate_gaussian(np.array([[1.0, 40.0], [2.0, 10.0], [6.0, 70.0], [7.0, 20.0]]), 7.0),
    (np.array([4.0, 35.0]), np.array([7.0, 525.0])),
    "no gaps: the variances are 6.5, below the floor of 7, and 525",
)
### BEGIN HIDDEN TESTS
expect(
    estimate_gaussian(X[train], 1e-6),
    (X[train].mean(axis=0), X[train].var(axis=0)),
    "20,000 rows without gaps",
)
expect(
    estimate_gaussian(np.array([[np.nan, 4.0], [3.0, 9.0]]), 0.5),
    (np.array([3.0, 6.5]), np.array([0.5, 6.25])),
    "a sensor with a single value has the variance `floor`",
)
expect(holes[:, 0], np.array([3.0, 5.0, np.nan, 10.0]), "the table that comes in is not changed")
### END HIDDEN TESTS

# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="variances below the floor are not raised" with="v"

# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="the floor is added to every variance" with="v + floor"

# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="it is the standard deviation, not the variance" with="np.sqrt(np.maximum(v, floor))"

# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="it is the standard deviation, not the variance" with="np.maximum(np.sqrt(v), floor)"

# %% mistake="estimate_gaussian" replace="np.nanmean((X - mu) ** 2, axis=0)" says="the sum of the squares is divided by the number of rows, gaps included" with="np.nansum((X - mu) ** 2, axis=0) / len(X)"

# %% mistake="estimate_gaussian" replace="np.nanmean((X - mu) ** 2, axis=0)" says="it is divided by the number of values minus 1" with="np.nansum((X - mu) ** 2, axis=0) / np.maximum(np.sum(~np.isnan(X), axis=0) - 1, 1)"

# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="variances above the floor are cut down to it" with="np.minimum(v, floor)"


# %% mistake="estimate_gaussian" says="gaps are not left out"
def estimate_gaussian(X, floor):
    return X.mean(axis=0), np.maximum(X.var(axis=0), floor)


# %% mistake="estimate_gaussian" says="both sums are divided by the number of rows, gaps included"
def estimate_gaussian(X, floor):
    mu = np.nansum(X, axis=0) / len(X)
    v = np.nansum((X - mu) ** 2, axis=0) / len(X)
    return mu, np.maximum(v, floor)


# %% mistake="estimate_gaussian" replace="(X - mu) ** 2" says="the mean is not subtracted before the squares are averaged" with="X**2"

# %% mistake="estimate_gaussian" replace="(X - mu) ** 2" says="the distances from the mean are not squared" with="np.abs(X - mu)"

# %% mistake="estimate_gaussian" replace="np.nanmean((X - mu) ** 2, axis=0)" says="the squares are added up, not averaged" with="np.nansum((X - mu) ** 2, axis=0)"


# %% mistake="estimate_gaussian" says="gaps are filled with 0"
def estimate_gaussian(X, floor):
    filled = np.nan_to_num(X)
    return filled.mean(axis=0), np.maximum(filled.var(axis=0), floor)


# %% mistake="estimate_gaussian" says="every row with a gap is thrown away as a whole"
def estimate_gaussian(X, floor):
    whole = X[~np.isnan(X).any(axis=1)]
    return whole.mean(axis=0), np.maximum(whole.var(axis=0), floor)


# %% mistake="estimate_gaussian" says="one mean and one variance are taken over all sensors"
def estimate_gaussian(X, floor):
    n = X.shape[1]
    return np.full(n, np.nanmean(X)), np.full(n, max(np.nanvar(X), floor))


# %% mistake="estimate_gaussian" replace="np.maximum(v, floor)" says="only variances of exactly 0 are raised, not all that are below the floor" with="np.where(v == 0, floor, v)"

# %% mistake="estimate_gaussian" replace="np.nanmean(X, axis=0)" says="it is the median, not the mean" with="np.nanmedian(X, axis=0)"


# %% mistake="estimate_gaussian" says="gaps are filled with the mean, and then count in the variance"
def estimate_gaussian(X, floor):
    mu = np.nanmean(X, axis=0)
    filled = np.where(np.isnan(X), mu, X)
    return mu, np.maximum(filled.var(axis=0), floor)


# %% alternative="estimate_gaussian"
def estimate_gaussian(X, floor):
    mu, v = [], []
    for column in X.T:
        there = column[~np.isnan(column)]
        mu.append(there.mean())
        v.append(max(there.var(), floor))
    return np.array(mu), np.array(v)


# %% [markdown]
# ## How dense is it here, with gaps?
#
# With sensors one by one, a row's log density is a sum. A sensor that said nothing tells nothing,
# so its term is left out. With the variances $v_j$,
#
# $$\ln p(x) = \sum_{j:\ x_j \text{ is there}} \Bigl(-\frac{(x_j - \mu_j)^2}{2 v_j} - \tfrac12\ln(2\pi v_j)\Bigr)$$
#
# Stay with logarithms all the way. A reading of −26,739 has a density that no computer can hold.


# %% exercise="log_density"
def log_density(X, mu, v):
    """Return the log density of every row, sensor by sensor.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        NaN where a sensor said nothing. Stays as it is.
    mu, v : numpy.ndarray, shape (n,)
        Means and variances.

    Returns
    -------
    numpy.ndarray, shape (m,)
        The sum over the sensors that are there; 0 if there are none.
    """
    ### BEGIN SOLUTION
    terms = -((X - mu) ** 2) / (2 * v) - 0.5 * np.log(2 * np.pi * v)
    return np.nansum(terms, axis=1)
    ### END SOLUTION


# %% [markdown] hint="log_density"
# Work out one term for every entry of the table first. What is the term where the entry is NaN?

# %% [markdown] hint="log_density"
# For 7 with a mean of 3 and a variance of 4 the term is −16/8 − ½ ln(8π) = −3.612.

# %% [markdown] hint="log_density"
# `terms = -((X - mu) ** 2) / (2 * v) - …`, of the shape of `X`. `np.nansum` adds up and passes
# over NaN; along which axis?

# %% checks="log_density" points=10
readings = np.array([[7.0, 1.0], [3.0, np.nan], [np.nan, np.nan], [np.nan, 2.5]])
mu_two, v_two = np.array([3.0, 2.0]), np.array([4.0, 0.25])
expect(
    log_density(readings, mu_two, v_two),
    np.array([-5.837877, -1.612086, 0.0, -0.725791]),
    "−3.612 and −2.226; then one sensor only; none; the other only",
)
expect(
    log_density(
        np.array([[-26739.0, 0.5, 6.0]]), np.array([1.0, 0.0, 4.0]), np.array([9.0, 1.0, 2.0])
    ),
    np.array([-39723760.882557]),
    "far out it is a large negative number, not minus infinity",
)
### BEGIN HIDDEN TESTS
from scipy.stats import norm

expect(
    log_density(X[:50], X[train].mean(axis=0), X[train].var(axis=0)),
    norm.logpdf(X[:50], X[train].mean(axis=0), X[train].std(axis=0)).sum(axis=1),
    "50 rows of telemetry, as SciPy has it",
)
expect(
    log_density(np.array([[4], [1], [9]]), np.array([2.0]), np.array([0.5])),
    norm.logpdf(np.array([4, 1, 9]), 2.0, 0.5**0.5),
    "a single sensor, whole numbers",
)
expect(readings[1], np.array([3.0, np.nan]), "the table that comes in is not changed")
### END HIDDEN TESTS

# %% mistake="log_density" replace="(2 * v)" says="the square is not divided by 2" with="v"

# %% mistake="log_density" replace="(2 * v) -" says="it is divided by the square of the variance" with="(2 * v**2) -"

# %% mistake="log_density" replace="-((X - mu) ** 2)" says="the distance from the mean is not squared" with="-np.abs(X - mu)"

# %% mistake="log_density" replace="0.5 * np.log(2 * np.pi * v)" says="the whole logarithm of 2πv is subtracted, not half" with="np.log(2 * np.pi * v)"

# %% mistake="log_density" replace=" - 0.5 * np.log(2 * np.pi * v)" says="the term with the logarithm is left out" with=""

# %% mistake="log_density" replace="np.nansum(terms, axis=1)" says="gaps are not left out" with="np.sum(terms, axis=1)"

# %% mistake="log_density" replace="np.nansum(terms, axis=1)" says="the sum runs over the rows, not over the sensors" with="np.nansum(terms, axis=0)"

# %% mistake="log_density" replace="-((X - mu) ** 2)" says="a gap counts as a reading at the mean" with="-(np.nan_to_num(X - mu) ** 2)"


# %% mistake="log_density" says="`v` is taken for a standard deviation, but it is the variance"
def log_density(X, mu, v):
    terms = -((X - mu) ** 2) / (2 * v**2) - 0.5 * np.log(2 * np.pi * v**2)
    return np.nansum(terms, axis=1)


# %% mistake="log_density" replace="return np.nansum" says="the sign is turned: it is the strangeness, not the log density" with="return -np.nansum"

# %% mistake="log_density" replace="np.nansum(terms, axis=1)" says="a row with any gap counts as 0, with all of its sensors" with="np.nan_to_num(np.sum(terms, axis=1))"


# %% mistake="log_density" says="it is the density, not its logarithm"
def log_density(X, mu, v):
    terms = -((X - mu) ** 2) / (2 * v) - 0.5 * np.log(2 * np.pi * v)
    return np.exp(np.nansum(terms, axis=1))


# %% mistake="log_density" says="the density is rounded to 0 before the logarithm is taken"
def log_density(X, mu, v):
    p = np.exp(-((X - mu) ** 2) / (2 * v)) / np.sqrt(2 * np.pi * v)
    with np.errstate(divide="ignore"):
        return np.log(np.nanprod(p, axis=1))


# %% mistake="log_density" says="the sensors are averaged, not added up"
def log_density(X, mu, v):
    terms = -((X - mu) ** 2) / (2 * v) - 0.5 * np.log(2 * np.pi * v)
    there = np.sum(~np.isnan(X), axis=1)
    return np.nansum(terms, axis=1) / np.maximum(there, 1)


# %% mistake="log_density" replace="np.nansum(terms, axis=1)" says="the terms are averaged: a row without any value becomes nan" with="np.nanmean(terms, axis=1)"

# %% mistake="log_density" replace="    terms = " says="gaps are filled with 0 first, and count as readings" with="    X = np.nan_to_num(X)\n    terms = "

# %% mistake="log_density" replace="np.log(2 * np.pi * v)" says="the logarithm is that to base 10" with="np.log10(2 * np.pi * v)"


# %% alternative="log_density"
def log_density(X, mu, v):
    from scipy.stats import norm

    total = np.zeros(len(X))
    for column, center, variance in zip(X.T, mu, v):
        term = norm.logpdf(column, center, variance**0.5)
        total += np.where(np.isnan(column), 0.0, term)
    return total


# %% [markdown]
# ## All sensors together, all rows at once
#
# Now the tilted bell. The lecture took one row; you take all of them, without a loop over the
# rows. With the squared Mahalanobis distance $d_i^2 = (x_i - \mu)^\top S^{-1} (x_i - \mu)$,
#
# $$\ln p(x_i) = -\tfrac12 d_i^2 - \tfrac12 \ln|S| - \tfrac n2 \ln 2\pi$$
#
# One trap: a determinant is a product of $n$ spreads. For 80 sensors with small variances it is
# rounded to 0, and the logarithm of 0 is no number. `np.linalg.slogdet(S)` returns the sign and
# the *logarithm* of the determinant without ever making it. There are no gaps here. The rows are
# still needed afterward: leave `X` as it is.


# %% exercise="multivariate_log_density"
def multivariate_log_density(X, mu, S):
    """Return the log density of every row under a multivariate Gaussian.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        No gaps; floats or whole numbers. Stays as it is.
    mu : numpy.ndarray, shape (n,)
    S : numpy.ndarray, shape (n, n)
        The covariance matrix; it has an inverse, but its determinant may be too small for a float.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    away = X - mu
    d2 = np.sum(away * np.linalg.solve(S, away.T).T, axis=1)
    log_det = np.linalg.slogdet(S)[1]
    return -0.5 * d2 - 0.5 * log_det - 0.5 * len(mu) * np.log(2 * np.pi)
    ### END SOLUTION


# %% [markdown] hint="multivariate_log_density"
# `np.linalg.solve(S, away.T)` is the inverse of S times every row, one result a *column*. How do
# you get each row's product with its own result, and not with all others?

# %% [markdown] hint="multivariate_log_density"
# Rows (2, 1) and (2, −1) with S = [[4, 2], [2, 3]]: the inverse turns them into (0.5, 0) and (1,
# −1). Entry by entry, the products are (1, 0) and (2, 1), and their sums 1 and 3.

# %% [markdown] hint="multivariate_log_density"
# `solved = np.linalg.solve(S, away.T).T` has the shape of `away`. `d2 = np.sum(away * …,
# axis=1)`, and `np.linalg.slogdet(S)[1]` is the logarithm of the determinant.

# %% checks="multivariate_log_density" points=14
rows_three = np.array([[12.0, 6.0], [12.0, 4.0], [10.0, 5.0]])
tilted = np.array([[4.0, 2.0], [2.0, 3.0]])
expect(
    multivariate_log_density(rows_three, np.array([10.0, 5.0]), tilted),
    np.array([-3.377598, -4.377598, -2.877598]),
    "squared distances 1, 3 and 0; half of ln 8 is 1.040, and ln 2π is 1.838",
)
expect(rows_three[0], np.array([12.0, 6.0]), "the table that comes in is not changed")
expect(
    multivariate_log_density(
        np.array([[7.0, 0.5, 1.0], [3.0, 2.5, 7.0]]),
        np.array([3.0, 1.5, 7.0]),
        np.diag([4.0, 0.25, 9.0]),
    ),
    np.array([-9.855428, -5.855428]),
    "without covariances: squared distances 4 + 4 + 4 and 0 + 4 + 0, and a determinant of 9",
)
### BEGIN HIDDEN TESTS
from scipy.stats import multivariate_normal

small_check = np.eye(80) * 1e-5 + 2e-6
rows_check = np.linspace(-0.01, 0.02, 240).reshape(3, 80)
expect(
    multivariate_log_density(rows_check.copy(), np.full(80, 0.001), small_check),
    multivariate_normal(np.full(80, 0.001), small_check).logpdf(rows_check),
    "80 sensors with small variances: the determinant is too small for a float, its logarithm is not",
)
center_check, S_check = X[train].mean(axis=0), np.cov(X[train].T, bias=True)
expect(
    multivariate_log_density(X[:60].copy(), center_check, S_check),
    multivariate_normal(center_check, S_check).logpdf(X[:60]),
    "60 rows of telemetry, as SciPy has it",
)
expect(
    multivariate_log_density(np.array([[4, 7]]), np.array([2, 3]), np.array([[5, 1], [1, 2]])),
    np.array([-6.936489]),
    "a single row of whole numbers: squared distance 8, determinant 9",
    rtol=1e-5,
)
### END HIDDEN TESTS

# %% mistake="multivariate_log_density" replace="-0.5 * d2" says="the squared distance is not halved" with="-d2"

# %% mistake="multivariate_log_density" replace="- 0.5 * log_det" says="the logarithm of the determinant is not halved" with="- log_det"

# %% mistake="multivariate_log_density" replace=" - 0.5 * log_det" says="the determinant is left out" with=""


# %% mistake="multivariate_log_density" says="the determinant itself is made, which is rounded to 0 for many sensors"
def multivariate_log_density(X, mu, S):
    away = X - mu
    d2 = np.sum(away * np.linalg.solve(S, away.T).T, axis=1)
    with np.errstate(divide="ignore"):
        log_det = np.log(np.linalg.det(S))
    return -0.5 * d2 - 0.5 * log_det - 0.5 * len(mu) * np.log(2 * np.pi)


# %% mistake="multivariate_log_density" says="the logarithm is taken twice: `slogdet` has taken it already"
def multivariate_log_density(X, mu, S):
    away = X - mu
    d2 = np.sum(away * np.linalg.solve(S, away.T).T, axis=1)
    with np.errstate(invalid="ignore"):
        log_det = np.log(np.linalg.slogdet(S)[1])
    return -0.5 * d2 - 0.5 * log_det - 0.5 * len(mu) * np.log(2 * np.pi)


# %% mistake="multivariate_log_density" replace="0.5 * len(mu) * np.log(2 * np.pi)" says="the constant is that of one sensor" with="0.5 * np.log(2 * np.pi)"

# %% mistake="multivariate_log_density" replace="0.5 * len(mu) * np.log" says="the constant is not halved" with="len(mu) * np.log"

# %% mistake="multivariate_log_density" replace="return -0.5 * d2 - 0.5 * log_det - 0.5 * len(mu)" says="the sign is turned: it is the strangeness, not the log density" with="return 0.5 * d2 + 0.5 * log_det + 0.5 * len(mu)"

# %% mistake="multivariate_log_density" replace="np.linalg.slogdet(S)[1]" says="the determinant is that of the variances alone" with="np.sum(np.log(np.diag(S)))"

# %% mistake="multivariate_log_density" replace="len(mu) * np.log" says="the constant counts the rows, not the sensors" with="len(X) * np.log"

# %% mistake="multivariate_log_density" replace="np.linalg.solve(S, away.T).T" says="it is multiplied by S, not by its inverse" with="(away @ S)"

# %% mistake="multivariate_log_density" replace="np.linalg.solve(S, away.T).T" says="the covariances are left out, only the variances count" with="(away / np.diag(S))"

# %% mistake="multivariate_log_density" replace="away = X - mu" says="the mean is not subtracted" with="away = X * 1.0"

# %% mistake="multivariate_log_density" replace="np.sum(away * np.linalg.solve(S, away.T).T, axis=1)" says="the products of every row with every other row are returned" with="away @ np.linalg.solve(S, away.T)"


# %% mistake="multivariate_log_density" replace="np.linalg.slogdet(S)[1]" says="the sign of the determinant is taken for its logarithm: slogdet returns the sign first" with="np.linalg.slogdet(S)[0]"

# %% mistake="multivariate_log_density" replace="np.sum(away * np.linalg.solve(S, away.T).T, axis=1)" says="every row is multiplied with all rows, and the products are added up" with="(away @ np.linalg.inv(S) @ away.T).sum(axis=1)"


# %% mistake="multivariate_log_density" says="the mean is subtracted in place, which changes the rows that came in"
def multivariate_log_density(X, mu, S):
    X -= mu
    d2 = np.sum(X * np.linalg.solve(S, X.T).T, axis=1)
    return -0.5 * (d2 + np.linalg.slogdet(S)[1] + len(mu) * np.log(2 * np.pi))


# %% mistake="multivariate_log_density" says="the mean is subtracted in place, which changes the rows that came in"
def multivariate_log_density(X, mu, S):
    X = np.asarray(X, dtype=float)
    X -= mu
    d2 = np.sum(X * np.linalg.solve(S, X.T).T, axis=1)
    return -0.5 * (d2 + np.linalg.slogdet(S)[1] + len(mu) * np.log(2 * np.pi))


# %% mistake="multivariate_log_density" replace="X - mu" says="the mean of the rows at hand is subtracted, not `mu`" with="X - X.mean(axis=0)"

# %% mistake="multivariate_log_density" replace="    away = X - mu" says="only the variances count, as if the sensors were independent" with="    S = np.diag(np.diag(S))\n    away = X - mu"

# %% mistake="multivariate_log_density" replace="-0.5 * d2" says="the distance is not squared" with="-0.5 * np.sqrt(d2)"


# %% [markdown] equivalent="multivariate_log_density"
# - `X - mu → mu - X`: in a square the sign is gone


# %% alternative="multivariate_log_density"
def multivariate_log_density(X, mu, S):
    L = np.linalg.cholesky(S)
    z = np.linalg.solve(L, (X - mu).T)
    constant = np.sum(np.log(np.diag(L))) + len(mu) / 2 * np.log(2 * np.pi)
    return -(z**2).sum(axis=0) / 2 - constant


# %% alternative="multivariate_log_density"
def multivariate_log_density(X, mu, S):
    from scipy.stats import multivariate_normal

    return np.atleast_1d(multivariate_normal(mu, S).logpdf(X))


# %% [markdown]
# ## A ruler for readings that spike
#
# Sensors that are 0 almost always and 4,000 once don't look like a bell. Lecture 1 took a
# logarithm, but logarithms need positive numbers. Measure from the median $q_j$ of the normal
# rows and keep the sign:
#
# $$z = \operatorname{sign}(x - q_j)\,\ln\bigl(1 + |x - q_j|\bigr)$$
#
# Near the median it is nearly $x - q_j$; far out, ten times as far is only 2.3 more. The medians
# come from the *reference* rows, never from the rows that are to be judged: these may be full of
# anomalies.


# %% exercise="signed_log"
def signed_log(X, reference):
    """Measure every reading from the median on a logarithmic ruler that keeps the sign.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Floats or whole numbers, above or below the median. Stays as it is.
    reference : numpy.ndarray, shape (r, n)
        Rows that give the median of each sensor.

    Returns
    -------
    numpy.ndarray, shape (m, n), float
    """
    ### BEGIN SOLUTION
    away = X - np.median(reference, axis=0)
    return np.sign(away) * np.log1p(np.abs(away))
    ### END SOLUTION


# %% [markdown] hint="signed_log"
# What becomes of a reading at the median? And of two readings that lie equally far above and
# below it?

# %% [markdown] hint="signed_log"
# With a median of 4, the readings 4, 11 and 0 become 0, ln 8 = 2.08 and −ln 5 = −1.61.

# %% [markdown] hint="signed_log"
# `away = X - np.median(reference, axis=0)`. `np.log1p(a)` is ln(1 + a); give it the absolute
# values, and multiply by …

# %% checks="signed_log" points=8
known = np.array([[1.0, 10.0], [4.0, 35.0], [9.0, 20.0]])
judged = np.array([[4.0, 21.0], [11.0, 12.0], [0.0, 20.0], [3.5, 1019.0]])
expect(
    signed_log(judged, known),
    np.array([[0.0, 0.693147], [2.079442, -2.197225], [-1.609438, 0.0], [-0.405465, 6.907755]]),
    "the medians are 4 and 20; ln 2, ln 8, −ln 9, −ln 5, −ln 1.5 and ln 1000",
)
expect(
    signed_log(np.array([[6, 0, -7]]), np.array([[2, 0, 1], [3, 5, 0]])),
    np.array([[1.504077, -1.252763, -2.140066]]),
    "whole numbers, medians 2.5, 2.5 and 0.5",
)
### BEGIN HIDDEN TESTS
expect(
    signed_log(X[test[:1000]], X[train]).mean(axis=0),
    (lambda c: np.sign(c) * np.log(1 + np.abs(c)))(
        X[test[:1000]] - np.median(X[train], axis=0)
    ).mean(axis=0),
    "a thousand rows, measured from the medians of the normal ones",
)
expect(judged[0], np.array([4.0, 21.0]), "the table that comes in is not changed")
### END HIDDEN TESTS

# %% mistake="signed_log" replace="np.median(reference, axis=0)" says="it is measured from the mean, not from the median" with="np.mean(reference, axis=0)"

# %% mistake="signed_log" replace="np.median(reference, axis=0)" says="the medians are those of the rows to be judged" with="np.median(X, axis=0)"

# %% mistake="signed_log" replace="np.median(reference, axis=0)" says="one median is taken over all sensors" with="np.median(reference)"

# %% mistake="signed_log" replace="X - np.median(reference, axis=0)" says="nothing is subtracted" with="X * 1.0"

# %% mistake="signed_log" replace="np.sign(away) * np.log1p" says="the sign is lost" with="np.log1p"

# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="the 1 is left out: near the median the logarithm falls to minus infinity" with="np.log(np.maximum(np.abs(away), 1e-12))"

# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="it is the logarithm to base 10" with="np.log10(1 + np.abs(away))"

# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="the root is taken, not the logarithm" with="np.sqrt(np.abs(away))"

# %% mistake="signed_log" replace="np.sign(away)" says="the sign is that of the reading, not of its distance from the median" with="np.sign(X)"

# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="the 1 is left out, and the logarithm of 0 is no number" with="np.log(np.abs(away))"

# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="`np.log1p` adds a 1, and another one is added before" with="np.log1p(1 + np.abs(away))"


# %% mistake="signed_log" replace="np.median(reference, axis=0)" says="of an even number of rows one from the middle is taken, not the mean of both" with="np.sort(reference, axis=0)[len(reference) // 2]"


# %% mistake="signed_log" says="the median is subtracted from the logarithm, not from the reading"
def signed_log(X, reference):
    return np.sign(X) * np.log1p(np.abs(X)) - np.median(reference, axis=0)


# %% mistake="signed_log" replace="np.log1p(np.abs(away))" says="it is the logarithm to base 2" with="np.log2(1 + np.abs(away))"


# %% mistake="signed_log" says="logarithms are subtracted, not readings"
def signed_log(X, reference):
    return np.log1p(X) - np.log1p(np.median(reference, axis=0))


# %% mistake="signed_log" replace="    return np.sign(away) * np.log1p(np.abs(away))" says="the result is filled into an array of X's type: for whole numbers the decimals are lost" with="    result = np.zeros_like(X)\n    result[:] = np.sign(away) * np.log1p(np.abs(away))\n    return result"

# %% mistake="signed_log" replace="    away = X - np.median(reference, axis=0)" says="distances are filled into an array of X's type: for whole numbers the decimals are lost" with="    away = np.zeros_like(X)\n    away[:] = X - np.median(reference, axis=0)"

# %% mistake="signed_log" replace="np.median(reference, axis=0)" says="the medians are cut off to whole numbers" with="np.median(reference, axis=0).astype(int)"


# %% [markdown] equivalent="signed_log"
# - `value >= middle → value > middle`: at the median the logarithm is 0, of either sign


# %% alternative="signed_log"
def signed_log(X, reference):
    Z = np.empty(X.shape)
    for j in range(X.shape[1]):
        middle = np.median(reference[:, j])
        for i, value in enumerate(X[:, j]):
            size = np.log(1 + abs(value - middle))
            Z[i, j] = size if value >= middle else -size
    return Z


# %% [markdown]
# Two densities, two rulers: which of the four ranks the rare rows highest? Go down the ranking and
# note the precision each time a rare row is found: **average precision** is the mean of these. At
# random it is about 0.02, the share of the rare rows.
#
# **Predict.** The spikes are tamed. Will that help the sensors one by one, and the tilted bell:
# both, one, or none?

# %%
prediction = "one by one …, tilted …"  # write yours

# %%
Z = signed_log(X, X[train])
rulers = {"raw": X, "signed log": Z}
strange = {}
for ruler, R in rulers.items():
    mu, v = estimate_gaussian(R[train], 1e-6)
    S = np.cov(R[train].T, bias=True)
    strange[f"one by one, {ruler}"] = -log_density(R, mu, v).round(6)
    strange[f"tilted, {ruler}"] = -multivariate_log_density(R, mu, S).round(6)
for name, s in strange.items():
    print(f"{name:22} average precision {average_precision_score(y[test], s[test]):.2f}")

# %% [markdown]
# (The scores are rounded to six digits, so that equal readings have equal scores.) The logarithm
# *ruins* one of them and helps the other. Why? Compare the rare rows of the validation part with
# normal ones.

# %%
seen = validation[y[validation] == 1]
for ruler, R in rulers.items():
    away = np.abs(R - R[train].mean(axis=0)) / R[train].std(axis=0)
    spikes = np.mean((away[train][:, [0, 2, 3]] > 3).any(axis=1))
    print(f"{ruler}: f7 of the median rare row {np.median(away[seen, 4]):.1f} SD from the mean")
    print(f"    f2, f4 or f6 beyond 3 SD in {spikes:.2%} of the normal rows")
    for name in ("one by one", "tilted"):
        s = strange[f"{name}, {ruler}"]
        print(
            f"    {name}: {np.mean(s[train] >= np.median(s[seen])):.2%} of them stranger than that row"
        )

# %%
for ruler, R in rulers.items():
    for name, j in (("f3", 1), ("f8", 5)):
        two = R[:, [4, j]]  # f7 and one other sensor, nothing else
        (mu, v), S = estimate_gaussian(two[train], 1e-6), np.cov(two[train].T, bias=True)
        both = log_density(two, mu, v), multivariate_log_density(two, mu, S)
        found = [average_precision_score(y[test], -s[test].round(6)) for s in both]
        r = S[0, 1] / np.sqrt(S[0, 0] * S[1, 1])
        print(f"{ruler}, f7 and {name}: correlation {r:.2f}, average precision", end=" ")
        print("one by one {:.2f}, tilted {:.2f}".format(*found))

# %% [markdown]
# On the raw ruler a few giant spikes make the standard deviations of $f_2$, $f_4$ and $f_6$ so
# large that most excursions count as nothing: these sensors are nearly switched off, and that is
# luck. And $f_7$, low in the rare mode, is far out. The logarithm makes the harmless spikes
# louder and squeezes $f_7$. One by one, the rare rows drown. The tilted bell doesn't need $f_7$
# to be far out: in normal rows $f_7$ goes up and down with $f_3$ and with $f_8$, and the rare mode
# breaks that. The last four lines show it with two sensors at a time. On the logarithmic ruler the
# tilt helps with either partner, and with $f_3$ it makes nearly all the difference; on the raw one
# it helps with $f_3$, while with $f_8$ there is little left to gain. **No transformation is good in
# itself; it is good for a model.**
#
# ## Where F1 is highest
#
# Choose the threshold on the validation rows: every score that occurs is a candidate, a row rings
# where its score is at or above it, and $F_1 = 2\,\text{TP}/(A + P)$, with TP rare rows that
# ring, $A$ alarms and $P$ rare rows. Telemetry comes in whole numbers, so *equal scores are
# common*. They ring together or not at all. Of several thresholds with the same F1 take the
# highest one: it rings least.


# %% exercise="select_threshold"
def select_threshold(scores, y):
    """Return the threshold with the highest F1, and that F1.

    Parameters
    ----------
    scores : numpy.ndarray, shape (m,)
        The higher, the stranger; equal scores may occur.
    y : numpy.ndarray of int, shape (m,)
        1 for an anomaly, at least one; else 0.

    Returns
    -------
    threshold : float
        One of the scores; scores at or above it ring. Of several with the same F1, the highest.
    f1 : float
    """
    ### BEGIN SOLUTION
    best, best_f1 = None, -1.0
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return float(best), float(best_f1)
    ### END SOLUTION


# %% [markdown] hint="select_threshold"
# Which thresholds are worth a try, and in which order do you try them so that of equals the
# highest one wins?

# %% [markdown] hint="select_threshold"
# Scores 9, 8, 7, 4.5, 4.5, 2, 1 with rare rows at 9, 7 and one of the 4.5. At 7 three ring, two
# rightly: 4/(3 + 3). At 4.5 *five* ring, three rightly: 6/(5 + 3) = 0.75, the best.

# %% [markdown] hint="select_threshold"
# Go through `np.unique(scores)[::-1]`, from high to low. For each, find what rings, and F1 from
# three sums. Replace the best only if the new F1 is …

# %% checks="select_threshold" points=16
seven = np.array([2.0, 9.0, 4.5, 7.0, 1.0, 4.5, 8.0])
rare_seven = np.array([0, 1, 0, 1, 0, 1, 0])
expect(
    select_threshold(seven, rare_seven),
    (4.5, 0.75),
    "at 4.5 five ring, three of them rightly; the two rows with 4.5 ring together",
)
expect(
    select_threshold(np.array([6.0, 5.0, 3.0, 2.5, 1.0]), np.array([1, 0, 0, 1, 0])),
    (6.0, 2 / 3),
    "6 gives 2/3 and 2.5 gives 4/6: of equals the highest",
)
expect(
    select_threshold(np.array([-7.5, -3.0, -1.0, -20.0]), np.array([1, 0, 1, 0])),
    (-7.5, 0.8),
    "scores may be negative: at −7.5 three ring, two rightly",
)
### BEGIN HIDDEN TESTS
expect(
    select_threshold(np.array([0.3, 0.3, 0.3]), np.array([0, 1, 0])),
    (0.3, 0.5),
    "all scores equal: all ring, or none",
)
spread_check = np.abs(X[validation, 4] - 40.0)
best_check = select_threshold(spread_check, y[validation])
curve_check = [
    2 * np.sum((spread_check >= t) & (y[validation] == 1)) / (np.sum(spread_check >= t) + 50)
    for t in np.unique(spread_check)
]
expect(best_check[1], max(curve_check), "the validation rows, by how far f7 is from 40")
expect(seven[:3], np.array([2.0, 9.0, 4.5]), "the scores that come in keep their order")
### END HIDDEN TESTS

# %% mistake="select_threshold" replace="f1 > best_f1" says="of several thresholds with the same F1 the lowest is taken" with="f1 >= best_f1"

# %% mistake="select_threshold" replace="scores >= threshold" says="a score equal to the threshold does not ring" with="scores > threshold"

# %% mistake="select_threshold" replace="scores >= threshold" says="low scores ring, not high ones" with="scores <= threshold"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="the precision is made as high as possible, not F1" with="f1 = np.sum(ring & (y == 1)) / ring.sum()"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="the recall is made as high as possible, not F1" with="f1 = np.sum(ring & (y == 1)) / y.sum()"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="the accuracy is made as high as possible, not F1" with="f1 = np.mean(ring == (y == 1))"

# %% mistake="select_threshold" replace="ring.sum() + y.sum()" says="all rows are counted below, not the rare ones" with="ring.sum() + len(y)"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="the hits are taken off below, not doubled above: another score than F1" with="f1 = np.sum(ring & (y == 1)) / np.sum(ring | (y == 1))"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum" says="the hits are not doubled" with="f1 = np.sum"

# %% mistake="select_threshold" replace="float(best), float(best_f1)" says="the two results have changed places" with="float(best_f1), float(best)"


# %% mistake="select_threshold" says="only thresholds from 0 to 1 in steps of 0.01 are tried"
def select_threshold(scores, y):
    best, best_f1 = 1.0, -1.0
    for threshold in np.linspace(0, 1, 101)[::-1]:
        ring = scores >= threshold
        f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return float(best), float(best_f1)


# %% mistake="select_threshold" replace="return float(best), float(best_f1)" says="the place of the threshold is returned, not the score itself" with="return int(np.argmax(scores == best)), float(best_f1)"

# %% mistake="select_threshold" replace="for threshold in np.unique(scores)[::-1]:" says="the candidates lie halfway between the scores, not at them" with="for threshold in ((np.unique(scores)[1:] + np.unique(scores)[:-1]) / 2)[::-1]:"

# %% mistake="select_threshold" replace="for threshold in np.unique(scores)[::-1]:" says="the candidates lie halfway between the scores, not at them" with="for threshold in np.convolve(np.append(np.unique(scores), scores.max()), [0.5, 0.5], 'valid')[::-1]:"

# %% mistake="select_threshold" replace="return float(best), float(best_f1)" says="the place among the candidates is returned, not the score itself" with="return int(np.flatnonzero(np.unique(scores)[::-1] == best)[0]), float(best_f1)"

# %% mistake="select_threshold" replace="float(best), float(best_f1)" says="the F1 that is returned is that of the last threshold tried" with="float(best), float(f1)"


# %% mistake="select_threshold" says="the search stops as soon as F1 does not rise"
def select_threshold(scores, y):
    best, best_f1 = None, -1.0
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())
        if f1 <= best_f1:
            break
        best, best_f1 = threshold, f1
    return float(best), float(best_f1)


# %% mistake="select_threshold" says="it rings for every rare row, whatever that does to F1"
def select_threshold(scores, y):
    threshold = scores[y == 1].min()
    ring = scores >= threshold
    return float(threshold), float(2 * y.sum() / (ring.sum() + y.sum()))


# %% mistake="select_threshold" says="values and candidates are in opposite order: one list is turned round"
def select_threshold(scores, y):
    candidates = np.unique(scores)
    rings = [scores >= t for t in candidates[::-1]]
    values = [2 * np.sum(r & (y == 1)) / (r.sum() + y.sum()) for r in rings]
    return float(candidates[np.argmax(values)]), float(max(values))


# %% mistake="select_threshold" says="each row is tried in turn, so that of equal scores only the first ones ring"
def select_threshold(scores, y):
    order = np.argsort(-scores, kind="stable")
    best, best_f1 = None, -1.0
    for i in range(len(order)):
        f1 = 2 * np.sum(y[order[: i + 1]] == 1) / (i + 1 + y.sum())
        if f1 > best_f1:
            best, best_f1 = scores[order[i]], f1
    return float(best), float(best_f1)


# %% mistake="select_threshold" replace="for threshold in np.unique(scores)[::-1]:" says="evenly spaced thresholds are tried, not the scores that occur" with="for threshold in np.linspace(scores.max(), scores.min(), 1000):"

# %% mistake="select_threshold" replace="for threshold in np.unique(scores)[::-1]:" says="evenly spaced thresholds are tried, not the scores that occur" with="for threshold in np.linspace(scores.min(), scores.max(), 1000):"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="it is the plain mean of precision and recall, and F1 is another one" with="f1 = (np.sum(y[ring]) / ring.sum() + np.sum(y[ring]) / y.sum()) / 2"

# %% mistake="select_threshold" replace="f1 = 2 * np.sum(ring & (y == 1)) / (ring.sum() + y.sum())" says="precision and recall are multiplied with each other: that is not F1" with="f1 = np.sum(y[ring]) ** 2 / (ring.sum() * y.sum())"


# %% mistake="select_threshold" says="evenly spaced thresholds are tried, not the scores that occur"
def select_threshold(scores, y):
    best_threshold = 0.0
    best_f1 = 0.0
    step = (scores.max() - scores.min()) / 1000
    for threshold in np.arange(scores.min(), scores.max(), step):
        ring = scores >= threshold
        tp = np.sum((ring == 1) & (y == 1))
        fp = np.sum((ring == 1) & (y == 0))
        fn = np.sum((ring == 0) & (y == 1))
        if tp == 0:
            continue
        precision = tp / (tp + fp)
        recall = tp / (tp + fn)
        f1 = 2 * precision * recall / (precision + recall)
        if f1 > best_f1:
            best_f1 = f1
            best_threshold = threshold
    return best_threshold, best_f1


# %% [markdown] equivalent="select_threshold"
# - `1.0 → 2.0`: every F1 is above any negative number
# - `1.0 → 0.5`: likewise
# - `np.argsort(-scores, kind='stable') → np.argsort(-scores)`: equal scores are counted together


# %% alternative="select_threshold"
def select_threshold(scores, y):
    order = np.argsort(-scores, kind="stable")
    s, hits = scores[order], np.cumsum(y[order])
    last = np.append(s[1:] != s[:-1], True)
    f1 = 2 * hits[last] / (np.flatnonzero(last) + 1 + y.sum())
    place = np.argmax(f1)
    return float(s[last][place]), float(f1[place])


# %% [markdown]
# One more rival, and a humble one: a *single* sensor, by how far $f_7$ is from its median.

# %%
strange["f7 alone"] = np.abs(X[:, 4] - np.median(X[train, 4]))


def judge(name):
    s = strange[name]
    threshold, claimed = select_threshold(s[validation], y[validation])
    ring = s[test] >= threshold
    hits = np.sum(ring & (y[test] == 1))
    print(f"{name:22} F1 {claimed:.2f} on validation, {2 * hits / (ring.sum() + 400):.3f} on test")
    return ring


rings = {name: judge(name) for name in strange}
for name in ("f1", "f9"):  # only to see what was left out
    column = shuttle[name].to_numpy(dtype=float)
    s = np.abs(column - np.median(column[train]))
    ring = s[test] >= select_threshold(s[validation], y[validation])[0]
    hits = np.sum(ring & (y[test] == 1))
    print(f"left out: {name} alone     F1 {2 * hits / (ring.sum() + 400):.3f} on test")

# %% [markdown]
# Say it plainly: *one sensor* beats all your densities by F1. $f_7$ is far lower in the rare
# mode, nearly always. (Of the sensors that you left out $f_1$ alone is about as good; $f_9$ is
# not.) Had nobody
# looked at single columns first, a week of work would have gone into a worse guard. Is the matter
# closed? F1 asks whether alarms are right and rare rows found, both equally. It has not heard of
# your prices.
#
# ## Two guards on the same rows
#
# Is a difference in F1 more than chance? Both guards saw the same test rows, so compare them on
# the same bootstrap samples, in pairs: in each sample F1 of guard A minus F1 of guard B. The
# spread of one guard's F1 from sample to sample is mostly the luck of *which rows were drawn*,
# and that cancels.


# %% exercise="paired_differences"
def paired_differences(y, ring_a, ring_b, draws):
    """Return by how much the F1 of one guard exceeds that of another, sample by sample.

    Parameters
    ----------
    y : numpy.ndarray of int, shape (m,)
        1 for an anomaly, else 0.
    ring_a, ring_b : numpy.ndarray of bool, shape (m,)
        Where each guard rings.
    draws : numpy.ndarray of int, shape (B, r)
        The row numbers of each sample; a row that comes twice counts twice.

    Returns
    -------
    numpy.ndarray, shape (B,)
        F1 of A minus F1 of B; the F1 of a guard that finds no anomaly in a sample is 0.
    """
    ### BEGIN SOLUTION

    def f1(truth, ring):
        hits = np.sum(ring & (truth == 1))
        return 2 * hits / (ring.sum() + truth.sum()) if hits else 0.0

    return np.array([f1(y[d], ring_a[d]) - f1(y[d], ring_b[d]) for d in draws])
    ### END SOLUTION


# %% [markdown] hint="paired_differences"
# Write F1 of one guard on one sample first. Which three arrays have to be drawn with the same row
# numbers?

# %% [markdown] hint="paired_differences"
# Seven rows, three rare. A rings three times, two rightly: 4/6. B rings four times, two rightly:
# 4/7. The difference is 0.095. In a sample without rare rows both are 0.

# %% [markdown] hint="paired_differences"
# Write a small function for F1 of `truth` and `ring`, which is 0 if there are no hits. For every
# `d` in `draws`, call it with `y[d]` and …, and subtract …

# %% checks="paired_differences" points=14
truth_seven = np.array([1, 0, 1, 0, 1, 0, 0])
a_seven = np.array([True, True, True, False, False, False, False])
b_seven = np.array([False, False, True, True, True, False, True])
samples = np.array([[0, 1, 2, 3, 4, 5, 6], [0, 0, 3, 4, 5, 4, 0], [1, 3, 5, 1, 6, 5, 1]])
expect(
    paired_differences(truth_seven, a_seven, b_seven, samples),
    np.array([4 / 6 - 4 / 7, 6 / 8 - 4 / 8, 0.0]),
    "all rows; then rows 0 and 4 more often; then no rare row, where both are 0",
)
expect(
    paired_differences(
        truth_seven, a_seven, b_seven, np.array([[4, 2, 6, 4], [5, 5, 5, 5], [4, 3, 6, 4]])
    ),
    np.array([0.5 - 6 / 7, 0.0, 0.0 - 4 / 6]),
    "four rows each; in the second nothing rings, nothing is rare; in the third A finds nothing",
)
### BEGIN HIDDEN TESTS
expect(
    paired_differences(truth_seven, b_seven, b_seven, samples),
    np.array([0.0, 0.0, 0.0]),
    "a guard compared with itself, always on the same rows",
)
draws_check = np.random.default_rng(5).integers(500, size=(40, 500))
truth_check, score_check = y[validation][-500:], X[validation][-500:, 4]
low_check, lower_check = score_check < 25, score_check < 12
both_check = [
    [
        2 * np.sum(r[d] & (truth_check[d] == 1)) / (r[d].sum() + truth_check[d].sum())
        for r in (low_check, lower_check)
    ]
    for d in draws_check
]
expect(
    paired_differences(truth_check, low_check, lower_check, draws_check),
    np.array([a - b for a, b in both_check]),
    "500 rows of telemetry, 40 samples",
)
### END HIDDEN TESTS


# %% mistake="paired_differences" says="precision and recall are divided by 0 where a guard finds nothing: nan, not 0"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(truth, ring):
        tp = np.sum((truth == 1) & ring)
        with np.errstate(all="ignore"):
            precision, recall = tp / np.sum(ring), tp / np.sum(truth == 1)
            return 2 * precision * recall / (precision + recall)

    return np.array([f1(y[d], ring_a[d]) - f1(y[d], ring_b[d]) for d in draws])


# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="F1 of A is subtracted from that of B" with="f1(y[d], ring_b[d]) - f1(y[d], ring_a[d])"

# %% mistake="paired_differences" replace="ring.sum() + truth.sum()" says="the rare rows of all rows are counted, not those of the sample" with="ring.sum() + y.sum()"


# %% mistake="paired_differences" says="the alarms of all rows are counted, not those of the sample"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(d, ring):
        hits = np.sum(ring[d] & (y[d] == 1))
        return 2 * hits / (ring.sum() + y[d].sum()) if hits else 0.0

    return np.array([f1(d, ring_a) - f1(d, ring_b) for d in draws])


# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="rows that come twice count once" with="f1(y[np.unique(d)], ring_a[np.unique(d)]) - f1(y[np.unique(d)], ring_b[np.unique(d)])"

# %% mistake="paired_differences" replace="2 * hits / (ring.sum() + truth.sum()) if hits else 0.0" says="recalls are compared, not F1" with="hits / max(truth.sum(), 1)"

# %% mistake="paired_differences" replace="2 * hits / (ring.sum() + truth.sum()) if hits else 0.0" says="precisions are compared, not F1" with="hits / max(ring.sum(), 1)"

# %% mistake="paired_differences" replace="2 * hits / (ring.sum() + truth.sum()) if hits else 0.0" says="accuracies are compared, not F1" with="np.mean(ring == (truth == 1))"

# %% mistake="paired_differences" replace="2 * hits /" says="the hits are not doubled" with="hits /"


# %% mistake="paired_differences" says="the two guards are compared on different samples"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(truth, ring):
        hits = np.sum(ring & (truth == 1))
        return 2 * hits / (ring.sum() + truth.sum()) if hits else 0.0

    other = np.roll(draws, 1, axis=0)
    return np.array([f1(y[d], ring_a[d]) - f1(y[e], ring_b[e]) for d, e in zip(draws, other)])


# %% mistake="paired_differences" replace="f1(y[d], ring_b[d])" says="a guard is compared with itself" with="f1(y[d], ring_a[d])"

# %% mistake="paired_differences" replace="f1(y[d], ring_b[d])" says="only guard A is judged on the sample, guard B on all rows" with="f1(y, ring_b)"

# %% mistake="paired_differences" replace="2 * hits / (ring.sum() + truth.sum()) if hits else 0.0" says="the hits are taken off below, not doubled above: another score than F1" with="hits / max(np.sum(ring | (truth == 1)), 1)"


# %% mistake="paired_differences" says="the difference is 0 as soon as one of the guards finds nothing"
def paired_differences(y, ring_a, ring_b, draws):
    gaps = []
    for d in draws:
        truth, a, b = y[d] == 1, ring_a[d], ring_b[d]
        hits_a, hits_b = np.sum(a & truth), np.sum(b & truth)
        found = hits_a > 0 and hits_b > 0
        f1_a, f1_b = (
            2 * hits / max(ring.sum() + truth.sum(), 1) for hits, ring in ((hits_a, a), (hits_b, b))
        )
        gaps.append(f1_a - f1_b if found else 0.0)
    return np.array(gaps)


# %% mistake="paired_differences" says="`return` stands inside the loop: only the first sample is judged"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(truth, ring):
        hits = np.sum(ring & (truth == 1))
        return 2 * hits / (ring.sum() + truth.sum()) if hits else 0.0

    gaps = []
    for d in draws:
        gaps.append(f1(y[d], ring_a[d]) - f1(y[d], ring_b[d]))
        return np.array(gaps)


# %% mistake="paired_differences" says="the differences are averaged into one number"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(truth, ring):
        hits = np.sum(ring & (truth == 1))
        return 2 * hits / (ring.sum() + truth.sum()) if hits else 0.0

    return np.mean([f1(y[d], ring_a[d]) - f1(y[d], ring_b[d]) for d in draws])


# %% mistake="paired_differences" says="only the alarms are drawn, while the truth is that of all rows"
def paired_differences(y, ring_a, ring_b, draws):
    def f1(truth, ring):
        hits = np.sum(ring & (truth == 1))
        return 2 * hits / (ring.sum() + truth.sum()) if hits else 0.0

    return np.array([f1(y, ring_a[d]) - f1(y, ring_b[d]) for d in draws])


# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="nothing is drawn: all rows count once in every sample" with="f1(y, ring_a) - f1(y, ring_b)"

# %% mistake="paired_differences" replace="for d in draws" says="samples without rare rows are left out" with="for d in draws if y[d].any()"

# %% mistake="paired_differences" replace="for d in draws" says="the loop goes over the columns of `draws`, and a sample is a row" with="for d in draws.T"

# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="both F1 are returned, not their difference" with="[f1(y[d], ring_a[d]), f1(y[d], ring_b[d])]"

# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="the alarms are drawn, but their labels are those of the first rows" with="f1(y[: len(d)], ring_a[d]) - f1(y[: len(d)], ring_b[d])"

# %% mistake="paired_differences" replace="f1(y[d], ring_a[d]) - f1(y[d], ring_b[d])" says="the labels are drawn, but the alarms are those of the first rows" with="f1(y[d], ring_a[: len(d)]) - f1(y[d], ring_b[: len(d)])"


# %% [markdown] equivalent="paired_differences"
# - `f1(y[d], ring_a[d]) → f1(ring_a[d], y[d])`: F1 is the same with the two exchanged
# - `f1(y[d], ring_b[d]) → f1(ring_b[d], y[d])`: likewise
# - `1 → 2`: where one row rings or is rare there is no hit, and F1 is 0 by any divisor


# %% alternative="paired_differences"
def paired_differences(y, ring_a, ring_b, draws):
    truth = y[draws] == 1
    scores = []
    for ring in (ring_a, ring_b):
        drawn = ring[draws]
        hits = (drawn & truth).sum(axis=1)
        scores.append(2 * hits / np.maximum(drawn.sum(axis=1) + truth.sum(axis=1), 1))
    return scores[0] - scores[1]


# %% [markdown]
# ## The forest's turn
#
# An isolation forest needs no bell. Use scikit-learn's `IsolationForest`, trained on the normal
# rows, and mind its sign: for `score_samples` and `decision_function` large means *normal*. Your
# function's scores are large where it is strange; on which scale does not matter.


# %% exercise="forest_scores"
def forest_scores(X_train, X, trees, seed):
    """Return how strange an isolation forest finds every row.

    Parameters
    ----------
    X_train : numpy.ndarray, shape (r, n)
        Normal rows, from which the forest grows.
    X : numpy.ndarray, shape (m, n)
        The rows to be judged.
    trees : int
        The number of trees. What else the library lets you choose stays at its default.
    seed : int
        Makes the random cuts repeatable.

    Returns
    -------
    numpy.ndarray, shape (m,)
        The higher, the stranger; on any scale.
    """
    ### BEGIN SOLUTION
    forest = IsolationForest(n_estimators=trees, random_state=seed)
    return -forest.fit(X_train).score_samples(X)
    ### END SOLUTION


# %% [markdown] hint="forest_scores"
# Which rows does the forest grow from, and which does it judge? What does a large `score_samples`
# mean?

# %% [markdown] hint="forest_scores"
# scikit-learn gives a usual row about −0.4 and a strange one about −0.7. With the sign turned the
# strange one is the higher.

# %% [markdown] hint="forest_scores"
# Make `IsolationForest(n_estimators=trees, random_state=seed)`, fit it on `X_train`, and return
# minus …

# %% checks="forest_scores" points=8
cloud = np.random.default_rng(8).normal(size=(600, 3))
probes = np.array([[1.0, -0.8, 0.9], [6.0, 7.0, -8.0], [0.1, -0.2, 0.0], [0.2, 0.1, 3.8]])
expect(
    np.argsort(forest_scores(cloud, probes, 50, 1), kind="stable"),
    np.array([2, 0, 3, 1]),
    "row 2, in the middle, is the least strange; row 3 is so by one sensor only, row 1 by all",
)
crowd = np.concatenate([np.random.default_rng(9).normal(5, 0.1, (900, 3)), cloud[:300] * 0.5])
expect(
    roc_auc_score(np.arange(1200) < 900, forest_scores(cloud, crowd, 50, 1)) >= 0.95,
    True,
    "900 rows far from the normal ones are strange, though they are the majority here",
)
### BEGIN HIDDEN TESTS
expect(
    np.array_equal(forest_scores(cloud, probes, 20, 3), forest_scores(cloud, probes, 20, 3)),
    True,
    "the same seed gives the same scores",
)
expect(
    np.array_equal(forest_scores(cloud, crowd, 20, 3), forest_scores(cloud, crowd, 20, 4)),
    False,
    "another seed gives other scores",
)
wide_check = np.random.default_rng(2).normal(size=(3000, 3)) * 2
expect(
    len(np.unique(np.round(forest_scores(cloud, wide_check, 1, 0), 9))) <= 300,
    True,
    "with a single tree many of 3,000 rows share a score",
)
expect(
    len(np.unique(np.round(forest_scores(cloud, wide_check, 1, 0), 9))) > 1,
    True,
    "a single tree has grown from many rows, and tells some apart",
)
expect(
    len(np.unique(np.round(forest_scores(cloud, wide_check, 60, 0), 9))) > 1500,
    True,
    "with 60 trees most of 3,000 rows have a score of their own",
)
ranks_check = IsolationForest(n_estimators=30, random_state=5).fit(cloud).score_samples(crowd)
expect(
    bool(np.all(np.diff(forest_scores(cloud, crowd, 30, 5)[np.argsort(-ranks_check)]) >= -1e-9)),
    True,
    "it ranks the rows as a forest of the library does, with so many trees and defaults else",
)
### END HIDDEN TESTS

# %% mistake="forest_scores" replace="return -forest" says="large scores mean normal: the sign is not turned" with="return forest"

# %% mistake="forest_scores" replace="forest.fit(X_train)" says="the forest grows from the rows that it is to judge" with="forest.fit(X)"

# %% mistake="forest_scores" replace="random_state=seed" says="the seed is always 0" with="random_state=0"

# %% mistake="forest_scores" replace="n_estimators=trees" says="the number of trees is always 100" with="n_estimators=100"

# %% mistake="forest_scores" replace="-forest.fit(X_train).score_samples(X)" says="it is only a verdict, strange or not, not a score" with="(forest.fit(X_train).predict(X) < 0).astype(float)"

# %% mistake="forest_scores" replace="score_samples(X)" says="the rows that the forest grew from are judged, not the others" with="score_samples(X_train)"

# %% mistake="forest_scores" replace="return -forest.fit(X_train).score_samples(X)" says="the scores lose their sign, so that very normal rows look strange, too" with="return np.abs(forest.fit(X_train).decision_function(X))"

# %% mistake="forest_scores" replace="n_estimators=trees" says="`trees` is taken for another setting of the forest" with="max_samples=trees"

# %% mistake="forest_scores" replace="n_estimators=trees" says="another setting is not at its default, such as how many rows a tree gets" with="n_estimators=trees, max_samples=len(X_train)"

# %% mistake="forest_scores" replace="-forest.fit(X_train).score_samples(X)" says="the two tables are exchanged" with="-forest.fit(X).score_samples(X_train)"

# %% mistake="forest_scores" replace="return -forest.fit(X_train).score_samples(X)" says="the scores are rounded, so that rows share them" with="return np.round(-forest.fit(X_train).score_samples(X), 1)"

# %% mistake="forest_scores" replace=", random_state=seed" says="the seed is not used" with=""

# %% mistake="forest_scores" replace="forest.fit(X_train)" says="the rows to be judged are among those from which the forest grows" with="forest.fit(np.concatenate([X_train, X]))"


# %% mistake="forest_scores" says="the rows to be judged are scaled by their own means and spreads"
def forest_scores(X_train, X, trees, seed):
    known, new = ((A - A.mean(axis=0)) / A.std(axis=0) for A in (X_train, X))
    forest = IsolationForest(n_estimators=trees, random_state=seed)
    return -forest.fit(known).score_samples(new)


# %% alternative="forest_scores"
def forest_scores(X_train, X, trees, seed):
    forest = IsolationForest(random_state=seed).set_params(n_estimators=trees)
    forest.fit(X_train)
    return 1 - forest.decision_function(X)


# %% [markdown] equivalent="forest_scores"
# - `1 → 0`: the scores may be on any scale
# - `1 → 2`: the scores may be on any scale


# %%
strange["isolation forest"] = forest_scores(X[train], X, 100, 0)
rings["isolation forest"] = judge("isolation forest")
draws = np.random.default_rng(1).integers(20000, size=(500, 20000))
for rival in ("isolation forest", "tilted, raw", "f7 alone"):
    gap = paired_differences(y[test], rings["tilted, signed log"], rings[rival], draws)
    low, high = np.percentile(gap, [2.5, 97.5])
    print(
        f"tilted, signed log minus {rival:16}: F1 {gap.mean():+.3f}, 95% from {low:+.3f} to {high:+.3f}"
    )

# %% [markdown]
# The forest is far behind: it isolates the harmless spikes of $f_2$, $f_4$ and $f_6$ first of
# all. It treats every sensor alike and can't know that these mean nothing. And by F1 the tilted
# bell on the new ruler is behind its own raw version and behind one sensor; no interval includes
# zero. Yet it had the best average precision. How is that possible? Its first alarms are all right,
# and it ranks nearly *all* rare rows above the normal crowd. But on the way to the last third of
# them it passes several dozen spiky normal rows, and F1 punishes a false alarm about as hard as a
# miss. You don't.
#
# ## The rule: a price and a budget
#
# With FP false alarms and $M$ misses among $m$ rows, and a miss worth $k$ false alarms, the mean
# cost of a row is
#
# $$c = \frac{\text{FP} + k\,M}{m}$$
#
# in hours. Among all thresholds that ring for at most a share $b$ of the rows, the **budget**,
# choose the cheapest. The candidates are the scores that occur, and $\infty$: never ring, which
# always keeps the budget. Equal scores ring together or not at all, as before. Of equally cheap
# thresholds take the highest.


# %% exercise="alert_rule"
def alert_rule(scores, y, price, budget):
    """Return the cheapest threshold that keeps the budget, and its cost.

    Parameters
    ----------
    scores : numpy.ndarray, shape (m,)
        The higher, the stranger; equal scores ring together or not at all.
    y : numpy.ndarray of int, shape (m,)
        1 for an anomaly, else 0.
    price : float
        What a missed anomaly costs; a false alarm costs 1, a right one nothing.
    budget : float
        The largest share of the rows, right or wrong, that may ring.

    Returns
    -------
    threshold : float
        One of the scores, or ``np.inf``: never ring. Of equally cheap ones the highest.
    cost : float
        The mean cost of a row.
    """
    ### BEGIN SOLUTION
    best, least = np.inf, price * np.sum(y == 1)
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        if ring.mean() > budget:
            break
        cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))
        if cost < least:
            best, least = threshold, cost
    return float(best), float(least / len(y))
    ### END SOLUTION


# %% [markdown] hint="alert_rule"
# What does it cost never to ring? Begin with that. When going from high thresholds to low ones,
# when can you stop?

# %% [markdown] hint="alert_rule"
# Scores 9, 8, 7, 4.5, 4.5, 2, 1, rare at 9, 7 and one 4.5, a miss costs 5. Never: 15. At 9: two
# misses, 10. At 7: one false alarm, one miss, 6. At 4.5: two false alarms, 2. With a budget of
# 0.45 of the rows 4.5, which rings for five of seven, is not allowed, and 7 is the best.

# %% [markdown] hint="alert_rule"
# Begin with `best = np.inf` and what silence costs. For each threshold from high to low: which rows
# `ring`? If their share is above the budget, stop. The cost is the number of false alarms plus …;
# keep it, with its threshold, if …

# %% checks="alert_rule" points=22
seven = np.array([2.0, 9.0, 4.5, 7.0, 1.0, 4.5, 8.0])
rare_seven = np.array([0, 1, 0, 1, 0, 1, 0])
expect(alert_rule(seven, rare_seven, 5.0, 1.0), (4.5, 2 / 7), "two false alarms, nothing missed")
expect(
    alert_rule(seven, rare_seven, 5.0, 0.45),
    (7.0, 6 / 7),
    "4.5 would ring for five of seven rows: too many; at 7 one false alarm and one miss",
)
expect(
    alert_rule(seven, rare_seven, 5.0, 0.1),
    (np.inf, 15 / 7),
    "a budget for not even one of seven alarms: never ring, and pay for three misses",
)
expect(
    alert_rule(seven, rare_seven, 0.4, 1.0),
    (9.0, 0.8 / 7),
    "where a miss is cheap: one right alarm and two misses",
)
expect(
    alert_rule(np.array([5.0, 5.0, 1.5]), np.array([0, 1, 0]), 4.0, 0.5),
    (np.inf, 4 / 3),
    "one alarm in three rows keeps the budget, but the two equal scores ring together or not at all",
)
### BEGIN HIDDEN TESTS
five_check = np.array([6.0, 5.0, 3.0, 2.5, 1.0])
expect(
    alert_rule(five_check, np.array([1, 0, 0, 1, 0]), 2.0, 1.0),
    (6.0, 0.4),
    "6 and 2.5 both cost 2 in five rows: of equals the highest",
)
expect(
    alert_rule(five_check, np.array([1, 1, 0, 0, 1]), 3.0, 0.4),
    (5.0, 0.6),
    "two of five is a share of 0.4, which the budget allows",
)
expect(
    alert_rule(five_check, np.array([0, 0, 1, 0, 0]), 1.5, 1.0),
    (np.inf, 0.3),
    "two false alarms for one hit do not pay: never ring",
)
tied_check, rare_first = np.array([5.0, 5.0, 1.5]), np.array([1, 0, 0])
expect(
    alert_rule(tied_check, rare_first, 4.0, 0.9),
    (5.0, 1 / 3),
    "a rare and a normal row with the same score ring together: one false alarm",
)
expect(
    alert_rule(tied_check, np.array([0, 1, 0]), 4.0, 0.9),
    (5.0, 1 / 3),
    "the same with the rare row in the second place",
)
expect(
    alert_rule(tied_check, rare_first, 4.0, 0.5),
    (np.inf, 4 / 3),
    "one alarm of three would keep the budget, but the two equal scores ring together",
)
expect(
    alert_rule(five_check, np.array([0, 0, 0, 0, 0]), 9.0, 1.0),
    (np.inf, 0.0),
    "without anomalies nothing is cheaper than silence",
)
away_check = np.abs(X[validation, 4] - 40.0) + 1e-6 * np.arange(len(validation))  # none equal
found_check = alert_rule(away_check, y[validation], 40.0, 0.03)
costs_check = {
    t: np.mean((away_check >= t) & (y[validation] == 0))
    + 40 * np.mean((away_check < t) & (y[validation] == 1))
    for t in np.unique(away_check)
    if np.mean(away_check >= t) <= 0.03
}
expect(found_check[1], min(costs_check.values()), "the validation rows, by how far f7 is from 40")
### END HIDDEN TESTS

# %% mistake="alert_rule" replace="if ring.mean() > budget:" says="the budget is not kept" with="if ring.mean() > 1:"

# %% mistake="alert_rule" replace="if ring.mean() > budget:" says="the budget counts false alarms only, but right ones take time, too" with="if np.mean(ring & (y == 0)) > budget:"

# %% mistake="alert_rule" replace="if ring.mean() > budget:" says="an alarm rate equal to the budget is refused" with="if ring.mean() >= budget:"

# %% mistake="alert_rule" replace="best, least = np.inf, price * np.sum(y == 1)" says="never ringing is not among the candidates" with="best, least = np.max(scores), np.inf"

# %% mistake="alert_rule" replace="best, least = np.inf, price * np.sum(y == 1)" says="what it costs never to ring is not counted: the search begins with an infinite cost" with="best, least = np.inf, np.inf"

# %% mistake="alert_rule" replace="best, least = np.inf, price * np.sum(y == 1)" says="never to ring counts as free: its misses are forgotten" with="best, least = np.inf, 0.0"

# %% mistake="alert_rule" replace="if cost < least:" says="the most expensive threshold is kept, not the cheapest" with="if cost > least:"

# %% mistake="alert_rule" replace="if ring.mean() > budget:" says="the budget is taken for a share of the normal rows, not of all rows" with="if ring[y == 0].mean() > budget:"

# %% mistake="alert_rule" replace="np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))" says="the price of every hit is taken off, but misses are not paid for" with="np.sum(ring & (y == 0)) - price * np.sum(ring & (y == 1))"

# %% mistake="alert_rule" replace="if cost < least:" says="of equally cheap thresholds the lowest is taken" with="if cost <= least:"

# %% mistake="alert_rule" replace="scores >= threshold" says="a score equal to the threshold does not ring" with="scores > threshold"

# %% mistake="alert_rule" replace="np.sum(ring & (y == 0)) + price" says="right alarms are paid for, too" with="np.sum(ring) + price"

# %% mistake="alert_rule" replace="cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))" says="the price is put on false alarms, not on misses" with="cost = price * np.sum(ring & (y == 0)) + np.sum(~ring & (y == 1))"

# %% mistake="alert_rule" replace="float(least / len(y))" says="it is the cost of all rows, not the mean" with="float(least)"

# %% mistake="alert_rule" replace="np.unique(scores)[::-1]" says="it goes from low thresholds to high ones and stops at once" with="np.unique(scores)"

# %% mistake="alert_rule" replace="float(best), float(least / len(y))" says="the two results have changed places" with="float(least / len(y)), float(best)"


# %% mistake="alert_rule" says="equal scores are taken one by one, though they ring together"
def alert_rule(scores, y, price, budget):
    order = np.argsort(-scores, kind="stable")
    hits, alarms = np.cumsum(y[order]), np.arange(1, len(y) + 1)
    costs = np.append(price * y.sum(), alarms - hits + price * (y.sum() - hits))
    allowed = np.append(0, alarms) / len(y) <= budget
    place = np.argmin(np.where(allowed, costs, np.inf))
    return float(np.append(np.inf, scores[order])[place]), float(costs[place] / len(y))


# %% mistake="alert_rule" says="equal scores are taken one by one, though they ring together"
def alert_rule(scores, y, price, budget):
    order = np.lexsort((-y, -scores))
    hits, alarms = np.cumsum(y[order]), np.arange(1, len(y) + 1)
    costs = np.append(price * y.sum(), alarms - hits + price * (y.sum() - hits))
    allowed = np.append(0, alarms) / len(y) <= budget
    place = np.argmin(np.where(allowed, costs, np.inf))
    return float(np.append(np.inf, scores[order])[place]), float(costs[place] / len(y))


# %% mistake="alert_rule" says="equal scores are taken one by one, though they ring together"
def alert_rule(scores, y, price, budget):
    hits, best, least = 0, np.inf, price * y.sum()
    for alarms, row in enumerate(np.argsort(scores, kind="stable")[::-1], start=1):
        if alarms > budget * len(y):
            break
        hits += y[row]
        cost = alarms - hits + price * (y.sum() - hits)
        if cost < least:
            best, least = scores[row], cost
    return best, least / len(y)


# %% mistake="alert_rule" says="the search begins with the highest score, without a look at the budget or at silence"
def alert_rule(scores, y, price, budget):
    def cost_at(t):
        ring = scores >= t
        return np.mean(np.where(ring, 1 - y, price * y))

    thresholds = np.unique(scores)[::-1]
    best = thresholds[0]
    best_cost = cost_at(best)
    for t in thresholds[1:]:
        if np.mean(scores >= t) > budget:
            break
        if cost_at(t) < best_cost:
            best, best_cost = t, cost_at(t)
    return best, best_cost


# %% mistake="alert_rule" says="the cheapest of all is chosen first, and silence taken if it breaks the budget"
def alert_rule(scores, y, price, budget):
    candidates = np.append(np.unique(scores), np.inf)[::-1]
    costs = []
    for t in candidates:
        ring = scores >= t
        costs.append((np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))) / len(y))
    i = int(np.argmin(costs))
    if np.mean(scores >= candidates[i]) > budget:
        return np.inf, costs[0]
    return candidates[i], costs[i]


# %% mistake="alert_rule" says="the price is put on false alarms, not on misses"
def alert_rule(scores, y, price, budget):
    candidates = [np.inf, *np.unique(scores)[::-1]]
    best, best_cost = None, None
    for t in candidates:
        ring = (scores >= t).astype(int)
        if ring.mean() > budget:
            break
        fp = sum((ring == 1) & (y == 0))
        miss = sum((ring == 0) & (y == 1))
        cost = (price * fp + miss) / len(y)
        if best_cost is None or cost < best_cost:
            best, best_cost = t, cost
    return best, best_cost


# %% mistake="alert_rule" replace="float(least / len(y))" says="the cost that is returned is that of the last threshold tried" with="float(cost / len(y))"


# %% mistake="alert_rule" says="the budget is looked at too late: one threshold above it is still taken"
def alert_rule(scores, y, price, budget):
    best, least = np.inf, price * np.sum(y == 1)
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))
        if cost < least:
            best, least = threshold, cost
        if ring.mean() > budget:
            break
    return float(best), float(least / len(y))


# %% mistake="alert_rule" says="silence is priced for all rows together, the thresholds for the mean row"
def alert_rule(scores, y, price, budget):
    best, least = np.inf, price * np.sum(y == 1)
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        if ring.mean() > budget:
            break
        cost = np.mean(ring & (y == 0)) + price * np.mean(~ring & (y == 1))
        if cost < least:
            best, least = threshold, cost
    return float(best), float(least)


# %% mistake="alert_rule" says="false alarms are divided by the normal rows and misses by the rare ones"
def alert_rule(scores, y, price, budget):
    normal, rare = max(np.sum(y == 0), 1), max(np.sum(y == 1), 1)
    best, least = np.inf, price * np.sum(y == 1) / rare
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        if ring.mean() > budget:
            break
        cost = np.sum(ring & (y == 0)) / normal + price * np.sum(~ring & (y == 1)) / rare
        if cost < least:
            best, least = threshold, cost
    return float(best), float(least)


# %% mistake="alert_rule" says="never ringing is not among the candidates"
def alert_rule(scores, y, price, budget):
    best, least = None, np.inf
    for threshold in np.unique(scores)[::-1]:
        ring = scores >= threshold
        cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))
        if ring.mean() <= budget and cost < least:
            best, least = threshold, cost
    return best, least / len(y)


# %% mistake="alert_rule" replace="if cost < least:" says="the threshold uses up the budget, whatever it costs" with="if True:"

# %% mistake="alert_rule" replace="if ring.mean() > budget:\n            break\n        cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))\n        if cost < least:" says="the search stops as soon as the cost does not fall" with="cost = np.sum(ring & (y == 0)) + price * np.sum(~ring & (y == 1))\n        if ring.mean() > budget or cost >= least:\n            break\n        else:"


# %% alternative="alert_rule"
def alert_rule(scores, y, price, budget):
    m = len(y)
    candidates = [np.inf, *sorted(set(scores.tolist()), reverse=True)]
    costs = []
    for t in candidates:
        rings = [s >= t for s in scores]
        false = sum(1 for r, bad in zip(rings, y) if r and not bad)
        missed = sum(1 for r, bad in zip(rings, y) if bad and not r)
        costs.append((false + price * missed) / m if sum(rings) / m <= budget else np.inf)
    place = costs.index(min(costs))
    return candidates[place], costs[place]


# %% [markdown]
# ## When should ground control be called?
#
# Every guard chooses its threshold on the validation rows, with a price of 40 hours and a budget
# of 3%. Then the test rows say what it costs. **Predict**: which guard is the cheapest?

# %%
prediction = "the cheapest is …, with about … hours in 1,000 rows"  # write yours

# %%
PRICE, BUDGET = 40.0, 0.03
bad, chosen, hours = y[test] == 1, {}, {}
for name, s in strange.items():
    chosen[name], _ = alert_rule(s[validation], y[validation], PRICE, BUDGET)
    ring = s[test] >= chosen[name]
    hours[name] = 1.0 * (ring & ~bad) + PRICE * (~ring & bad)  # row by row
    print(
        f"{name:22} {1000 * ring.mean():4.1f} alarms and {1000 * hours[name].mean():3.0f} hours in 1000 rows, "
        f"{np.sum(~ring & bad)} of 400 missed"
    )
print(f"{'never ring':22}  0.0 alarms and {1000 * PRICE * bad.mean():3.0f} hours in 1000 rows")


# %%
def cost_curve(s, most=1000):
    """Return alarms and hours in 1000 rows, for up to `most` alarms."""
    order = np.argsort(-s, kind="stable")
    hits, alarms = np.cumsum(bad[order]), np.arange(1, len(s) + 1)
    ends = np.append(s[order][1:] != s[order][:-1], True) & (alarms <= most)
    cost = (alarms - hits + PRICE * (400 - hits)) / len(s)
    return 1000 * alarms[ends] / len(s), 1000 * cost[ends]


# %%
shown = {
    "tilted, signed log": (plots.MODEL, "-", "o"),
    "f7 alone": (plots.DATA, "--", "s"),
    "isolation forest": (plots.SECOND, "-.", "^"),
    "one by one, raw": (plots.HIGHLIGHT, ":", "D"),
}
for name, (color, style, mark) in shown.items():
    plt.plot(*cost_curve(strange[name][test]), style, color=color, label=name)
    rate = np.mean(strange[name][test] >= chosen[name])
    plt.plot(1000 * rate, 1000 * hours[name].mean(), mark, ms=8, color=color)
plt.axvline(1000 * BUDGET, color=plots.ERROR, ls="--", label="budget")
plt.xlabel("alarms in 1000 rows")
plt.ylabel("cost in 1000 rows (hours)")
plt.ylim(0, 820)
plt.legend(fontsize=9)
plt.show()

# %%
ours = hours["tilted, signed log"]
for name in ("f7 alone", "tilted, raw", "one by one, raw"):
    gap = [1000 * np.mean(ours[d] - hours[name][d]) for d in draws]
    low, high = np.percentile(gap, [2.5, 97.5])
    print(
        f"tilted, signed log minus {name:15}: {np.mean(gap):+.0f} hours, 95% from {low:+.0f} to {high:+.0f}"
    )
forest = RandomForestClassifier(100, random_state=0).fit(X[validation], y[validation])
said = forest.predict_proba(X[test])[:, 1] >= 0.5
cost = 1000 * np.mean(1.0 * (said & ~bad) + PRICE * (~said & bad))
print(f"a classifier trained on the 2500 labels: {cost:.0f} hours, {np.sum(~said & bad)} missed")

# %% [markdown]
# The interval for $f_7$ just includes 0, and that for the same bell on the raw ruler clearly: these
# two are equals here, by the price. A bootstrap of the test rows also says nothing about the
# luck of the 50 rare rows that chose the thresholds. So repeat everything, from the medians on,
# on five other splits.


# %%
def hours_on(seed):
    first, second, third = split(seed)
    R = signed_log(X, X[first])
    S = np.cov(R[first].T, bias=True)
    tilted = -multivariate_log_density(R, R[first].mean(axis=0), S).round(6)
    found = []
    for s in (tilted, np.abs(X[:, 4] - np.median(X[first, 4]))):
        ring = s[third] >= alert_rule(s[second], y[second], PRICE, BUDGET)[0]
        rare = y[third] == 1
        found.append(1000 * np.mean(1.0 * (ring & ~rare) + PRICE * (~ring & rare)))
    return found


for seed in range(1, 6):
    print(
        "split {}: tilted, signed log {:3.0f} hours, f7 alone {:3.0f}".format(seed, *hours_on(seed))
    )

# %% [markdown]
# Back to the picture, from the left. Every curve starts at 800 hours, where nothing rings, and
# falls as rare rows are found; each dot is the threshold that the validation rows chose. $f_7$
# falls fastest: its first alarms are nearly all right, and that is what F1 loved. Then it stalls,
# since some rare rows have an ordinary $f_7$. The tilted bell is as good for the first alarms, pays
# for some spikes between 13 and 24, and then has found nearly all. The isolation forest uses up the
# budget long before.
#
# **So ring when the strangeness of all six sensors together, on the signed-log ruler, reaches the
# threshold of your rule: about 23 alarms and 33 hours in 1,000 rows, 15 of 400 rare rows
# missed.** Never to ring would cost 800, one sensor 54. On five other splits the tilted bell
# costs between 5 and about 80 hours and is the cheaper one four times: 50 rare rows place a
# threshold only roughly. The classifier costs about as much, but it had to be shown the rare
# mode; the bell has never seen one. What stays is the order of the questions: look at single
# sensors first, choose the ruler for the model, and let the price decide, not F1.
