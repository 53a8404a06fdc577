"""Made-up snapshots: tinted clothes pasted on crops of photos."""

import numpy as np
from scipy.ndimage import zoom
from sklearn.datasets import load_sample_image

from utils.datasets import fashion_mnist

__all__ = ["SIZE", "clothes"]

SIZE = 64  # rows and columns of a snapshot


def clothes(train=400, test=300):
    """Return clothes of ten kinds in front of photos, for training and for testing.

    Parameters
    ----------
    train, test : int
        How many snapshots of each, at most 3000 and 500.

    Returns
    -------
    X_train, y_train, X_test, y_test : numpy.ndarray
        Pictures (m, 64, 64, 3), uint8 from 0 to 255, red, green and blue; classes int64 from 0
        to 9, named by ``datasets.FASHION_NAMES``. Test backgrounds come from the other half of
        each photo. Every call returns the same pictures.

    Notes
    -----
    Made of Fashion-MNIST (Zalando Research, MIT) and of scikit-learn's sample photos: China by
    Yuichi Sakuraba and a flower by Dan (dany13), both CC BY 2.0.
    """
    X_train, y_train, X_test, y_test = fashion_mnist()
    photos = [load_sample_image(name) for name in ("china.jpg", "flower.jpg")]
    halves = [np.array_split(photo, 2, axis=1) for photo in photos]
    return (
        _pasted(X_train[:train], [half[0] for half in halves], np.random.default_rng(1)),
        y_train[:train],
        _pasted(X_test[:test], [half[1] for half in halves], np.random.default_rng(2)),
        y_test[:test],
    )


def _pasted(pictures, photos, rng):
    """Return each picture, tinted, enlarged and moved, on a crop of one of the photos."""
    made = np.empty((len(pictures), SIZE, SIZE, 3), dtype=np.uint8)
    for number, picture in enumerate(pictures):
        photo = photos[rng.integers(len(photos))]
        top, left = (rng.integers(length - SIZE) for length in photo.shape[:2])
        scene = photo[top : top + SIZE, left : left + SIZE].astype(float)
        side = int(rng.integers(44, 62))
        item = np.clip(
            zoom(picture / 255, side / 28, order=1, grid_mode=True, mode="nearest"), 0, 1
        )
        item, side = item[:, :, np.newaxis], len(item)
        top, left = rng.integers(SIZE + 1 - side, size=2)
        part = scene[top : top + side, left : left + side]
        cover = np.clip(3 * item, 0, 1)
        part[:] = part * (1 - cover) + cover * item * rng.uniform(0.5, 1, size=3) * 255
        made[number] = np.round(scene)
    return made
