# %% [markdown]
# # A line and its cost
#
# *45 minutes. You need: averages, the equation of a straight line, NumPy arrays.*
#
# A house of 150 m² in Ames, Iowa, is for sale, and its owner asks you: what will it fetch? You
# have never seen the house. But you have the records of 2,930 houses sold there from 2006 to
# 2010. In this lecture you let those houses answer, with a straight line, and you find a number
# that says how much to trust it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

houses = datasets.ames_prices()
houses.head()

# %% [markdown]
# ## What was sold
#
# Each row is one house: an **example**. We know its living area in square meters, and we want its
# price in thousands of US dollars. What we know is called a **feature** and written $x$; what we
# want is the **target**, $y$. There are $m = 2930$ examples, and $(x_i, y_i)$ is the $i$-th.
# Learning from examples whose answer is known is **supervised learning**; if the answer is a
# quantity, like a price, it is **regression**.

# %%
area = houses["area_m2"].to_numpy()
price = houses["price_kusd"].to_numpy()

plots.scatter(area, price, "living area (m²)", "price (1000 USD)")
plt.show()

# %% [markdown]
# Every dot is a house. The cloud rises to the right: houses of about 100 m² mostly went for 90 to
# 160 thousand dollars, those of about 200 m² for 150 to 340. It also fans out: the larger the
# house, the less its area alone tells you. Far to the right, three very large houses were cheap.
# They were sold before they were finished.

# %% [markdown]
# ## A line is a model
#
# A **model** is a rule that turns a feature into a guess of the target. The guess is the
# **prediction**, written $\hat y$ ("y hat"). Our rule is a straight line:
#
# $$\hat y = w\,x + b$$
#
# Here $x$ is the area (m²) and $\hat y$ the predicted price (1000 USD). The **weight** $w$ (1000
# USD per m²) says how much each further square meter adds. The **bias** $b$ (1000 USD) is where
# the line meets $x = 0$. These two numbers are the model's **parameters**.


# %%
def predict(x, w, b):
    return w * x + b


predict(150.0, w=1.0, b=40.0)

# %% [markdown]
# With $w = 1$ and $b = 40$ the house of 150 m² gets $1 \cdot 150 + 40 = 190$, that is 190,000
# dollars. But nobody told us to take these two parameters. Where do they come from?
#
# ## Your turn: a line through two houses
#
# A first idea: pick two houses you trust. Going from the first to the second, the price changes by
# $y_2 - y_1$ while the area changes by $x_2 - x_1$. Their ratio is the weight $w$. Once you have
# $w$, choose $b$ so that the line meets the first house exactly.


# %% exercise="line_through"
def line_through(x1, y1, x2, y2):
    """Find the line through two points.

    Parameters
    ----------
    x1, x2 : float
        Areas of the two houses (m²), not equal.
    y1, y2 : float
        Their prices (1000 USD).

    Returns
    -------
    w : float
        Weight (1000 USD per m²).
    b : float
        Bias (1000 USD).
    """
    ### BEGIN SOLUTION
    w = (y2 - y1) / (x2 - x1)
    b = y1 - w * x1
    return w, b
    ### END SOLUTION


# %% [markdown] hint="line_through"
# From 50 m² to 200 m² the price rises from 130 to 310. How much is that per square meter?

# %% [markdown] hint="line_through"
# The weight is $w = (y_2 - y_1) / (x_2 - x_1)$. The first house lies on the line:
# $y_1 = w x_1 + b$. Solve this for $b$.

# %% checks="line_through"
expect(line_through(50.0, 130.0, 200.0, 310.0), (1.2, 70.0), "180 more for 150 m² more; 70 is left")
expect(line_through(2.0, 7.0, 5.0, 7.0), (0.0, 7.0), "two equal prices give a flat line")
expect(
    line_through(3.0, 9.5, 8.0, 4.125), (-1.075, 12.725), "a falling price has a negative weight"
)


# %% mistake="line_through" says="areas are divided by prices: the weight is price per area"
def line_through(x1, y1, x2, y2):
    w = (x2 - x1) / (y2 - y1) if y2 != y1 else 0.0
    return w, y1 - w * x1


# %% mistake="line_through" says="b is the price of the first house, not the price at area 0"
def line_through(x1, y1, x2, y2):
    return (y2 - y1) / (x2 - x1), y1


# %% mistake="line_through" replace="return w, b" says="the two results have changed places: w comes first" with="return b, w"

# %% mistake="line_through" replace="return w, b" says="only w is returned: return both, separated by a comma" with="return w"

# %% mistake="line_through" replace="(y2 - y1) / (x2 - x1)" says="`y2 - y1 / x2 - x1` divides y1 by x2 first: both differences need parentheses" with="y2 - y1 / x2 - x1"

# %% mistake="line_through" replace="(y2 - y1) / (x2 - x1)" says="w is the price of the second house divided by its area: a line need not start at 0" with="y2 / x2"

# %% mistake="line_through" replace="(x2 - x1)" says="the two differences are taken in opposite order, so that w has the wrong sign" with="(x1 - x2)"

# %% mistake="line_through" replace="y1 - w * x1" says="y1 is taken with the area of the other house: b = y1 - w * x2" with="y1 - w * x2"


# %% mistake="line_through" says="b is moved the wrong way: it is y1 minus w times x1"
def line_through(x1, y1, x2, y2):
    w = (y2 - y1) / (x2 - x1)
    return w, y1 + w * x1


# %% [markdown]
# ## Two houses are not enough
#
# Another pair of houses gives another line, and no line meets all of them. So we need a way to
# say which line is better. Take the line $w = 1$, $b = 40$ and six houses (picked so that you can
# tell them apart). The **residual** of a house is its true price minus its predicted one:
#
# $$e_i = y_i - \hat y_i$$

# %%
six = houses.iloc[[1, 2, 3, 8, 16, 18]]
x, y = six["area_m2"].to_numpy(), six["price_kusd"].to_numpy()

plots.scatter(x, y, "living area (m²)", "price (1000 USD)")
plots.residuals(x, y, predict(x, 1.0, 40.0))
plots.line(1.0, 40.0, label="w = 1, b = 40")
plt.show()
# %% [markdown]
# Each red stick is a residual: how far the house is from the line, measured straight up or down.
# Houses above the line have positive ones: that of 150 m² went for 46 thousand more than
# predicted. Below it they are negative: that of 163 m² went for 39 thousand less. How do we turn
# six sticks into one number?
#
# ## Why not add them up?
#
# **Predict.** Three lines pass through the average house: one falls ($w = -1$), one is flat
# ($w = 0$), one rises ($w = 1$). Add up the six residuals of each. Which sum is closest to zero, or are
# some equal? Write your answer down, then run on.

# %%
prediction = "..."  # falling, flat, rising, or equal?

# %%
for w in (-1.0, 0.0, 1.0):
    b = y.mean() - w * x.mean()
    total = (y - predict(x, w, b)).sum()
    print(f"w = {w:4.1f}: the residuals add up to {round(total)}")
    plots.line(w, b, over=(75, 200), label=f"w = {w:.0f}", color=plots.shades(3)[int(w) + 1])
plots.scatter(x, y, "living area (m²)", "price (1000 USD)", label="six houses")
plt.show()

# %% [markdown]
# All three sums are zero. The lines cross at the average house, so each predicts the average
# price on average: whatever it misses above, it makes up for below. Even the absurd line that
# says larger houses are cheaper does. We must make every miss count, whatever its sign.

# %% [markdown]
# ## Square, then average
#
# Squaring makes every miss positive. The **cost** of a line is half the mean of the squares:
#
# $$J(w, b) = \frac{1}{2m} \sum_{i=1}^{m} (\hat y_i - y_i)^2$$
#
# $m$ is the number of houses, $\hat y_i = w x_i + b$ the prediction and $y_i$ the price of house
# $i$ (1000 USD), so $J$ has the unit (1000 USD)². Misses of 1, −2 and 3 cost
# $(1 + 4 + 9) / (2 \cdot 3) \approx 2.33$.

# %% [markdown]
# A miss here is the residual with its sign turned, prediction minus price. The square does not
# care, and slopes come out tidier. Why squares, and not plain distances? A miss of 40 then costs
# four times as much as one of 20, so the line avoids big blunders; and a square has a slope
# everywhere, which the next lecture will walk down. There a factor of 2 will appear, and the half
# cancels it. Without the half, the number is called the **mean squared error**.
#
# ## Your turn: the cost
#
# Write $J$ for arrays of any length. NumPy works on all elements at once: you need no loop.


# %% exercise="cost"
def cost(x, y, w, b):
    """Return half the mean squared miss of the line ``w * x + b``.

    Parameters
    ----------
    x, y : numpy.ndarray, shape (m,)
        Areas (m²) and prices (1000 USD).
    w, b : float
        Weight (1000 USD per m²) and bias (1000 USD).

    Returns
    -------
    float
        The cost, in (1000 USD)².
    """
    ### BEGIN SOLUTION
    misses = predict(x, w, b) - y
    return (misses**2).sum() / (2 * len(y))
    ### END SOLUTION


# %% [markdown] hint="cost"
# Three steps: predict all prices, subtract the true ones, and then square, sum and divide.

# %% [markdown] hint="cost"
# `misses = predict(x, w, b) - y` is an array. `misses**2` squares each element, `.sum()` adds
# them up, and `len(y)` is $m$.

# %% checks="cost"
few_x, few_y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 9.0])
expect(cost(few_x, few_y, 2.0, 1.0), 0.0, "the line y = 2x + 1 meets all three points")
expect(cost(few_x, few_y, 0.0, 0.0), 115 / 6, "misses of 3, 5 and 9: (9 + 25 + 81) / (2 · 3)")
expect(cost(x, y, 1.0, 40.0), 379.532, "the six houses and the line above", rtol=1e-4)

# %% [markdown] equivalent="cost"
# - `predict(x, w, b) - y → y - predict(x, w, b)`: the misses are squared


# %% mistake="cost" says="the sum is divided by m, not 2m"
def cost(x, y, w, b):
    return ((w * x + b - y) ** 2).sum() / len(y)


# %% mistake="cost" says="the sum is squared, not each miss: misses of different sign cancel"
def cost(x, y, w, b):
    return (w * x + b - y).sum() ** 2 / (2 * len(y))


# %% mistake="cost" replace="/ (2 * len(y))" says="the sum is divided by 2 and then multiplied by m: `/ 2 * m` needs parentheses" with="/ 2 * len(y)"

# %% mistake="cost" replace="/ (2 * len(y))" says="the sum is halved but not divided by m" with="/ 2"

# %% mistake="cost" replace="predict(x, w, b)" says="b is left out of the predictions" with="w * x"

# %% mistake="cost" replace="len(y)" says="the size is fixed: m is `len(y)`, whatever y is" with="6"


# %% mistake="cost" says="the misses are not squared"
def cost(x, y, w, b):
    return np.abs(w * x + b - y).sum() / (2 * len(y))


# %%
# One way to write the cost of all houses. The rest of the lecture uses it, done or not.
def J(w, b):
    return np.mean((w * area + b - price) ** 2) / 2


print(f"w = 1, b = 40: {J(1.0, 40.0):.0f}     flat line at the mean: {J(0.0, price.mean()):.0f}")

# %% [markdown]
# ## The cost of every slope
#
# All 2,930 houses together give the line $w = 1$, $b = 40$ a cost of about 1640; a flat line at
# the mean price costs nearly twice as much. Now comes the change of view on which everything else
# in this course rests. The houses stay fixed, and the *parameters* vary. Keep $b = 0$ for a
# moment and draw the cost over $w$.
#
# **Predict.** What shape will this curve have, and can it have two lowest points?


# %%
def cost_of_slope(w):
    return J(w, 0.0)


ax = plots.losses(cost_of_slope, over=(0.0, 2.6), xlabel="w (1000 USD per m²)", ylabel="cost J")
ax.legend(["cost at b = 0", "lowest point"])
plt.show()
print(f"w = 1.29, b = 0: {J(1.29, 0.0):.0f}")
# %% [markdown]
# A parabola, with one lowest point near $w = 1.29$. It must be one: $J$ is a mean of squares of
# $w x_i - y_i$, so $w$ enters as $w^2$ at most. Too small a weight is as bad as too large a one.
#
# ## The cost is a bowl
#
# Let $b$ vary too. Now every point of a map, with $w$ to the right and $b$ upwards, stands for a
# whole line, and the height above it is the cost of that line. A parabola in every direction makes
# a bowl.

# %%
plots.cost_surface(J, w=(0.0, 2.4), b=(-160.0, 190.0), xlabel="w", ylabel="b")
plt.show()
# %% [markdown]
# Two corners stand high. On the right, a steep line that also starts high overshoots nearly every
# house; on the left, a flat one that starts low undershoots every house. Both cost around 60,000.
# Between them runs a low valley, from the corner at the back to the one in front. From the side
# we cannot read off its deepest point. So look at the same bowl from above.

# %%
ax = plots.cost_bowl(
    J, w=(0.0, 2.4), b=(-160.0, 190.0), xlabel="w (1000 USD per m²)", ylabel="b (1000 USD)"
)
w_best, b_best = np.polyfit(area, price, 1)
ax.plot(w_best, b_best, "o", color=plots.HIGHLIGHT, ms=9, label="lowest point")
ax.legend()
plt.show()
# %% [markdown]
# A hiking map: each thin contour joins parameters of equal cost, and dark is high. The lowest point
# is near $w = 1.20$, $b = 13$ (`np.polyfit` found it; how, you will learn in lecture 3). Along the
# narrow valley you can trade a steeper slope for a lower start at hardly any cost; across it the
# cost climbs fast.
#
# ## Drag the line
#
# On the left the line moves among the houses; on the right a black dot, which is your line, moves
# over the map. Try to walk along the bottom of the valley: the line turns about the middle of the
# cloud.

# %%
w_axis, b_axis = np.linspace(0.0, 2.4, 50), np.linspace(-160.0, 190.0, 50)
heights = [[J(w, b) for w in w_axis] for b in b_axis]
contours = 1600 + 60000 * np.linspace(0.02, 1.0, 14) ** 2


@interact(w=(0.0, 2.4, 0.05), b=(-160.0, 190.0, 5.0))
def drag(w=0.6, b=40.0):
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    plots.scatter(area, price, "living area (m²)", "price (1000 USD)", ax=left)
    plots.line(w, b, over=(0, 550), ax=left)
    left.set(xlim=(0, 550), ylim=(-200, 800))
    right.contour(w_axis, b_axis, heights, contours, colors=plots.ERROR, linewidths=0.8)
    right.plot(w, b, "o", color=plots.MODEL, ms=10, clip_on=False)
    right.set(xlabel="w (1000 USD per m²)", ylabel="b (1000 USD)", title=f"J = {J(w, b):.0f}")


# %% [markdown]
# At the start, $w = 0.6$ and $b = 40$, the line runs below most of the cloud and costs about
# 3600; the dot sits on the slope, to the left of the valley. Raise either parameter, and the cost
# falls.
#
# ## Your turn: find a good line
#
# Drag until the cost is below 1610 (the lowest cost is close to 1596). Write your two parameters
# here as a pair, `my_line = (w, b)`, with your numbers for `w` and `b`.

# %% exercise="my_line"
### BEGIN SOLUTION
my_line = (1.2, 15.0)
### END SOLUTION

# %% [markdown] hint="my_line"
# Set $w$ to about 1.2 first. Then move $b$ until the line runs through the middle of the cloud.

# %% checks="my_line"
expect(len(my_line), 2, "a line is a pair (w, b), like my_line = (0.6, 40.0)")
expect(bool(J(*my_line) < 1610), True, "its cost is below 1610")

# %% [markdown]
# ## So what is the house worth?
#
# Let the best line answer the owner. And say at once how wrong it tends to be. The root of the
# mean squared error, the **RMSE**, is in the unit of the price; since it squares, large misses weigh
# most in it. The median of the misses tells what a typical house is missed by.

# %%
answer = predict(150.0, w_best, b_best)
rmse = np.sqrt(2 * J(w_best, b_best))
misses = np.abs(predict(area, w_best, b_best) - price)
print(f"prediction {answer:.0f}, RMSE {rmse:.0f}, half of all misses below {np.median(misses):.0f}")

# %% [markdown]
# About 194,000 dollars. Half of all houses are missed by more than 26,000 dollars, and the RMSE is
# 57,000, because some are missed by far more. So the honest answer is "about 194,000; but 60,000 more or less would not
# surprise me". The line does what it can with the area alone. It knows nothing of bedrooms, age
# or neighborhood: those come in lecture 3 and in unit 2.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A linear model predicts $\hat y = w x + b$; learning means choosing the parameters $w$ and
#    $b$.
# 2. The cost $J(w, b)$ is half the mean squared miss, and it judges a line by *all* examples.
# 3. Over the parameters the cost is a bowl, and its lowest point is the best line.
#
# **Where it leads.** You found the bottom because you could see the bowl. With a hundred parameters
# nobody can. The next lecture finds it blindfolded, by the slope under its feet.
