# %% [markdown]
# # Vectors, matrices and slopes
#
# *60 minutes. You need: arrays and their shapes (lecture 3), and straight lines from school.*
#
# You want to know what a penguin weighs without catching it. From a photograph you can measure its
# flipper and its bill. How do you turn measurements into grams, for a whole colony at once? And when
# your formula is off, which of its numbers should you change, and in which direction?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## A penguin is a vector
#
# A **vector** is a row of numbers, and also an arrow: the numbers say how far to go along each
# axis. Two measurements make an arrow in the plane. We count both in millimeters *above or below the
# mean penguin*, so the origin is the mean penguin and an arrow says how this one differs. (`penguins[[…]]` picks
# columns as in lecture 3: the inner brackets are a list of names.)

# %%
columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
bills = penguins[["bill_length_mm", "bill_depth_mm"]].to_numpy()
bills = bills - bills.mean(axis=0)
gentoo, adelie = bills[222], bills[0]
names = ["a Gentoo", "an Adélie"]
print("Gentoo", gentoo.round(1), "Adélie", adelie.round(1))
plots.arrows(
    [gentoo, adelie], names, [plots.DATA, plots.SECOND], "bill length (mm)", "bill depth (mm)"
)
plt.title("difference from the mean penguin")
plt.show()
# %% [markdown]
# The Gentoo's arrow goes 2.5 mm to the right and 1.6 mm down: its bill is longer and flatter than the mean
# bill. The Adélie's goes 4.8 mm to the left and 1.5 mm up: shorter and deeper. The two differ from the mean
# in opposite ways, and you see it without reading a number: the arrows point apart.
#
# With four measurements the arrow lives in a space that nobody can draw. The arithmetic does not mind.

# %% [markdown]
# ## One number from two vectors
#
# To guess a mass from measurements, give each measurement a weight and add up:
#
# $$a \cdot b = \sum_{j} a_j b_j$$
#
# Here $a_j$ and $b_j$ are the $j$-th numbers of two vectors of the same length. This sum of
# products is the **dot product**. In Python it is `a @ b`. For $a = (2, 1)$ and $b = (3, 4)$ it is
# $2 \cdot 3 + 1 \cdot 4 = 10$.

# %%
a, b = np.array([2, 1]), np.array([3, 4])
print("value by value:", a * b)
print("dot product:   ", a @ b)
print("the two bills: ", (gentoo @ adelie).round(1))

# %% [markdown]
# ## What the dot product sees
#
# As arrows, the dot product compares directions:
#
# $$a \cdot b = |a|\,|b| \cos\theta$$
#
# where $|a| = \sqrt{a \cdot a}$ is the **length** of the arrow and $\theta$ the angle between the two; geometry
# shows that it is the same number as the sum of products. $\cos\theta$ is 1 at 0°, 0 at 90° and −1 at 180°, so
# $|b|\cos\theta$ is the length of the shadow that $b$ casts on the line of $a$, drawn in green below.
#
# **Predict.** Turn the orange arrow from 0° to 180°. At which angle is the dot product 0, and what
# is its sign beyond?


# %%
@interact(angle=(0, 180, 5))
def show(angle=60):
    a = np.array([2.0, 0.0])
    b = 1.5 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    plots.arrows([a, b], ["a", "b"], [plots.DATA, plots.SECOND])
    plt.plot([b[0], b[0]], [0, b[1]], ":", color=plots.MODEL)
    plt.plot([0, b[0]], [-0.08, -0.08], color=plots.HIGHLIGHT, lw=6)
    plt.axis([-1.9, 2.4, -0.3, 1.9])
    plt.title(f"a · b = {a @ b:.2f}")


# %% [markdown]
# At 60° the shadow of $b$ on $a$, in green, is 0.75 long; times $|a| = 2$ makes 1.50. At 90° the shadow has
# no length and the dot product is 0: the arrows have nothing in common. Beyond 90° the shadow
# points backward and the dot product is negative. It is largest, 3.00, when both point the same way.
#
# And the two bills above, $2.5 \cdot (-4.8) + (-1.6) \cdot 1.5$, gave −14.4: they do point apart.

# %% [markdown]
# ## A matrix times a vector
#
# For a whole colony, put one penguin in each row of a **matrix** $X$, a table of numbers with shape
# $m \times n$. Then $Xw$ is one dot product a row:
#
# $$(Xw)_i = \sum_{j} x_{ij}\, w_j$$
#
# with $x_{ij}$ the feature $j$ of penguin $i$ and $w_j$ its weight. The inner lengths must agree, and they
# disappear: $(m \times n)$ times $(n)$ leaves $(m)$.

# %%
X = np.array([[1, 2, 0], [0, 1, 3], [2, 0, 1], [1, 1, 1]])
w = np.array([10, 1, 5])
product = {"X": X, "w": w, "X @ w": X @ w}
colors = [plots.DATA, plots.SECOND, plots.HIGHLIGHT]
plots.tables(product, colors, upright=["w", "X @ w"])
plt.show()

# %% [markdown]
# Check two rows by hand. The first: $1 \cdot 10 + 2 \cdot 1 + 0 \cdot 5 = 12$. The second:
# $0 \cdot 10 + 1 \cdot 1 + 3 \cdot 5 = 16$. Four rows make four results, so the shape is `(4,)`.
#
# The order counts. `w @ X` would need 3 to meet 4 and stops with a `ValueError` that names the two
# lengths.

# %% [markdown]
# ## Your turn: guess every mass
#
# A rule for photographs: start at $b$ grams, and add $w_j$ grams for each millimeter of measurement $j$:
#
# $$\hat y = Xw + b$$
#
# $\hat y$ (say "y hat") holds a guess for each penguin, in grams. A hat always marks a guess. Write it
# for all rows at once. The last check uses the flipper alone, with 49.7 g a millimeter and $b = -5781$ g;
# unit 1 shows how to find such numbers.


# %% exercise="guess"
def guess(X, w, b):
    """Return a guess for each row.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
    w : numpy.ndarray, shape (n,)
    b : float

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return X @ w + b
    ### END SOLUTION


# %% [markdown] hint="guess"
# `X @ w` is one number for each row. Broadcasting adds `b` to all of them.

# %% checks="guess"
small = np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 1.5], [0.0, 5.0, 2.5]])
expect(
    guess(small, np.array([10, 1, 2]), 100),
    np.array([113.0, 137.0, 110.0]),
    "each row is one guess: the first is 1 · 10 + 2 · 1 + 0.5 · 2 + 100",
)
rule = np.array([49.7])
flippers = penguins[["flipper_length_mm"]].to_numpy()
expect(guess(flippers, rule, -5781)[:2], np.array([3214.7, 3463.2]), "flippers of 181 and 186 mm")


# %% mistake="guess" says="the products are not added up: `*` works value by value, `@` also sums"
def guess(X, w, b):
    return X * w + b


# %% mistake="guess" says="w stands before X, which sums down the columns instead of along the rows"
def guess(X, w, b):
    return w @ X + b


# %% mistake="guess" says="b is forgotten"
def guess(X, w, b):
    return X @ w


# %% mistake="guess" replace="X @ w + b" says="all products are added up to one single number, not one for each row" with="np.sum(X * w) + b"

# %% mistake="guess" replace="X @ w + b" says="b is added once for each measurement, not once for each row" with="(X * w + b).sum(axis=1)"


# %% mistake="guess" says="b is added to every weight instead of once to every guess"
def guess(X, w, b):
    return X @ (w + b)


# %% alternative="guess"
def guess(X, w, b):
    return np.array([sum(x * v for x, v in zip(row, w)) + b for row in X])


# %% [markdown]
# ## How steep is it here?
#
# Now the second question: in which direction do we turn a knob? Take a curve $f$ and two points on
# it, at $x$ and at $x + h$. The straight line through both has the slope
#
# $$\frac{f(x + h) - f(x)}{h}$$
#
# rise over run. Move the second point closer: make $h$ smaller.
#
# **Predict.** For $f(x) = x^2$ at $x = 1$: toward which number does the slope go?


# %%
def square(x):
    return x**2


@interact(h=(0.05, 2.0, 0.05))
def show(h=1.5):
    slope = (square(1 + h) - square(1)) / h
    plots.curve(square, over=(-1, 3.2), label="f(x) = x²")
    plots.tangent(square, 1.0, slope, reach=2.2, label=f"h = {h:.2f}: slope {slope:.2f}")
    plt.plot(1 + h, square(1 + h), "o", color=plots.HIGHLIGHT)
    plt.ylim(-2, 10.5)
    plt.xlabel("x")
    plt.ylabel("f(x)")


# %% [markdown]
# At $h = 1.5$ the line cuts through the curve with slope 3.50. As $h$ shrinks the two dots close in and the
# slope goes 2.50 (at $h = 0.5$), 2.10, 2.05, toward 2. The line no longer cuts; it touches. The number it settles on is
# the **derivative** of $f$ at $x$, written $f'(x)$ or $\frac{df}{dx}$: the slope of the curve at that
# place.

# %% [markdown]
# ## The same by algebra
#
# School algebra shows why it is 2, and what it is elsewhere:
#
# $$\frac{(x+h)^2 - x^2}{h} = \frac{2xh + h^2}{h} = 2x + h$$
#
# As $h$ goes to 0, only $2x$ is left. So the derivative of $x^2$ is $2x$: at $x = 1$ it is 2, at $x = 0$
# the curve is level, at $x = -3$ it falls with slope $-6$. In the same way a straight line $wx + b$ has
# the slope $w$ everywhere.

# %%
for x in [-3.0, 0.0, 1.0]:
    h = 0.001
    print(f"x = {x:4}: measured {(square(x + h) - square(x)) / h:7.3f}, by algebra {2 * x:4}")

# %% [markdown]
# Measured and calculated agree up to the step $h = 0.001$, just as $2x + h$ says. What the slope is
# good for: its sign tells which way is up. Positive slope, step to the left to go down; negative
# slope, step to the right. Its size tells how fast the curve changes here.

# %% [markdown]
# ## Your turn: one step down
#
# You are at $x$ on a curve whose slope there is known. Take one step *against* the slope:
#
# $$x_\text{new} = x - \alpha\, f'(x)$$
#
# $\alpha$ (alpha) is the **learning rate**: how many units of $x$ to go for each unit of slope.


# %% exercise="step_down"
def step_down(x, slope, alpha):
    """Return where one step against the slope leads.

    Parameters
    ----------
    x, slope : float
        The place, and the slope of the curve there.
    alpha : float
        The learning rate, above 0.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return x - alpha * slope
    ### END SOLUTION


# %% [markdown] hint="step_down"
# Against the slope means minus. A slope of 6 with alpha 0.1 moves x by 0.6 to the left.

# %% checks="step_down"
expect(step_down(3, 6, 0.1), 2.4, "uphill lies to the right, so it steps 0.6 to the left")
expect(step_down(-2, -5, 0.3), -0.5, "where the curve falls, it steps to the right")
expect(step_down(1.5, 0.25, 0.03), 1.4925, "a small slope and a small rate make a small step")
expect(step_down(0, 0, 0.1), 0, "on level ground it stays")


# %% mistake="step_down" says="the step goes up the slope: the sign is plus"
def step_down(x, slope, alpha):
    return x + alpha * slope


# %% mistake="step_down" says="the slope alone is the step: alpha is forgotten"
def step_down(x, slope, alpha):
    return x - slope


# %% mistake="step_down" says="the step is alpha alone: the slope is forgotten"
def step_down(x, slope, alpha):
    return x - alpha


# %% mistake="step_down" replace="x - alpha * slope" says="the step is returned, not the place where it leads" with="alpha * slope"

# %% mistake="step_down" replace="alpha * slope" says="the slope is divided by alpha, not multiplied" with="slope / alpha"


# %% mistake="step_down" says="x itself is scaled by alpha, not the slope"
def step_down(x, slope, alpha):
    return alpha * x - slope


# %% [markdown]
# ## A chain of two functions
#
# A model's error is made in stages. Say we guess $2w$ and the truth is 6. First comes the miss,
# $u = 2w - 6$; then its price, or **cost**, $J = u^2$. How does the price change when we turn $w$?
#
# Follow a small nudge. If $w$ grows by a little, $u$ grows by 2 times as much. And if $u$ grows by a
# little, $J$ grows by $2u$ times as much. So the two factors multiply:
#
# $$\frac{dJ}{dw} = \frac{dJ}{du} \cdot \frac{du}{dw} = 2u \cdot 2$$
#
# This is the **chain rule**. Drag $w$.


# %%
def miss(w):
    return 2 * w - 6


# %%
@interact(w=(0.0, 5.0, 0.25))
def show(w=4.0):
    u = miss(w)
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    plots.curve(miss, over=(0, 5), label="u = 2w − 6", ax=left).set(xlabel="w", ylabel="miss u")
    plots.tangent(miss, w, 2, ax=left)
    plots.curve(square, over=(-6, 6), label="J = u²", ax=right).set(
        xlabel="miss u", ylabel="price J"
    )
    plots.tangent(square, u, 2 * u, ax=right).set(ylim=(-6, 40))
    plt.suptitle(f"dJ/dw = {2 * u:g} · 2 = {4 * u:g}")


# %% [markdown]
# At $w = 4$ the miss is $u = 2$: the green dot on the left is at height 2, and the dot on the right stands
# at 2 along its axis. The left slope is 2, the right slope is $2u = 4$, and their product says that the price
# rises 8 times as fast as $w$. At $w = 3$ the right picture is level, the product is 0, and the miss is 0:
# the bottom. Below 3 the product is negative.

# %% [markdown]
# ## Your turn: a chain by hand
#
# Guess $xw$ for a truth $y$: the miss is $u = xw - y$ and the price $J = u^2$. Write down both
# slopes, multiply, and return $\frac{dJ}{dw}$. The check nudges $w$ and measures.


# %% exercise="price_slope"
def price_slope(w, x, y):
    """Return dJ/dw for J = (x * w - y)**2.

    Parameters
    ----------
    w, x, y : float

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return 2 * (x * w - y) * x
    ### END SOLUTION


# %% [markdown] hint="price_slope"
# $\frac{dJ}{du} = 2u$ as before. And $u = xw - y$ is a straight line in $w$: its slope is the number in
# front of $w$.

# %% checks="price_slope"
expect(price_slope(4, 3, 10), 12, "the miss is 2, so dJ/du is 4; times x = 3")
expect(price_slope(4, 2, 6), 8, "it agrees with the picture above")
expect(price_slope(2, 3, 6), 0, "where the guess is right the price is level")
measured = ((1.5 * 2.501 - 7.125) ** 2 - (1.5 * 2.499 - 7.125) ** 2) / 0.002
expect(price_slope(2.5, 1.5, 7.125), measured, "it agrees with the slope measured by a small nudge")


# %% mistake="price_slope" says="the inner slope x is forgotten: the chain has two factors"
def price_slope(w, x, y):
    return 2 * (x * w - y)


# %% mistake="price_slope" says="the factor 2 of the square is forgotten"
def price_slope(w, x, y):
    return (x * w - y) * x


# %% mistake="price_slope" replace="2 * (x * w - y) * x" says="the miss is taken as y - xw: the sign is turned" with="2 * (y - x * w) * x"

# %% mistake="price_slope" replace="2 * (x * w - y) * x" says="the price itself is returned, not its slope" with="(x * w - y) ** 2"

# %% mistake="price_slope" replace="2 * (x * w - y) * x" says="only the inner slope is returned: the chain has two factors" with="x"


# %% mistake="price_slope" says="the inner slope is taken as w: but w is what we nudge, and x is the number in front of it"
def price_slope(w, x, y):
    return 2 * (x * w - y) * w


# %% [markdown]
# ## Two knobs: the gradient
#
# With two knobs, $p_0$ and $p_1$, the cost is a landscape, and there is a slope for each knob: nudge one,
# hold the other. Each is a **partial derivative**, written $\frac{\partial J}{\partial p_0}$ with a
# round ∂. Together they form a vector, the **gradient**.
#
# For the bowl $J = (p_0 - 1)^2 + 4\,(p_1 - 2)^2$ the chain rule gives $2(p_0 - 1)$ and $8(p_1 - 2)$.
#
# **Predict.** From the point $(3, 3)$, does a step against the gradient head straight for the bottom?


# %%
def bowl(p0, p1):
    return (p0 - 1) ** 2 + 4 * (p1 - 2) ** 2


start = np.array([3.0, 3.0])
gradient = np.array([2 * (3 - 1), 8 * (3 - 2)])
path = [start, start - 0.1 * gradient]
plots.cost_bowl(bowl, (-1, 4), (0, 5), path=path, xlabel="p₀", ylabel="p₁").set_aspect(1)
plt.show()

# %% [markdown]
# Seen from above, darker is higher, and each contour line joins places of equal height; the bottom is the
# pale spot at (1, 2). At (3, 3) the gradient is
# (4, 8), so a step with $\alpha = 0.1$ leads to (2.6, 2.2). It does not aim at the bottom. It goes straight
# across its contour line, the steepest way down *here*, and $p_1$, the steeper direction, moves twice as
# far as $p_0$. Many such steps find the bottom: that is **gradient descent**.

# %% [markdown]
# ## Three sentences to remember
#
# 1. `X @ w` is one dot product, a weighted sum, for each row of `X`; the inner lengths must agree.
# 2. The derivative is a curve's slope at one place, and a step against it leads down.
# 3. In a chain of functions the slopes multiply; with several knobs the slopes form the gradient.
#
# **Where it leads.** Nearly all learning here is: guess with `X @ w + b`, price the misses, walk down the
# gradient. But measurements scatter: the last lecture is about chance.
