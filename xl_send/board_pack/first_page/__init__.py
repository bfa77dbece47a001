"""Page 1 of the board pack: what is asked of the board."""
