"""What money lines pay for: the staff lines beside them."""
