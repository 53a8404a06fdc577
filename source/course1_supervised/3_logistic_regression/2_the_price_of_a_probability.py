# %% [markdown]
# # The price of a probability
#
# *40 minutes. You need: lecture 1, gradient descent (unit 1), the chain rule.*
#
# Two weather services say how likely rain is. One says 80% and 60%, and hedges. The other says 99%,
# mostly gets it right, and once misses badly. Which one would you pay? To answer, you need a fair
# price for a stated probability. The same price will tell gradient descent which sigmoid to draw
# through the penguins of lecture 1.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact, powers_of_ten


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% [markdown]
# ## Four days, two services
#
# It rained on the first, second and fourth day: $y_i = 1$ for rain on day $i$ and 0 for a dry day.
# Each service had announced a probability of rain $p_i$ in the morning (the numbers are made up).
# The bold one said 99% on the three wet days, but also 90% on the dry one.
#
# **Predict.** Which of the two would you trust tomorrow? Commit to an answer and a reason.

# %%
prediction = "..."  # careful or bold?
rain = np.array([1, 1, 0, 1])
careful = np.array([0.8, 0.7, 0.4, 0.6])
bold = np.array([0.99, 0.99, 0.90, 0.99])

# %% [markdown]
# ## How likely was what happened?
#
# Ask each service: what probability did *you* give to what then happened? For rain that is $p$, for
# a dry day $1 - p$. The careful service gave 0.8, 0.7, 0.6 and 0.6. Days don't influence each other
# here, so their probabilities multiply, and the product is called the **likelihood**:
#
# $$\text{likelihood} = \prod_{i=1}^{m} \begin{cases} p_i & \text{if } y_i = 1 \\ 1 - p_i & \text{if } y_i = 0 \end{cases}$$
#
# The sign $\prod$ multiplies all factors, as $\sum$ adds. The likelihood lies between 0 and 1, and
# more is better.
#
# **Your turn.** Write it. `np.where(condition, a, b)` takes an element of `a` where the condition
# is true and of `b` elsewhere; `np.prod` multiplies all elements.


# %% exercise="likelihood"
def likelihood(y, p):
    """Return the probability that a model gave to all that happened.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        Outcomes, 0 or 1.
    p : numpy.ndarray, shape (m,)
        Predicted probabilities of outcome 1.

    Returns
    -------
    float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    return np.prod(np.where(y == 1, p, 1 - p))
    ### END SOLUTION


# %% [markdown] hint="likelihood"
# On a day with $y = 1$ the factor is $p$, otherwise $1 - p$. Make the array of factors first.

# %% checks="likelihood"
expect(likelihood(np.array([1, 0]), np.array([0.5, 0.8])), 0.1, "0.5 for the 1, 1 - 0.8 for the 0")
expect(likelihood(rain, careful), 0.2016, "0.8 · 0.7 · 0.6 · 0.6")
expect(likelihood(rain, bold), 0.09703, "0.99 three times, and 0.10 on the dry day", rtol=1e-4)


# %% mistake="likelihood" says="p is taken on every day; on a day with y = 0 the factor is 1 - p"
def likelihood(y, p):
    return np.prod(p)


# %% mistake="likelihood" replace="np.prod(" says="the factors are added, not multiplied" with="np.sum("

# %% mistake="likelihood" replace="np.prod(np.where(y == 1, p, 1 - p))" says="the logarithms are added: that is the log of the likelihood" with="np.sum(np.log(np.where(y == 1, p, 1 - p)))"

# %% mistake="likelihood" replace="np.prod(np.where(y == 1, p, 1 - p))" says="only the days with y = 1 are counted" with="np.prod(p[y == 1])"


# %% mistake="likelihood" says="the factors are averaged, not multiplied"
def likelihood(y, p):
    return np.mean(np.where(y == 1, p, 1 - p))


# %% mistake="likelihood" says="the factors are swapped: p belongs to y = 1"
def likelihood(y, p):
    return np.prod(np.where(y == 1, 1 - p, p))


# %% [markdown]
# The careful service gave 0.20 to the four days, the bold one 0.10. One confident error cost the
# bold service more than all it gained on three days. That answers the opening question, at least
# for these four days: pay the careful one.
#
# ## Products vanish, sums do not
#
# **Predict.** A service says 50% every day for three years, 1100 days. Its likelihood is
# $0.5^{1100}$. What will Python print?

# %%
days = np.full(1100, 0.5)
print("product:       ", np.prod(days))
print("sum of logs:   ", np.log(days).sum())

# %% [markdown]
# Zero. The true number has 331 zeros behind the point, and a computer's number cannot be that
# small. Logarithms help: they turn a product into a sum, $\log(a\,b) = \log a + \log b$, and they
# grow when the number grows. So the model with the largest likelihood is also the one with the
# largest sum of logarithms. Here that sum is a harmless −762.

# %% [markdown]
# ## Log loss
#
# A cost should be small when the model is good, and not depend on the number of examples. So take
# the *negative mean* of the logarithms. This is the **log loss**, also called binary cross-entropy:
#
# $$J = -\frac{1}{m} \sum_{i=1}^{m} \bigl( y_i \log p_i + (1 - y_i) \log(1 - p_i) \bigr)$$
#
# $m$ is the number of examples, $y_i$ is 0 or 1, $p_i$ the predicted probability of 1, $\log$ the
# natural logarithm. The factors $y_i$ and $1 - y_i$ are switches: one of the two terms is always
# off.


# %%
def log_loss(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


print(f"careful {log_loss(rain, careful):.3f}   bold {log_loss(rain, bold):.3f}")
print(f"always 50%: {log_loss(rain, np.full(4, 0.5)):.3f}")

# %% [markdown]
# The careful service pays 0.400, the bold one 0.583. Someone who always says 50% pays
# $\log 2 \approx 0.693$, whatever happens: remember this number. A two-class model that pays more
# than 0.693 has learned less than a coin knows.
#
# ## The price list
#
# What does one example cost? We call that its **price**; the mean of all prices is the log loss, the
# *cost* that descent will lower. Drag the probability $p$. The falling curve is the price if the
# outcome is 1, the rising one if it is 0. The title gives both prices.


# %%
@interact(p=(0.01, 0.99, 0.01))
def price(p=0.9):
    grid = np.linspace(0.004, 0.996, 300)
    plt.plot(grid, -np.log(grid), color=plots.SECOND, label="price if y = 1")
    plt.plot(grid, -np.log(1 - grid), "--", color=plots.DATA, label="price if y = 0")
    plt.plot([p, p], [-np.log(p), -np.log(1 - p)], "o", color=plots.ERROR, ms=8)
    plt.title(f"p = {p:.2f}: {-np.log(p):.2f} if y = 1, {-np.log(1 - p):.2f} if y = 0")
    plt.xlabel("predicted probability p of y = 1")
    plt.ylabel("price of one example")
    plt.legend(loc="upper center")


# %% [markdown]
# At $p = 0.9$ being right costs 0.11 and being wrong 2.30, about twenty times as much. At 0.99,
# being wrong costs 4.61. Toward certainty the price of an error grows without end: a model that
# says "100%" and errs once has an infinite log loss. That is fair. It had called impossible what
# happened.

# %% [markdown]
# ## Why not squares?
#
# Unit 1 used squared misses. Could we not take $(p - y)^2$ here as well? Look at one example with
# $y = 1$ and draw both prices over the log-odds $z$, with $p = \sigma(z)$. Far left the model is
# badly wrong: at $z = -8$ it says $p = 0.0003$.
#
# **Predict.** Descent moves at the speed of the slope. At $z = -8$, which of the two curves has a
# slope worth mentioning?


# %%
def squared_miss(z):
    return (sigmoid(z) - 1) ** 2


def log_price(z):
    return -np.log(sigmoid(z))


z = np.linspace(-8, 6, 200)
plt.plot(z, squared_miss(z), "--", color=plots.ERROR, label="squared miss")
plt.plot(z, log_price(z), color=plots.ERROR, label="log loss")
plt.legend()
plt.xlabel("log-odds z (the true class is 1)")
plt.ylabel("price of one example")
plt.show()

# %% [markdown]
# The squared miss is flat at the far left: it can never exceed 1, so once the model is badly wrong,
# being a little less wrong changes nothing. Gradient descent would stand still exactly where it has
# most to learn. The log loss falls there with a steady slope of about −1, and flattens only as the
# model gets it right.
#
# ## The same on all penguins
#
# Take all 119 Gentoo penguins and their standardized mass $x$, keep $b = 0$, and vary $w$. Heavier
# penguins are more often male, so a negative weight is wrong.

# %%
penguins = datasets.penguins().dropna()
gentoo = penguins[penguins["species"] == "Gentoo"]
mass = gentoo["body_mass_g"].to_numpy() / 1000
y = (gentoo["sex"] == "male").to_numpy().astype(int)
x = (mass - mass.mean()) / mass.std()


def squared(w):
    return np.mean((sigmoid(w * x) - y) ** 2)


def logarithmic(w):
    return log_loss(y, sigmoid(w * x))


weights = np.linspace(-12, 12, 200)
_, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
left.plot(weights, [squared(w) for w in weights], "--", color=plots.ERROR)
right.plot(weights, [logarithmic(w) for w in weights], color=plots.ERROR)
left.set(title="mean squared miss", xlabel="w (per standard deviation)", ylabel="cost")
right.set(title="log loss", xlabel="w (per standard deviation)")
plt.show()
for cost in (squared, logarithmic):
    print(f"{cost.__name__}: slope {(cost(-9.99) - cost(-10.01)) / 0.02:.4f} at w = −10")

# %% [markdown]
# Left, a plateau near 0.87 that ends in a cliff. At $w = -10$ its slope is −0.0047. Right, a
# steady ramp down into a shallow valley near $w = 5$; at $w = -10$ its slope is −0.82, about 175
# times as steep. The log loss of logistic regression is **convex**, whatever the data: it curves
# upward or, at most, runs straight. So there is no second valley, and no plateau halfway down.
# Wherever descent starts, downhill is the right way.

# %% [markdown]
# ## Two derivatives
#
# Descent needs slopes, and two that may be new to you are enough. $e^z$ is its own derivative: the
# curve is as steep as it is high. And $\log u$ has the slope $1/u$: steep where $u$ is small. Don't
# take it on faith: measure both by a small step to either side.

# %%
h = 1e-5
for at in (0.5, 1.0, 2.0):
    of_exp = (np.exp(at + h) - np.exp(at - h)) / (2 * h)
    of_log = (np.log(at + h) - np.log(at - h)) / (2 * h)
    print(f"at {at}: exp has the slope {of_exp:.3f} and the height {np.exp(at):.3f}", end="; ")
    print(f"log has the slope {of_log:.3f}")

# %% [markdown]
# ## The slope of the price when the truth is 1
#
# Call one example's price $L$, and let $y = 1$. Then $L = -\log p$ with $p = 1/(1 + e^{-z})$, so
#
# $$L = \log u, \qquad u = 1 + e^{-z}$$
#
# The chain rule multiplies the slope of the outer step, $dL/du = 1/u$, and that of the inner one,
# $du/dz = -e^{-z}$ (the minus sign is the slope of $-z$):
#
# $$\frac{dL}{dz} = \frac{1}{1 + e^{-z}} \cdot \bigl(-e^{-z}\bigr) = -\frac{e^{-z}}{1 + e^{-z}} = -(1 - p) = p - 1$$
#
# In the last step the fraction is recognized: $p$ and it add up to $(1 + e^{-z})/(1 + e^{-z}) = 1$.

# %% [markdown]
# ## Your turn: the slope when the truth is 0
#
# For $y = 0$ the price is $L = -\log(1 - p)$. The line above says $1 - p = e^{-z}\,p$. Insert it, take
# the logarithm of the product apart, and you get a sum of two terms in $z$. You know the slope of
# each: one you have just derived.
#
# Then write both cases as *one* formula with $p$ and $y$, and let the check compare it to a slope
# measured with two nearby points, $\bigl(L(z + h) - L(z - h)\bigr) / 2h$.


# %% exercise="slope_of_loss"
def slope_of_loss(z, y):
    """Return the derivative of one example's log loss by the log-odds.

    Parameters
    ----------
    z : float or numpy.ndarray
        Log-odds that the model gives.
    y : int or numpy.ndarray
        True class, 0 or 1.

    Returns
    -------
    float or numpy.ndarray
        Of the same shape; without unit.
    """
    ### BEGIN SOLUTION
    return sigmoid(z) - y
    ### END SOLUTION


# %% [markdown] hint="slope_of_loss"
# $-\log(e^{-z}\,p) = z - \log p$. What is the slope of $z$, and what that of $-\log p$?

# %% [markdown] hint="slope_of_loss"
# Suppose the model says $p = 0.7$. For $y = 1$ the slope is $0.7 - 1 = -0.3$, for $y = 0$ it is
# $1 + (0.7 - 1) = 0.7$. Which formula with $p$ and $y$ gives both? (And remember that $p$ is not $z$.)

# %% checks="slope_of_loss"
expect(slope_of_loss(0.0, 1), -0.5, "p = 0.5 is half a unit below the truth")
expect(slope_of_loss(0.0, 0), 0.5, "p = 0.5 is half a unit above the truth")
expect(
    slope_of_loss(np.array([0.0, np.log(3), -np.log(3)]), np.array([1, 0, 1])),
    np.array([-0.5, 0.75, -0.75]),
    "arrays work as well: the probabilities are 0.5, 0.75 and 0.25",
)
measured = (log_price(1.5 + 1e-5) - log_price(1.5 - 1e-5)) / 2e-5
expect(slope_of_loss(1.5, 1), measured, "formula and measured slope agree for y = 1", rtol=1e-5)


def price_of_zero(z):
    return -np.log(1 - sigmoid(z))


measured = (price_of_zero(0.8 + 1e-5) - price_of_zero(0.8 - 1e-5)) / 2e-5
expect(slope_of_loss(0.8, 0), measured, "formula and measured slope agree for y = 0", rtol=1e-5)


# %% mistake="slope_of_loss" says="it is y - p: with this sign descent would climb"
def slope_of_loss(z, y):
    return y - sigmoid(z)


# %% mistake="slope_of_loss" replace="sigmoid(z) - y" says="this is the loss, not its slope" with="-np.log(np.where(y == 1, sigmoid(z), 1 - sigmoid(z)))"

# %% mistake="slope_of_loss" replace="sigmoid(z) - y" says="y is left out: this is the probability" with="sigmoid(z)"


# %% mistake="slope_of_loss" says="z itself is taken for the probability: the sigmoid is missing"
def slope_of_loss(z, y):
    return z - y


# %% mistake="slope_of_loss" says="a factor p(1 - p) is left over; it cancels"
def slope_of_loss(z, y):
    p = sigmoid(z)
    return (p - y) * p * (1 - p)


# %% mistake="slope_of_loss" replace="sigmoid(z) - y" says="the case y = 0 lost its 1: the slope of z itself" with="sigmoid(z) - 1"

# %% mistake="slope_of_loss" replace="sigmoid(z) - y" says="the slope for y = 0 has the wrong sign: it is p" with="np.where(np.equal(y, 1), sigmoid(z) - 1, -sigmoid(z))"

# %% mistake="slope_of_loss" replace="sigmoid(z) - y" says="the slope for y = 0 is taken as 1 - p: it is p" with="np.where(np.equal(y, 1), sigmoid(z) - 1, 1 - sigmoid(z))"


# %% alternative="slope_of_loss"
def slope_of_loss(z, y):
    p = 1 / (1 + np.exp(-z))
    return y * (p - 1) + (1 - y) * p


# %% [markdown]
# The slope is $p - y$, the prediction minus the truth: the same simple error as in linear regression.
# Where $y = 1$ and the model is sure of 0, the price has a slope of about −1, although the sigmoid
# itself is nearly flat there: its own slope is $p\,(1 - p)$, at $z = -8$ only 0.0003. The logarithm,
# steep where $p$ is small, makes up for it. The squared miss has the slope $2\,(p - y)\,p\,(1 - p)$:
# there the tiny factor stays, and that is the plateau that you saw.

# %% [markdown]
# ## The gradient, and the descent
#
# Since $z_i = w x_i + b$, the chain rule adds a factor $x_i$ for the weight and 1 for the bias.
# Averaged over all $m$ examples:
#
# $$\frac{\partial J}{\partial w} = \frac{1}{m}\sum_i (p_i - y_i)\,x_i, \qquad
# \frac{\partial J}{\partial b} = \frac{1}{m}\sum_i (p_i - y_i)$$
#
# Letter for letter the formulas of unit 1. Only $p_i$ is computed differently. Descent is therefore
# the same too: repeat $w \leftarrow w - \alpha\,\partial J/\partial w$ and
# $b \leftarrow b - \alpha\,\partial J/\partial b$.


# %%
def descend(alpha, iterations, w=0.0, b=0.0):
    path = [(w, b)]
    for _ in range(iterations):
        error = sigmoid(w * x + b) - y
        w, b = w - alpha * np.mean(error * x), b - alpha * np.mean(error)
        path.append((w, b))
    return np.array(path)


costs = [log_loss(y, sigmoid(w * x + b)) for w, b in descend(alpha=1.0, iterations=300)]
plots.learning_curves(costs)
print(f"start {costs[0]:.3f}, after 10 steps {costs[10]:.3f}, after 300 {costs[-1]:.4f}")
plt.show()

# %% [markdown]
# The cost starts at 0.693, the coin, because with $w = b = 0$ every penguin gets 50%. Ten steps
# bring it to 0.286, three hundred to 0.1897. The curve never rises and then hardly moves: the sign
# of a valley that has been reached.
#
# ## Walk the map yourself
#
# Here is the cost from above, with the path of the descent. Drag the learning rate
# $\alpha$, by factors of ten from 0.1 to 32, and the number of steps.

# %%
W, B = np.linspace(-2, 13, 60), np.linspace(-3, 3.5, 45)
heights = [[log_loss(y, sigmoid(w * x + b)) for w in W] for b in B]


@interact(alpha=powers_of_ten(-1, 1.5, 0.25), steps=(1, 100, 1))
def walk(alpha=1.0, steps=20):
    path = descend(alpha, steps)
    plt.contour(W, B, heights, np.geomspace(0.192, 2.0, 16), colors=plots.ERROR, linewidths=0.7)
    plt.plot(*path.T, "o-", color=plots.MODEL, ms=3, lw=1)
    plt.plot(*path[-1], "o", color=plots.HIGHLIGHT, ms=9)
    plt.xlabel("w (per standard deviation)"), plt.ylabel("b")
    w, b = path[-1]
    cost = log_loss(y, sigmoid(w * x + b))
    plt.title(f"α = {alpha:.3g}: w = {w:.1f}, b = {b:.1f}, cost {cost:.4f}")


# %% [markdown]
# Thin lines are contours of equal cost, the green dot is where the walk ends. With $\alpha = 1$ and
# 20 steps it gets to $w = 2.6$, fast at first, then ever slower, because the errors shrink as the
# model improves. At $\alpha = 0.1$ it barely gets going. At $\alpha = 10$ the first step lands next
# to the valley; at 32 it overshoots to $w = 12.7$ and has to come back. The lowest point is near
# $w = 5.4$, $b = 0.4$.

# %% [markdown]
# ## Back to kilograms
#
# The weight belongs to the standardized mass. To go back, put $x = (\text{mass} - \mu)/s$ into
# $wx + b$, with the mean $\mu = 5.09$ kg and the standard deviation $s = 0.50$ kg: the weight per
# kilogram is $w/s$, and the bias is $b - w\mu/s$.

# %%
w, b = descend(alpha=5.0, iterations=1000)[-1]
w_kg, b_kg = w / mass.std(), b - w * mass.mean() / mass.std()
print(f"w = {w_kg:.1f} per kg, b = {b_kg:.1f}, boundary at {-b_kg / w_kg:.2f} kg")
for p in (0.1, 0.9):
    print(f"p = {p} at {(np.log(p / (1 - p)) - b_kg) / w_kg:.2f} kg")

plots.outcomes(mass, y, ("female", "male"), "body mass (kg)", "probability of male")
plots.curve(lambda m: sigmoid(w_kg * m + b_kg), label="fitted model")
plt.show()

# %% [markdown]
# Descent finds $w = 10.9$ per kg and $b = -55.0$: the numbers that lecture 1 took for granted. The
# curve rises from 0.1 to 0.9 between 4.85 and 5.26 kg, exactly where the two sexes overlap. Where
# only one of them occurs, it is nearly sure of itself. The model has learned how much doubt the
# data justify.

# %% [markdown]
# ## When there is nothing to doubt
#
# Now another question: Adélie or Gentoo? With the length of the flipper and the depth of the bill,
# a straight line separates the two species without a single error.
#
# **Predict.** What will the weights do as descent goes on: settle, or keep growing?

# %%
pair = penguins[penguins["species"] != "Chinstrap"]
F = pair[["flipper_length_mm", "bill_depth_mm"]].to_numpy()
F = (F - F.mean(axis=0)) / F.std(axis=0)
is_gentoo = (pair["species"] == "Gentoo").to_numpy().astype(int)

w, b = np.zeros(2), 0.0
for i in range(10_001):
    if i in (10, 100, 1000, 10_000):
        print(
            f"after {i:6} steps: w = {w.round(2)}, cost {log_loss(is_gentoo, sigmoid(F @ w + b)):.5f}"
        )
    error = sigmoid(F @ w + b) - is_gentoo
    w, b = w - F.T @ error / len(F), b - error.mean()

# %% [markdown]
# They keep growing. All penguins are on the right side long since, but a steeper sigmoid still
# makes each of them a little cheaper, so the cost creeps to zero and the weights to infinity. Such
# a model is surer than 265 penguins allow. Unit 5 adds a price on large weights, and scikit-learn,
# in lecture 4, has it switched on from the start.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Log loss is the negative mean logarithm of the probability that the model gave to what happened;
#    a coin pays 0.693.
# 2. It punishes confident errors without limit and is convex, whereas squares of a sigmoid go flat
#    where the model is most wrong.
# 3. Its slope by the log-odds is $p - y$, so the gradient has the same form as in linear regression.
#
# **Where it leads.** You can fit a classifier. The next lecture asks how good it is, and why "90%
# correct" may mean nothing.
