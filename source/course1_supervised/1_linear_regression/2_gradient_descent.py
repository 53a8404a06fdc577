# %% [markdown]
# # Gradient descent
#
# *50 minutes. You need: the cost of a line (lecture 1), and what a slope is.*
#
# A line for house prices has two parameters, and you found them with two sliders. A model that
# recognizes spoken words has millions. Nobody can draw its cost, let alone drag its sliders. How
# does a computer find the bottom of a landscape it cannot see? The way you would walk down a hill
# in thick fog: feel the slope under your feet, and take a step downhill.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

houses = datasets.ames_prices()
x = houses["area_m2"].to_numpy() / 100  # living area in units of 100 m²
y = houses["price_kusd"].to_numpy()  # price in 1000 USD

# %% [markdown]
# The data are those of lecture 1, with one change: the area is in units of 100 m², so that a
# typical house has $x = 1.4$. At the end you will see why. The weight $w$ is now in 1000 USD per
# 100 m², and the cost is as before:
#
# $$J(w, b) = \frac{1}{2m} \sum_{i=1}^{m} (w x_i + b - y_i)^2$$


# %%
def J(w, b):
    return np.mean((w * x + b - y) ** 2) / 2


print(f"w = 0: {J(0.0, 0.0):.0f}     w = 100: {J(100.0, 0.0):.0f}")

# %% [markdown]
# ## Feel the slope
#
# Keep $b = 0$ for now: one parameter, one parabola. Standing at some $w$, you nudge it by a tiny
# $h$ and look how much the cost changes. Change of cost over change of weight is the slope:
#
# $$\frac{dJ}{dw} \approx \frac{J(w + h) - J(w)}{h}$$
#
# **Predict.** The lowest point is near $w = 129$. Is the slope at $w = 40$ positive or negative?
# And at $w = 200$? Which of the two is steeper?

# %%
prediction = "..."  # for example: "plus at 40, minus at 200, 40 is steeper"


# %%
def slope(w, h=1e-4):
    return (J(w + h, 0.0) - J(w, 0.0)) / h


def cost(w):
    return J(w, 0.0)


ax = plots.losses(cost, over=(-20, 280), xlabel="w (1000 USD per 100 m²)", ylabel="cost J")
for w, style in ((40.0, "-"), (200.0, "--")):
    ends = np.array([w - 30, w + 30])
    label = f"slope {slope(w):.0f} at w = {w:.0f}"
    ax.plot(ends, J(w, 0) + slope(w) * (ends - w), style, color=plots.MODEL, label=label)
ax.legend()
plt.show()

# %% [markdown]
# At 40 the slope is −192: add 1 to $w$, and the cost falls by about 192. At 200 it is +154: here
# adding to $w$ makes matters worse. The black lines have these slopes and touch the curve. The
# left one is steeper because 40 is further from the bottom than 200. So the slope tells two
# things. Its sign says on which side the bottom lies: minus, to the right; plus, to the left. Its
# size hints at how far away it is.

# %% [markdown]
# ## Step against it
#
# Downhill is against the slope. Take a step in proportion to it:
#
# $$w \leftarrow w - \alpha \, \frac{dJ}{dw}$$
#
# The arrow means: replace $w$ by the value on the right. The **learning rate** $\alpha$ (alpha)
# is a small positive number that you choose. Where the slope is negative, $w$ grows; where it is
# positive, $w$ shrinks; and near the bottom the steps get shorter by themselves, because the
# slope does.

# %%
w = 40.0
for step in range(6):
    print(f"step {step}: w = {w:6.1f}, slope {slope(w):7.1f}, cost {J(w, 0.0):7.1f}")
    w = w - 0.2 * slope(w)

# %% [markdown]
# With $\alpha = 0.2$, the weight walks from 40 to 78, then to 100, and so on toward 129, with
# steps that shrink as the slope does. This is **gradient descent**: no map, only the slope
# underfoot.

# %% [markdown]
# ## The slope, exactly
#
# Nudging is slow, for it costs an extra evaluation for each parameter, and only nearly right. The
# chain rule is exact. One house contributes $\tfrac12 (w x_i + b - y_i)^2$ to the cost. Outer
# derivative: the 2 comes down and cancels the half, which leaves the error $\hat y_i - y_i$.
# Inner derivative: $x_i$ for $w$, and 1 for $b$. Averaged over all houses:
#
# $$\frac{\partial J}{\partial w} = \frac{1}{m} \sum_{i=1}^{m} (\hat y_i - y_i)\, x_i, \qquad
# \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} (\hat y_i - y_i)$$

# %% [markdown]
# The curly ∂ says that we move one parameter while the others rest. All these slopes together are
# the **gradient**. In words: if predictions are too high on average, the slope along $b$ is
# positive, and the step lowers $b$. The weight listens to the same errors, but large houses have
# a louder voice, because their error is multiplied by their area.
#
# ## Your turn: the gradient
#
# Write both slopes. Compute the errors once, then average.


# %% exercise="gradient"
def gradient(x, y, w, b):
    """Return the slopes of the cost of the line ``w * x + b``.

    Parameters
    ----------
    x, y : numpy.ndarray, shape (m,)
        Areas (100 m²) and prices (1000 USD).
    w, b : float
        Weight (1000 USD per 100 m²) and bias (1000 USD).

    Returns
    -------
    dj_dw, dj_db : float
        Slope along the weight and slope along the bias.
    """
    ### BEGIN SOLUTION
    errors = w * x + b - y
    return np.mean(errors * x), np.mean(errors)
    ### END SOLUTION


# %% [markdown] hint="gradient"
# `errors = w * x + b - y`: prediction minus truth, in this order. The slope along `b` is their
# mean.

# %% [markdown] hint="gradient"
# The slope along `w` is `np.mean(errors * x)`: each error times the area of its own house.

# %% checks="gradient"
few_x, few_y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 7.0, 15.0])
expect(
    gradient(few_x, few_y, 2.0, 0.0),
    (-35 / 3, -11 / 3),
    "errors −1, −3, −7: (−1 · 1 − 3 · 2 − 7 · 4) / 3 and (−1 − 3 − 7) / 3",
)
expect(
    gradient(few_x, few_y, 4.0, -1.0), (0.0, 0.0), "the line 4x − 1 meets all points: flat ground"
)
expect(gradient(x, y, 40.0, 0.0)[0], slope(40.0), "it agrees with nudging", rtol=1e-3)


# %% mistake="gradient" says="the errors are y minus the prediction: the slopes point downhill"
def gradient(x, y, w, b):
    errors = y - (w * x + b)
    return np.mean(errors * x), np.mean(errors)


# %% mistake="gradient" says="the sums are not divided by m"
def gradient(x, y, w, b):
    errors = w * x + b - y
    return np.sum(errors * x), np.sum(errors)


# %% mistake="gradient" replace="np.mean(errors * x), np.mean(errors)" says="the two slopes have changed places: that along w comes first" with="np.mean(errors), np.mean(errors * x)"

# %% mistake="gradient" replace="np.mean(errors * x), np.mean(errors)" says="a factor of 2 is left over: the half in the cost cancels it" with="2 * np.mean(errors * x), 2 * np.mean(errors)"

# %% mistake="gradient" replace="np.mean(errors * x), np.mean(errors)" says="only the sum along w is divided by m" with="np.mean(errors * x), np.sum(errors)"

# %% mistake="gradient" replace="np.mean(errors * x)" says="the slope along w is the product of two means, not the mean of the products" with="np.mean(errors) * np.mean(x)"

# %% mistake="gradient" replace="w * x + b - y" says="b is left out of the errors" with="w * x - y"

# %% mistake="gradient" replace="np.mean(errors * x), np.mean(errors)" says="the errors are not averaged: one slope for each house is returned" with="errors * x, errors"


# %% mistake="gradient" says="the slope along w lacks the factor x"
def gradient(x, y, w, b):
    errors = w * x + b - y
    return np.mean(errors), np.mean(errors)


# %% [markdown]
# ## The walk
#
# Now both parameters move. Here is the gradient written one way, and the whole algorithm. It
# keeps two records: the path, so that we can draw it, and the **history** of the cost, because
# for larger models that is all you can draw.
#
# Note that both slopes are taken *before* either parameter moves. If $w$ moved first, the slope
# for $b$ would belong to another place.


# %%
def slopes(x, y, w, b):
    errors = w * x + b - y
    return np.mean(errors * x), np.mean(errors)


def descend(x, y, alpha, iterations, w=0.0, b=0.0):
    path, history = [(w, b)], [np.mean((w * x + b - y) ** 2) / 2]
    for _ in range(iterations):
        dj_dw, dj_db = slopes(x, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        path.append((w, b))
        history.append(np.mean((w * x + b - y) ** 2) / 2)
    return path, history


# %%
path, history = descend(x, y, alpha=0.1, iterations=1000)
ax = plots.cost_bowl(
    J,
    (-20, 220),
    (-80, 130),
    path=path[::2],
    xlabel="w (1000 USD per 100 m²)",
    ylabel="b (1000 USD)",
)
plt.show()
w_end, b_end = path[-1]
print(f"end: w = {w_end:.1f}, b = {b_end:.1f}, cost {history[-1]:.1f}")

# %% [markdown]
# Every second step of the walk is drawn. The first few strides go straight down the steep wall,
# from the start at (0, 0) to about (90, 55). There the path bends and follows the bottom of the
# valley, in ever smaller steps, to $w = 120.2$ and $b = 13.3$. That is the best line of lecture
# 1: 1,202 dollars per square meter. The wall took 10 steps, the valley hundreds.

# %%
plots.learning_curves(history[:101])
plt.show()
for i in (5, 10, 100, 1000):
    print(f"iteration {i:4}: w = {path[i][0]:5.1f}, cost {history[i]:.0f}")

# %% [markdown]
# The history of the same walk: cost over iteration. It starts at 19,533, drops below 2,200 within
# five steps, and then hardly seems to move. Yet that flat part is the whole walk along the
# valley: at iteration 10 the weight is 89, at 100 it is 105, and the best is 120. A curve that
# looks flat can still hide a parameter on its way.
#
# ## How large a step?
#
# **Predict.** We try four learning rates: 0.01, 0.1, 0.5 and 0.7. The best is among them, and one
# of them fails. Which is which? Write it down, then run on.

# %%
prediction = "..."  # for example: "0.01 fails, 0.7 is best"

# %%
walks = {alpha: descend(x, y, alpha, 40)[1] for alpha in (0.01, 0.1, 0.5, 0.7)}
plots.learning_curves(walks)
plt.show()
for alpha, costs in walks.items():
    print(f"alpha {alpha:4}: cost after 1 step {costs[1]:.0f}, after 40 steps {costs[-1]:.4g}")

# %% [markdown]
# With 0.01 the cost still sits at 3,100 after 40 steps: safe and slow. With 0.1 it is down after
# ten, with 0.5 after five. In the valley the picture shows no difference, but the numbers do:
# 1659 against 1602, and the bottom is at 1596. With 0.7 the cost *rises*, from 19,500 to 25,800
# after one step, and then leaves the picture: the descent **diverges**. Between the best of these
# rates and disaster there is only a factor of 1.4.

# %% [markdown]
# ## Why too large a step climbs
#
# Back to $b = 0$. There the slope is
#
# $$\frac{dJ}{dw} = \frac1m \sum (w x_i - y_i)\,x_i = k\,w - \frac1m \sum x_i y_i, \qquad
# k = \frac1m \sum x_i^2$$
#
# This is a straight line in $w$ that rises by $k$ per unit. At the bottom, call it $w^*$, it is
# zero. So the slope is $k\,(w - w^*)$. Put that into the step, and subtract $w^*$ on both sides:
#
# $$w_{\text{new}} - w^* = (1 - \alpha k)\,(w - w^*)$$

# %% [markdown]
# Each step multiplies the distance to the bottom by the same number, $1 - \alpha k$. Here
# $k \approx 2.16$, so with the $\alpha = 0.2$ of our first walk every step leaves 57% of the way.
# If $\alpha k = 1$, a single step lands at the bottom. Beyond that, the factor is negative: you
# overshoot to the other side, but come closer. If $\alpha k > 2$, it is below −1: you overshoot
# by *more* than you were away, and every step climbs higher. Drag $\alpha$ through the three
# regimes.


# %%
def parabola(weights):
    return [J(w, 0.0) for w in weights]


@interact(alpha=(0.02, 1.0, 0.02))
def walk(alpha=0.8):
    steps = [0.0]
    for _ in range(8):
        steps.append(steps[-1] - alpha * slopes(x, y, steps[-1], 0.0)[0])
    plots.curve(parabola, over=(-60, 320), label="cost", color=plots.ERROR)
    plt.plot(steps, parabola(steps), "o-", color=plots.MODEL, lw=1, label="steps")
    plt.gca().set(
        xlim=(-60, 320), ylim=(0, 45000), xlabel="w (1000 USD per 100 m²)", ylabel="cost J"
    )
    plt.legend()


# %% [markdown]
# At the start, $\alpha = 0.8$: the first step leaps from 0 across the valley to 223, the next
# back to 60, and so on, each leap 0.73 times as long as the one before. Below 0.46 the dots stay
# on one side. Above 0.93 they climb out of the bowl.
#
# ## Your turn: the largest safe rate
#
# For the parabola with $b = 0$, which learning rate is the border between arriving and diverging?
# Solve $1 - \alpha k = -1$, and compute it from the data.


# %% exercise="alpha_limit"
def alpha_limit(x):
    """Return the learning rate above which the descent for ``y = w * x`` diverges.

    Parameters
    ----------
    x : numpy.ndarray, shape (m,)
        The feature.

    Returns
    -------
    float
        The border, 2 / k.
    """
    ### BEGIN SOLUTION
    return 2 / np.mean(x**2)
    ### END SOLUTION


# %% [markdown] hint="alpha_limit"
# Solving gives $\alpha = 2 / k$. And $k$ is the mean of the squares of `x`.

# %% checks="alpha_limit"
expect(alpha_limit(np.array([1.0, 1.0, 2.0])), 1.0, "the squares 1, 1, 4 have the mean k = 2")
expect(alpha_limit(x), 0.9252, "on the houses 0.92 arrives, 0.93 does not", rtol=1e-3)
expect(alpha_limit(10 * x), 0.009252, "10 times the feature, a 100th of the rate", rtol=1e-3)


# %% mistake="alpha_limit" says="the mean is squared, not the values"
def alpha_limit(x):
    return 2 / np.mean(x) ** 2


# %% mistake="alpha_limit" replace="2 / np.mean(x**2)" says="k / 2 is returned, which is the fraction upside down" with="np.mean(x**2) / 2"

# %% mistake="alpha_limit" replace="2 / np.mean(x**2)" says="k itself is returned, not yet 2 / k" with="np.mean(x**2)"

# %% mistake="alpha_limit" replace="x**2" says="the values are not squared" with="x"


# %% mistake="alpha_limit" says="1 / k is returned: this rate lands at the bottom in one step"
def alpha_limit(x):
    return 1 / np.mean(x**2)


# %% mistake="alpha_limit" says="the squares are summed, not averaged"
def alpha_limit(x):
    return 2 / np.sum(x**2)


# %% [markdown]
# With $b$ free as well, the bowl is steeper in a slanted direction, and the border drops from
# 0.93 to about 0.65 (try it: 0.64 arrives, 0.65 does not). That is why 0.7 failed. For other
# models nobody knows the border: people try rates three times apart, 0.001, 0.003, 0.01, and look
# at the histories.
#
# ## Your turn: read a history
#
# Teach the computer to look: `"diverging"` if the last cost is above the first; otherwise `"flat"`
# if the last step lowered the cost by less than 0.1% of the cost before that step; otherwise
# `"falling"`. Flat is about the cost only: the walk above was flat when $w$ had far to go.


# %% exercise="diagnose"
def diagnose(history):
    """Say how a descent is going.

    Parameters
    ----------
    history : list of float
        Costs, from the start to the last step; at least two.

    Returns
    -------
    str
        "diverging", "flat" or "falling".
    """
    ### BEGIN SOLUTION
    if history[-1] > history[0]:
        return "diverging"
    drop = history[-2] - history[-1]
    return "flat" if drop < 0.001 * history[-2] else "falling"
    ### END SOLUTION


# %% [markdown] hint="diagnose"
# `history[0]` is the first cost, `history[-1]` the last, and `history[-2]` the one before the
# last.

# %% checks="diagnose"
expect(diagnose([10.0, 5.0, 2.5]), "falling", "it still halves")
expect(diagnose([10.0, 20.0, 50.0]), "diverging", "it ends above its start")
expect(diagnose([5.0, 20.0, 10.0]), "diverging", "it falls again, but ends above its start")
expect(diagnose([10.0, 12.0, 4.0]), "falling", "it rose at first, but ends below its start")
expect(diagnose([9000.0, 5000.0, 4999.0]), "flat", "1 of 5000 is 0.02%")
expect(
    diagnose([9000.0, 50.0, 49.0]),
    "falling",
    "1 of 50 is 2%: the step before counts, not the start",
)
expect(diagnose([9000.0, 1000.0, 998.5]), "falling", "1.5 of 1000 is 0.15%")
expect(diagnose([9000.0, 1000.0, 999.25]), "flat", "0.75 of 1000 is 0.075%")
expect(diagnose([3000.0, 1000.0, 999.0]), "falling", "1 of 1000 is 0.1%, and not less")
expect(diagnose([2.0, 0.5, 0.4998]), "flat", "0.0002 of 0.5 is 0.04%")
expect(diagnose([5.0, 5.0]), "flat", "a cost that stays is not above its start")
expect(diagnose(descend(x, y, 0.01, 40)[1]), "falling", "0.01 on the houses is still falling")
expect(diagnose(descend(x, y, 0.1, 100)[1]), "flat", "the walk above, though w is only at 105")


# %% [markdown] equivalent="diagnose"
# - `2 → 1`: a share of the last cost and one of the cost before differ only within 0.1% of the border
# - `return 'flat' if drop < 0.001 * history[-2] else 'falling' → return str('flat' if drop < 0.001 * history[-2] else 'falling')`: it is text already
# - `return 'diverging' → return str('diverging')`: it is text already


# %% mistake="diagnose" says="the drop itself is compared with 0.001, not its share of the cost"
def diagnose(history):
    if history[-1] > history[0]:
        return "diverging"
    return "flat" if history[-2] - history[-1] < 0.001 else "falling"


# %% mistake="diagnose" replace="0.001 * history[-2]" says="the drop is compared with 0.1% of the first cost, not of the cost before the step" with="0.001 * history[0]"

# %% mistake="diagnose" replace="history[-1] > history[0]" says="the last cost is compared with the one before it, not with the first, to find out whether it diverges" with="history[-1] > history[-2]"

# %% mistake="diagnose" replace="history[-2] - history[-1]" says="the drop is measured from the first cost, not from the cost before the last step" with="history[0] - history[-1]"

# %% mistake="diagnose" replace="0.001" says="0.1% is 0.001, not 0.1" with="0.1"

# %% mistake="diagnose" replace="0.001" says="0.1% is 0.001, not 0.01" with="0.01"

# %% mistake="diagnose" replace="history[-2] - history[-1]" says="no history is ever falling: the drop is turned round or not looked at, or its border is too large" with="history[-1] - history[-2]"

# %% mistake="diagnose" replace="history[-2] - history[-1]" says="no history is ever falling: the drop is turned round or not looked at, or its border is too large" with="history[-2] - history[-2]"

# %% mistake="diagnose" replace="0.001 * history[-2]" says="no history is ever falling: the drop is turned round or not looked at, or its border is too large" with="history[-2]"

# %% mistake="diagnose" replace="\"flat\" if drop < 0.001 * history[-2] else \"falling\"" says="no history is ever falling: the drop is turned round or not looked at, or its border is too large" with="\"flat\""

# %% mistake="diagnose" replace="\"flat\" if drop < 0.001 * history[-2] else \"falling\"" says="flat and falling have changed places" with="\"falling\" if drop < 0.001 * history[-2] else \"flat\""

# %% mistake="diagnose" replace="\"flat\" if drop < 0.001 * history[-2] else \"falling\"" says="a history that is never flat: a small drop is taken for falling" with="\"falling\""


# %% mistake="diagnose" says="a history that is above its start is never noticed"
def diagnose(history):
    return "flat" if history[-2] - history[-1] < 0.001 * history[-2] else "falling"


# %% [markdown]
# ## Why we measured in units of 100 m²
#
# **Predict.** The same houses, the same line, but the area in m²: every $x$ is a hundred times as
# large. You found how the limit depends on $x$. Will $\alpha = 0.1$ still do?

# %%
area = 100 * x
_, history_01 = descend(area, y, alpha=0.1, iterations=5)
print("alpha 0.1:    ", [f"{cost:.0e}" for cost in history_01])
path, history_small = descend(area, y, alpha=0.00009, iterations=1000)
w_end, b_end = path[-1]
print(f"alpha 0.00009: w = {w_end:.3f}, b = {b_end:.2f}, cost {history_small[-1]:.1f}")

# %% [markdown]
# With 0.1 the cost explodes: after five steps it is a number with more than 35 digits. The
# largest rate that works is about 0.00009, some seven thousand times smaller than the 0.65 of before. And with it, after 1,000
# steps, $b$ has only crept to 0.13, on its way to 13.3: a rate small enough for $w$ is far too
# small for $b$. The bowl has become a canyon. Bringing features to similar sizes is called
# **scaling**; unit 2 begins with it.

# %% [markdown]
# ## Three sentences to remember
#
# 1. The gradient holds the slope of the cost along every parameter; gradient descent steps
#    against it, again and again.
# 2. Too small a learning rate is slow, too large a one diverges, and the history of the cost
#    shows which.
# 3. The cost of a linear model is a bowl: no wrong valley, and with a safe rate a descent arrives.
#
# **Where it leads.** The next lecture gives the model several features, writes all slopes as one
# matrix product, and finds a shortcut that works for linear models only.
