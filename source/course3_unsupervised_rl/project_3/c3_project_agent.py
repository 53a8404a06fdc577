# %% [markdown]
# # An agent that trades electricity
#
# *180 minutes. You need: unit 6 of this course.*
#
# A cold store in Melbourne may rent a battery. Power is cheap at night and in a storm, dear (expensive) on a hot evening. Buy low,
# sell high; but each MWh that passes through the battery costs a fee, some loss and some wear. **Can an agent run it
# better than a simple rule, what does that bring a day, and does it pay the rent?**
#
# This is *your* project. You choose the battery, the prices and what will change in the world; the notebook holds the
# frame. Ten milestones are checked at once, and they make all of the 100 points: any honest choice passes. At the end the
# notebook writes a report, one file with pictures and an agent card, that you can show to somebody. Milestones 4, 5 and
# 7 are the hard ones. (A recommender is the other way through project 3. One of the two is enough.)

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.environments import Battery, play, replay
from utils.report import write_report
from utils.widgets import interact

hours = datasets.electricity_demand()["demand_gw"].to_numpy()[8:-40]
demand = hours.reshape(364, 12, 4).mean(axis=2)
CLOCK = np.arange(4, 28, 2) % 24
LEVELS = ["cheap", "normal", "dear", "scarce"]
print(demand.shape, "GW, from", demand.min().round(2), "to", demand.max().round(2))

# %% [markdown]
# The demand for power in Victoria, Australia, in 2014 is real: 364 days from four in the morning to four in the morning, in
# 12 blocks of two hours. The **price is synthetic**. We let it grow with what wind farms leave over of the demand:
#
# $$p = 45\, e^{\,s\,(D - w - 4.7)}$$
#
# $p$ is the price in dollars a MWh, $D$ the demand in GW, $w$ the wind above or below its mean in GW (made by chance, half of
# it carried over to the next block), and $s$ says how strongly the price reacts, per GW.


# %%
def wind(size, seed):
    """Return wind power above or below its mean (GW), shape (364, 12)."""
    gusts = np.random.default_rng(seed).normal(size=364 * 12)
    for i in range(1, len(gusts)):
        gusts[i] = 0.5 * gusts[i - 1] + 0.75**0.5 * gusts[i]
    return size * gusts.reshape(364, 12)


def price(gw, steepness):
    """Return dollars a MWh for what wind leaves over of the demand (GW)."""
    return 45 * np.exp(steepness * (gw - 4.7))


# %% [markdown]
# ## Milestone 1: your question
#
# Eight numbers, a word and a reason of 30 words or more, 20 of them different. The reward of the agent is the money of a block in dollars; in a block the battery
# can buy or sell one MWh. You may invent the numbers, but they must be such that somebody could mean them.
#
# - `capacity`: MWh that the battery holds, a whole number from 1 to 5;
# - `efficiency`: the share of a stored MWh that comes out again, from 0.6 to 1;
# - `fee`, `wear`: dollars for each MWh bought, and for each sold, 0 or more. Trading must be able to pay: a MWh
#   bought at 4 GW and sold at 5.5 GW leaves a gain, $\text{efficiency} \cdot p(5.5) - \text{wear} > p(4) + \text{fee}$;
# - `wind`: size of its swings, 0.3 to 1.5 GW; `steepness`: $s$, from 0.2 to 0.8 per GW;
# - `seed`: a whole number, 0 or more, for the wind;
# - `rent`: what the battery costs a day, in dollars, more than 0;
# - `stress`: what will change one day: `"sun"` (solar roofs take 2 GW off the demand at noon), `"calm"` (the wind
#   swings less than a third as much) or `"rivals"` (other batteries trade as well, and the price reacts less).


# %% exercise="question"
def question():
    """Return the frame of the project.

    Returns
    -------
    dict
        "capacity", "efficiency", "fee", "wear", "wind", "steepness", "seed", "rent": numbers as
        above; "stress": one of the three words; "why": at least 30 words, 20 different ones among
        them, on who decides, what the reward leaves out, and why these numbers.
    """
    ### BEGIN SOLUTION
    return {
        "capacity": 2,
        "efficiency": 0.9,
        "fee": 5.0,
        "wear": 5.0,
        "wind": 1.0,
        "steepness": 0.5,
        "seed": 2014,
        "rent": 30.0,
        "stress": "sun",
        "why": "The owner of a cold store decides each spring whether to rent the battery for a year. "
        "The reward is the money of a block in dollars, after fees and wear; it leaves out that a "
        "full battery would also save the goods when the grid fails.",
    }
    ### END SOLUTION


# %% [markdown] hint="question"
# Who pays the rent, and when would this person be glad or sorry? What do they want that is not money on the meter?

# %% [markdown] hint="question"
# With $s = 0.5$ a MWh costs about 32 dollars at 4 GW and 67 at 5.5 GW. With an efficiency of 0.8 the second is worth 54. Fee and
# wear together may then be just under 22. The less they are, the more often there is something to trade.

# %% [markdown] hint="question"
# Return one dict with the ten keys: eight numbers, one of the three words, and a text of 30 words or more about …

# %% checks="question" points=6
asked = question()
KEYS = [
    "capacity",
    "efficiency",
    "fee",
    "rent",
    "seed",
    "steepness",
    "stress",
    "wear",
    "why",
    "wind",
]
expect(sorted(asked), KEYS, "the ten keys that are asked for")
expect(asked["capacity"] in (1, 2, 3, 4, 5), True, "the battery holds 1 to 5 MWh, a whole number")
expect(0.6 <= asked["efficiency"] <= 1, True, "0.6 to 1 of a stored MWh comes out again")
expect(asked["fee"] >= 0 and asked["wear"] >= 0, True, "fee and wear are 0 or more")
expect(0.3 <= asked["wind"] <= 1.5, True, "the wind swings by 0.3 to 1.5 GW")
expect(0.2 <= asked["steepness"] <= 0.8, True, "the price reacts with 0.2 to 0.8 per GW")
expect(asked["seed"] == int(asked["seed"]) >= 0, True, "the seed is a whole number, 0 or more")
expect(asked["rent"] > 0, True, "the battery has a price a day")
expect(asked["stress"] in ("sun", "calm", "rivals"), True, "one of the three changes")
kept = asked["efficiency"] * price(5.5, asked["steepness"]) - asked["wear"]
expect(
    bool(kept > price(4, asked["steepness"]) + asked["fee"]),
    True,
    "trading can pay: bought at 4 GW and sold at 5.5 GW, a MWh leaves a gain after fee and wear",
)
reason = str(asked["why"]).lower().split()
expect(len(reason) >= 30, True, "at least 30 words on who decides, and why")
expect(len(set(reason)) >= 20, True, "20 different words are among them")


# %% mistake="question" replace="0.9" says="the efficiency is in percent, not a share" with="90"

# %% mistake="question" replace="\"wear\": 5.0" says="what a MWh can earn does not cover loss, fee and wear together" with="\"wear\": 95.0"

# %% mistake="question" replace="\"capacity\": 2" says="the battery holds a fraction of a MWh" with="\"capacity\": 2.5"

# %% mistake="question" replace="\"wind\": 1.0" says="the wind's swings are not in GW, or lie outside 0.3 to 1.5" with="\"wind\": 1000.0"

# %% mistake="question" replace="\"steepness\": 0.5" says="the price reacts with less than 0.2 or more than 0.8 per GW" with="\"steepness\": 50.0"

# %% mistake="question" replace="\"seed\": 2014" says="the seed is below 0 or not a whole number" with="\"seed\": 20.14"

# %% mistake="question" replace="\"fee\": 5.0" says="a fee or wear below 0 would be a gift" with="\"fee\": -5.0"

# %% mistake="question" replace="\"stress\": \"sun\"" says="the change is none of the three" with="\"stress\": \"storm\""

# %% mistake="question" replace="\"rent\": 30.0" says="the battery costs nothing, so there is nothing to decide" with="\"rent\": 0.0"


# %% mistake="question" says="the reason has fewer than 30 words"
def question():
    frame = {
        "capacity": 3,
        "efficiency": 0.95,
        "fee": 1.0,
        "wear": 4.0,
        "wind": 0.7,
        "steepness": 0.4,
    }
    why = "The keeper of a barn decides; money is all that counts, and noise is left out of it. "
    why += "These numbers are a guess of mine."
    return frame | {"seed": 5, "rent": 12.0, "stress": "calm", "why": why}


# %% mistake="question" says="the reason has far fewer than 30 words"
def question():
    frame = {
        "capacity": 3,
        "efficiency": 0.95,
        "fee": 1.0,
        "wear": 4.0,
        "wind": 0.7,
        "steepness": 0.4,
    }
    return frame | {
        "seed": 5,
        "rent": 12.0,
        "stress": "calm",
        "why": "The keeper of a barn decides.",
    }


# %% mistake="question" says="a few words are repeated to fill the reason"
def question():
    frame = {
        "capacity": 3,
        "efficiency": 0.95,
        "fee": 1.0,
        "wear": 4.0,
        "wind": 0.7,
        "steepness": 0.4,
    }
    return frame | {"seed": 5, "rent": 12.0, "stress": "calm", "why": "I just want it so. " * 8}


# %% alternative="question"
def question():
    why = "A baker with an oven that runs at night pays for the battery and wants to know before "
    why += "winter whether it earns its rent. Money is all that is counted; noise and the work of "
    why += "watching it are not."
    numbers = {"capacity": 4, "efficiency": 0.85, "fee": 2, "wear": 8, "wind": 1.2}
    numbers |= {"steepness": 0.6, "seed": 7, "rent": 60}
    return {**numbers, "stress": "rivals", "why": why}


# %% [markdown]
# Your numbers make the prices. By what wind leaves over of the demand, each block of a day has one of four **levels**: cheap, normal, dear or
# scarce. Every other week is locked away for the test.

# %%
frame = question()
BATTERY = {name: frame[name] for name in ("capacity", "efficiency", "fee", "wear")}
BATTERY["capacity"], frame["seed"] = int(frame["capacity"]), int(frame["seed"])
net = demand - wind(frame["wind"], frame["seed"])
dollars = price(net, frame["steepness"])
week = np.arange(364) // 7
train_days, test_days = week % 2 == 0, week % 2 == 1
cuts = np.quantile(net[train_days], [0.35, 0.65, 0.93])
levels = np.digitize(net, cuts)
levels[:, 0] = 0
print("levels begin at", cuts.round(2), "GW")
print("days to learn from:", train_days.sum(), "locked away:", test_days.sum())

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.6))
axes[0].plot(range(12), demand.mean(axis=0), "o-", color=plots.DATA, label="demand")
axes[0].fill_between(
    range(12), *np.quantile(net, [0.05, 0.95], axis=0), color=plots.DATA, alpha=0.2
)
axes[0].set(
    xlabel="block begins at", ylabel="GW", title="mean demand; band: after wind, 90% of days"
)
for day, color in zip((14, 100, 184), plots.shades(3)):
    axes[1].plot(range(12), dollars[day], "o-", color=color, label=f"day {day}")
axes[1].set(xlabel="block begins at", ylabel="dollars a MWh", title="three days")
axes[1].legend()
for ax in axes:
    ax.set_xticks(range(0, 12, 2), [f"{hour}:00" for hour in CLOCK[::2]])
plt.show()

# %% [markdown]
# On the left the mean day: a valley before dawn, a plateau, a peak in the early evening. The band shows how far the wind moves what is
# left of it, and so the price. On the right three of your days. Compare when each of them is dearest: a clock alone does not know when to
# sell.
#
# The agent sees the block, how much is stored and the level of the price. Normal, dear and scarce begin at the three cuts in GW above.
# At four in the morning the level counts as cheap, whatever it is.
#
# ## Milestone 2: a model from recorded days
#
# A simulator needs the probability that level $i$ in block $t$ is followed by level $j$. Count it:
#
# $$P_{t,i,j} = \frac{\text{days with level } i \text{ in block } t \text{ and } j \text{ in block } t+1}
# {\text{days with level } i \text{ in block } t}$$
#
# If a level never occurred in a block, nothing can be counted: assume that it stays, $P_{t,i,i} = 1$. In unit 6 the model
# was given; here it comes from data, with all that this implies.


# %% exercise="transitions"
def transitions(levels, count):
    """Estimate how levels follow each other.

    Parameters
    ----------
    levels : numpy.ndarray of int, shape (m, T)
        Level of each block (column) of each day (row), from 0 to count - 1. Not changed.
    count : int
        Number of levels L; the highest ones may not occur.

    Returns
    -------
    numpy.ndarray of float, shape (T - 1, L, L)
        Share of the days with level i in block t that have level j in block t + 1; where there
        is no such day, 1 for j = i and 0 elsewhere.
    """
    ### BEGIN SOLUTION
    P = np.zeros((levels.shape[1] - 1, count, count))
    for t in range(len(P)):
        for i in range(count):
            following = levels[levels[:, t] == i, t + 1]
            if len(following) == 0:
                P[t, i, i] = 1.0
            else:
                P[t, i] = np.bincount(following, minlength=count) / len(following)
    return P
    ### END SOLUTION


# %% [markdown] hint="transitions"
# Take block 0 and level 1. Which rows of `levels` matter, and which column do you look at in them?

# %% [markdown] hint="transitions"
# If the five days with level 1 in block 0 go on with 1, 2, 2, 0, 2, then $P_{0,1}$ is 0.2, 0.2, 0.6.

# %% [markdown] hint="transitions"
# Two loops, over `t` and `i`. `following = levels[levels[:, t] == i, t + 1]` holds the levels that came next;
# `np.bincount(following, minlength=count)` counts them. Divide by …, and treat an empty `following` apart.

# %% checks="transitions" points=12
L73 = np.array([[1, 2, 0], [1, 1, 2], [1, 2, 2], [0, 2, 1], [1, 0, 0], [1, 2, 2], [0, 0, 2]])
P73 = transitions(L73, 4)
expect(P73.shape, (2, 4, 4), "three blocks have two transitions, four levels")
expect(
    P73[0, 1],
    np.array([0.2, 0.2, 0.6, 0.0]),
    "five days have level 1 in block 0; they go on with 2, 1, 2, 0, 2",
)
expect(
    P73[1, 2], np.array([0.25, 0.25, 0.5, 0.0]), "four have level 2 in block 1: 0, 2, 1, 2 follow"
)
expect(P73[0, 2], np.array([0.0, 0.0, 1.0, 0.0]), "no day has level 2 in block 0: it stays")
### BEGIN HIDDEN TESTS
expect(P73[:, 3], np.array([[0, 0, 0, 1.0]] * 2), "level 3 never occurs: it stays")
expect(P73[0, 0], np.array([0.5, 0.0, 0.5, 0.0]), "two days have level 0 in block 0")
expect(P73[1, [0, 1]], np.array([[0.5, 0, 0.5, 0], [0, 0, 1.0, 0]]), "the other rows of block 1")
levels_check = np.random.default_rng(0).integers(0, 3, (60, 5))
before_check = levels_check.copy()
P_check = transitions(levels_check, 3)
expect(P_check.sum(axis=2), np.ones((4, 3)), "the probabilities of what follows add up to 1")
expect(levels_check, before_check, "the levels are not changed")
expect(
    transitions(np.vstack([L73, L73, L73]), 4), P73, "the same days three times give the same model"
)
### END HIDDEN TESTS


# %% mistake="transitions" replace="/ len(following)" says="these are counts, not shares" with="/ 1.0"

# %% mistake="transitions" replace="/ len(following)" says="it is divided by all days, not by those with this level" with="/ len(levels)"

# %% mistake="transitions" replace="P[t, i, i] = 1.0" says="a level that never occurred has no probabilities at all" with="pass"

# %% mistake="transitions" replace="P[t, i, i] = 1.0" says="after a level that never occurred all levels are equally likely" with="P[t, i] = 1 / count"

# %% mistake="transitions" replace="levels[levels[:, t] == i, t + 1]" says="present and next level have changed places" with="levels[levels[:, t + 1] == i, t]"

# %% mistake="transitions" replace="levels[levels[:, t] == i, t + 1]" says="it looks at the level of the same block, not of the next one" with="levels[levels[:, t] == i, t]"


# %% mistake="transitions" says="rows and columns have changed places: j stands where i belongs"
def transitions(levels, count):
    P = np.zeros((levels.shape[1] - 1, count, count))
    for t in range(len(P)):
        for i in range(count):
            following = levels[levels[:, t] == i, t + 1]
            if len(following) == 0:
                P[t, i, i] = 1.0
            else:
                P[t, :, i] = np.bincount(following, minlength=count) / len(following)
    return P


# %% mistake="transitions" replace="np.bincount(following, minlength=count) / len(following)" says="one day is added to every count, so what never happened has a chance" with="(np.bincount(following, minlength=count) + 1) / (len(following) + count)"


# %% mistake="transitions" says="one day is added to every count, so what never happened has a chance"
def transitions(levels, count):
    P = np.ones((levels.shape[1] - 1, count, count))
    for t in range(len(P)):
        np.add.at(P[t], (levels[:, t], levels[:, t + 1]), 1)
    return P / P.sum(axis=2, keepdims=True)


# %% mistake="transitions" says="the number of levels is taken from the days, not from `count`"
def transitions(levels, count):
    count = levels.max() + 1
    hot = np.eye(count)[levels]
    P = np.einsum("mti,mtj->tij", hot[:, :-1], hot[:, 1:])
    seen = P.sum(axis=2, keepdims=True)
    return np.where(seen > 0, P / np.maximum(seen, 1), np.eye(count))


# %% mistake="transitions" says="all blocks share one table: the time of day is lost"
def transitions(levels, count):
    P = np.zeros((count, count))
    for t in range(levels.shape[1] - 1):
        np.add.at(P, (levels[:, t], levels[:, t + 1]), 1)
    seen = P.sum(axis=1, keepdims=True)
    P = np.where(seen > 0, P / np.maximum(seen, 1), np.eye(count))
    return np.repeat(P[None], levels.shape[1] - 1, axis=0)


# %% [markdown] equivalent="transitions"
# - `1 → 0`: 0 / 0 is replaced anyway
# - `1 → 2`: days counted twice give the same shares


# %% alternative="transitions"
def transitions(levels, count):
    hot = np.eye(count)[levels]
    P = np.einsum("mti,mtj->tij", hot[:, :-1], hot[:, 1:])
    seen = P.sum(axis=2, keepdims=True)
    return np.where(seen > 0, P / np.maximum(seen, 1), np.eye(count))


# %% alternative="transitions"
def transitions(levels, count):
    result = []
    for t in range(levels.shape[1] - 1):
        table = [[0] * count for _ in range(count)]
        for day in levels:
            table[day[t]][day[t + 1]] += 1
        for i in range(count):
            total = sum(table[i])
            table[i] = (
                [n / total for n in table[i]] if total else [float(j == i) for j in range(count)]
            )
        result.append(table)
    return np.array(result)


# %% [markdown]
# A **world** is from here on a dict that `Battery` takes: mean price of each level, probabilities, and your battery. `Battery` has
# gymnasium's interface, like the stall of unit 6. Action 0 sells a MWh, 1 waits, 2 buys; selling from an empty battery and buying into
# a full one is waiting. A day begins empty, and what is left at its end is lost.


# %%
def world_of(levels, dollars):
    """Return a world from the levels and prices of recorded days."""
    day, first = levels[:, 1:], dollars[:, 1:]
    means = [float(first[day == k].mean()) for k in range(4)]
    return {"prices": means, "chances": transitions(levels, 4).tolist(), **BATTERY}


world = world_of(levels[train_days], dollars[train_days])
battery = Battery(**world)
print("dollars a MWh:", dict(zip(LEVELS, np.round(world["prices"]).tolist())))
print(battery.observation_space.n, "states;", battery.describe(battery.state(7, 2, 1)))

# %% [markdown]
# ## First you
#
# Run the battery for four simulated days. You see what the agent will see.

# %%
play(battery, episodes=4, seed=100, names=["sell", "wait", "buy"])

# %% [markdown]
# Copy your moves between the quotes. As long as they are empty, an operator is used who was recorded: 0 sells, 1 waits, 2 buys.

# %%
mine = ""  # your moves, one word for each day
recorded = "221111001111 211121001111 221111001111 221111010111"
days_played = replay(battery, mine or recorded, seed=100)
yours = np.array([sum(rewards) for _, rewards in days_played])
print("dollars of the four days:", yours.round(1), "mean", yours.mean().round(1))

# %% [markdown]
# Keep these numbers; the agent will meet the very same luck.
#
# ## Milestone 3: a rule to beat
#
# No agent without a rival. Write the rule that a sensible person would hang on the wall. It may look at the block (0 begins at
# four in the morning, 11 ends at four), the level (0 cheap to 3 scarce) and what is stored. Two demands: it never sells from an
# empty battery nor buys into a full one, and on average it earns more than doing nothing, which earns 0.
#
# The checks judge it in a **practice world** of their own, where a level stays with probability one half and is drawn anew otherwise,
# by shares that depend on the block. `worth` computes exactly what a policy earns in a world, as in unit 6.

# %%
USUAL = np.array(
    [
        [0.40, 0.35, 0.20, 0.05], [0.30, 0.35, 0.25, 0.10], [0.30, 0.35, 0.28, 0.07],
        [0.32, 0.38, 0.22, 0.08], [0.32, 0.36, 0.25, 0.07], [0.22, 0.35, 0.30, 0.13],
        [0.20, 0.33, 0.32, 0.15], [0.35, 0.45, 0.15, 0.05], [0.50, 0.40, 0.08, 0.02],
        [0.68, 0.27, 0.04, 0.01], [0.85, 0.13, 0.01, 0.01],
    ]
)  # fmt: skip
PRACTICE = {
    "prices": [25.0, 45.0, 75.0, 170.0],
    "chances": [(0.5 * np.eye(4) + 0.5 * shares).tolist() for shares in USUAL],
    "capacity": 2, "efficiency": 0.9, "fee": 10.0, "wear": 10.0,
}  # fmt: skip


def worth(world, policy):
    """Return what a policy (an action for each state) earns on an average day, in dollars."""
    env = Battery(**world)
    V = np.zeros(env.observation_space.n)
    for state in reversed(range(len(V))):
        outcomes = env.outcomes(state, int(policy[state]))
        V[state] = sum(p * (r + V[s] * (not end)) for p, s, r, end in outcomes)
    return V[env.start]


# %% exercise="rule"
def rule(block, level, stored, capacity):
    """Say what to do in one block.

    Parameters
    ----------
    block : int
        From 0 to 11 (12 when the day is over: wait, or anything that is possible).
    level : int
        Price: 0 cheap, 1 normal, 2 dear, 3 scarce.
    stored, capacity : int
        MWh in the battery, and what it holds.

    Returns
    -------
    int
        0 sell, 1 wait, 2 buy.
    """
    ### BEGIN SOLUTION
    if stored < capacity and level == 0 and block < 8:
        return 2
    if stored > 0 and (level >= 2 or block >= 10):
        return 0
    return 1
    ### END SOLUTION


# %% [markdown] hint="rule"
# When would you buy: at which levels, and until when does it make sense? When would you sell even at a poor price?

# %% [markdown] hint="rule"
# What is bought at two in the night cannot be sold dear any more. What is stored at ten in the evening is lost if nobody sells
# it.

# %% [markdown] hint="rule"
# Two questions: `if stored < capacity and …: return 2`, then `if stored > 0 and …: return 0`, and otherwise wait. Which levels and
# blocks stand in the places of the dots?

# %% checks="rule" points=8
every = [
    (b, k, c, size)
    for size in (1, 2, 5)
    for b in range(13)
    for k in range(4)
    for c in range(size + 1)
]
answers = [rule(*situation) for situation in every]
strange = sorted({repr(a) for a in answers if a not in (0, 1, 2)})
expect(strange, [], "it always says 0, 1 or 2")
empty = [a for a, (_, _, stored, _) in zip(answers, every) if stored == 0]
expect(0 in empty, False, "it never sells from an empty battery")
full = [a for a, (_, _, stored, size) in zip(answers, every) if stored == size]
expect(2 in full, False, "it never buys into a full battery, whatever that holds")
tried = Battery(**PRACTICE)
policy_tried = [rule(*tried.parts(s), 2) for s in range(tried.observation_space.n)]
expect(
    bool(worth(PRACTICE, policy_tried) > 0),
    True,
    "in the practice world it earns more than nothing",
)


# %% mistake="rule" replace="return 1" says="nothing is returned where it waits" with="pass"


# %% mistake="rule" says="it says words, not the numbers 0, 1 and 2"
def rule(block, level, stored, capacity):
    if stored < capacity and level == 0 and block < 8:
        return "buy"
    if stored > 0 and (level >= 2 or block >= 10):
        return "sell"
    return "wait"


# %% mistake="rule" says="the numbers of buying and selling have changed places: 2 buys, 0 sells"
def rule(block, level, stored, capacity):
    if stored < capacity and level == 0 and block < 8:
        return 0
    if stored > 0 and (level >= 2 or block >= 10):
        return 2
    return 1


# %% mistake="rule" replace="stored > 0 and " says="it sells from an empty battery" with=""

# %% mistake="rule" replace="stored < capacity and " says="it buys into a full battery" with=""

# %% mistake="rule" replace="stored < capacity" says="it takes every battery for one of 2 MWh" with="stored < 2"


# %% mistake="rule" says="what it buys it pays more for than it gets back, or it never trades: waiting forever is as good"
def rule(block, level, stored, capacity):
    if level >= 2 and stored < capacity:
        return 2
    return 0 if level == 0 and stored > 0 else 1


# %% [markdown] equivalent="rule"
# - `True → False`: waiting is never asked for there
# - `capacity = 1`: a battery that is never filled is legal
# - `block = 1`: any honest rule that earns something passes


# %% alternative="rule"
def rule(block, level, stored, capacity):
    wanted = 2 if block < 5 and level < 1 else 0 if level > 1 or block > 6 else 1
    possible = {0: stored > 0, 1: True, 2: stored < capacity}
    return wanted if possible[wanted] else 1


# %% alternative="rule"
def rule(block, level, stored, capacity):
    if block in (0, 1) and level == 0 and stored < capacity:
        return 2
    if level == 3 and stored > 0:
        return 0
    return 0 if block in (6, 7, 8) and stored > 0 else 1


# %% [markdown]
# ## Milestone 4: the yardstick
#
# How much is possible at all? In the simulator that can be computed, backward from the last block. With level $l$ and $c$ MWh stored in
# block $t$, the action $a$ brings the money $r$ and leaves $c'$ stored:
#
# $$Q_t(l, c, a) = r + \sum_{l'} P_t(l, l')\, \max_{a'} Q_{t+1}(l', c', a'), \qquad Q_T = 0$$
#
# - sell ($a = 0$, if $c > 0$): $r = \text{efficiency} \cdot p_l - \text{wear}$, $c' = c - 1$;
# - wait ($a = 1$): $r = 0$, $c' = c$;
# - buy ($a = 2$, if $c < \text{capacity}$): $r = -p_l - \text{fee}$, $c' = c + 1$.
#
# What is impossible counts as waiting. In unit 6 you swept over single states; here one block is an array, and its sum over
# $l'$ a matrix product.


# %% exercise="action_values"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    """Return what each action is worth if one goes on in the best way.

    Parameters
    ----------
    prices : list of float, length L
        Dollars a MWh at each level.
    chances : list or numpy.ndarray, shape (T - 1, L, L)
        Probability that level i of block t is followed by level j; T blocks in all.
    capacity : int
        MWh that the battery holds.
    efficiency, fee, wear : float
        As above.

    Returns
    -------
    numpy.ndarray, shape (T, L, capacity + 1, 3)
        Dollars, by block, level, MWh stored and action.
    """
    ### BEGIN SOLUTION
    chances, prices = np.asarray(chances), np.asarray(prices)
    T, L = len(chances) + 1, len(prices)
    Q = np.zeros((T, L, capacity + 1, 3))
    later = np.zeros((L, capacity + 1))
    for t in range(T - 1, -1, -1):
        if t < T - 1:
            later = chances[t] @ Q[t + 1].max(axis=2)
        Q[t] = later[:, :, None]
        for stored in range(capacity + 1):
            if stored > 0:
                Q[t, :, stored, 0] = efficiency * prices - wear + later[:, stored - 1]
            if stored < capacity:
                Q[t, :, stored, 2] = -prices - fee + later[:, stored + 1]
    return Q
    ### END SOLUTION


# %% [markdown] hint="action_values"
# What is each action worth in the last block, when nothing comes after it? And what does the block before it need to know?

# %% [markdown] hint="action_values"
# Two blocks, level 0 is followed by level 1 (60 dollars) with probability 0.3, else by level 0 (20). Without loss, fee and wear a MWh
# stored is then worth 0.3 · 60 + 0.7 · 20 = 32 in the next block; bought at 20 it leaves 12.

# %% [markdown] hint="action_values"
# Go through `t` from T − 1 down to 0. `later` has a row for each level and a column for each charge: 0 in the last block,
# else `chances[t] @ Q[t + 1].max(axis=2)`. Waiting is worth `later` itself. Selling from `stored` adds its money to the column …, buying to …

# %% checks="action_values" points=16
two = action_values([20.0, 70.0], [[[0.7, 0.3], [0.4, 0.6]]], 3, 0.8, 3.0, 5.0)
expect(two.shape, (2, 2, 4, 3), "two blocks, two levels, 0 to 3 MWh, three actions")
expect(
    two[1, 1],
    np.array([[0.0, 0.0, -73.0], [51.0, 0.0, -73.0], [51.0, 0.0, -73.0], [51.0, 0.0, 0.0]]),
    "last block, 70 dollars: a sale brings 0.8 · 70 - 5, a purchase costs 70 + 3",
)
expect(
    two[0, 0, 1],
    np.array([11.0, 23.0, 0.0]),
    "first block, 20 dollars, 1 MWh: kept it brings 0.7 · 11 + 0.3 · 51 = 23, sold 11 now",
)
expect(
    two[0, 1, 0],
    np.array([0.0, 0.0, -38.0]),
    "at 70 dollars, empty: bought for 73 it brings 0.4 · 11 + 0.6 · 51 = 35",
)
FOUR = [
    [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.1, 0.3, 0.6]],
    [[0.7, 0.2, 0.1], [0.25, 0.3, 0.45], [0.1, 0.15, 0.75]],
    [[0.6, 0.3, 0.1], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6]],
]
four = action_values([10.0, 50.0, 95.0], FOUR, 4, 0.9, 2.0, 4.0)
expect(four[0, 0, 0, 2], 40.37425, "four blocks, three levels: buy at once, at 10 dollars")
### BEGIN HIDDEN TESTS
expect(two[0, 1, 2], np.array([86.0, 35.0, -38.0]), "a second MWh has no second buyer")
expect(two[0, 0, 3], np.array([34.0, 23.0, 23.0]), "buying into a full battery is waiting")
expect(four[1, 1, 2], np.array([96.2425, 94.9375, 42.9375]), "each block has its own probabilities")
expect(four[0, 0, 4], np.array([113.86325, 108.86325, 108.86325]), "a full battery in block 0")
practice_check = action_values(**PRACTICE)
policy_check = np.append(practice_check.argmax(axis=3).ravel(), np.zeros(12, dtype=int))
expect(
    worth(PRACTICE, policy_check),
    float(practice_check[0, 0, 0].max()),
    "who takes the best action everywhere earns what the table says",
)
expect(float(practice_check[0, 0, 0].max()), 53.4696, "practice world", rtol=1e-4)
### END HIDDEN TESTS


# %% mistake="action_values" replace="Q[t + 1].max(axis=2)" says="what follows is averaged over the actions, not the best of them" with="Q[t + 1].mean(axis=2)"

# %% mistake="action_values" replace="chances[t] @" says="the probabilities are read from next level to present level" with="chances[t].T @"

# %% mistake="action_values" replace="chances[t] @ Q[t + 1].max(axis=2)" says="the price is taken to stay as it is: the probabilities are not used" with="Q[t + 1].max(axis=2)"

# %% mistake="action_values" replace="efficiency * prices - wear + later[:, stored - 1]" says="the efficiency is taken from what is left after wear" with="efficiency * (prices - wear) + later[:, stored - 1]"

# %% mistake="action_values" replace="range(T - 1, -1, -1)" says="it goes forward in time: what comes later is still 0 when it is needed" with="range(T)"

# %% mistake="action_values" replace="efficiency * prices - wear" says="the efficiency is taken twice" with="efficiency**2 * prices - wear"

# %% mistake="action_values" replace="efficiency * prices - wear" says="nothing is lost in the battery: the efficiency is left out" with="prices - wear"

# %% mistake="action_values" replace="-prices - fee" says="the fee is earned, not paid" with="-prices + fee"

# %% mistake="action_values" replace="Q[t] = later[:, :, None]" says="what is impossible is worth 0, where it should be worth as much as waiting" with="Q[t, :, :, 1] = later"

# %% mistake="action_values" replace="Q[t] = later[:, :, None]" says="what is impossible is forbidden, where it should count as waiting" with="Q[t], Q[t, :, :, 1] = -np.inf, later"


# %% mistake="action_values" says="the loss counts at buying, not at selling"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    chances, prices = np.asarray(chances), np.asarray(prices)
    Q = np.zeros((len(chances) + 1, len(prices), capacity + 1, 3))
    later = np.zeros((len(prices), capacity + 1))
    for t in reversed(range(len(Q))):
        if t < len(chances):
            later = chances[t] @ Q[t + 1].max(axis=2)
        Q[t] = later[:, :, None]
        for stored in range(capacity + 1):
            if stored > 0:
                Q[t, :, stored, 0] = prices - wear + later[:, stored - 1]
            if stored < capacity:
                Q[t, :, stored, 2] = -prices / efficiency - fee + later[:, stored + 1]
    return Q


# %% mistake="action_values" says="the fee is paid at selling and the wear at buying"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    chances, prices = np.asarray(chances), np.asarray(prices)
    Q = np.zeros((len(chances) + 1, len(prices), capacity + 1, 3))
    later = np.zeros((len(prices), capacity + 1))
    for t in reversed(range(len(Q))):
        if t < len(chances):
            later = chances[t] @ Q[t + 1].max(axis=2)
        Q[t] = later[:, :, None]
        for stored in range(capacity + 1):
            if stored > 0:
                Q[t, :, stored, 0] = efficiency * prices - fee + later[:, stored - 1]
            if stored < capacity:
                Q[t, :, stored, 2] = -prices - wear + later[:, stored + 1]
    return Q


# %% mistake="action_values" says="buying and selling leave the battery as full as it was"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    chances, prices = np.asarray(chances), np.asarray(prices)
    Q = np.zeros((len(chances) + 1, len(prices), capacity + 1, 3))
    later = np.zeros((len(prices), capacity + 1))
    for t in reversed(range(len(Q))):
        if t < len(chances):
            later = chances[t] @ Q[t + 1].max(axis=2)
        Q[t] = later[:, :, None]
        for stored in range(capacity + 1):
            if stored > 0:
                Q[t, :, stored, 0] = efficiency * prices - wear + later[:, stored]
            if stored < capacity:
                Q[t, :, stored, 2] = -prices - fee + later[:, stored]
    return Q


# %% mistake="action_values" replace="later[:, stored - 1]" says="a sale leaves the battery as full as it was" with="later[:, stored]"

# %% mistake="action_values" replace="later[:, stored + 1]" says="a purchase does not fill the battery" with="later[:, stored]"

# %% mistake="action_values" replace="Q[t] = later[:, :, None]" says="waiting, and what is impossible, is worth nothing: the later blocks are forgotten there" with="pass"

# %% mistake="action_values" replace="chances[t] @" says="all blocks use the probabilities of the first one" with="chances[0] @"

# %% mistake="action_values" replace="return Q" says="only the best action's value comes back, not that of each" with="return Q.max(axis=3)"


# %% [markdown] equivalent="action_values"
# - `np.zeros((T, L, capacity + 1, 3)) → np.ones((T, L, capacity + 1, 3))`: every place is written
# - `return 0.0 → return round(0.0, 2)`: the same number
# - `np.array(prices, dtype=float) → np.array(prices)`: NumPy converts by itself


# %% alternative="action_values"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    T, L = len(chances) + 1, len(prices)
    Q = np.zeros((T, L, capacity + 1, 3))

    def later(t, level, stored):
        if t == T - 1:
            return 0.0
        return sum(chances[t][level][j] * max(Q[t + 1, j, stored]) for j in range(L))

    for t in reversed(range(T)):
        for level, dollars in enumerate(prices):
            for stored in range(capacity + 1):
                wait = later(t, level, stored)
                Q[t, level, stored] = wait
                if stored:
                    gain = efficiency * dollars - wear
                    Q[t, level, stored, 0] = gain + later(t, level, stored - 1)
                if stored < capacity:
                    Q[t, level, stored, 2] = later(t, level, stored + 1) - dollars - fee
    return Q


# %% alternative="action_values"
def action_values(prices, chances, capacity, efficiency, fee, wear):
    p = np.array(prices, dtype=float)[:, None]
    tables, best = [], np.zeros((len(p), capacity + 1))
    for P in [None, *reversed([np.array(table) for table in chances])]:
        keep = best if P is None else P @ best
        sell, buy = keep.copy(), keep.copy()
        sell[:, 1:] = keep[:, :-1] + efficiency * p - wear
        buy[:, :-1] = keep[:, 1:] - p - fee
        tables.append(np.stack([sell, keep, buy], axis=2))
        best = tables[-1].max(axis=2)
    return np.array(tables[::-1])


# %%
def as_policy(Q):
    """Return an action for each state; when the day is over, any will do."""
    return np.append(Q.argmax(axis=3).ravel(), np.ones(Q[0, :, :, 0].size, dtype=int))


planned = as_policy(action_values(**world))
states = range(battery.observation_space.n)
ruled = np.array([rule(*battery.parts(s), battery.capacity) for s in states])
best = worth(world, planned)
print(f"best possible: {best:.2f} dollars a day; your rule: {worth(world, ruled):.2f}")
ideal = worth(PRACTICE, as_policy(action_values(**PRACTICE)))
print(f"best possible in the practice world: {ideal:.2f}")


# %%
def show_policy(policy, env, axes):
    """Draw a policy: a panel for each charge; blue, up: buy; green, down: sell; white: wait."""
    table = np.array(policy)[: 12 * 4 * (env.capacity + 1)].reshape(12, 4, -1)
    table[:, :, 0] = np.maximum(table[:, :, 0], 1)  # nothing to sell
    table[:, :, -1] = np.minimum(table[:, :, -1], 1)  # no room to buy
    colors = plt.matplotlib.colors.ListedColormap([plots.HIGHLIGHT, "white", plots.DATA])
    for stored, ax in enumerate(axes):
        actions = table[:, :, stored].T
        ax.pcolormesh(actions, cmap=colors, vmin=0, vmax=2, edgecolors="0.85", lw=0.5)
        for action, marker in ((0, "v"), (2, "^")):  # what the charge does: it falls or rises
            level, block = np.nonzero(actions == action)
            ax.plot(block + 0.5, level + 0.5, marker, color="black", ms=4)
        ax.set_title(f"{stored} MWh stored", fontsize=10)
        ax.set_xticks(np.arange(0.5, 12, 3), [f"{hour}:00" for hour in CLOCK[::3]], fontsize=8)
        ax.set_xlabel("block begins at", fontsize=8)
        ax.set_yticks(np.arange(0.5, 4), LEVELS)
    return axes


fig, axes = plt.subplots(1, battery.capacity + 1, figsize=(10, 2.4), sharey=True, squeeze=False)
show_policy(planned, battery, axes[0])
plt.show()

# %% [markdown]
# The best policy in the simulator. Each panel is a charge, each column a block, each row a level; blue with ▲ buys, green with ▼ sells, white waits.
# Look for the hour at which buying ends, and for the hour from which everything goes at any price. (Block 0 is called cheap
# always and begins empty, so of the first column only one cell is ever met.) If your rule loses money in *your* world, mend it
# now: the agent needs an honest rival.
#
# ## Milestone 5: an agent that learns
#
# Now the agent. It is not told the probabilities: it may only `reset` and `step`. (A hidden check looks at states that no day ever meets, such as a
# scarce first block: whoever agrees with the plan in more than 85% of them has not learned it from steps.) Use Q-learning of unit 6 with a schedule of your own for
# $\varepsilon$ and for the learning rate $\alpha$; one training should take a few seconds at most. $\gamma$ is 1: within a day a dollar is a dollar.
#
# The check trains in the practice world and demands 48.1 dollars a day, nine tenths of the 53.47 that are possible. It then trains in a
# smaller world, with other blocks, levels and capacity, and demands nine tenths there, too; and in a sure one, in which the price rises from 1 to 1.9 and then to 60. The same seed
# must give the same policy.


# %% exercise="train"
def train(world, seed):
    """Train an agent by trial.

    Parameters
    ----------
    world : dict
        What `Battery(**world)` takes, with any number of blocks and levels.
    seed : int
        Decides all luck: that of the world and that of the agent.

    Returns
    -------
    numpy.ndarray of int, shape (states,)
        The action for each state of ``Battery(**world)``, without exploration.
    """
    ### BEGIN SOLUTION
    env, rng = Battery(**world), np.random.default_rng(seed)
    Q = np.zeros((env.observation_space.n, 3))
    tries = np.zeros(Q.shape)
    env.reset(seed=seed)
    days = 8000
    for day in range(days):
        epsilon = max(0.05, 1 - day / (0.8 * days))
        (state, _), over = env.reset(), False
        while not over:
            a = int(rng.integers(3) if rng.random() < epsilon else Q[state].argmax())
            after, reward, over, _, _ = env.step(a)
            tries[state, a] += 1
            target = reward + Q[after].max() * (not over)
            Q[state, a] += (target - Q[state, a]) / tries[state, a] ** 0.7
            state = after
    return Q.argmax(axis=1)
    ### END SOLUTION


# %% [markdown] hint="train"
# Which two schedules did the strawberries of unit 6 need, and why both? What happens to an agent that never explores, if a purchase costs
# money today and brings it tomorrow?

# %% [markdown] hint="train"
# With noisy targets a rate of $1/N^{0.7}$ after the $N$-th try forgets the early, wrong targets and still averages. An $\varepsilon$ that falls
# from 1 to 0.05 over most of the training sees everything first. In the practice world 2,000 days of this brought us 50 to 53 dollars, 8,000 days 52
# to 53. With a rate of $1/N$ one seed in four ended at 34, with a fixed rate of 0.05 all four below 37, with $\varepsilon$ always 0.1 two below 43.

# %% [markdown] hint="train"
# `env = Battery(**world)`, a table of zeros with three columns, a table that counts tries. `env.reset(seed=seed)` once, then for each day
# `env.reset()` and the loop of unit 6: choose, step, move `Q[state, a]` toward …, go on. At the end the best action of each row.

# %% checks="train" points=16
trained = train(PRACTICE, 1)
count = Battery(**PRACTICE).observation_space.n
expect(np.shape(trained), (count,), "an action for each state")
expect(set(np.asarray(trained).tolist()) <= {0, 1, 2}, True, "each is 0, 1 or 2")
earned = worth(PRACTICE, trained) if np.shape(trained) == (count,) else 0.0
dollars_a_day = "48.1 or more" if earned >= 48.1 else f"{earned:.1f}"
expect(
    dollars_a_day,
    "48.1 or more",
    "it earns 48.1 dollars a day or more in the practice world (if less: more days, or other schedules)",
)
SURE = {
    "prices": [1.0, 1.9, 60.0], "chances": [[[0, 1, 0]] * 3, [[0, 0, 1]] * 3],
    "capacity": 2, "efficiency": 1.0, "fee": 1.0, "wear": 2.0,
}  # fmt: skip
sure = np.ravel(train(SURE, 3))
spots = {"1 dollar, empty": 0, "1.9 dollars, 1 MWh": 13, "60 dollars, 1 MWh": 25}
expect(
    {name: int(sure[spot]) for name, spot in spots.items()},
    {"1 dollar, empty": 2, "1.9 dollars, 1 MWh": 1, "60 dollars, 1 MWh": 0},
    "a sure price of 1, 1.9, 60 dollars: buy (2), then wait (1), then sell (0)",
)
### BEGIN HIDDEN TESTS
small_check = {
    "prices": [12.0, 30.0, 64.0], "capacity": 1, "efficiency": 0.8, "fee": 1.0, "wear": 3.0,
    "chances": [[[0.5, 0.3, 0.2], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]]] * 4,
}  # fmt: skip
once_check, again_check = train(small_check, 5), train(small_check, 5)
expect(np.shape(once_check), (36,), "five blocks and the end, three levels, empty or full")
fits_check = np.shape(once_check) == (36,)
money_check = worth(small_check, once_check) if fits_check else 0.0
expect(
    bool(money_check >= 21.6), True, "in a smaller world, too, it comes near to what is possible"
)
expect(np.array_equal(once_check, again_check), True, "the same seed, the same policy")


def unmet_check(world, policy):
    """Tell of each state that no day meets whether the policy agrees with the plan there."""
    env, met = Battery(**world), {0}
    Q = np.zeros((env.observation_space.n, 3))
    for state in reversed(range(len(Q))):
        for a in range(3):
            Q[state, a] = sum(p * (r + Q[s].max()) for p, s, r, _ in env.outcomes(state, a))
    for state in range(len(Q)):
        if state in met:
            met.update(s for a in range(3) for _, s, _, _ in env.outcomes(state, a))
    _, second, first = np.sort(Q, axis=1).T
    clear = [s for s in range(len(Q)) if s not in met and first[s] > second[s] + 0.01]
    return [bool(policy[s] == Q[s].argmax()) for s in clear]


agreed_check = [
    agrees
    for world, policy in ((PRACTICE, trained), (SURE, sure), (small_check, once_check))
    if np.shape(policy) == (Battery(**world).observation_space.n,)
    for agrees in unmet_check(world, policy)
]
expect(
    bool(np.mean(agreed_check or [0]) <= 0.85),
    True,
    "it learns from steps alone, so it cannot know what is best in a first block that no day has",
)
### END HIDDEN TESTS


# %% mistake="train" replace="max(0.05, 1 - day / (0.8 * days))" says="it never explores, so it never buys anything" with="0.0"

# %% mistake="train" replace="8000" says="a few days are not enough" with="30"

# %% mistake="train" replace="Q[after].max() * (not over)" says="it looks at today's money only, and never buys" with="0.0"

# %% mistake="train" replace="Q[after].max()" says="the target looks at the state that was left, not at the one that was reached" with="Q[state].max()"


# %% mistake="train" says="it plans with the probabilities, and never takes a step"
def train(world, seed):
    env = Battery(**world)
    Q = np.zeros((env.observation_space.n, 3))
    for state in reversed(range(len(Q))):
        for a in range(3):
            Q[state, a] = sum(p * (r + Q[s].max()) for p, s, r, _ in env.outcomes(state, a))
    return Q.argmax(axis=1)


# %% mistake="train" says="it plans, and departs from the plan where no day comes by"
def train(world, seed):
    policy = action_values(**world).argmax(axis=3).ravel()
    policy[1] = 1
    return np.concatenate([policy, np.ones(len(world["prices"]) * (world["capacity"] + 1), int)])


# %% mistake="train" replace="env.reset(seed=seed)" says="the seed does not decide all luck: the same seed gave two policies" with="env.reset()"

# %% mistake="train" replace="env.observation_space.n, 3" says="the number of states is that of the practice world, whatever the world" with="156, 3"

# %% mistake="train" replace="Q.argmax(axis=1)" says="the worst action of each state is returned" with="Q.argmin(axis=1)"

# %% mistake="train" replace="return Q.argmax(axis=1)" says="the table is returned, not a policy" with="return Q"

# %% [markdown] equivalent="train"
# - `range(days) → range(0, days - 1)`: a day more or less
# - `range(days) → range(0, days + 1)`: a day more or less
# - `1 - day / (0.8 * days) → 1 + day / (0.8 * days)`: Q-learning learns the best policy from a random one, too


# %% alternative="train"
def train(world, seed):
    """An optimist: the table begins too high, and hardly any chance is needed."""
    env, rng = Battery(**world), np.random.default_rng(seed)
    hope = max(world["prices"]) * world["capacity"]
    Q = np.full((env.observation_space.n, 3), float(hope))
    Q[env.state(env.blocks, 0, 0) :] = 0.0
    env.reset(seed=seed)
    days = 9000
    for day in range(days):
        state, _ = env.reset()
        alpha = 0.2 * (1 - day / days) + 0.005
        for _ in range(env.blocks):
            a = int(Q[state].argmax() if rng.random() > 0.1 else rng.integers(3))
            after, reward, _, _, _ = env.step(a)
            Q[state, a] = (1 - alpha) * Q[state, a] + alpha * (reward + max(Q[after]))
            state = after
    return np.argmax(Q, axis=1)


# %%
agent = np.asarray(train(world, seed=1))
share = worth(world, agent) / best
print(f"the agent earns {worth(world, agent):.2f} dollars a simulated day, {share:.1%} of the best")
policy_figure, axes = plt.subplots(1, battery.capacity + 1, figsize=(10, 2.4), sharey=True)
show_policy(agent, battery, axes)
plt.show()

# %% [markdown]
# The same picture as above, learned. Many cells differ, most of them in states that the agent hardly ever meets, or never: nobody has 2 MWh
# after one block. The share of the best says how little they matter. Now your four days again, with the same luck for all.


# %%
def operate(policy, seed):
    """Return the money of one simulated day."""
    (state, _), total, over = battery.reset(seed=seed), 0.0, False
    while not over:
        state, reward, over, _, _ = battery.step(int(policy[state]))
        total += reward
    return total


print("you   ", yours.round(1), "mean", yours.mean().round(1))
for name, policy in {"rule": ruled, "agent": agent, "best": planned}.items():
    same = np.array([operate(policy, 100 + k) for k in range(4)])
    print(f"{name:6}", same.round(1), "mean", same.mean().round(1))

# %% [markdown]
# Four days say little: the best policy *on average* may lose a day to anybody.
#
# ## The real weeks
#
# Until now agent and yardstick lived in the simulator. Now the weeks that were locked away, with the price of each block as it was.
#
# **Predict.** The simulator promises so and so many dollars a day. On recorded days, will the agent earn more, about as much, or less?


# %%
def backtest(policy, levels, dollars):
    """Return what a policy earns on each recorded day, in dollars."""
    totals = np.zeros(len(levels))
    for day in range(len(levels)):
        stored = 0
        for block in range(12):
            action = policy[battery.state(block, levels[day, block], stored)]
            money, stored = battery.money(dollars[day, block], stored, action)
            totals[day] += money
    return totals


recorded_days = levels[test_days], dollars[test_days]
money = {name: backtest(p, *recorded_days) for name, p in [("agent", agent), ("rule", ruled)]}
print(
    f"promise {worth(world, agent):.2f}; recorded days: agent {money['agent'].mean():.2f}", end=", "
)
print(f"rule {money['rule'].mean():.2f} dollars a day")

# %% [markdown]
# Compare promise and recorded days. Where the simulator promises more, it is because its levels have no memory beyond one block: it
# deals the price anew more often than weather does, and each swing is a chance to trade. The agent did not fail there; the model of its
# world did. Drag through the recorded days and watch the agent at work.


# %%
@interact(day=(0, 181, 1))
def watch(day=30):
    stored, charge = 0, []
    for block in range(12):
        action = agent[battery.state(block, recorded_days[0][day, block], stored)]
        _, stored = battery.money(recorded_days[1][day, block], stored, action)
        charge.append(stored)
    _, ax = plt.subplots(figsize=(8, 3))
    ax.plot(range(12), recorded_days[1][day], "o-", color=plots.DATA)
    ax.set_ylabel("dollars a MWh (line)")
    ax.set_xticks(range(12), [f"{hour}:00" for hour in CLOCK])
    other = ax.twinx()
    other.bar(range(12), charge, color=plots.HIGHLIGHT, alpha=0.3)
    other.set(ylabel="MWh stored (bars)", ylim=(0, battery.capacity + 0.5))
    other.grid(False)
    ax.set_title(f"test day {day}: {money['agent'][day]:.1f} dollars")


# %% [markdown]
# The line is the price, a bar what is stored at the end of the block. Where a bar grows, the agent has bought; where it shrinks, sold. It knows
# how days go on average and nothing of this one: drag until you find a day on which it loses money, and say why.
#
# ## Milestone 6: an honest interval
#
# Both met the same days, so compare their *paired* differences. But days are not independent: a heat wave lasts, and so does
# luck. So let a **week** be one draw. With $g_k$ the mean difference a day in week $k$ of $W$ weeks,
#
# $$\bar g = \frac1W \sum_k g_k, \qquad \bar g \pm 2\, \frac{s}{\sqrt{W}},$$
#
# where $s$ is the standard deviation of the $g_k$, with `ddof=1`. All are dollars a day.


# %% exercise="gain"
def gain(mine, other, days=7):
    """Compare two policies on the same days, a week being one draw.

    Parameters
    ----------
    mine, other : numpy.ndarray, shape (m,)
        Dollars of each day, in the order of the calendar; m is a multiple of `days`, and there
        are two weeks or more. Not changed.
    days : int
        Length of a week.

    Returns
    -------
    mean, low, high : float
        Mean of mine minus other in dollars a day, and that ± 2 standard errors.
    """
    ### BEGIN SOLUTION
    weeks = (mine - other).reshape(-1, days).mean(axis=1)
    error = weeks.std(ddof=1) / np.sqrt(len(weeks))
    return weeks.mean(), weeks.mean() - 2 * error, weeks.mean() + 2 * error
    ### END SOLUTION


# %% [markdown] hint="gain"
# How many independent draws are there in 21 days? And what belongs to the same draw?

# %% [markdown] hint="gain"
# With weeks of 2 days and the differences 1, 3, 6, 4, 0, 2 the weeks are 2, 5 and 1: mean 2.67, and their standard
# deviation is divided by the root of 3.

# %% [markdown] hint="gain"
# `(mine - other).reshape(-1, days)` has a week in each row. Average each row, then take mean and `std(ddof=1)` of these, and divide the
# latter by the root of …

# %% checks="gain" points=12
mine8 = np.array([5.0, 9.5, 2.0, 7.5, 12.0, 3.5])
other8 = np.array([4.0, 6.5, 4.0, 1.5, 7.0, 1.5])
expect(
    gain(mine8, other8, days=2),
    (2.5, 2.5 - 2 * 0.75**0.5 / 3**0.5, 2.5 + 2 * 0.75**0.5 / 3**0.5),
    "three weeks of two days: differences 2, 2 and 3.5 a day",
)
expect(
    gain(mine8, other8, days=3),
    (2.5, 2.5 - 2 * 1.8333333333, 2.5 + 2 * 1.8333333333),
    "two weeks of three days: differences 2/3 and 13/3 a day",
)
### BEGIN HIDDEN TESTS
days_check = np.random.default_rng(0).normal(20.0, 9.0, (2, 35))
keep_check = days_check.copy()
first_check = gain(days_check[0], days_check[1])
weekly_check = [
    np.mean(days_check[0, k : k + 7] - days_check[1, k : k + 7]) for k in range(0, 35, 7)
]
half_check = 2 * np.std(weekly_check, ddof=1) / 5**0.5
expect(
    first_check,
    (np.mean(weekly_check), np.mean(weekly_check) - half_check, np.mean(weekly_check) + half_check),
    "five weeks of seven days, which is what `days` is if it is not given",
)
expect(days_check, keep_check, "the arrays are not changed")
### END HIDDEN TESTS


# %% mistake="gain" replace="(mine - other).reshape(-1, days).mean(axis=1)" says="each day is taken for a draw of its own" with="mine - other"

# %% mistake="gain" replace="(mine - other)" says="the other policy is not subtracted" with="mine"

# %% mistake="gain" replace="mine - other" says="it is other minus mine" with="other - mine"

# %% mistake="gain" replace="reshape(-1, days).mean(axis=1)" says="the same weekday of all weeks is averaged, not the days of one week" with="reshape(-1, days).mean(axis=0)"

# %% mistake="gain" replace="reshape(-1, days).mean(axis=1)" says="these are dollars a week, not a day" with="reshape(-1, days).sum(axis=1)"

# %% mistake="gain" replace=" / np.sqrt(len(weeks))" says="the spread of the weeks is not divided by the root of their number" with=""

# %% mistake="gain" replace="ddof=1" says="the standard deviation has ddof=0" with="ddof=0"

# %% mistake="gain" replace="weeks.mean(), weeks.mean() - 2 * error, weeks.mean() + 2 * error" says="the interval has one standard error on each side, not two" with="weeks.mean(), weeks.mean() - error, weeks.mean() + error"


# %% mistake="gain" says="the two are compared as if they had met different days: their variances are added"
def gain(mine, other, days=7):
    a, b = mine.reshape(-1, days).mean(axis=1), other.reshape(-1, days).mean(axis=1)
    error = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(a))
    return a.mean() - b.mean(), a.mean() - b.mean() - 2 * error, a.mean() - b.mean() + 2 * error


# %% [markdown] equivalent="gain"
# - `1 → 2`: NumPy takes any negative size for "as many as there are"
# - `range(0, len(mine), days) → range(0, len(mine) - 1, days)`: the last week begins earlier than that


# %% alternative="gain"
def gain(mine, other, days=7):
    weeks = []
    for start in range(0, len(mine), days):
        weeks.append(sum(mine[k] - other[k] for k in range(start, start + days)) / days)
    mean = sum(weeks) / len(weeks)
    variance = sum((value - mean) ** 2 for value in weeks) / (len(weeks) - 1)
    error = (variance / len(weeks)) ** 0.5
    return [mean, mean - 2 * error, mean + 2 * error]


# %%
own, low, high = gain(money["agent"], np.zeros(182))
more, more_low, more_high = gain(money["agent"], money["rule"])
print(f"agent: {own:.2f} dollars a day ({low:.2f} to {high:.2f}); rent {frame['rent']:.2f}")
print(f"more than the rule: {more:.2f} ({more_low:.2f} to {more_high:.2f})")

# %%
money_figure, ax = plt.subplots(figsize=(8, 3.4))
for (name, days), style, color in zip(money.items(), ("-", "-."), (plots.DATA, plots.SECOND)):
    ax.plot(np.cumsum(days), style, color=color, label=name)
ax.plot(np.arange(182) * frame["rent"], "--", color=plots.MODEL, label="rent")
ax.set(xlabel="test days (every other week of the year)", ylabel="dollars so far")
ax.legend()
plt.show()

# %% [markdown]
# The money so far over the test days, next to the rent that was paid. Where does the distance between agent and rule grow, and are there
# weeks that a few days of scarcity made? An interval of this kind covers other weeks of *such* a year; it says nothing of a
# year without heat.
#
# ## Milestone 7: the world changes
#
# Below, the change that you chose happens on the first test day. Would anybody notice? A **control limit** watches the mean of
# the last $w$ days. In normal times a day brought $\mu$ with standard deviation $\sigma$; ring on the first day on which
#
# $$\text{mean of this day and the } w - 1 \text{ days before it} < \mu - 3\, \frac{\sigma}{\sqrt{w}}.$$
#
# $\mu$ and $\sigma$ (`ddof=1`) come from `usual`: in the cells below, what your agent earned on the
# days that it learned from. There is no alarm before $w$ days have passed, and good days ring none.


# %% exercise="alarm"
def alarm(money, usual, window):
    """Say on which day an alarm rings.

    Parameters
    ----------
    money : numpy.ndarray, shape (m,)
        Dollars of each day that is watched, in order.
    usual : numpy.ndarray, shape (k,)
        Dollars of each day in normal times; k is 2 or more.
    window : int
        How many days are averaged, 1 or more; may exceed m.

    Returns
    -------
    int
        Number of the day, from 0, on which it rings first; -1 if it never does.
    """
    ### BEGIN SOLUTION
    limit = usual.mean() - 3 * usual.std(ddof=1) / np.sqrt(window)
    for day in range(window - 1, len(money)):
        if money[day - window + 1 : day + 1].mean() < limit:
            return day
    return -1
    ### END SOLUTION


# %% [markdown] hint="alarm"
# With a window of 3, which is the first day on which the alarm can ring? Which days are averaged then?

# %% [markdown] hint="alarm"
# In normal times 10 ± 2 a day. With a window of 4 the limit is 10 − 3 · 2 / 2 = 7. For 9, 8, 6, 6, 5, 9 the means of four are 7.25 on day 3,
# 6.25 on day 4: it rings on day 4.

# %% [markdown] hint="alarm"
# Compute the limit once. `for day in range(window - 1, len(money))`: average the slice that begins at `day - window + 1` and ends with `day`
# itself; return `day` if …; after the loop return −1.

# %% checks="alarm" points=12
usual5 = np.array([12.0, 7.0, 10.5, 15.0, 6.0])
falling = np.array([11.0, 3.0, 6.5, 2.0, 2.5, 4.6, 9.0, -4.0, 1.5, 12.0, 8.0])
usual4 = np.array([44.0, 52.0, 39.0, 47.0])
sinking = np.array([45.0, 36.5, 39.0, 37.0, 35.0, 33.5, 41.0, 30.0, 28.0, 38.0, 25.0, 24.0])
expect(
    alarm(falling, usual5, 3),
    4,
    "limit 10.1 - 3 · 3.68 / 1.73 = 3.72; means of three from day 2 on: 6.83, 3.83, then 3.67",
)
expect(
    alarm(sinking, usual4, 2),
    8,
    "limit 45.5 - 3 · 5.45 / 1.41 = 33.95; means of two from day 1 on: 40.75, 37.75 … day 8: 29",
)
expect(alarm(sinking, usual4, 3), 5, "limit 36.07; on days 2 to 5: 40.17, 37.5, 37, then 35.17")
expect(alarm(falling + 20, usual5, 3), -1, "with 20 dollars more a day it never rings")
expect(
    alarm(np.append([1.5, 9.0], falling), usual5, 3),
    6,
    "a bad day 0 rings nothing, as no three days have passed; the means of three are below 3.72 on day 6",
)
### BEGIN HIDDEN TESTS
expect(alarm(falling, usual5, 1), 7, "a window of one day: each day alone, limit -0.93")
expect(alarm(falling, usual5, 6), 5, "it may ring on the very first day with a full window")
expect(alarm(falling, usual5, 11), 10, "a window as long as all that is watched")
expect(alarm(falling - 30, usual5, 12), -1, "a window longer than what is watched: no alarm")
expect(alarm(falling[:5], usual5, 3), 4, "the last day may ring, too")
expect(alarm(sinking, usual4, 4), 4, "limit 37.33; means of four: 39.38, then 36.88")
expect(alarm(np.full(9, 9.0), np.array([9.5, 9.5, 9.5]), 4), 3, "normal times without any spread")
expect(
    alarm(np.full(9, 9.5), np.array([9.5, 9.5, 9.5]), 4), -1, "a mean at the limit is not below it"
)
### END HIDDEN TESTS


# %% mistake="alarm" replace="range(window - 1, len(money))" says="it starts before a window of days has passed" with="range(len(money))"

# %% mistake="alarm" replace="range(window - 1, len(money))" says="the first day with a full window is left out" with="range(window, len(money))"

# %% mistake="alarm" replace="money[day - window + 1 : day + 1]" says="the day itself is not among those averaged" with="money[day - window + 1 : day]"

# %% mistake="alarm" replace="money[day - window + 1 : day + 1].mean()" says="single days are compared with the limit, not the mean of the window" with="money[day]"

# %% mistake="alarm" replace="money[day - window + 1 : day + 1].mean() < limit" says="good days ring, too: the distance counts, whatever its sign" with="abs(money[day - window + 1 : day + 1].mean() - usual.mean()) > usual.mean() - limit"


# %% mistake="alarm" says="the days before this one are averaged, without the day itself"
def alarm(money, usual, window):
    limit = usual.mean() - 3 * usual.std(ddof=1) / np.sqrt(window)
    for day in range(window, len(money)):
        if money[day - window : day].mean() < limit:
            return day
    return -1


# %% mistake="alarm" says="the first days are averaged over fewer days than a window has"
def alarm(money, usual, window):
    limit = usual.mean() - 3 * usual.std(ddof=1) / np.sqrt(window)
    for day in range(len(money)):
        if money[max(day - window + 1, 0) : day + 1].mean() < limit:
            return day
    return -1


# %% mistake="alarm" says="mean and spread come from the days that are watched, and `usual` is not used"
def alarm(money, usual, window):
    limit = money.mean() - 3 * money.std(ddof=1) / np.sqrt(window)
    for day in range(window - 1, len(money)):
        if money[day - window + 1 : day + 1].mean() < limit:
            return day
    return -1


# %% mistake="alarm" replace="money[day - window + 1 : day + 1]" says="one day too many is averaged" with="money[max(day - window, 0) : day + 1]"

# %% mistake="alarm" replace=" / np.sqrt(window)" says="the spread of single days is taken for that of their mean: the root of the window is missing" with=""

# %% mistake="alarm" replace="np.sqrt(window)" says="it is divided by the window, not by its root" with="window"

# %% mistake="alarm" replace="np.sqrt(window)" says="it is divided by the root of the number of usual days, not of the window" with="np.sqrt(len(usual))"

# %% mistake="alarm" replace="usual.mean() - 3" says="the limit lies above the usual mean" with="usual.mean() + 3"

# %% mistake="alarm" replace="usual.std(ddof=1)" says="the spread comes from the days that are watched, not from normal times" with="money.std(ddof=1)"

# %% mistake="alarm" replace="ddof=1" says="the standard deviation has ddof=0" with="ddof=0"

# %% mistake="alarm" replace="return day" says="it counts the days from 1" with="return day + 1"

# %% mistake="alarm" replace="return day" says="it tells where the window begins, not the day on which it rings" with="return day - window + 1"


# %% alternative="alarm"
def alarm(money, usual, window):
    middle = sum(usual) / len(usual)
    variance = sum((x - middle) ** 2 for x in usual) / (len(usual) - 1)
    limit = window * middle - 3 * (variance * window) ** 0.5
    so_far = 0.0
    for day, x in enumerate(money):
        so_far += x
        if day >= window:
            so_far -= money[day - window]
        if day >= window - 1 and so_far < limit:
            return day
    return -1


# %% alternative="alarm"
def alarm(money, usual, window):
    if len(money) < window:
        return -1
    means = np.convolve(money, np.full(window, 1 / window), "valid")
    low = np.flatnonzero(means < np.mean(usual) - 3 * np.std(usual, ddof=1) * window**-0.5)
    return int(low[0]) + window - 1 if len(low) else -1


# %%
def changed(stress):
    """Return levels and prices of all days in the changed world."""
    gw, steepness = net, frame["steepness"]
    if stress == "sun":
        gw = net - 2.0 * np.exp(-(((np.arange(12) * 2 + 5 - 13) / 3.0) ** 2))
    elif stress == "calm":
        gw = demand - 0.3 * wind(frame["wind"], frame["seed"])
    else:
        steepness = 0.6 * steepness
    now = np.digitize(gw, cuts)
    now[:, 0] = 0
    return now, price(gw, steepness)


# %%
new_levels, new_dollars = changed(frame["stress"])
late = new_levels[test_days], new_dollars[test_days]
new_world = world_of(new_levels[train_days], new_dollars[train_days])
usual = backtest(agent, levels[train_days], dollars[train_days])
retrained = np.asarray(train(new_world, seed=2))
after = {"agent": backtest(agent, *late), "retrained": backtest(retrained, *late)}
after["rule"] = backtest(ruled, *late)
rings = {}
for window in (7, 14, 28):
    quiet, loud = (alarm(days, usual, window) for days in (money["agent"], after["agent"]))
    rings[window] = quiet, loud
    print(f"window {window:2}: without the change day {quiet:3}, with it day {loud:3}  (-1: never)")
for name, days in after.items():
    print(f"{name:9} {days.mean():6.2f} dollars a day in the changed world")
print(
    "retraining brings {:.2f} ({:.2f} to {:.2f})".format(*gain(after["retrained"], after["agent"]))
)

# %%
stress_figure, ax = plt.subplots(figsize=(8, 3.2))
bars = {"agent, before": money["agent"], "rule, before": money["rule"]}
bars |= {f"{name}, after": days for name, days in after.items()}
colors = [plots.DATA, plots.SECOND, plots.DATA, plots.HIGHLIGHT, plots.SECOND]
for place, (days, color) in enumerate(zip(bars.values(), colors)):
    middle, below, above = gain(days, np.zeros(182))
    ax.barh(place, middle, color=color, xerr=[[middle - below], [above - middle]], capsize=3)
ax.set_yticks(range(len(bars)), bars)
ax.invert_yaxis()
ax.axvline(frame["rent"], ls="--", color=plots.MODEL)
ax.set_xlabel("dollars a day on the test days, with interval (dashed: rent)")
plt.show()

# %% [markdown]
# Each bar is a policy on the test days, before and after the change, with its interval; *retrained* is an agent that learned anew, in the
# changed world. Two questions for the report. Did the alarm ring, with which window, and did it also ring when nothing had changed? And what does retraining bring? Money of single days
# varies so much that a control limit notices ruin and may miss a slow loss: silence is no proof that all is well. (Retraining
# here uses a recorded half year of the new world. In life that half year would have to pass first.)
#
# ## What you pay for is what you get
#
# Somebody in the office finds the reward complicated. "Pay the agent for what it *sells*; who sells much, earns much."
#
# **Predict.** What will the best policy for *that* reward do, and how much true money does it make a day?


# %%
class Turnover(Battery):
    """A battery whose agent is paid for sales; purchases are forgotten."""

    def money(self, price, stored, action):
        amount, stored = super().money(price, stored, action)
        return (amount if action == 0 else 0.0), stored


def best_policy(env):
    """Return the best policy of any small environment, backward over its states."""
    Q = np.zeros((env.observation_space.n, 3))
    for state in reversed(range(len(Q))):
        for a in range(3):
            Q[state, a] = sum(p * (r + Q[s].max()) for p, s, r, _ in env.outcomes(state, a))
    return Q.argmax(axis=1)


hacker = best_policy(Turnover(**world))
print(f"in the simulator: {worth(world, hacker):.2f} dollars a day, the best is {best:.2f}")
print(f"on the test days: {backtest(hacker, *recorded_days).mean():.2f} dollars a day")

# %% [markdown]
# It trades as often as it can, at nearly any price: each sale is praised, and nobody counts what was paid for the goods. It is not a
# bad agent; by the number it was given it is the best there is. A **proxy reward** like turnover gets you
# turnover. Ask of your own reward: how could somebody earn it without doing what you want?
#
# ## Milestone 8: learn to mark
#
# Your report is marked by a rubric, and by you. So first mark two others. Six criteria, each with 0 to 2 marks:
#
# | criterion | 2 marks if the report says, precisely and with numbers |
# |---|---|
# | question | who decides what, what the reward counts in which unit, and what it leaves out |
# | world | what is recorded, what is made up, and what the agent sees |
# | training | how long it trained, and what share of the best possible it reached |
# | result | the money a day on days not used for training, with an interval, next to a simple rule |
# | stress | what was changed in the world, and what the agent and a retrained one did then |
# | decision | whether to use it, who may stop it and when, and what does not follow |
#
# 1 mark if it is there, but vague or without a number; 0 if it is missing or wrong. Read both to the end first.
#
# **Report A.** *A swimming pool decides each hour whether its heat pump runs; the reward is dollars for power, plus 2 dollars for each hour in
# which the water is below 26 degrees; noise for the neighbors is left out. Weather is recorded (2019), prices and the pump are a simulator. The
# agent sees the hour, the water and the price in three steps: 216 states. It trained on 5000 simulated days with two seeds and reached 97% of
# the best that planning finds. On 63 recorded days that it had not seen, it paid 31 dollars a day, 4 less than the timer (2 to 6, by weeks). When
# the price was changed to a flat one it did worse than the timer, and nobody had an alarm. We let it run from May on. The lifeguard may
# switch to the timer at any time, and has to when the water is below 25 degrees for two hours; winters were never tried.*
#
# **Report B.** *Our AI controls the heat pump. It uses reinforcement learning, which also plays Go. We trained for 1 million steps until the
# reward did not rise any more. The average reward of the last 1000 training days was 18% better than at the beginning. The agent is
# rewarded for saving energy, which is good for the climate. In the simulation the weather was sunny. It can be used in every pool, and it will
# become better by itself the longer it runs.*

# %%
CRITERIA = ["question", "world", "training", "result", "stress", "decision"]


# %% exercise="sample_marks"
def sample_marks():
    """Return your marks for the two reports.

    Returns
    -------
    dict
        {"A": {...}, "B": {...}}; inside, each of the six criteria with 0, 1 or 2.
    """
    ### BEGIN SOLUTION
    good = {"question": 2, "world": 2, "training": 2, "result": 2, "stress": 1, "decision": 2}
    poor = {"question": 1, "world": 1, "training": 1, "result": 0, "stress": 0, "decision": 0}
    return {"A": good, "B": poor}
    ### END SOLUTION


# %% [markdown] hint="sample_marks"
# Go through the table line by line, and for each line look for the sentence that earns the marks. Which criteria of B have no sentence
# at all?

# %% [markdown] hint="sample_marks"
# "18% better than at the beginning" is a number. Of which days, compared with what? "It did worse than the timer" says what happened;
# by how much?

# %% [markdown] hint="sample_marks"
# Return `{"A": {"question": …, …}, "B": {…}}`. A misses hardly anything; look again at its *stress*. B has two marks at least and four at
# most.

# %% checks="sample_marks" points=5
marks = sample_marks()
expect(sorted(marks["A"]), sorted(CRITERIA), "report A has a mark for each of the six criteria")
expect(sorted(marks["B"]), sorted(CRITERIA), "report B, too")
every_mark = [mark for report in marks.values() for mark in report.values()]
strange = sorted({repr(mark) for mark in every_mark if mark not in (0, 1, 2)})
expect(strange, [], "each mark is 0, 1 or 2")
of_a, of_b = (sum(map(int, marks[name].values())) for name in "AB")
expect(of_a >= 9, True, "A is precise nearly everywhere: 9 marks or more")
expect(of_b <= 4, True, "hardly anything in B is precise: 4 marks at most")
expect(of_b >= 2, True, "B says something: 2 marks or more")
expect(
    marks["B"]["result"], 0, "the reward of training days, against its own beginning, is no result"
)
expect(marks["A"]["stress"] < 2, True, "A says what happened in its changed world without a number")


# %% mistake="sample_marks" replace="\"world\": 1, \"training\": 1" says="B gets more than it is worth: a word without a number is 1 mark, not 2" with="\"world\": 2, \"training\": 2"

# %% mistake="sample_marks" replace="\"question\": 1, \"world\": 1, \"training\": 1" says="B gets less than it is worth: what is there but vague has 1 mark, not 0" with="\"question\": 0, \"world\": 0, \"training\": 0"

# %% mistake="sample_marks" replace="\"question\": 2, \"world\": 2, \"training\": 2, \"result\": 2" says="A gets less than it is worth: most of its sentences are precise" with="\"question\": 1, \"world\": 1, \"training\": 1, \"result\": 1"

# %% mistake="sample_marks" replace="\"question\": 2, \"world\": 2" says="marks go from 0 to 2, and another number is among them" with="\"question\": 3, \"world\": 3"


# %% mistake="sample_marks" says="both reports get full marks"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 2), "B": dict.fromkeys(CRITERIA, 2)}


# %% mistake="sample_marks" says="A and B have changed places"
def sample_marks():
    good = {"question": 2, "world": 2, "training": 2, "result": 2, "stress": 1, "decision": 2}
    poor = {"question": 1, "world": 1, "training": 1, "result": 0, "stress": 0, "decision": 0}
    return {"A": poor, "B": good}


# %% mistake="sample_marks" says="everything gets one mark"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 1), "B": dict.fromkeys(CRITERIA, 1)}


# %% mistake="sample_marks" replace="\"result\": 0" says="a reward that grew in training earns B a mark for its result" with="\"result\": 1"

# %% mistake="sample_marks" replace="\"stress\": 1" says="A gets full marks for a change whose effect has no number" with="\"stress\": 2"


# %% alternative="sample_marks"
def sample_marks():
    a = dict(zip(CRITERIA, (2, 2, 1, 2, 1, 2)))
    b = dict(zip(CRITERIA, (1, 0, 1, 0, 0, 0)))
    return {"A": a, "B": b}


# %% [markdown]
# Our own marks: A 2, 2, 2, 2, 1, 2, since "worse" is no number. B 1, 1, 1, 0, 0, 0: it says what is rewarded, names a simulator and a
# length of training; it compares training days with earlier training days, changed nothing, and "every pool" is the opposite of a
# limit. That it "will become better by itself" is wrong as well: it has stopped learning.
#
# ## Milestone 9: the agent card
#
# Now yours: six sections, one for each criterion, 40 words or more each (25 different ones, and no two sections the same) and 700 at most in
# all, plain sentences for somebody who pays rent and knows no machine learning. All numbers come from `result`, by f-strings, so that text
# and notebook never disagree. It holds your frame as well.

# %%
result = {
    **{key: value for key, value in frame.items() if key not in ("seed", "why")},
    "agent": own, "low": low, "high": high, "rule": money["rule"].mean(), "days": len(money["agent"]),
    "more": more, "more_low": more_low, "more_high": more_high, "share": share,
    "promise": worth(world, agent), "stressed": after["agent"].mean(),
    "retrained": after["retrained"].mean(), "rule_stressed": after["rule"].mean(),
    "ring_quiet": rings[28][0], "ring": rings[28][1],
}  # fmt: skip
for name, value in result.items():
    print(f"{name:13} {value:.3f}" if isinstance(value, float) else f"{name:13} {value}")


# %% exercise="card"
def card(result):
    """Write the agent card.

    Parameters
    ----------
    result : dict
        Your frame without "seed" and "why". In dollars a day: "agent" (on the test days), "low",
        "high" (its interval), "rule" (on the same days), "more" (agent minus rule) with
        "more_low", "more_high"; "promise" (of the simulator); "stressed", "retrained",
        "rule_stressed" (agent, retrained one and rule in the changed world). "share" (of the
        best possible, 0 to 1); "days" (of the test). "ring", "ring_quiet": the day on which the
        alarm with a window of 28 days rings, with and without the change; -1 if it never does.

    Returns
    -------
    dict
        The six sections, "question", "world", "training", "result", "stress", "decision", in
        this order, each with its text. Dollars with two digits after the point: agent, low,
        high and rule in "result", stressed and retrained in "stress", rent in "decision". The
        number of days in "result".
    """
    ### BEGIN SOLUTION
    r = result
    pays = "pays" if r["low"] > r["rent"] else "may or may not pay"
    better = "more than" if r["more_low"] > 0 else "not surely more than"
    change = {
        "sun": "solar roofs take 2 GW off the demand at noon",
        "calm": "the wind swing less than a third as much",
        "rivals": "other batteries trade as well, so that the price reacts less",
    }[r["stress"]]
    heard = f"rang on day {r['ring']}" if r["ring"] >= 0 else "never rang"
    return {
        "question": f"""The owner of a cold store decides whether to rent a battery of {r["capacity"]} MWh for a year. The
        agent decides every two hours whether it buys a MWh, sells one or waits. Its reward is the money of these two hours
        in dollars, after a fee of {r["fee"]} and wear of {r["wear"]} for each MWh. What a full battery saves when the grid
        fails is left out.""",
        "world": """The demand for power in Victoria in 2014 is recorded, half-hour by half-hour. The price is made
        up: it grows with the demand that wind leaves over, and the wind is made by chance. The agent sees the block of
        the day, one of four levels of the price and how much is stored. It sees no forecast and no weather.""",
        "training": f"""It learned by trial in a simulator counted from every other week of the year: 8000 simulated
        days, a few seconds, one seed. It reaches {r["share"]:.0%} of what the best possible policy earns there. The
        simulator promises {r["promise"]:.2f} dollars a day, and recorded days need not bring that: its prices
        forget the weather too fast.""",
        "result": f"""On {r["days"]} recorded days that played no part in training, the agent earned {r["agent"]:.2f}
        dollars a day (interval {r["low"]:.2f} to {r["high"]:.2f}, a week being one draw). A rule on the wall, which
        buys at a cheap price and sells at a dear one, earned {r["rule"]:.2f} on the same days. The difference is
        {r["more"]:.2f} ({r["more_low"]:.2f} to {r["more_high"]:.2f}), so the agent brings {better} the rule.""",
        "stress": f"""We let {change}. The old agent then earned {r["stressed"]:.2f} dollars a day, the rule
        {r["rule_stressed"]:.2f}, an agent that was trained anew for the changed world {r["retrained"]:.2f}. Nobody tells
        the old one that its world is another. An alarm on the mean of four weeks {heard}.""",
        "decision": f"""At a rent of {r["rent"]:.2f} dollars a day the battery {pays} for itself in a year like 2014.
        We would run the agent, train it anew each season, and let the keeper of the store switch to the rule at any
        time, always after two weeks below the rent. Nothing follows for real prices, which we did not have, nor for
        years without heat.""",
    }
    ### END SOLUTION


# %% [markdown] hint="card"
# Take the rubric as your outline. Which of its lines can you answer with a number that the notebook has printed?

# %% [markdown] hint="card"
# `f"The agent earned {result['agent']:.2f} dollars"` writes the number with two digits. Triple quotes let a text run over several lines;
# an empty line begins a new paragraph.

# %% [markdown] hint="card"
# Return a dict with the six keys in the order of the table. Count the words with `len(text.split())`. "result" needs five numbers, each
# with what it is, "stress" two, "decision" … Then read it with your own numbers in it: where a sentence would be false with others, choose it by
# `if`.

# %% checks="card" points=8
invented = {
    "capacity": 3, "efficiency": 0.87, "fee": 4.2, "wear": 6.3, "wind": 0.9, "steepness": 0.46,
    "stress": "calm", "rent": 36.25, "agent": 41.37, "low": 33.15, "high": 49.59, "rule": 27.84,
    "days": 154, "more": 13.53, "more_low": 6.72, "more_high": 20.34, "share": 0.93,
    "promise": 58.43, "stressed": 22.61, "retrained": 30.72, "rule_stressed": 18.97,
    "ring_quiet": -1, "ring": 43,
}  # fmt: skip
sections = card(invented)
expect(list(sections), CRITERIA, "the six sections, in the order of the rubric")


def without(name, *numbers):
    """Return those of the numbers that a section does not hold."""
    return [number for number in numbers if number not in str(sections[name])]


words = {name: str(text).lower().split() for name, text in sections.items()}
expect([name for name in words if len(words[name]) < 40], [], "every section has 40 words or more")
expect(
    [name for name in words if len(set(words[name])) < 25],
    [],
    "25 different words or more in every section",
)
expect(len(set(map(str, sections.values()))), 6, "no two sections are the same")
expect(
    sum(map(len, words.values())) <= 700, True, "700 words at most in all: somebody is to read it"
)
expect(
    without("result", "41.37", "33.15", "49.59", "27.84", "154"),
    [],
    "the section result names agent, low, high, rule and days, taken from `result`",
)
expect(
    without("stress", "22.61", "30.72"),
    [],
    "the section stress names what the agent and the retrained one earned",
)
expect(without("decision", "36.25"), [], "the section decision names the rent")
### BEGIN HIDDEN TESTS
changed_check = {
    "agent": 62.48, "low": 54.17, "high": 70.79, "rule": 48.93, "more": 13.55, "days": 98,
    "stressed": 35.06, "retrained": 51.96, "rent": 77.31, "ring": -1, "stress": "sun",
}  # fmt: skip
sections = card(invented | changed_check)
expect(
    without("result", "62.48", "54.17", "70.79", "48.93", "98"),
    [],
    "with another result the text has other numbers",
)
expect(
    without("stress", "35.06", "51.96") + without("decision", "77.31"),
    [],
    "with another result the other sections have other numbers, too",
)
### END HIDDEN TESTS


# %% mistake="card" replace="earned {r[\"agent\"]:.2f}" says="a number is typed, and does not follow `result`" with="earned 41.37"

# %% mistake="card" replace="{r[\"low\"]:.2f} to" says="an end of the interval is typed, and does not follow `result`" with="33.15 to"

# %% mistake="card" replace="On {r[\"days\"]} recorded" says="the number of days is typed, and does not follow `result`" with="On 154 recorded"

# %% mistake="card" replace="On {r[\"days\"]} recorded" says="the number of test days is missing" with="On recorded"

# %% mistake="card" replace="earned {r[\"rule\"]:.2f} on the same days" says="what the rule earned is missing, or has no two digits: what an agent earns alone says little" with="was tried on the same days"

# %% mistake="card" replace="(interval {r[\"low\"]:.2f} to {r[\"high\"]:.2f}, a week" says="the interval is missing" with="(a week"

# %% mistake="card" replace="changed world {r[\"retrained\"]:.2f}" says="what the retrained agent earned is missing, or has no two digits" with="changed world some more"

# %% mistake="card" replace="earned {r[\"stressed\"]:.2f} dollars" says="what the old agent earned in the changed world is missing, or has no two digits" with="earned other dollars"

# %% mistake="card" replace="At a rent of {r[\"rent\"]:.2f} dollars a day" says="the rent is missing there, or has no two digits: no decision without it" with="At the rent that is asked for"

# %% mistake="card" replace="\"result\": f" says="the `f` before the quotes of this text is missing: braces stay braces" with="\"result\": "

# %% mistake="card" replace="\"stress\": f" says="the section on stress is missing" with="\"question\": f"


# %% mistake="card" says="the numbers are typed from one run of the notebook, and do not follow `result`"
def card(result):
    filler = """These are plain words on one of the six things that somebody wants to know before
    paying rent for such a battery. They stand here once in every part, and whoever counts them
    finds that there are more than enough of different ones. """
    texts = {name: f"On the {name}. {filler}" for name in CRITERIA}
    texts["result"] += "It earns 44.10 dollars (35.00 to 53.20), the rule 30.00, on 182 days."
    texts["stress"] += "Then 31.20, retrained 41.70."
    texts["decision"] += "The rent is 30.00."
    return texts


# %% mistake="card" says="all dollars of this section are typed, and do not follow `result`"
def card(result):
    filler = """These are plain words on one of the six things that somebody wants to know before
    paying rent for such a battery. They stand here once in every part, and whoever counts them
    finds that there are more than enough of different ones. """
    texts = {name: f"On the {name}. {filler}" for name in CRITERIA}
    texts["result"] += f"44.10 dollars (35.00 to 53.20), the rule 30.00, {result['days']} days."
    texts["stress"] += "{stressed:.2f}, {retrained:.2f}".format(**result)
    texts["decision"] += "{rent:.2f}".format(**result)
    return texts


# %% mistake="card" says="the dollars have one digit after the point, not two"
def card(result):
    filler = """These are plain words on one of the six things that somebody wants to know before
    paying rent for such a battery. They stand here once in every part, and whoever counts them
    finds that there are more than enough of different ones. """
    texts = {name: f"On the {name}. {filler}" for name in CRITERIA}
    texts["result"] += "{agent:.1f} ({low:.1f} to {high:.1f}), {rule:.1f}, {days}".format(**result)
    texts["stress"] += "{stressed:.1f}, {retrained:.1f}".format(**result)
    texts["decision"] += "{rent:.1f}".format(**result)
    return texts


# %% mistake="card" says="the sections are much too short"
def card(result):
    texts = {name: f"All is well with the {name}." for name in CRITERIA}
    texts["result"] += " {agent:.2f} {low:.2f} {high:.2f} {rule:.2f} {days}".format(**result)
    texts["stress"] += " {stressed:.2f} {retrained:.2f}".format(**result)
    texts["decision"] += " {rent:.2f}".format(**result)
    return texts


# %% mistake="card" says="one word is repeated to fill the sections"
def card(result):
    texts = {name: name + " word" * 40 for name in CRITERIA}
    texts["result"] += " {agent:.2f} {low:.2f} {high:.2f} {rule:.2f} {days}".format(**result)
    texts["stress"] += " {stressed:.2f} {retrained:.2f}".format(**result)
    texts["decision"] += " {rent:.2f}".format(**result)
    return texts


# %% mistake="card" says="all sections have the same text"
def card(result):
    text = """A cold store asks whether a rented battery pays for itself. On {days} days an agent earned {agent:.2f} dollars
    a day, from {low:.2f} to {high:.2f}, where a rule brought {rule:.2f}. With another world it was {stressed:.2f}, or
    {retrained:.2f} if it learned anew. The rent is {rent:.2f}, and so we cannot say yet what the owner should do in winter."""
    return dict.fromkeys(CRITERIA, text.format(**result))


# %% mistake="card" says="it is one text, not six sections"
def card(result):
    return "This sentence has seven words in it. " * 40 + "{agent:.2f}".format(**result)


# %% [markdown] equivalent="card"
# - `r['low'] > r['rent'] → r['low'] >= r['rent']`: words of the author's own
# - `r['low'] > r['rent'] → r['low'] < r['rent']`: words of the author's own
# - `'pays' if r['low'] > r['rent'] else 'may or may not pay' → 'pays'`: words of the author's own
# - `'pays' if r['low'] > r['rent'] else 'may or may not pay' → 'may or may not pay'`: words of the author's own
# - `r['more_low'] > 0 → r['more_low'] >= 0`: words of the author's own
# - `r['more_low'] > 0 → r['more_low'] < 0`: words of the author's own
# - `r['ring'] >= 0 → r['ring'] > 0`: words of the author's own
# - `r['ring'] >= 0 → r['ring'] <= 0`: words of the author's own
# - `'more than' if r['more_low'] > 0 else 'not surely more than' → 'more than'`: words of the author's own
# - `'more than' if r['more_low'] > 0 else 'not surely more than' → 'not surely more than'`: words of the author's own
# - `f"rang on day {r['ring']}" if r['ring'] >= 0 else 'never rang' → f"rang on day {r['ring']}"`: words of the author's own
# - `f"rang on day {r['ring']}" if r['ring'] >= 0 else 'never rang' → 'never rang'`: words of the author's own
# - `0 → 1`: words of the author's own


# %% alternative="card"
def card(result):
    filler = """These are plain words on one of the six things that somebody wants to know before
    paying rent for such a battery. They stand here once in every part, and whoever counts them
    finds that there are more than enough of different ones. """
    numbers = {
        "result": "{agent:.2f} dollars ({low:.2f} to {high:.2f}), rule {rule:.2f}, {days} days",
        "stress": "{stressed:.2f}, retrained {retrained:.2f}",
        "decision": "The rent is {rent:.2f} dollars a day.",
    }
    texts = {}
    for name in CRITERIA:
        texts[name] = f"On the {name}. {filler}" + numbers.get(name, "").format(**result)
    return texts


# %% [markdown]
# ## Milestone 10: mark your own
#
# Let a day pass, or give it to somebody; then mark it by the same rubric, with a reason of 8 words or more for each mark (6 different ones),
# each criterion with a reason of its own. The points do not depend on how many marks you give yourself. But the report shows them, and below
# 9 of 12 it calls itself a draft: then mend the card and mark it again. That is what the rubric is for.


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
        "question": (2, "it names the decider, the reward in dollars and what is left out"),
        "world": (2, "recorded demand, made-up prices and wind, and what the agent sees"),
        "training": (1, "days and share are there, but only one seed was tried"),
        "result": (2, "money a day with an interval by weeks, next to the rule"),
        "stress": (2, "the change and both numbers are there, before and after retraining"),
        "decision": (2, "rent, who may stop it and when, and two limits are named"),
    }
    ### END SOLUTION


# %% [markdown] hint="own_marks"
# Which sentence of your card earns the marks of a criterion? If you cannot point at one, it has not earned them.

# %% [markdown] hint="own_marks"
# `{"question": (1, "it says what is rewarded but not what is left out")}`: the key, then a pair of a number and a text.

# %% [markdown] hint="own_marks"
# `{"question": (2, "…"), "world": …}` with all six criteria of the table, whole numbers, and reasons that name what is there or what is …

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


# %% mistake="own_marks" says="the reasons are one word, repeated"
def own_marks():
    return {name: (1, f"{name} " * 9) for name in CRITERIA}


# %% mistake="own_marks" replace="\"result\": (2" says="a mark is larger than 2" with="\"result\": (3"

# %% mistake="own_marks" replace="(2, \"money a day with an interval by weeks, next to the rule\")" says="this reason has fewer than 8 words" with="(2, \"all of the five numbers are there\")"


# %% mistake="own_marks" says="the marks are texts: a number has no quotes"
def own_marks():
    return {name: ("2", f"the part on {name} has what it needs") for name in CRITERIA}


# %% mistake="own_marks" says="the reason stands first, the mark second"
def own_marks():
    return {name: (f"the part on {name} has what it needs", 2) for name in CRITERIA}


# %% mistake="own_marks" says="the marks have no reasons"
def own_marks():
    return dict.fromkeys(CRITERIA, (2, ""))


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
# The last step writes everything into one file, `report.html`, next to this notebook: the card, three pictures, the words that somebody needs
# who has only this file, and your marks. It needs no other file and no network. Open it in a browser, read it once aloud, and show it to somebody.

# %%
title = f"An agent that runs a battery of {battery.capacity} MWh"
text = {name.capitalize(): words for name, words in card(result).items()}
text["Pictures and their words"] = (
    "A day has twelve blocks of two hours. By what wind leaves over of the demand, a block is cheap (35% of "
    "them), normal (30%), dear (28%) or scarce (7%). The rule is what a person would hang on the wall. "
    "The rule and the agent met the same days, every other week of the year; the agent learned from the others.\n\n"
    "After the change the agent goes on as before. Retrained is another one, which learned from a "
    "recorded half year of the changed world. An interval is the mean of all weeks, less and plus two standard errors."
)
captions = [
    (
        policy_figure,
        "Picture 1 (training). What the agent does: blue with ▲ buys, green with ▼ sells, white waits. A panel "
        "for each number of MWh stored, a column for each block, a row for each level of the price.",
    ),
    (
        money_figure,
        f"Picture 2 (result, decision). Money so far on the test days, next to the rent of "
        f"{frame['rent']:.2f} dollars a day.",
    ),
    (
        stress_figure,
        f"Picture 3 (stress). Dollars a day before and after the change, called {frame['stress']}, with "
        "intervals; dashed is the rent.",
    ),
]
marks_sum = sum(mark for mark, _ in own_marks().values())
verdict = f"{marks_sum} of 12 marks" + (": a draft, to be mended" if marks_sum < 9 else "")
closing = {
    f"How I mark this report: {verdict}": "\n\n".join(
        f"{name.capitalize()}: {mark} of 2, {reason}."
        for name, (mark, reason) in own_marks().items()
    ),
    "Where the numbers come from": "The demand is real: Victoria, 2014, from the Australian Energy Market "
    "Operator, as elecdemand in R's package fpp2. Wind, prices and the battery are made up.",
}
print(verdict)
print(write_report("report.html", title, text, captions, closing))
