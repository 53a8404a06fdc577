# %% [markdown]
# # Quiz: collaborative filtering
#
# *20 minutes. You need: the three lectures of this unit.*
#
# An app for hikers knows 300 trails. Its users give 1 to 5 stars to trails they have walked. Look at the
# numbers, the code and the pictures, work something out where you can, and choose one answer each. The
# cell below your answer says why an option is right or wrong. Where a question has a picture, it
# stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="two_ratings" points=1
# The mean of all ratings is 3.4. A new trail has two ratings, 5 and 5. What does a shrunk bias with λ =
# 4 guess for it?
#
# - [ ] 5.0
#     That is the trail's own mean. Shrinkage believes two ratings only in part.
# - [ ] 4.2
#     Halfway between 3.4 and 5. That would be so with as many ratings as λ; here there are two against four.
# - [x] 3.93
#     The deviations add up to 3.2; divided by 2 + 4 that is 0.53 above 3.4.
# - [ ] 3.4
#     Two ratings count for something, if not for much.

# %% [markdown] choice="generous" points=1
# Ada's ratings have a mean of 4.4, well above μ = 3.4. All trails she has walked have a mean of about
# 4.5 among the others. What is her bias $b_u$, found after the trails' biases?
#
# - [ ] about +1.0
#     That is her mean less μ. But she walks fine trails, and others like them, too.
# - [x] about −0.1
#     After μ and the trails' biases, 4.4 − 4.5 is left: she is slightly stricter than others.
# - [ ] about +4.4
#     A bias is a deviation, not a mean.
# - [ ] 0, because biases of users are found from all trails
#     They are found from the trails that the user has rated, after those trails' biases.

# %% [markdown] choice="hole" points=1
# What does this line do? `Y` holds stars, and `nan` where nobody rated.
#
# ```python
# E = P @ Q.T + mu - np.nan_to_num(Y)
# ```
#
# - [ ] It computes the errors of the known entries, as `nan_to_num` takes care of the holes.
#     It fills the holes of `Y` with 0, and then subtracts that 0.
# - [ ] It gives `nan` in the holes.
#     `nan_to_num` has replaced them before the subtraction.
# - [x] It treats every hole as a rating of 0 stars.
#     There the error is the whole guess, about 3.4, and descent pushes all guesses toward 0. Put the 0 into the
#     errors: `np.nan_to_num(P @ Q.T + mu - Y)`.
# - [ ] It treats every hole as a rating of μ.
#     For that μ would have to be what is filled in.

# %% [markdown] choice="shapes" points=1
# 800 users, 300 trails, 10 factors. $E$ (800 × 300) holds the errors, with zeros in the holes. Which is
# the gradient of the cost by the trails' characters $Q$?
#
# - [ ] `E @ P + lam * Q`
#     (800 × 300) times (800 × 10): the shapes do not fit.
# - [ ] `E @ Q + lam * Q`
#     That has a row a user: it is the first part of the gradient by `P`.
# - [x] `E.T @ P + lam * Q`
#     (300 × 800) times (800 × 10) is 300 × 10, like `Q`: each trail adds up errors times tastes.
# - [ ] `(E.T @ P + lam * Q) / 300`
#     The cost adds up errors and does not average them; and a trail with few ratings has few terms anyway.

# %% [markdown] choice="zeros" points=1
# A colleague starts the descent with `P = np.zeros((800, 10))` and small random numbers in `Q`. What
# happens?
#
# - [ ] Nothing moves, ever.
#     That is so if both are zeros. Here `E @ Q` is not zero, so `P` moves in the first step.
# - [x] In the first step only `P` learns; from then on both do.
#     `E @ Q` depends on `Q`, which is not zero. `E.T @ P` is zero at first, and is not after the first step. (The
#     penalty shrinks `Q` a little, but no rating moves it.)
# - [ ] All ten factors become equal.
#     The columns of `Q` differ from the start, so their factors do.
# - [ ] The descent diverges.
#     A start near zero is a calm place. What diverges is a rate that is too high.

# %%
# The picture of question 6
step = np.arange(0, 201, 10)
training = 0.52 + 0.32 * np.exp(-step / 60)
held_out = 0.86 - 0.012 * np.exp(-(((step - 40) / 30) ** 2)) + 0.0006 * np.maximum(step - 40, 0)
plots.error_curves(step, training, held_out, xlabel="step", ylabel="RMSE (stars)")
plt.axhline(0.86, color=plots.MODEL, ls=":", label="biases alone")
plt.legend()
plt.show()

# %% [markdown] choice="curves" points=1
# Ten factors, λ = 2. What do you try first?
#
# - [x] a larger λ
#     The training error falls far, the other rises above the biases: the factors learn the users' moods by heart.
# - [ ] more steps
#     With more steps the gap grows.
# - [ ] more factors
#     More free numbers can learn more by heart.
# - [ ] a smaller learning rate, as the red curve rises
#     The cost falls smoothly. A smaller rate makes the same journey in more steps.

# %% [markdown] choice="two_runs" points=1
# Two trainings from different random starts have the same cost and the same RMSE. But the first factor
# of "Devil's Ridge" is 0.8 in one and −0.3 in the other. What do you conclude?
#
# - [ ] One of the trainings has not come to its end.
#     The costs are the same. Factors may still differ.
# - [ ] The factors are noise and mean nothing.
#     Together they give good guesses. But single ones may be turned.
# - [ ] The average of both trainings should be used for the factors.
#     The mean of two sets of factors that are turned against each other is no factorization of anything.
# - [x] Nothing is wrong: compare the guesses instead.
#     Turning tastes and characters by the same rotation changes no guess, and no cost.

# %% [markdown] choice="compute_precision" points=1
# One user, scores and test ratings of six trails that were not in training:
#
# | trail | A | B | C | D | E | F |
# |---|---|---|---|---|---|---|
# | score | 4.6 | 4.4 | 4.3 | 4.1 | 3.9 | 3.0 |
# | stars in the test part | 5 | – | 2 | 4 | 5 | – |
#
# Hits are trails with 4 stars or more. What is precision@3, (a) among rated trails, (b) among all unseen?
#
# - [ ] (a) 1/3, (b) 1/3
#     Among rated trails the list is A, C, D; B is no candidate.
# - [x] (a) 2/3, (b) 1/3
#     (a) A, C, D with the hits A and D. (b) A, B, C with the hit A; B was never rated and counts as a miss.
# - [ ] (a) 2/3, (b) 1/2
#     In (b) the list has three places, and B stands on one of them.
# - [ ] (a) 2/3, (b) 2/3
#     In (b) D is only fourth.

# %% [markdown] choice="fame" points=1
# Among *all unseen* trails, a list of the ten most walked trails has a higher precision@10 than your
# factors. Among *rated* trails it is the other way round. Which explanation fits both?
#
# - [x] Popularity knows what people walk; the factors know what they like of what they walk.
#     A hit among all unseen trails has to be both walked and liked. Among rated ones, walking is given.
# - [ ] The factors overfit, and among unseen trails that shows.
#     Then they should be worse on rated test trails, too, as these were not in training either.
# - [ ] There are too few test ratings, and the difference is luck.
#     That would have to be shown by an interval. It does not explain why the two ways differ.
# - [ ] Popular trails are better.
#     Then popularity would win among rated trails, too.

# %% [markdown] choice="new_trail" points=1
# A new trail opens tomorrow. What can the factorization say about it?
#
# - [ ] Its character follows from those of the trails nearby.
#     The factorization knows no map. It sees only ratings.
# - [ ] It gets the mean character of all trails.
#     Without ratings, the penalty leaves its character at 0 and its bias at 0.
# - [x] Each user gets μ and their own bias, as for an average trail.
#     Nothing distinguishes it until ratings come in; or until one looks at its length and height, in the next unit.
# - [ ] Nothing can be computed.
#     A guess comes out. It is only the same for every new trail.

# %% [markdown] choice="ridge" points=1
# "Devil's Ridge" has a mean of 4.8 from 60 ratings. The app shows it to everybody, with 4.8 stars. Why
# may that be a bad idea, even though 60 ratings are many?
#
# - [ ] The mean of 60 ratings should be shrunk much more.
#     With λ of a few ratings, 60 hardly move. That is not the trouble.
# - [ ] Ratings of 4.8 are always fake.
#     Nothing in the question speaks for that.
# - [ ] RMSE does not say how good a list is.
#     True, but it is not about this trail.
# - [x] Those who rated it chose to walk it.
#     Ratings are not missing at random: climbers rate ridges. What others would give is not in the table.

# %% [markdown] choice="better" points=1
# On the same 9,000 test ratings model A has an RMSE of 0.842 and model B of 0.836. How do you find out
# whether B is really better?
#
# - [ ] 9,000 ratings are so many that any difference counts.
#     Ratings of one user hang together, and both models share much of their error. Look at the differences.
# - [ ] By a confidence interval for each RMSE; if the two overlap, there is no difference.
#     Both intervals hold the same moods of the same users. The difference can be sure though they overlap.
# - [x] By the difference of the squared errors, rating by rating, with users drawn anew many times
#     The comparison is paired, and whole users are drawn, as their ratings hang together.
# - [ ] By training both anew until one has won three times in a row
#     On the same test ratings this measures the starts, not the users.
