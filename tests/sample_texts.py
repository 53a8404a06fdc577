"""A course of one unit in a folder of its own."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]

ASSIGNMENT = '''\
# %% [markdown]
# # Where to put the threshold
#
# *60 minutes. You need: means.*

# %%
import numpy as np

from utils.checks import expect

# %% [markdown]
# ## The cost of a threshold

# %% exercise="cost"
def cost(t, fire, p, k=20):
    """Return the mean cost of ringing whenever ``p >= t``."""
    ### BEGIN SOLUTION
    canary_solution = p >= t
    return np.mean(k * (fire & ~canary_solution) + (~fire & canary_solution))
    ### END SOLUTION


# %% [markdown] hint="cost"
# `p >= t` is a Boolean array.

# %% [markdown] hint="cost"
# `~` turns it round.

# %% checks="cost" points=10
two = np.array([True, False]), np.array([0.9, 0.2])
expect(cost(0.5, *two), 0.0, "it rings for the fire and only for the fire")
expect(cost(0.0, *two), 0.5, "at t = 0 every alarm rings: one of two is false")
### BEGIN HIDDEN TESTS
canary_hidden = np.array([True, False]), np.array([0.5, 0.5])
expect(cost(0.5, *canary_hidden), 0.5, "a probability equal to the threshold rings")
### END HIDDEN TESTS


# %% mistake="cost" says="p > t leaves out the tie"
def cost(t, fire, p, k=20):
    canary_mistake = p > t
    return np.mean(k * (fire & ~canary_mistake) + (~fire & canary_mistake))


# %% mistake="cost" says="the sum is not divided by m"
def cost(t, fire, p, k=20):
    return np.sum(k * (fire & (p < t)) + (~fire & (p >= t)))


# %% mistake="cost" says="every fire is paid for, missed or not"
def cost(t, fire, p, k=20):
    return np.mean(k * fire + (~fire & (p >= t)))


# %% alternative="cost"
def cost(t, fire, p, k=20):
    canary_alternative = 0
    for burning, chance in zip(fire, p):
        if burning and chance < t:
            canary_alternative += k
        elif not burning and chance >= t:
            canary_alternative += 1
    return canary_alternative / len(p)
'''

QUIZ = """\
# %% [markdown]
# # Quiz: thresholds
#
# *10 minutes. You need: the lecture.*

# %% [markdown] choice="higher" points=2
# What does a higher threshold do?
#
# - [ ] It rings more often.
#   Fewer probabilities reach a higher threshold.
# - [x] It rings less often.
#   Only the larger probabilities reach it.
"""

LECTURE = '''\
# %% [markdown]
# # A first look
#
# *5 minutes. You need: nothing.*

# %%
from utils.checks import expect

# %% exercise="half"
def half(x):
    """Return half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


# %% checks="half"
expect(half(4), 2, "half of four is two")

# %% exercise="best"
### BEGIN SOLUTION
best = 21
### END SOLUTION

# %% checks="best"
expect(best, 21, "the mean of 19, 20 and 24")
'''


class Course:
    """A course folder whose texts a test may replace."""

    def __init__(self, root):
        self.root = root
        self.unit = root / "source" / "course1_supervised" / "1_thresholds"
        self.unit.mkdir(parents=True)
        shutil.copy(ROOT / "pyproject.toml", root)
        (self.unit.parent / "README.md").write_text("# Course 1\n\n{total}\n")
        (self.unit / "unit.md").write_text("# Thresholds\n\nWhere to ring.\n")
        (self.unit / "glossary.md").write_text("**threshold**: where an alarm begins.\n")
        self.write("c1_thresholds", ASSIGNMENT)
        self.write("c1_thresholds_quiz", QUIZ)
        self.write("1_a_first_look", LECTURE)

    def write(self, stem, text):
        (self.unit / f"{stem}.py").write_text(text)

    def notebook(self, stem):
        return self.root / "course1_supervised" / "1_thresholds" / f"{stem}.ipynb"
