"""The small worlds keep gymnasium's rules, slip as often as they say, and can be replayed."""

import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from utils import environments
from utils.environments import BAY, Gridworld, Stall, replay, walk

TINY = ["S.#~", ".~.X", "#F.G"]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    "env", [Gridworld(BAY, slip=0.2), Gridworld(TINY), Stall()], ids=("bay", "tiny", "stall")
)
def test_gymnasiums_own_check_passes(env):
    check_env(env, skip_render_check=True)


@pytest.mark.parametrize("env", [Gridworld(TINY, slip=0.3), Stall()], ids=("tiny", "stall"))
def test_what_may_happen_has_probability_one_or_nothing_may(env):
    for state in range(env.observation_space.n):
        for action in range(env.action_space.n):
            outcomes = env.outcomes(state, action)
            assert not outcomes or sum(chance for chance, *_ in outcomes) == pytest.approx(1)


def test_walls_edges_and_the_ends_of_an_episode():
    env = Gridworld(TINY, slip=0.3, step=-0.5)
    assert env.outcomes(1, 1) == [(1.0, 1, -0.5, False)]  # a rock
    assert env.outcomes(0, 3) == [(1.0, 0, -0.5, False)]  # the edge
    assert env.outcomes(6, 1) == [(1.0, 7, -10.0, True)]
    assert env.outcomes(10, 1) == [(1.0, 11, 10.0, True)]
    assert env.outcomes(10, 3) == [(1.0, 9, 2.0, True)]
    assert env.outcomes(7, 0) == env.outcomes(2, 0) == []


def test_ice_slips_to_the_right_hand_side_and_to_the_left():
    chances = {state: chance for chance, state, *_ in Gridworld(TINY, slip=0.3).outcomes(5, 0)}
    assert chances == {1: pytest.approx(0.7), 6: pytest.approx(0.15), 4: pytest.approx(0.15)}


def test_steps_happen_as_often_as_their_probabilities_say():
    env = Gridworld(["S~.", "XXX"], slip=0.4)
    ends = []
    for seed in range(4000):
        env.reset(seed=seed)
        env.step(1)
        ends.append(env.step(1)[0])
    shares = np.bincount(ends, minlength=6) / 4000
    assert shares == pytest.approx([0, 0.2, 0.6, 0, 0.2, 0], abs=0.03)


def test_an_episode_is_cut_off_at_its_limit():
    env = Gridworld(TINY, limit=2)
    env.reset(seed=0)
    assert env.step(0)[2:4] == (False, False)
    assert env.step(0)[2:4] == (False, True)


@pytest.mark.parametrize("rows", [["S.", "."], ["S?"], ["..G"], ["SS"]])
def test_a_map_that_is_none_is_refused(rows):
    with pytest.raises(ValueError, match="a map has"):
        Gridworld(rows)


def test_a_higher_price_sells_less_to_the_same_luck_and_never_more_than_there_is():
    stall = Stall()
    for seed in range(50):
        sold = []
        for action, price in enumerate(stall.prices):
            stall.reset(seed=seed)
            sold.append(stall.step(action)[1] / price)
        assert sold == sorted(sold, reverse=True) and max(sold) <= stall.stock


def test_a_week_of_the_stall_ends_by_itself():
    ((states, rewards),) = replay(Stall(), "4444444444", seed=3)
    assert len(rewards) == 7 and states[-1] // 11 == 7
    assert Stall().describe(states[-1]).startswith("the week is over, ")
    assert Stall().describe(10) == "day 1 of 7, 10 baskets left"


def test_a_replay_repeats_what_was_played_and_stops_where_it_ended():
    env = Gridworld(BAY, slip=0.2)
    assert replay(env, "33000 12", seed=1) == [
        ([2, 1, 0], [-0.1, 2.0]),
        ([2, 3, 9], [-0.1, -0.1]),
    ]


def test_the_page_has_the_same_luck_and_the_same_outcomes(monkeypatch):
    shown = []
    monkeypatch.setattr("utils.pages.display", shown.append)
    env = Gridworld(BAY, slip=0.2)
    environments.play(env, episodes=2, seed=5, names=["A", "B", "C", "D"])
    page = json.loads(re.search(r"const game = (.*);", shown[0].data)[1])
    assert page["names"] == ["A", "B", "C", "D"] and page["start"] == 2
    assert page["outcomes"][10][1] == [[0.8, 11, 10.0, 1], [0.9, 16, -0.1, 0], [1.0, 4, -10.0, 1]]
    env.reset(seed=6)
    assert page["lucks"][1] == pytest.approx(env.np_random.random(200), abs=1e-6)


def test_a_walk_moves_through_its_states_and_stands_at_the_end():
    env = Gridworld(BAY)
    picture = ET.fromstring(walk(env, [2, 3, 9], title="a <walk>").data)
    name = "{http://www.w3.org/2000/svg}"
    assert picture.find(f"{name}title").text == "a <walk>"
    assert len(picture.findall(f"{name}rect")) == 24
    assert picture.find(f"{name}polyline").get("points") == "120,24 168,24 168,72"
    penguin = picture.find(f"{name}g")
    assert penguin.get("transform") == "translate(168,72)"
    moves = penguin.find(f"{name}animateTransform").get("values").split(";")
    assert moves[:3] == ["120,24", "168,24", "168,72"] and set(moves[3:]) == {"168,72"}
