"""A quiz that needs no kernel: options to choose, and an explanation of each."""

import re
from html import escape

OPTION = re.compile(r"^- \*\*([a-j])\)\*\* (.*)$")
SUFFIX = "_question"
INTRO = (
    "**On this page** you choose an answer and read at once why it is right or wrong. It is for "
    "practice: points are counted when you hand in the notebook."
)
SCORE = '<p class="quiz-score" role="status" data-of="{of}">0 of {of} answered</p>'


def playable(notebook, name, choices):
    """Turn the questions of a quiz's notebook into forms.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Without the cells that take, check and hand in answers; changed in place.
    name : str
        The quiz.
    choices : dict
        ``{"right": bool, "says": str}`` by ``"<quiz>.<question>.<letter>"``.

    Returns
    -------
    nbformat.NotebookNode
    """
    notebook.cells[0].source += f"\n\n{INTRO}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata["tags"] = ["remove-input"]  # what a question is about is what it shows
    questions = [cell for cell in notebook.cells if cell.id.endswith(SUFFIX)]
    for cell in questions:
        question = cell.id.removesuffix(SUFFIX)
        cell.source = _form(cell.source, f"{name}.{question}", choices)
    if questions:
        questions[-1].source += f"\n\n{SCORE.format(of=len(questions))}"
    return notebook


def answer_cells(notebook):
    """Return the ids of the cells that only make sense with a kernel."""
    questions = [c.id.removesuffix(SUFFIX) for c in notebook.cells if c.id.endswith(SUFFIX)]
    return {*questions, *(f"{question}_check_1" for question in questions)}


def _form(text, key, choices):
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if OPTION.match(line))
    group = escape(key.replace(".", "-"))
    heading = lines[0].removeprefix("## ").partition(" · ")[0]
    said = [*lines[:first], f'<div class="question" role="radiogroup" aria-label="{heading}">', ""]
    for letter, option in (OPTION.match(line).groups() for line in lines[first:] if line.strip()):
        why = choices[f"{key}.{letter}"]
        radio = f'<input type="radio" name="{group}" value="{letter}">'
        verdict = "Right." if why["right"] else "Not this one."
        look = "right" if why["right"] else "wrong"
        # A tag alone on its line would begin a block, in which Markdown is not read.
        said += [f"<label>{radio} <b>{letter})</b> {option}</label>", ""]
        said += [f'<div class="why {look}" role="status" hidden>', ""]
        said += [f"**{verdict}** {why['says']}", "", "</div>", ""]
    return "\n".join([*said, "</div>"])
