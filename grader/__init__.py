"""Submissions to scores, reasons and feedback, for any nbgrader course folder."""
