# %% [markdown]
# # Quiz: anomaly detection
#
# *20 minutes. You need: the lectures of this unit.*
#
# A bank watches card payments, and its network. Look at the pictures, the numbers and the code,
# work something out where you can, and choose one answer each. The cell below your answer says
# why an option is right or wrong. Where a question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.covariance import EmpiricalCovariance

from utils import plots

# %% [markdown] choice="ordinary_values" points=1
# For a customer's payments two columns are kept: the amount (mean 40 €, SD 20 €) and the number of articles (mean 8, SD 4). The
# correlation is 0.9. Which payment is the strangest under a multivariate Gaussian?
#
# - [ ] 80 € for 16 articles
#     Both are two SD above the mean, and they go together: along the band that is d² = 4.2.
# - [x] 60 € for 4 articles
#     One SD up and one SD down, against the correlation: d² = 2/(1 − 0.9) = 20.
# - [ ] 90 € for 17 articles
#     2.5 and 2.25 SD, nearly along the band. One by one it is the strangest, with d² about 11; together it is 6.25.
# - [ ] 40 € for 11 articles
#     0.75 SD from the line in one column only: d² = 0.56/(1 − 0.81), about 3.

# %% [markdown] choice="underflow" points=1
# A colleague multiplies the densities of 300 columns and then takes the logarithm. Her strangeness is `inf` for a third of all
# payments, fraudulent or not. What is the cause?
#
# - [ ] These payments lie outside of the range of the training rows.
#     A Gaussian has no range; its density is small far out, but above 0.
# - [ ] The covariance matrix has no inverse.
#     She multiplies columns one by one. There is no covariance matrix.
# - [ ] A standard deviation is 0 in one of the columns.
#     That would give NaN or infinity for nearly all payments in that column, not for a third.
# - [x] The product is rounded to 0 before the logarithm.
#     300 factors of 0.05 make 10 to the power of −390, below the smallest float. Add logarithms instead.

# %% [markdown] choice="inverse_bug" points=1
# What does this function return for several rows? `X` has the shape (m, n).
#
# ```python
# def squared_distances(X, mu, S):
#     away = X - mu
#     return away @ np.linalg.inv(S) @ away.T
# ```
#
# - [ ] The squared distances, one for each row
#     For a single row it would. Look at the shape: (m, n) times (n, n) times (n, m).
# - [x] A table of m × m numbers, with the distances on its diagonal
#     Every row is multiplied with every other row. For 20,000 rows that would be 3 gigabytes, of which only the diagonal is wanted.
# - [ ] An error, because the shapes don't fit
#     They fit: n meets n both times.
# - [ ] The distances of the columns from each other
#     The n columns are summed over; what is left are rows and rows.

# %%
# The picture of question 4
rng = np.random.default_rng(3)
angle = rng.uniform(0, 2 * np.pi, 400)
ring = np.column_stack([np.cos(angle), np.sin(angle)]) * rng.normal(3, 0.25, (400, 1))
bell = EmpiricalCovariance().fit(ring).mahalanobis
plt.figure(figsize=(5, 4.4))
ax = plots.strangeness(bell, ring, levels=[0.5, 1, 2], threshold=3.2)
ax.plot(0, 0, "s", ms=9, color=plots.HIGHLIGHT)
ax.set(xlabel="hour of day, as a clock (1)", ylabel="hour of day, as a clock (2)")
plt.show()

# %% [markdown] choice="hollow" points=1
# Logins to the network over two columns, with lines of equal strangeness of a Gaussian; the dashed one is the threshold. The
# green square is a new login. What happens?
#
# - [x] It stays silent, though an isolation forest finds it stranger than nine in ten others.
#     The mean lies in the hollow, so the Gaussian calls it the most normal login of all, and no shape but a bell is possible. Random cuts isolate a lonely point in a hollow as empty as this one sooner than most points of the crowd.
# - [ ] It rings, since there are no logins nearby.
#     A Gaussian doesn't look at neighbors. It has a mean and a covariance, and the square is at the mean.
# - [ ] It rings if the threshold is lowered far enough, before the others.
#     Its distance is the smallest of all, so it rings last, when everything rings.
# - [ ] A covariance matrix would solve it, if the columns were correlated.
#     A tilted bell still has its top at the mean.

# %% [markdown] choice="f1_counts" points=1
# Among 10,000 payments 20 are fraudulent. A rule rings for 30, of which 15 are fraudulent. What is its F1?
#
# - [ ] 0.50
#     That is the precision, 15 of 30.
# - [ ] 0.998
#     That is the accuracy: 9,980 of 10,000 are right. "Never ring" has the same.
# - [x] 0.60
#     2·15/(30 + 20).
# - [ ] 0.75
#     That is the recall, 15 of 20.

# %% [markdown] choice="lucky" points=1
# You try 500 thresholds on 300 labeled payments, 6 of them fraudulent. The best has F1 = 0.80. What do you expect on next month's
# payments, if nothing changes?
#
# - [ ] 0.80, as nothing changes
#     The threshold was chosen because it did best on these six.
# - [x] less than 0.80, and you can't say how much less
#     The best of many tries is a lucky one, and six anomalies leave wide room. Only other labeled rows can tell.
# - [ ] more than 0.80, with more rows to learn from
#     The threshold is fixed; more rows don't make it better.
# - [ ] 0.80 on average, with an interval that the bootstrap on these rows gives
#     The bootstrap knows the chance of the draw, but not that the threshold was picked on the same rows.

# %% [markdown] choice="prices" points=1
# Validation rows, three thresholds. A missed fraud costs 100 €, an alarm 5 €, right or wrong.
#
# | threshold | alarms | frauds found (of 20) |
# |---|---|---|
# | 30 | 12 | 9 |
# | 20 | 60 | 14 |
# | 10 | 260 | 18 |
#
# Which do you take?
#
# - [ ] 30: it has the highest F1.
#     It has, 18/32 = 0.56. But it costs 60 + 1,100 = 1,160 €.
# - [x] 20
#     300 + 600 = 900 €.
# - [ ] 10: it finds nearly all.
#     1,300 + 200 = 1,500 €. The last four frauds took 200 alarms.
# - [ ] None: never to ring is the cheapest.
#     That costs 2,000 €.

# %% [markdown] choice="short_path" points=1
# In an isolation forest payment A has a mean path length of 4.1, B of 8.9 and C of 13.0. Each tree got 256 payments, and c(256) = 10.2.
# Which is right?
#
# - [ ] C is the strangest: it took most cuts to find it.
#     Long paths are for crowds. Whoever is strange is alone early.
# - [ ] B is the strangest, because it is nearest to c.
#     A path as long as c means usual, a score of one half.
# - [x] A is the strangest, with a score of about 0.76.
#     2 to the power of −4.1/10.2. B has about 0.55, C 0.41.
# - [ ] All are normal, since no score is above 1.
#     Scores are always below 1. There is no fixed border; the threshold is yours.

# %% [markdown] choice="sign" points=1
# What is wrong with this code?
#
# ```python
# forest = IsolationForest(random_state=0).fit(normal)
# scores = forest.score_samples(payments)
# alarms = payments[scores >= np.quantile(scores, 0.99)]
# ```
#
# - [ ] It must be fitted on frauds, too.
#     A forest of cuts needs no frauds.
# - [ ] The quantile should be taken from the normal rows.
#     That may be better, but here it is a choice of how many alarms there are: 1%.
# - [ ] `random_state=0` makes it the same every day.
#     It makes the cuts repeatable, and that is fine.
# - [x] It rings for the most normal payments.
#     In scikit-learn a large `score_samples` means normal. Turn the sign.

# %% [markdown] choice="which_method" points=1
# The bank has 40,000 labeled frauds of the last three years and asks for one system. You know that thieves change their methods twice a year. What do you build?
#
# - [ ] A density of normal payments only; labels are of no use when thieves change.
#     Most of tomorrow's frauds are like yesterday's, and a classifier finds these far better.
# - [ ] A classifier only; 40,000 frauds cover everything.
#     For a kind that it has never seen it may be nearly blind.
# - [x] A classifier for known kinds, and behind it a density for new ones
#     Each does what the other can't. New kinds that are found become labels.
# - [ ] An isolation forest on all payments, as it needs no assumptions
#     It finds what is rare, which is mostly not fraud: the opera ticket, the honeymoon.

# %%
# The picture of question 11
rng = np.random.default_rng(8)
week = np.arange(104)
scores = rng.gamma(3, 1, 104) + np.where(week > 55, 0.12 * (week - 55), 0)
ax = plots.alarms(scores, 8.0, xlabel="week")
ax.set_ylim(0, 16)
plt.show()

# %% [markdown] choice="read_drift" points=1
# A fixed rule on the network's traffic, over two years. From week 56 on people may work from home. What do you read, and what do you do?
#
# - [ ] The network is under attack since week 56: close it.
#     Possible, but all weeks have moved, slowly and together. Look for a harmless cause first.
# - [ ] The threshold is too low: raise it to 14.
#     Then the guard is blind for everything that was an alarm in the first year, and in another year 14 is too low.
# - [ ] Refit on the last weeks every night, and nobody needs to look.
#     An intruder who came slowly would be learned as normal, too.
# - [x] Normal has moved: watch the traffic for each person instead.
#     Drift is no attack. A ratio that stays put keeps the rule sharp. Where there is none, refit on weeks that somebody has checked.

# %% [markdown] choice="transform" points=1
# You take logarithms of two skewed columns. The Gaussian that takes columns one by one becomes much worse. Your colleague says: "So never take logarithms." What do you
# answer?
#
# - [ ] He is right: the score has fallen, and the score decides.
#     For this model. Another one may gain from the same columns.
# - [x] Look at what these columns contribute on either ruler.
#     On the old one a few giants had switched them off: a huge standard deviation makes a column silent. If it is noise, silence was luck; a covariance, or leaving it out, may be better than either ruler.
# - [ ] The logarithm of base 10 should have been taken.
#     Another base only multiplies the column by a number, and standardizing removes that.
# - [ ] Transformations never matter for Gaussians, so there is a bug.
#     They matter a great deal: the bell is on the ruler that you choose.
