# %% [markdown]
# # Who turns the knobs?
#
# *40 minutes. You need: cross-validation, pipelines and logarithms (Course 1).*
#
# A sorting machine is to read the digits on parcels. You have 300 labeled pictures and a good kind
# of model. With its knobs one way it reads 19 of 20 digits; with the same knobs another way, 2 of 10.
# Nothing in the training turns these knobs: you do. Where do you begin, how many settings do you
# try, and when do you stop?

# %%
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import loguniform
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import (
    GridSearchCV,
    HalvingRandomSearchCV,
    RandomizedSearchCV,
    StratifiedKFold,
    cross_val_score,
)
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact, powers_of_ten

X_all, y_all = datasets.digits()
order = np.random.default_rng(0).permutation(len(y_all))
X, y = X_all[order[:300]], y_all[order[:300]]
X_locked, y_locked = X_all[order[300:]], y_all[order[300:]]

# %% [markdown]
# The other 1,497 pictures are locked away until the end.
#
# ## A model with two knobs
#
# A **support vector classifier** lets training examples vote. For two classes, coded −1 and +1, the
# vote on a new example $x$ is
#
# $$f(x) = b + \sum_i a_i \, e^{-\gamma \lVert x - x_i \rVert^2}$$
#
# Its sign is the answer: above 0 class +1, below 0 class −1. (For ten digits scikit-learn trains one such vote for each
# pair of digits.) The weights $a_i$ and $b$ are learned; many $a_i$ become 0, and the other examples are the support
# vectors. Training example $x_i$ is heard loudly nearby and not at all far away: how far its voice
# carries, $\gamma$ decides. The second knob, $C$, is the price of a training example on the wrong
# side, as $1/\lambda$ was for logistic regression. $\gamma$ and $C$ are **hyperparameters**. Drag
# them; the points are synthetic.

# %%
X_moons, y_moons = datasets.two_moons(m=120, noise=0.25, seed=3)


@interact(gamma=powers_of_ten(-2, 3), C=powers_of_ten(-2, 4))
def knobs(gamma=1.0, C=1.0):
    model = SVC(gamma=gamma, C=C).fit(X_moons, y_moons)
    plots.decision_boundary(model.predict, X_moons, y_moons)
    right = model.score(X_moons, y_moons)
    plt.title(f"γ = {gamma:.3g}, C = {C:.3g}: {right:.0%} of the training points", size=11)


# %% [markdown]
# At $\gamma = 1$ and $C = 1$ the border follows the two moons. With $\gamma = 1000$ each point rules a
# small island around itself, and the training score rises to 100%: overfitting. With $\gamma = 0.01$
# every voice carries across the picture, and only a large $C$ can bend the border. So the knobs
# work *together*: the right $C$ depends on $\gamma$.
#
# ## Count before you start
#
# The plainest search is the **grid**: a list of values for each knob, and every combination is tried by
# cross-validation. With $n_1, n_2, \dots$ values and $k$ folds, the number of fits is
#
# $$k \cdot n_1 \cdot n_2 \cdots + 1$$
#
# The last one fits the winner to all rows. Write the count for a grid with any number of knobs.


# %% exercise="number_of_fits"
def number_of_fits(grid, k):
    """Count the fits of a grid search with k folds.

    Parameters
    ----------
    grid : dict of str to list
        The values of each knob.
    k : int
        The number of folds.

    Returns
    -------
    int
        With the final fit to all rows.
    """
    ### BEGIN SOLUTION
    settings = 1
    for values in grid.values():
        settings *= len(values)
    return k * settings + 1
    ### END SOLUTION


# %% [markdown] hint="number_of_fits"
# Two knobs with 3 and 4 values make 12 settings. How do you get from two knobs to any number of them?

# %% [markdown] hint="number_of_fits"
# Start with one setting. Each further knob multiplies the number of settings by the length of its
# list.

# %% checks="number_of_fits"
expect(number_of_fits({"C": [1, 10, 100], "gamma": [0.1, 0.2, 0.5, 1]}, 5), 61, "5 · 12 + 1")
expect(
    number_of_fits({"a": [1, 2], "b": [0, 1, 2], "c": ["x", "y", "z", "u"]}, 10),
    241,
    "three knobs: 10 · 2 · 3 · 4 + 1",
)
expect(number_of_fits({"depth": [2, 4, 6, 8, 10, 12, 14]}, 4), 29, "one knob: 4 · 7 + 1")


# %% mistake="number_of_fits" says="the values of the knobs are added up: every one meets every other"
def number_of_fits(grid, k):
    return k * sum(len(values) for values in grid.values()) + 1


# %% mistake="number_of_fits" replace="k * settings + 1" says="the last fit, to all rows, is not counted" with="k * settings"


# %% mistake="number_of_fits" replace="k * settings + 1" says="settings are counted, not their fits in k folds" with="settings + 1"


# %% mistake="number_of_fits" replace="k * settings + 1" says="the last fit is counted once for each fold" with="k * (settings + 1)"


# %% [markdown]
# Five knobs with six values each in ten folds are 77,761 fits. A grid is honest work for one or two
# knobs, and hopeless for many.
#
# ## Steps are factors
#
# Is $\gamma$ near 0.001 or near 1? When you don't know the *size* of a number, equal steps are the wrong
# net: 1, 2, …, 1000 has 900 values of the same size as 1000 and none below 1. Take equal *factors*:
# 0.001, 0.01, 0.1, 1. To draw at random on such a scale, let $u$ be uniform between 0 and 1 and take
#
# $$x = a \left(\frac{b}{a}\right)^u$$
#
# between $a > 0$ (at $u = 0$) and $b$ (at $u = 1$). Halfway, at $u = 1/2$, lies $\sqrt{ab}$.


# %% exercise="on_log_scale"
def on_log_scale(u, low, high):
    """Turn uniform numbers into numbers on a logarithmic scale.

    Parameters
    ----------
    u : numpy.ndarray, shape (n,)
        Numbers between 0 and 1.
    low, high : float
        The ends of the range, 0 < low < high.

    Returns
    -------
    numpy.ndarray, shape (n,)
        `low` where u is 0, `high` where it is 1, equal factors for equal steps.
    """
    ### BEGIN SOLUTION
    return low * (high / low) ** u
    ### END SOLUTION


# %% [markdown] hint="on_log_scale"
# From 0.01 to 100 the whole way is a factor of 10,000. What factor is a quarter of the way?

# %% [markdown] hint="on_log_scale"
# A quarter of the way is the factor $10000^{0.25} = 10$, so $u = 0.25$ gives $0.01 \cdot 10 = 0.1$.

# %% checks="on_log_scale"
expect(
    on_log_scale(np.array([0.25, 0.75, 0.5]), 0.01, 100.0),
    np.array([0.1, 10.0, 1.0]),
    "the factor 10,000 to the power u, times 0.01",
)
expect(
    on_log_scale(np.array([0.5, 0.0, 1.0, 0.25]), 3.0, 48.0),
    np.array([12.0, 3.0, 48.0, 6.0]),
    "3 · 16^u: half of the way is a factor of 4",
)


# %% mistake="on_log_scale" replace="low * (high / low) ** u" says="the steps are equal differences, not equal factors" with="low + (high - low) * u"


# %% mistake="on_log_scale" replace="low * (high / low) ** u" says="low and high are taken for exponents of 10" with="10 ** (low + (high - low) * u)"


# %% mistake="on_log_scale" replace="low * (high / low) ** u" says="the factor low is missing" with="(high / low) ** u"


# %% mistake="on_log_scale" replace="low * (high / low) ** u" says="the way is walked from the upper end" with="high * (low / high) ** u"


# %% [markdown]
# ## The map
#
# Now the digits. We try 13 values of each knob, 169 settings, by three-fold cross-validation, and
# draw the share of digits read right. Dark is good.
#
# **Predict.** Where on the map will it be dark: in a spot, in a stripe, in a corner? Think of the
# moons: what did a small $\gamma$ need?

# %%
prediction = "…"  # write yours

# %%
gammas, Cs = 10.0 ** np.linspace(-4, 1, 13), 10.0 ** np.linspace(-2, 3, 13)
folds = StratifiedKFold(3, shuffle=True, random_state=0)
scores = np.zeros((13, 13))
for (i, C), (j, gamma) in product(enumerate(Cs), enumerate(gammas)):
    scores[i, j] = cross_val_score(SVC(C=C, gamma=gamma), X / 16, y, cv=folds).mean()

# %%
plots.search_map(gammas, Cs, scores, "γ", "C", "share read right")
plt.show()
print(
    f"worst {scores.min():.2f}, best {scores.max():.3f}, by {np.sum(scores == scores.max())} settings"
)
print(f"above 0.93: {np.mean(scores > 0.93):.0%} of the map")

# %% [markdown]
# A large triangle: below $\gamma \approx 0.1$ a larger $C$ makes up for a smaller $\gamma$, which gives
# the slanted edge; beyond $\gamma \approx 1$ nothing helps. Outside of it the model reads 1 or 2 digits
# in 10. Inside, the settings differ little.
#
# Seven settings tie for the best score: above some $C$ all training digits are right, and more price
# changes nothing. A search needs a **rule for ties**, said beforehand. NumPy's `argmax` and
# scikit-learn take the first in their order; many people take the simplest, here the smallest $C$.
# With our order both name the same.
#
# If the best setting lies on the *edge* of the map, the map was too small: extend it there.
#
# ## Grid or dice?
#
# Nine tries. A grid of 3 × 3 tests three values of each knob. Nine random settings test *nine* values of
# each. Does that matter? Suppose first that one of two knobs does nothing at all.

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
u = np.random.default_rng(1).random((9, 2))
net = np.array(list(product([1 / 6, 0.5, 5 / 6], repeat=2)))
points = {"grid: 3 values of γ": net, "random: 9 values of γ": u}
for ax, (name, p) in zip(axes, points.items()):
    at = 1e-4 * 1e5 ** p[:, 0]
    ax.semilogx(at, p[:, 1], "o", ms=9, color=plots.DATA)
    ax.semilogx(at, np.full(9, -0.12), "|", ms=14, color=plots.ERROR)
    ax.set(title=name, xlabel="γ, which matters", ylim=(-0.2, 1), xlim=(1e-4, 10))
axes[0].set_ylabel("a knob that does nothing")
plt.show()

# %% [markdown]
# The red marks are the values of $\gamma$ that were really tried. Where the good values form a narrow
# band, a wide net falls through. The row $C \approx 0.2$ of our map has such a band. We hold $C$ there
# and play both searches many times: every grid of three evenly spread values of $\gamma$, against random
# draws of nine. Then with both knobs, on the whole map.

# %%
rng = np.random.default_rng(0)
row = scores[3]  # C = 0.18
three = np.array([row[[start, start + 4, start + 8]].max() for start in range(5)])
nine = np.array([row[rng.choice(13, 9)].max() for _ in range(5000)])
print(f"narrow band, one knob counts: grid {three.mean():.3f}, random {nine.mean():.3f} on average")

starts = list(product(range(5), repeat=2))
squares = np.array([scores[i : i + 9 : 4, j : j + 9 : 4].max() for i, j in starts])
dice = np.array([scores.ravel()[rng.choice(169, 9)].max() for _ in range(5000)])
print(f"both matter: grid {squares.mean():.3f}, random {dice.mean():.3f} on average")
print(f"worst case: grid {squares.min():.3f}, random, 1 in 20 below {np.quantile(dice, 0.05):.3f}")

# %% [markdown]
# Where one knob counts and its good band is narrow, the dice are far ahead: they try nine values of it.
# On the whole map they are *not*: there both reach about 0.95, and the dice have bad days as the grid
# has unlucky nets. Random search is no better by nature. It pays when there are many knobs of which few
# matter, and you don't know which.
#
# How many draws, then? If a share $q$ of the space is good enough, $n$ independent draws hit it at
# least once with probability
#
# $$P = 1 - (1 - q)^n$$
#
# whatever the number of knobs. This is where the number **60** comes from.

# %%
for n in (9, 20, 60, 120):
    print(f"{n:3} draws hit the best 5% with probability {1 - 0.95**n:.3f}")

# %% [markdown]
# Sixty draws find the best twentieth of any space in 95 of 100 cases. That is not the best setting; but
# the map says that the best twentieth is about as good.
#
# ## The library
#
# scikit-learn has both. Each takes a model or a whole `Pipeline`, whose knobs are named *step, two
# underscores, knob*. Scaling belongs inside the pipeline, for it learns from rows.

# %%
pipeline = Pipeline([("scale", MinMaxScaler()), ("model", SVC())])
grid = GridSearchCV(pipeline, {"model__C": [1, 10, 100], "model__gamma": [0.01, 0.1, 1]}, cv=folds)
space = {"model__C": loguniform(0.01, 1000), "model__gamma": loguniform(1e-4, 10)}
dice = RandomizedSearchCV(pipeline, space, n_iter=60, cv=folds, random_state=0)
for name, search in {"grid, 9 settings": grid, "random, 60 settings": dice}.items():
    search.fit(X, y)
    print(f"{name}: {search.best_score_:.3f}")
    print({knob: round(float(value), 4) for knob, value in search.best_params_.items()})

# %% [markdown]
# Nine settings of a coarse grid come within half a percentage point of sixty random ones: with 300
# pictures that is one picture. Here the grid was placed by somebody who had seen the map.
#
# ## Spend where it pays
#
# Most of the sixty were hopeless, and a few dozen rows would have shown it. **Successive halving** is a
# tournament: all candidates get few rows; the better third goes on and gets three times as many; and
# so on until few are left with all rows. Its cost is counted in rows: candidates times rows, summed
# over the rounds.

# %%
rules = {"n_candidates": 54, "factor": 3, "min_resources": 33, "max_resources": 300}
halving = HalvingRandomSearchCV(pipeline, space, **rules, cv=folds, random_state=0)
halving.fit(X, y)
results = halving.cv_results_
tournament = []
for number in range(halving.n_iterations_):
    held = results["iter"] == number
    names = [tuple(setting.values()) for setting in np.array(results["params"])[held]]
    tournament.append(
        (halving.n_resources_[number], dict(zip(names, results["mean_test_score"][held])))
    )
cost = sum(rows * len(found) for rows, found in tournament)

# %%
plots.rounds(tournament, "share read right")
plt.show()
print("rounds:", [(rows, len(found)) for rows, found in tournament])
print(f"cost: {cost:,} rows, against {54 * 300:,} for all candidates on all rows")
print(f"halving: {halving.best_score_:.3f}")

# %% [markdown]
# Read the picture from left to right: 54 gray lines begin at 33 pictures; 18 go on to 99 and 6 to 297.
# The green line wins at a third of the cost. Two warnings. On 33 pictures the ranks are noisy, so a good
# candidate may be sent home early. And some candidates need many rows to shine, a flexible model more
# than a stiff one: if lines *cross*, a tournament of short matches picks the wrong champion.
#
# ## Open the lock
#
# Each of the three winners reads the 1,497 pictures that took part in nothing, and so does an SVC as it
# comes out of the box.

# %%
plain = Pipeline([("scale", MinMaxScaler()), ("model", SVC())]).fit(X, y)
for name, model in {"as it comes": plain, "grid": grid, "random": dice, "halving": halving}.items():
    print(f"{name:12} {model.score(X_locked, y_locked):.3f}")

# %% [markdown]
# Tuning gained about one percentage point over the settings as they come, some 15 to 21 of 1,497
# pictures; the three searches differ by 6 pictures at most. So the method of search hardly mattered here.
# What mattered was to search on the right scale, and not to be outside of the triangle.
#
# ## Three sentences to remember
#
# 1. Knobs whose size you don't know are searched in equal factors, and together, because the best value
#    of one depends on the other.
# 2. A grid multiplies; random draws don't care how many knobs there are, and 60 of them find the best
#    twentieth.
# 3. Successive halving spends rows on the candidates that earn them; say the rule for ties beforehand.
#
# **Where it leads.** The winner's score was the best of sixty. Is it true? The next lecture lets you bet.
