# %% [markdown]
# # Quiz: lines, costs and descents
#
# *20 minutes. You need: the three lectures of this unit.*
#
# Twelve questions that ask you to think, not to remember. Replace `None` by the letter of your
# answer, like `"a"`, and run the check below it. Whatever you choose, it tells you why.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots

# %% [markdown] choice="meaning_of_w" points=1
# A model of house prices reads $\hat y = 1.2\,x + 13$, with $x$ in m² and $\hat y$ in 1000 USD.
# What does the 1.2 tell you?
#
# - [ ] Each house costs 1,200 dollars per square meter.
#   That would be ŷ / x, and the bias spoils it: a house of 100 m² is predicted at 133,000
#   dollars, which is 1,330 dollars per m².
# - [x] Of two houses, the one with 10 m² more is predicted 12,000 dollars higher.
#   The weight is the change of the prediction for each unit of the feature: 10 · 1.2 = 12
#   thousand dollars.
# - [ ] If you add 10 m² to your own house, you will sell it for 12,000 dollars more.
#   The model compares different houses that were sold. It never saw a house before and after a
#   change.
# - [ ] The model explains 1.2 of the spread of prices.
#   A share of the spread is what R² measures. The weight has a unit, 1000 USD per m².

# %%
spots = np.arange(1.0, 7.0)
_, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
for ax, misses, name in ((left, [2, -2, 2, -2, 2, -2], "A"), (right, [0, 0, 0, 6, 0, 0], "B")):
    plots.scatter(spots, spots + misses, "x", "y", ax=ax)
    plots.residuals(spots, spots + misses, spots, ax=ax)
    plots.line(1.0, 0.0, ax=ax)
    ax.set_title(name)
plt.show()

# %% [markdown] choice="which_cost" points=1
# In picture A every one of six points is missed by 2. In picture B five points are met exactly
# and one is missed by 6. Which line has the lower cost $J$?
#
# - [x] A
#   Squares: A has 6 · 4 = 24, B has 36. The cost prefers many small misses to one large one.
# - [ ] B
#   By plain distances, 12 against 6, you would be right. But the cost squares: 24 against 36.
# - [ ] Both the same
#   Compare the sums of squared misses, 6 · 2² and 1 · 6².
# - [ ] It depends on the number of features.
#   The cost looks at predictions and true values only, and these you can read off the picture.

# %% [markdown] choice="cost_bug" points=1
# For a model that is clearly bad, this function returns almost 0. What is wrong?
#
# ```python
# def compute_cost(y, y_hat):
#     return np.sum(y_hat - y) ** 2 / (2 * len(y))
# ```
#
# - [ ] It should divide by `len(y)`.
#   That would double every cost. It would not turn a large one into almost 0.
# - [ ] `y_hat - y` must be `y - y_hat`.
#   The sign makes no difference once you square.
# - [x] It squares the sum of the misses, not each miss.
#   Misses above and below cancel in the sum. The square belongs inside:
#   `np.sum((y_hat - y) ** 2)`.
# - [ ] It should take the square root of everything at the end.
#   The root of almost 0 is still almost 0.

# %% [markdown] choice="fresh_units" points=1
# You change the unit of the price from thousands of dollars to dollars and fit the same line
# again. What happens?
#
# - [ ] $w$, $b$ and $J$ are all multiplied by 1000.
#   The parameters are. But the cost is made of squares of prices.
# - [ ] The line gets worse, because $J$ is much larger now.
#   The cost is larger because its unit, squared dollars, is smaller. Each house is missed by the
#   same amount of money.
# - [ ] Nothing changes, because the houses are the same.
#   Predictions must come out 1000 times as large, so the parameters have to change.
# - [x] $w$ and $b$ times 1000, $J$ times 1,000,000.
#   Predictions and misses grow by 1000, their squares by 1000². So costs can be compared only in
#   the same unit.

# %% [markdown] choice="best_rate" points=1
# On a parabola every step of gradient descent multiplies the distance to the bottom by
# $1 - \alpha k$. Here $k = 4$. Which learning rate arrives with the fewest steps?
#
# - [ ] 0.1
#   The factor is 0.6: each step leaves 60% of the distance. That works, but slowly.
# - [x] 0.25
#   The factor is 1 − 0.25 · 4 = 0: a single step lands at the bottom.
# - [ ] 0.5
#   The factor is −1: each step jumps to the other side, exactly as far away, forever.
# - [ ] 0.6
#   The factor is −1.4: each step ends further away than it began. The descent diverges.

# %% [markdown] choice="update_bug" points=1
# This step of gradient descent usually arrives, but not along the path of the formula. Why?
#
# ```python
# w = w - alpha * np.mean((w * x + b - y) * x)
# b = b - alpha * np.mean(w * x + b - y)
# ```
#
# - [ ] The learning rate must be divided by the number of houses.
#   `np.mean` has divided by it already.
# - [ ] The slope along $b$ lacks the factor $x$.
#   The inner derivative of wx + b with respect to b is 1, so there is no factor.
# - [x] The slope along $b$ is taken after $w$ has moved.
#   The second line uses the new `w`. Both slopes belong to the same point: compute them first,
#   then move.
# - [ ] The slopes must be added, not subtracted.
#   Adding would climb. Descent goes against the slope.

# %% [markdown] choice="three_times_as_long" points=1
# Only $w$ moves, down a parabola. With $\alpha = 0.2$ every step leaves 60% of the distance to the bottom. What does one
# step with $\alpha = 0.6$ do?
#
# - [ ] It leaves 20% of the distance, on the same side: a third of 60%.
#   What a step covers grows with α, not what it leaves: three times 40% is 120%.
# - [ ] It leaves 22% of the distance, on the same side: as much as three steps with 0.2, $0.6^3$.
#   Three short steps measure the slope three times, and it shrinks on the way. One long step goes all the way by the
#   slope at its start.
# - [x] It leaves 20% of the distance, on the other side.
#   A step of 0.2 covers 40% of the way, so this one covers 120%: past the bottom by 20%. The factor is 1 − 0.6k with
#   k = 2, thus −0.2.
# - [ ] It ends further away than it began.
#   For that a step has to cover more than 200% of the way, which needs an α above 1.

# %% [markdown] choice="shapes" points=1
# `X` has the shape (2930, 5) and `errors` the shape (2930,). Which expression holds the five
# slopes of the cost along the weights?
#
# - [ ] `X @ errors / 2930`
#   The 5 columns of `X` do not fit the 2930 errors: this stops with an error about shapes.
# - [ ] `np.mean(X * errors)`
#   Shapes (2930, 5) and (2930,) do not fit element by element; and a mean of everything would be
#   one number, not five.
# - [ ] `np.sum(errors) * X.sum(axis=0) / 2930`
#   This multiplies two sums. The formula sums products: each error meets the features of its own
#   house.
# - [x] `errors @ X / 2930`
#   A vector from the left sums over the rows: entry j is the sum of error times feature j. It
#   equals `X.T @ errors / 2930`.

# %% [markdown] choice="sign_of_bedrooms" points=1
# A chain fits the daily sales of its shops. On the number of staff alone the weight is +8; on staff
# and floor area it is −3 for the staff. What is the best reading?
#
# - [ ] One of the two fits has a bug, for a weight cannot change its sign.
#   It can, whenever two features go together. Both fits are right answers to different questions.
# - [x] Shops with more staff sell more, but not among shops of equal size.
#   More staff come with more floor, and the floor is what sells. With the area held fixed, a shop
#   with more staff sells less.
# - [ ] Staff lower the sales, so each shop sells more if one person stays at home.
#   The weight compares shops that differ in other ways too: a slow shop may have been given more
#   people. It does not tell what a change would do.
# - [ ] The number of staff should be left out, because its weight is unstable.
#   An unexpected sign is a reason to think, not to drop a feature: ask first which of the two models
#   predicts better.

# %%
houses = datasets.ames_prices()
A = np.column_stack([np.ones(len(houses)), houses["area_m2"], houses["bedrooms"]])
theta = np.linalg.lstsq(A, houses["price_kusd"], rcond=None)[0]
plots.predicted_against_actual(houses["price_kusd"], A @ theta, "price (1000 USD)")
plt.show()

# %% [markdown] choice="read_the_cloud" points=1
# This is the model with area and bedrooms. What does the picture say about houses that sold for
# more than 400,000 dollars?
#
# - [ ] Their predictions are the most exact, since they follow the dashed line.
#   A dot on the dashed line is exact. These dots lie away from it.
# - [ ] They are predicted too high.
#   Too high would be above the dashed line. That is where the unfinished houses float, on the
#   left.
# - [x] They are predicted too low, all of them.
#   To the right of 400 every dot lies below the dashed line. Something that makes houses dear is
#   not among the features.
# - [ ] Nothing, because there are too few of them.
#   There are more than sixty, and they all lie on the same side.

# %% [markdown] choice="which_metric" points=1
# A newspaper asks: "By how many dollars is your model off for a typical house?" Among 2,000
# ordinary houses your data hold five palaces, which the model misses by millions. Which number do
# you give?
#
# - [x] The MAE
#   The mean absolute error is in dollars, and each miss counts in proportion to its size. The palaces shift it, but
#   far less than they shift the RMSE.
# - [ ] The RMSE
#   It is in dollars too, but it squares: the five palaces would dominate the answer for a typical
#   house.
# - [ ] R²
#   It has no unit. It cannot say how many dollars.
# - [ ] The cost $J$
#   Its unit is squared dollars, and it is halved besides. Nobody can picture it.

# %% [markdown] choice="negative_r2" points=1
# On new houses, a model has $R^2 = -0.1$. What does that mean?
#
# - [ ] A bug, for a square cannot be negative.
#   In spite of its name it is not computed as a square: it is 1 minus a ratio, and the ratio can
#   exceed 1.
# - [ ] Predicted and true prices move in opposite directions.
#   They may, but need not: predictions that are all far too high give the same.
# - [ ] The model accounts for 10% of the spread of prices.
#   That would be +0.1.
# - [x] Always saying their mean price would be better.
#   The squared errors are 1.1 times those of the mean. Below 0, a model does worse than no model.
