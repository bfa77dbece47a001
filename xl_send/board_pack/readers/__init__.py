"""The pages of each audience besides the board's own."""
