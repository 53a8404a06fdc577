"""Proves the checks of a notebook, and makes the table by which they name mistakes.

The solution and each alternative must pass, every mistake and the blank placeholder must fail.
What the wrong answers did is kept in ``utils/mistakes/<label>.json``. Its form is that of
`utils.checks.mistakes`:

- "of": a digest of the code of the source text; while that is the same, so is the table;
- "choices": the options of a quiz;
- "exercises": for each, "events" (how many outcomes its checks have), "mistakes" and "mutants"
  ("says" and "outcomes", the marks of all that does not hold, by place), and "power" (what
  became of the mutants; see `authoring.power`).

A mark that varies between two ways of computing on this processor is noise and kept as null.
"""

import hashlib
import json
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor

from authoring import mutants, notebook, variants
from authoring.faults import AuthoringError, Fault
from authoring.marks import agree, elsewhere, merge
from authoring.power import measure

_COMPARED = ("solution", "mistake", "mutant")  # with how they do elsewhere
MOST_ALIKE = 3  # mistakes that no check tells apart and that are still named, all of them


def digest(source):
    """Return a digest of all in a source text that decides what its checks do."""
    code = [c for c in source.cells if c.type == "code" or c.role in ("choice", "equivalent")]
    return _hash(code)


def _digest_of_exercise(source, name):
    """Return a digest of what decides the outcomes of one exercise: the rest may change."""
    place = next(n for n, c in enumerate(source.cells) if (c.role, c.name) == ("exercise", name))
    before = [c for c in source.cells[:place] if c.type == "code" and c.role in ("", "exercise")]
    return _hash(before + [cell for cell in source.cells if cell.name == name])


def _hash(cells):
    code = [[cell.role, cell.name, cell.says, cell.text] for cell in cells]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()[:16]


def encode(table):
    """Return the bytes of a table's file: one line a mistake, so that changes can be read."""
    text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False)
    # What did not hold, on one line.
    text = re.sub(
        r'"outcomes": \{.*?\}', lambda found: " ".join(found[0].split()), text, flags=re.DOTALL
    )
    return (text + "\n").encode()


def make(source, old=None, notice=lambda fault: None):
    """Run all answers and return the table of a source text.

    Parameters
    ----------
    source : authoring.source.Source
    old : dict, optional
        The table as it was. Exercises whose code is the same are not run again.
    notice : callable
        Takes a Fault that stops nothing: a mistake that is rejected but cannot be named.

    Returns
    -------
    dict

    Raises
    ------
    AuthoringError
        If a right answer fails or a wrong one passes.
    """
    table = {"of": digest(source), "choices": notebook.choices(source), "exercises": {}}
    entries = (old or {}).get("exercises", {})
    digests = {name: _digest_of_exercise(source, name) for name in source.exercises}
    kept = {n: e for n, e in entries.items() if n in digests and e.get("of") == digests[n]}
    known = variants.recorded(source) + mutants.of(source)
    known = [variant for variant in known if variant.cell.name not in kept]
    if not known:
        return table | {"exercises": kept}
    with tempfile.TemporaryDirectory() as nothing_known:  # but relations and errors
        here = {"COURSE_MISTAKES": nothing_known}
        compared = [v for v in known if v.kind in _COMPARED]
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(variants.run, source, known, here)
            second = pool.submit(variants.run, source, compared, here | elsewhere())
        ran, again = first.result(), second.result()
        _raise(source, known, ran)
    for name in source.exercises:
        if name in kept:
            table["exercises"][name] = kept[name]
        else:
            own = [variant for variant in known if variant.cell.name == name]
            made = _exercise(source, own, ran, again, notice)
            table["exercises"][name] = {"of": digests[name], **made}
    return table


def check(source, folder, environment=None):
    """Prove a source text by its committed table: on this machine, too, it names as it should.

    Parameters
    ----------
    source : authoring.source.Source
    folder : pathlib.Path
        Where the tables are.
    environment : dict, optional
        Variables for the process that runs the answers.

    Raises
    ------
    AuthoringError
        If a right answer fails, a wrong one passes, or a mistake is not named.
    """
    known = variants.recorded(source)
    if not known:
        return
    table = json.loads((folder / f"{source.label}.json").read_text(encoding="utf-8"))
    variables = {"COURSE_MISTAKES": str(folder), **(environment or {})}
    # Lectures are run to their end, as they are, by the tests.
    ran = variants.run(source, known, variables, whole=not source.is_lecture)
    _raise(source, known, ran)
    faults = []
    for variant in (v for v in known if v.kind == "mistake"):
        entries = table["exercises"][variant.cell.name]["mistakes"]
        nameless = any(e["says"] == variant.says and e.get("nameless") for e in entries)
        spoken = [c["cause"] for c in ran[variant.key]["checks"] if c["cause"]]
        if not nameless and not (spoken and variant.says in spoken[-1]):
            mend = f"run `course build --anew {source.label}`"
            what = f"the committed table does not name this mistake: {mend}"
            faults.append(Fault(source.path, variant.cell.line, what))
    if faults:
        raise AuthoringError(faults)


def _raise(source, known, ran):
    """Raise the fault of every variant that did not go as it should."""
    found = [(v, _fault(v, ran[v.key])) for v in known if v.key in ran]
    faults = [Fault(source.path, variant.cell.line, what) for variant, what in found if what]
    if faults:
        raise AuthoringError(sorted(faults, key=lambda fault: fault.line))


def _fault(variant, outcome):
    """Return what is wrong with an outcome, or an empty string."""
    failures = [failure for check in outcome["checks"] if (failure := _failure(check))]
    error, name = outcome["error"], variant.cell.name
    if variant.kind in ("solution", "alternative"):
        if error or failures:
            return f"the {variant.kind} of `{name}` fails: {error or failures[0]}"
        if outcome.get("spoiled"):
            return f"after its variants the solution of `{name}` fails: one changes shared data"
    elif variant.kind == "blank":
        if not error and len(failures) < len(outcome["checks"]):
            return f"a check of `{name}` passes on a blank answer: make it call the answer"
    elif variant.kind == "mistake":
        if error:
            return f"the mistake stops with {error}: record one that runs"
        if not failures:
            return f"every check of `{name}` passes this mistake: add one that catches it"
        if set(map(str, _wrong(outcome).values())) <= {"NameError"}:
            return "this mistake only stops, at a name that is not defined: mend its text"
    return ""


def _failure(check):
    wrong = [why or problem for _, _, why, problem in check["events"] if problem]
    return f"not so that {wrong[0]}" if wrong else check["error"]


def _wrong(outcome):
    """Return the marks of all that does not hold, by place."""
    return {
        place: mark
        for check in outcome["checks"]
        for place, mark, _, problem in check["events"]
        if problem
    }


def _exercise(source, own, ran, again, notice):
    """Return the entry of one exercise."""
    solution = next(variant for variant in own if variant.kind == "solution")
    marks = {
        variant.key: merge(_wrong(ran[variant.key]), _wrong(again[variant.key]))
        for variant in own
        if variant.kind in ("mistake", "mutant") and variant.key in ran and variant.key in again
    }
    mistakes = [variant for variant in own if variant.kind == "mistake"]
    entries = []
    for variant in mistakes:
        outcomes = marks[variant.key]
        alike = {other.says for other in mistakes if agree(outcomes, marks[other.key])}
        entry = {"says": variant.says, "outcomes": outcomes}
        if what := _nameless(outcomes, alike):
            entry["nameless"] = True
            notice(Fault(source.path, variant.cell.line, what))
        entries.append(entry)
    of_mutants, power = measure(source, own, ran, marks)
    events = sum(len(check["events"]) for check in ran[solution.key]["checks"])
    return {"events": events, "mistakes": entries, "mutants": of_mutants, "power": power}


def _nameless(outcomes, alike):
    """Return why a mistake cannot be named, or an empty string."""
    if all(mark is None for mark in outcomes.values()):
        return "this mistake is rejected but cannot be named: its value is noise"
    if not any(isinstance(mark, list) for mark in outcomes.values()):
        return "this mistake only stops: the error is explained, but names no mistake"
    if len(alike) > MOST_ALIKE:
        return (
            f"this mistake is rejected but not named: {len(alike) - 1} others do the same at all "
            "checks. Choose values that tell them apart"
        )
    return ""
