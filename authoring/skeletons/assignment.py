# %% [markdown]
# # TITLE
#
# *90 minutes. You need: the lectures of this unit.*
#
# One story on one real data set. Ask the question that the last exercise answers with a number and
# a picture: what should one guess for the price of a house? An assignment takes the step beyond
# the lectures. Five to eight exercises, 100 points together.

# %%
import numpy as np

from utils import datasets
from utils.checks import expect

prices = datasets.ames_prices()["price_kusd"].to_numpy()

# %% [markdown]
# ## The price of a guess
#
# What and why in three to six sentences, then the formula; the points are added to the heading by
# the builder. A guess $c$ for $m$ prices $y_i$ (all in kUSD) misses, on average, by
#
# $$A(c) = \frac{1}{m} \sum_{i=1}^{m} |y_i - c|$$
#
# Announce here, or in the docstring, whatever a hidden check expects: `y` must not change, and a
# single price is a price, too.


# %% exercise="mean_miss"
def mean_miss(y, c):
    """Return the mean distance between prices and a guess.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        Prices in kUSD; stays as it is.
    c : float
        The guess in kUSD.

    Returns
    -------
    float
        In kUSD.
    """
    ### BEGIN SOLUTION
    return np.abs(y - c).mean()
    ### END SOLUTION


# %% [markdown] hint="mean_miss"
# Hint 1 asks a question: what is the sign of a miss, and may two misses cancel?

# %% [markdown] hint="mean_miss"
# Hint 2 shows the idea on numbers: for prices 3 and 8 and the guess 7, the misses are 4 and
# 1, and their mean is 2.5.

# %% [markdown] hint="mean_miss"
# Hint 3 gives the shape of the code and leaves the decisive line: `np.abs(...)` of all differences,
# then their `.mean()`.

# %% checks="mean_miss" points=60
# Visible checks on inputs that one can verify by hand, and whose values coincide with nothing else:
# three or more unequal rows, no value equal to a count or to another answer.
expect(mean_miss(np.array([19.0, 20.0, 24.5]), 21.0), 6.5 / 3, "the misses are 2, 1 and 3.5")
expect(mean_miss(np.array([3, 8, 10, 12]), 7), 13 / 4, "the misses are 4, 1, 3 and 5")

# %% checks="mean_miss" points=40
# Several check cells give partial credit. A result that is long or trained gets an `rtol`.
expect(mean_miss(prices, 160.0), 56.05, "so much is a guess of 160 kUSD off, in Ames", rtol=1e-3)
### BEGIN HIDDEN TESTS
one = np.array([5.0])
expect(mean_miss(one, 7.0), 2.0, "a single price works")
expect(one, np.array([5.0]), "the prices stay as they are")
### END HIDDEN TESTS


# %% mistake="mean_miss" says="misses above and below cancel: take their size first"
def mean_miss(y, c):
    # Never seen by a learner. Write what a learner would plausibly write: at least three mistakes,
    # better eight. `says` ends the sentence "That is what comes out when …".
    return (y - c).mean()


# %% mistake="mean_miss" says="the misses are squared" replace="np.abs(y - c)" with="((y - c) ** 2)"

# %% mistake="mean_miss" says="the misses are added up and not divided by m" replace=".mean()" with=".sum()"


# %% mistake="mean_miss" says="the middle miss is taken, not the mean of all"
def mean_miss(y, c):
    return np.median(np.abs(y - c))


# %% alternative="mean_miss"
def mean_miss(y, c):
    # A right answer in another style: it must earn every point.
    total = 0
    for price in y:
        total += abs(price - c)
    return total / len(y)
