"""Compares a learner's value with the expected one and says how they differ."""

import numbers

import numpy as np
import pandas as pd

SEQUENCES = (list, tuple)
NO_RETURN = " Did you forget `return`?"


def unwrapped(value):
    """Turn tensors, and scalars wrapped in arrays without axes, into NumPy's own values."""
    if callable(getattr(value, "numpy", None)) and not isinstance(value, type):
        value = value.numpy()
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item() if value.dtype != object else value
    if isinstance(value, np.generic):
        return value.item()
    return value


def difference(actual, expected, rtol, atol):
    """Return a sentence on how two values differ, or an empty string if they agree.

    Parameters
    ----------
    actual, expected : object
        As for `utils.checks.expect`.
    rtol, atol : float
        Tolerances for numbers.
    """
    try:
        found = _difference(actual, expected, rtol, atol)
    except (
        TypeError,
        ValueError,
        ArithmeticError,
        RecursionError,
    ):  # no fault of the answer's code
        return f"you got {_kind(actual)}, which cannot be compared with {show(expected)}."
    return found + NO_RETURN if found and actual is None else found


def _difference(actual, expected, rtol, atol):
    actual, expected = unwrapped(actual), unwrapped(expected)
    if expected is None:
        return "" if actual is None else f"you got {show(actual)}, expected None."
    if actual is None:
        return f"you got None, expected {show(expected)}."
    if actual is ... or actual is NotImplemented:
        return "it still holds a placeholder."
    return _compare_for(expected)(actual, expected, rtol, atol)


def show(value):
    """Write a value briefly: numbers to six digits, arrays with their shape."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=6, threshold=12, separator=", ")
        return text if value.size <= 12 else f"an array of shape {value.shape}: {text}"
    if isinstance(value, pd.DataFrame):
        return f"a frame of {len(value)} rows with the columns {list(value.columns)}"
    if isinstance(value, pd.Series):
        return f"a Series of {len(value)} values"
    if isinstance(value, float):
        return _show_number(value)
    if isinstance(value, SEQUENCES):
        items = ", ".join(show(unwrapped(item)) for item in value[:12])
        items += ", …" if len(value) > 12 else ""
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    text = repr(value)
    return text if len(text) <= 200 else text[:200] + "…"


def _show_number(value):
    if 1e5 <= abs(value) < 1e15:
        return f"{value:.2f}"
    text = f"{value:.6g}"
    return text if set(text) & set(".en") else text + ".0"


def _compare_for(expected):
    if isinstance(expected, bool):
        return _booleans
    if isinstance(expected, numbers.Number):
        return _numbers
    if isinstance(expected, pd.DataFrame):
        return _frames
    if isinstance(expected, (np.ndarray, pd.Series, pd.Index)):
        return _arrays
    if isinstance(expected, dict):
        return _dicts
    if isinstance(expected, SEQUENCES):
        return _sequences
    return _others


def _booleans(actual, expected, rtol, atol):
    if not isinstance(actual, bool):
        return _wrong_type(actual, "True or False")
    return "" if actual == expected else f"you got {actual}, expected {expected}."


def _numbers(actual, expected, rtol, atol):
    if isinstance(actual, bool) or not isinstance(actual, numbers.Number):
        return _wrong_type(actual, f"a number, {show(expected)}")
    if _close(actual, expected, rtol, atol):
        return ""
    got, due = show(actual), show(expected)
    if got == due:
        got, due = repr(actual), repr(expected)
    return f"you got {got}, expected {due}.{_not_finite(actual, expected)}"


def _arrays(actual, expected, rtol, atol):
    if isinstance(expected, pd.Series) and not isinstance(actual, pd.Series):
        return _wrong_type(actual, "a Series")
    if not isinstance(actual, (np.ndarray, pd.Series, pd.Index)):
        return _wrong_type(actual, f"an array of shape {np.shape(expected)}")
    if actual.shape != expected.shape:
        return _wrong_shape(np.asarray(actual), np.asarray(expected))
    if isinstance(expected, pd.Series) and not actual.index.equals(expected.index):
        return _wrong_labels(actual.index.tolist(), expected.index.tolist())
    actual, expected = np.asarray(actual), np.asarray(expected)
    if not _numeric(expected) or not _numeric(actual):
        wrong = ~_equal_items(actual, expected)
    elif expected.dtype == bool and actual.dtype != bool:
        return f"you got an array of {actual.dtype}, expected True and False."
    else:
        wrong = ~np.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    if not wrong.any():
        return ""
    if expected.size <= 12:
        text = f"you got {show(actual)}, expected {show(expected)}."
    else:
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        place = at[0] if len(at) == 1 else at
        text = (
            f"{wrong.sum()} of {wrong.size} values are wrong. The first at [{place}]: "
            f"you got {show(unwrapped(actual[at]))}, expected {show(unwrapped(expected[at]))}."
        )
    return text + _not_finite(actual, expected)


def _frames(actual, expected, rtol, atol):
    if not isinstance(actual, pd.DataFrame):
        return _wrong_type(actual, "a frame (pandas.DataFrame)")
    if list(actual.columns) != list(expected.columns):
        return f"you got the columns {list(actual.columns)}, expected {list(expected.columns)}."
    if len(actual) != len(expected):
        return f"you got {len(actual)} rows, expected {len(expected)}."
    if not actual.index.equals(expected.index):
        return _wrong_labels(actual.index.tolist(), expected.index.tolist())
    for name in expected.columns:
        found = _arrays(actual[name].to_numpy(), expected[name].to_numpy(), rtol, atol)
        if found:
            return f"column {name!r}: {found}"
    return ""


def _dicts(actual, expected, rtol, atol):
    if not isinstance(actual, dict):
        return _wrong_type(actual, "a dict")
    if missing := [key for key in expected if key not in actual]:
        return f"the key {missing[0]!r} is missing."
    if extra := [key for key in actual if key not in expected]:
        return f"the key {extra[0]!r} should not be there."
    for key, value in expected.items():
        if found := _difference(actual[key], value, rtol, atol):
            return f"at [{key!r}], {found}"
    return ""


def _sequences(actual, expected, rtol, atol):
    if isinstance(actual, (np.ndarray, pd.Series, pd.Index)):
        try:
            return _arrays(np.asarray(actual), np.asarray(expected), rtol, atol)
        except ValueError:  # what is expected has parts of different shapes
            return f"you got an array of shape {actual.shape}, expected {_values(len(expected))}."
    if not isinstance(actual, SEQUENCES):
        return _wrong_type(actual, f"{_values(len(expected))}, {show(expected)}")
    if len(actual) != len(expected):
        return f"you got {_values(len(actual))}, {show(actual)}; expected {len(expected)}."
    for place, (one, other) in enumerate(zip(actual, expected, strict=True)):
        if found := _difference(one, other, rtol, atol):
            return f"at [{place}], {found}"
    return ""


def _others(actual, expected, rtol, atol):
    if not isinstance(actual, type(expected)):
        return _wrong_type(actual, show(expected))
    return "" if actual == expected else f"you got {show(actual)}, expected {show(expected)}."


def _wrong_type(actual, wanted):
    if callable(actual):
        return f"you got a function, expected {wanted}. Did you forget the parentheses of a call?"
    return f"you got {_kind(actual)}, {show(actual)}; expected {wanted}."


def _wrong_shape(actual, expected):
    text = f"you got an array of shape {actual.shape}, expected {expected.shape}."
    if actual.size == expected.size and _numeric(actual) and _numeric(expected):
        if np.allclose(actual.ravel(), expected.ravel(), equal_nan=True):
            text += " The values are right: only the shape is not."
        elif actual.T.shape == expected.shape and np.allclose(actual.T, expected, equal_nan=True):
            text += " It is the transpose of what is expected."
    return text


def _wrong_labels(actual, expected):
    """Compare the labels of as many rows."""
    if len(expected) <= 12:
        text = f"the rows have the labels {show(actual)}, expected {show(expected)}."
    else:
        pairs = enumerate(zip(actual, expected, strict=True))
        row = next((n for n, (one, other) in pairs if one != other), 0)
        text = f"row {row} has the label {show(actual[row])}, expected {show(expected[row])}."
    if sorted(map(repr, actual)) == sorted(map(repr, expected)):
        text += " The labels are right, but in another order."
    return text


def _not_finite(actual, expected):
    """Explain nan and infinity where a number was due."""
    if not (_numeric(actual) and _numeric(expected)):
        return ""
    for test, name, origin in (
        (np.isnan, "nan", "0/0, inf - inf, the logarithm of a negative number or a missing value"),
        (np.isinf, "inf", "a division by 0, the logarithm of 0 or a number that grew too large"),
    ):
        if (test(actual) & ~test(expected)).any():
            return f" {name} comes from {origin}, if you did not write it yourself."
    return ""


def _close(actual, expected, rtol, atol):
    try:
        return bool(np.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True))
    except (OverflowError, TypeError):  # whole numbers that no float can hold, fractions
        return actual == expected


def _numeric(array):
    return np.asarray(array).dtype.kind in "biufc"


def _equal_items(actual, expected):
    """Compare arrays of text or mixed objects item by item; two missing values are equal."""
    pairs = zip(actual.ravel().tolist(), expected.ravel().tolist(), strict=True)
    same = [a == b or (pd.isna(a) is True and pd.isna(b) is True) for a, b in pairs]
    return np.array(same, dtype=bool).reshape(expected.shape)


def _kind(value):
    names = {bool: "a Boolean", int: "a whole number", float: "a number", str: "a string"}
    names |= {list: "a list", tuple: "a tuple", dict: "a dict", np.ndarray: "an array"}
    return names.get(type(value), f"a {type(value).__name__}")


def _values(count):
    """Return a number of values in words: "1 value", "3 values"."""
    return "1 value" if count == 1 else f"{count} values"
