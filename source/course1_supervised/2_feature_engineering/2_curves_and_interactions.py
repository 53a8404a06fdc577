# %% [markdown]
# # A straight line that bends
#
# *50 minutes. You need: least squares with several features (unit 1); lecture 1 of this unit.*
#
# In Ames, a house from 2005 costs far more than one from 1975. So does a house from 1915 cost far
# less than one from 1945? A straight line through price and year must say yes: it knows only one
# slope. The houses say no. Can linear regression, which is built to draw lines, learn to draw a
# curve?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

homes = datasets.ames_housing(["Gr_Liv_Area", "Year_Built", "Year_Sold", "Sale_Price"])
homes = homes[homes["Gr_Liv_Area"] < 4000]  # leaves out five giants
area = homes["Gr_Liv_Area"].to_numpy() * 0.0929  # m²
year = homes["Year_Built"].to_numpy(dtype=float)
age = (homes["Year_Sold"] - homes["Year_Built"]).to_numpy(dtype=float)  # years, when sold
price = homes["Sale_Price"].to_numpy() / 1000  # 1000 USD

# %% [markdown]
# ## A line leaves a pattern
#
# Two short tools serve the whole lecture: `fit` finds the weights and, last, the intercept by
# least squares; `predict` applies them. They are the normal equation of unit 1 in other clothes.
# First, the straight line through year and price.


# %%
def fit(features, y):
    return np.linalg.lstsq(np.column_stack([features, np.ones(len(y))]), y)[0]


def predict(features, w):
    return np.column_stack([features, np.ones(len(features))]) @ w


line = fit(year, price)
print(f"1000 USD a year: {line[0]:.2f}; in 1872: {line[0] * 1872 + line[1]:.1f} thousand USD")
plots.scatter(year, price, "year built", "price (1000 USD)")
plots.curve(lambda x: predict(x, line), label="line")
plt.show()

# %% [markdown]
# The line rises by 1.47 thousand dollars a year. At its left end, in 1872, it promises a house for
# 35 thousand dollars, and no dot is near. Around 1970 it runs through the upper part of the cloud,
# and after 2000 most of the expensive houses lie far above it. To see this without squinting,
# average the residuals of each
# full decade from 1900 on (only 26 houses are older).

# %%
residual, decade = price - predict(year, line), year // 10 * 10
means = {f"{d}s": residual[decade == d].mean() for d in range(1900, 2010, 10)}
plots.bars(means, "mean of price - line (1000 USD)", plots.ERROR)
plt.show()

# %% [markdown]
# If the line were right, these averages would scatter around zero. Instead they run from +45 in
# the 1900s down to −33 in the 1970s and up to +19 in the 2000s. **A pattern in the residuals is
# knowledge that the features do not carry yet.** Here it has the shape of a bowl, so a bowl is
# what the model lacks: a term with the square of the year.

# %% [markdown]
# ## Linear in the weights
#
# Give the model a second column, $x^2$:
#
# $$\hat y = w_1 x + w_2 x^2 + b$$
#
# As a function of $x$ this is a parabola. But the computer never sees the parabola. It sees a
# table with two columns and looks for two weights, and in $w_1, w_2, b$ the formula is as linear
# as before. The cost stays a bowl, the gradient stays the same, least squares still solves it in
# one go. The curve is in the **features**, not in the method. Such columns are called **polynomial
# features**.
#
# **Your turn.** Make the table for any degree. The intercept stays outside: no column of ones.


# %% exercise="powers"
def powers(x, degree):
    """Return the columns x, x², …, up to the given degree.

    Parameters
    ----------
    x : numpy.ndarray, shape (m,)
    degree : int
        At least 1.

    Returns
    -------
    numpy.ndarray, shape (m, degree)
    """
    ### BEGIN SOLUTION
    return np.column_stack([x**k for k in range(1, degree + 1)])
    ### END SOLUTION


# %% [markdown] hint="powers"
# Build a list of columns, `x**1`, `x**2`, …, and hand it to `np.column_stack`.

# %% [markdown] hint="powers"
# `range(1, degree + 1)` runs from 1 to `degree`: the end of a range is left out.

# %% checks="powers"
expect(
    powers(np.array([2.0, -3.0]), 3),
    np.array([[2.0, 4.0, 8.0], [-3.0, 9.0, -27.0]]),
    "each row holds a number, its square and its cube",
)
expect(powers(np.array([2.0, -3.0]), 1), np.array([[2.0], [-3.0]]), "degree 1 is the column itself")


# %% mistake="powers" says="the range ends one too early, and the highest power is missing"
def powers(x, degree):
    return np.column_stack([x**k for k in range(1, degree)] or [x])


# %% mistake="powers" says="the powers start at 0: a column of ones, which the intercept already is"
def powers(x, degree):
    return np.column_stack([x**k for k in range(degree)])


# %% mistake="powers" replace="x**k" says="multiples of x are taken, not powers" with="x * k"

# %% mistake="powers" replace="np.column_stack([x**k for k in range(1, degree + 1)])" says="the list of columns is returned, not a table" with="[x**k for k in range(1, degree + 1)]"

# %% mistake="powers" replace="np.column_stack([x**k for k in range(1, degree + 1)])" says="only the highest power is returned" with="x**degree"


# %% mistake="powers" says="the powers are stacked as rows, not as columns"
def powers(x, degree):
    return np.array([x**k for k in range(1, degree + 1)])


# %% [markdown]
# ## Center before you take powers
#
# One trap lies between the formula and the computer. Years run from 1872 to 2010. Their squares run
# from 3.5 to 4.0 million.
#
# **Predict.** How strongly are `year` and `year**2` correlated: about 0.5, 0.9, or 0.99? And what
# happens to the correlation if you subtract the mean first?

# %%
centered = year - year.mean()
print("year and its square:      ", round(np.corrcoef(year, year**2)[0, 1], 5))
print("centered, and its square: ", round(np.corrcoef(centered, centered**2)[0, 1], 5))
print("largest cube of a year:   ", f"{(year**3).max():.2e}")

# %% [markdown]
# Over so short a stretch the parabola of raw years is practically straight: the correlation is
# 0.99997. Two columns that say the same make a valley as flat as the one in lecture 1. Centered,
# the left half of the bowl falls and the right half rises, and the columns part company (−0.49).
# And cubes of raw years reach 8 billion. So the order is: **center and scale, take powers, then
# scale the powers too** if you descend.


# %%
def columns(x, degree):  # one way to write the exercise, with scaled years
    return np.column_stack([((x - year.mean()) / year.std()) ** k for k in range(1, degree + 1)])


parabola = fit(columns(year, 2), price)
plots.scatter(year, price, "year built", "price (1000 USD)")
plots.curve(lambda x: predict(columns(x, 2), parabola), label="parabola")
for degree in (1, 2):
    error = predict(columns(year, degree), fit(columns(year, degree), price)) - price
    print(f"degree {degree}: RMSE {np.sqrt((error**2).mean()):.1f} thousand dollars")
print(
    "parabola in 1872 and in 1930:", predict(columns(np.array([1872, 1930]), 2), parabola).round()
)

# %% [markdown]
# The curve falls from 196 in 1872 to 121 around 1930 and then climbs, steeper every decade: about
# what the dots do, though few of them hold its left end. The RMSE (unit 1) shrinks
# from 64.8 to 61.0 thousand dollars: no revolution, since the year alone does not make a price. But
# it cost one column, and no new method.

# %% [markdown]
# ## How much bend is too much?
#
# Each further power can only lower the cost on the houses you fit, because the old curve is still
# available with weight 0. Is more always better? To find out, fit on 40 houses, the **training
# data**, and keep the others aside: **held-out data**, which the fit never sees. Drag the degree.

# %%
order = np.random.default_rng(1).permutation(len(price))
train, held_out = order[:40], order[40:]


def misses(degree):
    w = fit(columns(year[train], degree), price[train])
    errors = [predict(columns(year[part], degree), w) - price[part] for part in (train, held_out)]
    return [np.sqrt((error**2).mean()) for error in errors]


# %%
@interact(degree=(1, 10, 1))
def bend_it(degree=7):
    w = fit(columns(year[train], degree), price[train])
    plots.scatter(
        year[held_out], price[held_out], "year built", "price (1000 USD)", "held out", "0.75"
    )
    plots.scatter(year[train], price[train], label="40 training houses")
    plots.curve(lambda x: predict(columns(x, degree), w), (1872, 2010), f"degree {degree}")
    seen, unseen = misses(degree)
    plt.ylim(0, 650)
    plt.title(f"RMSE: {seen:.0f} on the 40, {unseen:.0f} on the others (1000 USD)")


# %% [markdown]
# Degree 7 runs close to its 40 houses. But between the lone one of 1885 and the next, of 1917,
# nothing holds the curve: it swings up to 400 thousand dollars, and to the left of 1885 it dives
# below zero. Old houses that it has never seen get absurd prices. Degree 2 is calm everywhere. The
# gray dots are the judges, since the model had no chance to adapt to them.

# %%
degrees = np.arange(1, 9)
seen, unseen = np.array([misses(d) for d in degrees]).T
plt.plot(degrees, seen, "o-", color=plots.DATA, label="training houses")
plt.plot(degrees, unseen, "s-", color=plots.ERROR, label="held-out houses")
plt.gca().set(xlabel="degree", ylabel="RMSE (1000 USD)", ylim=(0, 400))
plt.legend()
plt.show()
print("training:", seen.round(), "held out:", unseen.round(), sep="\n")

# %% [markdown]
# On the training houses the error falls at every step, from 48 to 41. On held-out houses it falls
# from 65 to 62, stays there from degree 2 to 5, and then explodes: 77, 114, 375. (That the 40 look
# easier at degree 1 is luck: no mansion is among them. Where the explosion begins is luck too: with
# the seeds 0 to 11 anywhere from degree 4 to 8, never at 2.) **Judge features by data that the fit
# has not seen.** Unit 5 makes a method of this; it gives the growing gap its name, overfitting.

# %% [markdown]
# ## Does a square meter always cost the same?
#
# A model $\hat y = w_1\,\text{area} + w_2\,\text{age} + b$ answers: yes. Age shifts the price, but
# every extra square meter adds $w_1$, whether the house is new or a hundred years old.
#
# **Predict.** Fit a separate line of price against area for new houses and for old ones. Which is
# steeper?

# %%
groups = {"new (< 10 years)": age < 10, "old (50 years or more)": age >= 50}
for (name, rows), color in zip(groups.items(), (plots.DATA, plots.SECOND)):
    slope, start = fit(area[rows], price[rows])
    plots.scatter(area[rows], price[rows], "living area (m²)", "price (1000 USD)", name, color)
    plots.line(slope, start, (40, 340), f"{slope:.2f} thousand USD per m²", color)
plt.gca().set(ylim=(0, 650))
plt.show()

# %% [markdown]
# In new houses an extra square meter goes with 1620 dollars, in old ones with 730, less than half.
# The two lines are not parallel: what area is worth *depends on* age. No sum of a term for area
# and a term for age can say so.

# %% [markdown]
# ## A product lets one feature turn the other
#
# Add a column that multiplies the two, an **interaction**, and sort the terms by area:
#
# $$\hat y = w_1 a + w_2 t + w_3\, a\,t + b = \underbrace{(w_1 + w_3\, t)}_{\text{price of one m}^2}\, a + w_2 t + b$$
#
# Here $a$ is the area in m² and $t$ the age in years. The slope along $a$ is now itself a line in
# $t$. The unit of $w_3$ is 1000 dollars per m² and year: how much a square meter loses in a year.
#
# **Your turn.** Given the four fitted numbers, read off what the bracket says for a house of a
# given age.


# %% exercise="square_meter"
def square_meter(w, age):
    """Return what one more square meter adds to the predicted price.

    Parameters
    ----------
    w : numpy.ndarray, shape (4,)
        Weights of area, age and area * age, then the intercept; in 1000 USD per their units.
    age : float
        Age of the house in years.

    Returns
    -------
    float
        In 1000 USD per m².
    """
    ### BEGIN SOLUTION
    return w[0] + w[2] * age
    ### END SOLUTION


# %% [markdown] hint="square_meter"
# Collect every term of the formula that contains $a$. What is left when you take $a$ out?

# %% checks="square_meter"
expect(square_meter(np.array([2.0, -1.0, -0.01, 50.0]), 0), 2.0, "in a new house the product is 0")
expect(square_meter(np.array([2.0, -1.0, -0.0105, 50.0]), 30), 1.685, "2 - 0.0105 * 30")
expect(square_meter(np.array([3.0, 5.0, 0.25, 7.0]), 2), 3.5, "3 + 0.25 * 2")


# %% mistake="square_meter" says="the interaction is left out, so that age has no say"
def square_meter(w, age):
    return w[0]


# %% mistake="square_meter" replace="w[0] + w[2] * age" says="the age itself is charged, too: the question is what the square meter adds" with="w[0] + w[1] * age + w[2] * age"

# %% mistake="square_meter" replace="w[0] + w[2] * age" says="age is added, not multiplied by the weight of the product" with="w[0] + w[2] + age"

# %% mistake="square_meter" replace="w[0] + w[2] * age" says="the weight of the area is missing" with="w[2] * age"


# %% mistake="square_meter" says="the weight of age is used where that of the product belongs"
def square_meter(w, age):
    return w[0] + w[1] * age


# %% [markdown]
# ## Let the houses speak
#
# Now fit the three columns to all houses and drag the age. Blue dots are the houses within five
# years of it. The dashed line is the model *without* the product: it may move up and down, but
# never turn.

# %%
three, two = np.column_stack([area, age, area * age]), np.column_stack([area, age])
with_product, without = fit(three, price), fit(two, price)
for name, features, w in (("with", three, with_product), ("without", two, without)):
    miss = np.sqrt(((predict(features, w) - price) ** 2).mean())
    print(f"{name} the product: RMSE {miss:.1f} thousand dollars; weights {w[:-1].round(4)}")


# %%
@interact(years=(0, 110, 5))
def grow_old(years=5):
    near, ends = abs(age - years) <= 5, np.array([[40, years], [340, years]])
    plots.scatter(area[near], price[near], "living area (m²)", "price (1000 USD)", "this age")
    slope = with_product[0] + with_product[2] * years
    plots.line(slope, with_product[1] * years + with_product[3], (40, 340), "with the product")
    plt.plot(ends[:, 0], predict(ends, without), "k--", label="without")
    plt.axis((30, 350, 0, 650))
    plt.title(f"age {years}: {slope:.2f} thousand USD per m²")
    plt.legend(loc="upper left")


# %% [markdown]
# At age 5 the solid line climbs by 1.38 thousand dollars per square meter, more steeply than the
# dashed one (1.08), and stays with the dots of the large new houses. At 100 it has turned to 0.54.
# Each year takes 8.8 dollars off a square meter. The RMSE falls from 44.3 to 42.6 thousand: again
# one column.
#
# ## Count before you multiply
#
# Why not all squares and products at once? With $n$ features there are $n$ columns, $n$ squares,
# and one product for each pair. You can count the pairs: each feature with each of the $n - 1$
# others, and every pair met twice.
#
# **Predict.** From 10 columns, how many do you get? From 300?


# %% exercise="count_quadratic"
def count_quadratic(n):
    """Return how many columns n features, their squares and their pairwise products make.

    Parameters
    ----------
    n : int

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    return 2 * n + n * (n - 1) // 2
    ### END SOLUTION


# %% [markdown] hint="count_quadratic"
# Three terms: n features, n squares, n(n − 1)/2 pairs. `//` divides and gives a whole number.

# %% checks="count_quadratic"
expect(count_quadratic(2), 5, "a, b, a², ab, b²")
expect(count_quadratic(3), 9, "three features, three squares, the pairs ab, ac, bc")
expect(count_quadratic(10), 65, "ten features, ten squares, 45 pairs")


# %% mistake="count_quadratic" says="ab and ba are counted as two"
def count_quadratic(n):
    return 2 * n + n * (n - 1)


# %% mistake="count_quadratic" replace="2 * n + n * (n - 1) // 2" says="only the products of two different features are counted" with="n * (n - 1) // 2"

# %% [markdown] equivalent="count_quadratic"
# - `return 2 * n + n * (n - 1) // 2 → return round(2 * n + n * (n - 1) // 2, 2)`: it is a whole number
# - `return 2 * n + n * (n - 1) // 2 → return int(2 * n + n * (n - 1) // 2)`: it is a whole number


# %% mistake="count_quadratic" says="the squares are left out"
def count_quadratic(n):
    return n + n * (n - 1) // 2


# %% [markdown]
# scikit-learn makes these columns, and names them. Ten features become 65, and 300 become 45,450:
# far more columns than houses, a curve with room for every accident of the training data. So
# multiply where you have a reason, as with area and age, and let held-out data decide.

# %%
from sklearn.preprocessing import PolynomialFeatures

maker = PolynomialFeatures(degree=2, include_bias=False)
maker.fit_transform([[2.0, 5.0]]), maker.get_feature_names_out(["area", "age"])

# %% [markdown]
# ## Other bends
#
# Powers are not the only columns you may invent. A **hinge**, $\max(0, x - c)$, is 0 up to $c$ and
# then rises: it lets the line have a second slope from $c$ on. Prices of old houses hardly change
# with the year and then take off, so try $c = 1970$.


# %%
def bend(x):
    return np.column_stack([x - 1970, np.maximum(0, x - 1970)])


hinge = fit(bend(year), price)
before, extra = hinge[:2]
miss = np.sqrt(((predict(bend(year), hinge) - price) ** 2).mean())
print(f"1000 USD per year: {before:.2f} before, {before + extra:.2f} after; RMSE {miss:.1f}")
plots.scatter(year, price, "year built", "price (1000 USD)")
plots.curve(lambda x: predict(bend(x), hinge), label="hinge at 1970")
plt.show()

# %% [markdown]
# Before 1970 a year makes 280 dollars of difference, after it 3050. The RMSE is 60.8, a little
# better than the parabola, and the ends stay tame. You chose the 1970 by looking. Could a model
# find such bends by itself? Yes: in unit 4, a neuron is a hinge that learns its own place.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Linear regression is linear in its weights: put a curve into the columns and it draws the curve.
# 2. A product of two features lets one change the slope of the other.
# 3. Columns are cheap to invent and each lowers the training error; only unseen data tell which deserve
#    to stay.
#
# **Where it leads.** All columns so far were numbers without gaps. The houses of Ames have 28 neighborhoods
# with names, and 490 houses have an empty cell. Next, you make honest numbers of those.
