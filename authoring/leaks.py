"""Looks for answers in what learners open."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from authoring.rules import HIDDEN, SOLUTION

SHORTEST = 12  # characters; a shorter line, like `return w`, gives nothing away


@dataclass(frozen=True)
class Leak:
    """A line that only the author should see, in a file that a learner opens.

    Attributes
    ----------
    path : pathlib.Path
        The file, relative to the root.
    line : str
        The line, or the marker of a region that should have been cut out.
    """

    path: Path
    line: str

    def __str__(self):
        return f"{self.path} gives away an answer: {self.line!r}"


def leaks(root, sources, folders):
    """Search folders for lines of solutions, hidden tests, mistakes and alternatives.

    A line that also stands somewhere in the open, say in a lecture that derives it, is no
    secret.

    Parameters
    ----------
    root : pathlib.Path
    sources : list of authoring.source.Source
    folders : iterable of pathlib.Path
        What learners open, relative to the root.

    Returns
    -------
    list of Leak
    """
    hidden, shown = set(), set()
    for source in sources:
        for cell in source.cells:
            secret, public = _split(cell)
            hidden.update(secret)
            shown.update(public)
    hidden = {line for line in hidden - shown if len(line) >= SHORTEST}
    return [
        Leak(path.relative_to(root), line)
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.suffix in (".ipynb", ".md", ".json")
        for line in sorted(set(_lines(path)) & (hidden | {SOLUTION[0], HIDDEN[0]}))
    ]


def _split(cell):
    """Return the lines of a cell that are for the author only, and those for everybody."""
    lines = [line.strip() for line in cell.text.splitlines()]
    if cell.role in ("mistake", "alternative"):
        return lines, []
    secret, public, inside = [], [], False
    for line in lines:
        if line in (SOLUTION[0], HIDDEN[0]):
            inside = True
        elif line in (SOLUTION[1], HIDDEN[1]):
            inside = False
        else:
            (secret if inside else public).append(line)
    return secret, public


def _lines(path):
    """Yield every line of text in a file, whatever part of a notebook it stands in."""
    text = path.read_text(encoding="utf-8", errors="replace")
    values = [text]
    if path.suffix != ".md":
        with suppress(ValueError):  # what is no JSON is searched as text
            values = _strings(json.loads(text))
    for value in values:
        yield from (line.strip() for line in value.splitlines())


def _strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _strings(value)
