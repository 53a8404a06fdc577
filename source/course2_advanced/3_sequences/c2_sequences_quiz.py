# %% [markdown]
# # Quiz: sequences
#
# *20 minutes. You need: the three lectures of this unit.*
#
# A help desk wants to sort its messages by what the senders need. Look at the pictures, the numbers and the code, work something out where you
# can, and choose one answer each. The cell below your answer says why an option is right or wrong. Where a question has a picture, it stands
# above the question.

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import plots

# %% [markdown] choice="cosine_by_hand" points=1
# The vectors of three words are *reset* (3, 4), *restart* (6, 8) and *password* (4, 3). Which word is most like *reset* by the cosine?
#
# - [ ] *password*, because its vector lies nearest to (3, 4)
#     That is the distance. The cosine asks for the direction, and "password" has 24/25 = 0.96.
# - [x] *restart*, with a cosine of 1
#     (6, 8) is twice (3, 4): the same direction. Lengths don't enter.
# - [ ] *restart*, with a cosine of 50
#     50 is the scalar product. It still has to be divided by the lengths, 5 and 10.
# - [ ] Both alike, since all three are positive
#     Positive numbers make all cosines positive, not equal.

# %% [markdown] choice="near_opposites" points=1
# In vectors learned from company alone, *solved* and *unsolved* have a cosine of 0.85. The team concludes that the vectors are broken. Are they?
#
# - [ ] Yes: opposites should have a cosine near -1.
#     Only if they appeared in opposite company. They appear in the same: a case, a problem, a crime.
# - [ ] Yes: they should be at a right angle, as they have nothing in common.
#     They have much in common; both speak of cases and whether these are closed.
# - [x] No: the vectors say what a word is about, and both are about the same.
#     Words that can stand in the same places get like vectors. Whoever needs the difference must learn it from labels.
# - [ ] No: 0.85 is small among 50-dimensional vectors.
#     Random directions in 50 dimensions have cosines near 0. 0.85 is very large.

# %% [markdown] choice="cleaned_vectors" points=1
# A firm removes the direction *she − he* from its word vectors, shows that every job now has a cosine of 0 with it, and calls its tool for sorting
# applications fair. What is the strongest objection?
#
# - [x] The jobs may still differ in their likeness to other words that go with women and men.
#     One direction is gone; the company that the words keep is not. A classifier could still tell in the lecture.
# - [ ] The removal destroys all meaning of the vectors.
#     It takes one of many dimensions; nearly all neighbors stay.
# - [ ] A cosine of 0 is no proof, as it may be rounded.
#     It is 0 by construction. The trouble is that it is the wrong thing to measure.
# - [ ] One must remove *man − woman* as well, and then it is fair.
#     That would be one more visible trace. The test must be the decisions, not the vectors.

# %% [markdown] choice="count_parameters" points=1
# A plain recurrent layer reads words of 50 numbers into a state of 16. Somebody doubles the length of the messages from 40 to 80 words. How many
# parameters does the layer have then?
#
# - [ ] 2 · (50 · 16 + 16 · 16 + 16) = 2144
#     The same step serves for every word; a longer text only repeats it more often.
# - [ ] 80 · 50 · 16 + 16 = 64,016
#     So it would be in a dense layer over all words. A recurrent one has no weights for single places.
# - [x] 50 · 16 + 16 · 16 + 16 = 1072
#     W, R and b, whatever the length.
# - [ ] 50 · 16 + 16 = 816
#     The matrix R that carries the state into the next one is missing.

# %%
# The picture of question 5
steps = np.arange(41)
for factor, name, style in [(0.5, "A", "-"), (0.95, "B", "--"), (1.0, "C", ":")]:
    plt.semilogy(steps, factor**steps, style, label=name)
plt.gca().set(xlabel="words back", ylabel="slope of the last state", ylim=(1e-13, 3))
plt.legend()
plt.show()

# %% [markdown] choice="which_gate" points=1
# Three GRUs at the start of training. The keep gates z are about 0.5, 0.95 and 1 all the time. What the team needs stands mostly in the first
# ten of 40 words. Which start would you choose?
#
# - [ ] A: with z = 0.5 it listens to old and new alike, which is fair.
#     After 30 words 0.5³⁰ of the slope is left, a billionth. Nothing tells the gate to open.
# - [x] B: its slope over 40 words is about 0.13, and new words still get in.
#     0.95⁴⁰ = 0.13. Blame reaches the first words, and 5% of each word enters the state.
# - [ ] C: its slope is 1 however long the text is.
#     With z = 1 nothing new ever enters: it keeps its first state, which is 0.
# - [ ] It doesn't matter: training finds the right gates.
#     Training follows slopes. Where they vanish, it finds nothing; in the lecture it didn't.

# %% [markdown] choice="padded_state" points=1
# Messages of 5 to 60 words are padded behind with zeros to 60, and a recurrent network without a mask reads them. Short messages are classified at random,
# long ones well. Why?
#
# - [ ] Short messages hold too little information for anybody.
#     A person reads them well. Look at what the network does after the fifth word.
# - [x] It reads up to 55 paddings after the last word, and its state fades or drifts.
#     Each padding is one more step with b and R. A mask keeps the state of a text that has ended.
# - [ ] Zeros are not numbers that a network can multiply.
#     They are; x W is 0 then, but h R + b goes on.
# - [ ] Padding must stand in front, where it never does harm.
#     In front it does less harm, since the words come last; but its states are read, too. The mask is the cure.

# %% [markdown] choice="attention_by_hand" points=1
# A query has $d = 4$ numbers. Its scalar products with three keys are 0, $2 \log 3$ and $2 \log 4$. The values are 8, 16 and 24. What comes out?
#
# - [ ] 16
#     That is the plain mean; it would be right for three equal scores.
# - [ ] 24
#     Softmax is soft: the best place gets the largest weight, not all of it.
# - [x] 19
#     By the root of 4, the scores are 0, log 3, log 4; the weights 1/8, 3/8, 4/8; the sum 1 + 6 + 12.
# - [ ] about 20.6
#     Without the root of d the exponentials are 1, 9 and 16: (8 + 144 + 384) / 26.

# %%
# The picture of question 8
look = np.array([[1, 0, 0, 0], [0.8, 0.2, 0, 0], [0.1, 0.7, 0.2, 0], [0.05, 0.15, 0.7, 0.1]])
plt.figure(figsize=(4, 3.4))
plots.attention_map(look, ["please", "reset", "my", "password"])
plt.show()

# %% [markdown] choice="read_the_map" points=1
# What can you read from these weights?
#
# - [ ] The head ignores *please*, since its column is mostly empty.
#     Columns are those who are looked at: "please" gets 1 and 0.8 from the first two words.
# - [x] A causal mask is on: no word looks at a later one.
#     All weights above the diagonal are 0, also where a word would have had reasons.
# - [ ] There is no mask, because every row adds up to 1.
#     Rows add up to 1 with a mask, too: forbidden places are left out before the softmax.
# - [ ] *password* is the most important word for the whole message.
#     Its column holds 0.1 in one row. And weights of one head say little about importance.

# %% [markdown] choice="mask_bug" points=1
# What does this code get wrong?
#
# ```python
# scores = Q @ K.T / np.sqrt(d)
# e = np.exp(scores - scores.max(axis=1, keepdims=True))
# weights = e / e.sum(axis=1, keepdims=True)
# weights = weights * allowed
# return weights @ V
# ```
#
# - [ ] It subtracts the largest score, which changes the weights.
#     Softmax depends on differences alone; the subtraction only avoids overflow.
# - [ ] The softmax must run along axis 0.
#     Each row is a word that asks, and its weights over the columns add up to 1: axis 1 is right.
# - [ ] It divides by the root of d before the mask; the order matters.
#     It doesn't: a forbidden place is out in either order.
# - [x] Rows with forbidden places no longer add up to 1.
#     The mask must come before the softmax, as scores of minus infinity, so that the rest shares the whole.

# %% [markdown] choice="no_positions" points=1
# A classifier is: word vectors, one self-attention layer without position encoding, the mean over the words, one neuron. It scores 0.81 on messages, and
# 0.81 on the same messages with their words shuffled. The team suspects a leak. What do you say?
#
# - [ ] They are right: shuffled text can't be as good.
#     It can, where the words alone tell the class, and here it must.
# - [x] It must be so: nothing in this network depends on the order.
#     Attention treats the words as a set and the mean forgets the places: every logit is the same to the last digits.
# - [ ] The shuffling was too weak; some orders survived by chance.
#     No order would change anything.
# - [ ] Attention learned to sort the words back.
#     It has no way to know where a word stood.

# %% [markdown] choice="what_to_ship" points=1
# On 1000 test messages a bag of words is right 0.79 of the time and a GRU 0.81; the paired difference is 0.02 ± 0.03. The GRU costs a hundred times as much to
# train. What do you report?
#
# - [ ] The GRU is better by two percentage points; ship it.
#     The interval holds 0: other 1000 messages could turn it round.
# - [ ] The bag of words is as good; that has been shown.
#     Not shown either: the GRU may be better by up to five points.
# - [x] No difference is shown; ship the cheap one, and test on more messages if two points are worth it.
#     It says what is known, what isn't, and what it would take to know more.
# - [ ] Train the GRU with ten seeds and report the best.
#     The best of ten is chosen on the test data: that is how one fools oneself.
