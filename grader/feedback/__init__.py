"""The page that a learner reads."""
