"""Plain facts about wrong values: how what came out is related to what should have come out.

A relation is computed and cannot mislead. It is told when it holds for everything that a check
cell saw, and kept back when two different ones hold equally well.
"""

import re
from dataclasses import replace

import numpy as np

from utils.checks.arithmetic import Numbers, law, together
from utils.checks.arrangement import (
    CHANGED_PLACES,
    of_order,
    of_parts,
    of_rows,
    of_texts,
    of_truth,
    wrong_part,
)
from utils.checks.axes import of_axes, of_shapes
from utils.checks.likeness import as_numbers, is_collection, leaves, same
from utils.checks.origins import (
    of_arguments,
    of_entries,
    of_missing,
    of_positions,
    of_single_numbers,
)


def relation(seen):
    """Return a sentence on how wrong values are related to the right ones, or an empty string.

    Parameters
    ----------
    seen : list of utils.checks.seen.Seen
        The values that were compared, those that are right included.
    """
    wrong = [one for one in seen if one.problem and not one.error]
    if not wrong:
        return ""
    if any(".shape" in one.call for one in wrong):
        return of_shapes(wrong)
    return _of_all(seen) or _of_each_part(seen) or _of_each_part(_in_parts(seen)) or _of_calls(seen)


def _of_each_part(seen):
    """Look for one of several results that obeys a relation of its own."""
    parts = [_part(one.call) for one in seen if one.problem and not one.error]
    for part in filter(None, dict.fromkeys(parts)):
        alike = [one for one in seen if _part(one.call) == part]
        if len(alike) < len(seen) and (found := _of_all(alike)):
            return f"In the part `{part}`: {found[0].lower()}{found[1:]}"
    return ""


def _in_parts(seen):
    """Return what was seen with several results of one call taken one by one.

    Some checks look at all results of a call, some at one of them.
    """
    found = []
    for one in seen:
        if one.error or not isinstance(one.expected, tuple) or not _is_built(one, one.expected):
            found.append(one)
            continue
        for n, (actual, expected) in enumerate(zip(one.actual, one.expected, strict=True)):
            problem = "" if same(actual, expected) else one.problem
            call = f"{one.call}[{n}]"
            found.append(replace(one, call=call, actual=actual, expected=expected, problem=problem))
    return found


def _part(call):
    """Return which part of its result a check looks at: ``"[1]"`` for ``f(x)[1]``."""
    found = re.search(r"\[[^][]*\]$", call)
    return found[0] if found else ""


def _of_all(seen):
    """Return the relation that everything obeys."""
    if found := _changed_places(seen) or of_truth(seen):
        return found
    wrong = [one for one in seen if one.problem and not one.error]
    if all(_is_empty(one.actual) and not _is_empty(one.expected) for one in wrong):
        return "What comes out is empty: nothing has been collected."
    for family in (of_missing, of_parts, of_arguments, of_axes, of_order, of_texts):
        found = set(map(family, wrong))
        if len(found) == 1 and "" not in found and not (family is of_order and _is_thin(wrong)):
            return found.pop()
    for relate in (of_positions, of_single_numbers):
        if found := relate(wrong):
            return found
    if found := _of_one_part(seen, wrong):
        return found
    rows = set(map(of_rows, wrong))
    # That what is expected stands in what came in may be chance: a law comes before it.
    return _of_numbers(seen) or of_entries(wrong) or (rows.pop() if len(rows) == 1 else "")


def _is_thin(wrong):
    """Return whether all that is known are two values: they may be exchanged by chance."""
    values = [as_numbers(value) for value in (wrong[0].actual, wrong[0].expected)]
    return len(wrong) == 1 and all(np.shape(value) == (2,) for value in values)


def _of_numbers(seen):
    numbers = [(one, _numbers(one)) for one in seen if not one.error]
    if any(one.problem and found is None for one, found in numbers):
        return ""  # of several results, say: nothing can be said of all values
    numbers = [(one, found) for one, found in numbers if found is not None]
    return law([found for _, found in numbers]) or law(_by_call(numbers))


def _by_call(numbers):
    """Put the numbers together that are parts of one call's result."""
    calls = {}
    for one, found in numbers:
        calls.setdefault(one.call.removesuffix(_part(one.call)), []).append(found)
    return [together(parts) for parts in calls.values()]


def _of_one_part(seen, wrong):
    """Look for one result, or entry, that alone is wrong, and for its own relation."""
    places = {wrong_part(one) for one in wrong}
    if len(places) != 1 or None in places:
        return ""
    key, words = places.pop()
    alike = [one for one in seen if not one.error and _is_built(one, wrong[0].expected)]
    parts = [replace(one, actual=one.actual[key], expected=one.expected[key]) for one in alike]
    found = _of_all(parts)
    why = f": {found[0].lower()}{found[1:]}" if found else "."
    return f"All else is right, only {words} differs{why}"


def _is_built(one, model):
    """Return whether both values of a comparison are as many results, or entries, as a model."""
    if type(one.expected) is not type(model) or len(one.expected) != len(model):
        return False
    if isinstance(model, dict):
        return one.expected.keys() == model.keys() == getattr(one.actual, "keys", set)()
    return isinstance(one.actual, (tuple, list)) and len(one.actual) == len(model)


def _changed_places(seen):
    """Look for two results that have changed places, in pairs and as parts of them."""
    parts, exchanged = {}, []
    for one in seen:
        if one.error:
            continue
        if one.call.endswith(("[0]", "[1]")):
            parts.setdefault(one.call[:-3], {})[one.call[-2]] = one
        elif _is_pair(one.expected) and not same(*one.expected):
            exchanged.append(same(_reversed(one.actual), list(one.expected)))
    for pair in parts.values():
        if len(pair) == 2 and not same(pair["0"].expected, pair["1"].expected):
            first, second = pair["0"], pair["1"]
            crossed = same(first.actual, second.expected) and same(second.actual, first.expected)
            exchanged.append(bool(first.problem) and crossed)
    if parts and exchanged and all(exchanged) and not _of_table(parts):
        return CHANGED_PLACES
    return ""


def _of_table(parts):
    """Return whether the two parts of each result are rows of an array, it seems."""
    rows = [one.actual for pair in parts.values() for one in pair.values()]
    return all(isinstance(row, np.ndarray) and row.ndim for row in rows)


def _is_pair(value):
    return isinstance(value, tuple) and len(value) == 2


def _reversed(value):
    return list(value)[::-1] if isinstance(value, (tuple, list)) else None


def _is_empty(value):
    return hasattr(value, "__len__") and not isinstance(value, str) and len(value) == 0


# What several calls say together.


def _of_calls(seen):
    """Compare calls: does what comes in make any difference?"""
    values = [one for one in seen if not one.error and not isinstance(one.expected, bool)]
    if len(values) < 2 or all(same(values[0].expected, one.expected) for one in values):
        return ""
    if _part_alike(values) and all(same(values[0].actual, one.actual) for one in values):
        return "The calls here all give the same, though different things come in."
    return ""


def _part_alike(values):
    return len({_part(one.call) for one in values}) == 1


# Turning what was seen into numbers.


def _numbers(one):
    """Return the numbers of a comparison; None where all that is wrong is not a number."""
    pairs = leaves(one.actual, one.expected)
    if pairs is None or any(isinstance(a, str) and a != e for a, e in pairs):
        return None
    pairs = [pair for pair in pairs if not isinstance(pair[0], str) and pair[0].size]
    if not pairs:
        return None
    sizes = [len(value) for _, value in one.arguments if is_collection(value)]
    actual, expected = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return Numbers(actual, expected, sizes[0] if sizes else 0, as_numbers(one.actual) is not None)
