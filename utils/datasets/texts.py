"""Reviews in words, and words as vectors."""

import numpy as np

from ._pack import read_arrays, read_csv


def fine_foods_reviews():
    """Return reviews of food bought at Amazon, one a row.

    Returns
    -------
    pandas.DataFrame, shape (5000, 3), no gaps
        ``split``
            train (4000) or test (1000): keep to it, so that results compare.
        ``review``
            The text in English, 50 to 8055 characters (half of them under 280). About a
            quarter hold HTML such as ``<br />``.
        ``score``
            great (five stars, 3258) or other (fewer, 1742): what there is to predict.

    Notes
    -----
    27 reviews repeat an earlier one word for word, and 7 of the test rows stand in the
    training rows too.

    Origin: Amazon Fine Foods (McAuley and Leskovec 2013), SNAP, as in R's modeldata
    package (MIT).
    """
    return read_csv("fine_foods_reviews.csv.gz")


def glove():
    """Return the 10,000 most frequent English words and a vector for each.

    Returns
    -------
    words : list of str, length 10000
        Lower case, the most frequent first, punctuation marks among them.
    vectors : numpy.ndarray, shape (10000, 50), float32
        Row i belongs to ``words[i]``; words of like meaning point in like directions.

    Notes
    -----
    Origin: GloVe 6B (Wikipedia 2014 and Gigaword 5), 50 dimensions; Pennington, Socher and
    Manning (2014), Stanford. Public domain (PDDL). Stored with 11 bits of precision.
    """
    arrays = read_arrays("glove50_10000.npz")
    words = arrays["words"].item().decode("utf-8").split("\n")
    return words, arrays["vecs"].astype(np.float32)
