# %% [markdown]
# # TITLE
#
# *25 minutes. You need: what the reader must know, by name of the unit.*
#
# Open with a question from the world, in two or three sentences. Here: readers of a newspaper
# ask what a house costs, and one number has to answer. Which one?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets
from utils.checks import expect
from utils.widgets import interact

prices = datasets.ames_prices()["price_kusd"].to_numpy()
prices[:5]

# %% [markdown]
# ## One idea a section
#
# First the idea in words, then the mathematics with every symbol named, then code of at most
# twelve lines, then a picture, then what the picture says. Charge a guess $c$ for its distance
# to each of the $m$ prices $y_i$, all in thousands of US dollars:
#
# $$A(c) = \frac{1}{m} \sum_{i=1}^{m} |y_i - c|$$
#
# **Predict.** Have the reader commit to an answer before the next cell runs: is $A$ lowest at the
# mean of the prices, or elsewhere?


# %%
def mean_miss(c):
    return np.abs(prices - c).mean()


guesses = np.arange(100, 301)
plt.plot(guesses, [mean_miss(c) for c in guesses])
plt.axvline(prices.mean(), ls=":")
plt.xlabel("guess (kUSD)")
plt.ylabel("mean miss (kUSD)")
plt.show()

# %% [markdown]
# Read the picture aloud: the curve is lowest left of the dotted mean. A few expensive houses pull
# the mean up; the curve listens less to them. Quote only numbers that a cell has printed.
#
# Give the reader something to drag. The picture also stands still, for those who read on paper.


# %%
@interact(guess=(100, 300, 10))
def misses(guess=180):
    plt.hist(np.abs(prices - guess), bins=30)
    plt.xlabel("miss (kUSD)")
    plt.ylabel("houses")
    plt.show()


# %% [markdown]
# ## Your turn: the best guess
#
# At least two practice exercises a lecture. They carry no points, and an open one stops nothing.


# %% exercise="best_guess"
def best_guess(y):
    """Return the guess with the smallest mean miss, for prices ``y`` in kUSD."""
    ### BEGIN SOLUTION
    return np.median(y)
    ### END SOLUTION


# %% [markdown] hint="best_guess"
# Hints are optional in a lecture. Which guess has as many prices above as below?

# %% checks="best_guess"
expect(best_guess(np.array([110.0, 130.0, 190.0])), 130.0, "one price lies on either side")
expect(best_guess(prices), 160.0, "the lowest point of the curve above")

# %% exercise="share_below"
### BEGIN SOLUTION
share_below = np.mean(prices < prices.mean())
### END SOLUTION

# %% checks="share_below"
expect(share_below, 0.6167, "the share of houses cheaper than the mean", rtol=1e-3)

# %% [markdown]
# ## To remember
#
# Three sentences, and where they lead. A mean answers to squares and a median to plain misses. An
# expensive house moves the mean, hardly the median. Next you let the guess depend on the area.
