"""How much memory a contained process and its descendants take, and where that ends."""

from __future__ import annotations

import os

from grader.engine.containment.groups import Group, Groups
from grader.engine.containment.tree import members
from grader.engine.limits import Limits

_WHOLE = (b"RssAnon", b"RssShmem")
_SHARE = (b"Pss_Anon", b"Pss_Shmem")  # a page counts as one, among all that have it
_TABLES = (b"VmPTE",)
_SOCKET_KB = 208  # what the kernel keeps for one end that nobody reads from


class MemoryBound:
    """Bounds the memory of a tree of processes.

    It is looked at from outside; where the system gives memory cgroups, one bounds it at every
    moment. What a process shares with the zygote is taken to be what the first one had before
    it began.

    Parameters
    ----------
    pid : int
        The first process of the tree; it has done nothing yet.
    limits : Limits
    groups : Groups or None
        Where its cgroup can be made.
    """

    def __init__(self, pid: int, limits: Limits, groups: Groups | None) -> None:
        self._pid, self._limits, self._groups = pid, limits, groups
        self._shared = _memory_kb(pid)
        self._group: Group | None = None
        if groups is not None:
            # Whatever it changes of what it shares becomes its own; files lie in memory too.
            most = self._shared / 1024 + limits.memory_mb + limits.scratch_mb
            self._group = groups.new(pid, most)

    def is_exceeded(self) -> bool:
        """Return whether the tree takes, or wanted to take, more than is allowed."""
        return self.ran_out() or self._used_mb() > self._limits.memory_mb

    def ran_out(self) -> bool:
        """Return whether the kernel ended one of the processes for it."""
        return self._group is not None and self._group.ran_out()

    def close(self) -> None:
        """Let go of it: the processes are being ended."""
        if self._group is not None:
            self._groups.let_go(self._group)

    def _used_mb(self) -> float:
        """Return what the tree takes beyond its start, in MB; 0 where that cannot be known."""
        tree = list(members(self._pid))
        used = sum(map(_memory_kb, tree))
        # What forked processes share has been counted for each; to divide it takes long.
        if len(tree) > 1 and used - self._shared > 1024 * self._limits.memory_mb:
            used = sum(map(_share_kb, tree))
        return max(0, used - self._shared) / 1024


def _memory_kb(pid: int) -> int:
    """Return the memory of a process in kB: its own, shared, and the kernel's on its behalf."""
    return _sum_kb(pid, "status", _WHOLE + _TABLES) + _open_files_kb(pid)


def _share_kb(pid: int) -> int:
    """Return the same, of shared memory only the part that falls to this process.

    Where the process does not let that be seen, all of it.
    """
    own = _sum_kb(pid, "smaps_rollup", _SHARE) or _sum_kb(pid, "status", _WHOLE)
    return own + _sum_kb(pid, "status", _TABLES) + _open_files_kb(pid)


def _sum_kb(pid: int, file: str, names: tuple[bytes, ...]) -> int:
    try:
        with open(f"/proc/{pid}/{file}", "rb") as lines:  # a process's name may be any bytes
            fields = dict(line.split(b":", 1) for line in lines if b":" in line)
        return sum(int(fields[name].split()[0]) for name in names)
    except (OSError, KeyError, ValueError):
        return 0


def _open_files_kb(pid: int) -> int:
    """Return what the kernel may keep for a process's open files, were they all sockets."""
    try:
        return _SOCKET_KB * len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0
