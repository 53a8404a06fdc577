# %% [markdown]
# # Whom the bank never sees
#
# *25 minutes. You need: lecture 1 of this unit, calibration (Course 1, unit 3). Best read after the
# assignment, where the loans and the 1/6 come from.*
#
# A bank refuses you. The model says that people like you do not pay back. You would have paid, but how
# should the bank ever find out? It learns from the loans that it *granted*; of all others it learns nothing,
# next month again. Does such a bank get better by learning, or only surer of itself?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

table = datasets.german_credit()
y = (table.pop("risk") == "bad").to_numpy().astype(int)
X = pd.get_dummies(table, dtype=float).to_numpy()
account = table["checking_account"].str.split("/").str[0]
no_account = (account == "no checking account").to_numpy()

# %% [markdown]
# ## A thousand real people, twenty invented months
#
# To see what a bank misses, somebody must know how the refused would have paid. So we make a town of the
# thousand borrowers of the assignment. They and the ends of their loans are real; *we* know all ends, our bank only those
# of the loans it grants. The months are simulated: the thousand are shuffled, 50 apply each month, each person once.
# At the end of a month its granted loans are known, and the model is fitted again to all granted so far.
#
# $y = 1$ is a bad loan, $p$ the probability of bad that the model said *before* the decision. The bank grants where $p <
# 1/6$, since a bad loan costs 5 and a good borrower refused costs 1. In month 1 there is no model yet, and a rule decides.

# %%
logistic = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=1000))
everyone = np.ones(1000, dtype=bool)


def play(town, first=everyone, explore=0.0, months=0, see_all=False, model=logistic):
    """Let a bank work for 20 months; return its applicants in their order, one a row."""
    rng = np.random.default_rng(town)
    order, dice = rng.permutation(1000), rng.random(1000)
    p, chance = np.full(1000, np.nan), first.astype(float)
    for month in range(1, 20):
        before, now = order[: 50 * month], order[50 * month : 50 * month + 50]
        known = before if see_all else before[dice[before] < chance[before]]
        p[now] = model.fit(X[known], y[known]).predict_proba(X[now])[:, 1]
        chance[now] = np.where(p[now] < 1 / 6, 1, explore if month <= months else 0)
    loans = {"y": y, "p": p, "chance": chance, "granted": dice < chance, "no_account": no_account}
    loans["cost"] = np.where(loans["granted"], 5 * y, 1 - y)
    return pd.DataFrame(loans).iloc[order].assign(month=np.repeat(np.arange(1, 21), 50))


# %% [markdown]
# `first` says who gets a loan in month 1, `town` is the seed of the shuffle, and `chance` is the probability with which a person
# gets the loan: 1 or 0, as long as `explore` is 0. `see_all` makes a bank that cannot exist: it decides by its model like the others, and then is told how
# *everybody* would have paid.
#
# ## A rule of thumb
#
# "Who has no checking account with us, we do not know. No loan." It sounds prudent, and 394 of the thousand
# have none. Here is what the bank does not know: the share of bad loans by checking account.

# %%
plots.bars(pd.Series(y).groupby(account).mean().sort_values(), "share of bad loans")
plt.show()
print(f"bad: without an account {y[no_account].mean():.0%}, with {y[~no_account].mean():.0%}")

# %% [markdown]
# The shortest bar belongs to those without an account: 12% bad, against 42% of those with one. (Perhaps theirs is at another bank,
# and in order.) They are the best customers in town. Four banks work in each of forty towns:
#
# - **sees all** grants everybody a loan in month 1, and then learns from all applicants;
# - **open start** grants everybody a loan in month 1, then learns from granted loans alone;
# - **rule** grants in month 1 to holders of an account; from month 2 on its model decides, *without* the rule;
# - **rule, then dice**: you meet it later.
#
# **Predict.** After ten months of learning, which share of the applicants without an account gets a loan from each of the
# first three? Will the model find out what the rule has missed?

# %%
prediction = "sees all …%, open start …%, rule …%"  # write yours

# %%
banks = {
    "sees all": {"see_all": True},
    "open start": {},
    "rule": {"first": ~no_account},
    "rule, then dice": {"first": ~no_account, "explore": 0.3, "months": 3},
}
towns = {name: [play(town, **how) for town in range(40)] for name, how in banks.items()}


def lent(loans):
    """Return which share of the applicants without an account gets a loan, months 11 to 20."""
    return loans[(loans["month"] > 10) & loans["no_account"]]["granted"].mean()


def paid(loans, after=1):
    """Return the cost per applicant of all months after one."""
    return loans[loans["month"] > after]["cost"].mean()


# %% [markdown]
# Each dot below is a town, the black line the mean of forty.

# %%
for place, name in enumerate(["sees all", "open start", "rule"]):
    shares = np.array([lent(loans) for loans in towns[name]])
    up = place + np.linspace(-0.25, 0.25, 40)
    plt.plot(shares, up, "o", color=plots.DATA, alpha=0.6)
    plt.plot([shares.mean()] * 2, [place - 0.35, place + 0.35], color=plots.MODEL, lw=3)
    print(
        f"{name:10} mean {shares.mean():.0%}, from {shares.min():.0%} to {shares.max():.0%}", end=""
    )
    print(f"; below 10% in {np.sum(shares < 0.1)} towns, 50% or more in {np.sum(shares >= 0.5)}")
plt.yticks(range(3), ["sees all", "open start", "rule"])
plt.ylim(2.6, -0.6)
plt.gca().set(xlim=(-0.03, 1), xlabel="share of applicants without an account who get a loan")
plt.show()

# %% [markdown]
# Open start and full sight grant 63% and 72%: learning from granted loans alone costs something, but it works. After the rule of thumb
# the mean is 35%, and look at the spread: from 0% to 75%. In 12 of the 40 towns half or more of these applicants get their loans; in 11
# towns nearly nobody does. Same people, same model, same rule, used for *one* month. The order in which
# people happen to apply decides which town you live in. What holds the bank back?

# %%
second = pd.concat(towns["rule"]).query("month == 2 and no_account")
print(f"month 2, without an account: mean p {second['p'].mean():.0%}, bad {second['y'].mean():.0%}")
print(f"granted: {second['granted'].mean():.0%}")

# %% [markdown]
# In month 2 the column "no checking account" is 0 for every loan that the bank knows, so its weight is 0: the model judges these
# people as if they were holders of an account, of whom 42% are bad. It says 37% where 10% are bad, and grants 6% of them. From these few it
# must learn that it is wrong.
#
# ## Errors of one sign are never found
#
# Any model errs, up and down. Suppose its $p$ for some people is too *low*: they get loans, some end badly, next month's model
# knows better. Now suppose $p$ is too *high*: they are refused, nothing comes back, and next month says the same.
# **So a bank that learns only from its loans corrects one kind of error and keeps the other.** Labels that exist only where one
# decided so are called **selective labels**.
#
# You can measure it, because you know everybody. For a group $G$ of people let
#
# $$\text{gap}_G = \frac{1}{|G|} \sum_{i \in G} (p_i - y_i)$$
#
# be what was promised minus what happened: 0 for honest promises, above 0 where the model paints too dark.
#
# ## Your turn: the gap that a bank sees, and the other
#
# Return the gap among the granted, which the bank can compute, and among the refused, which only you can.


# %% exercise="gaps"
def gaps(y, p, granted):
    """Return promise minus outcome, among the granted and among the refused.

    Parameters
    ----------
    y : numpy.ndarray of int, shape (m,)
        1 for bad, 0 for good.
    p : numpy.ndarray, shape (m,)
        Probability of bad, said before the decision.
    granted : numpy.ndarray of bool, shape (m,)
        What was decided, for whatever reason; both decisions occur.

    Returns
    -------
    seen, unseen : float
        The mean of p - y among the granted, and among the refused.
    """
    ### BEGIN SOLUTION
    error = p - y
    return error[granted].mean(), error[~granted].mean()
    ### END SOLUTION


# %% [markdown] hint="gaps"
# Two groups, and the same question for each: how far is what was said from what happened? Which
# array tells you who belongs to which group?

# %% [markdown] hint="gaps"
# If the granted have p = 0.1, 0.1 and 0.4, and the last one is bad, then 0.1 + 0.1 − 0.6 = −0.4, over three: −0.13.

# %% [markdown] hint="gaps"
# `error = p - y`. A Boolean array picks rows, as in `error[granted]`, and `~granted` is True for the others. Of
# both pieces, return the …

# %% checks="gaps"
y8 = np.array([0, 0, 1, 0, 0, 1, 0, 1])
p8 = np.array([0.10, 0.05, 0.12, 0.40, 0.30, 0.60, 0.25, 0.13])
granted8 = np.array([1, 1, 1, 1, 0, 0, 0, 1], dtype=bool)
expect(
    gaps(y8, p8, granted8),
    (-1.2 / 5, 0.15 / 3),
    "granted: 0.80 said and 2 bad of five; refused: 1.15 said and 1 bad of three",
)
expect(
    gaps(y8[:7], p8[:7], np.array([1, 0, 0, 1, 0, 1, 0], dtype=bool)),
    (0.1 / 3, -0.28 / 4),
    "granted: 1.10 said and 1 bad of three; refused: 0.72 said and 1 bad of four",
)

# %% mistake="gaps" replace="return error[granted].mean(), error[~granted].mean()" says="the two results have changed places" with="return error[~granted].mean(), error[granted].mean()"

# %% mistake="gaps" replace="error = p - y" says="the sign is turned: it is outcome minus promise" with="error = y - p"

# %% mistake="gaps" replace="error[~granted].mean()" says="the second gap is that of all people, not of the refused" with="error.mean()"

# %% mistake="gaps" replace="error[granted].mean(), error[~granted].mean()" says="the errors are added, not averaged" with="error[granted].sum(), error[~granted].sum()"

# %% mistake="gaps" replace="error = p - y" says="the granted are taken to be those with p below 1/6, not those in `granted`" with="error, granted = p - y, p < 1 / 6"

# %% mistake="gaps" replace="error = p - y" says="the signs are dropped before the mean, so that errors up and down cannot cancel" with="error = np.abs(p - y)"

# %% mistake="gaps" replace="error[granted].mean(), error[~granted].mean()" says="both sums are divided by the number of all people" with="error[granted].sum() / len(y), error[~granted].sum() / len(y)"


# %% alternative="gaps"
def gaps(y, p, granted):
    found = []
    for decision in (True, False):
        rows = [i for i in range(len(y)) if granted[i] == decision]
        found.append(sum(p[i] for i in rows) / len(rows) - sum(y[i] for i in rows) / len(rows))
    return found


# %% [markdown]
# Now for the three banks: all decisions of months 2 to 20 in all forty towns, in points of a hundred. The picture groups the applicants by
# their $p$. Left of the dotted line people get their loan.

# %%
bins = [0, 0.05, 0.1, 1 / 6, 0.25, 0.35, 0.5, 0.65, 1]
for name, color in zip(["sees all", "rule"], [plots.DATA, plots.ERROR]):
    judged = pd.concat(towns[name]).query("month > 1")
    groups = judged.groupby(pd.cut(judged["p"], bins), observed=True)[["p", "y"]].mean()
    plots.reliability(groups["p"], groups["y"], label=name, color=color)
said, bad = groups.loc[0.6]  # of the rule
plt.axvline(1 / 6, ls=":", color=plots.MODEL, label="1/6")
plt.legend()
plt.show()
for name in ["sees all", "open start", "rule"]:
    judged = pd.concat(towns[name]).query("month > 1")
    gap = 100 * (judged["p"] - judged["y"]).groupby(judged["granted"]).mean()
    print(f"{name:10} gap among the granted {gap[True]:+.1f}, among the refused {gap[False]:+.1f}")
print(f"rule, p from 50% to 65%: {said:.0%} said, {bad:.0%} bad")

# %% [markdown]
# Read the printed lines first. Among the granted, all three banks promise 2 points too little, all towns taken together: judged by its own loans, the bank that has shut out its best
# customers looks as honest as the one that sees all. Among the refused the gaps are 1.3, 5.6 and 10.7 points. The
# picture shows the same: left of 1/6 both lines run along the diagonal, a little above it. To the right the line of the rule falls far below: where it says 57%,
# 39% are bad. **A bank judged by the loans that it chose itself looks fine, whatever it does not see.**
#
# ## Let dice grant a few
#
# The way out is **exploration**: now and then grant a loan that the model would refuse. Each such loan is expensive, but its end corrects the errors that nothing else corrects. With `explore=0.3, months=3` every refused applicant
# of months 2, 3 and 4 gets the loan with a chance of 30%. That is the fourth bank, *rule, then dice*.
#
# Dice give the bank one thing more: it can look beyond its own loans. Who was granted by the model had a chance of 1, who was granted by dice
# one of 0.3, and so stands for 1/0.3 = 3.3 people like that, of whom the others were sent away. **Weight each loan
# by one over its chance $c_i$**, the *inverse probability weight*, and the granted speak for all who applied:
#
# $$\hat s = \frac{\sum_i y_i / c_i}{\sum_i 1 / c_i}$$
#
# Both sums run over the granted loans; $\hat s$ estimates the share of bad loans if *everybody* were granted one. It needs a chance above 0 for all: somebody who is never
# granted is spoken for by nobody.
#
# ## Your turn: speak for those sent away


# %% exercise="share_of_bad"
def share_of_bad(y, chance):
    """Estimate the share of bad loans among all applicants from the granted ones.

    Parameters
    ----------
    y : numpy.ndarray of int, shape (m,)
        How the granted loans ended: 1 for bad, 0 for good.
    chance : numpy.ndarray, shape (m,)
        With which probability each of them was granted, above 0, at most 1.

    Returns
    -------
    float
        The weighted share of bad loans, from 0 to 1.
    """
    ### BEGIN SOLUTION
    weight = 1 / chance
    return np.sum(weight * y) / np.sum(weight)
    ### END SOLUTION


# %% [markdown] hint="share_of_bad"
# A loan that had a chance of 1/4 was granted. How many people like this one have applied, on average? Whom do you divide by?

# %% [markdown] hint="share_of_bad"
# A good loan with the chance 1 and a bad one with the chance 0.2: they speak for 1 and for 5 people, 5 of 6 are bad.

# %% [markdown] hint="share_of_bad"
# `weight = 1 / chance`. Above: the sum of the weights of the bad ones, `weight * y`. Below: the sum of …

# %% checks="share_of_bad"
expect(
    share_of_bad(np.array([0, 1, 0, 1, 1]), np.array([1.0, 1.0, 1.0, 0.25, 0.5])),
    7 / 9,
    "the five speak for 1 + 1 + 1 + 4 + 2 = 9 people, the bad ones for 1 + 4 + 2 = 7",
)
expect(
    share_of_bad(np.array([1, 0, 0, 0, 1, 0, 0]), np.array([0.2, 1, 1, 0.2, 1, 0.1, 1])),
    6 / 24,
    "the seven speak for 5 + 1 + 1 + 5 + 1 + 10 + 1 = 24 people, the bad ones for 5 + 1",
)
expect(
    share_of_bad(np.array([0, 1, 1]), np.array([0.5, 0.5, 0.5])),
    2 / 3,
    "with equal chances it is the plain share, two of three",
)

# %% [markdown] equivalent="share_of_bad"
# - `1 → 2`: a common factor of all weights cancels

# %% mistake="share_of_bad" replace="1 / chance" says="every loan counts once: the chances are not used" with="np.ones(len(y))"

# %% mistake="share_of_bad" replace="1 / chance" says="the loans are weighted by their chance, not by one over it" with="chance"

# %% mistake="share_of_bad" replace="np.sum(weight)" says="it is divided by the number of loans, not by the number of people whom they speak for" with="len(y)"

# %% mistake="share_of_bad" replace="np.sum(weight * y)" says="the share of the good ones is returned" with="np.sum(weight * (1 - y))"

# %% mistake="share_of_bad" replace="np.sum(weight * y) / np.sum(weight)" says="the number of bad ones is returned, not their share" with="np.sum(weight * y)"

# %% mistake="share_of_bad" replace="np.sum(weight * y)" says="above, each bad loan counts once, without its weight" with="np.sum(y)"


# %% alternative="share_of_bad"
def share_of_bad(y, chance):
    people = bad = 0.0
    for end, probability in zip(y, chance):
        people += 1 / probability
        bad += end / probability
    return bad / people


# %% [markdown]
# Does it work? A fifth bank begins with the rule and throws dice in all months after the first, with a chance of 10%.

# %%
banks["dice forever"] = {"first": ~no_account, "explore": 0.1, "months": 19}
towns["dice forever"] = [play(town, **banks["dice forever"]) for town in range(40)]
plain, weighted, by_dice = [], [], []
for loans in towns["dice forever"]:
    own = loans[loans["granted"] & (loans["month"] > 1)]
    plain.append(own["y"].mean())
    weighted.append(np.average(own["y"], weights=1 / own["chance"]))
    by_dice.append(own["y"][own["chance"] < 1].mean())
print(f"bad among its loans: {np.mean(plain):.0%} (from town to town ± {np.std(plain):.0%})")
print(
    f"weighted: {np.mean(weighted):.0%} ± {np.std(weighted):.0%}; in truth {y.mean():.0%} of the town"
)
print(f"bad among the loans by dice alone: {np.mean(by_dice):.0%}")

# %% [markdown]
# The bank's own loans say 17%, and the truth is 30%. Weighted, they say 31%: one in ten of those whom the model
# refused has spoken for all of them. (Of the loans by dice 38% are bad, at 5 each.) But one town's estimate is off by 5 points or so, since a few loans by dice carry most of the weight.
#
# ## What does it cost?
#
# Cost per applicant, as in the assignment (who refuses everybody pays 0.70), and each bank's difference to the bank *rule*,
# town by town, with its interval of two standard errors.

# %%
rule = np.array([paid(loans) for loans in towns["rule"]])
bill = {}
for name, games in towns.items():
    cost = np.array([paid(loans) for loans in games])
    bill[name] = {
        "month 1": np.mean([loans["cost"].iloc[:50].mean() for loans in games]),
        "months 2-20": cost.mean(),
        "months 11-20": np.mean([paid(loans, after=10) for loans in games]),
        "2-20 minus rule": (cost - rule).mean(),
        "± 2 SE": 2 * (cost - rule).std(ddof=1) / np.sqrt(40),
        "lent, no account": np.mean([lent(loans) for loans in games]),
    }
pd.DataFrame(bill).T.round(3)

# %% [markdown]
# The next picture adds up, month by month, what each bank saves against refusing everybody (the mean of forty towns). Up is good.

# %%
styles = ["-", "s-", "--", "-.", ":"]
colors = [plots.DATA, "#777777", plots.ERROR, plots.HIGHLIGHT, plots.SECOND]
for name, style, color in zip(towns, styles, colors):
    judged = pd.concat(towns[name]).query("month > 1")
    saved = (1 - judged["y"] - judged["cost"]).groupby(judged["month"]).sum().cumsum() / 40
    plt.plot(saved, style, color=color, ms=4, label=name)
    print(
        f"{name:15} by month 4 {saved[4]:+.0f}, 15 {saved[15]:+.0f}, 16 {saved[16]:+.0f}, 20 {saved[20]:+.0f}"
    )
plt.axhline(0, color=plots.MODEL, lw=1)
plt.xticks([2, 5, 10, 15, 20])
plt.xlabel("month")
plt.ylabel("saved so far (good loans refused = 1)")
plt.legend()
plt.show()

# %% [markdown]
# Dice are expensive: by month 4 the bank has lost 36, and only in month 16 does its line cross that of the rule. After twenty
# months it has paid 0.018 ± 0.012 per applicant less, a small gain; but in the last ten it pays 0.57 where the rule pays 0.64, and lends to 61% of
# those without an account, not 35%. Dice forever are no bargain: 0.05 *more* than the rule, since they go on asking what is long known.
# Best of all is never to have had the rule: the open start beats both, and its month 1 cost no more (1.52 against 1.60).
#
# Drag the chance of the dice, the months in which they are thrown after the first, and the town. Each mark is two months.


# %%
def by_two_months(loans):
    """Return the share of the applicants without an account who get a loan, two months each."""
    some = loans[loans["no_account"]]
    return some.groupby((some["month"] + 1) // 2 * 2)["granted"].mean()


@interact(town=(0, 39), explore=(0.0, 1.0, 0.1), months=(0, 19))
def dice_in(town=14, explore=0.3, months=3):
    yours = play(town, first=~no_account, explore=explore, months=months)
    games = {"sees all": towns["sees all"][town], "rule": towns["rule"][town], "your dice": yours}
    colors = [plots.DATA, plots.ERROR, plots.HIGHLIGHT]
    for (name, loans), style, color in zip(games.items(), ["s-", "^--", "o-."], colors):
        label = f"{name}: cost {paid(loans):.2f}"
        plt.plot(by_two_months(loans), style, color=color, label=label)
    plt.gca().set(xlabel="month", xticks=range(2, 21, 2), ylim=(-0.03, 1.03))
    plt.ylabel("granted, of those without an account")
    plt.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, columnspacing=1)


# %% [markdown]
# In town 14 the bank with the rule lends to a single person without an account in twenty months, and pays about what refusing everybody costs. Three months of dice are enough to wake it up. With a chance of 0, or 0 months, your
# line is that of the rule; with a chance of 1 in all months everybody gets a loan, and the cost is near 1.5. Try town 17, where luck needed no dice.
#
# ## Where it does no harm
#
# Do all first errors confirm themselves? In another bank month 1 excludes everybody under 26. And does an open start gain from dice, too? First the cost, compared with the
# plain open start; then what happens to the young.

# %%
under_26 = (table["age"] < 26).to_numpy()
others = {
    "month 1 without the young": {"first": ~under_26},
    "open start, then dice": {"explore": 0.3, "months": 3},
}
plain = np.array([paid(loans) for loans in towns["open start"]])
for name, how in others.items():
    towns[name] = [play(town, **how) for town in range(40)]
    more = np.array([paid(loans) for loans in towns[name]]) - plain
    print(f"{name}: {more.mean():+.3f} ± {2 * more.std(ddof=1) / np.sqrt(40):.3f} per applicant")

# %%
for name in ["open start", "month 1 without the young"]:
    everybody = pd.concat(towns[name])
    for month in (2, 10):
        now = everybody[under_26[everybody.index] & (everybody["month"] == month)]
        said, bad, granted = now[["p", "y", "granted"]].mean()
        print(f"{name}, month {month}: p {said:.0%}, bad {bad:.0%}, granted {granted:.0%}")

# %% [markdown]
# Excluding the young for a month costs nothing that we can measure: 0.001 ± 0.007 per applicant. In month 2 the model knows only older people, and says 30% for the young,
# where 41% are bad (after an open start it says 33%). An error again, but of the *other* sign: too kind. So the young get loans, more than after the open start; the bank sees its
# error, and by month 10 the two banks say the same, 37% (still too kind, since 45% are bad). A group that is worse than those the bank knows is found out; one that is better, perhaps never.
#
# And where the start was open, dice cost 0.029 ± 0.007 and do not pay within twenty months.
#
# Is it the fault of the logistic regression? Ten towns with the rule and a forest; again the share of loans in months 11 to 20
# among those without an account, town by town.

# %%
forest = RandomForestClassifier(50, min_samples_leaf=3, random_state=0)
woods = [play(town, first=~no_account, model=forest) for town in range(10)]
for name, games in {"forest": woods, "logistic": towns["rule"][:10]}.items():
    print(f"{name:8}", *[f"{lent(loans):4.0%}" for loans in games])

# %% [markdown]
# No. The forest is worse: in five of ten towns it lends to none of them, in the other five to 51% to 64%. The logistic regression grants 16% or more in the same ten. No tree can ask about a column in which
# all rows are the same.
#
# ## What this town leaves out
#
# Real loans end after years, not after a month, so a real loop turns more slowly. Real people notice where they are refused, and no longer apply. And the town itself is no full town: the
# thousand *were* granted, by a bank in the 1970s. Whom that bank never saw, we do not see either.
# Our forty towns are the same people in another order: the intervals speak of the luck of the order, not of other people.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Who learns only from what was granted corrects errors that were too kind and keeps those that were too harsh.
# 2. Judged by its own loans such a model looks fine; ask what it would say about those it refused.
# 3. Dice buy that knowledge: a little, early, where a group was shut out; forever, or without need, they cost more than they bring.
#
# **Where it leads.** How much to explore, and when to stop, is a question of its own: *bandits* and agents ask it in every step. You meet it again in Course 3, unit 6.
