"""The course's data sets: one function each, offline, returning frames or arrays.

Every call returns a fresh copy, so that nothing you do to one spoils the next. Each
docstring gives shape, columns, units, origin and terms.

``utils/data/PROVENANCE.md`` says where each file comes from and on which terms.
"""

from ._pack import DataError
from .bundled import breast_cancer, digits, two_moons
from .houses import ames_housing, ames_prices
from .images import FASHION_NAMES, efficientnet_lite0, fashion_mnist, mnist
from .recommenders import movielens_movies, movielens_ratings
from .records import cdnow_purchases, electricity_demand, milling_machine, shuttle
from .tables import german_credit, mushroom, penguins
from .texts import fine_foods_reviews, glove

__all__ = [
    "FASHION_NAMES",
    "DataError",
    "ames_housing",
    "ames_prices",
    "breast_cancer",
    "cdnow_purchases",
    "digits",
    "efficientnet_lite0",
    "electricity_demand",
    "fashion_mnist",
    "fine_foods_reviews",
    "german_credit",
    "glove",
    "milling_machine",
    "mnist",
    "movielens_movies",
    "movielens_ratings",
    "mushroom",
    "penguins",
    "shuttle",
    "two_moons",
]
