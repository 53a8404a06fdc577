"""Which call of a check it is whose result the check cannot use."""

import ast
import builtins
import traceback


def unusable(node, error, said):
    """Return the call whose result a check cannot use, as text; empty where that is not known.

    Parameters
    ----------
    node : ast.expr
        What the check asks for.
    error : Exception
        What came of it, on the check's own line.
    said : str
        The exception's message.
    """
    if _is_handed_out(error):
        return ""
    parts = (one for one in _walk(node) if isinstance(one, ast.Subscript))
    part = next((one for one in parts if one is node or _own_calls(_whole(one)[0])), None)
    if part is None:
        calls = _own_calls(node) if "NoneType" in said else []
        return ast.unparse(calls[0]) if len(calls) == 1 else ""
    whole, asked_for = _whole(part)
    # A key that the check does not ask for is missing somewhere inside the call.
    is_inside = isinstance(error, KeyError) and said not in asked_for
    # What an attribute is missing of is another value than the part.
    return "" if is_inside or isinstance(error, AttributeError) else ast.unparse(whole)


def _whole(part):
    """Return what a part is taken of, as a node, and what is asked for, as texts."""
    asked_for = []
    while isinstance(part, ast.Subscript):
        asked_for.append(ast.unparse(part.slice))
        part = part.value
    return part, asked_for


def _own_calls(node):
    """Return the calls of the notebook's own functions in an expression."""
    calls = (one for one in _walk(node) if isinstance(one, ast.Call))
    names = ((call, getattr(call.func, "id", "")) for call in calls)
    return [call for call, name in names if name and not hasattr(builtins, name)]


def _walk(node):
    """Yield the nodes that an expression runs itself: not those of a function that it hands out."""
    waiting = [node]
    for one in waiting:
        yield one
        if not isinstance(one, ast.Lambda):
            waiting += ast.iter_child_nodes(one)


def _is_handed_out(error):
    """Return whether an exception passed through a function without a name."""
    return any(f.f_code.co_name == "<lambda>" for f, _ in traceback.walk_tb(error.__traceback__))
