"""Whether a cell of the author's answers anything, or is left for the learner as it is."""

from __future__ import annotations

import ast
from functools import lru_cache


@lru_cache(maxsize=1000)
def does_something(source: str) -> bool:
    """Return whether code does more than hold a place.

    Imports, docstrings, ``pass``, ``raise NotImplementedError``, names that are None and
    functions of nothing else hold a place. What is not plain Python is taken to do something.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return True
    return any(map(_acts, tree.body))


def _acts(statement: ast.stmt) -> bool:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return any(map(_acts, statement.body))
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return False
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return False
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
            return False
        case ast.Expr(value=value):
            return not isinstance(value, ast.Constant)
        case ast.Assign(value=value) | ast.AnnAssign(value=value) | ast.Return(value=value):
            return not _is_nothing(value)
    return True


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))
