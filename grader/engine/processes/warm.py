"""The engine's side of a zygote: starting it, and asking it for processes."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Hashable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader.engine.containment import groups
from grader.engine.containment.groups import Groups
from grader.engine.faults import EngineError
from grader.engine.limits import Limits
from grader.engine.wire.channel import Channel

# What may be imported before it is known whether anybody needs it: none of these starts threads.
HARMLESS = {
    "numpy",
    "pandas",
    "scipy",
    "sklearn",
    "matplotlib",
    "IPython",
    "ipywidgets",
}
PLAIN = ("grader.engine.wire.frames",)
TENSORFLOW = ("tensorflow", "keras", "grader.engine.wire.tensors")

_ENVIRONMENT = {
    "COURSE_GRADING": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "KERAS_BACKEND": "tensorflow",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "agg",
    "NBGRADER_EXECUTION": "autograde",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    # Submissions run side by side: one thread each wastes least.
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}


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


class Zygote(Forker):
    """A running zygote.

    Parameters
    ----------
    preload : iterable of str
        Modules for it to import.
    readable : iterable of str
        Files and folders that its children may read, besides Python's and the system's.
    contain : bool
        Whether its children are contained.

    Attributes
    ----------
    stages : dict
        The engine's own list of the stages that it asked for.
    """

    def __init__(self, preload: Iterable[str], readable: Iterable[str], contain: bool) -> None:
        self.stages: dict[Hashable, Any] = {}
        self._root = tempfile.mkdtemp(prefix="grader-")
        memory = groups.make() if contain else None
        ours, theirs = socket.socketpair()
        settings = {
            "preload": list(preload),
            "readable": [*_python_folders(), *readable],
            "contain": contain,
            "root": self._root,
            "groups": str(memory.folder) if memory else "",
        }
        with theirs:
            module = __package__ + ".zygote"
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, json.dumps(settings), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        super().__init__(ours, memory)
        answer = ours.recv(4096)
        if answer != b"ready":
            self.close()
            # All that it may say instead is that it cannot contain anybody.
            why = answer.decode() or "the warm process ended while it started"
            raise EngineError(why, fatal=bool(answer))
        if contain:
            # Its root is a file system of its own by now, and nobody may be left to clear up.
            os.rmdir(self._root)

    @property
    def alive(self) -> bool:
        """Whether it can be asked for processes."""
        return super().alive and self._process.poll() is None

    def stage(self, run: str, script: bytes, limits: Limits) -> Stage | None:
        """Return a process that has run a notebook's opening cells, or None where it could not.

        Parameters
        ----------
        run : {"worker", "judge"}
            What it is to fork.
        script : bytes
            Frame of the notebook and of the place where the opening cells end.
        limits : Limits
            The time that the cells may take, among others.
        """
        control, their_control = socket.socketpair()
        ours, theirs = socket.socketpair()
        process = self.fork(f"{run} stage", limits, [their_control, theirs])
        ours.settimeout(limits.cell_seconds)
        channel = Channel(ours)
        try:
            channel.send(script)
            channel.receive()
        except (OSError, EOFError):
            process.kill()
            control.close()
            return None
        finally:
            process.report.close()
            channel.close()
        return Stage(control, self)

    def abandon(self) -> None:
        """End it, and everything forked from it, at once."""
        super().abandon()
        self._process.kill()

    def close(self) -> None:
        """End the zygote and everything forked from it."""
        super().close()
        self._process.wait()
        if self.groups is not None:
            self.groups.remove()
        shutil.rmtree(self._root, ignore_errors=True)


class Stage(Forker):
    """A running stage.

    Parameters
    ----------
    control : socket
    zygote : Zygote
    """

    def __init__(self, control: socket.socket, zygote: Zygote) -> None:
        super().__init__(control, zygote.groups)
        self._zygote = zygote

    @property
    def alive(self) -> bool:
        """Whether it can be asked for processes."""
        return super().alive and self._zygote.alive

    def abandon(self) -> None:
        """End the whole zygote: nobody else could end what the stage has forked."""
        super().abandon()
        self._zygote.abandon()


def _python_folders() -> list[str]:
    """Return where Python, its packages and this package are."""
    site = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    ours = Path(__file__).parents[2]
    return [*dict.fromkeys((sys.prefix, sys.base_prefix, *site)), str(ours)]


def _environment() -> dict[str, str]:
    """Return the variables of the zygote: its own and nobody's secrets."""
    # The home is for the imports alone: matplotlib keeps its list of fonts there.
    home = {"HOME": os.environ["HOME"]} if "HOME" in os.environ else {}
    return home | _ENVIRONMENT | {"PYTHONPATH": str(Path(__file__).parents[3])}
