# %% [markdown]
# # Trees that answer with a number
#
# *40 minutes. You need: lectures 1 and 2, RMSE, unit 5 of Course 1 (held-out data).*
#
# Back to the power stations of Victoria. How many gigawatts does the state need on a working day at
# six in the evening when it is 35 °C, and how many on a Sunday at four in the morning? Hour,
# weekday and temperature act together, and no straight line knows that. Can a row of yes-or-no
# questions end in a number of gigawatts? And if you change one question, what does the whole tree
# lose?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.tree import DecisionTreeRegressor

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

demand = datasets.electricity_demand()
demand["hour"] = demand.index.hour + demand.index.minute / 60
teatime = demand[demand["workday"]].at_time("16:00")
order = np.random.default_rng(3).permutation(len(teatime))
temperature = teatime["temperature_c"].to_numpy()[order]
gigawatts = teatime["demand_gw"].to_numpy()[order]
x, y, x_new, y_new = temperature[:150], gigawatts[:150], temperature[150:], gigawatts[150:]
print(len(x), "working days at 16:00 to learn from,", len(x_new), "held out")

# %% [markdown]
# ## A leaf that says a number
#
# We begin with one feature: the temperature (°C) at 16:00 on working days, and the demand (GW). A
# leaf that must say one number for all its examples says their **mean**: of all numbers it has the
# smallest squared error. So the impurity of a group is now the sum of squared deviations from its
# own mean,
#
# $$S = \sum_{i} (y_i - \bar y)^2$$
#
# in GW², and a cut is good when it leaves little of it. Let $\bar y_\text{yes}$ and
# $\bar y_\text{no}$ be the means on both sides of a threshold $t$:
#
# $$S(t) = \sum_{x_i \le t} (y_i - \bar y_\text{yes})^2 + \sum_{x_i > t} (y_i - \bar y_\text{no})^2$$
#
# The two sums need no weights, since larger groups have more terms.

# %% [markdown]
# ## Your turn: what a cut leaves over


# %% exercise="left_over"
def left_over(x, y, threshold):
    """Return the squared error that is left after a cut.

    Parameters
    ----------
    x : numpy.ndarray, shape (m,)
        Feature; some values are at most `threshold`, some are larger.
    y : numpy.ndarray, shape (m,)
        What to predict.
    threshold : float

    Returns
    -------
    float
        Sum over both sides of the squared deviations from the side's own mean.
    """
    ### BEGIN SOLUTION
    yes, no = y[x <= threshold], y[x > threshold]
    return np.sum((yes - yes.mean()) ** 2) + np.sum((no - no.mean()) ** 2)
    ### END SOLUTION


# %% [markdown] hint="left_over"
# Which values of `y` belong to the side "yes"? A Boolean array picks them.

# %% [markdown] hint="left_over"
# For y = 2, 6 on one side the mean is 4, and the sum is 4 + 4 = 8.

# %% [markdown] hint="left_over"
# With `yes = y[x <= threshold]`, its part is `np.sum((yes - yes.mean()) ** 2)`.

# %% checks="left_over"
x_five, y_five = np.array([1.0, 5.0, 2.0, 9.0, 7.0]), np.array([2.0, 7.0, 6.0, 12.0, 5.0])
expect(left_over(x_five, y_five, 3.0), 34.0, "means 4 and 8: 4 + 4 on the left, 1 + 16 + 9 right")
expect(left_over(x_five, y_five, 5.0), 38.5, "a value that equals the threshold goes left")
expect(left_over(x_five, y_five + 20, 3.0), 34.0, "raising every demand by 20 changes nothing")
expect(left_over(x_five, y_five / 3, 3.0), 34 / 9, "a third of every demand leaves a ninth")


# %% mistake="left_over" says="both sides use the mean of all examples"
def left_over(x, y, threshold):
    yes, no = y[x <= threshold], y[x > threshold]
    return np.sum((yes - y.mean()) ** 2) + np.sum((no - y.mean()) ** 2)


# %% mistake="left_over" says="the variances of the sides are added, not their sums"
def left_over(x, y, threshold):
    return np.var(y[x <= threshold]) + np.var(y[x > threshold])


# %% mistake="left_over" says="only the side of yes is counted"
def left_over(x, y, threshold):
    yes = y[x <= threshold]
    return np.sum((yes - yes.mean()) ** 2)


# %% mistake="left_over" says="a value that equals the threshold goes to the right"
def left_over(x, y, threshold):
    yes, no = y[x < threshold], y[x >= threshold]
    return np.sum((yes - yes.mean()) ** 2) + np.sum((no - no.mean()) ** 2)


# %% mistake="left_over" says="the deviations are not squared"
def left_over(x, y, threshold):
    yes, no = y[x <= threshold], y[x > threshold]
    return np.sum(np.abs(yes - yes.mean())) + np.sum(np.abs(no - no.mean()))


# %% [markdown]
# Now the search over all thresholds, as in lecture 1. Drag the cut through the temperatures and
# look for the lowest remainder before the curve on the right tells you.


# %%
def remainder(x, y, t):
    return sum(np.sum((side - side.mean()) ** 2) for side in (y[x <= t], y[x > t]))


values = np.unique(x)
cuts = (values[1:] + values[:-1]) / 2
remainders = np.array([remainder(x, y, t) for t in cuts])


# %%
@interact(threshold=(12.0, 40.0, 0.2))
def drag(threshold=20.0):
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    means = y[x <= threshold].mean(), y[x > threshold].mean()
    plots.scatter(x, y, "temperature (°C)", "demand (GW)", ax=left)
    plots.curve(lambda t: np.where(t <= threshold, *means), over=(9, 43), label="means", ax=left)
    right.plot(cuts, remainders, color=plots.ERROR)
    right.axvline(threshold, color=plots.MODEL, ls="--")
    right.set(xlabel="threshold (°C)", ylabel="left over (GW²)")
    left.set_title(f"left over: {remainder(x, y, threshold):.1f} GW²", size=11)


# %%
print(f"before any cut {np.sum((y - y.mean()) ** 2):.1f} GW²")
print(f"best cut at {cuts[remainders.argmin()]:.2f} °C leaves {remainders.min():.1f} GW²")

# %% [markdown]
# At 20 °C the two means hardly differ, and the cut is worth little: cold and warm days both need
# more than mild ones. The curve falls to its lowest point at 25.55 °C, where the days with air
# conditioning part from the others, and has a second valley near 32 °C.
#
# ## A staircase
#
# Cut again on both sides, and so on: a **regression tree**. Its prediction is constant between two
# cuts, so it draws a staircase. `DecisionTreeRegressor` grows it. Drag the depth; the thin line is
# the curve of degree 3 for comparison.


# %%
def rmse(y_hat, y):
    return np.sqrt(np.mean((y_hat - y) ** 2))


cubic = np.polynomial.Polynomial.fit(x, y, 3)


@interact(depth=(1, 10))
def stairs(depth=3):
    model = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(x[:, None], y)
    plots.scatter(x, y, "temperature (°C)", "demand (GW)")
    plots.curve(lambda t: model.predict(t[:, None]), over=(9, 50), label="tree")
    ax = plots.curve(cubic, over=(9, 50), label="degree 3", color=plots.HIGHLIGHT)
    seen, new = rmse(model.predict(x[:, None]), y), rmse(model.predict(x_new[:, None]), y_new)
    ax.set_title(f"depth {depth}: {seen:.2f} GW seen, {new:.2f} GW held out", size=11)
    ax.set_ylim(2, 13)


# %%
for depth in [1, 2, 3, 4, 10]:
    model = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(x[:, None], y)
    print(f"depth {depth:2}: {rmse(model.predict(x_new[:, None]), y_new):.2f} GW held out")
print(f"degree 3: {rmse(cubic(x_new), y_new):.2f} GW held out")
hot = np.array([[38.0], [44.0], [50.0]])
model = DecisionTreeRegressor(max_depth=3, random_state=0).fit(x[:, None], y)
print(
    "tree at 38, 44 and 50 °C:",
    model.predict(hot).round(2),
    "degree 3:",
    cubic(hot.ravel()).round(2),
)

# %% [markdown]
# At depth 10 single days get steps of their own, and the held-out error rises to 0.50 GW. At its
# best the tree is as good as the curve, 0.41 GW, and no better: a smooth relation with one feature
# needs no staircase. And see what happens beyond the hottest day: the tree repeats its last step,
# 9.11 GW, forever; the curve climbs on to 11.73 GW at 50 °C. Neither
# *knows*; a tree **does not extrapolate**, which is its weakness with trends and its safety with
# nonsense.

# %% [markdown]
# ## Where trees shine
#
# Now all half hours of the year, with three features: temperature, hour of the day, and whether it
# is a working day. Neighboring half hours are alike, so we split by whole days: 243 to learn from,
# 122 to judge by. Air conditioning at noon, heating at dawn, factories only on working days: the
# effects depend on each other, and nobody told the models.

# %%
NAMES = ["temperature (°C)", "hour", "workday"]
day = demand.index.day_of_year.to_numpy()
learn = np.isin(day, np.random.default_rng(1).permutation(365)[:243] + 1)
X_all, y_all = (
    demand[["temperature_c", "hour", "workday"]].to_numpy(float),
    demand["demand_gw"].to_numpy(),
)
X, Y, X_new, Y_new = X_all[learn], y_all[learn], X_all[~learn], y_all[~learn]

depths = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20]
models = [DecisionTreeRegressor(max_depth=d, random_state=0).fit(X, Y) for d in depths]
seen = [rmse(model.predict(X), Y) for model in models]
held_out = [rmse(model.predict(X_new), Y_new) for model in models]

# %%
line = rmse(LinearRegression().fit(X, Y).predict(X_new), Y_new)
ax = plots.error_curves(depths, seen, held_out, "depth", "RMSE (GW)", lowest=True)
ax.axhline(line, ls="--", color=plots.MODEL, label="a straight line, held out")
ax.legend()
plt.show()
print(
    f"line {line:.2f} GW, tree of depth 10 {held_out[7]:.2f} GW, of depth 20 {held_out[-1]:.2f} GW"
)

# %% [markdown]
# From 0.69 GW the best tree comes down to 0.32 GW, at depth 10, without scaling, without products
# of features, without a thought about the shape of a day. To be fair, the line needs a better
# rival: here are polynomials of all three features, standardized, with a small price on the
# weights.

# %%
for degree in [1, 3, 8]:
    model = make_pipeline(
        StandardScaler(), PolynomialFeatures(degree), StandardScaler(), Ridge(alpha=1.0)
    ).fit(X, Y)
    columns = model[1].n_output_features_
    print(f"degree {degree}: {columns:3} columns, {rmse(model.predict(X_new), Y_new):.2f} GW")

# %% [markdown]
# Degree 3 stays behind, degree 8 draws level. So the tree is not better than all else; it gets
# there with less thought, and you can read it. (Both settings were chosen by looking at the
# held-out days, so both numbers flatter a little.) The answers to the opening question, from the
# tree of depth 10:

# %%
asked = [[35.0, 18.0, 1.0], [12.0, 4.0, 0.0]]
for (celsius, hour, workday), gw in zip(asked, models[7].predict(asked)):
    kind = "a working day" if workday else "a Sunday"
    print(f"{celsius:.0f} °C at {hour:.0f}:00 on {kind}: {gw:.1f} GW")

# %% [markdown]
# ## Open the box
#
# Numbers in a network's layers are hard to read. A tree you can take apart. We grow a small one as
# nested dicts, with the recursion of lecture 2 and the remainder of this one.


# %%
def best_cut(X, y):
    best = (np.sum((y - y.mean()) ** 2) - 1e-9, None, None)  # left over, feature, threshold
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for t in (values[1:] + values[:-1]) / 2:
            left = remainder(X[:, j], y, t)
            if left < best[0]:
                best = (left, j, t)
    return best[1:]


# %%
def grow(X, y, max_depth):
    node = {"m": len(y), "mean": float(y.mean())}
    j, t = best_cut(X, y) if max_depth > 0 else (None, None)
    if j is not None:
        yes = X[:, j] <= t
        node |= {"feature": j, "threshold": t}
        node["yes"] = grow(X[yes], y[yes], max_depth - 1)
        node["no"] = grow(X[~yes], y[~yes], max_depth - 1)
    return node


# %%
def predict(node, X):
    if "feature" not in node:
        return np.full(len(X), node["mean"])
    yes = X[:, node["feature"]] <= node["threshold"]
    return np.where(yes, predict(node["yes"], X), predict(node["no"], X))


# %%
def text(node):
    if "feature" not in node:
        return f"{node['mean']:.2f} GW"
    return f"{NAMES[node['feature']]}\n≤ {node['threshold']:g}?\n{node['mean']:.2f} GW"


tree = grow(X, Y, 3)
plt.figure(figsize=(10, 4.5))
plots.tree(tree, text, shade=lambda node: np.clip((node["mean"] - 3) / 5, 0, 1))
plt.show()
print(f"{rmse(predict(tree, X_new), Y_new):.3f} GW; scikit-learn {held_out[2]:.3f} GW")

# %% [markdown]
# The paler a box, the nearer it is to 5.5 GW; blue is less, orange more. First the night is split
# off. In the daytime the next question is for heat: above 32.55 °C demand is 7.60 GW on average,
# below it 4.85 GW, and there it matters whether people work (`workday` is 1 or 0, so "≤ 0.5?" means
# "a day off?"). It is the tree that scikit-learn grows: the errors agree.

# %% [markdown]
# ## Your turn: silence a question
#
# What does a question do for the whole? Take it out and see what gets worse. **Silencing** a node
# makes it a leaf: it forgets its question and everything below, and answers with its own mean.
# Which node is meant we say by the answers that lead to it: `["no", "yes"]` is "no" at the root,
# then "yes"; `[]` is the root itself.


# %% exercise="silence"
def silence(node, path):
    """Return a tree in which one node has become a leaf.

    Parameters
    ----------
    node : dict
        The root; it is left as it was, with all that hangs below it.
    path : list of str
        The answers, "yes" or "no", that lead from the root to the node; may be empty.

    Returns
    -------
    dict
        A new tree. The silenced node has the keys "m" and "mean" only.
    """
    ### BEGIN SOLUTION
    if not path:
        return {"m": node["m"], "mean": node["mean"]}
    return node | {path[0]: silence(node[path[0]], path[1:])}
    ### END SOLUTION


# %% [markdown] hint="silence"
# What is to be done when `path` is empty? And if it is not: which of the two subtrees changes, and
# which path leads on from its top?

# %% [markdown] hint="silence"
# `{"a": 1, "b": 2} | {"b": 5}` is a new dict, `{"a": 1, "b": 5}`; the old one stays as it was.

# %% [markdown] hint="silence"
# In the second case return `node | {path[0]: …}`, where the dots are a call of `silence` on
# `node[path[0]]` with the rest of the path, `path[1:]`.


# %% checks="silence"
def example():
    low, mid, top = ({"m": m, "mean": mean} for m, mean in [(5, 3.5), (4, 6.0), (2, 9.0)])
    inner = {"m": 6, "mean": 7.0, "feature": 1, "threshold": 30.0, "yes": mid, "no": top}
    return {"m": 11, "mean": 5.4, "feature": 0, "threshold": 7.5, "yes": low, "no": inner}


expect(silence(example(), []), {"m": 11, "mean": 5.4}, "an empty path silences the root")
expect(
    silence(example(), ["no"]),
    example() | {"no": {"m": 6, "mean": 7.0}},
    "the node behind no becomes a leaf with its own mean, and all else stays",
)
expect(silence(example(), ["no", "yes"]), example(), "to silence a leaf changes nothing")
untouched = example()
silence(untouched, ["no"])
expect(untouched, example(), "the tree that was passed in is left as it was")


# %% mistake="silence" says="the tree that was passed in is changed as well"
def silence(node, path):
    target = node
    for answer in path:
        target = target[answer]
    for key in ("feature", "threshold", "yes", "no"):
        target.pop(key, None)
    return node


# %% mistake="silence" says="only the part below the path is returned, not the whole tree"
def silence(node, path):
    for answer in path:
        node = node[answer]
    return {"m": node["m"], "mean": node["mean"]}


# %% mistake="silence" says="nodes on the way lose their other branch"
def silence(node, path):
    if not path:
        return {"m": node["m"], "mean": node["mean"]}
    return {
        "m": node["m"],
        "mean": node["mean"],
        path[0]: silence(node[path[0]], path[1:]),
    }


# %% mistake="silence" says="the root is silenced, whatever the path"
def silence(node, path):
    return {"m": node["m"], "mean": node["mean"]}


# %% [markdown]
# **Predict.** Seven nodes of the tree above ask a question. Apart from the root, which one would
# you silence if you wanted to do the most harm? And does any question do no good at all? Commit
# before you run.

# %%
prediction = "most harm: …; no good: …"  # write yours


# %%
def without(node, path):  # the same as silence, for what follows
    if not path:
        return {"m": node["m"], "mean": node["mean"]}
    return node | {path[0]: without(node[path[0]], path[1:])}


whole = rmse(predict(tree, X_new), Y_new)
ways = [[], ["yes"], ["no"], *[[a, b] for a in ("yes", "no") for b in ("yes", "no")]]
for path in ways:
    node = tree
    for answer in path:
        node = node[answer]
    worse = rmse(predict(without(tree, path), X_new), Y_new) - whole
    question = " ".join(text(node).split()[:-2])  # without its mean
    print(f"{worse:+.3f} GW without  {' → '.join(['root', *path]):17} {question}")

# %% [markdown]
# Without its root the tree is a single leaf: 0.31 GW worse. Next come the question for heat, 0.12,
# and the one for the day off, 0.11. But the second hangs below the first and falls silent with it,
# so the heat itself accounts for little. Another does next to nothing, and the last one even harms
# a trifle on days it has not seen: it was made for the few hottest half hours of the training days.
# Silencing measures the worth of a question *in this tree*, with all that hangs on it, not the
# worth of the feature as such.

# %% [markdown]
# ## Transplant a branch
#
# Now put something else in a node's place. Three operations: (1) exchange yes and no at the
# question for the day off; (2) replace the branch for hot days by the one for all other days; (3)
# replace the branch for the night by the whole branch for the day.
#
# **Predict** their order, from least to most harm. Look at two things: how far the means are apart
# that change places, and how many half hours it concerns.


# %%
def graft(node, path, branch):
    if not path:
        return branch
    return node | {path[0]: graft(node[path[0]], path[1:], branch)}


# %%
daytime = tree["no"]
mild = daytime["yes"]
exchanged = mild | {"yes": mild["no"], "no": mild["yes"]}
for name, path, branch in [
    ("1 exchange day off and working day", ["no", "yes"], exchanged),
    ("2 hot days like all others", ["no", "no"], mild),
    ("3 the night like the day", ["yes"], daytime),
]:
    print(f"{rmse(predict(graft(tree, path, branch), X_new), Y_new):.3f} GW  {name}")
print(
    "half hours learned from:",
    {"night": tree["yes"]["m"], "mild": mild["m"], "hot": daytime["no"]["m"]},
)

# %% [markdown]
# Compare with the whole tree's 0.522 GW. Exchanging the day off does the most harm: it is wrong by
# 0.86 GW in seven of ten half hours. The branch for hot days, the most colorful of the picture,
# matters least on average, because it answers for 201 of 11,664 half hours. (On those it would be
# wrong by more than 2 GW, and the one who runs a power station cares about exactly these times. An
# average error hides that.) For a tree you can predict such results with a pencil; for the networks
# of units 1 to 3 you had to run them.

# %% [markdown]
# ## Shaky trees
#
# One weakness remains. We grow two trees of depth 10, one from the odd days and one from the even
# days of the same year, and let them predict the same held-out hours.

# %%
odd = day[learn] % 2 == 1
halves = [DecisionTreeRegressor(max_depth=10, random_state=0).fit(X[i], Y[i]) for i in (odd, ~odd)]
lines = [LinearRegression().fit(X[i], Y[i]) for i in (odd, ~odd)]
for name, (first, second) in [("lines", lines), ("trees", halves)]:
    a, b = first.predict(X_new), second.predict(X_new)
    print(
        f"{name}: apart by {rmse(a, b):.2f} GW; errors {rmse(a, Y_new):.3f} and {rmse(b, Y_new):.3f}",
        end=" ",
    )
    print(f"GW, of the mean of both {rmse((a + b) / 2, Y_new):.3f} GW")

# %% [markdown]
# The two lines nearly agree: 0.07 GW apart. The two trees are 0.27 GW apart, almost as far from
# each other as from the truth, although both are twice as good as the lines. Different days gave
# other cuts, and everything below a cut follows it. A small change of the data changes a deep tree
# a lot: it has a high **variance**. But look at the last number: the mean of the two trees is
# better than either.

# %% [markdown]
# ## Three sentences to remember
#
# 1. A regression tree says the mean in each leaf and cuts where the squared error that is left over
#    is smallest.
# 2. It finds thresholds and combinations by itself, needs no scaling, draws stairs and does not
#    extrapolate.
# 3. Silence or transplant a part, predict the effect, run: that is how you learn what a model's
#    part does.
#
# **Where it leads.** In the assignment you grow a tree of your own for mushrooms and bet against
# it. And if the mean of two shaky trees is better than either, what about five hundred? That is
# unit 7.
