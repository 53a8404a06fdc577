# %% [markdown]
# # Quiz: a first neural network
#
# *20 minutes. You need: the five lectures of this unit.*
#
# A colleague sends you a network that "sort of learns". Could you tell from a few shapes, a curve and
# six lines of code what is wrong with it? Twelve questions; each option explains itself once you have
# chosen it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="band" points=1
# A plant thrives between 18 and 26 °C, and neither below nor above. Only the temperature is given. The
# output is a sigmoid neuron. How many hidden sigmoid neurons does it need at least to say "thrives" in
# between and "doesn't" on both sides?
#
# - [ ] None: the output neuron can learn the two limits itself.
#   A single sigmoid of wT + b only rises or only falls. It has one switching point, and the band has two.
# - [ ] One: it can switch at 18 and at 26.
#   One hidden neuron rises or falls once, and the output makes a rising or falling curve of that: still no band.
# - [x] Two: one for "too cold", one for "too hot".
#   The output can listen to both with negative weights and a positive bias: it is on when neither of them is.

# %%
T = np.linspace(0, 30, 200)
plt.plot(T, 1 / (1 + np.exp(1.2 * T - 18)), color=plots.MODEL)
plt.gca().set(xlabel="temperature (°C)", ylabel="activation a")
plt.show()

# %% [markdown] choice="read_neuron" points=1
# The picture above shows a single sigmoid neuron that reads the temperature. Which weight and bias does
# it have?
#
# - [x] $w = -1.2$, $b = 18$
#   It falls, so w is negative, and it switches at -b/w = 18/1.2 = 15 °C, where the curve passes 0.5.
# - [ ] $w = 1.2$, $b = -18$
#   This one also switches at 15 °C, but it rises: a positive weight says "the warmer, the more".
# - [ ] $w = -1.2$, $b = -18$
#   It falls, but it switches at -b/w = -15 °C; in the picture it would be at zero everywhere.
# - [ ] $w = -15$, $b = 1$
#   The switching point is -b/w, not -w: this neuron would switch at about 0.07 °C, and abruptly.

# %% [markdown] choice="shapes" points=1
# `X` has the shape (500, 64): 500 examples. The hidden layer has 10 neurons and there is one output. Which
# shapes have `W1`, the hidden activations `A1` and `W2`, in the convention of this course?
#
# - [ ] (10, 64), (10, 500), (1, 10)
#   That is the convention with examples in columns. With examples in rows, X @ W1 would not even be defined.
# - [x] (64, 10), (500, 10), (10, 1)
#   A column of W1 for each hidden neuron, a row of A1 for each example, and W2 reads 10 values.
# - [ ] (500, 10), (500, 10), (500, 1)
#   Weights do not know how many examples there are: the same network must work for a single picture.

# %% [markdown] choice="count" points=1
# How many parameters has a network with 20 inputs, 5 hidden neurons and 1 output?
#
# - [ ] 105
#   These are the weights, 20 · 5 + 5 · 1. Each neuron has a bias, too.
# - [ ] 26
#   These are the circles of the drawing. Parameters are its lines, and one bias for each neuron.
# - [ ] 131
#   That is 111 + 20: it gives each input a bias, too. Inputs are given; only the 6 neurons have one.
# - [x] 111
#   20 · 5 + 5 in the hidden layer and 5 + 1 at the output.

# %% [markdown] choice="no_bend" points=1
# Someone removes `np.tanh` from a network with 50 hidden neurons, "to make it faster", and trains it on the
# two moons. What will the decision boundary look like?
#
# - [x] A straight line
#   Without a bend the two layers fold into one, W = W1 W2: the network is logistic regression with many more numbers.
# - [ ] A curve with up to 50 bends
#   The bends come from the activation. Fifty straight neurons, weighted and added, are one straight neuron.
# - [ ] There is none: without activation the network cannot be trained
#   It can: all slopes exist, and the cost falls as far as it does for logistic regression.

# %% [markdown] choice="broadcast" points=1
# This code runs without an error, but the gradient is nonsense:
#
# ```python
# y_hat = sigmoid(A1 @ W2 + b2)    # A1 (200, 4), W2 (4, 1)
# error = (y_hat - y) / len(y)     # y (200,)
# ```
#
# What is wrong?
#
# - [ ] `len(y)` should be `len(W2)`
#   The mean is taken over the examples, so m = 200 is right. Look at the shapes of the difference's two sides.
# - [x] `error` has the shape (200, 200)
#   A column minus a flat array pairs every prediction with every truth. Flatten y_hat first, or give both one shape.
# - [ ] The sign: it should be `y - y_hat`
#   For the log loss with a sigmoid output, the error signal is prediction minus truth.

# %% [markdown] choice="chain" points=1
# At the output neuron the error signal is $\delta_2 = 0.4$. A hidden tanh neuron has the activation
# $a = 0.5$, its weight to the output is $w_2 = -3$, and one of its inputs is $x = 2$. What is the slope
# of the cost by the weight of this input?
#
# - [ ] −2.4
#   That is 0.4 · (-3) · 2. On its way through the neuron the blame also passes the slope of tanh.
# - [ ] −1.2
#   That takes 1 - a = 0.5 for the slope of tanh. It is 1 - a² = 0.75.
# - [x] −1.8
#   Along the road multiply: 0.4 · (-3) · 0.75 · 2. The slope of tanh at a = 0.5 is 1 - 0.25.
# - [ ] −0.6
#   That is 0.4 · (-3) · 0.5: the activation is no factor on this road, the input and the slope of tanh are.

# %% [markdown] choice="shared" points=1
# The same input feeds three hidden neurons. From the first road comes a slope of +2, from the
# second −3, from the third +0.5. What is the slope of the cost by this input?
#
# - [x] −0.5
#   Where roads meet, slopes add: a nudge of the input travels on all three, and its effects sum up.
# - [ ] −3
#   That is the strongest road and what a product or a maximum might suggest; but the other two roads act as well.
# - [ ] About −0.17
#   That is the mean. A mean comes only from a 1/m in the cost; roads are added.

# %% [markdown] choice="saturated" points=1
# After some training you print the activations of a hidden tanh neuron: between 0.998 and 1 for every
# example. What does that mean for its incoming weights?
#
# - [ ] They will now learn fastest, since the neuron is most active.
#   Activity is not slope. At 0.998 the curve of tanh is all but flat.
# - [x] They hardly change: almost no blame passes through the neuron.
#   The share that passes is 1 - a², here below 0.4%. The neuron is saturated and acts like a constant.
# - [ ] They are right, and should not change any more.
#   Nothing says so: a saturated neuron can be saturated wrongly. It says the same for all examples, so it tells them apart no longer.

# %%
iterations = [0, 50, 100, 200, 400, 600, 800, 1000, 1500]
recorded = {
    "A": [0.748, 0.345, 0.306, 0.304, 0.303, 0.303, 0.302, 0.302, 0.302],
    "B": [0.750, 0.321, 0.307, 0.302, 0.223, 0.144, 0.107, 0.092, 0.078],
    "C": [0.693] * 9,
}
for (name, costs), color in zip(recorded.items(), plots.shades(3)):
    plt.plot(iterations, costs, "o-", color=color, label=name)
plt.gca().set(xlabel="iteration", ylabel="cost J", ylim=(0, 0.8))
plt.legend()
plt.show()

# %% [markdown] choice="starts" points=1
# The same network, learning the two moons with the same learning rate from three different starts. Which
# curve belongs to which?
#
# - [ ] A: all weights 0 · B: small random weights · C: all weights 0.5
#   Starting from zeros nothing moves at all, so its curve is flat. A does move: it falls to 0.3.
# - [ ] A: small random weights · B: all weights 0.5 · C: all weights 0
#   Equal neurons stay equal and work as one: they cannot bend around both moons and get stuck. B does not get stuck.
# - [x] A: all weights 0.5 · B: small random weights · C: all weights 0
#   Zeros pass no blame and stay at log 2 = 0.693; equal weights work as a single neuron, 0.3; random ones break the symmetry.

# %% [markdown] choice="check_fails" points=1
# Your training goes downhill nicely. Gradient checking with $\varepsilon = 10^{-5}$ reports a relative
# difference of 0.02. What do you do?
#
# - [ ] Nothing: 2% is accurate enough, and the cost falls.
#   A right gradient agrees to about 1e-8 or better. 2% means that some of the slopes are wrong, even if the cost falls.
# - [ ] Repeat it with $\varepsilon = 10^{-14}$, for a more exact measurement.
#   Then the two costs differ only in their last digits, and rounding takes over: the measurement gets worse.
# - [ ] Lower the learning rate, so that the mistake matters less.
#   Smaller steps in a wrong direction are still in a wrong direction.
# - [x] Compare the slopes array by array, to find which of them disagree.
#   The difference is far too large for rounding. If, say, only b1 disagrees, you know which line to read.

# %% [markdown] choice="ship" points=1
# On clean pictures of threes and eights, logistic regression gets 93% of the test pictures right, and a
# network with 8 hidden neurons 93% as well. Which one do you put to work?
#
# - [ ] The network: it is more powerful, so it will be better some day.
#   Power that the task does not ask for brings more parameters, more settings, and more ways to fail, for the same 93%.
# - [x] Logistic regression: equally good, and simpler to train, explain and check.
#   Among equals take the simplest. The network earns its place where a line fails, as on the mixed negatives.
# - [ ] Whichever has the lower cost on the training pictures.
#   A lower training cost is what more parameters can always buy. What counts is how a model does on pictures it has not seen.
