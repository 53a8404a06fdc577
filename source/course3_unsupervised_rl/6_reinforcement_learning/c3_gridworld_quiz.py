# %% [markdown]
# # Quiz: reinforcement learning
#
# *20 minutes. You need: the four lectures of this unit.*
#
# A robot delivers parcels in a warehouse, an elevator decides where to wait, a farmer sells strawberries.
# Work something out where you can, and choose one answer each. The cell below your answer says why an
# option is right or wrong. Where a question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="delayed_return" points=1
# A delivery brings the rewards −1, −1, −1, 20. With $\gamma = 0.5$, what is the return of this episode?
#
# - [ ] 17
#     That is the plain sum, without discount.
# - [x] 0.75
#     −1 − 0.5 − 0.25 + 0.125 · 20 = −1.75 + 2.5. Three steps of delay leave an eighth of the 20.
# - [ ] −0.5
#     Here the last reward is multiplied by γ four times. The first reward is not discounted, so the
#     fourth gets the third power.
# - [ ] 18.25
#     Here the 20 is not discounted at all: −1.75 + 20. It comes three steps late and counts an eighth.

# %% [markdown] choice="patience" points=1
# From its place the robot can pick up a small parcel, worth 3, with the very next step, or a large one,
# worth 12, with the third step. Steps that bring no parcel cost nothing. For which discounts does it go
# for the large one?
#
# - [ ] for every discount, as 12 is more than 3
#     A robot with γ = 0.1 sees 12 · 0.01 = 0.12 against 3.
# - [ ] for $\gamma$ above 0.25
#     Two steps of delay multiply by γ twice, not once.
# - [x] for $\gamma$ above 0.5
#     12 γ² > 3 means γ² > 1/4.
# - [ ] for $\gamma$ above 0.63
#     That would be γ³ > 1/4. The third step is two steps later than the first, so it is γ².

# %% [markdown] choice="markov" points=1
# An elevator is to learn where to wait. Its state is the floor on which it stands. It is told a reward of −1
# for each second that somebody waits. In the mornings people come in on the ground floor, in the evenings
# they leave from above. What goes wrong?
#
# - [ ] The rewards are negative, so it will learn nothing.
#     Only differences between actions matter. The least loss is the best.
# - [x] The floor alone does not tell what comes next.
#     The same floor calls for another action in the evening. The time of day belongs to the state.
# - [ ] It needs a discount of 1, as each second counts the same.
#     An episode without end needs a discount below 1, or else the sums diverge. But that is not
#     the trouble here.
# - [ ] It needs more episodes, to average over mornings and evenings.
#     The average is a policy for noon at all hours, however long it learns.

# %% [markdown] choice="bellman" points=1
# Shunting a parcel brings −2. Then the robot is in state B (value 10) with probability 0.7, or it has
# dropped the parcel, which ends the episode, with probability 0.3; in that case the reward is −20, not −2.
# With $\gamma = 0.9$, what is this action worth?
#
# - [x] −1.1
#     0.7 · (−2 + 0.9 · 10) + 0.3 · (−20) = 4.9 − 6. After the end nothing follows.
# - [ ] 0.3
#     0.7 · 9 − 6 leaves out the −2.
# - [ ] −0.4
#     0.7 · (−2 + 10) − 6 leaves out the discount.
# - [ ] 4.9
#     That is the first of the two outcomes alone.

# %%
# The picture of question 5
HALL = ["......", ".####.", "S....G"]
fig, axes = plt.subplots(1, 3, figsize=(12, 2))
first = np.array([1, 1, 1, 1, 1, 2, 0, 0, 0, 0, 0, 2, 1, 1, 1, 1, 1, 0])
second = first.copy()
second[12] = 0
third = first.copy()
third[[0, 1, 6]] = 3, 3, 3
for ax, policy, name in zip(axes, [first, second, third], "ABC"):
    plots.policy(HALL, policy, ax=ax)
    ax.set_title(name)
plt.show()

# %% [markdown] choice="compare_policies" points=1
# Three policies in a hall without slips; each step costs 0.1, home brings 10. All that counts is the mean
# return from the start (bottom left). Which are best?
#
# - [ ] A only: B and C each differ from it in at least one arrow.
#     Arrows in cells that are never visited change nothing. Compare values, not arrows.
# - [ ] B only: its way has more cells, and so more rewards.
#     Its way is longer by four steps. Each costs 0.1 and delays the 10.
# - [x] A and C: from the start they do the same.
#     C has odd arrows in the top left corner, but no walk from the start gets there.
# - [ ] All three, as all of them come home in the end.
#     They do, but B takes the long way round.

# %% [markdown] choice="policy_iteration" points=1
# Policy iteration stops when no arrow changes any more. A colleague changes an arrow whenever `argmax`
# names another action than the present one, and the program runs forever, going back and forth between
# two policies. What is the likely reason?
#
# - [ ] The discount is too large for the values to converge.
#     Values that do not converge would not show as two policies in turn. Evaluation converges for every
#     γ below 1.
# - [ ] Policy iteration may go in circles; value iteration cannot.
#     If arrows change only for a real gain, each policy is better than the one before, so none comes
#     again.
# - [x] Two actions are equally good, and rounding decides which is ahead.
#     Change an arrow only if the other action is better by more than rounding, such as 1e-9.
# - [ ] The evaluation stops too early, after a few hundred sweeps.
#     With γ = 0.95, 300 sweeps leave an error of about 2 in ten million. It matters only where two
#     actions tie, and that is the reason to find.

# %% [markdown] choice="update" points=1
# $Q(s, a) = 6$. The action $a$ brings the reward 1 and leads to a state with the values 4, 9 and 2.
# $\gamma = 0.9$, $\alpha = 0.1$. In that state the agent then explores and takes the third action. What is
# $Q(s, a)$ after the step of Q-learning?
#
# - [x] 6.31
#     Target 1 + 0.9 · 9 = 9.1; a tenth of the difference of 3.1. What the agent does next does not matter.
# - [ ] 5.68
#     That takes the value of the action it explores, 2: another method (called SARSA), which learns about the way that it really goes.
# - [ ] 9.1
#     That is the target itself. The learning rate moves only a tenth of the way.
# - [ ] 6.91
#     The whole target was multiplied by 0.1 and added; the old value has to be subtracted first.

# %% [markdown] choice="terminated_bug" points=1
# Where is the bug?
#
# ```python
# after, reward, terminated, truncated, _ = env.step(action)
# over = terminated or truncated
# target = reward if over else reward + gamma * Q[after].max()
# Q[state, action] += alpha * (target - Q[state, action])
# ```
#
# - [ ] `Q[after].max()` should be the value of the action that is taken next.
#     That would be another method. Q-learning takes the maximum.
# - [ ] The update should come before `env.step`.
#     Before the step neither the reward nor the next state is known.
# - [ ] Nothing: an episode that is over has no future.
#     One that was cut off would have had one. The robot learns that the world ends after 200 steps.
# - [x] An episode that is only cut off is treated like one that has ended.
#     With `truncated` the target should look ahead as usual; only `terminated` ends the world.

# %%
# The picture of question 9
episodes = np.arange(1, 1001)
rng = np.random.default_rng(0)
wobble = rng.normal(0, 0.8, (2, 1000))
a = 2 + wobble[0] * 0.3
b = -6 + 14 / (1 + np.exp(-(episodes - 550) / 70)) + wobble[1]
plots.returns(a, label="agent A, ε = 0.05 throughout", color=plots.SECOND)
plots.returns(b, label="agent B, ε from 1 to 0.05")
plt.legend(fontsize=8)
plt.show()

# %% [markdown] choice="read_returns" points=1
# Two robots learn in equal warehouses (the curves are drawn for this question). What can you say?
#
# - [ ] A learns faster and should be preferred.
#     It is ahead for 500 episodes because it lives on the first thing that it found.
# - [x] B paid for its early exploring, and its policy may have been good before the curve shows it.
#     The curve shows what B earns while it explores. Without exploring, its table may have been
#     worth more long before.
# - [ ] A and B have the same table in the end; B only acts more boldly.
#     At 0.05 both act alike. If B earns 8 and A earns 2, their tables differ.
# - [ ] B got lucky: with so much exploring its returns should be worse in the end.
#     In the end it explores as little as A.

# %% [markdown] choice="optimism" points=1
# An agent never acts at random ($\varepsilon = 0$), and all rewards lie between −1 and −0.1, with
# $\gamma = 0.9$. Its table begins with zeros. Does it explore?
#
# - [ ] No: without ε it takes the first action that worked, forever.
#     What worked has brought a negative reward, and looks worse than what was not tried.
# - [x] Yes: 0 is more than anything is worth, so whatever it tries disappoints.
#     Zeros are optimistic here. In the bay the same zeros were pessimistic, for there home brings 10.
# - [ ] Only if the table begins with 10 or more.
#     It has to begin above the true values, and these are at most 0.
# - [ ] Only where two actions have exactly the same value.
#     Ties are the first step. After it, the tried action is behind, and the others are ahead.

# %% [markdown] choice="reward_design" points=1
# The robot is to bring parcels to a door, fast and without collisions. Which reward would you choose?
#
# - [ ] +1 for each step in which it carries a parcel
#     It will carry the first parcel about, and never put it down.
# - [ ] +10 at the door, and nothing else
#     Nothing speaks against a collision, unless it ends the episode, and only γ speaks for haste.
# - [ ] +10 at the door, +2 for each step that brings it nearer to the door
#     It can go back and forth forever: nearer +2, farther 0, nearer +2.
# - [x] +10 at the door, −0.1 for each step, −10 for a collision
#     It pays for the end, lets time cost a little, and prices what must not happen.

# %% [markdown] choice="plan_or_learn" points=1
# A farmer has records of 20 weeks: prices, stocks, sales. She wants a price policy for the next season.
# What do you advise?
#
# - [ ] Q-learning at the stall from the first day, with $\varepsilon$ from 1 to 0.05
#     It needs thousands of weeks, and she would pay for all of its trials.
# - [x] Fit how demand depends on price and day, then compute the best policy.
#     Knowing the shape of the demand saves nearly all of the experience. In the lecture 20 weeks were
#     enough for 97 to 100% of the best.
# - [ ] The price that brought most on average in the records, for every day
#     A fixed price lost a tenth even when it was chosen perfectly.
# - [ ] Q-learning on the 20 weeks, again and again, until the table stops changing
#     The table has hundreds of pairs of state and price, most of which those weeks never saw. Repeating them
#     adds nothing about the others.
