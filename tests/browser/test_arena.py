"""The page on which one holds a pole beside a network, in a real browser."""

import numpy as np
import pytest

from utils.environments import Poles, balance, duel

# A network of one layer that is the rule: push to where the pole leans and turns.
RULE = [np.array([[0, 0.3], [0, 0.3], [0, 2.4], [0, 0.6]]), np.zeros(2)]


@pytest.fixture
def page(opened):
    return opened(duel, RULE, games=2, seed=3, slow=0.05)


def test_the_poles_on_the_page_fall_when_pythons_do(page):
    leaning = (Poles(2, 3).states[:, 2] > 0).astype(int)  # the page begins with such a push
    due = balance(lambda states: leaning, 2, seed=3)
    for number in (1, 2):
        page.locator("button.start").click()
        page.wait_for_function(
            f"document.querySelector('.told').textContent.startsWith('Game {number}:')"
        )
        told = page.locator(".told").text_content()
        assert f"you held it for {due[number - 1]} steps, the network 500" in told
    assert "All games are played" in told
    assert page.locator("input.code").input_value() == ", ".join(map(str, due))
