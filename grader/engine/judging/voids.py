"""Values of which too much is true: in an empty array all numbers are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

_LOOKED_AT = 100_000  # parts of a value, however deep
_CONTAINERS = (list, tuple, dict, set, frozenset)
_COLUMNS = (pd.Series, pd.Index)
_ARRAYS = (np.ndarray, pd.DataFrame, *_COLUMNS)


def is_void(value: Any) -> bool:
    """Return whether a value is or holds an array or frame of which comparisons hold unseen.

    One that is empty or masked, or whose missing numbers are passed over.
    """
    return any(map(_is_void, _parts(value)))


def is_empty(value: Any) -> bool:
    """Return whether a value is or holds a void, an empty container, None or a missing number."""
    return any(map(_is_empty, _parts(value)))


def _parts(value: Any) -> Iterator[Any]:
    """Yield a value and all that it holds, as far as it is looked at."""
    return islice(_walk(value), _LOOKED_AT)


def _walk(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if _is_a(part, (*_CONTAINERS, *_ARRAYS)):
            waiting += _inside(part)


def _is_a(value: Any, kinds: tuple[type, ...]) -> bool:
    """Return whether a value is of these types, and not an object that claims one of them."""
    return issubclass(type(value), kinds)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, pd.DataFrame):
        return [value.iloc[:, place] for place in range(value.shape[1])]
    if isinstance(value, _ARRAYS):
        return np.asarray(value).ravel().tolist() if value.dtype == object else ()
    return value


def _is_void(value: Any) -> bool:
    if not _is_a(value, _ARRAYS):
        return False
    if isinstance(value, np.ma.MaskedArray) and np.any(value.mask):
        return True
    # What is compared with `pd.NA` is neither true nor false, and `all` passes over it.
    is_passed_over = _is_a(value, _COLUMNS) and getattr(value.dtype, "na_value", 0) is pd.NA
    return value.size == 0 or (is_passed_over and value.hasnans)


def _is_empty(value: Any) -> bool:
    if _is_a(value, _COLUMNS):
        return value.size == 0 or (not isinstance(value, pd.MultiIndex) and value.hasnans)
    return value is None or (_is_a(value, _CONTAINERS) and not value) or _is_void(value)
