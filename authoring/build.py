"""From source texts to everything that a learner opens."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from authoring import (
    digest,
    instructor,
    nbgrader_format,
    notebook,
    power_report,
    proof,
    tables,
)
from authoring.faults import AuthoringError, Fault
from authoring.leaks import leaks
from authoring.place import COURSES, Place
from authoring.reading import pages, read_sources, sources_named

MISTAKES = Path("utils", "mistakes")
POWER = Path("docs", "diagnosis.md")


@dataclass
class Report:
    """What a build did.

    Attributes
    ----------
    written, removed : list of pathlib.Path
        Files that differed from what the source says, relative to the root.
    kept : list of pathlib.Path
        Where a learner's changed notebooks stand now.
    notices : list of authoring.faults.Fault
        What the author may want to mend, and what stopped nothing.
    """

    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


def build(root, names=(), anew=False, tell=lambda text: None):
    """Bring generated files up to date.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    names : iterable of str
        Notebooks or units to build; all of them if there are none.
    anew : bool
        Run also the answers of notebooks whose code has not changed.
    tell : callable
        Called with a line of text on what is being done.

    Returns
    -------
    Report

    Raises
    ------
    AuthoringError
        If a source text has faults. Nothing is written then.
    """
    sources, chosen = sources_named(root, names)
    report = Report()
    wanted = _tables(root, chosen, anew, tell, report.notices.append)
    made = {source.label: json.loads(wanted.get(_table_path(source), b"{}")) for source in chosen}
    wanted[POWER] = _power_page(root, sources, made)
    wanted |= _outputs(root, sources, chosen, tell)
    for path, content in wanted.items():
        if not _same(root / path, content):
            _keep_learners_work(root / path, report)
            _write(root / path, content)
            report.written.append(path)
    for path in [] if names else _stale(root, sources, wanted):
        (root / path).unlink()
        report.removed.append(path)
    return report


def drift(root, tell=lambda text: None, sources=None, proved=None):
    """List the committed files that differ from what the source says.

    Notebooks and pages are compared byte by byte. Tables of mistakes are judged by what they
    do: answers are run, and each mistake has to be named by the committed table.

    Parameters
    ----------
    root, tell
        As for `build`.
    sources : list of authoring.source.Source, optional
        What `read_sources` returns, for those who have it.
    proved : list of authoring.source.Source, optional
        Those whose answers are run; all by default.

    Raises
    ------
    AuthoringError
        As `build`.

    Returns
    -------
    list of pathlib.Path
        Relative to the root.
    """
    sources = sources or read_sources(root)
    wanted = _outputs(root, sources, sources, tell) | {POWER: _power_page(root, sources)}
    changed = [path for path, content in wanted.items() if not _same(root / path, content)]
    stale = {*map(_table_path, sources)} - _up_to_date(root, sources)
    if not stale:
        _prove(root, sources if proved is None else proved, tell)
    return sorted([*changed, *stale, *_stale(root, sources, wanted)])


def find_leaks(root, sources=None):
    """List the answers that stand in what learners open.

    Parameters, errors as for `drift`.

    Returns
    -------
    list of authoring.leaks.Leak
    """
    return leaks(root, sources or read_sources(root), [*COURSES, "release", MISTAKES])


def find_holes(root, sources=None):
    """List the small changes of solutions that no check rejects.

    Parameters, errors as for `drift`.

    Returns
    -------
    list of authoring.faults.Fault
    """
    # A project's milestones are to pass with any honest model, so changes pass as well.
    held = [s for s in sources or read_sources(root) if s.kind != "Project"]
    return [hole for s in held for hole in power_report.holes(s, _table(root, s))]


def _outputs(root, sources, chosen, tell):
    """Return the committed notebooks and pages of some sources, as ``{path: bytes}``."""
    place, outputs = Place.read(root), {}
    tell("Writing the notebooks")
    assignments = [source for source in chosen if not source.is_lecture]
    for source in chosen:
        if source.is_lecture:
            lecture = notebook.lecture(source, place)
            digest.stamp(lecture)
            outputs[source.notebook] = notebook.encode(lecture)
    for source, content in zip(assignments, _releases(root, assignments, place), strict=True):
        outputs[source.notebook] = content
        outputs[Path("release", source.stem, f"{source.stem}.ipynb")] = content
    return outputs | {path: text.encode() for path, text in pages(root, sources).items()}


def tables_of(root, names=()):
    """Return the tables of notebooks or units, as they stand, by the label of the notebook.

    Parameters, errors as for `build`.
    """
    _, chosen = sources_named(root, names)
    return {source.label: _table(root, source) for source in chosen}


def _power_page(root, sources, made=None):
    made = made or {}
    tables = {s.label: made.get(s.label) or _table(root, s) for s in sources}
    return power_report.page(tables).encode()


def _table_path(source):
    return MISTAKES / f"{source.label}.json"


def _table(root, source):
    """Return the table of a source as it stands, or an empty one."""
    try:
        return json.loads((root / _table_path(source)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _up_to_date(root, sources):
    """Return the paths of the tables that were made from the code of these sources."""
    return {_table_path(s) for s in sources if _table(root, s).get("of") == tables.digest(s)}


def _tables(root, sources, anew, tell, notice):
    """Return the tables of sources, made anew where the code has changed since."""
    known = set() if anew else _up_to_date(root, sources)
    changed = [source for source in sources if _table_path(source) not in known]
    if changed:
        tell(f"Running the answers of {len(changed)} notebooks")

    def make(source):
        return tables.make(source, None if anew else _table(root, source), notice)

    made = _side_by_side(changed, make, tell)
    return {
        _table_path(source): tables.encode(table)
        for source, table in zip(changed, made, strict=True)
    }


def _prove(root, sources, tell):
    """Prove all tables on this machine, but for those that were proved before as they are."""
    cache = root / "build" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    basis = proof.basis(root)
    marks = {
        source.path: cache / f"{source.label}.{proof.key(basis, root, source)}.proved"
        for source in sources
    }
    open_ = [source for source in sources if not marks[source.path].exists()]
    if open_:
        tell(f"Proving the checks of {len(open_)} notebooks")

    def prove(source):
        tables.check(source, root / MISTAKES)
        for old in cache.glob(f"{source.label}.*.proved"):
            old.unlink()
        marks[source.path].touch()

    _side_by_side(open_, prove, tell)


def _side_by_side(sources, work, tell):
    """Do some work for each source, as many at a time as there are cores; return the results."""

    def one(source):
        tell(f"  {source.course}/{source.unit}/{source.stem}")
        return work(source)

    results, faults = [], []
    # The longest first, so that no core waits at the end.
    order = sorted(sources, key=_longest)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {source.path: pool.submit(one, source) for source in order}
        for source in sources:
            try:
                results.append(futures[source.path].result())
            except AuthoringError as error:
                faults += error.faults
    if faults:
        raise AuthoringError(faults)
    return results


def _longest(source):
    """Sort what takes long before what does not: trainings with Keras, then many cells."""
    trains = any("keras" in cell.text for cell in source.cells)
    return not trains, -len(source.cells)


def _releases(root, assignments, place):
    """Return the bytes of each assignment's release version."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for source in assignments:
            instructor.write(root, source, place)
        stems = [source.stem for source in assignments]
        nbgrader_format.generate(stems, root / "build" / "source", scratch / "release", scratch)
        return [(scratch / "release" / stem / f"{stem}.ipynb").read_bytes() for stem in stems]


def _stale(root, sources, wanted):
    """List generated files whose source is gone; a learner's changed notebook is not one."""
    found = []
    for folder in (*COURSES, "release"):
        for path in (root / folder).rglob("*.ipynb"):
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if not hidden and not digest.has_changed(path.read_text(encoding="utf-8")):
                found.append(path.relative_to(root))
    found += [path.relative_to(root) for path in (root / MISTAKES).glob("*.json")]
    kept = {*wanted, *map(_table_path, sources)}
    return sorted(path for path in found if path not in kept)


def _keep_learners_work(path, report):
    """Move a notebook that somebody has worked in to a name of its own."""
    if path.suffix != ".ipynb" or not path.exists() or path.is_symlink():
        return
    if copy := digest.set_aside(path):
        report.kept.append(copy)


def _same(path, content):
    return path.exists() and path.read_bytes() == content


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
