# %% [markdown]
# # How good is it really?
#
# *60 minutes. You need: lecture 1 of this unit, standard deviation, NumPy indexing.*
#
# You have tried two hundred models and kept the one that was best on data it had not seen: right on
# seven days out of ten. Your boss asks how often it will be right next month. You are about to say
# "seven times out of ten". In this lecture you find out why that is wrong, what to say instead,
# and how to choose a model without fooling yourself.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

demand = datasets.electricity_demand()

# %% [markdown]
# ## Two hundred forecasters
#
# The question: will tomorrow's demand at 16:00 be higher than today's? Our forecasters are coins.
# Each guesses "higher" or "lower" for every working day by a random toss, so none of them knows
# anything. (The coins are synthetic, the demand is that of Victoria in 2014.) We judge all 200 on
# 50 days and keep the best one.
#
# **Predict.** A coin is right on half of the days in the long run. How often was the *best of 200*
# right on the first 50 days? And how often on the next 50?

# %%
four_pm = demand[demand["workday"]].at_time("16:00")["demand_gw"].to_numpy()
went_up = np.diff(four_pm) > 0
tosses = np.random.default_rng(0).integers(0, 2, size=(200, len(went_up))) == 1

first, second = slice(0, 50), slice(50, 100)
share_right = np.mean(tosses[:, first] == went_up[first], axis=1)
best = share_right.argmax()

# %%
prediction = "first 50 days: … %, next 50 days: … %"  # write yours

# %%
later = np.mean(tosses[best, second] == went_up[second])
plt.hist(share_right, bins=np.arange(0.23, 0.79, 0.02), color=plots.DATA, label="200 coins")
plt.axvline(share_right[best], color=plots.HIGHLIGHT, label="the best one")
plt.axvline(later, color=plots.ERROR, ls="--", label="the same coin, next 50 days")
plt.xlabel("share of days guessed right")
plt.ylabel("number of forecasters")
plt.legend()
print(f"best of 200: {share_right[best]:.0%} on the first 50 days, {later:.0%} on the next 50")

# %% [markdown]
# Most coins are right on 40 to 60% of the 50 days, the best on 72%. On the next 50 days the same
# coin is right on 48%: it is a coin again. It was not the most skilled of the 200, only the
# luckiest, and luck does not come along. The more candidates you try, the luckier the winner. Below
# we hold 2000 such contests. Drag the number of coins in each.


# %%
@interact(candidates=(1, 200, 1))
def winners(candidates=20):
    rng = np.random.default_rng(1)
    winner = rng.binomial(50, 0.5, size=(2000, candidates)).max(axis=1) / 50
    plt.hist(winner, bins=np.arange(0.23, 0.89, 0.02), color=plots.HIGHLIGHT)
    plt.axvline(0.5, color=plots.MODEL, ls="--", label="any coin in the long run")
    plt.xlabel("share of 50 days guessed right by the best coin")
    plt.ylabel("number of contests")
    plt.title(f"best of {candidates}: {winner.mean():.0%} on average")
    plt.legend()


# %% [markdown]
# One coin alone is right on 50% of the days, on average; the best of 20 on about 63%, the best of
# 200 on nearly 70%. Your two hundred models may be better than coins, but the same arithmetic holds
# for them. **The error by which you chose is too good to report.** You need days that took no part
# in the choice.

# %% [markdown]
# ## Three jobs for your data
#
# So the rows get three jobs. The **training set** teaches each candidate its weights. The
# **validation set** chooses between candidates, or a **hyperparameter** such as $\lambda$ or the
# degree: a setting fixed before learning. The **test set** is locked away until the choice is made,
# then used *once*, to say how good the chosen model is. Usual shares are 60, 20 and 20 percent.

# %% [markdown]
# ## Your turn: cut a shuffled list in three
#
# Given row numbers that are already shuffled, the first 60% train, the next 20% validate, the
# rest tests. Where a share is no whole number, round it down; what is left over goes to the test
# set, so that no row is lost.


# %% exercise="three_way_split"
def three_way_split(order):
    """Cut shuffled row numbers into training, validation and test rows.

    Parameters
    ----------
    order : numpy.ndarray, shape (m,)
        Each row number once, shuffled.

    Returns
    -------
    train, validation, test : numpy.ndarray
        60%, 20% and the rest of `order`, in its order.
    """
    ### BEGIN SOLUTION
    m = len(order)
    end_train = m * 6 // 10
    end_validation = end_train + m * 2 // 10
    return order[:end_train], order[end_train:end_validation], order[end_validation:]
    ### END SOLUTION


# %% [markdown] hint="three_way_split"
# With 10 rows the cuts are at 6 and at 8. `order[:6]` is the first part.

# %% [markdown] hint="three_way_split"
# `m * 6 // 10` is 60% of m, rounded down in whole numbers. The second cut lies `m * 2 // 10` rows
# further; the last part has no upper end.

# %% checks="three_way_split"
ten = np.array([7, 2, 9, 0, 4, 1, 8, 3, 6, 5])
expect(three_way_split(ten)[0], np.array([7, 2, 9, 0, 4, 1]), "the first six of ten rows train")
expect(three_way_split(ten)[1], np.array([8, 3]), "the next two validate")
expect(three_way_split(ten)[2], np.array([6, 5]), "the last two test")
expect(
    [len(part) for part in three_way_split(np.arange(14))],
    [8, 2, 4],
    "8.4 and 2.8 are rounded down, no row is lost",
)


# %% mistake="three_way_split" says="the validation rows start at the beginning again, so they also train"
def three_way_split(order):
    m = len(order)
    return order[: m * 6 // 10], order[: m * 2 // 10], order[m * 8 // 10 :]


# %% mistake="three_way_split" says="the rows are sorted first, which undoes the shuffling"
def three_way_split(order):
    order, m = np.sort(order), len(order)
    a, b = m * 6 // 10, m * 6 // 10 + m * 2 // 10
    return order[:a], order[a:b], order[b:]


# %% mistake="three_way_split" says="the test set also gets only 20%, rounded down: rows are lost"
def three_way_split(order):
    m = len(order)
    a, b = m * 6 // 10, m * 6 // 10 + m * 2 // 10
    return order[:a], order[a:b], order[b : b + m * 2 // 10]


# %% mistake="three_way_split" says="the second cut counts from the beginning: it is to lie behind the first"
def three_way_split(order):
    m = len(order)
    a, b = m * 6 // 10, m * 2 // 10
    return order[:a], order[a:b], order[b:]


# %% mistake="three_way_split" says="no row validates: the second cut lies where the first one does"
def three_way_split(order):
    a = len(order) * 6 // 10
    return order[:a], order[a:a], order[a:]


# %% mistake="three_way_split" says="validation and test rows have changed places"
def three_way_split(order):
    m = len(order)
    a, b = m * 6 // 10, m * 6 // 10 + m * 2 // 10
    return order[:a], order[b:], order[a:b]


# %% mistake="three_way_split" says="the sizes are rounded to the nearest, not down"
def three_way_split(order):
    m = len(order)
    a = round(0.6 * m)
    b = a + round(0.2 * m)
    return order[:a], order[a:b], order[b:]


# %% [markdown]
# ## One split is a lottery
#
# With plenty of rows, three parts are enough. With few, the validation set is small, and its verdict
# depends on who happens to sit in it. Take 100 houses of Ames and the plainest model, a line from
# living area to price. We split them 80 to 20 in 200 different ways and validate each time.

# %%
houses = datasets.ames_prices()
mine = np.random.default_rng(1).permutation(len(houses))[:100]
area = houses["area_m2"].to_numpy()[mine]
price = houses["price_kusd"].to_numpy()[mine]


def validation_rmse(train, validation):
    w, b = np.polyfit(area[train], price[train], 1)
    return np.sqrt(np.mean((w * area[validation] + b - price[validation]) ** 2))


rng = np.random.default_rng(0)
shuffles = [rng.permutation(100) for _ in range(200)]
single = np.array([validation_rmse(order[20:], order[:20]) for order in shuffles])
print(f"lowest {single.min():.0f}, highest {single.max():.0f} thousand dollars")

# %% [markdown]
# Same houses, same model, and an error of anywhere between about 25 and 120 thousand dollars,
# depending only on the shuffle. A single split says little about how good a model *is*. (Which of
# two models is better is another question, and further down you find that it is easier.) And look:
# the 20 houses that validate in one split are wasted for learning, and the 80 that train are wasted
# for judging. Can each house do both?

# %% [markdown]
# ## Everyone validates once: k-fold cross-validation
#
# **Cross-validation** in $k$ **folds**: cut the shuffled rows into $k$ equal parts. In turn, each part
# validates a model that was trained on the other $k - 1$ parts. You fit $k$ models and get $k$ errors
# $E_1, \dots, E_k$, and report their mean
#
# $$\bar E = \frac{1}{k} \sum_{i=1}^{k} E_i$$
#
# Every row is used for both jobs, but never for both at the same time.


# %%
def plain_folds(order, k):
    parts = np.array_split(order, k)
    return [(np.setdiff1d(order, part), part) for part in parts]


folds = plain_folds(np.random.default_rng(4).permutation(20), 5)
plt.figure(figsize=(7, 2.6))
plots.fold_map(folds, 20, "row")
plt.show()

# %% [markdown]
# Each line of the picture is one fold, each column one of 20 rows. Read a column from top to bottom:
# it is orange exactly once. Read a line: four orange rows validate the model that learned from the
# sixteen blue ones. Now the lottery again, with five folds in place of one split.

# %%
cross = np.array(
    [np.mean([validation_rmse(*fold) for fold in plain_folds(order, 5)]) for order in shuffles]
)
bins = np.arange(24, 124, 3)
plt.hist(cross, bins, color=plots.DATA, label="mean of 5 folds")
splits = "one split, 20 houses validate"
plt.hist(single, bins, histtype="step", lw=2, color=plots.ERROR, label=splits)
plt.xlabel("validation RMSE (1000 USD)")
plt.ylabel("number of shuffles")
plt.legend()
print(f"spread: {single.std():.1f} for one split, {cross.std():.1f} for five folds")

# %% [markdown]
# The verdicts of single splits scatter widely; those of five folds all lie between 59 and 72
# thousand dollars. (We picked 100 houses that show it clearly; in other samples, too, five folds
# scatter far less.) The price is five fits instead of one. Usual choices are $k = 5$ or $10$; with
# $k = m$ each row is its own fold. One thing no folding can repair: if your 100 houses happen to be
# unusual, all folds are.

# %% [markdown]
# ## Your turn: how sure is the mean?
#
# The $k$ errors differ, and how much they differ says how far to trust their mean. The **standard
# error** of the mean is
#
# $$\mathrm{SE} = \frac{s}{\sqrt{k}}, \qquad s = \sqrt{\frac{1}{k - 1} \sum_i (E_i - \bar E)^2}$$
#
# Here $E_i$ is the error of fold $i$ and $\bar E$ their mean, all in the unit of the target. We
# divide by $k - 1$, not by $k$ as in unit 0: measured from their *own* mean, few values seem closer together than they are.
# The standard error says how far the mean of *one* model may be off. (The folds share training rows, so
# read it as a rough guide.)


# %% exercise="standard_error"
def standard_error(errors):
    """Say how uncertain the mean of the fold errors is.

    Parameters
    ----------
    errors : array_like, shape (k,)
        One validation error a fold, k at least 2.

    Returns
    -------
    float
        The standard error, in the unit of the errors.
    """
    ### BEGIN SOLUTION
    return np.std(errors, ddof=1) / np.sqrt(len(errors))
    ### END SOLUTION


# %% [markdown] hint="standard_error"
# `np.std` divides by $k$. Its argument `ddof=1` makes it divide by $k - 1$.

# %% [markdown] hint="standard_error"
# `np.std(errors, ddof=1)` is $s$. Divide it by `np.sqrt(len(errors))`.

# %% checks="standard_error"
expect(
    standard_error([2.0, 4.0, 9.0]),
    (13 / 3) ** 0.5,
    "around the mean 5 the squares are 9, 1, 16: s² = 26 / 2 = 13, and 13 / 3 under the root",
)
expect(standard_error([5.0, 5.0, 5.0]), 0.0, "equal errors leave no doubt")
expect(
    standard_error([0.0, 1.0, 6.0, 9.0]),
    4.5**0.5,
    "around the mean 4 the squares are 16, 9, 4, 25: s² = 54 / 3 = 18, divided by 4",
)


# %% mistake="standard_error" says="the squares are divided by k, not by k − 1"
def standard_error(errors):
    return np.std(errors) / np.sqrt(len(errors))


# %% mistake="standard_error" says="the spread is not divided by the square root of k: that is s"
def standard_error(errors):
    return np.std(errors, ddof=1)


# %% mistake="standard_error" says="the spread is divided by k, not by its square root"
def standard_error(errors):
    return np.std(errors, ddof=1) / len(errors)


# %% mistake="standard_error" says="the spread is divided by the square root of k - 1, though s has taken the 1 off already"
def standard_error(errors):
    return np.std(errors, ddof=1) / np.sqrt(len(errors) - 1)


# %% mistake="standard_error" says="the variance is divided by k, and its root is not taken"
def standard_error(errors):
    return np.var(errors, ddof=1) / len(errors)


# %% [markdown]
# ## Choose by cross-validation, then test once
#
# Now the whole procedure. 80 of the 100 houses choose a degree for the curve, with five folds;
# scikit-learn does the loop in `cross_val_score`. The pipeline learns its scaling anew inside each
# fold, so nothing of the validation rows leaks into it. The last 20 houses wait.


# %%
def model_of(degree):
    bends = PolynomialFeatures(degree, include_bias=False)
    return make_pipeline(StandardScaler(), bends, LinearRegression())


X, rule = area[:, None], "neg_root_mean_squared_error"
five = KFold(5, shuffle=True, random_state=0)
fold_errors = {}
for degree in [1, 2, 3, 4, 5]:
    errors = -cross_val_score(model_of(degree), X[:80], price[:80], cv=five, scoring=rule)
    fold_errors[degree] = errors
    se = errors.std(ddof=1) / np.sqrt(5)
    print(f"degree {degree}: mean {errors.mean():5.1f}, standard error {se:4.1f}", errors.round(1))

# %% [markdown]
# Degree 1 has the lowest mean, 73.6 thousand dollars, with a standard error of 9.5. Degree 3 has
# 75.6.
#
# **Predict.** Is the gap of 2.0 lost in an uncertainty of 9.5? Look at the five errors of the two
# rows before you answer.

# %%
for errors in np.transpose([fold_errors[degree] for degree in (1, 2, 3)]):
    plt.plot([1, 2, 3], errors, "o-", color=plots.DATA)
plt.xticks([1, 2, 3])
plt.gca().set(xlabel="degree", ylabel="RMSE of one fold (1000 USD)", ylim=(0, 110))
plt.show()

# %% [markdown]
# Each line is one fold. The lines lie far apart, at 53 to 100: some twenty houses are hard and some
# are easy, *for every degree*. That is what the 9.5 measures. But each line by itself is nearly
# flat. What the folds have in common has nothing to do with the choice, and it drops out when you
# subtract fold by fold.

# %% [markdown]
# ## Two models, the same folds: subtract first
#
# Model A and model B are validated on the same folds. Take the **paired differences**, and then their
# mean and its standard error:
#
# $$d_i = E_i^{B} - E_i^{A}, \qquad \bar d = \frac{1}{k} \sum_{i=1}^{k} d_i, \qquad \mathrm{SE}_d = \frac{s_d}{\sqrt{k}}$$
#
# $E_i^A$ and $E_i^B$ are the errors of the two models in fold $i$, and $s_d$ is the standard deviation of
# the differences $d_i$ (with $k - 1$), all in the unit of the target. A rough rule: a mean difference
# of less than one $\mathrm{SE}_d$ may well be luck; one of more than two hardly is.


# %% exercise="paired_difference"
def paired_difference(errors_a, errors_b):
    """Say by how much model B is worse than model A, and how sure that is.

    Parameters
    ----------
    errors_a, errors_b : numpy.ndarray, shape (k,)
        Validation errors of the two models on the same k folds, k at least 2.

    Returns
    -------
    mean : float
        Mean of B's errors minus A's; positive if B is worse.
    se : float
        The standard error of this mean.
    """
    ### BEGIN SOLUTION
    d = errors_b - errors_a
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))
    ### END SOLUTION


# %% [markdown] hint="paired_difference"
# What must come first, subtracting or averaging, so that what a fold does to both models drops out?

# %% [markdown] hint="paired_difference"
# Errors 10, 20, 60 and 16, 21, 62 give the differences 6, 1, 2. From here on it is the exercise before:
# a mean, and the standard error of these three numbers.

# %% checks="paired_difference"
a, b = np.array([10.0, 20.0, 60.0]), np.array([16.0, 21.0, 62.0])
expect(paired_difference(a, b)[0], 3.0, "the differences are 6, 1 and 2")
expect(
    paired_difference(a, b)[1],
    (7 / 3) ** 0.5,
    "around 3 their squares are 9, 4 and 1: s² = 14 / 2 = 7, and 7 / 3 under the root",
)
expect(
    paired_difference(np.array([5.0, 9.0, 2.0, 4.0]), np.array([4.5, 9.25, 3.0, 4.0])),
    (0.1875, 0.3125),
    "four folds: the differences -0.5, 0.25, 1 and 0 have s² = 0.390625, and SE is 0.625 / 2",
)
expect(
    paired_difference(np.array([5.0, 9.0, 2.0, 4.0]), np.array([4.0, 8.0, 1.0, 3.0])),
    (-1.0, 0.0),
    "B is better by 1 in every fold: nothing is uncertain about that",
)


# %% mistake="paired_difference" says="the standard errors of the two models are added, not that of their differences taken"
def paired_difference(errors_a, errors_b):
    root = np.sqrt(len(errors_a))
    se = errors_a.std(ddof=1) / root + errors_b.std(ddof=1) / root
    return errors_b.mean() - errors_a.mean(), se


# %% mistake="paired_difference" says="the two models are treated as if their folds had nothing in common: subtract fold by fold first"
def paired_difference(errors_a, errors_b):
    se = np.sqrt((errors_a.var(ddof=1) + errors_b.var(ddof=1)) / len(errors_a))
    return errors_b.mean() - errors_a.mean(), se


# %% mistake="paired_difference" says="the uncertainty is that of model B alone"
def paired_difference(errors_a, errors_b):
    se = errors_b.std(ddof=1) / np.sqrt(len(errors_b))
    return errors_b.mean() - errors_a.mean(), se


# %% mistake="paired_difference" says="the two standard errors are subtracted, not the errors"
def paired_difference(errors_a, errors_b):
    root = np.sqrt(len(errors_a))
    se = errors_b.std(ddof=1) / root - errors_a.std(ddof=1) / root
    return errors_b.mean() - errors_a.mean(), se


# %% mistake="paired_difference" replace="errors_b - errors_a" says="B is subtracted from A: positive shall mean that B is worse" with="errors_a - errors_b"

# %% mistake="paired_difference" replace="errors_b - errors_a" says="the differences lost their signs" with="np.abs(errors_b - errors_a)"

# %% mistake="paired_difference" replace="d.std(ddof=1)" says="the squares are divided by k, not by k − 1" with="d.std()"

# %% mistake="paired_difference" replace=" / np.sqrt(len(d))" says="the spread is not divided by the square root of k: that is s" with=""

# %% mistake="paired_difference" replace="np.sqrt(len(d))" says="the spread is divided by k, not by its square root" with="len(d)"


# %% alternative="paired_difference"
def paired_difference(errors_a, errors_b):
    k = len(errors_a)
    d = [b - a for a, b in zip(errors_a, errors_b)]
    mean = sum(d) / k
    return mean, (sum((x - mean) ** 2 for x in d) / (k - 1) / k) ** 0.5


# %%
for degree in [2, 3, 4, 5]:
    d = fold_errors[degree] - fold_errors[1]
    print(f"degree {degree} against 1: {d.mean():+5.1f}, give or take {d.std(ddof=1) / 5**0.5:.1f}")

# %% [markdown]
# Now the folds speak more clearly: degree 2 is worse by 1.2 (give or take 1.0), degree 3 by 2.0 (1.1),
# degree 4 by 5.6 (3.4), degree 5 by 13.7 (11.7). Each lies one to two standard errors above zero: a
# hint, not a proof, and none is better than the line. When several may be as good, take the simplest:
# degree 1. Retrain it on all 80 houses, and open the test set: once.

# %%
chosen = model_of(1).fit(X[:80], price[:80])
test_error = np.sqrt(np.mean((chosen.predict(X[80:]) - price[80:]) ** 2))
print(f"test RMSE: {test_error:.0f} thousand dollars")

# %% [markdown]
# This number may be reported: it took part in nothing. If it disappoints you and you go back to try
# degree 2 "just to see", the test set has become a validation set, and you need a new one. It is
# lower than the 74 of cross-validation because these 20 houses are easy ones; a test set this small
# gives a rough number, as the lottery above showed.

# %% [markdown]
# ## Rows that know each other
#
# Shuffling rows has a hidden assumption: that a row tells nothing about its neighbor. Half-hourly
# demand breaks it. If you know 14:00 and 15:00, you know 14:30 nearly for sure. A series that
# resembles itself some steps later is **autocorrelated**. To see what that does, take a model that
# has no idea of electricity: it draws straight lines between the half-hours it has seen.
#
# **Predict.** We cross-validate it twice with five folds: once with shuffled half-hours, once with
# shuffled *weeks*, where all 336 half-hours of a week stay on one side. Demand has a standard
# deviation of 0.88 GW. What RMSE will each report?

# %%
prediction = "shuffled half-hours: … GW, shuffled weeks: … GW"  # write yours

# %%
y = demand["demand_gw"].to_numpy()
t = np.arange(len(y))  # half-hours since the start of the year


def join_the_dots(train, validation):
    train = np.sort(train)
    y_hat = np.interp(validation, train, y[train])
    return np.sqrt(np.mean((y_hat - y[validation]) ** 2))


rng = np.random.default_rng(0)
week = t // (7 * 48)
for name, label in [("half-hours", t), ("weeks", week)]:
    parts = np.array_split(rng.permutation(np.unique(label)), 5)
    folds = [(t[~np.isin(label, part)], t[np.isin(label, part)]) for part in parts]
    errors = [join_the_dots(*fold) for fold in folds]
    print(f"shuffled {name}: {np.mean(errors):.2f} GW")

# %% [markdown]
# With shuffled half-hours the model reports 0.07 GW, a figure that should make you suspicious. With
# weeks it reports 0.83 GW, hardly better than always predicting the mean. Which is true?
# Ask what you want to use it for. To forecast a day nobody has measured, you will not have the
# half-hours before and after. Only the second number tells you about that job.
#
# ## Your turn: count the leaks
#
# How many validation rows have a direct neighbor, half an hour before or after, among the training
# rows? Compute the share for any split.


# %% exercise="share_with_neighbor"
def share_with_neighbor(train, validation):
    """Return the share of validation rows next to a training row.

    Parameters
    ----------
    train, validation : numpy.ndarray of int
        Positions in time (half-hours).

    Returns
    -------
    float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    before = np.isin(validation - 1, train)
    after = np.isin(validation + 1, train)
    return np.mean(before | after)
    ### END SOLUTION


# %% [markdown] hint="share_with_neighbor"
# `np.isin(a, b)` says for each item of `a` whether it occurs in `b`. The neighbors of row $i$ are
# $i - 1$ and $i + 1$.

# %% [markdown] hint="share_with_neighbor"
# `np.isin(validation - 1, train)` is True where the half-hour before trains. Do the same with
# `+ 1`, join the two with `|`, and take the mean.

# %% checks="share_with_neighbor"
expect(
    share_with_neighbor(np.array([0, 1, 2]), np.array([3, 4, 5])),
    1 / 3,
    "only row 3 touches the training rows",
)
expect(
    share_with_neighbor(np.array([0, 2, 4]), np.array([1, 3])),
    1.0,
    "every second row: all have neighbors",
)
expect(
    share_with_neighbor(np.array([5]), np.array([0, 1, 2, 4])),
    0.25,
    "a row after counts like one before",
)


# %% mistake="share_with_neighbor" says="only the half-hour before is looked at, not the one after"
def share_with_neighbor(train, validation):
    return np.mean(np.isin(validation - 1, train))


# %% mistake="share_with_neighbor" says="both neighbors must train: one is enough for a leak"
def share_with_neighbor(train, validation):
    return np.mean(np.isin(validation - 1, train) & np.isin(validation + 1, train))


# %% mistake="share_with_neighbor" says="training rows with a neighbor in validation are counted"
def share_with_neighbor(train, validation):
    return np.mean(np.isin(train - 1, validation) | np.isin(train + 1, validation))


# %% mistake="share_with_neighbor" says="only the half-hour after is looked at, not the one before"
def share_with_neighbor(train, validation):
    return np.mean(np.isin(validation + 1, train))


# %% mistake="share_with_neighbor" says="the rows are counted, not their share"
def share_with_neighbor(train, validation):
    return float(np.sum(np.isin(validation - 1, train) | np.isin(validation + 1, train)))


# %% mistake="share_with_neighbor" says="the share of rows without a neighbor is returned"
def share_with_neighbor(train, validation):
    return 1 - np.mean(np.isin(validation - 1, train) | np.isin(validation + 1, train))


# %% mistake="share_with_neighbor" says="the rows themselves are looked for among the training rows, not their neighbors"
def share_with_neighbor(train, validation):
    return np.mean(np.isin(validation, train))


# %% [markdown]
# If a fifth of the half-hours validates, both neighbors of a row are missing from training with a
# chance of $0.2^2 = 0.04$: so 96% of the validation rows leak. With whole weeks, only the first and
# last half-hour of a block can: at most 2 in 336. That is not zero, but it is no longer the answer
# sheet.

# %% [markdown]
# ## Keep together what belongs together
#
# A **grouped split** keeps related rows on one side: all half-hours of a week, all pictures of a
# patient, all reviews by a customer. Ask: *will the model, in use, have seen the neighbor of the
# row it is asked about?* If not, it must not in validation either. And where the model forecasts a
# changing future, go further: train on the past, validate on what came later.

# %%
weeks = np.arange(15)
grouped = [(np.flatnonzero(weeks // 3 != i), np.flatnonzero(weeks // 3 == i)) for i in range(5)]
forward = [(np.arange(3 * i), np.arange(3 * i, 3 * i + 3)) for i in range(1, 5)]
fig, axes = plt.subplots(1, 2, figsize=(10, 2.8))
for ax, folds, name in zip(axes, [grouped, forward], ["blocks of 3 weeks", "only the past trains"]):
    plots.fold_map(folds, 15, "week", ax=ax)
    ax.set_title(name, loc="left")

# %% [markdown]
# Left: blocks of three weeks take turns, and both past and future train. That answers "how would it
# do on weeks we have no record of?" Right: in each fold only earlier weeks train (white weeks are
# not used), which answers "how will it do next?" Our data hold a single year, where July comes only
# once: training on the past alone would ask the model for a winter it has never met.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Training rows teach, validation rows choose, test rows report, once; the best of many
#    validation errors is always too good.
# 2. In k-fold cross-validation each row validates once; report the mean with its standard error, and
#    compare two models by the differences in the same folds.
# 3. Rows that know each other stay on the same side, or the model is handed the answers.
#
# **Where it leads.** You can now measure an error you believe. The next lecture reads from two
# curves what is behind it, and what to try next.
