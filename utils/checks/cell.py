"""A check cell: it looks at all of its checks before it speaks."""

import ast
import os
import sys
import time
from contextlib import nullcontext

from utils.checks.block import Block, full_text, own_line
from utils.checks.errors import BLUE, GREEN, OPEN, PLAIN, RED, CheckFailed, colored, is_placeholder
from utils.checks.explanations import explain, explain_result
from utils.checks.inputs import Inputs, arguments_of
from utils.checks.mistakes import named, record
from utils.checks.relations import relation
from utils.checks.repairs import aside, defaults, find, unused
from utils.checks.seen import Seen
from utils.checks.unusable import unusable

_running = []  # the check cell that is open
_trying = []  # the check cell on whose behalf changed answers are tried
_LONGEST = 500  # characters of an exception's message


class Checks:
    """The checks of one notebook.

    Parameters
    ----------
    notebook : str
        Its id: the name of its table of known mistakes.

    Examples
    --------
    >>> checks = Checks("c1_linear_regression")
    >>> with checks("predict"):
    ...     expect(1 + 1, 2, "one and one make two")
    """

    def __init__(self, notebook):
        self.notebook = notebook
        self._parts = {}  # the check cells that ran, by exercise and number

    def __call__(self, exercise, part=1):
        """Open a check cell.

        Parameters
        ----------
        exercise : str
        part : int
            Which of the exercise's check cells it is, counted from 1.
        """
        if _trying:
            return nullcontext()  # each `expect` stops at once, and nothing is noted
        # In a notebook the answer may be another one by now; a grader runs all cells on one.
        if part == 1 or not os.environ.get("COURSE_GRADING"):
            self._parts[exercise] = {}
        return Cell(self, exercise, part, self._parts.setdefault(exercise, {}))

    def say(self, failure):
        """Tell the learner how a check cell ended: None for well."""
        if failure is not None:
            raise failure from None
        print("These checks pass.")

    def is_open(self, error, in_check):
        """Return whether an exception means that there is no answer yet."""
        return is_placeholder(error)


class Practice(Checks):
    """The checks of a lecture: they print what they find, and stop nothing."""

    def say(self, failure):
        if isinstance(failure, NameError):
            print(f"{BLUE}Not attempted yet:{PLAIN} `{failure.name}` does not exist so far.")
        elif failure is not None and is_placeholder(failure):
            print("\n".join(colored(OPEN, BLUE)))
        elif failure is not None:
            print("\n".join(colored(str(failure), RED)))
        else:
            print(f"{GREEN}Right.{PLAIN}")

    def is_open(self, error, in_check):
        # A name that the check itself misses has not been written yet; one that the
        # learner's own function misses is a mistake to be shown.
        return super().is_open(error, in_check) or (isinstance(error, NameError) and in_check)


class Cell:
    """One check cell that runs: a context manager made by `Checks`.

    After an exception, which may be the learner's, the statements behind it still run.
    """

    def __init__(self, checks, exercise, part, parts):
        self._checks, self._exercise, self._part = checks, exercise, part
        self._parts = parts  # the exercise's, this one included, by their numbers
        self._seen = []
        self._repair = ""
        self._is_searched = False

    def __enter__(self):
        self.block = Block.of(sys._getframe(1))
        self._inputs = Inputs(self.block)
        self._began = time.process_time()  # also on a busy machine
        _running.append(self)
        return self

    def __exit__(self, kind, error, trace):
        try:
            while error is not None:
                if not isinstance(error, Exception):
                    return False
                line = self.block.line_of_error(error.__traceback__)
                in_check = own_line(error)[2] in ("", self.block.file)
                # A name may also be missing because the line that makes it has stopped.
                follows = isinstance(error, NameError) and any(one.error for one in self._seen)
                if self._checks.is_open(error, in_check) and not follows:
                    break
                self._stopped(error, line, in_check)
                error = self._resume(self.block.statement(line) + 1)
        finally:
            _running.remove(self)
        self._checks.say(error or self._failure())
        return True

    def note(self, line, call, node, why, difference, actual, expected):
        """Keep the outcome of an `expect`.

        Parameters
        ----------
        line : int
            Of the check cell.
        call : str
            What was asked of the answer.
        node : ast.Call or None
            The `expect`, as far as its text is known.
        why : str
        difference : str
            Empty where the check holds.
        actual, expected : object
        """
        arguments = arguments_of(node.args[0], self.block.names) if node else []
        kept = self._inputs.look(self.block.statement(line), [name for name, _ in arguments])
        place = self._place(line)
        seen = Seen(place, line, call, why, difference, "", actual, expected, arguments, kept)
        self._seen.append(seen)

    def _stopped(self, error, line, in_check):
        """Keep what is known of an exception."""
        kind, text, said = type(error).__name__, str(error)[:_LONGEST], full_text(error)
        node = self.block.expectation(line)
        call = ast.unparse(node.args[0]) if node else "this check"
        why = node.args[2] if node and len(node.args) > 2 else None
        number, code, _ = (0, "", "") if in_check else own_line(error)
        where = f" in line {number}" if number else ""
        quoted = f": `{code}`" if code else "."
        seen = Seen(self._place(line), line, call, getattr(why, "value", ""), error=kind)
        seen.problem = f"the answer stopped{where}{quoted}\n" + ": ".join(
            filter(None, [kind, text])
        )
        shown = _public_kind(error)
        seen.hidden_problem = f"On a hidden check the answer stopped with {shown}{where}{quoted}"
        called = unusable(node.args[0], error, said) if node and in_check else ""

        def explanation(call, quoting):
            if in_check and kind == "NameError":
                return "Did you keep the name that the exercise gave?"
            result = explain_result(call, kind, said, quoting) if called else ""
            return result or explain(kind, said, quoting)

        seen.explanation = explanation(called, quoting=bool(text))
        seen.hidden_explanation = explanation("the answer", quoting=False)
        self._seen.append(seen)

    def _resume(self, number):
        """Run the statements from a number on; return the exception that stops them, if any."""
        if number == 0:
            return None  # it is not known where the cell stopped
        for later in range(number, len(self.block.body)):
            try:
                self.block.run(later)
            except Exception as error:
                return error
        return None

    def _failure(self):
        """Return what is wrong, or None."""
        self._parts[self._part] = self
        events = [[one.place, one.mark, one.why, one.problem] for one in self._seen]
        wrong = [one for one in self._seen if one.problem]
        if record(events=events, cause=self._cause(False)) or not wrong:
            return None
        first = wrong[0]
        holds = f"What should hold: {first.why}." if first.why else ""
        many = f"({len(wrong)} of {len(self._seen)} checks here fail; this is the first.)"
        shown = [f"{first.call}: {first.problem}", holds, many if len(wrong) > 1 else ""]
        hidden = [first.hidden_problem, holds]
        texts = ("\n".join(filter(None, lines)) for lines in (shown, hidden))
        failure = CheckFailed(*texts, first.line, bool(first.error), self._cause, self.search)
        if not os.environ.get("COURSE_GRADING"):  # a grader searches when all is judged
            self._search_aside()
        return failure

    def _search_aside(self):
        """Look for the line of the answer that is at fault, with the check cells run so far."""
        is_slow = time.process_time() - self._began > find.SECONDS * find.PART
        if not is_slow:
            blocks = [cell.block for _, cell in sorted(self._parts.items())]
            text = aside.text_of(blocks, self._exercise)
            self._look(text, lambda: aside.search(text, blocks))

    def search(self, text, passes, seconds, clock=time.monotonic):
        """Look for the line of the answer where a small change makes it right.

        Parameters
        ----------
        text : str
            The answer's code.
        passes : callable
            Takes compiled code; returns whether all checks of the exercise pass with it.
        seconds : float
            How long it may take.
        clock : callable
            Counts them.
        """
        self._look(text, lambda: find.cause(text, passes, seconds, clock))

    def _look(self, text, search):
        """Keep what a search finds, and what the answer never uses."""
        if self._named()[1]:
            return  # its author has a word for this mistake
        # A number becomes infinite where a division by 0 is no error: that would repair too much.
        is_division = any(one.error == "ZeroDivisionError" for one in self._all_seen())
        _trying.append(self)
        try:
            found = [unused.argument(text), defaults.kept(text), "" if is_division else search()]
        finally:
            _trying.remove(self)
        for cell in self._parts.values():
            cell._repair = "\n".join(filter(None, found)) or unused.result(text)
            cell._is_searched = True

    def _named(self):
        """Return the words that the table has for all that was seen, and whether an author's."""
        marks = {one.place: one.mark for one in self._all_seen()}
        return named(self._checks.notebook, self._exercise, marks)

    def _all_seen(self):
        return [one for _, cell in sorted(self._parts.items()) for one in cell._seen]

    def _cause(self, hidden):
        """Return why, as far as all that has been seen of the exercise tells."""
        wrong = [one for one in self._seen if one.problem]
        if not wrong:
            return ""
        first = wrong[0]
        words, by_author = self._named()
        if by_author:
            return f"That is what comes out when {words}."
        facts = [
            f"The answer changes `{name}`, which it is given: work on a copy."
            for name in dict.fromkeys(self._inputs.changed)
        ]
        # Facts cannot mislead. The words of a change made by the builder come after them, and say
        # no more than is known: another slip may have the same result.
        explanation = first.hidden_explanation if hidden else first.explanation
        is_telling = any(one.error or not isinstance(one.actual, bool) for one in wrong)
        alike = f"An otherwise right answer does the same when {words}." if words else ""
        alike = alike if is_telling else ""  # True and False come out of many a slip
        facts.append(explanation or ("" if facts else self._relation()))
        # Where the search found nothing, a change that it knows is hardly the cause.
        facts.append(self._repair or ("" if any(facts) or self._is_searched else alike))
        return "\n".join(filter(None, facts))

    def _relation(self):
        """Return what relates wrong values to right ones; nothing of those that resist it."""
        try:
            return relation(self._all_seen())
        except Exception:  # a value may be of any kind, the learner's own included
            return ""

    def _place(self, line):
        """Return the place of the next outcome on a line of the cell."""
        start = f"{self._part}:{self.block.statement(line)}."
        return start + str(sum(one.place.startswith(start) for one in self._seen))


def running():
    """Return the check cell that is open, or None."""
    return _running[-1] if _running else None


def _public_kind(error):
    """Return the name of an exception's class; of one that anybody may have named, its base."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
