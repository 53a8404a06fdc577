# %% [markdown]
# # Looking ahead, with a map
#
# *45 minutes. You need: lecture 1 of this unit, weighted means.*
#
# You have the map of the bay, you know where the ice is and how slippery. Which way should the
# penguin go, from *every* cell? There are four actions in each of 19 cells, so about 275 billion
# policies. Playing 2,000 episodes with each would take longer than the bay exists. There is a way
# that takes less than a second, and it begins at the end.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.checks import expect
from utils.environments import BAY, Gridworld
from utils.widgets import interact

env = Gridworld(BAY, slip=0.2)
gamma = 0.95
UP, RIGHT, DOWN, LEFT = 0, 1, 2, 3
plots.world(BAY, numbers=True)
plt.show()

# %% [markdown]
# As before: near white is snow, light blue ice, dark blue water, gray rock. Home brings 10, the fish 2,
# water −10, any other step −0.1, and the discount is $\gamma = 0.95$.
#
# ## Begin at the end
#
# Stand in state 23, in the corner, just below the cell south of home. If nothing slips, how much is it
# worth to be there? The last step, from 17 into home, brings 10. One cell earlier it is a step and
# then that: $-0.1 + 0.95 \cdot 10 = 9.4$. And so on, backward. Each value needs only the *next* one.

# %%
value = 10.0
for cell in [23, 22, 21, 15, 9]:
    value = -0.1 + gamma * value
    print(f"state {cell}: {value:.3f}")

# %% [markdown]
# Five lines, five values, no episode played. This small idea has a name, the **Bellman equation**: the
# value of a state is the reward of the next step plus the discounted value of where it leads.
#
# ## Where chance comes in
#
# On ice a step may end in three places. The **model** knows them, with their probabilities: `outcomes`
# lists (probability, next state, reward, terminated). Look at the step to the right from state 10,
# the ice before home.

# %%
for probability, following, reward, terminated in env.outcomes(10, RIGHT):
    print(f"{probability:.1f}: to state {following:2}, reward {reward:5}, terminated {terminated}")

# %% [markdown]
# Right to home with 0.8, to its right-hand side (down) with 0.1, to its left-hand side (up, into the
# water) with 0.1. The value of taking action $a$ in state $s$ is the mean over these, and we write
# it $Q(s, a)$:
#
# $$Q(s, a) = \sum_{s'} p(s' \mid s, a) \,\bigl(r + \gamma V(s')\bigr)$$
#
# $p$ is the probability of the next state $s'$, $r$ its reward and $V(s')$ its value. If the step
# terminates the episode, nothing follows: then the bracket is $r$ alone.
#
# ## Your turn: the value of an action


# %% exercise="action_value"
def action_value(outcomes, V, gamma):
    """Return the value of an action.

    Parameters
    ----------
    outcomes : list of (float, int, float, bool)
        Probability, next state, reward, and whether the episode is terminated then.
    V : numpy.ndarray, shape (n,)
        Value of each state. Of a state in which the episode has terminated it is not used.
    gamma : float
        Discount.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    total = 0.0
    for probability, following, reward, terminated in outcomes:
        later = 0.0 if terminated else V[following]
        total += probability * (reward + gamma * later)
    return total
    ### END SOLUTION


# %% [markdown] hint="action_value"
# What does one outcome bring, now and later? And how much does it count?

# %% [markdown] hint="action_value"
# With 0.8 for home (10, terminated) and 0.2 for a state worth 5 (reward −1), and $\gamma = 0.5$:
# $0.8 \cdot 10 + 0.2 \cdot (-1 + 0.5 \cdot 5) = 8.3$.

# %% [markdown] hint="action_value"
# Loop over the four parts of each outcome; `later` is 0 if `terminated`, else `V[following]`. Add the
# probability times …

# %% checks="action_value"
V_four = np.array([5.0, -2.0, 7.0, 30.0])
expect(
    action_value([(0.8, 3, 10.0, True), (0.2, 0, -1.0, False)], V_four, 0.5),
    8.3,
    "0.8 · 10 + 0.2 · (-1 + 0.5 · 5); after the end nothing follows",
)
expect(action_value([(1.0, 2, -0.1, False)], V_four, 0.913), 6.291, "-0.1 + 0.913 · 7")
expect(
    action_value([(0.5, 1, 4.0, False), (0.3, 2, 1.0, False), (0.2, 3, -6.0, True)], V_four, 0.6),
    1.76,
    "0.5 · (4 - 1.2) + 0.3 · (1 + 4.2) + 0.2 · (-6)",
)


# %% mistake="action_value" replace="0.0 if terminated else V[following]" says="a value is added even where the episode has ended" with="V[following]"

# %% mistake="action_value" replace="probability * (reward + gamma * later)" says="the discount is left out" with="probability * (reward + later)"

# %% mistake="action_value" replace="probability * (reward + gamma * later)" says="the rewards are added without their probabilities" with="reward + probability * gamma * later"

# %% mistake="action_value" replace="probability * (reward + gamma * later)" says="the reward is discounted, too" with="probability * gamma * (reward + later)"

# %% mistake="action_value" replace="probability * (reward + gamma * later)" says="what comes later is left out" with="probability * reward"


# %% mistake="action_value" says="only the likeliest outcome is looked at"
def action_value(outcomes, V, gamma):
    _, following, reward, terminated = max(outcomes)
    return reward + gamma * (0.0 if terminated else V[following])


# %% alternative="action_value"
def action_value(outcomes, V, gamma):
    return sum(p * (r + gamma * V[s] * (not end)) for p, s, r, end in outcomes)


# %% [markdown]
# So that the rest of this lecture runs before you have solved it, the same thing stands in `worth`.
#
# ## What a policy is worth, exactly
#
# For a fixed policy $\pi$ the Bellman equation holds in every state: $V(s) = Q(s, \pi(s))$. Each value
# leans on others, in a circle, and we know none of them. The way out: begin with 0 everywhere and
# put the equation to work, again and again. Each round through all states is a **sweep**.


# %%
def worth(state, action, V):
    return sum(
        p * (r + gamma * V[s] * (not terminated))
        for p, s, r, terminated in env.outcomes(state, action)
    )


def evaluate(policy, sweeps):
    V = np.zeros(24)
    for _ in range(sweeps):
        V = np.array([worth(state, policy[state], V) for state in range(24)])
    return V


# %%
straight = np.full(24, RIGHT)
straight[[3, 17, 23]] = DOWN, UP, UP
around = straight.copy()
around[[9, 15]] = DOWN, DOWN

# %% [markdown]
# Drag the number of sweeps and watch the values of the policy `straight` come into being. Green is
# much, white is nothing, red is a loss; cells of ice have a blue rim.


# %%
@interact(sweeps=(0, 30))
def watch(sweeps=3):
    plots.worth(BAY, evaluate(straight, sweeps))
    plots.policy(BAY, straight)


# %% [markdown]
# After one sweep only the cells from which a step may end the episode know anything. Each further
# sweep carries the news one step on, against the arrows. After about ten the numbers near home
# stand still. The two cells west of the rock keep sinking: their arrows run into it, and each step
# costs 0.1, forever: $-0.1 / (1 - 0.95) = -2$.
#
# In lecture 1 we played 2,000 episodes to estimate the value of the start, state 2. Now it is exact.

# %%
for name, policy in {"straight": straight, "around": around}.items():
    print(f"{name:9} V(start) = {evaluate(policy, 300)[env.start]:.3f}")

# %% [markdown]
# 6.380 for the way round, as played, and 6.448 for the way straight on. 2,000 episodes had said 6.63 with
# a standard error of 0.11: not wrong, only noisy. This step is called **policy evaluation**. Now for the search.
#
# ## The best policy needs no policy
#
# Whoever acts best in every state takes the action with the largest value. So the best values satisfy
# an equation of their own, in which no policy occurs:
#
# $$V(s) = \max_a Q(s, a) = \max_a \sum_{s'} p(s' \mid s, a) \,\bigl(r + \gamma V(s')\bigr)$$
#
# Sweep with the maximum instead of the policy's action: that is **value iteration**. The arrows fall
# out in the end: in each state the action with the largest $Q$, called **greedy**.
#
# ## Your turn: one sweep of value iteration
#
# For ended states and rocks `env.outcomes` returns an empty list; their value stays 0.


# %% exercise="sweep"
def sweep(env, V, gamma):
    """Return the values after one sweep of value iteration.

    Parameters
    ----------
    env : Gridworld
        ``env.outcomes(state, action)`` lists (probability, next state, reward, terminated);
        the actions are 0 to 3. For an ended state or a rock the list is empty.
    V : numpy.ndarray, shape (n,)
        Values before the sweep; not changed.
    gamma : float
        Discount.

    Returns
    -------
    numpy.ndarray, shape (n,)
        For each state the largest action value, computed from the old V.
    """
    ### BEGIN SOLUTION
    new = np.zeros(len(V))
    for state in range(len(V)):
        new[state] = max(action_value(env.outcomes(state, action), V, gamma) for action in range(4))
    return new
    ### END SOLUTION


# %% [markdown] hint="sweep"
# What do you compute for each of the four actions of a state, and which of the four numbers do you keep?

# %% [markdown] hint="sweep"
# In the corridor S.G, from values of 0: the state next to home gets 10, the start −0.1. In the next
# sweep the start gets $-0.1 + \gamma \cdot 10$.

# %% [markdown] hint="sweep"
# Make a new array of zeros. For each state take the `max` of `action_value(env.outcomes(state,
# action), V, gamma)` over the actions 0 to 3. Read from `V`, write into the new array.

# %% checks="sweep"
corridor = Gridworld(["S..G", "#.X."])
expect(
    sweep(corridor, np.zeros(8), 0.5),
    np.array([-0.1, -0.1, 10.0, 0.0, 0.0, -0.1, 0.0, 10.0]),
    "one step to home is worth 10; the others see only the cost of a step",
)
V_eight = np.array([4.0, 6.0, 8.0, 5.0, 9.0, 2.0, 1.0, 3.0])
expect(
    sweep(corridor, V_eight, 0.5),
    np.array([2.9, 3.9, 10.0, 0.0, 0.0, 2.9, 0.0, 10.0]),
    "from other values: the start moves on to 6, -0.1 + 0.5 · 6, and rocks and ends have 0",
)
expect(V_eight[0], 4.0, "the values that were handed over are not changed")
expect(
    sweep(Gridworld(["G..S"]), np.array([1.0, 6.0, 2.0, 1.0]), 0.5),
    np.array([0.0, 10.0, 2.9, 0.9]),
    "where home is in the west, the best action is to go left",
)

# %% [markdown] equivalent="sweep"
# - `np.zeros(len(V)) → np.ones(len(V))`: every entry is written over


# %% mistake="sweep" says="the new values are used within the same sweep, and the old ones overwritten"
def sweep(env, V, gamma):
    for state in range(len(V)):
        V[state] = max(action_value(env.outcomes(state, a), V, gamma) for a in range(4))
    return V


# %% mistake="sweep" says="the four actions are averaged, not compared"
def sweep(env, V, gamma):
    new = np.zeros(len(V))
    for state in range(len(V)):
        new[state] = np.mean([action_value(env.outcomes(state, a), V, gamma) for a in range(4)])
    return new


# %% mistake="sweep" says="the smallest value is kept"
def sweep(env, V, gamma):
    new = np.zeros(len(V))
    for state in range(len(V)):
        new[state] = min(action_value(env.outcomes(state, a), V, gamma) for a in range(4))
    return new


# %% mistake="sweep" says="the best action comes back, not its value"
def sweep(env, V, gamma):
    new = np.zeros(len(V))
    for state in range(len(V)):
        new[state] = np.argmax([action_value(env.outcomes(state, a), V, gamma) for a in range(4)])
    return new


# %% mistake="sweep" replace="for action in range(4)" says="only the action to the right is tried" with="for action in [1]"


# %% alternative="sweep"
def sweep(env, V, gamma):
    return np.array(
        [max([action_value(env.outcomes(s, a), V, gamma) for a in range(4)]) for s in range(len(V))]
    )


# %% [markdown]
# **Predict.** Before you run the next cell: which arrow will stand in state 10, the ice in front of
# home with water to its north? And will the penguin cross the ice at all, or go round?


# %%
def best_values(env, sweeps=300):
    V, changes = np.zeros(24), []
    for _ in range(sweeps):
        Q = np.array(
            [
                [
                    sum(p * (r + gamma * V[s] * (not end)) for p, s, r, end in env.outcomes(k, a))
                    for a in range(4)
                ]
                for k in range(24)
            ]
        )
        changes.append(np.abs(Q.max(axis=1) - V).max())
        V = Q.max(axis=1)
    return Q, changes


# %%
Q, changes = best_values(env)
best = np.isclose(Q, Q.max(axis=1, keepdims=True)) / 2  # all that are equally good
plots.worth(BAY, Q.max(axis=1))
plots.policy(BAY, best)
plt.show()
print(f"V(start) = {Q.max(axis=1)[env.start]:.3f}; in state 10:")
for action, q in zip(env.actions, Q[10]):
    print(f"   {action:6} {q:.3f}")

# %% [markdown]
# It crosses the ice, and in state 10 it walks *down*, away from home! Look at what can happen:
# meant down, it may slip east (home) or west (snow), but never up into the water. From the cell
# below it then goes right, where no water lies to the side, and up to home. Hardly anybody draws
# that arrow. The start is worth 7.12 now, against 6.38 for the way round: nearly all of the short
# way's gain, none of its danger.

# %%
plt.semilogy(range(1, 61), changes[:60], color=plots.ERROR)
plt.xlabel("sweep")
plt.ylabel("largest change of a value")
plt.show()

# %% [markdown]
# With every sweep the largest change becomes smaller by a factor; on a logarithmic axis that is a
# falling line. Discounting guarantees it: a difference between two sets of values shrinks to
# $\gamma$ times its size, or less. That is also why value iteration ends at the same values wherever it begins.
#
# ## Ask, improve, ask again
#
# There is a second way. Evaluate a policy; then in each state take the action that is best *according
# to these values*; evaluate the new policy; and so on. That is **policy iteration**. A policy can
# only get better, and there are finitely many, so it ends. We begin with "left everywhere".

# %%
policy = np.full(24, LEFT)
for round_number in range(1, 9):
    V = evaluate(policy, 300)
    values = np.array([[worth(s, a, V) for a in range(4)] for s in range(24)])
    better = values.max(axis=1) > values[np.arange(24), policy] + 1e-9
    print(f"round {round_number}: V(start) = {V[env.start]:.3f}, {better.sum()} arrows change")
    if not better.any():
        break
    policy = np.where(better, values.argmax(axis=1), policy)

# %% [markdown]
# For four rounds the start stays with the fish, 1.8, while the arrows far away turn one after the
# other; then the news of home arrives, and the start jumps to 7.124, the value that value iteration
# found. Few rounds, but each with a full evaluation inside. For small problems either will do.
#
# An arrow changes only if another one is really better, not merely as good. Where two are equally good,
# two programs may well draw different arrows, and both are right. So compare policies by their
# *values*, never arrow by arrow.
#
# ## Change the ice
#
# Drag the slip, and watch the arrows and the value of the start.


# %%
@interact(slip=(0.0, 0.8, 0.1))
def change(slip=0.2):
    Q, _ = best_values(Gridworld(BAY, slip=slip), sweeps=100)
    plots.worth(BAY, Q.max(axis=1))
    plots.policy(BAY, np.isclose(Q, Q.max(axis=1, keepdims=True), atol=1e-4) / 2)
    plt.title(f"slip {slip:.1f}: the start is worth {Q.max(axis=1)[env.start]:.2f}")


# %% [markdown]
# Without slip the arrow in state 10 points straight home, and the start is worth 8.29. At 0.1 it still
# does; from 0.2 on it points down. More slip costs surprisingly little after that: where the sides of
# a step are harmless, slipping is nothing to fear.
#
# ## What the map costs
#
# All of this needs the model: every probability, every reward. And each sweep looks at every state.
# The bay has 24; backgammon has about $10^{20}$. When the map is missing or the world is too
# large, one has to learn from what happens. What you learned here stays: the Bellman equation is at
# the heart of that, too.
#
# ## Three sentences to remember
#
# 1. The Bellman equation says that a state is worth the mean reward of the next step plus the
#    discounted value of where it leads.
# 2. Sweeping with a policy's actions evaluates it; sweeping with the best action finds the best values,
#    and the greedy actions are the best policy.
# 3. Compare policies by their values, since equally good arrows may differ.
#
# **Where it leads.** Lecture 3 takes the map away again: the same values, from nothing but steps.
