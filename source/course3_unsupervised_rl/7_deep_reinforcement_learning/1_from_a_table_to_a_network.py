# %% [markdown]
# # From a table to a network
#
# *65 minutes. You need: unit 6 of this course, back propagation (Course 1, unit 4), one look at
# TensorFlow's tape (Course 2, unit 1).*
#
# Put a broom upright on your palm and keep it there. You manage for a few seconds, perhaps a
# minute, and you have never solved an equation for it. Can a machine learn this from falls alone?
# The table of unit 6 could not: no two moments of a falling broom are ever the same.

# %%
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

from utils import plots
from utils.agents import SCALE, Recipe, train
from utils.checks import expect
from utils.environments import Poles, balance, duel, record, swing
from utils.widgets import interact

one = threadpool_limits(1)  # small matrices: one processor core is faster than two

# %% [markdown]
# ## First you: five poles
#
# A cart on a rail carries a pole, one meter long, held by a hinge. In every step the cart is
# pushed to the left or to the right; it cannot be left alone. A game ends when the pole tilts by
# more than 12° or the cart leaves the rail, and after 500 steps at the latest. Time runs three
# times slower than in reality. Press start, then steer with the arrow keys.

# %%
duel(games=5, seed=1)

# %% [markdown]
# Copy your steps between the brackets. While they are empty, a stand-in plays: a rule that pushes
# toward the side to which the pole leans, and does nothing else.

# %%
mine = []  # such as [31, 54, 40, 62, 80]
toward = balance(lambda states: (states[:, 2] > 0).astype(int), episodes=5, seed=1)
yours = np.array(mine or toward)
print(
    "steps:", yours, "mean", yours.mean().round(1), "that is", (yours.mean() * 0.02).round(2), "s"
)

# %% [markdown]
# The stand-in overshoots: when the pole stands upright again, it is already turning, and the rule
# notices too late. Here is one of its games. Where nothing moves on your page, the gray poles show
# the way to the last one, in red.

# %%
swing(record(lambda states: (states[:, 2] > 0).astype(int), seed=1), title="A pole that is lost")

# %% [markdown]
# ## What the agent is told
#
# A **state** is four numbers: the place $x$ of the cart (m), its speed $\dot x$ (m/s), the tilt
# $\theta$ of the pole (rad, positive to the right) and its turning speed $\dot\theta$ (rad/s).
# There are two actions, 0 (left) and 1 (right), 50 a second. The world is gymnasium's *CartPole*;
# ours, `Poles`, has the same physics and moves many at once.

# %%
poles = Poles(3, seed=0)
after, rewards, terminated, truncated = poles.step(np.array([0, 1, 1]))
print("states after one step (x, speed, tilt, turning):")
print(after.round(3))
print("rewards", rewards, "terminated", terminated, "truncated", truncated)

# %% [markdown]
# The **reward** is −1 for the step in which it falls, and 0 for all others; no reward says what to
# do. With the discount $\gamma = 0.99$, a fall in $k$ steps is worth $-\gamma^{k-1}$ now: −1 if it
# is the next step, about −0.37 after a hundred, nearly 0 after five hundred. So every value lies
# between −1 and 0. Keep that in mind; it will unmask an agent that dreams.
#
# ## Why not a table?
#
# Cut each of the four numbers into $k$ bins. Then the table has $k^4$ rows, and an agent learns a
# row only by being there.
#
# A pole that falls is put up again at once: `step` still returns the state in which it fell, and
# `poles.states` holds its new start. `rows` cuts states into bins and gives each row of the table a
# number.
#
# **Predict.** An agent has made 10,000 random steps. Of its next 10,000, which share leads to a
# row that it has never seen, with 10 bins for each number (10,000 rows)? And with 40 bins (2.56
# million rows)?


# %%
def rows(states, bins):
    low, high = np.array([-2.4, -3, -0.21, -3]), np.array([2.4, 3, 0.21, 3])
    places = ((states - low) / (high - low) * bins).astype(int).clip(0, bins - 1)
    return places @ bins ** np.arange(4)


rng, poles, visited = np.random.default_rng(0), Poles(20, seed=0), []
for _ in range(1000):
    visited.append(poles.states)
    poles.step(rng.integers(0, 2, 20))
visited = np.concatenate(visited)

# %%
for bins in (5, 10, 20, 40):
    before, later = rows(visited[:10000], bins), rows(visited[10000:], bins)
    new = np.mean(~np.isin(later, before))
    print(
        f"{bins:2} bins: {bins**4:9,} rows, {len(np.unique(before)):5} seen in 10,000 steps;",
        end="",
    )
    print(f" of the next 10,000 steps {new:.1%} lead to a row never seen")

# %% [markdown]
# Coarse bins are soon known, but a row of them holds poles that need opposite pushes. With 40 bins
# nearly every fifth step leads to a row about which the table knows nothing, even after 10,000
# lessons; and neighbors do not help each other. For this pole a clever choice of bins would still
# do. A robot arm tells 14 numbers and more: $10^{14}$ rows, and no life is long enough.

# %% [markdown]
# ## Your turn: how large is the table?
#
# Every further number multiplies the table. `entries` counts its values, one for each row and
# action.


# %% exercise="entries"
def entries(bins, actions):
    """Return how many values a table holds.

    Parameters
    ----------
    bins : list of int
        Into how many bins each number of the state is cut.
    actions : int
        How many actions there are.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    total = actions
    for count in bins:
        total *= count
    return total
    ### END SOLUTION


# %% [markdown] hint="entries"
# Two numbers, cut into 3 and 4 bins: how many pairs of bins are there?

# %% [markdown] hint="entries"
# 3 · 4 = 12 pairs; with 2 actions that makes 24 values.

# %% [markdown] hint="entries"
# Begin with the number of actions, and in a loop over `bins` multiply …

# %% checks="entries"
expect(entries([3, 7], 5), 105, "3 · 7 rows with 5 values each")
expect(entries([10, 10, 10, 10], 2), 20000, "the pole with 10 bins for each number")
expect(entries([4, 6, 9, 11, 13], 3), 92664, "five numbers, three actions")

# %% mistake="entries" replace="total = actions" says="the rows are counted, not the values in them" with="total = 1"

# %% mistake="entries" replace="total *= count" says="the bins are added, not multiplied" with="total += count"


# %% mistake="entries" says="all numbers are taken to have as many bins as the first"
def entries(bins, actions):
    return bins[0] ** len(bins) * actions


# %% alternative="entries"
def entries(bins, actions):
    return int(np.prod(bins)) * actions


# %% [markdown]
# ## A network in place of the table
#
# A network takes the four numbers and returns two, the values of left and right. It has weights
# for *all* states together, so a lesson in one state changes the values nearby as well. That is
# what a table cannot do; it is also, as you will see, where the trouble comes from.
#
# $$H = \max(0,\ X W_1 + b_1), \qquad Q = H W_2 + b_2$$
#
# $X$ holds $m$ states, one a row; $W_1$ ($4 \times 32$), $b_1$, $W_2$ ($32 \times 2$) and $b_2$
# are weights, $Q$ ($m \times 2$) the values. The inputs are scaled first, as always: tilts are ten
# times smaller than places, so `SCALE` holds the factors 0.5, 0.5, 5 and 0.5.

# %%
rng = np.random.default_rng(1)
W1, b1 = rng.normal(0, np.sqrt(2 / 4), (4, 32)), np.zeros(32)
W2, b2 = rng.normal(0, np.sqrt(2 / 32), (32, 2)), np.zeros(2)


def network(X):
    H = np.maximum(0, X @ W1 + b1)
    return H, H @ W2 + b2


X = SCALE * visited[:5]
print(network(X)[1].round(3))

# %% [markdown]
# Five states, two values each, all nonsense so far. One pass gives the values of both actions, so
# the greedy action is an `argmax` over each row. A network that stands for $Q$ like this is a
# **deep Q-network**, DQN.
#
# ## Labels that move
#
# Unit 6 moved one cell toward $r + \gamma \max_{a'} Q(s', a')$. Now the same number becomes the
# *label* of a regression. For a transition $(s, a, r, s')$ that a policy has lived through, the
# **TD target** (TD for temporal difference, unit 6) is
#
# $$y = \begin{cases} r & \text{if } s' \text{ terminated} \\ r + \gamma \max_{a'} Q(s', a') & \text{otherwise} \end{cases}$$
#
# and the cost of a batch of $m$ transitions compares it with the value of the action that was
# *taken*:
#
# $$J = \frac{1}{2m} \sum_{i} \bigl(Q(s_i, a_i) - y_i\bigr)^2$$
#
# The label is computed with the network itself, but counts as a fixed number when the slopes are
# taken.

# %% [markdown]
# ## Your turn: labels for a batch
#
# Write the targets of a whole batch at once. A step that was only cut off (truncated) has
# `terminated` False: its label looks ahead as usual.


# %% exercise="targets"
def targets(rewards, terminated, q_after, gamma):
    """Return the TD target of each transition.

    Parameters
    ----------
    rewards : numpy.ndarray, shape (m,)
    terminated : numpy.ndarray of bool, shape (m,)
        Whether the episode came to its end with the step.
    q_after : numpy.ndarray, shape (m, k)
        Values of the k actions in the next state.
    gamma : float
        Discount.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return rewards + gamma * q_after.max(axis=1) * ~terminated
    ### END SOLUTION


# %% [markdown] hint="targets"
# Which number of each row of `q_after` counts? And in which rows does none?

# %% [markdown] hint="targets"
# With the reward 0, the values (−0.4, −0.2) and $\gamma = 0.5$: the label is −0.1. If the step
# terminated with the reward −1, it is −1, whatever the values say.

# %% [markdown] hint="targets"
# `q_after.max(axis=…)` gives one number a row. Discount it. Multiplied by a Boolean array it stays
# where that is True and becomes 0 where it is False: which array leaves out the right rows? Then add …

# %% checks="targets"
q_next = np.array([[-0.4, -0.2, -0.7], [-0.1, -0.9, -0.3], [-0.8, -0.6, -0.5], [0.3, 0.2, 0.9]])
ended = np.array([False, True, False, True])
expect(
    targets(np.array([0.0, -1.0, 0.25, -1.0]), ended, q_next, 0.5),
    np.array([-0.1, -1.0, 0.0, -1.0]),
    "half of the best next value, and the reward; the reward alone where it ended",
)
expect(
    targets(np.array([-0.6, 2.0]), np.array([False, False]), q_next[1:3], 0.8),
    np.array([-0.68, 1.6]),
    "-0.6 + 0.8 · (-0.1) and 2 + 0.8 · (-0.5)",
)

# %% mistake="targets" replace=" * ~terminated" says="it looks ahead even after the end" with=""

# %% mistake="targets" replace="gamma * q_after" says="the discount is left out" with="q_after"

# %% mistake="targets" replace="q_after.max(axis=1)" says="the mean of the next values is taken, not the best" with="q_after.mean(axis=1)"

# %% mistake="targets" replace="q_after.max(axis=1)" says="the largest value of the whole batch is taken" with="q_after.max()"

# %% mistake="targets" replace="rewards + gamma * q_after.max(axis=1) * ~terminated" says="the reward is lost where the episode ended" with="(rewards + gamma * q_after.max(axis=1)) * ~terminated"


# %% alternative="targets"
def targets(rewards, terminated, q_after, gamma):
    return np.where(terminated, rewards, rewards + gamma * np.max(q_after, axis=1))


# %% [markdown]
# ## One step downhill, by hand and by tape
#
# The slopes are those of Course 1. Only the output of the action that was taken gets any blame:
# $\partial J / \partial Q_{i, a_i} = (Q(s_i, a_i) - y_i)/m$, and 0 for the other action. From
# there blame flows backward as in every network.


# %%
def slopes_by_hand(X, actions, y):
    H, Q = network(X)
    i, m = np.arange(len(X)), len(X)
    blame = np.zeros_like(Q)
    blame[i, actions] = (Q[i, actions] - y) / m
    back = (blame @ W2.T) * (H > 0)
    return [X.T @ back, back.sum(axis=0), H.T @ blame, blame.sum(axis=0)]


X, actions = SCALE * visited[:6], np.array([0, 1, 1, 0, 1, 0])
y = np.array([-0.2, -1.0, -0.1, -0.5, -0.3, -0.9])
by_hand = slopes_by_hand(X, actions, y)

# %% [markdown]
# TensorFlow's tape computes the same slopes from the cost alone. It should agree in every weight.

# %%
import tensorflow as tf

weights = [tf.Variable(w) for w in (W1, b1, W2, b2)]
with tf.GradientTape() as tape:
    hidden = tf.nn.relu(X @ weights[0] + weights[1])
    Q = hidden @ weights[2] + weights[3]
    taken = tf.gather(Q, actions, batch_dims=1)
    cost = tf.reduce_mean((taken - y) ** 2) / 2
by_tape = tape.gradient(cost, weights)
gaps = [np.abs(hand - tape).max() for hand, tape in zip(by_hand, by_tape)]
print("largest difference below 1e-12:", max(gaps) < 1e-12)

# %% [markdown]
# So a deep Q-network needs no framework: it is a regression like those of Course 1, with odd
# labels. For networks as small as this one plain NumPy is also several times faster; with pictures
# for states you would want TensorFlow.
#
# ## Trouble one: lessons in a row
#
# Descent wants batches that look like the whole. An agent's life does not: each state is nearly
# the one before. A small experiment with known labels shows what that does. A network learns
# $\sin 2x$ from 3,000 points, twice: in random order, and sorted from left to right, as a slow
# walk would meet them. (The points are made up.)


# %%
def learn_curve(points, rate=0.002, units=40):
    rng = np.random.default_rng(0)
    w, c = rng.normal(0, 2, units), rng.uniform(-4, 4, units)
    v, d = rng.normal(0, 0.1, units), 0.0
    for x in points:
        h = np.maximum(0, w * x + c)
        error = h @ v + d - np.sin(2 * x)
        back = error * v * (h > 0)
        v, d = v - rate * error * h, d - rate * error
        w, c = w - rate * back * x, c - rate * back
    return lambda x: np.maximum(0, np.outer(x, w) + c) @ v + d


# %%
walk = np.sort(np.random.default_rng(1).uniform(-2, 2, 3000))
mixed = np.random.default_rng(2).permutation(walk)
grid = np.linspace(-2, 2, 200)
looks = {"mixed": (mixed, "-", plots.DATA), "in order": (walk, "-.", plots.ERROR)}
for name, (points, style, color) in looks.items():
    curve = learn_curve(points)(grid)
    plt.plot(grid, curve, style, color=color, label=name)
    print(f"{name:8} mean miss {np.abs(curve - np.sin(2 * grid)).mean():.2f}")
plt.plot(grid, np.sin(2 * grid), "--", color=plots.MODEL, label="to be learned")
plt.xlabel("x")
plt.ylabel("sin 2x")
plt.legend()
plt.show()

# %% [markdown]
# The same points, the same number of steps. Mixed, the network follows the curve. In order, it
# comes near it only on the right, where its walk ended, and has bent everything else: it has
# *forgotten* the left.
#
# The cure is **experience replay**: store each transition in a memory, and learn from batches
# drawn at random from it. Old and new mix, and every transition is used many times. When the
# memory is full, the oldest make room.
#
# ## Trouble two: chasing one's own tail
#
# Each step downhill changes the network, and with it the labels of all other transitions. An error
# in $Q(s')$ becomes a label for $Q(s)$, and so on round. The cure: labels come from a second
# network with weights $w^-$, the **target network**, that follows slowly:
#
# $$w^- \leftarrow w^- + \tau\,(w - w^-)$$
#
# with a small $\tau$ (tau) such as 0.02. With $\tau = 1$ there is no second network.
#
# In a **round** an agent of `train` pushes each of its 16 poles once, stores the 16 transitions, and
# takes one step downhill with 64 of its memory. It explores as in unit 6: the probability of a random
# push falls from 1 to 0.05 within the first 700 rounds.
#
# **Predict.** Four agents with replay and target network, four without the target network and four
# without replay, 800 rounds each. What difference do you expect: none, slower, or worse than that?
# (The agents of `train` have two hidden layers of 64 units, and they take a slightly other target,
# which lecture 2 explains.)

# %%
runs = {"with both": train(Recipe(rounds=800), seeds=4)}
runs["no target network"] = train(Recipe(rounds=800, tau=1.0), seeds=4)
runs["no replay"] = train(Recipe(rounds=800, memory=64), seeds=4)
for name, run in runs.items():
    print(f"{name:20} best mean steps", np.sort(run.scores.max(axis=1)).round().astype(int), end="")
    print(f", believed values up to {run.believed[:, -1].max():,.1f}")

# %%
fig, axes = plt.subplots(1, 3, figsize=(12, 3.2), sharey=True)
for ax, (name, run) in zip(axes, runs.items()):
    plots.scores(run.rounds, run.scores, goal=195, ax=ax)
    ax.set_title(name)
plt.show()

# %% [markdown]
# Each thin line is an agent, examined every 100 rounds with 20 poles and no exploring; the thick
# one is their mean; the dashed line, 195 steps, is an old mark for "can do it". Without a target
# network no agent learns anything, and the largest believed value, printed above, is in the thousands or more, where
# nothing above 0 is possible: they chase their own tail, and it runs away.
#
# Without replay (only the latest 64 transitions are kept) they do about as well here. That is
# honest, and no accident: sixteen poles at a time are mixed already. Replay pays when experience
# is expensive: it uses each transition many times.

# %% [markdown]
# ## Open the box
#
# What does a trained network think? Tilt the pole, let it turn, and read the two values beside the
# cart. The larger one is green.

# %%
held = runs["with both"]
agent = held.best[int(held.scores.max(axis=1).argmax())]


@interact(tilt=(-11.0, 11.0, 1.0), turning=(-1.5, 1.5, 0.1), place=(-2.2, 2.2, 0.2))
def think(tilt=4.0, turning=-0.8, place=0.0):
    state = np.array([place, 0.0, np.deg2rad(tilt), turning])
    plots.pole(state, agent.values(state[np.newaxis])[0])


# %% [markdown]
# The pole leans to the right by 4°, but swings back at 0.8 rad/s. Whoever only looks at the tilt
# pushes to the right, as our stand-in did. Turn the swing off and see when the choice changes. Do
# you find values above 0? None is possible; lecture 2 comes back to that. Now the whole map, for a
# cart in the middle that stands still.

# %%
tilts, turns = np.meshgrid(np.linspace(-12, 12, 60), np.linspace(-2, 2, 60))
states = np.stack([0 * tilts, 0 * tilts, np.deg2rad(tilts), turns], axis=-1).reshape(-1, 4)
gain = np.diff(agent.values(states)).reshape(60, 60)
plt.contourf(tilts, turns, gain, levels=21, cmap="PuOr", norm=plt.Normalize(-0.5, 0.5))
plt.colorbar(label="value of right minus left")
plt.contour(tilts, turns, gain, levels=[0], colors=plots.MODEL)
plt.axvline(0, color=plots.ERROR, ls="--")
plt.xlabel("tilt (°)")
plt.ylabel("turning speed (rad/s)")
plt.show()

# %% [markdown]
# Along the black line the network does not care; on its purple side it pushes to the right, on its
# orange side to the left. The red dashed line is the stand-in's border. The network's border
# leans: a pole that turns fast to the left is pushed to the left long before it tilts that way.
# Nobody told it; it is what falls have taught. If you see a second black line, an island of the other
# color, you do not misread: there the network chooses otherwise than its neighborhood, mostly where
# the two values are nearly equal or poles seldom came by.

# %%
swing(record(agent.act, seed=1), title="A trained network holds the pole")

# %% [markdown]
# ## Three sentences to remember
#
# 1. A network in place of the table lets states learn from their neighbors; its labels are TD
#    targets, which it computes itself.
# 2. A memory mixes lessons and uses them again; a target network that follows slowly keeps labels
#    from running away.
# 3. Values have bounds that follow from the rewards, and an agent that believes in more is
#    dreaming.
#
# **Where it leads.** The curves above jump. Lecture 2 asks what one may conclude from
# them, and how to make them calmer.
