"""The drawings of the board summary, as plain values."""
