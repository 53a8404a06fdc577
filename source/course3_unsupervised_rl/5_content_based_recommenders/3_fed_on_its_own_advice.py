# %% [markdown]
# # Fed on its own advice
#
# *45 minutes. You need: shrinkage (unit 4), means and spreads; no TensorFlow here.*
#
# On a film service the next film starts by itself. You watch it, you rate it, and from such ratings the
# service learns what to start next, for you and for everybody. After a year all your friends have seen the same forty films.
# Are these the best forty, or did the service only ever ask about them?

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.sparse.linalg import svds

from utils import datasets, plots
from utils.checks import expect
from utils.feedback_loop import FeedbackLoop, gini
from utils.widgets import interact

ratings = datasets.movielens_ratings(popular=True)
members, u = np.unique(ratings["userId"], return_inverse=True)
films, v = np.unique(ratings["movieId"], return_inverse=True)
titles = datasets.movielens_movies().set_index("movieId").loc[films, "title"].to_numpy()

# %% [markdown]
# A real service can't tell, for it does not know what people would have thought of films that they were never shown.
# So we build a world in which somebody knows: **you**. It is simulated, though not out of the air. From the ratings of MovieLens
# (GroupLens, Harper and Konstan 2015) we compute for the 100 members who rated most how much they would like each of 453 films, with the films'
# biases and ten factors as in unit 4. The factors count twice, so that tastes differ clearly; the members' own biases are left out, for they change no order. In our world this table of
# *liking* is the truth. It is in stars, but not bound to the scale: a few entries lie far outside.

# %%
Y = np.full((len(members), len(films)), np.nan)
Y[u, v] = ratings["rating"]
mu, rated = np.nanmean(Y), ~np.isnan(Y)
b_user = np.nansum(Y - mu, axis=1, keepdims=True) / (rated.sum(axis=1, keepdims=True) + 5)
b_film = np.nansum(Y - mu - b_user, axis=0) / (rated.sum(axis=0) + 5)
rest = np.where(rated, Y - mu - b_user - b_film, 0.0)
A, sizes, B = svds(rest, k=10, v0=np.ones(len(films)))
most_active = np.argsort(-rated.sum(axis=1), kind="stable")[:100]
liking = mu + b_film + 2 * (A[most_active] * sizes) @ B
print(f"{liking.mean():.2f} stars on average; films differ by {liking.mean(axis=0).std():.2f}")
print(f"the lowest liking {liking.min():.1f}, the highest {liking.max():.1f}")
print(f"around a film's mean the members differ by {(liking - liking.mean(axis=0)).std():.2f}")

# %% [markdown]
# ## A service that learns
#
# The service knows nothing of the table. It begins with *one* rating of each film, by a critic drawn at random, with a noise of 0.9
# stars. Then, each week, for every member:
#
# 1. The unseen film with the highest score starts. A film's score is the mean of its ratings so far, shrunk to the mean of all films' ratings by $\lambda = 2$.
# 2. The member watches it and gives it a rating: the true liking, and noise.
#
# At the end of the week the scores are renewed. This is a **feedback loop**: what is advised decides what is learned, and what
# is learned decides what is advised. `FeedbackLoop` plays it: `run(40)` lets 40 weeks pass, then `views` holds how often each film was watched, `history` the same
# after each week, `joy` the mean true liking of what was watched, week by week, and `scores()` what the service thinks.
#
# **Predict.** After 40 weeks, how many of the 453 films will have been watched by anybody?

# %%
prediction = "about ... films"  # write yours

# %%
loop = FeedbackLoop(liking, seed=0).run(40)
print(f"{np.sum(loop.views > 0)} films watched, {np.sum(loop.views == 0)} never")
first = np.argsort(-loop.history[4], kind="stable")[:5]  # the most watched of the first five weeks
print("the first five:", *titles[first], sep="\n    ")

# %% [markdown]
# Forty weeks, forty films, each watched by everyone. The other 413 might as well not exist: no new rating can
# reach them, so their scores stay where the first critic left them. The service would say that its advice is popular, and be
# right: 100 views a film!
#
# ## How unequal is that?
#
# Economists measure inequality of incomes by the **Gini coefficient**. For the views $z_1, \dots,
# z_n$ of $n$ films it is the mean difference of all pairs, divided by twice the mean $\bar z$:
#
# $$G = \frac{1}{2\, n^2\, \bar z} \sum_{i=1}^{n} \sum_{j=1}^{n} |z_i - z_j|$$
#
# It has no unit: 0 if all films are watched equally, and near 1 if one film has everything.
#
# ## Your turn: the Gini coefficient


# %% exercise="inequality"
def inequality(z):
    """Return the Gini coefficient.

    Parameters
    ----------
    z : numpy.ndarray, shape (n,)
        Views of each film: not below 0, and not all 0.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    gaps = np.abs(z[:, np.newaxis] - z)
    return gaps.sum() / (2 * len(z) ** 2 * z.mean())
    ### END SOLUTION


# %% [markdown] hint="inequality"
# How do you get a table with the difference of *every* pair, in one line?

# %% [markdown] hint="inequality"
# For 1, 2, 5 the differences are 1, 4 and 3; each appears twice in the table: 16. With n² = 9 and the mean 8/3 that is 16 / 48 = 1/3.

# %% [markdown] hint="inequality"
# `z[:, np.newaxis] - z` has a row for each film. Take absolute values, add up all, and divide by 2 times `len(z) ** 2` times …

# %% checks="inequality"
expect(inequality(np.array([1, 2, 5])), 1 / 3, "16 / (2 · 9 · 8/3)")
expect(inequality(np.array([0.0, 0.0, 0.0, 0.0, 7.0])), 0.8, "one of five has all: 1 - 1/5")
expect(inequality(np.array([30, 4, 9, 1])), 0.5227272727, "the order does not matter", rtol=1e-6)
expect(inequality(np.array([2.5, 2.5, 2.5])), 0.0, "all equal", atol=1e-12)

# %% mistake="inequality" replace="np.abs(z[:, np.newaxis] - z)" says="differences of both signs cancel: absolute values are missing" with="z[:, np.newaxis] - z"

# %% mistake="inequality" replace="(2 * len(z) ** 2 * z.mean())" says="the factor 2 below is missing" with="(len(z) ** 2 * z.mean())"

# %% mistake="inequality" replace="len(z) ** 2 * z.mean()" says="it is divided by n, not by n²" with="len(z) * z.mean()"

# %% mistake="inequality" replace=" * z.mean()" says="it is not divided by the mean, and so depends on the unit" with=""

# %% mistake="inequality" replace="len(z) ** 2" says="pairs of a film with itself are not counted among the n²" with="(len(z) * (len(z) - 1))"


# %% alternative="inequality"
def inequality(z):
    total = 0
    for a in z:
        for b in z:
            total += abs(a - b)
    return total / (2 * len(z) * sum(z))


# %% [markdown]
# Drag through the year. The bars are the 60 most-watched films; the title says how unequal the views are.


# %%
@interact(week=(1, 40))
def year(week=40):
    views = np.sort(loop.history[week - 1])[::-1]
    plt.bar(range(60), views[:60], color=plots.DATA, width=0.9)
    plt.title(f"week {week}: Gini {gini(views):.2f}, {np.sum(views > 0)} films watched")
    plt.gca().set(xlabel="films, the most watched first", ylabel="views", ylim=(0, 105))


# %% [markdown]
# Each week adds one bar of full height. The Gini coefficient falls only because the year goes on: it can't fall below 0.91 by week
# 40 with such advice. (For the incomes in a country the World Bank reports values between about 0.25 and 0.6.)
#
# ## Are they the best?
#
# You know the truth, so look. The bars count the films that were never shown, by how much the members would like them on average; each green tick is a film that the service has shown.

# %%
truth = liking.mean(axis=0)
shown = loop.views > 0
plots.histogram(truth[~shown], "true mean liking (stars)", label="never shown")
plt.plot(truth[shown], np.full(shown.sum(), 3.0), "|", ms=22, color=plots.HIGHLIGHT, label="shown")
plt.ylabel("films")
plt.legend()
plt.show()
best_40 = np.sort(truth)[-40:].mean()
print(f"shown {truth[shown].mean():.2f} stars, the best 40 {best_40:.2f}, all {truth.mean():.2f}")

# %% [markdown]
# On average the shown films are better than all, 3.97 stars against 3.69, and far from the best, 4.32; some green ticks stand even to the left of the mean. Some good films had a critic in a bad mood, and one bad
# rating was their end; there are films on the list that lived on one good rating until everybody had watched them.
#
# ## Your turn: how many of the best were found?
#
# A measure for it: of the $k$ films with the highest true liking, which share has been watched at all?


# %% exercise="found"
def found(truth, views, k):
    """Return which share of the k best films has been watched.

    Parameters
    ----------
    truth : numpy.ndarray, shape (n,)
        The true mean liking, in stars, no two equal.
    views : numpy.ndarray, shape (n,)
        How often each film was watched.
    k : int
        From 1 to n.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    best = np.argsort(-truth)[:k]
    return np.mean(views[best] > 0)
    ### END SOLUTION


# %% [markdown] hint="found"
# Which rows are the k best? And when does one of them count?

# %% [markdown] hint="found"
# With the liking 3.1, 4.4, 2.8, 3.9 and the views 5, 0, 2, 1 the two best are films 1 and 3. Only film 3 was watched: 0.5.

# %% [markdown] hint="found"
# `np.argsort(-truth)[:k]` are the rows of the best. Of their views, which share is above …

# %% checks="found"
liked, watched = np.array([3.1, 4.4, 2.8, 3.9, 4.1]), np.array([5, 0, 2, 1, 8])
expect(found(liked, watched, 2), 0.5, "films 1 and 4 are the best; film 1 was never watched")
expect(found(liked, watched, 3), 2 / 3, "films 1, 4 and 3; two of them were watched")
expect(found(liked, watched, 5), 0.8, "four of all five")
expect(found(liked, watched, 1), 0.0, "the best one was never watched")

# %% mistake="found" replace="np.argsort(-truth)[:k]" says="the worst k are taken, not the best" with="np.argsort(truth)[:k]"

# %% mistake="found" replace="np.argsort(-truth)[:k]" says="the most watched k are taken, not the best" with="np.argsort(-views)[:k]"

# %% mistake="found" replace="np.mean(views[best] > 0)" says="the films are counted, not their share" with="np.sum(views[best] > 0)"

# %% mistake="found" replace="np.mean(views[best] > 0)" says="the views are averaged, not the films with a view" with="np.mean(views[best])"

# %% mistake="found" replace="np.mean(views[best] > 0)" says="it is the share that was never watched" with="np.mean(views[best] == 0)"


# %% alternative="found"
def found(truth, views, k):
    limit = sorted(truth)[len(truth) - k]
    return sum(1 for t, z in zip(truth, views) if t >= limit and z > 0) / k


# %% [markdown]
# ## Twin worlds
#
# If quality decides, another start leads to the same films. Here are five services with the same members and the same films. Only the
# critics, and so the first ratings, are drawn anew.

# %%
twins = [FeedbackLoop(liking, seed=seed).run(40) for seed in range(5)]
shown = np.array([twin.views > 0 for twin in twins])
print(
    "films shown by all five:", np.sum(shown.all(axis=0)), "of 40; by any:", shown.any(axis=0).sum()
)
common = [np.sum(shown[i] & shown[j]) for i in range(5) for j in range(i)]
print(f"two services share {np.mean(common):.0f} of 40 films on average")
own = [twin.scores()[seen].mean() for twin, seen in zip(twins, shown)]
print("mean score of the shown films, by the service's own ratings:", np.round(own, 2))

# %% [markdown]
# Two services share 7 of 40 films on average, and not one film is in all five programs. A year of films was decided by the mood of single critics. Each service could prove by
# its own ratings that its films are liked: on average clearly above the 3.69 stars of all. **A recommender judged by the data that it made itself always looks good.**
#
# ## Let chance ask, too
#
# The remedy is as old as science: now and then, ask about something else. With a chance of $\varepsilon$ a *random* unseen film starts instead of the
# best-scored one. That is **exploration**; following the scores is called **exploitation**. It costs something at once, for a random film is
# worse on average. It pays later, if at all.
#
# **Predict.** With $\varepsilon$ = 0, 0.1, 0.3 and 1: who makes the members happiest in the first five weeks, and who in the last ten?

# %%
table = {}
for explore in [0.0, 0.1, 0.3, 1.0]:
    runs = [FeedbackLoop(liking, explore, seed=seed).run(40) for seed in range(8)]
    table[explore] = runs
    joy = np.array([run.joy for run in runs])
    best = np.mean([np.mean(run.views[np.argsort(-truth)[:40]] > 0) for run in runs])
    print(
        f"ε = {explore:.1f}: first 5 weeks {joy[:, :5].mean():.2f}, last 10 {joy[:, -10:].mean():.2f},"
        f" Gini {np.mean([gini(run.views) for run in runs]):.2f}, found {best:.0%} of the best 40"
    )

# %%
for (explore, runs), color in zip(table.items(), plots.shades(4)):
    joy = np.mean([run.joy for run in runs], axis=0)
    smooth = np.convolve(joy, np.ones(5) / 5, mode="valid")
    plt.plot(np.arange(5, 41), smooth, color=color, label=f"ε = {explore}")
plt.xlabel("week")
plt.ylabel("liking of what was watched (stars)")
plt.legend(loc=(0.03, 0.18))
plt.show()

# %% [markdown]
# Each curve is the mean of eight services, averaged over the last five weeks. In the first weeks the order is that of $\varepsilon$: every random film costs something. Later the three
# lower values of $\varepsilon$ come together between about 3.8 and 4.0 stars, while pure chance stays at 3.7, the mean of all films. So by then a little exploring costs
# little or nothing: over the last ten weeks the three differ by less than a tenth of a star. The printed lines show what was bought with it: with 0.3 the service has found 95% of the best films, not 24%, and the Gini coefficient falls from
# 0.91 to 0.72.
#
# ## Is it more than luck?
#
# Eight services of each kind, and the same eight starts: compare them in pairs, seed by seed.

# %%
gain = np.array(
    [np.mean(a.joy[-10:]) - np.mean(b.joy[-10:]) for a, b in zip(table[0.3], table[0.0])]
)
print("last ten weeks, ε = 0.3 minus ε = 0:", gain.round(2))
print(f"mean {gain.mean():.2f} ± {1.96 * gain.std(ddof=1) / np.sqrt(8):.2f} stars (95%)")

# %% [markdown]
# The interval holds 0 (and with only eight numbers the true one is a little wider): for the joy of the members, forty weeks decide nothing. What differs beyond doubt is what the service *knows*, and who gets a chance to be seen:
# that is worth something to the makers of films, to next year's members, and to a service that wants to know whether its hits are hits.
#
# ## If members may refuse
#
# Autoplay is the hardest case. Now a page shows eight films, and each member picks one (what they like best, with some noise). The random films are
# among the eight.

# %%
pages = {}
for explore in [0.0, 0.25, 1.0]:
    runs = [FeedbackLoop(liking, explore, slots=8, seed=seed).run(40) for seed in range(4)]
    pages[explore] = joy = np.array([run.joy for run in runs])
    print(
        f"page with {explore:.0%} random: first 5 weeks {joy[:, :5].mean():.2f},"
        f" last 10 {joy[:, -10:].mean():.2f}, Gini {np.mean([gini(r.views) for r in runs]):.2f}"
    )

# %%
for explore in [0.25, 1.0]:
    gain = pages[explore] - pages[0.0]  # a start a row, a week a column
    print(f"{explore:.0%} random minus none, first 5 weeks:", gain[:, :5].mean(axis=1).round(2))
    print(f"{explore:.0%} random minus none, last 10 weeks:", gain[:, -10:].mean(axis=1).round(2))

# %% [markdown]
# Again in pairs, start by start. With a choice, *some* exploring costs nothing: with a quarter of random films the members are not worse off even in the first weeks (one of the four starts says a little less),
# since a bad random film is not taken and a good one is a find; in the last ten weeks they are happier in all four. A page of pure chance costs about 0.3 stars in the first weeks, and at the end
# even it does better than the page without any chance, in all four, too: to choose among eight is then worth more than such advice.
#
# ## What this world leaves out
#
# It is a model, so ask what is missing. Here tastes never change; in truth people get to like what they are shown. Here the advice is the same for all;
# personal advice has its own narrowing, film by film of the same kind. Here nobody gains from being watched; in truth makers adapt to what is advised, and a
# service may prefer what is cheap for it. None of these makes the loop harmless, and none is seen in an RMSE.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A recommender learns only about what it shows: a film without luck at the start is never asked about again.
# 2. Measure what is shown (Gini, films found) beside how well it is liked; never judge a service only by ratings that it caused.
# 3. Exploration costs something at once, finds good films and spreads the views; where members can refuse, a little costs nothing.
#
# **Where it leads.** Unit 6 meets explore or exploit again, as $\varepsilon$. First the assignment: films that nobody has rated.
