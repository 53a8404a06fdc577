"""The judge's line to the worker: every question about the learner's objects goes through it.

What comes back is plain data on the judge's own types, or a `Handle` on an object that stays
where it is. The worker is not believed in anything else.
"""

from __future__ import annotations

import builtins
import contextlib
import pickle
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from grader.engine import wire
from grader.engine.judging.handles import Handle, StandInError, make_handle
from grader.engine.judging.overwrite import GENERATORS, overwrite
from grader.engine.judging.reports import known_kind
from grader.engine.judging.voids import is_empty, is_void
from grader.engine.wire import randomness
from grader.engine.wire.channel import Channel
from grader.text import LONGEST_NAME, clean

ENDED = "its process ended"
_UNREADABLE = "it sent what cannot be read"


class WorkerLost(BaseException):
    """The worker is gone, or talks nonsense."""


class LearnerError(Exception):
    """What every exception raised by the learner's code is, besides its own type.

    Attributes
    ----------
    report : dict
        Type, text, cell and line, as `reports.describe_error` gives them; "code", the line
        itself; and "said", the text also where it is not to be repeated.
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
    voids, empties : int
        How often it sent an array of which much is true that means nothing, and how often
        nothing, or next to it.
    words : int
        How often an object of the learner's was asked what nothing but itself can tell.
    seconds : float
        What it says that its process has computed so far.
    carries_back : bool
        Whether such changes are made to the judge's own objects too.
    guards_generators : bool
        Whether a generator that a check goes on drawing from counts as changed.
    shares_random : bool
        Whether the worker's global generators follow the judge's in all they do, or only where
        they have just been seeded: from what was drawn before, more could be told.
    answers : dict of str to str
        The learner's cells by their file names: what stands on a line is read here, and not
        asked for.
    quotes : bool
        Whether the learner's exceptions may say what they like. Not where the worker holds
        something of the author's.
    """

    def __init__(
        self, channel: Channel, names: dict[str, Any], random: randomness.GlobalState
    ) -> None:
        self.channel = channel
        self.names = names
        self.lost = ""
        self.answers: dict[str, str] = {}
        self.quotes = True
        self.on_stale: Callable[[list[str]], None] = list
        self.changed = 0
        self.voids = self.empties = self.words = 0
        self.seconds = 0.0
        self.carries_back = True
        self.guards_generators = True
        self.shares_random = True
        self._asked = 0  # the number of the last question
        self._pending = 0  # the number of the question whose answer is waited for
        self._callbacks: list[Any] = []
        self._reading = False
        self._random = random
        self._handed_out: dict[int, tuple[Any, bytes]] = {}

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
        if self.shares_random:
            random = self._random.moved()
        else:
            random = self._random.seeded() if do in _RUNS_CODE else None
        self.words += do in _ITS_WORD
        # One that is handed out again has mattered: what was done to it is a change.
        self.changed += sum(id(given) in self._handed_out for given in fields.get("args", ()))
        self._send({"do": do, "number": self._asked, "random": random, **fields})
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
        if isinstance(message.get("seconds"), float):
            self.seconds = message["seconds"]
        if isinstance(message.get("stale"), list):
            self.on_stale(message["stale"])
        printed = message.get("printed")
        if printed and isinstance(printed, str):
            sys.stdout.write(printed)
        if "error" in message:
            raise self._exception(message["error"])
        if arguments and isinstance(message.get("changed"), dict):
            self._carry_back(message["changed"], arguments)
        self.weigh(message.get("value"))
        return message.get("value")

    def weigh(self, value: Any) -> None:
        """Note whether a value of the learner's is one of which anything can be said."""
        self.voids += is_void(value)
        self.empties += is_empty(value)

    def begin(self) -> None:
        """Forget which generators have been handed out: a new check begins."""
        self._handed_out.clear()

    def end(self) -> None:
        """Count as changed what was drawn from again after it had been handed out."""
        for generator, state in self._handed_out.values():
            self.changed += randomness.fingerprint(generator) != state
        self._handed_out.clear()

    def _carry_back(self, changed: dict, arguments: list) -> None:
        """Do to the judge's objects what the learner's code did to its copies of them."""
        for place, value in changed.items():
            if type(place) is int and 0 <= place < len(arguments):
                given = arguments[place]
                if self.carries_back:
                    overwrite(given, value)
                # To draw from a generator is what it is handed over for; see `end`.
                if not isinstance(given, GENERATORS):
                    self.changed += 1
                elif self.guards_generators:
                    self._handed_out[id(given)] = given, randomness.fingerprint(given)

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
        own = {key: clean(str(report.get(key, "")), longest) for key, longest in _REPORT.items()}
        own["bases"] = [clean(str(name), LONGEST_NAME) for name in report["bases"][:20]]
        line = report.get("line")
        own["line"] = line if type(line) is int and 0 < line < _LONGEST_CELL else 0
        lines = ["", *self.answers.get(own["cell"], "").split("\n")]
        own["code"] = lines[own["line"]].strip()[:_CODE] if own["line"] < len(lines) else ""
        own["said"] = own["text"]
        if not self.quotes:
            own["kind"], own["text"] = known_kind(own), ""
        known = (kind for name in own["bases"] if (kind := self._known(name)))
        name = own["kind"] if own["kind"].isidentifier() else "Error"
        error = next(filter(None, (_instance(kind, name) for kind in (*known, RuntimeError))))
        error.args, error.report = (own["text"],), own
        return error

    def _known(self, name: str) -> type[Exception] | None:
        """Return the judge's exception class of that name."""
        for found in (dict.get(self.names, name), getattr(builtins, name, None)):
            if isinstance(found, type) and issubclass(found, Exception):
                # Raised in a loop of the check's, this one would end it as if all were done.
                return RuntimeError if issubclass(found, _ENDS_LOOPS) else found
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
            texts = {key: clean(str(tree.get(key, "")), most) for key, most in _ABOUT.items()}
            return make_handle(self, tree["n"], texts)
        raise wire.WireError("an unknown tag")


# What is taken over of an object and of an exception, and how many characters of it.
_ABOUT = {"module": LONGEST_NAME, "class": LONGEST_NAME, "name": LONGEST_NAME, "doc": 2000}
_REPORT = {"kind": LONGEST_NAME, "text": 2000, "hidden_text": 2000, "cell": LONGEST_NAME}
_CODE = 120  # characters quoted of the line where it stopped
_LONGEST_CELL = 10_000  # lines
_ENDS_LOOPS = (StopIteration, StopAsyncIteration)
_ITS_WORD = ("get", "contains")  # what is called or gone through gives values to look at
_RUNS_CODE = ("call", "get", "item", "length", "iterate", "next", "contains", "array")


def _instance(kind: type[Exception], name: str) -> LearnerError | None:
    """Return an exception of a new class of that name, or None where `kind` asks for more."""
    bases = (LearnerError,) if kind is Exception else (kind, LearnerError)
    with contextlib.suppress(Exception):
        return kind.__new__(type(name, bases, {"__str__": LearnerError.__str__}))
    return None


def _is_local(function: Any) -> bool:
    """Return whether a function belongs to the notebook, and not to an importable module."""
    return function.__module__ == "__main__" or "<" in function.__qualname__


def _stepping(iterator: Iterator) -> Any:
    def step() -> tuple | None:
        for part in iterator:
            return (part,)
        return None

    return step
