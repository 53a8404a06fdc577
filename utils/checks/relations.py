"""Plain facts about wrong values: how what came out is related to what should have come out.

A relation is computed and cannot mislead. It is told when it holds for everything that a check
cell saw, and kept back when two different ones hold equally well.
"""

import re

import numpy as np
import pandas as pd

from utils.checks.comparison import plain, show

_TOLERANCE = {"rtol": 1e-6, "atol": 1e-9}


def relation(seen):
    """Return a sentence on how wrong values are related to the right ones, or an empty string.

    Parameters
    ----------
    seen : list of utils.checks.cell.Seen
        The values that were compared, those that are right included.
    """
    first = next((one for one in seen if one.problem and not one.error), None)
    if first is None:
        return ""
    if found := _of_all(seen):
        return found
    # One of several results may obey a relation of its own.
    part = _part(first.call)
    alike = [one for one in seen if _part(one.call) == part]
    found = _of_all(alike) if part and len(alike) < len(seen) else ""
    return f"In the part `{part}`: {found[0].lower()}{found[1:]}" if found else ""


def _part(call):
    """Return which part of its result a check looks at: ``"[1]"`` for ``f(x)[1]``."""
    found = re.search(r"\[[^][]*\]$", call)
    return found[0] if found else ""


def _of_all(seen):
    """Return the relation that everything obeys."""
    if found := _changed_places(seen):
        return found
    wrong = [one for one in seen if one.problem and not one.error]
    for family in (_of_parts, _of_arguments, _of_order):
        found = set(map(family, wrong))
        if len(found) == 1 and "" not in found:
            return found.pop()
    numbers = [(one, _numbers(one)) for one in seen if not one.error]
    if any(one.problem and pair is None for one, pair in numbers):
        return ""  # of several results, say: nothing can be said of all values
    return _of_numbers([pair for _, pair in numbers if pair is not None])


# Several results, and whole values.


def _changed_places(seen):
    """Look for two results that have changed places: `f(…)[0]` is what `f(…)[1]` should be."""
    parts = {}
    for one in seen:
        if one.call.endswith(("[0]", "[1]")) and not one.error:
            parts.setdefault(one.call[:-3], {})[one.call[-2]] = one
    pairs = [(p["0"], p["1"]) for p in parts.values() if len(p) == 2]
    pairs = [(a, b) for a, b in pairs if not _same(a.expected, b.expected)]
    if pairs and all(
        a.problem and _same(a.actual, b.expected) and _same(b.actual, a.expected) for a, b in pairs
    ):
        return "The two results have changed places: return them in the order of the docstring."
    return ""


def _of_parts(one):
    """Compare the parts of a tuple, list or dict."""
    actual, expected = one.actual, one.expected
    if isinstance(expected, (tuple, list)) and len(expected) > 1:
        if isinstance(actual, (tuple, list)) and len(actual) == len(expected):
            if not _same(actual, expected) and _same(list(actual)[::-1], list(expected)):
                if len(expected) == 2:
                    return "The two results have changed places."
                return "The values are right, but in reverse order."
        elif not isinstance(actual, (tuple, list)):
            places = [n for n, part in enumerate(expected) if _same(actual, part)]
            if len(places) == 1 and isinstance(expected, tuple):
                return f"Only result {places[0] + 1} of {len(expected)} is returned."
    if isinstance(expected, dict) and isinstance(actual, dict) and len(expected) > 1:
        wrong = [key for key in expected if not _same(actual.get(key), expected[key])]
        if 0 < len(wrong) < len(expected):
            names = ", ".join(repr(key) for key in wrong)
            return f"The other entries are right: only {names} differs."
    return ""


def _of_arguments(one):
    for name, value in one.arguments:
        if _is_collection(value) and _same(one.actual, value):
            return f"What came in as `{name}` comes out unchanged."
    return ""


def _of_order(one):
    """Compare a sequence or an array whose values are right, but not where they stand."""
    actual, expected = _array(one.actual), _array(one.expected)
    if actual is None or expected is None or expected.ndim == 0 or actual.ndim != expected.ndim:
        return ""
    if expected.ndim == 1 and len(actual) != len(expected) and min(len(actual), len(expected)) > 1:
        return _of_length(actual, expected)
    if actual.shape != expected.shape or expected.size < 2:
        return ""
    flat, due = actual.ravel(), expected.ravel()
    if _close(flat, due):  # then their kind is what is wrong, and that has been said
        return _of_kind(one.actual)
    if _close(actual, expected[::-1]):
        return "The values are right, but in reverse order."
    if _close(np.sort(flat, axis=None), np.sort(due, axis=None)):
        return "The values are right, but in another order."
    equal = np.isclose(flat, due, equal_nan=True, **_TOLERANCE)
    if flat.size >= 3 and expected.ndim == 1 and not equal[0] and equal[1:].all():
        return "All values are right but the first."
    if flat.size >= 3 and expected.ndim == 1 and not equal[-1] and equal[:-1].all():
        return "All values are right but the last."
    return ""


def _of_kind(actual):
    if isinstance(actual, (list, tuple)):
        return "The values are right: make an array of them, `np.array(…)`."
    return ""


def _of_length(actual, expected):
    extra = len(actual) - len(expected)
    longer, shorter = (actual, expected) if extra > 0 else (expected, actual)
    many = f"{abs(extra)} value{'s' if abs(extra) > 1 else ''}"
    for part, where in ((longer[: len(shorter)], "end"), (longer[-len(shorter) :], "beginning")):
        if _close(part, shorter):
            if extra > 0:
                return f"The values are right, but there are {many} too many at the {where}."
            verb = "are" if extra < -1 else "is"
            return f"The values are right, but {many} {verb} missing at the {where}."
    return ""


# Numbers.


def _of_numbers(pairs):
    """Look for one arithmetic relation that all numbers obey, the right ones included."""
    if not pairs:
        return ""
    actual = np.concatenate([a for a, _, _ in pairs])
    expected = np.concatenate([e for _, e, _ in pairs])
    wrong = ~np.isclose(actual, expected, equal_nan=True, **_TOLERANCE)
    if not wrong.any() or not (np.isfinite(actual).all() and np.isfinite(expected).all()):
        return ""
    tests = (
        _factor,
        _factor_of_rows,
        _offset,
        _inverse,
        _square,
        _root,
        _complement,
        _size,
        _rounded,
    )
    with np.errstate(all="ignore"):
        found = [words for test in tests if (words := test(actual, expected, wrong, pairs))]
    # A factor and an offset, say, explain a single pair of numbers equally well.
    return found[0] if len(found) == 1 else ""


def _factor(actual, expected, wrong, pairs):
    some = wrong & (np.abs(expected) > 1e-12)
    if not some.any():
        return ""
    factor = float(actual[some][0] / expected[some][0])
    if not _close(actual, factor * expected) or abs(factor) < 1e-12:
        return ""
    enough = np.unique(np.round(np.abs(expected[some]), 9)).size > 1
    if factor == -1 or _close(factor, -1):
        return "Every value has the opposite sign."
    if not enough:
        return ""
    if abs(factor) >= 1 or not _close(1 / factor, round(1 / factor)):
        return f"Every value is {show(round(factor, 6))} times what it should be."
    return f"Every value is {round(1 / factor)} times too small."


def _factor_of_rows(actual, expected, wrong, pairs):
    """Look for the number of rows, which varies from call to call, as the factor."""
    ratios, rows = [], []
    for one, due, count in pairs:
        some = np.abs(due) > 1e-12
        if some.any() and count:
            factor = one[some] / due[some]
            if not _close(factor, factor[0]):
                return ""
            ratios.append(factor[0])
            rows.append(count)
        elif not _close(one, due):
            return ""
    if len(set(rows)) < 2:
        return ""
    ratios, rows = np.array(ratios), np.array(rows, dtype=float)
    if _close(ratios, rows):
        return "Every value is too large by a factor: the number of rows that come in."
    if _close(ratios, 1 / rows):
        return "Every value is divided once too often by the number of rows that come in."
    return ""


def _offset(actual, expected, wrong, pairs):
    offset = float((actual - expected)[wrong][0])
    enough = np.unique(np.round(expected[wrong], 9)).size > 1
    if enough and _close(actual - expected, offset):
        how = "large" if offset > 0 else "small"
        return f"Every value is too {how} by {show(abs(round(offset, 6)))}."
    return ""


def _law(words, law, distinct=2):
    def test(actual, expected, wrong, pairs):
        enough = np.unique(np.round(expected[wrong], 9)).size >= distinct
        return words if enough and _close(actual, law(expected)) else ""

    return test


_inverse = _law("Every value is 1 divided by what it should be.", lambda e: 1 / e)
_square = _law("Every value is the square of what it should be.", lambda e: e**2)
_root = _law("Every value is the square root of what it should be.", lambda e: np.sqrt(e))
_complement = _law("Every value is 1 minus what it should be.", lambda e: 1 - e)
_size = _law("Every value is right but for its sign: none is negative.", np.abs)


def _rounded(actual, expected, wrong, pairs):
    for digits in range(7):
        if np.array_equal(actual, np.round(expected, digits)):
            what = f"to {digits} decimals" if digits else "to whole numbers"
            return f"The values are rounded {what}: return them as they are."
    if np.array_equal(actual, np.trunc(expected)):
        return "The decimals are cut off: the values are turned into whole numbers."
    return ""


# Turning what was seen into numbers.


def _numbers(one):
    """Return the numbers of a comparison, actual and expected, and the rows that came in."""
    actual, expected = _array(one.actual), _array(one.expected)
    if actual is None or expected is None or actual.shape != expected.shape or not actual.size:
        return None
    sizes = [len(value) for _, value in one.arguments if _is_collection(value)]
    return actual.ravel(), expected.ravel(), sizes[0] if sizes else 0


def _array(value):
    """Return numbers, or a collection of them, as an array of floats; None for all else."""
    value = plain(value)
    if isinstance(value, (bool, np.bool_, str, bytes, dict, set)) or value is None:
        return None
    if not isinstance(value, (int, float, list, tuple, np.ndarray, pd.Series, pd.Index)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "iuf" else None
    except (ValueError, TypeError):
        return None


def _is_collection(value):
    return isinstance(value, (np.ndarray, pd.DataFrame, pd.Series, list)) and len(value) > 0


def _same(one, other):
    """Return whether two values, of any kind, are equal to the eye."""
    first, second = _array(one), _array(other)
    if first is not None and second is not None:
        return first.shape == second.shape and _close(first, second)
    if isinstance(one, pd.DataFrame) or isinstance(other, pd.DataFrame):
        return type(one) is type(other) and one.equals(other)
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other) if type(one) is type(other) else False
    return type(one) is type(other) and isinstance(one, (str, bool)) and one == other


def _close(one, other):
    return bool(np.allclose(one, other, equal_nan=True, **_TOLERANCE))
