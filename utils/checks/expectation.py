"""`expect`, the one verb of check cells."""

import ast
import sys

from utils.checks.caller import first_argument
from utils.checks.cell import running
from utils.checks.comparison import NO_RETURN, difference, unwrapped
from utils.checks.errors import CheckFailed


def expect(actual, expected, why, *, rtol=1e-6, atol=1e-8):
    """Check that a result is what it should be.

    Inside of ``with checks("exercise"):`` the outcome is kept until the cell has run all of its
    checks; alone, a wrong result stops at once.

    Parameters
    ----------
    actual : object
        The learner's result: a number, a string, a Boolean, None, an array, a tensor, a
        frame, or lists, tuples, sets and dicts of these.
    expected : object
        What it should be. A list stands for any sequence, an array for an array or tensor. Of a
        Series or frame the index counts, too.
    why : str
        The property that makes `expected` right, in words for the learner.
    rtol, atol : float
        Numbers agree when they differ by at most ``atol + rtol * abs(expected)``.

    Raises
    ------
    CheckFailed
        Naming the call as the learner wrote it and the kind of the difference; and, at the end
        of a check cell, the mistake behind it where one is known.

    Examples
    --------
    >>> expect(1 + 1, 2, "one and one make two")
    """
    actual, expected = unwrapped(actual), unwrapped(expected)
    found = difference(actual, expected, rtol, atol)
    frame, cell = sys._getframe(1), running()
    call = first_argument(frame) if found or cell else ""
    if cell:
        line = cell.block.line(frame)
        node = cell.block.expectation(line)
        if node and not isinstance(node.args[0], ast.Call):  # a part of a result, or a name
            found = found.removesuffix(NO_RETURN)
        cell.note(line, call, node, why, found, actual, expected)
    elif found:
        holds = f"What should hold: {why}."
        raise CheckFailed(f"{call}: {found}\n{holds}", holds)
