"""One submission in, one verdict an exercise out."""
