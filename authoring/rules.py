"""What makes a source text sound: the rules that can be checked without running it."""

import ast
import io
import re
import tokenize
from collections import Counter
from contextlib import suppress

from authoring.faults import AuthoringError, Fault
from authoring.skeleton import name_fault
from authoring.source import MINUTES

SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
FOR_EXERCISES = ("checks", "hint", "mistake", "alternative", "equivalent")
FEWEST_MISTAKES, FEWEST_ALTERNATIVES, MOST_HINTS = 3, 1, 3
# What may hold dollar signs that are not mathematics: blocks and spans of code.
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# The tokens of texts, and of the texts in f-strings since Python 3.12.
TEXTS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
OPTION = re.compile(r"^- \[([ x])\] (.+)$")


def without_markers(text):
    """Return the text of a cell without the lines that mark a region of it."""
    lines = (line for line in text.splitlines() if line.strip() not in (*SOLUTION, *HIDDEN))
    return "\n".join(lines)


def check(source):
    """Hold a source text to the rules.

    Parameters
    ----------
    source : authoring.source.Source

    Raises
    ------
    AuthoringError
        With every fault, in the order of their lines.
    """
    found = []

    def fault(cell, what):
        found.append(Fault(source.path, cell.line, what))

    _check_head(source, fault)
    _check_syntax(source, found)
    _check_names(source, fault)
    for cell in source.cells:
        _check_cell(source, cell, fault)
    for cell in source.cells:
        if cell.role == "exercise":
            _check_exercise(source, cell, fault)
    if found:
        raise AuthoringError(sorted(found, key=lambda item: item.line))


def options(text):
    """Split the text of a quiz question.

    Parameters
    ----------
    text : str
        Markdown with lines ``- [ ] option`` and ``- [x] option``; the indented lines
        below an option are its explanation.

    Returns
    -------
    question : str
    options : list of (bool, str, str)
        Whether it is right, the option and its explanation.
    """
    question, found = [], []
    for line in text.splitlines():
        match = OPTION.match(line)
        if match:
            found.append([match[1] == "x", match[2].strip(), []])
        elif found:
            found[-1][2].append(line.strip())
        else:
            question.append(line)
    return "\n".join(question).strip(), [(x, text, " ".join(why).strip()) for x, text, why in found]


def _check_head(source, fault):
    first = source.cells[0]
    if what := name_fault(source.kind.lower(), source.stem, source.course):
        fault(first, f"rename the file: {what}")
    if first.type != "markdown" or not first.text.startswith("# "):
        fault(first, "start with a Markdown cell that holds the title: `# # Title`")
    if not MINUTES.search(first.text):
        fault(first, "say in the first cell how long it takes, like `*25 minutes. …*`")


def _check_syntax(source, found):
    for cell in source.cells:
        if cell.type == "code":
            try:
                compile(cell.text, "", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            except SyntaxError as error:
                line = cell.line if cell.replace else cell.line + (error.lineno or 0)
                found.append(Fault(source.path, line, f"this is no Python: {error.msg}"))


def _check_names(source, fault):
    named = [c for c in source.cells if c.role in ("exercise", "essay", "choice")]
    counts = Counter(cell.name for cell in named)
    for cell in named:
        if counts[cell.name] > 1:
            fault(cell, f"the name `{cell.name}` is used {counts[cell.name]} times: rename one")
            counts[cell.name] = 0  # once is enough
    exercises = set(source.exercises)
    for cell in source.cells:
        if cell.role in FOR_EXERCISES and cell.name not in exercises:
            fault(cell, f"there is no exercise `{cell.name}` for this {cell.role} cell: rename it")


def _check_cell(source, cell, fault):
    if source.is_lecture and cell.points is not None:
        fault(cell, "a lecture gives no points: take `points` out of the header")
    if source.is_lecture and cell.role in ("essay", "choice"):
        fault(cell, f"a lecture has no {cell.role}: move it to the quiz or the assignment")
    needs_points = cell.role in ("checks", "essay", "choice") and not source.is_lecture
    if needs_points and cell.points is None:
        fault(cell, f"the {cell.role} cell of `{cell.name}` has no points: add `points=10`")
    if cell.role == "mistake" and not cell.says:
        fault(cell, 'a mistake needs words: add `says="the sum is divided by m, not 2m"`')
    if not cell.replace:  # which has taken over the solution's markers
        _check_markers(cell, SOLUTION, cell.role in ("exercise", "essay"), fault)
    _check_markers(cell, HIDDEN, False, fault)
    if HIDDEN[0] in cell.text and (cell.role != "checks" or source.is_lecture):
        fault(cell, "hidden tests belong into a `checks` cell of an assignment: move them")
    if cell.role == "checks":
        _check_checks(cell, fault)
    if cell.type == "markdown":
        _check_dollars(cell, fault)
    if cell.role == "choice":
        _check_options(cell, fault)


def _check_checks(cell, fault):
    """Look at what matters where the cell becomes a block of a learner's notebook."""
    if cell.text.partition(HIDDEN[1])[2].strip():
        fault(cell, f"checks stand behind `{HIDDEN[1]}`: put the visible ones first")
    with suppress(SyntaxError, tokenize.TokenError):  # the build says where
        tokens = tokenize.generate_tokens(io.StringIO(cell.text).readline)
        if any(token.type in TEXTS and "\n" in token.string for token in tokens):
            fault(cell, "a text over several lines would be indented with the cell: use `\\n`")


def _check_dollars(cell, fault):
    """Find amounts of money, which Markdown would take for the beginning of a formula."""
    text = CODE.sub("", cell.text)  # JupyterLab takes `\$` for a dollar sign like any other
    for part in re.split(r"\$\$.*?\$\$", text, flags=re.DOTALL):
        pieces = part.split("$")
        formulas = pieces[1::2]
        if len(pieces) % 2 == 0 or any(not f or f != f.strip() for f in formulas):
            where = next((f for f in formulas if not f or f != f.strip()), pieces[-1])
            where = " ".join(where.split())[:30]
            what = f"a dollar sign outside a formula, near `{where}`: write `USD` or `dollars`"
            fault(cell, what)
            return


def _check_markers(cell, markers, required, fault):
    begin, end = (cell.text.count(marker) for marker in markers)
    if begin != end or begin > 1:
        fault(cell, f"`{markers[0]}` and `{markers[1]}` must stand there once each, or not at all")
    elif begin and cell.text.index(markers[0]) > cell.text.index(markers[1]):
        fault(cell, f"`{markers[1]}` comes before `{markers[0]}`: swap them")
    elif required and not begin:
        fault(cell, f"put the answer of `{cell.name}` between `{markers[0]}` and `{markers[1]}`")
    elif begin and not required and markers is SOLUTION:
        fault(cell, 'a solution stands outside an exercise: add `exercise="name"` to the header')


def _check_options(cell, fault):
    _, found = options(cell.text)
    if len(found) < 2:
        fault(cell, "a question needs at least two options: `- [ ] wrong` and `- [x] right`")
    elif sum(right for right, _, _ in found) != 1:
        fault(cell, f"exactly one option of `{cell.name}` must be marked `- [x]`")
    for _, text, why in found:
        if not why:
            fault(cell, f"option `{text}` has no explanation: add an indented line below it")


def _check_exercise(source, cell, fault):
    checks, mistakes, alternatives, hints = (
        source.of(cell.name, role) for role in ("checks", "mistake", "alternative", "hint")
    )
    if not checks:
        fault(cell, f'exercise `{cell.name}` has no checks: add a cell `checks="{cell.name}"`')
    elif checks[0].line < cell.line:
        fault(checks[0], f"the checks come before the exercise `{cell.name}`: move them below")
    if len(hints) > MOST_HINTS:
        fault(cell, f"exercise `{cell.name}` has {len(hints)} hints: keep at most {MOST_HINTS}")
    _check_answers(cell, mistakes + alternatives, fault)
    if source.is_lecture:
        return
    if len(mistakes) < FEWEST_MISTAKES:
        fault(
            cell,
            f"exercise `{cell.name}` has {len(mistakes)} recorded mistakes: "
            f'add cells `mistake="{cell.name}" says="…"` until there are {FEWEST_MISTAKES}',
        )
    if len(alternatives) < FEWEST_ALTERNATIVES:
        fault(
            cell,
            f'exercise `{cell.name}` has no alternative: add a cell `alternative="{cell.name}"` '
            "with a right answer in another style",
        )


def _check_answers(cell, answers, fault):
    """Find answers to something else, and answers written twice."""
    wanted, seen = _defined(cell.text), {cell.text.strip(): cell}
    for answer in answers:
        names = _defined(answer.text)
        if wanted and names is not None and not wanted & names:
            fault(answer, f"this {answer.role} does not define `{min(wanted)}`")
        twin = seen.setdefault(answer.text.strip(), answer)
        if twin is not answer:
            fault(answer, f"this {answer.role} is the same as the answer in line {twin.line}")


def _defined(text):
    """Return the names that a cell defines at its top level, or None if it is no Python."""
    with suppress(SyntaxError):
        names = set()
        for node in ast.parse(text).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            else:
                names |= {
                    n.id
                    for n in ast.walk(node)
                    if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
                }
        return names
    return None
