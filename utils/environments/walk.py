"""A walk through a gridworld: an animation where pictures move, and a still where they do not."""

from utils.environments.moving import motion, picture
from utils.plots.colors import ERROR, MODEL, SECOND
from utils.plots.control import KINDS

__all__ = ["walk"]

CELL = 48  # pixels
PENGUIN = (
    f'<ellipse rx="12" ry="16" fill="{MODEL}"/><ellipse rx="8" ry="11" cy="4" fill="white"/>'
    '<circle cx="-4" cy="-8" r="2.2" fill="white"/><circle cx="4" cy="-8" r="2.2" fill="white"/>'
    f'<path d="M-3 -5 L3 -5 L0 0 Z" fill="{SECOND}"/>'
)


def walk(env, states, seconds=0.45, title="a walk"):
    """Return a picture in which the penguin goes through the states, three times.

    Parameters
    ----------
    env : Gridworld
    states : sequence of int
        The cells one after the other.
    seconds : float
        For one step.
    title : str
        Read out instead of the picture.

    Returns
    -------
    IPython.display.SVG
        Where nothing moves, the penguin stands at the end of its track.
    """
    points = [
        (CELL * (state % env.width + 0.5), CELL * (state // env.width + 0.5)) for state in states
    ]
    track = " ".join(f"{x:g},{y:g}" for x, y in points)
    way = (f"{x:g},{y:g}" for x, y in [*points, *points[-1:] * 2])
    move = motion("translate", way, seconds * (len(points) + 1))
    x, y = points[-1]
    parts = (
        f"{_cells(env)}"
        f'<polyline points="{track}" fill="none" stroke="{ERROR}" stroke-width="3" '
        f'stroke-dasharray="2 6" stroke-linecap="round"/>'
        f'<g transform="translate({x:g},{y:g})">{PENGUIN}{move}</g>'
    )
    return picture(CELL * env.width, CELL * env.height, title, parts)


def _cells(env):
    """Return the map: a square for each cell, and a word for the start and home."""
    parts = []
    for state in range(env.width * env.height):
        row, column = divmod(state, env.width)
        face, word = KINDS[env.kind(state)]
        parts.append(
            f'<rect x="{CELL * column}" y="{CELL * row}" width="{CELL}" height="{CELL}" '
            f'fill="{face}" stroke="white"/>'
        )
        if word:
            parts.append(
                f'<text x="{CELL * (column + 0.5):g}" y="{CELL * (row + 0.92):g}" font-size="11" '
                f'font-family="sans-serif" text-anchor="middle" fill="{MODEL}">{word}</text>'
            )
    return "".join(parts)
