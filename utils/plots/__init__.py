"""The course's pictures: one style, one meaning for each color.

Every function draws on `ax`, or on the current axes, and returns the axes, so that one
picture can be built from several calls::

    plots.scatter(area, price, "living area (m²)", "price (1000 $)")
    plots.line(w, b)

Each module lists in ``__all__`` what it adds here.
"""
# ruff: noqa: F403

from pathlib import Path

import matplotlib.pyplot as plt

from . import alt
from .anomalies import *
from .basics import *
from .classification import *
from .clusters import *
from .colors import *
from .control import *
from .costs import *
from .deep import *
from .ensembles import *
from .evaluation import *
from .features import *
from .foundations import *
from .images import *
from .networks import *
from .poles import *
from .ratings import *
from .reduction import *
from .sequences import *
from .trees import *
from .tuning import *

plt.style.use(Path(__file__).with_name("course.mplstyle"))
alt.carry_along()
