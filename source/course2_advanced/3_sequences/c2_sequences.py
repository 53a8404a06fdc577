# %% [markdown]
# # Does the order of words pay?
#
# *190 minutes. You need: the three lectures of this unit. Take two sittings, with the pause before "Two readers in Keras".*
#
# A food shop gets a thousand reviews a week and wants to read those of customers who are not quite content. Today a
# bag of words picks them: it counts, and doesn't care about order. A colleague objects: "It can't tell *not good, but
# cheap* from *good, but not cheap*. Take a network that reads." Should the shop switch? You build everything for an
# answer: tokens, a recurrent step, attention, two readers, an instrument that says what a word adds, and a verdict.

# %%
import re

import matplotlib.pyplot as plt
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

reviews = datasets.fine_foods_reviews()
train, test = reviews[reviews["split"] == "train"], reviews[reviews["split"] == "test"]
y, y_test = [(part["score"] == "other").to_numpy().astype(int) for part in (train, test)]
words, vectors = datasets.glove()
print(f"{len(train)} reviews to learn from, {len(test)} to judge; {y_test.mean():.3f} not content")
for text in train["review"].iloc[[23, 7]]:
    print("-", text[:200])

# %% [markdown]
# $y = 1$ stands for fewer than five stars: that is what we look for. The last 600 of the 4000 training reviews are
# held out for looking at the training; the 1000 test reviews are for the verdict alone.
#
# ## Text becomes tokens
#
# The lectures split texts carelessly. Real reviews hold HTML, and in *don't* the important half is *n't*. Our **tokens**:
#
# 1. Everything in lower case.
# 2. Each HTML tag, from a `<` to the next `>`, becomes a space.
# 3. *n't* is a token of its own: *don't* gives `do` and `n't`, *can't* gives `ca` and `n't`. So is *'s*.
# 4. Besides these, tokens are runs of the letters a to z, and each of the marks `.` `,` `!` `?`. The rest is dropped.
#
# `re.findall(r"n't|'s|[a-z]+|[.,!?]", text)` lists, from left to right, all pieces that match one of the four
# alternatives. `re.sub(r"<[^>]*>", " ", text)` replaces all tags. Mind *don't*: the run of letters begins first, and takes the n.


# %% exercise="tokenize"
def tokenize(text):
    """Split a text into tokens.

    Parameters
    ----------
    text : str
        May be empty.

    Returns
    -------
    list of str
    """
    ### BEGIN SOLUTION
    text = re.sub(r"<[^>]*>", " ", text.lower()).replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)
    ### END SOLUTION


# %% [markdown] hint="tokenize"
# What does the pattern alone make of `don't`? Try it in a cell. How could you separate the two halves before?

# %% [markdown] hint="tokenize"
# From `don't` the pattern takes `don` and `t`; from `do n't` it takes what we want. `text.replace(old, new)` changes every
# place in a text.

# %% [markdown] hint="tokenize"
# Three changes of the text, in this order: lower case, tags, a space before each `n't`. Then one `re.findall`.

# %% checks="tokenize" points=8
expect(
    tokenize("It's NOT bad.<br />I don't mind!"),
    ["it", "'s", "not", "bad", ".", "i", "do", "n't", "mind", "!"],
    "lower case, no tag, and two halves of it's and don't",
)
expect(
    tokenize("3 cups (of 12), really? Can't wait"),
    ["cups", "of", ",", "really", "?", "ca", "n't", "wait"],
    "digits and brackets are dropped, commas and question marks stay",
)
### BEGIN HIDDEN TESTS
expect(
    tokenize('Crisp<br/>thin<a href="x">CHIPS</a>'),
    ["crisp", "thin", "chips"],
    "a tag parts the words on its two sides",
)
expect(tokenize(""), [], "an empty text has no tokens")
expect(
    tokenize("DON'T buy! Wasn't fresh, isn't cheap"),
    ["do", "n't", "buy", "!", "was", "n't", "fresh", ",", "is", "n't", "cheap"],
    "every n't is a token, in capitals too",
)
### END HIDDEN TESTS


# %% mistake="tokenize" says="the text is not made lower case"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text).replace("n't", " n't")
    return re.findall(r"n't|'s|[A-Za-z]+|[.,!?]", text)


# %% mistake="tokenize" says="capital letters are dropped: make the text lower case first"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text).replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="n't is not parted from its verb: the run of letters takes the n"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text.lower())
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="the tags stay in the text"
def tokenize(text):
    text = text.lower().replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="a tag is deleted and glues the words beside it together: put a space in its place"
def tokenize(text):
    text = re.sub(r"<[^>]*>", "", text.lower()).replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="one pattern from the first < to the last > swallows the text between tags"
def tokenize(text):
    text = re.sub(r"<.*>", " ", text.lower()).replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="the text is only split at spaces"
def tokenize(text):
    return re.sub(r"<[^>]*>", " ", text.lower()).replace("n't", " n't").split()


# %% mistake="tokenize" says="the marks are dropped"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text.lower()).replace("n't", " n't")
    return re.findall(r"n't|'s|[a-z]+", text)


# %% mistake="tokenize" says="the n't before lower case is not found in DON'T: lower case comes first"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text.replace("n't", " n't").lower())
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="each token appears only once: a text may repeat words"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text.lower()).replace("n't", " n't")
    return list(dict.fromkeys(re.findall(r"n't|'s|[a-z]+|[.,!?]", text)))


# %% mistake="tokenize" replace="|'s" says="'s is no alternative of the pattern: only the s is left" with=""


# %% mistake="tokenize" replace="n't|'s|[a-z]+" says="the letters come first in the pattern, and take the n of n't" with="[a-z]+|n't|'s"


# %% mistake="tokenize" replace="[a-z]+" says="digits are kept" with="[a-z0-9]+"


# %% mistake="tokenize" says="the tokens are joined to one text again"
def tokenize(text):
    text = text.lower()
    text = re.sub(r"<[^>]*>", " ", text)
    text = text.replace("n't", " n't")
    return " ".join(re.findall(r"n't|'s|[a-z]+|[.,!?]", text))


# %% mistake="tokenize" says="every apostrophe becomes a space, so n't and 's fall apart"
def tokenize(text):
    text = text.lower()
    text = re.sub(r"<[^>]*>", " ", text)
    text = text.replace("'", " ")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" replace=".lower()" says="the text is made upper case, which the pattern does not know" with=".upper()"


# %% mistake="tokenize" says="n't is deleted instead of parted from its verb"
def tokenize(text):
    text = text.lower()
    text = re.sub(r"<[^>]*>", " ", text)
    text = text.replace("n't", "")
    return re.findall(r"n't|'s|[a-z]+|[.,!?]", text)


# %% mistake="tokenize" says="the tokens are sorted, and each appears only once"
def tokenize(text):
    text = text.lower()
    text = re.sub(r"<[^>]*>", " ", text)
    text = text.replace("n't", " n't")
    return sorted(set(re.findall(r"n't|'s|[a-z]+|[.,!?]", text)))


# %% mistake="tokenize" says="the text is only split at spaces: marks stay with their words, and nothing is dropped"
def tokenize(text):
    text = re.sub(r"<[^>]*>", " ", text.lower())
    return text.replace("n't", " n't").replace("'s", " 's").split()


# %% mistake="tokenize" says="the text is only split at spaces: marks stay with their words, and nothing is dropped"
def tokenize(text):
    return re.sub(r"<[^>]*>", " ", text.lower()).split()


# %% [markdown] equivalent="tokenize"
# - `''.join(kept).replace("n't", " n't") → ''.join(kept).replace(" n't", "n't")`: the pattern looks ahead and parts the words by itself
# - `text = re.sub("(n't|'s|[.,!?])", ' \\1 ', text) one line later`: the two steps look at different letters


# %% alternative="tokenize"
def tokenize(text):
    inside, kept = False, []
    for letter in text.lower():
        if letter == "<":
            inside = True
        kept.append(" " if inside else letter)
        if letter == ">":
            inside = False
    return re.findall(r"n't|'s|[a-z]+(?=n't)|[a-z]+|[.,!?]", "".join(kept).replace("n't", " n't"))


# %% alternative="tokenize"
def tokenize(text):
    text = re.sub(r"<.*?>", " ", text).lower()
    text = re.sub(r"(n't|'s|[.,!?])", r" \1 ", text)
    text = re.sub(r"[^a-z.,!?' ]", " ", text)
    pieces = []
    for piece in text.split():
        if piece in ("n't", "'s"):
            pieces.append(piece)
        else:
            pieces.extend(part for part in piece.split("'") if part)
    return pieces


# %% [markdown]
# ## Tokens become rows of numbers
#
# A network wants an array. `index` gives each known token its number, from 2 on; **1** stands for any unknown
# token and **0** for padding, a place where there is no word. A review becomes a row of exactly `length` numbers: its
# first `length` tokens, and zeros *behind* them if there are fewer. `tokenize` above does the splitting.


# %% exercise="encode"
def encode(texts, index, length):
    """Return texts as rows of token numbers.

    Parameters
    ----------
    texts : sequence of str, length m
        A list, or a column of a table with any index.
    index : dict
        The number of each known token, at least 2.
    length : int
        How many tokens a row has room for.

    Returns
    -------
    numpy.ndarray of int, shape (m, length)
        0 is padding, 1 an unknown token; a text without tokens is a row of zeros.
    """
    ### BEGIN SOLUTION
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in tokenize(text)][:length]
        X[i, : len(numbers)] = numbers
    return X
    ### END SOLUTION


# %% [markdown] hint="encode"
# If you begin with an array of zeros of the right shape, what remains to be written into each row?

# %% [markdown] hint="encode"
# With `index = {"good": 5, "tea": 8}` and length 4, *good green tea* is 5, 1, 8, 0. `index.get(token, 1)` looks up a token and
# falls back to 1.

# %% [markdown] hint="encode"
# Loop with `for i, text in enumerate(texts)`. Make the list of numbers, cut it with `[:length]`, and write it into
# `X[i, : …]`, where the dots are its length.

# %% checks="encode" points=12
tiny = {"tea": 7, "good": 4, "not": 9, ".": 3}
expect(
    encode(["Not good.", "Good green tea, good tea", "tea"], tiny, 4),
    np.array([[9, 4, 3, 0], [4, 1, 7, 1], [7, 0, 0, 0]]),
    "a short text is filled up behind, a long one keeps its first four tokens",
)
expect(
    encode(["Tea tea not", "stale"], tiny, 5),
    np.array([[7, 7, 9, 0, 0], [1, 0, 0, 0, 0]]),
    "an unknown token is 1, padding is 0",
)
### BEGIN HIDDEN TESTS
expect(
    encode(["", "not good tea"], tiny, 2),
    np.array([[0, 0], [9, 4]]),
    "a text without tokens is a row of zeros",
)
expect(
    encode(train["review"].iloc[[3, 1]], tiny, 6).shape, (2, 6), "a column of a table works, too"
)
expect(
    encode(["good tea", "tea"], tiny, 3).dtype.kind in "iu", True, "token numbers are whole numbers"
)
expect(tiny, {"tea": 7, "good": 4, "not": 9, ".": 3}, "the index stays as it is")
### END HIDDEN TESTS


# %% mistake="encode" says="the padding stands in front, not behind"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in tokenize(text)][:length]
        X[i, length - len(numbers) :] = numbers
    return X


# %% mistake="encode" says="a long text keeps its last tokens, not its first"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in tokenize(text)][-length:]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="unknown tokens become 0, which means padding"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 0) for token in tokenize(text)][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="unknown tokens are left out, and the others move up"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index[token] for token in tokenize(text) if token in index][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="the padding is filled with 1, which means an unknown token"
def encode(texts, index, length):
    X = np.ones((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in tokenize(text)][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="the text is split at spaces instead of by tokenize"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in text.split()][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="each token appears once a row, though the text repeats it"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype=int)
    for i, text in enumerate(texts):
        tokens = list(dict.fromkeys(tokenize(text)))
        numbers = [index.get(token, 1) for token in tokens][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" says="the numbers are decimal numbers: give the array dtype=int"
def encode(texts, index, length):
    X = np.zeros((len(texts), length))
    for i, text in enumerate(texts):
        numbers = [index.get(token, 1) for token in tokenize(text)][:length]
        X[i, : len(numbers)] = numbers
    return X


# %% mistake="encode" replace="in tokenize(text)]" says="the letters of the text are looked up, not its tokens" with="in text]"


# %% mistake="encode" says="the rows are as long as the longest text, not `length`"
def encode(texts, index, length):
    out = []
    length = max(len(tokenize(t)) for t in texts)
    for text in texts:
        nums = [index.get(tok, 1) for tok in tokenize(text)][:length]
        nums = nums + [0] * (length - len(nums))
        out.append(nums)
    return np.array(out, dtype=int).reshape(-1, length)


# %% mistake="encode" says="the text is cut after so many letters, not after so many tokens"
def encode(texts, index, length):
    out = []
    for text in texts:
        nums = [index.get(tok, 1) for tok in tokenize(text[:length])]
        nums = nums + [0] * (length - len(nums))
        out.append(nums)
    return np.array(out, dtype=int).reshape(-1, length)


# %% mistake="encode" replace="index.get(token, 1) for" says="1 is added to the numbers, which the index has already done" with="index.get(token, 1) + 1 for"


# %% mistake="encode" replace="[:length]" says="the first token of each text is left out" with="[1 : length + 1]"


# %% alternative="encode"
def encode(texts, index, length):
    rows = []
    for text in texts:
        row = [index.get(token, 1) for token in tokenize(text)]
        rows.append((row + [0] * length)[:length])
    return np.array(rows)


# %% alternative="encode"
def encode(texts, index, length):
    X = np.zeros((len(texts), length), dtype="int32")
    for i, text in enumerate(texts):
        for j, token in enumerate(tokenize(text)):
            if j < length:
                X[i, j] = index.get(token, 1)
    return X


# %% [markdown]
# All reviews now become rows of 60 numbers. Row $k$ of `table` is the GloVe vector of token $k$; padding and
# unknown tokens get zeros.

# %%
LENGTH = 60
index = {word: i + 2 for i, word in enumerate(words)}
table = np.vstack([np.zeros((2, 50)), vectors]).astype("float32")
X, X_test = encode(train["review"], index, LENGTH), encode(test["review"], index, LENGTH)
print(
    f"known: {np.mean(X[X > 0] > 1):.3f} of the tokens; cut off: {np.mean(X[:, -1] > 0):.2f} of the reviews"
)
unknown = [t for text in train["review"] for t in tokenize(text) if t not in index]
names, counts = np.unique(unknown, return_counts=True)
print("most frequent unknown tokens:", ", ".join(names[np.argsort(-counts)][:12]))

# %% [markdown]
# Nine tokens in ten are known. But look at the others: GloVe's 10,000 most frequent words come from encyclopedia and news,
# and there nobody calls things *delicious* or *tasty*. Keep that suspicion; near the end you put it to a test.
#
# ## One step of a recurrent network, with padding
#
# A recurrent network carries a state $h$ from token to token. In the lecture it read one text. Now it reads $m$ texts side by
# side, and some have ended already. For text $i$, with its token's vector $x_i$ and its state $h_i$ so far,
#
# $$h_i \leftarrow \begin{cases} \tanh(x_i W + h_i R + b) & \text{if its token is real} \\ h_i & \text{if it is padding} \end{cases}$$
#
# $W$ has a row for each number of $x$, $R$ a row for each number of the state. A text that has ended keeps its state to
# the last number; otherwise its ending would depend on how long its neighbors are.


# %% exercise="rnn_step"
def rnn_step(x, h, W, R, b, real):
    """Return the states of m texts after one more token.

    Parameters
    ----------
    x : numpy.ndarray, shape (m, n)
        The vector of each text's token.
    h : numpy.ndarray, shape (m, k)
        The states before; stay as they are.
    W : numpy.ndarray, shape (n, k)
    R : numpy.ndarray, shape (k, k)
    b : numpy.ndarray, shape (k,)
    real : numpy.ndarray of bool, shape (m,)
        False where the token is padding.

    Returns
    -------
    numpy.ndarray, shape (m, k)
    """
    ### BEGIN SOLUTION
    new = np.tanh(x @ W + h @ R + b)
    return np.where(real[:, np.newaxis], new, h)
    ### END SOLUTION


# %% [markdown] hint="rnn_step"
# Compute the new state for all texts first, as if there were no padding. How do you then choose, text by text, between new and old?

# %% [markdown] hint="rnn_step"
# `np.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere. Two states of three numbers and
# `real = [True, False]`: the condition must be a column, `[[True], [False]]`, to choose whole rows.

# %% [markdown] hint="rnn_step"
# `new = np.tanh(…)` with the two products and the bias; then `np.where(real[:, np.newaxis], …, …)`.

# %% checks="rnn_step" points=12
x3 = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]])
h3 = np.array([[0.1, 0.2, -0.3], [0.4, -0.5, 0.6], [0.7, 0.2, 0.5]])
W23 = np.array([[0.2, -0.1, 0.3], [0.1, 0.4, -0.2]])
R33 = np.array([[0.5, 0.0, 0.1], [0.0, -0.4, 0.2], [0.3, 0.1, 0.0]])
b3 = np.array([0.05, -0.1, 0.15])
expect(
    rnn_step(x3, h3, W23, R33, b3, np.array([True, False, True])),
    np.array(
        [
            np.tanh([0.41, 0.49, 0.10]),
            [0.4, -0.5, 0.6],
            np.tanh([1.15, -0.43, 1.16]),
        ]
    ),
    "the first and third text go on, the second one has ended and keeps its state",
)
expect(
    rnn_step(x3[:2], h3[:2], W23, R33, b3, np.array([True, True])),
    np.tanh(np.array([[0.41, 0.49, 0.10], [0.43, -0.29, 0.44]])),
    "where all tokens are real, all states change",
)
### BEGIN HIDDEN TESTS
expect(
    rnn_step(x3, h3, W23, R33, b3, np.array([False, False, False])),
    h3,
    "where all have ended, nothing changes",
)
kept = h3.copy()
rnn_step(x3, h3, W23, R33, b3, np.array([False, True, True]))
expect(h3, kept, "the states that come in stay as they are")
expect(
    rnn_step(np.zeros((4, 2)), np.zeros((4, 3)), W23, R33, b3, np.array([True, False, True, True])),
    np.tanh(np.array([b3, np.zeros(3), b3, b3])),
    "from nothing comes tanh of the bias, but only for real tokens",
)
### END HIDDEN TESTS


# %% mistake="rnn_step" says="padding is read like a token: the mask is ignored"
def rnn_step(x, h, W, R, b, real):
    return np.tanh(x @ W + h @ R + b)


# %% mistake="rnn_step" says="the state of a text that has ended becomes 0 instead of staying"
def rnn_step(x, h, W, R, b, real):
    return np.tanh(x @ W + h @ R + b) * real[:, np.newaxis]


# %% mistake="rnn_step" says="the mask is turned round: texts that go on keep their state"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], h, np.tanh(x @ W + h @ R + b))


# %% mistake="rnn_step" says="tanh is missing"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], x @ W + h @ R + b, h)


# %% mistake="rnn_step" says="the old state does not enter: h R is missing"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], np.tanh(x @ W + b), h)


# %% mistake="rnn_step" says="R is transposed"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], np.tanh(x @ W + h @ R.T + b), h)


# %% mistake="rnn_step" says="the old state is added to the new one"
def rnn_step(x, h, W, R, b, real):
    return h + np.tanh(x @ W + h @ R + b) * real[:, np.newaxis]


# %% mistake="rnn_step" says="the token is only left out of the sum: a text that has ended still changes its state"
def rnn_step(x, h, W, R, b, real):
    return np.tanh((x @ W) * real[:, np.newaxis] + h @ R + b)


# %% mistake="rnn_step" says="the bias is left out"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], np.tanh(x @ W + h @ R), h)


# %% mistake="rnn_step" says="the sigmoid bends instead of tanh"
def rnn_step(x, h, W, R, b, real):
    return np.where(real[:, np.newaxis], 1 / (1 + np.exp(-(x @ W + h @ R + b))), h)


# %% mistake="rnn_step" says="the mask is applied to the numbers of the state, not to the texts"
def rnn_step(x, h, W, R, b, real):
    new = np.tanh(x @ W + h @ R + b)
    return np.where(np.resize(real, h.shape[1]), new, h)


# %% mistake="rnn_step" replace="np.tanh(x @ W + h @ R + b)" says="the bias is added after tanh, not before" with="np.tanh(x @ W + h @ R) + b"


# %% mistake="rnn_step" replace="np.tanh(x @ W + h @ R + b)" says="tanh bends each part alone, not their sum" with="np.tanh(x @ W) + np.tanh(h @ R) + b"


# %% mistake="rnn_step" replace="np.tanh(x @ W + h @ R + b)" says="ReLU bends instead of tanh" with="np.maximum(x @ W + h @ R + b, 0)"


# %% mistake="rnn_step" replace="real[:, np.newaxis]" says="the mask is a row: it chooses among the numbers of a state, not among the texts" with="real"


# %% mistake="rnn_step" says="the texts that have ended are missing in the result"
def rnn_step(x, h, W, R, b, real):
    return np.tanh(x[real] @ W + h[real] @ R + b)


# %% mistake="rnn_step" says="the loop ends at the first text that has ended: the texts behind it are not read"
def rnn_step(x, h, W, R, b, real):
    out = h.copy()
    for i in range(len(x)):
        if not real[i]:
            break
        else:
            out[i] = np.tanh(x[i] @ W + h[i] @ R + b)
    return out


# %% mistake="rnn_step" says="the new state is averaged with the old one"
def rnn_step(x, h, W, R, b, real):
    out = h.copy()
    for i in range(len(x)):
        if real[i]:
            out[i] = (h[i] + np.tanh(x[i] @ W + h[i] @ R + b)) / 2
    return out


# %% alternative="rnn_step"
def rnn_step(x, h, W, R, b, real):
    out = h.astype(float)
    for i in range(len(x)):
        if real[i]:
            out[i] = np.tanh(W.T @ x[i] + R.T @ h[i] + b)
    return out


# %% alternative="rnn_step"
def rnn_step(x, h, W, R, b, real):
    out = np.array(h)
    out[real] = np.tanh(x[real] @ W + out[real] @ R + b)
    return out


# %% [markdown]
# Sixty such steps read a review. Is it what Keras does? `SimpleRNN` is the layer, `mask` our `real` (for 3 texts and random weights).

# %%
import keras

rng = np.random.default_rng(0)
W, R, b = rng.normal(size=(50, 4)) / 7, rng.normal(size=(4, 4)) / 2, rng.normal(size=4)
some = X[:3]
h = np.zeros((3, 4))
for t in range(LENGTH):
    h = rnn_step(table[some[:, t]], h, W, R, b, some[:, t] > 0)
layer = keras.layers.SimpleRNN(4)
layer.build((None, LENGTH, 50))
layer.set_weights([W, R, b])
by_keras = layer(table[some], mask=some > 0)
print(f"largest difference: {np.abs(h - np.asarray(by_keras)).max():.0e}")

# %% [markdown]
# ## Attention for many texts, with two masks
#
# In the lecture four words looked at each other. Now for $m$ texts with $T$ places each. Queries and keys have
# $d$ numbers, values $v$ numbers. Place $t$ of text $i$ gives place $s$ of the same text the weight
#
# $$a_{its} = \operatorname{softmax}_s \Bigl( \frac{q_{it} \cdot k_{is}}{\sqrt d} \Bigr), \qquad \text{output}_{it} = \sum_s a_{its}\, v_{is}$$
#
# over the *allowed* $s$ only; all others get the weight 0. Two masks decide what is allowed. Nobody ever looks at padding.
# And with `causal=True` a place looks only at itself and at places before it: so a model must work that writes the next word.
#
# Scores of $\pm 1000$ must work. Padding may stand in the middle, too, but never at the first place: so there is always something to look at. Padded
# places ask as well; nobody reads what they get, and no check looks at it.


# %% exercise="attention"
def attention(Q, K, V, real, causal=False):
    """Return what each place of each text gathers, and with which weights.

    Parameters
    ----------
    Q, K : numpy.ndarray, shape (m, T, d)
        Queries and keys.
    V : numpy.ndarray, shape (m, T, v)
        Values.
    real : numpy.ndarray of bool, shape (m, T)
        False at padding, which may stand anywhere but at place 0.
    causal : bool
        Whether a place may look only at itself and at places before it.

    Returns
    -------
    output : numpy.ndarray, shape (m, T, v)
    weights : numpy.ndarray, shape (m, T, T)
        ``weights[i, t, s]``: how much place t looks at place s in text i.
    """
    ### BEGIN SOLUTION
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, np.newaxis, :] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    scores = np.where(allowed, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights
    ### END SOLUTION


# %% [markdown] hint="attention"
# Which axis of the scores belongs to the places that ask, and which to those that are asked? Over which one runs the softmax, and
# along which one must the mask of padding lie?

# %% [markdown] hint="attention"
# Where a score is $-\infty$, `np.exp` gives exactly 0. One text with 2 real places of 3 and the scores 0, log 3, 5 of its first place: the
# 5 becomes $-\infty$, the exponentials are 1, 3, 0, the weights 0.25, 0.75, 0. `np.tril` sets everything above the diagonal to
# zero, or to `False`, in the last two axes.

# %% [markdown] hint="attention"
# `Q @ K.transpose(0, 2, 1)` are all scalar products, text by text. Build `allowed` of shape (m, T, T) from `real[:, np.newaxis, :]`
# and, if causal, the triangle. Then `np.where(allowed, scores, -np.inf)` and the softmax over …

# %% checks="attention" points=12
# Each query picks one number of each key (times 2, which the root of d = 4 takes back).
picks = 2 * np.eye(3, 4)
asked = np.log(np.array([[1.0, 3.0, 4.0], [2.0, 5.0, 9.0], [6.0, 1.0, 1.0]]))
keys = np.column_stack([asked.T, [7.0, -2.0, 3.0]])
more = np.log(np.array([[1.0, 4.0, 7.0], [3.0, 2.0, 8.0], [5.0, 5.0, 6.0]]))
more_keys = np.column_stack([more.T, [0.5, 4.0, -1.0]])
Q2, K2 = np.array([picks, picks]), np.array([keys, more_keys])
V2 = np.array([[[8.0, 80.0], [16.0, 0.0], [24.0, 40.0]], [[10.0, 5.0], [20.0, 0.0], [70.0, 30.0]]])
full, two_of_three = np.array([[True, True, True]]), np.array([[True, True, False]])
expect(
    attention(Q2[:1], K2[:1], V2[:1], full)[1],
    np.array([[[1, 3, 4], [2, 5, 9], [6, 1, 1]]]) / np.array([[[8], [16], [8]]]),
    "the exponentials are 1, 3, 4 and so on: each row adds up to 1",
)
expect(
    attention(Q2[:1], K2[:1], V2[:1], full)[0],
    np.array([[[19.0, 30.0], [19.5, 32.5], [11.0, 65.0]]]),
    "each place gathers the values with its weights: 8/8 + 3·16/8 + 4·24/8 = 19",
)
expect(
    attention(Q2, K2, V2, np.vstack([full, two_of_three]))[1][1, :2],
    np.array([[0.2, 0.8, 0.0], [0.6, 0.4, 0.0]]),
    "in the second text the third place is padding: nobody looks at it",
)
expect(
    attention(Q2, K2, V2, np.vstack([full, two_of_three]))[0][1, :2],
    np.array([[18.0, 1.0], [14.0, 3.0]]),
    "and its value enters nowhere",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
q, k, v = rng.normal(size=(2, 4, 5)), rng.normal(size=(2, 4, 5)), rng.normal(size=(2, 4, 3))
mask = np.array([[True, True, True, False], [True, True, False, False]])
inputs = q.copy(), k.copy(), v.copy(), mask.copy()
out, weights = attention(q, k, v, mask)
expect((q, k, v, mask), inputs, "the arrays that come in stay as they are")
expect(out.shape, (2, 4, 3), "an output has as many numbers as a value")
row = np.exp(k[0, :3] @ q[0, 1] / np.sqrt(5))
expect(weights[0, 1, :3], row / row.sum(), "place 1 of text 0, computed alone, with d = 5")
expect(out[0, 1], row / row.sum() @ v[0, :3], "what place 1 of text 0 gathers")
expect(
    attention(1000 * q, 1000 * k, v, mask)[1][:, 0].sum(axis=1),
    np.ones(2),
    "scores in the hundred thousands are no trouble",
)
ones = np.ones((1, 3, 1))
low_keys = np.array([[[-1000.0], [2.0], [-1000.0]]])
expect(
    attention(ones, low_keys, ones, np.array([[True, False, True]]))[1][0, 0],
    np.array([0.5, 0.0, 0.5]),
    "real scores may be -1000, and padding still is not looked at",
)
### END HIDDEN TESTS

# %% checks="attention" points=8
expect(
    attention(Q2[:1], K2[:1], V2[:1], full, causal=True)[1],
    np.array([[[1, 0, 0], [2 / 7, 5 / 7, 0], [0.75, 0.125, 0.125]]]),
    "the first place sees itself alone, the second one two places, the third all",
)
expect(
    attention(Q2[1:], K2[1:], V2[1:], two_of_three, causal=True)[1][0, :2],
    np.array([[1.0, 0.0, 0.0], [0.6, 0.4, 0.0]]),
    "both masks at once",
)
expect(
    attention(Q2[1:], K2[1:], V2[1:], np.array([[True, False, True]]), causal=True)[1][0, ::2],
    np.array([[1.0, 0.0, 0.0], [5 / 11, 0.0, 6 / 11]]),
    "padding in the middle is not looked at either",
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
q, k, v = rng.normal(size=(1, 4, 2)), rng.normal(size=(1, 4, 2)), rng.normal(size=(1, 4, 3))
mask = np.array([[True, True, True, False]])
before = attention(q, k, v, mask, causal=True)[0]
later = v.copy()
later[0, 2] += 5.0
expect(
    attention(q, k, later, mask, causal=True)[0][0, :2],
    before[0, :2],
    "what stands later changes nothing before",
)
e = np.exp(k[0, :3] @ q[0, 2] / np.sqrt(2))
expect(before[0, 2], e / e.sum() @ v[0, :3], "the last word of a text sees it all")
### END HIDDEN TESTS


# %% mistake="attention" replace=" / np.sqrt(d)" says="the scores are not divided by the root of d" with=""


# %% mistake="attention" replace="np.sqrt(d)" says="the scores are divided by d, not by its root" with="d"


# %% mistake="attention" replace="np.sqrt(d)" says="the root is taken of the number of places, not of d" with="np.sqrt(T)"


# %% mistake="attention" says="the softmax runs over the places that ask, not over those that are asked"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, np.newaxis, :] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    scores = np.where(allowed, scores, -1e9)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = e / e.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="the mask of padding is ignored"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    if causal:
        scores = np.where(np.tril(np.ones((T, T), dtype=bool)), scores, -np.inf)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="the mask silences the padded places that ask, and lets the others look at padding"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, :, np.newaxis] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    scores = np.where(allowed, scores, -1e9)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="the score of a place that is not allowed becomes 0, whose exponential is 1"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, np.newaxis, :] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    scores = np.where(allowed, scores, 0.0)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="weights are set to 0 after the softmax: the rest no longer adds up to 1"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, np.newaxis, :] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True) * allowed
    return weights @ V, weights


# %% mistake="attention" replace="np.tril(allowed)" says="the causal mask points the wrong way: it allows later places, not earlier ones" with="np.triu(allowed)"


# %% mistake="attention" replace="np.tril(allowed)" says="a place may not look at itself: the diagonal is missing in the causal mask" with="np.tril(allowed, -1)"


# %% mistake="attention" says="causal changes nothing"
def attention(Q, K, V, real, causal=False):
    d = Q.shape[2]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    scores = np.where(real[:, np.newaxis, :], scores, -np.inf)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="the causal mask replaces that of the padding instead of joining it"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = np.tril(np.ones((T, T), dtype=bool)) if causal else real[:, np.newaxis, :]
    scores = np.where(allowed, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = e / e.sum(axis=2, keepdims=True)
    return weights @ V, weights


# %% mistake="attention" says="the largest score is not subtracted, and the exponential overflows"
def attention(Q, K, V, real, causal=False):
    T, d = Q.shape[1:]
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = real[:, np.newaxis, :] & np.ones((T, T), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    with np.errstate(all="ignore"):
        e = np.exp(np.where(allowed, scores, -np.inf))
        weights = e / e.sum(axis=2, keepdims=True)
        return weights @ V, weights


# %% mistake="attention" replace="return weights @ V, weights" says="the weights come first and the outputs second" with="return weights, weights @ V"


# %% mistake="attention" replace="return weights @ V, weights" says="the weights gather the keys, not the values" with="return weights @ K, weights"


# %% mistake="attention" replace="Q @ K.transpose(0, 2, 1)" says="queries and keys have changed places" with="K @ Q.transpose(0, 2, 1)"


# %% mistake="attention" says="the softmax runs over the places that ask: axis 2 holds those that are asked"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    scores = np.einsum("itd,isd->its", Q, K) / np.sqrt(d)
    for i in range(m):
        scores[i][:, ~real[i]] = -np.inf
    if causal:
        for t in range(T):
            scores[:, t, t + 1 :] = -np.inf
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return w @ V, w


# %% mistake="attention" replace="e / e.sum(axis=2, keepdims=True)" says="the sums lie along the wrong axis: they need keepdims=True to stay a column" with="e / e.sum(axis=2)"


# %% mistake="attention" replace="return weights @ V, weights" says="the scores are returned, not the weights" with="return weights @ V, scores"


# %% mistake="attention" replace="weights @ V, weights" says="the weights are transposed before they gather the values" with="weights.transpose(0, 2, 1) @ V, weights"


# %% mistake="attention" says="the padding of the first text is used for all texts"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    scores = np.einsum("itd,isd->its", Q, K) / np.sqrt(d)
    for i in range(m):
        scores[i][:, ~real[0]] = -np.inf
    if causal:
        for t in range(T):
            scores[:, t, t + 1 :] = -np.inf
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    w = e / e.sum(axis=-1, keepdims=True)
    return w @ V, w


# %% mistake="attention" says="padding is taken to stand at the end: the real places are only counted"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    w = np.zeros((m, T, T))
    for i in range(m):
        n = real[i].sum()
        for t in range(T):
            last = min(t + 1, n) if causal else n
            s = Q[i, t] @ K[i, :last].T / np.sqrt(d)
            e = np.exp(s - s.max())
            w[i, t, :last] = e / e.sum()
    return w @ V, w


# %% mistake="attention" says="the weights of padding are set to 0 after the softmax: the rest no longer adds up to 1"
def attention(Q, K, V, real, causal=False):
    _m, T, d = Q.shape
    scores = np.einsum("itd,isd->its", Q, K) / np.sqrt(d)
    pass
    if causal:
        for t in range(T):
            scores[:, t, t + 1 :] = -np.inf
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    w = e / e.sum(axis=-1, keepdims=True)
    w = w * real[:, None, :]
    return w @ V, w


# %% mistake="attention" says="the score of padding becomes 0, whose exponential is 1"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    scores = np.einsum("itd,isd->its", Q, K) / np.sqrt(d)
    for i in range(m):
        scores[i][:, ~real[i]] = 0
    if causal:
        for t in range(T):
            scores[:, t, t + 1 :] = -np.inf
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    w = e / e.sum(axis=-1, keepdims=True)
    return w @ V, w


# %% mistake="attention" says="padding has the score -1000, which a real score can be as well: -inf is less than any"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    scores = np.einsum("itd,isd->its", Q, K) / np.sqrt(d)
    for i in range(m):
        scores[i][:, ~real[i]] = -1000
    if causal:
        for t in range(T):
            scores[:, t, t + 1 :] = -np.inf
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    w = e / e.sum(axis=-1, keepdims=True)
    return w @ V, w


# %% mistake="attention" says="the largest score is taken of forbidden places, too: beside it the allowed ones may vanish"
def attention(Q, K, V, real, causal=False):
    _m, T, d = Q.shape
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(d)
    allowed = np.repeat(real[:, np.newaxis, :], T, axis=1)
    if causal:
        allowed = allowed & np.tril(np.ones((T, T), dtype=bool))
    with np.errstate(invalid="ignore"):
        e = np.exp(scores - scores.max(axis=2, keepdims=True)) * allowed
        weights = e / e.sum(axis=2, keepdims=True)
        return weights @ V, weights


# %% mistake="attention" replace="scores.max(axis=2, keepdims=True)" says="one largest score is taken of all rows: those far below it vanish" with="scores.max()"


# %% [markdown] equivalent="attention"
# - `weights = e / e.sum(axis=2, keepdims=True) in place`: the exponentials were made here
# - `weights = e / e.sum(axis=2)[:, :, None] in place`: here, too
# - `weights = weights / weights.sum(axis=-1, keepdims=True) in place`: and the weights
# - `scores = scores - scores.max(axis=-1, keepdims=True) in place`: and the scores
# - `scores = scores + np.where(real, 0.0, -1000000000000.0)[:, None, :] in place`: and the scores
# - `scores = scores + np.where(places[None, :] > places[:, None], -1000000000000.0,  in place`: and the scores
# - `Q[i, t] @ K[i, s] → K[i, s] @ Q[i, t]`: a scalar product has no order
# - `1000000000000.0 → 2000000000000.0`: both are as good as infinity
# - `1000000000000.0 → 500000000000.0`: this one is, too
# - `weights * real[:, :, None] → weights`: what padding gathers is asked by nobody
# - `weights * real[:, :, None] → weights / real[:, :, None]`: nor this


# %% alternative="attention"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    weights = np.zeros((m, T, T))
    for i in range(m):
        for t in range(T):
            seen = [s for s in range(T) if real[i, s] and (s <= t or not causal)]
            scores = np.array([Q[i, t] @ K[i, s] for s in seen]) / d**0.5
            e = np.exp(scores - scores.max())
            weights[i, t, seen] = e / e.sum()
    return np.array([weights[i] @ V[i] for i in range(m)]), weights


# %% alternative="attention"
def attention(Q, K, V, real, causal=False):
    scores = np.einsum("itd,isd->its", Q, K) / Q.shape[-1] ** 0.5
    scores = scores + np.where(real, 0.0, -1e12)[:, None, :]
    if causal:
        places = np.arange(Q.shape[1])
        scores = scores + np.where(places[None, :] > places[:, None], -1e12, 0.0)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return np.einsum("its,isv->itv", weights, V), weights


# %% alternative="attention"
def attention(Q, K, V, real, causal=False):
    m, T, d = Q.shape
    scores = np.array([Q[i] @ K[i].T for i in range(m)]) / np.sqrt(d)
    for i in range(m):
        scores[i][:, ~real[i]] = -np.inf
        if causal:
            scores[i][np.triu_indices(T, 1)] = -np.inf
    e = np.exp(scores - scores.max(axis=2)[:, :, None])
    weights = e / e.sum(axis=2)[:, :, None]
    return np.matmul(weights * real[:, :, None], V), weights * real[:, :, None]


# %% [markdown]
# ## Two readers in Keras
#
# Now the library. Both readers begin alike: `Embedding` looks up the vectors of `table`, which stay as they are
# (`trainable=False`), and `mask_zero=True` marks token 0 as padding for the layers that follow. Then
#
# - `"gru"`: a GRU with `units` numbers of state; its last state goes on.
# - `"attention"`: `MultiHeadAttention` with 1 head and `key_dim=units`, from the texts to themselves; what comes out is added to
#   what went in, goes through `LayerNormalization`, and the mean over the places, `GlobalAveragePooling1D`, goes on.
#
# At the end `Dense(1)` gives one logit for "not content", shape (m, 1). Adam with the given rate, binary cross-entropy
# **from logits**. There are no position codes: this reader attends to words wherever they stand.
#
# `keras.Sequential` can't add what came out to what went in. So write the model as the transformer of lecture 3: begin with
# `tokens = keras.Input((None,), dtype="int32")`, texts of any length; call each layer on what came before, `x = layer(x)`, and
# close with `keras.Model(tokens, x)`. A **mask** is a note that Keras pins to `x`: which places are real. Layers that know
# masks read it and pass it on.
#
# **A trap that costs people weeks.** A plain `+` between two layers' results loses the mask, without a word; then the mean runs over
# the padding as well. Zeros behind a text must not change its logit: try it. `keras.layers.Add()([a, b])` keeps the mask.


# %% exercise="build_reader"
def build_reader(kind, table, units, rate):
    """Return a compiled network that reads token numbers.

    Parameters
    ----------
    kind : {"gru", "attention"}
    table : numpy.ndarray, shape (tokens, d)
        The vector of each token; not trained.
    units : int
        Numbers of the state, or of queries and keys.
    rate : float
        Learning rate of Adam.

    Returns
    -------
    keras.Model
        Takes (m, length) token numbers, gives (m, 1) logits.
    """
    ### BEGIN SOLUTION
    layers = keras.layers
    tokens = keras.Input((None,), dtype="int32")
    start = keras.initializers.Constant(table)
    x = layers.Embedding(*table.shape, start, trainable=False, mask_zero=True)(tokens)
    if kind == "gru":
        x = layers.GRU(units)(x)
    else:
        mixed = layers.MultiHeadAttention(1, units)(x, x)
        x = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(layers.Add()([x, mixed])))
    model = keras.Model(tokens, layers.Dense(1)(x))
    model.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy(from_logits=True))
    return model
    ### END SOLUTION


# %% [markdown] hint="build_reader"
# Write the readers as functions of tensors, `x = layer(x)`, from `tokens` on. Which lines do both kinds share? At which layers does the
# mask of the embedding have to arrive?

# %% [markdown] hint="build_reader"
# With `table` of shape (10002, 50) the embedding is `keras.layers.Embedding(10002, 50, embeddings_initializer=keras.initializers.Constant(table), …)`.
# Attention from a text to itself is `keras.layers.MultiHeadAttention(1, units)(x, x)`. With 4 numbers a token and 3 units the GRU reader has 81 + 4
# trained numbers, the attention reader 61 + 8 + 5.

# %% [markdown] hint="build_reader"
# `x = keras.layers.Embedding(…)(tokens)`, then `if kind == "gru":` one line, `else:` three (attention, add and normalize, mean). Last
# `keras.Model(tokens, keras.layers.Dense(1)(x))` and `compile` with the rate and `BinaryCrossentropy(from_logits=…)`.

# %% checks="build_reader" points=8
# All trained weights are set to sin 1, sin 2, … so that the logits are known.
four = np.array([
    [0, 0, 0, 0], [0, 0, 0, 0], [1.0, -0.5, 0.3, 0.8], [-0.7, 0.9, 0.4, -0.2],
    [0.2, 0.6, -1.1, 0.5], [-0.7, 0.9, 0.4, -0.2],
])  # fmt: skip
rows, truth = np.array([[2, 3, 4], [4, 2, 0], [3, 0, 0]]), np.array([1, 0, 1])
reader = build_reader("gru", four, 3, 0.02)
expect(
    sum(int(np.prod(w.shape)) for w in reader.trainable_weights),
    85,
    "the GRU has 3·(4·3 + 3·3 + 2·3) numbers, the last layer 3 + 1, and the table is not trained",
)
for weight in reader.trainable_weights:
    weight.assign(np.sin(np.arange(1, np.prod(weight.shape) + 1)).reshape(weight.shape))
expect(
    reader(rows),
    np.array([[0.204952], [0.818823], [0.086518]]),
    "the GRU's last state goes into one neuron without a bend",
    rtol=1e-3,
)
expect(
    reader(np.pad(rows, ((0, 0), (0, 2)))),
    np.array([[0.204952], [0.818823], [0.086518]]),
    "zeros behind a text change nothing",
    rtol=1e-3,
)
z = np.array([0.204952, 0.818823, 0.086518])
expect(
    float(reader.compute_loss(y=truth[:, np.newaxis], y_pred=reader(rows))),
    float(np.mean(np.log(1 + np.exp(z)) - truth * z)),
    "the loss is the binary cross-entropy from logits",
    rtol=1e-3,
)
### BEGIN HIDDEN TESTS
wide = build_reader("gru", np.ones((7, 5)), 6, 0.1)
expect(
    sum(int(np.prod(w.shape)) for w in wide.trainable_weights),
    3 * (5 * 6 + 6 * 6 + 2 * 6) + 7,
    "the sizes follow table and units",
)
# With ten seeds the loss fell to 0.48 to 0.80 of what it was.
keras.utils.set_random_seed(0)
reader = build_reader("gru", four, 3, 0.05)
before = [weight.numpy() for weight in reader.trainable_weights]
texts = np.random.default_rng(0).integers(2, 5, (64, 6))
often = ((texts == 2).sum(axis=1) >= 2).astype(int)
start = float(reader.compute_loss(y=often[:, np.newaxis], y_pred=reader(texts)))
reader.run_eagerly = True  # ten steps are too few to compile them
reader.train_on_batch(texts, often)
moves = [np.abs(w.numpy() - b).max() for w, b in zip(reader.trainable_weights, before)]
expect(float(max(moves)), 0.05, "Adam's first step moves a weight by the learning rate", rtol=0.01)
for _ in range(9):
    reader.train_on_batch(texts, often)
last = float(reader.compute_loss(y=often[:, np.newaxis], y_pred=reader(texts)))
expect(bool(last / start < 0.9), True, "in ten steps the loss falls")
### END HIDDEN TESTS

# %% checks="build_reader" points=8
reader = build_reader("attention", four, 3, 0.02)
expect(
    sum(int(np.prod(w.shape)) for w in reader.trainable_weights),
    74,
    "61 numbers of attention, 8 of the normalization, 5 of the last layer; the table is not trained",
)
for weight in reader.trainable_weights:
    weight.assign(np.sin(np.arange(1, np.prod(weight.shape) + 1)).reshape(weight.shape))
expect(
    reader(rows),
    np.array([[3.294248], [3.361140], [3.228350]]),
    "attention, the sum with what went in, normalization, mean, one neuron",
    rtol=1e-3,
)
expect(
    reader(np.pad(rows, ((0, 0), (0, 2)))),
    np.array([[3.294248], [3.361140], [3.228350]]),
    "zeros behind a text change nothing: neither attention nor the mean sees them",
    rtol=1e-3,
)
z = np.array([3.294248, 3.361140, 3.228350])
expect(
    float(reader.compute_loss(y=truth[:, np.newaxis], y_pred=reader(rows))),
    float(np.mean(np.log(1 + np.exp(z)) - truth * z)),
    "the loss is the binary cross-entropy from logits",
    rtol=1e-3,
)
### BEGIN HIDDEN TESTS
wide = build_reader("attention", np.ones((7, 5)), 6, 0.1)
expect(
    sum(int(np.prod(w.shape)) for w in wide.trainable_weights),
    3 * (5 * 6 + 6) + (6 * 5 + 5) + 10 + 6,
    "the sizes follow table and units",
)
# With ten seeds the loss fell to 0.17 to 0.57 of what it was.
keras.utils.set_random_seed(0)
reader = build_reader("attention", four, 3, 0.05)
before = [weight.numpy() for weight in reader.trainable_weights]
texts = np.random.default_rng(0).integers(2, 5, (64, 6))
often = ((texts == 2).sum(axis=1) >= 2).astype(int)
start = float(reader.compute_loss(y=often[:, np.newaxis], y_pred=reader(texts)))
reader.run_eagerly = True  # ten steps are too few to compile them
reader.train_on_batch(texts, often)
moves = [np.abs(w.numpy() - b).max() for w, b in zip(reader.trainable_weights, before)]
expect(float(max(moves)), 0.05, "Adam's first step moves a weight by the learning rate", rtol=0.01)
for _ in range(9):
    reader.train_on_batch(texts, often)
last = float(reader.compute_loss(y=often[:, np.newaxis], y_pred=reader(texts)))
expect(bool(last / start < 0.9), True, "in ten steps the loss falls")
### END HIDDEN TESTS


# %% mistake="build_reader" replace="layers.Add()([x, mixed])" says="the plain + loses the mask, and the mean runs over the padding as well" with="x + mixed"


# %% mistake="build_reader" replace="layers.Add()([x, mixed])" says="what went into the attention is not added to what comes out" with="mixed"


# %% mistake="build_reader" replace=", mask_zero=True" says="padding is not masked: mask_zero is missing" with=""


# %% mistake="build_reader" replace="trainable=False, " says="the vectors are trained along: trainable=False is missing" with=""


# %% mistake="build_reader" replace="from_logits=True" says="the loss takes the logits for probabilities" with="from_logits=False"


# %% mistake="build_reader" replace="keras.optimizers.Adam(rate)" says="Adam runs at its usual rate, not at the given one" with="'adam'"


# %% mistake="build_reader" replace="layers.GRU(units)(x)" says="a plain recurrent layer stands where a GRU should be" with="layers.SimpleRNN(units)(x)"


# %% mistake="build_reader" replace="layers.GRU(units)(x)" says="an LSTM stands where a GRU should be" with="layers.LSTM(units)(x)"


# %% mistake="build_reader" replace="layers.GRU(units)(x)" says="the GRU reads backward" with="layers.GRU(units, go_backwards=True)(x)"


# %% mistake="build_reader" replace="layers.MultiHeadAttention(1, units)" says="there are units heads of size 1, not one head of size units: heads come first" with="layers.MultiHeadAttention(units, 1)"


# %% mistake="build_reader" replace="layers.LayerNormalization()(layers.Add()([x, mixed]))" says="the normalization is left out" with="layers.Add()([x, mixed])"


# %% alternative="build_reader"
def build_reader(kind, table, units, rate):
    tokens = keras.Input(shape=(None,), dtype="int32", name="numbers")
    keep = keras.ops.not_equal(tokens, 0)
    look_up = keras.layers.Embedding(table.shape[0], table.shape[1], weights=[table])
    look_up.trainable = False
    x = look_up(tokens)
    if kind == "gru":
        x = keras.layers.GRU(units, name="memory")(x, mask=keep)
    if kind == "attention":
        attend = keras.layers.MultiHeadAttention(num_heads=1, key_dim=units)
        x = x + attend(x, x, attention_mask=keras.ops.expand_dims(keep, 1))
        x = keras.layers.LayerNormalization()(x)
        x = keras.layers.GlobalAveragePooling1D()(x, mask=keep)
    model = keras.Model(tokens, keras.layers.Dense(1, name="logit")(x))
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate=rate), loss)
    return model


# %% [markdown]
# Train both on 3400 reviews, with a look at the 600 held-out ones. It takes some ten seconds.


# %%
def train_reader(kind, rate):
    keras.utils.set_random_seed(0)
    model = build_reader(kind, table, 16, rate)
    options = {"batch_size": 64, "epochs": 6, "validation_data": (X[3400:], y[3400:]), "verbose": 0}
    return model, model.fit(X[:3400], y[:3400], **options).history


gru_reader, gru_history = train_reader("gru", 0.005)
attention_reader, attention_history = train_reader("attention", 0.003)
_, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
plots.training_curves(gru_history, axes=axes[:1])
plots.training_curves(attention_history, axes=axes[1:])
axes[0].set_title("GRU")
axes[1].set_title("attention")
plt.show()

# %% [markdown]
# Both learn. The GRU's held-out loss stops falling after about four epochs while its training loss goes on: 3400 reviews are few for a
# network. Attention falls more gently, and has little further to go.
#
# The rival counts: each word has one weight in a logistic regression. To be fair it sees the same reviews, cut after the same 60 tokens.


# %%
def cut(texts):
    return [" ".join(tokenize(text)[:LENGTH]) for text in texts]


def bag_of_words(vocabulary=None):
    counts = TfidfVectorizer(
        min_df=2, sublinear_tf=True, token_pattern=r"\S+", vocabulary=vocabulary
    )
    return make_pipeline(counts, LogisticRegression(C=3, max_iter=1000))


bag = bag_of_words().fit(cut(train["review"][:3400]), y[:3400])
logits = {"gru": gru_reader.predict(X_test, verbose=0)[:, 0]}
logits["attention"] = attention_reader.predict(X_test, verbose=0)[:, 0]
logits["bag of words"] = bag.decision_function(cut(test["review"]))
right = {name: (z > 0) == (y_test == 1) for name, z in logits.items()}
for name, hits in right.items():
    print(f"{name:>12}: {hits.mean():.3f} of the test reviews right")

# %% [markdown]
# ## What did a word add?
#
# An instrument for any reader, whatever is inside: leave a word out and see what becomes of the logit. For a row with $k$
# real tokens,
#
# $$c_i = f(\text{the whole text}) - f(\text{the text without its token } i), \qquad i = 1, \dots, k$$
#
# When a token is left out, the others *move up*, and a 0 comes at the end, so that the row keeps its length. $f$ is
# `predict`: it takes token rows of shape (m, length) and gives (m,) logits. The row itself stays as it is.


# %% exercise="contributions"
def contributions(predict, row):
    """Return what each token of a text adds to the logit.

    Parameters
    ----------
    predict : callable
        Takes an array of shape (m, length), gives the logits, shape (m,).
    row : numpy.ndarray of int, shape (length,)
        k real tokens, at least one, then zeros.

    Returns
    -------
    numpy.ndarray, shape (k,)
        Positive where the token raises the logit; nothing for padding.
    """
    ### BEGIN SOLUTION
    k = np.count_nonzero(row)
    shorter = np.array([np.append(np.delete(row, i), 0) for i in range(k)])
    return predict(row[np.newaxis])[0] - predict(shorter)
    ### END SOLUTION


# %% [markdown] hint="contributions"
# How many real tokens are there? For each of them you need one row without it. How long must that row be?

# %% [markdown] hint="contributions"
# The row 7, 4, 9, 0 has three real tokens and gives three shorter rows: 4, 9, 0, 0, then 7, 9, 0, 0, then 7, 4, 0, 0. `np.delete(row, i)`
# leaves out place `i`.

# %% [markdown] hint="contributions"
# Build `shorter`, shape (k, length), in a list comprehension with `np.delete` and `np.append(…, 0)`. The whole text as a batch of one is
# `row[np.newaxis]`. Which logit is subtracted from which?

# %% checks="contributions" points=14
worth = np.array([0.0, 0.3, 1.5, -2.0, 0.7, 4.0])
place = np.array([1.0, 2.0, 5.0, 11.0])


def adds_up(rows):
    return worth[rows].sum(axis=1)


def by_place(rows):
    return worth[rows] @ place


expect(
    contributions(adds_up, np.array([2, 3, 5, 0])),
    np.array([1.5, -2.0, 4.0]),
    "where the logit is a sum over tokens, each adds what it is worth",
)
expect(
    contributions(by_place, np.array([4, 2, 5, 0])),
    np.array([0.7 + 1.5 + 12.0, 3.0 + 12.0, 20.0]),
    "without the first token the others move up: 1.5 counts 1 instead of 2, 4 counts 2 instead of 5",
)
expect(
    contributions(by_place, np.array([2, 5, 3, 4])),
    np.array([1.5 + 4.0 - 6.0 + 4.2, 8.0 - 6.0 + 4.2, -10.0 + 4.2, 7.7]),
    "a row without padding has a contribution for each place",
)
### BEGIN HIDDEN TESTS
one = np.array([5, 0, 0, 0])
expect(contributions(adds_up, one), np.array([4.0]), "a single token adds all there is")
expect(one, np.array([5, 0, 0, 0]), "the row stays as it is")
expect(
    contributions(by_place, np.array([1, 1, 3, 0])),
    np.array([0.3 + 0.3 - 6.0, 0.6 - 6.0, -10.0]),
    "a token that stands twice is left out at one place at a time, and 1 is a token",
)
expect(
    contributions(lambda rows: 3.0 + (rows == 2).any(axis=1), np.array([2, 4, 2, 0])),
    np.array([0.0, 0.0, 0.0]),
    "what another token says as well adds nothing",
)
### END HIDDEN TESTS


# %% mistake="contributions" says="the sign is turned round: the whole text is subtracted from the shorter one"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.array([np.append(np.delete(row, i), 0) for i in range(k)])
    return predict(shorter) - predict(row[np.newaxis])[0]


# %% mistake="contributions" says="the token becomes padding where it stands: the others don't move up"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.tile(row, (k, 1))
    shorter[np.arange(k), np.arange(k)] = 0
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="the token is replaced by an unknown one, not left out"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.tile(row, (k, 1))
    shorter[np.arange(k), np.arange(k)] = 1
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="each token is read alone, instead of being left out"
def contributions(predict, row):
    k = np.count_nonzero(row)
    alone = np.zeros((k, len(row)), dtype=int)
    alone[:, 0] = row[:k]
    return predict(alone)


# %% mistake="contributions" says="the logit of the shorter text is returned, not the difference"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.array([np.append(np.delete(row, i), 0) for i in range(k)])
    return predict(shorter)


# %% mistake="contributions" says="padding gets a contribution, too"
def contributions(predict, row):
    shorter = np.array([np.append(np.delete(row, i), 0) for i in range(len(row))])
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="the padding comes in front, so the others move back instead of up"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.array([np.append(0, np.delete(row, i)) for i in range(k)])
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="every place that holds the same token is left out at once"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.zeros((k, len(row)), dtype=int)
    for i in range(k):
        rest = row[row != row[i]]
        shorter[i, : len(rest)] = rest
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="all tokens from this one on are left out, not this one alone"
def contributions(predict, row):
    k = np.count_nonzero(row)
    shorter = np.array([np.where(np.arange(len(row)) < i, row, 0) for i in range(k)])
    return predict(row[np.newaxis])[0] - predict(shorter)


# %% mistake="contributions" says="the row itself is changed: each token is left out of what the one before has left"
def contributions(predict, row):
    k = np.count_nonzero(row)
    whole = predict(row[np.newaxis])[0]
    out = []
    for i in range(k):
        less = row
        less[i:-1] = less[i + 1 :]
        less[-1] = 0
        out.append(whole - predict(less[np.newaxis])[0])
    return np.array(out)


# %% mistake="contributions" replace="np.delete(row, i)" says="the token behind is left out, not the token itself" with="np.delete(row, i + 1)"


# %% mistake="contributions" says="all tokens up to this one are left out, not this one alone"
def contributions(predict, row):
    k = np.count_nonzero(row)
    whole = predict(row[np.newaxis])[0]
    out = []
    for i in range(k):
        less = np.concatenate([row[i + 1 :], np.zeros(i + 1, dtype=int)])
        out.append(whole - predict(less[np.newaxis])[0])
    return np.array(out)


# %% mistake="contributions" says="each text is compared with the one before, not with the whole text"
def contributions(predict, row):
    k = np.count_nonzero(row)
    whole = predict(row[np.newaxis])[0]
    out = []
    for i in range(k):
        less = np.append(np.delete(row, i), 0)
        now = predict(less[np.newaxis])[0]
        out.append(whole - now)
        whole = now
    return np.array(out)


# %% mistake="contributions" says="the difference is divided by the logit of the whole text"
def contributions(predict, row):
    k = np.count_nonzero(row)
    whole = predict(row[np.newaxis])[0]
    out = []
    for i in range(k):
        less = np.append(np.delete(row, i), 0)
        out.append(1 - predict(less[np.newaxis])[0] / whole)
    return np.array(out)


# %% [markdown] equivalent="contributions"
# - `batch[i, i:-1] = row[i + 1:] one line later`: the two steps write into different places


# %% alternative="contributions"
def contributions(predict, row):
    tokens = [int(token) for token in row if token != 0]
    whole = predict(np.array([row]))[0]
    found = []
    for i in range(len(tokens)):
        rest = tokens[:i] + tokens[i + 1 :]
        rest = rest + [0] * (len(row) - len(rest))
        found.append(whole - predict(np.array([rest]))[0])
    return np.array(found)


# %% alternative="contributions"
def contributions(predict, row):
    k = int((row > 0).sum())
    batch = np.tile(row, (k + 1, 1))
    for i in range(k):
        batch[i, i:-1] = row[i + 1 :]
        batch[i, -1] = 0
    z = predict(batch)
    return z[-1] - z[:-1]


# %% [markdown]
# Open the readers. Below are two sentences with the same seven words, and the bars of each model. **Predict:** for which of the three do
# the two pictures look alike? And what does *not* add in front of *good*, what in front of *cheap*?

# %%
prediction = "..."  # write yours


# %%
def ask_gru(rows):
    return np.asarray(gru_reader(rows))[:, 0]


def ask_attention(rows):
    return np.asarray(attention_reader(rows))[:, 0]


def ask_bag(rows):
    names = np.array(["", "?", *words])
    return bag.decision_function([" ".join(names[row[row > 1]]) for row in rows])


askable = {"gru": ask_gru, "attention": ask_attention, "bag of words": ask_bag}


def open_up(text):
    row, tokens = encode([text], index, LENGTH)[0], tokenize(text)[:LENGTH]
    _, axes = plt.subplots(1, 3, figsize=(11, 0.6 + 0.32 * len(tokens)), sharey=True)
    for ax, (name, ask) in zip(axes, askable.items()):
        plots.word_bars(tokens, contributions(ask, row), "adds to “not content”", ax=ax)
        ax.set_title(f"{name}: logit {ask(row[np.newaxis])[0]:.2f}")


for text in ["The tea was not good, but cheap", "The tea was good, but not cheap"]:
    open_up(text)
    plt.show()

# %% [markdown]
# The bag's bars are the same words with the same lengths in both pictures, and its logits are equal: it can't know what *not* belongs to.
# For attention without positions the two sentences are the same as well, by construction. Only the GRU gives two different logits. Whether it
# uses the order *rightly* is another question: look at the bars of *good* and *cheap*.
#
# ## The verdict
#
# Two models judge the same reviews, so compare them review by review. With $a_i$ and $b_i$ equal to 1 where the first and the second
# model are right, and 0 elsewhere, and $d_i = a_i - b_i$,
#
# $$\bar d = \frac{1}{m} \sum_i d_i, \qquad \bar d \pm 1.96\, \frac{s}{\sqrt m}, \qquad s^2 = \frac{1}{m-1} \sum_i (d_i - \bar d)^2$$
#
# The better model is `"first"` if the whole interval lies above 0, `"second"` if it lies below, and otherwise `"neither"`: a bound of exactly
# 0 decides nothing. Say also how many reviews only one of the two gets right.


# %% exercise="verdict"
def verdict(right_a, right_b):
    """Compare two models on the same examples.

    Parameters
    ----------
    right_a, right_b : numpy.ndarray of bool, shape (m,)
        Where the first and the second model are right; m is at least 2.

    Returns
    -------
    dict
        ``"difference"``, ``"low"``, ``"high"``: the mean paired difference, first minus second,
        and the ends of its interval. ``"only_first"``, ``"only_second"``: how many examples
        only that model gets right. ``"better"``: "first", "second" or "neither".
    """
    ### BEGIN SOLUTION
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    low, high = d.mean() - half, d.mean() + half
    better = "first" if low > 0 else "second" if high < 0 else "neither"
    return {
        "difference": d.mean(),
        "low": low,
        "high": high,
        "only_first": np.sum(d > 0),
        "only_second": np.sum(d < 0),
        "better": better,
    }
    ### END SOLUTION


# %% [markdown] hint="verdict"
# Which three values can $d_i$ take, and what does each of them mean? NumPy refuses `True - False`: what must become of one array before?

# %% [markdown] hint="verdict"
# If 4 reviews of 10 are right only by the first model and 1 only by the second, the $d_i$ are four times 1, once $-1$, five times 0: mean 0.3.
# `d.std(ddof=1)` divides by $m - 1$.

# %% [markdown] hint="verdict"
# `d = right_a.astype(float) - right_b`; half the interval is `1.96 * … / np.sqrt(len(d))`. Counts are sums of conditions on `d`. Then three
# cases for `"better"`.

# %% checks="verdict" points=12
first = np.array([1, 1, 1, 1, 1, 1, 1, 0, 0, 1]) == 1
second = np.array([1, 0, 0, 1, 0, 0, 1, 1, 0, 1]) == 1
found = verdict(first, second)
expect(found["difference"], 0.3, "8 right minus 5 right, by 10")
expect(
    [found["low"], found["high"]],
    [-0.118342, 0.718342],
    "s² = (5 - 10 · 0.09) / 9, so the interval is 0.3 ± 1.96 · 0.675 / √10",
    rtol=1e-4,
)
expect(found["only_first"], 4, "four that only the first gets right")
expect(found["only_second"], 1, "one that only the second gets right")
### BEGIN HIDDEN TESTS
turned = verdict(second, first)
expect(
    [turned["difference"], turned["low"], turned["high"]],
    [-0.3, -0.718342, 0.118342],
    "in the other order all signs turn",
    rtol=1e-4,
)
expect([turned["only_first"], turned["only_second"]], [1, 4], "and the counts change places")
few = verdict(np.array([True, True, False]), np.array([False, True, False]))
expect(
    [few["low"], few["high"]],
    [1 / 3 - 1.96 / 3, 1 / 3 + 1.96 / 3],
    "three reviews: s² = (1 - 1/3) / 2 = 1/3",
)
### END HIDDEN TESTS

# %% checks="verdict" points=6
found = verdict(first, second)
expect(found["better"], "neither", "0 lies in the interval from -0.12 to 0.72")
most = np.array([True, True, True, True, False, True, True])
none = np.array([False, False, False, False, False, False, False])
expect(verdict(most, none)["better"], "first", "0.86 ± 0.28 lies above 0")
expect(verdict(most, none)["difference"], 6 / 7, "six of seven, not rounded")
expect(verdict(second, first)["better"], "neither", "0 lies in the interval from -0.72 to 0.12")
expect(verdict(none, most)["better"], "second", "-0.86 ± 0.28 lies below 0")
### BEGIN HIDDEN TESTS
expect(verdict(most, most)["better"], "neither", "an interval of 0 to 0 decides nothing")
expect(
    verdict(np.tile(first, 3), np.tile(second, 3))["better"],
    "first",
    "with three times as many reviews 0.3 is enough: 0.3 ± 0.23",
)
expect(
    verdict(np.tile(second, 3), np.tile(first, 3))["better"], "second", "and the other way round"
)
### END HIDDEN TESTS


# %% mistake="verdict" says="the second is not subtracted from the first but the other way round"
def verdict(right_a, right_b):
    d = right_b.astype(float) - right_a
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    low, high = d.mean() - half, d.mean() + half
    better = "first" if low > 0 else "second" if high < 0 else "neither"
    counts = {"only_first": np.sum(d > 0), "only_second": np.sum(d < 0)}
    return {"difference": d.mean(), "low": low, "high": high, "better": better, **counts}


# %% mistake="verdict" says="the two models are treated as if they had judged different reviews: their variances are added"
def verdict(right_a, right_b):
    d = right_a.astype(float) - right_b
    spread = np.sqrt(right_a.var(ddof=1) + right_b.var(ddof=1))
    half = 1.96 * spread / np.sqrt(len(d))
    low, high = d.mean() - half, d.mean() + half
    better = "first" if low > 0 else "second" if high < 0 else "neither"
    counts = {"only_first": np.sum(d > 0), "only_second": np.sum(d < 0)}
    return {"difference": d.mean(), "low": low, "high": high, "better": better, **counts}


# %% mistake="verdict" replace="d.std(ddof=1)" says="s is computed with m, not with m - 1" with="d.std()"


# %% mistake="verdict" replace=" / np.sqrt(len(d))" says="the spread of the single differences is taken, not that of their mean: √m is missing" with=""


# %% mistake="verdict" replace="np.sqrt(len(d))" says="it is divided by m, not by its root" with="len(d)"


# %% mistake="verdict" replace="1.96 * " says="the interval is one standard error wide to each side, not 1.96" with=""


# %% mistake="verdict" replace="\"first\" if low > 0 else \"second\" if high < 0 else \"neither\"" says="the larger mean wins, even if the interval holds 0" with="\"first\" if d.mean() > 0 else \"second\" if d.mean() < 0 else \"neither\""


# %% mistake="verdict" replace="np.sum(d > 0)" says="only_first counts all that the first gets right, not those that only it gets right" with="np.sum(right_a)"


# %% mistake="verdict" replace="np.sum(d > 0),\n        \"only_second\": np.sum(d < 0)" says="both counts hold all that a model gets right, not those that only it gets right" with="np.sum(right_a),\n        \"only_second\": np.sum(right_b)"


# %% mistake="verdict" replace="np.sum(d < 0)" says="only_second counts all that the first gets wrong, also those that both get wrong" with="np.sum(~right_a)"


# %% mistake="verdict" replace="right_a.astype(float) - right_b" says="reviews that both get right or both get wrong are left out of d, so m is too small" with="(right_a.astype(float) - right_b)[right_a != right_b]"


# %% mistake="verdict" replace="low > 0" says="a lower end of exactly 0 counts as a win" with="low >= 0"


# %% mistake="verdict" says="the counts are shares, not numbers of reviews"
def verdict(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    low, high = d.mean() - half, d.mean() + half
    better = "first" if low > 0 else "second" if high < 0 else "neither"
    counts = {"only_first": np.mean(d > 0), "only_second": np.mean(d < 0)}
    return {"difference": d.mean(), "low": low, "high": high, "better": better, **counts}


# %% mistake="verdict" says="low and high have changed places"
def verdict(right_a, right_b):
    d = right_a.astype(float) - right_b
    half = 1.96 * d.std(ddof=1) / np.sqrt(len(d))
    high, low = d.mean() - half, d.mean() + half
    better = "first" if high > 0 else "second" if low < 0 else "neither"
    counts = {"only_first": np.sum(d > 0), "only_second": np.sum(d < 0)}
    return {"difference": d.mean(), "low": low, "high": high, "better": better, **counts}


# %% mistake="verdict" replace="1.96" says="the interval is 2 standard errors wide to each side, not 1.96" with="2"


# %% mistake="verdict" replace="d.std(ddof=1)" says="s is the variance: its root is missing" with="d.var(ddof=1)"


# %% mistake="verdict" replace="\"first\" if low > 0 else \"second\"" says="the first and the second winner have changed places" with="\"second\" if low > 0 else \"first\""


# %% mistake="verdict" replace="low > 0" says="the first wins when the upper end lies above 0, though the whole interval has to" with="high > 0"


# %% mistake="verdict" replace="high < 0" says="the second wins when the lower end lies below 0, though the whole interval has to" with="low < 0"


# %% mistake="verdict" says="the two counts have changed places"
def verdict(right_a, right_b):
    d = right_a.astype(int) - right_b.astype(int)
    m = len(d)
    mean = d.mean()
    s = np.sqrt(np.sum((d - mean) ** 2) / (m - 1))
    low, high = mean - 1.96 * s / np.sqrt(m), mean + 1.96 * s / np.sqrt(m)
    if low > 0:
        better = "first"
    elif high < 0:
        better = "second"
    else:
        better = "neither"
    return {
        "difference": mean,
        "low": low,
        "high": high,
        "only_first": int(np.sum(right_b & ~right_a)),
        "only_second": int(np.sum(right_a & ~right_b)),
        "better": better,
    }


# %% mistake="verdict" replace="np.sum(d > 0)" says="only_first counts those that both get right" with="np.sum(right_a & right_b)"


# %% mistake="verdict" replace="right_a.astype(float) - right_b" says="d is 1 wherever the two differ: it has lost its sign" with="(right_a != right_b).astype(float)"


# %% mistake="verdict" replace="d.std(ddof=1)" says="s is the mean distance from the mean, not the root of the mean square" with="np.sum(np.abs(d - d.mean())) / (len(d) - 1)"


# %% mistake="verdict" replace="low, high = d" says="low holds the upper end of the interval, high the lower one" with="high, low = d"


# %% mistake="verdict" replace="high < 0" says="an upper end of exactly 0 counts as a win of the second" with="high <= 0"


# %% [markdown] equivalent="verdict"
# - `result['only_first'], result['only_second'] = (d.count(1), d.count(-1)) one line later`: the entries of a dict have no order here


# %% alternative="verdict"
def verdict(right_a, right_b):
    m = len(right_a)
    d = [int(a) - int(b) for a, b in zip(right_a, right_b)]
    mean = sum(d) / m
    s = (sum((value - mean) ** 2 for value in d) / (m - 1)) ** 0.5
    low, high = mean - 1.96 * s / m**0.5, mean + 1.96 * s / m**0.5
    result = {"difference": mean, "low": low, "high": high}
    result["only_first"], result["only_second"] = d.count(1), d.count(-1)
    result["better"] = "neither"
    if low > 0:
        result["better"] = "first"
    elif high < 0:
        result["better"] = "second"
    return result


# %% alternative="verdict"
def verdict(right_a, right_b):
    m, ahead, behind = len(right_a), np.sum(right_a & ~right_b), np.sum(right_b & ~right_a)
    mean = (ahead - behind) / m
    error = np.sqrt((ahead + behind - m * mean**2) / (m - 1) / m)
    low, high = mean + np.array([-1.96, 1.96]) * error
    return {
        "difference": mean,
        "low": low,
        "high": high,
        "only_first": ahead,
        "only_second": behind,
        "better": "first" if low > 0 else ("second" if high < 0 else "neither"),
    }


# %% [markdown]
# ## Five comparisons
#
# Two for the shop's question, three to understand the answer. Each is a claim; write down before you run which of them you believe.
#
# 1. The GRU is better than the bag of words.
# 2. Attention is better than the bag of words.
# 3. The GRU uses the order: it is better than itself on reviews whose words are *shuffled*.
# 4. The bag wins by words that GloVe doesn't know, such as *delicious*: with GloVe's words alone it would be worse.
# 5. The bag would be better still with whole reviews than with their first 60 tokens.

# %%
believed = [...]  # the numbers of the claims that you believe

# %%
rng = np.random.default_rng(0)
shuffled = X_test.copy()
for row in shuffled:
    k = np.count_nonzero(row)
    row[:k] = rng.permutation(row[:k])
right["shuffled"] = (gru_reader.predict(shuffled, verbose=0)[:, 0] > 0) == (y_test == 1)
known = bag_of_words(words).fit(cut(train["review"][:3400]), y[:3400])
right["known words"] = known.predict(cut(test["review"])) == y_test
LENGTH = 10_000  # from here on, nothing is cut off
whole = bag_of_words().fit(cut(train["review"][:3400]), y[:3400])
right["whole"] = whole.predict(cut(test["review"])) == y_test
LENGTH = 60

# %%
claims = {
    "1  GRU − bag of words": ("gru", "bag of words"),
    "2  attention − bag of words": ("attention", "bag of words"),
    "3  GRU − GRU on shuffled words": ("gru", "shuffled"),
    "4  bag − bag with GloVe's words": ("bag of words", "known words"),
    "5  bag of whole texts − bag": ("whole", "bag of words"),
}
found = [verdict(right[a], right[b]) for a, b in claims.values()]
for claim, result in zip(claims, found):
    span = f"{result['difference']:+.3f} ({result['low']:+.3f} to {result['high']:+.3f})"
    alone = f"right alone {result['only_first']:3} and {result['only_second']:3}"
    print(f"{claim:30} {span}, {alone}, better: {result['better']}")
middle = np.array([result["difference"] for result in found])
half = np.array([result["high"] for result in found]) - middle
plt.errorbar(middle, range(5), xerr=half, fmt="o", color=plots.DATA, capsize=4)
plt.axvline(0, color=plots.MODEL, lw=1)
plt.yticks(range(5), claims)
plt.gca().set(xlabel="difference of the shares right, with its interval", ylim=(4.5, -0.5))
plt.show()

# %% [markdown]
# Read it from top to bottom.
#
# - **1 and 2.** Neither network beats the bag. With this seed the differences are those printed above; over ten seeds the GRU was right for
#   0.72 to 0.75 of the test reviews and attention for 0.73 to 0.76, the bag for 0.77. Most of these intervals lie below 0, some just touch it.
# - **3.** Shuffled words cost the GRU next to nothing, between a loss of 0.02 and a gain of 0.01 over ten seeds. It *can* tell the orders
#   apart, and hardly uses it: from 3400 reviews it learned which words are good and bad, which is what a bag does.
# - **4.** The suspicion was plausible and is wrong. Without *delicious* the bag finds *great* and *love* just as well.
# - **5.** Whole texts help it most. Unhappy customers explain themselves at length, and the word that counts may be the seventieth.
#
# So: **keep the bag of words, and give it the whole reviews.** It costs less than a second of training, and anybody can read its weights. What
# the networks lack is not a cleverer layer but reading: their vectors blur *good* and *bad* (lecture 1), and 3400 reviews teach little grammar. Large
# language models are stacks of the block you built, which have read billions of sentences before they see the first review. That idea,
# learn elsewhere first, is the next unit.
#
# ## Your own words
#
# Nothing to earn here. Write a review into the field and watch the three models; where no kernel runs, you see the recorded one. Try to fool
# all three: irony, a double negation, a long praise with one bitter word. (Words that GloVe doesn't know are not shown to the bag here.)

# %%
recorded = [
    "I love this tea, the best I ever had!",
    "My dog will not eat it. I can't blame him.",
    "Not bad at all, I was not disappointed",
    "Great, another box of broken glass. Thank you so much!",
]
for text in recorded:
    row = encode([text], index, LENGTH)
    print({name: round(float(ask(row)[0]), 1) for name, ask in askable.items()}, text)


# %%
@interact(review="Not bad at all, I was not disappointed")
def your_words(review="Not bad at all, I was not disappointed"):
    if tokenize(review):
        open_up(review)
