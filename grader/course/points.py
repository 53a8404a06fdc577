"""How the points of an exercise fall on its check cells, where nbgrader keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from grader.course.assignment import Assignment
from grader.results import ExerciseResult


def check_points(notebook: Assignment, verdicts: Iterable[ExerciseResult]) -> dict[int, float]:
    """Return the points of each check cell, by its place in the notebook.

    A judge that tells the exercise's points only is taken to have passed the first checks.
    """
    by_id = {verdict.id: verdict for verdict in verdicts}
    points: dict[int, float] = {}
    for exercise in notebook.exercises:
        verdict = by_id.get(exercise.id)
        left = verdict.points if verdict else 0.0
        for place in exercise.checks:
            cell = notebook.cells[place]
            share = min(left, cell.points)
            if verdict and verdict.checks:
                share = verdict.checks.get(cell.grade_id, 0.0)
            points[place] = share
            left -= share
    return points
