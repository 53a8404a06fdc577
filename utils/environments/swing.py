"""A pole on a cart: an animation where pictures move, and a still where they do not."""

import numpy as np

from utils.environments.moving import motion, picture
from utils.plots.colors import ERROR, MODEL

__all__ = ["swing"]

WIDTH, HEIGHT, GROUND = 560, 190, 150  # pixels
METER = 100  # pixels
CART = f'<rect x="-25" y="-14" width="50" height="22" rx="3" fill="{MODEL}"/>'


def swing(states, every=2, title="a pole on a cart"):
    """Return a picture in which a pole goes through the states, three times, in real time.

    Parameters
    ----------
    states : array_like, shape (m, 4)
        Place of the cart (m), its speed, tilt of the pole (rad) and its turning speed, each
        0.02 s after the one before.
    every : int
        Only every so many states are drawn.
    title : str
        Read out instead of the picture.

    Returns
    -------
    IPython.display.SVG
        Where nothing moves, the last state is drawn, and five on the way to it in gray.
    """
    states = np.asarray(states, dtype=float)
    shown = states[::every]
    seconds = 0.02 * every * len(shown)
    move = motion("translate", (f"{_x(state):.1f},{GROUND}" for state in shown), seconds)
    turn = motion("rotate", (f"{_degrees(state):.1f}" for state in shown), seconds)
    ghosts = states[np.linspace(0, len(states) - 1, 6).astype(int)[:-1]]
    parts = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>{_rail()}'
        f"{''.join(_pole(state, '#BBBBBB') for state in ghosts)}"
        f"{_pole(states[-1], ERROR, move, turn, CART)}"
    )
    return picture(WIDTH, HEIGHT, title, parts)


def _x(state):
    return WIDTH / 2 + METER * state[0]


def _degrees(state):
    return np.rad2deg(state[2])


def _pole(state, color, move="", turn="", cart=""):
    """Return cart and pole, or only the pole, standing where a state says."""
    return (
        f'<g transform="translate({_x(state):.1f},{GROUND})">{move}{cart}'
        f'<g transform="rotate({_degrees(state):.1f})">{turn}'
        f'<line y1="-3" y2="-100" stroke="{color}" stroke-width="6" stroke-linecap="round"/>'
        "</g></g>"
    )


def _rail():
    left, right = WIDTH / 2 - 2.4 * METER, WIDTH / 2 + 2.4 * METER
    ends = "".join(
        f'<line x1="{x:g}" x2="{x:g}" y1="{GROUND - 6}" y2="{GROUND + 24}" stroke="{MODEL}"/>'
        for x in (left, right)
    )
    return (
        f'<line x1="{left:g}" x2="{right:g}" y1="{GROUND + 9}" y2="{GROUND + 9}" '
        f'stroke="#999999" stroke-width="2"/>{ends}'
        f'<text x="{WIDTH / 2:g}" y="{HEIGHT - 8}" font-size="12" font-family="sans-serif" '
        f'text-anchor="middle" fill="#444444">the rail: 2.4 m to either side</text>'
    )
