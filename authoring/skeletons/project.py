# %% [markdown]
# # TITLE
#
# *180 minutes. You need: the units it draws on.*
#
# One question, one data set, and all that the course has taught so far: here, what a house in Ames
# costs. Milestones, 60 points, are checked at once; a report of one page, 40 points, is read by a
# person. Two thirds are guided, one third is the learner's own.

# %%
import numpy as np

from utils import datasets
from utils.checks import expect

prices = datasets.ames_prices()["price_kusd"].to_numpy()

# %% [markdown]
# ## Milestone 1: a baseline
#
# A milestone is an exercise like any other, with hints, checks, mistakes and an alternative. Let any
# honest model pass: check what must hold, not one way to it. Here: the guess that needs no features.


# %% exercise="baseline"
def baseline(y):
    """Return the mean of the known prices ``y`` (shape (m,), kUSD), a float."""
    ### BEGIN SOLUTION
    return y.mean()
    ### END SOLUTION


# %% [markdown] hint="baseline"
# Which single number is right on average?

# %% [markdown] hint="baseline"
# For prices 3, 4 and 11 it is 6.

# %% [markdown] hint="baseline"
# `y.sum()` divided by the number of prices, or an array's own method.

# %% checks="baseline" points=60
expect(baseline(np.array([3.0, 4.0, 11.0])), 6.0, "18 kUSD, shared by three houses")
expect(baseline(prices), 180.796, "the mean price in Ames, in kUSD", rtol=1e-5)
### BEGIN HIDDEN TESTS
expect(baseline(np.array([2.0, 5.0, 9.0, 14.0])), 7.5, "30 kUSD, shared by four houses")
### END HIDDEN TESTS

# %% mistake="baseline" says="the median is returned" replace="y.mean()" with="np.median(y)"

# %% mistake="baseline" says="the sum is not divided by m" replace=".mean()" with=".sum()"

# %% mistake="baseline" says="the first price is left out" replace="y.mean()" with="y[1:].mean()"

# %% mistake="baseline" says="the highest price is returned" replace=".mean()" with=".max()"


# %% alternative="baseline"
def baseline(y):
    return sum(y) / len(y)


# %% [markdown]
# ## The report
#
# Say who reads it, how long it is, and by which rubric it is graded. About 120 words:
#
# - **(a)** the task, the data and what they leave out;
# - **(b)** what the baseline achieves, and what that is worth.

# %% [markdown] essay="report" points=40
# ### BEGIN SOLUTION
# The model answer, for the person who grades: what earns full points.
# ### END SOLUTION
