"""The pretrained front: its parts fit together, and its weights are those of the file."""

import numpy as np
import pytest

from utils import pretrained
from utils.datasets import efficientnet_lite0


@pytest.fixture(scope="module")
def pictures():
    return np.random.default_rng(0).normal(size=(2, 32, 32, 3)).astype("float32")


def test_the_front_gives_a_feature_for_each_last_map(pictures):
    front = pretrained.front(32)
    assert front.count_params() == sum(array.size for array in efficientnet_lite0())
    assert np.asarray(front(pictures)).shape == (2, 112)


def test_the_lower_blocks_and_the_tower_make_the_front(pictures):
    lower = pretrained.front(32, blocks=8)
    blocks, weights = pretrained.last_blocks(3)
    tower = pretrained.tower(lower.output_shape[1:], blocks, weights)
    whole = np.asarray(pretrained.front(32)(pictures))
    np.testing.assert_allclose(np.asarray(tower(lower(pictures))), whole, atol=1e-5)
    assert {layer.name.split("_")[0] for layer in tower.layers[1:-1]} == {
        "block1", "block2", "block3",
    }  # fmt: skip


def test_the_last_blocks_are_copies_of_their_own():
    first, again = pretrained.last_blocks(1)[1], pretrained.last_blocks(1)[1]
    first[0][:] = 0
    assert again[0].any()


def test_a_tower_is_built_of_plain_numbers():
    # No expansion: a depthwise filter, its norm, the mixing and its norm.
    ones = np.ones(2), np.zeros(2), np.zeros(2), np.full(2, 1 - 1e-3)
    weights = [np.ones((1, 1, 2, 1)), *ones, np.array([[[[1.0, 0], [0, 3]]]]), *ones]
    tower = pretrained.tower((2, 1, 2), [(1, 1, 1, 2)], weights)
    maps = np.array([[[[1.0, 2.0]], [[3.0, -5.0]]]])
    # Each pixel keeps its value and adds ReLU6 of it, the second channel three times.
    expected = [[(1 + 1 + 3 + 3) / 2, (2 + 6 - 5 + 0) / 2]]
    np.testing.assert_allclose(np.asarray(tower(maps)), expected, rtol=1e-5)


def test_a_fitted_head_gives_the_logits_of_a_line_on_standardized_features():
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(3)
    labels = np.arange(30) % 3
    features = rng.normal(size=(30, 4)) * [1.0, 5.0, 0.2, 2.0] + labels[:, np.newaxis]
    W, b = pretrained.fitted_head(features, labels, C=0.2)
    scaled = StandardScaler().fit_transform(features)
    line = LogisticRegression(C=0.2, max_iter=500).fit(scaled, labels)
    np.testing.assert_allclose(features @ W + b, line.decision_function(scaled), atol=1e-8)
