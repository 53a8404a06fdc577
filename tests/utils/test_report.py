"""A report is one file that needs nothing else."""

import base64
import re

import matplotlib.pyplot as plt
import pytest

from utils.report import report_html, write_report


@pytest.fixture
def figure():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [2, 3])
    yield figure
    plt.close(figure)


def test_words_stand_under_their_headings_in_order():
    page = report_html("Coats", {"Data": "Old.\n\nSmall.", "Limits": "Many."})
    assert re.findall(r"<h2>(\w+)</h2>", page) == ["Data", "Limits"]
    assert re.findall(r"<p>(\w+)\.</p>", page) == ["Old", "Small", "Many"]


def test_signs_of_html_are_shown_not_obeyed():
    page = report_html("a < b", {"R&D": "<script>"}, [])
    assert "<script>" not in page
    assert "a &lt; b" in page and "R&amp;D" in page and "&lt;script&gt;" in page


def test_a_picture_is_inside(figure):
    page = report_html("Coats", {}, [(figure, "cost & labels")])
    assert "cost &amp; labels</figcaption>" in page
    data = re.search(r'src="data:image/png;base64,([^"]+)"', page)[1]
    assert base64.b64decode(data).startswith(b"\x89PNG")


def test_closing_sections_stand_behind_the_pictures(figure):
    page = report_html("Coats", {"Data": "Old."}, [(figure, "Cost")], {"Source": "A shop."})
    order = [page.index(part) for part in ("<h2>Data", "<figure>", "<h2>Source")]
    assert order == sorted(order)


def test_it_names_no_other_file_and_no_address(figure):
    page = report_html("Coats", {"Data": "Old."}, [(figure, "")])
    assert not re.findall(r'(?:href|src)="(?!data:)', page)


def test_it_is_written(tmp_path):
    path = write_report(tmp_path / "report.html", "Größe", {"Data": "ä"})
    assert path.read_text(encoding="utf-8") == report_html("Größe", {"Data": "ä"})
