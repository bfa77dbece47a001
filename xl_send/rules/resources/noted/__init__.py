"""What the Notes of money lines say, against the figures beside them."""
