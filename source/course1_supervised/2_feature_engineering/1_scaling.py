# %% [markdown]
# # Why descent cares about units
#
# *70 minutes. You need: gradient descent for a line with several features (unit 1).*
#
# You share a notebook with a colleague. It predicts the price of a house from its living area by
# gradient descent, and it works. Your colleague only swaps square meters for square feet: the same
# houses, the same prices, the same learning rate. Within seven steps the cost climbs to $10^{32}$.
# What could a ruler possibly have to do with learning?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

homes = datasets.ames_prices()
area = homes["area_m2"].to_numpy()
bedrooms = homes["bedrooms"].to_numpy(dtype=float)
price = homes["price_kusd"].to_numpy()
homes.describe().loc[["mean", "std", "min", "max"]].round(1)

# %% [markdown]
# ## Two rulers, one rate
#
# The 2930 houses of Ames have 139 m² of living area on average. To keep the formulas short we
# **center** everything in this lecture: we subtract the mean. A centered area of +20 is "20 m² more
# than the average house", and the model needs no bias, which statistics calls the **intercept**: $\hat y = w x$.
#
# The rate $\alpha = 0.0005$ works in m² and fails in square feet. One square meter is 10.76 square
# feet.
#
# **Predict.** Which smaller rate makes the run in square feet work again: $\alpha$ divided by
# 10.76, by $10.76^2 = 116$, or is none small enough?


# %%
def costs_on_the_way(x, y, alpha, steps):
    w, history = 0.0, []
    for _ in range(steps):
        error = w * x - y
        history.append((error**2).mean() / 2)
        w = w - alpha * (error * x).mean()
    return np.array(history)


x, y = area - area.mean(), price - price.mean()
runs = [("m²", x, 0.0005)]
runs += [("square feet", 10.764 * x, 0.0005 / 10.764**power) for power in (0, 1, 2)]
for unit, feature, alpha in runs:
    costs = costs_on_the_way(feature, y, alpha, 8)
    print(f"{unit:12} α = {alpha:.1e}", *[f"{J:9.4g}" for J in costs])

# %% [markdown]
# In square meters the cost falls from 3190 to 1596 and stays there: done after three steps. In
# square feet, at the same rate, the first step lifts it to 25 million, and each further one
# multiplies it by 16,000. At a rate 10.76 times as small it still climbs. At one 116 times as small
# the run repeats the first, number for number. Nothing about the houses has changed. So why the
# square?

# %% [markdown]
# ## The border moves with the ruler
#
# In unit 1 you found why. Each step multiplies the distance to the lowest point by one number:
#
# $$(w - w^*) \;\leftarrow\; (1 - \alpha k)\,(w - w^*), \qquad k = \frac1m \sum_i x_i^2$$
#
# $k$ is the **curvature** of the bowl: how fast its slope grows as you leave the bottom. Descent
# arrives when $\alpha < 2/k$. If $x$ is in m², then $k$ is in m⁴, so a ruler with numbers 10.76
# times as large makes $k$ 116 times as large.

# %%
for unit, ruler in (("100 m²", 0.01), ("m²", 1.0), ("square feet", 10.764)):
    k = ((ruler * x) ** 2).mean()
    print(f"{unit:12} k = {k:12.4g}   largest rate 2/k = {2 / k:.3g}")

# %% [markdown]
# In m² the border is 0.00091, and 0.0005 is a good rate. In square feet it is 0.0000078, and 0.0005
# is 64 times too large. In hundreds of m² the border is 9. Unit 1 measured area that way so that the
# numbers were small and rates like 0.5 could be taken; now you know how much it bought. With one
# feature, any ruler is fine as long as the rate fits it.
#
# ## Your turn: how many steps?
#
# A rate can also be too *small*. After $t$ steps the share $s = |1 - \alpha k|^t$ of the distance
# is left. Solve for $t$ with a logarithm:
#
# $$t = \frac{\log s}{\log |1 - \alpha k|}$$


# %% exercise="steps_needed"
def steps_needed(x, alpha, share):
    """Return how many steps descent on y = w x needs until a share of the distance is left.

    Parameters
    ----------
    x : numpy.ndarray, shape (m,)
        One feature.
    alpha : float
        Learning rate, below 2 / k and not 1 / k (which arrives in a single step).
    share : float
        Between 0 and 1: the part of the starting distance that may be left.

    Returns
    -------
    float
        The number of steps, not rounded.
    """
    ### BEGIN SOLUTION
    k = (x**2).mean()
    return np.log(share) / np.log(abs(1 - alpha * k))
    ### END SOLUTION


# %% [markdown] hint="steps_needed"
# First `k`, the mean of the squares of `x`. Then the factor `abs(1 - alpha * k)`. Then the formula.

# %% checks="steps_needed"
expect(
    steps_needed(np.array([1.0, 1.0]), 0.5, 0.125),
    3.0,
    "k is 1, so each step halves the distance: a half, a quarter, an eighth",
)
expect(
    steps_needed(np.array([1, 3, 2]), 0.3, 0.1),
    2.51294159,
    "k is 14/3 and the factor -0.4: it overshoots, but 0.4 to the power 2.51 is 0.1",
)
expect(
    steps_needed(bedrooms - bedrooms.mean(), 0.0005, 0.01),
    13445.3,
    "bedrooms have k = 0.68, and the rate 0.0005 is tiny for them",
    rtol=1e-4,
)


# %% mistake="steps_needed" says="every step is taken to be as long as the first, but the steps shrink with the distance"
def steps_needed(x, alpha, share):
    return (1 - share) / (alpha * (x**2).mean())


# %% mistake="steps_needed" replace="np.log(abs(1 - alpha * k))" says="the absolute value is missing: a negative factor has no logarithm" with="np.log(1 - alpha * k)"

# %% mistake="steps_needed" replace="np.log(share) / np.log(abs(1 - alpha * k))" says="the quotient is upside down" with="np.log(abs(1 - alpha * k)) / np.log(share)"

# %% mistake="steps_needed" replace="(x**2).mean()" says="the mean is squared: k is the mean of the squares" with="x.mean() ** 2"


# %% mistake="steps_needed" says="the squares are summed, not averaged"
def steps_needed(x, alpha, share):
    return np.log(share) / np.log(abs(1 - alpha * (x**2).sum() + 1e-9))


# %% mistake="steps_needed" says="the curvature is left out of the factor"
def steps_needed(x, alpha, share):
    return np.log(share) / np.log(abs(1 - alpha))


# %% [markdown]
# ## Two features share one rate
#
# Now use living area and bedrooms together. Centered bedrooms have the curvature $k = 0.68$, and
# area has 2205. Descent has a single $\alpha$, and it must respect the *stricter* border, that of
# the area.
#
# Alone, the bedrooms need 13,445 steps with $\alpha = 0.0005$ to come within 1% of their best
# weight: that was the last check.
#
# **Predict.** Together with the area, will their weight need fewer steps, as many, or more? Write
# your guess, then run.

# %%
my_guess = ...  # a number of steps

X = np.column_stack([x, bedrooms - bedrooms.mean()])
best_w = np.linalg.lstsq(X, y)[0]  # the lowest point, by the exact solver of unit 1
w, count = np.zeros(2), 0
squares, products = X.T @ X / len(y), X.T @ y / len(y)  # gradient Xᵀ(Xw - y)/m, multiplied out
while abs(w[1] - best_w[1]) > 0.01 * abs(best_w[1]):
    w, count = w - 0.0005 * (squares @ w - products), count + 1
print(f"{count} steps; best weights: {best_w.round(2)} (1000 USD per m², 1000 USD per bedroom)")

# %% [markdown]
# 18,350 steps, even more than for bedrooms alone, since the two weights must move together. In
# the direction of the bedrooms the bowl is so flat that each step shortens
# the distance by a few hundredths of a percent. (The $-29$ is no error: among houses of equal
# *area*, one more bedroom means smaller rooms, and a lower price.) The rate is near the border for
# one weight and far too small for the other. Now look at it from above. The two functions are
# tools for the pictures; `bowl` is the squared error multiplied out, so that drawing it is quick.


# %%
def path(X, y, alpha, steps):
    trail = [np.zeros(2)]
    for _ in range(steps):
        trail.append(trail[-1] - alpha * X.T @ (X @ trail[-1] - y) / len(y))
    return np.array(trail)


def bowl(X, y):
    (a, c), (_, d) = X.T @ X / len(y)
    p, q = X.T @ y / len(y)
    start = (y**2).mean() / 2  # the cost of w = (0, 0)
    return lambda v, w: (a * v**2 + 2 * c * v * w + d * w**2) / 2 - p * v - q * w + start


# %%
names = "weight of area (1000 USD per m²)", "weight of bedrooms (1000 USD each)"
ax = plots.cost_bowl(bowl(X, y), (-0.4, 3.4), (-2.5, 1.3), path(X, y, 0.0008, 40), *names)
ax.set_aspect("equal")

# %% [markdown]
# With $\alpha = 0.0008$, nearer to the border, and drawn true to scale: the bowl is a valley with
# walls that look parallel. From (0, 0) the path bounces between them, and after about 20 steps it
# rests at an area weight of 1.2. But the lowest point lies at a bedroom weight of $-29$: seven
# picture heights below. The floor slopes down to it so gently that 40 steps cover less than 0.5.
# The cost hardly falls any more, as if descent were done. It has hardly begun.

# %% [markdown]
# ## Give every feature the same spread
#
# The trouble is the ratio of the curvatures, 2205 to 0.68, and it comes from units alone. So choose
# units in which all features are alike. **Standardizing** measures each feature in
# **standard deviations** from its mean:
#
# $$z_j = \frac{x_j - \mu_j}{\sigma_j}, \qquad \mu_j = \frac1m\sum_i x_{ij}, \qquad \sigma_j = \sqrt{\frac1m\sum_i (x_{ij}-\mu_j)^2}$$
#
# $\mu_j$ and $\sigma_j$ have the unit of feature $j$, so $z_j$ has none. Each column of $Z$ has
# mean 0 and mean square 1, so each feature by itself now has the border $\alpha < 2$. (For two that
# have something in common it is a little lower; how much, you will see below.)
#
# **Your turn.** You did it with penguins in unit 0; here it is to serve descent. Standardize the
# columns. Each row of $X$ is a house and each column a feature.
# Which axis do you average over?


# %% exercise="standardize"
def standardize(X):
    """Return X with each column shifted to mean 0 and divided by its standard deviation.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)

    Returns
    -------
    numpy.ndarray, shape (m, n)
        Without unit.
    """
    ### BEGIN SOLUTION
    return (X - X.mean(axis=0)) / X.std(axis=0)
    ### END SOLUTION


# %% [markdown] hint="standardize"
# `X.mean(axis=0)` runs down the rows and gives one mean for each column, shape (n,). Broadcasting
# then subtracts it from every row.

# %% checks="standardize"
four_houses = np.array([[50, 1, 5], [110, 3, 45], [110, 3, 15], [130, 9, 15]])
expect(
    standardize(four_houses),
    np.array([[-5, -3, -3], [1, -1, 5], [1, -1, -1], [3, 5, -1]]) / 3,
    "means 100, 4 and 20, standard deviations 30, 3 and 15: the first house lies -50/30 away",
)
in_feet = four_houses * [10.764, 1.0, 1.0]
expect(standardize(in_feet), standardize(four_houses), "the ruler has no effect")
expect(
    standardize(in_feet[:, :1])[0],
    np.array([-5 / 3]),
    "a single column is standardized as it is among others",
)


# %% mistake="standardize" says="one mean and one spread are taken over the whole table, not per column"
def standardize(X):
    return (X - X.mean()) / X.std()


# %% mistake="standardize" says="the means are taken along the rows (axis=1): meters and bedrooms get mixed"
def standardize(X):
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


# %% mistake="standardize" replace="X.std(axis=0)" says="the standard deviation divides by m - 1 instead of m" with="X.std(axis=0, ddof=1)"

# %% mistake="standardize" replace="(X - X.mean(axis=0)) / X.std(axis=0)" says="the mean is subtracted, but nothing is divided by the spread" with="X - X.mean(axis=0)"

# %% mistake="standardize" replace="(X - X.mean(axis=0)) / X.std(axis=0)" says="the parentheses around the difference are missing: only the mean is divided" with="X - X.mean(axis=0) / X.std(axis=0)"


# %% mistake="standardize" says="the columns are divided by the variance, not by its square root"
def standardize(X):
    return (X - X.mean(axis=0)) / X.var(axis=0)


# %% [markdown]
# ## The same bowl, standardized
#
# Here is our own version, and the map that belongs to it. The weights are now in 1000 dollars per
# *standard deviation* (sd) of the feature, and the two axes can share one scale.

# %%
mu = np.array([area.mean(), bedrooms.mean()])
sigma = np.array([area.std(), bedrooms.std()])
Z = (np.column_stack([area, bedrooms]) - mu) / sigma
trail = path(Z, y, 1.0, 10)
names = "weight of area (1000 USD per sd)", "weight of bedrooms (1000 USD per sd)"
ax = plots.cost_bowl(bowl(Z, y), (-10, 110), (-80, 40), trail, *names)
ax.set_aspect("equal")
print("the path ends at", trail[-1].round(2), "lowest point:", np.linalg.lstsq(Z, y)[0].round(2))

# %% [markdown]
# Ten steps with $\alpha = 1$, and the path ends at (68.83, −24.09), a tenth of a unit from the lowest
# point, (68.92, −24.12): 10 steps where it took 18,000. The rings are ovals, not quite twice as long as wide. They are not circles,
# because large houses tend to have more bedrooms: their **correlation**, the mean product of the two standardized
# columns, is 0.52. (It runs from −1 over 0, no common trend, to 1, points on a rising line.) Scaling equalizes the
# spreads; it does not remove what two features have in common.

# %% [markdown]
# ## How much stretch does descent bear?
#
# A bowl with two weights has a flattest and a steepest direction, at right angles: the long and the
# short axis of its rings. Call their curvatures $k_1 < k_2$. Along each of the two axes descent
# behaves as with a single weight, so a step leaves the shares $|1 - \alpha k_1|$ and $|1 - \alpha k_2|$
# of the distance. For two columns the curvatures are found from two sums. Each column by itself has a
# curvature, its mean square $s_1$ or $s_2$, and $c$ is the mean product of the two columns:
#
# $$k_{1,2} = \frac{s_1 + s_2}{2} \mp \sqrt{\Bigl(\frac{s_1 - s_2}{2}\Bigr)^2 + c^2}$$
#
# For standardized columns $s_1 = s_2 = 1$ and $c$ is their correlation, so $k = 1 \mp c$: with
# $c = 0.52$ this gives 0.48 and 1.52, and the border of the rate is $2 / 1.52 = 1.3$. (The formula is
# given, not proved; NumPy's `eigvalsh` finds the curvatures for any number of columns.)

# %%
k = np.linalg.eigvalsh(Z.T @ Z / len(Z))
print("correlation", np.corrcoef(area, bedrooms)[0, 1].round(3), " curvatures", k.round(3))

# %% [markdown]
# ## Your turn: the best single rate
#
# The picture shows, for every rate, the share of the distance that one step leaves along either axis.

# %%
rates = np.linspace(0, 1.4, 141)
looks = ("-", plots.DATA), ("--", plots.ERROR)
for curvature, name, (style, color) in zip(k, ("flat", "steep"), looks):
    share = abs(1 - rates * curvature)
    plt.plot(rates, share, style, color=color, label=f"{name} axis, k = {curvature:.2f}")
plt.gca().set(xlabel="rate α", ylabel="share that a step leaves", ylim=(0, 1.2))
plt.legend()
plt.show()

# %% [markdown]
# The share of the flat axis, $1 - \alpha k_1$, falls slowly. That of the steep axis falls fast, and rises
# again as soon as a step overshoots: there it is $\alpha k_2 - 1$. The larger of the two decides how long
# you walk. It is smallest where the curves cross: $1 - \alpha k_1 = \alpha k_2 - 1$. Solve for $\alpha$; put
# it into either side, and you have the share that a step leaves.


# %% exercise="best_rate"
def best_rate(k1, k2):
    """Return the rate that shortens both distances equally fast, and what a step leaves.

    Parameters
    ----------
    k1, k2 : float
        Smallest and largest curvature of the bowl, both positive.

    Returns
    -------
    alpha : float
        The best learning rate.
    left : float
        The share of the distance that is left after one step with it, from 0 to 1.
    """
    ### BEGIN SOLUTION
    alpha = 2 / (k1 + k2)
    return alpha, 1 - alpha * k1
    ### END SOLUTION


# %% [markdown] hint="best_rate"
# Bring the terms with $\alpha$ to one side: which number stands alone on the other?

# %% [markdown] hint="best_rate"
# With curvatures of 1 and 3: $1 - \alpha = 3\alpha - 1$, so $4 \alpha = 2$. A step leaves half of
# either distance.

# %% checks="best_rate"
expect(best_rate(1.0, 3.0), (0.5, 0.5), "1 - 0.5 · 1 = 0.5, and 0.5 · 3 - 1 = 0.5")
expect(best_rate(0.5, 4.5), (0.4, 0.8), "1 - 0.4 · 0.5 = 0.8, and 0.4 · 4.5 - 1 = 0.8")
expect(best_rate(3.0, 3.0), (1 / 3, 0.0), "in a round bowl a single step arrives")


# %% mistake="best_rate" says="1 is divided by the sum, not 2"
def best_rate(k1, k2):
    alpha = 1 / (k1 + k2)
    return alpha, 1 - alpha * k1


# %% mistake="best_rate" says="this is the border 2 / k₂: a step then jumps as far to the other side"
def best_rate(k1, k2):
    alpha = 2 / k2
    return alpha, 1 - alpha * k1


# %% mistake="best_rate" says="this is the best rate for the steep axis alone, 1 / k₂"
def best_rate(k1, k2):
    alpha = 1 / k2
    return alpha, 1 - alpha * k1


# %% mistake="best_rate" says="the sign is turned: with 2 / (k₂ - k₁) a term changed sides but not its sign"
def best_rate(k1, k2):
    alpha = 2 / (k2 - k1) if k2 != k1 else float("inf")
    return alpha, 1 - alpha * k1


# %% mistake="best_rate" replace="1 - alpha * k1" says="the share that is left has the wrong sign: it is 1 - αk₁, or αk₂ - 1" with="1 - alpha * k2"

# %% mistake="best_rate" replace="1 - alpha * k1" says="the share that a step covers is returned, not the one it leaves" with="alpha * k1"

# %% mistake="best_rate" replace="return alpha, 1 - alpha * k1" says="only the rate is returned, without the share that is left" with="return alpha"

# %% mistake="best_rate" replace="return alpha, 1 - alpha * k1" says="the two results have changed places" with="return 1 - alpha * k1, alpha"


# %% alternative="best_rate"
def best_rate(k1, k2):
    return 2 / (k1 + k2), (k2 - k1) / (k2 + k1)


# %% [markdown]
# Now stretch one standardized feature and watch. The rate is always the best single one, 2 divided by
# the sum of the two curvatures, so nothing you see is the fault of a badly chosen $\alpha$.


# %%
@interact(stretch=(1.0, 12.0, 0.5))
def stretched(stretch=6.0):
    features = Z * [stretch, 1.0]
    flattest, steepest = np.linalg.eigvalsh(features.T @ features / len(Z))
    trail = path(features, y, 2 / (flattest + steepest), 25)
    names = "weight of the stretched area", "weight of bedrooms"
    plots.cost_bowl(bowl(features, y), (-5, 85), (-40, 20), trail, *names)
    plt.title(f"steepest / flattest curvature: {steepest / flattest:.0f}")


# %% [markdown]
# At 1 the steepest direction is about three times as curved as the flattest, and the path marches
# to the bottom. At 6 the ratio is near 50: the path rattles between the walls and is still on its
# way after 25 steps. At 12 they cover a fifth of it. Area in m² against bedrooms is a stretch
# of 57, and the ratio is above 4000. The number of steps grows in proportion to this ratio.

# %%
raw = path(X, y, 0.0008, 60)
scaled = path(Z, y, 1.0, 60)
plots.learning_curves(
    {
        "raw units, α = 0.0008": [bowl(X, y)(*w) for w in raw],
        "standardized, α = 1": [bowl(Z, y)(*w) for w in scaled],
    }
).set_ylim(1300, 2000)
plt.show()

# %% [markdown]
# In raw units the curve flattens near 1590 and looks finished. Standardized, it reaches 1383, the
# lowest cost there is, within ten iterations. The gap between the two is not a worse model: it is
# the same model, left unfinished.

# %% [markdown]
# ## Weights in dollars per square meter again
#
# A weight of 68.9 thousand dollars per standard deviation is of little use to a buyer. Insert
# $z_j = (x_j - \mu_j)/\sigma_j$ into the model and collect the terms with $x_j$:
#
# $$\hat y = \sum_j w_j \frac{x_j - \mu_j}{\sigma_j} + b
#   = \sum_j \underbrace{\frac{w_j}{\sigma_j}}_{\text{raw weight}} x_j
#   + \underbrace{b - \sum_j \frac{w_j\,\mu_j}{\sigma_j}}_{\text{raw intercept}}$$
#
# The predictions are the same to the last digit; only the wording of the model changes.


# %% exercise="to_raw_units"
def to_raw_units(w, b, mu, sigma):
    """Translate a model of standardized features into one of raw features.

    Parameters
    ----------
    w : numpy.ndarray, shape (n,)
        Weights of the standardized features.
    b : float
    mu, sigma : numpy.ndarray, shape (n,)
        Means and standard deviations of the raw features.

    Returns
    -------
    w_raw : numpy.ndarray, shape (n,)
    b_raw : float
        The weights that come in stay as they are.
    """
    ### BEGIN SOLUTION
    w_raw = w / sigma
    return w_raw, b - w_raw @ mu
    ### END SOLUTION


# %% [markdown] hint="to_raw_units"
# The raw weights are `w / sigma`. The raw intercept subtracts each raw weight times its mean.

# %% checks="to_raw_units"
w_three, means, spreads = np.array([6.0, -4.0, 10.0]), np.array([5, 2, 1]), np.array([2, 8, 5])
expect(
    to_raw_units(w_three, 10.0, means, spreads)[0],
    np.array([3.0, -0.5, 2.0]),
    "6 per standard deviation of 2 is 3 per unit",
)
expect(
    to_raw_units(w_three, 10.0, means, spreads)[1],
    -6.0,
    "10 - 3 * 5 + 0.5 * 2 - 2 * 1: at the means the raw model must give 10",
)
expect(
    to_raw_units(np.array([68.92, -24.12]), price.mean(), mu, sigma)[0],
    np.array([1.468, -29.14]),
    "the weights of the raw bowl come back",
    rtol=1e-3,
)
expect(w_three, np.array([6.0, -4.0, 10.0]), "the weights you were given stay as they were")


# %% mistake="to_raw_units" says="the intercept is left as it was"
def to_raw_units(w, b, mu, sigma):
    return w / sigma, b


# %% mistake="to_raw_units" replace="b - w_raw @ mu" says="the intercept takes the standardized weights: the raw ones belong there" with="b - w @ mu"

# %% mistake="to_raw_units" replace="b - w_raw @ mu" says="the shift by the means has the wrong sign" with="b + w_raw @ mu"

# %% mistake="to_raw_units" replace="w_raw, b - w_raw @ mu" says="the intercept is returned first: weights, then intercept" with="b - w_raw @ mu, w_raw"

# %% [markdown] equivalent="to_raw_units"
# - `w_raw @ mu → mu @ w_raw`: a dot product does not mind the order


# %% mistake="to_raw_units" says="the weights are multiplied by sigma instead of divided"
def to_raw_units(w, b, mu, sigma):
    return w * sigma, b - (w * sigma) @ mu


# %% [markdown]
# ## A new house comes in
#
# A house of 150 m² with 3 bedrooms is to be priced. The model expects standardized features.
#
# **Predict.** What happens if you standardize this one house by itself, with its own mean and its
# own standard deviation?

# %%
new = np.array([[150.0, 3.0]])
print("its own mean:", new.mean(axis=0), " its own standard deviation:", new.std(axis=0))
print("standardized by itself:", new - new.mean(axis=0), "divided by", new.std(axis=0))
print("with the means of the training houses:", ((new - mu) / sigma).round(2))

# %% [markdown]
# On its own, every house is exactly average and has no spread: 0 divided by 0. All information is
# gone. The new house must be measured with the ruler that the model was trained with: $\mu$ and
# $\sigma$ **belong to the model**, like $w$ and $b$. They are learned from the training data,
# stored, and only *applied* to everything that comes later. This rule will return in lecture 4,
# with teeth.
#
# scikit-learn has cast the rule into two verbs. `fit` learns the statistics, `transform` applies
# them; whatever is new only ever gets `transform`.

# %%
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(np.column_stack([area, bedrooms]))
print("learned:", scaler.mean_.round(2), scaler.scale_.round(2))
print("applied:", scaler.transform(new).round(2))

# %% [markdown]
# The library learns our `mu` and `sigma` and gives our numbers, 0.23 and 0.18. Other rulers exist:
# **min–max scaling** maps the smallest value to 0 and the largest to 1, but one giant house then
# squeezes all others into a corner. Ready-made solvers such as the normal equation don't need any
# of this. Whatever walks downhill does: the logistic model of unit 3, the networks of unit 4.

# %% [markdown]
# ## Three sentences to remember
#
# 1. The feature with the largest numbers sets the largest rate, 2 over its curvature, for all features;
#    those with small numbers then crawl.
# 2. Standardized columns, mean 0 and standard deviation 1, make the bowl round enough for one rate.
# 3. Means and standard deviations are part of the model: learned from the training data, then only
#    applied.
#
# **Where it leads.** With features on equal footing you can afford more of them. Next, you make new ones
# out of old ones, and a straight line bends.
