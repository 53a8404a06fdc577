import json
import os
import tracemalloc

import pytest

from grader.course.answers import answers as answers_in
from grader.course.notebook import Rejected, read_cells
from tests.tiny_course import NAME, SOLVED, changed, notebook


@pytest.fixture
def carpet(course):
    return course.read_assignment(NAME)[0]


@pytest.fixture
def answers(carpet, tmp_path):
    """A function from the text of a notebook to what is taken from it."""

    def take(text):
        path = tmp_path / "handed_in.ipynb"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return answers_in(read_cells(path), carpet)

    return take


def of(cells, grade_id):
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def test_answers_are_found_by_id(answers):
    assert answers(notebook(SOLVED)) == SOLVED


def test_nothing_but_answer_cells_is_taken(answers):
    def meddle(cells):
        of(cells, "area_check_1")["source"] = "pass"
        of(cells, "given_setup")["source"] = "import os; os._exit(0)"
        cells.append({**of(cells, "area"), "metadata": {}, "source": "area = lambda *_: 6"})

    assert answers(changed(notebook(SOLVED), meddle)) == SOLVED


def test_a_retyped_or_unflagged_answer_cell_is_still_the_answer(answers):
    def meddle(cells):
        of(cells, "area")["cell_type"] = "markdown"
        of(cells, "price")["metadata"]["nbgrader"] |= {"solution": False, "points": 100}

    assert answers(changed(notebook(SOLVED), meddle)) == SOLVED


def test_lost_ids_are_found_by_the_names_defined(answers):
    def strip(cells):
        for cell in cells:
            cell["metadata"] = {}
        cells.insert(3, {**cells[1], "source": "a_helper = 1"})

    assert answers(changed(notebook(SOLVED), strip)) == SOLVED


def test_a_lost_id_is_found_by_its_place(answers):
    def strip(cells):
        of(cells, "why").update(metadata={}, source="An essay unlike its stub.")

    assert answers(changed(notebook(SOLVED), strip))["why"] == "An essay unlike its stub."


def test_an_answer_in_a_new_cell_beside_the_untouched_stub(answers):
    def move(cells):
        stub = of(cells, "area")
        new = {**stub, "metadata": {}, "source": SOLVED["area"]}
        cells.insert(cells.index(stub) + 1, new)

    text = changed(notebook({**SOLVED, "area": answers(notebook())["area"]}), move)
    assert answers(text) == SOLVED


def test_of_copied_cells_the_last_that_defines_the_function_counts(answers):
    def copy(cells):
        original = of(cells, "area")
        cells.insert(4, {**original, "source": "def area(width, height):\n    return 1"})
        cells.insert(5, {**original, "source": "area(2, 3)"})

    found = answers(changed(notebook(SOLVED), copy))
    assert found["area"] == "def area(width, height):\n    return 1"


def test_a_deleted_answer_cell_has_no_entry(answers):
    def delete(cells):
        cells.remove(of(cells, "area"))

    assert answers(changed(notebook(SOLVED), delete)).keys() == {"price", "why"}


def test_line_ends_marks_and_lone_surrogates_are_cleaned(answers):
    text = notebook({**SOLVED, "area": "def area(width, height):\r\n    return 'SURROGATE'"})
    found = answers("\ufeff" + text.replace("SURROGATE", r"\ud800"))
    assert found["area"] == "def area(width, height):\n    return '?'"


def test_nbformat_3_is_understood(answers):
    cells = [
        {"cell_type": c["cell_type"], "metadata": c["metadata"], "input": c["source"]}
        for c in json.loads(notebook(SOLVED))["cells"]
    ]
    old = {"nbformat": 3, "worksheets": [{"cells": cells}]}
    assert answers(json.dumps(old)) == SOLVED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"print('hello')", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (notebook(SOLVED).encode()[:-200], "not JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b"[1, 2]", "not a Jupyter notebook"),
        (b'{"nbformat": 4}', "not a Jupyter notebook"),
        (b'{"nbformat": 4, "cells": 3}', "not a Jupyter notebook"),
        (b'{"nbformat": 3, "worksheets": [1]}', "not a Jupyter notebook"),
        (b'{"nbformat": 4, "cells": [1]}', "not those of a notebook"),
        (b" " * 20_000_001, "larger than 20 MB"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 5000 + b"{}]}", "more than 5000 cells"),
        (b'{"nbformat": 4, "cells": [], "a": [' + b"[]," * 300_000 + b"0]}", "too many values"),
        (b'{"nbformat": 4, "cells": [], "a": [' + b'"",' * 300_000 + b"0]}", "too many values"),
        (b'{"nbformat": 4, "cells": [], "a": [' + b"0.5," * 500_000 + b"0]}", "too many values"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_notebook_is_rejected_with_one_line(answers, content, reason):
    with pytest.raises(Rejected, match=reason) as rejected:
        answers(content)
    assert "\n" not in rejected.value.reason
    assert ": " in rejected.value.reason  # says what to do


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell_type": 5, "source": {"a": 1}, "metadata": []},
        {"cell_type": ["a"], "id": ["a"], "source": "x"},
        {"cell_type": "code", "source": [1, "x = 1", None], "metadata": {"nbgrader": "yes"}},
        {"cell_type": "code", "source": "x", "metadata": {"nbgrader": {"grade_id": ["area"]}}},
    ],
)
def test_odd_cells_are_passed_over(answers, cell):
    assert answers(changed(notebook(SOLVED), lambda cells: cells.insert(0, cell))) == SOLVED


def test_commas_and_brackets_in_a_text_are_no_values(answers):
    table = "[{'a', \\'b\"" * 200_000
    assert answers(notebook({**SOLVED, "why": table})) == {**SOLVED, "why": table}


def test_an_answer_of_many_names_takes_little_memory(carpet, tmp_path):
    text = "".join(f"a{n} =\n" for n in range(200_000))
    (tmp_path / "handed_in.ipynb").write_text(notebook({**SOLVED, "area": text}))
    cells = read_cells(tmp_path / "handed_in.ipynb")
    tracemalloc.start()
    assert answers_in(cells, carpet) == {**SOLVED, "area": text}
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 15 * len(text)


def test_a_missing_file_a_folder_and_a_pipe_are_rejected(tmp_path):
    with pytest.raises(Rejected, match="no such file"):
        read_cells(tmp_path / "missing.ipynb")
    with pytest.raises(Rejected, match="a folder"):
        read_cells(tmp_path)
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(Rejected, match="not a regular file"):
        read_cells(tmp_path / "pipe.ipynb")
