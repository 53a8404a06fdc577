"""Digits that you draw yourself, and some drawn before, for a network to read."""

import base64
from itertools import pairwise
from pathlib import Path

import numpy as np

from utils.pages import show_page
from utils.plots.colors import HIGHLIGHT

__all__ = ["board", "center", "decode", "recorded"]

PAGE = Path(__file__).with_name("drawing_board.html")


def board(weights):
    """Show a sheet of paper to draw on; the page itself computes what your network reads.

    Parameters
    ----------
    weights : list of array_like
        Weights and biases of dense layers in turn, as ``model.get_weights()`` gives them:
        784 inputs from 0 (paper) to 1 (ink), ReLU between the layers, 10 logits.
    """
    layers = [np.ascontiguousarray(array, dtype="<f4") for array in weights]
    packed = [[base64.b64encode(layer).decode(), layer.shape] for layer in layers]
    show_page(PAGE, {"layers": packed, "highlight": HIGHLIGHT})


def decode(code):
    """Return the picture whose code the drawing board shows.

    Parameters
    ----------
    code : str

    Returns
    -------
    numpy.ndarray, shape (28, 28), float64
        From 0 (paper) to 1 (ink).
    """
    ink = np.frombuffer(base64.b64decode(code), dtype=np.uint8)
    if ink.size != 784:
        raise ValueError("this is not the whole code of a picture: copy all of the field")
    return ink.reshape(28, 28) / 255


def center(picture):
    """Shift a picture by whole pixels until its ink balances in the middle, as in MNIST.

    Parameters
    ----------
    picture : array_like, shape (28, 28)
        Ink, at least 0.

    Returns
    -------
    numpy.ndarray, shape (28, 28)
        What leaves the frame is lost; what comes in is paper.
    """
    picture = np.asarray(picture, dtype=float)
    total = picture.sum()
    if total == 0:
        return picture.copy()
    places = np.arange(28)
    down = round(13.5 - picture.sum(axis=1) @ places / total)
    right = round(13.5 - picture.sum(axis=0) @ places / total)
    moved = np.zeros_like(picture)
    rows, columns = places - down, places - right
    inside = np.ix_((rows >= 0) & (rows < 28), (columns >= 0) & (columns < 28))
    moved[inside] = picture[np.clip(rows, 0, 27)][:, np.clip(columns, 0, 27)][inside]
    return moved


def recorded():
    """Return drawings made for this course: one of each digit, in two places of the frame.

    Returns
    -------
    X : numpy.ndarray, shape (20, 28, 28), float64
        From 0 (paper) to 1 (ink).
    y : numpy.ndarray, shape (20,), int64
        The digits 0 to 9, twice: the first ten near the middle, the others off it.

    Notes
    -----
    Each is a pen of 2.4 pixels that follows strokes, given by the points below.
    """
    pictures = [_draw(STROKES[k], dx=0, dy=0) for k in range(10)]
    pictures += [_draw(STROKES[k], dx=dx, dy=dy) for k, (dx, dy) in enumerate(OFFSETS)]
    return np.array(pictures), np.tile(np.arange(10), 2)


def _draw(strokes, dx, dy, radius=1.2):
    """Return the ink of a pen that follows strokes, softened over a pixel at its rim."""
    y, x = np.mgrid[:28, :28].astype(float)
    distance = np.full((28, 28), np.inf)
    for stroke in strokes:
        points = np.array(stroke, dtype=float) + np.array([dx, dy])
        for start, end in pairwise(points):
            along = end - start
            share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (along @ along)
            share = np.clip(share, 0, 1)
            gap = np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1])
            distance = np.minimum(distance, gap)
    return np.clip(radius + 0.5 - distance, 0, 1)


# Corners (column, row) of the strokes of each digit on the 28 x 28 grid.
STROKES = (
    (((14, 4), (10, 6), (8, 11), (8, 17), (10, 22), (14, 24), (18, 22), (20, 16), (19, 9),
      (17, 5), (14, 4)),),
    (((15, 4), (14, 14), (13, 24)),),
    (((8, 8), (11, 5), (15, 4), (18, 7), (17, 12), (13, 17), (8, 23), (13, 22), (20, 23)),),
    (((9, 5), (14, 4), (18, 7), (17, 11), (12, 13), (17, 15), (19, 19), (16, 23), (9, 23)),),
    (((10, 4), (8, 10), (9, 14), (18, 13)), ((18, 4), (17, 13), (16, 24))),
    (((19, 5), (11, 5), (10, 12), (15, 11), (19, 15), (18, 20), (14, 24), (8, 22)),),
    (((16, 4), (11, 9), (8, 16), (9, 22), (13, 24), (18, 21), (18, 17), (14, 15), (9, 18)),),
    (((7, 6), (13, 5), (20, 5), (16, 13), (13, 24)),),
    (((17, 6), (12, 4), (9, 8), (12, 12), (17, 16), (17, 21), (13, 24), (9, 21), (11, 15),
      (16, 11), (18, 7), (17, 6)),),
    (((18, 8), (14, 4), (9, 7), (9, 12), (14, 13), (18, 9), (18, 8), (17, 16), (15, 24)),),
)  # fmt: skip
# By how many pixels the second ten are moved to the right and down.
OFFSETS = ((-5, 2), (6, -2), (-5, -3), (6, 3), (-6, 3), (6, -3), (5, 3), (-5, 3), (7, 2), (-6, -3))
