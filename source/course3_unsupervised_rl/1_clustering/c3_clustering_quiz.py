# %% [markdown]
# # Quiz: clustering
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A city rents out bicycles at 400 stations and wants to know which kinds of stations it has. Look at
# the pictures, the numbers and the code, work something out where you can, and choose one answer
# each. The cell below your answer says why an option is right or wrong. Where a question has a
# picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples

from utils import plots

# %% [markdown] choice="one_round" points=1
# Five stations lie along a street, at kilometers 2, 4, 9, 10 and 15. k-means starts with centers at
# 3 and 12. Where are they after one round?
#
# - [ ] at 3 and 12
#     The first is already in the middle of 2 and 4. The second is not in the middle of 9, 10 and
#     15.
# - [x] at 3 and 11.33
#     2 and 4 belong to the first, with the mean 3; 9, 10 and 15 to the second, with the mean 34/3.
# - [ ] at 5 and 12.5
#     That gives 9 to the first center. It is 6 away from 3, but only 3 from 12.
# - [ ] at 3 and 10
#     10 is the median of 9, 10 and 15. k-means takes the mean.

# %% [markdown] choice="rising_cost" points=1
# A colleague wrote k-means himself. The cost after each round is 412.0, 388.5, 391.2, 380.9. What do
# you say?
#
# - [ ] That is normal: it jumps out of a local minimum.
#     k-means has nothing that could jump. Both of its steps only go down.
# - [ ] It needs more rounds, the cost will settle.
#     Even if it settles, something went up that can't go up.
# - [x] There is a bug.
#     Assigning takes the nearest center and moving takes the mean; neither can raise the sum of the
#     squares. With both done right, 391.2 after 388.5 is impossible; a median in place of the mean could do it.
# - [ ] The data should have been standardized.
#     Units change what is found, but in no units does the cost rise.

# %% [markdown] choice="axis_bug" points=1
# What is wrong with this function? `X` has the shape (400, 3), `labels` holds 0 to $k - 1$.
#
# ```python
# def move(X, labels, k):
#     centers = np.zeros((k, X.shape[1]))
#     for j in range(k):
#         centers[j] = X[labels == j].mean()
#     return centers
# ```
#
# - [ ] It should loop over the points, not over the clusters.
#     One loop over the clusters is right: each has one new center.
# - [ ] `centers` must be a copy of the old centers.
#     That would help a cluster without points. The mistake is in every other cluster, too.
# - [ ] Nothing, as long as no cluster is empty.
#     Look at what `mean()` returns for a table with three columns.
# - [x] All three coordinates of a center come out equal.
#     `mean()` without `axis=0` averages rows and columns together into a single number.

# %%
# The picture of question 4
rng = np.random.default_rng(4)
heaps = np.concatenate([rng.normal(c, 0.5, (40, 2)) for c in [(0, 0), (1.5, 3), (9, 1)]])
start = np.array([[1.0, 1.5], [9.0, 1.5], [9.0, 0.5]])
stuck = KMeans(3, init=start, n_init=1).fit(heaps)
plots.clusters(
    heaps, stuck.labels_, stuck.cluster_centers_, xlabel="departures (SD)", ylabel="arrivals (SD)"
)
plt.show()

# %% [markdown] choice="stuck" points=1
# k-means with $k = 3$ has come to rest like this. What do you do?
#
# - [ ] Let it run for more rounds
#     It rests: no station changes, so no center moves, in all rounds to come.
# - [x] Start again from several other places
#     This is a local minimum: two centers share the right heap, one serves two heaps. Another start,
#     best with k-means++, gets a lower cost.
# - [ ] Take $k = 2$, since two centers are close together
#     The two close centers are a sign of a poor start. Three heaps are in plain sight.
# - [ ] Take the median for the centers, which outliers do not pull
#     There are no outliers here. The centers are caught because nobody wants to change.

# %% [markdown] choice="other_numbers" points=1
# Monday's run labels six stations 0, 0, 1, 1, 2, 2. Tuesday's run, on the same data with another
# seed, says 2, 2, 0, 0, 1, 1. How far do the two agree?
#
# - [x] completely
#     The same stations are together, under other numbers. The adjusted Rand index is 1.
# - [ ] not at all: no label is the same
#     Numbers of clusters mean nothing. Compare who is together.
# - [ ] in two of three clusters
#     All three pairs are together in both runs.
# - [ ] as far as chance would have it
#     By chance the adjusted Rand index would be about 0. Here every pair agrees.

# %% [markdown] choice="units" points=1
# Each station has two columns: trips a day, from 40 to 900, and the share of them on weekends, from
# 0.1 to 0.6. Clustered as they are, what will the four groups be?
#
# - [ ] commuter stations and leisure stations, each large and small
#     One might hope so. But in the distance 0.5 of share is nothing beside 500 trips.
# - [ ] random groups that change with every start
#     Something stable comes out, only not what you want.
# - [ ] groups by the share alone, because it has no unit
#     k-means does not know about units. It sees numbers, and those of the share are tiny.
# - [x] four ranges of trips a day
#     Differences of hundreds drown differences of tenths. Standardize first, or choose weights on
#     purpose.

# %% [markdown] choice="chances" points=1
# k-means++ has drawn the stations at kilometers 0 and 10. The others are at 3 and 4. With which
# probability is the next center at 4?
#
# - [ ] 0.5
#     That would be a draw among those left. Far points have better chances.
# - [ ] 0.57
#     4 / (3 + 4). The chances follow the squares of the distances.
# - [x] 0.64
#     The nearest center of both is 0: 16 / (9 + 16). Points that are centers already have no chance.
# - [ ] 1
#     4 is the farthest, but k-means++ draws; it does not always take the farthest.

# %%
# The picture of question 8
rng = np.random.default_rng(0)
close = np.concatenate(
    [
        rng.normal(c, s, (m, 2))
        for c, s, m in [((0, 0), 0.6, 60), ((6, 0), 0.6, 50), ((7.6, 1), 1.1, 40)]
    ]
)
labels = np.repeat([0, 1, 2], [60, 50, 40])
plots.silhouettes(silhouette_samples(close, labels), labels)
plt.show()

# %% [markdown] choice="read_silhouettes" points=1
# Three groups of stations and their silhouettes. What do you read?
#
# - [ ] Group 0 is too large and should be split.
#     Its bars are long: it is compact and far from the others. Its size is no fault.
# - [ ] The clustering is right, as the mean is above 0.
#     Fog has a mean above 0, too. And the mean hides that one group fits badly.
# - [x] Group 2 is loose and close to another group.
#     Its bars are short, many below 0: these stations are nearer to another group than to their own.
# - [ ] Group 2 is noise and belongs to no group.
#     A silhouette only compares two groups. It knows nothing of noise.

# %% [markdown] choice="which_k" points=1
# For the 400 stations:
#
# | k | mean silhouette | agreement of two halves (adjusted Rand) |
# |---|---|---|
# | 2 | 0.55 | 0.98 |
# | 3 | 0.44 | 0.96 |
# | 4 | 0.43 | 0.71 |
# | 5 | 0.43 | 0.95 |
# | 6 | 0.41 | 0.62 |
#
# Three trucks move bicycles at night, and each is to serve one kind of station. Which $k$ do you
# take?
#
# - [ ] 2: it is the best by both scores.
#     It is, but a truck would be idle. The scores warn of groups that others would not find; three is
#     not one of these.
# - [x] 3: it is stable, and fits the trucks.
#     Choose by use among the numbers that can be repeated.
# - [ ] 4, so that there is one in reserve
#     Two halves of the stations disagree about four groups. Next month they would be others.
# - [ ] 5: it is the largest number that is stable.
#     Stable it is. But nothing here calls for five.

# %%
# The picture of question 10
street = np.array([[0.0], [1.0], [3.0], [7.0], [8.5], [13.5]])
plots.dendrogram(linkage(street, "single"), ["A", "B", "C", "D", "E", "F"], ylabel="distance (km)")
plt.show()

# %% [markdown] choice="read_the_tree" points=1
# Six stations, A to F, single linkage. You cut the tree at 3 km. Which groups do you get?
#
# - [ ] A B, C, D E, F
#     At 3 km C has joined A and B: their merge is at 2 km.
# - [x] A B C, D E, F
#     Below 3 km there are the merges at 1, 1.5 and 2 km. Those at 4 and 5 km are above the cut.
# - [ ] A B C D E, F
#     The two groups merge at 4 km, above the cut.
# - [ ] A B C, D E F
#     F merges last, at 5 km. Standing next to D in the picture means nothing.

# %% [markdown] choice="two_densities" points=1
# In the center stations are 200 m apart, in the suburbs 1,500 m. DBSCAN with $\varepsilon$ = 300 m
# and 4 neighbors: what happens?
#
# - [ ] The suburbs become many small groups.
#     A group needs core points, and no suburban station has four neighbors within 300 m.
# - [ ] The center and the suburbs become one group.
#     For that ε must reach from one to the other.
# - [ ] It finds both, as DBSCAN finds groups of any shape.
#     Any shape, but one density: ε is the same everywhere.
# - [x] The center is a group, and the suburbs are noise.
#     With 1,600 m the suburbs would connect, but then with the center, too.

# %% [markdown] choice="worth" points=1
# A tenth of the riders, found by clustering last year's trips, brought 50% of this year's revenue.
# Marketing wants to send each of them a gift. What do you know about its effect?
#
# - [ ] It doubles the revenue of those who get it.
#     Nothing here compares riders with and without a gift.
# - [x] Nothing yet: they came without it.
#     The clusters tell who rides, not whom a gift changes. Give it to half of them, chosen by lot, and
#     compare.
# - [ ] It pays, because these riders are worth most.
#     They are worth most already. A gift pays if it makes them ride more.
# - [ ] It does not pay, because clusters are arbitrary.
#     The segment predicted this year's revenue, which it had not seen. That is not arbitrary.
