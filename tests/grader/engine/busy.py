"""Work that takes a processor's time, and a machine that is busy with other things."""

import contextlib
import subprocess
import sys

from tests.grader.engine.notebooks import exercise

WORK = "import time\ndef work():\n    while time.process_time() < begin + {}:\n        pass\n"
TASK = exercise("def work():\n    return 1", "assert work() == 1")


def working(seconds):
    """Return a right answer that takes so much time of a processor."""
    source = WORK.replace("begin + {}", f"begin + {seconds}") + "    return 1"
    return {"task": f"{source}\nbegin = time.process_time()"}


@contextlib.contextmanager
def spinning(count):
    """Keep the processors busy with so many other processes."""
    command = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()
