"""What is taken from a submission: the source of its answer cells, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from grader.course.assignment import Assignment, Cell, bare
from grader.course.notebook import NotebookCell, parse_cells

# Enough of a cell to recognize it by; bounds the work that a hostile file can cause.
_COMPARED_CHARACTERS = 4_000
_COMPARED_CELLS = 200
_SIMILAR = 0.6


def read_answers(
    notebooks: tuple[Assignment, ...], files: tuple[bytes | None, ...]
) -> tuple[dict[str, str], ...]:
    """Return the learner's texts by grade id for each notebook; none where it is missing.

    Raises
    ------
    Rejected
        When a file is no notebook.
    """
    pairs = zip(files, notebooks, strict=True)
    return tuple(
        {} if file is None else answers(parse_cells(file), notebook) for file, notebook in pairs
    )


def answers(notebook: list[NotebookCell], assignment: Assignment) -> dict[str, str]:
    """Return the learner's text for each answer cell of the assignment.

    Cells are found by grade id. Where an id was lost, the cell is looked for between the
    neighbors it was given with, by the names it defines and by similarity to the stub.
    Where the stub was left alone, so is a new cell beside it that defines its names.

    Returns
    -------
    dict of str to str
        From grade id to source. A cell that was deleted has no entry.
    """
    found: dict[str, str] = {}
    known = {cell.grade_id for cell in assignment.cells if cell.grade_id}
    free = {n: c for n, c in enumerate(notebook) if c.grade_id not in known}
    anchors = _anchors(notebook, assignment)
    for place, cell in enumerate(assignment.cells):
        if cell.stub is None:
            continue
        copies = [c.source for c in notebook if c.grade_id == cell.grade_id]
        if any(bare(copy) != bare(cell.stub) for copy in copies):
            found[cell.grade_id] = _best_copy(copies, cell)
            continue
        gap = _gap(anchors, place, len(notebook))
        elsewhere = _most_similar({n: c for n, c in free.items() if n in gap}, cell, bool(copies))
        if elsewhere is not None:
            anchors[place] = elsewhere
            found[cell.grade_id] = free.pop(elsewhere).source
        elif copies:
            found[cell.grade_id] = copies[-1]
    return found


def _best_copy(copies: list[str], cell: Cell) -> str:
    """Choose among cells that carry the same id, as a copied cell does.

    The last one that defines what the stub defines is what the learner's own run used.
    """
    attempted = [copy for copy in copies if bare(copy) != bare(cell.stub)]
    fitting = [copy for copy in attempted if _defines(copy, cell)]
    return (fitting or attempted)[-1]


def _anchors(notebook: list[NotebookCell], assignment: Assignment) -> dict[int, int]:
    """Return places of the assignment's cells in the submission, by id or by equal text."""
    by_id: dict[str, int] = {}
    by_text: dict[str, int] = {}
    for number, cell in enumerate(notebook):
        if cell.grade_id:
            by_id.setdefault(cell.grade_id, number)
        by_text.setdefault(cell.source.strip(), number)
    anchors = {}
    for place, cell in enumerate(assignment.cells):
        number = by_id.get(cell.grade_id or "", by_text.get(cell.released.strip()))
        if number is not None and cell.released.strip():
            anchors[place] = number
    return anchors


def _gap(anchors: dict[int, int], place: int, end: int) -> range:
    """Return where the cell at `place` can stand: between its nearest known neighbors."""
    low = max((n for p, n in anchors.items() if p < place), default=-1)
    high = min((n for p, n in anchors.items() if p > place and n > low), default=end)
    return range(low + 1, high)


def _most_similar(
    candidates: dict[int, NotebookCell], cell: Cell, only_by_names: bool
) -> int | None:
    """Return the number of the candidate that is the answer cell, or None."""
    same_type = [(n, c.source) for n, c in candidates.items() if c.cell_type == cell.cell_type]
    same_type = [(n, source) for n, source in same_type if source.strip()][:_COMPARED_CELLS]
    fitting = [n for n, source in same_type if _defines(source, cell)]
    if fitting or only_by_names:
        return fitting[-1] if fitting else None
    rated = [(_similarity(source, cell.stub or ""), n) for n, source in same_type]
    best = max(rated, default=(0.0, -1))
    return best[1] if best[0] >= _SIMILAR or len(rated) == 1 else None


def _similarity(one: str, other: str) -> float:
    # quick_ratio is linear in the lengths; ratio is not.
    matcher = SequenceMatcher(
        None, one[:_COMPARED_CHARACTERS], other[:_COMPARED_CHARACTERS], autojunk=False
    )
    return matcher.quick_ratio()


def _defines(source: str, cell: Cell) -> bool:
    """Return whether the text defines every name that the stub defines, if there are any."""
    wanted = set(_names(cell.stub or ""))
    # Not as a set of the names: of those a hostile text has millions.
    return bool(wanted) and not wanted.difference(_names(source))


def _names(source: str) -> Iterable[str]:
    pattern = r"^(?:(?:async )?def|class)[ \t]+(\w+)|^(\w+)[ \t]*="
    return (m[1] or m[2] for m in re.finditer(pattern, source, re.MULTILINE))
