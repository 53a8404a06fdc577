"""How long processes have worked, whatever else the machine has to do meanwhile."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.engine.containment.tree import members, threads

_TICKS = os.sysconf("SC_CLK_TCK")


class Clock:
    """Counts the time in which processes ran or slept, not that in which they waited to run.

    Attributes
    ----------
    spent : float
        Seconds so far.
    looked_at : float
        When that was, by `time.monotonic`.
    """

    def __init__(self) -> None:
        self.spent = 0.0
        self.looked_at = time.monotonic()
        self._ran = 0.0
        self._children: set[int] = set()

    def look(self, pids: Iterable[int]) -> None:
        """Count what has passed since the last look.

        Parameters
        ----------
        pids : iterable of int
            The processes; their descendants count as well.
        """
        pids, now = set(pids), time.monotonic()
        passed, self.looked_at = now - self.looked_at, now
        if sys.platform != "linux":
            self.spent += passed  # nobody tells
            return
        trees = [member for pid in pids for member in members(pid)]
        ran, children = sum(map(_ran, trees)), set(trees) - pids
        if trees:
            # Of a child that has come or gone there may be nobody to tell for how long it ran.
            is_told = children == self._children
            slept = 0.0 if is_told and any(map(_wants_to_run, trees)) else passed
            # Several at once run for longer than the time that passes.
            self.spent += max(ran - self._ran, slept)
        self._ran, self._children = ran, children


def _ran(pid: int) -> float:
    """Return for how long a process has run, with its threads and children that ended."""
    try:
        return sum(map(int, _fields(Path(f"/proc/{pid}/stat"))[11:15])) / _TICKS
    except (OSError, ValueError):
        return 0.0


def _wants_to_run(pid: int) -> bool:
    """Return whether a thread of a process runs or waits for a processor."""
    for thread in threads(pid):
        with suppress(OSError, IndexError):
            if _fields(thread / "stat")[0] == b"R":
                return True
    return False


def _fields(stat: Path) -> list[bytes]:
    """Return what a file `stat` says after the name, which may be any bytes in parentheses."""
    return stat.read_bytes().rpartition(b")")[2].split()
