"""Keras models stay in the worker; what a check asks of them is asked there."""

import pytest

from tests.grader.engine.notebooks import answer, assignment, check, given, reference

BUILD = """\
def build():
    model = keras.Sequential([
        keras.layers.Input((8,)),
        keras.layers.Dense(4, activation="relu", name="hidden"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return model"""
TASK = assignment(
    given("""\
import numpy as np
import tensorflow as tf
from tensorflow import keras
rng = np.random.default_rng(0)
x = rng.random((40, 8), dtype=np.float32)
y = (x.sum(axis=1) > 4).astype(np.float32)"""),
    answer("build", BUILD),
    given("model = build()\nhistory = model.fit(x, y, epochs=2, verbose=0)"),
    check(
        "build",
        1,
        5,
        """\
assert model.count_params() == 8 * 4 + 4 + 4 + 1
assert isinstance(model, keras.Model) and isinstance(model.layers[0], keras.layers.Dense)
assert [layer.units for layer in model.layers] == [4, 1]
assert model.layers[0].activation.__name__ == "relu"
assert model.get_layer("hidden").get_weights()[0].shape == (8, 4)
assert np.isclose(model.optimizer.learning_rate.numpy(), 0.01)
assert model.predict(x, verbose=0).shape == (40, 1)
assert len(history.history["loss"]) == 2""",
    ),
    check("build", 2, 1, "assert build().fit(x, y, verbose=0).history['loss'][0] > 0"),
    answer("loss", "def loss(p, t):\n    return tf.reduce_mean((p - t) ** 2)"),
    check(
        "loss",
        1,
        4,
        """\
value = loss(tf.constant([1.0, 2.0]), tf.zeros(2))
assert isinstance(value, tf.Tensor) and value.dtype == tf.float32
assert abs(float(value) - 2.5) < 1e-6""",
    ),
)


def test_right_answers(engine):
    results = engine.judge(TASK, reference(TASK))
    assert [(r.points, r.message, r.note) for r in results] == [(6, "", ""), (4, "", "")]


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (('"relu"', '"tanh"'), 1),
        (("Dense(4", "Dense(5"), 1),
        (("    return model", "    return keras"), 0),
        (("    model.compile", "    import os; os._exit(1)"), 0),
    ],
)
def test_wrong_model(engine, change, points):
    results = engine.judge(TASK, reference(TASK) | {"build": BUILD.replace(*change)})
    assert [r.points for r in results] == [points, 4]
    assert results[0].message
