# %% [markdown]
# # Names for values, names for recipes
#
# *55 minutes. You need: lists, loops and functions (lecture 1).*
#
# The ship's log of one afternoon reads: Adelie, Gentoo, Adelie, Chinstrap, and so on, three pages long.
# Which species was seen most often? A list answers only "what stands at place 7?". You want to ask
# "how many Gentoos?". And once you can ask, you will want to hand a whole *recipe* to a function: "here
# are my guesses, and this is how you judge them; which is best?" Both come up in every unit from here on.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.checks import expect
from utils.widgets import interact

masses = [3750, 3800, 3250, 3450, 3650]  # grams, the five Adélies of lecture 1

# %% [markdown]
# ## A dict: values under names
#
# A **dict** keeps each value under a **key**, mostly a word, instead of a place. Curly braces make one,
# with a colon between key and value. Square brackets look a value up, and an assignment adds a key or
# replaces its value.

# %%
penguin = {"species": "Adelie", "mass_g": 3750}
print("looked up:", penguin["mass_g"], "g")
penguin["island"] = "Torgersen"  # a new key
penguin["mass_g"] = 3800  # a new value under an old key
print(penguin)

# %% [markdown]
# The dict now has three keys, and 3750 is gone. Three things you will need again and again: `"island" in
# penguin` asks whether a key is there, `for key in penguin` runs through the keys, and
# `for key, value in penguin.items()` through both.
#
# To print a value inside a text, put an `f` before the opening quote and the name in curly braces:
# `f"{key} is {value}"`. (A number behind a colon, as in `{key:8}`, is a width in characters.)
#
# **Predict.** The next cell asks for a key that does not exist, once in square brackets and once with
# `get`. What will each do?

# %%
print("get:", penguin.get("sex", "unknown"))
try:
    print(penguin["sex"])
except KeyError as error:
    print("KeyError:", error)
for key, value in penguin.items():
    print(f"{key:8} {value}")

# %% [markdown]
# `get` hands back its second argument when the key is missing; the brackets stop with a `KeyError` that
# names the key. Keys must match to the letter: `"Species"` is another key than `"species"`.
#
# ## Your turn: tally the log
#
# Count how often each word occurs. Start with an empty dict, `counts = {}`, and go through the words.
# The first time you meet a word it has no key yet.


# %% exercise="tally"
def tally(words):
    """Count the words of a list.

    Parameters
    ----------
    words : list of str
        May be empty.

    Returns
    -------
    dict
        For each word that occurs, how often it does.
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION


# %% [markdown] hint="tally"
# What does `counts.get(word, 0)` give for a word that was never seen, and for one seen twice before?

# %% [markdown] hint="tally"
# On the log a, b, a the dict grows like this: {"a": 1}, then {"a": 1, "b": 1}, then {"a": 2, "b": 1}. One
# line in the loop does all three steps.

# %% checks="tally"
expect(
    tally(["Adelie", "Gentoo", "Adelie", "Chinstrap", "Adelie", "Gentoo"]),
    {"Adelie": 3, "Gentoo": 2, "Chinstrap": 1},
    "three, two and one: each word is counted where it stands in the list",
)
expect(
    tally(["owl", "owl", "owl", "owl"]), {"owl": 4}, "a single word, four times, makes a single key"
)
expect(tally([]), {}, "an empty log gives an empty dict")


# %% mistake="tally" replace="counts.get(word, 0) + 1" says="each word gets the value 1, however often it occurs: add 1 to what is there" with="1"

# %% mistake="tally" replace="counts.get(word, 0)" says="the count starts at 1, and 1 is added: every count is one too large" with="counts.get(word, 1)"

# %% mistake="tally" replace="    return counts" says="`return` is indented as part of the loop, so it ends the function in the first step" with="        return counts"


# %% mistake="tally" says="the first time counts for nothing: a new word must start with 1"
def tally(words):
    counts = {}
    for word in words:
        if word in counts:
            counts[word] = counts[word] + 1
        else:
            counts[word] = 0
    return counts


# %% mistake="tally" says="a word that occurs again sets its count back to 1"
def tally(words):
    counts = {}
    for word in words:
        if word not in counts:
            counts[word] = 0
        counts[word] = 1
    return counts


# %% mistake="tally" says="keys and values have changed places: the words are the keys"
def tally(words):
    return {words.count(word): word for word in words}


# %% mistake="tally" says="the number of different words is returned, not how often each occurs"
def tally(words):
    return len(set(words))


# %% mistake="tally" says="pairs of word and count are returned, not a dict"
def tally(words):
    return [(word, words.count(word)) for word in dict.fromkeys(words)]


# %% alternative="tally"
def tally(words):
    counts = {}
    for word in words:
        if word not in counts:
            counts[word] = 0
        counts[word] += 1
    return counts


# %% alternative="tally"
def tally(words):
    return {word: words.count(word) for word in words}


# %% [markdown]
# ## Places: a loop over indices
#
# `for mass in masses` hands you the values. Sometimes you need the *places*: to compare neighbors, to
# fill a second list, to say which one it was. `range(n)` runs through 0, 1, …, n − 1, just the indices of a
# list of length n. `range(a, b)` begins at a and ends *before* b. (`end="   "` makes `print`
# go on in the same line.)

# %%
for i in range(len(masses)):
    print(f"penguin {i}: {masses[i]} g", end="   ")
print()
print(list(range(2, 5)), list(range(5 - 1)))

# %% [markdown]
# The end of a range is never part of it. So `range(len(masses))` never runs over the end, and
# `range(len(masses) - 1)` stops one place earlier, which is what you need as soon as you look at the *next*
# value, `masses[i + 1]`. When you want place and value together, `for i, mass in enumerate(masses)` gives
# both, and `for a, b in zip(first, second)` walks through two lists side by side.
#
# ## Your turn: from day to day
#
# A chick is weighed every morning. Return how much it gained from each morning to the next. A list of m
# masses has m − 1 steps.


# %% exercise="gains"
def gains(masses):
    """Return the differences between neighbors.

    Parameters
    ----------
    masses : list of float
        One mass a morning, in grams, at least one.

    Returns
    -------
    list of float
        The gain of each day, one item fewer than `masses`; negative for a loss.
    """
    ### BEGIN SOLUTION
    steps = []
    for i in range(len(masses) - 1):
        steps.append(masses[i + 1] - masses[i])
    return steps
    ### END SOLUTION


# %% [markdown] hint="gains"
# With four masses, which values must `i` take so that both `masses[i]` and `masses[i + 1]` exist?

# %% [markdown] hint="gains"
# From 90, 97, 95 follow two gains: 97 − 90 = 7 and 95 − 97 = −2. Collect them with `append`.

# %% checks="gains"
expect(gains([90, 97, 95, 106]), [7, -2, 11], "up by 7, down by 2, up by 11")
expect(gains([40.5, 43.0]), [2.5], "two mornings have one step between them")
expect(gains([88]), [], "one morning alone has no step")


# %% mistake="gains" replace="range(len(masses) - 1)" says="the last `i` has no next value: the range must end one place earlier" with="range(len(masses))"

# %% mistake="gains" replace="masses[i + 1] - masses[i]" says="the earlier mass is counted as the later one: the signs are turned" with="masses[i] - masses[i + 1]"

# %% mistake="gains" replace="range(len(masses) - 1)" says="the loop begins at 1, so the first step is missing" with="range(1, len(masses) - 1)"

# %% mistake="gains" replace="range(len(masses) - 1)" says="the loop ends too early: the last step is missing" with="range(len(masses) - 2)"

# %% mistake="gains" replace="masses[i + 1] - masses[i]" says="every mass is compared with the first, not with the one before" with="masses[i + 1] - masses[0]"


# %% mistake="gains" says="for the first morning `masses[i - 1]` is `masses[-1]`, the last value: begin at 1"
def gains(masses):
    return [masses[i] - masses[i - 1] for i in range(len(masses))]


# %% mistake="gains" says="the sizes of the steps are returned, without their sign"
def gains(masses):
    return [abs(masses[i + 1] - masses[i]) for i in range(len(masses) - 1)]


# %% alternative="gains"
def gains(masses):
    return [masses[i] - masses[i - 1] for i in range(1, len(masses))]


# %% alternative="gains"
def gains(masses):
    steps = []
    for i in range(1, len(masses)):
        steps.append(masses[i] - masses[i - 1])
    return steps


# %% [markdown]
# ## A list in one line
#
# "Start with an empty list, loop, append" is so common that Python has a short form, the
# **comprehension**. These two do the same:

# %%
in_kg = []
for mass in masses:
    in_kg.append(mass / 1000)

print(in_kg)
print([mass / 1000 for mass in masses])
print([mass / 1000 for mass in masses if mass > 3500])
print({f"penguin {i}": mass for i, mass in enumerate(masses)})

# %% [markdown]
# Read it from the middle: *for each mass in masses*, then to the left: *put mass / 1000 into the list*. An
# `if` at the end lets only some through: three of the five. With braces and a colon the same form makes a
# dict. Handed straight to a function it needs no brackets: `sum(m / 1000 for m in masses)` is the sum in kg. Where a
# comprehension gets hard to read, write the loop; both are right.

# %% [markdown]
# ## A function is a value, too
#
# With parentheses, `spread(3500)` *runs* the recipe. Without them, `spread` *is* the recipe, and you can
# give it another name, put it into a list, or hand it to another function.
#
# **Predict.** What do the two lines print: a number, or something else?


# %%
def spread(guess):
    """Sum of the distances from a guess to the five masses, in grams."""
    return sum(abs(mass - guess) for mass in masses)


print(spread(3500))
print(callable(spread), callable(spread(3500)))

# %% [markdown]
# The first line is 1000 g, the distances 250, 300, 250, 50 and 150 added up. `callable` asks whether a value
# can be run: the recipe can, its result cannot. So a function may take a recipe as an argument and run it as
# often as it needs:


# %%
def show_values(recipe, inputs):
    for x in inputs:
        print(f"{x} → {recipe(x)}", end="   ")
    print()


show_values(spread, [3500, 3600, 3700])
show_values(abs, [-2, 3])

# %% [markdown]
# Inside, `recipe` is a name for whatever was handed over: first `spread`, then Python's `abs`. Note that
# `show_values(spread(3500), …)` would hand over the number 1000, and a number cannot be run: *'int' object is
# not callable*, says the error.
#
# ## lambda: a recipe without a name
#
# For a recipe that is used once there is a short form. `lambda guess: guess**2` is a function with the
# argument `guess`, and what stands behind the colon is what it returns, here the square (`**` raises to a power).
# No name, no `return`.

# %%
show_values(lambda x: x**2, [1, 2, 3])
longest_first = sorted(["Gentoo", "Adelie", "Chinstrap"], key=lambda word: -len(word))
print(longest_first)

# %% [markdown]
# `sorted` runs your recipe on each word and sorts by the results: −9 comes before −6. (Two words of equal
# length keep their order.) The next picture is drawn by a function that is handed a recipe, too. Drag `power`: the
# distances are raised to that power before they are added. (Its code uses NumPy, which comes in the next lecture: do not
# read it yet.) Where is the lowest point at 1, where at 2?


# %%
@interact(power=(1.0, 4.0, 0.5))
def judge(power=2.0):
    guesses = np.arange(3200, 3860, 10)
    cost = [sum(abs(mass - guess) ** power for mass in masses) for guess in guesses]
    plt.plot(guesses, np.array(cost) / max(cost), color=plots.MODEL)
    plt.plot(masses, [0] * 5, "o", color=plots.DATA, label="the five masses")
    plt.plot(guesses[np.argmin(cost)], min(cost) / max(cost), "o", color=plots.HIGHLIGHT, ms=9)
    plt.gca().set(xlabel="guess (g)", ylabel="cost (share of the largest)")
    plt.title(f"lowest at {guesses[np.argmin(cost)]} g")
    plt.legend()


# %% [markdown]
# The green dot is the lowest point. At 1 it stands at 3650 g, the value in the middle of the five, their median; at 2 it is 3580 g, their mean; at 4 it moves on to
# 3540 g, toward 3525 g, halfway between the lightest and the heaviest. Which guess is best depends on how you
# judge, and the judge is a function. So write the search once, for any judge.
#
# ## Your turn: the best by any judge
#
# Return the candidate for which `cost` is smallest. You do not know what `cost` computes: you run it. If
# several cost the same, return the first of them.


# %% exercise="cheapest"
def cheapest(candidates, cost):
    """Return the candidate with the smallest cost.

    Parameters
    ----------
    candidates : list
        At least one; of any kind that `cost` takes.
    cost : function
        Takes a candidate and returns a number.

    Returns
    -------
    candidate
        One of `candidates`, the first if several cost the same.
    """
    ### BEGIN SOLUTION
    best = candidates[0]
    for candidate in candidates:
        if cost(candidate) < cost(best):
            best = candidate
    return best
    ### END SOLUTION


# %% [markdown] hint="cheapest"
# It is the search for the largest value (lecture 1) with another comparison: not the candidates are
# compared, but what?

# %% [markdown] hint="cheapest"
# With the candidates 2, 7, 4 and `cost = lambda c: abs(c - 5)` the costs are 3, 2 and 1. The answer is 4, the
# candidate, not 1, its cost.

# %% checks="cheapest"
expect(cheapest([2, 7, 4], lambda c: abs(c - 5)), 4, "the costs are 3, 2 and 1: 4 is cheapest")
expect(
    cheapest(["Gentoo", "Chinstrap", "owl", "eel"], len),
    "owl",
    "candidates may be words and the cost any function: of two words with three letters the first",
)
expect(
    cheapest(list(range(3200, 3810, 10)), lambda g: sum((m - g) ** 2 for m in masses)),
    3580,
    "judged by squares, the mean of the five masses is the best guess",
)
expect(cheapest([9.5], lambda c: -c), 9.5, "a single candidate is the best there is")


# %% mistake="cheapest" replace="cost(candidate) < cost(best)" says="the most expensive candidate is kept" with="cost(candidate) > cost(best)"

# %% mistake="cheapest" replace="cost(candidate) < cost(best)" says="the candidates themselves are compared, not what they cost" with="candidate < best"

# %% mistake="cheapest" replace="cost(candidate) < cost(best)" says="of equals the last is kept, not the first" with="cost(candidate) <= cost(best)"

# %% mistake="cheapest" replace="    return best" says="`return` is indented as part of the loop, so it ends the function in the first step" with="        return best"

# %% mistake="cheapest" replace="return best" says="the smallest cost is returned, not the candidate that has it" with="return cost(best)"


# %% mistake="cheapest" says="the place of the best candidate is returned, not the candidate"
def cheapest(candidates, cost):
    costs = [cost(candidate) for candidate in candidates]
    return costs.index(min(costs))


# %% mistake="cheapest" says="the costs of all candidates are returned, and nothing is chosen"
def cheapest(candidates, cost):
    return [cost(candidate) for candidate in candidates]


# %% alternative="cheapest"
def cheapest(candidates, cost):
    return min(candidates, key=cost)


# %% alternative="cheapest"
def cheapest(candidates, cost):
    costs = [cost(candidate) for candidate in candidates]
    return candidates[costs.index(min(costs))]


# %% [markdown]
# This little search is the pattern of the whole course: a model makes candidates, a cost judges them, and
# learning finds the cheapest. Only the search gets smarter: in lecture 4 it follows the slope of the cost
# instead of trying everything.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A list is asked by place, a dict by key; a missing key is a `KeyError`, and `get` has an answer ready.
# 2. `range(n)` runs from 0 to n − 1, and a comprehension is a loop with `append` in one line.
# 3. A function without parentheses is a value to hand over; `lambda` writes one on the spot.
#
# **Where it leads.** Later data sets have millions of numbers. Next you replace the
# loop by an array that does all of it at once.
