# %% [markdown]
# # Quiz: images
#
# *20 minutes. You need: the lectures and the assignment of this unit.*
#
# A nursery wants to recognize sick leaves from photos, 96 × 96 pixels in color. You are asked to look over the plans of a colleague, and
# over what came of them. Ten questions; each option explains itself once you have chosen it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="shape" points=1
# A photo of 96 × 96 pixels goes through 12 kernels of 5 × 5 without padding, stride 1, then through pooling by 2 × 2. What comes out?
#
# - [ ] 48 × 48 × 12
#   That would be with padding. Without it 5 × 5 windows fit into 96 pixels at 92 places.
# - [ ] 46 × 46 × 36
#   The three colors are added up in each kernel; they do not multiply the channels.
# - [x] 46 × 46 × 12
#   92 places in each direction, halved by pooling, and one channel for each kernel.
# - [ ] 46 × 46 × 3
#   The channels that come in are used up by the sums; each kernel gives one that is new.

# %% [markdown] choice="weights" points=1
# How many parameters has that layer of 12 kernels on color photos?
#
# - [ ] 312
#   12 · (25 + 1) would be for gray photos. A kernel has weights for each of the three colors.
# - [x] 912
#   12 · (5 · 5 · 3 + 1): each kernel spans all three colors and has one bias.
# - [ ] 936
#   12 · 3 · (25 + 1) gives each color a bias of its own; a kernel has only one.
# - [ ] About 100,000
#   The number of places does not count: the same weights are used at each of them.

# %% [markdown] choice="kernel" points=1
# The kernel has a row of −1 above, a row of 0, and a row of 1 below. Where is its map largest?
#
# - [x] At a level rim with the smaller numbers above and the larger ones below
#   There the lower row adds much and the upper one takes away little.
# - [ ] At an upright rim with large numbers on the right
#   To the left and right the weights are equal, so such a rim adds as much above as below, and cancels.
# - [ ] In the middle of a large, even leaf
#   On even ground the rows cancel, however large the numbers are.
# - [ ] At a level rim with the larger numbers above
#   There the map is most negative: the sign tells the two sides apart.

# %% [markdown] choice="moved" points=1
# All leaves in the training photos lie in the middle. The network has filters, pooling, `Flatten` and a dense layer. A user holds the leaf to the side. What happens?
#
# - [ ] Nothing: convolution does not care where a leaf lies.
#   Its maps move along with the leaf. The dense layer behind them has a weight for every place.
# - [ ] Nothing: pooling makes up for any movement.
#   Pooling by 2 × 2 forgets a pixel or two, not half a photo.
# - [x] It errs more often; learning from moved photos, or global pooling at the end, would help.
#   One teaches the dense layer all places, the other throws the place away before it.
# - [ ] It errs more often, and more filters are the cure.
#   More kernels find more patterns, but the head still reads them by place.

# %% [markdown] choice="head" points=1
# Why can a class activation map be drawn when the head is a global average and one dense layer?
#
# - [x] The logit is then a sum over places, so each place has a share of its own.
#   Mean and weighted sum may change places: first weight the maps, then take the mean.
# - [ ] The average finds the most important place.
#   It treats all places alike; the importance comes from the weights of the class.
# - [ ] The dense layer has a weight for every place.
#   It has one for every map. With `Flatten` it would have one for every place and map.
# - [ ] ReLU before it keeps only what speaks for the class.
#   ReLU keeps positive values of maps, and those may speak for or against a class.

# %% [markdown] choice="silence" points=1
# Silencing filter 3 costs 2 of 1000 leaves, filter 5 costs 210. A colleague concludes that filter 3 can go and that filter 5 *is* the detector of sickness. Which
# objection holds?
#
# - [ ] Filters cannot be switched off without training anew.
#   They can, and that is what was done; the question is what follows from it.
# - [ ] Both numbers are noise.
#   210 of 1000 is far more than chance would bring.
# - [x] Filter 5 may give something basic that all later layers use; and another filter may do the same as filter 3.
#   A part without which nothing works need not be the place where the decision is made.
# - [ ] Only filters of the last layer may be silenced.
#   Any part can be; what its silence means is to be judged each time.

# %%
epochs = np.arange(1, 16)
train = 1.9 * np.exp(-0.35 * epochs) + 0.02
held_out = 0.5 + 1.2 * np.exp(-0.6 * epochs) + 0.04 * np.maximum(epochs - 6, 0)
plots.training_curves({"loss": train, "val_loss": held_out})
plt.show()

# %% [markdown] choice="patience" points=1
# The curves above are made up, but typical. The held-out loss is lowest in epoch 6 and rises from there on. Early stopping with a patience of 3 would have trained how long?
#
# - [ ] 6 epochs
#   In epoch 6 nobody knows yet that it was the lowest.
# - [x] 9 epochs, and handed back the weights of epoch 6
#   Epochs 7, 8 and 9 are three in a row without a new low.
# - [ ] 9 epochs, and handed back the weights of epoch 9
#   Then the wait would have cost something. The best weights were kept.
# - [ ] 3 epochs
#   Patience counts epochs without a new low, not epochs in all.

# %% [markdown] choice="dropout" points=1
# With dropout at $p = 0.5$ the held-out loss lies below the training loss for thirty epochs. What do you make of it?
#
# - [ ] Held-out photos have got among the training photos.
#   Then both would be alike; it would not make held-out photos easier.
# - [x] It is to be expected: training is measured with half of the numbers missing, use with all of them.
#   Evaluate the training photos in use, without dropout, and the order is the usual one.
# - [ ] The network is overfitted.
#   Overfitting shows the other way round: low in training, higher outside.
# - [ ] Dropout should be active in use, too.
#   Then the answers would be random. In use all units speak.

# %% [markdown] choice="stale" points=1
# Training accuracy is 95% after 3 epochs of 10 steps, held-out accuracy is that of a guess. Evaluated as in use, *even the training photos* are guessed. The network has batch
# normalization. What now?
#
# - [ ] It overfits: add dropout.
#   A network that overfits knows its training photos in use, too.
# - [ ] The held-out photos were prepared in another way.
#   That cannot explain that the training photos fail as well.
# - [x] Its running means have not arrived: train longer or lower the momentum.
#   In training each batch uses its own mean, in use the running one; after 30 steps at 0.99 that is still near its start.
# - [ ] The learning rate is too high.
#   With too high a rate training would not reach 95%.

# %% [markdown] choice="augment" points=1
# Sick leaves show small brown spots. Which change of the training photos should *not* be used?
#
# - [ ] Mirroring from left to right
#   A mirrored leaf has the same spots, and users hold leaves both ways.
# - [ ] Turning by any angle
#   Leaves are held at any angle, and spots stay spots.
# - [ ] Moving by up to ten pixels
#   Leaves will not lie in the middle; that is what the network should learn.
# - [x] Random changes of color from green to brown
#   Here color is what tells sick from healthy. A change must leave the label true.
