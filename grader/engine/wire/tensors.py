"""TensorFlow's tensors as plain trees: the numbers in them."""

from __future__ import annotations

import sys
from typing import Any


def encode(value: Any) -> dict | None:
    """Return the tree of a tensor or its shape, or None when the value is something else."""
    tensorflow = sys.modules["tensorflow"]
    if isinstance(value, tensorflow.Tensor) and hasattr(value, "numpy"):
        return {"t": "tensorflow.tensor", "v": value.numpy()}
    if isinstance(value, tensorflow.TensorShape):
        return {"t": "tuple", "v": value.as_list()}
    if isinstance(value, tensorflow.DType):
        return {"t": "tensorflow.dtype", "v": value.name}
    return None


def decode(tree: dict) -> Any:
    """Return the tensor of a tree, or its array where TensorFlow is not loaded."""
    tensorflow = sys.modules.get("tensorflow")
    if tree["t"] == "tensorflow.dtype":
        return tensorflow.as_dtype(str(tree["v"]))
    return tree["v"] if tensorflow is None else tensorflow.constant(tree["v"])
