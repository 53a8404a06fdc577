"""Times the build of an assignment with TensorFlow: seven exercises, three of them training.

    python -m benchmarks.build [SECONDS]

SECONDS is the processor time of one training, 5 unless given.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from authoring import tables
from authoring.source import parse
from benchmarks import measure
from tests import sample_tensorflow


def main(seconds):
    """Print how long it takes to make the table, and to prove it."""
    print(measure.machine(), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TRAININGS"] = str(folder / "trainings")
        unit = folder / "course2_advanced" / "1_networks"
        unit.mkdir(parents=True)
        path = unit / "c2_adding.py"
        path.write_text(sample_tensorflow.text(seconds))
        for what, work in (("make", _make), ("prove", tables.check)):
            start = time.perf_counter()
            work(parse(path), folder)
            print(f"{what}: {time.perf_counter() - start:.0f} s")


def _make(source, folder):
    table = tables.encode(tables.make(source))
    (folder / f"{source.label}.json").write_bytes(table)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
