"""What a wrong answer is given, or works out, and never uses."""

import ast


def argument(text):
    """Return a sentence on the first argument that an answer never uses, or an empty string.

    Parameters
    ----------
    text : str
        The answer's code.
    """
    for function, read in _functions(text):
        given = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
        for one in given:
            if one.arg not in read:
                return f"`{one.arg}` comes in, and the answer never uses it: is it needed?"
    return ""


def result(text):
    """Return a sentence on the first value that is worked out and never used; or "".

    Parameters
    ----------
    text : str
        The answer's code.
    """
    for function, read in _functions(text):
        for statement in ast.walk(function):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id not in read and target.id != "_":
                line = statement.lineno
                return f"`{target.id}`, which line {line} works out, is never used."
    return ""


def _functions(text):
    """Yield the functions of an answer, each with the names that it reads."""
    try:
        functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for function in functions:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        yield function, {node.id for node in names if not isinstance(node.ctx, ast.Store)}
