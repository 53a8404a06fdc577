"""When two values are alike: numbers, texts, and what holds them, leaf by leaf."""

import numpy as np
import pandas as pd

from utils.checks.comparison import unwrapped

_TOLERANCE = {"rtol": 1e-6, "atol": 1e-9}


def close(one, other):
    """Return whether numbers agree to the eye."""
    return bool(np.allclose(one, other, equal_nan=True, **_TOLERANCE))


def equal_places(one, other):
    """Return where two arrays of numbers agree to the eye."""
    return np.isclose(one, other, equal_nan=True, **_TOLERANCE)


def as_numbers(value):
    """Return numbers, or a collection of them, as an array of floats; None for all else."""
    value = unwrapped(value)
    if isinstance(value, (bool, np.bool_, str, bytes, dict, set)) or value is None:
        return None
    if not isinstance(value, (int, float, list, tuple, np.ndarray, pd.Series, pd.Index)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "iuf" else None
    except (ValueError, TypeError):
        return None


def same(one, other):
    """Return whether two values, of any kind, are equal to the eye."""
    first, second = as_numbers(one), as_numbers(other)
    if first is not None and second is not None:
        return first.shape == second.shape and close(first, second)
    one, other = unwrapped(one), unwrapped(other)
    if isinstance(one, pd.DataFrame) or isinstance(other, pd.DataFrame):
        return type(one) is type(other) and one.equals(other)
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other) if type(one) is type(other) else False
    return type(one) is type(other) and isinstance(one, (str, bool)) and one == other


def is_collection(value):
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return False
    return isinstance(value, (np.ndarray, pd.DataFrame, pd.Series, list)) and len(value) > 0


def leaves(actual, expected):
    """Pair what two values of the same build hold.

    Parameters
    ----------
    actual, expected : object

    Returns
    -------
    list of (array, array) or (str, str), or None
        Numbers, as flat arrays, and texts. None where the two are built differently, or differ
        in something that is neither number nor text.
    """
    one, other = as_numbers(actual), as_numbers(expected)
    if one is not None and other is not None:
        return [(one.ravel(), other.ravel())] if one.shape == other.shape else None
    actual, expected = unwrapped(actual), unwrapped(expected)
    if isinstance(actual, str) and isinstance(expected, str):
        return [(actual, expected)]
    if isinstance(actual, dict) and isinstance(expected, dict):
        if actual.keys() != expected.keys():
            return None
        return _joined((actual[key], expected[key]) for key in expected)
    one, other = items(actual), items(expected)
    if one is not None and other is not None and len(one) == len(other):
        return _joined(zip(one, other, strict=True))
    return [] if same(actual, expected) or (actual is None and expected is None) else None


def items(value):
    """Return what a list, a tuple, or an array or Series of anything but numbers holds."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, (np.ndarray, pd.Series, pd.Index)) and np.ndim(value) == 1:
        return np.asarray(value).tolist()
    return None


def _joined(pairs):
    found = []
    for one, other in pairs:
        inner = leaves(one, other)
        if inner is None:
            return None
        found += inner
    return found
