"""Plain data between processes: framed, bounded, and never a pickle.

A frame is a JSON text and some blocks of bytes. JSON's own numbers, strings, booleans, None and
lists stand for themselves; everything else is an object with a tag "t". What is not plain goes
to the hook of the caller, who may have a name for it; without one it is a `WireError`.
"""

from __future__ import annotations

import json
import math
import re
import socket
import struct
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

Tree = Any
Encode = Callable[[Any, list[bytes]], Tree]
Decode = Callable[[dict[str, Any], list[bytes]], Any]

_HEADER = struct.Struct("=IIQ")
_TEXT = json.JSONEncoder(separators=(",", ":"))
_MAX_DEPTH = 64
_JSON_SHARE = 8  # the text may take an eighth of the limit: text grows when it is read
_DTYPE = re.compile(r"[<>|=]?[biufcmMSU]\d*(\[\d*\w+\])?")
_CONTAINERS: dict[str, type] = {"tuple": tuple, "set": set, "frozenset": frozenset}


class WireError(ValueError):
    """Something cannot be sent, or what came is not what it should be."""


def encode(value: Any, blocks: list[bytes], other: Encode | None = None, depth: int = 0) -> Tree:
    """Turn a value into a JSON tree, putting bulk data into `blocks`.

    Parameters
    ----------
    value : object
        Subclasses of plain types are sent as the plain type.
    blocks : list of bytes
        Extended with the bytes of arrays and texts of bytes.
    other : callable, optional
        Given what is not plain, it returns a tagged dict or raises `WireError`.
    """
    if value is None or type(value) in (bool, int, str, float):
        return value
    if type(value) is np.float64:  # histories are full of them
        return {"t": "float64", "v": float(value)}
    if depth > _MAX_DEPTH:
        raise WireError("the value is nested too deeply")

    def inner(part: Any) -> Tree:
        return encode(part, blocks, other, depth + 1)

    def block(data: bytes) -> int:
        blocks.append(data)
        return len(blocks) - 1

    if isinstance(value, np.ma.MaskedArray):
        return {"t": "masked", "data": inner(value.data), "mask": inner(value.mask)}
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(value, inner, block)
    if isinstance(value, (int, str, float)):
        return next(kind(value) for kind in (int, str, float) if isinstance(value, kind))
    if isinstance(value, (bytes, bytearray)):
        return {"t": "bytes", "b": block(bytes(value))}
    if type(value) is list:
        return [inner(part) for part in value]
    for tag, kind in _CONTAINERS.items():
        if type(value) is kind:
            return {"t": tag, "v": [inner(part) for part in value]}
    if isinstance(value, dict) and type(value).__module__ in ("builtins", "collections"):
        return {"t": "dict", "v": [[inner(key), inner(part)] for key, part in value.items()]}
    if type(value) is complex:
        return {"t": "complex", "v": [value.real, value.imag]}
    if type(value) in (range, slice):
        parts = [inner(part) for part in (value.start, value.stop, value.step)]
        return {"t": type(value).__name__, "v": parts}
    if value is Ellipsis:
        return {"t": "ellipsis"}
    if isinstance(value, np.dtype) and _DTYPE.fullmatch(value.str):
        return {"t": "dtype", "d": value.str}
    if isinstance(value, type) and value in _TYPES.values():
        return {"t": "type", "n": next(n for n, kind in _TYPES.items() if kind is value)}
    package = type(value).__module__.partition(".")[0]
    if package in _PACKAGES:
        tree = _PACKAGES[package]().encode(value, inner)
        if tree is not None:
            return tree
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {"t": "tuple", "v": [inner(part) for part in value]}
    if isinstance(value, list):
        return [inner(part) for part in value]
    if other is None:
        raise WireError(f"{type(value).__name__} is not plain data")
    return other(value, blocks)


# Types that checks and answers pass about as values: dtype=float, astype(np.float32).
_TYPES: dict[str, type] = {
    **{kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, object)},
    **{kind.__name__: kind for kind in (list, tuple, dict, set)},
    **{f"numpy.{kind.__name__}": kind for kind in set(np.sctypeDict.values())},
}


def _randomness() -> ModuleType:
    from grader.engine import randomness

    return randomness


def _frames() -> ModuleType:
    from grader.engine import wire_frames

    return wire_frames


def _tensors() -> ModuleType:
    from grader.engine import wire_tensors

    return wire_tensors


# Who knows the plain form of a package's objects; their tags start with the package's name.
_PACKAGES = {
    "pandas": _frames,
    "numpy": _randomness,
    "random": _randomness,
    "tensorflow": _tensors,
}


def _encode_array(value: Any, inner: Callable, block: Callable) -> Tree:
    array = np.asarray(value)
    if array.dtype == object:
        items = [inner(part) for part in array.ravel().tolist()]
        return {"t": "objects", "s": list(array.shape), "v": items}
    if not _DTYPE.fullmatch(array.dtype.str):
        raise WireError(f"an array of {array.dtype} is not plain data")
    tree = {"t": "array", "d": array.dtype.str, "s": list(array.shape)}
    tree["b"] = block(np.ascontiguousarray(array).tobytes())
    if isinstance(value, np.generic):
        tree["scalar"] = True
    return tree


def decode(tree: Tree, blocks: list[bytes], other: Decode | None = None, depth: int = 0) -> Any:
    """Turn a tree back into a value; the types in it are plain types and no others.

    Raises
    ------
    WireError
        When the tree is not of this format.
    """
    if tree is None or type(tree) in (bool, int, float, str):
        return tree
    if depth > 3 * _MAX_DEPTH:
        raise WireError("nested too deeply")

    def inner(part: Tree) -> Any:
        return decode(part, blocks, other, depth + 1)

    if type(tree) is list:
        return [inner(part) for part in tree]
    try:
        return _decode_tagged(tree, blocks, inner, other)
    except WireError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError) as error:
        raise WireError(f"not of the format: {error}") from None


def _decode_tagged(tree: dict, blocks: list[bytes], inner: Callable, other: Decode | None) -> Any:
    tag = tree["t"]
    if tag == "float64":
        return np.float64(_number(tree["v"]))
    if tag == "array":
        return _decode_array(tree, _block(blocks, tree["b"]))
    if tag == "objects":
        array = np.empty(len(tree["v"]), dtype=object)
        for place, part in enumerate(tree["v"]):
            array[place] = inner(part)
        return array.reshape(_shape(tree["s"]))
    if tag == "masked":
        return np.ma.MaskedArray(inner(tree["data"]), inner(tree["mask"]))
    if tag == "bytes":
        return _block(blocks, tree["b"])
    if tag in _CONTAINERS:
        return _CONTAINERS[tag](inner(part) for part in tree["v"])
    if tag == "dict":
        return {inner(key): inner(part) for key, part in tree["v"]}
    if tag == "complex":
        real, imaginary = tree["v"]
        return complex(float(real), float(imaginary))
    if tag in ("range", "slice"):
        return {"range": range, "slice": slice}[tag](*(inner(part) for part in tree["v"]))
    if tag == "ellipsis":
        return Ellipsis
    if tag == "dtype" and _DTYPE.fullmatch(tree["d"]):
        return np.dtype(tree["d"])
    if tag == "type":
        return _TYPES[tree["n"]]
    package = tag.partition(".")[0]
    if package in _PACKAGES:
        return _PACKAGES[package]().decode(tree, inner)
    if other is None:
        raise WireError(f"an unknown tag {tag!r}"[:80])
    return other(tree, blocks)


def _number(value: Any) -> float:
    if type(value) is not float:
        raise WireError("a number that is none")
    return value


def _block(blocks: list[bytes], number: Any) -> bytes:
    if type(number) is not int or not 0 <= number < len(blocks):
        raise WireError("a block of bytes is missing")
    return blocks[number]


def _shape(sizes: Any) -> tuple[int, ...]:
    if len(sizes) > 32 or not all(type(size) is int and size >= 0 for size in sizes):
        raise WireError("an array of impossible shape")
    return tuple(sizes)


def _decode_array(tree: dict, data: bytes) -> Any:
    if not _DTYPE.fullmatch(tree["d"]):
        raise WireError("an array of unknown type")
    dtype, shape = np.dtype(tree["d"]), _shape(tree["s"])
    if len(data) != dtype.itemsize * math.prod(shape):
        raise WireError("an array whose bytes do not fit its shape")
    # A copy: the buffer is read-only, an array of the caller's must not be.
    array = np.frombuffer(data, dtype).reshape(shape).copy() if data else np.empty(shape, dtype)
    return array[()] if tree.get("scalar") else array


def dump(message: Any, other: Encode | None = None) -> bytes:
    """Return the frame of a message."""
    blocks: list[bytes] = []
    try:
        text = _TEXT.encode(encode(message, blocks, other)).encode()
    except (ValueError, RecursionError) as error:  # an int of thousands of digits, say
        raise error if isinstance(error, WireError) else WireError(str(error)) from None
    sizes = struct.pack(f"={len(blocks)}Q", *map(len, blocks))
    bulk = sum(map(len, blocks)) + len(sizes)
    return b"".join((_HEADER.pack(len(text), len(blocks), bulk), text, sizes, *blocks))


class Channel:
    """A socket that carries frames, with a bound on what it will take in."""

    def __init__(self, connection: socket.socket, limit_mb: int = 256) -> None:
        self.connection = connection
        self._limit = limit_mb << 20
        self._read = bytearray()

    @property
    def pending(self) -> bool:
        """Whether bytes of a further frame have been read already."""
        return bool(self._read)

    def send(self, frame: bytes) -> None:
        """Send what `dump` made."""
        self.connection.sendall(frame)

    def receive(self) -> tuple[Tree, list[bytes]]:
        """Return the next frame's tree and blocks, for `decode`.

        Raises
        ------
        EOFError
            When the other side is gone.
        WireError
            When the frame is too large or malformed; the channel is of no use then.
        """
        text_size, count, bulk = _HEADER.unpack(self._exactly(_HEADER.size))
        if text_size > self._limit // _JSON_SHARE or bulk > self._limit or 8 * count > bulk:
            raise WireError(f"more than {self._limit >> 20} MB at once")
        frame = memoryview(self._exactly(text_size + bulk))
        text, rest = frame[:text_size], frame[text_size:]
        sizes = struct.unpack_from(f"={count}Q", rest)
        if sum(sizes) + 8 * count != bulk:
            raise WireError("a frame whose parts do not add up")
        blocks, start = [], 8 * count
        for size in sizes:
            blocks.append(bytes(rest[start : start + size]))
            start += size
        try:
            return json.loads(str(text, "utf-8")), blocks
        except (ValueError, RecursionError):
            raise WireError("a frame that is not JSON") from None

    def _exactly(self, size: int) -> bytes:
        """Return so many bytes; what comes beyond them is kept for the next time."""
        while len(self._read) < size:
            part = self.connection.recv(min(max(size - len(self._read), 1 << 16), 1 << 20))
            if not part:
                raise EOFError
            self._read += part
        with memoryview(self._read) as read:
            data = bytes(read[:size])
        del self._read[:size]
        return data

    def close(self) -> None:
        """Close the socket."""
        self.connection.close()
