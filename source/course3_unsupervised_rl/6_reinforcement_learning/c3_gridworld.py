# %% [markdown]
# # The bridge or the shore?
#
# *170 minutes. You need: lectures 1 to 3 of this unit, matrix products in NumPy.*
#
# A penguin stands west of a strait and wants to go home, east of it. A bridge of ice leads straight
# across, six cells long, most of it with open water on both sides. Around the strait there is a shore of
# snow: safe, but much longer. On dry snow the penguin goes where it wants. On ice it sometimes
# slips sideways. **How slippery must the ice be before the long way is the better one?**
#
# You build the world, its exact model and its best policy with your own hands; then an agent that
# knows nothing of all that has to find the way by walking. The penguin and its strait are made up.

# %%
import matplotlib.pyplot as plt
import numpy as np
from gymnasium.utils.env_checker import check_env
from scipy.optimize import linprog

from utils import plots
from utils.checks import expect

STRAIT = [
    "........",
    ".XXXX...",
    ".XXXX.#.",
    "S~~~~~~G",
    ".XXXX...",
]
MOVES = [(-1, 0), (0, 1), (1, 0), (0, -1)]  # up, right, down, left: change of row, of column
plots.world(STRAIT, numbers=True)
plt.show()
tiny = ["S.#~", ".~.X", "#..G"]  # a small map, on which the checks can be followed by hand

# %% [markdown]
# `S` is the start, `.` snow, `~` ice (light blue), `X` open water (dark blue), `#` a rock (gray) and
# `G` home. A state is the number of a cell, counted row by row: row 3, column 0 is state
# $3 \cdot 8 + 0 = 24$. The actions are 0 up, 1 right, 2 down and 3 left. The rewards have no unit:
# 10 for coming home, −10 for falling into the water, and a small cost for every other step.
#
# **Predict.** With ice on which every tenth step slips, which way is better? And from which share of
# slips on would you change your mind? Write it down; the last picture answers.

# %%
prediction = "I would leave the bridge when the probability to slip exceeds …"  # write yours

# %% [markdown]
# ## One step
#
# First the world without slips. The lectures used a finished environment; now you write its rule
# yourself. A step into a rock, or over the edge of the map, leaves the penguin where it is, and costs
# what a step costs. Entering water or home ends the episode, and its reward *replaces* the cost.
# Mind the edge: in Python `rows[-1]` is not an error but the last row.


# %% exercise="step"
def step(rows, row, column, action, cost=-0.1):
    """Go one step on a map, without slipping.

    Parameters
    ----------
    rows : list of str
        A map of any height and width, with a start or without.
    row, column : int
        Where the penguin is: on S, snow or ice.
    action : int
        0 up, 1 right, 2 down, 3 left.
    cost : float
        Reward of a step that ends nothing.

    Returns
    -------
    row, column : int
        Where it is afterward.
    reward : float
        10 for home, -10 for water, else `cost`.
    ended : bool
        Whether it is at home or in the water.
    """
    ### BEGIN SOLUTION
    down, right = MOVES[action]
    new_row, new_column = row + down, column + right
    inside = 0 <= new_row < len(rows) and 0 <= new_column < len(rows[0])
    if not inside or rows[new_row][new_column] == "#":
        return row, column, cost, False
    kind = rows[new_row][new_column]
    if kind == "G":
        return new_row, new_column, 10.0, True
    if kind == "X":
        return new_row, new_column, -10.0, True
    return new_row, new_column, cost, False
    ### END SOLUTION


# %% [markdown] hint="step"
# Where would the step lead? And what has to be known before you may look at `rows[…][…]` there?

# %% [markdown] hint="step"
# From row 1, column 0 the action 3 leads to column −1. That is outside; the penguin stays at (1, 0),
# pays the cost, and nothing ends.

# %% [markdown] hint="step"
# `down, right = MOVES[action]` and the new place. Then `inside = 0 <= new_row < len(rows) and …`. If
# it is not inside, or a rock is there: return the old place. Otherwise the letter of the new cell
# decides between three returns.

# %% checks="step" points=10
expect(step(tiny, 0, 0, 1), (0, 1, -0.1, False), "one step to the right on snow")
expect(step(tiny, 1, 2, 1), (1, 3, -10.0, True), "to the right of (1, 2) is water")
expect(step(tiny, 2, 2, 1), (2, 3, 10.0, True), "to the right of (2, 2) is home: no cost of a step")
expect(step(tiny, 1, 0, 2), (1, 0, -0.1, False), "below (1, 0) is a rock: it stays, and pays")
expect(step(tiny, 1, 0, 3), (1, 0, -0.1, False), "column -1 is outside the map")
expect(step(tiny, 1, 1, 0, cost=-0.5), (0, 1, -0.5, False), "one step up, at a cost of 0.5")
### BEGIN HIDDEN TESTS
expect(step(tiny, 0, 1, 0), (0, 1, -0.1, False), "row -1 is outside the map")
expect(step(tiny, 0, 3, 1), (0, 3, -0.1, False), "column 4 is outside a map with 4 columns")
expect(step(tiny, 2, 1, 2), (2, 1, -0.1, False), "row 3 is outside a map with 3 rows")
expect(step(tiny, 0, 3, 3, cost=-0.7), (0, 3, -0.7, False), "a rock lies to the left of (0, 3)")
expect(step(tiny, 0, 3, 2, cost=-0.7), (1, 3, -10.0, True), "water costs 10 whatever a step costs")
expect(step(tiny, 2, 2, 1, cost=-0.7), (2, 3, 10.0, True), "home is worth 10 whatever a step costs")
expect(step(["S", ".", "G", "."], 1, 0, 2), (2, 0, 10.0, True), "a map with one column")
expect(step(tiny, 2, 2, 3), (2, 1, -0.1, False), "one step to the left")
expect(step(tiny, 0, 1, 3), (0, 0, -0.1, False), "one step to the left, into column 0")
expect(step(tiny, 1, 1, 1), (1, 2, -0.1, False), "one step to the right, into column 2")
expect(step(tiny, 0, 3, 0), (0, 3, -0.1, False), "above the last column is the edge, too")
tall = ["S.", ".X", "..", "..", "G."]
expect(step(tall, 2, 1, 2), (3, 1, -0.1, False), "a map with more rows than columns")
expect(step(tall, 3, 0, 2), (4, 0, 10.0, True), "home in the last row")
expect(step(tall, 4, 1, 2), (4, 1, -0.1, False), "row 5 is outside a map with 5 rows")
expect(step(["S.G"], 0, 1, 1), (0, 2, 10.0, True), "a map with a single row")
wide = ["S......", "G......"]
expect(step(wide, 0, 6, 0), (0, 6, -0.1, False), "above the last column of a wide map is the edge")
expect(step(wide, 1, 6, 2), (1, 6, -0.1, False), "and below it, too")
expect(step(["~.", ".G"], 0, 0, 1), (0, 1, -0.1, False), "a map without a start")
### END HIDDEN TESTS


# %% mistake="step" replace="0 <= new_row < len(rows) and 0 <= new_column < len(rows[0])" says="places with a negative row or column count as inside, so Python looks at the other end of the map" with="new_row < len(rows) and new_column < len(rows[0])"

# %% mistake="step" replace="return row, column, cost, False" says="a step against a rock or the edge costs nothing" with="return row, column, 0.0, False"

# %% mistake="step" replace="new_row, new_column, 10.0, True" says="the cost of the step is added to the reward of coming home" with="new_row, new_column, 10.0 + cost, True"

# %% mistake="step" replace="new_row, new_column, -10.0, True" says="falling into the water does not end the episode" with="new_row, new_column, -10.0, False"

# %% mistake="step" replace="return row, column, cost, False" says="a step against a rock or the edge ends the episode" with="return row, column, cost, True"

# %% mistake="step" replace="kind = rows[new_row][new_column]" says="it is the cell that was left which decides on the reward, not the one that was entered" with="kind = rows[row][column]"

# %% mistake="step" replace="row + down, column + right" says="up and down are exchanged" with="row - down, column + right"

# %% mistake="step" replace="row + down, column + right" says="the changes of row and column are exchanged" with="row + right, column + down"

# %% mistake="step" replace="< len(rows) and 0 <= new_column < len(rows[0])" says="height and width of the map are exchanged" with="< len(rows[0]) and 0 <= new_column < len(rows)"

# %% mistake="step" replace="return new_row, new_column, cost, False" says="the cost of a step is always 0.1, whatever `cost` says" with="return new_row, new_column, -0.1, False"


# %% mistake="step" says="the penguin walks through rocks"
def step(rows, row, column, action, cost=-0.1):
    down, right = MOVES[action]
    new_row = min(max(row + down, 0), len(rows) - 1)
    new_column = min(max(column + right, 0), len(rows[0]) - 1)
    reward = {"G": 10.0, "X": -10.0}.get(rows[new_row][new_column], cost)
    return new_row, new_column, reward, rows[new_row][new_column] in "GX"


# %% mistake="step" says="the penguin comes in again at the other side of the map"
def step(rows, row, column, action, cost=-0.1):
    down, right = MOVES[action]
    new_row, new_column = (row + down) % len(rows), (column + right) % len(rows[0])
    kind = rows[new_row][new_column]
    if kind == "#":
        return row, column, cost, False
    return new_row, new_column, {"G": 10.0, "X": -10.0}.get(kind, cost), kind in "GX"


# %% mistake="step" says="the state comes back as one number, not as row and column"
def step(rows, row, column, action, cost=-0.1):
    down, right = MOVES[action]
    new_row, new_column = row + down, column + right
    inside = 0 <= new_row < len(rows) and 0 <= new_column < len(rows[0])
    if not inside or rows[new_row][new_column] == "#":
        new_row, new_column = row, column
    kind = rows[new_row][new_column]
    reward = {"G": 10.0, "X": -10.0}.get(kind, cost)
    return new_row * len(rows[0]) + new_column, reward, kind in "GX"


# %% mistake="step" replace="return new_row, new_column, -10.0, True" says="the penguin that falls into the water is left where it was" with="return row, column, -10.0, True"

# %% mistake="step" replace="return new_row, new_column, 10.0, True" says="coming home does not end the episode" with="return new_row, new_column, 10.0, False"


# %% mistake="step" replace="-10.0, True" says="the cost of the step is added to the reward of falling into the water" with="-10.0 + cost, True"

# %% mistake="step" replace="0 <= new_column < len(rows[0])" says="the column is held within the number of rows, not of columns" with="0 <= new_column < len(rows)"

# %% mistake="step" replace="0 <= new_row < len(rows)" says="the row is held within the number of columns, not of rows" with="0 <= new_row < len(rows[0])"


# %% mistake="step" says="home and water are added to the cost of the step, not put in its place"
def step(rows, row, column, action, cost=-0.1):
    new_row = min(max(row + MOVES[action][0], 0), len(rows) - 1)
    new_column = min(max(column + MOVES[action][1], 0), len(rows[0]) - 1)
    kind = rows[new_row][new_column]
    if kind == "#":
        return row, column, cost, False
    return new_row, new_column, cost + {"G": 10.0, "X": -10.0}.get(kind, 0.0), kind in "GX"


# %% mistake="step" says="the column is held within the number of rows, not of columns"
def step(rows, row, column, action, cost=-0.1):
    down, right = MOVES[action]
    new_row, new_column = np.clip([row + down, column + right], 0, len(rows) - 1).tolist()
    kind = rows[new_row][new_column]
    if kind == "#":
        return row, column, cost, False
    return new_row, new_column, {"G": 10.0, "X": -10.0}.get(kind, cost), kind in "GX"


# %% [markdown] equivalent="step"
# - `2 → 3`: the walls above and below may be longer than the rows
# - `2 → 1`: and need no corners


# %% alternative="step"
def step(rows, row, column, action, cost=-0.1):
    new_row = min(max(row + (action == 2) - (action == 0), 0), len(rows) - 1)
    new_column = min(max(column + (action == 1) - (action == 3), 0), len(rows[0]) - 1)
    if rows[new_row][new_column] == "#":
        new_row, new_column = row, column
    kind = rows[new_row][new_column]
    return new_row, new_column, {"G": 10, "X": -10}.get(kind, cost), kind in ("G", "X")


# %% alternative="step"
def step(rows, row, column, action, cost=-0.1):
    walled = ["#" * (len(rows[0]) + 2), *["#" + line + "#" for line in rows]]
    walled.append("#" * (len(rows[0]) + 2))
    r, c = row + 1 + MOVES[action][0], column + 1 + MOVES[action][1]
    if walled[r][c] == "#":
        return [row, column, cost, False]
    reward, ended = cost, False
    if walled[r][c] == "G":
        reward, ended = 10.0, True
    elif walled[r][c] == "X":
        reward, ended = -10.0, True
    return [r - 1, c - 1, reward, ended]


# %% [markdown]
# ## The model as two arrays
#
# Now the ice. From a cell of ice a step goes where it was meant with probability $1 - \sigma$, to
# the right-hand side of that with $\sigma/2$, to the left-hand side with $\sigma/2$. (Right of up
# is right, right of right is down: the action plus 1, modulo 4.) $\sigma$ is the *slip*. From snow
# nothing slips.
#
# In the lecture the model was a list of outcomes. Here it becomes two arrays, so that one line of
# NumPy can work on all $n$ states at once:
#
# $$P_{s,a,s'} = \Pr(s' \mid s, a), \qquad R_{s,a} = \sum_{\text{outcomes}} p \cdot r$$
#
# $P$ has the shape $(n, 4, n)$; $R_{s,a}$ is the mean reward of the action $a$ in state $s$. In
# water, home and rock nothing is done any more: there $P$ and $R$ are 0. Different slips may end in
# the same cell (two of them against rocks, say): their probabilities add up.


# %% exercise="model"
def model(rows, slip, cost=-0.1):
    """Return the model of a map with slippery ice.

    Parameters
    ----------
    rows : list of str
        A map of any height and width, with a start or without.
    slip : float, 0 to 1
        Probability that a step from ice goes to one of the two sides.
    cost : float
        Reward of a step that ends nothing.

    Returns
    -------
    P : numpy.ndarray, shape (n, 4, n)
        Probability of each next state, for n = height * width states, counted row by row.
        All zeros for water, home and rock.
    R : numpy.ndarray, shape (n, 4)
        Mean reward. All zeros for water, home and rock.
    """
    ### BEGIN SOLUTION
    width = len(rows[0])
    n = len(rows) * width
    P, R = np.zeros((n, 4, n)), np.zeros((n, 4))
    for state in range(n):
        row, column = state // width, state % width
        kind = rows[row][column]
        if kind in "GX#":
            continue
        for action in range(4):
            ways = [(1.0, action)]
            if kind == "~":
                sides = [(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]
                ways = [(1 - slip, action), *sides]
            for chance, way in ways:
                new_row, new_column, reward, _ = step(rows, row, column, way, cost)
                P[state, action, new_row * width + new_column] += chance
                R[state, action] += chance * reward
    return P, R
    ### END SOLUTION


# %% [markdown] hint="model"
# For one state and one action: which ways can the step go, and with which probabilities? Your `step`
# says where each of them leads, and what it brings.

# %% [markdown] hint="model"
# On the map `tiny`, at (0, 3) with `slip=0.3`, action 1: to the right is the edge (0.7, stays), right
# of right is down, water (0.15), left of right is up, the edge (0.15, stays). So $P$ is 0.85 for
# state 3 and 0.15 for state 7, and $R = 0.85 \cdot (-0.1) + 0.15 \cdot (-10)$.

# %% [markdown] hint="model"
# Two loops, over states and actions; skip water, home and rock. Make a list of pairs
# `(chance, way)`: one pair from snow, three from ice. For each pair call `step(rows, row, column,
# way, cost)` and *add* to `P[state, action, …]` and to `R[state, action]` what this pair contributes.

# %% checks="model" points=14
P_tiny, R_tiny = model(tiny, 0.3)
expect(P_tiny.shape, (12, 4, 12), "3 rows of 4 cells are 12 states")
expect(
    P_tiny[5, 1, [1, 6, 9]],
    np.array([0.15, 0.7, 0.15]),
    "from ice to the right: state 6 is meant, 9 lies to its right-hand side, 1 to its left",
)
expect(
    P_tiny[3, 1, [3, 7]],
    np.array([0.85, 0.15]),
    "at the edge two of the three ways leave it in state 3, and their probabilities add up",
)
expect(R_tiny[3], np.array([-0.1, -1.585, -7.03, -1.585]), "each way brings its own reward")
expect(P_tiny[6, 1, 7], 1.0, "from snow nothing slips")
expect(R_tiny[6], np.array([-0.1, -10.0, -0.1, -0.1]), "right of state 6 is water")
### BEGIN HIDDEN TESTS
expect(
    P_tiny.sum(axis=2),
    np.repeat([[1], [1], [0], [1], [1], [1], [1], [0], [0], [1], [1], [0]], 4, axis=1),
    "the probabilities add up to 1, and to 0 in rock, water and home",
)
expect(R_tiny[[2, 7, 8, 11]], np.zeros((4, 4)), "no reward is left in rock, water and home")
expect(R_tiny[10], np.array([-0.1, 10.0, -0.1, -0.1]), "right of state 10 is home")
P_cost, R_cost = model(["S~X", ".#G"], 0.4, cost=-0.5)
expect(R_cost[1], np.array([-2.4, -6.2, -2.4, -0.5]), "with a step cost of 0.5 and a slip of 0.4")
expect(P_cost[1, 2], np.array([0.2, 0.6, 0.2, 0, 0, 0]), "against the rock, or to either side")
expect(model(STRAIT, 0.0)[0][25, 1, 26], 1.0, "without slip, ice is like snow")
expect(
    model(["S~G."], 0.5)[1],
    np.array([[-0.1] * 4, [2.425, 4.95, 2.425, -0.1], [0.0] * 4, [-0.1, -0.1, -0.1, 10.0]]),
    "a map with a single row, whose last cell is snow",
)
expect(P_cost[0, 3], np.array([1.0, 0, 0, 0, 0, 0]), "against the edge from snow")
expect(
    model(["~G"], 0.6)[1],
    np.array([[2.93, 3.94, 2.93, -0.1], [0.0] * 4]),
    "a map without a start",
)
### END HIDDEN TESTS


# %% mistake="model" replace="P[state, action, new_row * width + new_column] += chance" says="a later way to the same cell overwrites the probability of an earlier one" with="P[state, action, new_row * width + new_column] = chance"

# %% mistake="model" replace="R[state, action] += chance * reward" says="the rewards are added without their probabilities" with="R[state, action] += reward"

# %% mistake="model" replace="R[state, action] += chance * reward" says="only the reward of the last way is kept" with="R[state, action] = chance * reward"

# %% mistake="model" replace="[(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]" says="each side gets the whole slip, not half of it" with="[(slip, (action + 1) % 4), (slip, (action - 1) % 4)]"

# %% mistake="model" replace="[(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]" says="a slip goes anywhere, with a quarter for each of the four directions" with="[(slip / 4, way) for way in range(4)]"

# %% mistake="model" replace="[(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]" says="a slip leads backward, not to the sides" with="[(slip, (action + 2) % 4)]"

# %% mistake="model" replace="if kind == \"~\":" says="snow slips as well as ice" with="if True:"


# %% mistake="model" says="it is the cell that is entered which has to be ice, not the one that is left"
def model(rows, slip, cost=-0.1):
    width = len(rows[0])
    n = len(rows) * width
    P, R = np.zeros((n, 4, n)), np.zeros((n, 4))
    for state in range(n):
        row, column = divmod(state, width)
        if rows[row][column] in "GX#":
            continue
        for action in range(4):
            ways = [(1.0, action)]
            meant = step(rows, row, column, action, cost)
            if rows[meant[0]][meant[1]] == "~":
                ways = [
                    (1 - slip, action),
                    (slip / 2, (action + 1) % 4),
                    (slip / 2, (action - 1) % 4),
                ]
            for chance, way in ways:
                new_row, new_column, reward, _ = step(rows, row, column, way, cost)
                P[state, action, new_row * width + new_column] += chance
                R[state, action] += chance * reward
    return P, R


# %% mistake="model" replace="step(rows, row, column, way, cost)" says="`cost` is not handed on to `step`" with="step(rows, row, column, way)"

# %% mistake="model" replace="if kind in \"GX#\":" says="the penguin goes on walking from water, home and rock" with="if False:"

# %% mistake="model" replace="new_row * width + new_column" says="rows and columns are exchanged in the number of the next state" with="new_column * len(rows) + new_row"

# %% mistake="model" replace="step(rows, row, column, way, cost)" says="all three ways lead where the action was meant to lead" with="step(rows, row, column, action, cost)"

# %% mistake="model" replace="return P, R" says="reward and probabilities come back in the other order" with="return R, P"

# %% mistake="model" replace="P[state, action, new_row * width + new_column] += chance" says="the number of a state is counted by the height of the map, not by its width" with="P[state, action, new_row * len(rows) + new_column] += chance"

# %% mistake="model" replace="sides = [(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]" says="a slip leads to one of the two sides only, with all of its probability" with="sides = [(slip, (action + 1) % 4)]"

# %% mistake="model" replace="if kind in \"GX#\":" says="rocks are not left out" with="if kind in \"GX\":"


# %% mistake="model" says="the number of a state is counted by the height of the map, not by its width"
def model(rows, slip, cost=-0.1):
    height, width = len(rows), len(rows[0])
    P, R = np.zeros((height * width, 4, height * width)), np.zeros((height * width, 4))
    for row in range(height):
        for column in range(width):
            kind = rows[row][column]
            if kind in "GX#":
                continue
            state = row * height + column
            for action in range(4):
                ways = [(1.0, action)]
                if kind == "~":
                    sides = [(slip / 2, (action + 1) % 4), (slip / 2, (action - 1) % 4)]
                    ways = [(1 - slip, action), *sides]
                for chance, way in ways:
                    new_row, new_column, reward, _ = step(rows, row, column, way, cost)
                    P[state, action, new_row * height + new_column] += chance
                    R[state, action] += chance * reward
    return P, R


# %% mistake="model" replace="R[state, action] += chance * reward" says="R is the reward of the step that was meant: slips change only P" with="R[state, action] = step(rows, row, column, action, cost)[2]"

# %% mistake="model" replace="R[state, action] += chance * reward" says="R holds only what the meant way brings, times its probability; slips bring nothing" with="R[state, action] += chance * reward * (way == action)"

# %% mistake="model" replace="R[state, action] += chance * reward" says="R is the plain mean of the rewards of the ways, whatever their probability" with="R[state, action] += reward / len(ways)"


# %% [markdown] equivalent="model"
# - `(action - 1) % 4 → action - 1`: the last of `MOVES` has the place -1, too
# - `P[state, action, new_row * width + new_column] += chance one line later`: the order of two sums


# %% alternative="model"
def model(rows, slip, cost=-0.1):
    cells = "".join(rows)
    n, width = len(cells), len(rows[0])
    plain, reward = np.zeros((n, 4, n)), np.zeros((n, 4))
    for s in range(n):
        if cells[s] not in "GX#":
            for a in range(4):
                r, c, reward[s, a], _ = step(rows, s // width, s % width, a, cost)
                plain[s, a, r * width + c] = 1
    sigma = np.array([slip if kind == "~" else 0.0 for kind in cells])
    mix = [
        (1 - sigma)[:, None] * np.eye(4)[a]
        + (sigma / 2)[:, None] * (np.eye(4)[(a + 1) % 4] + np.eye(4)[(a + 3) % 4])
        for a in range(4)
    ]
    P = np.stack([np.einsum("sb,sbt->st", m, plain) for m in mix], axis=1)
    R = np.stack([np.sum(m * reward, axis=1) for m in mix], axis=1)
    return P, R


# %% alternative="model"
def model(rows, slip, cost=-0.1):
    height, width = len(rows), len(rows[0])
    P = np.zeros((height * width, 4, height * width))
    R = np.zeros((height * width, 4))
    for r in range(height):
        for c in range(width):
            if rows[r][c] in ["G", "X", "#"]:
                continue
            s = r * width + c
            for a in range(4):
                probabilities = np.zeros(4)
                if rows[r][c] == "~":
                    probabilities[a] = 1 - slip
                    probabilities[a - 1] = slip / 2
                    probabilities[a - 3] = slip / 2
                else:
                    probabilities[a] = 1
                for way in range(4):
                    r2, c2, reward, _ = step(rows, r, c, way, cost=cost)
                    P[s, a, r2 * width + c2] = P[s, a, r2 * width + c2] + probabilities[way]
                    R[s, a] = R[s, a] + probabilities[way] * reward
    return P, R


# %% [markdown]
# The course has such a world too, `utils.environments.Gridworld`, with the interface of gymnasium.
# gymnasium itself checks that it keeps the rules; we check that your model says the same as 20,000
# of its steps from one cell of ice.

# %%
from utils.environments import Gridworld, walk

env = Gridworld(STRAIT, slip=0.05)
check_env(env, skip_render_check=True)
P, R = model(STRAIT, slip=0.05)

counts, total = np.zeros(len(P)), 0.0
env.reset(seed=0)
for _ in range(20_000):
    env.reset(options=None)
    for action in (1, 1):  # to the right from the start, and once more from the first ice
        state, reward, terminated, _, _ = env.step(action)
    counts[state] += 1
    total += reward
print("model: ", P[25, 1, [17, 26, 33]].round(3), "mean reward", round(R[25, 1], 3))
print("played:", (counts[[17, 26, 33]] / 20_000).round(3), "mean reward", round(total / 20_000, 3))

# %% [markdown]
# Probabilities and mean reward agree within the noise of 20,000 steps. Wherever there is water on
# both sides, a step on the ice ends in it with probability 0.05, and costs 0.595 on average.
#
# ## What each step still had before it
#
# A walk brings rewards $r_0, r_1, \dots, r_{T-1}$. The lecture discounted the whole walk to one
# number. To judge single *steps* we need the return from each of them on:
#
# $$G_t = r_t + \gamma r_{t+1} + \gamma^2 r_{t+2} + \dots + \gamma^{T-1-t} r_{T-1}$$
#
# Each $G_t$ contains the next one, so a single pass is enough if it runs in the right direction.
# $\gamma$ is the discount, from 0 to 1.


# %% exercise="discounted_returns"
def discounted_returns(rewards, gamma):
    """Return the discounted return from each step of an episode on.

    Parameters
    ----------
    rewards : list of float or numpy.ndarray, shape (T,)
        In the order in which they came; T may be 0. Not changed.
    gamma : float
        From 0 to 1.

    Returns
    -------
    numpy.ndarray of float, shape (T,)
        The return G_t at place t.
    """
    ### BEGIN SOLUTION
    returns = np.zeros(len(rewards))
    later = 0.0
    for t in range(len(rewards) - 1, -1, -1):
        later = rewards[t] + gamma * later
        returns[t] = later
    return returns
    ### END SOLUTION


# %% [markdown] hint="discounted_returns"
# Which of the returns do you know at once, without any other?

# %% [markdown] hint="discounted_returns"
# For the rewards 4, 2, 8 and $\gamma = 0.5$ the last return is 8, the one before it
# $2 + 0.5 \cdot 8 = 6$, the first $4 + 0.5 \cdot 6 = 7$.

# %% [markdown] hint="discounted_returns"
# Begin with an array of zeros and `later = 0.0`, and let `t` run from the last step to the first.
# In each round `later` becomes … of the reward and the old `later`; store it at place `t`.

# %% checks="discounted_returns" points=8
expect(
    discounted_returns([-1.0, 3.0, 2.0, 5.0], 0.5),
    np.array([1.625, 5.25, 4.5, 5.0]),
    "from the back: 5, then 2 + 0.5 · 5, then 3 + 0.5 · 4.5, then -1 + 0.5 · 5.25",
)
expect(
    discounted_returns([-0.1, -0.1, 10.0], 0.9),
    np.array([7.91, 8.9, 10.0]),
    "two steps and home: the last step has 10 before it, the first 0.81 · 10 - 0.1 - 0.09",
)
expect(discounted_returns(np.array([7.0]), 0.3), np.array([7.0]), "a single step")
### BEGIN HIDDEN TESTS
expect(
    discounted_returns([-1, 3, 2, 5], 1.0),
    np.array([9.0, 10.0, 7.0, 5.0]),
    "without discount these are sums of what is still to come; whole numbers are allowed",
)
expect(discounted_returns([-1.0, 3.0, 2.0], 0.0), np.array([-1.0, 3.0, 2.0]), "no future counts")
expect(discounted_returns([], 0.9), np.zeros(0), "no step, no return")
rewards_check = np.array([2.0, -4.0, 6.5])
discounted_returns(rewards_check, 0.8)
expect(rewards_check, np.array([2.0, -4.0, 6.5]), "the rewards are not changed")
expect(
    discounted_returns([2, 1, 3], 0.25), np.array([2.4375, 1.75, 3.0]), "whole rewards, not rounded"
)
### END HIDDEN TESTS


# %% mistake="discounted_returns" says="all rewards are discounted from the first step, and none is left behind"
def discounted_returns(rewards, gamma):
    discounted = np.array(rewards, dtype=float) * gamma ** np.arange(len(rewards))
    return np.cumsum(discounted[::-1])[::-1]


# %% mistake="discounted_returns" says="the sum runs over what has passed, not over what is to come"
def discounted_returns(rewards, gamma):
    returns, so_far = np.zeros(len(rewards)), 0.0
    for t in range(len(rewards)):
        so_far = rewards[t] + gamma * so_far
        returns[t] = so_far
    return returns


# %% mistake="discounted_returns" says="nothing is discounted"
def discounted_returns(rewards, gamma):
    return np.cumsum(np.array(rewards, dtype=float)[::-1])[::-1]


# %% mistake="discounted_returns" says="the reward of the step itself is discounted, too"
def discounted_returns(rewards, gamma):
    returns, later = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        later = gamma * (rewards[t] + later)
        returns[t] = later
    return returns


# %% mistake="discounted_returns" says="only the very next reward is looked at, not the whole rest"
def discounted_returns(rewards, gamma):
    r = np.append(np.array(rewards, dtype=float), 0.0)
    return r[:-1] + gamma * r[1:]


# %% mistake="discounted_returns" says="the returns are in the order in which they are computed, last step first"
def discounted_returns(rewards, gamma):
    returns, later = [], 0.0
    for reward in list(rewards)[::-1]:
        later = reward + gamma * later
        returns.append(later)
    return np.array(returns)


# %% mistake="discounted_returns" says="only the return of the whole episode comes back"
def discounted_returns(rewards, gamma):
    return sum(gamma**t * reward for t, reward in enumerate(rewards))


# %% mistake="discounted_returns" says="a return leaves out the reward of its own step"
def discounted_returns(rewards, gamma):
    returns, later = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        returns[t] = later
        later = rewards[t] + gamma * later
    return returns


# %% mistake="discounted_returns" says="the first step is left out"
def discounted_returns(rewards, gamma):
    returns, later = np.zeros(len(rewards)), 0.0
    for t in range(len(rewards) - 1, 0, -1):
        later = rewards[t] + gamma * later
        returns[t] = later
    return returns


# %% mistake="discounted_returns" replace="np.zeros(len(rewards))" says="whole-number rewards make an array of whole numbers, which cuts the decimals off" with="np.zeros_like(rewards)"


# %% mistake="discounted_returns" says="the rewards that come in are changed"
def discounted_returns(rewards, gamma):
    for t in range(len(rewards) - 2, -1, -1):
        rewards[t] += gamma * rewards[t + 1]
    return np.array(rewards, dtype=float)


# %% [markdown] equivalent="discounted_returns"
# - `np.zeros(len(rewards)) → np.ones(len(rewards))`: every place is written


# %% alternative="discounted_returns"
def discounted_returns(rewards, gamma):
    T = len(rewards)
    return np.array([sum(gamma ** (k - t) * rewards[k] for k in range(t, T)) for t in range(T)])


# %% alternative="discounted_returns"
def discounted_returns(rewards, gamma):
    returns = np.array(rewards, dtype=float)
    for t in range(len(returns) - 2, -1, -1):
        returns[t] += gamma * returns[t + 1]
    return returns


# %% [markdown]
# ## What a policy is worth
#
# In the lecture a policy was one action for each state. Now it is a *probability* for each action,
# $\pi_{s,a}$, so that it may hesitate, and a drunken penguin has a policy, too. Average the
# model over what the policy does:
#
# $$R^\pi_s = \sum_a \pi_{s,a} R_{s,a}, \qquad P^\pi_{s,s'} = \sum_a \pi_{s,a} P_{s,a,s'}$$
#
# The value of a state under $\pi$ is what it brings now, and the discounted value of where it leads:
#
# $$V = R^\pi + \gamma P^\pi V$$
#
# That is a system of $n$ linear equations for $n$ unknowns. Solve it directly or sweep until nothing
# moves; both are right, if the result is right to 6 digits. In states that have ended, $P$ and $R$ are
# 0, so the value is 0 by itself.
#
# The checks use a small model with three states and two actions, the last state being the end.

# %%
P_three = np.array(
    [[[0, 1, 0], [0.5, 0, 0.5]], [[0, 0, 1], [1, 0, 0]], [[0, 0, 0], [0, 0, 0]]], dtype=float
)
R_three = np.array([[1.0, 2.0], [4.0, -3.0], [0.0, 0.0]])


# %% exercise="policy_evaluation"
def policy_evaluation(P, R, policy, gamma):
    """Return the value of each state under a policy.

    Parameters
    ----------
    P : numpy.ndarray, shape (n, k, n)
        Probability of each next state, for n states and k actions; zeros in ended states.
    R : numpy.ndarray, shape (n, k)
        Mean reward; zeros in ended states.
    policy : numpy.ndarray, shape (n, k)
        Probability of each action in each state.
    gamma : float
        At least 0 and less than 1.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Mean discounted return from each state on.
    """
    ### BEGIN SOLUTION
    R_policy = np.sum(policy * R, axis=1)
    P_policy = np.sum(policy[:, :, None] * P, axis=1)
    return np.linalg.solve(np.eye(len(R)) - gamma * P_policy, R_policy)
    ### END SOLUTION


# %% [markdown] hint="policy_evaluation"
# Two averages over the actions come first. Which shapes do $R^\pi$ and $P^\pi$ have? And if you write
# $V = R^\pi + \gamma P^\pi V$ with all that contains $V$ on one side, which matrix stands before $V$?

# %% [markdown] hint="policy_evaluation"
# If a state has the actions "1 and go on to B" and "2 and stay", taken with probabilities 0.25 and
# 0.75, then $R^\pi = 1.75$, and $P^\pi$ is 0.25 for B and 0.75 for itself.

# %% [markdown] hint="policy_evaluation"
# `R_policy = np.sum(policy * R, axis=1)`. For `P_policy` the policy needs a third axis,
# `policy[:, :, None]`, before it is multiplied and summed over the actions. Then
# `np.linalg.solve(A, R_policy)` with the matrix `A = np.eye(len(R)) - …`.

# %% checks="policy_evaluation" points=14
expect(
    policy_evaluation(P_three, R_three, np.array([[1.0, 0.0], [1.0, 0.0], [0.5, 0.5]]), 0.5),
    np.array([3.0, 4.0, 0.0]),
    "always action 0: state 1 brings 4 and ends; state 0 brings 1 + 0.5 · 4",
)
expect(
    policy_evaluation(P_three, R_three, np.array([[0.25, 0.75], [0.6, 0.4], [1.0, 0.0]]), 0.5),
    np.array([2.412698, 1.68254, 0.0]),
    "a policy that hesitates: V0 = 1.75 + 0.5 (0.375 V0 + 0.25 V1), V1 = 1.2 + 0.5 · 0.4 V0",
    rtol=1e-5,
)
expect(
    policy_evaluation(P_three, R_three, np.array([[0.25, 0.75], [0.6, 0.4], [1.0, 0.0]]), 0.0),
    np.array([1.75, 1.2, 0.0]),
    "with gamma = 0 only the next reward counts",
)
### BEGIN HIDDEN TESTS
expect(
    policy_evaluation(P_three, 3 * R_three, np.array([[0.25, 0.75], [0.6, 0.4], [1.0, 0.0]]), 0.5),
    np.array([7.238095, 5.047619, 0.0]),
    "three times the rewards are three times the values",
    rtol=1e-5,
)
expect(
    policy_evaluation(P_three, R_three, np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 1.0]]), 0.9),
    np.array([2 / 0.55, -3 + 0.9 * 2 / 0.55, 0.0]),
    "always action 1: V0 = 2 + 0.9 · 0.5 V0",
    rtol=1e-5,
)
P_check, R_check = model(STRAIT, 0.2)
V_check = policy_evaluation(P_check, R_check, np.full((40, 4), 0.25), 0.99)
expect(bool(np.all(np.isfinite(V_check))), True, "every value is a number, nan nowhere")
expect(
    V_check,
    np.mean(R_check, axis=1) + 0.99 * np.mean(P_check, axis=1) @ V_check,
    "on the strait, with gamma = 0.99, the values of a drunken walk fit together",
    rtol=1e-5,
)
### END HIDDEN TESTS


# %% mistake="policy_evaluation" says="the policy is left out: all actions count the same"
def policy_evaluation(P, R, policy, gamma):
    return np.linalg.solve(np.eye(len(R)) - gamma * P.mean(axis=1), R.mean(axis=1))


# %% mistake="policy_evaluation" says="only the likeliest action of each state is taken"
def policy_evaluation(P, R, policy, gamma):
    best, s = policy.argmax(axis=1), np.arange(len(R))
    return np.linalg.solve(np.eye(len(R)) - gamma * P[s, best], R[s, best])


# %% mistake="policy_evaluation" says="it is the value of the best policy, not of the given one"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(600):
        V = (R + gamma * P @ V).max(axis=1)
    return V


# %% mistake="policy_evaluation" replace="np.eye(len(R)) - gamma * P_policy" says="the discount is left out of the equations" with="np.eye(len(R)) - P_policy * 0.999999"

# %% mistake="policy_evaluation" replace="np.eye(len(R)) - gamma * P_policy" says="it says plus, not minus, before γP in the equations" with="np.eye(len(R)) + gamma * P_policy"


# %% mistake="policy_evaluation" says="the reward is discounted like the next value"
def policy_evaluation(P, R, policy, gamma):
    R_policy = np.sum(policy * R, axis=1)
    P_policy = np.sum(policy[:, :, None] * P, axis=1)
    return np.linalg.solve(np.eye(len(R)) - gamma * P_policy, gamma * R_policy)


# %% mistake="policy_evaluation" says="it stops after one sweep from V = 0: only the next reward counts"
def policy_evaluation(P, R, policy, gamma):
    return np.sum(policy * R, axis=1)


# %% mistake="policy_evaluation" says="the matrix is transposed: it asks where a state is reached from, not where it leads"
def policy_evaluation(P, R, policy, gamma):
    R_policy = np.sum(policy * R, axis=1)
    P_policy = np.sum(policy[:, :, None] * P, axis=1)
    return np.linalg.solve(np.eye(len(R)) - gamma * P_policy.T, R_policy)


# %% mistake="policy_evaluation" says="ten sweeps are taken for enough"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(10):
        V = np.sum(policy * (R + gamma * P @ V), axis=1)
    return V


# %% mistake="policy_evaluation" says="the values of the actions are added without the probabilities of the policy"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(60):
        V = np.sum(R + gamma * P @ V, axis=1)
    return V


# %% mistake="policy_evaluation" says="it is the value of each action, not of each state"
def policy_evaluation(P, R, policy, gamma):
    R_policy = np.sum(policy * R, axis=1)
    P_policy = np.sum(policy[:, :, None] * P, axis=1)
    return R + gamma * P @ np.linalg.solve(np.eye(len(R)) - gamma * P_policy, R_policy)


# %% mistake="policy_evaluation" replace="np.linalg.solve(np.eye(len(R)) - gamma * P_policy, R_policy)" says="it is the reward of the next step only: what follows has no value" with="R_policy"

# %% mistake="policy_evaluation" replace="R_policy = np.sum(policy * R, axis=1)" says="the policy decides where it goes, but the rewards are plain means over the actions" with="R_policy = np.mean(R, axis=1)"

# %% mistake="policy_evaluation" replace="P_policy = np.sum(policy[:, :, None] * P, axis=1)" says="the policy decides what is earned, but all actions lead on alike" with="P_policy = np.mean(P, axis=1)"


# %% mistake="policy_evaluation" says="it stops sweeping too early: with γ near 1 the values still change"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(30):
        V = np.sum(policy * (R + gamma * P @ V), axis=1)
    return V


# %% mistake="policy_evaluation" says="it stops sweeping too early: with γ near 1 the values still change"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(50):
        V = np.sum(policy * (R + gamma * P @ V), axis=1)
    return V


# %% mistake="policy_evaluation" says="it stops sweeping too early: with γ near 1 the values still change"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(100):
        V = np.sum(policy * (R + gamma * P @ V), axis=1)
    return V


# %% mistake="policy_evaluation" says="it stops sweeping too early: with γ near 1 the values still change"
def policy_evaluation(P, R, policy, gamma):
    V, change = np.zeros(len(R)), 1.0
    while change > 1e-3:
        new = np.sum(policy * (R + gamma * P @ V), axis=1)
        change, V = np.abs(new - V).max(), new
    return V


# %% [markdown] equivalent="policy_evaluation"
# - `range(4000) → range(0, 4000 - 1)`: it stops long before
# - `range(4000) → range(0, 4000 + 1)`: likewise
# - `range(4000) → range(1, 4000)`: likewise
# - `new - V → new + V`: it sweeps longer, to the same values
# - `new - V → new`: likewise
# - `without if np.abs(new - V).max() < 1e-11: return new`: likewise
# - `return V → return round(V, 2)`: the last line is not reached
# - `return V → return int(V)`: likewise
# - `np.zeros(len(R)) → np.ones(len(R))`: the values do not depend on where it begins
# - `np.abs(new - V).max() < 1e-11 → np.abs(new - V).max() <= 1e-11`: nothing differs by exactly 1e-11


# %% alternative="policy_evaluation"
def policy_evaluation(P, R, policy, gamma):
    V = np.zeros(len(R))
    for _ in range(4000):
        new = np.sum(policy * (R + gamma * (P @ V)), axis=1)
        if np.abs(new - V).max() < 1e-11:
            return new
        V = new
    return V


# %% alternative="policy_evaluation"
def policy_evaluation(P, R, policy, gamma):
    P_policy = np.einsum("sa,sat->st", policy, P)
    R_policy = np.einsum("sa,sa->s", policy, R)
    return np.linalg.inv(np.identity(R.shape[0]) - gamma * P_policy) @ R_policy


# %% [markdown]
# Three policies on the strait, with a slip of 0.05 and $\gamma = 0.97$: the drunken one, one that
# always goes right, and one that walks along the northern shore.

# %%
gamma, start = 0.97, env.start
shore = np.full(40, 1)  # right wherever it may be, ...
shore[[24, 16, 8]] = 0  # ... up along the west coast
shore[[7, 15, 23]] = 2  # ... and down along the east coast
for name, policy in {
    "drunken": np.full((40, 4), 0.25),
    "always right": np.eye(4)[np.full(40, 1)],
    "shore": np.eye(4)[shore],
}.items():
    print(f"{name:12} {policy_evaluation(P, R, policy, gamma)[start]:7.3f}")

# %% [markdown]
# The drunken penguin nearly always drowns. Always to the right is worth 3.89 and the shore 5.92: with
# this slip, the long way is already better. But is there anything better still?
#
# ## The best that can be done
#
# Of all actions, take the one with the largest value, in every state, again and again:
#
# $$Q_{s,a} = R_{s,a} + \gamma \sum_{s'} P_{s,a,s'} V_{s'}, \qquad V_s = \max_a Q_{s,a}$$
#
# Begin with $V = 0$ and repeat both until no $V_s$ changes by more than a tolerance. How many sweeps
# that takes depends on the map: a reward moves one step a sweep. So do not count sweeps; look at
# the change. A mistake in your code can make the values grow without end, so let the loop stop after some
# thousand sweeps in any case: otherwise it runs until you stop it.
#
# `P @ V` does the sum: NumPy takes the last axis of `P`, here $s'$, times `V`, for all $s$ and $a$
# at once. From the shapes (n, k, n) and (n,) comes (n, k), the shape of $R$.
#
# Return $Q$, not an arrow for each state. From $Q$ one can read how much worse the second-best action
# is, and where two are equally good.


# %% exercise="value_iteration"
def value_iteration(P, R, gamma, tolerance=1e-9):
    """Return the value of each action in each state under the best policy.

    Parameters
    ----------
    P : numpy.ndarray, shape (n, k, n)
        Probability of each next state, for n states and k actions; zeros in ended states.
    R : numpy.ndarray, shape (n, k)
        Mean reward; zeros in ended states.
    gamma : float
        From 0 to 1; with 1, every policy that matters comes to an end.
    tolerance : float
        Sweeps are repeated until no value of a state changes by more than this.

    Returns
    -------
    numpy.ndarray, shape (n, k)
        The best values Q.
    """
    ### BEGIN SOLUTION
    V = np.zeros(len(R))
    for _ in range(3000):
        Q = R + gamma * P @ V
        new = Q.max(axis=1)
        change = np.abs(new - V).max()
        V = new
        if change <= tolerance:
            break
    return Q
    ### END SOLUTION


# %% [markdown] hint="value_iteration"
# `P @ V` multiplies the last axis of `P` with `V`. Which shape comes out, and what does it mean?

# %% [markdown] hint="value_iteration"
# With $V = (0, 0, 0)$ the first $Q$ is $R$. If $R$ is [[1, 2], [4, −3], [0, 0]], the next $V$ is
# (2, 4, 0), and it changed by 4 at most: go on.

# %% [markdown] hint="value_iteration"
# In a loop of at most some thousand rounds: `Q = R + gamma * P @ V`, then the new values
# `Q.max(axis=1)`. Compare them with the old `V` *before* you replace it, and stop when the largest
# difference is …

# %% checks="value_iteration" points=14
expect(
    value_iteration(P_three, R_three, 0.5),
    np.array([[3.0, 2.75], [4.0, -1.5], [0.0, 0.0]]),
    "V = (3, 4, 0): 1 + 0.5 · 4, 2 + 0.5 · 0.5 · 3, then 4 and -3 + 0.5 · 3",
)
expect(
    value_iteration(P_three, R_three, 0.9),
    np.array([[4.6, 4.07], [4.0, 1.14], [0.0, 0.0]]),
    "with gamma = 0.9: 1 + 0.9 · 4 is 4.6, and -3 + 0.9 · 4.6 is 1.14",
)
R_loss = np.array([[-1.0, -2.0], [-6.0, -3.0], [0.0, 0.0]])
expect(
    value_iteration(P_three, R_loss, 0.5),
    np.array([[-3.166667, -2.666667], [-6.0, -4.333333], [0.0, 0.0]]),
    "where all rewards are losses, the smallest loss is best",
    rtol=1e-5,
)
### BEGIN HIDDEN TESTS
corridor = ["S" + "." * 149 + "G"]
expect(
    value_iteration(*model(corridor, 0.0), 0.97)[0, 1],
    -0.1 * np.sum(0.97 ** np.arange(149)) + 0.97**149 * 10,
    "150 steps, the last one home: it needs 150 sweeps",
)
P_once = np.array(
    [[[0, 1, 0], [0, 0.5, 0.5]], [[0, 0, 1], [0, 0, 1]], [[0, 0, 0], [0, 0, 0]]], dtype=float
)
expect(
    value_iteration(P_once, R_three, 1.0),
    np.array([[5.0, 4.0], [4.0, -3.0], [0.0, 0.0]]),
    "with gamma = 1 and no way back: 1 + 4 and 2 + 0.5 · 4",
)
P_stay = np.array([[[1, 0], [0, 1], [1, 0]], [[0, 0], [0, 0], [0, 0]]], dtype=float)
expect(
    value_iteration(P_stay, np.array([[2.0, 5.0, 1.5], [0.0, 0.0, 0.0]]), 0.95),
    np.array([[40.0, 5.0, 39.5], [0.0, 0.0, 0.0]]),
    "2 a step forever is worth 2 / (1 - 0.95): it sweeps until no value changes by more than 1e-9",
)
P_dear, R_dear = model(STRAIT, 0.3, cost=-0.2)
Q_check = value_iteration(P_dear, R_dear, 0.9)
expect(bool(np.all(np.isfinite(Q_check))), True, "every value is a number, nan nowhere")
expect(
    Q_check,
    R_dear + 0.9 * P_dear @ Q_check.max(axis=1),
    "Q and its own largest values fit together",
    rtol=1e-5,
)
expect(
    value_iteration(P_three, R_three, 0.0), R_three, "with gamma = 0 only the next reward counts"
)
chance_check = np.random.default_rng()
P_any = chance_check.dirichlet(np.ones(6), (6, 3))
R_any = chance_check.normal(0, 2, (6, 3))
V_any = np.zeros(6)
for _ in range(200):
    V_any = np.max(R_any + 0.8 * P_any @ V_any, axis=1)
expect(
    value_iteration(P_any, R_any, 0.8),
    R_any + 0.8 * P_any @ V_any,
    "in a small world dealt by chance Bellman's equation holds, too",
    rtol=1e-5,
    atol=1e-6,
)
### END HIDDEN TESTS


# %% mistake="value_iteration" replace="return Q" says="the largest values V come back, not Q" with="return V"

# %% mistake="value_iteration" replace="if change <= tolerance:" says="it returns after the first sweep" with="if True:"

# %% mistake="value_iteration" replace="if change <= tolerance:" says="it stops while values still change a lot: the comparison is the wrong way round" with="if change > tolerance or change == 0:"

# %% mistake="value_iteration" replace="R + gamma * P @ V" says="the discount is left out" with="R + 0.9999999 * P @ V"

# %% mistake="value_iteration" replace="R + gamma * P @ V" says="the reward is discounted, too" with="gamma * (R + P @ V)"


# %% mistake="value_iteration" says="the values of the actions are averaged, not compared"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(600):
        Q = R + gamma * P @ V
        V = Q.mean(axis=1)
    return Q


# %% mistake="value_iteration" says="the smallest value of a state is taken, not the largest"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(600):
        Q = R + gamma * P @ V
        V = Q.min(axis=1)
    return Q


# %% mistake="value_iteration" says="the number of sweeps is fixed at 100"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(100):
        Q = R + gamma * P @ V
        V = Q.max(axis=1)
    return Q


# %% mistake="value_iteration" says="values below 0 are lifted to 0"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(600):
        Q = R + gamma * P @ V
        V = np.maximum(V, Q.max(axis=1))
    return Q


# %% mistake="value_iteration" says="the action with the largest next reward is taken, not the one with the largest value"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V, greedy = np.zeros(len(R)), R.argmax(axis=1)
    for _ in range(600):
        Q = R + gamma * P @ V
        V = Q[np.arange(len(R)), greedy]
    return Q


# %% mistake="value_iteration" says="in each state the best arrow comes back, not its values"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(600):
        V = (R + gamma * P @ V).max(axis=1)
    return (R + gamma * P @ V).argmax(axis=1)


# %% mistake="value_iteration" says="only the first state is looked at to decide whether to stop"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(3000):
        Q = R + gamma * P @ V
        change = abs(Q.max(axis=1) - V)[-1]
        V = Q.max(axis=1)
        if change <= tolerance:
            break
    return Q


# %% mistake="value_iteration" says="in the loop over the next states the sum is written over: `=` where `+=` belongs"
def value_iteration(P, R, gamma, tolerance=1e-9):
    n, k = R.shape
    V = np.zeros(n)
    while True:
        Q = np.zeros((n, k))
        for s in range(n):
            for a in range(k):
                for s2 in range(n):
                    Q[s, a] = R[s, a] + gamma * P[s, a, s2] * V[s2]
        new = Q.max(axis=1)
        if np.abs(new - V).max() <= tolerance:
            return Q
        V = new


# %% mistake="value_iteration" says="the number of the best action is taken for the value of the state"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(2000):
        Q = R + gamma * P @ V
        new = np.argmax(Q, axis=1)
        if np.max(np.abs(new - V)) <= tolerance:
            break
        V = new
    return Q


# %% mistake="value_iteration" says="np.allclose decides when to stop, and its own tolerances are coarser than the given one"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(5000):
        Q = R + gamma * P @ V
        new = Q.max(axis=1)
        if np.allclose(new, V):
            break
        V = new
    return Q


# %% mistake="value_iteration" replace="np.abs(new - V).max()" says="it stops as soon as any one value stands still, not when all do" with="np.abs(new - V).min()"

# %% mistake="value_iteration" replace="np.abs(new - V).max()" says="changes downward do not count: the absolute value is missing" with="(new - V).max()"


# %% mistake="value_iteration" says="only the likeliest next state is looked at, not the mean over all of them"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(3000):
        Q = R + gamma * P.any(axis=2) * V[P.argmax(axis=2)]
        V = Q.max(axis=1)
    return Q


# %% mistake="value_iteration" says="the likeliest next state alone counts, times its probability"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(3000):
        Q = R + gamma * P.max(axis=2) * V[P.argmax(axis=2)]
        V = Q.max(axis=1)
    return Q


# %% mistake="value_iteration" says="the best of the possible next states counts, not the mean over all of them"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(3000):
        best = np.where(P > 0, V, -np.inf).max(axis=2)
        Q = R + gamma * np.where(P.any(axis=2), best, 0)
        V = Q.max(axis=1)
    return Q


# %% mistake="value_iteration" says="possible next states count alike, whatever their probability"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    likely = (P > 0) / np.maximum((P > 0).sum(axis=2, keepdims=True), 1)
    for _ in range(3000):
        Q = R + gamma * likely @ V
        V = Q.max(axis=1)
    return Q


# %% [markdown] equivalent="value_iteration"
# - `tolerance = 1e-09`: it sweeps longer than was asked for, to better values
# - `change <= tolerance → change < tolerance`: the change falls below any tolerance soon after
# - `range(3000) → range(0, 3000 - 1)`: it stops long before
# - `range(3000) → range(0, 3000 + 1)`: likewise
# - `range(3000) → range(1, 3000)`: likewise
# - `range(400) → range(0, 400 - 1)`: likewise
# - `range(400) → range(0, 400 + 1)`: likewise
# - `range(400) → range(1, 400)`: likewise
# - `range(2000) → range(0, 2000 - 1)`: likewise
# - `range(2000) → range(0, 2000 + 1)`: likewise
# - `range(2000) → range(1, 2000)`: likewise
# - `np.zeros(len(R)) → np.ones(len(R))`: the values do not depend on where it begins
# - `np.zeros(n) → np.ones(n)`: likewise
# - `without if change <= tolerance: break`: it sweeps longer, to the same values
# - `new - V → new + V`: likewise
# - `new - V → new`: likewise
# - `best - V[s] → best + V[s]`: likewise
# - `best - V[s] → best`: likewise
# - `np.max(np.abs(new - V)) <= tolerance → np.max(np.abs(new - V)) < tolerance`: as above
# - `without if np.max(np.abs(new - V)) <= tolerance: return Q`: as above
# - `return Q → return round(Q, 2)`: behind a loop that has returned before
# - `return Q → return int(Q)`: likewise


# %% alternative="value_iteration"
def value_iteration(P, R, gamma, tolerance=1e-9):
    n, k = R.shape
    V = np.zeros(n)
    for _ in range(400):
        change = 0.0
        for s in range(n):  # in place: later states use the new values
            best = max(R[s, a] + gamma * np.dot(P[s, a], V) for a in range(k))
            change = max(change, abs(best - V[s]))
            V[s] = best
        if change <= tolerance:
            break
    return R + gamma * P @ V


# %% alternative="value_iteration"
def value_iteration(P, R, gamma, tolerance=1e-9):
    V = np.zeros(len(R))
    for _ in range(2000):
        Q = R + gamma * np.einsum("sat,t->sa", P, V)
        new = np.max(Q, axis=1)
        if np.max(np.abs(new - V)) <= tolerance:
            return Q
        V = new
    return Q


# %% [markdown]
# A library can find the same values by a quite different way. The best $V$ is the smallest one that
# satisfies $V_s \ge R_{s,a} + \gamma \sum_{s'} P_{s,a,s'} V_{s'}$ for all $s$ and $a$: a *linear
# program*, which SciPy solves. Do both agree?

# %%
Q = value_iteration(P, R, gamma)
greedy = Q.argmax(axis=1)
sides = gamma * P - np.eye(40)[:, None, :]  # (γP − I) V ≤ −R, one line for each s and a
program = linprog(np.ones(40), sides.reshape(160, 40), -R.ravel(), bounds=(None, None))
print(f"largest difference to SciPy: {np.abs(Q.max(axis=1) - program.x).max():.1e}")
print(f"value of the start: {Q[start].max():.3f}, action {greedy[start]}")

plots.worth(STRAIT, Q.max(axis=1))
plots.policy(STRAIT, np.isclose(Q, Q.max(axis=1, keepdims=True)) / 2)
plt.show()

# %% [markdown]
# The number in a cell is its value, the arrows are its best actions; where two are equally good
# there are two. At the start the arrow points up, to the shore, with the value of the shore policy,
# 5.92: nothing better exists. Once on the bridge, turning back pays only in its first cell: there
# the arrow points west, and from the second cell on, east.
#
# ## An agent that hesitates on purpose
#
# A learner must try things. With probability $\varepsilon$ it acts at random, all $k$ actions alike
# (the best one among them); otherwise it takes the best. In the lecture you drew one such action.
# Here you write the *probabilities*, so that they can be used twice: to draw, and to compute exactly
# what hesitating costs. If several actions are equally good, they share:
#
# $$\pi_a = \frac{\varepsilon}{k} + (1 - \varepsilon) \, \frac{[q_a = \max q]}{\text{number of best actions}}$$
#
# The bracket is 1 if what it says is true, and else 0.


# %% exercise="epsilon_greedy"
def epsilon_greedy(q, epsilon):
    """Return the probability of each action of an agent that explores.

    Parameters
    ----------
    q : numpy.ndarray, shape (k,)
        Value of each action.
    epsilon : float, 0 to 1
        Probability of acting at random.

    Returns
    -------
    numpy.ndarray, shape (k,)
        They add up to 1; actions whose values are exactly equal have equal probabilities.
    """
    ### BEGIN SOLUTION
    best = q == q.max()
    return epsilon / len(q) + (1 - epsilon) * best / best.sum()
    ### END SOLUTION


# %% [markdown] hint="epsilon_greedy"
# Which part of the probability does every action get, and which part only the best ones?

# %% [markdown] hint="epsilon_greedy"
# For three actions and $\varepsilon = 0.3$, each gets 0.1. The remaining 0.7 goes to the best one, so
# that it has 0.8. If two are best, each of them gets half of the 0.7.

# %% [markdown] hint="epsilon_greedy"
# `best = q == q.max()` is True at every best action, and `best.sum()` counts them. The first part is
# `epsilon / len(q)`; add to it …

# %% checks="epsilon_greedy" points=10
np.random.seed(0)  # an answer that draws, though it should not, does so in the same way each time
expect(
    epsilon_greedy(np.array([1.0, 3.0, 2.0]), 0.3),
    np.array([0.1, 0.8, 0.1]),
    "a third of 0.3 for each, and 0.7 for the best",
)
expect(
    epsilon_greedy(np.array([2.0, 5.0, -4.0, 5.0, 1.0]), 0.2),
    np.array([0.04, 0.44, 0.04, 0.44, 0.04]),
    "two best actions share the 0.8 that are left",
)
expect(epsilon_greedy(np.array([-7.0, -3.0]), 0.6), np.array([0.3, 0.7]), "losses can be best, too")
### BEGIN HIDDEN TESTS
expect(epsilon_greedy(np.array([4.0, 9.0, 6.0]), 0.0), np.array([0.0, 1.0, 0.0]), "never at random")
expect(epsilon_greedy(np.array([4.0, 9.0, 6.0, 2.0]), 1.0), np.full(4, 0.25), "always at random")
expect(epsilon_greedy(np.zeros(4), 0.0), np.full(4, 0.25), "if all are equal, none is preferred")
expect(
    epsilon_greedy(np.array([0.5, -2.0, 0.5]), 0.45),
    np.array([0.425, 0.15, 0.425]),
    "a tie with gaps between",
)
expect(
    epsilon_greedy(np.array([1.0, 1.004, 0.5]), 0.3),
    np.array([0.1, 0.8, 0.1]),
    "nearly equal is not equal: one action is best",
)
expect(
    epsilon_greedy(np.array([3, 8]), 0.5), np.array([0.25, 0.75]), "whole numbers are values, too"
)
### END HIDDEN TESTS


# %% mistake="epsilon_greedy" says="the best action is left out when acting at random"
def epsilon_greedy(q, epsilon):
    best = q == q.max()
    return np.where(best, (1 - epsilon) / best.sum(), epsilon / max(np.sum(~best), 1))


# %% mistake="epsilon_greedy" says="the best action gets 1 − ε only, so the sum is less than 1"
def epsilon_greedy(q, epsilon):
    best = q == q.max()
    return np.where(best, (1 - epsilon) / best.sum(), epsilon / len(q))


# %% mistake="epsilon_greedy" replace="epsilon / len(q) + (1 - epsilon) * best" says="ε and 1 − ε are exchanged" with="(1 - epsilon) / len(q) + epsilon * best"

# %% mistake="epsilon_greedy" replace="q == q.max()" says="of equally good actions only the first one counts as best" with="np.arange(len(q)) == q.argmax()"

# %% mistake="epsilon_greedy" replace="best / best.sum()" says="each of several best actions gets all of the 1 − ε" with="best"

# %% mistake="epsilon_greedy" replace="epsilon / len(q)" says="each action gets all of ε, not its share" with="epsilon"

# %% mistake="epsilon_greedy" replace="epsilon / len(q)" says="the number of actions is fixed at 4" with="epsilon / 4"

# %% mistake="epsilon_greedy" replace="q == q.max()" says="the smallest value counts as best" with="q == q.min()"

# %% mistake="epsilon_greedy" replace="q == q.max()" says="the largest absolute value counts as best" with="np.abs(q) == np.abs(q).max()"


# %% mistake="epsilon_greedy" says="one action is drawn; its probabilities were asked for"
def epsilon_greedy(q, epsilon):
    rng = np.random.default_rng(0)
    return int(rng.integers(len(q))) if rng.random() < epsilon else int(np.argmax(q))


# %% mistake="epsilon_greedy" says="a coin is thrown inside: one of both cases comes back, not their mixture"
def epsilon_greedy(q, epsilon):
    if np.random.rand() < epsilon:
        return np.full(len(q), 1 / len(q))
    return (q == q.max()) / np.sum(q == q.max())


# %% mistake="epsilon_greedy" says="ε is not used: the best actions get everything"
def epsilon_greedy(q, epsilon):
    return (q == q.max()) / np.sum(q == q.max())


# %% mistake="epsilon_greedy" says="the probabilities follow the sizes of the values, not only which one is best"
def epsilon_greedy(q, epsilon):
    soft = np.exp(q - np.max(q))
    return epsilon / len(q) + (1 - epsilon) * soft / soft.sum()


# %% mistake="epsilon_greedy" replace="best / best.sum()" says="what is left over is divided by the number of all actions, not of the best ones" with="best / len(q)"

# %% mistake="epsilon_greedy" replace="epsilon / len(q)" says="the random part is divided by one action too few" with="epsilon / (len(q) - 1)"

# %% mistake="epsilon_greedy" replace="q == q.max()" says="values that are nearly equal count as equal" with="np.isclose(q, q.max(), atol=0.01)"


# %% alternative="epsilon_greedy"
def epsilon_greedy(q, epsilon):
    chances = np.full(len(q), epsilon / len(q))
    winners = np.flatnonzero(q == np.max(q))
    for winner in winners:
        chances[winner] += (1 - epsilon) / len(winners)
    return chances


# %% alternative="epsilon_greedy"
def epsilon_greedy(q, epsilon):
    values = list(q)
    top = max(values)
    ties = values.count(top)
    chances = [epsilon / len(values) + (1 - epsilon) / ties * (value == top) for value in values]
    return np.array(chances)


# %% [markdown]
# What does hesitating cost? Put the best policy and `epsilon_greedy` together, and let your
# `policy_evaluation` say it exactly, for the best policy and for the bridge.

# %%
bridge = value_iteration(*model(STRAIT, 0.0), gamma)  # values of a world that never slips
for epsilon in (0.0, 0.02, 0.1, 0.3):
    worth = []
    for table in (Q, bridge):
        hesitant = np.array([epsilon_greedy(q, epsilon) for q in table])
        worth.append(policy_evaluation(P, R, hesitant, gamma)[start])
    print(f"epsilon {epsilon:4.2f}: best policy {worth[0]:6.2f}, over the bridge {worth[1]:6.2f}")

# %% [markdown]
# Whoever hesitates in every tenth step along a shore drowns often, and over a bridge even more.
# Exploration has a price, and it depends on the place. Keep that in mind: the next agent explores
# in the very world in which it has to live.
#
# ## Learning from nothing but walking
#
# Now take the model away. The agent sees a state's number, acts, and is told a reward and the next
# number. Its table $Q$ is moved after *every* step toward what the step suggests:
#
# $$Q_{s,a} \leftarrow Q_{s,a} + \alpha \,\bigl(r + \gamma \max_{a'} Q_{s',a'} - Q_{s,a}\bigr)$$
#
# After a step that **terminated** the episode nothing follows: the target is $r$ alone, whatever
# the table holds for $s'$. A step that was only cut off (`truncated`, because time was up) is no end of
# the world: its target looks ahead as usual, but the episode stops.
#
# In each episode the agent explores with its own $\varepsilon$, one number of `epsilons` after the
# other. Draw an action with `rng.choice(k, p=epsilon_greedy(Q[s], epsilon))`, begin an episode with
# `state, _ = env.reset()` (without a seed), and go on with `env.step(action)`, which returns state,
# reward, terminated, truncated and a dict. Record the plain sum of each episode's rewards.


# %% exercise="q_learning"
def q_learning(env, Q, epsilons, alpha, gamma, rng):
    """Learn the values of actions by acting.

    Parameters
    ----------
    env : gymnasium.Env
        With numbered states and k actions.
    Q : numpy.ndarray of float, shape (n, k)
        Where learning begins. Not changed.
    epsilons : sequence of float
        For each episode, the probability of acting at random.
    alpha, gamma : float
        Learning rate and discount.
    rng : numpy.random.Generator
        Draws the actions.

    Returns
    -------
    Q : numpy.ndarray, shape (n, k)
        What was learned.
    returns : list or numpy.ndarray of float, one for each episode
        Sum of the rewards of each episode, not discounted.
    """
    ### BEGIN SOLUTION
    Q = Q.copy()
    returns = []
    for epsilon in epsilons:
        state, _ = env.reset()
        total, over = 0.0, False
        while not over:
            action = rng.choice(len(Q[state]), p=epsilon_greedy(Q[state], epsilon))
            after, reward, terminated, truncated, _ = env.step(action)
            target = reward
            if not terminated:
                target = reward + gamma * Q[after].max()
            Q[state, action] += alpha * (target - Q[state, action])
            total += reward
            state = after
            over = terminated or truncated
        returns.append(total)
    return Q, returns
    ### END SOLUTION


# %% [markdown] hint="q_learning"
# Two loops: over what does the outer one run, and when does the inner one stop? What has to be kept
# from one step to the next?

# %% [markdown] hint="q_learning"
# In the world `["SG"]` with $\alpha = 0.2$ and $Q_0 = (0, 4, 1, 2)$ at the start: the best action is 1,
# it leads home, and the reward is 10. Home ends the episode, so the target is 10, and 4 becomes
# $4 + 0.2 \cdot (10 - 4) = 5.2$.

# %% [markdown] hint="q_learning"
# Copy the table. For each `epsilon`: reset, set the sum to 0, and repeat: draw, step, compute the
# target (the reward alone if `terminated`, otherwise …), move `Q[state, action]`, add the reward,
# and go on to the next state, until `terminated or truncated`.

# %% checks="q_learning" points=16
Q_two = np.array([[0.0, 4.0, 1.0, 2.0], [5.0, 3.0, 8.0, 6.0]])
learned, totals = q_learning(
    Gridworld(["SG"]), Q_two, [0.0, 0.0], 0.2, 0.9, np.random.default_rng(0)
)
expect(learned[0], np.array([0.0, 6.16, 1.0, 2.0]), "4 → 5.2 → 6.16: home ends, the target is 10")
expect(totals, [10.0, 10.0], "each of the two episodes is one step home")
Q_four = np.array([[0, 4, 1, 2], [3, 6, 1, 2], [0, 7, 5, 2], [9, 9, 9, 9]], dtype=float)
learned, totals = q_learning(Gridworld(["S..G"]), Q_four, [0.0], 0.2, 0.8, np.random.default_rng(0))
expect(
    learned,
    np.array([[0, 4.14, 1, 2], [3, 5.9, 1, 2], [0, 7.6, 5, 2], [9, 9, 9, 9]]),
    "three steps: 4 + 0.2 (-0.1 + 0.8 · 6 - 4), 6 + 0.2 (-0.1 + 0.8 · 7 - 6), 7 + 0.2 (10 - 7)",
)
expect(totals, [9.8], "two steps at 0.1, and home: the rewards are not discounted")
expect(Q_four[0], np.array([0.0, 4.0, 1.0, 2.0]), "the table that was handed over is not changed")
### BEGIN HIDDEN TESTS
learned, totals = q_learning(
    Gridworld(["S..G"], limit=2), Q_four, [0.0, 0.0], 0.2, 0.8, np.random.default_rng(0)
)
expect(
    learned[:2],
    np.array([[0, 4.236, 1, 2], [3, 5.82, 1, 2]]),
    "an episode that is cut off stops, but its last target looks ahead",
)
expect(totals, [-0.2, -0.2], "each episode is cut off after two steps")
learned, totals = q_learning(
    Gridworld(["S.G"]), np.zeros((3, 4)), [1.0] * 120, 0.5, 0.8, np.random.default_rng(1)
)
expect(
    learned[:2],
    np.array([[6.22, 7.9, 6.22, 6.22], [7.9, 10.0, 7.9, 6.22]]),
    "however the agent walks, the table learns what the best walk is worth",
    rtol=0.01,
)
learned, totals = q_learning(
    Gridworld(["S.G"]), np.zeros((3, 4)), [1.0] * 60 + [0.0], 0.5, 0.8, np.random.default_rng(2)
)
expect(totals[-1], 9.9, "after 60 random episodes, one without exploring goes straight home")
expect(len(totals), 61, "one return for each episode")
learned, totals = q_learning(
    Gridworld(["S.G"]), Q_four[:3], [0.0] + [1.0] * 60, 0.5, 0.8, np.random.default_rng(3)
)
expect(bool(np.all(learned[:2] != Q_four[:2])), True, "every episode has its own epsilon")
alike = [
    q_learning(Gridworld(["S.G"]), Q_four[:3], [1.0] * 5, 0.5, 0.8, np.random.default_rng(7))[0]
    for _ in range(2)
]
expect(np.array_equal(*alike), True, "generators that begin alike lead to the same table")
icy = Gridworld(["S.#.", ".X~G", "...X"], slip=0.3)
icy.reset(seed=0)
learned, totals = q_learning(
    icy, np.zeros((12, 4)), [0.2] * 300, 0.1, 0.9, np.random.default_rng(0)
)
system_icy, gains_icy = np.eye(12), np.zeros(12)
for state, action in enumerate(np.argmax(learned, axis=1)):
    for chance, after, reward, _ in icy.outcomes(state, action):
        system_icy[state, after] -= 0.9 * chance
        gains_icy[state] += chance * reward
value_icy = np.linalg.solve(system_icy, gains_icy)[0]
expect(bool(value_icy > 4.5), True, "on ice, its policy is worth nearly the 5.12 of the best one")
### END HIDDEN TESTS


# %% mistake="q_learning" replace="if not terminated:" says="the table is asked about what follows even after the end" with="if True:"

# %% mistake="q_learning" replace="if not terminated:" says="an episode that is cut off is taken for one that ended" with="if not (terminated or truncated):"

# %% mistake="q_learning" replace="over = terminated or truncated" says="an episode that is cut off goes on until it ends" with="over = terminated"

# %% mistake="q_learning" replace="gamma * Q[after].max()" says="the discount is left out of the target" with="Q[after].max()"

# %% mistake="q_learning" replace="Q[after].max()" says="the target looks at the best action of the old state, not of the next one" with="Q[state].max()"

# %% mistake="q_learning" replace="Q[after].max()" says="the target averages over the next actions" with="Q[after].mean()"

# %% mistake="q_learning" replace="gamma * Q[after].max()" says="the target takes the same action in the next state, not the best one" with="gamma * Q[after, action]"

# %% mistake="q_learning" replace="Q[state, action] += alpha * (target - Q[state, action])" says="the value is replaced by α times the difference, not moved by it" with="Q[state, action] = alpha * (target - Q[state, action])"

# %% mistake="q_learning" replace="Q[state, action] += alpha * (target - Q[state, action])" says="the whole target is added, without subtracting the old value" with="Q[state, action] += alpha * target"

# %% mistake="q_learning" replace="Q[state, action] += alpha * (target - Q[state, action])" says="the value is replaced by the target: the learning rate is left out" with="Q[state, action] = target"

# %% mistake="q_learning" replace="Q[state, action] += alpha * (target - Q[state, action])" says="old value and target are weighted the wrong way round" with="Q[state, action] = alpha * Q[state, action] + (1 - alpha) * target"

# %% mistake="q_learning" replace="Q[state, action] += alpha" says="the value moves away from the target" with="Q[state, action] -= alpha"

# %% mistake="q_learning" replace="total += reward" says="only the last reward of an episode is recorded, not the sum" with="total = reward"

# %% mistake="q_learning" replace="epsilon_greedy(Q[state], epsilon)" says="the agent never explores" with="epsilon_greedy(Q[state], 0.0)"

# %% mistake="q_learning" replace="epsilon_greedy(Q[state], epsilon)" says="all episodes use the first ε" with="epsilon_greedy(Q[state], epsilons[0])"

# %% mistake="q_learning" replace="return Q, returns" says="table and returns come back in the other order" with="return returns, Q"


# %% mistake="q_learning" says="the returns are discounted"
def q_learning(env, Q, epsilons, alpha, gamma, rng):
    Q, returns = Q.copy(), []
    for epsilon in epsilons:
        state, _ = env.reset()
        total, factor, over = 0.0, 1.0, False
        while not over:
            action = rng.choice(len(Q[state]), p=epsilon_greedy(Q[state], epsilon))
            after, reward, terminated, truncated, _ = env.step(action)
            target = reward if terminated else reward + gamma * Q[after].max()
            Q[state, action] += alpha * (target - Q[state, action])
            total += factor * reward
            factor *= gamma
            state, over = after, terminated or truncated
        returns.append(total)
    return Q, returns


# %% mistake="q_learning" says="it learns what its own exploring walk is worth (SARSA), not what the best one is worth"
def q_learning(env, Q, epsilons, alpha, gamma, rng):
    Q, returns = Q.copy(), []
    for epsilon in epsilons:
        state, _ = env.reset()
        action = rng.choice(len(Q[state]), p=epsilon_greedy(Q[state], epsilon))
        total, over = 0.0, False
        while not over:
            after, reward, terminated, truncated, _ = env.step(action)
            then = rng.choice(len(Q[after]), p=epsilon_greedy(Q[after], epsilon))
            target = reward if terminated else reward + gamma * Q[after, then]
            Q[state, action] += alpha * (target - Q[state, action])
            total += reward
            state, action, over = after, then, terminated or truncated
        returns.append(total)
    return Q, returns


# %% mistake="q_learning" replace="            state = after\n" says="the agent never goes on to the next state: every step updates the first one" with=""

# %% mistake="q_learning" replace="total, over = 0.0, False" says="the sum of the rewards goes on from episode to episode" with="total, over = sum(returns[-1:]), False"

# %% mistake="q_learning" replace="            Q[state, action] += alpha * (target - Q[state, action])" says="the table is moved only in the last step of an episode" with="            if terminated:\n                Q[state, action] += alpha * (target - Q[state, action])"


# %% [markdown] equivalent="q_learning"
# - `rng.random() < epsilons[episode] → rng.random() <= epsilons[episode]`: equality has probability 0
# - `np.array(Q, dtype=float) → np.array(Q)`: the table is floating-point anyway


# %% alternative="q_learning"
def q_learning(env, Q, epsilons, alpha, gamma, rng):
    table = np.array(Q, dtype=float)
    returns = np.zeros(len(epsilons))
    for episode in range(len(epsilons)):
        s, _ = env.reset()
        while True:
            if rng.random() < epsilons[episode]:
                a = int(rng.integers(table.shape[1]))
            else:
                a = int(rng.choice(np.flatnonzero(table[s] == table[s].max())))
            s2, r, end, cut, _ = env.step(a)
            future = 0.0 if end else np.max(table[s2])
            table[s, a] = (1 - alpha) * table[s, a] + alpha * (r + gamma * future)
            returns[episode] += r
            s = s2
            if end or cut:
                break
    return table, returns


# %% [markdown]
# Let it learn on the strait, with the slip of 0.05: 2,000 episodes, exploring with 0.3 at first and
# 0.02 in the end. Two agents: the table of one begins with zeros, that of the other with 10 everywhere.
#
# **Predict.** 10 is at least as much as any state is worth: this agent begins as an *optimist*, and is
# disappointed by everything it tries. Which of the two finds the shore?

# %%
epsilons = np.maximum(0.02, 0.3 - 0.28 * np.arange(2000) / 1600)
runs = {}
for name, first in (("begins with 0", 0.0), ("begins with 10", 10.0)):
    env.reset(seed=0)
    table = np.full((40, 4), first)
    runs[name] = q_learning(env, table, epsilons, 0.1, gamma, np.random.default_rng(0))
    learned = np.eye(4)[runs[name][0].argmax(axis=1)]
    print(f"{name:15} its policy is worth {policy_evaluation(P, R, learned, gamma)[start]:.3f}")

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.4))
for ax, (name, (table, _)) in zip(axes, runs.items()):
    plots.policy(STRAIT, table.argmax(axis=1), ax=ax)
    ax.set_title(name)
plt.show()

# %% [markdown]
# Both tables are judged by the exact value of their policy, not by their arrows. The agent that
# began with zeros walks over the bridge, worth 4.52. Early on, the walks along the shore ended in
# the water or nowhere, and once the bridge was known to be good, there was no reason to try the
# shore. The optimist reached the best value, 5.92: what has not been tried still looks like 10, so
# it tries everything. Arrows in cells that it rarely visits are noise in both pictures.

# %%
fig, ax = plt.subplots(figsize=(7, 3.2))
for (name, (_, returns)), color in zip(runs.items(), [plots.ERROR, plots.DATA]):
    plots.returns(returns, window=100, label=name, color=color, ax=ax)
ax.legend()
plt.show()

# %% [markdown]
# The curves are the means of 100 returns each. In the beginning both fall into the water nearly every
# time, and for 1,500 episodes they look alike. What the optimist has found shows only when the
# exploring stops: then it walks along the shore nearly every time, while the other one goes on falling
# off its bridge.
#
# ## Which way does it go?
#
# To see a policy we follow it: from the start, in each state its action, and of the states that may
# come next the likeliest. Write this walk.


# %% exercise="likeliest_path"
def likeliest_path(P, actions, start):
    """Follow a policy, always to the likeliest next state.

    Parameters
    ----------
    P : numpy.ndarray, shape (n, k, n)
        Probability of each next state; zeros in states where the episode has ended.
    actions : numpy.ndarray of int, shape (n,)
        The policy: one action for each state.
    start : int

    Returns
    -------
    list of int
        The states, the start first. The walk stops in a state where the episode has ended, and
        before it would enter a state that is on the path already. Of equally likely states the
        one with the smallest number comes next.
    """
    ### BEGIN SOLUTION
    path, state = [int(start)], start
    while P[state].any():
        state = int(P[state, actions[state]].argmax())
        if state in path:
            break
        path.append(state)
    return path
    ### END SOLUTION


# %% [markdown] hint="likeliest_path"
# How do you see from `P` alone that an episode has ended in a state?

# %% [markdown] hint="likeliest_path"
# If `P[2, 1]` is (0.2, 0, 0, 0.5, 0.3) and the action of state 2 is 1, the next state is 3. If 3 is on
# the path already, the walk is over, and 3 is not written down again.

# %% [markdown] hint="likeliest_path"
# Begin with `path = [start]`. While `P[state].any()`: the next state is the `argmax` of
# `P[state, …]`; stop if it is in `path`, otherwise append it and go on.

# %% checks="likeliest_path" points=14
P_five = np.zeros((5, 2, 5))
P_five[0] = [[0, 0.1, 0.3, 0.2, 0.4], [0, 0.2, 0.7, 0.1, 0]]
P_five[1] = [[0.9, 0, 0, 0.1, 0], [0, 0, 0, 0.2, 0.8]]
P_five[2] = [[0, 0.6, 0.3, 0, 0.1], [0.5, 0, 0, 0, 0.5]]
P_five[4] = [[0, 0.4, 0.2, 0.4, 0], [0, 0, 0.1, 0.9, 0]]
expect(
    likeliest_path(P_five, np.array([1, 1, 0, 0, 1]), 0),
    [0, 2, 1, 4, 3],
    "0 → 2 (0.7) → 1 (0.6) → 4 (0.8) → 3 (0.9), where the episode has ended",
)
expect(
    likeliest_path(P_five, np.array([1, 0, 0, 0, 1]), 0),
    [0, 2, 1],
    "from 1 it would go back to 0, which is on the path: it stops",
)
expect(
    likeliest_path(P_five, np.array([0, 1, 0, 1, 0]), 2),
    [2, 1, 4],
    "from 4 the states 1 and 3 are equally likely: 1 comes first, and is on the path",
)
### BEGIN HIDDEN TESTS
expect(likeliest_path(P_five, np.array([0, 1, 0, 1, 0]), 3), [3], "the episode has ended already")
expect(likeliest_path(P_five, np.array([0, 0, 1, 0, 0]), 2), [2, 0, 4, 1], "a start in the middle")
P_stay = P_five.copy()
P_stay[0, 1] = [0.8, 0, 0.2, 0, 0]
expect(likeliest_path(P_stay, np.array([1, 0, 1, 0, 0]), 0), [0], "it would stay where it is")
P_way, _ = model(STRAIT, 0.3)
expect(
    likeliest_path(P_way, np.full(40, 1), 24),
    [24, 25, 26, 27, 28, 29, 30, 31],
    "always right, over the bridge: the likeliest way does not slip",
)
### END HIDDEN TESTS


# %% mistake="likeliest_path" says="the state that closes the circle is written down once more"
def likeliest_path(P, actions, start):
    path, state = [start], start
    while P[state].any():
        state = int(P[state, actions[state]].argmax())
        path.append(state)
        if path.count(state) > 1:
            break
    return path


# %% mistake="likeliest_path" says="the start is left out"
def likeliest_path(P, actions, start):
    path, state, seen = [], start, {start}
    while P[state].any():
        state = int(P[state, actions[state]].argmax())
        if state in seen:
            break
        seen.add(state)
        path.append(state)
    return path


# %% mistake="likeliest_path" says="the state in which the episode ends is left out"
def likeliest_path(P, actions, start):
    path, state = [], start
    while P[state].any() and state not in path:
        path.append(state)
        state = int(P[state, actions[state]].argmax())
    return path


# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="the action of the start is taken in every state" with="P[state, actions[start]].argmax()"

# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="the policy is not asked: the action with the likeliest next state is taken" with="P[state].max(axis=0).argmax()"

# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="the probabilities of all actions are added up, whatever the policy does" with="P[state].sum(axis=0).argmax()"

# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="the last of equally likely states comes next, not the first" with="(len(P) - 1 - P[state, actions[state]][::-1].argmax())"


# %% mistake="likeliest_path" says="the actions are written down, not the states"
def likeliest_path(P, actions, start):
    path, seen, state = [], [start], start
    while P[state].any():
        path.append(int(actions[state]))
        state = int(P[state, actions[state]].argmax())
        if state in seen:
            break
        seen.append(state)
    return path


# %% mistake="likeliest_path" says="it takes one step only"
def likeliest_path(P, actions, start):
    if not P[start].any():
        return [start]
    return [start, int(P[start, actions[start]].argmax())]


# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="it goes to the least likely of the possible states" with="np.where(P[state, actions[state]] > 0, P[state, actions[state]], 2).argmin()"


# %% mistake="likeliest_path" says="it stops only where the very state is repeated, and goes round in larger circles up to a limit"
def likeliest_path(P, actions, start):
    path, state = [start], start
    while P[state].any() and len(path) < 50:
        after = int(P[state, actions[state]].argmax())
        if after == state:
            break
        path.append(after)
        state = after
    return path


# %% mistake="likeliest_path" replace="while P[state].any():" says="the end is not noticed: the largest of no probabilities is at state 0" with="while True:"

# %% mistake="likeliest_path" replace="P[state, actions[state]].argmax()" says="a state on the path is passed over, and the next likeliest taken" with="np.argmax([0 if s in path else p for s, p in enumerate(P[state, actions[state]])])"

# %% mistake="likeliest_path" replace="P[state, actions[state]]" says="the policy is ignored: it is always action 0" with="P[state, 0]"


# %% mistake="likeliest_path" says="the walk goes on when it comes to a state that is on the path, round and round"
def likeliest_path(P, actions, start):
    path = [start]
    for _ in range(len(P)):
        if not P[path[-1]].any():
            break
        path.append(int(P[path[-1], actions[path[-1]]].argmax()))
    return path


# %% mistake="likeliest_path" says="the walk goes on when it comes to a state that is on the path, round and round"
def likeliest_path(P, actions, start):
    path = [start]
    while P[path[-1]].any() and len(path) < len(P):
        path.append(int(P[path[-1], actions[path[-1]]].argmax()))
    return path


# %% mistake="likeliest_path" says="only a return to the start, or to the state just left, ends a circle"
def likeliest_path(P, actions, start):
    path = [start]
    while P[path[-1]].any() and len(path) < 50:
        after = int(P[path[-1], actions[path[-1]]].argmax())
        if after in (start, path[-1], path[-2] if len(path) > 1 else start):
            break
        path.append(after)
    return path


# %% mistake="likeliest_path" says="the next state is drawn at random with its probability, not the likeliest taken"
def likeliest_path(P, actions, start):
    rng = np.random.default_rng(0)
    path, state = [start], start
    while P[state].any():
        state = int(rng.choice(len(P), p=P[state, actions[state]]))
        if state in path:
            break
        path.append(state)
    return path


# %% [markdown] equivalent="likeliest_path"
# - `P[start].sum() → P[start].mean()`: both are 0 only for zeros


# %% alternative="likeliest_path"
def likeliest_path(P, actions, start):
    if P[start].sum() == 0:
        return [start]
    path = [start]
    while True:
        chances = list(P[path[-1], actions[path[-1]]])
        after = chances.index(max(chances))
        if after in path:
            return path
        path.append(after)
        if not np.any(P[after]):
            return path


# %% alternative="likeliest_path"
def likeliest_path(P, actions, start):
    def follow(state, before):
        if not P[state].any():
            return before
        after = np.argmax(P[state, actions[state]])
        return before if after in before else follow(after, [*before, after])

    return follow(start, [start])


# %% [markdown]
# Here is the optimist's way home. Where nothing moves on your page, its track is drawn.

# %%
optimist = runs["begins with 10"][0].argmax(axis=1)
walk(env, likeliest_path(P, optimist, start), title="The penguin walks home along the shore")

# %% [markdown]
# ## Change one reward
#
# Leave the ice as it is, with a slip of 0.05, and change a single number: a step now costs 0.5, not
# 0.1. **Predict.** Which way does the best policy go, and why?

# %%
new_cost = -0.5  # later, try others
reason = "it goes …, because …"  # write yours

# %%
for cost in (-0.1, new_cost):
    P_new, R_new = model(STRAIT, 0.05, cost)
    Q_new = value_iteration(P_new, R_new, gamma)
    path = likeliest_path(P_new, Q_new.argmax(axis=1), start)
    print(f"cost {cost}: {len(path) - 1} steps, worth {Q_new[start].max():.2f}; states {path}")

# %% [markdown]
# At 0.5 a step the penguin takes the bridge. The shore costs it six more steps, and the expected
# loss on the bridge has not changed. Nobody told it to be bold; it was told that time is expensive. A
# reward says *what* you want, and the way follows from it, also when you did not mean that.
#
# ## How slippery, then?
#
# Now the opening question, for every cost at once. For each pair of slip and cost we ask the best
# policy which way it goes. The number for a cost of 0.1 is found by halving an interval.


# %%
def crosses(slip, cost):
    P, R = model(STRAIT, slip, cost)
    path = likeliest_path(P, value_iteration(P, R, gamma, 1e-7).argmax(axis=1), start)
    return 27 in path  # a cell in the middle of the bridge


def tipping_slip(cost, low=0.0, high=0.5):
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if crosses(middle, cost) else (low, middle)
    return low


costs = -np.linspace(0.02, 1.0, 15)
tips = np.array([tipping_slip(cost) for cost in costs])
print(f"at a cost of 0.1 the shore is better from a slip of {tipping_slip(-0.1):.3f} on")

# %%
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.fill_between(-costs, tips, 0.3, color="#F1F4F6")
ax.fill_between(-costs, 0, tips, color="#B9E2F2")
ax.plot(-costs, tips, color=plots.MODEL)
ax.plot([0.1, 0.5], [0.05, 0.05], "o", color=plots.ERROR)
ax.text(0.2, 0.2, "along the shore")
ax.text(0.7, 0.03, "over the bridge")
ax.set(xlabel="cost of a step", ylabel="slip", xlim=(0.02, 1.0), ylim=(0, 0.3))
plt.show()

# %% [markdown]
# Below the line the bridge is better, above it the shore; the dots are the two worlds from above,
# with the same ice and different costs. **So at a cost of 0.1 a slip of 2.7% is enough to make the
# long way the better one**, much less than most people guess: there are four cells with water on
# both sides, and a fall costs as much as coming home brings. The more a step costs, the more slip the
# penguin puts up with. How does that compare with what you wrote down at the top?
