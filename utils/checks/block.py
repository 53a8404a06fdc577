"""The check cell that is running, statement by statement."""

import ast
import linecache
import os
import traceback
from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class Block:
    """The body of a ``with`` block in a notebook cell.

    Attributes
    ----------
    file : str
        The name under which Python knows the cell.
    names : dict
        The notebook's global names.
    body : list of ast.stmt
        Empty where the source text cannot be found: such a block can't be resumed.
    """

    file: str
    names: dict
    body: list = field(default_factory=list)

    @classmethod
    def of(cls, frame):
        """Return the block that starts on the line where a frame is."""
        code = frame.f_code
        block = cls(code.co_filename, frame.f_globals)
        if code.co_name != "<module>":
            return block
        try:
            tree = ast.parse("".join(linecache.getlines(code.co_filename)))
        except (SyntaxError, ValueError):
            return block
        for node in ast.walk(tree):
            if isinstance(node, ast.With) and node.lineno == frame.f_lineno:
                block.body = node.body
        return block

    def line(self, frame):
        """Return the line of the cell from which a frame was reached, or 0."""
        while frame is not None:
            if self._is_cell(frame):
                return frame.f_lineno
            frame = frame.f_back
        return 0

    def _is_cell(self, frame):
        return frame.f_code.co_filename == self.file and frame.f_code.co_name == "<module>"

    def line_of_error(self, trace):
        """Return the line of the cell where an exception passed, or 0."""
        for frame, number in traceback.walk_tb(trace):
            if self._is_cell(frame):
                return number
        return 0

    def statement(self, line):
        """Return the number of the statement that holds a line of the cell, or -1."""
        for number, node in enumerate(self.body):
            if node.lineno <= line <= node.end_lineno:
                return number
        return -1

    def run(self, number):
        """Run one statement."""
        code = compile(ast.Module([self.body[number]], []), self.file, "exec", dont_inherit=True)
        exec(code, self.names)

    def run_all(self):
        """Run all statements, as one piece of code."""
        exec(self._code, self.names)

    @cached_property
    def _code(self):
        return compile(ast.Module(self.body, []), self.file, "exec", dont_inherit=True)

    @cached_property
    def expectations(self):
        """All calls of `expect` in the block, as nodes."""
        nodes = (node for statement in self.body for node in ast.walk(statement))
        calls = (node for node in nodes if isinstance(node, ast.Call) and node.args)
        return [call for call in calls if getattr(call.func, "id", "") == "expect"]

    def expectation(self, line):
        """Return the `expect` on a line, as a node, or None."""
        on_line = (node for node in self.expectations if node.lineno <= line <= node.end_lineno)
        return next(on_line, None)


def own_line(error):
    """Return where the learner's code stood when an exception was raised.

    Returns
    -------
    line : int
        0 where it was not in a cell of the notebook.
    text : str
        The line.
    file : str
        The name under which Python knows the cell.
    """
    report = getattr(error, "report", None)  # the grader's account of it
    if isinstance(report, dict):
        return report.get("line", 0), str(report.get("code", "")), str(report.get("cell", ""))
    found = 0, "", ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        text = "" if os.path.exists(file) else linecache.getline(file, number).strip()
        if text:
            found = number, text, file
    return found


def full_text(error):
    """Return what an exception says, also where a grader keeps it from being repeated."""
    report = getattr(error, "report", None)
    return str(report.get("said", error)) if isinstance(report, dict) else str(error)
