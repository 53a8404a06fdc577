"""Poles move as gymnasium's do, end as they should, and can be drawn, recorded and played."""

import json
import re
import xml.etree.ElementTree as ET

import gymnasium
import numpy as np
import pytest

from utils import plots
from utils.environments import Poles, balance, duel, record, swing
from utils.environments.arena import PAGE

RIGHT, NAME = 1, "{http://www.w3.org/2000/svg}"


def upright(states):
    """A rule that holds every pole."""
    return (states @ [0.3, 0.3, 2.4, 0.6] > 0).astype(int)


def rightward(states):
    return np.full(len(states), RIGHT)


def test_a_pole_moves_as_gymnasiums_does():
    theirs = gymnasium.make("CartPole-v1", sutton_barto_reward=True)
    theirs.reset(seed=4)
    ours = Poles(2)
    ours.states[1] = theirs.unwrapped.state
    over = False
    for action in [1, 0, 0, 1, 1, 0, 1, *[1] * 20]:
        state, reward, over, *_ = theirs.step(action)
        after, rewards, terminated, truncated = ours.step(np.array([0, action]))
        assert after[1] == pytest.approx(state, abs=1e-5)
        assert (rewards[1], terminated[1], truncated[1]) == (reward, over, False)
        if over:
            break
    assert over


def test_a_pole_that_fell_begins_anew_and_the_others_go_on():
    poles = Poles(3, seed=1)
    poles.states[1] = [0, 0, 0.3, 0]
    after, rewards, terminated, truncated = poles.step([0, 0, 1])
    assert terminated.tolist() == [False, True, False] and not truncated.any()
    assert rewards.tolist() == [0, -1, 0] and poles.ages.tolist() == [1, 0, 1]
    assert abs(after[1, 2]) > 0.2 and np.abs(poles.states[1]).max() <= 0.05
    assert poles.states[[0, 2]] == pytest.approx(after[[0, 2]])


def test_an_episode_is_cut_off_at_its_limit_without_a_fall():
    poles = Poles(2, seed=0, limit=3)
    flags = [poles.step(upright(poles.states))[2:] for _ in range(3)]
    assert not np.any([terminated for terminated, _ in flags])
    assert [truncated.tolist() for _, truncated in flags] == [[False] * 2, [False] * 2, [True] * 2]


def test_a_force_of_any_size_may_push():
    one, other = Poles(4, seed=2), Poles(4, seed=2)
    assert one.step([1, 0, 1, 0])[0] == pytest.approx(other.push(np.array([10, -10, 10, -10]))[0])
    assert np.ptp(Poles(4, seed=2).push(np.array([0.0, 1.0, 2.0, 3.0]))[0][:, 1]) > 0


def test_a_good_rule_holds_all_poles_and_a_bad_one_none():
    assert set(balance(upright, 6, seed=1)) == {500}
    assert set(balance(upright, 6, seed=1, limit=40)) == {40}
    short = balance(rightward, 6, seed=1)
    assert short.max() < 15 and len(record(rightward, seed=3)) - 1 == balance(rightward, 1, 3)[0]
    assert set(balance(rightward, 6, seed=1, force=0.0)) != set(short)


def test_an_animation_goes_through_all_states_and_stands_at_the_last():
    states = record(rightward, seed=0)
    picture = ET.fromstring(swing(states, every=1, title="a <fall>").data)
    assert picture.find(f"{NAME}title").text == "a <fall>"
    *ghosts, cart = picture.findall(f"{NAME}g")
    assert len(ghosts) == 5
    ways = cart.find(f"{NAME}animateTransform").get("values").split(";")
    assert len(ways) == len(states)
    assert cart.get("transform") == f"translate({ways[-1]})"
    turned = cart.find(f"{NAME}g").get("transform")
    assert turned == f"rotate({np.rad2deg(states[-1, 2]):.1f})"


def test_the_page_has_the_starts_and_the_network(monkeypatch):
    shown = []
    monkeypatch.setattr("utils.pages.display", shown.append)
    params = [np.arange(12.0).reshape(4, 3), np.ones((1, 3)), np.ones((3, 2)), np.array([0.5, 2])]
    duel(params, scale=np.array([0.5, 1, 2, 3]), games=2, seed=7)
    page = json.loads(re.search(r"const game = (.*);", shown[0].data)[1])
    assert page["starts"] == pytest.approx(Poles(2, 7).states, abs=1e-6)
    assert page["layers"][0] == {"W": np.arange(12.0).reshape(4, 3).tolist(), "b": [1, 1, 1]}
    assert page["layers"][1]["b"] == [0.5, 2] and page["scale"] == [0.5, 1, 2, 3]
    duel(games=1)
    assert '"layers": []' in shown[1].data and "__" not in shown[1].data.replace("__proto__", "")
    assert PAGE.exists()


def test_a_pole_is_drawn_with_the_larger_value_in_green():
    ax = plots.pole([1.0, 0, 0.2, 0], values=(-0.5, -0.25))
    assert [text.get_text() for text in ax.texts if text.get_text()] == [
        "left\n-0.50",
        "right\n-0.25",
    ]
    colors = [text.get_color() for text in ax.texts if text.get_text()]
    assert colors[1] == plots.HIGHLIGHT != colors[0]
    stick = ax.lines[-1].get_xydata()
    assert stick[1] - stick[0] == pytest.approx([np.sin(0.2), np.cos(0.2)])


def test_scores_have_a_mean_and_a_line_or_a_band_for_all():
    ax = plots.scores([1, 2], [[10, 30], [20, 50]], goal=195, label="agents")
    assert ax.lines[0].get_ydata() == pytest.approx([15, 40])
    assert len(ax.lines) == 4 and not ax.collections
    band = plots.scores([1, 2], [[10, 30], [20, 50]], single=False, ax=ax.figure.add_subplot(211))
    assert len(band.lines) == 1 and len(band.collections) == 1
