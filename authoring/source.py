"""Reads a source text (Jupytext py:percent) into cells with roles."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import jupytext

from authoring.faults import AuthoringError, Fault

# role: (cell type, keys it may carry besides its own)
ROLES = {
    "exercise": ("code", set()),
    "checks": ("code", {"points"}),
    "essay": ("markdown", {"points"}),
    "choice": ("markdown", {"points"}),
    "hint": ("markdown", set()),
    "mistake": ("code", {"says", "replace", "with"}),
    "alternative": ("code", {"says"}),
    "equivalent": ("markdown", set()),
}
HEADER = re.compile(r"^# %%", re.MULTILINE)
ODD_HEADER = re.compile(r"^#(%%|  +%%)", re.MULTILINE)  # which Jupytext reads all the same
MINUTES = re.compile(r"\*(\d+) minutes")


@dataclass
class Cell:
    """A cell of a source text.

    Attributes
    ----------
    type : {"code", "markdown"}
    text : str
        What stands in the cell, without comment signs for Markdown.
    line : int
        The line of its header, counted from 1.
    role : str
        A key of `ROLES`, or an empty string for an ordinary cell.
    name : str
        The exercise that the role belongs to.
    points : int or None
    says : str
        For a mistake, what it does wrong, as the end of "That is what comes out when …". For
        an alternative, in a few words, what is good about it.
    replace : tuple of (str, str) or None
        For a mistake that changes one piece of the solution: the piece, and what stands there
        instead. Its text is then made from the solution's.
    """

    type: str
    text: str
    line: int
    role: str = ""
    name: str = ""
    points: int | None = None
    says: str = ""
    replace: tuple[str, str] | None = None


@dataclass
class Source:
    """A source text.

    Attributes
    ----------
    path : pathlib.Path
        ``source/<course>/<unit>/<stem>.py``
    cells : list of Cell
    """

    path: Path
    cells: list[Cell] = field(default_factory=list)

    @property
    def stem(self):
        return self.path.stem

    @property
    def is_lecture(self):
        return self.stem[0].isdigit()

    @property
    def is_quiz(self):
        return self.stem.endswith("_quiz")

    @property
    def kind(self):
        if self.is_lecture:
            return "Lecture"
        if self.is_quiz:
            return "Quiz"
        return "Project" if "_project_" in self.stem else "Assignment"

    @property
    def unit(self):
        return self.path.parent.name

    @property
    def course(self):
        return self.path.parent.parent.name

    @property
    def label(self):
        """The name of the source's table; lectures of different units may share a stem."""
        return f"{self.unit}.{self.stem}" if self.is_lecture else self.stem

    @property
    def notebook(self):
        """The path of the built notebook, relative to the root."""
        return Path(self.course, self.unit, self.stem + ".ipynb")

    @property
    def title(self):
        return self.cells[0].text.splitlines()[0].removeprefix("# ")

    @property
    def minutes(self):
        return int(MINUTES.search(self.cells[0].text)[1])

    @property
    def points(self):
        return sum(cell.points or 0 for cell in self.cells)

    @cached_property
    def exercises(self):
        """Names of the code exercises, in order."""
        return [cell.name for cell in self.cells if cell.role == "exercise"]

    def of(self, name, role):
        """Return the cells that play a role for an exercise."""
        return [cell for cell in self.cells if cell.role == role and cell.name == name]


def parse(path):
    """Read a source text.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Source

    Raises
    ------
    AuthoringError
        If the text cannot be split into cells with roles.
    """
    text = path.read_text(encoding="utf-8")
    lines = [text.count("\n", 0, match.start()) + 1 for match in HEADER.finditer(text)]
    notebook = jupytext.reads(text, fmt="py:percent")
    if not lines or len(lines) != len(notebook.cells):
        what = "cannot be split into cells: start it, and every cell, with a line `# %%`"
        odd = ODD_HEADER.search(text)
        line = text.count("\n", 0, odd.start()) + 1 if odd else 1
        raise AuthoringError([Fault(path, line, what)])
    source, faults = Source(path), []
    for cell, line in zip(notebook.cells, lines, strict=True):
        try:
            source.cells.append(_with_role(cell, line))
        except ValueError as error:
            faults.append(Fault(path, line, str(error)))
    for cell in source.cells:
        if cell.replace:
            try:
                cell.text = _replaced(source, cell)
            except ValueError as error:
                faults.append(Fault(path, cell.line, str(error)))
    if faults:
        raise AuthoringError(faults)
    return source


def _with_role(cell, line):
    """Turn the keys of a cell's header into its role."""
    keys = dict(cell.metadata)
    keys.pop("lines_to_next_cell", None)  # Jupytext's own note on blank lines
    if "incorrectly_encoded_metadata" in keys:
        raise ValueError(
            'the header cannot be read: write `key="value"`, and \\" inside of a value'
        )
    roles = [key for key in keys if key in ROLES]
    if len(roles) > 1:
        raise ValueError(f"a cell plays one role, not {' and '.join(roles)}: split it")
    role = roles[0] if roles else ""
    type_, allowed = ROLES.get(role, (cell.cell_type, set()))
    if unknown := sorted(set(keys) - {role} - allowed):
        raise ValueError(
            f"unknown key `{unknown[0]}`{f' beside `{role}`' if role else ''}: "
            f"known are {', '.join(sorted(allowed if role else ROLES)) or 'none'}"
        )
    if cell.cell_type != type_:
        wanted = "[markdown] " if type_ == "markdown" else "no [markdown] "
        raise ValueError(f"`{role}` belongs to a {type_} cell: put {wanted}into the header")
    points = keys.get("points")
    if points is not None and (not isinstance(points, int) or points < 1):
        raise ValueError(f"points={points!r} is not a whole number above 0")
    name = keys.get(role, "")
    if role and (not isinstance(name, str) or not name.isidentifier()):
        raise ValueError(f"{role}={name!r} does not name an exercise: use a Python name")
    for key in ("says", "replace", "with"):
        if not isinstance(value := keys.get(key, ""), str):
            raise ValueError(f'{key}={value} is no text: write {key}="{value}"')
    replace = (keys["replace"], keys.get("with", "")) if "replace" in keys else None
    return Cell(type_, cell.source, line, role, name, points, keys.get("says", ""), replace)


def _replaced(source, mistake):
    """Return the text of a mistake that is written as a change of the solution."""
    if mistake.text.strip():
        raise ValueError("a mistake is written as `replace` and `with`, or as code: not both")
    if mistake.name not in source.exercises:
        return ""  # as `authoring.rules` says
    solution = "\n".join(cell.text for cell in source.of(mistake.name, "exercise"))
    old, new = mistake.replace
    if (count := solution.count(old)) != 1:
        raise ValueError(
            f"`{old}` stands {count} times in the solution: give a piece that is there once"
        )
    return solution.replace(old, new)
