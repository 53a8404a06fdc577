"""The engine's side of a zygote: starting it, and asking it for processes."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

from grader.engine.containment import groups
from grader.engine.faults import EngineError
from grader.engine.limits import Limits
from grader.engine.processes.forker import Forker
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
