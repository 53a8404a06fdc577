"""One thread a process, and what belongs together in one process."""

import os

import pytest

# Tests run side by side, and so do the processes that they start: more threads would only wait
# for each other. NumPy and TensorFlow read these when they are imported.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
THREADS += ("TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items):
    """Keep the tests of a module together, as they share fixtures, where no mark says otherwise."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
