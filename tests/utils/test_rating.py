"""The board on which a learner rates films."""

import nbformat
import pytest

from utils import rating
from website.running import execute

FILMS = ["Alien", "Babe", "Casablanca", "Dune"]


@pytest.fixture
def shown(monkeypatch):
    calls = []
    monkeypatch.setattr(rating, "show_with_still", lambda *call: calls.append(call))
    return calls


def test_the_ratings_are_those_of_the_start_until_somebody_rates(shown):
    seen = []
    board = rating.Board(FILMS, {"Babe": 4.5, "Dune": 1.0}, seen.append)
    assert board.ratings == {"Babe": 4.5, "Dune": 1.0}
    board.rate("Alien", 3.0)
    board.rate("Dune", None)
    assert board.ratings == {"Alien": 3.0, "Babe": 4.5}
    assert seen[0] == {"Babe": 4.5, "Dune": 1.0} and seen[-1] == board.ratings
    assert "Babe 4.5" in shown[0][2]


def test_nobody_has_to_rate(shown):
    assert rating.Board(FILMS, {}, lambda ratings: None).ratings == {}


@pytest.mark.parametrize(
    "ratings, said", [({"Emma": 3.0}, "Emma"), ({"Babe": 3.2}, "3.2"), ({"Babe": 0.0}, "halves")]
)
def test_a_rating_that_no_menu_could_give_is_refused(shown, ratings, said):
    with pytest.raises(ValueError, match=said):
        rating.Board(FILMS, ratings, print)


CELL = """\
import matplotlib.pyplot as plt
from utils import rating

def answer(ratings):
    plt.plot(list(ratings.values()))
    print("from", ratings)

mine = rating.Board(["Alien", "Babe", "Casablanca"], {"Babe": 4.5}, answer)
"""


def test_a_notebook_shows_the_menus_the_answer_and_a_still_picture(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook = execute(notebook, tmp_path)
    (output,) = notebook.cells[0].outputs
    assert "image/png" in output.data and "Babe 4.5" in output.data["text/plain"]
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    kinds = [part["model_name"] for part in state.values()]
    assert kinds.count("DropdownModel") == 3
    drawn = [o for part in state.values() for o in part["state"].get("outputs", [])]
    assert any("from {'Babe': 4.5}" in o.get("text", "") for o in drawn)
