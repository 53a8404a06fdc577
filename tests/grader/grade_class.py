"""A program of its own that grades a class, for tests that kill it.

python -m tests.grader.grade_class COURSE [tcp://SCHEDULER]
"""

import sys
from pathlib import Path

from grader.books.ledger import Ledger
from grader.course.folder import CourseFolder
from grader.grading import grade_all
from grader.workers.cluster import Cluster
from grader.workers.job import Setting
from grader.workers.pool import Pool
from tests.tiny_course import NAME


def main():
    """Grade everything, and print each student and score."""
    course = CourseFolder.read(Path(sys.argv[1]))
    workers = Cluster(sys.argv[2]) if sys.argv[2:] else Pool(2)
    setting = Setting()
    with workers, Ledger(course.root) as ledger:
        for result in grade_all(course, NAME, workers, ledger, setting):
            print(result.student, result.score, flush=True)


if __name__ == "__main__":
    main()
