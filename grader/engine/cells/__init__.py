"""The text of cells: how it is run, and what it says about names."""
