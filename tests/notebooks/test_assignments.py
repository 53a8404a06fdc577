"""Every answer that an author wrote down is graded as it deserves, by the grader itself."""

from functools import cache
from pathlib import Path

import pytest

from authoring import instructor
from authoring.build import read_sources
from cli import workplace
from grader.course.assignment import Assignment
from grader.engine.engine import Engine
from grader.engine.limits import Limits

ROOT = Path(__file__).parents[2]
SOURCES = [source for source in read_sources(ROOT) if not source.is_lecture]
BY_STEM = {source.stem: source for source in SOURCES}


@pytest.fixture(scope="module")
def judge():
    """The engine as it grades a class."""
    course = workplace.setting(contain=True)
    with Engine(course.readable, course.contain) as engine:
        # Whether an answer is right must not hang on how busy the machine is.
        limits = Limits(cell_seconds=180, total_seconds=900)
        yield lambda assignment, answers: engine.judge(assignment, answers, limits)


def variants(role):
    """Name every cell of a role, as ``(assignment, number of the cell)``."""
    return [
        pytest.param(source.stem, number, id=f"{source.stem}-{cell.name}-line{cell.line}")
        for source in SOURCES
        for number, cell in enumerate(source.cells)
        if cell.role == role
    ]


@cache
def pristine(stem):
    instructor.refresh(ROOT)
    path = f"{stem}/{stem}.ipynb"
    return Assignment.read(ROOT / "build" / "source" / path, ROOT / "release" / path)


def reference(assignment):
    return {cell.grade_id: cell.source for cell in assignment.answerable}


@pytest.mark.parametrize("stem", BY_STEM)
def test_the_solution_earns_every_point(judge, stem):
    assignment = pristine(stem)
    verdicts = judge(assignment, reference(assignment))
    assert [v for v in verdicts if v.status != "passed"] == []
    essays = sum(c.points for c in BY_STEM[stem].cells if c.role == "essay")
    assert sum(v.points for v in verdicts) == BY_STEM[stem].points - essays


@pytest.mark.parametrize("stem", BY_STEM)
def test_the_blank_release_earns_nothing(judge, stem):
    assignment = pristine(stem)
    verdicts = judge(assignment, {c.grade_id: c.stub for c in assignment.answerable})
    assert {(v.status, v.points) for v in verdicts} == {("not attempted", 0)}


@pytest.mark.parametrize(("stem", "number"), variants("mistake"))
def test_a_mistake_costs_its_exercise_and_is_named(judge, stem, number):
    assignment, cell = pristine(stem), BY_STEM[stem].cells[number]
    verdicts = judge(assignment, reference(assignment) | {cell.name: cell.text})
    own = [v for v in verdicts if v.id == cell.name]
    assert own[0].status == "failed" and own[0].points < own[0].max_points
    assert cell.says in own[0].message
    assert [v for v in verdicts if v.status != "passed"] == own


@pytest.mark.parametrize(("stem", "number"), variants("alternative"))
def test_an_alternative_earns_every_point(judge, stem, number):
    assignment, cell = pristine(stem), BY_STEM[stem].cells[number]
    verdicts = judge(assignment, reference(assignment) | {cell.name: cell.text})
    assert [v for v in verdicts if v.status != "passed"] == []


@pytest.mark.parametrize("stem", [s.stem for s in SOURCES if s.kind == "Assignment"])
def test_an_assignment_is_worth_100_points(stem):
    assert BY_STEM[stem].points == 100
