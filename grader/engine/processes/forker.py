"""The engine's side of a process that forks others, and of those."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import threading
from dataclasses import asdict
from typing import Any

from grader.engine.containment.groups import Groups
from grader.engine.faults import EngineError
from grader.engine.limits import Limits


class Process:
    """A worker, a judge or a stage, as the engine knows it.

    Attributes
    ----------
    pid : int
        Its number in this system, once it has said so.
    ended : int or None
        Its exit code, once it has ended; negative for a signal.
    """

    def __init__(self, parent: Forker, name: str, report: socket.socket) -> None:
        self._parent, self._name, self._text = parent, name, b""
        self.report = report
        self.pid = 0
        self.ended: int | None = None
        self.failed = ""

    def listen(self) -> None:
        """Take in what has been reported; call when `report` is readable."""
        data = self.report.recv(4096)
        if not data and self.ended is None:
            self.ended = -9
            self._parent.abandon()  # nobody else reports: it is gone
        *lines, self._text = (self._text + data).split(b"\n")
        for line in lines:
            vars(self).update(json.loads(line))

    def wait_for_start(self) -> None:
        """Wait until it has said its number, or why it never will."""
        while not self.pid and not self.failed and self.ended is None:
            self.listen()

    def wait(self, seconds: float) -> None:
        """Wait for its end, for so long at most."""
        self.report.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            while self.ended is None:
                self.listen()
        self.report.settimeout(None)

    def kill(self) -> None:
        """End it and all that it started."""
        if self.ended is None:
            self._parent.kill(self._name)


class Forker:
    """A running process that forks others.

    Parameters
    ----------
    control : socket
        The line to it.
    groups : Groups, optional
        What bounds the memory of those that it forks, where the system has it.
    """

    def __init__(self, control: socket.socket, groups: Groups | None = None) -> None:
        self._control, self.groups = control, groups
        self._lock = threading.Lock()
        self._names = itertools.count()
        self._silent = False

    @property
    def alive(self) -> bool:
        """Whether it can be asked for processes."""
        return not self._silent

    def fork(self, run: str, limits: Limits, sockets: list[socket.socket]) -> Process:
        """Return a new process that runs "worker" or "judge" on the given sockets.

        The sockets are closed here.
        """
        ours, theirs = socket.socketpair()
        name = str(next(self._names))
        request = {"run": run, "name": name, "limits": asdict(limits)}
        descriptors = [s.fileno() for s in (theirs, *sockets)]
        self._ask(request, descriptors)
        for end in (theirs, *sockets):
            end.close()
        return Process(self, name, ours)

    def kill(self, name: str) -> None:
        """End a process and all that it started."""
        with contextlib.suppress(EngineError):  # gone: they all are
            self._ask({"kill": name}, [])

    def _ask(self, request: dict[str, Any], descriptors: list[int]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._control, [json.dumps(request).encode()], descriptors)
                answer = self._control.recv(1)
            except OSError:
                answer = b""
        if not answer:
            self.abandon()
            raise EngineError("the warm process is gone")

    def abandon(self) -> None:
        """See that nothing of it is left: it has ended before its time."""
        self._silent = True

    def close(self) -> None:
        """Let it go; it ends."""
        self._control.close()
