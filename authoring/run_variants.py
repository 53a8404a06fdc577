"""Runs the variants of every exercise of a notebook; started by `authoring.variants`.

Reads from standard input a list of steps in JSON, runs them in one namespace, and writes to
the file named by its only argument what happened at each variant. Cells of the course find
out whether a check holds and note it themselves (see `utils.checks.mistakes.record`).
"""

import builtins
import contextlib
import importlib
import io
import json
import linecache
import os
import signal
import sys
import tempfile
import traceback

SECONDS = 180


def main():
    """Run all steps and write the outcomes."""
    steps = json.load(sys.stdin)
    # TensorFlow survives a fork once it is imported, but not once it has computed something.
    # Such a notebook is run anew from its top for each variant.
    replay = any(word in step["text"] for step in steps for word in ("tensorflow", "keras"))
    if replay:
        importlib.import_module("tensorflow")
    builtins.display = lambda *things, **options: None
    outcomes, namespace = [], _fresh_namespace()
    for number, step in enumerate(steps):
        for variant in step["variants"]:
            earlier = steps[:number] if replay else []
            outcomes.append(_in_child(lambda v=variant, e=earlier: _run_variant(v, e, namespace)))
        if not replay:
            _execute(step["text"], step["label"], namespace)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(outcomes, file)


def _run_variant(variant, earlier, namespace):
    """Run an answer and its checks.

    Returns
    -------
    dict
        The variant's key, an error of the answer itself, and for each check cell the events
        that its checks recorded and the error that ended it, if any.
    """
    for step in earlier:
        _execute(step["text"], step["label"], namespace)
    outcome = {"key": variant["key"], "error": "", "checks": []}
    outcome["error"] = _try(variant["text"], variant["label"], namespace)
    for check in variant["checks"]:
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as events:
            os.environ["COURSE_RECORD"] = events.name
            error = _try(check["text"], check["label"], namespace)
            recorded = [json.loads(line) for line in events]
        outcome["checks"].append({"events": recorded, "error": error})
    return outcome


def _in_child(task):
    """Run a task in a fork of this process and return its result, which must be plain data."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            signal.alarm(SECONDS)
            with os.fdopen(writer, "w", encoding="utf-8") as pipe:
                json.dump(task(), pipe)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    if not text:
        raise SystemExit("a variant crashed or ran for more than three minutes")
    return json.loads(text)


def _fresh_namespace():
    return {"__name__": "__main__", "__builtins__": builtins}


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
