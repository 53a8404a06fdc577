"""A process and all that descend from it, as the system shows them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def members(pid: int) -> Iterator[int]:
    """Yield a process and its descendants; nothing of those that are gone."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for thread in threads(pid):
            with suppress(OSError):  # it ends just now
                waiting += map(int, (thread / "children").read_text().split())


def threads(pid: int) -> list[Path]:
    """Return the folders that show a process's threads; none of one that is gone."""
    folder = Path(f"/proc/{pid}/task")
    try:
        return [folder / name for name in os.listdir(folder)]
    except OSError:
        return []
