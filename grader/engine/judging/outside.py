"""The judge's line to the worker: every question about the learner's objects goes through it.

What comes back is plain data on the judge's own types, or a `Handle` on an object that stays
where it is. The worker is not believed in anything else.
"""

from __future__ import annotations

import builtins
import pickle
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from grader.engine import wire
from grader.engine.judging.handles import Handle, StandInError, make_handle
from grader.engine.judging.overwrite import GENERATORS, overwrite
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel

ENDED = "its process ended"
_UNREADABLE = "it sent what cannot be read"


class WorkerLost(BaseException):
    """The worker is gone, or talks nonsense."""


class LearnerError(Exception):
    """What every exception raised by the learner's code is, besides its own type.

    Attributes
    ----------
    report : dict
        Type, text, cell and line, as `worker.describe_error` gives them.
    """

    report: dict[str, Any]

    def __str__(self) -> str:
        return self.report["text"]


class Outside:
    """One worker, as the judge sees it.

    Attributes
    ----------
    lost : str
        Why the worker can no longer be asked; empty while it can.
    on_stale : callable
        Told the names whose values the judge should fetch again.
    changed : int
        How often it changed an argument that it was given.
    carries_back : bool
        Whether such changes are made to the judge's own objects too.
    """

    def __init__(
        self, channel: Channel, names: dict[str, Any], random: randomness.GlobalState
    ) -> None:
        self.channel = channel
        self.names = names
        self.lost = ""
        self.on_stale: Callable[[list[str]], None] = list
        self.changed = 0
        self.carries_back = True
        self._asked = 0  # the number of the last question
        self._pending = 0  # the number of the question whose answer is waited for
        self._callbacks: list[Any] = []
        self._reading = False
        self._random = random

    def ask(self, do: str, **fields: Any) -> Any:
        """Ask the worker one thing and return the answer, or raise the learner's exception."""
        self.post(do, **fields)
        return self.settle(fields.get("args"))

    def post(self, do: str, **fields: Any) -> None:
        """Ask without waiting: `settle` takes the answer."""
        if self._reading:
            raise wire.WireError("a stand-in where plain data belongs")
        self.settle()
        self._asked += 1
        self._send({"do": do, "number": self._asked, "random": self._random.moved(), **fields})
        self._pending = self._asked

    def settle(self, arguments: list | None = None) -> Any:
        """Wait for the answer to what was posted, serving the worker's calls meanwhile."""
        if not self._pending:
            return None
        number, self._pending = self._pending, 0
        while "callback" in (message := self._receive()):
            self._serve(message)
        if message.get("number") != number:
            self._lose(_UNREADABLE)
        if isinstance(message.get("stale"), list):
            self.on_stale(message["stale"])
        printed = message.get("printed")
        if printed and isinstance(printed, str):
            sys.stdout.write(printed)
        if "error" in message:
            raise self._exception(message["error"])
        if arguments and isinstance(message.get("changed"), dict):
            self._carry_back(message["changed"], arguments)
        return message.get("value")

    def _carry_back(self, changed: dict, arguments: list) -> None:
        """Do to the judge's objects what the learner's code did to its copies of them."""
        for place, value in changed.items():
            if type(place) is int and 0 <= place < len(arguments):
                # To draw from a generator is what it is handed over for.
                self.changed += not isinstance(arguments[place], GENERATORS)
                if self.carries_back:
                    overwrite(arguments[place], value)

    def _send(self, message: dict[str, Any]) -> None:
        if self.lost:
            raise WorkerLost(self.lost)
        try:
            frame = wire.dump(message, self._encode)
        except wire.WireError as error:
            raise StandInError(f"cannot be handed to the answer: {error}") from None
        try:
            self.channel.send(frame)
        except OSError:
            self._lose(ENDED)

    def _receive(self) -> dict[str, Any]:
        try:
            frame = self.channel.receive()
            self._reading = True
            message = wire.load(*frame, self._decode)
        except (EOFError, OSError):
            self._lose(ENDED)
        except wire.WireError as error:
            self._lose(f"{_UNREADABLE}: {error}")
        finally:
            self._reading = False
        if not isinstance(message, dict):
            self._lose(_UNREADABLE)
        return message

    def _lose(self, why: str) -> None:
        self.lost = why
        raise WorkerLost(why)

    def _serve(self, message: dict[str, Any]) -> None:
        """Call a function of the judge for the worker."""
        try:
            function = self._callbacks[message["callback"]]
            reply = {"value": function(*message["args"], **message["kwargs"])}
        except Exception as error:
            kind = type(error).__name__
            reply = {"error": kind if hasattr(builtins, kind) else "RuntimeError"}
            reply["text"] = str(error)[:2000]
        self._send(reply)

    def _exception(self, report: Any) -> Exception:
        """Return the judge's own exception for what the learner's code raised."""
        if not isinstance(report, dict) or not isinstance(report.get("bases"), list):
            self._lose(_UNREADABLE)
        clean = {key: str(report.get(key, ""))[:2000] for key in _REPORT}
        clean["bases"] = [str(name)[:100] for name in report["bases"][:20]]
        clean["line"] = report.get("line") if type(report.get("line")) is int else 0
        kind = next((k for name in report["bases"] if (k := self._known(name))), RuntimeError)
        bases = (LearnerError,) if kind is Exception else (kind, LearnerError)
        own = type(clean["kind"] or "Error", bases, {"__str__": LearnerError.__str__})
        error = kind.__new__(own)
        error.args, error.report = (clean["text"],), clean
        return error

    def _known(self, name: Any) -> type[Exception] | None:
        """Return the judge's exception class of that name."""
        for found in (dict.get(self.names, name), getattr(builtins, str(name), None)):
            if isinstance(found, type) and issubclass(found, Exception):
                return found
        return None

    # What is not plain data.

    def _encode(self, value: Any, blocks: list[bytes]) -> wire.Tree:
        if isinstance(value, Handle):
            return {"t": "ref", "n": value._number}
        if isinstance(value, (types.FunctionType, types.MethodType)) and _is_local(value):
            return self._callback("callback", value, value.__name__)
        if isinstance(value, Iterator):
            return self._callback("iterator", _stepping(value), "iterator")
        try:
            blocks.append(pickle.dumps(value))
        except Exception:
            if callable(value):
                return self._callback("callback", value, type(value).__name__)
            raise StandInError(f"{type(value).__name__} cannot be handed to the answer") from None
        return {"t": "pickle", "b": len(blocks) - 1}

    def _callback(self, tag: str, function: Any, name: str) -> wire.Tree:
        self._callbacks.append(function)
        return {"t": tag, "n": len(self._callbacks) - 1, "name": name}

    def _decode(self, tree: dict[str, Any], blocks: list[bytes]) -> Any:
        if tree["t"] == "own" and type(tree["n"]) is int:
            return self._callbacks[tree["n"]]
        if tree["t"] == "handle" and type(tree["n"]) is int:
            texts = {
                key: str(tree.get(key, ""))[:2000] for key in ("module", "class", "name", "doc")
            }
            return make_handle(self, tree["n"], texts)
        raise wire.WireError("an unknown tag")


_ABOUT = ("module", "class", "name", "doc")
_REPORT = ("kind", "text", "hidden_text", "cell", "code")


def _is_local(function: Any) -> bool:
    """Return whether a function belongs to the notebook, and not to an importable module."""
    return function.__module__ == "__main__" or "<" in function.__qualname__


def _stepping(iterator: Iterator) -> Any:
    def step() -> tuple | None:
        for part in iterator:
            return (part,)
        return None

    return step
