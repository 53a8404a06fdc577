"""A course of one assignment, small enough to see through: the area and price of a carpet."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course.folder import CourseFolder
from grader.results import ExerciseResult

NAME = "carpet"
STUB = 'raise NotImplementedError("not attempted yet: replace this line by your code")'
# Our judge in nbgrader's own commands.
AUTOGRADE_CONFIG = """\
import sys
c = get_config()
c.CourseDirectory.source_directory = "build/source"
if "nbgrader" in sys.modules:
    from grader import autograde
    autograde.configure(c)
"""
CONFIG = 'c = get_config()\nc.CourseDirectory.source_directory = "build/source"\n'

AREA = '''\
def area(width, height):
    """Return the area of a carpet in m²."""
    ### BEGIN SOLUTION
    return width * height
    ### END SOLUTION'''
AREA_CHECK = """\
assert area(2, 3) == 6, "a carpet of 2 m by 3 m has 6 m²"
print("These checks pass.")
### BEGIN HIDDEN TESTS
assert area(7, 0) == 0, "hidden_canary: 7 by 0"
### END HIDDEN TESTS"""
PRICE = '''\
def price(width, height):
    """Return the price of a carpet at 5 a square meter."""
    ### BEGIN SOLUTION
    return 5 * area(width, height)
    ### END SOLUTION'''
PRICE_CHECK = """\
assert price(2, 3) == 30, "6 m² cost 30"
### BEGIN HIDDEN TESTS
assert price(11, 13) == 715
### END HIDDEN TESTS"""
HINTS = "<details><summary>Hint 1</summary>\n\nTwo sides, **one** product.\n\n</details>"

SOLVED = {
    "area": "def area(width, height):\n    return width * height",
    "price": "def price(width, height):\n    return 5 * area(width, height)",
    "why": "Because a carpet covers a floor.",
}
WRONG_PRICE = {**SOLVED, "price": "def price(width, height):\n    return 0"}


def notebook(answers=None):
    """Return the text of the learner's notebook with these answers, from id to source."""
    answers = answers or {}
    cells = _cells()
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, _released(cell.source))
    return nbformat.writes(new_notebook(cells=cells))


def make_course(root):
    """Write the course into a folder: its settings, source and release."""
    source = nbformat.writes(new_notebook(cells=_cells()))
    files = {
        "nbgrader_config.py": CONFIG,
        f"build/source/{NAME}/{NAME}.ipynb": source,
        f"release/{NAME}/{NAME}.ipynb": notebook(),
        f"course1/1_floors/{NAME}.ipynb": notebook(),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return CourseFolder.read(root)


def hand_in(course, student, text):
    """Put the text of a notebook where a student's submission belongs."""
    folder = course.submitted(student, NAME)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ipynb").write_text(text, encoding="utf-8")


def by_text(assignment, answers):
    """Judge without an engine: pass what equals the solution."""
    results = []
    for exercise in assignment.exercises:
        right = answers.get(exercise.id) == SOLVED[exercise.id]
        points, status = (exercise.max_points, "passed") if right else (0.0, "failed")
        message = "" if right else f"{exercise.id} is not the solution"
        results.append(ExerciseResult(exercise.id, points, exercise.max_points, status, message))
    return results


def changed(text, change):
    """Return the text of a notebook after `change` has worked on its list of cells."""
    document = json.loads(text)
    change(document["cells"])
    return json.dumps(document)


@pytest.fixture
def course(tmp_path):
    """The course in a folder of its own."""
    return make_course(tmp_path / "course")


def _cells():
    return [
        new_markdown_cell("# A carpet", id="title"),
        new_code_cell("import math", id="setup", metadata=_nbgrader("given_setup", locked=True)),
        new_markdown_cell("## The area", id="area_text"),
        new_code_cell(AREA, id="area", metadata=_nbgrader("area", solution=True)),
        new_markdown_cell(HINTS, id="area_hints"),
        _check("area_check_1", AREA_CHECK, 6),
        new_code_cell(PRICE, id="price", metadata=_nbgrader("price", solution=True)),
        _check("price_check_1", PRICE_CHECK, 4),
        new_markdown_cell(
            "### BEGIN SOLUTION\nIt covers.\n### END SOLUTION",
            id="why",
            metadata=_nbgrader("why", solution=True, points=2),
        ),
        new_code_cell(
            "from utils import submit\n\nsubmit()",
            id="submit",
            metadata=_nbgrader("submit", locked=True),
        ),
    ]


def _check(name, source, points):
    return new_code_cell(source, id=name, metadata=_nbgrader(name, locked=True, points=points))


def _nbgrader(name, solution=False, locked=False, points=None):
    metadata = {
        "schema_version": 3,
        "grade_id": name,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    }
    return {"nbgrader": metadata if points is None else {**metadata, "points": points}}


def _released(source):
    lines, skipping = [], False
    for line in source.split("\n"):
        if "### BEGIN" in line:
            skipping = True
            if "SOLUTION" in line:
                lines.append(line[: len(line) - len(line.lstrip())] + STUB)
        elif "### END" in line:
            skipping = False
        elif not skipping:
            lines.append(line)
    return "\n".join(lines)
