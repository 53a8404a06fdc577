"""Pictures of layers show the numbers they were given."""

import matplotlib.pyplot as plt
import numpy as np

from tests.utils.pictures import texts
from utils import plots


def test_signed_maps_share_a_scale_around_zero():
    maps = np.array([[[1.0, -2.0]], [[0.5, 4.0]], [[0.0, 0.0]]])
    axes = plots.signed_maps(maps, titles=["a", "b", "c"], columns=2, numbers=True)
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    assert {ax.images[0].get_clim() for ax in axes} == {(-4, 4)}
    assert texts(axes[0]) == ["1", "-2"]


def test_an_overlay_stretches_the_map_over_the_picture():
    _, mine = plt.subplots()
    ax = plots.overlay(np.eye(6), np.array([[1.0, -3.0], [0.0, 2.0]]), ax=mine)
    below, above = ax.images
    assert ax is mine
    for image in (below, above):
        assert tuple(image.get_extent()) == (-0.5, 5.5, 5.5, -0.5)
    assert below.get_clim() == (-3, 3)


def test_a_given_reach_makes_overlays_comparable():
    ax = plots.overlay(np.eye(4), np.zeros((2, 2)), reach=5.0)
    assert ax.images[0].get_clim() == (-5, 5)
