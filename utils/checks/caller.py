"""Finds out how the learner's notebook wrote the call that is being checked."""

import ast
import linecache
from itertools import islice


def first_argument(frame):
    """Return the source text of the first argument of the call that `frame` is making.

    Parameters
    ----------
    frame : types.FrameType
        The frame of the caller.

    Returns
    -------
    str
        For ``expect(cost(w, b), 2.5, "…")`` the text ``"cost(w, b)"``, however the cell
        breaks its lines; ``"the result"`` where no source text can be found.
    """
    try:
        call = ast.parse(_source_of_current_call(frame), mode="eval").body
        return ast.unparse(call.args[0])
    except (SyntaxError, AttributeError, IndexError, TypeError, ValueError):
        return "the result"


def _source_of_current_call(frame):
    """Return the text between the positions that Python keeps for the running instruction."""
    positions = frame.f_code.co_positions()
    instruction = frame.f_lasti // 2  # two bytes an instruction
    first, last, start, end = next(islice(positions, instruction, None))
    # Columns count bytes, not characters.
    lines = [
        linecache.getline(frame.f_code.co_filename, n).encode() for n in range(first, last + 1)
    ]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    return b"".join(lines).decode()
