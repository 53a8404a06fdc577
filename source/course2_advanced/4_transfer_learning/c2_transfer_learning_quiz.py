# %% [markdown]
# # Quiz: transfer learning
#
# *20 minutes. You need: the lectures and the assignment of this unit.*
#
# A mountain rescue team wants a model that finds people on photos from a drone. It has 150 labeled photos, a pretrained front, and
# one laptop. You look over its plans and its curves. Ten questions; each option explains itself once you have chosen it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="scale" points=1
# The head was trained on features of pixels scaled to $(x - 127) / 128$ and is right on 91% of held-out photos. In the app it is right on 64%. The app sends the same
# held-out photos. Where do you look first?
#
# - [ ] At the penalty of the head
#     The same head got 91% on the same photos. What differs comes before it.
# - [ ] At overfitting: the app shows what the model is really worth
#     Overfitting shows on photos that were not trained on; these are the same held-out photos as before.
# - [x] At how the app scales the pixels, and in which order it sends the colors
#     The front gets other numbers for the same photo. There is no error and no warning, only worse features.
# - [ ] At the running means of batch normalization
#     They are as they were when 91% were measured, unless the front was trained in between.

# %% [markdown] choice="count" points=1
# A block gets 20 channels, expands them by 6, looks around with depthwise filters of 3 × 3, and mixes down to 30 channels; no biases. How many weights have its filters?
#
# - [ ] 5400
#     That is 9 · 20 · 30, a plain layer of 3 × 3 filters without any expansion.
# - [ ] 6180
#     The depthwise filters come after the expansion: there are 120 of them, not 20.
# - [x] 7080
#     20 · 120 to expand, 9 · 120 to look around, 120 · 30 to mix: 2400 + 1080 + 3600.
# - [ ] 34800
#     2400 + 9 · 120 · 30 would let every filter run over all channels.

# %% [markdown] choice="shuffled" points=1
# In the lecture, shuffling the weights of block 11 cost next to nothing, and of block 2 about half of the accuracy. A colleague concludes that block 11 learned nothing in its first training. Your answer?
#
# - [ ] He is right, it can be left out of every network.
#     For telling a thousand things apart it may well matter. It was tried on our task only, with a new head.
# - [ ] Shuffling does no harm in general, since the numbers stay the same.
#     Block 2 shows that it does: the numbers stay, what they say together is gone.
# - [x] What it adds served another task; and since its result is added to its input, the earlier features still get through.
#     Late blocks serve a task, early ones serve all. The path around the block keeps the rest alive.
# - [ ] The head did not get enough steps to adapt to the shuffled block.
#     The new head was fitted to the end, and was as good as before.

# %% [markdown] choice="norm" points=1
# You thaw three blocks and fine-tune on 150 photos. The loss in training falls nicely; in use, even the *training* photos are named worse than before. What happened most likely?
#
# - [ ] Catastrophic forgetting: the rate was too high.
#     Then the loss in training would not fall nicely.
# - [x] The batch normalization of these blocks was thawed, and its running means moved to something halfway.
#     In training each batch uses its own mean, in use the running one counts. Keep those layers frozen.
# - [ ] 150 photos were learned by heart.
#     A model that knows its training photos by heart names them rightly in use, too.
# - [ ] The head was fitted before the blocks were thawed.
#     That is as it should be, and does no harm.

# %% [markdown] choice="moved" points=1
# After ten steps of training you compare all weights with those before. The head has moved, nothing else. A loop sets `layer.trainable = True` for every layer of block 3; the next line is `front.trainable = False`, then comes `compile`. What now?
#
# - [ ] Train longer; deep layers need more steps to move.
#     With Adam every weight that gets a slope moves in the first step.
# - [ ] Raise the learning rate for block 3.
#     A rate times nothing is nothing: these weights are not handed to the optimizer at all.
# - [x] Take that line out, and give each layer of the front its own True or False.
#     Setting the whole sets all layers within, those of block 3 as well.
# - [ ] Compile again; the switches are looked up then.
#     The switches are False when it compiles, and they will be the second time.

# %%
steps = np.arange(100)
plans = {
    "A": np.full(100, 1.0),
    "B": 0.5 * (1 + np.cos(np.pi * steps / 100)),
    "C": np.where(steps < 15, steps / 15, 0.5 * (1 + np.cos(np.pi * (steps - 15) / 85))),
    "D": 0.5 * (1 + np.cos(np.pi * np.minimum(steps, 50) / 50)),
}
for (name, plan), style in zip(plans.items(), ["-", "--", "-", ":"]):
    color = plots.HIGHLIGHT if name == "C" else plots.MODEL
    plt.plot(steps, plan, style, color=color, label=name)
plt.gca().set(xlabel="steps taken", ylabel="rate, as a share of the peak")
plt.legend()
plt.show()

# %% [markdown] choice="plans" points=1
# The four plans above have the same peak and 100 steps. With one of them the loss stays exactly where it is during the last half of the training. Which one, and why?
#
# - [ ] A: a constant rate jumps around the bottom.
#     It may do so, but then the loss changes all the time.
# - [ ] B: half a wave makes the last steps tiny.
#     Tiny at the very end only; in the middle it still has half of the peak.
# - [ ] C: the warm-up has used up the steps.
#     The warm-up takes 15 steps; the wave fills the other 85.
# - [x] D: its total was set to 50, so that nothing moves from there on.
#     A plan has to know its end. Half of the computing time is spent on a rate of 0.

# %% [markdown] choice="rate" points=1
# From scratch, Adam at 0.01 worked well for this team. With the same rate they fine-tune a pretrained front, whose weights have a size of about 0.05. What do you expect after 50 steps?
#
# - [ ] The same as from scratch: Adam sets its step for each weight by itself.
#     It makes each step about as long as the rate. That is what is too long here.
# - [x] Hardly anything is left of what was borrowed.
#     Fifty steps of 0.01 move a weight by up to ten times its own size.
# - [ ] Nothing happens, since pretrained weights have slopes near 0.
#     On the new task they have slopes, and Adam divides by their size anyway.
# - [ ] The head is spoiled, while the blocks stay as they are.
#     Adam moves all thawed weights by about the same amount.

# %% [markdown] choice="paired" points=1
# Two ways to learn are tried on four draws of the training photos: A gets 0.71, 0.78, 0.74, 0.81, and B on the same draws 0.69, 0.75, 0.72, 0.78. What is the best that can be said?
#
# - [ ] Nothing, since both spread over 0.1 and overlap.
#     That spread is the luck of the draw, and both had the same luck.
# - [ ] A is better by 0.025, and four draws make that certain.
#     Four are few; the interval has to be looked at, with Student's factor for four.
# - [x] A was better by 0.02 to 0.03 in every draw; the interval of the differences is narrow, about ±0.01.
#     The differences are 0.02, 0.03, 0.02, 0.03: their spread is 0.0058, divided by 2 and times 3.18.
# - [ ] A is better, for its best draw beats all draws of B.
#     The best draw says something about the draw.

# %% [markdown] choice="amdahl" points=1
# An epoch takes 50 seconds: 30 for loading, 15 for frozen blocks, 5 for training; one after the other. Which single step saves most?
#
# - [ ] A processor that trains ten times faster
#     If it runs only the training, 4.5 seconds are saved.
# - [ ] Keeping the maps of the frozen blocks
#     Saves 15 of the 50 seconds from the second epoch on, if the loading still has to be done.
# - [x] Keeping the maps in memory, so that the photos need not be loaded again, either
#     Then both loading and frozen blocks fall away, and 5 seconds are left.
# - [ ] Prefetching
#     Loading runs beside the other 20 seconds, and still takes 30: about 20 are saved.

# %% [markdown] choice="cache" points=1
# `photos.map(load).map(random_crop).cache().shuffle(150).batch(25).prefetch(2)`: training goes well at first, but the held-out loss rises early, as if nothing had been augmented. Why?
#
# - [ ] `shuffle` must come before `map`.
#     The place of `shuffle` among the maps changes nothing about the crops.
# - [ ] 150 is too small a buffer.
#     It holds all 150 photos, so every order is possible.
# - [ ] `prefetch` repeats old batches.
#     It prepares the next ones a little earlier and changes none.
# - [x] The random crops stand before `cache`: each photo has the same crop in all epochs.
#     Behind `cache` they would be drawn anew each time.
