"""The small changes of whole statements that may make a wrong answer right: see `edits`."""

import ast
import copy

from utils.checks.repairs import nodes

_ANOTHER_BLOCK = "does it stand in the right block, and how far is it indented?"
_ACCUMULATES = "does it add to what was there, or replace it?"


def of_body(body, owner, scope):
    """Yield ``(rank, line, new body, words)`` for a list of statements.

    Parameters
    ----------
    body : list of ast.stmt
    owner : ast.AST
        What holds it.
    scope : utils.checks.repairs.find.Scope
    """
    if isinstance(owner, ast.FunctionDef):
        yield from _inputs(body, owner, scope)
    if isinstance(owner, (ast.For, ast.While)):
        yield from _carried(body, owner)
    for place, statement in enumerate(body):
        before, after = body[:place], body[place + 1 :]
        for rank, line, new, words in _of_statement(statement, after):
            yield rank, line or statement.lineno, [*before, *new], words
        if isinstance(statement, (ast.For, ast.While, ast.If)):
            for rank, line, new, words in _out_of(statement):
                yield rank, line, [*before, *new, *after], words
            yield from _into(body, place)


def _inputs(body, owner, scope):
    """Work on a copy of what comes in, or on its values as decimal numbers."""
    start = 0 if ast.get_docstring(owner) is None else 1
    for name in scope.arguments:
        for change in (f"{name}.copy()", f"np.array({name}, dtype=float)"):
            first = ast.parse(f"{name} = {change}").body
            words = f"is `{name}` changed, or of another kind than the code supposes?"
            yield 2, owner.lineno, [*body[:start], *first, *body[start:]], words


def _carried(body, loop):
    """Carry a value of each round of a loop to the next one."""
    names = [node for node in ast.walk(loop) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)} - nodes.NO_VALUES
    for old in sorted(read - bound):
        for new in sorted(bound):
            keep = nodes.assigned(old, nodes.load(new))
            words = f"does `{old}` have to change from round to round?"
            yield 4, loop.lineno, [*body, keep], words


def _of_statement(statement, after):
    """Yield ``(rank, line, statements, words)`` in place of a statement and what follows it."""
    if not isinstance(statement, ast.Return) and after:
        yield 2, 0, after, "is it needed at all?"
    if after:
        yield 2, 0, [after[0], statement, *after[1:]], "does it come too early or too late?"
    if isinstance(statement, ast.AugAssign):
        yield 2, 0, [ast.Assign([statement.target], statement.value), *after], _ACCUMULATES
        for operator in (ast.Add, ast.Sub, ast.Mult, ast.Div):
            if not isinstance(statement.op, operator):
                other = ast.AugAssign(statement.target, operator(), statement.value)
                yield 2, 0, [other, *after], "the operator"
    if isinstance(statement, ast.Assign) and _is_single(statement.targets):
        for operator in (ast.Add, ast.Sub):
            other = ast.AugAssign(statement.targets[0], operator(), statement.value)
            yield 2, 0, [other, *after], _ACCUMULATES
    if isinstance(statement, ast.If):
        yield from _of_choice(statement, after)
    if isinstance(statement, ast.Return):
        words = "does it end the whole function, or only this round of a loop?"
        yield 2, 0, [ast.Continue(), *after], words
    if isinstance(statement, (ast.Break, ast.Continue)):
        yield 2, 0, after or [ast.Pass()], "does the loop have to go on there?"
        other = ast.Continue() if isinstance(statement, ast.Break) else ast.Break()
        yield 2, 0, [other, *after], "does the loop end there, or only this round of it?"
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        yield from _of_call(statement.value, after)


def _of_choice(statement, after):
    # Often another case does what this one should: the change is right, but what it says is not.
    yield 4, 0, [*statement.body, *after], "is the condition needed?"
    if statement.orelse:
        yield 4, 0, [*statement.orelse, *after], "is the condition needed?"
        turned = ast.If(statement.test, statement.orelse, statement.body)
        yield 2, 0, [turned, *after], "which case is which?"
    elif after:
        chained = ast.If(statement.test, statement.body, [after[0]])
        rank = 1 if isinstance(after[0], ast.If) else 3
        words = "is it meant for the case before it, too, where `elif` belongs?"
        yield rank, after[0].lineno, [chained, *after[1:]], words
        if len(after) > 1 and all(isinstance(other, ast.If) for other in after[:2]):
            last = ast.If(after[0].test, after[0].body, [after[1]])
            both = ast.If(statement.test, statement.body, [last])
            yield 2, after[0].lineno, [both, *after[2:]], words


def _of_call(call, after):
    """What is printed may have to be returned; what is computed, to be kept."""
    if getattr(call.func, "id", "") == "print" and call.args:
        yield 1, 0, [ast.Return(call.args[0]), *after], "is it printed where it is to be returned?"
    first = call.args[0] if call.args else getattr(call.func, "value", None)
    if isinstance(first, ast.Name):
        kept = nodes.assigned(first.id, call)
        yield 2, 0, [kept, *after], "what it gives is not kept"


def _out_of(block):
    """Yield a block from which its first or last statements are taken out."""
    inner = block.body
    for cut in range(1, len(inner)):
        yield 1, inner[cut].lineno, [_with(block, inner[:cut]), *inner[cut:]], _ANOTHER_BLOCK
        yield 2, inner[cut - 1].lineno, [*inner[:cut], _with(block, inner[cut:])], _ANOTHER_BLOCK
    for place, statement in enumerate(inner):
        if 0 < place < len(inner) - 1:
            rest = _with(block, inner[:place] + inner[place + 1 :])
            yield 2, statement.lineno, [statement, rest], _ANOTHER_BLOCK


def _into(body, place):
    """Yield a list of statements in which one moves into the block beside it."""
    block, before, after = body[place], body[:place], body[place + 1 :]
    if after:
        longer = _with(block, [*block.body, after[0]])
        yield 1, after[0].lineno, [*before, longer, *after[1:]], _ANOTHER_BLOCK
        yield 2, after[0].lineno, [*before, _with(block, block.body + after)], _ANOTHER_BLOCK
    if isinstance(block, ast.If):
        return
    for number, statement in enumerate(before):
        rest = before[:number] + before[number + 1 :]
        words = "is it set anew as often as it has to be?"
        yield 1, statement.lineno, [*rest, _with(block, [statement, *block.body]), *after], words
        for inside, loop in enumerate(block.body):
            if isinstance(loop, (ast.For, ast.While)):
                deeper = list(block.body)
                deeper[inside] = _with(loop, [statement, *loop.body])
                yield 2, statement.lineno, [*rest, _with(block, deeper), *after], words


def _with(block, body):
    new = copy.copy(block)
    new.body = body
    return new


def _is_single(targets):
    return len(targets) == 1 and isinstance(targets[0], (ast.Name, ast.Subscript))
