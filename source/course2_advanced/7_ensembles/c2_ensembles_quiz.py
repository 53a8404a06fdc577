# %% [markdown]
# # Quiz: ensembles
#
# *25 minutes. You need: the first three lectures of this unit.*
#
# A company rents out bicycles. It forecasts how many are needed at each station, and which bicycles
# will break. Look at the plots, the numbers and the code, work something out where you can, and choose
# one answer each. The cell below your answer says why an option is right or wrong. Where a question
# has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="half_samples" points=1
# To save time, each tree of the forest gets only $m/2$ draws with replacement from the $m$ rows, not $m$.
# What share of the rows does a tree leave out, if $m$ is large?
#
# - [ ] 50%, since half as many draws leave out half of the rows
#     That would hold without replacement. With it some rows come twice, so fewer different ones come.
# - [ ] 37%, as in every bootstrap sample
#     That is the share for m draws.
# - [x] 61%
#     One draw misses a row with probability 1 − 1/m; m/2 draws all miss it with (1 − 1/m)^(m/2), about
#     e^(−1/2).
# - [ ] 74%, twice the share for $m$ draws
#     Chances of missing multiply from draw to draw; they do not add up.

# %% [markdown] choice="which_helps" points=1
# A bag of 100 trees forecasts rentals. One tree errs by $\sigma = 8$ bicycles, the errors of two trees have the
# correlation $\rho = 0.25$. Which change lowers the error of the mean most?
#
# - [ ] 1000 trees instead of 100
#     From 8 · √(0.25 + 0.0075) = 4.06 to 8 · √(0.25 + 0.00075) = 4.01: the shared part stays.
# - [x] fewer columns a split: σ = 9, ρ = 0.16
#     9 · √(0.16 + 0.0084) = 3.69. Each tree is worse, the mean is better.
# - [ ] shallower trees that err less alone: σ = 7, ρ = 0.4
#     7 · √(0.4 + 0.006) = 4.46. What a tree gains alone is lost because all agree in their errors.
# - [ ] none, since 100 trees have reached the limit
#     They have reached the limit of these trees, 8 · √0.25 = 4. Other trees have another one.

# %% [markdown] choice="needles" points=1
# Of 200 columns only two tell whether a bicycle will break: brake wear and age. The other 198 are noise. A
# forest draws 14 columns a split, about √200, and is clearly worse than one that draws 100. Why?
#
# - [ ] √200 columns are too many: the trees resemble each other
#     They resemble each other little. Their trouble is that most of their splits are noise.
# - [ ] Noise columns make all trees err alike
#     Chance columns lead different trees astray in different ways.
# - [ ] A forest needs more than two informative columns
#     One is enough if the trees get to see it.
# - [x] Six of seven splits get to see neither of the two
#     14 of 200 hold at least one of two with a probability of about 14%. Here more columns a split help.

# %%
# The picture of question 4
rounds = np.arange(1, 401)
fast = 3.0 + 5 * np.exp(-rounds / 4) + 0.35 * np.log(rounds) ** 1.1
slow = 3.1 + 5 * np.exp(-rounds / 60) + 0.0002 * rounds
plt.plot(rounds, fast, color=plots.ERROR, label="model A")
plt.plot(rounds, slow, "--", color=plots.MODEL, label="model B")
plt.xlabel("rounds of boosting")
plt.ylabel("RMSE on validation hours (bicycles)")
plt.legend()
plt.show()

# %% [markdown] choice="read_curves" points=1
# Two boosted models differ in one setting alone. What is it most likely, and what follows?
#
# - [ ] A has deeper trees; with a thousand rounds it would overtake B
#     A rises after its best round. More of the same makes it worse.
# - [x] A has the larger learning rate; B is kept, with about 300 rounds
#     A's large steps are soon at their best and then learn accidents. B takes far more rounds to a lower valley.
# - [ ] B has the larger rate, since its error falls for longer
#     A small rate is what falls for long: each round adds little.
# - [ ] B is not trained to the end, so nothing can be said yet
#     B is flat from about 300 rounds on, and lower than A ever was.

# %% [markdown] choice="boosting_bug" points=1
# This code runs, but its error stops falling after the first rounds, far above that of a library. Why?
#
# ```python
# F = np.full(len(y), y.mean())
# residuals = y - F
# for k in range(200):
#     tree = DecisionTreeRegressor(max_depth=2).fit(X, residuals)
#     F = F + 0.1 * tree.predict(X)
#     residuals = residuals - tree.predict(X)
# ```
#
# - [x] The residuals lose the whole tree, while F gains a tenth of it
#     What is left over is y − F. The code says that the whole error is gone where a tenth of it is.
# - [ ] The trees must be stumps, of depth 1
#     Depth 2 is fine. It can even describe how two columns act together.
# - [ ] F must start at 0, so that the first tree learns the mean
#     From 0 it would need many rounds for the mean alone. Starting at the mean is right.
# - [ ] 200 rounds of rate 0.1 are too few
#     (1 − 0.1)^200 is 7 · 10^(−10): with true residuals, they are plenty.

# %% [markdown] choice="quantile_loss" points=1
# Too few bicycles at a station cost nine times as much as too many, so the company boosts the loss $0.9\,r$ for
# $r = y - F > 0$ and $-0.1\,r$ for $r < 0$. At one station $r$ is 2, −5 and 30. To which numbers is the
# next tree fitted?
#
# - [ ] 1.8, 0.5 and 27
#     These are the losses. A tree is fitted to their negative slope by F.
# - [ ] 2, −5 and 30
#     That is the squared loss, where the residual itself is the slope.
# - [ ] −0.9, 0.1 and −0.9
#     That is ∂L/∂F. Its negative is needed, or the loss rises.
# - [x] 0.9, −0.1 and 0.9
#     F rises by one: the loss falls by 0.9 where r > 0, and rises by 0.1 where r < 0. How large r is
#     does not matter.

# %% [markdown] choice="hours_in_a_bag" points=1
# A forest learns from every hour of two years, with hour, weather and date as columns. Out of bag it errs by
# 4 bicycles, in the first month in use by 11. Its code is right. What is the most likely reason?
#
# - [ ] Out of bag, only 37% of the trees judge each hour, which makes the error look smaller
#     Fewer trees make it look a little larger, not smaller.
# - [ ] The forest has too many trees and is overfitted
#     More trees do not harm a forest.
# - [x] An hour left out has its neighbors in the sample
#     What 9:00 was like is nearly told by 8:00 and 10:00 of the same day. In use there are no later
#     hours. Judge by whole months at the end instead.
# - [ ] Bootstrap samples contain some hours twice, which counts their errors twice
#     Each hour has one out-of-bag answer, and counts once.

# %% [markdown] choice="twin_columns" points=1
# Permutation importance on new data: `temperature` 0.1 and `felt_temperature` 0.2 bicycles, `hour` 9. A
# colleague drops both temperatures, "as they do not matter", and the error rises by 6. What happened?
#
# - [ ] Importance on new data is too pessimistic; it should be measured on training rows
#     On training rows even a random column seems to matter.
# - [x] When one was shuffled, the model still had the other
#     Columns that know each other hide each other's importance. Shuffle them together.
# - [ ] The hour was shuffled as well and covered both
#     Each importance shuffles its own column or group, and leaves the others alone.
# - [ ] A forest without them must draw worse columns, which says nothing about temperature
#     The rise by 6 says that the others cannot replace what temperature tells.

# %%
# The picture of question 9
rng = np.random.default_rng(4)
degrees = np.linspace(-5, 30, 36)
up = [26 + a * (degrees - 12) + rng.normal() * 4 for a in rng.normal(0.9, 0.15, 12)]
down = [26 - a * (degrees - 12) + rng.normal() * 4 for a in rng.normal(0.9, 0.15, 12)]
plots.dependence(degrees, up + down, xlabel="temperature (°C)", ylabel="rentals an hour")
plt.show()

# %% [markdown] choice="crossing_lines" points=1
# Partial dependence of the rentals on temperature. Half of the rows are summer weekends, half are ski stations in
# winter. What does the picture say about the model?
#
# - [ ] It ignores temperature, since the dark line is flat
#     The mean ignores it. Each single line rises or falls by about 30.
# - [ ] It is overfitted, since no two lines agree
#     The lines form two bundles, and within each they agree well.
# - [ ] Rentals are most certain near 12 °C, where the lines meet
#     Where lines meet, the two kinds of rows get similar answers. That is not certainty.
# - [x] Temperature acts in opposite ways, and the mean hides both
#     Rising and falling lines cancel. Draw the two kinds of rows apart.

# %% [markdown] choice="overlap" points=1
# On the same 900 hours the forest has an RMSE of 5.2 (interval 4.8 to 5.6), boosting 5.0 (4.6 to 5.4). The paired
# difference is 0.2, with an interval of 0.1 to 0.3. What do you report?
#
# - [ ] No difference: the two intervals overlap widely
#     They contain the luck of these 900 hours, which both models share. The difference does not.
# - [x] Boosting is better, by 0.1 to 0.3 bicycles
#     The paired interval leaves out 0. Whether a fifth of a bicycle is worth anything is another question.
# - [ ] Boosting is better by up to 1.0, from 4.6 to 5.6
#     That takes the best hours for one and the worst for the other, though both were judged on the same.
# - [ ] Nothing before each model was also tested on hours of its own
#     Then the luck of different hours would come between the two.

# %% [markdown] choice="stopped_on_test" points=1
# Boosting ran for 500 rounds. Somebody computed the error on the *test* rows after each round, kept the best round, 137,
# and reports its error, 4.61. What is wrong?
#
# - [ ] Nothing: no tree was trained on the test rows
#     The trees were not, but the number of rounds was chosen by them.
# - [ ] Round 137 is too early for a test error to be stable
#     A test error can be computed after any round.
# - [x] 4.61 is the least of 500 values on those very rows
#     The luckiest of 500 looks better than it is. Validation rows choose the round; then the test rows are
#     asked once.
# - [ ] The error should be averaged over all 500 rounds
#     Most of these models nobody will use.

# %% [markdown] choice="left_out_column" points=1
# A model decides who must pay a deposit. Its designers left out the column gender, "so it treats women and men
# alike". Among customers who always brought their bicycle back, 30% of the women and 18% of the men were asked to pay. What do
# you say?
#
# - [ ] The numbers must be wrong: a model cannot use what it does not know
#     It may know height, hours of use, or shops nearby, and these know gender.
# - [ ] The gap shows that women bring bicycles back less often
#     Only customers who always did so are counted here.
# - [ ] With gender as a column the gap would vanish
#     It could close or widen. Nothing forces it to vanish.
# - [x] Other columns may speak for it; is 12 points more than chance?
#     Leaving out a column promises nothing. First ask for the interval of the gap, then which columns carry it.
