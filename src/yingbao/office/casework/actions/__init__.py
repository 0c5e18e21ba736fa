"""What is done in cases; each act is written with its day, its officer and its words."""
