# %% [markdown]
# # Ninety films that nobody has rated
#
# *130 minutes. You need: lecture 1 of this unit (the last lines also recall lecture 3), unit 4, a Keras model (Course 2, unit 1).*
#
# Tonight your film service gets 90 new films, all on one evening, and not one has a rating. The models of unit 4 put them in no order at all. You know genres and
# years, and you know your members. **In which order do you show the new films to each of them? And after how many ratings should you forget genres and
# listen to the crowd?**
#
# You build vectors of films, profiles that leave themselves out, two towers and their training; you greet a new member who has rated three films; and you set
# your towers against unit 4, fairly and in pairs.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots
from utils.checks import expect

ratings = datasets.movielens_ratings(popular=True)
films = datasets.movielens_movies().set_index("movieId").loc[np.unique(ratings["movieId"])]
members, u = np.unique(ratings["userId"], return_inverse=True)
v = np.searchsorted(films.index, ratings["movieId"])
y = ratings["rating"].to_numpy()
titles = films["title"].to_numpy()
print(len(members), "members,", len(films), "films,", len(y), "ratings")

# %% [markdown]
# The data are MovieLens, collected by GroupLens at the University of Minnesota (Harper and Konstan 2015, *The MovieLens Datasets*, ACM TiiS 5(4)). `u` is the row of a
# rating's member, `v` the row of its film. 90 films, drawn at random, play the new ones: `new` marks their ratings, and nothing that learns may look at these. Another 40 films are
# kept aside to look at the training.

# %%
rng = np.random.default_rng(0)
shuffled = rng.permutation(len(films))
new, aside = np.isin(v, shuffled[:90]), np.isin(v, shuffled[90:130])
old = ~new
print(f"old {old.sum()} ratings, {aside.sum()} of them aside; new {new.sum()}")
films[["title", "year", "genres"]].iloc[shuffled[:5]]

# %% [markdown]
# ## Films as vectors
#
# The lecture used zeros and ones and divided later. You build it in: a film with $c$ genres gets $1/\sqrt c$ for each of them, so that the genre part of every vector has the length 1,
# whether the film has one genre or five. The last number is the year, in decades since 1990:
#
# $$x_g = \begin{cases} 1/\sqrt c & \text{if the film has genre } g \\ 0 & \text{else} \end{cases} \qquad x_{n+1} = \frac{\text{year} - 1990}{10}$$
#
# Only genres of the list `names` count, also for $c$. Real tables have traps: a year may be missing (NaN; take 0 decades), a film may have none of the genres (all zeros), and a genre's name
# may be a part of another word: *War* is not in *Warriors*.


# %% exercise="item_vectors"
def item_vectors(genres, years, names):
    """Return films as vectors.

    Parameters
    ----------
    genres : sequence of str, length m
        The genres of each film, joined by "|", such as "Comedy|War". A list or a column.
    years : sequence of float, length m
        NaN where the year is unknown.
    names : list of str, length n
        The genres that count, in the order of the columns.

    Returns
    -------
    numpy.ndarray, shape (m, n + 1), float
        Genre parts of length 1 (or 0, without any genre of `names`), then decades since 1990.
    """
    ### BEGIN SOLUTION
    X = np.zeros((len(genres), len(names) + 1))
    for i, (text, year) in enumerate(zip(genres, years)):
        own = [name in text.split("|") for name in names]
        if any(own):
            X[i, :-1] = np.array(own) / np.sqrt(sum(own))
        if not np.isnan(year):
            X[i, -1] = (year - 1990) / 10
    return X
    ### END SOLUTION


# %% [markdown] hint="item_vectors"
# How do you get from "Comedy|War" to a list of whole names? And which films need a special case before you divide?

# %% [markdown] hint="item_vectors"
# With the names Drama, War, Comedy the film "Comedy|War" of 1975 is 0, 0.707, 0.707, −1.5. "War|Western" is 0, 1, 0: Western is not in the list and does not count.

# %% [markdown] hint="item_vectors"
# Begin with `X = np.zeros((len(genres), len(names) + 1))` and loop over the films. `name in text.split("|")` is True or False; in a list of these, one for each of `names`, `any` tells whether there is a genre at all
# and `sum` how many. What goes into `X[i, :-1]`, and when does the year go into `X[i, -1]`?

# %% checks="item_vectors" points=12
names_three = ["Drama", "War", "Comedy"]
expect(
    item_vectors(["Comedy|War", "Drama", "War|Western"], [1975.0, 2004.0, 1990.0], names_three),
    np.array([[0, 0.5**0.5, 0.5**0.5, -1.5], [1, 0, 0, 1.4], [0, 1, 0, 0]]),
    "two genres get 0.707 each; Western is not in the list and does not count",
)
expect(
    item_vectors(["Warriors|Comedy", "Western"], [np.nan, 1962.0], names_three),
    np.array([[0, 0, 1, 0], [0, 0, 0, -2.8]]),
    "War is not in Warriors; an unknown year is 0 decades; without any genre all is 0",
)
### BEGIN HIDDEN TESTS
expect(
    item_vectors(["A|B|C|D", "D|A"], [2011.0, 1987.0], ["D", "C", "B", "A", "E"]),
    np.array([[0.5, 0.5, 0.5, 0.5, 0, 2.1], [0.5**0.5, 0, 0, 0.5**0.5, 0, -0.3]]),
    "other names, in their own order",
)
expect(
    item_vectors(films["genres"].iloc[7:9], films["year"].iloc[7:9], names_three).shape,
    (2, 4),
    "columns of a table work, too, whatever their index",
)
### END HIDDEN TESTS


# %% mistake="item_vectors" replace="np.array(own) / np.sqrt(sum(own))" says="the genres are ones, not divided by the root of their number" with="np.array(own)"

# %% mistake="item_vectors" replace="np.sqrt(sum(own))" says="it is divided by the number of genres, not by its root" with="sum(own)"

# %% mistake="item_vectors" replace="text.split(\"|\")" says="parts of words count as genres" with="text"

# %% mistake="item_vectors" replace="np.sqrt(sum(own))" says="genres outside the list are counted, too" with="np.sqrt(len(text.split('|')))"

# %% mistake="item_vectors" replace="(year - 1990) / 10" says="the years are not divided by 10" with="(year - 1990)"

# %% mistake="item_vectors" replace="(year - 1990) / 10" says="decades are cut to whole numbers" with="(year - 1990) // 10"

# %% mistake="item_vectors" replace="        if not np.isnan(year):\n            X[i, -1] = (year - 1990) / 10" says="an unknown year stays NaN, and everything that it meets becomes NaN" with="        X[i, -1] = (year - 1990) / 10"

# %% mistake="item_vectors" replace="        if any(own):\n            X[i, :-1] = np.array(own) / np.sqrt(sum(own))" says="a film without any genre of the list is divided by 0" with="        X[i, :-1] = np.array(own) / np.sqrt(np.array(own).sum())"

# %% mistake="item_vectors" replace="        if not np.isnan(year):\n            X[i, -1] = (year - 1990) / 10" says="an unknown year counts as the year 0, 199 decades before 1990" with="        X[i, -1] = (np.nan_to_num(year) - 1990) / 10"

# %% mistake="item_vectors" replace="        if any(own):\n            X[i, :-1] = np.array(own) / np.sqrt(sum(own))\n" says="a film without any genre of the list loses its year, too" with="        if not any(own):\n            continue\n        X[i, :-1] = np.array(own) / np.sqrt(sum(own))\n"

# %% mistake="item_vectors" replace="for name in names]" says="the columns stand in the order of the alphabet, not in that of `names`" with="for name in sorted(names)]"


# %% mistake="item_vectors" says="the whole vector gets the length 1, the year included"
def item_vectors(genres, years, names):
    X = np.zeros((len(genres), len(names) + 1))
    for i, (text, year) in enumerate(zip(genres, years)):
        X[i, :-1] = [name in text.split("|") for name in names]
        if not np.isnan(year):
            X[i, -1] = (year - 1990) / 10
    length = np.linalg.norm(X, axis=1, keepdims=True)
    return X / np.where(length > 0, length, 1)


# %% mistake="item_vectors" says="the year stands first"
def item_vectors(genres, years, names):
    X = np.zeros((len(genres), len(names) + 1))
    for i, (text, year) in enumerate(zip(genres, years)):
        own = [name in text.split("|") for name in names]
        if any(own):
            X[i, 1:] = np.array(own) / np.sqrt(sum(own))
        if not np.isnan(year):
            X[i, 0] = (year - 1990) / 10
    return X


# %% [markdown] equivalent="item_vectors"
# - `table.to_numpy(dtype=float) → table.to_numpy()`: dividing makes floats of them
# - `np.asarray(years, dtype=float) → np.asarray(years)`: years are floats already, because of the gaps


# %% alternative="item_vectors"
def item_vectors(genres, years, names):
    table = pd.Series(list(genres)).str.get_dummies("|").reindex(columns=names, fill_value=0)
    hot = table.to_numpy(dtype=float)
    hot = hot / np.sqrt(np.maximum(hot.sum(axis=1, keepdims=True), 1))
    decades = (np.asarray(years, dtype=float) - 1990) / 10
    return np.column_stack([hot, np.nan_to_num(decades)])


# %% [markdown]
# The genres that at least 20 of our films have, and the vectors of all 453 films:

# %%
counts = films["genres"].str.get_dummies("|").sum(axis=0)
names = list(counts.index[counts >= 20])
X = item_vectors(films["genres"], films["year"], names)
print(len(names), "genres:", ", ".join(names))

# %% [markdown]
# ## A profile for any weights
#
# The lecture's formula counted films: it was made for zeros and ones. What is the taste for a genre when $x_{ig}$ may be any number? Ask for the $t$ that fits best. Once the mood
# $p_0$ is known, a film with the weight $x_{ig}$ should be liked by $x_{ig}\,t$ more; a large $t$ is penalized:
#
# $$J(t) = \sum_{i=1}^{m} (d_i - p_0 - x_{ig}\, t)^2 + \lambda t^2$$
#
# where $d_i$ is what is left of rating $i$ without $\mu$ and film bias, in stars. Set the slope to zero, and
#
# $$p_0 = \frac{\sum_i d_i}{m + \lambda}, \qquad t_g = \frac{\sum_i x_{ig}\,(d_i - p_0)}{\sum_i x_{ig}^2 + \lambda}$$
#
# For zeros and ones it is the lecture's formula. Somebody without any ratings ($m = 0$) has a profile of zeros. $\lambda$ is above 0.


# %% exercise="profile"
def profile(d, G, shrink):
    """Return a member's profile.

    Parameters
    ----------
    d : numpy.ndarray, shape (m,)
        What is left of the member's ratings, in stars; m may be 0.
    G : numpy.ndarray, shape (m, n)
        The genre parts of the rated films; any numbers.
    shrink : float
        The λ of the formula, above 0.

    Returns
    -------
    numpy.ndarray, shape (n + 1,)
        The mood, then the taste for each genre.
    """
    ### BEGIN SOLUTION
    mood = d.sum() / (len(d) + shrink)
    tastes = G.T @ (d - mood) / ((G**2).sum(axis=0) + shrink)
    return np.append(mood, tastes)
    ### END SOLUTION


# %% [markdown] hint="profile"
# Which part of the formula is the same for all genres? For the rest: what does `G.T @ something` add up, and over which axis are the squares summed?

# %% [markdown] hint="profile"
# With d = 2, −1 and λ = 1 the mood is 1/3. If the weights of a genre are 0.6 and 0.8: 0.6 · 5/3 + 0.8 · (−4/3) = −1/15, divided by 0.36 + 0.64 + 1.

# %% [markdown] hint="profile"
# `mood` as in the lecture. `G.T @ (d - mood)` holds the sums above the line for all genres; below it stand the sums of `G**2` over the films plus … Put the mood in front with
# `np.append(mood, tastes)`.

# %% checks="profile" points=12
two_films = np.array([[0.6, 1.0, 0.0], [0.8, 0.0, 0.0]])
expect(
    profile(np.array([2.0, -1.0]), two_films, 1.0),
    np.array([1 / 3, -1 / 30, 5 / 6, 0.0]),
    "mood 1/3; tastes -1/15 by 2, 5/3 by 2, and 0 for a genre of no film",
)
four_films = np.array([[0.5, 0.2], [1.5, 0.0], [0.0, 0.9], [2.0, 0.4]])
expect(
    profile(np.array([0.7, -0.2, 1.9, 0.6]), four_films, 2.0),
    np.array([0.5, -0.75 / 8.5, 1.34 / 3.01]),
    "mood 3 / 6; the films differ from it by 0.2, -0.7, 1.4 and 0.1",
)
### BEGIN HIDDEN TESTS
expect(
    profile(np.array([]), np.zeros((0, 4)), 3.0),
    np.zeros(5),
    "without ratings the profile is all zeros",
)
expect(
    profile(np.array([1.2]), np.array([[0.3, 0.4]]), 0.5),
    np.array([0.8, 0.12 / 0.59, 0.16 / 0.66]),
    "a single rating: mood 1.2 / 1.5, the rest is 0.4 above it",
)
### END HIDDEN TESTS


# %% mistake="profile" replace="(d - mood)" says="the mood is not taken away before the tastes" with="d"

# %% mistake="profile" replace="(G**2).sum(axis=0)" says="the weights are added up below the line, not their squares" with="G.sum(axis=0)"

# %% mistake="profile" replace="((G**2).sum(axis=0) + shrink)" says="the tastes are divided by the number of ratings, not by the sum of squared weights" with="(len(d) + shrink)"

# %% mistake="profile" replace="d.sum() / (len(d) + shrink)" says="the mood is the plain mean, not shrunk" with="d.sum() / max(len(d), 1)"

# %% mistake="profile" replace="(G**2).sum(axis=0)" says="the squares of all genres are added up, not those of each genre" with="(G**2).sum()"

# %% mistake="profile" replace="np.append(mood, tastes)" says="the mood stands behind the tastes, not in front" with="np.append(tastes, mood)"

# %% mistake="profile" replace="np.append(mood, tastes)" says="the mood is missing in the result" with="tastes"

# %% mistake="profile" replace="(G**2).sum(axis=0)" says="the films of the genre are counted below the line, their squares not added up" with="(G != 0).sum(axis=0)"

# %% mistake="profile" replace="(G**2).sum(axis=0)" says="the weights are added up first and the sum is squared, not each weight" with="G.sum(axis=0) ** 2"

# %% mistake="profile" replace="(G**2).sum(axis=0) + shrink" says="λ is added once for each film, not once in all" with="(G**2).sum(axis=0) + max(len(d), 1) * shrink"

# %% mistake="profile" replace="d.sum() / (len(d) + shrink)" says="the mood is divided by the number of genres, not by that of ratings" with="d.sum() / (G.shape[1] + shrink)"

# %% mistake="profile" replace="d.sum() / (len(d) + shrink)" says="the mean of no ratings is taken, which is 0/0" with="d.mean() * len(d) / (len(d) + shrink)"

# %% mistake="profile" replace="G.T @ (d - mood) / ((G**2).sum(axis=0) + shrink)" says="the squares are added up over the genres of each film, not over the films of each genre" with="G.T @ ((d - mood) / ((G**2).sum(axis=1) + shrink))"

# %% mistake="profile" replace="G.T @ (d - mood) / ((G**2).sum(axis=0) + shrink)" says="all tastes are solved for together, in one ridge regression, not each genre by itself" with="np.linalg.solve(G.T @ G + shrink * np.eye(G.shape[1]), G.T @ (d - mood))"


# %% mistake="profile" says="each genre gets what the genres before it have left over, not all of d minus the mood"
def profile(d, G, shrink):
    mood = d.sum() / (len(d) + shrink)
    left, tastes = d - mood, []
    for weights in G.T:
        tastes.append(weights @ left / (weights @ weights + shrink))
        left = left - tastes[-1] * weights
    return np.append(mood, tastes)


# %% alternative="profile"
def profile(d, G, shrink):
    mood = sum(d) / (len(d) + shrink)
    result = [mood]
    for g in range(G.shape[1]):
        above = sum(G[i, g] * (d[i] - mood) for i in range(len(d)))
        below = shrink + sum(weight**2 for weight in G[:, g])
        result.append(above / below)
    return np.array(result)


# %% [markdown]
# ## Profiles that leave themselves out
#
# A profile that is to predict a rating must not contain it. For each of a member's $m$ ratings, make the profile of the *other* $m - 1$: mood, tastes and all. A member
# with a single rating has no others, and gets zeros. Your `profile` does the work; a loop is good enough here.


# %% exercise="without_itself"
def without_itself(d, G, shrink):
    """Return a profile for each rating of a member, made of the other ratings.

    Parameters
    ----------
    d : numpy.ndarray, shape (m,)
        What is left of the member's ratings, in stars; at least one. Stays as it is.
    G : numpy.ndarray, shape (m, n)
        The genre parts of the rated films.
    shrink : float
        Above 0.

    Returns
    -------
    numpy.ndarray, shape (m, n + 1)
        Row i is the profile of all ratings but i.
    """
    ### BEGIN SOLUTION
    rows = []
    for i in range(len(d)):
        rows.append(profile(np.delete(d, i), np.delete(G, i, axis=0), shrink))
    return np.array(rows)
    ### END SOLUTION


# %% [markdown] hint="without_itself"
# Which rows go into the profile for rating 0? From which of the two arrays must they be taken?

# %% [markdown] hint="without_itself"
# `np.delete(d, 1)` is `d` without its entry 1. Of a table it must be told what to drop: `np.delete(G, 1, axis=0)` drops row 1.

# %% [markdown] hint="without_itself"
# A loop over the ratings collects one profile each in a list, and `np.array` makes a table of the list. What does `profile` get in round `i`?

# %% checks="without_itself" points=12
pair_G = np.array([[0.6, 1.0, 0.0], [0.8, 0.0, 0.0]])
quad_G = np.array([[0.5, 0.2], [1.5, 0.0], [0.0, 0.9], [2.0, 0.4]])
expect(
    without_itself(np.array([2.0, -1.0]), pair_G, 1.0),
    np.array([[-0.5, -0.4 / 1.64, 0.0, 0.0], [1.0, 0.6 / 1.36, 0.5, 0.0]]),
    "row 0 is the profile of the second rating alone, row 1 that of the first",
)
expect(
    without_itself(np.array([0.7, -0.2, 1.9, 0.6]), quad_G, 2.0)[2],
    np.array([0.22, (0.24 - 0.63 + 0.76) / 8.5, (0.096 + 0.152) / 2.2]),
    "row 2: without 1.9 the mood is 1.1 / 5",
)
### BEGIN HIDDEN TESTS
expect(
    without_itself(np.array([1.2]), np.array([[0.3, 0.4]]), 0.5),
    np.zeros((1, 3)),
    "a single rating has no others",
)
d_check = np.array([0.4, 1.3, -0.8])
changed = without_itself(d_check + np.array([0.0, 2.2, 0.0]), quad_G[:3], 1.5)
expect(
    changed[1],
    without_itself(d_check, quad_G[:3], 1.5)[1],
    "changing a rating does not change its own profile",
)
expect(d_check, np.array([0.4, 1.3, -0.8]), "the ratings stay as they are")
### END HIDDEN TESTS


# %% mistake="without_itself" says="all rows are the profile of all ratings: that is the leak"
def without_itself(d, G, shrink):
    return np.array([profile(d, G, shrink) for _ in range(len(d))])


# %% mistake="without_itself" says="each row is the profile of the rating itself, not of the others"
def without_itself(d, G, shrink):
    return np.array([profile(d[i : i + 1], G[i : i + 1], shrink) for i in range(len(d))])


# %% mistake="without_itself" says="only the ratings before are used, not those behind"
def without_itself(d, G, shrink):
    return np.array([profile(d[:i], G[:i], shrink) for i in range(len(d))])


# %% mistake="without_itself" says="the rating is set to 0 instead of left out, and still counts"
def without_itself(d, G, shrink):
    rows = []
    for i in range(len(d)):
        others = d.copy()
        others[i] = 0.0
        rows.append(profile(others, G, shrink))
    return np.array(rows)


# %% mistake="without_itself" says="the rating is left out of the tastes, but not of the mood"
def without_itself(d, G, shrink):
    mood = d.sum() / (len(d) + shrink)
    above = G.T @ (d - mood) - G * (d - mood)[:, np.newaxis]
    below = (G**2).sum(axis=0) - G**2 + shrink
    return np.column_stack([np.full(len(d), mood), above / below])


# %% mistake="without_itself" replace="np.delete(d, i), np.delete(G, i, axis=0)" says="each row leaves out the rating before its own" with="np.delete(d, i - 1), np.delete(G, i - 1, axis=0)"


# %% mistake="without_itself" says="the rating is left out of the mood, but not of the tastes"
def without_itself(d, G, shrink):
    rows = np.array([profile(d, G, shrink) for _ in d])
    rows[:, 0] = (d.sum() - d) / (len(d) - 1 + shrink)
    return rows


# %% mistake="without_itself" says="the rating is left out of the tastes, but not of the mood"
def without_itself(d, G, shrink):
    rows = []
    for i in range(len(d)):
        rows.append(profile(np.delete(d, i), np.delete(G, i, axis=0), shrink))
        rows[i][0] = d.sum() / (len(d) + shrink)
    return np.array(rows)


# %% mistake="without_itself" says="only the ratings behind are used; a `d` that is shortened in the loop stays short"
def without_itself(d, G, shrink):
    rows = []
    for _ in range(len(d)):
        d, G = d[1:], G[1:]
        rows.append(profile(d, G, shrink))
    return np.array(rows)


# %% mistake="without_itself" says="the profile of the rating alone is taken off the profile of all: profiles do not add up"
def without_itself(d, G, shrink):
    everything = profile(d, G, shrink)
    return np.array([everything - profile(d[[i]], G[[i]], shrink) for i in range(len(d))])


# %% alternative="without_itself"
def without_itself(d, G, shrink):
    mood = (d.sum() - d) / (len(d) - 1 + shrink)
    weights, squares = G.sum(axis=0) - G, (G**2).sum(axis=0) - G**2
    above = d @ G - d[:, np.newaxis] * G - mood[:, np.newaxis] * weights
    return np.hstack([mood[:, np.newaxis], above / (squares + shrink)])


# %% [markdown]
# Now for everybody, on the old films only. `P` holds a whole profile for each member, to be used on new films; `Q` a profile without itself for each old rating, to train on. `e` is
# what the towers have to predict: the rating without $\mu$ and without the mood of the member. The film's bias stays *in* it, for a new film has none: whether it is good,
# the towers must guess from its content.


# %%
def biases(rows, shrink=5):
    u_, v_, y_ = u[rows], v[rows], y[rows]
    mu, b_user, b_film = y_.mean(), np.zeros(len(members)), np.zeros(len(films))
    for _ in range(10):
        b_film = np.bincount(v_, y_ - mu - b_user[u_], len(films))
        b_film /= np.bincount(v_, minlength=len(films)) + shrink
        b_user = np.bincount(u_, y_ - mu - b_film[v_], len(members))
        b_user /= np.bincount(u_, minlength=len(members)) + shrink
    return mu, b_user, b_film


mu, b_user, b_film = biases(old)
d, genre_part = y - mu - b_film[v], X[:, :-1]
P, Q = np.zeros((len(members), len(names) + 1)), np.zeros((len(y), len(names) + 1))
for member in range(len(members)):
    own = np.flatnonzero(old & (u == member))
    if len(own):
        P[member] = profile(d[own], genre_part[v[own]], 5)
        Q[own] = without_itself(d[own], genre_part[v[own]], 5)
e = y - mu - np.where(old, Q[:, 0], P[u, 0])

# %% [markdown]
# ## Two towers
#
# Two networks, as in the lecture: a hidden layer with ReLU, and a last layer of `size` numbers that does not bend. One takes profiles, the other film vectors, and they share no
# weights. A step is new. Tastes are smaller numbers than what stands in a film's vector (compare the two spreads below), so the member tower begins with a layer that multiplies the profile by `scale`; nothing in
# it is learned. The film tower has no such layer. The model's prediction is the dot product of the outputs:
#
# $$\hat e = A(s\,p) \cdot F(x) = \sum_{j=1}^{k} A_j(s\,p)\, F_j(x)$$
#
# where $s$ is `scale`. Keep it *inside* the tower: a factor that has to be remembered wherever a model is used is forgotten somewhere. `layers.Rescaling` does it.
#
# It is trained by the mean squared error, with Adam at the given rate. Return the towers as well: a service needs the film tower by itself, to compute the vectors of all films once and for all.
# `Sequential`, functional or subclassed models are all right, and so are layer names of any kind.

# %%
import keras
from keras import layers

print(f"spread of the profiles {P.std():.2f}, of the film vectors {X.std():.2f}")


# %% exercise="build_towers"
def build_towers(n_member, n_film, size, hidden=16, scale=3.0, rate=0.003):
    """Return two towers and the compiled model that multiplies what they give.

    Parameters
    ----------
    n_member, n_film : int
        How many numbers go into each tower.
    size : int
        How many numbers come out of each.
    hidden : int
        Units of the hidden layer of each tower.
    scale : float
        By what the member tower multiplies the profiles, before its hidden layer.
    rate : float
        Learning rate of Adam.

    Returns
    -------
    member_tower : keras.Model
        From (m, n_member) to (m, size).
    film_tower : keras.Model
        From (m, n_film) to (m, size).
    model : keras.Model
        From the list of a (m, n_member) and a (m, n_film) array to (m, 1), compiled with the
        mean squared error.
    """
    ### BEGIN SOLUTION
    towers, inputs = [], []
    for numbers, factor in ((n_member, scale), (n_film, 1.0)):
        parts = [layers.Rescaling(factor), layers.Dense(hidden, activation="relu")]
        parts.append(layers.Dense(size))
        towers.append(keras.Sequential([keras.Input((numbers,)), *parts]))
        inputs.append(keras.Input((numbers,)))
    product = layers.Dot(axes=1)([towers[0](inputs[0]), towers[1](inputs[1])])
    model = keras.Model(inputs, product)
    model.compile(keras.optimizers.Adam(rate), "mse")
    return towers[0], towers[1], model
    ### END SOLUTION


# %% [markdown] hint="build_towers"
# One tower is a small `Sequential`. What differs between the two, and which layer of the lecture multiplies their outputs? Where in the member tower does the factor belong?

# %% [markdown] hint="build_towers"
# With 5 and 4 inputs, 6 hidden units and size 3 the member tower has 5·6 + 6 + 6·3 + 3 = 57 parameters and the film tower 51. The model has no others: a dot product has nothing to learn.

# %% [markdown] hint="build_towers"
# Two towers, each a `keras.Sequential` of an input and its layers, as in the lecture; `layers.Rescaling(…)` is one more layer, in one of them. Then two more `keras.Input`s, one for each tower, `layers.Dot(axes=1)` of
# what the towers make of these, a `keras.Model` and `compile`. Where does `rate` go?

# %% checks="build_towers" points=8
tall, wide, both = build_towers(5, 4, 3, hidden=6, scale=2.5, rate=0.02)
rng_check = np.random.default_rng(4)
people, things = rng_check.normal(size=(7, 5)), rng_check.normal(size=(7, 4))
expect(np.asarray(tall(people)).shape, (7, 3), "a vector of 3 numbers for each member")
expect(np.asarray(wide(things)).shape, (7, 3), "a vector of 3 numbers for each film")
expect(
    len(np.asarray(both([people, things]))), 7, "one prediction for each pair of member and film"
)
expect(tall.count_params(), 57, "5·6 + 6, then 6·3 + 3 parameters")
expect(both.count_params(), 108, "both towers together and nothing else")
### BEGIN HIDDEN TESTS
tall, wide, both = build_towers(2, 6, 5, hidden=3)
expect(np.asarray(tall(people[:, :2])).shape, (7, 5), "the sizes follow the arguments")
expect(wide.count_params(), 41, "6·3 + 3, then 3·5 + 5 parameters")
doubled = build_towers(2, 6, 5, hidden=3, scale=6.0)[0]
doubled(people[:, :2])
doubled.set_weights(tall.get_weights())
expect(
    bool(
        np.allclose(
            np.asarray(tall(people[:, :2])), np.asarray(doubled(people[:, :2] / 2)), atol=1e-4
        )
    ),
    True,
    "scale is 3 where it is not given: 6 times half of a profile is the same",
)
### END HIDDEN TESTS

# %% checks="build_towers" points=8
# All weights are set to sin 1, sin 2, …, so that what comes out is known.
tall, wide, both = build_towers(5, 4, 3, hidden=6, scale=2.5, rate=0.02)
first, second = np.sin(np.arange(35.0)).reshape(7, 5), np.cos(np.arange(28.0)).reshape(7, 4)
both([first, second])
answers = []
for tower, rows in ((tall, 2.5 * first), (wide, second)):
    waves = [np.sin(np.arange(1.0, w.size + 1)).reshape(w.shape) for w in tower.get_weights()]
    expect(len(waves), 4, "each tower has weights and biases in two layers, and no others")
    tower.set_weights(waves)
    W1, b1, W2, b2 = waves if len(waves) == 4 else (0 * rows.T, 0, np.zeros((7, 3)), 0)
    answers.append(np.maximum(rows @ W1 + b1, 0) @ W2 + b2)
expect(
    wide(second),
    answers[1],
    "the film tower: ReLU in the hidden layer, no bend at the end",
    rtol=1e-3,
    atol=1e-4,
)
expect(
    tall(first),
    answers[0],
    "the member tower: 2.5 times the profiles first, then ReLU, and no bend at the end",
    rtol=1e-3,
    atol=1e-4,
)
expect(
    np.ravel(both([first, second])),
    np.sum(answers[0] * answers[1], axis=1),
    "the dot product of the two vectors: the model uses these very towers, with their new weights",
    rtol=1e-3,
    atol=1e-4,
)
### BEGIN HIDDEN TESTS
goal = np.linspace(-1, 1, 7)
guess = both([first, second])
product = np.sum(answers[0] * answers[1], axis=1)
expect(
    float(both.compute_loss(y=goal.reshape(np.asarray(guess).shape), y_pred=guess)),
    float(np.mean((product - goal) ** 2)),
    "the model is compiled, with the mean squared error",
    rtol=1e-3,
)
both.run_eagerly = True
before = tall.get_weights()[2]
both.train_on_batch([first, second], goal)
expect(
    float(np.abs(tall.get_weights()[2] - before).max()),
    0.02,
    "Adam's first step moves a weight by the learning rate",
    rtol=0.01,
)
### END HIDDEN TESTS


# %% mistake="build_towers" replace="activation=\"relu\"" says="the hidden layer does not bend" with="activation=None"

# %% mistake="build_towers" replace="layers.Dense(size)" says="the last layer bends, and can give no negative numbers" with="layers.Dense(size, activation='relu')"

# %% mistake="build_towers" replace="layers.Dot(axes=1)" says="the vectors are made equally long before they are multiplied: that is the cosine, not the dot product" with="layers.Dot(axes=1, normalize=True)"

# %% mistake="build_towers" replace="keras.optimizers.Adam(rate)" says="Adam runs at its usual rate, not at the given one" with="'adam'"

# %% mistake="build_towers" replace="(n_member, scale), (n_film, 1.0)" says="scale is not used: the profiles go into the tower as they are" with="(n_member, 1.0), (n_film, 1.0)"

# %% mistake="build_towers" replace="(n_member, scale), (n_film, 1.0)" says="the film tower multiplies its input, too" with="(n_member, scale), (n_film, scale)"

# %% mistake="build_towers" replace="(n_member, scale), (n_film, 1.0)" says="the films are multiplied by scale, not the profiles" with="(n_member, 1.0), (n_film, scale)"

# %% mistake="build_towers" replace="        parts.append(layers.Dense(size))" says="what comes out of the member tower is multiplied, not what goes in" with="        parts = [parts[1], layers.Dense(size), parts[0]]"

# %% mistake="build_towers" replace="\"mse\"" says="the loss is the mean absolute error" with="'mae'"

# %% mistake="build_towers" replace="layers.Dense(hidden, activation=\"relu\")" says="the hidden layer has always 16 units" with="layers.Dense(16, activation='relu')"

# %% mistake="build_towers" replace="return towers[0], towers[1], model" says="the two towers have changed places" with="return towers[1], towers[0], model"

# %% mistake="build_towers" replace="layers.Rescaling(factor)" says="the profiles are divided by scale, not multiplied" with="layers.Rescaling(1 / factor)"

# %% mistake="build_towers" replace="keras.optimizers.Adam(rate)" says="the optimizer is not Adam" with="keras.optimizers.SGD(rate)"

# %% mistake="build_towers" replace="layers.Dot(axes=1)" says="the vectors are multiplied number by number, and nothing adds the products up" with="layers.Multiply()"

# %% mistake="build_towers" replace="        parts.append(layers.Dense(size))" says="what the hidden layer gives is multiplied by scale, not what goes into it" with="        parts = [parts[1], parts[0], layers.Dense(size)]"


# %% mistake="build_towers" says="scale stands in the model, but outside the member tower"
def build_towers(n_member, n_film, size, hidden=16, scale=3.0, rate=0.003):
    towers, inputs = [], []
    for numbers in (n_member, n_film):
        parts = [layers.Dense(hidden, activation="relu"), layers.Dense(size)]
        towers.append(keras.Sequential([keras.Input((numbers,)), *parts]))
        inputs.append(keras.Input((numbers,)))
    larger = layers.Rescaling(scale)(inputs[0])
    model = keras.Model(inputs, layers.Dot(axes=1)([towers[0](larger), towers[1](inputs[1])]))
    model.compile(keras.optimizers.Adam(rate), "mse")
    return towers[0], towers[1], model


# %% mistake="build_towers" says="the two vectors are joined and a last layer learns from both, instead of a dot product"
def build_towers(n_member, n_film, size, hidden=16, scale=3.0, rate=0.003):
    towers, inputs = [], []
    for numbers, factor in ((n_member, scale), (n_film, 1.0)):
        parts = [layers.Rescaling(factor), layers.Dense(hidden, activation="relu")]
        parts.append(layers.Dense(size))
        towers.append(keras.Sequential([keras.Input((numbers,)), *parts]))
        inputs.append(keras.Input((numbers,)))
    joined = layers.Concatenate()([towers[0](inputs[0]), towers[1](inputs[1])])
    model = keras.Model(inputs, layers.Dense(1, kernel_initializer="ones")(joined))
    model.compile(keras.optimizers.Adam(rate), "mse")
    return towers[0], towers[1], model


# %% alternative="build_towers"
def build_towers(n_member, n_film, size, hidden=16, scale=3.0, rate=0.003):
    def tower(numbers, factor=1):
        start = keras.Input(shape=(numbers,))
        bent = keras.activations.relu(layers.Dense(hidden)(factor * start))
        return keras.Model(start, layers.Dense(size, name="vector")(bent))

    member_tower, film_tower = tower(n_member, scale), tower(n_film)
    member, film = keras.Input((n_member,)), keras.Input((n_film,))
    products = layers.Multiply()([member_tower(member), film_tower(film)])
    model = keras.Model([member, film], keras.ops.sum(products, axis=1, keepdims=True))
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=rate), loss="mean_squared_error")
    return member_tower, film_tower, model


# %% [markdown]
# ## One step of training, by hand
#
# What does Keras do when it trains two towers? Strip them of their hidden layers: a member's vector is $p\,W$, a film's is $x\,V$. Over $m$ ratings, with $P$ and $X$ holding the profile and the film of
# each rating in a row, the cost is
#
# $$J = \frac{1}{m} \sum_{i=1}^{m} r_i^2, \qquad r_i = (p_i W) \cdot (x_i V) - e_i$$
#
# Each tower learns from what the *other* one says: the film's vector tells in which direction the member's should move. Below, $(\dots)_i$ is the matrix with these rows, one for each rating:
#
# $$\frac{\partial J}{\partial W} = \frac{2}{m}\, P^\top \bigl(r_i\, x_i V\bigr)_{i}, \qquad \frac{\partial J}{\partial V} = \frac{2}{m}\, X^\top \bigl(r_i\, p_i W\bigr)_{i}$$
#
# Take one step down with the learning rate $\alpha$, both towers at the same time: both slopes are computed from the *old* weights. The arrays that come in stay as they are.


# %% exercise="tower_step"
def tower_step(P, X, e, W, V, alpha):
    """Take one step of gradient descent on two linear towers.

    Parameters
    ----------
    P : numpy.ndarray, shape (m, a)
        The profile of each rating's member.
    X : numpy.ndarray, shape (m, b)
        The vector of each rating's film.
    e : numpy.ndarray, shape (m,)
        What is to be predicted.
    W, V : numpy.ndarray, shapes (a, k) and (b, k)
        The weights of the two towers. Stay as they are.
    alpha : float
        Learning rate.

    Returns
    -------
    W_new, V_new : numpy.ndarray
        The weights after the step.
    cost : float
        J, before the step.
    """
    ### BEGIN SOLUTION
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = 2 / len(e) * P.T @ (r[:, np.newaxis] * F)
    slope_V = 2 / len(e) * X.T @ (r[:, np.newaxis] * A)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)
    ### END SOLUTION


# %% [markdown] hint="tower_step"
# Which three things do you need from the old weights before you change anything?

# %% [markdown] hint="tower_step"
# One rating, p = (1, 2), x = (3), one number a vector: W = (0.5, 0.5), V = (1). The vectors are 1.5 and 3, their product 4.5. With e = 4 it is r = 0.5, and the slope for W is
# 2 · 0.5 · 3 · (1, 2) = (3, 6).

# %% [markdown] hint="tower_step"
# `A, F = P @ W, X @ V` are the vectors, a row for each rating; `r = (A * F).sum(axis=1) - e`. `r[:, np.newaxis]` multiplies each row of a table by its own number. Which table is it for the slope by W, and what stands to the
# left of it?

# %% checks="tower_step" points=14
expect(
    tower_step(
        np.array([[1.0, 2.0]]), np.array([[3.0]]), np.array([4.0]),
        np.array([[0.5], [0.5]]), np.array([[1.0]]), 0.05,
    ),
    (np.array([[0.35], [0.2]]), np.array([[0.775]]), 0.25),
    "r = 0.5; slopes (3, 6) and 2 · 0.5 · 1.5 · 3 = 4.5; a twentieth of them is taken away",
)  # fmt: skip
P_step = np.array([[0.4, -0.3, 1.2], [0.1, 0.9, -0.5], [-0.7, 0.2, 0.6], [0.8, 0.5, 0.3]])
X_step = np.array([[1.0, 0.2], [0.3, -0.8], [0.6, 0.5], [-0.4, 0.9]])
e_step = np.array([0.7, -0.4, 0.2, 1.1])
W_step = np.array([[0.3, -0.6], [0.5, 0.2], [-0.1, 0.9]])
V_step = np.array([[0.7, 0.4], [-0.2, 0.6]])
expect(
    tower_step(P_step, X_step, e_step, W_step, V_step, 0.5),
    (
        np.array([[0.2108324, -0.4432615], [0.3386212, 0.2991396], [-0.0494438, 0.9446382]]),
        np.array([[0.6018566, 0.4664542], [0.0189748, 0.4989626]]),
        0.6447761,
    ),
    "four ratings, vectors of two numbers",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
kept_W, kept_V = W_step.copy(), V_step.copy()
tower_step(P_step, X_step, e_step, kept_W, kept_V, 0.5)
expect((kept_W, kept_V), (W_step, V_step), "the weights that come in stay as they are")
walked = [W_step, V_step]
for _ in range(300):
    *walked, cost_step = tower_step(P_step, X_step, e_step, *walked, 0.1)
expect(bool(cost_step < 0.2), True, "300 small steps lower the cost from 0.64 to below 0.2")
X_more = np.hstack([X_step, X_step[:, :1]])
V_more = np.vstack([V_step, np.zeros((1, 2))])
expect(
    tower_step(P_step, X_more, e_step, W_step, V_more, 0.5)[1][2],
    np.array([-0.0981434, 0.0664542]),
    "film vectors of three numbers: a copy of a column has the same slope",
    rtol=1e-5,
)
nudged = W_step.copy()
nudged[2, 1] += 1e-5
higher = tower_step(P_step, X_step, e_step, nudged, V_step, 0.5)[2]
lower = tower_step(P_step, X_step, e_step, 2 * W_step - nudged, V_step, 0.5)[2]
expect(
    (W_step - tower_step(P_step, X_step, e_step, W_step, V_step, 1.0)[0])[2, 1],
    (higher - lower) / 2e-5,
    "the slope agrees with a finite difference of your own cost",
    rtol=1e-4,
)
### END HIDDEN TESTS


# %% mistake="tower_step" replace="(r[:, np.newaxis] * F)" says="the member tower learns from its own vectors, not from those of the films" with="(r[:, np.newaxis] * A)"

# %% mistake="tower_step" replace="W - alpha * slope_W, V - alpha * slope_V" says="the step goes up, not down: by its sign, or by that of r" with="W + alpha * slope_W, V + alpha * slope_V"

# %% mistake="tower_step" replace="np.mean(r**2)" says="the cost is the sum of the squares, not their mean" with="np.sum(r**2)"

# %% mistake="tower_step" replace="np.mean(r**2)" says="the root of the cost is returned" with="np.sqrt(np.mean(r**2))"


# %% mistake="tower_step" says="the factor 2 of the slopes is missing"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = P.T @ (r[:, np.newaxis] * F) / len(e)
    slope_V = X.T @ (r[:, np.newaxis] * A) / len(e)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% mistake="tower_step" says="the slopes are not divided by the number of ratings"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = 2 * P.T @ (r[:, np.newaxis] * F)
    slope_V = 2 * X.T @ (r[:, np.newaxis] * A)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% mistake="tower_step" says="the film tower's slope is computed from the member tower's new weights"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    W_new = W - alpha * 2 / len(e) * P.T @ (r[:, np.newaxis] * F)
    A = P @ W_new
    later = (A * F).sum(axis=1) - e
    V_new = V - alpha * 2 / len(e) * X.T @ (later[:, np.newaxis] * A)
    return W_new, V_new, np.mean(r**2)


# %% mistake="tower_step" replace="(r[:, np.newaxis] * A)" says="the film tower's slope takes the members' vectors from the new weights" with="(r[:, np.newaxis] * (P @ (W - alpha * slope_W)))"


# %% mistake="tower_step" says="each tower learns from its own vectors, not from those of the other tower"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = 2 / len(e) * P.T @ (r[:, np.newaxis] * A)
    slope_V = 2 / len(e) * X.T @ (r[:, np.newaxis] * F)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% mistake="tower_step" says="the slopes are divided by the length of a vector, not by the number of ratings"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = 2 / W.shape[1] * P.T @ (r[:, np.newaxis] * F)
    slope_V = 2 / W.shape[1] * X.T @ (r[:, np.newaxis] * A)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% mistake="tower_step" says="the cost is that after the step"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    W_new = W - alpha * 2 / len(e) * P.T @ (r[:, np.newaxis] * F)
    V_new = V - alpha * 2 / len(e) * X.T @ (r[:, np.newaxis] * A)
    later = ((P @ W_new) * (X @ V_new)).sum(axis=1) - e
    return W_new, V_new, np.mean(later**2)


# %% mistake="tower_step" replace="return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)" says="the cost comes first, not last" with="return np.mean(r**2), W - alpha * slope_W, V - alpha * slope_V"

# %% mistake="tower_step" replace="W - alpha * slope_W, V - alpha * slope_V" says="the slopes are returned, not the new weights" with="slope_W, slope_V"

# %% mistake="tower_step" replace="np.mean(r**2)" says="the cost is half the mean of the squares" with="np.mean(r**2) / 2"


# %% mistake="tower_step" says="every profile is multiplied with every film: r is a table, not one number a rating"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = A @ F.T - e
    slope_W = 2 / len(e) * P.T @ (r @ F)
    slope_V = 2 / len(e) * X.T @ (r.T @ A)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% mistake="tower_step" says="the slopes use the mean of all r, not the r of each rating"
def tower_step(P, X, e, W, V, alpha):
    A, F = P @ W, X @ V
    r = (A * F).sum(axis=1) - e
    slope_W = 2 / len(e) * P.T @ (r.mean() * F)
    slope_V = 2 / len(e) * X.T @ (r.mean() * A)
    return W - alpha * slope_W, V - alpha * slope_V, np.mean(r**2)


# %% [markdown] equivalent="tower_step"
# - `a @ f → f @ a`: a product of two vectors has no order


# %% alternative="tower_step"
def tower_step(P, X, e, W, V, alpha):
    W_new, V_new, cost = W.copy(), V.copy(), 0.0
    m = len(e)
    for p, x, target in zip(P, X, e):
        a, f = p @ W, x @ V
        miss = a @ f - target
        cost += miss**2 / m
        W_new -= alpha * 2 * miss / m * np.outer(p, f)
        V_new -= alpha * 2 * miss / m * np.outer(x, a)
    return W_new, V_new, cost


# %% [markdown]
# ## Train, and look at other films
#
# Keras takes such steps for the hidden layers, too. A long training may learn the old films by heart, so after each epoch the RMSE is measured on *films that were kept aside*: that is the situation of tonight. The
# best state is kept.

# %%
keras.utils.set_random_seed(0)
member_tower, film_tower, model = build_towers(P.shape[1], X.shape[1], 8)
learn = old & ~aside
rmse, best = [], None
for _ in range(6):
    model.fit([Q[learn], X[v[learn]]], e[learn], batch_size=256, verbose=0)
    guess = model.predict([P[u[aside]], X[v[aside]]], batch_size=4096, verbose=0)[:, 0]
    rmse.append(np.sqrt(np.mean((guess - e[aside]) ** 2)))
    best = model.get_weights() if rmse[-1] == min(rmse) else best
model.set_weights(best)

# %%
plt.plot(range(1, 7), rmse, "o-", color=plots.ERROR, label="films kept aside")
plt.axhline(np.sqrt(np.mean(e[aside] ** 2)), color=plots.MODEL, ls="--", label="the mood alone")
plt.xlabel("epoch")
plt.ylabel("RMSE (stars)")
plt.legend()
plt.show()

# %% [markdown]
# The dashed line is the mood alone, which can't tell one new film from another. The towers come down below it, by one or two hundredths of a star at the end, and in our run they still fell in the last epoch: the best state was the last, and nothing was learned
# by heart yet. In RMSE that is little, for most of a rating is noise that no content explains. Whether it is enough for an *order* is another question, and the one that was asked.
#
# ## A list for one member
#
# Scores become a list: the $k$ best films that the member has **not seen**. Equal scores keep the order of the rows, so that the list is the same on every machine. If fewer than $k$
# unseen films are left, the list is shorter. Scores of any size occur, also very negative ones; and they stay as they are.


# %% exercise="shortlist"
def shortlist(scores, seen, k):
    """Return the k unseen films with the highest scores.

    Parameters
    ----------
    scores : numpy.ndarray, shape (n,)
        May be negative. Stays as it is.
    seen : numpy.ndarray of bool, shape (n,)
    k : int
        At least 1.

    Returns
    -------
    numpy.ndarray of int, shape (k,) or shorter
        Rows of films, the best first; of equal scores the smaller row first.
    """
    ### BEGIN SOLUTION
    order = np.argsort(-scores, kind="stable")
    return order[~seen[order]][:k]
    ### END SOLUTION


# %% [markdown] hint="shortlist"
# What comes first: to throw out seen films, or to take k? What happens to the list in the wrong order?

# %% [markdown] hint="shortlist"
# Scores 0.4, 0.9, 0.4, −2, film 1 seen. All in order: 1, 0, 2, 3; unseen: 0, 2, 3; two of them: 0, 2.

# %% [markdown] hint="shortlist"
# `order = np.argsort(-scores, kind="stable")`. `seen[order]` says of each film in this order whether it was seen. Keep the others, and then …

# %% checks="shortlist" points=8
six = np.array([0.4, 0.9, 0.4, -2.0, 0.7, 0.4])
watched = np.array([False, True, False, False, False, False])
expect(
    shortlist(six, watched, 3),
    np.array([4, 0, 2]),
    "film 1 is seen; 0, 2 and 5 are equally good, so the smaller rows come first: sort stably",
)
expect(
    shortlist(np.array([-5.0, -1.5, -9.0, -3.0]), np.array([True, False, False, False]), 2),
    np.array([1, 3]),
    "negative scores, too",
)
### BEGIN HIDDEN TESTS
expect(
    shortlist(six, ~watched, 4),
    np.array([1]),
    "one unseen film is left: the list is shorter than k",
)
expect(
    shortlist(np.array([-1e9, 3.0, -2e9]), np.array([False, True, False]), 2),
    np.array([0, 2]),
    "very negative scores, too",
)
expect(six, np.array([0.4, 0.9, 0.4, -2.0, 0.7, 0.4]), "the scores stay as they are")
many = np.repeat([1.0, 2.0], 30)
expect(
    shortlist(many, many < 0, 4),
    np.arange(30, 34),
    "many equal scores keep their order: sort stably",
)
### END HIDDEN TESTS


# %% mistake="shortlist" replace="order[~seen[order]][:k]" says="seen films are not left out" with="order[:k]"

# %% mistake="shortlist" replace="order[~seen[order]][:k]" says="k films are taken first and seen ones dropped then, so the list is too short" with="order[:k][~seen[order[:k]]]"

# %% mistake="shortlist" replace="order[~seen[order]][:k]" says="the mask is not put into the order of the scores" with="order[~seen][:k]"

# %% mistake="shortlist" replace="np.argsort(-scores, kind=\"stable\")" says="the worst films come first" with="np.argsort(scores, kind=\"stable\")"

# %% mistake="shortlist" replace="np.argsort(-scores, kind=\"stable\")" says="of equal scores the larger row comes first" with="np.argsort(scores, kind=\"stable\")[::-1]"

# %% mistake="shortlist" replace="order[~seen[order]][:k]" says="the seen films are listed, not the unseen ones" with="order[seen[order]][:k]"

# %% mistake="shortlist" replace="order[~seen[order]][:k]" says="the scores are returned, not the rows" with="scores[order[~seen[order]][:k]]"

# %% mistake="shortlist" replace="    order = np.argsort(-scores, kind=\"stable\")\n    return order[~seen[order]][:k]" says="seen films get the score 0, which is more than a negative one" with="    order = np.argsort(-np.where(seen, 0, scores), kind=\"stable\")\n    return order[:k]"

# %% mistake="shortlist" replace="    order = np.argsort(-scores, kind=\"stable\")\n    return order[~seen[order]][:k]" says="the numbers count among the unseen films only: they are not rows of all films" with="    return np.argsort(-scores[~seen], kind=\"stable\")[:k]"

# %% mistake="shortlist" replace="    order = np.argsort(-scores, kind=\"stable\")\n    return order[~seen[order]][:k]" says="seen films lose a fixed number of points, and still beat very low scores" with="    order = np.argsort(-(scores - 1000 * seen), kind=\"stable\")\n    return order[: np.sum(~seen)][:k]"

# %% mistake="shortlist" replace="    order = np.argsort(-scores, kind=\"stable\")\n    return order[~seen[order]][:k]" says="seen films come last, but fill the list where too few are unseen" with="    return np.argsort(-np.where(seen, -np.inf, scores), kind=\"stable\")[:k]"


# %% [markdown] equivalent="shortlist"
# - `np.array(sorted(unseen, key=lambda i: -scores[i])[:k], dtype=int) → np.array(sorted(unseen, key=lambda i: -scores[i])[:k])`: differs only for an empty list, which nobody shows


# %% alternative="shortlist"
def shortlist(scores, seen, k):
    unseen = [i for i in range(len(scores)) if not seen[i]]
    return np.array(sorted(unseen, key=lambda i: -scores[i])[:k], dtype=int)


# %% [markdown]
# ## Three ratings, and no TensorFlow
#
# A new member signs up on her phone and rates three films. She has no row in any table. But a profile can be made of three ratings, and a tower is only four arrays:
#
# $$a = \max(0,\ p\,W_1 + b_1)\, W_2 + b_2$$
#
# Given the stars for a few films, compute for *all* films what you predict, without Keras. With $d = y - \mu - b_i$ and her profile $p$ (your `profile`), $p_0$ her mood,
# and $f_i$ the vectors of the film tower:
#
# $$\hat y_i = \mu + p_0 + a \cdot f_i$$
#
# The four arrays do not hold the factor that your tower begins with, so multiply here, too: it gets `scale` times the profile. (The film's bias is not added. How good a film is belongs to what the towers predict.) Predictions
# are cut to the range of 0.5 to 5 stars.


# %% exercise="welcome"
def welcome(rated, stars, mu, b, G, vectors, weights, shrink=5, scale=3):
    """Predict all films for a new member who has rated a few.

    Parameters
    ----------
    rated : numpy.ndarray of int, shape (m,)
        Rows of the films that she rated; m may be 0.
    stars : numpy.ndarray, shape (m,)
        Her ratings.
    mu : float
        Mean of all ratings.
    b : numpy.ndarray, shape (n,)
        Biases of the films, in stars.
    G : numpy.ndarray, shape (n, genres)
        Genre parts of the films.
    vectors : numpy.ndarray, shape (n, size)
        What the film tower makes of the films.
    weights : list of numpy.ndarray
        W1, b1, W2, b2 of the member tower.
    shrink, scale : float
        λ of the profile, and by what it is multiplied before the tower.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Predicted stars for each film, from 0.5 to 5.
    """
    ### BEGIN SOLUTION
    p = profile(stars - mu - b[rated], G[rated], shrink)
    W1, b1, W2, b2 = weights
    a = np.maximum(scale * p @ W1 + b1, 0) @ W2 + b2
    return np.clip(mu + p[0] + vectors @ a, 0.5, 5)
    ### END SOLUTION


# %% [markdown] hint="welcome"
# Four steps: what is left of her ratings, her profile, her vector, the products with all films. Which of these need all films, and which only the rated ones?

# %% [markdown] hint="welcome"
# With μ = 3.5, one film of bias 0.5 rated 5: d = 1. With λ = 1 the mood is 0.5; the tower gets `scale` times the whole profile, mood included, but μ + p₀ uses the mood itself.

# %% [markdown] hint="welcome"
# `b[rated]` and `G[rated]` are those of the rated films, for `profile`. Unpack `W1, b1, W2, b2 = weights`, and write the formula for $a$ with `np.maximum`. The products with all films at once are one matrix product; `np.clip`
# cuts. Which `p` goes into the tower, and which into the sum?

# %% checks="welcome" points=14
b_four, G_four = np.array([0.5, -0.2, 0.3, 0.0]), np.array([[1.0, 0], [0.6, 0.8], [0, 1], [0, 1]])
F_four = np.array([[0.2, 1.0], [-0.4, 0.3], [1.1, -0.5], [0.7, 0.9]])
tower_four = [
    np.array([[0.5, -1.0, 0.2], [1.0, 0.4, -0.3], [-0.2, 0.8, 0.6]]),
    np.array([0.1, 0.2, -0.1]),
    np.array([[0.3, -0.2], [0.5, 0.1], [-0.4, 0.6]]),
    np.array([0.05, -0.15]),
]
expect(
    welcome(np.array([0]), np.array([5.0]), 3.5, b_four, G_four, F_four, tower_four, 1, 2),
    np.array([3.706, 3.737, 4.603, 3.933]),
    "d is 1, her profile 0.5, 0.25, 0; hidden sums 1.1, -0.6, -0.05; her vector 0.38, -0.37",
)
three_seen, three_stars = np.array([3, 1, 0]), np.array([4.5, 2.0, 3.5])
expect(
    welcome(three_seen, three_stars, 3.1, b_four, G_four, F_four, tower_four, 2.5, 4),
    np.array([3.3027752, 3.2782846, 2.9341131, 3.2145480]),
    "films 3, 1 and 0: d is 1.4, -0.9 and -0.1, the mood 0.4 / 5.5",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
expect(
    welcome(three_seen, three_stars, 3.1, b_four, G_four, F_four, tower_four),
    np.array([3.1352306, 3.1285624, 3.2017503, 3.1559326]),
    "shrink and scale are 5 and 3 where they are not given",
    rtol=1e-5,
)
nobody = np.array([], dtype=int)
expect(
    welcome(nobody, np.array([]), 3.1, b_four, G_four, F_four, tower_four),
    np.array([2.986, 2.983, 3.373, 3.091]),
    "without ratings the profile is zero, and the tower still answers",
)
expect(
    welcome(np.array([2, 0]), np.array([1, 0.5]), 3.4, 0 * b_four, G_four, 10 * F_four, tower_four),
    np.array([4.0142857, 0.5, 5.0, 5.0]),
    "predictions are cut to 0.5 and 5 stars",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="welcome" replace="stars - mu - b[rated]" says="the biases of the rated films are not taken away" with="stars - mu"

# %% mistake="welcome" replace="b[rated], G[rated]" says="the first films are used instead of the rated ones" with="b[: len(rated)], G[: len(rated)]"

# %% mistake="welcome" replace="np.maximum(scale * p @ W1 + b1, 0)" says="the hidden layer does not bend" with="(scale * p @ W1 + b1)"

# %% mistake="welcome" replace="scale * p @ W1" says="the tower gets the profile without the factor scale" with="p @ W1"

# %% mistake="welcome" replace="mu + p[0] + vectors @ a" says="her mood is left out of the predictions" with="mu + vectors @ a"

# %% mistake="welcome" replace="mu + p[0] + vectors @ a" says="the mood is multiplied by scale in the predictions, too" with="mu + scale * p[0] + vectors @ a"

# %% mistake="welcome" replace="mu + p[0] + vectors @ a" says="the biases of the films are added, but what the towers predict contains them already" with="mu + b + p[0] + vectors @ a"

# %% mistake="welcome" replace="np.clip(mu + p[0] + vectors @ a, 0.5, 5)" says="the predictions are not cut to 0.5 to 5 stars" with="mu + p[0] + vectors @ a"

# %% mistake="welcome" replace="np.clip(mu + p[0] + vectors @ a, 0.5, 5)" says="only the dot product is cut to 0.5 to 5, before the mean and the mood are added" with="mu + p[0] + np.clip(vectors @ a, 0.5, 5)"

# %% mistake="welcome" replace="b[rated], G[rated]" says="the biases are those of the first films, not of the rated ones" with="b[: len(rated)], G[rated]"

# %% mistake="welcome" replace="b[rated], G[rated]" says="the genres are those of the first films, not of the rated ones" with="b[rated], G[: len(rated)]"

# %% mistake="welcome" replace="scale * p @ W1 + b1" says="b1 is multiplied by scale, too" with="scale * (p @ W1 + b1)"

# %% mistake="welcome" replace="np.maximum(scale * p @ W1 + b1, 0)" says="b1 is added behind the bend, not before it" with="(np.maximum(scale * p @ W1, 0) + b1)"

# %% mistake="welcome" replace="    a = np.maximum(scale * p @ W1 + b1, 0) @ W2 + b2" says="her vector is bent, too: only the hidden layer bends" with="    a = np.maximum(np.maximum(scale * p @ W1 + b1, 0) @ W2 + b2, 0)"

# %% mistake="welcome" replace="0.5, 5)" says="the predictions are cut at 0, not at 0.5" with="0, 5)"

# %% mistake="welcome" replace="vectors @ a" says="only the films that she has rated are predicted" with="vectors[rated] @ a"

# %% mistake="welcome" replace="    p = profile(stars" says="somebody without ratings gets the mean alone, though the tower answers zeros, too" with="    if len(rated) == 0:\n        return np.full(len(b), mu)\n    p = profile(stars"

# %% mistake="welcome" replace="scale * p @ W1" says="only the tastes are multiplied by scale before the tower, not the mood" with="np.append(p[0], scale * p[1:]) @ W1"

# %% mistake="welcome" replace="scale * p @ W1" says="only the mood is multiplied by scale before the tower, not the tastes" with="np.append(scale * p[0], p[1:]) @ W1"


# %% [markdown] equivalent="welcome"
# - `hidden < 0 → hidden <= 0`: 0 becomes 0


# %% alternative="welcome"
def welcome(rated, stars, mu, b, G, vectors, weights, shrink=5, scale=3):
    left = np.array([star - mu - b[film] for film, star in zip(rated, stars)])
    p = profile(left, G[rated], shrink)
    hidden = weights[1] + (scale * p) @ weights[0]
    hidden[hidden < 0] = 0
    a = hidden @ weights[2] + weights[3]
    predicted = np.array([mu + p[0] + float(np.sum(f * a)) for f in vectors])
    return np.minimum(np.maximum(predicted, 0.5), 5)


# %% [markdown]
# Two new members, with three ratings each. One loved a cartoon and a fairy tale and was bored by a war film; the other felt the opposite. Here is what each
# should see first of the 90 new films.

# %%
weights = member_tower.get_weights()
vectors = film_tower.predict(X, verbose=0)
seen = np.ones(len(films), dtype=bool)
seen[shuffled[:90]] = False
three = [np.flatnonzero(titles == t)[0] for t in ("Toy Story", "Shrek", "Apocalypse Now")]
for name, stars in [("one", [5.0, 5.0, 1.5]), ("the other", [1.5, 2.0, 5.0])]:
    predicted = welcome(np.array(three), np.array(stars), mu, b_film, genre_part, vectors, weights)
    print(name, "·", " · ".join(titles[i] for i in shortlist(predicted, seen, 5)))

# %% [markdown]
# Most films are on both lists: three ratings, shrunk by $\lambda = 5$, are a whisper, and the towers rely on what holds for everyone (old films that are still watched are good ones). Look at the films that are on one list
# only: there her taste begins to speak. With biases alone, both members would get the very same list, however they rate.
#
# ## In which order?
#
# Now the opening question. An order is right about a *pair* of films if the one that the member gave more stars stands higher. **Pair accuracy** is the share of such pairs, with equal scores
# counted as half; a coin has 0.5. (You know it as AUC, Course 1.) It is computed for each member with at least five judging ratings that are not all equal.
#
# To be fair, the crowd gets a chance. Of each new film 20 ratings become known, one after another; all *other* ratings of new films judge, the same for all models and all stages. Three
# models compete when $r$ ratings of each new film are known:
#
# - **towers**: content alone, whatever $r$ is;
# - **unit 4**: biases and ten factors; a new film's bias and factors come from its $r$ ratings;
# - **both**: the towers' prediction is the starting point to which the mean of the ratings is shrunk, instead of 0.


# %%
def pair_accuracy(scores, rows):
    """Return the pair accuracy of each member on these rows; NaN for fewer than five."""
    result = np.full(len(members), np.nan)
    for member in np.unique(u[rows]):
        own = rows[u[rows] == member]
        better = y[own][:, np.newaxis] > y[own]
        gap = np.sign(scores[own][:, np.newaxis] - scores[own])
        if len(own) >= 5 and better.any():
            result[member] = np.mean((gap[better] + 1) / 2)
    return result


# `place` numbers the ratings of each new film in a random order; the first 20 become known.
place = pd.Series(rng.permutation(len(y)))[new].groupby(v[new]).rank().astype(int) - 1
judged, pool = place.index[place >= 20].to_numpy(), place[place < 20]
print(len(pool), "ratings become known,", len(judged), "judge")

# %% [markdown]
# Compact code for the factors of unit 4: in turn, each member's and each film's ten numbers are solved for by ridge regression on the old ratings ($\lambda = 8$).


# %%
def solve(own, other, target, groups, n, strength=8.0):
    result = np.zeros((n, other.shape[1]))
    for group in np.unique(groups):
        Z = other[own[groups == group]]
        result[group] = np.linalg.solve(
            Z.T @ Z + strength * np.eye(Z.shape[1]), Z.T @ target[groups == group]
        )
    return result


rest = (y - mu - b_user[u] - b_film[v])[old]
film_factors = np.random.default_rng(1).normal(0, 0.1, (len(films), 10))
for _ in range(6):
    member_factors = solve(v[old], film_factors, rest, u[old], len(members))
    film_factors = solve(u[old], member_factors, rest, v[old], len(films))

# %%
by_towers = np.zeros(len(y))
by_towers[new] = np.sum(member_tower.predict(P[u[new]], verbose=0) * vectors[v[new]], axis=1)
known, table = [0, 1, 2, 3, 5, 10, 20], {"towers": [], "unit 4": [], "both": []}
for r in known:
    rows = pool.index[pool < r].to_numpy()
    count = np.bincount(v[rows], minlength=len(films)) + 5
    # The new films' biases, then their factors from what is left.
    crowd = np.bincount(v[rows], e[rows], len(films)) / count
    left = (y - mu - b_user[u])[rows] - crowd[v[rows]]
    factors = solve(u[rows], member_factors, left, v[rows], len(films))
    # What the ratings say beyond the towers: their mean miss, shrunk like `crowd`.
    correction = np.bincount(v[rows], (e - by_towers)[rows], len(films)) / count
    scores = {"towers": by_towers, "both": by_towers + correction[v]}
    scores["unit 4"] = crowd[v] + np.sum(member_factors[u] * factors[v], axis=1)
    for name in table:
        table[name].append(pair_accuracy(scores[name], judged))
table = {name: np.column_stack(columns) for name, columns in table.items()}

# %% [markdown]
# `table["towers"]` has a row for each member and a column for each stage; members who can't be judged are NaN.
#
# ## From when on?
#
# Two models, the same members: compare them by the difference within each member. For each stage $j$, over the $m$ members of whom *both* models have a number, with $\delta_i$ the
# second model's accuracy minus the first's,
#
# $$\bar\delta_j = \frac{1}{m}\sum_i \delta_i, \qquad h_j = 1.96\,\frac{s}{\sqrt m}, \qquad s^2 = \frac{1}{m-1}\sum_i (\delta_i - \bar\delta_j)^2$$
#
# and $\bar\delta_j \pm h_j$ is its 95% interval. The **turn** is the first stage from which on, in this *and all later* stages, the whole interval lies above 0: from there on, take the second
# model. If there is none, the turn is the number of stages.


# %% exercise="turning_point"
def turning_point(first, second):
    """Compare two models stage by stage, in pairs.

    Parameters
    ----------
    first, second : numpy.ndarray, shape (members, stages)
        Accuracies; NaN where a member can't be judged. At least two members of each stage
        have a number in both.

    Returns
    -------
    difference : numpy.ndarray, shape (stages,)
        Mean of second minus first.
    half : numpy.ndarray, shape (stages,)
        Half the width of its 95% interval.
    turn : int
        The first stage from which on all intervals lie above 0, or the number of stages.
    """
    ### BEGIN SOLUTION
    gaps = second - first
    m = np.sum(~np.isnan(gaps), axis=0)
    difference = np.nanmean(gaps, axis=0)
    half = 1.96 * np.nanstd(gaps, axis=0, ddof=1) / np.sqrt(m)
    turn = len(difference)
    while turn > 0 and difference[turn - 1] - half[turn - 1] > 0:
        turn -= 1
    return difference, half, turn
    ### END SOLUTION


# %% [markdown] hint="turning_point"
# What does `second - first` hold where one of the two is NaN? And from which end is the turn found most easily?

# %% [markdown] hint="turning_point"
# Lower ends of 0.02, −0.01, 0.03, 0.05: from the end, stage 3 is above 0, stage 2 is, stage 1 is not. So the turn is 2, though stage 0 is above 0, too.

# %% [markdown] hint="turning_point"
# `np.nanmean` and `np.nanstd(…, ddof=1)` skip NaN; `np.isnan` helps to count the members of each stage. For the turn begin with the number of stages and go back stage by stage: as long as what
# holds for the stage before?

# %% checks="turning_point" points=12
gap = np.nan
first_five = np.array([
    [0.5, 0.6, 0.7], [0.4, 0.4, 0.5], [0.6, gap, 0.6], [0.7, 0.5, 0.4], [0.45, 0.55, gap],
])  # fmt: skip
second_five = np.array([
    [0.3, 0.7, 0.9], [0.5, 0.3, 0.7], [0.4, 0.8, 0.85], [0.5, gap, 0.7], [0.35, 0.62, 0.5],
])  # fmt: skip
expect(
    turning_point(first_five, second_five),
    (np.array([-0.12, 0.07 / 3, 0.2375]), np.array([0.1142867, 0.1220527, 0.0469139]), 2),
    "stage 1 has three pairs, 0.1, -0.1 and 0.07; only the interval of stage 2 lies above 0",
    rtol=1e-5,
)
expect(
    turning_point(second_five, first_five)[2],
    3,
    "the other way round the last interval lies below 0: no turn, so the number of stages",
)
### BEGIN HIDDEN TESTS
steps = np.array([0.1, 0.0, 0.2, 0.3])
noisy = 0.5 + np.array([[0.03], [-0.02], [0.01], [0.04]]) * np.array([1.0, 1.0, -1.0, 0.5])
expect(
    turning_point(np.full((4, 4), 0.5), noisy + steps)[2],
    2,
    "stage 0 lies above 0, but stage 1 does not: the turn is behind it",
)
expect(
    turning_point(np.full((4, 2), 0.5), (noisy + steps)[:, 2:])[2],
    0,
    "better from the beginning on",
)
flat = np.full((4, 5), 0.5)
uneven = np.array([[0.03], [-0.03], [0.01], [-0.01]]) * np.array([1.0, 8.0, 1.0, 1.0, 1.0])
expect(
    turning_point(flat, flat + uneven + 0.1)[2],
    2,
    "five stages, each 0.1 better, but the interval of stage 1 is 0.2 wide to each side",
)
expect(
    turning_point(flat, flat + uneven - 0.01)[2],
    5,
    "a little worse, with intervals that reach above 0: no turn",
)
expect(turning_point(first_five, first_five)[2], 3, "a model against itself never turns")
### END HIDDEN TESTS


# %% mistake="turning_point" replace="gaps = second - first" says="the first is not subtracted from the second but the other way round" with="gaps = first - second"

# %% mistake="turning_point" replace="np.nanstd(gaps, axis=0, ddof=1)" says="s is computed with m, not with m - 1" with="np.nanstd(gaps, axis=0)"

# %% mistake="turning_point" replace="m = np.sum(~np.isnan(gaps), axis=0)" says="members who can't be judged are counted in m" with="m = len(gaps)"

# %% mistake="turning_point" replace=" / np.sqrt(m)" says="the spread of the single differences is taken, not that of their mean: √m is missing" with=""

# %% mistake="turning_point" replace="1.96 * " says="the interval is one standard error wide to each side, not 1.96" with=""

# %% mistake="turning_point" replace="difference[turn - 1] - half[turn - 1] > 0" says="the turn looks at the difference alone, not at its interval" with="difference[turn - 1] > 0"

# %% mistake="turning_point" replace="return difference, half, turn" says="the turn is the last stage that is not above 0, one too early" with="return difference, half, max(turn - 1, 0)"

# %% mistake="turning_point" replace="difference[turn - 1] - half[turn - 1] > 0" says="the upper end of the interval is looked at, not the lower one" with="difference[turn - 1] + half[turn - 1] > 0"

# %% mistake="turning_point" replace="difference[turn - 1] - half[turn - 1] > 0" says="an interval below 0 counts, too: it must lie above" with="abs(difference[turn - 1]) - half[turn - 1] > 0"

# %% mistake="turning_point" replace="return difference, half, turn" says="without a turn −1 comes out, not the number of stages" with="return difference, half, turn if turn < len(difference) else -1"

# %% mistake="turning_point" replace="gaps = second - first\n    m = np.sum(~np.isnan(gaps), axis=0)" says="who can't be judged counts as no difference: NaN became 0" with="gaps = np.nan_to_num(second - first)\n    m = len(gaps)"

# %% mistake="turning_point" replace="    m = np.sum(~np.isnan(gaps), axis=0)\n    difference = np.nanmean(gaps, axis=0)\n    half = 1.96 * np.nanstd(gaps, axis=0, ddof=1) / np.sqrt(m)" says="one NaN makes the mean of its stage NaN" with="    difference = gaps.mean(axis=0)\n    half = 1.96 * gaps.std(axis=0, ddof=1) / np.sqrt(len(gaps))"


# %% mistake="turning_point" says="members with a gap in any stage are left out of all stages"
def turning_point(first, second):
    gaps = second - first
    gaps = gaps[~np.isnan(gaps).any(axis=1)]
    difference = gaps.mean(axis=0)
    half = 1.96 * gaps.std(axis=0, ddof=1) / np.sqrt(len(gaps))
    turn = len(difference)
    while turn > 0 and difference[turn - 1] - half[turn - 1] > 0:
        turn -= 1
    return difference, half, turn


# %% mistake="turning_point" says="it is the first stage above 0, even if a later one is not"
def turning_point(first, second):
    gaps = second - first
    m = np.sum(~np.isnan(gaps), axis=0)
    difference = np.nanmean(gaps, axis=0)
    half = 1.96 * np.nanstd(gaps, axis=0, ddof=1) / np.sqrt(m)
    above = np.flatnonzero(difference - half > 0)
    return difference, half, int(above[0]) if len(above) else len(difference)


# %% mistake="turning_point" says="the means of all members are compared, not the pairs: a member whom only one model can judge counts"
def turning_point(first, second):
    gaps = second - first
    m = np.sum(~np.isnan(gaps), axis=0)
    difference = np.nanmean(second, axis=0) - np.nanmean(first, axis=0)
    half = 1.96 * np.nanstd(gaps, axis=0, ddof=1) / np.sqrt(m)
    turn = len(difference)
    while turn > 0 and difference[turn - 1] - half[turn - 1] > 0:
        turn -= 1
    return difference, half, turn


# %% alternative="turning_point"
def turning_point(first, second):
    difference, half = [], []
    for a, b in zip(first.T, second.T):
        pairs = [y - x for x, y in zip(a, b) if x == x and y == y]
        m, mean = len(pairs), sum(pairs) / len(pairs)
        s = (sum((value - mean) ** 2 for value in pairs) / (m - 1)) ** 0.5
        difference.append(mean)
        half.append(1.96 * s / m**0.5)
    turn = len(half)
    for j in reversed(range(len(half))):
        if difference[j] - half[j] <= 0:
            break
        turn = j
    return np.array(difference), np.array(half), turn


# %% [markdown]
# **Predict.** After how many ratings of each film will unit 4 be better than your towers? And will *both* be better than either?

# %%
prediction = "unit 4 from ... ratings on"  # write yours

# %%
places = np.arange(len(known))
looks = {"towers": ("o-", plots.DATA), "unit 4": ("s--", plots.SECOND)}
looks["both"] = ("^-.", plots.HIGHLIGHT)
for name, (style, color) in looks.items():
    accuracy = np.nanmean(table[name], axis=0)
    print(f"{name:7}", accuracy.round(3))
    plt.plot(places, accuracy, style, color=color, label=name)
plt.axhline(0.5, color=plots.MODEL, lw=1, ls="--", label="a coin")
plt.xticks(places, known)
plt.xlabel("known ratings of each new film")
plt.ylabel("pair accuracy, mean of the members")
plt.legend()
plt.show()

# %%
for a, b in [("towers", "unit 4"), ("towers", "both"), ("unit 4", "both")]:
    difference, half, turn = turning_point(table[a], table[b])
    print(f"{b} minus {a}: from", f"{known[turn]} ratings on" if turn < len(known) else "never")
    print("   ", "  ".join(f"{x:+.3f} ± {h:.3f}" for x, h in zip(difference, half)))

# %% [markdown]
# Read the figure from left to right. Without any rating unit 4 is a coin, and the towers order about 61% of the pairs right. That is worth something on the first evening, and it stays as it is: content learns nothing
# from ratings of the new films. The orange curve climbs steeply with the first ratings, then slowly and not without steps back, and passes the blue one between three and five. From ten on its interval is clearly above; at five the lower end lies so near to 0 that a small change may move the turn: **then the crowd knows more than genres and years.**
#
# The green curve never has to choose. It begins with the towers and rises with the crowd, a little above it to the end. The other two turns say so: *both* beats unit 4 from no rating at all on, and the towers from two or three on: content as the *starting point*, ratings as the evidence. That is shrinkage once more, only
# that it no longer shrinks to 0 but to a good guess.
#
# ## So in which order?
#
# **On the first evening by the towers, then by both: for each film, start at what its content promises and let each rating pull it to what people say. From about five to ten ratings on the ratings carry the most.** Three things to keep
# in mind before you put that into service. All of these films have 50 ratings or more, since films with fewer were left out: really new films are often worse. The judges are members with five or more of the judging ratings: busy people. And members rate what they chose to
# watch, not what a list would have shown them: that is the loop of lecture 3, and only a test with real lists gets around it.
