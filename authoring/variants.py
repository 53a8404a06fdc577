"""Proves the checks: runs each against every answer that the author has written down.

The solution and each alternative must pass, every mistake and the blank placeholder must
fail. The wrong values of the mistakes become fingerprints, by which the checks later name a
learner's mistake.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from authoring.faults import AuthoringError, Fault
from authoring.rules import HIDDEN, SOLUTION
from authoring.stubs import with_stub


def fingerprints(source):
    """Run all variants of a source text's exercises.

    Parameters
    ----------
    source : authoring.source.Source

    Returns
    -------
    dict
        From fingerprint to the words for the mistake.

    Raises
    ------
    AuthoringError
        If a right answer fails, or a wrong one passes or cannot be named.
    """
    variants = _variants(source)
    if not variants:
        return {}
    table, faults = defaultdict(list), []
    for outcome in _run(source, variants):
        cell, kind = variants[outcome["key"]]
        if fault := _judge(kind, cell, outcome):
            faults.append(Fault(source.path, cell.line, fault))
        elif kind == "mistake":
            for key in _failed_keys(outcome):
                if cell.says not in table[key]:
                    table[key].append(cell.says)
    if faults:
        raise AuthoringError(faults)
    return {key: ", or when ".join(words) for key, words in table.items()}


def _variants(source):
    """Return ``{key: (cell, kind)}`` for all answers, with their place in the text as key."""
    kinds = {"exercise": "solution", "mistake": "mistake", "alternative": "alternative"}
    found = {}
    for number, cell in enumerate(source.cells):
        if cell.role in kinds:
            found[str(number)] = cell, kinds[cell.role]
            if cell.role == "exercise" and not source.is_lecture:
                found[f"{number} blank"] = cell, "blank"
    return found


def _run(source, variants):
    """Run the notebook's code once, and at each exercise its variants; return the outcomes."""
    steps = []
    for number, cell in enumerate(source.cells):
        if cell.type == "code" and cell.role in ("", "exercise"):
            label = f"{source.stem}[{number}]"
            step = {"text": _without_markers(cell.text), "label": label, "variants": []}
            if cell.role == "exercise":
                step["variants"] = [
                    _variant(source, key, other, kind)
                    for key, (other, kind) in variants.items()
                    if other.name == cell.name
                ]
            steps.append(step)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = Path(folder, "outcomes.json")
        command = [sys.executable, "-m", "authoring.run_variants", str(outcomes)]
        quiet = {"MPLBACKEND": "agg", "TF_CPP_MIN_LOG_LEVEL": "3", "COURSE_GRADING": "1"}
        done = subprocess.run(
            command,
            input=json.dumps(steps),
            text=True,
            capture_output=True,
            env={**os.environ, **quiet},
        )
        if done.returncode:
            reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
            what = f"the notebook with its solutions stops: {reason}"
            raise AuthoringError([Fault(source.path, _line_of(source, done.stderr), what)])
        return json.loads(outcomes.read_text())


def _variant(source, key, cell, kind):
    text = with_stub(cell.text, raising=True) if kind == "blank" else _without_markers(cell.text)
    checks = [
        {"text": _without_markers(check.text), "label": f"{source.stem} check {number}"}
        for number, check in enumerate(source.of(cell.name, "checks"))
    ]
    return {"key": key, "text": text, "label": f"{source.stem} {key}", "checks": checks}


def _judge(kind, cell, outcome):
    """Return what is wrong with an outcome, or an empty string."""
    failures = [failure for check in outcome["checks"] if (failure := _failure(check))]
    error = outcome["error"]
    if kind in ("solution", "alternative"):
        if error or failures:
            return f"the {kind} of `{cell.name}` fails: {error or failures[0]}"
    elif kind == "blank":
        if not error and len(failures) < len(outcome["checks"]):
            return f"a check of `{cell.name}` passes on a blank answer: make it call the answer"
    elif error:
        return f"the mistake stops with {error}: record one that runs"
    elif not failures:
        return f"every check of `{cell.name}` passes this mistake: add one that catches it"
    elif not _failed_keys(outcome):
        return (
            f"no `expect` catches this mistake, only {failures[0]}: "
            "put an `expect` on its wrong value before"
        )
    return ""


def _failure(check):
    wrong = [event["why"] for event in check["events"] if not event["ok"]]
    return f"not so that {wrong[0]}" if wrong else check["error"]


def _failed_keys(outcome):
    return [e["key"] for check in outcome["checks"] for e in check["events"] if not e["ok"]]


def _without_markers(text):
    markers = (*SOLUTION, *HIDDEN)
    return "\n".join(line for line in text.splitlines() if line.strip() not in markers)


def _line_of(source, stderr):
    """Find the cell that a traceback speaks of; the first one if it speaks of none."""
    for number in range(len(source.cells) - 1, -1, -1):
        if f'"{source.stem}[{number}]"' in stderr:
            return source.cells[number].line
    return 1
