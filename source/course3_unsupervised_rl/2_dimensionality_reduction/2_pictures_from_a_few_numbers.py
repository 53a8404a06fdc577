# %% [markdown]
# # Pictures from a few numbers
#
# *45 minutes. You need: lecture 1; logistic regression and nearest neighbors by name.*
#
# A handwritten digit from MNIST has 28 × 28 gray pixels. That is 784 numbers to say "a seven, a bit
# slanted". How many numbers does such a picture really need? You squeeze 4,000 of them, take
# components out of them, and at last send a digit of your own through the machine.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from utils import datasets, drawing, plots
from utils.checks import expect
from utils.widgets import interact

pictures, digit = datasets.mnist()
pixels = pictures.reshape(len(pictures), -1) / 255  # 0 is paper, 1 is ink
X, y, X_test, y_test = pixels[:4000], digit[:4000], pixels[4000:], digit[4000:]
mean = X.mean(axis=0)
print(X.shape, X_test.shape, f"{np.sum(X.std(axis=0) == 0)} pixels are paper in all 4000 pictures")

# %% [markdown]
# All columns are ink in one unit, so we do not standardize. It would be harmful here, besides: 129
# pixels never change (their standard deviation is 0), and dozens at the rim change in two or three
# pictures; standardizing would blow these specks up to the size of real strokes.
#
# ## The second road: SVD
#
# Lecture 1 went through the covariance matrix: 784 × 784 here. There is a road without it. Each
# matrix with $m$ rows and $n$ columns is a product of three, its **singular value decomposition**
# (SVD). For the centered data $X_c$, with $r$ the smaller of $m$ and $n$:
#
# $$X_c = U\, S\, V^\top$$
#
# The $r$ rows of $V^\top$ are directions, of length 1 and at right angles to each other. $S$ is
# diagonal with the **singular values** $s_1 \ge s_2 \ge \dots \ge 0$. The columns of $U$, of length
# 1 too, hold the places of the rows, without their scale.

# %%
U, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
print("U", U.shape, "  s", s.shape, "  Vt", Vt.shape)
print("largest singular values: ", s[:4].round(1))
print("smallest singular values:", s[-4:].round(10))

# %% [markdown]
# Put the product into the formula of the covariance matrix, and $U$ drops out because
# $U^\top U$ is the identity:
#
# $$C = \frac{X_c^\top X_c}{m - 1} = V\, \frac{S^2}{m - 1}\, V^\top$$
#
# So the rows of $V^\top$ are the eigenvectors of $C$, sorted from large to small at last, and the
# eigenvalues are $\lambda_j = s_j^2 / (m - 1)$. Both roads lead to one place:

# %%
values, vectors = np.linalg.eigh(np.cov(X, rowvar=False))
print("eigenvalues      ", values[::-1][:4].round(4))
print("s² / (m - 1)     ", (s[:4] ** 2 / (len(X) - 1)).round(4))
same = [abs(vectors[:, -1 - j] @ Vt[j]) for j in range(4)]
print("|dot products|   ", np.round(same, 6))

# %% [markdown]
# Which road is better? The SVD never squares the data, so it does not lose small singular values in rounding, and
# it does not mind more columns than rows. Take only 20 pictures.
#
# **Predict.** 20 rows, 784 columns, centered. Along how many directions do these pictures vary at
# all?

# %%
prediction = "along … directions, because …"  # write yours

# %%
twenty = X[:20] - X[:20].mean(axis=0)
print(np.linalg.svd(twenty, full_matrices=False)[1].round(3))

# %% [markdown]
# Twenty singular values, the last of them 0: 19 directions. Two points lie on a line, three in a
# plane, and 20 around their mean span at most 19 directions, whatever the number of columns. More
# components than that are noise of rounding.
#
# ## How much does each component explain?
#
# The **explained variance** of component $j$ is $\lambda_j$; as a share of the whole it is
#
# $$e_j = \frac{\lambda_j}{\sum_i \lambda_i}$$
#
# Write it for singular values. You need not know $m$: why?


# %% exercise="explained_shares"
def explained_shares(s):
    """Return the share of the variance that each component explains.

    Parameters
    ----------
    s : numpy.ndarray, shape (r,)
        Singular values of the centered data, from large to small; not all are 0.

    Returns
    -------
    numpy.ndarray, shape (r,)
        They add up to 1.
    """
    ### BEGIN SOLUTION
    return s**2 / np.sum(s**2)
    ### END SOLUTION


# %% [markdown] hint="explained_shares"
# A singular value is a length, a variance is made of squares. What must you do before you divide?

# %% [markdown] hint="explained_shares"
# With $m$ = 11 the singular values 4, 2, 1 give the variances 1.6, 0.4, 0.1. The factor 1/10 is in
# each of them, and in their sum.

# %% [markdown] hint="explained_shares"
# Square `s`; divide by the sum of …

# %% checks="explained_shares"
expect(
    explained_shares(np.array([4.0, 2.0, 1.0])),
    np.array([16, 4, 1]) / 21,
    "the squares are 16, 4 and 1",
)
expect(
    explained_shares(np.array([6.0, 3.0, 2.0, 0.0])),
    np.array([36, 9, 4, 0]) / 49,
    "36, 9, 4 and 0 of 49: a direction without variance explains nothing",
)


# %% mistake="explained_shares" says="the singular values are not squared"
def explained_shares(s):
    return s / s.sum()


# %% mistake="explained_shares" says="the sum is squared, not the singular values in it"
def explained_shares(s):
    return s**2 / s.sum() ** 2


# %% mistake="explained_shares" says="the shares are added up already"
def explained_shares(s):
    return np.cumsum(s**2) / np.sum(s**2)


# %% mistake="explained_shares" says="the squares are divided by the largest of them, not by their sum"
def explained_shares(s):
    return s**2 / np.max(s**2)


# %% mistake="explained_shares" says="the roots are taken, not the squares"
def explained_shares(s):
    return np.sqrt(s) / np.sqrt(s).sum()


# %%
shares = s**2 / np.sum(s**2)
plots.explained(shares[:160], marks=[0.5, 0.8, 0.9, 0.95])
plt.show()

# %% [markdown]
# The bars fall quickly and then trail off for long. No single component is much: the first explains
# 10%, the second 7%. But 11 carry half of the variance, 43 carry 80%, 84 carry 90%, 147 carry 95%.
# All others, more than 600, share the last 5%.
#
# ## Components are pictures
#
# A direction has 784 entries, one a pixel: it is a picture. Blue pixels grow with $z$, orange ones
# shrink; which color is which is an accident of the sign.

# %%
for j in range(len(Vt)):  # our choice of sign: more than half of the "weight" is positive
    Vt[j] *= 1 if np.sum(Vt[j] ** 3) > 0 else -1
plots.weight_pictures(Vt[:16].T, titles=[f"no. {j + 1}" for j in range(16)])
plt.show()

# %% [markdown]
# Number 1 is a ring in one color and a stroke through it in the other: from zeros at one end to ones
# at the other. In number 2 you may see an orange nine. The later ones get finer and harder to
# name. They need not have names: they are directions of variance, not parts of digits.
#
# What does a component *do*? Start at the mean picture and walk along it, from two and a half
# standard deviations on one side to as many on the other.
#
# $$x = \mu + t \sqrt{\lambda_j}\; w_j, \qquad t = -2.5, \dots, 2.5$$

# %%
deviation = s / np.sqrt(len(X) - 1)  # the root of each eigenvalue
steps = np.array([-2.5, -1.5, -0.75, 0, 0.75, 1.5, 2.5])
walk = np.array([mean + t * deviation[j] * Vt[j] for j in range(3) for t in steps])
titles = [f"no. {j + 1}: {t:+g}" for j in range(3) for t in steps]
plots.pictures(walk.reshape(-1, 28, 28).clip(0, 1), titles, columns=7, limits=(0, 1))
plt.show()

# %% [markdown]
# Each row passes the same mean picture in its middle. Along number 1 a one becomes a zero. Along
# number 2 a nine turns into something between a two and a three, along number 3 a slanted zero into
# a three. Nobody wrote these pictures: they lie between the written ones.
#
# ## And back: reconstruction
#
# With the first $k$ components a picture $x$ becomes $k$ numbers, and they become a picture again:
#
# $$z_j = w_j \cdot (x - \mu), \qquad \hat x = \mu + \sum_{j=1}^{k} z_j\, w_j$$
#
# Drag the number of components, and choose a digit that PCA has never seen.


# %%
@interact(k=(0, 150, 1), number=(0, 9, 1))
def rebuild(k=20, number=5):
    x = X_test[10 + number]
    z = Vt[:k] @ (x - mean)
    back = mean + z @ Vt[:k]
    lost = np.sum((x - back) ** 2) / np.sum((x - mean) ** 2)
    both = np.array([x, back]).reshape(2, 28, 28)
    plots.pictures(both.clip(0, 1), ["784 numbers", f"{k}: {lost:.0%} lost"], limits=(0, 1))


# %% [markdown]
# With 0 numbers you get the mean, with 20 a blurred five, with 100 hardly a difference to the eye.
# What is lost first are the fine things: the sharp rim of a stroke, a small hook.
#
# ## Your turn: what is lost, without building it
#
# Components have length 1 and stand at right angles, so Pythagoras of lecture 1 holds with many of
# them: the squared length of $x - \mu$ is the sum of the squared places and what is lost.
#
# $$\lVert x - \hat x \rVert^2 = \lVert x - \mu \rVert^2 - \sum_{j=1}^{k} z_j^2$$
#
# Return this loss as a share of $\lVert x - \mu \rVert^2$.


# %% exercise="lost_share"
def lost_share(x, mean, components):
    """Return the share of a picture that its first components lose.

    Parameters
    ----------
    x, mean : numpy.ndarray, shape (n,)
        They differ.
    components : numpy.ndarray, shape (k, n)
        One a row, of length 1 and at right angles to each other.

    Returns
    -------
    float
        From 0 (nothing is lost) to 1.
    """
    ### BEGIN SOLUTION
    centered = x - mean
    z = components @ centered
    return 1 - np.sum(z**2) / np.sum(centered**2)
    ### END SOLUTION


# %% [markdown] hint="lost_share"
# Which vector do you project, the picture or its difference from the mean?

# %% [markdown] hint="lost_share"
# With $x - \mu$ = (2, 3, 6) and the second and third axis as components, $z$ = (3, 6). The squared
# length is 49, the places keep 9 + 36 of it, and 4/49 is lost.

# %% [markdown] hint="lost_share"
# `z = components @ (x - mean)` gives all places at once. The share is 1 minus the sum of … divided
# by the sum of …

# %% checks="lost_share"
axes = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
start = np.array([1.0, -1.0, 2.0])
picture = np.array([3.0, 2.0, 8.0])
expect(
    lost_share(picture, start, axes),
    4 / 49,
    "x minus the mean is (2, 3, 6); the first entry is lost",
)
expect(
    lost_share(np.array([3.0, 2.0, 8.0]), start, np.array([[0.6, 0.8, 0.0]])),
    1 - 3.6**2 / 49,
    "one component: its place is 0.6 · 2 + 0.8 · 3 = 3.6",
)
expect(
    lost_share(np.array([1.0, 4.0, -7.0]), start, axes),
    0.0,
    "a picture that differs from the mean along the components only loses nothing",
)
expect(picture, np.array([3.0, 2.0, 8.0]), "the picture that comes in stays as it is")

# %% [markdown] equivalent="lost_share"
# - `x - mean → mean - x`: all is squared


# %% mistake="lost_share" says="the mean is not subtracted"
def lost_share(x, mean, components):
    return 1 - np.sum((components @ x) ** 2) / np.sum(x**2)


# %% mistake="lost_share" says="it is the share that is kept, not the share that is lost"
def lost_share(x, mean, components):
    return np.sum((components @ (x - mean)) ** 2) / np.sum((x - mean) ** 2)


# %% mistake="lost_share" says="it is the squared distance, not divided by the squared length of x - mean"
def lost_share(x, mean, components):
    return np.sum((x - mean) ** 2) - np.sum((components @ (x - mean)) ** 2)


# %% mistake="lost_share" says="the places are added up before they are squared"
def lost_share(x, mean, components):
    return 1 - np.sum(components @ (x - mean)) ** 2 / np.sum((x - mean) ** 2)


# %% mistake="lost_share" says="the lengths are not squared"
def lost_share(x, mean, components):
    z = components @ (x - mean)
    return 1 - np.linalg.norm(z) / np.linalg.norm(x - mean)


# %% mistake="lost_share" says="it is divided by the squared length of x, not of x - mean"
def lost_share(x, mean, components):
    left = np.sum((x - mean) ** 2) - np.sum((components @ (x - mean)) ** 2)
    return left / np.sum(x**2)


# %% [markdown]
# ## Open the box: take a component out
#
# A reader, logistic regression on the first 50 places, learns to tell the ten digits apart. Then we
# operate: we set one of the 50 numbers of each test picture to 0 and let the same reader read on.

# %%
k = 50
Z, Z_test = (X - mean) @ Vt[:k].T, (X_test - mean) @ Vt[:k].T
reader = LogisticRegression(max_iter=1000).fit(Z, y)
print(f"right with {k} numbers: {reader.score(Z_test, y_test):.3f}")
ones = Z_test[y_test == 1]
print(f"ones read as ones: {np.sum(reader.predict(ones) == 1)} of {len(ones)}")

# %% [markdown]
# **Predict.** Component 1 leads from ones to zeros. Take it out of the hundred ones. How many will
# still be read as ones, and as what will the others be read?

# %%
prediction = "… of 100 are still ones, most others become …"  # write yours

# %%
without = ones.copy()
without[:, 0] = 0
print("read as 0 … 9:", np.bincount(reader.predict(without), minlength=10))
shown = np.concatenate([ones[:8], without[:8]])
titles = [str(name) for name in reader.predict(shown)]
back = (mean + shown @ Vt[:k]).reshape(-1, 28, 28)
plots.pictures(back.clip(0, 1), titles, columns=8, limits=(0, 1))
plt.show()

# %% [markdown]
# A single one is left, where 97 of the 100 were read rightly before. More than half become twos, and 22 become fives. Above you see the
# ones from 50 numbers, below from the 49 others, with what the reader says: in the middle of the
# ring that the mean picture has, there is no longer anything that pushes the ring away. To be a one
# is, above all, *not to be round*.
#
# Does every component matter so much?

# %%
for j in [0, 1, 2, 4, 9, 19, 29, 49]:
    without = Z_test.copy()
    without[:, j] = 0
    print(f"without no. {j + 1:2}: {reader.score(without, y_test):.3f}")

# %% [markdown]
# Without the first or the second the reader falls from 0.91 to 0.72 or 0.73; without the fiftieth
# it hardly notices. But number 3 has more variance than number 5, and losing it costs less. Variance
# says what differs between pictures, not what tells digits apart.
#
# ## Your digit in the machine
#
# Projecting and then weighing is a product of two matrices, so both steps are *one* layer of 784 ×
# 10 weights, and the drawing board can compute it while you draw. Draw a digit; the bars are the
# reader's probabilities. Then copy the code below the board into the next cell. (Where the cell has
# not been run there is no board; a drawing of ours stands in for yours.)

# %%
weights = Vt[:k].T @ reader.coef_.T
drawing.board([weights, reader.intercept_ - mean @ weights])

# %%
code = ""  # paste the code of your picture between the quotes
drawn = drawing.decode(code) if code else drawing.center(drawing.recorded()[0][3])

# %% [markdown]
# Here it is, rebuilt from more and more numbers by components that never saw your hand. Below it, a
# picture that is no digit at all: a sneaker from Fashion-MNIST.

# %%
clothes, kind = datasets.fashion_mnist()[2:]
for x in [drawn.ravel(), clothes[kind == 7][0].ravel() / 255]:
    numbers = [5, 20, 50, 150]
    back = [x] + [mean + (x - mean) @ Vt[:n].T @ Vt[:n] for n in numbers]
    loss = [np.sum((x - b) ** 2) / np.sum((x - mean) ** 2) for b in back]
    titles = ["before"] + [f"{n}: {share:.0%} lost" for n, share in zip(numbers, loss[1:])]
    plots.pictures(np.reshape(back, (-1, 28, 28)).clip(0, 1), titles, limits=(0, 1))
    plt.show()

# %%
for name, A in [("test digits", X_test - mean), ("clothes", clothes.reshape(500, -1) / 255 - mean)]:
    rest = 1 - np.sum((A @ Vt[:50].T) ** 2, axis=1) / np.sum(A**2, axis=1)
    print(
        f"{len(A):4} {name:11} lose {rest.mean():.0%} with 50 numbers, from {rest.min():.0%}",
        end="",
    )
    print(f" to {rest.max():.0%}; more than 30%: {np.mean(rest > 0.3):.0%} of them")

# %% [markdown]
# With 50 numbers our drawing loses 17%, test digits on average 18%. The sneaker loses 39% and comes
# back as a ghost made of strokes: directions in which digits vary have no room for a sole. Among
# 500 clothes the average loss is 52%. What PCA rebuilds badly is unlike what it has learned from.
# That is a detector of odd things; the next unit is about those.
#
# ## Whitening: every direction the same voice
#
# **Whitening** divides each place by its standard deviation, $z_j / \sqrt{\lambda_j}$. Then all
# directions vary by 1 and none goes with another: the covariance matrix of the new numbers is the
# identity. Lecture 1 praised the same voice for different *units*. Should we want it here?
#
# **Predict.** A reader by nearest neighbors measures distances. Does whitening 300 places help it,
# harm it, or make no difference?

# %%
prediction = "with 300 whitened numbers the neighbors read …, because …"  # write yours

# %%
for n in [20, 50, 100, 300]:
    A, B = (X - mean) @ Vt[:n].T, (X_test - mean) @ Vt[:n].T
    plain = KNeighborsClassifier(5).fit(A, y).score(B, y_test)
    white = KNeighborsClassifier(5).fit(A / deviation[:n], y).score(B / deviation[:n], y_test)
    print(f"{n:3} numbers: right {plain:.3f} as they are, {white:.3f} whitened")
print(f"784 pixels:  right {KNeighborsClassifier(5).fit(X, y).score(X_test, y_test):.3f}")

# %% [markdown]
# It ruins them. Direction 300 holds specks of a thousandth of the variance of the first; whitened,
# they shout as loud as the shape of the digit, and there are many more of them. Whitening helps where
# small directions carry the message, or where an algorithm wants equal scales, such as gradient
# descent. It harms where small directions are noise.
#
# The plain numbers hold a surprise: 50 of them seem to read better than all 784 pixels. Compare the
# two readers picture by picture before you believe it.

# %%
few = KNeighborsClassifier(5).fit(Z, y).predict(Z_test) == y_test
all_pixels = KNeighborsClassifier(5).fit(X, y).predict(X_test) == y_test
print(
    "only 50 numbers right:",
    np.sum(few & ~all_pixels),
    " only pixels right:",
    np.sum(all_pixels & ~few),
)
print("eigenvalue 300 as a share of the first:", (deviation[299] ** 2 / deviation[0] ** 2).round(5))

# %% [markdown]
# They disagree on 39 pictures, and 29 of these go to the 50 numbers. A fair coin would rarely fall
# so. The lost directions were mostly noise to a reader that measures distances.
#
# A library has all of it: `PCA(n_components=50)` for the places, `inverse_transform` for the way
# back, `whiten=True` for equal voices.

# %%
library = PCA(n_components=50, svd_solver="full").fit(X)
again = library.inverse_transform(library.transform(X_test))
ours = mean + Z_test @ Vt[:50]
print("its rebuilt pixels are ours:", np.allclose(again, ours))
print(
    "explained by 50:", library.explained_variance_ratio_.sum().round(4), shares[:50].sum().round(4)
)

# %% [markdown]
# ## Three sentences to remember
#
# 1. The SVD of the centered data gives components as rows of $V^\top$, sorted, and their variances
#    as $s^2/(m-1)$, without a covariance matrix.
# 2. A picture becomes $k$ places and comes back as the mean plus their sum along the components;
#    what is lost is the variance of the components left out.
# 3. Large variance is neither a name nor a reason: look what a component does, and whiten only
#    where small directions deserve a voice.
#
# **Where it leads.** Fifty numbers are good for computing, and two are good for looking. Two
# components keep 17% of this variance; the next lecture draws a better map, and warns of it.
