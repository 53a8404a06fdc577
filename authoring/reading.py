"""Reads all source texts, and tells all faults that can be told without running an answer."""

import difflib
from collections import Counter
from pathlib import Path

from authoring import rules, syllabus
from authoring.faults import AuthoringError, Fault
from authoring.place import COURSES, Place
from authoring.source import parse


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
    sources, faults = _read(_texts(root))
    faults += _faults_of_pages(root, sources)
    counts = Counter(path.stem for path in _texts(root) if not path.stem[0].isdigit())
    for path in _texts(root):
        if counts[path.stem] > 1:
            faults.append(Fault(path, 1, f"`{path.stem}` is used twice: rename one of the files"))
    if faults:
        raise AuthoringError(faults)
    return sources


def _faults_of_pages(root, sources):
    """Return what is wrong with the pages of the courses: before any answer is run."""
    try:
        pages(root, sources)
    except AuthoringError as error:
        return error.faults
    return []


def pages(root, sources):
    """Return syllabus and glossary of each course, as ``{path: text}``."""
    place, found = Place.read(root), {}
    for course in COURSES:
        own = [source for source in sources if source.course == course]
        if own:
            found |= syllabus.pages(root / "source" / course, own, place)
    return found


def sources_named(root, names):
    """Read all source texts, and find those that are meant by some names.

    Parameters
    ----------
    root : pathlib.Path
    names : iterable of str
        Of notebooks or units, or paths of texts; none for all.

    Returns
    -------
    sources, chosen : list of authoring.source.Source

    Raises
    ------
    AuthoringError
        As `read_sources`; of the texts that are meant before all others are read.
    """
    meant = {_name(name) for name in names}
    _, faults = _read(p for p in _texts(root) if meant & _names(p))
    if faults:
        raise AuthoringError(faults)
    sources = read_sources(root)
    return sources, _chosen(root, sources, names)


def _read(paths):
    """Return the sound sources among some texts, and the faults of the others."""
    sources, faults = [], []
    for path in paths:
        try:
            source = parse(path)
            rules.check(source)
            sources.append(source)
        except AuthoringError as error:
            faults += error.faults
    return sources, faults


def _chosen(root, sources, names):
    """Return the sources that are meant by names of notebooks, of units, or by paths."""
    chosen = []
    for name in names:
        name = _name(name)
        found = [source for source in sources if name in _names(source.path)]
        if not found:
            known = [n for s in sources for n in (s.stem, s.unit)]
            close = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean {close[0]}?" if close else "give the name of a text or a unit"
            raise AuthoringError([Fault(root / "source", 1, f"there is no `{name}` here: {mend}")])
        chosen += found
    return chosen if names else sources


def _name(path):
    """Return what is meant by a path or a name; the label of a lecture has a dot in it."""
    return Path(path).name.removesuffix(".py").removesuffix(".ipynb")


def _names(path):
    """Return what a text is called: its own name, its unit's, and both."""
    return {path.stem, path.parent.name, f"{path.parent.name}.{path.stem}"}


def _texts(root):
    return sorted(path for course in COURSES for path in (root / "source" / course).glob("*/*.py"))
