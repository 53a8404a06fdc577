# %% [markdown]
# # Words as vectors
#
# *45 minutes. You need: scalar products, logistic regression, cross-validation.*
#
# A customer calls a soup "brilliant". Among the 4000 reviews from which a shop's model has learned, this word stands
# twice: far too seldom to learn what it is worth. You know at once that it is praise, because you have met the word
# elsewhere. How can a model bring along what it has read elsewhere, and what else does it bring along, unasked?

# %%
import re

import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

words, vectors = datasets.glove()
V = vectors.astype(float)
row = {word: i for i, word in enumerate(words)}
print(V.shape, words[:8])
print("cheese:", V[row["cheese"]][:6].round(2), "...")

# %% [markdown]
# ## A place for each word
#
# For a computer, words are numbers in a list: *cheese* is number 5795. Such numbers say nothing, and neither does
# a column of its own for each word: then *brilliant* is as far from *great* as from *cheese*.
#
# **GloVe** gives each word 50 numbers instead, an **embedding**. They were learned from Wikipedia and many years of
# reports by news agencies, six billion words in all, by one rule: words that keep the same company get like vectors. Nobody wrote down what the 50 numbers
# mean, and none of them means anything alone. What counts are directions.

# %% [markdown]
# ## How alike are two words?
#
# Two vectors $u$ and $v$ are alike if they point the same way, however long they are. That is measured by the
# **cosine similarity**, the scalar product divided by both lengths:
#
# $$\cos(u, v) = \frac{u \cdot v}{\lVert u \rVert \, \lVert v \rVert}, \qquad \lVert u \rVert = \sqrt{\textstyle\sum_k u_k^2}$$
#
# It is 1 for the same direction, 0 for a right angle, $-1$ for opposite ones. **Your turn.**


# %% exercise="cosine"
def cosine(u, v):
    """Return the cosine similarity of two vectors.

    Parameters
    ----------
    u, v : numpy.ndarray, shape (n,)
        Neither is all zeros.

    Returns
    -------
    float
        From -1 to 1.
    """
    ### BEGIN SOLUTION
    return u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
    ### END SOLUTION


# %% [markdown] hint="cosine"
# Three numbers enter: one scalar product and two lengths. `np.linalg.norm(u)` is the length of `u`.

# %% [markdown] hint="cosine"
# For (3, 4) and (4, 3): the scalar product is 24, both lengths are 5. What is divided by what?

# %% checks="cosine"
expect(cosine(np.array([3.0, 4.0]), np.array([4.0, 3.0])), 0.96, "24 by 5 times 5")
expect(
    cosine(np.array([2.0, 3.0, 6.0]), np.array([-4.0, 4.0, 2.0])),
    16 / 42,
    "the scalar product is 16, the lengths are 7 and 6",
)
expect(
    cosine(np.array([0.6, 0.8]), np.array([-6.0, -8.0])), -1.0, "opposite directions, any lengths"
)

# %% [markdown] equivalent="cosine"
# - `u @ v → v @ u`: a scalar product has no order


# %% mistake="cosine" says="the scalar product is not divided by the lengths"
def cosine(u, v):
    return u @ v


# %% mistake="cosine" says="it is divided by one length only"
def cosine(u, v):
    return u @ v / np.linalg.norm(u)


# %% mistake="cosine" says="it is divided by the squared lengths: the roots are missing"
def cosine(u, v):
    return u @ v / ((u @ u) * (v @ v))


# %% mistake="cosine" says="it is the distance between the vectors, not the angle"
def cosine(u, v):
    return np.linalg.norm(u - v)


# %% [markdown]
# **Predict.** Which word is *good* more like: *great* or *bad*? By how much? And what about *cheese*? Write down three
# numbers from $-1$ to 1.

# %%
prediction = "great: …, bad: …, cheese: …"  # write yours

# %%
U = V / np.linalg.norm(V, axis=1, keepdims=True)  # length 1: now cosines are scalar products
for a, b in [("good", "great"), ("good", "bad"), ("good", "cheese"), ("cheese", "butter")]:
    print(f"{a} and {b}: {U[row[a]] @ U[row[b]]:.3f}")

# %% [markdown]
# *Good* is as like to *bad* as to *great*, 0.80 each! The rule was "the same company", and opposites keep the same
# company: a good year, a bad year, good news, bad news. What stands in the vectors is *what a word is about*, not
# whether it is praise. Remember that; it will cost us later in this unit.
#
# ## Neighbors
#
# The quickest way to understand a vector is to look at who lives nearby. Find the `k` words with the largest cosine, the
# largest first, without the word itself. The rows of `U` have length 1, so one product gives all 10,000 cosines.


# %% exercise="neighbors"
def neighbors(word, k, words, U):
    """Return the k words most like a word, the most similar first.

    Parameters
    ----------
    word : str
        One of `words`.
    k : int
        How many neighbors.
    words : list of str, length n
    U : numpy.ndarray, shape (n, d)
        Row i is the vector of ``words[i]``, of length 1.

    Returns
    -------
    list of str, length k
        Without `word` itself.
    """
    ### BEGIN SOLUTION
    order = np.argsort(-(U @ U[words.index(word)]))
    return [words[i] for i in order if words[i] != word][:k]
    ### END SOLUTION


# %% [markdown] hint="neighbors"
# `U @ u` holds the cosine of each word with the vector `u`. `np.argsort` gives the places from the smallest value to the
# largest: how do you turn that around?

# %% [markdown] hint="neighbors"
# `np.argsort(-similarities)` begins with the most similar word, and that is the word itself. Skip it, then take `k`.

# %% checks="neighbors"
toy_words = ["tea", "pen", "cup", "milk", "ink"]
toy = np.array([[1.0, 0.0], [-0.6, 0.8], [0.8, 0.6], [0.96, -0.28], [-0.8, 0.6]])
expect(
    neighbors("tea", 2, toy_words, toy),
    ["milk", "cup"],
    "tea has the cosines 0.96 with milk, 0.8 with cup, -0.6 with pen and -0.8 with ink",
)
expect(
    neighbors("pen", 3, toy_words, toy),
    ["ink", "cup", "tea"],
    "pen has the cosines 0.96 with ink, 0 with cup, -0.6 with tea and -0.8 with milk",
)


# %% mistake="neighbors" says="the word itself is among its neighbors"
def neighbors(word, k, words, U):
    order = np.argsort(-(U @ U[words.index(word)]))
    return [words[i] for i in order[:k]]


# %% mistake="neighbors" says="the least similar words come first"
def neighbors(word, k, words, U):
    order = np.argsort(U @ U[words.index(word)])
    return [words[i] for i in order if words[i] != word][:k]


# %% mistake="neighbors" says="one neighbor too few: the word itself was counted before it was left out"
def neighbors(word, k, words, U):
    order = np.argsort(-(U @ U[words.index(word)]))
    return [words[i] for i in order[:k] if words[i] != word]


# %% mistake="neighbors" says="the places of the words are returned, not the words"
def neighbors(word, k, words, U):
    order = np.argsort(-(U @ U[words.index(word)]))
    return [int(i) for i in order if words[i] != word][:k]


# %%
def most_similar(v, k, leave_out=()):
    order = np.argsort(-(U @ v))
    return [words[i] for i in order if words[i] not in leave_out][:k]


for word in ["cheese", "brilliant", "bank", "apple"]:
    print(f"{word}: {', '.join(most_similar(U[row[word]], 6, [word]))}")

# %% [markdown]
# *Brilliant* lives among *excellent* and *amazing*: what the shop's 4000 reviews can't tell, years of news do.
# But see *apple*: microsoft, intel, ibm. In the news an apple is a company. A word has one vector, whatever it means in
# your sentence, and it tells where the vectors grew up. Type a word of your own.


# %%
@interact(word="soup")
def look_up(word="soup"):
    if word.lower() not in row:
        print(f"{word!r} is not among the 10,000 words")
        return
    near = most_similar(U[row[word.lower()]], 8, [word.lower()])
    cosines = [U[row[word.lower()]] @ U[row[w]] for w in near]
    plots.word_bars(near, cosines, f"cosine with “{word.lower()}”")


# %% [markdown]
# *Soup* keeps company with what stands on a table beside it; the bars differ little, the first is about as near as the
# eighth. Try *delicious*: it is missing! The 10,000 commonest words of the news hold no *delicious*, *tasty* or *stale*.
#
# ## Steps with a meaning
#
# From *paris* to *france* it is a step in space: $v_\text{france} - v_\text{paris}$. Does the same step lead from *tokyo* to
# *japan*? For the **analogy** "$a$ is to $b$ as $c$ is to …?" look for the words nearest to
#
# $$v_b - v_a + v_c$$


# %%
def analogy(a, b, c, leave_out=True):
    target = V[row[b]] - V[row[a]] + V[row[c]]
    return most_similar(target, 3, [a, b, c] if leave_out else [])


for a, b, c in [("paris", "france", "tokyo"), ("man", "king", "woman"), ("good", "better", "bad")]:
    print(f"{a} : {b} = {c} : {analogy(a, b, c)}   nothing left out: {analogy(a, b, c, False)}")

# %% [markdown]
# Japan, queen, worse: this made word vectors famous. The right column is told less often. If nothing is left out, the
# nearest word to *king* − *man* + *woman* is *king*: the step is small against what the words share. We *helped* by
# leaving the three words out.
#
# **Predict.** 20 capitals and their countries make 380 questions like the first one. How many are answered right, with our
# help and without?

# %%
prediction = "with help …, without …"  # write yours

# %%
pairs = """paris france, rome italy, berlin germany, madrid spain, athens greece, tokyo japan, beijing china,
moscow russia, london england, cairo egypt, baghdad iraq, tehran iran, vienna austria, warsaw poland, lisbon portugal,
oslo norway, stockholm sweden, helsinki finland, dublin ireland, ottawa canada"""
capitals = [pair.split() for pair in pairs.replace("\n", " ").split(",")]
questions = [(a, b, c, d) for a, b in capitals for c, d in capitals if a != c]
for helped in (True, False):
    right = [analogy(a, b, c, helped)[0] == d for a, b, c, d in questions]
    print(f"with help: {helped}. {np.mean(right):.2f} of {len(right)} right")

# %%
names = [name for pair in capitals[:9] for name in pair]
places = PCA(2).fit_transform(V[[row[name] for name in names]])
plt.figure(figsize=(7.5, 4.5))
for start, end in zip(places[::2], places[1::2]):
    plt.plot(*np.array([start, end]).T, color="#BBBBBB", lw=1)
plots.word_map(places, names, groups=[plots.DATA, plots.ERROR] * 9)
plt.gca().set(xlabel="first direction", ylabel="second direction")
plt.show()

# %% [markdown]
# The 50 numbers are projected onto the two directions in which these 18 words differ most (PCA, Course 3 explains it).
# Most capitals (blue) lie above their country (red), and most gray lines run downward, though London's runs aside: the step
# "capital to country" is roughly one arrow. Roughly: the map flatters, and the share above is the honest figure.
#
# ## What they bring along unasked
#
# Let us ask for professions.

# %%
print("man : doctor = woman :", analogy("man", "doctor", "woman"))
print("man : boss = woman :", analogy("man", "boss", "woman"))
toward_she = U[row["she"]] - U[row["he"]]
toward_she /= np.linalg.norm(toward_she)
jobs = "captain boss architect economist engineer lawyer judge pilot cook teacher doctor designer singer dancer nurse"
lean = {job: U[row[job]] @ toward_she for job in jobs.split()}
plots.word_bars(list(lean), list(lean.values()), "← he      cosine with “she − he”      she →")
plt.show()

# %% [markdown]
# "Man is to doctor as woman is to nurse; man is to boss as woman is to girlfriend." The bars show the same for 15 jobs:
# captain and boss on the side of *he*, dancer and nurse on that of *she*. No vector of a job has a reason to lean either way.
# The vectors report how the press of those years wrote. Who sorts applications by such vectors lets these years decide.
#
# It is not only about women and men:

# %%
for first, second in [("christian", "muslim"), ("european", "african")]:
    step = U[row[second]] - U[row[first]]
    near = {w: U[row[w]] @ step / np.linalg.norm(step) for w in ["excellent", "violent"]}
    print(first, "→", second, {w: round(float(value), 2) for w, value in near.items()})

# %% [markdown]
# From *christian* to *muslim*, *violent* lies ahead by 0.34: the news of war, stored as if it were the meaning of
# a faith. A model built on these vectors starts out with that, and no line of its code says so.
#
# ## Can one take it out?
#
# Remove from each vector its part along an unwanted direction. With $d$ of length 1,
#
# $$v' = v - (v \cdot d)\, d$$
#
# **Your turn**, for all rows at once.


# %% exercise="remove_direction"
def remove_direction(V, d):
    """Return vectors without their part along a direction.

    Parameters
    ----------
    V : numpy.ndarray, shape (n, k)
        One vector a row; stays as it is.
    d : numpy.ndarray, shape (k,)
        The direction, of length 1.

    Returns
    -------
    numpy.ndarray, shape (n, k)
        Each row at a right angle to d.
    """
    ### BEGIN SOLUTION
    return V - np.outer(V @ d, d)
    ### END SOLUTION


# %% [markdown] hint="remove_direction"
# `V @ d` is one number per row: how far each vector goes along `d`. How do you make of it a matrix whose row $i$ is
# that number times `d`?

# %% [markdown] hint="remove_direction"
# For the parts 2 and 5 and $d = (0.6, 0.8)$ you need the rows (1.2, 1.6) and (3, 4): that is `np.outer(parts, d)`.

# %% checks="remove_direction"
three = np.array([[2.0, 1.0], [5.0, 0.0], [-1.0, 3.0]])
expect(
    remove_direction(three, np.array([0.6, 0.8])),
    np.array([[0.8, -0.6], [3.2, -2.4], [-2.08, 1.56]]),
    "the parts along d are 2, 3 and 1.8",
)
expect(
    remove_direction(three, np.array([0.0, 1.0])),
    np.array([[2.0, 0.0], [5.0, 0.0], [-1.0, 0.0]]),
    "along the second axis only the second number goes",
)


# %% mistake="remove_direction" says="the part along d is returned, not what is left"
def remove_direction(V, d):
    return np.outer(V @ d, d)


# %% mistake="remove_direction" says="the part is added, not taken away"
def remove_direction(V, d):
    return V + np.outer(V @ d, d)


# %% mistake="remove_direction" says="d itself is taken away from each row, not the row's part along d"
def remove_direction(V, d):
    return V - d


# %% mistake="remove_direction" says="the part is taken away from every number, not along d"
def remove_direction(V, d):
    return V - (V @ d)[:, None]


# %% [markdown]
# **Predict.** After the operation each word has a cosine of exactly 0 with $\text{she} - \text{he}$. Is the prejudice gone? Who
# will be the neighbors of *boss*?

# %%
cleaned = V - np.outer(V @ toward_she, toward_she)
cleaned /= np.linalg.norm(cleaned, axis=1, keepdims=True)
for name, space in [("before", U), ("after", cleaned)]:
    for job in ["nurse", "boss"]:
        order = np.argsort(-(space @ space[row[job]]))[1:7]
        print(f"{name}: {job} is near {', '.join(words[i] for i in order)}")

# %%
order = np.argsort(U @ toward_she)
leaning = np.concatenate([order[:500], order[-500:]])  # most toward he, most toward she
side = np.repeat([0, 1], 500)
scores = cross_val_score(LogisticRegression(C=10), cleaned[leaning], side, cv=10)
print(f"which side a word was on, told from its cleaned vector: {scores.mean():.2f} right")

# %% [markdown]
# Only on the surface. *Pregnant* has left the neighborhood of *nurse*, but near *boss* there are now *girlfriend* and *lover*.
# And the last line asks a logistic regression: here are the 500 words that leaned most to either side; can you tell from the
# cleaned vectors which side it was? Much better than by a coin. The words still keep their old company, and betray each other.
#
# Such a repair lets a test pass. The responsible question is whether the decision should rest on such vectors at all.

# %% [markdown]
# ## From words to a review
#
# Back to the shop. Let it find the reviews with fewer than five stars (35% of them). The simplest vector of a text is
# the **mean of its words' vectors**: 50 numbers, into logistic regression. Its rival knows no vectors at all and gives each word
# a weight of its own: a wide table of word counts in which
# rare words count more (TF-IDF).


# %%
def mean_vector(text):
    known = [row[w] for w in re.findall("[a-z]+", text.lower()) if w in row]
    return V[known].mean(axis=0)


reviews = datasets.fine_foods_reviews()
train, test = reviews[reviews["split"] == "train"], reviews[reviews["split"] == "test"]
y, y_test = (train["score"] != "great").to_numpy(), (test["score"] != "great").to_numpy()
M, M_test = (
    np.array(train["review"].map(mean_vector).tolist()),
    np.array(test["review"].map(mean_vector).tolist()),
)

# %%
line = LogisticRegression(C=10, max_iter=2000).fit(M, y)
counts = make_pipeline(
    TfidfVectorizer(min_df=2, sublinear_tf=True), LogisticRegression(C=3, max_iter=1000)
)
by_counts = counts.fit(train["review"], y).predict(test["review"]) == y_test
by_mean = line.predict(M_test) == y_test
difference = by_counts.astype(float) - by_mean
print(
    f"mean vector {by_mean.mean():.3f}, word weights {by_counts.mean():.3f}, always “great” {np.mean(~y_test):.3f}"
)
half = 1.96 * difference.std(ddof=1) / np.sqrt(len(difference))
print(f"paired difference {difference.mean():.3f} ± {half:.3f}")

# %% [markdown]
# 50 numbers from the news reach 0.749; a weight for each word, learned from the reviews alone, reaches 0.791, and the
# interval of the paired difference stays above 0. So what the vectors bring along doesn't make up for what they
# blur: *good* and *bad* lie close together in them, and the mean of a whole text lies near the middle of everything.
#
# The mean has another flaw, which it shares with the counts: "not good, but cheap" and "good, but not cheap" are the
# same to both. There a model would need the *order*.

# %% [markdown]
# ## Three sentences to remember
#
# 1. An embedding gives each word a direction by the company it keeps; cosines compare directions, and opposites keep
#    the same company.
# 2. Steps in this space can have a meaning, a little less often than the famous examples suggest.
# 3. What the texts think of people is in the vectors, too; taking out one direction hides more than it heals.
#
# **Where it leads.** The next lecture reads words in their order, and carries along what it has read.
