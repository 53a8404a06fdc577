"""The battery buys, sells and wears as it says, and its days end by themselves."""

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from utils.environments import Battery, replay

CHANCES = [[[0.7, 0.3], [0.4, 0.6]], [[0.9, 0.1], [0.5, 0.5]]]
TWO = {"prices": [20.0, 70.0], "chances": CHANCES, "capacity": 3, "efficiency": 0.8}


@pytest.fixture
def battery():
    return Battery(**TWO, fee=3.0, wear=5.0)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_gymnasiums_own_check_passes(battery):
    check_env(battery, skip_render_check=True)


def test_states_are_numbered_by_block_level_and_charge(battery):
    assert battery.observation_space.n == 4 * 2 * 4
    numbers = [battery.state(b, k, c) for b in range(4) for k in range(2) for c in range(4)]
    assert numbers == list(range(32))
    assert [battery.state(*battery.parts(state)) for state in numbers] == numbers


def test_what_may_happen_has_probability_one_until_the_day_is_over(battery):
    for state in range(battery.observation_space.n):
        for action in range(3):
            outcomes = battery.outcomes(state, action)
            over = battery.parts(state)[0] == battery.blocks
            assert not outcomes if over else sum(o[0] for o in outcomes) == pytest.approx(1)


def test_a_sale_loses_and_wears_and_a_purchase_has_a_fee(battery):
    assert battery.money(70.0, 2, 0) == (pytest.approx(0.8 * 70 - 5), 1)
    assert battery.money(70.0, 2, 1) == (0.0, 2)
    assert battery.money(70.0, 2, 2) == (-73.0, 3)


def test_what_is_impossible_is_waiting(battery):
    assert battery.money(70.0, 0, 0) == (0.0, 0)
    assert battery.money(70.0, 3, 2) == (0.0, 3)


def test_levels_follow_each_other_as_the_block_says(battery):
    outcomes = battery.outcomes(battery.state(1, 1, 2), 2)
    assert outcomes == [
        (0.5, battery.state(2, 0, 3), -73.0, False),
        (0.5, battery.state(2, 1, 3), -73.0, False),
    ]
    assert battery.outcomes(battery.state(2, 1, 2), 1) == [(1.0, battery.state(3, 0, 2), 0.0, True)]


def test_a_level_that_cannot_follow_is_no_outcome():
    env = Battery([10.0, 20.0], [[[1.0, 0.0], [0.0, 1.0]]])
    assert env.outcomes(env.start, 1) == [(1.0, env.state(1, 0, 0), 0.0, False)]


def test_a_day_begins_empty_and_cheap_and_ends_by_itself(battery):
    ((states, rewards),) = replay(battery, "2101", seed=3)
    assert battery.parts(states[0]) == (0, 0, 0)
    assert len(rewards) == 3 and rewards[0] == -23.0
    assert battery.describe(states[-1]) == "the day is over, 0 MWh left"
    assert battery.describe(5) == "block 1 of 3, 70 dollars a MWh, 1 of 3 MWh stored"


def test_levels_come_as_often_as_their_probabilities_say(battery):
    seen = [battery.parts(replay(battery, "1", seed=k)[0][0][-1])[1] for k in range(3000)]
    assert np.mean(seen) == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("chances", [[[[0.7, 0.4], [0.5, 0.5]]], [[[1.0], [1.0]]]])
def test_probabilities_that_are_none_are_refused(chances):
    with pytest.raises(ValueError, match="a probability for each level"):
        Battery([20.0, 70.0], chances)
