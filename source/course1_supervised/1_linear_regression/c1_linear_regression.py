# %% [markdown]
# # What is this house worth, and how wrong are you?
#
# *140 minutes. You need: the three lectures of this unit.*
#
# A house in Ames, Iowa, has 150 m² of living area and three bedrooms. Its owner wants to know the
# price. A friend who sells houses says "190,000, I'd guess" and shrugs when asked how sure he is.
# You will do better: build linear regression from nothing but NumPy, let it learn from 2,400
# sales, and state the price together with an honest range.
#
# Write your answers into the cells that say so. The cell below each answer checks it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect

houses = datasets.ames_prices()
order = np.random.default_rng(1).permutation(len(houses))  # shuffle, the same way every time
X = np.column_stack([houses["area_m2"] / 100, houses["bedrooms"]])[order]
y = houses["price_kusd"].to_numpy()[order]

X_train, y_train = X[:2400], y[:2400]  # the houses you learn from
X_new, y_new = X[2400:], y[2400:]  # 530 houses kept aside, to find out how wrong you are
print(X_train[:3], y_train[:3], sep="\n")

# %% [markdown]
# Each row of `X` is a house: its living area in units of 100 m², and its number of bedrooms. The
# first one has 143.1 m² and four bedrooms, and was sold for 115,000 dollars. `y` holds the prices
# in thousands of dollars. In all formulas $m$ is the number of houses (rows) and $n$ the number
# of features (columns).

# %% [markdown]
# ## Predict
#
# The model multiplies each feature by its weight, adds these up, and adds the bias. For all
# houses at once this is one matrix product:
#
# $$\hat y = X w + b, \qquad \hat y_i = \sum_{j=1}^{n} x_{ij} w_j + b$$
#
# $X$ ($m \times n$) holds the features, $w$ ($n$ numbers) the weights in 1000 USD per unit of
# each feature, $b$ (1000 USD) is the bias, and $\hat y$ ($m$ numbers, 1000 USD) are the predicted
# prices.


# %% exercise="predict"
def predict(X, w, b):
    """Predict the price of every house.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    w : numpy.ndarray, shape (n,)
        Weights (1000 USD per unit of the feature).
    b : float
        Bias (1000 USD).

    Returns
    -------
    numpy.ndarray, shape (m,)
        Predicted prices (1000 USD).
    """
    ### BEGIN SOLUTION
    return X @ w + b
    ### END SOLUTION


# %% [markdown] hint="predict"
# Work out the first house of the check by hand: 1 times 100, plus 3 times −10, plus 50.

# %% [markdown] hint="predict"
# The operator `@` multiplies a matrix of shape `(m, n)` by a vector of shape `(n,)` and gives
# shape `(m,)`. The operator `*` would only multiply element by element.

# %% [markdown] hint="predict"
# A matrix product is the sum over the features, one number a house. Which argument have you not used yet? NumPy adds
# a single number to every element of an array.

# %% checks="predict" points=5
three_houses = np.array([[1.0, 3.0], [2.0, 4.0], [2.5, 1.0]])
expect(
    predict(three_houses, np.array([100.0, -10.0]), 50.0),
    np.array([120.0, 210.0, 290.0]),
    "1 · 100 − 3 · 10 + 50 = 120, 2 · 100 − 4 · 10 + 50 = 210, 2.5 · 100 − 10 + 50 = 290",
)
expect(
    predict(three_houses[:1], np.array([100.0, -10.0]), 50.0),
    np.array([120.0]),
    "a single house gives an array of one price",
)
### BEGIN HIDDEN TESTS
three_features = np.array([[1, 2, 3], [4, 5, 6]])
expect(
    predict(three_features, np.array([1, 0, -1]), 7),
    np.array([5.0, 5.0]),
    "any number of features works, whole numbers too",
)
expect(
    predict(three_features[:, :1], np.array([0.5]), 0.0),
    np.array([0.5, 2.0]),
    "a single feature works, and half a weight stays a half",
)
expect(
    predict(X_new[::-1], np.array([150.0, -30.0]), 60.0),
    (X_new * [150.0, -30.0]).sum(axis=1)[::-1] + 60.0,
    "each house of the data set gets its own price, in the order of the rows",
)
### END HIDDEN TESTS


# %% mistake="predict" says="the bias b is left out"
def predict(X, w, b):
    return X @ w


# %% mistake="predict" says="the products are summed down each column, over the houses, not over the features"
def predict(X, w, b):
    return (X * w).sum(axis=0) + b


# %% mistake="predict" says="all products are summed into one number, not one sum for each house"
def predict(X, w, b):
    return np.sum(X * w) + b


# %% mistake="predict" says="the bias is added once for each feature, not once for each house"
def predict(X, w, b):
    return (X * w + b).sum(axis=1)


# %% mistake="predict" says="`*` multiplies element by element and sums nothing: the result is a table, not one price a house"
def predict(X, w, b):
    return X * w + b


# %% mistake="predict" replace="X @ w + b" says="only the price of the first house is returned" with="X[0] @ w + b"

# %% mistake="predict" replace="X @ w + b" says="the weights and the features are added, not multiplied" with="(X + w).sum(axis=1) + b"

# %% mistake="predict" replace="X @ w + b" says="b is added to every weight, not once to each price" with="X @ (w + b)"


# %% mistake="predict" says="the number of features is fixed at two"
def predict(X, w, b):
    return X[:, 0] * w[0] + X[:, 1] * w[1] + b


# %% mistake="predict" says="only the first feature is used"
def predict(X, w, b):
    return X[:, 0] * w[0] + b


# %% mistake="predict" says="the bias is subtracted, not added"
def predict(X, w, b):
    return X @ w - b


# %% alternative="predict"
def predict(X, w, b):
    prices = []
    for house in X:
        prices.append(sum(x * weight for x, weight in zip(house, w)) + b)
    return np.array(prices)


# %% alternative="predict"
def predict(X, w, b):
    return np.dot(w, X.T) + b


# %% [markdown]
# ## A cost that takes sides
#
# To choose good weights you need to say how bad some weights are. Your friend advises buyers: a
# price too high costs them money, one too low costs them a visit. So let an error count more where
# the prediction is too high:
#
# $$J(w, b) = \frac{1}{2m} \sum_{i=1}^{m} c_i \left(\hat y_i - y_i\right)^2, \qquad
# c_i = \text{over if } \hat y_i > y_i, \text{ else } 1$$
#
# $\hat y_i$ is the predicted and $y_i$ the true price of house $i$, both in 1000 USD, so $J$ is in
# (1000 USD)²; $c_i$ has no unit. With `over` = 1 it is the cost of the lectures. As there, it is divided by $2m$, whatever
# `over` is.


# %% exercise="compute_cost"
def compute_cost(X, y, w, b, over=1.0):
    """Return half the mean squared error, with errors counted by their side.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD).
    w : numpy.ndarray, shape (n,)
        Weights (1000 USD per unit of the feature).
    b : float
        Bias (1000 USD).
    over : float
        How many times a squared error counts where the prediction is too high.

    Returns
    -------
    float
        The cost, in (1000 USD)².
    """
    ### BEGIN SOLUTION
    errors = predict(X, w, b) - y
    squares = np.where(errors > 0, over, 1.0) * errors**2
    return np.sum(squares) / (2 * len(y))
    ### END SOLUTION


# %% [markdown] hint="compute_cost"
# You have `predict` already. What do you get when you subtract `y` from its result, and what does the sign of it say?

# %% [markdown] hint="compute_cost"
# Errors of −10, 20 and 10.5 with `over` = 3: the squares 100, 400 and 110.25 count once, three times and three
# times. That makes 1630.75, to be divided by 6.

# %% [markdown] hint="compute_cost"
# `np.where(…, over, 1.0)` has one number for each house. Multiply the squares by it, add up with `np.sum`, and divide.
# Mind the parentheses: `a / 2 * m` divides by 2 and then multiplies by m.

# %% checks="compute_cost" points=4
one_feature = np.array([[1.0], [2.0], [3.0], [4.0]])
four_prices = np.array([4.0, 5.0, 5.0, 9.0])
expect(
    compute_cost(one_feature, four_prices, np.array([2.0]), 1.0),
    0.625,
    "predictions 3, 5, 7, 9 miss by −1, 0, 2, 0: (1 + 0 + 4 + 0) / (2 · 4)",
)
expect(
    compute_cost(one_feature, np.array([3.0, 5.0, 7.0, 9.0]), np.array([2.0]), 1.0),
    0.0,
    "perfect predictions cost nothing",
)
### BEGIN HIDDEN TESTS
expect(
    compute_cost(np.array([[2]]), np.array([5]), np.array([1]), 0),
    4.5,
    "a single house works, with whole numbers: 3² / 2",
)
expect(
    compute_cost(one_feature, four_prices[::-1], np.array([0.0]), 0.0),
    18.375,
    "with all parameters 0 the cost is the sum of the squared prices over 2m",
)
### END HIDDEN TESTS

# %% checks="compute_cost" points=9
three_houses = np.array([[1.0, 3.0, 2.0], [2.0, 4.0, 0.0], [3.0, 5.0, 1.0]])
three_prices = np.array([140.0, 190.0, 294.5])
expect(
    compute_cost(three_houses, three_prices, np.array([100.0, -10.0, 5.0]), 50.0, 3.0),
    1630.75 / 6,
    "predictions 130, 210, 305 miss by −10, 20, 10.5: (100 + 3 · 400 + 3 · 110.25) / (2 · 3)",
)
expect(
    compute_cost(three_houses, three_prices, np.array([100.0, -10.0, 5.0]), 50.0),
    610.25 / 6,
    "the same errors with `over` = 1: (100 + 400 + 110.25) / (2 · 3)",
)
expect(
    compute_cost(three_houses, three_prices, np.array([100.0, -10.0, 5.0]), 50.0, 0.5),
    355.125 / 6,
    "below 1 `over` forgives predictions that are too high: (100 + 200 + 55.125) / (2 · 3)",
)
expect(
    compute_cost(three_houses, three_prices, np.zeros(3), 0.0, 3.0),
    23738.375,
    "with all parameters 0 no prediction is too high: (140² + 190² + 294.5²) / (2 · 3)",
)
### BEGIN HIDDEN TESTS
expect(
    compute_cost(X_train, y_train, np.array([150.0, -30.0]), 60.0),
    float(np.mean((X_train @ [150.0, -30.0] + 60.0 - y_train) ** 2) / 2),
    "the cost on the 2,400 houses agrees with the formula",
)
misses_check = X_train @ [150.0, -30.0] + 60.0 - y_train
expect(
    compute_cost(X_train, y_train, np.array([150.0, -30.0]), 60.0, 4.0),
    float(np.mean(np.where(misses_check > 0, 4.0, 1.0) * misses_check**2) / 2),
    "so it does with `over` = 4",
)
expect(
    compute_cost(
        np.vstack([X_new, X_new]), np.append(y_new, y_new), np.array([150.0, -30.0]), 60.0
    ),
    float(np.mean((X_new @ [150.0, -30.0] + 60.0 - y_new) ** 2) / 2),
    "a mean does not change when every house appears twice",
)
### END HIDDEN TESTS


# %% mistake="compute_cost" replace="2 * len(y)" says="the sum is divided by m, not 2m" with="len(y)"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the sum is halved but not divided by m" with="np.sum(squares) / 2"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the sum is divided by 2 and then multiplied by m: `/ 2 * m` needs parentheses" with="np.sum(squares) / 2 * len(y)"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the errors are summed before squaring, so that errors of opposite sign cancel" with="np.sum(np.where(errors > 0, over, 1.0) * errors) ** 2 / (2 * len(y))"

# %% mistake="compute_cost" replace="errors**2" says="the errors are not squared: their absolute values are summed" with="np.abs(errors)"

# %% mistake="compute_cost" replace="predict(X, w, b) - y" says="the bias b is left out of the predictions" with="X @ w - y"

# %% mistake="compute_cost" replace="predict(X, w, b) - y" says="every prediction is compared with every price: a column minus a row gives an m × m table" with="predict(X, w, b) - y.reshape(-1, 1)"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the square root is taken: that is an RMSE, not the cost" with="np.sqrt(np.mean(squares))"

# %% mistake="compute_cost" replace="return np.sum(squares) / (2 * len(y))" says="the cost is rounded: return it as it is" with="return round(np.sum(squares) / (2 * len(y)), 2)"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the sum is neither halved nor divided by m" with="np.sum(squares)"

# %% mistake="compute_cost" replace="len(y)" says="the sum is divided by twice the number of features, not of houses" with="X.shape[1]"

# %% mistake="compute_cost" replace="np.sum(squares)" says="the squares are not added up: one number for each house is returned" with="squares"

# %% mistake="compute_cost" replace="predict(X, w, b) - y" says="the predictions are squared, and the prices are not subtracted" with="predict(X, w, b)"

# %% mistake="compute_cost" replace="errors**2" says="the errors are doubled (`* 2`), not squared (`** 2`)" with="errors * 2"

# %% mistake="compute_cost" replace="errors**2" says="the errors are not squared" with="errors"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="only the error of the first house counts" with="squares[0] / 2"

# %% mistake="compute_cost" replace="len(y)" says="the number of houses is fixed" with="2400"

# %% mistake="compute_cost" replace="errors > 0" says="the other side is dear: an error is the prediction minus the price, so above 0 it is too high" with="errors < 0"

# %% mistake="compute_cost" replace="np.where(errors > 0, over, 1.0)" says="`over` is not used: both sides count the same" with="1.0"

# %% mistake="compute_cost" replace="np.where(errors > 0, over, 1.0)" says="every error counts `over` times, on both sides" with="over"

# %% mistake="compute_cost" replace="squares = np.where(errors > 0, over, 1.0) * errors**2" says="the error is multiplied before it is squared, so that `over` counts squared, too" with="squares = (np.where(errors > 0, over, 1.0) * errors) ** 2"

# %% mistake="compute_cost" replace="np.where(errors > 0, over, 1.0)" says="an error that is too low counts nothing, not once" with="np.where(errors > 0, over, 0.0)"

# %% mistake="compute_cost" replace="(2 * len(y))" says="the sum is divided by the sum of all counts, not by m" with="(2 * np.sum(np.where(errors > 0, over, 1.0)))"

# %% mistake="compute_cost" replace="errors > 0" says="it looks at the price being above 0, not at the error" with="y > 0"

# %% [markdown] equivalent="compute_cost"
# - `errors > 0 → errors >= 0`: an error of 0 costs nothing, whichever side it belongs to
# - `error > 0 → error >= 0`: an error of 0 costs nothing, whichever side it belongs to


# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the squares are not added up: one number for each house is returned" with="squares / 2 * len(y)"

# %% mistake="compute_cost" replace="np.sum(squares) / (2 * len(y))" says="the squares are not added up: one number for each house is returned" with="squares / 2"

# %% mistake="compute_cost" replace="(2 * len(y))" says="one house too few is counted: the sum is divided by 2(m − 1)" with="(2 * (len(y) - 1))"

# %% mistake="compute_cost" replace="np.sum(squares)" says="the first house is skipped: indices count from 0" with="np.sum(squares[1:])"


# %% mistake="compute_cost" replace="np.where(errors > 0, over, 1.0)" says="one decision is made for all houses: each error has its own side" with="(over if np.mean(errors) > 0 else 1.0)"


# %% mistake="compute_cost" replace="np.where(errors > 0, over, 1.0)" says="one decision is made for all houses: each error has its own side" with="(over if np.any(errors > 0) else 1.0)"


# %% alternative="compute_cost"
def compute_cost(X, y, w, b, over=1.0):
    total = 0.0
    for house, price in zip(X, y):
        error = sum(x * weight for x, weight in zip(house, w)) + b - price
        total += over * error**2 if error > 0 else error**2
    return total / 2 / len(y)


# %% alternative="compute_cost"
def compute_cost(X, y, w, b, over=1.0):
    errors = predict(X, w, b) - y
    high, low = np.maximum(errors, 0), np.minimum(errors, 0)
    return 0.5 * np.mean(over * high**2 + low**2)


# %% [markdown]
# ## The gradient
#
# The cost is a bowl over the parameters, and you want its lowest point. The **gradient** tells
# which way is up: one slope for each of the $n$ weights, and one for $b$. Lecture 2 took the derivative of the plain cost,
# where every $c_i$ is 1. This time the formula is yours:
#
# $$\frac{\partial J}{\partial w_j} = \;?, \qquad \frac{\partial J}{\partial b} = \;?$$
#
# Write the formula into code, instead of trying the cost at two weights near by: the checks make costs so large that their differences get
# lost. Take one house with the features $x_{ij}$, and let a weight move by a little. How does its error change, and how does its $c_i$? At an error of just 0 both
# sides of the curve have the slope 0, so the cost has no corner there.


# %% exercise="compute_gradient"
def compute_gradient(X, y, w, b, over=1.0):
    """Return the slopes of the cost.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD).
    w : numpy.ndarray, shape (n,)
        Weights (1000 USD per unit of the feature).
    b : float
        Bias (1000 USD).
    over : float
        How many times a squared error counts where the prediction is too high.

    Returns
    -------
    dj_dw : numpy.ndarray, shape (n,)
        The slope of the cost along each weight.
    dj_db : float
        The slope of the cost along the bias.
    """
    ### BEGIN SOLUTION
    errors = predict(X, w, b) - y
    errors = np.where(errors > 0, over, 1.0) * errors
    dj_dw = X.T @ errors / len(y)
    dj_db = np.mean(errors)
    return dj_dw, dj_db
    ### END SOLUTION


# %% [markdown] hint="compute_gradient"
# As long as a prediction stays too high, its $c_i$ stays the same number. So what becomes of it in the derivative of
# $c_i\,(\hat y_i - y_i)^2 / 2$?

# %% [markdown] hint="compute_gradient"
# One house with $x = 3$, `over` = 5 and an error of 2 costs 5 · 2² / 2 = 10. A weight larger by 0.01 makes the error 2.03
# and the cost 10.302: a slope of 30. With an error of −2 the cost falls from 2 to 1.94: a slope of −6.

# %% [markdown] hint="compute_gradient"
# `errors = predict(X, w, b) - y` has shape `(m,)`, and so has what each of them counts. `X.T` has shape `(n, m)`; its product
# with … has shape `(n,)` and is a sum over the houses. What makes it a mean?

# %% checks="compute_gradient" points=9
houses_4 = np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 1.0]])
prices = np.array([1.0, 12.0, 6.0, 5.0])
start = np.array([1.0, 2.0, -1.0])
expect(
    compute_gradient(houses_4, prices, start, 4.0)[0],
    np.array([-1.25, 1.5, 2.0]),
    "errors 2, −4, 3, 1 give (2·1 − 4·2 + 3·0 + 1·1) / 4 for the first weight, and so on",
)
expect(
    compute_gradient(houses_4, prices, start, 4.0, 5.0)[0],
    np.array([1.75, 11.5, 10.0]),
    "with `over` = 5 the errors count as 10, −4, 15, 5: (10·1 − 4·2 + 15·0 + 5·1) / 4, and so on",
)
### BEGIN HIDDEN TESTS
expect(
    compute_gradient(houses_4, houses_4 @ start + 4.0, start, 4.0, 5.0)[0],
    np.zeros(3),
    "without errors no weight wants to change",
)
expect(
    compute_gradient(np.vstack([houses_4, np.zeros(3)]), np.append(prices, 1e9), start, 4.0, 5.0)[
        0
    ],
    np.array([1.4, 9.2, 8.0]),
    "a house without features moves no weight, however large its own cost",
)
expect(
    compute_gradient(np.array([[3, 1]]), np.array([1]), np.array([1, 0]), 0)[0],
    np.array([6.0, 2.0]),
    "a single house of whole numbers works",
)


def slope(j, over=1.0, h=1e-4):
    w, step = np.array([100.0, -20.0]), h * np.eye(2)[j]
    misses = (X_train @ v + 30.0 - y_train for v in (w + step, w - step))
    up, down = (np.mean(np.where(e > 0, over, 1.0) * e**2) / 2 for e in misses)
    return (up - down) / (2 * h)


expect(
    compute_gradient(X_train, y_train, np.array([100.0, -20.0]), 30.0)[0],
    np.array([slope(0), slope(1)]),
    "each slope is how fast the cost rises when that weight is nudged",
    rtol=1e-5,
)
expect(
    compute_gradient(X_train, y_train, np.array([100.0, -20.0]), 30.0, 3.0)[0],
    np.array([slope(0, 3.0), slope(1, 3.0)]),
    "so it is with `over` = 3",
    rtol=1e-4,
)
### END HIDDEN TESTS

# %% checks="compute_gradient" points=8
houses_4 = np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 1.0]])
prices = np.array([1.0, 12.0, 6.0, 5.0])
start = np.array([1.0, 2.0, -1.0])
expect(
    compute_gradient(houses_4, prices, start, 4.0)[1],
    0.5,
    "the errors 2, −4, 3, 1 have the mean 1/2",
)
expect(
    compute_gradient(houses_4, prices, start, 4.0, 5.0)[1],
    6.5,
    "with `over` = 5 the errors count as 10, −4, 15, 5, with the mean 26 / 4",
)
expect(
    compute_gradient(houses_4[:3], prices[:3], start, 5.0)[1],
    4 / 3,
    "the first three houses alone, with a bias of 5, have the errors 3, −3, 4",
)
### BEGIN HIDDEN TESTS
expect(
    compute_gradient(X_new, y_new, np.array([100.0, -20.0]), 30.0)[1],
    float(np.mean(X_new @ [100.0, -20.0] + 30.0 - y_new)),
    "the slope along b is the mean error, on the real houses too",
)
expect(
    compute_gradient(
        np.vstack([houses_4, np.zeros((2, 3))]),
        np.append(prices, [4 - 1e9, 4 + 5e9]),
        start,
        4.0,
        5.0,
    )[1],
    26 / 6,
    "two more houses whose counted errors are opposite, however large the cost that they make",
    rtol=1e-4,
)
expect(
    compute_gradient(np.array([[3], [4], [8]]), np.array([1, 2, 3]), np.array([1]), 1)[1],
    4.0,
    "whole numbers work: the errors 3, 3, 6 have the mean 4",
)
### END HIDDEN TESTS


# %% mistake="compute_gradient" says="the errors are y minus the prediction: the slopes point downhill"
def compute_gradient(X, y, w, b, over=1.0):
    errors = y - (X @ w + b)
    errors = np.where(errors < 0, over, 1.0) * errors
    return X.T @ errors / len(y), np.mean(errors)


# %% mistake="compute_gradient" says="the sums are not divided by m"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors, np.sum(errors)


# %% mistake="compute_gradient" says="the sums are divided by 2m: the 2 of the derivative has not canceled the half"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors / (2 * len(y)), np.mean(errors) / 2


# %% mistake="compute_gradient" says="a factor of 2 is left over: the half in the cost cancels it"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return 2 * X.T @ errors / len(y), 2 * np.mean(errors)


# %% mistake="compute_gradient" says="the sums are divided by the number of features, not of houses"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors / X.shape[1], np.sum(errors) / X.shape[1]


# %% mistake="compute_gradient" says="the slopes of the weights miss the factor x: each error must be multiplied by the feature"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return np.full(X.shape[1], np.mean(errors)), np.mean(errors)


# %% mistake="compute_gradient" says="the bias b is left out of the predictions"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors / len(y), np.mean(errors)


# %% mistake="compute_gradient" says="the errors are squared: the derivative of a square is not a square"
def compute_gradient(X, y, w, b, over=1.0):
    errors = np.where(X @ w + b > y, over, 1.0) * (X @ w + b - y) ** 2
    return X.T @ errors / len(y), np.mean(errors)


# %% mistake="compute_gradient" says="the sums are not divided by m"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors / len(y), np.sum(errors)


# %% mistake="compute_gradient" says="the sums are not divided by m"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors, np.mean(errors)


# %% mistake="compute_gradient" says="the errors are y minus the prediction, and so the slopes point downhill and the wrong side is dear"
def compute_gradient(X, y, w, b, over=1.0):
    errors = y - (X @ w + b)
    errors = np.where(errors > 0, over, 1.0) * errors
    return X.T @ errors / len(y), np.mean(errors)


# %% mistake="compute_gradient" replace="errors > 0" says="the other side is dear: an error is the prediction minus the price, so above 0 it is too high" with="errors < 0"

# %% mistake="compute_gradient" replace="np.where(errors > 0, over, 1.0)" says="`over` is not used: these are the slopes of the plain cost" with="1.0"

# %% mistake="compute_gradient" replace="np.where(errors > 0, over, 1.0)" says="every error counts `over` times, on both sides" with="over"

# %% mistake="compute_gradient" replace="np.where(errors > 0, over, 1.0)" says="`over` is squared: the square of the cost is one of the errors, not of what they count" with="np.where(errors > 0, over**2, 1.0)"

# %% mistake="compute_gradient" replace="dj_db = np.mean(errors)" says="the slope along b counts both sides the same: `over` belongs to every slope" with="dj_db = np.mean(predict(X, w, b) - y)"

# %% mistake="compute_gradient" replace="dj_dw = X.T @ errors / len(y)" says="the slopes of the weights count both sides the same: `over` belongs to every slope" with="dj_dw = X.T @ (predict(X, w, b) - y) / len(y)"


# %% mistake="compute_gradient" says="the sums are divided by the sum of all counts, not by m"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    counts = np.where(errors > 0, over, 1.0)
    return X.T @ (counts * errors) / np.sum(counts), np.sum(counts * errors) / np.sum(counts)


# %% [markdown] equivalent="compute_gradient"
# - `errors > 0 → errors >= 0`: an error of 0 has no slope, whichever side it belongs to
# - `error > 0 → error >= 0`: an error of 0 has no slope, whichever side it belongs to


# %% mistake="compute_gradient" replace="return dj_dw, dj_db" says="the slopes are returned in the other order: first those of the weights, then that of b" with="return dj_db, dj_dw"

# %% mistake="compute_gradient" replace="return dj_dw, dj_db" says="only the slopes of the weights are returned: return both, separated by a comma" with="return dj_dw"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the slopes of all weights are added up to one number, not kept one for each" with="np.sum(X.T @ errors) / len(y)"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="each error is multiplied by its feature, but the products are not added up over the houses" with="X * errors[:, None] / len(y)"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the products are divided by the number of all entries, not of houses: np.mean needs axis=0" with="np.full(X.shape[1], np.mean(X * errors[:, None]))"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the errors are multiplied by the features averaged over all houses, not by those of their own house" with="X.mean(axis=0) * np.mean(errors)"

# %% mistake="compute_gradient" replace="predict(X, w, b) - y" says="the sizes of the errors are used: without their sign a slope cannot point down" with="np.abs(predict(X, w, b) - y)"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the errors are multiplied by the weights, not by the features" with="w * np.mean(errors)"


# %% mistake="compute_gradient" says="only the first feature gets its slope, the others stay 0"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    dj_dw = np.zeros(X.shape[1])
    dj_dw[0] = np.mean(errors * X[:, 0])
    return dj_dw, np.mean(errors)


# %% mistake="compute_gradient" says="a factor of 2 is left over: the half in the cost cancels it"
def compute_gradient(X, y, w, b, over=1.0):
    errors = X @ w + b - y
    errors = np.where(errors > 0, over, 1.0) * errors
    return 2 * X.T @ errors / len(y), np.mean(errors)


# %% mistake="compute_gradient" replace="np.mean(errors)" says="the slope along b is divided by m twice: a mean is divided already" with="np.mean(errors) / len(y)"

# %% mistake="compute_gradient" replace="np.mean(errors)" says="the slope along b is multiplied by the bias: its factor is 1" with="np.mean(errors) * b"


# %% mistake="compute_gradient" replace="np.mean(errors)" says="the slope along b has the wrong sign: the error is the prediction minus the price" with="-np.mean(errors)"

# %% mistake="compute_gradient" replace="X.T @ errors" says="the slopes of the weights have the wrong sign: the error is the prediction minus the price" with="-X.T @ errors"

# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the number of features is fixed at two" with="X[:, :2].T @ errors / len(y)"


# %% mistake="compute_gradient" replace="X.T @ errors / len(y)" says="the slopes of the weights are divided by the number of features, not of houses" with="X.T @ errors / X.shape[1]"


# %% mistake="compute_gradient" replace="np.where(errors > 0, over, 1.0)" says="one decision is made for all houses: each error has its own side" with="(over if np.mean(errors) > 0 else 1.0)"


# %% mistake="compute_gradient" replace="np.where(errors > 0, over, 1.0)" says="one decision is made for all houses: each error has its own side" with="(over if np.any(errors > 0) else 1.0)"


# %% alternative="compute_gradient"
def compute_gradient(X, y, w, b, over=1.0):
    m, n = X.shape
    dj_dw, dj_db = np.zeros(n), 0.0
    for i in range(m):
        error = sum(X[i, j] * w[j] for j in range(n)) + b - y[i]
        if error > 0:
            error *= over
        for j in range(n):
            dj_dw[j] += error * X[i, j] / m
        dj_db += error / m
    return dj_dw, dj_db


# %% alternative="compute_gradient"
def compute_gradient(X, y, w, b, over=1.0):
    errors = predict(X, w, b) - y
    pulls = over * np.maximum(errors, 0) + np.minimum(errors, 0)
    return (X * pulls[:, None]).mean(axis=0), pulls.mean()


# %% [markdown]
# ## Gradient descent
#
# Start anywhere and step against the slope, again and again. From here on both sides count the same, as long as you do not pass `over`:
#
# $$w \leftarrow w - \alpha\, \frac{\partial J}{\partial w}, \qquad
# b \leftarrow b - \alpha\, \frac{\partial J}{\partial b}$$
#
# The learning rate $\alpha$ (`alpha`) says how far a step goes. Both slopes of a step are taken
# at the same point, *before* either parameter moves. Keep a **history** of the cost: first the
# cost at the start, then the cost after each step. It is how you see whether the descent works.


# %% exercise="gradient_descent"
def gradient_descent(X, y, w, b, alpha, iterations):
    """Walk down the cost.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD).
    w : numpy.ndarray, shape (n,)
        Weights to start from, whole numbers or not. They are left as they are.
    b : float
        Bias to start from.
    alpha : float
        Learning rate.
    iterations : int
        Number of steps.

    Returns
    -------
    w : numpy.ndarray, shape (n,)
        Weights after the last step.
    b : float
        Bias after the last step.
    history : list of float, length iterations + 1
        The cost at the start and after each step.
    """
    ### BEGIN SOLUTION
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history
    ### END SOLUTION


# %% [markdown] hint="gradient_descent"
# One step: call `compute_gradient` once, then move `w` and `b`. Repeat it in a `for` loop.
# `compute_cost` gives the entries of the history.

# %% [markdown] hint="gradient_descent"
# Start with `history = [compute_cost(X, y, w, b)]`, and append to it at the end of every step.

# %% [markdown] hint="gradient_descent"
# Write `w = w - alpha * dj_dw`, not `w -= alpha * dj_dw`: the second changes the array of whoever
# called your function.

# %% checks="gradient_descent" points=8
few_X, few_y = np.array([[0.0], [1.0], [3.0]]), np.array([1.0, 3.0, 8.0])
zero = np.array([0.0])
expect(
    gradient_descent(few_X, few_y, zero, 0.0, 0.1, 1)[0],
    np.array([0.9]),
    "errors −1, −3, −8 give the slope (0 − 3 − 24) / 3 = −9, and 0 − 0.1 · (−9) = 0.9",
)
expect(zero, np.array([0.0]), "the array that was passed in is left as it was")
expect(
    gradient_descent(few_X, few_y, np.zeros(1), 0.0, 0.1, 1)[1],
    0.4,
    "the mean error is −4, and 0 − 0.1 · (−4) = 0.4: the slope before w has moved",
)
expect(
    gradient_descent(few_X, few_y, np.array([1.5]), 1.0, 0.3, 2)[1],
    1.19,
    "two steps from w = 1.5, b = 1 with alpha = 0.3: the bias goes 1, 1.3, 1.19",
)
### BEGIN HIDDEN TESTS
expect(
    gradient_descent(few_X, few_y, np.array([1]), 2, 0.5, 0)[1],
    2.0,
    "without a step nothing moves",
)
expect(
    gradient_descent(few_X, few_y, np.array([0]), 0, 0.1, 1)[0],
    np.array([0.9]),
    "a start of whole numbers works",
)
expect(
    gradient_descent(few_X, np.array([1.0, 2.0, 4.0]), np.zeros(1), 0.0, 0.3, 400)[0],
    np.array([1.0]),
    "with enough steps it finds the line y = x + 1 through three points",
    rtol=1e-4,
)


def walk(X, y, w, b, alpha, steps):
    for _ in range(steps):
        errors = X @ w + b - y
        w, b = w - alpha * X.T @ errors / len(y), b - alpha * errors.mean()
    return w, b


houses_4 = np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 1.0]])
prices, start = np.array([1.0, 12.0, 6.0, 5.0]), np.array([1.0, 2.0, -1.0])
expect(
    gradient_descent(houses_4, prices, start.copy(), 4.0, 0.15, 3)[:2],
    walk(houses_4, prices, start, 4.0, 0.15, 3),
    "three features, three steps",
)
expect(
    gradient_descent(X_train, y_train, np.array([10.0, 10.0]), -5.0, 0.05, 25)[:2],
    walk(X_train, y_train, np.array([10.0, 10.0]), -5.0, 0.05, 25),
    "25 steps on the houses, from another start, arrive where the formula says",
)
expect(
    gradient_descent(few_X, few_y, np.array([2.0]), 1.5, 0.7, 3)[:2],
    walk(few_X, few_y, np.array([2.0]), 1.5, 0.7, 3),
    "a rate of 0.7 is too large, and the cost rises: you still stand where the last step has led",
)
### END HIDDEN TESTS

# %% checks="gradient_descent" points=4
few_X, few_y = np.array([[0.0], [1.0], [3.0]]), np.array([1.0, 3.0, 8.0])
expect(
    gradient_descent(few_X, few_y, np.zeros(1), 0.0, 0.1, 3)[2],
    [74 / 6, 4.543333, 1.680696, 0.6285699],
    "the cost at the start, (1 + 9 + 64) / 6, then the cost after each of the three steps",
)
expect(
    gradient_descent(few_X, few_y, np.array([2.0]), 1.0, 0.1, 1)[2],
    [1 / 6, 0.07722222],
    "from w = 2, b = 1 the errors 0, 0, −1 cost 1 / 6; one step makes it less",
)
### BEGIN HIDDEN TESTS
expect(
    len(gradient_descent(X_new, y_new, np.zeros(2), 0.0, 0.05, 40)[2]),
    41,
    "the history has one entry more than there are steps",
)
expect(
    gradient_descent(X_new, y_new, np.array([150.0, -30.0]), 60.0, 0.1, 0)[2],
    [float(np.mean((X_new @ [150.0, -30.0] + 60.0 - y_new) ** 2) / 2)],
    "without a step the history is the cost at the start",
)
expect(
    float(np.max(np.diff(gradient_descent(X_train, y_train, np.zeros(2), 0.0, 0.1, 50)[2]))) < 0,
    True,
    "with a small learning rate every step lowers the cost",
)
### END HIDDEN TESTS


# %% mistake="gradient_descent" says="the step goes up the slope: it is added, not subtracted"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w + alpha * dj_dw, b + alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="w moves first and the slope along b is taken at the new w: both belong to the same point"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        w = w - alpha * compute_gradient(X, y, w, b)[0]
        b = b - alpha * compute_gradient(X, y, w, b)[1]
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the learning rate is left out"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - dj_dw, b - dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the history starts after the first step: the cost at the start is missing"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = []
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the cost is recorded before each step, so that the cost after the last step is missing"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = []
    for _ in range(iterations):
        history.append(compute_cost(X, y, w, b))
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


# %% mistake="gradient_descent" says="the array w of the caller is changed in place, by `-=` or by writing into `w[j]`"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w -= (alpha * dj_dw).astype(w.dtype)
        b -= alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the descent starts from zeros, whatever w and b were passed in"
def gradient_descent(X, y, w, b, alpha, iterations):
    w, b = np.zeros(X.shape[1]), 0.0
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="`return` stands inside the loop: only one step is taken"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
        return w, b, history
    return w, b, history


# %% mistake="gradient_descent" replace="return w, b, history" says="b is returned before w: the order is w, b, history" with="return b, w, history"

# %% mistake="gradient_descent" replace="return w, b, history" says="the history is missing from the results: the order is w, b, history" with="return w, b"

# %% mistake="gradient_descent" replace="return w, b, history" says="the history is returned first: the order is w, b, history" with="return history, w, b"

# %% mistake="gradient_descent" replace="range(iterations)" says="one step too many is taken" with="range(iterations + 1)"

# %% mistake="gradient_descent" replace="range(iterations)" says="one step too few is taken" with="range(iterations - 1)"


# %% mistake="gradient_descent" says="the history keeps the cost from before each step once more, so it never holds the last one"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        history.append(compute_cost(X, y, w, b))
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


# %% mistake="gradient_descent" says="the history is left at its first entry: append the cost after each step"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


# %% mistake="gradient_descent" replace="return w, b, history" says="the history holds only the last cost, not one for each step" with="return w, b, history[-1]"


# %% mistake="gradient_descent" says="the history holds the bias, not the cost"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [b]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(b)
    return w, b, history


# %% mistake="gradient_descent" says="the gradient is computed once, before the loop, and every step goes the same way"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    dj_dw, dj_db = compute_gradient(X, y, w, b)
    for _ in range(iterations):
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" replace="b - alpha * dj_db" says="the bias goes up its slope: it is added, not subtracted" with="b + alpha * dj_db"

# %% mistake="gradient_descent" replace="b = b - alpha * dj_db" says="the bias is never moved" with="b = b"

# %% mistake="gradient_descent" replace="b - alpha * dj_db" says="the learning rate is left out of the step of the bias" with="b - dj_db"

# %% mistake="gradient_descent" replace="w - alpha * dj_dw" says="the weights move by the slope of the bias: each parameter has its own" with="w - alpha * dj_db"

# %% mistake="gradient_descent" replace="w = w - alpha * dj_dw" says="w is replaced by the step, not moved by it" with="w = -alpha * dj_dw"

# %% mistake="gradient_descent" replace="return w, b, history" says="the costs of the history are rounded" with="return w, b, [round(float(cost), 2) for cost in history]"

# %% mistake="gradient_descent" replace="history = [compute_cost(X, y, w, b)]" says="the learning rate is divided by m, although the slopes are means already" with="history, alpha = [compute_cost(X, y, w, b)], alpha / len(y)"


# %% mistake="gradient_descent" replace="dj_dw, dj_db = compute" says="the two slopes are unpacked in the other order: compute_gradient returns dj_dw first" with="dj_db, dj_dw = compute"


# %% mistake="gradient_descent" says="b moves first and the slopes along w are taken at the new b: both belong to the same point"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        b = b - alpha * compute_gradient(X, y, w, b)[1]
        w = w - alpha * compute_gradient(X, y, w, b)[0]
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the history holds the mean squared error, not the cost: the half is missing"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [2 * compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(2 * compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="the history holds the parameters, not the cost"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [(w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append((w, b))
    return w, b, history


# %% mistake="gradient_descent" replace="alpha * dj_dw" says="all weights move by the mean of their slopes: each has its own" with="alpha * np.mean(dj_dw)"

# %% mistake="gradient_descent" replace="w = w - alpha * dj_dw" says="the array w of the caller is changed in place, by `-=` or by writing into `w[j]`" with="w -= alpha * dj_dw"

# %% mistake="gradient_descent" replace="w - alpha * dj_dw" says="the learning rate is left out of the step of the weights" with="w - dj_dw"

# %% mistake="gradient_descent" replace="w - alpha * dj_dw" says="the weights go up their slope: it is added, not subtracted" with="w + alpha * dj_dw"

# %% mistake="gradient_descent" replace="w = w - alpha * dj_dw" says="the weights are never moved" with="w = w"


# %% mistake="gradient_descent" says="the history holds only the last cost, not one for each step"
def gradient_descent(X, y, w, b, alpha, iterations):
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, [compute_cost(X, y, w, b)]


# %% mistake="gradient_descent" says="one step too many is taken, and the cost at the start is missing"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = []
    for _ in range(iterations + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
    return w, b, history


# %% mistake="gradient_descent" says="one step too many is taken, although the history has the right length"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = []
    for _ in range(iterations + 1):
        history.append(compute_cost(X, y, w, b))
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


# %% mistake="gradient_descent" replace="history = [compute_cost(X, y, w, b)]" says="every step is twice too long: the slopes carry no factor of 2" with="history, alpha = [compute_cost(X, y, w, b)], 2 * alpha"

# %% mistake="gradient_descent" replace="history = [compute_cost(X, y, w, b)]" says="the learning rate is fixed at 0.1, whatever alpha is passed" with="history, alpha = [compute_cost(X, y, w, b)], 0.1"

# %% mistake="gradient_descent" replace="b = b - alpha * dj_db" says="the bias starts each step from w, not from b" with="b = w - alpha * dj_db"


# %% mistake="gradient_descent" says="the cheapest w and b of the walk are returned, not those after the last step"
def gradient_descent(X, y, w, b, alpha, iterations):
    history, best = [compute_cost(X, y, w, b)], (w, b)
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
        if history[-1] == min(history):
            best = w, b
    return best[0], best[1], history


# %% mistake="gradient_descent" says="the walk stops where the cost rises: as many steps as `iterations` are to be taken"
def gradient_descent(X, y, w, b, alpha, iterations):
    history = [compute_cost(X, y, w, b)]
    for _ in range(iterations):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        history.append(compute_cost(X, y, w, b))
        if history[-1] > history[-2]:
            break
    return w, b, history


# %% alternative="gradient_descent"
def gradient_descent(X, y, w, b, alpha, iterations):
    w = np.array(w, dtype=float)
    history = np.empty(iterations + 1)
    for k in range(iterations):
        history[k] = compute_cost(X, y, w, b)
        slopes = compute_gradient(X, y, w, b)
        w -= alpha * slopes[0]
        b = b - alpha * slopes[1]
    history[iterations] = compute_cost(X, y, w, b)
    return w, b, list(history)


# %% [markdown]
# Let it run on the 2,400 houses for 3,000 steps, and look at the first 200. The cost starts near
# 19,700, high above the picture, falls below 3,700 with the first step and then creeps down a
# long valley. After 100 steps it is near 1435, and it ends at 1348. Steep walls are quick, flat
# valleys are slow.

# %%
w_descent, b_descent, history = gradient_descent(X_train, y_train, np.zeros(2), 0.0, 0.1, 3000)
print(f"w = {w_descent.round(2)}, b = {b_descent:.2f}")
print("cost", {step: round(float(history[step])) for step in (0, 1, 100, 3000)})
ax = plots.learning_curves(history[:201])
ax.set_ylim(1000, 4000)
plt.show()

# %% [markdown]
# **Predict.** Now a prediction that is too high counts four times. Will the prices go up or down, and which share of the houses will be sold below its prediction?

# %%
prediction = "..."  # yours

# %%
for over in (1.0, 4.0):
    w, b = w_descent, b_descent
    for _ in range(3000):  # steps of a quarter the length: the walls are up to four times as steep
        dj_dw, dj_db = compute_gradient(X_train, y_train, w, b, over)
        w, b = w - 0.025 * dj_dw, b - 0.025 * dj_db
    said = predict(np.array([[1.5, 3.0]]), w, b)[0]
    below = np.mean(predict(X_train, w, b) > y_train)
    print(f"over = {over:.0f}: {said:.0f},000 dollars for the house; {below:.0%} are sold below")

# %% [markdown]
# With `over` = 1 half of the houses are sold below their prediction, and this one is said to be worth 193,000 dollars. With 4 it is 166,000, and only 29% are sold
# below. The line has left the middle of the cloud: it no longer says what a house costs on average, but what a careful buyer should
# offer. **A cost is a decision**: it says which errors you would rather make.
#
# ## Stop when it is flat
#
# 3,000 steps were a guess. Let the descent decide: it stops after the first step that lowers the cost by less than
# a share of the cost before that step, and after a largest number of steps in any case:
#
# $$J_{t-1} - J_t < \text{tolerance} \cdot J_{t-1}$$
#
# $J_t$ is the cost after step $t$ and $J_0$ that at the start, in (1000 USD)². The step that meets this has been taken and
# counts. A cost that *rises* meets it, too: then it is high time to stop. Return where you stand, and how many steps it took.


# %% exercise="descend_until_flat"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    """Walk down the cost until it hardly falls any more.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD).
    w : numpy.ndarray, shape (n,)
        Weights to start from, whole numbers or not. They are left as they are.
    b : float
        Bias to start from.
    alpha : float
        Learning rate.
    tolerance : float
        The walk stops after a step that lowers the cost by less than this share of the cost
        before the step.
    most : int
        Largest number of steps; 0 means that none is taken.

    Returns
    -------
    w : numpy.ndarray, shape (n,)
        Weights after the last step.
    b : float
        Bias after the last step.
    steps : int
        How many steps were taken.
    """
    ### BEGIN SOLUTION
    cost = compute_cost(X, y, w, b)
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        before, cost = cost, compute_cost(X, y, w, b)
        if before - cost < tolerance * before:
            return w, b, step
    return w, b, most
    ### END SOLUTION


# %% [markdown] hint="descend_until_flat"
# Which two costs do you have to know after each step? And what happens to the newer one when the next step begins?

# %% [markdown] hint="descend_until_flat"
# Costs of 12, 5, 3 and 2.7 fall by 7, 2 and 0.3. With a tolerance of 0.2 the borders are 2.4, 1 and 0.6: the third step
# is the first to fall by less, so three steps are taken.

# %% [markdown] hint="descend_until_flat"
# A loop over the numbers of the steps, 1 to `most`. In it: move as in `gradient_descent`, compute the new cost, and
# `if …: return w, b, step`. After the loop there is one more `return`: when is it reached, and with which number?

# %% checks="descend_until_flat" points=10
few_X, few_y = np.array([[0.0], [1.0], [3.0]]), np.array([1.0, 3.0, 8.0])
expect(
    descend_until_flat(few_X, few_y, np.zeros(1), 0.0, 0.1, 0.3, 50)[2],
    8,
    "the costs 12.3, 4.5, 1.7, 0.63, 0.24, 0.10, 0.05, 0.027, 0.020 fall by 63% at first; step 8 by 27%",
)
expect(
    descend_until_flat(few_X, few_y, np.zeros(1), 0.0, 0.1, 0.3, 50)[:2],
    (np.array([2.25772309]), 0.9659340679),
    "the parameters after step 8, the one that fell by less",
)
two_X = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0], [1.0, 2.0]])
two_y, two_w = np.array([3.0, 7.0, 2.0, 4.5]), np.array([1.0, 0.0])
expect(
    descend_until_flat(two_X, two_y, two_w, 0.5, 0.2, 0.2, 50)[2],
    6,
    "with two features: 0.159 to 0.130 in step 6 is the first fall of less than 20%",
)
expect(two_w, np.array([1.0, 0.0]), "the array that was passed in is left as it was")
### BEGIN HIDDEN TESTS
expect(
    descend_until_flat(two_X, two_y, two_w, 0.5, 0.2, 0.2, 50)[0],
    np.array([2.33178175, 0.45696825]),
    "both weights stand where step 6 has led",
)
three_X = np.array(
    [[1.0, 0.0, 2.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 1.0], [3.0, 0.0, 1.0]]
)
three_y, three_w = np.array([4.0, 5.0, 9.0, 6.0, 6.5]), np.array([0.5, 1.0, 0.0])
expect(
    descend_until_flat(three_X, three_y, three_w, 1.0, 0.1, 0.2, 50),
    (np.array([1.22998521, 1.92319975, 0.71798334]), 1.6515143744, 5),
    "with three features the costs from 0.274 to 0.233 fall by 15% in step 5",
)
### END HIDDEN TESTS

# %% checks="descend_until_flat" points=8
few_X, few_y = np.array([[0.0], [1.0], [3.0]]), np.array([1.0, 3.0, 8.0])
expect(
    descend_until_flat(few_X, few_y, np.zeros(1), 0.0, 0.1, 0.3, 3),
    (np.array([1.77911111]), 0.7831111111, 3),
    "it is not flat yet after three steps, but three are the most",
)
expect(
    descend_until_flat(few_X, few_y, np.zeros(1), 0.0, 0.7, 0.2, 9),
    (np.array([6.3]), 2.8, 1),
    "with a rate of 0.7 the first step climbs from 12.3 to 38: stop there",
)
### BEGIN HIDDEN TESTS
expect(
    descend_until_flat(few_X, few_y, np.array([1.5]), 2.25, 0.1, 0.3, 0),
    (np.array([1.5]), 2.25, 0),
    "without a step nothing moves from where you start",
)
expect(
    descend_until_flat(few_X, few_y, np.array([0]), 0, 0.1, 0.3, 2)[0],
    np.array([1.44666667]),
    "a start in whole numbers does not cut off the steps",
)
### END HIDDEN TESTS

# %% mistake="descend_until_flat" replace="tolerance * before" says="the fall is compared with the tolerance itself, not with a share of the cost" with="tolerance"

# %% mistake="descend_until_flat" replace="tolerance * before" says="the share is taken of the cost after the step, not of that before it" with="tolerance * cost"

# %% mistake="descend_until_flat" replace="return w, b, step" says="the steps are counted from 0: the step that meets the condition has been taken and counts" with="return w, b, step - 1"

# %% mistake="descend_until_flat" replace="before - cost <" says="it stops while the cost still falls fast, and goes on where it hardly falls" with="before - cost >"

# %% mistake="descend_until_flat" replace="before - cost <" says="the size of the change is compared, so that a cost that rises does not stop the walk" with="abs(before - cost) <"


# %% mistake="descend_until_flat" says="the share is taken of the cost at the start, not of that before the step"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    start = cost = compute_cost(X, y, w, b)
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        before, cost = cost, compute_cost(X, y, w, b)
        if before - cost < tolerance * start:
            return w, b, step
    return w, b, most


# %% mistake="descend_until_flat" says="each cost is compared with that at the start, not with the one before the step"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    start = compute_cost(X, y, w, b)
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        if start - compute_cost(X, y, w, b) < tolerance * start:
            return w, b, step
    return w, b, most


# %% mistake="descend_until_flat" says="the parameters from before the last step are returned: the step that meets the condition counts"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    cost = compute_cost(X, y, w, b)
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        new_w, new_b = w - alpha * dj_dw, b - alpha * dj_db
        before, cost = cost, compute_cost(X, y, new_w, new_b)
        if before - cost < tolerance * before:
            return w, b, step
        w, b = new_w, new_b
    return w, b, most


# %% mistake="descend_until_flat" says="the cost is returned, not how many steps were taken"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    cost = compute_cost(X, y, w, b)
    for _ in range(most):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        before, cost = cost, compute_cost(X, y, w, b)
        if before - cost < tolerance * before:
            break
    return w, b, cost


# %% mistake="descend_until_flat" says="the array w of the caller is changed in place, by `-=` or by writing into `w[j]`"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    cost = compute_cost(X, y, w, b)
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        before, cost = cost, compute_cost(X, y, w, b)
        if before - cost < tolerance * before:
            return w, b, step
    return w, b, most


# %% [markdown] equivalent="descend_until_flat"
# - `before - cost < tolerance * before → before - cost <= tolerance * before`: no cost falls by exactly the share
# - `costs[-2] - costs[-1] < tolerance * costs[-2] → costs[-2] - costs[-1] <= tolerance * costs[-2]`: likewise


# %% mistake="descend_until_flat" replace="return w, b, step" says="`most` is returned, not how many steps were taken" with="return w, b, most"


# %% mistake="descend_until_flat" says="a step is taken before `most` is looked at, so one is taken where `most` is 0"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    cost, steps = compute_cost(X, y, w, b), 0
    while True:
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b, steps = w - alpha * dj_dw, b - alpha * dj_db, steps + 1
        before, cost = cost, compute_cost(X, y, w, b)
        if before - cost < tolerance * before or steps >= most:
            return w, b, steps


# %% mistake="descend_until_flat" says="the slopes are compared with the tolerance, not the fall of the cost with a share of it"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    for step in range(most):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        if np.all(np.abs(dj_dw) < tolerance) and abs(dj_db) < tolerance:
            return w, b, step
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, most


# %% mistake="descend_until_flat" says="the slopes are compared with the tolerance, not the fall of the cost with a share of it"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        if np.all(np.abs(dj_dw) < tolerance) and abs(dj_db) < tolerance:
            return w, b, step
    return w, b, most


# %% mistake="descend_until_flat" says="the step of the parameters is compared with the tolerance, not the fall of the cost"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    for step in range(1, most + 1):
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        if np.all(np.abs(alpha * dj_dw) < tolerance) and abs(alpha * dj_db) < tolerance:
            return w, b, step
    return w, b, most


# %% alternative="descend_until_flat"
def descend_until_flat(X, y, w, b, alpha, tolerance, most):
    costs = [compute_cost(X, y, w, b)]
    while len(costs) <= most:
        dj_dw, dj_db = compute_gradient(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        costs.append(compute_cost(X, y, w, b))
        if costs[-2] - costs[-1] < tolerance * costs[-2]:
            break
    return w, b, len(costs) - 1


# %% [markdown]
# Where does it stop on the houses? Three tolerances, each a hundredth of the one before.

# %%
for tolerance in (1e-3, 1e-5, 1e-7):
    w, b, steps = descend_until_flat(X_train, y_train, np.zeros(2), 0.0, 0.1, tolerance, 3000)
    cost = compute_cost(X_train, y_train, w, b)
    print(f"tolerance {tolerance:.0e}: {steps:3} steps, w = {w.round(1)}, cost {cost:.1f}")

# %% [markdown]
# At a tolerance of 0.1% the walk ends after 122 steps. The cost, 1393, is only some 3% above the lowest; yet a bedroom counts
# −18.4, and after 3,000 steps −31. **Flat is not arrived**: along the valley the cost hardly tells where you are. With
# 1e-7 it takes 532 steps, and a bedroom counts −30.9. So choose the tolerance by what you want to read off: a small one for weights.

# %% [markdown]
# ## Straight to the bottom
#
# At the lowest point all slopes are zero. For linear regression these equations can be solved at
# once. Put a column of ones in front of $X$ and call the result $A$ ($m \times (n+1)$), and put
# $b$ in front of the weights: $\theta = (b, w_1, \dots, w_n)$. Then $\hat y = A\theta$, and zero
# slopes mean
#
# $$A^\top A\, \theta = A^\top y$$
#
# This is the **normal equation**: $n + 1$ linear equations for the $n + 1$ unknowns in $\theta$.
# `np.linalg.solve(M, v)` returns the $\theta$ with $M\theta = v$.


# %% exercise="normal_equation"
def normal_equation(X, y):
    """Return the parameters with the lowest cost.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        One house a row.
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD).

    Returns
    -------
    w : numpy.ndarray, shape (n,)
        Weights (1000 USD per unit of the feature).
    b : float
        Bias (1000 USD).
    """
    ### BEGIN SOLUTION
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta[1:], theta[0]
    ### END SOLUTION


# %% [markdown] hint="normal_equation"
# Build `A` first. `np.ones(len(X))` is a column of ones, and `np.column_stack([first, second])`
# puts columns side by side.

# %% [markdown] hint="normal_equation"
# The matrix on the left is `A.T @ A`, the vector on the right `A.T @ y`.

# %% [markdown] hint="normal_equation"
# `theta = np.linalg.solve(…, …)` begins with the bias, because the column of ones comes first. Which part of `theta`
# holds the weights? Return the weights first, then the bias.

# %% checks="normal_equation" points=10
three = np.array([[0.0], [1.0], [2.0]])
expect(
    normal_equation(three, np.array([1.0, 2.0, 6.0])),
    (np.array([2.5]), 0.5),
    "A'A = [[3, 3], [3, 5]] and A'y = [9, 14]: then θ = [0.5, 2.5] solves both equations",
)
expect(
    normal_equation(three, np.array([3.0, 5.0, 7.0])),
    (np.array([2.0]), 3.0),
    "points on the line y = 2x + 3 give this line",
)
corners = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 2], [3, 2, 1], [2, 1, 0]])
expect(
    normal_equation(corners, np.array([7, 6, 9, 11, 7])),
    (np.array([2.0, -1.0, 3.0]), 4.0),
    "three features: prices that are 2, −1 and 3 times the features, plus 4, give these numbers",
)
### BEGIN HIDDEN TESTS
theta = np.linalg.lstsq(np.column_stack([np.ones(2400), X_train]), y_train, rcond=None)[0]
expect(
    normal_equation(X_train, y_train),
    (theta[1:], theta[0]),
    "the parameters of the 2,400 houses have the lowest cost there is",
    rtol=1e-5,
)
expect(
    normal_equation(X_train, y_train + 100.0),
    (theta[1:], theta[0] + 100.0),
    "when every price rises by 100, only the bias changes",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="normal_equation" says="the weights are found without a column of ones, and the bias only afterward"
def normal_equation(X, y):
    w = np.linalg.solve(X.T @ X, X.T @ y)
    return w, np.mean(y - X @ w)


# %% mistake="normal_equation" says="the column of ones is missing: the line is forced through the origin"
def normal_equation(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y), 0.0


# %% mistake="normal_equation" says="the bias is taken from the end of θ, although the column of ones comes first"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta[:-1], theta[-1]


# %% mistake="normal_equation" says="A'A is forgotten: A'y alone is returned"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = A.T @ y
    return theta[1:], theta[0]


# %% mistake="normal_equation" says="each element of A'A is inverted (1 / A'A), not the matrix"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = (1 / (A.T @ A)) @ (A.T @ y)
    return theta[1:], theta[0]


# %% mistake="normal_equation" says="the mean price is taken for the bias: that is right only for features of mean 0"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta[1:], y.mean()


# %% mistake="normal_equation" says="all of θ is returned as weights, with the bias still in it"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta, theta[0]


# %% mistake="normal_equation" replace="return theta[1:], theta[0]" says="θ is returned as it is, not split into weights and bias" with="return theta"

# %% mistake="normal_equation" replace="theta[1:]" says="only the first weight is returned, whatever the number of features" with="theta[1]"

# %% mistake="normal_equation" replace="theta[1:]" says="the number of features is fixed at two" with="theta[1:3]"

# %% mistake="normal_equation" replace="return theta[1:], theta[0]" says="the parameters are rounded: return them as they are" with="return np.round(theta[1:], 2), round(theta[0], 2)"

# %% mistake="normal_equation" replace="return theta[1:], theta[0]" says="only the weights are returned: return both, separated by a comma" with="return theta[1:]"

# %% mistake="normal_equation" replace="[np.ones(len(X)), X]" says="the column of ones stands last, so the bias is the last entry of θ, but it is taken from the front" with="[X, np.ones(len(X))]"


# %% mistake="normal_equation" says="a column of zeros, and no column of ones, is put in front: the matrix has no inverse, or no bias"
def normal_equation(X, y):
    A = np.column_stack([np.zeros(len(X)), X])
    theta = np.linalg.pinv(A) @ y
    return theta[1:], theta[0]


# %% [markdown] equivalent="normal_equation"
# - `y - y.mean() → y + y.mean()`: the columns of `centered` sum to 0, so a constant drops out
# - `y - y.mean() → y`: the columns of `centered` sum to 0, so a constant drops out
# - `y.mean() → y.sum()`: the columns of `centered` sum to 0 (as the bias, a sum is caught)
# - `mean @ w → w @ mean`: a dot product has no order


# %% mistake="normal_equation" says="the bias is returned first: the weights come first, as in `return w, b`"
def normal_equation(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.solve(A.T @ A, A.T @ y)
    return theta[0], theta[1:]


# %% mistake="normal_equation" replace="theta[1:], theta[0]" says="the bias is an array of one number: take the number out by its index" with="theta[1:], theta[:1]"

# %% mistake="normal_equation" replace="np.linalg.solve(A.T @ A, A.T @ y)" says="the two sides of the normal equation are multiplied, where a system of equations has to be solved" with="(A.T @ A) @ (A.T @ y)"


# %% mistake="normal_equation" says="each feature is fitted alone: all weights have to be solved for at once"
def normal_equation(X, y):
    D, d = X - X.mean(axis=0), y - y.mean()
    w = (D * d[:, None]).sum(axis=0) / (D**2).sum(axis=0)
    return w, y.mean() - X.mean(axis=0) @ w


# %% alternative="normal_equation"
def normal_equation(X, y):
    A = np.hstack([X, np.ones((len(X), 1))])
    theta, *_ = np.linalg.lstsq(A, y, rcond=None)
    return theta[:-1], theta[-1]


# %% alternative="normal_equation"
def normal_equation(X, y):
    centered, mean = X - X.mean(axis=0), X.mean(axis=0)
    w = np.linalg.inv(centered.T @ centered) @ centered.T @ (y - y.mean())
    return w, y.mean() - mean @ w


# %% [markdown]
# Three roads should lead to the same parameters: your descent, your equation, and scikit-learn,
# the library most people use for this. All three lines below should agree to two digits: about
# 151.85 thousand dollars for each 100 m², 31 thousand *less* for each bedroom, and a bias of
# 57.84.

# %%
from sklearn.linear_model import LinearRegression

library = LinearRegression().fit(X_train, y_train)
w_solved, b_solved = normal_equation(X_train, y_train)
print("descent     ", w_descent.round(2), round(b_descent, 2))
print("equation    ", w_solved.round(2), round(b_solved, 2))
print("scikit-learn", library.coef_.round(2), round(library.intercept_, 2))

# %% [markdown]
# ## How wrong is it?
#
# Measure every house by its residual $e_i = y_i - \hat y_i$, as in lecture 1: the error of above with its sign turned,
# which neither squares nor sizes notice. With the mean price $\bar y$, four numbers are in common use:
#
# $$\mathrm{MSE} = \frac1m \sum_i e_i^2, \quad \mathrm{RMSE} = \sqrt{\mathrm{MSE}}, \quad
# \mathrm{MAE} = \frac1m \sum_i |e_i|, \quad R^2 = 1 - \frac{\sum_i e_i^2}{\sum_i (y_i - \bar y)^2}$$
#
# RMSE and MAE have the unit of the price: they say how far off a prediction is. $R^2$ has no
# unit: it compares you with someone who always says the mean. 1 is perfect, 0 is no better than
# the mean, and below 0 is worse.


# %% exercise="metrics"
def metrics(y, y_hat):
    """Measure how wrong predictions are.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        True prices (1000 USD), not all equal.
    y_hat : numpy.ndarray, shape (m,)
        Predicted prices (1000 USD).

    Returns
    -------
    dict
        The keys ``"mse"`` ((1000 USD)²), ``"rmse"`` (1000 USD), ``"mae"`` (1000 USD) and ``"r2"``
        (no unit), each with a float.
    """
    ### BEGIN SOLUTION
    errors = y_hat - y
    mse = np.mean(errors**2)
    spread = np.mean((y - np.mean(y)) ** 2)
    return {
        "mse": mse,
        "rmse": np.sqrt(mse),
        "mae": np.mean(np.abs(errors)),
        "r2": 1 - mse / spread,
    }
    ### END SOLUTION


# %% [markdown] hint="metrics"
# Begin with the residuals, `y - y_hat`. Three of the four numbers are one line each from there.

# %% [markdown] hint="metrics"
# `np.abs` takes absolute values, `np.sqrt` the root. There is no half in the MSE: that one
# belongs to the cost $J$.

# %% [markdown] hint="metrics"
# $R^2$ needs two sums of squares: one of the residuals, one of the distances of the true prices from *their* mean.
# Which of them stands above the line?

# %% checks="metrics" points=3
true_prices = np.array([1.0, 2.0, 3.0, 4.0, 7.5])
predicted = np.array([2.0, 2.0, 5.0, 3.0, 5.0])
expect("mse" in metrics(true_prices, predicted), True, 'the dict has the key "mse"')
expect(
    metrics(true_prices, predicted)["mse"],
    2.45,
    "residuals −1, 0, −2, 1, 2.5 have the squares 1, 0, 4, 1, 6.25, and their mean is 12.25 / 5",
)
### BEGIN HIDDEN TESTS
expect(
    metrics(true_prices, true_prices + 3.0)["mse"],
    9.0,
    "predictions that are all 3 too high have the square 9",
)
expect(metrics(np.array([1, 2, 4]), np.array([2, 4, 3]))["mse"], 2.0, "whole numbers work")
### END HIDDEN TESTS

# %% checks="metrics" points=3
true_prices = np.array([1.0, 2.0, 3.0, 4.0, 7.5])
predicted = np.array([2.0, 2.0, 5.0, 3.0, 5.0])
expect("rmse" in metrics(true_prices, predicted), True, 'the dict has the key "rmse"')
expect(metrics(true_prices, predicted)["rmse"], 2.45**0.5, "the root of 2.45, 1.565…")
### BEGIN HIDDEN TESTS
flat = np.full(530, 180.0)
expect(
    metrics(y_new, flat)["rmse"],
    float(np.sqrt(np.mean((y_new - 180.0) ** 2))),
    "the RMSE of the new houses agrees with the formula",
)
### END HIDDEN TESTS

# %% checks="metrics" points=4
true_prices = np.array([1.0, 2.0, 3.0, 4.0, 7.5])
predicted = np.array([2.0, 2.0, 5.0, 3.0, 5.0])
expect("mae" in metrics(true_prices, predicted), True, 'the dict has the key "mae"')
expect(metrics(true_prices, predicted)["mae"], 1.3, "sizes 1, 0, 2, 1, 2.5 have the mean 6.5 / 5")
expect(
    metrics(true_prices, true_prices - 3.0)["mae"],
    3.0,
    "predictions that are all 3 too low are off by 3",
)
### BEGIN HIDDEN TESTS
expect(
    metrics(true_prices, true_prices + 3.0)["mae"],
    3.0,
    "predictions that are all 3 too high are off by 3",
)
expect(
    metrics(10 * true_prices, 10 * predicted)["mae"],
    13.0,
    "prices ten times as high have errors ten times as large",
)
### END HIDDEN TESTS

# %% checks="metrics" points=5
true_prices = np.array([1.0, 2.0, 3.0, 4.0, 7.5])
predicted = np.array([2.0, 2.0, 5.0, 3.0, 5.0])
expect("r2" in metrics(true_prices, predicted), True, 'the dict has the key "r2"')
expect(
    metrics(true_prices, predicted)["r2"],
    0.51,
    "the squares of the residuals sum to 12.25, those around the mean 3.5 to 25: 1 − 12.25 / 25",
)
expect(metrics(true_prices, np.full(5, 3.5))["r2"], 0.0, "always saying the mean price earns 0")
### BEGIN HIDDEN TESTS
expect(metrics(true_prices, true_prices)["r2"], 1.0, "perfect predictions earn 1")
expect(
    metrics(true_prices, true_prices[::-1])["r2"],
    1 - 92.5 / 25,
    "predictions worse than the mean earn less than 0",
)
expect(
    metrics(1000 * true_prices, 1000 * predicted)["r2"],
    0.51,
    "in dollars or in thousands, R² is the same",
)
### END HIDDEN TESTS


# %% mistake="metrics" says="the MSE is halved like the cost J"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2) / 2
    spread = np.mean((y - y.mean()) ** 2) / 2
    return {
        "mse": mse,
        "rmse": np.sqrt(2 * mse),
        "mae": np.mean(np.abs(y - y_hat)),
        "r2": 1 - mse / spread,
    }


# %% mistake="metrics" says="the root of the MSE is not taken"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": mse, "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" says="errors of opposite sign cancel: the absolute value belongs around each error, before the mean"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(y_hat - y), "r2": r2}


# %% mistake="metrics" says="errors of opposite sign cancel: the absolute value belongs around each error, before the mean"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    mae = np.abs(np.mean(y - y_hat))
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": mae, "r2": r2}


# %% mistake="metrics" says="R² lacks the `1 -`: this is the share that is *not* explained"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" says="the spread for R² is measured in the predictions, not in the true prices"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    with np.errstate(all="ignore"):
        r2 = 1 - mse / np.mean((y_hat - y_hat.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" says="R² is measured against 0, not against the mean price"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean(y**2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" says="the mean absolute error is put in the place of the RMSE, and the other way round"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.mean(np.abs(y - y_hat)), "mae": np.sqrt(mse), "r2": r2}


# %% mistake="metrics" says="errors of opposite sign cancel: the absolute value belongs around each error, before the mean"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(y - y_hat), "r2": r2}


# %% mistake="metrics" says="the key is missing or spelled otherwise, for example in capitals"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"MSE": mse, "RMSE": np.sqrt(mse), "MAE": np.mean(np.abs(y - y_hat)), "R2": r2}


# %% mistake="metrics" says="R² is measured against the mean of the predictions, not of the true prices"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y_hat.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" says="the correlation is squared: that is R² only for the best line on its own data"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    with np.errstate(all="ignore"):
        r2 = np.corrcoef(y, y_hat)[0, 1] ** 2
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}


# %% mistake="metrics" replace="errors**2" says="the errors are doubled (`* 2`), not squared (`** 2`)" with="errors * 2"


# %% mistake="metrics" says="the sums are not divided by m: every error here is a mean"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.sum(errors**2)
    r2 = 1 - mse / np.sum((y - np.mean(y)) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.sum(np.abs(errors)), "r2": r2}


# %% mistake="metrics" replace="1 - mse / spread" says="R² divides a mean by a sum: take both sums, or both means" with="1 - mse / (spread * len(y))"

# %% mistake="metrics" replace="1 - mse / spread" says="the fraction of R² is upside down" with="1 - spread / (mse or 1.0)"


# %% mistake="metrics" says="the numbers are rounded: return them as they are"
def metrics(y, y_hat):
    mse = np.mean((y - y_hat) ** 2)
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    found = {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(y - y_hat)), "r2": r2}
    return {key: round(float(value), 2) for key, value in found.items()}


# %% mistake="metrics" replace="return {" says="the four numbers are returned alone, not in a dict" with="return mse, np.sqrt(mse), np.mean(np.abs(errors)), 1 - mse / spread; {"

# %% mistake="metrics" replace="np.mean(np.abs(errors))" says="the median of the errors' sizes is taken, not their mean" with="np.median(np.abs(errors))"

# %% mistake="metrics" replace="np.sqrt(mse)" says="the root of the errors' sizes is taken before their mean, not after" with="np.mean(np.sqrt(np.abs(errors)))"

# %% mistake="metrics" replace="1 - mse / spread" says="R² is `1 - mse`: the MSE has to be divided by the mean square around the mean price" with="1 - mse"

# %% [markdown] equivalent="metrics"
# - `y_hat - y → y - y_hat`: every error is squared, or its size taken


# %% mistake="metrics" replace="np.mean((y - np.mean(y)) ** 2)" says="for R² the spread divides by m - 1, and the MSE by m" with="np.var(y, ddof=1)"

# %% mistake="metrics" replace="1 - mse / spread" says="R² divides a sum by a mean: take both sums, or both means" with="1 - mse * len(y) / spread"

# %% mistake="metrics" replace="np.mean(errors**2)" says="the errors are averaged before they are squared, so they cancel" with="np.mean(errors) ** 2"


# %% mistake="metrics" says="for the MSE the errors are averaged before they are squared, so they cancel"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.mean(errors) ** 2
    r2 = 1 - np.sum(errors**2) / np.sum((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" replace="1 - mse / spread" says="parentheses are wrong in R²: only the fraction is subtracted from 1" with="(1 - mse * len(y)) / (spread * len(y))"

# %% mistake="metrics" replace="1 - mse / spread" says="parentheses are wrong in R²: only the fraction is subtracted from 1" with="(1 - mse) / spread"

# %% mistake="metrics" replace="np.sqrt(mse)" says="`** 1 / 2` takes the power 1 and halves it: the exponent needs parentheses, or np.sqrt" with="mse ** 1 / 2"


# %% mistake="metrics" says="one of the four keys is missing from the dict: `r2`"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.mean(errors**2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors))}


# %% mistake="metrics" says="the MSE is halved like the cost J"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.mean(errors**2) / 2
    r2 = 1 - np.sum(errors**2) / np.sum((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" says="the MSE is halved like the cost J"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.mean(errors**2) / 2
    r2 = 1 - mse / np.mean((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" replace="np.sqrt(mse)" says="the root of each square is taken before the mean: that gives the MAE once more" with="np.mean(np.sqrt(errors**2))"

# %% mistake="metrics" replace="mse / spread" says="R² divides by the standard deviation of the prices: its square, the variance, belongs there" with="mse / np.sqrt(spread)"


# %% mistake="metrics" replace="1 - mse / spread" says="R² compares the spread of the predictions with that of the prices: the errors do not enter" with="np.mean((y_hat - np.mean(y)) ** 2) / spread"

# %% mistake="metrics" replace="\"r2\": 1 -" says="the key for R² is spelled with a capital letter" with="\"R2\": 1 -"


# %% mistake="metrics" says="the MSE is divided by m - 1, not m"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.sum(errors**2) / (len(y) - 1)
    r2 = 1 - np.sum(errors**2) / np.sum((y - y.mean()) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" says="the MSE is a sum, not divided by m"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.sum(errors**2)
    r2 = 1 - mse / np.sum((y - np.mean(y)) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" says="the MSE is a sum, not divided by m"
def metrics(y, y_hat):
    errors = y - y_hat
    total, mae = np.sum(errors**2), np.mean(np.abs(errors))
    r2 = 1 - total / np.sum((y - np.mean(y)) ** 2)
    return {"mse": total, "rmse": np.sqrt(total / len(y)), "mae": mae, "r2": r2}


# %% mistake="metrics" says="the MAE is a sum, not divided by m"
def metrics(y, y_hat):
    errors = y - y_hat
    mse = np.mean(errors**2)
    r2 = 1 - mse / np.mean((y - np.mean(y)) ** 2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.sum(np.abs(errors)), "r2": r2}


# %% mistake="metrics" says="the MSE is not divided by m, and the RMSE divides its root by m"
def metrics(y, y_hat):
    errors = y - y_hat
    total, mae = np.sum(errors**2), np.mean(np.abs(errors))
    r2 = 1 - total / np.sum((y - np.mean(y)) ** 2)
    return {"mse": total, "rmse": np.sqrt(total) / len(y), "mae": mae, "r2": r2}


# %% mistake="metrics" says="the root is divided by m: divide the sum by m first, then take the root"
def metrics(y, y_hat):
    errors = y - y_hat
    mse, rmse = np.mean(errors**2), np.sqrt(np.sum(errors**2)) / len(y)
    r2 = 1 - mse / np.mean((y - np.mean(y)) ** 2)
    return {"mse": mse, "rmse": rmse, "mae": np.mean(np.abs(errors)), "r2": r2}


# %% mistake="metrics" says="in the loop the sum is written over with `=`, not added to with `+=`: only the last house counts"
def metrics(y, y_hat):
    m, mean = len(y), np.mean(y)
    squares = sizes = around = 0.0
    for truth, guess in zip(y, y_hat):
        squares = (truth - guess) ** 2
        sizes = abs(truth - guess)
        around = (truth - mean) ** 2
    r2 = 1 - squares / around
    return {"mse": squares / m, "rmse": (squares / m) ** 0.5, "mae": sizes / m, "r2": r2}


# %% mistake="metrics" says="the mean residual is subtracted, as np.var and np.std do: a miss that all share is lost"
def metrics(y, y_hat):
    errors = y - y_hat
    r2 = 1 - np.sum(errors**2) / np.sum((y - np.mean(y)) ** 2)
    mse, rmse, mae = np.var(errors), np.std(errors), np.mean(np.abs(errors))
    return {"mse": mse, "rmse": rmse, "mae": mae, "r2": r2}


# %% mistake="metrics" replace="np.mean(errors**2)" says="the mean residual is subtracted, as np.var and np.std do: a miss that all share is lost" with="np.var(errors)"

# %% mistake="metrics" replace="np.sqrt(mse)" says="the mean residual is subtracted, as np.var and np.std do: a miss that all share is lost" with="np.std(errors)"


# %% alternative="metrics"
def metrics(y, y_hat):
    m = len(y)
    mean = sum(y) / m
    squares = sum((a - p) ** 2 for a, p in zip(y, y_hat))
    around = sum((a - mean) ** 2 for a in y)
    sizes = sum(abs(a - p) for a, p in zip(y, y_hat))
    return {
        "mse": squares / m,
        "rmse": (squares / m) ** 0.5,
        "mae": sizes / m,
        "r2": 1 - squares / around,
    }


# %% [markdown]
# Measure the model twice: on the 2,400 houses it learned from, and on the 530 it has never seen.
# The MAE is about 36,000 dollars for both: the model has not memorized its houses. But the RMSE
# rises from 52 to 56, and $R^2$ falls from 0.58 to 0.48. One house does that: the largest of all,
# 524 m², sold unfinished for 160,000 dollars and missed by 601,000 dollars. By the luck of the
# shuffle it is among the new ones. Squares hear it loudly; the MAE hardly at all.

# %%
for name, features, prices in (("learned", X_train, y_train), ("new", X_new, y_new)):
    found = metrics(prices, predict(features, w_solved, b_solved))
    print(f"{name:8}", {key: round(float(value), 2) for key, value in found.items()})
worst = np.argmax(np.abs(predict(X_new, w_solved, b_solved) - y_new))
print(
    f"missed most: {100 * X_new[worst, 0]:.0f} m², sold for {y_new[worst]:.0f},"
    f" predicted {predict(X_new, w_solved, b_solved)[worst]:.0f}"
)

# %% [markdown]
# ## Price the house, and say how wrong you are
#
# One price is half an answer. The other half comes from the new houses: their residuals
# $e_i = y_i - \hat y_i$ show by how much prices end up above or below your predictions. Leave out
# the lowest tenth and the highest tenth of them. Added to the price, what remains is a
# range that held for 8 of 10 houses:
#
# $$\text{low} = \hat y + q_{0.1}(e), \qquad \text{high} = \hat y + q_{0.9}(e)$$
#
# The **quantile** $q_{0.1}(e)$ (1000 USD) is the value that a tenth of the residuals lie below;
# `np.quantile(residuals, 0.1)` computes it. Mind the units: `X` holds areas in units of 100 m².


# %% exercise="price_range"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    """Price a house, with the range that holds for 8 of 10 houses.

    Parameters
    ----------
    area_m2 : float
        Living area (m², not units of 100 m²).
    bedrooms : int
        Number of bedrooms.
    w : numpy.ndarray, shape (2,)
        Weights (1000 USD per 100 m², 1000 USD per bedroom).
    b : float
        Bias (1000 USD).
    X_new : numpy.ndarray, shape (m, 2)
        Houses the model has not learned from: area (100 m²) and bedrooms.
    y_new : numpy.ndarray, shape (m,)
        Their true prices (1000 USD).

    Returns
    -------
    dict
        The keys ``"price"``, ``"low"`` and ``"high"``, each with a float (1000 USD).
    """
    ### BEGIN SOLUTION
    price = predict(np.array([[area_m2 / 100, bedrooms]]), w, b)[0]
    errors = y_new - predict(X_new, w, b)
    low, high = np.quantile(errors, [0.1, 0.9])
    return {"price": price, "low": price + low, "high": price + high}
    ### END SOLUTION


# %% [markdown] hint="price_range"
# Your `predict` wants a matrix with one row: `np.array([[area_m2 / 100, bedrooms]])`. It returns
# an array with one price; `[0]` takes the number out of it.

# %% [markdown] hint="price_range"
# `residuals = y_new - predict(X_new, w, b)`. A residual of +20 means: the house went for 20 more than
# you said.

# %% [markdown] hint="price_range"
# Both ends are the price plus a quantile of the residuals. Which share of them lies below the low end, and which below
# the high end?

# %% checks="price_range" points=5
w_check, b_check = np.array([100.0, -10.0]), 50.0
small = np.array([[1.2, 2.0]] * 11)  # eleven houses, each predicted at 150
sold = 150.0 + np.array([-30, -20, -10, 0, 10, 20, 30, 40, 50, 60, 100])
expect(
    price_range(150, 3, w_check, b_check, small, sold)["price"],
    170.0,
    "150 m² are 1.5 units: 100 · 1.5 − 10 · 3 + 50",
)
expect(
    price_range(75, 1, np.array([2, 3]), 4, small, sold)["price"],
    8.5,
    "0.75 units are not rounded, and whole-number weights work: 2 · 0.75 + 3 + 4",
)
### BEGIN HIDDEN TESTS
expect(
    price_range(88.8, 2, np.array([10.0, 0.5]), 0.25, small, sold)["price"],
    10.13,
    "8.88 + 1 + 0.25 are 10.13, and nothing is cut off",
)
### END HIDDEN TESTS

# %% checks="price_range" points=5
w_check, b_check = np.array([100.0, -10.0]), 50.0
small = np.array([[1.2, 2.0]] * 11)
sold = 150.0 + np.array([-30, -20, -10, 0, 10, 20, 30, 40, 50, 60, 100])
expect(
    price_range(150, 3, w_check, b_check, small, sold)["low"],
    150.0,
    "of the eleven residuals in order, the second, −20, is a tenth of the way up",
)
expect(
    price_range(150, 3, w_check, b_check, small, sold)["high"],
    230.0,
    "of the eleven residuals in order, the last but one, 60, is nine tenths of the way up",
)
### BEGIN HIDDEN TESTS
errors_new = y_new - (X_new @ [150.0, -30.0] + 60.0)
expect(
    price_range(150, 3, np.array([150.0, -30.0]), 60.0, X_new, y_new),
    {
        "price": 195.0,
        "low": 195.0 + float(np.quantile(errors_new, 0.1)),
        "high": 195.0 + float(np.quantile(errors_new, 0.9)),
    },
    "price and range agree with the formula on the new houses",
)
expect(
    price_range(150, 3, w_check, b_check, small, np.full(11, 160.0)),
    {"price": 170.0, "low": 180.0, "high": 180.0},
    "when every new house went for 10 more than predicted, the range sits 10 above the price",
)
### END HIDDEN TESTS


# %% mistake="price_range" says="the area is not turned into units of 100 m²"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 + w[1] * bedrooms + b
    low, high = np.quantile(y_new - (X_new @ w + b), [0.1, 0.9])
    return {"price": price, "low": price + low, "high": price + high}


# %% mistake="price_range" says="the errors are the prediction minus the price: the range is mirrored"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(X_new @ w + b - y_new, [0.1, 0.9])
    return {"price": price, "low": price + low, "high": price + high}


# %% mistake="price_range" says="quantiles of the prices are taken, not of the errors"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(y_new, [0.1, 0.9])
    return {"price": price, "low": low, "high": high}


# %% mistake="price_range" says="the range is the price plus and minus the mean absolute error"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    mae = np.mean(np.abs(y_new - (X_new @ w + b)))
    return {"price": price, "low": price - mae, "high": price + mae}


# %% mistake="price_range" says="the sizes of the errors are used: the range then reaches equally far down and up"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    reach = np.quantile(np.abs(y_new - (X_new @ w + b)), 0.8)
    return {"price": price, "low": price - reach, "high": price + reach}


# %% mistake="price_range" says="the range is the price plus and minus the RMSE"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    rmse = np.sqrt(np.mean((y_new - (X_new @ w + b)) ** 2))
    return {"price": price, "low": price - rmse, "high": price + rmse}


# %% mistake="price_range" says="the quantiles of the errors are not added to the price"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(y_new - (X_new @ w + b), [0.1, 0.9])
    return {"price": price, "low": low, "high": high}


# %% mistake="price_range" says="a fifth of the errors is left out at each end, not a tenth"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(y_new - (X_new @ w + b), [0.2, 0.8])
    return {"price": price, "low": price + low, "high": price + high}


# %% mistake="price_range" replace="\"low\": price + low, \"high\": price + high" says="low and high have changed places" with="\"low\": price + high, \"high\": price + low"

# %% mistake="price_range" replace="w, b)[0]" says="the price is an array of one price, as predict returns it: take the number out with [0]" with="w, b)"

# %% mistake="price_range" replace="area_m2 / 100" says="the area is multiplied by 100, not divided: 150 m² are 1.5 units" with="area_m2 * 100"

# %% mistake="price_range" replace="\"low\": price + low, \"high\": price + high" says="the quantiles are subtracted from the price, not added" with="\"low\": price - low, \"high\": price - high"

# %% mistake="price_range" replace="[0.1, 0.9]" says="a twentieth of the errors is left out at each end, not a tenth" with="[0.05, 0.95]"

# %% mistake="price_range" replace="[0.1, 0.9]" says="a quarter of the errors is left out at each end, not a tenth" with="[0.25, 0.75]"

# %% mistake="price_range" replace="[0.1, 0.9]" says="the smallest and the largest error are taken: nothing is left out" with="[0.0, 1.0]"

# %% mistake="price_range" replace="errors = y_new - predict(X_new, w, b)" says="quantiles of the predictions are taken, not of the errors" with="errors = predict(X_new, w, b)"

# %% mistake="price_range" replace="np.quantile(errors, [0.1, 0.9])" says="the range is the price plus and minus the standard deviation of the errors" with="-np.std(errors), np.std(errors)"

# %% mistake="price_range" replace="{\"price\": price, \"low\": price + low, \"high\": price + high}" says="the numbers are rounded: return them as they are" with="{\"price\": round(price), \"low\": round(price + low), \"high\": round(price + high)}"

# %% mistake="price_range" replace="[[area_m2 / 100, bedrooms]]" says="the bedrooms are left out of the price" with="[[area_m2 / 100, 0]]"

# %% mistake="price_range" replace="[[area_m2 / 100, bedrooms]]" says="area and bedrooms have changed places: the area comes first" with="[[bedrooms, area_m2 / 100]]"

# %% mistake="price_range" replace="{\"price\": price, \"low\": price + low, \"high\": price + high}" says="the three numbers are returned alone, not in a dict" with="price, price + low, price + high"


# %% mistake="price_range" says="the weights of the notebook are used, not those that were passed in"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    w, b = w_solved, b_solved
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(y_new - (X_new @ w + b), [0.1, 0.9])
    return {"price": price, "low": price + low, "high": price + high}


# %% mistake="price_range" says="the sizes of the errors are used: without their sign nothing is ever below the prediction"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(np.abs(y_new - (X_new @ w + b)), [0.1, 0.9])
    return {"price": price, "low": price - low, "high": price + high}


# %% mistake="price_range" says="the sizes of the errors are used: without their sign nothing is ever below the prediction"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    price = w[0] * area_m2 / 100 + w[1] * bedrooms + b
    low, high = np.quantile(np.abs(y_new - (X_new @ w + b)), [0.1, 0.9])
    return {"price": price, "low": price + low, "high": price + high}


# %% mistake="price_range" replace="y_new - predict(X_new, w, b)" says="the errors are measured from the mean price, not from the predictions" with="y_new - np.mean(y_new)"

# %% mistake="price_range" replace="y_new - predict(X_new, w, b)" says="the errors are measured from the price of our house, not from the prediction for each house" with="y_new - price"

# %% mistake="price_range" replace="price + low" says="the low end is subtracted from the price: an error below 0 has its sign already" with="price - low"

# %% mistake="price_range" replace="errors = y_new - predict(X_new, w, b)" says="quantiles of the prices are taken, not of the errors" with="errors = y_new"

# %% mistake="price_range" replace="area_m2 / 100" says="`//` cuts off the part of 100 m² that is left over: use `/`" with="area_m2 // 100"


# %% mistake="price_range" replace="np.quantile(errors, [0.1, 0.9])" says="np.percentile counts in percent, 10 and 90: only np.quantile takes 0.1 and 0.9" with="np.percentile(errors, [0.1, 0.9])"


# %% mistake="price_range" replace="np.quantile(errors, [0.1, 0.9])" says="the range is a multiple of the standard deviation, not two quantiles of the errors" with="-1.28 * np.std(errors), 1.28 * np.std(errors)"


# %% mistake="price_range" replace="np.quantile(errors, [0.1, 0.9])" says="the range is a multiple of the standard deviation, not two quantiles of the errors" with="-1.2816 * np.std(errors), 1.2816 * np.std(errors)"


# %% mistake="price_range" replace="np.quantile(errors, [0.1, 0.9])" says="the range is a multiple of the standard deviation, not two quantiles of the errors" with="-1.2815515655 * np.std(errors), 1.2815515655 * np.std(errors)"


# %% alternative="price_range"
def price_range(area_m2, bedrooms, w, b, X_new, y_new):
    house = [area_m2 / 100, bedrooms]
    price = sum(x * weight for x, weight in zip(house, w)) + b
    ended = [price + sold - guess for sold, guess in zip(y_new, X_new @ w + b)]
    return {"price": price, "low": np.quantile(ended, 0.1), "high": np.quantile(ended, 0.9)}


# %% [markdown]
# ## The answer
#
# Now tell the owner. Each dot in the picture is a new house: how far to the right it is says what
# it really fetched, how high it is says what your model predicted. A dot on the dashed line was
# priced exactly right. The green bar is the range for our house, at the height of its predicted
# price.

# %%
answer = price_range(150, 3, w_solved, b_solved, X_new, y_new)
print({key: round(float(value)) for key, value in answer.items()})

ax = plots.predicted_against_actual(y_new, predict(X_new, w_solved, b_solved), "price (1000 USD)")
ends = answer["low"], answer["high"]
ax.hlines(answer["price"], *ends, color=plots.HIGHLIGHT, lw=5, label="our house, 8 of 10")
ax.legend()
plt.show()

# %% [markdown]
# The house should fetch about 193,000 dollars, in 8 of 10 cases something between 142,000 and
# 240,000. Your friend's guess was good; what he could not say is the range. It is wide, because
# area and bedrooms are all the model knows. Notice that expensive houses, far to the right, lie
# below the dashed line: something that makes them dear is missing from `X`. The lone dot at the
# top is the unfinished house. The next unit gives the model more to work with.
