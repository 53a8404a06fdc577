"""What the course's notebooks import: data sets, plots, widgets, checks and submit."""

import logging
import os
import warnings

# TensorFlow reads these at its first import: no log lines in notebooks, and the same
# arithmetic as where notebooks are graded.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# A course trains many small models in one process, which TensorFlow warns of. A filter, since
# in a notebook its first import sets the level anew.
logging.getLogger("tensorflow").addFilter(lambda record: record.levelno >= logging.ERROR)
# Keras 3.13 asks NumPy 2.1 for a name that it warns of.
warnings.filterwarnings("ignore", r"In the future `np\.object`", FutureWarning)

# The name is the function, also where the module of that name has been imported.
from utils.submit import submit as submit  # noqa: E402
