"""Our judge inside nbgrader: for `nbgrader autograde` and for formgrader's buttons.

In nbgrader_config.py::

    if "nbgrader" in sys.modules:
        from grader import autograde

        autograde.configure(config)

nbgrader's two passes stay what they are. In the first, the learner's answers are put into the
pristine notebook; in the second it is judged instead of run. What follows, from scores to late
penalties, is nbgrader's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, List, Unicode

from grader.books.autograded import Template, known_templates
from grader.course import handin
from grader.course.answers import read_answers
from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder, cell_seconds
from grader.course.notebook import Rejected, is_python, read_cells, spoken
from grader.engine.limits import Limits
from grader.generate_feedback import Page
from grader.harmless import markdown2html
from grader.results import ExerciseResult
from grader.workers import station
from grader.workers.job import Setting

_REASON = "not_graded"


def configure(config: Any, readable: Iterable[str] = ()) -> None:
    """Make nbgrader's autograding use our judge, and its feedback be our page.

    Parameters
    ----------
    config : traitlets.config.Config
        The object that nbgrader_config.py gets as ``get_config()``.
    readable : iterable of str
        Folders of modules that notebooks import, beside Python's own.
    """
    _show_programs()
    steps = Autograde.autograde_preprocessors.default()
    config.Autograde.autograde_preprocessors = [Judge if s is Execute else s for s in steps]
    config.Autograde.sanitize_preprocessors = [Rebuild]
    config.Autograde.exporter_class = Reader
    config.Judge.readable = [str(folder) for folder in readable]
    # A page that is there may lack what a person has said since.
    config.GenerateFeedback.force = True
    config.GenerateFeedback.exporter_class = Page
    config.GenerateFeedback.preprocessors = []
    # By which formgrader shows the autograded notebooks.
    config.HTMLExporter.filters = {"markdown2html": markdown2html}


def _show_programs() -> None:
    """Let nbgrader find a program that it starts, `alembic`, beside this Python."""
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", "")])


class Reader(NotebookExporter):
    """Opens any file: what is no notebook is an empty one, and `Rebuild` says what was wrong."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Read and convert a notebook."""
        names, course = resources["nbgrader"], self.parent.coursedir
        step = course.submitted_directory
        handed_in = Path(course.format_path(step, names["student"], names["assignment"]))
        try:
            # What nbgrader opens next has been written by `Rebuild`.
            if Path(filename).parent == handed_in:
                read_cells(Path(filename))
            return super().from_filename(filename, resources=resources, **kw)
        except Rejected:
            return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)

    def from_file(self, file_stream: Any, resources: Any = None, **kw: Any) -> Any:
        """Read and convert a notebook."""
        try:
            notebook = nbformat.read(file_stream, as_version=4)
        except Exception:
            notebook = nbformat.v4.new_notebook()
        return self.from_notebook_node(notebook, resources=resources, **kw)


class Rebuild(NbGraderPreprocessor):
    """Puts the learner's answers into the pristine notebook; takes nothing else from it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the pristine notebook with the answers, or with the reason for none."""
        names = resources["nbgrader"]
        course = _course(self)
        templates = known_templates(course, names["assignment"])
        notebooks = tuple(template.notebook for template in templates)
        answers, reason = [{} for _ in notebooks], ""
        try:
            hand_in = handin.read(course, names["student"], names["assignment"], notebooks)
            if hand_in.reason:
                raise Rejected(hand_in.reason)
            answers = read_answers(notebooks, hand_in.files)
        except Rejected as error:
            reason = error.reason
            self.log.warning("%s scores 0: %s", names["student"], reason)
        template, given = _named(names["notebook"], templates, answers)
        # Where the author names no kernel, nbgrader goes by the learner's.
        if not is_python(template.notebook.language or spoken(nb.metadata)):
            raise NbGraderException(f"the kernel of {names['notebook']} is not Python's")
        rebuilt = nbformat.from_dict(template.fill(given))
        rebuilt.metadata[_REASON] = reason
        return rebuilt, resources


class Judge(NbGraderPreprocessor):
    """Judges the rebuilt notebook; each check cell shows what it is worth."""

    contain = Bool(True, help="Whether to contain the learners' code.").tag(config=True)
    readable = List(Unicode(), help="Folders of modules that notebooks import.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the verdicts as outputs of its check cells."""
        names = resources["nbgrader"]
        templates = known_templates(_course(self), names["assignment"])
        template, _ = _named(names["notebook"], templates, templates)
        reason = nb.metadata.get(_REASON, "")
        answers = {
            cell.metadata.nbgrader["grade_id"]: cell.source
            for cell in nb.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        verdicts = [] if reason else self._judge(template.notebook, answers)
        return nbformat.from_dict(template.fill(answers, verdicts, reason)), resources

    def _judge(self, notebook: Assignment, answers: dict[str, str]) -> list[ExerciseResult]:
        # One engine for the whole class, and in formgrader for as long as the server runs.
        engine = station.engine(Setting(self.contain, tuple(self.readable)))
        limits = Limits().with_cells_of(cell_seconds(self.config))
        return engine.judge(notebook, answers, limits)


def _course(preprocessor: NbGraderPreprocessor) -> CourseFolder:
    """Return the course folder as nbgrader sees it, command line included."""
    coursedir = preprocessor.parent.parent.coursedir  # of the converter behind the exporter
    return CourseFolder.of(coursedir)


def _named(name: str, templates: list[Template], others: Iterable[Any]) -> tuple[Template, Any]:
    """Return a notebook's template, and what belongs to it of the others."""
    return next(pair for pair in zip(templates, others, strict=True) if pair[0].notebook.id == name)
