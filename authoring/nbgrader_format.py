"""Release versions, made by nbgrader's own generate_assignment."""

import os
import sys
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions as _ClearSolutions
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from authoring import digest
from authoring.stubs import NOT_ATTEMPTED, ClearSolutions


class StampDigest(NbGraderPreprocessor):
    """The last of nbgrader's steps to a release version."""

    def preprocess(self, nb, resources):
        """Stamp the notebook."""
        digest.stamp(nb)
        return nb, resources


def configure(config):
    """Set what nbgrader needs to know of this course.

    Parameters
    ----------
    config : traitlets.config.Config
        The object that nbgrader_config.py gets as ``get_config()``.
    """
    # nbgrader starts a program `alembic`, which stands beside the Python of this environment.
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", "")])
    config.CourseDirectory.source_directory = "build/source"
    config.ClearSolutions.code_stub = {"python": NOT_ATTEMPTED}
    steps = GenerateAssignment.preprocessors.default()
    steps = [ClearSolutions if step is _ClearSolutions else step for step in steps]
    config.GenerateAssignment.preprocessors = [*steps, StampDigest]


def generate(assignments, source_directory, release_directory, scratch):
    """Write the release version of assignments.

    Parameters
    ----------
    assignments : list of str
        nbgrader ids.
    source_directory, release_directory : pathlib.Path
    scratch : pathlib.Path
        An existing folder; for nbgrader to work in.
    """
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(scratch)
    config.CourseDirectory.source_directory = str(Path(source_directory).resolve())
    config.CourseDirectory.release_directory = str(Path(release_directory).resolve())
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    for assignment in assignments:
        config.CourseDirectory.assignment_id = assignment
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.force = True
        converter.start()
