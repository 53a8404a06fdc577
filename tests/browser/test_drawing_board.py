"""The board to draw digits on, with a mouse in a real browser."""

import numpy as np
import pytest

from utils import drawing


@pytest.fixture
def weights():
    rng = np.random.default_rng(0)
    return [rng.normal(0, 0.1, shape) for shape in [(784, 32), (32,), (32, 10), (10,)]]


@pytest.fixture
def page(opened, weights):
    return opened(drawing.board, weights)


def draw(page, strokes, left=0, top=0):
    """Follow strokes on the 28 x 28 grid with the mouse."""
    box = page.locator("canvas.paper").bounding_box()
    for stroke in strokes:
        points = [(box["x"] + left + 6 * x, box["y"] + top + 6 * y) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=4)
        page.mouse.up()


def seen(page):
    return drawing.decode(page.locator("input.code").input_value())


def test_the_page_computes_what_the_network_says_of_the_centered_picture(page, weights):
    draw(page, drawing.STROKES[4], left=80, top=80)
    picture = seen(page)
    assert np.array_equal(drawing.center(picture), picture)
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) in (19, 20)  # the ink fits into 20 x 20
    W1, b1, W2, b2 = weights
    z = np.maximum(picture.ravel() @ W1 + b1, 0) @ W2 + b2
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    shown = [float(text) for text in page.locator(".bars span").all_text_contents()]
    assert np.abs(np.array(shown) - p).max() < 0.006  # the page shows two digits


def test_without_centering_the_ink_stays_where_it_was_drawn(page):
    page.locator("input.center").uncheck()
    draw(page, drawing.STROKES[1], left=100)
    assert (seen(page).sum(axis=0) @ np.arange(28)) / seen(page).sum() > 17
    page.locator("button.clear").click()
    assert page.locator("input.code").input_value() == ""


def test_where_no_script_runs_it_says_how_to_begin(opened, weights):
    said = "Run this cell to draw."
    assert opened(drawing.board, weights, scripts=False).get_by_text(said).is_visible()
    assert opened(drawing.board, weights).get_by_text(said).count() == 0
