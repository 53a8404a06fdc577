"""What grading prints: tables for a person, on a terminal of any width."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cli import best_submission
from cli.start import Step
from grader.books.ledger_rows import Best
from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder
from grader.course.notebook import Rejected
from grader.results import Result
from grader.text import clean

_COLORS = {"passed": "green", "failed": "yellow", "error": "red", "not attempted": "bright_black"}


def print_error(reason: str) -> None:
    """Print an error as one line on stderr."""
    line = " ".join(clean(reason).split())
    Console(stderr=True, soft_wrap=True, highlight=False).print(
        Text.assemble(("Error: ", "red"), line)
    )


def print_line(text: str, stderr: bool = False) -> None:
    """Print a line that may be copied: it is not broken, and nothing in it is markup."""
    console = Console(stderr=stderr, highlight=False, emoji=False)  # of which `:100:` is one
    console.print(text, markup=False, soft_wrap=True)


def print_notice(line: str) -> None:
    """Print a line on stderr about something that takes its time or is tried again."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(clean(line), "yellow"))


def print_to_who_waits(line: str) -> None:
    """Print a line on stderr if somebody sits before it."""
    if sys.stderr.isatty():
        print_notice(line)


def print_result(result: Result, best: float = 0.0) -> None:
    """Print a graded or rejected submission, one row an exercise.

    Parameters
    ----------
    result : Result
    best : float
        The best score so far.
    """
    if result.status != "graded":
        print_error(f"{result.assignment} scores 0: {result.reason}")
        return
    table = Table(title=Text(clean(result.assignment)), title_justify="left", show_footer=True)
    table.add_column("Exercise", "Total", overflow="fold")
    total = f"{_of(result.score, result.max_score)}"
    table.add_column("Points", total, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Message", overflow="fold")
    for exercise in result.exercises:
        table.add_row(
            Text(clean(exercise.id)),
            _of(exercise.points, exercise.max_points),
            Text(exercise.status, _COLORS[exercise.status]),
            Text(clean(exercise.message, 5_000)),
            end_section=exercise is result.exercises[-1],
        )
    console = Console(highlight=False)
    console.print(table)
    _print_by_hand(console, result)
    if best > result.score:
        console.print(f"Your best submission counts: {_of(best, result.max_score)} points.")
        if page := best_submission.page_of(result):
            print_line(f"Its page is kept: {page}")
    if result.feedback:
        print_line(f"Feedback: {clean(str(near(Path(result.feedback))))}")


def print_class(results: list[Result]) -> None:
    """Print the results of a class, one row a student."""
    table = Table(show_footer=True)
    mean = sum(result.score for result in results) / len(results)
    table.add_column("Student", "Mean", overflow="fold")
    table.add_column("Score", _of(round(mean, 1), results[0].max_score), justify="right")
    table.add_column("Passed", justify="right")
    table.add_column("Seconds", justify="right")
    table.add_column("Note", overflow="fold")
    for result in results:
        passed = sum(exercise.status == "passed" for exercise in result.exercises)
        rejected = result.status != "graded"
        table.add_row(
            Text(clean(result.student)),
            _of(result.score, result.max_score),
            "" if rejected else f"{passed} of {len(result.exercises)}",
            f"{result.seconds:.1f}",
            Text(clean(result.reason), "red") if rejected else "",
            end_section=result is results[-1],
        )
    console = Console(highlight=False)
    console.print(table)
    _print_by_hand(console, results[0])


def _print_by_hand(console: Console, result: Result) -> None:
    if result.by_hand:
        console.print(f"{result.by_hand:g} more points are given by a person.")


def print_progress(
    student: str,
    course: CourseFolder,
    best: dict[str, Best],
    steps: list[Step],
    instead: Collection[str],
) -> None:
    """Print a student's best scores, grouped by course; totals leave out those in `instead`.

    What is no step on the path, as in other nbgrader courses, goes by its name.
    """
    console = Console(highlight=False)
    groups = _groups(course)
    titles = {step.path.stem: step.title for step in steps}
    courses = {step.path.parts[0]: step.course for step in steps}
    if not groups:
        console.print("This course has no assignments yet.")
    for folder, names in groups.items():
        title = f"{courses.get(folder, folder)} · {student}"
        table = Table(title=Text(clean(title)), title_justify="left", show_footer=True)
        points = {name: best[name].max_score if name in best else p for name, p in names.items()}
        counted = points.keys() - instead
        earned = sum(best[name].score for name in counted if name in best)
        total = sum(points[name] for name in counted)
        table.add_column("Assignment", "Total", overflow="fold")
        table.add_column("Best", _of(earned, total), justify="right", no_wrap=True)
        table.add_column("Left", f"{total - earned:g}", justify="right")
        table.add_column("Last submission", no_wrap=True)
        for name, max_score in points.items():
            standing = best.get(name)
            score = standing.score if standing else 0.0
            last = f"{standing.last.astimezone():%Y-%m-%d %H:%M}" if standing else ""
            color = "green" if score == max_score else "" if standing else "bright_black"
            shown = _of(score, max_score) if standing else f"– of {max_score:g}"
            shown_name = titles.get(name, name) + (" (or this one)" if name in instead else "")
            table.add_row(Text(shown_name, color), shown, f"{max_score - score:g}", last)
        console.print(table)


def print_mistakes(mistakes: list[tuple[Step, str]]) -> None:
    """Print what is worth another look, as the start page lists it."""
    for step, what in mistakes:
        print_line(f"Worth another look: {step.title}, {what}")


def print_next_step(steps: list[Step]) -> None:
    """Print which notebook comes next on the path through the course, if it has one."""
    following = next((step for step in steps if not step.done), None)
    if following:
        print_line(f"Next: {following.title} ({following.minutes} minutes), {following.path}")


def print_power(tables: dict[str, dict], exercise: str | None, details: bool) -> None:
    """Print the diagnosing power of exercises, and, if asked for, what is wrong with it."""
    from authoring import power_report

    console, notes, shown = Console(highlight=False), [], {}
    for label, name, measured in power_report.rows(tables):
        if exercise in (None, name):
            counts = [*(measured[column] for column in power_report.COLUMNS)]
            shown.setdefault(label, []).append([name, *counts, len(measured["misled"])])
            notes += [f"{label} · {name} · passes: {change}" for change in measured["passes"]]
            notes += [f"{label} · {name} · misled: {told}" for told in measured["misled"]]
    for label, rows in shown.items():
        table = Table(title=label, title_justify="left", box=None)
        table.add_column("exercise", overflow="fold")
        for title in (*power_report.COLUMNS, "misled"):
            table.add_column(title, justify="right", no_wrap=True)
        for name, *counts in rows:
            table.add_row(name, *map(str, counts))
        console.print(table)
    for note in notes if details else ():
        print_line(note)


def with_progress(results: Iterable[Result], total: int, title: str) -> Iterator[Result]:
    """Yield the results, and show on stderr how far they are."""
    columns = [TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield from bar.track(results, total=total)


def _groups(course: CourseFolder) -> dict[str, dict[str, float]]:
    """Return the assignments with their points, by the folder of the course they belong to."""
    names = {*course.assignments(), *course.released()}
    paths = [path for path in sorted(course.root.glob("course*/*/*.ipynb")) if path.stem in names]
    groups: dict[str, dict[str, float]] = {}
    for path in paths:
        group = groups.setdefault(path.relative_to(course.root).parts[0], {})
        group[path.stem] = _max_score(course, path.stem)
    others = sorted(names - {path.stem for path in paths})
    if others:
        title = course.course_id or course.root.name
        groups[title] = {name: _max_score(course, name) for name in others}
    return groups


def _max_score(course: CourseFolder, assignment: str) -> float:
    """Return the points of an assignment, from the source or from what was released."""
    released = course.folder(course.release_directory, ".", assignment)
    for folder in (course.source(assignment), released):
        try:
            notebooks = [Assignment.read(path) for path in sorted(folder.glob("*.ipynb"))]
        except Rejected:
            continue
        if notebooks:
            return sum(notebook.max_score for notebook in notebooks)
    return 0.0


def _of(score: float, max_score: float) -> str:
    return f"{score:g} of {max_score:g}"


def near(path: Path) -> Path:
    """Return the path as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
