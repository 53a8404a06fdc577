"""How much memory a contained process and its descendants take."""

from __future__ import annotations

import os

from grader.engine.containment.tree import members

_COUNTED = ("RssAnon", "RssShmem", "VmPTE")
_SOCKET_KB = 208  # what the kernel keeps for one end that nobody reads from


class MemoryWatch:
    """Watches a tree of processes from outside.

    What a process shares with the zygote is taken to be what the first one had when it was
    first seen.

    Parameters
    ----------
    pid : int
        The first process of the tree.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._shared = _memory_kb(pid)

    def used_mb(self) -> float:
        """Return what the tree takes beyond its start, in MB; 0 where that cannot be known."""
        return sum(max(0, _memory_kb(p) - self._shared) for p in members(self._pid)) / 1024


def _memory_kb(pid: int) -> int:
    """Return the memory of a process in kB: its own, shared, and the kernel's on its behalf."""
    try:
        with open(f"/proc/{pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return sum(int(fields[name].split()[0]) for name in _COUNTED) + _open_files_kb(pid)
    except (OSError, KeyError, ValueError):
        return 0


def _open_files_kb(pid: int) -> int:
    """Return what the kernel may keep for a process's open files, were they all sockets."""
    try:
        return _SOCKET_KB * len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0
