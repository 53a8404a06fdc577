"""An honest submission on a machine that is busy with other things: does it get its score?

python -m benchmarks.busy [--seconds 4] [--spinning 60]

Its answer takes so many seconds of a processor; beside it spin so many processes that nothing
holds back. By the clock on the wall it is far beyond the limit of a cell then.
"""

from __future__ import annotations

import argparse
import time

from benchmarks import measure
from grader.engine.engine import Engine
from grader.engine.limits import Limits
from tests.grader.engine.busy import TASK, spinning, working


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--spinning", type=int, default=60)
    options = parser.parse_args()
    print(measure.machine(), flush=True)
    with Engine() as engine:
        for count in (0, options.spinning):
            engine.judge(TASK, working(0))  # all is warm
            with spinning(count):
                start = time.perf_counter()
                result = engine.judge(TASK, working(options.seconds))[0]
                seconds = time.perf_counter() - start
            print(
                f"{options.seconds:g} s of work beside {count} that spin: {result.points:g} of"
                f" {result.max_points:g} points after {seconds:.0f} s, where a cell may take"
                f" {Limits().cell_seconds:g} s; {result.message or 'nothing was wrong'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
