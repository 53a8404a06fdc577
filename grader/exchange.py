"""The course folder itself as nbgrader's exchange, for courses that hand out by other ways.

formgrader asks an exchange which assignments are out. Where learners take theirs from a
repository and hand in by `course submit`, there is none, and all would be drafts. In
nbgrader_config.py::

    if "nbgrader" in sys.modules:
        from grader import exchange

        exchange.configure(config, "name_of_the_course")
"""

from __future__ import annotations

from typing import Any

from nbgrader.exchange import abc

from grader.course.folder import CourseFolder


def configure(config: Any, course_id: str) -> None:
    """Make nbgrader take what lies in the release folder for released.

    Parameters
    ----------
    config : traitlets.config.Config
        The object that nbgrader_config.py gets as ``get_config()``.
    course_id : str
        A name for the course; without one nbgrader asks no exchange.
    """
    config.CourseDirectory.course_id = course_id
    config.ExchangeFactory.list = Released
    config.ExchangeFactory.release_assignment = ReleaseAssignment
    config.ExchangeFactory.collect = Collect


class _Here:
    """What needs no files to be carried from one place to another."""

    def init_src(self) -> None:
        """Nothing is to be found."""

    def init_dest(self) -> None:
        """Nothing is to be made."""

    def copy_files(self) -> None:
        """Nothing is to be copied."""


class Released(_Here, abc.ExchangeList):
    """Lists what lies in the release folder."""

    def list_files(self) -> list[dict[str, Any]]:
        """Return the assignments that are released; what was handed in is here already."""
        if self.inbound or self.cached:
            return []
        course = CourseFolder.of(self.coursedir)
        return [
            {
                "course_id": course.course_id,
                "assignment_id": name,
                "status": "released",
                "path": str(course.folder(course.release_directory, ".", name)),
                "notebooks": [],
            }
            for name in course.released()
        ]

    def remove_files(self) -> None:
        """Say that nothing is taken back so."""
        self.fail(f"take it out of {self.coursedir.release_directory}/ to release it no longer")


class ReleaseAssignment(_Here, abc.ExchangeReleaseAssignment):
    """`nbgrader generate_assignment` has done it."""


class Collect(_Here, abc.ExchangeCollect):
    """`course submit` has done it."""
