# %% [markdown]
# # How good is a classifier?
#
# *45 minutes. You need: lectures 1 and 2.*
#
# A bank has a rule for loans that is right in 70% of all cases. It costs nothing, needs no data and
# takes no time. The rule is: "everyone pays back". It is right so often because seven in ten
# borrowers do. So what does "70% right" tell you? Very little. In this lecture you learn to ask
# better questions of a classifier.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

loans = datasets.german_credit()
columns = ["duration_months", "amount_dm", "checking_account", "savings", "credit_history"]
loans[[*columns, "risk"]].head()

# %% [markdown]
# ## A model of bad loans
#
# The data are 1000 loans of a German bank from the 1970s; 300 went bad. We ask for the bad ones, so
# **bad is the positive class**, $y = 1$. Five columns of the application serve as features;
# categories become columns of 0 and 1, as in unit 2. Six hundred loans train the model of lecture
# 2, and 400 others, which it has not seen, show what it is worth.

# %%
X = pd.get_dummies(loans[columns]).to_numpy(dtype=float)
bad = (loans["risk"] == "bad").to_numpy().astype(int)
order = np.random.default_rng(0).permutation(len(X))
train, test = order[:600], order[600:]
X = (X - X[train].mean(axis=0)) / X[train].std(axis=0)

w, b = np.zeros(X.shape[1]), 0.0
for _ in range(500):
    error = 1 / (1 + np.exp(-(X[train] @ w + b))) - bad[train]
    w, b = w - 0.5 * X[train].T @ error / 600, b - 0.5 * error.mean()

p, y = 1 / (1 + np.exp(-(X[test] @ w + b))), bad[test]

# %% [markdown]
# ## Accuracy
#
# Refuse a loan when its probability $p$ of going bad is at least 0.5. The share of right answers is
# the **accuracy**. In the test set, 278 of the 400 loans were good, so "everyone pays back" has an
# accuracy of 69.5%.
#
# **Predict.** What accuracy will the trained model reach: about 70, 80 or 90%?

# %%
prediction = "..."  # 70, 80 or 90? Write it here, then run

refused = (p >= 0.5).astype(int)
print(f"accuracy of the model:         {np.mean(refused == y):.3f}")
print(f"accuracy of 'everyone pays':   {np.mean(y == 0):.3f}")

# %% [markdown]
# 72.0% against 69.5%: hardly worth the work, it seems. (Most other ways to split these loans gain
# between 2 and 7 points; this one is at the lower end.) But the two do entirely different things.
# The rule refuses nobody and finds no bad loan at all. The model refuses about a hundred and finds
# some. Accuracy adds up two kinds of error as if they were the same. Let us count them apart.

# %% [markdown]
# ## Four things can happen
#
# A loan is good or bad, and the model lends or refuses. A bad loan that is refused is a **true
# positive** (TP), a bad one that is granted a **false negative** (FN), a miss. A good loan that is
# refused is a **false positive** (FP), a false alarm; a good one that is granted is a **true
# negative** (TN). "Positive" is what the model *says*, "true" means that it is right. The table of
# the four counts is the **confusion matrix**.
#
# **Your turn.** Return the table with the true class in rows and the predicted class in columns,
# class 0 first:
#
# $$\begin{pmatrix} \text{TN} & \text{FP} \\ \text{FN} & \text{TP} \end{pmatrix}$$


# %% exercise="confusion"
def confusion(y, y_hat):
    """Count how often each class was taken for each.

    Parameters
    ----------
    y, y_hat : numpy.ndarray, shape (m,)
        True and predicted classes, 0 or 1.

    Returns
    -------
    numpy.ndarray, shape (2, 2), integers
        ``[[TN, FP], [FN, TP]]``.
    """
    ### BEGIN SOLUTION
    return np.array([[np.sum((y == i) & (y_hat == j)) for j in (0, 1)] for i in (0, 1)])
    ### END SOLUTION


# %% [markdown] hint="confusion"
# `(y == 1) & (y_hat == 0)` is True for each miss. `np.sum` counts the Trues.

# %% checks="confusion"
truth, said = np.array([1, 1, 1, 0, 0, 0, 0]), np.array([1, 0, 0, 0, 0, 1, 0])
expect(confusion(truth, said), np.array([[3, 1], [2, 1]]), "of three positives one is found")
rare, cried = np.array([0, 0, 0, 1]), np.array([1, 1, 0, 1])
expect(confusion(rare, cried), np.array([[1, 2], [0, 1]]), "two false alarms, no miss")
expect(confusion(y, refused), np.array([[230, 48], [64, 58]]), "the 400 loans")


# %% mistake="confusion" says="rows and columns are swapped: rows are the true class"
def confusion(y, y_hat):
    return np.array([[np.sum((y == j) & (y_hat == i)) for j in (0, 1)] for i in (0, 1)])


# %% mistake="confusion" replace="np.array([[np.sum((y == i) & (y_hat == j)) for j in (0, 1)] for i in (0, 1)])" says="the counts stand in a row of four, not in a table of two by two" with="np.array([np.sum((y == i) & (y_hat == j)) for i in (0, 1) for j in (0, 1)])"

# %% mistake="confusion" replace="(y == i) & (y_hat == j)" says="`or` is taken for `and`: a case needs both the true class and the answer" with="(y == i) | (y_hat == j)"


# %% mistake="confusion" says="class 1 comes first; the table starts with class 0"
def confusion(y, y_hat):
    return np.array([[np.sum((y == i) & (y_hat == j)) for j in (1, 0)] for i in (1, 0)])


# %% mistake="confusion" says="the shares are returned, not the counts"
def confusion(y, y_hat):
    return np.array([[np.mean((y == i) & (y_hat == j)) for j in (0, 1)] for i in (0, 1)])


# %%
def counts(y, y_hat):  # one way to write it: 2y + y_hat numbers the cases from 0 (TN) to 3 (TP)
    return np.bincount(2 * y + y_hat, minlength=4).reshape(2, 2)


plt.figure(figsize=(4, 3.6))
plots.confusion_matrix(counts(y, refused), ("good", "bad"))
plt.show()

# %% [markdown]
# Read row by row. Of the 278 good loans, 230 are granted and 48 refused. Of the 122 bad ones, 58
# are refused and 64 slip through. The model misses more than half of what it was made to find. That
# is what the accuracy of 72% hid.

# %% [markdown]
# ## Precision and recall
#
# Two questions, and they look at the table from two sides. Of the loans that the model refuses, how
# many are really bad? That is the **precision**, a share of a *column*. Of the loans that are bad,
# how many does the model find? That is the **recall**, a share of a *row*:
#
# $$\text{precision} = \frac{\text{TP}}{\text{TP} + \text{FP}}, \qquad \text{recall} = \frac{\text{TP}}{\text{TP} + \text{FN}}$$
#
# Precision is what a refused customer cares about, recall what the bank's losses depend on.

# %%
(tn, fp), (fn, tp) = counts(y, refused)
precision, recall = tp / (tp + fp), tp / (tp + fn)
print(f"precision {tp}/{tp + fp} = {precision:.3f}     recall {tp}/{tp + fn} = {recall:.3f}")

# %% [markdown]
# Of 106 refusals 58 are deserved: a precision of 0.55. Of 122 bad loans 58 are found: a recall of
# 0.48.
#
# **Predict.** A nervous bank refuses *everyone*. What are its precision and its recall? Work them
# out before you read on.

# %% [markdown]
# ## One number, if you must: F1
#
# Refusing everyone finds all bad loans, so the recall is 1, and the precision is the share of bad
# loans, 0.305. The plain mean of the two, 0.65, would call this useless rule better than our model.
# The **F1 score** takes the *harmonic* mean, which a single small value pulls down: of 1 and 0.01
# it is 0.02, where the plain mean is 0.505.
#
# $$F_1 = 2\,\frac{\text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}$$
#
# So neither can be bought by giving up the other.


# %%
def f1(precision, recall):
    return 2 * precision * recall / (precision + recall)


print(f"model:           mean {(precision + recall) / 2:.2f}, F1 {f1(precision, recall):.2f}")
print(f"refuse everyone: mean {(0.305 + 1) / 2:.2f}, F1 {f1(0.305, 1.0):.2f}")

# %% [markdown]
# F1 puts the model (0.51) before the nervous bank (0.47), though not by much. And F1 is a
# convention, not a law: it treats precision and recall as equally important. For a bank or a
# hospital they rarely are. We come back to that.
#
# ## Move the threshold
#
# The model gives probabilities; refusing at 0.5 was our choice. Drag the threshold $t$. Above the
# axis are the bad loans, below it the good ones, sorted by $p$; whatever lies to the right of the
# line is refused.


# %%
@interact(t=(0.02, 0.98, 0.02))
def move(t=0.5):
    (_, fp), (fn, tp) = counts(y, (p >= t).astype(int))
    ax = plots.score_histograms(y, p, t, ("good", "bad"))
    precision = f"{tp / (tp + fp):.2f}" if tp + fp else "– (nobody is refused)"
    ax.set_title(
        f"bad refused {tp}, missed {fn}; good refused {fp}\n"
        f"precision {precision}, recall {tp / (tp + fn):.2f}"
    )


# %% [markdown]
# The bad loans lean to the right, but the two classes overlap almost everywhere, so no threshold
# separates them. Moving $t$ left raises the recall and mostly lowers the precision: at $t = 0.3$
# the model finds 85 of the 122 bad loans, but refuses 98 good customers. Each threshold is another
# compromise. Which model is better is one question, which compromise to take another.

# %% [markdown]
# ## All compromises in one picture
#
# For every threshold, compute two shares. The **true positive rate** is the recall: the share of
# bad loans refused. The **false positive rate** is the share of good loans refused:
#
# $$\text{TPR} = \frac{\text{TP}}{\text{TP} + \text{FN}}, \qquad \text{FPR} = \frac{\text{FP}}{\text{FP} + \text{TN}}$$
#
# Drawn against each other they give the **ROC curve** (receiver operating characteristic; the name
# comes from radar). Both rates look at one true class at a time.

# %%
thresholds = np.linspace(1.0, 0.0, 201)
tpr = np.array([np.mean(p[y == 1] >= t) for t in thresholds])
fpr = np.array([np.mean(p[y == 0] >= t) for t in thresholds])

ax = plots.roc_curve(fpr, tpr)
for t in (0.5, 0.3, 0.1):
    k = np.argmin(abs(thresholds - t))
    ax.plot(fpr[k], tpr[k], "o", color=plots.HIGHLIGHT, ms=8, zorder=5)
    ax.annotate(f"t = {t}", (fpr[k] + 0.03, tpr[k] - 0.05))
    print(f"t = {t}: {tpr[k]:.0%} of the bad and {fpr[k]:.0%} of the good loans are refused")
plt.show()

# %% [markdown]
# Start at the lower left: threshold 1, nobody refused. As $t$ falls, the curve climbs. At $t = 0.5$
# it has reached 48% of the bad loans at 17% of the good ones, at $t = 0.1$ 91% at 72%. The dashed
# diagonal is a coin, which refuses good and bad alike. A perfect model would go straight up to the
# upper left corner. Ours bends about halfway toward it.

# %% [markdown]
# ## The area, and what it means
#
# The area under the ROC curve, the **AUC**, sums up all thresholds: 0.5 for a coin, 1 for a perfect
# model. It has a meaning one can say in a sentence. Take a bad loan and a good one at random: the
# AUC is the chance that the model gives the bad one the higher $p$. Why? Each small step of the
# curve to the right is one good loan, and the height of the curve there is the share of bad loans
# that rank above it. The area averages that share over all good loans.

# %% [markdown]
# ## Your turn: AUC by pairs
#
# Compare every positive example with every negative one. A pair in the right order counts 1, a tie
# counts one half. Return the mean.


# %% exercise="auc_by_pairs"
def auc_by_pairs(y, p):
    """Return the chance that a positive example gets a higher score than a negative one.

    Parameters
    ----------
    y : numpy.ndarray, shape (m,)
        True classes, 0 or 1, both of them present.
    p : numpy.ndarray, shape (m,)
        Scores: the higher, the more positive.

    Returns
    -------
    float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    difference = p[y == 1][:, None] - p[y == 0][None, :]
    return np.mean((difference > 0) + 0.5 * (difference == 0))
    ### END SOLUTION


# %% [markdown] hint="auc_by_pairs"
# Two loops do it: for each score of a positive, for each score of a negative. Add 1, 0.5 or 0, and
# divide by the number of pairs.

# %% [markdown] hint="auc_by_pairs"
# Without loops: `p[y == 1][:, None] - p[y == 0]` is a table of differences, a row for each
# positive.

# %% checks="auc_by_pairs"
truth, scores = np.array([0, 0, 1, 1, 1]), np.array([0.1, 0.6, 0.4, 0.9, 0.8])
expect(auc_by_pairs(truth, scores), 5 / 6, "five of six pairs are in order; 0.4 loses to 0.6")
expect(auc_by_pairs(np.array([0, 1]), np.array([0.3, 0.3])), 0.5, "a tie counts one half")
expect(auc_by_pairs(y, p), 0.724260, "the 122 bad against the 278 good loans", rtol=1e-5)


# %% mistake="auc_by_pairs" says="ties count nothing; they count one half"
def auc_by_pairs(y, p):
    return np.mean(p[y == 1][:, None] > p[y == 0][None, :])


# %% mistake="auc_by_pairs" replace="(difference > 0) + 0.5 * (difference == 0)" says="a tie counts as a full win; it counts one half" with="(difference >= 0)"

# %% mistake="auc_by_pairs" replace="np.mean(" says="the pairs are counted, not their share of all pairs" with="np.sum("

# %% mistake="auc_by_pairs" replace="np.mean((difference > 0) + 0.5 * (difference == 0))" says="the differences are averaged: only their signs count" with="np.mean(difference)"


# %% mistake="auc_by_pairs" says="the pairs in the wrong order are counted"
def auc_by_pairs(y, p):
    difference = p[y == 1][:, None] - p[y == 0][None, :]
    return np.mean((difference < 0) + 0.5 * (difference == 0))


# %% mistake="auc_by_pairs" says="each positive is compared with one negative only, not with all"
def auc_by_pairs(y, p):
    n = min(np.sum(y == 1), np.sum(y == 0))
    difference = p[y == 1][:n] - p[y == 0][:n]
    return np.mean((difference > 0) + 0.5 * (difference == 0))


# %%
from sklearn.metrics import roc_auc_score

area = np.trapezoid(tpr, fpr)  # the area under the drawn curve, in 200 strips
print(f"scikit-learn {roc_auc_score(y, p):.4f}   area of the curve {area:.4f}")

# %% [markdown]
# The library and the area under the drawn curve agree with your pairs: 0.72. In 72 of 100 pairs the
# bad loan is ranked as the riskier. Note what the AUC ignores: only the *order* of the scores
# counts. Halve all probabilities, and the AUC stays the same, though the probabilities are now
# wrong. Lecture 5 looks at that.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Count the four cases first: accuracy may hide that nothing is found.
# 2. Precision asks whether alarms are right, recall whether positives are found; every threshold trades one
#    for the other.
# 3. The ROC curve shows all thresholds at once, and its area is the chance that a positive ranks
#    above a negative.
#
# **Where it leads.** Which threshold to take, the ROC curve does not say. Lecture 4 brings in scikit-learn and
# asks whom a model refuses; lecture 5 derives the threshold from prices.
