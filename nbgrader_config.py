"""Settings by which nbgrader's own commands and formgrader work from this folder."""

import sys
from pathlib import Path

config = get_config()  # noqa: F821 (nbgrader provides it)
config.CourseDirectory.source_directory = "build/source"

# The course's own commands read this file too, and need no more of it.
if "nbgrader" in sys.modules:
    from authoring import instructor
    from authoring.nbgrader_format import configure
    from grader import autograde, exchange, export

    root = Path(__file__).parent
    # build/source is made from source/ whenever that has changed.
    instructor.refresh(root)
    configure(config)
    # `nbgrader autograde` and formgrader use the same judge as `course grade`.
    autograde.configure(config, readable=[root / "utils"])
    # What is in release/ is out, and work comes by `course submit`: there is no exchange.
    exchange.configure(config, "open_machine_learning_course")
    export.configure(config)
