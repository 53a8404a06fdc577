"""How much memory a contained process and its descendants take."""

from __future__ import annotations

from pathlib import Path


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
        total, waiting = 0, [self._pid]
        while waiting:
            pid = waiting.pop()
            total += max(0, _memory_kb(pid) - self._shared)
            waiting += _children(pid)
        return total / 1024


def _memory_kb(pid: int) -> int:
    """Return the anonymous and shared memory of a process, in kB."""
    try:
        with open(f"/proc/{pid}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return sum(int(fields[name].split()[0]) for name in ("RssAnon", "RssShmem"))
    except (OSError, KeyError, ValueError):
        return 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except (OSError, ValueError):
            continue
    return found
