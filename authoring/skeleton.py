"""The beginning of a unit or a notebook: a text that builds, and says what belongs where."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from authoring.place import COURSES

TEMPLATES = Path(__file__).parent / "skeletons"


class NameFault(ValueError):
    """A name that cannot be used; the text says which can."""


@dataclass(frozen=True)
class Kind:
    """What a new text may be called.

    Attributes
    ----------
    pattern : str
        Of its name; ``{course}`` stands for the number of the course.
    example : str
    """

    pattern: str
    example: str


KINDS = {
    "unit": Kind(r"(\d+|project)_[a-z0-9_]+", "5_decision_trees"),
    "lecture": Kind(r"\d+_[a-z0-9_]+", "1_one_question"),
    "assignment": Kind(r"c{course}_(?!project_)(?!\w*_quiz$)[a-z0-9_]+", "c2_decision_trees"),
    "quiz": Kind(r"c{course}_[a-z0-9_]+_quiz", "c2_decision_trees_quiz"),
    "project": Kind(r"c{course}_project_[a-z0-9_]+", "c2_project_one_page"),
}


def create(root, kind, name):
    """Write a skeleton.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    kind : str
        A key of `KINDS`.
    name : str
        Below source/: ``course2_advanced/5_decision_trees`` for a unit, ``UNIT/NAME`` for a
        notebook, with the course's folder before it where two courses have such a unit.

    Returns
    -------
    list of pathlib.Path
        What was written.

    Raises
    ------
    NameFault
    """
    *folders, stem = Path(name.removesuffix(".py")).parts
    if kind == "unit":
        course = _course(root, folders)
        _check_name(kind, stem, course)
        files = {"unit.md": course / stem / "unit.md", "glossary.md": course / stem / "glossary.md"}
        if not (course / "README.md").exists():
            files["course.md"] = course / "README.md"
    else:
        unit = _unit(root, folders)
        _check_name(kind, stem, unit.parent)
        files = {f"{kind}.py": unit / f"{stem}.py"}
        _check_unique(root, kind, stem)
    for path in files.values():
        if path.exists():
            raise NameFault(f"{path.relative_to(root)} is there already")
    for template, path in files.items():
        title = _title(path.parent.name if path.suffix == ".md" else stem)
        text = (TEMPLATES / template).read_text(encoding="utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("TITLE", title), encoding="utf-8")
    return list(files.values())


def _course(root, folders):
    """Return the folder of a course, which need not be there yet."""
    if len(folders) != 1:
        raise NameFault(f"name the course too, as in {COURSES[1]}/5_decision_trees")
    (course,) = folders
    if course not in COURSES:
        close = difflib.get_close_matches(course, COURSES, n=1)
        mend = f"did you mean {close[0]}?" if close else f"there are {', '.join(COURSES)}"
        raise NameFault(f"there is no course `{course}`: {mend}")
    return root / "source" / course


def _unit(root, folders):
    """Return the folder of the unit that is meant."""
    wanted = "/".join(folders)
    units = sorted(path.parent for path in (root / "source").glob("*/*/unit.md"))
    found = [unit for unit in units if wanted in (unit.name, f"{unit.parent.name}/{unit.name}")]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(f"{unit.parent.name}/{unit.name}" for unit in found)
        raise NameFault(f"there are {both}: name the course too")
    close = difflib.get_close_matches(wanted, [unit.name for unit in units], n=1)
    mend = f"did you mean {close[0]}?" if close else "begin with `course new unit COURSE/UNIT`"
    raise NameFault(f"there is no unit `{wanted}`: {mend} (a notebook is named UNIT/NAME)")


def name_fault(kind, stem, course):
    """Return why a name does not fit, or an empty string.

    Parameters
    ----------
    kind : str
        A key of `KINDS`.
    stem : str
        The name, without ".py".
    course : str
        The folder of the course.
    """
    number = course.removeprefix("course")[:1]
    if re.fullmatch(KINDS[kind].pattern.replace("{course}", number), stem):
        return ""
    example = re.sub("^c2", f"c{number}", KINDS[kind].example)
    else_ = "; a lecture's begins with its number" if kind == "assignment" else ""
    return (
        f"`{stem}` is no {kind}'s name: use small letters, digits and underscores, like "
        f"{example}{else_}"
    )


def _check_name(kind, stem, course):
    if fault := name_fault(kind, stem, course.name):
        raise NameFault(fault)


def _check_unique(root, kind, stem):
    """Keep the names of assignments apart: nbgrader knows them by nothing else."""
    if kind != "lecture":
        for path in (root / "source").glob(f"*/*/{stem}.py"):
            raise NameFault(f"{path.relative_to(root)} has that name: choose another")


def _title(stem):
    words = re.sub(r"^(c?\d+|course\d+)_|^project_(?=\D)|_quiz$", "", stem).replace("_", " ")
    return words[:1].upper() + words[1:]
