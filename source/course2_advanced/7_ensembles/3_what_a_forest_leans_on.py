# %% [markdown]
# # What a forest leans on
#
# *35 minutes. You need: lectures 1 and 2 of this unit.*
#
# A family in Ames asks you: "Shall we turn the study into a fourth bedroom before we sell? Houses with four
# bedrooms bring 37 thousand dollars more than those with three." You have a forest of 100 trees that knows prices better
# than anybody in town, and no human can read it. In this lecture you learn two ways to question it, and
# what its replies do not say.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.inspection import PartialDependenceDisplay, permutation_importance

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

houses = datasets.ames_housing()
COLUMNS = ["Gr_Liv_Area", "Year_Built", "Total_Bsmt_SF", "Garage_Area", "Lot_Area"]
COLUMNS += ["Bedroom_AbvGr", "Full_Bath", "TotRms_AbvGrd", "Fireplaces"]

# %% [markdown]
# ## A forest with a spy in it
#
# Before we ask what matters, we smuggle in a column that surely does not: `lottery`, a random number for each
# house (synthetic, of course). Whatever a method says about the lottery tells us how far to believe the method. 1500
# houses train, 1430 test.

# %%
X = houses[COLUMNS].astype(float)
X["lottery"] = np.random.default_rng(1).normal(size=len(X))
y = houses["Sale_Price"].to_numpy() / 1000
order = np.random.default_rng(0).permutation(len(y))
train, test = order[:1500], order[1500:]
X_train, X_test, y_train, y_test = X.iloc[train], X.iloc[test], y[train], y[test]

# %%
settings = {"n_estimators": 100, "max_features": 3, "min_samples_leaf": 2, "random_state": 0}
forest = RandomForestRegressor(**settings).fit(X_train, y_train)


def rmse(model, X, y):
    return np.sqrt(np.mean((model.predict(X) - y) ** 2))


print(f"RMSE on the test houses: {rmse(forest, X_test, y_test):.1f} thousand dollars")

# %% [markdown]
# ## The importance that comes with the forest
#
# While a tree grows, each split lowers the variance of the prices in its node. Add up, for each column, what its
# splits have gained, over all trees; divide by the total. That is **impurity importance**, in scikit-learn
# `feature_importances_`. It costs nothing.
#
# **Predict.** Ten columns share an importance of 1. Which place does the lottery take, and are there real columns below
# it?

# %%
prediction = "the lottery comes on place … of 10"  # write yours

# %%
impurity = pd.Series(forest.feature_importances_, X.columns).sort_values(ascending=False)
plots.bars(impurity, "impurity importance (sum is 1)")
plt.show()
print(impurity.tail(3).round(3).to_string())

# %% [markdown]
# The lottery is last, but look at the numbers: 0.016, and 0.018 for the bedrooms. By this measure bedrooms are worth about as
# much as a random number. And a random number is worth *something*, though it cannot be. The reason is where we looked: at splits that were
# chosen because they gained on the *training* houses. A column with many different values offers many cuts, and among many cuts one is
# always lucky. Bedrooms offer seven.

# %%
start = np.random.default_rng(2)
fair = pd.Series(
    {
        "two values": start.integers(0, 2, 1500),
        "seven values": start.integers(0, 7, 1500),
        "all different": start.normal(size=1500),
    }
)
luck = RandomForestRegressor(100, random_state=0).fit(np.column_stack([*fair]), y_train)
plots.bars(dict(zip(fair.index, luck.feature_importances_)), "impurity importance")
plt.show()

# %% [markdown]
# Three columns of pure chance (synthetic), and a forest that tries to predict prices from them alone. All three are worthless, yet
# the one with many values gets nearly everything. So impurity importance favors columns with many values, and never says "nothing".
#
# ## Break a column, and see what it costs
#
# A better question: *how much worse is the model on new houses if a column is made worthless?* To make it worthless, shuffle it:
# each house gets another house's value. This is **permutation importance**:
#
# $$I_j = E(X^{(j)}, y) - E(X, y)$$
#
# where $E$ is the RMSE (thousands of dollars) and $X^{(j)}$ the table with column $j$ shuffled. No model is trained anew, and
# it works for any model.
#
# ## Your turn: permutation importance
#
# The shuffle is given as `order`, so that it can be checked: row $i$ gets the value of row `order[i]`. Work on a copy.


# %% exercise="importance_of"
def importance_of(predict, X, y, j, order):
    """Return by how much the RMSE rises when column j is shuffled.

    Parameters
    ----------
    predict : callable
        ``predict(X)`` returns an array of shape (m,).
    X : numpy.ndarray, shape (m, n)
        Columns. It is not changed.
    y : numpy.ndarray, shape (m,)
        Targets.
    j : int
        The column to shuffle.
    order : numpy.ndarray of int, shape (m,)
        Row i gets the value of row order[i].

    Returns
    -------
    float
        RMSE with the shuffled column minus RMSE without.
    """
    ### BEGIN SOLUTION
    shuffled = X.copy()
    shuffled[:, j] = X[order, j]
    worse = np.sqrt(np.mean((predict(shuffled) - y) ** 2))
    return worse - np.sqrt(np.mean((predict(X) - y) ** 2))
    ### END SOLUTION


# %% [markdown] hint="importance_of"
# Three steps: a copy with one column replaced, two errors, their difference. Which of the two is subtracted?

# %% [markdown] hint="importance_of"
# `shuffled = X.copy()`, then `shuffled[:, j] = X[order, j]`. The RMSE is the root of the mean squared error.

# %% checks="importance_of"
Xs = np.array([[1.0, 10.0, 7.0], [2.0, 30.0, 9.0], [4.0, 20.0, 8.0]])
ys, turn = np.array([2.0, 4.0, 8.0]), np.array([1, 2, 0])


def double(X):
    return 2 * X[:, 0]


expect(
    importance_of(double, Xs, ys, 0, turn),
    (56 / 3) ** 0.5,
    "column 0 becomes 2, 4, 1: the model errs by 2, 4 and −6, before by nothing",
)
expect(importance_of(double, Xs, ys, 1, turn), 0.0, "a column that the model ignores costs nothing")
expect(
    importance_of(double, Xs, ys + np.array([3.0, 1.0, 5.0]), 0, turn),
    (131 / 3) ** 0.5 - (35 / 3) ** 0.5,
    "the errors are −1, 3 and −11, before −3, −1 and −5: the old error is subtracted",
)
expect(
    importance_of(lambda X: X[:, 2], Xs, Xs[:, 2].copy(), 2, turn),
    2**0.5,
    "any column can be shuffled: the third becomes 9, 8, 7 and errs by 2, −1 and −1",
)
expect(
    Xs,
    np.array([[1.0, 10.0, 7.0], [2.0, 30.0, 9.0], [4.0, 20.0, 8.0]]),
    "the table stays as it was",
)


# %% mistake="importance_of" says="the error before the shuffle is not subtracted"
def importance_of(predict, X, y, j, order):
    shuffled = X.copy()
    shuffled[:, j] = X[order, j]
    return np.sqrt(np.mean((predict(shuffled) - y) ** 2))


# %% mistake="importance_of" says="the difference is taken the other way round"
def importance_of(predict, X, y, j, order):
    shuffled = X.copy()
    shuffled[:, j] = X[order, j]
    worse = np.sqrt(np.mean((predict(shuffled) - y) ** 2))
    return np.sqrt(np.mean((predict(X) - y) ** 2)) - worse


# %% mistake="importance_of" says="whole rows are shuffled, not one column"
def importance_of(predict, X, y, j, order):
    worse = np.sqrt(np.mean((predict(X[order]) - y) ** 2))
    return worse - np.sqrt(np.mean((predict(X) - y) ** 2))


# %% mistake="importance_of" says="the mean squared errors are subtracted, without their roots"
def importance_of(predict, X, y, j, order):
    shuffled = X.copy()
    shuffled[:, j] = X[order, j]
    return np.mean((predict(shuffled) - y) ** 2) - np.mean((predict(X) - y) ** 2)


# %% [markdown]
# The library does it for all columns, and repeats each shuffle ten times.

# %%
score = "neg_root_mean_squared_error"
found = permutation_importance(forest, X_test, y_test, n_repeats=10, random_state=0, scoring=score)
permuted = pd.Series(found.importances_mean, X.columns).sort_values(ascending=False)
plots.bars(permuted, "RMSE rises by (1000 $), test houses")
plt.show()
print(permuted.tail(3).round(2).to_string())

# %% [markdown]
# Now the lottery has a *negative* importance: on new houses the forest is better off when the lottery is scrambled. Below zero is noise
# around zero, and that is the honest reply. The bedrooms cost about 0.6 thousand dollars of accuracy, little but not nothing. Year and living area
# lead. (On houses the forest has trained on, even the lottery would seem to matter. So always ask on houses it has not seen.)
#
# ## Two columns that know the same
#
# What if two columns say nearly the same? We add a twin: the living area again, in square meters, measured by somebody else who errs by
# 2 m² or so (synthetic).
#
# **Predict.** Living area costs about 15 thousand dollars when it is shuffled. What will it cost when it has a twin?

# %%
prediction = "with a twin: living area … , twin … (1000 $)"  # write yours

# %%
twin = X.drop(columns="lottery")
errs = np.random.default_rng(1).normal(scale=2.0, size=len(X))
twin["area_m2"] = X["Gr_Liv_Area"] * 0.0929 + errs
second = RandomForestRegressor(**settings).fit(twin.iloc[train], y_train)


def cost_of_shuffling(model, X, names):
    broken = X.copy()
    mixed = np.random.default_rng(0).permutation(len(X))
    broken[names] = X[names].to_numpy()[mixed]
    return rmse(model, broken, y_test) - rmse(model, X, y_test)


area = ["Gr_Liv_Area", "area_m2"]
costs = {name: cost_of_shuffling(second, twin.iloc[test], [name]) for name in area}
costs["both together"] = cost_of_shuffling(second, twin.iloc[test], area)
costs["alone, before"] = cost_of_shuffling(forest, X_test, ["Gr_Liv_Area"])
plots.bars(costs, "RMSE rises by (1000 $)")
plt.show()

# %% [markdown]
# Each of the twins now looks less important than the area did alone, 7 and 10 instead of 15: when one is broken, the forest still has the other. Broken together they
# cost 26. So a small importance means "the model can do without it *as long as it has the others*". Columns that
# know each other should be shuffled as a group. And retraining is another question still:

# %%
for name in ("Gr_Liv_Area", "Year_Built", "TotRms_AbvGrd"):
    smaller = RandomForestRegressor(**settings).fit(X_train.drop(columns=name), y_train)
    rise = rmse(smaller, X_test.drop(columns=name), y_test) - rmse(forest, X_test, y_test)
    print(f"a forest that never had {name}: {rise:+.1f} thousand dollars")

# %% [markdown]
# A forest that never had the living area is only about 2 thousand dollars worse, not 15: it has learned the size from
# rooms, baths and basement. Shuffling says what *this* model leans on, not what a model could do without.
#
# ## What if? Partial dependence
#
# Back to the family and its fourth bedroom. Set the bedrooms of *all* test houses to 1 and ask the forest for their mean price; then to
# 2, to 3, and so on:
#
# $$\bar f_j(v) = \frac{1}{m} \sum_{i=1}^{m} f\bigl(x_i \text{ with } x_{ij} = v\bigr)$$
#
# where $f$ is the model and $v$ the value that column $j$ is set to. This is the **partial dependence** on column $j$. All other columns stay as they are.
#
# ## Your turn: partial dependence


# %% exercise="partial_dependence"
def partial_dependence(predict, X, j, values):
    """Return the mean answer of a model with column j set to each value.

    Parameters
    ----------
    predict : callable
        ``predict(X)`` returns an array of shape (m,).
    X : numpy.ndarray, shape (m, n)
        It is not changed.
    j : int
        The column.
    values : sequence of float, length k
        What the column is set to, one after the other.

    Returns
    -------
    numpy.ndarray, shape (k,)
    """
    ### BEGIN SOLUTION
    means = []
    for value in values:
        changed = X.copy()
        changed[:, j] = value
        means.append(predict(changed).mean())
    return np.array(means)
    ### END SOLUTION


# %% [markdown] hint="partial_dependence"
# A loop over the values. In each turn: copy the table, set a whole column, predict, take the mean.

# %% [markdown] hint="partial_dependence"
# `changed[:, j] = value` sets the column in all rows. Collect the means in a list, and make it an array.

# %% checks="partial_dependence"
Xp = np.array([[1.0, 5.0, 8.0], [2.0, 7.0, 4.0], [6.0, 3.0, 9.0]])


def product(X):
    return X[:, 0] * X[:, 1] ** 2


expect(
    partial_dependence(product, Xp, 0, [2.0, 4.0]),
    np.array([166 / 3, 332 / 3]),
    "the squares of the other column, 25, 49 and 9, have the mean 83/3: 2 and 4 times that",
)
expect(
    partial_dependence(product, Xp, 1, [1.0, 10.0, 0.0]),
    np.array([3.0, 300.0, 0.0]),
    "for column 1 the mean of column 0 counts, which is 3",
)
expect(
    partial_dependence(lambda X: X[:, 2], Xp, 2, [2.5, 4.0]),
    np.array([2.5, 4.0]),
    "a model that looks at column 2 alone answers what it is set to",
)


# %% mistake="partial_dependence" says="only the rows that have the value already are averaged"
def partial_dependence(predict, X, j, values):
    rows = [X[X[:, j] == value] for value in values]
    return np.array([predict(part).mean() if len(part) else 0.0 for part in rows])


# %% mistake="partial_dependence" says="the rows are replaced by their mean before the model is asked"
def partial_dependence(predict, X, j, values):
    means = []
    for value in values:
        changed = X.mean(axis=0, keepdims=True)
        changed[:, j] = value
        means.append(predict(changed)[0])
    return np.array(means)


# %% mistake="partial_dependence" says="the value is added to the column instead of replacing it"
def partial_dependence(predict, X, j, values):
    means = []
    for value in values:
        changed = X.copy()
        changed[:, j] += value
        means.append(predict(changed).mean())
    return np.array(means)


# %% [markdown]
# Now the bedrooms. The blue squares are the mean prices of houses that *have* so many bedrooms; the dark line is what the forest says when all test
# houses are *given* so many.

# %%
rooms = np.arange(1, 7)
answers = []
for count in rooms:
    answers.append(forest.predict(X_test.assign(Bedroom_AbvGr=float(count))).mean())
raw = [y[X["Bedroom_AbvGr"] == count].mean() for count in rooms]
plt.plot(rooms, raw, "s", color=plots.DATA, ms=9, label="mean price of houses that have so many")
plt.plot(rooms, answers, "o-", color=plots.MODEL, label="partial dependence")
plt.xlabel("bedrooms")
plt.ylabel("price (1000 $)")
plt.ylim(140, 240)
plt.legend()
plt.show()
print("from 3 to 4 bedrooms:", f"mean price {raw[3] - raw[2]:+.0f},", end=" ")
print(f"partial dependence {answers[3] - answers[2]:+.1f} thousand dollars")

# %% [markdown]
# Houses with four bedrooms cost 37 thousand dollars more, since they are *larger*. All else kept, the forest pays next to nothing for a
# fourth bedroom: 0.4. The dark line falls from one to three and is flat from there. That answers the family's
# question better than the raw means did, but look at what the question has become: "what does the *model* say?" Whether a wall in the study changes the
# *price* only somebody who builds walls and sells houses can know.

# %% [markdown]
# ## A mean can hide two halves
#
# Partial dependence is a mean over houses. Before the mean there is a line for each house, its **individual conditional expectation** (ICE). Choose a column:


# %%
@interact(name=["Year_Built", "Gr_Liv_Area", "Bedroom_AbvGr", "Garage_Area", "lottery"])
def lines(name="Year_Built"):
    some = X_test.iloc[:40]
    grid = np.linspace(*np.quantile(X_train[name], [0.02, 0.98]), 25)
    curves = [forest.predict(some.assign(**{name: value})) for value in grid]
    plots.dependence(grid, np.transpose(curves), X_test[name].iloc[:200], name, "price (1000 $)")


# %% [markdown]
# Each thin line is one of 40 test houses, the dark one their mean, and the green ticks show where houses are. The lines for the year are roughly parallel and rise late: new
# houses are expensive. With the lottery all lines are nearly flat, as they should be. Where lines cross or fan out, the column acts differently on different houses, and the mean speaks for nobody.
#
# The library draws the same picture:

# %%
fig, ax = plt.subplots()
PartialDependenceDisplay.from_estimator(
    forest, X_test, ["Gr_Liv_Area"], kind="average", grid_resolution=25, ax=ax
)
plt.show()

# %% [markdown]
# It shows the mean line only. The short black ticks divide the houses into ten equal groups: beyond the last one
# there are few. The line rises all the way, and most between 1500 and 2000 square feet.
#
# ## What they do not say
#
# - **Not causes.** An importance says what the model leans on. A thermometer leans on fever; cooling the thermometer cures nobody.
# - **Not houses that exist.** Partial dependence puts six bedrooms into a house of 700 square feet. A forest answers anyway, out of what its leaves happen to hold.
# - **Not one column alone.** Columns that know each other share their importance, in a way that depends on the model.
# - **Not fairness.** A column left out still speaks through others: a ZIP code knows incomes. An importance of 0 for "age" does not mean that the young are treated as the old are.

# %%
largest = X_train.loc[X_train["Gr_Liv_Area"] < 900, "Bedroom_AbvGr"].max()
invented = X_test[X_test["Gr_Liv_Area"] < 900].assign(Bedroom_AbvGr=6.0)
print(
    f"most bedrooms below 900 square feet: {largest:.0f}; houses with 6 invented: {len(invented)}"
)
print(f"the forest gives them a price all the same: {forest.predict(invented).mean():.0f}")

# %% [markdown]
# ## Three sentences to remember
#
# 1. Impurity importance favors columns with many values and is measured on training rows; shuffle columns of *new* rows instead.
# 2. Columns that know each other share their importance: break them together.
# 3. Partial dependence says what the model would answer, not what the world would do.
#
# **Where it leads.** In the assignment you decide about loans: with a forest and boosting of your own, against a linear
# model, against yourself, and with an eye on who is refused.
