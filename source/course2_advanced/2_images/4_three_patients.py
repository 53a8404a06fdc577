# %% [markdown]
# # Three patients
#
# *30 minutes. You need: lectures 1 to 3 of this unit, and the clinic of unit 1.*
#
# A supplier of sorting machines has built three networks for clothes after the same plan, and all three are useless on the belt. No
# error message, no warning. You have an afternoon and five tests. In unit 1 you examined dense networks; networks for pictures fall
# ill in ways of their own, and need instruments of their own. Build two of them, look at a healthy network, then diagnose.

# %%
import numpy as np

from utils import image_clinic
from utils.checks import expect
from utils.widgets import interact

ward = image_clinic.ImageWard(budget=5)

# %% [markdown]
# ## Instrument 1: dead filters
#
# In a dense layer a dead unit is zero for every picture. A filter has a whole map for every picture, and it is dead only if it is zero
# at *every place of every picture*. One that answers to a single corner of a single shoe is alive.
#
# **Your turn.** From the maps after ReLU, return the share of dead filters.


# %% exercise="dead_filters"
def dead_filters(A):
    """Return the share of filters that are zero everywhere.

    Parameters
    ----------
    A : numpy.ndarray, shape (m, rows, columns, F)
        Maps after ReLU, for m pictures.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return np.mean(np.all(A == 0, axis=(0, 1, 2)))
    ### END SOLUTION


# %% [markdown] hint="dead_filters"
# A filter is one entry of the last axis. Over which three axes does "everywhere" run?

# %% [markdown] hint="dead_filters"
# `np.all(A == 0, axis=(0, 1, 2))` is True for each dead filter. The mean of True and False is a share.

# %% checks="dead_filters"
A = np.zeros((2, 3, 2, 5))
A[0, 2, 1, 1], A[1, 0, 0, 3], A[0, :, :, 4] = 0.5, 2.0, 1.0
expect(dead_filters(A), 0.4, "the first and the third of five never answer")
expect(dead_filters(A[:1]), 0.6, "for the first picture alone the fourth is silent, too")
expect(dead_filters(A[:, :, :, 3:]), 0.0, "one answer at one place is enough to be alive")


# %% mistake="dead_filters" replace="np.mean(np.all(A == 0, axis=(0, 1, 2)))" says="it is the share of zeros in all maps, not of dead filters" with="np.mean(A == 0)"

# %% mistake="dead_filters" replace="np.all(A" says="a filter counts as dead if it is zero anywhere" with="np.any(A"

# %% mistake="dead_filters" replace="axis=(0, 1, 2)" says="it is the share of dead maps: each picture is judged by itself" with="axis=(1, 2)"

# %% mistake="dead_filters" replace="np.mean(" says="dead filters are counted; the share is asked for" with="np.sum("


# %% alternative="dead_filters"
def dead_filters(A):
    dead = [A[..., f].max() == 0 for f in range(A.shape[-1])]
    return sum(dead) / len(dead)


# %% [markdown]
# ## Instrument 2: training against use
#
# Dropout and batch normalization make a network compute one way in training and another way in use. If the two disagree about the *same*
# pictures, no amount of data explains it: it is the machinery. A gap between training and held-out pictures proves much less.
#
# **Your turn.** Given the logits of both modes for the same pictures, return the share of pictures whose class is not the same.


# %% exercise="disagreement"
def disagreement(Z_training, Z_use):
    """Return for which share of pictures two sets of logits give different classes.

    Parameters
    ----------
    Z_training, Z_use : numpy.ndarray, shape (m, K)
        One picture a row. The class is the one with the largest logit.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return np.mean(Z_training.argmax(axis=1) != Z_use.argmax(axis=1))
    ### END SOLUTION


# %% [markdown] hint="disagreement"
# `argmax(axis=1)` turns each row of logits into a class. Two arrays of classes can be compared entry by entry.

# %% [markdown] hint="disagreement"
# The mean of `classes_1 != classes_2` is a share.

# %% checks="disagreement"
one = np.array([[2.0, 5.0, 1.0], [4.0, 3.0, 0.0], [-1.0, -2.0, 6.0], [0.5, 0.0, -3.0]])
two = np.array([[1.0, 9.0, 8.0], [4.0, 3.0, 7.0], [-5.0, -4.0, -9.0], [2.0, 1.0, 0.0]])
expect(disagreement(one, two), 0.5, "classes 1, 0, 2, 0 against 1, 2, 1, 0")
expect(disagreement(one[1:], two[1:]), 2 / 3, "of the last three, two differ")
expect(disagreement(one, one + 3), 0.0, "the same number added to all logits changes no class")


# %% mistake="disagreement" replace="!=" says="it is the share on which both agree" with="=="

# %% mistake="disagreement" replace="Z_training.argmax(axis=1) != Z_use.argmax(axis=1)" says="logits are compared, not classes" with="Z_training != Z_use"

# %% mistake="disagreement" replace="np.mean(" says="the pictures are counted; the share is asked for" with="np.sum("

# %% mistake="disagreement" replace="Z_training.argmax(axis=1) != Z_use.argmax(axis=1)" says="the largest logit is sought down the pictures, not along the classes" with="Z_training.argmax(axis=0) != Z_use.argmax(axis=0)"


# %% alternative="disagreement"
def disagreement(Z_training, Z_use):
    differ = [np.argmax(a) != np.argmax(b) for a, b in zip(Z_training, Z_use)]
    return sum(differ) / len(differ)


# %% [markdown]
# ## A healthy network
#
# Two layers of filters, each with batch normalization, ReLU and pooling, then a dense layer: eight epochs on 1000 garments. Its tests are
# free. The ward has four instruments: `"curves"`, `"pictures"` (as the first filters get them while training), `"modes"` (training against
# use) and `"maps"`.

# %%
ward.test("healthy", "curves")
ward.test("healthy", "pictures")

# %%
ward.test("healthy", "modes")
ward.test("healthy", "maps")

# %% [markdown]
# Both losses fall; from the fifth epoch or so the held-out one rises again, a little, as it does in
# most networks that train on. The garments are whole, all pixels run from 0 to 1, the two modes
# nearly agree, and the maps show parts of the garment.
#
# ## How a scale hides
#
# Before the patients, a riddle that has cost teams weeks. Multiply all pixels by a factor. A network of filters, ReLU, pooling and dense
# layers, *without biases*, multiplies its logits by the same factor: the class stays, only the sureness changes. **Predict.** Three logits 2.0,
# 1.5 and 0.5, and the third class is true: what happens to the loss when the factor grows?

# %%
prediction = "..."  # write yours

# %%
import matplotlib.pyplot as plt


@interact(factor=(0.0, 10.0, 0.5))
def scale(factor=4.0):
    z = np.array([2.0, 1.5, 0.5])
    factors = np.linspace(0, 10, 101)[:, np.newaxis]
    losses = np.log(np.exp(factors * z).sum(axis=1)) - factors[:, 0] * z[2]
    plt.plot(factors[:, 0], losses)
    plt.plot(factor, np.interp(factor, factors[:, 0], losses), "o", ms=9)
    plt.gca().set(xlabel="factor on the logits", ylabel="loss, third class true")


# %% [markdown]
# The class is wrong whatever the factor, so the accuracy does not move. The loss of this one
# picture grows without end: before long by 1.5 whenever the factor grows by 1. A loss in the dozens
# beside a decent accuracy is therefore a trace to follow.
#
# ## The patients
#
# | cause | what happens |
# |---|---|
# | `"augmentation spoils the pictures"` | what is learned from shows hardly anything of the garments |
# | `"dead filters"` | filters are zero everywhere |
# | `"held-out pixels on another scale"` | held-out pictures were prepared in another way |
# | `"overfitting"` | the training pictures are learned by heart |
# | `"running means have not arrived"` | batch normalization uses stale values in use |
# | `"shuffled labels"` | pictures and labels do not belong together |
#
# Three of these six causes have befallen A, B and C, one each. The first test is made for you, and paid from your five.

# %%
ward.test("A", "curves")

# %% [markdown]
# Read both pictures before you go on. The training curves are those of a healthy network. Held out, look at the numbers on the *axis* of the
# loss, and at the accuracy beside it. Which of the six causes does that leave? Which instrument would prove it, if you want to spend a test?
#
# Then examine B and C. Change the next cell and run it again for each test.

# %%
# ward.test("B", "curves")

# %% [markdown]
# **Your diagnosis.** Ten points for each right one, one for each test that is left. It counts once.

# %%
diagnosis = {}  # such as {"A": "dead filters", "B": …}
if diagnosis:
    ward.diagnose(**diagnosis)

# %% [markdown]
# Held-out curves that stay bad have many causes. When training is fine and use is not, `"modes"` tells machinery from data; when training
# itself does not get going, look at the pictures *as the network gets them*, not at those on the disk.
#
# ## Three sentences to remember
#
# 1. Compare training and use on the same pictures before you blame the data.
# 2. A huge loss beside a decent accuracy points at a scale.
# 3. Look at what the network is really given, after all changes.
#
# **Where it leads.** To the assignment, where the pictures move; and to unit 4, which starts from a network that has already seen a million of them.
