# %% [markdown]
# # Quiz: feature engineering
#
# *20 minutes. You need: the four lectures of this unit.*
#
# Would you notice a leak in your own work? Twelve situations, each with one best answer. Write its
# letter, run the check, and read the explanation even when you were right.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="milliseconds" points=1
# A feature holds durations in seconds, and descent on $\hat y = wx$ converges for every rate below
# 0.5. A colleague stores the same durations in milliseconds. Below which rate does it converge
# now?
#
# - [ ] 0.5, since the data are the same.
#   The durations are the same, but the numbers are not, and descent sees only numbers.
# - [ ] 0.0005, a thousandth.
#   The border is 2 over the mean of the squares: numbers 1000 times as large change it by more than 1000.
# - [ ] 500, since larger numbers allow larger steps.
#   Larger numbers make the bowl steeper, and a steeper bowl needs smaller steps.
# - [x] 0.0000005, a millionth.
#   Numbers 1000 times as large have squares a million times as large, and the border is 2 divided by their mean.

# %% [markdown]
# The next question is about this picture: the same model, the same data, descent with two
# preparations (*synthetic* numbers).

# %%
steps = np.arange(61)
plots.learning_curves(
    {"run A": 40 + 60 * 0.7**steps - 0.02 * steps, "run B": 12 + 88 * 0.75**steps}
)
plt.show()

# %% [markdown] choice="flat_curve" points=1
# Run A uses raw features, run B standardized ones. Both fit the same line with the same cost $J$.
# What does the picture say?
#
# - [x] A has not finished: it creeps along a flat valley, toward the same lowest cost as B.
#   Scaling does not change which predictions are possible, so both runs have the same lowest cost, and A stands far above it.
# - [ ] A has converged to a worse model, since standardizing improves what a line can express.
#   A weight on a standardized feature can be translated into one on the raw feature, so both express the same lines.
# - [ ] The rate of A is too large, since its curve is flat.
#   With too large a rate the cost climbs or bounces. A flat curve that still falls a little shows steps that are too small in some direction.
# - [ ] A is stuck in a hole that B has avoided by luck.
#   The cost of a line is one bowl, with a single lowest point and no other holes.

# %% [markdown] choice="refit" points=1
# Where is the bug?
#
# ```python
# scaler = StandardScaler()
# model.fit(scaler.fit_transform(X_train), y_train)
# y_hat = model.predict(scaler.fit_transform(X_test))
# ```
#
# - [ ] `fit_transform` on the training data: it should be `fit` only.
#   The model is trained on the transformed training data, so they must be transformed as well as learned from.
# - [ ] A scaler must be fitted on training and test data together.
#   Then the test houses take part in making the ruler, which is a leak.
# - [x] The second `fit_transform` makes a new ruler from the test data.
#   The weights belong to the training ruler. Measured with another one, the same house gets other numbers; the second call must be `transform`.

# %% [markdown] choice="exact_solution" points=1
# You fit a linear regression by solving for the lowest cost exactly, once on raw and once on
# standardized features. What differs between the two?
#
# - [ ] The predictions: standardized ones are more accurate.
#   Every line in raw units can be written in standardized units and the other way round, so the best one predicts the same.
# - [x] The weights, but not the predictions.
#   A weight is per unit of its feature. A different unit means a different number for the same slope.
# - [ ] Nothing at all.
#   A slope of 1.47 per m² cannot be the same number when it is counted per standard deviation of 47 m².

# %% [markdown]
# Look at the residuals of a line for the next question (*synthetic* data: fuel used by a car at
# different speeds).

# %%
dice = np.random.default_rng(3)
speed = dice.uniform(20, 130, 150)  # km/h
residual = 0.0009 * (speed - 75) ** 2 - 0.9 + dice.normal(scale=0.25, size=150)
plots.scatter(speed, residual, "speed (km/h)", "used - line (liters per 100 km)", color=plots.ERROR)
plt.axhline(0, color=plots.MODEL)
plt.show()

# %% [markdown] choice="pattern" points=1
# Which feature would you add first?
#
# - [ ] Speed in miles per hour, as a second ruler.
#   It is speed times a constant. The line already has every multiple of speed.
# - [x] The square of (speed − 75).
#   The residuals form a bowl around 75 km/h, and a centered square is a bowl. The pattern tells you what shape is missing.
# - [ ] None: over all speeds the residuals above and below zero balance.
#   They always do, since least squares makes them. But at 30 km/h nearly all are above zero, at 75 nearly all below.
# - [ ] A random number, to break the pattern.
#   A random column knows nothing about fuel. It can only follow accidents of the training data.

# %% [markdown] choice="slope" points=1
# A model says $\hat y = 2a - t - 0.01\,a\,t + 30$ with the area $a$ in m², the age $t$ in years,
# and $\hat y$ in 1000 dollars. What does one more square meter add to the prediction for a house 50
# years old?
#
# - [ ] 2 thousand dollars.
#   That is the price of a square meter at age 0. The product takes away 0.01 for every year.
# - [ ] 0.99 thousand dollars.
#   −1 is the weight of age alone. It shifts the price of the whole house and is the same for every area.
# - [x] 1.5 thousand dollars.
#   The terms with a are (2 − 0.01 t) a, and at t = 50 the bracket is 1.5.

# %% [markdown] choice="degree" points=1
# RMSE for polynomials of rising degree:
#
# | degree | 1 | 2 | 3 | 6 | 9 |
# |---|---|---|---|---|---|
# | training | 9.8 | 6.1 | 5.9 | 5.2 | 3.0 |
# | held out | 10.1 | 6.4 | 6.6 | 9.7 | 310 |
#
# Which degree do you take?
#
# - [ ] 9, since its training error is the lowest.
#   The training error falls with every column, useful or not. On data it has not seen, this curve is useless.
# - [ ] 1, since its two errors are closest in proportion.
#   Equal errors are no aim in themselves: both are large, because a line cannot bend.
# - [ ] 6, a compromise between the two rows.
#   There is nothing to trade: the training error is not what you will be judged by.
# - [x] 2, since its held-out error is the lowest.
#   Held-out data stand for the cases to come. Degree 3 is nearly as good, but buys nothing for its extra column.

# %% [markdown] choice="codes" points=1
# A table of clothes has the columns *size* (S, M, L, XL) and *color* (red, green, blue). How do
# you encode them for a linear model with few rows?
#
# - [ ] Both as whole numbers.
#   Red, green, blue as 0, 1, 2 claims that green lies halfway between red and blue.
# - [x] Size as 0, 1, 2, 3; color as three one-hot columns.
#   Sizes have an order, and nearly equal steps are a fair assumption that saves columns. Colors have none.
# - [ ] Size as one-hot columns; color as 0, 1, 2.
#   This drops the order that exists and invents one that does not.

# %% [markdown] choice="chain_order" points=1
# A pipeline first standardizes its columns (a `StandardScaler` passes gaps on), then fills the gaps with 0, then fits a line.
# What does the 0 stand for?
#
# - [ ] For a measured 0, for example no garage at all.
#   After scaling a measured 0 is a number like any other, usually far below 0.
# - [x] For the mean of the known training values.
#   Standardizing moves the mean of what is known to 0. So in this order the constant 0 is a sensible filler, learned on the training rows.
# - [ ] For nothing sensible: gaps must always be filled first, in the raw unit.
#   Filled first, the fillers count in mean and spread; filled afterward they do not. Both orders can be defended.
# - [ ] For the smallest value of the column.
#   That would be 0 after min–max scaling, not after standardizing.

# %% [markdown] choice="income" points=1
# In a survey a fifth of the incomes is missing, more often among the rich. What do you do for a
# linear model?
#
# - [ ] Fill with 0: no answer, no income.
#   The model would see rich people with no income, and the weight of income would be pulled toward zero.
# - [ ] Drop the rows with gaps.
#   The rich would nearly vanish from the data, and you still could not predict for somebody who does not answer.
# - [x] Fill with the training median and add a column that says whether the value was missing.
#   The filled value does little harm, and the flag lets the model learn that silence itself says something about income.
# - [ ] Fill with the median of all rows, training and test, since more rows make a better median.
#   The gain is tiny, and the test rows have taken part in training. Learn the median from the training rows.

# %% [markdown] choice="before_split" points=1
# Which of these steps may you do on the whole table *before* you split off the test set, without a
# leak?
#
# - [ ] Subtract the mean of each column.
#   The mean is learned from all rows, so the test rows take part in it.
# - [ ] Keep the ten columns that correlate best with the target.
#   This is the worst leak of all: it uses the answers of the test rows to choose the columns.
# - [ ] Replace each neighborhood by the mean price in it.
#   The mean contains the prices of the test houses, so the answer goes into the feature.
# - [x] Replace each lot area by its logarithm.
#   Each row is changed by itself. Nothing is learned from other rows, so nothing can leak.

# %% [markdown] choice="export" points=1
# A telephone company predicts on the first of each month who will leave during it. The table to learn from was exported in
# December: one row for each customer and month of the year, with "calls to the service line in the last 30 days". The model is
# superb in the test and useless in January. All steps sit in a pipeline. What is the likeliest cause?
#
# - [ ] The scaler saw the test rows.
#   The pipeline prevents that, and a scaler's leak is small.
# - [ ] January is special: people leave for other reasons after the holidays.
#   It may differ a little. But superb to useless is not a shift of habits.
# - [x] "The last 30 days" were counted back from the day of the export.
#   So the row for March holds calls from November, when those who left were gone and called no more. The column knows who left; on the first of January it cannot.
# - [ ] The company should have used more months.
#   More rows with the same column would confirm the same useless score.
