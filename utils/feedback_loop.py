"""A recommender that feeds on its own advice: a service and its members, week by week.

What the members like is fixed; what the service knows of it are the ratings that it has
caused itself, by what it showed.
"""

from dataclasses import dataclass, field

import numpy as np

__all__ = ["FeedbackLoop", "gini"]


@dataclass
class FeedbackLoop:
    """A film service whose recommender learns from what it has shown.

    Parameters
    ----------
    liking : numpy.ndarray, shape (members, films)
        How many stars each member would give each film, without noise. The service never
        sees it.
    explore : float, 0 to 1
        The chance that a place of a page holds a random film instead of an advised one.
    slots : int
        Films on the page that a member sees each week.
    first : int
        Ratings that every film has from before the first week, by members drawn at random.
    shrink : float
        A film's score is the mean of its ratings, shrunk to the mean of all by so many ratings.
    noise : float
        Spread of a rating around the liking, in stars.
    attention : float
        Spread of what the eye is caught by: a member takes the film of the page with the
        largest liking plus such noise.
    seed : int

    Notes
    -----
    A member sees no film twice. All noise is drawn in advance, so that two loops of one seed
    differ by what they do, not by their luck.
    """

    liking: np.ndarray
    explore: float = 0.0
    slots: int = 1
    first: int = 1
    shrink: float = 2.0
    noise: float = 0.9
    attention: float = 0.5
    seed: int = 0
    views: np.ndarray = field(init=False)
    joy: list = field(init=False, default_factory=list)
    history: list = field(init=False, default_factory=list)

    def __post_init__(self):
        members, films = self.liking.shape
        self._rng = np.random.default_rng(self.seed)
        self.seen = np.zeros((members, films), dtype=bool)
        self.views = np.zeros(films, dtype=int)
        self._total, self._count = np.zeros(films), np.zeros(films, dtype=int)
        for film in range(films):
            critics = self._rng.choice(members, self.first, replace=False)
            stars = self.liking[critics, film] + self.noise * self._rng.normal(size=self.first)
            self._total[film] += stars.sum()
            self._count[film] += self.first

    def scores(self):
        """Return what the service thinks of each film, in stars: shape (films,)."""
        mean = self._total.sum() / self._count.sum()
        return (self._total + self.shrink * mean) / (self._count + self.shrink)

    def week(self):
        """Let every member see a page, take a film and rate it; then learn."""
        members, films = self.liking.shape
        ranking = np.argsort(-self.scores(), kind="stable")
        eye = self.attention * self._rng.normal(size=(members, films))
        grade = self.noise * self._rng.normal(size=members)
        dice, shuffled = self._rng.random((members, self.slots)), self._rng.random((members, films))
        taken = np.empty(members, dtype=int)
        for member in range(members):
            page = self._page(member, ranking, dice[member], shuffled[member])
            wish = self.liking[member, page] + eye[member, page]
            taken[member] = page[wish.argmax()]
        everyone = np.arange(members)
        self.seen[everyone, taken] = True
        np.add.at(self.views, taken, 1)
        np.add.at(self._total, taken, self.liking[everyone, taken] + grade)
        np.add.at(self._count, taken, 1)
        self.joy.append(float(self.liking[everyone, taken].mean()))
        self.history.append(self.views.copy())

    def run(self, weeks):
        """Let some weeks pass, and return the loop itself."""
        for _ in range(weeks):
            self.week()
        return self

    def _page(self, member, ranking, dice, lots):
        """Return the films that a member is shown: the advised ones, then the random ones."""
        unseen = ~self.seen[member]
        advised = ranking[unseen[ranking]][: self.slots]
        explored = int(np.sum(dice < self.explore))
        if explored == 0:
            return advised
        page = advised[: max(self.slots - explored, 0)]
        shuffled = np.argsort(lots, kind="stable")
        others = shuffled[unseen[shuffled] & ~np.isin(shuffled, page)]
        return np.concatenate([page, others[:explored]])


def gini(views):
    """Return how unequal numbers are: 0 if all are equal, near 1 if one has everything.

    Parameters
    ----------
    views : array_like, shape (n,)
        Not below 0, and above 0 in all.

    Returns
    -------
    float
        The mean difference of two of them, drawn with replacement, by twice their mean.
    """
    ordered = np.sort(np.asarray(views, dtype=float))
    n = len(ordered)
    ranks = np.arange(1, n + 1)
    return float((2 * ranks - n - 1) @ ordered / (n * ordered.sum()))
