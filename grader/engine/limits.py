"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Limits:
    """Bounds on one submission.

    Attributes
    ----------
    cell_seconds, total_seconds : float
        Time of one cell, and of the whole notebook: that in which it runs or sleeps. What it
        waits for a processor, since others use them all, does not count.
    patience : float
        How many times as long they may take by the clock on the wall.
    memory_mb : int
        Memory that the learner's processes may take together, beyond what they start with.
    scratch_mb : int
        Size of the private scratch folder, and of any file in it.
    processes : int
        Processes and threads alive at once.
    reply_mb : int
        Size of one value brought back to the judge.
    search_seconds : float
        Time for finding the line of a wrong answer that is at fault, each exercise.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 300.0
    patience: float = 10.0
    memory_mb: int = 1500
    scratch_mb: int = 64
    processes: int = 64
    reply_mb: int = 64
    search_seconds: float = 2.0

    def with_cells_of(self, seconds: float | None) -> Limits:
        """Return these bounds with another time for a cell; None leaves it as it is.

        Parameters
        ----------
        seconds : float or None
            As nbgrader's `Execute.timeout`: a negative one bounds the whole notebook only.
        """
        if seconds is None:
            return self
        if seconds < 0:
            return replace(self, cell_seconds=self.total_seconds)
        total = max(self.total_seconds, 10 * seconds)
        return replace(self, cell_seconds=seconds, total_seconds=total)
