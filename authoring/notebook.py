"""Turns a source text into a notebook: a lecture, or the version that nbgrader starts from."""

import hashlib
import re

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from authoring.rules import HIDDEN, SOLUTION, options
from authoring.stubs import with_stub

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LETTERS = "abcdefghij"
# What an author tells the formatter is nothing to a learner.
_FOR_TOOLS = re.compile(r"[ ]*# (fmt: (skip|on|off)|noqa\b.*)$", re.MULTILINE)
# "Run All" goes on behind a cell with this tag, so that one open exercise hides no other.
GOES_ON = {"tags": ["raises-exception"]}
# JupyterLab folds the setup cell, and Colab shows only its title.
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}
SETUP = """\
# @title Setup: finds the course; on Google Colab, fetches it first
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path


def has_course():
    found = importlib.util.find_spec("utils")
    places = getattr(found, "submodule_search_locations", None) or ()
    return any(Path(place, "checks").exists() for place in places)


def fetch_course():
    if Path("course").exists():
        raise OSError("a folder `course` is in the way: rename it, then run this cell again")
    if not shutil.which("git"):
        raise OSError("git is missing: install it (git-scm.com), then run this cell again")
    source = ["--branch={branch}", "{repository}", "course"]
    command = ["git", "clone", "--quiet", "--depth=1", *source]
    # Away from the terminal, git asks for no password and ends.
    done = subprocess.run(command, capture_output=True, text=True, start_new_session=True)
    if done.returncode:
        raise OSError(
            "the course cannot be fetched: check the connection, then run this cell again."
            f" git says: {{done.stderr.strip()}}"
        )


if not has_course():
    if "utils" in sys.modules:
        raise ImportError("another utils is loaded: restart the kernel, then run this cell first")
    if not Path("course", "utils", "checks").exists():
        fetch_course()
    sys.path.insert(0, "course")"""


def lecture(source, place):
    """Build the notebook of a lecture, with its exercises open.

    Parameters
    ----------
    source : authoring.source.Source
    place : authoring.place.Place

    Returns
    -------
    nbformat.NotebookNode
    """
    cells = _Cells()
    for cell, text in _texts(source, place):
        if cell.role == "exercise":
            cells.code(with_stub(text), cell.name)
        elif cell.role == "checks":
            cells.code(check_text(source, cell))
        elif cell.role == "hint":
            cells.hint(cell)
        elif not cell.role:
            cells.add(cell.type, text)
        if cell is source.cells[0]:
            cells.code(_setup(place, checks_setup(source)), "setup", FOLDED)
    return cells.notebook()


def instructor_version(source, place):
    """Build the notebook of an assignment or quiz with its solutions and hidden tests.

    Parameters
    ----------
    source : authoring.source.Source
    place : authoring.place.Place

    Returns
    -------
    nbformat.NotebookNode
    """
    cells = _Cells()
    questions = 0
    for cell, text in _texts(source, place):
        if cell.role == "exercise":
            cells.code(text, cell.name, GOES_ON | _nbgrader(cell.name, solution=True))
        elif cell.role == "checks":
            cells.checks(source, cell)
        elif cell.role == "essay":
            cells.essay(cell)
        elif cell.role == "choice":
            questions += 1
            cells.choice(cell, source.stem, questions)
        elif cell.role == "hint":
            cells.hint(cell)
        elif not cell.role and cell.type == "code":
            cells.given(text)
        elif not cell.role:
            cells.add("markdown", text)
        if cell is source.cells[0]:
            cells.given(_setup(place, checks_setup(source)), "setup", FOLDED)
    cells.add("markdown", "## Submit\n\nSave the notebook (Ctrl+S), then run the last cell.")
    cells.given("from utils import submit\n\nsubmit()", "submit")
    return cells.notebook()


def choices(source):
    """Return the options of a quiz for `utils.checks.check_choice`.

    Parameters
    ----------
    source : authoring.source.Source

    Returns
    -------
    dict
        From ``"<quiz>.<question>.<letter>"`` to ``{"right": bool, "says": str}``.
    """
    return {
        f"{source.stem}.{cell.name}.{letter}": {"right": right, "says": why}
        for cell in source.cells
        if cell.role == "choice"
        for letter, (right, _, why) in zip(LETTERS, options(cell.text)[1], strict=False)
    }


def checks_setup(source):
    """Return the lines by which a notebook gets what its check cells use."""
    if source.is_quiz:
        return "from utils.checks import check_choice"
    if not source.exercises:
        return ""
    kind, name = ("Practice", "practice") if source.is_lecture else ("Checks", "checks")
    return f'from utils.checks import {kind}\n\n{name} = {kind}("{source.label}")'


def check_text(source, cell):
    """Return the text of a check cell in a notebook: a block that looks at all of its checks."""
    part = _part(source, cell)
    name = "practice" if source.is_lecture else "checks"
    which = f'"{cell.name}"' if part == 1 else f'"{cell.name}", part={part}'
    lines = cell.text.rstrip().splitlines()
    if not cell.text.partition(HIDDEN[0])[0].strip():
        lines.insert(0, "pass  # all checks of this cell are hidden")
    body = "\n".join(f"    {line}".rstrip() for line in lines)
    return f"with {name}({which}):\n{body}"


def encode(node):
    """Return the bytes of a notebook's file.

    Parameters
    ----------
    node : nbformat.NotebookNode
    """
    nbformat.validate(node)
    return (nbformat.writes(node) + "\n").encode()


class _Cells:
    """Collects cells, each with an id that stays the same from build to build."""

    def __init__(self):
        self.cells = []
        self.ids = set()
        self.hints = 0

    def notebook(self):
        return new_notebook(cells=self.cells, metadata=KERNEL)

    def add(self, type_, text, id_="", metadata=None):
        make = new_code_cell if type_ == "code" else new_markdown_cell
        id_ = self._unique(id_ or hashlib.sha256(text.encode()).hexdigest()[:8])
        shown = _FOR_TOOLS.sub("", text) if type_ == "code" else text
        self.cells.append(make(shown, id=id_, metadata=metadata or {}))

    def code(self, text, id_="", metadata=None):
        self.add("code", text, id_, metadata)

    def given(self, text, name="", metadata=None):
        """Add a cell that nbgrader restores before it grades."""
        name = self._unique(name or "given_" + hashlib.sha256(text.encode()).hexdigest()[:8])
        self.ids.discard(name)
        self.code(text, name, (metadata or {}) | _nbgrader(name, locked=True))

    def checks(self, source, cell):
        name = f"{cell.name}_check_{_part(source, cell)}"
        metadata = _nbgrader(name, locked=True, points=cell.points)
        self.code(check_text(source, cell), name, GOES_ON | metadata)

    def essay(self, cell):
        metadata = _nbgrader(cell.name, solution=True, points=cell.points)
        self.add("markdown", cell.text, cell.name, metadata)

    def choice(self, cell, quiz, number):
        question, found = options(cell.text)
        listed = "\n".join(f"- **{x})** {o[1]}" for x, o in zip(LETTERS, found, strict=False))
        right = next(x for x, o in zip(LETTERS, found, strict=False) if o[0])
        letters = [f'"{x}"' for x, _ in zip(LETTERS, found, strict=False)]
        one_of = f"{', '.join(letters[:-1])} or {letters[-1]}"
        heading = f"## Question {number} · {_points(cell.points)}"
        self.add("markdown", f"{heading}\n\n{question}\n\n{listed}", f"{cell.name}_question")
        answer = _nbgrader(cell.name, solution=True)
        answer["stub"] = f"{cell.name} = None  # your answer: {one_of}"
        begin, end = SOLUTION
        solution = f'{begin}\n{cell.name} = "{right}"\n{end}'
        self.code(solution, cell.name, answer)
        name = f"{cell.name}_check_1"
        check = f'check_choice("{quiz}.{cell.name}", {cell.name})'
        self.code(check, name, GOES_ON | _nbgrader(name, locked=True, points=cell.points))

    def hint(self, cell):
        """Add a folded hint; hints that follow each other share a cell."""
        id_ = f"{cell.name}_hints"
        joined = bool(self.cells) and self.cells[-1].id == id_
        self.hints = self.hints + 1 if joined else 1
        summary = f"<summary>Hint {self.hints}</summary>"
        text = f"<details>{summary}\n\n{cell.text}\n\n</details>"
        if joined:
            self.cells[-1].source += f"\n{text}"
        else:
            self.add("markdown", text, id_)

    def _unique(self, id_):
        """Return the id, numbered if it is taken, and take it."""
        candidate, count = id_, 1
        while candidate in self.ids:
            count += 1
            candidate = f"{id_}_{count}"
        self.ids.add(candidate)
        return candidate


def _texts(source, place):
    """Yield each cell with its text, title line and points in the headings included."""
    points = _points_of_headings(source)
    for number, cell in enumerate(source.cells):
        text = cell.text
        if number == 0:
            text = _with_badge(source, place)
        elif number in points:
            text = re.sub(
                r"^(##+ .*)$", rf"\1 · {_points(points[number])}", text, count=1, flags=re.MULTILINE
            )
        yield cell, text


def _points_of_headings(source):
    """Map the number of each cell with a heading to the points that are earned below it."""
    points, heading = {}, None
    for number, cell in enumerate(source.cells):
        if cell.type == "markdown" and re.search(r"^##+ ", cell.text, re.MULTILINE):
            heading = number
        if cell.points and cell.role != "choice" and heading is not None:
            points[heading] = points.get(heading, 0) + cell.points
    return points


def _with_badge(source, place):
    title, _, rest = source.cells[0].text.partition("\n")
    facts = [source.kind]
    facts += [_points(source.points)] if source.points else []
    badge = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
    links = f"{badge}({place.colab(source.notebook)}) · [Glossary](../GLOSSARY.md)"
    return f"{title}\n\n{' · '.join(facts)} · {links}\n{rest}"


def _setup(place, checks):
    setup = SETUP.format(repository=place.repository, branch=place.branch)
    return "\n\n".join(filter(None, [setup, checks]))


def _part(source, cell):
    """Return which of its exercise's check cells a cell is, counted from 1."""
    return source.of(cell.name, "checks").index(cell) + 1


def _points(number):
    return f"{number} point" if number == 1 else f"{number} points"


def _nbgrader(name, *, solution=False, locked=False, points=None):
    """Return the metadata by which nbgrader knows a cell."""
    metadata = {
        "schema_version": 3,
        "grade_id": name,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    if points is not None:
        metadata["points"] = points
    return {"nbgrader": metadata}
