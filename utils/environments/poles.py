"""Poles on carts: many of them pushed at once, with the physics of gymnasium's CartPole-v1."""

import numpy as np

__all__ = ["Poles", "balance", "record"]

GRAVITY = 9.8  # m/s²
CART = 1.0  # kg
SECONDS = 0.02  # of a step
EDGE, TILT = 2.4, np.deg2rad(12)  # beyond these an episode ends: m, rad


class Poles:
    """Carts on rails, each with a pole that must not fall; every pole is an episode of its own.

    A state is four numbers: place of the cart (m), its speed (m/s), tilt of the pole (rad, to the
    right) and its turning speed (rad/s). An episode terminates when the cart is more than 2.4 m
    from the middle or the pole tilts by more than 12°, and is truncated after `limit` steps of
    0.02 s. The reward is -1 for the step in which it terminates, and 0 for all others.

    Parameters
    ----------
    n : int
        How many there are.
    seed : int
        Of the states in which episodes begin: four numbers between -0.05 and 0.05.
    limit : int
        An episode is cut off after so many steps.
    length : float
        Of the pole, in m.
    mass : float
        Of the pole, in kg.
    force : float
        Of a push, in N.

    Attributes
    ----------
    states : numpy.ndarray, shape (n, 4)
        Where the poles are now. A pole whose episode is over has begun a new one.
    ages : numpy.ndarray of int, shape (n,)
        How many steps the episode of each pole has lasted.
    """

    def __init__(self, n, seed=0, limit=500, length=1.0, mass=0.1, force=10.0):
        self.rng = np.random.default_rng(seed)
        self.limit, self.length, self.mass, self.force = limit, length, mass, force
        self.states = self.rng.uniform(-0.05, 0.05, (n, 4))
        self.ages = np.zeros(n, dtype=int)

    def step(self, actions):
        """Push every cart to the left (0) or to the right (1).

        Parameters
        ----------
        actions : numpy.ndarray of int, shape (n,)

        Returns
        -------
        after : numpy.ndarray, shape (n, 4)
            The states that the steps led to, also where the episode is over.
        rewards : numpy.ndarray, shape (n,)
        terminated, truncated : numpy.ndarray of bool, shape (n,)
            Whether the episode came to its end, or was cut off because time was up.
        """
        return self.push(np.where(np.asarray(actions) == 1, self.force, -self.force))

    def push(self, forces):
        """As `step`, but with a force in N of any size for each cart."""
        after = self._moved(forces)
        self.ages += 1
        terminated = (np.abs(after[:, 0]) > EDGE) | (np.abs(after[:, 2]) > TILT)
        truncated = ~terminated & (self.ages >= self.limit)
        over = terminated | truncated
        self.states = after.copy()
        if over.any():
            self.states[over] = self.rng.uniform(-0.05, 0.05, (over.sum(), 4))
            self.ages[over] = 0
        return after, np.where(terminated, -1.0, 0.0), terminated, truncated

    def _moved(self, forces):
        _, speed, tilt, turning = self.states.T
        half, total = self.length / 2, CART + self.mass
        sin, cos = np.sin(tilt), np.cos(tilt)
        pull = (forces + self.mass * half * turning**2 * sin) / total
        turned = (GRAVITY * sin - cos * pull) / (half * (4 / 3 - self.mass * cos**2 / total))
        pushed = pull - self.mass * half * turned * cos / total
        change = np.stack([speed, pushed, turning, turned], axis=1)
        return self.states + SECONDS * change


def balance(act, episodes=20, seed=0, limit=500, **world):
    """Let a policy hold poles, and count the steps until each of them falls.

    Parameters
    ----------
    act : callable
        From states, shape (m, 4), to actions, shape (m,): 0 left, 1 right.
    episodes : int
        How many poles, each for one episode.
    seed : int
        Of the states in which they begin.
    limit : int
        No pole is watched for longer than this many steps.
    **world
        `length`, `mass` and `force`, as for `Poles`.

    Returns
    -------
    numpy.ndarray of int, shape (episodes,)
        Steps that each pole stood, the limit if it did not fall.
    """
    poles = Poles(episodes, seed, limit, **world)
    lasted = np.zeros(episodes, dtype=int)
    standing = np.ones(episodes, dtype=bool)
    while standing.any():
        _, _, terminated, truncated = poles.step(act(poles.states))
        lasted += standing
        standing &= ~(terminated | truncated)
    return lasted


def record(act, seed=0, limit=500, **world):
    """Let a policy hold one pole, and return the states that it goes through.

    Parameters
    ----------
    act, seed, limit, **world
        As for `balance`.

    Returns
    -------
    numpy.ndarray, shape (steps + 1, 4)
        From the first state to the one in which the episode is over.
    """
    poles, over = Poles(1, seed, limit, **world), False
    states = [poles.states[0]]
    while not over:
        after, _, terminated, truncated = poles.step(act(poles.states))
        states.append(after[0])
        over = terminated[0] or truncated[0]
    return np.array(states)
