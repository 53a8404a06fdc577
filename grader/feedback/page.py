"""The feedback page: one HTML file that says what was earned and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.assignment import Assignment, Cell, Exercise
from grader.course.points import check_points
from grader.results import ByHand, ExerciseResult, Result

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = {"passed": "passed", "failed": "failed", "error": "error", "not attempted": "open"}
BEST = "best.html"  # where the page of a better submission is kept, beside a worse one
_LONGEST_ANSWER = 20_000  # characters; whoever wrote it has it all

# Whatever a template or a hint says, no other element reaches the page.
_TAGS = {
    *("main", "section", "header", "div", "span", "h1", "h2", "h3", "p", "b", "strong", "em"),
    *("ul", "ol", "li", "pre", "code", "details", "summary", "progress", "br", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES = {
    "*": {"class"},
    "progress": {"value", "max"},
    "details": {"open"},
    "a": {"href"},
    "pre": {"class", "tabindex"},  # what can be scrolled can be reached with the keyboard
}
_HEADING = re.compile(r"^#{1,6} (.+?)(?: · [\d.]+ points?)?$", re.MULTILINE)


@dataclass(frozen=True)
class _Entry:
    """What the page shows of one exercise, or of an answer that a person grades.

    Attributes
    ----------
    id : str
        The name that its author gave it.
    title : str
        The heading above it; empty where it has none of its own.
    points : float or None
        None where a person has still to give them.
    by_hand : bool
        Whether a person gave them.
    """

    id: str
    status: str
    style: str
    points: float | None
    max_points: float
    by_hand: bool = False
    title: str = ""
    message: str = ""
    comments: tuple[str, ...] = ()
    hints: str = ""
    answer: str = ""
    prose: bool = False
    ways: tuple[tuple[str, str], ...] = ()


def render(
    result: Result,
    notebooks: Sequence[Assignment],
    answers: Sequence[Mapping[str, str]],
    by_hand: ByHand | None = None,
    ways: Sequence[tuple[str, str, str]] = (),
    best: float = 0.0,
) -> str:
    """Return the feedback page of a submission.

    Parameters
    ----------
    result : Result
    notebooks : sequence of Assignment
        The source notebooks of the assignment. Of their check cells nothing is shown.
    answers : sequence of mapping
        What the learner answered in each, from grade id to source.
    by_hand : ByHand, optional
        What a person gave and said.
    ways : sequence of (str, str, str)
        Right answers, shown where all points were earned: exercise, caption and code.
    best : float
        The points of an earlier submission whose page is kept under the name `BEST`.

    Returns
    -------
    str
        A self-contained HTML document: no scripts, nothing loaded from elsewhere.
    """
    import nh3
    from markupsafe import Markup

    by_hand = by_hand or ByHand()
    entries, manual = _entries(result, notebooks, answers, by_hand)
    entries = [replace(entry, ways=_ways(entry, ways)) for entry in entries]
    known = [entry for entry in (*entries, *manual) if entry.points is not None]
    # A submission that could not be read has no entries.
    max_score = sum(entry.max_points for entry in known) if entries else result.max_score
    score = max(0.0, round(sum(entry.points for entry in known) - by_hand.penalty, 6))
    name = _name(result.assignment, notebooks)
    body = _template("body.html").render(
        result=result,
        better=best if best > result.score else None,
        page_of_best=BEST,
        name=name,
        score=score,
        max_score=max_score,
        penalty=by_hand.penalty,
        waiting=sum(entry.max_points for entry in manual if entry.points is None),
        entries=entries,
        manual=manual,
        passed=sum(entry.status == "passed" for entry in entries),
        graded_at=datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC"),
    )
    clean = nh3.clean(body, tags=_TAGS, attributes=_ATTRIBUTES)
    title = f"{name}: {score:g} of {max_score:g} points"
    return _template("page.html").render(title=title, body=Markup(clean))


def _entries(
    result: Result,
    notebooks: Sequence[Assignment],
    answers: Sequence[Mapping[str, str]],
    by_hand: ByHand,
) -> tuple[list[_Entry], list[_Entry]]:
    """Return what is shown of the exercises, and of the answers that a person grades."""
    verdicts = {verdict.id: verdict for verdict in result.exercises}
    entries, manual = [], []
    for notebook, given in zip(notebooks, answers, strict=True):
        prefix = f"{notebook.id}/" if len(notebooks) > 1 else ""
        for exercise in notebook.exercises:
            if verdict := verdicts.get(prefix + exercise.id):
                entries.append(_exercise(verdict, notebook, exercise, given, by_hand))
        cells = (cell for cell in notebook.cells if cell.kind == "manual")
        manual += [_manual(prefix, cell, notebook, given, by_hand) for cell in cells]
    return entries, manual


def _ways(entry: _Entry, ways: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the right answers to an exercise that are not the learner's own, if it passed."""
    if entry.status != "passed":
        return ()
    return tuple(
        (caption, code)
        for name, caption, code in ways
        if name == entry.id and code.split() != entry.answer.split()
    )


@cache
def _template(name: str) -> jinja2.Template:
    """Return a compiled template; to compile takes longer than to grade an exercise."""
    import jinja2

    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(name)


def _bounded(answer: str) -> str:
    """Return as much of an answer as a page can show."""
    more = len(answer) - _LONGEST_ANSWER
    return answer if more <= 0 else f"{answer[:_LONGEST_ANSWER]}\n… and {more} characters more"


def _exercise(
    verdict: ExerciseResult,
    notebook: Assignment,
    exercise: Exercise,
    answers: Mapping[str, str],
    by_hand: ByHand,
) -> _Entry:
    checks = [notebook.cells[place].grade_id for place in exercise.checks]
    given = {name: by_hand.points.get((notebook.id, name)) for name in checks}
    corrected = any(points is not None for points in given.values())
    earned = check_points(notebook, [replace(verdict, id=exercise.id)])
    shares = [
        earned[place] if points is None else points
        for place, points in zip(exercise.checks, given.values(), strict=True)
    ]
    texts = [answers[name] for name in exercise.answers if name in answers]
    said = (by_hand.comments.get((notebook.id, n)) for n in (*exercise.answers, *checks))
    attempted = verdict.status != "not attempted"
    return _Entry(
        id=verdict.id,
        status=verdict.status,
        style=_STYLES[verdict.status],
        points=sum(shares) if corrected else verdict.points,
        max_points=verdict.max_points,
        by_hand=corrected,
        title=_title(notebook, exercise.checks[0]),
        message=verdict.message,
        comments=tuple(filter(None, said)),
        hints="" if verdict.status == "passed" else _hints(notebook, exercise.id),
        answer=_bounded("\n\n".join(texts)) if attempted else "",
    )


def _manual(
    prefix: str, cell: Cell, notebook: Assignment, answers: Mapping[str, str], by_hand: ByHand
) -> _Entry:
    key = notebook.id, cell.grade_id
    answer = answers.get(cell.grade_id, cell.stub)
    points = by_hand.points.get(key)
    if points is None and answer == cell.stub:
        status, points = "not attempted", 0.0
    else:
        status = "graded by a person" if points is None else "graded"
    return _Entry(
        id=prefix + cell.grade_id,
        status=status,
        style="open" if status != "graded" else "passed" if points == cell.points else "failed",
        points=points,
        max_points=cell.points,
        by_hand=status == "graded",
        title=_title(notebook, notebook.cells.index(cell)),
        comments=tuple(filter(None, [by_hand.comments.get(key)])),
        answer=_bounded(answer) if status != "not attempted" else "",
        prose=cell.cell_type != "code",
    )


def _name(assignment: str, notebooks: Sequence[Assignment]) -> str:
    """Return the title of an assignment's only notebook; its own name where there is none."""
    first = next(iter(notebooks[0].cells), None) if len(notebooks) == 1 else None
    found = _HEADING.match(first.source) if first and first.kind == "text" else None
    return found[1] if found else assignment


def _title(notebook: Assignment, place: int) -> str:
    """Return the last heading above a cell that no other graded cell has had before."""
    for cell in reversed(notebook.cells[:place]):
        if cell.kind in ("check", "manual"):
            break
        if cell.kind == "text" and (found := _HEADING.findall(cell.source)):
            return found[-1]
    return ""


def _hints(notebook: Assignment, exercise: str) -> str:
    """Return the folded hints of an exercise as HTML."""
    import mistune
    from markupsafe import Markup

    texts = [c.source for c in notebook.cells if c.kind == "text" and c.exercise == exercise]
    to_html = mistune.create_markdown(escape=False, plugins=["math"])
    return Markup("".join(to_html(text) for text in texts))
