"""A default that is made once, and keeps what one call puts into it for the next."""

import ast

_MAKERS = ("list", "dict", "set")
_CHANGES = ("append", "extend", "insert", "add", "update", "setdefault", "pop", "remove")


def kept(text):
    """Return a sentence on the first default that an answer changes, or an empty string.

    Parameters
    ----------
    text : str
        The answer's code.
    """
    try:
        functions = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    for function in functions:
        for one, default in _defaults(function.args):
            if _is_made(default) and _keeps(function, one.arg):
                return (
                    f"`{one.arg}={ast.unparse(default)}` is made once, when the function is"
                    " defined: what one call puts in, the next one finds. Start with"
                    f" `{one.arg}=None`."
                )
    return ""


def _defaults(given):
    """Return the arguments that have a default, each with it."""
    places = given.posonlyargs + given.args
    by_place = zip(places[len(places) - len(given.defaults) :], given.defaults, strict=True)
    return [*by_place, *zip(given.kwonlyargs, given.kw_defaults, strict=True)]


def _keeps(function, name):
    """Return whether a function changes what came in under a name, and not a copy of it."""
    nodes = list(ast.walk(function))
    in_place = {one.target for one in nodes if isinstance(one, ast.AugAssign)}
    stored = (one for one in nodes if isinstance(getattr(one, "ctx", None), ast.Store))
    is_bound = any(getattr(one, "id", "") == name and one not in in_place for one in stored)
    return not is_bound and any(_changes(node, name) for node in nodes)


def _is_made(node):
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") in _MAKERS
    return isinstance(node, (ast.List, ast.Dict, ast.Set))


def _changes(node, name):
    """Return whether a node changes what a name stands for."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _CHANGES:
        return getattr(node.func.value, "id", "") == name
    if isinstance(node, ast.AugAssign):
        return getattr(node.target, "id", "") == name
    is_stored = isinstance(getattr(node, "ctx", None), ast.Store)
    return is_stored and isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == name
