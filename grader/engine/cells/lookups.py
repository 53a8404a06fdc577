"""Which names a piece of code looks up, and which of them must have been bound before it."""

from __future__ import annotations

import ast
import dis
import types
from collections.abc import Collection
from functools import lru_cache

from grader.engine.cells import names, shell

_LOOKS_AROUND = {"eval", "exec", "globals", "locals", "vars", "dir", "getattr", "inspect",
                 "modules", "__dict__", "__globals__", "__main__", "f_globals",
                 "f_locals"}  # fmt: skip
# In `with checks(…):` every statement is tried, whatever became of the one before.
_GOES_ON = "checks"


def mentions(code: types.CodeType) -> frozenset[str]:
    """Return the names that a piece of code looks up, attributes included; not its locals."""
    return frozenset(name for part in _parts(code) for name in part.co_names)


def mentions_of(source: str, filename: str) -> frozenset[str]:
    """Return the names that a cell looks up; none when it is not Python."""
    return frozenset().union(*map(mentions, _code(source, filename)))


def reads(code: types.CodeType) -> frozenset[str]:
    """Return the names that a piece of code looks up in the notebook: no attributes, no locals."""
    return frozenset(
        step.argval
        for part in _parts(code)
        for step in dis.get_instructions(part)
        if step.opname.startswith("LOAD_")
        and step.opname.endswith(("_NAME", "_GLOBAL", "_GLOBALS"))
    )


def reads_of(source: str, filename: str) -> frozenset[str]:
    """Return the names that a cell looks up in the notebook; none when it is not Python."""
    return frozenset().union(*map(reads, _code(source, filename)))


def looks_around(found: Collection[str]) -> bool:
    """Return whether code with these names, attributes included, may look up any other name."""
    return not _LOOKS_AROUND.isdisjoint(found)


def needed(statements: list[ast.stmt], after: Collection[str] = ()) -> set[str]:
    """Return the names that matter before some statements, given those that matter after them.

    What the statements bind themselves before they read it does not matter before them.
    """
    wanted = set(after)
    for statement in reversed(statements):
        wanted = _needed(statement, wanted)
    return wanted


def _needed(statement: ast.stmt, after: set[str]) -> set[str]:
    if isinstance(statement, ast.With) and _is_check(statement):
        opened = statement.items[0].context_expr
        return needed(statement.body, after) | _reads_of_expression(opened)
    if isinstance(statement, ast.For) and not statement.orelse:
        # It may have no turns: what matters after it matters before it as well.
        turn = needed(statement.body) - _plain_names([statement.target])
        return after | turn | _reads_of_expression(statement.iter)
    if isinstance(statement, ast.Assign):
        return (after - _plain_names(statement.targets)) | _reads_of_statement(statement)
    return after | _reads_of_statement(statement)


def _is_check(statement: ast.With) -> bool:
    return names.root(statement.items[0].context_expr) == _GOES_ON


def _plain_names(targets: list[ast.expr]) -> set[str]:
    """Return the names among the targets of an assignment or a loop, tuples of names included."""
    inner = [_plain_names(target.elts) for target in targets if isinstance(target, ast.Tuple)]
    return {t.id for t in targets if isinstance(t, ast.Name)}.union(*inner)


@lru_cache(maxsize=4000)
def _reads_of_statement(statement: ast.stmt) -> frozenset[str]:
    return reads(shell.code_of(statement, "<lookups>"))


@lru_cache(maxsize=4000)
def _reads_of_expression(expression: ast.expr) -> frozenset[str]:
    return reads(compile(ast.Expression(expression), "<lookups>", "eval", dont_inherit=True))


def _code(source: str, filename: str) -> list[types.CodeType]:
    try:
        return [part for part in shell.code(source, filename) if part]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _parts(code: types.CodeType) -> list[types.CodeType]:
    """Return a piece of code and all functions, classes and comprehensions in it."""
    inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    return [code, *(part for c in inner for part in _parts(c))]
