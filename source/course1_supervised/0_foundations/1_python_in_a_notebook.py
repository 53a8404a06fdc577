# %% [markdown]
# # Python in a notebook
#
# *45 minutes. You need: to have seen a loop and a function once, in any language.*
#
# Five penguins stood on a scale in Antarctica. Somebody typed their weights into a notebook and
# read off a mean. A week later the same notebook shows another mean, and nobody has touched the
# numbers. How can that be? You will know at the end of this lecture, and you will be able to read
# what Python says when something is wrong.

# %%
import traceback

from utils import plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## A cell answers with its last line
#
# A **notebook** is a row of **cells**: some hold text, some hold code. Click into the cell below
# and press Shift+Enter to run it. `masses` is a **list**, values in an order; these are the body
# masses of five real Adélie penguins in grams.
#
# A code cell shows the value of its last line. What stands on a line before is worked out, but
# not shown, unless you ask for it with `print`. (The cells above with `import` fetch tools that
# this page uses. Run them first; you need not read them.)

# %%
masses = [3750, 3800, 3250, 3450, 3650]
len(masses)
print("the first:", masses[0], "g")
masses[-1]

# %% [markdown]
# Two of the three results appear. `print` showed the first mass, and the last line showed 3650.
# The length, 5, was worked out and dropped.
#
# Python counts from zero: `masses[0]` is the first value, `masses[4]` the fifth. The number in the
# brackets is the **index**. A negative index counts from the end, so `masses[-1]` is the last
# value, whatever the length.

# %% [markdown]
# ## The notebook remembers
#
# Behind the page runs a Python process, the **kernel**. It keeps every name you give, in the order
# in which you *run* cells, not in the order in which they stand on the page.
#
# **Predict.** You run the next two cells once each, then the second one again. What does it show
# the first time, and what the second time?

# %%
scale = 3750

# %%
scale = scale + 50
scale

# %% [markdown]
# First 3800, then 3850. The line takes the value that the kernel remembers, adds 50, and stores
# the result under the same name. Run it ten times and the penguin has gained half a kilogram.
#
# This is the riddle of the two means: the page looked the same, but a cell had been run twice. The
# numbers in brackets beside the cells, like `[7]`, tell the true order. When you lose track, choose
# *Kernel → Restart* and run from the top. A notebook is right when it is right from top to bottom.

# %% [markdown]
# ## A loop, one step at a time
#
# The **mean** of $m$ values $x_1, \dots, x_m$ is their sum divided by their number:
#
# $$\bar x = \frac{1}{m} \sum_{i=1}^{m} x_i$$
#
# Here $x_i$ is the mass of penguin $i$ in grams and $m = 5$. (Formulas count from 1, Python counts
# from 0: $x_1$ is `masses[0]`.) The sign $\sum$ is a loop in disguise: start at zero and add one value
# after the other.

# %%
total = 0
for mass in masses:
    total = total + mass
total / len(masses)

# %% [markdown]
# The mean is 3580 g. The indented line is the body of the loop: it runs once for each value, and
# each time `mass` is the next one. The line after it is not indented, so it runs once, at the end.
#
# Drag `step` and play computer. At each step, say the new total aloud before you look at the title.
# The line with `@interact` makes the slider; how it does that does not matter here.


# %%
@interact(step=(0, 5, 1))
def show(step=3):
    plots.loop_step(masses, step, unit="g").margins(y=0.1)


# %% [markdown]
# At step 3 the two dark blue bars were added before, the green one, 3250 g, has just been added, and
# the total is 3750 + 3800 + 3250 = 10800 g. The two pale bars are still to come. At step 5 the total is
# 17900 g; divided by 5 it gives the mean of 3580 g.

# %% [markdown]
# ## A function hands back a value
#
# To use the recipe on other numbers, give it a name. A **function** takes **arguments** and hands
# a value back with `return`. That is not the same as printing.
#
# **Predict.** One of these functions prints its result, the other returns it. What are `a` and
# `b` at the end?


# %%
def doubled_and_printed(mass):
    print(2 * mass)


def doubled(mass):
    return 2 * mass


a = doubled_and_printed(3750)
b = doubled(3750)
print("a is", a, "and b is", b)

# %% [markdown]
# The number 7500 appeared on the screen while the first function ran, but `a` is `None`, Python's
# word for "nothing". Printing shows a value to you; returning gives it to the program. Only `b` can
# be used further. In this course your functions return.

# %% [markdown]
# ## Your turn: the mean of any list
#
# Turn the loop above into a function. It must work for a list of any length, so count the values
# instead of writing 5. The text in triple quotes says what goes in and what must come out; leave it,
# and replace the `raise` line. Then run the cell below the hint: it tries your function on small
# cases and says what is wrong.


# %% exercise="mean_mass"
def mean_mass(masses):
    """Return the mean of a list.

    Parameters
    ----------
    masses : list of float
        At least one value, in grams.

    Returns
    -------
    float
        In grams.
    """
    ### BEGIN SOLUTION
    total = 0
    for mass in masses:
        total = total + mass
    return total / len(masses)
    ### END SOLUTION


# %% [markdown] hint="mean_mass"
# Three parts: a total that starts at zero, a loop that adds each mass to it, and one line after
# the loop that divides and returns.

# %% checks="mean_mass"
expect(mean_mass([2, 4]), 3.0, "the mean of two values lies halfway between them")
expect(mean_mass([1, 2, 5]), 8 / 3, "1, 2 and 5 add up to 8, shared by three: 2.666…, not rounded")
expect(mean_mass([3750, 3800, 3250, 3450, 3650]), 3580.0, "it agrees with the loop above")
expect(mean_mass([5000]), 5000.0, "the mean of one value is that value")


# %% mistake="mean_mass" says="`return` is indented as part of the loop, so it ends the function in the first step"
def mean_mass(masses):
    total = 0
    for mass in masses:
        total = total + mass
        return total / len(masses)


# %% mistake="mean_mass" says="the function prints the mean but does not return it"
def mean_mass(masses):
    print(sum(masses) / len(masses))


# %% mistake="mean_mass" says="the sum is divided by 5, whatever the length of the list"
def mean_mass(masses):
    return sum(masses) / 5


# %% mistake="mean_mass" says="the sum is returned, not yet divided by the number of values"
def mean_mass(masses):
    return sum(masses)


# %% mistake="mean_mass" replace="total = total + mass" says="each mass replaces the total instead of being added to it" with="total = mass"


# %% mistake="mean_mass" says="the loop runs over the positions 1, 2, …, and leaves out the first mass at position 0"
def mean_mass(masses):
    total = 0
    for i in range(1, len(masses)):
        total = total + masses[i]
    return total / len(masses)


# %% mistake="mean_mass" says="the loop stops before the last mass"
def mean_mass(masses):
    total = 0
    for i in range(len(masses) - 1):
        total = total + masses[i]
    return total / len(masses)


# %% mistake="mean_mass" says="the value in the middle is returned (the median), not the mean"
def mean_mass(masses):
    return sorted(masses)[len(masses) // 2]


# %% alternative="mean_mass"
def mean_mass(masses):
    return sum(masses) / len(masses)


# %% [markdown]
# ## Reading an error from the bottom
#
# The fourth penguin of the study ran away before it was weighed. Somebody wrote `None` for it.
# Now the loop stops with an **error**.
#
# The words `try` and `except` below catch the error and print its report, the **traceback**, so
# that this page can run on. Without them Jupyter stops at the cell and shows the same report in
# color.


# %%
def total_mass(masses):
    total = 0
    for mass in masses:
        total = total + mass
    return total


try:
    total_mass([3750, 3800, 3250, None, 3450])
except TypeError:
    print(traceback.format_exc())

# %% [markdown]
# Read a traceback from the last line up.
#
# 1. The last line says *what*: a `TypeError`, because `+` does not know how to add a number (`int`)
#    and nothing (`NoneType`).
# 2. The lines above say *where*: in `total_mass`, at `total = total + mass`.
# 3. Further up stands *who asked*: the cell that called the function with this list.
#
# The place where Python stops is often not the place of the mistake. The loop is fine; the list
# has a gap.

# %% [markdown]
# ## The errors you will meet
#
# Most errors of a beginner's week are of these six kinds. The first word of the last line tells
# which:
#
# | error | what happened |
# |---|---|
# | `NameError` | a name that was never given: misspelled, or its cell has not been run |
# | `TypeError` | an operation on the wrong kind of value, like `3 + "4"` |
# | `ValueError` | the right kind of value, but one that does not fit, like `int("ten")` |
# | `IndexError` | an index beyond the end of a list |
# | `KeyError` | a column or key that does not exist |
# | `SyntaxError` | Python cannot read the line: a missing bracket, quote or colon |

# %%
try:
    print(masses[5])
except IndexError as error:
    print("IndexError:", error)
try:
    print(mases[0])
except NameError as error:
    print("NameError:", error)

# %% [markdown]
# There are five values, so the last index is 4 and `masses[5]` is out of range. In the second line
# an *s* is missing: Python never met the name `mases`. Read the message to its end before you
# change anything: most messages name what to mend.

# %% [markdown]
# ## Your turn: skip the gaps
#
# Write the mean of the penguins that *were* weighed. `if mass is not None:` runs the indented lines below it
# only for a value that is known, and `known.append(mass)` adds a value at the end of the list `known`. Mind
# what you divide by: a penguin that ran away must not count.


# %% exercise="mean_of_known"
def mean_of_known(masses):
    """Return the mean of the values that are not None.

    Parameters
    ----------
    masses : list of (float or None)
        In grams; at least one value is known.

    Returns
    -------
    float
        In grams.
    """
    ### BEGIN SOLUTION
    known = []
    for mass in masses:
        if mass is not None:
            known.append(mass)
    return sum(known) / len(known)
    ### END SOLUTION


# %% [markdown] hint="mean_of_known"
# First collect the known values in a list of their own, which is empty (`[]`) before the loop. Which function
# of this page takes its mean?

# %% checks="mean_of_known"
expect(mean_of_known([2, None, 6]), 4.0, "the gap counts neither as a value nor as zero")
expect(mean_of_known([1, None, 2, 5]), 8 / 3, "three known values share 8: 2.666…, not rounded")
expect(mean_of_known([None, None, 6]), 6.0, "one known value is its own mean")
expect(mean_of_known([0, 4]), 2.0, "a zero is a value, not a gap")
five = [3750, 3800, 3250, None, 3450]
expect(mean_of_known(five), 3562.5, "four known penguins share 14250 g")


# %% mistake="mean_of_known" says="the gaps are left out of the sum but still counted in the number of values"
def mean_of_known(masses):
    total = 0
    for mass in masses:
        if mass is not None:
            total = total + mass
    return total / len(masses)


# %% mistake="mean_of_known" says="`if mass` also throws away a zero, which is a value"
def mean_of_known(masses):
    known = [mass for mass in masses if mass]
    return sum(known) / len(known)


# %% mistake="mean_of_known" replace="sum(known) / len(known)" says="the known values are added up, but not divided by how many they are" with="sum(known)"


# %% mistake="mean_of_known" says="`return` is indented as part of the loop, so it ends the function in the first step"
def mean_of_known(masses):
    known = []
    for mass in masses:
        if mass is not None:
            known.append(mass)
        return sum(known) / max(len(known), 1)


# %% mistake="mean_of_known" replace="sum(known) / len(known)" says="the list of the known values is returned, not their mean" with="known"


# %% mistake="mean_of_known" says="the loop stops at the first gap instead of skipping it"
def mean_of_known(masses):
    total, count = 0, 0
    for mass in masses:
        if mass is None:
            break
        total, count = total + mass, count + 1
    return total / max(count, 1)


# %% [markdown]
# ## The worst error has no message
#
# Python complains when it *cannot* go on. It says nothing when it goes on in the wrong way. This
# function looks for the largest value, and for penguins it works.
#
# **Predict.** What does it answer for three winter temperatures at the station, −12, −3 and
# −7 °C?


# %%
def largest_so_far(values):
    top = 0
    for value in values:
        if value > top:
            top = value
    return top


print(largest_so_far(masses), "g")
print(largest_so_far([-12, -3, -7]), "°C")

# %% [markdown]
# It says 0 °C, a temperature that was never measured. No value is greater than the starting
# value, so the start survives. Nothing stops, nothing turns red.
#
# Against silent errors only one thing helps: try the function on a small case whose answer you
# know. That is what a **check** does, and why each exercise in this course is followed by some.

# %% [markdown]
# ## Your turn: the largest of any list
#
# Mend the function. With which value can the search start so that the answer is always one of
# the values themselves?


# %% exercise="largest"
def largest(values):
    """Return the largest value of a list.

    Parameters
    ----------
    values : list of float
        At least one, of any sign.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    top = values[0]
    for value in values:
        if value > top:
            top = value
    return top
    ### END SOLUTION


# %% [markdown] hint="largest"
# Start with a value that is in the list: the first one.

# %% checks="largest"
expect(largest([2, 9, 4]), 9, "it finds the largest wherever it stands")
expect(
    largest([4.5, 2.25, 9.375]), 9.375, "it is one of the values themselves, to the last decimal"
)
expect(largest([-12, -3, -7]), -3, "the largest of negative values is the one closest to zero")
expect(largest([5]), 5, "one value is its own largest")


# %% [markdown] equivalent="largest"
# - `value > top → value >= top`: among equal values it does not matter which one is kept


# %% mistake="largest" says="the search starts at 0, and every value lies below it"
def largest(values):
    top = 0
    for value in values:
        if value > top:
            top = value
    return top


# %% mistake="largest" says="the values are compared with < so that the smallest is found"
def largest(values):
    top = values[0]
    for value in values:
        if value < top:
            top = value
    return top


# %% mistake="largest" says="the place of the largest is returned, not its value"
def largest(values):
    top = 0
    for i in range(len(values)):
        if values[i] > values[top]:
            top = i
    return top


# %% mistake="largest" says="`return` is indented as part of the loop, so it ends the function in the first step"
def largest(values):
    top = values[0]
    for value in values:
        if value > top:
            top = value
        return top


# %% mistake="largest" says="the last value is returned instead of the largest"
def largest(values):
    top = values[0]
    for value in values:
        top = value
    return top


# %% [markdown]
# ## Three sentences to remember
#
# 1. The kernel remembers what you *ran*, not what you see: restart and run from the top when in
#    doubt.
# 2. A function returns its result; what it prints is lost to the program.
# 3. Read a traceback from its last line up, and try every function on a case you can do by hand.
#
# **Where it leads.** A list answers "what stands at place 3?". Next you ask by name instead of by place,
# and hand a whole function to another one.
