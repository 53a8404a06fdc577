"""How Jupytext, in JupyterLab and on the command line, writes source texts: byte for byte."""

import json
import tomllib
from functools import partial
from pathlib import Path

from jupytext import cell_metadata

# Headers keep what is not ASCII, such as θ and ², which Jupytext would escape.
cell_metadata.dumps = partial(json.dumps, ensure_ascii=False)

# The settings proper, which Jupytext also finds by itself where it reads no hidden files.
with (Path(__file__).parent / "pyproject.toml").open("rb") as file:
    get_config().update(tomllib.load(file)["tool"]["jupytext"])  # noqa: F821 (Jupytext provides it)
