"""Memory that one more submission takes while it is judged, beside those judged already.

python -m benchmarks.memory {numpy,tensorflow}

Submissions that rest at the end of their first answer are judged one, two, … at a time by one
engine; what each adds to the PSS of all processes is its price.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks import courses, measure
from cli import workplace
from grader.workers import station

REST_SECONDS = 20


def main() -> None:
    """Measure and print."""
    parser = courses.command_line(__doc__)
    parser.add_argument("--most", type=int, default=4)
    options = parser.parse_args()
    print(measure.machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        course = courses.make(Path(folder) / "course", options.kind, 1)
        (assignment,) = course.read_assignment(courses.KINDS[options.kind])
    answers = {cell.grade_id: cell.source for cell in assignment.answerable}
    engine = station.engine(workplace.setting(contain=True))
    engine.judge(assignment, answers)
    # The last check has run when this answer is looked at: all that is used is in use.
    last = list(answers)[-1]
    resting = answers | {last: answers[last] + f"\nimport time; time.sleep({REST_SECONDS})"}
    top = psutil.Process(os.getpid())
    used = [_settled(top)]
    for count in range(1, options.most + 1):
        threading.Thread(target=engine.judge, args=[assignment, resting], daemon=True).start()
        used.append(_settled(top))
        print(f"{count} at a time: {used[-1] - used[-2]:.0f} MB more, {used[-1]:.0f} MB in all")
    print(f"extra memory per concurrent submission: {(used[-1] - used[0]) / options.most:.0f} MB")
    os._exit(0)


def _settled(top: psutil.Process) -> float:
    """Return the memory once it no longer grows."""
    before, now = -1.0, measure.tree_mb(top)
    while abs(now - before) > 0.5:
        time.sleep(1.0)
        before, now = now, measure.tree_mb(top)
    return now


if __name__ == "__main__":
    main()
