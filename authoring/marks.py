"""Compares what answers did, as `utils.checks.evidence` writes it down.

A mark is 0 where a check holds, the name of an exception, or a hash with sums of numbers.
"""

import contextlib

TINY = 1e-9  # as in `utils.checks.evidence`
CLOSE = 1e-6  # relative; ten times closer than what is later taken for agreement
MANY = 1000  # a whole number as large as this is no accident
# How `utils.checks.evidence` writes down a truth value, and one number alone: its hash, then
# two sums in which it has a weight.
TRUTH_VALUES = ("1f6d5854", "f7cb27ca")
NUMBER, FIRST_WEIGHT = "c608a88e", 1.6180339887498949


def agree(one, other, within=CLOSE):
    """Return whether two answers did the same at every check.

    Parameters
    ----------
    one, other : dict of str to mark
        What does not hold, by place; None is noise and agrees with everything.
    """
    places = {*one, *other}
    return all(same(one.get(place, 0), other.get(place, 0), within) for place in places)


def same(one, other, within=CLOSE):
    """Return whether two marks stand for the same outcome."""
    if one is None or other is None:
        return True
    if not (isinstance(one, list) and isinstance(other, list)):
        return one == other
    if one[0] != other[0] or len(one) != len(other):
        return False
    size = max(one[-1], other[-1]) if len(one) > 1 else 0.0
    return all(
        a == b or abs(a - b) <= within * size + TINY
        for a, b in zip(one[1:], other[1:], strict=True)
    )


def tells(outcomes):
    """Return whether what an answer did is more than slips of all kinds have in common.

    A truth value, a small whole number, zeros, inf or the kind of an error come out of many a
    wrong answer by chance. An author may name a mistake by these, words made by a program not.
    """
    return any(isinstance(mark, list) and _is_particular(mark) for mark in outcomes.values())


def _is_particular(mark):
    if len(mark) == 1:
        return mark[0] not in TRUTH_VALUES
    value = mark[1] / FIRST_WEIGHT
    whole = mark[0] == NUMBER and abs(value - round(value)) < CLOSE
    return mark[2] > 0 and not (whole and abs(value) < MANY)


def merge(one, other):
    """Return marks of which those that differ between two runs have become noise."""
    return {
        place: one[place] if same(one.get(place, 0), other.get(place, 0)) else None
        for place in {**one, **other}
    }


def elsewhere():
    """Return variables by which this processor computes as an older one would.

    Sums are taken in another order then, and equal items are sorted otherwise. What changes
    with them is noise.
    """
    variables = {"OPENBLAS_CORETYPE": "Nehalem", "TF_ENABLE_ONEDNN_OPTS": "1"}
    with contextlib.suppress(ImportError, AttributeError):  # a NumPy that tells otherwise
        from numpy._core import _multiarray_umath as core

        present = [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]
        variables["NPY_DISABLE_CPU_FEATURES"] = " ".join(present)
    return variables
