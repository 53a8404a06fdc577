# %% [markdown]
# # Chance and samples
#
# *40 minutes. You need: arrays, masks and axes (lecture 3).*
#
# You weigh ten penguins and find a mean of 3850 g. A colleague weighs ten others in the same colony
# and finds 3620 g. Did one of you make a mistake? How far may two honest means lie apart, and what
# would a hundred penguins have told you?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

penguins = datasets.penguins().dropna(subset=["body_mass_g"])
adelie = penguins.loc[penguins["species"] == "Adelie", "body_mass_g"].to_numpy()
gentoo = penguins.loc[penguins["species"] == "Gentoo", "body_mass_g"].to_numpy()
len(adelie), len(gentoo)

# %% [markdown]
# ## How values spread
#
# All weighed Adélies (151) and Gentoos (123) of the study are here; `.loc[mask, column]` picked them from
# the frame. A **distribution** says how often each value occurs. To see one, cut the axis into **bins**, count
# the values in each, and draw the counts as bars: a **histogram**.

# %%
bins = np.arange(2800, 6501, 200)
plots.histogram(adelie, "body mass (g)", bins, "Adélie")
plots.histogram(gentoo, "body mass (g)", bins, "Gentoo", plots.SECOND)
plt.show()
# %% [markdown]
# Each bar is 200 g wide; its height is a count of penguins. The Adélies pile up around their mean of
# 3701 g, the Gentoos around 5076 g. The hills overlap where the colors mix: between 3900 and 4800 g a penguin may be either.
# The mean alone would hide that. We also need a number for the *width* of a hill.

# %% [markdown]
# ## The middle: mean or median?
#
# The mean $\mu = \frac{1}{m}\sum_i x_i$ shares everything out equally. The **median** is the value in the
# middle once all are sorted: half lie below, half above.
#
# **Predict.** Five penguins weigh 3250, 3450, 3650, 3750 and 3800 g. Somebody slips on the keyboard and types
# 38000. What happens to the mean, and what to the median?

# %%
right = np.array([3250, 3450, 3650, 3750, 3800])
slipped = np.array([3250, 3450, 3650, 3750, 38000])
print("mean  ", right.mean(), "->", slipped.mean())
print("median", np.median(right), "->", np.median(slipped))

# %% [markdown]
# The mean jumps from 3580 to 10420 g, more than any penguin weighs; the median stays at 3650 g. The mean
# listens to every value, and to a far one most; the median asks only who stands in the middle. Where a
# few values may be wild, report the median.

# %% [markdown]
# ## The width: standard deviation
#
# Take each value's distance from the mean, square it so that left and right count alike, and average.
# That is the **variance** $\sigma^2$. Its unit is g², so take the root; the **standard deviation** $\sigma$
# (sigma) is in grams again:
#
# $$\sigma = \sqrt{\frac{1}{m} \sum_{i} (x_i - \mu)^2}$$
#
# with $m$ values $x_i$ and their mean $\mu$. For 2, 4, 6 the mean is 4, the squares are 4, 0, 4, and
# $\sigma = \sqrt{8/3} \approx 1.63$.

# %% [markdown]
# ## Your turn: the spread
#
# Write it for an array, in the order of the formula: distances, squares, mean, root. Do not use
# `np.std`; the check compares with it.


# %% exercise="spread"
def spread(values):
    """Return the standard deviation of values.

    Parameters
    ----------
    values : numpy.ndarray, shape (m,)

    Returns
    -------
    float
        In the unit of the values.
    """
    ### BEGIN SOLUTION
    distances = values - values.mean()
    return np.sqrt(np.mean(distances**2))
    ### END SOLUTION


# %% [markdown] hint="spread"
# `distances = values - values.mean()`. Then `np.mean` of their squares, and `np.sqrt` of that.

# %% checks="spread"
expect(spread(np.array([3, 3, 3, 3, 8])), 2.0, "squares of 1, 1, 1, 1 and 16 have the mean 4")
expect(spread(np.array([2, 4, 6])), np.sqrt(8 / 3), "the squares 4, 0, 4 have the mean 8/3")
expect(spread(np.array([7, 7, 7])), 0.0, "equal values do not spread")
expect(spread(adelie), np.std(adelie), "it agrees with NumPy")


# %% [markdown] equivalent="spread"
# - `values - values.mean() → values.mean() - values`: the distances are squared


# %% mistake="spread" says="the root is not taken: this is the variance"
def spread(values):
    return np.mean((values - values.mean()) ** 2)


# %% mistake="spread" says="the sum is divided by m - 1 instead of m"
def spread(values):
    return np.std(values, ddof=1)


# %% mistake="spread" says="the distances are averaged without squares, so that left and right cancel"
def spread(values):
    return np.mean(values - values.mean())


# %% mistake="spread" replace="np.mean(distances**2)" says="the squares are added up, not averaged" with="np.sum(distances**2)"

# %% mistake="spread" replace="values - values.mean()" says="the mean is not subtracted: the distances are measured from 0" with="values"

# %% mistake="spread" replace="np.sqrt(np.mean(distances**2))" says="each distance is returned, before squares and mean" with="distances"


# %% mistake="spread" says="the absolute distances are averaged, without squares"
def spread(values):
    return np.mean(np.abs(values - values.mean()))


# %% alternative="spread"
def spread(values):
    return np.sqrt(np.mean(values**2.0) - np.mean(values) ** 2)


# %% [markdown]
# ## Two rules of thumb
#
# The histogram of the Adélies looks like a bell. The **normal distribution** is that bell as a formula: it
# is fixed by $\mu$ and $\sigma$ alone. In a perfect bell 68% of the values lie within one standard
# deviation of the mean, and 95% within two. Do penguins know that?

# %%
mu, sigma = adelie.mean(), adelie.std()
for k in (1, 2):
    share = (np.abs(adelie - mu) <= k * sigma).mean()
    print(f"within {k} x {sigma:.0f} g of {mu:.0f} g: {share:.1%}")

# %% [markdown]
# Nearly: 65.6% and 96.7%. So for an Adélie, 3701 ± 457 g holds two thirds of all birds, and one beyond
# 2.8 or 4.6 kg would make you look twice.
#
# A position in units of $\sigma$, $z = (x - \mu)/\sigma$, is called a **standard score**. A bird of 4615 g
# has $z = 2$: two standard deviations above the mean.

# %% [markdown]
# ## Chance on a computer
#
# The **probability** of an outcome is the share it takes up in the long run. For a fair die each face has
# 1/6. A computer rolls dice with a random generator; its **seed**, here 3, fixes the sequence, so that
# everybody who runs this sees the same rolls. (Seed 3 starts with bad luck, which shows the point clearly.)
# `rng.integers(1, 7)` rolls 1 to 6: the upper end is left out.
#
# **Predict.** Roll 60, 600, 60,000 times. How far from 1/6 ≈ 0.167 is the share of sixes each time?

# %%
rng = np.random.default_rng(3)
rolls = rng.integers(1, 7, size=60_000)
for m in (60, 600, 60_000):
    print(f"{m:6} rolls: share of sixes {(rolls[:m] == 6).mean():.4f}")

# %%
share_so_far = np.cumsum(rolls == 6) / np.arange(1, rolls.size + 1)
plt.semilogx(np.arange(1, rolls.size + 1), share_so_far, color=plots.DATA, label="share so far")
plt.axhline(1 / 6, color=plots.MODEL, ls="--", label="probability 1/6")
plt.xlabel("number of rolls m")
plt.ylabel("share of sixes")
plt.legend()
plt.show()

# %% [markdown]
# `np.cumsum` adds up as it goes: the sixes so far. The first axis is logarithmic. There is no six in the first six rolls, so the share starts at 0; it jumps to
# 1/7 with the first six, sinks below 0.05, and then swings ever closer around the dashed line. After
# 60,000 rolls it is 0.1664. The dice owe nobody a six: the early bad luck is not paid back, it drowns in
# what comes after. This is the **law of large numbers**.

# %% [markdown]
# ## What to expect from a game
#
# A game pays 5 coins for a six and takes 1 coin otherwise. In the long run one sixth of the rounds bring
# 5, five sixths bring −1. The mean of that, each value weighted with its probability, is the
# **expected value**:
#
# $$E = \sum_k p_k\, v_k$$
#
# with the values $v_k$ and their probabilities $p_k$, which add up to 1. It is a dot product.

# %% [markdown]
# ## Your turn: is the game fair?
#
# Write the expected value for any game. A game is fair when it is 0.


# %% exercise="expected_value"
def expected_value(values, probabilities):
    """Return the mean that the game approaches in the long run.

    Parameters
    ----------
    values : numpy.ndarray, shape (k,)
        What each outcome pays, in coins.
    probabilities : numpy.ndarray, shape (k,)
        Of each outcome; they add up to 1.

    Returns
    -------
    float
        In coins a round.
    """
    ### BEGIN SOLUTION
    return values @ probabilities
    ### END SOLUTION


# %% [markdown] hint="expected_value"
# Multiply each value by its probability and add up. One sign does both: `@`.

# %% checks="expected_value"
expect(
    expected_value(np.array([2.5, -1, 0.5]), np.array([0.125, 0.25, 0.625])),
    0.375,
    "0.3125 - 0.25 + 0.3125 coins a round",
)
expect(
    expected_value(np.array([5, -1]), np.array([1 / 6, 5 / 6])),
    0.0,
    "5/6 - 5/6: the game of the six is fair",
)
expect(expected_value(np.arange(1, 7), np.full(6, 1 / 6)), 3.5, "a die shows 3.5 on average")


# %% [markdown] equivalent="expected_value"
# - `values @ probabilities → probabilities @ values`: a dot product has no order


# %% mistake="expected_value" says="all outcomes count the same, whatever their probability"
def expected_value(values, probabilities):
    return np.mean(values)


# %% mistake="expected_value" says="the products are averaged instead of added up"
def expected_value(values, probabilities):
    return np.mean(values * probabilities)


# %% mistake="expected_value" says="the products are not added up yet"
def expected_value(values, probabilities):
    return values * probabilities


# %% mistake="expected_value" replace="values @ probabilities" says="the largest pay is returned, whatever its probability" with="max(values)"


# %% mistake="expected_value" says="only the likeliest outcome is returned"
def expected_value(values, probabilities):
    return values[np.argmax(probabilities)]


# %% alternative="expected_value"
def expected_value(values, probabilities):
    return sum(v * p for v, p in zip(values, probabilities))


# %% [markdown]
# ## Ten penguins, again and again
#
# Back to the two colleagues. Let the 151 Adélies be the colony, the **population**. A **sample** is what you
# happen to weigh: ten of them, drawn at random, here with a bird put back after each draw. Its mean is
# an **estimate** of the colony's mean. Draw 2000 samples and look at their means.

# %%
rng = np.random.default_rng(0)
samples = rng.choice(adelie, size=(2000, 10))
means = samples.mean(axis=1)
print(samples.shape, means.shape)
print("the first five means:", means[:5].round())
print(f"the means have mean {means.mean():.0f} g and standard deviation {means.std():.0f} g")

# %% [markdown]
# `samples` has one sample a row, so averaging along axis 1 leaves 2000 means. They gather around the true
# 3701 g with a standard deviation of about 143 g. Your 3850 g lies one of these deviations above, your
# colleague's 3620 g about half of one below. Nobody made a mistake: means of ten scatter like that.

# %% [markdown]
# ## More penguins, narrower means
#
# Drag $m$, the size of the sample, and watch the hill of the means (blue). The pale hill behind it is
# the colony itself. Both are drawn with the area 1, so that a narrow hill is a high one.
#
# **Predict.** How many penguins does a sample need for the hill of means to be *half* as wide as with ten: 20
# or 40?


# %%
@interact(m=(1, 80))
def show(m=10):
    means = np.random.default_rng(0).choice(adelie, size=(2000, m)).mean(axis=1)
    style = {"range": (2800, 4800), "density": True, "histtype": "stepfilled"}
    plt.hist(adelie, 20, color=plots.MODEL, alpha=0.15, label="birds", **style)
    plt.hist(means, 40, color=plots.DATA, alpha=0.7, label=f"means of {m}", **style)
    plt.title(f"standard deviation of the means: {means.std():.0f} g")
    plt.xlabel("body mass (g)")
    plt.ylabel("density (1/g)")
    plt.legend()


# %% [markdown]
# With $m = 10$ the blue hill stands inside the pale one, 143 g wide. Going to 20 is not enough; it takes 40
# to reach about 72 g, and 80 give 51 g. The reason: when draws do not influence one another their variances add, so the sum of $m$ values has the
# variance $m\sigma^2$ and the deviation $\sqrt m\,\sigma$. The mean is that sum divided by $m$:
#
# $$\text{standard error} = \frac{\sigma}{\sqrt m}$$
#
# Here $457 / \sqrt{10} \approx 145$ g; 2000 samples drawn by chance came to 143 g. Half the scatter costs four times the penguins.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A mean needs a width: the standard deviation says how far values lie from it.
# 2. A probability is a share in the long run, and an expected value is a mean weighted with
#    probabilities.
# 3. The mean of $m$ values scatters with $\sigma/\sqrt m$: four times the data, half the scatter.
#
# **Where it leads.** In the assignment you bet on penguins, with all five lectures.
# When a model is better by a hair, remember the two colleagues and ask how large the sample was.
