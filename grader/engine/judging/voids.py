"""Values of which too much is true: in an empty array all numbers are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

_LOOKED_AT = 100  # parts of a container
_DEEPEST = 3


def is_void(value: Any, depth: int = _DEEPEST) -> bool:
    """Return whether a value is or holds an array or frame that is empty, or masked somewhere."""
    if isinstance(value, np.ma.MaskedArray):
        return value.size == 0 or bool(np.any(value.mask))
    if isinstance(value, (np.ndarray, pd.DataFrame, pd.Series, pd.Index)):
        return value.size == 0
    return depth > 0 and _any_part(value, lambda part: is_void(part, depth - 1))


def is_empty(value: Any, depth: int = _DEEPEST) -> bool:
    """Return whether a value is or holds a void, or an empty container, or is None."""
    if value is None or (isinstance(value, (list, tuple, dict, set)) and not value):
        return True
    return is_void(value, 0) or (
        depth > 0 and _any_part(value, lambda part: is_empty(part, depth - 1))
    )


def _any_part(value: Any, holds: Callable[[Any], bool]) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, (list, tuple)) and any(map(holds, value[:_LOOKED_AT]))
