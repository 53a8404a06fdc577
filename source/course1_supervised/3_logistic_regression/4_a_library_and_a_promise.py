# %% [markdown]
# # A library, and a promise kept
#
# *30 minutes. You need: lectures 1 to 3, pipelines (unit 2).*
#
# A bank's model says that a loan goes bad with a probability of 20%. It is one loan: it will go bad
# or it won't, and either way the model cannot be caught lying. But take a hundred loans that got
# "20%". Will about twenty of them go bad? In this lecture scikit-learn fits the models, and you
# test what their probabilities are worth.

# %%
from textwrap import shorten

import matplotlib.pyplot as plt
import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

# %% [markdown]
# ## The same penguins, a surprise
#
# In lecture 2 your own descent found $w = 10.9$ per kg and $b = -55.0$ for the sex of Gentoo
# penguins, with the boundary at 5.05 kg. Now the library's `LogisticRegression`, as it comes out of
# the box. It wants $X$ with one row per penguin and one column per feature.
#
# **Predict.** Will it find the same $w$, a larger or a smaller one?

# %%
penguins = datasets.penguins().dropna()
gentoo = penguins[penguins["species"] == "Gentoo"]
mass = gentoo[["body_mass_g"]].to_numpy() / 1000
male = (gentoo["sex"] == "male").to_numpy().astype(int)

for C in (1.0, 1e9):
    model = LogisticRegression(C=C).fit(mass, male)
    w, b = model.coef_[0, 0], model.intercept_[0]
    print(f"C = {C:g}: w = {w:.1f} per kg, b = {b:.1f}, boundary at {-b / w:.2f} kg")

# %% [markdown]
# With the default, $C = 1$, the weight is 4.3: less than half of ours. Only with an enormous $C$ do
# both agree to the digit. The library does not minimize the log loss alone. It adds a price on
# large weights, called **regularization**, so that they cannot run away as they did with the
# separated species in lecture 2:
#
# $$\text{minimize} \quad C \sum_{i=1}^{m} L_i + \frac{1}{2} \sum_{j=1}^{n} w_j^2$$
#
# $L_i$ is the log loss of example $i$; $C$ says how much the data count against the price. Unit 5
# tells the whole story.

# %% [markdown]
# ## Drag C
#
# The slider is the power of ten: −3 means $C = 0.001$, 3 means $C = 1000$. Watch what happens to
# the curve, and what does not happen to its middle.


# %%
@interact(log10_C=(-3.0, 4.0, 0.5))
def regularize(log10_C=0.0):
    model = LogisticRegression(C=10**log10_C).fit(mass, male)
    plots.outcomes(mass[:, 0], male, ("female", "male"), "body mass (kg)", "probability of male")
    plots.curve(lambda x: model.predict_proba(x[:, None])[:, 1])
    plt.title(f"C = {10**log10_C:g}: w = {model.coef_[0, 0]:.2f} per kg")


# %% [markdown]
# A small $C$ flattens the curve: at 0.001 every penguin gets about 50%, because any weight is too
# expensive. At 1 the S is visible but shy, and it gives a penguin of 4.5 kg still 8%. From 100 on
# it hardly changes any more. The boundary stays near 5.05 kg as long as $C$ is not tiny: with one
# feature, the price on weights makes the model less sure, not differently minded.

# %% [markdown]
# ## The price depends on the units
#
# Fit the same data in grams instead of kilograms, with $C = 1$. The weight per gram must be a
# thousandth of the weight per kilogram, and its square a millionth.
#
# **Predict.** Will the curve be flatter or steeper than with kilograms?

# %%
in_grams = LogisticRegression(C=1.0).fit(mass * 1000, male)
print(f"fitted in grams: w = {in_grams.coef_[0, 0] * 1000:.1f} per kg")

# %% [markdown]
# 10.9 per kg: in grams the weight is so small that its price vanishes, and regularization is as
# good as off. The unit has decided, and nobody meant it to. Therefore: with a price on weights,
# standardize the features first. A pipeline does it every time, with the statistics of the training
# data only.

# %% [markdown]
# ## The bank's model, in four lines
#
# Here are the loans of lecture 3 with the same split. Numbers are standardized, categories become
# columns of 0 and 1, and `LogisticRegression` comes last.

# %%
loans = datasets.german_credit()
numbers = ["duration_months", "amount_dm"]
categories = ["checking_account", "savings", "credit_history"]
X, y = loans[numbers + categories], (loans["risk"] == "bad").to_numpy().astype(int)
order = np.random.default_rng(0).permutation(len(X))
train, test = order[:600], order[600:]


def with_columns(classifier):
    encode = OneHotEncoder(sparse_output=False)
    return make_pipeline(
        make_column_transformer((StandardScaler(), numbers), (encode, categories)), classifier
    )


bank = with_columns(LogisticRegression()).fit(X.iloc[train], y[train])

# %%
probabilities = bank.predict_proba(X.iloc[test[:3]])
print(probabilities.round(2))
print("predict:", bank.predict(X.iloc[test[:3]]))

# %% [markdown]
# `predict_proba` gives a column per class, in the order of `classes_`: first the probability of 0,
# good, then that of 1, bad. The two add up to 1 in each row. `predict` takes the larger, which is
# the threshold 0.5, and knows nothing of prices. After lecture 3 you want your own threshold.
#
# **Your turn.** From the two columns of `predict_proba`, refuse (1) when the probability of "bad"
# is at least $t$.


# %% exercise="decide"
def decide(probabilities, t):
    """Return 1 where the probability of class 1 reaches a threshold.

    Parameters
    ----------
    probabilities : numpy.ndarray, shape (m, 2)
        As from ``predict_proba``: columns for class 0 and class 1.
    t : float
        Threshold between 0 and 1.

    Returns
    -------
    numpy.ndarray, shape (m,), integers
        0 or 1.
    """
    ### BEGIN SOLUTION
    return (probabilities[:, 1] >= t).astype(int)
    ### END SOLUTION


# %% [markdown] hint="decide"
# The second column is `probabilities[:, 1]`. `.astype(int)` turns False and True into 0 and 1.

# %% checks="decide"
rows = np.array([[0.9, 0.1], [0.75, 0.25], [0.6, 0.4], [0.2, 0.8]])
expect(decide(rows, 0.5), np.array([0, 0, 0, 1]), "only the last row reaches 0.5")
expect(decide(rows, 0.25), np.array([0, 1, 1, 1]), "the second row stands exactly at the threshold")
columns = bank.predict_proba(X.iloc[test])
by_default = bank.predict(X.iloc[test])
expect(decide(columns, 0.5), by_default, "at 0.5 it is what `predict` says")


# %% mistake="decide" says="the first column is used: that is the probability of class 0"
def decide(probabilities, t):
    return (probabilities[:, 0] >= t).astype(int)


# %% mistake="decide" replace="probabilities[:, 1] >= t" says="the comparison is turned round: 1 is returned below the threshold" with="probabilities[:, 1] < t"

# %% mistake="decide" replace="probabilities[:, 1] >= t" says="both columns are compared: one answer for each row is asked for" with="probabilities >= t"

# %% mistake="decide" replace="probabilities[:, 1] >= t" says="a row is taken where a column belongs: `[1]` is the second row" with="probabilities[1] >= t"

# %% [markdown] equivalent="decide"
# - `(probabilities[:, 1] >= t).astype(int) → probabilities[:, 1] >= t`: True and False count as 1 and 0


# %% mistake="decide" says="the larger column wins: t is not used"
def decide(probabilities, t):
    return probabilities.argmax(axis=1)


# %% mistake="decide" says="> leaves out the tie"
def decide(probabilities, t):
    return (probabilities[:, 1] > t).astype(int)


# %% [markdown]
# ## Reading the weights
#
# A weight $w_j$ adds to the log-odds, so $e^{w_j}$ multiplies the odds: the **odds ratio**. Above 1
# the feature speaks for "bad", below 1 against it. For a standardized number it belongs to one
# standard deviation more, for a category to its presence.

# %%
names = [name.split("__")[1].replace("... ", "") for name in bank[0].get_feature_names_out()]
for column in categories:
    names = [name.replace(f"{column}_", f"{column}: ") for name in names]
names = [shorten(name.replace("_", " "), 48, placeholder=" …") for name in names]
ratios = np.exp(bank[-1].coef_[0])
strongest = np.argsort(np.abs(np.log(ratios)))[-8:]

plt.figure(figsize=(8, 3.4))
colors = np.where(ratios[strongest] > 1, plots.SECOND, plots.DATA)
plt.barh([names[j] for j in strongest], ratios[strongest] - 1, left=1, color=colors)
plt.xscale("log")
plt.xticks([0.33, 0.5, 1, 2, 3], ["1/3", "1/2", "1", "2", "3"])
plt.minorticks_off()
plt.xlabel("odds ratio of going bad")
plt.show()

# %% [markdown]
# The longest bar is at the top; orange speaks for "bad", blue against it. An overdrawn account
# (below 0 DM) multiplies the odds of going bad by 2.8; having no checking account at this bank
# about halves them. The strangest bar: a "critical account" divides the odds by three, and a clean
# history with this bank ("all credits at this bank paid back duly") doubles them! The labels of
# this column have been questioned. A weight tells what goes together in the data, not what causes
# what; a strange one is a reason to ask how the data were made.

# %% [markdown]
# ## Was the promise kept?
#
# Now the opening question. A model is **calibrated** if, among all cases to which it gives the
# probability $q$, the share $q$ comes true. Exactly equal probabilities are rare, so we gather
# those that are close.
#
# **Your turn.** Of all examples with $\text{low} \le p < \text{high}$, return two numbers: the mean
# of the promised probabilities, and the share of them that turned out to be 1.


# %% exercise="promise"
def promise(y, p, low, high):
    """Compare promised and observed frequency of a group.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        Outcomes, 0 or 1.
    p : numpy.ndarray, shape (m,)
        Predicted probabilities of outcome 1.
    low, high : float
        The group: ``low <= p < high``. It is not empty.

    Returns
    -------
    promised : float
        Mean predicted probability in the group.
    happened : float
        Share of the group with outcome 1.
    """
    ### BEGIN SOLUTION
    group = (low <= p) & (p < high)
    return p[group].mean(), y[group].mean()
    ### END SOLUTION


# %% [markdown] hint="promise"
# `group = (low <= p) & (p < high)` is a Boolean array. Both means are taken over `p[group]` and
# `y[group]`.

# %% checks="promise"
days = np.array([0, 1, 1, 0, 1]), np.array([0.1, 0.2, 0.3, 0.6, 0.9])
expect(promise(*days, 0.0, 0.5), (0.2, 2 / 3), "three low promises, two of them came true")
expect(promise(*days, 0.6, 0.9), (0.6, 0.0), "0.6 belongs to the group, 0.9 does not")


# %% mistake="promise" says="the upper end is included: the group is low <= p < high"
def promise(y, p, low, high):
    group = (low <= p) & (p <= high)
    return p[group].mean(), y[group].mean()


# %% mistake="promise" replace="(low <= p)" says="the lower end is left out: the group is low <= p < high" with="(low < p)"

# %% mistake="promise" replace="p[group].mean(), y[group].mean()" says="all examples are averaged, not only those of the group" with="p.mean(), y.mean()"

# %% mistake="promise" replace="y[group].mean()" says="the ones are counted, not their share of the group" with="y[group].sum()"

# %% mistake="promise" replace="p[group].mean()" says="the middle of the range stands in for the mean of the probabilities" with="(low + high) / 2"


# %% mistake="promise" says="the two numbers are swapped: the promise comes first"
def promise(y, p, low, high):
    group = (low <= p) & (p < high)
    return y[group].mean(), p[group].mean()


# %% mistake="promise" says="the ones are divided by the number of all examples, not by the size of the group"
def promise(y, p, low, high):
    group = (low <= p) & (p < high)
    return p[group].mean(), y[group].sum() / len(y)


# %% [markdown]
# Five groups, from "0 to 20%" to "80 to 100%", give a **reliability diagram**. The size of a dot
# shows how many loans it stands for.


# %%
def show_promises(p, label, color, outcomes=y[test]):
    group = np.minimum((5 * p).astype(int), 4)
    full = [k for k in range(5) if np.any(group == k)]
    promised = [p[group == k].mean() for k in full]
    happened = [outcomes[group == k].mean() for k in full]
    sizes = [np.sum(group == k) for k in full]
    plots.reliability(promised, happened, sizes, label, color)


p = bank.predict_proba(X.iloc[test])[:, 1]
show_promises(p, "logistic regression", plots.MODEL)

# %% [markdown]
# The dots follow the diagonal, not perfectly: 168 loans were promised 10% on average and 14% went
# bad; of 103 promised 30%, 32% did; of 70 promised 51%, 41%; of 49 promised 70%, 57%. With 49
# loans, a share is uncertain by about 7 points either way, so only the larger gaps mean something.
# In its confident regions the model claims a little too much. For the group around 20 to 40% you
# may plan with its numbers.

# %% [markdown]
# ## Two ways to break the promise
#
# Against imbalance, people often set `class_weight="balanced"`: each class then counts as if it
# were half of the data. And a popular rival is **naive Bayes**, which treats every feature as
# independent evidence, even if two features say the same thing.
#
# **Predict.** Where will the two curves lie: above or below the diagonal?

# %%
from sklearn.naive_bayes import GaussianNB

rivals = {
    "balanced": (LogisticRegression(class_weight="balanced"), plots.SECOND),
    "naive Bayes": (GaussianNB(), plots.ERROR),
}
show_promises(p, "logistic regression", plots.MODEL)
print(f"{'as it is':12} AUC {roc_auc_score(y[test], p):.2f}, log loss {log_loss(y[test], p):.2f}")
for name, (classifier, color) in rivals.items():
    q = with_columns(classifier).fit(X.iloc[train], y[train]).predict_proba(X.iloc[test])[:, 1]
    print(f"{name:12} AUC {roc_auc_score(y[test], q):.2f}, log loss {log_loss(y[test], q):.2f}")
    show_promises(q, name, color)

# %% [markdown]
# Balancing leaves the ranking alone, AUC 0.73 as before, but lifts every probability: of 90 loans
# promised about 51%, 31% went bad. It is little more than a shifted threshold in disguise; set the
# threshold instead, and keep honest probabilities. Naive Bayes counts the same evidence several
# times and becomes far too sure: it puts 125 loans near 95%, and half of them were good. Its log
# loss, about 2, is worse than a coin's 0.69.

# %% [markdown]
# ## Repairing a promise
#
# If a model ranks well but promises badly, its scores can be translated: learn on held-out data
# which score means which frequency. The simplest translation is a logistic regression with one
# feature, the score itself, known as **Platt scaling**. `CalibratedClassifierCV` does it, holding
# out one fifth of the training data at a time.

# %%
from sklearn.calibration import CalibratedClassifierCV

repaired = with_columns(CalibratedClassifierCV(GaussianNB(), method="sigmoid"))
q = repaired.fit(X.iloc[train], y[train]).predict_proba(X.iloc[test])[:, 1]
print(f"AUC {roc_auc_score(y[test], q):.2f}, log loss {log_loss(y[test], q):.2f}")
show_promises(q, "naive Bayes, repaired", plots.ERROR)

# %% [markdown]
# The three dots lie on the diagonal, and the log loss falls from 2 to 0.57. The AUC is 0.70 as
# before: a translation that keeps the order cannot improve the ranking. But the repaired model no
# longer dares to say more than about 50%. It has learned how little it knows.

# %% [markdown]
# ## More than two classes
#
# With three species of penguins, `LogisticRegression` fits a weight vector for each and turns the
# three scores into probabilities that add up to 1. How, course 2 derives. Using it takes nothing
# new.

# %%
measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
species = make_pipeline(StandardScaler(), LogisticRegression())
species.fit(penguins[measures], penguins["species"])
print(species.classes_)
print(species.predict_proba(penguins[measures].iloc[[0, 200, 300]]).round(2))

# %% [markdown]
# One row a penguin, one column a species; every row adds up to 1. The first bird is as good as
# surely an Adélie, the second a Gentoo. The third is probably a Chinstrap, 0.90, but the model
# leaves 0.08 for a Gentoo.

# %% [markdown]
# ## Three sentences to remember
#
# 1. scikit-learn's `LogisticRegression` adds a price on large weights, so standardize first, and
#    know that $C$ is at work.
# 2. A model is calibrated if of the cases it gives 20%, about 20% happen; a reliability diagram
#    shows it, accuracy and AUC do not.
# 3. Reweighting classes and naive Bayes bend probabilities; held-out data can bend them back, and a
#    threshold by price needs them straight.
#
# **Where it leads.** In the assignment you build all of this by hand for a diagnosis. Unit 4
# connects many sigmoids to a network.
