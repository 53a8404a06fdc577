"""What persons gave and said, read from nbgrader's gradebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

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
    from nbgrader.api import Comment, Grade

    cells = _cells(session, assignment)
    submitted = _submitted(session, assignment, students)
    points: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    comments: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    penalties: dict[str, float] = defaultdict(float)
    which = {"cell_id": cells, "notebook_id": submitted}
    scores = ("manual_score", "auto_score", "extra_credit")
    for cell, notebook, manual, automatic, extra in _rows(session, Grade, which, scores):
        if manual is not None or extra is not None:
            given = automatic if manual is None else manual
            points[submitted[notebook].student][cells[cell]] = (given or 0.0) + (extra or 0.0)
    for cell, notebook, comment in _rows(session, Comment, which, ("manual_comment",)):
        if comment and comment.strip():
            comments[submitted[notebook].student][cells[cell]] = comment.strip()
    for notebook in submitted.values():
        if notebook.penalty:
            penalties[notebook.student] += notebook.penalty
    found = {*points, *comments, *penalties}
    return {s: ByHand(points[s], comments[s], penalties[s]) for s in found}


class _Submitted(NamedTuple):
    """A notebook that was handed in."""

    student: str
    penalty: float | None


def _cells(session: Any, assignment: str) -> dict[str, tuple[str, str]]:
    """Return notebook and name of the assignment's cells, by their ids."""
    from nbgrader.api import Assignment, BaseCell, Notebook
    from sqlalchemy import select

    whole, notebook, cell = (t.__table__ for t in (Assignment, Notebook, BaseCell))
    query = (
        select(cell.c.id, notebook.c.name, cell.c.name)
        .join(notebook, notebook.c.id == cell.c.notebook_id)
        .join(whole, whole.c.id == notebook.c.assignment_id)
        .where(whole.c.name == assignment)
    )
    return {id_: (name, grade_id) for id_, name, grade_id in session.execute(query)}


def _submitted(session: Any, assignment: str, students: Collection[str]) -> dict[str, _Submitted]:
    """Return the notebooks that these students handed in, by their ids."""
    from nbgrader.api import Assignment, Notebook, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import select

    whole, notebook = Assignment.__table__.c, Notebook.__table__.c
    ids = session.execute(select(whole.id).where(whole.name == assignment)).scalars().all()
    which = {"assignment_id": ids, "student_id": students}
    owners = {id_: who for _, who, id_ in _rows(session, SubmittedAssignment, which, ("id",))}
    of_these = notebook.assignment_id.in_(ids)
    notebooks = session.execute(select(notebook.id).where(of_these)).scalars().all()
    which = {"notebook_id": notebooks, "assignment_id": owners}
    columns = ("id", "late_submission_penalty")
    return {
        id_: _Submitted(owners[submission], penalty)
        for _, submission, id_, penalty in _rows(session, SubmittedNotebook, which, columns)
    }


def _rows(
    session: Any, table: Any, which: Mapping[str, Collection[str]], columns: Collection[str]
) -> Iterator[Any]:
    """Yield rows by the columns for which nbgrader has an index: those, and the ones asked for.

    By any other they are found among all the rows of a class.
    """
    from sqlalchemy import select

    rows = table.__table__.c
    query = select(*(rows[name] for name in (*which, *columns)))
    return session.execute(query.where(*(rows[n].in_(list(ids)) for n, ids in which.items())))
