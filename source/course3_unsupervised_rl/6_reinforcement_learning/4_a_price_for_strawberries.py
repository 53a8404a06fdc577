# %% [markdown]
# # A price for strawberries
#
# *40 minutes. You need: lectures 2 and 3 of this unit, the mean of a random number.*
#
# Monday morning, ten baskets of strawberries, a stall at the market, a week. What is left on Sunday
# night is worth nothing, and the berries fade from day to day. Every morning you write one price on
# the board: 2, 4, 6, 8 or 10 €. Too high, and you sit on rotting fruit; too low, and the baskets are
# gone on Tuesday for next to nothing. Airlines, hotels and parking lots have the same problem. Can a
# machine price better than you?

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import PoissonRegressor

from utils import plots
from utils.checks import expect
from utils.environments import Stall, play, replay
from utils.widgets import interact

stall = Stall()

# %% [markdown]
# ## First you: five weeks
#
# The customers are simulated, and the rules are made up. Eight people come by on an average day, and
# the fresher the fruit, the more they are ready to pay. How much, you find out by selling. Play five
# weeks, and try to take in as much money as you can.

# %%
play(stall, episodes=5, seed=100)

# %% [markdown]
# Copy your moves between the quotes. As long as they are empty, a seller is used whom we recorded, with
# 8 € at first and less and less later in the week.

# %%
mine = ""  # your moves, one word for each week
recorded = "3332221 3333222 3332221 3322221 3332221"
weeks = replay(stall, mine or recorded, seed=100)
yours = np.array([sum(rewards) for _, rewards in weeks])
print("takings of the five weeks (€):", yours, "mean", yours.mean().round(1))

# %% [markdown]
# Keep these five numbers; three machines will sell to the very same luck below.
#
# ## What a day brings
#
# The state is the day and the number of baskets left; the action is a price; the reward is the day's
# takings in €. Nothing is discounted within one week, so $\gamma = 1$. On day $d$ (counted from 0) the
# number of people who want to buy at the price $p$ is a Poisson number with the mean
#
# $$\mu(d, p) = 8 \, e^{-(0.15 + 0.3\, d / 7)\, p}$$
#
# in baskets a day: 8 people, of whom fewer buy as the price rises, and the more so the later it is. (A **Poisson number**
# counts what happens one at a time and independently, such as customers: 0, 1, 2, … with the mean $\mu$ and the spread $\sqrt{\mu}$.)

# %%
prices = np.linspace(1, 11, 100)
for day, color in zip([0, 3, 6], plots.shades(3)):
    demand = [stall.demand(day, price) for price in prices]
    plt.plot(prices, prices * demand, color=color, label=f"day {day + 1}")
plt.xlabel("price (€)")
plt.ylabel("mean takings with enough baskets (€)")
plt.legend()
plt.show()

# %% [markdown]
# With baskets without end one would take the top of each curve: about 6.70 € on the first day, 3.60 € on
# the fourth, 2.50 € on the last. But ten baskets are *not* without end. Who sells one today cannot
# sell it tomorrow. So on the first days the right price lies above the top of the curve, because a
# basket kept has a value, too.
#
# ## Your turn: how many will be sold?
#
# If $D$ people want to buy and $b$ baskets are left, $\min(D, b)$ are sold. With $\pi_k$ the Poisson
# probability of $D = k$, the mean is
#
# $$\mathbb{E}[\min(D, b)] = \sum_{k=0}^{b-1} k\, \pi_k + b \,\Bigl(1 - \sum_{k=0}^{b-1} \pi_k\Bigr),
# \qquad \pi_k = e^{-\mu} \frac{\mu^k}{k!}$$


# %% exercise="mean_sales"
def mean_sales(mu, baskets):
    """Return how many baskets are sold on average.

    Parameters
    ----------
    mu : float
        Mean number of people who want to buy.
    baskets : int
        How many are left; 0 or more.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    total, probability, passed = 0.0, np.exp(-mu), 0.0
    for k in range(baskets):
        total += k * probability
        passed += probability
        probability *= mu / (k + 1)
    return total + baskets * (1 - passed)
    ### END SOLUTION


# %% [markdown] hint="mean_sales"
# If 7 people want to buy and 3 baskets are left, how many are sold? Which term of the formula is that?

# %% [markdown] hint="mean_sales"
# With one basket left, it is sold unless nobody comes: $1 - e^{-\mu}$. For $\mu = 2$ that is 0.865.

# %% [markdown] hint="mean_sales"
# Begin with the probability `np.exp(-mu)` of k = 0. In a loop over `range(baskets)` add `k` times it
# to a sum, and it to the probability so far; then multiply it by `mu / (k + 1)` for the next k. What is
# left of the probability counts … times.

# %% checks="mean_sales"
expect(
    mean_sales(2.0, 1), 0.864665, "one basket is sold unless nobody comes: 1 - exp(-2)", rtol=1e-5
)
expect(mean_sales(1.5, 2), 1.219046, "0.335 for one, and 2 · 0.442 for two or more", rtol=1e-4)
expect(mean_sales(3.0, 40), 3.0, "with baskets without end, as many as want them", rtol=1e-6)
expect(mean_sales(3.0, 0), 0.0, "no baskets, no sales")
expect(mean_sales(70.0, 100), 69.99913, "a hundred are hardly ever all sold to 70", rtol=1e-5)

# %% [markdown] equivalent="mean_sales"
# - `range(baskets) → range(0, baskets + 1)`: the day on which just all are sold may be counted by itself


# %% mistake="mean_sales" replace="total + baskets * (1 - passed)" says="days on which more want to buy than there are baskets are left out" with="total"


# %% mistake="mean_sales" says="the baskets are not looked at: it is the mean demand"
def mean_sales(mu, baskets):
    return mu


# %% mistake="mean_sales" says="it is the smaller one of mean demand and baskets; the mean of the smaller one was asked for"
def mean_sales(mu, baskets):
    return min(mu, baskets)


# %% mistake="mean_sales" replace="baskets * (1 - passed)" says="the rest of the probability counts once, not for all baskets" with="(1 - passed)"

# %% mistake="mean_sales" replace="mu / (k + 1)" says="the factorial is left out of the Poisson probabilities" with="mu"

# %% mistake="mean_sales" replace="range(baskets)" says="the sum ends one too early" with="range(baskets - 1)"


# %% alternative="mean_sales"
def mean_sales(mu, baskets):
    from scipy import stats

    k = np.arange(baskets + 60)
    return float(np.sum(np.minimum(k, baskets) * stats.poisson.pmf(k, mu)))


# %% [markdown]
# ## The best price, computed
#
# With the formula in hand, lecture 2 has the answer. It is even simpler here: days only go forward, so
# one goes backward from the last evening, and a single sweep for each day is enough.


# %%
def plan(stall):
    """Return the value of each price in each state, best prices assumed afterward."""
    states, prices = stall.observation_space.n, len(stall.prices)
    Q = np.zeros((states, prices))
    for state in reversed(range(states)):  # states are numbered day by day
        for a in range(prices):
            Q[state, a] = sum(
                p * (r + Q[s].max() * (not end)) for p, s, r, end in stall.outcomes(state, a)
            )
    return Q


# %%
def worth(policy):
    """Return the exact mean takings of a week under a policy."""
    V = np.zeros(stall.observation_space.n)
    for state in reversed(range(len(V))):
        outcomes = stall.outcomes(state, policy[state])
        V[state] = sum(p * (r + V[s] * (not end)) for p, s, r, end in outcomes)
    return V[stall.start]


# %%
Q = plan(stall)
best = worth(Q.argmax(axis=1))
print(f"best policy: {best:.2f} € a week")
for a, price in enumerate(stall.prices):
    fixed = worth(np.full(len(Q), a))
    print(f"always {price:2} €: {fixed:5.2f} €, {fixed / best:.1%} of the best")

# %% [markdown]
# A clever fixed price, 8 €, brings nine tenths of what is possible. The rest is for those who look at the
# calendar and at the baskets. Here is what the best policy does.


# %%
def show_prices(values, ax):
    table = np.array(stall.prices)[values.argmax(axis=1)].reshape(8, 11)[:7, 1:].T
    ax.imshow(table, cmap="YlGnBu", vmin=0, vmax=14, origin="lower", aspect="auto")
    for (row, day), price in np.ndenumerate(table):
        ax.text(day, row, price, ha="center", va="center", fontsize=9)
    ax.set(xticks=range(7), xticklabels=range(1, 8), yticks=range(10), yticklabels=range(1, 11))
    ax.set(xlabel="day", ylabel="baskets left")
    ax.grid(False)


fig, ax = plt.subplots(figsize=(6, 4))
show_prices(Q, ax)
plt.show()

# %% [markdown]
# Each cell is a state, its number the best price in €. Read a row from left to right: prices fall as the
# week goes on. Read a column from below: the more baskets are left, the cheaper. The first day is sold at
# 10 €, far above the top of its curve: a basket not sold today will find somebody tomorrow.
#
# **Predict.** What would change in this picture if 20 people came by each day, not 8? And if the berries
# did not fade at all? Drag, and see.


# %%
@interact(crowd=(2.0, 30.0, 1.0), fading=(0.0, 0.6, 0.1))
def change(crowd=8.0, fading=0.3):
    other = plan(Stall(crowd=crowd, fading=fading))
    _, ax = plt.subplots(figsize=(6, 4))
    show_prices(other, ax)
    ax.set_title(f"{other[stall.start].max():.1f} € a week")


# %% [markdown]
# A larger crowd keeps prices high for longer: with many people to come, a basket can wait. Without fading
# one price serves nearly everywhere, until the last day forces a sale.
#
# ## The best price, learned
#
# Now nobody knows the formula. Q-learning sells week after week, and learns from its takings alone. One
# thing is new: demand is noisy, so the learning rate should fall the more often a price has been tried
# in a state. After the $N$-th try we use
#
# $$\alpha_N = \frac{1}{N^{\,q}}$$
#
# With $q = 1$ the table holds the plain mean of all targets. But early targets were computed from a
# table that was still wrong, so later ones should count more: $q$ is a little smaller, 0.7.
#
# ## Your turn: a belief with a falling rate


# %% exercise="belief"
def belief(targets, power):
    """Return what is believed after some targets, when the rate falls.

    Parameters
    ----------
    targets : list of float
        In the order in which they come; at least one.
    power : float
        The N-th target, N = 1, 2, ..., moves the belief by 1 / N**power of the difference.

    Returns
    -------
    float
        The last belief; the first one is 0.
    """
    ### BEGIN SOLUTION
    value = 0.0
    for number, target in enumerate(targets, start=1):
        value += (target - value) / number**power
    return value
    ### END SOLUTION


# %% [markdown] hint="belief"
# What is the rate for the first target, and what does the belief become, whatever it was before?

# %% [markdown] hint="belief"
# With the targets 4, 8 and the power 1: first 0 + 1 · (4 − 0) = 4, then 4 + ½ · (8 − 4) = 6, the mean.

# %% [markdown] hint="belief"
# `enumerate(targets, start=1)` gives N and the target. In each round add `(target - value)`, divided by
# … , to `value`.

# %% checks="belief"
expect(belief([4.0, 8.0, 3.0], 1.0), 5.0, "with the power 1 it is the mean of all")
expect(belief([4.0, 8.0, 3.0], 0.0), 3.0, "with the power 0 only the last one counts")
expect(belief([4.0, 9.0, 2.0, 7.0], 0.5), 5.669796, "4, then 7.536, 4.340 and 5.670", rtol=1e-6)


# %% mistake="belief" replace="enumerate(targets, start=1)" says="counting begins at 2, so the first target moves the belief only halfway" with="enumerate(targets, start=2)"

# %% mistake="belief" replace="(target - value) / number**power" says="the whole target is added, not its difference to the belief" with="target / number**power"

# %% mistake="belief" replace="number**power" says="the number is multiplied by the power" with="(number * power if power else 1)"

# %% mistake="belief" replace="number**power" says="the rate is the same for all targets" with="len(targets) ** power"


# %% mistake="belief" says="it is the plain mean, whatever the power"
def belief(targets, power):
    return sum(targets) / len(targets)


# %% alternative="belief"
def belief(targets, power):
    value = 0.0
    for k in range(len(targets)):
        alpha = 1 / (k + 1) ** power
        value = (1 - alpha) * value + alpha * targets[k]
    return value


# %% [markdown]
# Here is the whole learner, for 10,000 weeks. Watch out: that is 192 years of market days.


# %%
def learn(weeks, seed):
    rng = np.random.default_rng(seed)
    Q, tries = np.zeros((stall.observation_space.n, 5)), np.zeros((stall.observation_space.n, 5))
    stall.reset(seed=seed)
    takings = np.zeros(weeks)
    for week in range(weeks):
        epsilon = max(0.05, 1 - week / (0.8 * weeks))
        (state, _), over = stall.reset(), False
        while not over:
            a = rng.integers(5) if rng.random() < epsilon else Q[state].argmax()
            after, reward, over, _, _ = stall.step(a)
            tries[state, a] += 1
            target = reward + Q[after].max() * (not over)
            Q[state, a] += (target - Q[state, a]) / tries[state, a] ** 0.7
            takings[week] += reward
            state = after
    return Q, takings


# %%
learned, takings = learn(10_000, seed=0)
print(f"learned policy: {worth(learned.argmax(axis=1)) / best:.1%} of the best")
plots.returns(takings, window=300, best=best)
plt.ylabel("takings of a week (€, mean of 300)")
plt.show()

# %% [markdown]
# The dashed line is the best policy. The blue one rises as the machine experiments less, and stops a
# little below, because it still tries random prices in one of twenty steps. The policy itself, without
# those trials, is close to the best.

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
for ax, values, title in zip(axes, [Q, learned], ["computed", "learned"]):
    show_prices(values, ax)
    ax.set_title(title)
plt.show()

# %% [markdown]
# Many cells differ, and yet next to nothing is lost. The first column says nothing but for ten baskets: no
# week begins with fewer, so the table has stayed empty there. Elsewhere the differing prices are nearly
# equally good, or belong to states that are hardly ever reached. Judge by the value.
#
# ## Settle the bets
#
# Your five weeks, or the recorded ones, against three machines, with the same seeds and so the same luck.


# %%
def sell(policy, weeks=5, seed=100):
    sums = []
    for week in range(weeks):
        state, _ = stall.reset(seed=seed + week)
        total, over = 0.0, False
        while not over:
            state, reward, over, _, _ = stall.step(policy[state])
            total += reward
        sums.append(total)
    return np.array(sums)


# %%
sellers = {
    "always 8 €": np.full(len(Q), 3),
    "learned": learned.argmax(axis=1),
    "computed": Q.argmax(axis=1),
}
print(f"{'you':11} {yours.mean():5.1f} €", yours)
for name, policy in sellers.items():
    sums = sell(policy)
    gap = sums - yours
    error = gap.std(ddof=1) / np.sqrt(5)
    print(f"{name:11} {sums.mean():5.1f} €", sums, f"more than you: {gap.mean():.1f} ± {error:.1f}")

# %% [markdown]
# Look at the last numbers: the standard errors are as large as most of the differences. Five weeks do not
# tell a good seller from a very good one, even with the same luck for all. If you beat the
# machine, enjoy it, and do not bet on next month.
#
# ## An honest comparison
#
# Q-learning needed 10,000 weeks. No stall has them. But nobody sells without any idea, either: demand
# falls with the price, and more so when the fruit is old. Put just that into a Poisson regression (a linear model
# for the logarithm of such a count's mean), fit it to a few weeks with random prices, and *plan* with the fitted demand. (Days on which everything was
# sold are left out, since there the demand was larger than the sales.)


# %%
def plan_from_weeks(weeks, seed):
    rng, rows, sales = np.random.default_rng(seed), [], []
    stall.reset(seed=seed)
    for _ in range(weeks):
        (state, _), over = stall.reset(), False
        while not over:
            (day, baskets), a = stall.day_and_baskets(state), rng.integers(5)
            state, reward, over, _, _ = stall.step(a)
            price = stall.prices[a]
            if reward < price * baskets:  # not sold out
                rows.append([price, day * price / 7])
                sales.append(reward / price)
    fit = PoissonRegressor(alpha=1e-6, max_iter=500).fit(rows, sales)
    guess = Stall()
    guess.demand = lambda day, price: fit.predict([[price, day * price / 7]])[0]
    return plan(guess).argmax(axis=1)


# %%
for weeks in [5, 20, 50]:
    shares = [worth(plan_from_weeks(weeks, seed)) / best for seed in range(5)]
    print(f"{weeks:3} weeks, then a plan:", " ".join(f"{share:.1%}" for share in shares))
shares = [worth(learn(weeks, 0)[0].argmax(axis=1)) / best for weeks in [50, 500, 2000]]
print("Q-learning, 50, 500 and 2,000 weeks:", " ".join(f"{share:.1%}" for share in shares))

# %% [markdown]
# Twenty weeks and a little knowledge bring what takes Q-learning thousands. That is the general rule: where
# you can write down how the world works and fit the gaps, plan. Learning by trial alone is for worlds
# that nobody can write down, and best for those that can be simulated cheaply: games, robots in a
# simulator, data centers.
#
# And one warning for both. They maximize takings, nothing else. A seller who learns that the desperate
# pay 10 € will charge the desperate 10 €. What should not happen has to be in the reward, or among the
# actions that are not allowed.
#
# ## Three sentences to remember
#
# 1. Pricing a stock is a Markov problem: state (day, stock), action (price), reward (takings), and the
#    best price keeps an eye on what a unit kept is worth.
# 2. With noise, let the learning rate fall with the number of tries.
# 3. If the world can be described, a fitted model and a plan need far less experience than
#    learning by trial.
#
# **Where it leads.** The assignment builds all of this by hand, on a bridge of ice. After it, unit 7
# replaces the table, for worlds with more states than a table can hold.
