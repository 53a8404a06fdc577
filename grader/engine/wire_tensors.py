"""TensorFlow's tensors as plain trees: the numbers in them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def encode(value: Any, inner: Callable) -> dict | list | None:
    """Return the tree of a tensor or its shape, or None when the value is something else."""
    tensorflow = sys.modules["tensorflow"]
    if isinstance(value, tensorflow.Tensor) and hasattr(value, "numpy"):
        return {"t": "tensorflow.tensor", "v": inner(value.numpy())}
    if isinstance(value, tensorflow.TensorShape):
        return inner(tuple(value.as_list()))
    if isinstance(value, tensorflow.DType):
        return {"t": "tensorflow.dtype", "v": value.name}
    return None


def decode(tree: dict, inner: Callable) -> Any:
    """Return the tensor of a tree, or its array where TensorFlow is not loaded."""
    tensorflow = sys.modules.get("tensorflow")
    if tree["t"] == "tensorflow.dtype":
        return tensorflow.as_dtype(str(tree["v"]))
    array = inner(tree["v"])
    return array if tensorflow is None else tensorflow.constant(array)
