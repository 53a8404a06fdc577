"""What a site is made of: alternative text, formulas, quizzes, and the look for faults."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from website import alternatives, check, pages, quiz
from website.extension import mathml
from website.faults import SiteFault


def test_a_reading_is_its_first_sentences_in_plain_words():
    text = "Every *dot* is a [house](a.html). The cost $\\hat y$ falls.\n\n## Next\n\nMore."
    assert (
        alternatives.reading([new_markdown_cell(text)]) == "Every dot is a house. The cost y falls."
    )
    long = new_markdown_cell("One short sentence. " + "word " * 60 + "end.")
    assert alternatives.reading([long]) == "One short sentence."


@pytest.mark.parametrize(
    "text", ["## A heading", "**Predict.** What comes?", "<details>a</details>"]
)
def test_what_begins_something_new_is_no_reading(text):
    assert alternatives.reading([new_markdown_cell(text)]) == ""
    assert alternatives.reading([new_code_cell("1")]) == alternatives.reading([]) == ""


def test_formulas_become_mathml_and_faults_are_told():
    assert "<math" in mathml(r"\frac{1}{2m} \sum_i \hat y_i", display=True)
    with pytest.raises(SiteFault, match="cannot be read"):
        mathml(r"\frac{1", display=False)


def test_a_question_has_its_options_and_why():
    text = "## Question 1 · 1 point\n\nHow many?\n\n- **a)** one `b`\n- **b)** two"
    cells = [new_markdown_cell("# Quiz", id="top"), new_markdown_cell(text, id="many_question")]
    says = {
        "q.many.a": {"right": True, "says": "Count."},
        "q.many.b": {"right": False, "says": "No."},
    }
    made = quiz.playable(new_notebook(cells=cells), "q", says).cells[1].source
    assert '<label><input type="radio" name="q-many" value="a"> <b>a)</b> one `b`</label>' in made
    assert "**Right.** Count." in made and "**Not this one.** No." in made
    assert 'aria-label="Question 1"' in made and "0 of 1 answered" in made


FINE = (
    '<a href="b.html#there">b</a><a href="https://example.org/x">x</a><img src="p.png" alt="A dot">'
)


@pytest.mark.parametrize(
    "page, fault",
    [
        (FINE, None),
        ('<a href="c.html">c</a>', "c.html leads to no file"),
        ('<a href="b.html#here">b</a>', "b.html#here leads to no such place"),
        ('<a href="#here">b</a>', "#here leads to no such place"),
        ('<a href="https://">b</a>', "https:// is no address"),
        ('<img src="p.png" alt=" ">', "a picture without alternative text: p.png"),
        ('<div class="output traceback">KeyError</div>', "an error or a warning is shown"),
        ('<div class="output stderr">Warning</div>', "an error or a warning is shown"),
        ('<div class="output stream">Traceback (most recent call last)</div>', None),
    ],
)
def test_faults_of_a_page_are_found(tmp_path, page, fault):
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text('<p id="there">')
    (tmp_path / "p.png").touch()
    assert check.faults(tmp_path) == ([f"a.html: {fault}"] if fault else [])


def test_an_unknown_unit_is_told_with_those_that_are(tmp_path):
    course = tmp_path / "course1_lines"
    course.mkdir()
    row = "| Lecture | [A line](0_lines/1_a.ipynb) | 3 |  | [open](https://a.org) |"
    (course / "README.md").write_text(f"# Lines\n\n## 0 · Lines\n\n{row}\n")
    with pytest.raises(SiteFault, match="9_planes is no unit: there are 0_lines"):
        pages.write(tmp_path, tmp_path / "out", tmp_path, b"", ["9_planes"], print)


def test_a_site_takes_the_place_of_the_one_before_when_it_is_whole(tmp_path):
    course = tmp_path / "course1_lines"
    (course / "0_lines").mkdir(parents=True)
    row = "| Assignment | [A line](0_lines/c1_a.ipynb) | 3 | 1 | [open](https://a.org) |"
    (course / "README.md").write_text(f"# Lines\n\n## 0 · Lines\n\n{row}\n")
    nbformat.write(
        new_notebook(cells=[new_markdown_cell("# A line")]), course / "0_lines/c1_a.ipynb"
    )
    (course / "GLOSSARY.md").write_text("# Glossary\n\n[line](nothing.html)\n")
    old = tmp_path / "build" / "site" / "html" / "old.html"
    old.parent.mkdir(parents=True)
    old.touch()
    code = (
        f"from pathlib import Path; from website.build import build; build(Path({str(tmp_path)!r}))"
    )
    command = [sys.executable, "-c", code]  # Sphinx builds once in a process
    done = subprocess.run(command, capture_output=True, text=True)
    assert "nothing.html" in done.stderr and old.exists()
    (course / "GLOSSARY.md").write_text("# Glossary\n")
    subprocess.run(command, check=True)
    assert old.with_name("index.html").exists() and not old.exists()
