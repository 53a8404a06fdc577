"""Plain data between processes, and never a pickle.

A message is a MessagePack text and some blocks of bytes. What MessagePack knows stands for itself;
everything else is a tree in an extension of it: a dict with a tag "t". What is not plain goes to
the hook of the caller, who may have a tree for it; without one it is a `WireError`.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from types import ModuleType
from typing import Any

import msgpack
import numpy as np

from grader.engine.wire.channel import WireError, frame

Tree = dict[str, Any]
Encode = Callable[[Any, list[bytes]], Tree]
Decode = Callable[[Tree, list[bytes]], Any]

_DOUBLE = struct.Struct("=d")
_TREE, _FLOAT64 = 1, 2  # the extensions
_MAX_DEPTH = 64
# Every byte of such an element is part of its value: one that is not could carry memory along.
_DTYPE = re.compile(r"[<>|=]?([biu][1248]|f[248]|c8|c16|[mM]8(\[\d*\w+\])?|[SU][1-9]\d*)")
_CONTAINERS: dict[str, type] = {"tuple": tuple, "set": set, "frozenset": frozenset}
_NATIVE = (int, str, float, bytes, list)  # MessagePack takes these, but none of their subclasses


class _Writer:
    """A frame on its way out; see `dump`."""

    def __init__(self, other: Encode | None) -> None:
        self.blocks: list[bytes] = []
        self._other = other
        self._depth = 0

    def pack(self, value: Any) -> bytes:
        """Return the MessagePack text of a value, its bulk put into `blocks`."""
        if self._depth > _MAX_DEPTH:
            raise WireError("the value is nested too deeply")
        self._depth += 1
        text = msgpack.packb(
            value,
            default=self._form,
            strict_types=True,
            unicode_errors="surrogatepass",
            buf_size=1024,
        )
        self._depth -= 1
        return text

    def _form(self, value: Any) -> Any:
        """Return what MessagePack knows in place of a value that it does not."""
        if type(value) is np.float64:  # histories are full of them
            return msgpack.ExtType(_FLOAT64, _DOUBLE.pack(value))
        tree = self._tree(value)
        if tree is None:
            for kind in _NATIVE:
                if isinstance(value, kind):
                    return kind(value)
            if isinstance(value, dict) and type(value).__module__ == "collections":
                return dict(value)
            if self._other is None:
                raise WireError(f"{type(value).__name__} is not plain data")
            tree = self._other(value, self.blocks)
        return msgpack.ExtType(_TREE, self.pack(tree))

    def _tree(self, value: Any) -> Tree | None:
        if isinstance(value, np.ma.MaskedArray):
            return {"t": "masked", "data": value.data, "mask": value.mask}
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value)
        for tag, kind in _CONTAINERS.items():
            if type(value) is kind:
                return {"t": tag, "v": list(value)}
        if type(value) is int:  # one that MessagePack has no room for
            return {"t": "int", "v": str(value)}
        if type(value) is complex:
            return {"t": "complex", "v": [value.real, value.imag]}
        if type(value) in (range, slice):
            return {"t": type(value).__name__, "v": [value.start, value.stop, value.step]}
        if value is Ellipsis:
            return {"t": "ellipsis"}
        if isinstance(value, np.dtype) and _DTYPE.fullmatch(value.str):
            return {"t": "dtype", "d": value.str}
        if isinstance(value, type) and value in _TYPES.values():
            return {"t": "type", "n": next(n for n, kind in _TYPES.items() if kind is value)}
        package = type(value).__module__.partition(".")[0]
        tree = _PACKAGES[package]().encode(value) if package in _PACKAGES else None
        if tree is None and isinstance(value, tuple) and hasattr(value, "_fields"):
            return {"t": "tuple", "v": list(value)}
        return tree

    def _array(self, value: Any) -> Tree:
        array = np.asarray(value)
        if array.dtype in (np.longdouble, np.clongdouble):
            array = array.astype(float if array.dtype == np.longdouble else complex)
        if array.dtype == object:
            return {"t": "objects", "s": list(array.shape), "v": array.ravel().tolist()}
        if not _DTYPE.fullmatch(array.dtype.str):
            raise WireError(f"an array of {array.dtype} is not plain data")
        self.blocks.append(np.ascontiguousarray(array).tobytes())
        tree = {"t": "array", "d": array.dtype.str, "s": list(array.shape)}
        tree |= {"b": len(self.blocks) - 1, "scalar": isinstance(value, np.generic)}
        return tree


# Types that checks and answers pass about as values: dtype=float, astype(np.float32).
_TYPES: dict[str, type] = {
    **{kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, object)},
    **{kind.__name__: kind for kind in (list, tuple, dict, set)},
    **{f"numpy.{kind.__name__}": kind for kind in set(np.sctypeDict.values())},
}


def _randomness() -> ModuleType:
    from grader.engine.wire import randomness

    return randomness


def _frames() -> ModuleType:
    from grader.engine.wire import frames

    return frames


def _tensors() -> ModuleType:
    from grader.engine.wire import tensors

    return tensors


# Who knows the plain form of a package's objects; their tags start with the package's name.
_PACKAGES = {
    "pandas": _frames,
    "numpy": _randomness,
    "random": _randomness,
    "tensorflow": _tensors,
}


class _Reader:
    """A frame that came in; see `load`."""

    def __init__(self, blocks: list[bytes], other: Decode | None) -> None:
        self._blocks, self._other = blocks, other
        self._depth = 0

    def unpack(self, text: bytes | memoryview) -> Any:
        """Return the value of a MessagePack text."""
        return msgpack.unpackb(
            text,
            ext_hook=self._extension,
            strict_map_key=False,
            unicode_errors="surrogatepass",
            timestamp=1,  # a number, and no type of MessagePack's own
        )

    def _extension(self, code: int, data: bytes) -> Any:
        if code == _FLOAT64:
            return np.float64(_DOUBLE.unpack(data)[0])
        self._depth += 1
        if code != _TREE or self._depth > 3 * _MAX_DEPTH:
            raise WireError("not of the format")
        tree = self.unpack(data)
        self._depth -= 1
        return self._value(tree)

    def _value(self, tree: Tree) -> Any:
        tag = tree["t"]
        if tag == "array":
            return self._array(tree)
        if tag == "objects":
            array = np.empty(len(tree["v"]), dtype=object)
            for place, part in enumerate(tree["v"]):
                array[place] = part
            return array.reshape(_shape(tree["s"]))
        if tag == "masked":
            return np.ma.MaskedArray(tree["data"], tree["mask"])
        if tag in _CONTAINERS:
            return _CONTAINERS[tag](tree["v"])
        if tag == "int":
            return int(tree["v"])
        if tag == "complex":
            real, imaginary = tree["v"]
            return complex(float(real), float(imaginary))
        if tag in ("range", "slice"):
            return {"range": range, "slice": slice}[tag](*tree["v"])
        if tag == "ellipsis":
            return Ellipsis
        if tag == "dtype" and _DTYPE.fullmatch(tree["d"]):
            return np.dtype(tree["d"])
        if tag == "type":
            return _TYPES[tree["n"]]
        package = tag.partition(".")[0]
        if package in _PACKAGES:
            return _PACKAGES[package]().decode(tree)
        if self._other is None:
            raise WireError(f"an unknown tag {tag!r}"[:80])
        return self._other(tree, self._blocks)

    def _array(self, tree: Tree) -> Any:
        number = tree["b"]
        if type(number) is not int or not 0 <= number < len(self._blocks):
            raise WireError("a block of bytes is missing")
        if not _DTYPE.fullmatch(tree["d"]):
            raise WireError("an array of unknown type")
        data, dtype, shape = self._blocks[number], np.dtype(tree["d"]), _shape(tree["s"])
        if len(data) != dtype.itemsize * math.prod(shape):
            raise WireError("an array whose bytes do not fit its shape")
        # A copy: the buffer is read-only, an array of the caller's must not be.
        array = np.frombuffer(data, dtype).reshape(shape).copy() if data else np.zeros(shape, dtype)
        return array[()] if tree["scalar"] else array


def _shape(sizes: Any) -> tuple[int, ...]:
    if len(sizes) > 32 or not all(type(size) is int and size >= 0 for size in sizes):
        raise WireError("an array of impossible shape")
    return tuple(sizes)


def dump(message: Any, other: Encode | None = None) -> bytes:
    """Return the frame of a message.

    Parameters
    ----------
    message : object
        Subclasses of plain types are sent as the plain type.
    other : callable, optional
        Given what is not plain, and the blocks of the frame, to which it may add, it returns a
        tree or raises `WireError`.
    """
    writer = _Writer(other)
    try:
        text = writer.pack(message)
    except WireError:
        raise
    except (ValueError, OverflowError, RecursionError) as error:
        # MessagePack's own bound on nesting; an int of thousands of digits.
        deep = isinstance(error, RecursionError) or "recursion" in str(error)
        raise WireError("the value is nested too deeply" if deep else str(error)) from None
    return frame(text, writer.blocks)


def load(text: bytes | memoryview, blocks: list[bytes], other: Decode | None = None) -> Any:
    """Return the message of a frame; the types in it are plain types and no others.

    Parameters
    ----------
    text, blocks : bytes, list of bytes
        From `Channel.receive`.
    other : callable, optional
        Given a tree with a tag that is not known here, and the blocks, it returns the value.

    Raises
    ------
    WireError
        When the frame is not of this format.
    """
    try:
        return _Reader(blocks, other).unpack(text)
    except WireError:
        raise
    except (
        *(ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError),
        *(TypeError, ValueError, struct.error),
    ) as error:
        raise WireError(f"not of the format: {error}"[:200]) from None
