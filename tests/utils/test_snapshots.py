"""Made-up snapshots are the same at every call, in color, and of all kinds."""

import numpy as np

from utils import datasets, snapshots


def test_snapshots_are_colored_pictures_with_the_labels_of_the_clothes():
    X, y, X_test, y_test = snapshots.clothes(train=30, test=20)
    assert X.shape == (30, 64, 64, 3) and X_test.shape == (20, 64, 64, 3)
    assert X.dtype == np.uint8
    _, labels, _, labels_test = datasets.fashion_mnist()
    assert (y == labels[:30]).all() and (y_test == labels_test[:20]).all()
    assert np.ptp(X.astype(int), axis=3).mean() > 10


def test_snapshots_repeat_themselves_and_a_longer_set_begins_with_the_shorter():
    first, again = snapshots.clothes(train=6, test=3), snapshots.clothes(train=9, test=3)
    assert (first[0] == again[0][:6]).all() and (first[2] == again[2]).all()
