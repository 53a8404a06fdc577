"""What a learner can show: a signed credential, and the page that prints it."""
