"""Figures in words: what a description says is what was drawn."""

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

from utils import plots
from utils.plots.alt import describe
from website.running import execute, outputs

X = np.array([1.0, 2.0, 3.0, 4.0])


def test_data_and_a_model_are_told_with_their_axes():
    plots.scatter(X, X**2, "area (m²)", "price (1000 $)")
    plots.line(2.0, 1.0, over=(0, 5))
    said = describe(plt.gcf())
    assert "Across: area (m²)," in said and "Up: price (1000 $)," in said
    assert "data: 4 points" in said and "model: a line from (0, 1) to (5, 11)" in said


def test_a_curve_has_its_lowest_point():
    plots.curve(lambda x: (x - 2) ** 2, over=(0, 3.98), label="cost")
    assert "cost: a curve from (0, 4) to (3.98, 3.92), lowest at (2, 0)" in describe(plt.gcf())


def test_bars_are_told_by_name_and_height():
    plt.bar(["cat", "dog"], [3, 12500])
    assert "Across: cat, dog." in describe(plt.gcf())
    assert "2 bars of 3, 12,500" in describe(plt.gcf())


def test_pictures_side_by_side_are_counted_and_a_color_bar_is_none():
    figure, (left, right) = plt.subplots(1, 2)
    left.set_title("left")
    figure.colorbar(left.imshow(np.eye(3)), ax=left)
    right.plot([], [])
    right.hist(X, 3)
    said = describe(figure)
    assert said.startswith("Picture 1 of 2: left.") and "Picture 2 of 2:" in said
    assert "a picture of 3 × 3 dots, values from 0 to 1" in said


def test_many_small_pictures_are_told_by_their_titles():
    figure, axes = plt.subplots(2, 3)
    for digit, ax in enumerate(axes.flat):
        ax.imshow(np.full((2, 2), digit), cmap="gray")
        ax.set(title=f"is a {digit}")
    said = describe(figure)
    assert said.startswith("6 small pictures.")
    assert said.endswith("Their titles: is a 0, is a 1, is a 2, is a 3, is a 4, is a 5.")


def test_an_empty_figure_says_nothing():
    assert describe(plt.figure()) == ""


def test_a_line_with_bars_of_error_is_told_as_a_line():
    plt.errorbar(X, X**2, yerr=1, label="recall")
    plt.stem(X, X)
    plt.errorbar(X, X, yerr=1, fmt="none", label="spread")
    said = describe(plt.gcf())
    assert "recall: a curve from (1, 1) to (4, 16), with bars" in said
    assert "4 points, with bars" in said and "spread: bars" in said


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.inf, 1.0]])
def test_what_has_no_numbers_stops_nothing(values):
    plt.plot(values, label="odd")
    plt.scatter(values, values)
    assert isinstance(describe(plt.gcf()), str)


def test_dates_and_logarithms_are_told():
    days = np.arange("2026-01-01", "2026-01-05", dtype="datetime64[D]")
    plt.plot(days, [1.0, 10.0, 100.0, 1000.0])
    plt.yscale("log")
    assert "on a logarithmic scale" in describe(plt.gcf())


def test_a_picture_in_a_notebook_brings_its_description(tmp_path):
    cell = "from utils import plots\nplots.scatter([1, 2], [3, 4], 'a \"b\" (m)', 'y')"
    cells = [nbformat.v4.new_code_cell(cell)]
    done = execute(nbformat.v4.new_notebook(cells=cells), tmp_path)
    (shown,) = [out for out in outputs(done) if "image/png" in out.get("data", {})]
    text = shown.metadata["image/png"]["alt"]
    assert 'Across: a "b" (m),' in text and "data: 2 points" in text
    html = shown.data["text/html"]
    assert 'alt="Across: a &quot;b&quot; (m),' in html
    assert shown.data["image/png"].strip() in html


def test_a_figure_without_axes_is_shown_as_before(tmp_path):
    cell = "from utils import plots\nimport matplotlib.pyplot as plt\nplt.figure()\nplt.show()"
    cells = [nbformat.v4.new_code_cell(cell)]
    (shown,) = outputs(execute(nbformat.v4.new_notebook(cells=cells), tmp_path))
    assert "<Figure" in shown.data["text/plain"] and "text/html" not in shown.data
