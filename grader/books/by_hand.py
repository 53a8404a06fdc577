"""What persons gave and said, read from nbgrader's gradebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from grader.results import ByHand


def read(session: Any, assignment: str, students: Collection[str]) -> dict[str, ByHand]:
    """Return what there is by hand of these students' submissions; nothing where there is none.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
        That of an `nbgrader.api.Gradebook`.
    assignment : str
    students : collection of str
    """
    from nbgrader.api import Comment, Grade, SubmittedNotebook
    from sqlalchemy import or_, select

    points: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    comments: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    penalties: dict[str, float] = defaultdict(float)
    where, rows = _submissions(assignment, students)
    grades, remarks = Grade.__table__.c, Comment.__table__.c
    some = or_(grades.manual_score.is_not(None), grades.extra_credit.is_not(None))
    query = _cells(
        select(*where, grades.manual_score, grades.auto_score, grades.extra_credit), Grade
    )
    for student, notebook, cell, manual, automatic, extra in session.execute(
        query.where(rows, some)
    ):
        given = automatic if manual is None else manual
        points[student][notebook, cell] = (given or 0.0) + (extra or 0.0)
    query = _cells(select(*where, remarks.manual_comment), Comment)
    said = remarks.manual_comment.is_not(None)
    for student, notebook, cell, comment in session.execute(query.where(rows, said)):
        if comment.strip():
            comments[student][notebook, cell] = comment.strip()
    penalty = SubmittedNotebook.__table__.c.late_submission_penalty
    query = _notebooks(select(where[0], penalty)).where(rows, penalty > 0)
    for student, taken in session.execute(query):
        penalties[student] += taken
    found = {*points, *comments, *penalties}
    return {s: ByHand(points[s], comments[s], penalties[s]) for s in found}


def _submissions(assignment: str, students: Collection[str]) -> tuple[list, Any]:
    """Return what to tell a row by, and the condition that it is one of these submissions'."""
    from nbgrader.api import Assignment, BaseCell, Notebook, SubmittedAssignment
    from sqlalchemy import and_

    student = SubmittedAssignment.__table__.c.student_id
    ours = and_(Assignment.__table__.c.name == assignment, student.in_(list(students)))
    return [student, Notebook.__table__.c.name, BaseCell.__table__.c.name], ours


def _notebooks(query: Any) -> Any:
    from nbgrader.api import Assignment, Notebook, SubmittedAssignment, SubmittedNotebook

    submitted, notebook = SubmittedNotebook.__table__, Notebook.__table__
    whole, assignment = SubmittedAssignment.__table__, Assignment.__table__
    return (
        query.select_from(submitted)
        .join(notebook, notebook.c.id == submitted.c.notebook_id)
        .join(whole, whole.c.id == submitted.c.assignment_id)
        .join(assignment, assignment.c.id == whole.c.assignment_id)
    )


def _cells(query: Any, table: Any) -> Any:
    from nbgrader.api import BaseCell, SubmittedNotebook

    rows, cell = table.__table__, BaseCell.__table__
    return (
        _notebooks(query)
        .join(rows, rows.c.notebook_id == SubmittedNotebook.__table__.c.id)
        .join(cell, cell.c.id == rows.c.cell_id)
    )
