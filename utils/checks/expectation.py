"""`expect`, the one verb of check cells."""

import sys

from utils.checks.caller import first_argument
from utils.checks.comparison import difference, plain
from utils.checks.errors import CheckFailed
from utils.checks.mistakes import fingerprint, record, says


def expect(actual, expected, why, *, rtol=1e-6, atol=1e-8):
    """Stop with a reason unless a result is what it should be.

    Parameters
    ----------
    actual : object
        The learner's result: a number, a string, a Boolean, None, an array, a tensor, a
        frame, or lists, tuples, sets and dicts of these.
    expected : object
        What it should be. A list stands for any sequence, an array for an array or tensor.
    why : str
        The property that makes `expected` right, in words for the learner.
    rtol, atol : float
        Numbers agree when they differ by at most ``atol + rtol * abs(expected)``.

    Raises
    ------
    CheckFailed
        Naming the call as the learner wrote it, the kind of the difference and, where a
        recorded mistake gives this very value, that mistake.

    Examples
    --------
    >>> expect(1 + 1, 2, "one and one make two")
    """
    actual, expected = plain(actual), plain(expected)
    found = difference(actual, expected, rtol, atol)
    call = first_argument(sys._getframe(1)) if found else ""
    key = fingerprint(call, expected, actual) if found else ""
    if record(key=key, ok=not found, why=why) or not found:
        return
    mistake = says(key)
    cause = f"\nThat is what comes out when {mistake}." if mistake else ""
    raise CheckFailed(
        message=f"{call}: {found}\nWhat should hold: {why}.{cause}",
        hidden_message=f"What should hold: {why}.{cause}",
    )
