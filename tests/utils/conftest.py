"""A tiny course; pictures without a screen, of which none is left for the next test."""

import matplotlib
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from tests.tiny_course import course

__all__ = ["course"]


@pytest.fixture(autouse=True)
def clean_figures():
    yield
    plt.close("all")
