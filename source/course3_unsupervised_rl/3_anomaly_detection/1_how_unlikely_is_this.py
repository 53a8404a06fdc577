# %% [markdown]
# # How unlikely is this?
#
# *55 minutes. You need: means and standard deviations, logarithms, a matrix times a vector.*
#
# A milling machine reports two numbers for each workpiece: how fast the spindle turned and how
# hard it had to push. For workpiece 8927 these were 1,459 turns a minute and 59.6 newton meters.
# Many workpieces turn as slowly, many need as much force, and yet this one was ruined. Could the
# two numbers have told?

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import multivariate_normal, norm

from utils import datasets, plots
from utils.checks import expect
from utils.widgets import interact

machine = datasets.milling_machine()  # simulated after a real machine
both = machine[["rotational_speed_rpm", "torque_nm"]].to_numpy(dtype=float)
healthy = (machine["failure"] == 0).to_numpy()
X = both[:5000][healthy[:5000]]  # what is normal
later = both[5000:]
broken = machine["power_failure"].to_numpy()[5000:]
print(
    f"{len(X)} healthy workpieces to learn from, {broken.sum()} power failures in 5000 later ones"
)

# %% [markdown]
# A classifier would need failures to learn from. Here it gets none: `X` holds healthy workpieces
# only. We learn what is **normal** and call whatever does not fit an **anomaly**. That is how one
# guards against what is rare, costly, or has never happened: a broken machine, a stolen card, an
# intruder.
#
# ## One sensor: how dense are the values here?
#
# Torque first. If the healthy values are spread like a bell, two numbers describe them, the mean
# $\mu$ and the standard deviation $\sigma$, both in Nm. The **density** at a value $x$ is
#
# $$p(x) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-\frac{(x-\mu)^2}{2\sigma^2}}$$
#
# in 1/Nm. It is not a probability; density times a small width is one.

# %%
torque = X[:, 1]
mu, sigma = torque.mean(), torque.std()
ax = plots.histogram(torque, "torque (Nm)", bins=40)
width = (torque.max() - torque.min()) / 40
x = np.linspace(5, 75, 200)
ax.plot(x, len(torque) * width * norm.pdf(x, mu, sigma), color=plots.MODEL, label="bell")
ax.legend()
plt.show()
print(f"mean {mu:.1f} Nm, standard deviation {sigma:.1f} Nm")

# %% [markdown]
# The curve is the density, times the number of workpieces and the width of a bar. It follows the
# bars well, so two numbers stand for 4,765 workpieces. Far from the middle the density falls very
# fast: from two to four standard deviations by a factor of 400. That is why one works with its
# **logarithm**,
#
# $$\ln p(x) = -\frac{(x-\mu)^2}{2\sigma^2} - \ln\sigma - \tfrac12 \ln 2\pi$$
#
# a parabola. Large negative means strange.
#
# ## Your turn: a log density
#
# Don't go through $p$ itself: far out it is rounded to 0, and the logarithm of 0 is $-\infty$.


# %% exercise="log_gaussian"
def log_gaussian(x, mu, sigma):
    """Return the logarithm of the Gaussian density.

    Parameters
    ----------
    x : numpy.ndarray, shape (m,)
    mu, sigma : float
        Mean and standard deviation, sigma above 0.

    Returns
    -------
    numpy.ndarray, shape (m,)
    """
    ### BEGIN SOLUTION
    return -((x - mu) ** 2) / (2 * sigma**2) - np.log(sigma) - 0.5 * np.log(2 * np.pi)
    ### END SOLUTION


# %% [markdown] hint="log_gaussian"
# The formula has three terms. Which of them depends on `x`?

# %% [markdown] hint="log_gaussian"
# At x = 7 with $\mu$ = 3 and $\sigma$ = 2 the terms are −16/8 = −2, −ln 2 = −0.693 and −0.919.

# %% [markdown] hint="log_gaussian"
# `-((x - mu) ** 2) / (2 * sigma**2)`, then subtract `np.log(sigma)` and half of the logarithm of
# …

# %% checks="log_gaussian"
expect(
    log_gaussian(np.array([3.0, 7.0, 0.0]), 3.0, 2.0),
    np.array([-1.612086, -3.612086, -2.737086]),
    "−0.693 − 0.919 at the mean; 16/8 less at 7 and 9/8 less at 0",
)
expect(
    log_gaussian(np.array([1000.0, -5.0]), -5.0, 0.25),
    np.array([-8080199.532644, 0.467356]),
    "far out the logarithm is still a number; near a narrow bell the density exceeds 1",
)
expect(
    log_gaussian(torque[:3], mu, sigma),
    norm.logpdf(torque[:3], mu, sigma),
    "three workpieces, as SciPy has it",
)

# %% mistake="log_gaussian" replace="(2 * sigma**2)" says="the square is not divided by 2" with="(sigma**2)"

# %% mistake="log_gaussian" replace="(2 * sigma**2)" says="it is divided by the standard deviation, not by its square" with="(2 * sigma)"

# %% mistake="log_gaussian" replace=" - np.log(sigma)" says="the width of the bell is left out" with=""

# %% mistake="log_gaussian" replace="- np.log(sigma)" says="the logarithm of the variance is subtracted, not of the standard deviation" with="- np.log(sigma**2)"

# %% mistake="log_gaussian" replace=" - 0.5 * np.log(2 * np.pi)" says="the constant with 2π is left out" with=""

# %% mistake="log_gaussian" replace="- 0.5 * np.log" says="the whole of ln 2π is subtracted, not half" with="- np.log"


# %% mistake="log_gaussian" says="it is the density, not its logarithm"
def log_gaussian(x, mu, sigma):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))


# %% mistake="log_gaussian" says="the density is rounded to 0 far out before the logarithm is taken"
def log_gaussian(x, mu, sigma):
    with np.errstate(divide="ignore"):
        return np.log(np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi)))


# %% [markdown]
# ## Two sensors, one by one
#
# With several sensors the plainest idea is to treat them as independent and multiply their
# densities. In logarithms that is a sum over the $n$ sensors:
#
# $$\ln p(x) = \sum_{j=1}^{n} \ln p_j(x_j)$$
#
# The **strangeness** of a row is $s = -\ln p(x)$. An alarm rings where $p(x) \le \varepsilon$,
# that is, where $s \ge -\ln\varepsilon$. The **threshold** is ours to choose. For now: as many
# alarms as we can check, the 100 strangest of the 5,000 later workpieces.


# %%
center, spread = X.mean(axis=0), X.std(axis=0)


def one_by_one(rows):
    return -norm.logpdf(rows, center, spread).sum(axis=1)


def found(scores, alarms=100):
    ringing = np.argsort(-scores, kind="stable")[:alarms]
    return broken[ringing].sum(), scores[ringing[-1]]


# %% [markdown]
# **Predict.** High speed needs little torque, so the healthy workpieces lie in a slanting band.
# Which shape will the line of the threshold have, and where will it miss power failures?

# %%
prediction = "the line is …, and it misses failures …"  # write yours

# %%
AXES = {"xlabel": "speed (turns a minute)", "ylabel": "torque (Nm)"}
LOOK = {"levels": [], "names": ("others", "power failures")}
hits, threshold = found(one_by_one(later))
ax = plots.strangeness(one_by_one, later, broken, threshold=threshold, **LOOK)
ax.set(title=f"100 alarms find {hits} of 37 power failures", **AXES)
ax.legend()
plt.show()

# %% [markdown]
# The line is an ellipse that lies straight, along the axes: that is all a sum over sensors can
# do. The band is slanting. Workpieces at its right end ring, nearly all for nothing, while failures
# just above the band lie inside of the line. (The dots are all others: healthy ones and a few with
# another kind of failure. The five triangles far to the right are strange even to a straight
# ellipse.) A workpiece with a high torque is normal, one with a
# middling speed is normal; *both together* are not. No sensor alone can know that.

# %% [markdown]
# ## Drag the correlation
#
# Two points with the same distances from the mean, one along the band and one across. Here is
# what a slanting bell with the correlation $\rho$ thinks of them.


# %%
@interact(rho=(-0.95, 0.95, 0.05))
def tilt(rho=-0.8):
    bell = multivariate_normal([0, 0], [[1, rho], [rho, 1]])
    points = np.array([[1.5, -1.5], [1.5, 1.5]])
    draws = bell.rvs(400, random_state=0)
    ax = plots.strangeness(lambda r: -bell.logpdf(r), draws, levels=[3, 5, 8], room=0.5)
    for point, name in zip(points, ("along", "across")):
        ax.plot(*point, "s", ms=9, color=plots.HIGHLIGHT)
        ax.annotate(f"{name}: {-bell.logpdf(point):.1f}", point, (8, 8), textcoords="offset points")
    ax.set(xlim=(-4, 4), ylim=(-4, 4), xlabel="speed (SD)", ylabel="torque (SD)")
    ax.set_title(f"correlation {rho:.2f}; the numbers are strangeness")


# %% [markdown]
# At −0.8 the point across the band has a strangeness of 12.6, the one along it 2.6. At 0 both
# have the same, as for sensors one by one, and with a positive correlation they change places.
#
# ## The spread in all directions
#
# What tilts the bell is the **covariance matrix**. In unit 2 it was called $C$ and divided by $m - 1$; here it is
# $S$ and divided by $m$, as the bell that fits the rows best has it:
#
# $$S_{jk} = \frac1m \sum_{i=1}^{m} (x_{ij} - \mu_j)(x_{ik} - \mu_k)$$
#
# $\mu_j$ is the mean of column $j$. On the diagonal stand the variances, beside it how two
# sensors go up and down together, in the product of their units. With many
# rows the difference is next to nothing; `np.cov` divides by $m - 1$ unless told `bias=True`.
#
# ## Your turn: the covariance matrix
#
# Write it for any number of columns, without `np.cov`.


# %% exercise="covariance"
def covariance(X):
    """Return the covariance matrix of the columns, dividing by the number of rows.

    Parameters
    ----------
    X : numpy.ndarray, shape (m, n)
        Not centered.

    Returns
    -------
    numpy.ndarray, shape (n, n)
    """
    ### BEGIN SOLUTION
    away = X - X.mean(axis=0)
    return away.T @ away / len(X)
    ### END SOLUTION


# %% [markdown] hint="covariance"
# First move every column so that its mean is 0. Which product of matrices then multiplies each
# pair of columns, row by row, and adds up?

# %% [markdown] hint="covariance"
# Rows (1, 2), (2, 6), (4, 5), (9, 7): the means are 4 and 5, the distances (−3, −3), (−2, 1), (0,
# 0), (5, 2). The first variance is (9 + 4 + 0 + 25)/4 = 9.5, the covariance (9 − 2 + 0 + 10)/4,
# which is 4.25.

# %% [markdown] hint="covariance"
# `away = X - X.mean(axis=0)`; the table of n × n sums is `away.T @ …`, divided by …

# %% checks="covariance"
four = np.array([[1.0, 2.0], [2.0, 6.0], [4.0, 5.0], [9.0, 7.0]])
expect(
    covariance(four),
    np.array([[9.5, 4.25], [4.25, 3.5]]),
    "squares of 38 and 14, products of 17, divided by 4 rows",
)
expect(
    covariance(np.array([[1.0, 0.0, 2.0], [3.0, 5.0, 1.0]])),
    np.array([[1.0, 2.5, -0.5], [2.5, 6.25, -1.25], [-0.5, -1.25, 0.25]]),
    "two rows, three columns: distances of 1, 2.5 and −0.5 from the means",
)
expect(covariance(X), np.cov(X.T, bias=True), "the healthy workpieces, as NumPy has it")
expect(four[:, 0], np.array([1.0, 2.0, 4.0, 9.0]), "the rows that come in are not changed")

# %% mistake="covariance" replace="/ len(X)" says="it is divided by m − 1, not by m" with="/ (len(X) - 1)"

# %% mistake="covariance" replace="/ len(X)" says="the products are added up, but not divided" with=""

# %% mistake="covariance" replace="X.mean(axis=0)" says="one mean is taken over all columns" with="X.mean()"

# %% mistake="covariance" replace="away = X - X.mean(axis=0)" says="the columns are not centered" with="away = X"

# %% mistake="covariance" replace="away.T @ away / len(X)" says="rows are multiplied with rows, not columns with columns" with="away @ away.T / len(X)"

# %% mistake="covariance" replace="away.T @ away / len(X)" says="only the variances are there: the columns are treated as independent" with="np.diag(np.diag(away.T @ away / len(X)))"

# %% mistake="covariance" replace="away.T @ away / len(X)" says="the covariances are divided by the standard deviations: that is the correlation" with="np.corrcoef(X.T)"


# %% [markdown] equivalent="covariance"
# - `X - X.mean(axis=0) → X.mean(axis=0) - X`: in a product of two distances the signs cancel
# - `X[i, j] - means[j] → X[i, j] + means[j]`: the other factor adds up to 0, so a constant beside it does not count
# - `X[i, k] - means[k] → X[i, k] + means[k]`: likewise
# - `X[i, j] - means[j] → X[i, j]`: likewise
# - `X[i, k] - means[k] → X[i, k]`: likewise
# - `np.zeros((n, n)) → np.ones((n, n))`: every entry is set


# %% alternative="covariance"
def covariance(X):
    m, n = X.shape
    means = [sum(X[:, j]) / m for j in range(n)]
    S = np.zeros((n, n))
    for j in range(n):
        for k in range(n):
            S[j, k] = sum((X[i, j] - means[j]) * (X[i, k] - means[k]) for i in range(m)) / m
    return S


# %% [markdown]
# ## A distance that knows the band
#
# How far is a row from the mean, counted in *spreads of that direction*? That is the
# **Mahalanobis distance** $d$:
#
# $$d^2 = (x - \mu)^\top S^{-1} (x - \mu)$$
#
# It has no unit. For one sensor it is $(x-\mu)^2/\sigma^2$. The inverse of a matrix with two rows
# is
#
# $$\begin{pmatrix} a & b \\ b & c \end{pmatrix}^{-1} = \frac{1}{ac - b^2} \begin{pmatrix} c & -b \\ -b & a \end{pmatrix}$$
#
# With $a = 4$, $b = 2$, $c = 3$ the step $(2, 1)$ has $d^2 = (3\cdot4 - 2\cdot2\cdot2 +
# 4\cdot1)/8 = 1$, but $(2, -1)$ has $(12 + 8 + 4)/8 = 3$. The same lengths, three times as
# strange.
#
# ## Your turn: the squared Mahalanobis distance


# %% exercise="mahalanobis"
def mahalanobis(x, mu, S):
    """Return the squared Mahalanobis distance of one row.

    Parameters
    ----------
    x, mu : numpy.ndarray, shape (n,)
    S : numpy.ndarray, shape (n, n)
        The covariance matrix; it has an inverse.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    away = x - mu
    return away @ np.linalg.solve(S, away)
    ### END SOLUTION


# %% [markdown] hint="mahalanobis"
# `np.linalg.inv(S)` is the inverse. What do you multiply from the left, and what from the right?

# %% [markdown] hint="mahalanobis"
# With S = [[4, 2], [2, 3]] and the step (2, 1): the inverse times the step is (3·2 − 2·1, −2·2 +
# 4·1)/8 = (0.5, 0). The step times that: 2·0.5 + 1·0 = 1.

# %% [markdown] hint="mahalanobis"
# `away = x - mu`. `np.linalg.solve(S, away)` is the inverse times `away`, without making the
# inverse, which is faster and loses fewer digits; then `away @ …`.

# %% checks="mahalanobis"
tilted = np.array([[4.0, 2.0], [2.0, 3.0]])
step_to = np.array([12.0, 6.0])
expect(
    mahalanobis(step_to, np.array([10.0, 5.0]), tilted),
    1.0,
    "the step (2, 1) along the band: (12 − 8 + 4)/8",
)
expect(
    mahalanobis(np.array([12.0, 4.0]), np.array([10.0, 5.0]), tilted),
    3.0,
    "the step (2, −1) across the band: (12 + 8 + 4)/8",
)
expect(
    mahalanobis(np.array([7.0, 0.5, 1.0]), np.array([3.0, 1.5, 7.0]), np.diag([4.0, 0.25, 9.0])),
    12.0,
    "without covariances: 16/4 + 1/0.25 + 36/9",
)
expect(
    mahalanobis(np.array([0.3, 0.1]), np.array([1.0, 1.5]), np.array([[1.0, 0.6], [0.6, 2.25]])),
    (2.25 * 0.49 - 1.2 * 0.98 + 1.96) / 1.89,
    "the step (−0.7, −1.4), and ac − b² = 1.89",
)
expect(step_to, np.array([12.0, 6.0]), "the row that comes in is not changed")

# %% mistake="mahalanobis" replace="away = x - mu" says="the mean is not subtracted" with="away = x"

# %% mistake="mahalanobis" replace="np.linalg.solve(S, away)" says="it is multiplied by S, not by its inverse" with="S @ away"

# %% mistake="mahalanobis" replace="np.linalg.solve(S, away)" says="the covariances are left out, only the variances count" with="(away / np.diag(S))"

# %% mistake="mahalanobis" replace="away @ np.linalg.solve(S, away)" says="the root is taken: the squared distance is asked for" with="np.sqrt(away @ np.linalg.solve(S, away))"

# %% mistake="mahalanobis" replace="np.linalg.solve(S, away)" says="the inverse is taken entry by entry" with="(np.divide(1, S, out=np.zeros_like(S), where=S != 0) @ away)"

# %% mistake="mahalanobis" replace="away @ np.linalg.solve(S, away)" says="the distance is the plain one, which knows no spread" with="away @ away"


# %% [markdown] equivalent="mahalanobis"
# - `x - mu → mu - x`: in a square the sign is gone
# - `away @ np.linalg.solve(S, away) → np.linalg.solve(S, away) @ away`: the same dot product


# %% [markdown]
# ## The bell that is tilted
#
# The **multivariate Gaussian** density of $n$ sensors uses this distance. With $|S|$ the
# determinant of $S$, for two sensors $ac - b^2$,
#
# $$\ln p(x) = -\tfrac12 d^2 - \tfrac12 \ln |S| - \tfrac n2 \ln 2\pi$$
#
# The last two terms are the same for every row, so $d^2$ alone decides who rings first. Let us
# check one workpiece by hand against SciPy, then ring for the 100 strangest again.

# %%
S = np.cov(X.T, bias=True)
away = both[8926] - center  # workpiece 8927
d2 = away @ np.linalg.inv(S) @ away
by_hand = -d2 / 2 - np.log(S[0, 0] * S[1, 1] - S[0, 1] ** 2) / 2 - np.log(2 * np.pi)
bell = multivariate_normal(center, S)
print("workpiece 8927, turns a minute and Nm:", both[8926])
print(f"by hand {by_hand:.6f}, SciPy {bell.logpdf(both[8926]):.6f}")
print("away from the mean, in standard deviations:", (away / spread).round(2))
print(f"squared distance: one by one {np.sum((away / spread) ** 2):.1f}, tilted {d2:.1f}")


# %%
def tilted_bell(rows):
    return -bell.logpdf(rows)


hits, threshold = found(tilted_bell(later))
ax = plots.strangeness(tilted_bell, later, broken, threshold=threshold, **LOOK)
ax.set(title=f"100 alarms find {hits} of 37 power failures", **AXES)
ax.legend()
plt.show()

# %% [markdown]
# There is the answer for workpiece 8927: half a standard deviation too slow, and
# 2.15 of them too much torque, which by itself is unusual, no more. Taken together its squared distance is 14.3, about three
# times that of the sensors one by one. The ellipse follows the band, and 100 alarms find 33
# failures instead of 14.
#
# ## A better ruler
#
# At the right end the band bends, and healthy fast workpieces still ring. Torque falls less and
# less as speed rises. On a logarithmic ruler for the speed the band is straighter. Nothing else
# changes.

# %%
logs, later_logs = (np.column_stack([np.log(r[:, 0]), r[:, 1]]) for r in (X, later))
log_bell = multivariate_normal(logs.mean(axis=0), np.cov(logs.T, bias=True))
hits, threshold = found(-log_bell.logpdf(later_logs))
ax = plots.strangeness(
    lambda r: -log_bell.logpdf(r), later_logs, broken, threshold=threshold, **LOOK
)
ax.set(title=f"100 alarms find {hits} of 37 power failures", ylabel=AXES["ylabel"])
ax.set_xlabel("logarithm of the speed")
ax.legend()
plt.show()
for name, rows in (("the speed", X), ("its logarithm", logs)):
    print(f"correlation of torque with {name}: {np.corrcoef(rows.T)[0, 1]:.3f}")

# %% [markdown]
# All 37. The data have been simulated, and power is the product of speed and torque, so a failure
# *is* a matter of two sensors together; don't expect as much everywhere. But the two lessons
# hold: correlated sensors need a covariance, and a Gaussian is as good as the ruler on which the
# normal rows look like a bell. Which ruler helps which model is a surprise that waits in the
# assignment.

# %% [markdown]
# ## Three sentences to remember
#
# 1. Learn a density from normal rows only; strange is what has a low one, and logarithms keep it from
#    being rounded to 0.
# 2. Sensors that go together need the covariance matrix: the Mahalanobis distance finds rows whose
#    every value is ordinary.
# 3. Look at the normal rows first and choose a ruler on which they form a bell.
#
# **Where it leads.** "The 100 strangest" was a number out of the air. The next lecture sets the threshold
# with a few labels, and asks what a wrong alarm costs.
