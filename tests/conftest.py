"""One thread a process, and which tests run in one process."""

import os
import re

from xdist.scheduler import LoadScopeScheduling

# Tests run side by side, and so do the processes that they start: more threads would only wait
# for each other. NumPy and TensorFlow read these when they are imported.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
THREADS += ("TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))
# No grader is to stay behind a test; those that are about it say otherwise.
os.environ["COURSE_GRADER_MINUTES"] = "0"


class ByModuleOrNotebook(LoadScopeScheduling):
    """Keeps together what shares fixtures: the tests of a module or, of notebooks, of a notebook.

    Marks would say it, too, but pytest-xdist 3.8 overlooks `xdist_group` under pytest 9.2.
    """

    def _split_scope(self, nodeid):
        module, _, test = nodeid.partition("::")
        notebook = re.search(r"\[([\w/]+)", test)
        return notebook[1] if module.startswith("tests/notebooks/") and notebook else module


def pytest_xdist_make_scheduler(config, log):
    """Spread the tests over the processes."""
    return ByModuleOrNotebook(config, log) if config.getvalue("dist") == "loadscope" else None
