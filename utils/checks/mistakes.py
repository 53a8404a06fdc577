"""Known mistakes: which outcomes of an exercise's checks give away which error.

When the course is built, every check is run against every mistake its author has written
down, and against *mutants*: wrong answers that the builder makes of the solution by itself.
``utils/mistakes/<notebook>.json`` keeps what they did. A mistake is named only when all that
was seen of an answer agrees with it.
"""

import json
import os
from functools import cache
from pathlib import Path

from utils.checks.evidence import HOLDS, agree

TABLES = Path(__file__).parent.parent / "mistakes"
MOST_MISTAKES, MOST_MUTANTS = 3, 2  # so many that look alike are still worth naming


def named(notebook, exercise, marks):
    """Return the words for the mistake that explains all of an answer's outcomes.

    Parameters
    ----------
    notebook, exercise : str
    marks : dict of str to mark
        The outcomes by the place of their check; see `utils.checks.evidence`.

    Returns
    -------
    words : str
        The end of a sentence, "That is what comes out when …"; empty when none is known, or
        too many are.
    by_author : bool
        Whether the words are the author's own.
    """
    known = _read(notebook, "exercises").get(exercise, {})
    if len(marks) < 2 and known.get("events", 0) > 1:
        return "", False  # one value alone is thin evidence
    # The author's own words come first.
    for rank, most in (("mistakes", MOST_MISTAKES), ("mutants", MOST_MUTANTS)):
        entries = known.get(rank, ())
        if rank == "mutants" and not any(map(_tells, marks.values())):
            break
        words = [m["says"] for m in entries if _explains(m["outcomes"], marks)]
        words = list(dict.fromkeys(words))
        if words:
            told = ", or when ".join(words) if len(words) <= most else ""
            return told, bool(told) and rank == "mistakes"
    return "", False


def choice(key):
    """Return ``{"right": bool, "says": str}`` for ``"<quiz>.<question>.<letter>"``, or None."""
    return _read(key.partition(".")[0], "choices").get(key)


def record(**seen):
    """Note what a check cell saw, if somebody asked for it.

    The builder sets the variable COURSE_RECORD to the path of a file, in which it finds a line
    of JSON for each check cell that ran.

    Returns
    -------
    bool
        Whether it was recorded.
    """
    path = os.environ.get("COURSE_RECORD")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(seen) + "\n")
    return bool(path)


def _explains(outcomes, marks):
    """Return whether a mistake's outcomes agree with everything that was seen.

    The kind of an error says little: one outcome has to be a value.
    """
    agreed = {place: outcomes.get(place, HOLDS) for place in marks}
    return all(agree(seen, agreed[place]) for place, seen in marks.items()) and any(
        isinstance(seen, list) and agreed[place] is not None for place, seen in marks.items()
    )


def _tells(seen):
    """Return whether an outcome is more than nan, inf and zeros, which many slips lead to."""
    return isinstance(seen, list) and (len(seen) == 1 or seen[-1] > 0)


@cache
def _read(notebook, part):
    """Return one part of a notebook's table; nothing where it cannot be read."""
    folder = Path(os.environ.get("COURSE_MISTAKES", TABLES))
    try:
        return dict(json.loads((folder / f"{notebook}.json").read_text(encoding="utf-8"))[part])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
