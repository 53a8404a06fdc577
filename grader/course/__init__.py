"""A course as files: its assignments, and what was handed in."""
