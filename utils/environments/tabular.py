"""What our environments share: numbered states and actions, and outcomes with probabilities."""

from abc import abstractmethod
from itertools import accumulate

import gymnasium
from gymnasium.spaces import Discrete


class Tabular(gymnasium.Env):
    """An environment with a few numbered states and actions.

    Parameters
    ----------
    states : int
        How many there are; they are numbered from 0.
    actions : sequence of str
        Their names; action 0 is the first.
    start : int
        The state in which every episode begins.
    limit : int
        An episode is cut off (truncated) after so many steps.
    """

    metadata = {"render_modes": []}  # noqa: RUF012  (gymnasium's own way)

    def __init__(self, states, actions, start, limit):
        self.observation_space = Discrete(states)
        self.action_space = Discrete(len(actions))
        self.actions = tuple(actions)
        self.start, self.limit = start, limit

    @abstractmethod
    def outcomes(self, state, action):
        """Return what may happen, as a list of (probability, next state, reward, terminated)."""

    @abstractmethod
    def describe(self, state):
        """Return what an agent sees in a state, in words."""

    def reset(self, *, seed=None, options=None):
        """Begin an episode; return the state and an empty dict of further information."""
        super().reset(seed=seed)
        self._state, self._steps = self.start, 0
        return self._state, {}

    def step(self, action):
        """Act once; return state, reward, terminated, truncated and an empty dict.

        Chance is one uniform number a step, so that two agents with the same seed meet the same
        luck.
        """
        outcomes = self.outcomes(self._state, action)
        passed = accumulate(chance for chance, *_ in outcomes)
        luck = self.np_random.random()
        happened = sum(luck >= chance for chance in passed)
        # Rounding may leave the sum of all probabilities short of 1.
        _, state, reward, terminated = outcomes[min(happened, len(outcomes) - 1)]
        self._state, self._steps = state, self._steps + 1
        truncated = not terminated and self._steps >= self.limit
        return state, float(reward), terminated, truncated, {}
