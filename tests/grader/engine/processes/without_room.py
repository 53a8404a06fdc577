"""Run as a process: let the system refuse a warm engine new processes for a while.

Root may have as many as he likes, so it becomes an ordinary user. Prints as JSON what came of it.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main():
    """Judge before, while and after there is room."""
    sys.path.insert(0, str(Path(__file__).parents[4]))
    import psutil

    from grader.engine.engine import Engine
    from grader.engine.faults import EngineError
    from tests.grader.engine.containment.as_ordinary_user import become_ordinary
    from tests.grader.engine.notebooks import TINY, exercise, reference

    unstaged = exercise("one = 1", "assert one == 1")
    if os.geteuid() == 0:
        become_ordinary(sys.base_prefix)

    def judged(task):
        try:
            return [result.points for result in engine.judge(task, reference(task))]
        except EngineError as error:
            return str(error)

    with Engine() as engine:
        told = [judged(TINY)]
        # The first process, the zygote, and two stages; worker and judge are on their way out.
        while len(warm := psutil.Process().children(recursive=True)) > 4:
            time.sleep(0.01)
        before = resource.prlimit(warm[0].pid, resource.RLIMIT_NPROC)
        for most in (1, before[0]):
            for process in warm:
                resource.prlimit(process.pid, resource.RLIMIT_NPROC, (most, before[1]))
            told += [judged(TINY), judged(unstaged)]
        survived = all(process.is_running() for process in warm)
    print(json.dumps({"told": told, "survived": survived}))


if __name__ == "__main__":
    main()
