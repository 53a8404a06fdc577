"""Values of which too much is true: in an empty array all numbers are right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

_LOOKED_AT = 100  # parts of a container
_DEEPEST = 3


def is_void(value: Any) -> bool:
    """Return whether a value, or one of several, is an array or frame that is empty or masked."""
    parts = value[:_LOOKED_AT] if isinstance(value, (list, tuple)) else [value]
    return any(map(_is_void, parts))


def is_empty(value: Any, depth: int = _DEEPEST) -> bool:
    """Return whether a value is or holds a void, or an empty container, or is None."""
    if value is None or _is_void(value):
        return True
    if not isinstance(value, (list, tuple, dict, set)):
        return False
    if not value:
        return True
    parts = list(value.values() if isinstance(value, dict) else value)
    return depth > 0 and any(is_empty(part, depth - 1) for part in parts[:_LOOKED_AT])


def _is_void(value: Any) -> bool:
    if isinstance(value, np.ma.MaskedArray):
        return value.size == 0 or bool(np.any(value.mask))
    return isinstance(value, (np.ndarray, pd.DataFrame, pd.Series, pd.Index)) and value.size == 0
