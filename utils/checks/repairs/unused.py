"""What a wrong answer is given, or works out, and never uses."""

import ast


def fact(text):
    """Return a sentence on the first name that an answer never uses, or an empty string.

    Parameters
    ----------
    text : str
        The answer's code.
    """
    try:
        functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    for function in functions:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        read = {node.id for node in names if not isinstance(node.ctx, ast.Store)}
        given = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
        for argument in given:
            if argument.arg not in read:
                return f"`{argument.arg}` comes in, and the answer never uses it."
        for statement in ast.walk(function):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id not in read and target.id != "_":
                line = statement.lineno
                return f"`{target.id}`, which line {line} works out, is never used."
    return ""
