"""Where the course is."""

from pathlib import Path


def course_root() -> Path:
    """Return the folder of the course: the one that holds the installed packages."""
    return Path(__file__).resolve().parent.parent
