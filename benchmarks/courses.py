"""Course folders to measure with: an assignment, and a class that handed it in.

The NumPy assignment is the course's own on linear regression. The TensorFlow one is made here:
a small network is built, trained and used, as in the exercises on neural networks.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from authoring import instructor
from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder

ROOT = Path(__file__).parents[1]
KINDS = {"numpy": "c1_linear_regression", "tensorflow": "network"}

_SETUP = """\
import numpy as np
import keras

keras.utils.set_random_seed(1)
X = np.random.default_rng(1).random((200, 8)).astype("float32")
y = (X.sum(axis=1) > 4).astype("float32")"""
_BUILD = """\
def build():
    ### BEGIN SOLUTION
    network = keras.Sequential([
        keras.layers.Input((8,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    network.compile(loss="binary_crossentropy", optimizer="adam")
    return network
    ### END SOLUTION"""
_TRAIN = """\
def train(network, X, y):
    ### BEGIN SOLUTION
    network.fit(X, y, epochs=3, verbose=0)
    return network.predict(X, verbose=0)
    ### END SOLUTION"""
_CHECKS = {
    "build": "assert build().count_params() == 81",
    "train": "p = train(build(), X, y)\nassert p.shape == (200, 1) and ((0 < p) & (p < 1)).all()",
}


def command_line(text: str) -> argparse.ArgumentParser:
    """Return a parser for a program of this text, with the kind of assignment to measure."""
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    return parser


def make(folder: Path, kind: str, count: int) -> CourseFolder:
    """Make a course in which so many students handed in; every third has an answer missing.

    Parameters
    ----------
    folder : Path
        Where to; it must not exist.
    kind : {"numpy", "tensorflow"}
    count : int
    """
    name = KINDS[kind]
    text = _numpy_source() if kind == "numpy" else _tensorflow_source()
    source = folder / "source" / name / f"{name}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    course = CourseFolder.read(folder)
    notebook = Assignment.read(source)
    for number in range(count):
        place = course.submitted(f"s{number:05}", name)
        place.mkdir(parents=True)
        handed_in = _answered(text, notebook, number)
        (place / source.name).write_text(handed_in, encoding="utf-8")
    return course


def is_complete(number: int) -> bool:
    """Return whether the student of this number has answered everything."""
    return number % 3 != 2


def _numpy_source() -> str:
    instructor.refresh(ROOT)
    name = KINDS["numpy"]
    return (ROOT / "build" / "source" / name / f"{name}.ipynb").read_text(encoding="utf-8")


def _tensorflow_source() -> str:
    cells = [_cell("setup", _SETUP, locked=True)]
    for name, text in (("build", _BUILD), ("train", _TRAIN)):
        check = f"{name}_check_1"
        cells += [_cell(name, text, solution=True), _cell(check, _CHECKS[name], points=5)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel}))


def _cell(name: str, text: str, solution=False, locked=False, points=None):
    roles = {"schema_version": 3, "grade_id": name, "grade": points is not None, "task": False}
    roles |= {"solution": solution, "locked": locked or points is not None}
    roles |= {} if points is None else {"points": points}
    return new_code_cell(text, id=name, metadata={"nbgrader": roles})


def _answered(text: str, notebook: Assignment, number: int) -> str:
    """Return a submission: the reference answers, or all but one."""
    document = json.loads(text)
    stubs = {cell.grade_id: cell.stub for cell in notebook.answerable}
    missing = None if is_complete(number) else list(stubs)[number % len(stubs)]
    for cell in document["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name is not None and name == missing:
            cell["source"] = stubs[name]
        # As different files as those of different people.
        cell["metadata"]["handed_in"] = number
    return json.dumps(document)
