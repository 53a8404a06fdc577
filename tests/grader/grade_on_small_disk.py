"""A program that grades a class on a disk that is full, until somebody makes room.

python -m tests.grader.grade_on_small_disk FOLDER COUNT
"""

import os
import sys
from collections import Counter
from pathlib import Path

from nbgrader.api import Gradebook

from grader.books.ledger import Ledger
from grader.engine.containment import linux
from grader.files import StorageError
from grader.grading import Here, grade_all
from tests.tiny_course import NAME, SOLVED, by_text, hand_in, make_course, notebook

KILOBYTE = 1 << 10
_REMOUNT = 32  # MS_REMOUNT


def mount(folder):
    """Put a small disk of our own on a folder; leave where the system does not let us."""
    uid, gid = os.geteuid(), os.getegid()
    proc = os.open("/proc", os.O_RDONLY)
    try:
        linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWNS)
        linux.map_own_ids(proc, uid, gid)
        linux.mount("tmpfs", str(folder), "tmpfs", 0, "size=16m")
    except OSError as error:
        print(f"no disk of our own here: {error}")
        sys.exit(77)


def leave_free(folder, kilobytes):
    """Make the disk so large that this much is free."""
    disk = os.statvfs(folder)
    used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // KILOBYTE
    linux.mount("tmpfs", str(folder), "tmpfs", _REMOUNT, f"size={used + kilobytes}k")


def main():
    """Grade, with more room after each time that it was full."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    mount(folder)
    course = make_course(folder / "course")
    for number in range(count):
        hand_in(course, f"s{number:03}", notebook(SOLVED))
    recorded = Counter()
    while True:
        leave_free(folder, 1000)
        try:
            with Ledger(course.root) as ledger:
                grade = grade_all(course, NAME, Here(by_text), ledger)
                recorded.update(result.student for result in grade if result.score == 10)
            break
        except StorageError as error:
            print(error, flush=True)
    leave_free(folder, 1000)
    with Ledger(course.root) as ledger, Gradebook(course.db_url) as book:
        booked = [s.score for s in book.assignment_submissions(NAME)]
        print(
            f"graded {ledger.counts(NAME)['graded']}, booked {booked.count(10)},"
            f" judged {len(recorded)}"
        )


if __name__ == "__main__":
    main()
