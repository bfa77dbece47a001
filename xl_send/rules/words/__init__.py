"""What rows say in words, against the dates and figures of their own columns."""
