# %% [markdown]
# # A model goes to work
#
# *60 minutes. You need: lectures 2 and 3 of this unit, pipelines (unit 2).*
#
# A bank has your model of house prices and is about to use it. Three questions come back. "For *this*
# house, between what and what?" "Did you try anything but a line?" And two years later: "Is it still right?"
# None of them is answered by an RMSE. In this lecture you answer all three.

# %%
import tempfile
from pathlib import Path

import joblib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## The houses, in the order of time
#
# The houses of Ames were sold from 2006 to 2010. We stand at the end of 2007: 800 houses sold so far teach,
# the other 515 of these two years are held out. What was sold later is the future, in which the model works.

# %%
raw = datasets.ames_housing().query("Gr_Liv_Area < 4000")
houses = pd.DataFrame({"area_m2": raw["Gr_Liv_Area"] * 0.0929, "year_built": raw["Year_Built"]})
houses["basement_m2"] = raw["Total_Bsmt_SF"] * 0.0929
houses["north"], houses["east"] = raw["Latitude"] * 111, raw["Longitude"] * 83  # km
price = (raw["Sale_Price"] / 1000).to_numpy()  # 1000 USD
sold = raw["Year_Sold"].to_numpy()

early = np.random.default_rng(0).permutation(np.flatnonzero(sold <= 2007))
train, held_out = early[:800], early[800:]
print(len(train), "teach,", len(held_out), "held out,", np.sum(sold > 2007), "in the future")

# %% [markdown]
# ## A rival that is no line
#
# Every model you have built so far was made of weighted sums, bent or not. Here is one that has no weights at all. **k nearest
# neighbors** keeps the training houses as they are. Asked about a new house, it looks for the $k$ training houses
# most like it, and says their mean price:
#
# $$\hat y(x) = \frac{1}{k} \sum_{i \in N_k(x)} y_i$$
#
# $N_k(x)$ are the rows of the $k$ training examples with the smallest distance to $x$. "Fitting" is storing.
#
# **Predict.** Give both models nothing but the *place* of a house, kilometers north and east. Which one will miss
# less, and why?

# %%
place = ["north", "east"]
rivals = {"line": LinearRegression(), "10 nearest": KNeighborsRegressor(10)}
for name, model in rivals.items():
    model.fit(houses[place].iloc[train], price[train])
    miss = model.predict(houses[place].iloc[held_out]) - price[held_out]
    print(f"{name:10} by place alone: RMSE {np.sqrt(np.mean(miss**2)):.1f} thousand dollars")

# %% [markdown]
# A line over the map is a tilted plane: it can say "more expensive to the north", and that is all. Neighborhoods are
# patches, and the neighbors know their patch: 48.5 against 71.5 thousand dollars. Drag $k$ and look at
# the map of what they say: bright is expensive, and each point gets the mean of the $k$ houses nearest to it.

# %%
lines = [np.linspace(*np.quantile(houses[c], [0.01, 0.99]), 90) for c in ("east", "north")]
grid = np.stack(np.meshgrid(*lines), axis=-1)
flat = pd.DataFrame(grid.reshape(-1, 2)[:, ::-1], columns=place)
width, height = grid[-1, -1] - grid[0, 0]


@interact(k=[1, 3, 10, 40, 200, 800])
def neighbors(k=10):
    model = KNeighborsRegressor(k).fit(houses[place].iloc[train], price[train])
    said = model.predict(flat).reshape(90, 90)
    plt.pcolormesh(*grid.T, said.T, cmap="viridis", vmin=80, vmax=350, shading="nearest")
    plt.colorbar(label="price (1000 USD)")
    miss = model.predict(houses[place].iloc[held_out]) - price[held_out]
    plt.title(f"k = {k}: RMSE {np.sqrt(np.mean(miss**2)):.1f} on held-out houses")
    plt.gca().set(xticks=[], yticks=[], aspect="equal")
    plt.xlabel(f"{width:.0f} km from west to east")
    plt.ylabel(f"{height:.0f} km from south to north")


# %% [markdown]
# One neighbor is nervous: each house paints its own patch. With 800 neighbors, all there are, every house gets
# the mean. $k$ is a knob from variance to bias, like $\lambda$ turned up, and like $\lambda$ it is chosen
# by cross-validation. (The slider looks at held-out houses: for learning, not for choosing. We keep 10.) Two warnings. Distances compare columns,
# so units count: standardize first, in a pipeline. And neighbors know nothing beyond the houses they have seen: they
# cannot say a price higher than the highest.
#
# ## Your turn: the nearest neighbors
#
# Write the prediction for one new example, with the distance of school geometry,
# $\sqrt{\sum_j (x_{ij} - x_j)^2}$.


# %% exercise="nearest_mean"
def nearest_mean(X, y, x, k):
    """Predict one example as the mean of its k nearest neighbors.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Training examples. Their distances to `x` are all different.
    y : numpy.ndarray, shape (m,)
        Their targets.
    x : numpy.ndarray, shape (n,)
        The new example.
    k : int
        Number of neighbors, from 1 to m.

    Returns
    -------
    float
        In the unit of y.
    """
    ### BEGIN SOLUTION
    distance = np.sqrt(np.sum((X - x) ** 2, axis=1))
    nearest = np.argsort(distance, kind="stable")[:k]
    return y[nearest].mean()
    ### END SOLUTION


# %% [markdown] hint="nearest_mean"
# `X - x` subtracts the new example from every row. Over which axis do you add the squares, so that one distance
# for each row is left?

# %% [markdown] hint="nearest_mean"
# `np.argsort` of the distances 5, 1, 3 is 1, 2, 0: the rows in the order of their distance. Which of them
# do you keep?

# %% checks="nearest_mean"
spots = np.array([[0.0, 9.0], [3.0, 4.0], [1.0, 1.0], [-8.0, 6.0], [0.0, 2.5]])
worth = np.array([50.0, 14.0, 23.0, 99.0, 31.0])
expect(
    nearest_mean(spots, worth, np.array([0.0, 0.0]), 2),
    27.0,
    "the distances are 9, 5, 1.41, 10 and 2.5: the nearest two are worth 23 and 31",
)
expect(
    nearest_mean(spots, worth, np.array([0.0, 10.0]), 3),
    95 / 3,
    "from (0, 10) the distances are 1, 6.7, 9.1, 8.9 and 7.5: the nearest three are worth 50, 14, 31",
)
expect(nearest_mean(spots, worth, np.array([7.0, 7.0]), 5), 43.4, "with k = m all five count")
tall = np.column_stack([spots, [0.0, 0.0, 20.0, 0.0, 30.0]])
expect(
    nearest_mean(tall, worth, np.zeros(3), 2),
    32.0,
    "a third column counts as well: the last two examples moved away, and 14 and 50 are nearest",
)


# %% [markdown] equivalent="nearest_mean"
# - `np.sqrt(np.sum((X - x) ** 2, axis=1)) → np.sum((X - x) ** 2, axis=1)`: the root keeps the order
# - `np.sum((X - x) ** 2, axis=1) → np.mean((X - x) ** 2, axis=1)`: a fixed factor keeps the order
# - `np.argsort(distance, kind='stable') → np.argsort(distance)`: no two distances are equal


# %% mistake="nearest_mean" replace="[:k]" says="the k farthest examples are taken, not the nearest" with="[-k:]"

# %% mistake="nearest_mean" replace="axis=1" says="the squares are added over the rows: a distance belongs to a row" with="axis=0"

# %% mistake="nearest_mean" replace="[:k]" says="one neighbor is missing" with="[: k - 1]"

# %% mistake="nearest_mean" replace="[:k]" says="there is one neighbor too many" with="[: k + 1]"

# %% mistake="nearest_mean" replace="y[nearest].mean()" says="the prices of the neighbors are added, not averaged" with="y[nearest].sum()"

# %% mistake="nearest_mean" replace="y[nearest].mean()" says="the mean of the distances is returned, not of the targets" with="distance[nearest].mean()"

# %% mistake="nearest_mean" replace="np.sum((X - x) ** 2, axis=1)" says="the differences are added without squaring: a step to the left cancels one upward" with="np.abs(np.sum(X - x, axis=1))"

# %% mistake="nearest_mean" replace="np.argsort(distance, kind=\"stable\")[:k]" says="the first k rows are taken, whatever their distance" with="np.arange(k)"


# %% alternative="nearest_mean"
def nearest_mean(X, y, x, k):
    pairs = sorted((sum((a - b) ** 2 for a, b in zip(row, x)), value) for row, value in zip(X, y))
    return sum(value for _, value in pairs[:k]) / k


# %% [markdown]
# ## All that is known
#
# Now with all five columns, standardized.

# %%
models = {}
for name, last in {"line": LinearRegression(), "10 nearest": KNeighborsRegressor(10)}.items():
    models[name] = make_pipeline(StandardScaler(), last).fit(houses.iloc[train], price[train])
    miss = models[name].predict(houses.iloc[held_out]) - price[held_out]
    print(f"{name:10} RMSE {np.sqrt(np.mean(miss**2)):.1f} thousand dollars")
model = models["10 nearest"]

# %% [markdown]
# The neighbors win: 33.5 against 39.0 thousand dollars. Not because neighbors are the better idea; because place matters
# here, and a line cannot use it: give it a column for each neighborhood, as in unit 2, and it can. A rival of
# another kind shows what your model cannot say. (Course 2 brings trees and forests, rivals in the same sense.)

# %% [markdown]
# ## Between what and what?
#
# "220 thousand dollars, RMSE 33" is no answer for the owner of one house. A **prediction interval** is: a lower and
# an upper price between which, say, 90% of such houses are sold. The held-out houses give it away. Take the
# misses of the model on houses that it has not seen, without their signs, and sort them. The **margin** $q$ is the
# smallest of them that at least 90% do not exceed. The interval is $\hat y \pm q$.
#
# On the training houses the misses would be too small (lecture 1), and the interval a boast.

# %% [markdown]
# ## Your turn: the margin


# %% exercise="margin"
def margin(misses, share):
    """Return the smallest size of a miss that covers at least a share of all misses.

    Parameters
    ----------
    misses : numpy.ndarray, shape (m,)
        Prediction minus truth on held-out examples, of either sign, in any order.
    share : float
        How many shall be covered; above 0, at most 1.

    Returns
    -------
    float
        One of the sizes of the misses: at least ``share * m`` of them are not larger.
    """
    ### BEGIN SOLUTION
    sizes = np.sort(np.abs(misses))
    return sizes[int(np.ceil(share * len(sizes))) - 1]
    ### END SOLUTION


# %% [markdown] hint="margin"
# A miss of −30 is as bad as one of 30. What do you do first, and then?

# %% [markdown] hint="margin"
# To cover 0.75 of 6 sorted sizes you need 4.5 of them, so 5: `np.ceil` rounds up. At which place does the fifth
# stand?

# %% checks="margin"
ten = np.array([4.0, -7.0, 1.0, 12.0, -3.0, 8.0, -25.0, 2.0, 9.0, -6.0])
expect(margin(ten, 0.9), 12.0, "nine of ten misses are not larger than 12, only −25 is")
expect(margin(ten, 0.5), 6.0, "five of ten, 1, 2, 3, 4 and 6, are not larger than 6")
expect(margin(ten[:6], 0.75), 8.0, "0.75 of six is 4.5, so five are needed: 1, 3, 4, 7 and 8")
expect(margin(ten, 0.2), 2.0, "two of ten, 1 and 2, are not larger than 2")
expect(margin(ten / 8, 1.0), 3.125, "to cover all takes the largest, 25 / 8")


# %% [markdown] equivalent="margin"
# - `np.mean(sizes <= size) >= share - 1e-12 → np.mean(sizes <= size) > share - 1e-12`: the small number decides the tie
# - `share - 1e-12 → share`: the small number is a guard against rounding


# %% mistake="margin" replace="np.abs(misses)" says="the signs are kept: a miss of −25 counts as a small one" with="misses"

# %% mistake="margin" replace="np.ceil(share * len(sizes))) - 1" says="the place is one too far: the n-th of a sorted array stands at n − 1" with="min(np.ceil(share * len(sizes)), len(sizes) - 1))"

# %% mistake="margin" replace="np.sort(np.abs(misses))" says="the sizes are not sorted" with="np.abs(misses)"

# %% mistake="margin" replace="np.sort(np.abs(misses))" says="the sizes are sorted from large to small" with="np.sort(np.abs(misses))[::-1]"

# %% mistake="margin" replace="np.ceil" says="the number of misses to cover is rounded down, so that too few are covered" with="np.floor"

# %% mistake="margin" replace="sizes[int(np.ceil(share * len(sizes))) - 1]" says="the mean size is multiplied by the share: sort the sizes and count" with="share * np.mean(sizes)"

# %% mistake="margin" replace="sizes[int(np.ceil(share * len(sizes))) - 1]" says="a share of the largest miss is taken: sort the sizes and count" with="share * np.max(sizes)"


# %% mistake="margin" replace="np.sort(np.abs(misses))" says="the misses are sorted before their signs are dropped" with="np.abs(np.sort(misses))"

# %% mistake="margin" replace="sizes[int(np.ceil(share * len(sizes))) - 1]" says="a value between two sizes is computed: the margin is one of the sizes" with="np.quantile(sizes, share)"

# %% mistake="margin" replace="sizes[int(np.ceil(share * len(sizes))) - 1]" says="it is said how many are needed, not how large the last of them is" with="int(np.ceil(share * len(sizes)))"


# %% alternative="margin"
def margin(misses, share):
    sizes = np.abs(misses)
    return min(size for size in sizes if np.mean(sizes <= size) >= share - 1e-12)


# %%
misses = model.predict(houses.iloc[held_out]) - price[held_out]
q = np.sort(np.abs(misses))[int(np.ceil(0.9 * len(misses))) - 1]
future = np.flatnonzero(sold > 2007)
later = model.predict(houses.iloc[future]) - price[future]
print(f"90% interval: prediction ± {q:.0f} thousand dollars")
for year in (2008, 2009, 2010):
    inside = np.mean(np.abs(later[sold[future] == year]) <= q)
    print(f"{year}: {inside:.0%} of the sales lie in the interval")
for name, group in {"below 150": price[future] < 150, "above 220": price[future] > 220}.items():
    print(f"sold {name}: {np.mean(np.abs(later[group]) <= q):.0%} lie in it")

# %% [markdown]
# The margin is 50 thousand dollars: to the owner of a house predicted at 220 you say "between 170 and 270, nine times in
# ten". And the promise holds for houses sold later: 89% or 90% in each of three years. It is a promise *on average*, one margin for
# all houses: of those sold below 150 thousand 95% lie inside, of those above 220 only 68%. (We chose
# the neighbors on the same held-out houses, which flatters a margin a little: hence the test on later sales.)

# %% [markdown]
# ## On its way: what a file must carry
#
# A fitted pipeline is an object in memory, and it is gone when the notebook closes. `joblib.dump` writes it to a
# file, all that it has learned included; `joblib.load` brings it back. But the file does not say what the columns
# mean, where the model may be used or how wrong it is. So write that beside it.

# %%
card = {
    "columns": list(houses),
    "units": "m², year, m², km, km; says 1000 USD",
    "learned from": "800 houses of Ames sold in 2006 and 2007, below 372 m²",
    "misses": f"90% within {q:.0f} thousand dollars, on 515 held-out houses",
    "scikit-learn": sklearn.__version__,
}
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "prices.joblib"
    joblib.dump({"model": model, "card": card}, path)
    loaded = joblib.load(path)
one = houses.iloc[held_out[:1]]
print("before and after:", model.predict(one).round(2), loaded["model"].predict(one).round(2))

# %% [markdown]
# The same prediction. The version is on the card because another scikit-learn may read the file differently, or
# not at all. And load only files from people you trust: a loaded file can run any code it likes.
#
# **Predict.** At the bank the areas arrive in square *feet*: 1 m² is 10.8 of them. Does the model stop with an
# error? How many sales will lie in its interval?

# %%
in_feet = houses.iloc[future].assign(area_m2=houses["area_m2"].iloc[future] * 10.764)
print(f"in the interval: {np.mean(np.abs(model.predict(in_feet) - price[future]) <= q):.0%}")

# %% [markdown]
# No error. It says a price for each house, and 3 of 100 lie in the interval. Nothing in the file knows what a square meter
# is. Most models that fail at work fail like this: not by a wrong weight, but by a column that means something else than in
# training.
#
# ## Your turn: a guard at the door
#
# Count for each new example how many of its values lie outside the range that the training data had. A missing
# value counts as outside.


# %% exercise="strange_values"
def strange_values(train, new):
    """Count the values of each new example that the training data did not know.

    Parameters
    ----------
    train : numpy.ndarray, shape (m, n)
        Without gaps.
    new : numpy.ndarray, shape (k, n)
        May have gaps (NaN).

    Returns
    -------
    numpy.ndarray of int, shape (k,)
        For each row of `new`, the number of values below the smallest or above the largest
        training value of their column, or missing. The smallest and the largest are known.
    """
    ### BEGIN SOLUTION
    known = (new >= train.min(axis=0)) & (new <= train.max(axis=0))
    return np.sum(~known, axis=1)
    ### END SOLUTION


# %% [markdown] hint="strange_values"
# Every comparison with NaN is False. Is it easier to ask which values are known, or which are strange?

# %% [markdown] hint="strange_values"
# `train.min(axis=0)` is one number for each column; comparing a table with it compares every row. Two conditions must
# hold for a known value; `~` turns known into strange.

# %% checks="strange_values"
old = np.array([[10.0, 1.0, 500.0], [40.0, 6.0, 100.0], [20.0, 3.0, 900.0], [30.0, 2.0, 300.0]])
came = np.array([[25.0, 3.0, 400.0], [40.0, 1.0, 900.0], [5.0, 7.0, 400.0], [5.0, 3.0, 200.0]])
expect(
    strange_values(old, came),
    np.array([0, 0, 2, 1]),
    "the second row lies on the borders; the third has 5 < 10 and 7 > 6, the fourth 5 < 10",
)
expect(
    strange_values(old, np.array([[np.nan, 9.0, np.nan], [25.0, np.nan, 250.0]])),
    np.array([3, 1]),
    "a missing value counts as strange, as 9 > 6 does",
)


# %% mistake="strange_values" replace="np.sum(~known, axis=1)" says="the known values are counted, not the strange ones" with="np.sum(known, axis=1)"

# %% mistake="strange_values" replace="np.sum(~known, axis=1)" says="the strange values are counted for each column, not for each row" with="np.sum(~known, axis=0)"

# %% mistake="strange_values" replace="(new >= train.min(axis=0)) & (new <= train.max(axis=0))" says="the borders count as strange: the smallest and the largest are known" with="(new > train.min(axis=0)) & (new < train.max(axis=0))"

# %% mistake="strange_values" replace="(new >= train.min(axis=0)) & (new <= train.max(axis=0))" says="one range is taken over all columns together" with="(new >= train.min()) & (new <= train.max())"

# %% mistake="strange_values" replace=" & (new <= train.max(axis=0))" says="only values that are too small are found" with=""

# %% mistake="strange_values" replace="(new >= train.min(axis=0)) & " says="only values that are too large are found" with=""

# %% mistake="strange_values" replace="np.sum(~known, axis=1)" says="it is said whether a row is strange, not how many of its values are" with="np.any(~known, axis=1)"


# %% mistake="strange_values" says="missing values pass: every comparison with NaN is False"
def strange_values(train, new):
    return np.sum((new < train.min(axis=0)) | (new > train.max(axis=0)), axis=1)


# %% alternative="strange_values"
def strange_values(train, new):
    counts = []
    for row in new:
        strange = 0
        for value, column in zip(row, train.T):
            strange += not (column.min() <= value <= column.max())
        counts.append(strange)
    return np.array(counts)


# %%
low, high = houses.iloc[train].min(), houses.iloc[train].max()
for name, table in {"as learned": houses.iloc[future], "in feet": in_feet}.items():
    strange = (~((table >= low) & (table <= high))).any(axis=1).mean()
    print(f"{name:10} {strange:.0%} of the houses have a strange value")

# %% [markdown]
# Of the houses sold later 5% have a strange value: look at these by hand. In feet it is every single one, on the first day, before one wrong price has gone out.

# %% [markdown]
# ## When the world moves
#
# A guard sees strange *inputs*. It does not see that the same houses have become more expensive, and then the model is wrong
# without any strange value: **drift**. So keep measuring. Whenever a house is sold, compare, and watch two
# numbers: the share of sales in the interval, which should stay near 90%, and the mean miss, which should stay near 0.
#
# In Ames prices hardly moved. Drag an invented rise of all prices (*synthetic*) and watch when the interval would
# tell you.


# %%
@interact(rise=(-20, 40, 5))
def dearer(rise=20):
    moved = model.predict(houses.iloc[future]) - price[future] * (1 + rise / 100)
    bins = np.arange(-260, 161, 10)
    plt.hist(misses, bins, density=True, color="#aaaaaa", label="held-out houses, 2006–07")
    plt.hist(
        moved, bins, density=True, histtype="step", lw=2, color=plots.ERROR, label="sold later"
    )
    for edge in (-q, q):
        label = "margin, −q and q" if edge > 0 else None
        plt.axvline(edge, color=plots.MODEL, ls="--", label=label)
    plt.title(
        f"prices {rise:+}%: {np.mean(np.abs(moved) <= q):.0%} inside, mean miss {moved.mean():+.0f}"
    )
    plt.gca().set(xlabel="prediction minus price (1000 USD)", yticks=[], xlim=(-260, 165))
    plt.legend(loc="upper left")


# %% [markdown]
# At a rise of 20% only 72% lie inside, and nobody needs statistics to see that the model is out of date: learn again, from
# newer sales. At 5% the share is 88%, which may be chance; the mean miss, from −1 to −10, says it sooner. (A *fall* of 5% goes
# unnoticed by the share: cheaper houses have smaller misses.)

# %% [markdown]
# ## Three sentences to remember
#
# 1. Try one rival of another kind, such as the nearest neighbors, before you believe in a line or in its defeat.
# 2. A prediction comes with an interval, whose margin is counted on held-out misses.
# 3. A model at work needs a card, a guard for strange inputs and somebody who keeps measuring, for a model does
#    not notice that the world has moved.
#
# **Where it leads.** In project 1 a model decides which machines a crew looks at tomorrow. Whatever you build there,
# somebody will ask these three questions.
