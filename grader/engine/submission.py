"""One submission between rounds: what is decided, what is left out, what it has cost so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.course.assignment import Assignment
from grader.engine.description import describe
from grader.engine.faults import Fault
from grader.engine.judging.verdicts import Verdict
from grader.engine.limits import Limits
from grader.engine.plan import Plan
from grader.telling import Tell, quiet


class Submission:
    """The state of one submission between rounds.

    A round is one pass of a fresh worker and a fresh judge over the notebook. A worker that
    dies, or a cell that takes too long, ends the round; what it cost is written down, and the
    next round goes on without it.

    Parameters
    ----------
    assignment : Assignment
        The pristine notebook.
    answers : mapping of str to str
        The learner's text by grade id.
    limits : Limits
        What the submission may use.
    plan : Plan
        How the checks are judged.
    guarded : bool
        Whether random numbers are kept from a learner who might make use of them: in one's own
        work there is nothing to be had by it, and finding out takes time.
    tell : callable
        Takes a line whenever another exercise is being judged.

    Attributes
    ----------
    verdicts : dict of int to Verdict
        What is decided, by the place of the check in the notebook.
    faults : list of Fault
        What went wrong, as far as a round that came to its end could tell.
    spent : float
        Seconds that the rounds behind it took, as they count.
    """

    def __init__(
        self,
        assignment: Assignment,
        answers: Mapping[str, str],
        limits: Limits,
        plan: Plan,
        guarded: bool = True,
        tell: Tell = quiet,
    ) -> None:
        self._assignment, self.limits = assignment, limits
        self._plan, self._guarded, self._tell = plan, guarded, tell
        self._answers = {
            cell.grade_id: answers.get(cell.grade_id) or cell.stub or ""
            for cell in assignment.answerable
        }
        self._checks = [n for n, cell in enumerate(assignment.cells) if cell.kind == "check"]
        self.verdicts: dict[int, Verdict] = {}
        self._skipped: set[int] = set()
        self._excused: set[int] = set()
        self.faults: list[Fault] = []
        self.spent = 0.0

    @property
    def decided(self) -> bool:
        """Whether there is a verdict on every check."""
        return len(self.verdicts) == len(self._checks)

    def notebook(self) -> dict[str, Any]:
        """Return, as plain data, what the judge needs to know of the assignment."""
        return describe(self._assignment, self.limits)

    def job(self) -> dict[str, Any]:
        """Return, as plain data, what the judge needs to know of the submission."""
        exercises = self._assignment.exercises
        failed = [e.id for e in exercises if any(self._is_failed(place) for place in e.checks)]
        return {
            "answers": self._answers,
            "decided": set(self.verdicts),
            "failed": failed,
            "skipped": self._skipped,
            "guarded": self._guarded,
            "search_seconds": self.limits.search_seconds,
            **self._plan.for_judge(),
        }

    def _is_failed(self, place: int) -> bool:
        return place in self.verdicts and self.verdicts[place].status != "passed"

    def tell_where(self, place: int) -> None:
        """Tell which exercise is judged at a place of the notebook, if one is."""
        exercises = self._assignment.exercises
        for number, exercise in enumerate(exercises, start=1):
            if place in exercise.checks:
                self._tell(f"exercise {number} of {len(exercises)}: {exercise.id}")

    def decide(self, place: int, verdict: Verdict) -> None:
        """Write down the verdict on a check."""
        self.verdicts.setdefault(place, verdict)

    def hear(self, place: int, verdict: Verdict) -> None:
        """Write down what the judge says; it may say the same again in better words."""
        known = self.verdicts.setdefault(place, verdict)
        if (known.points, known.status) == (verdict.points, verdict.status):
            known.message = verdict.message

    def charge(self, place: int, why: str) -> None:
        """Write down what ended a round, at the price of the cell where it happened."""
        cell = self._assignment.cells[place]
        verdict = Verdict(0.0, "error", why)
        if cell.kind == "check" and place not in self.verdicts:
            self.decide(place, verdict)
        elif place in self._skipped or cell.kind == "check":
            # Not the learner's doing: what was put in its place fails as well.
            for check in self._checks:
                if check >= place:
                    self.decide(check, verdict)
        else:
            self._skipped.add(place)
            for exercise in self._assignment.exercises:
                if cell.grade_id is not None and cell.grade_id in exercise.answers:
                    for check in exercise.checks:
                        self.decide(check, verdict)

    def excuse(self, place: int) -> bool:
        """Return whether what happened there is passed over: once, for it may be no one's fault.

        A process that somebody else ended, the system when memory ran out for one, is to cost
        the learner nothing; one that ends each time does.
        """
        first = place not in self._excused
        self._excused.add(place)
        return first

    def close(self, why: str) -> None:
        """Decide all that is left."""
        for place in self._checks:
            self.decide(place, Verdict(0.0, "error", why))
