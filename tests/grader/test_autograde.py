"""`nbgrader autograde` and formgrader's button, with our judge in them."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGrader

from grader.course.notebook import LIMIT_BYTES
from tests.tiny_course import (
    AUTOGRADE_CONFIG,
    NAME,
    SOLVED,
    WRONG_PRICE,
    changed,
    hand_in,
    notebook,
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with a class of all sorts, after `nbgrader autograde`, and what that said."""
    from tests.tiny_course import make_course

    course = make_course(tmp_path_factory.mktemp("class") / "course")
    (course.root / "nbgrader_config.py").write_text(AUTOGRADE_CONFIG)
    shutil.rmtree(course.root / "release")  # nbgrader writes its own
    hand_in(course, "ada", notebook(SOLVED))
    hand_in(course, "bob", notebook(WRONG_PRICE))
    hand_in(course, "cyd", "{")
    hand_in(course, "dan", changed(notebook(WRONG_PRICE), skip_the_checks))
    hand_in(course, "eve", changed(notebook(SOLVED), copy_a_check))
    course.submitted("fay", NAME).mkdir(parents=True)
    os.mkfifo(course.submitted("fay", NAME) / f"{NAME}.ipynb")
    hand_in(course, "gus", too_large_and_written_in_r())
    for command in ("generate_assignment", "autograde"):
        words = [sys.executable, "-m", "nbgrader", command, NAME]
        # Who waits for the pipe waits for ever.
        done = subprocess.run(words, cwd=course.root, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
    return course, done.stderr


def skip_the_checks(cells):
    """A tag that makes nbgrader leave a check out, and so pass it."""
    for cell in cells:
        cell["metadata"]["tags"] = ["skip-execution"]


def copy_a_check(cells):
    """With this nbgrader's own autograding stops for everybody after."""
    cells.append(next(cell for cell in cells if cell["id"] == "area_check_1"))


def too_large_and_written_in_r():
    """Of a file that is read, the kernel counts where the author names none."""
    document = json.loads(notebook(SOLVED))
    document["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    return json.dumps(document) + " " * LIMIT_BYTES


def grades(course, student):
    with Gradebook(course.db_url) as book:
        notebooks = book.find_submission(NAME, student).notebooks
        return {grade.name: grade.auto_score for nb in notebooks for grade in nb.grades}


@pytest.mark.parametrize(
    ("student", "area", "price", "why"),
    [("ada", 6, 4, None), ("bob", 6, 0, None), ("cyd", 0, 0, 0), ("dan", 6, 0, None),
     ("eve", 6, 4, None), ("fay", 0, 0, 0), ("gus", 0, 0, 0)],
)  # fmt: skip
def test_everybody_has_the_score_that_is_deserved(graded, student, area, price, why):
    found = grades(graded[0], student)
    assert found == {"area_check_1": area, "price_check_1": price, "why": why}


def test_what_was_wrong_is_said(graded):
    course, said = graded
    assert "cyd scores 0: the file is no notebook, or a damaged one" in said
    assert "fay scores 0: it is not a regular file" in said
    assert "gus scores 0: the file is larger than 20 MB" in said
    path = course.autograded("bob", NAME) / f"{NAME}.ipynb"
    cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    assert cells["price_check_1"].outputs[0].evalue == "6 m² cost 30"
    assert cells["price"].source == WRONG_PRICE["price"]


def test_the_button_of_formgrader(graded, monkeypatch):
    course, _ = graded
    hand_in(course, "bob", notebook(SOLVED))
    monkeypatch.chdir(course.root)
    app = NbGrader()
    app.load_config_file()
    done = NbGraderAPI(config=app.config).autograde(NAME, "bob")
    assert done["success"], done["log"]
    assert grades(course, "bob")["price_check_1"] == 4
