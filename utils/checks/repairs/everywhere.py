"""Changes that have to be made all over a function to make it right: see `edits`."""

import ast
from itertools import combinations

from utils.checks.repairs import calls, nodes

_MOST_ARGUMENTS = 6


def of_function(function, scope):
    """Yield ``(rank, line, words, fields)``: the fields as `find.Edit` has them."""
    yield from _names(function, scope)
    yield from _axes(function)


def _names(function, scope):
    """Exchange two arguments, or take one name for another wherever it is read."""
    used = {}
    for statement in function.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.setdefault(node.id, []).append(node)
    for one, other in combinations(scope.arguments[:_MOST_ARGUMENTS], 2):
        both = used.get(one, []) + used.get(other, [])
        fields = [(node, "id", other if node.id == one else one) for node in both]
        yield from _edit(3, f"are `{one}` and `{other}` confused, here and below?", fields)
    for name, places in used.items():
        if name in scope.names and len(places) > 1:
            for other in scope.names:
                if other != name:
                    fields = [(node, "id", other) for node in places]
                    yield from _edit(4, f"`{name}`, here and below: is it the right name?", fields)


def _axes(function):
    """Go along one axis with all functions that take one."""
    along = [node for node in ast.walk(function) if calls.takes_axis(node)]
    for axis in (0, 1) if len(along) > 1 else ():
        fields = []
        for node in along:
            others = [keyword for keyword in node.keywords if keyword.arg != "axis"]
            fields.append((node, "keywords", [*others, nodes.keyword("axis", axis)]))
        yield from _edit(3, "does it go along the right axis, here and below?", fields)


def _edit(rank, words, fields):
    if fields:
        line = min(owner.lineno for owner, _, _ in fields)
        yield rank, line, words, fields
