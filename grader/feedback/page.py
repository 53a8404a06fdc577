"""The feedback page: one HTML file that says what was earned and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.assignment import Assignment, Exercise
from grader.results import ExerciseResult, Result

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = {"passed": "passed", "failed": "failed", "error": "error", "not attempted": "open"}

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
}


@dataclass(frozen=True)
class _Entry:
    """What the page shows of one exercise."""

    verdict: ExerciseResult
    style: str
    answer: str
    hints: str


@dataclass(frozen=True)
class _Manual:
    """What the page shows of a cell that a person grades."""

    id: str
    points: float
    answer: str


def render(result: Result, notebooks: list[Assignment], answers: list[dict[str, str]]) -> str:
    """Return the feedback page of a graded submission.

    Parameters
    ----------
    result : Result
    notebooks : list of Assignment
        The source notebooks of the assignment. Of their check cells nothing is shown.
    answers : list of dict
        What the learner answered in each, from grade id to source.

    Returns
    -------
    str
        A self-contained HTML document: no scripts, nothing loaded from elsewhere.
    """
    import nh3
    from markupsafe import Markup

    several = len(notebooks) > 1
    places: dict[str, tuple[Assignment, Exercise, dict[str, str]]] = {}
    manual: list[_Manual] = []
    for notebook, given in zip(notebooks, answers, strict=True):
        prefix = f"{notebook.id}/" if several else ""
        for exercise in notebook.exercises:
            places[prefix + exercise.id] = notebook, exercise, given
        for cell in notebook.cells:
            if cell.kind == "manual":
                answer = given.get(cell.grade_id, "")
                manual.append(_Manual(prefix + cell.grade_id, cell.points, answer))
    entries = [_entry(verdict, *places[verdict.id]) for verdict in result.exercises]
    body = _template("body.html").render(
        result=result,
        entries=entries,
        manual=manual,
        passed=sum(entry.verdict.status == "passed" for entry in entries),
        graded_at=datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC"),
    )
    clean = nh3.clean(body, tags=_TAGS, attributes=_ATTRIBUTES)
    title = f"{result.assignment}: {result.score:g} of {result.max_score:g} points"
    return _template("page.html").render(title=title, body=Markup(clean))


@cache
def _template(name: str) -> jinja2.Template:
    """Return a compiled template; to compile takes longer than to grade an exercise."""
    import jinja2

    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(name)


def _entry(
    verdict: ExerciseResult, notebook: Assignment, exercise: Exercise, answers: dict[str, str]
) -> _Entry:
    parts = [answers[name] for name in exercise.answers if name in answers]
    shown = verdict.status != "not attempted"
    return _Entry(
        verdict=verdict,
        style=_STYLES[verdict.status],
        answer="\n\n".join(parts) if shown else "",
        hints="" if verdict.status == "passed" else _hints(notebook, exercise.id),
    )


def _hints(notebook: Assignment, exercise: str) -> str:
    """Return the folded hints of an exercise as HTML."""
    import mistune
    from markupsafe import Markup

    texts = [c.source for c in notebook.cells if c.kind == "text" and c.exercise == exercise]
    to_html = mistune.create_markdown(escape=False, plugins=["math"])
    return Markup("".join(to_html(text) for text in texts))
