"""Which of the author's lines matter to the verdict, and which only show something.

Between exercises a notebook draws figures and runs demonstrations, often with the learner's
functions. Checks hardly ever depend on these. A statement is passed over when no later check
or answer mentions what it binds or may change; in doubt it runs.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from grader.course.assignment import Cell
from grader.engine.cells import names, shell

# Packages, and parts of their modules' names, that draw and do nothing else.
_DRAWING = {"matplotlib", "seaborn", "plotly", "IPython", "ipywidgets", "plots", "widgets"}
_HARMLESS = {"print", "display", "help", "abs", "all", "any", "bool", "dict", "enumerate", "float",
             "format", "int", "isinstance", "len", "list", "max", "min", "range", "repr", "round",
             "set", "sorted", "str", "sum", "tuple", "type", "zip"}  # fmt: skip
# What a function does not change unless it says so, or cannot.
_LEFT_ALONE = (
    *(np.ndarray, np.generic, pd.DataFrame, pd.Series, pd.Index),
    *(str, bytes, int, float, tuple, frozenset, type(None)),
    *(type, types.FunctionType, types.ModuleType),
)
# Methods by which an array is only read.
_READS = {"all", "any", "argmax", "argmin", "copy", "dot", "max", "mean", "min", "reshape", "std",
          "sum", "tolist", "var"}  # fmt: skip
# Generators of one's own: to make one leaves the global one as it is.
_OWN_RANDOM = {"default_rng", "RandomState", "Random"}
_LOOKS_AROUND = {"eval", "exec", "globals", "locals", "vars", "dir"}


def mentions(code: types.CodeType) -> frozenset[str]:
    """Return the names that a piece of code looks up, attributes included; not its locals."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= mentions(constant)
    return frozenset(found)


def mentions_of(source: str, filename: str = "<relevance>") -> frozenset[str]:
    """Return the names that a cell looks up; none when it is not Python."""
    try:
        parts = filter(None, shell.code(source, filename))
        return frozenset().union(*map(mentions, parts))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()


def looks_around(found: Collection[str]) -> bool:
    """Return whether code with these names may look up any other name."""
    return not _LOOKS_AROUND.isdisjoint(found)


def relevant(
    body: list[ast.stmt], wanted: set[str], namespace: Mapping[str, Any] | None = None
) -> list[ast.stmt]:
    """Return the statements of a cell that have to run, in order.

    Parameters
    ----------
    body : list of ast.stmt
        The cell.
    wanted : set of str
        Names that later code mentions. Those that the statements mention are added.
    namespace : mapping, optional
        The values of names before the cell; without them any may be one that changes.
    """
    kept = []
    for statement in reversed(body):
        found = _mentions_of_statement(statement)
        if _matters(statement, wanted, namespace or {}, found):
            wanted |= found
            kept.insert(0, statement)
    return kept


def read(source: str, filename: str) -> None:
    """Look through a cell of the author's once, for all who will ask later what matters in it."""
    body = shell.parse(source, filename).body
    relevant(body, set())
    for statement in body:
        shell.code_of(statement, filename)


@lru_cache(maxsize=4000)
def _mentions_of_statement(statement: ast.stmt) -> frozenset[str]:
    return mentions(shell.code_of(statement, "<relevance>"))


def _matters(
    statement: ast.stmt, wanted: set[str], namespace: Mapping[str, Any], found: frozenset[str]
) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return True
    if "random" in found and found.isdisjoint(_OWN_RANDOM):
        return True
    if not wanted.isdisjoint(names.binds(statement)):
        return True
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return False
    nodes = [statement, *names.top_level(statement)]
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    calls = (node for node in nodes if isinstance(node, ast.Call))
    return any(_may_act(call, id(call) in bare, wanted, namespace) for call in calls)


def _may_act(call: ast.Call, bare: bool, wanted: set[str], namespace: Mapping[str, Any]) -> bool:
    """Return whether a call may change something that is wanted."""
    owner = names.root(call.func)
    value = _value(namespace, owner)
    if owner in _HARMLESS or _draws(value):
        return False
    is_method = isinstance(call.func, ast.Attribute)
    if is_method and isinstance(value, types.ModuleType):
        # A library's function whose result nobody takes is called for what it does.
        if bare:
            return True
    elif is_method and owner in wanted:
        reads = isinstance(value, np.ndarray) and call.func.attr in _READS
        if not (reads and isinstance(call.func.value, ast.Name)):
            return True
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    given = {part.id for part in arguments if isinstance(part, ast.Name)} & wanted
    return any(not isinstance(_value(namespace, name), _LEFT_ALONE) for name in given)


_UNKNOWN = object()


def _value(namespace: Mapping[str, Any], name: str) -> Any:
    """Return the value that a name has here and now, asking nobody for it."""
    if isinstance(namespace, dict) and dict.__contains__(namespace, name):
        return dict.get(namespace, name)
    return _UNKNOWN


def _draws(value: Any) -> bool:
    if isinstance(value, types.ModuleType):
        path = value.__name__
    elif isinstance(value, (type, types.FunctionType)):
        path = value.__module__ or ""
    else:
        path = type(value).__module__
    return not _DRAWING.isdisjoint(path.split("."))


@lru_cache(maxsize=64)
def outline(cells: Sequence[Cell]) -> dict[int, tuple[list[str], list[str]]]:
    """Return, for each of the author's cells by its place, the names wanted after it.

    Returns
    -------
    dict of int to (list of str, list of str)
        Names that the judge will want, and those that the worker will, as far as the
        author's own text tells.
    """
    judge: set[str] = set()
    worker: set[str] = set()
    found = {}
    last = max((place for place, cell in enumerate(cells) if cell.kind == "check"), default=-1)
    for place, cell in reversed(list(enumerate(cells[: last + 1]))):
        if cell.kind == "given":
            found[place] = (sorted(judge), sorted(worker))
            with suppress(SyntaxError):
                body = shell.parse(cell.source, "<relevance>").body
                relevant(body, judge)
                relevant(body, worker)
        elif cell.cell_type == "code":
            worker |= mentions_of(cell.source)
            with suppress(SyntaxError):
                # An answer's own changes to the author's objects are looked for by these names.
                own = names.changed(cell.source)
                judge |= mentions_of(cell.source) if cell.kind == "check" else set(own)
    return found
