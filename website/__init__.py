"""The course as web pages, made from what learners open: no solution can show."""
