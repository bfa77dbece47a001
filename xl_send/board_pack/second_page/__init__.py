"""Page 2 of the board pack: why, and what comes next."""
