"""TensorFlow says nothing of its own in a notebook of the course."""

import os
import subprocess
import sys

CODE = """\
import sys
sys.ps1 = "> "  # as in a notebook, where TensorFlow is more talkative, and on stdout
import utils
import keras
for n in range(1, 9):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    model.train_on_batch(keras.ops.ones((n, 2)), keras.ops.ones((n, 1)))
"""


def test_training_leaves_no_line():
    loud = ("TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS")
    environment = {name: value for name, value in os.environ.items() if name not in loud}
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
