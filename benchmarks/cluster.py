"""A class on a Dask cluster on loopback, with 1, 2 and 4 workers.

python -m benchmarks.cluster {numpy,tensorflow} [--count 50]
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks import courses, measure
from cli import workplace
from grader.books.ledger import Ledger
from grader.scheduler import Scheduler
from grader.workers.cluster import Cluster
from tests.dask_cluster import DaskCluster


def main() -> None:
    """Measure and print."""
    parser = courses.command_line(__doc__)
    parser.add_argument("--count", type=int, default=50)
    options = parser.parse_args()
    print(measure.machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        course = courses.make(Path(folder) / "course", options.kind, options.count)
        name = courses.KINDS[options.kind]
        for workers in (1, 2, 4):
            seconds = _grade(course, name, workers)
            print(f"{workers} workers: {options.count} in {seconds:.1f} s warm,"
                  f" {options.count / seconds:.1f} a second", flush=True)  # fmt: skip


def _grade(course, name: str, workers: int) -> float:
    setting = workplace.setting(contain=True)
    with (
        DaskCluster(workers) as dask,
        Cluster(dask.address) as cluster,
        Ledger(course.root) as ledger,
    ):
        scheduler = Scheduler(course, name, cluster, ledger, setting)
        students = list(course.students(name))
        # Everybody once, so that every worker has its engine.
        for _ in scheduler.grade(students[: 4 * workers], again=True):
            pass
        start = time.perf_counter()
        for result in scheduler.grade(students, again=True):
            assert result.status == "graded", result
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
