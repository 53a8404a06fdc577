# %% [markdown]
# # What robots need more
#
# *45 minutes. You need: lectures 1 and 2 of this unit, value iteration (unit 6, lecture 2).*
#
# Your agent holds a pole in a computer. Between this and a robot that carries your shopping
# upstairs lie a few questions: what if actions are not left and right but *how much*? If the real
# pole is longer, the camera late, the floor wet? If every fall costs a robot? And if it does
# exactly what you paid for, but not what you meant?

# %%
import gymnasium
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

from utils import plots
from utils.agents import Recipe, train
from utils.checks import expect
from utils.environments import Poles
from utils.environments.tabular import Tabular
from utils.widgets import interact

one = threadpool_limits(1)  # small matrices: one processor core is faster than two
runs = train(Recipe(rounds=1000, bounds=(-1.0, 0.0)), seeds=4)
agent = runs.best[int(runs.scores.max(axis=1).argmax())]
print("best exams of four agents:", np.sort(runs.scores.max(axis=1)).round().astype(int))
print("poles that fell in their training:", np.sort(runs.falls[:, -1]).astype(int))

# %% [markdown]
# ## How much, not which
#
# Deep Q-learning takes a maximum over a *list* of actions. A motor has no list: it takes any
# force. Cut the force into 11 levels, and one motor has 11 actions; a robot arm with 7 motors has
# $11^7$, about 20 million, for every single step. The maximum over them is out of reach.
#
# The way out: let a function *return* the action, and improve the function itself. Such a function
# is a **policy** with weights, and methods of this kind are called policy search. The smallest one
# for our cart is linear:
#
# $$F = 10\,(w_1 x + w_2 \dot x + w_3 \theta + w_4 \dot\theta), \qquad -10 \le F \le 10$$
#
# $F$ is the force in N, and the four $w$ are all there is to learn. How? By the most modest method
# there is: change the weights at random, and keep the change if ten poles stand longer.


# %%
def hold(w, poles, seed):
    world = Poles(poles, seed)
    standing, lasted = np.ones(poles, dtype=bool), np.zeros(poles)
    while standing.any():
        force = np.clip(10 * world.states @ w, -10, 10)
        _, _, terminated, truncated = world.push(force)
        lasted += standing
        standing &= ~(terminated | truncated)
    return lasted


# %% [markdown]
# **Predict.** A network with about 4,600 weights needed some two hundred falls. How many tries
# will a random search over four weights need until all ten poles stand for 500 steps: 10, 1,000,
# or never?


# %%
def search(seed):
    rng, w = np.random.default_rng(seed), np.zeros(4)
    best, falls = hold(w, 10, 0).mean(), 10
    for tries in range(1, 201):
        candidate = w + rng.normal(0, 1, 4)
        lasted = hold(candidate, 10, 0)
        falls += (lasted < 500).sum()
        if lasted.mean() > best:
            w, best = candidate, lasted.mean()
        if best == 500:
            return w, tries, falls


for seed in range(4):
    w, tries, falls = search(seed)
    print(
        f"{tries:3} tries, {falls:3} falls; twenty fresh poles stand {hold(w, 20, 77).mean():.0f} steps;",
        end="",
    )
    print(" weights", w.round(1))

# %% [markdown]
# One or two dozen tries, hardly more, and a line with four weights holds every pole for all 500 steps: better than
# the network, with a comparable number of falls. **Here the simple model wins, and you should say
# so.** The pole is an old and easy problem; control engineers compute these four weights without
# any falls.
#
# What does not scale is the search: with thousands of weights a random change is nearly always a
# bad one. Then one follows slopes instead: *policy gradients*, and *actor-critic* methods, in
# which a policy network proposes the action and a Q-network, trained as you know it, judges it.
#
# ## The gap to reality
#
# The simulator is wrong: real poles have other lengths, sensors tremble, and an order takes time
# to arrive. That is the **sim-to-real gap**. Let us build a reality that differs: longer poles,
# noise on what the agent sees, and a delay, so that it acts on what was true some steps ago.


# %%
def reality(act, length=1.0, noise=0.0, delay=0, poles=20, seed=3):
    rng, world = np.random.default_rng(seed), Poles(poles, seed, length=length)
    standing, lasted = np.ones(poles, dtype=bool), np.zeros(poles)
    seen = [world.states] * (delay + 1)
    while standing.any():
        seen = [*seen[1:], world.states]
        look = seen[0] + noise * rng.normal(size=(poles, 4))
        _, _, terminated, truncated = world.step(act(look))
        lasted += standing
        standing &= ~(terminated | truncated)
    return lasted


w, _, _ = search(0)
policies = {"network": agent.act, "four weights": lambda states: (states @ w > 0).astype(int)}

# %% [markdown]
# Both policies have learned in the same simulation, with poles of 1 m. Drag the length of the real
# pole, the noise and the delay (a step is 0.02 s). Each dot is a pole; the bar is the mean.


# %%
@interact(length=(0.2, 3.0, 0.2), noise=(0.0, 0.2, 0.02), delay=(0, 6, 1))
def meet(length=1.0, noise=0.04, delay=3):
    _, ax = plt.subplots(figsize=(6, 2.6))
    for row, act in enumerate(policies.values()):
        lasted = reality(act, length, noise, delay)
        color = (plots.DATA, plots.SECOND)[row]
        ax.barh(row, lasted.mean(), color=color, alpha=0.4)
        ax.plot(lasted, row + np.linspace(-0.3, 0.3, 20), "o", color=color, ms=3)
    ax.set(yticks=[0, 1], yticklabels=list(policies), xlim=(0, 510), xlabel="steps")


# %%
print("delay (steps)   ", "  ".join(f"{delay:4}" for delay in range(6)))
for name, act in policies.items():
    means = [reality(act, delay=delay).mean() for delay in range(6)]
    print(f"{name:16}", "  ".join(f"{mean:4.0f}" for mean in means))
lengths = (0.2, 0.5, 1.0, 2.0, 3.0)
print("length (m)      ", "  ".join(f"{length:4}" for length in lengths))
for name, act in policies.items():
    means = [reality(act, length).mean() for length in lengths]
    print(f"{name:16}", "  ".join(f"{mean:4.0f}" for mean in means))

# %% [markdown]
# Read the rows from left to right. A delay of a tenth of a second is another world: what was a good
# answer comes too late, and the pole swings ever more widely. Nothing in training had warned either
# policy, since there every order arrived at once. Other lengths are a milder change: the four weights
# hardly notice them, while the network loses steps on poles far shorter or longer than its own.
#
# The cure is called **domain randomization**: train in many simulations with other lengths, noise
# and delays, so that reality is one more of them. Then one wants the policy that does well in the
# *worst* world, not on average.

# %% [markdown]
# ## Your turn: choose for the worst world


# %% exercise="safest"
def safest(scores):
    """Return which policy is best in its own worst world.

    Parameters
    ----------
    scores : numpy.ndarray, shape (policies, worlds)
        Mean steps of each policy in each world. No two policies have the same worst score.

    Returns
    -------
    int
        The number of the policy, from 0.
    """
    ### BEGIN SOLUTION
    return int(scores.min(axis=1).argmax())
    ### END SOLUTION


# %% [markdown] hint="safest"
# What is the one number by which you judge a policy here?

# %% [markdown] hint="safest"
# Policy 0: (500, 90), policy 1: (300, 200). The worst worlds are 90 and 200: take policy 1.

# %% [markdown] hint="safest"
# The `min` over each row, and of these the place of the …

# %% checks="safest"
table = np.array([[500.0, 480.0, 60.0], [310.0, 240.0, 290.0], [260.0, 230.0, 495.0]])
expect(safest(table), 1, "the worst worlds are 60, 240 and 230")
more = np.array([[35.0, 70.0], [52.0, 41.0], [99.0, 10.0], [44.0, 47.0], [300.0, 43.0]])
expect(safest(more), 3, "five policies, two worlds; the worst are 35, 41, 10, 44 and 43")
expect(
    safest(np.array([[8.0, 3.0, 9.0, 4.0], [2.5, 70.0, 60.0, 80.0]])),
    0,
    "two policies, four worlds; the worst are 3 and 2.5",
)

# %% mistake="safest" replace="scores.min(axis=1)" says="the means are compared, not the worst worlds" with="scores.mean(axis=1)"

# %% mistake="safest" replace="scores.min(axis=1)" says="the best worlds are compared" with="scores.max(axis=1)"

# %% mistake="safest" replace="scores.min(axis=1)" says="the worst is taken for each world, not for each policy" with="scores.min(axis=0)"

# %% mistake="safest" replace="scores.min(axis=1).argmax()" says="the policy with the lowest score of all is chosen" with="scores.min(axis=1).argmin()"

# %% mistake="safest" replace="int(scores.min(axis=1).argmax())" says="the score comes back, not the number of the policy" with="scores.min(axis=1).max()"


# %% alternative="safest"
def safest(scores):
    worst = [min(row) for row in scores]
    return worst.index(max(worst))


# %% [markdown]
# ## What learning breaks
#
# The first cell printed how many poles fell while the agents learned: well over a hundred each.
# For a pole in a computer that is a second of work. A robot falls on its hardware, a car on
# people. What is done about it:
#
# - learn in simulation, and go outside only with what passed;
# - explore near what is known to be safe, and let a fixed rule, a **shield**, overrule the agent
#   at the border;
# - learn from records, without acting at all (*offline* learning), knowing that records are silent
#   about what nobody tried;
# - keep a person who can stop it, and write down what stopping means.
#
# None of them is a setting in a recipe. They are decisions, to be made before the first step.

# %% [markdown]
# ## It does what you pay for
#
# A vacuum robot works in a room with three dirty spots. You pay 1 for each spot that it sucks up.
# It has three actions: *suck* a spot, *dump* its bag on the floor (pays nothing, makes one spot
# dirty again), or *stop*, which ends the day. What will a robot do that maximizes what you pay,
# with $\gamma = 0.95$? (A made-up world, in which everything can be computed.)


# %%
class Room(Tabular):
    def __init__(self, pay):
        self.pay = pay
        super().__init__(4, ("suck", "dump", "stop"), start=3, limit=20)

    def describe(self, state):
        return f"{state} dirty spots"

    def outcomes(self, dirty, action):
        after = (max(dirty - 1, 0), min(dirty + 1, 3), dirty)[action]
        return [(1.0, after, self.pay(dirty, after), action == 2)]


# %%
def a_day(room, gamma=0.95, sweeps=300):
    Q = np.zeros((4, 3))
    for _ in range(sweeps):
        for s, a in np.ndindex(4, 3):
            ((_, after, reward, ended),) = room.outcomes(s, a)
            Q[s, a] = reward + gamma * Q[after].max() * (not ended)
    (state, _), story, over = room.reset(seed=0), "", False
    while not over:
        action = Q[state].argmax()
        state, _, terminated, truncated, _ = room.step(action)
        story, over = f"{story} {room.actions[action]}", terminated or truncated
    return story, state


print(*a_day(Room(lambda before, after: float(max(before - after, 0)))), "spots dirty in the end")

# %% [markdown]
# It cleans the room, then dumps its bag, to be paid for cleaning once more, until night falls. It
# is not broken: it found the best policy for the reward that you wrote. This is **reward
# hacking**, and it is not rare: agents have gone round in circles collecting points in a boat race
# that they never finished.
#
# The mend is to pay for the *state of the room*, not for the deed. Let $\Phi(s)$ be how good a
# state is, here minus the number of dirty spots, and pay the change:
#
# $$r = \gamma\,\Phi(s') - \Phi(s)$$
#
# Add up the discounted pay of $n$ steps, and all between cancels: $\gamma^n\,\Phi(s_n) - \Phi(s_0)$ is
# left. So a way round a circle pays exactly as much as standing still for as many steps; no detour pays.
# It can be shown that such a pay, added to any reward, leaves the best policy as it was (if $\Phi$ counts as 0 once an
# episode has ended). So it is a guide and not a goal: alone it pays as much for putting the work off forever as for doing
# it. What you want has to be paid as well. Below, each spot that is dirty costs 0.1 in every step.

# %% [markdown]
# ## Your turn: the pay of a whole day


# %% exercise="day_pay"
def day_pay(dirty, gamma):
    """Return the discounted pay of a day on which each change is paid for.

    Parameters
    ----------
    dirty : list of int
        Dirty spots at the start and after each step, at least two numbers. How good a room is:
        minus its dirty spots.
    gamma : float
        Discount.

    Returns
    -------
    float
        The pay of step 0, plus gamma times that of step 1, plus gamma² times that of step 2 …
    """
    ### BEGIN SOLUTION
    total = 0.0
    for t in range(len(dirty) - 1):
        total += gamma**t * (dirty[t] - gamma * dirty[t + 1])
    return total
    ### END SOLUTION


# %% [markdown] hint="day_pay"
# What are $\Phi(s)$ and $\Phi(s')$ in the first step? And how much does the pay of the second count?

# %% [markdown] hint="day_pay"
# 3, 2 and 5 dirty spots with $\gamma = 0.5$: the first step pays 0.5 · (−2) − (−3) = 2, the second
# 0.5 · (−5) − (−2) = −0.5, which counts half. Together 1.75.

# %% [markdown] hint="day_pay"
# A loop over `range(len(dirty) - 1)` adds `gamma**t * (…)`; in the brackets stands the pay of step
# `t`. Or do without a loop: what is left when all between cancels?

# %% checks="day_pay"
expect(day_pay([3, 2], 0.5), 2.0, "one step: 0.5 · (-2) - (-3)")
expect(day_pay([3, 2, 5], 0.5), 1.75, "2, and half of the pay for making it worse, -0.5")
expect(day_pay([7, 6, 7], 0.9), 1.33, "once round a circle: 7 - 0.81 · 7")
expect(day_pay([7, 7, 7], 0.9), 1.33, "the circle pays as much as two steps of standing still")
expect(day_pay([9, 3, 5, 8], 0.9), 3.168, "better, then worse: 9 - 0.729 · 8")
expect(day_pay([6, 4, 1, 0], 0.8), 6.0, "clean in the end: all that is left is how dirty it was")

# %% mistake="day_pay" replace="(dirty[t] - gamma * dirty[t + 1])" says="the sign is turned: dirt is paid for" with="(gamma * dirty[t + 1] - dirty[t])"

# %% mistake="day_pay" replace="gamma * dirty[t + 1]" says="the goodness after a step is not discounted" with="dirty[t + 1]"

# %% mistake="day_pay" replace="gamma**t * (dirty[t]" says="the pay of later steps counts as much as that of the first" with="(dirty[t]"

# %% mistake="day_pay" replace="(dirty[t] - gamma * dirty[t + 1])" says="the discount stands at the state before a step, not after" with="(gamma * dirty[t] - dirty[t + 1])"

# %% mistake="day_pay" replace="gamma**t" says="the first step is discounted already" with="gamma ** (t + 1)"

# %% mistake="day_pay" replace="gamma**t" says="the number of the step is a factor, not an exponent" with="gamma * t"

# %% mistake="day_pay" replace="total +=" says="only the last step is paid" with="total ="

# %% mistake="day_pay" replace="range(len(dirty) - 1)" says="the last step is left out" with="range(len(dirty) - 2)"

# %% mistake="day_pay" replace="return total" says="the state at the end is taken without its discount" with="return float(dirty[0] - dirty[-1])"


# %% alternative="day_pay" says="no loop: all between the first and the last state cancels"
def day_pay(dirty, gamma):
    return dirty[0] - gamma ** (len(dirty) - 1) * dirty[-1]


# %% alternative="day_pay"
def day_pay(dirty, gamma):
    goodness = -np.array(dirty)
    pays = gamma * goodness[1:] - goodness[:-1]
    return np.sum(pays * gamma ** np.arange(len(pays)))


# %%
print(
    *a_day(Room(lambda before, after: -0.1 * after + before - 0.95 * after)),
    "spots dirty in the end",
)

# %% [markdown]
# Now it sucks three times. Then it stops, or sucks a clean floor: both pay nothing. Whoever writes
# a reward should ask: which circle would pay? What would I do, if I wanted the pay and nothing
# else?
#
# ## A landing, if you like
#
# Gymnasium's *LunarLander* has eight numbers for a state and three engines; the four actions are to
# fire one of them, or none. The agent of
# this unit learns it in some minutes; the cell below only shows gymnasium's own hand-written rule
# landing, where the package is installed. Otherwise it says how to get it.

# %%
try:
    from gymnasium.envs.box2d.lunar_lander import heuristic

    lander = gymnasium.make("LunarLander-v3")
except (ImportError, gymnasium.error.Error):
    lander = None
    print('To see it: pip install "box2d==2.3.10" pygame-ce, then restart the kernel.')

# %%
for seed in range(5) if lander else ():
    (state, _), track, total, over = lander.reset(seed=seed), [], 0.0, False
    while not over:
        track.append(state[:2])
        action = heuristic(lander.unwrapped, state)
        state, reward, terminated, truncated, _ = lander.step(action)
        total, over = total + reward, terminated or truncated
    plt.plot(*np.transpose(track), label=f"return {total:.0f}")
if lander:
    plt.legend(title="five landings")
    plt.xlabel("place")
    plt.ylabel("height")
    plt.show()

# %% [markdown]
# If you see lines, each is a flight down to the pad at place 0; a return of 200 and more counts as
# solved. The rule that flies is again a few weights, chosen by a person. To train your own agent
# there, change three things in the assignment: eight inputs, four outputs, and much more patience.
#
# ## Three sentences to remember
#
# 1. Where actions are amounts, a policy returns them; and a line with four weights may beat a
#    network, so try it first.
# 2. A simulation is wrong in unknown ways: test on delays, noise and other bodies, and choose for
#    the worst.
# 3. An agent maximizes what you wrote, not what you meant: pay for states, ask which circle would
#    pay, and decide on safety before the first step.
#
# **Where it leads.** To the assignment: build the agent yourself and count its falls.
