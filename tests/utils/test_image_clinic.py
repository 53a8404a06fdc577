"""The clinic for pictures: each patient shows its sickness on the instrument that tells it."""

import matplotlib.pyplot as plt
import pytest

from tests.utils.test_clinic import said
from utils import image_clinic


@pytest.fixture(scope="module")
def ward():
    return image_clinic.ImageWard(budget=9)


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)


def test_the_healthy_network_knows_its_pictures_in_use(ward):
    as_in_use = said(ward.test, "healthy", "modes").split("as in use: ")[1]
    assert float(as_in_use[:4]) > 0.8 and ward.budget == 9
    assert "Instruments: curves, pictures, modes, maps" in said(ward.test, "A", "slopes")


def test_another_scale_shows_in_the_pixels(ward):
    assert "held out: pixels from 0 to 255" in said(ward.test, "A", "pictures")


def test_running_means_show_between_training_and_use(ward):
    lines = said(ward.test, "B", "modes").splitlines()[1:]
    training, use = (float(line.split(": ")[1][:4]) for line in lines)
    assert training - use > 0.15


def test_moved_pictures_are_hardly_learned(ward):
    said(ward.test, "C", "maps")
    assert ward._networks["C"].trained[1]["accuracy"][-1] < 0.7


def test_every_sickness_is_among_the_causes():
    assert {case.cause for case in image_clinic.CASES.values()} < set(image_clinic.CAUSES)
    ward = image_clinic.ImageWard(budget=2)
    causes = {name: case.cause for name, case in image_clinic.CASES.items()}
    assert "3 of 3 right, 2 tests left: 32 points" in said(ward.diagnose, **causes)
