# %% [markdown]
# # Learning by doing
#
# *45 minutes. You need: lectures 1 and 2 of this unit, running means and learning rates.*
#
# The penguin hatches today. It has no map, it does not know what ice is, and its parents are at sea.
# All that it can do is walk, and remember. How does it find the way home, and how often does it fall
# into the water until then? And once it has found something good, when should it still try
# something else?

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.checks import expect
from utils.environments import BAY, Gridworld, walk
from utils.widgets import interact

env = Gridworld(BAY, slip=0.2)
gamma = 0.95

# %% [markdown]
# The bay is the one you know: fish in the west (2), home in the east (10), water (−10), −0.1 for a step,
# ice that slips one time in five. *We* know from lecture 2 that the start is worth 7.124 at best. The
# agent knows nothing; it may only call `env.step`. We use the map for one thing only: to judge
# afterward what its policy is really worth.


# %%
def true_value(policy):
    """Return the exact value of the start; the agent never sees this."""
    V = np.zeros(24)
    for _ in range(200):
        V = np.array(
            [
                sum(p * (r + gamma * V[s] * (not end)) for p, s, r, end in env.outcomes(k, a))
                for k, a in enumerate(policy)
            ]
        )
    return V[env.start]


# %% [markdown]
# ## A table instead of a map
#
# Keep a table $Q$ with a number for each state and action: what the agent *believes* it is worth to take
# that action there. It is all 0 at first. Now a step happens: in state $s$ the action $a$ brought the
# reward $r$ and the state $s'$. If the belief about $s'$ is right, then this one step says that
# $Q(s, a)$ should be near
#
# $$\text{target} = r + \gamma \max_{a'} Q(s', a')$$
#
# That is the Bellman equation, with the one thing that happened in place of the mean over all that
# might. A single step is noisy, so do not believe it altogether: move a part $\alpha$ of the way.
#
# $$Q(s, a) \leftarrow Q(s, a) + \alpha \,\bigl(\text{target} - Q(s, a)\bigr)$$
#
# $\alpha$ is the learning rate. The bracket is called the **temporal difference**: by how much the step
# turned out better than believed. After a step that terminates, nothing follows, and the target is $r$.
# This rule is **Q-learning**.

# %%
belief = 1.0
print(
    "believed: 1.0; step to the right: reward -0.1, and the best action there is believed to be 4"
)
for step in range(1, 4):
    target = -0.1 + gamma * 4.0
    print(f"time {step}: target {target:.2f}, difference {target - belief:.3f}", end="")
    belief += 0.1 * (target - belief)
    print(f", new belief {belief:.3f}")

# %% [markdown]
# The belief creeps toward 3.7, a tenth of the remaining way each time. If the targets vary, it ends up
# near their mean, with the recent ones counting most.
#
# ## Your turn: one step of Q-learning


# %% exercise="update"
def update(Q, state, action, reward, following, terminated, alpha, gamma):
    """Move one value of the table toward what a step suggests.

    Parameters
    ----------
    Q : numpy.ndarray, shape (n, k)
        The table; changed in place.
    state, action : int
        Where the agent was, and what it did.
    reward : float
    following : int
        Where it came to.
    terminated : bool
        Whether the episode has ended there.
    alpha, gamma : float
        Learning rate and discount.

    Returns
    -------
    float
        The temporal difference, target minus the old value.
    """
    ### BEGIN SOLUTION
    later = 0.0 if terminated else Q[following].max()
    difference = reward + gamma * later - Q[state, action]
    Q[state, action] += alpha * difference
    return difference
    ### END SOLUTION


# %% [markdown] hint="update"
# Which row of the table tells what the next state is worth? And if there is no next step?

# %% [markdown] hint="update"
# With the old value 3, the reward 1, the best value 8 in the next row, $\gamma = 0.5$ and
# $\alpha = 0.2$: the target is 5, the difference 2, the new value 3.4.

# %% [markdown] hint="update"
# `later` is 0 if `terminated`, else the largest value of row `following`. The difference is the
# target minus `Q[state, action]`; add `alpha` times it to that place, and return the difference.

# %% checks="update"
table = np.array([[3.0, 7.0], [2.0, 8.0], [6.0, 4.0]])
expect(update(table, 0, 0, 1.125, 1, False, 0.2, 0.5), 2.125, "target 1.125 + 0.5 · 8, minus 3")
expect(table[0], np.array([3.425, 7.0]), "3 + 0.2 · 2.125; the other actions stay")
expect(update(table, 2, 1, -10.0, 1, True, 0.25, 0.5), -14.0, "the end: target -10, minus 4")
expect(table[2], np.array([6.0, 0.5]), "4 - 0.25 · 14")
expect(table[1], np.array([2.0, 8.0]), "the row of the next state is only read")
expect(update(table, 1, 1, 0.5, 2, False, 0.25, 0.5), -4.5, "target 0.5 + 0.5 · 6, minus 8")


# %% mistake="update" replace="0.0 if terminated else Q[following].max()" says="what follows is counted even after the end" with="Q[following].max()"

# %% mistake="update" replace="Q[following].max()" says="the target uses the old state's own row" with="Q[state].max()"

# %% mistake="update" replace="Q[following].max()" says="the target uses the same action in the next state" with="Q[following, action]"

# %% mistake="update" replace="gamma * later" says="the discount is left out" with="later"

# %% mistake="update" replace="return difference" says="the step is returned, not the whole difference" with="return alpha * difference"

# %% mistake="update" replace="return difference" says="the new value is returned, not the difference" with="return Q[state, action]"

# %% mistake="update" replace="Q[state, action] += alpha * difference" says="the value moves away from the target" with="Q[state, action] -= alpha * difference"

# %% mistake="update" replace="Q[state, action] += alpha * difference" says="the table is not changed" with="pass"


# %% alternative="update"
def update(Q, state, action, reward, following, terminated, alpha, gamma):
    target = reward
    if not terminated:
        target = reward + gamma * max(Q[following])
    old = Q[state, action]
    Q[state, action] = (1 - alpha) * old + alpha * target
    return target - old


# %% [markdown]
# ## Try, or take?
#
# Which action should the agent take? If always the best in its table, it never learns about the
# others. If always a random one, it learns everything and lives badly. The simplest compromise is
# **ε-greedy**: with probability $\varepsilon$ (epsilon) act at random, otherwise take the best.
#
# ## Your turn: ε-greedy
#
# Draw `rng.random()`, a number from 0 to 1; if it is less than `epsilon`, draw any of the actions
# with `rng.integers(len(q))`. Otherwise take the place of the largest value.


# %% exercise="choose"
def choose(q, epsilon, rng):
    """Choose an action, at random with probability epsilon.

    Parameters
    ----------
    q : numpy.ndarray, shape (k,)
        Believed value of each action; no two are equal.
    epsilon : float, 0 to 1
    rng : numpy.random.Generator

    Returns
    -------
    int
        The number of an action.
    """
    ### BEGIN SOLUTION
    if rng.random() < epsilon:
        return int(rng.integers(len(q)))
    return int(q.argmax())
    ### END SOLUTION


# %% [markdown] hint="choose"
# How do you make something happen with probability 0.3, if you can draw numbers from 0 to 1?

# %% [markdown] hint="choose"
# For the values 1, 5, 2 the best action is number 1. With `epsilon=0.3` the actions 0 and 2 should
# come up in a tenth of all cases each.

# %% [markdown] hint="choose"
# `if rng.random() < epsilon:` return a random action, otherwise the `argmax` of `q`.

# %% checks="choose"
three = np.array([1.0, 5.0, 2.0])
rng = np.random.default_rng(0)
shares = [np.mean([choose(three, e, rng) == 2 for _ in range(6000)]) for e in (0.0, 0.3, 0.9)]
expect(shares[0], 0.0, "with epsilon = 0 only the best action is taken")
expect(
    shares[1], 0.1, "with epsilon = 0.3 the action 2 comes up in about 0.1 of all cases", rtol=0.2
)
expect(shares[2], 0.3, "with epsilon = 0.9 the action 2 comes up in about 0.3", rtol=0.1)
best_share = np.mean([choose(three, 0.9, rng) == 1 for _ in range(6000)])
expect(best_share, 0.4, "the best action comes up in 0.1 + 0.3: random draws hit it, too", rtol=0.1)
four = np.array([1.0, 5.0, 2.0, 0.5])
last_share = np.mean([choose(four, 0.8, rng) == 3 for _ in range(6000)])
expect(last_share, 0.2, "of four actions each gets a quarter of the random draws", rtol=0.1)

# %% [markdown] equivalent="choose"
# - `rng.random() < epsilon → rng.random() <= epsilon`: equality has probability 0


# %% mistake="choose" replace="rng.random() < epsilon" says="the random action is taken with probability 1 − ε" with="rng.random() >= epsilon"

# %% mistake="choose" replace="rng.integers(len(q))" says="the last action is never drawn" with="rng.integers(len(q) - 1)"

# %% mistake="choose" replace="q.argmax()" says="the smallest value is taken for the best" with="q.argmin()"

# %% mistake="choose" replace="rng.integers(len(q))" says="a random action is never the best one" with="rng.choice(np.flatnonzero(q < q.max()))"

# %% mistake="choose" replace="int(q.argmax())" says="the largest value comes back, not its place" with="q.max()"


# %% alternative="choose"
def choose(q, epsilon, rng):
    chances = np.full(len(q), epsilon / len(q))
    chances[np.argmax(q)] += 1 - epsilon
    return rng.choice(len(q), p=chances)


# %% [markdown]
# ## A childhood in the bay
#
# Both together are a learner. `learn` plays one episode for each number in `epsilons`, and moves the
# table after every step. Among equally good actions it draws one.


# %%
def learn(env, epsilons, seed, alpha=0.1, first=0.0):
    rng, Q = np.random.default_rng(seed), np.full((24, 4), first)
    env.reset(seed=seed)
    returns = np.zeros(len(epsilons))
    for episode, epsilon in enumerate(epsilons):
        (state, _), over = env.reset(), False
        while not over:
            ties = np.flatnonzero(Q[state] == Q[state].max())
            action = rng.integers(4) if rng.random() < epsilon else rng.choice(ties)
            after, reward, terminated, truncated, _ = env.step(action)
            target = reward + gamma * Q[after].max() * (not terminated)
            Q[state, action] += alpha * (target - Q[state, action])
            returns[episode] += reward
            state, over = after, terminated or truncated
    return Q, returns


# %% [markdown]
# **Predict.** The first agent explores with $\varepsilon = 0.1$ in all of 1,000 episodes. What is its
# policy worth in the end: about 7.1 (the best), 6.4 (around), or something else?

# %%
Q, returns = learn(env, np.full(1000, 0.1), seed=0)
print(f"the policy is worth {true_value(Q.argmax(axis=1)):.2f}")
plots.worth(BAY, Q.max(axis=1))
plots.policy(BAY, Q.argmax(axis=1))
plt.show()

# %% [markdown]
# It eats the fish, for 1.80, and has done so for nearly a thousand episodes. Look at the table: near
# the fish the values are green, in the east they are about 0, which means unknown. The fish was
# the first good thing that it found. From then on the greedy action points west, and ten random
# steps in a hundred are not enough to walk four cells the other way, over ice, by chance.
#
# The agent is not stupid. It has no reason to believe that there is anything better.
#
# ## How much curiosity?
#
# Now five ways to explore, eight agents each: never, a tenth, a half of the time, and one that begins
# with pure chance and becomes sober, down to 0.05. The fifth we explain below.

# %%
sober = np.maximum(0.05, 1 - np.arange(1000) / 800)
ways = {
    "never (0)": (np.zeros(1000), 0.0),
    "always 0.1": (np.full(1000, 0.1), 0.0),
    "always 0.5": (np.full(1000, 0.5), 0.0),
    "from 1 to 0.05": (sober, 0.0),
    "never, but an optimist": (np.zeros(1000), 10.0),
}
lives = {}
for name, (epsilons, first) in ways.items():
    lives[name] = [learn(env, epsilons, seed, first=first) for seed in range(8)]
    worths = [true_value(Q.argmax(axis=1)) for Q, _ in lives[name]]
    print(f"{name:22} policies worth", " ".join(f"{w:5.2f}" for w in sorted(worths)))

# %% [markdown]
# Never, or always a tenth: all eight stay with the fish. Half of the time at random: two get away
# from it, and one ends up walking against a rock forever, −2. Only those who begin with pure chance and then calm down find (nearly) the
# best way, 7.1, in all or nearly all lives. Constant curiosity is not enough; what helps is much of
# it *early*, when nothing is known.
#
# The last line never acts at random at all! Its table begins with 10 everywhere, and nothing is
# worth more. Whatever it tries disappoints, so it turns to what it has not tried yet, until only
# what is truly good has kept its value. **Optimism** explores by itself.

# %%
fig, ax = plt.subplots(figsize=(8, 3.6))
colors = [plots.ERROR, plots.SECOND, plots.MODEL, plots.DATA, plots.HIGHLIGHT]
for (name, runs), color in zip(lives.items(), colors):
    plots.returns([returns for _, returns in runs], window=50, label=name, color=color, ax=ax)
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
ax.set_ylim(-7, 10)
plt.show()

# %% [markdown]
# Each curve is the mean over eight lives, averaged over 50 episodes; its band reaches from the worst to
# the best life. The blue agents pay for their curiosity with hundreds of falls into the water before
# they rise above all the others with $\varepsilon$. The green optimists pay too, but briefly. Who
# looks only at the first hundred episodes would call the fish eaters the better learners.
#
# Did you play in the fog in lecture 1? You needed six episodes, not hundreds. You knew that four
# buttons may be four directions, and that a number that falls by 6 may be a step up. The table knows
# nothing of the kind: it learns each cell by itself.

# %%
Q, _ = lives["from 1 to 0.05"][0]
state, _ = env.reset(seed=5)
states, over = [state], False
while not over:
    state, _, terminated, truncated, _ = env.step(Q[state].argmax())
    states.append(state)
    over = terminated or truncated
walk(env, states, title="What a penguin that became sober does")

# %% [markdown]
# ## How fast to believe
#
# The learning rate $\alpha$ has its own dilemma. Drag it: the curve shows the belief about one action,
# the step down from state 10, in the life of one agent that acts at random.


# %%
def beliefs(alpha, visits=400):
    rng, belief, history = np.random.default_rng(1), 0.0, []
    outcomes = env.outcomes(10, 2)
    following = {9: 8.11, 11: 0.0, 16: 9.16}  # what the next states are worth, from lecture 2
    for _ in range(visits):
        _, state, reward, _ = outcomes[rng.choice(3, p=[o[0] for o in outcomes])]
        belief += alpha * (reward + gamma * following[state] - belief)
        history.append(belief)
    return history


# %%
@interact(alpha=(0.01, 1.0, 0.01))
def drag(alpha=0.1):
    plt.plot(beliefs(alpha), color=plots.DATA)
    plt.axhline(8.64, color=plots.MODEL, ls="--", label="true value, 8.64")
    plt.xlabel("visit")
    plt.ylabel("believed value")
    plt.ylim(0, 11)
    plt.legend()


# %% [markdown]
# At $\alpha = 0.1$ the belief is there after some 40 visits, and trembles a little. At 0.01 it takes
# hundreds of visits; at 1 it jumps with every slip and never rests: it believes only the latest step.
# A rate that falls with the number of visits has both, quick at first and calm later. Lecture 4 uses it.
#
# ## Learning about one way while going another
#
# A detail in the target deserves a second look. The agent may act at random, but the target takes
# the *maximum*, as if from now on it would act best. So Q-learning learns what the best policy is
# worth while following another one. The price: the table of an agent with $\varepsilon = 0.5$ is
# right about a life without mistakes, but that is not the life it leads. You saw it in the curves:
# its returns stay below what its policies are worth.
#
# ## Three sentences to remember
#
# 1. Q-learning moves $Q(s, a)$ a part $\alpha$ of the way to $r + \gamma \max_{a'} Q(s', a')$ after
#    every step, and needs no map.
# 2. An agent that takes the best it knows never finds what is better; ε-greedy tries at random, and
#    optimism tries what is new.
# 3. Explore much in the beginning and little in the end, and judge the learned policy by its value.
#
# **Where it leads.** Lecture 4 leaves the ice for a market, where you play against the machine for
# money.
