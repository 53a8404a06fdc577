"""A class graded by stock nbgrader and by ours: the same submissions, one run, the ratio.

python -m benchmarks.speed {numpy,tensorflow} [--count 50] [--stock 10]

Stock nbgrader takes a kernel's start and more for each submission, so it grades the first few;
what it takes for a class is its start and so many times what one more submission takes.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook

from benchmarks import courses, measure
from grader.course.folder import CourseFolder


def main() -> None:
    """Measure and print."""
    parser = courses.command_line(__doc__)
    parser.add_argument("--count", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--stock", type=int, default=10, help="submissions for stock nbgrader")
    options = parser.parse_args()
    if options.stock < 2:
        parser.error("--stock takes 2 or more: it is compared with 1")
    print(measure.machine(), flush=True)
    name = courses.KINDS[options.kind]
    with tempfile.TemporaryDirectory() as folder:
        one = _stock(Path(folder) / "one", options.kind, 1)[0]
        some, theirs = _stock(Path(folder) / "some", options.kind, options.stock)
        each = (some - one) / (options.stock - 1)
        print(f"stock nbgrader: 1 in {one:.1f} s, {options.stock} in {some:.1f} s;"
              f" {each:.2f} s each after a start of {one - each:.1f} s", flush=True)  # fmt: skip
        for count in options.count:
            course = courses.make(Path(folder) / str(count), options.kind, count)
            seconds, steady, memory = _ours(course, name)
            ours = _scores(course, name)
            stock = one - each + count * each
            print(
                f"ours: {count} in {seconds:.2f} s, {seconds / count:.3f} s each"
                f" ({steady:.3f} s after the first); stock {stock:.0f} s,"
                f" ratio {stock / seconds:.1f} ({each / steady:.1f} after the first);"
                f" memory of all processes {memory}; {_compared(ours, theirs)}",
                flush=True,
            )


def _compared(ours: dict[str, float], theirs: dict[str, float]) -> str:
    """Say how scores agree.

    Where an answer is missing, ours may be higher: it costs its own exercise and no other.
    """
    both = [(n, s) for n, s in enumerate(sorted(theirs)) if s in ours]
    equal = all(ours[s] == theirs[s] for n, s in both if courses.is_complete(n))
    lower = [s for _, s in both if ours[s] < theirs[s]]
    return f"whole submissions score the same: {equal}; any lower than stock: {bool(lower)}"


def _stock(folder: Path, kind: str, count: int) -> tuple[float, dict[str, float]]:
    course = courses.make(folder, kind, count)
    name = courses.KINDS[kind]
    measure.run(["nbgrader", "generate_assignment", name, "--force"], folder)
    seconds = measure.run(["nbgrader", "autograde", name], folder)
    return seconds, _scores(course, name)


def _ours(course: CourseFolder, name: str) -> tuple[float, float, str]:
    """Return the wall time of a class, that of each after the first, and the memory."""
    start = time.perf_counter()
    with measure.grading(course.root, name) as (lines, memory):
        times = [time.perf_counter() for _ in lines]
    seconds = time.perf_counter() - start
    steady = (times[-1] - times[0]) / max(1, len(times) - 1) or seconds
    third = max(1, len(memory.samples) // 3)
    early, late = (
        max(part, default=0) for part in (memory.samples[:third], memory.samples[-third:])
    )
    return seconds, steady, f"{early:.0f} MB at first, {late:.0f} MB at last"


def _scores(course: CourseFolder, name: str) -> dict[str, float]:
    with Gradebook(course.db_url) as book:
        return {s.student.id: s.score for s in book.assignment_submissions(name)}


if __name__ == "__main__":
    main()
