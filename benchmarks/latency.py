"""One submission on a warm grader, from submit to feedback, against the same cells run bare.

Then the same as a notebook hands it in: the first, which starts the grader that stays, and later
ones.

python -m benchmarks.latency {numpy,tensorflow} [--times 10]
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks import courses, measure
from grader.books.ledger import Ledger
from grader.course.assignment import Assignment
from grader.grading import Here, grade_student
from utils import handing_in


def main() -> None:
    """Measure and print."""
    parser = courses.command_line(__doc__)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    print(measure.machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        course = courses.make(Path(folder) / "course", options.kind, 2 * options.times)
        name = courses.KINDS[options.kind]
        students = [s for n, s in enumerate(course.students(name)) if courses.is_complete(n)]
        graded = _graded(course, name, students)
        cold, warm = _handed_in(course, name, students, Path(folder))
        bare = _bare(course.read_assignment(name)[0], options.times)
    print(
        f"submit to feedback: median {graded:.3f} s; the same cells bare in a warm process:"
        f" {bare:.3f} s; ratio {graded / bare:.2f}"
    )
    print(
        f"submit() in a notebook: the first {cold:.2f} s, later ones median {warm:.2f} s;"
        f" ratio of these to the cells bare {warm / bare:.2f}"
    )


def _graded(course, name: str, students: list[str]) -> float:
    from cli import workplace

    seconds = []
    with Ledger(course.root) as ledger, Here() as here:
        for student in students:
            start = time.perf_counter()
            result = grade_student(
                course, student, name, here, ledger, workplace.setting(contain=True)
            )
            seconds.append(time.perf_counter() - start)
            assert result.score == result.max_score, result
    return statistics.median(seconds[1:])


def _handed_in(course, name: str, students: list[str], folder: Path) -> tuple[float, float]:
    """Return the time of the first submission from a notebook, and the median of later ones."""
    os.environ |= {"JUPYTER_RUNTIME_DIR": str(folder / "run"), "JPY_PARENT_PID": str(os.getpid())}
    seconds = []
    for student in students:
        notebook = course.submitted(student, name) / f"{name}.ipynb"
        content = json.loads(notebook.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = [*cell["source"], f"\n# {student}"]
        own = folder / "course" / f"{student}.ipynb"
        own.write_text(json.dumps(content), encoding="utf-8")
        start = time.perf_counter()
        result = handing_in.grade(own, lambda said: None)
        seconds.append(time.perf_counter() - start)
        assert result["score"] == result["max_score"], result
    return seconds[0], statistics.median(seconds[1:])


def _bare(assignment: Assignment, times: int) -> float:
    """Return the median time of all code cells in children of a warm process."""
    import matplotlib

    matplotlib.use("agg")
    # As the grader's warm process has them.
    os.environ |= {"COURSE_GRADING": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
    code = [
        compile(cell.source, f"cell {n}", "exec")
        for n, cell in enumerate(assignment.cells)
        if cell.cell_type == "code"
    ]
    _warm_up(assignment)
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            names = {"__name__": "__main__"}
            for cell in code:
                exec(cell, names)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _warm_up(assignment: Assignment) -> None:
    """Import what the cells import, and run nothing."""
    for cell in assignment.cells:
        for line in cell.source.split("\n") if cell.cell_type == "code" else ():
            if line.startswith(("import ", "from ")):
                exec(line, {})


if __name__ == "__main__":
    main()
