# %% [markdown]
# # TITLE
#
# *180 minutes. You need: the units it draws on.*
#
# One question, one data set, and all that the course has taught so far: here, what a house in Ames
# costs. All 100 points are in milestones that are checked at once, so that who learns alone can
# finish; the report is marked by its author, by a rubric. Two thirds are guided, one third is the learner's own.

# %%
import numpy as np

from utils import datasets
from utils.checks import expect

prices = datasets.ames_prices()["price_kusd"].to_numpy()

# %% [markdown]
# ## Milestone 1: a baseline
#
# A milestone is an exercise like any other, with hints, checks, mistakes and an alternative. Let any
# honest model pass: check what must hold, not one way to it. Here: the guess that needs no features.


# %% exercise="baseline"
def baseline(y):
    """Return the mean of the known prices ``y`` (shape (m,), kUSD), a float."""
    ### BEGIN SOLUTION
    return y.mean()
    ### END SOLUTION


# %% [markdown] hint="baseline"
# Which single number is right on average?

# %% [markdown] hint="baseline"
# For prices 3, 4 and 11 it is 6.

# %% [markdown] hint="baseline"
# `y.sum()` divided by the number of prices, or an array's own method.

# %% checks="baseline" points=60
expect(baseline(np.array([3.0, 4.0, 11.0])), 6.0, "18 kUSD, shared by three houses")
expect(baseline(prices), 180.796, "the mean price in Ames, in kUSD", rtol=1e-5)
### BEGIN HIDDEN TESTS
expect(baseline(np.array([2.0, 5.0, 9.0, 14.0])), 7.5, "30 kUSD, shared by four houses")
### END HIDDEN TESTS

# %% mistake="baseline" replace="y.mean()" says="the median is returned" with="np.median(y)"

# %% mistake="baseline" replace=".mean()" says="the sum is not divided by m" with=".sum()"

# %% mistake="baseline" replace="y.mean()" says="the first price is left out" with="y[1:].mean()"

# %% mistake="baseline" replace=".mean()" says="the highest price is returned" with=".max()"


# %% alternative="baseline"
def baseline(y):
    return sum(y) / len(y)


# %% [markdown]
# ## Milestone 2: the report
#
# Say who reads it and how long it is, and give the rubric by which learners mark their own; let them mark a
# sample before. The check looks at what a computer can see: sections, length, and numbers taken from `result`,
# dollars with one digit after the point.


# %% exercise="report"
def report(result):
    """Return the report: "question" and "result", ten words or more each, from a dict with "rmse" (kUSD)."""
    ### BEGIN SOLUTION
    return {
        "question": "A model answer, in plain words: who asks, and what an error costs.",
        "result": f"Always saying the mean has an RMSE of {result['rmse']:.1f} kUSD, so a model must beat that.",
    }
    ### END SOLUTION


# %% [markdown] hint="report"
# Which line of the rubric can you answer with a number that the notebook has printed?

# %% [markdown] hint="report"
# `f"{7.306:.1f}"` is "7.3".

# %% [markdown] hint="report"
# Return `{"question": …, "result": …}`, the second as an f-string.

# %% checks="report" points=40
sections = report({"rmse": 81.37})
expect(list(sections), ["question", "result"], "the two sections, in this order")
short = [name for name in sections if len(sections[name].split()) < 10]
expect(short, [], "every section has ten words or more")
expect("81.4" in sections["result"], True, "the section result names the error, with one digit")
### BEGIN HIDDEN TESTS
expect(
    "67.9" in report({"rmse": 67.92})["result"],
    True,
    "with another result the text has another number",
)
### END HIDDEN TESTS


# %% mistake="report" replace="{result['rmse']:.1f}" says="the number is typed, and does not follow `result`" with="81.4"

# %% mistake="report" replace=":.1f" says="the number has too many digits to be read" with=""

# %% mistake="report" replace=", in plain words: who asks, and what an error costs" says="a section is too short" with=""

# %% mistake="report" replace="\"result\": f" says="a section has the wrong name" with="\"results\": f"


# %% alternative="report"
def report(result):
    question = "Somebody sells a house, and asks what it will fetch in Ames."
    return {
        "question": question,
        "result": "Guessing the mean has an RMSE of {rmse:.1f} kUSD, and this is the baseline.".format(
            **result
        ),
    }
