# %% [markdown]
# # Tastes that nobody named
#
# *80 minutes. You need: the lecture before, gradient descent, ridge regression (Course 1, unit 5),
# dot products; SVD (unit 2) for the last part.*
#
# Two people have the same mean, and have rated twenty films each. One loves everything with a
# spaceship, the other everything with a psychopath. To the biases they are the same person. The
# service knows nothing about spaceships; it has only the stars. **Can a machine find tastes in a
# table of numbers, if nobody tells it what the films are about?**

# %%
import matplotlib.pyplot as plt
import numpy as np

from utils import datasets, plots
from utils.checks import expect
from utils.datasets.recommenders import split_ratings
from utils.widgets import interact

ratings = datasets.movielens_ratings(popular=True)
train, _ = split_ratings(ratings, seed=0)
fit, validation = split_ratings(train, seed=1)

# %% [markdown]
# These are the MovieLens ratings again (GroupLens; Harper and Konstan 2015), now only of the 453
# films with at least 50 ratings. Users and films get numbers from 0, so that they become rows and
# columns of a table. We fit on `fit` and choose on `validation`; `test` rests until the next lecture.

# %%
users, films = np.unique(ratings["userId"]), np.unique(ratings["movieId"])
m, n = len(users), len(films)
titles = datasets.movielens_movies().set_index("movieId").loc[films, "title"]
titles = titles.str.split(" (", regex=False).str[0].tolist()


def numbered(frame):
    u, i = np.searchsorted(users, frame["userId"]), np.searchsorted(films, frame["movieId"])
    return u, i, frame["rating"].to_numpy()


u, i, r = numbered(fit)
print(f"{m} users, {n} films, {len(r)} ratings to fit: {len(r) / (m * n):.0%} of the table")

# %% [markdown]
# ## What the biases leave over
#
# First the baseline, as in the last lecture (`np.bincount` takes weights and `minlength` by position, too): μ, then the shrunk film biases $c$, then the user
# biases $b$ from what is left. What they do not explain goes into a table $D$, and a table $M$, the
# **mask**, says where we know something: $M_{ui} = 1$ if user $u$ rated film $i$, else 0.

# %%
mu = r.mean()
c = np.bincount(i, r - mu, n) / (np.bincount(i, minlength=n) + 3)
b = np.bincount(u, r - mu - c[i], m) / (np.bincount(u, minlength=m) + 3)
D, M = np.zeros((m, n)), np.zeros((m, n))
D[u, i] = r - mu - b[u] - c[i]
M[u, i] = 1
print(f"spread of the stars {r.std():.3f}, of what is left {D[u, i].std():.3f}")

# %% [markdown]
# **Predict.** If this rest were noise, the rests of two films would have nothing to do with each
# other. Take those who rated both: is the correlation of the rests positive, negative or about
# zero, for each pair below?

# %%
prediction = ["…", "…", "…", "…"]  # +, - or 0 for the four pairs

pairs = [
    ("Star Wars: Episode IV - A New Hope", "Star Wars: Episode V - The Empire Strikes Back"),
    ("Pulp Fiction", "Fargo"),
    ("Pulp Fiction", "Armageddon"),
    ("Braveheart", "Aladdin"),
]

# %%
for one, other in pairs:
    x, y = titles.index(one), titles.index(other)
    both = (M[:, x] > 0) & (M[:, y] > 0)
    print(f"{np.corrcoef(D[both, x], D[both, y])[0, 1]:5.2f}  {one} / {other} ({both.sum()} users)")

# %% [markdown]
# Who likes one Star Wars more than expected likes the next one more than expected. Who
# loves *Pulp Fiction* is rather cool about *Armageddon*; with so few common users the number itself
# is rough. For the last pair there is hardly any relation: not all films have to do with each other.
# The rest has structure, and the structure is taste.
#
# ## A taste and a character, in numbers
#
# Give each user $k$ numbers $p_u$, a **taste**, and each film $k$ numbers $q_i$, a **character**.
# How much more than the baseline the user likes the film is their dot product:
#
# $$d_{ui} \approx p_u \cdot q_i = \sum_{f=1}^{k} p_{uf}\, q_{if}$$
#
# One can think of $f$ as "spaceships", $q_{if}$ as how much of it is in the film, $p_{uf}$ as how
# much the user cares, in whatever units. These columns are called **factors**. With all tastes as
# rows of $P$ ($m \times k$) and all characters as rows of $Q$ ($n \times k$) the table is $PQ^\top$: a
# **matrix factorization**. With $k = 10$ it has 11,230 numbers for a table of 303,510.

# %%
P_small = np.array([[1.0, -0.5], [0.2, 0.9], [-0.8, 0.1]])  # three users
Q_small = np.array([[0.9, 0.1], [0.7, -0.6], [0.0, 1.0], [-0.5, 0.4]])  # four films
print(P_small @ Q_small.T)

# %% [markdown]
# The first user likes the second film by one star more than expected: 1 · 0.7 + (−0.5) · (−0.6).
#
# But nobody tells us $P$ and $Q$. We look for those whose products fit the known entries. This is
# the cost, where the mask leaves out the holes and the penalty keeps the numbers small:
#
# $$J = \frac12 \sum_{u,i} M_{ui} \bigl(p_u \cdot q_i - d_{ui}\bigr)^2 + \frac{\lambda}{2}
# \Bigl(\sum_{u,f} p_{uf}^2 + \sum_{i,f} q_{if}^2\Bigr)$$
#
# Without the mask every hole would count as a 0: "this user finds this film exactly as good as
# expected". 91 of 100 entries would be such inventions.
#
# ## The gradient, user by user
#
# Look at one user $u$. In the first sum, $p_u$ occurs only in row $u$. By the chain rule each rated film
# contributes its error times $q_i$:
#
# $$\frac{\partial J}{\partial p_u} = \sum_i M_{ui} \bigl(p_u \cdot q_i - d_{ui}\bigr)\, q_i + \lambda
# p_u$$
#
# ## Your turn: one user's gradient


# %% exercise="taste_gradient"
def taste_gradient(p, Q, d, rated, lam):
    """Return the derivative of the cost by the taste of one user.

    Parameters
    ----------
    p : numpy.ndarray, shape (k,)
        The user's taste.
    Q : numpy.ndarray, shape (n, k)
        The films' characters.
    d : numpy.ndarray, shape (n,)
        What the biases left over; only where `rated` is 1 does it mean anything.
    rated : numpy.ndarray, shape (n,)
        The user's row of the mask, 0 or 1.
    lam : float

    Returns
    -------
    numpy.ndarray, shape (k,)
    """
    ### BEGIN SOLUTION
    error = rated * (Q @ p - d)
    return error @ Q + lam * p
    ### END SOLUTION


# %% [markdown] hint="taste_gradient"
# What does the model say for all films at once, and by how much is it wrong? Where must the error be 0?

# %% [markdown] hint="taste_gradient"
# With errors 0.5 and −1 for films with the characters (1, 2) and (0, 3) the sum is (0.5, 1) + (0,
# −3) = (0.5, −2).

# %% checks="taste_gradient"
p_one, d_one = np.array([0.5, 2.0]), np.array([0.7, 9.0, -0.2, 1.9])
Q_four = np.array([[1.0, 0.4], [3.0, 0.2], [-0.6, 0.5], [0.0, 1.5]])
expect(
    taste_gradient(p_one, Q_four, d_one, np.array([1, 0, 1, 1]), 0.0),
    np.array([0.06, 2.34]),
    "errors 0.6, none, 0.9 and 1.1: 0.6 · 1 − 0.9 · 0.6, and 0.6 · 0.4 + 0.9 · 0.5 + 1.1 · 1.5",
)
expect(
    taste_gradient(p_one, Q_four, d_one, np.array([1, 0, 1, 1]), 3.0),
    np.array([1.56, 8.34]),
    "the penalty adds 3 times the taste",
)
expect(
    taste_gradient(np.array([0.2, 0.1, 0.4]), np.full((2, 3), 7.0), np.ones(2), np.zeros(2), 1.5),
    np.array([0.3, 0.15, 0.6]),
    "who has rated nothing is only pulled toward 0",
)

# %% mistake="taste_gradient" replace="rated * (Q @ p - d)" says="the mask is missing: unrated films count, too" with="Q @ p - d"

# %% mistake="taste_gradient" replace="Q @ p - d" says="the error has the wrong sign: it is known minus predicted" with="d - Q @ p"

# %% mistake="taste_gradient" replace=" + lam * p" says="the penalty is missing" with=""

# %% mistake="taste_gradient" replace="lam * p" says="the penalty is not differentiated: λ/2 times the squares" with="lam / 2 * p**2"

# %% mistake="taste_gradient" replace="error @ Q" says="the errors are averaged over the rated films, not added up" with="error @ Q / max(rated.sum(), 1)"

# %% mistake="taste_gradient" replace="rated * (Q @ p - d)" says="the mask is on the prediction only, so that the entries of unrated films count as errors" with="rated * (Q @ p) - d"


# %% [markdown] equivalent="taste_gradient"
# - `p @ q → q @ p`: the same product
# - `total = total + (p @ q - known) * q in place`: `lam * p` has made a new array


# %% alternative="taste_gradient"
def taste_gradient(p, Q, d, rated, lam):
    total = lam * p
    for q, known, here in zip(Q, d, rated):
        if here:
            total = total + (p @ q - known) * q
    return total


# %% [markdown]
# ## All users at once
#
# Collect the errors in a table of their own, with zeros at the holes: $E = M \odot (PQ^\top - D)$,
# where $\odot$ multiplies entry by entry. Row $u$ of $E$ times $Q$ is the sum above. So the gradient of
# *all* tastes is one product of matrices, and that of all characters is its mirror image:
#
# $$\frac{\partial J}{\partial P} = E\,Q + \lambda P, \qquad \frac{\partial J}{\partial Q} = E^\top
# P + \lambda Q$$
#
# Check the shapes: $E$ is $m \times n$, so $EQ$ is $m \times k$, as $P$ is. For the small example,
# with known entries of 1 in the corners:

# %%
M_small = np.array([[1, 0, 0, 1], [0, 0, 0, 0], [1, 0, 0, 1]])
E_small = M_small * (P_small @ Q_small.T - 1.0) + 0.0  # + 0.0 turns -0 into 0
print("E =", E_small, "E Q =", E_small @ Q_small, sep="\n")

# %% [markdown]
# The second user has rated nothing: a row of zeros in $E$, and no step for their taste. Films two
# and three have columns of zeros and would not move either. What is not rated teaches nothing.
#
# ## Downhill
#
# **Predict.** Where do we start? Suppose $P$ and $Q$ are all zeros. What is $E\,Q$ then, and what
# happens in the first thousand steps?

# %%
prediction = "from zeros the descent …"  # write yours


# %% [markdown]
# The RMSE below is that of the whole guess, $\mu + b_u + c_i + p_u \cdot q_i$, cut off at half a star and at
# five: `miss` returns it.


# %%
def miss(taste, frame):
    u, i, r = numbered(frame)
    guess = np.clip(mu + b[u] + c[i] + taste[u, i], 0.5, 5)
    return np.sqrt(np.mean((guess - r) ** 2))


# %%
def descend(D, M, k=10, lam=10, steps=200, rate=0.005, start=0.1):
    """Return tastes and characters, and after every tenth step the RMSE on both parts."""
    rng, history = np.random.default_rng(0), []
    P, Q = rng.normal(0, start, (m, k)), rng.normal(0, start, (n, k))
    for step in range(steps + 1):
        if step % 10 == 0:
            history.append([miss(P @ Q.T, part) for part in (fit, validation)])
        E = M * (P @ Q.T - D)
        P, Q = P - rate * (E @ Q + lam * P), Q - rate * (E.T @ P + lam * Q)
    return P, Q, np.array(history)


# %%
for start, steps in [(0.0, 20), (0.1, 200)]:
    P, Q, history = descend(D, M, start=start, steps=steps)
    print(f"start {start}: validation RMSE {history[0, 1]:.4f} -> {history[-1, 1]:.4f}")

# %% [markdown]
# From zeros nothing ever moves: $EQ$ is zero because $Q$ is, and the other way round. So we start from
# small random numbers. From these the descent takes the RMSE on the validation rows from 0.874, that of the
# biases, to 0.859. That looks like little. But much of a rating may be mood, which no model can know.
#
# Now see what the penalty does. 11,230 free numbers meet 27,574 ratings: drag λ.


# %%
@interact(lam=(0, 24, 2))
def curves(lam=10):
    history = descend(D, M, lam=lam)[2]
    steps = 10 * np.arange(len(history))
    plots.error_curves(steps, *history.T, xlabel="step", ylabel="RMSE (stars)", lowest=True)
    plt.axhline(history[0, 1], color=plots.MODEL, lw=1, ls=":")
    plt.ylim(0.5, 1.05)
    plt.title(f"λ = {lam}: held-out data {history[0, 1]:.3f} (dotted) to {history[-1, 1]:.3f}")


# %% [markdown]
# The green circle marks the lowest error on held-out rows. At λ = 10 both curves fall, the red one a
# little, and stay. At λ = 2 the blue one falls far below, and the
# red one rises above the dotted line: the model learns the moods by heart and is worse than the biases.
# From 12 on the gain shrinks, as the penalty pulls all factors toward zero. **With ten factors, the penalty
# decides between gain and harm**, and rows that were not fitted say which λ to take: 10.
#
# ## The same by another road
#
# If $Q$ stood still, each $p_u$ would be an ordinary ridge regression: the films the user rated
# are the rows, their characters the columns, $d_{ui}$ the targets. You know its closed form. With
# $Q_u$ the rows of $Q$ that user $u$ rated and $d_u$ the known rests:
#
# $$p_u = \bigl(Q_u^\top Q_u + \lambda I\bigr)^{-1} Q_u^\top d_u$$
#
# Solve this for all users, then the same for all films with $P$ standing still, in turns. That is
# **alternating least squares** (ALS), which needs no learning rate.
#
# ## Your turn: the best taste


# %% exercise="best_taste"
def best_taste(Q, d, rated, lam):
    """Return the taste that makes one user's cost smallest while the films stand still.

    Parameters
    ----------
    Q : numpy.ndarray, shape (n, k)
        The films' characters.
    d : numpy.ndarray, shape (n,)
        What the biases left over.
    rated : numpy.ndarray, shape (n,)
        The user's row of the mask, 0 or 1.
    lam : float
        Above 0.

    Returns
    -------
    numpy.ndarray, shape (k,)
    """
    ### BEGIN SOLUTION
    own = Q[rated > 0]
    return np.linalg.solve(own.T @ own + lam * np.eye(Q.shape[1]), own.T @ d[rated > 0])
    ### END SOLUTION


# %% [markdown] hint="best_taste"
# Which rows of `Q` and which entries of `d` take part? `np.linalg.solve(A, v)` gives $A^{-1}v$.

# %% [markdown] hint="best_taste"
# One rated film with the character (2, 0), rest 1, λ = 1: the matrix has 5 and 1 on its diagonal,
# the right side is (2, 0), so the taste is (0.4, 0).

# %% checks="best_taste"
expect(
    best_taste(np.array([[2.0, 0.0], [5.0, 5.0]]), np.array([1.0, 7.0]), np.array([1, 0]), 1.0),
    np.array([0.4, 0.0]),
    "a single rated film: 2 · 1 / (4 + 1)",
)
expect(
    best_taste(
        np.array([[1.0, 2.0], [3.0, -1.0], [9.0, 9.0]]),
        np.array([0.7, -0.4, 4.0]),
        np.array([1, 1, 0]),
        1.5,
    ),
    np.array([-1.45, 20.2]) / 73.75,
    "two rated films: the matrix is [[11.5, −1], [−1, 6.5]], the right side (−0.5, 1.8)",
)
expect(
    best_taste(np.array([[3.0, 0.0, 1.0], [8.0, 7.0, 6.0]]), np.array([1.2, 5.0]), np.array([1, 0]), 2.0),
    np.array([0.3, 0.0, 0.1]),
    "three factors, one rated film: 1.2 · (3, 0, 1) / (9 + 1 + 2)",
)  # fmt: skip

# %% mistake="best_taste" replace="own = Q[rated > 0]" says="unrated films take part with a rest of 0" with="own = Q; d = np.where(rated > 0, d, 0); rated = np.ones(len(d))"

# %% mistake="best_taste" replace="own = Q[rated > 0]" says="unrated films take part, with what stands in their holes" with="own = Q; rated = np.ones(len(d))"

# %% mistake="best_taste" replace="lam * np.eye(Q.shape[1])" says="λ is added to every entry of the matrix, not only to its diagonal" with="lam"

# %% mistake="best_taste" replace=" + lam * np.eye(Q.shape[1])" says="λ has been squared" with=" + lam**2 * np.eye(Q.shape[1])"

# %% mistake="best_taste" replace="lam * np.eye(Q.shape[1])" says="λ is multiplied with the number of rated films" with="lam * len(own) * np.eye(Q.shape[1])"


# %% [markdown] equivalent="best_taste"
# - `np.linalg.inv(A) @ v → v @ np.linalg.inv(A)`: A is symmetric


# %% alternative="best_taste"
def best_taste(Q, d, rated, lam):
    A, v = lam * np.identity(Q.shape[1]), np.zeros(Q.shape[1])
    for q, known, here in zip(Q, d, rated):
        if here == 1:
            A, v = A + np.outer(q, q), v + known * q
    return np.linalg.inv(A) @ v


# %% [markdown]
# If descent is right, ALS has to come to about the same cost, although it begins with other random
# numbers. `solve_rows` solves for all users in one call: row $u$ of `M @ squares` adds up the products
# of each rated film's character with itself, which is $Q_u^\top Q_u$ written as one row of $k \cdot k$
# numbers, and `reshape` makes the $k \times k$ matrices of them.


# %%
def solve_rows(D, M, Q, lam):
    """Return the best taste for every row of D, all in one call."""
    k = Q.shape[1]
    squares = (Q[:, :, None] * Q[:, None, :]).reshape(len(Q), k * k)
    A = (M @ squares).reshape(len(M), k, k) + lam * np.eye(k)
    return np.linalg.solve(A, ((M * D) @ Q)[:, :, None])[:, :, 0]


def cost(P, Q, lam=10):
    fits = 0.5 * np.sum((M * (P @ Q.T - D)) ** 2)
    return fits + 0.5 * lam * (np.sum(P**2) + np.sum(Q**2))


A_films = np.random.default_rng(0).normal(0, 0.1, (n, 10))
for _ in range(30):
    A_users = solve_rows(D, M, A_films, 10)
    A_films = solve_rows(D.T, M.T, A_users, 10)

# %%
P_long, Q_long, _ = descend(D, M, steps=600)
for name, x, y in [("200 steps", P, Q), ("600 steps", P_long, Q_long), ("ALS", A_users, A_films)]:
    print(f"{name:9}  cost {cost(x, y):.1f}, validation RMSE {miss(x @ y.T, validation):.4f}")

# %% [markdown]
# The costs after 600 steps and after 30 rounds of ALS agree to within one part in a thousand,
# and the errors to within a few thousandths of a star. Other starts, other roads, much the same valley.
#
# ## If the mean had not been taken off
#
# Could the factors do all of it, without μ, $b$ and $c$? Taking them off first is called **mean normalization**.
# We leave it out: the factors have to explain the stars themselves.

# %%
Y = np.zeros((m, n))
Y[u, i] = r
rng = np.random.default_rng(0)
P_raw, Q_raw = rng.normal(0, 0.1, (m, 10)), rng.normal(0, 0.1, (n, 10))
for _ in range(10):
    P_raw = solve_rows(Y, M, Q_raw, 10)
    Q_raw = solve_rows(Y.T, M.T, P_raw, 10)
raw = np.clip(P_raw @ Q_raw.T, 0.5, 5)
v_u, v_i, v_r = numbered(validation)
print(
    f"validation RMSE without mean normalization {np.sqrt(np.mean((raw[v_u, v_i] - v_r) ** 2)):.3f}"
)
print(f"the mean of all stars is {mu:.2f}")
print("a user without ratings gets the taste", solve_rows(Y[:1], 0 * M[:1], Q_raw, 10)[0, :3], "…")

# %% [markdown]
# Worse than the biases alone: part of the factors' strength is spent on saying "about μ", and the
# penalty pulls all guesses toward 0 stars. A newcomer would get exactly 0 for every film. With mean
# normalization the penalty pulls toward the baseline, and a newcomer starts with the films' own biases.
#
# ## Open the box
#
# What has it found? $PQ^\top$ is a table like those of unit 2, and its SVD gives axes in the order of
# their importance. The signs are arbitrary; we turn the first axis so that *Pulp Fiction* is on its positive
# side, and the second so that *Toy Story* is.

# %%
left, strength, right = np.linalg.svd(P @ Q.T, full_matrices=False)
tastes, characters = left[:, :10] * np.sqrt(strength[:10]), right[:10].T * np.sqrt(strength[:10])
for axis, name in enumerate(["Pulp Fiction", "Toy Story"]):
    sign = np.sign(characters[titles.index(name), axis])
    tastes[:, axis] *= sign
    characters[:, axis] *= sign
print("importance of the axes:", strength[:10].round(1))

# %% [markdown]
# **Predict.** Which films stand at the two ends of the first axis? *Pulp Fiction* is at one. Name two
# for each end.

# %%
prediction = {"with Pulp Fiction": ["…", "…"], "at the other end": ["…", "…"]}  # write yours

# %%
order = np.argsort(characters[:, 0], kind="stable")
ends = np.concatenate([order[-9:][::-1], order[:9][::-1]])
plots.film_list(
    [titles[film] for film in ends], characters[ends, 0], xlabel="place on axis 1 (√stars)"
)
plt.show()

# %% [markdown]
# On one side dark and dry films, on the other big ones for everybody and a Saturday night. **Nobody told the machine** a genre, an actor or a year: it has seen who gave which stars. The
# name of the axis, "art against popcorn", is ours. The machine has numbers.
#
# ## Turn the axes
#
# Are these ten numbers *the* tastes? Take any rotation $R$, a $k \times k$ matrix with $R R^\top =
# I$, and turn tastes and characters by it:
#
# $$(P R)(Q R)^\top = P R R^\top Q^\top = P Q^\top$$
#
# Every guess stays, and so do the cost, as lengths don't change, and the RMSE. Drag the angle: the map of the films turns,
# and what "axis 1" means turns with it.

# %%
shown = """Pulp Fiction;Fargo;Armageddon;Independence Day;Titanic;Toy Story
Lord of the Rings: The Two Towers, The;Ace Ventura: Pet Detective;Natural Born Killers
Dumb & Dumber;Beauty and the Beast;Speed;Godfather, The;Shrek"""
shown = [titles.index(name) for name in shown.replace("\n", ";").split(";")]


@interact(degrees=(0, 180, 5))
def turn(degrees=0):
    R, angle = np.eye(10), np.radians(degrees)
    R[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    error = miss((tastes @ R) @ (characters @ R).T, validation)
    plt.figure(figsize=(6.4, 6.4))
    plots.film_map((characters @ R)[:, :2], titles, shown, "axis 1 (√stars)", "axis 2 (√stars)")
    plt.title(f"turned by {degrees}°: validation RMSE {error:.4f}")


# %% [markdown]
# The number in the title never moves. *Who is near whom* is a fact; *which axis is which* is not. So
# never compare factors of two trainings entry by entry, and never judge a factorization by them:
# judge its guesses. (SVD picks the axes by importance; that is a convention, and a handy one.)
#
# ## Silence an axis
#
# One thing can still be asked of the axes: what is lost without one? Set it to zero, and look at the
# validation rows.

# %%
for axis in (0, 1, 4, 9):
    kept = np.arange(10) != axis
    without = miss(tastes[:, kept] @ characters[:, kept].T, validation)
    print(f"without axis {axis + 1:2}: {without:.4f}")
none = miss(np.zeros((m, n)), validation)
print(f"with all: {miss(tastes @ characters.T, validation):.4f}, with none: {none:.4f}")

# %% [markdown]
# Without the first axis two thirds of the gain are lost; without the tenth, hardly anything. Ten factors with a
# strong penalty work like fewer: the penalty has decided how many are worth having.
#
# ## Three sentences to remember
#
# 1. What the biases leave over is about $p_u \cdot q_i$: a few numbers a user times a few a film, learned from the known
#    entries alone, with a penalty.
# 2. The gradient is two products of matrices; with one side fixed the other is ridge regression: ALS.
# 3. With the means taken off, the penalty pulls toward the baseline; any rotation gives the same guesses, so judge
#    guesses, never factors.
#
# **Where it leads.** 0.015 stars: is that worth anything? The next lecture asks.
