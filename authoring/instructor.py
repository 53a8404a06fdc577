"""The notebooks that nbgrader and the grader start from: with solutions and hidden tests.

Kept in build/source, and beside each, in build/made_from, a digest of all that decides it:
a text that is put back, with its old time, is seen as well. Looking takes milliseconds,
because the builder is imported only when there is something to make. So what else a text says
that is needed whenever something is handed in is kept, too: its right answers.
"""

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path


def refresh(root):
    """Make anew what no longer is what source/ says, and remove what has no text any more.

    An edition without source/ keeps nothing that was made from it.

    Parameters
    ----------
    root : pathlib.Path
        The repository.

    Raises
    ------
    authoring.faults.AuthoringError
        If a text that has changed has faults.
    """
    texts = {path.stem: path for path in (root / "source").glob("*/*/*.py") if _is_graded(path)}
    for record in _record(root, "x").parent.glob("*"):
        if record.name not in texts:
            shutil.rmtree(notebook_of(root, record.name).parent, ignore_errors=True)
            _right_answers(root, record.name).unlink(missing_ok=True)
            record.unlink()
    changed = [path for path in texts.values() if not _is_fresh(root, path)]
    if changed:
        from authoring import rules
        from authoring.place import Place
        from authoring.source import parse

        place = Place.read(root)
        for path in sorted(changed):
            source = parse(path)
            rules.check(source)
            write(root, source, place)


def write(root, source, place):
    """Make the notebook of one text.

    Parameters
    ----------
    root : pathlib.Path
    source : authoring.source.Source
        Has passed `authoring.rules.check`.
    place : authoring.place.Place
    """
    from authoring import notebook

    content = notebook.encode(notebook.instructor_version(source, place))
    built, record = notebook_of(root, source.stem), _record(root, source.stem)
    answers = _right_answers(root, source.stem)
    for path in (built, answers, record):
        path.parent.mkdir(parents=True, exist_ok=True)
    built.write_bytes(content)
    answers.write_text(json.dumps(_ways(source)), encoding="utf-8")
    record.write_text(_digest(root, source.path, content))


def right_answers(root, stem):
    """Return the right answers that the text of an assignment records.

    Parameters
    ----------
    root : pathlib.Path
    stem : str
        The assignment's name.

    Returns
    -------
    tuple of (str, str, str)
        Exercise, caption and code; none where nothing was built.
    """
    path = _right_answers(root, stem)
    texts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else ()
    return tuple(map(tuple, texts))


def notebook_of(root, stem):
    """Return where the notebook of an assignment stands.

    Parameters
    ----------
    root : pathlib.Path
    stem : str
        The assignment's name.

    Returns
    -------
    pathlib.Path
    """
    return root / "build" / "source" / stem / f"{stem}.ipynb"


def _ways(source):
    """Return exercise, caption and code of each right answer."""
    from authoring.rules import without_markers

    captions = {"exercise": "The model answer", "alternative": "In another style"}
    return [
        (cell.name, cell.says or captions[cell.role], without_markers(cell.text).strip())
        for cell in source.cells
        if cell.role in captions
    ]


def _is_fresh(root, path):
    if not _right_answers(root, path.stem).exists():
        return False
    try:
        content = notebook_of(root, path.stem).read_bytes()
        return _record(root, path.stem).read_text() == _digest(root, path, content)
    except OSError:
        return False


def _digest(root, path, content):
    """Digest a text, the code and settings that turn it into a notebook, and the notebook."""
    parts = [_code(), (root / "pyproject.toml").read_bytes(), path.read_bytes(), content]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@cache
def _code():
    """Return the text of the builder."""
    return b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))


def _right_answers(root, stem):
    return root / "build" / "right_answers" / f"{stem}.json"


def _record(root, stem):
    return root / "build" / "made_from" / stem


def _is_graded(path):
    return not path.stem[0].isdigit()
