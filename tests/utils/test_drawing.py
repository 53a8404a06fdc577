"""Drawings: those that were recorded, those that come from the board, and how they are centered."""

import base64
import json
import re

import numpy as np
import pytest

from utils import drawing


def test_two_drawings_of_each_digit_of_which_the_second_are_off_the_middle():
    X, y = drawing.recorded()
    assert X.shape == (20, 28, 28) and X.min() == 0 and X.max() == 1
    assert sorted(y) == sorted([*range(10)] * 2)
    columns = (X * np.arange(28)).sum(axis=(1, 2)) / X.sum(axis=(1, 2))
    assert np.abs(columns[:10] - 13.5).max() < 2 < np.abs(columns[10:] - 13.5).min()
    assert np.allclose(X.sum(axis=(1, 2))[:10], X.sum(axis=(1, 2))[10:], rtol=0.06)  # none is cut


def test_centering_moves_the_ink_and_keeps_it():
    picture = np.zeros((28, 28))
    picture[2:5, 20:24] = [[1, 2, 3, 4]] * 3
    moved = drawing.center(picture)
    assert moved.sum() == picture.sum()
    balance = [moved.sum(axis=axis) @ np.arange(28) / moved.sum() for axis in (0, 1)]
    assert np.abs(np.array(balance) - 13.5).max() <= 0.5
    assert np.array_equal(drawing.center(moved), moved)
    assert not drawing.center(np.zeros((28, 28))).any()


def test_a_code_becomes_the_picture_it_was_made_of():
    ink = np.arange(784, dtype=np.uint8)
    code = base64.b64encode(ink.tobytes()).decode()
    assert np.array_equal(drawing.decode(code), ink.reshape(28, 28) / 255)
    with pytest.raises(ValueError, match="whole code"):
        drawing.decode(code[:400])


def test_the_board_carries_the_weights(monkeypatch):
    shown = []
    monkeypatch.setattr("utils.pages.display", shown.append)
    weights = [np.arange(784 * 3.0).reshape(784, 3), np.ones(3), np.eye(3, 10), np.zeros(10)]
    drawing.board(weights)
    layers = json.loads(re.search(r"JSON.parse\('(.*?)'\)", shown[0].data)[1])["layers"]
    assert [tuple(shape) for _, shape in layers] == [w.shape for w in weights]
    first = np.frombuffer(base64.b64decode(layers[0][0]), dtype="<f4")
    assert np.array_equal(first.reshape(784, 3), weights[0])
    assert "__" not in re.sub(r"[A-Za-z0-9+/=]{100,}", "", shown[0].data)
