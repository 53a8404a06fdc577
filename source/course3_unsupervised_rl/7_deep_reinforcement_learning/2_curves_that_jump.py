# %% [markdown]
# # Curves that jump
#
# *55 minutes. You need: lecture 1 of this unit, standard errors, validation and test (Course 1,
# unit 5).*
#
# Somebody shows you a curve: after 300 rounds their agent holds the pole for 450 steps. You run
# the very same program, and yours stays at 150. Who made a mistake? Perhaps nobody. In
# reinforcement learning the luck of one run is larger than most of the ideas that people compare
# with it.

# %%
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

from utils import plots
from utils.agents import Recipe, train
from utils.checks import expect
from utils.environments import balance, duel
from utils.widgets import interact

one = threadpool_limits(1)  # small matrices: one processor core is faster than two

# %% [markdown]
# `train` is the agent of lecture 1: a network, replay, a target network, sixteen poles at a time.
# A `Recipe` holds its settings. After every 100 rounds an agent is examined: it holds 20 new poles
# without exploring, and the **score** is how many steps they stand on average, 500 at most.
#
# **Predict.** Eight agents, the same recipe, other seeds. After 1,500 rounds, how far apart will
# the best and the worst of the eight be?

# %%
runs = train(Recipe(rounds=1500), seeds=8)
fig, axes = plt.subplots(1, 2, figsize=(11, 3.6), sharey=True)
plots.scores(runs.rounds, runs.scores[0], goal=195, ax=axes[0])
axes[0].set_title("one agent")
plots.scores(runs.rounds, runs.scores, goal=195, ax=axes[1])
axes[1].set_title("eight agents and their mean")
plt.show()
print("score after the last round:", np.sort(runs.scores[:, -1]).round().astype(int))

# %% [markdown]
# On the left you would tell a story: "learns fast, then gets worse". On the right you see that the
# story was luck. At the same round one agent stands for more than 400 steps, another one falls
# before 200. All rise above 10 in the first hundreds of rounds; that is common to them. The rest
# is not.
#
# So never show one run. Show several, their mean *and* their spread. How many? Drag, and watch how
# the claim changes: the picture shows only some of the eight agents, and their mean.


# %%
@interact(agents=(1, 8, 1), first=(0, 7, 1))
def claim(agents=2, first=0):
    chosen = np.roll(runs.scores, -first, axis=0)[:agents]
    plots.scores(runs.rounds, chosen, goal=195)
    error = "unknown"
    if agents > 1:
        error = f"{chosen.mean(axis=1).std(ddof=1) / np.sqrt(agents):.0f}"
    plt.title(f"mean over all rounds {chosen.mean():.0f}, standard error {error}")


# %% [markdown]
# With two agents the mean over all rounds changes by dozens of steps, depending on which two, and
# so does the standard error: that of two runs is itself luck. Two that happen to agree, as the first
# two may, give a tiny one, and look far surer than eight. With all eight it tells which
# differences you could see at all: improvements smaller than twice that number are hidden.
# Published comparisons with three seeds each were common for years.
#
# ## Practice is not the exam
#
# There is a second curve, the one that costs nothing: how long the training episodes last. But in
# training the agent explores, so its poles fall more often than its policy deserves.

# %%
plots.scores(runs.rounds, runs.scores, label="exam: no exploring", single=False)
earned = np.nanmean(runs.practice, axis=0)
plt.plot(runs.rounds, earned, color=plots.SECOND, label="practice: with exploring")
plt.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=9)
plt.show()

# %% [markdown]
# In the first rounds, when nearly every action is random, practice says 25 steps, while some
# agents could stand for hundreds already. The band goes from the worst to the best exam. Later,
# with little exploring, the two come near each other; but practice is a mean over all episodes
# that ended in 100 rounds, and smooths the jumps away. **Judge by an exam of its own, with seeds
# that training never sees.**
#
# ## How sure is one exam?
#
# An exam is a mean over 20 poles; it has a standard error. Here is one agent, examined again and
# again.

# %%
agent = runs.last[np.argsort(runs.scores[:, -1])[4]]  # one from the middle
exams = np.array([balance(agent.act, 20, seed=seed).mean() for seed in range(12)])
lasted = balance(agent.act, 20, seed=0)
print("the first exam, pole by pole:", np.sort(lasted))
print(f"its standard error {lasted.std(ddof=1) / np.sqrt(20):.1f}")
print(f"twelve exams: from {exams.min():.0f} to {exams.max():.0f}")

# %% [markdown]
# The same agent, the same weights, other starts. How much its exams vary belongs to what you
# report. The jumps in the curves above are larger than that: it is really the policy that changes
# from one exam to the next.
#
# ## Keep the best, and examine it again
#
# If the policy jumps, then do not take the last one. Remember the weights of the best exam so far,
# as early stopping does (Course 2). But mind the trap of Course 2, unit 5: the best of many exams
# was also lucky. Its own score is too kind; report a *fresh* one.

# %%
best = runs.scores.max(axis=1)
fresh = np.array([balance(agent.act, 20, seed=77).mean() for agent in runs.best])
last = np.array([balance(agent.act, 20, seed=77).mean() for agent in runs.last])
print("best exam       ", best.round().astype(int), "mean", best.mean().round())
print("the same, fresh ", fresh.round().astype(int), "mean", fresh.mean().round())
print("last weights    ", last.round().astype(int), "mean", last.mean().round())

# %% [markdown]
# Compare the three lines agent by agent. For most agents the weights of the best exam hold longer than
# the last ones, for some by a hundred steps and more, for others by little or nothing. And a fresh
# exam says a little less than the best one did, on average.
# All three are honest numbers; only the middle one answers "how good is what I kept?"
#
# ## Your turn: keep the best


# %% exercise="keep_best"
def keep_best(scores, weights):
    """Return the weights to keep after each exam.

    Parameters
    ----------
    scores : list of float
        In the order of the exams; at least one.
    weights : list
        What the agent's weights were at each exam.

    Returns
    -------
    list
        After each exam, the weights of the best one so far; of equally good ones, the first.
    """
    ### BEGIN SOLUTION
    kept, best = [], None
    for place, score in enumerate(scores):
        if best is None or score > scores[best]:
            best = place
        kept.append(weights[best])
    return kept
    ### END SOLUTION


# %% [markdown] hint="keep_best"
# What do you have to remember from exam to exam?

# %% [markdown] hint="keep_best"
# Scores 30, 80, 50, 80 with weights A, B, C, D: keep A, then B, and B again twice; D is only as
# good.

# %% [markdown] hint="keep_best"
# Remember the place of the best score. In each round, if the new score is larger than that one,
# the place changes. Then append …

# %% checks="keep_best"
expect(
    keep_best([30.0, 80.0, 50.0, 80.0, 95.0], ["A", "B", "C", "D", "E"]),
    ["A", "B", "B", "B", "E"],
    "C is worse, D only as good, E is better",
)
expect(
    keep_best([70.0, 20.0, 40.0], ["F", "G", "H"]), ["F", "F", "F"], "the first may stay the best"
)
expect(keep_best([-9.0, -7.0, -8.0], ["K", "L", "M"]), ["K", "L", "L"], "scores may be negative")

# %% mistake="keep_best" replace="score > scores[best]" says="an exam that is only as good replaces the kept one" with="score >= scores[best]"

# %% mistake="keep_best" replace="score > scores[best]" says="the exam is compared with the one before, not with the best" with="score > scores[place - 1]"

# %% mistake="keep_best" replace="kept.append(weights[best])" says="the latest weights are kept" with="kept.append(weights[place])"

# %% mistake="keep_best" replace="return kept" says="only the last entry comes back" with="return kept[-1]"

# %% mistake="keep_best" replace="score > scores[best]" says="the lowest score counts as best" with="score < scores[best]"


# %% alternative="keep_best"
def keep_best(scores, weights):
    return [weights[int(np.argmax(scores[: k + 1]))] for k in range(len(scores))]


# %% [markdown]
# ## Why it jumps
#
# Every reward is 0 or −1, so no value can lie above 0. What do the agents believe? Here is the
# mean of $\max_a Q$ over a batch, at each exam.

# %%
plt.plot(runs.rounds, runs.believed.T, color=plots.DATA, lw=1)
plt.axhline(0, color=plots.MODEL, ls="--")
plt.text(1480, -0.02, "no value can be larger", ha="right", va="top")
plt.xlabel("round")
plt.ylabel("believed value")
plt.show()

# %% [markdown]
# Most curves cross the line: the agents believe in futures that are better than the best possible
# one. Where both actions look better than perfect, the difference between them, which is all that
# counts, drowns in errors. Where do such beliefs come from?
#
# ## The largest of noisy numbers
#
# The target takes the *maximum* over noisy values. Suppose all actions are worth exactly 0, and
# each estimate is off by some noise. The largest estimate is then above 0 nearly always: the
# maximum picks the luckiest error. **Double DQN** splits the two jobs: one network chooses the
# action, the other one says what it is worth.
#
# $$y = r + \gamma\, Q^-\bigl(s',\ \arg\max_{a'} Q(s', a')\bigr)$$
#
# $Q$ is the network itself and $Q^-$ the target network. A lucky error of one is not a lucky error
# of the other.

# %% [markdown]
# ## Your turn: choose with one, value with the other


# %% exercise="double_value"
def double_value(chooser, judge):
    """Return what the judge says of the chooser's best action, in each state.

    Parameters
    ----------
    chooser, judge : numpy.ndarray, shape (m, k)
        Two estimates of the values of k actions in m states; no two in a row are equal.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return judge[np.arange(len(judge)), chooser.argmax(axis=1)]
    ### END SOLUTION


# %% [markdown] hint="double_value"
# Which two things do you need from a row: a place from one array, and a number from the other?

# %% [markdown] hint="double_value"
# Chooser (3, 8, 5), judge (−1, −4, −2): the chooser takes the second action, and the judge says
# −4.

# %% [markdown] hint="double_value"
# `places = chooser.argmax(axis=1)` has one number for each row. Pick from `judge` with
# `np.arange(m)` for the rows and … for the columns.

# %% checks="double_value"
choosing = np.array([[3.0, 8.0, 5.0], [9.0, 2.0, 6.0], [1.0, 4.0, 7.0], [0.0, 6.0, 5.0]])
judging = np.array([[-1.0, -4.0, -2.0], [-6.0, -3.0, -5.0], [-9.0, -7.0, -8.0], [-2.5, -0.5, -3.5]])
expect(
    double_value(choosing, judging),
    np.array([-4.0, -6.0, -8.0, -0.5]),
    "the places are 1, 0, 2 and 1; the values are the judge's",
)
expect(
    double_value(judging, choosing),
    np.array([3.0, 2.0, 4.0, 6.0]),
    "with the parts exchanged: places 0, 1, 1 and 1",
)

# %% mistake="double_value" replace="chooser.argmax(axis=1)" says="the judge chooses for itself, so its own largest value comes back" with="judge.argmax(axis=1)"

# %% mistake="double_value" replace="judge[np.arange(len(judge))" says="the chooser's own value comes back" with="chooser[np.arange(len(judge))"

# %% mistake="double_value" replace="judge[np.arange(len(judge)), chooser.argmax(axis=1)]" says="all rows are paired with all places, which makes a square" with="judge[:, chooser.argmax(axis=1)]"

# %% mistake="double_value" replace="chooser.argmax(axis=1)" says="the smallest value is chosen" with="chooser.argmin(axis=1)"


# %% alternative="double_value"
def double_value(chooser, judge):
    return np.array([b[np.argmax(a)] for a, b in zip(chooser, judge)])


# %% [markdown]
# Drag the number of actions. All are worth 0; the noise has a spread of 1. (These are random
# numbers, no pole.)


# %%
@interact(actions=(2, 20, 1))
def bias(actions=4):
    first, second = np.random.default_rng(0).normal(0, 1, (2, 4000, actions))
    chosen = second[np.arange(4000), first.argmax(axis=1)]
    bins = np.linspace(-3, 4, 50)
    look = {"color": plots.ERROR, "alpha": 0.6, "hatch": "//", "edgecolor": "white"}
    plt.hist(first.max(axis=1), bins, label="largest of one", **look)
    plt.hist(chosen, bins, color=plots.DATA, alpha=0.6, label="chosen by one, valued by another")
    plt.axvline(0, color=plots.MODEL, ls="--")
    plt.title(f"means {first.max(axis=1).mean():.2f} and {chosen.mean():.2f}; true 0")
    plt.legend(loc="upper left", fontsize=8)
    plt.gca().set(xlabel="value", ylabel="how often in 4,000 draws", ylim=(0, 700))


# %% [markdown]
# With 4 actions the maximum is too large by about one spread, the double value by nothing. With 20
# actions it is nearly two. In an agent the two networks are relatives, so double DQN helps less
# than here.
#
# There is also a blunt remedy: we *know* that values lie between −1 and 0, so keep the labels
# there.
#
# ## Three remedies, compared as they should be
#
# Plain, double, and double with labels kept between −1 and 0. The same six seeds each.

# %%
recipes = {
    "plain": Recipe(rounds=1000, double=False),
    "double": Recipe(rounds=1000),
    "double, bounded": Recipe(rounds=1000, bounds=(-1.0, 0.0)),
}
compared = {name: train(recipe, seeds=6) for name, recipe in recipes.items()}
for name, run in compared.items():
    believed = run.believed[:, -4:].mean()
    late = run.scores[:, -6:].mean(axis=1)
    print(
        f"{name:16} believed {believed:5.2f}; late scores",
        np.sort(late).round().astype(int),
        end="",
    )
    print("; best of each", np.sort(run.scores.max(axis=1)).round().astype(int))

# %%
fig, axes = plt.subplots(1, 3, figsize=(12, 3.2), sharey=True)
for ax, (name, run) in zip(axes, compared.items()):
    plots.scores(run.rounds, run.scores, goal=195, ax=ax)
    ax.set_title(name)
plt.show()

# %%
late = {name: run.scores[:, -6:].mean(axis=1) for name, run in compared.items()}
for one, other in zip(["double", "double, bounded"], ["plain", "double"]):
    ahead = np.mean(late[one][:, np.newaxis] > late[other])
    print(f'"{one}" is ahead of "{other}" in {ahead:.0%} of all pairs of runs')

# %% [markdown]
# The beliefs behave as the theory says: plain is the most hopeful, double less so, and bounded
# labels keep them below 0. And the scores? Pair every run of one recipe with every run of another: 50%
# would be no difference. The bounded runs are ahead of nearly all others, and the picture shows it:
# here the bounds clearly help. Double against plain is less clear. It wins most pairs, but the rows of
# late scores overlap, and six seeds do not settle it. How firm is all that? Try `first=10` for six other
# seeds: the rows come nearer together. **Believe a remedy where the rows come apart, and ask other seeds
# before you say so.** No recipe here is calm, so you keep the best weights in any case.
#
# ## The clinic: three patients
#
# Each patient is a healthy recipe with *one* setting spoiled. You get three instruments: exam,
# practice and belief.

# %%
patients = {
    "A": Recipe(rounds=1000, exploring=(1.0, 1.0, 1)),
    "B": Recipe(rounds=1000, tau=1.0),
    "C": Recipe(rounds=1000, rates=(1e-6, 1e-6)),
}  # do not read this cell too closely
ward = {name: train(recipe, seeds=3, first=20) for name, recipe in patients.items()}

# %%
fig, axes = plt.subplots(2, 3, figsize=(12, 5), sharex=True, sharey="row")
for (exam, belief), (name, run) in zip(axes.T, ward.items()):
    plots.scores(run.rounds, run.scores, label="exam", ax=exam)
    exam.plot(run.rounds, run.practice.mean(axis=0), color=plots.SECOND, label="practice")
    exam.set(title=f"patient {name}", xlabel="")
    belief.plot(run.rounds, run.believed.T, color=plots.DATA, lw=1)
    belief.set(yscale="symlog", xlabel="round")
    print(
        f"patient {name}: in the last five exams {run.scores[:, -5:].mean():.0f} steps,",
        f"in practice {run.practice[:, -5:].mean():.0f}; belief at last {run.believed[:, -1].mean():,.1f}",
    )
axes[0, 0].legend()
axes[1, 0].set_ylabel("believed value")
plt.show()

# %% [markdown]
# The lower row has an axis that is even near 0 and logarithmic beyond 1. Which patient has what?
# The causes to choose from: `"never stops exploring"`, `"no target network"`, `"rate too small"`,
# `"forgets the discount"`, `"memory too small"`. Answer with a dict of the name `diagnosis`, which has
# the keys `"A"`, `"B"` and `"C"` and one of these causes for each.

# %% exercise="diagnosis"
# diagnosis = {"A": "…", "B": "…", "C": "…"}, with a cause in place of each …
### BEGIN SOLUTION
diagnosis = {
    "A": "never stops exploring",
    "B": "no target network",
    "C": "rate too small",
}
### END SOLUTION

# %% [markdown] hint="diagnosis"
# Which patient is much better in the exam than in practice? What is the only difference between
# the two?

# %% [markdown] hint="diagnosis"
# One believes in values of thousands. What runs away when labels come from the very network that
# learns?

# %% [markdown] hint="diagnosis"
# One stays where it began, in everything. What would a network look like that hardly moves?

# %% checks="diagnosis"
expect(
    diagnosis["A"], "never stops exploring", "its exams are good, its practice never gets better"
)
expect(diagnosis["B"], "no target network", "its beliefs run away")
expect(diagnosis["C"], "rate too small", "neither exams nor beliefs get anywhere")

# %% mistake="diagnosis" says="A and C are exchanged"
diagnosis = {"A": "rate too small", "B": "no target network", "C": "never stops exploring"}

# %% mistake="diagnosis" says="B's runaway beliefs are put down to the discount, which alone makes them large but does not stop learning at once"
diagnosis = {"A": "never stops exploring", "B": "forgets the discount", "C": "rate too small"}

# %% mistake="diagnosis" says="what C lacks is not memory: its batches are fine, but it hardly uses them"
diagnosis = {"A": "never stops exploring", "B": "no target network", "C": "memory too small"}

# %% alternative="diagnosis"
diagnosis = {
    name: cause
    for cause, name in zip(["rate too small", "no target network", "never stops exploring"], "CBA")
}

# %% [markdown]
# ## You against the machine
#
# The red pole is yours, the blue one belongs to the best of the eight agents of this lecture.
# Same start, same physics, three times slower than reality.

# %%
champion = runs.best[int(fresh.argmax())]
duel(champion.params, champion.scale, games=3, seed=5)
print("steps of the agent on these starts:", balance(champion.act, 3, seed=5))

# %% [markdown]
# ## Three sentences to remember
#
# 1. One run is an anecdote: show several seeds with their spread, and examine without exploring.
# 2. Keep the weights of the best exam, and report a fresh one, because the best of many was also
#    lucky.
# 3. The maximum of noisy values is too large; double DQN splits choosing from valuing, and known
#    bounds unmask dreams.
#
# **Where it leads.** In the assignment you build this agent with your own hands. Lecture 3 first
# asks what still separates it from a robot.
