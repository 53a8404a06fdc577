"""What the course's notebooks import: data sets, plots, widgets and checks."""
