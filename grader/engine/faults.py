"""What goes wrong with the engine itself."""

from __future__ import annotations


class EngineError(RuntimeError):
    """The grader itself could not do its work; nobody's submission is to blame.

    Attributes
    ----------
    fatal : bool
        Whether it would be the same with every other submission.
    """

    def __init__(self, text: str, fatal: bool = False) -> None:
        super().__init__(text)
        self.fatal = fatal
