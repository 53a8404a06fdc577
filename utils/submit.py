"""Submitting from within the notebook: `from utils import submit; submit()`."""

from __future__ import annotations

import json
import os
import re
import urllib.parse
from html import escape
from pathlib import Path

from utils import colab, own_machine

_COLORS = {"passed": "#1a7f37", "failed": "#b35900", "error": "#b3261e", "not attempted": "#6b7280"}


def submit(path=None):
    """Hand in this notebook and show the score, exercise by exercise, with reasons.

    Save the notebook first: what is handed in is the file.

    Parameters
    ----------
    path : str or Path, optional
        The notebook's file. JupyterLab and VS Code tell it by themselves.
    """
    if os.environ.get("COURSE_GRADING"):
        return  # The grader runs this cell too.
    place = colab if colab.is_here() else own_machine
    if not place.can_grade():
        _say(f"Your work cannot be graded here: {place.CANNOT_GRADE}")
        return
    notebook = Path(path) if path is not None else place.notebook()
    if notebook is None:
        _say(place.WITHOUT_A_FILE)
        return
    unsaved = _unsaved(notebook)
    if unsaved:
        _say(
            f"Save first (Ctrl+S): {notebook.name} does not hold the {unsaved} that you ran last."
            " If you have saved, run the cell of your answer once more, then this one."
        )
        return
    from IPython.display import display

    title = f"Grading {notebook.name} …"
    shown = display(_Line(title), display_id=True)
    # There is none in a terminal.
    show = shown.update if shown else lambda _: None
    result = place.grade(notebook, lambda said: show(_Line(f"{title} {said}".rstrip())))
    page = _Table(result) if result["status"] == "graded" else _Line(result["reason"])
    (shown.update if shown else display)(page)


class _Line:
    """One sentence for the learner, in a notebook or a terminal."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return f"<p><b>{escape(self.text)}</b></p>"


class _Table:
    """A graded submission; plain HTML that reads on light and dark ground, without scripts."""

    def __init__(self, result):
        self.result = result

    def __repr__(self):
        lines = [f"{self.result['assignment']}: {self._score()}"]
        for exercise in self.result["exercises"]:
            points = f"{exercise['points']:g} of {exercise['max_points']:g}"
            lines.append(f"{exercise['id']}: {points}, {exercise['status']}")
            lines += [f"    {line}" for line in exercise["message"].splitlines()]
        return "\n".join(lines)

    def _repr_html_(self):
        cell = 'style="text-align: left; vertical-align: top; white-space: pre-wrap"'
        points = 'style="text-align: right; vertical-align: top; white-space: nowrap"'
        rows = []
        for exercise in self.result["exercises"]:
            badge = (
                f'style="background: {_COLORS[exercise["status"]]}; color: #fff;'
                ' padding: 1px 8px; border-radius: 8px; white-space: nowrap"'
            )
            rows.append(
                f"<tr><td {cell}>{escape(exercise['id'])}</td>"
                f"<td {points}>{exercise['points']:g} of {exercise['max_points']:g}</td>"
                f"<td {cell}><span {badge}>{exercise['status']}</span></td>"
                f"<td {cell}>{_with_cause(exercise['message'])}</td></tr>"
            )
        head = "".join(f"<th {cell}>{t}</th>" for t in ("Exercise", "Points", "Status", "Message"))
        return (
            f"<p>{escape(self.result['assignment'])}: <b>{self._score()}</b></p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
            f"<p>{self._feedback()}</p>"
        )

    def _score(self):
        text = f"{self.result['score']:g} of {self.result['max_score']:g} points"
        by_hand, best = self.result.get("by_hand"), self.result.get("best")
        text += f"; a person gives {by_hand:g} more" if by_hand else ""
        return text + (f"; your best submission, with {best:g} points, counts" if best else "")

    def _feedback(self):
        page, best = self.result.get("feedback"), self.result.get("best_feedback")
        links = f"Your answers with hints: {_link(page)}" if page else ""
        return links + (f"<br>Those of your best submission: {_link(best)}" if best else "")


def _link(page):
    near = _as_seen_from_here(Path(page)).as_posix()
    href, style = escape(urllib.parse.quote(near)), "overflow-wrap: anywhere"
    return f'<a href="{href}" target="_blank" style="{style}">{escape(near)}</a>'


def _with_cause(message):
    """Return a message as HTML in which a named cause stands out."""
    lines = [escape(line) for line in message.splitlines()]
    return "\n".join(f"<b>{x}</b>" if x.startswith("That is ") else x for x in lines)


def _as_seen_from_here(page):
    """Return a relative path to a page of feedback.

    It leads through the nearest folder that shows the page: JupyterLab opens nothing that lies
    outside of its own.
    """
    within = Path(*page.parts[-4:])  # feedback, student, assignment, page
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / within).is_file() and (folder / within).samefile(page):
            page = folder / within
            break
    return Path(os.path.relpath(page))


def _say(text):
    from IPython.display import display

    display(_Line(text))


def _shell():
    from IPython import get_ipython

    return get_ipython()


def _unsaved(notebook):
    """Return the name of an answer that was run in another form than the file holds, or "".

    Only names that the answer cells of the file define are looked at. A file that cannot be
    read is left to the grader, which says what is wrong with it.
    """
    shell = _shell()
    if shell is None:
        return ""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        saved = {_plain("".join(cell["source"])) for cell in cells}
        answers = ["".join(c["source"]) for c in cells if _is_answer(c)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    run_last = {}
    for source in shell.history_manager.input_hist_raw:
        run_last |= dict.fromkeys(_names(source), source)
    for name in (name for answer in answers for name in _names(answer)):
        if name in run_last and _plain(run_last[name]) not in saved:
            return name
    return ""


def _is_answer(cell):
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _names(source):
    """Return the names that a cell defines at its top level."""
    pattern = r"^(?:(?:async )?def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)"
    return [a or b for a, b in re.findall(pattern, source, re.MULTILINE)]


def _plain(source):
    return "\n".join(line.rstrip() for line in source.splitlines()).strip()
