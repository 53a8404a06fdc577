"""Shows the measured power of the checks, and where they fall short."""

from authoring.faults import Fault


def rows(tables):
    """Yield the measured power of every exercise.

    Parameters
    ----------
    tables : dict of str to dict
        The tables by the label of their notebook.

    Yields
    ------
    label, exercise : str
    power : dict
        As `measure` returns it, with "silent", the rejected ones that are told no cause.
    """
    for label, table in tables.items():
        for exercise, entry in table.get("exercises", {}).items():
            power = entry["power"]
            told = power["named"] + power["explained"] + power["worded"] + len(power["misled"])
            yield label, exercise, power | {"silent": power["rejected"] - told}


PAGE = """\
# What the checks know

Made by `course build`. Each solution, and each right answer in another style, is changed by the
program itself: a sign, a factor, an axis, a bound, the order of results, a step left out. Every
such *mutant* is run against the checks of its exercise. It is

- **named** when it does at every check what a recorded mistake does,
- **explained** when its values obey a plain relation, or its error has an entry,
- **worded** when only the words of the change itself fit,
- **silent** when the learner reads the difference alone,
- **misled** when a recorded mistake looks the same at every check but is another one on further
  inputs.

What is not rejected passes where no check minds. `course mutants NOTEBOOK` lists what passes and
what misleads.

| notebook | exercise | mutants | rejected | named | explained | worded | silent | misled |
|---|---|---:|---:|---:|---:|---:|---:|---:|
"""
COLUMNS = ("mutants", "rejected", "named", "explained", "worded", "silent")


def page(tables):
    """Return the page that shows the measured power of every exercise.

    Parameters
    ----------
    tables : dict of str to dict
        As for `rows`.
    """
    lines, total = [], dict.fromkeys([*COLUMNS, "misled"], 0)
    for label, exercise, power in rows(tables):
        counts = [power[column] for column in COLUMNS] + [len(power["misled"])]
        lines.append(f"| {label} | {exercise} | " + " | ".join(map(str, counts)) + " |")
        for column, count in zip(total, counts, strict=True):
            total[column] += count
    lines.append("| all | | " + " | ".join(str(count) for count in total.values()) + " |")
    return PAGE + "\n".join(lines) + "\n"


def holes(source, table):
    """Return a fault for each mutant that passes.

    Parameters
    ----------
    source : authoring.source.Source
    table : dict

    Returns
    -------
    list of authoring.faults.Fault
    """
    found = []
    for exercise, entry in table.get("exercises", {}).items():
        (cell,) = source.of(exercise, "exercise")
        for change in entry["power"]["passes"]:
            what = (
                f"every check of `{exercise}` passes `{change}`: add one that catches it, or"
                f' list it in a cell `# %% [markdown] equivalent="{exercise}"` with the reason'
            )
            found.append(Fault(source.path, cell.line, what))
    return found
