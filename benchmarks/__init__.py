"""Measurements of the grader, side by side with stock nbgrader; see README.md."""
