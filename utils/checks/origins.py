"""Where a wrong value comes from: something that came in, its position, a missing value."""

import ast

import numpy as np

from utils.checks.inputs import arguments
from utils.checks.likeness import as_numbers, close, equal_places, is_collection, same


def of_arguments(one):
    """Look for what came in among what comes out."""
    for name, value in one.arguments:
        if is_collection(value) and same(one.actual, value):
            if name.isidentifier() and name not in one.kept:  # then it may be another by now
                return f"What came in as `{name}` comes out: if you change it, work on a copy."
            return f"What came in as `{name}` comes out unchanged."
    return ""


def of_single_numbers(wrong):
    """Look for a single number that came in, and comes out again.

    Parameters
    ----------
    wrong : list of utils.checks.seen.Seen
    """
    if len({repr(one.actual) for one in wrong}) < 2:
        return ""  # one number may agree by chance
    places = set.intersection(*map(_places_given, wrong))
    return f"Argument {places.pop() + 1} comes out as it came in." if len(places) == 1 else ""


def _places_given(one):
    """Return the places among the arguments where a number stands that comes out."""
    actual = as_numbers(one.actual)
    if actual is None or actual.ndim:
        return set()
    given = arguments(ast.parse(one.call, mode="eval").body)
    values = [getattr(node, "value", None) for node in given]
    return {n for n, value in enumerate(values) if type(value) in (int, float) and value == actual}


def of_missing(one):
    """Look for missing values that came in and went through."""
    actual, expected = as_numbers(one.actual), as_numbers(one.expected)
    if actual is None or expected is None or not np.isnan(actual).any():
        return ""
    if np.isnan(expected).any():
        return ""
    for name, numbers in _numbers_given(one):
        if np.isnan(numbers).any():
            return (
                f"There are missing values (nan) in `{name}`, and they go through: `np.nanmean` and"
                " its kin leave them out."
            )
    return ""


def of_entries(wrong):
    """Look for values that stand in what came in, where what comes out does not.

    Parameters
    ----------
    wrong : list of utils.checks.seen.Seen
    """
    if len({repr(one.expected) for one in wrong}) < 2:
        return ""
    taken_from = [_taken_from(one) for one in wrong]
    if not all(taken_from):
        return ""
    names = set.intersection(*taken_from)
    where = f"`{names.pop()}`" if len(names) == 1 else "the array that comes in"
    return f"What is expected stands in {where}, and what comes out does not."


def _taken_from(one):
    """Return the names of the collections that hold what is expected, but not what came out."""
    actual, expected = as_numbers(one.actual), as_numbers(one.expected)
    if actual is None or expected is None or actual.ndim or expected.ndim:
        return set()
    if not np.isfinite(actual):
        return set()  # nobody takes that for an entry
    return {
        name
        for name, numbers in _numbers_given(one)
        if equal_places(numbers.ravel(), np.full(numbers.size, expected)).any()
        and not np.isclose(numbers, actual).any()
    }


def of_positions(wrong):
    """Look for positions in an argument where values belong, and for the reverse.

    Parameters
    ----------
    wrong : list of utils.checks.seen.Seen
    """
    if len({repr(one.expected) for one in wrong}) < 2:
        return ""  # a single position may agree by chance
    if all(_has_position(one, one.expected, one.actual) for one in wrong):
        return "The position comes out, not the value that stands there."
    if all(_has_position(one, one.actual, one.expected) for one in wrong):
        return "The value comes out, not its position."
    return ""


def _has_position(one, value, position):
    """Return whether a value stands at a position in something that came in."""
    return any(
        numbers.ndim == 1 and _stands_at(value, numbers, position)
        for _, numbers in _numbers_given(one)
    )


def _stands_at(value, values, position):
    """Return whether a value is not its position, and stands there."""
    value, position = as_numbers(value), as_numbers(position)
    if value is None or position is None or value.shape != position.shape or value.ndim > 1:
        return False
    whole = np.all((position == np.round(position)) & (position >= 0) & (position < len(values)))
    if not whole or not position.size or close(value, position):
        return False
    return close(values[position.astype(int)], value)


def _numbers_given(one):
    """Yield the names of the collections of numbers that came in, each with its numbers."""
    for name, value in one.arguments:
        numbers = as_numbers(value) if is_collection(value) else None
        if numbers is not None:
            yield name, numbers
