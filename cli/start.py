"""Where a learner is on the path, and the page of the desk that says so."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from authoring.place import COURSES
from authoring.syllabus import with_one_project_a_unit
from cli import desk
from grader.books.ledger_rows import Best
from grader.files import write_whole
from grader.text import clean

PAGE = "START.md"
ENOUGH = 0.8  # of the points of an assignment: then the path goes on
GRADED = ("Assignment", "Project")  # what a course is completed by
MISTAKES = 5  # so many are worth another look at a time
# A row of a syllabus, as `authoring.syllabus` writes it.
_ROW = re.compile(r"\| (\w+) \| \[(.+)\]\((\S+\.ipynb)\) \| (\d+) \| ([\d.]*) \|")


@dataclass(frozen=True)
class Step:
    """One notebook on the path.

    Attributes
    ----------
    course, unit : str
        Their titles.
    path : Path
        Of the working copy, relative to the desk.
    title, kind : str
        The kind is "Lecture", "Assignment", "Project" or "Quiz".
    minutes : int
    points : float
        To be had; 0 in a lecture.
    best : Best or None
        What the best submission earned, if there is one.
    done : bool
        Whether the path goes on behind it.
    """

    course: str
    unit: str
    path: Path
    title: str
    kind: str
    minutes: int
    points: float
    best: Best | None
    done: bool

    @property
    def link(self) -> str:
        return f"[{self.title}]({quote(self.path.as_posix())})"


def path(root: Path, best: dict[str, Best]) -> list[Step]:
    """Return the steps of all courses in their order, as the syllabus of each lists them.

    Parameters
    ----------
    root : Path
        The course folder.
    best : dict of str to Best
        The student's standing by assignment.
    """
    return [step for course in COURSES for step in _steps(root, course, best)]


def write(root: Path, best: dict[str, Best]) -> None:
    """Write the start page of a course folder's desk, if there is a desk."""
    folder = root / desk.NAME
    if folder.is_dir():
        steps = path(root, best)
        text = page(steps, desk.set_aside(folder), desk.left_over(folder), folder)
        write_whole(folder / PAGE, text.encode())


def page(steps: list[Step], kept: list[Path], left: list[Path], folder: Path) -> str:
    """Return the text of the start page.

    Parameters
    ----------
    steps : list of Step
    kept, left : list of Path
        Work on earlier versions, and on notebooks that the course has no more under that name.
    folder : Path
        The desk.
    """
    counted = counting(steps)
    points = sum(step.best.score for step in counted if step.best)
    total = sum(step.points for step in counted)
    parts = ["# Your desk", f"You have **{points:g} of {total:g} points**. {_RELOAD}"]
    following = next((step for step in counted if not step.done), None)
    if following:
        about = f"{following.kind} in *{following.unit}*, {following.minutes} minutes"
        parts += ["## Go on here", f"**{following.link}** · {about}"]
    else:
        afterward = f"{COURSES[-1]}/AFTERWARD.md"
        where = f" [Where to go from here]({afterward})." if (folder / afterward).exists() else ""
        parts += ["## Go on here", f"You have been through all there is. Well done.{where}"]
    if mistakes := worth_another_look(steps):
        lines = [f"- {step.link} · {what}" for step, what in mistakes]
        parts += ["## Worth another look", "\n".join(lines)]
    for course in dict.fromkeys(step.course for step in steps):
        of_course = [step for step in steps if step.course == course]
        parts += [f"## {course}", _links(of_course[0].path.parts[0]), _table(of_course)]
        if is_completed(of_course):
            parts.append(_COMPLETED)
    parts += ["## How this desk works", _HOW]
    if kept:
        parts += ["### Your work on earlier versions", _list(kept, folder)]
    if left:
        parts += ["### Your work under other names", _LEFT, _list(left, folder)]
    return "\n\n".join(parts) + "\n"


# JupyterLab shows a page as it was when it was opened.
_RELOAD = (
    "*File › Reload Markdown File from Disk* shows what you have done since you opened this page."
)

_HOW = f"""\
Open a notebook, run it cell by cell with Shift+Enter, and write into the cells that ask for it.
The last cell of an assignment or quiz hands it in. Do so as often as you like: the best
submission counts, and {100 * ENOUGH:g}% of the points are enough to go on.

What you change here is yours: an update of the course renews only the notebooks in which you
have written nothing, and keeps your work beside the new version where there is one. To begin a
notebook again, delete it, choose *File › Shut Down*, and start the course as you did before.

When JupyterLab says that a file has changed on disk, it is open twice: *Overwrite* keeps what
you see, *Revert* takes what was saved in the other place.

This page is renewed when you save a notebook or hand one in."""


_LEFT = """\
The course has no notebook of these names, or no longer: what you wrote in them stays. You can
hand one in nevertheless; it is recognized by its exercises, if the course still has them."""

_COMPLETED = """\
You have completed this course. For a certificate, open a terminal (*File › New › Terminal*) and
type `course certificate --name "YOUR NAME"`."""


def counting(steps: list[Step]) -> list[Step]:
    """Return the steps that count: where a unit offers several projects, the one that went best."""
    return with_one_project_a_unit(steps, lambda step: step.best.score if step.best else 0.0)


def is_completed(steps: list[Step]) -> bool:
    """Tell whether every assignment and project that counts has points enough."""
    counted = [step for step in counting(steps) if step.kind in GRADED]
    return bool(counted) and all(step.done for step in counted)


def worth_another_look(steps: list[Step]) -> list[tuple[Step, str]]:
    """Return exercises with points left, each with its assignment and with what went wrong."""
    found = []
    for step in steps:
        for exercise in step.best.result.exercises if step.best else ():
            left = exercise.max_points - exercise.points
            if left > 0 and exercise.status in ("failed", "error"):
                said = [line for line in clean(exercise.message).splitlines() if line]
                cause = next((line for line in said if line.startswith("That is")), said[0])
                found.append((step, f"`{exercise.id}`, {left:g} points left: {cause}"))
    return found[:MISTAKES]


def _list(notebooks: list[Path], folder: Path) -> str:
    links = (f"[{p.stem}]({quote(p.relative_to(folder).as_posix())})" for p in notebooks)
    return "\n".join(f"- {link}" for link in links)


def _table(steps: list[Step]) -> str:
    rows = ["| kind | title | minutes | standing |", "|---|---|---:|---|"]
    unit = ""
    for step in steps:
        if step.unit != unit:
            unit = step.unit
            rows.append(f"| | **{unit}** | | |")
        rows.append(f"| {step.kind} | {step.link} | {step.minutes} | {_standing(step)} |")
    return "\n".join(rows)


def _standing(step: Step) -> str:
    if step.best:
        mark = "✓ " if step.done else ""
        return f"{mark}{step.best.score:g} of {step.points:g} points"
    if step.points:
        return f"{step.points:g} points"
    return "✓ read" if step.done else ""


def _links(course: str) -> str:
    return f"[About the course]({course}/README.md) · [Glossary]({course}/GLOSSARY.md)"


def _steps(root: Path, course: str, best: dict[str, Best]) -> list[Step]:
    syllabus, steps, title, unit = root / course / "README.md", [], course, ""
    lines = syllabus.read_text(encoding="utf-8").splitlines() if syllabus.exists() else ()
    for line in lines:
        if line.startswith("# "):
            title = line.removeprefix("# ")
        elif line.startswith("## "):
            unit = line.removeprefix("## ")
        elif row := _ROW.match(line):
            kind, name, place, minutes, points = row.groups()
            copy, points = Path(course, place), float(points or 0)
            standing = best.get(copy.stem)
            if points and standing:  # what a person gives besides is not waited for
                points = standing.max_score
            earned = standing is not None and standing.score >= ENOUGH * points
            done = earned if points else _read_to_the_end(root / desk.NAME / copy)
            place_of = (title, unit, copy, name, kind)
            steps.append(Step(*place_of, int(minutes), points, standing, done))
    return steps


def _read_to_the_end(notebook: Path) -> bool:
    """Tell whether the last code cell of a working copy has been run."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code" and "".join(cell["source"])]
        return bool(code) and code[-1]["execution_count"] is not None
    except (OSError, ValueError, KeyError, TypeError):
        return False
