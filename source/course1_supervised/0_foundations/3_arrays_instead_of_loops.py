# %% [markdown]
# # Arrays instead of loops
#
# *60 minutes. You need: lists, loops and functions (lectures 1 and 2).*
#
# A scale at the station turns out to show 25 g too much, for every penguin and every year. How do
# you correct 342 weights in one line? And when it is a million values: does it matter how you write
# that line? It does, by a factor that may surprise you.

# %%
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## From a table to an array
#
# `datasets.penguins()` gives a **frame**, pandas' word for a table with named columns. Two
# penguins were never measured; `dropna` leaves such rows out. `penguins[columns]` picks four columns, and
# `to_numpy` turns them into an **array**: numbers of one kind, arranged in a grid, without names.
#
# An array carries its **shape**. Below, `X` has one row for each penguin and one column for each
# measurement.

# %%
columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
X = penguins[columns].to_numpy()
print(X.shape)
X[:3]

# %% [markdown]
# The shape `(342, 4)` reads: 342 rows, 4 columns. `X[:3]` shows the first three rows. All through
# the course $X$ is $m \times n$: $m$ examples, one a row, and $n$ **features**, one a column.
#
# ## One operation, every value
#
# `X[0, 2]` is row 0, column 2: a flipper of 181 mm. A colon stands for "all", so `X[:, 3]` is the whole last
# column, the body masses. It has one axis, shape `(342,)`: neither row nor column.
#
# **Predict.** A list and an array meet the same two operations. What is `[3750, 3800] * 2`, and what
# is `mass[:2] * 2`?

# %%
mass = X[:, 3]
print(mass.shape)
print([3750, 3800] * 2)
print(mass[:2] * 2)
print(mass[:2] - 25)

# %% [markdown]
# A list repeats itself; an array does arithmetic. `mass - 25` subtracts 25 from every value, so the
# scale is corrected in one line and without a loop. All of `+ - * / **` work like this, value by
# value, and so do functions like `np.sqrt`. Code that treats whole arrays at once is called
# **vectorized**.

# %% [markdown]
# ## A question to every value
#
# A comparison, too, is done value by value. Its result is a **mask**: an array of `True` and
# `False`. A mask does two jobs. Between brackets it selects; in arithmetic `True` counts as 1 and
# `False` as 0, so that its sum counts and its mean is a share.

# %%
heavy = mass > 5000
print(heavy[:5])
print(heavy.sum(), "of", heavy.size, "penguins are heavier than 5 kg")
print("their mean mass is", mass[heavy].mean().round(), "g")
print("species:", set(penguins[heavy]["species"]))

# %% [markdown]
# The first five are no heavyweights: five times `False`. In all 61 of 342 penguins pass 5 kg, and
# `mass[heavy]` holds just these 61 values. A mask selects rows of a frame as well: `penguins[heavy]` shows that all
# heavyweights are Gentoos (`set` keeps each different value once).
#
# On the left of `=` a mask says where to write: `mass[heavy] = 0` would change just these 61 places.
#
# Two masks join with `&` (and) and `|` (or), each comparison in round brackets:
# `(mass > 4000) & (mass < 5000)`; `~heavy` (not) turns every True into False and back. Python's own `and`, or a chain like `4000 < mass < 5000`, wants a
# single True or False and stops with a `ValueError`: the truth of a whole array is "ambiguous".

# %% [markdown]
# ## Your turn: the share in a range
#
# Which share of the values lies above `low` and at most at `high`? No loop: two comparisons, one
# `&`, and the mean of the mask.


# %% exercise="share_between"
def share_between(values, low, high):
    """Return the share of values with ``low < value <= high``.

    Parameters
    ----------
    values : numpy.ndarray, shape (m,)
    low, high : float
        In the unit of the values.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    inside = (values > low) & (values <= high)
    return inside.mean()
    ### END SOLUTION


# %% [markdown] hint="share_between"
# `inside = (values > low) & (values <= high)` is the mask. What is the mean of its zeros and ones?

# %% checks="share_between"
four = np.array([1, 2, 3, 4])
expect(share_between(four, 1, 3), 0.5, "2 and 3 lie in the range: two of four")
expect(share_between(four, 0, 9), 1.0, "a range that holds all values has the share 1")
expect(share_between(four, 4, 9), 0.0, "the lower limit itself does not belong to the range")
expect(share_between(mass, 4000, 5000), 111 / 342, "111 of the 342 penguins lie in that range")


# %% mistake="share_between" says="the values inside are counted, not yet divided by how many there are"
def share_between(values, low, high):
    return ((values > low) & (values <= high)).sum()


# %% mistake="share_between" says="the lower limit counts as inside"
def share_between(values, low, high):
    return ((values >= low) & (values <= high)).mean()


# %% mistake="share_between" replace="values <= high" says="the upper limit does not count as inside" with="values < high"

# %% mistake="share_between" replace="inside.mean()" says="the values inside are returned, not their share" with="values[inside]"

# %% mistake="share_between" replace="inside.mean()" says="the values inside are averaged, not the mask: the mean of the mask is the share" with="values[inside].mean() if inside.any() else 0.0"


# %% mistake="share_between" says="the two conditions are joined by | (or), so that every value fits one of them"
def share_between(values, low, high):
    return ((values > low) | (values <= high)).mean()


# %% alternative="share_between"
def share_between(values, low, high):
    return sum(1 for value in values if low < value <= high) / len(values)


# %% [markdown]
# ## Along which axis?
#
# A table can be summed in two directions. The axes are numbered like the shape: **axis 0** runs down
# the rows, **axis 1** runs along the columns. `A.sum(axis=0)` walks along axis 0 and uses it up:
# from the shape `(3, 4)` only the 4 is left.
#
# **Predict.** `A` stands in the first line of the next cell. Which four numbers does `A.sum(axis=0)` give, and what is
# the shape of `A.sum(axis=1)`?

# %%
A = np.array([[1, 2, 3, 4], [10, 20, 30, 40], [100, 200, 300, 400]])
sums = {"A": A, "A.sum(axis=0)": A.sum(axis=0), "A.sum(axis=1)": A.sum(axis=1)}
colors = [plots.DATA, plots.HIGHLIGHT, plots.HIGHLIGHT]
plots.tables(sums, colors, upright=["A.sum(axis=1)"])
plt.show()
# %% [markdown]
# Axis 0 gone: each column has become one number, 111, 222, 333 and 444. Axis 1 gone: each row has
# become one number, 10, 100 and 1000. They are drawn beside their rows, but the shape `(3,)` has one
# axis only.
#
# The axis you name is the one that *disappears*. For penguins, `X.mean(axis=0)` averages over the
# penguins and leaves one mean for each measurement.

# %%
print("the heaviest stands in row", mass.argmax(), "and weighs", mass.max(), "g")
X.mean(axis=0).round(1)

# %% [markdown]
# The first line looks for a place: `argmax` gives the index of the largest value, `argmin` that of the smallest.
# The mean penguin has a bill of 43.9 mm by 17.2 mm, flippers of 200.9 mm and weighs 4201.8 g. The other
# direction, `X.mean(axis=1)`, would average millimeters with grams, one useless number for each
# penguin. Python would not complain: only the shape, `(342,)` instead of `(4,)`, gives it away. Look at
# shapes often.

# %% [markdown]
# ## When the shapes differ: broadcasting
#
# What is a table minus a row? NumPy lines the two shapes up at their *right* ends and compares the
# lengths pair by pair. A pair fits if both are equal, or if one of them is 1 or missing; then the
# shorter array is repeated along that axis, in thought, without copying. This is
# **broadcasting**.
#
# Choose the shape of `b` and predict: does it fit, and in which direction is it repeated?

# %%
a = np.array([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
others = {
    "(4,)": np.array([100, 200, 300, 400]),
    "(3,)": np.array([100, 200, 300]),
    "(3, 1)": np.array([[100], [200], [300]]),
    "()": np.array(100),
}


@interact(b=list(others))
def show(b="(4,)"):
    plots.broadcast(a, others[b])


# %% [markdown]
# With the shape `(4,)` the orange row is repeated downward: the dashed boxes are the copies, and each
# column of `a` gets its own number. The shape `(3, 1)` is a column and is repeated to the right. The
# shape `(3,)` does *not* fit, although there are three rows: lined up at the right end, 3 meets 4. And a
# single number, shape `()`, is repeated everywhere; that was our 25 g.

# %% [markdown]
# ## Your turn: center the columns
#
# Many methods want data whose columns have the mean zero. Subtract from every column its own
# mean:
#
# $$x'_{ij} = x_{ij} - \mu_j, \qquad \mu_j = \frac{1}{m} \sum_{i} x_{ij}$$
#
# Here $x_{ij}$ is feature $j$ of example $i$, and $\mu_j$ is the mean of column $j$ in the feature's own
# unit. Along which axis do you average? Does the result fit by broadcasting?


# %% exercise="center"
def center(X):
    """Return X with the mean of each column subtracted from it.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)

    Returns
    -------
    numpy.ndarray, shape (m, n)
    """
    ### BEGIN SOLUTION
    return X - X.mean(axis=0)
    ### END SOLUTION


# %% [markdown] hint="center"
# One mean for each column: the axis of the rows, axis 0, has to disappear. A table of shape
# `(m, n)` minus an array of shape `(n,)` fits.

# %% checks="center"
table = np.array([[1.0, 10.0, 0.0], [3.0, 30.0, 6.0], [5.0, 80.0, 0.0]])
centered = np.array([[-2.0, -30.0, -2.0], [0.0, -10.0, 4.0], [2.0, 40.0, -2.0]])
expect(center(table), centered, "the columns have the means 3, 40 and 2")
expect(center(X).mean(axis=0), np.zeros(4), "every column has the mean 0", atol=1e-6)
expect(center(X).shape, (342, 4), "the shape stays as it was")
expect(center(X).std(axis=0), X.std(axis=0), "a column that is shifted is as spread out as before")


# %% [markdown] equivalent="center"
# - `np.zeros(X.shape) → np.ones(X.shape)`: every value is written over


# %% mistake="center" says="one mean of the whole table is subtracted, not one for each column"
def center(X):
    return X - X.mean()


# %% mistake="center" says="each row's mean is subtracted: axis=1 averages over the columns"
def center(X):
    return X - X.mean(axis=1, keepdims=True)


# %% mistake="center" says="axis=1 gives one mean for each row, and broadcasting lays them along the columns"
def center(X):
    return X - X.mean(axis=1)


# %% mistake="center" replace="X - X.mean(axis=0)" says="the means are returned, not yet subtracted from the columns" with="X.mean(axis=0)"


# %% mistake="center" says="the columns are divided by their means instead of shifted"
def center(X):
    return X / X.mean(axis=0)


# %% alternative="center"
def center(X):
    result = np.zeros(X.shape)
    for j in range(X.shape[1]):
        result[:, j] = X[:, j] - X[:, j].mean()
    return result


# %% [markdown]
# ## How much faster?
#
# Both functions below add up the squares of a million numbers. One is a Python loop, one is
# vectorized. (`total += a` is short for `total = total + a`.) `perf_counter` reads a clock in seconds.
#
# **Predict.** By which factor is the second one faster: 2, 10, or more than 20? Write down your guess
# before you run the cell.


# %%
def sum_of_squares_loop(x):
    total = 0.0
    for value in x:
        total += value * value
    return total


def sum_of_squares_array(x):
    return np.sum(x * x)


# %%
def seconds(f, x):
    """Return the shortest of three runs."""
    times = []
    for _ in range(3):
        start = perf_counter()
        f(x)
        times.append(perf_counter() - start)
    return min(times)


million = np.random.default_rng(0).normal(size=1_000_000)
slow, fast = seconds(sum_of_squares_loop, million), seconds(sum_of_squares_array, million)
print(f"loop {slow:.4f} s, array {fast:.4f} s: {slow / fast:.0f} times faster")

# %% [markdown]
# The exact figure depends on your machine; 20 to 200 is usual. The additions are the same. But the loop
# asks of every value anew "what kind are you, and what does `*` mean for you?", while an array holds
# numbers of one kind, side by side, and one compiled loop runs through them.
#
# Is that so at every size? Measure from ten values to a million.

# %%
sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000]
loop = [seconds(sum_of_squares_loop, million[:m]) for m in sizes]
array = [seconds(sum_of_squares_array, million[:m]) for m in sizes]
plt.loglog(sizes, loop, "o-", color=plots.SECOND, label="Python loop")
plt.loglog(sizes, array, "o-", color=plots.DATA, label="array")
plt.xlabel("number of values m")
plt.ylabel("time (s)")
plt.legend()
plt.show()
# %% [markdown]
# Both axes are logarithmic: each grid line is ten times the one before. The orange loop climbs steadily:
# ten times the values, ten times the time. The blue array is flat at first, because a call has a fixed
# price of a few microseconds; for ten values the loop may even win. From about ten thousand values on the
# blue line climbs too, far below the orange one, and the gap between them is the factor you saw.

# %% [markdown]
# ## Arrays to start from
#
# Often you need an array before you have its values: zeros to be filled one by one, the same number
# everywhere, or the numbers 0, 1, 2, … And `np.where(mask, a, b)` builds one from a question: `a` where the
# answer is True, `b` elsewhere.

# %%
print(np.zeros(3), np.full(3, 7.5), np.arange(3))
readings = np.array([20, 80, 35])
print(np.where(readings > 50, 0, readings), np.where(readings > 50, "high", "fine"))

# %% [markdown]
# `np.arange(3)` counts like `range(3)`, but as an array. In the second line the 80 is replaced by 0, and then every
# reading gets its word.

# %% [markdown]
# ## Two traps
#
# An array made of whole numbers keeps whole numbers; a fraction that you store in it is cut off.
# And `b = a` does not copy an array: it gives the same array a second name.
#
# **Predict.** What do the two `print` lines show?

# %%
counts = np.array([1, 2, 3])
counts[0] = 7.9
print(counts)

readings = np.array([5.0, 6.0])
corrected = readings
corrected[0] = 99.0
print(readings)

# %% [markdown]
# The 7.9 became 7, silently: `counts` holds integers. And `readings` changed although we wrote to
# `corrected`, because both names mean the same array. Ask for `readings.copy()` when you want a
# second one. A function gets its arguments the same way, so a function that writes into its argument
# spoils its caller's data. So does `corrected += 1`, which writes into the array; `corrected = corrected + 1` makes a
# new one.
#
# The way out of both traps is a new array: `counts.astype(float)` makes one of floating-point numbers,
# which keeps fractions. And an array that comes from a frame may be *locked*: with `to_numpy` pandas can
# hand out its own memory, and recent versions refuse to let you write into it.

# %%
as_float = np.array([1, 2, 3]).astype(float)
as_float[0] = 7.9
print(as_float)

locked = penguins["body_mass_g"].to_numpy()
locked.flags.writeable = False  # recent versions of pandas do this by themselves
try:
    locked[0] = 0.0
except ValueError as error:
    print("ValueError:", error)
unlocked = locked.copy()
unlocked[0] = 0.0

# %% [markdown]
# *Assignment destination is read-only* is pandas' protection against the second trap: the frame would have
# changed behind its back. Take a copy, and write into that.

# %% [markdown]
# ## Your turn: cap the outliers
#
# A sensor sometimes reports far too much. Return a *new* array in which every value above `limit` is
# replaced by `limit`. The array that came in must stay as it was. A mask also picks the places to write
# to: after `readings[readings > 50] = 0`, every reading above 50 is 0.


# %% exercise="capped"
def capped(values, limit):
    """Return a copy of values in which nothing is above the limit.

    Parameters
    ----------
    values : numpy.ndarray, shape (m,)
    limit : float

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    result = values.copy()
    result[result > limit] = limit
    return result
    ### END SOLUTION


# %% [markdown] hint="capped"
# First `new = values.copy()`. Which mask picks the values that are too large, and what do you write there?

# %% checks="capped"
expect(capped(np.array([1.0, 9.0, 3.0]), 5), np.array([1.0, 5.0, 3.0]), "only the 9 is too large")
expect(
    capped(np.array([7.5, 2.25, 3.0, 12.0]), 3),
    np.array([3.0, 2.25, 3.0, 3.0]),
    "two values lie above the limit of 3, and what is below stays as it is",
)
before = np.array([1.0, 9.0, 3.0])
capped(before, 5)
expect(before, np.array([1.0, 9.0, 3.0]), "the array that was passed in stays as it was")


# %% [markdown] equivalent="capped"
# - `result > limit → result >= limit`: the limit is replaced by itself


# %% mistake="capped" says="the function writes into the array it was given: copy it first"
def capped(values, limit):
    values[values > limit] = limit
    return values


# %% mistake="capped" replace="= limit" says="the large values become 0 instead of the limit" with="= 0"

# %% mistake="capped" replace="return result" says="the mask is returned, not the values" with="return values > limit"


# %% mistake="capped" says="the large values are dropped instead of replaced"
def capped(values, limit):
    return values[values <= limit]


# %% mistake="capped" says="the small values are raised to the limit instead of the large ones lowered"
def capped(values, limit):
    return np.maximum(values, limit)


# %% mistake="capped" says="no value is replaced: write into the array, which `value = limit` in a loop does not"
def capped(values, limit):
    new = values.copy()
    for value in new:
        if value > limit:
            value = limit
    return new


# %% mistake="capped" says="every value becomes the limit as soon as one is too large"
def capped(values, limit):
    new = values.copy()
    if (new > limit).any():
        new[:] = limit
    return new


# %% mistake="capped" says="only the first value that is too large is replaced, as when `return` ends the loop"
def capped(values, limit):
    new = values.copy()
    for i in range(len(new)):
        if new[i] > limit:
            new[i] = limit
            return new
    return new


# %% alternative="capped"
def capped(values, limit):
    return np.minimum(values, limit)


# %% [markdown]
# ## Three sentences to remember
#
# 1. Arithmetic and comparisons on arrays work value by value, many times faster than a loop.
# 2. The axis you name is the one that disappears, so look at the shape of every result.
# 3. Shapes are compared from the right, and a length of 1, or none, is repeated to fit.
#
# **Where it leads.** A row of `X` is an arrow in a space of four dimensions. Next you multiply such arrows,
# and find out how a result changes when you turn one knob.
