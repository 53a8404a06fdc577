"""Films that you rate yourself, for a recommender to learn from."""

from textwrap import shorten

from ipywidgets import Dropdown, HBox, Label, Layout, VBox, interactive_output

from utils.widgets import first_picture, show_with_still

__all__ = ["STARS", "Board"]

STARS = tuple(half / 2 for half in range(1, 11))  # 0.5, 1.0, …, 5.0, as in MovieLens
NOT_SEEN = 0.0  # menus of ipywidgets 7 and 8 take None for "no entry is chosen"


class Board:
    """Menus for rating films, and below them what a recommender answers.

    Without a kernel, and as long as nobody rates, the ratings are those of the start.

    Parameters
    ----------
    films : sequence of str
        What can be rated, each name once.
    ratings : dict of str to float
        The stars that stand there at the start, for some of the films.
    answer : callable
        Called with the ratings as such a dict, at the start and after every change; draws.
    columns : int
        In how many columns the menus stand.

    Examples
    --------
    >>> mine = rating.Board(["Alien", "Babe"], {"Alien": 4.5}, draw_my_list)
    >>> mine.ratings
    {'Alien': 4.5}
    """

    def __init__(self, films, ratings, answer, columns=3):
        self._menus = {film: _menu(ratings.get(film)) for film in films}
        if unknown := [film for film in ratings if film not in self._menus]:
            raise ValueError(f"{unknown[0]!r} is not among the films")
        self._answer = answer
        numbered = {f"film_{i}": menu for i, menu in enumerate(self._menus.values())}
        picture, shown = first_picture(answer, self.ratings)
        panel = VBox([self._table(columns), interactive_output(self._changed, numbered)])
        given = ", ".join(f"{film} {stars}" for film, stars in self.ratings.items())
        show_with_still(panel, picture, f"Run this cell to rate. Until then: {given}", shown)

    @property
    def ratings(self):
        """The films that have stars now, as a dict of film to stars."""
        return {film: menu.value for film, menu in self._menus.items() if menu.value}

    def rate(self, film, stars):
        """Give a film stars, or None for a film you have not seen, as the menu does."""
        self._menus[film].value = stars or NOT_SEEN

    def _changed(self, **_):
        self._answer(self.ratings)

    def _table(self, columns):
        rows = [HBox([_label(film), menu]) for film, menu in self._menus.items()]
        height = -(-len(rows) // columns)
        return HBox([VBox(rows[i : i + height]) for i in range(0, len(rows), height)])


def _menu(stars):
    if stars is not None and stars not in STARS:
        raise ValueError(f"stars go from 0.5 to 5 in halves, not {stars}")
    options = [("not seen", NOT_SEEN), *((f"{value:.1f}", value) for value in STARS)]
    return Dropdown(options=options, value=stars or NOT_SEEN, layout=Layout(width="100px"))


def _label(film):
    return Label(shorten(film, 27, placeholder="…"), layout=Layout(width="200px"))
