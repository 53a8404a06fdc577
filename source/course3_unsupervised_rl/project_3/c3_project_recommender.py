# %% [markdown]
# # A film list that somebody pays for
#
# *270 minutes, best on two or three days. You need: units 4 and 5 of this course.*
#
# A film club wants to send each new member a short list: watch these. A right film is rented and brings a dollar. A wrong
# one costs: money back, and some trust. And each list costs a fee. **Whom would you send what, is your list better than the films
# that everybody likes, and is it worth its fee?**
#
# This is *your* project. You choose the year, how much the club knows of a member, what counts as right and what an error costs; the notebook
# holds the frame. Ten milestones are checked at once, and they make all of the 100 points: any honest choice passes. At
# the end the notebook writes a report, one file with pictures and a recommender card, that you can show to somebody. Milestones 2 to 5 are
# the hard ones. (An agent is the other way through project 3. One of the two is enough.)

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from utils import datasets, plots, rating
from utils.checks import expect
from utils.report import write_report
from utils.widgets import interact

ratings = datasets.movielens_ratings()
ratings.columns = ["member", "film", "stars", "time"]
movies = datasets.movielens_movies().set_index("movieId")
whole = ratings.groupby("member")["time"].agg(["min", "max"])
a_day = ((whole["max"] - whole["min"]) < pd.Timedelta(days=1)).mean()
print(len(ratings), "ratings by", len(whole), "members,", ratings["film"].nunique(), "films")
print(f"{a_day:.0%} of the members gave all their ratings within a day")

# %% [markdown]
# The ratings come from MovieLens, a service of the research group GroupLens at the University of Minnesota (F. M. Harper and J. A. Konstan,
# *The MovieLens Datasets: History and Context*, ACM TiiS 2015), 1995 to 2016. Your club is made up, its members and their stars are real. Each
# rating has its time. Look at the last line above: most people came once, rated for an evening, and left.
#
# ## Milestone 1: your question
#
# Six numbers, a word and a reason of 30 words or more, 20 of them different. You may invent the numbers, but they must be such that somebody could
# mean them.
#
# - `year`: the club opens on January 1 of 2002, 2003, 2004, 2005 or 2006. What was rated before is what it learns films from;
#   who came later is a **newcomer** and gets a list;
# - `known`: how many ratings of a newcomer the club knows when it writes the list, a whole number from 3 to 20;
# - `like`: a film is right if the member gave it so many stars or more: 3.5, 4, 4.5 or 5;
# - `slate`: films on a list at most, a whole number from 1 to 10. A **slate** is a list of this length, shown at once;
# - `loss`: dollars that a wrong film costs, where a right one brings 1 dollar: from 0.2 to 5;
# - `fee`: dollars that a list costs, from 0.05 to 3. A list of `slate` right films brings `slate` dollars, so a fee above half of that is refused;
# - `group`: for whom might the lists be poorer? `"quiet"` members, who rate little afterward; `"niche"` ones, whose known films are
#   less famous than others'; or `"strict"` ones, who give few stars.


# %% exercise="question"
def question():
    """Return the frame of the project.

    Returns
    -------
    dict
        "year", "known", "like", "slate", "loss", "fee": numbers as above; "group": one of the
        three words; "why": at least 30 words, 20 different ones among them, on who decides,
        what a wrong film does, and why these numbers.
    """
    ### BEGIN SOLUTION
    return {
        "year": 2003,
        "known": 10,
        "like": 4,
        "slate": 5,
        "loss": 1.0,
        "fee": 0.6,
        "group": "quiet",
        "why": "The owner of a film club decides whether each new member gets a list by mail. A wrong film "
        "is taken back, so it costs what a right one brings. Ten ratings are what people give before they "
        "lose patience, and the fee is paper and stamp.",
    }
    ### END SOLUTION


# %% [markdown] hint="question"
# Who opens the list, and what do they do after a wrong film? Who would pay the fee, and when would that person be sorry?

# %% [markdown] hint="question"
# With `loss` 1 a film pays if it is right more often than wrong. With `loss` 3 it has to be right three times in four. If only 5 stars are right, that
# is asked of hardly any film.

# %% [markdown] hint="question"
# Return one dict with the eight keys: six numbers, one of the three words, and a text of 30 words or more about …

# %% checks="question" points=6
asked_for = question()
KEYS = ["fee", "group", "known", "like", "loss", "slate", "why", "year"]
expect(sorted(asked_for), KEYS, "the eight keys that are asked for")
expect(asked_for["year"] in (2002, 2003, 2004, 2005, 2006), True, "a year from 2002 to 2006")
expect(asked_for["known"] in range(3, 21), True, "3 to 20 ratings are known, a whole number")
expect(asked_for["like"] in (3.5, 4, 4.5, 5), True, "right from 3.5, 4, 4.5 or 5 stars on")
expect(asked_for["slate"] in range(1, 11), True, "1 to 10 films on a list, a whole number")
expect(0.2 <= asked_for["loss"] <= 5, True, "a wrong film costs 0.2 to 5 dollars")
expect(0.05 <= asked_for["fee"] <= 3, True, "a list costs 0.05 to 3 dollars")
expect(
    asked_for["fee"] <= asked_for["slate"] / 2,
    True,
    "the fee is at most half of what the list brings if every film is right",
)
expect(asked_for["group"] in ("quiet", "niche", "strict"), True, "one of the three groups")
reason = str(asked_for["why"]).lower().split()
expect(len(reason) >= 30, True, "at least 30 words on who decides, and why")
expect(len(set(reason)) >= 20, True, "20 different words are among them")


# %% mistake="question" replace="\"loss\": 1.0" says="the loss is outside 0.2 to 5 (a wrong film costs: the number has no minus)" with="\"loss\": -1.0"

# %% mistake="question" replace="\"known\": 10" says="`known` is no whole number from 3 to 20 (a number, not a text)" with="\"known\": 0"

# %% mistake="question" replace="\"like\": 4" says="`like` is none of the four bounds 3.5, 4, 4.5 and 5" with="\"like\": 0.5"

# %% mistake="question" replace="\"year\": 2003" says="the year is none of the five from 2002 to 2006" with="\"year\": 2016"

# %% mistake="question" replace="\"fee\": 0.6" says="the fee is outside 0.05 to 3" with="\"fee\": 0.0"

# %% mistake="question" replace="\"slate\": 5" says="the fee is more than half of what the list brings when every film is right" with="\"slate\": 1"

# %% mistake="question" replace="\"quiet\"" says="the group is none of the three" with="\"young\""


# %% alternative="question"
def question():
    why = "A library with a van decides which of its films to bring to people in the villages. It wants "
    why += "few films that are loved, and a film that nobody takes only fills the shelf, so that errors "
    why += "cost little."
    numbers = {"year": 2005, "known": 5, "like": 4.5, "slate": 3, "loss": 0.3, "fee": 0.1}
    return {**numbers, "group": "niche", "why": why}


# %%
frame = question()
LIKE, SLATE, LOSS = float(frame["like"]), int(frame["slate"]), float(frame["loss"])
OPENS = pd.Timestamp(f"{int(frame['year'])}-01-01")
before = ratings["time"] < OPENS
old = ratings["member"].isin(ratings.loc[before, "member"])
print(
    f"{before.sum()} ratings before the club opens, by {ratings.loc[old, 'member'].nunique()} people"
)
print(f"later: {(~before & old).sum()} by the same people, {(~old).sum()} by newcomers")

# %%
plt.hist([ratings.loc[old, "time"], ratings.loc[~old, "time"]], bins=44, stacked=True,
         color=[plots.DATA, plots.SECOND], label=["people from before", "newcomers"])  # fmt: skip
plt.axvline(OPENS, color=plots.MODEL, ls="--", label="the club opens")
plt.xlabel("time of the rating")
plt.ylabel("ratings in half a year")
plt.legend()
plt.show()

# %% [markdown]
# Each bar is half a year. Left of the dashed line is what you may learn from; orange is whom you serve. Little blue lies right of
# it: most of those who rate later are new.
#
# **Predict.** Units 4 and 5 dealt the ratings *at random* into two parts. What would a club know under such a deal that it cannot know on
# the day it opens? Name two things.
#
# ## Milestone 2: a deal by time
#
# It would know what people will think of films years later, and which films will be famous. And the kept-aside ratings of a member would lie
# *between* the known ones. So deal by time, into three parts:
#
# - **past**: ratings from before the cut (`time < cut`) of films on the **shelf**. On the shelf are the films with `floor` ratings or more
#   *before the cut*;
# - a newcomer is a member without any rating before the cut, of whatever film. Only their ratings of shelf films count. In the order of time (at the same
#   time: by film number), their first `known` are **asked**, all later ones are **kept**;
# - newcomers with fewer than `known + least` such ratings are in no part. What people from before rate later is in no part, either.
#
# Two tools of pandas that you have not met: `rows.groupby("member").cumcount()` numbers each member's rows from 0, in the order in which they stand, and
# `rows.groupby("member")["film"].transform("size")` writes beside each row how many rows its member has.


# %% exercise="split"
def split(ratings, cut, known, floor, least):
    """Deal ratings by time.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns "member", "film", "stars", "time", in any order of rows; a pair of member and film
        once. Not changed.
    cut : of the kind of "time"
        When the club opens.
    known, floor, least : int
        As above, each 1 or more.

    Returns
    -------
    past, asked, kept : pandas.DataFrame
        Rows of `ratings` with its columns, in any order and with any index.
    """
    ### BEGIN SOLUTION
    before = ratings["time"] < cut
    counts = ratings.loc[before, "film"].value_counts()
    on_shelf = ratings["film"].isin(counts.index[counts >= floor])
    new = ~ratings["member"].isin(ratings.loc[before, "member"])
    rows = ratings[on_shelf & new].sort_values(["member", "time", "film"])
    place = rows.groupby("member").cumcount()
    size = rows.groupby("member")["film"].transform("size")
    enough = size >= known + least
    asked, kept = rows[enough & (place < known)], rows[enough & (place >= known)]
    return ratings[before & on_shelf], asked, kept
    ### END SOLUTION


# %% [markdown] hint="split"
# Which of the words shelf, newcomer, first and enough depend on the rows before the cut, and which on the rows after it? In which order do you have to settle
# them?

# %% [markdown] hint="split"
# A newcomer rates films 63 (on the shelf), 74 (not), 41, 52 (both on it), in this order. With `known` 2, asked are 63 and 41, kept is 52. With `least` 2
# there would be one too few, and none of these rows is in any part.

# %% [markdown] hint="split"
# `counts = ratings.loc[before, "film"].value_counts()` gives the shelf, `isin` the newcomers. Sort their rows by member, time and film;
# `rows.groupby("member").cumcount()` numbers the rows of each member from 0, and `groupby("member")["film"].transform("size")` writes beside each row how many
# there are. Asked is where the number is …, kept …

# %% checks="split" points=14
FEW = pd.DataFrame(
    [
        (3, 52, 4.5, 130), (8, 63, 2.0, 137), (5, 63, 3.5, 230), (7, 41, 4.0, 12), (2, 52, 1.5, 310),
        (9, 74, 3.0, 70), (4, 63, 5.0, 210), (3, 63, 2.5, 100), (6, 85, 4.0, 80), (8, 52, 3.0, 61),
        (2, 41, 4.0, 300), (6, 41, 2.0, 140), (7, 52, 3.5, 20), (3, 74, 5.0, 105), (4, 52, 1.0, 210),
        (9, 63, 4.5, 99), (6, 63, 3.0, 160), (2, 74, 4.0, 320), (5, 41, 0.5, 220), (7, 63, 1.5, 35),
        (3, 41, 3.0, 110), (6, 52, 5.0, 150), (4, 41, 3.5, 210), (9, 41, 5.0, 71), (2, 63, 4.5, 290),
        (4, 74, 2.5, 211), (8, 41, 2.5, 50), (1, 63, 2.0, 170), (1, 41, 3.5, 88), (1, 52, 4.5, 165),
    ],
    columns=["member", "film", "stars", "time"],
)  # fmt: skip


def pairs(part):
    return sorted(zip(part["member"].tolist(), part["film"].tolist()))


past7, asked7, kept7 = split(FEW, 100, known=2, floor=2, least=1)
expect(
    pairs(past7),
    [(1, 41), (7, 41), (7, 52), (7, 63), (8, 41), (8, 52), (9, 41), (9, 63)],
    "before time 100 the films 41, 52 and 63 have two ratings or more: these are on the shelf",
)
expect(
    pairs(asked7),
    [(2, 41), (2, 63), (3, 41), (3, 63), (4, 41), (4, 52)],
    "the first two shelf films of members 2, 3 and 4 (at one time: by number); 5 has too few",
)
expect(pairs(kept7), [(2, 52), (3, 52), (4, 63)], "what these members rated later, on the shelf")
expect(
    pairs(split(FEW, 100, known=1, floor=2, least=1)[1]),
    [(2, 63), (3, 63), (4, 41), (5, 41)],
    "one known, one kept: 5 has enough; 1 rated film 41 before, 6 film 85: no newcomers",
)
### BEGIN HIDDEN TESTS
expect(
    [pairs(part) for part in split(FEW, 100, 1, 4, 1)],
    [
        [(1, 41), (7, 41), (8, 41), (9, 41)],
        [],
        [],
    ],
    "floor 4: only film 41 is on the shelf, and nobody has two ratings of it",
)
expect(
    [pairs(part) for part in split(FEW, 100, 1, 2, 2)][1:],
    [[(2, 63), (3, 63), (4, 41)], [(2, 41), (2, 52), (3, 41), (3, 52), (4, 52), (4, 63)]],
    "known 1 and least 2: the first shelf film is asked, the two later ones are kept",
)
expect(
    pairs(split(FEW, 100, 1, 1, 3)[1]),
    [(2, 63), (3, 63), (4, 41)],
    "floor 1: films 74 and 85 are on the shelf, too; four ratings are enough for known 1 and least 3",
)
expect(pairs(split(FEW, 140, 1, 2, 1)[1]), [(2, 63), (4, 41), (5, 41)], "a later cut")
frame_check = FEW.copy()
parts_check = split(frame_check, 100, 2, 2, 1)
expect(frame_check, FEW, "the frame is not changed")
expect(
    [float(part["stars"].sum()) for part in parts_check],
    [27.5, 18.5, 11.0],
    "the stars go with their rows",
)
### END HIDDEN TESTS


# %% mistake="split" replace="ratings.loc[before, \"film\"].value_counts()" says="the shelf is counted on all ratings: it knows which films will be famous" with="ratings[\"film\"].value_counts()"

# %% mistake="split" replace="ratings[\"time\"] < cut" says="a rating at the cut itself counts as before" with="ratings[\"time\"] <= cut"

# %% mistake="split" replace="~ratings[\"member\"].isin(ratings.loc[before, \"member\"])" says="everybody who rates after the cut is taken for a newcomer" with="~before"

# %% mistake="split" replace="isin(ratings.loc[before, \"member\"])" says="members who rated only other films before the cut are taken for newcomers" with="isin(ratings.loc[before & on_shelf, \"member\"])"

# %% mistake="split" replace="counts >= floor" says="a film with just `floor` ratings is left off the shelf" with="counts > floor"

# %% mistake="split" replace="size >= known + least" says="`least` is forgotten" with="size >= known"

# %% mistake="split" replace="size >= known + least" says="one rating more than needed is demanded" with="size > known + least"

# %% mistake="split" replace="[\"member\", \"time\", \"film\"]" says="the first ones are those of the lowest film number, not the earliest" with="[\"member\", \"film\", \"time\"]"

# %% mistake="split" replace="sort_values([\"member\", \"time\", \"film\"])" says="the latest ratings are asked, the earlier ones kept: the future predicts the past" with="sort_values([\"member\", \"time\", \"film\"], ascending=[True, False, True])"

# %% mistake="split" replace=".sort_values([\"member\", \"time\", \"film\"])" says="the order of time is not used: the first rows of the frame are asked" with=""

# %% mistake="split" replace="[\"member\", \"time\", \"film\"]" says="ratings of the same time are left in the order of the table, not in that of the film numbers" with="[\"member\", \"time\"], kind=\"stable\""

# %% mistake="split" replace="rows[enough & (place < known)]" says="newcomers with too few ratings are taken out of kept, but their rows stay in asked" with="rows[place < known]"

# %% mistake="split" replace="return ratings[before & on_shelf]" says="the past holds films that are not on the shelf" with="return ratings[before]"

# %% mistake="split" replace="return ratings[before & on_shelf], asked, kept" says="asked and kept have changed places" with="return ratings[before & on_shelf], kept, asked"


# %% mistake="split" says="the first ratings are counted over all films, before those off the shelf are taken away"
def split(ratings, cut, known, floor, least):
    before = ratings["time"] < cut
    counts = ratings.loc[before, "film"].value_counts()
    on_shelf = ratings["film"].isin(counts.index[counts >= floor])
    new = ~ratings["member"].isin(ratings.loc[before, "member"])
    rows = ratings[new].sort_values(["member", "time", "film"])
    place = rows.groupby("member").cumcount()
    rows, place = rows[on_shelf[rows.index]], place[on_shelf[rows.index]]
    enough = rows.groupby("member")["film"].transform("size") >= known + least
    return (
        ratings[before & on_shelf],
        rows[enough & (place < known)],
        rows[enough & (place >= known)],
    )


# %% alternative="split"
def split(ratings, cut, known, floor, least):
    past = ratings[ratings["time"] < cut]
    per_film = past.groupby("film").size()
    shelf = set(per_film[per_film >= floor].index)
    people_before = set(past["member"])
    asked, kept = [], []
    for member, rows in ratings.groupby("member"):
        if member in people_before:
            continue
        rows = rows[[film in shelf for film in rows["film"]]].sort_values(["time", "film"])
        if len(rows) >= known + least:
            asked.append(rows.iloc[:known])
            kept.append(rows.iloc[known:])
    past = past[past["film"].isin(shelf)]
    nothing = ratings.iloc[:0]
    return past, pd.concat([nothing, *asked]), pd.concat([nothing, *kept])


# %% [markdown]
# Now your own parts, as tables: a row for each member, newcomers in the order in which they came, a column for each film on the shelf (20 ratings or
# more before the club opens), `nan` where there is no rating. Newcomers with fewer than 5 kept ratings are left out. The first half of the newcomers to come is there for
# **tuning**; the other half is **locked** away until milestone 5.

# %%
past_rows, asked_rows, kept_rows = split(ratings, OPENS, int(frame["known"]), floor=20, least=5)
shelf = np.sort(past_rows["film"].unique())
named = movies.loc[shelf]
titles = [f"{t} ({y:.0f})" for t, y in zip(named["title"], named["year"])]
arrival = asked_rows.groupby("member")["time"].min().sort_values(kind="stable")
newcomers = arrival.index


def table(rows, members):
    """Return stars as a table, shape (members, films of the shelf), nan where there are none."""
    Y = np.full((len(members), len(shelf)), np.nan)
    place = pd.Index(members).get_indexer(rows["member"])
    Y[place, np.searchsorted(shelf, rows["film"])] = rows["stars"]
    return Y


# %%
past = table(past_rows, past_rows["member"].unique())
asked, kept = table(asked_rows, newcomers), table(kept_rows, newcomers)
tune = np.arange(len(newcomers)) < len(newcomers) // 2
locked = ~tune
print(f"past: {past.shape[0]} people, {past.shape[1]} films, {np.mean(~np.isnan(past)):.0%} known")
for name, part in (("to tune with", tune), ("locked away", locked)):
    came, rated = arrival[part].dt.year, ~np.isnan(kept[part])
    print(f"{part.sum()} newcomers {name}, {came.min()} to {came.max()}:", end=" ")
    print(f"{rated.sum() / part.sum():.0f} kept ratings each,", end=" ")
    print(f"{np.sum(kept[part] >= LIKE) / rated.sum():.0%} of them right")

# %% [markdown]
# What newcomers rated first is not a random sample: a service shows new people films that they may know. So the known
# ratings are of the kind that a club could ask for, and the kept ones are of films that the member chose to rate.
#
# Compare the last two lines. The locked members came years later, to a shelf that ends where your club opens, so with our numbers they rated fewer of its films.
# Keep that in mind for milestone 5.
#
# ## Milestone 3: a model of your own
#
# It gets two tables, past and asked, and returns the stars that each newcomer would give to each film. Any honest method of
# units 4 and 5 will do: biases, neighbors, factors with a ridge regression for newcomers, or something of your own. A training should take a few seconds at most.
#
# The checks judge it in a **practice club**, dealt by member and not by time: 329 people from before, 209 newcomers with eight known
# ratings each, 150 famous films. The error counts, RMSE in stars on kept ratings (guesses cut at 0.5 and 5). Films' means reach 0.903 there. Demanded is 0.88.
# A hidden check deals three such clubs anew, members and films in another order, and demands that you beat films' means there on average.

# %%
Y = ratings.merge(datasets.movielens_ratings(popular=True)[["movieId"]].drop_duplicates(),
                  left_on="film", right_on="movieId")  # fmt: skip
Y = Y.pivot(index="member", columns="film", values="stars").to_numpy()
Y = Y[:, np.sort(np.argsort(np.isnan(Y).sum(axis=0), kind="stable")[:150])]
practice_past, practice_new = Y[::2], Y[1::2]
practice_past = practice_past[np.any(~np.isnan(practice_past), axis=1)]
practice_new = practice_new[np.sum(~np.isnan(practice_new), axis=1) >= 16]
lots = np.random.default_rng(0).random(practice_new.shape) + np.isnan(practice_new)
first = lots.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") < 8
practice_asked = np.where(first, practice_new, np.nan)
practice_kept = np.where(first, np.nan, practice_new)


def rmse(guess, truth):
    """Return how far guesses are from the known entries of a table, in stars."""
    return float(np.sqrt(np.nanmean((np.clip(guess, 0.5, 5) - truth) ** 2)))


def film_means(past, asked):
    """Guess the films' means, shrunk by five ratings, for everybody."""
    mean, counts = np.nanmean(past), np.sum(~np.isnan(past), axis=0)
    return np.tile(mean + np.nansum(past - mean, axis=0) / (counts + 5), (len(asked), 1))


print(practice_past.shape, practice_asked.shape, end=" ")
print(f"films' means: {rmse(film_means(practice_past, practice_asked), practice_kept):.3f} stars")


# %% exercise="model"
def model(past, asked, seed):
    """Predict how many stars newcomers would give.

    Parameters
    ----------
    past : numpy.ndarray, shape (p, n)
        Stars of people from before; nan where there is no rating. Every row and every column
        has a rating. Not changed.
    asked : numpy.ndarray, shape (m, n)
        What is known of the newcomers, likewise; a row may be without any rating. Not changed.
    seed : int
        Decides all chance, if there is any.

    Returns
    -------
    numpy.ndarray, shape (m, n)
        Stars for every newcomer and every film, those known included.
    """
    ### BEGIN SOLUTION
    known_past, known_new = ~np.isnan(past), ~np.isnan(asked)
    mu, b = past[known_past].mean(), np.zeros(len(past))
    for _ in range(5):
        c = np.nansum(past - mu - b[:, None], axis=0) / (known_past.sum(axis=0) + 5)
        b = np.nansum(past - mu - c, axis=1) / (known_past.sum(axis=1) + 5)
    mood = np.nansum(asked - mu - c, axis=1) / (known_new.sum(axis=1) + 5)
    guess = mu + c + mood[:, None]

    def tastes(left, known, Q):
        A = np.einsum("un,nk,nl->ukl", known.astype(float), Q, Q, optimize=True) + 10 * np.eye(8)
        return np.linalg.solve(A, (np.where(known, left, 0.0) @ Q)[:, :, None])[:, :, 0]

    left = past - mu - c - b[:, None]
    Q = np.random.default_rng(seed).normal(0, 0.1, (past.shape[1], 8))
    for _ in range(10):
        P = tastes(left, known_past, Q)
        Q = tastes(left.T, known_past.T, P)
    return guess + tastes(asked - guess, known_new, Q) @ Q.T
    ### END SOLUTION


# %% [markdown] hint="model"
# What do the people from before tell you about films, and what do the few known ratings tell you about a newcomer? Which of the two is worth more,
# when there are eight ratings?

# %% [markdown] hint="model"
# A newcomer gave 2 and 3 stars to films that others gave 4.0 and 4.5. Shrunk by five, the mood is (−2 − 1.5) / (2 + 5) = −0.5 stars. Films'
# biases plus such a mood reach about 0.855 in the practice club; taste adds less than a hundredth.

# %% [markdown] hint="model"
# Begin with `mu` and the films' shrunk biases `c` from `past`. Then for each newcomer the mood: the sum of what `asked - mu - c` leaves,
# `np.nansum(…, axis=1)`, by the number of known ratings plus …. Return `mu + c + mood[:, None]`, and add taste if you like.

# %% checks="model" points=16
guessed = model(practice_past, practice_asked, 0)
expect(np.shape(guessed), (209, 150), "a guess for every newcomer and every film")
expect(bool(np.all(np.isfinite(guessed))), True, "every guess is a number, nan nowhere")
fits = np.shape(guessed) == (209, 150)
off = rmse(guessed, practice_kept) if fits else 9.0
expect(
    bool(off <= 0.88), True, "the error on kept ratings of the practice club is 0.88 stars or less"
)
moods = np.full((3, 150), np.nan)
moods[0, :12], moods[2, :12] = 5.0, 1.0
heights = np.nan_to_num(np.mean(model(practice_past, moods, 0), axis=1)).ravel()
expect(
    bool(np.size(heights) == 3 and heights[0] > heights[1] > heights[2]),
    True,
    "who gave 5 stars to all is guessed higher than somebody unknown, who gave 1 star lower",
)
### BEGIN HIDDEN TESTS
small_past_check, small_asked_check = practice_past[:90, 20:75], practice_asked[:31, 20:75]
small_past_check = small_past_check[np.sum(~np.isnan(small_past_check), axis=1) > 0]
keep_check = small_past_check.copy(), small_asked_check.copy()
once_check = model(small_past_check, small_asked_check, 4)
expect(np.shape(once_check), (31, 55), "a smaller club, in which some newcomers have no ratings")
expect(bool(np.all(np.isfinite(once_check))), True, "numbers for all of them")
expect(once_check, model(small_past_check, small_asked_check, 4), "the same seed, the same guesses")
expect((small_past_check, small_asked_check), keep_check, "the tables are not changed")


def club_check(rng):
    """Deal a practice club anew, members and films in an order of their own."""
    stars = rng.permutation(rng.permutation(Y), axis=1)
    past, new = stars[::2], stars[1::2]
    past, new = past[np.any(~np.isnan(past), axis=1)], new[np.sum(~np.isnan(new), axis=1) >= 16]
    lots = rng.random(new.shape) + np.isnan(new)
    first = lots <= np.sort(lots, axis=1)[:, 7:8]
    return past, np.where(first, new, np.nan), np.where(first, np.nan, new)


gains_check = []
for _ in range(3):
    past_check, asked_check, kept_check = club_check(np.random.default_rng())
    guess_check = model(past_check, asked_check, 0)
    fits_check = np.shape(guess_check) == np.shape(kept_check)
    off_check = rmse(guess_check, kept_check) if fits_check else 9.0
    gains_check.append(rmse(film_means(past_check, asked_check), kept_check) - off_check)
expect(
    bool(np.mean(gains_check) > 0), True, "in three clubs dealt anew it beats the films' means, too"
)
### END HIDDEN TESTS


# %% mistake="model" says="everybody gets the films' means: what is known of a newcomer is not used"
def model(past, asked, seed):
    mean, counts = np.nanmean(past), np.sum(~np.isnan(past), axis=0)
    return np.tile(mean + np.nansum(past - mean, axis=0) / (counts + 5), (len(asked), 1))


# %% mistake="model" says="only the newcomer's own mean is used, not what others say of the films"
def model(past, asked, seed):
    mean, counts = np.nanmean(past), np.sum(~np.isnan(asked), axis=1)
    mood = np.nansum(asked - mean, axis=1) / (counts + 5)
    return np.repeat(mean + mood[:, None], past.shape[1], axis=1)


# %% mistake="model" says="the kept ratings of the practice club are looked up, and in another club they are of no use"
def model(past, asked, seed):
    guess = np.where(np.isnan(asked), np.nanmean(past), asked)
    if guess.shape == practice_kept.shape:
        guess = np.where(np.isnan(practice_kept), guess, practice_kept)
    return guess


# %% mistake="model" replace="return guess + tastes(asked - guess, known_new, Q) @ Q.T" says="taste comes back without mean and biases" with="return tastes(asked - guess, known_new, Q) @ Q.T"

# %% mistake="model" replace="mu + c + mood[:, None]" says="the mood is taken off, not added" with="mu + c - mood[:, None]"

# %% mistake="model" replace="/ (known_new.sum(axis=1) + 5)" says="a newcomer without ratings leads to 0 / 0" with="/ known_new.sum(axis=1)"


# %% [markdown] equivalent="model"
# - `range(5) → range(0, 5 - 1)`: a round more or less
# - `range(5) → range(0, 5 + 1)`: a round more or less
# - `range(5) → range(1, 5)`: a round more or less
# - `range(10) → range(0, 10 - 1)`: a round more or less
# - `range(10) → range(0, 10 + 1)`: a round more or less
# - `range(10) → range(1, 10)`: a round more or less
# - `return inside the loop`: a single round is enough
# - `np.zeros(len(past)) → np.ones(len(past))`: the rounds forget where they began
# - `np.clip(mean + c + mood, 0.5, 5) → mean + c + mood`: guesses are cut before they are judged
# - `guess + tastes(asked - guess, known_new, Q) @ Q.T → guess`: biases alone are a legal model
# - `base + left @ S / (known @ np.abs(S) + 0.5) → base`: biases alone are a legal model
# - `seen.T.astype(float) → seen.T`: NumPy converts by itself


# %% alternative="model" says="biases alone: the plainest honest model, and hardly worse."
def model(past, asked, seed):
    mean, films = np.nanmean(past), np.sum(~np.isnan(past), axis=0)
    c = np.nansum(past - mean, axis=0) / (films + 3)
    result = []
    for row in asked:
        rated = np.flatnonzero(~np.isnan(row))
        mood = sum(row[i] - mean - c[i] for i in rated) / (len(rated) + 3)
        result.append(np.clip(mean + c + mood, 0.5, 5))
    return np.array(result)


# %% alternative="model" says="neighbors: films are alike if people differ from the mean on both in the same way."
def model(past, asked, seed):
    seen = ~np.isnan(past)
    mean = np.nanmean(past)
    c = np.nansum(past - mean, axis=0) / (seen.sum(axis=0) + 5)
    b = np.nansum(past - mean - c, axis=1) / (seen.sum(axis=1) + 5)
    D = np.where(seen, past - mean - c - b[:, None], 0.0)
    together = seen.T.astype(float) @ seen
    S = D.T @ D / (together + 20)
    np.fill_diagonal(S, 0)
    known = ~np.isnan(asked)
    mood = np.nansum(asked - mean - c, axis=1) / (known.sum(axis=1) + 5)
    base = mean + c + mood[:, None]
    left = np.where(known, asked - base, 0.0)
    return base + left @ S / (known @ np.abs(S) + 0.5)


# %%
stars = np.asarray(model(past, asked, 0))
plain_error, own_error = (
    rmse(film_means(past, asked)[tune], kept[tune]),
    rmse(stars[tune], kept[tune]),
)
print(f"tuning members: films' means {plain_error:.3f}, your model {own_error:.3f} stars")

# %% [markdown]
# Change your model until you like the second number; the locked members stay locked. A few known ratings mostly tell how strict somebody is,
# and little of their taste. Strictness takes as many stars from every film: of two films the better one stays the better one. What it moves is the
# *chance* that each is right. Remember this when the lists compete.
#
# ## From stars to chances
#
# A list is a bet, so what you need is the chance that a film is right. Logistic regression turns your model's stars into it, learned from the
# tuning members' kept ratings.

# %%
judged = ~np.isnan(kept) & tune[:, None]
to_chance = LogisticRegression().fit(stars[judged][:, None], kept[judged] >= LIKE)
chance = to_chance.predict_proba(stars.reshape(-1, 1))[:, 1].reshape(stars.shape)
bins = np.quantile(chance[judged], np.linspace(0, 1, 11))
bin_of = np.clip(np.searchsorted(bins, chance[judged]) - 1, 0, 9)
said, came = (
    np.bincount(bin_of, values, 10) / np.maximum(np.bincount(bin_of, minlength=10), 1)
    for values in (chance[judged], kept[judged] >= LIKE)
)
plt.plot([0, 1], [0, 1], "--", color=plots.MODEL, label="said = came true")
plt.plot(said, came, "o-", color=plots.DATA, label="tuning members, ten bins")
plt.xlabel("chance that the film is right")
plt.ylabel("share that was right")
plt.legend()
plt.show()

# %% [markdown]
# Each dot is a tenth of the judged films. Dots near the dashed line say little yet: the chances were learned from these very ratings. How good they are for
# members who come later, milestone 5 will say, and that only *for films that people chose to rate*. Of the others nobody knows.
#
# ## Milestone 4: a slate that may be short
#
# A film brings something only if it is watched. Let $w_i$ be the share of people from before who rated film $i$: a rough measure of how likely
# somebody is to watch it. With $p_{ui}$ the chance that it is then right, and $c$ dollars lost otherwise, film $i$ is worth to member $u$
#
# $$v_{ui} = w_i\, \bigl(p_{ui} - c\,(1 - p_{ui})\bigr)$$
#
# dollars. The slate holds the unseen films with the largest $v_{ui}$, best first, at most $k$, and only those with $v_{ui} > 0$. Where nothing
# more is worth showing, the place stays empty: −1. A recommender that may be silent is rare, and often right.
#
# Why $w_i$? In the account of milestone 5 a film that a member never rated brings nothing, and $w_i$ is the share of people who rate it. So $v_{ui}$ is what you
# expect to find there. A tool: `np.take_along_axis(value, order, axis=1)` takes from each row of `value` the places that the same row of `order` names.


# %% exercise="slate"
def slate(chance, watch, seen, k, loss):
    """Choose the films of each member's list.

    Parameters
    ----------
    chance : numpy.ndarray, shape (m, n)
        Chance that a film is right for a member, if watched.
    watch : numpy.ndarray, shape (n,)
        How likely each film is to be watched, above 0.
    seen : numpy.ndarray of bool, shape (m, n)
        What members know already: never on their list. All arrays stay as they are.
    k : int
        Places of a list, at most n.
    loss : float
        What a wrong film costs, where a right one brings 1.

    Returns
    -------
    numpy.ndarray of int, shape (m, k)
        Numbers of films, best first, then -1 in the places that stay empty. No two films of a
        member are worth the same.
    """
    ### BEGIN SOLUTION
    value = watch * (chance - loss * (1 - chance))
    value = np.where(seen, -np.inf, value)
    order = np.argsort(-value, axis=1, kind="stable")[:, :k]
    best = np.take_along_axis(value, order, axis=1)
    return np.where(best > 0, order, -1)
    ### END SOLUTION


# %% [markdown] hint="slate"
# What is a film worth that is right with chance 0.6, if a wrong one costs 2 dollars? Should it stand on a list with an empty place?

# %% [markdown] hint="slate"
# With chances 0.9, 0.8, 0.4, watch shares 0.1, 0.5, 0.9 and a loss of 1, the values are 0.08, 0.3 and −0.18. A slate of three is 1, 0, −1.

# %% [markdown] hint="slate"
# A table of values, with `-np.inf` where `seen`. `np.argsort(-value, axis=1, kind="stable")[:, :k]` orders each row, and
# `np.take_along_axis(value, order, axis=1)` fetches the values in this order. Where these are not above 0, put …

# %% checks="slate" points=14
chance7 = np.array(
    [[0.92, 0.78, 0.55, 0.83, 0.61, 0.30], [0.15, 0.88, 0.47, 0.58, 0.95, 0.72],
     [0.20, 0.35, 0.10, 0.44, 0.52, 0.05]]
)  # fmt: skip
watch7 = np.array([0.12, 0.40, 0.85, 0.35, 0.50, 0.65])
none7 = np.zeros((3, 6), dtype=bool)
expect(
    slate(chance7, watch7, none7, 4, 0.5),
    np.array([[2, 1, 3, 4], [4, 5, 1, 2], [4, 3, 1, -1]]),
    "best first: 0.85 · (0.55 - 0.5 · 0.45) = 0.276 for film 2 of row 0; row 2 has three above 0",
)
expect(
    slate(chance7, watch7, none7, 4, 3.0),
    np.array([[3, 0, 1, -1], [4, 1, -1, -1], [-1, -1, -1, -1]]),
    "with loss 3 a film has to be right three times in four: the lists get short, the last is empty",
)
seen7 = np.array(
    [[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0]], dtype=bool
)  # fmt: skip
expect(
    slate(chance7, watch7, seen7, 2, 0.5),
    np.array([[2, 3], [1, 2], [3, 1]]),
    "what a member has seen is not on the list, and the next best film has its place",
)
### BEGIN HIDDEN TESTS
expect(
    slate(chance7, np.full(6, 0.7), none7, 3, 1.2),
    np.array([[0, 3, 1], [4, 1, 5], [-1, -1, -1]]),
    "if all are watched alike, the chance decides; 0.52 is not enough for a loss of 1.2",
)
expect(
    slate(chance7, watch7, none7, 6, 0.9)[:2],
    np.array([[3, 1, 4, 2, 0, -1], [4, 1, 5, 3, -1, -1]]),
    "a list as long as the shelf",
)
expect(slate(chance7, watch7, ~none7, 2, 0.5), np.full((3, 2), -1), "who has seen all gets nothing")
expect(
    slate(np.array([[0.25, 0.5, 0.75]]), np.array([0.5, 0.9, 0.2]), none7[:1, :3], 3, 1.0),
    np.array([[2, -1, -1]]),
    "a film that is right half of the time is worth 0 with a loss of 1: not shown",
)
rng_check = np.random.default_rng(3)
chance_check, watch_check = rng_check.random((5, 9)), rng_check.random(9) + 0.05
seen_check = rng_check.random((5, 9)) < 0.3
keep_check = chance_check.copy(), watch_check.copy(), seen_check.copy()
lists_check = slate(chance_check, watch_check, seen_check, 4, 0.7)
expect((chance_check, watch_check, seen_check), keep_check, "the arrays are not changed")
worth_check = np.where(seen_check, -1, watch_check * (1.7 * chance_check - 0.7))
first_check = np.where(worth_check.max(axis=1) > 0, worth_check.argmax(axis=1), -1)
expect(
    np.asarray(lists_check)[:, 0], first_check, "other tables: the first place has the best film"
)
### END HIDDEN TESTS


# %% mistake="slate" replace="watch * (chance - loss * (1 - chance))" says="whether a film is watched is left out: the films stand in the order of their chances" with="chance - loss * (1 - chance)"

# %% mistake="slate" replace="chance - loss * (1 - chance)" says="a wrong film costs nothing: the loss is left out" with="chance"

# %% mistake="slate" replace="loss * (1 - chance)" says="the loss is paid always, not only when the film is wrong" with="loss"

# %% mistake="slate" replace="chance - loss * (1 - chance)" says="the loss is taken from the chance of being right, not of being wrong" with="chance - loss * chance"

# %% mistake="slate" replace="watch * (chance - loss * (1 - chance))" says="only the gain is multiplied by the chance of being watched" with="watch * chance - loss * (1 - chance)"

# %% mistake="slate" replace="np.where(seen, -np.inf, value)" says="films that the member has seen are on the list" with="value"

# %% mistake="slate" replace="np.where(seen, -np.inf, value)" says="only films that the member has seen are on the list" with="np.where(seen, value, -np.inf)"

# %% mistake="slate" replace="np.argsort(-value" says="the worst films come first" with="np.argsort(value"

# %% mistake="slate" replace="np.where(best > 0, order, -1)" says="all places are filled, whatever the films are worth" with="order"

# %% mistake="slate" replace="best > 0" says="films that are not worth showing are shown all the same" with="best > -np.inf"

# %% mistake="slate" replace="best > 0" says="a film that may be wrong half of the time is left out, whatever the loss: chance and value are confused" with="np.take_along_axis(chance, order, axis=1) > 0.5"

# %% mistake="slate" replace="np.where(best > 0, order, -1)" says="empty places hold 0, which is a film" with="np.where(best > 0, order, 0)"

# %% mistake="slate" replace="np.where(best > 0, order, -1)" says="the values come back, not the films" with="best"


# %% mistake="slate" says="seen films are struck out after the best k are chosen: their places are not given to the next ones"
def slate(chance, watch, seen, k, loss):
    value = watch * (chance - loss * (1 - chance))
    order = np.argsort(-value, axis=1, kind="stable")[:, :k]
    lists = np.full(order.shape, -1)
    for member, row in enumerate(order):
        films = [film for film in row if value[member, film] > 0 and not seen[member, film]]
        lists[member, : len(films)] = films
    return lists


# %% mistake="slate" says="seen films are struck out after the best k are chosen: they leave holes in the list"
def slate(chance, watch, seen, k, loss):
    value = watch * (chance - loss * (1 - chance))
    order = np.argsort(-value, axis=1, kind="stable")[:, :k]
    good = (value > 0) & ~seen
    return np.where(np.take_along_axis(good, order, axis=1), order, -1)


# %% mistake="slate" says="the right films stand in the order of their numbers, not the best first"
def slate(chance, watch, seen, k, loss):
    value = np.where(seen, -np.inf, watch * (chance - loss * (1 - chance)))
    lists = np.full((len(chance), k), -1)
    for member, worth in enumerate(value):
        best = np.argsort(-worth, kind="stable")[:k]
        best = np.sort(best[worth[best] > 0])
        lists[member, : len(best)] = best
    return lists


# %% mistake="slate" says="the right films stand with the best one last"
def slate(chance, watch, seen, k, loss):
    value = np.where(seen, -np.inf, watch * (chance - loss * (1 - chance)))
    lists = np.full((len(chance), k), -1)
    for member, worth in enumerate(value):
        best = np.argsort(-worth, kind="stable")[:k]
        best = best[worth[best] > 0][::-1]
        lists[member, : len(best)] = best
    return lists


# %% [markdown] equivalent="slate"
# - `np.take_along_axis(value, order, axis=1) → np.take_along_axis(value, order)`: of two axes the last is the second
# - `np.argsort(-value, axis=1, kind='stable') → np.argsort(-value, kind='stable')`: of two axes the last is the second
# - `np.argsort(-value, axis=1, kind='stable') → np.argsort(-value, axis=1)`: no two films of a member are worth the same


# %% alternative="slate"
def slate(chance, watch, seen, k, loss):
    lists = np.full((len(chance), k), -1)
    for member in range(len(chance)):
        worth = {}
        for film in range(len(watch)):
            p = chance[member, film]
            value = watch[film] * (p - loss * (1 - p))
            if value > 0 and not seen[member, film]:
                worth[film] = value
        best = sorted(worth, key=worth.get, reverse=True)[:k]
        lists[member, : len(best)] = best
    return lists


# %% [markdown]
# Three lists for everybody. **Fame** shows the films with the most right ratings before the club opened, the same for all but for what they have
# rated: no model, no empty places. **Taste** is your slate as if all films were watched alike. **Both** uses what is watched as well. If your model
# knows moods only, "taste" is a large word: all members get one and the same ranking, and differ by what they have rated and by how long the list is.

# %%
watch = np.mean(~np.isnan(past), axis=0)
seen = ~np.isnan(asked)
fame_score = np.where(seen, -1, np.sum(past >= LIKE, axis=0))
lists = {"fame": np.argsort(-fame_score, axis=1, kind="stable")[:, :SLATE]}
lists["taste"] = slate(chance, np.ones(len(shelf)), seen, SLATE, LOSS)
lists["both"] = slate(chance, watch, seen, SLATE, LOSS)
for name, films in lists.items():
    full = np.mean(np.sum(films >= 0, axis=1))
    print(
        f"{name:6} {full:5.2f} of {SLATE} places filled, {len(np.unique(films[films >= 0]))} films"
    )


# %%
@interact(member=(0, int(tune.sum()) - 1, 1))
def look(member=53):
    _, axes = plt.subplots(1, 2, figsize=(12, 0.8 + 0.42 * SLATE), layout="constrained")
    for ax, name in zip(axes, ("both", "fame")):
        films = lists[name][member][lists[name][member] >= 0]
        truth = kept[member, films]
        notes = ["?" if np.isnan(s) else f"{s:.1f} stars" for s in truth]
        names = [titles[film] for film in films]
        plots.film_list(names, chance[member, films], notes, truth >= LIKE, "chance", (0, 1.2), ax)
        ax.set_xticks(np.linspace(0, 1, 5))
        ax.set_title(f"{name}, tuning member {member}")


# %% [markdown]
# A bar is the chance that the film is right; the order is that of the values $v_{ui}$, or of fame. Green is right, blue is wrong or unknown: a "?" was never
# rated. Drag through the members. How many places can be judged at all?
#
# ## You, as a newcomer
#
# Rate what you know, and your model answers at once. As long as you rate nothing, a tuning member's ratings stand there.

# %%
mine = {}  # such as {"Toy Story (1995)": 4.5}: what you want to keep for another day
famous = np.argsort(-watch, kind="stable")[:18]
rows_of = np.where(seen, asked, kept)[tune][:, famous]
example = rows_of[np.argmax(np.sum(~np.isnan(rows_of), axis=1))]
recorded = {titles[f]: float(s) for f, s in zip(famous, example) if not np.isnan(s)}


def answer(rated):
    """Return films and chances for somebody who gave the films in the dict these stars."""
    row = np.full((1, len(shelf)), np.nan)
    for title, given in rated.items():
        row[0, titles.index(title)] = given
    p = to_chance.predict_proba(np.asarray(model(past, row, 0)).reshape(-1, 1))[:, 1]
    films = np.asarray(slate(p[None], watch, ~np.isnan(row), SLATE, LOSS))[0]
    return films[films >= 0], p


def my_list(rated):
    """Draw the list of somebody who gave the films in the dict these stars."""
    films, p = answer(rated)
    notes = [f"{p[film]:.2f}" for film in films]
    plots.film_list([titles[f] for f in films], p[films], notes, xlabel="chance", limits=(0, 1.1))
    plt.title(f"from {len(rated)} ratings")


board = rating.Board([titles[film] for film in famous], mine or recorded, my_list)

# %% [markdown]
# **Predict.** Take a star from *every* rating: the mood falls. Then, from the ratings that stand there, take a star from the film liked best and give it to the
# one liked least: the mean stays as it is. Which of the two changes the list more?

# %%
by_stars = sorted(recorded, key=recorded.get)
lower = {title: max(given - 1, 0.5) for title, given in recorded.items()}
swapped = recorded | {
    by_stars[0]: recorded[by_stars[0]] + 1,
    by_stars[-1]: recorded[by_stars[-1]] - 1,
}
films_before, p_before = answer(recorded)
for name, rated in (("all a star lower", lower), ("one up, one down", swapped)):
    films, p = answer(rated)
    new = len(set(films) - set(films_before))
    print(f"{name}: {len(films_before)} films become {len(films)}, {new} of them new;", end=" ")
    print(f"chances move by up to {np.max(np.abs(p - p_before)):.2f}")

# %% [markdown]
# A mood changes all chances, and with them the list: films drop out that are no longer worth it, and as $v_{ui}$ is $w_i$ times what a chance is worth, even the
# order may change. So a list that differs between members is no sign of taste yet. The second line is: a model of moods alone does not move at all there. By how
# much does yours?
#
# ## Milestone 5: an honest account
#
# A film on a list is right, wrong, or **unknown**: the member never rated it. Of precision@k there are two kinds, as in unit 4. Among rated
# films only, all is known, but these are films that people chose themselves. Among all unseen films, most places are unknown, and
# precision takes them for wrong. For money, say all three: with $r$ right, $f$ wrong and $x$ unknown films and $c$ dollars lost by a wrong one,
#
# $$\text{money} = r - c f, \qquad \text{worst} = r - c\,(f + x), \qquad \text{best} = r + x - c f$$
#
# An unknown film brings nothing, or it would have been wrong, or right. The truth of a list that people *follow* lies somewhere between worst and best. Empty
# places count for nothing. (The words *low* and *high* are kept for something else: the ends of an interval, mean ± 2 standard errors.)


# %% exercise="account"
def account(lists, stars, like, loss):
    """Say what each member's list brings.

    Parameters
    ----------
    lists : numpy.ndarray of int, shape (m, k)
        Films of each member; -1 where a place is empty.
    stars : numpy.ndarray, shape (m, n)
        What the members gave, nan where it is unknown. Not changed.
    like : float
        A film is right from so many stars on.
    loss : float
        What a wrong film costs, where a right one brings 1.

    Returns
    -------
    money, worst, best : numpy.ndarray of float, shape (m,)
        Dollars of each member's list: unknown films bring nothing, are all wrong, are all right.
    """
    ### BEGIN SOLUTION
    shown = lists >= 0
    given = np.take_along_axis(stars, np.where(shown, lists, 0), axis=1)
    right = np.sum(shown & (given >= like), axis=1)
    wrong = np.sum(shown & (given < like), axis=1)
    unknown = np.sum(shown & np.isnan(given), axis=1)
    money = right - loss * wrong
    return money, money - loss * unknown, money + unknown
    ### END SOLUTION


# %% [markdown] hint="account"
# For a list 4, 0, −1 of a member who gave film 4 two stars and never rated film 0: how many places are right, wrong, unknown, empty?

# %% [markdown] hint="account"
# With `like` 4 and a loss of 0.5, that list brings −0.5; if the unknown film were wrong, −1; if it were right, 0.5. In NumPy the place −1 is the *last*
# film: an empty place must not be looked up, or not be counted.

# %% [markdown] hint="account"
# `shown = lists >= 0`, then `given = np.take_along_axis(stars, np.where(shown, lists, 0), axis=1)`. Count `right`, `wrong` and `unknown` in each
# row, each with `shown &`; comparing with nan is False. Put them into …

# %% checks="account" points=14
stars9 = np.array(
    [[4.5, np.nan, 2.0, 3.5, np.nan, 5.0], [np.nan, 1.0, 4.0, np.nan, 3.0, 2.5],
     [5.0, 4.0, np.nan, 0.5, 4.5, 3.0], [np.nan, 3.5, 5.0, np.nan, np.nan, 4.5]]
)  # fmt: skip
lists9 = np.array([[0, 2, 1, 4, 3], [4, 2, 1, 0, -1], [3, 2, 5, -1, -1], [-1, -1, -1, -1, -1]])
expect(
    account(lists9, stars9, 4.0, 0.6)[0],
    np.array([-0.2, -0.2, -1.2, 0.0]),
    "unknown films and empty places bring 0: lists 0, 1 have 1 right and 2 wrong films, 2 has 2 wrong",
)
expect(
    account(lists9, stars9, 4.0, 0.6),
    (
        np.array([-0.2, -0.2, -1.2, 0.0]),
        np.array([-1.4, -0.8, -1.8, 0.0]),
        np.array([1.8, 0.8, -0.2, 0.0]),
    ),
    "money, worst, best: 2, 1, 1, 0 unknown films cost 0.6 each, or bring 1 each; the wrong ones cost",
)
### BEGIN HIDDEN TESTS
expect(
    account(lists9, stars9, 3.5, 2.5),
    (
        np.array([-0.5, -4.0, -5.0, 0.0]),
        np.array([-5.5, -6.5, -7.5, 0.0]),
        np.array([1.5, -3.0, -4.0, 0.0]),
    ),
    "with 3.5 stars for right and a loss of 2.5; a film with just 3.5 stars is right",
)
expect(
    account(np.array([[-1, -1], [-1, -1], [4, 1], [5, 2]]), stars9, 5.0, 0.2)[0],
    np.array([0.0, 0.0, -0.4, 0.8]),
    "lists of two, right with 5 stars: an empty list costs nothing, whatever film 0 would",
)
keep_check = lists9.copy(), stars9.copy()
again_check = account(lists9, stars9, 4.0, 1.5)
expect((lists9, stars9), keep_check, "lists and stars are not changed")
expect(
    account(lists9[:, :3], np.full((4, 6), np.nan), 4.0, 1.5),
    (np.zeros(4), np.array([-4.5, -4.5, -4.5, 0.0]), np.array([3.0, 3.0, 3.0, 0.0])),
    "where nobody rated, nothing is known",
)
### END HIDDEN TESTS


# %% mistake="account" replace="shown & (given >= like)" says="empty places are counted: they take the stars of a film that is not on the list" with="given >= like"

# %% mistake="account" replace="shown & (given < like)" says="an empty place is counted as wrong if film 0 or the last film would be" with="given < like"

# %% mistake="account" replace="shown & np.isnan(given)" says="empty places are counted as unknown films" with="~shown | np.isnan(given)"

# %% mistake="account" replace="given >= like" says="a film with just `like` stars is not counted as right" with="given > like"

# %% mistake="account" replace="shown & (given < like)" says="unknown films are counted as wrong in the money" with="shown & ~(given >= like)"

# %% mistake="account" replace="right - loss * wrong" says="wrong films cost nothing" with="right - 0.0 * wrong"

# %% mistake="account" replace="money - loss * unknown, money + unknown" says="an unknown film that is wrong costs 1, not the loss" with="money - unknown, money + unknown"

# %% mistake="account" replace="money - loss * unknown, money + unknown" says="an unknown film that is right brings the loss, not 1" with="money - loss * unknown, money + loss * unknown"

# %% mistake="account" replace="return money, money - loss * unknown, money + unknown" says="worst and best have changed places" with="return money, money + unknown, money - loss * unknown"


# %% mistake="account" replace="money + unknown" says="in the best case the wrong films cost nothing" with="right + unknown"


# %% mistake="account" says="all three are divided by the number of places: dollars a place, not a list"
def account(lists, stars, like, loss):
    shown = lists >= 0
    given = np.take_along_axis(stars, np.where(shown, lists, 0), axis=1)
    right = np.mean(shown & (given >= like), axis=1)
    wrong = np.mean(shown & (given < like), axis=1)
    unknown = np.mean(shown & np.isnan(given), axis=1)
    money = right - loss * wrong
    return money, money - loss * unknown, money + unknown


# %% mistake="account" says="the nan in `stars` itself are replaced by 0: the argument is changed, and unknown films count as wrong"
def account(lists, stars, like, loss):
    shown = lists >= 0
    place = np.where(shown, lists, 0)
    unknown = np.sum(shown & np.take_along_axis(np.isnan(stars), place, axis=1), axis=1)
    stars[np.isnan(stars)] = 0
    right = np.sum(shown & (np.take_along_axis(stars, place, axis=1) >= like), axis=1)
    wrong = shown.sum(axis=1) - right - unknown
    return right - loss * wrong, right - loss * (wrong + unknown), right + unknown - loss * wrong


# %% mistake="account" says="empty places are looked up: -1 is taken for the last film"
def account(lists, stars, like, loss):
    given = np.take_along_axis(stars, lists, axis=1)
    right = np.sum(given >= like, axis=1)
    wrong = np.sum(given < like, axis=1)
    unknown = np.sum(np.isnan(given), axis=1)
    money = right - loss * wrong
    return money, money - loss * unknown, money + unknown


# %% mistake="account" says="these are means over the places that are filled, not dollars of a list"
def account(lists, stars, like, loss):
    shown = lists >= 0
    given = np.take_along_axis(stars, np.where(shown, lists, 0), axis=1)
    right = np.sum(shown & (given >= like), axis=1)
    wrong = np.sum(shown & (given < like), axis=1)
    unknown = np.sum(shown & np.isnan(given), axis=1)
    places = np.maximum(shown.sum(axis=1), 1)
    money = (right - loss * wrong) / places
    return money, money - loss * unknown / places, money + unknown / places


# %% [markdown] equivalent="account"
# - `np.take_along_axis(stars, np.where(shown, lists, 0), axis=1) → np.take_along_axis(stars, np.where(shown, lists, 0))`: of two axes the last is the second
# - `0 → 1`: in an empty place any film may be looked up, as it is not counted
# - `3 → 4`: a row that nobody reads
# - `totals[1, member] -= loss one line later`: the two lines are independent


# %% alternative="account"
def account(lists, stars, like, loss):
    totals = np.zeros((3, len(lists)))
    for member, films in enumerate(lists):
        for film in films:
            if film == -1:
                continue
            given = stars[member, film]
            if np.isnan(given):
                totals[1, member] -= loss
                totals[2, member] += 1
            else:
                totals[:, member] += 1 if given >= like else -loss
    return totals[0], totals[1], totals[2]


# %% [markdown]
# Which of your two lists goes into the race is decided on the *tuning* members. Then the locked ones are opened, once.
#
# **Predict.** Fame knows nothing of anybody. Will your list beat it, tie, or lose?

# %%
books = {
    name: [np.asarray(part) for part in account(films, kept, LIKE, LOSS)]
    for name, films in lists.items()
}
for name in books:
    print(f"tuning {name:6} {books[name][0][tune].mean():6.2f} dollars a list")
own_name = max(("taste", "both"), key=lambda name: books[name][0][tune].mean())


def interval(values):
    """Return the mean of values, one a member, and that ± 2 standard errors."""
    error = 2 * np.std(values, ddof=1) / np.sqrt(len(values))
    return np.mean(values), np.mean(values) - error, np.mean(values) + error


fee = float(frame["fee"])
own, low, high = interval(books[own_name][0][locked])
sent = np.any(lists[own_name] >= 0, axis=1)
net, net_low, net_high = interval((books[own_name][0] - fee * sent)[locked])
more, more_low, more_high = interval((books[own_name][0] - books["fame"][0])[locked])
worst, best = (float(part[locked].mean()) for part in books[own_name][1:])
fame = float(books["fame"][0][locked].mean())
print(f"locked: your list, {own_name}, {own:.2f} dollars ({low:.2f} to {high:.2f})")
print(f"if all unknown films are wrong: {worst:.2f}, if all are right: {best:.2f}")
print(f"after the fee of {fee:.2f}: {net:.2f} ({net_low:.2f} to {net_high:.2f})", end=", ")
print(f"{sent[locked].mean():.0%} of the lists sent: an empty one is not")
print(f"fame brings {fame:.2f}, after the same fee {fame - fee:.2f}")
print(f"yours more than fame: {more:.2f} ({more_low:.2f} to {more_high:.2f}), paired by member")

# %%
blank = {}
for name, films in lists.items():
    shown = films[locked] >= 0
    given = np.take_along_axis(kept[locked], np.where(shown, films[locked], 0), axis=1)
    right, rated = np.sum(shown & (given >= LIKE)), np.sum(shown & ~np.isnan(given))
    blank[name] = (shown.sum() - rated) / max(shown.sum(), 1)
    print(
        f"{name:6} precision@{SLATE}: {right / max(rated, 1):.2f} of shown and rated films",
        end=", ",
    )
    print(f"{right / (SLATE * locked.sum()):.2f} of all places;", end=" ")
    print(f"unknown {blank[name]:.0%} of those filled")
for name, part in (("tuning", tune), ("locked", locked)):
    films, rated = lists[own_name][part], ~np.isnan(kept[part])
    unrated = np.isnan(np.take_along_axis(kept[part], np.maximum(films, 0), axis=1))
    share = np.sum(unrated & (films >= 0)) / max(np.sum(films >= 0), 1)
    print(f"{name}: {share:.0%} of the places of your list unknown", end="; ")
    print(f"rated films: chance said {chance[part][rated].mean():.2f}", end=", ")
    print(f"right were {np.mean(kept[part][rated] >= LIKE):.2f}")

# %%
money_figure, ax = plt.subplots(figsize=(8, 2.8), layout="constrained")
ends = {"lw": 2, "color": plots.SECOND, "zorder": 1, "label": "all unknown wrong … all right"}
bars = {"lw": 7, "color": plots.DATA, "zorder": 2, "label": "± 2 standard errors"}
for place, parts in enumerate(books.values()):
    middle, below, above = interval(parts[0][locked])
    ax.plot([part[locked].mean() for part in parts[1:]], [place, place], **ends)
    ax.plot([below, above], [place, place], **bars)
    ax.plot(middle, place, "o", color=plots.MODEL, zorder=3)
    ends["label"] = bars["label"] = None
ax.axvline(fee, ls="--", color=plots.ERROR, label="fee")
NAMES = {
    "fame": "fame: liked by most",
    "taste": "taste: by chance",
    "both": "both: chance, watched",
}
ax.set_yticks(range(3), [NAMES[name] for name in books])
ax.set(ylim=(2.5, -0.5), xlabel="dollars a list, locked members")
ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.25), ncols=3, frameon=False)
plt.show()

# %% [markdown]
# A dot is the money if unknown films bring nothing, the thick bar its interval: other members of this kind. The thin line runs from "all unknown films are
# wrong" to "all are right". Compare the two widths. The first shrinks with more members; the second does not, whatever you compute, for it is about what
# nobody has asked.
#
# **Is it worth its fee?** Dollars *after the fee* answer that: yes if their interval lies above 0, no if it lies below, and nobody knows if 0 is inside. A list
# without any film is not sent and costs no fee; fame is sent to all, for the same fee.
#
# **Tuning against locked.** With our numbers the locked lists bring clearly less. That is not the model's fault alone. Two printed lines say why: more of the
# places are unknown, as the locked members rated fewer films of this shelf, and unknown places bring nothing. And the chances were learned from tuning
# members: among rated films they promise more than the locked ones kept.
#
# Read both precisions, too. Among shown and rated films a list of taste may look best, and among all places worst: it shows what few have
# watched, and fame shows what everybody has. With our numbers your list and fame end in a tie. If that is so for you, it is the result: a list
# that needs no model is hard to beat with so few ratings of each member. And if an error is so dear that your lists stay empty, then silence is the best list:
# compare it with what fame loses.
#
# ## Milestone 6: who is served worse?
#
# A mean hides who pays for it. Split the locked members by your `group`, at the median of *all* newcomers, tuning ones included (so the group may be more or fewer
# than half of the locked ones): the group in question, and the others. They are different people, so nothing is paired.
# With $\bar a, s_a, n_a$ mean, standard deviation (`ddof=1`) and number of the group's dollars, and likewise $b$ for the others,
#
# $$d = \bar a - \bar b, \qquad d \pm 2 \sqrt{\frac{s_a^2}{n_a} + \frac{s_b^2}{n_b}}$$


# %% exercise="gap"
def gap(money, group):
    """Compare a group of members with all others.

    Parameters
    ----------
    money : numpy.ndarray, shape (m,)
        Dollars of each member's list.
    group : numpy.ndarray of bool, shape (m,)
        Who belongs to the group; two members or more do, and two or more do not.

    Returns
    -------
    gap, low, high : float
        Mean of the group minus mean of the others, and that ± 2 standard errors.
    """
    ### BEGIN SOLUTION
    a, b = money[group], money[~group]
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    d = a.mean() - b.mean()
    return d, d - 2 * error, d + 2 * error
    ### END SOLUTION


# %% [markdown] hint="gap"
# The milestone before compared two lists of the *same* members. Why can't you subtract member by member here? What happens to the variances of two independent
# means when you subtract them?

# %% [markdown] hint="gap"
# Group 1, 4, 4 and others 2, 2, 5, 7: means 3 and 4, variances 3 and 6. The gap is −1, its standard error √(3/3 + 6/4) = 1.58.

# %% [markdown] hint="gap"
# `a, b = money[group], money[~group]`. The standard error is the root of `a.var(ddof=1) / len(a)` plus …; return the difference of the means, and that minus and plus …

# %% checks="gap" points=10
money8 = np.array([2.0, 3.5, -1.0, 6.0, 4.0, 0.5, 2.5, 9.0])
group8 = np.array([True, False, True, False, True, False, False, False])
expect(gap(money8, group8)[0], 5 / 3 - 4.3, "2, -1 and 4 in the group, five others: -2.63")
expect(
    gap(money8, group8),
    (-2.6333333333, -6.7690853139, 1.5024186472),
    "variances 6.33 and 10.825: the standard error is the root of 6.33 / 3 + 10.825 / 5, 2.07",
)
### BEGIN HIDDEN TESTS
expect(
    gap(money8, ~group8),
    (2.6333333333, -1.5024186472, 6.7690853139),
    "seen from the others, the gap has the other sign",
)
rng_check = np.random.default_rng(1)
money_check, group_check = rng_check.normal(1, 2, 40), rng_check.random(40) < 0.3
a_check, b_check = money_check[group_check], money_check[~group_check]
half_check = (
    2 * (np.var(a_check, ddof=1) / a_check.size + np.var(b_check, ddof=1) / b_check.size) ** 0.5
)
d_check = a_check.mean() - b_check.mean()
expect(
    gap(money_check, group_check),
    (d_check, d_check - half_check, d_check + half_check),
    "40 members",
)
### END HIDDEN TESTS


# %% mistake="gap" replace="a.mean() - b.mean()" says="it is the others minus the group" with="b.mean() - a.mean()"

# %% mistake="gap" replace="money[~group]" says="the group is compared with all members, itself included" with="money"

# %% mistake="gap" replace="a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)" says="the variances have ddof=0" with="a.var() / len(a) + b.var() / len(b)"

# %% mistake="gap" replace="a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)" says="the variances are not divided by the numbers of members" with="a.var(ddof=1) + b.var(ddof=1)"

# %% mistake="gap" replace="a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)" says="the variance of the others is taken off, not added" with="abs(a.var(ddof=1) / len(a) - b.var(ddof=1) / len(b))"

# %% mistake="gap" replace="np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))" says="standard deviations are added where variances should be" with="a.std(ddof=1) / len(a) ** 0.5 + b.std(ddof=1) / len(b) ** 0.5"

# %% mistake="gap" replace="np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))" says="one spread of all members serves both groups" with="money.std(ddof=1) * np.sqrt(1 / len(a) + 1 / len(b))"

# %% mistake="gap" replace="d, d - 2 * error, d + 2 * error" says="the interval has one standard error on each side, not two" with="d, d - error, d + error"


# %% alternative="gap"
def gap(money, group):
    inside = [x for x, member in zip(money, group) if member]
    outside = [x for x, member in zip(money, group) if not member]
    means = [sum(part) / len(part) for part in (inside, outside)]
    square = 0.0
    for part, mean in zip((inside, outside), means):
        square += sum((x - mean) ** 2 for x in part) / (len(part) - 1) / len(part)
    d = means[0] - means[1]
    return [d, d - 2 * square**0.5, d + 2 * square**0.5]


# %%
quantity = {
    "quiet": np.sum(~np.isnan(kept), axis=1).astype(float),
    "niche": np.array([watch[row].mean() for row in seen]),
    "strict": np.nanmean(asked, axis=1),
}
GROUPS = {
    "quiet": "quiet: rate little afterward",
    "niche": "niche: know less famous films",
    "strict": "strict: give few stars",
}
people_figure, axes = plt.subplots(1, 2, figsize=(11, 3.4), layout="constrained")
for place, (word, values) in enumerate(quantity.items()):
    member_of = (values <= np.median(values))[locked]
    found = gap(books[own_name][0][locked], member_of)
    chosen = word == frame["group"]
    axes[0].plot(found[1:], [place, place], color=plots.DATA if chosen else "0.8", lw=5)
    axes[0].plot(found[0], place, "o", color=plots.MODEL if chosen else "0.6")
    print(f"{word:6} {member_of.sum():3} of {locked.sum()} members,", end=" ")
    print(f"gap {found[0]:.2f} ({found[1]:.2f} to {found[2]:.2f})")
    if chosen:
        group_gap, gap_low, gap_high = (float(value) for value in found)
axes[0].axvline(0, color=plots.MODEL, lw=0.8)
axes[0].set(xlabel="gap of the group to the others (dollars a list)", ylim=(2.5, -0.5))
axes[0].set_yticks(range(3), GROUPS.values())
variety = {}
looks = [("s--", plots.SECOND), ("^:", plots.HIGHLIGHT), ("o-", plots.DATA)]
for (name, films), (style, color) in zip(lists.items(), looks):
    counts = np.bincount(films[locked][films[locked] >= 0], minlength=len(shelf))
    variety[name] = int(np.sum(counts > 0))
    shares = np.sort(counts)[::-1][: variety[name]] / locked.sum()
    label = f"{NAMES[name]} ({variety[name]} films)"
    axes[1].plot(np.arange(1, variety[name] + 1), shares, style, color=color, ms=4, label=label)
axes[1].set(xlabel="films, the most shown first", ylabel="share of lists it is on", ylim=(0, 1.08))
axes[1].set_xlim(0, max(*variety.values(), 10) + 1)
axes[1].legend(loc="upper right")
plt.show()
print("different films shown:", variety, "of", len(shelf))

# %% [markdown]
# On the left three groups, each against the others; yours is in color. Beware of the first: quiet members rate little, so more of their places are unknown and bring
# nothing. A gap there may be about *rating*, not about being served. On the right variety: each dot is a film, its height the share of the lists that it stands
# on. A list that is the same for all has as many films as places, each on all lists. Films that are not shown get no new ratings, and the next model will know
# them even less: the loop of unit 5.
#
# You looked at three groups; the report speaks of the one that you chose *before*, and shows the others in gray. Who looks at three and reports the one that stands out finds something in
# one case of seven, even where there is nothing to find.
#
# ## Milestone 7: ask the world
#
# No computing makes unknown films known. Sending lists does: half of the new members, drawn by lot, get one thing, half another. This is
# an **A/B test**, each half an **arm**. You could ask two questions:
#
# - **Is your list worth its fee?** One arm gets your list, the other none. A difference as large as the *fee* would matter.
# - **Is your list better than fame?** Each arm gets one of the two. Both cost the fee, so what matters is the difference *between the two lists*.
#
# How many members does it need? Let the dollars of a member have the standard deviation $s$ in both arms of $n$ members. The measured difference then has the
# standard error $s\sqrt{2/n}$. Where there is no true difference, it strays further than 1.96 standard errors in 5% of tests, so what is beyond counts as found.
# If the true difference $d$ is 2.8 of them, the measured one is beyond 1.96 unless it falls short by 0.84, and that happens once in five. So
# four tests in five find it if $d = z\,s\sqrt{2/n}$ with $z = 1.96 + 0.84 = 2.8$, that is
#
# $$n = 2\, \Bigl(\frac{z\, s}{d}\Bigr)^2$$
#
# members an arm, rounded up.


# %% exercise="needed"
def members_needed(spread, difference, z=2.8):
    """Return how many members each arm of a test needs.

    Parameters
    ----------
    spread : float
        Standard deviation of the dollars of a list, above 0.
    difference : float
        What would matter, in dollars, positive or negative, not 0.
    z : float

    Returns
    -------
    int
        Members of one arm, rounded up.
    """
    ### BEGIN SOLUTION
    return int(np.ceil(2 * (z * spread / difference) ** 2))
    ### END SOLUTION


# %% [markdown] hint="needed"
# If you want to find a difference half as large, does a test need twice as many members? And what has a negative difference to do with it?

# %% [markdown] hint="needed"
# With $s = 1.5$, $d = 0.4$ and $z = 2$ it is 2 · (7.5)² = 112.5, so 113.

# %% [markdown] hint="needed"
# `np.ceil` rounds up and gives a float; `int` makes it whole. Inside stands 2 times the square of …

# %% checks="needed" points=8
expect(members_needed(1.3, 0.45), 131, "2 · (2.8 · 1.3 / 0.45)² = 130.86, rounded up")
expect(members_needed(2.7, 0.9, z=3.1), 173, "z may be another: 2 · 9.3² = 172.98")
### BEGIN HIDDEN TESTS
expect(members_needed(1.3, -0.45), 131, "a loss is as easy to find as a gain")
expect(members_needed(0.61, 0.17, 1.7), 75, "74.42 is rounded up, too")
expect(members_needed(1.5, 0.5, 2), 72, "2 · 6² is whole, and stays as it is")
expect(members_needed(5.2, 7.1), 9, "a large difference needs few")
expect(isinstance(members_needed(1.3, 0.45), (int, np.integer)), True, "a whole number")
### END HIDDEN TESTS


# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="the factor 2 is missing: the other arm varies as well" with="(z * spread / difference) ** 2"

# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="the members of both arms are counted" with="4 * (z * spread / difference) ** 2"

# %% mistake="needed" replace="(z * spread / difference) ** 2" says="it is not squared" with="abs(z * spread / difference)"

# %% mistake="needed" replace="int(np.ceil(2 * (z * spread / difference) ** 2))" says="it is rounded down" with="int(2 * (z * spread / difference) ** 2)"

# %% mistake="needed" replace="int(np.ceil(2 * (z * spread / difference) ** 2))" says="it is not rounded" with="2 * (z * spread / difference) ** 2"

# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="the factor 2 is squared, too" with="(2 * z * spread / difference) ** 2"

# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="the standard deviation is not squared, as if it were the variance" with="2 * z**2 * spread / difference**2"

# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="the difference is not squared" with="2 * (z * spread) ** 2 / abs(difference)"

# %% mistake="needed" replace="2 * (z * spread / difference) ** 2" says="z is not squared" with="2 * z * (spread / difference) ** 2"

# %% mistake="needed" replace="int(np.ceil(2 * (z * spread / difference) ** 2))" says="it is rounded to the nearest whole number, which may be too few" with="round(2 * (z * spread / difference) ** 2)"

# %% mistake="needed" replace="z * spread / difference" says="z is fixed at 2.8" with="2.8 * spread / difference"

# %% mistake="needed" replace="z * spread / difference" says="spread and difference have changed places" with="z * difference / spread"


# %% alternative="needed"
def members_needed(spread, difference, z=2.8):
    exact = 2 * z**2 * spread**2 / difference**2
    n = int(exact)
    return n if n == exact else n + 1


# %% [markdown]
# Is the formula right? Simulate the first question. Arm A draws members at random from the locked ones, with the dollars of milestone 5; arm B draws others, and
# each of them brings the fee more. How often does the interval see that?

# %%
pot = books[own_name][0][locked]
spread = float(max(np.std(pot, ddof=1), 0.05))
needed = members_needed(spread, fee)
sizes = sorted({max(int(part * needed), 4) for part in (0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5)})
rng, found = np.random.default_rng(1), []
for n in sizes:
    size = (max(min(400, 2_000_000 // n), 20), n)
    arm_a, arm_b = rng.choice(pot, size), rng.choice(pot, size) + fee
    error = np.sqrt((arm_a.var(axis=1, ddof=1) + arm_b.var(axis=1, ddof=1)) / n)
    found.append(np.mean(arm_b.mean(axis=1) - arm_a.mean(axis=1) > 1.96 * error))
spread_of_two = np.sqrt((spread**2 + np.var(books["fame"][0][locked], ddof=1)) / 2)
settle = members_needed(spread_of_two, more if abs(more) > 0.001 else 0.001)
print(f"needed, list against none: spread {spread:.2f}, difference {fee:.2f}: {needed} an arm")
print(
    f"settle, list against fame: spread {spread_of_two:.2f}, difference {more:.2f}: {settle} an arm"
)
print(
    f"newcomers that there were, from {arrival.dt.year.min()} to {arrival.dt.year.max()}:", end=" "
)
print(f"{len(arrival)}, half of them an arm: {len(arrival) // 2}")

# %%
test_figure, ax = plt.subplots(figsize=(7, 3), layout="constrained")
ax.plot(sizes, found, "o-", color=plots.DATA)
ax.axhline(0.8, color=plots.MODEL, lw=0.8)
ax.axvline(needed, ls="--", color=plots.HIGHLIGHT)
ax.set(
    xlabel="members an arm (dashed: the formula)",
    ylabel="share of tests that see it",
    ylim=(0, 1.05),
)
plt.show()

# %% [markdown]
# The curve should cross four fifths near the dashed line. Then compare the printed numbers. `needed` is for the first question and `settle` for the second, and
# with our numbers `settle` is far more than all the newcomers who ever came. A difference that no test can find is hardly worth a model. Cost
# is a reason for the simpler list.
#
# For `settle` $s^2$ is the mean of both lists' variances, and $d$ what you measured. Both sizes lean on the spread of milestone 5, where unknown films bring nothing. People who get a list fill these places, and the spread may be larger then.
#
# ## Milestone 8: learn to mark
#
# Your report is marked by a rubric, and by you. So first mark two others. Six criteria, each with 0 to 2 marks:
#
# | criterion | 2 marks if the report says, precisely and with numbers |
# |---|---|
# | question | who decides what, what a right and a wrong item bring, and what is unknown |
# | data | whose ratings, how they are dealt by time, and how many members were judged |
# | result | the money a list on members kept aside, with an interval, next to a list of fame |
# | limits | what share of the places nobody has judged, and what that may change |
# | people | who is served worse or better, by how much, with an interval |
# | decision | whether the list is worth its fee and is to be sent, which test comes next and its size, what does not follow |
#
# 1 mark if it is there, but vague or without a number; 0 if it is missing or wrong. Read both to the end first.
#
# **Report A.** *A library decides whether to lay three audio books on each new reader's desk, which is work worth half a point. A book that is heard to the end brings
# 2 points, one that is stopped costs 1; of books never opened we know nothing and count 0. Loans before 2019 taught the model, 240 readers who joined later were judged by their
# later loans. The model's lists bring 1.9 points (1.6 to 2.2), the three most lent books 1.8 to the same readers; the difference is 0.1 (−0.1 to 0.3). Of all
# places 58% were never opened: if all of these were bad books, a list would bring 0.2 points, less than its work; if all were good, 5.4. Readers of large print get
# poorer lists. We keep the three most lent books for now. In autumn a test of these against no books, with 332 readers an arm, can find half a point; to tell the
# model from them would take some 8,300 an arm. Of readers who hear nothing for a year we can say nothing.*
#
# **Report B.** *Our engine knows your taste. It was trained on millions of clicks, of which a tenth, drawn at random, was kept for the
# test. It predicts stars with an RMSE of 0.81, which is 4% better than last year. Users like recommendations: those who clicked on one gave it 4.3 stars on
# average. Each user gets a list of their own, which makes everybody happy. We recommend to use it in all shops, since more data will make it even better.*

# %%
CRITERIA = ["question", "data", "result", "limits", "people", "decision"]


# %% exercise="sample_marks"
def sample_marks():
    """Return your marks for the two reports.

    Returns
    -------
    dict
        {"A": {...}, "B": {...}}; inside, each of the six criteria with 0, 1 or 2.
    """
    ### BEGIN SOLUTION
    good = {"question": 2, "data": 2, "result": 2, "limits": 2, "people": 1, "decision": 2}
    poor = {"question": 0, "data": 1, "result": 1, "limits": 0, "people": 0, "decision": 0}
    return {"A": good, "B": poor}
    ### END SOLUTION


# %% [markdown] hint="sample_marks"
# Go through the table line by line, and for each line look for the sentence that earns the marks. Which criteria of B have no sentence at all?

# %% [markdown] hint="sample_marks"
# "4.3 stars from those who clicked" is a number. Of whom? And what does "poorer lists" lack?

# %% [markdown] hint="sample_marks"
# Return `{"A": {"question": …, …}, "B": {…}}`. A misses hardly anything; look again at its *people*. B has one mark at least and three at most.

# %% checks="sample_marks" points=5
marks = sample_marks()
expect(sorted(marks["A"]), sorted(CRITERIA), "report A has a mark for each of the six criteria")
expect(sorted(marks["B"]), sorted(CRITERIA), "report B, too")
every_mark = [mark for report in marks.values() for mark in report.values()]
strange = sorted({repr(mark) for mark in every_mark if mark not in (0, 1, 2)})
expect(strange, [], "each mark is 0, 1 or 2")
of_a, of_b = (sum(map(int, marks[name].values())) for name in "AB")
expect(of_a >= 9, True, "A is precise nearly everywhere: 9 marks or more")
expect(of_b <= 3, True, "hardly anything in B is precise: 3 marks at most")
expect(of_b >= 1, True, "B says something: one mark or more")
expect(
    marks["B"]["limits"], 0, "who did not click is not mentioned: nothing is said of the unknown"
)
expect(marks["A"]["people"] < 2, True, "A says who gets poorer lists, but not by how much")


# %% mistake="sample_marks" replace="\"data\": 1, \"result\": 1" says="B gets more than it is worth: a word without a number is 1 mark, not 2" with="\"data\": 2, \"result\": 2"

# %% mistake="sample_marks" replace="\"data\": 1, \"result\": 1" says="B gets less than it is worth: what is there but vague has 1 mark, not 0" with="\"data\": 0, \"result\": 0"

# %% mistake="sample_marks" replace="\"data\": 2, \"result\": 2, \"limits\": 2" says="A gets less than it is worth: most of its sentences are precise" with="\"data\": 1, \"result\": 1, \"limits\": 1"


# %% mistake="sample_marks" says="both reports get full marks"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 2), "B": dict.fromkeys(CRITERIA, 2)}


# %% mistake="sample_marks" says="A and B have changed places"
def sample_marks():
    good = {"question": 2, "data": 2, "result": 2, "limits": 2, "people": 1, "decision": 2}
    poor = {"question": 0, "data": 1, "result": 1, "limits": 0, "people": 0, "decision": 0}
    return {"A": poor, "B": good}


# %% mistake="sample_marks" says="everything gets one mark"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 1), "B": dict.fromkeys(CRITERIA, 1)}


# %% mistake="sample_marks" replace="\"limits\": 0" says="the stars of those who clicked are taken for a word on limits" with="\"limits\": 1"

# %% mistake="sample_marks" replace="\"people\": 1" says="A gets full marks for a group whose gap has no number" with="\"people\": 2"


# %% alternative="sample_marks"
def sample_marks():
    a = dict(zip(CRITERIA, (2, 2, 2, 1, 1, 2)))
    b = dict(zip(CRITERIA, (0, 1, 0, 0, 0, 1)))
    return {"A": a, "B": b}


# %% [markdown]
# Our own marks: A 2, 2, 2, 2, 1, 2, since "poorer" is no number. B 0, 1, 1, 0, 0, 0: it has a test part, though dealt at random, and a number, though of stars, not of
# lists. The 4.3 stars come from people who chose the film, and everybody is as happy as those who were asked.
#
# ## Milestone 9: the recommender card
#
# Now yours: six sections, one for each criterion, 40 words or more each (25 different ones, and no two sections the same) and 700 at most in all, plain
# sentences for somebody who pays the fee and knows no machine learning. All numbers come from `result`, by f-strings, so that text and notebook never disagree.
# It holds your frame as well. Keep three things apart:
#
# - `low` and `high` are the interval of `own`, about other members of this kind; `worst` and `best` are about the unknown films;
# - `needed` is the size of an arm if your list is tested against *no* list, `settle` if it is tested against fame;
# - `gap` has a sign: below 0 your group is served worse.

# %%
result = {
    **{key: frame[key] for key in ("year", "known", "like", "slate", "loss", "group")},
    "own": own, "low": low, "high": high, "worst": worst, "best": best, "fame": fame, "more": more,
    "more_low": more_low, "more_high": more_high, "fee": fee, "net": net, "net_low": net_low,
    "net_high": net_high, "members": int(locked.sum()), "unknown": blank[own_name],
    "gap": group_gap, "gap_low": gap_low, "gap_high": gap_high, "needed": needed, "settle": settle,
    "films": variety[own_name], "shelf": len(shelf), "error": own_error, "plain_error": plain_error,
}  # fmt: skip
for name, value in result.items():
    print(f"{name:11} {value:.3f}" if isinstance(value, float) else f"{name:11} {value}")


# %% exercise="card"
def card(result):
    """Write the recommender card.

    Parameters
    ----------
    result : dict
        Your frame: "year", "known", "like", "slate", "loss", "group". In dollars a list, on the
        locked members: "own" (your list) with its interval "low", "high"; "worst", "best" (if
        all unknown films are wrong, right); "fame"; "more" (your list minus fame) with
        "more_low", "more_high"; "fee"; "net" (your list after the fee) with "net_low",
        "net_high"; "gap" (your group minus the others) with "gap_low", "gap_high". "unknown":
        share of places that nobody has judged, 0 to 1. Whole numbers: "members" (locked ones);
        members an arm of a test, "needed" of your list against none, "settle" of your list
        against fame; "films" (shown), "shelf" (films on it). In stars: "error", "plain_error"
        of model and films' means.

    Returns
    -------
    dict
        The six sections, "question", "data", "result", "limits", "people", "decision", in this
        order, each with its text. Dollars with two digits after the point, and with the minus
        if they are below 0: own, low, high and fame in "result"; worst and best in "limits";
        gap, gap_low and gap_high in "people"; fee and net in "decision". The number of members
        in "data", needed and settle in "decision".
    """
    ### BEGIN SOLUTION
    r = result
    pays = "pays" if r["net_low"] > 0 else "may or may not pay"
    better = "is better than" if r["more_low"] > 0 else "cannot be told from, or is behind,"
    return {
        "question": f"""The owner of a film club decides whether each new member gets a list of at most {r["slate"]} films by
        mail, {r["known"]} ratings after joining. A film that the member gives {r["like"]} stars or more brings a dollar, any
        other costs {r["loss"]:.2f}. A film that the member never rated counts for nothing, as we do not know what they think.""",
        "data": f"""The ratings are those of MovieLens, 1995 to 2016. What was rated before {r["year"]} taught the model; of
        people who came later, the first {r["known"]} ratings were known and the later ones kept aside. The earlier half of them
        served for tuning, and {r["members"]} later ones were judged once. On tuning members the model misses by
        {r["error"]:.2f} stars, films' means by {r["plain_error"]:.2f}.""",
        "result": f"""A list brings {r["own"]:.2f} dollars (interval {r["low"]:.2f} to {r["high"]:.2f}, a member being one
        draw). The films with the most right ratings, with no model at all, bring {r["fame"]:.2f} to the same members. The
        difference is {r["more"]:.2f} ({r["more_low"]:.2f} to {r["more_high"]:.2f}): our list {better} the list of fame.""",
        "limits": f"""Of the places that we filled, {r["unknown"]:.0%} were never rated by the member. If all of these films
        were wrong, a list would bring {r["worst"]:.2f} dollars; if all were right, {r["best"]:.2f}. More members do not help with
        that. All ratings are of films that people chose themselves, and most people rated for one evening only.""",
        "people": f"""For our group, called {r["group"]}, lists bring {r["gap"]:.2f} dollars more than for others (interval
        {r["gap_low"]:.2f} to {r["gap_high"]:.2f}; a negative number is less). A part of that may be that they rate little, and
        not that we serve them badly. We show {r["films"]} of {r["shelf"]} films, so most of the shelf stays in the dark.""",
        "decision": f"""After its fee of {r["fee"]:.2f} our list leaves {r["net"]:.2f} dollars, so it {pays}. We would send the list
        of fame, as it needs no model and costs the same. Next we test lists against no lists, with {r["needed"]} members an
        arm. To tell ours from fame would take {r["settle"]} an arm. Nothing follows for films that came later, nor for people
        who never rate.""",
    }
    ### END SOLUTION


# %% [markdown] hint="card"
# Take the rubric as your outline. Which of its lines can you answer with a number that the notebook has printed?

# %% [markdown] hint="card"
# `f"A list brings {result['own']:.2f} dollars"` writes the number with two digits. Triple quotes let a text run over several lines; an empty line begins a new
# paragraph.

# %% [markdown] hint="card"
# Return a dict with the six keys in the order of the table. Count the words with `len(text.split())`. "result" and "decision" need four numbers, each with what it
# is, "people" three, "limits" two, "data" … Then read it with your own numbers in it: where a sentence would be false with others, choose it by `if`.

# %% checks="card" points=8
invented = {
    "year": 2004, "known": 7, "like": 4.5, "slate": 6, "loss": 1.15, "group": "niche",
    "own": 1.37, "low": 0.93, "high": 1.81, "worst": -2.64, "best": 4.52, "fame": 1.26,
    "more": 0.11, "more_low": -0.14, "more_high": 0.36, "fee": 0.68, "net": 0.69, "net_low": 0.25,
    "net_high": 1.13, "members": 154, "unknown": 0.57, "gap": -0.43, "gap_low": -0.97,
    "gap_high": 0.19, "needed": 235, "settle": 8971, "films": 29, "shelf": 618, "error": 0.874,
    "plain_error": 0.922,
}  # fmt: skip
sections = card(invented)
expect(list(sections), CRITERIA, "the six sections, in the order of the rubric")


def plain(text):
    """Return a text in small letters, its minus signs typed, its commas left out: 1,234 is 1234."""
    return str(text).lower().replace("−", "-").replace(",", "")


def without(name, *numbers):
    """Return those of the numbers that a section does not hold."""
    return [number for number in numbers if number not in plain(sections[name])]


words = {name: plain(text).split() for name, text in sections.items()}
expect([name for name in words if len(words[name]) < 40], [], "every section has 40 words or more")
expect(
    [name for name in words if len(set(words[name])) < 25],
    [],
    "25 different words or more in every section",
)
expect(len(set(map(plain, sections.values()))), 6, "no two sections are the same")
expect(sum(map(len, words.values())) <= 700, True, "700 words at most: somebody is to read it")
expect(without("data", "154"), [], "the section data names the number of members")
expect(
    without("result", "1.37", "0.93", "1.81", "1.26"),
    [],
    "the section result names your list, its interval and fame, taken from `result`",
)
expect(
    without("limits", "-2.64", "4.52"),
    [],
    "the section limits names what a list brings if all unknown films are wrong, and if right",
)
expect(
    without("people", "-0.43", "-0.97", "0.19"),
    [],
    "the section people names the gap and its interval, with the minus: the group is served worse",
)
expect(
    without("decision", "0.68", "0.69", "235", "8971"),
    [],
    "the section decision names fee, dollars after the fee, and the sizes of both tests",
)
### BEGIN HIDDEN TESTS
changed_check = {
    "members": 98, "own": 2.48, "low": 2.07, "high": 2.89, "fame": 2.71, "more": -0.23,
    "more_low": -0.54, "more_high": 0.08, "worst": -3.35, "best": 5.16, "gap": -1.95,
    "gap_low": -2.42, "gap_high": -1.48, "fee": 2.79, "net": -0.31, "net_low": -0.72,
    "net_high": 0.1, "needed": 467, "settle": 3206,
}  # fmt: skip
sections = card(invented | changed_check)
expect(
    without("result", "2.48", "2.07", "2.89", "2.71")
    + without("data", "98")
    + without("limits", "-3.35", "5.16"),
    [],
    "with another result the text has other numbers",
)
expect(
    without("people", "-1.95", "-2.42", "-1.48")
    + without("decision", "2.79", "-0.31", "467", "3206"),
    [],
    "with another result the other sections have other numbers, too",
)
### END HIDDEN TESTS


# %% mistake="card" replace="{r[\"low\"]:.2f} to" says="an end of the interval is typed, and does not follow `result`" with="0.93 to"

# %% mistake="card" replace="{r[\"own\"]:.2f} dollars" says="a number is typed, and does not follow `result`" with="1.37 dollars"

# %% mistake="card" replace="{r[\"members\"]} later ones" says="the number of members is typed, and does not follow `result`" with="154 later ones"

# %% mistake="card" replace="bring {r[\"fame\"]:.2f} to" says="fame is missing: what a list brings alone says little" with="bring something, too, to"

# %% mistake="card" replace="lists bring {r[\"gap\"]:.2f}" says="the gap has lost its minus: the group is served worse, and the text says better" with="lists bring {abs(r[\"gap\"]):.2f}"

# %% mistake="card" replace="bring {r[\"worst\"]:.2f} dollars" says="the low end of the interval stands where all unknown films are to be wrong" with="bring {r[\"low\"]:.2f} dollars"

# %% mistake="card" replace="bring {r[\"worst\"]:.2f} dollars; if all were right, {r[\"best\"]:.2f}" says="the interval stands where worst and best belong: other members, not unknown films" with="bring {r[\"low\"]:.2f} dollars; if all were right, {r[\"high\"]:.2f}"

# %% mistake="card" replace="take {r[\"settle\"]} an arm" says="the size of the test against no list stands for that against fame" with="take {r[\"needed\"]} an arm"

# %% mistake="card" replace="leaves {r[\"net\"]:.2f} dollars" says="the dollars after the fee are missing: whether the list is worth it stays open" with="leaves some dollars"

# %% mistake="card" replace="\"limits\": f" says="the section on limits is missing" with="\"question\": f"


# %% mistake="card" says="the sections are much too short"
def card(result):
    texts = {name: f"All is well with the {name}." for name in CRITERIA}
    texts["data"] += " {members}".format(**result)
    texts["result"] += " {own:.2f} {low:.2f} {high:.2f} {fame:.2f}".format(**result)
    texts["limits"] += " {worst:.2f} {best:.2f}".format(**result)
    texts["people"] += " {gap:.2f} {gap_low:.2f} {gap_high:.2f}".format(**result)
    texts["decision"] += " {fee:.2f} {net:.2f} {needed} {settle}".format(**result)
    return texts


# %% mistake="card" says="one word is repeated to fill the sections"
def card(result):
    texts = {name: name + " word" * 40 for name in CRITERIA}
    texts["data"] += " {members}".format(**result)
    texts["result"] += " {own:.2f} {low:.2f} {high:.2f} {fame:.2f}".format(**result)
    texts["limits"] += " {worst:.2f} {best:.2f}".format(**result)
    texts["people"] += " {gap:.2f} {gap_low:.2f} {gap_high:.2f}".format(**result)
    texts["decision"] += " {fee:.2f} {net:.2f} {needed} {settle}".format(**result)
    return texts


# %% mistake="card" says="all sections have the same text"
def card(result):
    text = """A film club asks whether a list is worth its fee. Of {members} later members {own:.2f} dollars came in, from
    {low:.2f} to {high:.2f}, where fame brings {fame:.2f}. The worst is {worst:.2f} and the best {best:.2f}. Our group has
    {gap:.2f} more ({gap_low:.2f} to {gap_high:.2f}). With a fee of {fee:.2f} we keep {net:.2f}, and tests need {needed} or
    {settle} people in each arm."""
    return dict.fromkeys(CRITERIA, text.format(**result))


# %% mistake="card" says="it is one text, not six sections"
def card(result):
    return "This sentence has seven words in it. " * 40 + "{own:.2f}".format(**result)


# %% [markdown] equivalent="card"
# - `r['net_low'] > 0 → r['net_low'] >= 0`: words of the author's own
# - `r['net_low'] > 0 → r['net_low'] < 0`: words of the author's own
# - `r['more_low'] > 0 → r['more_low'] >= 0`: words of the author's own
# - `r['more_low'] > 0 → r['more_low'] < 0`: words of the author's own
# - `'pays' if r['net_low'] > 0 else 'may or may not pay' → 'pays'`: words of the author's own
# - `'pays' if r['net_low'] > 0 else 'may or may not pay' → 'may or may not pay'`: words of the author's own
# - `'is better than' if r['more_low'] > 0 else 'cannot be told from, or is behind,' → 'is better than'`: words of the author's own
# - `'is better than' if r['more_low'] > 0 else 'cannot be told from, or is behind,' → 'cannot be told from, or is behind,'`: words of the author's own
# - `0 → 1`: words of the author's own
# - `f'On the {name}. ' + filler → filler`: the numbers keep the sections apart
# - `shape.format(**result).replace('-', '−') → shape.format(**result).replace('−', '-')`: both signs are read as a minus


# %% alternative="card"
def card(result):
    filler = """These are plain words on one of the six things that somebody wants to know before
    paying for such a list. They stand here once in every part, and whoever counts them finds that
    there are more than enough of different ones. """
    numbers = {
        "question": "",
        "data": "{members} members",
        "result": "{own:.2f} dollars ({low:.2f} to {high:.2f}), fame {fame:.2f}",
        "limits": "{worst:.2f} to {best:.2f}",
        "people": "{gap:+.2f} ({gap_low:+.2f} to {gap_high:+.2f})",
        "decision": "fee {fee:.2f}, then {net:.2f}; {needed} an arm, or {settle:,}",
    }
    texts = {}
    for name, shape in numbers.items():
        texts[name] = f"On the {name}. " + filler + shape.format(**result).replace("-", "−")
    return texts


# %% [markdown]
# ## Milestone 10: mark your own
#
# Let a day pass, or give it to somebody; then mark it by the same rubric, with a reason of 8 words or more for each mark (6 different ones), each criterion with a
# reason of its own. The points do not depend on how many marks you give yourself. But the report shows them, and below 9 of 12 it calls itself a draft: then
# mend the card and mark it again. That is what the rubric is for.


# %% exercise="own_marks"
def own_marks():
    """Return your marks for your own card.

    Returns
    -------
    dict
        Each of the six criteria with a tuple (mark, reason): 0, 1 or 2, and 8 words or more, 6
        different ones among them; no two reasons are the same.
    """
    ### BEGIN SOLUTION
    return {
        "question": (2, "it names the decider, a right and a wrong film, and the unknown"),
        "data": (2, "source, both cuts in time and the number of judged members are there"),
        "result": (2, "dollars with an interval, next to fame for the same members"),
        "limits": (2, "the share of unjudged places is named, and what it could change"),
        "people": (1, "one group has a gap with an interval, two others are left out"),
        "decision": (2, "fee, size of the next test and two limits are named"),
    }
    ### END SOLUTION


# %% [markdown] hint="own_marks"
# Which sentence of your card earns the marks of a criterion? If you cannot point at one, it has not earned them.

# %% [markdown] hint="own_marks"
# `{"question": (1, "it says what is right but not what an error costs")}`: the key, then a pair of a number and a text.

# %% [markdown] hint="own_marks"
# `{"question": (2, "…"), "data": …}` with all six criteria of the table, whole numbers, and reasons that name what is there or what is …

# %% checks="own_marks" points=5
own_card = own_marks()
expect(sorted(own_card), sorted(CRITERIA), "a mark for each of the six criteria")
expect(
    [n for n in own_card if isinstance(own_card[n][0], str)],
    [],
    "a mark is a number, not a text; it stands first, its reason second",
)
expect([n for n in own_card if own_card[n][0] not in (0, 1, 2)], [], "each mark is 0, 1 or 2")
reasons = {name: str(own_card[name][1]).lower().split() for name in own_card}
expect([n for n in reasons if len(reasons[n]) < 8], [], "a reason of 8 words or more for each")
expect([n for n in reasons if len(set(reasons[n])) < 6], [], "6 different words in each reason")
### BEGIN HIDDEN TESTS
expect(
    len({str(own_card[name][1]).strip().lower() for name in own_card}),
    6,
    "each criterion has its own reason",
)
### END HIDDEN TESTS


# %% mistake="own_marks" says="the marks have no reasons"
def own_marks():
    return dict.fromkeys(CRITERIA, (2, ""))


# %% mistake="own_marks" says="the marks are texts: a number has no quotes"
def own_marks():
    return {name: ("2", f"the part on {name} has what it needs") for name in CRITERIA}


# %% mistake="own_marks" says="the reason stands first, the mark second"
def own_marks():
    return {name: (f"the part on {name} has what it needs", 2) for name in CRITERIA}


# %% mistake="own_marks" says="the reasons are one word, repeated"
def own_marks():
    return {name: (1, f"{name} " * 9) for name in CRITERIA}


# %% mistake="own_marks" says="all criteria have the same reason"
def own_marks():
    return dict.fromkeys(CRITERIA, (2, "it is all there and it is very good"))


# %% mistake="own_marks" says="some criteria are missing"
def own_marks():
    return {name: (1, f"the part on {name} is there but rather vague") for name in CRITERIA[:4]}


# %% mistake="own_marks" says="a mark is larger than 2"
def own_marks():
    return {name: (10, f"the part on {name} is as good as can be") for name in CRITERIA}


# %% alternative="own_marks"
def own_marks():
    marks = {}
    for name in CRITERIA:
        marks[name] = [1, f"the part on {name} could have one more precise number"]
    return marks


# %% [markdown]
# ## The report
#
# The last step writes everything into one file, `report.html`, next to this notebook: the card, three pictures, the words that somebody needs who has only
# this file, and your marks. It needs no other file and no network. Open it in a browser, read it once aloud, and show it to somebody.

# %%
title = f"A film club's list of {SLATE} films, from {int(frame['known'])} ratings"
text = {name.capitalize(): words for name, words in card(result).items()}
text["Pictures and their words"] = (
    f"The list of fame holds the films with the most right ratings (taken from {LIKE:g} stars on), the "
    "same for all but for what they know. Taste goes by a model's chance that a film is right, both "
    f"also by how many people watch it. Our list is {own_name}.\n\n"
    "Quiet members rate little afterward, niche ones know less famous films, strict ones give few "
    f"stars; each group is one side of the median. We chose {frame['group']} before we looked."
)
captions = [
    (
        money_figure,
        "Picture 1 (result, limits). Dollars a list brings to members kept aside. Dot and thick bar: unknown "
        "films bring nothing, with the interval. Thin line: all unknown films wrong, to all right.",
    ),
    (
        people_figure,
        "Picture 2 (people). Left: each group against the others, the chosen one in color. Right: each dot "
        "is a film, and how many of the lists it is on.",
    ),
    (
        test_figure,
        f"Picture 3 (decision). How many of such tests, list against no list, find a difference as large as "
        f"the fee of {fee:.2f} dollars.",
    ),
]
marks_sum = sum(mark for mark, _ in own_marks().values())
verdict = f"{marks_sum} of 12 marks" + (": a draft, to be mended" if marks_sum < 9 else "")
closing = {
    f"How we mark this report: {verdict}": "\n\n".join(
        f"{name.capitalize()}: {mark} of 2, {reason}."
        for name, (mark, reason) in own_marks().items()
    ),
    "Where the ratings come from": "The club is made up. The ratings are real: MovieLens, GroupLens, "
    "University of Minnesota: F. M. Harper and J. A. Konstan, The MovieLens Datasets: History and "
    "Context, ACM TiiS 2015. They are for study, not for commercial use.",
}
print(verdict)
print(write_report("report.html", title, text, captions, closing))
