"""What the log says of one thing in two cells."""
