# %% [markdown]
# # Quiz: TITLE
#
# *15 minutes. You need: the lectures of this unit.*
#
# Eight to twelve questions that need thought, not recall: read a plot, find the bug, choose for a
# situation. Every option, right or wrong, has its explanation.

# %% [markdown] choice="outlier" points=1
# One of 99 houses is a palace, and its price is written with a zero too many. What changes most?
#
# - [ ] The median of the prices.
#   The palace was the most expensive house before, and it still is: the middle stays.
# - [x] The mean of the prices.
#   Each price has its share in the sum, so one wild value moves it.
# - [ ] Neither, because 98 prices are right.
#   The mean is a sum divided by 99: a value ten times as large is felt.

# %% [markdown] choice="find_the_bug" points=1
# A program is to return the mean size of the misses and returns 0. What is the likely bug?
#
# ```python
# return (y - y.mean()).mean()
# ```
#
# - [x] The misses keep their signs.
#   Above and below the mean they cancel exactly; their sizes do not.
# - [ ] The mean is taken twice.
#   The first is the guess, the second averages the misses: both are needed.
