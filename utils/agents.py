"""Deep Q-learning on poles, several agents at a time: what lectures compare and examine."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from utils.environments.poles import Poles, balance

__all__ = ["SCALE", "Agent", "Recipe", "Runs", "train"]

SCALE = np.array([0.5, 0.5, 5.0, 0.5])  # makes the four numbers of a state about equally large


@dataclass(frozen=True)
class Recipe:
    """How agents learn.

    Parameters
    ----------
    rounds : int
        In each, every pole is pushed once and the network takes one step downhill.
    poles : int
        How many poles an agent holds at the same time.
    memory : int
        How many transitions are remembered.
    batch : int
        How many of them are drawn for one step downhill.
    rates : (float, float)
        Learning rate of Adam in the first and the last round, straight in between.
    gamma : float
        Discount.
    tau : float
        By which share the target network follows in each round; 1 means that there is none.
    exploring : (float, float, int)
        Probability of a random action in the first round, in the end, and when the end is reached.
    double : bool
        Whether the network chooses the next action that the target network values.
    hidden : tuple of int
        Units of the hidden layers.
    looks_ahead : str
        "unless terminated", as it should be; "unless over" takes a cut for an end, and "always"
        looks ahead even where the pole has fallen.
    scale : tuple of float
        Factors of the four numbers of a state.
    limit : int
        Steps after which a training episode is cut off.
    bounds : (float, float)
        Targets are kept between these.
    """

    rounds: int = 2000
    poles: int = 16
    memory: int = 50_000
    batch: int = 64
    rates: tuple = (2e-3, 1e-4)
    gamma: float = 0.99
    tau: float = 0.02
    exploring: tuple = (1.0, 0.05, 700)
    double: bool = True
    hidden: tuple = (64, 64)
    looks_ahead: str = "unless terminated"
    scale: tuple = tuple(SCALE)
    limit: int = 500
    bounds: tuple = (-np.inf, np.inf)

    def at(self, progress, between):
        """Return what lies at a share of the way between two numbers."""
        return between[0] + (between[1] - between[0]) * min(progress, 1.0)


@dataclass
class Agent:
    """A network with its weights: `W` and `b` of each layer, in turn."""

    params: list
    scale: np.ndarray

    def values(self, states):
        """Return the values of left and right, shape (m, 2), in states of shape (m, 4)."""
        return _forward(self.params, states * self.scale)[-1]

    def act(self, states):
        """Return the better action in each state."""
        return self.values(states).argmax(axis=-1)


@dataclass
class Runs:
    """What came of agents that learned by the same recipe, one row for each seed.

    Attributes
    ----------
    rounds : numpy.ndarray, shape (k,)
        After which rounds the agents were examined.
    scores : numpy.ndarray, shape (seeds, k)
        Mean steps that 20 poles stood, without exploring, at most 500.
    practice : numpy.ndarray, shape (seeds, k)
        Mean steps of the training episodes that ended since the last examination; nan if none did.
    falls : numpy.ndarray, shape (seeds, k)
        How many poles had fallen in training by then.
    believed : numpy.ndarray, shape (seeds, k)
        Mean of the larger value of the two actions in the last batch.
    best, last : list of Agent
        With the weights of the best examination, and with those of the last round.
    """

    rounds: np.ndarray
    scores: np.ndarray
    practice: np.ndarray
    falls: np.ndarray
    believed: np.ndarray
    best: list = field(repr=False)
    last: list = field(repr=False)


def train(recipe=None, seeds=1, every=100, first=0):
    """Train agents that differ by their seed only.

    Parameters
    ----------
    recipe : Recipe, optional
        The usual one by default.
    seeds : int
        How many agents.
    every : int
        They are examined after each `every` rounds.
    first : int
        The first seed.

    Returns
    -------
    Runs
    """
    learners = _Learners(recipe or Recipe(), np.arange(first, first + seeds))
    diary, best_scores = [], np.full(seeds, -1.0)
    best = _copy(learners.params)
    for number in range(1, learners.recipe.rounds + 1):
        learners.round(number - 1)
        if number % every == 0:
            diary.append((number, *learners.examine(1000 + number)))
            better = diary[-1][1] > best_scores
            best_scores = np.maximum(diary[-1][1], best_scores)
            for kept, now in zip(best, learners.params, strict=True):
                kept[better] = now[better]
    rounds, *columns = zip(*diary, strict=True)
    agents = [learners.agents(params) for params in (best, learners.params)]
    return Runs(np.array(rounds), *(np.array(column).T for column in columns), *agents)


class _Learners:
    """The networks, memories and poles of all agents; their weights have a leading axis."""

    def __init__(self, recipe, seeds):
        self.recipe, self.rng = recipe, np.random.default_rng(seeds)
        self.count, n = len(seeds), recipe.poles
        self.params = _start(
            [np.random.default_rng(seed) for seed in seeds], (4, *recipe.hidden, 2)
        )
        self.target = _copy(self.params)
        self.moments = [(np.zeros_like(w), np.zeros_like(w)) for w in self.params]
        self.poles = Poles(self.count * n, self.rng, recipe.limit)
        shape = (self.count, recipe.memory)
        self.before, self.after = np.zeros((*shape, 4)), np.zeros((*shape, 4))
        self.actions, self.rewards = np.zeros(shape, int), np.zeros(shape)
        self.goes_on = np.zeros(shape)
        self.stored = 0
        self.falls = np.zeros(self.count)
        self.ended, self.believed = [[] for _ in seeds], np.zeros(self.count)

    def round(self, number):
        """Push every pole once, remember it, and take one step downhill."""
        recipe, shape = self.recipe, (self.count, self.recipe.poles)
        states = self.poles.states.reshape(*shape, 4) * recipe.scale
        epsilon = recipe.at(number / recipe.exploring[2], recipe.exploring[:2])
        greedy = _forward(self.params, states)[-1].argmax(axis=-1)
        chance = self.rng.random(shape) < epsilon
        actions = np.where(chance, self.rng.integers(0, 2, shape), greedy)
        ages = self.poles.ages + 1
        after, rewards, terminated, truncated = self.poles.step(actions.ravel())
        self._count(ages, terminated, terminated | truncated)
        ends = {"unless terminated": terminated, "unless over": terminated | truncated}
        end = ends.get(recipe.looks_ahead, np.zeros_like(terminated))
        places = (self.stored + np.arange(recipe.poles)) % recipe.memory
        self.before[:, places], self.actions[:, places] = states, actions
        self.after[:, places] = after.reshape(*shape, 4) * recipe.scale
        self.rewards[:, places] = rewards.reshape(shape)
        self.goes_on[:, places] = ~end.reshape(shape)
        self.stored += recipe.poles
        if self.stored >= recipe.batch:
            self._learn(number)

    def _count(self, ages, terminated, over):
        self.falls += terminated.reshape(self.count, -1).sum(axis=1)
        for pole in np.flatnonzero(over):
            self.ended[pole // self.recipe.poles].append(ages[pole])

    def _learn(self, number):
        recipe, agents = self.recipe, np.arange(self.count)[:, np.newaxis]
        filled = min(self.stored, recipe.memory)
        drawn = agents, self.rng.integers(0, filled, (self.count, recipe.batch))
        later = _forward(self.target, self.after[drawn])[-1]
        chooser = _forward(self.params, self.after[drawn])[-1] if recipe.double else later
        choice = chooser.argmax(axis=-1)[..., np.newaxis]
        worth = np.take_along_axis(later, choice, -1)[..., 0]
        targets = self.rewards[drawn] + recipe.gamma * self.goes_on[drawn] * worth
        targets = np.clip(targets, *recipe.bounds)
        self.believed = chooser.max(axis=-1).mean(axis=-1)
        slopes = _slopes(self.params, self.before[drawn], self.actions[drawn], targets)
        rate = recipe.at(number / recipe.rounds, recipe.rates)
        self._adam(slopes, rate, number + 1)
        for follower, leader in zip(self.target, self.params, strict=True):
            follower += recipe.tau * (leader - follower)

    def _adam(self, slopes, rate, number):
        for w, slope, (mean, square) in zip(self.params, slopes, self.moments, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            step = mean / (1 - 0.9**number) / (np.sqrt(square / (1 - 0.999**number)) + 1e-7)
            w -= rate * step

    def examine(self, seed, poles=20):
        """Return scores, lengths of training episodes, falls and beliefs of all agents."""

        def act(states):
            states = states.reshape(self.count, poles, 4) * self.recipe.scale
            return _forward(self.params, states)[-1].argmax(axis=-1).ravel()

        lasted = balance(act, self.count * poles, seed)
        practice = [np.mean(ages) if ages else np.nan for ages in self.ended]
        self.ended = [[] for _ in self.ended]
        scores = lasted.reshape(self.count, poles).mean(axis=1)
        return scores, practice, self.falls.copy(), self.believed

    def agents(self, params):
        """Return each agent with its own weights."""
        return [
            Agent([w[k] for w in params], np.array(self.recipe.scale)) for k in range(self.count)
        ]


def _copy(params):
    return [w.copy() for w in params]


def _start(rngs, sizes):
    params = []
    for inputs, outputs in pairwise(sizes):
        spread = np.sqrt(2 / inputs)
        params.append(np.stack([rng.normal(0, spread, (inputs, outputs)) for rng in rngs]))
        params.append(np.zeros((len(rngs), 1, outputs)))
    return params


def _forward(params, X):
    """Return the values of all layers, the inputs first."""
    layers = [X]
    for k in range(0, len(params), 2):
        Z = layers[-1] @ params[k] + params[k + 1]
        layers.append(np.maximum(Z, 0) if k < len(params) - 2 else Z)
    return layers


def _slopes(params, X, actions, targets):
    """Return the slopes of the mean Huber loss by all weights."""
    layers = _forward(params, X)
    chosen = actions[..., np.newaxis]
    errors = np.take_along_axis(layers[-1], chosen, -1)[..., 0] - targets
    blame = np.zeros_like(layers[-1])
    np.put_along_axis(blame, chosen, np.clip(errors, -1, 1)[..., np.newaxis] / X.shape[-2], -1)
    slopes = []
    for k in range(len(params) - 2, -1, -2):
        below = layers[k // 2]
        slopes[:0] = [below.swapaxes(-1, -2) @ blame, blame.sum(axis=-2, keepdims=True)]
        blame = (blame @ params[k].swapaxes(-1, -2)) * (below > 0)
    return slopes
