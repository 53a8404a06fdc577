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
        given = function.args.posonlyargs + function.args.args
        defaults = function.args.defaults
        for one, default in zip(given[len(given) - len(defaults) :], defaults, strict=True):
            if _is_made(default) and any(_changes(node, one.arg) for node in ast.walk(function)):
                return (
                    f"`{one.arg}={ast.unparse(default)}` is made once, when the function is"
                    " defined: what one call puts in, the next one finds. Start with"
                    f" `{one.arg}=None`."
                )
    return ""


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
