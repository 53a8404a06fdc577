"""The page on which one is the agent, with a mouse in a real browser."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.test_lab import CHROMIUM, FLAGS
from utils.environments import BAY, Gridworld, Stall, game, replay


@pytest.fixture
def play(monkeypatch, tmp_path):
    if CHROMIUM is None:
        pytest.fail("no Chromium here: run `apt-get install chromium`")
    shown = []
    monkeypatch.setattr(game, "display", shown.append)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def opened(env, **options):
            game.play(env, **options)
            path = tmp_path / "game.html"
            path.write_text(f"<!doctype html><html><body>{shown[-1].data}</body></html>", "utf-8")
            page = browser.new_page()
            page.goto(path.as_uri())
            return page

        yield opened
        browser.close()


@pytest.mark.parametrize(
    "env, presses",
    [(Gridworld(BAY, slip=0.4, limit=6), "1211" * 9), (Stall(), "3332221" * 3)],
    ids=["bay", "stall"],
)
def test_what_is_played_on_the_page_is_what_python_replays(play, env, presses):
    page = play(env, episodes=3, seed=7)
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


def test_buttons_may_hide_what_they_do(play):
    page = play(Gridworld(BAY), names=["A", "B", "C", "D"])
    assert page.locator("button").all_text_contents() == ["A", "B", "C", "D"]
    assert page.locator(".says").text_content() == "state 2"
    page.locator("button").nth(1).click()
    assert page.locator(".told").text_content() == "state 2 → B → state 3, reward -0.1"
