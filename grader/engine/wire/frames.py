"""pandas frames, series and indexes as plain trees."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

# The column types beyond numpy's that may be named by the other side.
_EXTENSION = re.compile(
    r"string|str|string\[\w+\]|boolean|U?Int(8|16|32|64)|Float(32|64)|datetime64\[\w+, [\w/+:-]+\]"
)


def encode(value: Any) -> dict | None:
    """Return the tree of a pandas object, or None when it has no plain form."""
    if value is pd.NA or value is pd.NaT:
        return {"t": "pandas.missing", "n": "NA" if value is pd.NA else "NaT"}
    if isinstance(value, (pd.Timestamp, pd.Timedelta)):
        return {"t": f"pandas.{type(value).__name__}", "v": str(value)}
    if isinstance(value, pd.DataFrame):
        return {
            "t": "pandas.frame",
            "columns": value.columns,
            "index": value.index,
            "v": [_column(value.iloc[:, n]) for n in range(value.shape[1])],
        }
    if isinstance(value, pd.Series):
        tree = {"t": "pandas.series", "name": value.name, "index": value.index}
        return tree | {"v": _column(value)}
    if isinstance(value, pd.RangeIndex):
        parts = [value.start, value.stop, value.step]
        return {"t": "pandas.range", "v": parts, "name": value.name}
    if isinstance(value, pd.MultiIndex):
        return {"t": "pandas.multi", "v": value.tolist(), "names": list(value.names)}
    if isinstance(value, (pd.IntervalIndex, pd.PeriodIndex)):
        return None
    if isinstance(value, pd.Index):
        return {"t": "pandas.index", "v": _column(value), "name": value.name}
    if isinstance(value, pd.Categorical):
        return _column(pd.Series(value)) | {"t": "pandas.categorical"}
    return None


def _column(values: pd.Series | pd.Index) -> dict:
    if isinstance(values.dtype, pd.CategoricalDtype):
        array = values.array
        return {
            "t": "pandas.column",
            "d": "category",
            "categories": array.categories,
            "codes": np.asarray(array.codes),
            "ordered": bool(array.ordered),
        }
    if isinstance(values.dtype, np.dtype):
        return {"t": "pandas.column", "d": "", "v": values.to_numpy()}
    plain = values.astype(object).to_numpy().tolist()
    return {"t": "pandas.column", "d": str(values.dtype), "v": plain}


def decode(tree: dict) -> Any:
    """Return the pandas object of a tree; raises ValueError and the like on a malformed one."""
    tag = tree["t"]
    if tag == "pandas.missing":
        return {"NA": pd.NA, "NaT": pd.NaT}[tree["n"]]
    if tag in ("pandas.Timestamp", "pandas.Timedelta"):
        kind = pd.Timestamp if tag == "pandas.Timestamp" else pd.Timedelta
        return kind(str(tree["v"]))
    if tag in ("pandas.column", "pandas.categorical"):
        return _values(tree)
    if tag == "pandas.frame":
        columns = {n: pd.Series(_values(c), tree["index"]) for n, c in enumerate(tree["v"])}
        frame = pd.DataFrame(columns, index=tree["index"])
        frame.columns = tree["columns"]
        return frame
    if tag == "pandas.series":
        return pd.Series(_values(tree["v"]), index=tree["index"], name=tree["name"])
    if tag == "pandas.range":
        start, stop, step = (int(part) for part in tree["v"])
        return pd.RangeIndex(start, stop, step, name=tree["name"])
    if tag == "pandas.multi":
        return pd.MultiIndex.from_tuples(tree["v"], names=tree["names"])
    if tag == "pandas.index":
        return pd.Index(_values(tree["v"]), name=tree["name"])
    raise ValueError("an unknown kind of frame")


def _values(tree: dict) -> Any:
    if tree["d"] == "category":
        ordered = bool(tree["ordered"])
        return pd.Categorical.from_codes(tree["codes"], tree["categories"], ordered=ordered)
    if tree["d"] == "":
        return np.asarray(tree["v"])
    if not _EXTENSION.fullmatch(tree["d"]):
        raise ValueError("a column of unknown type")
    return pd.array(tree["v"], dtype=tree["d"])
