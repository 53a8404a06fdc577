"""A process and all that descend from it, as the system shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def members(pid: int) -> Iterator[int]:
    """Yield a process and its descendants; nothing of those that are gone."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                waiting += map(int, task.read_text().split())
            except (OSError, ValueError):
                continue
