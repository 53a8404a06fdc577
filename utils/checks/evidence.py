"""What an answer did at a check, in a form that is the same on every processor.

The outcome of one `expect` is kept as a *mark*:

- ``0`` when it holds,
- the name of an exception when the answer stopped,
- else a list: a hash of all that is not a number (kinds, shapes, texts), and two weighted sums
  of the numbers. Two sums of a million values agree when the values do, within a tolerance,
  whatever the processor makes of their last bits.

In a table of recorded mistakes, ``None`` stands for an outcome that is noise: it varies from
one processor to the next.
"""

import hashlib
import math

import numpy as np
import pandas as pd

HOLDS = 0
AGREE = 1e-5  # relative to the sum of the numbers' sizes
TINY = 1e-9  # what is smaller than this is 0 but for rounding
_GOLDEN = 0.6180339887498949


def mark(value):
    """Return the mark of a wrong value.

    Parameters
    ----------
    value : object
        Plain data: numbers, strings, arrays, frames, and containers of these.

    Returns
    -------
    list
        ``[hash]``, or ``[hash, sum, sum of sizes]`` where there are numbers.
    """
    numbers = []
    try:
        kinds = _walk(value, numbers)
    except Exception:  # a value may be of any kind, and hold itself
        kinds, numbers = type(value).__name__, []
    flat = np.concatenate(numbers) if numbers else np.empty(0)
    finite = np.isfinite(flat)
    kinds += repr([(i, repr(float(flat[i]))) for i in np.flatnonzero(~finite)[:1000]])
    hashed = hashlib.sha256(kinds.encode("utf-8", "replace")).hexdigest()[:8]
    if not flat.size:
        return [hashed]
    flat = np.where(finite, flat, 0.0)
    # Weights without a pattern: values that change places change the sum.
    weights = 1 + np.arange(1, flat.size + 1) * _GOLDEN % 1
    with np.errstate(all="ignore"):
        return [hashed, _short(weights @ flat), _short(weights @ np.abs(flat))]


def agree(one, other, within=AGREE):
    """Return whether two marks stand for the same outcome; None agrees with every one."""
    if one is None or other is None:
        return True
    if not (isinstance(one, list) and isinstance(other, list)):
        return one == other
    if one[0] != other[0] or len(one) != len(other):
        return False
    size = max(one[-1], other[-1]) if len(one) > 1 else 0.0
    if math.isinf(size):
        return one[1:] == other[1:]
    pairs = zip(one[1:], other[1:], strict=True)
    return all(abs(a - b) <= within * size + TINY for a, b in pairs)


def _walk(value, numbers):
    """Collect the numbers of a value and return a text that says everything else about it."""
    if isinstance(value, (bool, np.bool_)) or value is None:
        return f"{value};"
    if isinstance(value, (int, float, np.integer, np.floating)):
        numbers.append(np.array([_float(value)]))
        return "n;"
    if isinstance(value, (str, bytes)):
        return f"{_as_python(value)!r};"
    if isinstance(value, pd.DataFrame):
        columns = (f"{name}:" + _walk(value[name].to_numpy(), numbers) for name in value)
        return f"frame({''.join(columns)})"
    if isinstance(value, (pd.Series, pd.Index)):
        return _walk(value.to_numpy(), numbers)
    if isinstance(value, np.ndarray):
        return _walk_array(value, numbers)
    if isinstance(value, dict):
        items = sorted(
            ((repr(_as_python(key)), item) for key, item in value.items()), key=lambda pair: pair[0]
        )
        return "{" + "".join(f"{key}:" + _walk(item, numbers) for key, item in items) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + "".join(_walk(item, numbers) for item in value) + "]"
    if isinstance(value, (set, frozenset)):
        return "set" + repr(sorted(repr(_as_python(item)) for item in value))
    return f"{type(value).__name__};"


def _walk_array(array, numbers):
    array = np.asarray(array)  # a matrix keeps two axes, whatever is done to it
    if array.dtype.kind in "iuf":
        numbers.append(array.ravel().astype(float))
        return f"a{array.shape};"
    if array.dtype.kind == "c":
        numbers.append(array.ravel().view(float).astype(float))
        return f"c{array.shape};"
    return (
        f"a{array.shape}[" + "".join(_walk(item, numbers) for item in array.ravel().tolist()) + "]"
    )


def _as_python(value):
    """Turn NumPy's own text or number into Python's: they are equal, but look different."""
    return value.item() if isinstance(value, np.generic) else value


def _float(number):
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _short(number):
    """Keep nine digits: a table stays small, and says no more than is compared."""
    return float(f"{number:.9g}")
