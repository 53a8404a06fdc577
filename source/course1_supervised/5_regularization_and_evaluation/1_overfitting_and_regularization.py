# %% [markdown]
# # Overfitting, and a price for it
#
# *45 minutes. You need: linear regression, standardized features, RMSE.*
#
# Tomorrow is a working day in Melbourne, and at four in the afternoon it will be 30 °C. How many
# gigawatts must the power stations of the state of Victoria deliver? You have twenty days to learn
# from, and a model so flexible that it can hit all but exactly what happened on them. By the end of
# this lecture you know why that is bad news, and you have a knob that repairs it.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact, powers_of_ten

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

# %% [markdown]
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
# The line misses the bend; its RMSE is 0.7 to 0.8 GW, on both sets of days. Degree 3
# follows the bend. Degree 9 is best on the 20 days, 0.22 GW, and useless on the others: 8.4 GW, more
# than the whole demand of a usual day. Below the coldest dot, and between 35 and 42 °C where there
# are none, it leaves the picture.

# %% [markdown]
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

# %% [markdown]
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

# %% [markdown]
# ## One weight, worked out
#
# Take a single feature and data with mean zero, so that $b = 0$ and $\hat y = w x$. At the lowest
# point of the cost its slope is zero:
#
# $$\frac{dJ}{dw} = \frac{1}{m} \Bigl(\sum_i (w x_i - y_i)\, x_i + \lambda w\Bigr) = 0$$
#
# The price pulls $w$ toward zero by $\lambda w / m$, the harder, the larger the weight is. Solve
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
# ## Many weights at once
#
# With the standardized features in a matrix $X$ ($m \times n$), the same step reads
# $X^\top (X w - (y - b)) + \lambda w = 0$. As the columns have mean zero, $b$ is the mean of $y$,
# and
#
# $$w = (X^\top X + \lambda I)^{-1}\, X^\top (y - b)$$
#
# Here $I$ ($n \times n$) is the **identity matrix**, with ones on the diagonal and zeros elsewhere. The $^{-1}$ marks the
# **inverse**, the matrix that undoes a multiplication: the line says that $w$ solves
# $(X^\top X + \lambda I)\, w = X^\top (y - b)$. For $\lambda = 0$ this is the normal equation of unit 1. For
# $\lambda > 0$ there is always exactly one solution, even with more features than examples.
#
# **Your turn.** Write it for columns that are already centered. Compute no inverse:
# `np.linalg.solve(A, v)` returns the $w$ with $A w = v$.


# %% exercise="ridge_weights"
def ridge_weights(X, y, lambda_):
    """Find the weights with the lowest cost, for centered features and targets.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Each column has mean zero.
    y : numpy.ndarray, shape (m,)
        With mean zero.
    lambda_ : float
        Regularization strength, at least 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
    """
    ### BEGIN SOLUTION
    return np.linalg.solve(X.T @ X + lambda_ * np.eye(X.shape[1]), X.T @ y)
    ### END SOLUTION


# %% [markdown] hint="ridge_weights"
# Which shape has $X^\top X$, and so which identity matrix fits to it?

# %% [markdown] hint="ridge_weights"
# `np.eye(n)` is $I$. Only its diagonal gets the price: multiply it by `lambda_` before you add.

# %% checks="ridge_weights"
apart = np.array([[3.0, 0.0], [-1.0, 2.0], [-1.0, -1.0], [-1.0, -1.0]])
goal = np.array([6.0, 5.0, -4.0, -7.0])
expect(
    ridge_weights(apart, goal, 0.0),
    np.array([2.0, 3.5]),
    "the columns do not overlap, so each weight stands alone: 24 / 12 and 21 / 6",
)
expect(
    ridge_weights(apart, goal, 2.0),
    np.array([12 / 7, 2.625]),
    "the price goes below each line: 24 / (12 + 2) and 21 / (6 + 2)",
)
close = np.array([[2.0, 1.0], [-2.0, 1.0], [1.0, -3.0], [-1.0, 1.0]])
expect(
    ridge_weights(close, np.array([9.0, -5.0, -1.0, -3.0]), 2.0),
    np.array([109 / 38, 21 / 19]),
    "columns that overlap: 12 w₁ − 4 w₂ = 30 and −4 w₁ + 14 w₂ = 4",
)
third = np.column_stack([apart, [0.0, 0.0, 3.0, -3.0]])
expect(
    ridge_weights(third, goal, 6.0),
    np.array([4 / 3, 1.75, 0.375]),
    "three columns that do not overlap: 24 / 18, 21 / 12 and 9 / 24",
)


# %% mistake="ridge_weights" replace="lambda_ * np.eye(X.shape[1])" says="the price is added to every entry of the matrix, not only to its diagonal" with="lambda_"

# %% mistake="ridge_weights" replace=" + lambda_ * np.eye(X.shape[1])" says="the price is left out" with=""

# %% mistake="ridge_weights" replace="+ lambda_ * np.eye(X.shape[1])" says="the price is subtracted" with="- lambda_ * np.eye(X.shape[1])"

# %% mistake="ridge_weights" replace="lambda_ * np.eye(X.shape[1])" says="the price is multiplied by m: in this cost, m cancels" with="len(y) * lambda_ * np.eye(X.shape[1])"

# %% mistake="ridge_weights" replace="np.linalg.solve(X.T @ X + lambda_ * np.eye(X.shape[1]), X.T @ y)" says="each weight is computed as if its column were alone: the columns overlap" with="X.T @ y / (np.sum(X**2, axis=0) + lambda_)"


# %% alternative="ridge_weights"
def ridge_weights(X, y, lambda_):
    n = X.shape[1]
    longer = np.vstack([X, np.sqrt(lambda_) * np.eye(n)])  # one row a weight: it should be 0
    return np.linalg.lstsq(longer, np.append(y, np.zeros(n)))[0]


# %% [markdown]
# ## One knob
#
# Below, the degree is always 9; only the price changes. Drag the slider to the far left,
# $\lambda = 10^{-6}$, nearly free, then slowly to the right. Watch three things: the curve, the
# largest weight, and the two errors.


# %%
def fit_ridge(x, y, degree, lambda_):  # one way to write it, with the scaling around it
    X = powers(x, degree)
    mu, sigma, b = X.mean(axis=0), X.std(axis=0), y.mean()
    X = (X - mu) / sigma
    w = np.linalg.solve(X.T @ X + lambda_ * np.eye(degree), X.T @ (y - b))
    return (lambda new: (powers(new, degree) - mu) / sigma @ w + b), w


@interact(lambda_=powers_of_ten(-6, 4))
def drag(lambda_=1.0):
    curve, w = fit_ridge(x, y, 9, lambda_)
    plots.scatter(x_unseen, y_unseen, label="unseen", color="#888888")
    plots.scatter(x, y, "temperature (°C)", "demand (GW)", label="training")
    ax = plots.curve(curve, over=(9, 43))
    ax.set(ylim=(2, 12))
    errors = f"{rmse(curve(x), y):.2f} GW seen, {rmse(curve(x_unseen), y_unseen):.2f} GW unseen"
    ax.set_title(f"λ = {lambda_:.3g}: {errors}, max |w| = {np.abs(w).max():.2f}", size=10)


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
# something on the data you fit. The unseen error is a valley with its floor at $\lambda = 1$. (Right of it
# the unseen error is the *lower* one: three of the 20 days have 33 °C or more, where a stiff curve misses
# most, but only 4 of the 231.) The model
# at the floor says 6.0 GW for tomorrow, and its RMSE on unseen days is 0.42 GW.
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

# %% [markdown]
# ## Three sentences to remember
#
# 1. A small training error proves nothing: what counts is the error on data the model has not seen.
# 2. Adding $\frac{\lambda}{2m} \sum w_j^2$ to the cost makes a flexible model calm; standardize first, and leave $b$ free.
# 3. $\lambda$ is a knob from too nervous to too stiff, and its best place lies in between.
#
# **Where it leads.** We found the best $\lambda$ by peeking at 231 days we claimed not to have. The
# next lecture finds it without peeking. (Lecture 4 brings the same price to classifiers, and one that deletes.)
