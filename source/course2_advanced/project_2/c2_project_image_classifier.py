# %% [markdown]
# # A classifier from few pictures
#
# *240 minutes. You need: units 1 and 7, and Course 1.*
#
# A charity gets thousands of donated clothes a year, each photographed on a belt. They go into boxes, a coat
# in the shirts' box is sold for too little, and a person who sorts by hand costs money as well. **Should a
# model sort them? Which clothes, from how many labeled pictures, and how much would that save?**
#
# This is *your* project. You choose the clothes, the prices and the model; the notebook holds the frame. Ten
# milestones are checked at once, and they make all of the 100 points: any honest model passes. At the end the notebook
# writes a report, one file with pictures and a model card, that you can show to somebody who has never seen it. Take
# your time; milestones 3, 4 and 7 are the hard ones.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from utils import datasets, plots
from utils.checks import expect
from utils.report import write_report

NAMES = list(datasets.FASHION_NAMES)
X_one, y_one, X_two, y_two = datasets.fashion_mnist()
pictures = np.concatenate([X_one, X_two]).reshape(3500, 784) / 255
kinds = np.concatenate([y_one, y_two])
print(pictures.shape, NAMES)

# %% [markdown]
# 3500 pictures of 28 × 28 gray values, 350 of each of ten kinds (Fashion-MNIST). They were made for a catalog, with one
# thing in the middle of each and no background. No belt delivers such pictures; your report must say so. What carries over is the
# method.

# %%
fig, axes = plt.subplots(10, 12, figsize=(10, 8.5))
for kind, row in enumerate(axes):
    for ax, place in zip(row, np.flatnonzero(kinds == kind)):
        ax.imshow(pictures[place].reshape(28, 28), cmap="gray_r")
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(NAMES[kind], rotation=0, ha="right", va="center")
plt.show()

# %% [markdown]
# Each row is a kind. Shirts, pullovers, coats and T-shirts look alike at this size, and so do the three kinds of shoes; a
# trouser is hard to miss. The more alike, the more a person's eye is worth.
#
# ## Milestone 1: your question
#
# Choose two to four kinds that somebody would want to tell apart, and say why. Then the prices, in euros:
#
# - `costs[i][j]`: what it costs when a piece of kind `i` goes into the box of kind `j`; 0 on the diagonal,
#   positive elsewhere, and not all errors the same;
# - `ask`: what it costs to let a person decide on a piece; less than the most expensive error;
# - `label_price`: what one labeled picture costs;
# - `volume`: how many pieces come in a year.
#
# You may invent the prices, but they must be such that somebody could mean them. All that follows hangs on them.


# %% exercise="question"
def question():
    """Return the frame of the project.

    Returns
    -------
    dict
        "classes": list of 2 to 4 different names out of NAMES; "costs": list of lists, a row
        for each true class, a column for each box; "ask", "label_price": euros; "volume":
        pieces a year; "why": at least 30 words on who needs this and why these prices.
    """
    ### BEGIN SOLUTION
    return {
        "classes": ["Pullover", "Coat", "Shirt"],
        "costs": [[0, 1, 1], [4, 0, 4], [1, 1, 0]],
        "ask": 0.5,
        "label_price": 1.0,
        "volume": 3000,
        "why": "The charity sells coats for about five euros more than pullovers and shirts, so a coat in "
        "another box loses four euros, while the other two kinds cost about the same and a "
        "mix-up only annoys a customer. Looking at a piece takes a helper two minutes, half a "
        "euro.",
    }
    ### END SOLUTION


# %% [markdown] hint="question"
# Who would be harmed by which error? An error that nobody would mind needs no model.

# %% [markdown] hint="question"
# With two classes the costs are `[[0, a], [b, 0]]`: `a` for a piece of the first kind in the second box. Make asking cheaper than
# the most expensive error, or nobody will ever be asked.

# %% [markdown] hint="question"
# Return one dict with the six keys. The names have to be spelled as in NAMES, such as `"Ankle boot"`.

# %% checks="question" points=6
asked = question()
count = len(asked["classes"])
expect(
    2 <= count <= 4 and len(set(asked["classes"])) == count and set(asked["classes"]) <= set(NAMES),
    True,
    "two to four different names, spelled as in NAMES",
)
expect(np.shape(asked["costs"]), (count, count), "a row and a column of costs for each class")
prices = np.array(asked["costs"], dtype=float)
errors = prices[~np.eye(len(prices), dtype=bool)] if prices.ndim == 2 else prices
expect(
    np.diag(prices).tolist(), [0.0] * count, "the right box costs nothing: zeros on the diagonal"
)
expect(
    bool(np.all(errors > 0) and np.ptp(errors) > 0), True, "errors cost something, not all the same"
)
expect(
    bool(0 < asked["ask"] < errors.max()), True, "asking costs less than the most expensive error"
)
expect(
    asked["label_price"] > 0 and asked["volume"] > 0, True, "labels and pieces: positive numbers"
)
expect(len(str(asked["why"]).split()) >= 30, True, "at least 30 words on who needs this, and why")


# %% mistake="question" replace="[[0, 1, 1], [4, 0, 4], [1, 1, 0]]" says="all errors cost the same: then the costs decide nothing" with="[[0, 1, 1], [1, 0, 1], [1, 1, 0]]"

# %% mistake="question" replace="[[0, 1, 1], [4, 0, 4], [1, 1, 0]]" says="there is a row or a column too few for the classes" with="[[0, 1], [4, 0]]"

# %% mistake="question" replace="0.5" says="asking costs more than any error, so nobody would ever be asked" with="5.0"

# %% mistake="question" replace="Shirt" says="a name is not one of NAMES" with="Blouse"

# %% mistake="question" replace="[[0, 1, 1], [4, 0, 4], [1, 1, 0]]" says="the right box costs something, too" with="[[1, 1, 1], [4, 1, 4], [1, 1, 1]]"


# %% alternative="question"
def question():
    costs = np.ones((2, 2)) - np.eye(2)
    costs[1, 0] = 6
    why = "Boots that are sold as sneakers lose six euros each in the shop of the charity, while "
    why += "a sneaker among the boots is found by the first customer who looks; a helper "
    why += "needs one minute to look at a pair of shoes."
    return {
        "classes": ("Sneaker", "Ankle boot"),
        "costs": costs,
        "ask": 0.25,
        "label_price": 0.5,
        "volume": 8000,
        "why": why,
    }


# %%
frame = question()
classes, costs, ask = frame["classes"], np.array(frame["costs"], dtype=float), frame["ask"]
numbers = [NAMES.index(name) for name in classes]
chosen = np.isin(kinds, numbers)
X = pictures[chosen]
y = np.array([numbers.index(kind) for kind in kinds[chosen]])
print(X.shape, dict(zip(classes, np.bincount(y).tolist())))

# %% [markdown]
# From here on `X` holds the pictures of your classes alone, and `y` their classes as 0, 1, … in your order.
#
# ## Milestone 2: deal the pictures
#
# Twice you will need to draw a fixed number of *each* class by chance: the test pictures that are locked away now, and
# later the few pictures that you pay to have labeled.


# %% exercise="deal"
def deal(y, per_class, rng):
    """Draw the same number of pictures of each class.

    Parameters
    ----------
    y : numpy.ndarray of int, shape (m,)
        Classes 0, 1, …; each has at least `per_class` members.
    per_class : int
        How many of each class are drawn, each at most once.
    rng : numpy.random.Generator
        Decides which ones.

    Returns
    -------
    drawn, rest : numpy.ndarray of int
        Positions from 0 to m - 1, in any order. Each picture is in exactly one of them.
    """
    ### BEGIN SOLUTION
    drawn = np.concatenate(
        [rng.permutation(np.flatnonzero(y == k))[:per_class] for k in np.unique(y)]
    )
    return drawn, np.setdiff1d(np.arange(len(y)), drawn)
    ### END SOLUTION


# %% [markdown] hint="deal"
# Where are the members of class 2? And how do you take five of them by chance, none twice?

# %% [markdown] hint="deal"
# With `y` = 1, 0, 1, 1, 0 the members of class 1 stand at 0, 2 and 3. Shuffled, they are perhaps 3, 0, 2; the first
# two of these are drawn.

# %% [markdown] hint="deal"
# For each class `np.flatnonzero(y == k)`, then `rng.permutation(…)[:per_class]`. Put the classes together;
# `np.setdiff1d` finds the …

# %% checks="deal" points=10
y12 = np.array([2, 0, 1, 1, 0, 2, 2, 0, 2, 1, 2, 2])
drawn, rest = deal(y12, 2, np.random.default_rng(0))
expect(sorted(y12[drawn].tolist()), [0, 0, 1, 1, 2, 2], "two of each class are drawn")
expect(
    sorted([*drawn.tolist(), *rest.tolist()]),
    list(range(12)),
    "drawn and rest together hold every picture once",
)
drawn, rest = deal(y12, 3, np.random.default_rng(1))
expect((len(drawn), len(rest)), (9, 3), "three of each of three classes, the other three rest")
generator = np.random.default_rng(2)
often = np.concatenate([deal(y12, 1, generator)[0] for _ in range(80)])
expect(sorted(set(often.tolist())), list(range(12)), "in eighty draws every picture is drawn once")
### BEGIN HIDDEN TESTS
y_check = np.random.default_rng(3).integers(0, 4, 300)
drawn_check, rest_check = deal(y_check, 40, np.random.default_rng(4))
expect(np.bincount(y_check[drawn_check]).tolist(), [40] * 4, "40 of each of four classes")
expect(len(np.intersect1d(drawn_check, rest_check)), 0, "nothing is drawn and rest at once")
again_check = deal(y_check, 40, np.random.default_rng(4))[0]
expect(
    sorted(drawn_check.tolist()), sorted(again_check.tolist()), "the same generator, the same draw"
)
rng_check = np.random.default_rng(29)
pairs_check = set()
for _ in range(300):
    pairs_check.add(tuple(sorted(deal(np.zeros(5, dtype=int), 2, rng_check)[0].tolist())))
expect(len(pairs_check), 10, "any two of five pictures can be drawn together, and in 300 draws are")
### END HIDDEN TESTS


# %% mistake="deal" says="always the first of each class are taken, not drawn by chance"
def deal(y, per_class, rng):
    drawn = np.concatenate([np.flatnonzero(y == k)[:per_class] for k in np.unique(y)])
    return drawn, np.setdiff1d(np.arange(len(y)), drawn)


# %% mistake="deal" says="the classes are not drawn apart: so many are drawn in all"
def deal(y, per_class, rng):
    order = rng.permutation(len(y))
    count = per_class * len(np.unique(y))
    return order[:count], order[count:]


# %% mistake="deal" says="a picture can be drawn twice"
def deal(y, per_class, rng):
    drawn = np.concatenate([rng.choice(np.flatnonzero(y == k), per_class) for k in np.unique(y)])
    return drawn, np.setdiff1d(np.arange(len(y)), drawn)


# %% mistake="deal" replace="drawn, np.setdiff1d(np.arange(len(y)), drawn)" says="the rest comes first, the drawn ones second" with="np.setdiff1d(np.arange(len(y)), drawn), drawn"

# %% mistake="deal" replace="drawn, np.setdiff1d(np.arange(len(y)), drawn)" says="the rest still holds the drawn pictures" with="drawn, np.arange(len(y))"

# %% mistake="deal" replace="np.unique(y)" says="only classes 0 and 1 are drawn, whatever there is" with="(0, 1)"

# %% mistake="deal" replace="return drawn," says="the classes of the drawn pictures are returned, not their positions" with="return y[drawn],"

# %% mistake="deal" replace="np.setdiff1d(np.arange(len(y)), drawn)" says="the rest holds classes, not positions" with="np.delete(y, drawn)"

# %% mistake="deal" replace="rng.permutation" says="rng is ignored: a generator made inside draws the same each time" with="np.random.default_rng(0).permutation"

# %% mistake="deal" replace="np.flatnonzero(y == k)" says="positions within a class are returned, not those in y" with="np.arange(np.sum(y == k))"


# %% mistake="deal" says="only the last class is drawn: each turn of the loop writes over the one before"
def deal(y, per_class, rng):
    for k in np.unique(y):
        drawn = rng.choice(np.flatnonzero(y == k), per_class, replace=False)
    return drawn, np.setdiff1d(np.arange(len(y)), drawn)


# %% mistake="deal" says="True and False are returned for every picture, not positions"
def deal(y, per_class, rng):
    mask = np.zeros(len(y), dtype=bool)
    for k in np.unique(y):
        mask[rng.choice(np.flatnonzero(y == k), per_class, replace=False)] = True
    return mask, ~mask


# %% alternative="deal"
def deal(y, per_class, rng):
    drawn, left = [], dict.fromkeys(set(y.tolist()), per_class)
    for place in rng.permutation(len(y)):
        if left[int(y[place])] > 0:
            left[int(y[place])] -= 1
            drawn.append(place)
    inside = set(drawn)
    return np.array(drawn), np.array([i for i in range(len(y)) if i not in inside])


# %%
test, pool = deal(y, 150, np.random.default_rng(0))
X_test, y_test = X[test], y[test]
print(f"{len(test)} pictures locked away, {len(pool)} in the pool")

# %% [markdown]
# The test pictures come back in milestone 7, once. The pool of 200 of each class plays the stock that you could have labeled.
#
# ## Milestone 3: put it into a box, or ask?
#
# A model gives a picture the probabilities $p_0, p_1, \dots$ of the classes. Box $j$ then costs on average
#
# $$E_j = \sum_i p_i\, c_{ij}$$
#
# where $c_{ij}$ is the cost of a piece of class $i$ in box $j$, in euros. Take the cheapest box; but if even that
# costs *more* than asking, ask a person. The likeliest class need not be the cheapest box. Return −1 for "ask". (Of boxes that cost
# the same, the first one.)


# %% exercise="decide"
def decide(P, costs, ask):
    """Choose for each picture a box, or a person.

    Parameters
    ----------
    P : numpy.ndarray, shape (m, K)
        Probabilities of the classes; each row sums up to 1.
    costs : numpy.ndarray, shape (K, K)
        costs[i, j]: a piece of class i in box j.
    ask : float
        Cost of asking.

    Returns
    -------
    numpy.ndarray of int, shape (m,)
        0 to K - 1 for a box; -1 where the cheapest box costs more than asking.
    """
    ### BEGIN SOLUTION
    expected = P @ costs
    return np.where(expected.min(axis=1) > ask, -1, expected.argmin(axis=1))
    ### END SOLUTION


# %% [markdown] hint="decide"
# For one picture with p = (0.7, 0.3) and the costs [[0, 1], [4, 0]]: what does box 0 cost on average, and what box
# 1?

# %% [markdown] hint="decide"
# Box 0 costs 0.7 · 0 + 0.3 · 4 = 1.2, box 1 costs 0.7 · 1 + 0.3 · 0 = 0.7. Box 1 is cheaper though class 0 is likelier; and
# if asking costs 0.5, ask.

# %% [markdown] hint="decide"
# All expected costs at once are a matrix product of `P` with the costs, one row a picture. Its smallest value in each row
# says *whether*, its place says *which*; `np.where` chooses between …

# %% checks="decide" points=14
P5 = np.array(
    [[0.7, 0.2, 0.1], [0.2, 0.6, 0.2], [0.05, 0.05, 0.9], [0.5, 0.1, 0.4], [0.75, 0.1, 0.15]]
)
C3 = np.array([[0.0, 2.0, 3.0], [5.0, 0.0, 4.0], [1.0, 6.0, 0.0]])
expect(
    decide(P5, C3, 9.0),
    np.array([0, 1, 2, 0, 0]),
    "if asking is expensive, the cheapest box: in row 0 they cost 1.1, 2.0 and 2.9",
)
expect(
    decide(P5, C3, 0.7),
    np.array([-1, -1, 2, -1, 0]),
    "the cheapest boxes cost 1.1, 1.6, 0.35, 0.9 and 0.65: three are more than 0.7",
)
expect(
    decide(
        np.array([[0.6, 0.4], [0.9, 0.1], [0.1, 0.9]]), np.array([[0.0, 1.0], [7.0, 0.0]]), 0.65
    ),
    np.array([1, -1, 1]),
    "two classes: box 1 costs 0.6 in row 0, though class 0 is likelier; in row 1 0.7 and 0.9",
)
expect(
    decide(
        np.array([[0.6, 0.4], [0.9, 0.1], [0.1, 0.9]]), np.array([[0.0, 1.0], [7.0, 0.0]]), 0.35
    ),
    np.array([-1, -1, 1]),
    "the same at 0.35: asking is cheaper than 0.6 and than 0.7, but not than 0.1",
)
### BEGIN HIDDEN TESTS
expect(
    decide(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[0.0, 1.0], [1.0, 0.0]]), 0.5),
    np.array([0, 1]),
    "a box that costs exactly as much as asking is taken, and of equal boxes the first",
)
expect(decide(P5, C3, 0.0), np.array([-1] * 5), "if asking is free, everything is asked")
dice_check = np.random.default_rng(29)
P_check, C_check = dice_check.dirichlet(np.ones(4), 60), dice_check.uniform(0, 5, (4, 4))
E_check = np.einsum("mi,ij->mj", P_check, C_check)
expect(
    decide(P_check, C_check, 1.5),
    np.array([-1 if min(row) > 1.5 else int(np.argmin(row)) for row in E_check]),
    "with chances and costs drawn at random the same rule holds",
)
### END HIDDEN TESTS


# %% mistake="decide" replace="P @ costs" says="rows and columns of the costs have changed places: they are read as box, then class" with="P @ costs.T"

# %% mistake="decide" replace="expected.argmin(axis=1)" says="the likeliest class is taken, not the cheapest box" with="P.argmax(axis=1)"

# %% mistake="decide" replace="expected.argmin(axis=1)" says="the most expensive box is taken" with="expected.argmax(axis=1)"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="a box that costs exactly as much as asking is not taken" with="expected.min(axis=1) >= ask"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="it asks where a box is cheaper, and decides where it costs more" with="expected.min(axis=1) < ask"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="it asks where the largest probability is below the price of asking: euros are compared with a probability" with="P.max(axis=1) < ask"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="it asks as soon as any box costs more, not only when all do" with="expected.max(axis=1) > ask"

# %% mistake="decide" replace="np.where(expected.min(axis=1) > ask, -1, expected.argmin(axis=1))" says="nobody is ever asked" with="expected.argmin(axis=1)"

# %% mistake="decide" replace="-1," says="K stands for asking, not −1" with="len(costs),"

# %% mistake="decide" replace="expected.argmin(axis=1)" says="the cost of the cheapest box is returned, not its place" with="expected.min(axis=1)"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="the mean cost of all boxes is compared with asking, not the cheapest" with="expected.mean(axis=1) > ask"

# %% mistake="decide" replace="expected.min(axis=1) > ask" says="a probability is compared with 1 minus the price of asking" with="P.max(axis=1) < 1 - ask"

# %% mistake="decide" replace="expected.argmin(axis=1)" says="of boxes that cost the same the last one is taken" with="expected.shape[1] - 1 - expected[:, ::-1].argmin(axis=1)"

# %% mistake="decide" replace="np.where(expected.min(axis=1) > ask, -1, expected.argmin(axis=1))" says="the smallest is looked for in each column: one answer a box, not a picture" with="np.where(expected.min(axis=0) > ask, -1, expected.argmin(axis=0))"


# %% mistake="decide" says="a picture that is asked about gets a box as well: two answers for one picture"
def decide(P, costs, ask):
    actions = []
    for boxes in P @ costs:
        if boxes.min() > ask:
            actions.append(-1)
        actions.append(boxes.argmin())
    return np.array(actions)


# %% alternative="decide"
def decide(P, costs, ask):
    actions = []
    for p in P:
        boxes = [sum(p[i] * costs[i][j] for i in range(len(p))) for j in range(len(p))]
        cheapest = min(boxes)
        actions.append(boxes.index(cheapest) if cheapest <= ask else -1)
    return np.array(actions)


# %% [markdown]
# ## Milestone 4: what did it cost?
#
# Afterward, when the true classes are known: a piece in box $j$ costs $c_{ij}$, a piece that was asked about costs the price of asking
# (the person is always right). Return the cost of *each* picture. Mind the −1: in NumPy it is a position, too.


# %% exercise="picture_costs"
def picture_costs(y, actions, costs, ask):
    """Return what each decision cost.

    Parameters
    ----------
    y : numpy.ndarray of int, shape (m,)
        True classes.
    actions : numpy.ndarray of int, shape (m,)
        Boxes, or -1 for asking.
    costs : numpy.ndarray, shape (K, K)
        costs[i, j]: a piece of class i in box j.
    ask : float
        Cost of asking.

    Returns
    -------
    numpy.ndarray of float, shape (m,)
        In euros.
    """
    ### BEGIN SOLUTION
    return np.where(actions == -1, ask, costs[y, actions])
    ### END SOLUTION


# %% [markdown] hint="picture_costs"
# What does `costs[1, -1]` return? Is that what asking costs?

# %% [markdown] hint="picture_costs"
# With `y` = 2, 0, 1 and actions 0, −1, 1 the costs are `costs[2, 0]`, the price of asking, and `costs[1, 1]`, which is 0.

# %% [markdown] hint="picture_costs"
# `costs[y, actions]` picks an entry for each picture. `np.where` replaces those where the action is …

# %% checks="picture_costs" points=8
fines = np.array([[0.0, 2.0, 3.0], [5.0, 0.0, 4.0], [1.0, 6.0, 0.0]])
expect(
    picture_costs(np.array([2, 0, 1, 1, 0, 2]), np.array([0, -1, 1, 2, 1, -1]), fines, 0.7),
    np.array([1.0, 0.7, 0.0, 4.0, 2.0, 0.7]),
    "class 2 in box 0 costs 1; asked: 0.7; right: 0; class 1 in box 2: 4; class 0 in box 1: 2",
)
expect(
    picture_costs(
        np.array([1, 1, 0]), np.array([0, -1, -1]), np.array([[0.0, 3.0], [8.0, 0.0]]), 1.25
    ),
    np.array([8.0, 1.25, 1.25]),
    "two classes: an error for 8, and two pictures that were asked about",
)
### BEGIN HIDDEN TESTS
expect(
    picture_costs(np.array([0, 1, 2]), np.array([0, 1, 2]), fines, 0.7),
    np.zeros(3),
    "nothing costs anything if every box is right",
)
dice_check = np.random.default_rng(29)
C_check, y_check = dice_check.uniform(0, 5, (4, 4)), dice_check.integers(0, 4, 50)
actions_check = dice_check.integers(-1, 4, 50)
expect(
    picture_costs(y_check, actions_check, C_check, 0.3),
    np.array([0.3 if a < 0 else C_check[k, a] for k, a in zip(y_check, actions_check)]),
    "50 decisions and their costs, drawn at random",
)
### END HIDDEN TESTS


# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="the −1 is taken as a position: the last column, not the price of asking" with="costs[y, actions]"

# %% mistake="picture_costs" replace="costs[y, actions]" says="class and box have changed places" with="costs[actions, y]"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="asking costs nothing" with="np.where(actions == -1, 0.0, costs[y, actions])"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="the mean is returned, not the cost of each picture" with="np.mean(np.where(actions == -1, ask, costs[y, actions]))"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="every error costs 1" with="np.where(actions == -1, ask, (actions != y) * 1.0)"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="the price of asking is added to the last column's cost" with="costs[y, actions] + np.where(actions == -1, ask, 0.0)"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="all costs are added up: there should be one number a picture" with="np.sum(np.where(actions == -1, ask, costs[y, actions]))"

# %% mistake="picture_costs" replace="costs[y, actions]" says="every wrong box costs as much as the most expensive of its row" with="np.where(actions == y, 0.0, costs[y].max(axis=1))"

# %% mistake="picture_costs" replace="np.where(actions == -1, ask, costs[y, actions])" says="pictures that were asked about are left out of the result" with="costs[y, actions][actions != -1]"


# %% mistake="picture_costs" says="a picture that was asked about is counted twice: once asked, once in a box"
def picture_costs(y, actions, costs, ask):
    spent = []
    for i, j in zip(y, actions):
        if j == -1:
            spent.append(ask)
        spent.append(costs[i, j])
    return np.array(spent)


# %% alternative="picture_costs"
def picture_costs(y, actions, costs, ask):
    return np.array([ask if j < 0 else costs[i][j] for i, j in zip(y, actions)], dtype=float)


# %% [markdown]
# ## Milestone 5: a model of your own
#
# Any model that you have met will do: a penalized logistic regression, a forest, neighbors, a small network. It gets
# few pictures, 5 to 80 of each class, so mind overfitting. Three demands: it returns probabilities, for any number of classes; it is
# seeded, so that the same pictures give the same model; and one training takes seconds. The check tries it on trousers, bags and
# sneakers, upright or all lying on their side, which any honest model tells apart.


# %% exercise="fit"
def fit(X, y):
    """Train a model on labeled pictures.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, 784)
        Gray values from 0 to 1.
    y : numpy.ndarray of int, shape (m,)
        Classes 0 to K - 1; each occurs.

    Returns
    -------
    callable
        ``predict(X_new)`` returns the probabilities of the classes, shape (m_new, K).
    """
    ### BEGIN SOLUTION
    return LogisticRegression(C=0.05, max_iter=1000).fit(X, y).predict_proba
    ### END SOLUTION


# %% [markdown] hint="fit"
# Which models of the course cope with 784 columns and 15 rows? What keeps their weights small?

# %% [markdown] hint="fit"
# A model of scikit-learn has a method `predict_proba`. A method is a function, so it can be returned as it is, without
# calling it.

# %% [markdown] hint="fit"
# `model = SomeModel(…, random_state=0).fit(X, y)`, then return `model.…` without parentheses. For a Keras model return a function
# that calls it, turns logits into probabilities, and gives a NumPy array.

# %% checks="fit" points=12
easy = [np.flatnonzero(kinds == kind) for kind in (1, 8, 7)]
few = np.concatenate([places[:20] for places in easy])
new = np.concatenate([places[100:200] for places in easy])
truth = np.repeat([0, 1, 2], 100)
predict = fit(pictures[few], np.repeat([0, 1, 2], 20))
P_new = np.asarray(predict(pictures[new]))
expect(P_new.shape, (300, 3), "a row for each picture, a column for each class")
expect(
    bool(np.all(P_new >= 0)) and bool(np.allclose(P_new.sum(axis=1), 1, atol=1e-4)),
    True,
    "each row holds probabilities that sum up to 1",
)
accuracy = np.mean(P_new.argmax(axis=1) == truth)
expect(accuracy > 0.8, True, "from 20 pictures each it tells trousers, bags and sneakers apart")
pair = fit(pictures[few[:40]], np.repeat([0, 1], 20))
expect(np.asarray(pair(pictures[new[:7]])).shape, (7, 2), "with two classes there are two columns")
### BEGIN HIDDEN TESTS
once_check = np.asarray(fit(pictures[few[::2]], np.repeat([0, 1, 2], 10))(pictures[new[::30]]))
twice_check = np.asarray(fit(pictures[few[::2]], np.repeat([0, 1, 2], 10))(pictures[new[::30]]))
expect(
    bool(np.allclose(once_check, twice_check, atol=1e-3)), True, "the same pictures, the same model"
)
alone_check = np.concatenate([np.asarray(predict(pictures[[place]])) for place in new[::60]])
expect(
    bool(np.allclose(alone_check, P_new[::60], atol=1e-3)),
    True,
    "a picture gets the same answer alone as among others",
)
turned_check = np.rot90(pictures.reshape(-1, 28, 28), axes=(1, 2)).reshape(-1, 784)
dice_check = np.random.default_rng(29)
names_check = dice_check.permutation(3)
few_check = np.concatenate([places[20:50] for places in easy])
lying_check = fit(turned_check[few_check], np.repeat(names_check, 30))
said_check = np.asarray(lying_check(turned_check[new])).argmax(axis=1)
expect(
    bool(np.mean(said_check == names_check[truth]) > 0.7),
    True,
    "it learns from the pictures that it is given, also if all of them lie on their side",
)
### END HIDDEN TESTS


# %% mistake="fit" replace="predict_proba" says="predict returns the classes, not their probabilities" with="predict"

# %% mistake="fit" replace="LogisticRegression(C=0.05, max_iter=1000).fit(X, y).predict_proba" says="the probabilities of the training pictures are returned, not a function" with="LogisticRegression(C=0.05, max_iter=1000).fit(X, y).predict_proba(X)"

# %% mistake="fit" replace="return LogisticRegression(C=0.05, max_iter=1000).fit(X, y).predict_proba" says="every picture gets the shares of the classes: the pictures are not looked at" with="return lambda X_new: np.tile(np.bincount(y) / len(y), (len(X_new), 1))"

# %% mistake="fit" replace="return LogisticRegression(C=0.05, max_iter=1000).fit(X, y).predict_proba" says="the scores are returned as they are, and do not sum up to 1" with="model = LogisticRegression(C=0.05, max_iter=1000).fit(X, y)\n    return lambda X_new: model.decision_function(X_new)"


# %% alternative="fit"
def fit(X, y):
    return RandomForestClassifier(100, min_samples_leaf=2, random_state=0).fit(X, y).predict_proba


# %% alternative="fit"
def fit(X, y):
    neighbors = KNeighborsClassifier(5).fit(X, y)

    def predict(X_new):
        return neighbors.predict_proba(X_new)

    return predict


# %% alternative="fit"
def fit(X, y):
    """By hand: softmax regression, a few hundred steps of gradient descent with a penalty."""
    Y, A = np.eye(int(y.max()) + 1)[y], np.column_stack([X, np.ones(len(X))])
    W = np.zeros((A.shape[1], Y.shape[1]))

    def softmax(Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    for _ in range(300):
        W -= 0.02 * (A.T @ (softmax(A @ W) - Y) / len(X) + 0.01 * W)
    return lambda X_new: softmax(np.column_stack([X_new, np.ones(len(X_new))]) @ W)


# %% [markdown]
# ## A pilot: what do more labels bring?
#
# Now a pilot inside the pool. For each number of labels a class: draw that many, train, decide about the rest of the pool, and note the
# mean cost; ten times, since few pictures are a lottery. (In truth you would have to buy these labels as well. A real
# pilot grows: buy twenty, look at the curve, buy more as long as it pays.)


# %%
def run(X_train, y_train, X_new, y_new):
    """Train, decide, and return the actions and what each picture cost."""
    actions = decide(np.asarray(fit(X_train, y_train)(X_new)), costs, ask)
    return actions, picture_costs(y_new, actions, costs, ask)


sizes = [5, 10, 20, 40, 80]
pilot = np.zeros((10, len(sizes)))
rng = np.random.default_rng(1)
for i in range(len(pilot)):
    for j, size in enumerate(sizes):
        labeled, others = deal(y[pool], size, rng)
        labeled, others = pool[labeled], pool[others]
        pilot[i, j] = run(X[labeled], y[labeled], X[others], y[others])[1].mean()
print(pilot.mean(axis=0).round(3), "± (between draws)", pilot.std(axis=0, ddof=1).round(3))

# %%
curve_figure, ax = plt.subplots(figsize=(7, 3.6))
for size, column in zip(sizes, pilot.T):
    ax.plot([size] * len(column), column, ".", color=plots.DATA)
ax.plot(sizes, pilot.mean(axis=0), "o-", color=plots.MODEL, label="mean of ten draws")
ax.axhline(ask, ls="--", color=plots.ERROR, label="asking about every piece")
ax.set(xscale="log", xlabel="labeled pictures a class", ylabel="cost a piece (euros)")
ax.set_xticks(sizes, sizes)
ax.minorticks_off()
ax.legend()
plt.show()

# %% [markdown]
# Each dot is one draw, the dark line their mean, the dashed line what it costs to ask about everything. Read your
# curve: where does it fall below the dashed line, and how far do the dots of one size lie apart? With few labels,
# which pictures you happen to pay for matters as much as how many.
#
# ## Milestone 6: how many labels pay?
#
# A year has `volume` pieces, and labels are paid once. With $n$ labels for each of $K$ classes the year costs
#
# $$T(n) = \text{label price} \cdot n K + \text{volume} \cdot \bar c(n),$$
#
# where $\bar c(n)$ is the mean cost a piece over the draws of the pilot. And there is $n = 0$: no labels, no model, ask
# about every piece. Of sizes that cost the same take the smallest, no model first of all.


# %% exercise="best_size"
def best_size(sizes, pilot, classes, label_price, volume, ask):
    """Find the number of labels a class with the cheapest year.

    Parameters
    ----------
    sizes : list of int, length S
        Numbers of labels a class, ascending.
    pilot : numpy.ndarray, shape (draws, S)
        Mean cost a piece in each draw for each size (euros).
    classes : int
        Number of classes K.
    label_price, ask : float
        Of one label, and of asking about one piece (euros).
    volume : int
        Pieces a year.

    Returns
    -------
    size : int
        One of `sizes`, or 0 if asking about every piece costs no more.
    total : float
        What the year then costs (euros).
    """
    ### BEGIN SOLUTION
    best = 0, volume * ask
    for size, cost in zip(sizes, pilot.mean(axis=0)):
        total = label_price * size * classes + volume * cost
        if total < best[1]:
            best = size, total
    return best
    ### END SOLUTION


# %% [markdown] hint="best_size"
# What does the year cost without a model? That is the number to beat.

# %% [markdown] hint="best_size"
# Labels at 2 euros, 3 classes, 10 labels a class: 60 euros. With 500 pieces at 0.4 euros on average the year costs
# 260; asking at 0.5 would cost 250: no model.

# %% [markdown] hint="best_size"
# Begin with `best = 0, volume * ask`. Go through the sizes together with the means of the columns of `pilot`; replace `best` if …

# %% checks="best_size" points=12
two_draws = np.array([[0.9, 0.3, 0.30], [0.7, 0.5, 0.26]])
expect(
    best_size([5, 20, 60], two_draws, 3, 2.0, 1000, 0.6),
    (20, 520.0),
    "asking 600; 5 labels 30 + 800; 20 labels 120 + 400; 60 labels 360 + 280",
)
expect(
    best_size([5, 20, 60], two_draws, 3, 2.0, 10000, 0.6),
    (60, 3160.0),
    "with ten times the pieces 60 labels pay: 360 + 2800",
)
expect(
    best_size([5, 20, 60], two_draws, 3, 2.0, 250, 0.6),
    (0, 150.0),
    "with 250 pieces no model is cheaper than asking about all of them",
)
### BEGIN HIDDEN TESTS
expect(
    best_size([4, 8], np.array([[0.75, 0.25]]), 2, 1.0, 64, 0.5),
    (0, 32.0),
    "a size that costs exactly as much as asking is not taken",
)
expect(
    best_size([8, 16], np.array([[0.5, 0.25], [0.5, 0.25]]), 4, 0.5, 64, 0.875),
    (8, 48.0),
    "of sizes that cost the same the smaller one is taken",
)
dice_check = np.random.default_rng(29)
pilot_check, price_check = dice_check.uniform(0.1, 0.6, (7, 4)), dice_check.uniform(0.2, 2.0)
totals_check = [
    float(price_check * n * 3 + 700 * column.mean())
    for n, column in zip([4, 9, 25, 70], pilot_check.T)
]
cheapest_check = int(np.argmin(totals_check))
expect(
    best_size([4, 9, 25, 70], pilot_check, 3, price_check, 700, 0.7),
    ([4, 9, 25, 70][cheapest_check], totals_check[cheapest_check])
    if totals_check[cheapest_check] < 490
    else (0, 490.0),
    "with costs and a price drawn at random the cheapest year wins",
)
### END HIDDEN TESTS


# %% mistake="best_size" replace="label_price * size * classes" says="labels are paid for one class only" with="label_price * size"

# %% mistake="best_size" replace="label_price * size * classes + volume * cost" says="the labels cost nothing: more are always better" with="volume * cost"

# %% mistake="best_size" replace="label_price * size * classes + volume * cost" says="labels are paid for every piece, not once" with="volume * (label_price * size * classes + cost)"

# %% mistake="best_size" replace="0, volume * ask" says="asking about every piece is not considered" with="0, np.inf"

# %% mistake="best_size" replace="pilot.mean(axis=0)" says="the luckiest draw of each size counts, not the mean" with="pilot.min(axis=0)"

# %% mistake="best_size" replace="pilot.mean(axis=0)" says="only the first draw is looked at" with="pilot[0]"

# %% mistake="best_size" replace="total < best[1]" says="of equal sizes the larger one is taken" with="total <= best[1]"

# %% mistake="best_size" replace="return best" says="the total comes first, the size second" with="return best[1], best[0]"

# %% mistake="best_size" replace="total < best[1]" says="the most expensive size is taken" with="total > best[1]"

# %% mistake="best_size" replace="pilot.mean(axis=0)" says="the unluckiest draw of each size counts, not the mean" with="pilot.max(axis=0)"

# %% mistake="best_size" replace="pilot.mean(axis=0)" says="the draws are added up, not averaged" with="pilot.sum(axis=0)"

# %% mistake="best_size" replace="pilot.mean(axis=0)" says="all sizes get the same cost: the mean of the whole pilot" with="np.full(len(sizes), pilot.mean())"

# %% mistake="best_size" replace="best = size, total" says="the total stays that of asking about every piece" with="best = size, best[1]"

# %% mistake="best_size" replace="best = size, total" says="all labels are returned, not those of one class" with="best = size * classes, total"


# %% mistake="best_size" says="the place in the list is returned, not the size"
def best_size(sizes, pilot, classes, label_price, volume, ask):
    totals = label_price * classes * np.array(sizes) + volume * pilot.mean(axis=0)
    if totals.min() >= volume * ask:
        return 0, volume * ask
    return int(totals.argmin()), totals.min()


# %% mistake="best_size" says="the first size that is cheaper than asking is taken, not the cheapest of all"
def best_size(sizes, pilot, classes, label_price, volume, ask):
    for size, cost in zip(sizes, pilot.mean(axis=0)):
        total = label_price * size * classes + volume * cost
        if total < volume * ask:
            return size, total
    return 0, volume * ask


# %% alternative="best_size"
def best_size(sizes, pilot, classes, label_price, volume, ask):
    offers = [(volume * ask, 0)]
    for j in range(len(sizes)):
        mean = sum(row[j] for row in pilot) / len(pilot)
        offers.append((sizes[j] * classes * label_price + mean * volume, sizes[j]))
    total, size = min(offers)
    return [size, total]


# %%
size, total = best_size(sizes, pilot, len(classes), frame["label_price"], frame["volume"], ask)
print(f"{size} labels a class; the year costs {total:.0f} euros", end=", ")
print(f"asking about every piece {ask * frame['volume']:.0f}")
size = size or sizes[-1]  # "no model" may be your answer; we judge one all the same

# %% [markdown]
# If the largest size wins, your curve has not come to its end, and more labels may pay as well: say so in the report. If "no model" wins, look
# at the prices again: would somebody mean them?
#
# ## Milestone 7: the test, with an honest interval
#
# Unlock the test pictures. Two kinds of luck are in any result. You had *these* test pictures; others would give another
# mean. And you paid for *these* labels; others would give another model. So train $R$ models, each on its own draw of labels, and
# let all decide about the same $m$ test pictures. In the table of costs a row is a model, a column a picture. For *one* model of this kind, the
# variance of its measured cost is about
#
# $$v = \underbrace{\operatorname{var}(\text{means of the rows})}_{\text{luck of the labels}} +
# \underbrace{\frac{\operatorname{var}(\text{means of the columns})}{m}}_{\text{luck of the test pictures}}$$
#
# both with `ddof=1`. The first part is not divided by $R$: you will use one model, not the mean of $R$. The
# interval is the mean $\pm\, 2\sqrt{v}$.


# %% exercise="interval"
def interval(table):
    """Return the mean cost and an interval for one model of this kind.

    Parameters
    ----------
    table : numpy.ndarray, shape (R, m)
        Cost of each test picture (column) with the model from each draw of labels (row).

    Returns
    -------
    mean, low, high : float
        Mean of the table, and mean ± 2 standard errors as above.
    """
    ### BEGIN SOLUTION
    labels = table.mean(axis=1).var(ddof=1)
    test_pictures = table.mean(axis=0).var(ddof=1) / table.shape[1]
    error = np.sqrt(labels + test_pictures)
    return table.mean(), table.mean() - 2 * error, table.mean() + 2 * error
    ### END SOLUTION


# %% [markdown] hint="interval"
# Over which axis do you average to get one number a model? And one number a picture?

# %% [markdown] hint="interval"
# In a table of 3 models and 4 pictures the row means are 3 numbers; if they are 1.0, 1.2 and 1.1, their variance is 0.01. The column
# means are 4 numbers, and their variance is divided by 4.

# %% [markdown] hint="interval"
# `table.mean(axis=1).var(ddof=1)` is the first part. The second is alike, along the other axis and divided by the number of …
# Then the root of their sum.

# %% checks="interval" points=14
T34 = np.array([[0.0, 1.0, 0.5, 4.0], [0.5, 1.0, 0.0, 2.0], [1.0, 0.0, 0.5, 3.0]])
expect(
    interval(T34),
    (1.125, -0.228151, 2.478151),
    "rows 1.375, 0.875, 1.125: variance 0.0625; columns 0.5, 0.667, 0.333, 3: 1.5810 / 4",
    rtol=1e-4,
)
expect(
    interval(np.array([[0.0, 0.6, 0.6, 1.2], [0.0, 0.6, 0.6, 1.2]])),
    (0.6, 0.6 - 2 * 0.06**0.5, 0.6 + 2 * 0.06**0.5),
    "models that agree: only the pictures differ, with a variance of 0.24, divided by 4",
)
expect(
    interval(np.array([[0.3] * 5, [0.5] * 5, [0.4] * 5])),
    (0.4, 0.2, 0.6),
    "pictures that cost the same: only the models differ, with a spread of 0.1",
)
### BEGIN HIDDEN TESTS
table_check = np.random.default_rng(29).random((6, 50))
expect(
    interval(np.hstack([table_check] * 3))[0],
    float(table_check.mean()),
    "the mean is that of the whole table",
)
expect(
    interval(table_check * 10),
    tuple(10 * value for value in interval(table_check)),
    "in cents the three numbers are so many times larger",
)
wide_check = 2 * np.sqrt(
    np.var(table_check.sum(axis=1) / 50, ddof=1) + np.var(table_check.sum(axis=0) / 6, ddof=1) / 50
)
expect(
    interval(table_check),
    tuple(float(table_check.mean() + sign * wide_check) for sign in (0, -1, 1)),
    "with costs drawn at random the interval holds both kinds of luck",
)
### END HIDDEN TESTS


# %% mistake="interval" replace="labels + test_pictures" says="only the luck of the test pictures is counted, not that of the labels" with="test_pictures"

# %% mistake="interval" replace="labels + test_pictures" says="only the luck of the labels is counted, not that of the test pictures" with="labels"

# %% mistake="interval" replace="table.mean(axis=1).var(ddof=1)" says="the luck of the labels is divided by the number of models, as if their mean were used" with="table.mean(axis=1).var(ddof=1) / table.shape[0]"

# %% mistake="interval" replace="table.mean(axis=0).var(ddof=1) / table.shape[1]" says="the variance between pictures is not divided by their number" with="table.mean(axis=0).var(ddof=1)"

# %% mistake="interval" replace="table.mean(axis=0).var(ddof=1) / table.shape[1]" says="the variance between pictures is divided by the number of models" with="table.mean(axis=0).var(ddof=1) / table.shape[0]"

# %% mistake="interval" replace="np.sqrt(labels + test_pictures)" says="the two standard errors are added, not their squares" with="np.sqrt(labels) + np.sqrt(test_pictures)"

# %% mistake="interval" replace="np.sqrt(labels + test_pictures)" says="the root is missing: it is a variance" with="labels + test_pictures"

# %% mistake="interval" replace="table.mean(), table.mean() - 2 * error, table.mean() + 2 * error" says="the interval has one standard error on each side, not two" with="table.mean(), table.mean() - error, table.mean() + error"


# %% mistake="interval" says="all costs are treated as independent: each picture is counted once for every model"
def interval(table):
    error = np.sqrt(table.var(ddof=1) / table.size)
    return table.mean(), table.mean() - 2 * error, table.mean() + 2 * error


# %% mistake="interval" says="rows and columns have changed places"
def interval(table):
    labels = table.mean(axis=0).var(ddof=1)
    error = np.sqrt(labels + table.mean(axis=1).var(ddof=1) / table.shape[0])
    return table.mean(), table.mean() - 2 * error, table.mean() + 2 * error


# %% mistake="interval" says="the variances are those of np.var as it is, with ddof=0"
def interval(table):
    error = np.sqrt(table.mean(axis=1).var() + table.mean(axis=0).var() / table.shape[1])
    return table.mean(), table.mean() - 2 * error, table.mean() + 2 * error


# %% mistake="interval" replace="/ table.shape[1]" says="the variance between pictures is divided by m - 1 once more, not by m" with="/ (table.shape[1] - 1)"

# %% mistake="interval" replace="table.mean(axis=1).var(ddof=1)" says="the mean of the variances is taken for the models, not the variance of the means" with="table.var(axis=1, ddof=1).mean()"

# %% mistake="interval" replace="table.mean(axis=0).var(ddof=1)" says="the mean of the variances is taken for the pictures, not the variance of the means" with="table.var(axis=0, ddof=1).mean()"

# %% mistake="interval" replace="labels + test_pictures" says="both variances are divided by m, not only that of the pictures" with="labels / table.shape[1] + test_pictures"

# %% mistake="interval" replace="table.mean() - 2 * error, table.mean() + 2 * error" says="low and high have changed places" with="table.mean() + 2 * error, table.mean() - 2 * error"

# %% mistake="interval" replace="table.mean() - 2 * error, table.mean() + 2 * error" says="the interval lies around 0, not around the mean" with="-2 * error, 2 * error"


# %% alternative="interval"
def interval(table):
    def variance(values):
        middle = sum(values) / len(values)
        return sum((value - middle) ** 2 for value in values) / (len(values) - 1)

    rows = [sum(row) / len(row) for row in table]
    columns = [sum(column) / len(column) for column in table.T]
    mean = sum(rows) / len(rows)
    error = (variance(rows) + variance(columns) / len(columns)) ** 0.5
    return mean, mean - 2 * error, mean + 2 * error


# %%
rng = np.random.default_rng(2)
table, decided = [], []
for _ in range(8):
    labeled = pool[deal(y[pool], size, rng)[0]]
    actions, spent = run(X[labeled], y[labeled], X_test, y_test)
    decided.append(actions)
    table.append(spent)
table, decided = np.array(table), np.array(decided)
mean, low, high = interval(table)
box = costs.mean(axis=0).argmin()
result = {
    "cost": mean, "low": low, "high": high, "baseline": min(ask, costs[y_test, box].mean()),
    "labels": size, "asked": np.mean(decided == -1), "pictures": len(test), "draws": len(table),
}  # fmt: skip
for name, value in result.items():
    print(f"{name:9} {value:.3g}")

# %% [markdown]
# `baseline` is the cheaper of the two ways without a model: ask about every piece, or put all into one box. Does your interval lie below
# it? If not, "do not use a model" is your finding, and as good a one.
#
# ## Where it fails
#
# Two pictures for the report: what happens to each class, and the test pictures that cost most over the eight models.

# %%
shares = np.zeros((len(classes), len(classes) + 1))
for k in range(len(classes)):
    for j in range(len(classes) + 1):
        shares[k, j] = np.mean(decided[:, y_test == k] == (j if j < len(classes) else -1))
share_figure, ax = plt.subplots(figsize=(7, 1.2 + 0.5 * len(classes)))
left = np.zeros(len(classes))
for j, name in enumerate([*classes, "ask a person"]):
    color = plots.shades(len(classes))[j] if j < len(classes) else "lightgray"
    ax.barh(range(len(classes)), shares[:, j], left=left, color=color, label=f"→ {name}")
    left += shares[:, j]
ax.set_yticks(range(len(classes)), classes)
ax.set_xlabel("share of the test pictures of this kind")
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.35), ncols=3)
plt.show()

# %%
worst = np.argsort(-table.mean(axis=0), kind="stable")[:10]
worst_figure, axes = plt.subplots(2, 5, figsize=(8, 3.8))
for ax, place in zip(axes.ravel(), worst):
    ax.imshow(X_test[place].reshape(28, 28), cmap="gray_r")
    ax.set_axis_off()
    ax.set_title(f"{classes[y_test[place]]}, {table[:, place].mean():.2f} €", fontsize=9)
plt.show()

# %% [markdown]
# Each bar is a true kind; its colors say into which box the pieces went, gray means that a person
# was asked. Above each piece stand its true kind and its mean cost. Could *you* tell them? Note
# what they have in common; the report asks for it.
#
# ## Milestone 8: learn to mark
#
# Your report is marked by a rubric, and by you. So first mark two others. Six criteria, each with 0 to 2 marks:
#
# | criterion | 2 marks if the report says, precisely and with numbers |
# |---|---|
# | question | who decides what, and what errors and asking cost, in euros |
# | data | where the pictures come from, how many were labeled and locked away, and how they differ from those in use |
# | result | the cost a piece with its interval, next to that of doing without a model |
# | choice | why this model and so many labels, chosen *without* the test pictures |
# | failures | which pieces go wrong or to a person, with a number and an example |
# | limits | what does not follow, who should not use it, and what to do next |
#
# 1 mark if it is there, but vague or without a number; 0 if it is missing or wrong. Read both reports to the end before you mark.
#
# **Report A.** *A shop for used shoes wants to know which of the pairs handed in are boots. A boot sold as a sneaker loses 6
# euros, a sneaker among the boots 1 euro; a look by a helper costs 0.25. We took 700 catalog pictures of Fashion-MNIST, without background and
# lying straight, which no counter delivers: 300 were locked away, 400 were the stock for labels. In a pilot inside the stock 20
# labels a class were the cheapest for 8000 pairs a year at 0.5 euros a label; a penalized logistic regression cost 0.02 less than a forest
# on the same draws. On the test pictures a pair costs 0.09 euros (0.06 to 0.12), asking about all 0.25. Boots go wrong more
# often than sneakers; the worst ones are low. Pictures of pairs, or with a background, were never tried, so nothing follows for
# them. Next: photograph a hundred pairs at the counter, and repeat the test before anybody relies on it.*
#
# **Report B.** *We built an AI that recognizes clothes. It is a neural network with 3 layers and 128 units, trained on Fashion-MNIST.
# We tried 12 settings and kept the one with the best accuracy on the test set, which is 91%. This is a very good result. Errors
# cost money, so high accuracy matters. Sometimes shirts are confused with T-shirts, which is understandable. In the future
# it could be used in every shop.*

# %%
CRITERIA = ["question", "data", "result", "choice", "failures", "limits"]


# %% exercise="sample_marks"
def sample_marks():
    """Return your marks for the two reports.

    Returns
    -------
    dict
        {"A": {...}, "B": {...}}; inside, each of the six criteria with 0, 1 or 2.
    """
    ### BEGIN SOLUTION
    good = {"question": 2, "data": 2, "result": 2, "choice": 2, "failures": 1, "limits": 2}
    poor = {"question": 1, "data": 1, "result": 1, "choice": 0, "failures": 1, "limits": 0}
    return {"A": good, "B": poor}
    ### END SOLUTION


# %% [markdown] hint="sample_marks"
# Go through the table line by line, and for each line look for the sentence that earns the marks. Which criteria of B have no
# sentence at all?

# %% [markdown] hint="sample_marks"
# "It is very good" is no number; "91%" is one, but without an interval and without what it is compared with. How did B choose
# among its twelve settings?

# %% [markdown] hint="sample_marks"
# Return `{"A": {"question": …, …}, "B": {…}}`. A misses hardly anything; look again at what it says about *failures*.
# B has three marks at least and six at most.

# %% checks="sample_marks" points=6
marks = sample_marks()
expect(sorted(marks["A"]), sorted(CRITERIA), "report A has a mark for each of the six criteria")
expect(sorted(marks["B"]), sorted(CRITERIA), "report B, too")
every = [mark for report in marks.values() for mark in report.values()]
expect(set(every) <= {0, 1, 2}, True, "each mark is 0, 1 or 2")
expect(sum(marks["A"].values()) >= 9, True, "A is precise nearly everywhere")
expect(3 <= sum(marks["B"].values()) <= 6, True, "B says something, but hardly anything precisely")
expect(marks["B"]["choice"], 0, "who chooses by the test pictures has no honest result left")
expect(marks["A"]["failures"] < 2, True, "A says what goes wrong without any number")


# %% mistake="sample_marks" says="both reports get full marks"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 2), "B": dict.fromkeys(CRITERIA, 2)}


# %% mistake="sample_marks" says="A and B have changed places"
def sample_marks():
    good = {"question": 2, "data": 2, "result": 2, "choice": 2, "failures": 1, "limits": 2}
    poor = {"question": 1, "data": 1, "result": 1, "choice": 0, "failures": 1, "limits": 0}
    return {"A": poor, "B": good}


# %% mistake="sample_marks" says="everything gets one mark"
def sample_marks():
    return {"A": dict.fromkeys(CRITERIA, 1), "B": dict.fromkeys(CRITERIA, 1)}


# %% mistake="sample_marks" says="choosing by the test pictures earns B a mark"
def sample_marks():
    good = {"question": 2, "data": 2, "result": 2, "choice": 2, "failures": 1, "limits": 2}
    poor = {"question": 1, "data": 1, "result": 1, "choice": 1, "failures": 1, "limits": 0}
    return {"A": good, "B": poor}


# %% alternative="sample_marks"
def sample_marks():
    a = dict(zip(CRITERIA, (2, 2, 2, 1, 1, 2)))
    b = dict(zip(CRITERIA, (0, 1, 1, 0, 1, 0)))
    return {"A": a, "B": b}


# %% [markdown]
# Our own marks: A 2, 2, 2, 2, 1, 2, since "more often" is no number. B 1, 1, 1, 0, 1, 0: it knows that errors cost, names its data and an
# accuracy, and a confusion; it chose by the test set, and "every shop" is the opposite of a limit. The 91% may be the truest number in it,
# and nobody can know.
#
# ## Milestone 9: the model card
#
# Now yours: six sections, one for each criterion, 40 words or more each and 700 at most in all, plain sentences for somebody who runs a shop and knows no
# machine learning. The numbers come from `result`, by f-strings, so that text and notebook never disagree: the section `result` names
# `cost`, `low`, `high` and `baseline`, and `data` names `labels` and `pictures`.


# %% exercise="card"
def card(result):
    """Write the model card.

    Parameters
    ----------
    result : dict
        "cost", "low", "high", "baseline" (euros a piece), "labels" (a class), "asked" (share),
        "pictures" (in the test), "draws" (of labels).

    Returns
    -------
    dict
        The six sections, "question", "data", "result", "choice", "failures", "limits", in
        this order, each with its text. Euros have two digits after the point.
    """
    ### BEGIN SOLUTION
    r = result
    return {
        "question": """The model helps a charity to put pullovers, coats and shirts into three boxes. A coat in
        another box loses 4 euros, any other error 1 euro; a helper who looks at a piece costs 0.50. Where the
        expected cost of every box is higher than that, the model asks the helper.""",
        "data": f"""The pictures are those of Fashion-MNIST, gray, 28 by 28, made for a catalog: one piece in the
        middle, no background. A belt delivers no such pictures. {r["labels"]} of each kind were labeled for
        training, drawn by chance from a pool of 200; {r["pictures"]} others, as many of each kind, were locked away
        for the test.""",
        "result": f"""A piece costs {r["cost"]:.2f} euros on average (interval {r["low"]:.2f} to {r["high"]:.2f}), errors and
        helper together. Doing without a model, by asking about every piece, costs {r["baseline"]:.2f}. The interval
        covers the luck of the test pictures and of the labels: {r["draws"]} models were trained on
        different draws.""",
        "choice": """The number of labels was chosen in a pilot inside the pool, ten draws for each size, as the
        one with the cheapest year: 3000 pieces, 1 euro a label. It is the largest that was tried, so more may pay as
        well. The model is a logistic regression with a penalty, since it is stable
        with few pictures. The test pictures played no part in either choice.""",
        "failures": f"""The helper is asked about {r["asked"]:.0%} of the pieces, about shirts most often: two of
        three. Coats hardly ever get into another box. The four most expensive ones do: one with dark sleeves, a
        cape, a long white one and a patterned one. Of the pullovers one in seven, most of them with a hood, gets
        into the coats' box.""",
        "limits": """Nothing here holds for photographs from a belt, for children's clothes or for other kinds: the model
        puts a trouser into one of its three boxes, and may be sure of it. It must not be used without a helper.
        Next: label a hundred pictures from the belt, and repeat the test on them.""",
    }
    ### END SOLUTION


# %% [markdown] hint="card"
# Take the rubric as your outline. Which of its lines can you answer with a number that the notebook has printed?

# %% [markdown] hint="card"
# `f"A piece costs {result['cost']:.2f} euros"` writes the number with two digits. Triple quotes let a text run over several
# lines; an empty line begins a new paragraph.

# %% [markdown] hint="card"
# Return a dict with the six keys in the order of the table. Count the words with `len(text.split())`. In "result" four numbers
# are needed, each with what it is …

# %% checks="card" points=12
invented = {
    "cost": 0.31, "low": 0.27, "high": 0.35, "baseline": 0.47, "labels": 33, "asked": 0.18,
    "pictures": 444, "draws": 7,
}  # fmt: skip
sections = card(invented)
expect(list(sections), CRITERIA, "the six sections, in the order of the rubric")
words = {name: len(str(text).split()) for name, text in sections.items()}
expect([name for name in words if words[name] < 40], [], "every section has 40 words or more")
expect(sum(words.values()) <= 700, True, "700 words at most in all: somebody is to read it")
expect(
    [n for n in ("0.31", "0.27", "0.35", "0.47") if n not in sections["result"]],
    [],
    "the section result names cost, low, high and baseline, taken from `result`",
)
expect(
    [n for n in ("33", "444") if n not in sections["data"]],
    [],
    "the section data names how many were labeled a class and how many were in the test",
)
### BEGIN HIDDEN TESTS
others_check = {"cost": 0.62, "low": 0.58, "high": 0.66, "baseline": 0.83}
other_check = card(invented | others_check | {"labels": 71, "pictures": 568})
expect(
    [
        f"{value:.2f}"
        for value in others_check.values()
        if f"{value:.2f}" not in other_check["result"]
    ]
    + [number for number in ("71", "568") if number not in other_check["data"]],
    [],
    "with another result the text has other numbers",
)
expect(len(set(map(str, sections.values()))), 6, "no two sections are the same")
### END HIDDEN TESTS


# %% mistake="card" says="the numbers are typed, and do not follow `result`"
def card(result):
    filler = "This sentence has seven words in it. " * 6
    texts = {name: f"{name}: {filler}" for name in CRITERIA}
    texts["result"] += "It costs 0.37 euros (0.33 to 0.41), without a model 0.50."
    texts["data"] += "There were 40 labels a class and 450 test pictures."
    return texts


# %% mistake="card" says="the sections are much too short"
def card(result):
    texts = {name: f"All is well with the {name}." for name in CRITERIA}
    texts["result"] += " {cost:.2f} {low:.2f} {high:.2f} {baseline:.2f}".format(**result)
    texts["data"] += " {labels} {pictures}".format(**result)
    return texts


# %% mistake="card" says="the interval and the baseline are missing: a cost alone says little"
def card(result):
    filler = "This sentence has seven words in it. " * 6
    texts = {name: f"{name}: {filler}" for name in CRITERIA}
    texts["result"] += f"It costs {result['cost']:.2f} euros."
    texts["data"] += f"There were {result['labels']} labels and {result['pictures']} pictures."
    return texts


# %% mistake="card" says="the section on limits is missing"
def card(result):
    filler = "This sentence has seven words in it. " * 6
    texts = {name: f"{name}: {filler}" for name in CRITERIA[:-1]}
    texts["result"] += "{cost:.2f} {low:.2f} {high:.2f} {baseline:.2f}".format(**result)
    texts["data"] += "{labels} {pictures}".format(**result)
    return texts


# %% mistake="card" says="it is one text, not six sections"
def card(result):
    return "This sentence has seven words in it. " * 40 + "{cost:.2f}".format(**result)


# %% alternative="card"
def card(result):
    filler = "Every one of these sentences is written in ten words. " * 4
    texts = {}
    for number, name in enumerate(CRITERIA):
        texts[name] = f"Section {number} is on the {name} of the model. {filler}"
    texts["result"] += "A piece costs {:.2f} euros ({:.2f} to {:.2f}), else {:.2f}.".format(
        *[result[key] for key in ("cost", "low", "high", "baseline")]
    )
    texts["data"] = f"{result['labels']} labels, {result['pictures']} test pictures. " + filler * 2
    return texts


# %% [markdown]
# ## Milestone 10: mark your own
#
# Let a day pass, or give it to somebody; then mark it by the same rubric, with a reason of 8 words or more for each mark. The points do not depend on how many marks you give
# yourself. If the sum is below 9, mend the card instead: that is what the rubric is for.


# %% exercise="own_marks"
def own_marks():
    """Return your marks for your own card.

    Returns
    -------
    dict
        Each of the six criteria with a tuple (mark, reason): 0, 1 or 2, and 8 words or more.
    """
    ### BEGIN SOLUTION
    return {
        "question": (2, "it names all prices and says when the helper is asked"),
        "data": (2, "origin, labels, test pictures and the difference from a belt are there"),
        "result": (2, "cost, interval and the cost without a model stand together"),
        "choice": (2, "pilot in the pool, ten draws, a price for the labels"),
        "failures": (1, "a share for asking, but no share for the most expensive errors"),
        "limits": (2, "other photographs, other kinds, a helper, and what to do next"),
    }
    ### END SOLUTION


# %% [markdown] hint="own_marks"
# Which sentence of your card earns the marks of a criterion? If you cannot point at one, it has not earned them.

# %% [markdown] hint="own_marks"
# `("question", (1, "it says what errors cost but not what asking costs"))` in a dict: the key, then a pair of a number and a
# text.

# %% [markdown] hint="own_marks"
# `{"question": (2, "…"), "data": …}` with all six criteria of the table, whole numbers, and reasons that name what is
# there or what is …

# %% checks="own_marks" points=6
own = own_marks()
expect(sorted(own), sorted(CRITERIA), "a mark for each of the six criteria")
expect([name for name in own if own[name][0] not in (0, 1, 2)], [], "each mark is 0, 1 or 2")
reasons = {name: len(str(own[name][1]).split()) for name in own}
expect([name for name in reasons if reasons[name] < 8], [], "a reason of 8 words or more for each")
### BEGIN HIDDEN TESTS
expect(
    len({str(own[name][1]).strip().lower() for name in own}), 6, "each criterion has its own reason"
)
### END HIDDEN TESTS


# %% mistake="own_marks" says="the marks have no reasons"
def own_marks():
    return dict.fromkeys(CRITERIA, (2, ""))


# %% mistake="own_marks" says="all criteria have the same reason"
def own_marks():
    return dict.fromkeys(CRITERIA, (2, "it is all there and it is very good"))


# %% mistake="own_marks" says="some criteria are missing"
def own_marks():
    return {name: (1, f"the part on {name} is there but rather vague") for name in CRITERIA[:4]}


# %% mistake="own_marks" says="a mark is larger than 2"
def own_marks():
    return {name: (10, f"the part on {name} is as good as can be") for name in CRITERIA}


# %% alternative="own_marks"
def own_marks():
    marks = {}
    for name in CRITERIA:
        marks[name] = [1, f"the part on {name} could have one more precise number"]
    return marks


# %% [markdown]
# ## The report
#
# The last step writes everything into one file, `report.html`, next to this notebook: the card, your marks, and the
# three pictures. It needs no other file and no network. Open it in a browser, read it once aloud, and show it to somebody.

# %%
title = "Sorting clothes: " + ", ".join(classes)
text = {name.capitalize(): words for name, words in card(result).items()}
text["How I mark this report"] = "\n\n".join(
    f"{name}: {mark} of 2, {reason}" for name, (mark, reason) in own_marks().items()
)
captions = [
    (curve_figure, "Cost a piece over the number of labeled pictures; each dot is one draw."),
    (share_figure, "Where the test pictures of each kind went."),
    (worst_figure, "The ten most expensive test pictures: true kind and mean cost."),
]
print(write_report("report.html", title, text, captions))
