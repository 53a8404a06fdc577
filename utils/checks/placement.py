"""Turns the answers of a placement quiz into advice on what to read."""

from utils.checks.mistakes import choice


def placement(quiz, answers, lectures):
    """Print which lectures to read: each one of whose questions one was not answered right.

    Parameters
    ----------
    quiz : str
        The quiz that asks the questions, by its id.
    answers : dict of str to (str or None)
        The letter that was chosen for each question, in either case; None, or no entry,
        while a question is open.
    lectures : dict of str to list of str
        The title of each lecture, in reading order, and the questions that belong to it.

    Raises
    ------
    ValueError
        If the quiz has no such question.
    """
    read, skip = [], []
    for title, questions in lectures.items():
        marks = [_is_right(f"{quiz}.{question}", answers.get(question)) for question in questions]
        line = f"  {title} ({_summary(marks)})"
        (skip if all(marks) else read).append(line)
    if read:
        print("Read these lectures, in this order:", *read, sep="\n")
    else:
        print("You know all of this. Skip the lectures and go on to the assignment.")
    if read and skip:
        print("\nThese you can skip:", *skip, sep="\n")


def _is_right(question, letter):
    """Return whether an answer is right, or None while the question is open."""
    if choice(f"{question}.a") is None:
        raise ValueError(f"there is no question {question!r}")
    if letter is None or letter is ...:
        return None
    option = choice(f"{question}.{str(letter).strip().lower()}")
    return bool(option and option["right"])


def _summary(marks):
    open_ = sum(mark is None for mark in marks)
    text = f"{sum(mark is True for mark in marks)} of {len(marks)} right"
    return f"{text}, {open_} open" if open_ else text
