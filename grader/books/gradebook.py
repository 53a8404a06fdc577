"""nbgrader's gradebook, opened once: results go in as nbgrader's own autograding puts them.

The gradebook's tables and rules are nbgrader's. What differs is the work: a few statements and
a share of one transaction a submission, where nbgrader opens the database nine times.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.books import by_hand
from grader.books.database import patiently
from grader.books.gradebook_layout import Layout, read_layout
from grader.course.folder import CourseFolder
from grader.files import StorageError
from grader.results import ByHand
from grader.telling import Tell, quiet


@dataclass(frozen=True)
class Booking:
    """What the gradebook is to know of a submission.

    Attributes
    ----------
    student : str
    handed_in : datetime or None
        In UTC, without a time zone, as the gradebook keeps it.
    scores : dict of (str, str) to float or None
        By notebook and grade id; None waits for a person.
    unanswered : set of (str, str)
        Solution cells, by notebook and grade id, that are as they were given.
    """

    student: str
    handed_in: datetime | None
    scores: Mapping[tuple[str, str], float | None]
    unanswered: frozenset[tuple[str, str]]


class Gradebook:
    """The gradebook of a course, for one assignment.

    Parameters
    ----------
    course : CourseFolder
    assignment : str
    templates : dict of str to dict
        The notebooks by name, as nbformat has them, with the stubs in place.
    tell : callable
        Takes a line when something has to be waited for.
    """

    def __init__(
        self,
        course: CourseFolder,
        assignment: str,
        templates: Mapping[str, dict[str, Any]],
        tell: Tell = quiet,
    ) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        api = import_nbgrader()
        self._course, self._assignment, self._tell = course, assignment, tell
        # An assignment has to belong to a course; this is what nbgrader calls one without name.
        name = course.course_id or "default_course"
        try:
            self._patiently(lambda: _mark_new(course.db_url))
            self._book = self._patiently(lambda: api.Gradebook(course.db_url, name))
            self._layout: Layout = self._patiently(
                lambda: read_layout(self._book, assignment, templates)
            )
        except (SQLAlchemyError, ValueError, OSError) as error:
            reason = " ".join(str(error).split())
            raise StorageError(
                f"the gradebook at {course.db_url} cannot be opened ({reason}): mend db_url in"
                " nbgrader_config.py and run it again"
            ) from error
        self._plugin = None

    def close(self) -> None:
        """Close the database."""
        self._book.close()

    def book(self, bookings: Iterable[Booking]) -> None:
        """Write results, all or none of them.

        Raises
        ------
        StorageError
            When they cannot be kept.
        """
        bookings = list(bookings)

        def work() -> None:
            try:
                for booking in bookings:
                    self._book_one(booking)
                self._book.db.commit()
            except BaseException:
                self._book.db.rollback()
                raise

        self._patiently(work)

    def by_hand(self, students: Collection[str]) -> dict[str, ByHand]:
        """Return what persons gave and said to these students, where they did."""

        def work() -> dict[str, ByHand]:
            try:
                return by_hand.read(self._book.db, self._assignment, students)
            finally:
                self._book.db.rollback()  # looking is no transaction to keep open

        return self._patiently(work)

    def _patiently(self, work):
        return patiently(work, "the gradebook", self._tell)

    def _book_one(self, booking: Booking) -> None:
        from nbgrader.api import Student, SubmittedAssignment, SubmittedNotebook

        self._ensure(Student, {"id": booking.student})
        who = {"assignment_id": self._layout.id, "student_id": booking.student}
        when = {"timestamp": booking.handed_in} if booking.handed_in else {}
        submission = self._ensure(SubmittedAssignment, who, when)
        for name, notebook in self._layout.notebooks.items():
            which = {"assignment_id": submission, "notebook_id": notebook.id}
            # What was late before may not be so now.
            submitted = self._ensure(SubmittedNotebook, which, {"late_submission_penalty": None})
            self._book_cells(name, submitted, booking)
            if self._layout.may_be_late:
                self._penalize(submission, submitted)

    def _book_cells(self, name: str, submitted: str, booking: Booking) -> None:
        from nbgrader.api import Comment, Grade

        notebook = self._layout.notebooks[name]
        manual = self._of_cells(Grade, "manual_score", submitted, notebook.graded.values())
        grades = {}
        for cell, id_ in notebook.graded.items():
            score = booking.scores.get((name, cell))
            # A score that a person gave stands, but wants another look.
            waits = score is None or manual.get(id_) is not None
            grades[id_] = {"auto_score": score, "needs_manual_grade": waits}
        self._ensure_cells(Grade, submitted, grades, set(manual))
        comments = {}
        for cell, id_ in notebook.commented.items():
            said = "No response." if (name, cell) in booking.unanswered else None
            comments[id_] = {"auto_comment": said}
        known = self._of_cells(Comment, "id", submitted, comments)
        self._ensure_cells(Comment, submitted, comments, set(known))

    def _ensure_cells(
        self, table: Any, submitted: str, wanted: dict[str, dict], known: set[str]
    ) -> None:
        """Update the rows of a submission's cells, or insert them, those of one kind at once."""
        from sqlalchemy import bindparam, insert, update

        rows, session = table.__table__, self._book.db
        new = [
            {"cell_id": cell, "notebook_id": submitted, **values}
            for cell, values in wanted.items()
            if cell not in known
        ]
        if new:
            session.execute(insert(rows), new)
        old = [{"cell": c, **values} for c, values in wanted.items() if c in known]
        if old:
            is_cell = rows.c.cell_id == bindparam("cell")
            query = update(rows).where(is_cell, rows.c.notebook_id == submitted)
            session.connection().execute(query, old)

    def _ensure(self, table: Any, which: dict, values: dict | None = None) -> str:
        """Update the row, or insert it; return its id."""
        from sqlalchemy import insert, select, update

        rows, session = table.__table__, self._book.db
        where = [rows.c[name] == value for name, value in which.items()]
        id_ = session.execute(select(rows.c.id).where(*where)).scalar()
        if id_ is None:
            new = session.execute(insert(rows).values(**which, **(values or {})))
            return new.inserted_primary_key[0]
        if values:
            session.execute(update(rows).where(*where).values(**values))
        return id_

    def _of_cells(
        self, table: Any, column: str, submitted: str, cells: Iterable[str]
    ) -> dict[str, Any]:
        """Return what a column says of these cells of a submission, where there is a row."""
        from sqlalchemy import select

        rows = table.__table__.c
        # Both columns, for which nbgrader has an index: else all rows of the class are looked at.
        which = rows.cell_id.in_(list(cells)), rows.notebook_id == submitted
        query = select(rows.cell_id, rows[column]).where(*which)
        return dict(self._book.db.execute(query).all())

    def _penalize(self, submission: str, submitted: str) -> None:
        """Apply the course's own rule for late work, as nbgrader does."""
        from nbgrader.api import SubmittedAssignment, SubmittedNotebook

        session = self._book.db
        session.expire_all()
        late = session.get(SubmittedAssignment, submission)
        if late.total_seconds_late <= 0:
            return
        notebook = session.get(SubmittedNotebook, submitted)
        rule = self._late_rule()
        penalty = rule.late_submission_penalty(
            late.student_id, notebook.score, late.total_seconds_late
        )
        if penalty is not None:
            notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)
            session.flush()

    def _late_rule(self):
        if self._plugin is None:
            from nbgrader.preprocessors import AssignLatePenalties

            rules = AssignLatePenalties(config=self._course.config())
            rules.init_plugin()
            self._plugin = rules.plugin_inst
        return self._plugin


def import_nbgrader():
    """Return nbgrader.api, without the seconds that a part of it costs that nobody here uses."""
    # For one format of string that no notebook has, jsonschema would build a parser.
    sys.modules.setdefault("rfc3987_syntax", None)
    from nbgrader import api

    return api


def is_lost(url: str) -> bool:
    """Return whether the gradebook is a file that is not there, or not there any more."""
    path = url.removeprefix("sqlite:///")
    return path != url and not Path(path).exists()


def _mark_new(url: str) -> None:
    """Note in a new database which layout its tables have.

    nbgrader does so too, by starting a program that takes longer than grading many a class.
    """
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR
    from sqlalchemy import create_engine, inspect, text

    engine = create_engine(url)
    with engine.begin() as database:
        if not inspect(database).get_table_names():
            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            database.execute(
                text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
            database.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": version})
    engine.dispose()
