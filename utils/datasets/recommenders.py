"""Films and who liked them."""

import numpy as np
import pandas as pd

from ._pack import read_csv


def movielens_ratings(popular=False):
    """Return ratings of films by users of MovieLens, one a row.

    Parameters
    ----------
    popular : bool
        True keeps the 453 films with at least 50 ratings, and leaves out ``timestamp``.

    Returns
    -------
    pandas.DataFrame, shape (100004, 4) or (43083, 3), no gaps, a pair of user and film once
        With the names of MovieLens:

        ``userId``
            1 to 671 (671 users, each with 20 ratings or more; 670 users if `popular`).
        ``movieId``
            Key into `movielens_movies`, not consecutive (9066 films).
        ``rating``
            0.5 to 5.0 stars in steps of 0.5.
        ``timestamp``
            When it was given (UTC), 1995 to 2016.

    Notes
    -----
    Origin: MovieLens latest-small 2016, GroupLens (Harper and Konstan 2015, The MovieLens
    Datasets: History and Context, ACM TiiS 5(4)), as in R's dslabs package. Not for
    commercial use; pass it on only with this acknowledgement and on the same terms.
    """
    if popular:
        return read_csv("movielens_ratings_ge50.csv.gz")
    ratings = read_csv("movielens_ratings.csv.gz")
    ratings["timestamp"] = pd.to_datetime(ratings["timestamp"], unit="s")
    return ratings


def movielens_movies():
    """Return the films that `movielens_ratings` speaks of, one a row.

    Returns
    -------
    pandas.DataFrame, shape (9066, 4), sorted by ``movieId``
        ``movieId``
            The key, unique.
        ``title``
            Without the year; an article stands last: "Matrix, The". 5 gaps (NaN).
            Titles are not unique: there are six films called Hamlet.
        ``year``
            1902 to 2016, as float because of the same 5 gaps.
        ``genres``
            One or more of 19, joined by "|", such as "Comedy|Romance", or
            "(no genres listed)". ``movies["genres"].str.get_dummies("|")`` makes columns.

    Notes
    -----
    Origin and terms: as for `movielens_ratings`.
    """
    return read_csv("movielens_movies.csv.gz")


def split_ratings(ratings, seed=0, share=0.2):
    """Deal ratings at random into those to learn from and those to be judged on.

    The one split of both units on recommenders, so that their models can be compared.

    Parameters
    ----------
    ratings : pandas.DataFrame
        One rating a row.
    seed : int
        The same seed gives the same parts.
    share : float
        How much goes into the second part, rounded down to whole rows.

    Returns
    -------
    train, test : pandas.DataFrame
        Every row is in one of the two, in the order of `ratings`, with a new index from 0. A
        user or a film may be in `test` alone: nothing has been learned about them.
    """
    order = np.random.default_rng(seed).permutation(len(ratings))
    in_test = np.zeros(len(ratings), dtype=bool)
    in_test[order[: int(share * len(ratings) + 1e-9)]] = True
    return tuple(ratings[part].reset_index(drop=True) for part in (~in_test, in_test))
