"""Whether this machine can run what the author wrote; one that cannot must not give scores."""

from __future__ import annotations

from grader.course.assignment import Assignment
from grader.engine.faults import Fault

_MANY = 3  # exercises of which one at least must pass with its own answer


def untold(assignment: Assignment) -> set[int]:
    """Return the checks that come after an answer that the author left out."""
    cells = assignment.cells
    left_out = (n for n, c in enumerate(cells) if c.kind == "answer" and not c.has_model_answer)
    first = next(left_out, len(cells))
    return {n for n, cell in enumerate(cells) if cell.kind == "check" and n > first}


def lack(assignment: Assignment, wrong: set[int], faults: list[Fault]) -> str:
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
