# %% [markdown]
# # Names and gaps
#
# *60 minutes. You need: least squares (unit 1), lectures 1 and 2 of this unit.*
#
# Here is a row as it comes from the town hall: *neighborhood* Stone_Brook, *street front* empty,
# *heating* Good, *living area* 126 m². Your model multiplies columns by weights. What is
# Stone_Brook times 3.2? And empty times anything? You will turn names and gaps into honest
# numbers, and remember what was missing.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %%
raw = datasets.ames_housing().query("Gr_Liv_Area < 4000")  # keeps rows; leaves out five giants
homes = pd.DataFrame(
    {
        "area_m2": raw["Gr_Liv_Area"] * 0.0929,
        "frontage_m": raw["Lot_Frontage"] * 0.3048,  # the lot's side along the street
        "year_built": raw["Year_Built"],
        "heating": raw["Heating_QC"],
        "neighborhood": raw["Neighborhood"],
    }
)
price = (raw["Sale_Price"] / 1000).to_numpy()  # 1000 USD
homes.loc[[365, 1569, 2098, 2747]]

# %% [markdown]
# ## A name is not a number
#
# The quick way out: number the 28 neighborhoods in the order of the alphabet, 0 to 27, and fit a
# line through the numbers. It runs. Here are the mean prices of the neighborhoods, and, as dots,
# what that line predicts.
#
# **Predict.** The numbers carry *some* information about each neighborhood. Will the line catch a
# large part of the price differences, or hardly any?


# %%
def fit(features, y):
    return np.linalg.lstsq(np.column_stack([features, np.ones(len(y))]), y)[0]


def predict(features, w):
    return np.column_stack([features, np.ones(len(features))]) @ w


names, codes = np.unique(homes["neighborhood"].to_numpy(dtype=str), return_inverse=True)
slope, start = fit(codes, price)
means = pd.Series(price).groupby(names[codes]).mean()  # one mean for each name; more below
plots.bars(means, "mean price (1000 USD)", ax=plt.figure(figsize=(6.4, 5.2)).gca())
plt.plot(slope * np.arange(28) + start, np.arange(28), "o", color=plots.MODEL, label="line")
plt.legend()
plt.show()
miss = np.sqrt(((slope * codes + start - price) ** 2).mean())
print("RMSE of the line:", miss.round(1), " of the mean price:", price.std().round(1))

# %% [markdown]
# Hardly any. The bars jump from 96 (Meadow_Village) to 324 (Stone_Brook), while the dots creep
# from 152 to 206. The line's RMSE is 77.3; guessing the mean price for every house gives 78.5. The
# numbers claim that Old_Town lies *between* Northridge_Heights and Sawyer and that each step in
# the alphabet adds 2 thousand dollars. The alphabet has never sold a house.

# %% [markdown]
# ## One column per name
#
# A **categorical** column holds names from a list. **One-hot encoding** gives each name a column
# of its own, which asks a yes-or-no question:
#
# $$e_{ik} = \begin{cases}1 & \text{if house } i \text{ lies in neighborhood } k\\ 0 & \text{otherwise}\end{cases}$$
#
# Exactly one entry of each row is "hot". Now each neighborhood has a weight of its own, and no
# neighborhood is between two others.
#
# **Your turn.** The list of names comes from outside, so that two tables can share their columns. A
# value that is not in the list has no column to be hot in.


# %% exercise="one_hot"
def one_hot(values, names):
    """Return a column of zeros and ones for each name.

    Parameters
    ----------
    values : numpy.ndarray of str, shape (m,)
    names : list of str, length k
        The names that get a column, in this order.

    Returns
    -------
    numpy.ndarray of float, shape (m, k)
    """
    ### BEGIN SOLUTION
    return np.column_stack([(values == name).astype(float) for name in names])
    ### END SOLUTION


# %% [markdown] hint="one_hot"
# `values == name` compares every value with one name and gives True or False, shape (m,).

# %% [markdown] hint="one_hot"
# Make such a column for every name, `.astype(float)` it, and join the columns with
# `np.column_stack`.

# %% checks="one_hot"
expect(
    one_hot(np.array(["c", "a", "b", "a"]), ["b", "c", "a"]),
    np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    "rows are houses, columns are the names b, c and a, in the order of the list",
)
expect(
    one_hot(np.array(["d", "a"]), ["a", "b", "c"]),
    np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]),
    "a name without a column is hot nowhere: its row is all zeros",
)


# %% mistake="one_hot" says="rows and columns are swapped: each name got a row"
def one_hot(values, names):
    return np.array([(values == name).astype(float) for name in names])


# %% mistake="one_hot" replace="for name in names" says="the columns stand in alphabetical order, not in that of the list" with="for name in sorted(names)"

# %% mistake="one_hot" replace="np.column_stack([(values == name).astype(float) for name in names])" says="each house gets a number, not a column for each name" with="np.array([names.index(v) if v in names else -1 for v in values])"

# %% mistake="one_hot" replace="np.column_stack([(values == name).astype(float) for name in names])" says="the list of columns is returned, not a table" with="[(values == name).astype(float) for name in names]"

# %% [markdown] equivalent="one_hot"
# - `(values == name).astype(float) → values == name`: True and False count as 1 and 0


# %% mistake="one_hot" says="the columns follow the order in the data, not the order of the list"
def one_hot(values, names):
    return np.column_stack([(values == name).astype(float) for name in dict.fromkeys(values)])


# %% [markdown]
# ## One column too many
#
# Here is one way, in a single comparison: `[:, None]` turns the names of the houses into a table
# with one column, and broadcasting compares it with all 28 names.
#
# **Predict.** Least squares now has a weight for each neighborhood. What will it say for
# Stone_Brook, whose bar reaches 324? And with the column of ones for the intercept, `E` makes 29
# columns. How many of them bring something new, that is, how large is the rank?

# %%
E = (homes["neighborhood"].to_numpy(dtype=str)[:, None] == names).astype(float)
said = predict(E, fit(E, price))
print("RMSE:", np.sqrt(((said - price) ** 2).mean()).round(1))
rows = homes["neighborhood"] == "Stone_Brook"
print("Stone_Brook: predicted", said[rows][0].round(1), " mean", price[rows].mean().round(1))
with_ones = np.column_stack([E, np.ones(len(E))])
print("columns:", with_ones.shape[1], " rank:", np.linalg.matrix_rank(with_ones))

# %% [markdown]
# It says 324.2, the mean: for one neighborhood the model can say only one number, and the mean has
# the least squares. So it draws exactly the bars above, and the RMSE falls from 77.3 to 51.0.
#
# The rank is 28. Each house lies in one neighborhood, so the 28 columns add up to the column of
# ones, which is redundant (unit 1). Add 10 to all 28 weights and take 10 off the intercept: no
# prediction changes. The normal equation then has no single solution; one says that $X^\top X$ has
# **no inverse**. `lstsq` picks the smallest of the equally good answers, others drop one column.
# Only don't read a single weight as "the value of Stone_Brook".

# %% [markdown]
# ## Names with an order
#
# Some names do have an order: heating is Poor, Fair, Typical, Good or Excellent. For such an
# **ordinal** column numbers 0 to 4 make sense, if you choose the order, not the alphabet.

# %%
order = ["Poor", "Fair", "Typical", "Good", "Excellent"]
means = pd.Series(price).groupby(homes["heating"].to_numpy()).mean()[order]
plots.bars(means, "mean price (1000 USD)")
plt.show()
print("steps:", means.diff().round(1).tolist()[1:])
heating = homes["heating"].map({name: place for place, name in enumerate(order)})
print(homes["heating"].head(3).tolist(), "become", heating.head(3).tolist())

# %% [markdown]
# The mean price climbs at each step, from 69 to 216 thousand dollars, so one column with one
# weight does most of the work of five. Not quite all: the step from Good to Excellent (59) is far
# larger than that from Fair to Typical (16), and a single weight must make them equal. Equal steps
# are an assumption; one-hot makes none, and pays with more columns.
#
# ## A gap spreads
#
# The street front is empty, **NaN** ("not a number"), for 490 houses. A NaN in one cell turns
# every sum that touches it into NaN: one gap, and all weights are gone. So is there any pattern in
# who is missing?

# %%
front = homes["frontage_m"].to_numpy()
print("mean by NumPy:", front.mean(), " by pandas:", homes["frontage_m"].mean().round(1))
kinds = {"CulDSac": "dead end", "Corner": "corner", "Inside": "between neighbors"}
kinds.update({"FR2": "street on 2 sides", "FR3": "street on 3 sides"})
lots = raw["Lot_Config"].map(kinds)
missing = homes["frontage_m"].isna().groupby(lots).mean().sort_values()
plots.bars(missing * 100, "houses without a recorded front (%)")
plt.show()

# %% [markdown]
# NumPy's mean is NaN; pandas leaves gaps out of its `mean` and `median`, and finds 21 m. Between
# neighbors 13% are missing, at a dead end 49%. Perhaps a front along a turning circle is
# hard to measure. Whatever the reason, gaps are rarely spread by dice. Drop those rows, and you
# lose 17% of the houses and half of all dead ends, and the model will be asked about dead ends
# all the same. So fill the gaps, **impute** them: but with what?
#
# **Predict.** The known fronts lie around 21 m, and the longer the front, the higher the price.
# If you fill all gaps with 0, will the slope get steeper, flatter, or stay?

# %%
known = ~np.isnan(front)
print("slope of the known:", fit(front[known], price[known])[0].round(2), end=", ")
print("mean price with a gap:", price[~known].mean().round())
plots.scatter(front[known], price[known], "street front (m)", "price (1000 USD)", "known")
for filler, style in ((0.0, ":"), (np.median(front[known]), "-")):
    filled = np.where(known, front, filler)
    name = "gap, filled" if filler else ""  # one entry in the legend
    plots.scatter(filled[~known], price[~known], label=name, color=plots.SECOND)
    slope, start = fit(filled, price)
    label = f"gaps = {filler:.1f} m: slope {slope:.2f}"
    plt.plot([0, 60], [start, start + 60 * slope], style, color=plots.MODEL, label=label)
plt.gca().set(xlim=(-2, 60))
plt.legend()
plt.show()

# %% [markdown]
# The orange column at 0 holds ordinary houses under a wild claim: no street front, yet 184
# thousand dollars on average. They lift the left end of the line, and the slope drops from 4.3 to
# 1.5. Filled with the **median**, 20.7 m, the same houses stand in the middle of the cloud and
# leave the slope at 4.26. Median rather than mean, because one front of 95 m moves a mean, but not
# a median. (Two fronts above 60 m lie outside the picture.)
#
# Drag the filler. Where do the dots pull the line, and for which filler does it not move?


# %%
@interact(filler=(0.0, 60.0, 4.0))
def gaps_at(filler=60.0):
    filled = np.where(known, front, filler)
    plots.scatter(front[known], price[known], "street front (m)", "price (1000 USD)", "known")
    plots.scatter(filled[~known], price[~known], label="gap, filled", color=plots.SECOND)
    slope, start = fit(filled, price)
    plt.plot([0, 60], [start, start + 60 * slope], color=plots.MODEL, label=f"slope {slope:.2f}")
    plt.gca().set(xlim=(-2, 62))
    plt.legend()


# %% [markdown]
# A filler far to the right flattens the line as one far to the left does: the houses with a gap cost about
# as much as the others, and wherever they stand, they pull the line to their height. In the middle of the
# cloud they pull hardly at all.
#
# ## Remember that it was missing
#
# A filled value pretends to be a measurement. Add a second column, a **flag** that is 1 where the
# value was missing. It gets a weight of its own, so the model may learn that houses with a gap
# differ.

# %%
filled = np.where(known, front, np.median(front[known]))
per_meter, flag, _ = fit(np.column_stack([filled, ~known]), price)
print(f"1000 USD: {per_meter:.2f} for a meter of front, {flag:+.1f} for a gap")

# %% [markdown]
# The flag's weight is +6: houses with a gap cost 6 thousand dollars more than their median front would
# suggest. And the slope is that of the known fronts again, 4.27: the flag answers for the others.
#
# **Your turn.** Fill a column, and return the flags with it.


# %% exercise="fill"
def fill(column, filler):
    """Fill gaps, and remember where they were.

    Parameters
    ----------
    column : numpy.ndarray of float, shape (m,)
        With NaN where the value is missing.
    filler : float

    Returns
    -------
    numpy.ndarray, shape (m, 2)
        The filled column, then the flag: 1.0 where the value was missing, else 0.0.
    """
    ### BEGIN SOLUTION
    gaps = np.isnan(column)
    return np.column_stack([np.where(gaps, filler, column), gaps.astype(float)])
    ### END SOLUTION


# %% [markdown] hint="fill"
# `np.isnan(column)` is True at the gaps. A comparison with `== np.nan` never is: NaN equals
# nothing, not even itself.

# %% [markdown] hint="fill"
# `np.where(gaps, filler, column)` takes the filler at the gaps and the column elsewhere.

# %% checks="fill"
expect(
    fill(np.array([3.0, np.nan, 5.0, np.nan]), 9.0),
    np.array([[3.0, 0.0], [9.0, 1.0], [5.0, 0.0], [9.0, 1.0]]),
    "both gaps get the filler, 9, and the flag 1",
)
expect(
    fill(np.array([0.0, 2.0, np.nan]), 0.0),
    np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 1.0]]),
    "a measured 0 is no gap, even if the filler is 0 as well",
)
mine = np.array([np.nan, 2.0])
fill(mine, 7.0)
expect(mine, np.array([np.nan, 2.0]), "the column you were given keeps its gaps")


# %% mistake="fill" says="the gaps are looked for with ==, but NaN equals nothing"
def fill(column, filler):
    gaps = column == np.nan
    return np.column_stack([np.where(gaps, filler, column), gaps.astype(float)])


# %% mistake="fill" replace="np.where(gaps, filler, column)" says="the median of the column is filled in, whatever filler was given" with="np.where(gaps, np.nanmedian(column), column)"

# %% mistake="fill" replace="[np.where(gaps, filler, column), gaps.astype(float)]" says="the flags come before the values" with="[gaps.astype(float), np.where(gaps, filler, column)]"

# %% mistake="fill" replace="np.column_stack([np.where(gaps, filler, column), gaps.astype(float)])" says="the flags are missing: only the filled column is returned" with="np.where(gaps, filler, column)"

# %% mistake="fill" replace="np.column_stack([np.where(gaps, filler, column), gaps.astype(float)])" says="the table lies on its side: filled values and flags are rows, not columns" with="np.array([np.where(gaps, filler, column), gaps.astype(float)])"


# %% mistake="fill" says="the flags are computed after the gaps have been filled, when none is left"
def fill(column, filler):
    column = np.where(np.isnan(column), filler, column)
    return np.column_stack([column, np.isnan(column).astype(float)])


# %% mistake="fill" says="the column that comes in is filled in place: work on a copy"
def fill(column, filler):
    gaps = np.isnan(column)
    column[gaps] = filler
    return np.column_stack([column, gaps.astype(float)])


# %% [markdown] equivalent="fill"
# - `gaps.astype(float) → gaps`: beside decimal numbers True and False become 1.0 and 0.0


# %% mistake="fill" says="the flag is 1 for known values and 0 for gaps"
def fill(column, filler):
    gaps = np.isnan(column)
    return np.column_stack([np.where(gaps, filler, column), (~gaps).astype(float)])


# %% [markdown]
# ## Four moves with tables
#
# A corner lot has a longer street front than one at the end of a blind alley. So a better filler than one
# median is the usual front *of that kind of lot*. Four moves of pandas do it, and many other things:
#
# - `frame.groupby("kind")["front"].mean()` gives one mean for each kind, under the kind's name;
# - `column.map(usual)` looks every name up there, as in a dict; a name that is not there becomes NaN;
# - `column.fillna(filler)` replaces gaps only, by a number or, row by row, by another column of the table;
# - `pd.concat([one, other])` puts two tables on top of each other.
#
# **Predict.** `asked` has two gaps. Which of them will the last but one line fill, and with what?

# %%
sold = pd.DataFrame({"kind": ["Corner", "Inside", "Corner", "Inside"], "front": [30, 18, 26, 22.0]})
asked = pd.DataFrame({"kind": ["Inside", "Island", "Corner"], "front": [19.0, np.nan, np.nan]})
usual = sold.groupby("kind")["front"].mean()
print(usual.to_dict())
print(asked["kind"].map(usual).tolist())
print(asked["front"].fillna(asked["kind"].map(usual)).tolist())
print(len(pd.concat([sold, asked])), "rows together")

# %% [markdown]
# The usual fronts are 28 m and 20 m. `map` leaves NaN for the unknown kind, and so does `fillna` after it:
# only the corner lot is filled, with 28, and the known 19 stays. The Island needs a second filler.
#
# ## Your turn: fill by kind
#
# Fill the gaps of the new table with the mean of their kind in the *training* table; where the training
# table does not know the kind, with the mean of its whole column. Known values stay.


# %% exercise="fill_by_kind"
def fill_by_kind(train, new):
    """Fill the gaps of a column with means by kind that are learned from training rows.

    Parameters
    ----------
    train, new : pandas.DataFrame
        With the columns ``kind`` (str) and ``front`` (float, may be NaN). They stay as they are.

    Returns
    -------
    numpy.ndarray, shape (rows of new,)
        ``new["front"]`` without gaps (m).
    """
    ### BEGIN SOLUTION
    usual = train.groupby("kind")["front"].mean()
    filler = new["kind"].map(usual).fillna(train["front"].mean())
    return new["front"].fillna(filler).to_numpy()
    ### END SOLUTION


# %% [markdown] hint="fill_by_kind"
# Which of the two tables may you learn from, and which one do you fill?

# %% [markdown] hint="fill_by_kind"
# First make a filler for *every* row of the new table: map its kind, then fill the NaN of unknown kinds.
# Which of the four moves puts this filler into the gaps only?

# %% checks="fill_by_kind"
known = pd.DataFrame(
    {
        "kind": ["a", "a", "b", "b", "c", "a"],
        "front": [10.0, 15.0, 30.0, np.nan, 7.0, 23.0],
    },
    index=[3, 9, 4, 0, 7, 2],
)
fresh = pd.DataFrame({"kind": ["b", "a", "d", "a"], "front": [np.nan, 5.0, np.nan, np.nan]})
kept = fresh.copy()
expect(
    fill_by_kind(known, fresh),
    np.array([30.0, 5.0, 17.0, 16.0]),
    "b is usually 30, a 48 / 3; d is unknown, and the mean of the five known fronts is 85 / 5",
)
expect(fresh, kept, "the table that was passed in stays as it was")
expect(
    fill_by_kind(known, pd.DataFrame({"kind": ["c", "c"], "front": [np.nan, 40.0]})),
    np.array([7.0, 40.0]),
    "a second c of 40 m in the new table does not change what was learned",
)


# %% mistake="fill_by_kind" replace="train.groupby" says="the means are learned from the new table, not from the training table" with="new.groupby"

# %% mistake="fill_by_kind" replace="train.groupby" says="the means are learned from both tables together" with="pd.concat([train, new]).groupby"

# %% mistake="fill_by_kind" replace=".fillna(train[\"front\"].mean())" says="an unknown kind keeps its gap" with=""

# %% mistake="fill_by_kind" replace="train[\"front\"].mean()" says="an unknown kind gets a 0" with="0.0"

# %% mistake="fill_by_kind" replace="groupby(\"kind\")[\"front\"].mean()" says="a kind gets the median of its fronts, not their mean" with="groupby(\"kind\")[\"front\"].median()"

# %% mistake="fill_by_kind" replace="usual = train.groupby" says="gaps of the training table count as fronts of 0 m in the mean of their kind" with="usual = train.fillna({\"front\": 0.0}).groupby"

# %% mistake="fill_by_kind" replace="new[\"kind\"].map(usual)" says="the kinds of the training rows are looked up, not those of the new rows" with="train[\"kind\"].map(usual)"

# %% mistake="fill_by_kind" replace="train[\"front\"].mean()" says="an unknown kind gets the mean of the kinds' means: a kind with many rows must count more" with="usual.mean()"

# %% mistake="fill_by_kind" replace="train[\"front\"].mean()" says="an unknown kind gets the mean of the new table" with="new[\"front\"].mean()"

# %% mistake="fill_by_kind" replace="new[\"front\"].fillna(filler)" says="all values are replaced, the known ones too" with="filler"

# %% mistake="fill_by_kind" replace="groupby(\"kind\")[\"front\"].mean()" says="a kind gets the sum of its fronts, not their mean" with="groupby(\"kind\")[\"front\"].sum()"

# %% mistake="fill_by_kind" replace="new[\"front\"].fillna(filler)" says="every gap gets the mean of the whole column, whatever its kind" with="new[\"front\"].fillna(train[\"front\"].mean())"


# %% mistake="fill_by_kind" says="both means, of a kind and of the column, are learned from both tables together"
def fill_by_kind(train, new):
    both = pd.concat([train, new])
    usual = both.groupby("kind")["front"].mean()
    return new["front"].fillna(new["kind"].map(usual).fillna(both["front"].mean())).to_numpy()


# %% mistake="fill_by_kind" says="the gaps are filled in the table that was passed in"
def fill_by_kind(train, new):
    usual = train.groupby("kind")["front"].mean()
    filler = new["kind"].map(usual).fillna(train["front"].mean())
    new["front"] = new["front"].fillna(filler)
    return new["front"].to_numpy()


# %% alternative="fill_by_kind"
def fill_by_kind(train, new):
    overall, result = train["front"].mean(), []
    for kind, front in zip(new["kind"], new["front"]):
        if np.isnan(front):
            alike = train.loc[train["kind"] == kind, "front"].dropna()
            front = alike.mean() if len(alike) else overall
        result.append(front)
    return np.array(result)


# %% [markdown]
# ## Three questions to a column of names
#
# A weight learned from one house is a rumor. Before a name gets a column, ask how often it occurs:
#
# - `column.value_counts()` counts each name, the most frequent first. The names are its index; gaps do not count.
# - `column.isin(names)` is True where the value is one of a list of names.
# - `column.notna()` is True where there is a value, `column.isna()` where there is a gap.
#
# A Series of counts is filtered like an array: `counts[counts > 1]` keeps names that occur more than once.

# %%
color = pd.Series(["red", "blue", np.nan, "red", "green", "blue", "red"])
counts = color.value_counts()
print(counts.to_dict(), " twice or more:", list(counts[counts >= 2].index))
print(color.isin(["red", "green"]).tolist())
print(color.notna().tolist())
homes["neighborhood"].value_counts().tail(4)

# %% [markdown]
# The gap is in no count and in no list, and `notna` alone tells it from a value. Four neighborhoods have at
# most 10 houses; Landmark has one.
#
# **Your turn.** How many *rows* of a column bear a name that occurs in fewer than `at_least` rows? A gap is no name.


# %% exercise="rows_of_rare_names"
def rows_of_rare_names(column, at_least):
    """Count the rows whose name is rare.

    Parameters
    ----------
    column : pandas.Series of str
        Perhaps with gaps (NaN).
    at_least : int
        A name that occurs in fewer rows is rare.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    counts = column.value_counts()
    rare = counts[counts < at_least].index
    return int(column.isin(rare).sum())
    ### END SOLUTION


# %% [markdown] hint="rows_of_rare_names"
# First the names, then the rows: which of the three questions finds the rare names, and which one their rows?

# %% [markdown] hint="rows_of_rare_names"
# Of the colors above, with `at_least` 3, blue and green are rare: three rows. True counts as 1 in a sum.

# %% checks="rows_of_rare_names"
letters = pd.Series(["c", "a", np.nan, "b", "a", "c", "c", "d", "d", np.nan, "e"])
expect(rows_of_rare_names(letters, 3), 6, "a and d occur twice, b and e once: 2 + 2 + 1 + 1 rows")
expect(rows_of_rare_names(letters, 2), 2, "only b and e occur less than twice")
expect(rows_of_rare_names(letters, 1), 0, "no name occurs less than once, and a gap is no name")
expect(rows_of_rare_names(homes["neighborhood"], 20), 21, "10 + 8 + 2 + 1 houses")


# %% mistake="rows_of_rare_names" replace="counts < at_least" says="a name that occurs exactly at_least times is taken for rare" with="counts <= at_least"

# %% mistake="rows_of_rare_names" replace="counts < at_least" says="the rows of the frequent names are counted" with="counts >= at_least"

# %% mistake="rows_of_rare_names" replace="int(column.isin(rare).sum())" says="the rare names are counted, not their rows" with="len(rare)"

# %% mistake="rows_of_rare_names" replace="column.isin(rare).sum()" says="gaps are counted as rare: they are in no list of names" with="(~column.isin(counts[counts >= at_least].index)).sum()"

# %% mistake="rows_of_rare_names" replace="int(column.isin(rare).sum())" says="a share of the rows is returned, not their number" with="float(column.isin(rare).mean())"

# %% mistake="rows_of_rare_names" replace="value_counts()" says="a gap is counted as one more name" with="value_counts(dropna=False)"

# %% mistake="rows_of_rare_names" replace=".index" says="the counts are looked up in the column: the names are their index" with=""

# %% mistake="rows_of_rare_names" replace="column.isin(rare).sum()" says="all rows are counted, whatever their name" with="len(column)"

# %% mistake="rows_of_rare_names" replace="int(column.isin(rare).sum())" says="the answer for each row is returned: sum them" with="column.isin(rare)"


# %% alternative="rows_of_rare_names"
def rows_of_rare_names(column, at_least):
    seen = {}
    for name in column.dropna():
        seen[name] = seen.get(name, 0) + 1
    return sum(count for count in seen.values() if count < at_least)


# %% [markdown]
# ## Three sentences to remember
#
# 1. Names become one-hot columns, unless they have an order you can defend.
# 2. Gaps become a filled value and a flag, for gaps are rarely spread by dice.
# 3. The list of names, the median, the usual front of a kind: all of them are *learned*, so they come
#    from the training table and are applied to the other.
#
# **Where it leads.** The next lecture shows what happens when the third sentence is forgotten, and a
# tool that remembers it for you.
