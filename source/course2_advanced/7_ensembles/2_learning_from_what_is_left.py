# %% [markdown]
# # Learning from what is left
#
# *40 minutes. You need: lecture 1 of this unit, gradients, log loss.*
#
# A forecaster is wrong every day, and every day he writes down by how much. A second one reads only these notes: he does
# not forecast the demand for electricity, he forecasts *the error of the first*. A third one forecasts what is left of
# the error after both. Each of them may be dull. Can a row of dull forecasters be sharp together? In this lecture you build one, and see when
# to stop hiring.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeRegressor

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

demand = datasets.electricity_demand()
afternoons = demand[demand["workday"]].at_time("16:00")
t = afternoons[["temperature_c"]].to_numpy()
y = afternoons["demand_gw"].to_numpy()

# %% [markdown]
# ## The dullest forecaster: one question
#
# The data are the 251 working days of 2014 in Victoria, at 16:00: temperature (°C) and demand (GW). Our forecasters are **stumps**:
# trees that ask a single question. The first one says the mean to everybody. The second looks at the **residuals**, what
# the first left over:
#
# $$r_i = y_i - F(x_i)$$
#
# with the demand $y_i$ and the forecast so far $F(x_i)$, all in GW.

# %%
F = np.full(len(y), y.mean())
residuals = y - F
stump = DecisionTreeRegressor(max_depth=1).fit(t, residuals)
cut, (low, high) = stump.tree_.threshold[0], stump.tree_.value.ravel()[1:]
print(f"up to {cut:.1f} °C: {low:+.2f} GW, above: {high:+.2f} GW")

# %% [markdown]
# The best single question about the residuals is "warmer than 34.4 °C?". Above, demand lies 3.5 GW over the mean; below,
# a little under it. We add this answer to the forecast, and look at what is left now.
#
# **Predict.** Where will the second stump cut?

# %%
prediction = "the second stump cuts at … °C"  # write yours

# %%
degrees = np.linspace(t.min(), t.max(), 300)[:, None]
curve = np.full(len(degrees), y.mean())
fig, axes = plt.subplots(2, 3, figsize=(11, 5.4), sharex=True, sharey="row")
for above, below in axes.T:
    stump = DecisionTreeRegressor(max_depth=1).fit(t, y - F)
    below.plot(t, y - F, ".", color=plots.ERROR)
    below.plot(degrees, stump.predict(degrees), color=plots.HIGHLIGHT)
    F, curve = F + stump.predict(t), curve + stump.predict(degrees)
    above.plot(t, y, ".", color=plots.DATA)
    above.plot(degrees, curve, color=plots.MODEL)
    above.set_title(f"cut at {stump.tree_.threshold[0]:.1f} °C")
    below.set_xlabel("temperature (°C)")
axes[0, 0].set_ylabel("demand (GW)")
axes[1, 0].set_ylabel("left over before (GW)")
plt.show()

# %% [markdown]
# Each column of pictures is one step. Below, in red, what was left over before it, and in green the stump that was
# fitted to it; above, the forecast afterward. The first cut separates the heat, the second the warm days, the third the
# cold ones. After three dull questions the forecast has three steps, and falls and rises as demand does. This is **boosting**:
# each new member learns what all members before it got wrong, and is added.
#
# ## Small steps
#
# A stump believes what it sees, accidents included. So boosting adds only a part of it, the **learning rate** $\alpha$
# (also called shrinkage), and hires more members:
#
# $$F_{k}(x) = F_{k-1}(x) + \alpha\, h_k(x)$$
#
# where $h_k$ is the member fitted to the residuals of $F_{k-1}$ (GW). Drag rounds and rate: with few rounds and a small
# rate the curve is stiff, with many rounds and a large one it chases single days.


# %%
@interact(rounds=(0, 300, 10), rate=(0.05, 1.0, 0.05))
def boosted(rounds=30, rate=0.3):
    settings = {"n_estimators": max(rounds, 1), "max_depth": 1}
    model = GradientBoostingRegressor(learning_rate=rate if rounds else 1e-9, **settings)
    model.fit(t, y)
    plots.scatter(t[:, 0], y, "temperature (°C)", "demand (GW)", label="a working day, 16:00")
    left = np.sqrt(np.mean((y - model.predict(t)) ** 2))
    plt.plot(degrees, model.predict(degrees), color=plots.MODEL, label=f"RMSE {left:.2f} GW")
    plt.legend()


# %% [markdown]
# ## Your turn: one round
#
# Write one round of boosting. Your stump is given by its cut: rows with $x \le$ cut get the mean residual of those rows,
# the others the mean residual of theirs. Return the new forecast.


# %% exercise="boosting_round"
def boosting_round(F, x, y, cut, rate):
    """Add one stump, fitted to the residuals, to a forecast.

    Parameters
    ----------
    F : numpy.ndarray, shape (m,)
        The forecast so far. It is not changed.
    x : numpy.ndarray, shape (m,)
        The column that the stump asks about.
    y : numpy.ndarray, shape (m,)
        Targets.
    cut : float
        Rows with x <= cut go left; both sides hold at least one row.
    rate : float
        Learning rate.

    Returns
    -------
    numpy.ndarray, shape (m,)
        The forecast afterward.
    """
    ### BEGIN SOLUTION
    residuals = y - F
    left = x <= cut
    h = np.where(left, residuals[left].mean(), residuals[~left].mean())
    return F + rate * h
    ### END SOLUTION


# %% [markdown] hint="boosting_round"
# Four lines: the residuals, the Boolean array `left`, what the stump says to each row, and the sum.

# %% [markdown] hint="boosting_round"
# `np.where(left, a, b)` puts `a` where `left` is True, else `b`. Here `a = residuals[left].mean()`.

# %% checks="boosting_round"
x4, y4 = np.array([1.0, 2.0, 3.0, 5.0]), np.array([4.0, 6.0, 10.0, 17.0])
F4 = np.array([5.0, 5.0, 8.0, 8.0])
expect(
    boosting_round(F4, x4, y4, 2.5, 1.0),
    np.array([5.0, 5.0, 13.5, 13.5]),
    "left −1 and 1 are left over, the mean is 0; right 2 and 9, the mean is 5.5",
)
expect(
    boosting_round(F4, x4, y4, 3.0, 0.3),
    np.array([5.2, 5.2, 8.2, 10.7]),
    "3 goes left: −1, 1 and 2 have the mean 2/3; right 9; 0.3 of each is added",
)
expect(F4, np.array([5.0, 5.0, 8.0, 8.0]), "the forecast that was passed in stays as it was")


# %% mistake="boosting_round" says="the stump is fitted to the targets, not to the residuals"
def boosting_round(F, x, y, cut, rate):
    left = x <= cut
    return F + rate * np.where(left, y[left].mean(), y[~left].mean())


# %% mistake="boosting_round" says="the learning rate is left out"
def boosting_round(F, x, y, cut, rate):
    r, left = y - F, x <= cut
    return F + np.where(left, r[left].mean(), r[~left].mean())


# %% mistake="boosting_round" says="the residuals have the wrong sign: F − y"
def boosting_round(F, x, y, cut, rate):
    r, left = F - y, x <= cut
    return F + rate * np.where(left, r[left].mean(), r[~left].mean())


# %% mistake="boosting_round" says="a row equal to the cut goes right"
def boosting_round(F, x, y, cut, rate):
    r, left = y - F, x < cut
    return F + rate * np.where(left, r[left].mean(), r[~left].mean())


# %% mistake="boosting_round" says="the answer of the stump replaces the forecast instead of being added"
def boosting_round(F, x, y, cut, rate):
    r, left = y - F, x <= cut
    return rate * np.where(left, r[left].mean(), r[~left].mean())


# %% [markdown]
# ## Why it is called gradient boosting
#
# Look at the squared error of one day, $L = \tfrac12 (y - F)^2$, as a function of its forecast $F$. Its slope is
# $\partial L / \partial F = -(y - F) = -r$. So the residual is the *negative gradient*: the direction in which $F$ must
# move for the loss to fall. Boosting is gradient descent, only that no weight moves. The forecast itself does, by the tree that
# imitates the negative gradient best, with $\alpha$ as the step. Therefore any loss with a slope will do:
#
# | loss $L(y, F)$ | the tree is fitted to $-\partial L/\partial F$ |
# |---|---|
# | squared, $\tfrac12 (y - F)^2$ | $y - F$ |
# | absolute, $\lvert y - F \rvert$ | $+1$ where $y > F$, $-1$ where $y < F$ |
# | log loss, $F$ the log-odds | $y - \sigma(F)$ |
#
# $\sigma$ is the sigmoid of Course 1. In the last line $y$ is 0 or 1, and what is left over is "the truth minus the probability".
# What the leaves of that tree should then add to the log-odds is another question; you answer it in the assignment.
#
# ## Your turn: the Huber loss
#
# A house sold to a cousin is a far outlier. The Huber loss is squared for small residuals and straight for those larger
# than $\delta$, so that nobody can pull harder than $\delta$:
#
# $$L = \begin{cases} \tfrac12 r^2 & |r| \le \delta \\ \delta\,(|r| - \tfrac12 \delta) & |r| > \delta \end{cases} \qquad r = y - F$$
#
# Return what a tree is fitted to: $-\partial L / \partial F$ for each row.


# %% exercise="huber_target"
def huber_target(y, F, delta):
    """Return the negative gradient of the Huber loss.

    Parameters
    ----------
    y, F : numpy.ndarray, shape (m,)
        Targets and forecasts.
    delta : float
        Where the loss turns straight.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return np.clip(y - F, -delta, delta)
    ### END SOLUTION


# %% [markdown] hint="huber_target"
# What is the slope of $\tfrac12 r^2$ by $F$? And of $\delta |r|$, for a positive and for a negative $r$?

# %% [markdown] hint="huber_target"
# Small residuals stay as they are; larger ones become $\delta$ or $-\delta$. `np.clip(r, low, high)` does that.

# %% checks="huber_target"
yh, Fh = np.array([7.0, 2.0, 30.0, 1.0]), np.array([5.0, 3.0, 4.0, 12.0])
expect(
    huber_target(yh, Fh, 4.0),
    np.array([2.0, -1.0, 4.0, -4.0]),
    "the residuals are 2, −1, 26 and −11: the last two pull with 4 at most",
)
expect(huber_target(yh, Fh, 100.0), yh - Fh, "with a large δ it is the squared loss")


# %% mistake="huber_target" says="the sign is that of the gradient, not of its negative"
def huber_target(y, F, delta):
    return np.clip(F - y, -delta, delta)


# %% mistake="huber_target" says="large residuals lose their sign"
def huber_target(y, F, delta):
    r = y - F
    return np.where(np.abs(r) <= delta, r, delta)


# %% mistake="huber_target" says="large residuals pull with 1, not with δ: that is the absolute loss"
def huber_target(y, F, delta):
    r = y - F
    return np.where(np.abs(r) <= delta, r, np.sign(r))


# %% mistake="huber_target" says="the loss itself is returned, not its slope"
def huber_target(y, F, delta):
    r = y - F
    return np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))


# %% [markdown]
# ## When to stop hiring
#
# A forest does not get worse with more trees. Boosting can: once the pattern is learned, later members learn accidents.
# So rounds are counted on validation rows. We take the houses of lecture 1 again: 1000 to learn from, 1000 to validate, 930 to
# test.

# %%
houses = datasets.ames_housing()
COLUMNS = ["Gr_Liv_Area", "Year_Built", "Total_Bsmt_SF", "Garage_Area", "Lot_Area"]
COLUMNS += ["Bedroom_AbvGr", "Full_Bath", "TotRms_AbvGrd", "Fireplaces"]
X, price = houses[COLUMNS].to_numpy(dtype=float), houses["Sale_Price"].to_numpy() / 1000
order = np.random.default_rng(0).permutation(len(price))
train, validation, test = order[:1000], order[1000:2000], order[2000:]


def rmse(y_hat, rows):
    return np.sqrt(np.mean((y_hat - price[rows]) ** 2))


# %%
curves = {}
for rate in (1.0, 0.3, 0.1, 0.03):
    model = GradientBoostingRegressor(n_estimators=500, learning_rate=rate, random_state=0)
    model.fit(X[train], price[train])
    curves[rate] = [rmse(y_hat, validation) for y_hat in model.staged_predict(X[validation])]
    best = np.argmin(curves[rate])
    print(f"rate {rate}: best after {best + 1} rounds, {min(curves[rate]):.1f}", end="; ")
    print(f"at the end {curves[rate][-1]:.1f}")

# %%
for (rate, errors), color in zip(curves.items(), plots.shades(4)):
    plt.plot(np.arange(1, 501), errors, color=color, label=f"rate {rate}")
    plt.plot(np.argmin(errors) + 1, min(errors), "o", color=color)
plt.xscale("log")
plt.ylim(30, 60)
plt.xlabel("rounds")
plt.ylabel("RMSE on validation houses (1000 $)")
plt.legend()
plt.show()

# %% [markdown]
# Each curve is a rate, with a dot at its best round. At rate 1 the best is 42.6, after 7 rounds, and then it gets
# worse: each tree shouts. At 0.3 and below, the valley lies near 33 thousand dollars, later and flatter the smaller the rate.
# A tenth of the rate needs about ten times the rounds: 41 at 0.3, 451 at 0.03. (These trees have depth 3, scikit-learn's default.)
#
# **Early stopping** makes the count automatic: go on until the validation error has not improved for `patience` rounds, then keep the
# best. No need to guess the number beforehand.

# %% [markdown]
# ## Your turn: early stopping
#
# Given the validation errors round by round, return the round to keep, counted from 1. Stop as soon as `patience`
# rounds in a row have brought no new lowest error; what would come after the stop, you never see.


# %% exercise="stop_early"
def stop_early(errors, patience):
    """Return the best round that early stopping finds.

    Parameters
    ----------
    errors : sequence of float
        Validation error after round 1, 2, …; not empty.
    patience : int
        How many rounds in a row may pass without a new lowest error.

    Returns
    -------
    int
        The round with the lowest error up to the stop, the first of equals; counted from 1.
    """
    ### BEGIN SOLUTION
    best = 0
    for k, error in enumerate(errors):
        if error < errors[best]:
            best = k
        elif k - best >= patience:
            break
    return best + 1
    ### END SOLUTION


# %% [markdown] hint="stop_early"
# Go through the errors with a `for` loop. Remember the best round so far. When do you leave the loop?

# %% [markdown] hint="stop_early"
# In round `k`, `k - best` rounds have passed since the best one. If this reaches `patience`, `break`.

# %% checks="stop_early"
bumpy = [9.0, 7.0, 6.0, 6.5, 6.2, 5.0, 5.5, 5.6, 5.7, 4.0]
expect(stop_early(bumpy, 3), 6, "the bump of two rounds is waited out; the one of three is not")
expect(stop_early(bumpy, 2), 3, "two rounds without a new low: stop, and keep round 3")
expect(stop_early(bumpy, 5), 10, "with more patience the last round is reached")
expect(stop_early([3.0, 2.0, 2.0, 2.0], 5), 2, "of equals the first is kept")
expect(stop_early([4.0], 3), 1, "a single round is the best one")


# %% mistake="stop_early" says="the lowest error of all is taken, though it comes after the stop"
def stop_early(errors, patience):
    return int(np.argmin(errors)) + 1


# %% mistake="stop_early" says="rounds are counted from 0"
def stop_early(errors, patience):
    best = 0
    for k, error in enumerate(errors):
        if error < errors[best]:
            best = k
        elif k - best >= patience:
            break
    return best


# %% mistake="stop_early" says="it stops one round late"
def stop_early(errors, patience):
    best = 0
    for k, error in enumerate(errors):
        if error < errors[best]:
            best = k
        elif k - best > patience:
            break
    return best + 1


# %% mistake="stop_early" says="the round of the stop is returned, not the best one"
def stop_early(errors, patience):
    best = 0
    for k, error in enumerate(errors):
        if error < errors[best]:
            best = k
        elif k - best >= patience:
            break
    return k + 1


# %% [markdown]
# ## Histograms: fast on millions of rows
#
# An exact tree tries every value of every column as a cut. **Histogram boosting** first sorts each column into at most 255
# bins and tries only the edges between them. It loses little and is far faster on large tables; it also takes gaps and
# categories as they are. Libraries called LightGBM, XGBoost and scikit-learn's `HistGradientBoostingRegressor` work
# this way. With early stopping it sets validation rows aside by itself.

# %%
both = np.concatenate([train, validation])
quick = HistGradientBoostingRegressor(max_iter=1000, early_stopping=True, random_state=0)
quick.fit(X[both], price[both])
slow = GradientBoostingRegressor(n_estimators=220, learning_rate=0.1, random_state=0)
slow.fit(X[both], price[both])
forest = RandomForestRegressor(300, max_features=3, random_state=0).fit(X[both], price[both])
models = {"histogram boosting": quick, "gradient boosting": slow, "random forest": forest}
for name, model in models.items():
    print(f"{name}: {rmse(model.predict(X[test]), test):.1f} thousand dollars")
print(f"early stopping kept {quick.n_iter_} rounds")

# %% [markdown]
# Three ensembles, trained on the same 2000 houses and tested on the same 930. Which is best? Their errors belong to the *same houses*, so compare them
# house by house: take the difference of the squared errors of each house, then the mean of these differences with its standard error.

# %%
squares = {n: (m.predict(X[test]) - price[test]) ** 2 for n, m in models.items()}
for name in ("histogram boosting", "gradient boosting"):
    gap = squares[name] - squares["random forest"]
    se = gap.std(ddof=1) / np.sqrt(len(gap))
    print(f"{name} minus forest: {gap.mean():+.0f} ± {2 * se:.0f} (1000 $)²")

# %% [markdown]
# The second interval contains 0, and the first one just misses it: 31.0, 31.7 and 33.3 look like a ranking, but 930 houses can hardly
# tell the three apart. That is a common end of such contests. Forests are hard to get wrong; boosting often gains a
# little once rate, rounds and depth are tuned with care.
#
# ## Two ways out of one trouble
#
# Look back at what the two kinds of ensemble do. A forest takes trees that are too flexible, each wrong by *variance*, and averages that away.
# Boosting takes trees that are too stiff, each wrong by *bias*, and adds them up until the bias is gone. So deep trees
# suit forests and shallow ones suit boosting; forest trees can grow side by side, boosted ones must wait for each other.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Boosting fits each new tree to what is left over, and adds a small part of it.
# 2. What is left over is the negative gradient of the loss by the forecast, so any loss with a slope can be boosted.
# 3. More rounds can harm: validation rows say when to stop.
#
# **Where it leads.** You now have models of hundreds of trees that nobody can read. The next lecture asks them what they
# lean on, and how far to trust the reply.
