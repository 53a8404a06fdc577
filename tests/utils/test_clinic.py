"""The clinic: a budget of tests, instruments that show the sickness, and a score."""

import io
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import pytest

from utils import clinic


@pytest.fixture(scope="module")
def ward():
    return clinic.Ward(budget=3)


def said(action, *arguments, **options):
    with redirect_stdout(io.StringIO()) as text:
        action(*arguments, **options)
    return text.getvalue()


def test_tests_of_patients_cost_and_those_of_the_healthy_do_not(ward, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    assert "tests left: 3" in said(ward.test, "healthy", "pictures")
    assert "pixels from 0 to 1" in said(ward.test, "A", "pictures")
    assert "Instruments: curves" in said(ward.test, "A", "x-ray")
    assert ward.budget == 2


def test_dead_units_show_in_units_and_slopes(ward):
    assert "1.00 of the units" in said(ward.test, "B", "units")
    assert said(ward.test, "B", "slopes").count("0.0e+00") == 2
    assert "budget is spent" in said(ward.test, "B", "outputs")


def test_a_misspelt_patient_or_cause_closes_nothing(ward):
    with pytest.raises(ValueError, match="no patient 'a' here: A, B"):
        ward.diagnose(a="dead units")
    with pytest.raises(ValueError, match="'tired' is none of the causes"):
        ward.diagnose(A="tired")
    assert ward.diagnose() >= 0


def test_a_diagnosis_is_scored_once():
    ward = clinic.Ward(budget=4)
    with pytest.raises(ValueError, match="none of the causes"):
        ward.diagnose(A="flu")
    causes = {name: case.cause for name, case in clinic.CASES.items()} | {"C": "dead units"}
    text = said(ward.diagnose, **causes)
    assert "5 of 6 right, 4 tests left: 54 points" in text and "C: dead units – no:" in text
    with pytest.raises(RuntimeError, match="closed"):
        ward.diagnose(A="dead units")
