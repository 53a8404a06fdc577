"""Hold a pole yourself, alone or beside a network, on a page that needs no running kernel."""

from pathlib import Path

import numpy as np

from utils.environments.poles import Poles
from utils.pages import show_page
from utils.plots.colors import DATA, ERROR

__all__ = ["duel"]

PAGE = Path(__file__).with_name("arena.html")


def duel(params=None, scale=(1, 1, 1, 1), games=5, seed=0, slow=3):
    """Show a page on which you hold a pole with two keys, beside a network if there is one.

    Parameters
    ----------
    params : list of numpy.ndarray, optional
        Weights and shifts of a network's layers in turn, ReLU between them, two outputs: the
        values of left and right. It holds a second pole, from the same start.
    scale : sequence of four float
        The four numbers of a state are multiplied by these before the network sees them.
    games : int
        How many may be played.
    seed : int
        Of the states in which they begin.
    slow : float
        How many times slower than in reality the poles move.
    """
    layers = []
    if params is not None:
        shifts = [np.reshape(b, -1) for b in params[1::2]]
        layers = [
            {"W": np.round(W, 5).tolist(), "b": np.round(b, 5).tolist()}
            for W, b in zip(params[::2], shifts, strict=True)
        ]
    game = {
        "starts": Poles(games, seed).states.round(6).tolist(),
        "layers": layers,
        "scale": [float(factor) for factor in scale],
        "milliseconds": 20 * slow,
        "colors": {"mine": ERROR, "other": DATA},
    }
    show_page(PAGE, game)
