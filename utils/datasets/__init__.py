"""The course's data sets: one function each, offline, returning frames or arrays.

Every call returns a fresh copy, so that nothing you do to one spoils the next. Each
docstring gives shape, columns, units, origin and terms.

=================================  ==================================================
loader                             used in
=================================  ==================================================
penguins                           course 1: foundations · course 2: tuning
ames_prices                        course 1: linear regression
ames_housing                       course 1: feature engineering
breast_cancer                      course 1: logistic regression
two_moons, digits                  course 1: first neural network
digits                             course 2: tuning · course 3: dimensionality reduction
electricity_demand                 course 1: regularization · course 3: anomaly detection
mnist                              course 2: neural networks
fashion_mnist                      course 2: images and sequences, transfer learning
fine_foods_reviews, glove          course 2: images and sequences
efficientnet_lite0                 course 2: transfer learning
shuttle                            course 2: tuning · course 3: anomaly detection
mushroom                           course 2: decision trees
german_credit                      course 2: ensembles
milling_machine                    course 1: project · course 3: anomaly detection
cdnow_purchases                    course 3: clustering
movielens_ratings, movielens_movies  course 3: recommenders
=================================  ==================================================

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
