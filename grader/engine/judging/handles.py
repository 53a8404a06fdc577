"""Stand-ins, in the judge, for objects of the learner's that stay in the worker.

A handle passes on what a check may do to such an object: call it, read and set its public
attributes and items, go through it. It never lets the object decide a comparison; where the
object is asked about itself, the check is doubted, unless the author's answer gives one, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

# Libraries whose classes a handle may claim to be an instance of.
_LIBRARIES = ("keras", "tensorflow", "sklearn", "matplotlib", "gymnasium", "scipy")


class StandInError(TypeError):
    """A check asked of a stand-in what only the object itself could tell."""


class Owner(Protocol):
    """Who is asked about the objects: the line to the worker.

    Attributes
    ----------
    names : dict
        The judge's global names.
    """

    names: dict[str, Any]

    def ask(self, do: str, **fields: Any) -> Any:
        """Ask one thing and return the answer."""


class Handle:
    """The judge's end of one object of the learner's."""

    _outside: Owner
    _number: int
    _texts: dict[str, str]

    def _ask(self, do: str, **fields: Any) -> Any:
        return self._outside.ask(do, target=self, **fields)

    def __getattr__(self, name: str) -> Any:
        if name in ("__name__", "__qualname__") and self._texts["name"]:
            return self._texts["name"]
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("get", name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise AttributeError(name)
        self._ask("set", name=name, value=value)

    @property
    def __class__(self) -> type:  # type: ignore[override]
        """The library's class that the object claims; isinstance asks for it."""
        return _library_class(self._outside.names, self._texts) or type(self)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        # All arguments go as one list, for what the call does to them to come back.
        given = [*arguments, *options.values()]
        return self._ask("call", args=given, options=list(options))

    def __getitem__(self, key: Any) -> Any:
        return self._ask("item", key=key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._ask("set_item", key=key, value=value)

    def __len__(self) -> int:
        length = self._ask("length")
        if type(length) is not int or length < 0:
            raise StandInError("the answer's object has no length")
        self.__dict__["_length"] = length
        return length

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        iterator, count = self._ask("iterate"), 0
        while part := self._outside.ask("next", target=iterator):
            count += 1
            yield part[0]
        if self.__dict__.get("_length", count) != count:
            raise StandInError("the answer's object has not as many parts as it says")

    def __next__(self) -> Any:
        part = self._ask("next")
        if not part:
            raise StopIteration
        return part[0]

    def __contains__(self, value: Any) -> bool:
        return self._ask("contains", value=value) is True

    def __instancecheck__(self, value: Any) -> bool:
        return self._ask("is_instance", value=value) is True

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        array = self._ask("array")
        if type(array) is not np.ndarray:
            raise StandInError(f"{self!r} is not an array")
        return array if dtype is None else array.astype(dtype)

    def __repr__(self) -> str:
        name = self._texts["name"]
        return f"<{self._texts['class']}{' ' + name if name else ''} of the answer>"

    __hash__ = object.__hash__


def _refuse(self: Handle, other: Any) -> Any:
    raise StandInError(f"{self!r} is no number, text, array or the like to compare or compute with")


_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or")
for _name in (*_COMPARISONS, *_ARITHMETIC, *(f"r{name}" for name in _ARITHMETIC)):
    setattr(Handle, f"__{_name}__", _refuse)


def make_handle(outside: Owner, number: int, texts: dict[str, str]) -> Handle:
    """Return a handle, of a class named as the object's own class is."""
    name = texts["class"].rpartition(".")[2]
    about = {"__doc__": texts["doc"] or None, "__module__": texts["module"]}
    kind = type(name if name.isidentifier() else "Handle", (Handle,), about)
    handle = object.__new__(kind)
    handle.__dict__.update(_outside=outside, _number=number, _texts=texts)
    return handle


def _library_class(names: dict[str, Any], texts: dict[str, str]) -> type | None:
    """Return the class that a handle claims: a library's, or one that the author gave."""
    if texts["module"] == "__main__":
        found = dict.get(names, texts["class"])
    elif texts["module"].partition(".")[0] in _LIBRARIES:
        found = getattr(sys.modules.get(texts["module"]), texts["class"], None)
    else:
        return None
    return found if isinstance(found, type) else None
