# %% [markdown]
# # Too stiff or too nervous: what to try next
#
# *40 minutes. You need: lectures 1 and 2 of this unit, variance, RMSE.*
#
# Your model of electricity demand is wrong by 0.54 GW; 0.30 would do. Four people have advice.
# "Record more days." "Find more features." "Raise $\lambda$." "Lower $\lambda$." Each costs you a
# week, and at least two of them will do nothing at all. In this lecture you learn to see in two
# curves, before you spend the week, which advice can help.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact, powers_of_ten

demand = datasets.electricity_demand()
winter = demand[demand["workday"] & demand.index.month.isin([6, 7, 8])]
hour = (winter.index.hour + winter.index.minute / 60).to_numpy()
y = winter["demand_gw"].to_numpy()
print(len(y), "half-hours on", len(y) // 48, "working days")

# %% [markdown]
# ## A day in winter
#
# The task: predict demand from the time of day, on working days from June to August. For once we
# nearly know the right answer. Each half-hour occurs on 64 days, so their average is a good stand-in
# for the **truth**: the best that any model can say if it knows only the time.

# %%
times = np.arange(48) / 2
truth = y.reshape(64, 48).mean(axis=0)

plots.scatter(hour, y, "time of day (hour)", "demand (GW)")
plots.curve(lambda t: np.interp(t, times, truth), (0, 23.5), "truth", plots.HIGHLIGHT)
plt.show()
for at in (3.5, 8.0, 18.0):
    print(f"{at:4} h: {truth[times == at][0]:.1f} GW")

# %% [markdown]
# Demand is lowest at about 3:30, 3.7 GW, climbs steeply to 5.9 GW at 8:00, and has its peak of 6.3 GW
# at 18:00, when people come home to cold houses. Around the green curve the dots scatter: some
# days are colder than others. This scatter the time of day cannot explain. It is called
# **irreducible noise**.

# %%
noise = np.mean((y.reshape(64, 48) - truth) ** 2)
print(f"noise: {noise:.3f} GW², so no model of the time alone gets below {noise**0.5:.2f} GW")

# %% [markdown]
# ## A model of waves
#
# A curve over the day should end where it begins, so we build it from waves that fit into 24 hours.
# With $K$ waves and $t$ the time in hours,
#
# $$\hat y = b + \sum_{k=1}^{K} \Bigl(w_k \sin \frac{2 \pi k t}{24} + v_k \cos \frac{2 \pi k t}{24}\Bigr)$$
#
# Wave $k$ goes up and down $k$ times a day. It is a linear model with $2K$ features, so ridge
# regression from lecture 1 fits it. The larger $K$, the more bends.


# %%
def waves(t, K):
    angle = 2 * np.pi * np.outer(t, np.arange(1, K + 1)) / 24  # each time in t with each k
    return np.column_stack([np.sin(angle), np.cos(angle)])


def fit(t, y, K, lambda_=0.0):
    X, b = waves(t, K), y.mean()
    mu = X.mean(axis=0)
    A = (X - mu).T @ (X - mu) + (lambda_ + 1e-9) * np.eye(2 * K)  # 1e-9: always solvable
    w = np.linalg.solve(A, (X - mu).T @ (y - b))
    return lambda new: (waves(new, K) - mu) @ w + b


# %% [markdown]
# ## The same recipe, other days
#
# You record only $m = 30$ half-hours at random and fit a model. A colleague records 30 others and
# fits the same kind of model. How different are your curves? Let's play it 40 times, for 1, 4 and 8
# waves.
#
# **Predict.** For which number of waves do the 40 models agree best with *each other*? For which
# does their *average* come closest to the truth?

# %%
prediction = "agree best: … waves, average closest: … waves"  # write yours


# %%
def many_models(K, m, lambda_=0.0, runs=40):
    predictions = []
    for seed in range(runs):
        i = np.random.default_rng(seed).choice(len(y), m, replace=False)
        predictions.append(fit(hour[i], y[i], K, lambda_)(times))
    return np.array(predictions)


fig, axes = plt.subplots(1, 3, figsize=(11, 3.8), sharey=True)
for ax, K in zip(axes, [1, 4, 8]):
    plots.curve_bundle(times, many_models(K, 30), truth, ax=ax)
    ax.set(title=f"K = {K}", xlabel="time of day (hour)", ylim=(2, 9))
    if K > 1:
        ax.get_legend().remove()
axes[0].set_ylabel("demand (GW)")
plt.show()

# %% [markdown]
# With one wave the 40 models agree well, and agree on something wrong: their mean misses both peaks
# of the day. With eight waves each model goes its own wild way between the 30 dots it has seen. With
# four waves they differ a little, and their mean lies almost on the truth. Two different sicknesses,
# then: being wrong *together*, and being wrong *each in its own way*.

# %% [markdown]
# ## Two words, two numbers
#
# Let $\hat y^{(r)}(t)$ be the prediction of model $r$ at time $t$, and $\bar y(t)$ the mean over the
# models. With $f(t)$ the truth:
#
# $$\text{bias}^2 = \text{mean}_t\, \bigl(\bar y(t) - f(t)\bigr)^2, \qquad
# \text{variance} = \text{mean}_{t, r}\, \bigl(\hat y^{(r)}(t) - \bar y(t)\bigr)^2$$
#
# **Bias** says how far the models are off together, **variance** how far they are from each other;
# both in GW². (This bias is not the parameter $b$; the field uses the word twice.)


# %% exercise="bias_and_variance"
def bias_and_variance(predictions, truth):
    """Measure how wrong many models are together, and how much they differ.

    Parameters
    ----------
    predictions : numpy.ndarray, shape (runs, n)
        One row a model, one column a time of day (GW).
    truth : numpy.ndarray, shape (n,)
        The best possible predictions (GW).

    Returns
    -------
    bias2 : float
        Squared bias, averaged over the columns (GW²).
    variance : float
        Variance over the models, averaged over the columns (GW²).
    """
    ### BEGIN SOLUTION
    mean = predictions.mean(axis=0)
    return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)
    ### END SOLUTION


# %% [markdown] hint="bias_and_variance"
# First the mean over the models: one number for each column. Which axis is that?

# %% [markdown] hint="bias_and_variance"
# `mean = predictions.mean(axis=0)` has shape (n,). Compare it with `truth` for the bias, and compare
# every row of `predictions` with it for the variance.

# %% checks="bias_and_variance"
two = np.array([[1.0, 4.0, 0.0], [5.0, 4.0, 4.0]])
expect(
    bias_and_variance(two, np.array([3.0, 4.0, 2.0])),
    (0.0, 8 / 3),
    "right on average; the columns are off by ±2, 0 and ±2: (4 + 0 + 4) / 3",
)
expect(
    bias_and_variance(two, np.array([3.0, 0.0, 4.0])),
    (20 / 3, 8 / 3),
    "the means are off by 0, 4 and -2: (0 + 16 + 4) / 3",
)
expect(
    bias_and_variance(two[:1], np.array([1.0, 4.0, 0.0])),
    (0.0, 0.0),
    "one model does not differ from itself",
)


# %% mistake="bias_and_variance" says="the mean runs over the times, not over the models: that is axis 0"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=1, keepdims=True)
    return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)


# %% mistake="bias_and_variance" says="each model is compared with the truth before averaging, so the bias contains the variance"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean((predictions - truth) ** 2), np.mean((predictions - mean) ** 2)


# %% mistake="bias_and_variance" says="the spread is not squared: that is a standard deviation"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean((mean - truth) ** 2), np.mean(predictions.std(axis=0))


# %% mistake="bias_and_variance" says="the differences are not squared: they cancel"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean((mean - truth) ** 2), np.mean(predictions - mean)


# %% mistake="bias_and_variance" says="the two results are returned in the other order"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean((predictions - mean) ** 2), np.mean((mean - truth) ** 2)


# %% mistake="bias_and_variance" says="the squares are added up over the columns, not averaged"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.sum((mean - truth) ** 2), np.sum(predictions.var(axis=0))


# %% mistake="bias_and_variance" says="the mean runs over models and times at once"
def bias_and_variance(predictions, truth):
    mean = predictions.mean()
    return np.mean((mean - truth) ** 2), np.mean((predictions - mean) ** 2)


# %% mistake="bias_and_variance" says="the bias is not squared before it is averaged"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean(mean - truth), np.mean((predictions - mean) ** 2)


# %% mistake="bias_and_variance" says="the spread is measured around the truth, not around the models' mean"
def bias_and_variance(predictions, truth):
    mean = predictions.mean(axis=0)
    return np.mean((mean - truth) ** 2), np.mean((predictions - truth) ** 2)


# %% [markdown]
# ## Why they add up
#
# How wrong is a model of the bundle about a *new* measurement $y = f + \varepsilon$, with noise
# $\varepsilon$ of mean zero? Split the miss into three pieces:
#
# $$\hat y - y = (\hat y - \bar y) + (\bar y - f) - \varepsilon$$
#
# Square and average. The mixed products vanish: $\hat y - \bar y$ averages to zero over the models,
# $\varepsilon$ over the measurements, and $\bar y - f$ is the same for all of them. Three squares
# remain:
#
# $$\text{error}^2 = \text{variance} + \text{bias}^2 + \text{noise}$$

# %%
print(" K   bias²  variance  noise   sum")
for K in [1, 2, 3, 4, 5, 6, 7]:
    models = many_models(K, 30)
    bias2 = np.mean((models.mean(axis=0) - truth) ** 2)
    variance = np.mean(models.var(axis=0))
    print(f"{K:2d} {bias2:7.3f} {variance:8.3f} {noise:7.3f} {bias2 + variance + noise:7.3f}")

# %% [markdown]
# Read the table downwards. Bias falls up to five waves, variance grows from two waves on, first
# slowly, then out of bounds. (The small rise of the bias at the end is variance in disguise: the
# mean of 40 wild models is itself uncertain.) The sum is lowest at four waves, where bias and
# variance are both small. This is the **trade-off** behind every complexity knob: degree, number of features, and, as
# you will see at once, $\lambda$.

# %% [markdown]
# ## Drag all three knobs
#
# Three knobs move the bundle: the number of waves $K$, the number of half-hours $m$, and
# the price $\lambda$. Find two different ways to calm eight waves. Then try to make
# one wave right by any $m$ or $\lambda$.


# %%
@interact(K=(1, 10, 1), m=(25, 300, 25), lambda_=powers_of_ten(-3, 3))
def bundle(K=8, m=25, lambda_=0.001):
    models = many_models(K, m, lambda_)
    ax = plots.curve_bundle(times, models, truth)
    bias2 = np.mean((models.mean(axis=0) - truth) ** 2)
    ax.set(xlabel="time of day (hour)", ylabel="demand (GW)", ylim=(2, 9))
    ax.set_title(f"bias² {bias2:.3f}, variance {np.mean(models.var(axis=0)):.3f} GW²")


# %% [markdown]
# More data calms the nervous model, and so does a price on the weights. But $\lambda$ is not free: as
# it grows, the mean curve leaves the truth and sinks toward a flat line; variance is traded for
# bias. And one wave stays wrong whatever you do. More data makes it more *sure* of its mistake. Only
# more features (or a smaller $\lambda$, if there was one) can cure bias.

# %% [markdown]
# ## Back to real life: two errors you can measure
#
# In real life there is one data set and no green curve. But bias and variance leave marks on two
# numbers you do have. To measure them fairly, whole weeks go to one side: every other week trains,
# the weeks between validate. One draw of 30 half-hours would be luck, so `errors` averages over 20
# draws. A **validation curve** shows both errors over a complexity knob.

# %%
week = winter.index.isocalendar().week.to_numpy()
pool, val = np.flatnonzero(week % 2 == 0), np.flatnonzero(week % 2 == 1)


def errors(K, m, lambda_=0.0, runs=20):
    both = []
    for seed in range(runs):
        i = np.random.default_rng(seed).choice(pool, m, replace=False)
        model = fit(hour[i], y[i], K, lambda_)
        both.append([np.sqrt(np.mean((model(hour[j]) - y[j]) ** 2)) for j in (i, val)])
    return np.mean(both, axis=0)


# %%
K_values = np.arange(1, 8)
train, validation = np.transpose([errors(K, 30) for K in K_values])
ax = plots.error_curves(K_values, train, validation, "waves K", "RMSE (GW)", lowest=True)
ax.set_ylim(0, 1)
plt.show()

# %% [markdown]
# On the left both errors are high and close: the model is too stiff, **high bias**. On the right
# the training error is low and the validation error far above it: too nervous, **high variance**.
# The gap between the curves is the mark of variance, the height of the training curve that of bias.
# The valley floor is nearly flat from three to five waves, around the four of the table, and this
# time we needed no knowledge of the truth.

# %% [markdown]
# ## Would more data help?
#
# The second curve answers this before you collect any. A **learning curve** shows both errors over
# the number of training examples: you leave out part of the data you have.
#
# **Predict.** For one wave and for eight: as $m$ grows from 20 to 400, does the training error rise
# or fall? And the validation error?

# %%
prediction = "training error: …, validation error: …"  # write yours

# %%
sizes = np.array([20, 30, 40, 60, 100, 200, 400])
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for ax, K in zip(axes, [1, 8]):
    train, validation = np.transpose([errors(K, m, 0.1) for m in sizes])
    plots.error_curves(sizes, train, validation, "training examples m", target=0.30, ax=ax)
    ax.set(title=f"K = {K}", ylim=(0, 0.8), ylabel="RMSE (GW)")
    for m, seen, unseen in zip(sizes[[3, -1]], train[[3, -1]], validation[[3, -1]]):
        print(f"K = {K}, m = {m:3}: training {seen:.2f}, validation {unseen:.2f} GW")

# %% [markdown]
# The training error *rises*: few examples are easy to hit. The validation error falls. With one wave
# the two meet early, at about 0.54 GW, and run on side by side: at $m = 60$ you can already see that
# a thousand more examples would change nothing. With eight waves the gap is wide at first and closes
# as $m$ grows; the validation error sinks below the target, to 0.28 GW: here more data is the cure.
# (Both models have $\lambda = 0.1$.)

# %% [markdown]
# ## Split the excess
#
# Let $E_\text{goal}$ be an error that would be good enough or, if known, the best possible one. Your
# validation error exceeds it by two steps:
#
# $$E_\text{validation} - E_\text{goal} =
# \underbrace{(E_\text{train} - E_\text{goal})}_{\text{bias step}} +
# \underbrace{(E_\text{validation} - E_\text{train})}_{\text{variance step}}$$
#
# The larger step says where to work first. (The steps are marks of bias and variance, not the exact
# quantities of above: those need the truth.)


# %% exercise="excess_steps"
def excess_steps(train, validation, goal):
    """Split what a model is worse than its goal into two steps.

    Parameters
    ----------
    train, validation, goal : float
        Errors, all in the same unit.

    Returns
    -------
    bias_step, variance_step : float
    """
    ### BEGIN SOLUTION
    return train - goal, validation - train
    ### END SOLUTION


# %% [markdown] hint="excess_steps"
# Walk from the goal up to the training error, then from there to the validation error.

# %% [markdown] hint="excess_steps"
# The first step is `train - goal`, the second `validation - train`.

# %% checks="excess_steps"
expect(
    excess_steps(5.0, 6.0, 1.0),
    (4.0, 1.0),
    "four of the five units are there on the training data already",
)
expect(
    excess_steps(1.0, 6.0, 1.0), (0.0, 5.0), "the training error is at the goal: all is variance"
)
expect(sum(excess_steps(2.0, 2.5, 3.0)), -0.5, "the steps add up to validation minus goal")


# %% mistake="excess_steps" says="the second step starts at the goal again, so the first is counted twice"
def excess_steps(train, validation, goal):
    return train - goal, validation - goal


# %% mistake="excess_steps" says="the two steps are swapped"
def excess_steps(train, validation, goal):
    return validation - train, train - goal


# %% mistake="excess_steps" says="the steps go downwards: their signs are turned"
def excess_steps(train, validation, goal):
    return goal - train, train - validation


# %% [markdown]
# ## What to try next
#
# | the bias step is larger | the variance step is larger |
# |---|---|
# | more or better features, a more flexible model | more training examples |
# | lower $\lambda$ | higher $\lambda$ |
# | train longer, if the cost still falls | fewer features, a stiffer model |
#
# If both steps are small and you still miss the goal in use, look elsewhere: is the validation
# honest (lecture 2), are today's data like those you trained on, is the goal below the noise?

# %%
for K, m, lambda_ in [(1, 200, 0.1), (8, 30, 0.1), (8, 200, 100), (4, 200, 0.1)]:
    train, validation = errors(K, m, lambda_)
    print(f"K = {K}, m = {m}, λ = {lambda_}: {train:.2f} and {validation:.2f} GW", end="; ")
    print(f"bias step {train - 0.30:+.2f}, variance step {validation - train:+.2f}")

# %% [markdown]
# Now the four advisers. The model of the opening question is the first line: one wave, 0.54 GW,
# nearly all of its excess a bias step. "More days" and "raise $\lambda$" cannot help; "more features"
# can: the last line, four waves, has about 0.29 GW with the same 200 examples. The second model needs
# more days or a higher price. The third has the same mark as the first, but for another reason: its
# $\lambda$ is so high that it behaves like a stiff model. It needs the fourth adviser. (A negative bias
# step only says that the training error is below the goal.)

# %% [markdown]
# ## Three sentences to remember
#
# 1. Bias is being wrong together, variance being wrong each in its own way; with noise they add up
#    to the squared error.
# 2. A high training error is the mark of bias, a wide gap to validation that of variance.
# 3. More data and a higher $\lambda$ cure variance; more features and a lower $\lambda$ cure bias.
#
# **Where it leads.** In the assignment you build all of it for a year of electricity demand and
# diagnose three sick models. In course 2 the same curves tell you when to stop training.
