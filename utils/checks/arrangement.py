"""Where the right values stand, and which of them are there: order, length, parts, texts."""

from itertools import chain

import numpy as np
import pandas as pd

from utils.checks.comparison import unwrapped
from utils.checks.likeness import (
    as_numbers,
    close,
    equal_places,
    items,
    leaves,
    same,
)

CHANGED_PLACES = "The two results have changed places: return them in the order of the docstring."
_MANY = 100  # values; longer sequences of anything but numbers are not put in order


def of_parts(one):
    """Compare the parts of a tuple, list or dict."""
    actual, expected = one.actual, one.expected
    if isinstance(expected, dict) and isinstance(actual, dict):
        return _of_entries(actual, expected)
    if not isinstance(expected, (tuple, list)) or len(expected) < 2:
        return ""
    if not isinstance(actual, (tuple, list)):
        places = [n for n, part in enumerate(expected) if same(actual, part)]
        if len(places) == 1 and isinstance(expected, tuple):
            return f"Only result {places[0] + 1} of {len(expected)} is returned."
        return ""
    if len(actual) != len(expected) or same(actual, expected):
        return ""
    if same(list(actual)[::-1], list(expected)):
        if len(expected) == 2 and isinstance(expected, tuple):
            return CHANGED_PLACES
        return "The values are right, but in reverse order." if _vary(expected) else ""
    if isinstance(expected, tuple) and is_reordered(list(actual), list(expected)):
        return "The results are right, but in another order than they should be."
    return ""


def _of_entries(actual, expected):
    if actual.keys() != expected.keys():
        return ""
    wrong = [key for key in expected if not same(actual.get(key), expected[key])]
    if 1 < len(wrong) < len(expected):
        return f"The other entries are right: only {', '.join(map(repr, wrong))} differ."
    return ""


def wrong_part(one):
    """Return the one part of several results that is wrong, and how to call it; or None.

    Returns
    -------
    key : int or str
        The index, in a tuple, or the key, in a dict.
    words : str
    """
    actual, expected = one.actual, one.expected
    if isinstance(expected, dict) and isinstance(actual, dict):
        keys, words = list(expected), "the entry {!r}"
        if keys != list(actual) and set(keys) != set(actual):
            return None
    elif isinstance(expected, tuple) and isinstance(actual, (tuple, list)):
        keys, words = list(range(len(expected))), "result {}"
        if len(actual) != len(expected):
            return None
    else:
        return None
    wrong = [key for key in keys if not same(actual[key], expected[key])]
    if len(wrong) != 1 or len(keys) < 2:
        return None
    key = wrong[0]
    return key, words.format(key + 1 if isinstance(expected, tuple) else key)


def of_order(one):
    """Compare a sequence or an array whose values are right, but not where they stand."""
    actual, expected = as_numbers(one.actual), as_numbers(one.expected)
    if actual is None or expected is None:
        return _of_items(one)
    if expected.ndim == 1 and actual.ndim == 0 and expected.size > 1:
        return _of_single(actual, expected)
    if expected.ndim == 0 or actual.ndim != expected.ndim:
        return ""
    if expected.ndim == 2 and _is_turned(actual, expected):
        return "Rows and columns have changed places."
    if expected.ndim == 1 and len(actual) != len(expected):
        return _of_length(actual, expected)
    if actual.shape != expected.shape or expected.size < 2:
        return ""
    flat, due = actual.ravel(), expected.ravel()
    if close(flat, due):  # then their kind is what is wrong, and that has been said
        return _of_kind(one.actual, one.expected)
    if close(actual, expected[::-1]) and _vary(due):
        return "The values are right, but in reverse order."
    if close(np.sort(flat, axis=None), np.sort(due, axis=None)) and _vary(due):
        return "The values are right, but in another order."
    equal = equal_places(flat, due)
    if flat.size >= 3 and expected.ndim == 1 and not equal[0] and equal[1:].all():
        return "All values are right but the first."
    if flat.size >= 3 and expected.ndim == 1 and not equal[-1] and equal[:-1].all():
        return "All values are right but the last."
    return ""


def _is_turned(actual, expected):
    """Return whether a table is another one with rows for columns."""
    is_same = actual.shape == expected.shape and close(actual, expected)
    return actual.T.shape == expected.shape and close(actual.T, expected) and not is_same


def _of_items(one):
    """Compare sequences that hold something other than numbers."""
    actual, expected = items(one.actual), items(one.expected)
    if actual is None or expected is None or max(len(actual), len(expected)) > _MANY:
        return ""
    if isinstance(one.expected, tuple) or not expected:
        return ""
    if same(actual, expected):
        return _of_kind(one.actual, one.expected)
    if len(expected) > 1 and is_reordered(actual, expected) and _vary(expected):
        reverse = same(actual[::-1], expected)
        return f"The values are right, but in {'reverse' if reverse else 'another'} order."
    groups = [items(group) for group in expected]
    if all(group is not None for group in groups) and same(actual, list(chain(*groups))):
        return "The values are right, but they are not grouped."
    if len(actual) != len(expected):
        return _of_length(actual, expected)
    return ""


def _vary(values):
    """Return whether most of some values are unlike: of few, repeated, an order says nothing."""
    unlike = len(set(map(repr, values)))
    return unlike == len(values) or unlike > max(2, len(values) / 2)


def is_reordered(actual, expected):
    """Return whether a list holds the same items as another one, in another order."""
    if len(actual) != len(expected) or same(actual, expected):
        return False
    left = list(expected)
    for item in actual:
        place = next((n for n, other in enumerate(left) if same(item, other)), None)
        if place is None:
            return False
        del left[place]
    return True


def _of_kind(actual, expected):
    if isinstance(expected, pd.Series) and not isinstance(actual, pd.Series):
        return "The values are right: make a Series of them, `pd.Series(…)`."
    if isinstance(actual, (list, tuple)):
        return "The values are right: make an array of them, `np.array(…)`."
    return ""


def _of_single(actual, expected):
    ends = [close(actual, expected[0]), close(actual, expected[-1])]
    if sum(ends) == 1 and len(expected) > 2:  # of two, it may be what is left by chance
        return f"Only the {'first' if ends[0] else 'last'} of the values is returned."
    return ""


def _of_length(actual, expected):
    extra = len(actual) - len(expected)
    longer, shorter = (actual, expected) if extra > 0 else (expected, actual)
    if len(shorter) == 0:
        return ""
    if len(shorter) == 1 and extra < 0:
        return _of_single(actual[0], expected) if isinstance(actual, np.ndarray) else ""
    many, verb = (f"{abs(extra)} values", "are") if abs(extra) > 1 else ("1 value", "is")
    for part, where in ((longer[: len(shorter)], "end"), (longer[-len(shorter) :], "beginning")):
        if same(part, shorter):
            if extra > 0:
                return f"The values are right, but there {verb} {many} too many at the {where}."
            return f"The values are right, but {many} {verb} missing at the {where}."
    return ""


def of_rows(one):
    """Compare lists of tuples part by part."""
    actual, expected = _columns(one.actual), _columns(one.expected)
    if len(actual) < 2 or len(actual) != len(expected):
        return ""
    if is_reordered(actual, expected):
        return "The parts of each tuple stand in another order than they should."
    wrong = [n for n, (a, e) in enumerate(zip(actual, expected, strict=True)) if not same(a, e)]
    return f"Of each tuple only part {wrong[0] + 1} differs." if len(wrong) == 1 else ""


def _columns(value):
    """Return the first parts of a list of tuples, the second parts, …; empty for all else."""
    if not isinstance(value, list) or not all(isinstance(row, (tuple, list)) for row in value):
        return []
    return list(zip(*value, strict=True)) if len(set(map(len, value))) == 1 else []


def of_texts(one):
    """Compare texts that differ in little, where all else is right."""
    pairs = leaves(one.actual, one.expected)
    if pairs is None:
        return ""
    texts = [pair for pair in pairs if isinstance(pair[0], str)]
    if not all(close(*pair) for pair in pairs if not isinstance(pair[0], str)):
        return ""
    wrong = [pair for pair in texts if pair[0] != pair[1]]
    for words, reduced in (
        ("its spaces", lambda text: "".join(text.split())),
        ("capital letters", str.casefold),
        ("punctuation and spaces", lambda text: "".join(filter(str.isalnum, text))),
    ):
        if wrong and all(reduced(a) == reduced(e) != "" for a, e in wrong):
            return f"The text is right but for {words}."
    return ""


def of_truth(seen):
    """Look for True and False exchanged everywhere.

    Parameters
    ----------
    seen : list of utils.checks.seen.Seen
    """
    pairs = [(_truth(one.actual), _truth(one.expected)) for one in seen if not one.error]
    if any(a is None or e is None or a.shape != e.shape for a, e in pairs):
        return ""
    due = {bool(value) for _, e in pairs for value in e.ravel()}
    # Where only one of them is expected, the answer may just be a bad one.
    if len(due) == 2 and all((a != e).all() for a, e in pairs):
        return "True and False are exchanged."
    return ""


def _truth(value):
    """Return True or False, or an array of them, as an array; None for all else."""
    value = unwrapped(value)
    if isinstance(value, bool):
        return np.array([value])
    return value if isinstance(value, np.ndarray) and value.dtype == bool else None
