"""What the code of strangers can see, reach and use up."""
