"""Memory cgroups: the one bound that counts all that the kernel keeps for a submission.

They are made below the cgroup that this process is in, so that a limit on that one holds as
well: by root where the hierarchy is the old one (version 1), and by everybody whose cgroup is
theirs to divide (version 2, as in `systemd-run --user --scope -p Delegate=yes`).
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

_LIMIT = {1: "memory.limit_in_bytes", 2: "memory.max"}
# Version 1 bounds memory and swap together, version 2 the swap alone.
_SWAP = {1: "memory.memsw.limit_in_bytes", 2: "memory.swap.max"}
_REST = "grader-rest"  # where processes go whose cgroup is divided: version 2 wants it so
_PATIENCE = 2.0  # seconds
_numbers = itertools.count()


class Groups:
    """The cgroups of an engine's submissions, in a folder of their own.

    Parameters
    ----------
    home : Path
        The cgroup to make them in.
    version : {1, 2}
    """

    def __init__(self, home: Path, version: int) -> None:
        self._version = version
        self._ended: list[Path] = []
        self.folder = home / f"grader-{os.getpid()}-{next(_numbers)}"
        self.folder.mkdir()
        if version == 2:
            (self.folder / "cgroup.subtree_control").write_text("+memory")

    def new(self, process: int, limit_mb: float) -> Group:
        """Bound the memory, in MB, of a process and of all that it will start."""
        for folder in self._ended[:]:
            with contextlib.suppress(OSError, ValueError):
                folder.rmdir()
                self._ended.remove(folder)
        folder = self.folder / str(next(_numbers))
        return Group(folder, self._version, process, limit_mb)

    def let_go(self, group: Group) -> None:
        """Note that a group can be removed as soon as nobody is left in it."""
        self._ended.append(group.folder)

    def remove(self) -> None:
        """Remove them all; their processes have ended."""
        with contextlib.suppress(OSError):
            remover(str(self.folder))()


class Group:
    """One submission's cgroup."""

    def __init__(self, folder: Path, version: int, process: int, limit_mb: float) -> None:
        self.folder, self._version = folder, version
        self._limit = int(limit_mb * (1 << 20))
        folder.mkdir()
        (folder / _LIMIT[version]).write_text(str(self._limit))
        if (folder / _SWAP[version]).exists():
            (folder / _SWAP[version]).write_text(str(self._limit) if version == 1 else "0")
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            (folder / "cgroup.procs").write_text(str(process))

    def ran_out(self) -> bool:
        """Return whether a process was ended because there was no more for this group."""
        if self._version == 2:
            events = self._counts("memory.events")
            return bool(events["oom"] and events["oom_kill"])
        # A process that was ended because the whole system had no more counts here as well.
        peak = int((self.folder / "memory.max_usage_in_bytes").read_text())
        return peak > 0.9 * self._limit and bool(self._counts("memory.oom_control")["oom_kill"])

    def _counts(self, name: str) -> dict[str, int]:
        lines = (self.folder / name).read_text().splitlines()
        return {key: int(value) for key, value in map(str.split, lines)}


def make() -> Groups | None:
    """Return where an engine can make groups, or None where the system gives none."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        if sys.platform == "linux" and (found := _home()):
            return Groups(*found)
    return None


def remover(folder: str) -> Callable[[], object]:
    """Return what removes an engine's groups, also when its view of the files is another.

    Parameters
    ----------
    folder : str
        That of `Groups`, or "" where there are none.
    """
    if not folder:
        return lambda: None
    where, name = os.path.split(folder)
    parent = os.open(where, os.O_RDONLY | os.O_DIRECTORY)
    return lambda: _remove(parent, name)


def _remove(parent: int, name: str) -> None:
    folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
    for entry in os.scandir(folder):
        if entry.is_dir():
            _persist(partial(os.rmdir, entry.name, dir_fd=folder))
    _persist(partial(os.rmdir, name, dir_fd=parent))
    os.close(folder)
    os.close(parent)


def _persist(action: Callable[[], object]) -> None:
    """Do what the kernel may refuse for a moment, while processes come or go."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            action()
            return
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _home() -> tuple[Path, int] | None:
    """Return the cgroup of this process, if others can be made in it, and its version."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = {kind: path for _, kind, path in (line.split(":", 2) for line in lines)}
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, after = (part.split() for part in line.split(" - "))
        root, point = before[3:5]
        if after[0] == "cgroup" and "memory" in after[2].split(","):
            folder = _below(point, own["memory"], root)
            if os.geteuid() == 0 and os.access(folder, os.W_OK):
                return folder, 1
        elif after[0] == "cgroup2":
            folder = _below(point, own[""], root)
            folder = folder.parent if folder.name == _REST else folder
            if _is_ours(folder) and "memory" in (folder / "cgroup.controllers").read_text():
                _divide(folder)
                return folder, 2
    return None


def _below(point: str, path: str, root: str) -> Path:
    """Return where a cgroup's path is found, of a hierarchy mounted at `point` from `root` on."""
    if os.path.commonpath([path, root]) != root:
        raise ValueError("this process's cgroup is not in view")
    return Path(point, os.path.relpath(path, root))


def _is_ours(folder: Path) -> bool:
    """Return whether systemd left it to us how a cgroup is divided."""
    for name in ("user.delegate", "trusted.delegate"):
        with contextlib.suppress(OSError):
            return os.getxattr(folder, name) == b"1" and os.access(folder, os.W_OK)
    return False


def _divide(folder: Path) -> None:
    """Let a cgroup of version 2 be divided by memory: then no process may be in it itself."""
    rest = folder / _REST
    rest.mkdir(exist_ok=True)

    def attempt() -> None:
        for process in (folder / "cgroup.procs").read_text().split():
            with contextlib.suppress(ProcessLookupError):  # it has ended
                (rest / "cgroup.procs").write_text(process)
        (folder / "cgroup.subtree_control").write_text("+memory")

    _persist(attempt)  # another process may have come in
