"""A course folder as nbgrader lays it out: where sources, submissions and feedback are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import generated
from grader.course.assignment import Assignment
from grader.course.notebook import Rejected, is_python

CONFIG_NAME = "nbgrader_config.py"
TIMESTAMP_NAME = "timestamp.txt"


class CourseError(Exception):
    """A course folder that cannot be used; the text says what to do."""


@dataclass(frozen=True)
class CourseFolder:
    """An nbgrader course folder.

    Attributes
    ----------
    root : Path
        The folder itself; the directories below are relative to it.
    source_directory, source_with_tests_directory, release_directory : str
    submitted_directory, autograded_directory, feedback_directory : str
    directory_structure : str
        nbgrader's pattern of a step's folder.
    db_url : str
        Address of the gradebook.
    course_id : str
        Name of the course; may be empty.
    cell_seconds : float or None
        How long a cell may take, where the course says so by `Execute.timeout`; negative for
        as long as the whole notebook may.
    """

    root: Path
    source_directory: str = "source"
    source_with_tests_directory: str = "source_with_tests"
    release_directory: str = "release"
    submitted_directory: str = "submitted"
    autograded_directory: str = "autograded"
    feedback_directory: str = "feedback"
    directory_structure: str = "{nbgrader_step}/{student_id}/{assignment_id}"
    db_url: str = ""
    course_id: str = ""
    cell_seconds: float | None = None

    @classmethod
    def find(cls, *places: Path) -> CourseFolder | None:
        """Return the course folder of the first place that is in one, or None.

        A place is in a course folder when it or one of its parents holds an
        nbgrader_config.py.
        """
        for place in places:
            for folder in (place.resolve(), *place.resolve().parents):
                if (folder / CONFIG_NAME).is_file():
                    return cls.read(folder)
        return None

    @classmethod
    def read(cls, root: Path) -> CourseFolder:
        """Read the settings of a course folder; nbgrader's defaults where it has none.

        Raises
        ------
        CourseError
            When nbgrader_config.py fails.
        """
        root = root.resolve()
        if not (root / CONFIG_NAME).is_file():
            return cls(root, db_url=f"sqlite:///{root / 'gradebook.db'}")
        config = _load_config(root)
        settings = _directory_settings(config)
        if "root" in settings:
            root = (root / settings.pop("root")).resolve()
        settings.setdefault("db_url", f"sqlite:///{root / 'gradebook.db'}")
        return cls(root=root, cell_seconds=cell_seconds(config), **settings)

    @classmethod
    def of(cls, coursedir: Any, cell_seconds: float | None = None) -> CourseFolder:
        """Return a course folder as nbgrader sees it, its command line included.

        Parameters
        ----------
        coursedir : nbgrader.coursedir.CourseDirectory
        cell_seconds : float or None
        """
        names = {*cls.__dataclass_fields__} - {"root", "cell_seconds"}
        settings = {name: str(getattr(coursedir, name)) for name in names}
        return cls(Path(coursedir.root).resolve(), cell_seconds=cell_seconds, **settings)

    def config(self) -> Any:
        """Return all that nbgrader_config.py sets, as a traitlets configuration."""
        from traitlets.config import Config

        return _load_config(self.root) if (self.root / CONFIG_NAME).is_file() else Config()

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return the folder of one student's assignment in a step such as "submitted"."""
        pattern = self.directory_structure.format(
            nbgrader_step=step, student_id=student, assignment_id=assignment
        )
        return self.root / pattern

    def submitted(self, student: str, assignment: str) -> Path:
        """Return the folder that keeps what a student handed in."""
        return self.folder(self.submitted_directory, student, assignment)

    def feedback(self, student: str, assignment: str) -> Path:
        """Return the folder of a student's feedback page."""
        return self.folder(self.feedback_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        """Return the folder of a student's autograded notebooks."""
        return self.folder(self.autograded_directory, student, assignment)

    def source(self, assignment: str) -> Path:
        """Return the folder of an assignment's source notebooks."""
        return self.folder(self.source_directory, ".", assignment)

    def assignments(self) -> list[str]:
        """Return the names of all assignments that have a source notebook."""
        folders = self.source("x").parent.glob("*/*.ipynb")
        return sorted({path.parent.name for path in folders})

    def released(self) -> list[str]:
        """Return the names of all assignments that have a released notebook."""
        folder = self.folder(self.release_directory, ".", "x").parent
        return sorted({path.parent.name for path in folder.glob("*/*.ipynb")})

    def assignment_of(self, notebook_name: str) -> str | None:
        """Return the assignment that a notebook of this name (no suffix) belongs to.

        Usually they are called the same; nbgrader allows several notebooks in one.
        """
        if (self.source(notebook_name) / f"{notebook_name}.ipynb").is_file():
            return notebook_name
        owners = [
            name
            for name in self.assignments()
            if (self.source(name) / f"{notebook_name}.ipynb").is_file()
        ]
        return owners[0] if len(owners) == 1 else None

    def read_assignment(self, assignment: str) -> list[Assignment]:
        """Read the source notebooks of an assignment, one `Assignment` for each.

        Raises
        ------
        CourseError
            When there is none, or one cannot be read.
        """
        release = self.folder(self.release_directory, ".", assignment)
        try:
            return [
                self._read_notebook(assignment, path, release / path.name)
                for path in self.source_notebooks(assignment)
            ]
        except Rejected as error:
            raise CourseError(f"the source of {assignment} cannot be read: {error}") from None

    def _read_notebook(self, assignment: str, path: Path, release: Path) -> Assignment:
        notebook = Assignment.read(path, release)
        if not is_python(notebook.language):
            raise CourseError(
                f"{path.name} is written in {notebook.language}: only Python can be graded"
            )
        if generated.waits(notebook.cells):
            tests = generated.read(self.db_url, assignment, notebook.id)
            notebook = Assignment.read(path, release, tests)
            if generated.waits(notebook.cells):
                raise CourseError(
                    f"{assignment} has tests yet to be generated: run"
                    f" `nbgrader generate_assignment {assignment}`"
                )
        return notebook

    def source_notebooks(self, assignment: str) -> list[Path]:
        """Return the source notebooks of an assignment.

        Raises
        ------
        CourseError
            When there is none.
        """
        # nbgrader writes tests that it generates itself (AUTOTEST) into a folder of their own.
        with_tests = self.folder(self.source_with_tests_directory, ".", assignment)
        folder = with_tests if with_tests.is_dir() else self.source(assignment)
        try:
            paths = sorted(p for p in folder.iterdir() if p.suffix == ".ipynb")
        except OSError as error:
            raise CourseError(f"{folder} cannot be read ({error.strerror}): allow it") from None
        if not paths:
            raise CourseError(f"{folder} holds no source notebook")
        return paths

    def students(self, assignment: str) -> Iterator[str]:
        """Yield everybody who handed in the assignment, or may have, by name."""
        marker = "\0"
        pattern = self.submitted(marker, assignment)
        # The student's part of the path, wherever the course's pattern puts it.
        depth = next(n for n, part in enumerate(pattern.parts) if marker in part)
        before, after = pattern.parts[depth].split(marker)
        parent = Path(*pattern.parts[:depth])
        for entry in sorted(parent.glob("*")):
            name = entry.name
            if name.startswith(".") or not (name.startswith(before) and name.endswith(after)):
                continue
            student = name[len(before) : len(name) - len(after)]
            if _may_be_folder(self.submitted(student, assignment)):
                yield student


def _may_be_folder(path: Path) -> bool:
    """Return whether there is a folder, also where nobody lets us look."""
    try:
        return path.is_dir()
    except OSError:
        return True


def _load_config(root: Path) -> Any:
    from traitlets.config import PyFileConfigLoader

    try:
        return PyFileConfigLoader(CONFIG_NAME, path=str(root)).load_config()
    except (Exception, SystemExit) as error:
        first_line = (str(error) or type(error).__name__).splitlines()[0]
        raise CourseError(f"{root / CONFIG_NAME} fails: {first_line}") from error


def _directory_settings(config: Any) -> dict[str, str]:
    """Return what nbgrader_config.py sets of `CourseDirectory` and this program reads."""
    found = config.get("CourseDirectory", {})
    wanted = {*CourseFolder.__dataclass_fields__} - {"cell_seconds"}
    return {name: str(found[name]) for name in wanted if name in found}


def cell_seconds(config: Any) -> float | None:
    """Return what a configuration says of the time of a cell; see `CourseFolder`."""
    execute = config.get("Execute", {})
    if "timeout" not in execute:
        return None
    return -1.0 if execute["timeout"] is None else float(execute["timeout"])
