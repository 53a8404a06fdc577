"""Laws that all numbers obey which a check cell saw: a factor, an offset, an inverse, …"""

from dataclasses import dataclass

import numpy as np

from utils.checks.comparison import show
from utils.checks.likeness import close, equal_places


@dataclass
class Numbers:
    """The numbers of one comparison.

    Attributes
    ----------
    actual, expected : array, shape (n,)
    rows : int
        How many rows came in: the length of the first collection among the arguments.
    alone : bool
        Whether they are one array, and not gathered from several places.
    """

    actual: np.ndarray
    expected: np.ndarray
    rows: int
    alone: bool


def together(parts):
    """Return the numbers of several comparisons as those of one."""
    actual, expected = (
        np.concatenate([getattr(one, side) for one in parts]) for side in ("actual", "expected")
    )
    return Numbers(actual, expected, parts[0].rows, len(parts) == 1 and parts[0].alone)


def law(seen):
    """Return the one law that all numbers obey, the right ones included, or an empty string.

    Parameters
    ----------
    seen : list of Numbers
    """
    if not seen:
        return ""
    actual = np.concatenate([one.actual for one in seen])
    expected = np.concatenate([one.expected for one in seen])
    wrong = ~equal_places(actual, expected)
    if not wrong.any() or not (np.isfinite(actual).all() and np.isfinite(expected).all()):
        return ""
    with np.errstate(all="ignore"):
        # What holds of all numbers alike is plainer than what holds result by result.
        for laws in (_OF_ALL, _OF_EACH, (_factor_of_each,)):
            found = [words for test in laws if (words := test(actual, expected, wrong, seen))]
            if found:
                # A factor and an offset, say, explain a single pair of numbers equally well.
                return found[0] if len(found) == 1 else ""
    return ""


def _factor(actual, expected, wrong, seen):
    some = wrong & (np.abs(expected) > 1e-12)
    if not some.any():
        return ""
    factor = float(actual[some][0] / expected[some][0])
    if not close(actual, factor * expected) or abs(factor) < 1e-12:
        return ""
    if factor == -1 or close(factor, -1):
        return "Every value has the opposite sign."
    # The odder a factor, the more values it takes to tell it from chance.
    if not _differ(expected[some], at_least=2 if _is_plain(factor) else 3):
        return ""
    if abs(factor) >= 1 or not close(1 / factor, round(1 / factor)):
        return f"Every value is {show(round(factor, 6))} times what it should be."
    return f"Every value is {round(1 / factor)} times too small."


def _factor_of_rows(actual, expected, wrong, seen):
    """Look for the number of rows, which varies from call to call, as the factor."""
    ratios, rows = [], []
    for one in seen:
        some = np.abs(one.expected) > 1e-12
        if some.any() and one.rows:
            factor = one.actual[some] / one.expected[some]
            if not close(factor, factor[0]):
                return ""
            ratios.append(factor[0])
            rows.append(one.rows)
        elif not close(one.actual, one.expected):
            return ""
    if len(set(rows)) < 2:
        return ""
    ratios, n = np.array(ratios), np.array(rows, dtype=float)
    if close(ratios, n):
        return "Every value is too large by a factor: the number of rows that come in."
    if close(ratios, 1 / n):
        return "Every value is divided once too often by the number of rows that come in."
    for power in (1, 0.5):  # variances and deviations
        if close(ratios, (n / (n - 1)) ** power):
            return "It is divided by one less than the number of rows (`ddof`)."
        if close(ratios, ((n - 1) / n) ** power):
            return "It is divided by the number of rows, not by one less (`ddof`)."
    return ""


def _offset(actual, expected, wrong, seen):
    offset = float((actual - expected)[wrong][0])
    if _differ(expected[wrong]) and close(actual - expected, offset):
        how = "large" if offset > 0 else "small"
        return f"Every value is too {how} by {show(abs(round(offset, 6)))}."
    return ""


def _function(words, function):
    """Make a law: each value is a function of what it should be."""

    def test(actual, expected, wrong, seen):
        return words if _differ(expected[wrong]) and close(actual, function(expected)) else ""

    return test


def _rounded(actual, expected, wrong, seen):
    if not actual[wrong].any():
        return ""  # zeros are more than rounded
    several = np.unique(actual).size > 1
    for digits in range(7):
        # One whole number may be anything, and a single one with few decimals, too.
        enough = _differ(expected[wrong]) if digits else several
        if enough and np.array_equal(actual, np.round(expected, digits)):
            what = f"to {digits} decimals" if digits else "to whole numbers"
            return f"The values are rounded {what}: return them as they are."
    if several and np.array_equal(actual, np.trunc(expected)):
        return "The decimals are cut off: the values are turned into whole numbers."
    return ""


def _not_rounded(actual, expected, wrong, seen):
    if _differ(expected[wrong]) and np.array_equal(np.round(actual), expected):
        return "The values are not rounded to whole numbers."
    return ""


def _factor_of_each(actual, expected, wrong, seen):
    """Look for a factor of each result's own, as where it is divided by too much."""
    factors = []
    for one in seen:
        some = np.abs(one.expected) > 1e-12
        if not _differ(one.expected[some]):
            return ""
        factors.append(float(one.actual[some][0] / one.expected[some][0]))
        if not close(one.actual, factors[-1] * one.expected):
            return ""
    if not _differ(np.array(factors)) or np.isclose(factors, 1).any():
        return ""
    shown = ", ".join(show(round(factor, 6)) for factor in dict.fromkeys(factors))
    return (
        f"Each result is right but for one factor, here {shown}: what is it divided by,"
        " or multiplied with?"
    )


def _step(words, step, undone=False):
    """Make a law: a step on each result as a whole is taken once too often, or not at all."""

    def test(actual, expected, wrong, seen):
        for one in seen:
            before, after = one.expected, one.actual
            if undone:
                before, after = after, before
            if not one.alone or not close(after, step(before)):
                return ""
        return words if _rich(seen) else ""

    return test


def _by_sum(values):
    return values / values.sum()


def _by_largest(values):
    return values / values.max()


def _by_length(values):
    return values / np.linalg.norm(values)


def _centered(values):
    return values - values.mean()


def _is_plain(factor):
    """Return whether a factor is one that somebody would write."""
    return any(close(n * factor, round(n * factor)) for n in (*range(1, 13), 100, np.pi, np.log(2)))


def _differ(values, at_least=2):
    """Return whether there are two different values, or more: one alone obeys any law."""
    return np.unique(np.round(np.abs(values), 9)).size >= at_least


def _rich(seen):
    """Return whether some wrong result has three values or more."""
    return any(one.actual.size > 2 and not close(one.actual, one.expected) for one in seen)


_OF_ALL = (
    _factor,
    _factor_of_rows,
    _offset,
    _function("Every value is 1 divided by what it should be.", lambda e: 1 / e),
    _function("Every value is the square of what it should be.", lambda e: e**2),
    _function("Every value is the square root of what it should be.", np.sqrt),
    _function("Every value is 1 minus what it should be.", lambda e: 1 - e),
    _function("Every value is right but for its sign: none is negative.", np.abs),
    _function("Every value is the natural logarithm of what it should be.", np.log),
    _function("Every value is e to the power of what it should be.", np.exp),
    _rounded,
    _not_rounded,
)
_OF_EACH = (
    _step("The values of each result are divided by their sum.", _by_sum),
    _step("The values of each result are divided by the largest of them.", _by_largest),
    _step("The values of each result are divided by their length.", _by_length),
    _step("The values of each result are not divided by their sum.", _by_sum, True),
    _step("The values of each result are not divided by the largest of them.", _by_largest, True),
    _step("The values of each result are not divided by their length.", _by_length, True),
    _step("The mean of each result is taken off its values.", _centered),
    _step("The mean of each result is not taken off its values.", _centered, True),
    _step("Each value has those before it added to it.", np.cumsum),
)
