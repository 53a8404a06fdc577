"""Marks a quiz question and explains the option that was chosen."""

from utils.checks.errors import CheckFailed, NotAttempted
from utils.checks.mistakes import choice


def check_choice(question, chosen):
    """Say why the chosen option of a question is right, or stop and say why it is not.

    Parameters
    ----------
    question : str
        ``"<quiz>.<question>"``.
    chosen : str or None
        The letter of an option, in either case; None while the question is open.

    Raises
    ------
    NotAttempted
        While the question is open.
    CheckFailed
        For a wrong option, with its explanation, for what is no option, and where nothing is
        known of the question.
    """
    if chosen is None or chosen is ...:
        raise NotAttempted('Not answered yet: replace None by the letter of your answer, like "a".')
    letter = chosen.strip().lower() if isinstance(chosen, str) else chosen
    option = choice(f"{question}.{letter}")
    if option is None and choice(f"{question}.a") is None:
        raise CheckFailed("The table of this quiz is missing or old: fetch the course again.")
    if option is None:
        raise CheckFailed(
            f'{chosen!r} is none of the options: write the letter of one in quotes, like "a".'
        )
    if not option["right"]:
        raise CheckFailed(f"Not ({letter}): {option['says']}")
    print(f"Yes, ({letter}): {option['says']}")
