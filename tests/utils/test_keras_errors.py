"""The errors of Keras, TensorFlow and scikit-learn that learners meet are explained."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from sklearn.ensemble import IsolationForest

from utils.checks.explanations import explain

X = np.ones((4, 3))


@pytest.fixture(scope="module")
def model():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])


def dense(model):
    return model.layers[0]


CASES = [
    (lambda m: IsolationForest(100), "`IsolationForest` takes its settings by name only"),
    (lambda m: IsolationForest(100, random_state=1), "by name only"),
    (lambda m: m.fit(X, X[:, :2], verbose=0), "has not been compiled"),
    (lambda m: dense(m).set_weights([np.ones((4, 2)), np.ones(2)]), "another shape, (4, 2), than"),
    (
        lambda m: dense(m).set_weights([np.ones((3, 2))]),
        "in a list: 2, not 1. Is the bias missing?",
    ),
    (lambda m: tf.data.Dataset.from_tensor_slices([X, X[:, 0]]), "go into a tuple"),
    (lambda m: tf.image.resize(np.ones((8, 8)), (4, 4)), "is an axis missing, or added twice?"),
    (lambda m: m(np.ones((4, 5))), "the layer wants: expected axis -1 of input shape"),
    (lambda m: tf.matmul(X, X), "do not fit a matrix product"),
    (lambda m: tf.constant(X) - X[:3], "cannot be combined element by element"),
]


@pytest.mark.parametrize(("call", "words"), CASES)
def test_it_is_explained_with_and_without_its_own_words(call, words, model):
    with pytest.raises(Exception) as stopped:
        call(model)
    kind, text = stopped.type.__name__, str(stopped.value)
    assert words in explain(kind, text)
    said = explain(kind, text, quoting=False)
    assert said and not [hole for hole in ("[[", "]]", "{", "  ", " .", " :") if hole in said]
