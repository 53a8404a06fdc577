# %% [markdown]
# # What an agent wants
#
# *40 minutes. You need: means and their standard errors, loops and functions in Python.*
#
# Nobody can write down, muscle by muscle, how to ride a bicycle. But everybody can tell whether a
# ride went well. Can a machine learn from that alone: from a number that says how well it is going,
# and from trying? Before we ask a machine, you try it yourself, in a world of which you know nothing.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots
from utils.checks import expect
from utils.environments import BAY, Gridworld, play, replay, walk
from utils.widgets import interact

env = Gridworld(BAY, slip=0.2)

# %% [markdown]
# ## First you: six lives in the fog
#
# You are somewhere. You see a number, your **state**, and four buttons, your **actions**. After each
# press you are told a **reward** and your next state. A life, called an **episode**, ends when it
# ends. Your task: make the sum of the rewards of an episode as large as you can. You have six
# episodes, and nobody tells you what the buttons do.

# %%
play(env, episodes=6, seed=1, names=["A", "B", "C", "D"])

# %% [markdown]
# Copy the text of your moves between the quotes below. As long as it is empty, a game is used that was
# recorded before (and not by a genius).

# %%
mine = ""  # your moves, such as "0132 33 11211"
recorded = "0301032033 33 122110 1211 1210 12111"
games = replay(env, mine or recorded, seed=1)
for number, (_, rewards) in enumerate(games, start=1):
    print(f"episode {number}: {len(rewards):2} steps, sum of rewards {sum(rewards):6.1f}")

# %% [markdown]
# Look at the sums. The recorded player bumped about, found something worth 2, and took it once more.
# Then they tried the other side, found 10, and paid for a shorter way with a loss. Whether you
# press what you know or what you do not know yet: that choice is about **exploration**, the subject of
# lecture 3.
#
# Now the fog lifts. This is where you were; the last episode is drawn in red.

# %%
plots.world(BAY, numbers=True, path=games[-1][0])
plt.show()

# %% [markdown]
# A bay, in which a penguin lives. Near white is snow, light blue is ice, dark blue is open water, gray
# is rock. A fish lies two steps west of the start, home is in the east. The buttons were up, right,
# down and left. Rewards: 10 at home, 2 for the fish, −10 in the water, each ending the episode, and
# −0.1 for every other step. On ice one step in five slips sideways, so the same button did not always
# do the same.
#
# Here is the walk again, as a picture that moves.

# %%
walk(env, games[-1][0], title="The last recorded episode, step by step")

# %% [markdown]
# ## The loop of all agents
#
# A thermostat, a program that plays chess, a robot: all follow the same loop. In step $t$ the
# agent is in state $s_t$ and takes the action $a_t$; the **environment** answers with the reward $r_t$
# and the next state $s_{t+1}$. Python has a standard for this, the library *gymnasium*: `reset` begins
# an episode, `step` takes an action. Whatever obeys it can be controlled by the same agent.

# %%
state, info = env.reset(seed=1)
print("start in state", state)
for action in [1, 2, 1]:
    state, reward, terminated, truncated, info = env.step(action)
    print(f"{env.actions[action]:6} → state {state:2}, reward {reward}, terminated {terminated}")

# %% [markdown]
# `terminated` says that the episode came to its end: home, fish or water. `truncated` says that it was
# merely cut off because time was up (here after 200 steps). `info` is for people who look for bugs.
#
# The state is all that the agent knows. Our penguin's state is its cell; how it got there does not
# matter for what comes next. That is called the **Markov property**. If the penguin grew tired, the
# cell alone would not be enough, and tiredness would have to be part of the state.
#
# ## Sooner is better than later
#
# A whole episode has to become one number. Plain sums do not care *when* a reward comes, and may grow
# without end. So each step of delay multiplies a reward by a **discount** $\gamma$ (gamma), a number
# from 0 to 1. The **return** of an episode of $T$ steps is
#
# $$G = r_0 + \gamma r_1 + \gamma^2 r_2 + \dots + \gamma^{T-1} r_{T-1}$$
#
# with $r_t$ the reward of step $t$, counted from 0. Rewards and returns have no unit here; in a shop
# it would be euros. You can read $\gamma$ as the probability that there is a tomorrow at all.
#
# ## Your turn: the return of an episode


# %% exercise="discounted_return"
def discounted_return(rewards, gamma):
    """Return the discounted return of an episode.

    Parameters
    ----------
    rewards : list of float
        One for each step, the first step first.
    gamma : float
        Discount, from 0 to 1.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    total = 0.0
    for t, reward in enumerate(rewards):
        total += gamma**t * reward
    return total
    ### END SOLUTION


# %% [markdown] hint="discounted_return"
# By which factor is the first reward multiplied, by which one the third?

# %% [markdown] hint="discounted_return"
# For the rewards 4, 2, 8 and $\gamma = 0.5$ it is $4 + 0.5 \cdot 2 + 0.25 \cdot 8 = 7$.

# %% [markdown] hint="discounted_return"
# `enumerate(rewards)` gives pairs of step and reward. Add `gamma**t * reward` to a sum in each round.

# %% checks="discounted_return"
expect(discounted_return([4.0, 2.0, 8.0], 0.5), 7.0, "4 + 0.5 · 2 + 0.25 · 8")
expect(
    discounted_return([-0.1, -0.1, -0.1, 10.0], 0.95), 8.2885, "three steps, then home", rtol=1e-4
)
expect(discounted_return([3.0, -1.0, 6.0], 1.0), 8.0, "without discount it is the plain sum")
expect(discounted_return([3.0, -1.0, 6.0], 0.0), 3.0, "with gamma = 0 only the first reward counts")


# %% mistake="discounted_return" replace="gamma**t" says="the first reward is discounted already" with="gamma ** (t + 1)"

# %% mistake="discounted_return" replace="gamma**t" says="nothing is discounted" with="1"

# %% mistake="discounted_return" replace="gamma**t" says="every reward is discounted once, however late it comes" with="gamma"

# %% mistake="discounted_return" replace="gamma**t" says="the discount is multiplied by the step, not raised to its power" with="(gamma * t)"


# %% mistake="discounted_return" says="the rewards are discounted from the end, not from the beginning"
def discounted_return(rewards, gamma):
    return sum(gamma**t * reward for t, reward in enumerate(reversed(rewards)))


# %% mistake="discounted_return" says="it returns after the first step"
def discounted_return(rewards, gamma):
    for t, reward in enumerate(rewards):
        return gamma**t * reward


# %% alternative="discounted_return"
def discounted_return(rewards, gamma):
    total = 0.0
    for reward in reversed(rewards):
        total = reward + gamma * total
    return total


# %% alternative="discounted_return"
def discounted_return(rewards, gamma):
    return np.sum(np.array(rewards) * gamma ** np.arange(len(rewards)))


# %% [markdown]
# ## Patience is a number
#
# From the start the fish is two steps away, home four (across the ice, if nothing slips), or eight (by
# the snow in the south, where nothing can). Which of the three returns is the largest depends on
# $\gamma$.
#
# **Predict.** For which discounts would you eat the fish? For which would you go round by the snow?

# %%
plans = {
    "fish": [-0.1, 2.0],
    "ice, if nothing slips": [-0.1] * 3 + [10.0],
    "snow": [-0.1] * 7 + [10.0],
}
gammas = np.linspace(0, 1, 101)


# %%
@interact(gamma=(0.0, 1.0, 0.05))
def patience(gamma=0.95):
    looks = zip(["--", "-", "-."], [plots.SECOND, plots.DATA, plots.MODEL])
    for (name, rewards), (style, color) in zip(plans.items(), looks):
        returns = [sum(g**t * r for t, r in enumerate(rewards)) for g in gammas]
        plt.plot(gammas, returns, style, color=color, label=name)
    plt.axvline(gamma, color=plots.HIGHLIGHT)
    plt.xlabel("discount γ")
    plt.ylabel("return from the start")
    plt.legend()


# %% [markdown]
# Each curve is a plan, the green line is the discount you drag. On the left, for the impatient, the
# fish is best: 10 at home lies too far in the future. At about $\gamma = 0.47$ the blue curve passes
# the orange one. The black curve follows later: whoever goes round by the snow needs patience. At
# $\gamma = 1$ the two ways home differ by four steps, 0.4. From here on we take $\gamma = 0.95$.
#
# ## A rule for every state
#
# On slippery ground a fixed list of moves is no plan: after a slip you are somewhere else. What an
# agent needs is a rule that names an action for *every* state: a **policy**, written $\pi$. With
# numbered states it is an array. Here are three: one wants the fish, one goes straight over the ice,
# one goes round.

# %%
UP, RIGHT, DOWN, LEFT = 0, 1, 2, 3
fish = np.full(24, LEFT)
straight = np.full(24, RIGHT)
straight[[3, 17, 23]] = DOWN, UP, UP
around = straight.copy()
around[[9, 15]] = DOWN, DOWN
fig, axes = plt.subplots(1, 3, figsize=(12, 2.8))
for ax, policy in zip(axes, [fish, straight, around]):
    plots.policy(BAY, policy, ax=ax)
plt.show()

# %% [markdown]
# An arrow is what the policy does in that cell. Follow the arrows from the start: the left one ends
# at the fish, the middle one crosses a single cell of ice, north of which is water; the right one
# touches only snow. Arrows in cells it never visits do no harm.
#
# ## Your turn: play an episode
#
# Write the loop: begin an episode, follow the policy until it is over, and collect the rewards.


# %% exercise="rewards_of"
def rewards_of(env, policy):
    """Follow a policy for one episode.

    Parameters
    ----------
    env : gymnasium.Env
        ``env.reset()`` returns state and info, ``env.step(action)`` returns state, reward,
        terminated, truncated and info.
    policy : numpy.ndarray of int, shape (n,)
        The action for each state.

    Returns
    -------
    list of float
        The rewards, until the episode is terminated or truncated.
    """
    ### BEGIN SOLUTION
    state, _ = env.reset()
    rewards, over = [], False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy[state])
        rewards.append(reward)
        over = terminated or truncated
    return rewards
    ### END SOLUTION


# %% [markdown] hint="rewards_of"
# Which action belongs to the state you are in, and what do you need before you can ask for it?

# %% [markdown] hint="rewards_of"
# In the corridor S..G with the policy "right everywhere" the rewards are −0.1, −0.1, 10.

# %% [markdown] hint="rewards_of"
# `state, _ = env.reset()`, then a `while` loop: `state, reward, terminated, truncated, _ =
# env.step(policy[state])`, append the reward, and stop after `terminated or truncated`.

# %% checks="rewards_of"
corridor = Gridworld(["S..G"])
expect(rewards_of(corridor, np.array([1, 1, 1, 1])), [-0.1, -0.1, 10.0], "two steps, then home")
hook = Gridworld(["S.X", "~G."])
expect(rewards_of(hook, np.array([1, 2, 0, 0, 0, 0])), [-0.1, 10.0], "right, then down and home")
expect(rewards_of(hook, np.array([1, 1, 0, 0, 0, 0])), [-0.1, -10.0], "right, and right again")
stubborn = Gridworld(["S.G"], limit=4)
expect(rewards_of(stubborn, np.array([0, 1, 1])), [-0.1] * 4, "against the edge, until time is up")


# %% mistake="rewards_of" replace="env.step(policy[state])" says="the action of the first state is taken in every step" with="env.step(policy[0])"

# %% mistake="rewards_of" replace="return rewards" says="the sum comes back, not the list" with="return sum(rewards)"

# %% mistake="rewards_of" replace="    return rewards" says="it stops after the first step" with="    return rewards[:1]"

# %% mistake="rewards_of" replace="return rewards" says="the last reward is missing" with="return rewards[:-1]"

# %% mistake="rewards_of" replace="over = terminated or truncated" says="it stops at a negative reward" with="over = reward < 0 or terminated"

# %% mistake="rewards_of" replace="rewards.append(reward)" says="the states are collected, not the rewards" with="rewards.append(state)"


# %% alternative="rewards_of"
def rewards_of(env, policy):
    rewards = []
    state = env.reset()[0]
    while True:
        result = env.step(int(policy[state]))
        state = result[0]
        rewards.append(result[1])
        if result[2] or result[3]:
            return rewards


# %% [markdown]
# ## The value of a policy
#
# Ice makes returns a matter of luck, so one episode says little. The **value** of a policy is the
# *mean* return that it brings, written $V^\pi(s)$ when it starts in state $s$:
#
# $$V^\pi(s) = \mathbb{E}\bigl[\, r_0 + \gamma r_1 + \gamma^2 r_2 + \dots \bigm| s_0 = s,\ \pi \,\bigr]$$
#
# $\mathbb{E}$ is the mean over all that chance may do. We estimate it from 2,000 episodes. All three
# policies meet the same luck, episode by episode, because they get the same seeds.


# %%
def play_returns(env, policy, episodes, gamma=0.95):
    returns = []
    for seed in range(episodes):
        state, _ = env.reset(seed=seed)
        total, factor, over = 0.0, 1.0, False
        while not over:
            state, reward, terminated, truncated, _ = env.step(policy[state])
            total, factor = total + factor * reward, factor * gamma
            over = terminated or truncated
        returns.append(total)
    return np.array(returns)


# %%
policies = {"fish": fish, "straight": straight, "around": around}
played = {name: play_returns(env, policy, 2000) for name, policy in policies.items()}
for name, returns in played.items():
    error = returns.std() / np.sqrt(len(returns))
    print(f"{name:9} mean return {returns.mean():5.2f} ± {error:.2f}, worst {returns.min():6.2f}")
difference = played["around"] - played["straight"]
print(f"around - straight: {difference.mean():.2f} ± {difference.std() / np.sqrt(2000):.2f}")

# %% [markdown]
# Going round brings 6.38 every time: no ice, no luck. Straight ahead brings 8.29 when all goes well and
# nearly −9 when it ends in the water, and its mean comes out a little higher. How sure is that? The
# paired difference is 0.25 with a standard error of 0.11, so its sign is likely, its size is not known
# at all. (The next lecture computes it exactly: it is 0.07.) 2,000 episodes are few when chance is
# large.
#
# A policy is judged by its *mean*, not by its worst case. If the worst case is what you fear, the
# reward has to say so.

# %%
plt.hist(played["straight"], bins=np.arange(-11, 10, 0.5), color=plots.DATA)
plt.axvline(played["straight"].mean(), color=plots.MODEL, label="mean: the value")
plt.axvline(played["around"].mean(), color=plots.HIGHLIGHT, label="around: always this")
plt.xlabel("return of an episode, policy straight")
plt.ylabel("episodes")
plt.legend()
plt.show()

# %% [markdown]
# Two heaps: home on the right, the water at about −9 on the left. No single episode brings the mean.
# The black line is what 2,000 lives are worth on average.
#
# ## Be careful what you wish for
#
# The agent wants what the reward says, not what you meant. Suppose somebody wants a lively penguin and
# pays +1 for each step instead of −0.1. **Predict.** What will a clever penguin do?

# %%
lively = Gridworld(BAY, slip=0.2, step=1.0)
stay = np.full(24, UP)  # push against the northern edge
for name, policy in {"around, home": around, "push against the edge": stay}.items():
    print(f"{name:22} {play_returns(lively, policy, 20).mean():6.2f}")

# %% [markdown]
# It never goes home. 200 steps against the edge are worth nearly $1/(1 - 0.95) = 20$, home only 13.
# Rewards for means ("move!") are easily earned without the end ("come home!"). Reward the end, and
# let small costs say that time matters.
#
# ## Three sentences to remember
#
# 1. In every state an agent takes an action and is told a reward and the next state; the reward is all
#    that it wants.
# 2. The return adds up the rewards of an episode, each discounted by $\gamma$ for every step that it
#    comes later.
# 3. A policy names an action for every state, and its value is the mean return that it brings.
#
# **Where it leads.** Three policies were easy to compare. But with an arrow in each of 19 cells
# there are $4^{19}$ of them. With a map the best one can be computed without playing once: that is
# the next lecture.
