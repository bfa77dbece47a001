"""What rows say in their notes and commentaries of what other columns ask."""
