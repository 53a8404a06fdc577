"""What one check saw of an answer."""

from dataclasses import dataclass, field

from utils.checks.evidence import HOLDS, mark


@dataclass
class Seen:
    """What one check saw.

    Attributes
    ----------
    place : str
        ``"<part>:<statement>.<count>"``: the same in every run of the cell.
    line : int
        In the check cell.
    call, why : str
        What was asked of the answer, and what should hold.
    problem : str
        How the outcome differs, in words; empty where the check holds.
    hidden_problem : str
        What may be said of it where the check is hidden.
    actual, expected : object
    arguments : list of (str, object)
        What the call was given, as far as it has names.
    kept : list of str
        The names of those that are known to be what they were before the call.
    error : str
        The kind of the exception that stopped the answer, if one did.
    explanation, hidden_explanation : str
        What that exception means; where the check is hidden, without a word of its message.
    """

    place: str
    line: int
    call: str
    why: str
    problem: str = ""
    hidden_problem: str = ""
    actual: object = None
    expected: object = None
    arguments: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    error: str = ""
    explanation: str = ""
    hidden_explanation: str = ""

    @property
    def mark(self):
        if not self.problem:
            return HOLDS
        return self.error or mark(self.actual)
