"""Data that scikit-learn brings along. It is imported only when one of these is called."""

import numpy as np


def breast_cancer():
    """Return measurements of cell nuclei in breast tumors: malignant or benign?

    Returns
    -------
    X : pandas.DataFrame, shape (569, 30), float64, no gaps
        Ten properties, each as mean, standard error and worst (mean of the three largest)
        over a sample's nuclei: ``mean_radius``, ``radius_error``, ``worst_radius``, …
        Lengths in units of the digitized picture, not in millimeters.
    y : pandas.Series, shape (569,), int64, named ``malignant``
        1 malignant (212), 0 benign (357). scikit-learn has it the other way round.

    Notes
    -----
    Origin: Breast Cancer Wisconsin (Diagnostic), Street, Wolberg and Mangasarian (1993),
    UCI (CC BY 4.0), bundled with scikit-learn; its names in snake_case.
    """
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer(as_frame=True)
    X = bunch.data.rename(columns=lambda name: name.replace(" ", "_"))
    return X, (1 - bunch.target).astype(np.int64).rename("malignant")


def digits(only=None):
    """Return small pictures of handwritten digits.

    Parameters
    ----------
    only : sequence of int, optional
        The digits to keep, such as (3, 8). All ten by default.

    Returns
    -------
    X : numpy.ndarray, shape (1797, 64), float64
        Eight rows of eight pixels, one after the other, from 0 (paper) to 16 (ink).
        ``X[i].reshape(8, 8)`` is a picture. Shape (357, 64) for 3 and 8.
    y : numpy.ndarray, shape (1797,), int64
        The digits.

    Notes
    -----
    Origin: Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI
    (CC BY 4.0): its test part, bundled with scikit-learn.
    """
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    y = y.astype(np.int64)
    if only is None:
        return X, y
    if unknown := sorted(set(only) - set(range(10))):
        raise ValueError(f"only takes digits from 0 to 9, not {unknown[0]}")
    kept = np.isin(y, list(only))
    return X[kept], y[kept]


def two_moons(m=300, noise=0.2, seed=0):
    """Return points on two interleaved half circles (synthetic).

    Parameters
    ----------
    m : int
        How many points, half of them on each moon.
    noise : float
        Standard deviation of the scatter around the half circles of radius 1.
    seed : int
        The same seed gives the same points.

    Returns
    -------
    X : numpy.ndarray, shape (m, 2), float64
        Coordinates without unit.
    y : numpy.ndarray, shape (m,), int64
        0 on the upper moon, 1 on the lower; shuffled.
    """
    from sklearn.datasets import make_moons

    X, y = make_moons(n_samples=m, noise=noise, random_state=seed)
    return X, y.astype(np.int64)
