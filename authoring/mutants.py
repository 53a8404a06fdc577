"""Wrong answers that nobody had to write down: the solution with one small change.

Each change comes with words that end "An otherwise right answer does the same when …". They say
where to look and do not give the solution away.
"""

import ast
from collections import defaultdict
from dataclasses import dataclass

from authoring import slips, steps
from authoring.rules import without_markers
from authoring.variants import Variant

MOST = 90  # of one answer; the changes that learners make most come first


@dataclass(frozen=True)
class Mutant:
    """A changed answer.

    Attributes
    ----------
    text : str
        The code.
    change : str
        What was changed, as ``"old → new"``.
    says : str
        What is wrong, in words for a learner.
    """

    text: str
    change: str
    says: str


def of(source):
    """Return the mutants of all solutions and alternatives of a source text.

    Parameters
    ----------
    source : authoring.source.Source

    Returns
    -------
    list of authoring.variants.Variant
    """
    found, right = [], defaultdict(set)  # right answers before a cell, by exercise
    for number, cell in enumerate(source.cells):
        if cell.role not in ("exercise", "alternative"):
            continue
        for count, mutant in enumerate(mutate(without_markers(cell.text))):
            if mutant.text not in right[cell.name]:
                key = f"{number} mutant {count}"
                variant = Variant(key, "mutant", cell, mutant.text, mutant.says, mutant.change)
                found.append(variant)
        right[cell.name].add(without_comments(cell.text))
    return found


def without_comments(text):
    """Return code as the parser sees it."""
    return ast.unparse(ast.parse(text))


def mutate(text):
    """Return the mutants of one answer, the commonest slips first.

    Parameters
    ----------
    text : str
        Code of functions or assignments. Docstrings, signatures and imports stay.

    Returns
    -------
    list of Mutant
    """
    tree = ast.parse(text)
    original = ast.unparse(tree)
    seen, found = {original}, []
    for rank, put, back, change, says in _changes(tree):
        put()
        ast.fix_missing_locations(tree)
        try:
            changed = ast.unparse(tree)
        finally:
            back()
        if changed not in seen:
            seen.add(changed)
            found.append((rank, len(found), Mutant(changed, change, says)))
    return [mutant for _, _, mutant in sorted(found, key=lambda item: item[:2])[:MOST]]


def _changes(tree):
    """Yield for each possible change its rank, how to make it and undo it, and its words."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for parent, field, place, node in list(_places(tree)):
        for rank, new, says in slips.of_node(node, parent):
            if isinstance(node, ast.Name) and new.id not in names:
                continue  # nobody confuses a name with one that is not there
            put, back = _replacing(parent, field, place, new, node)
            yield rank, put, back, _as_text(node, new), says
    for owner, field in list(_bodies(tree)):
        body = getattr(owner, field)
        for rank, new, change, says in steps.of_body(body, owner):
            put = _setting(owner, field, new)
            yield rank, put, _setting(owner, field, body), change, says


def _places(tree):
    """Yield every node that may be changed, with its parent, field and place in a list."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in ("args", "decorator_list", "returns") and isinstance(
                parent, (ast.FunctionDef, ast.ClassDef)
            ):
                continue
            given = (ast.arguments, ast.Import, ast.ImportFrom)
            if isinstance(parent, given) or _is_docstring(parent):
                continue
            for place, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, ast.AST):
                    yield parent, field, place if isinstance(value, list) else None, node


def _bodies(tree):
    """Yield every node that holds a list of statements, with the name of the field."""
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body and not isinstance(node, ast.ClassDef):
                yield node, field


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _replacing(parent, field, place, new, old):
    if place is None:
        return _setting(parent, field, new), _setting(parent, field, old)
    items = getattr(parent, field)
    return lambda: items.__setitem__(place, new), lambda: items.__setitem__(place, old)


def _setting(owner, field, value):
    return lambda: setattr(owner, field, value)


def _as_text(old, new):
    return " ".join(f"{ast.unparse(old)} → {ast.unparse(new)}".split())[:160]
