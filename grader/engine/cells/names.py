"""What the text of a cell says about names: which it binds, changes and imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from grader.engine.cells import shell

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_MUTATORS = {"add", "append", "clear", "discard", "drop", "extend", "fill", "insert", "pop",
             "remove", "reverse", "setdefault", "shuffle", "sort", "update"}  # fmt: skip


@lru_cache(maxsize=1000)
def bound(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level, imports apart."""
    try:
        tree = shell.parse(source, "<names>")
    except SyntaxError:
        return frozenset()
    body = (node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom)))
    return frozenset(name for node in body for name in _names(node))


@lru_cache(maxsize=4000)
def binds(statement: ast.stmt) -> frozenset[str]:
    """Return the names that one statement binds or deletes, or whose objects it assigns into."""
    stores = (ast.Attribute, ast.Subscript)
    into = {
        root(node)
        for node in top_level(statement)
        if isinstance(node, stores) and not isinstance(node.ctx, ast.Load)
    }
    return frozenset(_names(statement) | into - {""})


def _names(statement: ast.stmt) -> set[str]:
    """Return the names that one statement binds or deletes."""
    found: set[str] = set()
    for node in (statement, *top_level(statement)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
    return found


@lru_cache(maxsize=1000)
def changed(source: str) -> Mapping[str, str | None]:
    """Return the names whose objects a cell may change at its top level.

    Returns
    -------
    mapping of str to (str or None)
        From a name to the method called on it; None where an item or attribute is assigned.
    """
    found: dict[str, str | None] = {}
    for node in top_level(shell.parse(source, "<names>")):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            found[root(node)] = None
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.setdefault(root(node.func), node.func.attr)
    found.pop("", None)
    return MappingProxyType(found)


def may_change(value: Any, method: str | None) -> bool:
    """Return whether calling `method` on a value, or assigning into it, may change it."""
    if method is None:
        return True
    if type(value).__module__.partition(".")[0] in ("builtins", "numpy", "pandas"):
        return method in _MUTATORS
    return True


def imports(source: str) -> list[ast.stmt]:
    """Return the import statements at the top level of a cell."""
    tree = shell.parse(source, "<names>")
    return [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]


def modules(source: str) -> list[str]:
    """Return the modules that a cell imports, and what may be modules in packages."""
    found = []
    for statement in imports(source):
        package = f"{statement.module}." if isinstance(statement, ast.ImportFrom) else ""
        found += [package + alias.name for alias in statement.names if alias.name != "*"]
        found += [package[:-1]] if package else []
    return found


def root(node: ast.AST) -> str:
    """Return the name at the start of an expression such as `model.layers[0]`, or ""."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def results_of(statement: ast.stmt, owners: set[str]) -> set[str] | None:
    """Return the names given to the result of a call of one of `owners`.

    Returns
    -------
    set of str or None
        None when the statement is anything but such a call; empty when its result is
        given no name.
    """
    if not isinstance(statement, (ast.Assign, ast.Expr)):
        return None
    call = statement.value
    if not isinstance(call, ast.Call) or root(call) not in owners:
        return None
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    parts = [p for t in targets for p in (t.elts if isinstance(t, ast.Tuple) else [t])]
    if not all(isinstance(part, ast.Name) for part in parts):
        return None
    return {part.id for part in parts}


def top_level(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the tree, but not into functions, classes and names of comprehensions."""
    if isinstance(tree, _SCOPES):
        return
    for node in ast.iter_child_nodes(tree):
        if isinstance(tree, ast.comprehension) and node is tree.target:
            continue  # a name of the comprehension's own
        yield node
        yield from top_level(node)
