"""Which outcomes are evidence enough for words that a program has made."""

import numpy as np
import pytest

from authoring.marks import tells
from utils.checks.evidence import mark


@pytest.mark.parametrize(
    "value", [True, False, 3, 7.0, 0.0, np.inf, np.nan, np.zeros((2, 3)), np.array([np.inf, 0])]
)
def test_what_comes_out_of_many_slips_tells_nothing(value):
    assert not tells({"1:0.0": mark(value), "1:1.0": "ValueError", "1:2.0": None})


@pytest.mark.parametrize(
    "value", [2.5, 1234, np.array([3, 1]), np.array([np.inf, 0.5]), "ab", [True, 1.5]]
)
def test_a_value_of_its_own_tells(value):
    assert tells({"1:0.0": mark(3), "1:1.0": mark(value)})


def test_errors_alone_tell_nothing():
    assert not tells({"1:0.0": "KeyError", "1:1.0": 0})
