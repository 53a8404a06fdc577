"""Every answer that an author wrote down is graded as it deserves, by the grader itself.

Each exercise is judged on its own, so a submission holds a mistake in every exercise at once. The
first mistakes stand among the answers of the solution; those that come after, where an exercise
has more than others, among blank cells, which take no time.
"""

import json
from contextlib import ExitStack
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path

import pytest

from authoring.reading import read_sources
from cli import workplace
from grader.course.assignment import Assignment
from grader.engine.engine import Engine
from grader.engine.limits import Limits

ROOT = Path(__file__).parents[2]
BY_STEM = {source.stem: source for source in read_sources(ROOT) if not source.is_lecture}
# Whether an answer is right must not hang on how busy the machine is.
LIMITS = Limits(cell_seconds=180, total_seconds=900)
WARM = 8  # so many assignments an engine keeps warm


def said_of(stem, mistake):
    """Return the words by which a mistake has to be named; none where its table has none."""
    table = json.loads((ROOT / "utils" / "mistakes" / f"{stem}.json").read_text())
    entries = table["exercises"][mistake.name]["mistakes"]
    nameless = any(e["says"] == mistake.says and e.get("nameless") for e in entries)
    return "" if nameless else mistake.says


def rounds(stem, role):
    """Return dictionaries of cells by exercise: of the first cells of a role, the second, …"""
    source = BY_STEM[stem]
    by_exercise = [source.of(name, role) for name in source.exercises]
    return [{c.name: c for c in cells if c} for cells in zip_longest(*by_exercise)]


def each(role):
    """Name every cell of a role, as ``(assignment, round, exercise)``."""
    return [
        pytest.param(stem, number, name, id=f"{stem}-{name}-line{cell.line}")
        for stem in BY_STEM
        for number, cells in enumerate(rounds(stem, role))
        for name, cell in cells.items()
    ]


def each_round(role):
    """Name every round of a role, as ``(assignment, round)``."""
    return [
        pytest.param(stem, number, id=f"{stem}-{number}")
        for stem in BY_STEM
        for number in range(len(rounds(stem, role)))
    ]


def singles():
    """Name the first mistake of the first and of the last exercise, as ``(assignment, exercise)``.

    All others come after the one, or before the other.
    """
    return [
        pytest.param(stem, name, id=f"{stem}-{name}")
        for stem, source in BY_STEM.items()
        for name in source.exercises[:1] + source.exercises[-1:]
    ]


@pytest.fixture(scope="session")
def pristine(instructor_versions):
    """A function that returns an assignment."""
    return cache(
        lambda stem: Assignment.read(
            instructor_versions / stem / f"{stem}.ipynb", ROOT / "release" / stem / f"{stem}.ipynb"
        )
    )


@pytest.fixture(scope="session")
def engine_of():
    """A function that returns an engine for an assignment."""
    course, stems = workplace.setting(contain=True), list(BY_STEM)
    with ExitStack() as stack:

        @lru_cache(maxsize=1)
        def engine(_):
            stack.close()
            return stack.enter_context(Engine(course.readable, course.contain))

        yield lambda stem: engine(stems.index(stem) // WARM)


@pytest.fixture(scope="session")
def judge(pristine, engine_of):
    """A function that judges some answers of an assignment, by default among the solution's."""

    def judge(stem, answers, among="source"):
        assignment = pristine(stem)
        cells = {cell.grade_id: getattr(cell, among) for cell in assignment.answerable}
        results = engine_of(stem).judge(assignment, cells | answers, LIMITS)
        return {result.id: result for result in results}

    return judge


@pytest.fixture(scope="session")
def judge_round(judge):
    """A function that judges the cells of a round together, once."""

    @cache
    def judge_round(stem, role, number):
        answers = {name: cell.text for name, cell in rounds(stem, role)[number].items()}
        return judge(stem, answers, among="stub" if number else "source")

    return judge_round


def not_passed(results):
    return {name for name, result in results.items() if result.status != "passed"}


def others(results, stem, role, number):
    """Return the statuses of the exercises that a round has no cell for."""
    planted = rounds(stem, role)[number]
    return {result.status for name, result in results.items() if name not in planted}


@pytest.mark.parametrize("stem", BY_STEM)
def test_the_solution_earns_every_point(judge, stem):
    results = judge(stem, {})
    assert not_passed(results) == set()
    essays = sum(c.points for c in BY_STEM[stem].cells if c.role == "essay")
    assert sum(r.points for r in results.values()) == BY_STEM[stem].points - essays


@pytest.mark.parametrize("stem", BY_STEM)
def test_the_blank_release_earns_nothing(judge, stem):
    results = judge(stem, {}, among="stub")
    assert {(r.status, r.points) for r in results.values()} == {("not attempted", 0)}


@pytest.mark.parametrize(("stem", "number", "name"), each("mistake"))
def test_a_mistake_costs_points_and_is_named(judge_round, stem, number, name):
    result = judge_round(stem, "mistake", number)[name]
    assert result.status in ("failed", "error") and result.points < result.max_points
    assert "inside the learner's process" not in result.note
    assert said_of(stem, rounds(stem, "mistake")[number][name]) in result.message


@pytest.mark.parametrize(("stem", "number"), each_round("mistake"))
def test_mistakes_cost_nothing_elsewhere(judge_round, stem, number):
    results = judge_round(stem, "mistake", number)
    assert others(results, stem, "mistake", number) <= {"not attempted" if number else "passed"}


@pytest.mark.parametrize(("stem", "name"), singles())
def test_a_mistake_is_judged_alone_as_among_others(judge, judge_round, stem, name):
    results = judge(stem, {name: rounds(stem, "mistake")[0][name].text})
    assert not_passed(results) == {name}
    assert results[name] == judge_round(stem, "mistake", 0)[name]


@pytest.mark.parametrize(("stem", "number"), each_round("alternative"))
def test_alternatives_earn_every_point(judge_round, stem, number):
    results = judge_round(stem, "alternative", number)
    assert {results[name].status for name in rounds(stem, "alternative")[number]} == {"passed"}
    assert others(results, stem, "alternative", number) <= {"not attempted" if number else "passed"}


@pytest.mark.parametrize("stem", [s for s in BY_STEM if BY_STEM[s].kind == "Assignment"])
def test_an_assignment_is_worth_100_points(stem):
    assert BY_STEM[stem].points == 100


def test_a_wrong_key_of_a_dictionary_costs_the_points_of_its_own_check(judge, pristine):
    assignment = pristine("c1_linear_regression")
    (answer,) = (c.source for c in assignment.answerable if c.grade_id == "metrics")
    results = judge(assignment.id, {"metrics": answer.replace('"rmse":', '"RMSE":')})
    assert not_passed(results) == {"metrics"}
    lost = [c.points for c in assignment.cells if c.kind == "check" and '"rmse"' in c.source]
    assert results["metrics"].max_points - results["metrics"].points == sum(lost) == 3
