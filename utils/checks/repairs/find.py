"""Finds the line of a wrong answer where one small change makes all checks pass.

Nobody has to have foreseen the mistake: the learner's own code is changed, one place at a time,
until it passes. What is told is the line and what to look at, not what belongs there.
"""

import ast
import re
import time
from dataclasses import dataclass

from utils.checks.repairs import edits, everywhere, moves, nodes, stale, twins

SECONDS = 2.0  # that a search may take
PART = 1 / 4  # of them that one attempt may take
_DECIMAL = re.compile(r"\b\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)\b")
_LONGEST = 6_000  # characters of an answer
_QUOTED = 70  # characters of a line


@dataclass(frozen=True)
class Scope:
    """What may stand in a function.

    Attributes
    ----------
    names, arguments : tuple of str
        All names that are bound in it; those that come in.
    calls : tuple of ast.Call
        All calls of functions of a library in it.
    numbers : tuple of float
        Those that its docstring mentions.
    """

    names: tuple
    arguments: tuple
    calls: tuple
    numbers: tuple


@dataclass(frozen=True)
class Edit:
    """A change of a tree: fields of nodes get other values.

    Attributes
    ----------
    rank, line : int
        How likely it is, 1 before all; where it begins.
    words : str
        What to look at.
    fields : list of (ast.AST, str, object)
        The node, the name of its field and the new value.
    """

    rank: int
    line: int
    words: str
    fields: list


def cause(text, passes, seconds=SECONDS, clock=time.monotonic):
    """Look for a change that makes an answer right.

    Parameters
    ----------
    text : str
        The answer's code.
    passes : callable
        Takes compiled code; returns whether all checks pass with it.
    seconds : float
        How long to look.
    clock : callable
        Counts them.

    Returns
    -------
    str
        A sentence on where to look; empty where nothing was found.
    """
    if len(text) > _LONGEST:
        return ""
    end = clock() + seconds
    try:
        tree = ast.parse(text)
        found = sorted(_edits(tree), key=lambda edit: edit.rank)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if not found or passes(compile(tree, "<answer>", "exec", dont_inherit=True)):
        return ""  # what went wrong does not happen again
    for edit in found:
        if clock() > end:
            break
        code = _compiled(tree, edit)
        if code is not None and passes(code):
            return _sentence(edit, text)
    return ""


def _sentence(edit, text):
    line = text.splitlines()[edit.line - 1].strip()
    quoted = line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
    look = edit.words if edit.words.endswith("?") else f"look at {edit.words}."
    return f"One small change in line {edit.line}, `{quoted}`, makes these checks pass: {look}"


def _compiled(tree, edit):
    """Return the code of a changed tree, which stays as it was; None where it makes no sense."""
    before = [(owner, field, getattr(owner, field)) for owner, field, _ in edit.fields]
    for change in edit.fields:
        setattr(*change)
    try:
        return compile(ast.fix_missing_locations(tree), "<repaired>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, TypeError, RecursionError):
        return None
    finally:
        for change in before:
            setattr(*change)


def _edits(tree):
    found = []
    for parent, scope in _nodes(tree, _scope_of(tree)):
        for field, value in ast.iter_fields(parent):
            if not _may_change(parent, field):
                continue
            for place in twins.places(parent, field, value):
                changes = list(edits.of_node(place.node, parent, field, scope))
                found.append((place, changes))
                for rank, new, words in changes:
                    yield Edit(rank, place.line, words, twins.fields([(place, new)]))
            if field in ("body", "orelse") and isinstance(value, list) and value:
                bodies = [*moves.of_body(value, parent, scope), *stale.of_body(value)]
                for rank, line, new, words in bodies:
                    yield Edit(rank, line, words, [(parent, field, new)])
        if isinstance(parent, ast.FunctionDef):
            yield from (Edit(*change) for change in everywhere.of_function(parent, scope))
    yield from (Edit(*change) for change in twins.of_places(found))


def _nodes(node, scope):
    """Yield all nodes, each with what may stand in it."""
    scope = _scope_of(node, scope) if isinstance(node, ast.FunctionDef) else scope
    yield node, scope
    for child in ast.iter_child_nodes(node):
        yield from _nodes(child, scope)


def _scope_of(owner, around=None):
    given = owner.args if isinstance(owner, ast.FunctionDef) else None
    arguments = [a.arg for a in given.posonlyargs + given.args + given.kwonlyargs] if given else []
    bound = {
        node.id
        for node in ast.walk(owner)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    called = [node for node in ast.walk(owner) if isinstance(node, ast.Call)]
    library = [call for call in called if nodes.is_library(getattr(call.func, "value", None))]
    if around is not None:  # what a function inside another one sees as well
        bound |= set(around.names)
        arguments += [name for name in around.arguments if name not in arguments]
    told = (ast.get_docstring(owner) or "") if isinstance(owner, ast.FunctionDef) else ""
    numbers = {float(number) for number in _DECIMAL.findall(told)}
    names = tuple(sorted(bound.union(arguments)))
    return Scope(names, tuple(arguments), tuple(library), tuple(sorted(numbers)))


def _may_change(parent, field):
    """Return whether a field holds the learner's own code: signatures and imports are given."""
    if isinstance(parent, (ast.arguments, ast.Import, ast.ImportFrom)):
        return False
    if isinstance(parent, (ast.FunctionDef, ast.ClassDef)):
        return field == "body"
    return not (isinstance(parent, ast.Expr) and isinstance(parent.value, ast.Constant))
