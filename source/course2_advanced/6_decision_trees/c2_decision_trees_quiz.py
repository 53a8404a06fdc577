# %% [markdown]
# # Quiz: decision trees
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A help desk wants to know which of its tickets will be solved within a day, and somebody has grown
# trees for it. Look at the plots, the numbers and the code, work something out where you can, and
# choose one answer each. The cell below your answer says why an option is right or wrong. Where a
# question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt

from utils import plots

# %% [markdown] choice="bits" points=1
# A group holds 8 tickets of four kinds: 4 of the first kind, 2 of the second, 1 of the third and 1
# of the fourth. What is its entropy?
#
# - [ ] 2 bits
#     That would be four kinds in equal shares, log2(4). Unequal shares leave less to ask.
# - [x] 1.75 bits
#     1/2 · 1 + 1/4 · 2 + 1/8 · 3 + 1/8 · 3. Asking for the most frequent kind first takes so many
#     questions on average.
# - [ ] 1.21 bits
#     That is the same sum with natural logarithms; its unit is not the bit.
# - [ ] 0.66 bits
#     That is the Gini impurity, 1 − 1/4 − 1/16 − 1/64 − 1/64, which has no unit.

# %% [markdown] choice="tiny_pure_group" points=1
# Of 100 tickets 50 are solved within a day. Question A puts 4 solved tickets on one side, and 46
# solved and 50 unsolved on the other. Question B splits them into (40 solved, 10 not) and (10
# solved, 40 not). Which one does a tree take?
#
# - [ ] A, because one of its sides is pure.
#     Only 4 of 100 tickets get there. For the other 96 nothing has become clearer: A gains 0.04
#     bits.
# - [x] B, because all 100 tickets end in a clearer group.
#     Both sides have 0.72 bits instead of 1, so B gains 0.28 bits; A gains 0.04.
# - [ ] Neither: both leave 50 tickets of each kind.
#     The totals never change. What counts is how the kinds are mixed within each side.
# - [ ] Whichever comes first, since the gains are equal.
#     The gains are 0.04 and 0.28 bits.

# %% [markdown] choice="ticket_number" points=1
# Somebody allows questions with many answers and adds the column "ticket number". The tree asks for
# it at the root and gets every training ticket right. What has it learned for the tickets of
# tomorrow?
#
# - [x] Nothing: a new ticket has a number it never met.
#     Each group holds one ticket, so all are pure and the gain is all there is. It is a list, not a
#     rule.
# - [ ] A lot: the information gain is as high as it can be.
#     The gain is measured on the training tickets. It says how well they are told apart, not
#     whether others will be.
# - [ ] A rule that needs pruning to depth 1.
#     It has depth 1 already. Depth is no protection when one question has thousands of answers.
# - [ ] As much as with yes-or-no questions, only faster.
#     Yes-or-no questions about the number would have to be asked many times in a row, and a limit on
#     the depth would stop them.

# %%
# The picture of question 4
root = {
    "text": "priority = high?\n60 of 150 late",
    "yes": {
        "text": "hour ≤ 15.5?\n40 of 50 late",
        "yes": {"text": "12 of 20 late"},
        "no": {"text": "28 of 30 late"},
    },
    "no": {
        "text": "customer = new?\n20 of 100 late",
        "yes": {"text": "17 of 25 late"},
        "no": {"text": "3 of 75 late"},
    },
}
plt.figure(figsize=(8, 3.6))
plots.tree(root, lambda node: node["text"])
plt.show()

# %% [markdown] choice="read_the_tree" points=1
# What does this tree say about a ticket of a new customer with low priority that comes in at 17:00?
#
# - [ ] late with probability 28/30, because it comes after 15:30
#     The hour is asked only where the priority is high. On the other side it plays no part.
# - [ ] late with probability 20/100
#     That is the node one level higher. There the tree still asks whether the customer is new.
# - [x] late with probability 17/25
#     Not high: to the right. New: yes, to the left. The hour is never asked.
# - [ ] It cannot say, as no such ticket was in the training data.
#     Each ticket reaches some leaf. Whether 25 tickets are evidence enough is another question.

# %% [markdown] choice="recursion_bug" points=1
# This function is to grow a tree of at most `max_depth` questions in a row. With `max_depth = 3` it
# runs until every leaf is pure. Why?
#
# ```python
# def grow(X, y, max_depth):
#     if max_depth == 0 or is_pure(y):
#         return leaf(y)
#     question, yes = best(X, y)
#     left = grow(X[yes], y[yes], max_depth)
#     right = grow(X[~yes], y[~yes], max_depth)
#     return node(question, left, right)
# ```
#
# - [ ] The two calls of `grow` work on the same rows.
#     `X[yes]` and `X[~yes]` share no row.
# - [ ] The test must read `max_depth == 3`.
#     Then it would stop at the root, where 3 questions are still allowed.
# - [x] The calls hand on `max_depth` as it is.
#     Each level must have one question less, `max_depth - 1`; otherwise it never reaches 0.
# - [ ] A function must not call itself twice.
#     It may. Each call works on a smaller group, and purity ends it here, though too late.

# %%
# The picture of question 6
sizes = [1, 2, 3, 4, 5, 6, 8, 10, 12]
training = [0.31, 0.22, 0.17, 0.14, 0.11, 0.08, 0.04, 0.02, 0.0]
held_out = [0.32, 0.24, 0.20, 0.185, 0.19, 0.20, 0.225, 0.24, 0.25]
plots.error_curves(sizes, training, held_out, "depth", "share of errors")
plt.show()

# %% [markdown] choice="which_depth" points=1
# The held-out data are 200 tickets, so an error of 0.19 has a standard error of 0.028. The team
# will explain the tree to customers. Which depth do you recommend?
#
# - [ ] 12: it makes no errors on the training data.
#     It has learned the training tickets by heart; on held-out tickets it errs more than at
#     any other depth but the first.
# - [ ] 4, and no other: its held-out error is the lowest.
#     With a standard error of 0.028 the difference between 0.185 and 0.20 is no difference. "No
#     other" claims too much.
# - [x] 3: as good as 4 within the uncertainty, and smaller.
#     A tree of depth 3 has at most 8 leaves, one of depth 4 up to 16. Among equals the simpler one
#     is easier to explain.
# - [ ] 1: its two errors are closest to each other.
#     They are close because both are large. That is underfitting.

# %% [markdown] choice="min_gain" points=1
# "Late" depends on two columns together: tickets of class A are late on weekdays, tickets of class
# B on weekends, in equal numbers. A tree with the rule "stop when the gain is below 0.01 bits"
# stays a single leaf. What helps?
#
# - [ ] Gini impurity instead of entropy
#     Each column alone leaves the shares as they were, so every measure of mixture gains 0.
# - [ ] More tickets of the same kind
#     With more tickets the gain of each single question comes even closer to 0.
# - [x] Growing deeper first and pruning afterward
#     The first question seems worthless and makes the second one perfect. Who judges the whole
#     branch can see that.
# - [ ] Standardizing the columns
#     A tree only asks on which side of a threshold a value lies. Scaling moves the threshold along.

# %% [markdown] choice="price_of_a_leaf" points=1
# In cost-complexity pruning a branch with 5 leaves lowers the impurity from 0.30 to 0.18 bits. At
# which price of a leaf is it cut off?
#
# - [ ] above 0.024 bits
#     That divides by 5. But cutting the branch leaves one leaf, so only 4 are saved.
# - [x] above 0.03 bits
#     (0.30 − 0.18) / (5 − 1). At a higher price the four leaves cost more than the 0.12 bits they
#     gain.
# - [ ] above 0.12 bits
#     That would be the price if the branch saved a single leaf.
# - [ ] below 0.03 bits
#     The cheaper a leaf, the more branches are worth it. Pruning begins at high prices.

# %% [markdown] choice="staircase" points=1
# A regression tree predicts how many hours a ticket takes from the number of words in it. The
# longest training ticket has 900 words. What does it predict for tickets of 1,200 and of 3,000
# words?
#
# - [ ] growing numbers, along the trend of the last steps
#     A tree has no trend. Between cuts, and beyond the last one, its prediction is constant.
# - [ ] an error, since no leaf was made for them
#     "Is it at most t words?" can be answered for any number.
# - [x] the same number for both, the mean of the last leaf
#     Both answer no to every "at most" question and end with the longest training tickets.
# - [ ] the mean of all training tickets for both
#     That is the root's mean. They walk down to the leaf on the far side.

# %% [markdown] choice="left_over" points=1
# Five tickets took 1, 2, 3, 10 and 12 hours, in the order of their length in words. Which cut
# leaves the smallest squared error?
#
# - [ ] after the second ticket, 1 and 2 | 3, 10 and 12
#     0.5 on the left, but 44.7 on the right: the 3 is far from the mean 8.33.
# - [x] after the third ticket, 1, 2 and 3 | 10 and 12
#     2 on the left and 2 on the right, 4 in all.
# - [ ] after the fourth ticket, 1, 2, 3 and 10 | 12
#     50 on the left: a pure right side of one ticket does not make up for it.
# - [ ] They all leave the same, because the mean of all stays 5.6.
#     Each side has its own mean, and it is the distances from these that count.

# %% [markdown] choice="silence" points=1
# In a tree you silence the question "priority = high?" at the root: it becomes a leaf, and the
# error doubles. A colleague concludes: "So without the column priority no model can do better than
# that." What do you say?
#
# - [ ] Right: the error shows the worth of the column.
#     It shows the worth of that question in this tree, and all below it fell silent as well.
# - [x] Wrong: a tree grown without it might ask others instead.
#     Silencing changes a finished tree. To know what the column is worth, grow one without it and
#     compare on held-out data.
# - [ ] Wrong: the root has no influence on the error.
#     It has the largest: without it nothing below is ever reached.
# - [ ] Right, provided that the error was measured on training data.
#     Held-out data are better for that, and even they do not justify the conclusion.

# %% [markdown] choice="two_months" points=1
# The same program grows one deep tree from the tickets of May and one from those of June. The two
# ask different questions and disagree on a fifth of the July tickets. Two logistic regressions
# disagree on 3%. What is the most useful next step?
#
# - [ ] Throw away the May tree, as it is older.
#     Being older does not make it worse by much. The disagreement comes from depth, not from age.
# - [ ] Grow both deeper, until they agree.
#     Deeper trees follow the accidents of their month even more closely, and disagree more.
# - [x] Average such trees or prune them, and test on August.
#     Disagreement between trees from similar data is variance. Means and smaller trees lower it;
#     held-out data say by how much.
# - [ ] Choose logistic regression, because stable models are accurate.
#     A model that always says "on time" is stable, too. It may still be the better one: that must be
#     measured.
