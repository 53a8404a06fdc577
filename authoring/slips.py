"""The small changes of an expression that make a right answer wrong, as learners make them.

Ranks order them: 1 is commonest. The words never say what belongs there instead. Changes of
whole statements are in `authoring.steps`.
"""

import ast

_SIGN = "a plus or minus sign is wrong"
_TRUTH = "True and False are confused"
_SWAPPED_CALLS = {
    ("mean", "sum"): "a sum and a mean are confused",
    ("max", "min"): "a maximum and a minimum are confused",
    ("argmax", "argmin"): "the place of the largest and that of the smallest are confused",
    ("maximum", "minimum"): "a maximum and a minimum are confused",
    ("zeros", "ones"): "zeros and ones are confused",
    ("std", "var"): "a standard deviation and a variance are confused",
    ("mean", "median"): "a mean and a median are confused",
    ("floor", "ceil"): "it is rounded the wrong way",
    ("any", "all"): "`any` and `all` are confused",
    ("hstack", "vstack"): "arrays are joined along the wrong axis",
    ("fit_transform", "transform"): "a transformer is fitted on the wrong data, or not at all",
}
_DROPPED_CALLS = {
    "sqrt": "a square root is missing",
    "abs": "an absolute value is missing",
    "log": "a logarithm is missing",
    "exp": "an exponential is missing",
    "square": "a square is missing",
    "copy": "the data that comes in is changed, where a copy is needed",
    "sort": "something is left unsorted",
    "sorted": "something is left unsorted",
    "reversed": "the order is not turned round",
    "unique": "repeated values are kept",
    "astype": "the kind of the values is not converted",
    "reshape": "a shape is left as it came",
    "ravel": "a shape is left as it came",
    "clip": "values are not kept within bounds",
    "round": "a number is not rounded",
}
# What does not care for the order of its arguments, or has an operator's own entry.
_SYMMETRIC = ("range", "zip", "max", "min", "maximum", "minimum", "add", "multiply", "dot",
              "isclose", "allclose", "logical_and", "logical_or", "isinstance")  # fmt: skip
# Arguments that change no result, or only how long it takes.
_HARMLESS = (None, "rcond", "strict", "keepdims", "max_iter", "n_jobs", "verbose")
_LARGEST = 20  # of the whole numbers that are changed by one
_NAMED_AXES = {"columns": "index", "index": "columns", "rows": "columns"}  # of pandas
_AXIS_WORDS = "it goes along the wrong axis: rows and columns are confused"


def of_node(node, parent):
    """Yield ``(rank, new node, words)`` for an expression or an operator in it."""
    for kind, family in _FAMILIES:
        if isinstance(node, kind):
            yield from family(node, parent)


def _operators(node, parent):
    left, right, operator = node.left, node.right, node.op
    if isinstance(operator, (ast.Add, ast.Sub)):
        other = ast.Sub() if isinstance(operator, ast.Add) else ast.Add()
        yield 1, ast.BinOp(left, other, right), _SIGN
        yield 2, left, "a term is missing"
        yield 2, right, "a term is missing"
        if isinstance(operator, ast.Sub) and not _is_squared(parent):
            yield 1, ast.BinOp(right, operator, left), "a difference is taken the other way round"
    elif isinstance(operator, ast.Mult):
        yield 1, left, "a factor is missing"
        yield 1, right, "a factor is missing"
        yield 2, ast.BinOp(left, ast.Div(), right), "it is divided where it should be multiplied"
    elif isinstance(operator, (ast.Div, ast.FloorDiv)):
        yield 1, left, "a division is missing"
        yield 2, ast.BinOp(left, ast.Mult(), right), "it is multiplied where it should be divided"
        yield 3, ast.BinOp(right, operator, left), "a fraction is upside down"
        if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):
            half = ast.BinOp(left, ast.Div(), right.left)
            words = "`a / b * c` divides by b only: a product below the line needs parentheses"
            yield 1, ast.BinOp(half, ast.Mult(), right.right), words
        if isinstance(operator, ast.Div):
            yield 3, ast.BinOp(left, ast.FloorDiv(), right), "`//` cuts off what is left over"
    elif isinstance(operator, ast.Pow):
        yield 1, left, "a power is missing"
        doubled = ast.BinOp(left, ast.Mult(), right)
        yield 3, doubled, "a power is confused with a product"
    elif isinstance(operator, ast.MatMult):
        words = "`*` multiplies element by element where a matrix product belongs"
        yield 1, ast.BinOp(left, ast.Mult(), right), words
        yield 3, ast.BinOp(right, operator, left), "a matrix product is taken in the other order"
    elif isinstance(operator, ast.Mod):
        yield 3, left, "a remainder is not taken"
    elif isinstance(operator, (ast.BitAnd, ast.BitOr)):
        other = ast.BitOr() if isinstance(operator, ast.BitAnd) else ast.BitAnd()
        yield 2, ast.BinOp(left, other, right), "`and` and `or` are confused"
        yield 3, left, "a condition is missing"
        yield 3, right, "a condition is missing"


def _signs(node, parent):
    if isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        words = "a minus sign is missing" if isinstance(node.op, ast.USub) else "a `not` is missing"
        if not isinstance(node.operand, ast.Constant):
            yield 1, node.operand, words


_BOUND = "a bound belongs to the other side: < and <= are confused"
_OTHER_COMPARISONS = {
    ast.Lt: [(ast.LtE, _BOUND), (ast.Gt, "a comparison points the wrong way")],
    ast.LtE: [(ast.Lt, _BOUND), (ast.GtE, "a comparison points the wrong way")],
    ast.Gt: [(ast.GtE, _BOUND), (ast.Lt, "a comparison points the wrong way")],
    ast.GtE: [(ast.Gt, _BOUND), (ast.LtE, "a comparison points the wrong way")],
    ast.Eq: [(ast.NotEq, "equal and unequal are confused")],
    ast.NotEq: [(ast.Eq, "equal and unequal are confused")],
}


def _comparisons(node, parent):
    for other, words in _OTHER_COMPARISONS.get(type(node.ops[0]), []):
        yield 2, ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators), words


def _connections(node, parent):
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield 2, ast.BoolOp(other, node.values), "`and` and `or` are confused"
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield 3, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), "a condition is missing"


def _choices(node, parent):
    yield 3, node.body, "a special case is not treated"
    yield 3, node.orelse, "a special case is not treated"


def _calls(node, parent):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    for pair, words in _SWAPPED_CALLS.items():
        if name in pair:
            yield 2, _renamed(node, pair[1 - pair.index(name)]), words
    if name in _DROPPED_CALLS and not _is_sorted_set(node):
        owner = isinstance(node.func, ast.Attribute) and not _is_library(node.func.value)
        inner = node.func.value if owner else node.args[0] if node.args else None
        if inner is not None:
            yield 2, inner, _DROPPED_CALLS[name]
    if name == "range" and not node.keywords:
        yield from _ranges(node)
    if len(node.args) == 2 and name not in _SYMMETRIC and not any(map(_is_starred, node.args)):
        swapped = ast.Call(node.func, node.args[::-1], node.keywords)
        yield 3, swapped, "two arguments have changed places"
    for place, keyword in enumerate(node.keywords):
        rest = node.keywords[:place] + node.keywords[place + 1 :]
        without = ast.Call(node.func, node.args, rest)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            axis = keyword.value.value
            is_number = type(axis) is int
            if (other := 1 - axis % 2 if is_number else _NAMED_AXES.get(axis)) is not None:
                other = ast.keyword("axis", ast.Constant(other))
                yield 1, ast.Call(node.func, node.args, [*rest, other]), _AXIS_WORDS
            if is_number:
                yield 2, without, "it is taken over all values, not along one axis"
        elif keyword.arg not in _HARMLESS:
            yield 4, without, f"the argument `{keyword.arg}` is left out"


def _ranges(node):
    *start, stop = node.args[:2]
    rest = node.args[2:]
    low = start[0] if start else ast.Constant(0)
    shorter = ast.BinOp(stop, ast.Sub(), ast.Constant(1))
    longer = ast.BinOp(stop, ast.Add(), ast.Constant(1))
    later = ast.BinOp(low, ast.Add(), ast.Constant(1)) if start else ast.Constant(1)
    few, many = "a loop takes one step too few", "a loop takes one step too many"
    if rest and isinstance(rest[0], ast.UnaryOp):  # downwards
        few, many = many, few
    yield 1, ast.Call(node.func, [low, shorter, *rest], []), few
    yield 1, ast.Call(node.func, [low, longer, *rest], []), many
    yield 2, ast.Call(node.func, [later, stop, *rest], []), "a loop starts one step too late"


def _constants(node, parent):
    value = node.value
    if isinstance(parent, ast.keyword) and parent.arg == "axis":
        return
    if isinstance(value, bool):
        named = isinstance(parent, ast.keyword)
        words = f"the argument `{parent.arg}` is left out, or wrong" if named else _TRUTH
        yield 3, ast.Constant(not value), words
    elif isinstance(value, int) and abs(value) <= _LARGEST:
        words = "a number or an index in the code is off by one"
        yield 3, ast.Constant(value + 1), words
        if value > 0:
            yield 3, ast.Constant(value - 1), words
    elif isinstance(value, float) and abs(value) > 1e-3:  # what is tiny is seldom exact
        words = "a number in the code is wrong by a factor"
        yield 3, ast.Constant(value * 2), words
        yield 4, ast.Constant(value / 2), words


def _sizes(node, parent):
    """A size that is read off the data becomes fixed, or rows are confused with columns."""
    if isinstance(node, ast.Call):
        if getattr(node.func, "id", "") == "len" and node.args:
            yield from ((3, ast.Constant(n), f"a size is fixed at {n}") for n in (2, 3))
    elif getattr(node.value, "attr", "") == "shape" and isinstance(node.slice, ast.Constant):
        yield from ((3, ast.Constant(n), f"a size is fixed at {n}") for n in (2, 3))
        if node.slice.value in (0, 1):
            other = ast.Subscript(node.value, ast.Constant(1 - node.slice.value), node.ctx)
            yield 1, other, "the number of rows and that of columns are confused"


def _attributes(node, parent):
    if node.attr == "T":
        yield 2, node.value, "a transpose is missing"


def _siblings(node, parent):
    """A name stands where that of another number belongs: ``beta1`` for ``beta2``."""
    number = node.id[-1]
    if isinstance(node.ctx, ast.Load) and number in "12":
        other = node.id[:-1] + str(3 - int(number))
        yield (
            2,
            ast.Name(other, ast.Load()),
            f"`{node.id[:-1]}1` and `{node.id[:-1]}2` are confused",
        )


def _slices(node, parent):
    """A slice loses a bound, or is shifted by one."""
    misplaced = "a slice starts or ends at the wrong place"
    if node.lower is not None:
        yield 2, ast.Slice(None, node.upper, node.step), misplaced
    if node.upper is not None:
        yield 2, ast.Slice(node.lower, None, node.step), misplaced
        if not isinstance(node.upper, (ast.Constant, ast.UnaryOp)):  # those have their own entry
            for step, amount in ((ast.Add, "many"), (ast.Sub, "few")):
                end = ast.BinOp(node.upper, step(), ast.Constant(1))
                words = f"a slice takes one too {amount}"
                yield 2, ast.Slice(node.lower, end, node.step), words
    if node.step is not None:
        yield 3, ast.Slice(node.lower, node.upper, None), "every item is taken, in the same order"


def _returns(node, parent):
    value = node.value
    if value is None:
        return
    if isinstance(value, ast.Tuple) and len(value.elts) > 1:
        turned = ast.Tuple(value.elts[1::-1] + value.elts[2:], ast.Load())
        yield 1, ast.Return(turned), "the results are returned in another order"
        for place in range(len(value.elts)):
            yield 2, ast.Return(value.elts[place]), "only one of the results is returned"
    else:
        yield 2, ast.Return(_call("round", value, 2)), "the result is rounded"
        yield 4, ast.Return(_call("int", value)), "the result is cut off to a whole number"


_FAMILIES = [
    (ast.BinOp, _operators),
    (ast.UnaryOp, _signs),
    (ast.Compare, _comparisons),
    (ast.BoolOp, _connections),
    (ast.IfExp, _choices),
    (ast.Call, _calls),
    (ast.Constant, _constants),
    ((ast.Call, ast.Subscript), _sizes),
    (ast.Attribute, _attributes),
    (ast.Name, _siblings),
    (ast.Slice, _slices),
    (ast.Return, _returns),
]


def _is_squared(parent):
    """Return whether a sign makes no difference to what is done with a value."""
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow):
        return True
    name = getattr(getattr(parent, "func", None), "attr", getattr(parent, "func", None))
    return getattr(name, "id", name) in ("abs", "square")


def _is_starred(node):
    return isinstance(node, ast.Starred)


def _is_sorted_set(node):
    """Return whether it is ``sorted(set(…))``: texts in a set stand in another order each time."""
    return bool(node.args) and getattr(getattr(node.args[0], "func", None), "id", "") == "set"


def _is_library(node):
    return isinstance(node, ast.Name) and node.id in ("np", "math", "pd", "tf", "keras")


def _renamed(call, name):
    if isinstance(call.func, ast.Attribute):
        func = ast.Attribute(call.func.value, name, ast.Load())
    else:
        func = ast.Name(name, ast.Load())
    return ast.Call(func, call.args, call.keywords)


def _call(name, *arguments):
    given = [a if isinstance(a, ast.AST) else ast.Constant(a) for a in arguments]
    return ast.Call(ast.Name(name, ast.Load()), given, [])
