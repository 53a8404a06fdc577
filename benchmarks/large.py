"""A large class of small submissions: does each cost the same, and is what is written right?

python -m benchmarks.large [--count 2000] [--parts 5]

What must not grow with the class is printed for one part of it after the other: where others
use the machine as well, the processor time tells more than the time that passes. Then every
score is looked up in the ledger and the gradebook, and whether its files are there.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select

from benchmarks import measure
from grader.books.ledger import Ledger
from grader.course.folder import CourseFolder
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, hand_in, make_course, notebook

_LOOPS = {**SOLVED, "area": "def area(width, height):\n    return [0][width]"}
# What everybody hands in by turns, and deserves; a mistake costs its own exercise only.
KINDS = [(SOLVED, 10), (WRONG_PRICE, 6), (SOLVED, 10), (_LOOPS, 4), ({}, 0)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--parts", type=int, default=5)
    options = parser.parse_args()
    print(measure.machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder) / "course")
        deserved = {_student(n): _hand_in(course, n) for n in range(options.count)}
        start = time.perf_counter()
        _grade(course, options.count, options.parts)
        print(f"{options.count} in {time.perf_counter() - start:.0f} s", flush=True)
        _look(course, deserved)
        start = time.perf_counter()
        measure.run(["cli.main", "grade", NAME, "--json"], course.root)
        print(f"once more, with nothing new: {time.perf_counter() - start:.0f} s")
        sizes = ", ".join(
            f"{name} {(course.root / name).stat().st_size / options.count / 1000:.1f} kB"
            for name in ("results.db", "gradebook.db")
        )
        print(f"a submission takes {sizes}")


def _student(number: int) -> str:
    return f"s{number:05}"


def _hand_in(course: CourseFolder, number: int) -> float:
    """Hand in something of this student's own; return the score that it deserves."""
    answers, score = KINDS[number % len(KINDS)]
    own = {name: f"{text}\n# {number}" for name, text in answers.items() if name != "why"}
    hand_in(course, _student(number), notebook({**answers, **own}))
    return score


def _grade(course: CourseFolder, count: int, parts: int) -> None:
    with measure.grading(course.root, NAME) as (lines, memory):
        start, worked, seen = time.perf_counter(), 0.0, 0
        for number, _ in enumerate(lines, start=1):
            if number * parts // count > (number - 1) * parts // count:
                seconds, start = time.perf_counter() - start, time.perf_counter()
                before, worked = worked, measure.tree_seconds(memory.process)
                used, seen = memory.samples[seen:], len(memory.samples)
                print(
                    f"to {number}: {count / parts / seconds:.1f} a second,"
                    f" {1000 * (worked - before) * parts / count:.0f} ms of processor time each,"
                    f" {max(used, default=0):.0f} MB; load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )


def _look(course: CourseFolder, deserved: dict[str, float]) -> None:
    """Compare what is written with what is deserved."""
    with Ledger(course.root) as ledger:
        counts = ledger.counts(NAME)
        in_ledger = {result.student: result.score for result in ledger.all()}
    with Gradebook(course.db_url) as book:
        # nbgrader's own sums look through the whole class for each of its students.
        which = select(SubmittedAssignment.student_id, func.sum(Grade.score))
        query = which.select_from(SubmittedAssignment).join(SubmittedNotebook).join(Grade)
        in_gradebook = dict(book.db.execute(query.group_by(SubmittedAssignment.student_id)).all())
    files = [
        path.is_file()
        for student in deserved
        for path in (
            course.feedback(student, NAME) / f"{NAME}.html",
            course.autograded(student, NAME) / f"{NAME}.ipynb",
        )
    ]
    print(
        f"ledger: {counts}, right: {in_ledger == deserved};"
        f" gradebook right: {in_gradebook == deserved}; page and notebook are there: {all(files)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
