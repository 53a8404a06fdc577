# %% [markdown]
# # From a line to a probability
#
# *45 minutes. You need: a line and its cost (unit 1), powers and logarithms.*
#
# Near Palmer Station in Antarctica, a Gentoo penguin steps onto a scale: 5.2 kg. Males and females
# look alike, but males are heavier on average. Is this one a male? And if you say yes: how sure are
# you? In this lecture you turn the straight line of unit 1 into a model that answers with a
# probability.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

penguins = datasets.penguins().dropna()
gentoo = penguins[penguins["species"] == "Gentoo"]
gentoo[["body_mass_g", "bill_depth_mm", "sex"]].head()

# %% [markdown]
# ## A question with two answers
#
# In unit 1 the target was a quantity, a price. Here it is one of two **classes**, female or male.
# Guessing a class is **classification**; with two classes it is **binary classification**. We code
# the target as a number: $y = 1$ for a male and $y = 0$ for a female. The class coded 1 is the
# **positive** class, the one that we ask about. The feature $x$ is the body mass in kilograms.

# %%
mass = gentoo["body_mass_g"].to_numpy() / 1000
male = (gentoo["sex"] == "male").to_numpy().astype(int)
sexes = ("female", "male")

plots.outcomes(mass, male, sexes, "body mass (kg)", "y (0 female, 1 male)")
plt.show()

# %% [markdown]
# Each of the 119 dots is a penguin: 58 females at height 0, 61 males at height 1. (The dots are
# spread a little up and down so that none hides another.) Below 4.7 kg all are females, above 5.2
# kg all are males. In between both occur. There, no rule can be right every time, and an honest
# answer says how likely each class is.

# %% [markdown]
# ## A straight line promises too much
#
# Nothing stops us from laying the best straight line of unit 1 through these dots, and reading its
# height as the probability that the penguin is a male.
#
# **Predict.** What will the line say about the lightest penguins, of 4 kg, and about the heaviest,
# of 6.3 kg? Write down two rough numbers before you run the cell.

# %%
slope, intercept = np.polyfit(mass, male, 1)
plots.outcomes(mass, male, sexes, "body mass (kg)", "y, and the height of the line")
plots.line(slope, intercept, label="best straight line")
for kg in (4.0, 5.2, 6.3):
    print(f"{kg} kg: {slope * kg + intercept:.2f}")
plt.show()

# %% [markdown]
# A probability of −0.37 and one of 1.49. Both are nonsense: a probability lies between 0,
# impossible, and 1, certain. A line rises forever; it has to leave this range.
#
# It has a second weakness. Suppose that 30 males of 8 kg come ashore (synthetic birds; no Gentoo is
# that heavy). They tell us nothing new about penguins of 5 kg.

# %%
more_mass, more_male = np.append(mass, np.full(30, 8.0)), np.append(male, np.ones(30))
new_slope, new_intercept = np.polyfit(more_mass, more_male, 1)
print(f"the line reaches 0.5 at {(0.5 - intercept) / slope:.2f} kg")
print(f"with 30 giants, at      {(0.5 - new_intercept) / new_slope:.2f} kg")

# %% [markdown]
# And yet they move the line: the mass from which it bets on "male" goes up from 5.08 to 5.23 kg.
# Squared misses make the line care about giants that anyone would classify at a glance. We need a
# curve that levels off once the matter is clear.
#
# ## What the data ask for
#
# Before inventing a curve, look. Sort the penguins into nine groups by mass, and take the share of
# males in each: an honest estimate of a probability. `np.digitize` tells for each mass between
# which two `edges` it lies; the outer groups are wider, since few penguins are that light or heavy.

# %%
edges = np.array([3.9, 4.3, 4.5, 4.7, 4.9, 5.1, 5.3, 5.5, 5.7, 6.4])
group = np.digitize(mass, edges)
centers = [mass[group == k].mean() for k in range(1, 10)]
shares = [male[group == k].mean() for k in range(1, 10)]

plots.outcomes(mass, male, sexes, "body mass (kg)", "share of males")
plt.plot(centers, shares, "s--", color=plots.HIGHLIGHT, zorder=4, label="share in the group")
plt.legend(loc="center right")
plt.show()

# %% [markdown]
# The green squares lie at 0 for the three lightest groups, at 0.05, 0.38 and 0.67 between 4.7 and
# 5.3 kg, and at 1 beyond. Flat, steep, flat: the shape of a stretched letter S. Our model should
# have it too, and it should still be built on $wx + b$, because we know how to work with that.

# %% [markdown]
# ## Odds have no ceiling
#
# Gamblers know another way to say how likely something is. The **odds** compare the chance of yes
# to the chance of no:
#
# $$\text{odds} = \frac{p}{1 - p}$$
#
# A probability $p = 0.75$ means odds of 3: three to one. Odds run from 0 up, without a ceiling.
# Their logarithm, the **log-odds**, runs from minus to plus infinity, with 0 at $p = 0.5$. That is
# exactly the range of a straight line.
#
# **Your turn.** Turn probabilities into log-odds. As everywhere in this course, $\log$ is the
# natural logarithm, `np.log`: the one whose base is the number $e \approx 2.718$.


# %% exercise="log_odds"
def log_odds(p):
    """Return the log-odds of probabilities.

    Parameters
    ----------
    p : float or numpy.ndarray
        Probabilities, larger than 0 and smaller than 1.

    Returns
    -------
    float or numpy.ndarray
        Of the same shape as `p`; without unit.
    """
    ### BEGIN SOLUTION
    return np.log(p / (1 - p))
    ### END SOLUTION


# %% [markdown] hint="log_odds"
# First the odds, then their logarithm.

# %% checks="log_odds"
expect(log_odds(0.5), 0.0, "yes and no are equally likely: odds 1, and the logarithm of 1 is 0")
expect(log_odds(0.75), np.log(3), "odds of 3 to 1")
expect(log_odds(np.array([0.1, 0.9])), np.log([1 / 9, 9]), "no against yes only changes the sign")


# %% mistake="log_odds" says="these are the odds; their logarithm is still to be taken"
def log_odds(p):
    return p / (1 - p)


# %% mistake="log_odds" replace="p / (1 - p)" says="the odds are upside down: no against yes" with="(1 - p) / p"

# %% mistake="log_odds" replace="p / (1 - p)" says="the parentheses around 1 - p are missing" with="p / 1 - p"

# %% mistake="log_odds" replace="np.log(p / (1 - p))" says="this is the sigmoid: it turns log-odds into a probability" with="1 / (1 + np.exp(-p))"


# %% mistake="log_odds" says="the logarithm is taken to base 10; `np.log` has base e"
def log_odds(p):
    return np.log10(p / (1 - p))


# %% mistake="log_odds" says="it is the logarithm of p alone, without dividing by 1 - p"
def log_odds(p):
    return np.log(p)


# %% [markdown]
# ## From log-odds back to a probability
#
# Here is the model: **logistic regression** lets a straight line give the *log-odds*, called $z$:
#
# $$\log\frac{p}{1 - p} = z, \qquad z = w\,x + b$$
#
# Solve for $p$. Undo the logarithm by raising $e$ to the power of both sides: $p / (1 - p) = e^z$.
# Multiply by $1 - p$: $p = e^z - p\,e^z$. Collect $p$ and divide: $p = e^z / (1 + e^z)$. Dividing
# above and below by $e^z$ gives the usual form:
#
# $$p = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# This $\sigma$ (sigma) is the **sigmoid**, or logistic function; `np.exp(z)` is $e^z$.


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


plots.curve(sigmoid, over=(-7, 7), label="σ(z)")
plt.xlabel("log-odds z")
plt.ylabel("probability p")
plt.show()

# %% [markdown]
# There is the S. At $z = 0$ it stands at 0.5, and there it is steepest. At $z = 2$ it has reached
# 0.88, at $z = 4$ 0.98. It comes close to 1, but never gets there: a sigmoid always leaves some
# doubt.
#
# **Predict.** $\sigma(2)$ is about 0.88. What are $\sigma(-2)$ and $\sigma(-4)$? Look at the curve,
# then commit to two numbers.

# %%
prediction = "..."  # σ(-2) and σ(-4): write them here, then run

for z in (2.0, 4.0):
    print(f"σ({z:.0f}) = {sigmoid(z):.3f}    σ({-z:.0f}) = {sigmoid(-z):.3f}")

# %% [markdown]
# The two columns add up to 1, because $\sigma(-z) = 1 - \sigma(z)$. Turning the sign of the
# log-odds swaps the roles of yes and no. So it does not matter which class you call 1: with females
# as the positive class, $w$ and $b$ change their signs, and every penguin keeps its probability of
# being a male.
#
# ## Drag the curve
#
# The sigmoid of $wx + b$ must be fitted to penguins. The next lecture finds $w$ and $b$; here you
# do it by eye. Choose the weight $w$ (log-odds per kg) and the mass at which the curve crosses 0.5;
# the bias $b$ follows from these two. Try to follow the green squares.


# %%
@interact(w=(-4.0, 30.0, 0.5), middle=(4.2, 6.0, 0.05))
def bend(w=3.0, middle=4.8):
    b = -w * middle
    plots.outcomes(mass, male, sexes, "body mass (kg)", "probability of male")
    plt.plot(centers, shares, "s", color=plots.HIGHLIGHT, zorder=4, label="share in the group")
    plots.curve(lambda x: sigmoid(w * x + b))
    plt.title(f"w = {w:.1f} per kg, b = {b:.1f}")


# %% [markdown]
# At the start the curve is too lazy, $w = 3$, and too far left. A larger $w$ makes it steeper; a
# negative one turns it around; a huge one makes a step that knows no doubt. Moving the middle
# shifts the curve without changing its form. Near $w = 11$ and 5.05 kg it runs through the squares.
# From here on we use $w = 10.9$ and $b = -55.0$.

# %%
w, b = 10.9, -55.0
p = sigmoid(w * 5.2 + b)
print(f"5.2 kg: z = {w * 5.2 + b:.2f}, probability of male {p:.2f}")
print("from 5.0 to 5.1 kg:", (sigmoid(w * 5.1 + b) - sigmoid(w * 5.0 + b)).round(2))

# %% [markdown]
# ## What the weight says
#
# Our penguin of 5.2 kg is a male with probability 0.84. To read $w$ itself, think in odds. One
# hundred grams more add $0.1\,w = 1.09$ to the log-odds, and so they multiply the odds by
# $e^{1.09} \approx 3$. Every 100 g triple the odds of "male", wherever you start. The probability
# does not grow by a fixed amount: from 5.0 to 5.1 kg it rises by 0.27, from 6.0 to 6.1 kg by next
# to nothing.

# %% [markdown]
# ## Where the answer flips
#
# A probability is not yet an answer. To give one, set a **threshold** $t$, often 0.5, and say
# "male" whenever $p \ge t$. The mass at which $p$ equals $t$ is the **decision boundary**. For
# $t = 0.5$ the odds are 1, so the log-odds are 0:
#
# $$w\,x + b = 0 \quad\Longrightarrow\quad x = -\frac{b}{w}$$
#
# For our model that is $55.0 / 10.9 \approx 5.05$ kg.

# %% [markdown]
# ## Your turn: the boundary for any threshold
#
# A biologist wants to be careful: only call it a male if the probability is at least 0.9. Then the
# log-odds must be at least those of 0.9. Write the general rule: at which $x$ is
# $\sigma(wx + b) = t$?


# %% exercise="boundary"
def boundary(w, b, t=0.5):
    """Return the x at which the model's probability equals a threshold.

    Parameters
    ----------
    w : float
        Weight (log-odds per unit of x), not 0.
    b : float
        Bias (log-odds).
    t : float
        Threshold, larger than 0 and smaller than 1.

    Returns
    -------
    float
        In the unit of x.
    """
    ### BEGIN SOLUTION
    return (np.log(t / (1 - t)) - b) / w
    ### END SOLUTION


# %% [markdown] hint="boundary"
# Write the model in log-odds: $wx + b = \log\frac{t}{1-t}$. Only $x$ is unknown.

# %% checks="boundary"
expect(boundary(2.0, -6.0), 3.0, "at t = 0.5 the boundary is -b/w = 6/2")
expect(boundary(2.0, -6.0, 0.6), 3.2027326, "the log-odds of 0.6 are log 1.5: (log 1.5 + 6) / 2")
expect(boundary(10.9, -55.0, 0.9), 5.247451, "a careful biologist asks for 200 g more", rtol=1e-5)


# %% mistake="boundary" says="the sign of b is lost: at t = 0.5 the boundary is -b/w"
def boundary(w, b, t=0.5):
    return (np.log(t / (1 - t)) + b) / w


# %% mistake="boundary" replace="np.log(t / (1 - t))" says="the odds of t stand where its log-odds belong: the logarithm is missing" with="t / (1 - t)"

# %% mistake="boundary" replace="(np.log(t / (1 - t)) - b) / w" says="the parentheses around the difference are missing: only b is divided by w" with="np.log(t / (1 - t)) - b / w"

# %% mistake="boundary" replace="(np.log(t / (1 - t)) - b) / w" says="it is multiplied by w, not divided" with="(np.log(t / (1 - t)) - b) * w"


# %% mistake="boundary" says="t itself stands where its log-odds belong"
def boundary(w, b, t=0.5):
    return (t - b) / w


# %% mistake="boundary" says="the threshold is left out: -b/w is right for t = 0.5 only"
def boundary(w, b, t=0.5):
    return -b / w


# %% [markdown]
# ## Two features: the boundary becomes a line
#
# Males also have deeper bills. With two features each penguin is a row of a matrix $X$, with
# $m = 119$ rows and $n = 2$ columns, and the weights form a vector $w$:
#
# $$p = \sigma(z), \qquad z = w_1 x_1 + w_2 x_2 + b$$
#
# $x_1$ is the mass (kg), $x_2$ the depth of the bill (mm), and $p$ the probability of a male.
# For all penguins at once, $z$ is `X @ w + b`. The numbers in the next cell come, rounded, from
# fitting these penguins as lecture 2 does.

# %%
X = np.column_stack([mass, gentoo["bill_depth_mm"]])
weights, bias = np.array([9.9, 3.06]), -95.6
axes = {"xlabel": "body mass (kg)", "ylabel": "bill depth (mm)"}

plots.decision_boundary(lambda X: sigmoid(X @ weights + bias), X, male, names=sexes, **axes)
plt.show()

# %% [markdown]
# Color shows the model's belief: blue for female, orange for male, pale where it doubts. The black
# line is the boundary, where $9.9\,x_1 + 3.06\,x_2 = 95.6$. It falls to the right: a light penguin
# needs a deep bill to pass for a male. At 14 mm the line asks for 5.33 kg, at 16 mm for 4.71 kg.
# All points on a line parallel to it share the same probability. The model is curved, but its
# boundary is straight.

# %% [markdown]
# ## Turn the boundary
#
# The weights decide where the boundary points, their common size decides how sharp it is. In the
# next cell `angle` turns the vector $w$ and `size` stretches it, while the boundary keeps passing
# through the average penguin. Both features are standardized here (unit 2), so that right angles
# look like right angles.

# %%
S = (X - X.mean(axis=0)) / X.std(axis=0)


@interact(angle=(-180, 180, 5), size=(0.5, 10.0, 0.5))
def turn(angle=-30, size=3.0):
    w = size * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    ax = plots.decision_boundary(lambda S: sigmoid(S @ w), S, male, names=sexes)
    ax.annotate("", w / size, (0, 0), arrowprops={"arrowstyle": "-|>", "lw": 2})
    right = np.mean((sigmoid(S @ w) >= 0.5) == male)
    ax.set(xlabel="mass (standardized)", ylabel="depth (standardized)", aspect="equal")
    ax.set_title(f"{right:.0%} of the penguins on their own side")


# %% [markdown]
# The arrow points along $w$: at a right angle to the boundary, to the orange side. Turn it by 180°
# and the colors swap. At the start, −30°, 71% of the penguins are on their own side; between 20°
# and 50° about 94%. A larger size leaves the boundary where it is, but narrows the pale band: the
# same answers, given with more confidence. How much is justified, lecture 2 decides.

# %% [markdown]
# ## Bent boundaries from bent features
#
# A straight boundary is not always enough. The points of the next picture are synthetic: class 1
# sits in the middle of class 0. As in unit 2, we add features. With $x_1^2$ and $x_2^2$ as
# features, weights of −1 and a bias of 4, the boundary is where $4 - x_1^2 - x_2^2 = 0$.
#
# **Predict.** What shape is that, and how large?

# %%
rng = np.random.default_rng(1)
P = rng.normal(0, 1.8, (200, 2))
distance = np.sqrt((P**2).sum(axis=1))
inside = (distance + rng.normal(0, 0.3, 200) < 2).astype(int)

squares = np.array([-1.0, -1.0])
ax = plots.decision_boundary(lambda P: sigmoid(P**2 @ squares + 4), P, inside)
ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
plt.show()

# %% [markdown]
# A circle of radius 2, since $x_1^2 + x_2^2 = 4$ is one. The model is still logistic regression: a
# straight boundary in the squared features looks like a circle in the original ones. Features you
# choose by hand get you far. In unit 4 a network learns them.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A line $z = w \cdot x + b$ gives the log-odds, and the sigmoid turns them into a probability
#    $\sigma(z)$.
# 2. One unit more of a feature multiplies the odds by $e^w$.
# 3. A threshold turns the probability into an answer; at 0.5 the boundary is $w \cdot x + b = 0$.
#
# **Where it leads.** You set $w$ and $b$ by eye. The next lecture puts a price on a wrong
# probability, and lets gradient descent find the cheapest curve.
