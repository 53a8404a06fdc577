# %% [markdown]
# # Quiz: logistic regression
#
# *20 minutes. You need: the five lectures of this unit.*
#
# A friend shows you classifiers, their plots and their code, and asks what you think. Read closely,
# work out a number where you can, and choose one answer each. Run the cell below your answer: it
# says why an option is right or wrong. Where a question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="one_more_centimeter" points=1
# A model of ripe melons says $z = 1.2\,x - 18$, with the diameter $x$ in cm, and $p = \sigma(z)$ is
# the probability of "ripe". What does one centimeter more do, whatever the melon?
#
# - [ ] It adds 1.2 to the probability.
#     A probability cannot grow by more than 1. The 1.2 is added to the log-odds.
# - [ ] It adds $\sigma(1.2) \approx 0.77$ to the probability.
#     How much the probability changes depends on where you are on the curve: a lot near 15 cm,
#     almost nothing at 25 cm.
# - [x] It multiplies the odds of "ripe" by about 3.3.
#     One centimeter adds 1.2 to the log-odds, and e to the power 1.2, about 3.3, multiplies the
#     odds, wherever you start.
# - [ ] It multiplies the probability by about 3.3.
#     It is the odds that are multiplied. A probability of 0.5 times 3.3 would be above 1.

# %%
# The picture of question 2
x = np.linspace(-4, 6, 200)
plt.plot(x, 1 / (1 + np.exp(-x)), color=plots.DATA, label="A")
plt.plot(x, 1 / (1 + np.exp(-4 * x)), color=plots.SECOND, label="B")
plt.plot(x, (1 - np.tanh(2 * (x - 2))) / 2, color=plots.MODEL, label="C")
plt.xlabel("x")
plt.ylabel("probability")
plt.legend()
plt.show()

# %% [markdown] choice="which_parameters" points=1
# Curves A and B are $\sigma(x)$ and $\sigma(4x)$. Which parameters belong to curve C?
#
# - [x] $w = -4$, $b = 8$
#     It falls, so w is negative; it is as steep as B; and it crosses 0.5 at −b/w = 2.
# - [ ] $w = -4$, $b = -8$
#     This one falls as steeply, but crosses 0.5 at −b/w = −2.
# - [ ] $w = 4$, $b = -8$
#     It crosses 0.5 at 2, but with a positive weight the curve would rise.
# - [ ] $w = -1$, $b = 2$
#     It falls and crosses at 2, but only as steeply as A.

# %% [markdown] choice="log_loss_bug" points=1
# This function returns 0.105 for a model that says 0.9 every time, however often it is wrong. Where
# is the bug?
#
# ```python
# def log_loss(y, p):
#     return -np.mean(y * np.log(p) + (1 - y) * np.log(p))
# ```
#
# - [ ] The minus sign belongs inside the mean, before each of the terms.
#     Minus the mean and the mean of the negatives are the same number.
# - [ ] `np.log` has the wrong base.
#     Another base would multiply every price by the same factor; wrong answers would still cost
#     more than right ones.
# - [ ] The mean must be a sum.
#     A sum only multiplies the result by the number of examples.
# - [x] For $y = 0$ the logarithm must be that of $1 - p$.
#     Both terms charge −log p, so y has no influence at all: −log 0.9 = 0.105 for right and wrong
#     alike.

# %% [markdown] choice="same_accuracy" points=1
# Two models give the same 100 answers at the threshold 0.5, and 80 of them are right. Model A has a
# log loss of 0.45, model B of 1.30. What do you conclude?
#
# - [ ] There is a mistake: with the same answers the log loss must be the same.
#     Answers only say on which side of 0.5 a probability lies; log loss looks at how far.
# - [x] B is far too sure of itself in some of its 20 wrong answers.
#     Its 80 right answers cost at most 0.69 each, 55 together. Of 130 in all, more than 74 are left for
#     20 wrong ones: at least 3.7 each, the price of having given the truth a chance of 2%.
# - [ ] B is too cautious: its probabilities are all near 0.5.
#     Near 0.5 every example costs about 0.69, whatever happens. It takes bold errors to pay 1.30.
# - [ ] A is the better model for every purpose.
#     For a choice at 0.5 they are equally good. A's probabilities deserve more trust, and that
#     matters as soon as you use them.

# %% [markdown] choice="slope_far_out" points=1
# An example has $y = 1$, and the model gives it the log-odds $z = -20$. How strongly does it pull
# on $z$ in gradient descent, with the log loss and with the squared miss $(\sigma(z) - y)^2$?
#
# - [ ] Both pull with a slope near −1.
#     The slope of the squared miss is 2 (p − y) p (1 − p), and p (1 − p) is about 0.000000002 here.
# - [ ] Log loss hardly at all, but the squared miss strongly.
#     It is the other way round. The squared miss can never exceed 1, and has gone flat.
# - [x] Log loss strongly, squared miss hardly at all.
#     It is p − y, about −1, for log loss; for squares it is multiplied by p (1 − p), which is
#     almost 0.
# - [ ] Neither pulls, since the sigmoid is flat at −20.
#     The sigmoid is flat, but the logarithm is steep there, and the two cancel to p − y.

# %% [markdown] choice="overflow" points=1
# `np.exp(z) / (1 + np.exp(z))` works for years and then returns `nan`. Which input did it?
#
# - [ ] `z = 0.0`
#     1 / (1 + 1) = 0.5, no trouble.
# - [x] `z = 800.0`
#     np.exp(800) overflows to inf, and inf / inf is nan. With 1 / (1 + np.exp(-z)) it would be 1.
# - [ ] `z = -800.0`
#     np.exp(-800) becomes 0, and 0 / 1 = 0 is fine. (The other form, 1 / (1 + np.exp(-z)), overflows
#     here, but only with a warning: 1 / inf is 0, too.)
# - [ ] An array of whole numbers
#     np.exp turns whole numbers into floating-point numbers first.

# %% [markdown] choice="runaway_weights" points=1
# After 1,000 steps the cost of a classifier is 0.003, after 100,000 it is 0.00004. The weights have
# doubled meanwhile and keep growing; the accuracy on the training data was 100% all the time. What
# is going on?
#
# - [ ] The learning rate is too large, and descent diverges.
#     Then the cost would rise or jump. It falls smoothly.
# - [x] A line separates the classes, and ever larger weights make the model ever surer.
#     Each stretch of w leaves the answers as they are but makes every example a little cheaper; a
#     price on weights stops it.
# - [ ] The cost has several valleys, and descent has not found the deepest of them so far.
#     Log loss of logistic regression is convex. Here its valley lies at infinity.

# %%
# The picture of question 8
plt.figure(figsize=(4, 3.6))
plots.confusion_matrix([[880, 20], [30, 70]], ("healthy", "sick"))
plt.show()

# %% [markdown] choice="read_the_matrix" points=1
# The table shows 1000 patients. The clinic wants to know: "If your test says sick, how likely is
# the patient sick?"
#
# - [ ] 70%
#     That is the recall, 70 of 100 sick patients: how many of the sick are found.
# - [ ] 95%
#     That is the accuracy, 950 of 1000. It says little about the alarms.
# - [x] 78%
#     The question looks at the column "predicted sick": 70 of 90 alarms are right. That is the
#     precision.
# - [ ] 7%
#     70 of all 1000 patients are sick and found, but the question is only about those with an
#     alarm.

# %% [markdown] choice="rare_fraud" points=1
# Of 10,000 card payments 80 are fraud. A vendor offers a detector that is "99.2% accurate". What do
# you ask first?
#
# - [ ] Whether the 99.2% were measured on payments it had not seen in training.
#     A good question, but even on new data, a detector that never rings is 99.2% accurate here.
# - [x] How many of the 80 it finds, and how many of its alarms are right.
#     Recall and precision tell a detector from a rule that always says "fine", which also reaches
#     99.2%.
# - [ ] What threshold it uses.
#     The threshold shifts the compromise, but without recall and precision you don't know between
#     what.
# - [ ] How many features it has.
#     That tells how it was made, not what it is worth.

# %%
# The picture of question 10
f = np.linspace(0, 1, 200)
plots.roc_curve(f, 0.72 * (1 - np.exp(-60 * f)) + 0.28 * f, "A", plots.DATA)
plots.roc_curve(f, 1 - (1 - f) ** 6, "B", plots.SECOND)
plt.show()

# %% [markdown] choice="crossing_curves" points=1
# B has the larger area: 0.86 against 0.85 for A, in round numbers. You search for forged bank notes
# by machine, and may stop at most 5% of the genuine ones. Which model do you take?
#
# - [ ] B, because its AUC is larger.
#     The AUC averages over all false positive rates. You will only ever use the left edge of the
#     picture.
# - [x] A, because at a false positive rate of 0.05 it finds more.
#     At 0.05 curve A stands at about 0.70, curve B near 0.26. Only that place of the curves matters
#     to you.
# - [ ] It does not matter: the areas are almost equal.
#     Equal areas can hide very different curves, as they do here.
# - [ ] Neither: curves that cross mean that both models are wrong.
#     Curves may cross. Each model is better in its own region.

# %% [markdown] choice="squared_scores" points=1
# Somebody replaces every predicted probability $p$ by $p^2$. What happens to the AUC and to the
# calibration on the same data?
#
# - [ ] Both change.
#     The AUC only depends on the order of the scores, and squaring keeps the order of numbers
#     between 0 and 1.
# - [ ] Neither changes.
#     A promise of 0.5 has become one of 0.25, but the share that happens is what it was.
# - [ ] The AUC changes, but the calibration does not.
#     It is the other way round: the order stays, the meaning of the numbers does not.
# - [x] The AUC stays, the calibration is lost.
#     All pairs keep their order, so the AUC is the same; the numbers now promise less than happens.

# %% [markdown] choice="price_of_a_miss" points=1
# A calibrated model says that a boiler will fail this winter with $p = 0.15$. A visit that turns
# out to be needless (a false alarm) costs 100 euros, a failure that nobody prevented (a miss) costs
# 900. A visit that prevents a failure pays for itself. Do you send somebody?
#
# - [x] Yes: the threshold is $1 / (1 + 9) = 0.1$.
#     A miss costs 9 false alarms. Waiting costs 0.15 · 900 = 135 on average, a visit wastes 0.85 ·
#     100 = 85.
# - [ ] No: 0.15 is below 0.5.
#     The threshold 0.5 is right only if both errors cost the same.
# - [ ] No: the threshold is $1 - 1/9 \approx 0.89$.
#     The more a miss costs, the lower the threshold has to be.
# - [ ] That depends on the AUC of the model.
#     For this one boiler you have a trustworthy probability and two prices. That is enough.
