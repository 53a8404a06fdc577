# %% [markdown]
# # Is it any good?
#
# *60 minutes. You need: the two lectures before, precision (Course 1, unit 3), percentiles.*
#
# Fitted on all training rows and asked on the test rows, your factors guess stars better than the
# biases by two hundredths of a star. Nobody will ever notice that. What people do notice is the list on their screen: ten films for tonight. **Is the list
# better? Better than what? And what do you show to somebody who arrived a minute ago?**

# %%
import itertools

import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots, rating
from utils.checks import expect
from utils.datasets.recommenders import split_ratings
from utils.widgets import interact

ratings = datasets.movielens_ratings(popular=True)
users, films = np.unique(ratings["userId"]), np.unique(ratings["movieId"])
m, n = len(users), len(films)
titles = datasets.movielens_movies().set_index("movieId").loc[films, "title"]
titles = titles.str.split(" (", regex=False).str[0].tolist()

# %% [markdown]
# The ratings are those of MovieLens (GroupLens; Harper and Konstan 2015), of films with at least 50
# ratings. This is the model of the last lecture, once more, as functions: biases by shrinkage, then ten
# factors by alternating least squares.


# %%
def numbered(frame):
    u, i = np.searchsorted(users, frame["userId"]), np.searchsorted(films, frame["movieId"])
    return u, i, frame["rating"].to_numpy()


def solve_rows(D, M, Q, lam):
    k = Q.shape[1]
    A = (M @ (Q[:, :, None] * Q[:, None, :]).reshape(len(Q), k * k)).reshape(len(M), k, k)
    return np.linalg.solve(A + lam * np.eye(k), ((M * D) @ Q)[:, :, None])[:, :, 0]


# %%
def learn(frame, lam=10, rounds=15):
    """Return mu, the biases b (users) and c (films), tastes P and characters Q."""
    u, i, r = numbered(frame)
    mu = r.mean()
    c = np.bincount(i, r - mu, n) / (np.bincount(i, minlength=n) + 3)
    b = np.bincount(u, r - mu - c[i], m) / (np.bincount(u, minlength=m) + 3)
    D, M = np.zeros((m, n)), np.zeros((m, n))
    D[u, i], M[u, i] = r - mu - b[u] - c[i], 1
    Q = np.random.default_rng(0).normal(0, 0.1, (n, 10))
    for _ in range(rounds):
        P = solve_rows(D, M, Q, lam)
        Q = solve_rows(D.T, M.T, P, lam)
    return mu, b, c, P, Q


# %%
train, test = split_ratings(ratings, seed=0)
mu, b, c, P, Q = learn(train)
biases = mu + b[:, None] + c  # a table of guesses, shape (m, n)
factors = biases + P @ Q.T
u, i, r = numbered(test)
for name, table in [("biases", biases), ("factors", factors)]:
    print(f"{name}: RMSE {np.sqrt(np.mean((np.clip(table, 0.5, 5)[u, i] - r) ** 2)):.4f} stars")

# %% [markdown]
# Is the difference more than luck? Both models guess the *same* ratings, so compare pair by pair;
# and as the ratings of one user hang together, draw whole users anew, a thousand times.

# %%
gain = (np.clip(biases, 0.5, 5)[u, i] - r) ** 2 - (np.clip(factors, 0.5, 5)[u, i] - r) ** 2
by_user, counts = np.bincount(u, gain, m), np.bincount(u, minlength=m)
rng, means = np.random.default_rng(0), []
for _ in range(1000):
    drawn = rng.integers(m, size=m)
    means.append(by_user[drawn].sum() / counts[drawn].sum())
low, high = np.percentile(means, [2.5, 97.5])
print(f"mean squared error lower by {gain.mean():.4f}, 95% interval {low:.4f} to {high:.4f}")
print(f"better for {np.mean(by_user[counts > 0] > 0):.0%} of the users")

# %% [markdown]
# The interval is far from 0: the factors *are* better at guessing stars, for two users in three. But
# RMSE counts all guesses alike, also those about films that would never be on a list. A service shows
# the top.
#
# ## Precision at k
#
# Sort the candidate films of a user by their score, best first, and keep $k$. A film is a **hit** if
# the user gave it 4 stars or more, in the test part. Then **precision at k** is
#
# $$\text{precision@}k = \frac{\text{hits among the first } k}{k}$$
#
# Only the order of the scores matters here; add 10 stars to all, and nothing changes.
#
# ## Your turn: one user


# %% exercise="precision_one"
def precision_one(scores, candidates, liked, k):
    """Return the precision at k of one user.

    Parameters
    ----------
    scores : numpy.ndarray, shape (n,)
        One for every film; all different.
    candidates : numpy.ndarray of bool, shape (n,)
        Which films may be on the list; at least k.
    liked : numpy.ndarray of bool, shape (n,)
        Which films would be hits.
    k : int

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    order = np.argsort(np.where(candidates, -scores, np.inf), kind="stable")
    return float(liked[order[:k]].mean())
    ### END SOLUTION


# %% [markdown] hint="precision_one"
# How do you keep films out that are no candidates? What sorts `argsort` to the front: small or large
# numbers?

# %% [markdown] hint="precision_one"
# Scores 3, 5, 4 where the second is no candidate: the order is 4, 3. With k = 1 the third film
# counts.

# %% checks="precision_one"
scores_six = np.array([3.1, 4.8, 2.2, 4.1, 3.7, -1.0])
may_six = np.array([True, False, True, True, True, True])
liked_six = np.array([False, True, True, True, False, True])
expect(
    precision_one(scores_six, may_six, liked_six, 3),
    1 / 3,
    "the candidates come as 4.1, 3.7, 3.1, …: one hit among the first three",
)
expect(
    precision_one(scores_six, may_six, liked_six, 4),
    0.5,
    "the fourth, 2.2, is a hit, too: two of four",
)
expect(
    precision_one(scores_six - 9, np.full(6, True), liked_six, 5),
    0.6,
    "all are candidates, all scores below 0: hits are 1st, 2nd and 5th",
)
expect(
    precision_one(scores_six - 9, may_six, liked_six, 3),
    1 / 3,
    "scores below 0, and one film is no candidate: the same as for 9 more",
)

# %% mistake="precision_one" replace="np.where(candidates, -scores, np.inf)" says="films that are no candidates are on the list" with="-scores"

# %% mistake="precision_one" replace="np.where(candidates, -scores, np.inf)" says="the films with the lowest scores are taken" with="np.where(candidates, scores, np.inf)"

# %% mistake="precision_one" replace="liked[order[:k]].mean()" says="the hits are divided by all films that the user liked: that is recall" with="liked[order[:k]].sum() / liked.sum()"

# %% mistake="precision_one" replace="liked[order[:k]].mean()" says="the hits are counted, not divided by k" with="liked[order[:k]].sum()"

# %% mistake="precision_one" replace="np.where(candidates, -scores, np.inf)" says="films that are no candidates get the score 0, which is above a score below 0" with="-np.where(candidates, scores, 0)"

# %% mistake="precision_one" replace="order[:k]" says="one film too many is on the list" with="order[: k + 1]"


# %% [markdown] equivalent="precision_one"
# - `np.argsort(np.where(candidates, -scores, np.inf), kind='stable') → np.argsort(np.where(candidates, -scores, np.inf))`: all scores are different
# - `sorted(zip(scores[candidates], liked[candidates]), key=lambda pair: pair[0]) → sorted(zip(scores[candidates], liked[candidates]))`: likewise


# %% alternative="precision_one"
def precision_one(scores, candidates, liked, k):
    pairs = sorted(zip(scores[candidates], liked[candidates]), key=lambda pair: pair[0])
    best = pairs[::-1][:k]
    return sum(1 for _, hit in best if hit) / k


# %% [markdown]
# ## Among which films?
#
# The formula hides a question: who are the candidates? Two answers are common, and papers do not
# always say which they took.
#
# - **(a) among the films that the user rated in the test part.** Of these we know all answers.
# - **(b) among all films that the user had not rated in the training part.** That is what a service
#   does. A film that the user never rated counts as a miss, though perhaps they would have loved it.
#
# Below, `kind="stable"` keeps equal scores in the order in which they stood: of two films with the same popularity the
# lower number comes first. Without it the order of equal scores is anybody's guess.
#
# Four rivals: random scores; the **popularity** of a film, its number of ratings in training, the same for
# everybody; biases; factors.

# %%
seen, rated, liked = (np.zeros((m, n), dtype=bool) for _ in range(3))
seen[numbered(train)[:2]] = True
rated[u, i] = True
liked[u, i] = r >= 4
judged = rated.sum(axis=1) >= 10  # users with at least 10 test ratings
popularity = np.tile(seen.sum(axis=0), (m, 1))
print(judged.sum(), "users to judge on")


def top(scores, candidates, k=10):
    """Return the k best candidates of every row."""
    return np.argsort(np.where(candidates, -scores, np.inf), axis=1, kind="stable")[:, :k]


# %% [markdown]
# **Predict.** In which order will the four come under (a), and in which under (b)? Popularity knows
# nothing of any user. Write both orders down.

# %%
prediction = {"a": "best … worst", "b": "best … worst"}


# %%
def hits(lists):
    return np.take_along_axis(liked, lists, axis=1)[judged].mean()


rivals = {"random": np.random.default_rng(0).random((m, n)), "popularity": popularity}
rivals |= {"biases": biases, "factors": factors}
print("precision@10     (a) rated  (b) unseen   different films in all lists (b)")
for name, scores in rivals.items():
    lists = top(scores, ~seen)
    different = len(np.unique(lists[judged]))
    print(f"{name:16} {hits(top(scores, rated)):9.3f} {hits(lists):11.3f} {different:14}")

# %% [markdown]
# Under (a) it is as you may have hoped: random 0.59 (people like most of what they rate), popularity
# 0.645, biases 0.71, factors a little better. Under (b) **popularity wins**. It shows the same famous
# films to all, and it beats the factors.
#
# Why? Under (b) a hit needs two things: that the user *watched* the film, and that they liked it. The
# factors were trained on the second question alone. Popularity answers the first.
#
# ## The holes are not random

# %%
often, stars = seen.sum(axis=0), mu + c
plots.scatter(often, stars, "ratings in training", "bias of the film + μ (stars)", label="films")
plt.show()
share = np.mean(liked[judged].sum(axis=1) / (~seen[judged]).sum(axis=1))
print(f"{share:.1%} of a user's unseen films are hits: what a blind choice gets")
print(f"correlation of popularity and stars {np.corrcoef(often, stars)[0, 1]:.2f}")

# %% [markdown]
# Whoever wrote down a rating first chose to watch. Films that many watch are rated higher, too: a
# film is seen by those who expect to like it. The table is **not missing at random**, and so all
# numbers of kind (a) speak of films that people chose themselves, not of all films.
#
# Nor is (b) the truth: it punishes a list for every good film that the user does not know yet. What
# would be the truth? Show both lists to people, drawn by lot, and count what they watch to the end.
#
# ## A bit of both
#
# So let popularity and taste vote together. With $n_i$ the number of ratings of film $i$, and a weight
# $\beta$ in stars:
#
# $$\text{score}_{ui} = \hat y_{ui} + \beta \ln n_i$$
#
# How much β is right? Lists can also be too alike: **coverage** is the share of all films that are on at
# least one list.
#
# ## Your turn: coverage


# %% exercise="coverage"
def coverage(lists, n):
    """Return which share of the films is on at least one list.

    Parameters
    ----------
    lists : numpy.ndarray of int, shape (users, k)
        The numbers of the films shown to each user.
    n : int
        The number of all films.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return len(np.unique(lists)) / n
    ### END SOLUTION


# %% [markdown] hint="coverage"
# How many different numbers are in the table? `np.unique` knows.

# %% checks="coverage"
expect(
    coverage(np.array([[4, 1, 7], [7, 2, 4], [1, 4, 9], [7, 4, 1]]), 20),
    0.25,
    "1, 2, 4, 7 and 9 are shown: five of twenty",
)
expect(coverage(np.array([[3, 5], [5, 3], [3, 5]]), 7), 2 / 7, "the same two for everybody")

# %% mistake="coverage" replace="len(np.unique(lists))" says="the places of all lists are counted, not the different films" with="lists.size"

# %% mistake="coverage" replace="len(np.unique(lists)) / n" says="the different films are divided by the places of all lists" with="len(np.unique(lists)) / lists.size"

# %% mistake="coverage" replace="len(np.unique(lists)) / n" says="the films are counted, not divided by n" with="len(np.unique(lists))"

# %% mistake="coverage" replace="len(np.unique(lists))" says="the largest number of a film is taken for the number of films" with="np.max(lists)"

# %% mistake="coverage" replace="len(np.unique(lists))" says="only the films on the first place of the lists count" with="len(np.unique(lists[:, 0]))"


# %% alternative="coverage"
def coverage(lists, n):
    shown = set()
    for row in lists:
        shown |= set(row.tolist())
    return len(shown) / n


# %% [markdown]
# β has to be chosen, so the test rows must not choose it. Learn from a part of the training rows, and
# look at the rest of them.

# %%
fit, validation = split_ratings(train, seed=1)
known = learn(fit)
table = known[0] + known[1][:, None] + known[2] + known[3] @ known[4].T
v_u, v_i, v_r = numbered(validation)
v_seen, v_liked = np.zeros((m, n), dtype=bool), np.zeros((m, n), dtype=bool)
v_seen[numbered(fit)[:2]] = True
v_liked[v_u, v_i] = v_r >= 4
many = np.bincount(v_u, minlength=m) >= 10
often_v = np.log(np.maximum(v_seen.sum(axis=0), 1))


# %%
def lists_at(beta):
    lists = top(table + beta * often_v, ~v_seen)[many]
    return lists, np.take_along_axis(v_liked[many], lists, axis=1).mean()


@interact(beta=(0.0, 2.0, 0.1))
def blend(beta=0.0):
    lists, found = lists_at(beta)
    share = np.bincount(lists.ravel(), minlength=n) / len(lists)
    most = np.argsort(-share, kind="stable")[:10]
    plots.film_list([titles[film] for film in most], share[most], xlabel="share of the lists")
    plt.xlim(0, 1)
    plt.title(
        f"β = {beta:.1f}: precision@10 {found:.3f}, {len(np.unique(lists))} of {n} films shown"
    )


# %%
betas = np.arange(0, 2.05, 0.1)
plt.plot(betas, [lists_at(beta)[1] for beta in betas], "o-", color=plots.HIGHLIGHT)
plt.xlabel("β (stars)")
plt.ylabel("precision@10 on validation rows")
plt.show()

# %% [markdown]
# At β = 0, 112 films are on the lists, one of them on four lists in five, and precision on these rows
# is 0.095. Drag β up: precision climbs fast until about 0.6, to 0.15, and hardly moves from there on,
# while fewer and fewer films are shown. So take 0.6, a choice by eye, for the sake of variety. Then ask
# the test rows once.

# %%
blended = factors + 0.6 * np.log(np.maximum(seen.sum(axis=0), 1))
for name, scores in [("popularity", popularity), ("factors", factors), ("blended", blended)]:
    lists = top(scores, ~seen)
    print(
        f"{name:10} precision@10 {hits(lists):.3f}, {len(np.unique(lists[judged])) / n:.0%} of films"
    )

# %% [markdown]
# Taste *and* popularity find more than either, with about twice the variety of popularity alone. (Is the
# lead over popularity more than luck? The assignment puts an interval on it.) That is a pattern worth keeping: a cheap rival that wins often knows something that your model was never
# asked.
#
# ## Cold start
#
# A newcomer has rated nothing: this is the **cold start**. Put 60 users aside, learn the films from all others, and then
# let the newcomers tell us 0, 1, 2, … of their ratings, in an order drawn by lot. Each time the films
# stand still: the bias comes from shrinkage, the taste from ridge regression. Their last ratings
# judge.

# %%
rng = np.random.default_rng(0)
busy = ratings["userId"].value_counts().sort_index()
new = rng.choice(busy.index[busy >= 60], 60, replace=False)
new_mu, _, new_c, _, new_Q = learn(ratings[~ratings["userId"].isin(new)])


def welcome(i, r, lam=10):
    """Return bias and taste of somebody who has rated the films i with the stars r."""
    left = r - new_mu - new_c[i]
    bias = left.sum() / (len(left) + 3)
    A = new_Q[i].T @ new_Q[i] + lam * np.eye(10)
    return bias, np.linalg.solve(A, new_Q[i].T @ (left - bias))


# %% [markdown]
# **Predict.** How many ratings does the taste need before it is worth more than the bias alone: 1, 10 or 30?

# %%
prediction = "… ratings"  # write yours

# %%
sizes, errors = [0, 1, 2, 3, 5, 8, 12, 20, 30], []
told_by = {user: numbered(ratings[ratings["userId"] == user]) for user in new}
for size in sizes:
    misses = []
    for user, order in itertools.product(new, range(5)):  # five orders each
        _, i_new, r_new = told_by[user]
        mixed = np.random.default_rng([user, order]).permutation(len(r_new))
        told, judge = mixed[:size], mixed[30:60]
        bias, taste = welcome(i_new[told], r_new[told])
        plain = new_mu + bias + new_c[i_new[judge]] - r_new[judge]
        misses.append([plain, plain + new_Q[i_new[judge]] @ taste])
    errors.append(np.sqrt(np.mean(np.square(misses), axis=(0, 2))))
errors = np.array(errors)

# %%
plt.plot(sizes, errors[:, 0], "s-", color=plots.DATA, label="bias alone")
plt.plot(sizes, errors[:, 1], "o-", color=plots.MODEL, label="bias and taste")
plt.xlabel("ratings that the newcomer has given")
plt.ylabel("RMSE on their other films (stars)")
plt.legend()
plt.show()
print(np.column_stack([sizes, errors]).round(3))

# %% [markdown]
# The first ratings help through the bias: a grumbler is soon recognized. Taste starts later. Up to
# five ratings it makes no difference that counts; with 30 it is worth nearly 0.02 stars, and still
# growing. So ask a newcomer for ratings, and until then show what is popular.
#
# A new *film* is worse off. It has no ratings, so its bias and character are 0: everybody's guess is μ plus their own
# bias, the same for all new films, as if it were an average one. As nobody is shown it, that never changes. The next unit
# has a better answer: it looks at what the film is about.
#
# ## Your own cold start
#
# Now you are the newcomer. Rate the films you know; the list below changes with each. Until you do,
# the ratings of a MovieLens user stand there, one of the sixty: the films' characters have never
# met them.

# %%
shown = """Toy Story;Star Wars: Episode IV - A New Hope;Pulp Fiction;Forrest Gump;Lion King, The
Silence of the Lambs, The;Titanic;Matrix, The;Fargo;Pretty Woman;Independence Day;Shrek
Ace Ventura: Pet Detective;Godfather, The;Clockwork Orange, A;Mission: Impossible II
Lord of the Rings: The Two Towers, The;Beauty and the Beast;Amelie;Speed;Fight Club"""
shown = shown.replace("\n", ";").split(";")
guest = new[0]
_, i_guest, r_guest = numbered(ratings[ratings["userId"] == guest])
recorded = dict(zip([titles[film] for film in i_guest], r_guest.tolist()))
recorded = {film: recorded[film] for film in shown if film in recorded}


# %%
popular = np.log(np.bincount(numbered(ratings)[1], minlength=n))


def my_list(mine, beta=0.6):
    """Draw ten films for somebody who gave the films in the dict `mine` these stars."""
    known = np.array([titles.index(film) for film in mine], dtype=int)
    bias, taste = welcome(known, np.array(list(mine.values())))
    guess = np.clip(new_mu + bias + new_c + new_Q @ taste, 0.5, 5)
    may = ~np.isin(np.arange(n), known)
    best = top((guess + beta * popular)[None], may[None])[0]
    notes = [f"{guess[film]:.1f}" for film in best]
    plots.film_list([titles[film] for film in best], guess[best], notes, limits=(0, 5.5))
    plt.title(f"from {len(mine)} ratings; {bias:+.2f} stars in general")
    return best


mine = rating.Board(shown, recorded, my_list)

# %% [markdown]
# The films are in the order of guess *plus* popularity, but the bars show the guess alone, so they are not
# sorted. Does the list fit you? Change *one* rating to the other end of the scale and see what comes and goes.
# Write `beta=0` in the code for a braver list. For the recorded user we can look up what they really
# gave to the films of their list.

# %%
best = my_list(recorded)
plt.close()
truth = dict(zip(i_guest.tolist(), r_guest.tolist()))
for film in best:
    print(f"{titles[film]:45} {truth.get(film, 'not rated')}")

# %% [markdown]
# Four of the ten they have rated, and all four they liked; of the others we know nothing. But this is one user, and popular
# films would have done well, too. Ask the tables above before you believe an anecdote.
#
# ## Three sentences to remember
#
# 1. RMSE judges guesses, precision@k judges lists; say who the candidates were, as they decide who wins.
# 2. Ratings are not missing at random: watching is a choice, and popularity knows of it, so let it compete.
# 3. A newcomer needs some ratings before taste beats a bias; a new film has nothing to offer but what it is about.
#
# **Where it leads.** In the assignment you train biases and factors together and get a list of your own. The next unit
# looks at what films are about.
