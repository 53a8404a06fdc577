# %% [markdown]
# # Overfitting, and a price for it
#
# *35 minutes. You need: linear and logistic regression, standardized features, RMSE.*
#
# Tomorrow is a working day in Melbourne, and at four in the afternoon it will be 30 °C. How many
# gigawatts must the power stations of the state of Victoria deliver? You have twenty days to learn
# from, and a model so flexible that it can hit all but exactly what happened on them. By the end of
# this lecture you know why that is bad news, and you have a knob that repairs it.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

demand = datasets.electricity_demand()
days = demand[demand["workday"]].at_time("16:00")
len(days)

# %% [markdown]
# ## Twenty days to learn from
#
# The year 2014 had 251 working days. For each we know the temperature at 16:00 (°C) and the
# electricity demand of Victoria at that moment (GW). We pretend to have recorded only 20 of them;
# these are the **training data**. The other 231 stay hidden from the model and play the days to
# come. (The 20 are a random draw, but we picked its seed: it holds a day of 42 °C, while only about
# one draw in six reaches 41 °C. What the other draws do, you read further down.)

# %%
order = np.random.default_rng(10).permutation(len(days))
temperature = days["temperature_c"].to_numpy()[order]
gigawatts = days["demand_gw"].to_numpy()[order]
x, y = temperature[:20], gigawatts[:20]
x_unseen, y_unseen = temperature[20:], gigawatts[20:]

plots.scatter(x, y, "temperature at 16:00 (°C)", "demand (GW)")
plt.show()

# %% [markdown]
# Below about 18 °C, colder means more demand: people heat. Above 25 °C it rises steeply, to over
# 9 GW at 42 °C: they cool. (January is summer there.) A straight line cannot bend like this.
#
# ## Curves with more bends
#
# Unit 2 taught a way out: powers of the temperature as further features. With $z = (x - 20) / 10$, a
# small number for every temperature $x$ in °C, our model of **degree** $d$ is
#
# $$\hat y = w_1 z + w_2 z^2 + \dots + w_d z^d + b$$
#
# It is still a linear model, with $d$ features. We standardize each column and let least squares
# choose the weights $w_j$ and the bias $b$, all in GW.


# %%
def powers(x, degree):
    z = (x - 20) / 10
    return np.column_stack([z**j for j in range(1, degree + 1)])


def fit_curve(x, y, degree):
    X = powers(x, degree)
    mu, sigma, b = X.mean(axis=0), X.std(axis=0), y.mean()
    w = np.linalg.lstsq((X - mu) / sigma, y - b)[0]
    return (lambda new: (powers(new, degree) - mu) / sigma @ w + b), w


def rmse(y_hat, y):
    return np.sqrt(np.mean((y_hat - y) ** 2))


# %% [markdown]
# **Predict.** You fit degrees 1, 3 and 9 to the same 20 days. Which one has the smallest error on
# these 20? And which on the 231 days it has not seen? Write your two answers down before you run
# the next cells.

# %%
prediction = "smallest on the 20: …, smallest on the 231: …"  # write yours

# %%
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharey=True)
for ax, degree in zip(axes, [1, 3, 9]):
    curve, _ = fit_curve(x, y, degree)
    plots.scatter(x, y, "temperature (°C)", ax=ax)
    plots.curve(curve, over=(9, 43), ax=ax)
    ax.set(title=f"degree {degree}", ylim=(2, 12))
    seen, unseen = rmse(curve(x), y), rmse(curve(x_unseen), y_unseen)
    print(f"degree {degree}: {seen:.2f} GW on the 20 days, {unseen:.2f} GW on the other 231")
axes[0].set_ylabel("demand (GW)")
plt.show()

# %% [markdown]
# The line misses the bend; it is typically wrong by 0.7 to 0.8 GW, on both sets of days. Degree 3
# follows the bend. Degree 9 is best on the 20 days, 0.22 GW, and useless on the others: 8.4 GW, more
# than the whole demand of a usual day. Below the coldest dot, and between 35 and 42 °C where there
# are none, it leaves the picture.
#
# ## Three words for what you saw
#
# **Overfitting**: the model follows the accidents of the training data, so its error on new data is
# far larger than on the data it learned from. **Underfitting**: it is too stiff to follow even the
# pattern, so both errors are large. What we want is **generalization**: a small error on data the
# model has not seen. Here are both errors for all degrees up to 9.

# %%
degrees = np.arange(1, 10)
curves = [fit_curve(x, y, degree)[0] for degree in degrees]
seen = [rmse(curve(x), y) for curve in curves]
unseen = [rmse(curve(x_unseen), y_unseen) for curve in curves]

ax = plots.error_curves(degrees, seen, unseen, "degree", "RMSE (GW)", lowest=True)
ax.set_yscale("log")
ax.set_yticks([0.2, 0.5, 1, 2, 5, 10], ["0.2", "0.5", "1", "2", "5", "10"])
ax.minorticks_off()
plt.show()
for degree in [1, 3, 5, 7, 9]:
    w = fit_curve(x, y, degree)[1]
    print(f"degree {degree}: largest weight {np.abs(w).max():6.1f} GW")

# %% [markdown]
# Mind the vertical scale: each step up doubles the error or a little more. The training error
# can only fall with the degree, because every curve of degree 3 is also one of degree 4 with
# $w_4 = 0$. The error on the unseen days ("held-out data" in the legend) falls to 0.42 GW at degree
# 2, creeps up, and takes off from degree 7. The training error alone would have sent you to the worst
# model of all.
#
# ## What gives it away: the weights
#
# To bend sharply between two dots, the powers must nearly cancel: a huge positive weight against a
# huge negative one. The numbers below the picture are the largest weights, in GW per standard
# deviation of their column. Weights of thousands of gigawatts that cancel each other to within a few
# are a house of cards: shift the temperature a little and the sum collapses.

# %% [markdown]
# ## A price for large weights
#
# Keep the flexible model, but make it *pay* for large weights. We add to the cost of unit 1 a
# **penalty**, the sum of squared weights times a price:
#
# $$J(w, b) = \frac{1}{2m} \sum_{i=1}^{m} (\hat y_i - y_i)^2 + \frac{\lambda}{2m} \sum_{j=1}^{n} w_j^2$$
#
# Here $m$ is the number of examples, $n$ the number of features and $\lambda \ge 0$ (lambda) the
# price, called the **regularization strength**. It has no unit as long as the columns are
# standardized. This is **L2 regularization**, and linear regression with it is **ridge
# regression**. The bias $b$ is free: it only sets the level.
#
# ## One weight, worked out
#
# Take a single feature and data with mean zero, so that $b = 0$ and $\hat y = w x$. At the lowest
# point of the cost its slope is zero:
#
# $$\frac{dJ}{dw} = \frac{1}{m} \Bigl(\sum_i (w x_i - y_i)\, x_i + \lambda w\Bigr) = 0$$
#
# The price pulls $w$ towards zero by $\lambda w / m$, the harder, the larger the weight is. Solve
# the equation for $w$, and you have ridge regression with one feature.


# %% exercise="ridge_weight"
def ridge_weight(x, y, lambda_):
    """Find the weight with the lowest cost, for one centered feature.

    Parameters
    ----------
    x, y : numpy.ndarray, shape (m,)
        Feature and target, both with mean zero.
    lambda_ : float
        Regularization strength, at least 0.

    Returns
    -------
    float
        The weight w.
    """
    ### BEGIN SOLUTION
    return np.sum(x * y) / (np.sum(x**2) + lambda_)
    ### END SOLUTION


# %% [markdown] hint="ridge_weight"
# Multiply the equation by $m$ and separate the terms that contain $w$ from the one that does not.

# %% [markdown] hint="ridge_weight"
# You get $w \bigl(\sum x_i^2 + \lambda\bigr) = \sum x_i y_i$. Divide.

# %% checks="ridge_weight"
three = np.array([-2.0, -1.0, 3.0])
expect(
    ridge_weight(three, 2 * three, 0.0), 2.0, "without a price it is least squares: the slope is 2"
)
expect(ridge_weight(three, 2 * three, 14.0), 1.0, "28 / (14 + 14): this price halves the weight")
expect(ridge_weight(three, 2 * three, 210.0), 0.125, "28 / (14 + 210): small, but never zero")


# %% mistake="ridge_weight" says="the price is subtracted above the line, not added below it"
def ridge_weight(x, y, lambda_):
    return (np.sum(x * y) - lambda_) / np.sum(x**2)


# %% mistake="ridge_weight" says="the price is left out"
def ridge_weight(x, y, lambda_):
    return np.sum(x * y) / np.sum(x**2)


# %% mistake="ridge_weight" says="the price is divided by m: in this cost, m cancels"
def ridge_weight(x, y, lambda_):
    return np.sum(x * y) / (np.sum(x**2) + lambda_ / len(x))


# %% mistake="ridge_weight" says="the price is multiplied by m: in this cost, m cancels"
def ridge_weight(x, y, lambda_):
    return np.sum(x * y) / (np.sum(x**2) + lambda_ * len(x))


# %% mistake="ridge_weight" says="the price is subtracted below the line, which makes the weight larger"
def ridge_weight(x, y, lambda_):
    with np.errstate(all="ignore"):
        return np.sum(x * y) / (np.sum(x**2) - lambda_)


# %% mistake="ridge_weight" says="the price is added to the weight: the sum below the line needs parentheses"
def ridge_weight(x, y, lambda_):
    return np.sum(x * y) / np.sum(x**2) + lambda_


# %% [markdown]
# ## Many weights at once, and a knob
#
# With the standardized features in a matrix $X$ ($m \times n$), the same step reads
# $X^\top (X w - (y - b)) + \lambda w = 0$. As the columns have mean zero, $b$ is the mean of $y$,
# and
#
# $$w = (X^\top X + \lambda I)^{-1}\, X^\top (y - b)$$
#
# with $I$ the identity matrix ($n \times n$). For $\lambda = 0$ this is the normal equation of
# unit 1. For $\lambda > 0$ the matrix always has an inverse, even with more features than examples.
#
# Below, the degree is always 9; only the price changes. Drag the slider to the far left,
# $\lambda = 10^{-6}$, nearly free, then slowly to the right. Watch three things: the curve, the
# largest weight, and the two errors.


# %%
def fit_ridge(x, y, degree, lambda_):
    X = powers(x, degree)
    mu, sigma, b = X.mean(axis=0), X.std(axis=0), y.mean()
    X = (X - mu) / sigma
    w = np.linalg.solve(X.T @ X + lambda_ * np.eye(degree), X.T @ (y - b))
    return (lambda new: (powers(new, degree) - mu) / sigma @ w + b), w


@interact(exponent=(-6.0, 4.0, 0.5))
def drag(exponent=0.0):
    curve, w = fit_ridge(x, y, 9, 10**exponent)
    plots.scatter(x_unseen, y_unseen, label="unseen", color="#888888")
    plots.scatter(x, y, "temperature (°C)", "demand (GW)", label="training")
    ax = plots.curve(curve, over=(9, 43))
    ax.set(ylim=(2, 12))
    errors = f"{rmse(curve(x), y):.2f} GW seen, {rmse(curve(x_unseen), y_unseen):.2f} GW unseen"
    ax.set_title(f"λ = {10**exponent:.3g}: {errors}, max |w| = {np.abs(w).max():.2f}", size=10)


# %% [markdown]
# At $\lambda = 1$ the curve of degree 9 is as calm as one of degree 2 or 3. It pays with a larger
# training error, 0.40 GW, and gains on the unseen days: 0.42 GW instead of 8.4. At
# $\lambda = 10^4$ all weights are nearly zero and the curve is flat at the mean: underfitting. The
# price is a continuous knob from too nervous to too stiff.

# %%
lambdas = 10.0 ** np.arange(-6, 5)
curves = [fit_ridge(x, y, 9, lambda_)[0] for lambda_ in lambdas]
seen = [rmse(curve(x), y) for curve in curves]
unseen = [rmse(curve(x_unseen), y_unseen) for curve in curves]

ax = plots.error_curves(lambdas, seen, unseen, "λ", "RMSE (GW)", lowest=True)
ax.set(xscale="log", ylim=(0, 1.5))
plt.show()
print(f"λ = 1 says {curves[6](np.array([30.0]))[0]:.1f} GW for tomorrow's 30 °C")

# %% [markdown]
# From left to right the training error climbs from 0.25 to 1.24 GW: the price always costs
# something on the data you fit. The unseen error is a valley with its floor at $\lambda = 1$. The model
# at the floor says 6.0 GW for tomorrow, and on unseen days it is typically off by 0.4.
#
# Two warnings. To find $\lambda = 1$ we looked at the unseen days, which we do not have in real life;
# how to find the valley honestly is the subject of the next lecture. And this draw holds a day of
# 42 °C. We drew 20 days 200 times: where the hottest day had 41 °C or more, $\lambda = 1$ had a median
# error of 0.5 GW; in the other draws it was 8.5 GW (and 5000 without a price). A price calms a curve
# between its dots. Far beyond the last dot it cannot stand in for data you do not have.

# %% [markdown]
# ## Scale first, or the price is unfair
#
# A penalty compares weights, and a weight depends on its unit. Say two features help equally, but
# one is measured in meters and one in kilometers: the second needs a weight a thousand times
# larger, and pays a million times more. Watch a prediction change only because temperature is
# written as °F. (We take a straight line and a price of 300, high enough to make it plain. `Ridge` is scikit-learn's version; its `alpha` is our $\lambda$.)

# %%
celsius, fahrenheit = x[:, None], 1.8 * x[:, None] + 32
raw, scaled = Ridge(alpha=300), make_pipeline(StandardScaler(), Ridge(alpha=300))
for name, model in [("raw columns", raw), ("standardized", scaled)]:
    in_c = model.fit(celsius, y).predict([[40.0]])[0]
    in_f = model.fit(fahrenheit, y).predict([[104.0]])[0]
    print(f"{name}: {in_c:.2f} GW at 40 °C, {in_f:.2f} GW at the same 104 °F")

# %% [markdown]
# With raw columns the same day, the same data and the same $\lambda$ give two answers. Standardized
# columns give one. So: standardize, with the mean and deviation of the *training* rows, then
# regularize. And leave $b$ out of the penalty: if demand were 3 GW higher every day, the curve
# should move up by 3 GW and not change its shape.
#
# ## The same price for a classifier
#
# Nothing in the idea needs squared errors. Add the same penalty to the log loss of unit 3:
#
# $$J(w, b) = -\frac{1}{m} \sum_i \bigl[y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i)\bigr] + \frac{\lambda}{2m} \sum_j w_j^2$$
#
# Its gradient is the old one plus $\lambda w_j / m$. scikit-learn's `LogisticRegression` multiplies
# the whole cost by $m / \lambda$, which moves no minimum, and calls $C = 1 / \lambda$: a large `C`
# means a *low* price. We give it 60 tumors, two of their features and all products up to degree 6: 27
# columns. First four prices and what each costs on the other 509 tumors.

# %%
X_all, malignant = datasets.breast_cancer()
X_all, y_all = X_all[["mean_radius", "mean_texture"]].to_numpy(), malignant.to_numpy()
shuffled = np.random.default_rng(3).permutation(len(X_all))
few, rest = shuffled[:60], shuffled[60:]


def fit_boundary(lambda_):
    bends = PolynomialFeatures(6, include_bias=False)
    logistic = LogisticRegression(C=1 / lambda_, tol=1e-3, max_iter=20_000)
    model = make_pipeline(StandardScaler(), bends, StandardScaler(), logistic)
    return model.fit(X_all[few], y_all[few])


for lambda_ in [0.001, 0.1, 1.0, 100.0]:
    loss = log_loss(y_all[rest], fit_boundary(lambda_).predict_proba(X_all[rest]))
    print(f"λ = {lambda_:7.3f}: log loss {loss:.2f} on the unseen tumors")

# %% [markdown]
# The loss falls from nearly 1 to below 0.3, and rises again when the price is too high. (We picked
# this draw of 60 because its picture is clear; in eleven others $\lambda = 0.001$ costs 0.5 to 1.7,
# and 0.1 or 1 always costs less.) Why? Drag the exponent of $\lambda = 10^{\text{exponent}}$. The
# shade is the predicted probability that a tumor is malignant, the black line is where it passes one
# half.

# %%
grid = np.stack(np.meshgrid(np.linspace(6, 29, 120), np.linspace(9, 40, 120)), axis=-1)


@interact(exponent=(-3.0, 3.0, 0.5))
def drag_boundary(exponent=-3.0):
    model = fit_boundary(10**exponent)
    p = model.predict_proba(grid.reshape(-1, 2))[:, 1].reshape(120, 120)
    plt.contourf(*grid.T, p.T, levels=20, cmap="Greys", vmin=0, vmax=1.6)
    plt.contour(*grid.T, p.T, levels=[0.5], colors=[plots.MODEL])
    plots.scatter(*X_all[few][y_all[few] == 0].T, "mean radius", "mean texture", "benign")
    plots.scatter(*X_all[few][y_all[few] == 1].T, label="malignant", color=plots.SECOND)
    seen, new = (model.score(X_all[i], y_all[i]) for i in (few, rest))
    plt.title(f"λ = {10**exponent:.3g}: right {seen:.0%} seen, {new:.0%} unseen", size=11)


# %% [markdown]
# At $\lambda = 0.001$ there is an island at radius 12.5, where hardly any tumor lies, and the large,
# coarse tumors of the upper right corner would be benign. The shade jumps from white to gray: the
# model is sure everywhere, also where it has no data, and unfounded confidence is what the log loss
# punishes. At $\lambda = 1$ one smooth curve remains: 92 % right instead of 93 % on the 60 tumors,
# 90 % instead of 87 % on the others. At $\lambda = 1000$ nearly every probability is near the overall
# share of malignant tumors. A probability that is near 0 or 1 only with good reason is one that a
# doctor can use.

# %% [markdown]
# ## L1: a price that deletes
#
# Charge for the size of a weight instead of its square: the penalty
# $\frac{\lambda}{m} \sum_j |w_j|$ is **L1 regularization**, in linear regression the **lasso**. Take
# one feature with $\sum x_i^2 = 1$ and call $a = \sum x_i y_i$ its weight without a price. Multiply
# the squares out, and up to a constant $m J = \frac12 (w - a)^2 + \lambda |w|$. For $w > 0$ the slope
# is $w - a + \lambda$, zero at $w = a - \lambda$. But if $a < \lambda$, that point lies left of 0, and
# to the right of 0 the cost only rises. The left side is the mirror image. So for $|a| < \lambda$ the
# best weight is exactly 0; otherwise L1 moves it towards zero by $\lambda$:
#
# $$w = \operatorname{sign}(a) \cdot \max(|a| - \lambda,\ 0)$$
#
# This is called **soft thresholding**. Write it for a whole array of weights at once.


# %% exercise="soft_threshold"
def soft_threshold(a, lambda_):
    """Shrink each weight towards zero by lambda_, and not beyond.

    Parameters
    ----------
    a : numpy.ndarray, shape (n,)
        Weights without a price.
    lambda_ : float
        Regularization strength, at least 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
    """
    ### BEGIN SOLUTION
    return np.sign(a) * np.maximum(np.abs(a) - lambda_, 0)
    ### END SOLUTION


# %% [markdown] hint="soft_threshold"
# `np.abs`, `np.maximum` and `np.sign` work on whole arrays.

# %% [markdown] hint="soft_threshold"
# `np.maximum(np.abs(a) - lambda_, 0)` is the size of the new weight. Give it the sign of `a`.

# %% checks="soft_threshold"
five = np.array([3.0, 1.0, 0.4, -0.4, -4.0])
expect(
    soft_threshold(five, 1.0),
    np.array([2.0, 0.0, 0.0, 0.0, -3.0]),
    "what is smaller than the price is 0",
)
expect(soft_threshold(five, 0.0), five, "a price of 0 changes nothing")


# %% mistake="soft_threshold" says="the price is subtracted from negative weights too, which makes them larger"
def soft_threshold(a, lambda_):
    return np.where(np.abs(a) > lambda_, a - lambda_, 0)


# %% mistake="soft_threshold" says="the sign of the weight is lost"
def soft_threshold(a, lambda_):
    return np.maximum(np.abs(a) - lambda_, 0)


# %% mistake="soft_threshold" says="small weights are deleted but large ones are not moved"
def soft_threshold(a, lambda_):
    return np.where(np.abs(a) > lambda_, a, 0)


# %% mistake="soft_threshold" says="the shrinking does not stop at zero: small weights cross it"
def soft_threshold(a, lambda_):
    return a - lambda_ * np.sign(a)


# %% mistake="soft_threshold" says="negative weights are cut to zero, whatever their size"
def soft_threshold(a, lambda_):
    return np.maximum(a - lambda_, 0)


# %% [markdown]
# ## Two ways to shrink
#
# For the same feature, L2 gives $w = a / (1 + \lambda)$: your first exercise with
# $\sum x_i^2 = 1$. Here are both rules for $\lambda = 1$, against the weight without a price.

# %%
a = np.linspace(-3, 3, 301)
plt.plot(a, a, ":", color="gray", label="no price")
plt.plot(a, a / 2, color=plots.DATA, label="L2: a / (1 + λ)")
soft = np.sign(a) * np.maximum(np.abs(a) - 1, 0)
plt.plot(a, soft, color=plots.ERROR, label="L1: soft threshold")
plt.xlabel("weight without a price, a")
plt.ylabel("weight with λ = 1")
plt.legend()
plt.show()

# %% [markdown]
# L2 halves every weight, large or small; it reaches zero only where the weight already was zero. L1
# takes 1 off every weight, and everything between −1 and 1 ends at exactly zero: those features are
# out of the model. L1 selects, L2 shares.
#
# ## Which of 33 columns make a price?
#
# Back to Ames: 200 houses, 33 numeric columns, from the living area to the month of the sale.
# Follow each weight as $\lambda$ grows, under both prices. (scikit-learn's `Lasso` divides by $m$
# differently: its `alpha` is our $\lambda / m$.)

# %%
houses = datasets.ames_housing().select_dtypes("number").dropna()
houses = houses.sample(200, random_state=0)
prices = houses.pop("Sale_Price").to_numpy() / 1000
Z = StandardScaler().fit_transform(houses)
grid_l = np.logspace(2, 4, 15)
ridge_w = [Ridge(alpha=strength).fit(Z, prices).coef_ for strength in grid_l]
lasso_w = [Lasso(alpha=strength / 200, max_iter=50_000).fit(Z, prices).coef_ for strength in grid_l]
for place in [0, 7, 12]:
    kept = np.sum(lasso_w[place] != 0)
    print(f"λ = {grid_l[place]:.0f}: lasso keeps {kept} of {Z.shape[1]} columns")

# %%
shown = [houses.columns.get_loc(c) for c in ["Gr_Liv_Area", "Year_Built", "Mo_Sold"]]
fig, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
plots.weight_paths(grid_l, ridge_w, shown, houses.columns, ax=axes[0])
plots.weight_paths(grid_l, lasso_w, shown, houses.columns, ax=axes[1]).legend_.remove()
axes[0].set(title="L2 (ridge)", ylabel="weight (1000 $ per standard deviation)")
axes[1].set(title="L1 (lasso)", ylabel="")
plt.show()

# %% [markdown]
# Each line is one column, the gray ones unnamed. On the left all weights shrink together and stay; on
# the right they drop out one by one. The month of the sale goes early, the living area is among the
# last. A short list of columns is easier to
# explain and to collect. But don't read it as truth: of two columns that say nearly the same, the
# lasso keeps one almost by accident.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A small training error proves nothing: what counts is the error on data the model has not seen.
# 2. Adding $\frac{\lambda}{2m} \sum w_j^2$ to the cost makes a flexible model calm, for lines and for
#    classifiers alike; standardize first, and leave $b$ free.
# 3. L2 shrinks all weights and deletes none; L1 sets small ones to exactly zero.
#
# **Where it leads.** We found the best $\lambda$ by peeking at 231 days we claimed not to have. The
# next lecture finds it without peeking.
