"""Runs the variants of every exercise of a notebook; started by `authoring.variants`.

Reads a job in JSON from standard input and runs its steps in one namespace. At an exercise,
each variant is run on a copy of what is there. The outcomes go, as JSON by the variant's key,
to the file named by the first argument; the second names a file that tells which cell is
running, for whoever has to explain why this process died.

An outcome has "error", the exception of the answer itself or "" ; "checks", for each check cell
"events" (place, mark, why, problem), "cause", what a learner is told besides, and "error" that
ended it; "probes", the marks of the answer's results on further inputs; and "seconds".
"""

import builtins
import contextlib
import importlib
import io
import json
import linecache
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from authoring.probes import Probes, copied

MUTANT_SECONDS = 1.0  # at least; an endless loop is a common mutant
# For all of one exercise; the commonest slips come first. Where the solution is quick, all of them
# have their turn, also on a busy machine, on which processors count more seconds.
ALL_MUTANTS_SECONDS, QUICK_MUTANTS_SECONDS = 8.0, 40.0
QUICK = 0.2  # seconds that a solution takes
WAIT = 20  # times the seconds it may compute, for a task that sleeps or is kept waiting
LATE = 75  # exit code of a child that took too long
SLOWER = 3  # times the solution's own seconds, for a mutant


class TooLong(BaseException):
    """A cell or an answer that takes longer than it may; no answer catches it by accident."""


def main():
    """Run all steps and write the outcomes."""
    job = json.load(sys.stdin)
    outcomes_path, at = Path(sys.argv[1]), Path(sys.argv[2])
    texts = [step["text"] for step in job["steps"]]
    texts += [variant["text"] for step in job["steps"] for variant in step["variants"]]
    # TensorFlow survives a fork once it is imported, but not once it has computed something:
    # where it is used, all variants run in this process.
    heavy = any(word in text for text in texts for word in ("tensorflow", "keras"))
    if heavy:
        importlib.import_module("tensorflow")
    builtins.display = lambda *things, **options: None
    signal.signal(signal.SIGPROF, _too_long)
    outcomes = {}
    namespace = {"__name__": "__main__", "__builtins__": builtins}
    _execute(job["setup"], "setup", namespace)
    for step in job["steps"]:
        at.write_text(step["label"])
        if step["variants"]:
            outcomes |= _run_exercise(step, namespace, job["seconds"], heavy, at)
        else:
            with _limit(job["seconds"]):
                _execute(step["text"], step["label"], namespace)
    outcomes_path.write_text(json.dumps(outcomes), encoding="utf-8")


def _run_exercise(step, namespace, seconds, heavy, at):
    """Run the variants of one exercise; return their outcomes by key.

    The solution runs once. What it left is put back at the end, for the steps that follow.
    """
    solution, *others = sorted(step["variants"], key=lambda variant: variant["kind"] != "solution")
    probes = Probes(namespace, [check["label"] for check in step["checks"]])
    solved = {}

    def outcome_of(variant, isolated, seconds):
        at.write_text(variant["cell"])

        def task():
            return _run_variant(variant, step["checks"], namespace, probes, solved)

        return isolated(task, seconds, namespace)

    with probes.recording():
        first = outcome_of(solution, _here, seconds)
    outcomes = {solution["key"]: first}
    isolated = _here if heavy else _in_child
    of_mutant = min(seconds, max(MUTANT_SECONDS, SLOWER * first["seconds"]))
    left = QUICK_MUTANTS_SECONDS if first["seconds"] < QUICK else ALL_MUTANTS_SECONDS
    for variant in others:
        if variant["kind"] != "mutant":
            outcomes[variant["key"]] = outcome_of(variant, isolated, seconds)
        elif left > 0:
            outcomes[variant["key"]] = ran = outcome_of(variant, isolated, of_mutant)
            left -= ran["seconds"]
    namespace.update(solved)
    if heavy:  # the variants shared this process: none may have spoiled what the solution needs
        last = _here(lambda: _run_checks(step["checks"], namespace), seconds, namespace)
        first["spoiled"] = _problems(first) != _problems(last)
    return outcomes


def _problems(outcome):
    return [bool(event[3]) for check in outcome["checks"] for event in check["events"]]


def _run_variant(variant, checks, names, probes, solved):
    """Run an answer and its checks; return the outcome.

    What is there after the solution, and before its checks, goes into `solved`.
    """
    _reseed()
    start = time.process_time()
    error = _try(variant["text"], variant["label"], names)
    if variant["kind"] == "solution":
        solved.update(names)
    probes.watch(names)
    outcome = {"error": error, **_run_checks(checks, names)}
    outcome["seconds"] = time.process_time() - start
    outcome["probes"] = probes.results(names)
    return outcome


def _run_checks(checks, names):
    """Run the check cells of an exercise; return what each of them saw."""
    found = []
    for check in checks:
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as seen:
            os.environ["COURSE_RECORD"] = seen.name
            error = _try(check["text"], check["label"], names)
            lines = [json.loads(line) for line in seen]
        entry = lines[-1] if lines else {"events": [], "cause": ""}
        found.append({**entry, "error": error})
    return {"checks": found}


def _here(task, seconds, namespace):
    """Run a task in this process, put the names back, and return its outcome."""
    before = {name: copied(value) for name, value in namespace.items()}
    try:
        with _limit(seconds):
            return task()
    except TooLong:
        return _dead(f"it takes longer than {seconds:.0f} seconds", seconds)
    finally:
        namespace.clear()
        namespace.update(before)


def _in_child(task, seconds, namespace):
    """Run a task in a fork of this process and return its outcome."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            with _limit(seconds):
                outcome = task()
            with os.fdopen(writer, "w", encoding="utf-8") as pipe:
                json.dump(outcome, pipe)
            status = 0
        except TooLong:
            status = LATE
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    text = _read(reader, WAIT * seconds, pid)
    _, status = os.waitpid(pid, 0)
    if text:
        return json.loads(text)
    number = os.waitstatus_to_exitcode(status)
    if number in (LATE, -signal.SIGKILL):
        return _dead(f"it takes longer than {seconds:.0f} seconds", seconds)
    return _dead(f"it ends its process (signal or exit code {number})", 0.0)


def _read(reader, seconds, pid):
    """Read all that a child writes; one that is late, and swallows what says so, is killed."""
    deadline, parts = time.monotonic() + seconds, []
    with open(reader, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
            if not (part := pipe.read(1 << 16)):
                return b"".join(parts).decode()
            parts.append(part)
    os.kill(pid, signal.SIGKILL)
    return ""


def _dead(why, seconds):
    return {"error": why, "checks": [], "seconds": seconds, "probes": []}


@contextlib.contextmanager
def _limit(seconds):
    """Bound the processor time of a task: another's work on this machine does not count."""
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # and again, should it be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(number, frame):
    raise TooLong("it takes too long")


def _reseed():
    """Put all generators of random numbers to where they are for every variant."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(0)


def _execute(text, label, namespace):
    linecache.cache[label] = (len(text), None, text.splitlines(keepends=True), label)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, label, "exec"), namespace)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def _try(text, label, namespace):
    try:
        _execute(text, label, namespace)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


if __name__ == "__main__":
    main()
