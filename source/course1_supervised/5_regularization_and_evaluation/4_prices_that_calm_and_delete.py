# %% [markdown]
# # Prices that calm, prices that delete
#
# *45 minutes. You need: lectures 1 and 2 of this unit, logistic regression (unit 3).*
#
# Sixty tumors, 27 columns, and a model that is sure of itself everywhere, also where it has never seen a
# tumor. And a table of houses with 33 columns, of which you may collect ten: which ones? A price on weights
# helps with both; for the second you change what is charged for.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact, powers_of_ten

# %% [markdown]
# ## The same price for a classifier
#
# Nothing in the idea of lecture 1 needs squared errors. Add the same penalty to the log loss of unit 3:
#
# $$J(w, b) = -\frac{1}{m} \sum_i \bigl[y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i)\bigr] + \frac{\lambda}{2m} \sum_j w_j^2$$
#
# Its gradient is the old one plus $\lambda w_j / m$. scikit-learn's `LogisticRegression` multiplies
# the whole cost by $m / \lambda$, which moves no minimum, and calls $C = 1 / \lambda$: a large `C`
# means a *low* price.
#
# **Your turn.** The cost, from probabilities that are given.


# %% exercise="priced_log_loss"
def priced_log_loss(y, y_hat, w, lambda_):
    """Return the log loss plus the L2 penalty on the weights.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        Truths, 0 or 1.
    y_hat : numpy.ndarray, shape (m,)
        Probabilities of class 1, strictly between 0 and 1.
    w : numpy.ndarray, shape (n,)
        Weights.
    lambda_ : float
        Regularization strength.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    loss = -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    return loss + lambda_ / (2 * len(y)) * np.sum(w**2)
    ### END SOLUTION


# %% [markdown] hint="priced_log_loss"
# Two terms. Which of them is a mean over the examples, and which a sum over the weights?

# %% [markdown] hint="priced_log_loss"
# For the weights 2 and −1, λ = 3 and four examples the second term is 3 · (4 + 1) / 8.

# %% checks="priced_log_loss"
truth, coin = np.array([1, 0, 0, 1]), np.array([0.5, 0.5, 0.5, 0.5])
pair = np.array([2.0, -1.0])
expect(
    priced_log_loss(truth, coin, pair, 0.0), np.log(2), "without a price: a coin toss costs log 2"
)
expect(
    priced_log_loss(truth, coin, pair, 3.0),
    np.log(2) + 1.875,
    "the price is 3 / (2 · 4) times the sum of squares, 4 + 1",
)
expect(
    priced_log_loss(np.array([1, 0, 1]), np.array([0.8, 0.4, 0.1]), np.array([0.5, 0.0, 2.0]), 6.0),
    -np.log(0.8 * 0.6 * 0.1) / 3 + 4.25,
    "the truths got 0.8, 0.6 and 0.1; the price is 6 / 6 times 0.25 + 4",
)


# %% mistake="priced_log_loss" replace="/ (2 * len(y)) * np.sum" says="the price is not divided by 2m" with="* np.sum"

# %% mistake="priced_log_loss" replace="/ (2 * len(y)) * np.sum" says="the price is divided by m, not by 2m" with="/ len(y) * np.sum"

# %% mistake="priced_log_loss" replace="lambda_ / (2 * len(y)) * np.sum" says="the price is divided by the number of weights, not of examples" with="lambda_ / (2 * len(w)) * np.sum"

# %% mistake="priced_log_loss" replace="np.sum(w**2)" says="the weights are added up, not their squares" with="np.sum(w)"

# %% mistake="priced_log_loss" replace="return loss + lambda_" says="the price is subtracted: large weights would be a gain" with="return loss - lambda_"

# %% mistake="priced_log_loss" replace="(1 - y) * np.log(1 - y_hat)" says="for y = 0 the logarithm must be that of 1 - ŷ" with="(1 - y) * np.log(y_hat)"


# %% alternative="priced_log_loss"
def priced_log_loss(y, y_hat, w, lambda_):
    losses = [-np.log(p if truth == 1 else 1 - p) for truth, p in zip(y, y_hat)]
    return (sum(losses) + lambda_ / 2 * (w @ w)) / len(y)


# %% [markdown]
# ## Sixty tumors
#
# We give the library 60 tumors, two of their features and all products up to degree 6: 27
# columns. First four prices and what each costs on the other 509 tumors.
#
# **Predict.** The price goes up from 0.001 to 100. Will the loss on the unseen tumors fall all the way, rise all
# the way, or turn somewhere?

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
# and 0.1 or 1 always costs less.) Why? Drag $\lambda$; two steps make it ten times
# as large. The shade is the predicted probability that a tumor is malignant, the black line is where it passes one
# half.

# %%
grid = np.stack(np.meshgrid(np.linspace(6, 29, 120), np.linspace(9, 40, 120)), axis=-1)


@interact(lambda_=powers_of_ten(-3, 3))
def drag_boundary(lambda_=0.001):
    model = fit_boundary(lambda_)
    p = model.predict_proba(grid.reshape(-1, 2))[:, 1].reshape(120, 120)
    plt.contourf(*grid.T, p.T, levels=20, cmap="Greys", vmin=0, vmax=1.6)
    plt.contour(*grid.T, p.T, levels=[0.5], colors=[plots.MODEL])
    plots.scatter(*X_all[few][y_all[few] == 0].T, "mean radius", "mean texture", "benign")
    plots.scatter(*X_all[few][y_all[few] == 1].T, label="malignant", color=plots.SECOND)
    seen, new = (model.score(X_all[i], y_all[i]) for i in (few, rest))
    plt.title(f"λ = {lambda_:.3g}: right {seen:.0%} seen, {new:.0%} unseen", size=11)


# %% [markdown]
# At $\lambda = 0.001$ there is an island at radius 12.5, where hardly any tumor lies, and the large,
# coarse tumors of the upper right corner would be benign. The shade jumps from white to gray: the
# model is sure everywhere, also where it has no data, and unfounded confidence is what the log loss
# punishes. At $\lambda = 1$ one smooth curve remains: 92% right instead of 93% on the 60 tumors,
# 90% instead of 87% on the others. At $\lambda = 1000$ nearly every probability is near the overall
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
# best weight is exactly 0; otherwise L1 moves it toward zero by $\lambda$:
#
# $$w = \operatorname{sign}(a) \cdot \max(|a| - \lambda,\ 0)$$
#
# This is called **soft thresholding**. Write it for a whole array of weights at once.


# %% exercise="soft_threshold"
def soft_threshold(a, lambda_):
    """Shrink each weight toward zero by lambda_, and not beyond.

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
# For the same feature, L2 gives $w = a / (1 + \lambda)$: the weight of lecture 1 with
# $\sum x_i^2 = 1$. Here are both rules for $\lambda = 1$, against the weight without a price.

# %%
a = np.linspace(-3, 3, 301)
plt.plot(a, a, ":", color="gray", label="no price")
plt.plot(a, a / 2, color=plots.DATA, label="L2: a / (1 + λ)")
soft = np.sign(a) * np.maximum(np.abs(a) - 1, 0)
plt.plot(a, soft, "--", color=plots.ERROR, label="L1: soft threshold")
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
few_enough = next(w for w in lasso_w if np.sum(w != 0) <= 10)
print("the first list of at most ten:", ", ".join(houses.columns[few_enough != 0]))

# %%
shown = [houses.columns.get_loc(c) for c in ["Gr_Liv_Area", "Year_Built", "Mo_Sold"]]
fig, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
plots.weight_paths(grid_l, ridge_w, shown, houses.columns, ax=axes[0])
plots.weight_paths(grid_l, lasso_w, shown, houses.columns, ax=axes[1]).legend_.remove()
axes[0].set(title="L2 (ridge)", ylabel="weight (1000 USD per standard deviation)")
axes[1].set(title="L1 (lasso)", ylabel="")
plt.show()

# %% [markdown]
# Each line is one column, the gray ones unnamed. On the left the weights shrink together, and all stay;
# on the right they drop out one by one. The month of the sale goes early; the living area is the only
# one left at the far right. (A line may rise or cross zero on its way: when a column of similar content
# shrinks or drops out, another takes over part of its work.) And the ten columns of the opening question?
# The list above has nine: the first $\lambda$ of our grid that leaves no more than ten. A short list is
# easier to explain and to collect. But don't read it as truth: of two columns that say nearly the same,
# the lasso keeps one almost by accident.

# %% [markdown]
# ## Three sentences to remember
#
# 1. The same penalty calms a classifier: its probabilities are near 0 or 1 only where the data say so.
# 2. L2 shrinks all weights and deletes none; L1 sets small ones to exactly zero.
# 3. `LogisticRegression` says $C = 1/\lambda$, `Lasso` $\alpha = \lambda / m$: look up what a library calls your $\lambda$,
#    and choose it by cross-validation.
#
# **Where it leads.** A model is chosen and calm. The next lecture sends it to work: with an interval, a rival and a guard.
