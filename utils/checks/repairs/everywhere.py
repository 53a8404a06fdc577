"""Changes that have to be made all over a function to make it right: see `edits`."""

import ast
from itertools import combinations

from utils.checks.repairs import calls, nodes, rows

_MOST_ARGUMENTS = 6
_INCLUSIVE = {ast.Lt: ast.LtE, ast.Gt: ast.GtE}
_EXCLUSIVE = {inclusive: exclusive for exclusive, inclusive in _INCLUSIVE.items()}


def of_function(function, scope):
    """Yield ``(rank, line, words, fields)``: the fields as `find.Edit` has them."""
    yield from _names(function, scope)
    yield from _names_of_a_line(function, scope)
    yield from _axes(function)
    yield from _comparisons(function)
    yield from _functions(function)
    for rank, words, fields in rows.of_function(function, scope):
        yield from _edit(rank, words, fields)


def _names(function, scope):
    """Exchange two arguments, or take one name for another wherever it is read."""
    used = _read_in(*function.body)
    for one, other in combinations(scope.arguments[:_MOST_ARGUMENTS], 2):
        words = f"are `{one}` and `{other}` confused, here and below?"
        yield from _exchanged(3, words, one, other, used)
    yield from _others(scope, used, "`{}`, here and below: is it the right name?")


def _names_of_a_line(function, scope):
    """Take one name for another wherever a statement reads it, or exchange two."""
    for statement in ast.walk(function):
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return)):
            used = _read_in(statement)
            yield from _others(scope, used, "`{}`: is it the right name there?")
            for one, other in combinations([name for name in used if name in scope.names], 2):
                words = f"which is which of `{one}` and `{other}`?"
                yield from _exchanged(3, words, one, other, used)


def _read_in(*statements):
    """Return the places where names are read, by name."""
    used = {}
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.setdefault(node.id, []).append(node)
    return used


def _exchanged(rank, words, one, other, used):
    turned = {one: other, other: one}
    places = used.get(one, []) + used.get(other, [])
    yield from _edit(rank, words, [(node, "id", turned[node.id]) for node in places])


def _others(scope, used, words):
    """Take another name for each that is read more than once."""
    for name, places in used.items():
        if name in scope.names and len(places) > 1:
            for other in scope.names:
                if other != name:
                    fields = [(node, "id", other) for node in places]
                    yield from _edit(4, words.format(name), fields)


def _axes(function):
    """Go along one axis with all functions that take one."""
    along = [node for node in ast.walk(function) if calls.takes_axis(node)]
    for axis in (0, 1) if len(along) > 1 else ():
        fields = []
        for node in along:
            others = [keyword for keyword in node.keywords if keyword.arg != "axis"]
            fields.append((node, "keywords", [*others, nodes.keyword("axis", axis)]))
        yield from _edit(3, "does it go along the right axis, here and below?", fields)


def _comparisons(function):
    """Compare with or without equality in all places at once."""
    compared = [node for node in ast.walk(function) if isinstance(node, ast.Compare)]
    for other in (_INCLUSIVE, _EXCLUSIVE):
        fields = [
            (node, "ops", [other[type(node.ops[0])](), *node.ops[1:]])
            for node in compared
            if type(node.ops[0]) in other
        ]
        if len(fields) > 1:
            yield from _edit(3, "does what is equal count, here and below?", fields)


def _functions(function):
    """Take another function of its kind wherever one is called, or called of the same thing."""
    places = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ast.unparse(node.func.value)
            places.setdefault((name, ""), []).append(node.func)
            places.setdefault((name, owner), []).append(node.func)
    tried = []
    for (name, _), called in places.items():
        if len(called) > 1 and called not in tried:
            tried.append(called)
            for other in calls.taken_for(name):
                fields = [(attribute, "attr", other) for attribute in called]
                yield from _edit(3, f"`{name}`, here and below: is it the right one?", fields)


def _edit(rank, words, fields):
    if fields:
        line = min(owner.lineno for owner, _, _ in fields)
        yield rank, line, words, fields
