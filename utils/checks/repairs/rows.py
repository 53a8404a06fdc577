"""Changes of which rows are meant that may make a wrong answer right: see `everywhere`."""

import ast

from utils.checks.repairs import nodes

_MOST_PARTS = 4


def of_function(function, scope):
    """Yield ``(rank, words, fields)``: the fields as `find.Edit` has them."""
    yield from _beside_others(function, scope)
    yield from _left_out(function)
    yield from _of_one_part(function, scope)


def _beside_others(function, scope):
    """Take of an argument the rows that are taken of what stands beside it in a call."""
    found = {}
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        parts = [one.slice for one in call.args if _is_part(one)]
        names = [n for n, one in enumerate(call.args) if _is_argument(one, scope)]
        for place in names if len(parts) == 1 else ():
            part = ast.Subscript(call.args[place], parts[0], ast.Load())
            new = [*call.args[:place], part, *call.args[place + 1 :]]
            found.setdefault(call.args[place].id, []).append((call, "args", new))
    for name, fields in found.items():
        yield 2, f"`{name}`: do its rows belong to what stands beside it?", fields


def _left_out(function):
    """Leave rows out by their numbers, where `~` turns numbers as if they were True and False."""
    places = {}
    for node in ast.walk(function):
        index = getattr(node, "slice", None)
        if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.Invert):
            rest = nodes.of_numpy("delete", node.value)
            rest.args.append(index.operand)
            rest.keywords.append(nodes.keyword("axis", 0))
            fields = [(node, "value", rest), (node, "slice", ast.Slice())]
            places.setdefault(ast.unparse(index.operand), []).extend(fields)
    for text, fields in places.items():
        words = f"`~` turns True and False around: is `{text}` made of these, or of row numbers?"
        yield 2, words, fields


def _of_one_part(function, scope):
    """Take of an argument, as it stands in a call, the rows that are taken elsewhere."""
    parts = [node.slice for node in ast.walk(function) if _is_part(node)]
    known = {ast.unparse(part): part for part in parts}
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        for place, one in enumerate(call.args):
            for part in list(known.values())[:_MOST_PARTS] if _is_argument(one, scope) else ():
                taken = ast.Subscript(one, part, ast.Load())
                new = [*call.args[:place], taken, *call.args[place + 1 :]]
                yield 3, f"`{one.id}`: are all of its rows meant?", [(call, "args", new)]


def _is_part(node):
    """Return whether a node takes rows by a name or a condition: `X[train]`, `y[y > 0]`."""
    return isinstance(node, ast.Subscript) and not isinstance(
        node.slice, (ast.Constant, ast.Slice, ast.Tuple)
    )


def _is_argument(node, scope):
    return isinstance(node, ast.Name) and node.id in scope.arguments
