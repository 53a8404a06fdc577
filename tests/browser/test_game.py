"""The page on which one is the agent, with a mouse in a real browser."""

import pytest

from utils.environments import BAY, Gridworld, Stall, play, replay


@pytest.mark.parametrize(
    "env, presses",
    [(Gridworld(BAY, slip=0.4, limit=6), "1211" * 9), (Stall(), "3332221" * 3)],
    ids=["bay", "stall"],
)
def test_what_is_played_on_the_page_is_what_python_replays(opened, env, presses):
    page = opened(play, env, episodes=3, seed=7)
    for action in presses:
        if page.locator("button").first.is_disabled():
            break
        page.locator("button").nth(int(action)).click()
    moves = page.locator("input.code").input_value()
    log = page.locator(".log div").all_text_contents()
    assert "All episodes are played" in page.locator(".told").text_content()
    for number, (_, rewards) in enumerate(replay(env, moves, seed=7), start=1):
        told = f"episode {number}: {len(rewards)} steps, sum of rewards {sum(rewards):.1f}"
        assert log[number - 1] == told


def test_buttons_may_hide_what_they_do(opened):
    page = opened(play, Gridworld(BAY), names=["A", "B", "C", "D"])
    assert page.locator("button").all_text_contents() == ["A", "B", "C", "D"]
    assert page.locator(".says").text_content() == "state 2"
    page.locator("button").nth(1).click()
    assert page.locator(".told").text_content() == "state 2 → B → state 3, reward -0.1"
