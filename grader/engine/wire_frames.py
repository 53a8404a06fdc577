"""pandas frames, series and indexes as plain trees."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

# The column types beyond numpy's that may be named by the other side.
_EXTENSION = re.compile(
    r"string|str|string\[\w+\]|boolean|U?Int(8|16|32|64)|Float(32|64)|datetime64\[\w+, [\w/+:-]+\]"
)


def encode(value: Any, inner: Callable) -> dict | None:
    """Return the tree of a pandas object, or None when it has no plain form."""
    if value is pd.NA or value is pd.NaT:
        return {"t": "pandas.missing", "n": "NA" if value is pd.NA else "NaT"}
    if isinstance(value, (pd.Timestamp, pd.Timedelta)):
        return {"t": f"pandas.{type(value).__name__}", "v": str(value)}
    if isinstance(value, pd.DataFrame):
        return {
            "t": "pandas.frame",
            "columns": inner(value.columns),
            "index": inner(value.index),
            "v": [_column(value.iloc[:, n], inner) for n in range(value.shape[1])],
        }
    if isinstance(value, pd.Series):
        tree = {"t": "pandas.series", "name": inner(value.name), "index": inner(value.index)}
        return tree | {"v": _column(value, inner)}
    if isinstance(value, pd.RangeIndex):
        parts = [value.start, value.stop, value.step]
        return {"t": "pandas.range", "v": parts, "name": inner(value.name)}
    if isinstance(value, pd.MultiIndex):
        return {
            "t": "pandas.multi",
            "v": [inner(part) for part in value.tolist()],
            "names": inner(list(value.names)),
        }
    if isinstance(value, (pd.IntervalIndex, pd.PeriodIndex)):
        return None
    if isinstance(value, pd.Index):
        return {"t": "pandas.index", "v": _column(value, inner), "name": inner(value.name)}
    if isinstance(value, pd.Categorical):
        return _column(pd.Series(value), inner) | {"t": "pandas.categorical"}
    return None


def _column(values: pd.Series | pd.Index, inner: Callable) -> dict:
    if isinstance(values.dtype, pd.CategoricalDtype):
        array = values.array
        return {
            "t": "pandas.column",
            "d": "category",
            "categories": inner(array.categories),
            "codes": inner(np.asarray(array.codes)),
            "ordered": bool(array.ordered),
        }
    if isinstance(values.dtype, np.dtype):
        return {"t": "pandas.column", "d": "", "v": inner(values.to_numpy())}
    plain = [inner(part) for part in values.astype(object).to_numpy().tolist()]
    return {"t": "pandas.column", "d": str(values.dtype), "v": plain}


def decode(tree: dict, inner: Callable) -> Any:
    """Return the pandas object of a tree; raises ValueError and the like on a malformed one."""
    tag = tree["t"]
    if tag == "pandas.missing":
        return {"NA": pd.NA, "NaT": pd.NaT}[tree["n"]]
    if tag in ("pandas.Timestamp", "pandas.Timedelta"):
        kind = pd.Timestamp if tag == "pandas.Timestamp" else pd.Timedelta
        return kind(str(tree["v"]))
    if tag in ("pandas.column", "pandas.categorical"):
        return _values(tree, inner)
    if tag == "pandas.frame":
        index = inner(tree["index"])
        columns = {n: pd.Series(_values(c, inner), index=index) for n, c in enumerate(tree["v"])}
        frame = pd.DataFrame(columns, index=index)
        frame.columns = inner(tree["columns"])
        return frame
    if tag == "pandas.series":
        values, index = _values(tree["v"], inner), inner(tree["index"])
        return pd.Series(values, index=index, name=inner(tree["name"]))
    if tag == "pandas.range":
        start, stop, step = (int(part) for part in tree["v"])
        return pd.RangeIndex(start, stop, step, name=inner(tree["name"]))
    if tag == "pandas.multi":
        tuples = [inner(part) for part in tree["v"]]
        return pd.MultiIndex.from_tuples(tuples, names=inner(tree["names"]))
    if tag == "pandas.index":
        return pd.Index(_values(tree["v"], inner), name=inner(tree["name"]))
    raise ValueError("an unknown kind of frame")


def _values(tree: dict, inner: Callable) -> Any:
    if tree["d"] == "category":
        codes, categories = inner(tree["codes"]), inner(tree["categories"])
        return pd.Categorical.from_codes(codes, categories, ordered=bool(tree["ordered"]))
    values = inner(tree["v"])
    if tree["d"] == "":
        return np.asarray(values)
    if not _EXTENSION.fullmatch(tree["d"]):
        raise ValueError("a column of unknown type")
    return pd.array(values, dtype=tree["d"])
