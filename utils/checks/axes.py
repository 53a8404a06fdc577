"""Axes: which a wrong array has too many or too few, or goes along, and what became of them."""

import numpy as np

from utils.checks.likeness import as_numbers, close

_STEPS = (("summed", np.sum), ("averaged", np.mean))


def of_axes(one):
    """Compare arrays of which one has an axis more.

    Parameters
    ----------
    one : utils.checks.seen.Seen

    Returns
    -------
    str
        A sentence, or an empty string.
    """
    actual, expected = as_numbers(one.actual), as_numbers(one.expected)
    if actual is None or expected is None or max(actual.size, expected.size) < 2:
        return ""
    if actual.shape == 2 * expected.shape and close(np.diagonal(actual), expected):
        return (
            "The right values stand on the diagonal: each row is combined with all places, not"
            " with its own. Pair them, as in `table[np.arange(len(table)), places]`."
        )
    if actual.ndim == expected.ndim + 1:
        axis, how = _step_between(actual, expected)
        return f"What comes out still has to be {how} along its axis {axis}." if how else ""
    if expected.ndim == actual.ndim + 1:
        axis, how = _step_between(expected, actual)
        return f"It is {how} along axis {axis}, where the values are to stay." if how else ""
    return _of_rows_and_columns(one, actual, expected)


def _of_rows_and_columns(one, actual, expected):
    """Look for a value for each row of a table that came in, where each column has one, or so."""
    if actual.ndim != 1 or expected.ndim != 1 or not isinstance(one.actual, np.ndarray):
        return ""  # a list may be as long by chance
    for name, value in one.arguments:
        shape = getattr(value, "shape", ())
        if len(shape) == 2 and shape[0] != shape[1]:
            if (actual.size, expected.size) == shape:
                return f"There is one value for each row of `{name}`, not for each column."
            if (expected.size, actual.size) == shape:
                return f"There is one value for each column of `{name}`, not for each row."
    return ""


def _step_between(longer, shorter):
    """Return the axis along which one array becomes another, and how; empty where it does not."""
    for axis in range(longer.ndim):
        kept = longer.shape[:axis] + longer.shape[axis + 1 :]
        for how, step in _STEPS if kept == shorter.shape and longer.shape[axis] > 1 else ():
            if close(step(longer, axis=axis), shorter) and np.ptp(longer) > 0:
                return axis, how
    return 0, ""


def of_shapes(wrong):
    """Compare the shapes that checks ask for, as far as one rule holds for all of them.

    Parameters
    ----------
    wrong : list of utils.checks.seen.Seen

    Returns
    -------
    str
        A sentence, or an empty string.
    """
    pairs = [(one.actual, one.expected) for one in wrong]
    if not all(isinstance(shape, tuple) for pair in pairs for shape in pair):
        return ""
    more = {len(actual) - len(expected) for actual, expected in pairs}
    if more == {1}:
        return "There is one axis too many."
    return "One axis is missing." if more == {-1} else ""
