# %% [markdown]
# # Ten films for tonight
#
# *150 minutes. You need: the three lectures of this unit, gradient descent, ridge regression (Course
# 1, unit 5).*
#
# You run a small streaming service, and this time you are a customer, too. 670 people have left
# 43,083 ratings. **Can a machine that knows nothing but stars put together ten films for *you*? And
# is its list better than the ten films that everybody knows?** You train biases and factors
# together, rate some films, read your list, and then let the list compete with plain fame.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots, rating
from utils.checks import expect
from utils.datasets.recommenders import split_ratings

ratings = datasets.movielens_ratings(popular=True)
users, films = np.unique(ratings["userId"]), np.unique(ratings["movieId"])
m, n = len(users), len(films)
titles = datasets.movielens_movies().set_index("movieId").loc[films, "title"]
titles = titles.str.split(" (", regex=False).str[0].tolist()
print(f"{m} users, {n} films with at least 50 ratings each, {len(ratings):,} ratings")

# %% [markdown]
# The ratings come from MovieLens, a service of the research group GroupLens at the University of
# Minnesota (F. M. Harper and J. A. Konstan, *The MovieLens Datasets: History and Context*, ACM TiiS
# 2015). Users and films get numbers from 0: user $u$ is row $u$ of a table, film $i$ is column $i$. A fifth of
# the ratings is put aside; what is learned is learned from the others.


# %%
def numbered(frame):
    """Return users and films, numbered from 0, and stars of the ratings in a frame."""
    u, i = np.searchsorted(users, frame["userId"]), np.searchsorted(films, frame["movieId"])
    return u, i, frame["rating"].to_numpy()


def table(u, i, r):
    """Return the stars as a table, shape (m, n), with nan where there is no rating."""
    Y = np.full((m, n), np.nan)
    Y[u, i] = r
    return Y


train, test = split_ratings(ratings, seed=0)
u, i, r = numbered(train)
u_test, i_test, r_test = numbered(test)
Y = table(u, i, r)


def rmse(guess):
    """Return how far a table of guesses is from the test ratings, in stars."""
    return np.sqrt(np.mean((np.clip(guess, 0.5, 5)[u_test, i_test] - r_test) ** 2))


# %% [markdown]
# ## Biases, in turns
#
# The lecture found the films' biases $c_i$ once, then the users' $b_u$ from what was left. You go on
# in turns. With μ the mean of all ratings, begin with all biases at 0. One **round** is: first all
# films, from what μ and the *present* $b$ leave over, then all users, from what μ and the *new* $c$ leave over:
#
# $$c_i = \frac{\sum_{u \in R_i} (y_{ui} - \mu - b_u)}{n_i + \lambda}, \qquad b_u = \frac{\sum_{i \in
# R_u} (y_{ui} - \mu - c_i)}{n_u + \lambda}$$
#
# $R_i$ are the users who rated film $i$, $n_i$ of them; $R_u$ are the films that user $u$ rated, $n_u$ of them. The
# same λ serves both. Who has no ratings has the bias 0.


# %% exercise="biases"
def biases(u, i, r, m, n, lam, rounds):
    """Return the mean of all ratings and the shrunk biases, found in turns.

    Parameters
    ----------
    u, i : numpy.ndarray of int, shape (k,)
        Who rated which film: users from 0 to m - 1, films from 0 to n - 1.
    r : numpy.ndarray, shape (k,)
        The stars, floats or whole numbers.
    m, n : int
        The numbers of all users and all films; some may have no ratings.
    lam : float
        The penalty, above 0.
    rounds : int
        How often films, then users are computed anew; at least 1.

    Returns
    -------
    mu : float
    b : numpy.ndarray, shape (m,)
        Users.
    c : numpy.ndarray, shape (n,)
        Films.
    """
    ### BEGIN SOLUTION
    mu, b = r.mean(), np.zeros(m)
    of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u], n) / (of_film + lam)
        b = np.bincount(u, r - mu - c[i], m) / (of_user + lam)
    return mu, b, c
    ### END SOLUTION


# %% [markdown] hint="biases"
# `b[u]` gives, for every rating, the bias of the user who gave it. What is left of the ratings after
# μ and these?

# %% [markdown] hint="biases"
# Ratings of one film: 4 and 5, by users whose biases are 0.5 and 0.1, with μ = 3.5: 0 and 1.4 are left. With λ = 2
# the film's bias is 1.4 / 4 = 0.35.

# %% [markdown] hint="biases"
# Before the loop: `of_film = np.bincount(i, minlength=n)`, and the same for the users. In each round: `c =
# np.bincount(i, weights=…, minlength=n) / (of_film + lam)`, where the weights are what μ and the present `b` leave of
# each rating; then `b` in the same way, with the new …

# %% checks="biases" points=12
u_six, i_six = np.array([0, 0, 1, 1, 1, 3]), np.array([1, 2, 1, 0, 2, 4])
r_six = np.array([4.5, 2.0, 5.0, 3.5, 4.0, 0.5])
expect(
    biases(u_six, i_six, r_six, 4, 6, 2.0, 1),
    (
        3.25,
        np.array([-0.15625, 0.4083333333, 0.0, -0.6111111111]),
        np.array([0.25 / 3, 0.75, -0.125, 0.0, -2.75 / 3, 0.0]),
    ),
    "one round: film 1 has (1.25 + 1.75) / 4; then user 0 has (1.25 − 0.75 − 1.25 + 0.125) / 4",
)
expect(
    biases(u_six, i_six, r_six, 4, 6, 2.0, 2)[2][:3],
    np.array([-0.0527777778, 0.6869791667, -0.1880208333]),
    "in the second round the films are computed anew: film 0 has (0.25 − 0.4083…) / 3",
)
expect(
    biases(u_six, i_six, (2 * r_six).astype(int), 4, 6, 0.5, 1)[0],
    6.5,
    "whole numbers work, too, and the mean is that of the ratings",
)
### BEGIN HIDDEN TESTS
expect(
    biases(u_six, i_six, r_six, 5, 7, 0.5, 3)[1],
    np.array([-0.3464692971, 0.5954784149, 0.0, -1.0034293553, 0.0]),
    "another penalty, three rounds, and a user at the end without ratings: bias 0",
)
from sklearn.linear_model import Ridge

design_check = np.zeros((6, 9))
design_check[np.arange(6), u_six] = 1
design_check[np.arange(6), 4 + i_six] = 1
ridge_check = Ridge(alpha=1.7, fit_intercept=False).fit(design_check, r_six - r_six.mean())
expect(
    np.concatenate(biases(u_six, i_six, r_six, 4, 5, 1.7, 60)[1:]),
    ridge_check.coef_,
    "after many rounds it is ridge regression on columns of 0 and 1, as scikit-learn finds it",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="biases" replace="r - mu - b[u]" says="the films do not look at the users' biases" with="r - mu"

# %% mistake="biases" replace="r - mu - c[i]" says="the users do not look at the films' biases" with="r - mu"

# %% mistake="biases" replace="(of_user + lam)" says="the users' biases are not shrunk: λ is missing" with="np.maximum(of_user, 1)"

# %% mistake="biases" replace="return mu, b, c" says="the films' biases come before the users'" with="return mu, c, b"


# %% mistake="biases" says="in each round the users come first, then the films"
def biases(u, i, r, m, n, lam, rounds):
    mu, c = r.mean(), np.zeros(n)
    for _ in range(rounds):
        b = np.bincount(u, r - mu - c[i], m) / (np.bincount(u, minlength=m) + lam)
        c = np.bincount(i, r - mu - b[u], n) / (np.bincount(i, minlength=n) + lam)
    return mu, b, c


# %% mistake="biases" says="films and users are computed from the biases before the round, both from the old ones"
def biases(u, i, r, m, n, lam, rounds):
    mu, b, c = r.mean(), np.zeros(m), np.zeros(n)
    for _ in range(rounds):
        left = r - mu - b[u]
        other = r - mu - c[i]
        c = np.bincount(i, left, n) / (np.bincount(i, minlength=n) + lam)
        b = np.bincount(u, other, m) / (np.bincount(u, minlength=m) + lam)
    return mu, b, c


# %% mistake="biases" says="only the last rating of each film and user counts: with `total[i] += …` a number that comes twice is added to once"
def biases(u, i, r, m, n, lam, rounds):
    mu, b = r.mean(), np.zeros(m)
    of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)
    for _ in range(rounds):
        films, people = np.zeros(n), np.zeros(m)
        films[i] += r - mu - b[u]
        c = films / (of_film + lam)
        people[u] += r - mu - c[i]
        b = people / (of_user + lam)
    return mu, b, c


# %% mistake="biases" replace="range(rounds)" says="there is one round, however many are asked for" with="range(1)"


# %% mistake="biases" says="μ is the mean of the films' means, not of all ratings"
def biases(u, i, r, m, n, lam, rounds):
    counts = np.bincount(i, minlength=n)
    mu = np.mean(np.bincount(i, r, n)[counts > 0] / counts[counts > 0])
    b = np.zeros(m)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u], n) / (counts + lam)
        b = np.bincount(u, r - mu - c[i], m) / (np.bincount(u, minlength=m) + lam)
    return mu, b, c


# %% mistake="biases" says="the mean of what is left is divided by 1 + λ, not the sum by the count + λ"
def biases(u, i, r, m, n, lam, rounds):
    mu, b = r.mean(), np.zeros(m)
    of_user = np.maximum(np.bincount(u, minlength=m), 1)
    of_film = np.maximum(np.bincount(i, minlength=n), 1)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u], n) / of_film / (1 + lam)
        b = np.bincount(u, r - mu - c[i], m) / of_user / (1 + lam)
    return mu, b, c


# %% mistake="biases" says="μ is not taken off the ratings"
def biases(u, i, r, m, n, lam, rounds):
    mu, b = r.mean(), np.zeros(m)
    of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)
    for _ in range(rounds):
        c = np.bincount(i, r - b[u], n) / (of_film + lam)
        b = np.bincount(u, r - c[i], m) / (of_user + lam)
    return mu, b, c


# %% mistake="biases" says="no bias is shrunk: λ is missing"
def biases(u, i, r, m, n, lam, rounds):
    mu, b = r.mean(), np.zeros(m)
    of_user = np.maximum(np.bincount(u, minlength=m), 1)
    of_film = np.maximum(np.bincount(i, minlength=n), 1)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u], n) / of_film
        b = np.bincount(u, r - mu - c[i], m) / of_user
    return mu, b, c


# %% mistake="biases" says="each round adds to the biases, which have to be computed anew"
def biases(u, i, r, m, n, lam, rounds):
    mu, b, c = r.mean(), np.zeros(m), np.zeros(n)
    of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)
    for _ in range(rounds):
        c = c + np.bincount(i, r - mu - b[u], n) / (of_film + lam)
        b = b + np.bincount(u, r - mu - c[i], m) / (of_user + lam)
    return mu, b, c


# %% mistake="biases" says="the side's own old bias is taken off, too, before it is computed anew"
def biases(u, i, r, m, n, lam, rounds):
    mu, b, c = r.mean(), np.zeros(m), np.zeros(n)
    of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u] - c[i], n) / (of_film + lam)
        b = np.bincount(u, r - mu - b[u] - c[i], m) / (of_user + lam)
    return mu, b, c


# %% mistake="biases" says="`minlength` is missing: `np.bincount` ends at the last number that has ratings"
def biases(u, i, r, m, n, lam, rounds):
    mu, b = r.mean(), np.zeros(m)
    for _ in range(rounds):
        c = np.bincount(i, r - mu - b[u]) / (np.bincount(i) + lam)
        b = np.bincount(u, r - mu - c[i]) / (np.bincount(u) + lam)
    return mu, b, c


# %% mistake="biases" replace="of_user, of_film = np.bincount(u, minlength=m), np.bincount(i, minlength=n)" says="it is divided by the number of all ratings + λ, not of the film's or user's own" with="of_user = of_film = len(r)"


# %% mistake="biases" replace="(of_film + lam)" says="the films' biases are not shrunk: λ is missing" with="np.maximum(of_film, 1)"


# %% mistake="biases" says="a film or user without ratings gets nan, as `reindex` or the mean of nothing gives it"
def biases(u, i, r, m, n, lam, rounds):
    t = pd.DataFrame({"u": u, "i": i, "r": r})
    mu = t["r"].mean()
    b, c = np.zeros(m), np.zeros(n)
    for _ in range(rounds):
        t["left"] = t["r"] - mu - b[t["u"]]
        g = t.groupby("i")["left"]
        c = (g.sum() / (g.count() + lam)).reindex(range(n)).to_numpy()
        t["left"] = t["r"] - mu - c[t["i"]]
        g = t.groupby("u")["left"]
        b = (g.sum() / (g.count() + lam)).reindex(range(m)).to_numpy()
    return mu, b, c


# %% [markdown] equivalent="biases"
# - `np.zeros(n) → np.ones(n)`: the films are computed anew before anything looks at them
# - `range(m) → range(0, m + 1)`: nobody has that number, and the last line says how many there are
# - `range(n) → range(0, n - 1)`: where the films are computed anew before anything looks at them
# - `range(n) → range(0, n + 1)`: likewise
# - `range(n) → range(1, n)`: likewise


# %% alternative="biases"
def biases(u, i, r, m, n, lam, rounds):
    mu = sum(r) / len(r)
    b, c = np.zeros(m), np.zeros(n)
    for _ in range(rounds):
        for film in range(n):
            own = i == film
            c[film] = np.sum(r[own] - mu - b[u[own]]) / (own.sum() + lam)
        for user in range(m):
            own = u == user
            b[user] = np.sum(r[own] - mu - c[i[own]]) / (own.sum() + lam)
    return mu, b, c


# %% alternative="biases"
def biases(u, i, r, m, n, lam, rounds):
    frame = pd.DataFrame({"u": u, "i": i, "left": r - np.mean(r)})
    b, c = pd.Series(0.0, index=range(m)), pd.Series(0.0, index=range(n))
    for _ in range(rounds):
        groups = (frame["left"] - frame["u"].map(b)).groupby(frame["i"])
        c = (groups.sum() / (groups.count() + lam)).reindex(range(n), fill_value=0)
        groups = (frame["left"] - frame["i"].map(c)).groupby(frame["u"])
        b = (groups.sum() / (groups.count() + lam)).reindex(range(m), fill_value=0)
    return np.mean(r), b.to_numpy(), c.to_numpy()


# %% [markdown]
# This is the baseline. How fast do the turns settle, and how good is it?

# %%
for rounds in (1, 2, 3, 10):
    mu, b, c = biases(u, i, r, m, n, 5.0, rounds)
    print(f"{rounds:2} rounds: RMSE on the test ratings {rmse(mu + b[:, None] + c):.4f} stars")
baseline = mu + b[:, None] + c
rmse_biases = rmse(baseline)

# %% [markdown]
# Two rounds do nearly all. 0.837 stars is the number to beat.
#
# ## One cost for everything
#
# The lecture fitted factors to what fixed biases left over. Better to let them learn together:
# a bias may change once tastes explain a part of the stars. Tastes $p_u$ are the rows of $P$ ($m \times k$),
# characters $q_i$ the rows of $Q$ ($n \times k$), and the guess is $\hat y_{ui} = \mu + b_u + c_i + p_u \cdot
# q_i$. One penalty λ holds all of them (only μ is free), and the cost is
#
# $$J = \frac12 \sum_{(u,i)\ \text{known}} (\hat y_{ui} - y_{ui})^2 + \frac{\lambda}{2} \Bigl(\sum_u
# b_u^2 + \sum_i c_i^2 + \sum_{u,f} p_{uf}^2 + \sum_{i,f} q_{if}^2\Bigr)$$
#
# There is a trap. The holes of $Y$ hold `nan`, "not a number", and a `nan` poisons every sum; even
# `0 * nan` is `nan`. Multiplying by a mask does not help here: the holes have to be *replaced* or left out.
# `np.isnan(Y)` knows where they are. The table of guesses is given.


# %%
def guesses(mu, b, c, P, Q):
    """Return the table of guesses, shape (m, n): mu + b_u + c_i + p_u · q_i."""
    return mu + b[:, None] + c + P @ Q.T


# %% [markdown]
# And a small table, for trying things out: three users, four films, six ratings, two factors.

# %%
Y_small = np.array(
    [
        [4.5, np.nan, 2.0, np.nan],
        [np.nan, 3.5, np.nan, 1.5],
        [5.0, 3.0, np.nan, np.nan],
    ]
)
b_small, c_small = np.array([0.2, -0.4, 0.1]), np.array([0.6, 0.3, -0.5, -0.7])
P_small = np.array([[0.5, -0.2], [0.1, 0.8], [-0.6, 0.4]])
Q_small = np.array([[0.9, 0.3], [-0.4, 0.7], [0.2, -1.1], [0.05, 0.6]])
Y_kept = Y_small.copy()  # the checks compare with this, and put the table back


# %% exercise="cost"
def cost(Y, mu, b, c, P, Q, lam):
    """Return the cost of biases and factors.

    Parameters
    ----------
    Y : numpy.ndarray, shape (m, n)
        Stars, nan where there is no rating. Stays as it is.
    mu : float
    b, c : numpy.ndarray, shapes (m,) and (n,)
        Biases of users and of films.
    P, Q : numpy.ndarray, shapes (m, k) and (n, k)
        Tastes and characters.
    lam : float

    Returns
    -------
    float
        Half the sum of the squared errors of the known entries, plus λ/2 times the sum of
        all squared biases and factors.
    """
    ### BEGIN SOLUTION
    errors = guesses(mu, b, c, P, Q) - Y
    sizes = sum(np.sum(part**2) for part in (b, c, P, Q))
    return 0.5 * np.nansum(errors**2) + 0.5 * lam * sizes
    ### END SOLUTION


# %% [markdown] hint="cost"
# What is `guesses(…) - Y` at a hole? Which function adds up and passes over `nan`?

# %% [markdown] hint="cost"
# Errors 0.5, nan, −1 have the sum of squares 1.25, half of it is 0.625. Biases 0.1 and −0.2 with λ = 2 add 0.05.

# %% [markdown] hint="cost"
# `errors = guesses(…) - Y` has `nan` in the holes, and `np.nansum` passes over them: square first, then add up. The
# penalty is `lam / 2` times a sum of four sums, each of …

# %% checks="cost" points=10
expect(
    cost(Y_small, 3.2, b_small, c_small, 0 * P_small, 0 * Q_small, 0.0),
    1.575,
    "biases alone: the errors are −0.5, 0.9, −0.4, 0.6, −1.1 and 0.6",
)
expect(
    cost(Y_small, 3.2, b_small, c_small, 0 * P_small, 0 * Q_small, 3.0),
    1.575 + 1.5 * (0.21 + 1.19),
    "the penalty on biases adds 3/2 times (0.04 + 0.16 + 0.01 + 0.36 + 0.09 + 0.25 + 0.49)",
)
expect(
    cost(Y_small, 3.2, b_small, c_small, P_small, Q_small, 3.0),
    12.1622125,
    "with factors: guesses and penalty change both",
    rtol=1e-4,
)
expect(Y_small, Y_kept, "the table is as it was, holes included")
Y_small[:] = Y_kept
### BEGIN HIDDEN TESTS
Y_one = np.where(np.arange(12).reshape(3, 4) == 9, 2.5, np.nan)
expect(
    cost(Y_one, 3.2, b_small, c_small, P_small, Q_small, 0.4),
    0.5 * 1.62**2 + 0.2 * (0.21 + 1.19 + 1.46 + 3.1625),
    "a single rating, of 2.5 stars where 4.12 are guessed",
)
expect(
    cost(np.tile(Y_small, (1, 2)), 2.9, b_small, np.tile(c_small, 2), P_small, np.tile(Q_small, (2, 1)), 0.0)
    / cost(Y_kept.copy(), 2.9, b_small, c_small, P_small, Q_small, 0.0),
    2.0,
    "every film twice, without a penalty: twice the cost",
)  # fmt: skip
R_check = np.array([[0.6, -0.8], [0.8, 0.6]])
expect(
    cost(Y_kept.copy(), 3.2, b_small, c_small, P_small @ R_check, Q_small @ R_check, 3.0),
    12.1622125,
    "turning tastes and characters by the same rotation changes no cost",
    rtol=1e-4,
)
### END HIDDEN TESTS


# %% mistake="cost" replace="np.nansum(errors**2)" says="the holes count as ratings of 0 stars" with="np.sum((guesses(mu, b, c, P, Q) - np.nan_to_num(Y)) ** 2)"

# %% mistake="cost" replace="np.nansum(errors**2)" says="holes are multiplied by 0, which leaves nan" with="np.sum(~np.isnan(Y) * errors**2)"

# %% mistake="cost" replace="0.5 * np.nansum(errors**2)" says="the factor ½ of the errors is missing" with="np.nansum(errors**2)"

# %% mistake="cost" replace="0.5 * lam * sizes" says="the penalty has the factor λ, not λ/2" with="lam * sizes"

# %% mistake="cost" replace="for part in (b, c, P, Q)" says="the biases are left out of the penalty" with="for part in (P, Q)"

# %% mistake="cost" replace="for part in (b, c, P, Q)" says="the factors are left out of the penalty" with="for part in (b, c)"

# %% mistake="cost" replace="np.nansum(errors**2)" says="the errors are not squared" with="np.nansum(np.abs(errors))"

# %% mistake="cost" replace="errors = guesses(mu, b, c, P, Q) - Y" says="μ is left out of the guess" with="errors = guesses(0, b, c, P, Q) - Y"

# %% mistake="cost" replace="0.5 * np.nansum(errors**2) + 0.5 * lam * sizes" says="the penalty is left out" with="0.5 * np.nansum(errors**2)"

# %% mistake="cost" replace="guesses(mu, b, c, P, Q) - Y" says="the biases are left out of the guesses" with="P @ Q.T - Y"

# %% mistake="cost" replace="np.sum(part**2)" says="the squares of biases and factors are averaged, not added up" with="np.mean(part**2)"

# %% mistake="cost" replace="0.5 * np.nansum(errors**2) + 0.5 * lam * sizes" says="μ counts in the penalty, too" with="0.5 * np.nansum(errors**2) + 0.5 * lam * (sizes + mu**2)"

# %% mistake="cost" replace="0.5 * np.nansum(errors**2) + 0.5 * lam * sizes" says="the squared errors are averaged, not added up" with="0.5 * np.nanmean(errors**2) + 0.5 * lam * sizes"


# %% mistake="cost" replace="np.nansum(errors**2)" says="the errors are added up first and then squared" with="np.nansum(errors) ** 2"

# %% mistake="cost" replace="np.sum(part**2)" says="the penalty takes the lengths (norms), not their squares" with="np.linalg.norm(part)"


# %% mistake="cost" says="the penalty is added once per rating, not once per bias and factor"
def cost(Y, mu, b, c, P, Q, lam):
    total = 0.0
    for u, i in np.argwhere(~np.isnan(Y)):
        total += (mu + b[u] + c[i] + P[u] @ Q[i] - Y[u, i]) ** 2
        total += lam * (b[u] ** 2 + c[i] ** 2 + P[u] @ P[u] + Q[i] @ Q[i])
    return total / 2


# %% mistake="cost" replace="np.sum(part**2)" says="the penalty takes absolute values, not squares" with="np.sum(np.abs(part))"


# %% [markdown] equivalent="cost"
# - `guesses(mu, b, c, P, Q) - Y → Y - guesses(mu, b, c, P, Q)`: squared, the sign is gone
# - `guesses(mu, b, c, P, Q) - np.where(known, Y, 0) → np.where(known, Y, 0) - guesses(mu, b, c, P, Q)`: likewise
# - `np.ma.masked_invalid(Y) - guesses(mu, b, c, P, Q) → guesses(mu, b, c, P, Q) - np.ma.masked_invalid(Y)`: likewise
# - `P[user] @ Q[film] → Q[film] @ P[user]`: the same product
# - `lam * everything @ everything → everything @ (lam * everything)`: the same product
# - `0 → 1`: what stands in the holes is left out


# %% alternative="cost"
def cost(Y, mu, b, c, P, Q, lam):
    total = 0.0
    for user, row in enumerate(Y):
        for film, stars in enumerate(row):
            if not np.isnan(stars):
                guess = mu + b[user] + c[film] + P[user] @ Q[film]
                total += (guess - stars) ** 2
    total += lam * (np.sum(b**2) + np.sum(c**2) + np.sum(P**2) + np.sum(Q**2))
    return total / 2


# %% alternative="cost"
def cost(Y, mu, b, c, P, Q, lam):
    known = np.isfinite(Y)
    off = (guesses(mu, b, c, P, Q) - np.where(known, Y, 0))[known]
    everything = np.concatenate([b, c, P.ravel(), Q.ravel()])
    return 0.5 * (off @ off + lam * everything @ everything)


# %% alternative="cost"
def cost(Y, mu, b, c, P, Q, lam):
    errors = np.ma.masked_invalid(Y) - guesses(mu, b, c, P, Q)
    held = np.hstack([b, c, P.ravel(), Q.ravel()])
    return (float((errors**2).sum()) + lam * float(held @ held)) / 2


# %% [markdown]
# ## Four gradients
#
# With $E$ the table of errors $\hat y_{ui} - y_{ui}$, and zeros in its holes, the lecture found
#
# $$\frac{\partial J}{\partial P} = E\,Q + \lambda P, \qquad \frac{\partial J}{\partial Q} = E^\top
# P + \lambda Q$$
#
# Now there are biases as well. $b_u$ occurs in the errors of row $u$, and there with the factor 1; $c_i$
# in those of column $i$. Work out the two derivatives, then write all four.


# %% exercise="gradient"
def gradient(Y, mu, b, c, P, Q, lam):
    """Return the derivatives of the cost by all biases and factors.

    Parameters
    ----------
    Y, mu, b, c, P, Q, lam
        As for `cost`. All stay as they are.

    Returns
    -------
    by_b, by_c, by_P, by_Q : numpy.ndarray
        Each with the shape of b, c, P or Q.
    """
    ### BEGIN SOLUTION
    E = np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)
    by_b, by_c = E.sum(axis=1) + lam * b, E.sum(axis=0) + lam * c
    return by_b, by_c, E @ Q + lam * P, E.T @ P + lam * Q
    ### END SOLUTION


# %% [markdown] hint="gradient"
# If $b_u$ grows by a little, which entries of the table of guesses grow, and by how much? What does that
# do to half the sum of the squared errors?

# %% [markdown] hint="gradient"
# A row with the errors 0.5, hole, −0.8 gives −0.3 for the user's bias, plus λ times the bias.

# %% [markdown] hint="gradient"
# `E = np.where(np.isnan(Y), 0, …)` has zeros in the holes. `E.sum(axis=1)` leaves one number a row: does a row belong
# to a user or to a film? The other two stand above. To each of the four comes λ times …

# %% checks="gradient" points=16
expect(
    gradient(Y_small, 3.2, b_small, c_small, P_small, Q_small, 0.0)[:2],
    (np.array([1.11, 1.205, -0.4]), np.array([-1.63, 1.24, 1.22, 1.085])),
    "without a penalty: the sums of each user's and each film's errors, −0.11 + 1.22 first",
)
expect(
    gradient(Y_small, 3.2, b_small, c_small, P_small, Q_small, 1.5),
    (
        np.array([1.41, 0.605, -0.25]),
        np.array([-0.73, 1.69, 0.47, 0.035]),
        np.array([[0.895, -1.675], [0.15625, 1.935], [-2.716, 0.928]]),
        np.array([[2.207, -0.136], [-1.26, 1.594], [0.91, -1.894], [0.1835, 1.768]]),
    ),
    "all four with λ = 1.5: the penalty adds 1.5 times the bias or factor",
)
expect(Y_small, Y_kept, "the table is as it was, holes included")
Y_small[:] = Y_kept
### BEGIN HIDDEN TESTS
shapes_check = [(5,), (7,), (5, 3), (7, 3)]
rng_check = np.random.default_rng(8)
parts_check = [rng_check.normal(0, 0.5, shape) for shape in shapes_check]
Y_check = rng_check.choice([1.5, 2.5, 3.0, 4.5, np.nan, np.nan], (5, 7))


def cost_check(parts):
    b, c, P, Q = parts
    off = np.nan_to_num(2.8 + b[:, None] + c + P @ Q.T - Y_check)
    return 0.5 * np.sum(off**2) + 0.35 * sum(np.sum(part**2) for part in parts)


def slopes_check(number):
    slopes = np.zeros(shapes_check[number])
    for place in np.ndindex(slopes.shape):
        both = []
        for step in (1e-5, -1e-5):
            moved = [part.copy() for part in parts_check]
            moved[number][place] += step
            both.append(cost_check(moved))
        slopes[place] = (both[0] - both[1]) / 2e-5
    return slopes


by_check = gradient(Y_check, 2.8, *parts_check, 0.7)
expect(by_check[0], slopes_check(0), "finite differences of the cost, by b", rtol=1e-4, atol=1e-6)
expect(by_check[1], slopes_check(1), "finite differences of the cost, by c", rtol=1e-4, atol=1e-6)
expect(by_check[2], slopes_check(2), "finite differences of the cost, by P", rtol=1e-4, atol=1e-6)
expect(by_check[3], slopes_check(3), "finite differences of the cost, by Q", rtol=1e-4, atol=1e-6)
expect(
    gradient(np.full((3, 4), np.nan), 3.2, b_small, c_small, P_small, Q_small, 0.5),
    (0.5 * b_small, 0.5 * c_small, 0.5 * P_small, 0.5 * Q_small),
    "without a single rating only the penalty pulls",
)
far_check = gradient(
    np.vstack([np.full(4, np.nan), Y_kept]),
    3.2,
    np.append(1e9, b_small),
    c_small,
    np.vstack([[0.0, 0.0], P_small]),
    Q_small,
    1.5,
)
expect(
    far_check[:2],
    (np.array([1.5e9, 1.41, 0.605, -0.25]), np.array([-0.73, 1.69, 0.47, 0.035])),
    "a user without ratings and with a huge bias changes nothing for the others",
)
### END HIDDEN TESTS


# %% mistake="gradient" replace="np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)" says="the holes count as ratings of 0 stars" with="guesses(mu, b, c, P, Q) - np.nan_to_num(Y)"

# %% mistake="gradient" replace="np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)" says="the errors have the wrong sign: known minus guessed" with="np.where(np.isnan(Y), 0, Y - guesses(mu, b, c, P, Q))"

# %% mistake="gradient" replace="np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)" says="the holes are left in, and everything becomes nan" with="guesses(mu, b, c, P, Q) - Y"

# %% mistake="gradient" replace="E @ Q + lam * P, E.T @ P + lam * Q" says="the penalty is missing from the factors" with="E @ Q, E.T @ P"

# %% mistake="gradient" replace="E.sum(axis=1) + lam * b, E.sum(axis=0) + lam * c" says="the penalty is missing from the biases" with="E.sum(axis=1), E.sum(axis=0)"

# %% mistake="gradient" replace="guesses(mu, b, c, P, Q) - Y)" says="the biases are left out of the guess" with="mu + P @ Q.T - Y)"

# %% mistake="gradient" replace="return by_b, by_c, E @ Q + lam * P, E.T @ P + lam * Q" says="the factors come before the biases" with="return E @ Q + lam * P, E.T @ P + lam * Q, by_b, by_c"

# %% mistake="gradient" replace="by_b, by_c = E.sum(axis=1) + lam * b, E.sum(axis=0) + lam * c" says="the errors are averaged over the known entries for the biases, not added up" with="off = guesses(mu, b, c, P, Q) - Y; by_b, by_c = np.nanmean(off, axis=1) + lam * b, np.nanmean(off, axis=0) + lam * c"

# %% mistake="gradient" replace="return by_b, by_c, E @ Q + lam * P, E.T @ P + lam * Q" says="each is doubled: the ½ of the cost is forgotten" with="return 2 * by_b, 2 * by_c, 2 * (E @ Q + lam * P), 2 * (E.T @ P + lam * Q)"

# %% mistake="gradient" replace="return by_b, by_c," says="the sums along rows and columns have changed places" with="return by_c, by_b,"

# %% mistake="gradient" replace="E = np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)" says="each penalty is λ/2 times the value, not λ times" with="lam, E = lam / 2, np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)"

# %% mistake="gradient" replace="return by_b, by_c, E @ Q" says="only the derivatives by P and Q are returned" with="return E @ Q"

# %% mistake="gradient" replace="E = np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)" says="the errors are doubled, the penalty is not: the ½ of the cost is forgotten" with="E = 2 * np.where(np.isnan(Y), 0, guesses(mu, b, c, P, Q) - Y)"


# %% mistake="gradient" says="the holes are left in for the factors: a product with nan is nan"
def gradient(Y, mu, b, c, P, Q, lam):
    E = guesses(mu, b, c, P, Q) - Y
    by_b, by_c = np.nansum(E, axis=1) + lam * b, np.nansum(E, axis=0) + lam * c
    return by_b, by_c, E @ Q + lam * P, E.T @ P + lam * Q


# %% mistake="gradient" replace="E.sum(axis=1) + lam * b, E.sum(axis=0) + lam * c" says="the errors are multiplied by the bias; its factor in the guess is 1" with="E.sum(axis=1) * b + lam * b, E.sum(axis=0) * c + lam * c"


# %% mistake="gradient" says="the penalty is added once per rating, not once per bias and factor"
def gradient(Y, mu, b, c, P, Q, lam):
    by_b, by_c, by_P, by_Q = 0 * b, 0 * c, 0 * P, 0 * Q
    for u, i in np.argwhere(~np.isnan(Y)):
        error = mu + b[u] + c[i] + P[u] @ Q[i] - Y[u, i]
        by_b[u] += error + lam * b[u]
        by_c[i] += error + lam * c[i]
        by_P[u] += error * Q[i] + lam * P[u]
        by_Q[i] += error * P[u] + lam * Q[i]
    return by_b, by_c, by_P, by_Q


# %% mistake="gradient" replace="E.sum(axis=1) + lam * b, E.sum(axis=0) + lam * c" says="the errors are added up over the whole table, without an axis" with="E.sum() + lam * b, E.sum() + lam * c"


# %% [markdown] equivalent="gradient"
# - `P[user] @ Q[film] → Q[film] @ P[user]`: the same product
# - `by_c[film] += error one line later`: the order of the four does not matter
# - `by_P[user] += error * Q[film] one line later`: likewise


# %% mistake="gradient" says="the derivatives come from differences of the cost, which see nothing beside a huge bias"
def gradient(Y, mu, b, c, P, Q, lam):
    parts = [np.array(part, dtype=float) for part in (b, c, P, Q)]
    slopes = [np.zeros_like(part) for part in parts]
    for part, slope in zip(parts, slopes):
        for place in np.ndindex(part.shape):
            kept = part[place]
            part[place] = kept + 1
            above = cost(Y, mu, *parts, lam)
            part[place] = kept - 1
            slope[place] = (above - cost(Y, mu, *parts, lam)) / 2
            part[place] = kept
    return tuple(slopes)


# %% alternative="gradient"
def gradient(Y, mu, b, c, P, Q, lam):
    by_b, by_c, by_P, by_Q = lam * b, lam * c, lam * P, lam * Q
    for user, film in np.argwhere(~np.isnan(Y)):
        error = mu + b[user] + c[film] + P[user] @ Q[film] - Y[user, film]
        by_b[user] += error
        by_c[film] += error
        by_P[user] += error * Q[film]
        by_Q[film] += error * P[user]
    return by_b, by_c, by_P, by_Q


# %% alternative="gradient"
def gradient(Y, mu, b, c, P, Q, lam):
    E = np.nan_to_num(guesses(mu, b, c, P, Q) - Y)
    tastes = np.column_stack([b, P])
    characters = np.column_stack([c, Q])
    ones_u, ones_i = np.ones((len(b), 1)), np.ones((len(c), 1))
    up = np.dot(E, np.hstack([ones_i, Q])) + lam * tastes
    down = np.dot(E.T, np.hstack([ones_u, P])) + lam * characters
    return up[:, 0], down[:, 0], up[:, 1:], down[:, 1:]


# %% [markdown]
# ## Downhill, all together
#
# Begin with μ, the mean of the known ratings, which stays; with biases of 0; and with the small random
# factors that come as arguments. Each step moves all four at once, against their gradients at the
# *same* place: compute all four first, then move. Keep the cost at the start and after every step.
#
# To be quick, your function is first tried on a corner of the table: the 150 users and the 120 films with most training
# ratings. The second cell below prints by how much the biases alone (λ = 5) miss the test ratings there,
# about 0.801 stars; demanded is a gain of more than 0.007.

# %%
busy = np.argsort(np.isnan(Y).sum(axis=1), kind="stable")[:150]
famous = np.argsort(np.isnan(Y).sum(axis=0), kind="stable")[:120]
corner = Y[np.ix_(busy, famous)]
corner_test = table(u_test, i_test, r_test)[np.ix_(busy, famous)]
rng = np.random.default_rng(0)
corner_P, corner_Q = rng.normal(0, 0.1, (150, 5)), rng.normal(0, 0.1, (120, 5))
print(f"{np.mean(~np.isnan(corner)):.0%} of the corner is known")

# %%
there = np.nonzero(~np.isnan(corner))
corner_mu, corner_b, corner_c = biases(*there, corner[there], 150, 120, 5.0, 10)
alone = np.clip(corner_mu + corner_b[:, None] + corner_c, 0.5, 5)
print(f"biases alone on the corner: {np.sqrt(np.nanmean((alone - corner_test) ** 2)):.4f} stars")


# %% exercise="train"
def train_model(Y, P, Q, lam, rate, steps):
    """Learn biases and factors by gradient descent.

    Parameters
    ----------
    Y : numpy.ndarray, shape (m, n)
        Stars, nan where there is no rating.
    P, Q : numpy.ndarray, shapes (m, k) and (n, k)
        Where the factors begin. They stay as they are.
    lam, rate : float
        The penalty, and the learning rate.
    steps : int

    Returns
    -------
    mu : float
        The mean of the known ratings.
    b, c, P, Q : numpy.ndarray
        Biases and factors after all steps.
    costs : list or numpy.ndarray of float, length steps + 1
        The cost at the start and after every step.
    """
    ### BEGIN SOLUTION
    mu, b, c = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1])
    costs = [cost(Y, mu, b, c, P, Q, lam)]
    for _ in range(steps):
        by_b, by_c, by_P, by_Q = gradient(Y, mu, b, c, P, Q, lam)
        b, c, P, Q = b - rate * by_b, c - rate * by_c, P - rate * by_P, Q - rate * by_Q
        costs.append(cost(Y, mu, b, c, P, Q, lam))
    return mu, b, c, P, Q, costs
    ### END SOLUTION


# %% [markdown] hint="train"
# Which function gives the mean of a table with holes? How many biases of each kind are there, and what
# is in `costs` before the first step?

# %% [markdown] hint="train"
# Two steps give three costs. `P -= rate * by_P` would change the table that came in; `P = P - rate *
# by_P` makes a new one.

# %% [markdown] hint="train"
# `costs` begins with the cost at the start. In the loop: all four from `gradient(…)` in one line, then
# all four moved in one line, then append the cost of …

# %% checks="train" points=14
P_keep, Q_keep = P_small.copy(), Q_small.copy()
expect(
    train_model(Y_small, P_keep, Q_keep, 0.8, 0.1, 1)[:5],
    (
        3.25,
        np.array([-0.071, -0.2505, 0.14]),
        np.array([0.303, -0.104, -0.157, -0.2235]),
        np.array([[0.506, 0.0145], [0.091625, 0.583], [-0.3259, 0.3792]]),
        np.array([[0.7408, 0.3456], [-0.3245, 0.5916], [0.1055, -0.9806], [0.02365, 0.3732]]),
    ),
    "one step of 0.1 with λ = 0.8",
    rtol=1e-5,
)
expect(
    np.array(train_model(Y_small, P_keep, Q_keep, 0.8, 0.1, 5)[5]),
    np.array([8.6362125, 4.4634707, 3.1897039, 2.6547189, 2.3792389, 2.2126923]),
    "five steps have six costs: the one at the start, and one after each step",
    rtol=1e-5,
)
expect(P_keep, P_small, "the start P is as it was")
learned = np.clip(guesses(*train_model(corner, corner_P, corner_Q, 8, 0.01, 60)[:5]), 0.5, 5)
gain = 0.8013 - np.sqrt(np.nanmean((learned - corner_test) ** 2))
expect(bool(gain > 0.007), True, "60 steps on the corner beat the biases by more than 0.007 stars")
### BEGIN HIDDEN TESTS
expect(
    train_model(Y_small[:, :3], P_keep, Q_keep[:3], 0.0, 0.05, 2)[1:3],
    (
        np.array([-0.1281691, -0.0534271, 0.0630397]),
        np.array([0.2162877, -0.1586528, -0.1761915]),
    ),
    "two steps without a penalty, on three films",
    rtol=1e-5,
)
still_check = train_model(Y_small, P_keep, Q_keep, 0.8, 0.1, 0)
expect(
    [still_check[0], len(still_check[5]), float(np.abs(still_check[3] - P_small).max())],
    [3.25, 1, 0.0],
    "no step: the start, and its cost alone",
)
expect(Q_keep, Q_small, "the start Q is as it was")
long_check = train_model(Y_small, P_keep, Q_keep, 0.8, 0.1, 40)
expect(
    bool(np.all(np.diff(long_check[5]) <= 1e-9)),
    True,
    "with a small learning rate the cost never rises",
)
### END HIDDEN TESTS


# %% mistake="train" replace="        costs.append(cost(Y, mu, b, c, P, Q, lam))" says="the costs lack the one after the last step: each is taken before its step, and the start twice" with="        costs.append(costs[-1] if len(costs) == 1 else cost(Y, mu, b, c, P, Q, lam))"


# %% mistake="train" says="the cost is kept before each step only: the one after the last step is missing"
def train_model(Y, P, Q, lam, rate, steps):
    mu, b, c, costs = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1]), []
    for _ in range(steps):
        costs.append(cost(Y, mu, b, c, P, Q, lam))
        by_b, by_c, by_P, by_Q = gradient(Y, mu, b, c, P, Q, lam)
        b, c, P, Q = b - rate * by_b, c - rate * by_c, P - rate * by_P, Q - rate * by_Q
    return mu, b, c, P, Q, costs


# %% mistake="train" says="each of the four moves before the next gradient is computed: the later ones see a new place"
def train_model(Y, P, Q, lam, rate, steps):
    mu, b, c = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1])
    costs = [cost(Y, mu, b, c, P, Q, lam)]
    for _ in range(steps):
        b = b - rate * gradient(Y, mu, b, c, P, Q, lam)[0]
        c = c - rate * gradient(Y, mu, b, c, P, Q, lam)[1]
        P = P - rate * gradient(Y, mu, b, c, P, Q, lam)[2]
        Q = Q - rate * gradient(Y, mu, b, c, P, Q, lam)[3]
        costs.append(cost(Y, mu, b, c, P, Q, lam))
    return mu, b, c, P, Q, costs


# %% mistake="train" says="the factors of the start are changed in place"
def train_model(Y, P, Q, lam, rate, steps):
    mu, b, c = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1])
    costs = [cost(Y, mu, b, c, P, Q, lam)]
    for _ in range(steps):
        by_b, by_c, by_P, by_Q = gradient(Y, mu, b, c, P, Q, lam)
        b -= rate * by_b
        c -= rate * by_c
        P -= rate * by_P
        Q -= rate * by_Q
        costs.append(cost(Y, mu, b, c, P, Q, lam))
    return mu, b, c, P, Q, costs


# %% mistake="train" replace="b - rate * by_b, c - rate * by_c, P - rate * by_P, Q - rate * by_Q" says="the steps go uphill, along the gradient" with="b + rate * by_b, c + rate * by_c, P + rate * by_P, Q + rate * by_Q"

# %% mistake="train" replace="b - rate * by_b, c - rate * by_c, P - rate * by_P" says="the biases never move" with="b, c, P - rate * by_P"

# %% mistake="train" replace="P - rate * by_P, Q - rate * by_Q" says="the factors never move" with="P, Q"

# %% mistake="train" replace="np.nanmean(Y)" says="μ is the mean of the table with 0 in its holes" with="np.nan_to_num(Y).mean()"

# %% mistake="train" replace="np.nanmean(Y)" says="μ is the mean of the films' means" with="np.nanmean(np.nanmean(Y, axis=0))"

# %% mistake="train" replace="gradient(Y, mu, b, c, P, Q, lam)" says="the gradients are taken without the penalty" with="gradient(Y, mu, b, c, P, Q, 0.0)"

# %% mistake="train" replace="costs = [cost(Y, mu, b, c, P, Q, lam)]" says="the cost at the start is missing" with="costs = []"

# %% mistake="train" replace="        costs.append(" says="μ is computed anew after each step, though it stays" with="        mu = np.nanmean(Y - b[:, None] - c)\n        costs.append("


# %% mistake="train" replace="np.zeros(Y.shape[0]), np.zeros(Y.shape[1])" says="the biases begin at those of the function `biases`, not at 0" with="*biases(*np.nonzero(~np.isnan(Y)), Y[~np.isnan(Y)], *Y.shape, lam, 10)[1:]"


# %% mistake="train" says="the costs are kept without the penalty"
def train_model(Y, P, Q, lam, rate, steps):
    mu, b, c = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1])
    costs = [cost(Y, mu, b, c, P, Q, 0)]
    for _ in range(steps):
        by_b, by_c, by_P, by_Q = gradient(Y, mu, b, c, P, Q, lam)
        b, c, P, Q = b - rate * by_b, c - rate * by_c, P - rate * by_P, Q - rate * by_Q
        costs.append(cost(Y, mu, b, c, P, Q, 0))
    return mu, b, c, P, Q, costs


# %% mistake="train" replace="np.nanmean(Y)" says="μ is taken with the holes, and a mean with nan in it is nan" with="np.mean(Y)"


# %% mistake="train" replace="range(steps)" says="one step too few is made" with="range(1, steps)"


# %% mistake="train" says="the `return` stands in the loop, so that it ends after the first step"
def train_model(Y, P, Q, lam, rate, steps):
    mu, b, c = np.nanmean(Y), np.zeros(Y.shape[0]), np.zeros(Y.shape[1])
    costs = [cost(Y, mu, b, c, P, Q, lam)]
    for _ in range(steps):
        by_b, by_c, by_P, by_Q = gradient(Y, mu, b, c, P, Q, lam)
        b, c, P, Q = b - rate * by_b, c - rate * by_c, P - rate * by_P, Q - rate * by_Q
        costs.append(cost(Y, mu, b, c, P, Q, lam))
        return mu, b, c, P, Q, costs


# %% mistake="train" replace="        costs.append(" says="the cost is appended once, after the loop, not after each step" with="    costs.append("


# %% [markdown] equivalent="train"
# - `mu, P, Q = (np.nanmean(Y), P.copy(), Q.copy()) one line later`: the line between asks only for lengths


# %% alternative="train"
def train_model(Y, P, Q, lam, rate, steps):
    mu = Y[~np.isnan(Y)].mean()
    parts = [np.zeros(len(Y)), np.zeros(Y.shape[1]), P, Q]
    costs = np.empty(steps + 1)
    for step in range(steps):
        costs[step] = cost(Y, mu, *parts, lam)
        slopes = gradient(Y, mu, *parts, lam)
        parts = [part - rate * slope for part, slope in zip(parts, slopes)]
    costs[steps] = cost(Y, mu, *parts, lam)
    return (mu, *parts, costs)


# %% alternative="train"
def train_model(Y, P, Q, lam, rate, steps):
    mu, P, Q = np.nanmean(Y), P.copy(), Q.copy()
    b, c = np.zeros(len(P)), np.zeros(len(Q))
    costs = [cost(Y, mu, b, c, P, Q, lam)]
    while len(costs) <= steps:
        slopes = gradient(Y, mu, b, c, P, Q, lam)
        for part, slope in zip((b, c, P, Q), slopes):
            part -= rate * slope
        costs.append(cost(Y, mu, b, c, P, Q, lam))
    return mu, b, c, P, Q, costs


# %% [markdown]
# ## How much penalty?
#
# λ is chosen on ratings that are neither fitted nor kept for the end: a fifth of the training ratings. So
# far you took 5 for the biases alone, from the flat valley of lecture 1, and 8 for the small corner.
# Here are the biases alone on these rows.

# %%
fit, validation = split_ratings(train, seed=1)
v_u, v_i, v_r = numbered(validation)


def v_rmse(guess):
    """Return how far a table of guesses is from the validation ratings, in stars."""
    return np.sqrt(np.mean((np.clip(guess, 0.5, 5)[v_u, v_i] - v_r) ** 2))


fit_mu, fit_b, fit_c = biases(*numbered(fit), m, n, 5.0, 10)
alone = v_rmse(fit_mu + fit_b[:, None] + fit_c)
print(f"biases alone: {alone:.4f} stars on the validation rows")

# %% [markdown]
# **Predict.** For which of λ = 4, 7, 10 and 14 will ten factors be *worse* than that?

# %%
prediction = "worse at λ = …"  # write yours

# %%
rng = np.random.default_rng(0)
start_P, start_Q = rng.normal(0, 0.1, (m, 10)), rng.normal(0, 0.1, (n, 10))
Y_fit = table(*numbered(fit))
grid, errors = [4, 7, 10, 14], []
for lam in grid:
    guess = guesses(*train_model(Y_fit, start_P, start_Q, lam, 0.005, 100)[:5])
    errors.append(v_rmse(guess))
plt.plot(grid, errors, "o-", color=plots.ERROR, label="biases and factors")
plt.axhline(alone, color=plots.MODEL, ls="--", label="biases alone")
plt.xlabel("λ")
plt.ylabel("RMSE on validation rows (stars)")
plt.legend()
plt.show()
print(dict(zip(grid, np.round(errors, 4).tolist())))

# %% [markdown]
# At 4 the factors are worse than no factors at all: they learn moods by heart. At 14 the penalty has nearly
# taken them away again. The lowest point is at 10, and 7 is close. With λ = 10 you train on all training
# ratings, and look at the test ratings once.

# %%
mu, b, c, P, Q, costs = train_model(Y, start_P, start_Q, 10, 0.005, 150)
model = guesses(mu, b, c, P, Q)
plt.plot(costs, color=plots.ERROR)
plt.xlabel("step")
plt.ylabel("cost")
plt.ylim(bottom=0)
plt.show()
print(f"biases {rmse_biases:.4f}, biases and factors {rmse(model):.4f} stars")

# %% [markdown]
# The cost falls fast while the biases form, and once more, between steps 20 and 80, when the factors wake up. On ratings
# that it has never seen the model is better by more than 0.02 stars.
#
# ## Somebody new
#
# You come in, rate some films, and want a list at once. Training anew would take too long, and it is not
# needed: with the films standing still, the cost of *your* row alone is a ridge regression. The
# unknowns are your bias $b$ and your taste $p$; the rows are the films you rated, each with a column of ones for the
# bias beside its character; the targets are what μ and the film's bias leave over. With $Z$ the
# matrix of rows $(1, q_i)$ and $d$ the vector of $y_i - \mu - c_i$,
#
# $$\begin{pmatrix} b \\ p \end{pmatrix} = \bigl(Z^\top Z + \lambda I\bigr)^{-1} Z^\top d$$
#
# The lecture found the bias first and the taste afterward. Here both are found together, with the same
# λ, as in the cost.


# %% exercise="newcomer"
def newcomer(i, r, mu, c, Q, lam):
    """Return bias and taste of somebody who has rated some films, while the films stand still.

    Parameters
    ----------
    i : numpy.ndarray of int, shape (s,)
        Which films were rated. There may be none: then bias and taste are 0.
    r : numpy.ndarray, shape (s,)
        The stars.
    mu : float
    c : numpy.ndarray, shape (n,)
        Biases of all films.
    Q : numpy.ndarray, shape (n, k)
        Characters of all films.
    lam : float
        Above 0.

    Returns
    -------
    bias : float
    taste : numpy.ndarray, shape (k,)
    """
    ### BEGIN SOLUTION
    Z = np.column_stack([np.ones(len(i)), Q[i]])
    left = r - mu - c[i]
    found = np.linalg.solve(Z.T @ Z + lam * np.eye(Z.shape[1]), Z.T @ left)
    return found[0], found[1:]
    ### END SOLUTION


# %% [markdown] hint="newcomer"
# How many columns has $Z$, how many rows? How large is the unit matrix?

# %% [markdown] hint="newcomer"
# One film with the character (0.5, 2) and 1.75 left: $Z = (1, 0.5, 2)$ and $Z Z^\top = 5.25$. With λ =
# 1.75 the solution is $Z \cdot 1.75 / 7$, so the bias is 0.25 and the taste (0.125, 0.5).

# %% [markdown] hint="newcomer"
# `Z = np.column_stack([np.ones(len(i)), Q[i]])`; then `np.linalg.solve(…, Z.T @ left)` gives bias and
# taste in one vector: the first number and …

# %% checks="newcomer" points=14
expect(
    newcomer(
        np.array([1]), np.array([5.0]), 3.0, np.array([0.9, 0.25]),
        np.array([[9.0, 7.0], [0.5, 2.0]]), 1.75,
    ),
    (0.25, np.array([0.125, 0.5])),
    "one rating: 5 − 3 − 0.25 is left; divided by 1 + 0.25 + 4 + 1.75 it is 0.25",
)  # fmt: skip
expect(
    newcomer(np.array([3, 1, 0]), np.array([4.5, 2.0, 1.0]), 3.0, c_small, Q_small, 0.5),
    (-0.4420769, np.array([-0.9995385, 0.2481346])),
    "three ratings, of films 3, 1 and 0",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
expect(
    newcomer(np.array([], dtype=int), np.array([]), 3.0, c_small, Q_small, 0.5),
    (0.0, np.zeros(2)),
    "who has rated nothing has bias 0 and taste 0",
)
rng_check = np.random.default_rng(3)
Q_check, c_check = rng_check.normal(0, 0.5, (12, 4)), rng_check.normal(0, 0.4, 12)
i_check, r_check = np.array([7, 2, 11, 0, 5]), np.array([4.0, 1.5, 3.5, 5.0, 2.0])
from sklearn.linear_model import Ridge

ridge_check = Ridge(alpha=2.3, fit_intercept=False).fit(
    np.column_stack([np.ones(5), Q_check[i_check]]), r_check - 3.1 - c_check[i_check]
)
expect(
    np.append(*newcomer(i_check, r_check, 3.1, c_check, Q_check, 2.3)),
    ridge_check.coef_,
    "scikit-learn's ridge regression finds the same",
    rtol=1e-5,
)
turn_check = np.linalg.qr(rng_check.normal(size=(4, 4)))[0]
bias_check, taste_check = newcomer(i_check, r_check, 3.1, c_check, Q_check @ turn_check, 2.3)
expect(
    bias_check + (Q_check @ turn_check) @ taste_check,
    ridge_check.coef_[0] + Q_check @ ridge_check.coef_[1:],
    "if all characters are turned, the guesses stay",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="newcomer" replace="r - mu - c[i]" says="the films' biases are not taken off" with="r - mu"

# %% mistake="newcomer" replace="r - mu - c[i]" says="μ is not taken off" with="r - c[i]"

# %% mistake="newcomer" replace="lam * np.eye(Z.shape[1])" says="λ is added to every entry, not only to the diagonal" with="lam"

# %% mistake="newcomer" replace="lam * np.eye(Z.shape[1])" says="the bias is left out of the penalty" with="lam * np.diag([1e-12] + [1.0] * Q.shape[1])"

# %% mistake="newcomer" replace="return found[0], found[1:]" says="the last number is taken for the bias, not the first" with="return found[-1], found[:-1]"


# %% mistake="newcomer" says="the taste comes before the bias"
def newcomer(i, r, mu, c, Q, lam):
    Z = np.column_stack([np.ones(len(i)), Q[i]])
    found = np.linalg.solve(Z.T @ Z + lam * np.eye(Z.shape[1]), Z.T @ (r - mu - c[i]))
    return found[1:], found[0]


# %% mistake="newcomer" says="the bias is found first, by shrinkage, and the taste from what it leaves over"
def newcomer(i, r, mu, c, Q, lam):
    left = r - mu - c[i]
    bias = left.sum() / (len(left) + lam)
    A = Q[i].T @ Q[i] + lam * np.eye(Q.shape[1])
    return bias, np.linalg.solve(A, Q[i].T @ (left - bias))


# %% mistake="newcomer" replace="Q[i]]" says="the characters of the first films are taken, not of those that were rated" with="Q[: len(i)]]"

# %% mistake="newcomer" replace="Z.T @ Z + lam * np.eye(Z.shape[1])" says="the penalty is left out" with="Z.T @ Z + 1e-12 * np.eye(Z.shape[1])"

# %% mistake="newcomer" replace="return found[0], found[1:]" says="bias and taste are returned as one vector" with="return found"

# %% mistake="newcomer" replace="lam * np.eye" says="λ is multiplied by the number of ratings" with="len(i) * lam * np.eye"

# %% mistake="newcomer" replace="r - mu - c[i]" says="the stars themselves are the targets: neither μ nor the films' biases are taken off" with="np.array(r)"


# %% mistake="newcomer" says="λ is multiplied by the number of ratings"
def newcomer(i, r, mu, c, Q, lam):
    if len(i) == 0:
        return 0.0, np.zeros(Q.shape[1])
    Z = np.column_stack([np.ones(len(i)), Q[i]])
    found = np.linalg.solve(Z.T @ Z + len(i) * lam * np.eye(Z.shape[1]), Z.T @ (r - mu - c[i]))
    return found[0], found[1:]


# %% mistake="newcomer" says="all films are rows, the unrated ones with 0 left over"
def newcomer(i, r, mu, c, Q, lam):
    left = np.zeros(len(Q))
    left[i] = r - mu - c[i]
    Z = np.column_stack([np.ones(len(Q)), Q])
    found = np.linalg.solve(Z.T @ Z + lam * np.eye(Z.shape[1]), Z.T @ left)
    return found[0], found[1:]


# %% mistake="newcomer" says="the first films are taken, not those that were rated"
def newcomer(i, r, mu, c, Q, lam):
    Z = np.column_stack([np.ones(len(i)), Q[: len(i)]])
    left = r - mu - c[: len(i)]
    found = np.linalg.solve(Z.T @ Z + lam * np.eye(Z.shape[1]), Z.T @ left)
    return found[0], found[1:]


# %% mistake="newcomer" replace="r - mu - c[i]" says="the biases of the first films are taken, not of those that were rated" with="r - mu - c[: len(i)]"


# %% [markdown] equivalent="newcomer"
# - `np.linalg.inv(A) @ v → v @ np.linalg.inv(A)`: A is symmetric


# %% alternative="newcomer"
def newcomer(i, r, mu, c, Q, lam):
    k = Q.shape[1]
    A, v = lam * np.eye(k + 1), np.zeros(k + 1)
    for film, stars in zip(i, r):
        z = np.concatenate([[1.0], Q[film]])
        A += np.outer(z, z)
        v += (stars - mu - c[film]) * z
    found = np.linalg.inv(A) @ v
    return float(found[0]), found[1:]


# %% alternative="newcomer"
def newcomer(i, r, mu, c, Q, lam):
    columns = Q.shape[1] + 1
    rows = np.vstack([np.c_[np.ones(len(i)), Q[i]], np.sqrt(lam) * np.eye(columns)])
    targets = np.concatenate([r - mu - c[i], np.zeros(columns)])
    found = np.linalg.lstsq(rows, targets, rcond=None)[0]
    return [found[0], found[1:]]


# %% [markdown]
# ## The list
#
# A list shows the films with the highest scores, but never one that the user has rated already. Of equal scores the
# film with the lower number comes first: `kind="stable"` keeps equal values in the order in which they stood. If fewer
# than $k$ films are left, the list is shorter.


# %% exercise="recommend"
def recommend(scores, seen, k):
    """Return the k films with the highest scores that the user has not seen.

    Parameters
    ----------
    scores : numpy.ndarray, shape (n,)
        Of any sign. Stays as it is.
    seen : numpy.ndarray of bool, shape (n,)
    k : int

    Returns
    -------
    numpy.ndarray of int
        Numbers of films, the best first; of equal scores the lower number first. At most k,
        fewer if fewer are unseen.
    """
    ### BEGIN SOLUTION
    order = np.argsort(-scores, kind="stable")
    return order[~seen[order]][:k]
    ### END SOLUTION


# %% [markdown] hint="recommend"
# Sort first, or drop the seen films first? What happens to the numbers of the films if you drop first?

# %% [markdown] hint="recommend"
# Scores 2, 7, 5 and the second film seen: the order is 1, 2, 0; without film 1 it is 2, 0.

# %% [markdown] hint="recommend"
# `order = np.argsort(-scores, kind="stable")`; `seen[order]` says for each place of the order whether
# the film was seen. Keep the others, then cut at …

# %% checks="recommend" points=8
scores_seven = np.array([2.5, -0.5, 4.0, 3.5, 4.5, 3.5, -2.0])
seen_seven = np.array([False, False, True, False, False, False, True])
kept_seven = scores_seven.copy()
expect(recommend(scores_seven, seen_seven, 2), [4, 3], "4.5, then 3.5; 4.0 has been seen")
expect(
    recommend(scores_seven, seen_seven, 4),
    [4, 3, 5, 0],
    "films 3 and 5 have equal scores: the lower number first",
)
expect(
    recommend(scores_seven, seen_seven, 20),
    [4, 3, 5, 0, 1],
    "five films are unseen, one of them with a score below 0: the list has five",
)
expect(scores_seven, kept_seven, "the scores are as they were")
### BEGIN HIDDEN TESTS
many_check = np.tile([3.0, 1.0, 2.0], 40)
expect(
    recommend(many_check, np.arange(120) < 60, 25),
    [*range(60, 120, 3), 62, 65, 68, 71, 74],
    "many equal scores: still the lower number first",
)
expect(
    recommend(scores_seven - 10, seen_seven, 3),
    [4, 3, 5],
    "the same films if all scores are below 0",
)
expect(len(recommend(scores_seven, np.full(7, True), 3)), 0, "all seen: an empty list")
expect(
    recommend(np.array([1.0, 2.5, 0.5, 3.5]), np.array([False, True, False, False]), 2),
    [3, 0],
    "the last film can be the best",
)
### END HIDDEN TESTS


# %% mistake="recommend" replace="order[~seen[order]][:k]" says="seen films are on the list" with="order[:k]"

# %% mistake="recommend" replace="order[~seen[order]][:k]" says="only seen films are on the list" with="order[seen[order]][:k]"

# %% mistake="recommend" replace="np.argsort(-scores, kind=\"stable\")" says="the films with the lowest scores come first" with="np.argsort(scores, kind=\"stable\")"

# %% mistake="recommend" replace="np.argsort(-scores, kind=\"stable\")" says="of equal scores the higher number comes first" with="np.argsort(scores, kind=\"stable\")[::-1]"

# %% mistake="recommend" replace="order[~seen[order]][:k]" says="the list is cut first, and then loses the seen films" with="order[:k][~seen[order[:k]]]"


# %% mistake="recommend" says="the seen films are dropped first, so that the numbers count only the others"
def recommend(scores, seen, k):
    return np.argsort(-scores[~seen], kind="stable")[:k]


# %% mistake="recommend" says="seen films get the score 0, which is above a score below 0"
def recommend(scores, seen, k):
    return np.argsort(-np.where(seen, 0, scores), kind="stable")[:k]


# %% mistake="recommend" says="the scores are returned, not the films"
def recommend(scores, seen, k):
    order = np.argsort(-scores, kind="stable")
    return scores[order[~seen[order]][:k]]


# %% mistake="recommend" says="seen films come last, but on the list all the same when it is not yet full"
def recommend(scores, seen, k):
    return np.argsort(-np.where(seen, -np.inf, scores), kind="stable")[:k]


# %% mistake="recommend" replace="[:k]" says="the list has one film too many" with="[: k + 1]"

# %% mistake="recommend" replace="[:k]" says="the list is not cut at k" with=""

# %% mistake="recommend" replace="~seen[order]" says="`seen` is asked film by film, not in the order of the scores" with="~seen"


# %% mistake="recommend" says="the list stands in the order of the films' numbers, not of their scores"
def recommend(scores, seen, k):
    order = np.argsort(-scores, kind="stable")
    return np.sort(order[~seen[order]][:k])


# %% mistake="recommend" replace="~seen[order]" says="films with a score of 0 or below are left out" with="~seen[order] & (scores[order] > 0)"


# %% mistake="recommend" says="the scores of seen films are overwritten in place"
def recommend(scores, seen, k):
    scores[seen] = -np.inf
    return np.argsort(-scores, kind="stable")[: min(k, np.sum(~seen))]


# %% mistake="recommend" says="seen films get the score 0, which is above a score below 0"
def recommend(scores, seen, k):
    order = np.argsort(-np.where(seen, 0, scores), kind="stable")
    return order[: min(k, np.sum(~seen))]


# %% alternative="recommend"
def recommend(scores, seen, k):
    unseen = [film for film in range(len(scores)) if not seen[film]]
    return sorted(unseen, key=lambda film: -scores[film])[:k]


# %% alternative="recommend"
def recommend(scores, seen, k):
    left = np.flatnonzero(np.logical_not(seen))
    return left[np.argsort(-scores[left], kind="stable")][:k]


# %% [markdown]
# ## Your films
#
# Now it is your turn. Rate the films you know; the list below answers at once, with your own two functions. As long as
# you do not, the ratings of user 457 of MovieLens stand there, somebody of strong opinions (the model
# has met them in training; it has never met you). To keep your ratings for another day, write them into `my_ratings`.

# %%
my_ratings = {}  # such as {"Toy Story": 4.0, "Titanic": 1.5}

shown = """Toy Story;Star Wars: Episode IV - A New Hope;Pulp Fiction;Forrest Gump;Lion King, The
Silence of the Lambs, The;Titanic;Matrix, The;Fargo;Pretty Woman;Independence Day;Shrek
Ace Ventura: Pet Detective;Godfather, The;Clockwork Orange, A;Mission: Impossible II
Lord of the Rings: The Two Towers, The;Beauty and the Beast;Amelie;Speed;Fight Club"""
shown = shown.replace("\n", ";").split(";")
row = Y[np.searchsorted(users, 457)]
recorded = {film: float(row[titles.index(film)]) for film in shown}
recorded = {film: stars for film, stars in recorded.items() if not np.isnan(stars)}


def my_list(mine):
    """Draw ten films for somebody who gave the films in the dict `mine` these stars."""
    known = np.array([titles.index(film) for film in mine], dtype=int)
    bias, taste = newcomer(known, np.array(list(mine.values())), mu, c, Q, 10)
    guess = np.clip(mu + bias + c + Q @ taste, 0.5, 5)
    best = recommend(guess, np.isin(np.arange(n), known), 10)
    notes = [f"{guess[film]:.1f}" for film in best]
    plots.film_list([titles[film] for film in best], guess[best], notes, limits=(0, 5.6))
    plt.title(f"from {len(mine)} ratings; {bias:+.2f} stars in general")


board = rating.Board(shown, my_ratings or recorded, my_list)

# %% [markdown]
# For the recorded ratings: dark comedies, old masters, and not a single spaceship. Change one rating
# and watch. Is it any good *for you*? Take each rated film away once, guess it from the others, and compare:

# %%
known = np.array([titles.index(film) for film in board.ratings], dtype=int)
stars = np.array(list(board.ratings.values()))
off = []
for out in range(len(known)):
    rest = np.arange(len(known)) != out
    bias, taste = newcomer(known[rest], stars[rest], mu, c, Q, 10)
    plain = (stars[rest] - mu - c[known[rest]]).sum() / (rest.sum() + 5)
    film = known[out]
    off.append(
        [mu + plain + c[film] - stars[out], mu + bias + c[film] + Q[film] @ taste - stars[out]]
    )
off = np.sqrt(np.mean(np.square(off), axis=0)) if off else np.full(2, np.nan)
print(
    f"on your own {len(known)} ratings: bias alone {off[0]:.2f}, bias and taste {off[1]:.2f} stars"
)

# %% [markdown]
# With user 457's ratings both numbers are large: this is an unusual taste, and knowing it repairs a good
# part. If your taste is near the average, or your ratings are few, expect less; try it.
#
# ## Films like this one
#
# "Because you liked …": which films have a character like a given one? Lengths say how strongly people disagree about a film, directions say
# about what. So compare directions, by the **cosine** of the angle between two characters, from −1 to 1:
#
# $$\cos(q_i, q_j) = \frac{q_i \cdot q_j}{\lVert q_i \rVert\, \lVert q_j \rVert}$$
#
# The film itself is not on its list. A film whose character is 0 has no direction: let its cosine with any other be 0.


# %% exercise="similar"
def similar(Q, film, k):
    """Return the k films whose characters point most nearly the same way.

    Parameters
    ----------
    Q : numpy.ndarray, shape (n, number of factors)
        Characters, floats or whole numbers. A row of zeros has the cosine 0 with all others.
    film : int
        The film to compare with.
    k : int
        Below n.

    Returns
    -------
    films : numpy.ndarray of int, shape (k,)
        Without the film itself, the most similar first; of equal cosines the lower number
        first.
    cosines : numpy.ndarray, shape (k,)
        Theirs.
    """
    ### BEGIN SOLUTION
    lengths = np.sqrt((Q**2).sum(axis=1))
    directions = Q / np.where(lengths > 0, lengths, 1)[:, None]
    cosines = directions @ directions[film]
    order = np.argsort(-cosines.round(12), kind="stable")
    order = order[order != film][:k]
    return order, cosines[order]
    ### END SOLUTION


# %% [markdown] hint="similar"
# What does a character become if you divide it by its length? And what must you do where the length
# is 0?

# %% [markdown] hint="similar"
# (3, 4) has the length 5 and the direction (0.6, 0.8); (6, 8) has the same direction: cosine 1. With (−4, 3)
# it is 0.

# %% [markdown] hint="similar"
# Divide every row by its length (`[:, None]` makes a column of the lengths; put 1 where it is 0).
# `directions @ directions[film]` are all cosines. Sort, drop `film` from the order, cut at …

# %% checks="similar" points=12
Q_seven = np.array(
    [[3.0, 4.0], [-8.0, 15.0], [0.5, 0.0], [0.0, 0.0], [-3.0, -4.0], [1.5, 2.0], [4.0, 3.0]]
)
expect(
    similar(Q_seven, 0, 3),
    ([5, 6, 2], [1.0, 0.96, 0.6]),
    "(1.5, 2) has the same direction as (3, 4); (4, 3) has the cosine 24 / 25",
)
expect(
    similar(Q_seven, 2, 6),
    ([6, 0, 5, 3, 1, 4], [0.8, 0.6, 0.6, 0.0, -8 / 17, -0.6]),
    "films 0 and 5 are equally near: the lower number first; zeros have the cosine 0; (−8, 15) has the length 17",
)
expect(
    similar(np.array([[0.0, 2.0], [5.0, 0.0], [1.0, 1.0], [0.5, 0.0]]), 3, 2)[0],
    [1, 2],
    "film 1 points exactly the same way as film 3, and stays; film 3 itself does not",
)
### BEGIN HIDDEN TESTS
from sklearn.metrics.pairwise import cosine_similarity

rng_check = np.random.default_rng(12)
Q_check = rng_check.normal(size=(30, 5))
expect(
    similar(Q_check, 7, 29)[1],
    np.sort(np.delete(cosine_similarity(Q_check)[7], 7))[::-1].tolist(),
    "scikit-learn's cosines, sorted",
)
turn_check = np.linalg.qr(rng_check.normal(size=(5, 5)))[0]
expect(
    similar(Q_check @ turn_check, 7, 6)[0],
    np.asarray(similar(Q_check, 7, 6)[0]).tolist(),
    "turning all characters changes no neighbor",
)
expect(
    similar(np.array([[2, 1], [-1, 2], [4, 1], [1, 1]]), 2, 2)[0],
    [0, 3],
    "whole numbers: cosines 9 / √85 and 5 / √34",
)
expect(
    similar(Q_seven * np.array([[3.0], [1], [2], [1], [9], [0.5], [5]]), 0, 3)[0],
    [5, 6, 2],
    "longer or shorter characters have the same neighbors",
)
many_check = np.tile([[1.0, 0.0], [0.0, 2.0], [4.0, 0.0]], (20, 1))
expect(
    similar(many_check, 3, 21)[0],
    [film for film in range(60) if film % 3 != 1 and film != 3][:21],
    "many equal cosines: still the lower number first",
)
### END HIDDEN TESTS


# %% mistake="similar" replace="order = order[order != film][:k]" says="the film itself is on its list" with="order = order[:k]"

# %% mistake="similar" replace="order = order[order != film][:k]" says="the first of the order is dropped, which need not be the film itself" with="order = order[1 : k + 1]"


# %% mistake="similar" says="it is the dot product, not divided by the lengths"
def similar(Q, film, k):
    products = Q @ Q[film]
    order = np.argsort(-products, kind="stable")
    order = order[order != film][:k]
    return order, products[order]


# %% mistake="similar" replace="cosines = directions @ directions[film]" says="only one of the two characters is divided by its length" with="cosines = directions @ Q[film]"


# %% mistake="similar" says="it is the distance of the characters, the smallest first"
def similar(Q, film, k):
    distances = np.sqrt(((Q - Q[film]) ** 2).sum(axis=1))
    order = np.argsort(distances, kind="stable")
    order = order[order != film][:k]
    return order, distances[order]


# %% mistake="similar" says="the nearest characters by distance are listed, not those of the most similar direction"
def similar(Q, film, k):
    lengths = np.sqrt((Q**2).sum(axis=1))
    directions = Q / np.where(lengths > 0, lengths, 1)[:, None]
    order = np.argsort(((Q - Q[film]) ** 2).sum(axis=1), kind="stable")
    order = order[order != film][:k]
    return order, directions[order] @ directions[film]


# %% mistake="similar" replace="return order, cosines[order]" says="1 minus the cosine comes back, a distance, not the cosine" with="return order, 1 - cosines[order]"

# %% mistake="similar" replace="np.where(lengths > 0, lengths, 1)[:, None]" says="a character of zeros is divided by 0 and becomes nan" with="(lengths * np.where(lengths > 0, 1.0, np.nan))[:, None]"

# %% mistake="similar" replace="np.argsort(-cosines.round(12), kind=\"stable\")" says="the films that point the other way come first" with="np.argsort(cosines.round(12), kind=\"stable\")"

# %% mistake="similar" replace="np.argsort(-cosines.round(12), kind=\"stable\")" says="of equal cosines the higher number comes first" with="np.argsort(cosines.round(12), kind=\"stable\")[::-1]"

# %% mistake="similar" replace="return order, cosines[order]" says="the cosines come before the films" with="return cosines[order], order"

# %% mistake="similar" replace="np.argsort(-cosines.round(12), kind=\"stable\")" says="opposite characters count as similar: the sign of the cosine is lost" with="np.argsort(-np.abs(cosines.round(12)), kind=\"stable\")"


# %% mistake="similar" replace="lengths = np.sqrt((Q**2).sum(axis=1))\n    directions = Q / np.where(lengths > 0, lengths, 1)[:, None]" says="the lengths are those of the columns, not of the rows" with="lengths = np.sqrt((Q**2).sum(axis=0))\n    directions = Q / np.where(lengths > 0, lengths, 1)"


# %% mistake="similar" says="the film is deleted before sorting, so all films after it have numbers one too small"
def similar(Q, film, k):
    lengths = np.sqrt((Q**2).sum(axis=1))
    directions = Q / np.where(lengths > 0, lengths, 1)[:, None]
    cosines = np.delete(directions @ directions[film], film)
    order = np.argsort(-cosines.round(12), kind="stable")[:k]
    return order, cosines[order]


# %% mistake="similar" replace="cosines[order]" says="the cosines are those of the first films, not of the films on the list" with="cosines[:k]"

# %% mistake="similar" replace="np.sqrt((Q**2).sum(axis=1))" says="it is divided by the squared lengths" with="(Q**2).sum(axis=1)"

# %% mistake="similar" replace="return order, cosines[order]" says="only the films are returned, without their cosines" with="return order"


# %% mistake="similar" replace="order[order != film][:k]" says="every film with the cosine 1 is dropped, not only the film itself" with="order[cosines[order] < 0.999999][:k]"


# %% [markdown] equivalent="similar"
# - `1 → 2`: zeros divided by anything are zeros
# - `cosines.round(12) → cosines`: rounding only keeps the last bits from deciding between equal cosines
# - `12 → 13`: likewise
# - `12 → 11`: likewise
# - `round(float(cosine), 10) → float(cosine)`: likewise
# - `10 → 11`: likewise
# - `10 → 9`: likewise
# - `all_cosines.round(9) → all_cosines`: likewise
# - `9 → 10`: likewise
# - `9 → 8`: likewise
# - `character @ Q[film] → Q[film] @ character`: the same product


# %% alternative="similar"
def similar(Q, film, k):
    found = []
    for other, character in enumerate(Q):
        if other == film:
            continue
        size = np.linalg.norm(character) * np.linalg.norm(Q[film])
        cosine = character @ Q[film] / size if size > 0 else 0.0
        found.append((-round(float(cosine), 10), other, float(cosine)))
    best = sorted(found)[:k]
    return [other for _, other, _ in best], [cosine for _, _, cosine in best]


# %% alternative="similar"
def similar(Q, film, k):
    from sklearn.metrics.pairwise import cosine_similarity

    all_cosines = cosine_similarity(Q[[film]], Q)[0]
    frame = pd.DataFrame({"cosine": all_cosines, "rank": all_cosines.round(9)}).drop(index=film)
    frame = frame.sort_values("rank", ascending=False, kind="stable").head(k)
    return frame.index.to_numpy(), frame["cosine"].to_numpy()


# %%
for name in (
    "Lord of the Rings: The Two Towers, The",
    "Pulp Fiction",
    "Lion King, The",
    "Matrix, The",
):
    neighbors, cosines = similar(Q, titles.index(name), 4)
    print(name, "->", ", ".join(f"{titles[j]} ({x:.2f})" for j, x in zip(neighbors, cosines)))

# %% [markdown]
# The other two parts of *The Lord of the Rings* are found at once, from stars alone. Other lists mix good neighbors with
# odd ones: a film with 60 ratings has a character that noise has shaped as well. The next unit has a
# remedy, which looks at what films are about.
#
# ## Precision at ten
#
# Time to judge lists. For each user there are *candidates*, films that may be on the list, and *liked* films, those with
# 4 stars or more in the test part. Precision at $k$ of a user is the share of liked films among the $k$
# candidates with the highest scores. In the lecture you computed it for one user whose scores were all different. Now:
# all users at once; of equal scores the lower number comes first; and users with fewer than $k$ candidates are left
# out of the mean, as their list can't be filled.


# %% exercise="precision"
def precision_at_k(scores, candidates, liked, k):
    """Return the mean precision at k over all users with at least k candidates.

    Parameters
    ----------
    scores : numpy.ndarray, shape (m, n)
        Of any sign. Stays as it is.
    candidates : numpy.ndarray of bool, shape (m, n)
        Which films may be on each user's list.
    liked : numpy.ndarray of bool, shape (m, n)
        Which films are hits.
    k : int
        At least one user has k candidates.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    enough = candidates.sum(axis=1) >= k
    order = np.argsort(np.where(candidates, -scores, np.inf)[enough], axis=1, kind="stable")
    return np.take_along_axis(liked[enough], order[:, :k], axis=1).mean()
    ### END SOLUTION


# %% [markdown] hint="precision"
# Which function of yours makes the list of one user? What is `seen` for it, if you know the
# candidates?

# %% [markdown] hint="precision"
# Three users have the precisions 0.5 and 1 with k = 2, and one candidate only: the mean is 0.75, over two
# users.

# %% [markdown] hint="precision"
# A loop over the users will do, with a list of precisions that begins empty: `if candidates[user].sum() < k:
# continue`; then `films = recommend(scores[user], …, k)`. `liked[user][films]` says which of them are hits; what do you
# append, and what is returned after the loop?

# %% checks="precision" points=14
scores_four = np.array(
    [
        [3.0, 4.5, 2.0, 4.0, 1.0],
        [-1.0, -2.0, -0.5, -3.0, -2.5],
        [2.0, 5.0, 2.0, 1.0, 2.0],
        [9.0, 8.0, 7.0, 6.0, 5.0],
    ]
)
may_four = np.array(
    [
        [True, False, True, True, True],
        [False, True, True, True, True],
        [True, False, True, True, True],
        [True, False, False, False, True],
    ]
)
liked_four = np.array(
    [
        [False, True, True, False, False],
        [True, False, False, False, False],
        [True, True, False, True, False],
        [True, True, False, True, False],
    ]
)
kept_four = scores_four.copy()
expect(
    precision_at_k(scores_four, may_four, liked_four, 3),
    2 / 9,
    "1 of 3, none, and 1 of 3; the last user has only two candidates and is left out",
)
expect(
    precision_at_k(scores_four, may_four, liked_four, 1),
    0.5,
    "films 3 and 2 are misses for the first two; film 0 is a hit for the third (0, 2 and 4 tie) and the last",
)
expect(
    precision_at_k(scores_four, may_four, liked_four, 2),
    (0.0 + 0.0 + 0.5 + 0.5) / 4,
    "no hit in two for the first two users, one for the others",
)
expect(scores_four, kept_four, "the scores are as they were")
### BEGIN HIDDEN TESTS
expect(
    precision_at_k(scores_four[::-1], may_four[::-1], liked_four[::-1], 3),
    2 / 9,
    "whoever has too few candidates is left out, wherever they stand",
)
expect(
    precision_at_k(scores_four[:3] + 7, may_four[:3], liked_four[:3], 4),
    (0.25 + 0.0 + 0.5) / 3,
    "all candidates are on the list",
)
rng_check = np.random.default_rng(5)
ties_check = rng_check.integers(0, 3, (40, 60)).astype(float)
may_check, liked_check = rng_check.random((40, 60)) < 0.6, rng_check.random((40, 60)) < 0.3
order_check = np.lexsort(
    (np.broadcast_to(np.arange(60), (40, 60)), -ties_check, ~may_check), axis=1
)
expect(
    precision_at_k(ties_check, may_check, liked_check, 9),
    float(np.take_along_axis(liked_check, order_check[:, :9], axis=1).mean()),
    "many equal scores: the lower number first",
)
expect(
    precision_at_k(ties_check - 50, may_check, liked_check, 9),
    float(np.take_along_axis(liked_check, order_check[:, :9], axis=1).mean()),
    "50 less for every score changes no list",
)
### END HIDDEN TESTS


# %% mistake="precision" replace="np.where(candidates, -scores, np.inf)[enough]" says="films that are no candidates are on the lists" with="-scores[enough]"

# %% mistake="precision" replace="np.where(candidates, -scores, np.inf)[enough]" says="the films with the lowest scores are taken" with="np.where(candidates, scores, np.inf)[enough]"


# %% mistake="precision" says="users with too few candidates are not left out"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        best = recommend(scores[user], ~candidates[user], k)
        found.append(liked[user][best].mean())
    return np.mean(found)


# %% mistake="precision" replace="candidates.sum(axis=1) >= k" says="users with exactly k candidates are left out" with="candidates.sum(axis=1) > k"

# %% mistake="precision" replace="np.where(candidates, -scores, np.inf)[enough]" says="films that are no candidates get the score 0, which is above a score below 0" with="-np.where(candidates, scores, 0)[enough]"


# %% mistake="precision" says="the hits are divided by the number of liked films: that is recall"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            best = recommend(scores[user], ~candidates[user], k)
            found.append(liked[user][best].sum() / max(liked[user].sum(), 1))
    return np.mean(found)


# %% mistake="precision" says="the hits are counted, not divided by k"
def precision_at_k(scores, candidates, liked, k):
    lists = [
        liked[user][recommend(scores[user], ~candidates[user], k)].sum()
        for user in range(len(scores))
        if candidates[user].sum() >= k
    ]
    return np.mean(lists)


# %% mistake="precision" says="users with too few candidates are not left out"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        best = recommend(scores[user], ~candidates[user], k)
        found.append(liked[user][best].sum() / k)
    return np.mean(found)


# %% mistake="precision" says="users with too few candidates count with a precision of 0"
def precision_at_k(scores, candidates, liked, k):
    total = 0.0
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            total += np.mean(liked[user][recommend(scores[user], ~candidates[user], k)])
    return total / len(scores)


# %% mistake="precision" says="of equal scores the higher number comes first"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            order = np.argsort(np.where(candidates[user], scores[user], -np.inf), kind="stable")
            found.append(liked[user][order[::-1][:k]].mean())
    return np.mean(found)


# %% mistake="precision" replace="axis=1).mean()" says="each user's precision is returned, not their mean" with="axis=1).mean(axis=1)"


# %% mistake="precision" says="the loop ends at the first user with too few candidates"
def precision_at_k(scores, candidates, liked, k):
    values = []
    for user in range(len(scores)):
        if candidates[user].sum() < k:
            break
        films = recommend(scores[user], ~candidates[user], k)
        values.append(liked[user, films].mean())
    return float(np.mean(values))


# %% mistake="precision" says="only the first user with a full list counts"
def precision_at_k(scores, candidates, liked, k):
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            return float(liked[user, recommend(scores[user], ~candidates[user], k)].mean())


# %% mistake="precision" says="the hits are divided by the number of candidates, not by k"
def precision_at_k(scores, candidates, liked, k):
    values = []
    for user in np.flatnonzero(candidates.sum(axis=1) >= k):
        films = recommend(scores[user], ~candidates[user], k)
        values.append(liked[user, films].sum() / candidates[user].sum())
    return float(np.mean(values))


# %% mistake="precision" replace="enough = candidates.sum(axis=1) >= k" says="the liked films must be k at least, not the candidates" with="enough = liked.sum(axis=1) >= k"


# %% mistake="precision" says="the mask is the wrong way: only films that are no candidates are on the lists"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            found.append(liked[user][recommend(scores[user], candidates[user], k)].mean())
    return np.mean(found)


# %% mistake="precision" says="the mask is the wrong way: only films that are no candidates are on the lists"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            found.append(liked[user][recommend(scores[user], candidates[user], k)].sum() / k)
    return np.mean(found)


# %% mistake="precision" says="the hits are divided by the number of liked candidates: that is recall"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            best = recommend(scores[user], ~candidates[user], k)
            found.append(liked[user][best].sum() / max((liked & candidates)[user].sum(), 1))
    return np.mean(found)


# %% mistake="precision" says="it is sorted down the columns: film by film over the users"
def precision_at_k(scores, candidates, liked, k):
    order = np.argsort(np.where(candidates, -scores, np.inf), axis=0, kind="stable")[:k]
    return np.take_along_axis(liked, order, axis=0).mean()


# %% mistake="precision" says="the candidates are cut out first, so that the numbers count only them"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in np.flatnonzero(candidates.sum(axis=1) >= k):
        order = np.argsort(-scores[user][candidates[user]], kind="stable")
        found.append(liked[user][order[:k]].mean())
    return np.mean(found)


# %% mistake="precision" says="the scores of the other films are overwritten in place"
def precision_at_k(scores, candidates, liked, k):
    scores[~candidates] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(liked, order, axis=1)[candidates.sum(axis=1) >= k].mean()


# %% [markdown] equivalent="precision"
# - `np.argsort(np.where(candidates, -scores, np.inf)[enough], axis=1, kind='stable') → np.argsort(np.where(candidates, -scores, np.inf)[enough], kind='stable')`: the last axis is the default
# - `np.take_along_axis(liked[enough], order[:, :k], axis=1) → np.take_along_axis(liked[enough], order[:, :k])`: likewise


# %% alternative="precision"
def precision_at_k(scores, candidates, liked, k):
    found = []
    for user in range(len(scores)):
        if candidates[user].sum() >= k:
            best = recommend(scores[user], ~candidates[user], k)
            found.append(np.mean(liked[user][best]))
    return sum(found) / len(found)


# %% alternative="precision"
def precision_at_k(scores, candidates, liked, k):
    hits = users = 0
    for row, may, good in zip(scores, candidates, liked):
        films = sorted(np.flatnonzero(may), key=lambda film: -row[film])
        if len(films) < k:
            continue
        users += 1
        hits += sum(bool(good[film]) for film in films[:k])
    return hits / (users * k)


# %% [markdown]
# ## Ten films: taste against fame
#
# The lecture warned: say who the candidates are. You judge the 292 users with at least ten test ratings, in both ways:
# (a) among the films they rated in the test part, and (b) among all films they had not rated in the training part.
# The rivals: fame (the number of ratings, the same list for all), the biases, your model, and your model with fame:
# $\hat y_{ui} + 0.6 \ln n_i$, with the weight that the lecture chose by eye on validation rows.
#
# **Predict.** The order you know from the lecture, though your model learned biases and factors
# together. New is the question how *sure* it is. By how many liked films in a list of ten will taste
# and fame together beat fame alone, and will an interval over 292 users leave out zero?

# %%
prediction = "by … films in ten; the interval …"  # write yours

# %%
seen = ~np.isnan(Y)
rated, liked = np.zeros((m, n), dtype=bool), np.zeros((m, n), dtype=bool)
rated[u_test, i_test] = True
liked[u_test, i_test] = r_test >= 4
judged = rated.sum(axis=1) >= 10
fame = np.tile(seen.sum(axis=0).astype(float), (m, 1))
rivals = {
    "fame": fame,
    "biases": baseline,
    "model": model,
    "model and fame": model + 0.6 * np.log(fame),
}
result = pd.DataFrame(
    {
        name: [
            precision_at_k(scores[judged], candidates[judged], liked[judged], 10)
            for candidates in (rated, ~seen)
        ]
        for name, scores in rivals.items()
    },
    index=["(a) rated in the test part", "(b) all unseen"],
).T
print(result.round(3))

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
good = liked[judged].sum(axis=1)
blind = [np.mean(good / candidates[judged].sum(axis=1)) for candidates in (rated, ~seen)]
for ax, way, chance in zip(axes, result.columns, blind):
    plots.film_list(result.index, result[way], result[way].round(3), xlabel="precision@10", ax=ax)
    ax.axvline(chance, color=plots.ERROR, ls="--", lw=1.2)
    ax.set_title(way)
    ax.margins(x=0.15)
plt.show()

# %% [markdown]
# The dashed lines are a blind choice. Among rated films your model is a little ahead of the biases, and fame is last:
# every candidate has been watched there, so what fame knows is worth little. Among all unseen films the
# model leaves the biases far behind, but **fame beats the model**, and both together beat fame. Is *that* more
# than luck? Compare user by user.

# %%
each = {}
for name in ("fame", "model", "model and fame"):
    each[name] = np.array(
        [
            precision_at_k(rivals[name][[user]], ~seen[[user]], liked[[user]], 10)
            for user in np.flatnonzero(judged)
        ]
    )
rng = np.random.default_rng(0)
for name in ("model", "model and fame"):
    gap = each[name] - each["fame"]
    drawn = [rng.choice(gap, len(gap)).mean() for _ in range(2000)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    print(f"{name} minus fame: {gap.mean():+.3f}, 95% interval {low:+.3f} to {high:+.3f}")

# %% [markdown]
# ## So, ten films for you?
#
# **Knowing nothing but stars, the model beats the biases by about 0.02 of 0.84 stars, and its lists hold about twice
# as many liked films as theirs. Plain fame finds more still; taste and fame together find most: 2.3 liked films in
# ten, against 2.0 for fame alone.** The interval lies above 0.
#
# But a hit is a film that somebody rated *without* our list; the rest of it only people can judge. And your own list?
# Watch one of the ten.
