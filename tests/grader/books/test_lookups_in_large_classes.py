"""What a submission costs does not grow with the class: nothing looks through everybody's rows."""

import shutil
import sqlite3
from contextlib import closing

from sqlalchemy import Engine, event

from grader.books.ledger import Ledger
from grader.grading import Here, grade_all
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, by_text, hand_in, notebook

# One row a submission, or several.
LARGE = ("submitted_assignment", "submitted_notebook", "grade", "comment", "student",
         "submissions")  # fmt: skip


def looked_through(root, database, statements):
    """Return the statements for which SQLite looks at every row of a large table."""
    found = []
    with closing(sqlite3.connect(root / database)) as connection:
        for statement, values in statements:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            if any(f"SCAN {table}" == step[3] for step in plan for table in LARGE):
                found.append(statement)
    return found


def test_no_row_of_another_student_is_looked_at(course, new_gradebook):
    shutil.copy(new_gradebook, course.root)
    seen = {"results.db": [], "gradebook.db": []}

    def note(connection, cursor, statement, values, context, many):
        name = str(connection.engine.url.database).rpartition("/")[2]
        if statement.startswith(("SELECT", "UPDATE")):
            seen[name].append((statement, values[0] if many else values))

    for answers in (SOLVED, WRONG_PRICE):  # all rows are new, then none is
        for student in ("ada", "bob"):
            hand_in(course, student, notebook(answers))
        event.listen(Engine, "before_cursor_execute", note)
        try:
            with Ledger(course.root) as ledger:
                assert len(list(grade_all(course, NAME, Here(by_text), ledger))) == 2
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert len(seen["gradebook.db"]) > 20
    assert looked_through(course.root, "gradebook.db", seen["gradebook.db"]) == []
    # Once a run, at its end: what is still claimed is given up.
    in_all = looked_through(course.root, "results.db", seen["results.db"])
    assert [statement.split()[0] for statement in in_all] == ["UPDATE", "UPDATE"]
