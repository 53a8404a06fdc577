# %% [markdown]
# # Many trees, one answer
#
# *40 minutes. You need: decision trees (unit 6), standard deviation, correlation.*
#
# You want to sell your house in Ames, Iowa. A tree that learned from 1000 sales says it is worth 200 thousand
# dollars. Another one, grown by the same program from 1000 other sales of the same town, says 240.
# Which of the two do you believe? In this lecture you find out how far trees disagree, why asking a
# hundred of them helps, and where asking more stops helping.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

houses = datasets.ames_housing()
COLUMNS = ["Gr_Liv_Area", "Year_Built", "Total_Bsmt_SF", "Garage_Area", "Lot_Area"]
COLUMNS += ["Bedroom_AbvGr", "Full_Bath", "TotRms_AbvGrd", "Fireplaces"]

# %% [markdown]
# ## Two trees, one town
#
# Each house is described by nine columns: five areas and years, four counts. The price is in
# thousands of dollars. We shuffle the 2930 houses and deal them out: 1000 for a first tree, 1000
# for a second one, and the last 930 to compare what the two say. Nothing limits the depth of the
# trees.

# %%
X = houses[COLUMNS].to_numpy(dtype=float)
y = houses["Sale_Price"].to_numpy() / 1000
order = np.random.default_rng(0).permutation(len(y))
first, second, test = order[:1000], order[1000:2000], order[2000:]


def rmse(y_hat, y):
    return np.sqrt(np.mean((y_hat - y) ** 2))


# %%
answers = []
for rows in (first, second):
    tree = DecisionTreeRegressor(random_state=0).fit(X[rows], y[rows])
    answers.append(tree.predict(X[test]))
    own, new = rmse(tree.predict(X[rows]), y[rows]), rmse(answers[-1], y[test])
    print(f"RMSE on its own houses {own:.0f}, on new houses {new:.0f}")

# %%
plots.scatter(
    answers[0], answers[1], "first tree (1000 $)", "second tree (1000 $)", label="a house"
)
plt.plot([0, 650], [0, 650], color=plots.MODEL, label="they agree")
plt.legend()
apart = np.abs(answers[0] - answers[1])
print(f"half of the houses: more than {np.median(apart):.0f} thousand dollars apart")
print(f"one house in ten: more than {np.quantile(apart, 0.9):.0f} thousand dollars apart")

# %% [markdown]
# If both trees knew the truth, all dots would lie on the line. Instead the two differ by more than 21 thousand
# dollars for half of the houses, and by more than 80 for one in ten. Each tree is perfect on its own houses and wrong
# by 47 on new ones. What it has learned too much of are *accidents*, and the accidents of two samples differ:
# that is **variance**. What differs by chance can be averaged away.

# %%
print(f"RMSE of the two averaged: {rmse(np.mean(answers, axis=0), y[test]):.0f}")

# %% [markdown]
# 39 instead of 47: two trees together are better than either. A hundred would be better still, but where do
# we get a hundred times 1000 houses? We have one sample, and the town sells no more.
#
# ## One sample, many samples: the bootstrap
#
# The trick is to draw *from the sample* as if it were the town. Draw $m$ rows out of $m$, putting each back
# before the next draw. That is a **bootstrap sample**: some rows come twice or more, others never.
# A given row is missed by one draw with probability $1 - 1/m$, and by all $m$ draws with
#
# $$P(\text{left out}) = \left(1 - \frac{1}{m}\right)^{m}$$
#
# where $m$ is the number of rows.
#
# **Predict.** Of 1000 houses, how many are in no draw at all? Write down a number before you go on.

# %%
prediction = "left out of a bootstrap sample: … of 1000 houses"  # write yours

# %% [markdown]
# ## Your turn: draw a bootstrap sample
#
# Given `m` and a random generator, draw the `m` row numbers, and say which rows were left out.
# `rng.integers(0, m, size=m)` draws whole numbers from 0 to m − 1, with repetition.


# %% exercise="bootstrap"
def bootstrap(m, rng):
    """Draw a bootstrap sample of m rows.

    Parameters
    ----------
    m : int
        Number of rows.
    rng : numpy.random.Generator

    Returns
    -------
    rows : numpy.ndarray of int, shape (m,)
        Drawn row numbers from 0 to m - 1, with repetition.
    left_out : numpy.ndarray of int
        The rows that were never drawn, in ascending order.
    """
    ### BEGIN SOLUTION
    rows = rng.integers(0, m, size=m)
    return rows, np.setdiff1d(np.arange(m), rows)
    ### END SOLUTION


# %% [markdown] hint="bootstrap"
# The first half is one line. For the second: which of the numbers 0 to m − 1 do not occur in `rows`?

# %% [markdown] hint="bootstrap"
# `np.setdiff1d(a, b)` returns what is in `a` and not in `b`, sorted.

# %% checks="bootstrap"
rows, left_out = bootstrap(1000, np.random.default_rng(3))
expect(len(rows), 1000, "as many draws as there are rows")
expect(
    sorted(set(rows) | set(left_out)) == list(range(1000)) and not set(rows) & set(left_out),
    True,
    "every row from 0 to 999 is either drawn or left out",
)
expect(300 < len(left_out) < 440, True, "with repetition, more than a third is left out")
generator = np.random.default_rng(5)
drawn = np.concatenate([bootstrap(5, generator)[0] for _ in range(40)])
expect(sorted(set(drawn.tolist())), [0, 1, 2, 3, 4], "in forty samples every row is drawn once")


# %% mistake="bootstrap" says="the rows are drawn without putting them back: nothing is left out"
def bootstrap(m, rng):
    rows = rng.permutation(m)
    return rows, np.setdiff1d(np.arange(m), rows)


# %% mistake="bootstrap" says="the two results have changed places"
def bootstrap(m, rng):
    rows = rng.integers(0, m, size=m)
    return np.setdiff1d(np.arange(m), rows), rows


# %% mistake="bootstrap" says="the last row can never be drawn: integers stops before its upper end"
def bootstrap(m, rng):
    rows = rng.integers(0, m - 1, size=m)
    return rows, np.setdiff1d(np.arange(m - 1), rows)


# %% [markdown]
# Now the formula, for small and large $m$. Drag the number of rows: the bars show how often each row
# was drawn in one bootstrap sample of that size.


# %%
@interact(m=(5, 200, 5))
def draws(m=40):
    rows = np.random.default_rng(1).integers(0, m, size=m)
    counts = np.bincount(rows, minlength=m)
    plt.figure(figsize=(7, 2.6))
    plt.bar(np.arange(m), counts, color=np.where(counts == 0, plots.ERROR, plots.DATA))
    plt.plot(np.flatnonzero(counts == 0), counts[counts == 0], "s", ms=3, color=plots.ERROR)
    plt.xlabel("row (red: never drawn)")
    plt.ylabel("times drawn")
    promised = (1 - 1 / m) ** m
    plt.title(f"left out: {np.mean(counts == 0):.0%}, the formula says {promised:.1%}")


# %% [markdown]
# Most rows come once or twice, some three times or more, and the red ones never. For 40 rows the
# formula says 36.3%, and however far you drag, it stays below $1/e = 36.8\%$, its limit. So of 1000
# houses about 368 are left out, and a tree grown on a bootstrap sample sees only about 632
# different houses. Keep the 368 in mind: they will be useful.
#
# ## Bagging: one tree a sample, then the mean
#
# **Bagging** is short for *bootstrap aggregating*. Draw $T$ bootstrap samples, grow a tree on each,
# and average what they say:
#
# $$\hat y(x) = \frac{1}{T} \sum_{t=1}^{T} \hat y_t(x)$$
#
# where $\hat y_t(x)$ is the price that tree $t$ gives for the house $x$ (thousands of dollars). For classes, average the
# probabilities instead, or let the trees vote. First we look at a single column, the living area, where we can draw what
# each tree believes.

# %%
rng = np.random.default_rng(0)
area = X[first][:, [0]]
grid = np.linspace(600, 2800, 300)[:, None]
curves = []
for _ in range(30):
    rows = rng.integers(0, 1000, size=1000)
    tree = DecisionTreeRegressor(min_samples_leaf=40).fit(area[rows], y[first][rows])
    curves.append(tree.predict(grid))

# %%
plots.curve_bundle(grid[:, 0], curves)
plt.plot(area[:, 0], y[first], ".", ms=3, color=plots.DATA, alpha=0.3, zorder=0)
plt.xlim(600, 2800)
plt.ylim(50, 450)
plt.xlabel("living area (square feet)")
plt.ylabel("price (1000 $)")
plt.show()

# %% [markdown]
# Each thin line is a tree: a staircase, with steps where its own sample happened to have them. To the
# right, where houses are rare, the stairs lie far apart. The dark line is the mean of the thirty: many small steps where
# each tree has a few large ones, and no single house can push it far. No tree became smoother; only their mean did.
#
# ## How many trees?
#
# Back to nine columns, a hundred trees, and the 930 houses that nobody has seen.


# %%
def grow(X, y, max_features, n_trees=100, seed=0):
    """Return trees, each grown on its own bootstrap sample."""
    rng = np.random.default_rng(seed)
    trees = []
    for _ in range(n_trees):
        rows = rng.integers(0, len(y), size=len(y))
        tree = DecisionTreeRegressor(max_features=max_features, random_state=len(trees))
        trees.append(tree.fit(X[rows], y[rows]))
    return trees


bagged = np.array([tree.predict(X[test]) for tree in grow(X[first], y[first], None)])
bagged.shape  # a row for each tree, a column for each house

# %%
sizes = np.array([1, 2, 3, 5, 10, 20, 50, 100])
single = np.sqrt(np.mean((bagged - y[test]) ** 2))
errors = [rmse(bagged[:size].mean(axis=0), y[test]) for size in sizes]
plots.ensemble_error(sizes, errors, single=single, ylabel="RMSE on new houses (1000 $)")
plt.show()
print(f"one tree {single:.1f}, ten {errors[4]:.1f}, a hundred {errors[-1]:.1f}")

# %% [markdown]
# The dots fall quickly at first, and hardly later: a single tree of the bag is wrong by 46.5, ten together by 35.2, a
# hundred by 34.5. If the trees erred independently, the hundred would be wrong by a *tenth* of 46.5, which is less
# than 5. They are far from it. More trees do no harm, but something keeps the curve from falling further.
#
# ## Why the curve stops falling
#
# All trees have learned from the same 1000 houses, and none can know what the nine columns do not tell about a
# price. So they share some of their errors. Let each tree's error have the spread $\sigma$ (thousands of dollars), and let two trees' errors have the correlation $\rho$. The
# variance of a sum counts $T$ variances $\sigma^2$ and $T(T-1)$ covariances $\rho\,\sigma^2$. Divided by $T^2$, that is
#
# $$\operatorname{Var} = \rho\,\sigma^2 + \frac{1 - \rho}{T}\,\sigma^2$$
#
# The second part vanishes as $T$ grows. The first does not depend on $T$ at all.
#
# ## Your turn: the spread of a mean
#
# Return the *spread* (standard deviation) of the mean of `T` errors: the root of the formula.


# %% exercise="spread_of_mean"
def spread_of_mean(sigma, rho, T):
    """Return the standard deviation of the mean of T correlated errors.

    Parameters
    ----------
    sigma : float
        Standard deviation of one error.
    rho : float
        Correlation of two errors, from 0 to 1.
    T : int or numpy.ndarray
        How many errors are averaged.

    Returns
    -------
    float or numpy.ndarray
        In the unit of sigma.
    """
    ### BEGIN SOLUTION
    return sigma * np.sqrt(rho + (1 - rho) / T)
    ### END SOLUTION


# %% [markdown] hint="spread_of_mean"
# Take $\sigma = 6$, $\rho = 0.5$ and $T = 9$. What are the two parts of the variance? And their root?

# %% [markdown] hint="spread_of_mean"
# The variance is `rho * sigma**2 + (1 - rho) / T * sigma**2`. `np.sqrt` works for arrays, too.

# %% checks="spread_of_mean"
expect(spread_of_mean(6.0, 0.5, 9), 20.0**0.5, "the parts of the variance are 18 and 2")
expect(spread_of_mean(6.0, 0.0, 9), 2.0, "independent errors: divided by the root of T")
expect(spread_of_mean(5.0, 1.0, 40), 5.0, "equal errors: the mean is as wrong as each")
expect(
    spread_of_mean(10.0, 0.36, np.array([1, 10**9])),
    np.array([10.0, 6.0]),
    "one tree has σ; very many still have σ times the root of ρ",
)


# %% mistake="spread_of_mean" says="the variance is returned, without its root"
def spread_of_mean(sigma, rho, T):
    return sigma**2 * (rho + (1 - rho) / T)


# %% mistake="spread_of_mean" says="the shared part is divided by T as well"
def spread_of_mean(sigma, rho, T):
    return sigma * np.sqrt((rho + (1 - rho)) / T)


# %% mistake="spread_of_mean" says="rho and 1 − rho have changed places"
def spread_of_mean(sigma, rho, T):
    return sigma * np.sqrt(1 - rho + rho / T)


# %% mistake="spread_of_mean" says="sigma is not squared under the root"
def spread_of_mean(sigma, rho, T):
    return np.sqrt(sigma * (rho + (1 - rho) / T))


# %% [markdown]
# Does the formula hold for real trees? We measure $\sigma$ and $\rho$ from the errors of our hundred trees:
# $\rho$ is the mean of all correlations between two different trees.


# %%
def correlation_of_errors(answers):
    """Return the mean correlation between the errors of two trees."""
    T = len(answers)
    all_pairs = np.corrcoef(answers - y[test]).sum()
    return (all_pairs - T) / (T * (T - 1))  # without each tree's correlation with itself


rho = correlation_of_errors(bagged)
promised = np.sqrt(rho * single**2 + (1 - rho) / sizes * single**2)
plots.ensemble_error(sizes, errors, promised, single, "RMSE on new houses (1000 $)")
plt.show()
print(f"sigma {single:.1f}, rho {rho:.2f}; in the limit {single * np.sqrt(rho):.1f}")

# %% [markdown]
# The dashed line is the formula with two measured numbers in it, and the dots follow it
# (the very first tree happens to be a good one). The correlation is
# 0.55, so even with a million trees an error of about 34 would remain. The way down is not more
# trees. It is trees that agree less in their errors.
#
# ## A forest: make the trees differ
#
# Every tree of the bag may ask about any column at any split, and nearly all begin with the same two or three. A
# **random forest** takes away that freedom: at *each split* it draws a few columns at random (`max_features`) and the
# tree must choose its question among those. Each tree gets a little worse, and two trees resemble each
# other less.
#
# **Predict.** With 3 of 9 columns a split, what happens to $\sigma$, to $\rho$, and to the error of a hundred
# trees? And with 1 of 9?

# %%
prediction = "3 of 9: sigma …, rho …, error …;  1 of 9: sigma …, rho …, error …"  # write yours

# %%
forests = {}
for count in (9, 6, 3, 2, 1):
    found = np.array([t.predict(X[test]) for t in grow(X[first], y[first], count)])
    sigma, rho = np.sqrt(np.mean((found - y[test]) ** 2)), correlation_of_errors(found)
    forests[count] = sigma, rho, rmse(found.mean(axis=0), y[test])
    print("{} of 9: sigma {:.1f}, rho {:.2f}, 100 trees {:.1f}".format(count, *forests[count]))

# %%
fig, axes = plt.subplots(1, 3, figsize=(11, 3.2))
for ax, values, name in zip(axes, zip(*forests.values()), ["one tree", "correlation", "100 trees"]):
    ax.plot(
        list(forests), values, "o-", color=plots.MODEL if name == "correlation" else plots.ERROR
    )
    ax.set(xlabel="columns a split", title=name, xticks=list(forests))
axes[0].set_ylabel("RMSE (1000 $)")
axes[2].set_ylabel("RMSE (1000 $)")
plt.show()

# %% [markdown]
# Read each picture from right to left, from the bag to ever freer chance. One tree gets worse, from 46.5 to 52.9, and the
# correlation falls from 0.55 to 0.40. The hundred trees together gain at first, from 34.5 to 33.1 with 2 columns, and
# then lose again. That is the bargain, and here it is a small one. The best number of columns is a hyperparameter; usual
# starting values are the root of $n$ for classes and $n/3$ for numbers.

# %% [markdown]
# Drag the two numbers yourself: $\sigma$ lifts the whole curve, $\rho$ only its right end.


# %%
@interact(rho=(0.0, 1.0, 0.05), sigma=(20.0, 60.0, 1.0))
def limit(rho=0.55, sigma=46.0):
    many = np.array([1, 2, 3, 5, 10, 20, 50, 100, 200, 500])
    spread = sigma * np.sqrt(rho + (1 - rho) / many)
    plt.plot(many, spread, "o-", color=plots.ERROR, label="formula")
    plt.axhline(sigma * np.sqrt(rho), ls="--", color=plots.MODEL, label="with very many trees")
    plt.xscale("log")
    plt.ylim(0, 62)
    plt.xlabel("number of trees")
    plt.ylabel("RMSE (1000 $)")
    plt.legend()


# %% [markdown]
# ## A test that costs nothing: out of bag
#
# Remember the 368 houses that a tree has not seen. For that tree they are test houses. So ask, for each of the
# 1000 houses, only the trees that left it out, about 37 of 100, and average *their* answers. This is the
# **out-of-bag** estimate: every house is judged by trees that do not know it, and no house had to be set
# aside. scikit-learn computes it on request.

# %%
forest = RandomForestRegressor(300, max_features=3, oob_score=True, random_state=0)
forest.fit(X[first], y[first])
line = LinearRegression().fit(X[first], y[first])
print(f"forest, on its own houses:  {rmse(forest.predict(X[first]), y[first]):.1f}")
print(f"forest, out of bag:         {rmse(forest.oob_prediction_, y[first]):.1f}")
print(f"forest, on new houses:      {rmse(forest.predict(X[test]), y[test]):.1f}")
print(f"linear model, on new houses: {rmse(line.predict(X[test]), y[test]):.1f}")

# %% [markdown]
# The first number, 11, is worthless: each house was in most trees' samples. Out of bag it is 29.9, and new houses say
# 33.2. Both are honest; a few very expensive houses decide, and these 930 have other ones than those 1000. The
# linear model of Course 1 with the same nine columns is wrong by 42.5. Here trees win clearly, because price bends with
# age and size. That is no law: in this unit's assignment a linear model holds its own.

# %% [markdown]
# ## What a forest cannot do
#
# A tree answers with means of prices that it has seen, and a mean of means stays among them. What does the forest say of a
# house of 5000 square feet, larger than all but a few?

# %%
average = np.median(X[first], axis=0)
for area in (1500, 2500, 3500, 5000):
    house = np.append(area, average[1:])[None, :]
    say = forest.predict(house)[0], line.predict(house)[0]
    print("{} square feet: forest {:.0f}, line {:.0f} thousand dollars".format(area, *say))

# %% [markdown]
# (All other columns are those of a middling house.) Up to 3500 square feet both raise the price. Beyond, where there
# are hardly any houses, the forest stands still at 225. The line goes on rising to 479, right or wrong: neither
# knows anything there. A forest **does not extrapolate**: do not ask it about tomorrow's record
# heat or a city twice as large.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Trees differ by the accidents of their samples; grown on bootstrap samples and averaged, they lose most of
#    that variance.
# 2. The error stops at $\sigma\sqrt{\rho}$: a forest draws columns at each split to make its trees agree less.
# 3. Each tree leaves out about 37% of the rows, so a forest tests itself for nothing.
#
# **Where it leads.** In a forest the trees know nothing of each other. In the next lecture each tree looks at what those
# before it got wrong.
