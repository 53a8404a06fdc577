"""What an author has to mend, with the place to mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One mistake in a source text.

    Attributes
    ----------
    path : pathlib.Path
        The source text.
    line : int
        Where the cell starts, counted from 1.
    what : str
        What is wrong and how to mend it, in one line.
    """

    path: Path
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


class AuthoringError(Exception):
    """Source texts that cannot be built.

    Parameters
    ----------
    faults : list of Fault
        All that was found, so that an author mends them in one go.
    """

    def __init__(self, faults):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
