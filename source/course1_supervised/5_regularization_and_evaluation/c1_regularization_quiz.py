# %% [markdown]
# # Quiz: regularization and evaluation
#
# *20 minutes. You need: lectures 1 to 5 of this unit.*
#
# Twelve questions, one point each. Some show a picture or a few lines of code first. Take your time:
# most wrong options are mistakes that people really make. After each answer you read why it is
# right or wrong.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="two_errors" points=1
# A model of house prices has an RMSE of 9 thousand dollars on its training data and of 41 thousand on
# houses it has not seen. The goal is 25. What is the matter?
#
# - [ ] It underfits: 41 is far above the goal.
#   An underfitting model is wrong on its training data, too. This one is very good there.
# - [x] It overfits: it has learned the accidents of its training houses.
#   The gap from 9 to 41 is the mark. A higher λ, fewer features or more houses can close it.
# - [ ] Nothing: the training error shows what the model can do.
#   The training error shows what it remembers. What you will sell are houses it has not seen.
# - [ ] The learning rate is too large.
#   Then the cost would not have fallen to a training error of 9.

# %%
sizes = np.array([20, 50, 100, 200, 400, 800])
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
p_train, p_held = 3.0 - 8 / sizes**0.7, 3.1 + 30 / sizes
q_train, q_held = 1.1 - 9 / sizes, 1.1 + 60 / sizes**0.8
plots.error_curves(sizes, p_train, p_held, "training examples", target=1.5, ax=axes[0])
plots.error_curves(sizes, q_train, q_held, "training examples", target=1.5, ax=axes[1])
axes[0].set(title="model P", ylabel="RMSE (°C)", ylim=(0, 6))
axes[1].set(title="model Q", ylabel="RMSE (°C)")
plt.show()

# %% [markdown] choice="learning_curves" points=1
# The picture shows learning curves of two temperature forecasts with 20 to 800 training examples.
# (The curves are made up.) You can afford either 800 further examples or a week of inventing
# features, for one of the models. What is the best use?
#
# - [ ] More examples for P: its error is the larger one.
#   Its two curves have met at about 3 °C. More examples keep them there.
# - [x] Better features for P: its training error alone is twice the target.
#   High training error and no gap: bias. Only a richer model can bring P down to 1.5 °C.
# - [ ] Better features for Q: every model profits from features.
#   Q has reached the target with 800 examples; new features would first of all raise its variance.
# - [ ] More examples for Q: its gap is still wide at 800.
#   Look at the right end: the gap has nearly closed, and the error is below the target already.

# %% [markdown] choice="penalty_bug" points=1
# What is wrong with this function for the cost $\frac{1}{2m} \sum (\hat y - y)^2 +
# \frac{\lambda}{2m} \sum_j w_j^2$?
#
# ```python
# def cost(X, y, theta, lambda_):          # theta: bias first, then the weights
#     X1 = np.column_stack([np.ones(len(y)), X])
#     error = X1 @ theta - y
#     return (error @ error + lambda_ * theta @ theta) / (2 * len(y))
# ```
#
# - [ ] The penalty must not be divided by 2m.
#   In this cost both sums share the factor 1/(2m), so one division is right.
# - [ ] `theta @ theta` sums the weights before it squares them.
#   `@` multiplies item by item, then adds: that is the sum of squares.
# - [x] The bias is penalized with the weights.
#   `theta[0]` is the bias, and `theta @ theta` includes it: use `theta[1:] @ theta[1:]`.
# - [ ] The column of ones must come last.
#   Its place is free, as long as the bias stands at the same place in `theta`.

# %% [markdown] choice="lambda_infinity" points=1
# In ridge regression with a free bias, what does the model predict as $\lambda$ grows without bound?
#
# - [ ] Zero for every row.
#   All weights go to zero, but the bias pays nothing and stays.
# - [x] The mean of the training targets for every row.
#   Without weights only b is left, and the constant with the smallest squared error is the mean.
# - [ ] The same as least squares.
#   That is the other end: λ = 0.
# - [ ] Random numbers, because the matrix has no inverse.
#   Adding λ to the diagonal makes the matrix easier to invert, not harder.

# %%
lam = np.logspace(-3, 3, 13)
train = 0.5 + 0.9 * lam / (lam + 30)
held = train + 0.1 + 1.0 / (1 + 4 * lam**0.7)
plots.error_curves(lam, train, held, "λ", "RMSE (GW)").set_xscale("log")
for place, name in [(1e-3, "A"), (3.0, "B"), (1e3, "C")]:
    plt.axvline(place, color="gray", ls=":", lw=1)
    plt.text(place, 1.75, name, ha="center", fontsize=12)
plt.ylim(0, 1.9)
plt.show()

# %% [markdown] choice="validation_curve" points=1
# The picture shows a validation curve over $\lambda$ (made up). Which sentence is right?
#
# - [ ] At A bias is the problem, at C variance.
#   The other way round: a small price leaves the model free to be nervous, a large one makes it stiff.
# - [ ] Take A: there the training error is lowest.
#   The training error always falls as the price falls; it cannot choose λ.
# - [ ] Take C: there the two errors are closest, so it generalizes best.
#   They are close because both are bad. What counts is the height of the held-out curve.
# - [x] Take B; at A variance is the problem, at C bias.
#   The held-out error has its valley at B. The gap is wide at A; at C both errors are high.

# %% [markdown] choice="boast" points=1
# A colleague sorts the sizes of his model's misses on its 800 *training* houses; nine in ten are below 43 thousand dollars. He promises
# every customer "prediction ± 43, in nine of ten cases". What will the customers find?
#
# - [ ] More than nine in ten prices lie inside: 800 houses make a safe margin.
#   The number of houses makes the margin precise, but for houses that the model has seen.
# - [x] Fewer than nine in ten lie inside.
#   The model has bent itself toward its training houses, so it misses others by more. Count the margin on held-out rows.
# - [ ] Nine in ten, as promised, if the model is linear.
#   A line, too, is fitted to its training rows; with few columns the difference is small, but it has the same sign.
# - [ ] That depends on the metric in which the model was trained.
#   Whatever was minimized, it was minimized on these rows.

# %% [markdown] choice="l1_or_l2" points=1
# From 400 blood values a clinic wants to predict the risk of a disease, and afterward to measure only
# the few values that the model needs. Which penalty is the natural first try?
#
# - [ ] L2, because it makes small weights smaller.
#   It shrinks all of them but sets none to zero: all 400 values would still be needed.
# - [ ] None; afterward delete the features with the smallest weights.
#   With 400 features and few patients the unpenalized weights are mostly noise, also in their order.
# - [x] L1, because it sets weights to exactly zero.
#   The soft threshold deletes what does not pay its price. How many remain, λ decides.
# - [ ] L2 with a very large λ.
#   All weights become tiny, none becomes zero.

# %% [markdown] choice="moving_world" points=1
# When your model of prices went to work, 90% of the sales lay in its interval and the mean miss (prediction minus price) was 0. In the last
# quarter, 400 sales, it is 89% and −12 thousand dollars, with a standard error of 1.5. No input is outside of the known range. What do you do?
#
# - [ ] Nothing: 89% of 400 may well be 90% and bad luck.
#   That share alone may be. The mean miss is eight standard errors from 0: it is not luck.
# - [ ] Widen the interval until 90% lie inside again.
#   Then the number fits and every prediction is still 12 thousand dollars too low.
# - [x] Learn again from newer sales: prices have risen.
#   Same inputs, higher prices: what the inputs stand for has drifted. The mean miss shows it before the share does.
# - [ ] Look for a wrong unit in one of the columns.
#   A wrong unit throws values out of the known range and the interval into ruin. Here both are nearly as before.

# %% [markdown] choice="scaling_leak" points=1
# Where is the leak?
#
# ```python
# Z = (X - X.mean(axis=0)) / X.std(axis=0)             # line 1
# for train, validation in folds:                      # line 2
#     w, b = ridge(Z[train], y[train], lambda_)        # line 3
#     errors.append(rmse(Z[validation] @ w + b, y[validation]))
# ```
#
# - [x] In line 1: the means and deviations are computed from validation rows, too.
#   In use the new rows are not there yet. Scale inside the loop, with the training rows only.
# - [ ] In line 2: the folds must be drawn anew for each λ.
#   On the contrary: the same folds for all candidates make the comparison fair.
# - [ ] In line 3: the weights may not be used on validation rows.
#   That is what validation is: weights from training rows, errors on the others.
# - [ ] Nowhere: means and deviations do not use y, and without y there is no leak.
#   Leaks do not need y. Here the effect is often small, but with outliers or few rows it is not.

# %% [markdown] choice="patients" points=1
# A hospital has 5000 X-ray pictures of 700 patients, seven or so of each. A model shall recognize
# pneumonia in *new* patients. How should it be validated?
#
# - [ ] Shuffle the 5000 pictures and use 5 folds.
#   Pictures of one patient look alike. With some of them in training the model can recognize the patient.
# - [ ] Shuffle the pictures and use 10 folds: more folds are more honest.
#   More folds leave even more pictures of the same patient in training.
# - [ ] Train on the first 4000 pictures in the file, validate on the last 1000.
#   Only if the file is sorted by patient, and even then the cut tears one apart and the last may be special.
# - [x] Deal out the 700 patients to 5 folds, each with all of their pictures.
#   In use the patient is new, so each validation patient must be new to the model as well.

# %% [markdown] choice="bundle" points=1
# Forty teams each train the same kind of model on their own 30 examples. All forty curves lie close
# together, and all miss a dip that is clearly there in the truth. What do you know?
#
# - [ ] Low bias, high variance: more examples for each team will make the curves agree.
#   Variance is how much the curves differ from each other: they hardly do.
# - [ ] Both are low, because the teams agree: the dip is an accident of the measurements.
#   Agreement is low variance. They agree on something wrong.
# - [x] High bias, low variance: more examples for each team will not bring the dip.
#   The model is too stiff for the dip. Thirty or three thousand examples: it cannot bend there.
# - [ ] The noise is large.
#   Noise would show in the scatter of the measurements, not as the same miss in all curves.

# %% [markdown] choice="peeking" points=1
# The test error came out at 12.0, above the goal of 10. You lower $\lambda$, look at the test set again,
# and after five rounds you have 9.8. What may you write in the report?
#
# - [ ] "Test error 9.8": it was measured on the test set.
#   After five choices by this set it is a validation set. Its 9.8 is as lucky as any best of several.
# - [ ] "Test error 12.0 for the final model".
#   That number belongs to the first model, which is not the one you deliver.
# - [ ] "Mean test error 10.9", halfway between the first and the last.
#   An average of five different models says nothing about any of them.
# - [x] "9.8 on validation data; a fresh test is still to come."
#   Honest: you used these rows to choose. Collect or hold back new ones, and test once.
