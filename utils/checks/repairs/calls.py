"""The small changes of a call that may make a wrong answer right: see `edits`."""

import ast
from itertools import islice, pairwise, product

from utils.checks.repairs import nodes

# Functions that are taken for each other.
_ALIKE = [
    {"mean", "sum", "median"}, {"mean", "max"},
    {"max", "min"}, {"argmax", "argmin", "argsort"}, {"maximum", "minimum"},
    {"zeros", "ones", "zeros_like"}, {"std", "var"}, {"floor", "ceil", "round"},
    {"any", "all"}, {"hstack", "vstack", "concatenate", "stack", "column_stack"},
    {"log", "log2", "log10", "log1p"}, {"exp", "expm1", "log"}, {"sum", "prod", "cumsum"},
    {"cumsum", "cumprod"}, {"append", "extend"}, {"sort", "argsort"}, {"iloc", "loc"},
    {"sum", "nansum", "nanmean"}, {"mean", "nanmean"}, {"max", "nanmax"}, {"min", "nanmin"},
    {"std", "nanstd"}, {"var", "nanvar"}, {"median", "nanmedian"}, {"sqrt", "square"},
    {"repeat", "tile"}, {"fit_transform", "transform"}, {"inner", "outer"},
    {"percentile", "quantile"}, {"nanpercentile", "nanquantile"},
]  # fmt: skip
_OPPOSITES = ({"max", "min"}, {"maximum", "minimum"}, {"any", "all"}, {"std", "var"})
_ALONG_AXIS = {
    "all", "any", "argmax", "argmin", "argsort", "average", "concatenate", "count_nonzero",
    "cumprod", "cumsum", "diff", "flip", "max", "mean", "median", "min", "nanmax", "nanmean",
    "nanmedian", "nanmin", "nanstd", "nansum", "nanvar", "norm", "prod", "quantile", "repeat",
    "roll", "sort", "stack", "std", "sum", "take", "unique", "var",
}  # fmt: skip
_OF_SHARES = ("log", "log2", "log10")
_MANY_MORE = 50  # times as many rounds of a loop
_FLATTENS = {"delete", "insert", "append"}


def of_call(node, parent, field, scope):
    """Yield changes of a call, as `edits.of_node` does."""
    function, given, named = node.func, node.args, node.keywords
    name = nodes.name_of(node)
    for other in taken_for(name):
        rank = 1 if {name, other} in _OPPOSITES else 2
        yield rank, ast.Call(nodes.renamed(function, other), given, named), f"`{name}`"
    if name == "range" and not named and given:
        yield from _ranges(node)
        return
    words = f"`{name}`, which is there too much"
    if given:
        yield 2, given[0], words
        if isinstance(given[0], ast.Call) and given[0].args:
            yield 4, given[0].args[0], words
    if isinstance(function, ast.Attribute) and not nodes.is_library(function.value):
        yield 2, function.value, words
    inner = given[0] if len(given) == 1 else None
    if isinstance(inner, ast.Call) and len(inner.args) == 1:
        first = ast.Call(function, inner.args, named)
        turned = ast.Call(inner.func, [first], inner.keywords)
        yield 2, turned, f"which comes first: `{name}` or `{nodes.name_of(inner)}`?"
    if len(given) > 1:
        turned = [given[1], given[0], *given[2:]]
        yield 2, ast.Call(function, turned, named), f"the order of what `{name}` is given"
    if name in ("sorted", "len", "list") and len(given) == 1:
        once = ast.Call(nodes.load("set"), given, [])
        words = "does each value count once, or as often as it comes?"
        yield 2, ast.Call(function, [once], named), words
    if name == "norm":
        yield 2, ast.BinOp(node, ast.Pow(), ast.Constant(2)), "`norm`: is its square meant?"
    if name == "astype":
        number = ast.Call(function, [nodes.load("float")], [])
        yield 1, number, "which numbers the kind in `astype` can hold"
    if name == "mean":
        values = given[0] if given else function.value
        some = ast.Call(nodes.attribute(nodes.load("np"), "size"), [values], [])
        words = "the mean of nothing is nan: what should come out then?"
        yield 3, ast.IfExp(some, node, ast.Constant(0.0)), words
    if nodes.is_library(getattr(function, "value", None)) and given:
        yield from _of_library(node, name, scope)
    yield from _keywords(node, name, scope)


def _of_library(node, name, scope):
    """Call a function as another one of the answer is called; or along an axis."""
    for other in scope.calls:
        if other is not node and other.args and (len(other.args) > 1 or other.keywords):
            rest = [keyword for keyword in other.keywords if keyword.arg != "axis"]
            new = ast.Call(other.func, [node.args[0], *other.args[1:]], rest)
            words = f"`{name}`: is it to be done as line {other.lineno} does it?"
            yield 3, new, words
    if name in _OF_SHARES:
        rest = ast.BinOp(ast.Constant(1), ast.Sub(), node.args[0])
        new = ast.Call(node.func, [rest, *node.args[1:]], node.keywords)
        yield 2, new, f"what goes into `{name}`: is the rest meant, 1 minus it?"
    if name in _FLATTENS and not node.keywords:
        calls = [_along(node, axis) for axis in (0, 1)]
        for call in (*calls, _along(_with_first(calls[1], calls[0]), None)):
            yield 2, call, f"`{name}` without an axis makes a table flat: which axis is meant?"


def _along(node, axis):
    named = node.keywords if axis is None else [nodes.keyword("axis", axis)]
    return ast.Call(node.func, node.args, named)


def _with_first(call, first):
    return ast.Call(call.func, [first, *call.args[1:]], call.keywords)


def taken_for(name):
    """Return the names of functions for which one is taken at times."""
    return sorted(set().union(*(others for others in _ALIKE if name in others)) - {name})


def takes_axis(node):
    """Return whether a node is a call of what can go along an axis."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _ALONG_AXIS


def _ranges(node):
    *start, stop = node.args[:2]
    low = start[0] if start else ast.Constant(0)
    others = [nodes.plus(low, 1), nodes.plus(low, -1), ast.Constant(0)]
    lows = [low, *others] if start else [low, ast.Constant(1)]
    stops = [stop, nodes.plus(stop, 1), nodes.plus(stop, -1)]
    for bounds in islice(product(lows, stops), 1, None):  # the first are what stands there
        new = ast.Call(node.func, [*bounds, *node.args[2:]], [])
        yield 1, new, "where `range` begins and ends"
    if isinstance(stop, ast.Constant) and isinstance(stop.value, int):
        longer = ast.Constant(_MANY_MORE * stop.value)
        yield 3, ast.Call(node.func, [*start, longer], []), "are there rounds enough?"


def _keywords(node, name, scope):
    """Change what a function is given by name: the axis before all."""
    kept = [k for k in node.keywords if k.arg != "axis"]
    axis = next((ast.unparse(k.value) for k in node.keywords if k.arg == "axis"), None)

    def call(*more, without=()):
        rest = [k for k in kept if k.arg not in without]
        return ast.Call(node.func, node.args, [*rest, *(nodes.keyword(*pair) for pair in more)])

    if name in _ALONG_AXIS or axis is not None:
        for along in (0, 1):
            with_shape = call(("axis", along), ("keepdims", True))
            if axis == str(along):
                yield 2, with_shape, f"the shape that `{name}` leaves"
            else:
                yield 1, call(("axis", along)), f"the axis of `{name}`"
                yield 3, with_shape, f"the axis of `{name}`"
        if axis is not None:
            yield 1, call(), f"the axis of `{name}`"
        return
    if name in ("std", "var", "nanstd", "nanvar", "cov"):
        for ddof in (0, 1):
            yield 2, call(("ddof", ddof), without=("ddof",)), f"what `{name}` divides by"
    if name in ("cov", "corrcoef"):
        yield 2, call(("rowvar", False), without=("rowvar",)), f"rows and columns in `{name}`"
    for place, pair in enumerate(pairwise(kept)):
        turned = [ast.keyword(one.arg, other.value) for one, other in (pair, pair[::-1])]
        others = [*kept[:place], *turned, *kept[place + 2 :]]
        words = "which value belongs to which name?"
        yield 3, ast.Call(node.func, node.args, others), words
    for keyword in kept:
        yield 3, call(without=(keyword.arg,)), f"`{keyword.arg}`"
    if name in ("argsort", "sort", "sorted"):
        yield 3, call(("kind", "stable")), f"what `{name}` does with equal values"
    if name == "bincount":
        for argument in scope.arguments:
            longest = ast.keyword("minlength", nodes.load(argument))
            yield 2, ast.Call(node.func, node.args, [*kept, longest]), f"how long `{name}` is"
