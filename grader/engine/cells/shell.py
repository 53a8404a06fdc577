"""Running the cells of a notebook without Jupyter: what a plain Python can make of them."""

from __future__ import annotations

import ast
import linecache
import marshal
import os
import re
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

# Magics whose line, or cell, is ordinary Python behind the name.
_TRANSPARENT = ("time", "timeit", "capture", "prun", "memit")
_LINE = re.compile(r"(?P<indent>\s*)(?P<assigned>[\w, ]+=\s*)?(?P<sign>[%!?])(?P<rest>.*)")
_OPTIONS = re.compile(r"^(\w+)((?:\s+-{1,2}\w+(?:[ =]?\d+)?)*)\s*")


@lru_cache(maxsize=1000)
def parse(source: str, filename: str) -> ast.Module:
    """Return the syntax tree of a cell, its magics and shell lines made harmless.

    The lines keep their numbers. The source is put where tracebacks look for it. The tree is
    shared by all who ask for it: nobody changes it.
    """
    try:
        tree = ast.parse(source, filename)
    except SyntaxError:
        plain = _without_magics(source)
        if plain == source:
            raise
        tree = ast.parse(plain, filename)
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    return tree


def _without_magics(source: str) -> str:
    lines = source.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        name = _OPTIONS.match(lines[first][2:])
        if name is None or name[1] not in _TRANSPARENT:
            return ""  # another language, or a file to be written
        lines[first] = ""
    return "\n".join(_without_magic(line) for line in lines)


def _without_magic(line: str) -> str:
    match = _LINE.fullmatch(line)
    if match is None:
        return re.sub(r"^(\s*)[\w.]+\?{1,2}\s*$", r"\1pass", line)
    if match["assigned"]:
        return f"{match['indent']}{match['assigned']}None"
    command = _OPTIONS.match(match["rest"])
    if match["sign"] == "%" and command and command[1] in _TRANSPARENT:
        return match["indent"] + (match["rest"][command.end() :] or "pass")
    return match["indent"] + "pass"


@lru_cache(maxsize=4000)
def code_of(statement: ast.stmt, filename: str) -> CodeType:
    """Return the code of one statement of a cell."""
    return compile(ast.Module([statement], []), filename, "exec", dont_inherit=True)


@lru_cache(maxsize=1000)
def code(source: str, filename: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of a cell: all of it, and its last line apart where it is an expression."""
    return _code(parse(source, filename).body, filename)


def _code(body: list[ast.stmt], filename: str) -> tuple[CodeType, CodeType | None]:
    last = None
    if body and isinstance(body[-1], ast.Expr):
        expression = ast.Expression(body[-1].value)
        body, last = body[:-1], compile(expression, filename, "eval", dont_inherit=True)
    return compile(ast.Module(body, []), filename, "exec", dont_inherit=True), last


def compiled(source: str, filename: str) -> bytes:
    """Return a cell as `execute` takes it: without the text, which nobody can read there."""
    return marshal.dumps(code(source, filename))


def marshaled(code: CodeType) -> bytes:
    """Return code, whose last line has no value, as `execute` takes it."""
    return marshal.dumps((code, None))


def execute(compiled: bytes, namespace: MutableMapping[str, Any]) -> Any:
    """Execute a cell that was compiled elsewhere; return its last line's value."""
    cell, last = marshal.loads(compiled)
    exec(cell, namespace)
    return None if last is None else eval(last, namespace)


def run(
    source: str,
    filename: str,
    namespace: MutableMapping[str, Any],
    body: list[ast.stmt] | None = None,
) -> Any:
    """Execute a cell, or those of its statements; return its last line's value, if it has one."""
    cell, last = code(source, filename) if body is None else _code(body, filename)
    exec(cell, namespace)
    return None if last is None else eval(last, namespace)


class _Shell:
    """Stands where a cell looks for IPython: takes every request and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **options: None


def _input(prompt: object = "") -> str:
    raise EOFError("input() has nobody to answer it while a notebook is graded")


def names() -> dict[str, Any]:
    """Return what Jupyter puts into a notebook's namespace."""
    return {
        "__name__": "__main__",
        "__doc__": None,
        "get_ipython": _Shell,
        "display": lambda *objects, **options: None,
        "input": _input,
    }


def quiet_plots() -> None:
    """Make `plt.show()` do nothing: `close_plots` follows each cell, as in a notebook."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.show = lambda *arguments, **options: None


def close_plots() -> None:
    """Drop the figures that a cell left open."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")


def write_files(files: dict[str, bytes]) -> None:
    """Write files into the current folder, which notebooks also import from."""
    for name, content in files.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(content)
    if "" not in sys.path:
        sys.path.insert(0, "")


def cell_name(kind: str, place: int) -> str:
    """Return the file name under which a cell is compiled."""
    return f"<{kind} cell {place}>"


def is_cell(filename: str) -> bool:
    """Return whether a file name is that of a cell."""
    return filename.startswith("<") and " cell " in filename


def is_reference(filename: str) -> bool:
    """Return whether a file name is that of a cell with a reference answer."""
    return filename.startswith("<reference cell ")
