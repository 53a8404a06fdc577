"""Changes of when a value is read or kept, which may make a wrong answer right: see `edits`."""

import ast
import copy

from utils.checks.repairs import nodes

_MOST_READ = 4  # times in a statement
_BEFORE, _EACH = "_before", "_each"  # names that no learner gives


def of_body(body):
    """Yield ``(rank, line, new body, words)`` for a list of statements."""
    for place, statement in enumerate(body):
        before, after = body[:place], body[place + 1 :]
        if not after:
            continue
        for name in _bound(statement):
            kept = nodes.assigned(_BEFORE, nodes.load(name))
            for line, later in _with_the_old_value(name, after):
                words = f"`{name}` has already changed there: is its old value meant?"
                yield 2, line, [*before, kept, statement, *later], words
        if isinstance(statement, (ast.For, ast.While)):
            for line, loop, later in _with_each_value(statement, after):
                first = nodes.assigned(_EACH, ast.List([], ast.Load()))
                words = "it is set anew in each round: do all of them count, or only the last?"
                yield 3, line, [*before, first, loop, *later], words


def _bound(statement):
    """Return the names that an assignment gives a new value."""
    if isinstance(statement, ast.AugAssign):
        targets = [statement.target]
    else:
        targets = getattr(statement, "targets", []) if isinstance(statement, ast.Assign) else []
    parts = [p for t in targets for p in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return [part.id for part in parts if isinstance(part, ast.Name)]


def _with_the_old_value(name, after):
    """Yield a line and statements in which a name has its old value: in all, one or one part."""
    reading = [place for place, one in enumerate(after) if _reads(one, name)]
    if not reading:
        return
    old = nodes.load(_BEFORE)
    is_read = _is_read(name)
    line = after[reading[0]].lineno
    yield line, [_replaced(one, is_read, old) for one in after]
    for place in reading if len(reading) > 1 else ():
        changed = _replaced(after[place], is_read, old)
        yield after[place].lineno, [*after[:place], changed, *after[place + 1 :]]
    for place in reading:
        for changed in _one_by_one(after[place], is_read, old):
            yield after[place].lineno, [*after[:place], changed, *after[place + 1 :]]
    parts = [node for one in after for node in ast.walk(one) if isinstance(node, ast.Subscript)]
    for text in dict.fromkeys(ast.unparse(part) for part in parts if _reads(part, name)):

        def is_part(node, text=text):
            return isinstance(node, ast.Subscript) and ast.unparse(node) == text

        yield (
            line,
            [_replaced(one, is_part, lambda part: _replaced(part, is_read, old)) for one in after],
        )


def _one_by_one(statement, is_read, old):
    """Yield copies of a statement that reads a name more than once, each with one replaced."""
    read = sum(map(is_read, ast.walk(statement)))
    for chosen in range(read) if 1 < read <= _MOST_READ else ():
        is_chosen = (number == chosen for number in range(read))
        yield _replaced(statement, lambda n, turn=is_chosen: is_read(n) and next(turn), old)


def _with_each_value(loop, after):
    """Yield a loop that keeps all values of a name, and statements that go by all of them."""
    for place, statement in enumerate(loop.body):
        for name in _bound(statement) if isinstance(statement, ast.Assign) else ():
            if not any(_reads(one, name) for one in after):
                continue
            keep = ast.parse(f"{_EACH}.append({name})").body
            longer = copy.copy(loop)
            longer.body = [*loop.body[: place + 1], *keep, *loop.body[place + 1 :]]
            for text in (_EACH, f"sum({_EACH})", f"np.array({_EACH})"):
                new = ast.parse(text, mode="eval").body
                later = [_replaced(one, _is_read(name), new) for one in after]
                yield statement.lineno, longer, later


def _is_read(name):
    def is_read(node):
        return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)

    return is_read


def _reads(statement, name):
    return any(map(_is_read(name), ast.walk(statement)))


def _replaced(statement, is_meant, new):
    """Return a copy in which some nodes are others; `new` may make them of the old ones."""

    class Replacing(ast.NodeTransformer):
        def visit(self, node):
            if is_meant(node):
                return new(node) if callable(new) else copy.deepcopy(new)
            return self.generic_visit(node)

    return Replacing().visit(copy.deepcopy(statement))
