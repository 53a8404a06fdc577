"""The small changes of an expression that may make a wrong answer right.

`authoring.slips` spoils right answers; this is the way back, and richer: what a slip leaves out
has to be put in again. Ranks order the changes, 1 is the likeliest. The words are a question, or
complete "look at …"; they do not say what belongs there.
"""

import ast
from itertools import islice, permutations, product

from utils.checks.repairs import calls, nodes

_OPERATORS = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Div),
    ast.Mult: (ast.Div, ast.MatMult, ast.Add, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_OF_NUMBERS = ("clip", "maximum", "minimum", "log", "exp", "sqrt", "abs", "square", "mean", "sum")
_INVERTIBLE = (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.Mod, ast.FloorDiv)


def of_node(node, parent, field, scope):
    """Yield ``(rank, new node, words)`` for an expression.

    Parameters
    ----------
    node, parent : ast.AST
    field : str
        Of the parent, where the node stands.
    scope : utils.checks.repairs.find.Scope
        The names that may stand there.
    """
    for kind, family in _FAMILIES:
        if isinstance(node, kind):
            yield from family(node, parent, field, scope)
    if _is_result(node, parent, field):
        yield from _steps_more(node, scope)


def _operators(node, parent, field, scope):
    left, right, operator = node.left, node.right, node.op
    for other in _OPERATORS.get(type(operator), ()):
        yield 1, ast.BinOp(left, other(), right), "the operator"
    if isinstance(operator, ast.Add) and isinstance(left, ast.List):
        joined = nodes.of_numpy("concatenate", ast.Tuple([left, right], ast.Load()))
        yield 1, joined, "`+`, which adds an array to a list, and puts nothing behind it"
    if isinstance(operator, _INVERTIBLE):
        yield 1, ast.BinOp(right, operator, left), "which side comes first"
    if isinstance(operator, ast.Pow) and isinstance(left, ast.Call) and left.args:
        squares = ast.BinOp(left.args[0], operator, right)
        inside = ast.Call(left.func, [squares, *left.args[1:]], left.keywords)
        yield 1, inside, "what is squared: are the squares of what it takes meant?"
    for call, turned in ((left, False), (right, True)):
        if isinstance(operator, (ast.Add, ast.Sub)) and _is_taken_of(call):
            first = call.args[0]
            whole = ast.BinOp(*((left, operator, first) if turned else (first, operator, right)))
            outside = ast.Call(call.func, [whole, *call.args[1:]], call.keywords)
            yield 2, outside, f"what it is that `{nodes.name_of(call)}` is taken of"
    yield 2, left, "something that is there too much"
    yield 2, right, "something that is there too much"
    if isinstance(left, ast.BinOp):
        regrouped = ast.BinOp(left.left, left.op, ast.BinOp(left.right, operator, right))
        yield 2, regrouped, "the parentheses"
        if isinstance(left.op, (ast.Add, ast.Sub)):
            first = ast.BinOp(left.left, operator, right)
            yield 2, ast.BinOp(first, left.op, left.right), "the parentheses"
    if isinstance(right, ast.BinOp):
        regrouped = ast.BinOp(ast.BinOp(left, operator, right.left), right.op, right.right)
        yield 2, regrouped, "the parentheses"


def _is_taken_of(node):
    """Return whether a node is a call of a function of numbers."""
    return isinstance(node, ast.Call) and nodes.name_of(node) in _OF_NUMBERS and bool(node.args)


def _signs(node, parent, field, scope):
    words = "the sign" if isinstance(node.op, ast.USub) else "the `not`"
    yield 1, node.operand, words
    if isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Name):
        words = f"`not {node.operand.id}`, which holds for 0 as well as for None"
        for test, other in ((ast.Is, None), (ast.Eq, 0)):
            yield 2, ast.Compare(node.operand, [test()], [ast.Constant(other)]), words


def _comparisons(node, parent, field, scope):
    if ast.unparse(node.comparators[0]) in ("np.nan", "float('nan')", "None"):
        yield 1, nodes.of_numpy("isnan", node.left), "the comparison: nothing equals `nan`"
    if not isinstance(node.ops[0], _COMPARISONS):
        return
    # A special case that never comes about is one that is not needed, or not right.
    is_guard = isinstance(parent, ast.If) and isinstance(parent.body[-1], ast.Return)
    is_equality = isinstance(node.ops[0], (ast.Eq, ast.NotEq))  # hardly ever the wrong way
    rank = (3 if is_guard else 2) if is_equality else 1
    for other in _COMPARISONS:
        if not isinstance(node.ops[0], other):
            new = ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)
            yield rank, new, "the comparison"


def _connections(node, parent, field, scope):
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield 2, ast.BoolOp(other, node.values), "`and` and `or`"
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield 2, new, "a condition that is there too much"


def _choices(node, parent, field, scope):
    words = "the condition"
    yield 2, node.body, words
    yield 2, node.orelse, words
    yield 2, ast.IfExp(node.test, node.orelse, node.body), words


def _names(node, parent, field, scope):
    is_called = isinstance(parent, ast.Call) and field == "func"
    if not isinstance(node.ctx, ast.Load) or node.id in nodes.LIBRARIES or is_called:
        return
    for name in scope.names:
        if name != node.id:
            rank = 2 if isinstance(parent, ast.Return) or _share_a_word(name, node.id) else 3
            yield rank, nodes.load(name), f"`{node.id}`: is it the right name there?"
    if isinstance(parent, (ast.For, ast.comprehension)) and field == "iter":
        once = ast.Call(nodes.load("set"), [node], [])
        yield 2, once, "how often the loop runs: is each value meant once?"
    if isinstance(parent, ast.BinOp):
        if isinstance(parent.op, ast.MatMult):
            yield 2, ast.Attribute(node, "T", ast.Load()), "rows and columns"
        column = ast.Tuple([ast.Slice(), ast.Constant(None)], ast.Load())
        yield 4, ast.Subscript(node, column, ast.Load()), "the shapes"


def _share_a_word(one, other):
    """Return whether two names are easily confused: ``gain`` and ``best_gain``."""
    words = [set(name.rstrip("0123456789").split("_")) for name in (one, other)]
    return bool(words[0] & words[1])


def _constants(node, parent, field, scope):
    value = node.value
    if isinstance(value, bool):
        yield 1, ast.Constant(not value), "True and False"
    elif isinstance(value, (int, float)) and not (
        isinstance(parent, ast.keyword) and parent.arg == "axis"
    ):
        words = f"the number {value}"
        near = {value + 1, value - 1, 0, 1, 2} if isinstance(value, int) else _near(value)
        for other in sorted((near | set(scope.numbers)) - {value}):
            yield 2, ast.Constant(other), words
        for name in scope.arguments:
            yield 2, nodes.load(name), words
        if value in (-1, 0, 1):
            infinite = ast.Attribute(nodes.load("np"), "inf", ast.Load())
            yield 2, infinite, words
            yield 2, ast.UnaryOp(ast.USub(), infinite), words


def _near(value):
    return {value * 2, value / 2, 1 - value, 0.0, 1.0}


def _subscripts(node, parent, field, scope):
    index = node.slice
    if isinstance(index, ast.Tuple):
        for place in range(len(index.elts) - 1):
            before, pair = index.elts[:place], index.elts[place : place + 2]
            turned = ast.Tuple([*before, *pair[::-1], *index.elts[place + 2 :]], ast.Load())
            yield 1, ast.Subscript(node.value, turned, node.ctx), "the order of the indices"
        if len(index.elts) == 2 and isinstance(index.elts[0], ast.Slice):
            size = ast.Call(nodes.load("len"), [index.elts[1]], [])
            paired = ast.Tuple([nodes.of_numpy("arange", size), index.elts[1]], ast.Load())
            words = "`:`, which takes all rows for each index: is each row meant with its own?"
            yield 2, ast.Subscript(node.value, paired, node.ctx), words
    if isinstance(index, ast.Name):
        rest = ast.UnaryOp(ast.Invert(), index)
        words = f"`{index.id}`: is it the right half that it takes?"
        yield 2, ast.Subscript(node.value, rest, node.ctx), words
    is_plain = not isinstance(index, (ast.Slice, ast.Tuple, ast.Constant))
    for step in (1, -1) if is_plain else ():
        yield 2, ast.Subscript(node.value, nodes.plus(index, step), node.ctx), "the index"
    if isinstance(node.ctx, ast.Load):
        of_shape = getattr(node.value, "attr", "") == "shape" and isinstance(index, ast.Constant)
        if of_shape and index.value in (0, 1):
            other = ast.Constant(1 - index.value)
            yield 1, ast.Subscript(node.value, other, ast.Load()), "rows and columns"
        yield 3, node.value, "the index"


def _slices(node, parent, field, scope):
    words = "where the slice begins and ends"
    lows = [node.lower, None, nodes.plus(node.lower, 1)] if node.lower else [None, ast.Constant(1)]
    highs = [node.upper, None, nodes.plus(node.upper, 1), nodes.plus(node.upper, -1)]
    highs = highs if node.upper else [None, ast.Constant(-1)]
    for low, high in islice(product(lows, highs), 1, None):  # the first is what stands there
        yield 2, ast.Slice(low, high, node.step), words
    if node.step is not None:
        yield 2, ast.Slice(node.lower, node.upper, None), "the step of the slice"


def _attributes(node, parent, field, scope):
    if node.attr == "T":
        yield 1, node.value, "rows and columns"


def _displays(node, parent, field, scope):
    """Put the parts of a tuple or a list in another order."""
    if not isinstance(node.ctx, ast.Load) or not 1 < len(node.elts) < 4 or field == "slice":
        return
    is_result = isinstance(parent, ast.Return) and isinstance(node, ast.Tuple)
    words = "the order of the results" if is_result else "the order of the values"
    for parts in islice(permutations(node.elts), 1, None):  # the first is what stands there
        yield 1, type(node)(list(parts), ast.Load()), words


_FAMILIES = [
    (ast.BinOp, _operators),
    (ast.UnaryOp, _signs),
    (ast.Compare, _comparisons),
    (ast.BoolOp, _connections),
    (ast.IfExp, _choices),
    (ast.Name, _names),
    (ast.Constant, _constants),
    (ast.Call, calls.of_call),
    (ast.Subscript, _subscripts),
    (ast.Slice, _slices),
    (ast.Attribute, _attributes),
    ((ast.Tuple, ast.List), _displays),
]


def _is_result(node, parent, field):
    """Return whether a value is returned, gets a name, or is collected."""
    is_target = isinstance(getattr(node, "ctx", None), ast.Store)
    if is_target or isinstance(node, (ast.Tuple, ast.Constant)):
        return False
    if isinstance(parent, (ast.Return, ast.Assign, ast.AugAssign)):
        return field == "value"
    is_collected = isinstance(parent, ast.Call) and getattr(parent.func, "attr", "") == "append"
    return (is_collected and field == "args") or isinstance(parent, ast.Tuple)


def _steps_more(node, scope):
    """Yield a value with one step more: a sign, a root, a factor, another kind."""
    two, one, hundred = ast.Constant(2), ast.Constant(1), ast.Constant(100)
    missing = "what is still missing there"
    yield 3, ast.UnaryOp(ast.USub(), node), "the sign"
    for operator, other in ((ast.Mult, two), (ast.Div, two), (ast.Pow, two), (ast.Div, hundred)):
        yield 3, ast.BinOp(node, operator(), other), missing
    yield 3, ast.BinOp(one, ast.Sub(), node), missing
    yield 3, ast.BinOp(one, ast.Div(), node), missing
    yield 3, nodes.plus(node, 1), "one more or one less"
    yield 3, nodes.plus(node, -1), "one more or one less"
    for name in ("sqrt", "abs", "log", "exp", "cumsum", "sum", "mean"):
        yield 3, nodes.of_numpy(name, node), missing
    yield 3, ast.BinOp(node, ast.Div(), nodes.of_numpy("sum", node)), missing
    for name in ("sorted", "list", "float", "int"):
        yield 3, ast.Call(nodes.load(name), [node], []), "the kind and the order of the values"
    yield 3, nodes.of_numpy("array", node), "the kind of the value"
    yield (
        3,
        ast.Call(nodes.attribute(node, "astype"), [nodes.load("float")], []),
        "the kind of the values",
    )
    yield 3, ast.Call(nodes.attribute(node, "copy"), [], []), "whether it has to be a copy"
    turned = ast.Slice(None, None, ast.UnaryOp(ast.USub(), one))
    yield 3, ast.Subscript(node, turned, ast.Load()), "the order"
    yield 3, nodes.attribute(node, "T"), "rows and columns"
    yield 3, ast.Subscript(node, ast.Constant(0), ast.Load()), "which part of it is meant"
    sizes = [ast.Call(nodes.load("len"), [nodes.load(name)], []) for name in scope.arguments]
    for name in scope.arguments:
        shape = nodes.attribute(nodes.load(name), "shape")
        sizes.append(ast.Subscript(shape, ast.Constant(1), ast.Load()))
    for size in sizes:
        yield 4, ast.BinOp(node, ast.Div(), size), missing
        yield 4, ast.BinOp(node, ast.Mult(), size), missing
    for name in scope.arguments:
        yield 4, nodes.load(name), f"is `{name}` meant there?"
    for name in scope.names:
        for operator in (ast.Div, ast.Mult, ast.Add, ast.Sub):
            yield 5, ast.BinOp(node, operator(), nodes.load(name)), missing
