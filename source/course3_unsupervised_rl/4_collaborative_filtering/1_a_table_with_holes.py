# %% [markdown]
# # A table with holes
#
# *45 minutes. You need: means, a penalty λ (Course 1, unit 5), `groupby` in pandas.*
#
# You open a small streaming service. 671 people have left stars for films, and tonight all of them
# ask the same question: what shall I watch? You sort the films by their mean and put the best ones
# on the front page. **Which films would stand there? And would you watch them?**

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots
from utils.checks import expect
from utils.datasets.recommenders import split_ratings
from utils.widgets import interact

ratings = datasets.movielens_ratings()
movies = datasets.movielens_movies().set_index("movieId")
titles = movies["title"].fillna("(no title)").str.split(" (", regex=False).str[0]
print(len(ratings), "ratings by", ratings["userId"].nunique(), "users of", len(movies), "films")

# %% [markdown]
# The ratings are real. They come from MovieLens, a recommendation service that the research group
# GroupLens of the University of Minnesota has run since 1997 (F. M. Harper and J. A. Konstan, *The
# MovieLens Datasets: History and Context*, 2015). A rating is 0.5 to 5 stars, in halves. Now the
# front page, as planned.

# %%
by_film = ratings.groupby("movieId")["rating"].agg(["mean", "count"])
best = by_film.sort_values(["mean", "count"], ascending=False).head(8)
print(best.assign(title=titles[best.index]).to_string(index=False))
print((by_film["mean"] == 5).sum(), "films have the mean 5")

# %% [markdown]
# Have you heard of many of these? Two to four people have rated each, and all were delighted. 315
# films share the top place, most of them with a single rating. A mean of one rating is that rating. Before
# we mend this, look at what we have.
#
# ## A table, most of it empty
#
# Put the ratings into a table $Y$ with $m$ rows, one a **user**, and $n$ columns, one a film. The
# entry $y_{ui}$ holds the stars that user $u$ gave film $i$. Most entries do not exist.

# %%
Y = ratings.pivot(index="userId", columns="movieId", values="rating")
print(Y.shape, f"{Y.notna().to_numpy().mean():.1%} of the table is known")
busy = Y.count(axis=1).sort_values(ascending=False, kind="stable").index[:60]
famous = Y.count().sort_values(ascending=False, kind="stable").index[:80]
corner = Y.loc[busy, famous]
print(f"{corner.notna().to_numpy().mean():.0%} of its busiest corner")

# %%
plots.rating_table(corner, xlabel="the 80 films with most ratings", ylabel="the 60 busiest users")
plt.show()

# %% [markdown]
# This is the fullest corner of the table, and white still shows through it. Some rows are yellow, some rather
# green: people use the scale differently. Some columns are, too: films differ. And a hole is not a
# zero. It says that we do not know.
#
# A **recommender** fills the holes with guesses and shows each user the films with the highest ones.
# If it uses nothing but this table, who rated what and how, it does **collaborative filtering**: the
# users' ratings filter the films for each other.
#
# ## The plainest guesses
#
# How good is a guess? We put a fifth of the ratings aside and compare guesses with them, by the
# root mean squared error (RMSE), in stars. The split is the same in all notebooks on films.

# %%
train, test = split_ratings(ratings, seed=0)
mu = train["rating"].mean()


def rmse(guess, stars):
    return np.sqrt(np.mean((guess - stars) ** 2))


film_mean = train.groupby("movieId")["rating"].mean()
by_mean = test["movieId"].map(film_mean).fillna(mu)  # a film without any rating gets mu
print(f"mu = {mu:.3f} for everything: {rmse(mu, test['rating']):.4f} stars")
print(f"the mean of the film:        {rmse(by_mean, test['rating']):.4f} stars")

# %% [markdown]
# The film's own mean is better than the mean μ of all, by 6 hundredths of a star. But it carries the junk of our
# front page. On which films does it fail?

# %%
count = test["movieId"].map(train.groupby("movieId").size())
group = pd.cut(count.fillna(0), [-1, 0, 1, 2, 5, 20, 400])
misses = pd.DataFrame({"of the film": by_mean - test["rating"], "of all": mu - test["rating"]})
print("RMSE of the mean …, by the number of ratings that the film has in training")
print((misses**2).groupby(group, observed=True).mean().pow(0.5).round(3))

# %% [markdown]
# Read `(2, 5]` as "3 to 5 ratings", and `(-1, 0]` as "none". With a single rating, the film's mean misses by 1.34 stars, the mean of
# all by 1.14. With two it is still worse. From about three on it wins. So neither of the two is right for every film:
# we want something that begins at μ and moves to the film's mean as ratings come in.
#
# ## A penalty that knows how to count
#
# Say that film $i$ deviates from the mean by its **bias** $c_i$, in stars. Choose it as in ridge regression, with a
# penalty λ on its square. $R_i$ are the users who rated the film, $n_i$ of them:
#
# $$J(c_i) = \frac12 \sum_{u \in R_i} (y_{ui} - \mu - c_i)^2 + \frac{\lambda}{2} c_i^2$$
#
# The derivative is $-\sum_{u \in R_i} (y_{ui} - \mu - c_i) + \lambda c_i$. It is zero at
#
# $$c_i = \frac{\sum_{u \in R_i} (y_{ui} - \mu)}{n_i + \lambda}$$
#
# That is a mean, divided by a little too much: as if λ more people had given exactly μ. This is
# called **shrinkage**. It hardly moves a film with 300 ratings, and pulls one with two most of the way
# back.
#
# ## Your turn: one film


# %% exercise="shrunk_mean"
def shrunk_mean(stars, mu, lam):
    """Return the guess for a film: mu plus the film's shrunk bias.

    Parameters
    ----------
    stars : numpy.ndarray, shape (k,)
        All ratings of the film; none at all is possible.
    mu : float
        The mean of all ratings.
    lam : float
        The penalty, above 0.

    Returns
    -------
    float
        In stars.
    """
    ### BEGIN SOLUTION
    return mu + (stars - mu).sum() / (len(stars) + lam)
    ### END SOLUTION


# %% [markdown] hint="shrunk_mean"
# What is the sum of `stars - mu`? By what is it divided?

# %% [markdown] hint="shrunk_mean"
# Ratings 5 and 4, μ = 3.5, λ = 3: the deviations add up to 2, divided by 5 that is 0.4, so 3.9.

# %% checks="shrunk_mean"
expect(shrunk_mean(np.array([5.0, 4.0]), 3.5, 3.0), 3.9, "3.5 + (1.5 + 0.5) / (2 + 3)")
expect(
    shrunk_mean(np.array([2.0, 1.5, 4.5, 1.0]), 3.2, 1.5),
    3.2 - 3.8 / 5.5,
    "the deviations −1.2, −1.7, 1.3 and −2.2 add up to −3.8",
)
expect(shrunk_mean(np.array([]), 3.4, 2.0), 3.4, "nobody has rated it: mu is all we have")

# %% mistake="shrunk_mean" replace="(len(stars) + lam)" says="the sum is divided by the number of ratings alone, without λ" with="max(len(stars), 1)"

# %% mistake="shrunk_mean" replace="mu + (stars" says="the bias is returned, without μ" with="(stars"

# %% mistake="shrunk_mean" replace="(stars - mu).sum()" says="μ is not taken off the stars" with="stars.sum()"

# %% mistake="shrunk_mean" replace="(len(stars) + lam)" says="λ is multiplied with the number of ratings" with="(len(stars) * lam + 1e-12)"

# %% mistake="shrunk_mean" replace="(stars - mu).sum() / (len(stars) + lam)" says="the mean deviation is divided by λ" with="(stars - mu).sum() / max(len(stars), 1) / lam"


# %% alternative="shrunk_mean"
def shrunk_mean(stars, mu, lam):
    return (np.sum(stars) + lam * mu) / (len(stars) + lam)


# %% [markdown]
# ## The front page, mended
#
# **Predict.** One film has two ratings of 5. Another has 200 with a mean of 4.4. Which of the two
# guesses is higher at λ = 5, with μ = 3.5? Work it out; the answer stands below the page.

# %%
prediction = "the film with … ratings, at about … stars"  # write yours

# %%
deviation = (ratings["rating"] - ratings["rating"].mean()).groupby(ratings["movieId"]).sum()


@interact(lam=(0.0, 20.0, 0.5))
def front_page(lam=5.0):
    guess = ratings["rating"].mean() + deviation / (by_film["count"] + lam)
    top = guess.sort_values(ascending=False, kind="stable").index[:10]
    seen_by = [f"{guess[film]:.2f}, rated by {by_film.loc[film, 'count']}" for film in top]
    plots.film_list(titles[top], guess[top], seen_by, xlabel="guess (stars)", limits=(3, 5.9))
    plt.title(f"λ = {lam}")


# %% [markdown]
# (Two ratings of 5 give 3.5 + 3/7 = 3.93; the 200 give 4.38.) At λ = 5 the films with two ratings
# have left the page. *The Shawshank Redemption* and *The Godfather*, which hundreds have rated, stand
# beside a few that some dozens have loved, and one that eleven have. Drag λ to 0, and the strangers return. Drag it to 20, and films with a few dozen ratings make room for the famous.
#
# How much λ is right? Let ratings decide that are neither used to fit nor kept for the end: split the training
# part once more. We need the biases of *all* films for that.
#
# ## Your turn: all films at once
#
# The ratings stand in three columns: number `u` of the user, number `i` of the film, and `r`, the
# stars. Films are numbered from 0 to $n - 1$. `np.bincount(i, weights=w, minlength=n)` adds up the
# numbers `w` film by film.


# %% exercise="film_biases"
def film_biases(i, r, n, mu, lam):
    """Return the shrunk bias of every film.

    Parameters
    ----------
    i : numpy.ndarray of int, shape (k,)
        Which film each rating is for, from 0 to n - 1.
    r : numpy.ndarray, shape (k,)
        The stars.
    n : int
        The number of films; some may have no rating.
    mu : float
        The mean to deviate from.
    lam : float
        The penalty, above 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
        0 for a film without ratings.
    """
    ### BEGIN SOLUTION
    sums = np.bincount(i, weights=r - mu, minlength=n)
    return sums / (np.bincount(i, minlength=n) + lam)
    ### END SOLUTION


# %% [markdown] hint="film_biases"
# Two counts a film: the sum of its deviations, and the number of its ratings.

# %% [markdown] hint="film_biases"
# `np.bincount([2, 0, 2], weights=[0.5, 1.0, 0.25], minlength=4)` is `[1.0, 0.0, 0.75, 0.0]`; without
# weights it counts: `[1, 0, 2, 0]`.

# %% checks="film_biases"
i_five, r_five = np.array([3, 0, 3, 3, 0]), np.array([4.5, 2.0, 5.0, 3.0, 1.5])
expect(
    film_biases(i_five, r_five, 5, 3.2, 2.0),
    np.array([-0.725, 0.0, 0.0, 0.58, 0.0]),
    "film 0: −2.9 / 4; film 3: 2.9 / 5; the others have no ratings",
)
expect(
    film_biases(i_five, r_five, 4, 2.0, 0.5),
    np.array([-0.2, 0.0, 0.0, 6.5 / 3.5]),
    "another mean and another penalty: film 0 has −0.5 / 2.5",
)

# %% mistake="film_biases" replace="(np.bincount(i, minlength=n) + lam)" says="λ is missing, and films without ratings are divided by 1" with="np.maximum(np.bincount(i, minlength=n), 1)"

# %% mistake="film_biases" replace="weights=r - mu" says="μ is not taken off the stars" with="weights=r"

# %% mistake="film_biases" replace="np.bincount(i, minlength=n)" says="every film is divided by the number of all ratings" with="len(r)"

# %% mistake="film_biases" replace="return sums" says="the guess is returned, μ and the bias together" with="return mu + sums"


# %% alternative="film_biases"
def film_biases(i, r, n, mu, lam):
    biases = np.zeros(n)
    for film in set(i.tolist()):
        left = r[i == film] - mu
        biases[film] = left.sum() / (len(left) + lam)
    return biases


# %% [markdown]
# Now the curve over λ. It is the same with pandas, so that it runs even if you have not written
# yours yet.

# %%
fit, validation = split_ratings(train, seed=1)


def film_part(frame, left, lam):
    groups = left.groupby(frame["movieId"])
    return groups.sum() / (groups.size() + lam)


grid, errors = [0.1, 0.5, 1, 2, 3, 5, 8, 12, 20, 40], []
for lam in grid:
    c = film_part(fit, fit["rating"] - fit["rating"].mean(), lam)
    guess = fit["rating"].mean() + validation["movieId"].map(c).fillna(0)
    errors.append(rmse(guess, validation["rating"]))

# %%
plt.plot(grid, errors, "o-", color=plots.ERROR)
plt.xscale("log")
plt.xlabel("λ (ratings)")
plt.ylabel("RMSE on validation rows (stars)")
plt.show()
print(f"lowest {min(errors):.4f} at λ = {grid[int(np.argmin(errors))]}, at 0.1 {errors[0]:.4f}")

# %% [markdown]
# A flat valley between 2 and 5: λ is a number of ratings, and about three ratings is what a film
# needs before we believe its own mean more than that of all films. Left of it the junk comes back; right of it we stop
# listening to the films.
#
# ## People differ, too
#
# Some users give 5 to whatever ends with a kiss, others keep 5 for one film in their life.

# %%
by_user = train.groupby("userId")["rating"].mean()
plt.hist(by_user, bins=np.arange(1.25, 5.3, 0.1), color=plots.DATA)
plt.axvline(mu, color=plots.MODEL, ls="--")
plt.xlabel("mean of a user (stars)")
plt.ylabel("users")
plt.show()
print(f"the middle half of the users: {by_user.quantile(0.25):.2f} to {by_user.quantile(0.75):.2f}")
much = train["userId"].value_counts() >= 100
for many, group in by_user.groupby(much):
    print(f"{'100 ratings or more' if many else 'fewer'}: mean {group.mean():.2f}")

# %% [markdown]
# The means of users go from about 1.3 to 5 stars. The dashed line is μ, the mean of all ratings; it lies left of the
# hill, because those who rate much give a little less. So each user gets a bias $b_u$
# as well, and the guess for a pair is
#
# $$\hat y_{ui} = \mu + b_u + c_i$$
#
# But beware of the order. Somebody with a mean of 4.2 who watches nothing but masterpieces is not
# generous. So take the *film's* bias off first, and average what is *left* of the user's ratings, shrunk in
# the same way. (Users could have a λ of their own; here both have λ = 3.)

# %%
lam = 3
c = film_part(train, train["rating"] - mu, lam)
left = train["rating"] - mu - train["movieId"].map(c)
groups = left.groupby(train["userId"])
b = groups.sum() / (groups.size() + lam)
guess = mu + test["userId"].map(b).fillna(0) + test["movieId"].map(c).fillna(0)
shrunk = mu + test["movieId"].map(c).fillna(0)
for name, y_hat in [
    ("mu", mu),
    ("film's mean", by_mean),
    ("shrunk", shrunk),
    ("with users", guess),
]:
    print(f"{name:12} {rmse(y_hat, test['rating']):.4f}")

# %% [markdown]
# From 1.06 to 0.89 stars, with one number a user and one a film. That is a lot for so plain a model. It is the
# **baseline** of this unit: whatever is cleverer has to beat it. Its front page is the
# same for everybody, though, only with other stars: $b_u$ moves all films of a user alike.
#
# How much does the order matter? Each dot is a user: across, the mean of what they gave, as a
# deviation from μ; up, their bias after the films.

# %%
own = by_user - mu
plots.scatter(
    own,
    b[own.index],
    "user's mean − μ (stars)",
    "bias $b_u$ after the films (stars)",
    label="users",
)
plots.line(1, 0, over=(-2.5, 1.5), label="equal")
plt.legend()
plt.show()
gap = (b[own.index] - own).sort_values()
print(f"user {gap.index[0]}: mean − μ {own[gap.index[0]]:.2f}, bias {b[gap.index[0]]:.2f}")

# %% [markdown]
# Most dots above 0 lie below the line: who gives more than average also chose films that deserve it. The user printed
# loses nearly half of their generosity. The few far below 0 lie above the line; bad luck with films explains a part,
# and shrinkage does the rest.
#
# One thing is unfinished. The films' biases were found before we knew who is generous. A film that
# only grumblers watched deserves better. So compute them anew from what is left after $b_u$, then
# $b_u$ anew, and so on in turns. You will do that in the assignment.
#
# ## Three sentences to remember
#
# 1. Ratings are a table with holes, and a hole is not a zero: nobody knows what would stand there.
# 2. A mean of two ratings deserves little belief; shrinkage adds λ ratings of the mean of all.
# 3. μ plus a bias of the user and one of the film is the baseline to beat, and it recommends the same films to
#    everybody.
#
# **Where it leads.** What the biases leave over holds taste. The next lecture finds it, without knowing what any film is
# about.
