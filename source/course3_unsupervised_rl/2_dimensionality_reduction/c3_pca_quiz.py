# %% [markdown]
# # Quiz: dimensionality reduction
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A chocolate factory measures everything it can: temperatures, times, weights, the color of each
# bar. Look at the plots, the numbers and the code, work something out where you can, and choose one
# answer each. The cell below your answer says why an option is right or wrong. Where a question has
# a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="share_of_first" points=1
# Two columns, both in grams, have the covariance matrix with the rows (5, 2) and (2, 2). What share
# of the variance does the first principal component hold?
#
# - [ ] 5/7
#     That is the share of the first column alone. A direction between the two columns holds more,
#     as they vary together.
# - [x] 6/7
#     The matrix sends (2, 1) to (12, 6), six times itself. The eigenvalues are 6 and 1, and their
#     sum 7 is that of the two variances.
# - [ ] 1/2, since there are two components
#     Components share the variance equally only if all directions vary alike.
# - [ ] 7/9
#     7 is the sum of both variances, the whole, and 9 counts a covariance as if it were one.

# %% [markdown] choice="grams_to_milligrams" points=1
# In a table with lengths (mm) and one weight (g), nothing standardized, somebody records the weight
# in milligrams from now on. What happens to the first component?
#
# - [ ] Nothing: the bars are the same, only the unit is another.
#     The bars are the same, their numbers are not. PCA sees nothing but numbers.
# - [ ] It gets a thousandth of its former weight entry, so that its product stays.
#     That is what a regression weight does, which makes up for the unit. PCA does not predict.
# - [x] It turns toward the weight, whose variance is a million times as large.
#     A thousand times the numbers is a million times the variance. Standardizing takes away the
#     choice of unit.
# - [ ] Its share of the variance falls, because one column no longer fits the others.
#     It rises: nearly all variance is now that of the weight.

# %%
# The picture of question 3
rng = np.random.default_rng(3)
first = rng.normal(size=(2, 90)) * [[3.0], [0.35]] + [[0.0], [0.9]]
second = rng.normal(size=(2, 90)) * [[3.0], [0.35]] - [[0.0], [0.9]]
turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
labels = np.repeat(["milk", "dark"], 90)
bars_seen = np.concatenate([turn @ first, turn @ second], axis=1).T
for name, color, mark in [("milk", plots.SECOND, "^"), ("dark", plots.DATA, "o")]:
    inside = bars_seen[labels == name]
    plt.scatter(*inside.T, s=14, color=color, marker=mark, label=name)
plt.xlabel("temperature, from the mean (°C)")
plt.ylabel("brightness, from the mean (%)")
plt.axis("equal")
plt.legend()
plt.show()

# %% [markdown] choice="the_thin_direction" points=1
# The two kinds of chocolate in the picture are to be told apart. A colleague first reduces the two
# columns to the first principal component, "which holds 90% of the variance". How well can a
# classifier on this one number do?
#
# - [ ] Nearly perfectly: it keeps 90% of what differs between the bars.
#     It keeps what differs within both kinds, the length of the clouds.
# - [ ] About 90%, as many as the variance that is left.
#     A share of the variance is no accuracy. The two have no common scale.
# - [x] Hardly better than guessing: the kinds differ along the other direction.
#     Projected onto the long axis both clouds fall on top of each other. PCA does not know the
#     labels; the thin direction carries them.
# - [ ] It depends on the sign of the component.
#     The sign turns the axis around. Two clouds on top of each other stay so.

# %% [markdown] choice="two_labs" points=1
# Two laboratories compute the first component of the same standardized table. One reports (0.6, 0.7,
# −0.4), the other (−0.6, −0.7, 0.4), and the variances agree. What should they do?
#
# - [ ] Look for a bug: one of them forgot to center.
#     Without centering variances and directions would differ, not the sign alone.
# - [ ] Average the two, to be safe.
#     The average is (0, 0, 0), which is no direction at all.
# - [ ] Trust the one with more positive entries, since variances are positive.
#     Variances are squares and do not know the sign. Either is right.
# - [x] Nothing, or agree on a sign before they compare places.
#     Both arrows describe one line. Whoever compares places from both must choose the same sign.

# %% [markdown] choice="few_bars" points=1
# A new sensor gives 5,000 numbers per bar, and there are 12 bars. How many components can have a
# variance that is not 0?
#
# - [x] At most 11
#     Twelve points around their mean span at most 11 directions: two a line, three a plane, and so
#     on.
# - [ ] At most 12, the smaller of rows and columns
#     The SVD returns 12 singular values, but centering makes the last one 0.
# - [ ] 5,000, one for each column
#     The covariance matrix has 5,000 eigenvalues. Nearly all of them are 0.
# - [ ] None: PCA needs more rows than columns.
#     It works; the SVD does not mind. Whether 12 bars tell much about others is another question.

# %% [markdown] choice="upside_down" points=1
# The function is to return the two components of largest variance, one a row. Which line is wrong?
#
# ```python
# def components(X):
#     C = np.cov(X, rowvar=False)          # line 1
#     values, vectors = np.linalg.eigh(C)  # line 2
#     order = np.argsort(values)[::-1]     # line 3
#     return vectors[order[:2]]            # line 4
# ```
#
# - [ ] Line 1: X was not centered before.
#     `np.cov` centers by itself.
# - [ ] Line 2: it must be `eig`, as `eigh` is for other matrices.
#     Covariance matrices are symmetric, for which `eigh` is made.
# - [ ] Line 3: `eigh` has sorted them already.
#     From small to large. Turning that around is what is needed; sorting again does no harm.
# - [x] Line 4: eigenvectors are columns.
#     It takes two rows of the matrix. Right would be `vectors[:, order[:2]].T`.

# %%
# The picture of question 7
shares = np.array([0.34, 0.22, 0.15, 0.09, 0.06, 0.045, 0.035, 0.025, 0.02, 0.015])
plots.explained(shares)
plt.xticks(np.arange(1, 11))
plt.yticks(np.arange(0, 1.01, 0.1))
plt.show()

# %% [markdown] choice="read_the_steps" points=1
# The bars are 0.34, 0.22, 0.15, 0.09, 0.06, 0.045, … high. With the first four components a batch is
# stored and rebuilt. What is true?
#
# - [ ] Each rebuilt value is 20% off.
#     The share is one of the summed squares over all values. Single values may be off by nothing or
#     by much.
# - [ ] 9% of the variance is lost, the fourth bar.
#     The fourth component is kept; what is lost are all bars to its right.
# - [ ] 80% of the batches are rebuilt without loss.
#     The share counts variance, not rows. Almost every row loses something.
# - [x] The squared losses add up to 20% of all squared distances from the mean.
#     The four hold 0.34 + 0.22 + 0.15 + 0.09 = 0.80. The rest of each squared distance is what is
#     lost, on the rows that PCA was fitted to.

# %% [markdown] choice="where_is_the_leak" points=1
# Cross-validated accuracy is to be reported for "standardize, 10 components, logistic regression".
# Which way is free of leaks?
#
# - [ ] Standardize and squeeze all rows first; then split into folds. PCA sees no labels.
#     Means, spreads and directions have still seen the rows on which they are judged. With few rows
#     that can matter much.
# - [x] Put all three steps into a pipeline; fit the pipeline on the other folds each time.
#     Each statistic then comes from rows that the judged fold is not among.
# - [ ] Standardize all rows first; then squeeze and fit within the folds.
#     The means and spreads leak. It is a smaller leak, but a leak.
# - [ ] Squeeze each fold with components of its own, so that the folds stay apart.
#     Then the numbers mean other directions in each fold, and the regression weighs the wrong ones.

# %% [markdown] choice="whiten_or_not" points=1
# The places along 200 components are whitened before nearest neighbors are searched, and the search
# becomes much worse. The most likely reason?
#
# - [ ] Whitening removes the small components.
#     It keeps all of them, and makes them large.
# - [ ] After whitening the components are no longer at right angles.
#     The directions stay as they are; only the scales change.
# - [x] Directions that are mostly noise now count as much as all others in each distance.
#     A distance adds up 200 squares. When each has the same variance, a hundred directions of noise
#     outvote a dozen of shape.
# - [ ] The variances should have been divided by, not their roots.
#     That would push the small directions up even further.

# %%
# The picture of question 10: a map by t-SNE, drawn by hand
rng = np.random.default_rng(8)
centers = np.array([[0, 0], [5, 1], [2, 9]])
sizes = np.array([0.5, 0.5, 1.2])
dots = np.concatenate([c + s * rng.normal(size=(50, 2)) for c, s in zip(centers, sizes)])
plots.label_map(dots, np.repeat(["A", "B", "C"], 50))
plt.show()

# %% [markdown] choice="reading_a_map" points=1
# The picture is a t-SNE map of 150 batches from the machines A, B and C, with perplexity 30; maps
# with 10 and 50 look alike. What may the engineer report?
#
# - [ ] A is more like B than like C.
#     Distances between clumps say nothing: far pairs have a probability near 0 at any distance.
# - [ ] Machine C works less evenly than A and B.
#     Sizes say nothing either: the reach is chosen for each point so that dense and sparse groups
#     look alike.
# - [x] A batch has its nearest neighbors nearly always among those of its own machine.
#     Neighbors are what the map keeps, and three perplexities agree.
# - [ ] Along the upward axis something grows that sets C apart.
#     The axes have no meaning. The same map may come out turned or mirrored.

# %% [markdown] choice="new_batch" points=1
# Next week's batches are to be shown on the same map, and an alarm is to ring when one is unlike all
# batches so far. Which plan works?
#
# - [ ] Fit t-SNE to the old batches and call its `transform` on the new ones.
#     It has none: a map by t-SNE is no rule.
# - [ ] Fit t-SNE to all batches each week, and ring when a batch lies far from the others.
#     The map changes each week, and distances on it say nothing.
# - [x] Fit PCA to the old batches, and ring when a new one loses much in rebuilding.
#     PCA is a rule for new rows. What it rebuilds badly does not vary as the old batches do.
# - [ ] Fit PCA to the new batch, and ring when its components differ in sign from the old ones.
#     One row has no components, and signs mean nothing.

# %% [markdown] choice="lost_part" points=1
# A sensor drops one of six values of a batch. You know the mean and three components, which describe
# all batches nearly without loss. How do you fill the gap most exactly?
#
# - [ ] Put 0 there, project, rebuild, and take the rebuilt value.
#     0 is a value like any other, and a wrong one here: it pulls the places toward it.
# - [ ] Put the mean there, project, rebuild, and take the rebuilt value.
#     Better than 0, but the mean counts as if it had been measured, and pulls the result toward
#     itself.
# - [x] Find the places that fit the five known values best, and rebuild the sixth from them.
#     Three unknown places, five known values: a regression. The gap takes no part in it.
# - [ ] It can't be filled: projecting needs all six values.
#     The plain projection does. The best-fitting places can be found from five.
