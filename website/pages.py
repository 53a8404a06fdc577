"""What Sphinx reads: the learner's notebooks with outputs, and the pages of courses and units."""

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from website import alternatives, quiz
from website.execute import executed
from website.faults import SiteFault

COURSES = "course[0-9]_*"
UNIT = re.compile(r"^## (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| (\w+) \| \[.+?\]\(([^/)]+)/([^/)]+)\.ipynb\) \|", re.MULTILINE)
BADGE = re.compile(r"\[!\[Open in Colab\]\(\S+?\)\]")
WIDGET = "application/vnd.jupyter.widget-view+json"
RUN = ("Lecture", "Quiz")  # the rest is for the learner to run
AFTERWARD = "AFTERWARD.md"
COLAB = "[Open in Colab]"
EXERCISE = re.compile(r"^## (.+ points?)$", re.MULTILINE)
ASSIGNMENT = """\
## What it asks of you

{exercises}

This is work for a notebook, where every answer is checked at once:
{{download}}`take the notebook <{name}>`, or open it in Colab above.
"""


@dataclass
class Written:
    """What Sphinx is to know of the pages that were written for it.

    Attributes
    ----------
    texts : dict
        Alternative texts by the file name of the picture.
    files : list of str
        Notebooks that are handed on as they are.
    """

    texts: dict = field(default_factory=dict)
    files: list = field(default_factory=list)


@dataclass(frozen=True)
class Unit:
    """A unit as the README of its course tells it.

    Attributes
    ----------
    folder : pathlib.Path
        Relative to the repository.
    title, text : str
        The text with its table of notebooks.
    notebooks : list of (str, str)
        Kind and name of each.
    """

    folder: Path
    title: str
    text: str
    notebooks: list


def write(root, folder, cache, basis, only, tell):
    """Write all that Sphinx needs.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    folder : pathlib.Path
        Where to; emptied first.
    cache, basis
        As for `website.execute.executed`.
    only : sequence of str
        Names of units; all of them if there are none.
    tell : callable
        Called with a line on what is done.

    Returns
    -------
    Written

    Raises
    ------
    SiteFault
        For a unit that does not exist, or a notebook that fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    courses = {
        path.parent: _units(path, root) for path in sorted(root.glob(f"{COURSES}/README.md"))
    }
    known = [unit.folder.name for units in courses.values() for unit in units]
    for name in only:
        if name not in known:
            raise SiteFault(f"{name} is no unit: there are {', '.join(known)}")
    written, listed = Written(), []
    for course, units in courses.items():
        chosen = [unit for unit in units if not only or unit.folder.name in only]
        if chosen:
            listed.append(course.name)
            _course(course, chosen, folder / course.name)
        for unit in chosen:
            _notebooks(unit, written, root, folder, cache, basis, tell)
    _front(courses, listed, folder)
    return written


def _units(readme, root):
    """Read the units from a course's README."""
    units = []
    parts = UNIT.split(readme.read_text(encoding="utf-8"))[1:]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        rows = ROW.findall(text)
        folder = readme.parent.relative_to(root) / rows[0][1]
        units.append(Unit(folder, title, text.strip(), [(kind, name) for kind, _, name in rows]))
    return units


def _course(course, units, folder):
    """Write a course's first page, its glossary, and a page for each unit."""
    intro = UNIT.split((course / "README.md").read_text(encoding="utf-8"))[0].strip()
    sections = [f"## {unit.title}\n\n{unit.text}" for unit in units]
    pages = [f"{unit.folder.name}/index" for unit in units] + ["GLOSSARY"]
    after = course / AFTERWARD
    pages += [after.stem] if after.exists() else []
    text = "\n\n".join([intro, *sections, _tree(pages)])
    _put(folder / "index.md", text)
    for name in ("GLOSSARY.md", *([AFTERWARD] if after.exists() else [])):
        text = (course / name).read_text(encoding="utf-8")
        _put(folder / name, _with_pages(text, {unit.folder.name for unit in units}))
    for unit in units:
        text = unit.text.replace(f"]({unit.folder.name}/", "](")
        names = [name for _, name in unit.notebooks]
        page = f"# {unit.title}\n\n{text}\n\n{_tree(names)}"
        _put(folder / unit.folder.name / "index.md", page)


def _with_pages(text, folders):
    """Lead links to a unit's folder to its page; where it has none, leave the words."""

    def page(link):
        words, folder = link.groups()
        return f"[{words}]({folder}/index.md)" if folder in folders else words

    return re.sub(r"\[([^]]+)\]\((\w+)/\)", page, text)


def _notebooks(unit, written, root, folder, cache, basis, tell):
    for kind, name in unit.notebooks:
        path = unit.folder / f"{name}.ipynb"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if kind not in RUN:
            _assignment(root / path, folder / path)
            written.files.append(path.as_posix())
            continue
        tell(f"  {path.with_suffix('')}")
        notebook = nbformat.read(root / path, 4)
        left_out = {"setup"}
        if kind == "Quiz":
            _drop(notebook, quiz.answer_cells(notebook) | {"submit"})
            notebook.cells = [c for c in notebook.cells if not c.source.startswith("## Submit")]
        executed(notebook, path, root, cache, basis)
        _drop(notebook, left_out)
        _tidy(notebook)
        if kind == "Quiz":
            table = root / "utils" / "mistakes" / f"{name}.json"
            choices = json.loads(table.read_text(encoding="utf-8"))["choices"]
            quiz.playable(notebook, name, choices)
        written.texts |= alternatives.of_pictures(notebook)
        nbformat.write(notebook, folder / path)


def _assignment(notebook, copy):
    """Hand an assignment on as it is, with a page that tells its story and its exercises."""
    shutil.copyfile(notebook, copy)
    cells = [c.source for c in nbformat.read(notebook, 4).cells if c.cell_type == "markdown"]
    exercises = [f"- {title}" for cell in cells for title in EXERCISE.findall(cell)]
    words = ASSIGNMENT.format(name=copy.name, exercises="\n".join(exercises))
    _put(copy.with_suffix(".md"), f"{BADGE.sub(COLAB, cells[0])}\n\n{words}")


def _drop(notebook, ids):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ids]


def _tidy(notebook):
    """Leave what a page without a kernel can show."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "markdown":
            cell.source = BADGE.sub(COLAB, cell.source)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(WIDGET, None)
            if alternatives.IMAGE in data:
                data.pop("text/html", None)  # the same picture again


def _front(courses, listed, folder):
    entries, pages = [], []
    for course in courses:
        if course.name in listed:
            title, _, text = (course / "README.md").read_text(encoding="utf-8").partition("\n")
            title, first = title.removeprefix("# "), text.strip().split("\n\n")[0]
            entries.append(f"## [{title}]({course.name}/index.md)\n\n{first}")
            # The bar on top has room for "Course 1".
            pages.append(f"{title.partition(' · ')[0]} <{course.name}/index>")
    words = Path(__file__).with_name("front.md").read_text(encoding="utf-8")
    _put(folder / "index.md", "\n\n".join([words.strip(), *entries, _tree(pages)]))


def _tree(pages):
    return "\n".join(["```{toctree}", ":hidden:", "", *pages, "```", ""])


def _put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
