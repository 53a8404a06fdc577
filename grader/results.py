"""What grading says: one result a submission, one line an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

ExerciseStatus = Literal["passed", "failed", "not attempted", "error"]


@dataclass
class ExerciseResult:
    """The verdict on one exercise.

    Attributes
    ----------
    id : str
        The name of the exercise, as its author gave it.
    points, max_points : float
        Points earned and points to be had.
    status : {"passed", "failed", "not attempted", "error"}
        "error" is a crash, a time-out or the like; "failed" a wrong answer.
    message : str
        Why, in words for the learner; empty when passed.
    note : str
        What the instructor should know about how it was judged; mostly empty.
    checks : dict of str to float
        Points by grade id of the check cell.
    """

    id: str
    points: float
    max_points: float
    status: ExerciseStatus
    message: str = ""
    note: str = ""
    checks: dict[str, float] = field(default_factory=dict)


@dataclass
class Result:
    """The outcome of one submission: graded, or 0 points with a reason.

    Attributes
    ----------
    student, assignment : str
        Who handed in what.
    status : {"graded", "rejected", "failed"}
        A rejected submission scores 0 and `reason` says why. "failed" is no fault of the
        submission's but the grader's: it is to be graded again.
    reason : str
        Empty when graded.
    score, max_score : float
        Points of the automatic checks.
    by_hand : float
        Points that a person will give besides; nothing is said of them where there are none.
    seconds : float
        Wall time the grading took, in seconds.
    feedback : str or None
        Path of the feedback page.
    exercises : list of ExerciseResult
        In the order of the notebook.
    """

    student: str
    assignment: str
    status: Literal["graded", "rejected", "failed"]
    reason: str = ""
    score: float = 0.0
    max_score: float = 0.0
    by_hand: float = 0.0
    seconds: float = 0.0
    feedback: str | None = None
    exercises: list[ExerciseResult] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return what a person or a program is told of it, ready for `json.dumps`."""
        data = asdict(self)
        if not self.by_hand:
            del data["by_hand"]
        for exercise in data["exercises"]:
            del exercise["checks"]
            if not exercise["note"]:
                del exercise["note"]
        return data


@dataclass(frozen=True)
class ByHand:
    """What a person gave and said for one submission, by notebook and grade id.

    Attributes
    ----------
    points : mapping of (str, str) to float
        Of answers that a person grades, and in place of automatic points; extra credit included.
    comments : mapping of (str, str) to str
    penalty : float
        Points taken off for handing in late, by the course's own rule.
    """

    points: Mapping[tuple[str, str], float] = field(default_factory=dict)
    comments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    penalty: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.points or self.comments or self.penalty)
