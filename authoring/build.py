"""From source texts to everything that a learner opens."""

import hashlib
import json
import os
import shutil
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from authoring import digest, nbgrader_format, notebook, rules, syllabus
from authoring.faults import AuthoringError, Fault
from authoring.leaks import leaks
from authoring.source import parse
from authoring.variants import fingerprints

COURSES = ("course1_supervised", "course2_advanced", "course3_unsupervised_rl")
MISTAKES = Path("utils", "mistakes")


@dataclass
class Report:
    """What a build did.

    Attributes
    ----------
    written, removed : list of pathlib.Path
        Files that differed from what the source says, relative to the root.
    kept : list of pathlib.Path
        Where a learner's changed notebooks stand now.
    """

    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def build(root, tell=lambda text: None):
    """Bring all generated files up to date.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
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
    wanted = _outputs(root, tell)
    report = Report()
    for path, content in wanted.items():
        if not _same(root / path, content):
            _keep_learners_work(root / path, report)
            _write(root / path, content)
            report.written.append(path)
    for path in _stale(root, wanted):
        (root / path).unlink()
        report.removed.append(path)
    return report


def drift(root, tell=lambda text: None):
    """List the committed files that differ from what the source says.

    Parameters, errors as for `build`.

    Returns
    -------
    list of pathlib.Path
        Relative to the root.
    """
    wanted = _outputs(root, tell)
    changed = [path for path, content in wanted.items() if not _same(root / path, content)]
    return sorted(changed + _stale(root, wanted))


def find_leaks(root):
    """List the answers that stand in what learners open.

    Parameters, errors as for `build`.

    Returns
    -------
    list of authoring.leaks.Leak
    """
    return leaks(root, read_sources(root), [*COURSES, "release", MISTAKES])


def refresh_instructor_versions(root):
    """Write to build/source what has changed in source/, for nbgrader to start from.

    Does nothing in an edition without source/.

    Parameters
    ----------
    root : pathlib.Path
    """
    if not (root / "source").is_dir():
        return
    place, newest_code = _place(root), _newest(Path(__file__).parent.glob("*.py"))
    for path in _texts(root):
        built = root / "build" / "source" / path.stem / f"{path.stem}.ipynb"
        if path.stem[0].isdigit():
            continue
        if built.exists() and built.stat().st_mtime > max(path.stat().st_mtime, newest_code):
            continue
        source = parse(path)
        rules.check(source)
        _write(built, _encode(notebook.instructor_version(source, place)))


def read_sources(root):
    """Read and check all source texts.

    Parameters
    ----------
    root : pathlib.Path

    Returns
    -------
    list of authoring.source.Source

    Raises
    ------
    AuthoringError
        With the faults of all texts.
    """
    sources, faults = [], []
    for path in _texts(root):
        try:
            source = parse(path)
            rules.check(source)
            sources.append(source)
        except AuthoringError as error:
            faults += error.faults
    counts = Counter(path.stem for path in _texts(root) if not path.stem[0].isdigit())
    for path in _texts(root):
        if counts[path.stem] > 1:
            faults.append(Fault(path, 1, f"`{path.stem}` is used twice: rename one of the files"))
    if faults:
        raise AuthoringError(faults)
    return sources


def _outputs(root, tell):
    """Return every generated file that is committed, as ``{path: bytes}``."""
    sources, place = read_sources(root), _place(root)
    outputs = {}
    tell(f"Running the answers of {len(sources)} notebooks")
    for source, table in zip(sources, _tables(root, sources, tell), strict=True):
        if any(table.values()):
            text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
            outputs[MISTAKES / f"{_label(source)}.json"] = text.encode()
    tell("Writing the notebooks")
    assignments = [source for source in sources if not source.is_lecture]
    for source in sources:
        if source.is_lecture:
            lecture = notebook.lecture(source, place)
            digest.stamp(lecture)
            outputs[source.notebook] = _encode(lecture)
    for source, content in zip(assignments, _releases(root, assignments, place), strict=True):
        outputs[source.notebook] = content
        outputs[Path("release", source.stem, f"{source.stem}.ipynb")] = content
    for course in COURSES:
        own = [source for source in sources if source.course == course]
        if own:
            for path, text in syllabus.pages(root / "source" / course, own, place).items():
                outputs[path] = text.encode()
    return outputs


def _tables(root, sources, tell):
    """Return the recorded mistakes and quiz options of each source, from the cache if unchanged."""
    cache = root / "build" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    basis = b"".join(path.read_bytes() for path in _decides_answers(root))

    def table(source):
        key = hashlib.sha256(basis + source.path.read_bytes()).hexdigest()[:24]
        cached = cache / f"{_label(source)}.{key}.json"
        if cached.exists():
            return json.loads(cached.read_text(encoding="utf-8"))
        tell(f"  {source.course}/{source.unit}/{source.stem}")
        found = {"mistakes": fingerprints(source), "choices": notebook.choices(source)}
        for old in cache.glob(f"{_label(source)}.*.json"):
            old.unlink()
        cached.write_text(json.dumps(found), encoding="utf-8")
        return found

    faults, tables = [], []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for future in [pool.submit(table, source) for source in sources]:
            try:
                tables.append(future.result())
            except AuthoringError as error:
                faults += error.faults
    if faults:
        raise AuthoringError(faults)
    return tables


def _decides_answers(root):
    """List the code on which the outcome of a check depends; pictures, for one, do not count."""
    here = Path(__file__).parent
    own = [here / f"{name}.py" for name in ("run_variants", "source", "stubs", "variants")]
    return own + [
        path
        for part in ("checks", "datasets")
        for path in sorted((root / "utils" / part).glob("*.py"))
    ]


def _releases(root, assignments, place):
    """Return the bytes of each assignment's release version."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for source in assignments:
            content = _encode(notebook.instructor_version(source, place))
            _write(root / "build" / "source" / source.stem / f"{source.stem}.ipynb", content)
        stems = [source.stem for source in assignments]
        nbgrader_format.generate(stems, root / "build" / "source", scratch / "release", scratch)
        return [(scratch / "release" / stem / f"{stem}.ipynb").read_bytes() for stem in stems]


def _stale(root, wanted):
    """List generated files whose source is gone; a learner's changed notebook is not one."""
    found = []
    for folder in (*COURSES, "release"):
        for path in (root / folder).rglob("*.ipynb"):
            hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if not hidden and not digest.has_changed(path.read_text(encoding="utf-8")):
                found.append(path.relative_to(root))
    found += [path.relative_to(root) for path in (root / MISTAKES).glob("*.json")]
    return sorted(path for path in found if path not in wanted)


def _keep_learners_work(path, report):
    """Move a notebook that somebody has worked in to a name of its own."""
    if path.suffix != ".ipynb" or not path.exists() or path.is_symlink():
        return
    if digest.has_changed(path.read_text(encoding="utf-8", errors="replace")):
        copy, count = path.with_suffix(".mine.ipynb"), 1
        while copy.exists():
            count += 1
            copy = path.with_suffix(f".mine{count}.ipynb")
        shutil.move(path, copy)
        report.kept.append(copy)


def _texts(root):
    return sorted(path for course in COURSES for path in (root / "source" / course).glob("*/*.py"))


def _place(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return notebook.Place(**settings["tool"]["course"])


def _label(source):
    """Name a source; lectures of different units may share a stem."""
    return f"{source.unit}.{source.stem}" if source.is_lecture else source.stem


def _encode(node):
    nbformat.validate(node)
    return (nbformat.writes(node) + "\n").encode()


def _newest(paths):
    return max(path.stat().st_mtime for path in paths)


def _same(path, content):
    return path.exists() and path.read_bytes() == content


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
