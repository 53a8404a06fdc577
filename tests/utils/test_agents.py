"""Agents learn by a recipe, each by itself, and their slopes are right."""

import numpy as np
import pytest

from utils import agents
from utils.agents import Recipe, train
from utils.environments import balance

SHORT = Recipe(rounds=60, poles=4, batch=8, memory=100, exploring=(1.0, 0.1, 30), hidden=(8,))


def test_runs_tell_scores_practice_falls_and_beliefs():
    runs = train(SHORT, seeds=3, every=20)
    assert runs.rounds.tolist() == [20, 40, 60]
    for table in (runs.scores, runs.practice, runs.falls, runs.believed):
        assert table.shape == (3, 3)
    assert np.all(np.diff(runs.falls) >= 0) and runs.scores.max() <= 500


def test_the_same_seeds_give_the_same_runs_and_others_do_not():
    once, twice, other = (train(SHORT, 2, 30, first) for first in (0, 0, 5))
    assert np.array_equal(once.believed, twice.believed)
    assert not np.array_equal(once.believed, other.believed)


def test_slopes_agree_with_small_steps_for_each_agent():
    rng = np.random.default_rng(0)
    params = agents._start([rng, np.random.default_rng(1)], (4, 5, 2))
    X, actions, y = rng.normal(size=(2, 6, 4)), rng.integers(0, 2, (2, 6)), rng.normal(0, 2, (2, 6))

    def cost():
        Q = agents._forward(params, X)[-1]
        errors = np.abs(np.take_along_axis(Q, actions[..., np.newaxis], -1)[..., 0] - y)
        return np.where(errors <= 1, errors**2 / 2, errors - 0.5).mean(axis=1).sum()

    for w, slope in zip(params, agents._slopes(params, X, actions, y), strict=True):
        for place in np.ndindex(w.shape):
            before = w[place]
            w[place] = before + 1e-6
            above = cost()
            w[place] = before - 1e-6
            assert slope[place] == pytest.approx((above - cost()) / 2e-6, abs=1e-6)
            w[place] = before


def test_the_best_weights_are_kept_and_bounds_keep_beliefs_sober():
    runs = train(Recipe(rounds=600, bounds=(-1.0, 0.0)), seeds=2, every=100)
    assert runs.believed.max() < 0.3
    assert runs.scores.max(axis=1).min() > 60
    agent = runs.best[int(runs.scores.max(axis=1).argmax())]
    assert balance(agent.act, 20, seed=9).mean() > 60
    assert agent.values(np.zeros((3, 4))).shape == (3, 2)


def test_without_a_target_network_beliefs_run_away():
    assert train(Recipe(rounds=300, tau=1.0), seeds=2).believed[:, -1].min() > 10


@pytest.mark.parametrize(
    "looks_ahead, ends", [("unless terminated", 0), ("unless over", 1), ("always", 0)]
)
def test_what_counts_as_an_end_is_remembered(looks_ahead, ends):
    recipe = Recipe(rounds=1, poles=3, limit=1, looks_ahead=looks_ahead)
    learners = agents._Learners(recipe, np.arange(2))
    learners.round(0)
    assert np.all(learners.goes_on[:, :3] == 1 - ends)
