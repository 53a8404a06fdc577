"""The learner's side: runs cells and answers the judge's questions about what they made.

Nothing here is trusted. It is written for honest notebooks; what a hostile one makes of it
can change no more than the values that the judge is given.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from grader.engine import wire
from grader.engine.cells import lookups, relevance, shell
from grader.engine.judging.operations import OPERATIONS
from grader.engine.judging.reports import describe_error
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel

_PRINTED = 100_000  # characters kept of what one request prints
_TEXT = 2_000  # characters kept of a docstring


class _Bounded(io.StringIO):
    """Keeps the first part of what is printed, and forgets the rest."""

    def write(self, text: str) -> int:
        room = _PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


class _Callback:
    """A function, or an iterator, that lives with the judge."""

    def __init__(self, worker: Worker, number: int, name: str) -> None:
        self._worker, self._number = worker, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._worker.call_back(self._number, arguments, options)

    def __iter__(self) -> Iterator[Any]:
        while (part := self()) is not None:
            yield part[0]


class Worker:
    """One submission's namespace, and the judge at the other end of the line.

    Parameters
    ----------
    notebook : dict, optional
        The author's cells by their places, for `prepare`.
    """

    def __init__(self, notebook: dict[str, Any] | None = None) -> None:
        shell.quiet_plots()
        self.notebook = notebook
        self.channel: Channel
        module = ModuleType("__main__")
        module.__dict__.update(shell.names())
        module.__dict__["__builtins__"] = _builtins_of_cells()
        sys.modules["__main__"] = module
        self.names = module.__dict__
        self.read: set[str] = set()
        self.looks_around = False
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.sent: dict[str, Any] = {}  # what the judge was given for a name
        self.thread = threading.get_ident()
        self.seconds = 0.0  # for one request; 0 where only the engine bounds it

    def prepare(self, start: int) -> None:
        """Run the author's cells before `start`, and read the others, once for everybody."""
        for place, source in self.notebook.items():
            filename = shell.cell_name("given", place)
            # As in a notebook: where a cell fails, it ends, and the next one runs.
            with contextlib.suppress(Exception):
                if place < start:
                    shell.run(source, filename, self.names)
                else:
                    relevance.read(source, filename)
            shell.close_plots()

    def run(self, channel: Channel) -> None:
        """Answer until the judge is gone."""
        self.channel = channel
        while True:
            self.answer(self._receive())

    def _receive(self) -> dict[str, Any]:
        return wire.load(*self.channel.receive(), self._decode)

    def answer(self, request: dict[str, Any]) -> None:
        """Do what a request says and send the reply."""
        randomness.follow(request.pop("random", None))
        number, wish = request.pop("number"), request.pop("do")
        reply: dict[str, Any] = {}
        printed, stdout = _Bounded(), sys.stdout
        sys.stdout = printed
        try:
            self._give_up_after(self.seconds)
            arguments = request.get("args") or []
            before = [_snapshot(argument) for argument in arguments]
            action = OPERATIONS.get(wish) or getattr(self, "do_" + wish)
            reply["value"] = action(**request)
            after = (_snapshot(argument) for argument in arguments)
            differ = (old != new for old, new in zip(before, after, strict=True))
            reply["changed"] = {n: arguments[n] for n, differs in enumerate(differ) if differs}
        except BaseException as error:
            reply = {"error": describe_error(error)}
        finally:
            self._give_up_after(0.0)
            sys.stdout = stdout
        reply |= {
            "number": number,
            "printed": printed.getvalue(),
            "seconds": time.process_time(),
            "stale": [] if wish == "name" else self._stale(),
        }
        try:
            frame = wire.dump(reply, self._encode)
        except (wire.WireError, RecursionError, MemoryError) as error:
            frame = wire.dump({"number": number, "error": describe_error(error)})
        self.channel.send(frame)

    def _stale(self) -> list[str]:
        """Return the names whose values are no longer what the judge was given."""
        stale = [
            name
            for name, value in self.sent.items()
            if self.names.get(name, _END) is not value or isinstance(value, _MUTABLE)
        ]
        for name in stale:
            del self.sent[name]
        return stale

    def call_back(self, number: int, arguments: tuple, options: dict) -> Any:
        """Call a function of the judge, answering what it asks meanwhile."""
        if threading.get_ident() != self.thread:
            raise RuntimeError("a function given by a check was called from another thread")
        request = {"callback": number, "args": list(arguments), "kwargs": options}
        self.channel.send(wire.dump(request, self._encode))
        while "do" in (message := self._receive()):
            self.answer(message)
        if "error" in message:
            kind = getattr(builtins, message["error"], RuntimeError)
            raise kind(message["text"])
        return message["value"]

    # What the judge may ask for, besides operations on a single object.

    def do_prepare(self, files: dict[str, bytes], answers: dict[str, str]) -> None:
        """Write the files that stand beside the notebook; see which names the answers mention."""
        shell.write_files(files)
        for filename, source in answers.items():
            self.looks_around |= lookups.looks_around(lookups.mentions_of(source, filename))
            self.read |= lookups.reads_of(source, filename)

    def do_run(self, source: str, filename: str, wanted: list[str] | None = None) -> Any:
        """Run a cell, or of the author's what matters; return its last value if it is a number."""
        body = None
        if wanted is not None and not self.looks_around:
            whole = shell.parse(source, filename).body
            body, _ = relevance.relevant(whole, {*wanted, *self.read}, self.names)
        return self._number(shell.run(source, filename, self.names, body))

    def do_execute(self, compiled: bytes) -> Any:
        """Run a cell whose text is nobody's business here; return its last value like `run`."""
        return self._number(shell.execute(compiled, self.names))

    def do_hurry(self, seconds: float) -> None:
        """Give up from now on what takes longer: changed answers may run on forever."""
        self.seconds = seconds
        signal.signal(signal.SIGALRM, _give_up)

    def _give_up_after(self, seconds: float) -> None:
        if self.seconds:  # else an alarm is the learner's own
            signal.setitimer(signal.ITIMER_REAL, seconds)

    def _number(self, value: Any) -> float | None:
        shell.close_plots()
        is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
        return float(value) if is_number else None

    def do_name(self, name: str) -> list:
        """Return the value of a name, in a list; an empty one when there is none."""
        if name not in self.names:
            return []
        self.sent[name] = self.names[name]
        return [self.names[name]]

    def do_bind(self, name: str, args: list) -> None:
        """Give a name the value in `args`, or none when that is empty."""
        if args:
            self.names[name] = args[0]
        else:
            self.names.pop(name, None)

    def do_seed(self, path: str, value: int) -> None:
        """Seed a library's generator."""
        randomness.seed(path, value)

    # What is not plain data.

    def _encode(self, value: Any, blocks: list[bytes]) -> wire.Tree:
        if isinstance(value, _Callback):
            return {"t": "own", "n": value._number}
        number = self.numbers.setdefault(id(value), len(self.numbers))
        self.objects[number] = value
        kind = type(value)
        return {
            "t": "handle",
            "n": number,
            "module": str(kind.__module__),
            "class": str(kind.__qualname__),
            "name": str(getattr(value, "__name__", "")),
            "doc": str(getattr(value, "__doc__", None) or "")[:_TEXT],
        }

    def _decode(self, tree: dict[str, Any], blocks: list[bytes]) -> Any:
        if tree["t"] == "ref":
            return self.objects[tree["n"]]
        if tree["t"] == "pickle":
            return pickle.loads(blocks[tree["b"]])
        callback = _Callback(self, tree["n"], tree["name"])
        return iter(callback) if tree["t"] == "iterator" else callback


def _give_up(*_: Any) -> None:
    raise TimeoutError("a changed answer takes too long")


def _builtins_of_cells() -> ModuleType:
    """Return a copy of the builtins: who patches one does so for cells, not for libraries."""
    copy = ModuleType("builtins")
    copy.__dict__.update(vars(builtins))
    sys.modules["builtins"] = copy
    return copy


_END = object()
# What is sent by value, and can become another value while it stays the same object.
_MUTABLE = (np.ndarray, list, dict, set, bytearray, pd.DataFrame, pd.Series, np.random.Generator)


def _snapshot(argument: Any) -> tuple | bytes | None:
    """Return what an argument is now, to see later whether it was changed."""
    if type(argument) is np.ndarray and argument.dtype != object:  # most are
        return argument.dtype, argument.shape, argument.tobytes()
    if argument is None or isinstance(argument, (bool, int, float, str)):
        return None
    try:
        return wire.dump(argument, lambda value, _: {"t": "?"})
    except wire.WireError:
        return None


def main(channel: Channel) -> None:
    """Serve one submission; for a process of its own."""
    Worker().run(channel)
