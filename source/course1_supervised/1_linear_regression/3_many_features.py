# %% [markdown]
# # Many features
#
# *45 minutes. You need: gradient descent (lecture 2), and matrix times vector.*
#
# Two houses in Ames are for sale. Both have 150 m². One is divided into two bedrooms and large
# rooms, the other into four bedrooms. Which one costs more? The line of lecture 1 gives them the
# same price, because it only knows the area. Today the model learns to look at several features
# at once, and its answer may surprise you.

# %%
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

houses = datasets.ames_prices()
area = houses["area_m2"].to_numpy() / 100  # units of 100 m²
bedrooms = houses["bedrooms"].to_numpy()
y = houses["price_kusd"].to_numpy()  # price in 1000 USD

# %% [markdown]
# **Predict.** What is one more bedroom worth? Write down a number in thousands of dollars, with
# its sign. Then look at what bedrooms alone say.

# %%
prediction = 0  # thousand dollars for one more bedroom

# %%
w, b = np.polyfit(bedrooms, y, 1)
plots.scatter(bedrooms, y, "bedrooms", "price (1000 USD)", label="houses")
plots.line(w, b, label=f"{w:+.1f} per bedroom")
plt.show()

# %% [markdown]
# The line through all houses rises by 14,000 dollars with each bedroom. That fits what most
# people expect. But look at the columns of dots: houses of every price have three bedrooms. And
# there is a trap. Houses with more bedrooms are also *larger*, and large houses are dear. Does
# this line price the bedroom, or the square meters that come with it? To tell the two apart, the
# model must see both.

# %% [markdown]
# ## One row, one house
#
# With $n$ features each has its own weight, and the prediction for house $i$ is a sum:
#
# $$\hat y_i = w_1 x_{i1} + w_2 x_{i2} + \dots + w_n x_{in} + b$$
#
# Here $x_{i1}$ is the area (100 m²) and $x_{i2}$ the number of bedrooms. The **feature matrix**
# $X$ ($m \times n$) holds one house in each row and one feature in each column. This is
# **multiple linear regression**: still linear, because every feature enters only multiplied by
# its weight.

# %%
X = np.column_stack([area, bedrooms])
print(X.shape)
print(X[:3])

# %% [markdown]
# ## All houses at once
#
# You could compute the sum with a loop over houses and, inside, a loop over features. Or you
# notice that this sum of products is what a matrix does to a vector: $\hat y = Xw + b$. Code that
# works on whole arrays is **vectorized**. It is shorter, and NumPy runs it in compiled loops.
#
# **Predict.** How many times faster is the second version?


# %%
def predict_loop(X, w, b):
    predictions = []
    for house in X:
        total = b
        for feature, weight in zip(house, w):
            total += feature * weight
        predictions.append(total)
    return np.array(predictions)


def predict_matrix(X, w, b):
    return X @ w + b


for rule in (predict_loop, predict_matrix):
    start = perf_counter()
    first = rule(X, np.array([120.0, 0.0]), 13.0)[0]
    print(f"{rule.__name__:15}{1000 * (perf_counter() - start):6.3f} ms, first house {first:.1f}")

# %% [markdown]
# The prices are equal, but the matrix product takes a small fraction of the time: often fifty
# times less, depending on your machine. Descent repeats this step thousands of times.

# %% [markdown]
# ## The bias joins the weights
#
# One trick makes everything shorter. Give each house one more feature that is always 1. Its
# weight is added to every prediction unchanged: it *is* the bias.
#
# $$A = \begin{pmatrix} 1 & x_{11} & \cdots & x_{1n} \\ \vdots & \vdots & & \vdots \\ 1 & x_{m1} & \cdots & x_{mn} \end{pmatrix},
# \qquad \theta = \begin{pmatrix} b \\ w_1 \\ \vdots \\ w_n \end{pmatrix}, \qquad \hat y = A\,\theta$$
#
# $A$ has the shape $m \times (n+1)$, and $\theta$ (theta) holds all $n + 1$ parameters.

# %% [markdown]
# ## Your turn: a column of ones
#
# Build $A$ from $X$.


# %% exercise="with_ones"
def with_ones(X):
    """Put a column of ones in front of the features.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)

    Returns
    -------
    numpy.ndarray, shape (m, n + 1)
    """
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION


# %% [markdown] hint="with_ones"
# `np.ones(len(X))` has a 1 for each house. `np.column_stack` puts arrays side by side; it was
# used for `X` above.

# %% checks="with_ones"
expect(
    with_ones(np.array([[5.0, 6.0, 9.0], [7.0, 8.0, 2.0]])),
    np.array([[1.0, 5.0, 6.0, 9.0], [1.0, 7.0, 8.0, 2.0]]),
    "each row starts with a 1, and its features follow",
)
expect(
    with_ones(X) @ np.array([13.0, 120.0, 0.0]),
    120.0 * area + 13.0,
    "A θ is the old line with its bias",
)


# %% mistake="with_ones" says="the ones stand behind the features, not in front"
def with_ones(X):
    return np.column_stack([X, np.ones(len(X))])


# %% mistake="with_ones" replace="np.ones(len(X))" says="the column holds zeros, not ones" with="np.zeros(len(X))"

# %% mistake="with_ones" replace="np.column_stack([np.ones(len(X)), X])" says="1 is added to every feature, and no column is put in front" with="X + 1"

# %% mistake="with_ones" replace="np.column_stack([np.ones(len(X)), X])" says="only the column of ones is returned, without the features" with="np.ones((len(X), 1))"


# %% mistake="with_ones" says="the ones form a new row, a house made of ones, not a column"
def with_ones(X):
    return np.vstack([np.ones(X.shape[1]), X])


# %% [markdown]
# ## Descent with a matrix
#
# The slope along $\theta_j$ is the mean of error times feature $j$, as in lecture 2. The errors
# of all houses are $A\theta - y$. To multiply them with column $j$ and sum over the houses, for
# every column at once, turn columns into rows: that is the **transpose** $A^\top$, in NumPy `A.T`.
#
# $$\nabla J = \frac{1}{m} A^\top (A\,\theta - y)$$
#
# $\nabla J$ ("nabla J") is the gradient, one slope for each parameter. Check the shapes: $A^\top$
# is $(n+1) \times m$, the errors are $m$ numbers, so the product has $n + 1$.

# %%
A = np.column_stack([np.ones(len(X)), X])
theta = np.zeros(3)
history = []
for _ in range(3000):
    errors = A @ theta - y
    history.append(np.mean(errors**2) / 2)
    theta = theta - 0.1 * (A.T @ errors) / len(y)

print("b = {:.1f}, area {:+.1f} per 100 m², bedrooms {:+.1f} each".format(*theta))

# %% [markdown]
# Three lines of algebra, and any number of features would do. Now read the weights. Another 100
# m² adds 147,000 dollars. And another bedroom *takes away* 29,000 dollars! Alone, bedrooms had a
# weight of +14. Compare with the number you predicted. Which of the two is right?
#
# ## What a weight says
#
# Look only at the 508 houses of almost equal size, 140 to 160 m². No model is needed to see how
# their price changes with the number of bedrooms.

# %%
similar = houses[houses["area_m2"].between(140, 160)]
means = similar.groupby("bedrooms")["price_kusd"].mean().loc[1:4]
plots.scatter(
    similar["bedrooms"], similar["price_kusd"], "bedrooms", "price (1000 USD)", "140–160 m²"
)
plt.plot(means.index, means, "o-", color=plots.MODEL, label="mean price")
plt.legend()
plt.show()
print("mean price by bedrooms:", means.round().to_dict())

# %% [markdown]
# At about 150 m², houses with two bedrooms went for 232,000 dollars on average, those with three
# for 195,000 dollars, and with four for 146,000 dollars. The same area in more rooms makes small
# rooms; and such houses are older: the full records say that half of the four-bedroom ones were
# built before 1960, but six of ten two-bedroom ones in 2000 or later. So both weights are right;
# they answer different questions. +14: how do houses with more bedrooms differ, larger area
# included? −29: how does the price differ *at the same area*?

# %% [markdown]
# In multiple regression, a weight tells how the prediction changes when its feature grows by one
# and **all other features stay the same**. Its sign can flip when you add or remove a feature.
# And it describes the houses that were sold; it does not promise that pulling down a wall will
# earn you 29,000 dollars.
#
# ## Your turn: two houses compared
#
# How much dearer is house $p$ than house $q$ according to the model? Their features are vectors.
# Do you need the bias?


# %% exercise="difference"
def difference(p, q, w, b):
    """Return by how much house p is predicted above house q.

    Parameters
    ----------
    p, q : numpy.ndarray, shape (n,)
        Features of the two houses.
    w : numpy.ndarray, shape (n,)
        Weights (1000 USD per unit of the feature).
    b : float
        Bias (1000 USD).

    Returns
    -------
    float
        Difference of the predicted prices (1000 USD).
    """
    ### BEGIN SOLUTION
    return w @ (p - q)
    ### END SOLUTION


# %% [markdown] hint="difference"
# Write down both predictions and subtract. The bias is in both.

# %% checks="difference"
two_rooms, four_rooms = np.array([1.5, 2.0]), np.array([1.5, 4.0])
weights = np.array([147.25, -29.125])
expect(
    difference(two_rooms, four_rooms, weights, 59.0),
    58.25,
    "equal area, two bedrooms fewer: −2 · (−29.125)",
)
expect(
    difference(np.array([2.0, 3.0]), np.array([1.0, 2.0]), weights, 59.0),
    118.125,
    "147.25 − 29.125 for a larger house",
)
expect(
    difference(np.array([2.0, 3.0, 1.5]), np.ones(3), np.array([100.5, -10.0, 4.0]), 7.0),
    82.5,
    "with three features: 100.5 · 1 − 10 · 2 + 4 · 0.5",
)

# %% [markdown] equivalent="difference"
# - `w @ (p - q) → (p - q) @ w`: a dot product has no order
# - `b = 1`: the bias cancels


# %% mistake="difference" says="the bias is added to the difference, although it cancels"
def difference(p, q, w, b):
    return w @ (p - q) + b


# %% mistake="difference" replace="w @ (p - q)" says="the products are not added up" with="w * (p - q)"

# %% mistake="difference" replace="w @ (p - q)" says="only house p is predicted: that of house q is not subtracted" with="w @ p + b"

# %% mistake="difference" replace="w @ (p - q)" says="the parentheses are missing: `w @ p - q` subtracts the features of q, not its prediction" with="w @ p - q"

# %% mistake="difference" replace="w @ (p - q)" says="the two predictions are added, not subtracted" with="w @ (p + q)"


# %% mistake="difference" says="q minus p is computed: the sign is turned"
def difference(p, q, w, b):
    return w @ (q - p)


# %% [markdown]
# ## Drag the bedrooms
#
# For a fixed number of bedrooms the model is a line in the area. One bedroom more moves this line
# down by 29, parallel to itself. Drag the number, and compare the line with the houses that
# really have so many bedrooms (in blue).


# %%
@interact(rooms=(1, 6, 1))
def show(rooms=2):
    same = bedrooms == rooms
    plots.scatter(100 * area, y, "living area (m²)", "price (1000 USD)", "all", color="lightgray")
    plots.scatter(100 * area[same], y[same], label=f"bedrooms: {rooms}")
    plots.line(theta[1] / 100, theta[0] + theta[2] * rooms, over=(30, 350))
    plt.gca().set(xlim=(0, 450), ylim=(0, 700))


# %% [markdown]
# At the start, with two bedrooms, the line runs through the blue cloud; at 150 m² it stands at
# 221. With four bedrooms it stands 58 lower, and the blue dots have moved down and to the right
# with it. With six, only 21 dots are left: there the line has little to rest on.

# %% [markdown]
# ## Straight to the bottom
#
# Descent needed 3,000 steps. For a linear model there is a shortcut. At the bottom every slope is
# zero. Multiply by $m$ and bring $A^\top y$ to the right:
#
# $$\frac{1}{m} A^\top (A\,\theta - y) = 0 \quad\Longleftrightarrow\quad A^\top A\,\theta = A^\top y$$
#
# This is the **normal equation**. $A^\top A$ is a small square matrix, $(n+1) \times (n+1)$,
# whatever the number of houses. So the best parameters are the solution of $n + 1$ linear
# equations, and those a computer solves directly, without a learning rate. Parameters with the smallest
# sum of squared errors are called the **least squares** solution, however they are found.

# %%
theta_exact = np.linalg.solve(A.T @ A, A.T @ y)
print("descent ", theta.round(4))
print("equation", theta_exact.round(4))

# %% [markdown]
# The same three numbers, to four digits, without a learning rate and without a single step. Why
# then descend at all? Because the equation exists only where slopes are linear in the parameters.
# The logistic model of unit 3 and every neural network have no such equation: their lowest points are
# found by steps, be it these or cleverer ones of a library. And solving takes time in proportion to $n^3$: with 100,000 features it is out of reach, while
# descent still walks.
#
# ## When two columns say the same
#
# **Predict.** Add a third feature: the area once more, in square feet. (One square meter is 10.76
# square feet.) What should its weight be?

# %%
A_twice = np.column_stack([A, 10.76 * 100 * area])
theta_twice = np.linalg.lstsq(A_twice, y, rcond=None)[0]
print("columns", A_twice.shape[1], " rank", np.linalg.matrix_rank(A_twice))
print("cost with square feet   ", round(np.mean((A_twice @ theta_twice - y) ** 2) / 2, 3))
print("cost without square feet", round(np.mean((A @ theta_exact - y) ** 2) / 2, 3))

# %% [markdown]
# There is no right answer: you can move any part of the area's weight from one column to the
# other, and the predictions stay the same. The bowl has become a gutter, with a whole line of
# lowest points. The **rank**, the number of columns that bring something new, is 3, not 4, so
# `np.linalg.solve` may fail or return nonsense. `np.linalg.lstsq` picks one of the equally good
# answers. The cost does not improve at all.
#
# ## Your turn: does it bring something new?
#
# With `np.linalg.matrix_rank`, find out whether a new column is a mere combination of the columns
# you have.


# %% exercise="is_redundant"
def is_redundant(A, column):
    """Say whether a column can be computed from the columns of A by weights alone.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, k)
    column : numpy.ndarray, shape (m,)

    Returns
    -------
    bool
    """
    ### BEGIN SOLUTION
    wider = np.column_stack([A, column])
    return bool(np.linalg.matrix_rank(wider) == np.linalg.matrix_rank(A))
    ### END SOLUTION


# %% [markdown] hint="is_redundant"
# If the column is new, the rank of `np.column_stack([A, column])` is one more than the rank of
# `A`. Compare with `==`, and turn the result into `bool(...)`.

# %% checks="is_redundant"
small = np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 5.0]])
expect(is_redundant(small, np.array([4.0, 6.0, 10.0])), True, "it is twice the second column")
expect(
    is_redundant(small, np.array([4.0, 9.0, 25.0])),
    False,
    "squares are not a combination of 1 and x",
)
expect(is_redundant(small, np.array([3.0, 4.0, 6.0])), True, "it is the sum of both columns")
full = np.column_stack([small, [3.0, 4.0, 6.0]])
expect(
    is_redundant(full, np.array([4.0, 9.0, 25.0])),
    False,
    "the squares are new, although `full` holds a redundant column already",
)
expect(is_redundant(small[:, 1:], np.array([4.0, 6.0, 10.0])), True, "twice the only column")


# %% mistake="is_redundant" says="the answer is turned around: a rank that grows means that the column is new"
def is_redundant(A, column):
    wider = np.column_stack([A, column])
    return bool(np.linalg.matrix_rank(wider) > np.linalg.matrix_rank(A))


# %% mistake="is_redundant" replace="bool(np.linalg.matrix_rank(wider) == np.linalg.matrix_rank(A))" says="the rank is compared with the number of columns: A alone may fall short of that" with="bool(np.linalg.matrix_rank(wider) < wider.shape[1])"

# %% mistake="is_redundant" replace="== np.linalg.matrix_rank(A)" says="the rank is compared with a fixed number, not with the rank of A" with="== 2"

# %% mistake="is_redundant" replace="bool(np.linalg.matrix_rank(wider) == np.linalg.matrix_rank(A))" says="only equal columns are found, no multiples and no sums" with="any(np.array_equal(a, column) for a in A.T)"


# %% mistake="is_redundant" says="only copies and multiples of a single column are found, no sums of columns"
def is_redundant(A, column):
    return any(np.linalg.matrix_rank(np.column_stack([a, column])) == 1 for a in A.T)


# %% [markdown]
# ## The library
#
# You will rarely write this yourself again. scikit-learn's `LinearRegression` solves it directly.
# `SGDRegressor` descends, but with a twist: it takes a step after *each single house*, in random
# order. That is **stochastic gradient descent**. Each step follows one house's noisy opinion, and
# they come so cheap that it is how most large models are trained.

# %%
from sklearn.linear_model import LinearRegression, SGDRegressor

print("ours            ", theta_exact[1:].round(2), theta_exact[0].round(2))
for model in (LinearRegression(), SGDRegressor(random_state=0)):
    model.fit(X, y)
    print(f"{type(model).__name__:16}", model.coef_.round(2), model.intercept_.round(2))

# %% [markdown]
# `LinearRegression` agrees with us to the last printed digit. The stochastic one comes close,
# about 146, −31 and 58, after some twenty rounds over the data; every single house pulls at it,
# so it keeps trembling around the bottom. Names that end in an underscore hold what was learned.
#
# ## How good is it now?
#
# Compare every prediction with the true price, and the model with one that always says the mean
# price $\bar y$, by the ratio of their squared errors:
#
# $$R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}$$

# %%
y_hat = A @ theta_exact
plots.predicted_against_actual(y, y_hat, "price (1000 USD)")
plt.show()
rmse = np.sqrt(np.mean((y_hat - y) ** 2))
r2 = 1 - np.sum((y - y_hat) ** 2) / np.sum((y - y.mean()) ** 2)
print(f"RMSE {rmse:.1f}, R² {r2:.2f}")

# %% [markdown]
# On the dashed line a prediction is exact. Most dots gather around it; the expensive houses on
# the right stay below it, and the three unfinished giants float high above. The RMSE fell from
# 56.5 with the area alone to 52.6. $R^2$ is 0.57, up from 0.50: the model accounts for 57% of
# the spread of prices, measured in squares. Bedrooms help, but a good deal is still missing.

# %% [markdown]
# ## Three sentences to remember
#
# 1. With one house a row, all predictions are $\hat y = Xw + b$ and all slopes are
#    $A^\top(A\theta - y)/m$.
# 2. A weight says how the prediction changes when its feature grows by one and the others stay
#    the same.
# 3. For linear models the normal equation finds the bottom at once; descent finds it for nearly
#    everything else.
#
# **Where it leads.** In the assignment you build all of this yourself and price a house, range
# included. In unit 2 you make better columns for $X$: scaled ones, curved ones, and
# neighborhoods.
