# %% [markdown]
# # Quiz: model tuning
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A bakery predicts which of its orders will be late, and has tuned a model for it. Look at the pictures, the
# numbers and the code, work something out where you can, and choose one answer each. The cell below your
# answer says why an option is right or wrong. Where a question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="count_the_fits" points=1
# A grid has 4 values of $C$, 5 of $\gamma$ and 2 ways of scaling. It is searched by 5-fold cross-validation
# and then judged by nested cross-validation with 10 outer folds. How many models does the nested run fit?
#
# - [ ] 201
#     That is one search: 5 · 40 and the winner on all rows. Nesting runs it ten times.
# - [ ] 410
#     Ten times 41 leaves out the inner folds: each of the 40 settings is fitted 5 times.
# - [x] 2,010
#     Ten outer folds, each with a whole search: 40 · 5 inner fits, and one fit of the winner.
# - [ ] 2,000
#     In each outer fold the winner is fitted once more, to all of its rows.

# %% [markdown] choice="net_for_a_rate" points=1
# Nobody knows whether a good value of $\lambda$ is nearer to 0.0001 or to 10. Which five values do you try
# first?
#
# - [ ] 0.0001, 2.5, 5, 7.5, 10
#     Four of the five are of the same size. If 0.01 is good, this net falls through.
# - [x] 0.0001, 0.0018, 0.032, 0.56, 10
#     Equal factors of about 18: each size gets its share of the tries.
# - [ ] 10 first, then halve it for as long as the score rises
#     A walk of single steps stops at the first dip, and from 10 to 0.0001 it takes 17 halvings.
# - [ ] Five random values, uniform between 0.0001 and 10
#     Nine of ten such values lie above 1. Random is fine, but on a logarithmic scale.

# %%
# The picture of question 3
gammas, Cs = 10.0 ** np.arange(-4, 2), 10.0 ** np.arange(-1, 4)
along, across = np.meshgrid(np.arange(-4, 2), np.arange(-1, 4))
scores = 0.9 - 0.045 * (along + across - 1.6) ** 2 - 0.02 * (along + 2.5) ** 2
plots.search_map(gammas, Cs, np.clip(scores, 0.4, None), "γ", "C", "share right", best=False)
plt.show()

# %% [markdown] choice="read_the_map" points=1
# A colleague wants to save time: "Fix $C = 0.1$, find the best $\gamma$, keep it, then find the best $C$." What
# does the map say?
#
# - [ ] It works: the best $\gamma$ of one row is the best of every row.
#     The dark band slants: each C has another best γ.
# - [ ] $C$ plays no part, so one knob is enough.
#     Go up any column: the color changes.
# - [x] It ends in the wrong corner, at about 0.65.
#     In the row C = 0.1 the best is γ = 10, and in that column the best is C = 10. The dark end of the
#     band, near γ = 0.01 and C = 1000, is better by far and never seen.
# - [ ] The map is too small to say anything.
#     The band leaves the map at its upper edge, so a larger one might hold more; but it shows well enough that
#     the two knobs act together.

# %% [markdown] choice="sixty_draws" points=1
# You draw 30 settings at random. With what probability is at least one of them among the best 10% of the space?
#
# - [ ] 0.30
#     There are 3 expected hits; the probability of at least one is another question.
# - [x] 0.96
#     1 − 0.9³⁰ = 0.958, whatever the number of knobs.
# - [ ] 0.79
#     That is 1 − 0.95³⁰, for the best 5%.
# - [ ] It depends on how many knobs there are.
#     Shares of a space know nothing of its dimensions; a grid would suffer, random draws don't.

# %% [markdown] choice="who_is_luckier" points=1
# Four teams tune on the data of the same bakery. Whose best score promises too much by most, on average?
#
# - [ ] 1 setting, 50 rows
#     Nothing was chosen, so nothing was chosen for its luck, noisy as the score may be.
# - [ ] 200 settings, 5,000 rows
#     Many candidates, but with so many rows the noise of each score is a tenth of that with 50.
# - [x] 200 settings of many kinds of model, 50 rows
#     Noisy scores, many of them, and different models share little of their noise: the best is very lucky.
# - [ ] 200 settings that differ in the fifth digit of γ, 50 rows
#     They predict the same, so they share their luck: the best of 200 copies is no luckier than one.

# %% [markdown] choice="find_the_leak" points=1
# Where is the leak?
#
# ```python
# X = SimpleImputer().fit_transform(X)                    # A
# X = SelectKBest(f_classif, k=15).fit_transform(X, y)    # B
# search = GridSearchCV(SVC(), grid, cv=5)                # C
# print(cross_val_score(search, X, y, cv=10).mean())      # D
# ```
#
# - [ ] Only in A: the means for the gaps come from all rows.
#     A leaks as well, but it never sees a label. B does.
# - [x] Mostly in B: columns are chosen by labels of rows that later judge.
#     B, and to a small degree A, belong into a pipeline that C and D fit inside their folds.
# - [ ] In C: the grid is searched without a test set.
#     D provides one: the search runs inside its outer folds.
# - [ ] In D: a search must not be cross-validated.
#     On the contrary: that is nested cross-validation in one line.

# %% [markdown] choice="null_test" points=1
# A procedure reports 0.86 (balanced accuracy). You shuffle the labels, run all of it 20 times, and get 0.50 on
# average, from 0.41 to 0.60. What follows?
#
# - [ ] The model is good: 0.86 will come true.
#     The null test finds what a procedure invents. It does not promise the future: the rows may differ.
# - [ ] There is a leak, since 0.60 was reached without anything to learn.
#     Single runs scatter around 0.5; their average is where it belongs.
# - [x] There is no sign of a leak by choice or repetition, and 0.86 is far beyond chance.
#     None of the 20 runs comes near. A leak through the split of related rows, such as twins, can still hide: shuffling
#     destroys their common label.
# - [ ] Nothing: on shuffled labels every procedure reports 0.5.
#     One that chooses columns on all rows, or repeats rows before the split, does not.

# %% [markdown] choice="what_to_report" points=1
# Tuned by cross-validation, the best setting has 0.91. Nested cross-validation of the whole search says 0.87. What do
# you deliver, and with which number?
#
# - [x] The winner of a search on all rows, with 0.87
#     The nested number judges the way in which this winner was found.
# - [ ] The winner of a search on all rows, with 0.91
#     0.91 is the score by which it was chosen.
# - [ ] The winner of the best outer fold, with that fold's score
#     It is again the best of several, and it learned from fewer rows.
# - [ ] The average of both, 0.89
#     An honest number does not get better by mixing it with a flattered one.

# %%
# The picture of question 9
plt.figure(figsize=(7, 2.8))
plots.slice_errors(["bread", "cakes", "catering", "abroad"], [520, 310, 150, 20], [52, 62, 45, 14])
plt.show()

# %% [markdown] choice="which_slice" points=1
# 173 of 1,000 orders are predicted wrong. You have time for one slice, and mending any of them takes equally long.
# Where could most be gained?
#
# - [ ] abroad: 70% are wrong there
#     At most 14 mistakes can go: from 17.3% to 15.9%.
# - [x] cakes: their ceiling is 11.1%
#     62 mistakes could go, more than anywhere else: (173 − 62)/1000.
# - [ ] bread: it has most orders
#     52 mistakes, and a rate of 10%, are fewer than the 62 of the cakes.
# - [ ] catering: its rate, 30%, is high, and it is not small
#     A fair guess, but 45 mistakes are fewer than 62. Rate times rows decides.

# %% [markdown] choice="weights_or_threshold" points=1
# 4% of the orders are late. With class weights the model finds 80% of them, without 15%. The bakery also wants to
# tell each customer "late with probability …". What do you use?
#
# - [ ] The weighted model for both
#     Its probabilities are far too high: it learned as if half of the orders were late.
# - [ ] The plain model with the threshold 0.5
#     Few orders ever reach 0.5, which is why it finds only 15%.
# - [x] The plain model, its probabilities, and a threshold chosen by cost
#     Weights act mostly as a lower threshold. This way you keep the probabilities.
# - [ ] Late orders repeated in the table until both kinds are equally many
#     That does the same to the probabilities as weights, and before a split it leaks as well.

# %%
# The picture of question 11
rows = np.array([100, 200, 400, 800, 1600])
plt.figure(figsize=(6, 3.4))
plt.plot(rows, [0.31, 0.275, 0.26, 0.255, 0.253], "o-", color=plots.DATA, label="model A")
plt.plot(rows, [0.42, 0.37, 0.33, 0.30, 0.275], "s-", color=plots.ERROR, label="model B")
plt.xscale("log")
plt.xticks(rows, rows)
plt.minorticks_off()
plt.xlabel("training rows")
plt.ylabel("error on new rows")
plt.legend()
plt.show()

# %% [markdown] choice="buy_rows" points=1
# You have 1,600 orders and may buy 4,800 more. Which statement does the picture support?
#
# - [ ] Buy: all errors fall with more rows.
#     A's last doubling brought 0.002; for A alone they would be money thrown away.
# - [ ] Don't buy: A is better at every size.
#     Up to 1,600. B's last doubling brought 0.025, A's nothing; two more doublings may turn the order around.
# - [x] Buy only if you would use B: two more doublings may carry it below A.
#     A has come to rest near 0.25; B still falls by about 0.03 a doubling. It is a forecast, not a promise.
# - [ ] Nothing: learning curves describe the past.
#     Their course is the best hint you can have before you pay.

# %% [markdown] choice="halving_trap" points=1
# In a tournament with successive halving, which candidate is most likely to be sent home by mistake?
#
# - [ ] A stiff model that is good at once and soon stops improving
#     It shines in the first round and may even be kept too long.
# - [x] A flexible model that needs many rows, but is best with all of them
#     The first rounds hold few rows; its learning curve crosses the others' later.
# - [ ] A setting that is poor on any number of rows
#     It goes home, and rightly.
# - [ ] None: the best one leads in every round.
#     Only if learning curves never cross, and if scores on few rows had no noise.
