"""Which of the author's lines matter to the verdict, and which only show something.

Between exercises a notebook draws figures and runs demonstrations, often with the learner's
functions. Checks hardly ever depend on these. A statement is passed over when no later check
or answer mentions what it binds or may change; in doubt it runs.
"""

from __future__ import annotations

import ast
import builtins
import types
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from grader.engine.cells import lookups, names, shell

# Packages, and parts of their modules' names, that draw and do nothing else.
_DRAWING = {"matplotlib", "seaborn", "plotly", "IPython", "ipywidgets", "plots", "widgets"}
_HARMLESS = {"print", "display", "help", "abs", "all", "any", "bool", "dict", "enumerate", "float",
             "format", "int", "isinstance", "len", "list", "max", "min", "range", "repr", "round",
             "set", "sorted", "str", "sum", "tuple", "type", "zip"}  # fmt: skip
# What a function does not change unless it says so, or cannot.
_LEFT_ALONE = (
    *(np.ndarray, np.generic, pd.DataFrame, pd.Series, pd.Index),
    *(str, bytes, int, float, tuple, frozenset, type(None)),
    *(type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType),
)
# Methods by which an array is only read.
_READS = {"all", "any", "argmax", "argmin", "copy", "dot", "max", "mean", "min", "reshape", "std",
          "sum", "tolist", "var"}  # fmt: skip
# Generators of one's own: to make one leaves the global one as it is.
_OWN_RANDOM = {"default_rng", "RandomState", "Random"}


def relevant(
    body: list[ast.stmt], wanted: Collection[str], namespace: Mapping[str, Any] | None = None
) -> tuple[list[ast.stmt], set[str]]:
    """Return the statements of a cell that have to run, in order, and the names wanted before it.

    Parameters
    ----------
    body : list of ast.stmt
        The cell.
    wanted : collection of str
        Names that later code looks up.
    namespace : mapping, optional
        The values of names before the cell; without them any may be one that changes.
    """
    kept, wanted = [], set(wanted)
    for statement in reversed(body):
        if _matters(statement, wanted, namespace or {}):
            # A function may be called between two bindings of what it reads: both stay wanted.
            wanted |= lookups.needed([statement])
            kept.insert(0, statement)
    return kept, wanted


def read(source: str, filename: str) -> None:
    """Look through a cell of the author's once, for all who will ask later what matters in it."""
    body = shell.parse(source, filename).body
    relevant(body, set())
    for statement in body:
        shell.code_of(statement, filename)


@lru_cache(maxsize=4000)
def _mentions_of_statement(statement: ast.stmt) -> frozenset[str]:
    return lookups.mentions(shell.code_of(statement, "<relevance>"))


def _matters(statement: ast.stmt, wanted: set[str], namespace: Mapping[str, Any]) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return True
    found = _mentions_of_statement(statement)
    if "random" in found and found.isdisjoint(_OWN_RANDOM) and _draws_for_all(statement, namespace):
        return True
    if not wanted.isdisjoint(names.binds(statement)):
        return True
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return False
    nodes = [statement, *names.top_level(statement)]
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    calls = (node for node in nodes if isinstance(node, ast.Call))
    return any(_may_act(call, id(call) in bare, wanted, namespace) for call in calls)


def _draws_for_all(statement: ast.stmt, namespace: Mapping[str, Any]) -> bool:
    """Return whether `random` is the module that all share, not a method as in `rng.random()`."""
    nodes = list(ast.walk(statement))
    methods = {
        id(node.func)
        for node in nodes
        if isinstance(node, ast.Call)
        and not isinstance(_value(namespace, names.root(node.func)), types.ModuleType)
    }
    return any(
        (isinstance(node, ast.Name) and node.id == "random")
        or (isinstance(node, ast.Attribute) and node.attr == "random" and id(node) not in methods)
        for node in nodes
    )


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
    elif is_method and owner in wanted and not _is_of_a_new_object(call.func, value):
        reads = isinstance(value, np.ndarray) and call.func.attr in _READS
        if not (reads and isinstance(call.func.value, ast.Name)):
            return True
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    given = {part.id for part in arguments if isinstance(part, ast.Name)} & wanted
    return any(not isinstance(_value(namespace, name), _LEFT_ALONE) for name in given)


def _is_of_a_new_object(method: ast.Attribute, maker: Any) -> bool:
    """Return whether a method is one of what a class makes: `KMeans(3).fit`."""
    made = method.value
    makes = isinstance(made, ast.Call) and isinstance(made.func, ast.Name)
    return makes and isinstance(maker, type)


_UNKNOWN = object()


def _value(namespace: Mapping[str, Any], name: str) -> Any:
    """Return the value that a name has here and now, asking nobody for it."""
    if isinstance(namespace, dict) and dict.__contains__(namespace, name):
        return dict.get(namespace, name)
    return vars(builtins).get(name, _UNKNOWN)


def _draws(value: Any) -> bool:
    if isinstance(value, types.ModuleType):
        path = value.__name__
    elif isinstance(value, (type, types.FunctionType)):
        path = value.__module__ or ""
    else:
        path = type(value).__module__
    return not _DRAWING.isdisjoint(path.split("."))


def outline(
    cells: Sequence[Mapping[str, Any]], known: Mapping[str, Any], start: int
) -> dict[int, tuple[list[str], list[str]]]:
    """Return, for each of the author's cells by its place, the names wanted after it.

    Parameters
    ----------
    cells : sequence of mapping
        With their "kind" and "source", see `description.describe`.
    known : mapping
        Values of names before the cell at `start`, as far as those before it have run.
    start : int
        The cell that runs next.

    Returns
    -------
    dict of int to (list of str, list of str)
        Names that the judge will want, and those that the worker will, as far as the
        author's own text tells.
    """
    judge: set[str] = set()
    worker: set[str] = set()
    found = {}
    # What a later cell may bind anew has no value that lasts.
    anew = {name for cell in cells[start:] for s in _body(cell) for name in names.binds(s)}
    values = {**_modules(cells), **{name: known[name] for name in known.keys() - anew}}
    last = max((place for place, cell in enumerate(cells) if cell["kind"] == "check"), default=-1)
    for place, cell in reversed(list(enumerate(cells[: last + 1]))):
        if cell["kind"] == "given":
            found[place] = (sorted(judge), sorted(worker))
        body = _body(cell)
        if cell["kind"] == "given":
            judge = relevant(body, judge, values)[1]
            worker = relevant(body, worker, values)[1]
            continue
        worker |= lookups.needed(body)
        if cell["kind"] == "check":
            judge = lookups.needed(body, judge)
        elif body:
            # An answer's own changes to the author's objects are looked for by these names.
            judge |= set(names.changed(cell["source"]))
    return found


def _body(cell: Mapping[str, Any]) -> list[ast.stmt]:
    """Return the statements of a cell; none when it is not code, or not Python."""
    if cell["kind"] in ("given", "answer", "check"):
        with suppress(SyntaxError):
            return shell.parse(cell["source"], "<relevance>").body
    return []


def _modules(cells: Sequence[Mapping[str, Any]]) -> dict[str, types.ModuleType]:
    """Return stand-ins for the modules that cells import, by the names that they get there.

    Whether `from x import y` brings a module is known of those only that draw.
    """
    found = {}
    for statement in (s for cell in cells if cell["kind"] == "given" for s in _body(cell)):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            package = f"{statement.module}." if isinstance(statement, ast.ImportFrom) else ""
            for alias in statement.names:
                if not package or alias.name in _DRAWING:
                    name = alias.asname or alias.name.partition(".")[0]
                    found[name] = types.ModuleType(package + alias.name)
    return found
