"""Wrong answers are changed, one place at a time, until they pass: that place is the cause."""
