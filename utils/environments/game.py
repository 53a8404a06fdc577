"""Be the agent: a page to act in an environment, and a way to go through what was played."""

from pathlib import Path

from utils.pages import show_page

__all__ = ["play", "replay"]

PAGE = Path(__file__).with_name("game.html")


def play(env, episodes=5, seed=0, names=None):
    """Show a page on which you act in an environment; it needs no running kernel.

    Parameters
    ----------
    env : Tabular
    episodes : int
        How many may be played.
    seed : int
        Of the first episode; the next ones have seed + 1 and so on. The luck is the same as for
        `replay`.
    names : sequence of str, optional
        What is written on the buttons; the names of the actions by default.
    """
    lucks = []
    for number in range(episodes):
        env.reset(seed=seed + number)
        lucks.append([round(luck, 6) for luck in env.np_random.random(env.limit).tolist()])
    states = range(env.observation_space.n)
    game = {
        "start": env.start,
        "names": list(names or env.actions),
        "says": [env.describe(state) for state in states],
        "outcomes": [
            [_ladder(env.outcomes(s, a)) for a in range(env.action_space.n)] for s in states
        ],
        "lucks": lucks,
    }
    show_page(PAGE, game)


def replay(env, moves, seed=0):
    """Go through recorded episodes.

    Parameters
    ----------
    env : Tabular
    moves : str
        As the page shows it: an episode a word, a digit an action. What follows the end of an
        episode is left out.
    seed : int
        Of the first episode; the next ones have seed + 1 and so on.

    Returns
    -------
    list of (list of int, list of float)
        For each episode the states, from the first to the last, and the rewards.
    """
    played = []
    for number, word in enumerate(moves.split()):
        state, _ = env.reset(seed=seed + number)
        states, rewards = [state], []
        for digit in word:
            state, reward, terminated, truncated, _ = env.step(int(digit))
            states.append(state)
            rewards.append(reward)
            if terminated or truncated:
                break
        played.append((states, rewards))
    return played


def _ladder(outcomes):
    """Return outcomes with the sum of the probabilities so far in place of each one's own."""
    passed, ladder = 0.0, []
    for chance, state, reward, terminated in outcomes:
        passed += chance
        ladder.append([round(passed, 6), state, round(reward, 6), int(terminated)])
    return ladder
