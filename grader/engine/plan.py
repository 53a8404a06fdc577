"""What the author's own answers tell of an assignment: how its checks can be judged here.

The learner's answers have no say in this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.course.assignment import Assignment
from grader.engine.faults import Fault
from grader.engine.judging.verdicts import Verdict

_MANY = 3  # exercises of which one at least must pass with its own answer


@dataclass
class Plan:
    """How the checks of an assignment are judged.

    Attributes
    ----------
    whole : bool
        Whether all of the author's cells have to run.
    inside : set of int
        Checks that only the worker can make.
    broken : set of int
        Checks that the reference answers do not pass at all.
    by_change : set of int
        Checks in which an answer has to change what it is given.
    unfit : str
        Why this machine cannot judge the assignment, in one line; empty when it can.
    """

    whole: bool = False
    inside: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    by_change: set[int] = field(default_factory=set)
    unfit: str = ""


Run = Callable[[Mapping[str, str], Plan], tuple[dict[int, Verdict], list[Fault]]]


def make(assignment: Assignment, run: Run) -> Plan:
    """Find out, with the reference answers, how each check can be judged.

    Where they do not pass, all that the author wrote has to run; a check that they still do not
    pass from outside goes by the notebook's own state, and is judged in the worker. Of checks
    that come after an answer that the author left out nothing can be told.

    Parameters
    ----------
    assignment : Assignment
    run : callable
        Judges answers by a plan; returns the verdicts by place, and what went wrong.
    """
    reference = {cell.grade_id: cell.source for cell in assignment.answerable}
    untold = _untold(assignment)
    plan = Plan()
    verdicts, faults = run(reference, plan)
    if failed(verdicts):
        first = faults
        plan.whole = True
        verdicts, faults = run(reference, plan)
        faults = first + [fault for fault in faults if fault.surroundings]
    plan.inside = failed(verdicts) - untold
    if plan.inside:
        plan.unfit = _unfit(assignment, plan.inside, faults)
    if plan.inside and not plan.unfit:
        plan.broken = failed(run(reference, plan)[0]) - untold
        plan.inside -= plan.broken
    plan.by_change = untold | {n for n, verdict in verdicts.items() if verdict.by_change}
    return plan


def failed(verdicts: Mapping[int, Verdict]) -> set[int]:
    """Return the places of the checks that were not passed."""
    return {place for place, verdict in verdicts.items() if verdict.status != "passed"}


def opening(assignment: Assignment) -> int:
    """Return how many cells come before the learner's first."""
    learners = ("answer", "manual", "check")
    return next((n for n, c in enumerate(assignment.cells) if c.kind in learners), 0)


def _untold(assignment: Assignment) -> set[int]:
    """Return the checks that come after an answer that the author left out."""
    cells = assignment.cells
    left_out = (n for n, c in enumerate(cells) if c.kind == "answer" and not c.has_model_answer)
    first = next(left_out, len(cells))
    return {n for n, cell in enumerate(cells) if cell.kind == "check" and n > first}


def _unfit(assignment: Assignment, wrong: set[int], faults: list[Fault]) -> str:
    """Say why reference answers fail here; nothing where the fault can be the author's.

    A module or file that is missing is this machine's fault; so is what stops a cell of the
    author's before any answer could be to blame.
    """
    own = [exercise for exercise in assignment.exercises if exercise.answers]
    blamed = {name for e in own if wrong.intersection(e.checks) for name in e.answers}
    answers = (n for n, cell in enumerate(assignment.cells) if cell.grade_id in blamed)
    first = next(answers, min(wrong))
    for fault in sorted(faults, key=lambda fault: fault.place):
        if fault.surroundings or fault.place < first:
            return _said(assignment, fault)
    if len(own) >= _MANY and all(wrong.issuperset(e.checks) for e in own):
        return f"none of the author's answers to {assignment.id} passes its checks here"
    return ""


def _said(assignment: Assignment, fault: Fault) -> str:
    cell = assignment.cells[fault.place]
    # Answers and tests are not for everybody who is told this.
    line = cell.source.split("\n")[fault.line - 1] if cell.kind == "given" and fault.line else ""
    shown = f" ({line.strip()[:60]})" if line else ""
    return f"cell {fault.place + 1} of {assignment.id}{shown} stops here with {fault.error}"
