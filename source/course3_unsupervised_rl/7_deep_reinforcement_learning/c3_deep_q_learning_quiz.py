# %% [markdown]
# # Quiz: deep reinforcement learning
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A crane learns to carry a load without swinging, a drone to hover, a robot to sort parcels. Work
# something out where you can, and choose one answer each. The cell below your answer says why an
# option is right or wrong. Where a question has a picture, it stands above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="table_size" points=1
# A drone measures 12 numbers, each cut into 8 bins, and has 5 actions. A table with one value for
# each pair of row and action has how many entries?
#
# - [ ] 480
#     12 · 8 · 5 adds up the bins. But every combination of bins is a row.
# - [x] $5 \cdot 8^{12}$
#     8 to the power of 12 rows, about 69 billion, and five values in each.
# - [ ] $(5 \cdot 8)^{12}$
#     The actions do not multiply with each number of the state, only once with the rows.
# - [ ] $12^{8} \cdot 5$
#     Base and exponent are exchanged: each of 12 numbers has 8 possibilities.

# %% [markdown] choice="target" points=1
# Reward −2, not terminated but truncated, $\gamma = 0.5$. In the next state the network says (3,
# 8, 5), the target network (6, 4, 9). What is the label of double DQN?
#
# - [ ] 2.5
#     −2 + 0.5 · 9 is the plain target: the target network has chosen for itself.
# - [ ] 2
#     −2 + 0.5 · 8 uses the value of the network that learns. It should only choose.
# - [x] 0
#     The network chooses the second action, the target network says 4: −2 + 0.5 · 4.
# - [ ] −2
#     That would be the label after an end. An episode that was cut off has a future.

# %% [markdown] choice="bounds" points=1
# A crane gets −1 for the step in which its load swings too far, which ends the episode, and 0
# otherwise; $\gamma = 0.99$. Its network says 0.4 in some state. What follows?
#
# - [ ] The state is safe, as its value is above 0.
#     No sequence of rewards of 0 and −1 adds up to 0.4.
# - [ ] The discount should be larger, so that values fit.
#     With any discount up to 1 the values stay between −1 and 0.
# - [x] The network overestimates, whatever the crane does next.
#     Values cannot be above 0 here. The belief comes from maxima over noisy estimates, or from labels that run away.
# - [ ] The network underestimates: with more training values rise.
#     They have nowhere to rise to.

# %% [markdown] choice="replay" points=1
# Why does a drone with a single body learn better from random draws out of a memory than from its
# latest 64 steps?
#
# - [ ] Its memory holds better steps, since bad ones are overwritten.
#     A ring overwrites the oldest, good or bad.
# - [x] The latest steps are alike, so each update forgets other states.
#     Draws from a memory mix situations, and use every step many times.
# - [ ] Random draws make exploration unnecessary.
#     What was never tried is in no memory.
# - [ ] Old labels are stored with the steps, so that they stay fixed.
#     Labels are computed anew from the target network at each draw; the memory holds transitions.

# %%
# The picture of question 5
rounds = np.arange(1, 21) * 100
rng = np.random.default_rng(3)
fig, axes = plt.subplots(1, 3, figsize=(11, 2.8))
ramp = 400 / (1 + np.exp(-(rounds - 800) / 150))
for ax, name, exam, practice in zip(
    axes,
    "ABC",
    [
        np.maximum(ramp + rng.normal(0, 25, 20), 9),
        12 + rng.normal(0, 1, 20),
        ramp * np.exp(-(np.maximum(rounds - 1100, 0) / 300)) + 12,
    ],
    [
        22 + rng.normal(0, 1, 20),
        20 + rng.normal(0, 1, 20),
        ramp * 0.7 * np.exp(-(np.maximum(rounds - 1200, 0) / 300)) + 15,
    ],
):
    ax.plot(rounds, exam, color=plots.DATA, label="exam")
    ax.plot(rounds, practice, "--", color=plots.SECOND, label="practice")
    ax.set(title=name, xlabel="round", ylabel="steps", ylim=(0, 500))
axes[1].legend()
plt.show()

# %% [markdown] choice="sick_curves" points=1
# Three agents (the curves are drawn for this question). One of them explores at random in every
# step of its whole training. Which one?
#
# - [x] A
#     Practice stays where random pushes are, while the exam, without exploring, shows what its network has learned.
# - [ ] B
#     Here the exam is bad, too: this one learns nothing at all. Exploring alone does not prevent learning.
# - [ ] C
#     Its practice rises, so it does not act at random all the time. It learns, and then falls apart.
# - [ ] None: an agent that acts at random cannot get better.
#     Q-learning learns what the best policy is worth while following another one.

# %% [markdown] choice="seeds" points=1
# With three seeds recipe A scores 210, 480, 300 and recipe B 250, 260, 270. A colleague reports:
# "A is better, 330 against 260." What do you say?
#
# - [ ] Right: the mean is what counts, and A's is larger by a quarter.
#     A's standard error is about 80: the difference of 70 is smaller than that.
# - [ ] Wrong: B is better, as its worst run beats A's worst.
#     That, too, rests on one run each.
# - [ ] One should compare the best runs, 480 and 270.
#     The best of several runs is mostly luck, and more so the more one tries.
# - [x] Three seeds with such a spread cannot tell; run more of both.
#     A's mean is 330 with a standard error near 80, B's 260 with one near 6. What they do tell: B varies less.

# %% [markdown] choice="fresh_exam" points=1
# You examine an agent 40 times in training, with 20 poles each, and keep the weights of the best
# exam, 412 steps. A fresh exam of them says 371. Why is it lower?
#
# - [ ] The agent has forgotten something between the two exams.
#     The weights were kept; nothing has changed in them.
# - [x] The best of 40 exams was partly lucky; the fresh one has no such luck.
#     That is why the fresh one is to be reported.
# - [ ] The fresh exam explores, and the others did not.
#     No exam explores.
# - [ ] 20 poles are too few for training.
#     Poles of an exam are not used for training; and too few poles would make the fresh one noisy, not lower.

# %% [markdown] choice="copy_bug" points=1
# The weights are changed in place by each step downhill. Where is the bug?
#
# ```python
# if score > best_score:
#     best_score, best = score, params
# ```
#
# - [ ] It should say `>=`, so that later weights win.
#     Either choice is fine between equals.
# - [ ] `best_score` has to be reset in each round.
#     Then every exam would count as the best.
# - [x] `best` is the very list that goes on learning.
#     It needs a copy of each array, or in the end it holds the last weights.
# - [ ] The score should come from the target network.
#     The exam judges the network that acts. The bug is elsewhere.

# %% [markdown] choice="tau" points=1
# The target network follows with $\tau = 0.02$ a round. The network makes a sudden jump. After how
# many rounds has the target network gone about half of the way?
#
# - [x] 34
#     0.98 to the power of 34 is 0.50: half of the way is left.
# - [ ] 50
#     That is 1/0.02. After 50 rounds 0.98 to the power of 50, or 36%, is left.
# - [ ] 25
#     It would be right if each step were 2% of the first distance. Each is 2% of what is left.
# - [ ] 2
#     With a share of 0.02 two rounds go 4% of the way.

# %% [markdown] choice="continuous" points=1
# A crane's motor takes any speed from −1 to 1 m/s. Which approach fits worst?
#
# - [ ] A policy network that returns a speed, with a critic
#     That is actor-critic, made for amounts.
# - [ ] A random search over the few weights of a linear rule
#     For few weights it works well, as on the pole.
# - [ ] DQN with five speeds to choose from
#     Coarse, but with a single motor a usable beginning.
# - [x] DQN with an output for each speed in steps of a millionth
#     Two million outputs, of which nearly all are never tried, and neighbors do not know that they are neighbors.

# %% [markdown] choice="hacking" points=1
# A robot sorts parcels, and is paid 1 for each parcel put into the right bin. After a week it
# takes parcels out of the right bin and puts them in again. Which change ends that without new
# trouble?
#
# - [ ] Pay 2 for each parcel, so that sorting becomes worth more
#     Then the circle is worth more, too.
# - [ ] A smaller discount, so that it thinks less far ahead
#     Taking out and putting in is a short circle. It pays for the shortsighted as well.
# - [x] Pay for the change in the number of parcels in their right bins
#     Taking one out costs what putting it in brings, so the circle pays nothing.
# - [ ] Fire the robot's arm whenever it touches a bin twice
#     Then parcels that fell into a wrong bin stay there.

# %% [markdown] choice="sim_to_real" points=1
# Three policies for a drone, scored in simulations with wind, with late sensors and with a heavy
# load: P (480, 60, 470), Q (300, 280, 310), R (500, 240, 200). Reality will be like one of them,
# you do not know which, and a crash is expensive. Which policy do you take?
#
# - [ ] P: it is best or nearly so in two of three worlds.
#     And falls out of the sky in the third.
# - [x] Q: its worst world is the best of the three worst.
#     280 against 60 and 200. It pays a little in calm weather for that.
# - [ ] R: it has the best score of all.
#     That is its best world; you do not know that you will be there.
# - [ ] P: its mean of 337 is the largest.
#     The mean is right if crashes and flights balance out. Here one crash costs a lot.
