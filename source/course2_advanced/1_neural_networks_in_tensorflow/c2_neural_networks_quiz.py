# %% [markdown]
# # Quiz: neural networks in TensorFlow
#
# *25 minutes. You need: the lectures and the assignment of this unit.*
#
# You inherit a network from a colleague who has left: a few lines of Keras, two plots, and a note "does not
# learn". Twelve questions; each option explains itself once you have chosen it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="steps" points=1
# `model.fit(X, y, batch_size=64, epochs=5)` runs on 1000 examples. How many steps does the optimizer take?
#
# - [ ] 5
#   One step an epoch would be full-batch descent. Each mini-batch is a step of its own.
# - [ ] 75
#   15 full batches an epoch leave out 40 examples: the last batch is smaller, and it counts.
# - [x] 80
#   1000 / 64 is 15.6, so each of the five epochs has 16 steps, the last on 40 examples.
# - [ ] 5000
#   That would be a step an example, a batch size of 1.

# %% [markdown] choice="count" points=1
# How many parameters has `Sequential([Input((20,)), Dense(8, activation="relu"), Dense(3)])`?
#
# - [x] 195
#   20 · 8 + 8 in the hidden layer, 8 · 3 + 3 in the last one.
# - [ ] 184
#   These are the weights. Each of the eleven units has a bias as well.
# - [ ] 31
#   That counts circles: inputs and units. Parameters are the lines between them, and the biases.
# - [ ] 215
#   This gives each of the 20 inputs a bias, too; only units have one.

# %% [markdown] choice="shift" points=1
# The logits of a picture are 2, 5 and 1. Which change leaves all three probabilities as they are?
#
# - [ ] Doubling all three
#   Then the lead of the second grows from 3 to 6, and its probability comes closer to 1.
# - [x] Subtracting 100 from all three
#   Only differences count in softmax: the same factor cancels in numerator and denominator.
# - [ ] Replacing the smallest by 0
#   The share of the third shrinks, and what it loses goes to the others.
# - [ ] Dividing all three by their sum
#   The differences shrink to an eighth of what they were: the answer becomes more even.

# %% [markdown] choice="first_loss" points=1
# Before training, a network for 100 kinds of plants shows a loss of 37. What does that tell you?
#
# - [ ] Nothing yet: a fresh network can have any loss.
#   A fresh network should give all classes about the same chance, and that has a definite price.
# - [ ] That is about right for 100 classes.
#   Who gives all 100 the same chance pays log 100 = 4.6.
# - [x] It starts out very sure and wrong: look at the scale of the inputs first.
#   About 4.6 is due. Large logits at the start usually come from inputs that were not scaled.
# - [ ] The learning rate is too high.
#   Before the first step the rate has had no say.

# %% [markdown] choice="logits_bug" points=1
# ```python
# model = keras.Sequential([keras.Input((784,)), Dense(64, activation="relu"), Dense(10)])
# model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
# ```
#
# The loss stays near 2.3, hardly anything is learned. Why?
#
# - [ ] The labels have to be rows of zeros and ones.
#   Sparse cross-entropy takes whole numbers; rows of zeros and ones would be for the other one.
# - [ ] 64 units are too few for ten digits.
#   They were enough for more than nine in ten pictures in the lecture.
# - [ ] The hidden layer needs a sigmoid in order to give probabilities.
#   Hidden layers owe nobody probabilities, and sigmoids make the slopes smaller.
# - [x] The loss expects probabilities, but the last layer gives logits.
#   By its name alone the loss has from_logits=False. It cuts what it takes for probabilities at 0 and 1, where no slope is left.

# %% [markdown] choice="delta" points=1
# A picture of a 1 gets the probabilities 0.2, 0.5 and 0.3 for the classes 0, 1 and 2. What are the slopes
# of its cross-entropy by the three logits?
#
# - [x] 0.2, −0.5, 0.3
#   Probability minus truth, and the truth is 0, 1, 0. They add up to zero.
# - [ ] 0, −0.5, 0
#   The other two logits matter as well: raising them takes probability away from the truth.
# - [ ] 0, −2, 0
#   That is the slope by the probabilities, −1/p. Walk it back through softmax, too.
# - [ ] −0.2, 0.5, −0.3
#   With this sign descent would lower the logit of the true class.

# %% [markdown] choice="adam_first" points=1
# Adam with $\alpha = 0.01$ takes its very first step. Two parameters have the slopes 50 and −0.002. By how
# much do they move?
#
# - [ ] By −0.5 and 0.00002
#   That is plain gradient descent. Adam divides each slope by its own size.
# - [x] By −0.01 and 0.01
#   After correction the mean is the slope and the root of the mean square its size: their ratio is ±1.
# - [ ] By −0.001 and 0.001
#   Without bias correction the first mean would be a tenth of the slope. (And the second mean a thousandth of its square.)
# - [ ] By −0.01 and practically 0
#   Each parameter has its own step length; a flat direction is walked as briskly as a steep one.

# %% [markdown] choice="momentum_why" points=1
# In a long narrow valley plain descent leaps from wall to wall. What does momentum change?
#
# - [x] The leaps across cancel in its memory, the steps along add up.
#   A fading sum of slopes that change sign stays small; of slopes that agree it grows up to tenfold.
# - [ ] It makes the walls less steep.
#   The landscape is the loss; an optimizer does not change it.
# - [ ] It lowers the learning rate where the ground is steep.
#   That is nearer to Adam, which divides by the size of the slopes. Momentum has one rate for all.
# - [ ] It averages over more examples, so the slopes are more exact.
#   Larger batches do that. Even with exact slopes, plain descent leaps from wall to wall.

# %%
epochs = np.arange(1, 13)
train = 2.3 * np.exp(-0.3 * epochs) + 0.02
held_out = 0.25 + 1.5 * np.exp(-0.65 * epochs) + 0.016 * np.maximum(epochs - 4, 0)
plots.training_curves({"loss": train, "val_loss": held_out})
plt.show()

# %% [markdown] choice="stop" points=1
# The curves above are (made up but typical) those of a network for digits. Which weights do you put to work?
#
# - [ ] Those of epoch 12: the training loss is lowest there.
#   On new pictures the network has become worse since; the last epochs taught it its training pictures by heart.
# - [ ] Those of epoch 1: there the two curves are farthest from overfitting.
#   It has hardly learned anything yet; the held-out loss is more than twice as high as later.
# - [x] Those of about epoch 6, where the held-out loss is lowest.
#   That is what counts for new pictures. Keep the weights of the best epoch, and you need not guess when to stop.
# - [ ] Any: the training is broken, since the curves part.
#   A gap between the two is normal. It says that part of what is learned holds for the training pictures only.

# %% [markdown] choice="below" points=1
# In the first epoch the held-out loss is *lower* than the training loss. What is the likeliest reason?
#
# - [ ] Training and held-out pictures were swapped.
#   Then it would stay so in later epochs; here the curves cross soon.
# - [x] The training loss is a mean over the epoch, while the network was still learning.
#   The held-out loss is measured at the epoch's end, by a better network.
# - [ ] The network overfits.
#   Overfitting shows the other way round: low in training, high outside.
# - [ ] The learning rate is too high.
#   Too high a rate makes both losses jump; it does not favor the held-out pictures.

# %% [markdown] choice="patient" points=1
# Training loss falls to 0.1, training accuracy is 99%. On held-out pictures the accuracy is 6%, *below* one in
# ten. Which test comes first?
#
# - [ ] The share of dead units
#   With 99% on the training pictures enough units are alive.
# - [ ] The slopes layer by layer
#   They arrive: the training loss fell all the way.
# - [ ] Another run with a smaller learning rate
#   The training went well. More of it cannot explain a result that is worse than guessing.
# - [x] A look at ten held-out pictures, with their labels and the range of their pixels
#   Worse than chance means that they differ systematically: negatives, another scale, labels shifted by one.

# %% [markdown] choice="promise" points=1
# On 1000 held-out pictures you pick the smallest threshold for which at most 2% of the pictures above it are
# misread. On new pictures it is 2.9%. What went wrong, most likely?
#
# - [ ] The network has forgotten something since.
#   Weights do not change when they are used.
# - [x] Nothing unusual: a threshold that only just fulfills the wish on the pictures it was chosen on has no margin.
#   It has used up the luck of those pictures. Ask for less than 2%, and choose on more pictures.
# - [ ] The confidence should have been computed with the test labels.
#   On new pictures there are no labels; a rule may use only what is known then.
# - [ ] The threshold should have been chosen on the training pictures.
#   There the network is right and sure far more often than elsewhere: the promise would be broken by more.
