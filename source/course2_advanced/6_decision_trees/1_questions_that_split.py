# %% [markdown]
# # Questions that split
#
# *35 minutes. You need: shares and weighted means, the logarithm, boolean arrays.*
#
# You stand on an island in Antarctica with a ruler and a scale. A penguin waddles up: is it an
# Adelie, a Chinstrap or a Gentoo? You may ask a single question that it can answer with yes or no,
# such as "are your flippers at most 200 mm long?" Which question tells you most? And how would a
# computer find it without having a feeling for penguins?

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy import stats

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = datasets.penguins().dropna(subset=columns)
species = penguins["species"].to_numpy()
names = ["Adelie", "Chinstrap", "Gentoo"]
penguins["species"].value_counts()

# %% [markdown]
# ## Three names, two lengths
#
# We know 342 penguins with all four measurements. Before any question, the best guess is Adelie,
# and it is right for 151 of 342, or 44%. Here are two of the measurements: the length of the
# flipper and the length of the bill, both in millimeters.

# %%
for name, color in zip(names, [plots.DATA, plots.SECOND, plots.HIGHLIGHT]):
    some = penguins[penguins["species"] == name]
    plots.scatter(some["flipper_length_mm"], some["bill_length_mm"], label=name, color=color)
plt.xlabel("flipper length (mm)")
plt.ylabel("bill length (mm)")
plt.show()

# %% [markdown]
# The Gentoos have long flippers and stand apart on the right. The Adelies have short bills. A
# question like "flipper $\le$ 206.5 mm?" cuts this picture by a vertical line, "bill $\le$ 42.35
# mm?" by a horizontal one. These are all the cuts we allow: one feature, one **threshold**.
#
# **Predict.** Take these two questions. Which one leaves purer groups, that is, after which answer
# would you bet more calmly? Write it down before you run the next cells.

# %%
prediction = "the purer groups come from the … question, because …"  # write yours


# %%
def count(group):
    return np.array([np.sum(group == name) for name in names])


short_flipper = (penguins["flipper_length_mm"] <= 206.5).to_numpy()
short_bill = (penguins["bill_length_mm"] <= 42.35).to_numpy()

fig, axes = plt.subplots(1, 2, figsize=(10, 2.6), sharey=True)
for ax, answer in zip(axes, [short_flipper, short_bill]):
    plots.mix([count(species[answer]), count(species[~answer])], names, ["yes", "no"], ax=ax)
axes[0].set_xlabel("flipper ≤ 206.5 mm? (share)")
axes[1].set_xlabel("bill ≤ 42.35 mm? (share)")
plt.show()

# %% [markdown]
# Each bar is a group, cut by the shares of the three species; the numbers are penguins. The flipper
# question gives a "no" that is nearly pure Gentoo, and a "yes" with Adelies and Chinstraps in it.
# The bill question gives a nearly pure "yes", but its "no" holds everything else, well mixed. To
# compare the two we need one number for "mixed".

# %% [markdown]
# ## How mixed is a group?
#
# Say a share $p_k$ of a group belongs to class $k$, of $K$ classes. Its **entropy** is
#
# $$H = -\sum_{k=1}^{K} p_k \log_2 p_k$$
#
# with $0 \log_2 0 = 0$. The unit is the **bit**: with two classes, half and half, $H$ is 1 bit, one
# answer to one fair yes-or-no question. A pure group has 0: there is nothing left to ask. Here is
# the sum for all 342 penguins, first step by step, then by a library.

# %%
p = count(species) / len(species)
print("shares           ", p.round(3))
print("-p log2(p)       ", (-p * np.log2(p)).round(3))
print("entropy by hand  ", np.sum(-p * np.log2(p)).round(4), "bits")
print("entropy by SciPy ", stats.entropy(count(species), base=2).round(4), "bits")

# %% [markdown]
# The most that three classes allow is $\log_2 3 = 1.585$ bits, when all three are equally frequent.
# Our 1.51 is nearly that: at the start we know next to nothing. `stats.entropy` takes counts or
# shares, and deals with zeros. Try a few mixtures and guess each value before you look.

# %%
for mixture in [[10, 0, 0], [5, 5, 0], [9, 1, 0], [98, 1, 1], [1, 1, 1]]:
    print(f"{mixture!s:14} {stats.entropy(mixture, base=2):.3f} bits")

# %% [markdown]
# Nine to one still costs 0.47 bits, almost half of what five to five costs. Entropy falls slowly
# at first, then steeply as a group gets pure: it rewards certainty.
#
# ## What a question is worth
#
# A question splits $m$ examples into $m_\text{yes}$ and $m_\text{no}$. Afterward we are in one of
# the two groups, so weigh their entropies by their sizes. What the entropy falls by is the
# **information gain**, in bits:
#
# $$G = H - \Bigl(\frac{m_\text{yes}}{m} H_\text{yes} + \frac{m_\text{no}}{m} H_\text{no}\Bigr)$$
#
# $H$ is the entropy before the question. Let us work it out for the two questions above.

# %%
before = stats.entropy(count(species), base=2)
for question, answer in [("flipper", short_flipper), ("bill", short_bill)]:
    h_yes = stats.entropy(count(species[answer]), base=2)
    h_no = stats.entropy(count(species[~answer]), base=2)
    after = answer.mean() * h_yes + (~answer).mean() * h_no
    print(f"{question}: {h_yes:.3f} (yes) and {h_no:.3f} (no), weighted {after:.3f}")
    print(f"   gain {before:.3f} - {after:.3f} = {before - after:.3f} bits")

# %% [markdown]
# The flipper question is worth 0.81 bits, the bill question 0.72. Note the weights: a tiny pure
# group is worth little, because few penguins ever get there. Without the weights, the purest sliver
# would always win.
#
# ## Your turn: the gain from counts
#
# Often all you have is how many of each class said yes and how many said no. Compute the gain from
# those. `stats.entropy` does the entropies; the sizes of the groups are the sums of the counts.


# %% exercise="gain"
def gain(yes, no):
    """Return the information gain of a yes-or-no question.

    Parameters
    ----------
    yes, no : numpy.ndarray, shape (K,)
        How many examples of each class gave this answer; each has at least one example.

    Returns
    -------
    float
        In bits.
    """
    ### BEGIN SOLUTION
    both = yes + no
    after = yes.sum() * stats.entropy(yes, base=2) + no.sum() * stats.entropy(no, base=2)
    return stats.entropy(both, base=2) - after / both.sum()
    ### END SOLUTION


# %% [markdown] hint="gain"
# Which counts describe the group before the question was asked?

# %% [markdown] hint="gain"
# `yes + no` adds class by class. With `[6, 0]` and `[2, 2]` it is `[8, 2]`, and the weights are
# 6/10 and 4/10.

# %% [markdown] hint="gain"
# Weigh `stats.entropy(yes, base=2)` by `yes.sum() / both.sum()`, the other likewise, and subtract
# both from the entropy of `both`.

# %% checks="gain"
expect(
    gain(np.array([6, 0]), np.array([2, 2])),
    0.321928,
    "0.722 bits before; after: 6 of 10 have 0 bits, 4 of 10 have 1 bit",
    rtol=1e-5,
)
expect(gain(np.array([1, 2]), np.array([3, 6])), 0.0, "the same shares on both sides tell nothing")
expect(
    gain(np.array([5, 1, 0]), np.array([2, 4, 3])),
    0.327518,
    "three classes, 6 said yes and 9 said no",
    rtol=1e-5,
)


# %% mistake="gain" says="the two entropies are added without the weights of their groups"
def gain(yes, no):
    h = stats.entropy(yes + no, base=2)
    return h - stats.entropy(yes, base=2) - stats.entropy(no, base=2)


# %% mistake="gain" says="both groups weigh one half, whatever their sizes"
def gain(yes, no):
    h = stats.entropy(yes + no, base=2)
    return h - (stats.entropy(yes, base=2) + stats.entropy(no, base=2)) / 2


# %% mistake="gain" says="it is the entropy after the question, not what it fell by"
def gain(yes, no):
    m = yes.sum() + no.sum()
    return yes.sum() / m * stats.entropy(yes, base=2) + no.sum() / m * stats.entropy(no, base=2)


# %% mistake="gain" says="the logarithm has base e, not 2"
def gain(yes, no):
    m = yes.sum() + no.sum()
    after = yes.sum() / m * stats.entropy(yes) + no.sum() / m * stats.entropy(no)
    return stats.entropy(yes + no) - after


# %% mistake="gain" says="the weights of yes and no are exchanged"
def gain(yes, no):
    m = yes.sum() + no.sum()
    after = no.sum() / m * stats.entropy(yes, base=2) + yes.sum() / m * stats.entropy(no, base=2)
    return stats.entropy(yes + no, base=2) - after


# %% [markdown]
# ## A second yardstick: Gini
#
# Draw two examples from a group, with replacement. How likely do they belong to different classes?
# Both are of class $k$ with probability $p_k^2$, so the answer is the **Gini impurity**
#
# $$I = 1 - \sum_{k=1}^{K} p_k^2$$
#
# It has no unit and needs no logarithm. 0 means pure, as with entropy. Most libraries use it unless
# told otherwise, and weigh it over a split in the same way.


# %% exercise="gini"
def gini(counts):
    """Return the Gini impurity of a group.

    Parameters
    ----------
    counts : numpy.ndarray, shape (K,)
        How many examples of each class the group holds; at least one in all.

    Returns
    -------
    float
        From 0 (pure) to 1 - 1/K.
    """
    ### BEGIN SOLUTION
    p = counts / counts.sum()
    return 1 - np.sum(p**2)
    ### END SOLUTION


# %% [markdown] hint="gini"
# Counts are not shares yet. What do you divide by?

# %% [markdown] hint="gini"
# For `[6, 2]` the shares are 3/4 and 1/4, and the impurity is 1 − 9/16 − 1/16 = 0.375.

# %% [markdown] hint="gini"
# `p**2` squares every share of the array `p`. Add them up, and mind the 1.

# %% checks="gini"
expect(gini(np.array([6, 2])), 0.375, "two draws differ with probability 2 · 3/4 · 1/4")
expect(gini(np.array([0, 7])), 0.0, "two draws from a pure group never differ")
expect(gini(np.array([5, 3, 2])), 0.62, "1 - 0.25 - 0.09 - 0.04")


# %% mistake="gini" says="the counts are squared, not the shares"
def gini(counts):
    return 1 - np.sum(counts**2)


# %% mistake="gini" says="it is the probability that two draws agree, not that they differ"
def gini(counts):
    return np.sum((counts / counts.sum()) ** 2)


# %% mistake="gini" says="it is the share of the examples outside the majority"
def gini(counts):
    return 1 - counts.max() / counts.sum()


# %% mistake="gini" says="the second draw is without replacement"
def gini(counts):
    m = counts.sum()
    return 1 - np.sum(counts * (counts - 1)) / (m * (m - 1))


# %% [markdown]
# With two classes both yardsticks depend on one share $p$. Here they are over $p$, together with a
# third that comes to mind, the share of errors of the majority vote.

# %%
p = np.linspace(0.001, 0.999, 301)
plt.plot(p, stats.entropy([p, 1 - p], base=2), color=plots.DATA, label="entropy (bits)")
plt.plot(p, 2 * p * (1 - p), "-.", color=plots.SECOND, label="Gini impurity")
plt.plot(p, np.minimum(p, 1 - p), "--", color=plots.ERROR, label="errors of the majority")
plt.xlabel("share of the first class, p")
plt.ylabel("impurity")
plt.legend()
plt.show()

# %% [markdown]
# All three are 0 for pure groups and highest in the middle. But the errors follow two straight
# lines, while entropy and Gini are curved. That matters. Split 80 edible and 20 poisonous mushrooms
# into (60, 0) and (20, 20): the majority is wrong 20 times before and 20 times after, so by errors
# the question is worth nothing. By entropy it is worth 0.32 bits, because 60 mushrooms are now
# certain. Curved yardsticks see progress before the vote changes.

# %%
mixed, pure, even = (stats.entropy(counts, base=2) for counts in ([80, 20], [60, 0], [20, 20]))
print(f"gain {mixed - 0.6 * pure - 0.4 * even:.3f} bits")

# %% [markdown]
# ## Where to put the threshold
#
# Between 206 and 207 mm nothing changes, as flippers were recorded in whole millimeters. So of all
# thresholds only one between each two neighboring values matters; the custom is to take the
# midpoint. For $u$ different values there are $u - 1$ questions, and we can afford to try them all.


# %%
def midpoints(x):
    values = np.unique(x)
    return (values[1:] + values[:-1]) / 2


def gain_at(x, threshold, impurity=lambda counts: stats.entropy(counts, base=2)):
    yes = x <= threshold
    h_yes, h_no = impurity(count(species[yes])), impurity(count(species[~yes]))
    return impurity(count(species)) - yes.mean() * h_yes - (~yes).mean() * h_no


flipper = penguins["flipper_length_mm"].to_numpy()
thresholds = midpoints(flipper)
gains = np.array([gain_at(flipper, t) for t in thresholds])
print(f"{len(thresholds)} questions, the best at {thresholds[gains.argmax()]} mm")

# %% [markdown]
# Drag the threshold through the flippers. The dots are the penguins, one row for each species; the
# curve is the gain of a cut at each place.


# %%
@interact(threshold=(175.0, 230.0, 0.5))
def drag(threshold=190.0):
    plt.step(thresholds, gains, where="mid", color=plots.MODEL, label="gain (bits)")
    for row, color in enumerate([plots.DATA, plots.SECOND, plots.HIGHLIGHT]):
        some = flipper[species == names[row]]
        plt.scatter(some, np.full(len(some), -0.1 - 0.1 * row), s=8, color=color, label=names[row])
    plt.axvline(threshold, color=plots.ERROR, ls="--")
    yes, no = count(species[flipper <= threshold]), count(species[flipper > threshold])
    plt.title(f"yes {yes}, no {no}: gain {gain_at(flipper, threshold):.3f} bits", size=11)
    plt.xlabel("flipper length (mm)")
    plt.legend(loc="upper right")


# %% [markdown]
# At 190 mm the cut goes through the middle of the Adelies and is worth 0.28 bits. At 206.5 mm it
# passes just left of nearly all Gentoos, and the curve has its peak, 0.81 bits. Far to the left or
# right hardly anybody is cut off, and the gain goes to 0. Between two neighboring values the gain
# does not change, so there is no slope to follow uphill. There need not be one: all 54 candidates
# take no time.
#
# ## The best question of all
#
# The last step is a loop: try every threshold of every column, and keep the question with the
# largest gain. We do it twice, with entropy and with Gini.


# %%
def impurity_gini(counts):
    return 1 - np.sum((counts / counts.sum()) ** 2)


print("column              entropy: threshold, gain      Gini: threshold, gain")
for column in columns:
    x, line = penguins[column].to_numpy(), f"{column:18}"
    for impurity in [lambda counts: stats.entropy(counts, base=2), impurity_gini]:
        found = [gain_at(x, t, impurity) for t in midpoints(x)]
        line += f"{midpoints(x)[np.argmax(found)]:16.2f} {max(found):8.3f}    "
    print(line)
right = count(species[short_flipper]).max() + count(species[~short_flipper]).max()
print(f"majority on both sides of 206.5 mm: {right} of {len(species)} right")

# %% [markdown]
# By both yardsticks the flipper wins. Entropy and Gini need not agree on every threshold, and here
# they differ in two columns, but the choice between them seldom changes how good a tree is. So the
# answer to the opening question is: "are your flippers at most 206.5 mm long?" If no, say Gentoo.
# If yes, say Adelie, and know that three in ten are something else. That is right for 271 of 342.
#
# ## A question with too many answers
#
# Why only yes or no? Formula and code would work for questions with many answers, such as "on which
# island?" Here are two of those.


# %%
def gain_of_groups(groups):
    after = 0
    for value in np.unique(groups):
        inside = groups == value
        after += inside.mean() * stats.entropy(count(species[inside]), base=2)
    return stats.entropy(count(species), base=2) - after


print(f"on which island?        {gain_of_groups(penguins['island'].to_numpy()):.3f} bits")
print(f"what is your number?    {gain_of_groups(np.arange(len(species))):.3f} bits")

# %% [markdown]
# The island is worth 0.75 bits. The penguin's number in our list is worth 1.51, all there is: every
# group holds a single penguin and is pure. For the next penguin, with a number we have never seen,
# it says nothing. A gain is measured on the examples that we have, and many answers make it easy to
# memorize. Yes-or-no questions take smaller bites; but ask enough of them in a row, and the same
# thing happens. That is the subject of the next lecture.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Entropy and Gini impurity say how mixed a group is: 0 for one class alone, most for equal
#    shares.
# 2. The information gain of a question is the entropy before it minus the entropies after it,
#    weighted by the sizes of the groups.
# 3. The best question is found by trying every threshold of every feature, and its gain holds for
#    the examples at hand.
#
# **Where it leads.** One question named 271 of 342 penguins rightly. Each of the two groups can be
# asked a question of its own, and so on: that is a decision tree.
