"""Recorded mistakes: which wrong value gives away which error.

When the course is built, every check is run against every mistake its author has written
down. A wrong value is kept as a *fingerprint*, a hash of the call, of what was expected and
of what came out, together with the author's words for the mistake. The table names a mistake
without revealing an answer.
"""

import hashlib
import json
import os
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

TABLES = Path(__file__).parent.parent / "mistakes"


def fingerprint(*parts):
    """Return a short hash of plain values, the same for numbers that agree to six digits."""
    return hashlib.sha256(repr([_canonical(part) for part in parts]).encode()).hexdigest()[:16]


def says(key):
    """Return the words for the mistake behind a fingerprint, or None if none is recorded."""
    return _read("mistakes").get(key)


def choice(key):
    """Return ``{"right": bool, "says": str}`` for ``"<quiz>.<question>.<letter>"``, or None."""
    return _read("choices").get(key)


def record(**event):
    """Note the outcome of a check, if somebody asked for it.

    The builder sets the variable COURSE_RECORD to the path of a file and reads from it, line
    by line, which checks were made and which of them failed. Such a run goes on after a
    wrong value.

    Returns
    -------
    bool
        Whether the outcome was recorded.
    """
    path = os.environ.get("COURSE_RECORD")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")
    return bool(path)


@cache
def _read(part):
    """Merge one part of all tables; a table that cannot be read costs only its own messages."""
    merged = {}
    for path in sorted(TABLES.glob("*.json")):
        try:
            entries = json.loads(path.read_text(encoding="utf-8")).get(part, {}).items()
        except (OSError, ValueError, AttributeError):
            continue
        for key, entry in entries:
            # Two assignments may check the same call, and call its mistake by other words.
            known = merged.get(key, entry)
            merged[key] = entry if known == entry else f"{known}, or when {entry}"
    return merged


def _canonical(value):
    """Reduce a value to text and lists, so that equal answers look the same."""
    if value is None or isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (int, float, np.integer, np.floating)):
        return f"{float(value) + 0.0:.6g}"  # + 0.0 turns -0.0 into 0.0
    if isinstance(value, (str, bytes)):
        return repr(value)
    if isinstance(value, pd.DataFrame):
        return ["frame", [str(name) for name in value], _canonical(value.to_numpy())]
    if isinstance(value, (pd.Series, pd.Index)):
        return _canonical(value.to_numpy())
    if isinstance(value, np.ndarray):
        return ["array", list(value.shape), [_canonical(item) for item in value.ravel().tolist()]]
    if isinstance(value, dict):
        return sorted((repr(_canonical(k)), _canonical(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_canonical(item)) for item in value)
    return type(value).__name__
