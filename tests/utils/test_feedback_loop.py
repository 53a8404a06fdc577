"""The simulated service keeps its rules, and its measures of inequality are right."""

import numpy as np
import pytest

from utils.feedback_loop import FeedbackLoop, gini

LIKING = np.random.default_rng(3).normal(3.5, 0.6, (12, 30))


def test_nobody_sees_a_film_twice_and_every_view_counts():
    loop = FeedbackLoop(LIKING, explore=0.3, slots=4).run(9)
    assert loop.views.sum() == 12 * 9 == loop.seen.sum()
    assert (loop.seen.sum(axis=1) == 9).all()
    assert len(loop.joy) == len(loop.history) == 9
    assert loop.history[0].sum() == 12


def test_without_exploring_all_see_the_same_film():
    loop = FeedbackLoop(LIKING).run(5)
    assert sorted(loop.views)[-6:] == [0, 12, 12, 12, 12, 12]


def test_exploring_spreads_the_views():
    spread = [gini(FeedbackLoop(LIKING, explore=e).run(8).views) for e in (0.0, 0.4, 1.0)]
    assert spread[0] > spread[1] > spread[2]


def test_a_choice_makes_members_happier():
    one, six = (np.mean(FeedbackLoop(LIKING, slots=k).run(5).joy) for k in (1, 6))
    assert six > one + 0.2


def test_the_same_seed_gives_the_same_service():
    views = [FeedbackLoop(LIKING, explore=0.2, seed=s).run(4).views.tolist() for s in (1, 1, 2)]
    assert views[0] == views[1] != views[2]


def test_a_film_with_few_ratings_is_scored_near_the_mean():
    loop = FeedbackLoop(LIKING, noise=0.0, first=1, shrink=1e6)
    assert np.ptp(loop.scores()) < 1e-5


def test_a_page_holds_different_films_even_when_few_are_left():
    loop = FeedbackLoop(LIKING[:, :5], explore=0.5, slots=4).run(5)
    assert (loop.views == 12).all()


@pytest.mark.parametrize(
    ("views", "expected"), [([4, 4, 4], 0.0), ([0, 0, 0, 8], 0.75), ([1, 2, 5], 1 / 3)]
)
def test_gini(views, expected):
    pairs = np.abs(np.subtract.outer(views, views)).mean() / (2 * np.mean(views))
    assert gini(views) == pytest.approx(expected) == pytest.approx(pairs)
