"""The pages of a course: its syllabus and its glossary."""

import re
from pathlib import Path

from authoring.faults import AuthoringError, Fault

TERM = re.compile(r"^\*\*(.+?)\*\*", re.MULTILINE)
ORDER = {"Lecture": 0, "Assignment": 1, "Project": 1, "Quiz": 2}


def pages(folder, sources, place):
    """Write the pages of one course.

    Parameters
    ----------
    folder : pathlib.Path
        ``source/<course>``, with README.md, and in each unit's folder unit.md and, for the
        terms it introduces, glossary.md; AFTERWARD.md where something is said at the end.
    sources : list of authoring.source.Source
        All sources of this course.
    place : authoring.place.Place

    Returns
    -------
    dict
        From path, relative to the root, to text.
    """
    units = {}
    for source in sources:
        units.setdefault(source.unit, []).append(source)
    intro = _read(folder / "README.md", "the introduction of the course")
    if "{total}" not in intro:
        what = "write `{total}` where the hours and points of the course are to stand"
        raise AuthoringError([Fault(folder / "README.md", 1, what)])
    sections = [_unit(folder / unit, units[unit], place) for unit in sorted(units, key=_place)]
    counted = with_one_project_a_unit(sources, lambda source: source.minutes)
    total = f"{_hours(counted)} · {sum(source.points for source in counted)} points"
    readme = "\n".join([intro.replace("{total}", total), *sections])
    pages = {Path(folder.name, "README.md"): readme}
    pages[Path(folder.name, "GLOSSARY.md")] = _glossary(folder)
    afterward = folder / "AFTERWARD.md"
    if afterward.exists():
        pages[Path(folder.name, afterward.name)] = afterward.read_text(encoding="utf-8")
    return pages


def with_one_project_a_unit(items, worth):
    """Leave out all but one of several projects in a unit, since one of them is enough.

    Parameters
    ----------
    items : list
        Notebooks with their `course`, `unit` and `kind`.
    worth : callable
        Gives a number for one: the project with the largest stays, the first of equals.

    Returns
    -------
    list
    """
    chosen = {}
    for one in items:
        if one.kind == "Project":
            rival = chosen.setdefault((one.course, one.unit), one)
            if worth(one) > worth(rival):
                chosen[one.course, one.unit] = one
    return [i for i in items if i.kind != "Project" or chosen[i.course, i.unit] is i]


def _unit(folder, sources, place):
    text = _read(folder / "unit.md", "title and purpose of the unit")
    title, _, rest = text.partition("\n")
    number = folder.name.partition("_")[0]
    name = (
        f"{number} · {title.removeprefix('# ')}" if number.isdigit() else title.removeprefix("# ")
    )
    rows = [
        f"| {source.kind} | [{source.title}]({source.unit}/{source.stem}.ipynb) "
        f"| {source.minutes} | {source.points or ''} | [open]({place.colab(source.notebook)}) |"
        for source in sorted(sources, key=lambda s: (ORDER[s.kind], s.stem))
    ]
    table = ["| | | minutes | points | Colab |", "|---|---|---:|---:|---|", *rows]
    return "\n".join([f"## {name}", rest.rstrip(), "", *table, ""])


def _glossary(folder):
    """Merge the units' terms, ordered as in a dictionary."""
    terms, places, faults = {}, {}, []
    for path in sorted(folder.glob("*/glossary.md")):
        text = path.read_text(encoding="utf-8")
        for entry in text.strip().split("\n\n"):
            match = TERM.match(entry)
            if not match:
                what = f"an entry of a glossary starts with its term, `**term**`: {entry[:40]!r}"
                raise AuthoringError([Fault(path, 1, what)])
            term, unit = match[1].lower(), path.parent.name
            if term in terms:
                both = f"`{match[1]}` stands in {places[term]} too"
                what = f"{both}: merge the two, or name one `{match[1]} (of what)`"
                faults.append(Fault(path, text[: text.index(entry)].count("\n") + 1, what))
            terms[term], places[term] = f"{entry.strip()} {_from(unit)}", unit
    if faults:
        raise AuthoringError(faults)
    entries = [terms[term] for term in sorted(terms)]
    return "\n\n".join(["# Glossary", "Terms in the order of the alphabet.", *entries]) + "\n"


def _from(unit):
    """Say where a term is introduced, with a link to the unit's folder."""
    number = unit.partition("_")[0]
    return f"([{'unit ' + number if number.isdigit() else 'project'}]({unit}/))"


def _place(unit):
    """Order units by number, and the project, which has none, last."""
    number = unit.partition("_")[0]
    return (0, int(number)) if number.isdigit() else (1, unit)


def _hours(sources):
    hours = max(1, round(sum(source.minutes for source in sources) / 60))
    return "1 hour" if hours == 1 else f"{hours} hours"


def _read(path, what):
    if not path.exists():
        raise AuthoringError([Fault(path, 1, f"this file is missing: write {what} into it")])
    return path.read_text(encoding="utf-8")
