"""The course as web pages, made from what a learner opens: solutions and hidden tests cannot show."""
