"""The small changes of whole statements that make a right answer wrong, as learners make them.

A step is left out, comes too early or too late, or undoes what was given. Ranks and words are
as in `authoring.slips`.
"""

import ast
import copy
import re


def of_body(body, owner):
    """Yield ``(rank, new body, change, words)`` for a list of statements."""
    if isinstance(owner, ast.FunctionDef) and body is owner.body:
        yield from _ignored(owner)
    if isinstance(owner, ast.FunctionDef) and any(arg.arg == "X" for arg in owner.args.args):
        columns = ast.parse("X = X[:, :2]").body
        yield 3, columns + body, "X → X[:, :2]", "only two columns are used"
    for place, statement in enumerate(body):
        rest = body[:place] + body[place + 1 :]
        text = " ".join(ast.unparse(statement).split())[:80]
        if rest and (isinstance(statement, (ast.Assign, ast.AugAssign)) or _is_call(statement)):
            yield 4, rest, f"without {text}", "a step is left out"
        if isinstance(statement, ast.If) and not statement.orelse:
            if rest:
                yield 3, rest, f"without {text}", "a special case is not treated"
            yield (
                5,
                body[:place] + statement.body + body[place + 1 :],
                f"always {text}",
                ("something is done always that belongs to a special case"),
            )
        if isinstance(statement, (ast.For, ast.While)) and place + 1 < len(body):
            following = body[place + 1]
            if isinstance(following, ast.Return):
                loop = copy.copy(statement)
                loop.body = [*statement.body, following]
                new = [*body[:place], loop, *body[place + 2 :]]
                yield (
                    1,
                    new,
                    "return inside the loop",
                    ("`return` stands inside the loop: it ends after the first step"),
                )
        if place + 1 < len(body) and _swappable(statement, body[place + 1]):
            new = [*body[:place], body[place + 1], statement, *body[place + 2 :]]
            yield 3, new, f"{text} one line later", "two steps have changed places"
        if isinstance(statement, ast.AugAssign):
            plain = ast.Assign([statement.target], statement.value)
            new = [*body[:place], plain, *body[place + 1 :]]
            yield (
                2,
                new,
                f"{text} without the old value",
                ("a value is overwritten where it should be added to"),
            )
        if in_place := _in_place(statement):
            yield (
                3,
                [*body[:place], *in_place, *body[place + 1 :]],
                f"{text} in place",
                ("the data that comes in is changed, where a copy is needed"),
            )


def _ignored(function):
    """An argument that is a number has no effect: its default is used, or 1."""
    for argument, value in _numbers(function):
        fixed = f"{argument} = {value}"
        words = f"the argument `{argument}` is not used: it is fixed at {value}"
        start = 0 if ast.get_docstring(function) is None else 1
        body = [*function.body[:start], *ast.parse(fixed).body, *function.body[start:]]
        yield 2, body, fixed, words


def _numbers(function):
    """Return the arguments that are numbers, with a value for each."""
    given = function.args
    positional = given.posonlyargs + given.args
    defaults = [None] * (len(positional) - len(given.defaults)) + given.defaults
    arguments = zip(positional + given.kwonlyargs, defaults + given.kw_defaults, strict=True)
    for argument, default in arguments:
        if default is None and _says_number(argument.arg, ast.get_docstring(function) or ""):
            yield argument.arg, 1
        elif isinstance(default, ast.Constant) and type(default.value) in (int, float):
            yield argument.arg, default.value


def _says_number(argument, docstring):
    """Return whether a docstring in NumPy style has ``argument : float`` or ``int``."""
    return bool(re.search(rf"^(?:.*, )?{argument}(?:, .*)? : (?:float|int)\b", docstring, re.M))


def _in_place(statement):
    """Return statements that change an array in place: ``Z = X - m`` as ``Z = X; Z -= m``."""
    if not (isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp)):
        return None
    value, target = statement.value, statement.targets[0]
    plain = isinstance(value.left, ast.Name) and isinstance(target, ast.Name)
    if not plain or not isinstance(value.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        return None
    # A plain number has nothing to change: with an index it is no equivalent, but an error.
    whole = ast.Subscript(ast.Name(target.id, ast.Load()), ast.Constant(...), ast.Store())
    changed = ast.AugAssign(whole, value.op, value.right)
    return [ast.Assign([target], value.left), changed]


def _swappable(one, other):
    """Return whether two steps can change places, and one builds on the other."""
    simple = (ast.Assign, ast.AugAssign)
    if not all(isinstance(s, simple) or _is_call(s) for s in (one, other)):
        return False
    return bool(_stored(one) & _names(other) or _stored(other) & _names(one))


def _names(statement):
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _stored(statement):
    """Return the names that a statement gives a value, or whose objects it may change."""
    if _is_call(statement):
        function = statement.value.func
        return _names(function.value) if isinstance(function, ast.Attribute) else set()
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return set().union(*map(_names, targets))


def _is_call(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
